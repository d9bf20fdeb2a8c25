// SPDX-License-Identifier: GPL-2.0-or-later
// AKA (RFC 3310) with Milenage (3GPP TS 35.206): the nonce of a challenge, or what answers it.
// usage: node aka.js K OP AMF SQN RAND                              (hex) -> base64 nonce
//        node aka.js K OP AMF SQN RAND USER REALM URI [NC CNONCE]        -> the response expected
//        node aka.js K OP AMF SQN RAND res                               -> RES in hex
//        node aka.js K OP AMF SQN RAND akav2                             -> the password of AKAv2-MD5 (RFC 4169)
//        node aka.js K OP 0000 SQN-OF-THE-UE RAND auts                   -> AUTS in base64
// `opc:HEX` in the place of OP is OPc.
const crypto = require('crypto');

const [K, OP, AMF, SQN, RAND, user, realm, uri, nc, cnonce] = process.argv.slice(2)
    .map((s, i) => i < 5 ? Buffer.from(s.replace(/^opc:/, ''), 'hex') : s);

const xor = (a, b) => Buffer.from(a.map((x, i) => x ^ b[i]));
const rotate = (a, bits) => Buffer.concat([a.subarray(bits / 8), a.subarray(0, bits / 8)]);
const constant = last => Buffer.concat([Buffer.alloc(15), Buffer.from([last])]);
function aes(block) {
    const cipher = crypto.createCipheriv('aes-128-ecb', K, null).setAutoPadding(false);
    return cipher.update(block);
}

const OPc = process.argv[3].startsWith('opc:') ? OP : xor(aes(OP), OP);
const temp = aes(xor(RAND, OPc));
const in1 = Buffer.concat([SQN, AMF, SQN, AMF]);
const out1 = xor(aes(xor(xor(temp, rotate(xor(in1, OPc), 64)), constant(0))), OPc);
const out2 = xor(aes(xor(xor(temp, OPc), constant(1))), OPc);
const MAC = out1.subarray(0, 8);
const RES = out2.subarray(8, 16);
const AK = out2.subarray(0, 6);
const nonce = Buffer.concat([RAND, xor(SQN, AK), AMF, MAC]).toString('base64');

const CK = xor(aes(xor(rotate(xor(temp, OPc), 32), constant(2))), OPc);
const IK = xor(aes(xor(rotate(xor(temp, OPc), 64), constant(4))), OPc);
const out5 = xor(aes(xor(rotate(xor(temp, OPc), 96), constant(8))), OPc);

if (user === 'res') {
    console.log(RES.toString('hex'));
} else if (user === 'akav2') {
    console.log(crypto.createHmac('md5', Buffer.concat([RES, IK, CK])).update('http-digest-akav2-password').digest('base64'));
} else if (user === 'auts') {
    console.log(Buffer.concat([xor(SQN, out5.subarray(0, 6)), out1.subarray(8, 16)]).toString('base64'));
} else if (!user) {
    console.log(nonce);
} else {
    const md5 = data => crypto.createHash('md5').update(data).digest('hex');
    const ha1 = md5(Buffer.concat([Buffer.from(`${user}:${realm}:`), RES]));
    const ha2 = md5(`REGISTER:${uri}`);
    console.log(md5(nc ? `${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}` : `${ha1}:${nonce}:${ha2}`));
}
