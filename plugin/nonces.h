/* nonces.h
 * The nonces of the capture: who was given them, who used them, how far they were counted.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_NONCES_H
#define SIPAUTH_NONCES_H

#include "parties.h"

/** Exchanges that one nonce leads to; servers that make nonces once a second share them widely. */
#define NONCE_MAX_HOLDERS 16

/** A nonce that was issued in the capture. */
typedef struct {
    sighting_t issued;          /**< first time */
    sighting_t accepted;        /**< first acceptance of credentials that use it */
    sighting_t counted;         /**< the request that counted furthest */
    int64_t issued_again;       /**< latest time */
    host_t *client;             /**< to whom it was issued last */
    attempt_ref_t *older;       /**< those before the holder, newest first, NONCE_MAX_HOLDERS - 1 of them; NULL if none */
    attempt_ref_t holder;       /**< whose response gave it, the latest */
    uint32_t user;              /**< of those who counted with it, the first: hash of the account; 0 if none */
    uint32_t nc;                /**< how far it counted */
    uint32_t origin;            /**< identity of that request */
} nonce_t;

/** All of them. */
typedef struct nonces nonces_t;

/** None yet; memory lives in scope. */
nonces_t *nonces_new(wmem_allocator_t *scope, hash_maps_t *maps, sightings_t *sightings);

/** A nonce by its hash; NULL if never issued. */
nonce_t *nonces_get(const nonces_t *nonces, uint64_t hash);

/** A nonce was issued to a client; holder.attempt is 0 for a nextnonce. */
void nonces_issued(nonces_t *nonces, uint64_t hash, sighting_t at, attempt_ref_t holder, host_t *client);

/** The holder of this rank, 0 being the latest; attempt is 0 where there are no more. */
attempt_ref_t nonce_holder(const nonce_t *nonce, unsigned rank);

/**
 * A request uses a nonce with a count; tells the highest count with which an earlier request of the same user had used
 * it, in nc_before and nc_before_at.
 * @param origin   identity of the request from end to end; its copies and other hops are no further use
 * @param request  when it was sent
 */
void nonces_used(nonces_t *nonces, credentials_t *credentials, uint64_t origin, sighting_t request);

/** The session of these credentials goes on with the nextnonce that was given for them (RFC 7616 section 3.4.2). */
void nonces_session_continues(nonces_t *nonces, const credentials_t *credentials, uint64_t nextnonce);

/** Credentials of the INVITE that this message, which was read whole, answers were accepted. */
void nonces_dialog_accepted(nonces_t *nonces, const sip_message_t *message, const credentials_t *credentials, sighting_t at);

/** When credentials for one of the realms that the response asks for were accepted of its sender in that call first; not
 *  seen if never. The response was read whole. */
sighting_t nonces_dialog_accepted_at(const nonces_t *nonces, const sip_message_t *message, const challenge_t *challenges);

#endif /* SIPAUTH_NONCES_H */
