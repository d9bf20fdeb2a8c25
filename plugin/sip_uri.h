/* sip_uri.h
 * Do two URIs mean the same?
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SIP_URI_H
#define SIPAUTH_SIP_URI_H

#include <stdbool.h>

/** How two URIs differ. */
typedef enum {
    SIP_URI_SAME,
    SIP_URI_OTHER_PARAMETERS,   /**< same scheme, user, host and port; parameters or headers differ */
    SIP_URI_OTHER
} sip_uri_difference_t;

/**
 * Compare two URIs more kindly than RFC 3261 section 19.1.4: a default port, brackets of an IPv6 address,
 * escapes, and the case of scheme and host make no difference.
 *
 * @param a, b  without angle brackets; NULL is like an empty text
 */
sip_uri_difference_t sip_uri_difference(const char *a, const char *b);

/** Are these user parts the same once escapes are undone? Case counts (RFC 3261 section 19.1.4). */
bool sip_uri_same_user(const char *a, const char *b);

#endif /* SIPAUTH_SIP_URI_H */
