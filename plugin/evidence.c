/* evidence.c
 * Lines of evidence.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"

#include <stdarg.h>

#include "sip_uri.h"
#include "wording.h"

/* Challenges of one response, and credentials of one request, that are spelled out. */
#define MAX_TOLD 3

void evidence_add(const view_t *view, finding_t *finding, const char *format, ...)
{
    va_list arguments;
    evidence_t line = *view->line;

    memset(view->line, 0, sizeof *view->line);
    if (finding->evidence_count == VERDICT_MAX_EVIDENCE) {
        finding->evidence[VERDICT_MAX_EVIDENCE - 1] = (evidence_t){ .text = EVIDENCE_LEFT_OUT };
        return;
    }
    va_start(arguments, format);
    line.text = sip_uri_hide_passwords(view->scope, wording_vformat(view->scope, format, arguments));
    va_end(arguments);
    finding->evidence[finding->evidence_count++] = line;
}

static void name_frame(evidence_t *line, uint32_t frame)
{
    unsigned n = 0;

    while (n < EVIDENCE_MAX_FRAMES && line->frames[n] && line->frames[n] != frame) {
        n++;
    }
    if (n < EVIDENCE_MAX_FRAMES) {
        line->frames[n] = frame;
    }
}

const char *frame_text(const view_t *view, sighting_t at)
{
    if (!at.seen) {
        return "not captured";
    }
    if (!at.frame) {
        return "a frame the read filter left out";
    }
    if (view->line) {
        name_frame(view->line, at.frame);
    }
    return wording_number(view->scope, "frame ", at.frame, "");
}

const char *times_text(wmem_allocator_t *scope, unsigned times)
{
    return times == 1 ? "once" : wording_number(scope, "", times, " times");
}

const char *duration_text(wmem_allocator_t *scope, int64_t nanoseconds)
{
    double seconds = (double)nanoseconds / 1e9;

    if (seconds < 1.0) {
        return wording_format(scope, "%.0f ms", seconds * 1000);
    }
    return wording_format(scope, "%.1f s", seconds);
}

const char *header_text(auth_header_kind_t header)
{
    static const char *const names[] = {
        [AUTH_WWW_AUTHENTICATE] = "WWW-Authenticate",
        [AUTH_PROXY_AUTHENTICATE] = "Proxy-Authenticate",
        [AUTH_AUTHORIZATION] = "Authorization",
        [AUTH_PROXY_AUTHORIZATION] = "Proxy-Authorization",
        [AUTH_AUTHENTICATION_INFO] = "Authentication-Info",
        [AUTH_PROXY_AUTHENTICATION_INFO] = "Proxy-Authentication-Info",
    };

    return names[header];
}

static const char *shown(const char *text)
{
    return text ? text : "";
}

static void say_untold(const view_t *view, finding_t *finding, sighting_t at, unsigned untold, const char *what)
{
    if (untold > 0) {
        evidence_say(view, finding, "%s: %u more %s", frame_text(view, at), untold, what);
    }
}

static unsigned untold_challenges(const attempt_t *attempt)
{
    unsigned count = attempt->challenges_left_out;

    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        count++;
    }
    return count - MIN(count, MAX_TOLD);
}

static unsigned untold_credentials(const attempt_t *attempt)
{
    unsigned count = attempt->credentials_left_out;

    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        count++;
    }
    return count - MIN(count, MAX_TOLD);
}

void evidence_of_challenge(const view_t *view, finding_t *finding, const attempt_t *attempt)
{
    unsigned told = 0;

    if (!attempt->challenges) {
        evidence_say(view, finding, "%s: %u without a challenge", frame_text(view, attempt->response),
            attempt->status);
        return;
    }
    for (const challenge_t *c = attempt->challenges; c && told < MAX_TOLD; c = c->next, told++) {
        evidence_say(view, finding, "%s: %u asks for realm \"%s\" in %s (%s%s%s)%s",
            frame_text(view, c->at), attempt->status, shown(c->realm), header_text(c->header), shown(c->scheme),
            c->is_digest ? " " : "",
            c->is_digest ? (c->algorithm ? c->algorithm : "MD5") : "", c->is_stale ? ", stale=true" : "");
    }
    say_untold(view, finding, attempt->response, untold_challenges(attempt), "challenges");
}

/* Which copy of the response the nonce is of, where copies asked with nonces of their own. */
static const char *copy_text(const view_t *view, const attempt_t *attempt, const credentials_t *credentials)
{
    const attempt_t *challenged = attempt->previous;
    sighting_t at = challenged && credentials->nonce_origin == NONCE_OF_CHALLENGE ? attempt_challenged_in(attempt)
                                                                                 : (sighting_t){ 0 };

    return at.seen && at.frame != challenged->response.frame
        ? wording_format(view->scope, " in %s", frame_text(view, at)) : "";
}

static void tell_credentials(const view_t *view, finding_t *finding, const attempt_t *attempt, const credentials_t *c)
{
    static const char *const origins[] = {
        [NONCE_ABSENT] = "no nonce",
        [NONCE_OF_CHALLENGE] = "the nonce of the challenge",
        [NONCE_CONCURRENT] = "a nonce given to this client meanwhile",
        [NONCE_OLDER] = "an older nonce",
        [NONCE_UNKNOWN] = "a nonce not issued in this capture",
    };

    evidence_say(view, finding, "%s: %s sends user \"%s\", realm \"%s\" in %s, %s%s%s",
        frame_text(view, attempt->request), shown(attempt->exchange->method), shown(c->username), shown(c->realm),
        header_text(c->header), origins[c->nonce_origin], copy_text(view, attempt, c),
        c->usable ? "" : ", response empty");
}

void evidence_of_retry(const view_t *view, finding_t *finding, const attempt_t *attempt)
{
    unsigned told = 0;

    if (!attempt->request.seen) {
        evidence_say(view, finding, "the request before %s is not in the capture",
            frame_text(view, attempt->response));
        return;
    }
    if (!attempt->credentials) {
        evidence_say(view, finding, "%s: %s without Authorization and Proxy-Authorization",
            frame_text(view, attempt->request), shown(attempt->exchange->method));
        return;
    }
    for (const credentials_t *c = attempt->credentials; c && told < MAX_TOLD; c = c->next, told++) {
        tell_credentials(view, finding, attempt, c);
    }
    say_untold(view, finding, attempt->request, untold_credentials(attempt), "sets of credentials");
}

void evidence_of_answer(const view_t *view, finding_t *finding, const attempt_t *attempt)
{
    if (attempt_challenged(attempt)) {
        evidence_of_challenge(view, finding, attempt);
    } else if (attempt->status) {
        evidence_say(view, finding, "%s: %u %s", frame_text(view, attempt->response), attempt->status,
            shown(attempt->reason_phrase));
    } else if (attempt->provisional_18x.seen) {
        evidence_say(view, finding, "%s: the call rings", frame_text(view, attempt->provisional_18x));
    }
}

void evidence_of_exchange(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (last->previous) {
        evidence_of_challenge(view, finding, last->previous);
        evidence_of_retry(view, finding, last);
    } else if (!last->request.seen || last->credentials) {
        evidence_of_retry(view, finding, last);
    }
    if (attempt_overruled(last)) {
        evidence_say(view, finding, "%s: the %s is accepted; the challenge in %s was for a copy of it",
            frame_text(view, last->accepted_after), last->previous ? "retry" : "request",
            frame_text(view, last->response));
        return;
    }
    evidence_of_answer(view, finding, last);
}

/* The words of a response beside its phrase, and what all of them mean. */
static void tell_words(const view_t *view, finding_t *finding)
{
    static const char *const places[] = {
        [STATED_IN_PHRASE] = "phrase",
        [STATED_IN_WARNING] = "Warning",
        [STATED_IN_REASON] = "Reason",
    };
    const attempt_t *last = view->last;
    const phrase_t *row = view->stated.row;

    if (last->warning) {
        evidence_say(view, finding, "%s: Warning: %s", frame_text(view, last->response), last->warning);
    }
    if (last->reason) {
        evidence_say(view, finding, "%s: Reason: %s", frame_text(view, last->response), last->reason);
    }
    if (row && row->means) {
        evidence_say(view, finding, "the %s means: %s%s%s%s", places[view->stated.in], row->means,
            row->from ? " (words known from " : "", shown(row->from), row->from ? ")" : "");
    } else if (row && row->from) {
        evidence_say(view, finding, "the words of the %s are known from %s", places[view->stated.in], row->from);
    }
}

/* The number in a Reason header in plain words. */
static void tell_q850(const view_t *view, finding_t *finding)
{
    const char *header = view->last->reason;
    span_t rest = { header, header ? strlen(header) : 0 };
    reason_t reason;

    while (reason_next(&rest, &reason)) {
        const char *words = reason_is_q850(&reason) && reason.has_cause ? reason_q850_words(reason.cause) : NULL;

        if (words) {
            evidence_say(view, finding, "Q.850 cause %u: %s", reason.cause, words);
        }
    }
}

/* What shows that the server here only passed the response on. */
static void tell_relay(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (last->provisional_18x.seen) {
        evidence_say(view, finding, "%s: it rang before the refusal", frame_text(view, last->provisional_18x));
    }
    if (last->response_from_beyond && last->response_other_hop.seen) {
        evidence_say(view, finding, "%s: the same response further on the way, from where the server here passed it on",
            frame_text(view, last->response_other_hop));
    }
}

void evidence_of_refusal(const view_t *view, finding_t *finding)
{
    if (view->last->previous) {
        evidence_of_challenge(view, finding, view->last->previous);
    }
    evidence_of_retry(view, finding, view->last);
    evidence_of_answer(view, finding, view->last);
    if (attempt_challenged(view->last)) {
        evidence_say(view, finding, "%s: %u %s", frame_text(view, view->last->response), view->last->status,
            shown(view->last->reason_phrase));
    }
    tell_words(view, finding);
    tell_q850(view, finding);
    tell_relay(view, finding);
}

void evidence_of_nonce_age(const view_t *view, finding_t *finding, const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (!c->usable || !c->nonce_issued.seen) {
            continue;
        }
        evidence_say(view, finding, "%s: the nonce used was issued in %s, %s before",
            frame_text(view, attempt->request), frame_text(view, c->nonce_issued),
            duration_text(view->scope, attempt->request.time - c->nonce_issued.time));
        if (c->nonce_accepted.seen) {
            evidence_say(view, finding, "%s: the same nonce was accepted", frame_text(view, c->nonce_accepted));
        }
        return;
    }
}

void evidence_of_silence(const view_t *view, finding_t *finding)
{
    const exchange_t *x = view->exchange;
    const peer_t *peer = x->client_port_peer;

    if (x->client_user_peer && x->client_user_peer->last.seen
        && (!peer || !peer->last.seen || x->client_user_peer->last.time > peer->last.time)) {
        peer = x->client_user_peer;
    }
    evidence_say(view, finding, "the capture goes on for %s after %s without a retry",
        duration_text(view->scope, view->waited), frame_text(view, view->last->response));
    if (view->last->request_copies > 0) {
        evidence_say(view, finding, "%s: the client sent this request %u times in all, as if no response reached it",
            frame_text(view, view->last->request), view->last->request_copies + 1);
    }
    if (view->last->ack.seen) {
        evidence_say(view, finding, "%s: the client acknowledged the challenge", frame_text(view, view->last->ack));
    }
    if (view->alive_after > 0 && peer) {
        evidence_say(view, finding, "%s: the client still sends SIP %s after the challenge",
            frame_text(view, peer->last), duration_text(view->scope, view->alive_after));
    }
}

void evidence_of_hidden(const view_t *view, finding_t *finding)
{
    static const struct {
        sign_kind_t kind;
        const char *what;
    } kinds[] = {
        { SIGN_TLS, "TLS that was not decrypted" },
        { SIGN_ESP, "ESP" },
        { SIGN_STREAM_GAP, "a piece of a SIP stream whose beginning is missing" },
        { SIGN_OTHER, "data that was not taken for SIP" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const sign_t *sign = exchange_sign_from_client(view->exchange, kinds[i].kind);

        if (sign) {
            evidence_say(view, finding, "%s: the client sends the server %s; the retry may be inside",
                frame_text(view, sign->at), kinds[i].what);
        }
    }
    if (view->exchange->capture->packets_cut) {
        evidence_say(view, finding, "packets were cut short in this capture; a retry may not be known for one");
    }
}

void evidence_of_unreachable(const view_t *view, finding_t *finding, const attempt_t *attempt)
{
    if (attempt->response_unreachable.seen) {
        evidence_say(view, finding, "%s: ICMP says that the response did not reach the client",
            frame_text(view, attempt->response_unreachable));
    }
    if (attempt->request_unreachable.seen) {
        evidence_say(view, finding, "%s: ICMP says that the request did not reach the server",
            frame_text(view, attempt->request_unreachable));
    }
}
