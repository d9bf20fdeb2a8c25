/* test_message.c
 * Unit tests of the reader of SIP messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"
#include "unit_span.h"

#define MUTATIONS 200000

static const char invite[] =
    "INVITE sip:bob@biloxi.example SIP/2.0\r\n"
    "Via: SIP/2.0/UDP proxy.example;branch=z9hG4bK2;received=192.0.2.1;rport=5060, SIP/2.0/TCP "
    "[2001:db8::9]:5061;branch=z9hG4bK1\r\n"
    "Max-Forwards: 70\r\n"
    "From: \"A. \\\"<Ali>\\\"; x\" <sip:alice:pw@atlanta.example;transport=tcp>;x=\"a;tag=no\";TAG=1928301774\r\n"
    "To: sip:bob@biloxi.example;tag=77\r\n"
    "Call-ID: a84b4c76e66710@pc33.atlanta.example\r\n"
    "CSeq: 314159 INVITE\r\n"
    "Contact: <sip:alice@pc33.atlanta.example>\r\n"
    "Authorization: Digest realm=\"a\", nonce=\"x\",\r\n"
    "\tresponse=\"y\"\r\n"
    "Proxy-Authorization: Digest realm=\"b\"\r\n"
    "Content-Length: 4\r\n"
    "\r\n"
    "v=0\n";

static const char unauthorized[] =
    "SIP/2.0 401 Unauthorized\r\n"
    "v:SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKnashds7\r\n"
    "f:Bob <sip:bob@biloxi.example>;tag=456248\r\n"
    "t:<tel:+1-201-555-0123;phone-context=x>;tag=2493k59kd\r\n"
    "i:843817637684230@998sdasdh09\r\n"
    "CSeq:1826 REGISTER\r\n"
    "WWW-Authenticate : Digest realm=\"a\"\r\n"
    "Security-Server: ipsec-3gpp;q=0.1\r\n"
    "l:0\r\n"
    "\r\n";

/* RFC 4475 section 3.1.1.1, shortened. */
static const char wsinv[] =
    "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0\r\n"
    "TO :\r\n"
    " sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\r\n"
    "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n"
    "  ;\r\n"
    "  tag = 98asjd8\r\n"
    "MaX-fOrWaRdS: 0068\r\n"
    "Call-ID: wsinv.ndaksdj@192.0.2.1\r\n"
    "Content-Length   : 150\r\n"
    "cseq: 0009\r\n"
    "  INVITE\r\n"
    "Via  : SIP  /   2.0\r\n"
    " /UDP\r\n"
    "    192.0.2.2;branch=390skdjuw\r\n"
    "s :\r\n"
    "NewFangledHeader:   newfangled value\r\n"
    " continued newfangled value\r\n"
    "UnknownHeaderWithUnusualValue: ;;,,;;,;\r\n"
    "Route:\r\n"
    " <sip:services.example.com;lr;unknownwith=value;unknown-no-value>\r\n"
    "v:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n"
    "  branch  =   z9hG4bK9ikj8  ,\r\n"
    " SIP  /    2.0   / UDP  192.168.255.111   ; branch=\r\n"
    " z9hG4bK30239\r\n"
    "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =\r\n"
    "      newvalue ;\r\n"
    "  secondparam ; q = 0.33\r\n"
    "\r\n";

/* Start lines */

typedef struct {
    const char *text;
    bool starts;
    const char *method;     /* request */
    const char *uri;
    unsigned status;        /* response */
    const char *reason;
} start_case_t;

static const start_case_t start_cases[] = {
    { "INVITE sip:a@b SIP/2.0\r\n", true, "INVITE", "sip:a@b", 0, NULL },
    { "INVITE sip:a@b SIP/2.0\n", true, "INVITE", "sip:a@b", 0, NULL },
    { "INVITE sip:a@b SIP/2.0", true, "INVITE", "sip:a@b", 0, NULL },
    { "INVITE sip:a@b SIP/2.0\r", true, "INVITE", "sip:a@b", 0, NULL },
    { "INVITE sip:a@b sip/2.0  \r\n", true, "INVITE", "sip:a@b", 0, NULL },
    { "INVITE  sip:a@b\t SIP/2.0\r\n", true, "INVITE", "sip:a@b", 0, NULL },
    { "INVITE sip:a@b; lr SIP/2.0\r\n", true, "INVITE", "sip:a@b; lr", 0, NULL },
    { "INVITE <sip:a@b> SIP/2.0\r\n", true, "INVITE", "<sip:a@b>", 0, NULL },
    { "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0\r\n", true, "OPTIONS", "soap.beep://192.0.2.103:3002", 0, NULL },
    { "!interesting-Method0123456789_*+`.%indeed'~ sip:a SIP/2.0\r\n", true,
      "!interesting-Method0123456789_*+`.%indeed'~", "sip:a", 0, NULL },
    { "register sip:a SIP/2.0", true, "register", "sip:a", 0, NULL },
    { "SIP/2.0 200 OK\r\n", true, NULL, NULL, 200, "OK" },
    { "sip/2.0 401 Un authorized \r\n", true, NULL, NULL, 401, "Un authorized" },
    { "SIP/2.0 100 \r\n", true, NULL, NULL, 100, "" },
    { "SIP/2.0 403\r\n", true, NULL, NULL, 403, "" },
    { "SIP/2.0 403\n", true, NULL, NULL, 403, "" },
    { "SIP/2.0 403", true, NULL, NULL, 403, "" },
    { "SIP/2.0 699 \xd0\xbd", true, NULL, NULL, 699, "\xd0\xbd" },
    { "SIP/2.0  407 x", true, NULL, NULL, 407, "x" },

    { "", false, NULL, NULL, 0, NULL },
    { "\r\n", false, NULL, NULL, 0, NULL },
    { "S", false, NULL, NULL, 0, NULL },
    { "SIP/2.0", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 ", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 40", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 4011 x\r\n", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 40a x\r\n", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 401x", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 401Unauthorized\r\n", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 099 x\r\n", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 700 x\r\n", false, NULL, NULL, 0, NULL },
    { "SIP/2.0 000", false, NULL, NULL, 0, NULL },
    { "SIP/2.0401 x\r\n", false, NULL, NULL, 0, NULL },
    { "SIP/1.0 200 OK\r\n", false, NULL, NULL, 0, NULL },
    { "SIP/2.00 200 OK\r\n", false, NULL, NULL, 0, NULL },
    { "HTTP/1.1 401 Unauthorized\r\n", false, NULL, NULL, 0, NULL },
    { "GET / HTTP/1.1\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE sip:a@b", false, NULL, NULL, 0, NULL },
    { "INVITE sip:a@b SIP/2.", false, NULL, NULL, 0, NULL },
    { "INVITE sip:a@b SIP/3.0\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE sip:a@b SIP/7.0\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE sip:a@bSIP/2.0\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE sip:a@b SIP/2.0x\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE SIP/2.0\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE  SIP/2.0\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE\r\n sip:a@b SIP/2.0\r\n", false, NULL, NULL, 0, NULL },
    { " INVITE sip:a@b SIP/2.0\r\n", false, NULL, NULL, 0, NULL },
    { "INVITE: sip:a@b SIP/2.0\r\n", false, NULL, NULL, 0, NULL },
    { "From: <sip:a@b>\r\nINVITE sip:a@b SIP/2.0\r\n", false, NULL, NULL, 0, NULL },
    { "v=0\r\n", false, NULL, NULL, 0, NULL },
    { "\xff\xfeSIP/2.0 200 OK\r\n", false, NULL, NULL, 0, NULL },
};

static void test_start_line(void)
{
    sip_message_t msg;
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(start_cases); i++) {
        const start_case_t *c = &start_cases[i];
        size_t len = strlen(c->text);

        g_test_message("%s", c->text);
        memset(&msg, 0xa5, sizeof msg);
        g_assert_cmpint(sip_message_starts(c->text, len), ==, c->starts);
        g_assert_cmpint(sip_message_parse(&msg, c->text, len), ==, c->starts);
        g_assert_cmpint(msg.is_request, ==, c->method != NULL);
        g_assert_cmpuint(msg.status, ==, c->status);
        assert_span(c->text, msg.method, c->method);
        assert_span(c->text, msg.request_uri, c->uri);
        assert_span(c->text, msg.reason_phrase, c->reason);
        g_assert_false(msg.headers_complete);
        g_assert_cmpuint(msg.header_len, ==, c->starts ? len : 0);
    }
    g_assert_false(sip_message_starts(NULL, 0));
    g_assert_false(sip_message_parse(&msg, NULL, 0));
}

/** Once true, more bytes of the same line change nothing; before that, it is false. */
static void test_start_line_cut(void)
{
    size_t len;

    for (len = 0; len < sizeof invite; len++) {
        g_assert_cmpint(sip_message_starts(invite, len), ==, len >= strlen("INVITE sip:bob@biloxi.example SIP/2.0"));
    }
    for (len = 0; len < sizeof unauthorized; len++) {
        g_assert_cmpint(sip_message_starts(unauthorized, len), ==, len >= strlen("SIP/2.0 401"));
    }
}

/* Whole messages */

static void test_request(void)
{
    sip_message_t msg;

    memset(&msg, 0xa5, sizeof msg);
    g_assert_true(sip_message_parse(&msg, invite, strlen(invite)));
    g_assert_true(msg.is_request);
    g_assert_cmpuint(msg.via_count, ==, 2);
    g_assert_cmpuint(msg.via_kept, ==, 2);
    assert_span("via 0", sip_via_sent_by(&msg.via[0]), "proxy.example");
    assert_span("via 0", msg.via[0].branch, "z9hG4bK2");
    assert_span("via 1", sip_via_sent_by(&msg.via[1]), "[2001:db8::9]:5061");
    assert_span("via 1", msg.via[1].branch, "z9hG4bK1");
    assert_span("from", msg.from_uri, "sip:alice:pw@atlanta.example;transport=tcp");
    assert_span("from", msg.from_tag, "1928301774");
    assert_span("to", msg.to_uri, "sip:bob@biloxi.example");
    assert_span("to", msg.to_tag, "77");
    assert_span("call-id", msg.call_id, "a84b4c76e66710@pc33.atlanta.example");
    g_assert_true(msg.has_cseq);
    g_assert_cmpuint(msg.cseq, ==, 314159);
    assert_span("cseq", msg.cseq_method, "INVITE");
    assert_span("contact", msg.contact, "<sip:alice@pc33.atlanta.example>");
    g_assert_cmpuint(msg.auth_count, ==, 2);
    g_assert_cmpuint(msg.auth_kept, ==, 2);
    g_assert_cmpint(msg.auth[0].kind, ==, AUTH_AUTHORIZATION);
    assert_span("auth 0", msg.auth[0].value, "Digest realm=\"a\", nonce=\"x\",\r\n\tresponse=\"y\"");
    g_assert_cmpint(msg.auth[1].kind, ==, AUTH_PROXY_AUTHORIZATION);
    assert_span("auth 1", msg.auth[1].value, "Digest realm=\"b\"");
    g_assert_true(msg.has_content_length);
    g_assert_cmpuint(msg.content_length, ==, 4);
    g_assert_true(msg.headers_complete);
    g_assert_cmpuint(msg.header_len, ==, strlen(invite) - 4);
    assert_span("server", msg.server, NULL);
    assert_span("reason", msg.reason_phrase, NULL);
}

static void test_response(void)
{
    sip_message_t msg;

    memset(&msg, 0xa5, sizeof msg);
    g_assert_true(sip_message_parse(&msg, unauthorized, strlen(unauthorized)));
    g_assert_false(msg.is_request);
    g_assert_cmpuint(msg.status, ==, 401);
    g_assert_cmpuint(msg.via_count, ==, 1);
    assert_span("via", msg.via[0].branch, "z9hG4bKnashds7");
    assert_span("from", msg.from_uri, "sip:bob@biloxi.example");
    assert_span("to", msg.to_uri, "tel:+1-201-555-0123;phone-context=x");
    assert_span("to", msg.to_tag, "2493k59kd");
    assert_span("call-id", msg.call_id, "843817637684230@998sdasdh09");
    g_assert_cmpuint(msg.auth_count, ==, 1);
    g_assert_cmpint(msg.auth[0].kind, ==, AUTH_WWW_AUTHENTICATE);
    assert_span("auth", msg.auth[0].value, "Digest realm=\"a\"");
    g_assert_cmpuint(msg.security_count, ==, 1);
    g_assert_cmpint(msg.security[0].kind, ==, SECURITY_SERVER);
    assert_span("security", msg.security[0].value, "ipsec-3gpp;q=0.1");
    g_assert_true(msg.has_content_length);
    g_assert_cmpuint(msg.header_len, ==, strlen(unauthorized));
}

static void test_torture(void)
{
    sip_message_t msg;

    g_assert_true(sip_message_parse(&msg, wsinv, strlen(wsinv)));
    assert_span("to", msg.to_uri, "sip:vivekg@chair-dnrc.example.com");
    assert_span("to", msg.to_tag, "1918181833n");
    assert_span("from", msg.from_uri, "sip:jdrosen@example.com");
    assert_span("from", msg.from_tag, "98asjd8");
    g_assert_true(msg.has_cseq);
    g_assert_cmpuint(msg.cseq, ==, 9);
    assert_span("cseq", msg.cseq_method, "INVITE");
    g_assert_cmpuint(msg.via_count, ==, 3);
    assert_span("via 0", sip_via_sent_by(&msg.via[0]), "192.0.2.2");
    assert_span("via 0", msg.via[0].branch, "390skdjuw");
    assert_span("via 1", sip_via_sent_by(&msg.via[1]), "spindle.example.com");
    assert_span("via 1", msg.via[1].branch, "z9hG4bK9ikj8");
    assert_span("via 2", sip_via_sent_by(&msg.via[2]), "192.168.255.111");
    assert_span("via 2", msg.via[2].branch, "z9hG4bK30239");
    assert_span("route", msg.route, "<sip:services.example.com;lr;unknownwith=value;unknown-no-value>");
    g_assert_cmpuint(msg.content_length, ==, 150);
    g_assert_true(msg.headers_complete);
}

/* Single headers. One row: header lines behind a start line, the member that they fill, its value. */

typedef struct {
    const char *lines;
    size_t member;
    const char *value;
} header_case_t;

#define MEMBER(name) offsetof(sip_message_t, name)

static const header_case_t header_cases[] = {
    { "Call-ID: x\r\n", MEMBER(call_id), "x" },
    { "i: x\r\n", MEMBER(call_id), "x" },
    { "I :\tx \r\n", MEMBER(call_id), "x" },
    { "CALL-id:x\n", MEMBER(call_id), "x" },
    { "Call-ID\t : x\r\n", MEMBER(call_id), "x" },
    { "Call-ID: x\r\nCall-ID: y\r\n", MEMBER(call_id), "x" },
    { "i:\r\nCall-ID: y\r\n", MEMBER(call_id), "" },
    { "Call-ID:\r\n x\r\n", MEMBER(call_id), "x" },
    { "Call-ID:\n\tx\n", MEMBER(call_id), "x" },
    { "Call-ID:\r\n \r\n\tx \r\n \r\n", MEMBER(call_id), "x" },
    { "Call-ID: x\ry\r\n", MEMBER(call_id), "x\ry" },
    { "Call-ID: x\r\r\n", MEMBER(call_id), "x" },
    { "Call-ID:: x\r\n", MEMBER(call_id), ": x" },
    { "Call-ID x\r\n", MEMBER(call_id), NULL },
    { "Call-ID\r\n", MEMBER(call_id), NULL },
    { "Call-IDx: x\r\n", MEMBER(call_id), NULL },
    { "Call_ID: x\r\n", MEMBER(call_id), NULL },
    { "Call\rID: x\r\n", MEMBER(call_id), NULL },
    { "Call-I$: x\r\n", MEMBER(call_id), NULL },
    { "Call-I\r\n D: x\r\n", MEMBER(call_id), NULL },
    { " Call-ID: x\r\n", MEMBER(call_id), NULL },
    { "Subject: x\r\n Call-ID: y\r\n", MEMBER(call_id), NULL },
    { ": x\r\nCall-ID: y\r\n", MEMBER(call_id), "y" },
    { "garbage without colon\r\nCall-ID: y\r\n", MEMBER(call_id), "y" },
    { "A-name-that-is-longer-than-any-that-matters: x\r\nCall-ID: y\r\n", MEMBER(call_id), "y" },
    { "Call-ID: cut", MEMBER(call_id), NULL },
    { "Call-ID: cut\r", MEMBER(call_id), NULL },
    { "Call-ID: x\r\n cut", MEMBER(call_id), NULL },
    { "Call-ID: x\r\n ", MEMBER(call_id), NULL },
    { "i\n :x\n", MEMBER(call_id), "x" },
    { "x\r\nCall-ID: y\r\n", MEMBER(call_id), "y" },
    { "Call-ID: x\r\n", MEMBER(call_id), "x" },
    { "\r\nCall-ID: body\r\n", MEMBER(call_id), NULL },
    { "\nCall-ID: body\r\n", MEMBER(call_id), NULL },
    { "\n Call-ID: body\r\n", MEMBER(call_id), NULL },
    { "Contact: *\r\n", MEMBER(contact), "*" },
    { "m: <sip:a>, <sip:b>\r\n", MEMBER(contact), "<sip:a>, <sip:b>" },
    { "Expires: 0\r\n", MEMBER(expires), "0" },
    { "User-Agent: a (b)\r\n", MEMBER(user_agent), "a (b)" },
    { "Server: s\r\n", MEMBER(server), "s" },
    { "Warning: 399 h \"t\"\r\n", MEMBER(warning[0]), "399 h \"t\"" },
    { "Warning: 392 h \"t\"\r\nWarning: 399 h \"u\"\r\n", MEMBER(warning[0]), "392 h \"t\"" },
    { "Warning: 392 h \"t\"\r\nWarning: 399 h \"u\"\r\n", MEMBER(warning[1]), "399 h \"u\"" },
    { "Reason: Q.850;cause=21\r\n", MEMBER(reason[0]), "Q.850;cause=21" },
    { "Reason: Q.850;cause=21\r\n", MEMBER(reason[1]), NULL },
    { "Reason: a\r\nReason: b\r\nReason: c\r\nReason: d\r\nReason: e\r\n", MEMBER(reason[3]), "d" },
    { "Identity: x\r\n", MEMBER(identity), "x" },
    { "y: x\r\n", MEMBER(identity), "x" },
    { "Route: <sip:p;lr>\r\nRoute: <sip:q;lr>\r\n", MEMBER(route), "<sip:p;lr>" },
    { "Record-Route: x\r\n", MEMBER(record_route), "x" },
    { "Path: x\r\n", MEMBER(path), "x" },
    { "P-Access-Network-Info: 3GPP-E-UTRAN-FDD\r\n", MEMBER(p_access_network_info), "3GPP-E-UTRAN-FDD" },
    { "P-Visited-Network-ID: x\r\n", MEMBER(p_visited_network_id), "x" },
    { "P-Charging-Vector: icid-value=1\r\n", MEMBER(p_charging_vector), "icid-value=1" },
    { "P-Asserted-Identity: <sip:a>\r\n", MEMBER(p_asserted_identity), "<sip:a>" },
    { "From: <sip:a@b>;tag=1\r\nf: <sip:c@d>;tag=2\r\n", MEMBER(from_tag), "1" },
    { "From: <sip:a@b>\r\nf: <sip:c@d>;tag=2\r\n", MEMBER(from_tag), NULL },
    { "t: <sip:a@b>\r\nTo: <sip:c@d>;tag=2\r\n", MEMBER(to_uri), "sip:a@b" },
    { "CSeq: x INVITE\r\nCSeq: 1 BYE\r\n", MEMBER(cseq_method), "INVITE" },
    { "c: x\r\nk: y\r\ne: z\r\nCSeq: 1 BYE\r\n", MEMBER(cseq_method), "BYE" },
};

static void test_headers(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(header_cases); i++) {
        const header_case_t *c = &header_cases[i];
        char *text = g_strconcat("SIP/2.0 401 x\r\n", c->lines, NULL);
        sip_message_t msg;

        g_assert_true(sip_message_parse(&msg, text, strlen(text)));
        assert_span(c->lines, *(span_t *)(void *)((char *)&msg + c->member), c->value);
        g_free(text);
    }
}

typedef struct {
    const char *lines;
    bool complete;
    size_t behind;      /* bytes behind the header */
} end_case_t;

static const end_case_t end_cases[] = {
    { "", false, 0 },
    { "\r\n", true, 0 },
    { "\n", true, 0 },
    { "\r", false, 0 },
    { "a: b\r\n", false, 0 },
    { "a: b\r\n\r", false, 0 },
    { "a: b\r\n\r\n", true, 0 },
    { "a: b\r\n\n", true, 0 },
    { "a: b\n\nbody", true, 4 },
    { "a: b\r\n\r\n body", true, 5 },
    { "a: b\r\n \r\n\r\nbody", true, 4 },
    { "a: b\r\n \r\n", false, 0 },
    { "a: b\r\r\n\r\nbody", true, 4 },
    { "a: b\r\r\nc: d", false, 0 },
};

static void test_header_end(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(end_cases); i++) {
        const end_case_t *c = &end_cases[i];
        char *text = g_strconcat("SIP/2.0 401 x\r\n", c->lines, NULL);
        sip_message_t msg;

        g_test_message("%s", c->lines);
        g_assert_true(sip_message_parse(&msg, text, strlen(text)));
        g_assert_cmpint(msg.headers_complete, ==, c->complete);
        g_assert_cmpuint(msg.header_len, ==, strlen(text) - c->behind);
        g_free(text);
    }
}

static void test_auth_kinds(void)
{
    static const char text[] =
        "SIP/2.0 401 x\r\n"
        "WWW-Authenticate: a\r\n"
        "proxy-authenticate: b\r\n"
        "AUTHORIZATION: c\r\n"
        "Proxy-Authorization: d\r\n"
        "Authentication-Info: e\r\n"
        "Proxy-Authentication-Info: f\r\n"
        "WWW-Authenticate:\r\n"
        "\r\n";
    static const struct {
        auth_header_kind_t kind;
        const char *value;
    } expected[] = {
        { AUTH_WWW_AUTHENTICATE, "a" },
        { AUTH_PROXY_AUTHENTICATE, "b" },
        { AUTH_AUTHORIZATION, "c" },
        { AUTH_PROXY_AUTHORIZATION, "d" },
        { AUTH_AUTHENTICATION_INFO, "e" },
        { AUTH_PROXY_AUTHENTICATION_INFO, "f" },
        { AUTH_WWW_AUTHENTICATE, "" },
    };
    sip_message_t msg;
    size_t i;

    g_assert_true(sip_message_parse(&msg, text, strlen(text)));
    g_assert_cmpuint(msg.auth_kept, ==, G_N_ELEMENTS(expected));
    for (i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpint(msg.auth[i].kind, ==, expected[i].kind);
        assert_span(text, msg.auth[i].value, expected[i].value);
    }
}

/** More than is kept is counted. */
static void test_many(void)
{
    GString *text = g_string_new("SIP/2.0 401 x\r\n");
    sip_message_t msg;
    unsigned i;

    for (i = 0; i < 40; i++) {
        g_string_append_printf(text, "Via: SIP/2.0/UDP h%u;branch=%u, ,SIP/2.0/TCP i\r\n", i, i);
        g_string_append_printf(text, "Authorization: %u\r\n", i);
    }
    g_assert_true(sip_message_parse(&msg, text->str, text->len));
    g_assert_cmpuint(msg.via_kept, ==, SIP_MAX_VIAS);
    g_assert_cmpuint(msg.via_count, ==, 80);
    g_assert_cmpuint(msg.auth_kept, ==, SIP_MAX_AUTH_LINES);
    g_assert_cmpuint(msg.auth_count, ==, 40);
    assert_span("via", msg.via[14].branch, "7");
    assert_span("via", sip_via_sent_by(&msg.via[15]), "i");
    assert_span("auth", msg.auth[31].value, "31");
    g_string_free(text, TRUE);
}

/** NUL and bytes that are no text are characters like any other. */
static void test_bytes(void)
{
    static const char text[] = "SIP/2.0 403 a\0b\r\n\0: x\r\nCall-ID: c\0\xff\r\nCall\rID: y\r\nServer: \0\r\n\r\n\0";
    sip_message_t msg;

    g_assert_true(sip_message_parse(&msg, text, sizeof text - 1));
    g_assert_true(span_equal(msg.reason_phrase, SPAN_LITERAL("a\0b")));
    g_assert_true(span_equal(msg.call_id, SPAN_LITERAL("c\0\xff")));
    g_assert_true(span_equal(msg.server, SPAN_LITERAL("\0")));
    g_assert_cmpuint(msg.header_len, ==, sizeof text - 2);
}

/** A message that was parsed before leaves nothing behind. */
static void test_reuse(void)
{
    static const char bare[] = "OPTIONS sip:a SIP/2.0\r\n\r\n";
    sip_message_t msg;

    g_assert_true(sip_message_parse(&msg, invite, strlen(invite)));
    g_assert_true(sip_message_parse(&msg, bare, strlen(bare)));
    g_assert_cmpuint(msg.via_count, ==, 0);
    g_assert_cmpuint(msg.via_kept, ==, 0);
    g_assert_cmpuint(msg.auth_count, ==, 0);
    g_assert_cmpuint(msg.auth_kept, ==, 0);
    g_assert_false(msg.has_cseq);
    g_assert_false(msg.has_content_length);
    assert_span(bare, msg.call_id, NULL);
    assert_span(bare, msg.from_tag, NULL);
    assert_span(bare, msg.contact, NULL);
    g_assert_false(sip_message_parse(&msg, "x", 1));
    assert_span("x", msg.method, NULL);
    g_assert_false(msg.is_request);
    g_assert_cmpuint(msg.header_len, ==, 0);
}

/* Parts of values */

typedef struct {
    const char *value;
    const char *sent_by;
    const char *branch;
    unsigned count;
} via_case_t;

static const via_case_t via_cases[] = {
    { "SIP/2.0/UDP h", "h", NULL, 1 },
    { "SIP/2.0/UDP h:5060;branch=b", "h:5060", "b", 1 },
    { "SIP/2.0/UDP h : 5060 ; BRANCH = b ; Received = r", "h : 5060", "b", 1 },
    { "SIP/2.0/TLS [::1]:5061;received=[2001:db8::1];branch=b;rport", "[::1]:5061", "b", 1 },
    { "SIP\r\n /\t2.0 /\r\n\tWS\r\n h.invalid\r\n ;branch=\r\n b", "h.invalid", "b", 1 },
    { "SIP/2.0/TLS-SCTP h;branch=b;branch=c", "h", "b", 1 },
    { "SIP/2.0/UDP h;branch=", "h", "", 1 },
    { "SIP/2.0/UDP h;branch", "h", "", 1 },
    { "SIP/2.0/UDP h;xbranch=a;branchx=c", "h", NULL, 1 },
    { "SIP/2.0/UDP h;x=\"a,b;branch=no\";branch=b", "h", "b", 1 },
    { "SIP/2.0/UDP h;x=\"a\\\",;\";branch=b, SIP/2.0/UDP i", "h", "b", 2 },
    { "SIP/2.0/UDP h (one, (two,)\\), three);branch=b, x", "h", "b", 2 },
    { "SIP/2.0/UDP h;branch=b (Acme, Inc), SIP/2.0/UDP i", "h", "b", 2 },
    { "SIP/2.0/UDP h;branch=b, SIP/2.0/UDP i;branch=c,SIP/2.0/UDP j", "h", "b", 3 },
    { ", ,SIP/2.0/UDP h,,", "h", NULL, 1 },
    { "SIP/2.0/UDP ;branch=b", "", "b", 1 },
    { "SIP/2.0/UDP", "", NULL, 1 },
    { "SIP/2.0 h;branch=b", NULL, "b", 1 },
    { "h;branch=b", NULL, "b", 1 },
    { ";branch=b", NULL, "b", 1 },
    { "SIP/2.0/UDP h;x=\"open, SIP/2.0/UDP i", "h", NULL, 1 },
    { "SIP/2.0/UDP h (open, SIP/2.0/UDP i", "h", NULL, 1 },
    { "SIP/2.0/UDP h\\,x", "h\\", NULL, 2 },
    { "SIP/2.0/UDP h ),x", "h )", NULL, 2 },
    { "SIP/2.0/UDP h;;=;==;branch=b=c", "h", "b=c", 1 },
};

static void test_via(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(via_cases); i++) {
        const via_case_t *c = &via_cases[i];
        char *text = g_strconcat("SIP/2.0 401 x\r\nVia: ", c->value, "\r\n\r\n", NULL);
        sip_message_t msg;

        memset(&msg, 0xa5, sizeof msg);
        g_assert_true(sip_message_parse(&msg, text, strlen(text)));
        g_test_message("%s", c->value);
        g_assert_cmpuint(msg.via_count, ==, c->count);
        g_assert_cmpuint(msg.via_kept, ==, c->count);
        assert_span(c->value, sip_via_sent_by(&msg.via[0]), c->sent_by);
        assert_span(c->value, msg.via[0].branch, c->branch);
        g_free(text);
    }
}

typedef struct {
    const char *value;
    bool has;
    uint32_t number;
    const char *method;
} number_case_t;

static const number_case_t cseq_cases[] = {
    { "1 INVITE", true, 1, "INVITE" },
    { "0 INVITE", true, 0, "INVITE" },
    { "0009\r\n  INVITE", true, 9, "INVITE" },
    { "2147483648 ACK", true, 2147483648U, "ACK" },
    { "4294967295\tBYE", true, 4294967295U, "BYE" },
    { "4294967296 BYE", false, 0, "BYE" },
    { "36893488147419103232 REGISTER", false, 0, "REGISTER" },
    { "99999999999999999999999999999999999999999999999 REGISTER", false, 0, "REGISTER" },
    { "00000000000000000000000000000000000000000000001 REGISTER", true, 1, "REGISTER" },
    { "1INVITE", true, 1, "INVITE" },
    { "1 INVITE junk", true, 1, "INVITE" },
    { "1 INVITE,2 BYE", true, 1, "INVITE" },
    { "INVITE", false, 0, "INVITE" },
    { "-1 INVITE", false, 0, "INVITE" },
    { "1 A", true, 1, "A" },
    { "- A", false, 0, "A" },
    { "abc INVITE", false, 0, "INVITE" },
    { "1", false, 1, NULL },
    { "1 \"", false, 1, NULL },
    { "", false, 0, NULL },
};

static void test_cseq(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(cseq_cases); i++) {
        const number_case_t *c = &cseq_cases[i];
        char *text = g_strconcat("SIP/2.0 401 x\r\nCSeq: ", c->value, "\r\n\r\n", NULL);
        sip_message_t msg;

        g_test_message("%s", c->value);
        g_assert_true(sip_message_parse(&msg, text, strlen(text)));
        g_assert_cmpint(msg.has_cseq, ==, c->has);
        g_assert_cmpuint(msg.cseq, ==, c->number);
        assert_span(c->value, msg.cseq_method, c->method);
        g_free(text);
    }
}

static const number_case_t length_cases[] = {
    { "0", true, 0, NULL },
    { "150", true, 150, NULL },
    { "0000000000000000000000000000000000150", true, 150, NULL },
    { "4294967295", true, 4294967295U, NULL },
    { "4294967296", false, 0, NULL },
    { "99999999999999999999999999", false, 0, NULL },
    { "-999", false, 0, NULL },
    { "+5", false, 0, NULL },
    { "12x", false, 12, NULL },
    { "12 x", true, 12, NULL },
    { "", false, 0, NULL },
    { "\r\n 7", true, 7, NULL },
    { "x\r\nContent-Length: 5", false, 0, NULL },
    { "4\r\nl: 5", true, 4, NULL },
};

static void test_content_length(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(length_cases); i++) {
        const number_case_t *c = &length_cases[i];
        char *text = g_strconcat("SIP/2.0 401 x\r\nContent-Length: ", c->value, "\r\n\r\n", NULL);
        sip_message_t msg;

        g_test_message("%s", c->value);
        g_assert_true(sip_message_parse(&msg, text, strlen(text)));
        g_assert_cmpint(msg.has_content_length, ==, c->has);
        g_assert_cmpuint(msg.content_length, ==, c->number);
        g_free(text);
    }
}

typedef struct {
    const char *value;
    const char *uri;
    const char *tag;
} address_case_t;

static const address_case_t address_cases[] = {
    { "<sip:a@b>;tag=1", "sip:a@b", "1" },
    { "sip:a@b;tag=1", "sip:a@b", "1" },
    { "sip:a@b", "sip:a@b", NULL },
    { "  sip:a@b  ;  Tag  =  1  ", "sip:a@b", "1" },
    { "<sip:a@b;tag=no>", "sip:a@b;tag=no", NULL },
    { "<sip:a@b;tag=no>;TAG=yes;tag=second", "sip:a@b;tag=no", "yes" },
    { "Bob <sip:a@b> ; x ; tag=1", "sip:a@b", "1" },
    { "Bob B. Bobson<sip:a@b>;tag=1", "sip:a@b", "1" },
    { "Bell, Alexander <sip:a@b>;tag=43", "sip:a@b", "43" },
    { "Tel: Bell <sip:a@b>;tag=43", "sip:a@b", "43" },
    { "Bell; Alexander <sip:a@b>;tag=43", "sip:a@b", "43" },
    { "\"a <sip:no@no>;tag=no\" <sip:a@b>;tag=1", "sip:a@b", "1" },
    { "\"a \\\" <sip:no@no> \\\\\" <sip:a@b>;tag=1", "sip:a@b", "1" },
    { "\"\"<sip:a@b>;tag=1", "sip:a@b", "1" },
    { "\"open <sip:a@b>;tag=1", "sip:a@b", "1" },
    { "\"open \\\" <sip:a@b>;tag=1", "sip:a@b", "1" },
    { "<sip:a@b>;x=\";tag=no\";tag=1", "sip:a@b", "1" },
    { "<sip:a@b>;x=\";tag=no", "sip:a@b", NULL },
    { "<sip:a@b>\r\n ;tag\r\n =\r\n 1", "sip:a@b", "1" },
    { "< sip:a@b >;tag=1", "sip:a@b", "1" },
    { "<sip:a@b> junk;tag=1", "sip:a@b", "1" },
    { "<sip:a@b", "sip:a@b", NULL },
    { "<>;tag=1", "", "1" },
    { "<sip:a@b>;tag", "sip:a@b", "" },
    { "<sip:a@b>;tag=", "sip:a@b", "" },
    { "<sip:a@b>;tag=a=b", "sip:a@b", "a=b" },
    { "<sip:a@b>;mytag=no", "sip:a@b", NULL },
    { "<sip:a@b>, <sip:c@d>;tag=no", "sip:a@b", NULL },
    { "<sip:a@b>;x=1, <sip:c@d>;tag=no", "sip:a@b", NULL },
    { "sip:a@b, <sip:c@d>", "sip:a@b", NULL },
    { "sip:a@b;x=<y>;tag=1", "sip:a@b", "1" },
    { "tel:+1234;tag=1", "tel:+1234", "1" },
    { "<sip:a@b?x=y>", "sip:a@b?x=y", NULL },
    { "", NULL, NULL },
    { " \t", NULL, NULL },
    { "\"", "\"", NULL },
    { ">", ">", NULL },
    { "\xd0\x9d\xff <sip:a@b>;tag=1", "sip:a@b", "1" },
};

static void test_address(void)
{
    span_t uri, tag;
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(address_cases); i++) {
        const address_case_t *c = &address_cases[i];
        size_t len = strlen(c->value);
        char *exact = unit_copy(c->value, len);

        sip_address_parse((span_t){ exact, len }, &uri, &tag);
        assert_span(c->value, uri, c->uri);
        assert_span(c->value, tag, c->tag);
        g_free(exact);
    }
    sip_address_parse((span_t){ NULL, 0 }, &uri, &tag);
    assert_span("absent", uri, NULL);
    assert_span("absent", tag, NULL);
}

typedef struct {
    const char *uri;
    const char *user;
    const char *host;
} uri_case_t;

static const uri_case_t uri_cases[] = {
    { "sip:alice@example.com", "alice", "example.com" },
    { "SIPS:alice@example.com:5061", "alice", "example.com" },
    { "sip:alice:secret@example.com;transport=tcp", "alice", "example.com" },
    { "sip:alice:@example.com?subject=x", "alice", "example.com" },
    { "sip:example.com", NULL, "example.com" },
    { "sip:example.com;lr", NULL, "example.com" },
    { "sip:@example.com", NULL, "example.com" },
    { "sip:alice@", "alice", NULL },
    { "sip:alice@[2001:db8::1]:5060;lr", "alice", "[2001:db8::1]" },
    { "sip:[::1]", NULL, "[::1]" },
    { "sip:a@[::1", "a", "[" },
    { "sip:+1234;phone-context=x@example.com;user=phone", "+1234", "example.com" },
    { "sip:user;par=u%40example.net@example.com", "user", "example.com" },
    { "sip:a/b?c=d@example.com", "a/b?c=d", "example.com" },
    { "sip:%61lice@EXAMPLE.com", "%61lice", "EXAMPLE.com" },
    { "sip:001010000000001@ims.mnc001.mcc001.3gppnetwork.org", "001010000000001",
      "ims.mnc001.mcc001.3gppnetwork.org" },
    { "tel:+1-201-555-0123", "+1-201-555-0123", NULL },
    { "TEL:7042;phone-context=example.com", "7042", NULL },
    { "tel:", NULL, NULL },
    { "tel:;x", NULL, NULL },
    { "sip:", NULL, NULL },
    { "sip", NULL, NULL },
    { "", NULL, NULL },
    { "mailto:alice@example.com", NULL, NULL },
    { "alice@example.com", NULL, NULL },
    { "urn:service:sos", NULL, NULL },
};

static void test_uri(void)
{
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(uri_cases); i++) {
        const uri_case_t *c = &uri_cases[i];
        size_t len = strlen(c->uri);
        char *exact = unit_copy(c->uri, len);

        assert_span(c->uri, sip_uri_user((span_t){ exact, len }), c->user);
        assert_span(c->uri, sip_uri_host((span_t){ exact, len }), c->host);
        g_free(exact);
    }
    assert_span("absent", sip_uri_user((span_t){ NULL, 0 }), NULL);
    assert_span("absent", sip_uri_host((span_t){ NULL, 0 }), NULL);
}

/* A list of mechanisms may go on in further lines, and lists of all kinds may be mixed. */
static void test_security_lines(void)
{
    static const struct {
        security_header_kind_t kind;
        const char *value;
    } expected[] = {
        { SECURITY_CLIENT, "ipsec-3gpp;alg=a" },
        { SECURITY_VERIFY, "tls;q=0.2" },
        { SECURITY_CLIENT, "ipsec-3gpp;alg=b,\r\n tls" },
        { SECURITY_SERVER, "" },
    };
    static const char text[] = "REGISTER sip:a SIP/2.0\r\nSecurity-Client: ipsec-3gpp;alg=a\r\n"
        "SECURITY-VERIFY : tls;q=0.2\r\nsecurity-client:ipsec-3gpp;alg=b,\r\n tls\r\nSecurity-Server:\r\n\r\n";
    sip_message_t msg;

    g_assert_true(sip_message_parse(&msg, text, sizeof text - 1));
    g_assert_cmpuint(msg.security_count, ==, G_N_ELEMENTS(expected));
    g_assert_cmpuint(msg.security_kept, ==, G_N_ELEMENTS(expected));
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpint(msg.security[i].kind, ==, expected[i].kind);
        assert_span(text, msg.security[i].value, expected[i].value);
    }
}

static void test_many_security_lines(void)
{
    GString *text = g_string_new("REGISTER sip:a SIP/2.0\r\n");
    sip_message_t msg;

    for (unsigned i = 0; i < 40; i++) {
        g_string_append(text, "Security-Client: tls\r\n");
    }
    g_string_append(text, "\r\n");
    g_assert_true(sip_message_parse(&msg, text->str, text->len));
    g_assert_cmpuint(msg.security_kept, ==, SIP_MAX_SECURITY_LINES);
    g_assert_cmpuint(msg.security_count, ==, 40);
    g_string_free(text, TRUE);
}

/* Hostile input */

/** Every span of a message lies in the buffer. */
static void check_inside(const sip_message_t *msg, span_t buffer)
{
    static const size_t members[] = {
        MEMBER(method), MEMBER(request_uri), MEMBER(reason_phrase), MEMBER(call_id), MEMBER(cseq_method),
        MEMBER(from_uri), MEMBER(from_tag), MEMBER(to_uri), MEMBER(to_tag), MEMBER(contact), MEMBER(expires),
        MEMBER(user_agent), MEMBER(server), MEMBER(warning[0]), MEMBER(reason[0]), MEMBER(route),
        MEMBER(record_route), MEMBER(path),
        MEMBER(p_access_network_info), MEMBER(p_visited_network_id), MEMBER(p_charging_vector),
        MEMBER(p_asserted_identity), MEMBER(warning[1]), MEMBER(warning[SIP_MAX_LINES - 1]), MEMBER(reason[1]),
        MEMBER(reason[SIP_MAX_LINES - 1]), MEMBER(p_associated_uri[0]), MEMBER(p_associated_uri[1]),
    };
    size_t i;

    for (i = 0; i < G_N_ELEMENTS(members); i++) {
        g_assert_true(unit_inside(*(const span_t *)(const void *)((const char *)msg + members[i]), buffer));
    }
    g_assert_cmpuint(msg->via_kept, ==, MIN(msg->via_count, SIP_MAX_VIAS));
    for (i = 0; i < msg->via_kept; i++) {
        g_assert_true(unit_inside(msg->via[i].head, buffer));
        g_assert_true(unit_inside(sip_via_sent_by(&msg->via[i]), buffer));
        g_assert_true(unit_inside(msg->via[i].branch, buffer));
    }
    g_assert_cmpuint(msg->auth_kept, ==, MIN(msg->auth_count, SIP_MAX_AUTH_LINES));
    for (i = 0; i < msg->auth_kept; i++) {
        g_assert_true(span_present(msg->auth[i].value) && unit_inside(msg->auth[i].value, buffer));
    }
    g_assert_cmpuint(msg->security_kept, ==, MIN(msg->security_count, SIP_MAX_SECURITY_LINES));
    for (i = 0; i < msg->security_kept; i++) {
        g_assert_true(span_present(msg->security[i].value) && unit_inside(msg->security[i].value, buffer));
    }
    g_assert_true(unit_inside(sip_uri_user(msg->from_uri), buffer));
    g_assert_true(unit_inside(sip_uri_host(msg->from_uri), buffer));
    g_assert_true(unit_inside(sip_uri_host(msg->request_uri), buffer));
    g_assert_cmpuint(msg->header_len, <=, buffer.len);
}

static void test_mutations(void)
{
    const char *samples[] = { invite, unauthorized, wsinv };
    GRand *rand = g_rand_new_with_seed(3261);
    GByteArray *bytes = g_byte_array_new();
    sip_message_t msg;
    unsigned i;

    for (i = 0; i < MUTATIONS; i++) {
        const char *sample = samples[i % G_N_ELEMENTS(samples)];
        char *exact;

        g_byte_array_set_size(bytes, 0);
        g_byte_array_append(bytes, (const guint8 *)sample, (guint)strlen(sample));
        unit_mutate(rand, bytes);

        exact = unit_copy(bytes->data, bytes->len);
        memset(&msg, 0xa5, sizeof msg);
        g_assert_cmpint(sip_message_parse(&msg, exact, bytes->len), ==, sip_message_starts(exact, bytes->len));
        check_inside(&msg, (span_t){ exact, bytes->len });
        g_free(exact);
    }
    g_byte_array_free(bytes, TRUE);
    g_rand_free(rand);
}

/** Each prefix of a message is read without harm, and only whole header lines count. */
static void test_prefixes(void)
{
    sip_message_t whole, part;
    size_t len;

    g_assert_true(sip_message_parse(&whole, invite, strlen(invite)));
    for (len = strlen("INVITE sip:bob@biloxi.example SIP/2.0"); len < strlen(invite); len++) {
        char *exact = unit_copy(invite, len);

        g_assert_true(sip_message_parse(&part, exact, len));
        check_inside(&part, (span_t){ exact, len });
        g_assert_true(!span_present(part.call_id) || span_equal(part.call_id, whole.call_id));
        g_assert_true(!span_present(part.from_tag) || span_equal(part.from_tag, whole.from_tag));
        g_assert_true(part.via_count == 0 || span_equal(part.via[1].branch, whole.via[1].branch));
        g_assert_cmpint(part.headers_complete, ==, len >= whole.header_len);
        g_free(exact);
    }
}

/** A long header of whatever invites to look twice takes no time to speak of. */
static void test_linear(void)
{
    static const char *const fillers[] = {
        "Via: ,", "\"", "(", "\\", ",", ";", "<", "\r\n ", "\r\n", "\r", "a", "a:", " ", ";x=\"", "Via:\"\r\n", "1",
        ";branch=a", "v:(\n", "f:\"<\n", "CSeq: 1\n",
    };
    static const char *const starts[] = {
        "", "INVITE ", "INVITE sip:a SIP/2.0\r\nVia: ", "INVITE sip:a SIP/2.0\r\nFrom: ",
        "INVITE sip:a SIP/2.0\r\nCSeq: ", "INVITE sip:a SIP/2.0\r\n",
    };
    sip_message_t msg;
    size_t i, j;

    g_test_timer_start();
    for (i = 0; i < G_N_ELEMENTS(starts); i++) {
        for (j = 0; j < G_N_ELEMENTS(fillers); j++) {
            GString *text = g_string_new(starts[i]);

            while (text->len < 300000) {
                g_string_append(text, fillers[j]);
            }
            if (sip_message_parse(&msg, text->str, text->len)) {
                check_inside(&msg, (span_t){ text->str, text->len });
            }
            g_string_append(text, "\r\n\r\n");
            if (sip_message_parse(&msg, text->str, text->len)) {
                check_inside(&msg, (span_t){ text->str, text->len });
            }
            g_string_free(text, TRUE);
        }
    }
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 20.0);
}

/* Spans must move with the bytes, whichever of them the message has. */
static void test_move(void)
{
    static const char text[] = "REGISTER sip:a.test SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nVia: SIP/2.0/UDP i;branch=2\r\n"
        "From: <sip:u@a.test>;tag=1\r\nTo: <sip:u@a.test>;tag=2\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\n"
        "Contact: <sip:u@h>\r\nExpires: 60\r\nUser-Agent: x\r\nServer: y\r\nWarning: 399 h \"w\"\r\nWarning: 2\r\n"
        "Reason: SIP\r\nRoute: <sip:r>\r\nRecord-Route: <sip:q>\r\nPath: <sip:p>\r\nP-Access-Network-Info: n\r\n"
        "P-Visited-Network-ID: v\r\nP-Charging-Vector: c\r\nP-Asserted-Identity: <sip:i>\r\n"
        "P-Associated-URI: <sip:j>\r\nIdentity: k\r\nDate: d\r\nAuthorization: Digest username=\"u\"\r\n"
        "Proxy-Authorization: Digest nonce=\"n\"\r\nSecurity-Client: ipsec-3gpp\r\nContent-Length: 0\r\n\r\n";
    char *here = g_strndup(text, sizeof text), *there = g_strndup(text, sizeof text);
    /* The padding of arrays is compared as well. */
    static sip_message_t wanted, moved, glanced;
    sip_message_t *copy = g_new0(sip_message_t, 1), *expected = g_new0(sip_message_t, 1);

    g_assert_true(sip_message_parse(&wanted, there, strlen(there)));
    sip_message_copy(expected, &wanted);
    for (unsigned early = 0; early < 2; early++) {
        g_assert_true(sip_message_glance(&glanced, here, strlen(here)));
        if (!early) {
            sip_message_read(&glanced);
        }
        memset(copy, 0, sizeof *copy);
        sip_message_copy(&moved, &glanced);
        sip_message_move(&moved, here, there);
        memset(here, 'x', strlen(here));
        sip_message_read(&moved);
        sip_message_copy(copy, &moved);
        g_assert_cmpmem(copy, offsetof(sip_message_t, unread), expected, offsetof(sip_message_t, unread));
        memcpy(here, there, strlen(there));
    }
    g_free(copy);
    g_free(expected);
    g_free(here);
    g_free(there);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/message/start-line", test_start_line);
    g_test_add_func("/message/start-line-cut", test_start_line_cut);
    g_test_add_func("/message/request", test_request);
    g_test_add_func("/message/response", test_response);
    g_test_add_func("/message/torture", test_torture);
    g_test_add_func("/message/headers", test_headers);
    g_test_add_func("/message/header-end", test_header_end);
    g_test_add_func("/message/auth-kinds", test_auth_kinds);
    g_test_add_func("/message/many", test_many);
    g_test_add_func("/message/bytes", test_bytes);
    g_test_add_func("/message/reuse", test_reuse);
    g_test_add_func("/message/via", test_via);
    g_test_add_func("/message/cseq", test_cseq);
    g_test_add_func("/message/content-length", test_content_length);
    g_test_add_func("/message/address", test_address);
    g_test_add_func("/message/uri", test_uri);
    g_test_add_func("/message/security_lines", test_security_lines);
    g_test_add_func("/message/many_security_lines", test_many_security_lines);
    g_test_add_func("/message/mutations", test_mutations);
    g_test_add_func("/message/prefixes", test_prefixes);
    g_test_add_func("/message/linear", test_linear);
    g_test_add_func("/message/move", test_move);
    return g_test_run();
}
