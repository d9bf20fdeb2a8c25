/* message.h
 * The bytes of one SIP message: start line and the headers that matter to authentication.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_MESSAGE_H
#define SIPAUTH_MESSAGE_H

#include <stdint.h>

#include "span.h"

/** Via headers kept with their parts; further ones are only counted. */
#define SIP_MAX_VIAS 16
/** Authentication header lines kept; further ones are only counted. */
#define SIP_MAX_AUTH_LINES 32
/** Lines kept of other header fields that may stand several times; the last one tells that there may be more. */
#define SIP_MAX_LINES 5
/** Lines of a security agreement kept; further ones are only counted. */
#define SIP_MAX_SECURITY_LINES 32

/** The header fields that carry challenges, credentials and what follows them. */
typedef enum {
    AUTH_WWW_AUTHENTICATE,
    AUTH_PROXY_AUTHENTICATE,
    AUTH_AUTHORIZATION,
    AUTH_PROXY_AUTHORIZATION,
    AUTH_AUTHENTICATION_INFO,
    AUTH_PROXY_AUTHENTICATION_INFO
} auth_header_kind_t;

/** One authentication header line; value is everything after the colon, folds included, ends trimmed. */
typedef struct {
    auth_header_kind_t kind;
    span_t value;
} sip_auth_line_t;

/** The header fields of a security agreement (RFC 3329 section 2.2); each may stand in several lines. */
typedef enum {
    SECURITY_CLIENT,
    SECURITY_SERVER,
    SECURITY_VERIFY
} security_header_kind_t;

/** One line of a security agreement; value is everything after the colon, folds included, ends trimmed. */
typedef struct {
    security_header_kind_t kind;
    span_t value;
} sip_security_line_t;

/** One Via value (RFC 3261 section 20.42). */
typedef struct {
    span_t head;            /**< protocol and sent-by: what stands before the parameters */
    span_t branch;
} sip_via_t;

/** Header lines that wait to be read; with more of them the first are read at once. */
#define SIP_MAX_UNREAD 40

/**
 * One message. Spans point into the parsed buffer; header spans are trimmed, first occurrence wins. A header
 * field that the end of the bytes cuts off is left out whole, so absence means something only where
 * headers_complete is set. Entries of via, auth and security beyond their _kept counts are not initialised.
 */
typedef struct {
    bool is_request;
    span_t method;          /**< request: method of the start line */
    span_t request_uri;     /**< request */
    unsigned status;        /**< response: 100 to 699 */
    span_t reason_phrase;   /**< response, may be empty */

    sip_via_t via[SIP_MAX_VIAS];    /**< top first */
    unsigned via_kept;
    unsigned via_count;             /**< all Via values of the message */

    span_t call_id;
    bool has_cseq;          /**< CSeq has a number that fits 32 bits and a method */
    uint32_t cseq;          /**< only with has_cseq; cseq_method may be there without */
    span_t cseq_method;
    span_t from_uri;        /**< without angle brackets and parameters of the header */
    span_t from_tag;
    span_t to_uri;
    span_t to_tag;

    sip_auth_line_t auth[SIP_MAX_AUTH_LINES];
    sip_security_line_t security[SIP_MAX_SECURITY_LINES];
    unsigned auth_kept;
    unsigned auth_count;
    unsigned security_kept;
    unsigned security_count;

    span_t contact;
    span_t expires;
    span_t user_agent;
    span_t server;
    span_t warning[SIP_MAX_LINES];
    span_t reason[SIP_MAX_LINES];
    span_t route;
    span_t record_route;
    span_t path;
    span_t p_access_network_info;
    span_t p_visited_network_id;
    span_t p_charging_vector;
    span_t p_asserted_identity;
    span_t p_associated_uri[SIP_MAX_LINES];
    span_t identity;        /**< RFC 8224 */
    span_t date;

    bool has_content_length;
    uint32_t content_length;
    bool headers_complete;  /**< the blank line was seen: absence of a header is a fact */
    size_t header_len;      /**< bytes up to and including the blank line, or all of them */

    unsigned seen;          /**< of header fields that may stand only once: those that were */
    unsigned unread_count;
    span_t unread[SIP_MAX_UNREAD];
} sip_message_t;

/**
 * Do these bytes begin with a SIP request line or status line (RFC 3261 sections 7.1, 7.2)?
 * buf need not hold the whole line; len is what there is.
 */
bool sip_message_starts(const char *buf, size_t len);

/** Host and port of a Via value as written; absent where there are none. */
span_t sip_via_sent_by(const sip_via_t *via);

/**
 * Look at a message just long enough to know which it is: start line, Via, Call-ID, CSeq, Content-Length and the lines
 * of authentication. The rest waits for sip_message_read(). Otherwise as sip_message_parse().
 */
bool sip_message_glance(sip_message_t *msg, const char *buf, size_t len);

/** Read what sip_message_glance() left; does nothing where that was done. The bytes must still be there. */
void sip_message_read(sip_message_t *msg);

/**
 * Parse one message (RFC 3261 section 7). Takes any bytes: compact header names, folded lines, white
 * space before the colon, lines that end in LF only, a header section that is cut off.
 *
 * @param msg  filled in, whatever it held before; spans point into buf
 * @param buf  the message, not terminated
 * @param len  bytes available
 * @return false where buf does not begin with a start line; msg is then empty
 */
bool sip_message_parse(sip_message_t *msg, const char *buf, size_t len);

/** Copy what is valid of a message; it may be at a glance. Both are of the same bytes. */
void sip_message_copy(sip_message_t *to, const sip_message_t *from);

/** The bytes of the message have been copied: what pointed into them at `from` shall point into them at `to`. */
void sip_message_move(sip_message_t *msg, const char *from, const char *to);

/** First URI and tag of a From or To value (RFC 3261 sections 20.20, 20.39); absent parts are absent spans. */
void sip_address_parse(span_t value, span_t *uri, span_t *tag);

/** User part of a sip:, sips: or tel: URI, without password and parameters; absent where it has none. */
span_t sip_uri_user(span_t uri);

/** Host part of a sip: or sips: URI, without port; brackets of an IPv6 address stay. */
span_t sip_uri_host(span_t uri);

#endif /* SIPAUTH_MESSAGE_H */
