/* facts.h
 * Turns the spans of a parsed message into facts that outlive the packet.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FACTS_H
#define SIPAUTH_FACTS_H

#include "tracker.h"

/** Bytes of a header value that are kept as text; what is longer ends in an ellipsis. */
#define FACTS_MAX_TEXT 1024

/** Bytes of credentials that are kept as they were sent, where texts are not the same. */
#define FACTS_MAX_RAW 8192
/** May this text, kept as a fact, lack its end? Two of them that look equal need not be. */
bool facts_text_cut(const char *text);

/** A copy of the span as valid UTF-8, allocated in scope; NULL where the span is absent. */
const char *facts_text(wmem_allocator_t *scope, span_t text);

/** The lines of one header field as one value (RFC 3261 section 7.3.1), as facts_text; lines holds SIP_MAX_LINES, and
 *  where all of these are there, an ellipsis stands for the last one and what may follow. */
const char *facts_lines(wmem_allocator_t *scope, const span_t *lines);

/**
 * The time inside an Identity header field: `iat` of its PASSporT (RFC 8225 section 5.1.1).
 * @return seconds since the epoch; 0 where there is none or it cannot be read
 */
int64_t facts_identity_iat(span_t identity);

/** The credentials of a request, in header order (RFC 3261 sections 20.7, 20.28); NULL if none. */
credentials_t *facts_credentials(wmem_allocator_t *scope, const sip_message_t *message);

/** The challenges of a response, in header order (RFC 3261 sections 20.27, 20.44); NULL if none. */
challenge_t *facts_challenges(wmem_allocator_t *scope, const sip_message_t *message, uint32_t frame);

/** Hash of the nextnonce of a 2xx (RFC 7616 section 3.5); 0 if none. */
uint64_t facts_nextnonce(const sip_message_t *message);

/** Hash of a tag or a branch; 0 for an absent and for an empty one. */
uint64_t facts_tag_hash(span_t tag);

/** Hash of Call-ID and method. */
uint64_t facts_call_hash(span_t call_id, span_t method);

/** What a request says, into its attempt; sightings and credentials are left to the caller. */
void facts_of_request(wmem_allocator_t *scope, attempt_t *attempt, const sip_message_t *message);

/** Of credentials with qop=auth-int, the hash of the request's body (RFC 7616 section 3.4.3); none of an absent one. */
void facts_body_hash(wmem_allocator_t *scope, credentials_t *credentials, span_t body);

/** Does the request have credentials with qop=auth-int, so that its body is wanted? */
bool facts_wants_body(const sip_message_t *message);

/** What a final response says, into its attempt; sightings are left to the caller. */
void facts_of_response(wmem_allocator_t *scope, attempt_t *attempt, const sip_message_t *message, uint32_t frame);

/**
 * What Authentication-Info or Proxy-Authentication-Info of a final response says, into its attempt, whose credentials
 * are known already. The first of several is kept.
 * @param body  of the response; absent where it was not captured whole
 */
void facts_of_info(wmem_allocator_t *scope, attempt_t *attempt, const sip_message_t *message, span_t body);

/** What identifies an exchange, from its first request, or from a response where no request was captured. */
void facts_of_exchange(wmem_allocator_t *scope, exchange_t *exchange, const sip_message_t *message);

#endif /* SIPAUTH_FACTS_H */
