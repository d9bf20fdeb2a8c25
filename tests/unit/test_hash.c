/* test_hash.c
 * Unit tests of the keyed hashes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* The core is not for others to call, and only it can be held against known values: the key is random. */
#include "hash.c"

#include <stdio.h>

/* SipHash-1-3 with a key of zeros over the bytes 0, 1, 2, ...; computed with CPython's hash(). */
static const struct {
    size_t len;
    uint64_t hash;
} known[] = {
    { 1, UINT64_C(0x68a914128e01e473) },
    { 7, UINT64_C(0x2f098ab0c751325a) },
    { 8, UINT64_C(0xead411e67ebe2eea) },
    { 9, UINT64_C(0x75927f9d95124362) },
    { 15, UINT64_C(0xf30eb725bb91c9ea) },
    { 16, UINT64_C(0x8972188433a5c5b7) },
    { 17, UINT64_C(0x4883c49a2c009c1d) },
    { 31, UINT64_C(0x169739443111d49b) },
    { 63, UINT64_C(0x385d3e39e5f37359) },
};

static void test_known(void)
{
    uint8_t bytes[64];
    sip_state_t state;
    size_t i;

    for (i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)i;
    }
    for (i = 0; i < G_N_ELEMENTS(known); i++) {
        sip_start(&state, 0, 0);
        g_assert_cmphex(sip_finish(&state, bytes, known[i].len), ==, known[i].hash);
    }
}

static void test_chain(void)
{
    const span_t absent = { NULL, 0 };
    const uint64_t h = HASH_START;

    g_assert_cmphex(hash_bytes(h, "abc", 3), ==, hash_bytes(h, "abcd", 3));
    g_assert_cmphex(hash_bytes(h, "abc", 3), !=, hash_bytes(h, "abd", 3));
    g_assert_cmphex(hash_bytes(h, "abc", 3), !=, hash_bytes(h + 1, "abc", 3));
    g_assert_cmphex(hash_bytes(h, NULL, 0), !=, h);
    g_assert_cmphex(hash_bytes(h, "\0", 1), !=, hash_bytes(h, "", 0));
    g_assert_cmphex(hash_span(hash_span(h, SPAN_LITERAL("ab")), SPAN_LITERAL("c")), !=,
                    hash_span(hash_span(h, SPAN_LITERAL("a")), SPAN_LITERAL("bc")));
    g_assert_cmphex(hash_span(h, absent), !=, hash_span(h, SPAN_LITERAL("")));
    g_assert_cmphex(hash_number(h, 1), !=, hash_number(h, 2));
    g_assert_cmphex(hash_number(h, 1), ==, hash_number(h, 1));
}

/* Each length of what is left behind the last whole word counts all its bytes. */
static void test_tail(void)
{
    for (size_t len = 1; len < 17; len++) {
        uint8_t bytes[17] = { 0 };
        uint64_t hash = hash_bytes(HASH_START, bytes, len);
        uint32_t fingerprint = hash_fingerprint(bytes, len);

        for (size_t i = 0; i < len; i++) {
            bytes[i] = 1;
            g_assert_cmphex(hash_bytes(HASH_START, bytes, len), !=, hash);
            g_assert_cmphex(hash_fingerprint(bytes, len), !=, fingerprint);
            bytes[i] = 0;
        }
    }
}

/* Bits of a chosen Call-ID, each of which makes one of two pairs of letters that GLib's hash cannot tell apart. */
#define CHOSEN_BITS 14

static char *chosen_call_id(unsigned number)
{
    GString *text = g_string_new(NULL);

    for (unsigned bit = 0; bit < CHOSEN_BITS; bit++) {
        g_string_append(text, number >> bit & 1 ? "aa" : "b@");
    }
    g_string_append(text, "@attacker.test");
    return g_string_free(text, FALSE);
}

/* Call-IDs that fall together in a hash without a key are as far apart as any others here. */
static void test_chosen(void)
{
    static unsigned buckets[1 << CHOSEN_BITS];
    GHashTable *seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    char *first = chosen_call_id(0);

    for (unsigned i = 0; i < 1u << CHOSEN_BITS; i++) {
        char *call_id = chosen_call_id(i);
        uint64_t *hash = g_new(uint64_t, 1);

        g_assert_cmphex(g_str_hash(call_id), ==, g_str_hash(first));
        *hash = hash_span(HASH_START, (span_t){ call_id, strlen(call_id) });
        /* What a map of GLib or Wireshark makes of it. */
        buckets[g_int64_hash(hash) % G_N_ELEMENTS(buckets)]++;
        g_assert_true(g_hash_table_add(seen, hash));
        g_free(call_id);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(buckets); i++) {
        g_assert_cmpuint(buckets[i], <, 20);
    }
    g_free(first);
    g_hash_table_destroy(seen);
}

static uint64_t hash_of_call_id(void)
{
    return hash_span(HASH_START, SPAN_LITERAL("1@attacker.test"));
}

/* A key that were the same in every process could be learnt at home. */
static void test_key(void)
{
    char *own;

    if (g_test_subprocess()) {
        printf("hash %016" G_GINT64_MODIFIER "x\n", hash_of_call_id());
        return;
    }
    own = g_strdup_printf("*hash %016" G_GINT64_MODIFIER "x*", hash_of_call_id());
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_passed();
    g_test_trap_assert_stdout("*hash ????????????????\n*");
    g_test_trap_assert_stdout_unmatched(own);
    g_free(own);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hash/known", test_known);
    g_test_add_func("/hash/chain", test_chain);
    g_test_add_func("/hash/tail", test_tail);
    g_test_add_func("/hash/chosen", test_chosen);
    g_test_add_func("/hash/key", test_key);
    return g_test_run();
}
