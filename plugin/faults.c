/* faults.c
 * What is wrong with a retry, by comparing its bytes with the challenges before it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "faults.h"

#include "fault_params.h"
#include "security_agreement.h"
#include "setting.h"

#define MUTATION_BASE 0
#include "mutation.h"

/* How the credentials of a retry relate to the challenges they ought to answer. */
typedef struct {
    bool any;               /* some credentials with an answer are there */
    bool right;             /* right header and realm, for at least one challenge */
    bool right_nonce;       /* and that challenge's nonce, or one given meanwhile */
    bool other_header;      /* right realm or nonce, but the other header */
    bool realm_in_case;     /* right header, realm differs in case or white space */
    bool other_realm;       /* right header, a realm that nobody asked for */
} answer_t;

bool realm_equal_loosely(const char *a, const char *b)
{
    if (!a || !b) {
        return false;
    }
    char *x = g_strstrip(g_strdup(a));
    char *y = g_strstrip(g_strdup(b));
    bool equal = g_ascii_strcasecmp(x, y) == 0;
    g_free(x);
    g_free(y);
    return equal;
}

/* Was this realm asked for anywhere in the exchange? */
static bool realm_asked(const exchange_t *exchange, const attempt_t *until, const char *realm)
{
    for (const attempt_t *a = exchange->first; a && a != until; a = a->next) {
        for (const challenge_t *c = a->challenges; c; c = c->next) {
            if (g_strcmp0(c->realm, realm) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Credentials with a nonce that another challenge of the capture gave for them belong to another hop. */
static bool belongs_elsewhere(const credentials_t *credentials)
{
    return credentials->nonce_origin == NONCE_OLDER || credentials->nonce_origin == NONCE_CONCURRENT;
}

static void judge(answer_t *answer, const attempt_t *retry, const challenge_t *challenge,
    const credentials_t *credentials)
{
    bool same_realm = challenge_same_realm(challenge, credentials);
    bool echoes = challenge->nonce_hash && challenge->nonce_hash == credentials->nonce_hash;

    if (!challenge_answered_in(challenge, credentials)) {
        answer->other_header |= same_realm || echoes;
        return;
    }
    if (same_realm) {
        answer->right = true;
        answer->right_nonce |= credentials->nonce_origin == NONCE_OF_CHALLENGE
            || GUARD(credentials->nonce_origin == NONCE_CONCURRENT);
    } else if (realm_equal_loosely(challenge->realm, credentials->realm)) {
        answer->realm_in_case = true;
    } else if (echoes
        || (GUARD(!realm_asked(retry->exchange, retry, credentials->realm)) && GUARD(!belongs_elsewhere(credentials)))) {
        answer->other_realm = true;
    }
}

static bool asks(const attempt_t *attempt, const challenge_t *challenge)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (c->header == challenge->header && g_strcmp0(c->realm, challenge->realm) == 0) {
            return true;
        }
    }
    return false;
}

/* Does the answer to the retry ask for some of the challenges before it again? */
static bool asks_for_some(const attempt_t *retry)
{
    if (!attempt_challenged(retry)) {
        return false;
    }
    for (const challenge_t *c = retry->previous->challenges; c; c = c->next) {
        if (asks(retry, c)) {
            return true;
        }
    }
    return false;
}

bool retry_challenge_in_question(const attempt_t *retry, const challenge_t *challenge)
{
    return !attempt_challenged(retry) || asks(retry, challenge) || !asks_for_some(retry);
}

static answer_t judge_retry(const attempt_t *retry)
{
    answer_t answer = { .any = attempt_has_credentials(retry) };
    bool some = asks_for_some(retry);

    for (const challenge_t *ch = retry->previous->challenges; ch && answer.any; ch = ch->next) {
        if (some && !asks(retry, ch)) {
            continue;
        }
        for (const credentials_t *cr = retry->credentials; cr; cr = cr->next) {
            if (cr->usable) {
                judge(&answer, retry, ch, cr);
            }
        }
    }
    return answer;
}

/* Schemes without nonces have nothing to echo. */
static bool previous_asks_digest(const attempt_t *retry)
{
    for (const challenge_t *c = retry->previous->challenges; c; c = c->next) {
        if (c->is_digest && c->nonce_hash) {
            return true;
        }
    }
    return false;
}

const challenge_t *retry_dropped(const attempt_t *retry)
{
    const attempt_t *before = retry->previous;

    if (!before || !before->previous || !GUARD(retry->request_complete)
        || !GUARD(attempt_step(before) == STEP_NEXT_REALM)) {
        return NULL;
    }
    for (const attempt_t *a = retry->exchange->first; a != before; a = a->next) {
        for (const challenge_t *c = a->challenges; c; c = c->next) {
            if (attempt_credentials_for(before, c) && GUARD(!attempt_credentials_for(retry, c))) {
                return c;
            }
        }
    }
    return NULL;
}

static bool echoes(const attempt_t *retry, const challenge_t *challenge)
{
    for (const credentials_t *c = retry->credentials; c; c = c->next) {
        if (c->nonce_hash && c->nonce_hash == challenge->nonce_hash) {
            return true;
        }
    }
    return false;
}

static const attempt_t *announced_before(const attempt_t *retry)
{
    const attempt_t *a = retry->previous;

    while (a && !a->security_server) {
        a = a->previous;
    }
    return a;
}

const char *retry_security_announced(const attempt_t *retry, sighting_t *at)
{
    const attempt_t *announced = announced_before(retry);

    for (const challenge_t *c = announced ? announced->challenges : NULL; c; c = c->next) {
        if (c->security_server && GUARD(echoes(retry, c))) {
            *at = c->at;
            return c->security_server;
        }
    }
    *at = announced ? announced->response : (sighting_t){ 0 };
    return announced ? announced->security_server : NULL;
}

/* The server must compare the two (RFC 3329 section 2.3.1). */
static bool echoes_other_agreement(const attempt_t *retry)
{
    const attempt_t *announced = announced_before(retry);
    security_difference_t difference;
    sighting_t at;

    return announced && GUARD(announced->response_complete)
        && security_differs(retry_security_announced(retry, &at), retry->security_verify, &difference);
}

/* Has the transport a protection of its own? */
static bool is_secure(transport_t transport)
{
    return transport == TRANSPORT_TLS || transport == TRANSPORT_WSS;
}

/* With IPsec announced, the answer to the challenge belongs to the protected server port (3GPP TS 24.229 section
 * 5.1.1.5.1); what reports a failure does not. Behind the P-CSCF there is no such port. */
static bool leaves_agreement(const attempt_t *retry)
{
    const attempt_t *asked = retry->previous;
    sighting_t at;
    const char *server = asked->security_server ? retry_security_announced(retry, &at) : NULL;

    return GUARD(attempt_asks_aka(asked)) && security_offers_ipsec(server)
        && GUARD(attempt_has_credentials(retry)) && GUARD(!attempt_reports_sync_failure(retry))
        && GUARD(!retry->in_ipsec) && GUARD(!is_secure(retry->transport))
        && GUARD(!security_names_port(server, SECURITY_PARAM_PORT_S, retry->destination.port))
        && GUARD(g_strcmp0(setting_interface(retry), "Gm") == 0);
}

static bool can_judge(const attempt_t *retry)
{
    return retry->previous && retry->request.seen && GUARD(retry->request_complete)
        && GUARD(retry->previous->challenges != NULL) && GUARD(!attempt_reports_mac_failure(retry));
}

/* ---- a short cut: the answer that every login has ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* A response of the right length for the algorithms that nearly all use. */
static bool has_plain_response(const credentials_t *c)
{
    size_t expected = !c->algorithm || strcmp(c->algorithm, "MD5") == 0 ? 32
        : strcmp(c->algorithm, "SHA-256") == 0 ? 64 : 0;
    size_t len = c->response ? strspn(c->response, "0123456789abcdef") : 0;

    return expected && len == expected && c->response[len] == '\0';
}

/* One option, the only one that was offered or the first of them, with what it asks for; or none at all. */
static bool has_plain_qop(const challenge_t *challenge, const credentials_t *c)
{
    size_t len = c->qop ? strlen(c->qop) : 0;

    if (!challenge->qop || !c->qop) {
        return !challenge->qop && !c->qop && !c->nc;
    }
    return len > 0 && strncmp(challenge->qop, c->qop, len) == 0 && (challenge->qop[len] == '\0' || challenge->qop[len] == ',')
        && !strpbrk(c->qop, ", \t") && c->cnonce && c->nc && strlen(c->nc) == 8 && strspn(c->nc, "0123456789abcdefABCDEF") == 8
        && c->nc_before == 0;
}

static bool has_plain_name(const char *username)
{
    return username && *username && !strpbrk(username, " \t") && g_ascii_strcasecmp(username, "anonymous") != 0;
}

static bool is_plain_answer(const challenge_t *challenge, const credentials_t *c)
{
    return !challenge->next && !c->next && challenge->is_digest && !challenge->is_aka && challenge->odd == 0 && c->odd == 0
        && c->usable && !c->has_auts && c->scheme && g_ascii_strcasecmp(c->scheme, "Digest") == 0
        && challenge_answered_in(challenge, c) && challenge->realm && same_text(challenge->realm, c->realm)
        && challenge->nonce_hash && challenge->nonce_hash == c->nonce_hash && c->nonce_origin == NONCE_OF_CHALLENGE
        && same_text(challenge->algorithm, c->algorithm) && challenge->opaque_hash == c->opaque_hash
        && has_plain_response(c) && has_plain_qop(challenge, c) && has_plain_name(c->username);
}

/* Is it the first retry, to one challenge, and right in everything that is looked at below? */
static bool is_plain(const attempt_t *retry)
{
    const attempt_t *asked = retry->previous;

    return retry->number == 2 && retry->request.seen && retry->request_complete && asked->response_complete
        && !asked->security_server && asked->challenges && retry->credentials
        && retry->request_uri && same_text(retry->request_uri, retry->credentials->uri)
        && same_text(retry->call_id, asked->call_id) && retry->from_tag_hash == asked->from_tag_hash
        && retry->cseq > asked->cseq && retry->branch_hash != asked->branch_hash
        && (retry->contact || !asked->contact) && !retry->exchange->expires_zero
        && is_plain_answer(asked->challenges, retry->credentials);
}

/* ---- all of them ---- */

static unsigned judge_faults(const attempt_t *retry, cause_t *faults)
{
    unsigned count = 0;
    answer_t answer;

    if (!can_judge(retry)) {
        return 0;
    }
    answer = judge_retry(retry);
    if (retry_dropped(retry)) {
        faults[count++] = CAUSE_EARLIER_CREDENTIALS_DROPPED;
    }
    if (echoes_other_agreement(retry)) {
        faults[count++] = CAUSE_IMS_SA_MISMATCH;
    }
    if (leaves_agreement(retry)) {
        faults[count++] = CAUSE_IMS_RETRY_UNPROTECTED;
    }
    /* Where the response was cut, another challenge may have stood behind those that are known. */
    if (answer.any && !GUARD(retry->previous->response_complete)) {
        return count;
    }
    if (answer.right) {
        if (!answer.right_nonce && previous_asks_digest(retry) && GUARD(!attempt_overtaken(retry->previous))) {
            faults[count++] = fault_nonce_altered(retry) ? CAUSE_NONCE_TRUNCATED : CAUSE_NONCE_NOT_FROM_CHALLENGE;
        }
        return fault_params_add(retry, faults, count);
    }
    if (fault_response_empty(retry)) {
        faults[count++] = CAUSE_RESPONSE_EMPTY;
    } else if (answer.other_header) {
        faults[count++] = CAUSE_WRONG_AUTH_HEADER;
    } else if (answer.realm_in_case) {
        faults[count++] = CAUSE_REALM_CASE_MISMATCH;
    } else if (answer.other_realm) {
        faults[count++] = CAUSE_REALM_MISMATCH;
    } else if (GUARD(!attempt_overtaken(retry)) && GUARD(retry->previous->request.seen)) {
        faults[count++] = CAUSE_RETRY_WITHOUT_CREDENTIALS;
    }
    return count;
}

unsigned retry_faults(const attempt_t *retry, cause_t *faults)
{
    return is_plain(retry) ? 0 : judge_faults(retry, faults);
}

/* What may yet change of all the facts of an attempt that faults follow from, its own and those of later attempts: a
 * request may come after its response, copies of a response may bring challenges, and an account may turn out to have
 * been accepted before, and it may be overtaken. Never 0. */
static uint64_t fault_state(const attempt_t *attempt)
{
    const account_t *account = attempt->account;
    bool accepted = account && account->accepted.seen && account->accepted.time < attempt->request.time;

    return (uint64_t)attempt->status << 32 | (uint64_t)attempt_challenge_count(attempt) << 8
        | (uint64_t)attempt_overtaken(attempt) << 7 | (uint64_t)(attempt->security_server != NULL) << 6
        | (uint64_t)accepted << 5
        | (uint64_t)attempt->exchange->expires_zero << 4 | (uint64_t)attempt->request_complete << 3
        | (uint64_t)attempt->response_complete << 2 | (uint64_t)attempt->request.seen << 1 | 1;
}

static cause_set_t find_faults(const attempt_t *attempt)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = retry_faults(attempt, faults);
    cause_set_t set = { { 0 } };

    for (unsigned i = 0; i < count; i++) {
        cause_set_add(&set, faults[i]);
    }
    return set;
}

bool exchange_faults(const exchange_t *exchange, cause_set_t *sets)
{
    bool changed = false, any = false;

    for (const attempt_t *a = exchange->first; a; a = a->next) {
        struct attempt_kept *kept = (struct attempt_kept *)&a->kept;
        uint64_t state = fault_state(a);

        changed |= kept->fault_state != state;
        if (changed) {
            kept->faults = find_faults(a);
            kept->fault_state = state;
        }
        sets[a->number - 1] = kept->faults;
        any |= !cause_set_empty(&kept->faults);
    }
    return any;
}

/* A security agreement moves the UE, its retry included, to the protected ports (3GPP TS 33.203 section 7.1). */
static bool moved_way(const attempt_t *before, const attempt_t *retry)
{
    bool other_port = before->transport == TRANSPORT_UDP && endpoint_same_host(&before->source, &retry->source)
        && before->source.port != retry->source.port;

    return GUARD(!before->security_server) && (before->transport != retry->transport || other_port);
}

cause_t retry_moved(const attempt_t *retry)
{
    const attempt_t *before = retry->previous;

    if (!before || !attempt_challenged(before) || !retry->request.seen) {
        return CAUSE_NONE;
    }
    /* The answer may come from the host itself where the request went to an address that several share. */
    if (!endpoint_same_host(&retry->destination, &before->destination)
        && GUARD(!endpoint_same_host(&retry->destination, &before->response_source))) {
        return CAUSE_RETRY_ELSEWHERE;
    }
    return moved_way(before, retry) ? CAUSE_RETRY_OTHER_TRANSPORT : CAUSE_NONE;
}

bool retry_may_skip_a_round(const attempt_t *retry)
{
    return retry->previous && retry->cseq > retry->previous->cseq + 1;
}
