/* rules_pattern.c
 * Group G of the catalogue: patterns over many exchanges, and side remarks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "products.h"
#include "rule_list.h"

#define MUTATION_BASE 1000
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* ---- scans and guesses ---- */

/* After so long without a success, those whom nobody answered will not succeed any more. */
#define CROWD_SETTLES SECONDS(10)
/* Clients that fail come back within so long; scanners go on to the next user. */
#define CLIENTS_RETURN SECONDS(60)
/* Lines that a gateway seldom has, and searches soon come to. */
#define MANY_USERS 50
/* Users of one host that make somebody who only may be a scanner one. */
#define SUSPECT_USERS 3
/* Refusals of one user, at a machine's pace, that are no person and no phone. */
#define GUESSES 10
#define GUESS_PACE SECONDS(2)
/* Passwords that are proven to differ from the one before; a phone may know two. */
#define GUESS_PASSWORDS 3

static bool none_succeeds(const source_t *source)
{
    return GUARD(source->let_in == 0);
}

static bool nearly_all_fail(const source_t *source)
{
    unsigned failed = source->standing[STANDING_ASKED] + source->standing[STANDING_REFUSED];

    return GUARD(failed * 10 >= source->registrations * 9);
}

/* Could any client answer the last challenge? Where not, silence has a reason of its own. */
static bool anybody_could_answer(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->is_digest && c->realm && c->nonce && (!c->algorithm || g_ascii_strcasecmp(c->algorithm, "MD5") == 0)
            && (c->header == AUTH_WWW_AUTHENTICATE) == (attempt->status == 401)) {
            return true;
        }
    }
    return false;
}

/* Many users of one host within a minute, of whom none gets in. */
static bool tries_many_users(const view_t *view)
{
    const exchange_t *exchange = view->exchange;
    const source_t *source = exchange->origin;

    if (!GUARD(source->crowd.seen) || !none_succeeds(source) || !nearly_all_fail(source)
        || !GUARD(g_strcmp0(exchange->method, "REGISTER") == 0)) {
        return false;
    }
    /* Behind a proxy or a core the host is no client, and its users are many by nature. */
    return GUARD(exchange->via_count <= 1) && GUARD(!exchange->from_core)
        && GUARD(view->context->complete) && GUARD(view->context->end - source->crowd.time >= CROWD_SETTLES)
        && GUARD(!attempt_challenged(view->last) || anybody_could_answer(view->last));
}

/* Time enough for clients whose credentials were refused to come back; who has none at all may not come again. */
static bool nobody_comes_back(const view_t *view)
{
    const source_t *source = view->exchange->origin;
    bool refused = source->standing[STANDING_REFUSED] * 10 > source->registrations;

    return GUARD(source->registrations <= source->users + source->users / 10)
        && (GUARD(!refused) || GUARD(view->context->end - source->crowd.time >= CLIENTS_RETURN));
}

/* A site behind one address, or an exchange with many numbers, looks the same while all its logins fail. What
 * tells it: ports of its own for each phone, clients that come back, a name that is known, a fault or a lost
 * answer that explains the failure. */
static bool is_no_site(const view_t *view)
{
    const exchange_t *exchange = view->exchange;

    return GUARD(exchange->first->request.seen) && GUARD(!exchange->origin->several_ports)
        && GUARD(product_of_client(exchange) == PRODUCT_UNKNOWN)
        && nobody_comes_back(view) && GUARD(exchange->first->request_copies == 0) && GUARD(!view->faulty_refusal);
}

/* Most of its logins bring credentials that are refused: whoever searches for accounts has none to bring. */
static bool brings_credentials(const source_t *source)
{
    return GUARD(source->standing[STANDING_REFUSED] * 2 > source->registrations);
}

/* What a crowd alone says: a gateway whose accounts all fail looks the same, all the more where it has some. */
static void judge_crowd(const view_t *view, finding_t *finding)
{
    const source_t *source = view->exchange->origin;

    finding->minor |= brings_credentials(source);
    finding->confidence = GUARD(source->users >= MANY_USERS) && !finding->minor ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    evidence_say(view, finding, "a gateway, PBX or SBC whose accounts all fail looks the same; who owns the address would tell");
}

/* One user, many answers at a machine's pace, some of which are proven to come from different passwords. Answers
 * to different nonces prove nothing, and then a phone that repeats one wrong password looks the same. */
static const refusals_t *guesses(const view_t *view)
{
    const refusals_t *burst = view->exchange->burst;

    return burst && GUARD(burst->refusals >= GUESSES) && GUARD(burst->passwords >= GUESS_PASSWORDS)
        && GUARD(burst->last.time - burst->first.time <= GUESS_PACE * burst->refusals) ? burst : NULL;
}

static bool is_a_tool(const view_t *view)
{
    const source_t *source = view->exchange->origin;

    return GUARD(product_client_scans(view->exchange)) || (GUARD(source->most_users >= SUSPECT_USERS)
        && GUARD(product_client_may_scan(view->exchange)) && none_succeeds(source));
}

static void say_crowd(const view_t *view, finding_t *finding)
{
    const source_t *source = view->exchange->origin;

    evidence_say(view, finding, "%s: the %uth user that %s wants to register within a minute",
        frame_text(view, source->crowd), SOURCE_CROWD, endpoint_text(view->scope, &view->exchange->client));
    evidence_say(view, finding, "registrations from there: %u; refused: %u; challenged and given up: %u; requests accepted: none",
        source->registrations, source->standing[STANDING_REFUSED], source->standing[STANDING_ASKED]);
}

static void say_guesses(const view_t *view, finding_t *finding, const refusals_t *burst)
{
    evidence_say(view, finding, "%s to %s: this user was refused %u times within %s",
        frame_text(view, burst->first), frame_text(view, burst->last), burst->refusals,
        duration_text(view->scope, burst->last.time - burst->first.time));
    evidence_say(view, finding,
        "%u times the response differs from the one before though all that it is made of stands there unchanged: another password",
        burst->passwords);
}

bool rule_brute_force_scan(const view_t *view, finding_t *finding)
{
    const refusals_t *burst = guesses(view);
    bool good = view_good_end(view), tool, crowd;

    /* Beside a good end it is never the cause, and its words are looked for in vain. */
    if (good && view->context->only_cause) {
        return false;
    }
    tool = is_a_tool(view);
    crowd = tries_many_users(view) && is_no_site(view);
    if (!tool && !crowd && !burst) {
        return false;
    }
    finding->minor = good;
    finding->confidence = CONFIDENCE_LIKELY;
    if (tool) {
        evidence_say(view, finding, "%s: User-Agent \"%s\", a tool that finds and tries accounts",
            frame_text(view, view->exchange->first->request), view->exchange->user_agent);
    }
    if (crowd) {
        say_crowd(view, finding);
    }
    if (crowd && !tool && !burst) {
        judge_crowd(view, finding);
    }
    if (burst) {
        say_guesses(view, finding, burst);
    }
    evidence_of_exchange(view, finding);
    return true;
}

/* ---- bans ---- */

/* Requests, copies included, without an answer; the capture may lack the answer to a single one. */
#define SILENT_REQUESTS 3

/* Has the server its phrase from nowhere but the standard? A ban that says why is told by its phrase. */
static bool says_nothing_more(const attempt_t *attempt)
{
    return !attempt->reason_phrase || *attempt->reason_phrase == '\0'
        || g_ascii_strcasecmp(attempt->reason_phrase, "Forbidden") == 0;
}

static bool refused_unasked(const view_t *view)
{
    const attempt_t *last = view->last;

    return view->result == RESULT_FORBIDDEN && GUARD(!last->previous) && GUARD(last->request_complete)
        && GUARD(!attempt_has_credentials(last)) && GUARD(!last->provisional_18x.seen) && GUARD(!last->reason);
}

/* Since when the server, which refused this login often enough, does not answer it any more; NULL if it does. */
static const sighting_t *silent_since(const view_t *view)
{
    const exchange_t *exchange = view->exchange;
    const login_t *login = exchange->login;

    return exchange->run && exchange->run == login->run && GUARD(exchange->run->latest == exchange->number + 1)
        && GUARD(login->unanswered >= SILENT_REQUESTS) && GUARD(view->context->complete)
        && GUARD(view->context->end - login->unanswered_first.time >= view->context->retry_timeout)
        ? &login->unanswered_first : NULL;
}

static void say_refusals(const view_t *view, finding_t *finding, unsigned refusals, sighting_t last)
{
    evidence_say(view, finding, "%s: this user was refused from the same host before, %u times in a row",
        frame_text(view, last), refusals);
}

static bool shut_out_in_silence(const view_t *view, finding_t *finding)
{
    const sighting_t *since = silent_since(view);
    const peer_t *server = view->exchange->server_peer;

    if (!since) {
        return false;
    }
    bool alive = server && GUARD(server->last.seen && server->last.time > since->time);
    finding->confidence = alive ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    finding->minor = !alive || view->result != RESULT_UNANSWERED;
    say_refusals(view, finding, view->exchange->run->refusals, view->exchange->run->last);
    evidence_say(view, finding, "%s: from here on nothing of this user is answered any more (requests and copies: %u)",
        frame_text(view, *since), view->exchange->login->unanswered);
    if (alive) {
        evidence_say(view, finding, "%s: the server still speaks SIP", frame_text(view, server->last));
    } else {
        evidence_say(view, finding, "nothing else is seen of the server, so it may be down");
    }
    evidence_of_unreachable(view, finding, view->last);
    return true;
}

bool rule_banned_after_failures(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (!refused_unasked(view) || !GUARD(last->login_refused >= LOGIN_BAN_REFUSALS)) {
        return shut_out_in_silence(view, finding);
    }
    finding->confidence = CONFIDENCE_LIKELY;
    finding->minor = !GUARD(says_nothing_more(last));
    say_refusals(view, finding, last->login_refused, last->login_refused_last);
    evidence_of_answer(view, finding, last);
    evidence_say(view, finding, "no 401 or 407 before it this time");
    return true;
}

/* ---- side remarks ---- */

/* Requests of a monitor, and its shortest pause: what comes faster is something else. */
#define PROBES 3
#define PROBE_PAUSE SECONDS(1)

/* Does the request want nothing but an answer? A REGISTER without Contact registers nothing (RFC 3261 section 10.2.3). */
static bool only_asks(const view_t *view)
{
    const attempt_t *first = view->exchange->first;

    if (g_strcmp0(view->exchange->method, "OPTIONS") == 0) {
        return true;
    }
    return GUARD(g_strcmp0(view->exchange->method, "REGISTER") == 0) && GUARD(first->request_complete)
        && (GUARD(!first->contact) || GUARD(product_client_monitors(view->exchange)));
}

bool rule_tool_or_uptime_probe(const view_t *view, finding_t *finding)
{
    const login_t *login = view->exchange->login;

    if (view->result != RESULT_CHALLENGED || !only_asks(view) || !GUARD(login->exchanges >= PROBES)
        || !GUARD(!login->tried) || !GUARD(!login->accepted.seen) || !GUARD(login->shortest_pause >= PROBE_PAUSE)
        || !GUARD(login->longest_pause <= login->shortest_pause + login->shortest_pause / 4)) {
        return false;
    }
    finding->confidence = CONFIDENCE_POSSIBLE;
    evidence_say(view, finding, "%u times %s of this user from this host, %s apart or a little more, and no challenge ever answered",
        login->exchanges, view->exchange->method, duration_text(view->scope, login->shortest_pause));
    return true;
}

/* The rest of the capture that a surge is measured against, and how much more it must be. */
#define CALM_AT_LEAST SECONDS(60)
#define SURGE_FACTOR 5

/* Do far fewer register at the server while there is no surge? A large registrar has many at all times. */
static bool stands_out(const registry_t *registry, int64_t end)
{
    int64_t busy = registry->surges * SURGE_LENGTH;
    int64_t calm = end - registry->begin - busy;
    double calm_rate = (double)(registry->exchanges - registry->surge_exchanges) / (double)MAX(calm, 1);
    double busy_rate = (double)registry->surge_exchanges / (double)busy;

    return GUARD(calm >= CALM_AT_LEAST) && GUARD(busy_rate >= SURGE_FACTOR * calm_rate);
}

bool rule_register_storm(const view_t *view, finding_t *finding)
{
    const surge_t *surge = view->exchange->surge;

    if (!surge || !GUARD(surge->crowd.seen) || !GUARD(surge->accepted * 2 > surge->exchanges)
        || !stands_out(surge->registry, view->context->end)) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_say(view, finding, "%s: %u users within %s at this server; %s brought %u registrations, %u of them accepted",
        frame_text(view, surge->crowd), surge->users,
        duration_text(view->scope, surge->crowd.time - surge->begin), duration_text(view->scope, SURGE_LENGTH),
        surge->exchanges, surge->accepted);
    return true;
}
