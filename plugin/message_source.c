/* message_source.c
 * Which SIP messages a frame holds, where their bytes lie, and what else the frame tells.
 *
 * That a frame holds SIP is what the SIP dissector found; where, is found again in the frame's bytes. Its items would
 * tell, but make Wireshark build the tree of every frame, and are not there when a window opens a file with a read
 * filter.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message_source.h"

#include <epan/prefs-int.h>
#include <epan/prefs.h>
#include <epan/proto.h>

#include "carrier.h"
#include "compat.h"
#include "hash.h"
#include "moment.h"
#include "network_header.h"

/* The protocols of a frame that matter, each known by its id. */
typedef enum {
    LAYER_IP,
    LAYER_IPV6,
    LAYER_ICMP,
    LAYER_ICMPV6,
    LAYER_UDP,
    LAYER_TCP,
    LAYER_SCTP,
    LAYER_TLS,
    LAYER_DTLS,
    LAYER_WEBSOCKET,
    LAYER_ESP,
    LAYER_AH,
    LAYER_SIP,
    LAYER_DATA,
    LAYER_OWN,      /* post-dissectors stand in the list as well */
    LAYER_OTHER,    /* anything else above the transport */
    LAYER_BETWEEN,  /* of these, one below the first SIP */
    LAYER_COUNT
} layer_t;

static const char *const layer_names[LAYER_COUNT] = { "ip", "ipv6", "icmp", "icmpv6", "udp", "tcp", "sctp", "tls",
    "dtls", "websocket", "esp", "ah", "sip", "data", "sipauth", NULL, NULL };

static int sip_id;

/* The layers by id: a table that is mostly empty, so that nearly every id is told by the first place looked at. */
#define LAYER_PLACES 64

static struct {
    int id;
    layer_t layer;
} layers_by_id[LAYER_PLACES];

/* What lies above the innermost network layer: a bit a layer_t. */
typedef unsigned layers_t;

static bool has(layers_t layers, layer_t layer)
{
    return (layers & (1u << layer)) != 0;
}

/* The place of an id, or the empty one where it would stand. */
static unsigned layer_place(int id)
{
    unsigned place = (unsigned)id * 0x9e3779b1u >> 26;

    while (layers_by_id[place].id != id && layers_by_id[place].id) {
        place = (place + 1) % LAYER_PLACES;
    }
    return place;
}

void message_source_handoff(void)
{
    for (unsigned place = 0; place < LAYER_PLACES; place++) {
        layers_by_id[place].id = 0;
        layers_by_id[place].layer = LAYER_OTHER;
    }
    for (unsigned i = 0; i < LAYER_OTHER; i++) {
        int id = proto_get_id_by_filter_name(layer_names[i]);

        if (id > 0) {
            unsigned place = layer_place(id);

            layers_by_id[place].id = id;
            layers_by_id[place].layer = (layer_t)i;
        }
    }
    sip_id = proto_get_id_by_filter_name(layer_names[LAYER_SIP]);
}

/* ---- preferences of others ---- */

static carrier_waits_t tcp_waits;
static carrier_waits_t tls_waits;

/* A preference that is not there counts as set, as it is by default. */
static bool preference_is_set(const char *module_name, const char *name)
{
    module_t *module = prefs_find_module(module_name);
    pref_t *pref = module ? prefs_find_preference(module, name) : NULL;

    return !pref || prefs_get_bool_value(pref, pref_current);
}

void message_source_begin(void)
{
    carrier_waits_t waits = CARRIER_WAITS_FOR_NOTHING;

    if (preference_is_set("sip", "desegment_headers")) {
        waits = preference_is_set("sip", "desegment_body") ? CARRIER_WAITS_FOR_MESSAGES : CARRIER_WAITS_FOR_HEADERS;
    }
    tcp_waits = preference_is_set("tcp", "desegment_tcp_streams") ? waits : CARRIER_WAITS_FOR_NOTHING;
    tls_waits = preference_is_set("tls", "desegment_ssl_application_data") ? waits : CARRIER_WAITS_FOR_NOTHING;
}

/* ---- layers ---- */

#define TRANSPORTS (1u << LAYER_UDP | 1u << LAYER_TCP | 1u << LAYER_SCTP)

static layer_t layer_of(int id)
{
    return layers_by_id[layer_place(id)].layer;
}

static layers_t read_layers(const packet_info *pinfo)
{
    layers_t layers = 0;

    for (wmem_list_frame_t *f = wmem_list_head(pinfo->layers); f; f = wmem_list_frame_next(f)) {
        layer_t layer = layer_of(GPOINTER_TO_INT(wmem_list_frame_data(f)));

        /* An inner packet replaces what carried it; ICMP and IPsec stay known. */
        if (layer == LAYER_IP || layer == LAYER_IPV6) {
            layers &= 1u << LAYER_ICMP | 1u << LAYER_ICMPV6 | 1u << LAYER_ESP | 1u << LAYER_AH;
        }
        if (layer == LAYER_SIP && has(layers, LAYER_OTHER) && !has(layers, LAYER_SIP)) {
            layers |= 1u << LAYER_BETWEEN;
        }
        if (layer != LAYER_OTHER || (layers & TRANSPORTS)) {
            layers |= 1u << layer;
        }
    }
    return layers;
}

static transport_t transport_of(layers_t layers)
{
    bool secure = has(layers, LAYER_TLS) || has(layers, LAYER_DTLS);

    if (has(layers, LAYER_WEBSOCKET)) {
        return secure ? TRANSPORT_WSS : TRANSPORT_WS;
    }
    if (secure) {
        return TRANSPORT_TLS;
    }
    if (has(layers, LAYER_TCP)) {
        return TRANSPORT_TCP;
    }
    if (has(layers, LAYER_SCTP)) {
        return TRANSPORT_SCTP;
    }
    return has(layers, LAYER_UDP) ? TRANSPORT_UDP : TRANSPORT_UNKNOWN;
}

static void set_endpoint(endpoint_t *end, const address *network, const address *fallback, uint32_t port)
{
    const address *a = network->type != AT_NONE ? network : fallback;

    memset(end, 0, sizeof *end);
    end->port = (uint16_t)port;
    if (a->type == AT_IPv4 && a->len == 4) {
        end->family = 4;
        memcpy(end->address, a->data, 4);
    } else if (a->type == AT_IPv6 && a->len == 16) {
        end->family = 6;
        memcpy(end->address, a->data, 16);
    } else if (a->len > 0) {
        uint64_t digest = hash_bytes(HASH_START, a->data, (size_t)a->len);
        memcpy(end->address, &digest, sizeof digest);
    }
}

static void set_packet(packet_t *packet, const packet_info *pinfo, layers_t layers)
{
    memset(packet, 0, sizeof *packet);
    packet->frame = pinfo->num;
    packet->time = moment_nanoseconds(&pinfo->abs_ts);
    packet->transport = transport_of(layers);
    packet->wire_length = pinfo->fd->pkt_len;
    packet->in_ipsec = has(layers, LAYER_ESP) || has(layers, LAYER_AH);
    set_endpoint(&packet->source, &pinfo->net_src, &pinfo->src, pinfo->srcport);
    set_endpoint(&packet->destination, &pinfo->net_dst, &pinfo->dst, pinfo->destport);
}

/* Frames of TCP alone that are longer than any acknowledgement, tunnels included, carry data that no
 * dissector took. */
#define LONGEST_BARE_ACK 200

static bool is_unread_payload(layers_t layers, const packet_t *packet)
{
    if (has(layers, LAYER_OTHER)) {
        return false;
    }
    return has(layers, LAYER_DATA) || (has(layers, LAYER_TCP) && packet->wire_length > LONGEST_BARE_ACK);
}

/* What a frame without SIP may hide. */
static bool sign_of(layers_t layers, const packet_t *packet, sign_kind_t *kind)
{
    bool transport = (layers & TRANSPORTS) != 0;

    if (has(layers, LAYER_ESP)) {
        *kind = SIGN_ESP;
    } else if (has(layers, LAYER_TLS) || has(layers, LAYER_DTLS)) {
        *kind = SIGN_TLS;
    } else if (!transport && has(layers, LAYER_DATA)) {
        *kind = SIGN_FRAGMENT;
    } else if (transport && is_unread_payload(layers, packet)) {
        *kind = SIGN_OTHER;
    } else {
        return false;
    }
    return true;
}

/* ---- headers that no field tells without the tree ---- */

static bool bytes_of(tvbuff_t *tvb, carrier_bytes_t *bytes)
{
    bytes->len = tvb ? tvb_captured_length(tvb) : 0;
    bytes->data = bytes->len > 0 ? tvb_get_ptr(tvb, 0, (int)bytes->len) : NULL;
    return bytes->data != NULL;
}

static network_flow_t flow_of(const packet_t *packet, uint8_t protocol)
{
    return (network_flow_t){ packet->source.family, packet->source.address, packet->destination.address, protocol,
        packet->source.port, packet->destination.port };
}

/* The packet's header of this protocol above IP, at least so many bytes of it; NULL where it is not there. */
static const uint8_t *upper_header(carrier_bytes_t bytes, const packet_t *packet, uint8_t protocol, size_t least)
{
    network_flow_t flow = flow_of(packet, protocol);
    network_place_t place;

    return network_header_find(bytes.data, bytes.len, &flow, &place) && bytes.len - place.payload >= least
        ? bytes.data + place.payload : NULL;
}

#define TCP_FLAGS 13
#define TCP_LEAST 20
enum { TCP_SYN = 0x02, TCP_RST = 0x04, TCP_ACK = 0x10 };
#define ESP_HEADER 8
#define UDP_HEADER 8

/* A TCP header of the packet at this place? */
static bool is_tcp_of(const uint8_t *tcp, size_t len, const packet_t *packet)
{
    return len >= TCP_LEAST && network_read16(tcp) == packet->source.port
        && network_read16(tcp + 2) == packet->destination.port && tcp[12] >> 4 >= TCP_LEAST / 4;
}

/* The TCP header of a packet: behind IP, behind ESP that encrypts nothing, or first in what was decrypted. */
static const uint8_t *tcp_header(const packet_info *pinfo, const packet_t *packet)
{
    for (const GSList *source = pinfo->data_src; source; source = source->next) {
        const uint8_t *header;
        carrier_bytes_t bytes;

        if (!bytes_of(get_data_source_tvb((const struct data_source *)source->data), &bytes)) {
            continue;
        }
        header = upper_header(bytes, packet, NETWORK_PROTOCOL_TCP, TCP_LEAST);
        if (header || !packet->in_ipsec) {
            return header;
        }
        header = upper_header(bytes, packet, NETWORK_PROTOCOL_ESP, ESP_HEADER + TCP_LEAST);
        if (header && is_tcp_of(header + ESP_HEADER, TCP_LEAST, packet)) {
            return header + ESP_HEADER;
        }
        if (source != pinfo->data_src && is_tcp_of(bytes.data, bytes.len, packet)) {
            return bytes.data;
        }
    }
    return NULL;
}

/* The security association of ESP behind IP or behind UDP port 4500 (RFC 4303 section 2.1, RFC 3948 section
 * 2.1); 0 where it cannot be read. */
static uint32_t esp_spi(carrier_bytes_t bytes, const packet_t *packet)
{
    const uint8_t *header = upper_header(bytes, packet, NETWORK_PROTOCOL_ESP, ESP_HEADER);

    if (!header) {
        header = upper_header(bytes, packet, NETWORK_PROTOCOL_UDP, UDP_HEADER + ESP_HEADER);
        header = header ? header + UDP_HEADER : NULL;
    }
    return header ? network_read32(header) : 0;
}

static void read_tcp_flags(tracker_t *tracker, packet_t *packet, const packet_info *pinfo)
{
    const uint8_t *tcp;
    sign_kind_t kind;

    if (!tracker_wants_sign(tracker, packet, SIGN_TCP_SYN)) {
        return;
    }
    tcp = tcp_header(pinfo, packet);
    if (!tcp || !(tcp[TCP_FLAGS] & (TCP_SYN | TCP_RST))) {
        return;
    }
    if (tcp[TCP_FLAGS] & TCP_RST) {
        kind = SIGN_TCP_RST;
    } else {
        kind = tcp[TCP_FLAGS] & TCP_ACK ? SIGN_TCP_SYN_ACK : SIGN_TCP_SYN;
    }
    packet->detail = kind == SIGN_TCP_SYN ? packet->destination.port : packet->source.port;
    tracker_sign(tracker, packet, kind);
}

#define ICMP_HEADER 8
enum { ICMP_UNREACHABLE = 3, ICMPV6_UNREACHABLE = 1 };

/* An ICMP error (RFC 792, RFC 4443 section 3.1) about something that may have carried SIP: a sign in the
 * direction of what it quotes. */
static void read_icmp(tracker_t *tracker, packet_t *packet, carrier_bytes_t bytes)
{
    bool version6 = packet->source.family == 6;
    const uint8_t *icmp = upper_header(bytes, packet, version6 ? NETWORK_PROTOCOL_ICMPV6 : NETWORK_PROTOCOL_ICMP,
        ICMP_HEADER);
    network_flow_t quoted;
    sign_kind_t kind;
    size_t at;

    if (!icmp || icmp[0] != (version6 ? ICMPV6_UNREACHABLE : ICMP_UNREACHABLE)) {
        return;
    }
    const uint8_t *ip = icmp + ICMP_HEADER;
    size_t len = (size_t)(bytes.data + bytes.len - ip);
    if (!network_header_read(ip, len, &quoted, &at)) {
        return;
    }
    size_t address_len = quoted.family == 6 ? 16 : 4;
    packet->source = (endpoint_t){ .family = quoted.family, .port = quoted.source_port };
    packet->destination = (endpoint_t){ .family = quoted.family, .port = quoted.destination_port };
    memcpy(packet->source.address, quoted.source, address_len);
    memcpy(packet->destination.address, quoted.destination, address_len);
    if (quoted.protocol == NETWORK_PROTOCOL_ESP && len - at >= ESP_HEADER) {
        kind = SIGN_ESP_UNREACHABLE;
        packet->detail = network_read32(ip + at);
    } else if (quoted.protocol == NETWORK_PROTOCOL_TCP || quoted.protocol == NETWORK_PROTOCOL_UDP) {
        kind = SIGN_PORT_UNREACHABLE;
        packet->detail = quoted.destination_port;
    } else {
        return;
    }
    if (tracker_wants_sign(tracker, packet, kind)) {
        tracker_sign(tracker, packet, kind);
    }
}

/* What a frame without SIP tells. */
static void read_signs(tracker_t *tracker, packet_t *packet, const packet_info *pinfo, tvbuff_t *tvb, layers_t layers)
{
    carrier_bytes_t bytes;
    sign_kind_t kind;

    if (has(layers, LAYER_ICMP) || has(layers, LAYER_ICMPV6)) {
        /* Only errors quote a packet, so that a transport stands behind ICMP. */
        if ((layers & (TRANSPORTS | 1u << LAYER_ESP)) && bytes_of(tvb, &bytes)) {
            read_icmp(tracker, packet, bytes);
        }
        return;
    }
    if (sign_of(layers, packet, &kind)) {
        /* Whose ESP it is matters to those alone who wait for it. */
        if (kind == SIGN_ESP && tracker_wants_sign(tracker, packet, SIGN_ESP) && bytes_of(tvb, &bytes)) {
            packet->detail = esp_spi(bytes, packet);
        } else if (kind == SIGN_OTHER && tracker_wants_sign(tracker, packet, SIGN_PORT_UNREACHABLE)) {
            packet->detail = packet->destination.port;
        }
        tracker_sign(tracker, packet, kind);
    }
    if (has(layers, LAYER_TCP)) {
        packet->detail = 0;
        read_tcp_flags(tracker, packet, pinfo);
    }
}

/* ---- SIP ---- */

/* What a frame's messages are told to. */
typedef struct {
    tracker_t *tracker;
    packet_t *packet;
    bool found;
} listener_t;

static void take_message(void *data, sip_message_t *message, const char *buf, size_t len, uint32_t ip_id)
{
    listener_t *listener = (listener_t *)data;

    listener->found = true;
    listener->packet->ip_id = ip_id;
    tracker_message(listener->tracker, listener->packet, message, buf, len);
    listener->packet->index++;
}

static void take_quoted(void *data, sip_message_t *message, const char *buf, size_t len, uint32_t ip_id)
{
    listener_t *listener = (listener_t *)data;

    (void)buf, (void)len, (void)ip_id;
    listener->found = true;
    tracker_unreachable(listener->tracker, listener->packet, message);
}

static void take_continuation(void *data)
{
    listener_t *listener = (listener_t *)data;

    listener->found = true;
    tracker_sign(listener->tracker, listener->packet, SIGN_STREAM_GAP);
}

static carrier_kind_t kind_of(layers_t layers)
{
    if (has(layers, LAYER_ICMP) || has(layers, LAYER_ICMPV6)) {
        return CARRIER_QUOTED;
    }
    if (has(layers, LAYER_WEBSOCKET)) {
        return CARRIER_WEBSOCKET;
    }
    /* What lies between has a framing of its own. */
    if (has(layers, LAYER_BETWEEN) || has(layers, LAYER_DTLS)) {
        return CARRIER_ENCLOSED;
    }
    if (has(layers, LAYER_TCP)) {
        return CARRIER_STREAM;
    }
    if (has(layers, LAYER_SCTP)) {
        return CARRIER_CHUNKS;
    }
    return has(layers, LAYER_UDP) ? CARRIER_DATAGRAM : CARRIER_ENCLOSED;
}

static uint8_t protocol_of(layers_t layers)
{
    if (has(layers, LAYER_TCP)) {
        return NETWORK_PROTOCOL_TCP;
    }
    return has(layers, LAYER_SCTP) ? NETWORK_PROTOCOL_SCTP : NETWORK_PROTOCOL_UDP;
}

/* A frame's data sources, as many as have bytes; more than fit are allocated. */
#define USUAL_SOURCES 8

/* Made of several packets or records? Only the name tells. */
static bool is_reassembled(const struct data_source *source)
{
    char *name = data_source_name(source);
    bool reassembled = name && g_str_has_prefix(name, "Reassembled ");

    wmem_free(NULL, name);
    return reassembled;
}

static const carrier_bytes_t *read_sources(const packet_info *pinfo, carrier_bytes_t *usual, unsigned *count)
{
    unsigned len = g_slist_length(pinfo->data_src);
    carrier_bytes_t *sources = len <= USUAL_SOURCES ? usual : wmem_alloc_array(pinfo->pool, carrier_bytes_t, len);

    *count = 0;
    for (const GSList *source = pinfo->data_src; source; source = source->next) {
        if (bytes_of(get_data_source_tvb((const struct data_source *)source->data), &sources[*count])) {
            sources[*count].reassembled = source != pinfo->data_src
                && is_reassembled((const struct data_source *)source->data);
            (*count)++;
        }
    }
    return sources;
}

/* Nothing is waited for behind a packet that was cut when it was captured. */
static carrier_waits_t waits_of(const packet_info *pinfo, layers_t layers)
{
    if (pinfo->fd->cap_len < pinfo->fd->pkt_len) {
        return CARRIER_WAITS_FOR_NOTHING;
    }
    return has(layers, LAYER_TLS) ? tls_waits : tcp_waits;
}

/* Tell the tracker of the frame's messages; false where there is none, whatever the SIP dissector waits for. */
static bool read_sip(tracker_t *tracker, packet_t *packet, const packet_info *pinfo, layers_t layers)
{
    listener_t listener = { tracker, packet, false };
    carrier_taker_t taker = { &listener, take_message, take_continuation };
    carrier_bytes_t usual[USUAL_SOURCES];
    carrier_t carrier = {
        .kind = kind_of(layers),
        .in_tls = has(layers, LAYER_TLS),
        .waits = waits_of(pinfo, layers),
        .flow = flow_of(packet, protocol_of(layers)),
    };

    carrier.sources = read_sources(pinfo, usual, &carrier.count);
    if (carrier.kind == CARRIER_QUOTED) {
        taker.message = take_quoted;
    }
    if (carrier.count) {
        carrier_read(&carrier, &taker);
    }
    return listener.found;
}

bool message_source_read(tracker_t *tracker, packet_info *pinfo, tvbuff_t *tvb)
{
    bool has_sip = wmem_list_find(pinfo->layers, GINT_TO_POINTER(sip_id)) != NULL;
    layers_t layers;
    packet_t packet;

    if (!has_sip && !tracker_wants_signs(tracker)) {
        return false;
    }
    layers = read_layers(pinfo);
    set_packet(&packet, pinfo, layers);
    if (has_sip && read_sip(tracker, &packet, pinfo, layers)) {
        return true;
    }
    read_signs(tracker, &packet, pinfo, tvb, layers);
    return false;
}
