/* test_tracker.c
 * Unit tests of the tracker: which messages belong together, and what is a copy of what.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <time.h>

#include "scenario.h"
#include "summary.h"

/*
 * One exchange as text: the method, then each attempt as `REQUEST>RESPONSE=STATUS` in frame numbers.
 *   ?  not in the capture          0  left out by a read filter
 *   +N copies of the request       *N copies of the response
 *   c m o u -  where the nonce of each set of credentials comes from: the challenge answered, issued
 *              meanwhile, older, unknown, none there
 *   aN ACK   xN ACK that does not match
 */
static void write_sighting(GString *out, sighting_t at)
{
    if (at.seen) {
        g_string_append_printf(out, "%u", at.frame);
    } else {
        g_string_append_c(out, '?');
    }
}

static void write_attempt(GString *out, const attempt_t *a)
{
    static const char origins[] = { [NONCE_ABSENT] = '-', [NONCE_OF_CHALLENGE] = 'c', [NONCE_CONCURRENT] = 'm',
        [NONCE_OLDER] = 'o', [NONCE_UNKNOWN] = 'u' };

    g_string_append_c(out, ' ');
    write_sighting(out, a->request);
    if (a->request_copies) {
        g_string_append_printf(out, "+%u", a->request_copies);
    }
    for (const credentials_t *c = a->credentials; c; c = c->next) {
        g_string_append_c(out, origins[c->nonce_origin]);
    }
    g_string_append_c(out, '>');
    write_sighting(out, a->response);
    if (a->response_copies) {
        g_string_append_printf(out, "*%u", a->response_copies);
    }
    g_string_append_printf(out, "=%u", a->status);
    if (a->ack.seen) {
        g_string_append_printf(out, "a%u", a->ack.frame);
    }
    if (a->other_ack.seen) {
        g_string_append_printf(out, "x%u", a->other_ack.frame);
    }
}

static char *exchanges_text(tracker_t *tracker)
{
    GString *out = g_string_new(NULL);

    for (uint32_t n = 0; n < tracker_exchange_count(tracker); n++) {
        const exchange_t *x = tracker_exchange(tracker, n);
        g_string_append(out, out->len ? "; " : "");
        g_string_append(out, x->method);
        for (const attempt_t *a = x->first; a; a = a->next) {
            write_attempt(out, a);
        }
    }
    return g_string_free(out, FALSE);
}

/* What is a copy of what, as `FRAME again FIRST`, `twice` for a duplicate, `hop` for another hop. */
static char *copies_text(const scenario_t *s)
{
    GString *out = g_string_new(NULL);

    for (uint32_t frame = 1; frame <= s->frame; frame++) {
        const record_t *r;
        for (unsigned place = 0; (r = scenario_record(s, frame, place)) != NULL; place++) {
            const struct {
                const char *what;
                sighting_t of;
            } links[] = { { "again", r->retransmission_of }, { "twice", r->duplicate_of }, { "hop", r->other_hop_of } };
            for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
                if (links[i].of.seen) {
                    g_string_append_printf(out, "%s%u %s %u", out->len ? ", " : "", frame, links[i].what,
                        links[i].of.frame);
                }
            }
        }
    }
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *name;
    const char *steps;
    const char *exchanges;
    const char *copies;
} tracker_case_t;

#include "tracker_cases.h"

static void expect_text(const char *what, const char *found, const char *expected)
{
    if (strcmp(found, expected) != 0) {
        g_test_message("%s: expected [%s], found [%s]", what, expected, found);
        g_test_fail();
    }
}

static void play_case(const tracker_case_t *c)
{
    char *exchanges, *copies;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, c->steps);
    exchanges = exchanges_text(s.tracker);
    copies = copies_text(&s);
    expect_text("exchanges", exchanges, c->exchanges);
    expect_text("copies", copies, c->copies ? c->copies : "");
    g_free(exchanges);
    g_free(copies);
    scenario_end(&s);
}

static void test_case(const void *data)
{
    play_case((const tracker_case_t *)data);
    scenario_hold = 0;
    play_case((const tracker_case_t *)data);
    scenario_hold = EXCHANGE_STORE_LIVE;
}

#define LOGIN \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(lab,n1)\n"

static const record_t *record_of(const scenario_t *s, uint32_t frame)
{
    const record_t *record = scenario_record(s, frame, 0);

    g_assert_nonnull(record);
    return record;
}

static void test_roles(void)
{
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s,
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > ACK 1\n"
        "0.3 > INVITE 2 PAUTH(alice,lab,n1)\n"
        "0.4 < 100 2\n"
        "0.5 < 200 2\n"
        "0.6 > ACK 2 branch=z9hG4bKnew\n"
        "1 > INVITE 1 call=b\n"
        "1.1 < 403 1 call=b\n"
        "1.2 > OPTIONS 1 call=c\n"
        "1.3 < 200 1 call=c\n");
    g_assert_cmpint(record_of(&s, 1)->role, ==, ROLE_REQUEST);
    g_assert_cmpint(record_of(&s, 2)->role, ==, ROLE_CHALLENGE);
    g_assert_cmpint(record_of(&s, 3)->role, ==, ROLE_ACK);
    g_assert_cmpint(record_of(&s, 4)->role, ==, ROLE_RETRY);
    g_assert_null(scenario_record(&s, 5, 0));
    g_assert_cmpint(record_of(&s, 6)->role, ==, ROLE_ANSWER);
    g_assert_null(scenario_record(&s, 7, 0));
    g_assert_cmpint(record_of(&s, 8)->role, ==, ROLE_REQUEST);
    g_assert_cmpint(record_of(&s, 9)->role, ==, ROLE_REFUSAL);
    g_assert_null(scenario_record(&s, 10, 0));
    g_assert_null(scenario_record(&s, 11, 0));
    g_assert_true(record_of(&s, 3)->attempt == record_of(&s, 2)->attempt);
    g_assert_cmpuint(scenario_exchange(&s, 0)->last->provisional_100.frame, ==, 5);
    g_assert_cmpint(tracker_end(s.tracker) % G_GINT64_CONSTANT(1000000000000), ==, G_GINT64_CONSTANT(1300000000));
    scenario_end(&s);
}

/* Two messages in one frame: each has a record of its own (section 5, line 4). */
static void test_same_frame(void)
{
    const record_t *record;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s,
        "0 > REGISTER 1 over=tcp\n"
        "0 > SUBSCRIBE 1 call=b over=tcp same\n"
        "0.1 < 401 1 call=b WWW(lab,n2) over=tcp\n"
        "0.1 < 401 1 method=REGISTER WWW(lab,n1) over=tcp same\n");
    g_assert_nonnull(scenario_record(&s, 1, 1));
    g_assert_null(scenario_record(&s, 1, 2));
    record = record_of(&s, 2);
    g_assert_cmpuint(record->at.index, ==, 0);
    g_assert_cmpstr(record->attempt->exchange->method, ==, "SUBSCRIBE");
    g_assert_cmpint(record->attempt->transport, ==, TRANSPORT_TCP);
    record = scenario_record(&s, 2, 1);
    g_assert_cmpuint(record->at.index, ==, 1);
    g_assert_cmpstr(record->attempt->exchange->method, ==, "REGISTER");
    scenario_end(&s);
}

/* A stateless server gives each copy of the request a nonce of its own; all of them count (line 3). */
static void test_nonces_of_copies(void)
{
    const challenge_t *c;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, LOGIN
        "0.5 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n2)\n"
        "0.7 < 401 1 WWW(lab,n2)\n"
        "0.8 > REGISTER 2 AUTH(alice,lab,n1)\n");
    c = scenario_exchange(&s, 0)->first->challenges;
    g_assert_cmpstr(c->nonce, ==, "n1");
    g_assert_cmpuint(c->at.frame, ==, 2);
    g_assert_cmpstr(c->next->nonce, ==, "n2");
    g_assert_cmpuint(c->next->at.frame, ==, 4);
    g_assert_null(c->next->next);
    scenario_end(&s);
}

static void test_history(void)
{
    const attempt_t *a;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, LOGIN
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n"
        "10 > INVITE 1 call=b\n"
        "10.1 < 200 1 call=b\n"
        "20 > INVITE 1 call=c AUTH(alice,lab,n1)\n"
        "20.1 < 403 1 call=c\n"
        "21 > INVITE 1 call=d AUTH(carol,lab,n1)\n"
        "21.1 < 403 1 call=d\n"
        "22 D>S INVITE 1 call=e AUTH(alice,other,n1)\n"
        "22.1 S>D 403 1 call=e\n");
    a = scenario_exchange(&s, 0)->last;
    g_assert_false(a->account_accepted.seen);
    a = scenario_exchange(&s, 1)->last;
    g_assert_cmpuint(a->account_accepted.frame, ==, 4);
    g_assert_cmpuint(a->source_accepted.frame, ==, 6);
    g_assert_cmpuint(a->credentials->nonce_issued.frame, ==, 2);
    g_assert_cmpuint(a->credentials->nonce_accepted.frame, ==, 4);
    g_assert_false(scenario_exchange(&s, 2)->last->account_accepted.seen);
    g_assert_false(scenario_exchange(&s, 3)->last->account_accepted.seen);
    g_assert_false(scenario_exchange(&s, 3)->last->source_accepted.seen);
    scenario_end(&s);
}

static void test_unreachable(void)
{
    const attempt_t *a;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, LOGIN
        "0.11 C>S !401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < !REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.4 < !REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.5 < !REGISTER 9\n");
    a = scenario_exchange(&s, 0)->first;
    g_assert_cmpuint(a->response_unreachable.frame, ==, 3);
    g_assert_false(a->request_unreachable.seen);
    g_assert_cmpuint(a->next->request_unreachable.frame, ==, 5);
    g_assert_false(a->next->response_unreachable.seen);
    scenario_end(&s);
}

/* Signs are kept from the first challenge on, the first of each kind for each exchange that waits. */
static void test_signs(void)
{
    const exchange_t *x;
    scenario_t s;

    scenario_begin(&s);
    g_assert_false(tracker_wants_signs(s.tracker));
    scenario_run(&s, "0 > *esp\n");
    g_assert_false(tracker_wants_signs(s.tracker));
    scenario_run(&s,
        "1 > REGISTER 1\n"
        "1.1 < 401 1 WWW(lab,n1)\n"
        "2 > *tls len=99\n"
        "3 > *tls\n"
        "4 < *esp\n"
        "5 D>S *gap\n"
        "6 > REGISTER 1 call=b\n"
        "6.1 < 401 1 call=b WWW(lab,n2)\n"
        "7 C:1234>S:99 *tls\n");
    g_assert_true(tracker_wants_signs(s.tracker));
    x = scenario_exchange(&s, 0);
    g_assert_cmpuint(exchange_sign_from_client(x, SIGN_TLS)->at.frame, ==, 4);
    g_assert_cmpuint(exchange_sign_from_client(x, SIGN_TLS)->length, ==, 99);
    g_assert_cmpuint(exchange_sign_from_client(scenario_exchange(&s, 1), SIGN_TLS)->at.frame, ==, 10);
    g_assert_null(exchange_sign_from_client(x, SIGN_ESP));
    g_assert_null(exchange_sign_from_client(x, SIGN_STREAM_GAP));
    g_assert_cmpuint(exchange_sign_to_client(x, SIGN_ESP)->at.frame, ==, 6);
    scenario_end(&s);
}

static void test_truncated(void)
{
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s,
        "0 > REGISTER 1 cut\n"
        "0.1 < 401 1 cut\n"
        "0.2 > REGISTER 2\n"
        "0.3 < 401 2\n");
    g_assert_false(scenario_exchange(&s, 0)->first->request_complete);
    g_assert_false(scenario_exchange(&s, 0)->first->response_complete);
    g_assert_true(scenario_exchange(&s, 0)->last->request_complete);
    g_assert_true(scenario_exchange(&s, 0)->last->response_complete);
    scenario_end(&s);
}

/* Signs of protected ports are kept where IPsec was announced and nowhere else; details are counted and bounded. */
static void test_signs_of_agreement(void)
{
    const exchange_t *plain, *agreed;
    const sign_t *esp;
    packet_t packet;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s,
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > *syn detail=6101\n"
        "1 D>S REGISTER 1 call=b {Security-Client: ipsec-3gpp}\n"
        "1.1 S>D 401 1 call=b WWW(lab,n2) {Security-Server: ipsec-3gpp;port-s=6101}\n"
        "1.2 D>S *syn detail=6101\n"
        "1.3 D>S *syn detail=6101\n"
        "1.4 S>D *rst detail=6101\n");
    for (unsigned i = 0; i < SIGN_MAX_DETAILS + 2; i++) {
        char *line = g_strdup_printf("2.%u D>S *esp detail=%u\n", i, 1 + i);
        scenario_run(&s, line);
        g_free(line);
    }
    scenario_run(&s, "3 D>S *esp\n4 D>S *esp detail=1\n");
    plain = scenario_exchange(&s, 0);
    agreed = scenario_exchange(&s, 1);
    g_assert_null(plain->from_client->of[SIGN_TCP_SYN]);
    g_assert_null(exchange_sign_from_client(plain, SIGN_TCP_SYN));
    g_assert_cmpuint(sign_detail(exchange_sign_from_client(agreed, SIGN_TCP_SYN), 6101)->count, ==, 2);
    g_assert_cmpuint(sign_detail(exchange_sign_from_client(agreed, SIGN_TCP_SYN), 6101)->first.frame, ==, 6);
    g_assert_cmpuint(exchange_sign_from_client(agreed, SIGN_TCP_SYN)->last.frame, ==, 7);
    g_assert_null(sign_detail(exchange_sign_from_client(agreed, SIGN_TCP_SYN), 5060));
    g_assert_nonnull(sign_detail(exchange_sign_to_client(agreed, SIGN_TCP_RST), 6101));
    g_assert_null(exchange_sign_to_client(agreed, SIGN_TCP_SYN_ACK));
    esp = exchange_sign_from_client(agreed, SIGN_ESP);
    g_assert_cmpuint(esp->details, ==, SIGN_MAX_DETAILS);
    g_assert_true(esp->more_details);
    g_assert_cmpuint(esp->count, ==, SIGN_MAX_DETAILS + 4);
    g_assert_cmpuint(sign_detail(esp, 1)->count, ==, 2);
    g_assert_null(sign_detail(esp, SIGN_MAX_DETAILS + 1));

    memset(&packet, 0, sizeof packet);
    packet.source = agreed->client;
    packet.destination = agreed->server_end;
    g_assert_false(tracker_wants_sign(s.tracker, &packet, SIGN_TCP_SYN));
    g_assert_true(tracker_wants_sign(s.tracker, &packet, SIGN_ESP_UNREACHABLE));
    packet.destination.port = 6101;
    g_assert_true(tracker_wants_sign(s.tracker, &packet, SIGN_TCP_SYN));
    packet.source = plain->client;
    g_assert_false(tracker_wants_sign(s.tracker, &packet, SIGN_TCP_SYN));
    g_assert_true(tracker_wants_sign(s.tracker, &packet, SIGN_ESP));
    scenario_end(&s);
}

/* A registration left behind for one with another Call-ID, by the same user, host and number of hops, and soon. */
static void test_new_starts(void)
{
    static const struct {
        const char *steps;
        uint32_t frame;     /* 0: none */
    } cases[] = {
        { "1 > REGISTER 1 call=b\n", 3 },
        { "1 > REGISTER 1 call=b\n2 > REGISTER 1 call=c\n", 3 },
        { "1 > REGISTER 1 call=b user=zoe\n", 0 },
        { "1 D>S REGISTER 1 call=b\n", 0 },
        { "1 > REGISTER 1 call=b via=p,c\n", 0 },
        { "1 > OPTIONS 1 call=b\n", 0 },
        { "1 > REGISTER 5 tag=new\n", 0 },
        { "33 > REGISTER 1 call=b\n", 0 },
        { "1 > REGISTER 2 AUTH(alice,lab,n1)\n2 > REGISTER 1 call=b\n", 0 },
        { "1 > REGISTER 2 AUTH(alice,lab,n1)\n1.1 < 200 2\n2 > REGISTER 1 call=b\n", 0 },
        { "1 > REGISTER 1 call=b\n2 > REGISTER 2 AUTH(alice,lab,n1)\n", 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scenario_t s;

        scenario_begin(&s);
        scenario_run(&s, "0 > REGISTER 1\n0.1 < 401 1 WWW(lab,n1)\n");
        scenario_run(&s, cases[i].steps);
        g_test_message("%s", cases[i].steps);
        g_assert_cmpuint(scenario_exchange(&s, 0)->started_anew.frame, ==, cases[i].frame);
        g_assert_true(scenario_exchange(&s, 0)->started_anew.seen == (cases[i].frame != 0));
        scenario_end(&s);
    }
}

/* The lines of a list are one list; what is too long ends in an ellipsis. */
static void test_security_lists(void)
{
    GString *line = g_string_new("0 > REGISTER 1 {Security-Client: a;alg=x} {Security-Client: b} {Security-Client: ");
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s,
        "0 > REGISTER 1 {Security-Client: a;alg=x,b} {Security-Verify: v} {Security-Client: c}\n"
        "0.1 < 401 1 WWW(lab,n1) {Security-Server: d} {Security-Server: e}\n");
    g_assert_cmpstr(scenario_exchange(&s, 0)->first->security_client, ==, "a;alg=x,b, c");
    g_assert_cmpstr(scenario_exchange(&s, 0)->first->security_verify, ==, "v");
    g_assert_cmpstr(scenario_exchange(&s, 0)->first->security_server, ==, "d, e");
    scenario_end(&s);

    for (unsigned i = 0; i < 600; i++) {
        g_string_append(line, "c;alg=yy,");
    }
    g_string_append(line, "}\n0.1 < 401 1 WWW(lab,n1)\n");
    scenario_begin(&s);
    scenario_run(&s, line->str);
    g_assert_true(g_str_has_prefix(scenario_exchange(&s, 0)->first->security_client, "a;alg=x, b, c;alg=yy,"));
    g_assert_true(g_str_has_suffix(scenario_exchange(&s, 0)->first->security_client, "\xe2\x80\xa6"));
    g_assert_cmpuint(strlen(scenario_exchange(&s, 0)->first->security_client), <, 4200);
    scenario_end(&s);
    g_string_free(line, TRUE);
}

static void play_round(scenario_t *s, unsigned cseq, const char *call)
{
    char *text = g_strdup_printf(
        "%u.2 > REGISTER %u call=%s AUTH(alice,lab,n%u)\n"
        "%u.3 < 401 %u call=%s WWW(lab,n%u)\n", cseq, cseq, call, cseq - 1, cseq, cseq, call, cseq);

    scenario_run(s, text);
    g_free(text);
}

static void test_full(void)
{
    const exchange_t *x;
    scenario_t s;

    scenario_begin(&s);
    for (unsigned cseq = 1; cseq <= EXCHANGE_MAX_ATTEMPTS + 3; cseq++) {
        play_round(&s, cseq, "a");
    }
    x = scenario_exchange(&s, 0);
    g_assert_cmpuint(x->attempts, ==, EXCHANGE_MAX_ATTEMPTS);
    g_assert_cmpuint(x->last->number, ==, EXCHANGE_MAX_ATTEMPTS);
    g_assert_true(x->closed);
    g_assert_true(x->closed);
    x = scenario_exchange(&s, 1);
    g_assert_cmpuint(x->attempts, ==, 3);
    g_assert_cmpuint(x->first->cseq, ==, EXCHANGE_MAX_ATTEMPTS + 1);
    g_assert_cmpuint(tracker_exchange_count(s.tracker), ==, 2);
    scenario_end(&s);
}

/* A frame number that comes again: what the earlier frame showed stays known, without a number. */
static void test_frame_again(void)
{
    const exchange_t *x;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, LOGIN
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) frame=2\n"
        "0.3 < 200 2\n"
        "9 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "9.1 < 401 3 WWW(lab,n2)\n");
    x = scenario_exchange(&s, 0);
    g_assert_true(x->first->response.seen);
    g_assert_cmpuint(x->first->response.frame, ==, 0);
    g_assert_cmpint(record_of(&s, 2)->role, ==, ROLE_RETRY);
    g_assert_null(scenario_record(&s, 2, 1));
    g_assert_cmpuint(x->last->request.frame, ==, 2);
    x = scenario_exchange(&s, 1);
    g_assert_true(x->first->credentials->nonce_issued.seen);
    g_assert_cmpuint(x->first->credentials->nonce_issued.frame, ==, 0);
    g_assert_cmpuint(x->first->credentials->nonce_accepted.frame, ==, 3);
    scenario_end(&s);

    /* Nothing that was released with its answer may be written to. */
    scenario_begin(&s);
    scenario_run(&s,
        "0 > OPTIONS 1\n"
        "0 > OPTIONS 1 same\n"
        "0.1 < 200 1 same\n"
        "1 > REGISTER 1 frame=1\n"
        "1.1 < 401 1 WWW(lab,n1) frame=1\n");
    g_assert_cmpuint(scenario_exchange(&s, 0)->first->request.frame, ==, 0);
    g_assert_cmpint(record_of(&s, 1)->role, ==, ROLE_CHALLENGE);
    scenario_end(&s);
}

/* ---- hostile ---- */

static void take_text_of(scenario_t *s, double time, const char *bytes, size_t len, bool from_client, unsigned client)
{
    packet_t packet = { .frame = ++s->frame, .time = (int64_t)(time * 1e9), .transport = TRANSPORT_UDP };
    endpoint_t ends[] = {
        { .family = 4, .port = 5060,
            .address = { 1, (uint8_t)(client >> 16), (uint8_t)(client >> 8), (uint8_t)client } },
        { .family = 4, .port = 5060, .address = { 2, 2, 2, 2 } },
    };

    packet.source = ends[from_client ? 0 : 1];
    packet.destination = ends[from_client ? 1 : 0];
    tracker_frame(s->tracker, packet.frame, packet.time);
    scenario_take(s, &packet, bytes, len, false);
}

static void take_text(scenario_t *s, double time, const char *bytes, size_t len, bool from_client)
{
    take_text_of(s, time, bytes, len, from_client, 0);
}

static void test_odd_bytes(void)
{
    static const char request[] = "REGISTER sip:\xff\xfe SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK\0x\r\n"
        "From: <sip:al\xc3\0ce@l\xe4\x62>;tag=\xff\r\nTo: <sip:\0@\xc0\x80>\r\nCall-ID: \0\xff\r\nCSeq: 1 REGISTER\r\n"
        "Authorization: Digest username=\"\xff\0\", realm=\"\0\", nonce=\"\xc3\", response=\"\0\"\r\n"
        "User-Agent: \0\xed\xa0\x80\r\n\r\n";
    static const char response[] = "SIP/2.0 401 N\0\xff\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK\0x\r\n"
        "From: <sip:al\xc3\0ce@l\xe4\x62>;tag=\xff\r\nTo: <sip:\0@\xc0\x80>;tag=\0\r\nCall-ID: \0\xff\r\n"
        "CSeq: 1 REGISTER\r\nWWW-Authenticate: Digest realm=\"\0\xff\", nonce=\"\xc3\0\"\r\nServer: \xfe\0\r\n\r\n";
    const attempt_t *a;
    scenario_t s;

    scenario_begin(&s);
    take_text(&s, 1, request, sizeof request - 1, true);
    take_text(&s, 1.1, response, sizeof response - 1, false);
    a = scenario_exchange(&s, 0)->first;
    g_assert_true(g_utf8_validate(a->call_id, -1, NULL));
    g_assert_true(g_utf8_validate(a->request_uri, -1, NULL));
    g_assert_true(g_utf8_validate(a->reason_phrase, -1, NULL));
    g_assert_true(g_utf8_validate(a->server, -1, NULL));
    g_assert_true(g_utf8_validate(a->credentials->username, -1, NULL));
    g_assert_true(g_utf8_validate(a->challenges->realm, -1, NULL));
    g_assert_true(g_utf8_validate(a->challenges->text, -1, NULL));
    scenario_end(&s);
}

/* Text that was changed here and there: nothing to expect but that every text stays UTF-8. */
static void test_mutated(void)
{
    static const char *const texts[] = {
        "REGISTER sip:lab SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n"
        "Call-ID: x\r\nCSeq: 1 REGISTER\r\n\r\n",
        "SIP/2.0 401 No\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\n"
        "Call-ID: x\r\nCSeq: 1 REGISTER\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", stale=true\r\n\r\n",
        "REGISTER sip:lab SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK2\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n"
        "Call-ID: x\r\nCSeq: 2 REGISTER\r\nAuthorization: Digest username=\"a\", realm=\"r\", nonce=\"n\", "
        "uri=\"sip:lab\", response=\"0\"\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK2\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\n"
        "Call-ID: x\r\nCSeq: 2 REGISTER\r\nAuthentication-Info: nextnonce=\"n2\"\r\n\r\n",
    };
    GRand *rand = g_rand_new_with_seed(5060);
    scenario_t s;

    for (unsigned round = 0; round < 60; round++) {
        scenario_begin(&s);
        for (unsigned i = 0; i < 200; i++) {
            const char *text = texts[i % G_N_ELEMENTS(texts)];
            GByteArray *bytes = g_byte_array_new();
            g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
            if (g_rand_int_range(rand, 0, 3) == 0) {
                unit_mutate(rand, bytes);
            }
            if (g_rand_int_range(rand, 0, 9) == 0) {
                s.frame--;      /* the same number again */
            }
            take_text(&s, i * 0.03 + 1, (const char *)bytes->data, bytes->len, i % 2 == 0);
            g_byte_array_free(bytes, TRUE);
        }
        for (uint32_t n = 0; n < tracker_exchange_count(s.tracker); n++) {
            const exchange_t *x = tracker_exchange(s.tracker, n);
            g_assert_cmpuint(x->attempts, >, 0);
            g_assert_cmpuint(x->attempts, <=, EXCHANGE_MAX_ATTEMPTS);
            g_assert_true(!x->call_id || g_utf8_validate(x->call_id, -1, NULL));
            g_assert_true(!x->last->reason_phrase || g_utf8_validate(x->last->reason_phrase, -1, NULL));
        }
        scenario_end(&s);
    }
    g_rand_free(rand);
}

/* A request and its challenge; the parts that are the same or different in a flood. */
typedef struct {
    const char *name;
    bool new_call;
    bool new_branch;
    bool new_cseq;
    bool new_nonce;
    bool credentials;
    unsigned status;
    bool new_host;
    bool two_vias;      /* the lower one is always the same */
} flood_t;

static const flood_t floods[] = {
    { .name = "call_ids", .new_call = true, .new_branch = true, .new_nonce = true, .status = 401 },
    { .name = "call_ids_one_nonce", .new_call = true, .new_branch = true, .credentials = true, .status = 401 },
    { .name = "call_ids_answered", .new_call = true, .new_branch = true, .new_nonce = true, .credentials = true,
        .status = 200 },
    { .name = "call_ids_unanswered", .new_call = true, .new_branch = true, .status = 100 },
    { .name = "one_call_retries", .new_branch = true, .new_cseq = true, .new_nonce = true, .credentials = true,
        .status = 401 },
    { .name = "one_call_no_credentials", .new_branch = true, .new_cseq = true, .new_nonce = true, .status = 401 },
    { .name = "one_call_starts", .new_branch = true, .new_nonce = true, .status = 401 },
    { .name = "one_call_refusals", .new_branch = true, .new_cseq = true, .credentials = true, .status = 403 },
    { .name = "one_call_answered", .new_branch = true, .new_cseq = true, .credentials = true, .status = 200 },
    { .name = "one_transaction", .new_nonce = true, .credentials = true, .status = 401 },
    { .name = "one_transaction_same_bytes", .credentials = true, .status = 401 },
    { .name = "one_branch_many_hosts", .new_host = true, .new_nonce = true, .status = 401 },
    { .name = "one_branch_many_hosts_unanswered", .new_host = true, .status = 100 },
    { .name = "one_origin_many_branches", .new_branch = true, .two_vias = true, .new_nonce = true, .status = 401 },
    { .name = "one_origin_unanswered", .new_branch = true, .two_vias = true, .status = 100 },
    { .name = "one_origin_answered", .new_branch = true, .two_vias = true, .status = 200 },
};

static void play_flood(scenario_t *s, const flood_t *f, unsigned i)
{
    char *way = g_strdup_printf("Via: SIP/2.0/UDP 1.2.3.4;branch=z9hG4bK%u\r\n%s"
        "From: <sip:a@b>;tag=f\r\nTo: <sip:a@b>\r\nCall-ID: %u\r\nCSeq: %u REGISTER\r\n", f->new_branch ? i : 0,
        f->two_vias ? "Via: SIP/2.0/UDP 1.2.3.5;branch=z9hG4bKlow\r\n" : "", f->new_call ? i : 0, f->new_cseq ? i : 1);
    char *credentials = f->credentials ? g_strdup_printf("Authorization: Digest username=\"a\", realm=\"r\", "
        "nonce=\"%u\", response=\"0\"\r\n", f->new_nonce ? i - 1 : 0) : g_strdup("");
    char *request = g_strdup_printf("REGISTER sip:b SIP/2.0\r\n%s%s\r\n", way, credentials);
    char *response = g_strdup_printf("SIP/2.0 %u X\r\n%sWWW-Authenticate: Digest realm=\"r\", nonce=\"%u\"\r\n\r\n",
        f->status, way, f->new_nonce ? i : 0);

    take_text_of(s, i * 0.01, request, strlen(request), true, f->new_host ? i : 0);
    take_text_of(s, i * 0.01 + 0.005, response, strlen(response), false, f->new_host ? i : 0);
    g_free(way);
    g_free(credentials);
    g_free(request);
    g_free(response);
}

static double flood_seconds(const flood_t *f, unsigned count)
{
    scenario_t s = { 0 };
    clock_t start;

    s.scope = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);     /* what a file's memory is */
    s.tracker = tracker_new(s.scope);
    start = clock();
    for (unsigned i = 1; i <= count; i++) {
        play_flood(&s, f, i);
    }
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    for (uint32_t n = 0; n < tracker_exchange_count(s.tracker); n++) {
        const exchange_t *x = tracker_exchange(s.tracker, n);
        unsigned challenges = 0;
        g_assert_cmpuint(x->attempts, <=, EXCHANGE_MAX_ATTEMPTS);
        for (const challenge_t *c = x->first->challenges; c; c = c->next) {
            challenges++;
        }
        g_assert_cmpuint(challenges, <=, EXCHANGE_MAX_ATTEMPTS + 1);
        tracker_turn(s.tracker);
    }
    tracker_free(s.tracker);
    wmem_destroy_allocator(s.scope);
    return seconds;
}

/* Four times the messages take about four times as long; sixteen times were it quadratic. */
static void test_flood(const void *data)
{
    const flood_t *f = (const flood_t *)data;
    double ratio = 0;

    for (unsigned attempt = 0; attempt < 5; attempt++) {
        double little = flood_seconds(f, 6250);
        double much = flood_seconds(f, 25000);
        ratio = much / MAX(little, 1e-6);
        if (ratio < 10) {
            g_test_message("%.3f s, four times the messages %.3f s", little, much);
            return;
        }
    }
    g_test_message("four times the messages took %.1f times as long", ratio);
    g_test_fail();
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    for (size_t i = 0; i < G_N_ELEMENTS(tracker_cases); i++) {
        char *path = g_strdup_printf("/tracker/case/%s", tracker_cases[i].name);
        g_test_add_data_func(path, &tracker_cases[i], test_case);
        g_free(path);
    }
    g_test_add_func("/tracker/roles", test_roles);
    g_test_add_func("/tracker/same_frame", test_same_frame);
    g_test_add_func("/tracker/nonces_of_copies", test_nonces_of_copies);
    g_test_add_func("/tracker/history", test_history);
    g_test_add_func("/tracker/unreachable", test_unreachable);
    g_test_add_func("/tracker/signs", test_signs);
    g_test_add_func("/tracker/signs_of_agreement", test_signs_of_agreement);
    g_test_add_func("/tracker/new_starts", test_new_starts);
    g_test_add_func("/tracker/security_lists", test_security_lists);
    g_test_add_func("/tracker/truncated", test_truncated);
    g_test_add_func("/tracker/full", test_full);
    g_test_add_func("/tracker/frame_again", test_frame_again);
    g_test_add_func("/tracker/odd_bytes", test_odd_bytes);
    g_test_add_func("/tracker/mutated", test_mutated);
    for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
        char *path = g_strdup_printf("/tracker/flood/%s", floods[i].name);
        g_test_add_data_func(path, &floods[i], test_flood);
        g_free(path);
    }
    return g_test_run();
}
