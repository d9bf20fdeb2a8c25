/* rules_fault.h
 * What the rules about faults of a retry have in common.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_RULES_FAULT_H
#define SIPAUTH_RULES_FAULT_H

#include "rules.h"

/**
 * The retry that a rule about this fault speaks of: the refused one that the fault explains, else the last one
 * that has it and came to no harm by it; then the finding is minor.
 *
 * @param finding  gets its confidence and the evidence of challenge, retry and answer
 * @return NULL where no retry has the fault
 */
const attempt_t *fault_find(const view_t *view, finding_t *finding, cause_t fault);

/** What the server says of its refusal in phrase and Warning. */
void evidence_of_statement(const view_t *view, finding_t *finding, const attempt_t *attempt);

/** That the wire cannot tell the fault from a password that is wrong besides. */
void evidence_of_doubt(const view_t *view, finding_t *finding);

#endif /* SIPAUTH_RULES_FAULT_H */
