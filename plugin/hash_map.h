/* hash_map.h
 * Values by 64-bit keys that are hashes already.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_HASH_MAP_H
#define SIPAUTH_HASH_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/** Maps that are freed together; begin with zeroes. */
typedef struct {
    GSList *maps;
} hash_maps_t;

/** A GHashTable that needs no allocation an entry where a pointer has room for a key. */
typedef GHashTable hash_map_t;

/** An empty map, one of those that maps holds. */
hash_map_t *hash_map_new(hash_maps_t *maps);

/** Free all maps, not what they hold. */
void hash_maps_free(hash_maps_t *maps);

/** Does no key have a value? */
bool hash_map_empty(const hash_map_t *map);

/** The value of this key, NULL if none. */
void *hash_map_get(const hash_map_t *map, uint64_t key);

/** Give this key that value; NULL takes it out. */
void hash_map_put(hash_map_t *map, uint64_t key, void *value);

#endif /* SIPAUTH_HASH_MAP_H */
