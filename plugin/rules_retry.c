/* rules_retry.c
 * Group C of the catalogue: the retry is faulty in header field, realm or nonce.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "faults.h"
#include "rule_list.h"
#include "rules_fault.h"

#define MUTATION_BASE 400
#include "mutation.h"

static bool fault_holds(const view_t *view, finding_t *finding, cause_t fault)
{
    return fault_find(view, finding, fault) != NULL;
}

bool rule_retry_without_credentials(const view_t *view, finding_t *finding)
{
    return fault_holds(view, finding, CAUSE_RETRY_WITHOUT_CREDENTIALS);
}

bool rule_wrong_auth_header(const view_t *view, finding_t *finding)
{
    return fault_holds(view, finding, CAUSE_WRONG_AUTH_HEADER);
}

static bool realm_fault_holds(const view_t *view, finding_t *finding, cause_t fault)
{
    const attempt_t *retry = fault_find(view, finding, fault);
    const challenge_t *challenge;
    const credentials_t *sent;

    if (retry && attempt_answers(retry, &challenge, &sent)) {
        evidence_say(view, finding, "realm asked \"%s\", sent \"%s\"", challenge->realm ? challenge->realm : "",
            sent->realm ? sent->realm : "");
    }
    return retry != NULL;
}

bool rule_realm_mismatch(const view_t *view, finding_t *finding)
{
    return realm_fault_holds(view, finding, CAUSE_REALM_MISMATCH);
}

bool rule_realm_case_mismatch(const view_t *view, finding_t *finding)
{
    return realm_fault_holds(view, finding, CAUSE_REALM_CASE_MISMATCH);
}

bool rule_nonce_not_from_challenge(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = fault_find(view, finding, CAUSE_NONCE_NOT_FROM_CHALLENGE);
    const challenge_t *challenge;
    const credentials_t *sent;

    if (!retry || !attempt_answers(retry, &challenge, &sent)) {
        return retry != NULL;
    }
    evidence_say(view, finding, "nonce asked \"%s\", sent \"%s\"", challenge->nonce ? challenge->nonce : "",
        sent->nonce ? sent->nonce : "");
    if (sent->nonce_issued.seen) {
        evidence_say(view, finding, "the nonce sent was issued in %s", frame_text(view, sent->nonce_issued));
    } else {
        const attempt_t *challenged = retry->previous;

        /* It may come from before the capture, or from a server that was not captured; where the request was
         * repeated, or may have been, from the challenge of another copy. */
        if (!GUARD(challenged->request_copies == 0) || !GUARD(challenged->request.seen)) {
            finding->confidence = CONFIDENCE_LIKELY;
        }
        finding->has_severity = true;
        finding->severity = SEVERITY_NOTE;
        evidence_say(view, finding, "the nonce sent was never issued in this capture");
    }
    return true;
}

bool rule_earlier_credentials_dropped(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        const challenge_t *dropped = retry_dropped(a);

        if (!dropped) {
            continue;
        }
        bool asked_again = false;
        for (const challenge_t *c = a->challenges; c; c = c->next) {
            asked_again |= g_strcmp0(c->realm, dropped->realm) == 0;
        }
        finding->minor = !GUARD(asked_again);
        finding->confidence = CONFIDENCE_CERTAIN;
        evidence_of_retry(view, finding, a->previous);
        evidence_of_challenge(view, finding, a->previous);
        evidence_of_retry(view, finding, a);
        evidence_say(view, finding, "%s: credentials for realm \"%s\" are no longer in it",
            frame_text(view, a->request), dropped->realm ? dropped->realm : "");
        evidence_of_answer(view, finding, a);
        return true;
    }
    return false;
}
