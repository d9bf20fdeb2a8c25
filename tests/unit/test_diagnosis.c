/* test_diagnosis.c
 * Unit tests of the rules: captures and the one verdict that each exchange must get.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scenarios.h"

/* A cause by silence needs to know that nothing more comes. */
static bool needs_the_end(cause_t cause)
{
    switch (cause) {
    case CAUSE_CHALLENGE_PENDING:
    case CAUSE_NO_RETRY_NO_CREDENTIALS:
    case CAUSE_STALE_NOT_RETRIED:
    case CAUSE_CAPTURE_ENDED:
    case CAUSE_CLIENT_SILENT:
    case CAUSE_RETRY_FRAGMENT_LOST:
    case CAUSE_IMS_RETRY_IN_ESP:
        return true;
    default:
        return false;
    }
}

/* Who was wrong about the password cannot be known here, so nothing may say it but the server itself. */
static void check_claims(const char *text, const char *said_by_server)
{
    static const char *const claims[] = { "wrong password", "incorrect password", "bad password", "invalid password",
        "password is wrong", "password is incorrect" };
    char *lower = g_ascii_strdown(text, -1);
    char *server = g_ascii_strdown(said_by_server ? said_by_server : "", -1);

    for (size_t i = 0; i < G_N_ELEMENTS(claims); i++) {
        const char *at = strstr(lower, claims[i]);
        if (at && !strstr(server, claims[i]) && !g_str_has_prefix(at, "wrong password would look the same")) {
            g_test_message("claims too much: %s", text);
            g_test_fail();
        }
    }
    g_free(lower);
    g_free(server);
}

static void check_verdict(const exchange_t *x, const verdict_t *verdict, bool complete)
{
    const cause_row_t *row = cause_row(verdict->cause);

    g_assert_cmpuint(verdict->evidence_count, >, 0);
    g_assert_cmpuint(verdict->evidence_count, <=, VERDICT_MAX_EVIDENCE);
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        check_claims(verdict->evidence[i], x->last->reason_phrase);
        g_assert_true(g_utf8_validate(verdict->evidence[i], -1, NULL));
        for (unsigned j = 0; j < i; j++) {
            g_assert_cmpstr(verdict->evidence[i], !=, verdict->evidence[j]);
        }
    }
    for (unsigned i = 0; i < verdict->also_count; i++) {
        g_assert_cmpint(verdict->also[i], !=, verdict->cause);
        g_assert_false(cause_excludes(verdict->cause, verdict->also[i]));
        g_assert_true(complete || !needs_the_end(verdict->also[i]));
    }
    g_assert_true(complete || !needs_the_end(verdict->cause));
    g_assert_true(complete || (verdict->outcome != OUTCOME_NO_RETRY && verdict->outcome != OUTCOME_UNANSWERED));
    g_assert_true(!complete || verdict->outcome != OUTCOME_PENDING);
    g_assert_true(!row->healthy || verdict->severity <= SEVERITY_NOTE);
    g_assert_true(row->healthy == (verdict->outcome == OUTCOME_ACCEPTED || verdict->outcome == OUTCOME_OTHER_FAILURE)
        || verdict->cause == CAUSE_CREDENTIALS_REJECTED);
}

/* The verdict rests on the last response there is: that one alone carries the Warn or Error. */
static void check_settled(const exchange_t *x, const verdict_t *verdict)
{
    const attempt_t *latest = NULL;

    for (const attempt_t *a = x->first; a; a = a->next) {
        latest = a->status ? a : latest;
    }
    g_assert_true(verdict->settled_by == latest);
    g_assert_nonnull(latest);
}

static void check_all(const scenario_t *s, bool complete)
{
    diagnosis_context_t context = scenarios_context(s, complete);

    for (const exchange_t *x = tracker_exchanges(s->tracker); x; x = x->next) {
        const verdict_t *verdict = diagnose(s->scope, x, &context);
        check_verdict(x, verdict, complete);
        check_settled(x, verdict);
    }
}

static void test_verdicts(const void *data)
{
    const verdict_case_t *c = (const verdict_case_t *)data;
    char *found, *again;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, c->steps);
    found = scenarios_verdicts(&s, !c->open, true);
    if (strcmp(found, c->verdicts) != 0) {
        g_test_message("expected [%s]", c->verdicts);
        g_test_message("found    [%s]", found);
        g_test_fail();
    }
    check_all(&s, true);
    check_all(&s, false);
    again = scenarios_verdicts(&s, !c->open, true);
    g_assert_cmpstr(again, ==, found);
    g_free(found);
    g_free(again);
    scenario_end(&s);
}

/* With every frame the verdict may change, but silence is never a cause and nothing crashes. */
static void test_one_pass(void)
{
    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            char **lines = g_strsplit(verdict_topics[t].cases[i].steps, "\n", 0);
            scenario_t s;

            scenario_begin(&s);
            for (char **line = lines; *line; line++) {
                scenario_run(&s, *line);
                check_all(&s, false);
            }
            scenario_end(&s);
            g_strfreev(lines);
        }
    }
}

/* Every cause of the catalogue is the verdict somewhere; the identity hint is never more than mentioned. */
static void test_all_causes(void)
{
    bool shown[CAUSE_COUNT] = { false };
    bool mentioned[CAUSE_COUNT] = { false };

    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            const char *verdicts = verdict_topics[t].cases[i].verdicts;
            for (unsigned c = 0; c < CAUSE_COUNT; c++) {
                const char *slug = cause_row((cause_t)c)->slug;
                char *first = g_strdup_printf("%s ", slug);
                char *next = g_strdup_printf("; %s ", slug);
                shown[c] |= g_str_has_prefix(verdicts, first) || strstr(verdicts, next);
                mentioned[c] |= strstr(verdicts, slug) != NULL;
                g_free(first);
                g_free(next);
            }
        }
    }
    for (unsigned c = 0; c < CAUSE_COUNT; c++) {
        g_test_message("%s", cause_row((cause_t)c)->slug);
        g_assert_true(mentioned[c]);
        g_assert_true(shown[c] == (c != CAUSE_IDENTITY_HINT_ONLY));
    }
}

/* What the catalogue itself promises. */
static void test_catalogue(void)
{
    for (unsigned c = 0; c < CAUSE_COUNT; c++) {
        const cause_row_t *row = cause_row((cause_t)c);
        const char *const texts[] = { row->slug, row->brief, row->label, row->inspect, row->next_step, row->reference };

        for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
            g_assert_nonnull(texts[i]);
            g_assert_cmpuint(strlen(texts[i]), >, 3);
            check_claims(texts[i], NULL);
        }
        g_assert_cmpuint(strlen(row->brief), <=, 30);
        g_assert_cmpuint(strspn(row->slug, "abcdefghijklmnopqrstuvwxyz0123456789_"), ==, strlen(row->slug));
        g_assert_true(!row->healthy || row->severity <= SEVERITY_NOTE);
        g_assert_false(cause_excludes((cause_t)c, (cause_t)c));
        for (unsigned other = 0; other < c; other++) {
            g_assert_cmpstr(row->slug, !=, cause_row((cause_t)other)->slug);
            g_assert_cmpstr(row->brief, !=, cause_row((cause_t)other)->brief);
            g_assert_cmpint(row->rank, !=, cause_row((cause_t)other)->rank);
            g_assert_true(!row->healthy || cause_row((cause_t)other)->healthy
                || row->rank < cause_row((cause_t)other)->rank || c == CAUSE_IDENTITY_HINT_ONLY);
        }
    }
}

static void test_names(void)
{
    static const char *const outcomes[] = { "pending", "accepted", "other_failure", "rejected", "rechallenged",
        "next_challenge", "forbidden", "unanswered", "no_retry" };

    for (unsigned o = OUTCOME_PENDING; o <= OUTCOME_NO_RETRY; o++) {
        g_assert_cmpstr(outcome_name((outcome_t)o), ==, outcomes[o]);
    }
    g_assert_cmpstr(confidence_name(CONFIDENCE_POSSIBLE), ==, "possible");
    g_assert_cmpstr(confidence_name(CONFIDENCE_LIKELY), ==, "likely");
    g_assert_cmpstr(confidence_name(CONFIDENCE_CERTAIN), ==, "certain");
}

/* What became of the retry to each challenge of a chain, and of the refusal at its end. */
static void test_outcomes(void)
{
    static const struct {
        const char *steps;
        const char *complete;
        const char *open;
    } cases[] = {
        { REGISTERED, "accepted", "accepted" },
        { REGISTER_401, "no_retry", "pending" },
        { REGISTER_RETRY, "unanswered", "pending" },
        { REGISTER_REFUSED, "rejected no_retry", "rejected pending" },
        { REGISTER_RETRY "0.3 < 403 2\n", "forbidden forbidden", "forbidden forbidden" },
        { REGISTER_RETRY "0.3 < 404 2\n", "other_failure", "other_failure" },
        { REGISTER_RETRY "0.3 < 401 2 WWW(second,n2)\n", "next_challenge no_retry", "next_challenge pending" },
        { REGISTER_RETRY "0.3 < 401 2 WWW(lab,n2,stale=true)\n", "rechallenged no_retry", "rechallenged pending" },
        { INVITE_RETRY "0.3 < 180 2\n", "accepted", "accepted" },
        { "0 > REGISTER 1\n0.1 < 403 1\n", "forbidden", "forbidden" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scenario_t s;

        scenario_begin(&s);
        scenario_run(&s, cases[i].steps);
        for (unsigned complete = 0; complete < 2; complete++) {
            GString *out = g_string_new(NULL);
            for (const attempt_t *a = scenario_exchange(&s, 0)->first; a; a = a->next) {
                if (attempt_challenged(a) || a->status == 403) {
                    g_string_append_printf(out, "%s%s", out->len ? " " : "",
                        outcome_name(attempt_outcome(a, complete)));
                }
            }
            g_assert_cmpstr(out->str, ==, complete ? cases[i].complete : cases[i].open);
            g_string_free(out, TRUE);
        }
        scenario_end(&s);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            const verdict_case_t *c = &verdict_topics[t].cases[i];
            char *path = g_strdup_printf("/diagnosis/%s/%s", verdict_topics[t].topic, c->name);
            g_test_add_data_func(path, c, test_verdicts);
            g_free(path);
        }
    }
    g_test_add_func("/diagnosis/one_pass", test_one_pass);
    g_test_add_func("/diagnosis/all_causes", test_all_causes);
    g_test_add_func("/diagnosis/catalogue", test_catalogue);
    g_test_add_func("/diagnosis/names", test_names);
    g_test_add_func("/diagnosis/outcomes", test_outcomes);
    return g_test_run();
}
