/* test_report.c
 * Unit tests of the rows and JSON objects that exchanges are reported as.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <wsutil/wsjson.h>

#include "report.h"
#include "report_json.h"
#include "scenarios.h"

static void make_row(scenario_t *s, unsigned number, report_row_t *row)
{
    const exchange_t *exchange = scenario_exchange(s, number);
    diagnosis_context_t context = scenarios_context(s, true);

    report_row(s->tracker, s->scope, row, exchange, diagnose(s->scope, exchange, &context));
}

static char *make_json(scenario_t *s, unsigned number)
{
    const exchange_t *exchange = scenario_exchange(s, number);
    diagnosis_context_t context = scenarios_context(s, true);
    GString *out = g_string_new(NULL);

    report_json(s->tracker, s->scope, out, exchange, diagnose(s->scope, exchange, &context), context.secrets);
    return g_string_free(out, FALSE);
}

/* ---- rows ---- */

/** A capture and the cells of its first exchange, `|` between them. */
typedef struct {
    const char *steps;
    const char *cells;
} row_case_t;

static const row_case_t row_cases[] = {
    { REGISTERED, "0|1|REGISTER|alice|lab|2|accepted|challenge_accepted|1-4|sipauth.exchange == 0" },
    { REGISTER_REFUSED, "0|1|REGISTER|alice|lab|2|rejected|credentials_rejected|1-4|sipauth.exchange == 0" },
    /* The user who authenticates, not the one who calls; the ACK belongs to it */
    { INVITE_407
      "0.2 > INVITE 2 PAUTH(dave,lab,n1)\n"
      "0.3 < 200 2\n", "0|1|INVITE|dave|lab|2|accepted|challenge_accepted|1-5|sipauth.exchange == 0" },
    /* Nothing says a realm */
    { "0 > INVITE 1\n"
      "0.1 < 403 1\n", "0|1|INVITE|alice||1|forbidden|forbidden_no_challenge|1-2|sipauth.exchange == 0" },
    /* The realm of the response that settles it, where there are two */
    { "0 > INVITE 1\n"
      "0.1 < 407 1 PROXY(edge,e1)\n"
      "0.2 > INVITE 2 PAUTH(alice,edge,e1)\n"
      "0.3 < 401 2 WWW(core,c1)\n"
      "0.4 > INVITE 3 PAUTH(alice,edge,e1) AUTH(alice,core,c1)\n"
      "0.5 < 401 3 WWW(core,c2)\n",
      "0|1|INVITE|alice|core|3|rejected|credentials_rejected|1-6|sipauth.exchange == 0" },
    /* Frames of others between */
    { "0 > REGISTER 1\n"
      "0.05 idle\n"
      "0.1 < 401 1 WWW(lab,n1)\n"
      "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
      "0.25 idle\n"
      "0.3 < 200 2\n", "0|1|REGISTER|alice|lab|2|accepted|challenge_accepted|1,3-4,6|sipauth.exchange == 0" },
    /* Two messages in one frame are one frame */
    { "0 > REGISTER 1 over=tcp\n"
      "0.1 < 401 1 WWW(lab,n1) over=tcp\n"
      "0.2 > REGISTER 2 AUTH(alice,lab,n1) over=tcp\n"
      "0.3 < 100 2 over=tcp\n"
      "0.3 < 200 2 over=tcp same\n",
      "0|1|REGISTER|alice|lab|2|accepted|challenge_accepted|1-4|sipauth.exchange == 0" },
    /* A frame that a read filter left out has no number */
    { REGISTER_401
      "0.2 > REGISTER 2 AUTH(alice,lab,n1) frame=2\n"
      "0.3 < 200 2\n", "0|1|REGISTER|alice|lab|2|accepted|challenge_accepted|1-3|sipauth.exchange == 0" },
    /* Nothing a terminal would obey */
    { "0 > REGISTER 1 user=a\033[2Jb\n"
      "0.1 < 401 1 {WWW-Authenticate: Digest realm=\"x\ty\", nonce=\"n\"}\n",
      "0|1|REGISTER|a\xef\xbf\xbd[2Jb|x\xef\xbf\xbdy|1|no_retry|capture_ended|1-2|sipauth.exchange == 0" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(row_cases); i++) {
        GString *cells = g_string_new(NULL);
        report_row_t row;
        scenario_t s;

        scenario_begin(&s);
        scenario_run(&s, row_cases[i].steps);
        make_row(&s, 0, &row);
        for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
            g_string_append_printf(cells, "%s%s", c ? "|" : "", row.cells[c]);
            if (report_is_number((report_column_t)c)) {
                char *number = g_strdup_printf("%u", row.numbers[c]);
                g_assert_cmpstr(row.cells[c], ==, number);
                g_free(number);
            }
        }
        g_assert_cmpstr(cells->str, ==, row_cases[i].cells);
        g_string_free(cells, TRUE);
        scenario_end(&s);
    }
}

/* An INVITE challenged again and again, with a frame of somebody else between any two. */
static void play_loop(scenario_t *s, unsigned rounds)
{
    GString *steps = g_string_new("0 > INVITE 1\n");

    for (unsigned i = 1; i <= rounds; i++) {
        g_string_append_printf(steps, "%u idle\n%u.1 < 407 %u PROXY(lab,n%u)\n%u.2 idle\n", i, i, i, i, i);
        g_string_append_printf(steps, "%u.3 > INVITE %u PAUTH(alice,lab,n%u)\n", i, i + 1, i);
    }
    scenario_run(s, steps->str);
    g_string_free(steps, TRUE);
}

static void test_many_frames(void)
{
    static const struct {
        unsigned rounds;
        const char *frames;
    } cases[] = {
        { 3, "1,3,5,7,9,11,13" },
        { 5, "1,3,5,7,9,11,13,15,17,19 and 1 more" },
        { 60, "1,3,5,7,9,11,13,15,17,19 and 111 more" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        report_row_t row;
        scenario_t s;

        scenario_begin(&s);
        play_loop(&s, cases[i].rounds);
        make_row(&s, 0, &row);
        g_assert_cmpstr(row.cells[REPORT_FRAMES], ==, cases[i].frames);
        scenario_end(&s);
    }
}

/* ---- the table ---- */

/** Cells that differ from those of a common row, and how wide a line may be. */
typedef struct {
    const char *account;
    const char *realm;
    const char *frames;
    unsigned width;
    const char *shown;      /* stands in the line */
} table_case_t;

#define TEN_DIGITS "1234567890"
#define HUNDRED TEN_DIGITS TEN_DIGITS TEN_DIGITS TEN_DIGITS TEN_DIGITS TEN_DIGITS TEN_DIGITS TEN_DIGITS TEN_DIGITS TEN_DIGITS

static const table_case_t table_cases[] = {
    { "alice", "lab", "1-4", 122, "  alice    lab           2  " },
    { "", "", "1-4", 122, "  -        -             2  " },
    { "\xe5\xb1\xb1\xe5\xb1\xb1", "lab", "1-4", 122, "  \xe5\xb1\xb1\xe5\xb1\xb1     lab  " },
    { "e\xcc\x81", "lab", "1-4", 122, "  e\xcc\x81        lab  " },
    { "alice", HUNDRED HUNDRED, "1-4", REPORT_WIDTH, "\xe2\x80\xa6  " },
    { HUNDRED, HUNDRED, HUNDRED, REPORT_WIDTH, "\xe2\x80\xa6  " },
    { "alice", "a\xe5\xb1\xb1" HUNDRED, "1-4", REPORT_WIDTH, "\xe2\x80\xa6  " },
};

static unsigned columns_of(const char *text)
{
    unsigned width = 0;

    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

/* Where the last column begins: the same in every line. */
static unsigned last_column(const char *line, const char *last)
{
    const char *at = strstr(line, last);
    char *before = g_strndup(line, (gsize)(at - line));
    unsigned width = columns_of(before);

    g_assert_nonnull(at);
    g_free(before);
    return width;
}

static void test_table(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table_cases); i++) {
        const table_case_t *c = &table_cases[i];
        report_row_t row = { .cells = { "0", "1", "REGISTER", c->account, c->realm, "2", "rejected",
            "forbidden_no_challenge", c->frames, "sipauth.exchange == 0" } };
        report_table_t table = { { 0 } };
        GString *titles = g_string_new(NULL), *line = g_string_new(NULL);

        report_table_measure(&table, &row);
        report_table_fit(&table);
        report_table_titles(&table, titles);
        report_table_row(&table, line, &row);
        g_assert_cmpuint(report_table_width(&table), ==, c->width);
        g_assert_cmpuint(columns_of(line->str), ==, c->width + 1);
        g_assert_nonnull(strstr(line->str, c->shown));
        g_assert_true(g_utf8_validate(line->str, -1, NULL));
        g_assert_cmpuint(last_column(line->str, "sipauth.exchange"), ==, last_column(titles->str, "Display filter"));
        g_string_free(titles, TRUE);
        g_string_free(line, TRUE);
    }
}

/* A table as wide as its widest rows, whichever comes last. */
static void test_table_of_many(void)
{
    report_row_t narrow = { .cells = { "0", "1", "BYE", "a", "b", "2", "rejected", "c", "1", "f" } };
    report_row_t wide = { .cells = { "1", "20", "REGISTER", "alice@lab.test", "realm of somebody", "2", "rejected",
        "forbidden_with_preemptive_creds", "1-4", "f" } };
    report_table_t one = { { 0 } }, other = { { 0 } };

    report_table_measure(&one, &narrow);
    report_table_measure(&one, &wide);
    report_table_measure(&other, &wide);
    report_table_measure(&other, &narrow);
    report_table_fit(&one);
    report_table_fit(&other);
    g_assert_cmpmem(&one, sizeof one, &other, sizeof other);
    g_assert_cmpuint(one.widths[REPORT_REALM], ==, strlen("realm of somebody"));
    g_assert_cmpuint(one.widths[REPORT_OUTCOME], ==, strlen("rejected"));
    g_assert_cmpuint(one.widths[REPORT_FRAMES], ==, strlen("Frames"));
}

/* ---- JSON ---- */

static void check_json(const char *json)
{
    size_t length = strlen(json);

    g_assert_true(g_utf8_validate(json, -1, NULL));
    g_assert_cmpint(json_parse(json, NULL, 0), >, 0);
    /* One line, an object */
    g_assert_cmpint(json[0], ==, '{');
    g_assert_true(g_str_has_suffix(json, "}\n"));
    g_assert_true(strchr(json, '\n') == json + length - 1);
}

/* The whole of one object: keys are a promise, so each change of them shows here. */
static void test_json_whole(void)
{
    const cause_row_t *row = cause_row(CAUSE_CHALLENGE_ACCEPTED);
    char *json, *expected;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s,
        "0 > REGISTER 1 ua=Phone\n"
        "0.1 < 401 1 server=Registrar {WWW-Authenticate: Digest realm=\"lab\", nonce=\"n1\", opaque=\"o\", qop=\"auth\","
        " stale=FALSE, algorithm=MD5}\n"
        "0.25 > REGISTER 2 AUTH(alice,lab,n1,qop=auth, nc=00000001, opaque=\"o\", cnonce=\"hush\", uri=\"sip:lab.test\","
        " response=\"0123456789abcdef0123456789abcdef\")\n"
        "0.3 < 200 2\n");
    json = make_json(&s, 0);
    check_json(json);
    expected = g_strdup_printf(
        "{\"exchange\":0,\"filter\":\"sipauth.exchange == 0\",\"method\":\"REGISTER\",\"procedure\":\"registration\","
        "\"account\":\"alice\",\"realm\":\"lab\",\"call_id\":\"a\",\"from_user\":\"alice\",\"from_host\":\"lab.test\","
        "\"to\":\"sip:alice@lab.test\",\"transport\":\"UDP\",\"client_address\":\"192.0.2.3\",\"client_port\":5060,"
        "\"user_agent\":\"Phone\",\"server_address\":\"192.0.2.19\",\"server_port\":5060,\"server\":\"Registrar\","
        "\"begin\":1700000000.000000000,\"end\":1700000000.300000000,\"attempts\":2,\"frames\":[1,2,3,4],"
        "\"outcome\":\"accepted\",\"verdict\":{\"cause\":\"challenge_accepted\",\"also\":[],"
        "\"confidence\":\"certain\",\"severity\":\"Chat\","
        "\"label\":\"%s\",\"evidence\":["
        "\"frame 2: 401 asks for realm \\\"lab\\\" in WWW-Authenticate (Digest MD5)\","
        "\"frame 3: REGISTER sends user \\\"alice\\\", realm \\\"lab\\\" in Authorization, the nonce of the challenge\","
        "\"frame 4: 200 Phrase\"],\"evidence_frames\":[2,3,4],"
        "\"inspect\":\"%s\",\"next_step\":[\"%s\"],\"reference\":\"%s\",\"settled_in\":4},"
        "\"messages\":["
        "{\"frame\":1,\"index\":0,\"time\":1700000000.000000000,\"role\":\"request\",\"attempt\":1,"
        "\"source_address\":\"192.0.2.3\",\"source_port\":5060,\"destination_address\":\"192.0.2.19\","
        "\"destination_port\":5060,\"request_uri\":\"sip:lab.test\",\"cseq\":1,\"credentials\":[],\"answer_in\":2},"
        "{\"frame\":2,\"index\":0,\"time\":1700000000.100000000,\"role\":\"challenge\",\"attempt\":1,\"status\":401,"
        "\"reason_phrase\":\"Phrase\",\"server\":\"Registrar\",\"response_time\":0.100000000,"
        "\"outcome\":\"accepted\",\"account\":\"alice\",\"challenges\":[{\"challenge\":\"Digest realm=\\\"lab\\\","
        " nonce=\\\"n1\\\", opaque=\\\"o\\\", qop=\\\"auth\\\", stale=FALSE, algorithm=MD5\","
        "\"header\":\"WWW-Authenticate\",\"realm\":\"lab\",\"scheme\":\"Digest\",\"algorithm\":\"MD5\","
        "\"qop\":\"auth\",\"nonce\":\"n1\",\"opaque\":\"o\",\"stale\":\"FALSE\"}],\"request_in\":1,\"retry_in\":3,"
        "\"retry_delay\":0.150000000,\"answer_in\":4,\"answer_status\":200,\"direction\":\"server to client\","
        "\"security\":\"Digest MD5 in clear\"},"
        "{\"frame\":3,\"index\":0,\"time\":1700000000.250000000,\"role\":\"retry\",\"attempt\":2,"
        "\"source_address\":\"192.0.2.3\",\"source_port\":5060,\"destination_address\":\"192.0.2.19\","
        "\"destination_port\":5060,\"request_uri\":\"sip:lab.test\",\"cseq\":2,\"credentials\":[{"
        "\"header\":\"Authorization\",\"scheme\":\"Digest\",\"username\":\"alice\",\"realm\":\"lab\",\"nonce\":\"n1\","
        "\"uri\":\"sip:lab.test\",\"algorithm\":\"MD5\",\"qop\":\"auth\",\"nc\":\"00000001\"}],\"faults\":[],\"challenge_in\":2,"
        "\"answer_in\":4},"
        "{\"frame\":4,\"index\":0,\"time\":1700000000.300000000,\"role\":\"answer\",\"attempt\":2,\"status\":200,"
        "\"reason_phrase\":\"Phrase\",\"response_time\":0.050000000,\"challenge_in\":2,\"retry_in\":3}]}\n",
        row->label, row->inspect, row->next_step, row->reference);
    g_assert_cmpstr(json, ==, expected);
    g_free(expected);
    g_free(json);
    scenario_end(&s);
}

/** Parts that must, or must not (`!` before them), stand in the object of an exchange. */
typedef struct {
    const char *steps;
    unsigned exchange;
    const char *parts[8];
} json_case_t;

static const json_case_t json_cases[] = {
    /* No secret, whatever the scheme */
    { "0 > REGISTER 1 {Authorization: Basic c2VjcmV0OnNlY3JldA==}\n"
      "0.1 < 401 1 {WWW-Authenticate: Basic realm=\"lab\"}\n"
      "0.2 > REGISTER 2 {Authorization: Bearer hushhush}\n"
      "0.3 < 403 2\n", 0,
      { "\"scheme\":\"Basic\"", "\"scheme\":\"Bearer\"", "!c2VjcmV0", "!hushhush", "\"outcome\":\"forbidden\"" } },
    { REGISTER_401
      "0.2 > REGISTER 2 AUTH(alice,lab,n1,response=\"hush\", cnonce=\"psst\", opaque=\"o\", uri=\"sip:a:hush@lab\")\n",
      0, { "!hush", "!psst", "\"uri\":\"sip:a@lab\"", "\"outcome\":\"unanswered\"" } },
    { "0 > REGISTER 1 user=alice:hush uri=sip:bob:hush@lab.test\n"
      "0.1 < 401 1 WWW(lab,n1)\n", 0, { "!hush", "\"to\":\"sip:alice@lab.test\"", "\"sip:bob@lab.test\"" } },
    { "0 > REGISTER 1 uri=sip:[2001:db8::1]:5060\n"
      "0.1 < 401 1 WWW(lab,n1)\n", 0, { "\"request_uri\":\"sip:[2001:db8::1]:5060\"" } },
    { "0 > REGISTER 1 uri=sip:alice@lab.test:5060\n"
      "0.1 < 401 1 WWW(lab,n1)\n", 0, { "\"request_uri\":\"sip:alice@lab.test:5060\"" } },
    /* Both challenges, each with its own parameters */
    { "0 > REGISTER 1\n"
      "0.1 < 401 1 {WWW-Authenticate: Digest realm=\"lab\", nonce=\"n1\", algorithm=SHA-256, Digest realm=\"lab\","
      " nonce=\"n2\"}\n", 0,
      { "\"algorithm\":\"SHA-256\",\"nonce\":\"n1\"}", "\"algorithm\":\"MD5\",\"nonce\":\"n2\"}" } },
    /* Bytes that are no UTF-8, control characters, quotes */
    { "0 > REGISTER 1 user=\xff\xfe\x01\n"
      "0.1 < 401 1 {WWW-Authenticate: Digest realm=\"a\\\"b\\\\c\xc3\", nonce=\"n\"} phrase=\"</script>\x02\"\n", 0,
      { "\"realm\":\"a\\\"b\\\\c\xef\xbf\xbd\"", "\\u0001", "\\u0002", "\xef\xbf\xbd\xef\xbf\xbd" } },
    /* Copies name the first */
    { "0 > INVITE 1\n"
      "0.1 < 403 1\n"
      "0.11 < 403 1\n"
      "0.6 < 403 1\n", 0,
      { "\"frame\":3,\"index\":0,\"time\":1700000000.110000000,\"role\":\"refusal\",\"attempt\":1,\"duplicate_of\":2,",
        "\"role\":\"refusal\",\"attempt\":1,\"retransmission_of\":2," } },
    /* A retransmission with a challenge of its own shows that one */
    { "0 > REGISTER 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n"
      "0.6 > REGISTER 1\n"
      "0.7 < 401 1 WWW(lab,n2)\n", 0,
      { "\"frame\":2,", "\"nonce\":\"n1\"", "\"frame\":4,", "\"nonce\":\"n2\"" } },
    /* A fault of the retry, and a frame that is not there */
    { REGISTER_401
      "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
      "0.3 < 401 2 WWW(lab,n2)\n", 0, { "\"faults\":[\"realm_mismatch\"]", "\"cause\":\"realm_mismatch\"" } },
    { "0 < 401 1 WWW(lab,n1) method=REGISTER\n", 0,
      { "\"user_agent\":null", "!\"request_in\"", "!\"role\":\"request\"", "\"frames\":[1]" } },
    /* The response says Forbidden; realm by what was asked before */
    { REGISTER_RETRY
      "0.3 < 403 2\n", 0,
      { "\"role\":\"refusal\",\"attempt\":2,\"status\":403,\"reason_phrase\":\"Forbidden\"", "\"realm\":\"lab\"",
        "\"outcome\":\"forbidden\"" } },
    /* Before the epoch */
    { "-1700000000.5 > REGISTER 1\n"
      "-1700000000.25 < 401 1 WWW(lab,n1)\n", 0, { "\"begin\":-0.499999000,\"end\":-0.249999000" } },
};

static void check_part(const char *json, const char *part)
{
    bool there = strstr(json, part[0] == '!' ? part + 1 : part) != NULL;

    if (there == (part[0] == '!')) {
        g_test_message("%s: %s", part, json);
        g_test_fail();
    }
}

static void test_json_parts(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(json_cases); i++) {
        scenario_t s;
        char *json;

        scenario_begin(&s);
        scenario_run(&s, json_cases[i].steps);
        json = make_json(&s, json_cases[i].exchange);
        check_json(json);
        for (unsigned p = 0; p < G_N_ELEMENTS(json_cases[i].parts) && json_cases[i].parts[p]; p++) {
            check_part(json, json_cases[i].parts[p]);
        }
        g_free(json);
        scenario_end(&s);
    }
}

/* Every exchange of every scenario that the rules are tested with. */
static void check_exchanges(const verdict_case_t *c)
{
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, c->steps);
    for (uint32_t n = 0; n < tracker_exchange_count(s.tracker); n++) {
        const exchange_t *x = tracker_exchange(s.tracker, n);
        report_row_t row;
        char *json = make_json(&s, x->number);

        check_json(json);
        make_row(&s, x->number, &row);
        for (unsigned i = 0; i < REPORT_COLUMNS; i++) {
            g_assert_nonnull(row.cells[i]);
        }
        g_free(json);
    }
    scenario_end(&s);
}

static void test_every_scenario(void)
{
    for (size_t t = 0; t < G_N_ELEMENTS(verdict_topics); t++) {
        for (size_t i = 0; i < verdict_topics[t].count; i++) {
            check_exchanges(&verdict_topics[t].cases[i]);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/report/rows", test_rows);
    g_test_add_func("/report/many-frames", test_many_frames);
    g_test_add_func("/report/table", test_table);
    g_test_add_func("/report/table-of-many", test_table_of_many);
    g_test_add_func("/report/json-whole", test_json_whole);
    g_test_add_func("/report/json-parts", test_json_parts);
    g_test_add_func("/report/every-scenario", test_every_scenario);
    return g_test_run();
}
