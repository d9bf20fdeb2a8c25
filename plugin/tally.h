/* tally.h
 * Counts over many exchanges: by the host they come from, by login, and by the server that is registered at.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TALLY_H
#define SIPAUTH_TALLY_H

#include "parties.h"

/** All counts. */
typedef struct tally tally_t;

/** Nothing counted yet; memory lives in scope. */
tally_t *tally_new(wmem_allocator_t *scope, objects_t *objects, sightings_t *sightings);

/** An exchange was begun, its login and origin are known. */
void tally_began(tally_t *tally, exchange_t *exchange, sighting_t at);

/** The client sent one more request of the exchange. */
void tally_retried(exchange_t *exchange);

/**
 * The attempt got its final response, whose facts are recorded already.
 * @param origin  identity of the request from end to end; a refusal that was seen on another hop counts once
 * @return number, plus 1, of the login's latest exchange before this one whose first request came without credentials
 *         and was challenged, where this one is such a one too; else 0
 */
uint32_t tally_answered(tally_t *tally, attempt_t *attempt, uint64_t origin, sighting_t at);

/** The attempt, whose challenge is counted already, was accepted nevertheless. */
void tally_accepted_after(tally_t *tally, const attempt_t *attempt, sighting_t at);

/** A request that nobody challenged was accepted; login is NULL where it is not kept. */
void tally_let_in(tally_t *tally, host_t *client, login_t *login, span_t method, sighting_t at);

/** Is some login watched for requests that nobody answers? Spares most messages the look at theirs. */
bool tally_watches(const tally_t *tally);

/** A request of a login was sent, or sent again; the same packet seen twice is none. */
void tally_request(tally_t *tally, login_t *login, sighting_t at);

/** A response came, provisional or final. */
void tally_response(login_t *login);

#endif /* SIPAUTH_TALLY_H */
