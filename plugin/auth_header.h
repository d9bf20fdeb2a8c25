/* auth_header.h
 * The grammar of challenges and credentials (RFC 7235, RFC 7616, RFC 3261 sections 20.7, 20.27,
 * 20.28, 20.44).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_AUTH_HEADER_H
#define SIPAUTH_AUTH_HEADER_H

#include <stdint.h>

#include "span.h"

/** Parameters that are told apart; all others are only counted. */
typedef enum {
    AUTH_PARAM_REALM,
    AUTH_PARAM_NONCE,
    AUTH_PARAM_OPAQUE,
    AUTH_PARAM_STALE,
    AUTH_PARAM_ALGORITHM,
    AUTH_PARAM_QOP,
    AUTH_PARAM_DOMAIN,
    AUTH_PARAM_USERNAME,
    AUTH_PARAM_URI,
    AUTH_PARAM_RESPONSE,
    AUTH_PARAM_CNONCE,
    AUTH_PARAM_NC,
    AUTH_PARAM_AUTS,
    AUTH_PARAM_USERHASH,
    AUTH_PARAM_CK,
    AUTH_PARAM_IK,
    AUTH_PARAM_INTEGRITY_PROTECTED,
    AUTH_PARAM_NEXTNONCE,
    AUTH_PARAM_RSPAUTH,
    AUTH_PARAM_ERROR,
    AUTH_PARAM_SCOPE,
    AUTH_PARAM_AUTHZ_SERVER,
    AUTH_PARAM_USERNAME_EXT,    /**< `username*` (RFC 7616 section 3.4): see auth_ext_value_decode() */
    AUTH_PARAM_COUNT
} auth_param_t;

/** What is odd about the text of one challenge; a bit each. */
typedef enum {
    AUTH_ODD_UNTERMINATED_QUOTE = 1 << 0,
    AUTH_ODD_DUPLICATE_PARAM = 1 << 1,  /**< the first one is kept */
    AUTH_ODD_JUNK = 1 << 2              /**< text that is no parameter was skipped */
} auth_odd_t;

/** A parameter's value as written, without the surrounding quotes; escapes and folds still in it. */
typedef struct {
    span_t raw;     /**< absent where the parameter is not there */
    bool quoted;
    bool plain;     /**< read and found without escapes and folds; else still to be looked for */
} auth_value_t;

/** One challenge or one set of credentials. */
typedef struct {
    span_t text;        /**< as sent, scheme included, without the comma that ends it */
    span_t scheme;      /**< empty where there is none, as in Authentication-Info */
    span_t token68;     /**< other schemes than Digest: a word without `=` after the scheme; absent otherwise */
    auth_value_t param[AUTH_PARAM_COUNT];
    unsigned other_params;
    unsigned odd;       /**< auth_odd_t bits */
} auth_item_t;

/** Where reading of a header value stands; set rest to the whole value to begin. */
typedef struct {
    span_t rest;
} auth_cursor_t;

/**
 * Read the next challenge or credentials of a header value. Several in one value are told apart by
 * `scheme SP` at the start of a list element (RFC 7235 section 4.1); quoted commas, escapes, missing
 * commas, folds and empty elements are survived.
 *
 * @param cursor  moved behind what was read
 * @param item    filled in; spans point into the value
 * @return false when nothing is left
 */
bool auth_header_next(auth_cursor_t *cursor, auth_item_t *item);

/** Read a value that has parameters but no scheme (Authentication-Info, RFC 7616 section 3.5). */
void auth_info_parse(span_t value, auth_item_t *item);

/**
 * A parameter's value with escapes undone and folds turned into one space (RFC 3261 sections 25.1, 7.3.1).
 * @param value  as read
 * @param out    takes at most size bytes; not terminated
 * @param size   room in out
 * @return bytes the whole text needs; more than size where out was too small
 */
size_t auth_value_unescape(const auth_value_t *value, char *out, size_t size);

/** Is the text the raw bytes as they stand: no escapes, no folds? */
bool auth_value_is_plain(const auth_value_t *value);

/**
 * The text of an extended value, `UTF-8'en'J%C3%A4s` (RFC 8187 section 3.2), as UTF-8. ISO-8859-1, which RFC 5987 has
 * as well, is converted.
 * @param out  has room for value->raw.len bytes; not terminated
 * @param len  of the text
 * @return false where it is no such value, or its bytes are not of its character set
 */
bool auth_ext_value_decode(const auth_value_t *value, char *out, size_t *len);

/** Hash over the unescaped text, 64 bits; 0 only where the parameter is absent. */
uint64_t auth_value_hash(const auth_value_t *value);

/** Are the unescaped texts the same bytes? Absent equals only absent. */
bool auth_value_equal(const auth_value_t *a, const auth_value_t *b);

/** A challenge without the values of ck and ik, the keys of the session (3GPP TS 24.229 section 7.2A.4); to be freed. */
GString *auth_header_without_keys(span_t text);

#endif /* SIPAUTH_AUTH_HEADER_H */
