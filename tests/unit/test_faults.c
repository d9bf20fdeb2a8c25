/* test_faults.c
 * Unit test of the short cut to the faults of a retry: where it is taken there is none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "faults.c"

#include "scenarios.h"

static unsigned plain, other;

static void check_retry(const attempt_t *retry, const char *name)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = judge_faults(retry, faults);

    if (is_plain(retry)) {
        plain++;
        if (count) {
            g_test_message("%s: %s in a retry that is taken for plain", name, cause_row(faults[0])->slug);
            g_test_fail();
        }
    } else {
        other++;
    }
}

static void check_case(const verdict_case_t *c)
{
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, c->steps);
    for (uint32_t n = 0; n < tracker_exchange_count(s.tracker); n++) {
        for (const attempt_t *a = tracker_exchange(s.tracker, n)->first->next; a; a = a->next) {
            check_retry(a, c->name);
        }
    }
    scenario_end(&s);
}

/* Retries of every kind are among the scenarios; most of them have one deviation from the plain one. */
static void test_plain(void)
{
    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            check_case(&verdict_topics[t].cases[i]);
        }
    }
    g_test_message("%u plain retries, %u others", plain, other);
    g_assert_cmpuint(plain, >=, 20);
    g_assert_cmpuint(other, >=, 100);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/faults/plain", test_plain);
    return g_test_run();
}
