/* fuzz.h
 * What the harnesses share: bytes of exactly their length, so that AddressSanitizer sees one byte too many.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FUZZ_H
#define SIPAUTH_FUZZ_H

#include <stdint.h>
#include <stdlib.h>

#include <wsutil/wmem/wmem.h>

#include "span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** A copy that ends where its memory ends; to be freed. */
static inline char *fuzz_copy(const void *data, size_t size)
{
    char *copy = (char *)malloc(size ? size : 1);

    if (!copy) {
        abort();
    }
    memcpy(copy, data, size);
    return copy;
}

/** A span that was read lies inside the bytes. */
static inline void fuzz_inside(span_t span, const char *bytes, size_t size)
{
    if (span.ptr && span.len && (span.ptr < bytes || span.ptr + span.len > bytes + size)) {
        abort();
    }
}

#endif /* SIPAUTH_FUZZ_H */
