/* rule_list.h
 * One rule a cause; see rules.h for what a rule is asked.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_RULE_LIST_H
#define SIPAUTH_RULE_LIST_H

#include "rules.h"

bool rule_challenge_accepted(const view_t *view, finding_t *finding);
bool rule_ims_aka_accepted(const view_t *view, finding_t *finding);
bool rule_second_realm_challenge(const view_t *view, finding_t *finding);
bool rule_stale_recovered(const view_t *view, finding_t *finding);
bool rule_identity_hint_only(const view_t *view, finding_t *finding);
bool rule_challenge_pending(const view_t *view, finding_t *finding);
bool rule_no_retry_no_credentials(const view_t *view, finding_t *finding);
bool rule_stale_not_retried(const view_t *view, finding_t *finding);
bool rule_capture_ended(const view_t *view, finding_t *finding);
bool rule_client_silent(const view_t *view, finding_t *finding);
bool rule_retry_fragment_lost(const view_t *view, finding_t *finding);
bool rule_ims_retry_in_esp(const view_t *view, finding_t *finding);
bool rule_challenge_missing(const view_t *view, finding_t *finding);
bool rule_challenge_wrong_header(const view_t *view, finding_t *finding);
bool rule_challenge_not_acked(const view_t *view, finding_t *finding);
bool rule_retry_without_credentials(const view_t *view, finding_t *finding);
bool rule_wrong_auth_header(const view_t *view, finding_t *finding);
bool rule_realm_mismatch(const view_t *view, finding_t *finding);
bool rule_realm_case_mismatch(const view_t *view, finding_t *finding);
bool rule_nonce_not_from_challenge(const view_t *view, finding_t *finding);
bool rule_earlier_credentials_dropped(const view_t *view, finding_t *finding);
bool rule_credentials_rejected(const view_t *view, finding_t *finding);
bool rule_credentials_rejected_403(const view_t *view, finding_t *finding);
bool rule_challenge_loop(const view_t *view, finding_t *finding);
bool rule_nonce_expired_no_stale(const view_t *view, finding_t *finding);
bool rule_policy_after_auth(const view_t *view, finding_t *finding);
bool rule_forbidden_no_challenge(const view_t *view, finding_t *finding);
bool rule_forbidden_with_preemptive_creds(const view_t *view, finding_t *finding);
bool rule_forbidden_phrase(const view_t *view, finding_t *finding);
bool rule_forbidden_reason_header(const view_t *view, finding_t *finding);
bool rule_no_request_in_capture(const view_t *view, finding_t *finding);
bool rule_undetermined(const view_t *view, finding_t *finding);

#endif /* SIPAUTH_RULE_LIST_H */
