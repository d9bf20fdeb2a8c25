/* sightings.h
 * Where in the capture things were seen, as long as the current frame may still turn out to be none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SIGHTINGS_H
#define SIPAUTH_SIGHTINGS_H

#include "exchange.h"

/** The sightings of the current frame, and the clock of the capture. */
typedef struct sightings sightings_t;

/** None yet; memory lives in scope. */
sightings_t *sightings_new(wmem_allocator_t *scope);

/**
 * Place a sighting; while its frame is current it can still be withdrawn. Every sighting that outlives the call is
 * written through this, or lies in memory that is given up before the next frame.
 */
void sightings_place(sightings_t *sightings, sighting_t *place, sighting_t what);

/** Place it where nothing was seen yet. */
void sightings_place_first(sightings_t *sightings, sighting_t *place, sighting_t what);

/** Sightings inside these bytes are about to be freed. */
void sightings_forget(sightings_t *sightings, const void *start, size_t len);

/** A frame begins; true where its number came just before, whose sightings lose their number then. */
bool sightings_frame(sightings_t *sightings, uint32_t frame, int64_t time);

/** Time of the latest frame, nanoseconds since the epoch. */
int64_t sightings_end(const sightings_t *sightings);

#endif /* SIPAUTH_SIGHTINGS_H */
