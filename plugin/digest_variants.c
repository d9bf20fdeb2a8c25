/* digest_variants.c
 * What clients and middleboxes get wrong about a digest, tried with a known secret and named.
 *
 * Each variant offers alternatives for one part of the digest: a text, or a way to compute. They are
 * gathered first and tried then, one by one and two by two, so that no variant knows of another one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "digest_variants.h"

#include <stdio.h>

#include "message.h"
#include "scan.h"
#include "wipe.h"

/* More than all variants offer together when nothing is hostile. */
#define MAX_ALTERNATIVES 96
#define MAX_NONCES 16
/* Bytes of all texts together; no digest of a phone comes near it, and each is hashed hundreds of times. */
#define MAX_TEXT 8192

/** What of a digest a variant changes. */
typedef enum {
    PART_USERNAME,
    PART_REALM,
    PART_PASSWORD,
    PART_URI,
    PART_METHOD,
    PART_NONCE,
    PART_QOP,
    PART_HASH,
    PART_HEX
} part_t;

typedef enum { USE_SINGLE, USE_PAIRED } use_t;

static const struct {
    const char *name;
    const char *text;
    part_t part;
    use_t use;
} variants[DIGEST_VARIANT_COUNT] = {
#define X(id, name, part, use, text) { name, text, PART_##part, USE_##use },
    DIGEST_VARIANTS(X)
#undef X
};

const char *digest_variant_name(digest_variant_t variant)
{
    return variants[variant].name;
}

const char *digest_variant_text(digest_variant_t variant)
{
    return variants[variant].text;
}

/** One thing to try: of the parts only those that the variant changes count. */
typedef struct {
    digest_variant_t variant;
    bool paired;
    digest_parts_t parts;
    span_t value;
} alternative_t;

/** A digest about to be computed, with what is known of it already. */
typedef struct {
    digest_parts_t parts;
    bool ha1_known;
    bool ha2_known;
    char ha1[DIGEST_HEX_SIZE];
    char ha2[DIGEST_HEX_SIZE];
} plan_t;

/** One search. */
typedef struct {
    const digest_sent_t *sent;
    const digest_secret_t *secret;
    const digest_around_t *around;
    const digest_algorithm_t *algorithm;
    digest_parts_t base;        /**< the digest as it ought to be */
    GPtrArray *texts;           /**< made up for this search */
    GPtrArray *secret_texts;    /**< the same, to be wiped: GByteArray */
    alternative_t alternatives[MAX_ALTERNATIVES];
    unsigned count;
} search_t;

/* Parts */

static bool part_equal(part_t part, const digest_parts_t *a, const digest_parts_t *b)
{
    switch (part) {
    case PART_USERNAME:
        return span_equal(a->username, b->username);
    case PART_REALM:
        return span_equal(a->realm, b->realm);
    case PART_PASSWORD:
        return span_equal(a->password, b->password) && span_present(a->ha1) == span_present(b->ha1);
    case PART_URI:
        return span_equal(a->uri, b->uri);
    case PART_METHOD:
        return span_equal(a->method, b->method);
    case PART_NONCE:
        return span_equal(a->nonce, b->nonce);
    case PART_QOP:
        return span_equal(a->qop, b->qop) && a->integrity == b->integrity &&
               (!a->integrity || span_equal(a->body_hash, b->body_hash));
    case PART_HASH:
        return a->hash == b->hash && a->session == b->session;
    case PART_HEX:
        return a->upper_case == b->upper_case;
    }
    return true;
}

/** Take over one part, and forget what was computed with the one before. */
static void part_put(plan_t *plan, part_t part, const digest_parts_t *from)
{
    digest_parts_t *parts = &plan->parts;

    switch (part) {
    case PART_USERNAME:
        parts->username = from->username;
        break;
    case PART_REALM:
        parts->realm = from->realm;
        break;
    case PART_PASSWORD:
        parts->password = from->password;
        parts->ha1 = from->ha1;
        break;
    case PART_URI:
        parts->uri = from->uri;
        break;
    case PART_METHOD:
        parts->method = from->method;
        break;
    case PART_NONCE:
        parts->nonce = from->nonce;
        break;
    case PART_QOP:
        parts->qop = from->qop;
        parts->integrity = from->integrity;
        parts->body_hash = from->body_hash;
        break;
    case PART_HASH:
        parts->hash = from->hash;
        parts->session = from->session;
        break;
    case PART_HEX:
        parts->upper_case = from->upper_case;
        break;
    }
    if (part != PART_URI && part != PART_METHOD && part != PART_QOP) {
        plan->ha1_known = false;
    }
    if (part == PART_URI || part == PART_METHOD || part == PART_QOP || part == PART_HASH || part == PART_HEX) {
        plan->ha2_known = false;
    }
}

/** Compute and compare. */
static bool plan_fits(const search_t *search, plan_t *plan)
{
    char hex[DIGEST_HEX_SIZE];

    if (search->sent->response.len != digest_hash_hex_len(plan->parts.hash)) {
        return false;
    }
    plan->ha1_known = plan->ha1_known || digest_ha1(&plan->parts, plan->ha1);
    plan->ha2_known = plan->ha2_known || digest_ha2(&plan->parts, plan->ha2);
    return plan->ha1_known && plan->ha2_known && digest_response(&plan->parts, plan->ha1, plan->ha2, hex) &&
           span_equal_nocase(search->sent->response, (span_t){ hex, strlen(hex) });
}

/* Gathering */

/** Note an alternative, unless it changes nothing or the same is there already. */
static void offer(search_t *search, digest_variant_t variant, const digest_parts_t *parts, span_t value)
{
    part_t part = variants[variant].part;

    if (part_equal(part, parts, &search->base) || search->count == MAX_ALTERNATIVES) {
        return;
    }
    for (unsigned i = 0; i < search->count; i++) {
        const alternative_t *other = &search->alternatives[i];
        if (variants[other->variant].part == part && part_equal(part, parts, &other->parts)) {
            return;
        }
    }
    search->alternatives[search->count++] =
        (alternative_t){ variant, variants[variant].use == USE_PAIRED, *parts, value };
}

/** Keep bytes until the search ends. */
static span_t keep(search_t *search, const GString *text)
{
    char *copy = (char *)g_malloc(text->len + 1);

    memcpy(copy, text->str, text->len + 1);
    g_ptr_array_add(search->texts, copy);
    return (span_t){ copy, text->len };
}

/** Put spans together to one that lasts as long as the search. */
static span_t join(search_t *search, span_t a, span_t b, span_t c)
{
    GString *text = g_string_sized_new(a.len + b.len + c.len + 1);

    g_string_append_len(text, a.ptr, (gssize)a.len);
    g_string_append_len(text, b.ptr, (gssize)b.len);
    g_string_append_len(text, c.ptr, (gssize)c.len);
    span_t kept = keep(search, text);
    g_string_free(text, TRUE);
    return kept;
}

static span_t recase(search_t *search, span_t s, char change(char))
{
    GString *text = g_string_new_len(s.ptr, (gssize)s.len);

    for (gsize i = 0; i < text->len; i++) {
        text->str[i] = change(text->str[i]);
    }
    span_t kept = keep(search, text);
    g_string_free(text, TRUE);
    return kept;
}

static char to_lower(char c)
{
    return g_ascii_tolower(c);
}

static char to_upper(char c)
{
    return g_ascii_toupper(c);
}

/** UTF-8 as ISO-8859-1 into out, which has room for as many bytes. @return false where that is not another text */
static bool latin1(span_t s, char *out, size_t *len)
{
    bool differs = false;

    *len = 0;
    if (s.len == 0 || !g_utf8_validate(s.ptr, (gssize)s.len, NULL)) {
        return false;
    }
    for (const char *at = s.ptr; at < s.ptr + s.len; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c > 0xff) {
            return false;
        }
        differs = differs || c >= 0x80;
        out[(*len)++] = (char)c;
    }
    return differs;
}

/* The variants, part by part */

static void offer_realm(search_t *search, digest_variant_t variant, span_t realm)
{
    digest_parts_t parts = search->base;

    if (span_present(realm)) {
        parts.realm = realm;
        offer(search, variant, &parts, realm);
    }
}

static void offer_realms(search_t *search)
{
    const span_t cased[] = { search->base.realm, search->around->challenge_realm };

    offer_realm(search, DIGEST_VARIANT_REALM_CHALLENGE, search->around->challenge_realm);
    offer_realm(search, DIGEST_VARIANT_REALM_FROM_HOST, sip_uri_host(search->around->from_uri));
    offer_realm(search, DIGEST_VARIANT_REALM_REQUEST_HOST, sip_uri_host(search->around->request_uri));
    for (unsigned i = 0; i < G_N_ELEMENTS(cased); i++) {
        if (cased[i].len > 0) {
            offer_realm(search, DIGEST_VARIANT_REALM_CASE, recase(search, cased[i], to_lower));
            offer_realm(search, DIGEST_VARIANT_REALM_CASE, recase(search, cased[i], to_upper));
        }
    }
}

static void offer_user(search_t *search, digest_variant_t variant, span_t user)
{
    digest_parts_t parts = search->base;

    if (user.len > 0) {
        parts.username = user;
        offer(search, variant, &parts, user);
    }
}

static void offer_users(search_t *search)
{
    const span_t user = search->base.username;
    const span_t hosts[] = { search->base.realm, search->around->challenge_realm,
                             sip_uri_host(search->around->from_uri) };
    const size_t at = scan_find(user, '@');

    if (at < user.len) {
        offer_user(search, DIGEST_VARIANT_USER_PART, scan_head(user, at));
    } else {
        for (unsigned i = 0; i < G_N_ELEMENTS(hosts); i++) {
            if (hosts[i].len > 0) {
                offer_user(search, DIGEST_VARIANT_USER_WITH_HOST, join(search, user, SPAN_LITERAL("@"), hosts[i]));
            }
        }
    }
    offer_user(search, DIGEST_VARIANT_USER_FROM, sip_uri_user(search->around->from_uri));
    if (search->sent->userhash) {
        offer_user(search, DIGEST_VARIANT_USER_HASHED, search->sent->username);
    }
    GString *text = g_string_sized_new(user.len + 1);
    if (latin1(user, text->str, &text->len)) {
        offer_user(search, DIGEST_VARIANT_USER_LATIN1, keep(search, text));
    }
    g_string_free(text, TRUE);
}

/** Offer a password; the bytes are copied and wiped when the search ends. */
static void offer_password(search_t *search, digest_variant_t variant, span_t password, span_t behind)
{
    digest_parts_t parts = search->base;
    size_t len = password.len + behind.len;
    GByteArray *bytes = g_byte_array_sized_new((guint)len + 1);

    g_byte_array_append(bytes, (const guint8 *)password.ptr, (guint)password.len);
    g_byte_array_append(bytes, (const guint8 *)behind.ptr, (guint)behind.len);
    g_ptr_array_add(search->secret_texts, bytes);
    parts.password = (span_t){ len > 0 ? (const char *)bytes->data : "", len };
    parts.ha1 = (span_t){ NULL, 0 };
    offer(search, variant, &parts, (span_t){ NULL, 0 });
}

/** What people and programs make of a password. */
static void offer_typed_passwords(search_t *search, span_t password)
{
    static const char *const blanks[] = { " ", "\n", "\r\n", "\r", "\t" };
    char ha1[DIGEST_HEX_SIZE];
    digest_parts_t plain = search->base;

    for (unsigned i = 0; i < G_N_ELEMENTS(blanks); i++) {
        offer_password(search, DIGEST_VARIANT_PASSWORD_BLANK, password, (span_t){ blanks[i], strlen(blanks[i]) });
    }
    char *bytes = (char *)g_malloc(password.len + 1);
    size_t len;
    if (latin1(password, bytes, &len)) {
        offer_password(search, DIGEST_VARIANT_PASSWORD_LATIN1, (span_t){ bytes, len }, (span_t){ NULL, 0 });
    }
    wipe_bytes(bytes, password.len + 1);
    g_free(bytes);

    plain.session = DIGEST_NO_SESSION;
    if (digest_ha1(&plain, ha1)) {
        offer_password(search, DIGEST_VARIANT_PASSWORD_HA1, (span_t){ ha1, strlen(ha1) }, (span_t){ NULL, 0 });
    }
    wipe_bytes(ha1, sizeof ha1);
}

/** What programs make of a SIM's answer. */
static void offer_aka_passwords(search_t *search, const aka_answer_t *answer, const aka_answer_t *swapped)
{
    digest_algorithm_t other = *search->algorithm;
    const span_t none = { NULL, 0 };
    const span_t res = { (const char *)answer->res, MIN(answer->res_len, AKA_RES_MAX) };
    char password[DIGEST_AKA_PASSWORD_SIZE];
    char hex[2 * AKA_RES_MAX + 1];

    if (swapped) {
        offer_password(search, DIGEST_VARIANT_AKA_OP,
                       (span_t){ password, digest_aka_password(search->algorithm, swapped, password) }, none);
    }
    other.aka = other.aka == 2 ? 1 : 2;
    offer_password(search, DIGEST_VARIANT_AKA_VERSION,
                   (span_t){ password, digest_aka_password(&other, answer, password) }, none);
    for (size_t i = 0; i < res.len; i++) {
        snprintf(hex + 2 * i, 3, "%02x", answer->res[i]);
    }
    offer_password(search, DIGEST_VARIANT_AKA_HEX, (span_t){ hex, 2 * res.len }, none);
    offer_password(search, DIGEST_VARIANT_AKA_CUT, scan_head(res, scan_find(res, '\0')), none);
    wipe_bytes(password, sizeof password);
    wipe_bytes(hex, sizeof hex);
}

static void offer_passwords(search_t *search)
{
    const digest_secret_t *secret = search->secret;
    const span_t none = { NULL, 0 };

    offer_password(search, DIGEST_VARIANT_PASSWORD_EMPTY, none, none);
    if (secret->kind == DIGEST_HA1) {
        offer_password(search, DIGEST_VARIANT_PASSWORD_HA1, secret->text, none);
    } else if (secret->kind == DIGEST_AKA && secret->aka) {
        offer_aka_passwords(search, secret->aka, secret->aka_swapped);
    } else if (secret->kind == DIGEST_PASSWORD && secret->text.len > 0) {
        offer_typed_passwords(search, secret->text);
    }
}

static void offer_uri(search_t *search, digest_variant_t variant, span_t uri)
{
    digest_parts_t parts = search->base;

    if (uri.len > 0) {
        parts.uri = uri;
        offer(search, variant, &parts, uri);
    }
}

/** Offer what is left of a URI without its port and parameters (RFC 3261 section 19.1.1). */
static void offer_stripped(search_t *search, span_t uri)
{
    const span_t host = sip_uri_host(uri);
    const span_t none = { NULL, 0 };

    if (!span_present(host)) {
        return;
    }
    const span_t address = scan_head(uri, (size_t)(host.ptr - uri.ptr) + host.len);
    span_t port = scan_skip(uri, address.len);
    port.len = MIN(scan_find(port, ';'), scan_find(port, '?'));
    const span_t params = scan_skip(uri, address.len + port.len);
    offer_uri(search, DIGEST_VARIANT_URI_NO_PARAMS, scan_head(uri, uri.len - params.len));
    offer_uri(search, DIGEST_VARIANT_URI_NO_PORT, join(search, address, params, none));
    offer_uri(search, DIGEST_VARIANT_URI_BARE, address);
    offer_uri(search, DIGEST_VARIANT_URI_DOMAIN, join(search, scan_head(uri, scan_find(uri, ':') + 1), host, none));
}

static void offer_uris(search_t *search)
{
    offer_uri(search, DIGEST_VARIANT_URI_REQUEST, search->around->request_uri);
    offer_uri(search, DIGEST_VARIANT_URI_TO, search->around->to_uri);
    offer_stripped(search, search->base.uri);
    offer_stripped(search, search->around->request_uri);
    offer_stripped(search, search->around->to_uri);
}

/** Methods of RFC 3261 and its extensions; the first ones are what clients really mix up. */
static const char *const methods[] = {
    "INVITE", "REGISTER", "ACK", "BYE", "CANCEL", "OPTIONS", "SUBSCRIBE", "NOTIFY", "PUBLISH", "MESSAGE", "REFER",
    "INFO", "UPDATE", "PRACK",
};
#define PAIRED_METHODS 2

static void offer_methods(search_t *search)
{
    digest_parts_t parts = search->base;

    for (unsigned i = 0; i < G_N_ELEMENTS(methods); i++) {
        unsigned before = search->count;

        parts.method = (span_t){ methods[i], strlen(methods[i]) };
        offer(search, DIGEST_VARIANT_METHOD_OTHER, &parts, parts.method);
        if (search->count > before && i >= PAIRED_METHODS) {
            search->alternatives[before].paired = false;
        }
    }
}

static void offer_nonces(search_t *search)
{
    digest_parts_t parts = search->base;

    for (size_t i = 0; i < MIN(search->around->nonce_count, MAX_NONCES); i++) {
        if (span_present(search->around->nonces[i])) {
            parts.nonce = search->around->nonces[i];
            offer(search, DIGEST_VARIANT_NONCE_OTHER, &parts, parts.nonce);
        }
    }
}

static void offer_qop(search_t *search, digest_variant_t variant, span_t qop, span_t body_hash)
{
    digest_parts_t parts = search->base;

    parts.qop = qop;
    parts.integrity = span_present(body_hash);
    parts.body_hash = body_hash;
    offer(search, variant, &parts, variant == DIGEST_VARIANT_QOP_LIST ? qop : (span_t){ NULL, 0 });
}

static void offer_qops(search_t *search)
{
    const span_t none = { NULL, 0 };
    const span_t auth = SPAN_LITERAL("auth");
    const span_t auth_int = SPAN_LITERAL("auth-int");

    if (search->base.qop.len == 0) {
        offer_qop(search, DIGEST_VARIANT_QOP_UNSAID, auth, none);
        return;
    }
    offer_qop(search, DIGEST_VARIANT_QOP_IGNORED, none, none);
    if (scan_find(search->around->challenge_qop, ',') < search->around->challenge_qop.len) {
        offer_qop(search, DIGEST_VARIANT_QOP_LIST, search->around->challenge_qop, none);
    }
    offer_qop(search, DIGEST_VARIANT_QOP_AUTH, auth, none);
    offer_qop(search, DIGEST_VARIANT_QOP_INT_NAMED, auth_int, none);
    if (search->base.integrity) {
        char hex[DIGEST_HEX_SIZE];
        if (digest_body_hash(search->base.hash, SPAN_LITERAL(""), hex)) {
            span_t empty = join(search, (span_t){ hex, strlen(hex) }, none, none);
            offer_qop(search, DIGEST_VARIANT_QOP_BODY_EMPTY, search->base.qop, empty);
        }
    }
}

static void offer_hash(search_t *search, digest_variant_t variant, digest_hash_t hash, digest_session_t session)
{
    digest_parts_t parts = search->base;
    const char *name = digest_hash_name(hash);

    parts.hash = hash;
    parts.session = session;
    offer(search, variant, &parts,
          variant == DIGEST_VARIANT_HASH_OTHER ? (span_t){ name, strlen(name) } : (span_t){ NULL, 0 });
}

static void offer_hashes(search_t *search)
{
    const digest_hash_t stated = search->base.hash;
    const digest_session_t session = search->base.session;

    if (session == DIGEST_NO_SESSION) {
        offer_hash(search, DIGEST_VARIANT_SESSION_UNSAID, stated, DIGEST_SESSION);
    } else {
        offer_hash(search, DIGEST_VARIANT_SESSION_IGNORED, stated, DIGEST_NO_SESSION);
        offer_hash(search, DIGEST_VARIANT_SESSION_BINARY, stated, DIGEST_SESSION_BINARY);
    }
    for (digest_hash_t hash = DIGEST_MD5; hash < DIGEST_SHA_512_CUT; hash++) {
        offer_hash(search, DIGEST_VARIANT_HASH_OTHER, hash, DIGEST_NO_SESSION);
        offer_hash(search, DIGEST_VARIANT_HASH_OTHER, hash, session);
    }
    if (stated == DIGEST_SHA_512_256) {
        offer_hash(search, DIGEST_VARIANT_HASH_CUT, DIGEST_SHA_512_CUT, session);
    }
}

static void offer_hex(search_t *search)
{
    digest_parts_t parts = search->base;

    parts.upper_case = true;
    offer(search, DIGEST_VARIANT_HEX_UPPER, &parts, (span_t){ NULL, 0 });
}

static void gather(search_t *search)
{
    offer_passwords(search);
    offer_realms(search);
    offer_users(search);
    offer_uris(search);
    offer_methods(search);
    offer_nonces(search);
    offer_qops(search);
    offer_hashes(search);
    offer_hex(search);
}

/* Trying */

static digest_finding_t finding(wmem_allocator_t *scope, digest_variant_t variant, span_t value)
{
    if (span_present(value)) {
        value.ptr = (const char *)wmem_memdup(scope, value.len > 0 ? value.ptr : "", value.len + (value.len == 0));
    }
    return (digest_finding_t){ variant, value };
}

static plan_t plan_with(const plan_t *plan, const alternative_t *alternative)
{
    plan_t changed = *plan;

    part_put(&changed, variants[alternative->variant].part, &alternative->parts);
    return changed;
}

static const alternative_t *try_singles(search_t *search, plan_t *base)
{
    const alternative_t *found = NULL;

    for (unsigned i = 0; i < search->count && !found; i++) {
        plan_t plan = plan_with(base, &search->alternatives[i]);
        if (plan_fits(search, &plan)) {
            found = &search->alternatives[i];
        }
        wipe_bytes(plan.ha1, sizeof plan.ha1);
    }
    return found;
}

/** Try one alternative with each of those behind it. */
static const alternative_t *try_with(search_t *search, plan_t *base, const alternative_t *first)
{
    const alternative_t *end = search->alternatives + search->count;
    const alternative_t *found = NULL;
    plan_t one = plan_with(base, first);

    one.ha1_known = one.ha1_known || digest_ha1(&one.parts, one.ha1);
    one.ha2_known = one.ha2_known || digest_ha2(&one.parts, one.ha2);
    for (const alternative_t *second = first + 1; second < end && !found; second++) {
        if (!second->paired || variants[second->variant].part == variants[first->variant].part) {
            continue;
        }
        plan_t plan = plan_with(&one, second);
        if (plan_fits(search, &plan)) {
            found = second;
        }
        wipe_bytes(plan.ha1, sizeof plan.ha1);
    }
    wipe_bytes(one.ha1, sizeof one.ha1);
    return found;
}

static size_t try_pairs(wmem_allocator_t *scope, search_t *search, plan_t *base,
                        digest_finding_t findings[DIGEST_FINDINGS_MAX])
{
    for (unsigned i = 0; i < search->count; i++) {
        const alternative_t *first = &search->alternatives[i];
        const alternative_t *second = first->paired ? try_with(search, base, first) : NULL;
        if (second) {
            findings[0] = finding(scope, first->variant, first->value);
            findings[1] = finding(scope, second->variant, second->value);
            return 2;
        }
    }
    return 0;
}

/**
 * What does it mean that the digest fits as it was taken for the search?
 * @param verdict  why nothing can be said of it without a search
 */
static size_t name_base(wmem_allocator_t *scope, const search_t *search, digest_verdict_t verdict,
                        digest_finding_t findings[DIGEST_FINDINGS_MAX])
{
    const digest_secret_t *secret = search->secret;
    size_t count = 0;

    if (verdict == DIGEST_UNKNOWN_QOP) {
        findings[count++] = finding(scope, DIGEST_VARIANT_QOP_LIST, search->base.qop);
    } else if (verdict == DIGEST_SECRET_UNSUITED && secret->kind == DIGEST_PASSWORD) {
        findings[count++] = finding(scope, DIGEST_VARIANT_PASSWORD_FOR_AKA, (span_t){ NULL, 0 });
    } else if (verdict == DIGEST_SECRET_UNSUITED && secret->kind == DIGEST_HA1) {
        if (span_present(secret->username) && !span_equal(secret->username, search->base.username)) {
            findings[count++] = finding(scope, DIGEST_VARIANT_USER_KNOWN, secret->username);
        }
        if (span_present(secret->realm) && !span_equal(secret->realm, search->base.realm)) {
            findings[count++] = finding(scope, DIGEST_VARIANT_REALM_KNOWN, secret->realm);
        }
    }
    return count;
}

static size_t search_run(wmem_allocator_t *scope, search_t *search, digest_verdict_t verdict, unsigned together,
                         digest_finding_t findings[DIGEST_FINDINGS_MAX])
{
    plan_t base = { .parts = search->base };
    size_t count = 0;

    if (plan_fits(search, &base)) {
        count = name_base(scope, search, verdict, findings);
    } else {
        gather(search);
        const alternative_t *found = try_singles(search, &base);
        if (found) {
            findings[count++] = finding(scope, found->variant, found->value);
        } else if (together > 1) {
            count = try_pairs(scope, search, &base, findings);
        }
    }
    wipe_bytes(base.ha1, sizeof base.ha1);
    return count;
}

static void secret_free(gpointer data)
{
    GByteArray *bytes = (GByteArray *)data;

    wipe_bytes(bytes->data, bytes->len);
    g_byte_array_free(bytes, TRUE);
}

/** Can the secret be tried at all, though perhaps not the way it is meant? */
static bool is_worth_it(const digest_secret_t *secret, digest_verdict_t verdict)
{
    switch (verdict) {
    case DIGEST_FITS:
    case DIGEST_UNKNOWN_QOP:
    case DIGEST_INCOMPLETE:
    case DIGEST_NO_BODY_HASH:
        return true;
    case DIGEST_SECRET_UNSUITED:
        return secret->kind != DIGEST_AKA;
    default:
        return false;
    }
}

/** Are the texts short enough to be hashed again and again? */
static bool is_small(const digest_parts_t *parts, const digest_around_t *around)
{
    size_t len = parts->username.len + parts->realm.len + parts->password.len + parts->method.len + parts->uri.len +
                 parts->body_hash.len + parts->qop.len + parts->nonce.len + parts->nc.len + parts->cnonce.len +
                 parts->session_nonce.len + parts->session_cnonce.len + around->challenge_realm.len +
                 around->challenge_qop.len + around->request_uri.len + around->from_uri.len + around->to_uri.len;

    for (size_t i = 0; i < MIN(around->nonce_count, MAX_NONCES); i++) {
        len += around->nonces[i].len;
    }
    return len <= MAX_TEXT;
}

/** Search with the values read in one of the two ways. */
static size_t find_in_reading(wmem_allocator_t *scope, const digest_sent_t *sent, const digest_secret_t *secret,
                              const digest_around_t *around, unsigned together, bool keep_escapes,
                              digest_finding_t findings[DIGEST_FINDINGS_MAX])
{
    digest_reading_t reading;
    digest_verdict_t verdict = digest_read(&reading, sent, secret, keep_escapes);
    size_t count = 0;

    if (is_worth_it(secret, verdict) && is_small(&reading.parts, around)) {
        search_t *search = g_new0(search_t, 1);
        search->sent = sent;
        search->secret = secret;
        search->around = around;
        search->algorithm = &reading.algorithm;
        search->base = reading.parts;
        search->texts = g_ptr_array_new_with_free_func(g_free);
        search->secret_texts = g_ptr_array_new_with_free_func(secret_free);
        count = search_run(scope, search, verdict, together, findings);
        g_ptr_array_free(search->texts, TRUE);
        g_ptr_array_free(search->secret_texts, TRUE);
        g_free(search);
    }
    digest_reading_clear(&reading);
    return count;
}

size_t digest_variants_find(wmem_allocator_t *scope, const digest_sent_t *sent, const digest_secret_t *secret,
                            const digest_around_t *around, unsigned together,
                            digest_finding_t findings[DIGEST_FINDINGS_MAX])
{
    size_t count;

    if (digest_check(sent, secret).verdict == DIGEST_FITS) {
        return 0;
    }
    count = find_in_reading(scope, sent, secret, around, together, false, findings);
    if (count == 0 && digest_is_escaped(sent)) {
        count = find_in_reading(scope, sent, secret, around, together, true, findings);
    }
    return count;
}
