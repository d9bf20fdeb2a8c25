/* test_auth_header.c
 * Unit tests of the grammar of challenges and credentials.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "auth_header.h"
#include "unit_span.h"

#define MUTATIONS 200000

/* In the order of auth_param_t. */
static const char *const names[AUTH_PARAM_COUNT] = {
    "realm", "nonce", "opaque", "stale", "algorithm", "qop", "domain", "username", "uri", "response", "cnonce",
    "nc", "auts", "userhash", "ck", "ik", "integrity-protected", "nextnonce", "rspauth", "error", "scope",
    "authz_server", "username*",
};

/**
 * One item as text: scheme, <token68>, parameters in the order of auth_param_t, +N for N others, and
 * what is odd.
 */
static void item_write(GString *out, const auth_item_t *item)
{
    size_t i;

    g_string_append_len(out, item->scheme.ptr, (gssize)item->scheme.len);
    if (span_present(item->token68)) {
        g_string_append_printf(out, " <%.*s>", (int)item->token68.len, item->token68.ptr);
    }
    for (i = 0; i < AUTH_PARAM_COUNT; i++) {
        const auth_value_t *value = &item->param[i];
        const char *quote = value->quoted ? "\"" : "";

        if (span_present(value->raw)) {
            g_string_append_printf(out, " %s=%s", names[i], quote);
            g_string_append_len(out, value->raw.ptr, (gssize)value->raw.len);
            g_string_append(out, quote);
        }
    }
    if (item->other_params) {
        g_string_append_printf(out, " +%u", item->other_params);
    }
    g_string_append(out, item->odd & AUTH_ODD_UNTERMINATED_QUOTE ? " !quote" : "");
    g_string_append(out, item->odd & AUTH_ODD_DUPLICATE_PARAM ? " !duplicate" : "");
    g_string_append(out, item->odd & AUTH_ODD_JUNK ? " !junk" : "");
}

typedef struct {
    const char *value;
    const char *items;      /* each as item_write has it, one behind the other with " | " between */
} items_case_t;

static const items_case_t items_cases[] = {
    /* None */
    { "", "" },
    { " \t\r\n ", "" },
    { ",", "" },
    { " , ,\r\n ,", "" },

    /* One, as it should be */
    { "Digest realm=\"a\"", "Digest realm=\"a\"" },
    { "Digest realm=\"a\", nonce=\"n\", algorithm=MD5, qop=\"auth\"",
      "Digest realm=\"a\" nonce=\"n\" algorithm=MD5 qop=\"auth\"" },
    { "Digest realm=\"a\",domain=\"sip:a sip:b\",nonce=\"n\",opaque=\"\",stale=FALSE,algorithm=SHA-256,"
      "qop=\"auth,auth-int\"",
      "Digest realm=\"a\" nonce=\"n\" opaque=\"\" stale=FALSE algorithm=SHA-256 qop=\"auth,auth-int\" "
      "domain=\"sip:a sip:b\"" },
    { "Digest username=\"u\", realm=\"a\", nonce=\"n\", uri=\"sip:a;x=y\", response=\"r\", cnonce=\"c\", nc=00000001, "
      "qop=auth, auts=\"AAA=\", userhash=true, ck=\"\", ik=\"\", integrity-protected=\"no\"",
      "Digest realm=\"a\" nonce=\"n\" qop=auth username=\"u\" uri=\"sip:a;x=y\" response=\"r\" cnonce=\"c\" "
      "nc=00000001 auts=\"AAA=\" userhash=true ck=\"\" ik=\"\" integrity-protected=\"no\"" },
    { "Bearer authz_server=\"https://a\", scope=\"b c\", error=\"invalid_token\"",
      "Bearer error=\"invalid_token\" scope=\"b c\" authz_server=\"https://a\"" },
    { "Digest nonce=\"\", response=\"\"", "Digest nonce=\"\" response=\"\"" },

    /* Names, schemes and parameters, in any case */
    { "DIGEST REALM=\"a\", Nonce=\"n\"", "DIGEST realm=\"a\" nonce=\"n\"" },
    { "digest StAlE=TRUE", "digest stale=TRUE" },

    /* White space and folds */
    { "Digest realm = \"a\" , nonce\t=\t\"n\"", "Digest realm=\"a\" nonce=\"n\"" },
    { "Digest\r\n realm=\"a\",\r\n\tnonce=\r\n \"n\"", "Digest realm=\"a\" nonce=\"n\"" },
    { "  Digest   realm=\"a\"  ", "Digest realm=\"a\"" },
    { "Digest\trealm=\"a\"", "Digest realm=\"a\"" },
    { "Digest realm=\"a\r\n b\"", "Digest realm=\"a\r\n b\"" },
    { "Digest realm\r\n =\n \"a\"", "Digest realm=\"a\"" },

    /* Commas: missing, many, at the ends */
    { "Digest realm=\"a\" nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\"" },
    { "Digest realm=\"a\"nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\"" },
    { "Digest realm=a nonce=n", "Digest realm=a nonce=n" },
    { "Digest realm=\"a\"\r\n nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\"" },
    { "Digest , realm=\"x\"", "Digest realm=\"x\"" },
    { "Digest, realm=\"x\"", "Digest realm=\"x\"" },
    { ", Digest realm=\"x\"", "Digest realm=\"x\"" },
    { "Digest realm=\"x\",", "Digest realm=\"x\"" },
    { "Digest realm=\"x\", ,, nonce=\"n\", ,", "Digest realm=\"x\" nonce=\"n\"" },

    /* Quotes */
    { "Digest realm=\"a, b\", nonce=\"n\"", "Digest realm=\"a, b\" nonce=\"n\"" },
    { "Digest realm=\"a, Digest realm=b\", nonce=\"n\"", "Digest realm=\"a, Digest realm=b\" nonce=\"n\"" },
    { "Digest realm=\"a \\\"b\\\" c\", nonce=\"n\"", "Digest realm=\"a \\\"b\\\" c\" nonce=\"n\"" },
    { "Digest realm=\"a\\\\\", nonce=\"n\"", "Digest realm=\"a\\\\\" nonce=\"n\"" },
    { "Digest realm=\"a", "Digest realm=\"a\" !quote" },
    { "Digest realm=\"", "Digest realm=\"\" !quote" },
    { "Digest realm=\"a\\", "Digest realm=\"a\\\" !quote" },
    { "Digest realm=\"a\\\"", "Digest realm=\"a\\\"\" !quote" },
    { "Digest realm=\"a, nonce=\"n\"", "Digest realm=\"a, nonce=\" !junk" },
    { "Digest realm=\"a\"b\", nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\" !junk" },
    { "Digest nonce=\"n\", realm=\"a, Digest realm=b", "Digest realm=\"a, Digest realm=b\" nonce=\"n\" !quote" },
    { "Digest realm='a', nonce='n'", "Digest realm='a' nonce='n'" },
    { "Digest realm='a b', nonce='n'", "Digest realm='a nonce='n' !junk" },

    /* Without quotes: as it stands */
    { "Digest realm=\\\"sip.cybercity.dk\\\",nonce=n", "Digest realm=\\\"sip.cybercity.dk\\\" nonce=n" },
    { "Digest realm=a\\b", "Digest realm=a\\b" },
    { "Digest nonce=aGk+/w==, realm=x", "Digest realm=x nonce=aGk+/w==" },
    { "Digest nonce=aGk+/w==", "Digest nonce=aGk+/w==" },
    { "Digest uri=sip:a@b:5060;transport=tcp, realm=x", "Digest realm=x uri=sip:a@b:5060;transport=tcp" },
    { "Digest realm=, nonce=\"n\"", "Digest realm= nonce=\"n\"" },
    { "Digest realm=", "Digest realm=" },
    { "Digest realm = ", "Digest realm=" },
    { "Digest realm=a\"b, nonce=n", "Digest realm=a\"b nonce=n" },
    { "Digest realm=\xd0\x9d\xff\xfe, nonce=n", "Digest realm=\xd0\x9d\xff\xfe nonce=n" },
    { "Digest username=\"\xd0\x9d\xff\", nonce=n", "Digest nonce=n username=\"\xd0\x9d\xff\"" },
    { "Digest qop=auth,auth-int, nonce=\"n\"", "Digest nonce=\"n\" qop=auth,auth-int" },
    { "Digest qop=auth,auth-int", "Digest qop=auth,auth-int" },
    { "Digest qop=auth-int,auth nonce=\"n\"", "Digest nonce=\"n\" qop=auth-int,auth" },
    { "Digest qop=auth, auth-int, Digest realm=\"b\"", "Digest qop=auth, auth-int | Digest realm=\"b\"" },
    { "Digest qop=auth, nonce=\"n\"", "Digest nonce=\"n\" qop=auth" },
    { "Digest qop=auth,auth-int=\"n\"", "Digest qop=auth +1" },
    { "Digest qop=auth auth-int", "Digest qop=auth !junk" },
    { "Digest qop=\"auth\",auth-int", "Digest qop=\"auth\" !junk" },
    { "Digest qop=auth,foo", "Digest qop=auth !junk" },
    { "Digest realm=Acme Voice Server, nonce=\"n\"", "Digest realm=Acme nonce=\"n\" !junk" },
    { "Digest realm=Acme Voice nonce=\"n\"", "Digest realm=Acme nonce=\"n\" !junk" },

    /* Duplicates, unknown ones and junk */
    { "Digest realm=\"a\", realm=\"b\"", "Digest realm=\"a\" !duplicate" },
    { "Digest realm=\"\", REALM=b", "Digest realm=\"\" !duplicate" },
    { "Digest x=1, y=\"2\", x=3, realm=\"a\"", "Digest realm=\"a\" +3" },
    { "Digest username*=UTF-8''%41, realm=\"a\"", "Digest realm=\"a\" username*=UTF-8''%41" },
    { "Digest realm=\"a\"; nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\" !junk" },
    { "Digest: realm=\"a\"", "Digest realm=\"a\" !junk" },
    { "Digest abc", "Digest !junk" },
    { "Digest abc==", "Digest +1" },
    { "Digest realm=\"a\", foo, nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\" !junk" },
    { "Digest realm=\"a\", foo bar, nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\" !junk" },
    { "Digest realm=\"a\", foo;nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\" !junk" },
    { "Digest realm=\"a\", =, nonce=\"n\"", "Digest realm=\"a\" nonce=\"n\" !junk" },
    { "Digest = realm=\"a\"", "Digest realm=\"a\" !junk" },
    { "Digest =", "Digest !junk" },
    { "Basic =x", "Basic !junk" },
    { "x=1", " +1" },

    /* No scheme */
    { "realm=\"a\", nonce=\"n\"", " realm=\"a\" nonce=\"n\"" },
    { "realm = \"a\"", " realm=\"a\"" },
    { "=, Digest realm=\"a\"", "Digest realm=\"a\" !junk" },
    { ": Digest realm=\"a\"", "Digest realm=\"a\" !junk" },
    { "\"", " !junk" },
    { "\"abc\"", "abc !junk" },
    { ";;;", " !junk" },

    /* Scheme only, token68 */
    { "Digest", "Digest" },
    { "Digest ,", "Digest" },
    { "NTLM", "NTLM" },
    { "NTLM, Negotiate", "NTLM | Negotiate" },
    { "Unheard", "Unheard" },
    { "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic <QWxhZGRpbjpvcGVuIHNlc2FtZQ==>" },
    { "Basic dTpw", "Basic <dTpw>" },
    { "basic   dTpwYQ= , ", "basic <dTpwYQ=>" },
    { "Basic realm=\"a\"", "Basic realm=\"a\"" },
    { "Basic realm=a", "Basic realm=a" },
    { "Basic realm = a", "Basic realm=a" },
    { "Basic realm=", "Basic realm=" },
    { "Basic user:password", "Basic <user:password>" },
    { "Bearer eyJ0.eyJz-_~+/.abc", "Bearer <eyJ0.eyJz-_~+/.abc>" },
    { "Bearer abc, realm=\"x\"", "Bearer <abc> realm=\"x\"" },
    { "Bearer abc realm=\"x\"", "Bearer <abc> realm=\"x\"" },
    { "Bearer abc, Digest realm=\"x\"", "Bearer <abc> | Digest realm=\"x\"" },
    { "Negotiate YII=", "Negotiate <YII=>" },
    { "NTLM realm=\"SIP Communications Service\", targetname=\"s\"", "NTLM realm=\"SIP Communications Service\" +1" },
    { "Basic, Digest realm=\"a\"", "Basic | Digest realm=\"a\"" },
    { "Basic Digest realm=\"a\"", "Basic | Digest realm=\"a\"" },
    { "Basic \"dTpw\"", "Basic !junk" },
    { "Basic realm", "Basic <realm>" },
    { "Basic Digest=", "Basic <Digest=>" },
    { "Basic Digest = 1", "Basic +1" },
    { "X abc", "X <abc>" },

    /* Several */
    { "Digest realm=\"a\", nonce=\"x\", Digest realm=\"b\", nonce=\"y\"",
      "Digest realm=\"a\" nonce=\"x\" | Digest realm=\"b\" nonce=\"y\"" },
    { "Digest realm=\"a\", algorithm=SHA-256,Digest realm=\"a\", algorithm=MD5",
      "Digest realm=\"a\" algorithm=SHA-256 | Digest realm=\"a\" algorithm=MD5" },
    { "Digest realm=a Digest realm=b", "Digest realm=a | Digest realm=b" },
    { "Digest realm=\"a\"Digest realm=\"b\"", "Digest realm=\"a\" | Digest realm=\"b\"" },
    { "Digest realm=\"a\",\r\n DIGEST\r\n realm=\"b\"", "Digest realm=\"a\" | DIGEST realm=\"b\"" },
    { "Digest realm=\"a\", Basic realm=\"a\", Bearer scope=\"s\"",
      "Digest realm=\"a\" | Basic realm=\"a\" | Bearer scope=\"s\"" },
    { "Digest realm=\"a\", NTLM, Basic dTpw", "Digest realm=\"a\" | NTLM | Basic <dTpw>" },
    { "Digest realm=\"a\", NewScheme realm=\"b\"", "Digest realm=\"a\" | NewScheme realm=\"b\"" },
    { "Digest realm=\"a\", NewScheme  abc=", "Digest realm=\"a\" | NewScheme <abc=>" },
    { "Digest realm=\"a\", NewScheme, Digest realm=\"b\"", "Digest realm=\"a\" !junk | Digest realm=\"b\"" },
    { "NewScheme x = 1, realm = \"b\"", "NewScheme realm=\"b\" +1" },
    { "Digest realm=\"a\", tls-dsk realm=\"b\", KERBEROS", "Digest realm=\"a\" | tls-dsk realm=\"b\" | KERBEROS" },
    { "Digest realm=\"a\", digest=\"b\"", "Digest realm=\"a\" +1" },
    { "Digest realm=\"a\", basic = 1", "Digest realm=\"a\" +1" },
    { "Digest realm=\"a\", Digestx", "Digest realm=\"a\" !junk" },
    { "Digest,Digest,Digest", "Digest | Digest | Digest" },
    { "Digest Digest", "Digest | Digest" },
    { "Digest realm=\"a, Digest realm=\"b\"", "Digest realm=\"a, Digest realm=\" !junk" },
};

static void test_items(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(items_cases); i++) {
        const items_case_t *c = &items_cases[i];
        size_t len = strlen(c->value);
        char *exact = unit_copy(c->value, len);
        auth_cursor_t cursor = { { exact, len } };
        GString *items = g_string_new(NULL);
        auth_item_t item;

        g_test_message("%s", c->value);
        memset(&item, 0xa5, sizeof item);
        while (auth_header_next(&cursor, &item)) {
            g_string_append(items, items->len ? " | " : "");
            item_write(items, &item);
        }
        g_assert_cmpstr(items->str, ==, c->items);
        g_assert_false(auth_header_next(&cursor, &item));
        g_string_free(items, TRUE);
        g_free(exact);
    }
}

/* The text of each item, as sent. */
static const items_case_t text_cases[] = {
    { "Digest realm=\"a\", nonce=\"n\"", "Digest realm=\"a\", nonce=\"n\"" },
    { " ,Digest  realm = \"a\" ,\r\n nonce=\"n\" , ", "Digest  realm = \"a\" ,\r\n nonce=\"n\"" },
    { "Digest realm=\"a\", Digest realm=\"b\"", "Digest realm=\"a\" | Digest realm=\"b\"" },
    { "Digest realm=\"a\", , Basic , NTLM abc ,", "Digest realm=\"a\" | Basic | NTLM abc" },
    { "Digest realm=\"a\", junk, Digest", "Digest realm=\"a\", junk | Digest" },
    { "Digest realm=\"a", "Digest realm=\"a" },
    { ": Digest realm=a", ": Digest realm=a" },
    { "Digest", "Digest" },
    { "Digest realm=  ", "Digest realm=  " },
    { "realm=a, Basic b", "realm=a | Basic b" },
};

static void test_text(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(text_cases); i++) {
        const items_case_t *c = &text_cases[i];
        auth_cursor_t cursor = { unit_span(c->value) };
        GString *texts = g_string_new(NULL);
        auth_item_t item;

        while (auth_header_next(&cursor, &item)) {
            g_string_append(texts, texts->len ? " | " : "");
            g_string_append_len(texts, item.text.ptr, (gssize)item.text.len);
        }
        g_assert_cmpstr(texts->str, ==, c->items);
        g_string_free(texts, TRUE);
    }
}

/** NUL is a character, and an absent value has no items. */
static void test_bytes(void)
{
    static const char nul[] = "Digest realm=\"a\0b\", nonce=c\0d, \0 opaque=e";
    auth_cursor_t cursor = { { nul, sizeof nul - 1 } };
    auth_item_t item;

    g_assert_true(auth_header_next(&cursor, &item));
    g_assert_true(span_equal(item.param[AUTH_PARAM_REALM].raw, SPAN_LITERAL("a\0b")));
    g_assert_true(span_equal(item.param[AUTH_PARAM_NONCE].raw, SPAN_LITERAL("c\0d")));
    g_assert_true(span_equal(item.param[AUTH_PARAM_OPAQUE].raw, SPAN_LITERAL("e")));
    g_assert_cmpuint(item.odd, ==, AUTH_ODD_JUNK);
    g_assert_false(auth_header_next(&cursor, &item));

    cursor.rest = (span_t){ NULL, 0 };
    g_assert_false(auth_header_next(&cursor, &item));
    g_assert_false(span_present(item.text));
}

static const items_case_t info_cases[] = {
    { "nextnonce=\"n\", qop=auth, rspauth=\"r\", cnonce=\"c\", nc=00000001",
      " qop=auth cnonce=\"c\" nc=00000001 nextnonce=\"n\" rspauth=\"r\"" },
    { "nextnonce=\"n\"", " nextnonce=\"n\"" },
    { "", "" },
    { ", nextnonce=n ,", " nextnonce=n" },
    { "Digest nextnonce=\"n\"", " nextnonce=\"n\" !junk" },
    { "nextnonce=\"n\", Digest x=1", " nextnonce=\"n\" +1 !junk" },
    { "nextnonce=\"n", " nextnonce=\"n\" !quote" },
};

static void test_info(void)
{
    auth_item_t item;
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(info_cases); i++) {
        const items_case_t *c = &info_cases[i];
        GString *out = g_string_new(NULL);

        memset(&item, 0xa5, sizeof item);
        auth_info_parse(unit_span(c->value), &item);
        item_write(out, &item);
        g_assert_cmpstr(out->str, ==, c->items);
        assert_span(c->value, item.scheme, "");
        assert_span(c->value, item.token68, NULL);
        g_string_free(out, TRUE);
    }
    auth_info_parse((span_t){ NULL, 0 }, &item);
    g_assert_false(span_present(item.text));
}

/* Values */

typedef struct {
    const char *raw;
    bool quoted;
    const char *text;
} value_case_t;

static const value_case_t value_cases[] = {
    { "", true, "" },
    { "", false, "" },
    { "abc", true, "abc" },
    { "abc", false, "abc" },
    { "a \\\"b\\\" c", true, "a \"b\" c" },
    { "\\\"sip.cybercity.dk\\\"", false, "\\\"sip.cybercity.dk\\\"" },
    { "a\\\\b", true, "a\\b" },
    { "a\\\\b", false, "a\\\\b" },
    { "DOMAIN\\user", true, "DOMAINuser" },
    { "DOMAIN\\user", false, "DOMAIN\\user" },
    { "a\\", true, "a\\" },
    { "\\", true, "\\" },
    { "a\r\n b", true, "a b" },
    { "a\n\t \tb", true, "a b" },
    { "a \r\n b", true, "a  b" },
    { "a\r\n \r\n b", true, "a  b" },
    { "a\\\r\n b", true, "a\\ b" },
    { "a\r\nb", true, "a\r\nb" },
    { "a\rb", true, "a\rb" },
    { "a\r", true, "a\r" },
    { "a\n", true, "a\n" },
    { "a\r\n", true, "a\r\n" },
    { "a  b", true, "a  b" },
    { "\\\r", true, "\r" },
    { "\xd0\x9d\xff", true, "\xd0\x9d\xff" },
};

static void test_unescape(void)
{
    size_t i, size;

    for (i = 0; i < G_N_ELEMENTS(value_cases); i++) {
        const value_case_t *c = &value_cases[i];
        auth_value_t value = { unit_span(c->raw), c->quoted, false };
        size_t len = strlen(c->text);

        for (size = 0; size <= len + 1; size++) {
            char *out = (char *)g_malloc(size + 1);

            out[size] = '#';
            g_assert_cmpuint(auth_value_unescape(&value, out, size), ==, len);
            g_assert_cmpint(memcmp(out, c->text, MIN(size, len)), ==, 0);
            g_assert_cmpint(out[size], ==, '#');
            g_free(out);
        }
        g_assert_cmpuint(auth_value_unescape(&value, NULL, 0), ==, len);
    }
}

static void test_ext_value(void)
{
    static const struct {
        const char *raw;
        const char *text;       /* NULL: none */
    } cases[] = {
        /* RFC 7616 section 3.9.2, RFC 8187 section 3.2.3 */
        { "UTF-8''J%C3%A4s%C3%B8n%20Doe", "J\303\244s\303\270n Doe" },
        { "iso-8859-1'en'%A3%20rates", "\302\243 rates" },
        { "utf-8'de-AT'%e2%82%ac%20rates", "\342\202\254 rates" },
        { "UTF-8''", "" },
        { "UTF-8''alice", "alice" },
        { "UTF-8''it's", "it's" },
        { "UTF-8''a%27b", "a'b" },
        { "iso-8859-1''%FF%80", "\303\277\302\200" },

        { "", NULL },
        { "alice", NULL },
        { "UTF-8'alice", NULL },
        { "''alice", NULL },
        { "UTF-16''alice", NULL },
        { "UTF-8''%", NULL },
        { "UTF-8''%4", NULL },
        { "UTF-8''%4g", NULL },
        { "UTF-8''%C3", NULL },
        { "UTF-8''%A4%C3", NULL },
        { "UTF-8''%00", NULL },
        { "UTF-8''\303\244", NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const auth_value_t value = { unit_span(cases[i].raw), false, false };
        char *out = (char *)g_malloc(value.raw.len);
        size_t len = 0;
        bool good = auth_ext_value_decode(&value, out, &len);

        g_test_message("%s", cases[i].raw);
        g_assert_cmpint(good, ==, cases[i].text != NULL);
        if (good) {
            g_assert_cmpmem(out, len, cases[i].text, strlen(cases[i].text));
        }
        g_free(out);
    }
    const auth_value_t absent = { { NULL, 0 }, false, false };
    size_t len;
    g_assert_false(auth_ext_value_decode(&absent, NULL, &len));
}

/** Hash and comparison go by the text, however it was written. */
static void test_same_text(void)
{
    const auth_value_t absent = { { NULL, 0 }, false, false };
    size_t i, j;

    for (i = 0; i < G_N_ELEMENTS(value_cases); i++) {
        auth_value_t a = { unit_span(value_cases[i].raw), value_cases[i].quoted, false };

        g_assert_cmpuint(auth_value_hash(&a), !=, 0);
        g_assert_false(auth_value_equal(&a, &absent));
        g_assert_false(auth_value_equal(&absent, &a));
        for (j = 0; j < G_N_ELEMENTS(value_cases); j++) {
            auth_value_t b = { unit_span(value_cases[j].raw), value_cases[j].quoted, false };
            bool same = g_str_equal(value_cases[i].text, value_cases[j].text);

            g_assert_cmpint(auth_value_equal(&a, &b), ==, same);
            g_assert_cmpint(auth_value_hash(&a) == auth_value_hash(&b), ==, same);
        }
    }
    g_assert_cmpuint(auth_value_hash(&absent), ==, 0);
    g_assert_true(auth_value_equal(&absent, &absent));
}

/** Longer than one piece of the hash, written in two ways; and each length has its own hash. */
static void test_long_text(void)
{
    GHashTable *seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    GString *plain = g_string_new(NULL);
    GString *escaped = g_string_new(NULL);
    unsigned i;

    for (i = 0; i < 1000; i++) {
        auth_value_t a = { { plain->str, plain->len }, false, false };
        auth_value_t b = { { escaped->str, escaped->len }, true, false };
        uint64_t hash = auth_value_hash(&a);
        gint64 *key = g_new(gint64, 1);

        *key = (gint64)hash;
        g_assert_true(g_hash_table_add(seen, key));
        g_assert_cmpuint(hash, ==, auth_value_hash(&b));
        g_assert_true(auth_value_equal(&a, &b));
        g_string_append_c(plain, 'a');
        g_string_append(escaped, i % 3 ? "\\a" : "a");
        a = (auth_value_t){ { plain->str, i }, false, false };
        b = (auth_value_t){ { plain->str, plain->len }, false, false };
        g_assert_false(auth_value_equal(&a, &b));
    }
    g_string_free(plain, TRUE);
    g_string_free(escaped, TRUE);
    g_hash_table_destroy(seen);
}

/* Hostile input */

/** Everything of an item lies in the value, and its text where the cursor was. */
static void check_inside(const auth_item_t *item, span_t value)
{
    const auth_value_t *ext = &item->param[AUTH_PARAM_USERNAME_EXT];
    char out[16];
    size_t i, len;
    char *decoded = (char *)g_malloc(ext->raw.len);

    g_assert_true(!auth_ext_value_decode(ext, decoded, &len) || len <= ext->raw.len);
    g_free(decoded);

    g_assert_true(span_present(item->text) && unit_inside(item->text, value));
    g_assert_true(span_present(item->scheme) && unit_inside(item->scheme, item->text));
    g_assert_true(unit_inside(item->token68, item->text));
    for (i = 0; i < AUTH_PARAM_COUNT; i++) {
        g_assert_true(unit_inside(item->param[i].raw, item->text));
        g_assert_cmpuint(auth_value_unescape(&item->param[i], out, sizeof out), <=, item->param[i].raw.len);
        g_assert_cmpint(auth_value_hash(&item->param[i]) != 0, ==, span_present(item->param[i].raw));
    }
}

/** Read all items; they follow each other, each of them more than nothing. */
static void check_items(span_t value)
{
    auth_cursor_t cursor = { value };
    auth_item_t item;
    const char *behind = value.ptr;

    while (auth_header_next(&cursor, &item)) {
        check_inside(&item, value);
        g_assert_cmpuint(item.text.len, >, 0);
        g_assert_true(item.text.ptr >= behind);
        behind = item.text.ptr + item.text.len;
        g_assert_true(cursor.rest.ptr >= behind);
        g_assert_true(unit_inside(cursor.rest, value));
    }
    g_assert_cmpuint(cursor.rest.len, ==, 0);
    auth_info_parse(value, &item);
    if (value.len > 0) {
        check_inside(&item, value);
    }
}

static void test_mutations(void)
{
    GRand *rand = g_rand_new_with_seed(7616);
    GByteArray *bytes = g_byte_array_new();
    unsigned i;

    for (i = 0; i < MUTATIONS; i++) {
        const char *sample = items_cases[i % G_N_ELEMENTS(items_cases)].value;
        char *exact;

        g_byte_array_set_size(bytes, 0);
        g_byte_array_append(bytes, (const guint8 *)sample, (guint)strlen(sample));
        unit_mutate(rand, bytes);
        exact = unit_copy(bytes->data, bytes->len);
        check_items((span_t){ exact, bytes->len });
        g_free(exact);
    }
    g_byte_array_free(bytes, TRUE);
    g_rand_free(rand);
}

/** A long header of whatever invites to look twice takes no time to speak of. */
static void test_linear(void)
{
    static const char *const fillers[] = {
        ",", " ", "\"", "\\", "a", "a ", "a,", "a, ", "a b,", "=", "a=", "a=,", "a=\"", "Basic,", "Basic ",
        "Basic a\"", "a=b,", "Digest ", ", a a=", "a\"Basic ", "\r\n ", ":", "\\\"", "realm=\"\"", ",a\r\n ",
    };
    static const char *const starts[] = { "", "Digest ", "Basic ", "Digest realm=", "Digest realm=\"", "Digest x, y" };
    size_t i, j;

    g_test_timer_start();
    for (i = 0; i < G_N_ELEMENTS(starts); i++) {
        for (j = 0; j < G_N_ELEMENTS(fillers); j++) {
            GString *text = g_string_new(starts[i]);

            while (text->len < 100000) {
                g_string_append(text, fillers[j]);
            }
            check_items((span_t){ text->str, text->len });
            g_string_append(text, "a=b");
            check_items((span_t){ text->str, text->len });
            g_string_free(text, TRUE);
        }
    }
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 20.0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/auth-header/items", test_items);
    g_test_add_func("/auth-header/text", test_text);
    g_test_add_func("/auth-header/bytes", test_bytes);
    g_test_add_func("/auth-header/info", test_info);
    g_test_add_func("/auth-header/unescape", test_unescape);
    g_test_add_func("/auth-header/ext-value", test_ext_value);
    g_test_add_func("/auth-header/same-text", test_same_text);
    g_test_add_func("/auth-header/long-text", test_long_text);
    g_test_add_func("/auth-header/mutations", test_mutations);
    g_test_add_func("/auth-header/linear", test_linear);
    return g_test_run();
}
