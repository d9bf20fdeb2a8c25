/* unit_credentials.h
 * Credentials of unit tests, written as the header that carries them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_UNIT_CREDENTIALS_H
#define SIPAUTH_UNIT_CREDENTIALS_H

#include "auth_header.h"
#include "digest.h"
#include "unit_span.h"

/** The value of an Authorization header, read. */
static inline digest_sent_t unit_sent(const char *method, const char *header)
{
    auth_cursor_t cursor = { unit_span(header) };
    auth_item_t item;

    g_assert_true(auth_header_next(&cursor, &item));
    return (digest_sent_t){
        .username = item.param[AUTH_PARAM_USERNAME].raw,
        .userhash = span_equal_nocase(item.param[AUTH_PARAM_USERHASH].raw, SPAN_LITERAL("true")),
        .realm = item.param[AUTH_PARAM_REALM].raw,
        .nonce = item.param[AUTH_PARAM_NONCE].raw,
        .uri = item.param[AUTH_PARAM_URI].raw,
        .response = item.param[AUTH_PARAM_RESPONSE].raw,
        .algorithm = item.param[AUTH_PARAM_ALGORITHM].raw,
        .qop = item.param[AUTH_PARAM_QOP].raw,
        .nc = item.param[AUTH_PARAM_NC].raw,
        .cnonce = item.param[AUTH_PARAM_CNONCE].raw,
        .method = unit_span(method),
    };
}

#endif /* SIPAUTH_UNIT_CREDENTIALS_H */
