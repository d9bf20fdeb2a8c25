/* preferences.h
 * Settings of the protocol "SIP Authentication".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PREFERENCES_H
#define SIPAUTH_PREFERENCES_H

#include "diagnosis.h"
#include "tracker.h"

/** Register the settings. proto: the protocol's id. */
void preferences_register(int proto);

/** Show the verdict in the Info column? */
bool preferences_info_column(void);

/** What users set for verdicts on a capture so far; tracker may be NULL. What is asked of a verdict is left zero. */
diagnosis_context_t preferences_context(tracker_t *tracker);

#endif /* SIPAUTH_PREFERENCES_H */
