/* retry_match.c
 * Finds the exchange that a request continues.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "retry_match.h"

#include "protected.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* A request without credentials is the retry to a challenge only as long as its client transaction could
 * have lived: Timer B or F, 64 * T1 (RFC 3261 section 17). Later it is a new start. */
#define BARE_RETRY_WINDOW SECONDS(32)
/* Keep-alive OPTIONS repeat every few seconds with one Call-ID; a retry follows at once. */
#define BARE_OPTIONS_WINDOW SECONDS(1)
/* Once its credentials were refused, a client that comes back without any after a pause starts anew. */
#define BARE_AFTER_REFUSAL_WINDOW SECONDS(4)
/* A client goes on only once it has an answer (RFC 3261 section 10.2.4 for REGISTER), so one that uses the same
 * nonce again after a retry without a captured answer got one. So soon it was another challenge with that
 * nonce; later the retry has passed, and this is a request of its own. */
#define UNSEEN_CHALLENGE_WINDOW SECONDS(4)
/* Exchanges of one Call-ID and method that may be open at a time: hops, and starts nobody finished. */
#define MAX_OPEN 16

struct open_exchanges {
    exchange_store_t *store;
    hash_map_t *by_call;    /* by Call-ID and method: number, plus 1, of the newest; older ones follow from it */
};

open_exchanges_t *open_exchanges_new(wmem_allocator_t *scope, hash_maps_t *maps, exchange_store_t *store)
{
    open_exchanges_t *open = wmem_new0(scope, open_exchanges_t);

    open->store = store;
    open->by_call = hash_map_new(maps);
    return open;
}

/* An exchange by its number plus 1; NULL for 0. */
static exchange_t *open_exchange(const open_exchanges_t *open, uint32_t link)
{
    return link ? exchange_store_live(open->store, link - 1, NULL) : NULL;
}

static exchange_t *first_open(const open_exchanges_t *open, uint64_t call_hash)
{
    return open_exchange(open, GPOINTER_TO_UINT(hash_map_get(open->by_call, call_hash)));
}

static exchange_t *next_open(const open_exchanges_t *open, const exchange_t *exchange)
{
    return open_exchange(open, exchange->older_open);
}

static exchange_t *open_of_call(const open_exchanges_t *open, span_t call_id, span_t method)
{
    return hash_map_empty(open->by_call) ? NULL : first_open(open, facts_call_hash(call_id, method));
}

void open_exchanges_add(open_exchanges_t *open, exchange_t *exchange)
{
    exchange_t *first = first_open(open, exchange->call_hash);
    unsigned count = 1;

    for (const exchange_t *x = first; x; x = next_open(open, x)) {
        if (x == exchange) {
            return;
        }
    }
    exchange->older_open = first ? first->number + 1 : 0;
    hash_map_put(open->by_call, exchange->call_hash, GUINT_TO_POINTER(exchange->number + 1));
    for (exchange_t *x = exchange; x; x = next_open(open, x)) {
        if (++count > MAX_OPEN) {
            x->older_open = 0;
        }
    }
}

void open_exchanges_remove(open_exchanges_t *open, exchange_t *exchange)
{
    exchange_t *first = first_open(open, exchange->call_hash);

    if (first == exchange) {
        hash_map_put(open->by_call, exchange->call_hash, GUINT_TO_POINTER(exchange->older_open));
    }
    for (exchange_t *x = first; x; x = next_open(open, x)) {
        if (x->older_open == exchange->number + 1) {
            x->older_open = exchange->older_open;
            break;
        }
    }
    exchange->older_open = 0;
}

static bool issued_by(const attempt_t *attempt, uint64_t nonce)
{
    for (const challenge_t *c = attempt->challenges; c && nonce; c = c->next) {
        if (c->nonce_hash == nonce) {
            return true;
        }
    }
    return false;
}

/* Whose nonce a request has. */
typedef enum {
    ECHO_NONE,
    ECHO_EARLIER,   /* of a challenge before the last one */
    ECHO_LAST
} echo_t;

static echo_t echo_of(const offer_t *offer, const exchange_t *exchange)
{
    echo_t echo = ECHO_NONE;

    for (unsigned i = 0; offer && i < offer->count; i++) {
        for (const attempt_t *a = exchange->last; a && echo != ECHO_LAST; a = a->previous) {
            if (issued_by(a, offer->of[i].nonce_hash)) {
                echo = a == exchange->last ? ECHO_LAST : ECHO_EARLIER;
            }
        }
    }
    return echo;
}

/* Does the attempt bring one of the offered nonces itself? */
static bool brings_nonce_of(const attempt_t *attempt, const offer_t *offer)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        for (unsigned i = 0; c->nonce_hash && i < offer->count; i++) {
            if (offer->of[i].nonce_hash == c->nonce_hash) {
                return true;
            }
        }
    }
    return false;
}

static bool offers_answer(const offer_t *offer)
{
    for (unsigned i = 0; offer && i < offer->count; i++) {
        if (offer->of[i].usable) {
            return true;
        }
    }
    return false;
}

/* How well a request's way fits the exchange's hop; 0 where neither host is the same. */
static int hop_fit(const exchange_t *exchange, const endpoint_t *client, const endpoint_t *server)
{
    bool same_client = endpoint_same_host(&exchange->client, client);
    bool same_server = endpoint_same_host(&exchange->server_end, server);

    return (same_client ? 4 : 0) + (same_server ? 4 : 0) + (same_client && exchange->client.port == client->port ? 1 : 0)
        + (same_server && exchange->server_end.port == server->port ? 2 : 0);
}

static bool same_text(const char *text, span_t span)
{
    return span_equal(span_of(text), span);
}

/* Methods of which a client sends one request after another without waiting for answers; others it does not
 * (RFC 3261 sections 10.2.4, 14.1, RFC 3903 section 4.1). */
static bool may_overlap(const exchange_t *exchange)
{
    static const char *const methods[] = { "INFO", "MESSAGE", "NOTIFY", "PRACK", "REFER", "UPDATE" };

    for (unsigned i = 0; i < G_N_ELEMENTS(methods); i++) {
        if (strcmp(exchange->method, methods[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int64_t bare_window(const exchange_t *exchange)
{
    return strcmp(exchange->method, "OPTIONS") == 0 ? BARE_OPTIONS_WINDOW : BARE_RETRY_WINDOW;
}

/* The time from which the client's waiting counts: the challenge, or the retry not yet answered. */
static int64_t waiting_since(const exchange_t *exchange)
{
    const attempt_t *last = exchange->last;

    return last->response.seen ? last->response.time : last->request.time;
}

/* Was the challenge answered inside IPsec? Then this is a registration of its own: the next one, or one after IPsec
 * was lost. */
static bool answered_in_ipsec(const exchange_t *exchange)
{
    return attempt_asks_aka(exchange->last) && protected_traffic(exchange, exchange->last).signs;
}

/* What is known of a request, and how it relates to one of the exchanges of its Call-ID. */
typedef struct {
    const packet_t *packet;
    const sip_message_t *message;
    const offer_t *offer;
    bool nonce_of_call;     /* its nonce was given in this Call-ID */
    bool nonce_unknown;     /* nobody is seen to have given its nonce */
} request_t;

/* Does its client still owe an answer? Where the retry itself was accepted, it may answer what a copy was asked only
 * before it learns that. */
static bool waits_for_retry(const exchange_t *exchange, const packet_t *packet)
{
    const attempt_t *last = exchange->last;

    return attempt_challenged(last)
        && (!attempt_overruled(last) || packet->time - last->accepted_after.time <= UNSEEN_CHALLENGE_WINDOW);
}

/* May this request, which echoes a nonce of the exchange, be the next attempt? */
static bool continues_echoing(const exchange_t *exchange, const request_t *request)
{
    const attempt_t *last = exchange->last;
    int64_t waited = request->packet->time - waiting_since(exchange);

    if (attempt_overruled(last)) {
        return waits_for_retry(exchange, request->packet);
    }
    if (attempt_challenged(last) && may_overlap(exchange)) {
        return waited <= BARE_RETRY_WINDOW;
    }
    if (attempt_challenged(last)) {
        return waited <= REG_AWAIT_AUTH || !answered_in_ipsec(exchange);
    }
    /* Some clients forget to count up the CSeq; in flight, the same CSeq is another hop's copy. */
    return request->message->cseq > last->cseq && !may_overlap(exchange) && waited <= UNSEEN_CHALLENGE_WINDOW;
}

static bool to_same_server(const exchange_t *exchange, const packet_t *packet)
{
    return endpoint_same_host(&exchange->server_end, &packet->destination)
        && exchange->server_end.port == packet->destination.port;
}

/* May this request without usable credentials be the next attempt? Where requests overlap it is the next one of
 * its own, unless it has the nonce, and so it is where it goes to another server. */
static bool continues_bare(const exchange_t *exchange, const request_t *request, echo_t echo)
{
    int64_t waited = request->packet->time - waiting_since(exchange);

    if ((may_overlap(exchange) && echo == ECHO_NONE) || !to_same_server(exchange, request->packet)
        || answered_in_ipsec(exchange)) {
        return false;
    }
    /* Of a request that was not captured nobody knows whether it had credentials. */
    if (attempt_has_credentials(exchange->last) || !exchange->last->request.seen) {
        return waited <= BARE_AFTER_REFUSAL_WINDOW;
    }
    return waited <= (request->offer ? BARE_RETRY_WINDOW : bare_window(exchange));
}

/* May this request with another nonce be the next attempt? Where requests overlap, it may be one of its own with the
 * nonce that the client has kept; a client that keeps the latest of a realm answers older challenges with it as well. */
static bool continues_otherwise(const exchange_t *exchange, const request_t *request)
{
    const attempt_t *last = exchange->last;
    int64_t waited = request->packet->time - waiting_since(exchange);

    /* A nonce from a challenge that is not in the capture answers that one, unless it comes at once. */
    if (waited > (request->nonce_unknown ? UNSEEN_CHALLENGE_WINDOW : BARE_RETRY_WINDOW)) {
        return false;
    }
    return !may_overlap(exchange) || request->nonce_of_call
        || (request->message->cseq == last->cseq + 1 && !brings_nonce_of(last, request->offer));
}

/* Several lines of one client may register under one Call-ID. */
static bool is_of_another(const exchange_t *exchange, const sip_message_t *message)
{
    return !same_text(exchange->from_user, sip_uri_user(message->from_uri))
        && !same_text(exchange->to_user, sip_uri_user(message->to_uri));
}

/* May this request of the same Call-ID and method be the next attempt? */
static bool continues_call(const exchange_t *exchange, const request_t *request, echo_t echo)
{
    const sip_message_t *message = request->message;
    const attempt_t *last = exchange->last;
    bool same_tag = last->from_tag_hash == facts_tag_hash(message->from_tag);
    bool at_once = same_tag && echo == ECHO_LAST && message->cseq == last->cseq + 1
        && request->packet->time - waiting_since(exchange) <= ANSWER_AT_ONCE;

    if (exchange->via_count != message->via_count || (!at_once && is_of_another(exchange, message))) {
        return false;
    }
    /* An empty response that echoes an AKA nonce answers it too (3GPP TS 24.229 section 5.1.1.5.3). */
    if (echo != ECHO_NONE && (offers_answer(request->offer) || attempt_asks_aka(last))) {
        return continues_echoing(exchange, request);
    }
    if (!attempt_challenged(last) || attempt_overruled(last) || message->cseq <= last->cseq || !same_tag
        || hop_fit(exchange, &request->packet->source, &request->packet->destination) == 0) {
        return false;
    }
    return offers_answer(request->offer) ? continues_otherwise(exchange, request) : continues_bare(exchange, request, echo);
}

/* Does the request continue an older exchange rather than the newer one, which fits as well? Challenges are
 * answered in their order, unless the client had already left the older one. */
static bool comes_first(const exchange_t *older, const exchange_t *newer)
{
    const attempt_t *a = older->last;
    const attempt_t *b = newer->last;

    if (!attempt_challenged(a) || !attempt_challenged(b)) {
        return attempt_challenged(a);
    }
    return may_overlap(older) && b->request.seen && b->request.time - a->response.time <= ANSWER_AT_ONCE;
}

/* The attempt that gave a nonce, by its rank among those; NULL where there are no more. */
static attempt_t *holder_of(const nonce_t *nonce, unsigned rank, exchange_store_t *store)
{
    attempt_ref_t ref = nonce_holder(nonce, rank);

    return ref.attempt ? retry_match_attempt(exchange_store_live(store, ref.exchange, NULL), ref.attempt) : NULL;
}

/* Was one of the offered nonces given in this Call-ID, to a request of the same method? */
static bool given_in_call(const nonces_t *nonces, exchange_store_t *store, const offer_t *offer, uint64_t call_hash)
{
    for (unsigned i = 0; offer && i < offer->count; i++) {
        const nonce_t *nonce = offer->of[i].nonce_hash ? nonces_get(nonces, offer->of[i].nonce_hash) : NULL;
        const attempt_t *holder;

        for (unsigned rank = 0; nonce && (holder = holder_of(nonce, rank, store)) != NULL; rank++) {
            if (holder->exchange->call_hash == call_hash) {
                return true;
            }
        }
    }
    return false;
}

/* Whose challenge a request answers is told by the nonce first, by its way second. */
#define FIT_OF_LAST_NONCE 16
#define FIT_OF_NONCE 2

static exchange_t *match_by_call(const open_exchanges_t *open, const nonces_t *nonces, const packet_t *packet,
    sip_message_t *message, const offer_t *offer)
{
    exchange_t *x = open_of_call(open, message->call_id, message->method);
    request_t request = { packet, message, offer, false, false };
    exchange_t *best = NULL;
    int best_fit = -1;

    if (x) {
        sip_message_read(message);
        request.nonce_unknown = offer && retry_match_unissued_nonce(nonces, offer) != 0;
        request.nonce_of_call = may_overlap(x) && given_in_call(nonces, open->store, offer, x->call_hash);
    }
    for (; x; x = next_open(open, x)) {
        echo_t echo = echo_of(offer, x);
        int fit = hop_fit(x, &packet->source, &packet->destination)
            + (echo == ECHO_LAST ? FIT_OF_LAST_NONCE : echo == ECHO_EARLIER ? FIT_OF_NONCE : 0);

        if ((fit > best_fit || (fit == best_fit && comes_first(x, best))) && continues_call(x, &request, echo)) {
            best = x;
            best_fit = fit;
        }
    }
    return best;
}

/* With another Call-ID the nonce alone is weak: parallel lines share it, and requests of other methods
 * use it unasked. The retry must come the same way, from the same user, for the same target. */
static bool continues_by_nonce(const attempt_t *holder, const packet_t *packet, sip_message_t *message)
{
    const exchange_t *exchange = holder->exchange;

    return !exchange->closed && exchange->last == holder && waits_for_retry(exchange, packet)
        && exchange->via_count == message->via_count && same_text(exchange->method, message->method)
        && endpoint_same_host(&exchange->client, &packet->source)
        && endpoint_same_host(&exchange->server_end, &packet->destination)
        && same_text(exchange->from_user, sip_uri_user(message->from_uri))
        && same_text(exchange->to_user, sip_uri_user(message->to_uri))
        && packet->time - holder->response.time <= BARE_RETRY_WINDOW;
}

static exchange_t *match_by_nonce(const open_exchanges_t *open, const nonces_t *nonces, const packet_t *packet,
    sip_message_t *message, const offer_t *offer)
{
    for (unsigned i = 0; i < offer->count; i++) {
        const nonce_t *nonce = nonces_get(nonces, offer->of[i].nonce_hash);
        const attempt_t *holder;

        if (nonce) {
            sip_message_read(message);
        }
        for (unsigned rank = 0; nonce && (holder = holder_of(nonce, rank, open->store)) != NULL; rank++) {
            if (continues_by_nonce(holder, packet, message)) {
                return holder->exchange;
            }
        }
    }
    return NULL;
}

exchange_t *retry_match_request(const open_exchanges_t *open, const nonces_t *nonces, const packet_t *packet,
    sip_message_t *message, const offer_t *offer)
{
    exchange_t *exchange = match_by_call(open, nonces, packet, message, offer);

    return !exchange && offers_answer(offer) ? match_by_nonce(open, nonces, packet, message, offer) : exchange;
}

exchange_t *retry_match_left(const open_exchanges_t *open, const packet_t *packet, sip_message_t *message)
{
    for (exchange_t *x = open_of_call(open, message->call_id, message->method); x; x = next_open(open, x)) {
        sip_message_read(message);
        if (waits_for_retry(x, packet) && x->via_count == message->via_count && message->cseq > x->last->cseq
            && endpoint_same_host(&x->client, &packet->source) && !to_same_server(x, packet)) {
            return x;
        }
    }
    return NULL;
}

attempt_t *retry_match_attempt(exchange_t *exchange, unsigned number)
{
    attempt_t *attempt = exchange->last;

    while (attempt && attempt->number != number) {
        attempt = attempt->previous;
    }
    return attempt;
}

exchange_t *retry_match_response(const open_exchanges_t *open, const packet_t *packet, sip_message_t *message)
{
    for (exchange_t *x = open_of_call(open, message->call_id, message->cseq_method); x; x = next_open(open, x)) {
        sip_message_read(message);
        if (waits_for_retry(x, packet) && x->via_count == message->via_count && x->last->cseq < G_MAXUINT32
            && message->cseq == x->last->cseq + 1 && x->last->from_tag_hash == facts_tag_hash(message->from_tag)
            && hop_fit(x, &packet->destination, &packet->source) >= 4
            && packet->time - x->last->response.time <= BARE_RETRY_WINDOW) {
            return x;
        }
    }
    return NULL;
}

unsigned retry_match_ack_differences(const attempt_t *attempt, const sip_message_t *ack)
{
    uint64_t branch = ack->via_kept ? facts_tag_hash(ack->via[0].branch) : 0;

    return (attempt->branch_hash != branch ? ACK_OTHER_BRANCH : 0)
        | (attempt->from_tag_hash != facts_tag_hash(ack->from_tag) ? ACK_OTHER_FROM_TAG : 0)
        | (attempt->to_tag_hash != facts_tag_hash(ack->to_tag) ? ACK_OTHER_TO_TAG : 0);
}

attempt_t *retry_match_other_ack(const open_exchanges_t *open, const packet_t *packet, sip_message_t *message)
{
    for (exchange_t *x = open_of_call(open, message->call_id, SPAN_LITERAL("INVITE")); x; x = next_open(open, x)) {
        attempt_t *last = x->last;

        if (attempt_challenged(last) && !last->ack.seen && !last->accepted_after.seen && last->cseq == message->cseq
            && x->via_count == message->via_count && hop_fit(x, &packet->source, &packet->destination) >= 8) {
            return last;
        }
    }
    return NULL;
}

uint64_t retry_match_unissued_nonce(const nonces_t *nonces, const offer_t *offer)
{
    for (unsigned i = 0; i < offer->count && offers_answer(offer); i++) {
        if (offer->of[i].nonce_hash && !nonces_get(nonces, offer->of[i].nonce_hash)) {
            return offer->of[i].nonce_hash;
        }
    }
    return 0;
}

static nonce_origin_t origin_of(const attempt_t *attempt, const credentials_t *credentials, const nonce_t *nonce)
{
    const attempt_t *previous = attempt->previous;

    if (previous && issued_by(previous, credentials->nonce_hash)) {
        return NONCE_OF_CHALLENGE;
    }
    if (!nonce || nonce->issued.time > attempt->request.time) {
        return NONCE_UNKNOWN;
    }
    if (previous && nonce->issued_again >= previous->request.time && previous->request.seen
        && endpoint_same_host(&nonce->client->address, &attempt->source)) {
        return NONCE_CONCURRENT;
    }
    return NONCE_OLDER;
}

/* The latest response of the request's server that gave this nonce, to the request's own host if it ever did. */
static const attempt_t *given_by_server(const nonce_t *nonce, const attempt_t *attempt, exchange_store_t *store)
{
    const attempt_t *given = NULL;
    const attempt_t *holder;

    for (unsigned rank = 0; (holder = holder_of(nonce, rank, store)) != NULL; rank++) {
        if (!endpoint_same_host(&holder->exchange->server_end, &attempt->destination)
            || holder->response.time > attempt->request.time) {
            continue;
        }
        if (endpoint_same_host(&holder->source, &attempt->source)) {
            return holder;
        }
        given = given ? given : holder;
    }
    return given;
}

static bool on_hop_of(const attempt_t *attempt, const exchange_t *exchange)
{
    return exchange->via_count == attempt->exchange->via_count && endpoint_same_host(&exchange->client, &attempt->source)
        && endpoint_same_host(&exchange->server_end, &attempt->destination);
}

/* What answers a challenge on one hop answers it on all that it passed, seen there or not. On the same hop another
 * request was challenged with the same nonce, and its client shows that it can answer. */
static void tell_other_holders(const attempt_t *attempt, const nonce_t *nonce, exchange_store_t *store,
    sightings_t *sightings)
{
    attempt_t *holder;

    for (unsigned rank = 0; (holder = holder_of(nonce, rank, store)) != NULL; rank++) {
        if (holder->exchange != attempt->exchange && holder->exchange->call_hash == attempt->exchange->call_hash
            && holder->response.time <= attempt->request.time) {
            bool same_hop = on_hop_of(attempt, holder->exchange);

            if (!same_hop || g_strcmp0(holder->exchange->from_user, attempt->exchange->from_user) == 0) {
                sightings_place_first(sightings, same_hop ? &holder->nonce_answered : &holder->answered_elsewhere,
                    attempt->request);
            }
        }
    }
}

static void tell_gift(credentials_t *credentials, const attempt_t *given, sightings_t *sightings)
{
    if (given) {
        sightings_place(sightings, &credentials->nonce_given.at, given->response);
        credentials->nonce_given.to = given->source;
        credentials->nonce_given.from_user = given->exchange->from_user;
    }
}

void retry_match_nonces(attempt_t *attempt, const nonces_t *nonces, exchange_store_t *store, sightings_t *sightings)
{
    for (credentials_t *c = attempt->credentials; c; c = c->next) {
        const nonce_t *nonce = nonces_get(nonces, c->nonce_hash);

        if (!c->nonce_hash) {
            continue;
        }
        c->nonce_origin = origin_of(attempt, c, nonce);
        if (nonce) {
            tell_gift(c, given_by_server(nonce, attempt, store), sightings);
            sightings_place(sightings, &c->nonce_issued, nonce->issued);
            sightings_place(sightings, &c->nonce_accepted, nonce->accepted);
            tell_other_holders(attempt, nonce, store, sightings);
        }
    }
}
