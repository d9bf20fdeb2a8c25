// SPDX-License-Identifier: GPL-2.0-or-later
// What clients and middleboxes get wrong about a digest. Each changes what is hashed, and where it must, what is
// sent; `known` is what both sides and the network say. Names are those of plugin/digest_variants.h.
const crypto = require('crypto');
const { hash, respond } = require('./digest.js');

const latin1 = text => Buffer.from(text, 'latin1').toString();  // UTF-8 bytes back to characters: ISO-8859-1
const bytes = hex => Buffer.from(hex, 'hex').toString('latin1');

// The response with HA1 and HA2 made otherwise.
function ownHashes(p, ha1, ha2) {
    const middle = p.qop ? [p.nonce, p.nc, p.cnonce, p.qop] : [p.nonce];
    return hash(p.algorithm, ha1, ...middle, ha2);
}

module.exports = {
    realm_challenge: (p, sent) => { sent.realm = 'other.test'; },
    realm_from_host: (p, sent, known) => { p.realm = known.domain; },
    realm_request_host: (p, sent, known) => { p.realm = known.requestUri.replace(/^sip:([^@]*@)?([^:;]*).*/, '$2'); },
    realm_case: p => { p.realm = p.realm.toUpperCase(); },
    realm_known: p => { p.realm = 'old.test'; },

    user_part: (p, sent) => { sent.user += '@lab.test'; },
    user_with_host: p => { p.user += '@lab.test'; },
    user_from: (p, sent) => { sent.user = '4711'; },
    user_known: (p, sent) => { sent.user += '@lab.test'; },
    user_hashed: (p, sent) => {
        sent.user = p.user = hash(p.algorithm, p.user, p.realm);
        sent.userhash = 'true';
    },
    user_latin1: p => { p.user = latin1(p.user); },
    // Both the header and the digest have it so.
    user_latin1_sent: (p, sent) => { sent.user = p.user = latin1(p.user); },

    // Right ones: the hashed name, and `username*` (RFC 7616 section 3.4).
    userhash: (p, sent) => {
        sent.user = hash(p.algorithm, p.user, p.realm);
        sent.userhash = 'true';
    },
    user_encoded: (p, sent) => { sent.encoded = true; },

    uri_request: (p, sent) => { sent.uri = 'sip:edge.test'; },
    uri_to: (p, sent, known) => { p.uri = known.toUri; },
    uri_no_params: p => { p.uri = p.uri.replace(/;.*/, ''); },
    uri_no_port: p => { p.uri = p.uri.replace(/:\d+/, ''); },
    uri_bare: p => { p.uri = p.uri.replace(/:\d+.*/, ''); },
    uri_domain: p => { p.uri = p.uri.replace(/^sip:[^@]*@([^:;]*).*/, 'sip:$1'); },

    method_other: p => { p.method = 'INVITE'; },
    nonce_other: (p, sent, known) => { p.nonce = known.earlier; },

    qop_ignored: p => { p.qop = undefined; },
    qop_unsaid: (p, sent) => { sent.qop = undefined; },
    qop_list: (p, sent, known) => { p.response = ownHashes({ ...p, qop: known.offered },
        hash(p.algorithm, p.user, p.realm, p.password), hash(p.algorithm, p.method, p.uri)); },
    qop_auth: p => { p.qop = 'auth'; },
    qop_int_named: p => { p.response = ownHashes(p, hash(p.algorithm, p.user, p.realm, p.password),
        hash(p.algorithm, p.method, p.uri)); },
    qop_body_empty: p => { p.body = ''; },

    session_ignored: p => { p.algorithm = p.algorithm.replace(/-sess$/i, ''); },
    session_unsaid: p => { p.algorithm += '-sess'; },
    session_binary: p => { p.response = ownHashes(p,
        hash(p.algorithm, bytes(hash(p.algorithm, p.user, p.realm, p.password)), p.nonce, p.cnonce),
        hash(p.algorithm, p.method, p.uri)); },
    hash_other: p => { p.algorithm = 'MD5'; },
    hash_cut: p => {
        const half = (...parts) => hash('SHA-512', ...parts).slice(0, 64);
        p.response = half(half(p.user, p.realm, p.password), p.nonce, p.nc, p.cnonce, p.qop, half(p.method, p.uri));
    },
    hex_upper: p => { p.response = ownHashes(p, hash(p.algorithm, p.user, p.realm, p.password).toUpperCase(),
        hash(p.algorithm, p.method, p.uri).toUpperCase()); },
    // The response alone is in upper case, which is no variant: it fits, but many servers refuse it.
    response_upper: p => { p.response = respond(p).toUpperCase(); },

    password_empty: p => { p.password = ''; },
    password_blank: p => { p.password += ' '; },
    password_latin1: p => { p.password = latin1(p.password); },
    password_ha1: p => { p.password = hash(p.algorithm, p.user, p.realm, p.password); },

    // The password of AKA is RES (RFC 3310), or made of RES, IK and CK (RFC 4169).
    aka_right: (p, sent, known) => { p.password = /^AKAv2/i.test(p.algorithm) ? known.akav2 : bytes(known.res); },
    aka_other_key: (p, sent, known) => { p.password = bytes(known.other); },
    password_for_aka: () => {},
    aka_op: (p, sent, known) => { p.password = bytes(known.swapped); },
    aka_version: (p, sent, known) => { p.password = /^AKAv2/i.test(p.algorithm) ? bytes(known.res) : known.akav2; },
    aka_hex: (p, sent, known) => { p.password = known.res; },
    aka_cut: (p, sent, known) => { p.password = bytes(known.res).replace(/\0.*/s, ''); },
};
