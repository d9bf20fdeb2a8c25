/* retry_match.c
 * Finds the exchange that a request continues.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "retry_match.h"

#include "facts.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* A request without credentials is the retry to a challenge only as long as its client transaction could
 * have lived: Timer B or F, 64 * T1 (RFC 3261 section 17). Later it is a new start. */
#define BARE_RETRY_WINDOW SECONDS(32)
/* Keep-alive OPTIONS repeat every few seconds with one Call-ID; a retry follows at once. */
#define BARE_OPTIONS_WINDOW SECONDS(4)
/* Once its credentials were refused, a client that comes back without any after a pause starts anew. */
#define BARE_AFTER_REFUSAL_WINDOW SECONDS(4)
/* A client goes on only once it has an answer (RFC 3261 section 10.2.4 for REGISTER), so one that uses the same
 * nonce again after a retry without a captured answer got one. So soon it was another challenge with that
 * nonce; later the retry has passed, and this is a request of its own. */
#define UNSEEN_CHALLENGE_WINDOW SECONDS(4)
/* Exchanges of one Call-ID and method that may be open at a time: hops, and starts nobody finished. */
#define MAX_OPEN 16
/* Credentials of one request that are looked at. */
#define MAX_CREDENTIALS 8

struct open_exchanges {
    wmem_allocator_t *scope;
    wmem_map_t *by_call;    /* hash of Call-ID and method: first exchange, newest first */
};

/* What a request brings along that may tell which challenge it answers. */
typedef struct {
    uint64_t nonce[MAX_CREDENTIALS];
    unsigned count;
    bool usable;
    bool present;
} offer_t;

open_exchanges_t *open_exchanges_new(wmem_allocator_t *scope)
{
    open_exchanges_t *open = wmem_new0(scope, open_exchanges_t);

    open->scope = scope;
    open->by_call = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    return open;
}

static span_t span_of(const char *text)
{
    return (span_t){ text, text ? strlen(text) : 0 };
}

static exchange_t *open_of_call(const open_exchanges_t *open, span_t call_id, span_t method)
{
    uint64_t key = facts_call_hash(call_id, method);

    return (exchange_t *)wmem_map_lookup(open->by_call, &key);
}

static void put_first(open_exchanges_t *open, uint64_t key, exchange_t *first)
{
    const void *kept;

    if (!wmem_map_lookup_extended(open->by_call, &key, &kept, NULL)) {
        uint64_t *copy = wmem_new(open->scope, uint64_t);
        *copy = key;
        kept = copy;
    }
    wmem_map_insert(open->by_call, kept, first);
}

void open_exchanges_add(open_exchanges_t *open, exchange_t *exchange)
{
    uint64_t key = exchange->call_hash;
    exchange_t *first = (exchange_t *)wmem_map_lookup(open->by_call, &key);
    unsigned count = 1;

    for (exchange_t *x = first; x; x = x->next_open) {
        if (x == exchange) {
            return;
        }
    }
    exchange->next_open = first;
    put_first(open, key, exchange);
    for (exchange_t *x = exchange; x; x = x->next_open) {
        if (++count > MAX_OPEN) {
            x->next_open = NULL;
        }
    }
}

void open_exchanges_remove(open_exchanges_t *open, exchange_t *exchange)
{
    uint64_t key = exchange->call_hash;
    exchange_t *first = (exchange_t *)wmem_map_lookup(open->by_call, &key);

    if (first == exchange) {
        if (first->next_open) {
            put_first(open, key, first->next_open);
        } else {
            wmem_map_remove(open->by_call, &key);
        }
    }
    for (exchange_t *x = first; x; x = x->next_open) {
        if (x->next_open == exchange) {
            x->next_open = exchange->next_open;
            break;
        }
    }
    exchange->next_open = NULL;
}

static void read_offer(offer_t *offer, const sip_message_t *message)
{
    memset(offer, 0, sizeof *offer);
    for (unsigned i = 0; i < message->auth_kept; i++) {
        const sip_auth_line_t *line = &message->auth[i];
        auth_cursor_t cursor = { line->value };
        auth_item_t item;

        if (line->kind != AUTH_AUTHORIZATION && line->kind != AUTH_PROXY_AUTHORIZATION) {
            continue;
        }
        while (offer->count < MAX_CREDENTIALS && auth_header_next(&cursor, &item)) {
            const auth_value_t *param = item.param;
            offer->present = true;
            offer->usable |= param[AUTH_PARAM_RESPONSE].raw.len > 0 || param[AUTH_PARAM_AUTS].raw.len > 0
                || item.token68.len > 0;
            offer->nonce[offer->count++]
                = param[AUTH_PARAM_NONCE].raw.len > 0 ? auth_value_hash(&param[AUTH_PARAM_NONCE]) : 0;
        }
    }
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

static bool offers_nonce_of(const offer_t *offer, const exchange_t *exchange)
{
    for (unsigned i = 0; i < offer->count; i++) {
        for (const attempt_t *a = exchange->last; a; a = a->previous) {
            if (issued_by(a, offer->nonce[i])) {
                return true;
            }
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

/* May this request of the same Call-ID and method be the next attempt? */
static bool continues_call(const exchange_t *exchange, const packet_t *packet, const sip_message_t *message,
    const offer_t *offer, bool echoes)
{
    const attempt_t *last = exchange->last;
    int64_t waited = packet->time - waiting_since(exchange);

    if (exchange->via_count != message->via_count) {
        return false;
    }
    if (echoes && (offer->usable || attempt_asks_aka(last))) {
        /* An empty response that echoes an AKA nonce answers it too (3GPP TS 24.229 section 5.1.1.5.3). Some
         * clients forget to count up the CSeq; in flight, the same CSeq is another hop's copy. */
        return attempt_challenged(last) || (message->cseq > last->cseq && waited <= UNSEEN_CHALLENGE_WINDOW);
    }
    if (!attempt_challenged(last) || message->cseq <= last->cseq || last->from_tag_hash != facts_tag_hash(message->from_tag)) {
        return false;
    }
    if (hop_fit(exchange, &packet->source, &packet->destination) == 0) {
        return false;
    }
    if (!offer->usable && attempt_has_credentials(last)) {
        return waited <= BARE_AFTER_REFUSAL_WINDOW;
    }
    return waited <= (offer->present ? BARE_RETRY_WINDOW : bare_window(exchange));
}

static exchange_t *match_by_call(const open_exchanges_t *open, const packet_t *packet, const sip_message_t *message,
    const offer_t *offer)
{
    exchange_t *best = NULL;
    int best_fit = -1;

    for (exchange_t *x = open_of_call(open, message->call_id, message->method); x; x = x->next_open) {
        bool echoes = offers_nonce_of(offer, x);
        int fit = hop_fit(x, &packet->source, &packet->destination) + (echoes ? 2 : 0);

        if (fit > best_fit && continues_call(x, packet, message, offer, echoes)) {
            best = x;
            best_fit = fit;
        }
    }
    return best;
}

/* With another Call-ID the nonce alone is weak: parallel lines share it, and requests of other methods
 * use it unasked. The retry must come the same way, from the same user, for the same target. */
static bool continues_by_nonce(const attempt_t *holder, const packet_t *packet, const sip_message_t *message)
{
    const exchange_t *exchange = holder->exchange;

    return !exchange->closed && exchange->last == holder && attempt_challenged(holder)
        && exchange->via_count == message->via_count && same_text(exchange->method, message->method)
        && endpoint_same_host(&exchange->client, &packet->source)
        && endpoint_same_host(&exchange->server_end, &packet->destination)
        && same_text(exchange->from_user, sip_uri_user(message->from_uri))
        && same_text(exchange->to_user, sip_uri_user(message->to_uri))
        && packet->time - holder->response.time <= BARE_RETRY_WINDOW;
}

static exchange_t *match_by_nonce(const ledger_t *ledger, const packet_t *packet, const sip_message_t *message,
    const offer_t *offer)
{
    for (unsigned i = 0; i < offer->count; i++) {
        const nonce_t *nonce = ledger_nonce(ledger, offer->nonce[i]);

        for (const nonce_holder_t *h = nonce ? nonce->holders : NULL; h; h = h->older) {
            if (continues_by_nonce(h->attempt, packet, message)) {
                return h->attempt->exchange;
            }
        }
    }
    return NULL;
}

exchange_t *retry_match_request(const open_exchanges_t *open, const ledger_t *ledger, const packet_t *packet,
    const sip_message_t *message)
{
    exchange_t *exchange;
    offer_t offer;

    read_offer(&offer, message);
    exchange = match_by_call(open, packet, message, &offer);
    if (!exchange && offer.usable) {
        exchange = match_by_nonce(ledger, packet, message, &offer);
    }
    return exchange;
}

exchange_t *retry_match_response(const open_exchanges_t *open, const packet_t *packet, const sip_message_t *message)
{
    for (exchange_t *x = open_of_call(open, message->call_id, message->cseq_method); x; x = x->next_open) {
        if (attempt_challenged(x->last) && x->via_count == message->via_count && x->last->cseq < G_MAXUINT32
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

attempt_t *retry_match_other_ack(const open_exchanges_t *open, const packet_t *packet, const sip_message_t *message)
{
    for (exchange_t *x = open_of_call(open, message->call_id, SPAN_LITERAL("INVITE")); x; x = x->next_open) {
        attempt_t *last = x->last;

        if (attempt_challenged(last) && !last->ack.seen && last->cseq == message->cseq
            && x->via_count == message->via_count && hop_fit(x, &packet->source, &packet->destination) >= 8) {
            return last;
        }
    }
    return NULL;
}

uint64_t retry_match_unissued_nonce(const ledger_t *ledger, const sip_message_t *message)
{
    offer_t offer;

    read_offer(&offer, message);
    for (unsigned i = 0; i < offer.count && offer.usable; i++) {
        if (offer.nonce[i] && !ledger_nonce(ledger, offer.nonce[i])) {
            return offer.nonce[i];
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
    if (previous && nonce->issued_again.time >= previous->request.time && previous->request.seen
        && endpoint_same_host(&nonce->client, &attempt->source)) {
        return NONCE_CONCURRENT;
    }
    return NONCE_OLDER;
}

/* The latest response of the request's server that gave this nonce, to the request's own host if it ever did. */
static const attempt_t *given_by_server(const nonce_t *nonce, const attempt_t *attempt)
{
    const attempt_t *given = NULL;

    for (const nonce_holder_t *h = nonce ? nonce->holders : NULL; h; h = h->older) {
        if (!endpoint_same_host(&h->attempt->exchange->server_end, &attempt->destination)
            || h->attempt->response.time > attempt->request.time) {
            continue;
        }
        if (endpoint_same_host(&h->attempt->source, &attempt->source)) {
            return h->attempt;
        }
        given = given ? given : h->attempt;
    }
    return given;
}

/* What answers a challenge on one hop answers it on all that it passed, seen there or not. */
static void tell_other_hops(const attempt_t *attempt, const nonce_t *nonce, ledger_t *ledger)
{
    for (const nonce_holder_t *h = nonce->holders; h; h = h->older) {
        const exchange_t *other = h->attempt->exchange;

        if (other != attempt->exchange && other->call_hash == attempt->exchange->call_hash
            && !h->attempt->answered_elsewhere.seen && h->attempt->response.time <= attempt->request.time) {
            ledger_sight(ledger, &h->attempt->answered_elsewhere, attempt->request);
        }
    }
}

void retry_match_nonces(attempt_t *attempt, ledger_t *ledger)
{
    for (credentials_t *c = attempt->credentials; c; c = c->next) {
        const nonce_t *nonce = ledger_nonce(ledger, c->nonce_hash);

        if (!c->nonce_hash) {
            continue;
        }
        c->nonce_origin = origin_of(attempt, c, nonce);
        c->nonce_given = given_by_server(nonce, attempt);
        if (nonce) {
            ledger_sight(ledger, &c->nonce_issued, nonce->issued);
            ledger_sight(ledger, &c->nonce_accepted, nonce->accepted);
            tell_other_hops(attempt, nonce, ledger);
        }
    }
}
