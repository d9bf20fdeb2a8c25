/* verification.h
 * What known secrets prove of one request's credentials, and what can be proven without any.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_VERIFICATION_H
#define SIPAUTH_VERIFICATION_H

#include "aka_check.h"
#include "digest_variants.h"
#include "exchange.h"
#include "secrets.h"

/** What was found. */
typedef enum {
    PROOF_NONE,             /**< no secret is known for this user, or nothing can be computed */
    PROOF_FITS,             /**< the response fits a known secret; with AUTS the empty password (RFC 3310 section 3.4) */
    PROOF_VARIANT,          /**< it fits a known secret once something is computed differently: see variants */
    PROOF_EMPTY_PASSWORD,   /**< it fits an empty password */
    PROOF_DIFFERS           /**< it fits none of the secrets known for this user; with AUTS not the empty password */
} proof_t;

/** All of it. Texts hold no secret. */
typedef struct {
    proof_t proof;
    const credentials_t *credentials;   /**< which were looked at; NULL if none */
    bool is_aka;                        /**< a SIM's answer was asked for (RFC 3310) */
    bool upper_case;                    /**< it fits, but its hex is in upper case */
    bool escapes_kept;                  /**< it fits, with the backslashes of an escaped value hashed as well */
    digest_variant_t variant[DIGEST_FINDINGS_MAX];
    const char *variant_value[DIGEST_FINDINGS_MAX]; /**< NULL where it says no more */
    unsigned variants;
    aka_check_t sim;                    /**< which key the SIM answered with, by AUTS or by RES */
} verification_t;

/**
 * Verify the credentials of a request that answer the challenge before it.
 * @param scope    texts are allocated in it
 * @param secrets  may be NULL
 */
void verify_attempt(wmem_allocator_t *scope, const attempt_t *attempt, const secrets_t *secrets,
    verification_t *verification);

/** What was found, in a few words, allocated in scope; NULL where nothing was. */
const char *verification_text(wmem_allocator_t *scope, const verification_t *verification);

/** What the server's proof that it knows the secret, `rspauth`, is worth (RFC 7616 section 3.5). */
typedef struct {
    proof_t proof;              /**< PROOF_DIFFERS only where the request's response fits a known secret */
    bool answers_another;       /**< nc or cnonce are not those of the request; needs no secret */
    digest_variant_t variant[DIGEST_FINDINGS_MAX];
    const char *variant_value[DIGEST_FINDINGS_MAX];
    unsigned variants;
} server_proof_t;

/** Verify Authentication-Info of the attempt's response. @param secrets  may be NULL */
void verify_server(wmem_allocator_t *scope, const attempt_t *attempt, const secrets_t *secrets, server_proof_t *proof);

/** What was found, in a few words, allocated in scope; NULL where nothing was. */
const char *server_proof_text(wmem_allocator_t *scope, const server_proof_t *proof);

#endif /* SIPAUTH_VERIFICATION_H */
