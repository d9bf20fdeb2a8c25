/* span.h
 * A piece of a buffer that somebody else owns.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SPAN_H
#define SIPAUTH_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <glib.h>

/** Stands for what was left out of a text. */
#define ELLIPSIS "\xe2\x80\xa6"

/** Bytes inside a message. ptr is NULL where the thing is absent; present but empty has len 0. */
typedef struct span {
    const char *ptr;
    size_t len;
} span_t;

/** A span over a string literal. */
#define SPAN_LITERAL(s) ((span_t){ (s), sizeof(s) - 1 })

/** A text as a span; absent where it is NULL. */
static inline span_t span_of(const char *text)
{
    return (span_t){ text, text ? strlen(text) : 0 };
}

/** Is the thing there at all, be it empty? */
static inline bool span_present(span_t s)
{
    return s.ptr != NULL;
}

/** Same bytes; absent equals only absent. */
static inline bool span_equal(span_t a, span_t b)
{
    if (!a.ptr || !b.ptr) {
        return a.ptr == b.ptr;
    }
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/** Same ASCII text but for upper and lower case; absent equals only absent. */
static inline bool span_equal_nocase(span_t a, span_t b)
{
    if (!a.ptr || !b.ptr) {
        return a.ptr == b.ptr;
    }
    /* Most are written as they are looked for. */
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0 || g_ascii_strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

/** Does the text hold these bytes? An empty part is in every text. Takes the product of both lengths. */
static inline bool span_find(span_t text, span_t part)
{
    for (size_t at = 0; at + part.len <= text.len; at++) {
        if (part.len == 0 || memcmp(text.ptr + at, part.ptr, part.len) == 0) {
            return true;
        }
    }
    return false;
}

#endif /* SIPAUTH_SPAN_H */
