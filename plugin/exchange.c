/* exchange.c
 * What follows directly from the facts of an exchange: steps, outcomes, who was in play.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange.h"

#include <wsutil/inet_addr.h>

const char *outcome_name(outcome_t outcome)
{
    static const char *const names[] = {
        [OUTCOME_PENDING] = "pending",
        [OUTCOME_ACCEPTED] = "accepted",
        [OUTCOME_OTHER_FAILURE] = "other_failure",
        [OUTCOME_REJECTED] = "rejected",
        [OUTCOME_RECHALLENGED] = "rechallenged",
        [OUTCOME_NEXT_CHALLENGE] = "next_challenge",
        [OUTCOME_FORBIDDEN] = "forbidden",
        [OUTCOME_UNANSWERED] = "unanswered",
        [OUTCOME_NO_RETRY] = "no_retry",
    };

    return names[outcome];
}

const char *transport_name(transport_t transport)
{
    static const char *const names[] = {
        [TRANSPORT_UNKNOWN] = "unknown transport",
        [TRANSPORT_UDP] = "UDP",
        [TRANSPORT_TCP] = "TCP",
        [TRANSPORT_TLS] = "TLS",
        [TRANSPORT_WS] = "WebSocket",
        [TRANSPORT_WSS] = "secure WebSocket",
        [TRANSPORT_SCTP] = "SCTP",
    };

    return names[transport];
}

bool endpoint_same_host(const endpoint_t *a, const endpoint_t *b)
{
    return a->family == b->family && memcmp(a->address, b->address, sizeof a->address) == 0;
}

bool endpoint_equal(const endpoint_t *a, const endpoint_t *b)
{
    return a->port == b->port && endpoint_same_host(a, b);
}

char *endpoint_address_text(wmem_allocator_t *scope, const endpoint_t *endpoint)
{
    char text[WS_INET6_ADDRSTRLEN];

    switch (endpoint->family) {
    case 4:
        ws_inet_ntop4(endpoint->address, text, sizeof text);
        return wmem_strdup(scope, text);
    case 6:
        ws_inet_ntop6(endpoint->address, text, sizeof text);
        return wmem_strdup(scope, text);
    default:
        return NULL;
    }
}

char *endpoint_text(wmem_allocator_t *scope, const endpoint_t *endpoint)
{
    const char *address = endpoint_address_text(scope, endpoint);

    if (!address) {
        return wmem_strdup_printf(scope, "port %u", endpoint->port);
    }
    return wmem_strdup_printf(scope, endpoint->family == 6 ? "[%s]:%u" : "%s:%u", address, endpoint->port);
}

bool attempt_challenged(const attempt_t *attempt)
{
    return attempt->status == 401 || attempt->status == 407;
}

static bool is_invite(const attempt_t *attempt)
{
    return attempt->exchange->method && strcmp(attempt->exchange->method, "INVITE") == 0;
}

bool attempt_overruled(const attempt_t *attempt)
{
    return attempt->accepted_after.seen && attempt_has_credentials(attempt);
}

bool attempt_overtaken(const attempt_t *attempt)
{
    const attempt_t *next = attempt->next;

    return next && next->request.seen && attempt->response.seen && next->request.time < attempt->response.time
        && attempt_has_credentials(next);
}

sighting_t attempt_answer(const attempt_t *attempt, unsigned *status)
{
    bool overruled = attempt_overruled(attempt);

    *status = overruled ? attempt->other_status : attempt->status;
    return overruled ? attempt->accepted_after : attempt->response;
}

bool attempt_accepted(const attempt_t *attempt)
{
    if (attempt_overruled(attempt)) {
        return true;
    }
    if (attempt->status == 0) {
        return is_invite(attempt) && attempt->provisional_18x.seen;
    }
    return attempt->status >= 200 && attempt->status < 300;
}

bool attempt_asks_realm(const attempt_t *attempt, const char *realm)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (g_strcmp0(c->realm, realm) == 0) {
            return true;
        }
    }
    return false;
}

bool attempt_asks_aka(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->is_aka) {
            return true;
        }
    }
    return false;
}

bool attempt_refused_with(const attempt_t *attempt, const credentials_t *credentials)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (attempt_credentials_for(attempt, c) == credentials) {
            return true;
        }
    }
    return false;
}

bool attempt_lacks_agreement(const attempt_t *attempt)
{
    return attempt->status == 494;
}

bool attempt_has_credentials(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable) {
            return true;
        }
    }
    return false;
}

bool credentials_nc(const credentials_t *credentials, uint32_t *nc)
{
    const char *text = credentials->nc ? credentials->nc : "";
    uint32_t number = 0;
    unsigned len = 0;

    for (; len < 8 && g_ascii_isxdigit(text[len]); len++) {
        number = number << 4 | (uint32_t)g_ascii_xdigit_value(text[len]);
    }
    *nc = len > 0 && text[len] == '\0' ? number : 0;
    return len > 0 && text[len] == '\0';
}

bool credentials_nc_repeats(const credentials_t *credentials)
{
    uint32_t nc;

    return credentials->nc_before > 0 && credentials_nc(credentials, &nc) && nc <= credentials->nc_before;
}

bool algorithm_is_md5(const char *algorithm)
{
    return !algorithm || *algorithm == '\0' || g_ascii_strcasecmp(algorithm, "MD5") == 0;
}

bool challenge_answered_in(const challenge_t *challenge, const credentials_t *credentials)
{
    return (challenge->header == AUTH_WWW_AUTHENTICATE) == (credentials->header == AUTH_AUTHORIZATION);
}

bool challenge_same_realm(const challenge_t *challenge, const credentials_t *credentials)
{
    if (challenge->is_digest || credentials->realm) {
        return g_strcmp0(challenge->realm, credentials->realm) == 0;
    }
    return challenge->scheme && credentials->scheme
        && g_ascii_strcasecmp(challenge->scheme, credentials->scheme) == 0;
}

const credentials_t *attempt_credentials_for(const attempt_t *attempt, const challenge_t *challenge)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && challenge_answered_in(challenge, c) && challenge_same_realm(challenge, c)) {
            return c;
        }
    }
    return NULL;
}

bool attempt_answers(const attempt_t *retry, const challenge_t **challenge, const credentials_t **credentials)
{
    int best = -1;

    if (!retry->previous) {
        return false;
    }
    for (const challenge_t *ch = retry->previous->challenges; ch; ch = ch->next) {
        for (const credentials_t *cr = retry->credentials; cr; cr = cr->next) {
            int fit = (cr->nonce && ch->nonce && cr->nonce_hash == ch->nonce_hash ? 8 : 0)
                + (challenge_same_realm(ch, cr) ? 4 : 0) + (challenge_answered_in(ch, cr) ? 2 : 0)
                + (cr->usable ? 1 : 0);
            if (fit > best) {
                best = fit;
                *challenge = ch;
                *credentials = cr;
            }
        }
    }
    return best >= 0;
}

sighting_t attempt_challenged_in(const attempt_t *retry)
{
    const attempt_t *challenged = retry->previous;

    for (const credentials_t *c = challenged ? retry->credentials : NULL; c; c = c->next) {
        for (const challenge_t *asked = challenged->challenges; asked && c->nonce_hash; asked = asked->next) {
            if (asked->nonce_hash == c->nonce_hash) {
                return asked->at;
            }
        }
    }
    return challenged ? challenged->response : (sighting_t){ 0 };
}

uint32_t attempt_challenges_frame(const attempt_t *attempt, uint32_t frame)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->at.frame == frame) {
            return frame;
        }
    }
    return attempt->response.frame;
}

static const char *shown_algorithm(bool digest, const char *algorithm)
{
    return !algorithm && digest ? "MD5" : algorithm;
}

const char *challenge_algorithm(const challenge_t *challenge)
{
    return shown_algorithm(challenge->is_digest, challenge->algorithm);
}

const char *credentials_algorithm(const credentials_t *credentials)
{
    bool digest = credentials->scheme && g_ascii_strcasecmp(credentials->scheme, "Digest") == 0;

    return shown_algorithm(digest, credentials->algorithm);
}

/* Is the word, in lower case, somewhere in the text? */
static bool text_has(const char *text, const char *word)
{
    size_t len = strlen(word);

    for (; *text; text++) {
        if ((*text | 0x20) == word[0] && g_ascii_strncasecmp(text, word, len) == 0) {
            return true;
        }
    }
    return false;
}

bool phrase_names_nonce(const char *phrase)
{
    return phrase && text_has(phrase, "nonce")
        && (text_has(phrase, "change") || text_has(phrase, "expire") || text_has(phrase, "stale")
            || text_has(phrase, "old") || text_has(phrase, "timeout"));
}

/* Does a challenge of this response name a realm that the earlier response named as well? */
static bool same_realm_again(const attempt_t *earlier, const attempt_t *later)
{
    if (!earlier->challenges || !later->challenges) {
        return true;
    }
    for (const challenge_t *a = earlier->challenges; a; a = a->next) {
        for (const challenge_t *b = later->challenges; b; b = b->next) {
            if (a->header == b->header && g_strcmp0(a->realm, b->realm) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The credentials met their own realm again: why? */
static step_t step_of_refused(const attempt_t *attempt, const challenge_t *challenge, const credentials_t *credentials)
{
    if (credentials->has_auts) {
        return STEP_RESYNC;
    }
    if (challenge->is_stale) {
        return STEP_STALE;
    }
    /* Sent unasked: nothing shows that the nonce was still good. */
    return phrase_names_nonce(attempt->reason_phrase) || attempt->number == 1 ? STEP_EXPIRED : STEP_REFUSED;
}

static bool answered_previous(const attempt_t *attempt)
{
    if (!attempt->previous) {
        return false;
    }
    for (const challenge_t *c = attempt->previous->challenges; c; c = c->next) {
        if (attempt_credentials_for(attempt, c)) {
            return true;
        }
    }
    return false;
}

static step_t find_step(const attempt_t *attempt)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        const credentials_t *credentials = attempt_credentials_for(attempt, c);
        if (credentials) {
            return step_of_refused(attempt, c, credentials);
        }
    }
    if (attempt->previous && attempt->previous->challenges && attempt->request.seen
        && same_realm_again(attempt->previous, attempt)) {
        return STEP_REFUSED;
    }
    return answered_previous(attempt) ? STEP_NEXT_REALM : STEP_FIRST;
}

unsigned attempt_challenge_count(const attempt_t *attempt)
{
    unsigned count = 0;

    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        count++;
    }
    return count;
}

/* What may yet change of all that the step follows from: a request may come after its response, and copies of a
 * response may bring challenges. Never 0. */
static uint64_t step_state(const attempt_t *attempt)
{
    uint64_t before = attempt->previous ? attempt_challenge_count(attempt->previous) : 0;

    return (uint64_t)attempt->status << 32 | (uint64_t)attempt_challenge_count(attempt) << 17 | before << 2
        | (uint64_t)attempt->request.seen << 1 | 1;
}

step_t attempt_step(const attempt_t *attempt)
{
    struct attempt_kept *kept = (struct attempt_kept *)&attempt->kept;
    uint64_t state;

    if (!attempt_challenged(attempt) || attempt_overruled(attempt)) {
        return STEP_NONE;
    }
    state = step_state(attempt);
    if (kept->step_state != state) {
        kept->step = (unsigned char)find_step(attempt);
        kept->step_state = state;
    }
    return (step_t)kept->step;
}

static outcome_t outcome_of_challenged_retry(const attempt_t *challenged, const attempt_t *retry)
{
    if (!same_realm_again(challenged, retry)) {
        return OUTCOME_NEXT_CHALLENGE;
    }
    switch (attempt_step(retry)) {
    case STEP_STALE:
    case STEP_RESYNC:
    case STEP_EXPIRED:
        return OUTCOME_RECHALLENGED;
    default:
        return OUTCOME_REJECTED;
    }
}

outcome_t attempt_outcome(const attempt_t *attempt, bool complete)
{
    const attempt_t *retry = attempt->next;

    if (attempt->status == 403) {
        return OUTCOME_FORBIDDEN;
    }
    if (!retry && attempt_overruled(attempt)) {
        return OUTCOME_ACCEPTED;
    }
    if (!retry) {
        return complete ? OUTCOME_NO_RETRY : OUTCOME_PENDING;
    }
    if (attempt_accepted(retry)) {
        return OUTCOME_ACCEPTED;
    }
    if (retry->status == 0) {
        return complete ? OUTCOME_UNANSWERED : OUTCOME_PENDING;
    }
    if (retry->status == 403) {
        return OUTCOME_FORBIDDEN;
    }
    return attempt_challenged(retry) ? outcome_of_challenged_retry(attempt, retry) : OUTCOME_OTHER_FAILURE;
}

outcome_t exchange_outcome(const exchange_t *exchange, bool complete)
{
    const attempt_t *last = exchange->last;

    if (!attempt_challenged(last) || attempt_overruled(last)) {
        return last->previous ? attempt_outcome(last->previous, complete) : attempt_outcome(last, complete);
    }
    if (last->previous && attempt_step(last) == STEP_REFUSED) {
        return OUTCOME_REJECTED;
    }
    return attempt_outcome(last, complete);
}

/* User name of the credentials for one of these challenges; NULL if none. */
static const char *username_for(const attempt_t *attempt, const challenge_t *challenges)
{
    for (const challenge_t *c = challenges; c; c = c->next) {
        const credentials_t *sent = attempt_credentials_for(attempt, c);

        if (sent && sent->username && *sent->username) {
            return sent->username;
        }
    }
    return NULL;
}

/* Of several credentials those that were asked for are in play. */
static const char *username_of(const attempt_t *attempt)
{
    const char *name = attempt->previous ? username_for(attempt, attempt->previous->challenges) : NULL;

    if (name) {
        return name;
    }
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->username && *c->username) {
            return c->username;
        }
    }
    return NULL;
}

const char *attempt_account(const attempt_t *attempt)
{
    const exchange_t *exchange = attempt->exchange;
    const char *asked = username_for(attempt, attempt->challenges);

    if (!asked && attempt->next) {
        asked = username_for(attempt->next, attempt->challenges);
    }
    if (asked) {
        return asked;
    }
    for (const attempt_t *a = attempt; a; a = a->next) {
        if (username_of(a)) {
            return username_of(a);
        }
    }
    for (const attempt_t *a = attempt->previous; a; a = a->previous) {
        if (username_of(a)) {
            return username_of(a);
        }
    }
    if (exchange->method && strcmp(exchange->method, "REGISTER") == 0 && exchange->to_user) {
        return exchange->to_user;
    }
    return exchange->from_user;
}

const char *attempt_realm(const attempt_t *attempt)
{
    if (attempt->challenges && attempt->challenges->realm) {
        return attempt->challenges->realm;
    }
    for (const challenge_t *c = attempt->previous ? attempt->previous->challenges : NULL; c; c = c->next) {
        if (attempt_credentials_for(attempt, c) && c->realm) {
            return c->realm;
        }
    }
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->realm) {
            return c->realm;
        }
    }
    if (attempt->previous && attempt->previous->challenges) {
        return attempt->previous->challenges->realm;
    }
    return attempt->credentials ? attempt->credentials->realm : NULL;
}

bool attempt_reports_mac_failure(const attempt_t *attempt)
{
    return attempt->previous && attempt_asks_aka(attempt->previous) && attempt->request_complete
        && attempt->credentials && !attempt_has_credentials(attempt);
}

const credentials_t *attempt_reports_sync_failure(const attempt_t *attempt)
{
    if (!attempt->previous || !attempt_asks_aka(attempt->previous)) {
        return NULL;
    }
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->has_auts) {
            return c;
        }
    }
    return NULL;
}

static const sign_t *seen_sign(const sign_t *sign)
{
    return sign && sign->at.seen ? sign : NULL;
}

const sign_t *exchange_sign_from_client(const exchange_t *exchange, sign_kind_t kind)
{
    return exchange->from_client ? seen_sign(exchange->from_client->of[kind]) : NULL;
}

const sign_t *exchange_sign_to_client(const exchange_t *exchange, sign_kind_t kind)
{
    return exchange->to_client ? seen_sign(exchange->to_client->of[kind]) : NULL;
}

const sign_detail_t *sign_detail(const sign_t *sign, uint32_t value)
{
    for (unsigned i = 0; sign && i < sign->details; i++) {
        if (sign->detail[i].value == value) {
            return &sign->detail[i];
        }
    }
    return NULL;
}
