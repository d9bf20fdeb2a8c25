/* json_check.h
 * Is a text one JSON value, by the letter of RFC 8259? Wireshark's own check takes a thousand values and no more.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_JSON_CHECK_H
#define SIPAUTH_JSON_CHECK_H

#include "scan.h"

/* Deeper ones are refused: ours have five levels. */
#define JSON_CHECK_DEPTH 32

static inline bool json_take(span_t *rest, char c)
{
    bool there = scan_at(*rest, c);

    *rest = scan_skip(*rest, there);
    return there;
}

static inline bool json_word(span_t *rest, span_t word)
{
    bool there = span_equal(scan_head(*rest, word.len), word);

    *rest = scan_skip(*rest, there ? word.len : 0);
    return there;
}

static inline bool json_escape(span_t *rest)
{
    if (json_take(rest, 'u')) {
        for (unsigned i = 0; i < 4; i++) {
            if (rest->len == 0 || !g_ascii_isxdigit(rest->ptr[0])) {
                return false;
            }
            *rest = scan_skip(*rest, 1);
        }
        return true;
    }
    bool known = rest->len > 0 && rest->ptr[0] && strchr("\"\\/bfnrt", rest->ptr[0]);
    *rest = scan_skip(*rest, 1);
    return known;
}

static inline bool json_string(span_t *rest)
{
    if (!json_take(rest, '"')) {
        return false;
    }
    while (rest->len > 0 && rest->ptr[0] != '"') {
        bool escape = rest->ptr[0] == '\\';

        if ((unsigned char)rest->ptr[0] < 0x20) {
            return false;
        }
        *rest = scan_skip(*rest, 1);
        if (escape && !json_escape(rest)) {
            return false;
        }
    }
    return json_take(rest, '"');
}

static inline size_t json_digits(span_t *rest)
{
    size_t n = 0;

    while (n < rest->len && g_ascii_isdigit(rest->ptr[n])) {
        n++;
    }
    *rest = scan_skip(*rest, n);
    return n;
}

static inline bool json_number(span_t *rest)
{
    json_take(rest, '-');
    if (!json_take(rest, '0') && json_digits(rest) == 0) {
        return false;
    }
    if (json_take(rest, '.') && json_digits(rest) == 0) {
        return false;
    }
    if (json_take(rest, 'e') || json_take(rest, 'E')) {
        if (!json_take(rest, '+')) {
            json_take(rest, '-');
        }
        return json_digits(rest) > 0;
    }
    return true;
}

static inline bool json_value(span_t *rest, unsigned depth);

/* Members of an object or elements of an array, behind the bracket that opens them. */
static inline bool json_list(span_t *rest, char close, unsigned depth)
{
    *rest = scan_skip_lws(*rest);
    if (json_take(rest, close)) {
        return true;
    }
    do {
        *rest = scan_skip_lws(*rest);
        if (close == '}') {
            if (!json_string(rest)) {
                return false;
            }
            *rest = scan_skip_lws(*rest);
            if (!json_take(rest, ':')) {
                return false;
            }
        }
        if (!json_value(rest, depth + 1)) {
            return false;
        }
    } while (json_take(rest, ','));
    return json_take(rest, close);
}

static inline bool json_value(span_t *rest, unsigned depth)
{
    bool good;

    *rest = scan_skip_lws(*rest);
    if (depth > JSON_CHECK_DEPTH) {
        return false;
    }
    if (scan_at(*rest, '"')) {
        good = json_string(rest);
    } else if (json_take(rest, '{')) {
        good = json_list(rest, '}', depth);
    } else if (json_take(rest, '[')) {
        good = json_list(rest, ']', depth);
    } else {
        good = json_word(rest, SPAN_LITERAL("null")) || json_word(rest, SPAN_LITERAL("true"))
            || json_word(rest, SPAN_LITERAL("false")) || json_number(rest);
    }
    *rest = scan_skip_lws(*rest);
    return good;
}

static inline bool json_is_valid(const char *text, size_t len)
{
    span_t rest = { text, len };

    return json_value(&rest, 0) && rest.len == 0;
}

#endif /* SIPAUTH_JSON_CHECK_H */
