/* texts.c
 * Texts that come again and again, kept once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "texts.h"

#include "hash.h"

/* Texts that were asked for lately, by a few of their bytes: spares most calls the hash. */
#define RECENT 8192

typedef struct {
    span_t text;                /* first, so that the table may take a span for an entry */
    uint32_t id;
    char bytes[];
} entry_t;

struct texts {
    wmem_allocator_t *scope;
    GHashTable *by_text;
    entry_t **by_id;
    uint32_t count;
    uint32_t room;
    const entry_t *recent[RECENT];
};

static guint entry_hash(gconstpointer entry)
{
    return (guint)hash_span(HASH_START, *(const span_t *)entry);
}

static gboolean entry_equal(gconstpointer a, gconstpointer b)
{
    return span_equal(*(const span_t *)a, *(const span_t *)b);
}

texts_t *texts_new(wmem_allocator_t *scope)
{
    texts_t *texts = wmem_new0(scope, texts_t);

    texts->scope = scope;
    texts->by_text = g_hash_table_new(entry_hash, entry_equal);
    return texts;
}

void texts_free(texts_t *texts)
{
    g_hash_table_destroy(texts->by_text);
    texts->by_text = NULL;
}

/* Which place of the recent ones: who finds texts for one place by trial only makes the table be asked. */
static unsigned place_of(span_t text)
{
    uint64_t first = 0, last = 0;
    size_t n = MIN(text.len, sizeof first);

    memcpy(&first, text.ptr, n);
    memcpy(&last, text.ptr + text.len - n, n);
    return (unsigned)(((first ^ last * 31 ^ text.len) * UINT64_C(0x9e3779b97f4a7c15)) >> 32) % RECENT;
}

static entry_t *add(texts_t *texts, span_t text)
{
    entry_t *entry = (entry_t *)wmem_alloc(texts->scope, sizeof *entry + text.len + 1);

    memcpy(entry->bytes, text.ptr, text.len);
    entry->bytes[text.len] = '\0';
    entry->text = (span_t){ entry->bytes, text.len };
    if (texts->count == texts->room) {
        texts->room = texts->room ? texts->room + texts->room / 2 : 64;
        texts->by_id = (entry_t **)wmem_realloc(texts->scope, texts->by_id, texts->room * sizeof *texts->by_id);
    }
    texts->by_id[texts->count++] = entry;
    entry->id = texts->count;
    g_hash_table_add(texts->by_text, entry);
    return entry;
}

/* The place of the text among the recent; it holds the text where that is kept. */
static const entry_t **look_up(texts_t *texts, span_t text)
{
    const entry_t **recent = &texts->recent[place_of(text)];

    if (!*recent || !span_equal((*recent)->text, text)) {
        const entry_t *known = (const entry_t *)g_hash_table_lookup(texts->by_text, &text);
        if (!known) {
            return NULL;
        }
        *recent = known;
    }
    return recent;
}

const char *texts_find(texts_t *texts, span_t text)
{
    const entry_t **found = span_present(text) ? look_up(texts, text) : NULL;

    return found ? (*found)->bytes : NULL;
}

const char *texts_keep(texts_t *texts, span_t text)
{
    const char *known = texts_find(texts, text);

    if (!known && span_present(text)) {
        const entry_t *entry = add(texts, text);
        texts->recent[place_of(text)] = entry;
        known = entry->bytes;
    }
    return known;
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
