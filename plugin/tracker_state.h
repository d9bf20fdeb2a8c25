/* tracker_state.h
 * What the tracker consists of; for its own files alone.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TRACKER_STATE_H
#define SIPAUTH_TRACKER_STATE_H

#include "arena.h"
#include "facts.h"
#include "records.h"
#include "retry_match.h"
#include "signs.h"
#include "tally.h"
#include "tracker.h"
#include "transactions.h"

/* Of so many of the latest waiting requests the headers are held as they were parsed: most answers come soon. */
#define PARSED 32

/* A waiting request, parsed. */
typedef struct {
    const waiting_t *of;        /* perhaps gone */
    const char *bytes;          /* to which the spans point */
    sip_message_t message;
} parsed_t;

/* The latest accepted requests with credentials that are remembered by their keys: a server that takes a nonce once may
 * challenge a late copy. */
#define ACCEPTED_KEYS 1024

typedef struct {
    uint64_t key;
    sighting_t request;
    sighting_t at;              /* of the answer */
    unsigned status;
} accepted_key_t;

struct tracker {
    wmem_allocator_t *scope;
    hash_maps_t maps;
    texts_t *texts;
    sightings_t *sightings;
    parties_t *parties;
    nonces_t *nonces;
    signs_t *signs;
    tally_t *tally;
    exchange_store_t *store;
    records_t *records;
    transactions_t *transactions;
    open_exchanges_t *open;
    hash_map_t *early;          /* by nonce and call: waiting request that used it before it was issued */
    unsigned waiting;           /* requests without an answer */
    unsigned whole;             /* of these, those with their bytes */
    arena_t scratch;            /* for one message */
    accepted_key_t *accepted;   /* by key, the latest of each place */
    parsed_t *parsed;           /* PARSED of them */
    unsigned next_parsed;
    capture_lacks_t lacks;
    uint64_t changes;
};

/* Where and how a request travelled. */
typedef struct {
    const endpoint_t *source;
    const endpoint_t *destination;
    transport_t transport;
    bool in_ipsec;
} way_t;

/* Sightings are placed so often that the name is short. */
static inline void sight(tracker_t *tracker, sighting_t *place, sighting_t what)
{
    sightings_place(tracker->sightings, place, what);
}

/* Where what belongs to an exchange is kept. */
static inline keep_t keep_of(tracker_t *tracker, const exchange_t *exchange)
{
    keep_t keep = { NULL, tracker->texts };

    exchange_store_live(tracker->store, exchange->number, &keep.arena);
    return keep;
}

#endif /* SIPAUTH_TRACKER_STATE_H */
