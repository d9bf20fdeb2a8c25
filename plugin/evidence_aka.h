/* evidence_aka.h
 * Lines of evidence on AKA: what is in the challenge and in its answer, and what a known key says of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_EVIDENCE_AKA_H
#define SIPAUTH_EVIDENCE_AKA_H

#include "evidence.h"

/** What the keys known for the account say of the AKA challenge in this response. */
void aka_of_challenge(const view_t *view, const attempt_t *challenged, aka_check_t *check);

/** What differs between the key that made this challenge and another one known for the account; NULL if none is. */
const char *aka_known_otherwise(const view_t *view, const attempt_t *challenged, const aka_check_t *network);

/** What they say of AUTS in this request, which reports that the challenge before it was out of sequence. */
void aka_of_auts(const view_t *view, const attempt_t *retry, aka_check_t *check);

/** SQN^AK and AMF of the AKA challenge in this response; where a key is known, what it says of the MAC, and SQN. */
void evidence_of_vector(const view_t *view, finding_t *finding, const attempt_t *challenged);

/**
 * AUTS of this request: what its response and the known keys say of it, the SQN of SIM and HSS side by side, and
 * whether the HSS took it, where the next challenge shows that.
 */
void evidence_of_auts(const view_t *view, finding_t *finding, const attempt_t *retry);

/**
 * Which key the HSS has, which the SIM has, and what differs; nothing of a side of which nothing is known.
 * @param sim  may be NULL
 */
void evidence_of_keys(const view_t *view, finding_t *finding, const aka_check_t *network, const aka_check_t *sim);

#endif /* SIPAUTH_EVIDENCE_AKA_H */
