/* facts.h
 * Turns the spans of a parsed message into facts that outlive the packet.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FACTS_H
#define SIPAUTH_FACTS_H

#include "arena.h"
#include "exchange.h"
#include "texts.h"

/** Bytes of a header value that are kept as text; what is longer ends in an ellipsis. */
#define FACTS_MAX_TEXT 1024

/** Bytes of credentials that are kept as they were sent, where texts are not the same. */
#define FACTS_MAX_RAW 8192

/** Sets of credentials, and challenges, kept of one message. Servers offer three algorithms in two header fields, forks
 *  join some of these; hostile messages hold thousands, and rules compare each with each. */
#define FACTS_MAX_ITEMS 16

/** Where facts are kept: what belongs to one message, and what is likely to be said again. */
typedef struct {
    arena_t *arena;
    texts_t *texts;
} keep_t;

/** One set of credentials in a message. */
typedef struct {
    auth_header_kind_t header;
    auth_item_t item;
    bool usable;            /**< an answer is there, whatever its worth */
    uint64_t nonce_hash;    /**< 0 where there is none */
} offered_t;

/** The credentials of a request, in header order (RFC 3261 sections 20.7, 20.28). */
typedef struct {
    unsigned count;
    unsigned left_out;                  /**< further ones */
    offered_t of[FACTS_MAX_ITEMS];      /**< beyond count not initialised */
} offer_t;

/** May this text, kept as a fact, lack its end? Two of them that look equal need not be. */
bool facts_text_cut(const char *text);

/** A copy of the span as valid UTF-8, allocated in scope; NULL where the span is absent. */
const char *facts_text(wmem_allocator_t *scope, span_t text);

/** The span as a text of texts_keep(), valid UTF-8; NULL where it is absent. */
const char *facts_kept(const keep_t *keep, span_t text);

/** The span as a text of the arena, valid UTF-8, where it belongs to one message; NULL where it is absent. */
const char *facts_own(const keep_t *keep, span_t text);

/** The lines of one header field as one value (RFC 3261 section 7.3.1); lines holds SIP_MAX_LINES, and where all of
 *  these are there, an ellipsis stands for the last one and what may follow. */
const char *facts_lines(const keep_t *keep, const span_t *lines);

/**
 * The time inside an Identity header field: `iat` of its PASSporT (RFC 8225 section 5.1.1).
 * @return seconds since the epoch; 0 where there is none or it cannot be read
 */
int64_t facts_identity_iat(span_t identity);

/** Are there credentials in the request? */
bool facts_offers(const sip_message_t *message);

/** Read the credentials of a request. */
void facts_offer(offer_t *offer, const sip_message_t *message);

/** They as facts; NULL if none. */
credentials_t *facts_credentials(const keep_t *keep, const offer_t *offer);

/** The challenges of a response, in header order (RFC 3261 sections 20.27, 20.44), their sightings left to the caller; NULL
 *  if none.
 *  @param left_out  takes how many further ones there are, none of which is kept */
challenge_t *facts_challenges(const keep_t *keep, const sip_message_t *message, unsigned *left_out);

/** Another copy of a response may announce another Security-Server along with its challenges: each keeps its own. */
void facts_security_server(const keep_t *keep, const attempt_t *attempt, challenge_t *challenges,
    const sip_message_t *message);

/** Hash of the nextnonce of a 2xx (RFC 7616 section 3.5); 0 if none. */
uint64_t facts_nextnonce(const sip_message_t *message);

/** Hash of a tag or a branch; 0 for an absent and for an empty one. */
uint32_t facts_tag_hash(span_t tag);

/** Hash of Call-ID and method. */
uint64_t facts_call_hash(span_t call_id, span_t method);

/** What a request says, into its attempt; sightings are left to the caller. offer: its credentials, NULL if none. */
void facts_of_request(const keep_t *keep, attempt_t *attempt, const sip_message_t *message, const offer_t *offer);

/** Of credentials with qop=auth-int, the hash of the request's body (RFC 7616 section 3.4.3); none of an absent one. */
void facts_body_hash(const keep_t *keep, credentials_t *credentials, span_t body);

/** Are there credentials with qop=auth-int, so that the request's body is wanted? offer may be NULL. */
bool facts_wants_body(const offer_t *offer);

/** What a final response says, into its attempt; sightings are left to the caller. */
void facts_of_response(const keep_t *keep, attempt_t *attempt, const sip_message_t *message);

/**
 * What Authentication-Info or Proxy-Authentication-Info of a final response says, into its attempt, whose credentials
 * are known already. The first of several is kept.
 * @param body  of the response; absent where it was not captured whole
 */
void facts_of_info(const keep_t *keep, attempt_t *attempt, const sip_message_t *message, span_t body);

/** What identifies an exchange, from its first request, or from a response where no request was captured. */
void facts_of_exchange(const keep_t *keep, exchange_t *exchange, const sip_message_t *message);

#endif /* SIPAUTH_FACTS_H */
