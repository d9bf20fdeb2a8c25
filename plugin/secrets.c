/* secrets.c
 * Known credentials, held in memory while somebody may verify with them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "secrets.h"

#include "scan.h"
#include "wipe.h"

#define ANY_REALM "*"

/** What is held of one row. */
typedef struct {
    secret_t row;
    char *user;
    char *realm;
    char *text;     /* as long as row.text */
} entry_t;

struct secrets {
    GPtrArray *entries;     /* entry_t, in the order of the table */
    GHashTable *by_user;    /* user: GPtrArray of its entries */
};

/* In the order of secret_kind_t. */
static const struct {
    const char *name;
    aka_family_t family;
    bool is_opc;
    bool is_key;
    size_t op_len;          /* bytes of OP, OPc, TOP or TOPc */
    bool long_k;            /* K may have 32 bytes */
    const char *no_pair;
    const char *bad_k;
    const char *bad_op;
} kinds[SECRET_KIND_COUNT] = {
    { "password", AKA_MILENAGE, false, false, 0, false, NULL, NULL, NULL },
    { "HA1", AKA_MILENAGE, false, false, 0, false, NULL, NULL, NULL },
    { "AKA K and OP", AKA_MILENAGE, false, true, 16, false,
      "Two values are needed, K and OP in hex, with a colon between them",
      "K must be 32 hex digits", "OP must be 32 hex digits" },
    { "AKA K and OPc", AKA_MILENAGE, true, true, 16, false,
      "Two values are needed, K and OPc in hex, with a colon between them",
      "K must be 32 hex digits", "OPc must be 32 hex digits" },
    { "TUAK K and TOP", AKA_TUAK, false, true, 32, true,
      "Two values are needed, K and TOP in hex, with a colon between them",
      "K must be 32 or 64 hex digits", "TOP must be 64 hex digits" },
    { "TUAK K and TOPc", AKA_TUAK, true, true, 32, true,
      "Two values are needed, K and TOPc in hex, with a colon between them",
      "K must be 32 or 64 hex digits", "TOPc must be 64 hex digits" },
};

const char *secret_kind_name(secret_kind_t kind)
{
    return kinds[kind].name;
}

bool secret_is_aka(const secret_t *secret)
{
    return kinds[secret->kind].is_key;
}

/* Reading the secret of a row */

static span_t text_span(const char *text)
{
    return (span_t){ text, strlen(text) };
}

static bool is_hex(span_t s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!g_ascii_isxdigit(s.ptr[i])) {
            return false;
        }
    }
    return true;
}

static span_t skip_0x(span_t s)
{
    return span_equal_nocase(scan_head(s, 2), SPAN_LITERAL("0x")) ? scan_skip(s, 2) : s;
}

static bool is_separator(char c)
{
    return scan_is_lws(c) || c == ':' || c == ',' || c == ';';
}

/** Take the first of two values; what is left is the second one with nothing around it. */
static span_t first_value(span_t *rest)
{
    span_t whole = scan_trim(*rest);
    size_t n = 0;

    while (n < whole.len && !is_separator(whole.ptr[n])) {
        n++;
    }
    *rest = scan_skip(whole, n);
    while (rest->len > 0 && is_separator(rest->ptr[0])) {
        *rest = scan_skip(*rest, 1);
    }
    return skip_0x(scan_head(whole, n));
}

static void hex_decode(span_t hex, uint8_t *out)
{
    for (size_t i = 0; i + 1 < hex.len; i += 2) {
        out[i / 2] = (uint8_t)(g_ascii_xdigit_value(hex.ptr[i]) << 4 | g_ascii_xdigit_value(hex.ptr[i + 1]));
    }
}

/** Read K and the operator's value; key may be NULL. @return what is wrong */
static const char *key_read(secret_kind_t kind, const char *text, aka_key_t *key)
{
    span_t op = text_span(text);
    const span_t k = first_value(&op);

    op = skip_0x(op);
    if (k.len == 0 || op.len == 0) {
        return kinds[kind].no_pair;
    }
    if (!is_hex(k) || (k.len != 32 && !(kinds[kind].long_k && k.len == 64))) {
        return kinds[kind].bad_k;
    }
    if (!is_hex(op) || op.len != 2 * kinds[kind].op_len) {
        return kinds[kind].bad_op;
    }
    if (key) {
        key->family = kinds[kind].family;
        key->is_opc = kinds[kind].is_opc;
        key->k_len = k.len / 2;
        hex_decode(k, key->k);
        hex_decode(op, key->op);
    }
    return NULL;
}

static const char *ha1_fault(const char *realm, const char *text)
{
    const span_t ha1 = scan_trim(text_span(text));

    if (!is_hex(ha1) || (ha1.len != 32 && ha1.len != 64)) {
        return "HA1 must be 32 hex digits (MD5) or 64 (SHA-256, SHA-512-256)";
    }
    /* Without its realm nobody could tell a client's mistake from an HA1 of somewhere else. */
    if (strcmp(realm, ANY_REALM) == 0) {
        return "HA1 is made for one realm; name it instead of *";
    }
    return NULL;
}

const char *secret_fault(const char *user, const char *realm, secret_kind_t kind, const char *secret)
{
    if (!user || !*user) {
        return "The user name is missing";
    }
    if (!realm || !*realm) {
        return "The realm is missing; * stands for any realm";
    }
    if ((unsigned)kind >= SECRET_KIND_COUNT) {
        return "The kind of secret is unknown";
    }
    if (!secret) {
        return "The secret is missing";
    }
    if (kinds[kind].is_key) {
        return key_read(kind, secret, NULL);
    }
    return kind == SECRET_HA1 ? ha1_fault(realm, secret) : NULL;
}

/* The table */

static void entry_free(gpointer data)
{
    entry_t *entry = (entry_t *)data;

    if (entry->text) {
        wipe_bytes(entry->text, entry->row.text.len);
    }
    g_free(entry->text);
    g_free(entry->user);
    g_free(entry->realm);
    wipe_bytes(entry, sizeof *entry);
    g_free(entry);
}

static void user_rows_free(gpointer data)
{
    g_ptr_array_free((GPtrArray *)data, TRUE);
}

secrets_t *secrets_new(void)
{
    secrets_t *secrets = g_new0(secrets_t, 1);

    secrets->entries = g_ptr_array_new_with_free_func(entry_free);
    secrets->by_user = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, user_rows_free);
    return secrets;
}

void secrets_free(secrets_t *secrets)
{
    if (secrets) {
        g_hash_table_destroy(secrets->by_user);
        g_ptr_array_free(secrets->entries, TRUE);
        g_free(secrets);
    }
}

unsigned secrets_count(const secrets_t *secrets)
{
    return secrets ? secrets->entries->len : 0;
}

const secret_t *secrets_at(const secrets_t *secrets, unsigned place)
{
    return &((const entry_t *)g_ptr_array_index(secrets->entries, place))->row;
}

/** Keep the text of a password or HA1. */
static void entry_keep_text(entry_t *entry, const char *secret)
{
    const bool is_ha1 = entry->row.kind == SECRET_HA1;
    const span_t text = is_ha1 ? scan_trim(text_span(secret)) : text_span(secret);

    entry->text = (char *)g_malloc(text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        entry->text[i] = is_ha1 ? g_ascii_tolower(text.ptr[i]) : text.ptr[i];
    }
    entry->text[text.len] = '\0';
    entry->row.text = (span_t){ entry->text, text.len };
}

const char *secrets_add(secrets_t *secrets, const char *user, const char *realm, secret_kind_t kind,
                        const char *secret)
{
    const char *fault = secret_fault(user, realm, kind, secret);
    if (fault) {
        return fault;
    }
    entry_t *entry = g_new0(entry_t, 1);
    entry->row.user = entry->user = g_strdup(user);
    entry->row.realm = entry->realm = g_strdup(realm);
    entry->row.kind = kind;
    if (kinds[kind].is_key) {
        key_read(kind, secret, &entry->row.key);
    } else {
        entry_keep_text(entry, secret);
    }
    g_ptr_array_add(secrets->entries, entry);

    GPtrArray *rows = (GPtrArray *)g_hash_table_lookup(secrets->by_user, user);
    if (!rows) {
        rows = g_ptr_array_new();
        g_hash_table_insert(secrets->by_user, entry->user, rows);
    }
    g_ptr_array_add(rows, entry);
    return NULL;
}

/* Looking up */

static const GPtrArray *rows_of(const secrets_t *secrets, span_t user)
{
    if (!span_present(user) || memchr(user.ptr, '\0', user.len)) {
        return NULL;
    }
    char *name = g_strndup(user.ptr, user.len);
    const GPtrArray *rows = (const GPtrArray *)g_hash_table_lookup(secrets->by_user, name);
    g_free(name);
    return rows;
}

/** Does a row of the right user match the realm the way this step of the walk asks for? */
static bool realm_matches(const secret_t *row, span_t realm, unsigned match)
{
    if (match == SECRET_MATCH_ANY_REALM || match == SECRET_MATCH_LOOSE) {
        return strcmp(row->realm, ANY_REALM) == 0;
    }
    if (match == SECRET_MATCH_HA1_ELSEWHERE) {
        return row->kind == SECRET_HA1 && !span_equal(text_span(row->realm), realm);
    }
    return strcmp(row->realm, ANY_REALM) != 0 && span_equal(text_span(row->realm), realm);
}

const secret_t *secrets_next(const secrets_t *secrets, span_t user, span_t realm, secrets_cursor_t *cursor)
{
    if (secrets_count(secrets) == 0) {
        return NULL;
    }
    for (; cursor->match < SECRET_MATCH_NONE; cursor->match++, cursor->index = 0) {
        size_t at = scan_find(user, '@');
        const bool is_part = cursor->match == SECRET_MATCH_USER_PART || cursor->match == SECRET_MATCH_LOOSE;
        if (is_part && at == user.len) {
            continue;
        }
        span_t name = is_part ? scan_head(user, at) : user;
        const GPtrArray *rows = rows_of(secrets, name);
        while (rows && cursor->index < rows->len) {
            const entry_t *entry = (const entry_t *)g_ptr_array_index(rows, cursor->index++);
            if (realm_matches(&entry->row, realm, cursor->match)) {
                return &entry->row;
            }
        }
    }
    return NULL;
}

span_t secrets_user_of_hash(const secrets_t *secrets, digest_hash_t hash, span_t userhash, span_t realm)
{
    GHashTableIter users;
    gpointer user;

    if (secrets_count(secrets) == 0) {
        return (span_t){ NULL, 0 };
    }
    g_hash_table_iter_init(&users, secrets->by_user);
    while (g_hash_table_iter_next(&users, &user, NULL)) {
        span_t name = text_span((const char *)user);
        if (digest_userhash_fits(hash, userhash, name, realm)) {
            return name;
        }
    }
    return (span_t){ NULL, 0 };
}

digest_secret_t secret_for_digest(const secret_t *secret, const aka_answer_t *answer)
{
    digest_secret_t given = { .kind = DIGEST_PASSWORD, .text = secret->text, .username = text_span(secret->user) };

    if (secret->kind == SECRET_HA1) {
        given.kind = DIGEST_HA1;
        given.realm = text_span(secret->realm);
    } else if (secret_is_aka(secret)) {
        given.kind = DIGEST_AKA;
        given.aka = answer;
    }
    return given;
}
