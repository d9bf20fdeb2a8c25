/* rules.c
 * The rules of the catalogue.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

#include "evidence.h"
#include "faults.h"
#include "products.h"

#define MUTATION_BASE 100
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* A client that speaks SIP this long after a challenge has had time to answer it. */
#define ALIVE_AFTER SECONDS(5)
/* Servers keep nonces longer than this; a person who types a password may not be as quick. */
#define OLD_NONCE SECONDS(10)

/* ---- the view ---- */

static result_t result_of(const attempt_t *last)
{
    if (last->status == 0) {
        return attempt_accepted(last) ? RESULT_ACCEPTED : RESULT_UNANSWERED;
    }
    if (attempt_accepted(last)) {
        return RESULT_ACCEPTED;
    }
    if (last->status == 403) {
        return RESULT_FORBIDDEN;
    }
    return attempt_challenged(last) ? RESULT_CHALLENGED : RESULT_OTHER_FAILURE;
}

static bool same_credentials(const attempt_t *a, const attempt_t *b)
{
    return a->credentials && b->credentials && a->credentials->usable && b->credentials->nonce_hash
        && a->credentials->response_hash == b->credentials->response_hash;
}

static bool sent_before(const attempt_t *attempt)
{
    for (const attempt_t *a = attempt->previous; a; a = a->previous) {
        if (attempt_challenged(a) && same_credentials(a, attempt)) {
            return true;
        }
    }
    return false;
}

static bool was_refused(const attempt_t *attempt)
{
    return attempt->previous && (attempt->status == 403 || attempt_step(attempt) == STEP_REFUSED);
}

/* Has the retry a fault that the server does not accept elsewhere? */
static bool has_harmful_fault(const view_t *view, const attempt_t *retry)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = retry_faults(retry, faults);
    const server_habits_t *habits = view->exchange->habits;

    for (unsigned i = 0; i < count; i++) {
        if (!habits || GUARD(!(habits->accepted_faults >> faults[i] & 1))) {
            return true;
        }
    }
    return false;
}

static void find_refusals(view_t *view)
{

    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (!was_refused(a)) {
            continue;
        }
        if (a->status != 403) {
            view->refusals++;
        }
        if (has_harmful_fault(view, a)) {
            view->faulty_refusal = a;
        } else if (a->status != 403) {
            view->clean_refusal = a;
        }
        if (attempt_challenged(a) && sent_before(a)) {
            view->identical = a;
        }
    }
    /* A fault that came only after a clean refusal explains nothing. */
    if (view->clean_refusal) {
        view->faulty_refusal = NULL;
    }
}

static int64_t later(const peer_t *peer, int64_t since, int64_t best)
{
    if (!peer || !peer->last.seen || peer->last.time < since) {
        return best;
    }
    return MAX(best, peer->last.time - since);
}

void view_init(view_t *view, wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context)
{
    memset(view, 0, sizeof *view);
    view->scope = scope;
    view->exchange = exchange;
    view->context = context;
    view->last = exchange->last;
    view->result = result_of(exchange->last);
    find_refusals(view);
    view->alive_after = -1;
    if (view->last->response.seen) {
        view->waited = context->end - view->last->response.time;
        view->alive_after = later(exchange->client_port_peer, view->last->response.time, view->alive_after);
        view->alive_after = later(exchange->client_user_peer, view->last->response.time, view->alive_after);
    }
}

static bool good_end(const view_t *view)
{
    return view->result == RESULT_ACCEPTED || view->result == RESULT_OTHER_FAILURE;
}

/* ---- A: steps of a login that works ---- */

static bool rule_challenge_accepted(const view_t *view, finding_t *finding)
{
    if (!good_end(view)) {
        return false;
    }
    finding->confidence = view->result == RESULT_ACCEPTED && view->last->request.seen ? CONFIDENCE_CERTAIN
                                                                                       : CONFIDENCE_LIKELY;
    evidence_of_exchange(view, finding);
    if (view->result == RESULT_OTHER_FAILURE) {
        evidence_say(view, finding, "%s: %u is no refusal of credentials; look there for what went wrong later",
            frame_text(view->scope, view->last->response), view->last->status);
    }
    return true;
}

static bool asks_aka(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->is_aka) {
            return true;
        }
    }
    return false;
}

static bool rule_ims_aka_accepted(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (GUARD(good_end(view)) && GUARD(asks_aka(a)) && a->next && GUARD(attempt_has_credentials(a->next))) {
            return rule_challenge_accepted(view, finding);
        }
    }
    return false;
}

static bool rule_second_realm_challenge(const view_t *view, finding_t *finding)
{
    if (!GUARD(good_end(view))) {
        return false;
    }
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (GUARD(attempt_step(a) == STEP_NEXT_REALM)) {
            finding->confidence = CONFIDENCE_CERTAIN;
            evidence_of_exchange(view, finding);
            return true;
        }
    }
    return false;
}

/* Did the realm ask again only to give a new nonce? Where it does not say stale, the same credentials that
 * pass with the new nonce tell. */
static bool renewed(const attempt_t *attempt)
{
    step_t step = attempt_step(attempt);

    if (step == STEP_STALE || step == STEP_EXPIRED) {
        return true;
    }
    for (const challenge_t *c = attempt->challenges; c && step == STEP_REFUSED; c = c->next) {
        const credentials_t *sent = attempt_credentials_for(attempt, c);

        if (sent && GUARD(sent->nonce_hash != c->nonce_hash)) {
            return true;
        }
    }
    return false;
}

static bool rule_stale_recovered(const view_t *view, finding_t *finding)
{
    if (!GUARD(good_end(view))) {
        return false;
    }
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (GUARD(renewed(a))) {
            finding->confidence = attempt_step(a) == STEP_STALE ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
            evidence_of_exchange(view, finding);
            evidence_of_nonce_age(view, finding, a);
            return true;
        }
    }
    return false;
}

static bool rule_identity_hint_only(const view_t *view, finding_t *finding)
{
    const attempt_t *first = view->exchange->first;

    finding->minor = true;
    for (const credentials_t *c = first->credentials; c; c = c->next) {
        if (GUARD(!c->usable) && c->scheme && g_ascii_strcasecmp(c->scheme, "Digest") == 0) {
            finding->confidence = CONFIDENCE_CERTAIN;
            evidence_say(view, finding, "%s: names user \"%s\", response is empty",
                frame_text(view->scope, first->request), c->username ? c->username : "");
            return true;
        }
    }
    return false;
}

static bool rule_challenge_pending(const view_t *view, finding_t *finding)
{
    if (view->result != RESULT_UNANSWERED || !GUARD(view->context->complete) || !GUARD(!view->clean_refusal)
        || !GUARD(!view->faulty_refusal)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_exchange(view, finding);
    evidence_say(view, finding, "%s: retry sent %u times, no final answer up to the end of the capture %s later",
        frame_text(view->scope, view->last->request), view->last->request_copies + 1,
        duration_text(view->scope, view->context->end - view->last->request.time));
    evidence_of_unreachable(view, finding, view->last);
    return true;
}

/* ---- B: the retry is missing ---- */

/* A challenge that a client could answer, and no sign of an answer. */
static bool waits_for_retry(const view_t *view)
{
    return view->result == RESULT_CHALLENGED && GUARD(view->context->complete) && GUARD(view->last->request.seen)
        && GUARD(!view->clean_refusal) && GUARD(!view->faulty_refusal);
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
    return signs_after(view->exchange->from_client, kind, view->last->response.time);
}

/* Could the retry have passed unread? */
static bool may_be_hidden(const view_t *view)
{
    return sign_from_client(view, SIGN_TLS) || sign_from_client(view, SIGN_STREAM_GAP)
        || sign_from_client(view, SIGN_OTHER) || sign_from_client(view, SIGN_ESP);
}

static bool heard_after_challenge(const view_t *view)
{
    return view->last->ack.seen || view->alive_after > 0;
}

static bool rule_no_retry_no_credentials(const view_t *view, finding_t *finding)
{
    step_t step = attempt_step(view->last);

    if (!waits_for_retry(view) || !GUARD(step == STEP_FIRST || step == STEP_NEXT_REALM)
        || !GUARD(silence_counts(view)) || !GUARD(heard_after_challenge(view))) {
        return false;
    }
    finding->confidence = view->alive_after >= ALIVE_AFTER && GUARD(!may_be_hidden(view)) ? CONFIDENCE_LIKELY
                                                                                   : CONFIDENCE_POSSIBLE;
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

static bool rule_stale_not_retried(const view_t *view, finding_t *finding)
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

static bool rule_capture_ended(const view_t *view, finding_t *finding)
{
    if (!waits_for_retry(view) || !GUARD(!silence_counts(view))) {
        return false;
    }
    finding->confidence = view->waited < ALIVE_AFTER ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    say_silence(view, finding);
    return true;
}

static bool rule_client_silent(const view_t *view, finding_t *finding)
{
    if (!waits_for_retry(view) || !GUARD(silence_counts(view)) || !GUARD(!heard_after_challenge(view))) {
        return false;
    }
    finding->confidence = CONFIDENCE_POSSIBLE;
    say_silence(view, finding);
    evidence_of_hidden(view, finding);
    return true;
}

static bool rule_retry_fragment_lost(const view_t *view, finding_t *finding)
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

static bool rule_ims_retry_in_esp(const view_t *view, finding_t *finding)
{
    const sign_t *up = sign_from_client(view, SIGN_ESP);
    bool agreed = view->last->security_server || view->last->security_client;

    if (!waits_for_retry(view) || !GUARD(up != NULL) || !GUARD(agreed) || !GUARD(asks_aka(view->last))) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_exchange(view, finding);
    evidence_say(view, finding, "%s: ESP from the UE to the P-CSCF, %s after the challenge",
        frame_text(view->scope, up ? up->at : view->last->response),
        duration_text(view->scope, up ? up->at.time - view->last->response.time : 0));
    return true;
}

/* ---- B: the challenge itself ---- */

/* The last challenge explains why nobody answered; an earlier one did no harm. */
static bool is_last_challenge(const view_t *view, const attempt_t *attempt)
{
    return view->result == RESULT_CHALLENGED && attempt == view->last;
}

static bool rule_challenge_missing(const view_t *view, finding_t *finding)
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

static bool rule_challenge_wrong_header(const view_t *view, finding_t *finding)
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

static bool rule_challenge_not_acked(const view_t *view, finding_t *finding)
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
        finding->confidence = CONFIDENCE_CERTAIN;
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

/* ---- C: the retry is faulty ---- */

static const attempt_t *last_with_fault(const view_t *view, cause_t fault)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        if (retry_has_fault(a, fault)) {
            return a;
        }
    }
    return NULL;
}

/* The fault explains the exchange where the refused retry has it; elsewhere it did no harm. */
static bool fault_holds(const view_t *view, finding_t *finding, cause_t fault)
{
    const attempt_t *retry = view->faulty_refusal;

    if (!retry || !retry_has_fault(retry, fault)) {
        retry = last_with_fault(view, fault);
        finding->minor = true;
    }
    if (!retry) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_challenge(view, finding, retry->previous);
    evidence_of_retry(view, finding, retry);
    evidence_of_answer(view, finding, retry);
    return true;
}

static bool rule_retry_without_credentials(const view_t *view, finding_t *finding)
{
    return fault_holds(view, finding, CAUSE_RETRY_WITHOUT_CREDENTIALS);
}

static bool rule_wrong_auth_header(const view_t *view, finding_t *finding)
{
    return fault_holds(view, finding, CAUSE_WRONG_AUTH_HEADER);
}

/* The challenge and the credentials that a fault which holds is about. */
static bool faulty_pair(const view_t *view, const finding_t *finding, cause_t fault, const challenge_t **challenge,
    const credentials_t **sent)
{
    const attempt_t *retry = finding->minor ? last_with_fault(view, fault) : view->faulty_refusal;

    return attempt_answers(retry, challenge, sent);
}

static bool realm_fault_holds(const view_t *view, finding_t *finding, cause_t fault)
{
    const challenge_t *challenge;
    const credentials_t *sent;

    if (!fault_holds(view, finding, fault)) {
        return false;
    }
    if (faulty_pair(view, finding, fault, &challenge, &sent)) {
        evidence_say(view, finding, "realm asked \"%s\", sent \"%s\"", challenge->realm ? challenge->realm : "",
            sent->realm ? sent->realm : "");
    }
    return true;
}

static bool rule_realm_mismatch(const view_t *view, finding_t *finding)
{
    return realm_fault_holds(view, finding, CAUSE_REALM_MISMATCH);
}

static bool rule_realm_case_mismatch(const view_t *view, finding_t *finding)
{
    return realm_fault_holds(view, finding, CAUSE_REALM_CASE_MISMATCH);
}

static bool rule_nonce_not_from_challenge(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;

    if (!fault_holds(view, finding, CAUSE_NONCE_NOT_FROM_CHALLENGE)) {
        return false;
    }
    if (!faulty_pair(view, finding, CAUSE_NONCE_NOT_FROM_CHALLENGE, &challenge, &sent)) {
        return true;
    }
    evidence_say(view, finding, "nonce asked \"%s\", sent \"%s\"", challenge->nonce ? challenge->nonce : "",
        sent->nonce ? sent->nonce : "");
    if (sent->nonce_issued.seen) {
        evidence_say(view, finding, "the nonce sent was issued in %s", frame_text(view->scope, sent->nonce_issued));
    } else {
        /* It may come from before the capture, or from a server that was not captured. */
        finding->has_severity = true;
        finding->severity = SEVERITY_NOTE;
        evidence_say(view, finding, "the nonce sent was never issued in this capture");
    }
    return true;
}

static bool rule_earlier_credentials_dropped(const view_t *view, finding_t *finding)
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
            frame_text(view->scope, a->request), dropped->realm ? dropped->realm : "");
        evidence_of_answer(view, finding, a);
        return true;
    }
    return false;
}

/* ---- D: credentials refused ---- */

static void say_refusal(const view_t *view, finding_t *finding, const attempt_t *refused)
{
    evidence_of_challenge(view, finding, refused->previous);
    evidence_of_retry(view, finding, refused);
    evidence_of_answer(view, finding, refused);
    if (view->refusals > 1) {
        evidence_say(view, finding, "refused %u times in this exchange", view->refusals);
    }
}

static bool rule_credentials_rejected(const view_t *view, finding_t *finding)
{
    if (!view->clean_refusal || !GUARD(view->result != RESULT_FORBIDDEN)) {
        return false;
    }
    finding->minor = good_end(view);
    finding->confidence = CONFIDENCE_LIKELY;
    say_refusal(view, finding, view->clean_refusal);
    return true;
}

static bool rule_challenge_loop(const view_t *view, finding_t *finding)
{
    const attempt_t *refused = view->clean_refusal ? view->clean_refusal : view->faulty_refusal;

    if (!refused || !GUARD(view->refusals >= 2)) {
        return false;
    }
    finding->minor = !GUARD(view->refusals > view->context->loop_rounds) && !GUARD(view->identical != NULL);
    finding->minor |= view->result == RESULT_FORBIDDEN || good_end(view);
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

static bool rule_nonce_expired_no_stale(const view_t *view, finding_t *finding)
{
    const attempt_t *expired = expired_attempt(view, &finding->confidence);

    if (!expired || !GUARD(view->result != RESULT_FORBIDDEN)) {
        return false;
    }
    /* A prompt answer to a fresh nonce was refused as well: age is not the cause. */
    finding->minor = good_end(view) || (view->clean_refusal && GUARD(view->clean_refusal != expired));
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

/* ---- E: 403 ---- */

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

static bool rule_policy_after_auth(const view_t *view, finding_t *finding)
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

static bool rule_credentials_rejected_403(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    bool blamed = phrase_blames_credentials(last->reason_phrase);
    product_t server = product_of_server(view->exchange);

    if (view->result != RESULT_FORBIDDEN || !GUARD(attempt_has_credentials(last)) || !GUARD(last->previous != NULL)
        || !GUARD(!last->account_accepted.seen || blamed) || is_relayed(last) || !GUARD(!asterisk_let_in(view))
        || !GUARD(!says_so(last))) {
        return false;
    }
    finding->confidence = blamed || view->clean_refusal || server == PRODUCT_FREESWITCH ? CONFIDENCE_LIKELY
                                                                                         : CONFIDENCE_POSSIBLE;
    say_403(view, finding);
    return true;
}

static bool rule_forbidden_no_challenge(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (view->result != RESULT_FORBIDDEN || !GUARD(last->request.seen) || !GUARD(last->request_complete)
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

static bool rule_forbidden_with_preemptive_creds(const view_t *view, finding_t *finding)
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

static bool rule_forbidden_phrase(const view_t *view, finding_t *finding)
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

static bool rule_forbidden_reason_header(const view_t *view, finding_t *finding)
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

/* ---- nothing to go by ---- */

static bool rule_no_request_in_capture(const view_t *view, finding_t *finding)
{
    if (!GUARD(!view->last->request.seen)
        || !GUARD(view->result == RESULT_CHALLENGED || view->result == RESULT_FORBIDDEN)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_answer(view, finding, view->last);
    evidence_say(view, finding, "no request with its Via branch, Call-ID and CSeq before it");
    return true;
}

static bool rule_undetermined(const view_t *view, finding_t *finding)
{
    finding->confidence = CONFIDENCE_POSSIBLE;
    evidence_of_exchange(view, finding);
    return true;
}

typedef bool (*rule_t)(const view_t *, finding_t *);

static const rule_t rules[CAUSE_COUNT] = {
    [CAUSE_CHALLENGE_ACCEPTED] = rule_challenge_accepted,
    [CAUSE_IMS_AKA_ACCEPTED] = rule_ims_aka_accepted,
    [CAUSE_SECOND_REALM_CHALLENGE] = rule_second_realm_challenge,
    [CAUSE_STALE_RECOVERED] = rule_stale_recovered,
    [CAUSE_IDENTITY_HINT_ONLY] = rule_identity_hint_only,
    [CAUSE_CHALLENGE_PENDING] = rule_challenge_pending,
    [CAUSE_NO_RETRY_NO_CREDENTIALS] = rule_no_retry_no_credentials,
    [CAUSE_STALE_NOT_RETRIED] = rule_stale_not_retried,
    [CAUSE_CAPTURE_ENDED] = rule_capture_ended,
    [CAUSE_CLIENT_SILENT] = rule_client_silent,
    [CAUSE_RETRY_FRAGMENT_LOST] = rule_retry_fragment_lost,
    [CAUSE_IMS_RETRY_IN_ESP] = rule_ims_retry_in_esp,
    [CAUSE_CHALLENGE_MISSING] = rule_challenge_missing,
    [CAUSE_CHALLENGE_WRONG_HEADER] = rule_challenge_wrong_header,
    [CAUSE_CHALLENGE_NOT_ACKED] = rule_challenge_not_acked,
    [CAUSE_RETRY_WITHOUT_CREDENTIALS] = rule_retry_without_credentials,
    [CAUSE_WRONG_AUTH_HEADER] = rule_wrong_auth_header,
    [CAUSE_REALM_MISMATCH] = rule_realm_mismatch,
    [CAUSE_REALM_CASE_MISMATCH] = rule_realm_case_mismatch,
    [CAUSE_NONCE_NOT_FROM_CHALLENGE] = rule_nonce_not_from_challenge,
    [CAUSE_EARLIER_CREDENTIALS_DROPPED] = rule_earlier_credentials_dropped,
    [CAUSE_CREDENTIALS_REJECTED] = rule_credentials_rejected,
    [CAUSE_CREDENTIALS_REJECTED_403] = rule_credentials_rejected_403,
    [CAUSE_CHALLENGE_LOOP] = rule_challenge_loop,
    [CAUSE_NONCE_EXPIRED_NO_STALE] = rule_nonce_expired_no_stale,
    [CAUSE_POLICY_AFTER_AUTH] = rule_policy_after_auth,
    [CAUSE_FORBIDDEN_NO_CHALLENGE] = rule_forbidden_no_challenge,
    [CAUSE_FORBIDDEN_WITH_PREEMPTIVE_CREDS] = rule_forbidden_with_preemptive_creds,
    [CAUSE_FORBIDDEN_PHRASE] = rule_forbidden_phrase,
    [CAUSE_FORBIDDEN_REASON_HEADER] = rule_forbidden_reason_header,
    [CAUSE_NO_REQUEST_IN_CAPTURE] = rule_no_request_in_capture,
    [CAUSE_UNDETERMINED] = rule_undetermined,
};

bool rule_holds(cause_t cause, const view_t *view, finding_t *finding)
{
    memset(finding, 0, sizeof *finding);
    return rules[cause](view, finding);
}
