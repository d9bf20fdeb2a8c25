/* test_aka.c
 * Unit tests of what an AKA challenge and its answer carry, and of what a known key says of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "aka.h"
#include "secrets.h"
#include "unit_crypto.h"
#include "unit_span.h"

/* Bytes 0, 1, 2, ... in base64. */
static char *counted(size_t len)
{
    guchar *bytes = g_new0(guchar, len + 1);
    char *text;

    for (size_t i = 0; i < len; i++) {
        bytes[i] = (guchar)i;
    }
    text = g_base64_encode(bytes, len);
    g_free(bytes);
    return text;
}

static void test_challenge_parts(void)
{
    char *nonce = counted(40);
    aka_challenge_t c;

    g_assert_true(aka_challenge_decode(nonce, &c));
    for (unsigned i = 0; i < 16; i++) {
        g_assert_cmpuint(c.rand[i], ==, i);
        g_assert_cmpuint(c.autn[i], ==, 16 + i);
    }
    g_assert_cmpmem(c.sqn_xor_ak, 6, "\x10\x11\x12\x13\x14\x15", 6);
    g_assert_cmpmem(c.amf, 2, "\x16\x17", 2);
    g_assert_cmpmem(c.mac, 8, "\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f", 8);
    g_free(nonce);
}

static const struct {
    size_t bytes;
    bool challenge;
    bool auts;
} lengths[] = {
    { 1, false, false },
    { 13, false, false },
    { 14, false, true },
    { 15, false, false },
    { 16, false, false },
    { 31, false, false },
    { 32, true, false },
    { 33, true, false },
    { 34, true, false },
    { 64, true, false },
};

static void test_lengths(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        char *text = counted(lengths[i].bytes);
        uint8_t auts[AKA_AUTS_LEN];
        aka_challenge_t c;

        g_assert_cmpint(aka_challenge_decode(text, &c), ==, lengths[i].challenge);
        g_assert_cmpint(aka_auts_decode(text, auts), ==, lengths[i].auts);
        g_free(text);
    }
}

static void test_auts(void)
{
    uint8_t auts[AKA_AUTS_LEN];

    g_assert_true(aka_auts_decode("AQIDBAUGBwgJCgsMDQ4=", auts));
    for (unsigned i = 0; i < AKA_AUTS_LEN; i++) {
        g_assert_cmpuint(auts[i], ==, i + 1);
    }
}

/* No base64, or not only: 32 bytes and more of each if what does not belong were skipped. */
static const char *const broken[] = {
    "",
    "=",
    "====",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",     /* padding missing */
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA===",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ",
    " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAA=",
    "AAAAAAAAAAAAAAAAAAAAA=AAAAAAAAAAAAAAAAAAAAAAAA=",
    "AAAAAAAAAAAAAAAAAAAAAA-_AAAAAAAAAAAAAAAAAAA=",
    "AAAAAAAAAAAAAAAAAAAAAA\377\376AAAAAAAAAAAAAAAAAAA=",
    "f3f1b8aa-5b5e-4d0c-9f5e-0d1f6bb4ce5a",
};

static void test_broken(void)
{
    uint8_t auts[AKA_AUTS_LEN];
    aka_challenge_t c;

    g_assert_false(aka_challenge_decode(NULL, &c));
    g_assert_false(aka_auts_decode(NULL, auts));
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_assert_false(aka_challenge_decode(broken[i], &c));
        g_assert_false(aka_auts_decode(broken[i], auts));
    }
    g_assert_false(aka_auts_decode("AQIDBAUGBwgJCgsMDQ4", auts));
    g_assert_false(aka_auts_decode("AQIDBAUGBwgJ CgsMDQ4=", auts));
}

/* Known keys */

#define SET_1_K "465b5ce8b199b49faa5f0a2ee238a6bc"
#define SET_1_OP SET_1_K ":cdc202d5123e20f62b6d676ac72cb318"
#define SET_1_OPC SET_1_K ":cd63cb71954a9f4e48a5994e37a02baf"
#define SET_3_OPC "fec86ba6eb707ed08905757b1bb44b8f:1006020f0a478bf6b699f15c062e42b3"
#define LAB_OP "fec86ba6eb707ed08905757b1bb84b8f:dbc59adcb6f9a0ef735477b7fadf8374"
#define LAB_OPC "fec86ba6eb707ed08905757b1bb84b8f:f9f62c0e4fad85ec58f722d405baac8d"
#define SET_20_OPC "90dca4eda45b53cf0f12d7c9c3bc6a89:cb9cccc4b9258e6dca4760379fb82581"
#define TUAK_1_TOP "abababababababababababababababab:5555555555555555555555555555555555555555555555555555555555555555"
#define TUAK_2_K "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2e1e0"
#define TUAK_2_TOP TUAK_2_K ":808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
#define TUAK_2_TOPC TUAK_2_K ":305425427e18c503c8a4b294ea72c95d0c36c6c6b29d0c65de5974d5977f8524"

static void key_of(secret_kind_t kind, const char *text, aka_key_t *key)
{
    secrets_t *secrets = secrets_new();
    secrets_cursor_t cursor = { 0 };

    g_assert_null(secrets_add(secrets, "sim", "*", kind, text));
    *key = secrets_next(secrets, unit_span("sim"), unit_span("any"), &cursor)->key;
    secrets_free(secrets);
}

/*
 * TS 35.208 and 35.233 print what AUTN is made of; the rest was computed with implementations of Milenage in
 * Python (on AES of the cryptography module) and of TUAK (on CPython's shake_256), which yield the test sets.
 */
static const struct {
    const char *name;
    secret_kind_t kind;
    const char *key;
    const char *nonce;
    aka_mac_t mac;
    uint64_t sqn;
    const char *res;    /* with OP taken as the network takes it */
} networks[] = {
    { "TS 35.208 test set 1", SECRET_AKA_OPC, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=",
      AKA_MAC_FITS, 0xff9bb4d0b607, "a54211d5e3ba50bf" },
    { "the same with OP", SECRET_AKA_OP, SET_1_OP, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=",
      AKA_MAC_FITS, 0xff9bb4d0b607, "a54211d5e3ba50bf" },
    { "server data behind AUTN", SECRET_AKA_OP, SET_1_OP, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7N4eXo=",
      AKA_MAC_FITS, 0xff9bb4d0b607, "a54211d5e3ba50bf" },
    { "a network with OP as OPc", SECRET_AKA_OP, SET_1_OP, "I1U8vpY3qJ0hiuZNrke/NVFRASxGfrm5xz4LJBwN/sI=",
      AKA_MAC_FITS_OP_AS_OPC, 0xff9bb4d0b607, "0b3522927ca10d7e" },
    { "a network with OPc as OP", SECRET_AKA_OPC, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NTcXNGLFILm5pKI9h2brPso=",
      AKA_MAC_FITS_OPC_AS_OP, 0xff9bb4d0b607, "646328ebaa8adc26" },
    { "OP in the table as OPc", SECRET_AKA_OPC, SET_1_OP, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=",
      AKA_MAC_FITS_OPC_AS_OP, 0xff9bb4d0b607, "a54211d5e3ba50bf" },
    { "OPc in the table as OP", SECRET_AKA_OP, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=",
      AKA_MAC_FITS_OP_AS_OPC, 0xff9bb4d0b607, "a54211d5e3ba50bf" },
    { "one bit of the MAC", SECRET_AKA_OPC, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7I=",
      AKA_MAC_DIFFERS, 0, "a54211d5e3ba50bf" },
    { "one bit of AMF", SECRET_AKA_OPC, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m4Sp/6w1Tfr7M=",
      AKA_MAC_DIFFERS, 0, "a54211d5e3ba50bf" },
    { "another K", SECRET_AKA_OPC, SET_3_OPC, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=",
      AKA_MAC_DIFFERS, 0, NULL },
    { "ims-sipp-aka-ok.pcap frame 2", SECRET_AKA_OP, LAB_OP, "n3yNAhrM9NshPM/wx/caavQUjK729HJcuAy1VeJB8B8=",
      AKA_MAC_FITS, 0x21, "2bbb192af5f3fd4f" },
    { "ims-npm-aka-resync.pcap frame 4", SECRET_AKA_OPC, LAB_OPC,
      "qnyNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0=", AKA_MAC_FITS, 0x41, NULL },
    { "TS 35.233 test set 1, RES of 4 bytes", SECRET_TUAK_TOP, TUAK_1_TOP,
      "QkJCQkJCQkJCQkJCQkJCQmCOD4qBRf//+aVOauqoYY0=", AKA_MAC_FITS, 0x111111111111, "657acd64" },
    { "TUAK, RES of 4 bytes", SECRET_TUAK_TOPC, TUAK_2_TOPC, "ASNFZ4mrze8BI0VniavN71Gy1l9krIAAY4vI/3ivC0I=",
      AKA_MAC_FITS, 0x0123456789ab, "9f0848ce" },
    { "TUAK, RES of 8 bytes", SECRET_TUAK_TOP, TUAK_2_TOP, "ASNFZ4mrze8BI0VniavN70kp1iJFtYAAY4vI/3ivC0I=",
      AKA_MAC_FITS, 0x0123456789ab, "e9d749dc4eea0035" },
    { "TUAK, RES of 16 bytes", SECRET_TUAK_TOPC, TUAK_2_TOPC, "ASNFZ4mrze8BI0VniavN70XtB4I6VoAAY4vI/3ivC0I=",
      AKA_MAC_FITS, 0x0123456789ab, "783eeb48c896cff167d39dd73b36753f" },
    { "TUAK, RES of 32 bytes", SECRET_TUAK_TOPC, TUAK_2_TOPC, "ASNFZ4mrze8BI0VniavN782apja2FIAAY4vI/3ivC0I=",
      AKA_MAC_FITS, 0x0123456789ab, "81837157bf3a89269a2174783cebae3f6b9e0b929ca7c9bd776aa7f6b2a3d9d6" },
    { "TUAK, TOP in the table as TOPc", SECRET_TUAK_TOPC, TUAK_2_TOP,
      "ASNFZ4mrze8BI0VniavN70XtB4I6VoAAY4vI/3ivC0I=", AKA_MAC_FITS_OPC_AS_OP, 0x0123456789ab,
      "783eeb48c896cff167d39dd73b36753f" },
    { "TUAK, another key", SECRET_TUAK_TOP, TUAK_1_TOP, "ASNFZ4mrze8BI0VniavN70XtB4I6VoAAY4vI/3ivC0I=",
      AKA_MAC_DIFFERS, 0, NULL },
    { "Milenage with TUAK's challenge", SECRET_AKA_OP, SET_1_OP, "ASNFZ4mrze8BI0VniavN70XtB4I6VoAAY4vI/3ivC0I=",
      AKA_MAC_DIFFERS, 0, NULL },
};

static void test_networks(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(networks); i++) {
        aka_challenge_t challenge;
        aka_network_t network;
        aka_key_t key;

        g_test_message("%s", networks[i].name);
        key_of(networks[i].kind, networks[i].key, &key);
        g_assert_true(aka_challenge_decode(networks[i].nonce, &challenge));
        aka_network_check(&key, &challenge, &network);
        g_assert_cmpint(network.mac, ==, networks[i].mac);
        if (networks[i].mac != AKA_MAC_DIFFERS) {
            g_assert_cmphex(network.sqn, ==, networks[i].sqn);
        }
        if (networks[i].res) {
            bool swapped = networks[i].mac == AKA_MAC_FITS_OP_AS_OPC || networks[i].mac == AKA_MAC_FITS_OPC_AS_OP;
            const aka_answer_t *answer = swapped ? &network.swapped : &network.answer;
            g_assert_cmpuint(network.answer.res_len, ==, strlen(networks[i].res) / 2);
            g_assert_cmpuint(network.swapped.res_len, ==, network.answer.res_len);
            unit_assert_bytes(networks[i].name, "RES", answer->res, networks[i].res);
            g_assert_true(memcmp(network.answer.res, network.swapped.res, answer->res_len) != 0);
        }
    }
}

static void test_keys_differ(void)
{
    static const struct {
        secret_kind_t kind_a;
        const char *a;
        secret_kind_t kind_b;
        const char *b;
        unsigned differ;
    } cases[] = {
        { SECRET_AKA_OP, SET_1_OP, SECRET_AKA_OP, SET_1_OP, 0 },
        { SECRET_AKA_OP, SET_1_OP, SECRET_AKA_OPC, SET_1_OPC, 0 },
        { SECRET_AKA_OPC, SET_1_OPC, SECRET_AKA_OPC, SET_1_OPC, 0 },
        { SECRET_AKA_OP, SET_1_OP, SECRET_AKA_OPC, SET_1_OP, AKA_KEY_OTHER_OP },
        { SECRET_AKA_OPC, SET_1_OPC, SECRET_AKA_OPC, SET_3_OPC, AKA_KEY_OTHER_K | AKA_KEY_OTHER_OP },
        { SECRET_AKA_OP, SET_1_OP, SECRET_AKA_OP, SET_1_K ":00000000000000000000000000000000", AKA_KEY_OTHER_OP },
        { SECRET_AKA_OP, SET_1_OP, SECRET_AKA_OP,
          "00000000000000000000000000000000:cdc202d5123e20f62b6d676ac72cb318", AKA_KEY_OTHER_K },
        { SECRET_TUAK_TOP, TUAK_2_TOP, SECRET_TUAK_TOPC, TUAK_2_TOPC, 0 },
        { SECRET_TUAK_TOP, TUAK_1_TOP, SECRET_TUAK_TOPC, TUAK_2_TOPC, AKA_KEY_OTHER_K | AKA_KEY_OTHER_OP },
        { SECRET_TUAK_TOP, TUAK_1_TOP, SECRET_AKA_OP, SET_1_OP, AKA_KEY_OTHER_K | AKA_KEY_OTHER_OP },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        aka_key_t a, b;

        g_test_message("%zu", i);
        key_of(cases[i].kind_a, cases[i].a, &a);
        key_of(cases[i].kind_b, cases[i].b, &b);
        g_assert_cmpuint(aka_keys_differ(&a, &b), ==, cases[i].differ);
        g_assert_cmpuint(aka_keys_differ(&b, &a), ==, cases[i].differ);
    }
}

/* The second and third are of a test program of hostapd, the third from a real SIM. */
static const struct {
    const char *name;
    secret_kind_t kind;
    const char *key;
    const char *nonce;
    const char *auts;
    aka_mac_t mac;
    uint64_t sqn;
} resyncs[] = {
    { "ims-npm-aka-resync.pcap frame 3", SECRET_AKA_OP, LAB_OP, "n3yNAhrM9NshPM/wx/caavQUjK729HJcuAy1VeJB8B8=",
      "cX81w8YDm4cWCpu3uHM=", AKA_MAC_FITS, 0x35 },
    { "TS 35.208 test set 20", SECRET_AKA_OPC, SET_20_OPC, "n93HIJLGrQNrbkZHiTFbeAAAAAAAAAAAAAAAAAAAAAA=",
      "TyA5OS3dS7QxbtShRog=", AKA_MAC_FITS, 1 },
    { "a test SIM", SECRET_AKA_OPC, SET_20_OPC, "qqqqqqqqqqqqqqqqqqqqqgAAAAAAAAAAAAAAAAAAAAA=",
      "Q2ga09rwBrzeQFogcmc=", AKA_MAC_FITS, 0x2a },
    { "the same SIM, another RAND", SECRET_AKA_OPC, SET_20_OPC, "qqqqqqqqqqqqqqqqqqqqqwAAAAAAAAAAAAAAAAAAAAA=",
      "Q2ga09rwBrzeQFogcmc=", AKA_MAC_DIFFERS, 0 },
    { "one bit of MAC-S", SECRET_AKA_OPC, SET_20_OPC, "qqqqqqqqqqqqqqqqqqqqqgAAAAAAAAAAAAAAAAAAAAA=",
      "Q2ga09rwBrzeQFogcmY=", AKA_MAC_DIFFERS, 0 },
    { "TS 35.208 test set 1", SECRET_AKA_OPC, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NQAAAAAAAAAAAAAAAAAAAAA=",
      "uoU/PBM7gejUAluObEo=", AKA_MAC_FITS, 0xff9bb4d0b700 },
    { "MAC-S with the AMF of a challenge", SECRET_AKA_OPC, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NQAAAAAAAAAAAAAAAAAAAAA=",
      "uoU/PBM7D85Uq8Ik8uc=", AKA_MAC_DIFFERS, 0 },
    { "a SIM with OP as OPc", SECRET_AKA_OP, SET_1_OP, "I1U8vpY3qJ0hiuZNrke/NQAAAAAAAAAAAAAAAAAAAAA=",
      "pUVrL4wla36Up+iDGaQ=", AKA_MAC_FITS_OP_AS_OPC, 0xff9bb4d0b700 },
    { "a SIM with OPc as OP", SECRET_AKA_OPC, SET_1_OPC, "I1U8vpY3qJ0hiuZNrke/NQAAAAAAAAAAAAAAAAAAAAA=",
      "mqJtMCFffGRDhQ7OLI0=", AKA_MAC_FITS_OPC_AS_OP, 0xff9bb4d0b700 },
    { "TUAK", SECRET_TUAK_TOP, TUAK_2_TOP, "ASNFZ4mrze8BI0VniavN70XtB4I6VoAAY4vI/3ivC0I=", "+W32Xw1zNmYCSLhN0GM=",
      AKA_MAC_FITS, 0x0123456789ff },
};

static void test_resyncs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(resyncs); i++) {
        uint8_t auts[AKA_AUTS_LEN];
        aka_challenge_t challenge;
        aka_resync_t resync;
        aka_key_t key;

        g_test_message("%s", resyncs[i].name);
        key_of(resyncs[i].kind, resyncs[i].key, &key);
        g_assert_true(aka_challenge_decode(resyncs[i].nonce, &challenge));
        g_assert_true(aka_auts_decode(resyncs[i].auts, auts));
        aka_auts_check(&key, challenge.rand, auts, &resync);
        g_assert_cmpint(resync.mac, ==, resyncs[i].mac);
        if (resyncs[i].mac != AKA_MAC_DIFFERS) {
            g_assert_cmphex(resync.sqn, ==, resyncs[i].sqn);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    unit_crypto_begin();
    g_test_add_func("/aka/challenge_parts", test_challenge_parts);
    g_test_add_func("/aka/lengths", test_lengths);
    g_test_add_func("/aka/auts", test_auts);
    g_test_add_func("/aka/broken", test_broken);
    g_test_add_func("/aka/networks", test_networks);
    g_test_add_func("/aka/keys_differ", test_keys_differ);
    g_test_add_func("/aka/resyncs", test_resyncs);
    return g_test_run();
}
