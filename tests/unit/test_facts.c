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
    texts_free(keep.texts);
    wmem_destroy_allocator(scope);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/facts/identity", test_identity);
    g_test_add_func("/facts/lines", test_lines);
    return g_test_run();
}
