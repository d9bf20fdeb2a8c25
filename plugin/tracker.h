/* tracker.h
 * Follows SIP transactions hop by hop and joins requests, challenges, retries and answers into
 * exchanges. Fed once with every message in frame order; keeps facts, draws no conclusions.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TRACKER_H
#define SIPAUTH_TRACKER_H

#include "exchange.h"

/** What the carrier of a message tells about it. */
typedef struct {
    uint32_t frame;
    uint16_t index;         /**< which SIP message of the frame, from 0 */
    int64_t time;           /**< nanoseconds since the epoch */
    endpoint_t source;
    endpoint_t destination;
    transport_t transport;
    uint32_t ip_id;         /**< IPv4 identification of the packet; 0 where unknown */
    uint32_t wire_length;   /**< bytes of the whole frame */
    uint32_t detail;        /**< of a sign, as sign_detail_t says; 0 where unknown */
    bool in_ipsec;          /**< it came out of ESP or AH */
} packet_t;

/** A message's part in an exchange. */
typedef enum {
    ROLE_REQUEST,
    ROLE_CHALLENGE,
    ROLE_REFUSAL,
    ROLE_ACK,
    ROLE_RETRY,
    ROLE_ANSWER
} role_t;

/** One message of an exchange. */
typedef struct record {
    struct record *next;        /**< further message of the same frame */
    struct record *next_of_exchange;    /**< as they were recognised; frames may go back and forth */
    sighting_t at;
    role_t role;
    attempt_t *attempt;         /**< an ACK: of the response it acknowledges */
    sighting_t retransmission_of;
    sighting_t duplicate_of;
    sighting_t other_hop_of;
} record_t;

/** All that is known of one capture. */
typedef struct tracker tracker_t;

/** A tracker whose memory lives in scope; there is nothing to free. */
tracker_t *tracker_new(wmem_allocator_t *scope);

/**
 * Say that a frame begins, SIP or not; the capture goes on until its time. A frame number that comes
 * again means that a read filter left the earlier frame out: its sightings lose their frame number.
 */
void tracker_frame(tracker_t *tracker, uint32_t frame, int64_t time);

/** Take a SIP message; buf and len are its bytes, which need not outlive the call. */
void tracker_message(tracker_t *tracker, const packet_t *packet, const sip_message_t *message,
    const char *buf, size_t len);

/** Take note of something between two hosts that may hide SIP. */
void tracker_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind);

/** Would tracker_sign() keep anything for these two hosts now? Spares the caller the work of looking. */
bool tracker_wants_signs(const tracker_t *tracker);

/** Would tracker_sign() keep a sign of this kind from the packet's source to its destination? */
bool tracker_wants_sign(const tracker_t *tracker, const packet_t *packet, sign_kind_t kind);

/** Take a message quoted in an ICMP error: it did not arrive. */
void tracker_unreachable(tracker_t *tracker, const packet_t *packet, const sip_message_t *message);

/** First record of a frame, NULL if it has no part in any exchange. */
const record_t *tracker_records(const tracker_t *tracker, uint32_t frame);

/** Time of the latest frame. */
int64_t tracker_end(const tracker_t *tracker);

/** First exchange; follow `next`. */
const exchange_t *tracker_exchanges(const tracker_t *tracker);

#endif /* SIPAUTH_TRACKER_H */
