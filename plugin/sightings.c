/* sightings.c
 * Where in the capture things were seen, as long as the current frame may still turn out to be none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sightings.h"

struct sightings {
    wmem_allocator_t *scope;
    uint32_t frame;
    int64_t end;
    sighting_t **current;       /* written while the current frame was */
    size_t count;
    size_t room;
};

sightings_t *sightings_new(wmem_allocator_t *scope)
{
    sightings_t *sightings = wmem_new0(scope, sightings_t);

    sightings->scope = scope;
    return sightings;
}

void sightings_place(sightings_t *sightings, sighting_t *place, sighting_t what)
{
    *place = what;
    if (!what.seen || what.frame != sightings->frame) {
        return;
    }
    if (sightings->count == sightings->room) {
        sightings->room = sightings->room ? 2 * sightings->room : 64;
        sightings->current = (sighting_t **)wmem_realloc(sightings->scope, sightings->current,
            sightings->room * sizeof *sightings->current);
    }
    sightings->current[sightings->count++] = place;
}

void sightings_place_first(sightings_t *sightings, sighting_t *place, sighting_t what)
{
    if (!place->seen) {
        sightings_place(sightings, place, what);
    }
}

void sightings_forget(sightings_t *sightings, const void *start, size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < sightings->count; i++) {
        const char *at = (const char *)sightings->current[i];

        if (at < (const char *)start || at >= (const char *)start + len) {
            sightings->current[kept++] = sightings->current[i];
        }
    }
    sightings->count = kept;
}

bool sightings_frame(sightings_t *sightings, uint32_t frame, int64_t time)
{
    bool again = frame == sightings->frame;

    if (again) {
        for (size_t i = 0; i < sightings->count; i++) {
            sightings->current[i]->frame = 0;
        }
    }
    sightings->count = 0;
    sightings->frame = frame;
    sightings->end = MAX(sightings->end, time);
    return again;
}

int64_t sightings_end(const sightings_t *sightings)
{
    return sightings->end;
}
