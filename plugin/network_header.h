/* network_header.h
 * Finds the header of one IP packet in the bytes of a frame, whatever carries it there.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_NETWORK_HEADER_H
#define SIPAUTH_NETWORK_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Numbers of protocols above IP (RFC 5237). */
enum {
    NETWORK_PROTOCOL_ICMP = 1,
    NETWORK_PROTOCOL_TCP = 6,
    NETWORK_PROTOCOL_UDP = 17,
    NETWORK_PROTOCOL_ESP = 50,
    NETWORK_PROTOCOL_ICMPV6 = 58,
    NETWORK_PROTOCOL_SCTP = 132
};

/** Whose packet it is. */
typedef struct {
    uint8_t family;             /**< 4 or 6 */
    const uint8_t *source;      /**< 4 or 16 bytes, network byte order */
    const uint8_t *destination;
    uint8_t protocol;           /**< above IP */
    uint16_t source_port;       /**< TCP and UDP only, host byte order */
    uint16_t destination_port;
} network_flow_t;

/** Where it lies: offsets into the frame. */
typedef struct {
    size_t header;      /**< the IP header */
    size_t payload;     /**< what follows it, IPv4 options and IPv6 extension headers skipped */
} network_place_t;

/** Bytes from the beginning of a frame in which an IP header may begin. */
#define NETWORK_HEADER_SEARCH 512

/**
 * Find the IPv4 or IPv6 header of a flow, the innermost of several: both addresses and the protocol must be the flow's, and for
 * TCP and UDP both ports as well. Looks at every offset of the first NETWORK_HEADER_SEARCH bytes, so that no
 * link layer or tunnel needs to be known. A later fragment is not found.
 *
 * @param frame  the bytes that were captured
 * @param len    how many
 * @param flow   what is looked for
 * @param place  filled in
 * @return false where it is not there, or the frame was cut before the ports
 */
bool network_header_find(const uint8_t *frame, size_t len, const network_flow_t *flow, network_place_t *place);

/**
 * Read the IPv4 or IPv6 header that begins here.
 *
 * @param ip       its bytes
 * @param len      how many there are; may be more than the packet has
 * @param flow     filled in; addresses point into the bytes
 * @param payload  bytes up to what follows it, IPv4 options and IPv6 extension headers skipped
 * @return false where none begins, for a later fragment, and where it was cut before the ports of TCP or UDP
 */
bool network_header_read(const uint8_t *ip, size_t len, network_flow_t *flow, size_t *payload);

/** A 16-bit number in network byte order. */
static inline uint16_t network_read16(const uint8_t *at)
{
    return (uint16_t)(at[0] << 8 | at[1]);
}

/** A 32-bit number in network byte order. */
static inline uint32_t network_read32(const uint8_t *at)
{
    return (uint32_t)network_read16(at) << 16 | network_read16(at + 2);
}

#endif /* SIPAUTH_NETWORK_HEADER_H */
