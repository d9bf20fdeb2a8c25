/* verdicts.c
 * Verdicts that were drawn lately.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "verdicts.h"

/* Messages of one exchange stand near each other. */
#define MAX_KEPT 1024

struct verdicts {
    wmem_allocator_t *scope;
    GHashTable *kept[3];        /* by number of the exchange: the cause alone, all but the evidence, all */
    diagnosis_context_t context;
    uint64_t changes;
};

verdicts_t *verdicts_new(void)
{
    verdicts_t *verdicts = g_new0(verdicts_t, 1);

    verdicts->scope = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK_FAST);
    for (size_t i = 0; i < G_N_ELEMENTS(verdicts->kept); i++) {
        verdicts->kept[i] = g_hash_table_new(g_direct_hash, NULL);
    }
    return verdicts;
}

void verdicts_free(verdicts_t *verdicts)
{
    for (size_t i = 0; i < G_N_ELEMENTS(verdicts->kept); i++) {
        g_hash_table_destroy(verdicts->kept[i]);
    }
    wmem_destroy_allocator(verdicts->scope);
    g_free(verdicts);
}

static bool same_context(const diagnosis_context_t *a, const diagnosis_context_t *b)
{
    return a->end == b->end && a->complete == b->complete && a->retry_timeout == b->retry_timeout
        && a->loop_rounds == b->loop_rounds && a->secrets == b->secrets;
}

static void forget(verdicts_t *verdicts)
{
    for (size_t i = 0; i < G_N_ELEMENTS(verdicts->kept); i++) {
        g_hash_table_remove_all(verdicts->kept[i]);
    }
    wmem_free_all(verdicts->scope);
}

static verdict_t *copy_of(wmem_allocator_t *scope, const verdict_t *verdict)
{
    verdict_t *copy = (verdict_t *)wmem_memdup(scope, verdict, sizeof *verdict);

    for (unsigned i = 0; i < copy->evidence_count; i++) {
        copy->evidence[i].text = wmem_strdup(scope, verdict->evidence[i].text);
    }
    return copy;
}

/* Which of the tables. */
static unsigned depth_of(const diagnosis_context_t *context)
{
    return context->only_cause ? 0 : context->without_evidence ? 1 : 2;
}

/* Who wants less is served by more. */
static verdict_t *look_up(const verdicts_t *verdicts, unsigned depth, const void *number)
{
    verdict_t *verdict = NULL;

    for (; depth < G_N_ELEMENTS(verdicts->kept) && !verdict; depth++) {
        verdict = (verdict_t *)g_hash_table_lookup(verdicts->kept[depth], number);
    }
    return verdict;
}

const verdict_t *verdicts_get(verdicts_t *verdicts, wmem_allocator_t *scope, const tracker_t *tracker,
    const exchange_t *exchange, const diagnosis_context_t *context)
{
    unsigned depth = depth_of(context);
    GHashTable *kept = verdicts->kept[depth];
    void *number = GUINT_TO_POINTER(exchange->number);
    verdict_t *verdict;

    if (verdicts->changes != tracker_changes(tracker) || !same_context(&verdicts->context, context)
        || g_hash_table_size(kept) >= MAX_KEPT) {
        forget(verdicts);
        verdicts->changes = tracker_changes(tracker);
        verdicts->context = *context;
    }
    verdict = look_up(verdicts, depth, number);
    if (!verdict) {
        verdict = copy_of(verdicts->scope, diagnose(scope, exchange, context));
        g_hash_table_insert(kept, number, verdict);
    }
    return verdict;
}
