/* rules_challenge.c
 * Group B of the catalogue: the retry is missing, or the challenge cannot be answered.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "products.h"
#include "rule_list.h"

#define MUTATION_BASE 300
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* Timer T1: no copy of a message is sent sooner (RFC 3261 section 17.1.1.2). */
#define RETRANSMITTED_AFTER SECONDS(1) / 2

static void say_silence(const view_t *view, finding_t *finding)
{
    evidence_of_exchange(view, finding);
    evidence_of_silence(view, finding);
    evidence_of_unreachable(view, finding, view->last);
}

static const sign_t *sign_from_client(const view_t *view, sign_kind_t kind)
{
    return exchange_sign_from_client(view->exchange, kind);
}

static bool heard_after_challenge(const view_t *view)
{
    return view->last->ack.seen || view->alive_after > 0;
}

/* Does it ask for something that the request did not bring? A renewed nonce is another matter. */
static bool asks_anew(const view_t *view)
{
    step_t step = attempt_step(view->last);

    return step == STEP_FIRST || step == STEP_NEXT_REALM;
}

/* Credentials for a nonce that nobody in the capture gave answer a challenge that is not in it. */
static bool answers_unseen_challenge(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->nonce_origin == NONCE_UNKNOWN) {
            return true;
        }
    }
    return false;
}

/* Waits for a retry, and the client did not answer elsewhere: on another hop, what asked with the same nonce, or in what
 * looks like a copy of its request. */
static bool nobody_answers(const view_t *view)
{
    return view_waits_for_retry(view) && GUARD(!view->last->answered_elsewhere.seen)
        && GUARD(!view->last->nonce_answered.seen) && GUARD(!view->last->copy_answers.seen);
}

/* Did the user at the client, sometime, answer one of these realms? Then it has credentials, and what is missing is lost, or
 * was not wanted. */
static sighting_t shows_ability(const view_t *view)
{
    const ability_t *ability = view->exchange->ability;

    for (unsigned i = 0; i < ABILITY_REALMS; i++) {
        if (ability->at[i].seen && attempt_asks_realm(view->last, ability->realm[i])) {
            return ability->at[i];
        }
    }
    return (sighting_t){ 0 };
}

static void judge_silence(const view_t *view, finding_t *finding)
{
    finding->confidence = view->alive_after >= VIEW_ALIVE_AFTER && GUARD(!view_may_be_hidden(view))
            && GUARD(!view->exchange->turned_away.seen)
            && GUARD(!shows_ability(view).seen) && GUARD(!answers_unseen_challenge(view->last))
        ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    /* A probe that only wants to know whether somebody answers is no failing login, and who goes on at another server
     * fails there if at all. */
    if (GUARD(g_strcmp0(view->exchange->method, "OPTIONS") == 0) || GUARD(view->exchange->turned_away.seen)) {
        finding->has_severity = true;
        finding->severity = SEVERITY_NOTE;
    }
}

bool rule_no_retry_no_credentials(const view_t *view, finding_t *finding)
{
    if (!nobody_answers(view) || !GUARD(asks_anew(view)) || !GUARD(view_silence_counts(view))
        || !GUARD(heard_after_challenge(view))) {
        return false;
    }
    judge_silence(view, finding);
    say_silence(view, finding);
    if (view->exchange->turned_away.seen) {
        evidence_say(view, finding, "%s: the client sends the request to another server, %s after the challenge",
            frame_text(view, view->exchange->turned_away),
            duration_text(view->scope, view->exchange->turned_away.time - view->last->response.time));
    } else if (shows_ability(view).seen) {
        evidence_say(view, finding, "%s: the same user answers this realm, so it has credentials; the retry may be lost",
            frame_text(view, shows_ability(view)));
    }
    evidence_of_hidden(view, finding);
    return true;
}

/* Nobody answers a challenge that not every client is able to answer. Where the client was not heard, or had no
 * time (capture_ended goes first), this is worth a remark only. */
static bool too_hard_to_answer(const view_t *view, finding_t *finding)
{
    if (!nobody_answers(view) || !GUARD(asks_anew(view))) {
        return false;
    }
    finding->minor = !GUARD(heard_after_challenge(view));
    judge_silence(view, finding);
    return true;
}

/* Is all that it asks for known, and none of it AKA, which is a USIM's affair? */
static bool can_be_weighed(const attempt_t *attempt)
{
    return attempt->challenges && GUARD(!attempt_asks_aka(attempt)) && GUARD(attempt->response_complete);
}

/* MD5, or another scheme altogether? */
static bool offers_more(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (!c->is_digest || algorithm_is_md5(c->algorithm)) {
            return true;
        }
    }
    return false;
}

bool rule_client_unsupported_algorithm(const view_t *view, finding_t *finding)
{
    if (!can_be_weighed(view->last) || !GUARD(!offers_more(view->last))
        || !GUARD(!view->exchange->origin->answers_beyond_md5) || !too_hard_to_answer(view, finding)) {
        return false;
    }
    say_silence(view, finding);
    evidence_say(view, finding, "%s: no challenge of it offers MD5", frame_text(view, view->last->response));
    evidence_of_hidden(view, finding);
    return true;
}

/* The first MD5 challenge for the same realm below a topmost one of another algorithm; NULL if none. */
static const challenge_t *md5_below(const challenge_t *top)
{
    for (const challenge_t *c = top && GUARD(!algorithm_is_md5(top->algorithm)) ? top->next : NULL; c; c = c->next) {
        if (algorithm_is_md5(c->algorithm) && c->header == top->header
            && GUARD(g_strcmp0(c->realm, top->realm) == 0)) {
            return c;
        }
    }
    return NULL;
}

bool rule_algorithm_first_unsupported(const view_t *view, finding_t *finding)
{
    const challenge_t *top = view->last->challenges;

    if (!can_be_weighed(view->last) || !md5_below(top) || !GUARD(!view->exchange->origin->answers_beyond_md5)
        || !too_hard_to_answer(view, finding)) {
        return false;
    }
    /* Any other client more likely lacks the credentials. */
    finding->minor |= !GUARD(product_reads_first_challenge_only(view->exchange));
    finding->confidence = CONFIDENCE_POSSIBLE;
    say_silence(view, finding);
    evidence_say(view, finding, "%s: %s stands first, MD5 below it; User-Agent: %s",
        frame_text(view, view->last->response), top->algorithm,
        view->exchange->user_agent ? view->exchange->user_agent : "not given");
    evidence_of_hidden(view, finding);
    return true;
}

static bool has_token(const char *list, const char *token)
{
    char **parts = g_strsplit(list ? list : "", ",", 0);
    bool found = false;

    for (char **part = parts; *part && !found; part++) {
        found = g_ascii_strcasecmp(g_strstrip(*part), token) == 0;
    }
    g_strfreev(parts);
    return found;
}

/* Do all challenges offer auth-int and no auth? */
static bool only_auth_int(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (!GUARD(has_token(c->qop, "auth-int")) || !GUARD(!has_token(c->qop, "auth"))) {
            return false;
        }
    }
    return can_be_weighed(attempt);
}

bool rule_client_unsupported_qop(const view_t *view, finding_t *finding)
{
    if (!only_auth_int(view->last) || !GUARD(!view->exchange->origin->answers_auth_int)
        || !too_hard_to_answer(view, finding)) {
        return false;
    }
    say_silence(view, finding);
    evidence_say(view, finding, "%s: qop=\"%s\" is all it offers", frame_text(view, view->last->response),
        view->last->challenges->qop ? view->last->challenges->qop : "");
    evidence_of_hidden(view, finding);
    return true;
}

bool rule_stale_not_retried(const view_t *view, finding_t *finding)
{
    if (!nobody_answers(view) || !GUARD(attempt_step(view->last) == STEP_STALE) || !GUARD(view_silence_counts(view))
        || !GUARD(heard_after_challenge(view))) {
        return false;
    }
    finding->confidence = GUARD(!view_may_be_hidden(view)) ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

/* Is it beyond doubt that nobody answered? What the client sent since may be a retry that could not be known
 * for one, and a challenge that took long may repeat one that was answered before. */
static bool surely_unanswered(const view_t *view)
{
    const attempt_t *last = view->last;

    return GUARD(view->alive_after <= 0) && GUARD(!view_may_be_hidden(view)) && GUARD(last->request_copies == 0)
        && GUARD(last->response.time - last->request.time < RETRANSMITTED_AFTER);
}

bool rule_capture_ended(const view_t *view, finding_t *finding)
{
    if (!nobody_answers(view) || !GUARD(!view_silence_counts(view))) {
        return false;
    }
    finding->confidence = view->waited < VIEW_ALIVE_AFTER && surely_unanswered(view) ? CONFIDENCE_CERTAIN
                                                                                      : CONFIDENCE_LIKELY;
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

bool rule_client_silent(const view_t *view, finding_t *finding)
{
    if (!nobody_answers(view) || !GUARD(view_silence_counts(view)) || !GUARD(!heard_after_challenge(view))) {
        return false;
    }
    finding->confidence = CONFIDENCE_POSSIBLE;
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

bool rule_retry_fragment_lost(const view_t *view, finding_t *finding)
{
    const sign_t *fragment = sign_from_client(view, SIGN_FRAGMENT);

    if (!view_waits_for_retry(view) || !GUARD(fragment != NULL)) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_exchange(view, finding);
    evidence_say(view, finding, "%s: IP fragment of %u bytes from the client to the server, never completed",
        frame_text(view, fragment ? fragment->at : view->last->response), fragment ? fragment->length : 0);
    return true;
}

/* The last challenge explains why nobody answered; an earlier one did no harm. */
static bool is_last_challenge(const view_t *view, const attempt_t *attempt)
{
    return view->result == RESULT_CHALLENGED && attempt == view->last;
}

bool rule_challenge_missing(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        if (!attempt_challenged(a) || a->challenges || !GUARD(a->response_complete)) {
            continue;
        }
        finding->minor = !is_last_challenge(view, a);
        finding->confidence = CONFIDENCE_CERTAIN;
        evidence_say(view, finding, "%s: %u without WWW-Authenticate and without Proxy-Authenticate",
            frame_text(view, a->response), a->status);
        return true;
    }
    return false;
}

/* Is every challenge in the header field of the other status code? */
static bool all_in_wrong_header(const attempt_t *attempt)
{
    auth_header_kind_t right = attempt->status == 401 ? AUTH_WWW_AUTHENTICATE : AUTH_PROXY_AUTHENTICATE;

    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (!GUARD(c->header != right)) {
            return false;
        }
    }
    return attempt->challenges != NULL;
}

bool rule_challenge_wrong_header(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        if (!attempt_challenged(a) || !GUARD(a->response_complete) || !all_in_wrong_header(a)) {
            continue;
        }
        finding->minor = !is_last_challenge(view, a);
        finding->confidence = CONFIDENCE_CERTAIN;
        evidence_say(view, finding, "%s: %u with %s only", frame_text(view, a->response), a->status,
            header_text(a->challenges->header));
        return true;
    }
    return false;
}

bool rule_challenge_not_acked(const view_t *view, finding_t *finding)
{
    if (g_strcmp0(view->exchange->method, "INVITE") != 0) {
        return false;
    }
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        const peer_t *client = view->exchange->client_port_peer;

        if (!GUARD(a->response_copies >= 2) || !GUARD(!a->ack.seen) || !client
            || !GUARD(client->last.seen && client->last.time > a->response.time)) {
            continue;
        }
        /* No capture proves that what it lacks was not sent. */
        finding->confidence = CONFIDENCE_LIKELY;
        evidence_say(view, finding, "%s: %u sent %u times, no ACK with its branch, tags and CSeq number",
            frame_text(view, a->response), a->status, a->response_copies + 1);
        if (a->other_ack.seen) {
            evidence_say(view, finding, "%s: an ACK of this call whose branch or tags differ",
                frame_text(view, a->other_ack));
        }
        return true;
    }
    return false;
}
