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

struct frame_index {
    wmem_allocator_t *scope;
    struct block **blocks;
    size_t count;
    size_t highest;             /* the last block that was added to */
};

/* The numbers, and behind the room for them the last bits of their frames, a byte each. */
typedef struct block {
    uint32_t count;
    uint32_t room;
    uint32_t numbers[];
} block_t;

static uint8_t *frames_of(block_t *block)
{
    return (uint8_t *)(block->numbers + block->room);
}

static uint8_t last_bits(uint32_t frame)
{
    return (uint8_t)(frame & ((1u << BLOCK_BITS) - 1));
}

/* The block, or a new one, with this room, which is enough. */
static block_t *with_room(frame_index_t *index, block_t *block, uint32_t room)
{
    const size_t entry = sizeof *block->numbers + sizeof(uint8_t);
    block_t *other = (block_t *)wmem_alloc(index->scope, sizeof *block + room * entry);

    other->count = block ? block->count : 0;
    other->room = room;
    if (block) {
        memcpy(other->numbers, block->numbers, block->count * sizeof *block->numbers);
        memcpy(frames_of(other), frames_of(block), block->count);
        wmem_free(index->scope, block);
    }
    return other;
}

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
        index->blocks[number] = with_room(index, block, block->count);
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

/* The first entry behind those of the frames before this one; the frame is asked for most that came last. */
static uint32_t find(block_t *block, uint32_t frame)
{
    const uint8_t *frames = frames_of(block);
    uint8_t bits = last_bits(frame);
    uint32_t low = 0, high = block->count;

    if (high == 0 || frames[high - 1] < bits) {
        return high;
    }
    if (high > 1 && frames[high - 2] < bits) {
        return high - 1;
    }
    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (frames[middle] < bits) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* How many entries from this one on are of the frame? */
static uint32_t count_from(block_t *block, uint32_t first, uint32_t frame)
{
    const uint8_t *frames = frames_of(block);
    uint8_t bits = last_bits(frame);
    uint32_t at = first;

    while (at < block->count && frames[at] == bits) {
        at++;
    }
    return at - first;
}

void frame_index_add(frame_index_t *index, uint32_t frame, uint32_t number)
{
    block_t **place = block_place(index, frame);
    block_t *block = *place;

    if (!block || block->count == block->room) {
        block = *place = with_room(index, block, block ? block->room + block->room / 2 + 1 : 4);
    }
    uint32_t first = find(block, frame);
    uint32_t at = first + count_from(block, first, frame);
    uint8_t *frames = frames_of(block);

    for (uint32_t i = first; i < at; i++) {
        if (block->numbers[i] == number) {
            return;
        }
    }
    memmove(&block->numbers[at + 1], &block->numbers[at], (block->count - at) * sizeof *block->numbers);
    memmove(&frames[at + 1], &frames[at], block->count - at);
    block->numbers[at] = number;
    frames[at] = last_bits(frame);
    block->count++;
}

unsigned frame_index_get(const frame_index_t *index, uint32_t frame, const uint32_t **numbers)
{
    block_t *block = known_block(index, frame);
    uint32_t first;

    if (!block) {
        return 0;
    }
    first = find(block, frame);
    *numbers = block->numbers + first;
    return count_from(block, first, frame);
}

void frame_index_remove(frame_index_t *index, uint32_t frame)
{
    const uint32_t *numbers;
    unsigned count = frame_index_get(index, frame, &numbers);

    if (count) {
        block_t *block = known_block(index, frame);
        uint32_t at = (uint32_t)(numbers - block->numbers), behind = block->count - at - count;

        memmove(&block->numbers[at], &block->numbers[at + count], behind * sizeof *block->numbers);
        memmove(frames_of(block) + at, frames_of(block) + at + count, behind);
        block->count -= count;
    }
}
