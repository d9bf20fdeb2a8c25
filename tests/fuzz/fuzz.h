/* fuzz.h
 * What the harnesses share: bytes of exactly their length, so that AddressSanitizer sees one byte too many,
 * and inputs of several texts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FUZZ_H
#define SIPAUTH_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <wsutil/wmem/wmem.h>

#include "span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** What must hold; a finding where it does not. */
#define FUZZ_EXPECT(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
            abort(); \
        } \
    } while (0)

/** A copy that ends where its memory ends; to be freed. */
static inline char *fuzz_copy(const void *data, size_t size)
{
    char *copy = (char *)malloc(size ? size : 1);

    if (!copy) {
        abort();
    }
    if (size) {
        memcpy(copy, data, size);
    }
    return copy;
}

/** A span that was read lies inside the bytes. */
static inline void fuzz_inside(span_t span, const char *bytes, size_t size)
{
    FUZZ_EXPECT(!span.ptr || !span.len || (span.ptr >= bytes && span.ptr + span.len <= bytes + size));
}

/** Texts of one input, which stand in it one after the other with a byte 0x1f between them. */
#define FUZZ_MAX_TEXTS 32

/** A text each of its own memory, with a zero behind it; NULL and an absent span where the input has ended. */
typedef struct {
    char *text[FUZZ_MAX_TEXTS];
    span_t span[FUZZ_MAX_TEXTS];
    unsigned count;
} fuzz_texts_t;

static inline void fuzz_texts_read(fuzz_texts_t *texts, const uint8_t *data, size_t size)
{
    const char *rest = (const char *)data;

    memset(texts, 0, sizeof *texts);
    while (texts->count < FUZZ_MAX_TEXTS) {
        const char *end = size ? (const char *)memchr(rest, 0x1f, size) : NULL;
        size_t len = end ? (size_t)(end - rest) : size;
        char *copy = (char *)malloc(len + 1);

        if (!copy) {
            abort();
        }
        if (len) {
            memcpy(copy, rest, len);
        }
        copy[len] = '\0';
        texts->text[texts->count] = copy;
        texts->span[texts->count++] = (span_t){ copy, len };
        if (!end) {
            return;
        }
        rest = end + 1;
        size -= len + 1;
    }
}

static inline void fuzz_texts_free(fuzz_texts_t *texts)
{
    for (unsigned i = 0; i < texts->count; i++) {
        free(texts->text[i]);
    }
}

#endif /* SIPAUTH_FUZZ_H */
