/* verdicts.h
 * Verdicts that were drawn lately: all messages of an exchange show the same one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_VERDICTS_H
#define SIPAUTH_VERDICTS_H

#include "diagnosis.h"
#include "tracker.h"

/** Those of one capture. */
typedef struct verdicts verdicts_t;

/** None yet; to be freed with verdicts_free(). */
verdicts_t *verdicts_new(void);

void verdicts_free(verdicts_t *verdicts);

/**
 * The verdict on an exchange of the tracker, as diagnose() draws it; valid until the next call.
 * @param scope  for what is needed on the way
 */
const verdict_t *verdicts_get(verdicts_t *verdicts, wmem_allocator_t *scope, const tracker_t *tracker,
    const exchange_t *exchange, const diagnosis_context_t *context);

#endif /* SIPAUTH_VERDICTS_H */
