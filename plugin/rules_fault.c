/* rules_fault.c
 * What the rules about faults of a retry have in common.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules_fault.h"

#include "evidence.h"
#include "fault_params.h"
#include "faults.h"

#define MUTATION_BASE 1150
#include "mutation.h"

static const attempt_t *last_with_fault(const view_t *view, cause_t fault)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        if (view_has_fault(view, a, fault)) {
            return a;
        }
    }
    return NULL;
}

void evidence_of_statement(const view_t *view, finding_t *finding, const attempt_t *attempt)
{
    /* The answer to a 403 has shown its phrase already. */
    if (attempt->status != 403 && attempt->reason_phrase) {
        evidence_say(view, finding, "%s: the server says \"%s\"", frame_text(view, attempt->response),
            attempt->reason_phrase);
    }
    if (attempt->warning) {
        evidence_say(view, finding, "%s: Warning: %s", frame_text(view, attempt->response), attempt->warning);
    }
}

void evidence_of_doubt(const view_t *view, finding_t *finding)
{
    evidence_say(view, finding, "a wrong password would look the same; the server's log tells");
}

/* Why a fault that servers often put up with is taken for the reason here. */
static void say_why(const view_t *view, finding_t *finding, const attempt_t *retry, cause_t fault)
{
    if (fault_is_named(retry, fault)) {
        evidence_of_statement(view, finding, retry);
    } else if (cause_row(fault)->weak && retry->account) {
        evidence_say(view, finding, "%s: the same user name and realm were accepted; this server accepts no retry "
            "with this fault in the capture", frame_text(view, retry->account->accepted));
        evidence_of_doubt(view, finding);
    }
}

const attempt_t *fault_find(const view_t *view, finding_t *finding, cause_t fault)
{
    const attempt_t *retry = view->faulty_refusal;

    finding->minor = !retry || !view_has_fault(view, retry, fault) || !view_fault_explains(view, retry, fault);
    if (finding->minor) {
        retry = last_with_fault(view, fault);
    }
    if (!retry) {
        return NULL;
    }
    /* It may answer another challenge than the last one that was captured. */
    finding->confidence = (cause_row(fault)->weak && !fault_is_named(retry, fault))
            || !GUARD(!retry_may_skip_a_round(retry)) ? CONFIDENCE_LIKELY : CONFIDENCE_CERTAIN;
    evidence_of_challenge(view, finding, retry->previous);
    evidence_of_retry(view, finding, retry);
    evidence_of_answer(view, finding, retry);
    if (!finding->minor) {
        say_why(view, finding, retry, fault);
    }
    return retry;
}
