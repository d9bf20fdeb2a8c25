/* exchange_pack.c
 * An exchange as few bytes.
 *
 * Each structure is described once, for both ways. What is new in a structure must come in here: the sizes at the end
 * are a reminder, and the unit tests compare what was read with what was written.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange_pack.h"

#include "facts.h"
#include "parties.h"

#define SIGHTINGS(...) \
    do { \
        sighting_t *const places[] = { __VA_ARGS__ }; \
        pack_sightings(pack, places, G_N_ELEMENTS(places)); \
    } while (0)

#define BOOLS(...) \
    do { \
        bool *const places[] = { __VA_ARGS__ }; \
        pack_bools(pack, places, G_N_ELEMENTS(places)); \
    } while (0)

#define KEPT(...) \
    do { \
        const char **const places[] = { __VA_ARGS__ }; \
        pack_texts(pack, places, G_N_ELEMENTS(places), pack_kept); \
    } while (0)

#define OWN(...) \
    do { \
        const char **const places[] = { __VA_ARGS__ }; \
        pack_texts(pack, places, G_N_ELEMENTS(places), pack_own); \
    } while (0)

/* Most of them are absent: one bit tells that. */
static void pack_texts(pack_t *pack, const char **const *texts, unsigned count,
    void (*pack_text)(pack_t *, const char **))
{
    uint32_t present = 0;

    for (unsigned i = 0; i < count && !pack->reading; i++) {
        present |= (uint32_t)(*texts[i] != NULL) << i;
    }
    pack_u32(pack, &present);
    for (unsigned i = 0; i < count; i++) {
        if (present >> i & 1) {
            pack_text(pack, texts[i]);
        }
    }
}

static void pack_sightings(pack_t *pack, sighting_t *const *sightings, unsigned count)
{
    uint32_t seen = 0;

    for (unsigned i = 0; i < count && !pack->reading; i++) {
        seen |= (uint32_t)sightings[i]->seen << i;
    }
    pack_u32(pack, &seen);
    for (unsigned i = 0; i < count; i++) {
        if (seen >> i & 1) {
            pack_sighting(pack, sightings[i]);
        }
    }
}

/* The next item of a list, made where it is to be read; NULL behind the last. */
static void *next_of_list(pack_t *pack, void *item, size_t size)
{
    unsigned more = item != NULL;

    pack_unsigned(pack, &more);
    if (pack->reading) {
        return more ? arena_alloc0(pack->arena, size) : NULL;
    }
    return item;
}

static bool same_place(const sighting_t *a, const sighting_t *b)
{
    return a->frame == b->frame && a->index == b->index;
}

/* first: the first copy of its response, which carries most challenges. */
static void pack_challenge(pack_t *pack, challenge_t *c, const sighting_t *first)
{
    pack_enum(pack, &c->header);
    BOOLS(&c->is_digest, &c->is_aka, &c->is_stale, &c->has_keys);
    KEPT(&c->scheme, &c->realm, &c->stale, &c->algorithm, &c->qop, &c->error, &c->authz_server, &c->security_server);
    OWN(&c->nonce, &c->opaque);
    const auth_value_t nonce = { span_of(c->nonce), false, false };
    pack_made_of(pack, &c->text, c->nonce, c->opaque);
    if (pack_flag(pack, c->odd || c->opaque_hash)) {
        pack_unsigned(pack, &c->odd);
        pack_hash32(pack, &c->opaque_hash);
    }
    pack_hash_of(pack, &c->nonce_hash, c->nonce ? auth_value_hash(&nonce) : 0);
    if (pack_flag(pack, !same_place(&c->at, first))) {
        pack_sighting(pack, &c->at);
    } else if (pack->reading) {
        c->at = *first;
    }
}

static void pack_credentials(pack_t *pack, credentials_t *c)
{
    pack_enum(pack, &c->header);
    pack_enum(pack, &c->nonce_origin);
    BOOLS(&c->usable, &c->has_auts);
    KEPT(&c->scheme, &c->username, &c->realm, &c->uri, &c->algorithm, &c->qop, &c->nc, &c->userhash,
        &c->integrity_protected, &c->nonce_given.from_user);
    OWN(&c->nonce, &c->cnonce, &c->response, &c->raw, &c->body_hash, &c->auts);
    if (pack_flag(pack, c->odd || c->opaque_hash || c->nc_before)) {
        pack_unsigned(pack, &c->odd);
        pack_hash32(pack, &c->opaque_hash);
        pack_u32(pack, &c->nc_before);
    }
    if (pack_flag(pack, c->session != NULL)) {
        session_start_t *session = pack->reading ? arena_new0(pack->arena, session_start_t) : (session_start_t *)c->session;

        OWN(&session->nonce, &session->cnonce);
        c->session = session;
    }
    pack_hash(pack, &c->nonce_hash);
    pack_own_hash32(pack, &c->response_hash);
    SIGHTINGS(&c->nc_before_at, &c->nonce_issued, &c->nonce_accepted, &c->nonce_given.at);
    if (c->nonce_given.at.seen) {
        pack_endpoint(pack, &c->nonce_given.to);
    }
}

/* The place of credentials in their list; behind its end for none. */
static unsigned place_of(const credentials_t *list, const credentials_t *credentials)
{
    unsigned place = 0;

    for (; list && list != credentials; list = list->next) {
        place++;
    }
    return place;
}

static const credentials_t *at_place(const credentials_t *list, unsigned place)
{
    for (; list && place > 0; list = list->next) {
        place--;
    }
    return list;
}

static void pack_info(pack_t *pack, attempt_t *a)
{
    auth_info_t *info = pack->reading ? arena_new0(pack->arena, auth_info_t) : (auth_info_t *)a->info;
    unsigned place = place_of(a->credentials, info->credentials);

    pack_enum(pack, &info->header);
    KEPT(&info->qop, &info->nc);
    OWN(&info->nextnonce, &info->cnonce, &info->rspauth, &info->body_hash);
    pack_unsigned(pack, &place);
    info->credentials = at_place(a->credentials, place);
    a->info = info;
}

static void pack_print(pack_t *pack, print_t *print)
{
    pack_sighting(pack, &print->at);
    pack_own_hash32(pack, &print->bytes);
    pack_u32(pack, &print->ip_id);
}

static void pack_request(pack_t *pack, attempt_t *a)
{
    pack_u32(pack, &a->cseq);
    pack_endpoint(pack, &a->source);
    pack_endpoint(pack, &a->destination);
    pack_enum(pack, &a->transport);
    BOOLS(&a->request_complete, &a->in_ipsec, &a->branch_is_unique, &a->has_identity, &a->has_body, &a->has_expires,
        &a->response_complete, &a->response_from_beyond);
    pack_u32(pack, &a->request_length);
    KEPT(&a->request_uri, &a->contact, &a->record_route, &a->asserted_identity, &a->visited_network,
        &a->access_network, &a->security_client, &a->security_verify);
    OWN(&a->call_id, &a->from_tag, &a->date);
    pack_hash32_of(pack, &a->from_tag_hash, facts_tag_hash(span_of(a->from_tag)));
    pack_own_hash32(pack, &a->branch_hash);
    if (pack_flag(pack, a->identity_iat || a->resyncs || a->request_copies || a->credentials_left_out)) {
        pack_unsigned(pack, &a->credentials_left_out);
        pack_i64(pack, &a->identity_iat);
        pack_unsigned(pack, &a->resyncs);
        pack_u32(pack, &a->request_copies);
    }
    pack_object(pack, &a->account);
    SIGHTINGS(&a->request, &a->request_other_hop, &a->resync_before, &a->request_unreachable, &a->cancelled,
        &a->copy_answers);
    pack_print(pack, &a->last_request);
    for (credentials_t **c = &a->credentials; (*c = next_of_list(pack, *c, sizeof **c)); c = &(*c)->next) {
        pack_credentials(pack, *c);
    }
}

static void pack_response(pack_t *pack, attempt_t *a)
{
    pack_unsigned(pack, &a->status);
    /* The most frequent first: the bits of the others then take no room where none is set. */
    SIGHTINGS(&a->response, &a->account_accepted, &a->source_accepted, &a->user_registered, &a->ack, &a->dialog_accepted,
        &a->provisional_100, &a->provisional_18x, &a->response_other_hop, &a->response_again, &a->user_not_associated,
        &a->register_failed, &a->login_refused_last, &a->other_ack, &a->answered_elsewhere, &a->nonce_answered,
        &a->response_unreachable, &a->other_answer, &a->accepted_after);
    if (!a->response.seen) {
        return;
    }
    pack_endpoint(pack, &a->response_source);
    pack_endpoint(pack, &a->response_destination);
    KEPT(&a->reason_phrase, &a->server, &a->warning, &a->reason, &a->security_server);
    pack_own_hash32(pack, &a->to_tag_hash);
    pack_print(pack, &a->last_response);
    if (pack_flag(pack, a->response_copies || a->other_ack_differs || a->other_status || a->login_refused
                            || a->stale_in_a_row || a->challenges_left_out)) {
        pack_unsigned(pack, &a->challenges_left_out);
        pack_u32(pack, &a->response_copies);
        pack_unsigned(pack, &a->other_ack_differs);
        pack_unsigned(pack, &a->other_status);
        pack_unsigned(pack, &a->login_refused);
        pack_unsigned(pack, &a->stale_in_a_row);
    }
    if (pack_flag(pack, a->info != NULL)) {
        pack_info(pack, a);
    }
    for (challenge_t **c = &a->challenges; (*c = next_of_list(pack, *c, sizeof **c)); c = &(*c)->next) {
        pack_challenge(pack, *c, &a->response);
    }
}

static void pack_attempts(pack_t *pack, exchange_t *x)
{
    attempt_t *previous = NULL;

    for (attempt_t **a = &x->first; (*a = next_of_list(pack, *a, sizeof **a)); a = &(*a)->next) {
        (*a)->exchange = x;
        (*a)->previous = previous;
        (*a)->number = previous ? previous->number + 1 : 1;
        pack_own_hash(pack, &(*a)->key);
        pack_request(pack, *a);
        pack_response(pack, *a);
        previous = *a;
    }
    x->last = previous;
    x->attempts = previous ? previous->number : 0;
}

static void pack_exchange_before(pack_t *pack, exchange_t *x)
{
    exchange_t *before = next_of_list(pack, (exchange_t *)(uintptr_t)x->asked_before, sizeof *before);

    if (before) {
        exchange_pack(pack, before);
        x->asked_before = before;
    }
}

void exchange_pack(pack_t *pack, exchange_t *x)
{
    bool has_pair = x->pair != NULL;

    KEPT(&x->method, &x->from_user, &x->from_host, &x->to_uri, &x->to_user, &x->user_agent, &x->server);
    OWN(&x->call_id, &x->to_tag);
    pack_hash_of(pack, &x->call_hash, facts_call_hash(span_of(x->call_id), span_of(x->method)));
    BOOLS(&x->expires_zero, &x->from_core, &x->closed, &has_pair);
    pack_unsigned(pack, &x->via_count);
    pack_endpoint(pack, &x->client);
    pack_endpoint(pack, &x->server_end);
    pack_enum(pack, &x->transport);
    pack_enum(pack, &x->standing);
    pack_unsigned(pack, &x->challenges);
    if (pack_flag(pack, x->older_open || x->first_copy || x->run || x->burst || x->started_anew.seen
        || x->turned_away.seen)) {
        pack_u32(pack, &x->older_open);
        pack_u32(pack, &x->first_copy);
        pack_u32(pack, &x->last_copy);
        pack_object(pack, &x->run);
        pack_object(pack, &x->burst);
        SIGHTINGS(&x->started_anew, &x->turned_away);
    }
    pack_object(pack, &x->client_port_peer);
    pack_object(pack, &x->client_user_peer);
    pack_object(pack, &x->server_peer);
    pack_object(pack, &x->login);
    pack_object(pack, &x->surge);
    pack_object(pack, &x->from_client);
    pack_object(pack, &x->to_client);
    pack_attempts(pack, x);
    pack_exchange_before(pack, x);
    if (pack->reading) {
        parties_attach(x);
        x->pair = has_pair ? parties_pair(x) : NULL;
    }
}
