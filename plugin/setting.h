/* setting.h
 * In what setting an exchange takes place: procedure, direction, interface, security.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SETTING_H
#define SIPAUTH_SETTING_H

#include "exchange.h"

/** What the client was about to do, such as `registration` or `session setup`. */
const char *setting_procedure(const exchange_t *exchange);

/** Which way the 401, 403 or 407 travels, such as `server to client`. */
const char *setting_direction(const attempt_t *attempt);

/** The IMS reference point where the message shows it (3GPP TS 23.228): `Gm`, `Mw`; NULL elsewhere. */
const char *setting_interface(const attempt_t *attempt);

/** How the exchange is secured, such as `Digest MD5 in clear`; NULL where nothing was offered; allocated in scope. */
const char *setting_security(wmem_allocator_t *scope, const attempt_t *attempt);

/** Does the exchange belong to IMS: AKA, a security agreement, or headers of a core? */
bool setting_is_ims(const exchange_t *exchange);

#endif /* SIPAUTH_SETTING_H */
