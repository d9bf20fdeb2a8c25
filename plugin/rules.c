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
        if (cause_row(faults[i])->weak && !GUARD(retry->account && retry->account->accepted.seen)) {
            continue;
        }
        if (!habits || GUARD(!cause_set_has(&habits->accepted_faults, faults[i]))) {
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
    /* A response that was cut short may have lost what names its request. */
    if (!GUARD(!view->last->request.seen) || !GUARD(view->last->response_complete)) {
        return false;
    }
    finding->confidence = GUARD(!*view->exchange->packets_cut) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    evidence_of_answer(view, finding, view->last);
    evidence_say(view, finding, "no request with its Via branch, Call-ID and CSeq before it");
    return true;
}

bool rule_undetermined(const view_t *view, finding_t *finding)
{
    finding->confidence = CONFIDENCE_POSSIBLE;
    evidence_of_exchange(view, finding);
    if (view->last->response.seen && !view->last->response_complete) {
        evidence_say(view, finding, "%s: cut short in the capture; capture whole packets to know more",
            frame_text(view->scope, view->last->response));
    }
    if (view->last->other_answer.seen) {
        evidence_say(view, finding, "%s: the same request was answered with %u, so another copy of it was challenged",
            frame_text(view->scope, view->last->other_answer), view->last->other_status);
    }
    return true;
}

typedef bool (*rule_t)(const view_t *, finding_t *);

static const rule_t rules[CAUSE_COUNT] = {
#define RULE_ENTRY(upper, lower) [CAUSE_##upper] = rule_##lower,
    CAUSE_LIST(RULE_ENTRY)
#undef RULE_ENTRY
};

bool rule_holds(cause_t cause, const view_t *view, finding_t *finding)
{
    memset(finding, 0, sizeof *finding);
    return rules[cause](view, finding);
}
