/* rules_digest.c
 * Group D of the catalogue, proven: what a known secret, or none at all, says of refused credentials.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "rule_list.h"

#define MUTATION_BASE 1100
#include "mutation.h"

/* Refused, and that is how the exchange ended. */
static bool ended_refused(const view_t *view)
{
    return view->verified && (view->result == RESULT_FORBIDDEN || view->result == RESULT_CHALLENGED
        || (view->result == RESULT_OTHER_FAILURE && !view_good_end(view)));
}

static bool says_why(const attempt_t *refused)
{
    const char *phrase = refused->reason_phrase;

    return phrase && !phrase_is_generic((span_t){ phrase, strlen(phrase) });
}

static const char *shown(const char *text)
{
    return text ? text : "";
}

static bool one_variant(const view_t *view, digest_variant_t variant)
{
    return view->verification.proof == PROOF_VARIANT && view->verification.variants == 1
        && view->verification.variant[0] == variant;
}

static void say_proof(const view_t *view, finding_t *finding)
{
    const attempt_t *refused = view->verified;

    finding->proven = true;
    finding->confidence = CONFIDENCE_CERTAIN;
    if (refused->previous) {
        evidence_of_challenge(view, finding, refused->previous);
    }
    evidence_of_retry(view, finding, refused);
    evidence_say(view, finding, "%s: %s", frame_text(view, refused->request),
        verification_text(view->scope, &view->verification));
    evidence_of_answer(view, finding, refused);
}

/* What is wrong about a SIM's answer is for rule_ims_res_wrong to say, where it is the answer that was refused. */
static bool is_sim_matter(const view_t *view)
{
    const attempt_t *refused = view->verified;

    return view->verification.is_aka
        && (refused->status != 403 || GUARD(phrase_says_authentication_failed(refused->reason_phrase)));
}

bool rule_digest_verified_ok(const view_t *view, finding_t *finding)
{
    if (!ended_refused(view) || view->verification.proof != PROOF_FITS
        || !GUARD(!view->verification.credentials->has_auts) || GUARD(is_sim_matter(view))) {
        return false;
    }
    /* Where the server says why, that is the cause; the digest only shows that it is not the password. */
    finding->minor = GUARD(view->result == RESULT_FORBIDDEN)
        && (view_relayed(view) || view->last->reason || view->last->account_accepted.seen || says_why(view->last));
    /* Right but for its letters, which many servers mind. */
    finding->minor |= view->verification.upper_case;
    say_proof(view, finding);
    return true;
}

bool rule_digest_verified_bad(const view_t *view, finding_t *finding)
{
    proof_t proof = view->verification.proof;

    if (!ended_refused(view) || (proof != PROOF_DIFFERS && proof != PROOF_VARIANT)
        || !GUARD(!view->verification.is_aka) || !GUARD(!view->verification.credentials->has_auts)
        || !GUARD(!one_variant(view, DIGEST_VARIANT_METHOD_OTHER))) {
        return false;
    }
    say_proof(view, finding);
    return true;
}

bool rule_digest_with_empty_password(const view_t *view, finding_t *finding)
{
    if (!ended_refused(view) || view->verification.proof != PROOF_EMPTY_PASSWORD) {
        return false;
    }
    say_proof(view, finding);
    return true;
}

bool rule_rspauth_wrong(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    server_proof_t proof;

    if (!last->info) {
        return false;
    }
    verify_server(view->scope, last, view->context->secrets, &proof);
    if (proof.proof != PROOF_VARIANT && proof.proof != PROOF_DIFFERS && !GUARD(proof.answers_another)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_retry(view, finding, last);
    if (proof.answers_another) {
        evidence_say(view, finding, "%s: %s has nc \"%s\", the request \"%s\"; its cnonce is %s",
            frame_text(view, last->response), header_text(last->info->header), shown(last->info->nc),
            shown(last->info->credentials->nc),
            g_strcmp0(last->info->cnonce, last->info->credentials->cnonce) == 0 ? "the same" : "another");
    }
    if (proof.proof != PROOF_NONE) {
        evidence_say(view, finding, "%s: %s", frame_text(view, last->response), server_proof_text(view->scope, &proof));
    }
    return true;
}

bool rule_method_mismatch_possible(const view_t *view, finding_t *finding)
{
    if (!ended_refused(view) || !one_variant(view, DIGEST_VARIANT_METHOD_OTHER)) {
        return false;
    }
    say_proof(view, finding);
    return true;
}
