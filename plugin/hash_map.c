/* hash_map.c
 * Values by 64-bit keys that are hashes already.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hash_map.h"

/* Half of a key would make two of a few hundred thousand meet. */
#define KEY_FITS_POINTER (GLIB_SIZEOF_VOID_P >= 8)

hash_map_t *hash_map_new(hash_maps_t *maps)
{
    GHashTable *map = KEY_FITS_POINTER ? g_hash_table_new(g_direct_hash, NULL)
                                       : g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

    maps->maps = g_slist_prepend(maps->maps, map);
    return map;
}

void hash_maps_free(hash_maps_t *maps)
{
    g_slist_free_full(maps->maps, (GDestroyNotify)g_hash_table_destroy);
    maps->maps = NULL;
}

static void *key_pointer(uint64_t *key)
{
    return KEY_FITS_POINTER ? GSIZE_TO_POINTER((gsize)*key) : (void *)key;
}

bool hash_map_empty(const hash_map_t *map)
{
    return g_hash_table_size((GHashTable *)map) == 0;
}

void *hash_map_get(const hash_map_t *map, uint64_t key)
{
    return g_hash_table_lookup((GHashTable *)map, key_pointer(&key));
}

void hash_map_put(hash_map_t *map, uint64_t key, void *value)
{
    if (!value) {
        g_hash_table_remove(map, key_pointer(&key));
    } else if (KEY_FITS_POINTER) {
        g_hash_table_insert(map, key_pointer(&key), value);
    } else {
        g_hash_table_insert(map, g_memdup2(&key, sizeof key), value);
    }
}
