/* digest.h
 * Computes and verifies digests: RFC 2069, RFC 2617, RFC 7616, RFC 8760, and AKA's (RFC 3310, RFC 4169).
 *
 * Nothing here tells a secret: results are verdicts, and no function makes a text of a password or HA1.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_DIGEST_H
#define SIPAUTH_DIGEST_H

#include <stdint.h>

#include "aka_functions.h"
#include "span.h"

/** Room for any digest in hex, and a zero behind it. */
#define DIGEST_HEX_SIZE 65

/** Hash functions. */
typedef enum {
    DIGEST_MD5,
    DIGEST_SHA_256,
    DIGEST_SHA_512_256,
    DIGEST_SHA_512_CUT,     /**< no standard: half of SHA-512, a slip of RFC 7616 section 3.9.2 (erratum 4897) */
    DIGEST_HASH_COUNT
} digest_hash_t;

/** How HA1 of the session variants is made. */
typedef enum {
    DIGEST_NO_SESSION,
    DIGEST_SESSION,
    DIGEST_SESSION_BINARY   /**< no standard: the inner hash as bytes, a slip of RFC 2617 section 5 (erratum 1649) */
} digest_session_t;

/** The parameter `algorithm`, taken apart. */
typedef struct {
    digest_hash_t hash;
    digest_session_t session;
    unsigned aka;           /**< version of AKA, 0 for none */
} digest_algorithm_t;

/**
 * Take an algorithm apart, case ignored; absent or empty is MD5 (RFC 7616 section 3.3).
 * @return false where it is unknown
 */
bool digest_algorithm_parse(span_t name, digest_algorithm_t *algorithm);

/** Name of a hash function in the parameter `algorithm`. */
const char *digest_hash_name(digest_hash_t hash);

/** Hex digits of a hash function's digest. */
size_t digest_hash_hex_len(digest_hash_t hash);

/** What one digest is computed of, as plain bytes. */
typedef struct {
    digest_hash_t hash;
    digest_session_t session;
    bool upper_case;        /**< no standard: HA1 and HA2 in upper-case hex */
    span_t username;
    span_t realm;
    span_t password;
    span_t ha1;             /**< hex in either case; stands for the three above where present */
    span_t method;          /**< empty for `rspauth` (RFC 7616 section 3.5) */
    span_t uri;
    bool integrity;         /**< HA2 takes body_hash */
    span_t body_hash;
    span_t qop;             /**< as hashed; absent or empty: RFC 2069, without nc and cnonce */
    span_t nonce;
    span_t nc;
    span_t cnonce;
    span_t session_nonce;   /**< with which the session began; absent: nonce */
    span_t session_cnonce;  /**< the same of cnonce */
} digest_parts_t;

/**
 * Compute HA1, HA2, or of both the response (RFC 7616 sections 3.4.1 to 3.4.3).
 * @param out  hex and a zero behind it; HA1 is a secret, so wipe it
 * @return false where libgcrypt refuses the hash function (FIPS mode refuses MD5)
 */
bool digest_ha1(const digest_parts_t *parts, char out[DIGEST_HEX_SIZE]);
bool digest_ha2(const digest_parts_t *parts, char out[DIGEST_HEX_SIZE]);
bool digest_response(const digest_parts_t *parts, const char *ha1, const char *ha2, char out[DIGEST_HEX_SIZE]);

/** Compute the response in one step. */
bool digest_compute(const digest_parts_t *parts, char out[DIGEST_HEX_SIZE]);

/** Hex of a body's hash, for qop=auth-int (RFC 7616 section 3.4.3). */
bool digest_body_hash(digest_hash_t hash, span_t body, char out[DIGEST_HEX_SIZE]);

/** Is the user name, sent with userhash=true, the hash of this user and realm (RFC 7616 section 3.4.4)? */
bool digest_userhash_fits(digest_hash_t hash, span_t sent, span_t user, span_t realm);

/**
 * Credentials as sent. Values of quoted strings stand without the surrounding quotes but else as written;
 * absent parameters are absent spans.
 *
 * For `rspauth` of Authentication-Info (RFC 7616 section 3.5) give the request's values, with an empty
 * method, rspauth as response, and the hash of the response's body.
 */
typedef struct {
    span_t username;
    bool userhash;          /**< username is a hash; the secret says whose */
    span_t realm;
    span_t nonce;
    span_t uri;
    span_t response;
    span_t algorithm;
    span_t qop;
    span_t nc;
    span_t cnonce;
    span_t method;          /**< of the request */
    span_t body_hash;       /**< hex, by the algorithm's hash function; absent where it is not known */
    span_t session_nonce;   /**< -sess only: nonce and cnonce with which the session began, if those were others */
    span_t session_cnonce;
} digest_sent_t;

/** Kinds of secrets. */
typedef enum {
    DIGEST_PASSWORD,
    DIGEST_HA1,             /**< hex of H(user:realm:password), 32 or 64 digits in either case */
    DIGEST_AKA              /**< what the SIM answers */
} digest_secret_kind_t;

/** A secret to verify with. */
typedef struct {
    digest_secret_kind_t kind;
    span_t text;                /**< password or HA1 */
    const aka_answer_t *aka;    /**< of DIGEST_AKA */
    span_t username;            /**< whose it is; absent: that of the credentials. Needed for userhash. */
    span_t realm;               /**< for which an HA1 was made; absent: that of the credentials */
    const aka_answer_t *aka_swapped;    /**< of DIGEST_AKA, with OP taken for OPc or the reverse; NULL: not known */
} digest_secret_t;

/** The password of an AUTS retry (RFC 3310 section 3.4), and of clients that have none. */
#define DIGEST_SECRET_EMPTY ((digest_secret_t){ .kind = DIGEST_PASSWORD, .text = { "", 0 } })

/** How a response compares with a secret. */
typedef enum {
    DIGEST_FITS,
    DIGEST_DIFFERS,             /**< it was computed with something else, be it another secret */
    /* and why that cannot be said: */
    DIGEST_NO_RESPONSE,         /**< absent or empty */
    DIGEST_UNKNOWN_ALGORITHM,
    DIGEST_UNKNOWN_QOP,         /**< neither auth nor auth-int; a list, for example */
    DIGEST_INCOMPLETE,          /**< a parameter is absent that the digest takes */
    DIGEST_NO_BODY_HASH,        /**< auth-int, but body_hash is absent or of another hash function */
    DIGEST_SECRET_UNSUITED,     /**< HA1 of another algorithm, user or realm; AKA without SIM or a SIM without AKA */
    DIGEST_UNAVAILABLE          /**< libgcrypt refuses the hash function */
} digest_verdict_t;

/** A verdict and what is odd about a response that fits. */
typedef struct {
    digest_verdict_t verdict;
    bool upper_case;        /**< its hex is in upper case, which many servers refuse */
    bool escapes_kept;      /**< the backslashes of an escaped value were hashed as well */
} digest_result_t;

/**
 * Does the response fit the secret?
 *
 * A value with backslashes is tried both ways: RFC 7616 section 3.4.2 takes the value without its quotes,
 * which implementations read as the text it stands for, but some (Kamailio among them) as what was written.
 * The digest of an ACK may be the one of its INVITE, whose credentials it repeats (RFC 3261 section 22.1); some
 * clients compute it anew, and both are fine.
 */
digest_result_t digest_check(const digest_sent_t *sent, const digest_secret_t *secret);

/** Room for the password of AKA. */
#define DIGEST_AKA_PASSWORD_SIZE 64

/**
 * The password that stands for a SIM's answer: RES in AKAv1 (RFC 3310 section 3.3); in AKAv2 base64 of
 * HMAC keyed with RES, IK and CK (RFC 4169 section 3), by MD5 or by the algorithm's hash function.
 * @param out  not terminated; wipe it
 * @return bytes, 0 where it cannot be made
 */
size_t digest_aka_password(const digest_algorithm_t *algorithm, const aka_answer_t *answer,
                           char out[DIGEST_AKA_PASSWORD_SIZE]);

/** Credentials read in one of two ways, ready to be computed. Free what it owns with digest_reading_clear(). */
typedef struct {
    digest_algorithm_t algorithm;
    digest_parts_t parts;       /**< absent values are absent still */
    char password[DIGEST_AKA_PASSWORD_SIZE];
    GPtrArray *texts;           /**< NULL while there are none */
} digest_reading_t;

/** Do the values differ with escapes undone and kept? */
bool digest_is_escaped(const digest_sent_t *sent);

/**
 * Read credentials and secret.
 * @return DIGEST_FITS where a digest can be computed and would mean something; else why not, with the
 *         parts filled in as far as they are known
 */
digest_verdict_t digest_read(digest_reading_t *reading, const digest_sent_t *sent, const digest_secret_t *secret,
                             bool keep_escapes);

/** Free and wipe what the reading owns. */
void digest_reading_clear(digest_reading_t *reading);

#endif /* SIPAUTH_DIGEST_H */
