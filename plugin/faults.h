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
#define RETRY_MAX_FAULTS 4

/**
 * The faults of a retry. Says nothing where the retry was not captured whole or the challenge before it
 * is not known.
 *
 * @param retry   any attempt; the first request of an exchange has none
 * @param faults  takes RETRY_MAX_FAULTS entries
 * @return how many there are
 */
unsigned retry_faults(const attempt_t *retry, cause_t *faults);

/** Has the retry this fault? */
bool retry_has_fault(const attempt_t *retry, cause_t fault);

/** An earlier challenge of the exchange that the attempt before had answered and this one does not; NULL if none. */
const challenge_t *retry_dropped(const attempt_t *retry);

/** Same text but for case and white space at the ends? */
bool realm_equal_loosely(const char *a, const char *b);

/**
 * May a round between the challenge and this retry be missing from the capture? A client counts up by one from
 * request to retry (RFC 3261 section 8.1.3.5), so a gap says that it sent another request in between.
 */
bool retry_may_skip_a_round(const attempt_t *retry);

#endif /* SIPAUTH_FAULTS_H */
