/* test_moment.c
 * Unit tests of times as numbers: those that no clock has told, too.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "moment.h"

static void test_moments(void)
{
    static const struct {
        int64_t seconds;
        int nanoseconds;
        int64_t moment;
    } cases[] = {
        { 0, 0, 0 },
        { 1700000000, 999999999, INT64_C(1700000000999999999) },
        { -1, 500000000, INT64_C(-500000000) },
        { -1, -5, INT64_C(-1000000005) },
        { MOMENT_MAX_SECONDS, 7, MOMENT_MAX_SECONDS * 1000000000 + 7 },
        { MOMENT_MAX_SECONDS + 1, 0, MOMENT_MAX_SECONDS * 1000000000 },
        { -MOMENT_MAX_SECONDS - 1, 0, -MOMENT_MAX_SECONDS * 1000000000 },
        { INT64_C(18446744073), 709551615, MOMENT_MAX_SECONDS * 1000000000 },
        { INT64_MAX, 999999999, MOMENT_MAX_SECONDS * 1000000000 },
        { INT64_MIN, 0, -MOMENT_MAX_SECONDS * 1000000000 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        nstime_t time = { (time_t)cases[i].seconds, cases[i].nanoseconds };

        g_assert_cmpint(moment_nanoseconds(&time), ==, cases[i].moment);
    }
}

/* The difference of any two is a number too. */
static void test_differences(void)
{
    nstime_t first = { (time_t)INT64_MIN, -999999999 }, last = { (time_t)INT64_MAX, 999999999 };
    nstime_t nearly = { (time_t)MOMENT_MAX_SECONDS, 999999999 };
    int64_t difference;

    g_assert_false(__builtin_sub_overflow(moment_nanoseconds(&last), moment_nanoseconds(&first), &difference));
    g_assert_false(__builtin_sub_overflow(moment_nanoseconds(&nearly), moment_nanoseconds(&first), &difference));
    g_assert_false(__builtin_sub_overflow(moment_nanoseconds(&first), moment_nanoseconds(&nearly), &difference));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/moment/moments", test_moments);
    g_test_add_func("/moment/differences", test_differences);
    return g_test_run();
}
