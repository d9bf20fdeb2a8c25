/* packet-bench-empty.c
 * A post-dissector that does nothing: what Wireshark itself charges for having one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <config.h>

#include <epan/packet.h>
#include <epan/proto.h>

static int dissect_nothing(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    (void)tvb, (void)pinfo, (void)tree, (void)data;
    return 0;
}

static void proto_register_bench_empty(void)
{
    int proto = proto_register_protocol("Benchmark, empty", "Empty", "bench_empty");

    register_postdissector(create_dissector_handle(dissect_nothing, proto));
}

WS_DLL_PUBLIC_DEF const char plugin_version[] = "0";
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);

void plugin_register(void)
{
    static proto_plugin plugin = { proto_register_bench_empty, NULL };

    proto_register_plugin(&plugin);
}
