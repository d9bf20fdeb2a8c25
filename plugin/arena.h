/* arena.h
 * Memory that is filled from front to back and given up at once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_ARENA_H
#define SIPAUTH_ARENA_H

#include <wsutil/wmem/wmem.h>

#include "span.h"

/** Pieces of memory that arenas have given up, for the next ones; begin with zeroes. */
typedef struct {
    struct arena_piece *first;
} arena_spare_t;

/** One arena; all of it is freed with its scope at the latest. */
typedef struct {
    wmem_allocator_t *scope;
    arena_spare_t *spare;       /**< NULL: pieces are not kept for others */
    struct arena_piece *pieces;
    char *at;
    size_t left;
} arena_t;

/** An empty arena whose memory comes from spare pieces, else from scope. */
void arena_init(arena_t *arena, wmem_allocator_t *scope, arena_spare_t *spare);

/** size bytes of zeroes, aligned for any type. */
void *arena_alloc0(arena_t *arena, size_t size);

/** Room for a text of so many bytes, terminated. */
char *arena_room(arena_t *arena, size_t len);

/** A copy of the bytes, terminated; NULL where they are absent. */
char *arena_text(arena_t *arena, span_t text);

/** Give up everything in it; it can be used again. */
void arena_clear(arena_t *arena);

/** A zeroed object of this type. */
#define arena_new0(arena, type) ((type *)arena_alloc0((arena), sizeof(type)))

#endif /* SIPAUTH_ARENA_H */
