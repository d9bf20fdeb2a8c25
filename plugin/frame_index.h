/* frame_index.h
 * Numbers by frame: a frame may have several. They come mostly, but not always, in frame order.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FRAME_INDEX_H
#define SIPAUTH_FRAME_INDEX_H

#include <stdint.h>

#include <wsutil/wmem/wmem.h>

/** All of them. */
typedef struct frame_index frame_index_t;

/** None yet; memory lives in scope. */
frame_index_t *frame_index_new(wmem_allocator_t *scope);

/** Give a frame a number; nothing happens where it has it already. */
void frame_index_add(frame_index_t *index, uint32_t frame, uint32_t number);

/**
 * The numbers of a frame, in the order in which they came; valid until the next one is added.
 * @return how many
 */
unsigned frame_index_get(const frame_index_t *index, uint32_t frame, const uint32_t **numbers);

/** Take all numbers from a frame. */
void frame_index_remove(frame_index_t *index, uint32_t frame);

#endif /* SIPAUTH_FRAME_INDEX_H */
