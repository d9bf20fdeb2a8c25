/* nonces.c
 * The nonces of the capture: who was given them, who used them, how far they were counted.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "nonces.h"

#include "hash.h"

/* How far a user has counted with a nonce that was not issued in the capture, or that others use as well. */
typedef struct {
    sighting_t at;
    uint32_t nc;
    uint32_t origin;
} use_t;

/* Nonces are allocated so many at a time: there is one for nearly each login. */
#define BLOCK 128

struct nonces {
    wmem_allocator_t *scope;
    nonce_t *block;
    unsigned left;              /* in the block */
    sightings_t *sightings;
    hash_map_t *nonces;
    hash_map_t *uses;           /* of nonce and user: use_t */
    hash_map_t *sessions;       /* of nonce and user, where the algorithm has sessions: session_start_t */
    hash_map_t *dialogs;        /* of Call-ID and realm: sighting_t */
};

nonces_t *nonces_new(wmem_allocator_t *scope, hash_maps_t *maps, sightings_t *sightings)
{
    nonces_t *nonces = wmem_new0(scope, nonces_t);

    nonces->scope = scope;
    nonces->sightings = sightings;
    nonces->nonces = hash_map_new(maps);
    nonces->uses = hash_map_new(maps);
    nonces->sessions = hash_map_new(maps);
    nonces->dialogs = hash_map_new(maps);
    return nonces;
}

nonce_t *nonces_get(const nonces_t *nonces, uint64_t hash)
{
    return hash ? (nonce_t *)hash_map_get(nonces->nonces, hash) : NULL;
}

/* ---- who holds it ---- */

static void add_holder(nonces_t *nonces, nonce_t *nonce, attempt_ref_t holder)
{
    const size_t rest = NONCE_MAX_HOLDERS - 1;

    if (nonce->holder.attempt) {
        if (!nonce->older) {
            nonce->older = wmem_alloc0_array(nonces->scope, attempt_ref_t, rest);
        }
        memmove(nonce->older + 1, nonce->older, (rest - 1) * sizeof *nonce->older);
        nonce->older[0] = nonce->holder;
    }
    nonce->holder = holder;
}

attempt_ref_t nonce_holder(const nonce_t *nonce, unsigned rank)
{
    if (rank == 0) {
        return nonce->holder;
    }
    return nonce->older && rank < NONCE_MAX_HOLDERS ? nonce->older[rank - 1] : (attempt_ref_t){ 0 };
}

static nonce_t *nonce_new(nonces_t *nonces)
{
    if (nonces->left == 0) {
        nonces->block = wmem_alloc0_array(nonces->scope, nonce_t, BLOCK);
        nonces->left = BLOCK;
    }
    nonces->left--;
    return nonces->block++;
}

void nonces_issued(nonces_t *nonces, uint64_t hash, sighting_t at, attempt_ref_t holder, host_t *client)
{
    nonce_t *nonce = nonces_get(nonces, hash);

    if (!hash) {
        return;
    }
    if (!nonce) {
        nonce = nonce_new(nonces);
        hash_map_put(nonces->nonces, hash, nonce);
        sightings_place(nonces->sightings, &nonce->issued, at);
    }
    nonce->issued_again = at.time;
    nonce->client = client;
    if (holder.attempt) {
        add_holder(nonces, nonce, holder);
    }
}

/* ---- how it is counted ---- */

static bool has_session(const credentials_t *credentials)
{
    const char *name = credentials->algorithm;
    size_t len = name ? strlen(name) : 0;

    return len > 5 && g_ascii_strcasecmp(name + len - 5, "-sess") == 0;
}

/* The session that the credentials are in: an earlier one, or their own. */
static const session_start_t *session_of(nonces_t *nonces, const credentials_t *credentials)
{
    session_start_t *own;

    if (credentials->session || !credentials->nonce || !credentials->cnonce) {
        return credentials->session;
    }
    own = wmem_new(nonces->scope, session_start_t);
    own->nonce = wmem_strdup(nonces->scope, credentials->nonce);
    own->cnonce = wmem_strdup(nonces->scope, credentials->cnonce);
    return own;
}

/* What follows with that nonce is in the session of these credentials. */
static void keep_session(nonces_t *nonces, const credentials_t *credentials, uint64_t nonce_hash)
{
    const session_start_t *session = session_of(nonces, credentials);
    uint64_t key = parties_account_key(credentials) ^ nonce_hash;

    if (session) {
        hash_map_put(nonces->sessions, key, (session_start_t *)session);
    }
}

void nonces_session_continues(nonces_t *nonces, const credentials_t *credentials, uint64_t nextnonce)
{
    if (nextnonce && credentials->usable && has_session(credentials)) {
        keep_session(nonces, credentials, nextnonce);
    }
}

/* The higher count so far goes into the credentials, the higher of both is kept. */
static void count(nonces_t *nonces, credentials_t *credentials, uint32_t nc, sighting_t *at, uint32_t *highest,
    uint32_t *by, uint32_t origin, sighting_t request)
{
    if (at->seen && *by == origin) {
        return;
    }
    if (has_session(credentials)) {
        credentials->session = (const session_start_t *)hash_map_get(nonces->sessions,
            parties_account_key(credentials) ^ credentials->nonce_hash);
        keep_session(nonces, credentials, credentials->nonce_hash);
    }
    if (at->seen && at->time < request.time) {
        credentials->nc_before = *highest;
        sightings_place(nonces->sightings, &credentials->nc_before_at, *at);
    }
    if (nc >= *highest) {
        *highest = nc;
        *by = origin;
        sightings_place(nonces->sightings, at, request);
    }
}

/* Did the user count with this nonce before it was issued, as far as the capture tells? */
static bool counted_before(const nonces_t *nonces, uint64_t key)
{
    return !hash_map_empty(nonces->uses) && hash_map_get(nonces->uses, key);
}

static use_t *use_of(nonces_t *nonces, uint64_t key)
{
    use_t *use = (use_t *)hash_map_get(nonces->uses, key);

    if (!use) {
        use = wmem_new0(nonces->scope, use_t);
        hash_map_put(nonces->uses, key, use);
    }
    return use;
}

void nonces_used(nonces_t *nonces, credentials_t *credentials, uint64_t origin, sighting_t request)
{
    nonce_t *nonce;
    uint64_t user, key;
    uint32_t nc, short_user;

    if (!credentials->usable || !credentials->nonce_hash || !credentials_nc(credentials, &nc)) {
        return;
    }
    user = parties_account_key(credentials);
    short_user = MAX((uint32_t)user, 1);
    key = user ^ credentials->nonce_hash;
    nonce = nonces_get(nonces, credentials->nonce_hash);
    if (nonce && (nonce->user == short_user || (!nonce->user && !counted_before(nonces, key)))) {
        nonce->user = short_user;
        count(nonces, credentials, nc, &nonce->counted, &nonce->nc, &nonce->origin, (uint32_t)origin, request);
    } else {
        use_t *use = use_of(nonces, key);
        count(nonces, credentials, nc, &use->at, &use->nc, &use->origin, (uint32_t)origin, request);
    }
}

/* ---- calls ---- */

/* Only who has the tag of the caller is the caller. */
static uint64_t dialog_key(const sip_message_t *message, const char *realm)
{
    hash_parts_t parts = { { { NULL, 0 } }, 0 };

    hash_part(&parts, message->call_id);
    hash_part(&parts, message->from_tag);
    hash_part(&parts, span_of(realm));
    return hash_parts(HASH_START, &parts);
}

void nonces_dialog_accepted(nonces_t *nonces, const sip_message_t *message, const credentials_t *credentials, sighting_t at)
{
    for (const credentials_t *c = credentials; c; c = c->next) {
        uint64_t key = c->usable ? dialog_key(message, c->realm) : 0;

        if (c->usable && !hash_map_get(nonces->dialogs, key)) {
            sighting_t *place = wmem_new0(nonces->scope, sighting_t);
            sightings_place(nonces->sightings, place, at);
            hash_map_put(nonces->dialogs, key, place);
        }
    }
}

sighting_t nonces_dialog_accepted_at(const nonces_t *nonces, const sip_message_t *message, const challenge_t *challenges)
{
    for (const challenge_t *c = challenges; c && !hash_map_empty(nonces->dialogs); c = c->next) {
        const sighting_t *at = (const sighting_t *)hash_map_get(nonces->dialogs, dialog_key(message, c->realm));

        if (at) {
            return *at;
        }
    }
    return (sighting_t){ 0 };
}
