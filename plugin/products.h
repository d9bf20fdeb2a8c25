/* products.h
 * Servers and clients that give themselves away, and the settings of theirs that matter.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PRODUCTS_H
#define SIPAUTH_PRODUCTS_H

#include "causes.h"
#include "exchange.h"

/** A family of servers or clients with settings of its own. */
typedef enum {
    PRODUCT_UNKNOWN,
    PRODUCT_ASTERISK,
    PRODUCT_FREESWITCH,
    PRODUCT_KAMAILIO,
    PRODUCT_OPENSIPS,
    PRODUCT_BARESIP,
    PRODUCT_LINPHONE,
    PRODUCT_TWINKLE,
    PRODUCT_PJSIP,
    PRODUCT_SIP_JS,
    PRODUCT_TEAMS
} product_t;

/** The server of the exchange, by Server or User-Agent of its responses. */
product_t product_of_server(const exchange_t *exchange);

/** The client of the exchange, by User-Agent of its requests. */
product_t product_of_client(const exchange_t *exchange);

/** Is the client of a version known to read the topmost challenge of a response only, and to know MD5 only? */
bool product_reads_first_challenge_only(const exchange_t *exchange);
/** Does the client call itself a tool that serves to find and try accounts? */
bool product_client_scans(const exchange_t *exchange);

/** Does it call itself a library that scanners use, but phones as well? */
bool product_client_may_scan(const exchange_t *exchange);

/** Does it call itself a tool that tests or watches servers? */
bool product_client_monitors(const exchange_t *exchange);

/** Most next steps there are for one exchange. */
#define PRODUCT_MAX_STEPS 3

/**
 * What to do next: first what the verdict says, then one for the client and one for the server where they are
 * recognised and have settings of their own.
 * @param steps  takes PRODUCT_MAX_STEPS texts, which need not be freed
 * @return how many there are
 */
unsigned product_next_steps(cause_t cause, const char *first, const exchange_t *exchange, const char **steps);

#endif /* SIPAUTH_PRODUCTS_H */
