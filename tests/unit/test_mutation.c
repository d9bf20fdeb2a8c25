/* test_mutation.c
 * Unit tests of the tests: each guard of the rules, taken out, must change some expected verdict, and the
 * order in which rules are asked must change none. Guards that are asked also tell how often attempts are judged.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scenarios.h"

#include "mutation.h"

#define GUARDS 2000
#define NO_GUARD GUARDS
#define SHUFFLES 100
/* Enough where hundreds of exchanges that are much alike are asked about. */
#define SHUFFLES_OF_MANY 4

/* A guard that is asked once whenever a retry is judged, unless it is what every login has: the first, and right. */
#define JUDGED "retry->previous->challenges != NULL"

static unsigned mutated = NO_GUARD;
static unsigned judged;                     /* how often that was */
static const char *guard_text[GUARDS];      /* of those that were ever asked */

bool mutation_passes(unsigned guard, const char *text)
{
    g_assert_cmpuint(guard, <, GUARDS);
    /* Two guards with one number could not be told apart. */
    g_assert_true(!guard_text[guard] || strcmp(guard_text[guard], text) == 0);
    guard_text[guard] = text;
    judged += strcmp(text, JUDGED) == 0;
    return guard == mutated;
}

/* The expected verdicts without outcome and frames. */
static char *expected_causes(const verdict_case_t *c)
{
    GString *out = g_string_new(NULL);
    char **verdicts = g_strsplit(c->verdicts, "; ", 0);

    for (char **v = verdicts; *v; v++) {
        const char *end = strchr(*v, ']');
        bool any = strcmp(*v, "...") == 0;

        g_assert_true(end || any);
        g_string_append(out, out->len ? "; " : "");
        g_string_append_len(out, *v, any ? -1 : end + 1 - *v);
    }
    g_strfreev(verdicts);
    return g_string_free(out, FALSE);
}

static bool as_expected(const verdict_case_t *c)
{
    char *expected = expected_causes(c);
    char *found;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, c->steps);
    found = scenarios_verdicts(&s, !c->open, false);
    scenario_end(&s);
    bool equal = verdicts_fit(found, expected);
    g_free(found);
    g_free(expected);
    return equal;
}

/* Ask each case once: those that fail anyway prove nothing. */
static const verdict_case_t **sound_cases(void)
{
    GPtrArray *cases = g_ptr_array_new();

    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            const verdict_case_t *c = &verdict_topics[t].cases[i];
            if (as_expected(c)) {
                g_ptr_array_add(cases, (gpointer)c);
            } else {
                g_test_message("not as expected without any mutation: %s/%s", verdict_topics[t].topic, c->name);
                g_test_fail();
            }
        }
    }
    g_ptr_array_add(cases, NULL);
    return (const verdict_case_t **)g_ptr_array_free(cases, FALSE);
}

static const verdict_case_t *first_that_notices(const verdict_case_t *const *cases)
{
    for (; *cases; cases++) {
        if (!as_expected(*cases)) {
            return *cases;
        }
    }
    return NULL;
}

static void test_guards(void)
{
    const verdict_case_t **cases = sound_cases();
    unsigned asked = 0, survived = 0;

    for (unsigned guard = 0; guard < GUARDS; guard++) {
        if (!guard_text[guard]) {
            continue;
        }
        asked++;
        mutated = guard;
        const verdict_case_t *noticed = first_that_notices(cases);
        mutated = NO_GUARD;
        if (noticed) {
            g_test_message("guard %u, %s: noticed by %s", guard, guard_text[guard], noticed->name);
        } else {
            survived++;
            g_test_message("guard %u SURVIVES: %s", guard, guard_text[guard]);
            g_test_fail();
        }
    }
    g_test_message("%u guards, %u survive", asked, survived);
    g_assert_cmpuint(asked, >, 0);
    g_free(cases);
}

static void shuffle(GRand *rand, unsigned *order)
{
    for (unsigned i = 0; i < CAUSE_COUNT; i++) {
        order[i] = i;
    }
    for (unsigned i = CAUSE_COUNT - 1; i > CAUSE_NONE + 1; i--) {
        unsigned other = (unsigned)g_rand_int_range(rand, CAUSE_NONE + 1, (gint32)i + 1);
        unsigned kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
}

/* The verdicts on one capture, asked for in the catalogue's order and in many others. */
static void check_orders(const verdict_case_t *c, unsigned orders[][CAUSE_COUNT])
{
    unsigned count = strstr(c->steps, "repeat ") ? SHUFFLES_OF_MANY : SHUFFLES;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, c->steps);
    diagnosis_rule_order = NULL;
    char *first = scenarios_verdicts(&s, !c->open, true);
    for (unsigned i = 0; i < count; i++) {
        diagnosis_rule_order = orders[i];
        char *again = scenarios_verdicts(&s, !c->open, true);
        g_assert_cmpstr(again, ==, first);
        g_free(again);
    }
    diagnosis_rule_order = NULL;
    g_free(first);
    scenario_end(&s);
}

static void test_order(void)
{
    static unsigned orders[SHUFFLES][CAUSE_COUNT];
    GRand *rand = g_rand_new_with_seed(3261);

    for (unsigned i = 0; i < SHUFFLES; i++) {
        shuffle(rand, orders[i]);
    }
    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            check_orders(&verdict_topics[t].cases[i], orders);
        }
    }
    g_rand_free(rand);
}

/* How many retries are judged while a client repeats refused credentials in so many attempts, and the verdict is asked
 * for at every message. */
static unsigned judged_of(unsigned attempts)
{
    diagnosis_context_t context;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, "0 > REGISTER 1\n0.1 < 401 1 WWW(lab,n1)\n");
    judged = 0;
    for (unsigned cseq = 2; cseq <= attempts; cseq++) {
        char *steps = g_strdup_printf("%u > REGISTER %u AUTH(alice,lab,n%u)\n%u.1 < 401 %u WWW(lab,n%u)\n", cseq, cseq,
            cseq - 1, cseq, cseq, cseq);
        char **lines = g_strsplit(steps, "\n", 2);

        for (char **line = lines; *line; line++) {
            scenario_run(&s, *line);
            context = scenarios_context(&s, false);
            diagnose(s.scope, tracker_exchange(s.tracker, 0), &context);
        }
        g_strfreev(lines);
        g_free(steps);
    }
    g_assert_cmpuint(tracker_exchange_count(s.tracker), ==, 1);
    g_assert_cmpuint(tracker_exchange(s.tracker, 0)->attempts, ==, attempts);
    scenario_end(&s);
    return judged;
}

/* Each attempt is judged when it comes and when it is answered, not at every message that follows. */
static void test_attempts_are_judged_once(void)
{
    for (unsigned attempts = 3; attempts < EXCHANGE_MAX_ATTEMPTS; attempts += 20) {
        g_assert_cmpuint(judged_of(attempts), ==, 2 * (attempts - 2));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/mutation/guards", test_guards);
    g_test_add_func("/mutation/order", test_order);
    g_test_add_func("/mutation/attempts_are_judged_once", test_attempts_are_judged_once);
    return g_test_run();
}
