/* hash.c
 * Keyed 64-bit hashes, so that nobody can choose Call-IDs that collide.
 *
 * SipHash with one compression and three finalization rounds, after Aumasson and Bernstein, "SipHash: a
 * fast short-input PRF". The start value of a chain is the first word of the message.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hash.h"

/** One hash under way. */
typedef struct {
    uint64_t v0, v1, v2, v3;
    uint64_t len;
} sip_state_t;

/* Random once a process: a key that is the same everywhere would be no key. */
static uint64_t hash_key[2];

static void key_ensure(void)
{
    static gsize ready = 0;

    if (g_once_init_enter(&ready)) {
        hash_key[0] = (uint64_t)g_random_int() << 32 | g_random_int();
        hash_key[1] = (uint64_t)g_random_int() << 32 | g_random_int();
        g_once_init_leave(&ready, 1);
    }
}

static inline uint64_t rotate(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void sip_round(sip_state_t *s)
{
    s->v0 += s->v1;
    s->v2 += s->v3;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v1;
    s->v0 += s->v3;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 = rotate(s->v2, 32);
}

static inline void sip_start(sip_state_t *s, uint64_t key0, uint64_t key1)
{
    s->v0 = key0 ^ UINT64_C(0x736f6d6570736575);
    s->v1 = key1 ^ UINT64_C(0x646f72616e646f6d);
    s->v2 = key0 ^ UINT64_C(0x6c7967656e657261);
    s->v3 = key1 ^ UINT64_C(0x7465646279746573);
    s->len = 0;
}

static inline void sip_word(sip_state_t *s, uint64_t word)
{
    s->v3 ^= word;
    sip_round(s);
    s->v0 ^= word;
    s->len += 8;
}

/** Eight bytes as a little-endian word. */
static inline uint64_t word_load(const uint8_t *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return GUINT64_FROM_LE(word);
}

/** Less than eight bytes as a little-endian word: read in two halves that may have bytes in common. */
static inline uint64_t tail_load(const uint8_t *bytes, size_t n)
{
    if (n >= 4) {
        uint32_t low, high;

        memcpy(&low, bytes, sizeof low);
        memcpy(&high, bytes + n - sizeof high, sizeof high);
        return GUINT32_FROM_LE(low) | (uint64_t)GUINT32_FROM_LE(high) << 8 * (n - 4);
    }
    if (n == 0) {
        return 0;
    }
    return bytes[0] | (uint64_t)bytes[n / 2] << 8 * (n / 2) | (uint64_t)bytes[n - 1] << 8 * (n - 1);
}

static inline uint64_t sip_result(sip_state_t *s)
{
    s->v2 ^= 0xff;
    sip_round(s);
    sip_round(s);
    sip_round(s);
    return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

/** The last bytes of the message, and the result. */
static uint64_t sip_finish(const sip_state_t *state, const void *bytes, size_t len)
{
    const uint8_t *at = (const uint8_t *)bytes;
    sip_state_t s = *state;     /* in registers */

    for (; len >= 8; len -= 8, at += 8) {
        sip_word(&s, word_load(at));
    }
    sip_word(&s, (s.len + len) << 56 | tail_load(at, len));
    return sip_result(&s);
}

static inline void chain_start(sip_state_t *s, uint64_t hash)
{
    key_ensure();
    sip_start(s, hash_key[0], hash_key[1]);
    sip_word(s, hash);
}

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
    sip_state_t s;

    chain_start(&s, hash);
    return sip_finish(&s, bytes, len);
}

/* The length first; no span is as long as what stands for an absent one. */
uint64_t hash_span(uint64_t hash, span_t span)
{
    sip_state_t s;

    chain_start(&s, hash);
    sip_word(&s, span_present(span) ? span.len : UINT64_MAX);
    return sip_finish(&s, span.ptr, span_present(span) ? span.len : 0);
}

uint64_t hash_number(uint64_t hash, uint64_t number)
{
    sip_state_t s;

    chain_start(&s, hash);
    sip_word(&s, number);
    return sip_finish(&s, NULL, 0);
}

/* ---- several spans at once ---- */

/* Four lengths make one word. */
#define LENGTH_BITS (64 / HASH_MAX_PARTS)

/* Longer ones one after the other. */
static uint64_t hash_long_parts(uint64_t number, const hash_parts_t *parts)
{
    uint64_t hash = number;

    for (unsigned i = 0; i < parts->count; i++) {
        hash = hash_span(hash, parts->part[i]);
    }
    return hash;
}

/* The lengths stand first, so that each part can be filled up to whole words: what follows can be read in one way only. */
uint64_t hash_parts(uint64_t number, const hash_parts_t *parts)
{
    uint64_t lengths = 0;
    sip_state_t s;

    for (unsigned i = 0; i < parts->count; i++) {
        if (parts->part[i].len >> LENGTH_BITS) {
            return hash_long_parts(number, parts);
        }
        lengths = lengths << LENGTH_BITS | parts->part[i].len;
    }
    chain_start(&s, number);
    sip_word(&s, lengths);
    for (unsigned i = 0; i < parts->count; i++) {
        const uint8_t *at = (const uint8_t *)parts->part[i].ptr;
        size_t len = parts->part[i].len;

        for (; len >= 8; len -= 8, at += 8) {
            sip_word(&s, word_load(at));
        }
        if (len) {
            sip_word(&s, tail_load(at, len));
        }
    }
    return sip_result(&s);
}

uint32_t hash_fingerprint(const void *bytes, size_t len)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    const uint8_t *at = (const uint8_t *)bytes;
    uint64_t even = len, uneven = 0;

    /* Two polynomials side by side, so that one need not wait for the other. */
    for (; len >= 32; len -= 32, at += 32) {
        even = (even * odd + word_load(at)) * odd + word_load(at + 16);
        uneven = (uneven * odd + word_load(at + 8)) * odd + word_load(at + 24);
    }
    if (len >= 16) {
        even = even * odd + word_load(at);
        uneven = uneven * odd + word_load(at + 8);
        len -= 16;
        at += 16;
    }
    if (len >= 8) {
        even = even * odd + word_load(at);
        len -= 8;
        at += 8;
    }
    even = (even ^ uneven >> 29) * odd + uneven + tail_load(at, len);
    even *= odd;
    return (uint32_t)(even >> 32);
}
