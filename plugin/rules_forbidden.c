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

static bool phrase_is_generic(const char *phrase)
{
    static const char *const generic[] = { "", "Forbidden", "403", "403 Forbidden" };

    for (size_t i = 0; i < G_N_ELEMENTS(generic); i++) {
        if (!phrase || g_ascii_strcasecmp(phrase, generic[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool phrase_blames_credentials(const char *phrase)
{
    static const char *const words[] = { "password", "credential", "authentication failed", "auth failed",
        "not authenticated", "invalid user", "digest" };
    char *lower = g_ascii_strdown(phrase ? phrase : "", -1);
    bool blames = false;

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        blames |= strstr(lower, words[i]) != NULL;
    }
    g_free(lower);
    return blames;
}

/* A refusal that rang first, or that names a cause of the telephone network, comes from beyond the server. */
static bool is_relayed(const attempt_t *attempt)
{
    return GUARD(attempt->provisional_18x.seen) || GUARD(attempt->reason != NULL);
}

static bool says_so(const attempt_t *attempt)
{
    return !phrase_is_generic(attempt->reason_phrase)
        && !(attempt_has_credentials(attempt) && phrase_blames_credentials(attempt->reason_phrase));
}

static void say_403(const view_t *view, finding_t *finding)
{
    if (view->last->previous) {
        evidence_of_challenge(view, finding, view->last->previous);
    }
    evidence_of_retry(view, finding, view->last);
    evidence_of_answer(view, finding, view->last);
}

/* Asterisk sends 100 Trying to an INVITE only once its sender is authenticated. */
static bool asterisk_let_in(const view_t *view)
{
    return view->last->provisional_100.seen && GUARD(product_of_server(view->exchange) == PRODUCT_ASTERISK);
}

bool rule_policy_after_auth(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (view->result != RESULT_FORBIDDEN || !GUARD(attempt_has_credentials(last))
        || !GUARD(!phrase_blames_credentials(last->reason_phrase))) {
        return false;
    }
    if (!GUARD(last->account_accepted.seen) && !is_relayed(last) && !GUARD(asterisk_let_in(view))) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    say_403(view, finding);
    if (last->account_accepted.seen) {
        evidence_say(view, finding, "%s: the same user name and realm were accepted before",
            frame_text(view->scope, last->account_accepted));
    }
    if (last->provisional_18x.seen) {
        evidence_say(view, finding, "%s: it rang before the refusal", frame_text(view->scope, last->provisional_18x));
    } else if (last->provisional_100.seen) {
        evidence_say(view, finding, "%s: 100 Trying before the refusal",
            frame_text(view->scope, last->provisional_100));
    }
    return true;
}

bool rule_credentials_rejected_403(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    bool blamed = phrase_blames_credentials(last->reason_phrase);
    product_t server = product_of_server(view->exchange);

    if (view->result != RESULT_FORBIDDEN || !GUARD(attempt_has_credentials(last)) || !GUARD(last->previous != NULL)
        || is_relayed(last)) {
        return false;
    }
    finding->confidence = blamed || view->clean_refusal || server == PRODUCT_FREESWITCH ? CONFIDENCE_LIKELY
                                                                                         : CONFIDENCE_POSSIBLE;
    say_403(view, finding);
    return true;
}

bool rule_forbidden_no_challenge(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (view->result != RESULT_FORBIDDEN || !GUARD(last->request_complete)
        || !GUARD(!attempt_has_credentials(last)) || !GUARD(!last->previous) || is_relayed(last)) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    say_403(view, finding);
    evidence_say(view, finding, "no 401 or 407 before it, no credentials in the request");
    if (GUARD(last->source_accepted.seen)) {
        /* A trunk that is known by its address and whose other calls pass: its policy, not its access. */
        finding->confidence = CONFIDENCE_POSSIBLE;
        finding->has_severity = true;
        finding->severity = SEVERITY_NOTE;
        evidence_say(view, finding,
            "%s: another call of this source was accepted without credentials, so this one call is refused by policy",
            frame_text(view->scope, last->source_accepted));
    }
    return true;
}

bool rule_forbidden_with_preemptive_creds(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (view->result != RESULT_FORBIDDEN || !GUARD(attempt_has_credentials(last)) || !GUARD(!last->previous)
        || is_relayed(last)) {
        return false;
    }
    finding->confidence = CONFIDENCE_POSSIBLE;
    say_403(view, finding);
    evidence_of_nonce_age(view, finding, last);
    return true;
}

bool rule_forbidden_phrase(const view_t *view, finding_t *finding)
{
    if (view->result != RESULT_FORBIDDEN || !GUARD(says_so(view->last))) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    say_403(view, finding);
    if (view->last->warning) {
        evidence_say(view, finding, "%s: Warning: %s", frame_text(view->scope, view->last->response),
            view->last->warning);
    }
    return true;
}

bool rule_forbidden_reason_header(const view_t *view, finding_t *finding)
{
    if (view->result != RESULT_FORBIDDEN || !GUARD(view->last->reason != NULL)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    say_403(view, finding);
    evidence_say(view, finding, "%s: Reason: %s", frame_text(view->scope, view->last->response),
        view->last->reason ? view->last->reason : "");
    return true;
}
