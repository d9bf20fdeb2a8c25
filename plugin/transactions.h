/* transactions.h
 * SIP transactions, found again by what the protocol says identifies them: Call-ID, CSeq and top Via branch
 * (RFC 3261 section 17.2.3), and the two hosts of a hop.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TRANSACTIONS_H
#define SIPAUTH_TRANSACTIONS_H

#include "tracker.h"

/** A packet as last seen, to know it again. */
typedef struct {
    sighting_t at;
    uint64_t bytes;
    uint32_t ip_id;     /* 0 where unknown */
} print_t;

/** A copy of a request that no challenge has met yet. */
typedef struct early_copy {
    struct early_copy *next;
    sighting_t at;
    sighting_t duplicate_of;
} early_copy_t;

/** One request on one hop, with what became of it. */
typedef struct transaction {
    struct transaction *next;           /* same key, other hosts */
    struct transaction *next_of_origin; /* same message on other hops */
    uint64_t key;
    uint64_t origin;                    /* the request from end to end */
    endpoint_t source;
    endpoint_t destination;
    transport_t transport;
    uint64_t to_tag;                    /* of the final response */
    bool request_seen;
    sighting_t request;
    uint32_t request_length;            /* of the frame, or of a message that is longer */
    bool in_ipsec;                      /* the request came out of ESP or AH */
    print_t last_request;
    early_copy_t *copies;
    unsigned copy_count;
    sighting_t provisional_100;
    sighting_t provisional_18x;
    sighting_t response;
    print_t last_response;
    char *raw;                          /* header section of a request nobody has challenged yet */
    size_t raw_len;
    uint64_t early_nonce;               /* of its credentials, if nobody had issued it yet; else 0 */
    bool stray;                         /* too many of its like: cannot be found */
    attempt_t *attempt;
} transaction_t;

/** Where this packet is in the capture. */
sighting_t sighting_of(const packet_t *packet);

/** What the packet is known by; buf and len are the message. */
print_t print_of(const packet_t *packet, const char *buf, size_t len);

/** Is the copy the same packet, captured a second time? */
bool print_is_duplicate(const print_t *last, const print_t *copy);

/** All transactions that are remembered. */
typedef struct transactions transactions_t;

/** None yet; memory lives in scope. */
transactions_t *transactions_new(wmem_allocator_t *scope);

/** Method of the transaction that a message belongs to; an ACK stands in the INVITE's (RFC 3261 section 17.1.1.3). */
span_t transaction_method(const sip_message_t *message);

/** The transaction of this request on this hop; NULL if it is new. */
transaction_t *transactions_for_request(const transactions_t *store, const sip_message_t *message, const packet_t *packet);

/** The transaction that this response answers, by branch first and hosts second; NULL if its request was not seen. */
transaction_t *transactions_for_response(const transactions_t *store, const sip_message_t *message, const packet_t *packet);

/** A transaction of a message quoted elsewhere, on any hop; NULL if there is none. */
transaction_t *transactions_quoted(const transactions_t *store, const sip_message_t *message);

/** The same request from end to end on any hop; follow next_of_origin. */
const transaction_t *transactions_of_origin(const transactions_t *store, const transaction_t *t);

/** A new transaction; source and destination are those of the request. */
transaction_t *transactions_add(transactions_t *store, const sip_message_t *message, const endpoint_t *source,
    const endpoint_t *destination, transport_t transport);

/** Forget a transaction; its memory is the caller's to free. */
void transactions_remove(transactions_t *store, transaction_t *t);

#endif /* SIPAUTH_TRANSACTIONS_H */
