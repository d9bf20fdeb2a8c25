/* tuak.c
 * The functions f1 to f5* by TUAK (3GPP TS 35.231).
 *
 * TUAK puts 96 bytes in front of the Keccak permutation and pads them as FIPS 202 pads SHAKE256, rate and
 * capacity included; so, with one iteration, its output is what SHAKE256 of these bytes begins with. TUAK
 * writes its values with the last byte first.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "aka_functions.h"

#include <string.h>

#include <gcrypt.h>

#include "wipe.h"

/* One block of SHAKE256: what one run of the permutation gives. */
#define OUTPUT_LEN 136
#define INPUT_LEN 96

/* INSTANCE of TS 35.231 section 6: the function, and in its low bits the lengths. */
#define INSTANCE_TOPC 0x00
#define INSTANCE_MAC_64 0x08
#define INSTANCE_RESYNC_MAC_64 0x88
#define INSTANCE_ANSWER 0x40
#define INSTANCE_RESYNC_AK 0xc0
#define INSTANCE_KEY_256 0x01

/** Where each value stands in the input (TS 35.231 sections 6.1 to 6.5). */
enum { AT_TOPC = 0, AT_INSTANCE = 32, AT_NAME = 33, AT_RAND = 40, AT_AMF = 56, AT_SQN = 58, AT_KEY = 64 };

/** Where each result stands in the output. */
enum { AT_MAC = 0, AT_RES = 0, AT_CK = 32, AT_IK = 64, AT_AK = 96 };

static void reverse(uint8_t *to, const uint8_t *from, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        to[i] = from[len - 1 - i];
    }
}

/** The input of one function without RAND, AMF and SQN, which are zeros for some. */
static void begin(uint8_t input[INPUT_LEN], tuak_key_t k, const uint8_t topc[32], uint8_t instance)
{
    memset(input, 0, INPUT_LEN);
    reverse(input + AT_TOPC, topc, 32);
    input[AT_INSTANCE] = instance | (k.len == 32 ? INSTANCE_KEY_256 : 0);
    reverse(input + AT_NAME, (const uint8_t *)"TUAK1.0", 7);
    reverse(input + AT_KEY, k.bytes, k.len);
}

static bool run(uint8_t input[INPUT_LEN], uint8_t output[OUTPUT_LEN])
{
    gcry_md_hd_t shake = NULL;
    bool good = gcry_md_open(&shake, GCRY_MD_SHAKE256, 0) == 0;

    memset(output, 0, OUTPUT_LEN);
    if (good) {
        gcry_md_write(shake, input, INPUT_LEN);
        good = gcry_md_extract(shake, GCRY_MD_SHAKE256, output, OUTPUT_LEN) == 0;
        gcry_md_close(shake);
    }
    wipe_bytes(input, INPUT_LEN);
    return good;
}

bool tuak_topc(tuak_key_t k, const uint8_t top[32], uint8_t topc[32])
{
    uint8_t input[INPUT_LEN];
    uint8_t output[OUTPUT_LEN];

    begin(input, k, top, INSTANCE_TOPC);
    bool good = run(input, output);
    reverse(topc, output, 32);
    wipe_bytes(output, sizeof output);
    return good;
}

/** f1 or f1*. */
static bool mac(tuak_key_t k, const uint8_t topc[32], const uint8_t rand[16], const uint8_t sqn[6],
                const uint8_t amf[2], uint8_t instance, uint8_t out[8])
{
    uint8_t input[INPUT_LEN];
    uint8_t output[OUTPUT_LEN];

    begin(input, k, topc, instance);
    reverse(input + AT_RAND, rand, 16);
    reverse(input + AT_AMF, amf, 2);
    reverse(input + AT_SQN, sqn, 6);
    bool good = run(input, output);
    reverse(out, output + AT_MAC, 8);
    return good;
}

bool tuak_macs(tuak_key_t k, const uint8_t topc[32], const uint8_t rand[16], const uint8_t sqn[6],
               const uint8_t amf[2], aka_macs_t *macs)
{
    return mac(k, topc, rand, sqn, amf, INSTANCE_MAC_64, macs->network) &&
           mac(k, topc, rand, sqn, amf, INSTANCE_RESYNC_MAC_64, macs->resync);
}

bool tuak_answer(tuak_key_t k, const uint8_t topc[32], const uint8_t rand[16], size_t res_len,
                 aka_answer_t *answer)
{
    /* 32, 64, 128 and 256 bits are 0, 1, 2 and 4 in bits 3 to 5. */
    uint8_t instance = INSTANCE_ANSWER | (uint8_t)(res_len / 8 << 3);
    uint8_t input[INPUT_LEN];
    uint8_t output[OUTPUT_LEN];

    begin(input, k, topc, instance);
    reverse(input + AT_RAND, rand, 16);
    bool good = run(input, output);
    reverse(answer->res, output + AT_RES, res_len);
    answer->res_len = res_len;
    reverse(answer->ck, output + AT_CK, sizeof answer->ck);
    reverse(answer->ik, output + AT_IK, sizeof answer->ik);
    reverse(answer->ak, output + AT_AK, sizeof answer->ak);

    begin(input, k, topc, INSTANCE_RESYNC_AK);
    reverse(input + AT_RAND, rand, 16);
    good = run(input, output) && good;
    reverse(answer->ak_resync, output + AT_AK, sizeof answer->ak_resync);
    wipe_bytes(output, sizeof output);
    return good;
}
