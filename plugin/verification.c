/* verification.c
 * What known secrets prove of one request's credentials.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "verification.h"

#include "auth_header.h"
#include "facts.h"
#include "wipe.h"

/* Nonces of one exchange that are tried in place of the one sent. */
#define MAX_NONCES 16
/* Rows of the table that are searched for variants; the best matches come first. */
#define MAX_SEARCHED 4

static span_t span_of(const char *text)
{
    return (span_t){ text, text ? strlen(text) : 0 };
}

/* Credentials as they were written; facts hold them unescaped, and raw where that is not the same. */
static void read_sent(digest_sent_t *sent, const attempt_t *attempt, const credentials_t *c)
{
    memset(sent, 0, sizeof *sent);
    sent->username = span_of(c->username);
    sent->realm = span_of(c->realm);
    sent->nonce = span_of(c->nonce);
    sent->uri = span_of(c->uri);
    sent->response = span_of(c->response);
    sent->algorithm = span_of(c->algorithm);
    sent->qop = span_of(c->qop);
    sent->nc = span_of(c->nc);
    sent->cnonce = span_of(c->cnonce);
    if (c->raw) {
        auth_cursor_t cursor = { span_of(c->raw) };
        auth_item_t item;
        if (auth_header_next(&cursor, &item)) {
            if (span_present(item.param[AUTH_PARAM_USERNAME].raw)) {
                sent->username = item.param[AUTH_PARAM_USERNAME].raw;
            }
            sent->realm = item.param[AUTH_PARAM_REALM].raw;
            sent->nonce = item.param[AUTH_PARAM_NONCE].raw;
            sent->uri = item.param[AUTH_PARAM_URI].raw;
            sent->cnonce = item.param[AUTH_PARAM_CNONCE].raw;
        }
    }
    sent->userhash = c->userhash && g_ascii_strcasecmp(c->userhash, "true") == 0;
    sent->method = span_of(attempt->exchange->method);
    sent->body_hash = span_of(c->body_hash);
}

static void read_around(wmem_allocator_t *scope, digest_around_t *around, span_t *nonces, const attempt_t *attempt,
    const credentials_t *c, const challenge_t *challenge)
{
    const exchange_t *x = attempt->exchange;

    memset(around, 0, sizeof *around);
    if (challenge) {
        around->challenge_realm = span_of(challenge->realm);
        around->challenge_qop = span_of(challenge->qop);
    }
    around->request_uri = span_of(attempt->request_uri);
    if (x->from_user && x->from_host) {
        around->from_uri = span_of(wmem_strdup_printf(scope, "sip:%s@%s", x->from_user, x->from_host));
    }
    around->to_uri = span_of(x->to_uri);
    around->nonces = nonces;
    for (const attempt_t *a = x->first; a; a = a->next) {
        for (const challenge_t *ch = a->challenges; ch && around->nonce_count < MAX_NONCES; ch = ch->next) {
            if (ch->nonce && ch->nonce_hash != c->nonce_hash) {
                nonces[around->nonce_count++] = span_of(ch->nonce);
            }
        }
    }
}

/* The key's answer to the challenge that these credentials answer. */
static bool ask_sim(const secret_t *row, const credentials_t *c, verification_t *v, aka_network_t *network)
{
    aka_challenge_t challenge;
    uint8_t auts[AKA_AUTS_LEN];
    aka_resync_t resync;

    if (!c->nonce || !aka_challenge_decode(c->nonce, &challenge)) {
        return false;
    }
    aka_network_check(&row->key, &challenge, network);
    if (network->mac == AKA_MAC_UNAVAILABLE) {
        return false;
    }
    v->knows_key = true;
    v->mac = network->mac;
    v->sqn = network->sqn;
    if (c->has_auts && aka_auts_decode(c->auts, auts)) {
        aka_auts_check(&row->key, challenge.rand, auts, &resync);
        v->knows_resync = resync.mac != AKA_MAC_UNAVAILABLE;
        v->resync_mac = resync.mac;
        v->sqn_sim = resync.sqn;
    }
    return true;
}

/* One row of the table against one response. */
static digest_result_t check_row(const secret_t *row, const credentials_t *c, const digest_sent_t *sent,
    verification_t *v)
{
    aka_network_t network;
    digest_secret_t secret;
    digest_result_t result = { .verdict = DIGEST_SECRET_UNSUITED };

    if (!secret_is_aka(row)) {
        secret = secret_for_digest(row, NULL);
        return digest_check(sent, &secret);
    }
    memset(&network, 0, sizeof network);
    if (ask_sim(row, c, v, &network) && !c->has_auts) {
        secret = secret_for_digest(row, &network.answer);
        result = digest_check(sent, &secret);
    }
    wipe_bytes(&network, sizeof network);
    return result;
}

static bool find_variants(wmem_allocator_t *scope, const secret_t *row, const digest_sent_t *sent,
    const digest_around_t *around, verification_t *v)
{
    digest_finding_t findings[DIGEST_FINDINGS_MAX];
    digest_secret_t secret;
    size_t count;

    if (secret_is_aka(row)) {
        return false;
    }
    secret = secret_for_digest(row, NULL);
    count = digest_variants_find(scope, sent, &secret, around, DIGEST_FINDINGS_MAX, findings);
    for (size_t i = 0; i < count; i++) {
        v->variant[i] = findings[i].variant;
        v->variant_value[i] = facts_text(scope, findings[i].value);
    }
    v->variants = (unsigned)count;
    return count > 0;
}

/* The user whose secret is wanted; a hashed user name is looked up in the table. */
static span_t user_of(const secrets_t *secrets, const digest_sent_t *sent, const credentials_t *c)
{
    digest_algorithm_t algorithm;

    if (sent->userhash && digest_algorithm_parse(sent->algorithm, &algorithm)) {
        return secrets_user_of_hash(secrets, algorithm.hash, sent->username, sent->realm);
    }
    return span_of(c->username);
}

/* @return true where some row was fit to be compared */
static bool check_rows(wmem_allocator_t *scope, const secrets_t *secrets, const attempt_t *attempt,
    const challenge_t *challenge, const digest_sent_t *sent, verification_t *v)
{
    const credentials_t *c = v->credentials;
    span_t user = user_of(secrets, sent, c), realm = span_of(c->realm);
    secrets_cursor_t cursor = { 0 };
    const secret_t *row;
    const secret_t *differing[MAX_SEARCHED];
    unsigned count = 0;
    bool compared = false;
    digest_around_t around;
    span_t nonces[MAX_NONCES];

    while ((row = secrets_next(secrets, user, realm, &cursor)) != NULL) {
        digest_result_t result = check_row(row, c, sent, v);

        if (result.verdict == DIGEST_FITS) {
            v->proof = PROOF_FITS;
            v->upper_case = result.upper_case;
            v->escapes_kept = result.escapes_kept;
            return true;
        }
        if (result.verdict == DIGEST_DIFFERS) {
            compared = true;
            if (count < MAX_SEARCHED) {
                differing[count++] = row;
            }
        }
    }
    if (!compared) {
        return false;
    }
    v->proof = PROOF_DIFFERS;
    read_around(scope, &around, nonces, attempt, c, challenge);
    for (unsigned i = 0; i < count && v->proof == PROOF_DIFFERS; i++) {
        if (find_variants(scope, differing[i], sent, &around, v)) {
            v->proof = v->variants == 1 && v->variant[0] == DIGEST_VARIANT_PASSWORD_EMPTY ? PROOF_EMPTY_PASSWORD
                                                                                          : PROOF_VARIANT;
        }
    }
    return true;
}

/* What answers the challenge, else the first that holds an answer. */
static const credentials_t *credentials_in_question(const attempt_t *attempt, const challenge_t **challenge)
{
    const credentials_t *c = NULL;

    *challenge = NULL;
    if (attempt_answers(attempt, challenge, &c) && c->usable) {
        return c;
    }
    for (c = attempt->credentials; c && !c->usable; c = c->next) {
        continue;
    }
    return c;
}

void verify_attempt(wmem_allocator_t *scope, const attempt_t *attempt, const secrets_t *secrets,
    verification_t *verification)
{
    const challenge_t *challenge;
    const credentials_t *c = credentials_in_question(attempt, &challenge);
    const digest_secret_t empty = DIGEST_SECRET_EMPTY;
    digest_sent_t sent;

    memset(verification, 0, sizeof *verification);
    if (!c || !c->scheme || g_ascii_strcasecmp(c->scheme, "Digest") != 0 || !c->response || !attempt->request_complete) {
        return;
    }
    verification->credentials = c;
    read_sent(&sent, attempt, c);
    if (secrets_count(secrets) > 0) {
        check_rows(scope, secrets, attempt, challenge, &sent, verification);
    }
    if (verification->proof != PROOF_NONE && verification->proof != PROOF_DIFFERS) {
        return;
    }
    if (digest_check(&sent, &empty).verdict == DIGEST_FITS) {
        verification->proof = c->has_auts ? PROOF_FITS : PROOF_EMPTY_PASSWORD;
    }
}

bool verify_challenge(const secrets_t *secrets, const char *user, const char *realm, const challenge_t *challenge,
    aka_mac_t *mac, uint64_t *sqn)
{
    secrets_cursor_t cursor = { 0 };
    aka_challenge_t aka;
    const secret_t *row;
    bool known = false;

    if (secrets_count(secrets) == 0 || !challenge->is_aka || !challenge->nonce
        || !aka_challenge_decode(challenge->nonce, &aka)) {
        return false;
    }
    while ((row = secrets_next(secrets, span_of(user), span_of(realm), &cursor)) != NULL) {
        aka_network_t network;

        if (!secret_is_aka(row)) {
            continue;
        }
        aka_network_check(&row->key, &aka, &network);
        if (network.mac != AKA_MAC_UNAVAILABLE && (!known || network.mac == AKA_MAC_FITS)) {
            known = true;
            *mac = network.mac;
            *sqn = network.sqn;
        }
        wipe_bytes(&network, sizeof network);
        if (known && *mac == AKA_MAC_FITS) {
            break;
        }
    }
    return known;
}

const char *aka_mac_text(aka_mac_t mac)
{
    static const char *const texts[] = {
        [AKA_MAC_FITS] = "fits the known key",
        [AKA_MAC_FITS_OP_AS_OPC] = "fits only if the known OP is taken for OPc: the HSS or the table mixes them up",
        [AKA_MAC_FITS_OPC_AS_OP] = "fits only if the known OPc is taken for OP: the HSS or the table mixes them up",
        [AKA_MAC_DIFFERS] = "differs from what the known key makes: K or OP(c) differ, or it was changed on the way",
        [AKA_MAC_UNAVAILABLE] = "cannot be computed here",
    };

    return texts[mac];
}

static const char *variant_text(wmem_allocator_t *scope, const verification_t *v, unsigned i)
{
    const char *text = digest_variant_text(v->variant[i]);

    return v->variant_value[i] ? wmem_strdup_printf(scope, "%s (\"%s\")", text, v->variant_value[i]) : text;
}

const char *verification_text(wmem_allocator_t *scope, const verification_t *v)
{
    switch (v->proof) {
    case PROOF_FITS:
        if (v->credentials->has_auts) {
            return "the response to AUTS fits, computed with an empty password as it must be";
        }
        return wmem_strdup_printf(scope, "the response fits the known secret%s%s",
            v->upper_case ? ", in upper-case hex, which many servers refuse" : "",
            v->escapes_kept ? ", with the backslashes of an escaped value hashed as well" : "");
    case PROOF_VARIANT:
        return wmem_strdup_printf(scope, "the response fits the known secret, computed with %s%s%s",
            variant_text(scope, v, 0), v->variants > 1 ? " and with " : "",
            v->variants > 1 ? variant_text(scope, v, 1) : "");
    case PROOF_EMPTY_PASSWORD:
        return "the response fits an empty password";
    case PROOF_DIFFERS:
        return "the response fits none of the known secrets of this user";
    default:
        return NULL;
    }
}
