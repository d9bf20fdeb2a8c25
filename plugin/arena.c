/* arena.c
 * Memory that is filled from front to back and given up at once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "arena.h"

#include <stdalign.h>

/* Most exchanges fit one piece or two. */
#define PIECE_SIZE 2048
#define ALIGNMENT alignof(max_align_t)

struct arena_piece {
    struct arena_piece *next;
    size_t size;                /* of what follows */
    alignas(max_align_t) char bytes[];
};

void arena_init(arena_t *arena, wmem_allocator_t *scope, arena_spare_t *spare)
{
    *arena = (arena_t){ .scope = scope, .spare = spare };
}

static struct arena_piece *piece_of(arena_t *arena, size_t size)
{
    struct arena_piece *piece = arena->spare && size == PIECE_SIZE ? arena->spare->first : NULL;

    if (piece) {
        arena->spare->first = piece->next;
        return piece;
    }
    piece = (struct arena_piece *)wmem_alloc(arena->scope, sizeof *piece + size);
    piece->size = size;
    return piece;
}

/* What is larger than a piece gets one of its own, and the current one goes on. */
static char *take(arena_t *arena, size_t size)
{
    struct arena_piece *piece;

    if (size <= arena->left) {
        char *at = arena->at;
        arena->at += size;
        arena->left -= size;
        return at;
    }
    piece = piece_of(arena, MAX(size, PIECE_SIZE));
    piece->next = arena->pieces;
    arena->pieces = piece;
    if (piece->size - size > arena->left) {
        arena->at = piece->bytes + size;
        arena->left = piece->size - size;
    }
    return piece->bytes;
}

void *arena_alloc0(arena_t *arena, size_t size)
{
    size_t room = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

    return memset(take(arena, room), 0, size);
}

char *arena_room(arena_t *arena, size_t len)
{
    char *room = take(arena, (len + ALIGNMENT) / ALIGNMENT * ALIGNMENT);

    room[len] = '\0';
    return room;
}

char *arena_text(arena_t *arena, span_t text)
{
    char *copy;

    if (!span_present(text)) {
        return NULL;
    }
    copy = arena_room(arena, text.len);
    if (text.len) {
        memcpy(copy, text.ptr, text.len);
    }
    return copy;
}

void arena_clear(arena_t *arena)
{
    for (struct arena_piece *piece = arena->pieces; piece;) {
        struct arena_piece *next = piece->next;

        if (arena->spare && piece->size == PIECE_SIZE) {
            piece->next = arena->spare->first;
            arena->spare->first = piece;
        } else {
            wmem_free(arena->scope, piece);
        }
        piece = next;
    }
    arena_init(arena, arena->scope, arena->spare);
}
