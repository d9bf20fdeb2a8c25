/* ledger.c
 * What the tracker remembers beyond single exchanges.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ledger.h"

#include "hash.h"

/* Exchanges that one nonce leads to; servers that make nonces once a second share them widely. */
#define MAX_HOLDERS 16

/* Signs from one host to another that somebody waits for. */
typedef struct {
    sign_t *awaited[SIGN_COUNT];
} direction_t;

struct ledger {
    wmem_allocator_t *scope;
    uint32_t frame;
    int64_t end;
    sighting_t **current;       /* written while the current frame was */
    size_t current_count;
    size_t current_room;
    wmem_map_t *nonces;
    wmem_map_t *accounts;       /* of user and realm: sighting_t */
    wmem_map_t *sources;        /* of host: sighting_t */
    wmem_map_t *servers;        /* of host: server_habits_t */
    wmem_map_t *peers;
    wmem_map_t *directions;
};

ledger_t *ledger_new(wmem_allocator_t *scope)
{
    ledger_t *ledger = wmem_new0(scope, ledger_t);

    ledger->scope = scope;
    ledger->nonces = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->accounts = wmem_map_new(scope, g_int64_hash, g_int64_equal);
    ledger->sources = wmem_map_new(scope, g_int64_hash, g_int64_equal);
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

/* The map's value for this key, made if need be; the key is kept in front of the value. */
static void *entry(ledger_t *ledger, wmem_map_t *map, uint64_t key, size_t size)
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
    nonce_t *nonce = (nonce_t *)entry(ledger, ledger->nonces, hash, sizeof *nonce);

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

void ledger_accepted(ledger_t *ledger, const credentials_t *credentials, sighting_t at)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        if (!c->usable) {
            continue;
        }
        nonce_t *nonce = ledger_nonce(ledger, c->nonce_hash);
        if (nonce && !nonce->accepted.seen) {
            ledger_sight(ledger, &nonce->accepted, at);
        }
        sighting_t *account = (sighting_t *)entry(ledger, ledger->accounts, account_key(c), sizeof *account);
        if (!account->seen) {
            ledger_sight(ledger, account, at);
        }
    }
}

sighting_t ledger_account_accepted(const ledger_t *ledger, const credentials_t *credentials)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        uint64_t key = account_key(c);
        const sighting_t *at = c->usable ? (const sighting_t *)wmem_map_lookup(ledger->accounts, &key) : NULL;

        if (at) {
            return *at;
        }
    }
    return (sighting_t){ 0 };
}

static uint64_t host_key(uint64_t hash, const endpoint_t *end)
{
    return hash_bytes(hash_number(hash, end->family), end->address, sizeof end->address);
}

void ledger_source_accepted(ledger_t *ledger, const endpoint_t *source, sighting_t at)
{
    sighting_t *place = (sighting_t *)entry(ledger, ledger->sources, host_key(HASH_START, source), sizeof *place);

    if (!place->seen) {
        ledger_sight(ledger, place, at);
    }
}

sighting_t ledger_source_accepted_at(const ledger_t *ledger, const endpoint_t *source)
{
    uint64_t key = host_key(HASH_START, source);
    const sighting_t *at = (const sighting_t *)wmem_map_lookup(ledger->sources, &key);

    return at ? *at : (sighting_t){ 0 };
}

server_habits_t *ledger_server(ledger_t *ledger, const endpoint_t *server)
{
    return (server_habits_t *)entry(ledger, ledger->servers, host_key(HASH_START, server), sizeof(server_habits_t));
}

static uint64_t port_key(const endpoint_t *end)
{
    return hash_number(host_key(HASH_START, end), end->port);
}

static uint64_t user_key(const endpoint_t *end, span_t user)
{
    return hash_span(host_key(HASH_START, end), user);
}

peer_t *ledger_peer(ledger_t *ledger, const endpoint_t *end, const char *user)
{
    uint64_t key = user ? user_key(end, (span_t){ user, strlen(user) }) : port_key(end);

    return (peer_t *)entry(ledger, ledger->peers, key, sizeof(peer_t));
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

static uint64_t direction_key(const endpoint_t *from, const endpoint_t *to)
{
    return host_key(host_key(HASH_START, from), to);
}

void ledger_await_signs(ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, const sign_t **signs)
{
    direction_t *direction
        = (direction_t *)entry(ledger, ledger->directions, direction_key(from, to), sizeof *direction);

    for (unsigned kind = 0; kind < SIGN_COUNT; kind++) {
        if (!direction->awaited[kind]) {
            direction->awaited[kind] = wmem_new0(ledger->scope, sign_t);
        }
        signs[kind] = direction->awaited[kind];
    }
}

void ledger_sign(ledger_t *ledger, const endpoint_t *from, const endpoint_t *to, sign_kind_t kind, sighting_t at,
    uint32_t length)
{
    uint64_t key = direction_key(from, to);
    direction_t *direction = (direction_t *)wmem_map_lookup(ledger->directions, &key);
    sign_t *sign = direction ? direction->awaited[kind] : NULL;

    if (!sign) {
        return;
    }
    ledger_sight(ledger, &sign->at, at);
    sign->length = length;
    direction->awaited[kind] = NULL;
}
