/* objects.h
 * Things that live as long as the capture and can be named by a small number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_OBJECTS_H
#define SIPAUTH_OBJECTS_H

#include <stdint.h>

#include <wsutil/wmem/wmem.h>

/** All of them. */
typedef struct objects objects_t;

/** None yet; memory lives in scope. */
objects_t *objects_new(wmem_allocator_t *scope);

/** size bytes of zeroes, of which the first four become its number, from 1. */
void *objects_add(objects_t *objects, size_t size);

/** Number of an object; 0 for NULL. */
uint32_t objects_id(const void *object);

/** The object of this number; NULL for 0. */
void *objects_get(const objects_t *objects, uint32_t id);

#endif /* SIPAUTH_OBJECTS_H */
