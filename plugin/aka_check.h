/* aka_check.h
 * What the table of known keys says of an AKA challenge and of what answers it: who has which key.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_AKA_CHECK_H
#define SIPAUTH_AKA_CHECK_H

#include "exchange.h"
#include "secrets.h"

/** Which key something was made with. */
typedef enum {
    AKA_FIT_UNKNOWN,    /**< no key is known for this user, or there is nothing that could be checked */
    AKA_FIT_OWN,        /**< a key known for this user */
    AKA_FIT_OP_AS_OPC,  /**< the user's key, its OP taken for OPc */
    AKA_FIT_OPC_AS_OP,  /**< the user's key, its OPc taken for OP */
    AKA_FIT_OTHER_OP,   /**< the user's K with the OP or OPc of another row */
    AKA_FIT_OTHER_K,    /**< the user's OP or OPc with the K of another row */
    AKA_FIT_OTHER_KEY,  /**< the whole key of another row */
    AKA_FIT_NONE        /**< none of these */
} aka_fit_t;

/** What was found. */
typedef struct {
    aka_fit_t fit;
    const secret_t *row;    /**< of this user: the one that fits, else the best match */
    const secret_t *other;  /**< whose K, OP or key fits; NULL where none is needed */
    uint64_t sqn;           /**< of the HSS in a challenge, of the SIM in AUTS; where something fits */
} aka_check_t;

/** Does something fit, so that the number is known? */
bool aka_check_fits(const aka_check_t *check);

/**
 * Check the MAC of AUTN in a challenge (3GPP TS 33.102 section 6.3.3).
 * @param secrets  may be NULL
 * @param user     private identity, with or without realm
 * @param nonce    of the challenge
 */
void aka_check_challenge(const secrets_t *secrets, const char *user, const char *realm, const char *nonce,
    aka_check_t *check);

/** Check the MAC of AUTS, which answers the challenge whose nonce the credentials repeat (section 6.3.5). */
void aka_check_auts(const secrets_t *secrets, const credentials_t *credentials, aka_check_t *check);

/**
 * Check RES by the digest that was computed with it (RFC 3310 section 3.3).
 * @param sent  the credentials as a digest takes them
 */
void aka_check_res(const secrets_t *secrets, const credentials_t *credentials, const digest_sent_t *sent,
    aka_check_t *check);

/** What was found in a few words that complete "the MAC …", allocated in scope; NULL where nothing was. */
const char *aka_check_text(wmem_allocator_t *scope, const aka_check_t *check);

/** What that means of a side, as `the HSS`, `the SIM`: which key it has; NULL where nothing was found, or for NULL. */
const char *aka_check_side(wmem_allocator_t *scope, const char *side, const aka_check_t *check);

/**
 * The HSS has a key known for this user, and another one is known as well, perhaps that of the SIM: what differs, as
 * `K`; NULL where that is not so.
 */
const char *aka_check_other_known(const secrets_t *secrets, const char *user, const char *realm,
    const aka_check_t *network);

/** Both sides have keys known for this user, but not the same: what differs, as `K`; NULL where that is not so.
 *  @param sim  may be NULL */
const char *aka_check_difference(const aka_check_t *network, const aka_check_t *sim);

#endif /* SIPAUTH_AKA_CHECK_H */
