/* parties.h
 * Who speaks with whom, over the whole capture: hosts, pairs of hosts, users of both, their logins and accounts.
 *
 * What a message needs of them is found once for each message; hosts that had no part in an exchange and were never
 * let in are not kept.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PARTIES_H
#define SIPAUTH_PARTIES_H

#include "hash_map.h"
#include "objects.h"
#include "sightings.h"
#include "texts.h"

/** One host. */
typedef struct host {
    uint32_t id;                /**< see objects.h */
    uint16_t port;              /**< that its first messages came from */
    bool several_ports;         /**< peers of other ports, or of its users, have been asked for since it used another */
    endpoint_t address;         /**< port 0 */
    source_t source;            /**< as a client */
    server_habits_t habits;     /**< as a server */
    unsigned registering;       /**< users whose latest REGISTER has not ended */
    sighting_t caller_accepted; /**< first call of it that was accepted */
    peer_t *peer;               /**< at its first port; NULL before somebody asks */
    struct registry *registry;  /**< as a registrar; NULL before the first registration */
    struct link *link;          /**< the latest one from here that was asked for */
} host_t;

/** What one host sends to another. */
typedef struct link {
    uint32_t id;                /**< see objects.h */
    host_t *from;
    host_t *to;
    pair_t pair;                /**< as client and server */
    sign_t *awaited[SIGN_COUNT];    /**< handed out, nothing seen yet */
    sign_t *latest[SIGN_COUNT];     /**< the last one that was seen; takes what follows */
    const sign_set_t *set[2];   /**< what is handed out now, without and with the signs of an agreement; NULL: make it */
} link_t;

/** One user at one host. */
typedef struct {
    sighting_t registered;      /**< first REGISTER for it that was accepted */
    sighting_t not_associated;  /**< latest time when the identities that a registrar gave it did not hold itself */
    uint32_t registering;       /**< number, plus 1, of its latest exchange of a REGISTER */
    ability_t ability;
    peer_t *peer;               /**< NULL before somebody asks */
} user_t;

/** One user of one host, and one server. */
typedef struct {
    uint32_t id;                /**< see objects.h */
    uint32_t name;              /**< the user's, as texts_id() */
    link_t *link;
    user_t *user;
    sighting_t register_failed; /**< latest REGISTER that the server did not accept */
} party_t;

/** All of them. */
typedef struct parties parties_t;

/** None yet; memory lives in scope. */
parties_t *parties_new(wmem_allocator_t *scope, hash_maps_t *maps, objects_t *objects, texts_t *texts);

/** The host of an address, its port left out; made if need be. */
host_t *parties_host(parties_t *parties, const endpoint_t *end);

/** The same, NULL where it is not kept. */
host_t *parties_known_host(parties_t *parties, const endpoint_t *end);

/** From one host to another, made if need be. */
link_t *parties_link(parties_t *parties, host_t *from, host_t *to);

/** The same, NULL where it is not kept; hosts may be NULL. */
link_t *parties_known_link(parties_t *parties, host_t *from, host_t *to);

/** A user at a host, made if need be; name is one of texts_keep(), NULL where it has none. */
user_t *parties_user(parties_t *parties, host_t *host, const char *name);

/** The same, NULL where it is not kept; host may be NULL. */
user_t *parties_known_user(parties_t *parties, host_t *host, span_t name);

/** A user of the client of a link, made if need be; as parties_user(). */
party_t *parties_party(parties_t *parties, link_t *link, const char *user);

/** A user that sends requests of a method, of texts_keep(), to a server, made if need be. */
login_t *parties_login(parties_t *parties, party_t *party, const char *method);

/** The same, NULL where it is not kept; link may be NULL. */
login_t *parties_known_login(parties_t *parties, link_t *link, span_t user, span_t method);

/** Whose login it is. */
party_t *parties_of_login(const login_t *login);

/** A user name in a realm, made if need be; NULL for credentials that hold no answer. */
account_t *parties_account(parties_t *parties, const credentials_t *credentials);

/** The same, NULL where it is not kept. */
account_t *parties_known_account(parties_t *parties, const credentials_t *credentials);

/** Key of user name and realm of credentials. */
uint64_t parties_account_key(const credentials_t *credentials);

/** Keep signs of life of an address and port from now on. */
peer_t *parties_port_peer(parties_t *parties, const endpoint_t *end);

/** Keep signs of life of a user at a host from now on. */
peer_t *parties_user_peer(parties_t *parties, host_t *host, const char *user);

/** Are the users of this host told apart: does it use several ports? */
bool parties_tells_users(const host_t *host, const endpoint_t *end);

/** A SIP message came from there; user is absent where it tells none or need not be known. */
void parties_seen(parties_t *parties, sightings_t *sightings, host_t *host, const endpoint_t *end, span_t user,
    sighting_t at);

/** Client and server of an exchange whose login is known. */
pair_t *parties_pair(const exchange_t *exchange);

/** What follows from who they are, into an exchange whose login is known. */
void parties_attach(exchange_t *exchange);

#endif /* SIPAUTH_PARTIES_H */
