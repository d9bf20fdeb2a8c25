/* objects.c
 * Things that live as long as the capture and can be named by a small number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "objects.h"

#include <glib.h>

struct objects {
    wmem_allocator_t *scope;
    void **by_id;
    uint32_t count;
    uint32_t room;
};

objects_t *objects_new(wmem_allocator_t *scope)
{
    objects_t *objects = wmem_new0(scope, objects_t);

    objects->scope = scope;
    return objects;
}

void *objects_add(objects_t *objects, size_t size)
{
    uint32_t *object = (uint32_t *)wmem_alloc0(objects->scope, size);

    if (objects->count == objects->room) {
        objects->room = objects->room ? objects->room + objects->room / 2 : 64;
        objects->by_id = (void **)wmem_realloc(objects->scope, objects->by_id, objects->room * sizeof(void *));
    }
    objects->by_id[objects->count++] = object;
    *object = objects->count;
    return object;
}

uint32_t objects_id(const void *object)
{
    return object ? *(const uint32_t *)object : 0;
}

void *objects_get(const objects_t *objects, uint32_t id)
{
    return id ? objects->by_id[id - 1] : NULL;
}
