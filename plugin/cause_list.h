/* cause_list.h
 * Every cause by name, once: the enumeration, the rules and the catalogue are made from it. One a line,
 * X(upper case, lower case), in the order of the catalogue, which means nothing else.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_CAUSE_LIST_H
#define SIPAUTH_CAUSE_LIST_H

/* A: the steps of a login that works */
#define CAUSES_LOGIN(X) \
    X(CHALLENGE_ACCEPTED, challenge_accepted) \
    X(IMS_AKA_ACCEPTED, ims_aka_accepted) \
    X(SECOND_REALM_CHALLENGE, second_realm_challenge) \
    X(STALE_RECOVERED, stale_recovered) \
    X(IDENTITY_HINT_ONLY, identity_hint_only) \
    X(CHALLENGE_PENDING, challenge_pending)

/* B: the retry is missing, or the challenge cannot be answered */
#define CAUSES_CHALLENGE(X) \
    X(NO_RETRY_NO_CREDENTIALS, no_retry_no_credentials) \
    X(STALE_NOT_RETRIED, stale_not_retried) \
    X(CAPTURE_ENDED, capture_ended) \
    X(CLIENT_SILENT, client_silent) \
    X(RETRY_FRAGMENT_LOST, retry_fragment_lost) \
    X(CHALLENGE_MISSING, challenge_missing) \
    X(CHALLENGE_WRONG_HEADER, challenge_wrong_header) \
    X(CHALLENGE_NOT_ACKED, challenge_not_acked)

/* C: the retry is faulty */
#define CAUSES_RETRY(X) \
    X(RETRY_WITHOUT_CREDENTIALS, retry_without_credentials) \
    X(WRONG_AUTH_HEADER, wrong_auth_header) \
    X(REALM_MISMATCH, realm_mismatch) \
    X(REALM_CASE_MISMATCH, realm_case_mismatch) \
    X(NONCE_NOT_FROM_CHALLENGE, nonce_not_from_challenge) \
    X(EARLIER_CREDENTIALS_DROPPED, earlier_credentials_dropped)

/* D: credentials were refused */
#define CAUSES_REFUSED(X) \
    X(CREDENTIALS_REJECTED, credentials_rejected) \
    X(CHALLENGE_LOOP, challenge_loop) \
    X(NONCE_EXPIRED_NO_STALE, nonce_expired_no_stale) \
    X(NONCE_REUSED_AFTER_SUCCESS, nonce_reused_after_success) \
    X(STALE_LOOP, stale_loop) \
    X(NONCE_UNKNOWN_TO_SERVER, nonce_unknown_to_server) \
    X(ADDRESS_CHANGE_NONCE, address_change_nonce) \
    X(SERVER_REALM_CHANGED, server_realm_changed) \
    X(AUTH_PASSED_THEN_CHALLENGED, auth_passed_then_challenged)

/* E: 403 */
#define CAUSES_FORBIDDEN(X) \
    X(CREDENTIALS_REJECTED_403, credentials_rejected_403) \
    X(POLICY_AFTER_AUTH, policy_after_auth) \
    X(FORBIDDEN_NO_CHALLENGE, forbidden_no_challenge) \
    X(FORBIDDEN_WITH_PREEMPTIVE_CREDS, forbidden_with_preemptive_creds) \
    X(FORBIDDEN_PHRASE, forbidden_phrase) \
    X(FORBIDDEN_REASON_HEADER, forbidden_reason_header)

/* F: IMS */
#define CAUSES_IMS(X) \
    X(IMS_RETRY_IN_ESP, ims_retry_in_esp)

/* G: patterns over many exchanges, and what the capture lacks */
#define CAUSES_OTHER(X) \
    X(BRUTE_FORCE_SCAN, brute_force_scan) \
    X(BANNED_AFTER_FAILURES, banned_after_failures) \
    X(TOOL_OR_UPTIME_PROBE, tool_or_uptime_probe) \
    X(REGISTER_STORM, register_storm) \
    X(NO_REQUEST_IN_CAPTURE, no_request_in_capture) \
    X(UNDETERMINED, undetermined)

#define CAUSE_LIST(X) \
    CAUSES_LOGIN(X) \
    CAUSES_CHALLENGE(X) \
    CAUSES_RETRY(X) \
    CAUSES_REFUSED(X) \
    CAUSES_FORBIDDEN(X) \
    CAUSES_IMS(X) \
    CAUSES_OTHER(X)

#endif /* SIPAUTH_CAUSE_LIST_H */
