/* tally.c
 * Counts over many exchanges.
 *
 * Each exchange costs a constant here: users of a host and of a surge are told apart in tables of fixed size.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "tally.h"

#include "facts.h"
#include "hash.h"

/* Users of one source are counted over so long. */
#define USERS_WINDOW (INT64_C(60) * 1000000000)

struct recent_user {
    uint64_t user;
    int64_t time;
};

struct tally {
    wmem_allocator_t *scope;
    objects_t *objects;
    sightings_t *sightings;
    bool watching;              /* some login was refused often enough to be shut out */
};

tally_t *tally_new(wmem_allocator_t *scope, objects_t *objects, sightings_t *sightings)
{
    tally_t *tally = wmem_new0(scope, tally_t);

    tally->scope = scope;
    tally->objects = objects;
    tally->sightings = sightings;
    return tally;
}

/* ---- sources ---- */

/* Room for one user more; most hosts have one and need no table. */
static void make_room(tally_t *tally, source_t *source)
{
    if (source->recent_count == source->recent_room && source->recent_room < SOURCE_MAX_USERS) {
        source->recent_room = source->recent_room ? SOURCE_MAX_USERS : 1;
        source->recent = (struct recent_user *)wmem_realloc(tally->scope, source->recent,
            source->recent_room * sizeof *source->recent);
    }
}

/* How many distinct users came in the last minute, this one included. */
static unsigned count_users(tally_t *tally, source_t *source, uint64_t user, int64_t now)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < source->recent_count; i++) {
        if (source->recent[i].user != user && now - source->recent[i].time <= USERS_WINDOW) {
            source->recent[kept++] = source->recent[i];
        }
    }
    source->recent_count = kept;
    make_room(tally, source);
    if (kept < source->recent_room) {
        source->recent[source->recent_count++] = (struct recent_user){ user, now };
    }
    return source->recent_count;
}

static void count_source(tally_t *tally, const exchange_t *exchange, bool new_user, uint64_t user, sighting_t at)
{
    source_t *source = exchange->origin;

    if (source->registrations++ == 0) {
        source->port = exchange->client.port;
    }
    source->several_ports |= source->port != exchange->client.port;
    source->users += new_user;
    /* A crowd is one whether it grows or not. */
    if (source->most_users < SOURCE_MAX_USERS) {
        source->most_users = MAX(source->most_users, count_users(tally, source, user, at.time));
    }
    if (!source->crowd.seen && source->most_users >= SOURCE_CROWD) {
        sightings_place(tally->sightings, &source->crowd, at);
    }
}

static void set_standing(exchange_t *exchange, standing_t standing)
{
    if (exchange->surge) {
        exchange->origin->standing[exchange->standing]--;
        exchange->origin->standing[standing]++;
        exchange->standing = standing;
    }
}

/* ---- registrars ---- */

static bool new_user(surge_t *surge, registry_t *registry, uint64_t user)
{
    for (unsigned i = 0; i < surge->users; i++) {
        if (registry->users[i] == user) {
            return false;
        }
    }
    registry->users[surge->users++] = user;
    return true;
}

static registry_t *registry_of(tally_t *tally, host_t *server)
{
    if (!server->registry) {
        server->registry = wmem_new0(tally->scope, registry_t);
    }
    return server->registry;
}

static void count_surge(tally_t *tally, exchange_t *exchange, uint64_t user, sighting_t at)
{
    registry_t *registry = registry_of(tally, parties_of_login(exchange->login)->link->to);
    surge_t *surge = registry->latest;

    if (registry->exchanges++ == 0) {
        registry->begin = at.time;
    }
    if (!surge || at.time - surge->begin > SURGE_LENGTH) {
        surge = (surge_t *)objects_add(tally->objects, sizeof *surge);
        surge->begin = at.time;
        surge->registry = registry;
        registry->latest = surge;
    }
    exchange->surge = surge;
    surge->exchanges++;
    if (surge->users == SURGE_USERS) {
        registry->surge_exchanges++;
    } else if (new_user(surge, registry, user) && surge->users == SURGE_USERS) {
        sightings_place(tally->sightings, &surge->crowd, at);
        registry->surges++;
        registry->surge_exchanges += surge->exchanges;
    }
}

/* ---- logins ---- */

static void count_pause(login_t *login, int64_t begun)
{
    int64_t pause = begun - login->begun;

    if (login->exchanges == 1) {
        login->shortest_pause = login->longest_pause = pause;
    } else if (login->exchanges > 1) {
        login->shortest_pause = MIN(login->shortest_pause, pause);
        login->longest_pause = MAX(login->longest_pause, pause);
    }
    login->begun = begun;
}

void tally_began(tally_t *tally, exchange_t *exchange, sighting_t at)
{
    login_t *login = exchange->login;
    const attempt_t *first = exchange->first;

    if (g_strcmp0(exchange->method, "REGISTER") == 0) {
        uint64_t user = parties_of_login(login)->name;

        count_source(tally, exchange, login->exchanges == 0, user, at);
        count_surge(tally, exchange, user, at);
        exchange->origin->standing[STANDING_NONE]++;
    }
    count_pause(login, first->request.seen ? first->request.time : at.time);
    login->exchanges++;
    login->tried |= attempt_has_credentials(first);
}

void tally_retried(exchange_t *exchange)
{
    exchange->login->tried = true;
    if (exchange->standing == STANDING_ASKED) {
        set_standing(exchange, STANDING_TRIED);
    }
}

/* What these credentials had to answer, so that another answer to the same is another password; 0 where
 * something else goes into the answer that does not stand beside it. */
static uint64_t question_of(const exchange_t *exchange, const credentials_t *c)
{
    const char *const parts[] = { exchange->method, c->username, c->realm, c->uri, c->algorithm, c->qop, c->nc, c->cnonce };
    bool session = c->algorithm && g_str_has_suffix(c->algorithm, "-sess");
    bool aka = c->algorithm && g_ascii_strncasecmp(c->algorithm, "AKA", 3) == 0;
    uint64_t hash = hash_number(HASH_START, c->nonce_hash);

    if (!c->response || !c->nonce_hash || c->has_auts || aka || ((c->qop || session) && (!c->cnonce || !c->nc))
        || (c->qop && g_ascii_strcasecmp(c->qop, "auth") != 0)) {
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        size_t len = parts[i] ? strlen(parts[i]) : 0;
        if (len > FACTS_MAX_TEXT) {
            return 0;
        }
        hash = hash_span(hash, (span_t){ parts[i], len });
    }
    return hash;
}

static const credentials_t *refused_credentials(const attempt_t *attempt)
{
    for (const challenge_t *challenge = attempt->challenges; challenge; challenge = challenge->next) {
        const credentials_t *c = attempt_credentials_for(attempt, challenge);
        if (c) {
            return c;
        }
    }
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable) {
            return c;
        }
    }
    return NULL;
}

/* Does this answer show that another password was tried than the time before? */
static bool another_password(login_t *login, const attempt_t *attempt)
{
    const credentials_t *c = refused_credentials(attempt);
    uint64_t question = c ? question_of(attempt->exchange, c) : 0;
    uint64_t answer = hash_span(HASH_START, (span_t){ c ? c->response : NULL, c && c->response ? strlen(c->response) : 0 });
    bool another = question && question == login->question && answer != login->answer;

    login->question = question;
    login->answer = answer;
    return another;
}

static void count_refusal(tally_t *tally, refusals_t *refusals, const exchange_t *exchange, bool another, sighting_t at)
{
    refusals->exchanges += refusals->latest != exchange->number + 1;
    refusals->latest = exchange->number + 1;
    refusals->passwords += another;
    if (refusals->refusals++ == 0) {
        sightings_place(tally->sightings, &refusals->first, at);
    }
    sightings_place(tally->sightings, &refusals->last, at);
}

static void count_refused(tally_t *tally, attempt_t *attempt, uint64_t origin, sighting_t at)
{
    exchange_t *exchange = attempt->exchange;
    login_t *login = exchange->login;

    if (!login->run) {
        login->run = (refusals_t *)objects_add(tally->objects, sizeof *login->run);
        login->burst = NULL;
        login->origin = 0;
    }
    if (login->origin != origin) {
        bool another = another_password(login, attempt);
        if (!login->burst || at.time - login->burst->last.time > BURST_PAUSE) {
            login->burst = (refusals_t *)objects_add(tally->objects, sizeof *login->burst);
        }
        count_refusal(tally, login->run, exchange, another, at);
        count_refusal(tally, login->burst, exchange, another, at);
        login->origin = origin;
        login->stale = 0;
    }
    exchange->run = login->run;
    exchange->burst = login->burst;
    tally->watching |= login->run->refusals >= LOGIN_BAN_REFUSALS;
}

static void count_accepted(tally_t *tally, login_t *login, sighting_t at)
{
    if (!login->accepted.seen) {
        sightings_place(tally->sightings, &login->accepted, at);
    }
    sightings_place(tally->sightings, &login->accepted_last, at);
    login->run = NULL;
    login->stale = 0;
}

/* Did the server just give the nonce that it now calls stale? */
static bool stale_at_once(const attempt_t *attempt)
{
    const credentials_t *c = refused_credentials(attempt);

    return attempt_step(attempt) == STEP_STALE && c
        && (c->nonce_origin == NONCE_OF_CHALLENGE || c->nonce_origin == NONCE_CONCURRENT);
}

static uint32_t count_challenged(attempt_t *attempt)
{
    exchange_t *exchange = attempt->exchange;
    login_t *login = exchange->login;

    login->stale += stale_at_once(attempt);
    attempt->stale_in_a_row = login->stale;
    if (attempt->number > 1) {
        set_standing(exchange, exchange->standing == STANDING_REFUSED ? STANDING_REFUSED : STANDING_TRIED);
        return 0;
    }
    set_standing(exchange, STANDING_ASKED);
    if (!attempt->request_complete || attempt_has_credentials(attempt)) {
        return 0;
    }
    uint32_t before = login->asked;
    login->asked = exchange->number + 1;
    return before;
}

static void count_success(tally_t *tally, const attempt_t *attempt, sighting_t at)
{
    exchange_t *exchange = attempt->exchange;

    count_accepted(tally, exchange->login, at);
    exchange->origin->let_in++;
    if (exchange->surge) {
        exchange->surge->accepted++;
    }
}

static void count_end(tally_t *tally, const attempt_t *attempt, sighting_t at)
{
    exchange_t *exchange = attempt->exchange;

    set_standing(exchange, STANDING_ENDED);
    if (attempt->status < 300) {
        count_success(tally, attempt, at);
    } else if (attempt->status != 403 && (attempt->status < 500 || attempt->status >= 600)) {
        /* Whatever is wrong, it is not the credentials; a server in trouble (5xx) has not looked at them. */
        exchange->login->run = NULL;
    }
}

uint32_t tally_answered(tally_t *tally, attempt_t *attempt, uint64_t origin, sighting_t at)
{
    exchange_t *exchange = attempt->exchange;
    login_t *login = exchange->login;
    bool refused = attempt->status == 403 || attempt_step(attempt) == STEP_REFUSED;

    attempt->login_refused = login->run ? login->run->refusals : 0;
    if (login->run) {
        sightings_place(tally->sightings, &attempt->login_refused_last, login->run->last);
    }
    if (refused && (attempt_has_credentials(attempt) || attempt_challenged(attempt))) {
        if (attempt_has_credentials(attempt)) {
            count_refused(tally, attempt, origin, at);
        }
        set_standing(exchange, STANDING_REFUSED);
    } else if (attempt_challenged(attempt)) {
        return count_challenged(attempt);
    } else {
        count_end(tally, attempt, at);
    }
    return 0;
}

void tally_accepted_after(tally_t *tally, const attempt_t *attempt, sighting_t at)
{
    if (attempt->exchange->last == attempt) {
        set_standing(attempt->exchange, STANDING_ENDED);
    }
    count_success(tally, attempt, at);
}

void tally_let_in(tally_t *tally, host_t *client, login_t *login, span_t method, sighting_t at)
{
    if (!span_equal(method, SPAN_LITERAL("OPTIONS"))) {
        client->source.let_in++;
    }
    if (login) {
        count_accepted(tally, login, at);
    }
}

/* ---- requests that nobody answers ---- */

bool tally_watches(const tally_t *tally)
{
    return tally->watching;
}

void tally_request(tally_t *tally, login_t *login, sighting_t at)
{
    if (login && login->run && login->run->refusals >= LOGIN_BAN_REFUSALS && login->unanswered++ == 0) {
        sightings_place(tally->sightings, &login->unanswered_first, at);
    }
}

void tally_response(login_t *login)
{
    if (login) {
        login->unanswered = 0;
    }
}
