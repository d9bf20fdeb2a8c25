/* network_header.c
 * Finds the header of one IP packet in the bytes of a frame.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "network_header.h"

#include <string.h>

#include <glib.h>

#define IPV4_LEAST 20
#define IPV6_HEADER 40
/* More extension headers than this are no packet of ours. */
#define MAX_EXTENSIONS 8

/* IPv6 extension headers (RFC 8200 section 4, RFC 4302). */
enum { HOP_BY_HOP = 0, ROUTING = 43, FRAGMENT = 44, AUTHENTICATION = 51, DESTINATION_OPTIONS = 60, MOBILITY = 135 };

/* RFC 791 section 3.1. */
static bool ipv4_read(const uint8_t *ip, size_t len, network_flow_t *flow, size_t *payload)
{
    *payload = 4 * (size_t)(ip[0] & 0x0f);
    flow->source = ip + 12;
    flow->destination = ip + 16;
    flow->protocol = ip[9];
    return *payload >= IPV4_LEAST && *payload <= len && (network_read16(ip + 6) & 0x1fff) == 0;
}

static bool is_extension(uint8_t next)
{
    return next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == AUTHENTICATION
        || next == DESTINATION_OPTIONS || next == MOBILITY;
}

/* Bytes of the extension header of that kind, at least 8 of which are there. */
static size_t extension_length(uint8_t kind, const uint8_t *extension)
{
    if (kind == FRAGMENT) {
        return 8;
    }
    return kind == AUTHENTICATION ? 4 * ((size_t)extension[1] + 2) : 8 * ((size_t)extension[1] + 1);
}

/* RFC 8200 section 3. */
static bool ipv6_read(const uint8_t *ip, size_t len, network_flow_t *flow, size_t *payload)
{
    uint8_t next = ip[6];
    size_t at = IPV6_HEADER;

    for (unsigned i = 0; i < MAX_EXTENSIONS && is_extension(next); i++) {
        if (at + 8 > len || (next == FRAGMENT && (network_read16(ip + at + 2) & 0xfff8) != 0)) {
            return false;
        }
        uint8_t kind = next;
        next = ip[at];
        at += extension_length(kind, ip + at);
    }
    flow->source = ip + 8;
    flow->destination = ip + 24;
    flow->protocol = next;
    *payload = at;
    return at <= len && !is_extension(next);
}

static bool has_ports(uint8_t protocol)
{
    return protocol == NETWORK_PROTOCOL_TCP || protocol == NETWORK_PROTOCOL_UDP;
}

static size_t least_length(uint8_t family)
{
    return family == 4 ? IPV4_LEAST : IPV6_HEADER;
}

bool network_header_read(const uint8_t *ip, size_t len, network_flow_t *flow, size_t *payload)
{
    memset(flow, 0, sizeof *flow);
    flow->family = len > 0 ? ip[0] >> 4 : 0;
    if ((flow->family != 4 && flow->family != 6) || len < least_length(flow->family)
        || !(flow->family == 4 ? ipv4_read(ip, len, flow, payload) : ipv6_read(ip, len, flow, payload))) {
        return false;
    }
    if (!has_ports(flow->protocol)) {
        return true;
    }
    if (len - *payload < 4) {
        return false;
    }
    flow->source_port = network_read16(ip + *payload);
    flow->destination_port = network_read16(ip + *payload + 2);
    return true;
}

/* Are the flow's addresses where a header of its family has them? Dismisses most offsets. */
static bool addresses_at(const uint8_t *ip, const network_flow_t *flow)
{
    size_t at = flow->family == 4 ? 12 : 8;
    size_t len = flow->family == 4 ? 4 : 16;

    return ip[0] >> 4 == flow->family && memcmp(ip + at, flow->source, len) == 0
        && memcmp(ip + at + len, flow->destination, len) == 0;
}

static bool header_at(const uint8_t *frame, size_t len, size_t at, const network_flow_t *flow, network_place_t *place)
{
    network_flow_t found;
    size_t payload;

    if (!addresses_at(frame + at, flow) || !network_header_read(frame + at, len - at, &found, &payload)
        || found.protocol != flow->protocol
        || (has_ports(flow->protocol) && (found.source_port != flow->source_port
            || found.destination_port != flow->destination_port))) {
        return false;
    }
    place->header = at;
    place->payload = at + payload;
    return true;
}

/* Behind Ethernet, without and with one tag, and behind Linux's own two link layers. */
static const size_t usual_places[] = { 14, 16, 18, 20 };

bool network_header_find(const uint8_t *frame, size_t len, const network_flow_t *flow, network_place_t *place)
{
    size_t least = least_length(flow->family);

    if (len < least || (flow->family != 4 && flow->family != 6)) {
        return false;
    }
    /* ESP may be within itself; a flow of ports that is would be forged, and the usual places save most of the search. */
    for (size_t i = 0; i < G_N_ELEMENTS(usual_places) && has_ports(flow->protocol); i++) {
        if (usual_places[i] + least <= len && header_at(frame, len, usual_places[i], flow, place)) {
            return true;
        }
    }
    for (size_t at = MIN(len - least + 1, NETWORK_HEADER_SEARCH); at-- > 0;) {
        if (header_at(frame, len, at, flow, place)) {
            return true;
        }
    }
    return false;
}
