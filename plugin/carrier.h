/* carrier.h
 * Where SIP messages lie in the bytes of a frame, whatever carries them there.
 *
 * The SIP dissector has found that there is SIP; no field tells where without the tree. A frame's data sources do: its
 * own bytes, and what Wireshark made of them or of earlier frames, in the order in which it was made. What the
 * dissector takes for a message, for the continuation of one, or for nothing yet, is the same here (packet-sip.c,
 * dissect_sip_tcp() and dissect_sip_common()).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_CARRIER_H
#define SIPAUTH_CARRIER_H

#include "message.h"
#include "network_header.h"

/** Bytes of a frame, or bytes that were reassembled, decrypted or unmasked. */
typedef struct {
    const uint8_t *data;
    size_t len;
    bool reassembled;   /**< made of pieces of several packets or records */
} carrier_bytes_t;

/** How messages are told apart. */
typedef enum {
    CARRIER_DATAGRAM,   /**< one a packet of UDP */
    CARRIER_ENCLOSED,   /**< one a packet, within something else: DTLS, exported PDUs, whatever is not known */
    CARRIER_STREAM,     /**< TCP, or TLS over it */
    CARRIER_WEBSOCKET,  /**< one a WebSocket message (RFC 7118) */
    CARRIER_CHUNKS,     /**< one a DATA chunk of SCTP (RFC 9260 section 3.3.1) */
    CARRIER_QUOTED      /**< the packet that an ICMP error quotes */
} carrier_kind_t;

/** What Wireshark waits for in a stream; what lacks more than that is all there will be. */
typedef enum {
    CARRIER_WAITS_FOR_NOTHING,
    CARRIER_WAITS_FOR_HEADERS,
    CARRIER_WAITS_FOR_MESSAGES
} carrier_waits_t;

/** A frame that holds SIP. */
typedef struct {
    carrier_kind_t kind;
    bool in_tls;                /**< in a stream: TLS that was decrypted */
    carrier_waits_t waits;
    const carrier_bytes_t *sources;     /**< the frame first, the others in the order in which they were made */
    unsigned count;
    network_flow_t flow;        /**< the innermost packet; family 0 where it is not IP */
} carrier_t;

/** What takes the messages. */
typedef struct {
    void *data;
    /**
     * A message at a glance, and its bytes: body included, as far as they are known to be its own. ip_id is the IPv4
     * identification of the packet that carries it alone and whole; 0 where there is none.
     */
    void (*message)(void *data, sip_message_t *message, const char *buf, size_t len, uint32_t ip_id);
    /** Bytes of a stream whose beginning is missing, or that are no SIP. */
    void (*continuation)(void *data);
} carrier_taker_t;

/**
 * Find the messages of a frame.
 * @param carrier  the frame
 * @param taker    is told of each message, in the order in which they stand
 */
void carrier_read(const carrier_t *carrier, const carrier_taker_t *taker);

#endif /* SIPAUTH_CARRIER_H */
