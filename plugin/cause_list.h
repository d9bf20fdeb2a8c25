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
    X(IMS_RESYNC_RECOVERED, ims_resync_recovered) \
    X(IMS_MAC_FAILURE_RECOVERED, ims_mac_failure_recovered) \
    X(SECOND_REALM_CHALLENGE, second_realm_challenge) \
    X(STALE_RECOVERED, stale_recovered) \
    X(IDENTITY_HINT_ONLY, identity_hint_only) \
    X(RSPAUTH_WRONG, rspauth_wrong) \
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
    X(CHALLENGE_NOT_ACKED, challenge_not_acked) \
    X(CLIENT_UNSUPPORTED_ALGORITHM, client_unsupported_algorithm) \
    X(ALGORITHM_FIRST_UNSUPPORTED, algorithm_first_unsupported) \
    X(CLIENT_UNSUPPORTED_QOP, client_unsupported_qop) \
    X(CHALLENGE_MALFORMED, challenge_malformed) \
    X(CHALLENGE_BASIC, challenge_basic) \
    X(CHALLENGE_UNKNOWN_SCHEME, challenge_unknown_scheme) \
    X(BEARER_CHALLENGE, bearer_challenge) \
    X(BEARER_TOKEN_REJECTED, bearer_token_rejected) \
    X(RETRY_ELSEWHERE, retry_elsewhere) \
    X(RETRY_OTHER_TRANSPORT, retry_other_transport) \
    X(RETRY_IGNORED, retry_ignored) \
    X(ACK_MISMATCHED, ack_mismatched) \
    X(CAPTURE_ONE_WAY, capture_one_way)

/* C: the retry is faulty */
#define CAUSES_RETRY(X) \
    X(RETRY_WITHOUT_CREDENTIALS, retry_without_credentials) \
    X(WRONG_AUTH_HEADER, wrong_auth_header) \
    X(REALM_MISMATCH, realm_mismatch) \
    X(REALM_CASE_MISMATCH, realm_case_mismatch) \
    X(NONCE_NOT_FROM_CHALLENGE, nonce_not_from_challenge) \
    X(EARLIER_CREDENTIALS_DROPPED, earlier_credentials_dropped) \
    X(NONCE_TRUNCATED, nonce_truncated) \
    X(OPAQUE_MISSING, opaque_missing) \
    X(ALGORITHM_MISMATCH, algorithm_mismatch) \
    X(ALGORITHM_DOWNGRADE, algorithm_downgrade) \
    X(RESPONSE_LENGTH_BAD, response_length_bad) \
    X(RESPONSE_EMPTY, response_empty) \
    X(QOP_MISSING, qop_missing) \
    X(QOP_NOT_OFFERED, qop_not_offered) \
    X(CNONCE_OR_NC_MISSING, cnonce_or_nc_missing) \
    X(NC_BAD_FORMAT, nc_bad_format) \
    X(NC_REPLAYED, nc_replayed) \
    X(NC_GAP, nc_gap) \
    X(DIGEST_URI_MISMATCH, digest_uri_mismatch) \
    X(USERNAME_NOT_IDENTITY, username_not_identity) \
    X(USERNAME_EMPTY, username_empty) \
    X(CSEQ_NOT_INCREMENTED, cseq_not_incremented) \
    X(BRANCH_REUSED, branch_reused) \
    X(DIALOG_IDS_CHANGED, dialog_ids_changed) \
    X(RETRY_BEFORE_CHALLENGE_SEEN, retry_before_challenge_seen) \
    X(REGISTRATION_EXPIRES_MISSING, registration_expires_missing) \
    X(IDENTICAL_CREDENTIALS_RESENT, identical_credentials_resent)

/* D: credentials were refused */
#define CAUSES_REFUSED(X) \
    X(DIGEST_VERIFIED_OK, digest_verified_ok) \
    X(DIGEST_VERIFIED_BAD, digest_verified_bad) \
    X(DIGEST_WITH_EMPTY_PASSWORD, digest_with_empty_password) \
    X(METHOD_MISMATCH_POSSIBLE, method_mismatch_possible) \
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
    X(FORBIDDEN_WARNING, forbidden_warning) \
    X(FORBIDDEN_REASON_HEADER, forbidden_reason_header) \
    X(FORBIDDEN_IDENTITY, forbidden_identity) \
    X(STALE_DATE_STIR, stale_date_stir) \
    X(NOT_REGISTERED, not_registered) \
    X(REGISTRATION_FORBIDDEN, registration_forbidden) \
    X(DOMAIN_NOT_SERVED, domain_not_served) \
    X(SECURE_MEDIA_OR_TLS_REQUIRED, secure_media_or_tls_required) \
    X(CONTACT_FQDN_TEAMS, contact_fqdn_teams) \
    X(EMERGENCY_REFUSED, emergency_refused) \
    X(UNKNOWN_USER, unknown_user)

/* F: IMS */
#define CAUSES_IMS(X) \
    X(IMS_RETRY_IN_ESP, ims_retry_in_esp) \
    X(IMS_ROAMING_REFUSED, ims_roaming_refused) \
    X(IMS_IDENTITY_MISMATCH, ims_identity_mismatch) \
    X(IMS_BARRED, ims_barred) \
    X(IMS_HSS_FAILURE, ims_hss_failure) \
    X(IMS_QOS_REFUSED, ims_qos_refused) \
    X(IMS_PROTECTED_REREG_REJECTED, ims_protected_rereg_rejected) \
    X(IMS_NO_RETRY, ims_no_retry) \
    X(IMS_SECURITY_SERVER_MISSING, ims_security_server_missing) \
    X(IMS_SYNC_FAILURE, ims_sync_failure) \
    X(IMS_RESYNC_LOOP, ims_resync_loop) \
    X(IMS_MAC_FAILURE, ims_mac_failure) \
    X(IMS_STOPS_AFTER_TWO_INVALID, ims_stops_after_two_invalid) \
    X(IMS_RES_WRONG, ims_res_wrong) \
    X(IMS_LATE_RETRY, ims_late_retry) \
    X(IMS_NC_STRICT, ims_nc_strict) \
    X(IMS_CK_IK_LEAK, ims_ck_ik_leak) \
    X(IMS_PROTECTED_PORT_UNREACHABLE, ims_protected_port_unreachable) \
    X(IMS_ESP_UNANSWERED, ims_esp_unanswered) \
    X(IMS_RETRY_UNPROTECTED, ims_retry_unprotected) \
    X(IMS_SA_MISMATCH, ims_sa_mismatch)

/* G: patterns over many exchanges, and what the capture lacks */
#define CAUSES_OTHER(X) \
    X(CANCEL_OR_ACK_CHALLENGED, cancel_or_ack_challenged) \
    X(FORK_MERGED_CHALLENGES, fork_merged_challenges) \
    X(BOTH_401_407_HEADERS, both_401_407_headers) \
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
