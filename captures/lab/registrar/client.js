// SPDX-License-Identifier: GPL-2.0-or-later
// A SIP client on npm `sip` that can bend one thing of its answer to a challenge.
// usage: node client.js SCENARIO [name=value ...]     (names: see `options`)
const net = require('net');
const sip = require('sip');
const own = require('sip/digest');
const crypto = require('crypto');

const options = {
    server: '10.20.0.1', port: 5060, address: '10.20.0.2', local: 5070, transport: 'udp',
    user: 'alice', password: 'lab-pass', domain: 'lab.test', callee: 'bob', count: 6, method: 'REGISTER',
};
const [scenario, ...settings] = process.argv.slice(2);
for (const setting of settings) {
    const [, name, value] = setting.match(/^(\w+)=(.*)$/);
    options[name] = value;
}
const o = options;

const { respond, unquote } = require('./digest.js');
const variants = require('./variants.js');
if (o.shape) require('./wire.js').shape(...o.shape.split('+'));
const hex = n => crypto.randomBytes(n).toString('hex');
const wait = s => new Promise(done => setTimeout(done, s * 1000));
// TCP: what is sent within one turn goes out in one segment.
const { connect } = net;
net.connect = (...args) => {
    const socket = connect(...args);
    const { write } = socket;
    socket.write = (...data) => {
        socket.cork();
        setImmediate(() => socket.uncork());
        return write.apply(socket, data);
    };
    return socket;
};
const bytes = text => Buffer.from(text).toString('latin1');
const viaTransport = name => `sip:${o.server}:${o.port}${name === 'udp' ? '' : ';transport=' + name};lr`;
const target = viaTransport(o.transport.split('+')[0]);
const newStack = port => sip.create({
    address: o.address, port, tls_port: port,
    udp: /udp/.test(o.transport), tcp: /tcp/.test(o.transport),
    tls: o.transport === 'tls' ? { rejectUnauthorized: false } : undefined,
}, request => stack.send(sip.makeResponse(request, 200, 'OK')));
let stack = newStack(+o.local);

const newCall = () => ({ id: hex(8) + '@' + o.address, tag: hex(4), cseq: 0 });
let call = newCall();

const uriFor = method => o.uri ? o.uri
    : method === 'REGISTER' ? `sip:${o.domain}` : method === 'OPTIONS' ? `sip:${o.server}` : `sip:${o.callee}@${o.domain}`;
const toFor = method => `sip:${method === 'REGISTER' ? o.user : o.callee}@${o.domain}`;
const bodyOf = method => method === 'MESSAGE' ? 'a message of the lab\r\n' : method !== 'INVITE' ? ''
    : `v=0\r\no=- 1 1 IN IP4 ${o.address}\r\ns=-\r\nc=IN IP4 ${o.address}\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\n`;
const types = { INVITE: 'application/sdp', MESSAGE: 'text/plain' };

// One request with a CSeq of its own; resolves with its final response.
function request(method, headers = {}, dialog = call) {
    const message = {
        method,
        uri: method === 'OPTIONS' ? `sip:${o.server}` : uriFor(method),
        headers: {
            via: [],
            'max-forwards': 70,
            route: [{ uri: target }],
            from: { uri: `sip:${encodeURIComponent(o.user)}@${o.domain}`, params: { tag: dialog.tag } },
            to: { uri: toFor(method).replace(o.user, encodeURIComponent(o.user)), params: {} },
            'call-id': dialog.id,
            cseq: { method, seq: ++dialog.cseq },
            contact: [{ uri: `sip:${encodeURIComponent(o.user)}@${o.address}:${o.local}`, params: {} }],
            'user-agent': 'npm-sip',
            ...headers,
        },
    };
    if (method === 'REGISTER') message.headers.expires = headers.expires || 300;
    if (types[method]) {
        message.headers['content-type'] = types[method];
        message.content = bodyOf(method);
    }
    return new Promise(done => stack.send(message, response => {
        if (response.status >= 200) {
            console.log(method, message.headers.cseq.seq, response.status, response.reason);
            done(response);
        }
    }));
}

// The challenges of a response: [header of the answer, challenge]...
function challenges(response) {
    const found = [];
    for (const c of response.headers['www-authenticate'] || []) found.push(['authorization', c]);
    for (const c of response.headers['proxy-authenticate'] || []) found.push(['proxy-authorization', c]);
    return found;
}

// What the digest of an answer is computed of, as it ought to be. Texts are bytes, a character each.
function parts(challenge, method, bend) {
    const p = {
        algorithm: challenge.algorithm, user: bytes(bend.user || o.user),
        realm: bend.realm || unquote(challenge.realm), password: bytes(o.password), method, uri: uriFor(method),
        nonce: bend.nonce || unquote(challenge.nonce), body: bodyOf(method), response: '',
    };
    if (bend.password !== undefined) p.password = bend.password;
    if (challenge.qop) {
        const offered = unquote(challenge.qop).split(/,\s*/);
        Object.assign(p, { cnonce: hex(8), qop: o.qop || offered[0], nc: bend.nc || '00000001' });
    }
    return p;
}

// As a header writes it.
function written(p, challenge) {
    const quoted = text => text && `"${text}"`;
    const name = Buffer.from(p.user, 'latin1').toString();
    return {
        scheme: 'Digest',
        ...p.encoded ? { 'username*': `UTF-8''${encodeURIComponent(name)}` } : { username: quoted(p.user) },
        realm: quoted(p.realm), nonce: quoted(p.nonce), uri: quoted(p.uri),
        response: quoted(p.response), cnonce: quoted(p.cnonce), qop: p.qop, nc: p.nc, algorithm: p.algorithm,
        opaque: challenge.opaque, userhash: p.userhash,
    };
}

// Headers that answer the first challenge (or the first of the algorithm `algorithm`); `bend` overrides
// realm, nonce, nc, user, password, header; `only` chooses the challenge by the header of its answer; `variant` names
// what of the digest is computed differently than sent (see variants.js).
function answer(response, method, bend = {}) {
    const fits = ([header, c]) => (!o.algorithm || c.algorithm === o.algorithm)
        && (!bend.only || header === bend.only);
    const [header, challenge] = challenges(response).find(fits);
    const sent = parts(challenge, method, bend);
    const hashed = { ...sent };
    if (bend.variant) {
        variants[bend.variant](hashed, sent, {
            user: o.user, domain: o.domain, toUri: toFor(method), requestUri: uriFor(method),
            offered: unquote(challenge.qop), earlier: bend.earlier, res: o.res, akav2: o.akav2, swapped: o.swapped, other: o.other,
        });
    }
    sent.response = hashed.response || respond(hashed);
    return { [bend.header || header]: [written(sent, challenge)] };
}

// Keep-alive with OPTIONS every 13 seconds.
const keepAlive = newCall();
async function alive(seconds) {
    for (let left = seconds; left > 0; left -= 13) {
        await wait(Math.min(13, left));
        keepAlive.tag = hex(4);
        keepAlive.id = hex(8) + '@' + o.address;
        await request('OPTIONS', {}, keepAlive);
    }
}

async function bent(method, bend) {
    const first = await request(method);
    await request(method, answer(first, method, bend));
    await alive(10);
}

const scenarios = {
    ok: async () => {
        const first = await request('REGISTER');
        await request('REGISTER', answer(first, 'REGISTER'));
    },
    first: () => request('REGISTER'),
    'invite-wrong-password': () => bent('INVITE', { password: 'wrong' }),
    'no-credentials': async () => {
        await request('REGISTER');
        await alive(45);
    },
    'no-credentials-invite': async () => {
        await request('INVITE');
        await alive(45);
    },
    'other-realm': () => bent('REGISTER', { realm: 'other.test' }),
    'realm-case': () => bent('REGISTER', { realm: 'Lab.Test' }),
    'wrong-header': () => bent('INVITE', { header: 'authorization' }),
    'without-credentials': async () => {
        await request('REGISTER');
        await wait(1);
        await request('REGISTER');
        await alive(45);
    },
    // The nonce of an older registration of the same client, from before the capture.
    'other-nonce': () => bent('REGISTER', { nonce: o.nonce }),
    nonce: async () => {
        const first = await request('REGISTER');
        console.log('NONCE', unquote(challenges(first)[0][1].nonce));
    },
    'wrong-password': async () => {
        const first = await request('REGISTER');
        await request('REGISTER', answer(first, 'REGISTER', { password: 'wrong' }));
    },
    // A wrong password again and again, each time with the newest nonce.
    loop: async () => {
        let response = await request('REGISTER');
        for (let i = 0; i < o.count; i++) {
            await wait(1.1);
            response = await request('REGISTER', answer(response, 'REGISTER', { password: 'wrong' }));
        }
    },
    // The very same credentials line sent again after its refusal.
    identical: async () => {
        const first = await request('REGISTER');
        const credentials = answer(first, 'REGISTER', { password: 'wrong' });
        await request('REGISTER', credentials);
        await wait(2);
        await request('REGISTER', credentials);
        await alive(10);
    },
    // An edge proxy and a registrar, each with a realm of its own: credentials for both are kept.
    'two-realms': async () => {
        const edge = await request('REGISTER');
        const first = answer(edge, 'REGISTER');
        const registrar = await request('REGISTER', first);
        await request('REGISTER', { ...first, ...answer(registrar, 'REGISTER') });
    },
    // The same, but the answer to the second realm leaves out the first one's credentials.
    'drop-first': async () => {
        const edge = await request('REGISTER');
        const registrar = await request('REGISTER', answer(edge, 'REGISTER'));
        await request('REGISTER', answer(registrar, 'REGISTER'));
        await alive(45);
    },
    // Registered, then an INVITE that is challenged, authenticated and refused.
    'register-invite': async () => {
        const first = await request('REGISTER');
        await request('REGISTER', answer(first, 'REGISTER'));
        await wait(1);
        call = newCall();
        const challenge = await request('INVITE');
        await request('INVITE', answer(challenge, 'INVITE'));
    },
    message: async () => {
        const first = await request('MESSAGE');
        await request('MESSAGE', answer(first, 'MESSAGE'));
    },
    // Challenged over UDP, answered over TCP (as for a request too large for UDP).
    'retry-over-tcp': async () => {
        const first = await request('REGISTER');
        await request('REGISTER', { ...answer(first, 'REGISTER'), route: [{ uri: viaTransport('tcp') }] });
        await wait(1);
    },
    // The answer leaves from another port, as after a NAT rebinding.
    'new-port': async () => {
        const first = await request('REGISTER');
        stack = newStack(+o.local + 1);
        await request('REGISTER', answer(first, 'REGISTER'));
    },
    'same-cseq': async () => {
        const first = await request('REGISTER');
        call.cseq--;
        await request('REGISTER', answer(first, 'REGISTER'));
    },
    // Many accounts from one address, all of them accepted.
    accounts: async () => {
        for (let i = 0; i < 12; i++) {
            o.user = String(2000 + i);
            call = newCall();
            const first = await request('REGISTER');
            await request('REGISTER', answer(first, 'REGISTER'));
        }
    },
    // One response with WWW-Authenticate and Proxy-Authenticate: both are answered.
    'both-headers': async () => {
        const first = await request('REGISTER');
        await request('REGISTER', {
            ...answer(first, 'REGISTER', { only: 'authorization' }),
            ...answer(first, 'REGISTER', { only: 'proxy-authorization' }),
        });
    },
    // AKA: the sequence number of the first challenge is taken as old (AUTS), the second one is answered.
    'aka-resync': async () => {
        const first = await request('REGISTER');
        const headers = answer(first, 'REGISTER', { password: '' });
        headers.authorization[0].auts = `"${o.auts}"`;
        const second = await request('REGISTER', headers);
        const res = Buffer.from(o.res, 'hex').toString('latin1');
        await request('REGISTER', answer(second, 'REGISTER', { password: res }));
    },
    // Refreshes with one Call-ID, each starting without credentials.
    refreshes: async () => {
        for (let i = 0; i < 4; i++) {
            const first = await request('REGISTER');
            await request('REGISTER', answer(first, 'REGISTER'));
            await wait(+o.pause || 3);
        }
    },
    // Refreshes with the nonce of the last challenge, each with the next nonce count.
    'cached-nonce': async () => {
        let challenge = await request('REGISTER');
        let nc = 0;
        for (let i = 0; i < o.count; i++) {
            nc++;
            const count = nc.toString(16).padStart(8, '0');
            const response = await request('REGISTER', answer(challenge, 'REGISTER', { nc: count }));
            if (response.status === 401) {
                challenge = response;
                nc = 1;
                await request('REGISTER', answer(challenge, 'REGISTER'));
            }
            await wait(+o.pause || 3);
        }
    },
    // Two accounts on one connection, their requests in one segment.
    pipelined: async () => {
        await request('OPTIONS', {}, keepAlive);
        const [a, b] = [newCall(), newCall()];
        const first = await Promise.all([request('REGISTER', {}, a), request('REGISTER', {}, b)]);
        const passwords = [o.password, 'wrong'];
        await Promise.all([a, b].map((dialog, i) =>
            request('REGISTER', answer(first[i], 'REGISTER', { password: passwords[i] }), dialog)));
        await wait(1);
    },
    // The first REGISTER fits into one packet, the one with credentials does not.
    'big-retry': async () => {
        const first = await request('REGISTER');
        const big = { 'p-lab-attestation': crypto.randomBytes(1100).toString('base64') };
        const last = request('REGISTER', { ...answer(first, 'REGISTER'), ...big });
        await Promise.race([last, wait(20)]);
        if (o.alive) await alive(+o.alive);
    },
    // Credentials that the server never asked for, kept from an earlier session.
    preemptive: async () => {
        const challenge = { realm: '"lab.test"', nonce: `"${o.nonce}"`, qop: '"auth"' };
        const old = { headers: { 'www-authenticate': [challenge] } };
        await request('REGISTER', answer(old, 'REGISTER', { nc: '00000007' }));
    },
    // Registered, then again in a new call with the same nonce.
    'cached-new-call': async () => {
        const first = await request('REGISTER');
        await request('REGISTER', answer(first, 'REGISTER'));
        await wait(6);
        call = newCall();
        await request('REGISTER', answer(first, 'REGISTER', { nc: '00000002' }));
        await alive(8);
    },
    invite: async () => {
        const challenge = await request('INVITE');
        if (challenges(challenge).length) await request('INVITE', answer(challenge, 'INVITE'));
        await alive(8);
    },
    // The answer to nextnonce of Authentication-Info comes without a new challenge.
    nextnonce: async () => {
        let challenge = await request('REGISTER');
        for (let i = 0; i < 3; i++) {
            const response = await request('REGISTER', answer(challenge, 'REGISTER'));
            const next = (response.headers['authentication-info'] || {}).nextnonce;
            challenge.headers['www-authenticate'][0].nonce = next;
            await wait(3);
        }
    },
    // Asks, is refused or cannot answer, stays alive.
    'ask-only': async () => {
        await request('REGISTER');
        await alive(+o.alive || 45);
    },
    // Answers whose digests are computed of something else than is sent: `variants` names them, with a plus between,
    // `name:user` with a user. Else each has a user of its own, so that no refusal repeats another one.
    variants: async () => {
        for (const [i, named] of o.variants.split('+').entries()) {
            const [variant, user] = named.split(':');
            o.user = user || `${200 + i}`;
            call = newCall();
            let challenge = await request(o.method);
            const bend = { variant };
            if (variant === 'nonce_other') {
                bend.earlier = unquote(challenges(challenge)[0][1].nonce);
                challenge = await request(o.method, answer(challenge, o.method, { password: 'wrong' }));
            }
            await request(o.method, answer(challenge, o.method, bend));
            await wait(+o.pause || 1.5);
        }
    },
    // The digests of npm sip itself, which speaks MD5, MD5-sess, auth and auth-int, and checks rspauth.
    'own-digest': async () => {
        const first = await request(o.method);
        const message = { method: o.method, uri: uriFor(o.method), headers: {}, content: bodyOf(o.method) };
        const context = { qop: o.qop };
        own.signRequest(context, message, first, { user: o.user, password: o.password });
        const response = await request(o.method, { authorization: message.headers.authorization });
        console.log('rspauth', own.authenticateResponse(context, response));
    },
    // An initial REGISTER with an Authorization that only names the identity.
    hint: async () => {
        const hint = {
            scheme: 'Digest', username: `"${o.user}@${o.domain}"`, realm: `"${o.domain}"`,
            uri: `"sip:${o.domain}"`, nonce: '""', response: '""',
        };
        const first = await request('REGISTER', { authorization: [hint] });
        await request('REGISTER', answer(first, 'REGISTER'));
    },
};

scenarios[scenario]().then(() => wait(+o.linger || 0)).then(() => process.exit(0));
