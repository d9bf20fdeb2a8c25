/* lessons.c
 * What a message teaches beyond its own exchange: of users, accounts, hosts and nonces.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "lessons.h"

#include "faults.h"

#define MUTATION_BASE 1600
#include "mutation.h"

/* A registration that is over is not abandoned by the next one; which one of its user goes on is kept. */
void lessons_registering(tracker_t *tracker, const exchange_t *exchange, bool goes_on)
{
    host_t *host = parties_of_login(exchange->login)->link->from;
    uint32_t number = exchange->number + 1;
    user_t *user;

    if (!exchange->to_user || g_strcmp0(exchange->method, "REGISTER") != 0) {
        return;
    }
    user = parties_user(tracker->parties, host, exchange->to_user);
    if (goes_on) {
        host->registering += user->registering == 0;
        user->registering = number;
    } else if (user->registering == number) {
        host->registering--;
        user->registering = 0;
    }
}

/* What the client is able to answer. */
void lessons_of_ability(host_t *client, const credentials_t *credentials)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        client->source.answers_beyond_md5 |= c->usable && !algorithm_is_md5(c->algorithm);
        client->source.answers_auth_int |= c->usable && c->qop && g_ascii_strcasecmp(c->qop, "auth-int") == 0;
    }
}

/* The same message on its way over another hop uses its nonce only once. */
void lessons_count_nonces(tracker_t *tracker, uint64_t origin, sighting_t on_other_hop, sighting_t request,
    credentials_t *credentials)
{
    if (on_other_hop.seen) {
        return;
    }
    for (credentials_t *c = credentials; c; c = c->next) {
        nonces_used(tracker->nonces, c, origin, request);
    }
}

/* AUTS: how many its user has sent in a row. On other hops it is the same AUTS. */
static void learn_resync(tracker_t *tracker, attempt_t *attempt, const credentials_t *credentials, uint64_t origin)
{
    account_t *account = parties_account(tracker->parties, credentials);
    bool again;

    /* AUTS in credentials of another scheme is no answer. */
    if (!account) {
        return;
    }
    again = account->resync_last.seen && account->resync_origin == origin;
    /* Both legs of a B2BUA carry the same answer to the same challenge. */
    again |= account->resync_last.seen && account->resync_nonce == credentials->nonce_hash
        && (!attempt->previous || !attempt_reports_sync_failure(attempt->previous));
    if (!again) {
        if (account->resyncs_in_a_row++ > 0) {
            sight(tracker, &attempt->resync_before, account->resync_last);
        }
        account->resync_origin = origin;
        account->resync_nonce = credentials->nonce_hash;
        sight(tracker, &account->resync_last, attempt->request);
    }
    attempt->resyncs = account->resyncs_in_a_row;
}

void lessons_of_answering(tracker_t *tracker, user_t *user, const credentials_t *credentials, sighting_t at)
{
    for (const credentials_t *c = credentials; c && user; c = c->next) {
        ability_t *ability = &user->ability;
        unsigned place = ability->at[0].seen && g_strcmp0(ability->realm[0], c->realm) != 0 ? 1 : 0;

        if (c->usable) {
            ability->realm[place] = c->realm;
            sightings_place(tracker->sightings, &ability->at[place], at);
        }
    }
}

void lessons_of_credentials(tracker_t *tracker, attempt_t *attempt, uint64_t origin)
{
    if (!attempt->credentials) {
        return;
    }
    retry_match_nonces(attempt, tracker->nonces, tracker->store, tracker->sightings);
    lessons_count_nonces(tracker, origin, attempt->request_other_hop, attempt->request, attempt->credentials);
    lessons_of_ability(parties_host(tracker->parties, &attempt->source), attempt->credentials);
    lessons_of_answering(tracker, parties_of_login(attempt->exchange->login)->user, attempt->credentials,
        attempt->request);
    for (credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->has_auts && !attempt->resyncs) {
            learn_resync(tracker, attempt, c, origin);
        }
        if (!attempt->account) {
            attempt->account = parties_account(tracker->parties, c);
        }
    }
}

/* Identities are not this long; whoever sends longer ones wants the search for them to take long. */
#define LONGEST_IDENTITY 255

/* What a registrar says of a user whom it has just registered: is it one of the identities that may be used
 * (3GPP TS 24.229 section 5.1.2A.1.1)? Only where all lines of the header were kept. */
static bool is_left_out(const sip_message_t *message)
{
    span_t user = sip_uri_user(message->to_uri);

    if (!span_present(user) || user.len > LONGEST_IDENTITY || !span_present(message->p_associated_uri[0])
        || span_present(message->p_associated_uri[SIP_MAX_LINES - 1])) {
        return false;
    }
    for (unsigned i = 0; i < SIP_MAX_LINES && span_present(message->p_associated_uri[i]); i++) {
        if (span_find(message->p_associated_uri[i], user)) {
            return false;
        }
    }
    return true;
}

static void keep_registration(tracker_t *tracker, host_t *client, sip_message_t *message, sighting_t at)
{
    keep_t keep = { &tracker->scratch, tracker->texts };
    user_t *user;

    sip_message_read(message);
    user = parties_user(tracker->parties, client, facts_kept(&keep, sip_uri_user(message->to_uri)));
    sightings_place_first(tracker->sightings, &user->registered, at);
    if (is_left_out(message)) {
        sight(tracker, &user->not_associated, at);
    }
}

static void note_server(account_t *account, const host_t *server)
{
    size_t i = 0;

    while (i < G_N_ELEMENTS(account->accepted_by) && account->accepted_by[i] && account->accepted_by[i] != server) {
        i++;
    }
    if (i < G_N_ELEMENTS(account->accepted_by)) {
        account->accepted_by[i] = server;
    }
}

static void keep_accepted(tracker_t *tracker, const credentials_t *c, host_t *server, bool secure, sighting_t at)
{
    nonce_t *nonce = nonces_get(tracker->nonces, c->nonce_hash);
    account_t *account = parties_account(tracker->parties, c);

    if (nonce) {
        server->habits.takes_nonces_again |= nonce->accepted.seen;
        sightings_place_first(tracker->sightings, &nonce->accepted, at);
    }
    sightings_place_first(tracker->sightings, &account->accepted, at);
    note_server(account, server);
    sightings_place_first(tracker->sightings, secure ? &account->accepted_secure : &account->accepted_clear, at);
    sight(tracker, &account->accepted_last, at);
    account->resyncs_in_a_row = 0;
}

/* Credentials that were accepted are those of their accounts. */
void lessons_of_accepted(tracker_t *tracker, const attempt_t *attempt)
{
    attempt_ref_t ref = { attempt->exchange->number, (uint16_t)attempt->number };

    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        account_t *account = parties_account(tracker->parties, c);

        if (account && !account->accepted_with.attempt) {
            account->accepted_with = ref;
        }
    }
}

static bool is_secure(transport_t transport)
{
    return transport == TRANSPORT_TLS || transport == TRANSPORT_WSS;
}

/* A 2xx: what it teaches for later. */
void lessons_of_success(tracker_t *tracker, const way_t *way, sip_message_t *message, const credentials_t *credentials,
    sighting_t at)
{
    span_t method = message->cseq_method;

    for (const credentials_t *c = credentials; c; c = c->next) {
        if (c->usable) {
            keep_accepted(tracker, c, parties_host(tracker->parties, way->destination), is_secure(way->transport), at);
        }
    }
    if (span_equal(method, SPAN_LITERAL("INVITE"))) {
        sightings_place_first(tracker->sightings, &parties_host(tracker->parties, way->source)->caller_accepted, at);
        if (credentials) {
            sip_message_read(message);
            nonces_dialog_accepted(tracker->nonces, message, credentials, at);
        }
    } else if (span_equal(method, SPAN_LITERAL("REGISTER"))) {
        keep_registration(tracker, parties_host(tracker->parties, way->source), message, at);
    }
    if (message->auth_kept) {
        uint64_t nextnonce = facts_nextnonce(message);

        nonces_issued(tracker->nonces, nextnonce, at, (attempt_ref_t){ 0 }, parties_host(tracker->parties, way->source));
        for (const credentials_t *c = nextnonce ? credentials : NULL; c; c = c->next) {
            nonces_session_continues(tracker->nonces, c, nextnonce);
        }
    }
}

/* A server that lets a count pass twice does not refuse for it elsewhere. A CANCEL is never asked for
 * credentials (RFC 3261 section 22.1) and shows nothing. */
void lessons_of_replays(host_t *server, span_t method, const credentials_t *credentials)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        if (credentials_nc_repeats(c) && !span_equal(method, SPAN_LITERAL("CANCEL"))) {
            cause_set_add(&server->habits.accepted_faults, CAUSE_NC_REPLAYED);
        }
    }
}

void lessons_of_nonces(tracker_t *tracker, const attempt_t *attempt, sighting_t at)
{
    host_t *client = parties_host(tracker->parties, &attempt->source);

    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->at.frame == at.frame) {
            nonces_issued(tracker->nonces, c->nonce_hash, at,
                (attempt_ref_t){ attempt->exchange->number, (uint16_t)attempt->number }, client);
        }
    }
}

/* Were these credentials what the request was asked for? Where nobody asked, all are. */
static bool is_asked_for(const attempt_t *attempt, const credentials_t *credentials)
{
    const attempt_t *before = attempt->previous;
    bool any = false;

    for (const challenge_t *c = before ? before->challenges : NULL; c; c = c->next) {
        const credentials_t *sent = attempt_credentials_for(attempt, c);

        if (sent == credentials) {
            return true;
        }
        any |= sent != NULL;
    }
    return !any;
}

static bool was_accepted_by(const account_t *account, const host_t *server)
{
    for (size_t i = 0; i < G_N_ELEMENTS(account->accepted_by); i++) {
        if (account->accepted_by[i] == server) {
            return true;
        }
    }
    return false;
}

/* Had all that it was asked for been accepted by this server before? Realms of one name may be of several servers. */
static void learn_accounts(tracker_t *tracker, attempt_t *attempt)
{
    const host_t *server = parties_host(tracker->parties, &attempt->destination);
    sighting_t accepted = { 0 };

    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        const account_t *account = parties_known_account(tracker->parties, c);

        if (!c->usable || !GUARD(is_asked_for(attempt, c))) {
            continue;
        }
        if (!account || !account->accepted.seen || !GUARD(was_accepted_by(account, server))) {
            return;
        }
        accepted = account->accepted;
    }
    sight(tracker, &attempt->account_accepted, accepted);
}

void lessons_of_history(tracker_t *tracker, attempt_t *attempt, const sip_message_t *response, sighting_t at)
{
    const exchange_t *exchange = attempt->exchange;
    host_t *client = parties_host(tracker->parties, &attempt->source);
    link_t *link = parties_link(tracker->parties, client, parties_host(tracker->parties, &attempt->destination));
    party_t *from = parties_party(tracker->parties, link, exchange->from_user);

    learn_accounts(tracker, attempt);
    sight(tracker, &attempt->source_accepted, client->caller_accepted);
    sight(tracker, &attempt->user_registered, from->user->registered);
    sight(tracker, &attempt->user_not_associated, from->user->not_associated);
    sight(tracker, &attempt->register_failed, from->register_failed);
    if (attempt->status >= 300 && g_strcmp0(exchange->method, "REGISTER") == 0) {
        party_t *to = exchange->to_user == exchange->from_user
            ? from : parties_party(tracker->parties, link, exchange->to_user);
        sight(tracker, &to->register_failed, at);
    }
    if (attempt_challenged(attempt)) {
        sight(tracker, &attempt->dialog_accepted,
            nonces_dialog_accepted_at(tracker->nonces, response, attempt->challenges));
    }
}

void lessons_watch_for_retry(tracker_t *tracker, const attempt_t *attempt)
{
    exchange_t *exchange = attempt->exchange;
    const party_t *party = parties_of_login(exchange->login);
    link_t *link = party->link;
    const char *announced = exchange->last->security_server;

    if (!exchange->client_port_peer) {
        exchange->client_port_peer = parties_port_peer(tracker->parties, &exchange->client);
        exchange->client_user_peer = exchange->from_user
            ? parties_user_peer(tracker->parties, link->from, exchange->from_user) : NULL;
        exchange->server_peer = parties_port_peer(tracker->parties, &attempt->response_source);
    }
    exchange->from_client = signs_await(tracker->signs, link, announced, exchange->from_client);
    exchange->to_client = signs_await(tracker->signs, parties_link(tracker->parties, link->to, link->from), announced,
        exchange->to_client);
    lessons_registering(tracker, exchange, true);
}

/* What the server put up with here is no reason for a refusal elsewhere. */
void lessons_of_habits(attempt_t *attempt)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = retry_faults(attempt, faults);
    cause_set_t *accepted = &attempt->exchange->habits->accepted_faults;

    for (unsigned i = 0; i < count; i++) {
        cause_set_add(accepted, faults[i]);
    }
    if (retry_moved(attempt) != CAUSE_NONE) {
        cause_set_add(accepted, retry_moved(attempt));
    }
}

static bool share_realm(const attempt_t *a, const attempt_t *b)
{
    for (const challenge_t *c = a->challenges; c; c = c->next) {
        if (attempt_asks_realm(b, c->realm)) {
            return true;
        }
    }
    return false;
}

/* The realm of an attempt that asks for one alone, as a number; 0 for others. */
static uint32_t only_realm(const attempt_t *attempt)
{
    const challenge_t *c = attempt->challenges;

    return c && !c->next ? texts_id(c->realm) : 0;
}

/* Where the same login was asked for other realms before, how that went is of interest. */
void lessons_compare_realms(tracker_t *tracker, exchange_t *exchange, uint32_t before)
{
    uint32_t realm = only_realm(exchange->first), asked = exchange->login->asked_realm;
    const exchange_t *earlier;

    if (exchange->login->asked == exchange->number + 1) {
        exchange->login->asked_realm = realm;
    }
    /* Nearly all ask for the same one. */
    if (!before || (realm && realm == asked)) {
        return;
    }
    earlier = exchange_store_read(tracker->store, before - 1);

    if (earlier->first->challenges && exchange->first->challenges
        && GUARD(!share_realm(earlier->first, exchange->first))) {
        keep_t keep = keep_of(tracker, exchange);
        exchange_t *copy = exchange_store_copy(tracker->store, before - 1, keep.arena);
        /* No chain of what went before. */
        copy->asked_before = NULL;
        exchange->asked_before = copy;
    }
}
