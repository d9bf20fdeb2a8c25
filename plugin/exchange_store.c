/* exchange_store.c
 * All exchanges by number: a few that something happens to in full, the others packed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange_store.h"

#include "exchange_pack.h"

#define BLOCK 1024
/* Packed exchanges that were unpacked to be read are kept so long, for the messages that stand near each other. */
#define READ_KEPT 256
/* An exchange of so many attempts to which something happens after it was packed stays in full from then on: whoever has
 * more of these go on by turns than are held would make each packet cost them all. The packets it took pay for its bytes. */
#define LARGE 8

/* An exchange in full. */
typedef struct live {
    struct list *in;            /* NULL: it stays in full */
    struct live *newer;
    struct live *older;
    arena_t arena;
    exchange_t exchange;
} live_t;

/* Exchanges in full, the latest that was asked for first. */
typedef struct list {
    live_t *newest;
    live_t *oldest;
    unsigned count;
    unsigned hold;              /* what is more is packed */
} list_t;

/* An exchange in bytes. */
typedef struct {
    uint8_t bytes[1];           /* as many as there are: reading knows where it ends */
} packed_t;

struct exchange_store {
    wmem_allocator_t *scope;
    texts_t *texts;
    objects_t *objects;
    const capture_lacks_t *capture;
    uintptr_t **blocks;         /* of slots: a live_t, or a packed_t with the lowest bit set */
    uint32_t count;
    uint32_t block_room;
    list_t going_on;
    list_t ended;
    arena_spare_t spare;
    pack_t writer;
    GHashTable *read;           /* by number: packed exchanges unpacked to be read */
    arena_t read_arena;
};

exchange_store_t *exchange_store_new(wmem_allocator_t *scope, texts_t *texts, objects_t *objects,
    const capture_lacks_t *capture)
{
    exchange_store_t *store = wmem_new0(scope, exchange_store_t);

    store->scope = scope;
    store->texts = texts;
    store->objects = objects;
    store->capture = capture;
    store->going_on.hold = EXCHANGE_STORE_LIVE;
    store->ended.hold = EXCHANGE_STORE_ENDED;
    store->read = g_hash_table_new(g_direct_hash, NULL);
    arena_init(&store->read_arena, scope, &store->spare);
    return store;
}

void exchange_store_hold(exchange_store_t *store, unsigned live)
{
    store->going_on.hold = live;
    store->ended.hold = live;
}

uint32_t exchange_store_count(const exchange_store_t *store)
{
    return store->count;
}

/* ---- slots ---- */

static uintptr_t *slot_of(const exchange_store_t *store, uint32_t number)
{
    return &store->blocks[number / BLOCK][number % BLOCK];
}

static live_t *live_in(uintptr_t slot)
{
    return slot & 1 ? NULL : (live_t *)slot;
}

static packed_t *packed_in(uintptr_t slot)
{
    return slot & 1 ? (packed_t *)(slot - 1) : NULL;
}

void exchange_store_free(exchange_store_t *store)
{
    for (uint32_t number = 0; number < store->count; number++) {
        g_free(packed_in(*slot_of(store, number)));
    }
    g_hash_table_destroy(store->read);
    g_free(store->writer.bytes);
}

static uintptr_t *slot_add(exchange_store_t *store)
{
    uint32_t block = store->count / BLOCK;

    if (block == store->block_room) {
        store->block_room = store->block_room ? 2 * store->block_room : 16;
        store->blocks = (uintptr_t **)wmem_realloc(store->scope, store->blocks,
            store->block_room * sizeof *store->blocks);
    }
    if (store->count % BLOCK == 0) {
        store->blocks[block] = wmem_alloc0_array(store->scope, uintptr_t, BLOCK);
    }
    return slot_of(store, store->count++);
}

/* ---- the lists of those in full ---- */

static void link_first(list_t *list, live_t *live)
{
    live->in = list;
    live->newer = NULL;
    live->older = list->newest;
    if (list->newest) {
        list->newest->newer = live;
    } else {
        list->oldest = live;
    }
    list->newest = live;
    list->count++;
}

static void unlink_live(live_t *live)
{
    list_t *list = live->in;

    if (live->newer) {
        live->newer->older = live->older;
    } else {
        list->newest = live->older;
    }
    if (live->older) {
        live->older->newer = live->newer;
    } else {
        list->oldest = live->newer;
    }
    list->count--;
    live->in = NULL;
}

/* It is the latest that was asked for. */
static void put_first(exchange_store_t *store, live_t *live)
{
    list_t *list = live->exchange.closed ? &store->ended : &store->going_on;

    if (live->in && list->newest != live) {
        unlink_live(live);
        link_first(list, live);
    }
}

static live_t *live_new(exchange_store_t *store, uint32_t number)
{
    live_t *live;
    arena_t arena;

    arena_init(&arena, store->scope, &store->spare);
    live = arena_new0(&arena, live_t);
    live->arena = arena;
    live->exchange.number = number;
    live->exchange.capture = store->capture;
    link_first(&store->going_on, live);
    return live;
}

/* ---- packing ---- */

static void unpack(exchange_store_t *store, const packed_t *packed, arena_t *arena, exchange_t *exchange)
{
    pack_t reader;

    pack_read(&reader, packed->bytes, arena, store->texts, store->objects);
    exchange_pack(&reader, exchange);
    if (exchange->asked_before) {
        ((exchange_t *)(uintptr_t)exchange->asked_before)->capture = store->capture;
    }
}

static void pack_oldest(exchange_store_t *store, const list_t *list)
{
    live_t *live = list->oldest;
    uint32_t number = live->exchange.number;
    packed_t *packed;
    arena_t arena;

    pack_write(&store->writer, store->texts);
    exchange_pack(&store->writer, &live->exchange);
    /* Of all sizes, and given up where something happens to it again: blocks of wmem fall into pieces that fit nothing. */
    packed = (packed_t *)g_memdup2(store->writer.bytes, store->writer.at);
    unlink_live(live);
    /* The arena holds itself. */
    arena = live->arena;
    arena_clear(&arena);
    *slot_of(store, number) = (uintptr_t)packed | 1;
}

static void forget_read(exchange_store_t *store)
{
    g_hash_table_remove_all(store->read);
    arena_clear(&store->read_arena);
}

void exchange_store_turn(exchange_store_t *store)
{
    while (store->going_on.count > store->going_on.hold) {
        pack_oldest(store, &store->going_on);
    }
    while (store->ended.count > store->ended.hold) {
        pack_oldest(store, &store->ended);
    }
    if (g_hash_table_size(store->read) > READ_KEPT) {
        forget_read(store);
    }
}

/* ---- use ---- */

exchange_t *exchange_store_add(exchange_store_t *store, arena_t **arena)
{
    uint32_t number = store->count;
    uintptr_t *slot = slot_add(store);
    live_t *live = live_new(store, number);

    *slot = (uintptr_t)live;
    *arena = &live->arena;
    return &live->exchange;
}

exchange_t *exchange_store_live(exchange_store_t *store, uint32_t number, arena_t **arena)
{
    uintptr_t *slot = slot_of(store, number);
    live_t *live = live_in(*slot);

    if (!live) {
        packed_t *packed = packed_in(*slot);
        live = live_new(store, number);
        unpack(store, packed, &live->arena, &live->exchange);
        g_free(packed);
        *slot = (uintptr_t)live;
        if (live->exchange.attempts >= LARGE) {
            unlink_live(live);
        }
        /* What was read of it is out of date from now on. */
        g_hash_table_remove(store->read, GUINT_TO_POINTER(number));
    }
    put_first(store, live);
    if (arena) {
        *arena = &live->arena;
    }
    return &live->exchange;
}

void exchange_store_ended(exchange_store_t *store, const exchange_t *exchange)
{
    put_first(store, live_in(*slot_of(store, exchange->number)));
}

static exchange_t *unpack_new(exchange_store_t *store, uint32_t number, arena_t *arena)
{
    exchange_t *exchange = arena_new0(arena, exchange_t);

    exchange->number = number;
    exchange->capture = store->capture;
    unpack(store, packed_in(*slot_of(store, number)), arena, exchange);
    return exchange;
}

const exchange_t *exchange_store_read(exchange_store_t *store, uint32_t number)
{
    const live_t *live = live_in(*slot_of(store, number));
    exchange_t *exchange;

    if (live) {
        return &live->exchange;
    }
    exchange = (exchange_t *)g_hash_table_lookup(store->read, GUINT_TO_POINTER(number));
    if (!exchange) {
        exchange = unpack_new(store, number, &store->read_arena);
        g_hash_table_insert(store->read, GUINT_TO_POINTER(number), exchange);
    }
    return exchange;
}

exchange_t *exchange_store_copy(exchange_store_t *store, uint32_t number, arena_t *arena)
{
    const live_t *live = live_in(*slot_of(store, number));
    exchange_t *copy;
    pack_t reader;

    if (!live) {
        return unpack_new(store, number, arena);
    }
    pack_write(&store->writer, store->texts);
    exchange_pack(&store->writer, (exchange_t *)(uintptr_t)&live->exchange);
    copy = arena_new0(arena, exchange_t);
    copy->number = number;
    copy->capture = store->capture;
    pack_read(&reader, store->writer.bytes, arena, store->texts, store->objects);
    exchange_pack(&reader, copy);
    return copy;
}
