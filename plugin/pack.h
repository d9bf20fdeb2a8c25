/* pack.h
 * Values as few bytes: one description of a structure both writes and reads it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PACK_H
#define SIPAUTH_PACK_H

#include "arena.h"
#include "exchange.h"
#include "objects.h"
#include "texts.h"

/** Things that were packed before in the same bytes are told by their place among the latest. */
#define PACK_RECENT 16

/** Bytes being written or read. */
typedef struct {
    bool reading;
    uint8_t *bytes;         /**< written so far, grown with g_realloc(), or to be read */
    size_t at;
    size_t room;
    arena_t *arena;         /**< reading: where what is read comes to lie */
    texts_t *texts;
    const objects_t *objects;
    sighting_t last;        /**< of the sightings, the one before */
    sighting_t sightings[PACK_RECENT];
    unsigned sighting_count;
    const char *own[PACK_RECENT];
    unsigned own_count;
    uint64_t hashes[PACK_RECENT];
    unsigned hash_count;
    endpoint_t endpoints[PACK_RECENT];
    unsigned endpoint_count;
} pack_t;

/** Begin to write; the buffer of an earlier use is kept. */
void pack_write(pack_t *pack, texts_t *texts);

/** Begin to read what was written. */
void pack_read(pack_t *pack, const uint8_t *bytes, arena_t *arena, texts_t *texts, const objects_t *objects);

/** Each of these writes the value, or reads it into its place. */
void pack_u64(pack_t *pack, uint64_t *value);
void pack_i64(pack_t *pack, int64_t *value);

/** Most numbers are of one byte. */
static inline void pack_u32(pack_t *pack, uint32_t *value)
{
    if (pack->reading ? pack->bytes[pack->at] < 0x80 : *value < 0x80 && pack->at < pack->room) {
        if (pack->reading) {
            *value = pack->bytes[pack->at++];
        } else {
            pack->bytes[pack->at++] = (uint8_t)*value;
        }
    } else {
        uint64_t wide = *value;
        pack_u64(pack, &wide);
        *value = (uint32_t)wide;
    }
}

static inline void pack_unsigned(pack_t *pack, unsigned *value)
{
    uint32_t number = *value;

    pack_u32(pack, &number);
    *value = number;
}

/** Up to 32 booleans. */
void pack_bools(pack_t *pack, bool *const *values, unsigned count);

/** A boolean that decides what follows it, such as whether any of what most do not have is there; the one that was read. */
bool pack_flag(pack_t *pack, bool flag);

/** 64 bits that are as good as random. */
void pack_hash(pack_t *pack, uint64_t *value);
void pack_hash32(pack_t *pack, uint32_t *value);

/** The same where it is there and no other thing of the exchange has it: the bytes as they are. */
void pack_own_hash(pack_t *pack, uint64_t *value);
void pack_own_hash32(pack_t *pack, uint32_t *value);

/** A hash that is most often this one, which follows from what stands in the same bytes before it: then it takes a byte. */
void pack_hash_of(pack_t *pack, uint64_t *value, uint64_t usual);
void pack_hash32_of(pack_t *pack, uint32_t *value, uint32_t usual);

/** A text of texts_keep(). */
void pack_kept(pack_t *pack, const char **text);

/** Any other text. */
void pack_own(pack_t *pack, const char **text);

/** A text that is always the same but for two others in it, which stand in the same bytes before it or are NULL. */
void pack_made_of(pack_t *pack, const char **text, const char *first, const char *second);

/** An object of objects_add(). */
void pack_object(pack_t *pack, void *place);

void pack_sighting(pack_t *pack, sighting_t *sighting);
void pack_endpoint(pack_t *pack, endpoint_t *endpoint);

/** An enumeration, through a number of its size. */
#define pack_enum(pack, place) \
    do { \
        unsigned pack_enum_value = (unsigned)*(place); \
        pack_unsigned((pack), &pack_enum_value); \
        *(place) = pack_enum_value; \
    } while (0)

#endif /* SIPAUTH_PACK_H */
