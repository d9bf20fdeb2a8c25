/* test_digest_variants.c
 * Unit tests of the names for digests that were computed differently.
 *
 * Responses were computed with CPython's hashlib and hmac.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "digest_variants.h"

#include "unit_credentials.h"
#include "unit_crypto.h"

#define PASSWORD "wonderland"

/* What the exchange of every case shows. */
static const span_t nonces[] = { { "n-0000", 6 }, { NULL, 0 }, { "n-0002", 6 } };
static const digest_around_t around = {
    .challenge_realm = { "Pbx.Test", 8 },
    .challenge_qop = { "auth,auth-int", 13 },
    .request_uri = { "sip:bob@10.0.0.2:5060;transport=tcp", 35 },
    .from_uri = { "sip:anna:pin@from.example", 25 },
    .to_uri = { "sip:robert@to.example", 21 },
    .nonces = nonces,
    .nonce_count = G_N_ELEMENTS(nonces),
};

/* What the SIM answers, and what one does that takes OP for OPc. */
static const aka_answer_t sim_swapped = { .res = { 1, 2, 3, 4, 5, 6, 7, 8 }, .res_len = 8 };
static const aka_answer_t sim = { .res = { 0x0a, 0x0b, 0, 0x0c, 0x0d, 0x0e, 0x0f, 0x10 }, .res_len = 8 };

typedef struct {
    const char *found;          /* name=value, two of them joined by a plus */
    const char *near_miss;      /* response of a client that did almost the same: has no name */
    const char *header;         /* with the response that has one */
    const char *method;         /* default: INVITE */
    const char *body_hash;
    digest_secret_kind_t kind;
    const char *secret;         /* default: PASSWORD */
    const char *secret_user;
    const char *secret_realm;
} variant_case_t;

static const variant_case_t cases[] = {
    /* user name */
    { .found = "user_part=alice",
      .near_miss = "47f1e01dc55d30b356538d5f1681df9b",
      .header = "Digest username=\"alice@lab.test\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_with_host=alice@lab.test",
      .near_miss = "40fb9ba4c73675d0546e03fe7e8d9bc9",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"b3963127634121cf1a5041a407d0cb0f\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_with_host=alice@Pbx.Test",
      .near_miss = "f37b848a9bd424bbc5dd4f7a98033308",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"5f92269c13381dca58de2228adacc7af\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_with_host=alice@from.example",
      .near_miss = "7cff81a7ba3b9758ef533ce71a4d6e28",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"64efd1a5f1198da4ed91d0925e726b1e\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_from=anna",
      .near_miss = "1f1e8bdb23c73a1972b2b345d16bf45d",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"35d1f794365d3c208999a2672c8f0967\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_hashed=2bb5833a2e95a9030172a86e92f1ccf0", .secret_user = "alice",
      .near_miss = "d402411c3bc1445e4b36e15783856768",
      .header = "Digest username=\"2bb5833a2e95a9030172a86e92f1ccf0\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"aa7ac9c06bfe7cdd919d648fa465285d\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\", userhash=true" },
    { .found = "user_latin1=zo\353",
      .near_miss = "1d8dfab74b846e513b5540ef15c30d5d",
      .header = "Digest username=\"zo\303\253\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"775ea2a4e73964aef964733c97c64b7e\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* realm */
    { .found = "realm_challenge=Pbx.Test",
      .near_miss = "051f4b844fb5d285b3518ae64e86a5fd",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"8109c76a3d854b2e7e32b519e07bc055\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_from_host=from.example",
      .near_miss = "11d32c1e7d2b528b958ca1b4cc27f8f2",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fae78e7e3367e7231056d78f0fc535db\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_request_host=10.0.0.2",
      .near_miss = "57da28924d3eff6db35be753b21b855d",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"e7e80a3d472ce4f375f1aebbe014a64e\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_case=LAB.TEST",
      .near_miss = "5bd41f74790b00cf3c0fba60da69cc63",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"c8a91e7c1549b80ddde93139aeed49a5\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_case=pbx.test",
      .near_miss = "c1a57186c34bd7b728b0f6650a5412ec",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"e713eca649a6e163c94725644583dfed\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* uri */
    { .found = "uri_request=sip:bob@10.0.0.2:5060;transport=tcp",
      .near_miss = "94efea9992600d27a813af7af8cc5566",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"99442af2b80412d760788863e7b0ba7b\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_to=sip:robert@to.example",
      .near_miss = "8fc76abd5b3cb0e74c3017b8315f0768",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"6915fe2b3f94a920b412a919909d133a\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_no_params=sip:bob@example.com:5070",
      .near_miss = "f31d6f4192232602297218e027c922a9",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"b0b6767c55b3d0c1b5fa1a83a93f0ec8\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_no_params=sip:bob@10.0.0.2:5060",
      .near_miss = "6b410c6c24b128eebf1c633b6f747ee2",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"565b4239222b8f9e3f00ecea1412e0b8\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_no_port=sip:bob@example.com;user=phone",
      .near_miss = "c26d107bb304f0ca84adc69e8a39875b",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"0e9cc932a4cac3bcc20592ea2459471f\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_no_port=sip:bob@example.com?x=y",
      .near_miss = "486aeb6c10c71e88f547e4ee37478c64",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070?x=y\", response=\"d854f637ced4bc4c85dd88739ca0e49e\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_no_port=sip:[fd00::1]",
      .near_miss = "6477e338a3b21ce45a3fe001a3fc8fae",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", uri=\"sip:[fd00::1]:5060\", "
                "response=\"d0dedc3597de8c920b46c351c2582ca5\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_bare=sip:bob@example.com",
      .near_miss = "86098b3f02e08e0825334a6d039edd23",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"ec11ba9a121ccb6dff596a1cb26681b8\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_bare=sip:bob@10.0.0.2",
      .near_miss = "53c3154e191553576e797b01dcd7dea6",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"4ea9cabdf0d78542e2ac2fe6d9e42d16\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_domain=sip:example.com",
      .near_miss = "0edeb03c92c50edefbbaf13c749bb99b",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"6867bd2c6a6da344b09f6dbf587ead41\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_domain=sip:to.example",
      .near_miss = "2e759db6b4da74d62ce100b3d6cff3d4",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"1ff186662c9e246057980b406e3fe815\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* method and nonce */
    { .found = "method_other=INVITE", .method = "BYE",
      .near_miss = "2b56608707f23163d43499b6995bf657",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "method_other=REGISTER",
      .near_miss = "0f2fe50d6465d214a1c679395eeba07e",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"86128360f2ff82cb2ea3894810c4ff41\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "method_other=ACK", .method = "BYE",
      .near_miss = "ba2734c5777cde10d5b12e0a8f42ecb0",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"6fab68a7b85aaaf52cd86640370dfbc4\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_challenge=Pbx.Test + method_other=INVITE", .method = "ACK",
      .near_miss = "ef67b1a805bb392a4373f0efb06ae46e",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"8109c76a3d854b2e7e32b519e07bc055\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "nonce_other=n-0000",
      .near_miss = "7584f1ca9d743b661e7c48dd3f17230b",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"b2d81d428657b2691b0f7168f4d2b40c\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "nonce_other=n-0002",
      .near_miss = "7cefe29cda2d80c9074caa829069a60b",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"48bfec0e38666c5e1f69c4494a341a13\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "nonce_other=n-0000",
      .near_miss = "95d932cfb2c2745b03464ab6aff3c806",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"9f1a23f602c250a2badaf53c842fe7c0\", "
                "algorithm=MD5-sess, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* password */
    { .found = "password_empty",
      .near_miss = "a8deaf11ff7b1b1a8a7a105e9c4d7d11",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"cf5f62087d80f3a2c78977323e16dde1\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_blank",
      .near_miss = "3b62ae4812a553b2d6ccb7deec2df7bf",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"754ed77fb1bb7ec8bafde63a7ceafce4\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_blank",
      .near_miss = "bcc3ce0ea3b98d31694d0791a1e92ff5",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"0799af739b544836fd7b745290710583\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_latin1", .secret = "z\303\253bra",
      .near_miss = "995e90e111b4a3cbf58e6af6a6cdfe81",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"df6a5e976c64f6987f8ad397cf72c955\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_blank", .secret = "\342\202\254",
      .near_miss = "b06590ef1ac387f333fa4be7468a3c54",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"32c361520c28f6a223393422e5281e5a\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_ha1",
      .near_miss = "2d1b049e48df6ec562da08cf2dbd8aaa",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"14e3c8b1883d209e4654fe00cec3bd61\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_ha1",
      .near_miss = "71a29ce1c4161f049c1327a60936fb87",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"76683060c692758886c1022abfbe361a\", "
                "algorithm=MD5-sess, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* qop */
    { .found = "qop_ignored",
      .near_miss = "c546647c57e47ec401732190b818e54a",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"cba104680810345d14f28fe6a8d239ab\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_unsaid",
      .near_miss = "053cb9a766210c1961fe27dd66c5f185",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"1ed83fc18be5fb28bb4b6641c12b7d33\"" },
    { .found = "qop_unsaid",
      .near_miss = "6693f118ca2bbd709f974103e06c61f7",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_list=auth,auth-int",
      .near_miss = "54e410b61365fd5e2364b6d098dc76f7",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"ca07ddef32a6972fd5fa0c1c719ec8e5\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_list=auth,auth-int",
      .near_miss = "395fb6c2f2dc8c30f6180edcd966d0d5",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"ca07ddef32a6972fd5fa0c1c719ec8e5\", "
                "qop=\"auth,auth-int\", nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_auth",
      .near_miss = "42969c48f2e8358760729236f5ca3261",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "qop=\"auth,auth-int\", nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_auth", .body_hash = "a4f0a23c50a330cf1bf56cae6c33a893",
      .near_miss = "42969c48f2e8358760729236f5ca3261",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_int_named",
      .near_miss = "eb8895df7afb3cc2c1e2d2b260245b64",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"6c2dc4c8b71a075c9916afa18f8f0748\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_int_named", .body_hash = "a4f0a23c50a330cf1bf56cae6c33a893",
      .near_miss = "eb8895df7afb3cc2c1e2d2b260245b64",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"6c2dc4c8b71a075c9916afa18f8f0748\", "
                "qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_body_empty", .body_hash = "a4f0a23c50a330cf1bf56cae6c33a893",
      .near_miss = "ea89a6dec4067feab21a9d0b2ef86cfe",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"41c791f1eff46d084908603faf33d156\", "
                "qop=auth-int, nc=00000001, cnonce=\"c-0001\"" },
    /* algorithm */
    { .found = "session_ignored",
      .near_miss = "406484406b5bec5210eaf03422323ca0",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "algorithm=MD5-sess, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "session_unsaid",
      .near_miss = "78b6bf371b2acd0245b6eea49d57ff04",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"9ed3589e26cd2be86c9004e9d7a331c1\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "session_binary",
      .near_miss = "33fe8fc981643db383edb6ac00b9c41c5f7a6d46bdf0a624483170cfdad1fd9e",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", "
                "response=\"4178af656e04fecc0768712ac1f5ebb36c49247c55db87040496a4af1338a3a2\", "
                "algorithm=SHA-256-sess, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "hash_other=MD5",
      .near_miss = "406484406b5bec5210eaf03422323ca0",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "hash_other=SHA-256",
      .near_miss = "d7804dde54e4528854c568aaa954555772cd8e2f17268ae1bb9b8117f6f8913c",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", "
                "response=\"29cd1d6c8419ff8b479c92b3324f5292ea82c034da1e0d6ddbc97b6a0b505e15\", qop=auth, "
                "nc=00000001, cnonce=\"c-0001\"" },
    { .found = "hash_other=SHA-512-256",
      .near_miss = "3ab32206e767faab70ad948643599c33d92d6d10aadeef0893b8c5e6b56af979",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", "
                "response=\"cd5e0258763bf739bb0cc2d8971682463d66ec7975754e7c5ed709674fc4f8ef\", "
                "algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "hash_cut",
      .near_miss = "a90caf016ce920cd05f9d647e1d3c9695e35ce4045154852f90282dc3067c4b5",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", "
                "response=\"3ab32206e767faab70ad948643599c33d92d6d10aadeef0893b8c5e6b56af979\", "
                "algorithm=SHA-512-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "hex_upper",
      .near_miss = "1b85dbbd5bf23f63a23bdf68c3290c92",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"93a040b2fba0fa74348ed7f176b58561\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* HA1 */
    { .found = "user_known=alice", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .secret_user = "alice",
      .near_miss = "df3c463b15b86b1a3f4a6ba45c565264",
      .header = "Digest username=\"alice@lab.test\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_known=lab.test", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .secret_realm = "lab.test",
      .near_miss = "e18e65c4121e0c1e15670c254867a985",
      .header = "Digest username=\"alice\", realm=\"Pbx.Test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_known=alice + realm_known=lab.test", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd",
      .kind = DIGEST_HA1, .secret_user = "alice", .secret_realm = "lab.test",
      .near_miss = "520ca69c3c6c795d6612ef5b1abb2ff4",
      .header = "Digest username=\"al\", realm=\"Pbx.Test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_ha1", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .near_miss = "5bcf4ef2c9752b9304c644436dfbaa17",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"14e3c8b1883d209e4654fe00cec3bd61\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_empty", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .near_miss = "a8deaf11ff7b1b1a8a7a105e9c4d7d11",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"cf5f62087d80f3a2c78977323e16dde1\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_empty + realm_challenge=Pbx.Test", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd",
      .kind = DIGEST_HA1,
      .near_miss = "8109c76a3d854b2e7e32b519e07bc055",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"3a2ca284131dac60670aaccea63b3289\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_to=sip:robert@to.example", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .near_miss = "e0117bdcccef739af64f50a22ed104a2",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"6915fe2b3f94a920b412a919909d133a\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "session_ignored", .secret = "fbf69ea0dd5e6f1c71a4c4c0be53effd", .kind = DIGEST_HA1,
      .near_miss = "406484406b5bec5210eaf03422323ca0",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "algorithm=MD5-sess, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* AKA; RES is 0a0b000c0d0e0f10 */
    { .found = "aka_op", .secret = "", .kind = DIGEST_AKA,
      .near_miss = "25a8ec810ad8b0046d79382ea8f28a6f",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"e17be6cc72bae543d45c585d8936ca6c\", "
                "algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "aka_version", .secret = "", .kind = DIGEST_AKA,
      .near_miss = "9bdfb02b403e518e52c588ace57a613d",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"ee324c5447647f22268dbfa36222b02b\", "
                "algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "aka_version", .secret = "", .kind = DIGEST_AKA,
      .near_miss = "955349c1388dc32d4c1598714a090e8e",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"459b2048e1048f35a12352e2d7450c46\", "
                "algorithm=AKAv2-MD5, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "aka_hex", .secret = "", .kind = DIGEST_AKA,
      .near_miss = "40198e8da34c0f54795bf74bc722b236",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"64676181aa917b93ad8768785de4e2b3\", "
                "algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "aka_cut", .secret = "", .kind = DIGEST_AKA,
      .near_miss = "25ac16560b64168be136a32ce5906f2d",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"da99524db99aed0aa9dce688749e6053\", "
                "algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_empty", .secret = "", .kind = DIGEST_AKA,
      .near_miss = "2300df81e71716fc99618ee46edcfe25",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"cf5f62087d80f3a2c78977323e16dde1\", "
                "algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_for_aka",
      .near_miss = "114e5b2edbe55a2b9b785e4fee1be36c",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* two at once */
    { .found = "realm_challenge=Pbx.Test + method_other=REGISTER",
      .near_miss = "ef67b1a805bb392a4373f0efb06ae46e",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"7b4c14fbf45461042b2df4129719a369\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_from_host=from.example + user_with_host=alice@from.example",
      .near_miss = "8bf165036e44ba87f7b6af4bc27e78c5",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"328f834cfbbe6e82d894673e2fb35dea\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_part=alice + uri_to=sip:robert@to.example",
      .near_miss = "ab570003136e3b47c3439e18358f76d9",
      .header = "Digest username=\"alice@lab.test\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"6915fe2b3f94a920b412a919909d133a\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "password_empty + realm_challenge=Pbx.Test",
      .near_miss = "9c6bc79133a6265676affac7117f41a5",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"3a2ca284131dac60670aaccea63b3289\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "uri_request=sip:bob@10.0.0.2:5060;transport=tcp + qop_ignored",
      .near_miss = "34bfeef7bd9055b6e1ba3af852b8a759",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"b5f37938db87d14340a1dc22c0e81df8\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "user_with_host=alice@lab.test + hash_other=MD5",
      .near_miss = "ce4812f65e9e315a9b43cc3999ce5a24",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"b3963127634121cf1a5041a407d0cb0f\", "
                "algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "qop_unsaid + session_ignored",
      .near_miss = "ec86cc83c73306785de8433b51268b57",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"fd6568c9f5934ccf9f984320a5c0e82b\", "
                "algorithm=MD5-sess, nc=00000001, cnonce=\"c-0001\"" },
    /* escapes */
    { .found = "realm_challenge=Pbx.Test",
      .near_miss = "9a275cb5e83f027cc6faf42cef8352ff",
      .header = "Digest username=\"LAB\\alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"e92ef0e0e0224137bbe5d26433156512\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    { .found = "realm_challenge=Pbx.Test",
      .near_miss = "9a275cb5e83f027cc6faf42cef8352ff",
      .header = "Digest username=\"LAB\\alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"56c4ad913f725714c4c9f372be78a4ca\", "
                "qop=auth, nc=00000001, cnonce=\"c-0001\"" },
    /* missing parameters */
    { .found = "qop_ignored",
      .near_miss = "75838c1845f00ba4ee683744bffdd836",
      .header = "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                "uri=\"sip:bob@example.com:5070;user=phone\", response=\"cba104680810345d14f28fe6a8d239ab\", "
                "qop=auth" },
    { .found = "realm_challenge=Pbx.Test",
      .near_miss = "cf22098577c4311f065b3cb8c304de1d",
      .header = "Digest username=\"alice\", nonce=\"n-0001\", uri=\"sip:bob@example.com:5070;user=phone\", "
                "response=\"8109c76a3d854b2e7e32b519e07bc055\", qop=auth, nc=00000001, cnonce=\"c-0001\"" },
};

static digest_sent_t case_sent(const variant_case_t *c)
{
    digest_sent_t sent = unit_sent(c->method ? c->method : "INVITE", c->header);

    sent.body_hash = unit_span(c->body_hash);
    return sent;
}

static digest_secret_t case_secret(const variant_case_t *c)
{
    return (digest_secret_t){ .kind = c->kind, .text = unit_span(c->secret ? c->secret : PASSWORD), .aka = &sim,
                              .username = unit_span(c->secret_user), .realm = unit_span(c->secret_realm),
                              .aka_swapped = &sim_swapped };
}

static const variant_case_t *case_of(const char *found)
{
    size_t i = 0;

    while (strcmp(cases[i].found, found) != 0) {
        g_assert_cmpuint(++i, <, G_N_ELEMENTS(cases));
    }
    return &cases[i];
}

/* Names and values of what is found, as the cases write them. */
static char *search(const digest_sent_t *sent, const digest_secret_t *secret, const digest_around_t *with,
                    unsigned together)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
    digest_finding_t findings[DIGEST_FINDINGS_MAX];
    size_t count = digest_variants_find(scope, sent, secret, with, together, findings);
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(text, "%s%s", i ? " + " : "", digest_variant_name(findings[i].variant));
        if (span_present(findings[i].value)) {
            g_string_append_c(text, '=');
            g_string_append_len(text, findings[i].value.ptr, (gssize)findings[i].value.len);
        }
    }
    wmem_destroy_allocator(scope);
    return g_string_free(text, FALSE);
}

static void assert_found(const variant_case_t *c, const char *what, const digest_sent_t *sent,
                         const digest_secret_t *secret, const char *expected)
{
    char *found = search(sent, secret, &around, 2);

    if (strcmp(found, expected) != 0) {
        g_test_message("%s of %s: found [%s]", what, c->found, found);
        g_test_fail();
    }
    g_free(found);
}

static void test_cases(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const digest_sent_t sent = case_sent(&cases[i]);
        const digest_secret_t secret = case_secret(&cases[i]);

        assert_found(&cases[i], "the case", &sent, &secret, cases[i].found);
    }
}

static void test_near_misses(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        digest_sent_t sent = case_sent(&cases[i]);
        const digest_secret_t secret = case_secret(&cases[i]);

        sent.response = unit_span(cases[i].near_miss);
        assert_found(&cases[i], "the near miss", &sent, &secret, "");
    }
}

/* With another secret nothing has a name, but for a client that needs none. */
static void test_other_secret(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const digest_sent_t sent = case_sent(&cases[i]);
        digest_secret_t secret = case_secret(&cases[i]);
        aka_answer_t other_sim = sim;
        aka_answer_t other_swapped = sim_swapped;
        char *text = g_strdup(cases[i].secret ? cases[i].secret : PASSWORD);

        if (*text) {
            text[0] = text[0] == 'a' ? 'b' : 'a';
        }
        other_sim.res[0] ^= 1;
        secret.text = unit_span(text);
        secret.aka = &other_sim;
        other_swapped.res[0] ^= 0x80;
        secret.aka_swapped = &other_swapped;
        assert_found(&cases[i], "another secret", &sent, &secret,
                     g_str_has_prefix(cases[i].found, "password_empty") ? cases[i].found : "");
        g_free(text);
    }
}

/* A response that fits as it ought to has nothing to name. */
static void test_fits(void)
{
    const digest_secret_t secret = { .kind = DIGEST_PASSWORD, .text = SPAN_LITERAL(PASSWORD) };
    const digest_sent_t sent =
        unit_sent("INVITE", "Digest username=\"alice\", realm=\"lab.test\", nonce=\"n-0001\", "
                            "uri=\"sip:bob@example.com\", response=\"ec11ba9a121ccb6dff596a1cb26681b8\", "
                            "qop=auth, nc=00000001, cnonce=\"c-0001\"");

    g_assert_cmpint(digest_check(&sent, &secret).verdict, ==, DIGEST_FITS);
    char *found = search(&sent, &secret, &around, 2);
    g_assert_cmpstr(found, ==, "");
    g_free(found);
}

/* One qop is offered and no list. */
static void test_one_qop_offered(void)
{
    const variant_case_t *c = case_of("qop_auth");
    const digest_sent_t sent = case_sent(c + 1);
    const digest_secret_t secret = case_secret(c + 1);
    digest_around_t with = around;

    g_assert_cmpstr(c[1].found, ==, "qop_auth");
    with.challenge_qop = SPAN_LITERAL("auth");
    char *found = search(&sent, &secret, &with, 2);
    g_assert_cmpstr(found, ==, "qop_auth");
    g_free(found);
}

/* What fits with its escapes kept is no variant, though the challenge be given as it was written. */
static void test_fits_with_escapes(void)
{
    const digest_secret_t secret = { .kind = DIGEST_PASSWORD, .text = SPAN_LITERAL(PASSWORD) };
    const digest_sent_t sent =
        unit_sent("INVITE", "Digest username=\"alice\", realm=\"a \\\"b\\\"\", nonce=\"n-0001\", "
                            "uri=\"sip:bob@example.com\", response=\"b73c7a4f12cc6d60a0d33584f76eb623\", "
                            "qop=auth, nc=00000001, cnonce=\"c-0001\"");
    digest_around_t with = around;

    with.challenge_realm = sent.realm;
    g_assert_true(digest_check(&sent, &secret).escapes_kept);
    char *found = search(&sent, &secret, &with, 2);
    g_assert_cmpstr(found, ==, "");
    g_free(found);
}

static bool is_pair(const variant_case_t *c)
{
    /* What a known HA1 says of user and realm is one thing. */
    return strstr(c->found, " + ") && !strstr(c->found, "user_known");
}

static void test_together(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const digest_sent_t sent = case_sent(&cases[i]);
        const digest_secret_t secret = case_secret(&cases[i]);
        char *found = search(&sent, &secret, &around, 1);

        g_assert_cmpstr(found, ==, is_pair(&cases[i]) ? "" : cases[i].found);
        g_free(found);
    }
}

/* Does one of the cases find it? */
static bool is_covered(digest_variant_t variant)
{
    const char *name = digest_variant_name(variant);
    bool covered = false;

    for (size_t i = 0; i < G_N_ELEMENTS(cases) && !covered; i++) {
        char **found = g_strsplit(cases[i].found, " + ", 0);
        for (char **f = found; *f; f++) {
            size_t len = strcspn(*f, "=");
            covered = covered || (strlen(name) == len && strncmp(name, *f, len) == 0);
        }
        g_strfreev(found);
    }
    return covered;
}

static void test_table(void)
{
    for (digest_variant_t i = 0; i < DIGEST_VARIANT_COUNT; i++) {
        g_test_message("%s", digest_variant_name(i));
        g_assert_true(is_covered(i));
        g_assert_cmpuint(strlen(digest_variant_text(i)), >, 10);
        g_assert_cmpuint(strlen(digest_variant_text(i)), <, 70);
        for (digest_variant_t j = 0; j < i; j++) {
            g_assert_cmpstr(digest_variant_name(i), !=, digest_variant_name(j));
            g_assert_cmpstr(digest_variant_text(i), !=, digest_variant_text(j));
        }
    }
}

/* Nothing known of the exchange: no crash, and what needs it is not found. */
static void test_nothing_around(void)
{
    const digest_around_t nothing = { .nonce_count = 0 };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const digest_sent_t sent = case_sent(&cases[i]);
        const digest_secret_t secret = case_secret(&cases[i]);
        char *found = search(&sent, &secret, &nothing, 2);

        g_assert_true(*found == '\0' || strcmp(found, cases[i].found) == 0);
        g_assert_true(*found == '\0' || !strstr(cases[i].found, "from"));
        g_free(found);
    }
}

/* No value tells of the secret. */
static void test_values(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const digest_sent_t sent = case_sent(&cases[i]);
        const digest_secret_t secret = case_secret(&cases[i]);
        char *found = search(&sent, &secret, &around, 2);

        g_assert_true(secret.text.len == 0 || !strstr(found, secret.text.ptr));
        g_assert_false(g_str_has_prefix(found, "password") && strchr(found, '=') && !strstr(found, " + "));
        g_free(found);
    }
}

/* The same request, its nonce hidden among others. */
static void test_bounds(void)
{
    const digest_secret_t secret = { .kind = DIGEST_PASSWORD, .text = SPAN_LITERAL(PASSWORD) };
    const digest_sent_t sent = case_sent(case_of("nonce_other=n-0000"));
    digest_around_t with = around;
    span_t many[17];
    char *found;

    for (size_t i = 0; i < G_N_ELEMENTS(many); i++) {
        many[i] = SPAN_LITERAL("n-0007");
    }
    with.nonces = many;
    with.nonce_count = G_N_ELEMENTS(many);
    many[15] = SPAN_LITERAL("n-0000");
    found = search(&sent, &secret, &with, 2);
    g_assert_cmpstr(found, ==, "nonce_other=n-0000");
    g_free(found);

    many[15] = many[0];
    many[16] = SPAN_LITERAL("n-0000");
    found = search(&sent, &secret, &with, 2);
    g_assert_cmpstr(found, ==, "");
    g_free(found);

    with = around;
    char *big = g_strnfill(8192, 'x');
    with.request_uri = unit_span(big);
    found = search(&sent, &secret, &with, 2);
    g_assert_cmpstr(found, ==, "");
    g_free(found);
    with.request_uri = (span_t){ big, 7000 };
    found = search(&sent, &secret, &with, 2);
    g_assert_cmpstr(found, ==, "nonce_other=n-0000");
    g_free(found);
    g_free(big);
}

/* URIs that are none, and other texts with whatever bytes. */
static void test_mutated(void)
{
    GRand *rand = g_rand_new_with_seed(4);
    const digest_secret_t secret = { .kind = DIGEST_PASSWORD, .text = SPAN_LITERAL("nobody uses this") };

    for (unsigned i = 0; i < 600; i++) {
        const variant_case_t *c = &cases[i % G_N_ELEMENTS(cases)];
        GByteArray *bytes = g_byte_array_new();

        g_byte_array_append(bytes, (const guint8 *)around.request_uri.ptr, (guint)around.request_uri.len);
        unit_mutate(rand, bytes);
        char *copy = unit_copy(bytes->data, bytes->len);
        const span_t uri = { copy, bytes->len };
        digest_sent_t sent = case_sent(c);
        const digest_around_t with = { .challenge_realm = uri, .challenge_qop = uri, .request_uri = uri,
                                       .from_uri = uri, .to_uri = uri, .nonces = &uri, .nonce_count = 1 };
        sent.uri = uri;
        if (i % 2) {
            sent.username = uri;
        }
        char *found = search(&sent, &secret, &with, 1 + i % 2);
        g_assert_true(*found == '\0' || g_str_has_prefix(found, "password_empty"));
        g_free(found);
        g_free(copy);
        g_byte_array_free(bytes, TRUE);
    }
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    unit_crypto_begin();
    wmem_init();
    g_test_add_func("/digest_variants/cases", test_cases);
    g_test_add_func("/digest_variants/near_misses", test_near_misses);
    g_test_add_func("/digest_variants/other_secret", test_other_secret);
    g_test_add_func("/digest_variants/fits", test_fits);
    g_test_add_func("/digest_variants/one_qop_offered", test_one_qop_offered);
    g_test_add_func("/digest_variants/fits_with_escapes", test_fits_with_escapes);
    g_test_add_func("/digest_variants/together", test_together);
    g_test_add_func("/digest_variants/table", test_table);
    g_test_add_func("/digest_variants/nothing_around", test_nothing_around);
    g_test_add_func("/digest_variants/values", test_values);
    g_test_add_func("/digest_variants/bounds", test_bounds);
    g_test_add_func("/digest_variants/mutated", test_mutated);
    return g_test_run();
}
