/* preferences.c
 * Settings of the protocol "SIP Authentication".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "preferences.h"

#include <epan/prefs.h>

#include "compat.h"
#include "known.h"

/* Timer B and Timer F, 64 * T1 (RFC 3261 section 17): later a client has given up by itself. */
#define DEFAULT_RETRY_TIMEOUT 32
#define DEFAULT_LOOP_ROUNDS 3

static pref_bool_t info_column = TRUE;
static unsigned retry_timeout = DEFAULT_RETRY_TIMEOUT;
static unsigned loop_rounds = DEFAULT_LOOP_ROUNDS;

void preferences_register(int proto)
{
    module_t *module = prefs_register_protocol(proto, NULL);

    prefs_register_bool_preference(module, "info_column", "Show the verdict in the Info column",
        "Append a few words on how the authentication went to the Info column of SIP messages that take part in it.",
        &info_column);
    prefs_register_uint_preference(module, "retry_timeout", "Seconds to wait for a retry",
        "How long the capture must go on after a challenge before a missing retry counts.", 10, &retry_timeout);
    prefs_register_uint_preference(module, "loop_rounds", "Refusals before it is a loop",
        "More refusals than this within one exchange are reported as a challenge loop.", 10, &loop_rounds);
    known_register(module);
}

bool preferences_info_column(void)
{
    return info_column;
}

diagnosis_context_t preferences_context(tracker_t *tracker)
{
    return (diagnosis_context_t){
        .end = tracker ? tracker_end(tracker) : 0,
        .retry_timeout = (int64_t)retry_timeout * 1000000000,
        .loop_rounds = loop_rounds,
        .secrets = known_secrets(),
        .find = tracker ? tracker_find : NULL,
        .find_data = tracker,
    };
}
