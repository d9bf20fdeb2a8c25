/* network_header.c
 * Finds the header of one IP packet in the bytes of a frame.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "network_header.h"

#include <string.h>

#define IPV4_LEAST 20
#define IPV6_HEADER 40
/* More extension headers than this are no packet of ours. */
#define MAX_EXTENSIONS 8

/* IPv6 extension headers (RFC 8200 section 4, RFC 4302). */
enum { HOP_BY_HOP = 0, ROUTING = 43, FRAGMENT = 44, AUTHENTICATION = 51, DESTINATION_OPTIONS = 60, MOBILITY = 135 };

/* An IPv4 header of the flow at this place? RFC 791 section 3.1. */
static bool ipv4_at(const uint8_t *ip, size_t len, const network_flow_t *flow, size_t *header_len)
{
    size_t words = ip[0] & 0x0f;

    *header_len = 4 * words;
    return words >= IPV4_LEAST / 4 && len >= *header_len && ip[9] == flow->protocol
        && (network_read16(ip + 6) & 0x1fff) == 0
        && memcmp(ip + 12, flow->source, 4) == 0 && memcmp(ip + 16, flow->destination, 4) == 0;
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

/* An IPv6 header of the flow at this place? RFC 8200 section 3. */
static bool ipv6_at(const uint8_t *ip, size_t len, const network_flow_t *flow, size_t *header_len)
{
    uint8_t next = ip[6];
    size_t at = IPV6_HEADER;

    if (memcmp(ip + 8, flow->source, 16) != 0 || memcmp(ip + 24, flow->destination, 16) != 0) {
        return false;
    }
    for (unsigned i = 0; i < MAX_EXTENSIONS && is_extension(next); i++) {
        if (at + 8 > len || (next == FRAGMENT && (network_read16(ip + at + 2) & 0xfff8) != 0)) {
            return false;
        }
        uint8_t kind = next;
        next = ip[at];
        at += extension_length(kind, ip + at);
    }
    *header_len = at;
    return next == flow->protocol && at <= len;
}

static bool ports_at(const uint8_t *upper, size_t len, const network_flow_t *flow)
{
    if (flow->protocol != NETWORK_PROTOCOL_TCP && flow->protocol != NETWORK_PROTOCOL_UDP) {
        return true;
    }
    return len >= 4 && network_read16(upper) == flow->source_port
        && network_read16(upper + 2) == flow->destination_port;
}

bool network_header_find(const uint8_t *frame, size_t len, const network_flow_t *flow, network_place_t *place)
{
    size_t least = flow->family == 4 ? IPV4_LEAST : IPV6_HEADER;
    size_t at;

    if (len < least || (flow->family != 4 && flow->family != 6)) {
        return false;
    }
    at = len - least < NETWORK_HEADER_SEARCH ? len - least : NETWORK_HEADER_SEARCH - 1;
    for (at++; at-- > 0;) {
        const uint8_t *ip = frame + at;
        size_t header_len;

        if (ip[0] >> 4 != flow->family) {
            continue;
        }
        if ((flow->family == 4 ? ipv4_at(ip, len - at, flow, &header_len) : ipv6_at(ip, len - at, flow, &header_len))
            && ports_at(ip + header_len, len - at - header_len, flow)) {
            place->header = at;
            place->payload = at + header_len;
            return true;
        }
    }
    return false;
}
