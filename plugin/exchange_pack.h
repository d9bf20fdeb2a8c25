/* exchange_pack.h
 * An exchange as few bytes, to keep the many that nothing happens to any more.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_EXCHANGE_PACK_H
#define SIPAUTH_EXCHANGE_PACK_H

#include "pack.h"

/** Write an exchange, or read one into zeroes; everything but number and capture, which the caller knows. */
void exchange_pack(pack_t *pack, exchange_t *exchange);

#endif /* SIPAUTH_EXCHANGE_PACK_H */
