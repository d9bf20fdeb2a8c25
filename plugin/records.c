/* records.c
 * Which messages of which frames have a part in an exchange.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "records.h"

#include "frame_index.h"
#include "retry_match.h"

/* A number of the index with this bit set is a copy's, else an exchange's. */
#define IS_COPY (UINT32_C(1) << 31)
#define BLOCK 256

/* A retransmission, or a packet captured twice. */
typedef struct {
    sighting_t at;
    sighting_t retransmission_of;
    sighting_t duplicate_of;
    sighting_t other_hop_of;
    uint32_t next;              /* number, plus 1, of the exchange's next copy */
    attempt_ref_t attempt;
    role_t role;
} copy_t;

struct records {
    wmem_allocator_t *scope;
    exchange_store_t *store;
    sightings_t *sightings;
    frame_index_t *index;
    copy_t **copies;            /* in blocks, so that they stay where they are */
    uint32_t copy_count;
    uint32_t block_room;
};

records_t *records_new(wmem_allocator_t *scope, exchange_store_t *store, sightings_t *sightings)
{
    records_t *records = wmem_new0(scope, records_t);

    records->scope = scope;
    records->store = store;
    records->sightings = sightings;
    records->index = frame_index_new(scope);
    return records;
}

static copy_t *copy_of(const records_t *records, uint32_t number)
{
    return &records->copies[number / BLOCK][number % BLOCK];
}

static copy_t *copy_new(records_t *records)
{
    uint32_t block = records->copy_count / BLOCK;

    if (block == records->block_room) {
        records->block_room = records->block_room ? 2 * records->block_room : 16;
        records->copies = (copy_t **)wmem_realloc(records->scope, records->copies,
            records->block_room * sizeof *records->copies);
    }
    if (records->copy_count % BLOCK == 0) {
        records->copies[block] = wmem_alloc0_array(records->scope, copy_t, BLOCK);
    }
    return copy_of(records, records->copy_count++);
}

void records_add(records_t *records, const exchange_t *exchange, sighting_t at)
{
    if (at.seen && at.frame != 0) {
        frame_index_add(records->index, at.frame, exchange->number);
    }
}

void records_add_copy(records_t *records, attempt_t *attempt, const record_t *told)
{
    exchange_t *exchange = attempt->exchange;
    copy_t *copy;

    if (!told->at.seen || told->at.frame == 0 || records->copy_count == IS_COPY - 1) {
        return;
    }
    copy = copy_new(records);
    sightings_place(records->sightings, &copy->at, told->at);
    sightings_place(records->sightings, &copy->retransmission_of, told->retransmission_of);
    sightings_place(records->sightings, &copy->duplicate_of, told->duplicate_of);
    sightings_place(records->sightings, &copy->other_hop_of, told->other_hop_of);
    copy->role = told->role;
    copy->attempt = (attempt_ref_t){ exchange->number, (uint16_t)attempt->number };
    if (exchange->last_copy) {
        copy_of(records, exchange->last_copy - 1)->next = records->copy_count;
    } else {
        exchange->first_copy = records->copy_count;
    }
    exchange->last_copy = records->copy_count;
    frame_index_add(records->index, told->at.frame, (records->copy_count - 1) | IS_COPY);
}

void records_withdraw(records_t *records, uint32_t frame)
{
    frame_index_remove(records->index, frame);
}

bool records_has(const records_t *records, uint32_t frame)
{
    const uint32_t *numbers;

    return frame_index_get(records->index, frame, &numbers) > 0;
}

/* ---- lists ---- */

/* A list that grows in a scope. */
typedef struct {
    wmem_allocator_t *scope;
    record_t *list;
    unsigned count;
    unsigned room;
} list_t;

static record_t *list_add(list_t *list, sighting_t at, role_t role, const attempt_t *attempt)
{
    record_t *record;

    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 8;
        list->list = (record_t *)wmem_realloc(list->scope, list->list, list->room * sizeof *list->list);
    }
    record = &list->list[list->count++];
    *record = (record_t){ .at = at, .role = role, .attempt = attempt };
    return record;
}

static role_t role_of_response(const attempt_t *attempt)
{
    if (attempt->status == 403) {
        return ROLE_REFUSAL;
    }
    return attempt_challenged(attempt) ? ROLE_CHALLENGE : ROLE_ANSWER;
}

/* Is it of this frame, or of any where frame is 0? */
static bool is_of_frame(sighting_t at, uint32_t frame)
{
    return at.seen && at.frame != 0 && (frame == 0 || at.frame == frame);
}

/* The first copies in an exchange. */
static void add_first_copies(list_t *list, const exchange_t *exchange, uint32_t frame)
{
    for (const attempt_t *a = exchange->first; a; a = a->next) {
        /* A request that was answered in two ways stands in the exchange of the first answer. */
        if (is_of_frame(a->request, frame) && !a->other_answer.seen) {
            list_add(list, a->request, a->number == 1 ? ROLE_REQUEST : ROLE_RETRY, a)->other_hop_of
                = a->request_other_hop;
        }
        if (is_of_frame(a->response, frame)) {
            list_add(list, a->response, role_of_response(a), a)->other_hop_of = a->response_other_hop;
        }
        if (attempt_overruled(a) && is_of_frame(a->accepted_after, frame)) {
            list_add(list, a->accepted_after, ROLE_ANSWER, a);
        }
        if (is_of_frame(a->ack, frame)) {
            list_add(list, a->ack, ROLE_ACK, a);
        }
    }
}

static void add_copy(const records_t *records, list_t *list, const exchange_t *exchange, uint32_t number)
{
    const copy_t *copy = copy_of(records, number);
    const attempt_t *attempt = retry_match_attempt((exchange_t *)(uintptr_t)exchange, copy->attempt.attempt);
    record_t *record;

    if (!attempt || copy->at.frame == 0) {
        return;
    }
    record = list_add(list, copy->at, copy->role, attempt);
    record->retransmission_of = copy->retransmission_of;
    record->duplicate_of = copy->duplicate_of;
    record->other_hop_of = copy->other_hop_of;
}

static int by_place(const void *a, const void *b)
{
    const sighting_t *x = &((const record_t *)a)->at;
    const sighting_t *y = &((const record_t *)b)->at;

    if (x->frame != y->frame) {
        return x->frame < y->frame ? -1 : 1;
    }
    return (int)x->index - (int)y->index;
}

static unsigned list_end(list_t *list, const record_t **records)
{
    if (list->count > 1) {
        qsort(list->list, list->count, sizeof *list->list, by_place);
    }
    *records = list->list;
    return list->count;
}

unsigned records_of_frame(const records_t *records, wmem_allocator_t *scope, uint32_t frame, const record_t **found)
{
    const uint32_t *numbers;
    unsigned count = frame_index_get(records->index, frame, &numbers);
    list_t list = { .scope = scope };

    for (unsigned i = 0; i < count; i++) {
        uint32_t number = numbers[i];
        bool is_copy = number & IS_COPY;
        const exchange_t *exchange = exchange_store_read(records->store,
            is_copy ? copy_of(records, number & ~IS_COPY)->attempt.exchange : number);

        if (is_copy) {
            add_copy(records, &list, exchange, number & ~IS_COPY);
        } else {
            add_first_copies(&list, exchange, frame);
        }
    }
    return list_end(&list, found);
}

unsigned records_of_exchange(const records_t *records, wmem_allocator_t *scope, const exchange_t *exchange,
    const record_t **found)
{
    list_t list = { .scope = scope };

    add_first_copies(&list, exchange, 0);
    for (uint32_t next = exchange->first_copy; next; next = copy_of(records, next - 1)->next) {
        add_copy(records, &list, exchange, next - 1);
    }
    return list_end(&list, found);
}
