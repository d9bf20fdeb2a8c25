/* transactions.h
 * SIP transactions, found again by what the protocol says identifies them: Call-ID, CSeq and Via branch (RFC 3261
 * section 17.2.3).
 *
 * A transaction is a waiting request until it is challenged, refused or recognised as a retry; then it is an attempt
 * of an exchange. Which hosts a hop lies between is left to the caller.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TRANSACTIONS_H
#define SIPAUTH_TRANSACTIONS_H

#include "hash_map.h"
#include "nonces.h"
#include "tracker.h"

/** What a message is known by: Call-ID, CSeq, the method, that of an ACK being INVITE, and a Via. */
typedef struct {
    uint64_t origin;        /**< the request from end to end: by the lowest Via, which is the sender's own */
    uint64_t key;           /**< on this hop: by the top Via, also of the ACK; the same where there is one Via */
} transaction_id_t;

/** A copy of a request that no challenge has met yet. */
typedef struct early_copy {
    struct early_copy *next;
    sighting_t at;
    sighting_t duplicate_of;
} early_copy_t;

/** A request that nobody has challenged yet, with its bytes. */
typedef struct waiting {
    struct waiting *older;              /* by their latest messages, those with and those without bytes apart */
    struct waiting *newer;
    transaction_id_t id;
    endpoint_t source;
    endpoint_t destination;
    transport_t transport;
    bool in_ipsec;                      /* the request came out of ESP or AH */
    sighting_t request;
    uint32_t request_length;            /* of the frame, or of a message that is longer */
    print_t last_request;
    early_copy_t *copies;
    unsigned copy_count;
    sighting_t provisional_100;
    sighting_t provisional_18x;
    sighting_t cancelled;
    int64_t last;                       /* time of its latest message */
    uint64_t early_nonce;               /* of its credentials, if nobody had issued it yet, with its Call-ID; else 0 */
    uint32_t raw_len;                   /* 0 where the bytes have been given up */
    bool has_credentials;
    uint8_t parsed;                     /* for the tracker: where it may stand parsed */
    char *raw;                          /* header section, with the body where that is wanted */
} waiting_t;

/** One of the two. */
typedef struct {
    waiting_t *waiting;
    attempt_ref_t attempt;              /* where waiting is NULL */
} transaction_t;

/** All transactions that are remembered. */
typedef struct transactions transactions_t;

/** None yet; memory lives in scope. */
transactions_t *transactions_new(wmem_allocator_t *scope, hash_maps_t *maps);

/** Free what does not live in the scope. */
void transactions_free(transactions_t *transactions);

/** Method of the transaction that a message belongs to; an ACK stands in the INVITE's (RFC 3261 section 17.1.1.3). */
span_t transaction_method(const sip_message_t *message);

/** What the message is known by. */
transaction_id_t transaction_id(const sip_message_t *message);

/** What the INVITE is known by that a CANCEL is for (RFC 3261 section 9.1). */
transaction_id_t transaction_cancelled(const sip_message_t *cancel);

/** Transactions of one key, or of one origin, newest first; the caller tells them apart. */
typedef struct {
    const transactions_t *transactions;
    uintptr_t entry;
    unsigned at;
} transaction_cursor_t;

/** Begin with those of a key, or of an origin. */
void transactions_begin(const transactions_t *transactions, uint64_t identity, transaction_cursor_t *cursor);

/** The next one; false where there is none left. */
bool transactions_next(transaction_cursor_t *cursor, transaction_t *transaction);

/** A new waiting request, zeroed but for id and a copy of the bytes. */
waiting_t *transactions_wait(transactions_t *transactions, const transaction_id_t *id, span_t raw);

/** A new attempt that never waited. */
void transactions_add(transactions_t *transactions, const transaction_id_t *id, attempt_ref_t attempt);

/** A waiting request has become an attempt; its memory is given up. */
void transactions_settle(transactions_t *transactions, waiting_t *waiting, attempt_ref_t attempt);

/** A waiting request was answered with what is no concern of ours; its memory is given up. */
void transactions_drop(transactions_t *transactions, waiting_t *waiting);

/** It has got another message. */
void transactions_touch(transactions_t *transactions, waiting_t *waiting, int64_t now);

/** The waiting request that has had no message for longest, of those with their bytes or without; NULL if none. */
waiting_t *transactions_oldest(const transactions_t *transactions, bool with_bytes);

/** Give up the bytes of a waiting request that has them. */
void transactions_strip(transactions_t *transactions, waiting_t *waiting);

/** Where this packet is in the capture. */
sighting_t sighting_of(const packet_t *packet);

/** What the packet is known by; buf and len are the message. */
print_t print_of(const packet_t *packet, const char *buf, size_t len);

/** Is the copy the same packet, captured a second time? */
bool print_is_duplicate(const print_t *last, const print_t *copy);

#endif /* SIPAUTH_TRANSACTIONS_H */
