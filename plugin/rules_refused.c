/* rules_refused.c
 * Group D of the catalogue: credentials were refused.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "faults.h"
#include "products.h"
#include "rule_list.h"

#define MUTATION_BASE 800
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* Servers keep nonces longer than this; a person who types a password may not be as quick. */
#define OLD_NONCE SECONDS(10)

/* A client that speaks SIP this long after a challenge has had time to answer it. */
#define ALIVE_AFTER SECONDS(5)

/* Does the last challenge stay without an answer, and would there have been time for one? */
static bool stays_unanswered(const view_t *view)
{
    return view->result == RESULT_CHALLENGED && GUARD(view->context->complete) && GUARD(!view->clean_refusal)
        && GUARD(!view->faulty_refusal)
        && GUARD(view->alive_after >= ALIVE_AFTER || view->waited >= view->context->retry_timeout);
}

static void say_refusal(const view_t *view, finding_t *finding, const attempt_t *refused)
{
    if (refused->previous) {
        evidence_of_challenge(view, finding, refused->previous);
    }
    evidence_of_retry(view, finding, refused);
    evidence_of_answer(view, finding, refused);
    if (refused->request_copies) {
        evidence_say(view, finding, "%s: sent %s; who takes each nonce once refuses the copy, and an answer to the retry "
            "itself may be missing", frame_text(view, refused->request), times_text(view->scope, refused->request_copies + 1));
    }
    if (view->refusals > 1) {
        evidence_say(view, finding, "refused %u times in this exchange", view->refusals);
    }
}

bool rule_credentials_rejected(const view_t *view, finding_t *finding)
{
    if (!view->clean_refusal || !GUARD(view->result != RESULT_FORBIDDEN)) {
        return false;
    }
    finding->minor = view_good_end(view);
    finding->confidence = CONFIDENCE_LIKELY;
    say_refusal(view, finding, view->clean_refusal);
    return true;
}

/* Refusals in a row that stand in other exchanges as well. */
static const refusals_t *over_calls(const view_t *view, const refusals_t *refusals)
{
    return refusals && refusals->exchanges > 1 && GUARD(refusals->refusals > view->context->loop_rounds)
        ? refusals : NULL;
}

static void say_row(const view_t *view, finding_t *finding, const refusals_t *row)
{
    if (row) {
        evidence_say(view, finding, "%s to %s: this user was refused %u times in a row here, in %u exchanges within %s",
            frame_text(view, row->first), frame_text(view, row->last), row->refusals, row->exchanges,
            duration_text(view->scope, row->last.time - row->first.time));
    }
}

/* So many at this pace that they might be guesses (see rule_brute_force_scan for what would prove it). */
#define MANY_REFUSALS 10
#define QUICK_REFUSALS SECONDS(2)

static void say_pace(const view_t *view, finding_t *finding)
{
    const refusals_t *burst = view->exchange->burst;

    if (burst && burst->refusals >= MANY_REFUSALS && burst->passwords == 0 && !view->identical
        && product_of_client(view->exchange) == PRODUCT_UNKNOWN
        && burst->last.time - burst->first.time <= QUICK_REFUSALS * burst->refusals) {
        evidence_say(view, finding,
            "%u refusals within %s: somebody who guesses passwords would look the same, as no two answers can be compared",
            burst->refusals, duration_text(view->scope, burst->last.time - burst->first.time));
    }
}

bool rule_challenge_loop(const view_t *view, finding_t *finding)
{
    const attempt_t *refused = view->clean_refusal ? view->clean_refusal : view->faulty_refusal;
    const refusals_t *run = over_calls(view, view->exchange->run);
    const refusals_t *burst = over_calls(view, view->exchange->burst);

    if (!refused && run && view->result == RESULT_FORBIDDEN) {
        refused = view->last;
    }
    if (!refused || (!GUARD(view->refusals >= 2) && !run)) {
        return false;
    }
    /* A phone that tries anew every minute is no loop; one that does so at once is, call by call as well. */
    finding->minor = !GUARD(view->refusals > view->context->loop_rounds) && !GUARD(view->identical != NULL) && !burst;
    finding->minor |= view->result == RESULT_FORBIDDEN || view_good_end(view);
    finding->confidence = CONFIDENCE_CERTAIN;
    if (view->identical) {
        evidence_say(view, finding, "%s: the same credentials as before, refused already",
            frame_text(view, view->identical->request));
    }
    say_refusal(view, finding, refused);
    say_row(view, finding, run);
    say_pace(view, finding);
    return true;
}

/* Is it what was refused? Others in the same request were for realms that were content. */
static bool is_refused(const attempt_t *attempt, const credentials_t *credentials)
{
    return !attempt->challenges || attempt_refused_with(attempt, credentials);
}

/* The nonce's age when it was used, where that is known; else 0. */
static int64_t nonce_age(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->nonce_issued.seen && GUARD(is_refused(attempt, c))) {
            return attempt->request.time - c->nonce_issued.time;
        }
    }
    return 0;
}

static bool nonce_was_accepted(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->nonce_accepted.seen && GUARD(is_refused(attempt, c))) {
            return true;
        }
    }
    return false;
}

/* No default lifetime of a nonce is known to be shorter (Asterisk's is 32 s). */
#define YOUNG_NONCE SECONDS(30)

/* Credentials that came unasked with a nonce that this user had had accepted, counted on as they should be. */
static bool counted_on(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        uint32_t nc;

        if (c->usable && c->nonce_accepted.seen && GUARD(is_refused(attempt, c))
            && (!c->nc || (GUARD(c->nc_before > 0) && credentials_nc(c, &nc) && GUARD(nc > c->nc_before)))) {
            return true;
        }
    }
    return false;
}

/* Does the exchange begin with such credentials, and nothing but their second use speaks against them? */
static bool taken_once(const view_t *view)
{
    const attempt_t *first = view->exchange->first;
    const server_habits_t *habits = view->exchange->habits;

    return attempt_step(first) == STEP_EXPIRED && counted_on(first) && habits && GUARD(!habits->takes_nonces_again)
        && GUARD(nonce_age(first) < YOUNG_NONCE) && GUARD(!phrase_names_nonce(first->reason_phrase));
}

/* The attempt whose nonce was refused for its age, and how surely. */
static const attempt_t *expired_attempt(const view_t *view, confidence_t *confidence)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        /* An AKA vector serves once: the core asks anew whenever it likes to (3GPP TS 24.229 section 5.4.1.2.2). */
        bool expired = attempt_step(a) == STEP_EXPIRED && GUARD(!attempt_asks_aka(a));
        bool stated = expired && phrase_names_nonce(a->reason_phrase);

        if (expired && (GUARD(stated) || GUARD(nonce_was_accepted(a)))) {
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

bool rule_nonce_expired_no_stale(const view_t *view, finding_t *finding)
{
    const attempt_t *expired = expired_attempt(view, &finding->confidence);

    if (!expired || !GUARD(view->result != RESULT_FORBIDDEN) || taken_once(view)) {
        return false;
    }
    /* A prompt answer to a fresh nonce was refused as well: age is not the cause. */
    finding->minor = view_good_end(view) || (view->clean_refusal && GUARD(view->clean_refusal != expired));
    if (expired->previous) {
        evidence_of_challenge(view, finding, expired->previous);
    }
    evidence_of_retry(view, finding, expired);
    evidence_of_answer(view, finding, expired);
    evidence_of_nonce_age(view, finding, expired);
    if (finding->confidence == CONFIDENCE_POSSIBLE) {
        evidence_say(view, finding, "a wrong password would look the same; a retry within seconds would tell");
    }
    if (!finding->minor && view->last == expired && view->context->complete) {
        evidence_of_silence(view, finding);
    }
    return true;
}

bool rule_nonce_reused_after_success(const view_t *view, finding_t *finding)
{
    const attempt_t *first = view->exchange->first;

    if (!taken_once(view)) {
        return false;
    }
    finding->minor = view_good_end(view) || view->clean_refusal || view->faulty_refusal
        || view->result == RESULT_FORBIDDEN || view->result == RESULT_UNANSWERED;
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_retry(view, finding, first);
    evidence_of_answer(view, finding, first);
    evidence_of_nonce_age(view, finding, first);
    return true;
}

bool rule_stale_loop(const view_t *view, finding_t *finding)
{
    const attempt_t *stale = view->last;

    while (stale && stale->stale_in_a_row < 2) {
        stale = stale->previous;
    }
    if (!stale) {
        return false;
    }
    finding->minor = view->result != RESULT_CHALLENGED || !GUARD(attempt_step(view->last) == STEP_STALE);
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_say(view, finding, "%s: stale=true for the nonce just given, %u times in a row",
        frame_text(view, stale->response), stale->stale_in_a_row);
    for (const attempt_t *a = stale; a && a->previous && attempt_step(a) == STEP_STALE; a = a->previous) {
        evidence_of_retry(view, finding, a);
        evidence_of_nonce_age(view, finding, a);
        evidence_of_answer(view, finding, a);
    }
    return true;
}

/* Did the realm that asked give a nonce of its own with this refusal? */
static bool gives_new_nonce(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        const credentials_t *sent = attempt_credentials_for(attempt, c);

        if (sent && GUARD(sent->nonce_hash != c->nonce_hash)) {
            return true;
        }
    }
    return false;
}

/* Did the answer come from another host or another software than the challenge? */
static bool other_node(const attempt_t *attempt)
{
    const attempt_t *before = attempt->previous;

    return !endpoint_same_host(&attempt->response_source, &before->response_source)
        || (attempt->server && before->server && strcmp(attempt->server, before->server) != 0);
}

/* Refusals of answers to the newest nonce; nodes: of those given and refused by different servers. */
static unsigned nonce_rounds(const view_t *view, unsigned *nodes)
{
    unsigned rounds = 0;

    *nodes = 0;
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (a->previous && attempt_step(a) == STEP_REFUSED && gives_new_nonce(a)) {
            rounds++;
            *nodes += GUARD(other_node(a));
        }
    }
    return rounds;
}

/* Was the same login accepted from there before this exchange and after it? */
static bool accepted_around(const view_t *view)
{
    const login_t *login = view->exchange->login;

    return login->accepted.seen && GUARD(login->accepted.time < view->exchange->first->response.time)
        && GUARD(login->accepted_last.time > view->last->response.time);
}

static void say_node(const view_t *view, finding_t *finding, const attempt_t *attempt, const char *did)
{
    evidence_say(view, finding, "%s: %s, %s, %s", frame_text(view, attempt->response),
        endpoint_text(view->scope, &attempt->response_source),
        attempt->server ? attempt->server : "without a Server header", did);
}

bool rule_nonce_unknown_to_server(const view_t *view, finding_t *finding)
{
    const login_t *login = view->exchange->login;
    unsigned nodes;
    unsigned rounds = nonce_rounds(view, &nodes);
    bool around = accepted_around(view);

    if (!view->clean_refusal || !GUARD(rounds >= 2) || (!GUARD(nodes >= 2) && !around)) {
        return false;
    }
    finding->minor = view->result == RESULT_FORBIDDEN || view_good_end(view);
    finding->confidence = CONFIDENCE_POSSIBLE;
    say_refusal(view, finding, view->clean_refusal);
    evidence_say(view, finding, "%u answers, each with the nonce just given, and each time another nonce instead", rounds);
    if (nodes >= 2) {
        say_node(view, finding, view->clean_refusal->previous, "asked");
        say_node(view, finding, view->clean_refusal, "refused the answer");
    }
    if (around) {
        evidence_say(view, finding, "%s and %s: the same login was accepted, before and after",
            frame_text(view, login->accepted), frame_text(view, login->accepted_last));
    }
    evidence_say(view, finding, "credentials that are wrong here would look the same; the servers' logs would tell");
    return true;
}

/* Who was given the nonce of these credentials. */
static nonce_gift_t gift_of(const attempt_t *attempt, const credentials_t *credentials)
{
    const attempt_t *previous = attempt->previous;

    if (credentials->nonce_origin == NONCE_OF_CHALLENGE) {
        return (nonce_gift_t){ previous->response, previous->source, previous->exchange->from_user };
    }
    return credentials->nonce_given;
}

/* Was the nonce of this request's credentials given to the same user at another host? */
static bool given_elsewhere(const attempt_t *attempt, nonce_gift_t *gift)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        *gift = gift_of(attempt, c);
        if (c->usable && gift->at.seen && GUARD(!endpoint_same_host(&gift->to, &attempt->source))
            && GUARD(g_strcmp0(gift->from_user, attempt->exchange->from_user) == 0)) {
            return true;
        }
    }
    return false;
}

static bool met_again(const attempt_t *attempt)
{
    step_t step = attempt_step(attempt);

    return step == STEP_STALE || step == STEP_EXPIRED || step == STEP_REFUSED;
}

bool rule_address_change_nonce(const view_t *view, finding_t *finding)
{
    const attempt_t *moved = view->last;
    nonce_gift_t gift;

    while (moved && !(GUARD(met_again(moved)) && given_elsewhere(moved, &gift))) {
        moved = moved->previous;
    }
    if (!moved) {
        return false;
    }
    bool good = GUARD(attempt_step(moved) == STEP_STALE) || (moved->account && GUARD(moved->account->accepted.seen));
    finding->confidence = good ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    /* Unless the credentials are known to be good, they are the likelier reason. */
    finding->minor = !good || (view->clean_refusal ? GUARD(view->clean_refusal != moved) || view->result != RESULT_CHALLENGED
                                                   : !stays_unanswered(view));
    evidence_of_retry(view, finding, moved);
    evidence_say(view, finding, "%s: the nonce was given to %s; %s: it is used from %s",
        frame_text(view, gift.at), endpoint_text(view->scope, &gift.to),
        frame_text(view, moved->request), endpoint_text(view->scope, &moved->source));
    evidence_of_answer(view, finding, moved);
    return true;
}

static bool same_uri_host(const char *a, const char *b)
{
    span_t x = sip_uri_host((span_t){ a, a ? strlen(a) : 0 });
    span_t y = sip_uri_host((span_t){ b, b ? strlen(b) : 0 });

    return span_equal_nocase(x, y);
}

/* Both for the same domain and by the same server; realms that follow the domain are as they should be. */
static bool asked_alike(const attempt_t *before, const attempt_t *now)
{
    return before->status == now->status && GUARD(endpoint_same_host(&before->response_source, &now->response_source))
        && GUARD(same_uri_host(before->request_uri, now->request_uri))
        && GUARD(g_strcmp0(before->exchange->from_host, now->exchange->from_host) == 0);
}

/* The login's earlier challenge, where this one is for another realm; else NULL. */
static const attempt_t *other_realm_before(const exchange_t *exchange)
{
    const attempt_t *before = exchange->asked_before ? exchange->asked_before->first : NULL;

    return before && asked_alike(before, exchange->first) ? before : NULL;
}

static const attempt_t *refused_for_realm_of(const view_t *view, const attempt_t *before)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        for (const credentials_t *c = a->credentials; c; c = c->next) {
            if (c->usable && attempt_challenged(a) && a->previous && attempt_asks_realm(before, c->realm)) {
                return a;
            }
        }
    }
    return NULL;
}

static bool was_answered(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c && attempt->next; c = c->next) {
        if (attempt_credentials_for(attempt->next, c)) {
            return true;
        }
    }
    return false;
}

bool rule_server_realm_changed(const view_t *view, finding_t *finding)
{
    const attempt_t *before = other_realm_before(view->exchange);
    const attempt_t *old = before ? refused_for_realm_of(view, before) : NULL;

    if (!before) {
        return false;
    }
    finding->confidence = old ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    finding->minor = view->result != RESULT_CHALLENGED
        || (!old && !(stays_unanswered(view) && GUARD(was_answered(before))));
    evidence_of_challenge(view, finding, before);
    evidence_of_challenge(view, finding, view->exchange->first);
    evidence_say(view, finding, "realm asked in %s \"%s\", in %s \"%s\"", frame_text(view, before->response),
        attempt_realm(before), frame_text(view, view->exchange->first->response),
        attempt_realm(view->exchange->first));
    if (old) {
        evidence_of_retry(view, finding, old);
    } else if (was_answered(before)) {
        evidence_of_retry(view, finding, before->next);
    }
    return true;
}

bool rule_auth_passed_then_challenged(const view_t *view, finding_t *finding)
{
    const attempt_t *first = view->exchange->first;

    if (!attempt_challenged(first) || !GUARD(first->dialog_accepted.seen) || !view->exchange->to_tag
        || !GUARD(first->request_complete) || !GUARD(!attempt_has_credentials(first))) {
        return false;
    }
    finding->minor = !stays_unanswered(view);
    /* That the server asks again is certain, that nobody answers is not: the capture may have lost it. */
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_say(view, finding, "%s: credentials for this realm were accepted in this dialog",
        frame_text(view, first->dialog_accepted));
    evidence_say(view, finding, "%s: %s in the same dialog, without credentials", frame_text(view, first->request),
        view->exchange->method);
    evidence_of_challenge(view, finding, first);
    return true;
}
