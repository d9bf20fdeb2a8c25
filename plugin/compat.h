/* compat.h
 * What differs between Wireshark 4.0, 4.4 and 4.6.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_COMPAT_H
#define SIPAUTH_COMPAT_H

#include <ws_version.h>

/* Some of Wireshark's headers count on this one. */
#include <epan/packet.h>

#include <epan/column-info.h>
#include <epan/conversation_filter.h>
#include <epan/stat_groups.h>
#include <epan/stat_tap_ui.h>

#define SIPAUTH_WIRESHARK_AT_LEAST(major, minor) \
    (WIRESHARK_VERSION_MAJOR > (major) || (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

/** The type that a boolean preference writes to. */
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 4)
typedef bool pref_bool_t;
#else
typedef gboolean pref_bool_t;
#endif

/** Will anybody see this column? */
static inline bool col_is_shown(column_info *cinfo, int column)
{
    return cinfo && col_get_writable(cinfo, column) && cinfo->col_first[column] >= 0;
}

/** What Wireshark calls these bytes; to be freed with wmem_free(NULL, ...). */
static inline char *data_source_name(const struct data_source *source)
{
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 6)
    return get_data_source_description(source);
#else
    return get_data_source_name(source);
#endif
}

/** Keep that earlier frame where this one is kept. */
static inline void depend_on_frame(packet_info *pinfo, uint32_t frame)
{
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 4)
    mark_frame_as_depended_upon(pinfo->fd, frame);
#else
    mark_frame_as_depended_upon(pinfo, frame);
#endif
}

/** Define what a conversation filter calls: NAME_is_valid() and NAME_build(), from functions that take the packet. */
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 4)
#define DEFINE_CONVERSATION_FILTER(name, is_valid, build) \
    static bool name##_is_valid(packet_info *pinfo, void *data) \
    { \
        (void)data; \
        return is_valid(pinfo); \
    } \
    static char *name##_build(packet_info *pinfo, void *data) \
    { \
        (void)data; \
        return build(pinfo); \
    }
#define REGISTER_CONVERSATION_FILTER(label, name) \
    register_conversation_filter("sipauth", label, name##_is_valid, name##_build, NULL)
#else
#define DEFINE_CONVERSATION_FILTER(name, is_valid, build) \
    static gboolean name##_is_valid(packet_info *pinfo) \
    { \
        return is_valid(pinfo); \
    } \
    static char *name##_build(packet_info *pinfo) \
    { \
        return build(pinfo); \
    }
#define REGISTER_CONVERSATION_FILTER(label, name) \
    register_conversation_filter("sipauth", label, name##_is_valid, name##_build)
#endif

/** The Telephony menu, for tables; trees of a plugin are put in the Statistics menu whatever they ask for. */
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 4)
#define STAT_GROUP_TELEPHONY REGISTER_TELEPHONY_GROUP_UNSORTED
#else
#define STAT_GROUP_TELEPHONY REGISTER_STAT_GROUP_TELEPHONY
#endif

/** Define what `-z` calls. begin(argument, data) says false where it cannot; older versions go on all the same. */
#if SIPAUTH_WIRESHARK_AT_LEAST(4, 6)
#define DEFINE_STAT_TAP_INIT(name, begin) \
    static bool name(const char *argument, void *data) \
    { \
        return begin(argument, data); \
    }
#else
#define DEFINE_STAT_TAP_INIT(name, begin) \
    static void name(const char *argument, void *data) \
    { \
        begin(argument, data); \
    }
#endif

#endif /* SIPAUTH_COMPAT_H */
