/* rules_forbidden.c
 * Group E of the catalogue: 403.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "products.h"
#include "rule_list.h"

#define MUTATION_BASE 500
#include "mutation.h"

/* The server blames the credentials that it was sent. */
static bool blames_credentials(const view_t *view)
{
    const phrase_t *row = view->stated.row;

    return row && row->cause == CAUSE_CREDENTIALS_REJECTED_403;
}

static span_t phrase_of(const view_t *view)
{
    const char *phrase = view->last->reason_phrase;

    return (span_t){ phrase, phrase ? strlen(phrase) : 0 };
}

/* Asterisk sends 100 Trying to an INVITE only once its sender is authenticated. */
static bool asterisk_let_in(const view_t *view)
{
    return view->last->provisional_100.seen && GUARD(product_of_server(view->exchange) == PRODUCT_ASTERISK);
}

/* A REGISTER whose fresh credentials belong to an account that was accepted before. */
static bool registration_refused(const view_t *view)
{
    return view->result == RESULT_FORBIDDEN && GUARD(view_registers(view)) && GUARD(view->last->previous != NULL)
        && GUARD(view->last->account_accepted.seen) && GUARD(!blames_credentials(view));
}

static void say_accepted_before(const view_t *view, finding_t *finding)
{
    evidence_say(view, finding, "%s: the same user name and realm were accepted before",
        frame_text(view, view->last->account_accepted));
}

/* With a digest that a known secret proves right, it is not the credentials that are refused. */
static void say_digest_right(const view_t *view, finding_t *finding)
{
    if (view->verified == view->last && view->verification.proof == PROOF_FITS
        && !view->verification.credentials->has_auts) {
        finding->proven = true;
        finding->confidence = CONFIDENCE_CERTAIN;
        evidence_say(view, finding, "%s: %s", frame_text(view, view->last->request),
            verification_text(view->scope, &view->verification));
    }
}

bool rule_registration_forbidden(const view_t *view, finding_t *finding)
{
    if (view_states(view, CAUSE_REGISTRATION_FORBIDDEN)) {
        finding->confidence = view->stated.row->confidence;
    } else if (registration_refused(view)) {
        finding->confidence = CONFIDENCE_LIKELY;
    } else {
        return false;
    }
    evidence_of_refusal(view, finding);
    if (view->last->account_accepted.seen) {
        say_accepted_before(view, finding);
        say_digest_right(view, finding);
    }
    return true;
}

bool rule_policy_after_auth(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (view->result != RESULT_FORBIDDEN || !GUARD(attempt_has_credentials(last))
        || !GUARD(!blames_credentials(view))) {
        return false;
    }
    if (!GUARD(last->account_accepted.seen) && !view_relayed(view) && !GUARD(asterisk_let_in(view))) {
        return false;
    }
    if (!GUARD(!registration_refused(view))) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_refusal(view, finding);
    if (last->account_accepted.seen) {
        say_accepted_before(view, finding);
    }
    if (!last->provisional_18x.seen && last->provisional_100.seen) {
        evidence_say(view, finding, "%s: 100 Trying before the refusal",
            frame_text(view, last->provisional_100));
    }
    say_digest_right(view, finding);
    return true;
}

bool rule_credentials_rejected_403(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    bool blamed = blames_credentials(view);
    product_t server = product_of_server(view->exchange);

    if (view->result != RESULT_FORBIDDEN || !GUARD(attempt_has_credentials(last)) || !GUARD(last->previous != NULL)
        || view_relayed(view)) {
        return false;
    }
    finding->confidence = blamed || view->clean_refusal || server == PRODUCT_FREESWITCH ? CONFIDENCE_LIKELY
                                                                                         : CONFIDENCE_POSSIBLE;
    evidence_of_refusal(view, finding);
    return true;
}

bool rule_forbidden_no_challenge(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (view->result != RESULT_FORBIDDEN || !GUARD(last->request_complete)
        || !GUARD(!attempt_has_credentials(last)) || !GUARD(!last->previous) || view_relayed(view)) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_refusal(view, finding);
    evidence_say(view, finding, "no 401 or 407 before it, no credentials in the request");
    if (GUARD(last->source_accepted.seen)) {
        /* Somebody whose other calls pass, a trunk that is known by its address or whoever logged in: policy, not access. */
        finding->confidence = CONFIDENCE_POSSIBLE;
        finding->has_severity = true;
        finding->severity = SEVERITY_NOTE;
        evidence_say(view, finding,
            "%s: another call of this source was accepted: its calls are permitted",
            frame_text(view, last->source_accepted));
    }
    return true;
}

bool rule_forbidden_with_preemptive_creds(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (view->result != RESULT_FORBIDDEN || !GUARD(attempt_has_credentials(last)) || !GUARD(!last->previous)
        || view_relayed(view)) {
        return false;
    }
    finding->confidence = CONFIDENCE_POSSIBLE;
    evidence_of_refusal(view, finding);
    evidence_of_nonce_age(view, finding, last);
    return true;
}

bool rule_forbidden_phrase(const view_t *view, finding_t *finding)
{
    if (view->result != RESULT_FORBIDDEN || !GUARD(!phrase_is_generic(phrase_of(view)))
        || !GUARD(!view_states_cause(view))) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_refusal(view, finding);
    return true;
}

bool rule_forbidden_warning(const view_t *view, finding_t *finding)
{
    const char *header = view->last->warning;
    span_t rest = { header, header ? strlen(header) : 0 };
    warning_t warning;
    bool tells = false;

    while (warning_next(&rest, &warning)) {
        tells |= GUARD(warning_tells(&warning));
    }
    if (!tells || view->result != RESULT_FORBIDDEN || !GUARD(!view_states_cause(view))) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_refusal(view, finding);
    return true;
}

bool rule_forbidden_reason_header(const view_t *view, finding_t *finding)
{
    const char *header = view->last->reason;
    span_t rest = { header, header ? strlen(header) : 0 };
    reason_t reason;
    bool tells = false;

    while (reason_next(&rest, &reason)) {
        tells |= GUARD(reason_tells(&reason)) && GUARD(!reason_is_stir(&reason));
    }
    if (!tells || view->result != RESULT_FORBIDDEN
        || !GUARD(!(view_states_cause(view) && view->stated.in == STATED_IN_REASON))) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_refusal(view, finding);
    return true;
}
