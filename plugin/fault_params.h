/* fault_params.h
 * What is wrong with the parameters of a retry's credentials, and with the identifiers of the retry.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FAULT_PARAMS_H
#define SIPAUTH_FAULT_PARAMS_H

#include "causes.h"
#include "exchange.h"

/**
 * Add the faults of a retry whose credentials stand in the right header and for the right realm.
 * @param faults  takes RETRY_MAX_FAULTS entries
 * @param count   of those that are there already
 * @return how many there are now
 */
unsigned fault_params_add(const attempt_t *retry, cause_t *faults, unsigned count);

/** The credentials of a retry that have this fault, and the challenge they answer; false where none have. */
bool fault_params_find(const attempt_t *retry, cause_t fault, const challenge_t **challenge,
    const credentials_t **credentials);

/** How a nonce that comes back differs from the one that was given. */
typedef enum {
    NONCE_OTHER,        /**< not the same one, or not known whole */
    NONCE_CUT,          /**< its beginning only */
    NONCE_ESCAPED,      /**< the same letters and digits; `+`, `/`, `=` lost, escaped or turned into spaces */
    NONCE_OTHER_CASE
} nonce_change_t;

/** How this challenge's nonce was altered in these credentials. */
nonce_change_t fault_nonce_change(const challenge_t *challenge, const credentials_t *credentials);

/** Does the retry send a nonce of its challenge that was altered on the way through the client? */
bool fault_nonce_altered(const attempt_t *retry);

/** Does the retry name realm and nonce of its challenge but hold no response? */
bool fault_response_empty(const attempt_t *retry);

/** How a response differs from what its algorithm gives: lower case hexadecimal digits (RFC 7616 section 3.4). */
typedef enum { RESPONSE_FITS, RESPONSE_UPPER_CASE, RESPONSE_MISFITS } response_form_t;

/** The form of these credentials' response; fits where the algorithm is not known. */
response_form_t fault_response_form(const credentials_t *credentials);

/** Hexadecimal digits that a digest of this algorithm has; 0 where it is not known. */
size_t fault_digest_length(const char *algorithm);

/** An algorithm's name, MD5 where it is left out (RFC 7616 section 3.4). */
const char *fault_algorithm(const char *algorithm);

/** Do these credentials name another URI than the Request-URI? Kindly compared; parameters do not count. */
bool fault_uri_differs(const attempt_t *attempt, const credentials_t *credentials);

/** Do these credentials repeat a count of the nonce, though the server keeps its nonces and gave it only once? */
bool fault_nc_replayed(const attempt_t *attempt, const credentials_t *credentials);

/** Is the user name a word that stands for none, such as anonymous? */
bool fault_username_is_placeholder(const char *username);

/** Does the server name this fault in the reason phrase or the Warning of its response? */
bool fault_is_named(const attempt_t *attempt, cause_t fault);

#endif /* SIPAUTH_FAULT_PARAMS_H */
