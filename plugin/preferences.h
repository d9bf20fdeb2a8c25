/* preferences.h
 * Settings of the protocol "SIP Authentication".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PREFERENCES_H
#define SIPAUTH_PREFERENCES_H

#include <stdbool.h>
#include <stdint.h>

/** Register the settings. proto: the protocol's id. */
void preferences_register(int proto);

/** Show the verdict in the Info column? */
bool preferences_info_column(void);

/** Nanoseconds without a retry before its absence counts. */
int64_t preferences_retry_timeout(void);

/** Refusals of one exchange beyond which it is a loop. */
unsigned preferences_loop_rounds(void);

#endif /* SIPAUTH_PREFERENCES_H */
