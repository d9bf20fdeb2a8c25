/* rules_login.c
 * Group A of the catalogue: the steps of a login that works.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "faults.h"
#include "rule_list.h"

#define MUTATION_BASE 200
#include "mutation.h"

/* With another Call-ID only the nonce says that this is the retry, and two calls of one user may have the same. */
static bool same_call(const view_t *view)
{
    return g_strcmp0(view->last->call_id, view->exchange->call_id) == 0;
}

/* Where rounds are missing, what was captured may be pieces of two logins. */
static confidence_t unless_rounds_are_missing(const view_t *view)
{
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (GUARD(retry_may_skip_a_round(a)) || attempt_overtaken(a)) {
            return CONFIDENCE_LIKELY;
        }
    }
    return CONFIDENCE_CERTAIN;
}

bool rule_challenge_accepted(const view_t *view, finding_t *finding)
{
    if (!view_good_end(view)) {
        return false;
    }
    finding->confidence = view->result == RESULT_ACCEPTED && view->last->request.seen && GUARD(same_call(view))
        ? unless_rounds_are_missing(view) : CONFIDENCE_LIKELY;
    evidence_of_exchange(view, finding);
    if (view->result == RESULT_OTHER_FAILURE) {
        evidence_say(view, finding, "%s: %u is no refusal of credentials; look there for what went wrong later",
            frame_text(view, view->last->response), view->last->status);
    }
    return true;
}

bool rule_ims_aka_accepted(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (GUARD(attempt_asks_aka(a)) && a->next && GUARD(attempt_has_credentials(a->next))
            && GUARD(!attempt_reports_sync_failure(a->next))) {
            return rule_challenge_accepted(view, finding);
        }
    }
    return false;
}

bool rule_second_realm_challenge(const view_t *view, finding_t *finding)
{
    if (!view_good_end(view)) {
        return false;
    }
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (GUARD(attempt_step(a) == STEP_NEXT_REALM)) {
            finding->confidence = unless_rounds_are_missing(view);
            evidence_of_exchange(view, finding);
            return true;
        }
    }
    return false;
}

/* A token is no nonce. */
static bool used_nonce(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->nonce_hash) {
            return true;
        }
    }
    return false;
}

/* A nonce used this long after it was given may have grown too old. */
#define OLD_NONCE (G_GINT64_CONSTANT(10) * 1000000000)

/* Was there anything wrong with the nonce? A fresh one that is answered at once and refused is not too old: the
 * user mistyped, and the next answer was right. */
static bool may_be_used_up(const attempt_t *attempt, const credentials_t *sent)
{
    return sent->nonce_accepted.seen
        || (sent->nonce_issued.seen && attempt->request.time - sent->nonce_issued.time > OLD_NONCE);
}

/* Did the realm ask again only to give a new nonce? Where it does not say stale, the age of the old one tells. */
static bool renewed(const attempt_t *attempt)
{
    step_t step = attempt_step(attempt);

    if (step == STEP_STALE || (step == STEP_EXPIRED && GUARD(used_nonce(attempt)))) {
        return true;
    }
    for (const challenge_t *c = attempt->challenges; c && step == STEP_REFUSED; c = c->next) {
        const credentials_t *sent = attempt_credentials_for(attempt, c);

        if (sent && GUARD(sent->nonce_hash != c->nonce_hash) && GUARD(may_be_used_up(attempt, sent))) {
            return true;
        }
    }
    return false;
}

bool rule_stale_recovered(const view_t *view, finding_t *finding)
{
    if (!view_good_end(view)) {
        return false;
    }
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        /* Where an answer to a fresh nonce was refused as well, the first one was not refused for its age. */
        if (GUARD(renewed(a)) && GUARD(!attempt_asks_aka(a)) && GUARD(attempt_step(a) != STEP_EXPIRED || !view->clean_refusal)) {
            finding->confidence = attempt_step(a) == STEP_STALE ? unless_rounds_are_missing(view) : CONFIDENCE_LIKELY;
            evidence_of_exchange(view, finding);
            evidence_of_nonce_age(view, finding, a);
            return true;
        }
    }
    return false;
}

bool rule_identity_hint_only(const view_t *view, finding_t *finding)
{
    const attempt_t *first = view->exchange->first;

    for (const credentials_t *c = first->credentials; c; c = c->next) {
        if (GUARD(!c->usable) && c->scheme && g_ascii_strcasecmp(c->scheme, "Digest") == 0) {
            finding->confidence = CONFIDENCE_CERTAIN;
            evidence_of_retry(view, finding, first);
            return true;
        }
    }
    return false;
}

bool rule_challenge_pending(const view_t *view, finding_t *finding)
{
    if (view->result != RESULT_UNANSWERED || !view->context->complete || !GUARD(!view->clean_refusal)
        || !GUARD(!view->faulty_refusal)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_exchange(view, finding);
    evidence_say(view, finding, "%s: retry sent %s, no final answer up to the end of the capture %s later",
        frame_text(view, view->last->request), times_text(view->scope, view->last->request_copies + 1),
        duration_text(view->scope, view->context->end - view->last->request.time));
    evidence_of_unreachable(view, finding, view->last);
    return true;
}
