/* test_hash_map.c
 * Unit tests of the maps by 64-bit keys.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hash_map.h"

#define KEYS 3000
#define STEPS 200000

/* Whatever is put in and taken out, the map says the same as one of GLib's. Neighbouring keys: many meet. */
static void test_like_glib(void)
{
    hash_maps_t maps = { NULL };
    hash_map_t *map = hash_map_new(&maps);
    GHashTable *known = g_hash_table_new(g_direct_hash, NULL);
    GRand *random = g_rand_new_with_seed(7);

    g_assert_true(hash_map_empty(map));
    for (unsigned step = 0; step < STEPS; step++) {
        gsize key = g_rand_int_range(random, 0, KEYS);
        void *value = g_rand_int_range(random, 0, 5) < 2 ? NULL : GSIZE_TO_POINTER((gsize)step + 1);

        hash_map_put(map, key, value);
        if (value) {
            g_hash_table_insert(known, GSIZE_TO_POINTER(key), value);
        } else {
            g_hash_table_remove(known, GSIZE_TO_POINTER(key));
        }
        key = g_rand_int_range(random, 0, KEYS);
        g_assert_true(hash_map_get(map, key) == g_hash_table_lookup(known, GSIZE_TO_POINTER(key)));
    }
    for (gsize key = 0; key < KEYS; key++) {
        g_assert_true(hash_map_get(map, key) == g_hash_table_lookup(known, GSIZE_TO_POINTER(key)));
        hash_map_put(map, key, NULL);
    }
    g_assert_true(hash_map_empty(map));
    g_rand_free(random);
    g_hash_table_destroy(known);
    hash_maps_free(&maps);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hash-map/like-glib", test_like_glib);
    return g_test_run();
}
