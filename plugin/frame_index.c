/* frame_index.c
 * Numbers by frame.
 *
 * Frames stand in blocks of neighbours, each sorted, so that a late one moves no more than its block.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "frame_index.h"

#include "span.h"

#define BLOCK_BITS 8

typedef struct {
    uint32_t count;
    uint32_t room;
    frame_entry_t entries[];
} block_t;

struct frame_index {
    wmem_allocator_t *scope;
    block_t **blocks;
    size_t count;
    size_t highest;             /* the last block that was added to */
};

frame_index_t *frame_index_new(wmem_allocator_t *scope)
{
    frame_index_t *index = wmem_new0(scope, frame_index_t);

    index->scope = scope;
    return index;
}

static block_t *known_block(const frame_index_t *index, uint32_t frame)
{
    size_t number = frame >> BLOCK_BITS;

    return number < index->count ? index->blocks[number] : NULL;
}

/* Blocks behind which this many have begun are seldom added to: room that they do not use is given back. */
#define TRIM_BEHIND 2

static void trim(frame_index_t *index, size_t number)
{
    block_t *block = number < index->count ? index->blocks[number] : NULL;

    if (block && block->count < block->room) {
        block->room = block->count;
        index->blocks[number] = (block_t *)wmem_realloc(index->scope, block,
            sizeof *block + block->room * sizeof(frame_entry_t));
    }
}

/* The place of the block of a frame. */
static block_t **block_place(frame_index_t *index, uint32_t frame)
{
    size_t number = frame >> BLOCK_BITS;

    if (number > index->highest) {
        if (index->highest >= TRIM_BEHIND) {
            trim(index, index->highest - TRIM_BEHIND);
        }
        index->highest = number;
    }

    if (number >= index->count) {
        size_t count = MAX(number + 1, index->count + index->count / 2);
        index->blocks = (block_t **)wmem_realloc(index->scope, index->blocks, count * sizeof *index->blocks);
        memset(index->blocks + index->count, 0, (count - index->count) * sizeof *index->blocks);
        index->count = count;
    }
    return &index->blocks[number];
}

/* The first entry behind those of the frames before this one. */
static uint32_t find(const block_t *block, uint32_t frame)
{
    uint32_t low = 0, high = block->count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (block->entries[middle].frame < frame) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static block_t *with_room(frame_index_t *index, block_t *block)
{
    if (!block || block->count == block->room) {
        uint32_t room = block ? block->room + block->room / 2 + 1 : 4;
        uint32_t count = block ? block->count : 0;

        block = (block_t *)wmem_realloc(index->scope, block, sizeof *block + room * sizeof(frame_entry_t));
        block->count = count;
        block->room = room;
    }
    return block;
}

void frame_index_add(frame_index_t *index, uint32_t frame, uint32_t number)
{
    block_t **place = block_place(index, frame);
    block_t *block = with_room(index, *place);
    uint32_t at = block->count;

    *place = block;
    if (at > 0 && block->entries[at - 1].frame >= frame) {
        at = find(block, frame);
        for (; at < block->count && block->entries[at].frame == frame; at++) {
            if (block->entries[at].number == number) {
                return;
            }
        }
        memmove(&block->entries[at + 1], &block->entries[at], (block->count - at) * sizeof *block->entries);
    }
    block->entries[at] = (frame_entry_t){ frame, number };
    block->count++;
}

unsigned frame_index_get(const frame_index_t *index, uint32_t frame, const frame_entry_t **entries)
{
    const block_t *block = known_block(index, frame);
    unsigned count = 0;

    if (!block) {
        return 0;
    }
    *entries = block->entries + find(block, frame);
    while (*entries + count < block->entries + block->count && (*entries)[count].frame == frame) {
        count++;
    }
    return count;
}

void frame_index_remove(frame_index_t *index, uint32_t frame)
{
    const frame_entry_t *entries;
    unsigned count = frame_index_get(index, frame, &entries);

    if (count) {
        block_t *block = known_block(index, frame);
        uint32_t at = (uint32_t)(entries - block->entries);

        memmove(&block->entries[at], &block->entries[at + count], (block->count - at - count) * sizeof *block->entries);
        block->count -= count;
    }
}
