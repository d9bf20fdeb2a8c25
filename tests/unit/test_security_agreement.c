/* test_security_agreement.c
 * Unit tests of the security agreement's grammar and of how its lists compare.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "security_agreement.h"

#include "unit_span.h"

#define SERVER "ipsec-3gpp;q=0.1;prot=esp;mod=trans;spi-c=100;spi-s=101;port-c=5100;port-s=6100;alg=hmac-md5-96;ealg=null"

/* A list as text that shows what was read: `name;param=value;... name...`, kept parameters in their order. */
static char *written(const char *list)
{
    GString *out = g_string_new(NULL);
    span_t rest = unit_span(list);
    security_mechanism_t m;

    while (security_next(&rest, &m)) {
        g_string_append_printf(out, "%s%.*s", out->len ? " " : "", (int)m.name.len, m.name.ptr);
        for (unsigned p = 0; p < SECURITY_PARAM_COUNT; p++) {
            if (span_present(m.param[p])) {
                g_string_append_printf(out, ";%s=%.*s", security_param_name((security_param_t)p),
                    (int)m.param[p].len, m.param[p].ptr);
            }
        }
        for (unsigned i = 0; i < MIN(m.others, SECURITY_MAX_OTHERS); i++) {
            g_string_append_printf(out, ";+%.*s=%.*s", (int)m.other[i].name.len, m.other[i].name.ptr,
                (int)m.other[i].value.len, m.other[i].value.ptr);
        }
    }
    return g_string_free(out, FALSE);
}

static void test_reading(void)
{
    static const struct {
        const char *list;
        const char *read;
    } cases[] = {
        { "", "" },
        { " , ,\t", "" },
        { "ipsec-3gpp", "ipsec-3gpp" },
        { SERVER, "ipsec-3gpp;alg=hmac-md5-96;ealg=null;prot=esp;mod=trans;spi-c=100;spi-s=101;port-c=5100;"
            "port-s=6100;q=0.1" },
        { "tls;q=0.2, ipsec-3gpp;alg=a", "tls;q=0.2 ipsec-3gpp;alg=a" },
        { "tls,,ipsec-ike", "tls ipsec-ike" },
        { " ipsec-3gpp ; ALG = a ;\r\n spi-s\t= 7 ", "ipsec-3gpp;alg=a;spi-s=7" },
        { "digest;d-alg=MD5;d-qop=auth;d-ver=\"0000,;=\"", "digest;d-ver=0000,;=;+d-alg=MD5;+d-qop=auth" },
        { "digest;d-ver=\"a\\\",b\", tls", "digest;d-ver=a\\\",b tls" },
        { "digest;d-ver=\"open, tls", "digest;d-ver=\"open tls" },
        { "a;alg=x;alg=y", "a;alg=x" },
        { "a;alg", "a;alg=" },
        { "a;;=b;alg=", "a;alg=" },
        { ";alg=x", ";alg=x" },
        { "a;1;2;3;4;5;6;7;8;9", "a;+1=;+2=;+3=;+4=;+5=;+6=;+7=;+8=" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *read = written(cases[i].list);
        g_assert_cmpstr(read, ==, cases[i].read);
        g_free(read);
    }
}

static void test_numbers(void)
{
    static const struct {
        const char *text;
        bool good;
        uint32_t number;
    } cases[] = {
        { "0", true, 0 }, { "101", true, 101 }, { "0000000101", true, 101 }, { "4294967295", true, 4294967295U },
        { "4294967296", false, 0 }, { "99999999999999999999999999", false, 0 }, { "", false, 0 }, { "-1", false, 0 },
        { "0x65", false, 0 }, { "10 1", false, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint32_t number = 0;

        g_test_message("%s", cases[i].text);
        g_assert_true(security_number(unit_span(cases[i].text), &number) == cases[i].good);
        g_assert_true(!cases[i].good || number == cases[i].number);
    }
}

static void test_contents(void)
{
    uint32_t number = 0;

    g_assert_false(security_offers_ipsec(NULL));
    g_assert_false(security_offers_ipsec("tls;q=0.1"));
    g_assert_false(security_offers_ipsec("ipsec-3gppx"));
    g_assert_true(security_offers_ipsec("tls, IPsec-3GPP;alg=a"));

    g_assert_false(security_announces_spi(NULL, 101));
    g_assert_true(security_announces_spi(SERVER, 100));
    g_assert_true(security_announces_spi("tls, " SERVER, 101));
    g_assert_false(security_announces_spi(SERVER, 5100));
    g_assert_false(security_announces_spi(SERVER, 10));

    g_assert_true(security_names_port(SERVER, SECURITY_PARAM_PORT_S, 6100));
    g_assert_false(security_names_port(SERVER, SECURITY_PARAM_PORT_C, 6100));
    g_assert_false(security_names_port(NULL, SECURITY_PARAM_PORT_C, 6100));

    g_assert_false(security_first_number(NULL, SECURITY_PARAM_PORT_S, &number));
    g_assert_false(security_first_number("tls;q=0.1", SECURITY_PARAM_PORT_S, &number));
    g_assert_true(security_first_number("tls, ipsec-3gpp;port-s=x, " SERVER, SECURITY_PARAM_PORT_S, &number));
    g_assert_cmpuint(number, ==, 6100);
}

static void test_common(void)
{
    static const struct {
        const char *client;
        const char *server;
        bool common;
    } cases[] = {
        { "ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc", "ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc", true },
        { "ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc", "ipsec-3gpp;alg=hmac-sha-1-96;ealg=null", false },
        { "ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc", "ipsec-3gpp;alg=hmac-sha-1-96", false },
        { "ipsec-3gpp;alg=hmac-sha-1-96", "ipsec-3gpp;ealg=NULL;alg=hmac-sha-1-96;prot=esp;mod=trans", true },
        { "ipsec-3gpp;alg=a, ipsec-3gpp;alg=b", "ipsec-3gpp;alg=c, ipsec-3gpp;alg=b", true },
        { "ipsec-3gpp;alg=a;mod=UDP-enc-tun", "ipsec-3gpp;alg=a", false },
        { "tls", "tls", false },
        { "ipsec-3gpp;alg=a", "tls", false },
        { NULL, SERVER, false },
        { SERVER, NULL, false },
        { SERVER, SERVER, true },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%zu", i);
        g_assert_true(security_have_common(cases[i].client, cases[i].server) == cases[i].common);
    }
}

static void test_comparison(void)
{
    static const struct {
        const char *server;
        const char *verify;
        const char *differs;    /* NULL: equal; else `mechanism what announced echoed` */
    } cases[] = {
        { SERVER, SERVER, NULL },
        /* What makes no difference */
        { "ipsec-3gpp; alg=a; spi-s=101", "IPSEC-3gpp;\r\n spi-s=0000000101;ALG=A", NULL },
        { "ipsec-3gpp;alg=a, tls;q=0.2", "ipsec-3gpp;alg=a ,\ttls;q=0.2,", NULL },
        { "ipsec-3gpp;q=0.1;alg=a", "ipsec-3gpp;q=0.100;alg=a", NULL },
        { "ipsec-3gpp;q=1;alg=a", "ipsec-3gpp;q=1.0;alg=a", NULL },
        { "ipsec-3gpp;q=0;alg=a", "ipsec-3gpp;q=0.0;alg=a", NULL },
        { "ipsec-3gpp;q=.5;alg=a", "ipsec-3gpp;q=0.5;alg=a", NULL },
        { "ipsec-3gpp;alg=a;prot=esp;mod=trans;ealg=null", "ipsec-3gpp;alg=a", NULL },
        { "ipsec-3gpp;alg=a;x=1;y=2", "ipsec-3gpp;y=2;x=1;alg=a", NULL },
        { "digest;d-alg=MD5", "digest;d-alg=MD5;d-ver=\"0000000000000000000000000000abcd\"", NULL },
        /* What does */
        { "ipsec-3gpp;alg=a;spi-s=101", "ipsec-3gpp;alg=a;spi-s=102", "1 spi-s 101 102" },
        { "ipsec-3gpp;alg=a;spi-s=101", "ipsec-3gpp;alg=a", "1 spi-s 101 -" },
        { "ipsec-3gpp;alg=a", "ipsec-3gpp;alg=a;spi-s=101", "1 spi-s - 101" },
        { "ipsec-3gpp;alg=a;ealg=aes-cbc", "ipsec-3gpp;alg=a", "1 ealg aes-cbc -" },
        { "ipsec-3gpp;alg=a;q=0.1", "ipsec-3gpp;alg=a;q=0.2", "1 q 0.1 0.2" },
        { "ipsec-3gpp;alg=a;q=0.1", "ipsec-3gpp;alg=a", "1 q 0.1 -" },
        { "ipsec-3gpp;alg=a, tls", "tls, ipsec-3gpp;alg=a", "1 mechanism ipsec-3gpp tls" },
        { "ipsec-3gpp;alg=a, ipsec-3gpp;alg=b", "ipsec-3gpp;alg=b, ipsec-3gpp;alg=a", "1 alg a b" },
        { "ipsec-3gpp;alg=a, tls", "ipsec-3gpp;alg=a", "2 mechanism tls -" },
        { "ipsec-3gpp;alg=a", "ipsec-3gpp;alg=a, tls", "2 mechanism - tls" },
        { "ipsec-3gpp;alg=a;x=1", "ipsec-3gpp;alg=a;x=2", "1 a parameter 1 2" },
        { "ipsec-3gpp;alg=a;x=1", "ipsec-3gpp;alg=a", "1 a parameter 1 -" },
        { "ipsec-3gpp;alg=a", "ipsec-3gpp;alg=a;x=1", "1 a parameter - 1" },
        { "ipsec-3gpp;spi-s=4294967296", "ipsec-3gpp;spi-s=0", "1 spi-s 4294967296 0" },
        { "ipsec-3gpp", "", "1 mechanism ipsec-3gpp -" },
        /* What cannot be told */
        { NULL, SERVER, NULL },
        { SERVER, NULL, NULL },
        { "ipsec-3gpp;alg=a, ipsec-3gpp;al\xe2\x80\xa6", "ipsec-3gpp;alg=a", NULL },
        { "ipsec-3gpp;alg=a", "ipsec-3gpp;alg=b\xe2\x80\xa6", NULL },
        { "a;1;2;3;4;5;6;7;8;9", "a;1;2;3;4;5;6;7;8;10", NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        security_difference_t d;
        char *found = NULL;

        if (security_differs(cases[i].server, cases[i].verify, &d)) {
            found = g_strdup_printf("%u %s %.*s %.*s", d.mechanism, d.what,
                d.server.ptr ? (int)d.server.len : 1, d.server.ptr ? d.server.ptr : "-",
                d.verify.ptr ? (int)d.verify.len : 1, d.verify.ptr ? d.verify.ptr : "-");
        }
        g_test_message("%s <> %s", cases[i].server, cases[i].verify);
        g_assert_cmpstr(found, ==, cases[i].differs);
        g_free(found);
    }
}

/* Any bytes: every span lies inside, reading ends, and a list equals itself. */
static void test_broken(void)
{
    static const char seed[] = "digest;d-ver=\"a,b\", " SERVER ", tls;q=0.2;x=\"\\\"\"";
    GRand *rand = g_rand_new_with_seed(3329);

    for (unsigned i = 0; i < 20000; i++) {
        GByteArray *bytes = g_byte_array_new();
        security_difference_t difference;
        security_mechanism_t m;
        unsigned count = 0;

        g_byte_array_append(bytes, (const guint8 *)seed, sizeof seed - 1);
        unit_mutate(rand, bytes);
        char *copy = unit_copy(bytes->data, bytes->len);
        span_t whole = { copy, bytes->len }, rest = whole;

        while (security_next(&rest, &m)) {
            g_assert_true(unit_inside(m.name, whole));
            for (unsigned p = 0; p < SECURITY_PARAM_COUNT; p++) {
                g_assert_true(unit_inside(m.param[p], whole));
            }
            g_assert_cmpuint(++count, <=, bytes->len);
        }
        char *text = g_strndup(copy, bytes->len);
        g_assert_false(security_differs(text, text, &difference));
        security_have_common(text, SERVER);
        g_free(text);
        g_free(copy);
        g_byte_array_free(bytes, TRUE);
    }
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/security_agreement/reading", test_reading);
    g_test_add_func("/security_agreement/numbers", test_numbers);
    g_test_add_func("/security_agreement/contents", test_contents);
    g_test_add_func("/security_agreement/common", test_common);
    g_test_add_func("/security_agreement/comparison", test_comparison);
    g_test_add_func("/security_agreement/broken", test_broken);
    return g_test_run();
}
