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
    sighting_t at;
    role_t role;
    const attempt_t *attempt;   /**< an ACK: of the response it acknowledges */
    sighting_t retransmission_of;
    sighting_t duplicate_of;
    sighting_t other_hop_of;
} record_t;

/** All that is known of one capture. */
typedef struct tracker tracker_t;

/** A tracker whose memory lives in scope, but for what tracker_free() frees. */
tracker_t *tracker_new(wmem_allocator_t *scope);

/** To be called before the scope is left. */
void tracker_free(tracker_t *tracker);

/**
 * Say that a frame begins, SIP or not; the capture goes on until its time. A frame number that comes
 * again means that a read filter left the earlier frame out: its sightings lose their frame number.
 */
void tracker_frame(tracker_t *tracker, uint32_t frame, int64_t time);

/** Take a SIP message, at a glance or read; buf and len are its bytes, which need not outlive the call. */
void tracker_message(tracker_t *tracker, const packet_t *packet, sip_message_t *message, const char *buf, size_t len);

/** Take note of something between two hosts that may hide SIP. */
void tracker_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind);

/** Would tracker_sign() keep anything for these two hosts now? Spares the caller the work of looking. */
bool tracker_wants_signs(const tracker_t *tracker);

/** Would tracker_sign() keep a sign of this kind from the packet's source to its destination? */
bool tracker_wants_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind);

/** Take a message quoted in an ICMP error: it did not arrive. */
void tracker_unreachable(tracker_t *tracker, const packet_t *packet, const sip_message_t *message);

/** Has the frame a part in any exchange? */
bool tracker_has_records(const tracker_t *tracker, uint32_t frame);

/**
 * The messages of a frame that have a part in an exchange, in the order in which they stand, allocated in scope.
 * What they point to is valid until tracker_frame() or tracker_turn().
 * @return how many
 */
unsigned tracker_records(tracker_t *tracker, wmem_allocator_t *scope, uint32_t frame, const record_t **records);

/** All messages of an exchange that have a frame, in capture order; otherwise as tracker_records(). */
unsigned tracker_messages(tracker_t *tracker, wmem_allocator_t *scope, const exchange_t *exchange,
    const record_t **records);

/** Nobody holds an exchange any more: what was unpacked to be read may be given up. */
void tracker_turn(tracker_t *tracker);

/** Time of the latest frame. */
int64_t tracker_end(const tracker_t *tracker);

/** How many exchanges there are. */
uint32_t tracker_exchange_count(const tracker_t *tracker);

/** An exchange by its number; valid until tracker_frame() or tracker_turn(). */
const exchange_t *tracker_exchange(tracker_t *tracker, uint32_t number);

/** The same for a find_exchange_t; data is the tracker. */
const exchange_t *tracker_find(void *data, uint32_t number);

/** Tells two states of the facts apart: as long as it stays the same, so do all verdicts. */
uint64_t tracker_changes(const tracker_t *tracker);

/** Tests only: hold so many exchanges in full. */
void tracker_hold(tracker_t *tracker, unsigned live);

#endif /* SIPAUTH_TRACKER_H */
