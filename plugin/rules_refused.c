/* rules_refused.c
 * Group D of the catalogue: credentials were refused.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "rule_list.h"

#define MUTATION_BASE 800
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* Servers keep nonces longer than this; a person who types a password may not be as quick. */
#define OLD_NONCE SECONDS(10)

static void say_refusal(const view_t *view, finding_t *finding, const attempt_t *refused)
{
    evidence_of_challenge(view, finding, refused->previous);
    evidence_of_retry(view, finding, refused);
    evidence_of_answer(view, finding, refused);
    if (view->refusals > 1) {
        evidence_say(view, finding, "refused %u times in this exchange", view->refusals);
    }
}

bool rule_credentials_rejected(const view_t *view, finding_t *finding)
{
    if (!view->clean_refusal || !GUARD(view->result != RESULT_FORBIDDEN)) {
        return false;
    }
    finding->minor = view_good_end(view);
    finding->confidence = CONFIDENCE_LIKELY;
    say_refusal(view, finding, view->clean_refusal);
    return true;
}

bool rule_challenge_loop(const view_t *view, finding_t *finding)
{
    const attempt_t *refused = view->clean_refusal ? view->clean_refusal : view->faulty_refusal;

    if (!refused || !GUARD(view->refusals >= 2)) {
        return false;
    }
    finding->minor = !GUARD(view->refusals > view->context->loop_rounds) && !GUARD(view->identical != NULL);
    finding->minor |= view->result == RESULT_FORBIDDEN || view_good_end(view);
    finding->confidence = CONFIDENCE_CERTAIN;
    if (view->identical) {
        evidence_say(view, finding, "%s: the same credentials as before, refused already",
            frame_text(view->scope, view->identical->request));
    }
    say_refusal(view, finding, refused);
    return true;
}

/* The nonce's age when it was used, where that is known; else 0. */
static int64_t nonce_age(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->nonce_issued.seen) {
            return attempt->request.time - c->nonce_issued.time;
        }
    }
    return 0;
}

static bool nonce_was_accepted(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->nonce_accepted.seen) {
            return true;
        }
    }
    return false;
}

/* The attempt whose nonce was refused for its age, and how surely. */
static const attempt_t *expired_attempt(const view_t *view, confidence_t *confidence)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        bool stated = phrase_names_nonce(a->reason_phrase);

        if (attempt_step(a) == STEP_EXPIRED && (GUARD(stated) || GUARD(nonce_was_accepted(a)))) {
            *confidence = stated ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
            return a;
        }
    }
    if (view->refusals == 1 && view->clean_refusal && GUARD(nonce_age(view->clean_refusal) > OLD_NONCE)) {
        *confidence = CONFIDENCE_POSSIBLE;
        return view->clean_refusal;
    }
    return NULL;
}

bool rule_nonce_expired_no_stale(const view_t *view, finding_t *finding)
{
    const attempt_t *expired = expired_attempt(view, &finding->confidence);

    if (!expired || !GUARD(view->result != RESULT_FORBIDDEN)) {
        return false;
    }
    /* A prompt answer to a fresh nonce was refused as well: age is not the cause. */
    finding->minor = view_good_end(view) || (view->clean_refusal && GUARD(view->clean_refusal != expired));
    if (expired->previous) {
        evidence_of_challenge(view, finding, expired->previous);
    }
    evidence_of_retry(view, finding, expired);
    evidence_of_answer(view, finding, expired);
    evidence_of_nonce_age(view, finding, expired);
    if (finding->confidence == CONFIDENCE_POSSIBLE) {
        evidence_say(view, finding, "a wrong password would look the same; a retry within seconds would tell");
    }
    return true;
}
