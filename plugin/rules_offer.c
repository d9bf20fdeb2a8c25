/* rules_offer.c
 * Group B of the catalogue: what the challenge offers, and where its retry went.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "aka.h"
#include "evidence.h"
#include "faults.h"
#include "rule_list.h"

#define MUTATION_BASE 700
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* ---- what the challenge offers ---- */

static bool has_scheme(const challenge_t *challenge, const char *scheme)
{
    return challenge->scheme && g_ascii_strcasecmp(challenge->scheme, scheme) == 0;
}

/* Schemes known by name; what they need besides is not looked at. */
static bool is_known_scheme(const challenge_t *challenge)
{
    return challenge->is_digest || has_scheme(challenge, "Basic") || has_scheme(challenge, "Bearer");
}

static bool has_no_scheme(const challenge_t *challenge)
{
    return !challenge->scheme || *challenge->scheme == '\0';
}

/* Does a USIM find RAND and AUTN in it? Padding that was left out hinders nobody. */
static bool holds_rand_and_autn(const char *nonce)
{
    static const char *const padding[] = { "", "", "==", "=" };
    char *padded = g_strconcat(nonce, padding[strlen(nonce) % 4], NULL);
    aka_challenge_t aka;
    bool holds = aka_challenge_decode(padded, &aka);

    g_free(padded);
    return holds;
}

/* Texts that were cut when they were recorded end in an ellipsis, and cannot be decoded. */
static bool nonce_is_no_aka(const challenge_t *challenge)
{
    return GUARD(challenge->is_aka) && GUARD(!g_str_has_suffix(challenge->nonce, "\xe2\x80\xa6"))
        && GUARD(!holds_rand_and_autn(challenge->nonce));
}

/* What makes a Digest challenge useless; NULL where it can be answered. */
static const char *defect_of(const challenge_t *challenge)
{
    if (has_no_scheme(challenge)) {
        return "no scheme";
    }
    if (!GUARD(challenge->is_digest)) {
        return NULL;
    }
    if (challenge->odd & AUTH_ODD_UNTERMINATED_QUOTE) {
        return "a quoted string without its end";
    }
    if (!challenge->realm) {
        return "no realm";
    }
    if (!challenge->nonce || *challenge->nonce == '\0') {
        return "no nonce";
    }
    if (nonce_is_no_aka(challenge)) {
        return "a nonce that is not base64 of RAND and AUTN, 32 bytes at least";
    }
    /* The grammar allows it, clients mostly do not. */
    return *challenge->realm == '\0' ? "an empty realm" : NULL;
}

/* The last challenge explains why nobody answered; an earlier one did no harm. */
static bool is_last_challenge(const view_t *view, const attempt_t *attempt)
{
    return view->result == RESULT_CHALLENGED && attempt == view->last;
}

/* Does some challenge of the response leave a way to answer: Digest that is whole, or a token? */
static bool can_be_answered(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (!defect_of(c) && (c->is_digest || has_scheme(c, "Bearer"))) {
            return true;
        }
    }
    return false;
}

/* A challenge like this stands in the response: is it why nobody could answer? Credentials that were refused
 * in spite of it are the better explanation. */
static void judge_offer(const view_t *view, finding_t *finding, const attempt_t *attempt)
{
    finding->minor = !GUARD(is_last_challenge(view, attempt)) || !GUARD(!view->clean_refusal)
        || !GUARD(!can_be_answered(attempt)) || !GUARD(attempt->response_complete);
    finding->confidence = CONFIDENCE_CERTAIN;
}

static void say_offer(const view_t *view, finding_t *finding, const attempt_t *attempt, const challenge_t *challenge,
    const char *what)
{
    evidence_say(view, finding, "%s: %s in %s: %s", frame_text(view, attempt->response), what,
        header_text(challenge->header), challenge->text ? challenge->text : "");
}

bool rule_challenge_malformed(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        for (const challenge_t *c = a->challenges; c; c = c->next) {
            const char *defect = defect_of(c);

            if (!defect || !GUARD(a->response_complete)) {
                continue;
            }
            judge_offer(view, finding, a);
            if (c->realm && *c->realm == '\0') {
                finding->confidence = CONFIDENCE_LIKELY;
            }
            say_offer(view, finding, a, c, defect);
            return true;
        }
    }
    return false;
}

bool rule_challenge_basic(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        for (const challenge_t *c = a->challenges; c; c = c->next) {
            if (has_scheme(c, "Basic")) {
                judge_offer(view, finding, a);
                say_offer(view, finding, a, c, "scheme Basic");
                return true;
            }
        }
    }
    return false;
}

/* Has the client sent credentials of this challenge's scheme? */
static bool client_speaks(const view_t *view, const challenge_t *challenge)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        for (const credentials_t *c = a->credentials; c; c = c->next) {
            if (c->scheme && has_scheme(challenge, c->scheme)) {
                return true;
            }
        }
    }
    return false;
}

/* What the challenge asks for is beyond doubt; that nobody will bring it is not where the capture ends at once. */
static void judge_unanswered(const view_t *view, finding_t *finding)
{
    bool over = view->result != RESULT_CHALLENGED || GUARD(view_silence_counts(view));

    finding->confidence = over && GUARD(view->last->request.seen) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
}

bool rule_challenge_unknown_scheme(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    for (const challenge_t *c = last->challenges; c; c = c->next) {
        if (GUARD(is_known_scheme(c)) || GUARD(has_no_scheme(c))) {
            return false;
        }
    }
    if (!last->challenges || !GUARD(last->response_complete) || !GUARD(!client_speaks(view, last->challenges))) {
        return false;
    }
    judge_unanswered(view, finding);
    for (const challenge_t *c = last->challenges; c; c = c->next) {
        say_offer(view, finding, last, c, "a scheme other than Digest");
    }
    return true;
}

static const challenge_t *bearer_of(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (has_scheme(c, "Bearer")) {
            return c;
        }
    }
    return NULL;
}

static const credentials_t *token_of(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->scheme && g_ascii_strcasecmp(c->scheme, "Bearer") == 0) {
            return c;
        }
    }
    return NULL;
}

/* An error is for those alone who brought a token (RFC 6750 section 3.1): it proves one that the capture lacks. */
static bool brought_token(const attempt_t *attempt, const challenge_t *bearer)
{
    return token_of(attempt) || (bearer->error && GUARD(!attempt->request.seen));
}

static bool offers_digest(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->is_digest) {
            return true;
        }
    }
    return false;
}

static void say_bearer(const view_t *view, finding_t *finding, const attempt_t *attempt, const challenge_t *bearer)
{
    say_offer(view, finding, attempt, bearer, "scheme Bearer");
    if (bearer->authz_server) {
        evidence_say(view, finding, "%s: tokens are given out by %s", frame_text(view, attempt->response),
            bearer->authz_server);
    }
}

bool rule_bearer_challenge(const view_t *view, finding_t *finding)
{
    const challenge_t *bearer = bearer_of(view->last);

    if (!bearer || !GUARD(!offers_digest(view->last)) || !GUARD(!brought_token(view->last, bearer))
        || !GUARD(view->last->response_complete)) {
        return false;
    }
    judge_unanswered(view, finding);
    say_bearer(view, finding, view->last, bearer);
    evidence_of_retry(view, finding, view->last);
    return true;
}

bool rule_bearer_token_rejected(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        const challenge_t *bearer = bearer_of(a);
        const credentials_t *token = token_of(a);

        if (!bearer || !GUARD(brought_token(a, bearer))) {
            continue;
        }
        finding->minor = !GUARD(is_last_challenge(view, a));
        finding->confidence = bearer->error && token ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
        if (token) {
            evidence_say(view, finding, "%s: %s sends a token in %s", frame_text(view, a->request),
                view->exchange->method, header_text(token->header));
        }
        if (bearer->error) {
            evidence_say(view, finding, "%s: the server says error=\"%s\"", frame_text(view, a->response),
                bearer->error);
        }
        say_bearer(view, finding, a, bearer);
        return true;
    }
    return false;
}

/* An ACK has no response, and a CANCEL cannot be sent again with another CSeq number. */
bool rule_cancel_or_ack_challenged(const view_t *view, finding_t *finding)
{
    const char *method = view->exchange->method;

    if (view->result != RESULT_CHALLENGED
        || (g_strcmp0(method, "CANCEL") != 0 && g_strcmp0(method, "ACK") != 0)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_say(view, finding, "%s: %u answers a request of method %s",
        frame_text(view, view->last->response), view->last->status, method);
    return true;
}

typedef bool (*pair_test_t)(const challenge_t *one, const challenge_t *other);

/* A later challenge in the same copy of the response with which this one makes a pair; NULL if none. */
static const challenge_t *beside(const challenge_t *challenge, pair_test_t is_pair)
{
    for (const challenge_t *c = challenge->next; c; c = c->next) {
        if (GUARD(c->at.frame == challenge->at.frame) && is_pair(challenge, c)) {
            return c;
        }
    }
    return NULL;
}

static bool is_other_realm(const challenge_t *one, const challenge_t *other)
{
    return GUARD(one->is_digest) && GUARD(other->is_digest)
        && GUARD(g_strcmp0(one->realm, other->realm) != 0);
}

static bool is_other_header(const challenge_t *one, const challenge_t *other)
{
    return GUARD(one->header != other->header);
}

static void say_both(const view_t *view, finding_t *finding, const attempt_t *attempt, const challenge_t *one,
    const challenge_t *other)
{
    evidence_say(view, finding, "%s: %u asks for realm \"%s\" in %s and for realm \"%s\" in %s",
        frame_text(view, attempt->response), attempt->status, one->realm ? one->realm : "",
        header_text(one->header), other->realm ? other->realm : "", header_text(other->header));
}

/* Which of the two did the client answer? */
static void say_answered(const view_t *view, finding_t *finding, const attempt_t *retry, const challenge_t *one,
    const challenge_t *other)
{
    bool first = attempt_credentials_for(retry, one) != NULL;
    bool second = attempt_credentials_for(retry, other) != NULL;

    if (retry->request.seen) {
        evidence_say(view, finding, "%s: the retry answers %s", frame_text(view, retry->request),
            first && second ? "both" : first ? "the first only" : second ? "the second only" : "neither");
    }
}

static bool two_in_one(const view_t *view, finding_t *finding, pair_test_t is_pair)
{
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        for (const challenge_t *c = a->challenges; c && c->at.frame == a->challenges->at.frame; c = c->next) {
            const challenge_t *other = beside(c, is_pair);

            if (!other || !GUARD(a->response_complete)) {
                continue;
            }
            finding->confidence = CONFIDENCE_CERTAIN;
            say_both(view, finding, a, c, other);
            if (a->next) {
                say_answered(view, finding, a->next, c, other);
            }
            return true;
        }
    }
    return false;
}

bool rule_fork_merged_challenges(const view_t *view, finding_t *finding)
{
    return two_in_one(view, finding, is_other_realm);
}

bool rule_both_401_407_headers(const view_t *view, finding_t *finding)
{
    return two_in_one(view, finding, is_other_header);
}

/* ---- where the retry went ---- */

/* A request that was sent so often, and so long ago, was not only unlucky: Timers A and E, then B and F
 * (RFC 3261 sections 17.1.1.2 and 17.1.2.2). */
#define COPIES_IN_VAIN 2
#define WAIT_FOR_COPIES SECONDS(5)

static bool is_stream(transport_t transport)
{
    return transport != TRANSPORT_UDP && transport != TRANSPORT_UNKNOWN;
}

/* May the answer be there and not readable? A retry that came out of IPsec has its answer in it, which not every capture can
 * open. Over a stream the retry is sent once: where a piece of the way back is missing, or where the user passes later,
 * the capture lost the answer rather than the server the retry. */
static bool answer_may_be_hidden(const view_t *view)
{
    const attempt_t *retry = view->last;

    if (retry->in_ipsec && exchange_sign_to_client(view->exchange, SIGN_ESP)) {
        return true;
    }
    return is_stream(retry->transport) && (view->exchange->login->accepted_last.time > retry->request.time
        || exchange_sign_to_client(view->exchange, SIGN_STREAM_GAP) != NULL);
}

/* The retry got no response at all, and the client had given it up or the capture goes on long enough. */
static bool retry_in_vain(const view_t *view)
{
    const attempt_t *retry = view->last;
    int64_t waited = view->context->end - retry->request.time;

    if (view->result != RESULT_UNANSWERED || !view->context->complete || !GUARD(!retry->provisional_100.seen)
        || !GUARD(attempt_has_credentials(retry)) || !GUARD(!answer_may_be_hidden(view))) {
        return false;
    }
    if (is_stream(retry->transport)) {
        return GUARD(waited >= view->context->retry_timeout);
    }
    return GUARD(retry->request_copies >= COPIES_IN_VAIN) && GUARD(waited >= WAIT_FOR_COPIES);
}

static bool server_heard(const view_t *view)
{
    const peer_t *server = view->exchange->server_peer;

    return server && server->last.seen && server->last.time > view->last->request.time;
}

static void say_server(const view_t *view, finding_t *finding)
{
    if (server_heard(view)) {
        sighting_t last = view->exchange->server_peer->last;
        evidence_say(view, finding, "%s: the server sends other SIP %s after the retry, so it is alive",
            frame_text(view, last), duration_text(view->scope, last.time - view->last->request.time));
    } else {
        evidence_say(view, finding, "no SIP at all comes from %s after the retry",
            endpoint_text(view->scope, &view->last->previous->response_source));
    }
}

/* Datagrams beyond this need not fit a path (RFC 3261 section 18.1.1). */
#define SAFE_DATAGRAM 1300

static void say_in_vain(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = view->last;

    evidence_of_challenge(view, finding, retry->previous);
    evidence_of_retry(view, finding, retry);
    evidence_say(view, finding, "%s: sent %s, no response of any kind up to the end of the capture %s later",
        frame_text(view, retry->request), times_text(view->scope, retry->request_copies + 1),
        duration_text(view->scope, view->context->end - retry->request.time));
    if (!is_stream(retry->transport) && retry->request_length > SAFE_DATAGRAM) {
        evidence_say(view, finding, "%s: %u bytes; a request of this size may be cut into fragments that get lost",
            frame_text(view, retry->request), retry->request_length);
    }
    evidence_of_unreachable(view, finding, retry);
}

bool rule_retry_ignored(const view_t *view, finding_t *finding)
{
    if (!retry_in_vain(view)) {
        return false;
    }
    finding->confidence = GUARD(server_heard(view)) && GUARD(!is_stream(view->last->transport)) ? CONFIDENCE_LIKELY
                                                                                           : CONFIDENCE_POSSIBLE;
    say_in_vain(view, finding);
    say_server(view, finding);
    return true;
}

/* Was the retry met by its own realm again? */
static bool asked_again(const view_t *view)
{
    step_t step = attempt_step(view->last);

    return view->result == RESULT_CHALLENGED
        && GUARD(step == STEP_REFUSED || step == STEP_STALE || step == STEP_EXPIRED);
}

/* A retry that stayed with its challenger and was refused there: where others went explains nothing. */
static bool refused_at_home(const view_t *view)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        if (attempt_step(a) == STEP_REFUSED && attempt_has_credentials(a) && retry_moved(a) == CAUSE_NONE) {
            return true;
        }
    }
    return false;
}

/* Did the last retry move in this way, and fail? */
static bool moved_in_vain(const view_t *view, cause_t way)
{
    const server_habits_t *habits = view->exchange->habits;

    return retry_moved(view->last) == way && GUARD(attempt_has_credentials(view->last))
        && (asked_again(view) || retry_in_vain(view)) && GUARD(!refused_at_home(view))
        && (!habits || GUARD(!cause_set_has(&habits->accepted_faults, way)));
}

/* The same user and realm pass elsewhere in the capture, so the password is hardly to blame. */
static bool account_passes(const view_t *view)
{
    return view->last->account && GUARD(view->last->account->accepted.seen);
}

/* The server says that the nonce is none of its own. */
static bool nonce_is_blamed(const view_t *view)
{
    return GUARD(attempt_step(view->last) == STEP_STALE) || GUARD(phrase_names_nonce(view->last->reason_phrase));
}

static void say_way(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = view->last, *before = retry->previous;

    if (retry->status == 0) {
        say_in_vain(view, finding);
    } else {
        evidence_of_challenge(view, finding, before);
        evidence_of_retry(view, finding, retry);
        evidence_of_answer(view, finding, retry);
    }
    evidence_say(view, finding, "%s: challenged by %s over %s, retry from %s to %s over %s",
        frame_text(view, retry->request), endpoint_text(view->scope, &before->response_source),
        transport_name(before->transport), endpoint_text(view->scope, &retry->source),
        endpoint_text(view->scope, &retry->destination), transport_name(retry->transport));
    if (retry->status != 0 && !finding->minor && finding->confidence == CONFIDENCE_POSSIBLE) {
        evidence_say(view, finding, "credentials that do not fit would look the same; "
            "a retry to the challenger, the same way, would tell");
    }
}

bool rule_retry_elsewhere(const view_t *view, finding_t *finding)
{
    if (!moved_in_vain(view, CAUSE_RETRY_ELSEWHERE)) {
        return false;
    }
    finding->confidence = nonce_is_blamed(view) || account_passes(view) ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    say_way(view, finding);
    return true;
}

bool rule_retry_other_transport(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = view->last;

    if (!moved_in_vain(view, CAUSE_RETRY_OTHER_TRANSPORT)) {
        return false;
    }
    finding->confidence = CONFIDENCE_POSSIBLE;
    /* Another port alone is no reason for silence; a filter for another transport is one. */
    finding->minor = retry->status == 0 ? !GUARD(retry->transport != retry->previous->transport)
                                        : !account_passes(view);
    say_way(view, finding);
    return true;
}

/* ---- acknowledgement, and what the capture lacks ---- */

/* Copies of a response may have To tags of their own, and be acknowledged with those. */
static bool ack_differs(const attempt_t *attempt)
{
    unsigned differs = attempt->other_ack_differs;

    if (GUARD(attempt->response_copies > 0)) {
        differs &= ~(unsigned)ACK_OTHER_TO_TAG;
    }
    return differs != 0;
}

bool rule_ack_mismatched(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (!a->other_ack.seen || !GUARD(!a->ack.seen) || !GUARD(a->request_complete)
            || !GUARD(a->response_complete) || !ack_differs(a)) {
            continue;
        }
        finding->confidence = CONFIDENCE_CERTAIN;
        evidence_say(view, finding, "%s: ACK with the CSeq number of %s, but another%s%s%s",
            frame_text(view, a->other_ack), frame_text(view, a->response),
            a->other_ack_differs & ACK_OTHER_BRANCH ? " Via branch" : "",
            a->other_ack_differs & ACK_OTHER_FROM_TAG ? " From tag" : "",
            a->other_ack_differs & ACK_OTHER_TO_TAG ? " To tag" : "");
        return true;
    }
    return false;
}

/* One exchange without its request may have begun before the capture. */
#define EXCHANGES_ONE_WAY 2

bool rule_capture_one_way(const view_t *view, finding_t *finding)
{
    const pair_t *pair = view->exchange->pair;

    if (!pair || !GUARD(pair->exchanges >= EXCHANGES_ONE_WAY) || !GUARD(pair->requests == 0)) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_answer(view, finding, view->last);
    evidence_say(view, finding, "%u requests of %s answered by %s, none of them in the capture", pair->exchanges,
        endpoint_text(view->scope, &view->exchange->client), endpoint_text(view->scope, &view->exchange->server_end));
    return true;
}
