/* sip_uri.h
 * Do two URIs mean the same, and what of them may be shown?
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SIP_URI_H
#define SIPAUTH_SIP_URI_H

#include <stdbool.h>

#include <wsutil/wmem/wmem.h>

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

/**
 * Leave out the passwords of all URIs in a text that is to be shown: `sip:user:password@host` (RFC 3261 section
 * 19.1.1, which advises against them) and `scheme://user:password@host`. One that was cut before its `@` is left
 * out to the end of the text; what is in doubt is left out.
 *
 * @param scope  a changed text is allocated in it
 * @return the text itself where it holds none, NULL included
 */
const char *sip_uri_hide_passwords(wmem_allocator_t *scope, const char *text);

#endif /* SIPAUTH_SIP_URI_H */
