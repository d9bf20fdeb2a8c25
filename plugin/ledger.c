/* ledger.c
 * What the tracker remembers beyond single exchanges.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ledger.h"

#include "hash.h"
#include "security_agreement.h"

/* Exchanges that one nonce leads to; servers that make nonces once a second share them widely. */
#define MAX_HOLDERS 16

/* Signs from one host to another that somebody waits for. */
typedef struct {
    sign_t *awaited[SIGN_COUNT];    /* handed out, nothing seen yet */
    sign_t *latest[SIGN_COUNT];     /* the last one that was seen; takes what follows */
} direction_t;

/* How far a user has counted with a nonce. */
typedef struct {
    uint32_t nc;
    uint64_t origin;
    sighting_t at;
    const session_start_t *session; /* of the -sess algorithms */
} use_t;

struct ledger {
    wmem_allocator_t *scope;
    uint32_t frame;
    int64_t end;
    sighting_t **current;       /* written while the current frame was */
    size_t current_count;
    size_t current_room;
    wmem_map_t *nonces;
    wmem_map_t *accounts;       /* of user and realm: account_t */
    wmem_map_t *callers;        /* of host whose calls pass without credentials: sighting_t */
    wmem_map_t *sources;        /* of host: source_t */
    wmem_map_t *pairs;          /* of two hosts: pair_t */
    wmem_map_t *dialogs;        /* of Call-ID and realm: sighting_t */
    wmem_map_t *registered;     /* of host and user: sighting_t */
    wmem_map_t *not_associated; /* of host and user: sighting_t */
    wmem_map_t *not_registered; /* of two hosts and user: sighting_t */
    wmem_map_t *registering;    /* of host and user: exchange_t *, the latest */
    wmem_map_t *uses;           /* of nonce and user: use_t */
    wmem_map_t *servers;        /* of host: server_habits_t */
    wmem_map_t *peers;
    wmem_map_t *directions;
    uint8_t *ports;             /* a bit each: announced by a Security-Server; NULL while none is */
};

ledger_t *ledger_new(wmem_allocator_t *scope)
{
    ledger_t *ledger = wmem_new0(scope, ledger_t);

    ledger->scope = scope;
    ledger->nonces = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->accounts = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->callers = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->sources = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->pairs = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->dialogs = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->registered = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->not_associated = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->not_registered = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->registering = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->uses = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->servers = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->peers = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->directions = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    return ledger;
}

void ledger_sight(ledger_t *ledger, sighting_t *place, sighting_t what)
{
    *place = what;
    if (!what.seen || what.frame != ledger->frame) {
        return;
    }
    if (ledger->current_count == ledger->current_room) {
        ledger->current_room = ledger->current_room ? 2 * ledger->current_room : 32;
        ledger->current = (sighting_t **)wmem_realloc(ledger->scope, ledger->current,
            ledger->current_room * sizeof *ledger->current);
    }
    ledger->current[ledger->current_count++] = place;
}

void ledger_forget(ledger_t *ledger, const void *start, size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < ledger->current_count; i++) {
        const char *at = (const char *)ledger->current[i];

        if (at < (const char *)start || at >= (const char *)start + len) {
            ledger->current[kept++] = ledger->current[i];
        }
    }
    ledger->current_count = kept;
}

bool ledger_frame(ledger_t *ledger, uint32_t frame, int64_t time)
{
    bool again = frame == ledger->frame;

    if (again) {
        for (size_t i = 0; i < ledger->current_count; i++) {
            ledger->current[i]->frame = 0;
        }
    }
    ledger->current_count = 0;
    ledger->frame = frame;
    ledger->end = MAX(ledger->end, time);
    return again;
}

int64_t ledger_end(const ledger_t *ledger)
{
    return ledger->end;
}

void *ledger_entry(ledger_t *ledger, wmem_map_t *map, uint64_t key, size_t size)
{
    void *value = wmem_map_lookup(map, &key);

    if (!value) {
        uint64_t *kept = wmem_new(ledger->scope, uint64_t);
        *kept = key;
        value = wmem_alloc0(ledger->scope, size);
        wmem_map_insert(map, kept, value);
    }
    return value;
}

nonce_t *ledger_nonce(const ledger_t *ledger, uint64_t hash)
{
    return hash ? (nonce_t *)wmem_map_lookup(ledger->nonces, &hash) : NULL;
}

static void add_holder(ledger_t *ledger, nonce_t *nonce, attempt_t *attempt)
{
    nonce_holder_t *holder;

    if (nonce->holder_count == MAX_HOLDERS) {
        nonce_holder_t *last = nonce->holders;
        while (last->older && last->older->older) {
            last = last->older;
        }
        holder = last->older;
        last->older = NULL;
    } else {
        holder = wmem_new(ledger->scope, nonce_holder_t);
        nonce->holder_count++;
    }
    holder->attempt = attempt;
    holder->older = nonce->holders;
    nonce->holders = holder;
}

void ledger_nonce_issued(ledger_t *ledger, uint64_t hash, sighting_t at, attempt_t *attempt, const endpoint_t *client)
{
    if (!hash) {
        return;
    }
    nonce_t *nonce = (nonce_t *)ledger_entry(ledger, ledger->nonces, hash, sizeof *nonce);

    if (!nonce->issued.seen) {
        nonce->hash = hash;
        ledger_sight(ledger, &nonce->issued, at);
    }
    ledger_sight(ledger, &nonce->issued_again, at);
    nonce->client = *client;
    if (attempt) {
        add_holder(ledger, nonce, attempt);
    }
}

static uint64_t account_key(const credentials_t *credentials)
{
    span_t user = { credentials->username, credentials->username ? strlen(credentials->username) : 0 };
    span_t realm = { credentials->realm, credentials->realm ? strlen(credentials->realm) : 0 };

    return hash_span(hash_span(HASH_START, user), realm);
}

uint64_t ledger_host_hash(uint64_t hash, const endpoint_t *end)
{
    return hash_bytes(hash_number(hash, end->family), end->address, sizeof end->address);
}

static uint64_t port_key(const endpoint_t *end)
{
    return hash_number(ledger_host_hash(HASH_START, end), end->port);
}

static uint64_t user_key(const endpoint_t *end, span_t user)
{
    return hash_span(ledger_host_hash(HASH_START, end), user);
}

static uint64_t direction_key(const endpoint_t *from, const endpoint_t *to)
{
    return ledger_host_hash(ledger_host_hash(HASH_START, from), to);
}

account_t *ledger_account(ledger_t *ledger, const credentials_t *credentials)
{
    return credentials->usable
        ? (account_t *)ledger_entry(ledger, ledger->accounts, account_key(credentials), sizeof(account_t)) : NULL;
}

static void sight_first(ledger_t *ledger, sighting_t *place, sighting_t at)
{
    if (!place->seen) {
        ledger_sight(ledger, place, at);
    }
}

void ledger_accepted(ledger_t *ledger, const credentials_t *credentials, bool secure, sighting_t at)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        if (!c->usable) {
            continue;
        }
        nonce_t *nonce = ledger_nonce(ledger, c->nonce_hash);
        if (nonce && !nonce->accepted.seen) {
            ledger_sight(ledger, &nonce->accepted, at);
        }
        account_t *account = ledger_account(ledger, c);
        sight_first(ledger, &account->accepted, at);
        sight_first(ledger, secure ? &account->accepted_secure : &account->accepted_clear, at);
        ledger_sight(ledger, &account->accepted_last, at);
        account->resyncs_in_a_row = 0;
    }
}

void ledger_accepted_with(ledger_t *ledger, const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        account_t *account = ledger_account(ledger, c);

        if (account && !account->accepted_with) {
            account->accepted_with = attempt;
        }
    }
}

sighting_t ledger_account_accepted(const ledger_t *ledger, const credentials_t *credentials)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        uint64_t key = account_key(c);
        const account_t *account = c->usable ? (const account_t *)wmem_map_lookup(ledger->accounts, &key) : NULL;

        if (account && account->accepted.seen) {
            return account->accepted;
        }
    }
    return (sighting_t){ 0 };
}

void ledger_source_accepted(ledger_t *ledger, const endpoint_t *source, sighting_t at)
{
    sighting_t *place = (sighting_t *)ledger_entry(ledger, ledger->callers, ledger_host_hash(HASH_START, source), sizeof *place);

    if (!place->seen) {
        ledger_sight(ledger, place, at);
    }
}

sighting_t ledger_source_accepted_at(const ledger_t *ledger, const endpoint_t *source)
{
    uint64_t key = ledger_host_hash(HASH_START, source);
    const sighting_t *at = (const sighting_t *)wmem_map_lookup(ledger->callers, &key);

    return at ? *at : (sighting_t){ 0 };
}

source_t *ledger_source(ledger_t *ledger, const endpoint_t *host)
{
    return (source_t *)ledger_entry(ledger, ledger->sources, ledger_host_hash(HASH_START, host), sizeof(source_t));
}

void ledger_client_answers(ledger_t *ledger, const endpoint_t *client, const credentials_t *credentials)
{
    bool beyond_md5 = credentials->usable && !algorithm_is_md5(credentials->algorithm);
    bool auth_int = credentials->usable && credentials->qop && g_ascii_strcasecmp(credentials->qop, "auth-int") == 0;

    if (beyond_md5 || auth_int) {
        source_t *source = ledger_source(ledger, client);
        source->answers_beyond_md5 |= beyond_md5;
        source->answers_auth_int |= auth_int;
    }
}

void ledger_resync(ledger_t *ledger, attempt_t *attempt, const credentials_t *credentials, uint64_t origin)
{
    account_t *account = ledger_account(ledger, credentials);
    bool again;

    /* AUTS in credentials of another scheme is no answer. */
    if (!account) {
        return;
    }
    again = account->resync_last.seen && account->resync_origin == origin;
    /* Both legs of a B2BUA carry the same answer to the same challenge. */
    again |= account->resync_last.seen && account->resync_nonce == credentials->nonce_hash
        && (!attempt->previous || !attempt_reports_sync_failure(attempt->previous));
    if (!again) {
        if (account->resyncs_in_a_row++ > 0) {
            ledger_sight(ledger, &attempt->resync_before, account->resync_last);
        }
        account->resync_origin = origin;
        account->resync_nonce = credentials->nonce_hash;
        ledger_sight(ledger, &account->resync_last, attempt->request);
    }
    attempt->resyncs = account->resyncs_in_a_row;
}

pair_t *ledger_pair(ledger_t *ledger, const endpoint_t *client, const endpoint_t *server)
{
    return (pair_t *)ledger_entry(ledger, ledger->pairs, direction_key(client, server), sizeof(pair_t));
}

void ledger_pair_seen(ledger_t *ledger, const endpoint_t *client, const endpoint_t *server)
{
    if (wmem_map_size(ledger->pairs) == 0) {
        return;
    }
    uint64_t key = direction_key(client, server);
    pair_t *pair = (pair_t *)wmem_map_lookup(ledger->pairs, &key);

    if (pair) {
        pair->requests++;
    }
}

static uint64_t dialog_key(uint64_t call, const char *realm)
{
    return hash_span(hash_number(HASH_START, call), (span_t){ realm, realm ? strlen(realm) : 0 });
}

void ledger_dialog_accepted(ledger_t *ledger, uint64_t call, const credentials_t *credentials, sighting_t at)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        if (!c->usable) {
            continue;
        }
        sighting_t *place = (sighting_t *)ledger_entry(ledger, ledger->dialogs, dialog_key(call, c->realm), sizeof *place);
        if (!place->seen) {
            ledger_sight(ledger, place, at);
        }
    }
}

sighting_t ledger_dialog_accepted_at(const ledger_t *ledger, uint64_t call, const challenge_t *challenges)
{
    for (const challenge_t *c = challenges; c; c = c->next) {
        uint64_t key = dialog_key(call, c->realm);
        const sighting_t *at = (const sighting_t *)wmem_map_lookup(ledger->dialogs, &key);

        if (at) {
            return *at;
        }
    }
    return (sighting_t){ 0 };
}

void ledger_user_registered(ledger_t *ledger, const endpoint_t *source, span_t user, sighting_t at)
{
    sighting_t *place = (sighting_t *)ledger_entry(ledger, ledger->registered, user_key(source, user), sizeof *place);

    if (!place->seen) {
        ledger_sight(ledger, place, at);
    }
}

sighting_t ledger_user_registered_at(const ledger_t *ledger, const endpoint_t *source, const char *user)
{
    uint64_t key = user_key(source, (span_t){ user, user ? strlen(user) : 0 });
    const sighting_t *at = (const sighting_t *)wmem_map_lookup(ledger->registered, &key);

    return at ? *at : (sighting_t){ 0 };
}

/* The key of a user of one host, with one server. */
static uint64_t pair_user_key(const endpoint_t *source, const endpoint_t *server, span_t user)
{
    return hash_span(direction_key(source, server), user);
}

static span_t user_span(const char *user)
{
    return (span_t){ user, user ? strlen(user) : 0 };
}

static sighting_t sighting_in(wmem_map_t *map, uint64_t key)
{
    const sighting_t *at = (const sighting_t *)wmem_map_lookup(map, &key);

    return at ? *at : (sighting_t){ 0 };
}

void ledger_user_not_associated(ledger_t *ledger, const endpoint_t *source, span_t user, sighting_t at)
{
    sighting_t *place = (sighting_t *)ledger_entry(ledger, ledger->not_associated, user_key(source, user), sizeof *place);

    ledger_sight(ledger, place, at);
}

sighting_t ledger_user_not_associated_at(const ledger_t *ledger, const endpoint_t *source, const char *user)
{
    return sighting_in(ledger->not_associated, user_key(source, user_span(user)));
}

void ledger_register_failed(ledger_t *ledger, const endpoint_t *source, const endpoint_t *server, const char *user,
    sighting_t at)
{
    uint64_t key = pair_user_key(source, server, user_span(user));

    sighting_t *place = (sighting_t *)ledger_entry(ledger, ledger->not_registered, key, sizeof *place);

    ledger_sight(ledger, place, at);
}

sighting_t ledger_register_failed_at(const ledger_t *ledger, const endpoint_t *source, const endpoint_t *server,
    const char *user)
{
    return sighting_in(ledger->not_registered, pair_user_key(source, server, user_span(user)));
}

void ledger_registering(ledger_t *ledger, exchange_t *exchange)
{
    span_t user = { exchange->to_user, exchange->to_user ? strlen(exchange->to_user) : 0 };

    if (span_present(user)) {
        uint64_t key = user_key(&exchange->client, user);
        *(exchange_t **)ledger_entry(ledger, ledger->registering, key, sizeof(exchange_t *)) = exchange;
    }
}

exchange_t *ledger_registering_of(const ledger_t *ledger, const endpoint_t *client, span_t user)
{
    if (!span_present(user) || wmem_map_size(ledger->registering) == 0) {
        return NULL;
    }
    uint64_t key = user_key(client, user);
    exchange_t **place = (exchange_t **)wmem_map_lookup(ledger->registering, &key);

    return place ? *place : NULL;
}

static use_t *use_of(ledger_t *ledger, const credentials_t *credentials, uint64_t nonce_hash)
{
    uint64_t key = hash_number(account_key(credentials), nonce_hash);

    return (use_t *)ledger_entry(ledger, ledger->uses, key, sizeof(use_t));
}

static bool has_session(const credentials_t *credentials)
{
    const char *name = credentials->algorithm;
    size_t len = name ? strlen(name) : 0;

    return len > 5 && g_ascii_strcasecmp(name + len - 5, "-sess") == 0;
}

/* The session that the credentials are in: an earlier one, or their own. */
static const session_start_t *session_of(ledger_t *ledger, const credentials_t *credentials)
{
    session_start_t *own;

    if (credentials->session || !credentials->nonce || !credentials->cnonce) {
        return credentials->session;
    }
    own = wmem_new(ledger->scope, session_start_t);
    own->nonce = credentials->nonce;
    own->cnonce = credentials->cnonce;
    return own;
}

void ledger_session_continues(ledger_t *ledger, const credentials_t *credentials, uint64_t nextnonce)
{
    if (nextnonce && credentials->usable && has_session(credentials)) {
        use_of(ledger, credentials, nextnonce)->session = session_of(ledger, credentials);
    }
}

void ledger_nonce_used(ledger_t *ledger, credentials_t *credentials, uint64_t origin, sighting_t request)
{
    uint32_t nc;

    if (!credentials->usable || !credentials->nonce_hash || !credentials_nc(credentials, &nc)) {
        return;
    }
    use_t *use = use_of(ledger, credentials, credentials->nonce_hash);
    if (use->at.seen && use->origin == origin) {
        return;
    }
    if (has_session(credentials)) {
        credentials->session = use->session;
        use->session = session_of(ledger, credentials);
    }
    if (use->at.seen && use->at.time < request.time) {
        credentials->nc_before = use->nc;
        ledger_sight(ledger, &credentials->nc_before_at, use->at);
    }
    if (nc >= use->nc) {
        use->nc = nc;
        use->origin = origin;
        ledger_sight(ledger, &use->at, request);
    }
}

server_habits_t *ledger_server(ledger_t *ledger, const endpoint_t *server)
{
    return (server_habits_t *)ledger_entry(ledger, ledger->servers, ledger_host_hash(HASH_START, server), sizeof(server_habits_t));
}

peer_t *ledger_peer(ledger_t *ledger, const endpoint_t *end, const char *user)
{
    uint64_t key = user ? user_key(end, (span_t){ user, strlen(user) }) : port_key(end);

    return (peer_t *)ledger_entry(ledger, ledger->peers, key, sizeof(peer_t));
}

void ledger_peer_seen(ledger_t *ledger, const endpoint_t *end, span_t user, sighting_t at)
{
    uint64_t key = port_key(end);
    peer_t *peer = (peer_t *)wmem_map_lookup(ledger->peers, &key);

    if (peer) {
        ledger_sight(ledger, &peer->last, at);
    }
    if (!span_present(user)) {
        return;
    }
    key = user_key(end, user);
    peer = (peer_t *)wmem_map_lookup(ledger->peers, &key);
    if (peer) {
        ledger_sight(ledger, &peer->last, at);
    }
}

#define PORTS 65536

static void announce_ports(ledger_t *ledger, const char *security_server)
{
    static const security_param_t params[] = { SECURITY_PARAM_PORT_S, SECURITY_PARAM_PORT_C };
    span_t rest = { security_server, strlen(security_server) };
    security_mechanism_t mechanism;
    uint32_t port;

    if (!ledger->ports) {
        ledger->ports = (uint8_t *)wmem_alloc0(ledger->scope, PORTS / 8);
    }
    while (security_next(&rest, &mechanism)) {
        for (size_t i = 0; i < G_N_ELEMENTS(params); i++) {
            if (security_number(mechanism.param[params[i]], &port) && port < PORTS) {
                ledger->ports[port / 8] |= (uint8_t)(1 << port % 8);
            }
        }
    }
}

bool ledger_port_announced(const ledger_t *ledger, uint16_t port)
{
    return ledger->ports && (ledger->ports[port / 8] >> port % 8 & 1) != 0;
}

void ledger_await_signs(ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, const char *security_server,
    const sign_t **signs)
{
    direction_t *direction
        = (direction_t *)ledger_entry(ledger, ledger->directions, direction_key(from, to), sizeof *direction);

    if (security_server) {
        announce_ports(ledger, security_server);
    }
    for (unsigned kind = 0; kind < SIGN_COUNT; kind++) {
        if (kind >= SIGN_OF_AGREEMENT && !security_server) {
            continue;
        }
        if (!direction->awaited[kind]) {
            direction->awaited[kind] = wmem_new0(ledger->scope, sign_t);
        }
        signs[kind] = direction->awaited[kind];
    }
}

bool ledger_awaits(const ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, sign_kind_t kind)
{
    uint64_t key = direction_key(from, to);
    const direction_t *direction = (const direction_t *)wmem_map_lookup(ledger->directions, &key);

    return direction && (direction->awaited[kind] || direction->latest[kind]);
}

static void add_detail(ledger_t *ledger, sign_t *sign, uint32_t value, sighting_t at)
{
    for (unsigned i = 0; i < sign->details; i++) {
        if (sign->detail[i].value == value) {
            sign->detail[i].count++;
            return;
        }
    }
    if (sign->details == SIGN_MAX_DETAILS) {
        sign->more_details = true;
        return;
    }
    if (!sign->detail) {
        sign->detail = wmem_alloc0_array(ledger->scope, sign_detail_t, SIGN_MAX_DETAILS);
    }
    sign_detail_t *detail = &sign->detail[sign->details++];
    detail->value = value;
    detail->count = 1;
    ledger_sight(ledger, &detail->first, at);
}

static void add_sign(ledger_t *ledger, sign_t *sign, uint32_t detail, sighting_t at)
{
    if (!sign) {
        return;
    }
    sign->count++;
    ledger_sight(ledger, &sign->last, at);
    if (detail) {
        add_detail(ledger, sign, detail, at);
    }
}

void ledger_sign(ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, sign_kind_t kind, sighting_t at,
    uint32_t length, uint32_t detail)
{
    uint64_t key = direction_key(from, to);
    direction_t *direction = (direction_t *)wmem_map_lookup(ledger->directions, &key);

    if (!direction) {
        return;
    }
    if (direction->awaited[kind]) {
        sign_t *sign = direction->awaited[kind];
        ledger_sight(ledger, &sign->at, at);
        sign->length = length;
        direction->latest[kind] = sign;
        direction->awaited[kind] = NULL;
    }
    add_sign(ledger, direction->latest[kind], detail, at);
}
