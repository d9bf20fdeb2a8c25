/* test_secrets.c
 * Unit tests of the table of known credentials: what it takes, what it finds, and what it leaves behind.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <malloc.h>

#include <glib.h>

#include "unit_crypto.h"
#include "unit_span.h"

/* What is freed is looked at before it is gone. */
static GPtrArray *watched_secrets;      /* GBytes */
static unsigned freed;

static gboolean holds(const guint8 *block, size_t size, GBytes *secret)
{
    gsize len;
    const guint8 *bytes = (const guint8 *)g_bytes_get_data(secret, &len);

    for (size_t i = 0; i + len <= size; i++) {
        if (memcmp(block + i, bytes, len) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static void watched_free(gpointer block)
{
    for (guint i = 0; block && watched_secrets && i < watched_secrets->len; i++) {
        freed++;
        g_assert_false(holds((const guint8 *)block, malloc_usable_size(block),
                             (GBytes *)g_ptr_array_index(watched_secrets, i)));
    }
    g_free(block);
}

#undef g_free
#define g_free(block) watched_free(block)
#include "secrets.c"

#define K "0123456789abcdef0123456789ABCDEF"
#define OP "fedcba98765432100123456789abcdef"
#define LONG K OP

/* The sentence, or NULL where the row is good. */
static const struct {
    const char *user;
    const char *realm;
    secret_kind_t kind;
    const char *secret;
    const char *fault;
} rows[] = {
    { "alice", "*", SECRET_PASSWORD, "wonderland", NULL },
    { "alice", "lab.test", SECRET_PASSWORD, "", NULL },
    { "zo\303\253", "B\303\274ro", SECRET_PASSWORD, " p:w ", NULL },
    { "", "*", SECRET_PASSWORD, "wonderland", "The user name is missing" },
    { NULL, "*", SECRET_PASSWORD, "wonderland", "The user name is missing" },
    { "alice", "", SECRET_PASSWORD, "wonderland", "The realm is missing; * stands for any realm" },
    { "alice", NULL, SECRET_PASSWORD, "wonderland", "The realm is missing; * stands for any realm" },
    { "alice", "*", SECRET_PASSWORD, NULL, "The secret is missing" },
    { "alice", "*", SECRET_KIND_COUNT, "wonderland", "The kind of secret is unknown" },
    { "alice", "*", (secret_kind_t)-1, "wonderland", "The kind of secret is unknown" },
    { "alice", "lab.test", SECRET_HA1, K, NULL },
    { "alice", "lab.test", SECRET_HA1, LONG, NULL },
    { "alice", "lab.test", SECRET_HA1, " " K "\n", NULL },
    { "alice", "lab.test", SECRET_HA1, "", "HA1 must be 32 hex digits (MD5) or 64 (SHA-256, SHA-512-256)" },
    { "alice", "lab.test", SECRET_HA1, K "0", "HA1 must be 32 hex digits (MD5) or 64 (SHA-256, SHA-512-256)" },
    { "alice", "lab.test", SECRET_HA1, "x123456789abcdef0123456789ABCDEF",
      "HA1 must be 32 hex digits (MD5) or 64 (SHA-256, SHA-512-256)" },
    { "alice", "*", SECRET_HA1, K, "HA1 is made for one realm; name it instead of *" },
    { "sim", "*", SECRET_AKA_OP, K ":" OP, NULL },
    { "sim", "*", SECRET_AKA_OPC, "  0x" K " ,\t0X" OP " ", NULL },
    { "sim", "*", SECRET_AKA_OPC, K ";" OP, NULL },
    { "sim", "*", SECRET_AKA_OP, K, "Two values are needed, K and OP in hex, with a colon between them" },
    { "sim", "*", SECRET_AKA_OPC, K ":", "Two values are needed, K and OPc in hex, with a colon between them" },
    { "sim", "*", SECRET_AKA_OPC, ":" K, "Two values are needed, K and OPc in hex, with a colon between them" },
    { "sim", "*", SECRET_AKA_OPC, "", "Two values are needed, K and OPc in hex, with a colon between them" },
    { "sim", "*", SECRET_AKA_OPC, "0x:0x", "Two values are needed, K and OPc in hex, with a colon between them" },
    { "sim", "*", SECRET_AKA_OP, K "0:" OP, "K must be 32 hex digits" },
    { "sim", "*", SECRET_AKA_OP, LONG ":" OP, "K must be 32 hex digits" },
    { "sim", "*", SECRET_AKA_OP, "g123456789abcdef0123456789abcdef:" OP, "K must be 32 hex digits" },
    { "sim", "*", SECRET_AKA_OP, K ":" OP "0", "OP must be 32 hex digits" },
    { "sim", "*", SECRET_AKA_OPC, K ":x", "OPc must be 32 hex digits" },
    { "sim", "*", SECRET_AKA_OPC, K ":" OP ":" OP, "OPc must be 32 hex digits" },
    { "sim", "*", SECRET_TUAK_TOP, K ":" LONG, NULL },
    { "sim", "*", SECRET_TUAK_TOPC, LONG ":" LONG, NULL },
    { "sim", "*", SECRET_TUAK_TOP, K, "Two values are needed, K and TOP in hex, with a colon between them" },
    { "sim", "*", SECRET_TUAK_TOPC, K, "Two values are needed, K and TOPc in hex, with a colon between them" },
    { "sim", "*", SECRET_TUAK_TOP, K "ab:" LONG, "K must be 32 or 64 hex digits" },
    { "sim", "*", SECRET_TUAK_TOP, K ":" OP, "TOP must be 64 hex digits" },
    { "sim", "*", SECRET_TUAK_TOPC, K ":" OP, "TOPc must be 64 hex digits" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        secrets_t *secrets = secrets_new();
        const char *fault = secrets_add(secrets, rows[i].user, rows[i].realm, rows[i].kind, rows[i].secret);

        g_test_message("row %zu", i);
        g_assert_cmpstr(fault, ==, rows[i].fault);
        g_assert_cmpstr(secret_fault(rows[i].user, rows[i].realm, rows[i].kind, rows[i].secret), ==, rows[i].fault);
        g_assert_cmpuint(secrets_count(secrets), ==, rows[i].fault ? 0 : 1);
        secrets_free(secrets);
    }
}

/* Each kind, with each thing wrong with it: no sentence has a piece of the secret, user or realm in it. */
static void test_faults_are_silent(void)
{
    static const char *const secret[] = {
        "Tr0ub4dor&3", "Tr0ub4dor:Tr0ub4dor", K "Tr0ub4dor", "Tr0ub4dor" K, K ":Tr0ub4dor", "Tr0ub4dor:" OP,
        LONG LONG ":" OP, "c0ffee", "c0ffee:c0ffee",
    };
    static const char *const pieces[] = { "Tr0", "dor", "0123", "cdef", "c0ff", "ffee", "eve", "inner.test" };
    unsigned faults = 0;

    for (secret_kind_t kind = SECRET_PASSWORD; kind <= SECRET_KIND_COUNT; kind++) {
        for (size_t i = 0; i < G_N_ELEMENTS(secret); i++) {
            for (int empty = 0; empty < 3; empty++) {
                const char *fault = secret_fault(empty == 1 ? "" : "eve", empty == 2 ? "" : "inner.test", kind,
                                                 secret[i]);
                faults += fault ? 1 : 0;
                for (size_t p = 0; fault && p < G_N_ELEMENTS(pieces); p++) {
                    g_assert_null(strstr(fault, pieces[p]));
                }
                /* The same place in memory for every row: the sentence is not made of the row. */
                g_assert_true(fault == secret_fault(empty == 1 ? "" : "bob", empty == 2 ? "" : "x", kind,
                                                    secret[i]));
            }
        }
    }
    g_assert_cmpuint(faults, >, 100);
}

static void test_parsed(void)
{
    secrets_t *secrets = secrets_new();
    secrets_cursor_t cursor = { 0 };
    const secret_t *row;

    g_assert_null(secrets_add(secrets, "sim", "*", SECRET_TUAK_TOPC, LONG ",0x" LONG));
    g_assert_null(secrets_add(secrets, "sim", "*", SECRET_AKA_OP, K " " OP));
    g_assert_null(secrets_add(secrets, "sim", "lab.test", SECRET_HA1, " " K " "));
    g_assert_null(secrets_add(secrets, "sim", "*", SECRET_PASSWORD, " A b "));

    row = secrets_next(secrets, unit_span("sim"), unit_span("lab.test"), &cursor);
    g_assert_cmpint(row->kind, ==, SECRET_HA1);
    g_assert_cmpmem(row->text.ptr, row->text.len, "0123456789abcdef0123456789abcdef", 32);
    g_assert_false(secret_is_aka(row));

    row = secrets_next(secrets, unit_span("sim"), unit_span("lab.test"), &cursor);
    g_assert_cmpint(row->kind, ==, SECRET_TUAK_TOPC);
    g_assert_cmpint(row->key.family, ==, AKA_TUAK);
    g_assert_true(row->key.is_opc);
    g_assert_cmpuint(row->key.k_len, ==, 32);
    unit_assert_bytes("TUAK", "K", row->key.k, "0123456789abcdef0123456789abcdef" OP);
    unit_assert_bytes("TUAK", "TOPc", row->key.op, "0123456789abcdef0123456789abcdef" OP);
    g_assert_true(secret_is_aka(row));

    row = secrets_next(secrets, unit_span("sim"), unit_span("lab.test"), &cursor);
    g_assert_cmpint(row->kind, ==, SECRET_AKA_OP);
    g_assert_cmpint(row->key.family, ==, AKA_MILENAGE);
    g_assert_false(row->key.is_opc);
    g_assert_cmpuint(row->key.k_len, ==, 16);
    unit_assert_bytes("Milenage", "OP", row->key.op, OP);
    g_assert_false(span_present(row->text));

    row = secrets_next(secrets, unit_span("sim"), unit_span("lab.test"), &cursor);
    g_assert_cmpint(row->kind, ==, SECRET_PASSWORD);
    g_assert_cmpmem(row->text.ptr, row->text.len, " A b ", 5);
    g_assert_null(secrets_next(secrets, unit_span("sim"), unit_span("lab.test"), &cursor));
    secrets_free(secrets);
}

/* Passwords found for a user and realm, in order. */
static const struct {
    const char *user;
    const char *realm;
    const char *found;
} lookups[] = {
    { "alice", "lab.test", "one two any " },
    { "alice", "other.test", "any " },
    { "alice", "Lab.test", "any " },
    { "alice", NULL, "any " },
    { "alice", "*", "any " },
    { "Alice", "lab.test", "" },
    { "alic", "lab.test", "" },
    { "alicea", "lab.test", "" },
    { "alice@lab.test", "lab.test", "host part host one two any " },
    { "alice@lab.test", "other.test", "host any " },
    { "alice@other.test", "lab.test", "one two any " },
    { "alice@a@b", "lab.test", "one two any " },
    { "@lab.test", "lab.test", "" },
    { "bob", "lab.test", "" },
    { "bob@lab.test", "lab.test", "bob " },
    { "", "lab.test", "" },
    { NULL, "lab.test", "" },
    /* an HA1 of another realm comes last, a password of another realm never */
    { "carol", "lab.test", "0123456789abcdef0123456789abcdef ffffffffffffffffffffffffffffffff " },
    { "carol", "new.test", "0123456789abcdef0123456789abcdef ffffffffffffffffffffffffffffffff " },
    { "carol", NULL, "0123456789abcdef0123456789abcdef ffffffffffffffffffffffffffffffff " },
    { "carol@lab.test", "lab.test", "0123456789abcdef0123456789abcdef " },
};

static void test_lookups(void)
{
    secrets_t *secrets = secrets_new();

    g_assert_null(secrets_add(secrets, "alice", "*", SECRET_PASSWORD, "any"));
    g_assert_null(secrets_add(secrets, "alice", "lab.test", SECRET_PASSWORD, "one"));
    g_assert_null(secrets_add(secrets, "alice", "lab.test", SECRET_PASSWORD, "two"));
    g_assert_null(secrets_add(secrets, "alice@lab.test", "*", SECRET_PASSWORD, "host"));
    g_assert_null(secrets_add(secrets, "alice@lab.test", "lab.test", SECRET_PASSWORD, "host part"));
    g_assert_null(secrets_add(secrets, "bob@lab.test", "lab.test", SECRET_PASSWORD, "bob"));
    g_assert_null(secrets_add(secrets, "carol", "lab.test", SECRET_HA1, "0123456789abcdef0123456789abcdef"));
    g_assert_null(secrets_add(secrets, "carol", "old.test", SECRET_HA1, "ffffffffffffffffffffffffffffffff"));
    g_assert_null(secrets_add(secrets, "carol", "old.test", SECRET_PASSWORD, "old"));
    for (size_t i = 0; i < G_N_ELEMENTS(lookups); i++) {
        secrets_cursor_t cursor = { 0 };
        GString *found = g_string_new(NULL);
        const secret_t *row;

        while ((row = secrets_next(secrets, unit_span(lookups[i].user), unit_span(lookups[i].realm), &cursor))) {
            g_string_append_printf(found, "%s ", row->text.ptr);
        }
        g_assert_cmpstr(found->str, ==, lookups[i].found);
        g_string_free(found, TRUE);
    }
    secrets_cursor_t cursor = { 0 };
    g_assert_null(secrets_next(secrets, (span_t){ "alice\0x", 7 }, unit_span("lab.test"), &cursor));
    secrets_free(secrets);
}

static void test_empty_table(void)
{
    secrets_t *secrets = secrets_new();
    secrets_cursor_t cursor = { 0 };

    g_assert_cmpuint(secrets_count(NULL), ==, 0);
    g_assert_cmpuint(secrets_count(secrets), ==, 0);
    g_assert_null(secrets_next(NULL, unit_span("alice"), unit_span("lab.test"), &cursor));
    g_assert_null(secrets_next(secrets, unit_span("alice"), unit_span("lab.test"), &cursor));
    secrets_free(NULL);
    secrets_free(secrets);
}

static void test_user_of_hash(void)
{
    const span_t hash = SPAN_LITERAL("793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b");
    const span_t realm = SPAN_LITERAL("api@example.org");
    secrets_t *secrets = secrets_new();

    g_assert_false(span_present(secrets_user_of_hash(secrets, DIGEST_SHA_512_256, hash, realm)));
    g_assert_null(secrets_add(secrets, "alice", "*", SECRET_PASSWORD, ""));
    g_assert_null(secrets_add(secrets, "J\303\244s\303\270n Doe", "*", SECRET_PASSWORD, ""));
    assert_span("user", secrets_user_of_hash(secrets, DIGEST_SHA_512_256, hash, realm), "J\303\244s\303\270n Doe");
    assert_span("hash", secrets_user_of_hash(secrets, DIGEST_SHA_256, hash, realm), NULL);
    assert_span("MD5", secrets_user_of_hash(secrets, DIGEST_MD5, hash, realm), NULL);
    assert_span("realm", secrets_user_of_hash(secrets, DIGEST_SHA_512_256, hash, unit_span("api")), NULL);
    secrets_free(secrets);
}

/* A row of each kind, as a digest takes it. */
static void test_for_digest(void)
{
    const aka_answer_t answer = { .res_len = 8 };
    secrets_t *secrets = secrets_new();
    secrets_cursor_t cursor = { 0 };

    g_assert_null(secrets_add(secrets, "u", "r", SECRET_PASSWORD, "pw"));
    g_assert_null(secrets_add(secrets, "u", "r", SECRET_HA1, K));
    g_assert_null(secrets_add(secrets, "u", "r", SECRET_AKA_OPC, K ":" OP));
    digest_secret_t given = secret_for_digest(secrets_next(secrets, unit_span("u"), unit_span("r"), &cursor), NULL);
    g_assert_cmpint(given.kind, ==, DIGEST_PASSWORD);
    assert_span("text", given.text, "pw");
    assert_span("user", given.username, "u");
    assert_span("realm", given.realm, NULL);
    given = secret_for_digest(secrets_next(secrets, unit_span("u"), unit_span("r"), &cursor), NULL);
    g_assert_cmpint(given.kind, ==, DIGEST_HA1);
    assert_span("realm", given.realm, "r");
    given = secret_for_digest(secrets_next(secrets, unit_span("u"), unit_span("r"), &cursor), &answer);
    g_assert_cmpint(given.kind, ==, DIGEST_AKA);
    g_assert_true(given.aka == &answer);
    secrets_free(secrets);
}

static void watch(const void *bytes, size_t len)
{
    g_ptr_array_add(watched_secrets, g_bytes_new(bytes, len));
}

/* Nothing that is freed holds a secret still, in text or in bytes. */
static void test_wiped(void)
{
    guint8 k[16], op[16];
    secrets_t *secrets;

    watched_secrets = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    watch("correct horse", 13);
    watch("0123456789abcdef0123456789abcdef", 32);
    watch(K, 32);
    watch(k, unit_bytes("0123456789abcdef0123456789abcdef", k, sizeof k));
    watch(op, unit_bytes(OP, op, sizeof op));

    secrets = secrets_new();
    freed = 0;
    g_assert_null(secrets_add(secrets, "alice", "*", SECRET_PASSWORD, "correct horse"));
    g_assert_null(secrets_add(secrets, "alice", "lab.test", SECRET_HA1, K));
    g_assert_null(secrets_add(secrets, "alice", "*", SECRET_AKA_OP, K ":" OP));
    g_assert_null(secrets_add(secrets, "alice", "*", SECRET_TUAK_TOPC, LONG ":" LONG));
    g_assert_nonnull(secrets_add(secrets, "alice", "*", SECRET_AKA_OP, K ":" OP "0"));
    secrets_free(secrets);
    g_assert_cmpuint(freed, >, 10);
    g_clear_pointer(&watched_secrets, g_ptr_array_unref);
}

/* The watch itself must bark. */
static void test_watch(void)
{
    GBytes *secret = g_bytes_new("horse", 5);

    g_assert_true(holds((const guint8 *)"correct horse", 13, secret));
    g_assert_false(holds((const guint8 *)"correct hors", 12, secret));
    g_bytes_unref(secret);
}

static void test_wipe(void)
{
    guint8 bytes[9] = "secret!!";

    wipe_bytes(bytes + 1, 7);
    g_assert_cmpmem(bytes, 9, "s\0\0\0\0\0\0\0\0", 9);
    wipe_bytes(bytes, 0);
    g_assert_cmpint(bytes[0], ==, 's');
}

static void test_names(void)
{
    for (secret_kind_t i = SECRET_PASSWORD; i < SECRET_KIND_COUNT; i++) {
        for (secret_kind_t j = SECRET_PASSWORD; j < i; j++) {
            g_assert_cmpstr(secret_kind_name(i), !=, secret_kind_name(j));
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    unit_crypto_begin();
    g_test_add_func("/secrets/rows", test_rows);
    g_test_add_func("/secrets/faults_are_silent", test_faults_are_silent);
    g_test_add_func("/secrets/parsed", test_parsed);
    g_test_add_func("/secrets/lookups", test_lookups);
    g_test_add_func("/secrets/empty_table", test_empty_table);
    g_test_add_func("/secrets/user_of_hash", test_user_of_hash);
    g_test_add_func("/secrets/for_digest", test_for_digest);
    g_test_add_func("/secrets/wiped", test_wiped);
    g_test_add_func("/secrets/watch", test_watch);
    g_test_add_func("/secrets/wipe", test_wipe);
    g_test_add_func("/secrets/names", test_names);
    return g_test_run();
}
