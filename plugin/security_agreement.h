/* security_agreement.h
 * The grammar of Security-Client, Security-Server and Security-Verify (RFC 3329 section 2.2, 3GPP TS 33.203
 * annex H), and how their lists compare.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SECURITY_AGREEMENT_H
#define SIPAUTH_SECURITY_AGREEMENT_H

#include <stdint.h>

#include "span.h"

/** Parameters of a mechanism that are told apart. */
typedef enum {
    SECURITY_PARAM_ALG,
    SECURITY_PARAM_EALG,
    SECURITY_PARAM_PROT,
    SECURITY_PARAM_MOD,
    SECURITY_PARAM_SPI_C,
    SECURITY_PARAM_SPI_S,
    SECURITY_PARAM_PORT_C,
    SECURITY_PARAM_PORT_S,
    SECURITY_PARAM_Q,
    SECURITY_PARAM_D_VER,   /**< the client adds it to what it echoes (RFC 3329 section 2.5) */
    SECURITY_PARAM_COUNT
} security_param_t;

/** Further parameters of one mechanism that are kept; more are only counted. */
#define SECURITY_MAX_OTHERS 8

/** One mechanism of a list. Spans point into the list; absent parameters are absent spans, the first of two is kept. */
typedef struct {
    span_t name;
    span_t param[SECURITY_PARAM_COUNT];
    struct {
        span_t name;
        span_t value;
    } other[SECURITY_MAX_OTHERS];
    unsigned others;        /**< all of them */
} security_mechanism_t;

/**
 * Read the next mechanism of a list. Quoted commas and semicolons, white space, folds and empty elements
 * are survived.
 *
 * @param rest       moved behind what was read; the whole list to begin
 * @param mechanism  filled in
 * @return false when nothing is left
 */
bool security_next(span_t *rest, security_mechanism_t *mechanism);

/** Decimal digits alone that fit 32 bits? */
bool security_number(span_t value, uint32_t *number);

/** Name of a parameter, such as `spi-s`. */
const char *security_param_name(security_param_t param);

/*
 * The functions below take whole lists as text; NULL is a list that was not there.
 */

/** Does the list hold IPsec as IMS uses it, `ipsec-3gpp`? */
bool security_offers_ipsec(const char *list);

/** Does a mechanism of the list announce this SPI, as the one of the sender's client or server port? */
bool security_announces_spi(const char *list, uint32_t spi);

/** Does a mechanism of the list name this port in that parameter? */
bool security_names_port(const char *list, security_param_t param, uint32_t port);

/** Has a mechanism of the list this parameter as a number? number takes the first. */
bool security_first_number(const char *list, security_param_t param, uint32_t *number);

/** Is there an IPsec mechanism with the same algorithms, protocol and mode in both lists? */
bool security_have_common(const char *client, const char *server);

/** Where two lists differ first. */
typedef struct {
    unsigned mechanism;         /**< from 1 */
    const char *what;           /**< name of a parameter, or `mechanism` */
    span_t server;              /**< as announced; absent where it is not there */
    span_t verify;              /**< as echoed */
} security_difference_t;

/**
 * Is the list that a client echoes in Security-Verify another one than the Security-Server it was given? Both
 * must hold the same mechanisms in the same order, each with the same parameter values (RFC 3329 section
 * 2.3.1). White space, case, the order of parameters and leading zeros make no difference, nor does a
 * parameter left out that has its default value (TS 33.203 annex H).
 *
 * @param difference  filled in where they differ
 * @return false where they are equal, and where one of them is not there or was cut
 */
bool security_differs(const char *server, const char *verify, security_difference_t *difference);

#endif /* SIPAUTH_SECURITY_AGREEMENT_H */
