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
    PRODUCT_SIP_JS
} product_t;

/** The server of the exchange, by Server or User-Agent of its responses. */
product_t product_of_server(const exchange_t *exchange);

/** The client of the exchange, by User-Agent of its requests. */
product_t product_of_client(const exchange_t *exchange);

/**
 * What to do next, naming the settings of the products recognised.
 * @return the catalogue's text, followed by the product's where there is one; allocated in scope if so
 */
const char *product_next_step(wmem_allocator_t *scope, cause_t cause, const exchange_t *exchange);

#endif /* SIPAUTH_PRODUCTS_H */
