/* scan.h
 * Small steps through a span, for the readers of headers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCAN_H
#define SIPAUTH_SCAN_H

#include <stdint.h>

#include "span.h"

/** What a character may be part of. */
enum {
    SCAN_TOKEN = 1,     /**< a token of SIP (RFC 3261 section 25.1) */
    SCAN_TCHAR = 2      /**< a token of HTTP (RFC 7230 section 3.2.6) */
};

/** By character: bits of the above. */
extern const uint8_t scan_classes[256];

static inline bool scan_is(char c, unsigned class)
{
    return (scan_classes[(unsigned char)c] & class) != 0;
}

/** White space inside a line. */
static inline bool scan_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/** White space of a header value, where a line break can only be a fold. */
static inline bool scan_is_lws(char c)
{
    const uint64_t chars = UINT64_C(1) << ' ' | UINT64_C(1) << '\t' | UINT64_C(1) << '\r' | UINT64_C(1) << '\n';

    return (unsigned char)c <= ' ' && (chars >> c & 1);
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

/** How many characters of the class stand at the beginning. */
static inline size_t scan_count(span_t s, unsigned class)
{
    size_t n = 0;

    while (n < s.len && scan_is(s.ptr[n], class)) {
        n++;
    }
    return n;
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
