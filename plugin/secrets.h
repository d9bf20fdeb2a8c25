/* secrets.h
 * Known credentials, held in memory while somebody may verify with them.
 *
 * No text that comes from here holds a secret: what is wrong with a row is said in fixed sentences.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SECRETS_H
#define SIPAUTH_SECRETS_H

#include "aka.h"
#include "digest.h"

/** Kinds of secrets, in the order in which a user is offered them. */
typedef enum {
    SECRET_PASSWORD,
    SECRET_HA1,         /**< hex of H(user:realm:password), 32 or 64 digits */
    SECRET_AKA_OP,      /**< Milenage: K:OP, 32 hex digits each */
    SECRET_AKA_OPC,     /**< Milenage: K:OPc, 32 hex digits each */
    SECRET_TUAK_TOP,    /**< TUAK: K:TOP, 32 or 64 and 64 hex digits */
    SECRET_TUAK_TOPC,   /**< TUAK: K:TOPc, 32 or 64 and 64 hex digits */
    SECRET_KIND_COUNT
} secret_kind_t;

/** Name of a kind, such as `HA1`. */
const char *secret_kind_name(secret_kind_t kind);

/** One known secret. */
typedef struct {
    const char *user;
    const char *realm;      /**< `*`: any */
    secret_kind_t kind;
    span_t text;            /**< password, or HA1 in lower case; else absent */
    aka_key_t key;          /**< of the kinds with K */
} secret_t;

/** The table. */
typedef struct secrets secrets_t;

/**
 * What is wrong with a row?
 * @param secret  password: any text, be it empty. HA1: hex, white space around it ignored. Keys: K and the
 *                operator's value in hex, each with or without `0x`, with `:`, `,`, `;` or white space between
 * @return NULL where it is good, else a sentence that holds nothing of the row
 */
const char *secret_fault(const char *user, const char *realm, secret_kind_t kind, const char *secret);

/** An empty table. */
secrets_t *secrets_new(void);

/**
 * Add a row; texts are copied.
 * @return NULL, or what is wrong with it as secret_fault() says; it is not added then
 */
const char *secrets_add(secrets_t *secrets, const char *user, const char *realm, secret_kind_t kind,
                        const char *secret);

/** Wipe and free. NULL is allowed. */
void secrets_free(secrets_t *secrets);

/** Rows; lets a caller with none do nothing at all. NULL is allowed: none. */
unsigned secrets_count(const secrets_t *secrets);

/** A row by its place in the table, below secrets_count(). */
const secret_t *secrets_at(const secrets_t *secrets, unsigned place);

/** How well a row names a user and realm, best first. */
typedef enum {
    SECRET_MATCH_EXACT,         /**< user and realm */
    SECRET_MATCH_ANY_REALM,     /**< user; the row's realm is `*` */
    SECRET_MATCH_USER_PART,     /**< the user part of user@host, and realm */
    SECRET_MATCH_LOOSE,         /**< the user part, any realm */
    SECRET_MATCH_HA1_ELSEWHERE, /**< user; an HA1 made for another realm, which fits nothing as it is meant */
    SECRET_MATCH_NONE
} secret_match_t;

/** A walk through the rows for one user and realm; set it to zeros to begin. */
typedef struct {
    unsigned match;     /**< secret_match_t */
    unsigned index;
} secrets_cursor_t;

/**
 * The next row for a user and realm, the best match first, equal ones in the table's order. User and realm
 * are compared byte for byte, with the user as it is, and as its part before the `@`. Where a digest fits none
 * of the rows, it was computed with something else; one that differs from the first only proves nothing.
 * @param user   escapes undone
 * @param realm  absent: only rows for any realm
 */
const secret_t *secrets_next(const secrets_t *secrets, span_t user, span_t realm, secrets_cursor_t *cursor);

/**
 * The user name whose hash with this realm was sent with userhash=true (RFC 7616 section 3.4.4). Takes one hash
 * for each user of the table.
 * @return absent where no row's user fits
 */
span_t secrets_user_of_hash(const secrets_t *secrets, digest_hash_t hash, span_t userhash, span_t realm);

/** Does a row hold an AKA key? */
bool secret_is_aka(const secret_t *secret);

/**
 * A row as a digest takes it. A SIM's answer depends on the challenge: see aka_network_check().
 * @param answer  of a row with a key; else NULL
 */
digest_secret_t secret_for_digest(const secret_t *secret, const aka_answer_t *answer);

#endif /* SIPAUTH_SECRETS_H */
