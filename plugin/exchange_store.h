/* exchange_store.h
 * All exchanges by number: a few that something happens to in full, the others packed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_EXCHANGE_STORE_H
#define SIPAUTH_EXCHANGE_STORE_H

#include "arena.h"
#include "exchange.h"
#include "objects.h"
#include "texts.h"

/** All of them. */
typedef struct exchange_store exchange_store_t;

/** None yet; memory lives in scope. capture is what each exchange points to. */
exchange_store_t *exchange_store_new(wmem_allocator_t *scope, texts_t *texts, objects_t *objects,
    const capture_lacks_t *capture);

/** Free what does not live in the scope. */
void exchange_store_free(exchange_store_t *store);

/** A new exchange, zeroed but for its number; arena tells where its parts are to lie. */
exchange_t *exchange_store_add(exchange_store_t *store, arena_t **arena);

/** An exchange to be changed, and where new parts of it are to lie; valid until exchange_store_turn(). arena may be NULL. */
exchange_t *exchange_store_live(exchange_store_t *store, uint32_t number, arena_t **arena);

/** The exchange, which is held in full, is closed: what goes on may need its place. */
void exchange_store_ended(exchange_store_t *store, const exchange_t *exchange);

/** An exchange to be read; valid until exchange_store_turn(). */
const exchange_t *exchange_store_read(exchange_store_t *store, uint32_t number);

/** A copy of an exchange as it stands, in an arena. */
exchange_t *exchange_store_copy(exchange_store_t *store, uint32_t number, arena_t *arena);

/** How many there are. */
uint32_t exchange_store_count(const exchange_store_t *store);

/** Nobody holds an exchange: pack what was not asked for lately, but large ones that were packed before. */
void exchange_store_turn(exchange_store_t *store);

/** Exchanges that are held in full: those that go on, and those that are closed, of which only late copies come. */
#define EXCHANGE_STORE_LIVE 2048
#define EXCHANGE_STORE_ENDED 64

/** Tests only: hold so many. */
void exchange_store_hold(exchange_store_t *store, unsigned live);

#endif /* SIPAUTH_EXCHANGE_STORE_H */
