/* causes.c
 * The catalogue of causes as data: one row a cause.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "causes.h"

#include <stdlib.h>

#include <glib.h>

/* Ranks: a login that worked (100), a challenge nobody can answer (200), a fault in the retry that bytes
 * prove (300), a refusal (400), a reason the server gives for a 403 (500), a 403 without one (600), silence
 * (700), not enough capture (900). A row's label says nothing of blame that its rule does not prove. */
const cause_row_t cause_rows[CAUSE_COUNT] = {
#include "catalogue_login.h"
#include "catalogue_challenge.h"
#include "catalogue_retry.h"
#include "catalogue_refused.h"
#include "catalogue_forbidden.h"
#include "catalogue_ims.h"
#include "catalogue_other.h"
};

static int by_rank(const void *a, const void *b)
{
    const cause_t x = *(const cause_t *)a, y = *(const cause_t *)b;

    return cause_rows[x].rank != cause_rows[y].rank ? cause_rows[x].rank - cause_rows[y].rank : (int)x - (int)y;
}

static void list_causes(cause_t *list, unsigned has)
{
    unsigned count = 0;

    for (cause_t cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        if ((cause_rows[cause].needs & ~has) == 0 && !cause_rows[cause].only_also) {
            list[count++] = cause;
        }
    }
    qsort(list, count, sizeof *list, by_rank);
}

const cause_t *causes_by_themselves(void)
{
    /* Ends with CAUSE_NONE. */
    static cause_t list[CAUSE_COUNT];
    unsigned count = 0;

    if (list[0] == CAUSE_NONE) {
        for (cause_t cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
            if (cause_rows[cause].by_itself) {
                list[count++] = cause;
            }
        }
    }
    return list;
}

/* Of all that exchanges can have few sets are there, and each is asked for again and again. */
const cause_t *causes_to_ask(unsigned has)
{
    /* Each ends with CAUSE_NONE. */
    static cause_t lists[NEEDS_ALL + 1][CAUSE_COUNT];

    if (lists[has][0] == CAUSE_NONE) {
        list_causes(lists[has], has);
    }
    return lists[has];
}

bool cause_excludes(cause_t cause, cause_t other)
{
    for (size_t i = 0; i < CAUSE_MAX_EXCLUDES && cause_rows[cause].excludes[i] != CAUSE_NONE; i++) {
        if (cause_rows[cause].excludes[i] == other) {
            return true;
        }
    }
    return (cause_rows[cause].excludes_families & cause_rows[other].family) != 0;
}

void cause_set_add(cause_set_t *set, cause_t cause)
{
    set->bits[cause / 64] |= UINT64_C(1) << cause % 64;
}

bool cause_set_empty(const cause_set_t *set)
{
    uint64_t any = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(set->bits); i++) {
        any |= set->bits[i];
    }
    return any == 0;
}

bool cause_set_has(const cause_set_t *set, cause_t cause)
{
    return (set->bits[cause / 64] >> cause % 64 & 1) != 0;
}

const char *confidence_name(confidence_t confidence)
{
    static const char *const names[] = {
        [CONFIDENCE_POSSIBLE] = "possible",
        [CONFIDENCE_LIKELY] = "likely",
        [CONFIDENCE_CERTAIN] = "certain",
    };

    return names[confidence];
}
