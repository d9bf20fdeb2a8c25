/* rules.c
 * The rules of the catalogue: what they look at, and which rule decides which cause.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

#include "evidence.h"
#include "faults.h"
#include "rule_list.h"

#define MUTATION_BASE 100
#include "mutation.h"

static result_t result_of(const attempt_t *last)
{
    if (last->status == 0) {
        return attempt_accepted(last) ? RESULT_ACCEPTED : RESULT_UNANSWERED;
    }
    if (attempt_accepted(last)) {
        return RESULT_ACCEPTED;
    }
    if (last->status == 403) {
        return RESULT_FORBIDDEN;
    }
    return attempt_challenged(last) ? RESULT_CHALLENGED : RESULT_OTHER_FAILURE;
}

static bool same_credentials(const attempt_t *a, const attempt_t *b)
{
    return a->credentials && b->credentials && a->credentials->usable && b->credentials->nonce_hash
        && a->credentials->response_hash == b->credentials->response_hash;
}

static bool sent_before(const attempt_t *attempt)
{
    for (const attempt_t *a = attempt->previous; a; a = a->previous) {
        if (attempt_challenged(a) && same_credentials(a, attempt)) {
            return true;
        }
    }
    return false;
}

static bool was_refused(const attempt_t *attempt)
{
    return attempt->previous && (attempt->status == 403 || attempt_step(attempt) == STEP_REFUSED);
}

/* Has the retry a fault that the server does not accept elsewhere? */
static bool has_harmful_fault(const view_t *view, const attempt_t *retry)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = retry_faults(retry, faults);
    const server_habits_t *habits = view->exchange->habits;

    for (unsigned i = 0; i < count; i++) {
        /* Dropped credentials matter only where their realm asks again, and that is no refusal. */
        if (faults[i] == CAUSE_EARLIER_CREDENTIALS_DROPPED) {
            continue;
        }
        if (!habits || GUARD(!(habits->accepted_faults >> faults[i] & 1))) {
            return true;
        }
    }
    return false;
}

static void find_refusals(view_t *view)
{

    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (!was_refused(a)) {
            continue;
        }
        if (a->status != 403) {
            view->refusals++;
        }
        if (has_harmful_fault(view, a)) {
            view->faulty_refusal = a;
        } else if (a->status != 403 && GUARD(attempt_has_credentials(a))) {
            view->clean_refusal = a;
        }
        if (attempt_challenged(a) && sent_before(a)) {
            view->identical = a;
        }
    }
    /* A fault that came only after a clean refusal explains nothing. */
    if (view->clean_refusal) {
        view->faulty_refusal = NULL;
    }
}

static int64_t later(const peer_t *peer, int64_t since, int64_t best)
{
    if (!peer || !peer->last.seen || peer->last.time < since) {
        return best;
    }
    return MAX(best, peer->last.time - since);
}

void view_init(view_t *view, wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context)
{
    memset(view, 0, sizeof *view);
    view->scope = scope;
    view->exchange = exchange;
    view->context = context;
    view->last = exchange->last;
    view->result = result_of(exchange->last);
    find_refusals(view);
    view->alive_after = -1;
    if (view->last->response.seen) {
        view->waited = context->end - view->last->response.time;
        view->alive_after = later(exchange->client_port_peer, view->last->response.time, view->alive_after);
        view->alive_after = later(exchange->client_user_peer, view->last->response.time, view->alive_after);
    }
}

bool view_good_end(const view_t *view)
{
    return view->result == RESULT_ACCEPTED || view->result == RESULT_OTHER_FAILURE;
}

bool rule_no_request_in_capture(const view_t *view, finding_t *finding)
{
    if (!GUARD(!view->last->request.seen)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_answer(view, finding, view->last);
    evidence_say(view, finding, "no request with its Via branch, Call-ID and CSeq before it");
    return true;
}

bool rule_undetermined(const view_t *view, finding_t *finding)
{
    finding->confidence = CONFIDENCE_POSSIBLE;
    evidence_of_exchange(view, finding);
    if (view->last->other_answer.seen) {
        evidence_say(view, finding, "%s: the same request was answered with %u, so another copy of it was challenged",
            frame_text(view->scope, view->last->other_answer), view->last->other_status);
    }
    return true;
}

typedef bool (*rule_t)(const view_t *, finding_t *);

static const rule_t rules[CAUSE_COUNT] = {
    [CAUSE_CHALLENGE_ACCEPTED] = rule_challenge_accepted,
    [CAUSE_IMS_AKA_ACCEPTED] = rule_ims_aka_accepted,
    [CAUSE_SECOND_REALM_CHALLENGE] = rule_second_realm_challenge,
    [CAUSE_STALE_RECOVERED] = rule_stale_recovered,
    [CAUSE_IDENTITY_HINT_ONLY] = rule_identity_hint_only,
    [CAUSE_CHALLENGE_PENDING] = rule_challenge_pending,
    [CAUSE_NO_RETRY_NO_CREDENTIALS] = rule_no_retry_no_credentials,
    [CAUSE_STALE_NOT_RETRIED] = rule_stale_not_retried,
    [CAUSE_CAPTURE_ENDED] = rule_capture_ended,
    [CAUSE_CLIENT_SILENT] = rule_client_silent,
    [CAUSE_RETRY_FRAGMENT_LOST] = rule_retry_fragment_lost,
    [CAUSE_IMS_RETRY_IN_ESP] = rule_ims_retry_in_esp,
    [CAUSE_CHALLENGE_MISSING] = rule_challenge_missing,
    [CAUSE_CHALLENGE_WRONG_HEADER] = rule_challenge_wrong_header,
    [CAUSE_CHALLENGE_NOT_ACKED] = rule_challenge_not_acked,
    [CAUSE_RETRY_WITHOUT_CREDENTIALS] = rule_retry_without_credentials,
    [CAUSE_WRONG_AUTH_HEADER] = rule_wrong_auth_header,
    [CAUSE_REALM_MISMATCH] = rule_realm_mismatch,
    [CAUSE_REALM_CASE_MISMATCH] = rule_realm_case_mismatch,
    [CAUSE_NONCE_NOT_FROM_CHALLENGE] = rule_nonce_not_from_challenge,
    [CAUSE_EARLIER_CREDENTIALS_DROPPED] = rule_earlier_credentials_dropped,
    [CAUSE_CREDENTIALS_REJECTED] = rule_credentials_rejected,
    [CAUSE_CREDENTIALS_REJECTED_403] = rule_credentials_rejected_403,
    [CAUSE_CHALLENGE_LOOP] = rule_challenge_loop,
    [CAUSE_NONCE_EXPIRED_NO_STALE] = rule_nonce_expired_no_stale,
    [CAUSE_POLICY_AFTER_AUTH] = rule_policy_after_auth,
    [CAUSE_FORBIDDEN_NO_CHALLENGE] = rule_forbidden_no_challenge,
    [CAUSE_FORBIDDEN_WITH_PREEMPTIVE_CREDS] = rule_forbidden_with_preemptive_creds,
    [CAUSE_FORBIDDEN_PHRASE] = rule_forbidden_phrase,
    [CAUSE_FORBIDDEN_REASON_HEADER] = rule_forbidden_reason_header,
    [CAUSE_NO_REQUEST_IN_CAPTURE] = rule_no_request_in_capture,
    [CAUSE_UNDETERMINED] = rule_undetermined,
};

bool rule_holds(cause_t cause, const view_t *view, finding_t *finding)
{
    memset(finding, 0, sizeof *finding);
    return rules[cause](view, finding);
}
