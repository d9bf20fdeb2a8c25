/* tally.h
 * Counts over many exchanges: by the host they come from, by login, and by the server that is registered at.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TALLY_H
#define SIPAUTH_TALLY_H

#include "ledger.h"

/** All counts. */
typedef struct tally tally_t;

/** Nothing counted yet; memory lives in scope, sightings are placed through the ledger. */
tally_t *tally_new(wmem_allocator_t *scope, ledger_t *ledger);

/** An exchange was begun; response is its first 401, 403 or 407. */
void tally_began(tally_t *tally, exchange_t *exchange, const sip_message_t *response, sighting_t at);

/** The client sent one more request of the exchange. */
void tally_retried(exchange_t *exchange);

/**
 * The attempt got its final response, whose facts are recorded already.
 * @param origin  identity of the request from end to end; a refusal that was seen on another hop counts once
 */
void tally_answered(tally_t *tally, attempt_t *attempt, uint64_t origin, sighting_t at);

/** A request that nobody challenged was accepted; response is the 2xx, client and server sent and answered it. */
void tally_let_in(tally_t *tally, const endpoint_t *client, const endpoint_t *server, const sip_message_t *response,
    sighting_t at);

/** A request was sent, or sent again; the same packet seen twice is none. */
void tally_request(tally_t *tally, const packet_t *packet, const sip_message_t *request);

/** A response came, provisional or final. */
void tally_response(tally_t *tally, const packet_t *packet, const sip_message_t *response);

#endif /* SIPAUTH_TALLY_H */
