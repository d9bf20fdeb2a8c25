/* verification.h
 * What known secrets prove of one request's credentials, and what can be proven without any.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_VERIFICATION_H
#define SIPAUTH_VERIFICATION_H

#include "aka.h"
#include "digest_variants.h"
#include "exchange.h"
#include "secrets.h"

/** What was found. */
typedef enum {
    PROOF_NONE,             /**< no secret is known for this user, or nothing can be computed */
    PROOF_FITS,             /**< the response fits a known secret; with AUTS the empty password (RFC 3310 section 3.4) */
    PROOF_VARIANT,          /**< it fits a known secret once something is computed differently: see findings */
    PROOF_EMPTY_PASSWORD,   /**< it fits an empty password */
    PROOF_DIFFERS           /**< it fits none of the secrets known for this user */
} proof_t;

/** All of it. Texts hold no secret. */
typedef struct {
    proof_t proof;
    const credentials_t *credentials;   /**< which were looked at; NULL if none */
    bool upper_case;                    /**< it fits, but its hex is in upper case */
    bool escapes_kept;                  /**< it fits, with the backslashes of an escaped value hashed as well */
    digest_variant_t variant[DIGEST_FINDINGS_MAX];
    const char *variant_value[DIGEST_FINDINGS_MAX]; /**< NULL where it says no more */
    unsigned variants;

    bool knows_key;         /**< the key of the SIM is known, and the challenge was checked with it */
    aka_mac_t mac;          /**< of AUTN */
    uint64_t sqn;           /**< of the network, where the MAC fits */
    bool knows_resync;      /**< AUTS was checked */
    aka_mac_t resync_mac;
    uint64_t sqn_sim;       /**< the highest the SIM has accepted, where that MAC fits */
} verification_t;

/**
 * Verify the credentials of a request that answer the challenge before it.
 * @param scope    texts are allocated in it
 * @param secrets  may be NULL
 */
void verify_attempt(wmem_allocator_t *scope, const attempt_t *attempt, const secrets_t *secrets,
    verification_t *verification);

/**
 * Check an AKA challenge with the key known for a user.
 * @return false where none is known or the nonce is none of AKA
 */
bool verify_challenge(const secrets_t *secrets, const char *user, const char *realm, const challenge_t *challenge,
    aka_mac_t *mac, uint64_t *sqn);

/** What was found, in a few words, allocated in scope; NULL where nothing was. */
const char *verification_text(wmem_allocator_t *scope, const verification_t *verification);

/** What a check of a MAC says, in a few words. */
const char *aka_mac_text(aka_mac_t mac);

#endif /* SIPAUTH_VERIFICATION_H */
