// SPDX-License-Identifier: GPL-2.0-or-later
// A SIP client on npm `sip` that can bend one thing of its answer to a challenge.
// usage: node client.js SCENARIO [name=value ...]     (names: see `options`)
const net = require('net');
const sip = require('sip');
const crypto = require('crypto');

const options = {
    server: '10.20.0.1', port: 5060, address: '10.20.0.2', local: 5070, transport: 'udp',
    user: 'alice', password: 'lab-pass', domain: 'lab.test', callee: 'bob', count: 6,
};
const [scenario, ...settings] = process.argv.slice(2);
for (const setting of settings) {
    const [, name, value] = setting.match(/^(\w+)=(.*)$/);
    options[name] = value;
}
const o = options;

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
const unquote = s => s && s.replace(/^"(.*)"$/, '$1');
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

// One request with a CSeq of its own; resolves with its final response.
function request(method, headers = {}, dialog = call) {
    const from = `sip:${o.user}@${o.domain}`;
    const message = {
        method,
        uri: method === 'REGISTER' ? `sip:${o.domain}` : method === 'OPTIONS' ? `sip:${o.server}`
            : `sip:${o.callee}@${o.domain}`,
        headers: {
            via: [],
            'max-forwards': 70,
            route: [{ uri: target }],
            from: { uri: from, params: { tag: dialog.tag } },
            to: { uri: method === 'REGISTER' ? from : `sip:${o.callee}@${o.domain}`, params: {} },
            'call-id': dialog.id,
            cseq: { method, seq: ++dialog.cseq },
            contact: [{ uri: `sip:${o.user}@${o.address}:${o.local}`, params: {} }],
            'user-agent': 'npm-sip',
            ...headers,
        },
    };
    if (method === 'REGISTER') message.headers.expires = headers.expires || 300;
    if (method === 'INVITE') {
        message.headers['content-type'] = 'application/sdp';
        message.content = `v=0\r\no=- 1 1 IN IP4 ${o.address}\r\ns=-\r\nc=IN IP4 ${o.address}\r\n`
            + 't=0 0\r\nm=audio 6000 RTP/AVP 0\r\n';
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

// Headers that answer the first challenge (or the first of the algorithm `algorithm`); `bend` overrides
// realm, nonce, nc, user, password, header; `only` chooses the challenge by the header of its answer.
function answer(response, method, bend = {}) {
    const fits = ([header, c]) => (!o.algorithm || c.algorithm === o.algorithm)
        && (!bend.only || header === bend.only);
    const [header, challenge] = challenges(response).find(fits);
    const name = challenge.algorithm === 'SHA-256' ? 'sha256' : 'md5';
    const kd = (...parts) => crypto.createHash(name).update(parts.join(':'), 'latin1').digest('hex');
    const realm = bend.realm || unquote(challenge.realm);
    const nonce = bend.nonce || unquote(challenge.nonce);
    const user = bend.user || o.user;
    const password = bend.password === '\0' ? '' : bend.password || o.password;
    const uri = method === 'REGISTER' ? `sip:${o.domain}` : `sip:${o.callee}@${o.domain}`;
    const credentials = {
        scheme: 'Digest', username: `"${user}"`, realm: `"${realm}"`, nonce: `"${nonce}"`, uri: `"${uri}"`,
    };
    const ha1 = kd(user, realm, password);
    const ha2 = kd(method, uri);
    if (challenge.qop) {
        const cnonce = hex(8);
        const nc = bend.nc || '00000001';
        Object.assign(credentials, {
            response: `"${kd(ha1, nonce, nc, cnonce, 'auth', ha2)}"`, cnonce: `"${cnonce}"`, qop: 'auth', nc,
        });
    } else {
        credentials.response = `"${kd(ha1, nonce, ha2)}"`;
    }
    if (challenge.algorithm) credentials.algorithm = challenge.algorithm;
    if (challenge.opaque) credentials.opaque = challenge.opaque;
    return { [bend.header || header]: [credentials] };
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
        const headers = answer(first, 'REGISTER', { password: '\0' });
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
