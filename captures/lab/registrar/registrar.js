// SPDX-License-Identifier: GPL-2.0-or-later
// A registrar on npm `sip` whose challenges and refusals can be chosen.
// usage: node registrar.js MODE ADDRESS
const sip = require('sip');
const crypto = require('crypto');
const { shape } = require('./wire.js');

const [mode, address] = process.argv.slice(2);
const realm = 'lab.test';
const password = 'lab-pass';
const nonces = new Set();
const unquote = s => s && s.replace(/^"(.*)"$/, '$1');
let accepted = 0;

function hash(algorithm, ...parts) {
    const name = /^sha-256/i.test(algorithm || '') ? 'sha256' : 'md5';
    return crypto.createHash(name).update(parts.join(':')).digest('hex');
}

function newNonce() {
    const nonce = crypto.randomBytes(12).toString('base64');
    nonces.add(nonce);
    return nonce;
}

// Are there credentials for one of our realms, and do they fit?
function authenticated(request) {
    const all = [...request.headers.authorization || [], ...request.headers['proxy-authorization'] || []];
    return all.some(c => {
        const v = name => unquote(c[name]);
        if (!nonces.has(v('nonce'))) return false;
        const ha1 = hash(v('algorithm'), v('username'), v('realm'), password);
        const ha2 = hash(v('algorithm'), request.method, v('uri'));
        const middle = v('qop') ? [v('nonce'), v('nc'), v('cnonce'), v('qop')] : [v('nonce')];
        return v('response') === hash(v('algorithm'), ha1, ...middle, ha2);
    });
}

function challenge(...algorithms) {
    const nonce = newNonce();
    return algorithms.map(algorithm => ({
        scheme: 'Digest', realm: `"${realm}"`, nonce: `"${nonce}"`, algorithm, qop: '"auth"', opaque: '"lab"',
    }));
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
};
if (mode === 'folded-compact') shape('folded', 'compact');

const [without, within = () => [200, 'OK', {}]] = modes[mode];
const stack = sip.create({ address, port: 5060, tcp: false }, request => {
    if (request.method === 'ACK') return;
    const [status, phrase, headers] = request.method === 'OPTIONS' ? [200, 'OK', {}]
        : authenticated(request) ? within() : without();
    const response = sip.makeResponse(request, status, phrase);
    response.headers.to.params.tag = crypto.randomBytes(4).toString('hex');
    Object.assign(response.headers, headers, { server: 'npm-sip' });
    if (status === 200 && request.method === 'REGISTER') {
        response.headers.contact = request.headers.contact.map(c => ({ ...c, params: { expires: 300 } }));
    }
    stack.send(response);
});
