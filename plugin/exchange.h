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
    int64_t time;       /**< nanoseconds since the epoch */
    uint32_t frame;     /**< 0: seen, but the frame was left out by a read filter; see `seen` */
    uint16_t index;     /**< which SIP message of the frame, from 0 */
    bool seen;
} sighting_t;

/** A packet as last seen, to know it again. */
typedef struct {
    sighting_t at;
    uint32_t bytes;     /**< fingerprint of the message */
    uint32_t ip_id;     /**< 0 where unknown */
} print_t;

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
    uint32_t opaque_hash;   /**< 0 where there is none */
    sighting_t at;          /**< the copy of the response that carried it */
    const char *security_server;    /**< of that copy, where it is another than the first one's; else NULL */
} challenge_t;

/** The latest response of a request's server that gave the nonce which the request uses. */
typedef struct {
    sighting_t at;          /**< not seen: there is none */
    endpoint_t to;          /**< the client that it was given to */
    const char *from_user;  /**< of the request that it answered */
} nonce_gift_t;

/** What follows from the facts of an attempt and is asked for again at each message of its exchange: kept, so that an
 *  exchange of many attempts does not cost the square of their number. No fact itself, and lost where it is packed. */
struct attempt_kept {
    uint64_t step_state;        /**< attempt_step(): of the facts it follows from; 0: nothing is kept */
    uint64_t fault_state;       /**< exchange_faults(), likewise */
    cause_set_t faults;
    unsigned char step;         /**< step_t */
};

/** One attempt of an exchange, by numbers. */
typedef struct {
    uint32_t exchange;
    uint16_t attempt;       /**< from 1; 0: none */
} attempt_ref_t;

/** With what a session of the -sess algorithms began (RFC 7616 section 3.4.2). */
typedef struct {
    const char *nonce;
    const char *cnonce;
} session_start_t;

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
    const char *raw;        /**< as sent, where the texts here are not the same bytes: escapes, cut, no UTF-8; else NULL */
    const char *body_hash;  /**< hex hash of the request's body by its algorithm, where qop is auth-int */
    const char *userhash;
    const char *integrity_protected;    /**< of a P-CSCF, 3GPP TS 24.229 section 7.2A.2 */
    const char *auts;       /**< base64, RFC 3310 section 3.4 */
    const session_start_t *session; /**< of -sess, where an earlier request of the user began the session; NULL if none */
    bool usable;            /**< a Digest response, AUTS or a token is there, whatever its worth */
    bool has_auts;          /**< not empty */
    unsigned odd;           /**< auth_odd_t bits of its text */
    uint64_t nonce_hash;
    uint32_t opaque_hash;   /**< 0 where there is none */
    uint32_t response_hash; /**< over everything sent, to know the very same credentials again */
    signed char empty_password; /**< does the response fit one? 1 yes, -1 no, 0 while nobody asked: what follows from the
                                 *   texts above, kept by verification, which is asked for each message shown */
    nonce_origin_t nonce_origin;
    nonce_gift_t nonce_given;
    uint32_t nc_before;         /**< highest count with which this user used this nonce in an earlier request; 0 if none */
    sighting_t nc_before_at;    /**< that request */
    sighting_t nonce_issued;    /**< first issue of that nonce in the capture */
    sighting_t nonce_accepted;  /**< first time a request with that nonce was accepted, before this one */
} credentials_t;

/** Authentication-Info or Proxy-Authentication-Info of a response (RFC 7616 section 3.5). Absent parameters are NULL. */
typedef struct auth_info {
    auth_header_kind_t header;
    const char *nextnonce;
    const char *qop;
    const char *nc;
    const char *cnonce;
    const char *rspauth;    /**< never shown */
    const char *body_hash;  /**< hex hash of the response's body by the request's algorithm, where qop is auth-int */
    const credentials_t *credentials;   /**< of the request, which it answers; NULL if none */
} auth_info_t;

struct exchange;

/** One request and its final response. */
typedef struct attempt {
    struct attempt *next;
    struct attempt *previous;
    struct exchange *exchange;
    unsigned number;            /**< from 1 */
    uint64_t key;               /**< what its messages are known by on this hop, see transactions.h; 0 where they have one Via */

    /* the request; request.seen is false where the capture lacks it */
    sighting_t request;
    sighting_t request_other_hop;   /**< the same request where it was seen first, on another hop */
    print_t last_request;       /**< the latest copy of it, or of the ACK */
    uint32_t request_copies;    /**< retransmissions */
    uint32_t cseq;
    endpoint_t source;
    endpoint_t destination;
    transport_t transport;
    bool request_complete;      /**< the header section was captured and kept whole */
    uint32_t request_length;    /**< bytes of the frame on the wire, or of a message that is longer */
    bool in_ipsec;              /**< the request came out of ESP or AH that Wireshark could read */
    const char *request_uri;
    const char *call_id;
    const char *from_tag;
    uint32_t from_tag_hash;     /**< of its bytes; the text may be cut */
    uint32_t branch_hash;       /**< of the top Via; 0 where it has none */
    bool branch_is_unique;      /**< it promises so: begins with z9hG4bK (RFC 3261 section 8.1.1.7) */
    const char *contact;
    const char *record_route;
    const char *asserted_identity;      /**< P-Asserted-Identity, RFC 3325 */
    const char *visited_network;        /**< P-Visited-Network-ID, RFC 7315 */
    const char *access_network;         /**< P-Access-Network-Info, RFC 7315 */
    const char *date;
    bool has_identity;          /**< an Identity header field is there, RFC 8224 */
    int64_t identity_iat;       /**< time of its PASSporT, seconds since the epoch; 0 where it cannot be read */
    bool has_body;
    bool has_expires;
    const char *security_client;        /**< all its lines as one list, RFC 3329; NULL where there is none */
    const char *security_verify;
    credentials_t *credentials;
    unsigned credentials_left_out;      /**< further ones that are not kept; request_complete is then false */
    unsigned resyncs;           /**< AUTS that its IMPI has sent in a row up to this one; 0 where it sends none */
    sighting_t resync_before;   /**< the AUTS before this one; not seen where resyncs is below 2 */

    /* the response */
    sighting_t provisional_100;
    sighting_t provisional_18x;
    sighting_t response;
    endpoint_t response_source;
    endpoint_t response_destination;
    sighting_t response_other_hop;  /**< the same response where it was seen first, on another hop */
    bool response_from_beyond;      /**< and that one lies behind this server, which only passed it on */
    print_t last_response;      /**< the latest copy of it */
    uint32_t response_copies;   /**< retransmissions */
    sighting_t response_again;  /**< the latest of them */
    uint32_t to_tag_hash;
    unsigned status;            /**< 0 while none */
    bool response_complete;
    const char *reason_phrase;
    const char *server;
    const char *warning;
    const char *reason;
    const char *security_server;
    challenge_t *challenges;    /**< of the first copy and new ones of later copies */
    unsigned challenges_left_out;       /**< further ones that are not kept; response_complete is then false */
    const auth_info_t *info;    /**< of the first copy; NULL where the response has none */
    sighting_t answered_elsewhere;  /**< a request of the same Call-ID on another hop answers the challenge */
    sighting_t nonce_answered;  /**< another request of the same Call-ID on this hop uses its nonce */
    sighting_t ack;
    sighting_t other_ack;       /**< an ACK of the call that does not match the transaction */
    unsigned other_ack_differs; /**< ack_difference_t bits */

    sighting_t copy_answers;    /**< first copy of it that, once it was challenged, brings the credentials it lacks */
    sighting_t cancelled;       /**< first CANCEL of the request, whenever it came */
    sighting_t request_unreachable;     /**< ICMP error that quotes the request */
    sighting_t response_unreachable;    /**< ICMP error that quotes the response */

    /* another final response to the same request: servers answered copies of it differently */
    sighting_t other_answer;    /**< it came first */
    sighting_t accepted_after;  /**< or, a 2xx after a challenge, last */
    unsigned other_status;

    /* history, as it stood when the response came */
    sighting_t account_accepted;    /**< same user name and realm accepted before */
    sighting_t source_accepted;     /**< another call of the same source accepted before */
    sighting_t user_registered;     /**< a REGISTER for the From user from the same source was accepted before */
    sighting_t user_not_associated; /**< its P-Associated-URI did not hold that user */
    sighting_t register_failed;     /**< latest REGISTER for the From user from this source that this server did not
                                     *   accept, before; a challenge counts until it is answered well */
    sighting_t dialog_accepted;     /**< credentials for the same realm were accepted in this Call-ID before */
    unsigned login_refused;         /**< refusals of the same login in a row before this */
    sighting_t login_refused_last;  /**< the latest of them */
    unsigned stale_in_a_row;        /**< challenges of the same login, up to this, that called their own latest nonce stale */

    const struct account *account;  /**< of its credentials, for the whole capture; NULL without credentials */

    struct attempt_kept kept;
} attempt_t;

/** How an ACK differs from what its response asks for (RFC 3261 section 17.1.1.3). */
typedef enum {
    ACK_OTHER_BRANCH = 1 << 0,
    ACK_OTHER_FROM_TAG = 1 << 1,
    ACK_OTHER_TO_TAG = 1 << 2
} ack_difference_t;

/** One user name in one realm, over the whole capture. */
typedef struct account {
    uint32_t id;                /**< see objects.h */
    unsigned resyncs_in_a_row;  /**< AUTS since the last success */
    sighting_t accepted;        /**< first time */
    const struct host *accepted_by[3];  /**< the first servers that did */
    sighting_t accepted_last;
    attempt_ref_t accepted_with;    /**< first attempt that was accepted, and so has the right secret */
    sighting_t accepted_secure; /**< first time over TLS or secure WebSocket */
    sighting_t accepted_clear;  /**< first time over anything else */
    sighting_t resync_last;     /**< the latest of them */
    uint64_t resync_origin;     /**< identity of its request from end to end */
    uint64_t resync_nonce;      /**< of the challenge it answered */
} account_t;

#define ABILITY_REALMS 2

/** What a user at a host has credentials for: the first realm that it answered, and the latest other one. */
typedef struct {
    const char *realm[ABILITY_REALMS];
    sighting_t at[ABILITY_REALMS];  /**< the latest credentials, to whatever server */
} ability_t;

/** A client that has credentials answers a challenge within this, T1 (RFC 3261 section 17.1.1.1), in nanoseconds. */
#define ANSWER_AT_ONCE (INT64_C(1000000000) / 2)

/** How long an S-CSCF waits for the answer to its challenge, timer reg-await-auth (3GPP TS 24.229 section 5.4.1.2), in
 *  nanoseconds. */
#define REG_AWAIT_AUTH (INT64_C(240) * 1000000000)

/** How far an exchange got, for counts over many; each is in one of these at a time. */
typedef enum {
    STANDING_NONE,      /**< not begun */
    STANDING_ASKED,     /**< challenged, nothing came back */
    STANDING_TRIED,     /**< the client answered or was asked for something else, no verdict on it */
    STANDING_REFUSED,   /**< credentials, or a retry without any */
    STANDING_ENDED,     /**< another final answer, 2xx or not; 403 to a request without credentials */
    STANDING_COUNT
} standing_t;

/** Distinct users within a minute that make a crowd. */
#define SOURCE_CROWD 10

/** Users of one source within a minute that are told apart; more are not counted. */
#define SOURCE_MAX_USERS 64

/** One host that sends requests, over the whole capture. The users of other requests than REGISTER are callers
 *  that it may merely pass on, so they are not counted. */
typedef struct {
    unsigned registrations;     /**< REGISTER exchanges begun by it */
    unsigned standing[STANDING_COUNT];  /**< how these stand */
    unsigned users;             /**< that it wanted to register */
    unsigned let_in;            /**< its requests that were accepted, OPTIONS outside exchanges left out */
    uint16_t port;              /**< of its first registration */
    bool several_ports;
    unsigned most_users;        /**< most distinct users it came with within a minute */
    bool answers_beyond_md5;    /**< it has sent credentials of another algorithm than MD5 */
    bool answers_auth_int;      /**< it has sent credentials with qop=auth-int */
    sighting_t crowd;           /**< when it first had come with SOURCE_CROWD users within a minute */
    struct recent_user *recent; /**< of the last minute */
    unsigned recent_count;
    unsigned recent_room;
} source_t;

/** Refusals in a row, of one login and with no success between. */
typedef struct {
    uint32_t id;                /**< see objects.h */
    unsigned refusals;          /**< of credentials, 403 included */
    unsigned exchanges;         /**< in which they stand */
    unsigned passwords;         /**< answers that differ from the one before though they answer the very same question */
    uint32_t latest;            /**< number of the exchange in which the latest stands, plus 1 */
    sighting_t first;
    sighting_t last;
} refusals_t;

/** A pause after a refusal that ends a burst: retry timers of phones are longer, loops are not. */
#define BURST_PAUSE (INT64_C(10) * 1000000000)

/** Refusals in a row after which servers and their guards are known to shut somebody out. */
#define LOGIN_BAN_REFUSALS 3

/** One user that sends one method from one host to another, over the whole capture. */
typedef struct {
    uint32_t id;                /**< see objects.h */
    unsigned exchanges;
    bool tried;                 /**< it answered a challenge, rightly or not, at some time */
    sighting_t accepted;        /**< first 2xx */
    sighting_t accepted_last;
    refusals_t *run;            /**< since the last success; NULL if none */
    refusals_t *burst;          /**< of these, those since the last pause */
    unsigned stale;             /**< challenges since then that called their own latest nonce stale */
    int64_t begun;              /**< its latest exchange */
    int64_t shortest_pause;     /**< between the beginnings of two exchanges; both 0 before the second */
    int64_t longest_pause;
    uint32_t asked;             /**< number, plus 1, of the latest exchange whose first request came without credentials
                                 *   and was challenged */
    uint32_t asked_realm;       /**< what it was asked for, as texts_id(); 0 where that is not one realm */
    unsigned unanswered;        /**< requests and their copies since the last answer, while LOGIN_BAN_REFUSALS or more
                                 *   stand in the run */
    sighting_t unanswered_first;
    uint64_t origin;            /**< of the request refused last */
    uint64_t question;          /**< what its credentials had to answer; 0 if that cannot be known */
    uint64_t answer;
} login_t;

/** Registrations that began at one server within a few seconds. */
typedef struct surge {
    uint32_t id;                /**< see objects.h */
    unsigned exchanges;
    int64_t begin;
    unsigned accepted;          /**< of these */
    unsigned users;             /**< distinct; counted up to SURGE_USERS */
    sighting_t crowd;           /**< when there were SURGE_USERS */
    const struct registry *registry;
} surge_t;

/** How long a surge takes in, nanoseconds. */
#define SURGE_LENGTH (INT64_C(10) * 1000000000)

/** Distinct users that make many. */
#define SURGE_USERS 50

/** Registrations at one server, over the whole capture. */
typedef struct registry {
    unsigned exchanges;
    unsigned surges;            /**< that have SURGE_USERS */
    unsigned surge_exchanges;   /**< in these */
    int64_t begin;              /**< first of all */
    surge_t *latest;
    uint64_t users[SURGE_USERS];    /**< of the latest surge */
} registry_t;

/** Requests and exchanges of one client with one server, over the whole capture. */
typedef struct {
    unsigned requests;          /**< seen since their first exchange */
    unsigned exchanges;         /**< whose first request was not seen */
} pair_t;

/** A SIP end whose signs of life are kept. */
typedef struct {
    uint32_t id;                /**< see objects.h */
    sighting_t last;
} peer_t;

/** What travels between two hosts and is not a readable SIP message, yet may hide one. */
typedef enum {
    SIGN_FRAGMENT,      /**< IP fragment that was not reassembled */
    SIGN_ESP,
    SIGN_TLS,           /**< TLS or DTLS that was not decrypted */
    SIGN_STREAM_GAP,    /**< continuation of a SIP stream whose beginning is missing */
    SIGN_OTHER,         /**< any other payload to a SIP port */

    /* of interest only where IPsec was announced: how the protected ports answer */
    SIGN_TCP_SYN,
    SIGN_TCP_SYN_ACK,
    SIGN_TCP_RST,
    SIGN_PORT_UNREACHABLE,  /**< an ICMP error quotes TCP or UDP of this direction */
    SIGN_ESP_UNREACHABLE,   /**< an ICMP error quotes ESP of this direction */
    SIGN_COUNT
} sign_kind_t;

/** First of the kinds that are of interest only where IPsec was announced. */
#define SIGN_OF_AGREEMENT SIGN_TCP_SYN

/** Details of one sign that are kept. */
#define SIGN_MAX_DETAILS 8

/** Signs of one kind with the same detail. */
typedef struct {
    uint32_t value;         /**< SPI of ESP; port the packet goes to, of SYN/ACK and RST the port it comes from */
    unsigned count;
    sighting_t first;
} sign_detail_t;

/** Signs of a kind since somebody began to wait for them; at.seen is false while there is none. */
typedef struct {
    sighting_t at;          /**< the first */
    uint32_t length;        /**< of the first, bytes on the wire */
    sighting_t last;        /**< the latest before somebody else began to wait */
    unsigned count;         /**< until somebody else began to wait */
    sign_detail_t *detail;  /**< what tells them apart; NULL while no detail was told */
    unsigned details;
    bool more_details;      /**< than SIGN_MAX_DETAILS */
} sign_t;

/** The signs of each kind from one host to another that an exchange waits for. */
typedef struct {
    uint32_t id;                /**< see objects.h */
    sign_t *of[SIGN_COUNT];     /**< NULL where nobody waits */
} sign_set_t;

/** What a server is known to put up with. */
typedef struct {
    cause_set_t accepted_faults;    /**< faults of retries that it accepted */
    bool takes_nonces_again;        /**< it accepted a nonce that it had accepted before */
} server_habits_t;

/** What the whole capture lacks, so that something may be there and not be known. */
typedef struct {
    bool has_esp;               /**< ESP is seen, so that no capture filter keeps it out */
    bool packets_cut;           /**< some SIP message lacks the end of its headers */
    bool requests_forgotten;    /**< requests that may yet be answered were given up for their number */
} capture_lacks_t;

/** One request on one hop with all its attempts. */
typedef struct exchange {
    uint32_t number;            /**< from 0 */
    uint32_t older_open;        /**< number, plus 1, of the open exchange of its Call-ID and method before it */

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
    unsigned challenges;        /**< kept of all its responses */
    uint32_t first_copy;        /**< further copies of its messages, see tracker.h; 0 if none */
    uint32_t last_copy;
    bool closed;                /**< a final answer that is no challenge has come, or it is full */

    peer_t *client_port_peer;   /**< same address and port */
    peer_t *client_user_peer;   /**< same address and From user */
    peer_t *server_peer;        /**< address and port that the first challenge or refusal came from */
    const capture_lacks_t *capture;
    source_t *origin;           /**< of the client's host */
    server_habits_t *habits;    /**< of the server's */
    pair_t *pair;               /**< of the two, where its first request was not seen; else NULL */
    login_t *login;             /**< of its user */
    const ability_t *ability;   /**< of its user */
    refusals_t *run;            /**< those in a row that its own latest refusal is one of; NULL if it has none */
    refusals_t *burst;          /**< the same without pauses */
    surge_t *surge;             /**< NULL where it is no registration */
    const struct exchange *asked_before;    /**< the same login's exchange before, where both came without credentials and
                                             *   were asked for different realms, as it stood then; NULL if there is none */
    standing_t standing;        /**< kept up where it is a registration */
    const sign_set_t *from_client;  /**< since the last challenge; NULL before it */
    const sign_set_t *to_client;
    sighting_t started_anew;    /**< first REGISTER of another Call-ID that its user sent soon after its last challenge */
    sighting_t turned_away;     /**< the same request to another server, sent soon after its last challenge */
} exchange_t;

/** Attempts one exchange takes; what comes after starts another one. */
#define EXCHANGE_MAX_ATTEMPTS 64

/** Challenges kept of one exchange; hostile ones hold thousands. */
#define EXCHANGE_MAX_CHALLENGES 128

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

/** Challenges that are kept of the attempt's response and its copies. */
unsigned attempt_challenge_count(const attempt_t *attempt);

/** Is the attempt's response a 401 or 407? */
bool attempt_challenged(const attempt_t *attempt);

/** Did the attempt end well: 2xx, or 180 to 189 of an INVITE while no final response contradicts? */
bool attempt_accepted(const attempt_t *attempt);

/** Did a 2xx to the same retry follow its challenge? A server that takes each nonce once challenges the copy of a
 *  retry that it is still at, and the answer to the retry itself counts. */
bool attempt_overruled(const attempt_t *attempt);

/** Did the client send the next attempt, with credentials, before this one was answered? Then it was no answer to this
 *  one's challenge, and this one perhaps no retry: some clients send requests of a dialog that overlap. */
bool attempt_overtaken(const attempt_t *attempt);

/** The final response that counts, and its status code, 0 while there is none. */
sighting_t attempt_answer(const attempt_t *attempt, unsigned *status);

/** Does one of the challenges ask for this realm, NULL being the one of those that name none? */
bool attempt_asks_realm(const attempt_t *attempt, const char *realm);

/** Does the response ask for AKA (RFC 3310)? */
bool attempt_asks_aka(const attempt_t *attempt);

/** Does a challenge of the response ask again for what these credentials of its request answer? Others in the same
 *  request may have passed. */
bool attempt_refused_with(const attempt_t *attempt, const credentials_t *credentials);

/** Was the request refused with 494, which only wants a security agreement (RFC 3329 section 2.3.1)? */
bool attempt_lacks_agreement(const attempt_t *attempt);

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

/** Has the user sent this count, or a higher one, with the same nonce before? */
bool credentials_nc_repeats(const credentials_t *credentials);
/** Is it MD5, by name or by being left out (RFC 7616 section 3.3)? MD5-sess is not. */
bool algorithm_is_md5(const char *algorithm);

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

/** The challenge that a retry answers, of several copies the one whose nonce it has. */
sighting_t attempt_challenged_in(const attempt_t *retry);

/** Frame of the copy whose challenges this copy of the response shows: its own where they are new, else those of the first. */
uint32_t attempt_challenges_frame(const attempt_t *attempt, uint32_t frame);

/** Algorithm of a challenge; Digest without one means MD5 (RFC 7616 section 3.3). NULL where there is none. */
const char *challenge_algorithm(const challenge_t *challenge);

/** Algorithm of credentials; Digest without one means MD5 (RFC 7616 section 3.4). NULL where there is none. */
const char *credentials_algorithm(const credentials_t *credentials);

/** User name of the credentials in play up to this attempt, else the user of the address of record; may be NULL. */
const char *attempt_account(const attempt_t *attempt);

/** Realm in play at this attempt: of its challenge, its credentials, or the challenge before; may be NULL. */
const char *attempt_realm(const attempt_t *attempt);

/** Does the request, which follows an AKA challenge, answer it with no response and no AUTS: the USIM found that the
 *  network's MAC is wrong (3GPP TS 24.229 section 5.1.1.5.3)? */
bool attempt_reports_mac_failure(const attempt_t *attempt);

/** AUTS of the request, which follows an AKA challenge: the USIM found its sequence number out of range; NULL if none. */
const credentials_t *attempt_reports_sync_failure(const attempt_t *attempt);

/** Signs of a kind from the client since the last challenge; NULL if none. */
const sign_t *exchange_sign_from_client(const exchange_t *exchange, sign_kind_t kind);

/** Signs of a kind from the server to the client since the last challenge; NULL if none. */
const sign_t *exchange_sign_to_client(const exchange_t *exchange, sign_kind_t kind);

/** Those signs that have this detail; NULL if none, or for NULL. */
const sign_detail_t *sign_detail(const sign_t *sign, uint32_t value);

/** Are both on the same host? */
bool endpoint_same_host(const endpoint_t *a, const endpoint_t *b);

/** Same host and port? */
bool endpoint_equal(const endpoint_t *a, const endpoint_t *b);

/** `192.0.2.1:5060` or `[2001:db8::1]:5060`, allocated in scope. */
char *endpoint_text(wmem_allocator_t *scope, const endpoint_t *endpoint);

/** `192.0.2.1` or `2001:db8::1`, allocated in scope; NULL for an address of another family. */
char *endpoint_address_text(wmem_allocator_t *scope, const endpoint_t *endpoint);

/** Name of a transport, such as `UDP`. */
const char *transport_name(transport_t transport);

#endif /* SIPAUTH_EXCHANGE_H */
