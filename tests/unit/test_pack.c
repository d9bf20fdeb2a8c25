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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pack/texts", test_texts);
    g_test_add_func("/pack/digits", test_digits);
    return g_test_run();
}
