/* test_verification.c
 * Unit tests of what known secrets prove of the credentials of a request: whose secret is taken, how the credentials
 * are read, what is found. Responses and keys were computed elsewhere (CPython's hashlib, Milenage in JavaScript).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scenario.h"
#include "unit_crypto.h"
#include "verification.h"

/* One row of the table; user NULL ends. */
typedef struct {
    const char *user;
    const char *realm;
    secret_kind_t kind;
    const char *text;
} row_t;

#define MAX_ROWS 3

typedef struct {
    const char *name;
    row_t rows[MAX_ROWS + 1];
    const char *steps;      /* the last request is looked at */
    const char *text;       /* of verification_text(); NULL: nothing */
    const char *variants;   /* names, with a blank behind each; default: none */
} verification_case_t;

#define PASSWORD(user, realm) { user, realm, SECRET_PASSWORD, "wonderland" }
#define ASKED "0 > REGISTER 1\n0.1 < 401 1 WWW(lab,n1)\n"
#define SENT(header) ASKED "0.2 > REGISTER 2 {Authorization: Digest " header "}\n"
#define REST "realm=\"lab\", nonce=\"n1\", uri=\"sip:lab.test\", response="
#define RIGHT "\"00958f68e8d898b6954060c47f239be0\""     /* of alice and wonderland */
#define FITS "the response fits the known secret"
#define FITS_WITH FITS ", computed with "
#define FITS_NONE "the response fits none of the known secrets of this user"
#define DOE_REST \
    "realm=\"api@example.org\", uri=\"/doe.json\", algorithm=SHA-512-256, " \
    "nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", nc=00000001, " \
    "cnonce=\"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v\", qop=auth, " \
    "response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\""
#define DOE(name) \
    "0 > GET 1\n" \
    "0.1 < 401 1 WWW(api@example.org,5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK)\n" \
    "0.2 > GET 2 {Authorization: Digest " name ", " DOE_REST "}\n"
#define DOE_KNOWN { { "J\303\244s\303\270n Doe", "api@example.org", SECRET_PASSWORD, "Secret, or not?" } }
#define SESSION \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(known,n1,algorithm=MD5-sess)\n" \
    "0.2 > REGISTER 2 {Authorization: Digest username=\"alice\", realm=\"known\", nonce=\"n1\", uri=\"sip:lab.test\", " \
    "algorithm=MD5-sess, qop=auth, nc=00000001, cnonce=\"a\", response=\"8fb520e43a6181d9ce61891233c099f6\"}\n" \
    "0.3 < 200 2 {Authentication-Info: nextnonce=\"n9\"}\n"
#define VECTOR "n3yNAhrM9NshPM/wx/caavQUjK729HJcuAy1VeJB8B8="

static const verification_case_t cases[] = {
    { "user and realm", { PASSWORD("alice", "lab") }, SENT("username=\"alice\", " REST RIGHT), FITS, NULL },
    { "any realm", { PASSWORD("alice", "*") }, SENT("username=\"alice\", " REST RIGHT), FITS, NULL },
    { "another user", { PASSWORD("bob", "*") }, SENT("username=\"alice\", " REST RIGHT), NULL, NULL },
    { "another realm", { PASSWORD("alice", "other") }, SENT("username=\"alice\", " REST RIGHT), NULL, NULL },
    { "the second of two passwords", { { "alice", "*", SECRET_PASSWORD, "old" }, PASSWORD("alice", "*") },
      SENT("username=\"alice\", " REST RIGHT), FITS, NULL },
    { "none of two passwords",
      { { "alice", "*", SECRET_PASSWORD, "old" }, { "alice", "lab", SECRET_PASSWORD, "older" } },
      SENT("username=\"alice\", " REST RIGHT), FITS_NONE, NULL },

    /* User names */
    { "escapes undone", { PASSWORD("al\"ice", "lab") },
      SENT("username=\"al\\\"ice\", " REST "\"b5c90c3794209d801fdd574a4f092bef\""), FITS, NULL },
    { "escapes kept", { PASSWORD("al\"ice", "lab") },
      SENT("username=\"al\\\"ice\", " REST "\"91f62f9c0da32beac75e3681a3985d27\""),
      FITS ", with the backslashes of an escaped value hashed as well", NULL },
    { "UTF-8", { PASSWORD("j\303\266rg", "lab") },
      SENT("username=\"j\303\266rg\", " REST "\"765a6cba180e042682319c325923edfe\""), FITS, NULL },
    { "UTF-8 sent, ISO-8859-1 hashed", { PASSWORD("j\303\266rg", "lab") },
      SENT("username=\"j\303\266rg\", " REST "\"170f7553bdc6f4483efa452eac261808\""),
      FITS_WITH "the user name in ISO-8859-1 instead of UTF-8 (\"j\303\266rg\")", "user_latin1 " },
    { "ISO-8859-1 sent and hashed", { PASSWORD("j\303\266rg", "lab") },
      SENT("username=\"j\366rg\", " REST "\"170f7553bdc6f4483efa452eac261808\""),
      FITS_WITH "the user name in ISO-8859-1 instead of UTF-8 (\"j\303\266rg\")", "user_latin1 " },
    { "username* (RFC 7616 section 3.9.2, erratum 4897)", DOE_KNOWN, DOE("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe"), FITS,
      NULL },
    { "userhash (the same)", DOE_KNOWN,
      DOE("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", userhash=true"), FITS, NULL },
    { "userhash of nobody who is known", { { "John", "*", SECRET_PASSWORD, "Secret, or not?" } },
      DOE("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", userhash=true"), NULL, NULL },
    { "userhash=false is a name", DOE_KNOWN,
      DOE("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", userhash=false"), NULL, NULL },
    { "the hash as a name", { { "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b", "*", SECRET_PASSWORD,
      "Secret, or not?" } },
      DOE("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", userhash=false"), FITS_NONE,
      NULL },
    { "user@host, known without host", { PASSWORD("alice", "lab") }, SENT("username=\"alice@lab.test\", " REST RIGHT),
      FITS_WITH "the user part of the user name only (\"alice\")", "user_part " },
    { "user@host, HA1 without host", { { "alice", "lab", SECRET_HA1, "fbcf5ea8fe30a5bbd958590a069d5179" } },
      SENT("username=\"alice@lab.test\", " REST RIGHT),
      FITS_WITH "the user name for which the known HA1 was made (\"alice\")", "user_known " },

    /* Realms */
    { "HA1", { { "alice", "lab", SECRET_HA1, "FBCF5EA8FE30A5BBD958590A069D5179" } },
      SENT("username=\"alice\", " REST RIGHT), FITS, NULL },
    { "HA1 of another realm", { { "alice", "other", SECRET_HA1, "fbcf5ea8fe30a5bbd958590a069d5179" } },
      SENT("username=\"alice\", " REST RIGHT),
      FITS_WITH "the realm for which the known HA1 was made (\"other\")", "realm_known " },
    { "HA1 of another realm that does not fit", { { "alice", "other", SECRET_HA1, "00000000000000000000000000000000" } },
      SENT("username=\"alice\", " REST RIGHT), NULL, NULL },
    { "the secret of the realm that asked, for the one sent", { PASSWORD("alice", "lab") },
      SENT("username=\"alice\", realm=\"other\", nonce=\"n1\", uri=\"sip:lab.test\", "
           "response=\"d37a68020c20cd2b1a916174a62c5b4e\""), FITS, NULL },
    { "the secret and the realm that asked", { PASSWORD("alice", "lab") },
      SENT("username=\"alice\", realm=\"other\", nonce=\"n1\", uri=\"sip:lab.test\", response=" RIGHT),
      FITS_WITH "the realm of the challenge, though another one is sent (\"lab\")", "realm_challenge " },

    /* Credentials that cannot be compared as they are */
    { "a list as qop", { PASSWORD("alice", "lab") },
      SENT("username=\"alice\", qop=\"auth,auth-int\", nc=00000001, cnonce=\"c\", " REST
           "\"a2e93ec80b04f9445355074ccebe54e9\""),
      FITS_WITH "the whole list of offered qop values instead of one of them (\"auth,auth-int\")", "qop_list " },
    { "qop without nonce count", { PASSWORD("alice", "lab") },
      SENT("username=\"alice\", qop=auth, " REST RIGHT), FITS_WITH "no qop (RFC 2069), though qop is sent",
      "qop_ignored " },
    { "auth-int without a body", { PASSWORD("alice", "lab") },
      SENT("username=\"alice\", qop=auth-int, nc=00000001, cnonce=\"c\", " REST "\"2b2ba31042aa887b3bee3f80e628aad9\""),
      FITS, NULL },
    { "auth-int, and the body was not captured", { PASSWORD("alice", "lab") },
      ASKED "0.2 > REGISTER 2 {Content-Length: 5} {Authorization: Digest username=\"alice\", qop=auth-int, nc=00000001, "
      "cnonce=\"c\", " REST "\"2b2ba31042aa887b3bee3f80e628aad8\"}\n", NULL, NULL },
    { "an empty response", { PASSWORD("alice", "lab") }, SENT("username=\"alice\", " REST "\"\""), NULL, NULL },
    { "no Digest", { PASSWORD("alice", "lab") }, ASKED "0.2 > REGISTER 2 {Authorization: Basic YWxpY2U6d29uZGVybGFuZA==}\n",
      NULL, NULL },
    { "upper-case hex", { PASSWORD("alice", "lab") },
      SENT("username=\"alice\", " REST "\"00958F68E8D898B6954060C47F239BE0\""),
      FITS ", in upper-case hex, which many servers refuse", NULL },
    { "an empty password, nothing known", { { NULL, NULL, SECRET_PASSWORD, NULL } },
      SENT("username=\"alice\", " REST "\"f558262b9aad5c3ddd09c7c107882d7f\""), "the response fits an empty password", NULL },
    { "an empty password, another known", { PASSWORD("alice", "lab") },
      SENT("username=\"alice\", " REST "\"f558262b9aad5c3ddd09c7c107882d7f\""), "the response fits an empty password",
      "password_empty " },
    { "an empty password that is known", { { "alice", "lab", SECRET_PASSWORD, "" } },
      SENT("username=\"alice\", " REST "\"f558262b9aad5c3ddd09c7c107882d7f\""), FITS, NULL },
    { "the credentials that answer the challenge", { PASSWORD("alice", "lab"), { "alice", "edge", SECRET_PASSWORD, "x" } },
      ASKED "0.2 > REGISTER 2 {Proxy-Authorization: Digest username=\"alice\", realm=\"edge\", nonce=\"n0\", "
      "uri=\"sip:lab.test\", response=\"5dc03d0fbbbb5575406a7c6ab63d890c\"} {Authorization: Digest username=\"alice\", "
      REST RIGHT "}\n", FITS, NULL },

    /* Sessions */
    { "a session that began before", { PASSWORD("alice", "known") }, SESSION
      "1 > REGISTER 3 {Authorization: Digest username=\"alice\", realm=\"known\", nonce=\"n1\", uri=\"sip:lab.test\", "
      "algorithm=MD5-sess, qop=auth, nc=00000002, cnonce=\"b\", response=\"dc20129d86168ddbe93c8324ee980a99\"}\n"
      "1.1 < 401 3 WWW(known,n2)\n", FITS, NULL },
    { "a session that begins anew", { PASSWORD("alice", "known") }, SESSION
      "1 > REGISTER 3 {Authorization: Digest username=\"alice\", realm=\"known\", nonce=\"n1\", uri=\"sip:lab.test\", "
      "algorithm=MD5-sess, qop=auth, nc=00000002, cnonce=\"b\", response=\"5072a30e368e336a99a05f5b17a1af91\"}\n"
      "1.1 < 401 3 WWW(known,n2)\n", FITS, NULL },
    { "a session that goes on with nextnonce", { PASSWORD("alice", "known") }, SESSION
      "1 > REGISTER 3 {Authorization: Digest username=\"alice\", realm=\"known\", nonce=\"n9\", uri=\"sip:lab.test\", "
      "algorithm=MD5-sess, qop=auth, nc=00000001, cnonce=\"b\", response=\"14475f6b021e2c3765746c5a692f768d\"}\n"
      "1.1 < 401 3 WWW(known,n2)\n", FITS, NULL },
    { "another session", { PASSWORD("alice", "known") }, SESSION
      "1 > REGISTER 3 {Authorization: Digest username=\"alice\", realm=\"known\", nonce=\"n1\", uri=\"sip:lab.test\", "
      "algorithm=MD5-sess, qop=auth, nc=00000002, cnonce=\"b\", response=\"e5d6a6432bf26f1f424a47d574ce7404\"}\n"
      "1.1 < 401 3 WWW(known,n2)\n", FITS_NONE, NULL },

    /* AKA */
    { "a password for a SIM", { PASSWORD("sim", "lab") },
      ASKED "0.2 > REGISTER 2 {Authorization: Digest username=\"sim\", realm=\"lab\", nonce=\"" VECTOR "\", "
      "uri=\"sip:lab.test\", algorithm=AKAv1-MD5, response=\"140fdc20d3dcf5475dedcf5789c380ac\"}\n",
      FITS_WITH "a password, though AKA takes the answer of the SIM", "password_for_aka " },
    { "a SIM's key and credentials of MD5",
      { { "alice", "lab", SECRET_AKA_OP, "fec86ba6eb707ed08905757b1bb84b8f:dbc59adcb6f9a0ef735477b7fadf8374" } },
      SENT("username=\"alice\", " REST RIGHT), NULL, NULL },
    { "AUTS, nothing known", { { NULL, NULL, SECRET_PASSWORD, NULL } },
      ASKED "0.2 > REGISTER 2 {Authorization: Digest username=\"sim\", realm=\"aka\", nonce=\"" VECTOR "\", "
      "uri=\"sip:lab.test\", algorithm=AKAv1-MD5, auts=\"cX81w8YDm4cWCpu3uHM=\", "
      "response=\"60d18577a7b226986fef95fb6fd696c8\"}\n",
      "the response to AUTS fits, computed with an empty password as it must be", NULL },
    { "AUTS beside another response", { { NULL, NULL, SECRET_PASSWORD, NULL } },
      ASKED "0.2 > REGISTER 2 {Authorization: Digest username=\"sim\", realm=\"aka\", nonce=\"" VECTOR "\", "
      "uri=\"sip:lab.test\", algorithm=AKAv1-MD5, auts=\"cX81w8YDm4cWCpu3uHM=\", "
      "response=\"571f3d7a26e646b360cc39465a732cc3\"}\n",
      "the response beside AUTS does not fit an empty password, with which it must be computed (RFC 3310 section 3.4)",
      NULL },
    { "AUTS beside no response", { { NULL, NULL, SECRET_PASSWORD, NULL } },
      ASKED "0.2 > REGISTER 2 {Authorization: Digest username=\"sim\", realm=\"aka\", nonce=\"" VECTOR "\", "
      "uri=\"sip:lab.test\", algorithm=AKAv1-MD5, auts=\"cX81w8YDm4cWCpu3uHM=\", response=\"\"}\n", NULL, NULL },
};

static secrets_t *secrets_of(const row_t *rows)
{
    secrets_t *secrets = secrets_new();

    for (; rows->user; rows++) {
        g_assert_null(secrets_add(secrets, rows->user, rows->realm, rows->kind, rows->text));
    }
    return secrets;
}

static const attempt_t *last_attempt(const scenario_t *s)
{
    g_assert_cmpuint(tracker_exchange_count(s->tracker), >, 0);
    return tracker_exchange(s->tracker, tracker_exchange_count(s->tracker) - 1)->last;
}

static void check_case(const verification_case_t *c)
{
    secrets_t *secrets = secrets_of(c->rows);
    GString *variants = g_string_new(NULL);
    verification_t v;
    scenario_t s;

    g_test_message("%s", c->name);
    scenario_begin(&s);
    scenario_run(&s, c->steps);
    verify_attempt(s.scope, last_attempt(&s), secrets, &v);
    g_assert_cmpstr(verification_text(s.scope, &v), ==, c->text);
    for (unsigned i = 0; i < v.variants; i++) {
        g_string_append_printf(variants, "%s ", digest_variant_name(v.variant[i]));
    }
    g_assert_cmpstr(variants->str, ==, c->variants ? c->variants : "");
    /* Asked once more it says the same. */
    verify_attempt(s.scope, last_attempt(&s), secrets, &v);
    g_assert_cmpstr(verification_text(s.scope, &v), ==, c->text);
    scenario_end(&s);
    g_string_free(variants, TRUE);
    secrets_free(secrets);
}

static void test_cases(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        check_case(&cases[i]);
    }
}

/* What is too long to be kept as a text is verified as it was sent. */
static void test_long_nonce(void)
{
    const row_t rows[] = { PASSWORD("alice", "lab"), { NULL, NULL, SECRET_PASSWORD, NULL } };
    secrets_t *secrets = secrets_of(rows);
    char *nonce = g_strnfill(1500, 'n');
    char *steps = g_strdup_printf("0 > REGISTER 1\n0.1 < 401 1 WWW(lab,%s)\n0.2 > REGISTER 2 {Authorization: Digest "
        "username=\"alice\", realm=\"lab\", nonce=\"%s\", uri=\"sip:lab.test\", "
        "response=\"f72307f3da86cbfa31c82594e8992b73\"}\n", nonce, nonce);
    verification_t v;
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s, steps);
    verify_attempt(s.scope, last_attempt(&s), secrets, &v);
    g_assert_cmpint(v.proof, ==, PROOF_FITS);
    scenario_end(&s);
    g_free(steps);
    g_free(nonce);
    secrets_free(secrets);
}

/* ---- keys of SIMs ---- */

#define K "fec86ba6eb707ed08905757b1bb84b8f"
#define OP "dbc59adcb6f9a0ef735477b7fadf8374"
#define OPC "f9f62c0e4fad85ec58f722d405baac8d"
#define OTHER_K "0123456789abcdef0123456789abcdef"
#define OTHER_OP "00112233445566778899aabbccddeeff"

/* Challenges of RAND 9f7c8d021accf4db213ccff0c7f71a6a, AMF 725c and SQN 21 (hex). */
#define BY_K_OP VECTOR
#define BY_OTHER_K "n3yNAhrM9NshPM/wx/caaukJClUyiHJcjhgLVxtNC0A="

static const struct {
    const char *name;
    row_t rows[MAX_ROWS + 1];
    const char *nonce;
    aka_fit_t fit;
    uint64_t sqn;
    const char *side;
} key_cases[] = {
    { "nothing known", { PASSWORD("sim", "aka") }, BY_K_OP, AKA_FIT_UNKNOWN, 0, NULL },
    { "another user", { { "mis", "aka", SECRET_AKA_OP, K ":" OP } }, BY_K_OP, AKA_FIT_UNKNOWN, 0, NULL },
    { "no nonce of AKA", { { "sim", "aka", SECRET_AKA_OP, K ":" OP } }, "n1", AKA_FIT_UNKNOWN, 0, NULL },
    { "K and OP", { { "sim", "aka", SECRET_AKA_OP, K ":" OP } }, BY_K_OP, AKA_FIT_OWN, 0x21,
      "the HSS has the known key" },
    { "K and OPc", { { "sim", "*", SECRET_AKA_OPC, K ":" OPC } }, BY_K_OP, AKA_FIT_OWN, 0x21,
      "the HSS has the known key" },
    { "the second row", { { "sim", "aka", SECRET_AKA_OP, OTHER_K ":" OP }, { "sim", "*", SECRET_AKA_OP, K ":" OP } },
      BY_K_OP, AKA_FIT_OWN, 0x21, "the HSS has the known key" },
    { "OP entered as OPc", { { "sim", "aka", SECRET_AKA_OPC, K ":" OP } }, BY_K_OP, AKA_FIT_OPC_AS_OP, 0x21,
      "the HSS takes the known OPc for OP, or the table does the reverse" },
    { "OPc entered as OP, and a row that fits as it is",
      { { "sim", "aka", SECRET_AKA_OP, K ":" OPC }, { "sim", "aka", SECRET_AKA_OP, K ":" OP } },
      BY_K_OP, AKA_FIT_OWN, 0x21, "the HSS has the known key" },
    { "another K", { { "sim", "aka", SECRET_AKA_OP, K ":" OP } }, BY_OTHER_K, AKA_FIT_NONE, 0,
      "the HSS has another K or OP(c) than the known one" },
    { "the key of somebody else",
      { { "sim", "aka", SECRET_AKA_OP, K ":" OP }, { "mis", "aka", SECRET_AKA_OP, OTHER_K ":" OP } },
      BY_OTHER_K, AKA_FIT_OTHER_KEY, 0x21, "the HSS has the key of \"mis\", which differs from the known one in K" },
    { "the K of somebody else",
      { { "sim", "aka", SECRET_AKA_OP, K ":" OP }, { "mis", "aka", SECRET_AKA_OP, OTHER_K ":" OTHER_OP } },
      BY_OTHER_K, AKA_FIT_OTHER_K, 0x21, "the HSS has the known OP or OPc, but the K of \"mis\"" },
    { "the OP of somebody else",
      { { "sim", "aka", SECRET_AKA_OP, K ":" OTHER_OP }, { "mis", "aka", SECRET_AKA_OP, OTHER_K ":" OP } },
      BY_K_OP, AKA_FIT_OTHER_OP, 0x21, "the HSS has the known K, but the OP or OPc of \"mis\"" },
    { "somebody else has another family",
      { { "sim", "aka", SECRET_AKA_OP, K ":" OTHER_OP }, { "mis", "aka", SECRET_TUAK_TOP, K ":" OP OP } },
      BY_K_OP, AKA_FIT_NONE, 0, "the HSS has another K or OP(c) than the known one" },
};

static void test_keys(void)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);

    for (size_t i = 0; i < G_N_ELEMENTS(key_cases); i++) {
        secrets_t *secrets = secrets_of(key_cases[i].rows);
        aka_check_t check;

        g_test_message("%s", key_cases[i].name);
        aka_check_challenge(secrets, "sim", "aka", key_cases[i].nonce, &check);
        g_assert_cmpint(check.fit, ==, key_cases[i].fit);
        g_assert_cmphex(check.sqn, ==, key_cases[i].sqn);
        g_assert_cmpint(aka_check_fits(&check), ==, check.sqn != 0);
        g_assert_cmpstr(aka_check_side(scope, "the HSS", &check), ==, key_cases[i].side);
        g_assert_cmpint(aka_check_text(scope, &check) != NULL, ==, check.fit != AKA_FIT_UNKNOWN);
        secrets_free(secrets);
    }
    aka_check_t check;
    aka_check_challenge(NULL, "sim", "aka", BY_K_OP, &check);
    g_assert_cmpint(check.fit, ==, AKA_FIT_UNKNOWN);
    wmem_destroy_allocator(scope);
}

/* HSS and SIM with one known key each. */
static void test_difference(void)
{
    const row_t rows[] = { { "sim", "aka", SECRET_AKA_OP, K ":" OP }, { "sim", "*", SECRET_AKA_OP, OTHER_K ":" OP },
        { "sim", "*", SECRET_AKA_OPC, K ":" OPC }, { NULL, NULL, SECRET_PASSWORD, NULL } };
    secrets_t *secrets = secrets_of(rows);
    aka_check_t network, sim;

    aka_check_challenge(secrets, "sim", "aka", BY_K_OP, &network);
    aka_check_challenge(secrets, "sim", "aka", BY_OTHER_K, &sim);
    g_assert_cmpstr(aka_check_difference(&network, &sim), ==, "K");
    g_assert_null(aka_check_difference(&network, &network));
    g_assert_null(aka_check_difference(&network, NULL));
    g_assert_cmpstr(aka_check_other_known(secrets, "sim", "aka", &network), ==, "K");
    network.fit = AKA_FIT_NONE;
    g_assert_null(aka_check_difference(&network, &sim));
    g_assert_null(aka_check_other_known(secrets, "sim", "aka", &network));
    secrets_free(secrets);
}

/* A table of many keys costs no more than some of them. */
static void test_many_keys(void)
{
    secrets_t *secrets = secrets_new();
    aka_check_t check;

    g_assert_null(secrets_add(secrets, "sim", "*", SECRET_AKA_OP, K ":" OP));
    for (unsigned i = 0; i < 10000; i++) {
        char *key = g_strdup_printf("%032x:" OTHER_OP, i + 1);
        g_assert_null(secrets_add(secrets, "other", "*", SECRET_AKA_OP, key));
        g_free(key);
    }
    g_test_timer_start();
    for (unsigned i = 0; i < 20; i++) {
        aka_check_challenge(secrets, "sim", "aka", BY_OTHER_K, &check);
        g_assert_cmpint(check.fit, ==, AKA_FIT_NONE);
    }
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 2.0);
    secrets_free(secrets);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    unit_crypto_begin();
    g_test_add_func("/verification/cases", test_cases);
    g_test_add_func("/verification/long_nonce", test_long_nonce);
    g_test_add_func("/verification/keys", test_keys);
    g_test_add_func("/verification/difference", test_difference);
    g_test_add_func("/verification/many_keys", test_many_keys);
    return g_test_run();
}
