/* fuzz_secrets.c
 * Fuzzing of the table of known credentials: rows of any text, and what is added is found again.
 *
 * An input is texts with 0x1f between them: a row in four (user, realm, kind in the first byte, secret), then
 * the user and realm that are looked for.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "secrets.h"

/* Rows of one table. */
#define MAX_ROWS 6

static bool add_row(secrets_t *secrets, const fuzz_texts_t *t, unsigned at)
{
    secret_kind_t kind = (secret_kind_t)((unsigned char)t->text[at + 2][0] % SECRET_KIND_COUNT);
    const char *fault = secret_fault(t->text[at], t->text[at + 1], kind, t->text[at + 3]);
    unsigned before = secrets_count(secrets);

    FUZZ_EXPECT(secrets_add(secrets, t->text[at], t->text[at + 1], kind, t->text[at + 3]) == fault);
    FUZZ_EXPECT(secrets_count(secrets) == before + (fault ? 0 : 1));
    FUZZ_EXPECT(!fault || *fault);
    return !fault;
}

static void check_row(const secret_t *row)
{
    aka_answer_t answer = { .res_len = 8 };
    digest_secret_t secret = secret_for_digest(row, secret_is_aka(row) ? &answer : NULL);

    FUZZ_EXPECT(secret_kind_name(row->kind));
    FUZZ_EXPECT(secret_is_aka(row) ? row->key.k_len == 16 || row->key.k_len == 32 : span_present(row->text));
    FUZZ_EXPECT(secret.kind <= DIGEST_AKA);
}

static unsigned walk(const secrets_t *secrets, span_t user, span_t realm)
{
    secrets_cursor_t cursor = { 0 };
    const secret_t *row;
    unsigned count = 0;

    while ((row = secrets_next(secrets, user, realm, &cursor)) != NULL) {
        check_row(row);
        FUZZ_EXPECT(++count <= secrets_count(secrets));
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    secrets_t *secrets = secrets_new();
    fuzz_texts_t texts;
    unsigned at = 0;

    fuzz_texts_read(&texts, data, size);
    for (unsigned rows = 0; rows < MAX_ROWS && at + 4 <= texts.count; rows++, at += 4) {
        if (add_row(secrets, &texts, at)) {
            span_t user = { texts.text[at], strlen(texts.text[at]) };
            FUZZ_EXPECT(walk(secrets, user, (span_t){ texts.text[at + 1], strlen(texts.text[at + 1]) }) > 0);
        }
    }
    walk(secrets, texts.span[at], at + 1 < texts.count ? texts.span[at + 1] : (span_t){ NULL, 0 });
    for (digest_hash_t hash = DIGEST_MD5; hash < DIGEST_HASH_COUNT; hash++) {
        secrets_user_of_hash(secrets, hash, texts.span[at < texts.count ? at : 0], texts.span[0]);
    }
    fuzz_texts_free(&texts);
    secrets_free(secrets);
    return 0;
}
