/* test_diagnosis.c
 * Unit tests of the rules: captures and the one verdict that each exchange must get.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <time.h>

#include "faults.h"
#include "rules.h"
#include "scenarios.h"

/* A cause by silence needs to know that nothing more comes. */
static bool needs_the_end(cause_t cause)
{
    static const cause_t others[] = { CAUSE_CHALLENGE_PENDING, CAUSE_RETRY_FRAGMENT_LOST, CAUSE_IMS_RETRY_IN_ESP,
        CAUSE_RETRY_IGNORED, CAUSE_IMS_PROTECTED_PORT_UNREACHABLE, CAUSE_IMS_ESP_UNANSWERED,
        CAUSE_IMS_STOPS_AFTER_TWO_INVALID };

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (cause == others[i]) {
            return true;
        }
    }
    return (cause_row(cause)->family & FAMILY_SILENCE) != 0;
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

/* The frames that one can go to are those that the line names. */
static void check_frames(const evidence_t *evidence)
{
    GRegex *regex = g_regex_new("\\bframe (\\d+)", 0, 0, NULL);
    GMatchInfo *match;
    unsigned named = 0, known = 0;

    for (g_regex_match(regex, evidence->text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *number = g_match_info_fetch(match, 1);
        unsigned n = 0;

        while (n < EVIDENCE_MAX_FRAMES && evidence->frames[n] != strtoul(number, NULL, 10)) {
            n++;
        }
        g_assert_cmpuint(n, <, EVIDENCE_MAX_FRAMES);
        known |= 1u << n;
        g_free(number);
    }
    while (named < EVIDENCE_MAX_FRAMES && evidence->frames[named]) {
        named++;
    }
    if (known != (1u << named) - 1) {
        g_test_message("%s: it leads elsewhere", evidence->text);
        g_test_fail();
    }
    g_match_info_free(match);
    g_regex_unref(regex);
}

static void check_verdict(const exchange_t *x, const verdict_t *verdict, bool complete)
{
    const cause_row_t *row = cause_row(verdict->cause);

    g_assert_cmpuint(verdict->evidence_count, >, 0);
    g_assert_cmpuint(verdict->evidence_count, <=, VERDICT_MAX_EVIDENCE);
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        check_claims(verdict->evidence[i].text, x->last->reason_phrase);
        check_frames(&verdict->evidence[i]);
        g_assert_true(g_utf8_validate(verdict->evidence[i].text, -1, NULL));
        for (unsigned j = 0; j < i; j++) {
            g_assert_cmpstr(verdict->evidence[i].text, !=, verdict->evidence[j].text);
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
    /* Another failure may come before anybody looked at credentials. */
    g_assert_true(row->healthy == (verdict->outcome == OUTCOME_ACCEPTED) || verdict->outcome == OUTCOME_OTHER_FAILURE
        || verdict->cause == CAUSE_CREDENTIALS_REJECTED);
}

/* The verdict rests on the last response there is, or on the last that the plugin speaks of: that one alone carries the
 * Warn or Error. */
static void check_settled(const exchange_t *x, const verdict_t *verdict)
{
    unsigned latest = 0;

    for (const attempt_t *a = x->first; a; a = a->next) {
        bool spoken_of = a->status == 401 || a->status == 403 || a->status == 407
            || verdict->outcome != OUTCOME_OTHER_FAILURE || cause_row(verdict->cause)->healthy;
        latest = a->status && spoken_of ? a->number : latest;
    }
    g_assert_cmpuint(verdict->settled_by, ==, latest);
    g_assert_cmpuint(latest, >, 0);
    g_assert_cmpuint(verdict_settling(x, verdict)->number, ==, latest);
}

/* What the catalogue says a rule needs is there wherever the rule holds. */
static void check_needs(const exchange_t *x, const diagnosis_context_t *context, wmem_allocator_t *scope)
{
    view_t view;

    view_init(&view, scope, x, context);
    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
        finding_t finding;
        if (rule_holds((cause_t)c, &view, &finding) && (cause_row((cause_t)c)->needs & ~view.has) != 0) {
            g_test_message("%s holds without what it needs", cause_row((cause_t)c)->slug);
            g_test_fail();
        }
    }
}

/* Who wants to know the cause alone gets the same one. */
static void check_cause_alone(const exchange_t *x, diagnosis_context_t context, wmem_allocator_t *scope,
    const verdict_t *verdict)
{
    const verdict_t *alone;

    context.only_cause = true;
    alone = diagnose(scope, x, &context);
    g_assert_cmpstr(cause_row(alone->cause)->slug, ==, cause_row(verdict->cause)->slug);
    g_assert_cmpint(alone->outcome, ==, verdict->outcome);
    g_assert_cmpuint(alone->refusals, ==, verdict->refusals);
    g_assert_cmpuint(alone->settled_by, ==, verdict->settled_by);
}

/* What is kept with attempts is what would be found anew, whatever came since. */
static void check_kept(const exchange_t *x)
{
    cause_set_t sets[EXCHANGE_MAX_ATTEMPTS];

    exchange_faults(x, sets);
    for (const attempt_t *a = x->first; a; a = a->next) {
        cause_set_t anew = { { 0 } };
        cause_t faults[RETRY_MAX_FAULTS];
        unsigned count = retry_faults(a, faults);
        step_t step = attempt_step(a);

        for (unsigned i = 0; i < count; i++) {
            cause_set_add(&anew, faults[i]);
        }
        g_assert_cmpmem(&sets[a->number - 1], sizeof anew, &anew, sizeof anew);
        ((attempt_t *)a)->kept.step_state = 0;
        g_assert_cmpint(attempt_step(a), ==, step);
    }
}

/* Who asks first whether a response alone may prove the cause misses none that it proves. */
static void check_may_prove(const exchange_t *x, const diagnosis_context_t *context, wmem_allocator_t *scope,
    const verdict_t *verdict)
{
    const cause_row_t *row = cause_row(verdict->cause);

    g_assert_true(!row->by_itself || diagnosis_may_prove(scope, x, context, row->severity));
    g_assert_false(diagnosis_may_prove(scope, x, context, SEVERITY_COUNT));
}

static void check_all(const scenario_t *s, bool complete)
{
    diagnosis_context_t context = scenarios_context(s, complete);

    for (uint32_t n = 0; n < tracker_exchange_count(s->tracker); n++) {
        const exchange_t *x = tracker_exchange(s->tracker, n);
        const verdict_t *verdict = diagnose(s->scope, x, &context);
        check_verdict(x, verdict, complete);
        check_settled(x, verdict);
        check_needs(x, &context, s->scope);
        check_cause_alone(x, context, s->scope, verdict);
        check_may_prove(x, &context, s->scope, verdict);
        check_kept(x);
    }
}

static void judge_case(const verdict_case_t *c)
{
    char *found, *again;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, c->steps);
    found = scenarios_verdicts(&s, !c->open, true);
    if (!verdicts_fit(found, c->verdicts)) {
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

/* The same again where each exchange is packed and unpacked between all frames. */
static void test_verdicts(const void *data)
{
    judge_case((const verdict_case_t *)data);
    scenario_hold = 0;
    judge_case((const verdict_case_t *)data);
    scenario_hold = EXCHANGE_STORE_LIVE;
}

/* With every frame the verdict may change, but silence is never a cause and nothing crashes. */
static void test_one_pass(void)
{
    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            char **lines = g_strsplit(verdict_topics[t].cases[i].steps, "\n", 0);
            scenario_t s;

            scenario_begin(&s);
            for (char **line = lines; *line;) {
                if (g_str_has_prefix(*line, "repeat ")) {
                    line = scenario_repeat(&s, line);
                } else {
                    scenario_run(&s, *line++);
                }
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
            for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
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
    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
        g_test_message("%s", cause_row((cause_t)c)->slug);
        g_assert_true(mentioned[c]);
        g_assert_true(shown[c] == !cause_row((cause_t)c)->only_also);
    }
}

/* What the catalogue itself promises. */
static void test_catalogue(void)
{
    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
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
        for (unsigned other = CAUSE_NONE + 1; other < c; other++) {
            g_assert_cmpstr(row->slug, !=, cause_row((cause_t)other)->slug);
            g_assert_cmpstr(row->brief, !=, cause_row((cause_t)other)->brief);
            g_assert_cmpint(row->rank, !=, cause_row((cause_t)other)->rank);
            g_assert_true(!row->healthy || cause_row((cause_t)other)->healthy
                || row->rank < cause_row((cause_t)other)->rank);
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

/* Captures that accuse nobody: whatever the cause is called, no exchange may carry a Warn or an Error. */
static const struct {
    const char *name;
    const char *steps;
} innocent[] = {
    /* The client repeats its very request because the challenge does not reach it */
    { "challenge_does_not_arrive", REGISTER_401
        "0.6 > REGISTER 1\n"
        "0.7 < 401 1 WWW(lab,n1)\n"
        "2 > REGISTER 1\n"
        "2.1 < 401 1 WWW(lab,n1)\n"
        "6 > REGISTER 1\n"
        "6.1 < 401 1 WWW(lab,n1)\n"
        "10 > REGISTER 1\n"
        "10.1 < 401 1 WWW(lab,n1)\n" GOES_ON },
    /* A second copy of a request that was accepted meets a server that takes each nonce once */
    { "copy_of_an_accepted_request", REGISTER_RETRY
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.8 < 200 2\n"
        "0.9 < 401 2 WWW(lab,n2)\n" ALIVE GOES_ON },
    { "accepted_unasked",
        "0 > REGISTER 7 AUTH(alice,lab,n0)\n"
        "0.1 < 200 7\n" },
    { "late_copy_of_the_challenge", REGISTERED
        "0.6 < 401 1 WWW(lab,n1)\n"
        "1.6 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON },
    { "nat_rebinding", REGISTER_401
        "0.2 C:5099>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>C:5099 200 2\n" },
    { "mirrored_on_both_sides_of_a_nat",
        "0 C>S REGISTER 1\n"
        "0.001 N>S REGISTER 1\n"
        "0.1 S>N 401 1 WWW(lab,n1)\n"
        "0.101 S>C 401 1 WWW(lab,n1)\n"
        "0.2 C>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.201 N>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>N 200 2\n"
        "0.301 S>C 200 2\n" GOES_ON },
    { "capture_begins_with_the_retry",
        "0 > REGISTER 2 AUTH(alice,lab,n0)\n"
        "0.1 < 200 2\n"
        "9 > INVITE 1 call=b\n"
        "9.1 < 407 1 call=b PROXY(lab,n1)\n"
        "9.2 > INVITE 2 call=b PAUTH(alice,lab,n1)\n"
        "9.3 < 180 2 call=b\n" },
    { "every_second_refresh_is_stale", REGISTERED
        "600 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "600.1 < 401 3 WWW(lab,n2,stale=true)\n"
        "600.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "600.3 < 200 4\n"
        "1200 > REGISTER 5 AUTH(alice,lab,n2,nc=00000002)\n"
        "1200.1 < 200 5\n"
        "1800 > REGISTER 6 AUTH(alice,lab,n2,nc=00000003)\n"
        "1800.1 < 401 6 WWW(lab,n3)\n"
        "1800.2 > REGISTER 7 AUTH(alice,lab,n3)\n"
        "1800.3 < 200 7\n" },
    { "retry_hidden_in_esp",
        "0 > REGISTER 1 {Security-Client: ipsec-3gpp}\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp}\n"
        "0.2 > *esp\n" ALIVE GOES_ON },
};

static void test_innocent(const void *data)
{
    diagnosis_context_t context;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, (const char *)data);
    context = scenarios_context(&s, true);
    for (uint32_t n = 0; n < tracker_exchange_count(s.tracker); n++) {
        const exchange_t *x = tracker_exchange(s.tracker, n);
        const verdict_t *verdict = diagnose(s.scope, x, &context);
        if (verdict->severity > SEVERITY_NOTE) {
            g_test_message("accused of %s", cause_row(verdict->cause)->slug);
            g_test_fail();
        }
    }
    scenario_end(&s);
}

static cause_t cause_with(const char *steps, int64_t retry_timeout, unsigned loop_rounds)
{
    diagnosis_context_t context;
    cause_t cause;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, steps);
    context = (diagnosis_context_t){ .end = tracker_end(s.tracker), .complete = true,
        .retry_timeout = retry_timeout * 1000000000, .loop_rounds = loop_rounds };
    cause = diagnose(s.scope, scenario_exchange(&s, 0), &context)->cause;
    scenario_end(&s);
    return cause;
}

static void test_preferences(void)
{
    static const char silent[] = REGISTER_401 "20 idle\n";
    static const char refused[] = REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n";

    g_assert_cmpint(cause_with(silent, 32, 3), ==, CAUSE_CAPTURE_ENDED);
    g_assert_cmpint(cause_with(silent, 20, 3), ==, CAUSE_CAPTURE_ENDED);
    g_assert_cmpint(cause_with(silent, 19, 3), ==, CAUSE_CLIENT_SILENT);
    g_assert_cmpint(cause_with(refused, 32, 3), ==, CAUSE_CREDENTIALS_REJECTED);
    g_assert_cmpint(cause_with(refused, 32, 2), ==, CAUSE_CREDENTIALS_REJECTED);
    g_assert_cmpint(cause_with(refused, 32, 1), ==, CAUSE_CHALLENGE_LOOP);
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

/* Many exchanges between two hosts, ESP behind each challenge, and a verdict on each of them. */
static double flood_seconds(unsigned count)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK_FAST);
    scenario_t s = { 0 };
    diagnosis_context_t context;
    clock_t start;

    s.scope = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    s.tracker = tracker_new(s.scope);
    for (unsigned i = 0; i < count; i++) {
        char *steps = g_strdup_printf("%u > REGISTER 1 call=%u\n%u.1 < 401 1 call=%u WWW(lab,n%u)\n%u.2 > *esp\n",
            i, i, i, i, i, i);
        scenario_run(&s, steps);
        g_free(steps);
    }
    context = scenarios_context(&s, true);
    start = clock();
    for (uint32_t n = 0; n < tracker_exchange_count(s.tracker); n++) {
        const exchange_t *x = tracker_exchange(s.tracker, n);
        g_assert_cmpint(diagnose(scope, x, &context)->cause, !=, CAUSE_UNDETERMINED);
        wmem_free_all(scope);
        tracker_turn(s.tracker);
    }
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    wmem_destroy_allocator(scope);
    tracker_free(s.tracker);
    wmem_destroy_allocator(s.scope);
    return seconds;
}

/* Four times the exchanges take about four times as long; sixteen times were it quadratic. */
static void test_flood(void)
{
    double ratio = 0;

    for (unsigned attempt = 0; attempt < 3; attempt++) {
        double little = flood_seconds(2000);
        double much = flood_seconds(8000);
        ratio = much / MAX(little, 1e-6);
        if (ratio < 10) {
            return;
        }
    }
    g_test_message("four times the exchanges took %.1f times as long", ratio);
    g_test_fail();
}

/* A thousand users register within twenty seconds, all behind one address, one in fifty with a wrong password. */
#define CROWD_USERS 1000

typedef struct {
    const char *name;
    bool own_ports;     /* a carrier's NAT; else a border controller with one port */
    bool back_again;    /* those that were refused come back a minute later, twice */
    int ticks;          /* 20 ms each; what comes later is not captured */
    bool goes_on;
} crowd_t;

static bool crowd_is_wrong(int user)
{
    return user % 50 == 17;
}

static void crowd_line(scenario_t *s, const crowd_t *crowd, int tick, int user, const char *format)
{
    char *name = g_strdup_printf("%s%d", crowd_is_wrong(user) ? "w" : "u", crowd_is_wrong(user) ? user / 50 : user);
    char *way = g_strdup_printf(*format == '<' ? "S>C:%d" : "C:%d>S", crowd->own_ports ? 20000 + user : 5060);
    char **parts = g_strsplit(format + 2, "USER", 0);
    char *what = g_strjoinv(name, parts);
    char *line = g_strdup_printf("%d.%03d %s %s call=%d user=%s", tick / 50, tick % 50 * 20, way, what, user, name);

    scenario_line(s, line);
    g_free(line);
    g_free(what);
    g_strfreev(parts);
    g_free(way);
    g_free(name);
}

static void crowd_play(scenario_t *s, const crowd_t *crowd)
{
    static const struct {
        int after;
        const char *right;
        const char *wrong;
    } steps[] = {
        { 0, "> REGISTER 1", "> REGISTER 1" },
        { 25, "< 401 1 WWW(lab,nUSER)", "< 401 1 WWW(lab,nUSER)" },
        { 30, "> REGISTER 2 AUTH(USER,lab,nUSER)", "> REGISTER 2 AUTH(USER,lab,nUSER)" },
        { 60, "< 200 2", "< 401 2 WWW(lab,mUSER)" },
    };

    for (int tick = 0; tick < crowd->ticks; tick++) {
        for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
            int user = tick - steps[i].after;
            if (user >= 0 && user < CROWD_USERS) {
                crowd_line(s, crowd, tick, user, crowd_is_wrong(user) ? steps[i].wrong : steps[i].right);
            }
        }
    }
    if (crowd->back_again) {
        scenario_run(s, "repeat 20 1\n"
            "60.0 > REGISTER 1 call=a# user=w#\n"
            "60.1 < 401 1 call=a# user=w# WWW(lab,a#)\n"
            "60.2 > REGISTER 2 call=a# user=w# AUTH(w#,lab,a#)\n"
            "60.3 < 401 2 call=a# user=w# WWW(lab,aa#)\n"
            "end\n"
            "repeat 20 1\n"
            "120.0 > REGISTER 1 call=b# user=w#\n"
            "120.1 < 401 1 call=b# user=w# WWW(lab,b#)\n"
            "120.2 > REGISTER 2 call=b# user=w# AUTH(w#,lab,b#)\n"
            "120.3 < 401 2 call=b# user=w# WWW(lab,bb#)\n"
            "end\n");
    }
    if (crowd->goes_on) {
        scenario_line(s, "200 idle");
    }
}

static bool verdict_mentions(const verdict_t *verdict, cause_t cause)
{
    for (unsigned i = 0; i < verdict->also_count; i++) {
        if (verdict->also[i] == cause) {
            return true;
        }
    }
    return verdict->cause == cause;
}

/* No scan and no loop, of whatever piece of it is captured; and each refusal is found. */
static void test_crowd(const void *data)
{
    const crowd_t *crowd = (const crowd_t *)data;
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK_FAST);
    unsigned refused = 0, accepted = 0;
    diagnosis_context_t context;
    scenario_t s;

    scenario_begin(&s);
    crowd_play(&s, crowd);
    context = scenarios_context(&s, true);
    for (uint32_t n = 0; n < tracker_exchange_count(s.tracker); n++) {
        const exchange_t *x = tracker_exchange(s.tracker, n);
        const verdict_t *verdict = diagnose(scope, x, &context);
        refused += verdict->cause == CAUSE_CREDENTIALS_REJECTED;
        accepted += verdict->cause == CAUSE_CHALLENGE_ACCEPTED;
        g_assert_false(verdict_mentions(verdict, CAUSE_BRUTE_FORCE_SCAN));
        g_assert_false(verdict_mentions(verdict, CAUSE_CHALLENGE_LOOP));
        g_assert_false(verdict_mentions(verdict, CAUSE_BANNED_AFTER_FAILURES));
        g_assert_true(verdict->severity < SEVERITY_WARN || verdict->cause == CAUSE_CREDENTIALS_REJECTED
            || verdict->cause == CAUSE_NO_RETRY_NO_CREDENTIALS);
        wmem_free_all(scope);
    }
    if (crowd->ticks >= CROWD_USERS + 61) {
        g_assert_cmpuint(refused, ==, crowd->back_again ? 60 : 20);
        g_assert_cmpuint(accepted, ==, 980);
    }
    scenario_end(&s);
    wmem_destroy_allocator(scope);
}

static const crowd_t crowds[] = {
    { "carrier_nat", true, false, CROWD_USERS + 61, true },
    { "border_controller", false, false, CROWD_USERS + 61, true },
    { "refused_come_back", false, true, CROWD_USERS + 61, true },
    { "capture_ends_with_it", false, false, CROWD_USERS + 61, false },
    { "capture_ends_at_first_answers", false, false, 59, false },
    { "capture_ends_half_way", false, false, 500, false },
    /* The server dies: nobody's retry is answered any more. */
    { "server_dies_at_once", false, false, 59, true },
    { "server_dies", false, false, 500, true },
};

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
    for (size_t i = 0; i < G_N_ELEMENTS(innocent); i++) {
        char *path = g_strdup_printf("/diagnosis/innocent/%s", innocent[i].name);
        g_test_add_data_func(path, innocent[i].steps, test_innocent);
        g_free(path);
    }
    g_test_add_func("/diagnosis/one_pass", test_one_pass);
    g_test_add_func("/diagnosis/all_causes", test_all_causes);
    g_test_add_func("/diagnosis/catalogue", test_catalogue);
    g_test_add_func("/diagnosis/names", test_names);
    g_test_add_func("/diagnosis/outcomes", test_outcomes);
    g_test_add_func("/diagnosis/preferences", test_preferences);
    g_test_add_func("/diagnosis/flood", test_flood);
    for (size_t i = 0; i < G_N_ELEMENTS(crowds); i++) {
        char *path = g_strdup_printf("/diagnosis/crowd/%s", crowds[i].name);
        g_test_add_data_func(path, &crowds[i], test_crowd);
        g_free(path);
    }
    return g_test_run();
}
