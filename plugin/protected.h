/* protected.h
 * Traffic of a security agreement (RFC 3329, 3GPP TS 33.203 section 7), which shows that a challenge was answered
 * where it cannot be read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PROTECTED_H
#define SIPAUTH_PROTECTED_H

#include "exchange.h"
#include "security_agreement.h"

/** Packets of one kind that belong to an agreement. */
typedef struct {
    const sign_detail_t *signs; /**< NULL where there are none */
    const char *what;           /**< with the SPI or the port after it */
} protected_t;

/** Signs whose SPI the list of Security-Client or Security-Server announces; NULL if none. */
const sign_detail_t *protected_spi(const sign_t *sign, const char *list);

/** Signs of a port that the list names in that parameter; NULL if none. */
const sign_detail_t *protected_port(const sign_t *sign, const char *list, security_param_t param);

/** What passed under the agreement of this challenge, whichever copy of it was answered. */
protected_t protected_traffic(const exchange_t *exchange, const attempt_t *challenged);

#endif /* SIPAUTH_PROTECTED_H */
