/* pack.c
 * Values as few bytes.
 *
 * Numbers are written seven bits a byte, the lowest first. Reading trusts what was written: it never leaves the
 * process.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pack.h"

#define MAX_NUMBER_LEN 10

static void ensure(pack_t *pack, size_t len)
{
    if (pack->room - pack->at < len) {
        pack->room = MAX(2 * pack->room, pack->at + len + 512);
        pack->bytes = (uint8_t *)g_realloc(pack->bytes, pack->room);
    }
}

static void forget_recent(pack_t *pack)
{
    pack->at = 0;
    pack->last = (sighting_t){ 0 };
    pack->sighting_count = pack->own_count = pack->hash_count = pack->endpoint_count = 0;
}

void pack_write(pack_t *pack, texts_t *texts)
{
    pack->reading = false;
    pack->texts = texts;
    forget_recent(pack);
}

void pack_read(pack_t *pack, const uint8_t *bytes, arena_t *arena, texts_t *texts, const objects_t *objects)
{
    pack->reading = true;
    pack->bytes = (uint8_t *)(uintptr_t)bytes;
    pack->arena = arena;
    pack->texts = texts;
    pack->objects = objects;
    forget_recent(pack);
}

/* ---- numbers ---- */

static void put(pack_t *pack, uint64_t value)
{
    ensure(pack, MAX_NUMBER_LEN);
    while (value >= 0x80) {
        pack->bytes[pack->at++] = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    pack->bytes[pack->at++] = (uint8_t)value;
}

static uint64_t get(pack_t *pack)
{
    uint64_t value = 0;
    unsigned shift = 0;
    uint8_t byte;

    do {
        byte = pack->bytes[pack->at++];
        value |= (uint64_t)(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    return value;
}

/* Small numbers of either sign become small ones without. */
static uint64_t fold(int64_t value)
{
    return (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t unfold(uint64_t value)
{
    return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

void pack_u64(pack_t *pack, uint64_t *value)
{
    if (pack->reading) {
        *value = get(pack);
    } else {
        put(pack, *value);
    }
}

void pack_i64(pack_t *pack, int64_t *value)
{
    uint64_t wide = fold(*value);

    pack_u64(pack, &wide);
    *value = unfold(wide);
}

void pack_bools(pack_t *pack, bool *const *values, unsigned count)
{
    uint32_t bits = 0;

    for (unsigned i = 0; i < count && !pack->reading; i++) {
        bits |= (uint32_t)*values[i] << i;
    }
    pack_u32(pack, &bits);
    for (unsigned i = 0; i < count && pack->reading; i++) {
        *values[i] = bits >> i & 1;
    }
}

bool pack_flag(pack_t *pack, bool flag)
{
    bool *const flags[] = { &flag };

    pack_bools(pack, flags, 1);
    return flag;
}

static void pack_bytes(pack_t *pack, void *bytes, size_t len)
{
    if (pack->reading) {
        memcpy(bytes, pack->bytes + pack->at, len);
    } else {
        ensure(pack, len);
        memcpy(pack->bytes + pack->at, bytes, len);
    }
    pack->at += len;
}

/* ---- what comes again ---- */

/* Codes: 0 nothing, 1 new and following, from 2 on the place among the recent. */
enum { CODE_NONE, CODE_NEW, CODE_RECENT };

static unsigned pack_code(pack_t *pack, unsigned code)
{
    pack_unsigned(pack, &code);
    return code;
}

/* The code of a hash: which of the recent ones it is, or that it is new and follows. */
static unsigned hash_code(pack_t *pack, uint64_t value)
{
    unsigned place = 0;

    while (!pack->reading && place < pack->hash_count && pack->hashes[place] != value) {
        place++;
    }
    return pack_code(pack, !value ? CODE_NONE : place < pack->hash_count ? CODE_RECENT + place : CODE_NEW);
}

static void remember_hash(pack_t *pack, uint64_t value)
{
    if (pack->hash_count < PACK_RECENT) {
        pack->hashes[pack->hash_count++] = value;
    }
}

void pack_hash(pack_t *pack, uint64_t *value)
{
    unsigned code = hash_code(pack, *value);

    if (code == CODE_NEW) {
        pack_bytes(pack, value, sizeof *value);
        remember_hash(pack, *value);
    } else {
        *value = code == CODE_NONE ? 0 : pack->hashes[code - CODE_RECENT];
    }
}

void pack_hash32(pack_t *pack, uint32_t *value)
{
    unsigned code = hash_code(pack, *value);

    if (code == CODE_NEW) {
        pack_bytes(pack, value, sizeof *value);
        remember_hash(pack, *value);
    } else {
        *value = code == CODE_NONE ? 0 : (uint32_t)pack->hashes[code - CODE_RECENT];
    }
}

void pack_own_hash(pack_t *pack, uint64_t *value)
{
    pack_bytes(pack, value, sizeof *value);
}

void pack_own_hash32(pack_t *pack, uint32_t *value)
{
    pack_bytes(pack, value, sizeof *value);
}

void pack_hash_of(pack_t *pack, uint64_t *value, uint64_t usual)
{
    if (pack_flag(pack, *value == usual)) {
        *value = usual;
        remember_hash(pack, usual);
    } else {
        pack_hash(pack, value);
    }
}

void pack_hash32_of(pack_t *pack, uint32_t *value, uint32_t usual)
{
    if (pack_flag(pack, *value == usual)) {
        *value = usual;
        remember_hash(pack, usual);
    } else {
        pack_hash32(pack, value);
    }
}

void pack_kept(pack_t *pack, const char **text)
{
    uint32_t id = pack->reading ? 0 : texts_id(*text);

    pack_u32(pack, &id);
    if (pack->reading) {
        *text = texts_get(pack->texts, id);
    }
}

/* ---- hexadecimal digits, two a byte ---- */

#define BYTES(value) (UINT64_C(0x0101010101010101) * (value))
/* So many digits at a time. */
#define DIGITS sizeof(uint64_t)

/* Digits from their values, a byte each. */
static uint64_t digits_of(uint64_t values)
{
    uint64_t letters = (values + BYTES(6)) >> 4 & BYTES(1);

    return values + BYTES('0') + letters * ('a' - '0' - 10);
}

/* Eight digits as four bytes; false where they are no such digits, in lower case. */
static bool digits_pack(const char *text, uint32_t *packed)
{
    uint64_t digits, values;

    memcpy(&digits, text, sizeof digits);
    digits = GUINT64_FROM_LE(digits);
    values = (digits & BYTES(0x0f)) + (digits >> 6 & BYTES(1)) * 9;
    if ((values & BYTES(0xf0)) || digits_of(values) != digits) {
        return false;
    }
    values = (values << 4 | values >> 8) & UINT64_C(0x00ff00ff00ff00ff);
    values = (values | values >> 8) & UINT64_C(0x0000ffff0000ffff);
    *packed = (uint32_t)(values | values >> 16);
    return true;
}

static void digits_unpack(uint64_t packed, char *text)
{
    uint64_t values = (packed | packed << 16) & UINT64_C(0x0000ffff0000ffff);
    uint64_t digits;

    values = (values | values << 8) & UINT64_C(0x00ff00ff00ff00ff);
    values = (values >> 4 & UINT64_C(0x000f000f000f000f)) | (values & UINT64_C(0x000f000f000f000f)) << 8;
    digits = GUINT64_TO_LE(digits_of(values));
    memcpy(text, &digits, sizeof digits);
}

/* Write the groups of digits that a text begins with; how many there are. */
static size_t put_digits(pack_t *pack, const char *text, size_t len)
{
    size_t groups = 0;
    uint32_t packed;

    ensure(pack, len / 2 + sizeof packed);
    while ((groups + 1) * DIGITS <= len && digits_pack(text + groups * DIGITS, &packed)) {
        memcpy(pack->bytes + pack->at, &packed, sizeof packed);
        pack->at += sizeof packed;
        groups++;
    }
    return groups;
}

static void get_digits(pack_t *pack, char *text, size_t groups)
{
    for (size_t i = 0; i < groups; i++) {
        uint32_t packed;

        memcpy(&packed, pack->bytes + pack->at, sizeof packed);
        pack->at += sizeof packed;
        digits_unpack(packed, text + i * DIGITS);
    }
}

/* Groups that a byte can tell. */
#define MAX_GROUPS 255

/* Nonces, responses and the beginnings of Call-IDs and tags are digits, most of them: how many groups of them
 * there are stands before them. */
static void put_own(pack_t *pack, const char *text)
{
    size_t len = strlen(text), begin = pack->at, groups, place;

    put(pack, len << 1 | 1);
    ensure(pack, 1);
    place = pack->at++;
    groups = put_digits(pack, text, MIN(len, MAX_GROUPS * DIGITS));
    if (groups) {
        pack->bytes[place] = (uint8_t)groups;
    } else {
        pack->at = begin;
        put(pack, len << 1);
    }
    pack_bytes(pack, (void *)(uintptr_t)(text + groups * DIGITS), len - groups * DIGITS);
}

static const char *get_own(pack_t *pack)
{
    uint64_t coded = get(pack);
    size_t len = (size_t)(coded >> 1);
    char *text = arena_room(pack->arena, len);
    size_t groups = coded & 1 ? pack->bytes[pack->at++] : 0;

    get_digits(pack, text, groups);
    pack_bytes(pack, text + groups * DIGITS, len - groups * DIGITS);
    return text;
}

static void remember_own(pack_t *pack, const char *text)
{
    if (pack->own_count < PACK_RECENT) {
        pack->own[pack->own_count++] = text;
    }
}

void pack_own(pack_t *pack, const char **text)
{
    unsigned place = 0;

    while (!pack->reading && *text && place < pack->own_count && pack->own[place] != *text
        && (*pack->own[place] != **text || strcmp(pack->own[place], *text) != 0)) {
        place++;
    }
    unsigned code = pack_code(pack, !*text ? CODE_NONE : place < pack->own_count ? CODE_RECENT + place : CODE_NEW);
    if (code == CODE_NONE) {
        *text = NULL;
    } else if (code >= CODE_RECENT) {
        *text = pack->own[code - CODE_RECENT];
    } else if (pack->reading) {
        *text = get_own(pack);
        remember_own(pack, *text);
    } else {
        put_own(pack, *text);
        remember_own(pack, *text);
    }
}

/* What stands for the parts in what remains. */
enum { MARK_FIRST = 1, MARK_SECOND };

/* Longer ones are not likely to come again. */
#define MAX_REMAINDER 384

/* A part of a text, by its place; len is 0 where it is not there, or so short that it may be there by accident. */
static span_t find_part(const char *text, const char *part)
{
    size_t len = part ? strlen(part) : 0;
    const char *at = len >= 8 ? strstr(text, part) : NULL;

    return at ? (span_t){ at, len } : (span_t){ text + strlen(text), 0 };
}

static char *add_piece(char *out, const char *from, const char *to)
{
    memcpy(out, from, (size_t)(to - from));
    return out + (to - from);
}

/* The text with marks instead of its parts; the number of bytes, or 0 where that does not do. */
static size_t take_parts_out(char *out, const char *text, const char *first, const char *second)
{
    span_t a = find_part(text, first), b = find_part(text, second);
    size_t len = strlen(text);
    bool swapped = b.ptr < a.ptr;
    span_t x = swapped ? b : a, y = swapped ? a : b;
    char *end = out;

    if ((x.len && y.len && x.ptr + x.len > y.ptr) || len - x.len - y.len + 2 > MAX_REMAINDER
        || memchr(text, MARK_FIRST, len) || memchr(text, MARK_SECOND, len)) {
        return 0;
    }
    end = add_piece(end, text, x.ptr);
    if (x.len) {
        *end++ = swapped ? MARK_SECOND : MARK_FIRST;
    }
    end = add_piece(end, x.ptr + x.len, y.ptr);
    if (y.len) {
        *end++ = swapped ? MARK_FIRST : MARK_SECOND;
    }
    end = add_piece(end, y.ptr + y.len, text + len);
    return (size_t)(end - out);
}

static char *add_text(char *out, const char *text)
{
    return add_piece(out, text, text + strlen(text));
}

static const char *put_parts_in(arena_t *arena, const char *text, const char *first, const char *second)
{
    /* Each mark stands once at most. */
    size_t room = strlen(text) + (first ? strlen(first) : 0) + (second ? strlen(second) : 0);
    char *whole = arena_room(arena, room), *end = whole;

    for (; *text; text++) {
        if (*text == MARK_FIRST || *text == MARK_SECOND) {
            end = add_text(end, *text == MARK_FIRST ? first : second);
        } else {
            *end++ = *text;
        }
    }
    *end = '\0';
    return whole;
}

void pack_made_of(pack_t *pack, const char **text, const char *first, const char *second)
{
    char remainder[MAX_REMAINDER];
    size_t len = pack->reading || !*text ? 0 : take_parts_out(remainder, *text, first, second);
    const char *kept = len ? texts_keep(pack->texts, (span_t){ remainder, len }) : NULL;

    pack_kept(pack, &kept);
    if (!kept) {
        pack_own(pack, text);
    } else if (pack->reading) {
        *text = put_parts_in(pack->arena, kept, first, second);
    }
}

void pack_object(pack_t *pack, void *place)
{
    void *object;
    uint32_t id;

    memcpy(&object, place, sizeof object);
    id = pack->reading ? 0 : objects_id(object);
    pack_u32(pack, &id);
    if (pack->reading) {
        object = objects_get(pack->objects, id);
        memcpy(place, &object, sizeof object);
    }
}

/* ---- places in the capture ---- */

/* Most captures tell microseconds. */
static void pack_time(pack_t *pack, int64_t *delta)
{
    int64_t coded = *delta % 1000 == 0 ? *delta / 1000 * 2 : *delta * 2 + 1;

    pack_i64(pack, &coded);
    if (pack->reading) {
        *delta = coded % 2 == 0 ? coded / 2 * 1000 : (coded - 1) / 2;
    }
}

static void pack_new_sighting(pack_t *pack, sighting_t *sighting)
{
    int64_t frame = (int64_t)sighting->frame - pack->last.frame;
    int64_t time = sighting->time - pack->last.time;
    uint64_t coded = fold(frame) << 1 | (sighting->index != 0);
    unsigned index = sighting->index;

    pack_u64(pack, &coded);
    if (coded & 1) {
        pack_unsigned(pack, &index);
    } else {
        index = 0;
    }
    pack_time(pack, &time);
    sighting->frame = (uint32_t)(pack->last.frame + unfold(coded >> 1));
    sighting->time = pack->last.time + time;
    sighting->index = (uint16_t)index;
    sighting->seen = true;
    pack->last = *sighting;
    if (pack->sighting_count < PACK_RECENT) {
        pack->sightings[pack->sighting_count++] = *sighting;
    }
}

static bool same_sighting(const sighting_t *a, const sighting_t *b)
{
    return a->frame == b->frame && a->index == b->index && a->time == b->time;
}

/* Most come again soon. */
void pack_sighting(pack_t *pack, sighting_t *sighting)
{
    unsigned place = pack->reading ? 0 : pack->sighting_count;

    while (place > 0 && !same_sighting(&pack->sightings[place - 1], sighting)) {
        place--;
    }
    unsigned code = pack_code(pack, !sighting->seen ? CODE_NONE : place > 0 ? CODE_RECENT + place - 1 : CODE_NEW);
    if (code == CODE_NONE) {
        *sighting = (sighting_t){ 0 };
    } else if (code >= CODE_RECENT) {
        *sighting = pack->sightings[code - CODE_RECENT];
    } else {
        pack_new_sighting(pack, sighting);
    }
}

static bool same_endpoint(const endpoint_t *a, const endpoint_t *b)
{
    return a->port == b->port && a->family == b->family && memcmp(a->address, b->address, sizeof a->address) == 0;
}

void pack_endpoint(pack_t *pack, endpoint_t *endpoint)
{
    unsigned place = 0;

    while (!pack->reading && place < pack->endpoint_count && !same_endpoint(&pack->endpoints[place], endpoint)) {
        place++;
    }
    unsigned code = pack_code(pack, place < pack->endpoint_count ? CODE_RECENT + place : CODE_NEW);
    if (code >= CODE_RECENT) {
        *endpoint = pack->endpoints[code - CODE_RECENT];
        return;
    }
    if (pack->reading) {
        memset(endpoint, 0, sizeof *endpoint);
    }
    pack_bytes(pack, &endpoint->family, sizeof endpoint->family);
    pack_bytes(pack, endpoint->address, endpoint->family == 4 ? 4 : sizeof endpoint->address);
    pack_bytes(pack, &endpoint->port, sizeof endpoint->port);
    if (pack->endpoint_count < PACK_RECENT) {
        pack->endpoints[pack->endpoint_count++] = *endpoint;
    }
}
