// SPDX-License-Identifier: GPL-2.0-or-later
// A registrar on npm `sip` whose challenges and refusals can be chosen.
// usage: node registrar.js MODE ADDRESS [name=value ...]      (names, for the mode `digest`: see `options`)
const sip = require('sip');
const crypto = require('crypto');
const { shape } = require('./wire.js');
const { hash, respond, unquote } = require('./digest.js');

const [mode, address, ...settings] = process.argv.slice(2);
// nonce: one that was made elsewhere, as AKA needs it. res: RES in hex, in the place of the password. proof: what
// Authentication-Info proves: `right`, or what is wrong with it. refuse: to right credentials, 403 with this phrase.
const options = { algorithm: 'MD5', qop: 'auth', password: 'lab-pass' };
for (const setting of settings) {
    const [, name, value] = setting.match(/^([\w-]+)=(.*)$/);
    options[name] = value;
}
const realm = options.realm || 'lab.test';
const password = options.res ? Buffer.from(options.res, 'hex') : Buffer.from(options.password);
const nonces = new Set();
let accepted = 0;

function newNonce() {
    const nonce = options.nonce || crypto.randomBytes(12).toString('base64');
    nonces.add(nonce);
    return nonce;
}

// The name that the digest takes: behind a hash that of the one user who may send it (RFC 7616 section 3.4.4).
function nameOf(v) {
    if (v('userhash') === 'true') return v('username') === hash(v('algorithm'), 'alice', v('realm')) ? 'alice' : '';
    const encoded = v('username*');
    return encoded ? Buffer.from(decodeURIComponent(encoded.replace(/^UTF-8''/i, ''))) : v('username');
}

// Accounts have names in UTF-8.
const isUtf8 = text => Buffer.from(Buffer.from(text, 'latin1').toString()).toString('latin1') === text;

// Is the algorithm among those offered? Modes other than `digest` take any.
const offers = algorithm => mode !== 'digest'
    || options.algorithm.toLowerCase().split(',').includes((algorithm || 'MD5').toLowerCase());

// Credentials for one of our realms that fit.
function authenticated(request) {
    const all = [...request.headers.authorization || [], ...request.headers['proxy-authorization'] || []];
    return all.find(c => {
        const v = name => unquote(c[name]);
        return nonces.has(v('nonce')) && offers(v('algorithm')) && isUtf8(v('username') || '') && v('response') === respond({
            algorithm: v('algorithm'), qop: v('qop'), user: nameOf(v), realm: v('realm'), password, method: request.method,
            uri: v('uri'), nonce: v('nonce'), nc: v('nc'), cnonce: v('cnonce'), body: request.content || '',
        });
    });
}

function challenge(...algorithms) {
    const nonce = newNonce();
    return algorithms.map(algorithm => ({
        scheme: 'Digest', realm: `"${realm}"`, nonce: `"${nonce}"`, algorithm, qop: '"auth"', opaque: '"lab"',
    }));
}

// The challenges that the settings ask for.
function chosen() {
    return options.algorithm.split(',').map(algorithm => ({
        ...challenge(algorithm)[0], qop: options.qop === 'none' ? undefined : `"${options.qop}"`, userhash: options.userhash,
    }));
}

// The server's own proof that it knows the password (RFC 7616 section 3.5).
function proof(request, credentials) {
    const v = name => unquote(credentials[name]);
    const wrong = options.proof !== 'right';
    const rspauth = respond({
        algorithm: v('algorithm'), qop: v('qop'), user: nameOf(v), realm: v('realm'),
        password: options.proof === 'password' ? 'another-pass' : password,
        method: options.proof === 'method' ? request.method : '', uri: v('uri'), nonce: v('nonce'), nc: v('nc'),
        cnonce: v('cnonce'), body: '',
    });
    const nc = options.proof === 'count' ? '000000ff' : v('nc');
    return [200, 'OK', { 'authentication-info':
        `qop=${v('qop')}, nc=${nc}, cnonce=${credentials.cnonce}, rspauth="${rspauth}"${wrong ? '' : `, nextnonce="${newNonce()}"`}` }];
}

const digest = (...algorithms) => [401, 'Unauthorized', { 'www-authenticate': challenge(...algorithms) }];
const reason = { reason: 'Q.850;cause=21;text="Call Rejected"' };

// What each mode answers to a request without good credentials, and to one with them.
const modes = {
    normal: [() => digest('MD5')],
    'no-challenge': [() => [401, 'Unauthorized', {}]],
    'other-header': [() => [401, 'Unauthorized', { 'proxy-authenticate': challenge('MD5') }]],
    'two-headers': [() => digest('SHA-256', 'MD5')],
    'both-headers': [() => [401, 'Unauthorized', {
        'www-authenticate': challenge('MD5'),
        'proxy-authenticate': challenge('MD5').map(c => ({ ...c, realm: '"edge.lab.test"' })),
    }]],
    'one-line': [() => [401, 'Unauthorized', {
        'WWW-Authenticate': challenge('SHA-256', 'MD5').map(sip.stringifyAuthHeader).join(', '),
    }]],
    nextnonce: [() => digest('MD5'),
        () => [200, 'OK', { 'authentication-info': `nextnonce="${newNonce()}"` }]],
    reason: [() => [403, 'Forbidden', reason]],
    'reason-after': [() => [407, 'Proxy Authentication Required', { 'proxy-authenticate': challenge('MD5') }],
        () => [403, 'Forbidden', reason]],
    'once-only': [() => digest('MD5'), () => accepted++ ? [403, 'Forbidden', {}] : [200, 'OK', {}]],
    'folded-compact': [() => digest('MD5')],
    digest: [() => [401, 'Unauthorized', { 'www-authenticate': chosen() }],
        (request, credentials) => options.refuse ? [403, options.refuse, {}]
            : options.proof ? proof(request, credentials) : [200, 'OK', {}]],
};
if (mode === 'folded-compact') shape('folded', 'compact');

const [without, within = () => [200, 'OK', {}]] = modes[mode];
const stack = sip.create({ address, port: 5060, tcp: false }, request => {
    if (request.method === 'ACK') return;
    const credentials = authenticated(request);
    const [status, phrase, headers] = request.method === 'OPTIONS' ? [200, 'OK', {}]
        : credentials ? within(request, credentials) : without();
    const response = sip.makeResponse(request, status, phrase);
    response.headers.to.params.tag = crypto.randomBytes(4).toString('hex');
    Object.assign(response.headers, headers, { server: 'npm-sip' });
    if (status === 200 && request.method === 'REGISTER') {
        response.headers.contact = request.headers.contact.map(c => ({ ...c, params: { expires: 300 } }));
    }
    stack.send(response);
});
