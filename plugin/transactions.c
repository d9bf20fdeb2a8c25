/* transactions.c
 * SIP transactions, found again by what the protocol says identifies them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transactions.h"

#include "hash.h"

#define MILLISECONDS(n) ((int64_t)(n) * 1000000)

/* Same bytes so soon are one packet captured twice: the first retransmission comes after T1, 500 ms
 * (RFC 3261 section 17.1.1.2). Where the packets' IP identifications are known, they decide. */
#define DUPLICATE_WINDOW MILLISECONDS(100)
/* An equal identification holds for longer: interfaces far apart, clocks that differ. */
#define DUPLICATE_WINDOW_SAME_IP_ID MILLISECONDS(400)
/* Transactions of one key or one origin that can be found; only forged traffic has more. */
#define MAX_ALIKE 64

struct transactions {
    wmem_allocator_t *scope;
    wmem_map_t *by_key;     /* key: first transaction */
    wmem_map_t *by_origin;  /* origin: first transaction */
};

transactions_t *transactions_new(wmem_allocator_t *scope)
{
    transactions_t *store = wmem_new0(scope, transactions_t);

    store->scope = scope;
    store->by_key = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    store->by_origin = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    return store;
}

/* ACK stands in the INVITE's transaction (RFC 3261 section 17.1.1.3). */
span_t transaction_method(const sip_message_t *message)
{
    span_t method = message->is_request ? message->method : message->cseq_method;

    return span_equal(method, SPAN_LITERAL("ACK")) ? SPAN_LITERAL("INVITE") : method;
}

/* Does the branch promise to be unique (RFC 3261 section 8.1.1.7)? */
static bool branch_is_unique(const sip_via_t *via)
{
    return via->branch.len >= 7 && g_ascii_strncasecmp(via->branch.ptr, "z9hG4bK", 7) == 0;
}

static uint64_t via_identity(uint64_t hash, const sip_via_t *via)
{
    hash = hash_span(hash, via->branch);
    return branch_is_unique(via) ? hash : hash_span(hash, via->sent_by);
}

static uint64_t message_identity(const sip_message_t *message, unsigned via)
{
    uint64_t hash = hash_span(HASH_START, message->call_id);

    hash = hash_number(hash, message->cseq);
    hash = hash_span(hash, transaction_method(message));
    if (via < message->via_kept) {
        hash = via_identity(hash, &message->via[via]);
    } else {
        hash = hash_span(hash, message->from_tag);
    }
    return hash;
}

static uint64_t transaction_key(const sip_message_t *message)
{
    return message_identity(message, 0);
}

/* The lowest Via is the sender's own; it and Call-ID and CSeq stay the same on every hop. */
static uint64_t message_origin(const sip_message_t *message)
{
    return message_identity(message, message->via_kept ? message->via_kept - 1 : 0);
}

static transaction_t *transactions_of_key(const transactions_t *store, uint64_t key)
{
    return (transaction_t *)wmem_map_lookup(store->by_key, &key);
}

static bool same_hop(const transaction_t *t, const packet_t *packet)
{
    return endpoint_same_host(&t->source, &packet->source) && endpoint_same_host(&t->destination, &packet->destination);
}

transaction_t *transactions_for_request(const transactions_t *store, const sip_message_t *message, const packet_t *packet)
{
    for (transaction_t *t = transactions_of_key(store, transaction_key(message)); t; t = t->next) {
        if (same_hop(t, packet)) {
            return t;
        }
    }
    return NULL;
}

/* A response may come from another port or address than the request went to, so this is the best fit. */
static int response_fit(const transaction_t *t, const packet_t *packet)
{
    return (endpoint_same_host(&t->source, &packet->destination) ? 4 : 0)
        + (endpoint_same_host(&t->destination, &packet->source) ? 4 : 0)
        + (t->source.port == packet->destination.port ? 1 : 0) + (t->destination.port == packet->source.port ? 1 : 0);
}

transaction_t *transactions_for_response(const transactions_t *store, const sip_message_t *message, const packet_t *packet)
{
    transaction_t *best = NULL;
    int best_fit = -1;

    for (transaction_t *t = transactions_of_key(store, transaction_key(message)); t; t = t->next) {
        int fit = response_fit(t, packet);
        if (fit > best_fit) {
            best = t;
            best_fit = fit;
        }
    }
    return best;
}

static void index_origin(transactions_t *store, transaction_t *t)
{
    transaction_t *first = (transaction_t *)wmem_map_lookup(store->by_origin, &t->origin);
    unsigned count = 0;

    for (const transaction_t *other = first; other; other = other->next_of_origin) {
        if (++count >= MAX_ALIKE) {
            return;
        }
    }

    if (first) {
        t->next_of_origin = first->next_of_origin;
        first->next_of_origin = t;
    } else {
        wmem_map_insert(store->by_origin, &t->origin, t);
    }
}

static void unindex_origin(transactions_t *store, transaction_t *t)
{
    transaction_t *first = (transaction_t *)wmem_map_lookup(store->by_origin, &t->origin);

    if (first == t) {
        wmem_map_remove(store->by_origin, &t->origin);
        if (t->next_of_origin) {
            wmem_map_insert(store->by_origin, &t->next_of_origin->origin, t->next_of_origin);
        }
        return;
    }
    for (; first; first = first->next_of_origin) {
        if (first->next_of_origin == t) {
            first->next_of_origin = t->next_of_origin;
            return;
        }
    }
}

static bool is_crowded(const transaction_t *first)
{
    unsigned count = 0;

    for (const transaction_t *t = first; t; t = t->next) {
        count++;
    }
    return count >= MAX_ALIKE;
}

transaction_t *transactions_add(transactions_t *store, const sip_message_t *message, const endpoint_t *source,
    const endpoint_t *destination, transport_t transport)
{
    transaction_t *t = wmem_new0(store->scope, transaction_t);
    transaction_t *first;

    t->key = transaction_key(message);
    t->origin = message_origin(message);
    t->source = *source;
    t->destination = *destination;
    t->transport = transport;
    first = transactions_of_key(store, t->key);
    t->stray = is_crowded(first);
    if (t->stray) {
        return t;
    }
    if (first) {
        t->next = first->next;
        first->next = t;
    } else {
        wmem_map_insert(store->by_key, &t->key, t);
    }
    index_origin(store, t);
    return t;
}

transaction_t *transactions_quoted(const transactions_t *store, const sip_message_t *message)
{
    return transactions_of_key(store, transaction_key(message));
}

const transaction_t *transactions_of_origin(const transactions_t *store, const transaction_t *t)
{
    return (const transaction_t *)wmem_map_lookup(store->by_origin, &t->origin);
}

void transactions_remove(transactions_t *store, transaction_t *t)
{
    transaction_t *first = transactions_of_key(store, t->key);

    if (t->stray) {
        return;
    }
    unindex_origin(store, t);
    if (first == t) {
        wmem_map_remove(store->by_key, &t->key);
        if (t->next) {
            wmem_map_insert(store->by_key, &t->next->key, t->next);
        }
        return;
    }
    for (; first; first = first->next) {
        if (first->next == t) {
            first->next = t->next;
            return;
        }
    }
}

sighting_t sighting_of(const packet_t *packet)
{
    return (sighting_t){ packet->frame, packet->index, true, packet->time };
}

print_t print_of(const packet_t *packet, const char *buf, size_t len)
{
    return (print_t){ sighting_of(packet), hash_bytes(HASH_START, buf, len), packet->ip_id };
}

bool print_is_duplicate(const print_t *last, const print_t *copy)
{
    int64_t apart = copy->at.time - last->at.time;

    if (copy->bytes != last->bytes || apart < 0) {
        return false;
    }
    if (copy->ip_id && last->ip_id) {
        return copy->ip_id == last->ip_id && apart < DUPLICATE_WINDOW_SAME_IP_ID;
    }
    return apart < DUPLICATE_WINDOW;
}
