/* hash.h
 * Keyed 64-bit hashes, so that nobody can choose Call-IDs that collide.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_HASH_H
#define SIPAUTH_HASH_H

#include <stdint.h>

#include "span.h"

/** Start value of a hash. */
#define HASH_START UINT64_C(0x736970617574680a)

/**
 * Add bytes to a hash (SipHash-1-3 keyed once a process at random).
 * @return the new hash; the same bytes in the same order give the same hash within one process
 */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len);

/** Add a span, its length included, so that "ab","c" and "a","bc" differ; absent differs from empty. */
uint64_t hash_span(uint64_t hash, span_t s);

/** Add the ASCII-lower-cased span. */
uint64_t hash_span_nocase(uint64_t hash, span_t s);

/** Add a number; an empty span adds the same as 0, so a key takes its kinds in a fixed order. */
uint64_t hash_number(uint64_t hash, uint64_t number);

#endif /* SIPAUTH_HASH_H */
