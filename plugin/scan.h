/* scan.h
 * Small steps through a span, for the readers of headers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCAN_H
#define SIPAUTH_SCAN_H

#include "span.h"

/** White space inside a line. */
static inline bool scan_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/** White space of a header value, where a line break can only be a fold. */
static inline bool scan_is_lws(char c)
{
    return (unsigned char)c <= ' ' && (scan_is_blank(c) || c == '\r' || c == '\n');
}

/** The first n bytes, or all there are. */
static inline span_t scan_head(span_t s, size_t n)
{
    return (span_t){ s.ptr, MIN(n, s.len) };
}

/** What follows the first n bytes. */
static inline span_t scan_skip(span_t s, size_t n)
{
    if (n >= s.len) {
        n = s.len;
    }
    /* Of what is absent nothing follows. */
    return s.ptr ? (span_t){ s.ptr + n, s.len - n } : s;
}

/** Without white space at its beginning. */
static inline span_t scan_skip_lws(span_t s)
{
    size_t n = 0;

    while (n < s.len && scan_is_lws(s.ptr[n])) {
        n++;
    }
    return scan_skip(s, n);
}

/** Without white space at either end. */
static inline span_t scan_trim(span_t s)
{
    const char *end = s.ptr ? s.ptr + s.len : NULL;

    while (s.ptr < end && scan_is_lws(*s.ptr)) {
        s.ptr++;
    }
    while (s.ptr < end && scan_is_lws(end[-1])) {
        end--;
    }
    s.len = (size_t)(end - s.ptr);
    return s;
}

/** Is c the first byte? */
static inline bool scan_at(span_t s, char c)
{
    return s.len > 0 && s.ptr[0] == c;
}

/** Position of the first c, or the length. */
static inline size_t scan_find(span_t s, char c)
{
    const char *found = s.len ? (const char *)memchr(s.ptr, c, s.len) : NULL;

    return found ? (size_t)(found - s.ptr) : s.len;
}

/** Position of the quote that closes the one at open, or the length where none does. */
static inline size_t scan_closing_quote(span_t s, size_t open)
{
    size_t at = open + 1;
    const char *close = at < s.len ? (const char *)memchr(s.ptr + at, '"', s.len - at) : NULL;

    if (!close || !memchr(s.ptr + at, '\\', (size_t)(close - s.ptr) - at)) {
        return close ? (size_t)(close - s.ptr) : s.len;
    }
    while (at < s.len && s.ptr[at] != '"') {
        at += s.ptr[at] == '\\' ? 2 : 1;
    }
    return MIN(at, s.len);
}

#endif /* SIPAUTH_SCAN_H */
