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

/** Add a number; an empty span adds the same as 0, so a key takes its kinds in a fixed order. */
uint64_t hash_number(uint64_t hash, uint64_t number);

/** Spans that are hashed together. */
#define HASH_MAX_PARTS 4

typedef struct {
    span_t part[HASH_MAX_PARTS];
    unsigned count;
} hash_parts_t;

/** One span more; absent and empty are the same here. */
static inline void hash_part(hash_parts_t *parts, span_t part)
{
    parts->part[parts->count++] = part;
}

/** Hash of a number and spans, as good as hash_span() one after the other and faster. */
uint64_t hash_parts(uint64_t number, const hash_parts_t *parts);

/** A key from two small numbers that nobody chooses; never 0. */
static inline uint64_t hash_ids(uint32_t a, uint32_t b)
{
    uint64_t mixed = ((uint64_t)a << 32 | b) * UINT64_C(0x9e3779b97f4a7c15);

    return (mixed ^ mixed >> 32) | UINT64_C(1) << 63;
}

/**
 * A number by which bytes are known again where nothing depends on it but what they are called. Not keyed: who wants to
 * can find other bytes with the same.
 */
uint32_t hash_fingerprint(const void *bytes, size_t len);

#endif /* SIPAUTH_HASH_H */
