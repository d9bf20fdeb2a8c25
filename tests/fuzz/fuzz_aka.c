/* fuzz_aka.c
 * Fuzzing of AKA: nonces and AUTS of any text, any key; and what a key made it recognises.
 *
 * An input is a byte of choices, 64 bytes of key, and two texts with 0x1f between them: nonce and AUTS.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "aka.h"

/* Bits of the first byte. */
enum { CHOICE_TUAK = 1, CHOICE_OPC = 2, CHOICE_LONG_K = 4, CHOICE_RES = 3 << 3 };

static void read_key(aka_key_t *key, unsigned choices, const uint8_t *bytes)
{
    memset(key, 0, sizeof *key);
    key->family = choices & CHOICE_TUAK ? AKA_TUAK : AKA_MILENAGE;
    key->is_opc = choices & CHOICE_OPC;
    key->k_len = key->family == AKA_TUAK && (choices & CHOICE_LONG_K) ? 32 : 16;
    memcpy(key->k, bytes, key->k_len);
    memcpy(key->op, bytes + 32, key->family == AKA_TUAK ? 32 : 16);
}

/* The MACs that this key makes of a sequence number. @return false where libgcrypt refuses */
static bool make_macs(const aka_key_t *key, unsigned choices, const uint8_t rand[16], const uint8_t sqn[6],
    const uint8_t amf[2], aka_answer_t *answer, aka_macs_t *macs)
{
    static const size_t res_lengths[] = { 8, 16, 4, 32 };
    tuak_key_t k = { key->k, key->k_len };
    uint8_t opc[32];

    if (key->family == AKA_TUAK) {
        if (key->is_opc) {
            memcpy(opc, key->op, sizeof opc);
        }
        return (key->is_opc || tuak_topc(k, key->op, opc))
            && tuak_answer(k, opc, rand, res_lengths[(choices & CHOICE_RES) >> 3], answer)
            && tuak_macs(k, opc, rand, sqn, amf, macs);
    }
    if (key->is_opc) {
        memcpy(opc, key->op, 16);
    }
    return (key->is_opc || milenage_opc(key->k, key->op, opc)) && milenage_answer(key->k, opc, rand, answer)
        && milenage_macs(key->k, opc, rand, sqn, amf, macs);
}

static void cover(uint8_t covered[6], const uint8_t sqn[6], const uint8_t ak[6])
{
    for (unsigned i = 0; i < 6; i++) {
        covered[i] = sqn[i] ^ ak[i];
    }
}

static uint64_t number_of(const uint8_t sqn[6])
{
    uint64_t number = 0;

    for (unsigned i = 0; i < 6; i++) {
        number = number << 8 | sqn[i];
    }
    return number;
}

/* The challenge's own bytes serve as RAND, SQN and AMF of one that this key makes. */
static void check_own(const aka_key_t *key, unsigned choices, const aka_challenge_t *any)
{
    static const uint8_t no_amf[2] = { 0, 0 };
    aka_challenge_t own = *any;
    uint8_t auts[AKA_AUTS_LEN];
    aka_network_t network;
    aka_resync_t resync;
    aka_answer_t answer;
    aka_macs_t macs, macs_resync;

    if (!make_macs(key, choices, any->rand, any->sqn_xor_ak, any->amf, &answer, &macs)
        || !make_macs(key, choices, any->rand, any->sqn_xor_ak, no_amf, &answer, &macs_resync)) {
        return;
    }
    cover(own.sqn_xor_ak, any->sqn_xor_ak, answer.ak);
    memcpy(own.mac, macs.network, sizeof own.mac);
    aka_network_check(key, &own, &network);
    FUZZ_EXPECT(network.mac == AKA_MAC_FITS && network.sqn == number_of(any->sqn_xor_ak));
    FUZZ_EXPECT(network.answer.res_len == answer.res_len);

    cover(auts, any->sqn_xor_ak, answer.ak_resync);
    memcpy(auts + 6, macs_resync.resync, 8);
    aka_auts_check(key, any->rand, auts, &resync);
    FUZZ_EXPECT(resync.mac == AKA_MAC_FITS && resync.sqn == number_of(any->sqn_xor_ak));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t auts[AKA_AUTS_LEN];
    aka_challenge_t challenge;
    aka_network_t network;
    aka_resync_t resync;
    fuzz_texts_t texts;
    aka_key_t key;

    if (size < 65) {
        return 0;
    }
    read_key(&key, data[0], data + 1);
    fuzz_texts_read(&texts, data + 65, size - 65);
    if (aka_challenge_decode(texts.text[0], &challenge)) {
        aka_network_check(&key, &challenge, &network);
        FUZZ_EXPECT(network.mac <= AKA_MAC_UNAVAILABLE && network.answer.res_len <= AKA_RES_MAX);
        check_own(&key, data[0], &challenge);
        if (aka_auts_decode(texts.text[1], auts)) {
            aka_auts_check(&key, challenge.rand, auts, &resync);
            FUZZ_EXPECT(resync.mac <= AKA_MAC_UNAVAILABLE);
        }
    }
    aka_auts_decode(texts.text[0], auts);
    fuzz_texts_free(&texts);
    return 0;
}
