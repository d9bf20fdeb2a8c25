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
/* Transactions of one origin that can be found; only forged traffic has more. */
#define MAX_ALIKE 64

/* An entry is a pointer to a waiting request, an attempt with the lowest bit set, or a list with the next one set. */
enum { ENTRY_ATTEMPT = 1, ENTRY_LIST = 2, ENTRY_KINDS = 3 };
/* Enough for EXCHANGE_MAX_ATTEMPTS. */
#define ATTEMPT_BITS 7
G_STATIC_ASSERT(EXCHANGE_MAX_ATTEMPTS < 1 << ATTEMPT_BITS);

/* Several of one origin: hops, forks, forgeries. */
typedef struct {
    unsigned count;
    unsigned room;
    uintptr_t entries[];
} list_t;

typedef struct {
    waiting_t *oldest;
    waiting_t *newest;
} queue_t;

struct transactions {
    wmem_allocator_t *scope;
    hash_map_t *by_identity;    /* by key, and by origin where that is another */
    queue_t whole;              /* waiting requests with their bytes */
    queue_t stripped;           /* and without */
};

transactions_t *transactions_new(wmem_allocator_t *scope, hash_maps_t *maps)
{
    transactions_t *transactions = wmem_new0(scope, transactions_t);

    transactions->scope = scope;
    transactions->by_identity = hash_map_new(maps);
    return transactions;
}

void transactions_free(transactions_t *transactions)
{
    for (waiting_t *waiting = transactions->whole.oldest; waiting; waiting = waiting->newer) {
        g_free(waiting->raw);
    }
}

/* ---- identity ---- */

span_t transaction_method(const sip_message_t *message)
{
    span_t method = message->is_request ? message->method : message->cseq_method;

    return span_equal(method, SPAN_LITERAL("ACK")) ? SPAN_LITERAL("INVITE") : method;
}

/* Does the branch promise to be unique (RFC 3261 section 8.1.1.7)? */
static bool branch_is_unique(const sip_via_t *via)
{
    return via->branch.len >= 7 && span_equal_nocase((span_t){ via->branch.ptr, 7 }, SPAN_LITERAL("z9hG4bK"));
}

static uint64_t identity(const sip_message_t *message, span_t method, const sip_via_t *via)
{
    hash_parts_t parts = { { { NULL, 0 } }, 0 };

    hash_part(&parts, message->call_id);
    hash_part(&parts, method);
    if (!via) {
        hash_part(&parts, message->from_tag);
    } else {
        hash_part(&parts, via->branch);
        if (!branch_is_unique(via)) {
            hash_part(&parts, sip_via_sent_by(via));
        }
    }
    return hash_parts(message->cseq, &parts);
}

static transaction_id_t id_of(const sip_message_t *message, span_t method)
{
    unsigned vias = message->via_kept;
    transaction_id_t id;

    id.origin = identity(message, method, vias ? &message->via[vias - 1] : NULL);
    id.key = vias > 1 ? identity(message, method, &message->via[0]) : id.origin;
    return id;
}

transaction_id_t transaction_id(const sip_message_t *message)
{
    return id_of(message, transaction_method(message));
}

transaction_id_t transaction_cancelled(const sip_message_t *cancel)
{
    return id_of(cancel, SPAN_LITERAL("INVITE"));
}

/* ---- entries ---- */

static uintptr_t attempt_entry(attempt_ref_t attempt)
{
    return (uintptr_t)attempt.exchange << ATTEMPT_BITS << 2 | (uintptr_t)attempt.attempt << 2 | ENTRY_ATTEMPT;
}

static transaction_t transaction_of(uintptr_t entry)
{
    transaction_t t = { NULL, { 0 } };

    if (entry & ENTRY_ATTEMPT) {
        t.attempt.exchange = (uint32_t)(entry >> 2 >> ATTEMPT_BITS);
        t.attempt.attempt = (uint16_t)(entry >> 2 & ((1u << ATTEMPT_BITS) - 1));
    } else {
        t.waiting = (waiting_t *)entry;
    }
    return t;
}

static uintptr_t entry_of(const transactions_t *transactions, uint64_t identity)
{
    return (uintptr_t)hash_map_get(transactions->by_identity, identity);
}

static list_t *list_in(uintptr_t entry)
{
    return (entry & ENTRY_KINDS) == ENTRY_LIST ? (list_t *)(entry & ~(uintptr_t)ENTRY_KINDS) : NULL;
}

void transactions_begin(const transactions_t *transactions, uint64_t identity, transaction_cursor_t *cursor)
{
    uintptr_t entry = entry_of(transactions, identity);
    const list_t *list = list_in(entry);

    *cursor = (transaction_cursor_t){ transactions, entry, list ? list->count : entry ? 1 : 0 };
}

bool transactions_next(transaction_cursor_t *cursor, transaction_t *transaction)
{
    const list_t *list = list_in(cursor->entry);

    if (cursor->at == 0) {
        return false;
    }
    cursor->at--;
    *transaction = transaction_of(list ? list->entries[cursor->at] : cursor->entry);
    return true;
}

static void put(transactions_t *transactions, uint64_t identity, uintptr_t entry)
{
    hash_map_put(transactions->by_identity, identity, (void *)entry);
}

static list_t *list_with_room(transactions_t *transactions, list_t *list)
{
    if (!list || list->count == list->room) {
        unsigned room = list ? 2 * list->room : 4;
        unsigned count = list ? list->count : 0;

        list = (list_t *)wmem_realloc(transactions->scope, list, sizeof *list + room * sizeof *list->entries);
        list->room = room;
        list->count = count;
    }
    return list;
}

static void insert_at(transactions_t *transactions, uint64_t identity, uintptr_t entry)
{
    uintptr_t before = entry_of(transactions, identity);
    list_t *list = list_in(before);

    if (!before) {
        put(transactions, identity, entry);
        return;
    }
    if (list && list->count == MAX_ALIKE) {
        return;
    }
    list = list_with_room(transactions, list);
    if (list->count == 0) {
        list->entries[list->count++] = before;
    }
    list->entries[list->count++] = entry;
    put(transactions, identity, (uintptr_t)list | ENTRY_LIST);
}

static void insert(transactions_t *transactions, const transaction_id_t *id, uintptr_t entry)
{
    insert_at(transactions, id->key, entry);
    if (id->origin != id->key) {
        insert_at(transactions, id->origin, entry);
    }
}

/* Put another entry, or none, in the place of one; false where it could not be found. */
static void replace_at(transactions_t *transactions, uint64_t identity, uintptr_t entry, uintptr_t by)
{
    uintptr_t there = entry_of(transactions, identity);
    list_t *list = list_in(there);
    unsigned at = 0;

    if (there == entry) {
        put(transactions, identity, by);
        return;
    }
    while (list && at < list->count && list->entries[at] != entry) {
        at++;
    }
    if (!list || at == list->count) {
        return;
    }
    if (by) {
        list->entries[at] = by;
        return;
    }
    memmove(&list->entries[at], &list->entries[at + 1], (list->count - at - 1) * sizeof *list->entries);
    if (--list->count == 0) {
        put(transactions, identity, 0);
        wmem_free(transactions->scope, list);
    }
}

static void replace(transactions_t *transactions, const transaction_id_t *id, uintptr_t entry, uintptr_t by)
{
    replace_at(transactions, id->key, entry, by);
    if (id->origin != id->key) {
        replace_at(transactions, id->origin, entry, by);
    }
}

/* ---- waiting requests ---- */

static queue_t *queue_of(transactions_t *transactions, const waiting_t *waiting)
{
    return waiting->raw ? &transactions->whole : &transactions->stripped;
}

static void queue_add(queue_t *queue, waiting_t *waiting)
{
    waiting->newer = NULL;
    waiting->older = queue->newest;
    if (queue->newest) {
        queue->newest->newer = waiting;
    } else {
        queue->oldest = waiting;
    }
    queue->newest = waiting;
}

static void queue_remove(queue_t *queue, waiting_t *waiting)
{
    if (waiting->newer) {
        waiting->newer->older = waiting->older;
    } else {
        queue->newest = waiting->older;
    }
    if (waiting->older) {
        waiting->older->newer = waiting->newer;
    } else {
        queue->oldest = waiting->newer;
    }
}

waiting_t *transactions_wait(transactions_t *transactions, const transaction_id_t *id, span_t raw)
{
    waiting_t *waiting = wmem_new0(transactions->scope, waiting_t);

    waiting->id = *id;
    /* Of all sizes, and given up soon: blocks of wmem fall into pieces that fit nothing. */
    waiting->raw = (char *)g_memdup2(raw.ptr, raw.len);
    waiting->raw_len = (uint32_t)raw.len;
    insert(transactions, id, (uintptr_t)waiting);
    queue_add(&transactions->whole, waiting);
    return waiting;
}

void transactions_touch(transactions_t *transactions, waiting_t *waiting, int64_t now)
{
    queue_t *queue = queue_of(transactions, waiting);

    waiting->last = MAX(waiting->last, now);
    if (waiting != queue->newest) {
        queue_remove(queue, waiting);
        queue_add(queue, waiting);
    }
}

waiting_t *transactions_oldest(const transactions_t *transactions, bool with_bytes)
{
    return with_bytes ? transactions->whole.oldest : transactions->stripped.oldest;
}

void transactions_strip(transactions_t *transactions, waiting_t *waiting)
{
    queue_remove(&transactions->whole, waiting);
    g_free(waiting->raw);
    waiting->raw = NULL;
    waiting->raw_len = 0;
    queue_add(&transactions->stripped, waiting);
}

static void waiting_free(transactions_t *transactions, waiting_t *waiting)
{
    queue_remove(queue_of(transactions, waiting), waiting);
    for (early_copy_t *c = waiting->copies; c;) {
        early_copy_t *next = c->next;
        wmem_free(transactions->scope, c);
        c = next;
    }
    g_free(waiting->raw);
    wmem_free(transactions->scope, waiting);
}

void transactions_drop(transactions_t *transactions, waiting_t *waiting)
{
    replace(transactions, &waiting->id, (uintptr_t)waiting, 0);
    waiting_free(transactions, waiting);
}

void transactions_settle(transactions_t *transactions, waiting_t *waiting, attempt_ref_t attempt)
{
    replace(transactions, &waiting->id, (uintptr_t)waiting, attempt_entry(attempt));
    waiting_free(transactions, waiting);
}

void transactions_add(transactions_t *transactions, const transaction_id_t *id, attempt_ref_t attempt)
{
    insert(transactions, id, attempt_entry(attempt));
}

/* ---- packets ---- */

sighting_t sighting_of(const packet_t *packet)
{
    return (sighting_t){ packet->time, packet->frame, packet->index, true };
}

print_t print_of(const packet_t *packet, const char *buf, size_t len)
{
    return (print_t){ sighting_of(packet), hash_fingerprint(buf, len), packet->ip_id };
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
