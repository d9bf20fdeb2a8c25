/* aka.h
 * What an IMS AKA challenge and its answer carry (RFC 3310; 3GPP TS 33.102 section 6.3), and what a known key
 * says of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_AKA_H
#define SIPAUTH_AKA_H

#include <stdbool.h>
#include <stdint.h>

#include "aka_functions.h"

/** A nonce of AKAv1 or AKAv2, taken apart. */
typedef struct {
    uint8_t rand[16];
    uint8_t autn[16];
    uint8_t sqn_xor_ak[6];  /**< first part of AUTN */
    uint8_t amf[2];
    uint8_t mac[8];
} aka_challenge_t;

/** Bytes of AUTS. */
#define AKA_AUTS_LEN 14

/**
 * Take an AKA nonce apart: base64 of RAND, AUTN and what the server adds (RFC 3310 section 3.2).
 * @return false where it is not base64 or holds less than 32 bytes
 */
bool aka_challenge_decode(const char *nonce, aka_challenge_t *challenge);

/**
 * Decode AUTS (RFC 3310 section 3.4).
 * @return false where it is not base64 of 14 bytes
 */
bool aka_auts_decode(const char *text, uint8_t auts[AKA_AUTS_LEN]);

/** Families of functions that a SIM may have. */
typedef enum {
    AKA_MILENAGE,
    AKA_TUAK
} aka_family_t;

/** The key of one SIM. */
typedef struct {
    aka_family_t family;
    uint8_t k[32];
    size_t k_len;           /**< bytes: 16; TUAK also 32 */
    uint8_t op[32];         /**< OP or OPc, 16 bytes; TOP or TOPc of TUAK, 32 bytes */
    bool is_opc;            /**< op is OPc or TOPc */
} aka_key_t;

/** How a MAC compares with a key. */
typedef enum {
    AKA_MAC_FITS,
    AKA_MAC_FITS_OP_AS_OPC,     /**< only if the known OP is used as if it were OPc */
    AKA_MAC_FITS_OPC_AS_OP,     /**< only if the known OPc is used as if it were OP */
    AKA_MAC_DIFFERS,            /**< made with another K or OP, or changed on the way */
    AKA_MAC_UNAVAILABLE         /**< libgcrypt refuses */
} aka_mac_t;

/** What a key says of a challenge. Wipe it after use: it holds session keys. */
typedef struct {
    aka_mac_t mac;
    uint64_t sqn;           /**< of the network; meaningless where the MAC differs */
    aka_answer_t answer;    /**< what a SIM with this key answers, whether or not it minds the MAC */
    aka_answer_t swapped;   /**< what it answers if it takes OP for OPc, or OPc for OP */
} aka_network_t;

/**
 * Verify AUTN and compute the SIM's answer (TS 33.102 section 6.3.3). The length of TUAK's RES is the one that
 * makes the MAC fit.
 */
void aka_network_check(const aka_key_t *key, const aka_challenge_t *challenge, aka_network_t *network);

/** What of two keys differs; bits. */
typedef enum {
    AKA_KEY_OTHER_K = 1 << 0,
    AKA_KEY_OTHER_OP = 1 << 1   /**< OP, or OPc where K is the same */
} aka_key_difference_t;

/**
 * Compare two keys. OP is compared with OP where both have it, else OPc with OPc, which depends on K as well.
 * @return aka_key_difference_t bits; both for keys of two families
 */
unsigned aka_keys_differ(const aka_key_t *a, const aka_key_t *b);

/** What a key says of an AUTS. */
typedef struct {
    aka_mac_t mac;
    uint64_t sqn;           /**< SQN_MS, the highest the SIM accepted; meaningless where the MAC differs */
} aka_resync_t;

/** Verify AUTS (TS 33.102 section 6.3.3): MAC-S is made with an AMF of zeros and the RAND of the challenge. */
void aka_auts_check(const aka_key_t *key, const uint8_t rand[16], const uint8_t auts[AKA_AUTS_LEN],
                    aka_resync_t *resync);

#endif /* SIPAUTH_AKA_H */
