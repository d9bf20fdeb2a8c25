/* faults.c
 * What is wrong with a retry, by comparing its bytes with the challenges before it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "faults.h"

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

/* Where several realms asked at once and only some ask again, the others were content. */
static bool is_in_question(const attempt_t *retry, const challenge_t *challenge)
{
    if (!attempt_challenged(retry) || asks(retry, challenge)) {
        return true;
    }
    for (const challenge_t *c = retry->previous->challenges; c; c = c->next) {
        if (asks(retry, c)) {
            return false;
        }
    }
    return true;
}

static answer_t judge_retry(const attempt_t *retry)
{
    answer_t answer = { 0 };

    for (const credentials_t *cr = retry->credentials; cr; cr = cr->next) {
        if (!cr->usable) {
            continue;
        }
        answer.any = true;
        for (const challenge_t *ch = retry->previous->challenges; ch; ch = ch->next) {
            if (is_in_question(retry, ch)) {
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

    if (!before || !before->previous || !GUARD(retry->request_complete)) {
        return NULL;
    }
    for (const attempt_t *a = retry->exchange->first; a != before; a = a->next) {
        for (const challenge_t *c = a->challenges; c; c = c->next) {
            if (attempt_credentials_for(before, c) && GUARD(!attempt_credentials_for(retry, c))
                && GUARD(attempt_step(before) == STEP_NEXT_REALM)) {
                return c;
            }
        }
    }
    return NULL;
}

/* To an AKA challenge an empty response is an answer: the USIM did not accept the network (3GPP TS 24.229
 * section 5.1.1.5.3). */
static bool reports_aka_failure(const attempt_t *retry)
{
    return attempt_asks_aka(retry->previous) && retry->credentials && !attempt_has_credentials(retry);
}

static bool can_judge(const attempt_t *retry)
{
    return retry->previous && retry->request.seen && GUARD(retry->request_complete)
        && GUARD(retry->previous->challenges != NULL) && GUARD(!reports_aka_failure(retry));
}

unsigned retry_faults(const attempt_t *retry, cause_t *faults)
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
    if (answer.right) {
        if (!answer.right_nonce && previous_asks_digest(retry)) {
            faults[count++] = CAUSE_NONCE_NOT_FROM_CHALLENGE;
        }
        return count;
    }
    if (answer.other_header) {
        faults[count++] = CAUSE_WRONG_AUTH_HEADER;
    } else if (answer.realm_in_case) {
        faults[count++] = CAUSE_REALM_CASE_MISMATCH;
    } else if (answer.other_realm) {
        faults[count++] = CAUSE_REALM_MISMATCH;
    } else {
        faults[count++] = CAUSE_RETRY_WITHOUT_CREDENTIALS;
    }
    return count;
}

bool retry_has_fault(const attempt_t *retry, cause_t fault)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = retry_faults(retry, faults);

    for (unsigned i = 0; i < count; i++) {
        if (faults[i] == fault) {
            return true;
        }
    }
    return false;
}

bool retry_may_skip_a_round(const attempt_t *retry)
{
    return retry->previous && retry->cseq > retry->previous->cseq + 1;
}
