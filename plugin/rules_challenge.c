/* rules_challenge.c
 * Group B of the catalogue: the retry is missing, or the challenge cannot be answered.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "rule_list.h"

#define MUTATION_BASE 300
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* A client that speaks SIP this long after a challenge has had time to answer it. */
#define ALIVE_AFTER SECONDS(5)

/* Timer T1: no copy of a message is sent sooner (RFC 3261 section 17.1.1.2). */
#define RETRANSMITTED_AFTER SECONDS(1) / 2

/* A challenge that a client could answer, and no sign of an answer. */
static bool waits_for_retry(const view_t *view)
{
    return view->result == RESULT_CHALLENGED && GUARD(view->context->complete) && GUARD(view->last->request.seen)
        && GUARD(!view->clean_refusal) && GUARD(!view->faulty_refusal) && GUARD(!view->last->other_answer.seen);
}

/* Has the client had its time? Either it was heard later, or nobody would wait longer. */
static bool silence_counts(const view_t *view)
{
    return view->alive_after >= ALIVE_AFTER || view->waited >= view->context->retry_timeout;
}

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

/* Could the retry have passed unread? */
static bool may_be_hidden(const view_t *view)
{
    return sign_from_client(view, SIGN_TLS) || sign_from_client(view, SIGN_STREAM_GAP)
        || sign_from_client(view, SIGN_OTHER) || sign_from_client(view, SIGN_ESP) || *view->exchange->packets_cut;
}

static bool heard_after_challenge(const view_t *view)
{
    return view->last->ack.seen || view->alive_after > 0;
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

bool rule_no_retry_no_credentials(const view_t *view, finding_t *finding)
{
    step_t step = attempt_step(view->last);

    if (!waits_for_retry(view) || !GUARD(step == STEP_FIRST || step == STEP_NEXT_REALM)
        || !GUARD(silence_counts(view)) || !GUARD(heard_after_challenge(view))) {
        return false;
    }
    finding->confidence = view->alive_after >= ALIVE_AFTER && GUARD(!may_be_hidden(view))
            && GUARD(!answers_unseen_challenge(view->last)) ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    /* A probe that only wants to know whether somebody answers is no failing login. */
    if (GUARD(g_strcmp0(view->exchange->method, "OPTIONS") == 0)) {
        finding->has_severity = true;
        finding->severity = SEVERITY_NOTE;
    }
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

bool rule_stale_not_retried(const view_t *view, finding_t *finding)
{
    if (!waits_for_retry(view) || !GUARD(attempt_step(view->last) == STEP_STALE) || !GUARD(silence_counts(view))
        || !GUARD(heard_after_challenge(view))) {
        return false;
    }
    finding->confidence = GUARD(!may_be_hidden(view)) ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

/* Is it beyond doubt that nobody answered? What the client sent since may be a retry that could not be known
 * for one, and a challenge that took long may repeat one that was answered before. */
static bool surely_unanswered(const view_t *view)
{
    const attempt_t *last = view->last;

    return GUARD(view->alive_after <= 0) && GUARD(!may_be_hidden(view)) && GUARD(last->request_copies == 0)
        && GUARD(last->response.time - last->request.time < RETRANSMITTED_AFTER);
}

bool rule_capture_ended(const view_t *view, finding_t *finding)
{
    if (!waits_for_retry(view) || !GUARD(!silence_counts(view))) {
        return false;
    }
    finding->confidence = view->waited < ALIVE_AFTER && surely_unanswered(view) ? CONFIDENCE_CERTAIN
                                                                                : CONFIDENCE_LIKELY;
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

bool rule_client_silent(const view_t *view, finding_t *finding)
{
    if (!waits_for_retry(view) || !GUARD(silence_counts(view)) || !GUARD(!heard_after_challenge(view))) {
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

    if (!waits_for_retry(view) || !GUARD(fragment != NULL)) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_exchange(view, finding);
    evidence_say(view, finding, "%s: IP fragment of %u bytes from the client to the server, never completed",
        frame_text(view->scope, fragment ? fragment->at : view->last->response), fragment ? fragment->length : 0);
    return true;
}

bool rule_ims_retry_in_esp(const view_t *view, finding_t *finding)
{
    const sign_t *up = sign_from_client(view, SIGN_ESP);
    bool agreed = view->last->security_server || view->last->security_client;

    if (!waits_for_retry(view) || !GUARD(up != NULL) || !GUARD(agreed) || !GUARD(attempt_asks_aka(view->last))) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_exchange(view, finding);
    evidence_say(view, finding, "%s: ESP from the UE to the P-CSCF, %s after the challenge",
        frame_text(view->scope, up ? up->at : view->last->response),
        duration_text(view->scope, up ? up->at.time - view->last->response.time : 0));
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
            frame_text(view->scope, a->response), a->status);
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
        evidence_say(view, finding, "%s: %u with %s only", frame_text(view->scope, a->response), a->status,
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
            frame_text(view->scope, a->response), a->status, a->response_copies + 1);
        if (a->other_ack.seen) {
            evidence_say(view, finding, "%s: an ACK of this call whose branch or tags differ",
                frame_text(view->scope, a->other_ack));
        }
        return true;
    }
    return false;
}
