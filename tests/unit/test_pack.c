/* test_pack.c
 * Unit tests of values as few bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pack.h"

static const char *const texts[] = {
    "", "0", "01234567", "89abcdef", "89abcdefg", "0123456789abcdef0123456789abcdef", "0123456789ABCDEF",
    "7da62e5b02a3c6d82de14018@10.0.0.1", "deadbeef@", "g1234567", "1234567g", "0123456789abcdeg", "/0123456", ":0123456",
    "@0123456", "`0123456", "\303\244012345678", "0123456\x7f",
};

/* A text comes back as it was, digits or not, a second time as well. */
static void check_text(const char *text)
{
    const char *first = text, *second = text;
    arena_t arena;
    pack_t writer = { 0 }, reader;
    size_t len;

    arena_init(&arena, NULL, NULL);
    pack_write(&writer, NULL);
    pack_own(&writer, &first);
    len = writer.at;
    pack_own(&writer, &second);
    g_assert_cmpuint(writer.at, ==, len + 1);
    pack_read(&reader, writer.bytes, &arena, NULL, NULL);
    first = second = NULL;
    pack_own(&reader, &first);
    pack_own(&reader, &second);
    g_assert_cmpstr(first, ==, text);
    g_assert_true(second == first);
    g_assert_cmpuint(reader.at, ==, writer.at);
    arena_clear(&arena);
    g_free(writer.bytes);
}

static void test_texts(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        check_text(texts[i]);
    }
}

/* Every byte in every place of a group, and more digits than a byte can tell the groups of. */
static void test_digits(void)
{
    char text[] = "0a1b2c3d4e5f6789";
    char *many = g_strnfill(8 * 300 + 3, 'f');

    for (size_t at = 0; at + 1 < sizeof text; at++) {
        char before = text[at];

        for (int c = 1; c < 256; c++) {
            text[at] = (char)c;
            check_text(text);
        }
        text[at] = before;
    }
    check_text(many);
    g_free(many);
}

/* A hash that is the usual one takes a byte, another one more; both come back, as do those that follow from them. */
static void check_hash_of(uint64_t value, uint64_t usual, size_t len)
{
    uint64_t first = value, again = value;
    uint32_t small = (uint32_t)value;
    pack_t writer = { 0 }, reader;

    pack_write(&writer, NULL);
    pack_hash_of(&writer, &first, usual);
    g_assert_cmpuint(writer.at, ==, len);
    pack_hash(&writer, &again);
    pack_hash32_of(&writer, &small, (uint32_t)usual);
    pack_read(&reader, writer.bytes, NULL, NULL, NULL);
    first = again = small = 0;
    pack_hash_of(&reader, &first, usual);
    pack_hash(&reader, &again);
    pack_hash32_of(&reader, &small, (uint32_t)usual);
    g_assert_cmpuint(first, ==, value);
    g_assert_cmpuint(again, ==, value);
    g_assert_cmpuint(small, ==, (uint32_t)value);
    g_assert_cmpuint(reader.at, ==, writer.at);
    g_free(writer.bytes);
}

static void test_hashes(void)
{
    const uint64_t hash = UINT64_C(0x0123456789abcdef);

    check_hash_of(hash, hash, 1);
    check_hash_of(hash, hash + 1, 10);
    check_hash_of(0, hash, 2);
    check_hash_of(0, 0, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pack/texts", test_texts);
    g_test_add_func("/pack/digits", test_digits);
    g_test_add_func("/pack/hashes", test_hashes);
    return g_test_run();
}
