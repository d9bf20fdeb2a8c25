/* aka.c
 * What an IMS AKA challenge and its answer carry, and what a known key says of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "aka.h"

#include <string.h>

#include <glib.h>

#include "wipe.h"

/* GLib skips what is no base64; here it makes the text unusable. */
static bool is_base64(const char *text)
{
    size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    size_t padding = strspn(text + len, "=");

    return len > 0 && padding <= 2 && text[len + padding] == '\0' && (len + padding) % 4 == 0;
}

static uint8_t *decode(const char *text, size_t *len)
{
    return text && is_base64(text) ? (uint8_t *)g_base64_decode(text, len) : NULL;
}

bool aka_challenge_decode(const char *nonce, aka_challenge_t *challenge)
{
    size_t len = 0;
    uint8_t *bytes = decode(nonce, &len);
    bool whole = bytes && len >= sizeof challenge->rand + sizeof challenge->autn;

    if (whole) {
        memcpy(challenge->rand, bytes, sizeof challenge->rand);
        memcpy(challenge->autn, bytes + 16, sizeof challenge->autn);
        memcpy(challenge->sqn_xor_ak, challenge->autn, sizeof challenge->sqn_xor_ak);
        memcpy(challenge->amf, challenge->autn + 6, sizeof challenge->amf);
        memcpy(challenge->mac, challenge->autn + 8, sizeof challenge->mac);
    }
    g_free(bytes);
    return whole;
}

bool aka_auts_decode(const char *text, uint8_t auts[AKA_AUTS_LEN])
{
    size_t len = 0;
    uint8_t *bytes = decode(text, &len);
    bool whole = bytes && len == AKA_AUTS_LEN;

    if (whole) {
        memcpy(auts, bytes, AKA_AUTS_LEN);
    }
    g_free(bytes);
    return whole;
}

/* Known keys */

/* RES may have these lengths; the usual one first. */
static const size_t tuak_res_lengths[] = { 8, 16, 4, 32 };

static tuak_key_t tuak_key(const aka_key_t *key)
{
    return (tuak_key_t){ key->k, key->k_len };
}

/** The ways to take the operator's value, as it is meant first. */
static const struct {
    bool swapped;
    aka_mac_t fits_op;      /* the verdict where the key has OP, and where it has OPc */
    aka_mac_t fits_opc;
} ways[] = {
    { false, AKA_MAC_FITS, AKA_MAC_FITS },
    { true, AKA_MAC_FITS_OP_AS_OPC, AKA_MAC_FITS_OPC_AS_OP },
};

/** OPc or TOPc. */
static bool opc_of(const aka_key_t *key, bool swapped, uint8_t opc[32])
{
    if (key->is_opc != swapped) {
        memcpy(opc, key->op, 32);
        return true;
    }
    return key->family == AKA_TUAK ? tuak_topc(tuak_key(key), key->op, opc) : milenage_opc(key->k, key->op, opc);
}

static bool answer_of(const aka_key_t *key, const uint8_t opc[32], const uint8_t rand[16], size_t res_len,
                      aka_answer_t *answer)
{
    return key->family == AKA_TUAK ? tuak_answer(tuak_key(key), opc, rand, res_len, answer)
                                   : milenage_answer(key->k, opc, rand, answer);
}

static bool macs_of(const aka_key_t *key, const uint8_t opc[32], const uint8_t rand[16], const uint8_t sqn[6],
                    const uint8_t amf[2], aka_macs_t *macs)
{
    return key->family == AKA_TUAK ? tuak_macs(tuak_key(key), opc, rand, sqn, amf, macs)
                                   : milenage_macs(key->k, opc, rand, sqn, amf, macs);
}

/** Uncover a sequence number. */
static uint64_t sqn_uncover(const uint8_t covered[6], const uint8_t ak[6], uint8_t sqn[6])
{
    uint64_t number = 0;

    for (unsigned i = 0; i < 6; i++) {
        sqn[i] = covered[i] ^ ak[i];
        number = number << 8 | sqn[i];
    }
    return number;
}

/** Is AUTN made of this answer's AK? */
static aka_mac_t network_try(const aka_key_t *key, const uint8_t opc[32], const aka_challenge_t *challenge,
                             const aka_answer_t *answer, uint64_t *number)
{
    aka_macs_t macs;
    uint8_t sqn[6];

    *number = sqn_uncover(challenge->sqn_xor_ak, answer->ak, sqn);
    if (!macs_of(key, opc, challenge->rand, sqn, challenge->amf, &macs)) {
        return AKA_MAC_UNAVAILABLE;
    }
    return memcmp(macs.network, challenge->mac, sizeof macs.network) == 0 ? AKA_MAC_FITS : AKA_MAC_DIFFERS;
}

/** Compare with one length of RES, in both ways. @return false where nothing can be computed */
static bool network_check_length(const aka_key_t *key, const uint8_t opc[2][32], size_t res_len,
                                 const aka_challenge_t *challenge, aka_network_t *network)
{
    aka_answer_t *const answers[] = { &network->answer, &network->swapped };

    network->mac = AKA_MAC_DIFFERS;
    for (size_t way = 0; way < G_N_ELEMENTS(ways); way++) {
        uint64_t sqn = 0;
        aka_mac_t mac = answer_of(key, opc[way], challenge->rand, res_len, answers[way])
                            ? network_try(key, opc[way], challenge, answers[way], &sqn) : AKA_MAC_UNAVAILABLE;

        if (mac == AKA_MAC_UNAVAILABLE) {
            network->mac = mac;
            return false;
        }
        if (mac == AKA_MAC_FITS && network->mac == AKA_MAC_DIFFERS) {
            network->mac = key->is_opc ? ways[way].fits_opc : ways[way].fits_op;
            network->sqn = sqn;
        }
    }
    return true;
}

void aka_network_check(const aka_key_t *key, const aka_challenge_t *challenge, aka_network_t *network)
{
    const size_t lengths = key->family == AKA_TUAK ? G_N_ELEMENTS(tuak_res_lengths) : 1;
    uint8_t opc[2][32] = { { 0 } };
    aka_network_t tried;

    memset(network, 0, sizeof *network);
    network->mac = AKA_MAC_UNAVAILABLE;
    if (opc_of(key, false, opc[0]) && opc_of(key, true, opc[1])) {
        for (size_t i = 0; i < lengths; i++) {
            memset(&tried, 0, sizeof tried);
            if (!network_check_length(key, opc, tuak_res_lengths[i], challenge, &tried)) {
                break;
            }
            if (i == 0 || tried.mac != AKA_MAC_DIFFERS) {
                *network = tried;
            }
            if (tried.mac != AKA_MAC_DIFFERS) {
                break;
            }
        }
        wipe_bytes(&tried, sizeof tried);
    }
    wipe_bytes(opc, sizeof opc);
}

unsigned aka_keys_differ(const aka_key_t *a, const aka_key_t *b)
{
    uint8_t x[32] = { 0 }, y[32] = { 0 };
    unsigned differ = 0;

    if (a->family != b->family) {
        return AKA_KEY_OTHER_K | AKA_KEY_OTHER_OP;
    }
    if (a->k_len != b->k_len || memcmp(a->k, b->k, a->k_len) != 0) {
        differ |= AKA_KEY_OTHER_K;
    }
    if (!a->is_opc && !b->is_opc) {
        memcpy(x, a->op, sizeof x);
        memcpy(y, b->op, sizeof y);
    } else if (!opc_of(a, false, x) || !opc_of(b, false, y)) {
        memset(x, 0, sizeof x);
        memset(y, 0, sizeof y);
    }
    if (memcmp(x, y, sizeof x) != 0) {
        differ |= AKA_KEY_OTHER_OP;
    }
    wipe_bytes(x, sizeof x);
    wipe_bytes(y, sizeof y);
    return differ;
}

/** The same for AUTS, whose AK does not depend on the length of RES. */
static aka_mac_t resync_try(const aka_key_t *key, const uint8_t opc[32], const uint8_t rand[16],
                            const uint8_t auts[AKA_AUTS_LEN], aka_resync_t *resync)
{
    static const uint8_t no_amf[2] = { 0, 0 };
    aka_answer_t answer;
    aka_macs_t macs;
    uint8_t sqn[6];
    aka_mac_t verdict = AKA_MAC_UNAVAILABLE;

    if (answer_of(key, opc, rand, tuak_res_lengths[0], &answer)) {
        resync->sqn = sqn_uncover(auts, answer.ak_resync, sqn);
        if (macs_of(key, opc, rand, sqn, no_amf, &macs)) {
            verdict = memcmp(macs.resync, auts + 6, sizeof macs.resync) == 0 ? AKA_MAC_FITS : AKA_MAC_DIFFERS;
        }
    }
    wipe_bytes(&answer, sizeof answer);
    return verdict;
}

void aka_auts_check(const aka_key_t *key, const uint8_t rand[16], const uint8_t auts[AKA_AUTS_LEN],
                    aka_resync_t *resync)
{
    uint8_t opc[32] = { 0 };

    for (size_t way = 0; way < G_N_ELEMENTS(ways); way++) {
        resync->sqn = 0;
        resync->mac = AKA_MAC_UNAVAILABLE;
        if (opc_of(key, ways[way].swapped, opc)) {
            resync->mac = resync_try(key, opc, rand, auts, resync);
        }
        if (resync->mac == AKA_MAC_FITS) {
            resync->mac = key->is_opc ? ways[way].fits_opc : ways[way].fits_op;
            break;
        }
    }
    wipe_bytes(opc, sizeof opc);
}
