/* moment.h
 * Wireshark's times as one number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_MOMENT_H
#define SIPAUTH_MOMENT_H

#include <stdint.h>

#include <wsutil/nstime.h>

/* Half of what 64 bits hold, 146 years: the difference of any two moments fits as well. */
#define MOMENT_MAX_SECONDS INT64_C(4611686000)

/**
 * Nanoseconds. A broken capture may say any time at all; what lies further from the epoch, or is longer, than
 * MOMENT_MAX_SECONDS counts as just that.
 */
static inline int64_t moment_nanoseconds(const nstime_t *time)
{
    int64_t seconds = (int64_t)time->secs;

    if (seconds > MOMENT_MAX_SECONDS || seconds < -MOMENT_MAX_SECONDS) {
        return seconds > 0 ? MOMENT_MAX_SECONDS * 1000000000 : -MOMENT_MAX_SECONDS * 1000000000;
    }
    return seconds * 1000000000 + time->nsecs;
}

#endif /* SIPAUTH_MOMENT_H */
