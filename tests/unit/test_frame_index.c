/* test_frame_index.c
 * Unit tests of numbers by frame.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "frame_index.h"

#include <stdbool.h>

#include <glib.h>

#define FRAMES 3000
#define ADDED 8000

static void expect(const frame_index_t *index, GArray *const *known, uint32_t frame)
{
    const uint32_t *numbers = NULL;
    unsigned count = frame_index_get(index, frame, &numbers);

    g_assert_cmpmem(numbers, count * sizeof *numbers, known[frame]->data, known[frame]->len * sizeof *numbers);
}

static void add(frame_index_t *index, GArray **known, uint32_t frame, uint32_t number)
{
    bool there = false;

    frame_index_add(index, frame, number);
    for (guint i = 0; i < known[frame]->len; i++) {
        there |= g_array_index(known[frame], uint32_t, i) == number;
    }
    if (!there) {
        g_array_append_val(known[frame], number);
    }
}

/* Mostly forward, now and then far behind, some of it twice; and frames that are withdrawn. */
static void test_like_arrays(void)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_STRICT);
    frame_index_t *index = frame_index_new(scope);
    GArray *known[FRAMES];
    GRand *random = g_rand_new_with_seed(7);

    for (uint32_t frame = 0; frame < FRAMES; frame++) {
        known[frame] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    }
    for (uint32_t i = 0; i < ADDED; i++) {
        uint32_t frame = i * FRAMES / ADDED;

        if (g_rand_int_range(random, 0, 10) == 0) {
            frame = g_rand_int_range(random, 0, frame + 1);
        }
        add(index, known, frame, g_rand_int_range(random, 0, 4));
        if (g_rand_int_range(random, 0, 50) == 0) {
            frame_index_remove(index, frame);
            g_array_set_size(known[frame], 0);
        }
        expect(index, known, g_rand_int_range(random, 0, FRAMES));
    }
    for (uint32_t frame = 0; frame < FRAMES; frame++) {
        expect(index, known, frame);
        g_array_free(known[frame], TRUE);
    }
    g_rand_free(random);
    wmem_destroy_allocator(scope);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/frame-index/like-arrays", test_like_arrays);
    return g_test_run();
}
