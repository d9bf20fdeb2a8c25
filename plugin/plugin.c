/* plugin.c
 * The entry symbols that Wireshark looks up.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <ws_version.h>
#include <ws_symbol_export.h>

#include <epan/proto.h>

#include "packet-sipauth.h"

#ifndef SIPAUTH_VERSION
#define SIPAUTH_VERSION "0.0.0"
#endif

WS_DLL_PUBLIC_DEF const char plugin_version[] = SIPAUTH_VERSION;
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);
WS_DLL_PUBLIC uint32_t plugin_describe(void);

/* Wireshark 4.4 and later ask what a plugin does: this one dissects (WS_PLUGIN_DESC_DISSECTOR). */
uint32_t plugin_describe(void)
{
    return 1u << 0;
}

void plugin_register(void)
{
    static proto_plugin plugin;

    plugin.register_protoinfo = proto_register_sipauth;
    plugin.register_handoff = proto_reg_handoff_sipauth;
    proto_register_plugin(&plugin);
}
