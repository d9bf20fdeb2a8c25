/* parties.c
 * Who speaks with whom, over the whole capture.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "parties.h"

#include "hash.h"

/* Addresses asked for lately, whether kept or not: spares most messages the hash. */
#define RECENT 256

typedef struct {
    endpoint_t address;
    bool known;
    host_t *host;
} recent_t;

/* A login and whose it is. */
typedef struct {
    login_t login;              /* first: the two are one pointer */
    party_t *party;
} owned_login_t;

struct parties {
    wmem_allocator_t *scope;
    objects_t *objects;
    texts_t *texts;
    hash_map_t *hosts;
    hash_map_t *links;
    hash_map_t *users;
    hash_map_t *parties;
    hash_map_t *logins;
    hash_map_t *accounts;
    hash_map_t *peers;          /* of hosts that use several ports */
    recent_t recent[RECENT];
};

parties_t *parties_new(wmem_allocator_t *scope, hash_maps_t *maps, objects_t *objects, texts_t *texts)
{
    parties_t *parties = wmem_new0(scope, parties_t);

    parties->scope = scope;
    parties->objects = objects;
    parties->texts = texts;
    parties->hosts = hash_map_new(maps);
    parties->links = hash_map_new(maps);
    parties->users = hash_map_new(maps);
    parties->parties = hash_map_new(maps);
    parties->logins = hash_map_new(maps);
    parties->accounts = hash_map_new(maps);
    parties->peers = hash_map_new(maps);
    return parties;
}

/* ---- hosts ---- */

static uint64_t host_key(const endpoint_t *end)
{
    return hash_bytes(hash_number(HASH_START, end->family), end->address, sizeof end->address);
}

static recent_t *recent_of(parties_t *parties, const endpoint_t *end)
{
    uint64_t high, low;

    memcpy(&high, end->address, sizeof high);
    memcpy(&low, end->address + sizeof high, sizeof low);
    return &parties->recent[(((high ^ low * 31) * UINT64_C(0x9e3779b97f4a7c15)) >> 32) % RECENT];
}

host_t *parties_known_host(parties_t *parties, const endpoint_t *end)
{
    recent_t *recent = recent_of(parties, end);

    if (!recent->known || !endpoint_same_host(&recent->address, end)) {
        recent->host = (host_t *)hash_map_get(parties->hosts, host_key(end));
        recent->address = *end;
        recent->known = true;
    }
    return recent->host;
}

host_t *parties_host(parties_t *parties, const endpoint_t *end)
{
    host_t *host = parties_known_host(parties, end);

    if (!host) {
        host = (host_t *)objects_add(parties->objects, sizeof *host);
        host->address = *end;
        host->address.port = 0;
        host->port = end->port;
        hash_map_put(parties->hosts, host_key(end), host);
        recent_of(parties, end)->host = host;
    }
    return host;
}

/* ---- pairs of hosts ---- */

static uint64_t link_key(const host_t *from, const host_t *to)
{
    return hash_ids(from->id, to->id);
}

link_t *parties_known_link(parties_t *parties, host_t *from, host_t *to)
{
    link_t *link;

    if (!from || !to) {
        return NULL;
    }
    if (from->link && from->link->to == to) {
        return from->link;
    }
    link = (link_t *)hash_map_get(parties->links, link_key(from, to));
    if (link) {
        from->link = link;
    }
    return link;
}

link_t *parties_link(parties_t *parties, host_t *from, host_t *to)
{
    link_t *link = parties_known_link(parties, from, to);

    if (!link) {
        link = (link_t *)objects_add(parties->objects, sizeof *link);
        link->from = from;
        link->to = to;
        hash_map_put(parties->links, link_key(from, to), link);
        from->link = link;
    }
    return link;
}

/* ---- users ---- */

user_t *parties_known_user(parties_t *parties, host_t *host, span_t name)
{
    const char *kept = host ? texts_find(parties->texts, name) : NULL;

    return kept ? (user_t *)hash_map_get(parties->users, hash_ids(host->id, texts_id(kept))) : NULL;
}

user_t *parties_user(parties_t *parties, host_t *host, const char *name)
{
    uint64_t key = hash_ids(host->id, texts_id(name));
    user_t *user = (user_t *)hash_map_get(parties->users, key);

    if (!user) {
        user = wmem_new0(parties->scope, user_t);
        hash_map_put(parties->users, key, user);
    }
    return user;
}

party_t *parties_party(parties_t *parties, link_t *link, const char *user)
{
    uint64_t key = hash_ids(link->id, texts_id(user));
    party_t *party = (party_t *)hash_map_get(parties->parties, key);

    if (!party) {
        party = (party_t *)objects_add(parties->objects, sizeof *party);
        party->name = texts_id(user);
        party->link = link;
        party->user = parties_user(parties, link->from, user);
        hash_map_put(parties->parties, key, party);
    }
    return party;
}

/* ---- logins ---- */

login_t *parties_login(parties_t *parties, party_t *party, const char *method)
{
    uint64_t key = hash_ids(party->id, texts_id(method));
    owned_login_t *owned = (owned_login_t *)hash_map_get(parties->logins, key);

    if (!owned) {
        owned = (owned_login_t *)objects_add(parties->objects, sizeof *owned);
        owned->party = party;
        hash_map_put(parties->logins, key, owned);
    }
    return &owned->login;
}

login_t *parties_known_login(parties_t *parties, link_t *link, span_t user, span_t method)
{
    const char *kept_method = link ? texts_find(parties->texts, method) : NULL;
    const char *kept_user = texts_find(parties->texts, user);
    party_t *party;

    if (!kept_method || (span_present(user) && !kept_user)) {
        return NULL;
    }
    party = (party_t *)hash_map_get(parties->parties, hash_ids(link->id, texts_id(kept_user)));
    return party ? (login_t *)hash_map_get(parties->logins, hash_ids(party->id, texts_id(kept_method))) : NULL;
}

party_t *parties_of_login(const login_t *login)
{
    return ((const owned_login_t *)(const void *)login)->party;
}

/* ---- accounts ---- */

uint64_t parties_account_key(const credentials_t *credentials)
{
    return hash_ids(texts_id(credentials->username), texts_id(credentials->realm));
}

account_t *parties_known_account(parties_t *parties, const credentials_t *credentials)
{
    return credentials->usable ? (account_t *)hash_map_get(parties->accounts, parties_account_key(credentials)) : NULL;
}

account_t *parties_account(parties_t *parties, const credentials_t *credentials)
{
    account_t *account = parties_known_account(parties, credentials);

    if (!account && credentials->usable) {
        account = (account_t *)objects_add(parties->objects, sizeof *account);
        hash_map_put(parties->accounts, parties_account_key(credentials), account);
    }
    return account;
}

/* ---- signs of life ---- */

static uint64_t port_key(const host_t *host, uint16_t port)
{
    return hash_ids(host->id, port);
}

peer_t *parties_port_peer(parties_t *parties, const endpoint_t *end)
{
    host_t *host = parties_host(parties, end);
    peer_t *peer = host->peer;

    if (end->port == host->port) {
        if (!peer) {
            peer = host->peer = (peer_t *)objects_add(parties->objects, sizeof *peer);
        }
        return peer;
    }
    host->several_ports = true;
    peer = (peer_t *)hash_map_get(parties->peers, port_key(host, end->port));
    if (!peer) {
        peer = (peer_t *)objects_add(parties->objects, sizeof *peer);
        hash_map_put(parties->peers, port_key(host, end->port), peer);
    }
    return peer;
}

peer_t *parties_user_peer(parties_t *parties, host_t *host, const char *name)
{
    user_t *user = parties_user(parties, host, name);

    if (!user->peer) {
        user->peer = (peer_t *)objects_add(parties->objects, sizeof *user->peer);
    }
    return user->peer;
}

/* At a host of one port whoever is heard is heard there. */
bool parties_tells_users(const host_t *host, const endpoint_t *end)
{
    return host->several_ports || end->port != host->port;
}

void parties_seen(parties_t *parties, sightings_t *sightings, host_t *host, const endpoint_t *end, span_t user,
    sighting_t at)
{
    peer_t *peer;

    if (end->port == host->port && host->peer) {
        sightings_place(sightings, &host->peer->last, at);
    } else if (end->port != host->port && host->several_ports) {
        peer = (peer_t *)hash_map_get(parties->peers, port_key(host, end->port));
        if (peer) {
            sightings_place(sightings, &peer->last, at);
        }
    }
    if (span_present(user)) {
        user_t *known = parties_known_user(parties, host, user);
        if (known && known->peer) {
            sightings_place(sightings, &known->peer->last, at);
        }
    }
}

/* ---- exchanges ---- */

pair_t *parties_pair(const exchange_t *exchange)
{
    return &parties_of_login(exchange->login)->link->pair;
}

void parties_attach(exchange_t *exchange)
{
    const party_t *party = parties_of_login(exchange->login);

    exchange->origin = &party->link->from->source;
    exchange->habits = &party->link->to->habits;
    exchange->ability = &party->user->ability;
}
