/* causes.h
 * The catalogue of causes as data: one row a cause.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_CAUSES_H
#define SIPAUTH_CAUSES_H

#include <stdbool.h>

/** Every cause; the order is that of the catalogue and means nothing else. */
typedef enum {
    CAUSE_NONE = -1,
    CAUSE_CHALLENGE_ACCEPTED,
    CAUSE_IMS_AKA_ACCEPTED,
    CAUSE_SECOND_REALM_CHALLENGE,
    CAUSE_STALE_RECOVERED,
    CAUSE_IDENTITY_HINT_ONLY,
    CAUSE_CHALLENGE_PENDING,
    CAUSE_NO_RETRY_NO_CREDENTIALS,
    CAUSE_STALE_NOT_RETRIED,
    CAUSE_CAPTURE_ENDED,
    CAUSE_CLIENT_SILENT,
    CAUSE_RETRY_FRAGMENT_LOST,
    CAUSE_IMS_RETRY_IN_ESP,
    CAUSE_CHALLENGE_MISSING,
    CAUSE_CHALLENGE_WRONG_HEADER,
    CAUSE_CHALLENGE_NOT_ACKED,
    CAUSE_RETRY_WITHOUT_CREDENTIALS,
    CAUSE_WRONG_AUTH_HEADER,
    CAUSE_REALM_MISMATCH,
    CAUSE_REALM_CASE_MISMATCH,
    CAUSE_NONCE_NOT_FROM_CHALLENGE,
    CAUSE_EARLIER_CREDENTIALS_DROPPED,
    CAUSE_CREDENTIALS_REJECTED,
    CAUSE_CREDENTIALS_REJECTED_403,
    CAUSE_CHALLENGE_LOOP,
    CAUSE_NONCE_EXPIRED_NO_STALE,
    CAUSE_POLICY_AFTER_AUTH,
    CAUSE_FORBIDDEN_NO_CHALLENGE,
    CAUSE_FORBIDDEN_WITH_PREEMPTIVE_CREDS,
    CAUSE_FORBIDDEN_PHRASE,
    CAUSE_FORBIDDEN_REASON_HEADER,
    CAUSE_NO_REQUEST_IN_CAPTURE,
    CAUSE_UNDETERMINED,
    CAUSE_COUNT
} cause_t;

/** Severity in expert information. */
typedef enum { SEVERITY_CHAT, SEVERITY_NOTE, SEVERITY_WARN, SEVERITY_ERROR } severity_t;

/** Group in expert information. */
typedef enum { GROUP_SEQUENCE, GROUP_RESPONSE_CODE, GROUP_PROTOCOL, GROUP_SECURITY, GROUP_ASSUMPTION } group_t;

/** How sure a verdict is: proven by bytes or stated by the server, by the order of evidence, or a guess. */
typedef enum { CONFIDENCE_POSSIBLE, CONFIDENCE_LIKELY, CONFIDENCE_CERTAIN } confidence_t;

/** Causes a row can exclude. */
#define CAUSE_MAX_EXCLUDES 10

/** One row of the catalogue. */
typedef struct {
    const char *slug;       /**< name in filters */
    const char *brief;      /**< a few words for the Info column */
    const char *label;      /**< one line of plain English */
    severity_t severity;
    group_t group;
    int rank;               /**< of the causes that hold, the lowest is the cause; the others stand in `also` */
    bool healthy;           /**< a step of a login that works: never above Note, outranks every other */
    bool by_itself;         /**< proven by the response alone; needs nothing that comes later */
    const char *inspect;
    const char *next_step;
    const char *reference;
    cause_t excludes[CAUSE_MAX_EXCLUDES];   /**< not worth mentioning beside this one; ends with CAUSE_NONE */
} cause_row_t;

/** A cause's row. */
const cause_row_t *cause_row(cause_t cause);

/** Does the row exclude the other cause from `also`? */
bool cause_excludes(cause_t cause, cause_t other);

/** Name of a confidence as users filter for it. */
const char *confidence_name(confidence_t confidence);

#endif /* SIPAUTH_CAUSES_H */
