/* texts.c
 * Texts that come again and again, kept once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "texts.h"

#include "hash.h"
#include "hash_map.h"

/* Texts that were asked for lately, by a few of their bytes: spares most calls the hash. */
#define RECENT 8192

typedef struct entry {
    struct entry *same_hash;    /* an older one */
    uint32_t len;
    uint32_t id;
    char bytes[];
} entry_t;

struct texts {
    wmem_allocator_t *scope;
    hash_maps_t maps;
    hash_map_t *by_hash;
    entry_t **by_id;
    uint32_t count;
    uint32_t room;
    const entry_t *recent[RECENT];
};

texts_t *texts_new(wmem_allocator_t *scope)
{
    texts_t *texts = wmem_new0(scope, texts_t);

    texts->scope = scope;
    texts->by_hash = hash_map_new(&texts->maps);
    return texts;
}

void texts_free(texts_t *texts)
{
    hash_maps_free(&texts->maps);
}

/* Up to eight bytes, in two halves that may have bytes in common. */
static inline uint64_t few_bytes(const char *bytes, size_t n)
{
    uint64_t word = 0;
    uint32_t low, high;

    if (n >= sizeof word) {
        memcpy(&word, bytes, sizeof word);
    } else if (n >= sizeof low) {
        memcpy(&low, bytes, sizeof low);
        memcpy(&high, bytes + n - sizeof high, sizeof high);
        word = (uint64_t)high << 32 | low;
    } else if (n > 0) {
        word = (unsigned char)bytes[0] | (unsigned)(unsigned char)bytes[n / 2] << 8
            | (unsigned)(unsigned char)bytes[n - 1] << 16;
    }
    return word;
}

/* Which place of the recent ones: who finds texts for one place by trial only makes the table be asked. */
static unsigned place_of(span_t text)
{
    size_t n = MIN(text.len, sizeof(uint64_t));
    uint64_t first = few_bytes(text.ptr, n), last = few_bytes(text.ptr + text.len - n, n);

    return (unsigned)(((first ^ last * 31 ^ text.len) * UINT64_C(0x9e3779b97f4a7c15)) >> 32) % RECENT;
}

static bool is_entry(const entry_t *entry, span_t text)
{
    return entry->len == text.len && memcmp(entry->bytes, text.ptr, text.len) == 0;
}

static const entry_t *add(texts_t *texts, uint64_t hash, span_t text)
{
    entry_t *entry = (entry_t *)wmem_alloc(texts->scope, sizeof *entry + text.len + 1);

    memcpy(entry->bytes, text.ptr, text.len);
    entry->bytes[text.len] = '\0';
    entry->len = (uint32_t)text.len;
    if (texts->count == texts->room) {
        texts->room = texts->room ? texts->room + texts->room / 2 : 64;
        texts->by_id = (entry_t **)wmem_realloc(texts->scope, texts->by_id, texts->room * sizeof *texts->by_id);
    }
    texts->by_id[texts->count++] = entry;
    entry->id = texts->count;
    entry->same_hash = (entry_t *)hash_map_get(texts->by_hash, hash);
    hash_map_put(texts->by_hash, hash, entry);
    return entry;
}

/* Of those that were not asked for lately; kept now where that is asked for, else NULL where it is not. */
static const char *look_up(texts_t *texts, const entry_t **recent, span_t text, bool keep)
{
    uint64_t hash = hash_span(HASH_START, text);
    const entry_t *known = (const entry_t *)hash_map_get(texts->by_hash, hash);

    while (known && !is_entry(known, text)) {
        known = known->same_hash;
    }
    if (!known && keep) {
        known = add(texts, hash, text);
    }
    if (!known) {
        return NULL;
    }
    *recent = known;
    return known->bytes;
}

static inline const char *ask(texts_t *texts, span_t text, bool keep)
{
    const entry_t **recent;

    if (!span_present(text)) {
        return NULL;
    }
    recent = &texts->recent[place_of(text)];
    return *recent && is_entry(*recent, text) ? (*recent)->bytes : look_up(texts, recent, text, keep);
}

const char *texts_find(texts_t *texts, span_t text)
{
    return ask(texts, text, false);
}

const char *texts_keep(texts_t *texts, span_t text)
{
    return ask(texts, text, true);
}

static const entry_t *entry_of(const char *kept)
{
    return (const entry_t *)(const void *)(kept - offsetof(entry_t, bytes));
}

uint32_t texts_id(const char *kept)
{
    return kept ? entry_of(kept)->id : 0;
}

const char *texts_get(const texts_t *texts, uint32_t id)
{
    return id ? texts->by_id[id - 1]->bytes : NULL;
}
