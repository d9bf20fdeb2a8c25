/* digest_variants.h
 * What clients and middleboxes get wrong about a digest, tried with a known secret and named.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_DIGEST_VARIANTS_H
#define SIPAUTH_DIGEST_VARIANTS_H

#include <wsutil/wmem/wmem.h>

#include "digest.h"

/**
 * X(id, name, part, use, text): the ways to go wrong. Of those that come to the same the first is named: the
 * realm of the challenge may be the host of From as well.
 *
 * `part` is what of the digest it changes; two variants are never tried together on one part. `use` is PAIRED
 * where it is tried together with another one, SINGLE where by itself only. The text completes "computed
 * with", and where a value goes with it, that stands behind it.
 */
#define DIGEST_VARIANTS(X) \
    X(PASSWORD_EMPTY, "password_empty", PASSWORD, PAIRED, "an empty password") \
    X(REALM_CHALLENGE, "realm_challenge", REALM, PAIRED, "the realm of the challenge, though another one is sent") \
    X(REALM_FROM_HOST, "realm_from_host", REALM, PAIRED, "the host of From as realm") \
    X(REALM_REQUEST_HOST, "realm_request_host", REALM, PAIRED, "the host of the Request-URI as realm") \
    X(REALM_CASE, "realm_case", REALM, PAIRED, "the realm in another case") \
    X(REALM_KNOWN, "realm_known", REALM, SINGLE, "the realm for which the known HA1 was made") \
    X(USER_PART, "user_part", USERNAME, PAIRED, "the user part of the user name only") \
    X(USER_WITH_HOST, "user_with_host", USERNAME, PAIRED, "the user name and a host") \
    X(USER_FROM, "user_from", USERNAME, PAIRED, "the user of From instead of the user name sent") \
    X(USER_KNOWN, "user_known", USERNAME, SINGLE, "the user name for which the known HA1 was made") \
    X(USER_HASHED, "user_hashed", USERNAME, SINGLE, "the hashed user name instead of the user name") \
    X(USER_LATIN1, "user_latin1", USERNAME, PAIRED, "the user name in ISO-8859-1 instead of UTF-8") \
    X(URI_REQUEST, "uri_request", URI, PAIRED, "the Request-URI, though another uri is sent") \
    X(URI_TO, "uri_to", URI, PAIRED, "the URI of To, though another uri is sent") \
    X(URI_NO_PARAMS, "uri_no_params", URI, PAIRED, "a uri without its parameters") \
    X(URI_NO_PORT, "uri_no_port", URI, PAIRED, "a uri without its port") \
    X(URI_BARE, "uri_bare", URI, PAIRED, "a uri without its port and parameters") \
    X(URI_DOMAIN, "uri_domain", URI, PAIRED, "a uri of the host alone") \
    X(METHOD_OTHER, "method_other", METHOD, PAIRED, "another method") \
    X(NONCE_OTHER, "nonce_other", NONCE, SINGLE, "another nonce than the one sent") \
    X(QOP_IGNORED, "qop_ignored", QOP, PAIRED, "no qop (RFC 2069), though qop is sent") \
    X(QOP_UNSAID, "qop_unsaid", QOP, PAIRED, "qop=auth, though no qop is sent") \
    X(QOP_LIST, "qop_list", QOP, PAIRED, "the whole list of offered qop values instead of one of them") \
    X(QOP_AUTH, "qop_auth", QOP, PAIRED, "qop=auth, though another qop is sent") \
    X(QOP_INT_NAMED, "qop_int_named", QOP, PAIRED, "the word auth-int but not the body") \
    X(QOP_BODY_EMPTY, "qop_body_empty", QOP, PAIRED, "the hash of an empty body") \
    X(SESSION_IGNORED, "session_ignored", HASH, PAIRED, "the plain algorithm, though the -sess one is stated") \
    X(SESSION_UNSAID, "session_unsaid", HASH, PAIRED, "the -sess algorithm, though the plain one is stated") \
    X(SESSION_BINARY, "session_binary", HASH, PAIRED, "a -sess HA1 of bytes instead of hex (RFC 2617 erratum 1649)") \
    X(HASH_OTHER, "hash_other", HASH, PAIRED, "another algorithm than stated") \
    X(HASH_CUT, "hash_cut", HASH, PAIRED, "half of SHA-512 instead of SHA-512/256") \
    X(HEX_UPPER, "hex_upper", HEX, SINGLE, "HA1 and HA2 in upper-case hex") \
    X(PASSWORD_BLANK, "password_blank", PASSWORD, SINGLE, "white space behind the password") \
    X(PASSWORD_LATIN1, "password_latin1", PASSWORD, SINGLE, "the password in ISO-8859-1 instead of UTF-8") \
    X(PASSWORD_HA1, "password_ha1", PASSWORD, SINGLE, "HA1 in the place of the password") \
    X(PASSWORD_FOR_AKA, "password_for_aka", PASSWORD, SINGLE, "a password, though AKA takes the answer of the SIM") \
    X(AKA_OP, "aka_op", PASSWORD, SINGLE, "RES of a SIM that takes the known OP for OPc, or OPc for OP") \
    X(AKA_VERSION, "aka_version", PASSWORD, SINGLE, "the password of the other version of AKA") \
    X(AKA_HEX, "aka_hex", PASSWORD, SINGLE, "RES in hex instead of bytes") \
    X(AKA_CUT, "aka_cut", PASSWORD, SINGLE, "RES up to its first zero byte")

typedef enum {
#define X(id, name, part, use, text) DIGEST_VARIANT_##id,
    DIGEST_VARIANTS(X)
#undef X
    DIGEST_VARIANT_COUNT
} digest_variant_t;

/** Name of a variant, such as `realm_from_host`. */
const char *digest_variant_name(digest_variant_t variant);

/** What a variant's digest was computed with, in plain English. */
const char *digest_variant_text(digest_variant_t variant);

/** What else the exchange shows, in plain text; absent where it is not known. */
typedef struct {
    span_t challenge_realm;
    span_t challenge_qop;       /**< as offered, be it a list */
    span_t request_uri;
    span_t from_uri;
    span_t to_uri;
    const span_t *nonces;       /**< others of this exchange; the first 16 are tried */
    size_t nonce_count;
} digest_around_t;

/** Most variants that are tried together. */
#define DIGEST_FINDINGS_MAX 2

/** One thing that was computed differently. */
typedef struct {
    digest_variant_t variant;
    span_t value;       /**< the user name, realm, uri, method, nonce, qop or algorithm it was computed with, in
                             bytes; absent where that says no more, and always where it would tell of the secret */
} digest_finding_t;

/**
 * Which variant makes the response fit the secret? Single ones are tried first, then pairs. Takes less than a
 * millisecond; texts of more than 8 KiB in all are not tried.
 *
 * @param scope     values are allocated in it
 * @param secret    as for digest_check()
 * @param together  how many variants may come together: 1 or 2
 * @param findings  filled in
 * @return how many; 0 where nothing was found or the response fits as it is
 */
size_t digest_variants_find(wmem_allocator_t *scope, const digest_sent_t *sent, const digest_secret_t *secret,
                            const digest_around_t *around, unsigned together,
                            digest_finding_t findings[DIGEST_FINDINGS_MAX]);

#endif /* SIPAUTH_DIGEST_VARIANTS_H */
