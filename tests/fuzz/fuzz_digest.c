/* fuzz_digest.c
 * Fuzzing of digests: any credentials against any secret, and what was computed right is found right.
 *
 * An input is a byte of choices and texts with 0x1f between them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "digest.h"
#include "digest_variants.h"

/* Bits of the first byte. */
enum {
    CHOICE_USERHASH = 1 << 0,
    CHOICE_KIND = 3 << 1,           /* digest_secret_kind_t */
    CHOICE_COMPUTE = 1 << 3,        /* the response is made to fit */
    CHOICE_METHOD = 1 << 4,         /* and for another method, which is a variant */
    CHOICE_UPPER = 1 << 5
};

/* Places of the texts. */
enum {
    TEXT_USERNAME, TEXT_REALM, TEXT_NONCE, TEXT_URI, TEXT_RESPONSE, TEXT_ALGORITHM, TEXT_QOP, TEXT_NC, TEXT_CNONCE,
    TEXT_METHOD, TEXT_BODY_HASH, TEXT_SESSION_NONCE, TEXT_SESSION_CNONCE, TEXT_SECRET, TEXT_SECRET_USER,
    TEXT_SECRET_REALM, TEXT_CHALLENGE_REALM, TEXT_CHALLENGE_QOP, TEXT_REQUEST_URI, TEXT_FROM_URI, TEXT_TO_URI,
    TEXT_NONCES
};

static void read_sent(digest_sent_t *sent, const fuzz_texts_t *t, unsigned choices)
{
    *sent = (digest_sent_t){
        .username = t->span[TEXT_USERNAME],
        .userhash = choices & CHOICE_USERHASH,
        .realm = t->span[TEXT_REALM],
        .nonce = t->span[TEXT_NONCE],
        .uri = t->span[TEXT_URI],
        .response = t->span[TEXT_RESPONSE],
        .algorithm = t->span[TEXT_ALGORITHM],
        .qop = t->span[TEXT_QOP],
        .nc = t->span[TEXT_NC],
        .cnonce = t->span[TEXT_CNONCE],
        .method = t->span[TEXT_METHOD],
        .body_hash = t->span[TEXT_BODY_HASH],
        .session_nonce = t->span[TEXT_SESSION_NONCE],
        .session_cnonce = t->span[TEXT_SESSION_CNONCE],
    };
}

static void read_sim(aka_answer_t *answer, span_t text)
{
    static const size_t lengths[] = { 8, 4, 16, 32, 0 };

    memset(answer, 0, sizeof *answer);
    memcpy(answer->res, text.ptr ? text.ptr : "", MIN(text.len, sizeof answer->res));
    answer->res_len = lengths[text.len % G_N_ELEMENTS(lengths)];
}

/* Make the response that fits, or one for another method. @return false where nothing can be computed */
static bool make_fit(digest_sent_t *sent, const digest_secret_t *secret, unsigned choices, char hex[DIGEST_HEX_SIZE])
{
    digest_reading_t reading;
    bool made;

    sent->response = SPAN_LITERAL("?");
    made = digest_read(&reading, sent, secret, false) == DIGEST_FITS;
    if (made) {
        if (choices & CHOICE_METHOD) {
            reading.parts.method = SPAN_LITERAL("INVITE");
        }
        made = digest_compute(&reading.parts, hex);
        for (char *at = hex; made && (choices & CHOICE_UPPER) && *at; at++) {
            *at = g_ascii_toupper(*at);
        }
        sent->response = (span_t){ hex, strlen(hex) };
    }
    digest_reading_clear(&reading);
    return made;
}

static void check_variants(const digest_sent_t *sent, const digest_secret_t *secret, const fuzz_texts_t *t)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
    digest_finding_t findings[DIGEST_FINDINGS_MAX];
    digest_around_t around = {
        .challenge_realm = t->span[TEXT_CHALLENGE_REALM],
        .challenge_qop = t->span[TEXT_CHALLENGE_QOP],
        .request_uri = t->span[TEXT_REQUEST_URI],
        .from_uri = t->span[TEXT_FROM_URI],
        .to_uri = t->span[TEXT_TO_URI],
        .nonces = &t->span[TEXT_NONCES],
        .nonce_count = t->count > TEXT_NONCES ? t->count - TEXT_NONCES : 0,
    };

    for (unsigned together = 1; together <= DIGEST_FINDINGS_MAX; together++) {
        size_t count = digest_variants_find(scope, sent, secret, &around, together, findings);

        FUZZ_EXPECT(count <= together);
        for (size_t i = 0; i < count; i++) {
            FUZZ_EXPECT(findings[i].variant < DIGEST_VARIANT_COUNT);
            FUZZ_EXPECT(digest_variant_text(findings[i].variant) && digest_variant_name(findings[i].variant));
        }
    }
    wmem_destroy_allocator(scope);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned choices = size ? data[0] : 0;
    char hex[DIGEST_HEX_SIZE];
    fuzz_texts_t texts;
    aka_answer_t answer;
    digest_secret_t secret;
    digest_sent_t sent;
    bool fits = false;

    if (!size) {
        return 0;
    }
    fuzz_texts_read(&texts, data + 1, size - 1);
    read_sent(&sent, &texts, choices);
    read_sim(&answer, texts.span[TEXT_SECRET]);
    secret = (digest_secret_t){
        .kind = (digest_secret_kind_t)(((choices & CHOICE_KIND) >> 1) % (DIGEST_AKA + 1)),
        .text = texts.span[TEXT_SECRET],
        .aka = texts.span[TEXT_SECRET].ptr ? &answer : NULL,
        .username = texts.span[TEXT_SECRET_USER],
        .realm = texts.span[TEXT_SECRET_REALM],
    };
    if (choices & CHOICE_COMPUTE) {
        fits = make_fit(&sent, &secret, choices, hex) && !(choices & CHOICE_METHOD);
    }
    digest_result_t result = digest_check(&sent, &secret);
    FUZZ_EXPECT(!fits || result.verdict == DIGEST_FITS);
    FUZZ_EXPECT(result.verdict <= DIGEST_UNAVAILABLE);
    check_variants(&sent, &secret, &texts);
    fuzz_texts_free(&texts);
    return 0;
}
