/* hash_map.c
 * Values by 64-bit keys that are hashes already.
 *
 * An entry stands at the place that its key names, or at the next one behind it that is free; what is taken out is
 * filled up from behind, so that a search ends at the first free place. Keys that are made of small numbers are no
 * secret, so which place a key names is one: the factor is random in each map.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hash_map.h"

#include <stddef.h>

#define FIRST_BITS 4

typedef struct {
    uint64_t key;
    void *value;                /* NULL where the place is free */
} place_t;

struct hash_map {
    place_t *places;
    uint64_t factor;            /* odd */
    unsigned shift;             /* leaves as many bits of the product as a place has */
    size_t mask;                /* one less than how many places, a power of two */
    size_t count;
};

static void make_places(hash_map_t *map, unsigned bits)
{
    map->places = g_new0(place_t, (gsize)1 << bits);
    map->mask = ((size_t)1 << bits) - 1;
    map->shift = 64 - bits;
}

static void map_free(void *map)
{
    g_free(((hash_map_t *)map)->places);
    g_free(map);
}

hash_map_t *hash_map_new(hash_maps_t *maps)
{
    hash_map_t *map = g_new0(hash_map_t, 1);

    map->factor = ((uint64_t)g_random_int() << 32 | g_random_int()) | 1;
    make_places(map, FIRST_BITS);
    maps->maps = g_slist_prepend(maps->maps, map);
    return map;
}

void hash_maps_free(hash_maps_t *maps)
{
    g_slist_free_full(maps->maps, map_free);
    maps->maps = NULL;
}

bool hash_map_empty(const hash_map_t *map)
{
    return map->count == 0;
}

static size_t named_by(const hash_map_t *map, uint64_t key)
{
    return (size_t)(key * map->factor >> map->shift);
}

/* Where the key stands, or would stand. */
static place_t *place_of(const hash_map_t *map, uint64_t key)
{
    size_t at = named_by(map, key);

    while (map->places[at].value && map->places[at].key != key) {
        at = (at + 1) & map->mask;
    }
    return &map->places[at];
}

void *hash_map_get(const hash_map_t *map, uint64_t key)
{
    return place_of(map, key)->value;
}

static void grow(hash_map_t *map)
{
    place_t *before = map->places;
    size_t room = map->mask + 1;

    make_places(map, 64 - map->shift + 1);
    for (size_t i = 0; i < room; i++) {
        if (before[i].value) {
            *place_of(map, before[i].key) = before[i];
        }
    }
    g_free(before);
}

/* Those behind a place that came free move up, unless they stand where they belong. */
static void close_gap(hash_map_t *map, size_t gap)
{
    size_t at = gap;

    for (;;) {
        at = (at + 1) & map->mask;
        if (!map->places[at].value) {
            break;
        }
        size_t wanted = named_by(map, map->places[at].key);
        if (((at - wanted) & map->mask) >= ((at - gap) & map->mask)) {
            map->places[gap] = map->places[at];
            gap = at;
        }
    }
    map->places[gap].value = NULL;
}

void hash_map_put(hash_map_t *map, uint64_t key, void *value)
{
    place_t *place = place_of(map, key);

    if (value && !place->value) {
        /* Three quarters full at most. */
        if (++map->count > map->mask - map->mask / 4) {
            grow(map);
            place = place_of(map, key);
        }
        *place = (place_t){ key, value };
    } else if (value) {
        place->value = value;
    } else if (place->value) {
        map->count--;
        close_gap(map, (size_t)(place - map->places));
    }
}
