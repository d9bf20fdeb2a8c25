/* span.c
 * A piece of a buffer that somebody else owns.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "span.h"

/* Parts of so many bytes are compared at every place of the text: what most are needs no table. */
#define SHORT_PART 32

static bool find_short(span_t text, span_t part)
{
    for (size_t at = 0; at + part.len <= text.len; at++) {
        if (part.len == 0 || memcmp(text.ptr + at, part.ptr, part.len) == 0) {
            return true;
        }
    }
    return false;
}

/* How many bytes of the part still agree when the next one is c and `agree` did before it. */
static size_t agree_after(span_t part, const size_t *borders, size_t agree, char c)
{
    while (agree > 0 && part.ptr[agree] != c) {
        agree = borders[agree - 1];
    }
    return agree + (part.ptr[agree] == c);
}

/* By Knuth, Morris and Pratt: of each beginning of the part, the longest end that is a beginning as well. */
static bool find_long(span_t text, span_t part)
{
    size_t *borders = g_new0(size_t, part.len);
    size_t agree = 0;

    for (size_t i = 1; i < part.len; i++) {
        borders[i] = agree_after(part, borders, borders[i - 1], part.ptr[i]);
    }
    for (size_t at = 0; at < text.len && agree < part.len; at++) {
        agree = agree_after(part, borders, agree, text.ptr[at]);
    }
    g_free(borders);
    return agree == part.len;
}

bool span_find(span_t text, span_t part)
{
    if (part.len > text.len) {
        return false;
    }
    return part.len <= SHORT_PART ? find_short(text, part) : find_long(text, part);
}
