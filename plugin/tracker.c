/* tracker.c
 * Follows SIP transactions hop by hop and joins them into exchanges.
 *
 * A request that nobody challenges costs one small record with a copy of its headers, released with its answer. An
 * exchange that nothing happens to any more is packed by its store.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "tracker.h"

#include "hash.h"
#include "lessons.h"
#include "tracker_state.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* Copies of a response whose new challenges are kept; servers repeat themselves ten times at most
 * (Timer G, RFC 3261 section 17.2.1). */
#define MAX_NEW_CHALLENGES 16
/* Copies of a request remembered before it is challenged; more are counted but not linked. */
#define MAX_EARLY_COPIES 16

/* Requests without an answer that are held with their bytes, and how many at all. */
#define MAX_WAITING_WHOLE 32768
#define MAX_WAITING (4 * MAX_WAITING_WHOLE)
/* Nobody answers later than this: a call rings for three minutes (RFC 3261 section 16.6, Timer C). */
#define LATEST_ANSWER SECONDS(600)

/* The message at hand. */
typedef struct {
    const packet_t *packet;
    sip_message_t *message;     /* at a glance, as long as nobody needs more */
    const char *buf;
    size_t len;
    transaction_id_t id;
    print_t print;
    host_t *from;               /* NULL where they are not kept */
    host_t *to;
    bool alone;                 /* no other transaction has its origin, on this hop or another */
} taken_t;

tracker_t *tracker_new(wmem_allocator_t *scope)
{
    tracker_t *tracker = wmem_new0(scope, tracker_t);
    objects_t *objects = objects_new(scope);

    tracker->scope = scope;
    tracker->texts = texts_new(scope);
    tracker->sightings = sightings_new(scope);
    tracker->parties = parties_new(scope, &tracker->maps, objects, tracker->texts);
    tracker->nonces = nonces_new(scope, &tracker->maps, tracker->sightings);
    tracker->signs = signs_new(scope, objects, tracker->sightings);
    tracker->tally = tally_new(scope, objects, tracker->sightings);
    tracker->store = exchange_store_new(scope, tracker->texts, objects, &tracker->lacks);
    tracker->records = records_new(scope, tracker->store, tracker->sightings);
    tracker->transactions = transactions_new(scope, &tracker->maps);
    tracker->open = open_exchanges_new(scope, &tracker->maps, tracker->store);
    tracker->early = hash_map_new(&tracker->maps);
    tracker->accepted = wmem_alloc0_array(scope, accepted_key_t, ACCEPTED_KEYS);
    tracker->parsed = wmem_alloc0_array(scope, parsed_t, PARSED);
    arena_init(&tracker->scratch, scope, NULL);
    return tracker;
}

void tracker_free(tracker_t *tracker)
{
    exchange_store_free(tracker->store);
    transactions_free(tracker->transactions);
    texts_free(tracker->texts);
    hash_maps_free(&tracker->maps);
}

void tracker_frame(tracker_t *tracker, uint32_t frame, int64_t time)
{
    if (sightings_frame(tracker->sightings, frame, time)) {
        records_withdraw(tracker->records, frame);
    }
    tracker->changes++;
    exchange_store_turn(tracker->store);
}

void tracker_turn(tracker_t *tracker)
{
    exchange_store_turn(tracker->store);
}

int64_t tracker_end(const tracker_t *tracker)
{
    return sightings_end(tracker->sightings);
}

uint64_t tracker_changes(const tracker_t *tracker)
{
    return tracker->changes;
}

bool tracker_has_records(const tracker_t *tracker, uint32_t frame)
{
    return records_has(tracker->records, frame);
}

unsigned tracker_records(tracker_t *tracker, wmem_allocator_t *scope, uint32_t frame, const record_t **records)
{
    return records_of_frame(tracker->records, scope, frame, records);
}

unsigned tracker_messages(tracker_t *tracker, wmem_allocator_t *scope, const exchange_t *exchange,
    const record_t **records)
{
    return records_of_exchange(tracker->records, scope, exchange, records);
}

uint32_t tracker_exchange_count(const tracker_t *tracker)
{
    return exchange_store_count(tracker->store);
}

const exchange_t *tracker_exchange(tracker_t *tracker, uint32_t number)
{
    return exchange_store_read(tracker->store, number);
}

const exchange_t *tracker_find(void *data, uint32_t number)
{
    return tracker_exchange((tracker_t *)data, number);
}

void tracker_hold(tracker_t *tracker, unsigned live)
{
    exchange_store_hold(tracker->store, live);
}

/* ---- signs ---- */

bool tracker_wants_signs(const tracker_t *tracker)
{
    return exchange_store_count(tracker->store) > 0;
}

static link_t *link_of_packet(tracker_t *tracker, const packet_t *packet)
{
    return parties_known_link(tracker->parties, parties_known_host(tracker->parties, &packet->source),
        parties_known_host(tracker->parties, &packet->destination));
}

bool tracker_wants_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind)
{
    bool of_port = kind >= SIGN_OF_AGREEMENT && kind != SIGN_ESP_UNREACHABLE;

    return (!of_port || signs_port_announced(tracker->signs, packet->source.port)
        || signs_port_announced(tracker->signs, packet->destination.port))
        && signs_awaited(link_of_packet(tracker, packet), kind);
}

void tracker_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind)
{
    tracker->lacks.has_esp |= kind == SIGN_ESP;
    signs_take(tracker->signs, link_of_packet(tracker, packet), kind, sighting_of(packet), packet->wire_length,
        packet->detail);
}

/* ---- transactions ---- */

static attempt_t *attempt_live(tracker_t *tracker, attempt_ref_t ref)
{
    return retry_match_attempt(exchange_store_live(tracker->store, ref.exchange, NULL), ref.attempt);
}

static bool same_hop(const endpoint_t *source, const endpoint_t *destination, const packet_t *packet)
{
    return endpoint_same_host(source, &packet->source) && endpoint_same_host(destination, &packet->destination);
}

/* An attempt without a key is found by it alone. */
static bool same_key(const attempt_t *attempt, const transaction_id_t *id)
{
    return !attempt->key || attempt->key == id->key;
}

/* Either of the two, or none. */
typedef struct {
    waiting_t *waiting;
    attempt_t *attempt;
} found_t;

/* The transaction of this request on this hop. */
static found_t find_request(tracker_t *tracker, taken_t *taken)
{
    transaction_cursor_t cursor;
    transaction_t t;

    transactions_begin(tracker->transactions, taken->id.key, &cursor);
    taken->alone = cursor.at == 0 && taken->id.key == taken->id.origin;
    while (transactions_next(&cursor, &t)) {
        if (t.waiting) {
            if (t.waiting->id.key == taken->id.key
                && same_hop(&t.waiting->source, &t.waiting->destination, taken->packet)) {
                return (found_t){ .waiting = t.waiting };
            }
            continue;
        }
        attempt_t *attempt = attempt_live(tracker, t.attempt);
        if (same_key(attempt, &taken->id) && same_hop(&attempt->source, &attempt->destination, taken->packet)) {
            return (found_t){ .attempt = attempt };
        }
    }
    return (found_t){ NULL, NULL };
}

/* A response may come from another port or address than the request went to, so this is the best fit. */
static int response_fit(const endpoint_t *source, const endpoint_t *destination, const packet_t *packet)
{
    return (endpoint_same_host(source, &packet->destination) ? 4 : 0)
        + (endpoint_same_host(destination, &packet->source) ? 4 : 0) + (source->port == packet->destination.port ? 1 : 0)
        + (destination->port == packet->source.port ? 1 : 0);
}

/* The transaction that this response answers, by branch first and hosts second. */
static found_t find_response(tracker_t *tracker, taken_t *taken)
{
    found_t best = { NULL, NULL };
    transaction_cursor_t cursor;
    transaction_t t;
    int best_fit = -1;

    transactions_begin(tracker->transactions, taken->id.key, &cursor);
    taken->alone = cursor.at <= 1 && taken->id.key == taken->id.origin;
    while (transactions_next(&cursor, &t)) {
        attempt_t *attempt = t.waiting ? NULL : attempt_live(tracker, t.attempt);
        if (t.waiting ? t.waiting->id.key != taken->id.key : !same_key(attempt, &taken->id)) {
            continue;
        }
        int fit = t.waiting ? response_fit(&t.waiting->source, &t.waiting->destination, taken->packet)
                            : response_fit(&attempt->source, &attempt->destination, taken->packet);
        if (fit > best_fit) {
            best = (found_t){ t.waiting, attempt };
            best_fit = fit;
        }
    }
    return best;
}

static void forget_early(tracker_t *tracker, waiting_t *waiting)
{
    if (waiting->early_nonce && hash_map_get(tracker->early, waiting->early_nonce) == waiting) {
        hash_map_put(tracker->early, waiting->early_nonce, NULL);
    }
    waiting->early_nonce = 0;
}

/* Its memory is about to be given up. */
static void leave_waiting(tracker_t *tracker, waiting_t *waiting)
{
    forget_early(tracker, waiting);
    sightings_forget(tracker->sightings, waiting, sizeof *waiting);
    for (early_copy_t *c = waiting->copies; c; c = c->next) {
        sightings_forget(tracker->sightings, c, sizeof *c);
    }
    tracker->waiting--;
    tracker->whole -= waiting->raw != NULL;
}

static void drop_waiting(tracker_t *tracker, waiting_t *waiting)
{
    leave_waiting(tracker, waiting);
    transactions_drop(tracker->transactions, waiting);
}

static void settle_waiting(tracker_t *tracker, waiting_t *waiting, const attempt_t *attempt)
{
    leave_waiting(tracker, waiting);
    transactions_settle(tracker->transactions, waiting,
        (attempt_ref_t){ attempt->exchange->number, (uint16_t)attempt->number });
}

static void drop_late(tracker_t *tracker, waiting_t *oldest, int64_t now)
{
    if (oldest && (tracker->waiting > MAX_WAITING || now - oldest->last > LATEST_ANSWER)) {
        tracker->lacks.requests_forgotten |= now - oldest->last <= LATEST_ANSWER;
        drop_waiting(tracker, oldest);
    }
}

/* Requests that are never answered must not fill the memory: the oldest lose their bytes, then are forgotten. */
static void make_room(tracker_t *tracker, int64_t now)
{
    waiting_t *whole = transactions_oldest(tracker->transactions, true);

    if (tracker->whole > MAX_WAITING_WHOLE) {
        forget_early(tracker, whole);
        transactions_strip(tracker->transactions, whole);
        tracker->whole--;
    }
    drop_late(tracker, transactions_oldest(tracker->transactions, false), now);
    drop_late(tracker, transactions_oldest(tracker->transactions, true), now);
}

/* ---- other hops ---- */

static void keep_earlier(sighting_t *first, sighting_t at)
{
    if (!first->seen || at.time < first->time) {
        *first = at;
    }
}

/* Where the same request was seen first, on another hop; self is the transaction itself. */
static sighting_t request_on_other_hop(tracker_t *tracker, uint64_t origin, found_t self, sighting_t request)
{
    sighting_t first = { 0 };
    transaction_cursor_t cursor;
    transaction_t t;

    transactions_begin(tracker->transactions, origin, &cursor);
    while (cursor.at > 0 && transactions_next(&cursor, &t)) {
        const attempt_t *attempt = t.waiting ? NULL : attempt_live(tracker, t.attempt);
        sighting_t at = t.waiting ? t.waiting->request : attempt->request;

        if ((t.waiting ? t.waiting != self.waiting : attempt != self.attempt) && at.seen && at.time <= request.time) {
            keep_earlier(&first, at);
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
static sighting_t response_on_other_hop(tracker_t *tracker, uint64_t origin, const attempt_t *attempt, bool *beyond)
{
    sighting_t first = { 0 };
    transaction_cursor_t cursor;
    transaction_t t;

    transactions_begin(tracker->transactions, origin, &cursor);
    while (transactions_next(&cursor, &t)) {
        const attempt_t *other = t.waiting ? NULL : attempt_live(tracker, t.attempt);

        if (!other || other == attempt || other->status != attempt->status || !other->response.seen
            || other->response.time > attempt->response.time) {
            continue;
        }
        if ((other->to_tag_hash && other->to_tag_hash == attempt->to_tag_hash) || share_nonce(other, attempt)) {
            keep_earlier(&first, other->response);
            *beyond |= other->exchange->via_count > attempt->exchange->via_count;
        }
    }
    return first;
}

/* ---- copies ---- */

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

/* A packet captured twice is a copy of the other hop's message just as its first capture is. */
static void record_copy(tracker_t *tracker, attempt_t *attempt, role_t role, sighting_t at, sighting_t first,
    sighting_t duplicate_of, sighting_t other_hop_of)
{
    record_t copy = { .at = at, .role = role };

    if (duplicate_of.seen) {
        copy.duplicate_of = duplicate_of;
        copy.other_hop_of = other_hop_of;
    } else {
        copy.retransmission_of = first;
    }
    records_add_copy(tracker->records, attempt, &copy);
}

/* Of what the last copy of it is a duplicate; else the copy becomes the last one. */
static sighting_t duplicate_of(tracker_t *tracker, print_t *last, const print_t *print)
{
    if (print_is_duplicate(last, print)) {
        return last->at;
    }
    last->bytes = print->bytes;
    last->ip_id = print->ip_id;
    sight(tracker, &last->at, print->at);
    return (sighting_t){ 0 };
}

static login_t *known_login(tracker_t *tracker, const taken_t *taken, bool of_request)
{
    span_t method = of_request ? taken->message->method : taken->message->cseq_method;
    bool registers = span_equal(method, SPAN_LITERAL("REGISTER"));
    link_t *link = of_request ? parties_known_link(tracker->parties, taken->from, taken->to)
                              : parties_known_link(tracker->parties, taken->to, taken->from);

    if (!link) {
        return NULL;
    }
    sip_message_read(taken->message);
    return parties_known_login(tracker->parties, link,
        sip_uri_user(registers ? taken->message->to_uri : taken->message->from_uri), method);
}

static void count_request(tracker_t *tracker, const taken_t *taken)
{
    if (tally_watches(tracker->tally)) {
        tally_request(tracker->tally, known_login(tracker, taken, true), taken->print.at);
    }
}

static void take_waiting_copy(tracker_t *tracker, waiting_t *waiting, const taken_t *taken)
{
    sighting_t twice = duplicate_of(tracker, &waiting->last_request, &taken->print);

    transactions_touch(tracker->transactions, waiting, taken->packet->time);
    if (!twice.seen) {
        count_request(tracker, taken);
    }
    if (waiting->copy_count++ >= MAX_EARLY_COPIES) {
        return;
    }
    early_copy_t *copy = wmem_new0(tracker->scope, early_copy_t);
    sight(tracker, &copy->at, taken->print.at);
    sight(tracker, &copy->duplicate_of, twice);
    copy->next = waiting->copies;
    waiting->copies = copy;
}

/* Some clients keep branch and CSeq when they add credentials, so that the retry looks like a copy. */
static void note_copy_answers(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    offer_t offer;

    if (!facts_offers(taken->message) || !attempt_challenged(attempt) || attempt_has_credentials(attempt)
        || attempt->copy_answers.seen) {
        return;
    }
    facts_offer(&offer, taken->message);
    for (unsigned i = 0; i < offer.count; i++) {
        if (offer.of[i].usable) {
            sightings_place_first(tracker->sightings, &attempt->copy_answers, taken->print.at);
        }
    }
}

static void take_attempt_copy(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    sighting_t twice = duplicate_of(tracker, &attempt->last_request, &taken->print);

    if (!twice.seen) {
        count_request(tracker, taken);
        attempt->request_copies++;
        note_copy_answers(tracker, attempt, taken);
    }
    record_copy(tracker, attempt, role_of_request(attempt), taken->print.at, attempt->request, twice,
        request_on_other_hop(tracker, taken->id.origin, (found_t){ .attempt = attempt }, attempt->request));
}

/* ---- exchanges ---- */

static way_t way_of_waiting(const waiting_t *waiting)
{
    return (way_t){ &waiting->source, &waiting->destination, waiting->transport, waiting->in_ipsec };
}

/* Whose login a message is about: the address of record, or whoever calls (RFC 3261 sections 10.2, 8.1.1.3). */
static span_t login_user(const sip_message_t *response)
{
    return sip_uri_user(
        span_equal(response->cseq_method, SPAN_LITERAL("REGISTER")) ? response->to_uri : response->from_uri);
}

/* message: its first request, or the response where that was not captured. */
static exchange_t *exchange_new(tracker_t *tracker, const way_t *way, const sip_message_t *message,
    const taken_t *taken)
{
    const sip_message_t *response = taken->message;
    host_t *client = parties_host(tracker->parties, way->source);
    host_t *server = parties_host(tracker->parties, way->destination);
    keep_t keep = { NULL, tracker->texts };
    exchange_t *exchange = exchange_store_add(tracker->store, &keep.arena);
    party_t *party;

    exchange->client = *way->source;
    exchange->server_end = *way->destination;
    exchange->transport = way->transport;
    facts_of_exchange(&keep, exchange, message);
    exchange->call_hash = facts_call_hash(response->call_id, response->cseq_method);
    party = parties_party(tracker->parties, parties_link(tracker->parties, client, server),
        facts_kept(&keep, login_user(response)));
    exchange->login = parties_login(tracker->parties, party, facts_kept(&keep, response->cseq_method));
    parties_attach(exchange);
    return exchange;
}

static attempt_t *attempt_new(tracker_t *tracker, exchange_t *exchange, const way_t *way, const transaction_id_t *id)
{
    keep_t keep = keep_of(tracker, exchange);
    attempt_t *attempt = arena_new0(keep.arena, attempt_t);

    attempt->exchange = exchange;
    attempt->number = ++exchange->attempts;
    attempt->previous = exchange->last;
    if (exchange->last) {
        exchange->last->next = attempt;
    } else {
        exchange->first = attempt;
    }
    exchange->last = attempt;
    attempt->key = id->key == id->origin ? 0 : id->key;
    attempt->source = *way->source;
    attempt->destination = *way->destination;
    attempt->transport = way->transport;
    attempt->in_ipsec = way->in_ipsec;
    return attempt;
}

static void exchange_close(tracker_t *tracker, exchange_t *exchange)
{
    if (!exchange->closed) {
        exchange->closed = true;
        open_exchanges_remove(tracker->open, exchange);
        lessons_registering(tracker, exchange, false);
        exchange_store_ended(tracker->store, exchange);
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

/* What a request says; its attempt's sightings are known. raw: its bytes. */
static void learn_request(tracker_t *tracker, attempt_t *attempt, const sip_message_t *message, span_t raw,
    const offer_t *offer, uint64_t origin)
{
    keep_t keep = keep_of(tracker, attempt->exchange);

    facts_of_request(&keep, attempt, message, offer);
    if (facts_wants_body(offer)) {
        facts_body_hash(&keep, attempt->credentials, body_of(message, raw.ptr, raw.len));
    }
    lessons_of_credentials(tracker, attempt, origin);
    records_add(tracker->records, attempt->exchange, attempt->request);
}

/* What is known of a waiting request beside its bytes. alone: no other transaction has its origin. */
static void move_waiting(tracker_t *tracker, attempt_t *attempt, waiting_t *waiting, bool alone)
{
    if (!alone) {
        sight(tracker, &attempt->request_other_hop,
            request_on_other_hop(tracker, waiting->id.origin, (found_t){ waiting, attempt }, waiting->request));
    }
    attempt->request_length = waiting->request_length;
    sight(tracker, &attempt->request, waiting->request);
    sight(tracker, &attempt->provisional_100, waiting->provisional_100);
    sight(tracker, &attempt->provisional_18x, waiting->provisional_18x);
    sight(tracker, &attempt->cancelled, waiting->cancelled);
    attempt->last_request = waiting->last_request;
    sight(tracker, &attempt->last_request.at, waiting->last_request.at);
}

static void record_early_copies(tracker_t *tracker, attempt_t *attempt, const waiting_t *waiting)
{
    for (const early_copy_t *c = waiting->copies; c; c = c->next) {
        record_copy(tracker, attempt, role_of_request(attempt), c->at, attempt->request, c->duplicate_of,
            attempt->request_other_hop);
        if (!c->duplicate_of.seen) {
            attempt->request_copies++;
        }
    }
}

/* Hold what was parsed of a new waiting request. */
static void keep_parsed(tracker_t *tracker, waiting_t *waiting, const taken_t *taken)
{
    parsed_t *parsed = &tracker->parsed[tracker->next_parsed];

    waiting->parsed = (uint8_t)tracker->next_parsed;
    tracker->next_parsed = (tracker->next_parsed + 1) % PARSED;
    parsed->of = waiting;
    parsed->bytes = taken->buf;
    sip_message_copy(&parsed->message, taken->message);
}

/* The headers of a waiting request: as they are held, or parsed again into room. NULL where they are not known. */
static const sip_message_t *headers_of(tracker_t *tracker, const waiting_t *waiting, sip_message_t *room)
{
    parsed_t *parsed = &tracker->parsed[waiting->parsed];

    if (!waiting->raw) {
        return NULL;
    }
    if (parsed->of != waiting) {
        return sip_message_parse(room, waiting->raw, waiting->raw_len) ? room : NULL;
    }
    /* The packet that it was parsed from is gone. */
    if (parsed->bytes != waiting->raw) {
        sip_message_move(&parsed->message, parsed->bytes, waiting->raw);
        parsed->bytes = waiting->raw;
        sip_message_read(&parsed->message);
    }
    return &parsed->message;
}

/* The headers of a waiting request and its credentials. */
typedef struct {
    const sip_message_t *message;   /* NULL where they are not known */
    const offer_t *offer;           /* NULL where it has none */
    sip_message_t message_room;
    offer_t offer_room;
} waiting_request_t;

static bool parse_waiting(tracker_t *tracker, const waiting_t *waiting, waiting_request_t *request)
{
    request->message = headers_of(tracker, waiting, &request->message_room);
    request->offer = NULL;
    if (request->message && waiting->has_credentials) {
        facts_offer(&request->offer_room, request->message);
        request->offer = request->offer_room.count ? &request->offer_room : NULL;
    }
    return request->message != NULL;
}

/* The request's bytes were given up, or never seen: the response tells what identifies it. */
static void learn_from_response(tracker_t *tracker, attempt_t *attempt, const sip_message_t *response)
{
    attempt->cseq = response->cseq;
    attempt->call_id = attempt->exchange->call_id;
    keep_t keep = keep_of(tracker, attempt->exchange);
    attempt->from_tag = facts_own(&keep, response->from_tag);
    attempt->from_tag_hash = facts_tag_hash(response->from_tag);
    records_add(tracker->records, attempt->exchange, attempt->request);
}

/* What its login and its pair of hosts are known by. */
static void count_exchange(tracker_t *tracker, exchange_t *exchange, sighting_t at)
{
    pair_t *pair = parties_pair(exchange);

    tally_began(tracker->tally, exchange, at);
    if (exchange->first->request.seen) {
        pair->requests++;
    } else {
        pair->exchanges++;
        exchange->pair = pair;
    }
}

/* The first challenge or refusal of a waiting request: its copy of the headers becomes facts. */
static attempt_t *begin_exchange(tracker_t *tracker, waiting_t *waiting, const taken_t *taken)
{
    const sip_message_t *response = taken->message;
    way_t way = way_of_waiting(waiting);
    waiting_request_t request;
    bool parsed = parse_waiting(tracker, waiting, &request);
    exchange_t *exchange = exchange_new(tracker, &way, parsed ? request.message : response, taken);
    attempt_t *attempt = attempt_new(tracker, exchange, &way, &waiting->id);

    move_waiting(tracker, attempt, waiting, taken->alone);
    if (parsed) {
        learn_request(tracker, attempt, request.message, (span_t){ waiting->raw, waiting->raw_len }, request.offer,
            waiting->id.origin);
    } else {
        learn_from_response(tracker, attempt, response);
    }
    record_early_copies(tracker, attempt, waiting);
    settle_waiting(tracker, waiting, attempt);
    count_exchange(tracker, exchange, taken->print.at);
    return attempt;
}

/* The way of a request, as its response tells it. */
static way_t way_back(const packet_t *packet)
{
    return (way_t){ &packet->destination, &packet->source, packet->transport, false };
}

/* An exchange whose request is not in the capture, or stands in another exchange. */
static attempt_t *begin_without_request(tracker_t *tracker, const way_t *way, const taken_t *taken)
{
    exchange_t *exchange = exchange_new(tracker, way, taken->message, taken);
    attempt_t *attempt = attempt_new(tracker, exchange, way, &taken->id);

    learn_from_response(tracker, attempt, taken->message);
    return attempt;
}

/* ---- requests ---- */

/* In captures that were merged or mixed up the retry may stand before its challenge. */
static void keep_early(tracker_t *tracker, waiting_t *waiting, const offer_t *offer, uint64_t call_hash)
{
    waiting->early_nonce = retry_match_unissued_nonce(tracker->nonces, offer);
    if (waiting->early_nonce) {
        waiting->early_nonce = hash_number(waiting->early_nonce, call_hash);
    }
    if (waiting->early_nonce && !hash_map_get(tracker->early, waiting->early_nonce)) {
        hash_map_put(tracker->early, waiting->early_nonce, waiting);
    }
}

/* The frame that completes a message is short where others hold the rest. */
static uint32_t request_length(const packet_t *packet, size_t len)
{
    return (uint32_t)MAX(packet->wire_length, len);
}

/* A registration that begins later than this has nothing to do with the challenge before it: Timer F, 64 * T1
 * (RFC 3261 section 17.1.2.2). */
#define NEW_START_WINDOW SECONDS(32)

/* The challenge that a REGISTER of another Call-ID leaves behind: a UE that abandons one begins again so
 * (3GPP TS 24.229 section 5.1.1.5.1). */
static exchange_t *left_by_registering(tracker_t *tracker, const taken_t *taken)
{
    sip_message_t *message = taken->message;
    const user_t *user;
    span_t name;

    if (!taken->from || taken->from->registering == 0 || !span_equal(message->method, SPAN_LITERAL("REGISTER"))) {
        return NULL;
    }
    sip_message_read(message);
    name = sip_uri_user(message->to_uri);
    user = span_present(name) ? parties_known_user(tracker->parties, taken->from, name) : NULL;
    exchange_t *left = user && user->registering
        ? exchange_store_live(tracker->store, user->registering - 1, NULL) : NULL;

    return left && !left->closed && attempt_challenged(left->last) && left->via_count == message->via_count
            && left->call_hash != facts_call_hash(message->call_id, message->method) ? left : NULL;
}

/* With what a client leaves a challenge behind, which neither repeats its request nor answers. */
static void note_leaving(sighting_t *left_with, tracker_t *tracker, const exchange_t *left, const taken_t *taken)
{
    int64_t after = taken->packet->time - left->last->response.time;

    if (!left_with->seen && after >= 0 && after <= NEW_START_WINDOW) {
        sight(tracker, left_with, taken->print.at);
    }
}

static void note_new_start(tracker_t *tracker, const taken_t *taken)
{
    exchange_t *left = left_by_registering(tracker, taken);

    if (left) {
        note_leaving(&left->started_anew, tracker, left, taken);
        return;
    }
    left = retry_match_left(tracker->open, taken->packet, taken->message);
    if (left) {
        note_leaving(&left->turned_away, tracker, left, taken);
    }
}

static void note_other_hop(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    if (!taken->alone) {
        sight(tracker, &attempt->request_other_hop,
            request_on_other_hop(tracker, taken->id.origin, (found_t){ .attempt = attempt }, attempt->request));
    }
}

/* The response came first: merged captures, or packets out of order. */
static void take_late_request(tracker_t *tracker, attempt_t *attempt, const taken_t *taken, const offer_t *offer)
{
    keep_t keep = keep_of(tracker, attempt->exchange);

    sip_message_read(taken->message);
    attempt->request_length = request_length(taken->packet, taken->len);
    attempt->in_ipsec = taken->packet->in_ipsec;
    sight(tracker, &attempt->request, taken->print.at);
    attempt->last_request = taken->print;
    sight(tracker, &attempt->last_request.at, taken->print.at);
    attempt->source = taken->packet->source;
    attempt->destination = taken->packet->destination;
    note_other_hop(tracker, attempt, taken);
    learn_request(tracker, attempt, taken->message, (span_t){ taken->buf, taken->len }, offer, taken->id.origin);
    if (attempt->number == 1) {
        facts_of_exchange(&keep, attempt->exchange, taken->message);
    }
}

static void continue_exchange(tracker_t *tracker, exchange_t *exchange, const taken_t *taken, const offer_t *offer)
{
    const packet_t *packet = taken->packet;
    way_t way = { &packet->source, &packet->destination, packet->transport, packet->in_ipsec };
    attempt_t *attempt = attempt_new(tracker, exchange, &way, &taken->id);

    sip_message_read(taken->message);
    exchange->started_anew = (sighting_t){ 0 };
    exchange->turned_away = (sighting_t){ 0 };
    transactions_add(tracker->transactions, &taken->id,
        (attempt_ref_t){ exchange->number, (uint16_t)attempt->number });
    attempt->request_length = request_length(packet, taken->len);
    sight(tracker, &attempt->request, taken->print.at);
    attempt->last_request = taken->print;
    sight(tracker, &attempt->last_request.at, taken->print.at);
    note_other_hop(tracker, attempt, taken);
    learn_request(tracker, attempt, taken->message, (span_t){ taken->buf, taken->len }, offer, taken->id.origin);
    tally_retried(exchange);
}

static void wait_for_answer(tracker_t *tracker, const taken_t *taken, const offer_t *offer)
{
    const packet_t *packet = taken->packet;
    size_t len = facts_wants_body(offer) ? taken->len : taken->message->header_len;
    waiting_t *waiting = transactions_wait(tracker->transactions, &taken->id, (span_t){ taken->buf, len });

    waiting->source = packet->source;
    waiting->destination = packet->destination;
    waiting->transport = packet->transport;
    waiting->in_ipsec = packet->in_ipsec;
    keep_parsed(tracker, waiting, taken);
    waiting->request_length = request_length(packet, taken->len);
    waiting->last = packet->time;
    waiting->last_request = taken->print;
    sight(tracker, &waiting->request, taken->print.at);
    sight(tracker, &waiting->last_request.at, taken->print.at);
    tracker->waiting++;
    tracker->whole++;
    if (offer) {
        waiting->has_credentials = true;
        keep_early(tracker, waiting, offer, facts_call_hash(taken->message->call_id, taken->message->method));
    }
    make_room(tracker, packet->time);
}

/* Who gives up a call answers no challenge of it any more. */
static void note_cancel(tracker_t *tracker, const taken_t *taken)
{
    taken_t invite = *taken;
    found_t found;

    invite.id = transaction_cancelled(taken->message);
    found = find_request(tracker, &invite);
    if (found.waiting || found.attempt) {
        sightings_place_first(tracker->sightings, found.waiting ? &found.waiting->cancelled : &found.attempt->cancelled,
            taken->print.at);
    }
}

static void take_new_request(tracker_t *tracker, const taken_t *taken, const offer_t *offer)
{
    if (span_equal(taken->message->method, SPAN_LITERAL("CANCEL"))) {
        note_cancel(tracker, taken);
    }
    exchange_t *exchange = retry_match_request(tracker->open, tracker->nonces, taken->packet, taken->message, offer);

    count_request(tracker, taken);
    if (exchange && exchange->attempts >= EXCHANGE_MAX_ATTEMPTS) {
        exchange_close(tracker, exchange);
        exchange = NULL;
    }
    if (exchange) {
        continue_exchange(tracker, exchange, taken, offer);
    } else {
        note_new_start(tracker, taken);
        wait_for_answer(tracker, taken, offer);
    }
}

static void take_request(tracker_t *tracker, const taken_t *taken, found_t found)
{
    const offer_t *offer = NULL;
    offer_t room;

    if (found.waiting) {
        take_waiting_copy(tracker, found.waiting, taken);
        return;
    }
    if (found.attempt && found.attempt->request.seen) {
        take_attempt_copy(tracker, found.attempt, taken);
        return;
    }
    if (facts_offers(taken->message)) {
        facts_offer(&room, taken->message);
        offer = room.count ? &room : NULL;
    }
    if (found.attempt) {
        take_late_request(tracker, found.attempt, taken, offer);
    } else {
        take_new_request(tracker, taken, offer);
    }
}

/* The ACK of a 2xx carries credentials of its own, and some clients count it (RFC 3261 section 22.1). */
static void count_ack(tracker_t *tracker, const taken_t *taken)
{
    const sip_message_t *message = taken->message;
    keep_t keep = { &tracker->scratch, tracker->texts };
    offer_t offer;

    if (!facts_offers(message)) {
        return;
    }
    facts_offer(&offer, message);
    for (credentials_t *c = facts_credentials(&keep, &offer); c; c = c->next) {
        nonces_used(tracker->nonces, c,
            hash_number(facts_call_hash(message->call_id, transaction_method(message)), message->cseq), taken->print.at);
    }
}

/* An ACK for this response (RFC 3261 section 17.1.1.3)? */
static bool acknowledges(const attempt_t *attempt, const sip_message_t *ack)
{
    uint32_t to_tag = facts_tag_hash(ack->to_tag);

    return attempt && attempt->status >= 300
        && (!attempt->to_tag_hash || !to_tag || attempt->to_tag_hash == to_tag);
}

static void take_ack(tracker_t *tracker, const taken_t *taken, found_t found)
{
    attempt_t *attempt = found.attempt;
    sighting_t at = taken->print.at;

    count_ack(tracker, taken);
    if (attempt) {
        sip_message_read(taken->message);
    }
    if (!acknowledges(attempt, taken->message)) {
        attempt_t *meant = retry_match_other_ack(tracker->open, taken->packet, taken->message);
        /* Tags that were cut off are not other tags. */
        if (meant && !meant->other_ack.seen && taken->message->headers_complete) {
            sip_message_read(taken->message);
            sight(tracker, &meant->other_ack, at);
            meant->other_ack_differs = retry_match_ack_differences(meant, taken->message);
        }
        return;
    }
    if (!attempt->ack.seen) {
        sight(tracker, &attempt->ack, at);
        attempt->last_request = taken->print;
        sight(tracker, &attempt->last_request.at, at);
        records_add(tracker->records, attempt->exchange, at);
    } else {
        sighting_t twice = duplicate_of(tracker, &attempt->last_request, &taken->print);
        record_copy(tracker, attempt, ROLE_ACK, at, attempt->ack, twice, (sighting_t){ 0 });
    }
}

/* ---- responses ---- */

static void take_provisional(tracker_t *tracker, taken_t *taken)
{
    found_t found = find_response(tracker, taken);
    unsigned status = taken->message->status;
    sighting_t *trying, *ringing;

    if (!found.waiting && !found.attempt) {
        return;
    }
    trying = found.waiting ? &found.waiting->provisional_100 : &found.attempt->provisional_100;
    ringing = found.waiting ? &found.waiting->provisional_18x : &found.attempt->provisional_18x;
    if (status == 100) {
        sightings_place_first(tracker->sightings, trying, taken->print.at);
    } else if (status >= 180 && status < 190) {
        sightings_place_first(tracker->sightings, ringing, taken->print.at);
    }
    if (found.waiting) {
        transactions_touch(tracker->transactions, found.waiting, taken->packet->time);
    }
}

static bool is_ours(unsigned status)
{
    return status == 401 || status == 403 || status == 407;
}

static accepted_key_t *accepted_place(tracker_t *tracker, uint64_t key)
{
    return &tracker->accepted[key % ACCEPTED_KEYS];
}

/* The answer to a request that was never challenged: only what it teaches stays. */
static void release_answered(tracker_t *tracker, waiting_t *waiting, const taken_t *taken)
{
    sip_message_t *response = taken->message;
    way_t way = way_of_waiting(waiting);
    keep_t keep = { &tracker->scratch, tracker->texts };
    credentials_t *credentials = NULL;
    waiting_request_t request;

    if (waiting->has_credentials && parse_waiting(tracker, waiting, &request) && request.offer) {
        credentials = facts_credentials(&keep, request.offer);
        lessons_count_nonces(tracker, waiting->id.origin,
            request_on_other_hop(tracker, waiting->id.origin, (found_t){ .waiting = waiting }, waiting->request),
            waiting->request, credentials);
        lessons_of_ability(parties_host(tracker->parties, way.source), credentials);
        sip_message_read(response);
        lessons_of_answering(tracker, parties_known_user(tracker->parties, taken->to, login_user(response)), credentials,
            waiting->request);
    }
    if (response->status < 300) {
        lessons_of_success(tracker, &way, response, credentials, taken->print.at);
        if (credentials) {
            accepted_key_t *accepted = accepted_place(tracker, waiting->id.key);

            accepted->key = waiting->id.key;
            accepted->status = response->status;
            sight(tracker, &accepted->request, waiting->request);
            sight(tracker, &accepted->at, taken->print.at);
            lessons_of_replays(parties_host(tracker->parties, way.destination), response->cseq_method, credentials);
        }
        if (!span_equal(response->cseq_method, SPAN_LITERAL("OPTIONS")) || taken->to) {
            tally_let_in(tracker->tally, parties_host(tracker->parties, way.source), known_login(tracker, taken, false),
                response->cseq_method, taken->print.at);
        }
    }
    drop_waiting(tracker, waiting);
}

/* Capture cards and mirror ports swap packets, times included, by so much at most. Nobody knows a nonce before it is
 * given. */
#define SWAPPED_WITHIN SECONDS(1)

/* A request that stands before the challenge in the capture but was sent after it is its retry. */
static void adopt_early_retry(tracker_t *tracker, exchange_t *exchange)
{
    for (const challenge_t *c = exchange->last->challenges; c && !hash_map_empty(tracker->early); c = c->next) {
        waiting_t *waiting = (waiting_t *)hash_map_get(tracker->early, hash_number(c->nonce_hash, exchange->call_hash));
        waiting_request_t request;

        if (!waiting || waiting->request.time < exchange->last->response.time - SWAPPED_WITHIN
            || !parse_waiting(tracker, waiting, &request) || request.message->via_count != exchange->via_count
            || !exchange->method || request.message->cseq <= exchange->last->cseq
            || !span_equal(request.message->method, (span_t){ exchange->method, strlen(exchange->method) })) {
            continue;
        }
        way_t way = way_of_waiting(waiting);
        attempt_t *attempt = attempt_new(tracker, exchange, &way, &waiting->id);
        exchange->started_anew = (sighting_t){ 0 };
        exchange->turned_away = (sighting_t){ 0 };
        move_waiting(tracker, attempt, waiting, false);
        learn_request(tracker, attempt, request.message, (span_t){ waiting->raw, waiting->raw_len }, request.offer,
            waiting->id.origin);
        tally_retried(exchange);
        record_early_copies(tracker, attempt, waiting);
        settle_waiting(tracker, waiting, attempt);
        return;
    }
}

static void limit_challenges(attempt_t *attempt, challenge_t **added)
{
    unsigned *kept = &attempt->exchange->challenges;

    for (challenge_t **c = added; *c; c = &(*c)->next) {
        if (++*kept > EXCHANGE_MAX_CHALLENGES) {
            for (const challenge_t *rest = *c; rest; rest = rest->next) {
                attempt->challenges_left_out++;
            }
            attempt->response_complete = false;
            *c = NULL;
            break;
        }
    }
}

static void place_challenges(tracker_t *tracker, challenge_t *challenges, sighting_t at)
{
    for (challenge_t *c = challenges; c; c = c->next) {
        sight(tracker, &c->at, at);
    }
}

static void learn_response(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    keep_t keep = keep_of(tracker, attempt->exchange);

    facts_of_response(&keep, attempt, taken->message);
    place_challenges(tracker, attempt->challenges, taken->print.at);
    limit_challenges(attempt, &attempt->challenges);
    attempt->last_response = taken->print;
    sight(tracker, &attempt->last_response.at, taken->print.at);
    sight(tracker, &attempt->response, taken->print.at);
    attempt->to_tag_hash = facts_tag_hash(taken->message->to_tag);
    attempt->response_source = taken->packet->source;
    attempt->response_destination = taken->packet->destination;
    if (!attempt->exchange->server) {
        attempt->exchange->server = attempt->server;
    }
}

static void learn_success(tracker_t *tracker, const attempt_t *attempt, const taken_t *taken)
{
    way_t way = { &attempt->source, &attempt->destination, attempt->transport, attempt->in_ipsec };

    lessons_of_success(tracker, &way, taken->message, attempt->credentials, taken->print.at);
    lessons_of_accepted(tracker, attempt);
}

/* The first final response of a transaction that is part of an exchange. */
static void take_final(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    exchange_t *exchange = attempt->exchange;
    sighting_t at = taken->print.at;
    uint32_t before;

    learn_response(tracker, attempt, taken);
    lessons_of_history(tracker, attempt, taken->message, at);
    before = tally_answered(tracker->tally, attempt, taken->id.origin, at);
    lessons_compare_realms(tracker, exchange, before);
    records_add(tracker->records, exchange, at);
    if (!taken->alone) {
        sight(tracker, &attempt->response_other_hop,
            response_on_other_hop(tracker, taken->id.origin, attempt, &attempt->response_from_beyond));
    }
    if (attempt_challenged(attempt)) {
        lessons_of_nonces(tracker, attempt, at);
        lessons_watch_for_retry(tracker, attempt);
        open_exchanges_add(tracker->open, exchange);
        adopt_early_retry(tracker, exchange);
        return;
    }
    if (taken->message->status < 300) {
        learn_success(tracker, attempt, taken);
        lessons_of_habits(attempt);
    }
    lessons_watch_for_retry(tracker, attempt);
    exchange_close(tracker, exchange);
}

/* What the server proves of itself. */
static void learn_info(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    keep_t keep = keep_of(tracker, attempt->exchange);

    facts_of_info(&keep, attempt, taken->message, body_of(taken->message, taken->buf, taken->len));
}

/* Stateless servers challenge each copy of a request with a new nonce, and a retry may answer any of them. */
static void take_new_challenges(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    keep_t keep = keep_of(tracker, attempt->exchange);
    unsigned left_out;
    challenge_t *more = facts_challenges(&keep, taken->message, &left_out);
    challenge_t **end = &attempt->challenges;

    for (; *end; end = &(*end)->next) {
        if (more && (*end)->nonce_hash == more->nonce_hash) {
            return;
        }
    }
    facts_security_server(&keep, attempt, more, taken->message);
    place_challenges(tracker, more, taken->print.at);
    *end = more;
    attempt->challenges_left_out += left_out;
    attempt->response_complete &= left_out == 0;
    limit_challenges(attempt, end);
    lessons_of_nonces(tracker, attempt, taken->print.at);
}

/* Another copy of the final response. */
static void take_response_copy(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    sighting_t twice = duplicate_of(tracker, &attempt->last_response, &taken->print);

    if (!twice.seen) {
        sight(tracker, &attempt->response_again, taken->print.at);
        attempt->response_copies++;
    }
    record_copy(tracker, attempt, role_of_response(attempt), taken->print.at, attempt->response, twice,
        response_on_other_hop(tracker, taken->id.origin, attempt, &attempt->response_from_beyond));
    if (!twice.seen && attempt_challenged(attempt) && attempt->response_copies <= MAX_NEW_CHALLENGES) {
        take_new_challenges(tracker, attempt, taken);
    }
}

/* A final response whose request is not in the capture: it may still continue a known exchange. */
static attempt_t *take_orphan(tracker_t *tracker, const taken_t *taken)
{
    exchange_t *exchange = retry_match_response(tracker->open, taken->packet, taken->message);
    way_t way = way_back(taken->packet);
    attempt_t *attempt;

    if (!exchange && !is_ours(taken->message->status)) {
        return NULL;
    }
    sip_message_read(taken->message);
    if (exchange) {
        attempt = attempt_new(tracker, exchange, &way, &taken->id);
        learn_from_response(tracker, attempt, taken->message);
    } else {
        const accepted_key_t *accepted = accepted_place(tracker, taken->id.key);

        attempt = begin_without_request(tracker, &way, taken);
        if (accepted->key == taken->id.key && accepted->at.seen) {
            sight(tracker, &attempt->request, accepted->request);
            sight(tracker, &attempt->other_answer, accepted->at);
            attempt->other_status = accepted->status;
        }
        count_exchange(tracker, attempt->exchange, taken->print.at);
    }
    transactions_add(tracker->transactions, &taken->id,
        (attempt_ref_t){ attempt->exchange->number, (uint16_t)attempt->number });
    return attempt;
}

/* A second final response of another kind to one request: two servers answered copies of it. */
static void take_other_answer(tracker_t *tracker, const attempt_t *told, const taken_t *taken)
{
    way_t way = { &told->source, &told->destination, told->transport, told->in_ipsec };
    attempt_t *attempt = begin_without_request(tracker, &way, taken);

    sight(tracker, &attempt->request, told->request);
    sight(tracker, &attempt->other_answer, told->response);
    attempt->other_status = told->status;
    count_exchange(tracker, attempt->exchange, taken->print.at);
    take_final(tracker, attempt, taken);
}

/* Success for a request that was challenged: its copy was, see attempt_overruled. */
static void take_late_success(tracker_t *tracker, attempt_t *attempt, const taken_t *taken)
{
    if (attempt->accepted_after.seen) {
        return;
    }
    sight(tracker, &attempt->accepted_after, taken->print.at);
    attempt->other_status = taken->message->status;
    learn_success(tracker, attempt, taken);
    if (attempt_overruled(attempt)) {
        tally_accepted_after(tracker->tally, attempt, taken->print.at);
        records_add(tracker->records, attempt->exchange, taken->print.at);
    }
}

static void take_final_response(tracker_t *tracker, taken_t *taken)
{
    found_t found = find_response(tracker, taken);
    unsigned status = taken->message->status;
    attempt_t *attempt = found.attempt;

    if (found.waiting && !is_ours(status)) {
        release_answered(tracker, found.waiting, taken);
        return;
    }
    if (found.waiting) {
        sip_message_read(taken->message);
        attempt = begin_exchange(tracker, found.waiting, taken);
    } else if (!attempt) {
        attempt = take_orphan(tracker, taken);
    }
    if (!attempt) {
        return;
    }
    sip_message_read(taken->message);
    if (!attempt->response.seen) {
        take_final(tracker, attempt, taken);
        learn_info(tracker, attempt, taken);
    } else if (attempt->status == status) {
        take_response_copy(tracker, attempt, taken);
    } else if (status < 300 && attempt_challenged(attempt)) {
        take_late_success(tracker, attempt, taken);
    } else {
        if (is_ours(status)) {
            take_other_answer(tracker, attempt, taken);
        }
        if (!attempt->other_status) {
            attempt->other_status = status;
        }
    }
}

/* ---- entry ---- */

static bool is_ack(const sip_message_t *message)
{
    return message->is_request && span_equal(message->method, SPAN_LITERAL("ACK"));
}

/* Who is alive: a client that only repeats its request does not show that it got the answer. */
static void note_life(tracker_t *tracker, const taken_t *taken, bool is_copy)
{
    sip_message_t *message = taken->message;
    link_t *link = message->is_request ? parties_known_link(tracker->parties, taken->from, taken->to) : NULL;
    span_t user = { NULL, 0 };

    if (!is_copy && taken->from) {
        /* A proxy speaks for many. */
        if (message->is_request && (message->via_count > 1 || parties_tells_users(taken->from, &taken->packet->source))) {
            sip_message_read(message);
            user = sip_uri_user(message->from_uri);
        }
        parties_seen(tracker->parties, tracker->sightings, taken->from, &taken->packet->source, user, taken->print.at);
    }
    if (link) {
        link->pair.requests++;
    }
}

void tracker_message(tracker_t *tracker, const packet_t *packet, sip_message_t *message, const char *buf, size_t len)
{
    if (!message->via_kept) {
        sip_message_read(message);
    }
    taken_t taken = {
        .packet = packet,
        .message = message,
        .buf = buf,
        .len = len,
        .id = transaction_id(message),
        .print = print_of(packet, buf, len),
        .from = parties_known_host(tracker->parties, &packet->source),
        .to = parties_known_host(tracker->parties, &packet->destination),
    };
    found_t found = message->is_request ? find_request(tracker, &taken) : (found_t){ NULL, NULL };

    tracker->lacks.packets_cut |= !message->headers_complete;
    note_life(tracker, &taken, !is_ack(message) && (found.waiting || found.attempt));
    if (!message->is_request && tally_watches(tracker->tally)) {
        tally_response(known_login(tracker, &taken, false));
    }
    if (is_ack(message)) {
        take_ack(tracker, &taken, found);
    } else if (message->is_request) {
        take_request(tracker, &taken, found);
    } else if (message->status < 200) {
        take_provisional(tracker, &taken);
    } else {
        take_final_response(tracker, &taken);
    }
    arena_clear(&tracker->scratch);
}

void tracker_unreachable(tracker_t *tracker, const packet_t *packet, const sip_message_t *message)
{
    transaction_id_t id = transaction_id(message);
    transaction_cursor_t cursor;
    transaction_t t;

    transactions_begin(tracker->transactions, id.key, &cursor);
    while (transactions_next(&cursor, &t)) {
        attempt_t *attempt = t.waiting ? NULL : attempt_live(tracker, t.attempt);

        if (attempt && same_key(attempt, &id)) {
            sightings_place_first(tracker->sightings,
                message->is_request ? &attempt->request_unreachable : &attempt->response_unreachable,
                sighting_of(packet));
            return;
        }
    }
}
