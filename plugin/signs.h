/* signs.h
 * What travels between two hosts and is not a readable SIP message, yet may hide one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SIGNS_H
#define SIPAUTH_SIGNS_H

#include "parties.h"

/** Who waits for which signs. */
typedef struct signs signs_t;

/** Nobody yet; memory lives in scope. */
signs_t *signs_new(wmem_allocator_t *scope, objects_t *objects, sightings_t *sightings);

/**
 * Keep the next signs of each kind of a link.
 * @param security_server  list of Security-Server; where there is one, the kinds from SIGN_OF_AGREEMENT on are
 *                         awaited as well; NULL if none
 * @param before           what the same exchange waited for before, whose agreement stays; NULL if nothing
 * @return places that are filled in when the signs come
 */
const sign_set_t *signs_await(signs_t *signs, link_t *link, const char *security_server, const sign_set_t *before);

/** Does anybody wait for signs of this kind on a link? */
bool signs_awaited(const link_t *link, sign_kind_t kind);

/** Has a Security-Server announced this port? Spares most packets the look at the link. */
bool signs_port_announced(const signs_t *signs, uint16_t port);

/** A sign; detail as sign_t says, 0 for none, length in bytes on the wire. */
void signs_take(signs_t *signs, link_t *link, sign_kind_t kind, sighting_t at, uint32_t length, uint32_t detail);

#endif /* SIPAUTH_SIGNS_H */
