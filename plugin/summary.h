/* summary.h
 * A message's part in its exchange in a few words.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SUMMARY_H
#define SIPAUTH_SUMMARY_H

#include "diagnosis.h"
#include "tracker.h"

/** Name of a role as users filter for it. */
const char *role_name(role_t role);

/** One line, such as `401 realm "lab.test": credentials refused (retry in 7)`; allocated in scope. */
const char *summary_text(wmem_allocator_t *scope, const record_t *record, const verdict_t *verdict, bool complete);

/**
 * What is to be appended to the Info column, ` [auth: WORDS]`; NULL where there is nothing to add. The verdict may be NULL where
 * summary_needs_verdict() says so.
 */
const char *summary_info(wmem_allocator_t *scope, const record_t *record, const verdict_t *verdict, bool complete);

/** Does the Info column of this message tell the verdict? */
bool summary_needs_verdict(const record_t *record);

#endif /* SIPAUTH_SUMMARY_H */
