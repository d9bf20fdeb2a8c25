/* lessons.h
 * What a message teaches beyond its own exchange: of users, accounts, hosts and nonces. Later exchanges find it there.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_LESSONS_H
#define SIPAUTH_LESSONS_H

#include "tracker_state.h"

/** Which registration of its user goes on: this one, or it no longer does. One that is over is not abandoned by the next. */
void lessons_registering(tracker_t *tracker, const exchange_t *exchange, bool goes_on);

/** A user at a client sent these credentials. user: NULL where it is not kept. */
void lessons_of_answering(tracker_t *tracker, user_t *user, const credentials_t *credentials, sighting_t at);

/** What the client is able to answer. */
void lessons_of_ability(host_t *client, const credentials_t *credentials);

/**
 * A request counts with the nonces of its credentials.
 * @param origin        identity of the request from end to end
 * @param on_other_hop  where it was seen on another hop before: it counts only once
 */
void lessons_count_nonces(tracker_t *tracker, uint64_t origin, sighting_t on_other_hop, sighting_t request,
    credentials_t *credentials);

/** The credentials of a request: whose nonces and account they are, what its client can do. */
void lessons_of_credentials(tracker_t *tracker, attempt_t *attempt, uint64_t origin);

/** An attempt was accepted: its credentials are those of their accounts. */
void lessons_of_accepted(tracker_t *tracker, const attempt_t *attempt);

/**
 * A 2xx.
 * @param way          of the request
 * @param message      the response
 * @param credentials  of the request; NULL if none
 */
void lessons_of_success(tracker_t *tracker, const way_t *way, sip_message_t *message, const credentials_t *credentials,
    sighting_t at);

/** A server let these credentials pass. */
void lessons_of_replays(host_t *server, span_t method, const credentials_t *credentials);

/** The nonces of the challenges that came in this frame. */
void lessons_of_nonces(tracker_t *tracker, const attempt_t *attempt, sighting_t at);

/** What is known when a response comes: into the attempt, and for later ones. */
void lessons_of_history(tracker_t *tracker, attempt_t *attempt, const sip_message_t *response, sighting_t at);

/** From now on it matters whether the client is heard. */
void lessons_watch_for_retry(tracker_t *tracker, const attempt_t *attempt);

/** An attempt was accepted in spite of its faults. */
void lessons_of_habits(attempt_t *attempt);

/** Was the same login asked for other realms in the exchange before? before: its number, plus 1; 0 for none. */
void lessons_compare_realms(tracker_t *tracker, exchange_t *exchange, uint32_t before);

#endif /* SIPAUTH_LESSONS_H */
