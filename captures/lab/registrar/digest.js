// SPDX-License-Identifier: GPL-2.0-or-later
// Digests (RFC 2069, RFC 7616, RFC 8760) as they ought to be.
const crypto = require('crypto');

const names = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256', 'sha-512': 'sha512' };
const unquote = s => s && s.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1');

// Hash of parts with colons between them; of AKA's algorithms too. npm sip reads and writes each byte of a message as
// one character, so that is what texts are here; other bytes come as a Buffer.
function hash(algorithm, ...parts) {
    const name = (algorithm || 'MD5').toLowerCase().replace(/^akav\d-/, '').replace(/-sess$/, '');
    const digest = crypto.createHash(names[name] || 'md5');
    parts.forEach((part, i) => digest.update(i ? ':' : '').update(part, 'latin1'));
    return digest.digest('hex');
}

const isSession = algorithm => /-sess$/i.test(algorithm || '');

// The response to a challenge (RFC 7616 section 3.4.1).
function respond(p) {
    let ha1 = hash(p.algorithm, p.user, p.realm, p.password);
    if (isSession(p.algorithm)) ha1 = hash(p.algorithm, ha1, p.nonce, p.cnonce);
    const request = p.qop === 'auth-int' ? [p.method, p.uri, hash(p.algorithm, p.body)] : [p.method, p.uri];
    const middle = p.qop ? [p.nonce, p.nc, p.cnonce, p.qop] : [p.nonce];
    return hash(p.algorithm, ha1, ...middle, hash(p.algorithm, ...request));
}

module.exports = { hash, respond, isSession, unquote };
