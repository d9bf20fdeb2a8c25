/* retry_match.h
 * Finds the exchange that a request continues: by Call-ID, From tag, method and CSeq, then by the
 * nonce it echoes (RFC 3261 sections 8.1.3.5, 22.2).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_RETRY_MATCH_H
#define SIPAUTH_RETRY_MATCH_H

#include "exchange_store.h"
#include "facts.h"
#include "nonces.h"
#include "tracker.h"

/** Exchanges that may still go on, by Call-ID and method. */
typedef struct open_exchanges open_exchanges_t;

/** None yet; memory lives in scope. */
open_exchanges_t *open_exchanges_new(wmem_allocator_t *scope, hash_maps_t *maps, exchange_store_t *store);

/** The exchange waits for a retry. Adding it again does nothing. */
void open_exchanges_add(open_exchanges_t *open, exchange_t *exchange);

/** The exchange is over. */
void open_exchanges_remove(open_exchanges_t *open, exchange_t *exchange);

/**
 * The exchange that this new request continues; NULL if it begins something of its own.
 * @param offer  its credentials; NULL if none
 */
exchange_t *retry_match_request(const open_exchanges_t *open, const nonces_t *nonces, const packet_t *packet,
    sip_message_t *message, const offer_t *offer);

/**
 * The newest exchange of this Call-ID whose challenge the client leaves unanswered with a request to another
 * server that continues nothing; NULL if none.
 */
exchange_t *retry_match_left(const open_exchanges_t *open, const packet_t *packet, sip_message_t *message);

/** The exchange whose missing retry this final response answers; NULL if none. */
exchange_t *retry_match_response(const open_exchanges_t *open, const packet_t *packet, sip_message_t *message);

/** The attempt that an ACK with wrong branch or tags is meant for: same call, hop and CSeq; NULL if none. */
attempt_t *retry_match_other_ack(const open_exchanges_t *open, const packet_t *packet, sip_message_t *message);

/** How an ACK differs from what the attempt's response asks for: ack_difference_t bits. */
unsigned retry_match_ack_differences(const attempt_t *attempt, const sip_message_t *ack);

/** The first nonce of the request's credentials that nobody has issued yet; 0 if there is none. */
uint64_t retry_match_unissued_nonce(const nonces_t *nonces, const offer_t *offer);

/** Say of each set of credentials of a new attempt where its nonce comes from. */
void retry_match_nonces(attempt_t *attempt, const nonces_t *nonces, exchange_store_t *store, sightings_t *sightings);

/** An attempt of an exchange, by its number; NULL where it has none of it. */
attempt_t *retry_match_attempt(exchange_t *exchange, unsigned number);

#endif /* SIPAUTH_RETRY_MATCH_H */
