/* faults.h
 * What is wrong with a retry, by comparing its bytes with the challenges before it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FAULTS_H
#define SIPAUTH_FAULTS_H

#include "causes.h"
#include "exchange.h"

/** Most faults one retry can have. */
#define RETRY_MAX_FAULTS 20

/**
 * The faults of a retry. Says nothing where the retry was not captured whole or the challenge before it
 * is not known.
 *
 * @param retry   any attempt; the first request of an exchange has none
 * @param faults  takes RETRY_MAX_FAULTS entries
 * @return how many there are
 */
unsigned retry_faults(const attempt_t *retry, cause_t *faults);

/**
 * The faults of each attempt of an exchange, as retry_faults() finds them. Judges only those whose facts, or the facts
 * of an attempt before them, have changed since it was asked last.
 *
 * @param sets  takes an entry for each attempt, in their order
 * @return whether there are any
 */
bool exchange_faults(const exchange_t *exchange, cause_set_t *sets);

/**
 * Does this challenge, one of those before the retry, still count? Where several realms asked at once and only
 * some ask again, the others were content.
 */
bool retry_challenge_in_question(const attempt_t *retry, const challenge_t *challenge);

/** An earlier challenge of the exchange that the attempt before had answered and this one does not; NULL if none. */
const challenge_t *retry_dropped(const attempt_t *retry);

/**
 * Whether a retry went where its challenge did not come from. That is no fault where the other end accepts it.
 * @return CAUSE_RETRY_ELSEWHERE for another host, CAUSE_RETRY_OTHER_TRANSPORT for another transport or, over
 *         UDP, another source port; else CAUSE_NONE
 */
cause_t retry_moved(const attempt_t *retry);

/**
 * The latest Security-Server before the retry, of the copy of the response whose challenge it answers; NULL if none.
 * @param at  gets the response, or its copy
 */
const char *retry_security_announced(const attempt_t *retry, sighting_t *at);

/** Same text but for case and white space at the ends? */
bool realm_equal_loosely(const char *a, const char *b);

/**
 * May a round between the challenge and this retry be missing from the capture? A client counts up by one from
 * request to retry (RFC 3261 section 8.1.3.5), so a gap says that it sent another request in between.
 */
bool retry_may_skip_a_round(const attempt_t *retry);

#endif /* SIPAUTH_FAULTS_H */
