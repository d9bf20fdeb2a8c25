/* wipe.h
 * Overwrites what must not be left in memory.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_WIPE_H
#define SIPAUTH_WIPE_H

#include <stddef.h>
#include <stdint.h>

/** Overwrite with zeros; through a volatile pointer, since a compiler drops writes that nobody reads again. */
static inline void wipe_bytes(void *bytes, size_t len)
{
    volatile uint8_t *at = (volatile uint8_t *)bytes;

    while (len-- > 0) {
        *at++ = 0;
    }
}

#endif /* SIPAUTH_WIPE_H */
