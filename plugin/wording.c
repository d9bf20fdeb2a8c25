/* wording.c
 * Texts for people, put together.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "wording.h"

#include <stdio.h>
#include <string.h>

/* Nearly every text; one that is longer is formatted again. */
#define USUAL_TEXT 2048
/* Of 32 bits. */
#define MAX_DIGITS 10

char *wording_vformat(wmem_allocator_t *scope, const char *format, va_list arguments)
{
    char usual[USUAL_TEXT];
    va_list again;
    char *text;
    int len;

    va_copy(again, arguments);
    len = vsnprintf(usual, sizeof usual, format, arguments);
    if (len >= 0 && (size_t)len < sizeof usual) {
        text = (char *)wmem_memdup(scope, usual, (size_t)len + 1);
    } else {
        text = wmem_strdup_vprintf(scope, format, again);
    }
    va_end(again);
    return text;
}

char *wording_format(wmem_allocator_t *scope, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = wording_vformat(scope, format, arguments);
    va_end(arguments);
    return text;
}

char *wording_between(wmem_allocator_t *scope, const char *before, const char *text, const char *behind)
{
    const size_t before_len = strlen(before), len = strlen(text), behind_len = strlen(behind);
    char *whole = (char *)wmem_alloc(scope, before_len + len + behind_len + 1);

    memcpy(whole, before, before_len);
    memcpy(whole + before_len, text, len);
    memcpy(whole + before_len + len, behind, behind_len + 1);
    return whole;
}

char *wording_number(wmem_allocator_t *scope, const char *before, uint32_t number, const char *behind)
{
    char digits[MAX_DIGITS + 1];
    size_t at = MAX_DIGITS;

    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return wording_between(scope, before, digits + at, behind);
}
