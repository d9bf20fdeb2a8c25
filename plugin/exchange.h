/* exchange.h
 * The facts of one authentication exchange, recorded once and in frame order: what was asked, what
 * was sent back, how it went. Verdicts are drawn from these by diagnosis.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_EXCHANGE_H
#define SIPAUTH_EXCHANGE_H

#include <stdint.h>

#include <wsutil/wmem/wmem.h>

#include "auth_header.h"
#include "causes.h"
#include "message.h"

/** How SIP travelled; only what a user would name. */
typedef enum {
    TRANSPORT_UNKNOWN,
    TRANSPORT_UDP,
    TRANSPORT_TCP,
    TRANSPORT_TLS,
    TRANSPORT_WS,
    TRANSPORT_WSS,
    TRANSPORT_SCTP
} transport_t;

/** One side of a packet: innermost network address and port. */
typedef struct {
    uint8_t address[16];    /**< network byte order; IPv4 uses the first 4; others a digest of the address */
    uint8_t family;         /**< 4, 6, or 0 for neither */
    uint16_t port;
} endpoint_t;

/** Where in the capture something was seen. */
typedef struct {
    uint32_t frame;     /**< 0: seen, but the frame was left out by a read filter; see `seen` */
    uint16_t index;     /**< which SIP message of the frame, from 0 */
    bool seen;
    int64_t time;       /**< nanoseconds since the epoch */
} sighting_t;

/** How a nonce that a client sends is known. */
typedef enum {
    NONCE_ABSENT,
    NONCE_OF_CHALLENGE,     /**< issued by the challenge that this request answers */
    NONCE_CONCURRENT,       /**< issued to the same account by a challenge or nextnonce no older than it */
    NONCE_OLDER,            /**< seen in the capture, issued before */
    NONCE_UNKNOWN           /**< never seen being issued */
} nonce_origin_t;

/** One challenge of a 401 or 407. Texts are unescaped UTF-8; absent parameters are NULL. */
typedef struct challenge {
    struct challenge *next;
    auth_header_kind_t header;
    const char *text;       /**< the challenge as sent */
    const char *scheme;
    const char *realm;
    const char *nonce;
    const char *opaque;
    const char *stale;
    const char *algorithm;
    const char *qop;
    bool is_digest;
    bool is_aka;
    bool is_stale;
    const char *error;      /**< Bearer, RFC 6750 section 3 */
    const char *authz_server;   /**< Bearer, RFC 8898 section 4 */
    bool has_keys;          /**< ck or ik is in it, meant for the P-CSCF (3GPP TS 24.229 section 5.2.2.2) */
    unsigned odd;           /**< auth_odd_t bits of its text */
    uint64_t nonce_hash;
    uint64_t opaque_hash;   /**< 0 where there is none */
    uint32_t frame;         /**< the copy of the response that carried it */
} challenge_t;

struct attempt;

/** One set of credentials of a request. Texts are unescaped UTF-8; absent parameters are NULL. */
typedef struct credentials {
    struct credentials *next;
    auth_header_kind_t header;
    const char *scheme;
    const char *username;
    const char *realm;
    const char *nonce;
    const char *uri;
    const char *algorithm;
    const char *qop;
    const char *nc;
    const char *cnonce;
    const char *response;   /**< never shown */
    const char *userhash;
    const char *integrity_protected;    /**< of a P-CSCF, 3GPP TS 24.229 section 7.2A.2 */
    const char *auts;       /**< base64, RFC 3310 section 3.4 */
    bool usable;            /**< a Digest response, AUTS or a token is there, whatever its worth */
    bool has_auts;          /**< not empty */
    unsigned odd;           /**< auth_odd_t bits of its text */
    uint64_t nonce_hash;
    uint64_t opaque_hash;   /**< 0 where there is none */
    uint64_t response_hash; /**< over everything sent, to know the very same credentials again */
    nonce_origin_t nonce_origin;
    const struct attempt *nonce_given;  /**< latest response of the same server that gave this nonce; NULL if none */
    uint32_t nc_before;         /**< highest count with which this user used this nonce in an earlier request; 0 if none */
    sighting_t nc_before_at;    /**< that request */
    sighting_t nonce_issued;    /**< first issue of that nonce in the capture */
    sighting_t nonce_accepted;  /**< first time a request with that nonce was accepted, before this one */
} credentials_t;

struct exchange;

/** One request and its final response. */
typedef struct attempt {
    struct attempt *next;
    struct attempt *previous;
    struct exchange *exchange;
    unsigned number;            /**< from 1 */

    /* the request; request.seen is false where the capture lacks it */
    sighting_t request;
    uint32_t request_copies;    /**< retransmissions */
    uint32_t cseq;
    endpoint_t source;
    endpoint_t destination;
    transport_t transport;
    bool request_complete;      /**< the header section was captured whole */
    uint32_t request_length;    /**< bytes of the frame on the wire */
    const char *request_uri;
    const char *call_id;
    const char *from_tag;
    uint64_t from_tag_hash;     /**< of its bytes; the text may be cut */
    uint64_t branch_hash;       /**< of the top Via; 0 where it has none */
    const char *contact;
    const char *record_route;
    const char *asserted_identity;      /**< P-Asserted-Identity, RFC 3325 */
    const char *visited_network;        /**< P-Visited-Network-ID, RFC 7315 */
    const char *access_network;         /**< P-Access-Network-Info, RFC 7315 */
    const char *date;
    bool has_identity;          /**< an Identity header field is there, RFC 8224 */
    bool has_body;
    bool has_expires;
    const char *security_client;
    const char *security_verify;
    credentials_t *credentials;

    /* the response */
    sighting_t provisional_100;
    sighting_t provisional_18x;
    sighting_t response;
    endpoint_t response_source;
    endpoint_t response_destination;
    uint32_t response_copies;   /**< retransmissions */
    uint64_t to_tag_hash;
    unsigned status;            /**< 0 while none */
    bool response_complete;
    const char *reason_phrase;
    const char *server;
    const char *warning;
    const char *reason;
    const char *security_server;
    challenge_t *challenges;    /**< of the first copy and new ones of later copies */
    sighting_t ack;
    sighting_t other_ack;       /**< an ACK of the call that does not match the transaction */
    unsigned other_ack_differs; /**< ack_difference_t bits */

    sighting_t request_unreachable;     /**< ICMP error that quotes the request */
    sighting_t response_unreachable;    /**< ICMP error that quotes the response */

    /* another final response to the same request came first: servers answered copies of it differently */
    sighting_t other_answer;
    unsigned other_status;

    /* history, as it stood when the response came */
    sighting_t account_accepted;    /**< same user name and realm accepted before */
    sighting_t source_accepted;     /**< a request without credentials of the same source accepted before */
    sighting_t user_registered;     /**< a REGISTER for the From user from the same source was accepted before */
    sighting_t dialog_accepted;     /**< credentials for the same realm were accepted in this Call-ID before */
    unsigned source_refused;        /**< refusals of credentials from the same source before, since its last success */
    sighting_t source_refused_last;

    const struct account *account;  /**< of its credentials, for the whole capture; NULL without credentials */
} attempt_t;

/** How an ACK differs from what its response asks for (RFC 3261 section 17.1.1.3). */
typedef enum {
    ACK_OTHER_BRANCH = 1 << 0,
    ACK_OTHER_FROM_TAG = 1 << 1,
    ACK_OTHER_TO_TAG = 1 << 2
} ack_difference_t;

/** One user name in one realm, over the whole capture. */
typedef struct account {
    sighting_t accepted;        /**< first time */
    sighting_t accepted_last;
    sighting_t refused;         /**< first time */
    sighting_t refused_last;
    unsigned refusals;          /**< exchanges whose credentials were refused */
    unsigned refusals_in_a_row; /**< since the last success */
    unsigned most_refusals_in_a_row;
} account_t;

/** Users of one source within a minute that are told apart; more are not counted. */
#define SOURCE_MAX_USERS 64

/** One host that sends requests, over the whole capture. */
typedef struct {
    unsigned exchanges;         /**< begun by it */
    unsigned accepted;          /**< of these, those that ended well */
    unsigned refused;           /**< refusals of its credentials, 403 included */
    unsigned refused_in_a_row;  /**< since the last success */
    sighting_t refused_last;
    sighting_t first;
    sighting_t last;
    unsigned most_users;        /**< most distinct users it came with within a minute */
    sighting_t most_users_at;
    sighting_t scanner;         /**< first request whose User-Agent is a scanning tool's */
    const char *scanner_agent;
    struct recent_user *recent; /**< of the last minute; NULL while there was one exchange only */
    unsigned recent_count;
} source_t;

/** Requests and exchanges of one client with one server, over the whole capture. */
typedef struct {
    unsigned requests;          /**< seen since the first exchange without one */
    unsigned exchanges;         /**< whose first request was not seen */
} pair_t;

/** A SIP end whose signs of life are kept. */
typedef struct {
    sighting_t last;
} peer_t;

/** What travels between two hosts and is not a readable SIP message, yet may hide one. */
typedef enum {
    SIGN_FRAGMENT,      /**< IP fragment that was not reassembled */
    SIGN_ESP,
    SIGN_TLS,           /**< TLS or DTLS that was not decrypted */
    SIGN_STREAM_GAP,    /**< continuation of a SIP stream whose beginning is missing */
    SIGN_OTHER,         /**< any other payload to a SIP port */
    SIGN_COUNT
} sign_kind_t;

/** Details of one sign that are kept. */
#define SIGN_MAX_DETAILS 4

/** First sign of a kind since somebody began to wait for it; at.seen is false while there is none. */
typedef struct {
    sighting_t at;
    uint32_t length;        /**< bytes on the wire */
    unsigned count;         /**< signs of this kind until somebody else began to wait */
    uint32_t detail[SIGN_MAX_DETAILS];  /**< what tells them apart, each once: SPI of ESP, port of TCP */
    unsigned details;
} sign_t;

/** What a server is known to put up with. */
typedef struct {
    cause_set_t accepted_faults;    /**< faults of retries that it accepted */
} server_habits_t;

/** One request on one hop with all its attempts. */
typedef struct exchange {
    uint32_t number;            /**< from 0 */
    struct exchange *next_open; /**< in the tracker's list of its Call-ID and method */
    struct exchange *next;      /**< by number */

    const char *method;
    const char *call_id;
    uint64_t call_hash;         /**< of the bytes of Call-ID and method; the texts may be cut */
    const char *from_user;
    const char *from_host;
    const char *to_uri;
    const char *to_user;
    const char *to_tag;         /**< of the first request: set inside a dialog */
    bool expires_zero;          /**< Expires or the Contact's expires is 0: deregistration, unsubscription */
    const char *user_agent;     /**< of the client */
    const char *server;         /**< Server or User-Agent of the first response that has one */
    bool from_core;             /**< the first request bore headers that a proxy of a core adds */
    unsigned via_count;
    endpoint_t client;
    endpoint_t server_end;
    transport_t transport;

    attempt_t *first;
    attempt_t *last;
    unsigned attempts;
    bool closed;                /**< a final answer that is no challenge has come, or it is full */

    peer_t *client_port_peer;   /**< same address and port */
    peer_t *client_user_peer;   /**< same address and From user */
    server_habits_t *habits;
    const bool *packets_cut;    /**< was any SIP message of the whole capture cut short? What is missing may be there */
    source_t *origin;           /**< of the client's host */
    pair_t *pair;               /**< where its first request was not seen; else NULL */
    const sign_t *from_client[SIGN_COUNT];  /**< since the last challenge; NULL before the first */
    const sign_t *to_client[SIGN_COUNT];
} exchange_t;

/** Attempts one exchange takes; what comes after starts another one. */
#define EXCHANGE_MAX_ATTEMPTS 64

/** What became of the retry to a challenge; names as in the interface. */
typedef enum {
    OUTCOME_PENDING,
    OUTCOME_ACCEPTED,
    OUTCOME_OTHER_FAILURE,
    OUTCOME_REJECTED,
    OUTCOME_RECHALLENGED,
    OUTCOME_NEXT_CHALLENGE,
    OUTCOME_FORBIDDEN,
    OUTCOME_UNANSWERED,
    OUTCOME_NO_RETRY
} outcome_t;

/** Name of an outcome as users filter for it. */
const char *outcome_name(outcome_t outcome);

/** How a challenge that met a request relates to the credentials in that request. */
typedef enum {
    STEP_NONE,          /**< no challenge */
    STEP_FIRST,         /**< asks for a realm the request had no credentials for */
    STEP_NEXT_REALM,    /**< as STEP_FIRST, but credentials for an earlier challenge were there and are not asked for again */
    STEP_STALE,         /**< the realm asks again and says stale=true */
    STEP_RESYNC,        /**< the realm asks again after AUTS */
    STEP_EXPIRED,       /**< the realm asks again, not stale, though the nonce was sent unasked or is said to have changed */
    STEP_REFUSED        /**< the realm asks again */
} step_t;

/** The step an attempt's response is, judged by that request alone. Needs no later message. */
step_t attempt_step(const attempt_t *attempt);

/** Is the attempt's response a 401 or 407? */
bool attempt_challenged(const attempt_t *attempt);

/** Did the attempt end well: 2xx, or 180 to 189 of an INVITE while no final response contradicts? */
bool attempt_accepted(const attempt_t *attempt);

/** Does the response ask for AKA (RFC 3310)? */
bool attempt_asks_aka(const attempt_t *attempt);

/** Any credentials in the request that hold an answer? An empty IMS Authorization holds none. */
bool attempt_has_credentials(const attempt_t *attempt);

/** Outcome of the challenge or refusal of this attempt; complete: nothing more will be seen. */
outcome_t attempt_outcome(const attempt_t *attempt, bool complete);

/** Outcome of the whole exchange. */
outcome_t exchange_outcome(const exchange_t *exchange, bool complete);

/**
 * The nonce count as a number (RFC 7616 section 3.4: 8 hexadecimal digits).
 * @return false where there is none or it is no hexadecimal number of up to 8 digits; nc is then 0
 */
bool credentials_nc(const credentials_t *credentials, uint32_t *nc);

/** Are the credentials in the header field that answers the challenge's (RFC 3261 sections 22.2, 22.3)? */
bool challenge_answered_in(const challenge_t *challenge, const credentials_t *credentials);

/** Same realm, byte for byte? Schemes without realms, such as Bearer, are told by their names. */
bool challenge_same_realm(const challenge_t *challenge, const credentials_t *credentials);

/** Credentials of the request that answer this challenge: matching header field and realm; NULL if none. */
const credentials_t *attempt_credentials_for(const attempt_t *attempt, const challenge_t *challenge);

/**
 * The challenge of the previous attempt that this retry answers, and with which credentials; the best
 * match by header field, realm and nonce where none fits in all.
 * @return false where there is no challenge or no credentials
 */
bool attempt_answers(const attempt_t *retry, const challenge_t **challenge, const credentials_t **credentials);

/** Does the phrase of a response say that the nonce is too old or has changed? */
bool phrase_names_nonce(const char *phrase);

/** User name of the credentials in play up to this attempt, else the user of the address of record; may be NULL. */
const char *attempt_account(const attempt_t *attempt);

/** Realm in play at this attempt: of its challenge, its credentials, or the challenge before; may be NULL. */
const char *attempt_realm(const attempt_t *attempt);

/** First sign of a kind from the client since the last challenge; NULL if none. */
const sign_t *exchange_sign_from_client(const exchange_t *exchange, sign_kind_t kind);

/** Are both on the same host? */
bool endpoint_same_host(const endpoint_t *a, const endpoint_t *b);

/** Same host and port? */
bool endpoint_equal(const endpoint_t *a, const endpoint_t *b);

/** `192.0.2.1:5060` or `[2001:db8::1]:5060`, allocated in scope. */
char *endpoint_text(wmem_allocator_t *scope, const endpoint_t *endpoint);

/** Name of a transport, such as `UDP`. */
const char *transport_name(transport_t transport);

#endif /* SIPAUTH_EXCHANGE_H */
