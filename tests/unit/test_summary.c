/* test_summary.c
 * Unit tests of the one line that each message gets.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scenarios.h"
#include "summary.h"

/** Lines of one capture, frame by frame; NULL ends. `CAUSE` stands for the few words on the cause. */
typedef struct {
    const char *steps;
    bool open;
    const char *text[9];
    const char *info[9];
} summary_case_t;

static const summary_case_t summary_cases[] = {
    { REGISTERED, false,
      { "REGISTER, answered with 401 (response in 2): CAUSE", "401 realm \"lab\": CAUSE (retry in 3)",
        "REGISTER, attempt 2, answers 401 (challenge in 2) as \"alice\": CAUSE",
        "200 answers the REGISTER (retry in 3): CAUSE" },
      { "", "CAUSE", "retry to 2", "CAUSE" } },
    { REGISTER_REFUSED, false,
      { "REGISTER, answered with 401 (response in 2): CAUSE", "401 realm \"lab\": CAUSE (retry in 3)",
        "REGISTER, attempt 2, answers 401 (challenge in 2) as \"alice\": CAUSE", "401 realm \"lab\": CAUSE" },
      { "", "CAUSE", "retry to 2", "CAUSE" } },
    { REGISTER_REFUSED
      "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
      "0.5 < 401 3 WWW(lab,n3)\n", false,
      { "REGISTER, answered with 401 (response in 2): CAUSE (2 times)",
        "401 realm \"lab\": CAUSE (2 times) (retry in 3)",
        "REGISTER, attempt 2, answers 401 (challenge in 2) as \"alice\": CAUSE (2 times)",
        "401 realm \"lab\": CAUSE (2 times) (retry in 5)",
        "REGISTER, attempt 3, answers 401 (challenge in 4) as \"alice\": CAUSE (2 times)",
        "401 realm \"lab\": CAUSE (2 times)" },
      { "", "CAUSE (2 times)", "retry to 2", "CAUSE (2 times)", "retry to 4", "CAUSE (2 times)" } },
    { REGISTER_401, true,
      { "REGISTER, answered with 401 (response in 2): not decided yet", "401 realm \"lab\": not decided yet" },
      { "", "" } },
    { "0 > REGISTER 1\n"
      "0.1 < 401 1\n", true,
      { "REGISTER, answered with 401 (response in 2): CAUSE", "401: CAUSE" },
      { "", "CAUSE" } },
    { INVITE_407
      "0.2 > INVITE 2\n"
      "0.3 < 403 2\n", false,
      { "INVITE, answered with 407 (response in 2): CAUSE", "407 realm \"lab\": CAUSE (retry in 4)",
        "ACK to 407 (response in 2)", "INVITE, attempt 2, answers 407 (challenge in 2) without credentials: CAUSE",
        "403 realm \"lab\": CAUSE" },
      { "", "CAUSE", "", "retry to 2", "CAUSE" } },
    { "0 > INVITE 1\n"
      "0.1 < 403 1\n"
      "0.11 < 403 1\n"
      "0.6 < 403 1\n", false,
      { "INVITE, answered with 403 (response in 2): CAUSE", "403: CAUSE", "403: CAUSE [captured twice]",
        "403: CAUSE [retransmission]" },
      { "", "CAUSE", "CAUSE", "CAUSE" } },
    /* The challenge left out by a read filter has no number to show */
    { REGISTER_401
      "0.2 > REGISTER 2 AUTH(alice,lab,n1) frame=2\n"
      "0.3 < 200 2\n", false,
      { "REGISTER, answered with 401: CAUSE", "REGISTER, attempt 2, answers 401 as \"alice\": CAUSE",
        "200 answers the REGISTER (retry in 2): CAUSE" },
      { "", "retry", "CAUSE" } },
};

static void check_line(const char *found, const char *expected, const verdict_t *verdict)
{
    GString *line = g_string_new(expected);
    char *at = strstr(line->str, "CAUSE");

    if (at) {
        gssize place = at - line->str;
        g_string_erase(line, place, 5);
        g_string_insert(line, place, cause_row(verdict->cause)->brief);
    }
    g_assert_cmpstr(found ? found : "", ==, line->str);
    g_string_free(line, TRUE);
}

static void check_info(const char *found, const char *expected, const verdict_t *verdict)
{
    char *info = *expected ? g_strdup_printf(" [auth: %s]", expected) : g_strdup("");

    check_line(found, info, verdict);
    g_free(info);
}

static void test_lines(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(summary_cases); i++) {
        const summary_case_t *c = &summary_cases[i];
        diagnosis_context_t context;
        scenario_t s;

        scenario_begin(&s);
        scenario_run(&s, c->steps);
        context = scenarios_context(&s, !c->open);
        for (uint32_t frame = 1; frame <= s.frame; frame++) {
            const record_t *record = scenario_record(&s, frame, 0);
            g_assert_nonnull(record);
            g_assert_nonnull(c->text[frame - 1]);
            const verdict_t *verdict = diagnose(s.scope, record->attempt->exchange, &context);
            check_line(summary_text(s.scope, record, verdict, !c->open), c->text[frame - 1], verdict);
            check_info(summary_info(s.scope, record, verdict, !c->open), c->info[frame - 1], verdict);
        }
        g_assert_null(c->text[s.frame]);
        scenario_end(&s);
    }
}

static void test_names(void)
{
    g_assert_cmpstr(role_name(ROLE_REQUEST), ==, "request");
    g_assert_cmpstr(role_name(ROLE_CHALLENGE), ==, "challenge");
    g_assert_cmpstr(role_name(ROLE_REFUSAL), ==, "refusal");
    g_assert_cmpstr(role_name(ROLE_ACK), ==, "ack");
    g_assert_cmpstr(role_name(ROLE_RETRY), ==, "retry");
    g_assert_cmpstr(role_name(ROLE_ANSWER), ==, "answer");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/summary/lines", test_lines);
    g_test_add_func("/summary/names", test_names);
    return g_test_run();
}
