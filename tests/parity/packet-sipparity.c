/* packet-sipparity.c
 * A post-dissector for tests: does the message source find, without the tree, the very messages that the SIP dissector's
 * items tell with it?
 *
 * Compiled with the message source itself and with a tracker that only writes down what it is told. A line on stderr
 * tells each frame where the two differ, and one line at the end how many frames there were. With SIPPARITY_LIST in the
 * environment no items are asked for, and a line tells what each frame's bytes told: the same with a tree and without.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message_source.c"

#include <stdio.h>

#include <gmodule.h>
#include <ws_symbol_export.h>
#include <ws_version.h>

static int proto_sipparity = -1;
static dissector_handle_t handle;
static unsigned frames;
static unsigned different;
static bool is_list;

/* What was told about the present frame. */
static GString *told;

/* ---- a tracker that writes down what it is told ---- */

/* Where nothing is a stream, items lie in all that was captured: padding and checksums behind a message are in it. */
static void tell(const char *what, const sip_message_t *message, const char *buf, size_t len)
{
    char *digest = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)buf, len);

    g_string_append_printf(told, " %s:%.*s:%zu:%.8s", what, (int)MIN(message->call_id.len, 20),
        message->call_id.ptr ? message->call_id.ptr : "", len, digest);
    g_free(digest);
}

void tracker_message(tracker_t *tracker, const packet_t *packet, sip_message_t *message, const char *buf, size_t len)
{
    bool stream = packet->transport == TRANSPORT_TCP || packet->transport == TRANSPORT_TLS;

    (void)tracker;
    tell("message", message, buf, stream ? len : MIN(len, message->header_len));
}

void tracker_unreachable(tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    (void)tracker, (void)packet;
    tell("quoted", message, message->call_id.ptr, message->call_id.len);
}

bool tracker_wants_signs(const tracker_t *tracker)
{
    (void)tracker;
    return true;
}

bool tracker_wants_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind)
{
    (void)tracker, (void)packet, (void)kind;
    return false;
}

void tracker_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind)
{
    (void)tracker, (void)packet;
    if (kind == SIGN_STREAM_GAP) {
        g_string_append(told, " continuation");
    }
}

/* ---- the items ---- */

/* Where the message ends (RFC 3261 section 18.3). The item's own length is wrong while the tree is invisible. */
static size_t message_length(const sip_message_t *message, size_t captured, bool stream)
{
    if (stream && message->headers_complete && message->has_content_length) {
        return MIN(captured, message->header_len + message->content_length);
    }
    return message->header_len;
}

static bool only_line_ends(const char *buf, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (buf[i] != '\r' && buf[i] != '\n' && buf[i] != '\0') {
            return false;
        }
    }
    return true;
}

static void read_item(const field_info *item, const packet_info *pinfo)
{
    layers_t layers = read_layers(pinfo);
    int captured = tvb_captured_length_remaining(item->ds_tvb, item->start);
    sip_message_t message;
    const char *buf;

    if (captured <= 0) {
        return;
    }
    buf = (const char *)tvb_get_ptr(item->ds_tvb, item->start, captured);
    if (!sip_message_glance(&message, buf, (size_t)captured)) {
        if (!only_line_ends(buf, (size_t)captured)) {
            tracker_sign(NULL, NULL, SIGN_STREAM_GAP);
        }
    } else if (has(layers, LAYER_ICMP) || has(layers, LAYER_ICMPV6)) {
        tracker_unreachable(NULL, NULL, &message);
    } else {
        tell("message", &message, buf, message_length(&message, (size_t)captured, transport_of(layers) == TRANSPORT_TCP || transport_of(layers) == TRANSPORT_TLS));
    }
}

/* Every SIP item, those below ICMP included, where 4.6 has them; bodies of type message/sip nest theirs in SIP. */
static void read_items(const proto_node *parent, const packet_info *pinfo)
{
    for (const proto_node *node = parent->first_child; node; node = node->next) {
        const field_info *item = PNODE_FINFO(node);

        if (item && item->hfinfo->id == sip_id && item->ds_tvb) {
            read_item(item, pinfo);
        } else {
            read_items(node, pinfo);
        }
    }
}

/* ---- both ---- */

static int dissect_sipparity(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    char *from_items;

    (void)data;
    if (PINFO_FD_VISITED(pinfo)) {
        return 0;
    }
    told = g_string_new(NULL);
    if (tree && !is_list) {
        read_items(tree, pinfo);
    }
    from_items = g_string_free(told, FALSE);
    told = g_string_new(NULL);
    message_source_read(NULL, pinfo, tvb);
    if (*from_items || told->len) {
        frames++;
    }
    if (is_list) {
        fprintf(stderr, "sipparity: frame %u:%s\n", pinfo->num, told->str);
    } else if (strcmp(from_items, told->str) != 0) {
        different++;
        fprintf(stderr, "sipparity: frame %u: items tell%s; the bytes tell%s\n", pinfo->num,
            *from_items ? from_items : " nothing", told->len ? told->str : " nothing");
    }
    g_free(from_items);
    g_string_free(told, TRUE);
    return 0;
}

static void begin(void)
{
    is_list = g_getenv("SIPPARITY_LIST") != NULL;
    if (!is_list) {
        GArray *wanted = g_array_new(FALSE, FALSE, sizeof(int));

        g_array_append_val(wanted, sip_id);
        set_postdissector_wanted_hfids(handle, wanted);
    }
    message_source_begin();
}

static void end(void)
{
    if (frames && !is_list) {
        fprintf(stderr, "sipparity: %u frames with SIP, %u differ\n", frames, different);
    }
    frames = different = 0;
}

static void proto_register_sipparity(void)
{
    proto_sipparity = proto_register_protocol("SIP parity", "SIP parity", "sipparity");
    handle = create_dissector_handle(dissect_sipparity, proto_sipparity);
    register_init_routine(begin);
    register_cleanup_routine(end);
    register_postdissector(handle);
}

WS_DLL_PUBLIC_DEF const gchar plugin_version[] = "0";
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);
WS_DLL_PUBLIC uint32_t plugin_describe(void);

void plugin_register(void)
{
    static proto_plugin plugin = { proto_register_sipparity, message_source_handoff };

    proto_register_plugin(&plugin);
}

uint32_t plugin_describe(void)
{
    return 1;
}
