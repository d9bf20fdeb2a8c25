/* test_digest.c
 * Unit tests of digests: published examples, every algorithm and qop, and what real clients sent.
 *
 * Responses that no standard prints were computed with CPython's hashlib and hmac.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "digest.h"

#include "aka.h"
#include "secrets.h"
#include "unit_credentials.h"
#include "unit_crypto.h"

typedef struct {
    const char *name;
    const char *method;         /* default: INVITE */
    const char *header;
    const char *body;           /* NULL: not known, unless body_hash is */
    const char *body_hash;
    const char *session_nonce;
    const char *session_cnonce;
    digest_secret_kind_t kind;
    const char *secret;
    const char *secret_user;
    const char *secret_realm;
    digest_verdict_t verdict;
    bool upper_case;
    bool escapes_kept;
} digest_case_t;

static void check_case(const digest_case_t *c)
{
    digest_sent_t sent = unit_sent(c->method ? c->method : "INVITE", c->header);
    const digest_secret_t secret = { .kind = c->kind, .text = unit_span(c->secret),
                                     .username = unit_span(c->secret_user), .realm = unit_span(c->secret_realm) };
    digest_algorithm_t algorithm;
    char body_hash[DIGEST_HEX_SIZE];

    if (c->body && digest_algorithm_parse(sent.algorithm, &algorithm)) {
        g_assert_true(digest_body_hash(algorithm.hash, unit_span(c->body), body_hash));
        sent.body_hash = unit_span(body_hash);
    }
    if (c->body_hash) {
        sent.body_hash = unit_span(c->body_hash);
    }
    sent.session_nonce = unit_span(c->session_nonce);
    sent.session_cnonce = unit_span(c->session_cnonce);

    const digest_result_t result = digest_check(&sent, &secret);
    if (result.verdict != c->verdict || result.upper_case != c->upper_case ||
        result.escapes_kept != c->escapes_kept) {
        g_test_message("%s: verdict %d, upper case %d, escapes kept %d", c->name, result.verdict,
                       result.upper_case, result.escapes_kept);
        g_test_fail();
    }
}

static void check_cases(gconstpointer data, size_t count)
{
    const digest_case_t *cases = (const digest_case_t *)data;

    for (size_t i = 0; i < count; i++) {
        check_case(&cases[i]);
    }
}

/* The password of RFC 7616 section 3.9.2 goes with a user name in UTF-8. */
static const digest_case_t published[] = {
    { .name = "RFC 2069 section 2.4 as its errata have it", .method = "GET", .secret = "CircleOfLife",
      .header = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", "
                "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", "
                "response=\"1949323746fe6a43ef61f9606e7febea\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"" },
    { .name = "RFC 2617 section 3.5", .method = "GET", .secret = "Circle Of Life",
      .header = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", "
                "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", qop=auth, nc=00000001, "
                "cnonce=\"0a4f113b\", response=\"6629fae49393a05397450978507c4ef1\", "
                "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"" },
    { .name = "RFC 7616 section 3.9.1, MD5", .method = "GET", .secret = "Circle of Life",
      .header = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", "
                "algorithm=MD5, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
                "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, "
                "response=\"8ca523f5e9506fed4657c9700eebdbec\", "
                "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"" },
    { .name = "RFC 7616 section 3.9.1, SHA-256", .method = "GET", .secret = "Circle of Life",
      .header = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", "
                "algorithm=SHA-256, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
                "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, "
                "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", "
                "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"" },
    { .name = "RFC 7616 section 3.9.2, erratum 4897", .method = "GET", .secret = "Secret, or not?",
      .secret_user = "J\303\244s\303\270n Doe",
      .header = "Digest username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", "
                "realm=\"api@example.org\", uri=\"/doe.json\", algorithm=SHA-512-256, "
                "nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", nc=00000001, "
                "cnonce=\"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v\", qop=auth, "
                "response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\", "
                "opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", userhash=true" },
    { .name = "RFC 7616 section 3.9.2 as printed", .method = "GET", .secret = "Secret, or not?",
      .secret_user = "J\303\244s\303\270n Doe", .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"488869477bf257147b804c45308cd62ac4e25eb717b12b298c79e62dcea254ec\", "
                "realm=\"api@example.org\", uri=\"/doe.json\", algorithm=SHA-512-256, "
                "nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", nc=00000001, "
                "cnonce=\"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v\", qop=auth, "
                "response=\"ae66e67d6b427bd3f120414a82e4acff38e8ecd9101d6c861229025f607a79dd\", "
                "opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", userhash=true" },
    { .name = "draft-smith-sipping-auth-examples-01, no qop", .secret = "zanzibar",
      .header = "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                "uri=\"sip:bob@biloxi.com\", response=\"bf57e4e0d0bffc0fbaedce64d59add5e\"" },
    { .name = "draft-smith-sipping-auth-examples-01, section 3.2", .secret = "zanzibar",
      .header = "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                "uri=\"sip:bob@biloxi.com\", qop=auth, nc=00000001, cnonce=\"0a4f113b\", "
                "response=\"89eb0059246c02b2f6ee02c7961d5ea3\"" },
    { .name = "draft-smith-sipping-auth-examples-01, section 3.4", .secret = "zanzibar",
      .header = "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                "uri=\"sip:bob@biloxi.com\", qop=auth, nc=00000001, cnonce=\"0a4f113b\", "
                "algorithm=MD5-Sess, response=\"e4e4ea61d186d07a92c9e1f6919902e9\"" },
    { .name = "draft-smith-sipping-auth-examples-01, section 3.5.2", .secret = "zanzibar",
      .body_hash = "c1ed018b8ec4a3b170c0921f5b564e48",
      .header = "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                "uri=\"sip:bob@biloxi.com\", qop=auth-int, nc=00000001, cnonce=\"0a4f113b\", "
                "response=\"bdbeebb2da6adb6bca02599c2239e192\"" },
    { .name = "draft-smith-sipping-auth-examples-01, section 3.6", .secret = "zanzibar",
      .body_hash = "c1ed018b8ec4a3b170c0921f5b564e48",
      .header = "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                "uri=\"sip:bob@biloxi.com\", qop=auth-int, nc=00000001, cnonce=\"0a4f113b\", "
                "algorithm=MD5-Sess, response=\"91984da2d8663716e91554859c22ca70\"" },
};

static const digest_case_t cases[] = {
    /* qop and algorithm */
    { .name = "RFC 2069", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"f837afb7e2c815c615ff1532347642f7\"" },
    { .name = "empty qop is none", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"f837afb7e2c815c615ff1532347642f7\", qop=\"\", nc=00000001, cnonce=\"c-0001\"" },
    { .name = "quoted qop and algorithm", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=\"MD5\", qop=\"auth\", nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "algorithm in another case", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"4471755346fc8c3d920d1c5badbd268ed9c62ceb7175fae6c581212d04f55e0b\", "
                "algorithm=sha-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "MD5 auth", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=MD5, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "MD5 auth-int", .secret = "wonderland", .body = "v=0\015\012",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"94d07d316c1d8a025b5046efb6b2d0d2\", algorithm=MD5, qop=auth-int, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "MD5-sess auth", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"85c02a2469590e07b01a0121d9961790\", algorithm=MD5-sess, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "MD5-sess auth-int", .secret = "wonderland", .body = "v=0\015\012",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"4aa2990e63fc0d47eac04ba6ed2f997d\", algorithm=MD5-sess, qop=auth-int, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "MD5-sess without qop", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"596299d72d3afa436f80806de9d304fd\", algorithm=MD5-sess, cnonce=\"c-0001\"" },
    { .name = "SHA-256 auth", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"4471755346fc8c3d920d1c5badbd268ed9c62ceb7175fae6c581212d04f55e0b\", "
                "algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-256 auth-int", .secret = "wonderland", .body = "v=0\015\012",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"64da5659e1b7c816d8b32c53ddf310abfedcbe245614ee81e54053422c3685cd\", "
                "algorithm=SHA-256, qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-256-sess auth", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"5cc5f90706928474919185a9188d0cf141a2c97f137eb9dbe599d5ee4a7438a2\", "
                "algorithm=SHA-256-sess, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-256-sess auth-int", .secret = "wonderland", .body = "v=0\015\012",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"b48cd6556efbe49c93a347846d4d8fe4c07a2d980d7e0958efd3a834335f6bea\", "
                "algorithm=SHA-256-sess, qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-256-sess without qop", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"514abace9c684ae20d3fe7897923c1ad7f8ddfe620221a277711894dba1d5848\", "
                "algorithm=SHA-256-sess, cnonce=\"c-0001\"" },
    { .name = "SHA-512-256 auth", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"5dc4c9b0215d2b343bb65784a02904c036de24248c2f36f568b1998eabeb588f\", "
                "algorithm=SHA-512-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-512-256 auth-int", .secret = "wonderland", .body = "v=0\015\012",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"f9c889c0cb8c4b77579b54c88bf5e4de04a6e1b393b42b33f9deb52af2a7dd9a\", "
                "algorithm=SHA-512-256, qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-512-256-sess auth", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"c80bb11afa10d3a94d193c0d4eefb13dac9cfaf38fd47a1be30e4108bfef8347\", "
                "algorithm=SHA-512-256-sess, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-512-256-sess auth-int", .secret = "wonderland", .body = "v=0\015\012",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"9d7fbed1d8e568bcd86f840f33c8bc87ac2902612d7faef2c3473400120e85e8\", "
                "algorithm=SHA-512-256-sess, qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "SHA-512-256-sess without qop", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"4d7ebc2f8730ab031e659e36151b48a9d093969bf97e3cd0ad5bf1719065ef73\", "
                "algorithm=SHA-512-256-sess, cnonce=\"c-0001\"" },
    { .name = "auth-int with an empty body", .secret = "wonderland", .body = "",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"3aac102fddde0d9e40b36bfe5e831e73\", qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "session begun with another nonce and cnonce", .secret = "wonderland", .session_nonce = "n-0000",
      .session_cnonce = "c-0000",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"0b3ae3f8672bead021ec67b9e79b9090\", algorithm=MD5-sess, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "session begun with another cnonce", .secret = "wonderland", .session_cnonce = "c-0000",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"2fd2e3ab97d62f79b34d8ad7b86c698c\", algorithm=MD5-sess, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "ACK repeats the credentials of its INVITE", .secret = "wonderland", .method = "ACK",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "ACK computed anew", .secret = "wonderland", .method = "ACK",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"1466e94560bd8cdb957ff33595acedf9\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "rspauth: no method", .secret = "wonderland", .method = "",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"756aa2d2801dba9f82bf8eff228e4e00\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* user names, realms, passwords */
    { .name = "empty password", .secret = "",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"eee0be6f61a148f9e895fc703d327960\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "password with colons and blanks", .secret = " a:b: ",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"9033fa36559f9d16f6c81f3717b7b2ae\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "password in UTF-8", .secret = "p\303\244ssw\303\266rd",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"3a6a2b44d5b78fcdd88bd1d5ab8cdfd1\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "user name and realm in UTF-8", .secret = "wonderland",
      .header = "Digest username=\"zo\303\253\", realm=\"B\303\274ro\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"e6f26f7403d35f089f639e55f21c6fc1\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "user name that is not UTF-8", .secret = "wonderland",
      .header = "Digest username=\"zo\353\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"263bf3aa9fc95e46ac63db6e5d0951ee\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "user name with a host", .secret = "wonderland",
      .header = "Digest username=\"alice@lab.test\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"48d91554f9f4486baf95f7b8e3a2c173\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "empty user name and realm", .secret = "wonderland",
      .header = "Digest username=\"\", realm=\"\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"3e8be35e242ad02502370b4e37b6d9e6\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "escapes undone", .secret = "wonderland",
      .header = "Digest username=\"al\\\"ice\\\\\", realm=\"a \\\"b\\\"\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"1011767876266042668f47de1846242f\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "escapes kept", .secret = "wonderland", .escapes_kept = true,
      .header = "Digest username=\"al\\\"ice\\\\\", realm=\"a \\\"b\\\"\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"41757ed6e58dcaf3da4603e6fd83ba5a\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "a backslash that ought to be escaped", .secret = "wonderland", .escapes_kept = true,
      .header = "Digest username=\"LAB\\alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"c7353a833eef5859cef61007e9d09cac\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "the same, and the client dropped it", .secret = "wonderland",
      .header = "Digest username=\"LAB\\alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"cb934814376f0efc18241a3d238e65b7\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "folded realm", .secret = "wonderland",
      .header = "Digest username=\"alice\", realm=\"lab\015\012  test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com\", response=\"eadec92f81a46d2a3f6e7418326c0257\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .name = "upper-case hex", .secret = "wonderland", .upper_case = true,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"EC11BA9A121CCB6DFF596A1CB26681B8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "upper-case hex of SHA-256", .secret = "wonderland", .upper_case = true,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"4471755346FC8C3D920D1C5BADBD268ED9C62CEB7175FAE6C581212D04F55E0B\", "
                "algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* HA1 */
    { .name = "HA1 of MD5", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "HA1 in upper case", .secret = "FBF69EA0DD5E6F1C71A4C4C0BE53EFFD", .kind = DIGEST_HA1,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "HA1 of SHA-256", .secret = "8c799329a9619b2cc79f766cf6730647aeb67e337c5188b4b59d5fbec8299fab",
      .kind = DIGEST_HA1,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"4471755346fc8c3d920d1c5badbd268ed9c62ceb7175fae6c581212d04f55e0b\", "
                "algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "HA1 of SHA-512-256", .secret = "488db26acdad4a13d7afe95c7d075e1741a1028397baf019eeb963eb238e9478",
      .kind = DIGEST_HA1,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"5dc4c9b0215d2b343bb65784a02904c036de24248c2f36f568b1998eabeb588f\", "
                "algorithm=SHA-512-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "HA1 in a session", .secret = "FBF69EA0DD5E6F1C71A4C4C0BE53EFFD", .kind = DIGEST_HA1,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"85c02a2469590e07b01a0121d9961790\", algorithm=MD5-sess, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "HA1 for this user and realm", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .secret_user = "alice", .secret_realm = "lab.test",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* a digest that differs */
    { .name = "another password", .secret = "Wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "another HA1", .secret = "bfd6088916b92aa6821e488fd5498aeb", .kind = DIGEST_HA1,
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "another method", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"90f26c49276b91c2a1296f45ed40c809\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "realm in another case", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"cea70b7fb5275e861959f68c143b615d\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "another nc", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"dae49edfaa67c0fa821dcb1da66e5a07\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "response cut short", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "response too long", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b80\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "no hex", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"this is no digest\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "MD5 where SHA-256 is stated", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=SHA-256, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "ACK computed for REGISTER", .secret = "wonderland", .method = "ACK",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"90f26c49276b91c2a1296f45ed40c809\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "session computed as if it began here", .secret = "wonderland",
      .verdict = DIGEST_DIFFERS, .session_cnonce = "c-0000",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"85c02a2469590e07b01a0121d9961790\", algorithm=MD5-sess, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "upper-case hex that differs", .secret = "wonderland", .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"622BD79F112B027B40D21EF712187BD8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* nothing can be said */
    { .name = "no response", .secret = "wonderland",
      .verdict = DIGEST_NO_RESPONSE,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "empty response", .secret = "wonderland",
      .verdict = DIGEST_NO_RESPONSE,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "unknown algorithm", .secret = "wonderland",
      .verdict = DIGEST_UNKNOWN_ALGORITHM,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=SHA-1, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "SHA-512 is no algorithm", .secret = "wonderland",
      .verdict = DIGEST_UNKNOWN_ALGORITHM,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=SHA-512, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "unknown qop", .secret = "wonderland",
      .verdict = DIGEST_UNKNOWN_QOP,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"5b4c8503d2940fb2c3100a3f5286dcaf\", qop=auth-conf, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "a list of qop", .secret = "wonderland",
      .verdict = DIGEST_UNKNOWN_QOP,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"9f540dcab6b810f28ceceef2bc3cf2f4\", qop=\"auth,auth-int\", nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "no username", .secret = "wonderland",
      .verdict = DIGEST_INCOMPLETE,
      .header = "Digest realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "no realm", .secret = "wonderland",
      .verdict = DIGEST_INCOMPLETE,
      .header = "Digest username=\"alice\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "no nonce", .secret = "wonderland",
      .verdict = DIGEST_INCOMPLETE,
      .header = "Digest username=\"alice\", realm=\"lab.test\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "no uri", .secret = "wonderland",
      .verdict = DIGEST_INCOMPLETE,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "no cnonce", .secret = "wonderland",
      .verdict = DIGEST_INCOMPLETE,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001" },
    { .name = "no nc", .secret = "wonderland",
      .verdict = DIGEST_INCOMPLETE,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, cnonce=\"c-0001\"" },
    { .name = "session without cnonce", .secret = "wonderland",
      .verdict = DIGEST_INCOMPLETE,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=MD5-sess" },
    { .name = "auth-int, body not known", .secret = "wonderland",
      .verdict = DIGEST_NO_BODY_HASH,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "HA1 of MD5 for SHA-256", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .verdict = DIGEST_SECRET_UNSUITED,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"4471755346fc8c3d920d1c5badbd268ed9c62ceb7175fae6c581212d04f55e0b\", "
                "algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "HA1 of another user", .secret = "c3e859f04da6452baf492214156c0d7b", .kind = DIGEST_HA1,
      .verdict = DIGEST_SECRET_UNSUITED, .secret_user = "bob",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "HA1 of another realm", .secret = "176aa4033d4888dea72d6752b0692af0", .kind = DIGEST_HA1,
      .verdict = DIGEST_SECRET_UNSUITED, .secret_realm = "x",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "a password for AKA", .secret = "wonderland",
      .verdict = DIGEST_SECRET_UNSUITED,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=AKAv1-MD5, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "HA1 for AKA", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .verdict = DIGEST_SECRET_UNSUITED,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=AKAv1-MD5, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\"" },
    { .name = "a SIM without AKA", .secret = "wonderland", .kind = DIGEST_AKA,
      .verdict = DIGEST_SECRET_UNSUITED,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* AUTS */
    { .name = "AUTS with an empty password", .secret = "",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"eee0be6f61a148f9e895fc703d327960\", algorithm=AKAv1-MD5, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\", auts=\"cX81w8YDm4cWCpu3uHM=\"" },
    { .name = "AUTS of AKAv2 with an empty password", .secret = "",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"0a48f3ef2f04664d8f3c48305e1bd1ae3f420386be686e057c288738199216ca\", "
                "algorithm=AKAv2-SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .name = "AUTS with another password", .secret = "",
      .verdict = DIGEST_DIFFERS,
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:bob@example.com\", "
                "response=\"ec11ba9a121ccb6dff596a1cb26681b8\", algorithm=AKAv1-MD5, qop=auth, nc=00000001, "
                "cnonce=\"c-0001\", auts=\"cX81w8YDm4cWCpu3uHM=\"" },
};

static void test_published(void)
{
    check_cases(published, G_N_ELEMENTS(published));
}

static void test_cases(void)
{
    check_cases(cases, G_N_ELEMENTS(cases));
}

/* What clients of the captures sent, and the password that the scripts of the lab gave them. */
static const struct {
    const char *frame;
    const char *method;
    const char *secret;
    const char *header;
} captured[] = {
    { "asterisk16-asterisk16-register-ok.pcap frame 3", "REGISTER", "trunkpass",
      "Digest username=\"trunk\", realm=\"lab.test\", algorithm=MD5, uri=\"sip:10.20.0.1\", "
      "nonce=\"06259bcb\", response=\"b8375b404dcf8fb3c731e15f66f4391b\"" },
    { "asterisk16-baresip-call-rejected.pcap frame 4", "REGISTER", "alicepass",
      "Digest username=\"alice\", realm=\"lab.test\", nonce=\"2a577b60\", uri=\"sip:10.20.0.1\", "
      "response=\"89ba4219847a72349ebb5d8a87105cb8\"" },
    { "asterisk22-asterisk22-invite-ok.pcap frame 4", "INVITE", "trunkpass",
      "Digest username=\"trunk\", realm=\"lab.test\", nonce=\"1795229644/192b2c82a447c1d55cd2764ab7e3a1ab\", "
      "uri=\"sip:100@10.20.0.1\", response=\"7cab7a71874c2f7a0cf20afed55e0da3\", algorithm=MD5, "
      "cnonce=\"faab9648206c43d2abc6d62bec26b5d5\", opaque=\"5b5eb36920d0384b\", qop=auth, nc=00000001" },
    { "asterisk22-baresip-call-rejected.pcap frame 5", "REGISTER", "alicepass",
      "Digest username=\"alice\", realm=\"lab.test\", nonce=\"1795229481/d745243bd872f004254b3817e0c27fe6\", "
      "uri=\"sip:10.20.0.1\", response=\"15a67b481acad08c267a721c0be47ebf\", opaque=\"15f0a0d860028244\", "
      "cnonce=\"78d4a7776e71476e\", qop=auth, nc=00000001" },
    { "asterisk22-baresip-invite-ok.pcap frame 7", "ACK", "alicepass",
      "Digest username=\"alice\", realm=\"lab.test\", nonce=\"1795229459/3db778c036095e96003e0693c05252df\", "
      "uri=\"sip:10.20.0.1:5060\", response=\"cf974e672d482b9833dfe0b5103ad1bc\", opaque=\"614b45497ee9f637\", "
      "cnonce=\"fc8b97ae95dc0931\", qop=auth, nc=00000002" },
    { "asterisk22-baresip-no-password.pcap frame 3", "REGISTER", "",
      "Digest username=\"alice\", realm=\"lab.test\", nonce=\"1795229498/6c5f18ae91cf66372cbe34506d80c64d\", "
      "uri=\"sip:10.20.0.1\", response=\"51d452b92493262cc809e634ab567223\", opaque=\"37e378f337eb1af2\", "
      "cnonce=\"0fcb5456dc805cc6\", qop=auth, nc=00000001" },
    { "asterisk22-linphone-invite-ok.pcap frame 8", "INVITE", "alicepass",
      "Digest realm=\"lab.test\", nonce=\"1795229476/43972185a9bede30e6bb19308ceb0ae0\", algorithm=MD5, "
      "opaque=\"2d23d92f3eb17ecf\", username=\"alice\", uri=\"sip:100@10.20.0.1\", "
      "response=\"0525959fa49d8db8939f1309117417e9\", cnonce=\"J06YoxLuPqdEcZ6E\", nc=00000001, qop=auth" },
    { "asterisk22-linphone-invite-ok.pcap frame 11", "ACK", "alicepass",
      "Digest realm=\"lab.test\", nonce=\"1795229476/43972185a9bede30e6bb19308ceb0ae0\", algorithm=MD5, "
      "opaque=\"2d23d92f3eb17ecf\", username=\"alice\", uri=\"sip:100@10.20.0.1\", "
      "response=\"0525959fa49d8db8939f1309117417e9\", cnonce=\"J06YoxLuPqdEcZ6E\", nc=00000001, qop=auth" },
    { "asterisk22-linphone-sha256-md5.pcap frame 3", "REGISTER", "twopass",
      "Digest realm=\"lab.test\", nonce=\"1795229545/13ca6aeffa97fe57eb4d6d372a73eda9\", algorithm=SHA-256, "
      "opaque=\"2b5f2fb84593d79c\", username=\"two\", uri=\"sip:10.20.0.1\", "
      "response=\"c16411a2b5a75aca43af85d4ddeb285e87122c9697f2692960619f011c5f32dc\", "
      "cnonce=\"wrXZvXDjZ3wgvxLP\", nc=00000001, qop=auth" },
    { "asterisk22-twinkle-refresh-ok.pcap frame 3", "REGISTER", "briefpass",
      "Digest username=\"brief\", realm=\"lab.test\", nonce=\"1795229516/1047ce84d2219b38cb7e175bfcc2154e\", "
      "uri=\"sip:10.20.0.1\", response=\"26fd7940a9adeb0cedd04be5b79bb4f4\", algorithm=MD5, "
      "cnonce=\"4d69ce1ae9\", opaque=\"7b53be4635f6a5e7\", qop=auth, nc=00000001" },
    { "kamailio-asterisk22-invite-two-realms.pcap frame 4", "INVITE", "alicepass",
      "Digest username=\"alice\", realm=\"edge.test\", nonce=\"awEILWsBCCf8kmOiexNtJePCadrwNjTK\", "
      "uri=\"sip:bob@home.test\", response=\"9b1093cc243e07dd0fcae02557d7a71d\", "
      "cnonce=\"3143587786094a36bc7f11308b561a29\", qop=auth, nc=00000001" },
    { "kamailio-jssip-websocket.pcap frame 10", "REGISTER", "lab-pass",
      "Digest algorithm=MD5, username=\"alice\", realm=\"lab.test\", "
      "nonce=\"awEDWmsBAi5PtuZUVbYEnPFZ3qHUPV5i\", uri=\"sip:lab.test\", "
      "response=\"fbb11b26efd1bed89b5df23fe2184aa8\", qop=auth, cnonce=\"7ereesfm979m\", nc=00000001" },
    { "kamailio-sipjs-websocket.pcap frame 10", "REGISTER", "lab-pass",
      "Digest algorithm=MD5, username=\"alice\", realm=\"lab.test\", "
      "nonce=\"awEDZWsBAjlGz8okEy8XuiLEQKZQwmh7\", uri=\"sip:lab.test\", "
      "response=\"21191dc66efc35ebd38cc4cc1d083ad6\", qop=auth, cnonce=\"opbmsjb98kri\", nc=00000001" },
    { "kamailio-sipp-register-ok.pcap frame 3", "REGISTER", "lab-pass",
      "Digest username=\"alice\", realm=\"lab.test\", cnonce=\"6b8b4567\", nc=00000001, qop=auth, "
      "uri=\"sip:10.20.0.1:5060\", nonce=\"awECnGsBAXC3pnR3Dz5lNvtmla5xmUbe\", "
      "response=\"4856c78c5b44f04483b974ec97df100c\", algorithm=MD5" },
    { "kamailio-sipp-ipv6.pcap frame 3", "REGISTER", "lab-pass",
      "Digest username=\"alice\", realm=\"lab.test\", cnonce=\"6b8b4567\", nc=00000001, qop=auth, "
      "uri=\"sip:fd00:20::1:5060\", nonce=\"awEDWGsBAixPyQGGXftfFY6S6ihjoZEt\", "
      "response=\"87dc413915d6f9b529f080de6e8be697\", algorithm=MD5" },
    { "kamailio-sipsak-wrong-password.pcap frame 3", "REGISTER", "wrong",
      "Digest username=\"alice\", uri=\"sip:10.20.0.1\", algorithm=MD5, realm=\"lab.test\", "
      "nonce=\"awECnWsBAXHpLn6UiIZoqL8kW8SqlUQF\", response=\"4649a5d863dfe1b5da14a0ddfc65b777\"" },
    { "registrar-npm-two-algorithms-sha256.pcap frame 3", "REGISTER", "lab-pass",
      "Digest username=\"alice\", realm=\"lab.test\", nonce=\"nxxdvjndXc6J4X7U\", uri=\"sip:lab.test\", "
      "response=\"3e560cfd4119ebec97414a1540ac0b2f9ab3ee0ed4361af63fd3f757ebff3ad6\", "
      "cnonce=\"e6b4eb20892df0e0\", qop=auth, nc=00000001, algorithm=SHA-256, opaque=\"lab\"" },
    { "ims-npm-aka-resync.pcap frame 3", "REGISTER", "",
      "Digest username=\"001010000000001\", realm=\"ims.lab.test\", "
      "nonce=\"n3yNAhrM9NshPM/wx/caavQUjK729HJcuAy1VeJB8B8=\", uri=\"sip:ims.lab.test\", "
      "response=\"615aa5791fc70d3929ba6bc62f18059e\", cnonce=\"5d6ddb1870e6fe87\", qop=auth, nc=00000001, "
      "algorithm=AKAv1-MD5, auts=\"cX81w8YDm4cWCpu3uHM=\"" },
};

static void test_captured(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(captured); i++) {
        const digest_case_t right = { .name = captured[i].frame, .method = captured[i].method,
                                      .secret = captured[i].secret, .header = captured[i].header };
        digest_case_t wrong = right;

        check_case(&right);
        wrong.secret = "another";
        wrong.verdict = strstr(right.header, "AKA") ? DIGEST_SECRET_UNSUITED : DIGEST_DIFFERS;
        check_case(&wrong);
    }
}

/* sipp and npm sip as UE, with the K and OP of captures/lab/ims. */
static const struct {
    const char *frame;
    const char *method;
    const char *header;
    uint64_t sqn;
} captured_aka[] = {
    { "ims-sipp-aka-ok.pcap frame 3", "REGISTER",
      "Digest username=\"001010000000001@ims.lab.test\", realm=\"ims.lab.test\", cnonce=\"6b8b4567\", "
      "nc=00000001, qop=auth, uri=\"sip:10.22.0.1:5060\", "
      "nonce=\"n3yNAhrM9NshPM/wx/caavQUjK729HJcuAy1VeJB8B8=\", response=\"d7d582b85b3dfba3ba0fb06054091949\", "
      "algorithm=AKAv1-MD5", 0x21 },
    { "ims-sipp-aka-twice.pcap frame 7", "REGISTER",
      "Digest username=\"001010000000001@ims.lab.test\", realm=\"ims.lab.test\", cnonce=\"327b23c6\", "
      "nc=00000001, qop=auth, uri=\"sip:10.22.0.1:5060\", "
      "nonce=\"qnyNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0=\", response=\"d995c140d516bc0cd1fb5a704d47318e\", "
      "algorithm=AKAv1-MD5", 0x41 },
    { "ims-npm-aka-resync.pcap frame 5", "REGISTER",
      "Digest username=\"001010000000001\", realm=\"ims.lab.test\", "
      "nonce=\"qnyNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0=\", uri=\"sip:ims.lab.test\", "
      "response=\"4b719f990620c44bacb50508ac7ee298\", cnonce=\"649a19f0daf0924b\", qop=auth, nc=00000001, "
      "algorithm=AKAv1-MD5", 0x41 },
};

/* The SIM's answer to the nonce of some credentials. */
static aka_network_t sim_answer(const digest_sent_t *sent, const char *k_and_op)
{
    secrets_t *secrets = secrets_new();
    secrets_cursor_t cursor = { 0 };
    char *nonce = g_strndup(sent->nonce.ptr, sent->nonce.len);
    aka_challenge_t challenge;
    aka_network_t network;

    g_assert_null(secrets_add(secrets, "sim", "*", SECRET_AKA_OP, k_and_op));
    g_assert_true(aka_challenge_decode(nonce, &challenge));
    aka_network_check(&secrets_next(secrets, unit_span("sim"), sent->realm, &cursor)->key, &challenge, &network);
    g_free(nonce);
    secrets_free(secrets);
    return network;
}

static void test_captured_aka(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(captured_aka); i++) {
        const digest_sent_t sent = unit_sent(captured_aka[i].method, captured_aka[i].header);
        aka_network_t network =
            sim_answer(&sent, "fec86ba6eb707ed08905757b1bb84b8f:dbc59adcb6f9a0ef735477b7fadf8374");
        const digest_secret_t secret = { .kind = DIGEST_AKA, .aka = &network.answer };

        g_assert_cmpint(network.mac, ==, AKA_MAC_FITS);
        g_assert_cmpuint(network.sqn, ==, captured_aka[i].sqn);
        g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_FITS);

        network = sim_answer(&sent, "fec86ba6eb707ed08905757b1bb84b8e:dbc59adcb6f9a0ef735477b7fadf8374");
        g_assert_cmpint(network.mac, ==, AKA_MAC_DIFFERS);
        g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_DIFFERS);
    }
}

/* RFC 4169 prints no example. RES, IK and CK are those of TS 35.208 test set 1. */
static const struct {
    const char *algorithm;
    const char *password;
    const char *response;
} aka_versions[] = {
    { "AKAv1-MD5", "\245B\021\325\343\272P\277",
      "02a7a5bf4bf2b86a070fc4ee98a537a6" },
    { "AKAv1-SHA-256", "\245B\021\325\343\272P\277",
      "601a3bed0f49750958f059142cfacc12ea6b87a9787117e074c70a6caf4e6437" },
    { "AKAv2-MD5", "shzt3q8CWaZnCAWqs3WmEQ==",
      "e4bcf36e1ba88b1940e18e52f3095759" },
    { "AKAv2-SHA-256", "wpC+5dv/7kC35JEI2hluv8XcBd+vf8XcfedJBan1buk=",
      "7d1c10f7333e5f4d8e3bb6ec6934dc7a5ac3b6d63614bd6db6e59615423fb8cb" },
    { "AKAv2-SHA-512-256", "no5hYBM+YClv3o/+t+DPR6AGuLzWwpYut4Bsyg8pH8Q=",
      "af030c095bea65e591a8bdd1495b3144a2ab45c7d42b9e50f2c16fa493ec017e" },
    { "AKAv2-MD5-sess", "shzt3q8CWaZnCAWqs3WmEQ==",
      "5b39ac7d79176b768a58e48f5b789c6e" },
};

static void aka_answer_set_1(aka_answer_t *answer)
{
    memset(answer, 0, sizeof *answer);
    answer->res_len = unit_bytes("a54211d5e3ba50bf", answer->res, sizeof answer->res);
    unit_bytes("b40ba9a3c58b2a05bbf0d987b21bf8cb", answer->ck, sizeof answer->ck);
    unit_bytes("f769bcd751044604127672711c6d3441", answer->ik, sizeof answer->ik);
}

static void test_aka_versions(void)
{
    aka_answer_t answer;
    const digest_secret_t secret = { .kind = DIGEST_AKA, .aka = &answer };

    aka_answer_set_1(&answer);
    for (size_t i = 0; i < G_N_ELEMENTS(aka_versions); i++) {
        digest_algorithm_t algorithm;
        char password[DIGEST_AKA_PASSWORD_SIZE];
        char *header = g_strdup_printf("Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                                       "uri=\"sip:lab.test\", response=\"%s\", algorithm=%s, qop=auth, "
                                       "nc=00000001, cnonce=\"c-0001\"",
                                       aka_versions[i].response, aka_versions[i].algorithm);
        digest_sent_t sent = unit_sent("REGISTER", header);

        g_test_message("%s", aka_versions[i].algorithm);
        g_assert_true(digest_algorithm_parse(unit_span(aka_versions[i].algorithm), &algorithm));
        size_t len = digest_aka_password(&algorithm, &answer, password);
        g_assert_cmpmem(password, len, aka_versions[i].password, strlen(aka_versions[i].password));
        g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_FITS);
        answer.ck[15] ^= 1;
        answer.res[7] ^= 1;
        g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_DIFFERS);
        answer.ck[15] ^= 1;
        answer.res[7] ^= 1;
        g_free(header);
    }
}

/* What a SIM answers says nothing of other algorithms. */
static void test_aka_unsuited(void)
{
    aka_answer_t answer;
    const digest_secret_t secret = { .kind = DIGEST_AKA, .aka = &answer };
    digest_sent_t sent = unit_sent("REGISTER", captured_aka[0].header);

    aka_answer_set_1(&answer);
    g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_DIFFERS);
    sent.algorithm = SPAN_LITERAL("MD5");
    g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_SECRET_UNSUITED);
}

/* A RES with zero bytes is taken whole; one longer than there is room for is not taken. */
static void test_aka_res(void)
{
    const digest_algorithm_t v1 = { DIGEST_MD5, DIGEST_NO_SESSION, 1 };
    aka_answer_t answer = { .res = "\0a\0b", .res_len = 4 };
    char password[DIGEST_AKA_PASSWORD_SIZE];

    g_assert_cmpuint(digest_aka_password(&v1, &answer, password), ==, 4);
    g_assert_cmpmem(password, 4, "\0a\0b", 4);
    answer.res_len = AKA_RES_MAX;
    g_assert_cmpuint(digest_aka_password(&v1, &answer, password), ==, AKA_RES_MAX);
    answer.res_len = AKA_RES_MAX + 1;
    g_assert_cmpuint(digest_aka_password(&v1, &answer, password), ==, 0);
}

static const struct {
    const char *name;
    bool known;
    digest_algorithm_t algorithm;
} algorithms[] = {
    { NULL, true, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "", true, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "MD5", true, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "md5-SESS", true, { DIGEST_MD5, DIGEST_SESSION, 0 } },
    { "SHA-256", true, { DIGEST_SHA_256, DIGEST_NO_SESSION, 0 } },
    { "SHA-256-sess", true, { DIGEST_SHA_256, DIGEST_SESSION, 0 } },
    { "SHA-512-256", true, { DIGEST_SHA_512_256, DIGEST_NO_SESSION, 0 } },
    { "SHA-512-256-sess", true, { DIGEST_SHA_512_256, DIGEST_SESSION, 0 } },
    { "AKAv1-MD5", true, { DIGEST_MD5, DIGEST_NO_SESSION, 1 } },
    { "akav1-md5-sess", true, { DIGEST_MD5, DIGEST_SESSION, 1 } },
    { "AKAv2-MD5", true, { DIGEST_MD5, DIGEST_NO_SESSION, 2 } },
    { "AKAv2-SHA-256", true, { DIGEST_SHA_256, DIGEST_NO_SESSION, 2 } },
    { "AKAv3-MD5", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "AKAv1-", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "-sess", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "MD5-sess-sess", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "SHA256", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "SHA-512", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "MD", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
    { "MD5 ", false, { DIGEST_MD5, DIGEST_NO_SESSION, 0 } },
};

static void test_algorithms(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(algorithms); i++) {
        digest_algorithm_t found;

        g_test_message("%s", algorithms[i].name ? algorithms[i].name : "none");
        g_assert_cmpint(digest_algorithm_parse(unit_span(algorithms[i].name), &found), ==, algorithms[i].known);
        if (algorithms[i].known) {
            g_assert_cmpint(found.hash, ==, algorithms[i].algorithm.hash);
            g_assert_cmpint(found.session, ==, algorithms[i].algorithm.session);
            g_assert_cmpuint(found.aka, ==, algorithms[i].algorithm.aka);
        }
    }
}

static void test_userhash(void)
{
    const span_t hash = SPAN_LITERAL("793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b");
    const span_t user = SPAN_LITERAL("J\303\244s\303\270n Doe");
    const span_t realm = SPAN_LITERAL("api@example.org");

    g_assert_true(digest_userhash_fits(DIGEST_SHA_512_256, hash, user, realm));
    char *upper = g_ascii_strup(hash.ptr, (gssize)hash.len);
    g_assert_true(digest_userhash_fits(DIGEST_SHA_512_256, unit_span(upper), user, realm));
    g_free(upper);
    g_assert_false(digest_userhash_fits(DIGEST_SHA_256, hash, user, realm));
    g_assert_false(digest_userhash_fits(DIGEST_SHA_512_256, hash, SPAN_LITERAL("Doe"), realm));
    g_assert_false(digest_userhash_fits(DIGEST_SHA_512_256, hash, user, SPAN_LITERAL("API@example.org")));
    g_assert_false(digest_userhash_fits(DIGEST_SHA_512_256, (span_t){ NULL, 0 }, user, realm));
}

/* The server's answer to the example of RFC 2617 section 3.5, in which the request stands for the rest. */
static void test_rspauth(void)
{
    digest_sent_t sent = unit_sent("", published[1].header);
    const digest_secret_t secret = { .kind = DIGEST_PASSWORD, .text = SPAN_LITERAL("Circle Of Life") };

    sent.response = SPAN_LITERAL("376602cfd2f4e8e5e78b948a85263e85");
    g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_FITS);
    sent.method = SPAN_LITERAL("GET");
    g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_DIFFERS);
}

/* Whatever stands in a header: no crash, and no fit. */
static void test_mutated(void)
{
    GRand *rand = g_rand_new_with_seed(4);
    const digest_secret_t secret = { .kind = DIGEST_PASSWORD, .text = SPAN_LITERAL("nobody uses this") };

    for (unsigned i = 0; i < 20000; i++) {
        const digest_case_t *c = &cases[i % G_N_ELEMENTS(cases)];
        GByteArray *bytes = g_byte_array_new();
        auth_item_t item;

        g_byte_array_append(bytes, (const guint8 *)c->header, (guint)strlen(c->header));
        unit_mutate(rand, bytes);
        char *copy = unit_copy(bytes->data, bytes->len);
        auth_cursor_t cursor = { { copy, bytes->len } };
        if (auth_header_next(&cursor, &item)) {
            digest_sent_t sent = { 0 };
            sent.username = item.param[AUTH_PARAM_USERNAME].raw;
            sent.realm = item.param[AUTH_PARAM_REALM].raw;
            sent.nonce = item.param[AUTH_PARAM_NONCE].raw;
            sent.uri = item.param[AUTH_PARAM_URI].raw;
            sent.response = item.param[AUTH_PARAM_RESPONSE].raw;
            sent.algorithm = item.param[AUTH_PARAM_ALGORITHM].raw;
            sent.qop = item.param[AUTH_PARAM_QOP].raw;
            sent.nc = item.param[AUTH_PARAM_NC].raw;
            sent.cnonce = item.param[AUTH_PARAM_CNONCE].raw;
            sent.method = SPAN_LITERAL("INVITE");
            g_assert_cmpint(digest_check(&sent, &secret).verdict, !=, DIGEST_FITS);
        }
        g_free(copy);
        g_byte_array_free(bytes, TRUE);
    }
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    unit_crypto_begin();
    g_test_add_func("/digest/published", test_published);
    g_test_add_func("/digest/cases", test_cases);
    g_test_add_func("/digest/captured", test_captured);
    g_test_add_func("/digest/captured_aka", test_captured_aka);
    g_test_add_func("/digest/aka_versions", test_aka_versions);
    g_test_add_func("/digest/aka_unsuited", test_aka_unsuited);
    g_test_add_func("/digest/aka_res", test_aka_res);
    g_test_add_func("/digest/algorithms", test_algorithms);
    g_test_add_func("/digest/userhash", test_userhash);
    g_test_add_func("/digest/rspauth", test_rspauth);
    g_test_add_func("/digest/mutated", test_mutated);
    return g_test_run();
}
