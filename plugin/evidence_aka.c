/* evidence_aka.c
 * Lines of evidence on AKA.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence_aka.h"

#include <inttypes.h>

#include "aka.h"

static const challenge_t *vector_of(const attempt_t *challenged, aka_challenge_t *aka)
{
    const challenge_t *c = challenged ? challenged->challenges : NULL;

    while (c && !(c->is_aka && aka_challenge_decode(c->nonce, aka))) {
        c = c->next;
    }
    return c;
}

void aka_of_challenge(const view_t *view, const attempt_t *challenged, aka_check_t *check)
{
    aka_challenge_t aka;
    const challenge_t *c = vector_of(challenged, &aka);

    memset(check, 0, sizeof *check);
    if (c && view->context->secrets) {
        aka_check_challenge(view->context->secrets, attempt_account(challenged), c->realm, c->nonce, check);
    }
}

const char *aka_known_otherwise(const view_t *view, const attempt_t *challenged, const aka_check_t *network)
{
    aka_challenge_t aka;
    const challenge_t *c = vector_of(challenged, &aka);

    return c ? aka_check_other_known(view->context->secrets, attempt_account(challenged), c->realm, network) : NULL;
}

void aka_of_auts(const view_t *view, const attempt_t *retry, aka_check_t *check)
{
    const credentials_t *auts = attempt_reports_sync_failure(retry);

    memset(check, 0, sizeof *check);
    if (auts && view->context->secrets) {
        aka_check_auts(view->context->secrets, auts, check);
    }
}

/* As the HSS shows it, and as a number that can be counted with. */
static const char *sqn_text(wmem_allocator_t *scope, uint64_t sqn)
{
    return wmem_strdup_printf(scope, "%012" PRIx64 " (%" PRIu64 ")", sqn, sqn);
}

/* `; SQN of the HSS 000000000021 (33)` where it is known. */
static const char *sqn_of(wmem_allocator_t *scope, const char *side, const aka_check_t *check)
{
    return aka_check_fits(check) ? wmem_strdup_printf(scope, "; SQN of the %s %s", side, sqn_text(scope, check->sqn))
                                 : "";
}

void evidence_of_vector(const view_t *view, finding_t *finding, const attempt_t *challenged)
{
    aka_challenge_t aka;
    aka_check_t check;

    if (view->context->without_evidence || !vector_of(challenged, &aka)) {
        return;
    }
    evidence_say(view, finding, "%s: SQN^AK %02x%02x%02x%02x%02x%02x, AMF %02x%02x of the challenge",
        frame_text(view, challenged->response), aka.sqn_xor_ak[0], aka.sqn_xor_ak[1], aka.sqn_xor_ak[2],
        aka.sqn_xor_ak[3], aka.sqn_xor_ak[4], aka.sqn_xor_ak[5], aka.amf[0], aka.amf[1]);
    aka_of_challenge(view, challenged, &check);
    if (check.fit != AKA_FIT_UNKNOWN) {
        evidence_say(view, finding, "%s: the MAC of AUTN %s%s", frame_text(view, challenged->response),
            aka_check_text(view->scope, &check), sqn_of(view->scope, "HSS", &check));
    }
}

/* A SIM takes a number above its own, and not too far above it (3GPP TS 33.102 annex C.2). */
static void say_distance(const view_t *view, finding_t *finding, uint64_t hss, uint64_t sim)
{
    if (hss > sim) {
        evidence_say(view, finding, "the HSS is %" PRIu64 " ahead of the SIM, a step that this SIM does not take",
            hss - sim);
    } else {
        evidence_say(view, finding, "the HSS is %" PRIu64 " behind the SIM, which takes only what is above its own SQN",
            sim - hss);
    }
}

/* The challenge that follows AUTS shows whether the HSS went on from there. */
static void say_whether_taken(const view_t *view, finding_t *finding, const attempt_t *retry, uint64_t sim)
{
    aka_check_t next;

    aka_of_challenge(view, retry, &next);
    if (aka_check_fits(&next)) {
        evidence_say(view, finding, "%s: the HSS %s: SQN %s is %s the SIM's", frame_text(view, retry->response),
            next.sqn > sim ? "took AUTS" : "did not take AUTS", sqn_text(view->scope, next.sqn),
            next.sqn > sim ? "above" : "not above");
    }
}

void evidence_of_auts(const view_t *view, finding_t *finding, const attempt_t *retry)
{
    aka_check_t hss, sim;
    verification_t verification;
    const char *response;

    if (view->context->without_evidence) {
        return;
    }
    verify_attempt(view->scope, retry, NULL, &verification);
    response = verification_text(view->scope, &verification);
    if (response) {
        evidence_say(view, finding, "%s: %s", frame_text(view, retry->request), response);
    }
    aka_of_challenge(view, retry->previous, &hss);
    aka_of_auts(view, retry, &sim);
    if (sim.fit == AKA_FIT_UNKNOWN) {
        return;
    }
    evidence_say(view, finding, "%s: the MAC of AUTS %s%s", frame_text(view, retry->request),
        aka_check_text(view->scope, &sim), sqn_of(view->scope, "SIM", &sim));
    if (hss.fit != AKA_FIT_OWN || sim.fit != AKA_FIT_OWN || aka_check_difference(&hss, &sim)) {
        evidence_of_keys(view, finding, &hss, &sim);
    }
    if (aka_check_fits(&hss) && aka_check_fits(&sim)) {
        say_distance(view, finding, hss.sqn, sim.sqn);
    }
    if (aka_check_fits(&sim)) {
        say_whether_taken(view, finding, retry, sim.sqn);
    }
}

void evidence_of_keys(const view_t *view, finding_t *finding, const aka_check_t *network, const aka_check_t *sim)
{
    const char *difference, *hss, *ue;

    if (view->context->without_evidence) {
        return;
    }
    difference = aka_check_difference(network, sim);
    hss = aka_check_side(view->scope, "the HSS", network);
    ue = aka_check_side(view->scope, "the SIM", sim);
    if (difference) {
        evidence_say(view, finding,
            "two keys are known for this user: the HSS has one, the SIM the other; they differ in %s", difference);
    } else if (hss && ue) {
        evidence_say(view, finding, "%s; %s", hss, ue);
    } else if (hss || ue) {
        evidence_say(view, finding, "%s", hss ? hss : ue);
    }
}
