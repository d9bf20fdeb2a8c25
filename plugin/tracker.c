/* tracker.c
 * Follows SIP transactions hop by hop and joins them into exchanges.
 *
 * A request that nobody challenges costs one small record with a copy of its headers, released with its
 * answer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "tracker.h"

#include "facts.h"
#include "faults.h"
#include "hash.h"
#include "ledger.h"
#include "retry_match.h"
#include "tally.h"
#include "transactions.h"

/* Copies of a response whose new challenges are kept; servers repeat themselves ten times at most
 * (Timer G, RFC 3261 section 17.2.1). */
#define MAX_NEW_CHALLENGES 16
/* Copies of a request remembered before it is challenged; more are counted but not linked. */
#define MAX_EARLY_COPIES 16

struct tracker {
    wmem_allocator_t *scope;
    ledger_t *ledger;
    tally_t *tally;
    transactions_t *transactions;
    wmem_map_t *early;          /* nonce: transaction that used it before it was issued */
    wmem_map_t *records;        /* frame: first record */
    open_exchanges_t *open;
    exchange_t *first_exchange;
    exchange_t *last_exchange;
    uint32_t exchange_count;
    bool packets_cut;           /* some message lacks the end of its headers */
};

tracker_t *tracker_new(wmem_allocator_t *scope)
{
    tracker_t *tracker = wmem_new0(scope, tracker_t);

    tracker->scope = scope;
    tracker->ledger = ledger_new(scope);
    tracker->tally = tally_new(scope, tracker->ledger);
    tracker->transactions = transactions_new(scope);
    tracker->early = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    tracker->records = wmem_map_new(scope, g_direct_hash, g_direct_equal);
    tracker->open = open_exchanges_new(scope);
    return tracker;
}

void tracker_frame(tracker_t *tracker, uint32_t frame, int64_t time)
{
    if (ledger_frame(tracker->ledger, frame, time)) {
        wmem_map_remove(tracker->records, GUINT_TO_POINTER(frame));
    }
}

int64_t tracker_end(const tracker_t *tracker)
{
    return ledger_end(tracker->ledger);
}

const record_t *tracker_records(const tracker_t *tracker, uint32_t frame)
{
    return (const record_t *)wmem_map_lookup(tracker->records, GUINT_TO_POINTER(frame));
}

const exchange_t *tracker_exchanges(const tracker_t *tracker)
{
    return tracker->first_exchange;
}

bool tracker_wants_signs(const tracker_t *tracker)
{
    return tracker->exchange_count > 0;
}

bool tracker_wants_sign(const tracker_t *tracker, const packet_t *packet, sign_kind_t kind)
{
    bool of_port = kind >= SIGN_OF_AGREEMENT && kind != SIGN_ESP_UNREACHABLE;

    return (!of_port || ledger_port_announced(tracker->ledger, packet->source.port)
        || ledger_port_announced(tracker->ledger, packet->destination.port))
        && ledger_awaits(tracker->ledger, &packet->source, &packet->destination, kind);
}

/* ---- transactions ---- */

static void forget_early(tracker_t *tracker, transaction_t *t)
{
    if (t->early_nonce && wmem_map_lookup(tracker->early, &t->early_nonce) == t) {
        wmem_map_remove(tracker->early, &t->early_nonce);
    }
    t->early_nonce = 0;
}

static void free_raw(tracker_t *tracker, transaction_t *t)
{
    wmem_free(tracker->scope, t->raw);
    t->raw = NULL;
}

/* A request whose final answer is no concern of ours. */
static void transaction_release(tracker_t *tracker, transaction_t *t)
{
    transactions_remove(tracker->transactions, t);
    forget_early(tracker, t);
    for (early_copy_t *c = t->copies; c;) {
        early_copy_t *next = c->next;
        ledger_forget(tracker->ledger, c, sizeof *c);
        wmem_free(tracker->scope, c);
        c = next;
    }
    free_raw(tracker, t);
    ledger_forget(tracker->ledger, t, sizeof *t);
    wmem_free(tracker->scope, t);
}

/* ---- records ---- */

static record_t *record_add(tracker_t *tracker, sighting_t at, role_t role, attempt_t *attempt)
{
    exchange_t *exchange = attempt->exchange;
    record_t *record;
    record_t *last;

    if (!at.seen || at.frame == 0) {
        return NULL;
    }
    record = wmem_new0(tracker->scope, record_t);
    ledger_sight(tracker->ledger, &record->at, at);
    record->role = role;
    record->attempt = attempt;
    if (exchange->last_record) {
        exchange->last_record->next_of_exchange = record;
    } else {
        exchange->first_record = record;
    }
    exchange->last_record = record;
    last = (record_t *)wmem_map_lookup(tracker->records, GUINT_TO_POINTER(at.frame));
    if (!last) {
        wmem_map_insert(tracker->records, GUINT_TO_POINTER(at.frame), record);
        return record;
    }
    while (last->next) {
        last = last->next;
    }
    last->next = record;
    return record;
}

static role_t role_of_request(const attempt_t *attempt)
{
    return attempt->number == 1 ? ROLE_REQUEST : ROLE_RETRY;
}

static role_t role_of_response(const attempt_t *attempt)
{
    if (attempt->status == 403) {
        return ROLE_REFUSAL;
    }
    return attempt_challenged(attempt) ? ROLE_CHALLENGE : ROLE_ANSWER;
}

/* Where the same request was seen first, on another hop. */
static sighting_t request_on_other_hop(const tracker_t *tracker, const transaction_t *t)
{
    const transaction_t *other = transactions_of_origin(tracker->transactions, t);
    sighting_t first = { 0 };

    for (; other; other = other->next_of_origin) {
        if (other != t && other->request_seen && other->request.time <= t->request.time
            && (!first.seen || other->request.time < first.time)) {
            first = other->request;
        }
    }
    return first;
}

static bool share_nonce(const attempt_t *a, const attempt_t *b)
{
    for (const challenge_t *x = a->challenges; x; x = x->next) {
        for (const challenge_t *y = b->challenges; y; y = y->next) {
            if (x->nonce_hash && x->nonce_hash == y->nonce_hash) {
                return true;
            }
        }
    }
    return false;
}

/* Where the same response was seen first, on another hop. A forked request has one origin too, so the
 * To tag or a nonce must agree. */
static sighting_t response_on_other_hop(const tracker_t *tracker, const transaction_t *t)
{
    const transaction_t *other = transactions_of_origin(tracker->transactions, t);
    sighting_t first = { 0 };

    for (; other; other = other->next_of_origin) {
        if (other == t || !other->attempt || other->attempt->status != t->attempt->status
            || !other->response.seen || other->response.time > t->response.time) {
            continue;
        }
        if (((other->to_tag && other->to_tag == t->to_tag) || share_nonce(other->attempt, t->attempt))
            && (!first.seen || other->response.time < first.time)) {
            first = other->response;
        }
    }
    return first;
}

static void set_link(tracker_t *tracker, record_t *record, sighting_t *place, sighting_t what)
{
    if (record) {
        ledger_sight(tracker->ledger, place, what);
    }
}

/* ---- copies ---- */

/* A packet captured twice is a copy of the other hop's message just as its first capture is. */
static void link_copy(tracker_t *tracker, record_t *record, sighting_t first, sighting_t duplicate_of,
    sighting_t other_hop_of)
{
    if (!record) {
        return;
    }
    if (duplicate_of.seen) {
        set_link(tracker, record, &record->duplicate_of, duplicate_of);
        set_link(tracker, record, &record->other_hop_of, other_hop_of);
    } else {
        set_link(tracker, record, &record->retransmission_of, first);
    }
}

static void take_request_copy(tracker_t *tracker, transaction_t *t, const packet_t *packet,
    const sip_message_t *message, const print_t *print)
{
    sighting_t duplicate_of = { 0 };

    if (print_is_duplicate(&t->last_request, print)) {
        duplicate_of = t->last_request.at;
    } else {
        t->last_request.bytes = print->bytes;
        t->last_request.ip_id = print->ip_id;
        ledger_sight(tracker->ledger, &t->last_request.at, print->at);
        tally_request(tracker->tally, packet, message);
        if (t->attempt) {
            t->attempt->request_copies++;
        }
    }
    if (t->attempt) {
        record_t *record = record_add(tracker, print->at, role_of_request(t->attempt), t->attempt);
        link_copy(tracker, record, t->request, duplicate_of, request_on_other_hop(tracker, t));
        return;
    }
    if (t->copy_count++ >= MAX_EARLY_COPIES) {
        return;
    }
    early_copy_t *copy = wmem_new0(tracker->scope, early_copy_t);
    ledger_sight(tracker->ledger, &copy->at, print->at);
    ledger_sight(tracker->ledger, &copy->duplicate_of, duplicate_of);
    copy->next = t->copies;
    t->copies = copy;
}

/* ---- exchanges ---- */

static exchange_t *exchange_new(tracker_t *tracker, const transaction_t *t, const sip_message_t *message)
{
    exchange_t *exchange = wmem_new0(tracker->scope, exchange_t);

    exchange->number = tracker->exchange_count++;
    exchange->packets_cut = &tracker->packets_cut;
    exchange->client = t->source;
    exchange->server_end = t->destination;
    exchange->transport = t->transport;
    facts_of_exchange(tracker->scope, exchange, message);
    exchange->origin = ledger_source(tracker->ledger, &exchange->client);
    if (tracker->last_exchange) {
        tracker->last_exchange->next = exchange;
    } else {
        tracker->first_exchange = exchange;
    }
    tracker->last_exchange = exchange;
    return exchange;
}

static attempt_t *attempt_new(tracker_t *tracker, exchange_t *exchange, transaction_t *t)
{
    attempt_t *attempt = wmem_new0(tracker->scope, attempt_t);

    attempt->exchange = exchange;
    attempt->number = ++exchange->attempts;
    attempt->previous = exchange->last;
    if (exchange->last) {
        exchange->last->next = attempt;
    } else {
        exchange->first = attempt;
    }
    exchange->last = attempt;
    attempt->source = t->source;
    attempt->destination = t->destination;
    attempt->transport = t->transport;
    attempt->in_ipsec = t->in_ipsec;
    t->attempt = attempt;
    return attempt;
}

static void exchange_close(tracker_t *tracker, exchange_t *exchange)
{
    if (!exchange->closed) {
        exchange->closed = true;
        open_exchanges_remove(tracker->open, exchange);
    }
}

/* The body of a message, of which buf holds len bytes; absent where it may not have been captured whole, as only
 * Content-Length can tell. */
static span_t body_of(const sip_message_t *message, const char *buf, size_t len)
{
    size_t there = len - message->header_len;
    size_t announced = message->has_content_length ? message->content_length : 0;

    if (!message->headers_complete || announced > there || (!message->has_content_length && there > 0)) {
        return (span_t){ NULL, 0 };
    }
    return (span_t){ buf + message->header_len, announced };
}

/* The same message on its way over another hop uses its nonce only once. */
static void count_nonces(tracker_t *tracker, const transaction_t *t, credentials_t *credentials)
{
    if (request_on_other_hop(tracker, t).seen) {
        return;
    }
    for (credentials_t *c = credentials; c; c = c->next) {
        ledger_nonce_used(tracker->ledger, c, t->origin, t->request);
    }
}

static void learn_request(tracker_t *tracker, transaction_t *t, const sip_message_t *message, const char *buf,
    size_t len)
{
    attempt_t *attempt = t->attempt;

    facts_of_request(tracker->scope, attempt, message);
    attempt->request_length = t->request_length;
    ledger_sight(tracker->ledger, &attempt->request, t->request);
    ledger_sight(tracker->ledger, &attempt->provisional_100, t->provisional_100);
    ledger_sight(tracker->ledger, &attempt->provisional_18x, t->provisional_18x);
    if (facts_wants_body(message)) {
        facts_body_hash(tracker->scope, attempt->credentials, body_of(message, buf, len));
    }
    retry_match_nonces(attempt, tracker->ledger);
    count_nonces(tracker, t, attempt->credentials);
    for (credentials_t *c = attempt->credentials; c; c = c->next) {
        ledger_client_answers(tracker->ledger, &t->source, c);
        if (c->has_auts && !attempt->resyncs) {
            ledger_resync(tracker->ledger, attempt, c, t->origin);
        }
        if (!attempt->account) {
            attempt->account = ledger_account(tracker->ledger, c);
        }
    }
}

static void record_request(tracker_t *tracker, transaction_t *t)
{
    record_t *record = record_add(tracker, t->request, role_of_request(t->attempt), t->attempt);

    if (record) {
        set_link(tracker, record, &record->other_hop_of, request_on_other_hop(tracker, t));
    }
}

static void record_early_copies(tracker_t *tracker, transaction_t *t)
{
    for (early_copy_t *c = t->copies; c; c = c->next) {
        link_copy(tracker, record_add(tracker, c->at, role_of_request(t->attempt), t->attempt), t->request,
            c->duplicate_of, request_on_other_hop(tracker, t));
        if (!c->duplicate_of.seen) {
            t->attempt->request_copies++;
        }
    }
    t->copies = NULL;
}

/* What its login and its pair of hosts are known by. */
static void count_exchange(tracker_t *tracker, exchange_t *exchange, const sip_message_t *response, sighting_t at)
{
    pair_t *pair = ledger_pair(tracker->ledger, &exchange->client, &exchange->server_end);

    tally_began(tracker->tally, exchange, response, at);
    if (exchange->first->request.seen) {
        pair->requests++;
    } else {
        pair->exchanges++;
        exchange->pair = pair;
    }
}

/* The first challenge or refusal of a request: its copy of the headers becomes facts. */
static void begin_exchange(tracker_t *tracker, transaction_t *t, const sip_message_t *response, sighting_t sighting)
{
    sip_message_t request;

    if (t->raw && sip_message_parse(&request, t->raw, t->raw_len)) {
        attempt_new(tracker, exchange_new(tracker, t, &request), t);
        learn_request(tracker, t, &request, t->raw, t->raw_len);
        record_request(tracker, t);
        record_early_copies(tracker, t);
    } else {
        attempt_t *attempt = attempt_new(tracker, exchange_new(tracker, t, response), t);
        attempt->cseq = response->cseq;
        attempt->call_id = attempt->exchange->call_id;
        attempt->from_tag = facts_text(tracker->scope, response->from_tag);
        attempt->from_tag_hash = facts_tag_hash(response->from_tag);
        ledger_sight(tracker->ledger, &attempt->request, t->request);
    }
    free_raw(tracker, t);
    count_exchange(tracker, t->attempt->exchange, response, sighting);
}

/* ---- requests ---- */

static void keep_raw(tracker_t *tracker, transaction_t *t, const char *buf, size_t len)
{
    t->raw = (char *)wmem_memdup(tracker->scope, buf, len);
    t->raw_len = len;
}

/* In captures that were merged or mixed up the retry may stand before its challenge. */
static void keep_early(tracker_t *tracker, transaction_t *t, const sip_message_t *message)
{
    t->early_nonce = retry_match_unissued_nonce(tracker->ledger, message);
    if (t->early_nonce && !wmem_map_contains(tracker->early, &t->early_nonce)) {
        wmem_map_insert(tracker->early, &t->early_nonce, t);
    }
}

static void continue_exchange(tracker_t *tracker, exchange_t *exchange, transaction_t *t,
    const sip_message_t *message, const char *buf, size_t len)
{
    attempt_new(tracker, exchange, t);
    exchange->started_anew = (sighting_t){ 0 };
    learn_request(tracker, t, message, buf, len);
    record_request(tracker, t);
    tally_retried(exchange);
}

/* The frame that completes a message is short where others hold the rest. */
static uint32_t request_length(const packet_t *packet, size_t len)
{
    return (uint32_t)MAX(packet->wire_length, len);
}

/* A registration that begins later than this has nothing to do with the challenge before it: Timer F, 64 * T1
 * (RFC 3261 section 17.1.2.2). */
#define NEW_START_WINDOW (INT64_C(32) * 1000000000)

/* A UE that abandons a challenge begins again with a new Call-ID (3GPP TS 24.229 section 5.1.1.5.1). */
static void note_new_start(tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    exchange_t *left = span_equal(message->method, SPAN_LITERAL("REGISTER"))
        ? ledger_registering_of(tracker->ledger, &packet->source, sip_uri_user(message->to_uri)) : NULL;

    if (left && !left->closed && !left->started_anew.seen && attempt_challenged(left->last)
        && left->via_count == message->via_count && left->call_hash != facts_call_hash(message->call_id, message->method)
        && packet->time >= left->last->response.time
        && packet->time - left->last->response.time <= NEW_START_WINDOW) {
        ledger_sight(tracker->ledger, &left->started_anew, sighting_of(packet));
    }
}

/* The response came first: merged captures, or packets out of order. */
static void take_late_request(tracker_t *tracker, transaction_t *t, const packet_t *packet,
    const sip_message_t *message, const print_t *print, const char *buf, size_t len)
{
    t->request_seen = true;
    t->request_length = request_length(packet, len);
    t->attempt->in_ipsec = packet->in_ipsec;
    ledger_sight(tracker->ledger, &t->request, print->at);
    t->last_request = *print;
    t->source = packet->source;
    t->destination = packet->destination;
    learn_request(tracker, t, message, buf, len);
    if (t->attempt->number == 1) {
        facts_of_exchange(tracker->scope, t->attempt->exchange, message);
    }
    record_request(tracker, t);
}

static void take_request(tracker_t *tracker, const packet_t *packet, const sip_message_t *message, const char *buf,
    size_t len)
{
    print_t print = print_of(packet, buf, len);
    transaction_t *t = transactions_for_request(tracker->transactions, message, packet);
    exchange_t *exchange;

    if (t && !t->request_seen) {
        take_late_request(tracker, t, packet, message, &print, buf, len);
        return;
    }
    if (t) {
        take_request_copy(tracker, t, packet, message, &print);
        return;
    }
    t = transactions_add(tracker->transactions, message, &packet->source, &packet->destination, packet->transport);
    t->request_seen = true;
    t->request_length = request_length(packet, len);
    t->in_ipsec = packet->in_ipsec;
    ledger_sight(tracker->ledger, &t->request, print.at);
    t->last_request = print;
    ledger_sight(tracker->ledger, &t->last_request.at, print.at);
    tally_request(tracker->tally, packet, message);
    exchange = retry_match_request(tracker->open, tracker->ledger, packet, message);
    if (exchange && exchange->attempts >= EXCHANGE_MAX_ATTEMPTS) {
        exchange_close(tracker, exchange);
        exchange = NULL;
    }
    if (exchange) {
        continue_exchange(tracker, exchange, t, message, buf, len);
    } else {
        note_new_start(tracker, packet, message);
        keep_raw(tracker, t, buf, facts_wants_body(message) ? len : message->header_len);
        keep_early(tracker, t, message);
    }
}

/* The ACK of a 2xx carries credentials of its own, and some clients count it (RFC 3261 section 22.1). */
static void count_ack(tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    uint64_t origin = hash_number(facts_call_hash(message->call_id, message->method), message->cseq);
    credentials_t *credentials = message->auth_kept ? facts_credentials(tracker->scope, message) : NULL;

    for (credentials_t *c = credentials; c; c = c->next) {
        ledger_nonce_used(tracker->ledger, c, origin, sighting_of(packet));
    }
}

static void take_ack(tracker_t *tracker, const packet_t *packet, const sip_message_t *message, const char *buf,
    size_t len)
{
    transaction_t *t = transactions_for_request(tracker->transactions, message, packet);
    sighting_t at = sighting_of(packet);

    count_ack(tracker, packet, message);
    if (!t || !t->attempt || t->attempt->status < 300
        || (t->to_tag && facts_tag_hash(message->to_tag) && t->to_tag != facts_tag_hash(message->to_tag))) {
        attempt_t *meant = retry_match_other_ack(tracker->open, packet, message);
        /* Tags that were cut off are not other tags. */
        if (meant && !meant->other_ack.seen && message->headers_complete) {
            ledger_sight(tracker->ledger, &meant->other_ack, at);
            meant->other_ack_differs = retry_match_ack_differences(meant, message);
        }
        return;
    }
    print_t print = print_of(packet, buf, len);
    record_t *record = record_add(tracker, at, ROLE_ACK, t->attempt);
    bool first = !t->attempt->ack.seen;
    bool duplicate = !first && print_is_duplicate(&t->last_request, &print);
    if (first) {
        ledger_sight(tracker->ledger, &t->attempt->ack, at);
    } else {
        link_copy(tracker, record, t->attempt->ack, duplicate ? t->last_request.at : (sighting_t){ 0 },
            (sighting_t){ 0 });
    }
    if (!duplicate) {
        t->last_request = print;
        ledger_sight(tracker->ledger, &t->last_request.at, at);
    }
}

/* ---- responses ---- */

static void take_provisional(tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    transaction_t *t = transactions_for_response(tracker->transactions, message, packet);
    sighting_t at = sighting_of(packet);

    if (!t) {
        return;
    }
    if (message->status == 100 && !t->provisional_100.seen) {
        ledger_sight(tracker->ledger, &t->provisional_100, at);
        if (t->attempt) {
            ledger_sight(tracker->ledger, &t->attempt->provisional_100, at);
        }
    }
    if (message->status >= 180 && message->status < 190 && !t->provisional_18x.seen) {
        ledger_sight(tracker->ledger, &t->provisional_18x, at);
        if (t->attempt) {
            ledger_sight(tracker->ledger, &t->attempt->provisional_18x, at);
        }
    }
}

static bool is_ours(unsigned status)
{
    return status == 401 || status == 403 || status == 407;
}

static uint64_t call_hash(const sip_message_t *message)
{
    return facts_call_hash(message->call_id, (span_t){ NULL, 0 });
}

/* What a registrar says of a user whom it has just registered: is it one of the identities that may be used
 * (3GPP TS 24.229 section 5.1.2A.1.1)? Only where all lines of the header were kept. */
static bool is_left_out(const sip_message_t *message)
{
    span_t user = sip_uri_user(message->to_uri);

    if (!span_present(user) || !span_present(message->p_associated_uri[0])
        || span_present(message->p_associated_uri[SIP_MAX_LINES - 1])) {
        return false;
    }
    for (unsigned i = 0; i < SIP_MAX_LINES && span_present(message->p_associated_uri[i]); i++) {
        if (span_find(message->p_associated_uri[i], user)) {
            return false;
        }
    }
    return true;
}

static void keep_registration(tracker_t *tracker, const transaction_t *t, const sip_message_t *message, sighting_t at)
{
    span_t user = sip_uri_user(message->to_uri);

    ledger_user_registered(tracker->ledger, &t->source, user, at);
    if (is_left_out(message)) {
        ledger_user_not_associated(tracker->ledger, &t->source, user, at);
    }
}

static void learn_reuse(tracker_t *tracker, const transaction_t *t, const credentials_t *credentials)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        const nonce_t *nonce = c->usable ? ledger_nonce(tracker->ledger, c->nonce_hash) : NULL;

        if (nonce && nonce->accepted.seen) {
            ledger_server(tracker->ledger, &t->destination)->takes_nonces_again = true;
        }
    }
}

static void keep_success(tracker_t *tracker, const transaction_t *t, const sip_message_t *message,
    const credentials_t *credentials, sighting_t at)
{
    uint64_t nextnonce = facts_nextnonce(message);
    bool any = false;

    for (const credentials_t *c = credentials; c; c = c->next) {
        any |= c->usable;
    }
    learn_reuse(tracker, t, credentials);
    ledger_accepted(tracker->ledger, credentials,
        t->transport == TRANSPORT_TLS || t->transport == TRANSPORT_WSS, at);
    if (span_equal(transaction_method(message), SPAN_LITERAL("INVITE"))) {
        if (!any) {
            ledger_source_accepted(tracker->ledger, &t->source, at);
        }
        ledger_dialog_accepted(tracker->ledger, call_hash(message), credentials, at);
    } else if (span_equal(transaction_method(message), SPAN_LITERAL("REGISTER"))) {
        keep_registration(tracker, t, message, at);
    }
    ledger_nonce_issued(tracker->ledger, nextnonce, at, NULL, &t->source);
    for (const credentials_t *c = nextnonce ? credentials : NULL; c; c = c->next) {
        ledger_session_continues(tracker->ledger, c, nextnonce);
    }
}

/* A server that lets a count pass twice does not refuse for it elsewhere. A CANCEL is never asked for
 * credentials (RFC 3261 section 22.1) and shows nothing. */
static void learn_replays(tracker_t *tracker, const transaction_t *t, const sip_message_t *message,
    const credentials_t *credentials)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        if (credentials_nc_repeats(c) && !span_equal(transaction_method(message), SPAN_LITERAL("CANCEL"))) {
            cause_set_add(&ledger_server(tracker->ledger, &t->destination)->accepted_faults, CAUSE_NC_REPLAYED);
        }
    }
}

/* The answer to a request that was never challenged: only what it teaches stays. */
static void release_answered(tracker_t *tracker, transaction_t *t, const sip_message_t *message, sighting_t at)
{
    sip_message_t request;

    if (t->raw && sip_message_parse(&request, t->raw, t->raw_len)) {
        credentials_t *credentials = request.auth_kept ? facts_credentials(tracker->scope, &request) : NULL;
        count_nonces(tracker, t, credentials);
        for (credentials_t *c = credentials; c; c = c->next) {
            ledger_client_answers(tracker->ledger, &t->source, c);
        }
        if (message->status < 300) {
            keep_success(tracker, t, message, credentials, at);
            learn_replays(tracker, t, message, credentials);
            tally_let_in(tracker->tally, &t->source, &t->destination, message, at);
        }
    }
    transaction_release(tracker, t);
}

static void learn_nonces(tracker_t *tracker, attempt_t *attempt, sighting_t at)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->frame == at.frame) {
            ledger_nonce_issued(tracker->ledger, c->nonce_hash, at, attempt, &attempt->source);
        }
    }
}

/* A request that stands before the challenge in the capture but was sent after it is its retry. */
static void adopt_early_retry(tracker_t *tracker, exchange_t *exchange)
{
    for (const challenge_t *c = exchange->last->challenges; c; c = c->next) {
        transaction_t *t = (transaction_t *)wmem_map_lookup(tracker->early, &c->nonce_hash);
        sip_message_t request;

        if (!t || t->attempt || !t->raw || t->request.time < exchange->last->response.time
            || !sip_message_parse(&request, t->raw, t->raw_len) || request.via_count != exchange->via_count
            || !exchange->method || !span_equal(request.method, (span_t){ exchange->method, strlen(exchange->method) })) {
            continue;
        }
        forget_early(tracker, t);
        continue_exchange(tracker, exchange, t, &request, t->raw, t->raw_len);
        record_early_copies(tracker, t);
        free_raw(tracker, t);
        return;
    }
}

static void learn_history(tracker_t *tracker, attempt_t *attempt, const sip_message_t *response, sighting_t at)
{
    const exchange_t *exchange = attempt->exchange;

    ledger_sight(tracker->ledger, &attempt->account_accepted,
        ledger_account_accepted(tracker->ledger, attempt->credentials));
    ledger_sight(tracker->ledger, &attempt->source_accepted,
        ledger_source_accepted_at(tracker->ledger, &attempt->source));
    ledger_sight(tracker->ledger, &attempt->user_registered,
        ledger_user_registered_at(tracker->ledger, &attempt->source, exchange->from_user));
    ledger_sight(tracker->ledger, &attempt->user_not_associated,
        ledger_user_not_associated_at(tracker->ledger, &attempt->source, exchange->from_user));
    ledger_sight(tracker->ledger, &attempt->register_failed,
        ledger_register_failed_at(tracker->ledger, &attempt->source, &attempt->destination, exchange->from_user));
    if (attempt->status >= 300 && g_strcmp0(exchange->method, "REGISTER") == 0) {
        ledger_register_failed(tracker->ledger, &attempt->source, &attempt->destination, exchange->to_user, at);
    }
    if (attempt_challenged(attempt)) {
        ledger_sight(tracker->ledger, &attempt->dialog_accepted,
            ledger_dialog_accepted_at(tracker->ledger, call_hash(response), attempt->challenges));
    }
}

static void watch_for_retry(tracker_t *tracker, const attempt_t *attempt)
{
    exchange_t *exchange = attempt->exchange;
    const char *announced = exchange->last->security_server;

    if (!exchange->client_port_peer) {
        exchange->client_port_peer = ledger_peer(tracker->ledger, &exchange->client, NULL);
        exchange->client_user_peer
            = exchange->from_user ? ledger_peer(tracker->ledger, &exchange->client, exchange->from_user) : NULL;
        exchange->server_peer = ledger_peer(tracker->ledger, &attempt->response_source, NULL);
    }
    exchange->habits = ledger_server(tracker->ledger, &exchange->server_end);
    ledger_await_signs(tracker->ledger, &exchange->client, &exchange->server_end, announced,
        exchange->from_client);
    ledger_await_signs(tracker->ledger, &exchange->server_end, &exchange->client, announced,
        exchange->to_client);
    if (exchange->method && strcmp(exchange->method, "REGISTER") == 0) {
        ledger_registering(tracker->ledger, exchange);
    }
}

/* What the server put up with here is no reason for a refusal elsewhere. */
static void learn_habits(attempt_t *attempt)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = attempt->exchange->habits ? retry_faults(attempt, faults) : 0;

    for (unsigned i = 0; i < count; i++) {
        cause_set_add(&attempt->exchange->habits->accepted_faults, faults[i]);
    }
    if (attempt->exchange->habits && retry_moved(attempt) != CAUSE_NONE) {
        cause_set_add(&attempt->exchange->habits->accepted_faults, retry_moved(attempt));
    }
}

/* The first final response of a transaction that is part of an exchange. */
static void take_final(tracker_t *tracker, transaction_t *t, const packet_t *packet, const sip_message_t *message,
    const print_t *print)
{
    attempt_t *attempt = t->attempt;
    exchange_t *exchange = attempt->exchange;
    record_t *record;

    ledger_sight(tracker->ledger, &t->response, print->at);
    t->last_response = *print;
    ledger_sight(tracker->ledger, &t->last_response.at, print->at);
    t->to_tag = facts_tag_hash(message->to_tag);
    facts_of_response(tracker->scope, attempt, message, packet->frame);
    learn_history(tracker, attempt, message, print->at);
    attempt->to_tag_hash = t->to_tag;
    attempt->response_source = packet->source;
    attempt->response_destination = packet->destination;
    ledger_sight(tracker->ledger, &attempt->response, print->at);
    tally_answered(tracker->tally, attempt, t->origin, print->at);
    if (!exchange->server) {
        exchange->server = attempt->server;
    }
    record = record_add(tracker, print->at, role_of_response(attempt), attempt);
    if (record) {
        set_link(tracker, record, &record->other_hop_of, response_on_other_hop(tracker, t));
    }
    if (attempt_challenged(attempt)) {
        learn_nonces(tracker, attempt, print->at);
        watch_for_retry(tracker, attempt);
        open_exchanges_add(tracker->open, exchange);
        adopt_early_retry(tracker, exchange);
        return;
    }
    if (message->status < 300) {
        keep_success(tracker, t, message, attempt->credentials, print->at);
        ledger_accepted_with(tracker->ledger, attempt);
        learn_habits(attempt);
    }
    watch_for_retry(tracker, attempt);
    exchange_close(tracker, exchange);
}

/* Another copy of the final response. Stateless servers challenge each copy of a request with a new
 * nonce, and a retry may answer any of them. */
static void take_response_copy(tracker_t *tracker, transaction_t *t, const packet_t *packet,
    const sip_message_t *message, const print_t *print)
{
    attempt_t *attempt = t->attempt;
    sighting_t duplicate_of = { 0 };
    challenge_t **end = &attempt->challenges;

    if (print_is_duplicate(&t->last_response, print)) {
        duplicate_of = t->last_response.at;
    } else {
        t->last_response.bytes = print->bytes;
        t->last_response.ip_id = print->ip_id;
        ledger_sight(tracker->ledger, &t->last_response.at, print->at);
        ledger_sight(tracker->ledger, &attempt->response_again, print->at);
        attempt->response_copies++;
    }
    link_copy(tracker, record_add(tracker, print->at, role_of_response(attempt), attempt), t->response, duplicate_of,
        response_on_other_hop(tracker, t));
    if (duplicate_of.seen || !attempt_challenged(attempt) || attempt->response_copies > MAX_NEW_CHALLENGES) {
        return;
    }
    challenge_t *more = facts_challenges(tracker->scope, message, packet->frame);
    while (*end) {
        if (more && (*end)->nonce_hash == more->nonce_hash) {
            return;
        }
        end = &(*end)->next;
    }
    *end = more;
    learn_nonces(tracker, attempt, print->at);
}

/* A final response whose request is not in the capture: it may still continue a known exchange. */
static transaction_t *take_orphan(tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    exchange_t *exchange = retry_match_response(tracker->open, packet, message);
    transaction_t *t;

    if (!exchange && !is_ours(message->status)) {
        return NULL;
    }
    t = transactions_add(tracker->transactions, message, &packet->destination, &packet->source, packet->transport);
    if (exchange) {
        attempt_t *attempt = attempt_new(tracker, exchange, t);
        attempt->cseq = message->cseq;
        attempt->call_id = exchange->call_id;
        attempt->from_tag = facts_text(tracker->scope, message->from_tag);
        attempt->from_tag_hash = facts_tag_hash(message->from_tag);
    } else {
        begin_exchange(tracker, t, message, sighting_of(packet));
    }
    return t;
}

/* A second final response of another kind to one request: two servers answered copies of it. */
static bool contradicts(const transaction_t *t, const sip_message_t *message)
{
    return t->attempt->status != message->status;
}

static void take_final_response(tracker_t *tracker, const packet_t *packet, const sip_message_t *message,
    const char *buf, size_t len)
{
    transaction_t *t = transactions_for_response(tracker->transactions, message, packet);
    print_t print = print_of(packet, buf, len);

    if (!t) {
        t = take_orphan(tracker, packet, message);
        if (!t) {
            return;
        }
    } else if (!t->attempt) {
        if (!is_ours(message->status)) {
            release_answered(tracker, t, message, print.at);
            return;
        }
        begin_exchange(tracker, t, message, print.at);
    }
    if (!t->response.seen) {
        take_final(tracker, t, packet, message, &print);
        facts_of_info(tracker->scope, t->attempt, message, body_of(message, buf, len));
    } else if (!contradicts(t, message)) {
        take_response_copy(tracker, t, packet, message, &print);
    } else if (is_ours(message->status)) {
        attempt_t *told = t->attempt;
        sighting_t request = t->request;
        begin_exchange(tracker, t, message, print.at);
        ledger_sight(tracker->ledger, &t->attempt->request, request);
        ledger_sight(tracker->ledger, &t->attempt->other_answer, told->response);
        t->attempt->other_status = told->status;
        take_final(tracker, t, packet, message, &print);
        t->attempt = told;
    }
}

/* ---- entry ---- */

static bool is_ack(const sip_message_t *message)
{
    return message->is_request && span_equal(message->method, SPAN_LITERAL("ACK"));
}

static bool is_request_copy(const tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    return message->is_request && !is_ack(message)
        && transactions_for_request(tracker->transactions, message, packet) != NULL;
}

void tracker_message(tracker_t *tracker, const packet_t *packet, const sip_message_t *message, const char *buf,
    size_t len)
{
    tracker->packets_cut |= !message->headers_complete;
    /* A client that only repeats its request does not show that it got the answer. */
    if (!is_request_copy(tracker, packet, message)) {
        ledger_peer_seen(tracker->ledger, &packet->source,
            message->is_request ? sip_uri_user(message->from_uri) : (span_t){ NULL, 0 }, sighting_of(packet));
    }
    if (message->is_request) {
        ledger_pair_seen(tracker->ledger, &packet->source, &packet->destination);
    }
    if (!message->is_request) {
        tally_response(tracker->tally, packet, message);
    }
    if (is_ack(message)) {
        take_ack(tracker, packet, message, buf, len);
    } else if (message->is_request) {
        take_request(tracker, packet, message, buf, len);
    } else if (message->status < 200) {
        take_provisional(tracker, packet, message);
    } else {
        take_final_response(tracker, packet, message, buf, len);
    }
}

void tracker_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind)
{
    ledger_sign(tracker->ledger, &packet->source, &packet->destination, kind, sighting_of(packet),
        packet->wire_length, packet->detail);
}

void tracker_unreachable(tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    transaction_t *t = transactions_quoted(tracker->transactions, message);

    if (!t || !t->attempt) {
        return;
    }
    sighting_t *place = message->is_request ? &t->attempt->request_unreachable : &t->attempt->response_unreachable;
    if (!place->seen) {
        ledger_sight(tracker->ledger, place, sighting_of(packet));
    }
}
