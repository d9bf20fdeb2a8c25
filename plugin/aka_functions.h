/* aka_functions.h
 * What a SIM and its home network compute of a challenge: the functions f1 to f5* of 3GPP TS 33.102
 * section 6.3, by Milenage (TS 35.206) and by TUAK (TS 35.231).
 *
 * Without state; libgcrypt does AES and Keccak. A function returns false where libgcrypt refuses; what it
 * was to fill in then holds nothing of use.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_AKA_FUNCTIONS_H
#define SIPAUTH_AKA_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The longest RES there is: TUAK has 4, 8, 16 and 32 bytes, Milenage 8. */
#define AKA_RES_MAX 32

/** What depends on key and RAND alone: f2, f3, f4, f5 and f5*. */
typedef struct {
    uint8_t res[AKA_RES_MAX];
    size_t res_len;
    uint8_t ck[16];
    uint8_t ik[16];
    uint8_t ak[6];          /**< hides SQN in AUTN */
    uint8_t ak_resync[6];   /**< hides the SIM's SQN in AUTS */
} aka_answer_t;

/** What depends on SQN and AMF as well: f1 and f1*. */
typedef struct {
    uint8_t network[8];     /**< MAC-A, in AUTN */
    uint8_t resync[8];      /**< MAC-S, in AUTS */
} aka_macs_t;

/** OPc of OP (TS 35.206 section 4.1). */
bool milenage_opc(const uint8_t k[16], const uint8_t op[16], uint8_t opc[16]);

/** f1 and f1* of Milenage. */
bool milenage_macs(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], const uint8_t sqn[6],
                   const uint8_t amf[2], aka_macs_t *macs);

/** f2 to f5* of Milenage; RES has 8 bytes. */
bool milenage_answer(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], aka_answer_t *answer);

/** The key of TUAK: 16 or 32 bytes. */
typedef struct {
    const uint8_t *bytes;
    size_t len;
} tuak_key_t;

/**
 * TOPc of TOP (TS 35.231 section 6.1). All of TUAK here is with one iteration of Keccak; an operator may choose
 * more, which SHAKE256 cannot do.
 */
bool tuak_topc(tuak_key_t k, const uint8_t top[32], uint8_t topc[32]);

/** f1 and f1* of TUAK with a MAC of 64 bits, as AUTN and AUTS have it. */
bool tuak_macs(tuak_key_t k, const uint8_t topc[32], const uint8_t rand[16], const uint8_t sqn[6],
               const uint8_t amf[2], aka_macs_t *macs);

/**
 * f2 to f5* of TUAK with CK and IK of 128 bits.
 * @param res_len  bytes of RES: 4, 8, 16 or 32, a choice of the operator that changes all results but
 *                 ak_resync
 */
bool tuak_answer(tuak_key_t k, const uint8_t topc[32], const uint8_t rand[16], size_t res_len,
                 aka_answer_t *answer);

#endif /* SIPAUTH_AKA_FUNCTIONS_H */
