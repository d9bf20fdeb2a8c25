/* texts.h
 * Texts that come again and again, kept once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TEXTS_H
#define SIPAUTH_TEXTS_H

#include <stdint.h>

#include <wsutil/wmem/wmem.h>

#include "span.h"

/** All of them. */
typedef struct texts texts_t;

/** None yet; memory lives in scope. */
texts_t *texts_new(wmem_allocator_t *scope);

/** The text, the same pointer for the same bytes; NULL where it is absent. It must not hold NUL. */
const char *texts_keep(texts_t *texts, span_t text);

/** The text where it is kept; NULL where it is not, or absent. */
const char *texts_find(texts_t *texts, span_t text);

/** Number of a text that texts_keep() gave; 0 for NULL. */
uint32_t texts_id(const char *kept);

/** The text of this number; NULL for 0. */
const char *texts_get(const texts_t *texts, uint32_t id);

/** Free what does not live in the scope. */
void texts_free(texts_t *texts);

#endif /* SIPAUTH_TEXTS_H */
