/* records.h
 * Which messages of which frames have a part in an exchange.
 *
 * The first copies of request, response and ACK are told by the exchange itself; further ones are kept here.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_RECORDS_H
#define SIPAUTH_RECORDS_H

#include "exchange_store.h"
#include "nonces.h"
#include "tracker.h"

/** All of them. */
typedef struct records records_t;

/** None yet; memory lives in scope. */
records_t *records_new(wmem_allocator_t *scope, exchange_store_t *store, sightings_t *sightings);

/** A first copy was seen. */
void records_add(records_t *records, const exchange_t *exchange, sighting_t at);

/** One more copy of a message of this attempt was seen: its links as record_t says. */
void records_add_copy(records_t *records, attempt_t *attempt, const record_t *copy);

/** The frame was none. */
void records_withdraw(records_t *records, uint32_t frame);

/** As tracker.h says of its functions of these names. */
bool records_has(const records_t *records, uint32_t frame);
unsigned records_of_frame(const records_t *records, wmem_allocator_t *scope, uint32_t frame, const record_t **list);
unsigned records_of_exchange(const records_t *records, wmem_allocator_t *scope, const exchange_t *exchange,
    const record_t **list);

#endif /* SIPAUTH_RECORDS_H */
