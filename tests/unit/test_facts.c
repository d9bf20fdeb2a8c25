/* test_facts.c
 * Unit tests of what is read out of headers for good: lines of one header field, the time inside an Identity.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "facts.h"
#include "unit_span.h"

/* An Identity header whose claims are these. */
static char *identity_with(const char *claims)
{
    char *base64 = g_base64_encode((const guchar *)claims, strlen(claims));
    char *identity;

    g_strdelimit(g_strdelimit(base64, "+", '-'), "/", '_');
    *(strchr(base64, '=') ? strchr(base64, '=') : base64 + strlen(base64)) = '\0';
    identity = g_strdup_printf("eyJhbGciOiJFUzI1NiJ9.%s.c2lnbmF0dXJl;info=<https://lab.test/c>;alg=ES256", base64);
    g_free(base64);
    return identity;
}

static int64_t iat_of(const char *identity)
{
    char *copy = unit_copy(identity, strlen(identity));
    int64_t iat = facts_identity_iat((span_t){ copy, strlen(identity) });

    g_free(copy);
    return iat;
}

static void test_identity(void)
{
    static const struct {
        const char *claims;
        int64_t iat;
    } cases[] = {
        { "{\"attest\":\"A\",\"dest\":{\"tn\":[\"491\"]},\"iat\":1700000000,\"orig\":{\"tn\":\"492\"}}", 1700000000 },
        { "{\"iat\" : 1700000000}", 1700000000 },
        { "{\"iat\":\"1700000000\"}", 1700000000 },
        { "{\"iat\":1700000000.5}", 1700000000 },
        { "{\"orig\":{\"tn\":\"iat\"}}", 0 },
        { "{\"iat\":-5}", 0 },
        { "{\"iat\":}", 0 },
        { "{\"iat\":99999999999999999999999}", 0 },
        { "{\"iat\"", 0 },
        { "{}", 0 },
    };
    static const char *const broken[] = { "", ".", "..", "x", "e30", "e30.", "e30.!!!!.x", "e30.eyJpYXQi", "...." };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *identity = identity_with(cases[i].claims);
        g_assert_cmpint(iat_of(identity), ==, cases[i].iat);
        g_free(identity);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_assert_cmpint(iat_of(broken[i]), ==, 0);
    }
    g_assert_cmpint(facts_identity_iat((span_t){ NULL, 0 }), ==, 0);
    char *filler = g_strnfill(100000, 'A');
    g_assert_cmpint(iat_of(filler), ==, 0);
    g_free(filler);
}

static void test_lines(void)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
    keep_t keep = { NULL, texts_new(scope) };
    span_t lines[SIP_MAX_LINES] = { { NULL, 0 } };

    g_assert_null(facts_lines(&keep, lines));
    lines[0] = SPAN_LITERAL("a");
    g_assert_cmpstr(facts_lines(&keep, lines), ==, "a");
    lines[1] = SPAN_LITERAL("b, c");
    lines[2] = SPAN_LITERAL("");
    g_assert_cmpstr(facts_lines(&keep, lines), ==, "a, b, c, ");
    lines[3] = SPAN_LITERAL("e");
    g_assert_cmpstr(facts_lines(&keep, lines), ==, "a, b, c, , e");
    lines[4] = SPAN_LITERAL("f");
    g_assert_cmpstr(facts_lines(&keep, lines), ==, "a, b, c, , e, …");
    texts_free(keep.texts);
    wmem_destroy_allocator(scope);
}

/* A message with so many items in one header field, or so many lines of one item. */
static char *message_with(const char *start, const char *name, const char *item, unsigned items, unsigned lines)
{
    GString *text = g_string_new(start);

    g_string_append(text, "\r\n");
    for (unsigned line = 0; line < lines; line++) {
        g_string_append_printf(text, "%s: ", name);
        for (unsigned i = 0; i < items; i++) {
            g_string_append_printf(text, "%s%s", i ? ", " : "", item);
        }
        g_string_append(text, "\r\n");
    }
    g_string_append(text, "\r\n");
    return g_string_free(text, FALSE);
}

/* Lists that are too long are cut, and it is known by how much, and that nothing may be concluded from absence. */
static void test_left_out(void)
{
    static const struct {
        unsigned items;
        unsigned lines;
        unsigned left_out;
    } cases[] = { { 1, 1, 0 }, { 16, 1, 0 }, { 17, 1, 1 }, { 10000, 1, 9984 }, { 1, 16, 0 }, { 1, 17, 1 }, { 1, 100, 84 },
        { 2, 8, 0 }, { 2, 9, 2 } };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
        char *request = message_with("REGISTER sip:lab.test SIP/2.0", "Authorization", "Digest realm=r, response=\"r\"",
            cases[i].items, cases[i].lines);
        char *response = message_with("SIP/2.0 401 Unauthorized", "Proxy-Authenticate", "Digest realm=r, nonce=n",
            cases[i].items, cases[i].lines);
        arena_t arena;
        keep_t keep = { &arena, texts_new(scope) };
        exchange_t exchange = { 0 };
        attempt_t attempt = { .exchange = &exchange };
        sip_message_t message;
        offer_t offer;

        g_assert_true(sip_message_parse(&message, request, strlen(request)));
        arena_init(&arena, scope, NULL);
        facts_offer(&offer, &message);
        facts_of_request(&keep, &attempt, &message, &offer);
        g_assert_cmpuint(attempt.credentials_left_out, ==, cases[i].left_out);
        g_assert_true(attempt.request_complete == (cases[i].left_out == 0));
        g_assert_true(sip_message_parse(&message, response, strlen(response)));
        facts_of_response(&keep, &attempt, &message);
        g_assert_cmpuint(attempt.challenges_left_out, ==, cases[i].left_out);
        g_assert_true(attempt.response_complete == (cases[i].left_out == 0));
        g_assert_true(attempt.challenges && attempt.credentials->usable);
        g_free(request);
        g_free(response);
        texts_free(keep.texts);
        wmem_destroy_allocator(scope);
    }
}

/* The same up to a NUL is not the same: a text ends where the bytes go on. */
static void test_nul_and_bad_utf8(void)
{
    static const char request[] = "REGISTER sip:l\0ab.test SIP/2.0\r\nCall-ID: a\r\nCSeq: 1 REGISTER\r\n\r\n";
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
    arena_t arena;
    keep_t keep = { &arena, texts_new(scope) };
    exchange_t exchange = { 0 };
    char *before = g_strdup("sip:l");
    attempt_t previous = { .request_uri = before }, attempt = { .exchange = &exchange, .previous = &previous };
    sip_message_t message;

    arena_init(&arena, scope, NULL);
    g_assert_true(sip_message_parse(&message, request, sizeof request - 1));
    facts_of_request(&keep, &attempt, &message, NULL);
    g_assert_true(attempt.request_uri != before && g_utf8_validate(attempt.request_uri, -1, NULL));
    g_assert_cmpstr(facts_own(&keep, SPAN_LITERAL("tag\xc2")), ==, "tag\xef\xbf\xbd");
    g_free(before);
    texts_free(keep.texts);
    wmem_destroy_allocator(scope);
}

/* The keys of a session are shown nowhere, however they are written; what only looks like one is. */
static void test_keys(void)
{
    static const struct {
        const char *challenge;
        const char *text;
    } cases[] = {
        { "Digest realm=\"a\", ck=\"00\", ik=\"11\"", "Digest realm=\"a\", ck=\xe2\x80\xa6, ik=\xe2\x80\xa6" },
        { "Digest CK = 00,IK=\"1\\\"1\" , nonce=n", "Digest CK = \xe2\x80\xa6,IK=\xe2\x80\xa6 , nonce=n" },
        { "Digest ck=\"\", ck=\"00\", nonce=n", "Digest ck=\xe2\x80\xa6, ck=\xe2\x80\xa6, nonce=n" },
        { "Digest ik=\"11", "Digest ik=\xe2\x80\xa6" },
        { "Digest realm=\"x, ck=5\", ik=\"11\"", "Digest realm=\"x, ck=5\", ik=\xe2\x80\xa6" },
        { "Digest realm=\"ck=5\", stuck=1", "Digest realm=\"ck=5\", stuck=1" },
        { "Digest ck=\"\", ik=\"\"", "Digest ck=\"\", ik=\"\"" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
        char *response = g_strdup_printf("SIP/2.0 401 Unauthorized\r\nWWW-Authenticate: %s\r\n\r\n", cases[i].challenge);
        arena_t arena;
        keep_t keep = { &arena, texts_new(scope) };
        sip_message_t message;
        unsigned left_out;

        arena_init(&arena, scope, NULL);
        g_assert_true(sip_message_parse(&message, response, strlen(response)));
        g_assert_cmpstr(facts_challenges(&keep, &message, &left_out)->text, ==, cases[i].text);
        g_free(response);
        texts_free(keep.texts);
        wmem_destroy_allocator(scope);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/facts/identity", test_identity);
    g_test_add_func("/facts/nul_and_bad_utf8", test_nul_and_bad_utf8);
    g_test_add_func("/facts/lines", test_lines);
    g_test_add_func("/facts/left_out", test_left_out);
    g_test_add_func("/facts/keys", test_keys);
    return g_test_run();
}
