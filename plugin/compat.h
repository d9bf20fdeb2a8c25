/* compat.h
 * What differs between Wireshark 4.0, 4.4 and 4.6.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_COMPAT_H
#define SIPAUTH_COMPAT_H

#include <ws_version.h>

#include <epan/packet.h>

#define SIPAUTH_WIRESHARK_AT_LEAST(major, minor) \
    (WIRESHARK_VERSION_MAJOR > (major) || (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

/** The type that a boolean preference writes to. */
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 4)
typedef bool pref_bool_t;
#else
typedef gboolean pref_bool_t;
#endif

/** Keep that earlier frame where this one is kept. */
static inline void depend_on_frame(packet_info *pinfo, uint32_t frame)
{
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 4)
    mark_frame_as_depended_upon(pinfo->fd, frame);
#else
    mark_frame_as_depended_upon(pinfo, frame);
#endif
}

#endif /* SIPAUTH_COMPAT_H */
