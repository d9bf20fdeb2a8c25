/* test_span.c
 * Unit tests of spans.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "span.h"

static void test_find(void)
{
    static const struct {
        const char *text;
        const char *part;
        bool found;
    } cases[] = {
        { "", "", true },
        { "a", "", true },
        { "", "a", false },
        { "<sip:alice@lab.test>", "alice", true },
        { "<sip:alice@lab.test>", "alicia", false },
        { "ali", "alice", false },
        { "alice", "alice", true },
        { "lalalice", "alice", true },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("[%s] in [%s]", cases[i].part, cases[i].text);
        g_assert_true(span_find(span_of(cases[i].text), span_of(cases[i].part)) == cases[i].found);
    }
}

/* Few different letters, so that a part begins anew within itself; short ones and long ones. */
static char *random_text(GRand *rand, gint32 most)
{
    gsize len = (gsize)g_rand_int_range(rand, 0, most);
    char *text = g_malloc(len + 1);

    for (gsize i = 0; i < len; i++) {
        text[i] = (char)('a' + (g_rand_int_range(rand, 0, 12) == 0));
    }
    text[len] = '\0';
    return text;
}

static void test_find_as_strstr(void)
{
    GRand *rand = g_rand_new_with_seed(3261);
    unsigned found = 0, long_found = 0;

    for (unsigned i = 0; i < 20000; i++) {
        char *text = random_text(rand, 300), *part = random_text(rand, 80);
        bool expected = strstr(text, part) != NULL;

        g_assert_true(span_find(span_of(text), span_of(part)) == expected);
        found += expected;
        long_found += expected && strlen(part) > 40;
        g_free(text);
        g_free(part);
    }
    g_assert_cmpuint(found, >, 100);
    g_assert_cmpuint(long_found, >, 10);
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/span/find", test_find);
    g_test_add_func("/span/find-as-strstr", test_find_as_strstr);
    return g_test_run();
}
