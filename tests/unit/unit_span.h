/* unit_span.h
 * What the unit tests of the readers have in common: spans compared with text, and broken input.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_UNIT_SPAN_H
#define SIPAUTH_UNIT_SPAN_H

#include "span.h"

/** Fail with the case's input unless the span is the text; NULL is an absent span. */
#define assert_span(input, span, text) \
    unit_span_check(__FILE__, __LINE__, G_STRFUNC, #span, (input), (span), (text))

static inline void unit_span_check(const char *file, int line, const char *function, const char *what,
                                   const char *input, span_t span, const char *text)
{
    char *message;

    if (text ? span_present(span) && span.len == strlen(text) && memcmp(span.ptr, text, span.len) == 0
             : !span_present(span)) {
        return;
    }
    message = g_strdup_printf("%s of [%s]: expected %s%s%s, got %s%.*s%s", what, input,
                              text ? "[" : "", text ? text : "nothing", text ? "]" : "",
                              span.ptr ? "[" : "nothing", (int)span.len, span.ptr ? span.ptr : "",
                              span.ptr ? "]" : "");
    g_assertion_message(G_LOG_DOMAIN, file, line, function, message);
}

static inline span_t unit_span(const char *text)
{
    return (span_t){ text, text ? strlen(text) : 0 };
}

/** Is a span absent or inside the buffer? */
static inline bool unit_inside(span_t span, span_t buffer)
{
    return !span.ptr || (span.ptr >= buffer.ptr && span.len <= buffer.len &&
                         span.ptr <= buffer.ptr + (buffer.len - span.len));
}

/** A block of its own without a spare byte, so that a sanitizer sees one byte too far. */
static inline char *unit_copy(const void *bytes, size_t len)
{
    char *copy = (char *)g_malloc(len);

    if (len > 0) {
        memcpy(copy, bytes, len);
    }
    return copy;
}

/** Change, insert, remove, repeat or cut some bytes. Characters with a meaning come up often. */
static inline void unit_mutate(GRand *rand, GByteArray *bytes)
{
    static const char meaning[] = "\"\\,;:=<>()[]/@? \t\r\n\0\xff'SIPa0";
    int changes = g_rand_int_range(rand, 1, 6);

    while (changes-- > 0 && bytes->len > 1) {
        guint at = (guint)g_rand_int_range(rand, 0, (gint32)bytes->len);
        guint n = (guint)g_rand_int_range(rand, 1, 20);
        guint8 c = (guint8)meaning[g_rand_int_range(rand, 0, (gint32)sizeof meaning - 1)];

        n = MIN(n, bytes->len - at);
        switch (g_rand_int_range(rand, 0, 6)) {
        case 0:
            bytes->data[at] = (guint8)g_rand_int_range(rand, 0, 256);
            break;
        case 1:
            bytes->data[at] = c;
            break;
        case 2:
            g_byte_array_append(bytes, &c, 1);
            memmove(bytes->data + at + 1, bytes->data + at, bytes->len - 1 - at);
            bytes->data[at] = c;
            break;
        case 3:
            g_byte_array_remove_range(bytes, at, n);
            break;
        case 4: {
            guint8 again[20];

            memcpy(again, bytes->data + at, n);
            g_byte_array_append(bytes, again, n);
            break;
        }
        default:
            if (g_rand_int_range(rand, 0, 4) == 0) {
                g_byte_array_set_size(bytes, at + 1);
            }
            break;
        }
    }
}

#endif /* SIPAUTH_UNIT_SPAN_H */
