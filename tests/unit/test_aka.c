/* test_aka.c
 * Unit tests of what an AKA challenge and its answer carry.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "aka.h"

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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/aka/challenge_parts", test_challenge_parts);
    g_test_add_func("/aka/lengths", test_lengths);
    g_test_add_func("/aka/auts", test_auts);
    g_test_add_func("/aka/broken", test_broken);
    return g_test_run();
}
