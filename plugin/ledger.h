/* ledger.h
 * What the tracker remembers beyond single exchanges: nonces in use, accounts that succeeded, signs of
 * life of SIP ends, and what else travels between two hosts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_LEDGER_H
#define SIPAUTH_LEDGER_H

#include "tracker.h"

/** Who was given a nonce; newest first. */
typedef struct nonce_holder {
    struct nonce_holder *older;
    attempt_t *attempt;
} nonce_holder_t;

/** A nonce that was issued in the capture. */
typedef struct {
    uint64_t hash;
    sighting_t issued;          /**< first time */
    sighting_t issued_again;    /**< latest time */
    sighting_t accepted;        /**< first acceptance of credentials that use it */
    nonce_holder_t *holders;
    unsigned holder_count;
    endpoint_t client;          /**< to whom it was issued last */
} nonce_t;

/** All of it. */
typedef struct ledger ledger_t;

/**
 * Places a sighting; while its frame is current it can still be withdrawn.
 * Every sighting that outlives the call is written through this.
 */
void ledger_sight(ledger_t *ledger, sighting_t *place, sighting_t what);

/** Sightings inside these bytes are about to be freed. */
void ledger_forget(ledger_t *ledger, const void *start, size_t len);

/** A frame begins; true where its number came just before, whose sightings lose their number then. */
bool ledger_frame(ledger_t *ledger, uint32_t frame, int64_t time);

/** Time of the latest frame. */
int64_t ledger_end(const ledger_t *ledger);

/** A ledger whose memory lives in scope. */
ledger_t *ledger_new(wmem_allocator_t *scope);

/** The map's value for this key, size bytes of zeros where there is none yet; the map lives as long as the ledger. */
void *ledger_entry(ledger_t *ledger, wmem_map_t *map, uint64_t key, size_t size);

/** Add a host, without its port, to a hash. */
uint64_t ledger_host_hash(uint64_t hash, const endpoint_t *end);

/** A nonce by its hash; NULL if never issued. */
nonce_t *ledger_nonce(const ledger_t *ledger, uint64_t hash);

/** A nonce was issued; attempt is NULL for a nextnonce. */
void ledger_nonce_issued(ledger_t *ledger, uint64_t hash, sighting_t at, attempt_t *attempt, const endpoint_t *client);

/** Credentials were accepted: remembers the nonce and the account. secure: over TLS. */
void ledger_accepted(ledger_t *ledger, const credentials_t *credentials, bool secure, sighting_t at);

/** A call without credentials was accepted from that host. */
void ledger_source_accepted(ledger_t *ledger, const endpoint_t *source, sighting_t at);

/** A user name in a realm, made if need be; NULL for credentials that hold no answer. */
account_t *ledger_account(ledger_t *ledger, const credentials_t *credentials);

/** A host that sends requests, made if need be. */
source_t *ledger_source(ledger_t *ledger, const endpoint_t *host);

/** That host sent these credentials: tells what it is able to answer. */
void ledger_client_answers(ledger_t *ledger, const endpoint_t *client, const credentials_t *credentials);

/**
 * Credentials of this attempt hold AUTS; tells how many their user has sent in a row, in resyncs and
 * resync_before.
 * @param origin  identity of the request from end to end; on other hops it is the same AUTS
 */
void ledger_resync(ledger_t *ledger, attempt_t *attempt, const credentials_t *credentials, uint64_t origin);

/** Client and server of an exchange, made if need be. */
pair_t *ledger_pair(ledger_t *ledger, const endpoint_t *client, const endpoint_t *server);

/** A request went from one host to the other. */
void ledger_pair_seen(ledger_t *ledger, const endpoint_t *client, const endpoint_t *server);

/** Credentials were accepted inside a call; call is the hash of its Call-ID. */
void ledger_dialog_accepted(ledger_t *ledger, uint64_t call, const credentials_t *credentials, sighting_t at);

/** When credentials for one of the challenges' realms were accepted in that call first; not seen if never. */
sighting_t ledger_dialog_accepted_at(const ledger_t *ledger, uint64_t call, const challenge_t *challenges);

/** A REGISTER for this user was accepted from that host. */
void ledger_user_registered(ledger_t *ledger, const endpoint_t *source, span_t user, sighting_t at);

/** The identities that a registrar gave this user of that host did not hold the user itself. */
void ledger_user_not_associated(ledger_t *ledger, const endpoint_t *source, span_t user, sighting_t at);

/** When that was; not seen if never. */
sighting_t ledger_user_not_associated_at(const ledger_t *ledger, const endpoint_t *source, const char *user);

/** A REGISTER for this user from that host was not accepted by the server. */
void ledger_register_failed(ledger_t *ledger, const endpoint_t *source, const endpoint_t *server, const char *user,
    sighting_t at);

/** When that was last; not seen if never. */
sighting_t ledger_register_failed_at(const ledger_t *ledger, const endpoint_t *source, const endpoint_t *server,
    const char *user);

/** When a REGISTER for this user was accepted from that host first; not seen if never. */
sighting_t ledger_user_registered_at(const ledger_t *ledger, const endpoint_t *source, const char *user);

/**
 * A request uses a nonce with a count; tells the highest count with which an earlier request of the same
 * user had used it, in nc_before and nc_before_at.
 * @param origin   identity of the request from end to end; its copies and other hops are no further use
 * @param request  when it was sent
 */
void ledger_nonce_used(ledger_t *ledger, credentials_t *credentials, uint64_t origin, sighting_t request);

/** The attempt was accepted: its credentials are those of their accounts. */
void ledger_accepted_with(ledger_t *ledger, const attempt_t *attempt);

/** The session of these credentials goes on with the nextnonce that was given for them (RFC 7616 section 3.4.2). */
void ledger_session_continues(ledger_t *ledger, const credentials_t *credentials, uint64_t nextnonce);

/** The habits of a server, to be read and written by the caller. */
server_habits_t *ledger_server(ledger_t *ledger, const endpoint_t *server);

/** When user and realm of these credentials were accepted first; not seen if never. */
sighting_t ledger_account_accepted(const ledger_t *ledger, const credentials_t *credentials);

/** When a call without credentials of that host was accepted first; not seen if never. */
sighting_t ledger_source_accepted_at(const ledger_t *ledger, const endpoint_t *source);

/** Keep signs of life of an address and port, or of a user at an address, from now on. */
peer_t *ledger_peer(ledger_t *ledger, const endpoint_t *end, const char *user);

/** A SIP message came from there. */
void ledger_peer_seen(ledger_t *ledger, const endpoint_t *end, span_t user, sighting_t at);

/**
 * Keep the next signs of each kind from one host to the other.
 * @param security_server  list of Security-Server; where there is one, the kinds from SIGN_OF_AGREEMENT on are
 *                         awaited as well; NULL if none
 * @param signs            takes SIGN_COUNT places, which are filled in when the signs come; NULL where nobody waits
 */
void ledger_await_signs(ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, const char *security_server,
    const sign_t **signs);

/** Does anybody wait for signs of this kind from one host to the other? */
bool ledger_awaits(const ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, sign_kind_t kind);

/** Has a Security-Server announced this port? Spares most packets the look at ledger_awaits(). */
bool ledger_port_announced(const ledger_t *ledger, uint16_t port);

/** A REGISTER for this user from that host was challenged; NULL user: nothing is kept. */
void ledger_registering(ledger_t *ledger, exchange_t *exchange);

/** The latest challenged REGISTER for this user from that host; NULL if none. */
exchange_t *ledger_registering_of(const ledger_t *ledger, const endpoint_t *client, span_t user);

/** A sign from one host to another; detail as sign_t says, 0 for none. */
void ledger_sign(ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, sign_kind_t kind, sighting_t at,
    uint32_t length, uint32_t detail);

#endif /* SIPAUTH_LEDGER_H */
