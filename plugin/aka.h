/* aka.h
 * What an IMS AKA challenge and its answer carry (RFC 3310; 3GPP TS 33.102 section 6.3).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_AKA_H
#define SIPAUTH_AKA_H

#include <stdbool.h>
#include <stdint.h>

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

#endif /* SIPAUTH_AKA_H */
