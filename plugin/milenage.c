/* milenage.c
 * The functions f1 to f5* by Milenage (3GPP TS 35.206).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "aka_functions.h"

#include <string.h>

#include <gcrypt.h>

#include "wipe.h"

#define BLOCK 16

/** The rotations r1 to r5, in bytes, and the constants c1 to c5, of which only the last byte is not zero. */
static const struct {
    unsigned rotation;
    uint8_t constant;
} rounds[] = {
    { 8, 0 }, { 0, 1 }, { 4, 2 }, { 8, 4 }, { 12, 8 },
};

enum { OUT1, OUT2, OUT3, OUT4, OUT5 };

/** One challenge under way. */
typedef struct {
    gcry_cipher_hd_t aes;
    const uint8_t *opc;
    uint8_t temp[BLOCK];
} milenage_t;

static void xor_into(uint8_t *out, const uint8_t *with)
{
    for (unsigned i = 0; i < BLOCK; i++) {
        out[i] ^= with[i];
    }
}

static bool encrypt(const milenage_t *m, uint8_t block[BLOCK])
{
    return gcry_cipher_encrypt(m->aes, block, BLOCK, NULL, 0) == 0;
}

static bool begin(milenage_t *m, const uint8_t k[16])
{
    if (gcry_cipher_open(&m->aes, GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_ECB, 0) != 0) {
        m->aes = NULL;
        return false;
    }
    return gcry_cipher_setkey(m->aes, k, BLOCK) == 0;
}

/** TEMP, with which all outputs begin. */
static bool begin_challenge(milenage_t *m, const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16])
{
    m->opc = opc;
    memcpy(m->temp, rand, BLOCK);
    xor_into(m->temp, opc);
    return begin(m, k) && encrypt(m, m->temp);
}

static void end(milenage_t *m)
{
    gcry_cipher_close(m->aes);
    wipe_bytes(m, sizeof *m);
}

/** OUT2 to OUT5 of TEMP, OUT1 of what is mixed into it. */
static bool output(const milenage_t *m, unsigned which, const uint8_t rotated[BLOCK], uint8_t out[BLOCK])
{
    for (unsigned i = 0; i < BLOCK; i++) {
        out[i] = rotated[(i + rounds[which].rotation) % BLOCK] ^ m->opc[(i + rounds[which].rotation) % BLOCK];
    }
    if (which == OUT1) {
        xor_into(out, m->temp);
    }
    out[BLOCK - 1] ^= rounds[which].constant;
    if (!encrypt(m, out)) {
        return false;
    }
    xor_into(out, m->opc);
    return true;
}

bool milenage_opc(const uint8_t k[16], const uint8_t op[16], uint8_t opc[16])
{
    milenage_t m = { 0 };
    uint8_t encrypted[BLOCK];

    memcpy(encrypted, op, BLOCK);
    bool good = begin(&m, k) && encrypt(&m, encrypted);
    xor_into(encrypted, op);
    memcpy(opc, encrypted, BLOCK);
    wipe_bytes(encrypted, sizeof encrypted);
    end(&m);
    return good;
}

bool milenage_macs(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], const uint8_t sqn[6],
                   const uint8_t amf[2], aka_macs_t *macs)
{
    milenage_t m = { 0 };
    uint8_t in1[BLOCK];
    uint8_t out1[BLOCK] = { 0 };

    memcpy(in1, sqn, 6);
    memcpy(in1 + 6, amf, 2);
    memcpy(in1 + 8, in1, 8);
    bool good = begin_challenge(&m, k, opc, rand) && output(&m, OUT1, in1, out1);
    memcpy(macs->network, out1, 8);
    memcpy(macs->resync, out1 + 8, 8);
    end(&m);
    return good;
}

bool milenage_answer(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], aka_answer_t *answer)
{
    milenage_t m = { 0 };
    uint8_t out2[BLOCK] = { 0 };
    uint8_t out5[BLOCK] = { 0 };

    bool good = begin_challenge(&m, k, opc, rand) && output(&m, OUT2, m.temp, out2) &&
                output(&m, OUT3, m.temp, answer->ck) && output(&m, OUT4, m.temp, answer->ik) &&
                output(&m, OUT5, m.temp, out5);
    memcpy(answer->res, out2 + 8, 8);
    answer->res_len = 8;
    memcpy(answer->ak, out2, 6);
    memcpy(answer->ak_resync, out5, 6);
    wipe_bytes(out2, sizeof out2);
    wipe_bytes(out5, sizeof out5);
    end(&m);
    return good;
}
