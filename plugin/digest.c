/* digest.c
 * Computes and verifies digests: RFC 2069, RFC 2617, RFC 7616, RFC 8760, and AKA's (RFC 3310, RFC 4169).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "digest.h"

#include <wsutil/wsgcrypt.h>

#include "auth_header.h"
#include "wipe.h"

/* SHA-512 before it is cut. */
#define MAX_DIGEST 64
/* response, nonce, nc, cnonce, qop and HA2 */
#define MAX_PIECES 6

/* In the order of digest_hash_t. */
static const struct {
    const char *name;
    int algo;
    size_t len;
} hashes[DIGEST_HASH_COUNT] = {
    { "MD5", GCRY_MD_MD5, 16 },
    { "SHA-256", GCRY_MD_SHA256, 32 },
    { "SHA-512-256", GCRY_MD_SHA512_256, 32 },
    { "SHA-512", GCRY_MD_SHA512, 32 },
};

const char *digest_hash_name(digest_hash_t hash)
{
    return hashes[hash].name;
}

size_t digest_hash_hex_len(digest_hash_t hash)
{
    return 2 * hashes[hash].len;
}

/* Names of algorithms */

static span_t literal(const char *text)
{
    return (span_t){ text, strlen(text) };
}

/** Take a text off the end or the beginning, case ignored. */
static bool take_suffix(span_t *s, span_t suffix)
{
    size_t rest = s->len - MIN(suffix.len, s->len);

    if (!span_equal_nocase((span_t){ s->ptr + rest, s->len - rest }, suffix)) {
        return false;
    }
    s->len = rest;
    return true;
}

static bool take_prefix(span_t *s, span_t prefix)
{
    if (!span_equal_nocase((span_t){ s->ptr, MIN(prefix.len, s->len) }, prefix)) {
        return false;
    }
    s->ptr += prefix.len;
    s->len -= prefix.len;
    return true;
}

bool digest_algorithm_parse(span_t name, digest_algorithm_t *algorithm)
{
    *algorithm = (digest_algorithm_t){ DIGEST_MD5, DIGEST_NO_SESSION, 0 };
    if (name.len == 0) {
        return true;
    }
    if (take_prefix(&name, SPAN_LITERAL("AKAv1-"))) {
        algorithm->aka = 1;
    } else if (take_prefix(&name, SPAN_LITERAL("AKAv2-"))) {
        algorithm->aka = 2;
    }
    if (take_suffix(&name, SPAN_LITERAL("-sess"))) {
        algorithm->session = DIGEST_SESSION;
    }
    for (digest_hash_t hash = DIGEST_MD5; hash < DIGEST_SHA_512_CUT; hash++) {
        if (span_equal_nocase(name, literal(hashes[hash].name))) {
            algorithm->hash = hash;
            return true;
        }
    }
    return false;
}

/* Hashing */

/** Hash pieces with colons between them. */
static bool hash_joined(digest_hash_t hash, const span_t *pieces, unsigned count, uint8_t out[MAX_DIGEST])
{
    gcry_buffer_t buffers[2 * MAX_PIECES] = { 0 };
    int used = 0;

    for (unsigned i = 0; i < count; i++) {
        if (i > 0) {
            buffers[used++] = (gcry_buffer_t){ .data = (void *)":", .len = 1 };
        }
        if (pieces[i].len > 0) {
            buffers[used++] = (gcry_buffer_t){ .data = (void *)pieces[i].ptr, .len = pieces[i].len };
        }
    }
    return gcry_md_hash_buffers(hashes[hash].algo, 0, out, buffers, used) == 0;
}

static void write_hex(const uint8_t *bytes, size_t len, bool upper_case, char *out)
{
    const char *digits = upper_case ? "0123456789ABCDEF" : "0123456789abcdef";

    for (size_t i = 0; i < len; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

static bool hash_hex(digest_hash_t hash, const span_t *pieces, unsigned count, bool upper_case,
                     char out[DIGEST_HEX_SIZE])
{
    uint8_t bytes[MAX_DIGEST] = { 0 };
    bool good = hash_joined(hash, pieces, count, bytes);

    write_hex(bytes, hashes[hash].len, upper_case, out);
    wipe_bytes(bytes, sizeof bytes);
    return good;
}

/** Bytes of an HA1 in hex; what is no hex digit counts as 0, since only hex of the right length gets here. */
static void read_hex(span_t hex, uint8_t bytes[MAX_DIGEST])
{
    for (size_t i = 0; i + 1 < hex.len && i / 2 < MAX_DIGEST; i += 2) {
        bytes[i / 2] = (uint8_t)(MAX(g_ascii_xdigit_value(hex.ptr[i]), 0) << 4 |
                                 MAX(g_ascii_xdigit_value(hex.ptr[i + 1]), 0));
    }
}

bool digest_ha1(const digest_parts_t *parts, char out[DIGEST_HEX_SIZE])
{
    const span_t user[] = { parts->username, parts->realm, parts->password };
    uint8_t bytes[MAX_DIGEST] = { 0 };
    bool good = true;

    if (span_present(parts->ha1)) {
        read_hex(parts->ha1, bytes);
    } else {
        good = hash_joined(parts->hash, user, G_N_ELEMENTS(user), bytes);
    }
    write_hex(bytes, hashes[parts->hash].len, parts->upper_case, out);
    if (parts->session != DIGEST_NO_SESSION) {
        const span_t session[] = {
            parts->session == DIGEST_SESSION_BINARY ? (span_t){ (const char *)bytes, hashes[parts->hash].len }
                                                    : (span_t){ out, digest_hash_hex_len(parts->hash) },
            span_present(parts->session_nonce) ? parts->session_nonce : parts->nonce,
            span_present(parts->session_cnonce) ? parts->session_cnonce : parts->cnonce,
        };
        good = good && hash_hex(parts->hash, session, G_N_ELEMENTS(session), parts->upper_case, out);
    }
    wipe_bytes(bytes, sizeof bytes);
    return good;
}

bool digest_ha2(const digest_parts_t *parts, char out[DIGEST_HEX_SIZE])
{
    const span_t request[] = { parts->method, parts->uri, parts->body_hash };

    return hash_hex(parts->hash, request, parts->integrity ? 3 : 2, parts->upper_case, out);
}

bool digest_response(const digest_parts_t *parts, const char *ha1, const char *ha2, char out[DIGEST_HEX_SIZE])
{
    const size_t len = digest_hash_hex_len(parts->hash);
    const span_t first = { ha1, len };
    const span_t last = { ha2, len };

    if (parts->qop.len > 0) {
        const span_t pieces[] = { first, parts->nonce, parts->nc, parts->cnonce, parts->qop, last };
        return hash_hex(parts->hash, pieces, G_N_ELEMENTS(pieces), false, out);
    }
    const span_t pieces[] = { first, parts->nonce, last };
    return hash_hex(parts->hash, pieces, G_N_ELEMENTS(pieces), false, out);
}

bool digest_compute(const digest_parts_t *parts, char out[DIGEST_HEX_SIZE])
{
    char ha1[DIGEST_HEX_SIZE];
    char ha2[DIGEST_HEX_SIZE];
    bool good = digest_ha1(parts, ha1) && digest_ha2(parts, ha2) && digest_response(parts, ha1, ha2, out);

    wipe_bytes(ha1, sizeof ha1);
    return good;
}

bool digest_body_hash(digest_hash_t hash, span_t body, char out[DIGEST_HEX_SIZE])
{
    return hash_hex(hash, &body, 1, false, out);
}

bool digest_userhash_fits(digest_hash_t hash, span_t sent, span_t user, span_t realm)
{
    const span_t pieces[] = { user, realm };
    char hex[DIGEST_HEX_SIZE];

    return hash_hex(hash, pieces, G_N_ELEMENTS(pieces), false, hex) && span_equal_nocase(sent, literal(hex));
}

/* Secrets */

/** HMAC with the text that RFC 4169 section 3 gives, in base64. */
static size_t akav2_password(int algo, size_t len, const aka_answer_t *answer, char out[DIGEST_AKA_PASSWORD_SIZE])
{
    const span_t text = SPAN_LITERAL("http-digest-akav2-password");
    uint8_t key[AKA_RES_MAX + sizeof answer->ik + sizeof answer->ck];
    uint8_t mac[MAX_DIGEST];
    size_t written = 0;

    memcpy(key, answer->res, answer->res_len);
    memcpy(key + answer->res_len, answer->ik, sizeof answer->ik);
    memcpy(key + answer->res_len + sizeof answer->ik, answer->ck, sizeof answer->ck);
    if (ws_hmac_buffer(algo, mac, text.ptr, text.len, key,
                       answer->res_len + sizeof answer->ik + sizeof answer->ck) == 0) {
        gint state = 0, save = 0;
        written = g_base64_encode_step(mac, len, FALSE, out, &state, &save);
        written += g_base64_encode_close(FALSE, out + written, &state, &save);
    }
    wipe_bytes(key, sizeof key);
    wipe_bytes(mac, sizeof mac);
    return written;
}

size_t digest_aka_password(const digest_algorithm_t *algorithm, const aka_answer_t *answer,
                           char out[DIGEST_AKA_PASSWORD_SIZE])
{
    if (answer->res_len > AKA_RES_MAX) {
        return 0;
    }
    if (algorithm->aka == 2) {
        return akav2_password(hashes[algorithm->hash].algo, hashes[algorithm->hash].len, answer, out);
    }
    memcpy(out, answer->res, answer->res_len);
    return answer->res_len;
}

/** Was an HA1 made for the user and realm of the credentials, as far as that is known? */
static bool ha1_belongs(const digest_parts_t *parts, const digest_secret_t *secret)
{
    return (!span_present(secret->username) || span_equal(secret->username, parts->username)) &&
           (!span_present(secret->realm) || span_equal(secret->realm, parts->realm));
}

/** Put the secret where the digest takes it from. */
static digest_verdict_t secret_read(digest_reading_t *reading, const digest_secret_t *secret)
{
    digest_parts_t *parts = &reading->parts;
    bool is_aka = reading->algorithm.aka > 0;

    switch (secret->kind) {
    case DIGEST_PASSWORD:
        parts->password = secret->text;
        /* A SIM has no password; only AUTS goes with one, which is empty. */
        return is_aka && secret->text.len > 0 ? DIGEST_SECRET_UNSUITED : DIGEST_FITS;
    case DIGEST_HA1:
        parts->ha1 = secret->text;
        if (is_aka || secret->text.len != digest_hash_hex_len(parts->hash)) {
            return DIGEST_SECRET_UNSUITED;
        }
        return ha1_belongs(parts, secret) ? DIGEST_FITS : DIGEST_SECRET_UNSUITED;
    case DIGEST_AKA:
        parts->password = (span_t){ reading->password, 0 };
        if (!is_aka || !secret->aka) {
            return DIGEST_SECRET_UNSUITED;
        }
        parts->password.len = digest_aka_password(&reading->algorithm, secret->aka, reading->password);
        return parts->password.len > 0 ? DIGEST_FITS : DIGEST_UNAVAILABLE;
    }
    return DIGEST_SECRET_UNSUITED;
}

/* Credentials */

static bool has_escape(span_t raw)
{
    return raw.len > 0 && memchr(raw.ptr, '\\', raw.len);
}

bool digest_is_escaped(const digest_sent_t *sent)
{
    return has_escape(sent->username) || has_escape(sent->realm) || has_escape(sent->nonce) ||
           has_escape(sent->uri) || has_escape(sent->cnonce) || has_escape(sent->qop);
}

/** The text of a value; most need no copy. */
static span_t text_read(digest_reading_t *reading, span_t raw, bool keep_escapes)
{
    const auth_value_t value = { raw, !keep_escapes, false };
    size_t len;

    if (raw.len == 0 || (!has_escape(raw) && !memchr(raw.ptr, '\n', raw.len))) {
        return raw;
    }
    char *text = (char *)g_malloc(raw.len);
    len = auth_value_unescape(&value, text, raw.len);
    if (!reading->texts) {
        reading->texts = g_ptr_array_new_with_free_func(g_free);
    }
    g_ptr_array_add(reading->texts, text);
    return (span_t){ text, len };
}

static bool is_qop(span_t qop, const char *name)
{
    return span_equal_nocase(qop, literal(name));
}

/** Is all there that the digest takes? */
static digest_verdict_t parts_verdict(const digest_reading_t *reading)
{
    const digest_parts_t *parts = &reading->parts;
    bool takes_cnonce = parts->qop.len > 0 || parts->session == DIGEST_SESSION;

    if (parts->qop.len > 0 && !is_qop(parts->qop, "auth") && !parts->integrity) {
        return DIGEST_UNKNOWN_QOP;
    }
    if (!span_present(parts->username) || !span_present(parts->realm) || !span_present(parts->nonce) ||
        !span_present(parts->uri) || !span_present(parts->method) ||
        (takes_cnonce && !span_present(parts->cnonce)) || (parts->qop.len > 0 && !span_present(parts->nc))) {
        return DIGEST_INCOMPLETE;
    }
    if (parts->integrity && parts->body_hash.len != digest_hash_hex_len(parts->hash)) {
        return DIGEST_NO_BODY_HASH;
    }
    return DIGEST_FITS;
}

digest_verdict_t digest_read(digest_reading_t *reading, const digest_sent_t *sent, const digest_secret_t *secret,
                             bool keep_escapes)
{
    digest_parts_t *parts = &reading->parts;

    memset(reading, 0, sizeof *reading);
    bool known = digest_algorithm_parse(sent->algorithm, &reading->algorithm);
    parts->hash = reading->algorithm.hash;
    parts->session = reading->algorithm.session;
    parts->username = sent->userhash ? secret->username : text_read(reading, sent->username, keep_escapes);
    parts->realm = text_read(reading, sent->realm, keep_escapes);
    parts->nonce = text_read(reading, sent->nonce, keep_escapes);
    parts->uri = text_read(reading, sent->uri, keep_escapes);
    parts->cnonce = text_read(reading, sent->cnonce, keep_escapes);
    parts->qop = text_read(reading, sent->qop, keep_escapes);
    parts->nc = sent->nc;
    parts->method = sent->method;
    parts->body_hash = sent->body_hash;
    parts->session_nonce = sent->session_nonce;
    parts->session_cnonce = sent->session_cnonce;
    parts->integrity = is_qop(parts->qop, "auth-int");

    digest_verdict_t suited = secret_read(reading, secret);
    if (sent->response.len == 0) {
        return DIGEST_NO_RESPONSE;
    }
    if (!known) {
        return DIGEST_UNKNOWN_ALGORITHM;
    }
    return suited == DIGEST_FITS ? parts_verdict(reading) : suited;
}

void digest_reading_clear(digest_reading_t *reading)
{
    if (reading->texts) {
        g_ptr_array_free(reading->texts, TRUE);
    }
    wipe_bytes(reading, sizeof *reading);
}

static bool has_upper_case(span_t s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (g_ascii_isupper(s.ptr[i])) {
            return true;
        }
    }
    return false;
}

/** Compare in one of the two ways to read escapes. */
static digest_verdict_t check_reading(const digest_sent_t *sent, const digest_secret_t *secret, bool keep_escapes)
{
    digest_reading_t reading;
    char hex[DIGEST_HEX_SIZE];
    digest_verdict_t verdict = digest_read(&reading, sent, secret, keep_escapes);

    if (verdict == DIGEST_FITS) {
        if (!digest_compute(&reading.parts, hex)) {
            verdict = DIGEST_UNAVAILABLE;
        } else if (!span_equal_nocase(sent->response, literal(hex))) {
            verdict = DIGEST_DIFFERS;
        }
    }
    digest_reading_clear(&reading);
    return verdict;
}

/** Compare for each method that the request may have been computed for. */
static digest_verdict_t check_methods(const digest_sent_t *sent, const digest_secret_t *secret, bool keep_escapes)
{
    digest_sent_t invite = *sent;
    digest_verdict_t verdict = check_reading(sent, secret, keep_escapes);

    invite.method = SPAN_LITERAL("INVITE");
    if (verdict == DIGEST_DIFFERS && span_equal(sent->method, SPAN_LITERAL("ACK"))) {
        verdict = check_reading(&invite, secret, keep_escapes);
    }
    return verdict;
}

digest_result_t digest_check(const digest_sent_t *sent, const digest_secret_t *secret)
{
    digest_result_t result = { check_methods(sent, secret, false), false, false };

    if (result.verdict != DIGEST_FITS && digest_is_escaped(sent) &&
        check_methods(sent, secret, true) == DIGEST_FITS) {
        result.verdict = DIGEST_FITS;
        result.escapes_kept = true;
    }
    result.upper_case = result.verdict == DIGEST_FITS && has_upper_case(sent->response);
    return result;
}
