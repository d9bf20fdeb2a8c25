/* test_sip_uri.c
 * Unit tests of the comparison of URIs, and of what of them may be shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdint.h>

#include <glib.h>

#include "sip_uri.h"

static void test_difference(void)
{
    static const struct {
        const char *a;
        const char *b;
        sip_uri_difference_t difference;
    } cases[] = {
        { "sip:lab.test", "sip:lab.test", SIP_URI_SAME },
        { "sip:lab.test", "SIP:Lab.TEST", SIP_URI_SAME },
        { "sip:lab.test", "sip:lab.test:5060", SIP_URI_SAME },
        { "sips:lab.test:5061", "sips:lab.test", SIP_URI_SAME },
        { "sip:lab.test.", "sip:lab.test", SIP_URI_SAME },
        { "sip:bob@lab.test", "sip:b%6fb@lab.test", SIP_URI_SAME },
        { "sip:%2B49@lab.test", "sip:+49@lab.test", SIP_URI_SAME },
        { "sip:[FD00::2]:5060", "sip:[fd00::2]", SIP_URI_SAME },
        { "sip:[fd00::2]:5060", "sip:fd00::2:5060", SIP_URI_SAME },
        { "sip:lab.test;transport=TCP", "sip:lab.test;transport=tcp", SIP_URI_SAME },
        { "sip:1;phone-context=x@lab.test", "sip:1;phone-context=x@lab.test", SIP_URI_SAME },
        { "sip:bob:secret@lab.test", "sip:bob@lab.test", SIP_URI_SAME },
        { "sip:@lab.test", "sip:lab.test", SIP_URI_SAME },
        { "tel:+49", "tel:+49", SIP_URI_SAME },
        { "", "", SIP_URI_SAME },
        { NULL, "", SIP_URI_SAME },
        { "sip:%zz@lab.test", "sip:%zz@lab.test", SIP_URI_SAME },

        { "sip:lab.test;transport=tcp", "sip:lab.test", SIP_URI_OTHER_PARAMETERS },
        { "sip:bob@lab.test;user=phone", "sip:bob@lab.test", SIP_URI_OTHER_PARAMETERS },
        { "sip:lab.test?x=y", "sip:lab.test", SIP_URI_OTHER_PARAMETERS },
        { "tel:+49;phone-context=x", "tel:+49", SIP_URI_OTHER_PARAMETERS },

        { "sip:lab.test", "sip:lab.rest", SIP_URI_OTHER },
        { "sip:lab.test", "sips:lab.test", SIP_URI_OTHER },
        { "sip:lab.test:5061", "sip:lab.test", SIP_URI_OTHER },
        { "sips:lab.test:5060", "sips:lab.test", SIP_URI_OTHER },
        { "sip:bob@lab.test", "sip:lab.test", SIP_URI_OTHER },
        { "sip:bob@lab.test", "sip:Bob@lab.test", SIP_URI_OTHER },
        { "sip:lab.test:x@y", "sip:y", SIP_URI_OTHER },
        { "lab.test", "sip:lab.test", SIP_URI_OTHER },
        { "*", "sip:lab.test", SIP_URI_OTHER },
        { "", "sip:lab.test", SIP_URI_OTHER },
        { "sip:%zz@lab.test", "sip:zz@lab.test", SIP_URI_OTHER },
        { "tel:+49", "sip:+49@lab.test", SIP_URI_OTHER },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s %s", cases[i].a ? cases[i].a : "NULL", cases[i].b);
        g_assert_cmpint(sip_uri_difference(cases[i].a, cases[i].b), ==, cases[i].difference);
        g_assert_cmpint(sip_uri_difference(cases[i].b, cases[i].a), ==, cases[i].difference);
    }
}

static void test_same_user(void)
{
    g_assert_true(sip_uri_same_user("alice", "alice"));
    g_assert_true(sip_uri_same_user("%2B49", "+49"));
    g_assert_true(sip_uri_same_user(NULL, ""));
    g_assert_false(sip_uri_same_user("alice", "Alice"));
    g_assert_false(sip_uri_same_user("alice", NULL));
    g_assert_false(sip_uri_same_user("alice", "bob"));
}

static void test_hide_passwords(void)
{
    static const struct {
        const char *text;
        const char *shown;      /* NULL: as it is */
    } cases[] = {
        { "sip:alice:s3cret@lab.test", "sip:alice@lab.test" },
        { "SIPS:alice:s3cret@lab.test:5061;transport=tcp", "SIPS:alice@lab.test:5061;transport=tcp" },
        { "sip:alice:@lab.test", "sip:alice@lab.test" },
        { "sip::s3cret@lab.test", "sip:@lab.test" },
        { "sip:alice:a,b;c=d&e@lab.test", "sip:alice@lab.test" },
        { "sip:alice:a:b@lab.test", "sip:alice@lab.test" },
        { "sip:alice:s3@cret@lab.test", "sip:alice@lab.test" },
        { "sip:alice:s3cret@[fd00::2]:5060", "sip:alice@[fd00::2]:5060" },
        { "sip:a:x@lab.test,sip:b:y@lab.test", "sip:a@lab.test,sip:b@lab.test" },
        { "<sip:a:x@lab.test>;tag=1, \"B\" <sips:b:y@lab.test>", "<sip:a@lab.test>;tag=1, \"B\" <sips:b@lab.test>" },
        { "frame 3: uri \"sip:a:x@lab.test\", To \"sip:b@lab.test\"", "frame 3: uri \"sip:a@lab.test\", To \"sip:b@lab.test\"" },
        { "domain=\"https://bob:s3cret@lab.test/x\"", "domain=\"https://bob@lab.test/x\"" },
        /* cut before the host */
        { "sip:alice:s3cr", "sip:alice" },
        { "sip:alice:", NULL },
        { "sip:abc:deadbe", "sip:abc" },
        { "sip:a:x@lab.test, sip:alice:s3cr\xe2\x80\xa6", "sip:a@lab.test, sip:alice" },

        { "sip:lab.test", NULL },
        { "sip:lab.test:5060", NULL },
        { "sip:lab.test:5060;lr", NULL },
        { "sip:alice@lab.test:5060", NULL },
        { "sip:alice;x=y@lab.test:5060", NULL },
        { "sip:lab.test:5060,sip:alice@lab.test", NULL },
        { "sip:[fd00::2]:5060", NULL },
        { "sip:fd00::2:5060", NULL },
        { "\"sip:lab.test:5060\" and x@y", NULL },
        { "tel:+49:1@x", NULL },
        { "frame 3: 401 asks for realm \"a:b@c\"", NULL },
        { "12:30:01", NULL },
        { "://", NULL },
        { ":", NULL },
        { "sip:", NULL },
        { "ip:alice:x@y", NULL },
        { "", NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *shown = sip_uri_hide_passwords(NULL, cases[i].text);
        g_test_message("%s", cases[i].text);
        if (cases[i].shown) {
            g_assert_cmpstr(shown, ==, cases[i].shown);
            wmem_free(NULL, (void *)(uintptr_t)shown);
        } else {
            g_assert_true(shown == cases[i].text);
        }
    }
    g_assert_null(sip_uri_hide_passwords(NULL, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip-uri/difference", test_difference);
    g_test_add_func("/sip-uri/same-user", test_same_user);
    g_test_add_func("/sip-uri/hide-passwords", test_hide_passwords);
    return g_test_run();
}
