/* verification.c
 * What known secrets prove of one request's credentials, and of the server's answer to them.
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

/* ---- what was sent ---- */

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

/* What else the exchange shows. */
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

/* Could its digest be computed at all? */
static bool is_computable(const attempt_t *attempt, const credentials_t *c)
{
    return c && c->scheme && g_ascii_strcasecmp(c->scheme, "Digest") == 0 && c->response && attempt->request_complete;
}

/* ---- whose secret ---- */

/* Walks through the rows of one user: for the realm sent first, then, where that is not the one asked for, for the
 * one of the challenge, since the client may have used its secret all the same. */
typedef struct {
    const secrets_t *secrets;
    span_t user;
    char *converted;    /* holds user, where it had to be converted */
    span_t realm;
    span_t asked;       /* absent where it is the same */
    secrets_cursor_t cursor;
} rows_t;

/* A user name that is no UTF-8 can only be found in the table as what it would be in ISO-8859-1. */
static void rows_find_user(rows_t *rows, const digest_sent_t *sent, const credentials_t *c)
{
    digest_algorithm_t algorithm;

    rows->user = span_of(c->username);
    if (sent->userhash && digest_algorithm_parse(sent->algorithm, &algorithm)) {
        rows->user = secrets_user_of_hash(rows->secrets, algorithm.hash, sent->username, sent->realm);
    } else if (span_present(sent->username) && !g_utf8_validate(sent->username.ptr, (gssize)sent->username.len, NULL)) {
        gsize len;
        rows->converted = g_convert(sent->username.ptr, (gssize)sent->username.len, "UTF-8", "ISO-8859-1", NULL, &len,
            NULL);
        if (rows->converted) {
            rows->user = (span_t){ rows->converted, len };
        }
    }
}

static void rows_begin(rows_t *rows, const secrets_t *secrets, const digest_sent_t *sent, const credentials_t *c,
    const challenge_t *challenge)
{
    memset(rows, 0, sizeof *rows);
    rows->secrets = secrets;
    rows->realm = span_of(c->realm);
    if (challenge && g_strcmp0(challenge->realm, c->realm) != 0) {
        rows->asked = span_of(challenge->realm);
    }
    rows_find_user(rows, sent, c);
}

static const secret_t *rows_next(rows_t *rows)
{
    const secret_t *row = secrets_next(rows->secrets, rows->user, rows->realm, &rows->cursor);

    if (!row && span_present(rows->asked)) {
        rows->realm = rows->asked;
        rows->asked = (span_t){ NULL, 0 };
        memset(&rows->cursor, 0, sizeof rows->cursor);
        row = secrets_next(rows->secrets, rows->user, rows->realm, &rows->cursor);
    }
    return row;
}

static void rows_end(rows_t *rows)
{
    g_free(rows->converted);
}

/* A row as a digest takes it. A SIM's answer, which depends on the challenge, is put into network, to be wiped. */
static digest_secret_t secret_of_row(const secret_t *row, const credentials_t *c, aka_network_t *network)
{
    aka_challenge_t challenge;
    digest_secret_t secret = secret_for_digest(row, NULL);

    memset(network, 0, sizeof *network);
    if (secret_is_aka(row) && c->nonce && aka_challenge_decode(c->nonce, &challenge)) {
        aka_network_check(&row->key, &challenge, network);
        if (network->mac != AKA_MAC_UNAVAILABLE) {
            secret.aka = &network->answer;
            secret.aka_swapped = &network->swapped;
        }
    }
    return secret;
}

/* Does the digest fit, be it in a session that began with an earlier request? Many clients begin one each time. */
static digest_result_t check(const digest_sent_t *sent, const digest_secret_t *secret, const credentials_t *c)
{
    digest_result_t result = digest_check(sent, secret);
    digest_sent_t resumed = *sent;

    if (result.verdict == DIGEST_DIFFERS && c->session) {
        resumed.session_nonce = span_of(c->session->nonce);
        resumed.session_cnonce = span_of(c->session->cnonce);
        result = digest_check(&resumed, secret);
    }
    return result;
}

/* ---- the client's digest ---- */

/* Is a search of use where the response cannot be compared as it is? */
static bool is_searched(digest_verdict_t verdict)
{
    return verdict == DIGEST_DIFFERS || verdict == DIGEST_UNKNOWN_QOP || verdict == DIGEST_INCOMPLETE
        || verdict == DIGEST_NO_BODY_HASH || verdict == DIGEST_SECRET_UNSUITED;
}

/* Bytes of ISO-8859-1 are shown as what they mean. */
static const char *value_text(wmem_allocator_t *scope, const digest_finding_t *finding)
{
    const char *text;
    char *converted;

    if (finding->variant != DIGEST_VARIANT_USER_LATIN1 || !span_present(finding->value)) {
        return facts_text(scope, finding->value);
    }
    converted = g_convert(finding->value.ptr, (gssize)finding->value.len, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
    text = converted ? facts_text(scope, (span_t){ converted, strlen(converted) }) : NULL;
    g_free(converted);
    return text;
}

static unsigned find_variants(wmem_allocator_t *scope, const digest_sent_t *sent, const digest_secret_t *secret,
    const digest_around_t *around, digest_variant_t variant[], const char *value[])
{
    digest_finding_t findings[DIGEST_FINDINGS_MAX];
    size_t count = digest_variants_find(scope, sent, secret, around, DIGEST_FINDINGS_MAX, findings);

    for (size_t i = 0; i < count; i++) {
        variant[i] = findings[i].variant;
        value[i] = value_text(scope, &findings[i]);
    }
    return (unsigned)count;
}

/* It fits as it was sent. A user name in ISO-8859-1 does so as well, but a server that has it in UTF-8 refuses it. */
static void note_fit(wmem_allocator_t *scope, verification_t *v, const rows_t *rows, const secret_t *row,
    const digest_result_t *result)
{
    v->proof = PROOF_FITS;
    if (secret_is_aka(row)) {
        v->sim = (aka_check_t){ .fit = AKA_FIT_OWN, .row = row };
    }
    v->upper_case = result->upper_case;
    v->escapes_kept = result->escapes_kept;
    if (rows->converted) {
        v->proof = PROOF_VARIANT;
        v->variants = 1;
        v->variant[0] = DIGEST_VARIANT_USER_LATIN1;
        v->variant_value[0] = facts_text(scope, rows->user);
    }
}

/* Compare with each row. @return rows that are worth a search, the best matches first; none where one fits */
static unsigned compare_rows(wmem_allocator_t *scope, rows_t *rows, const digest_sent_t *sent, verification_t *v,
    const secret_t *searched[MAX_SEARCHED])
{
    const secret_t *row;
    unsigned count = 0;

    while ((row = rows_next(rows)) != NULL) {
        aka_network_t network;
        digest_secret_t secret = secret_of_row(row, v->credentials, &network);
        digest_result_t result = check(sent, &secret, v->credentials);

        wipe_bytes(&network, sizeof network);
        if (result.verdict == DIGEST_FITS) {
            note_fit(scope, v, rows, row, &result);
            return 0;
        }
        if (result.verdict == DIGEST_DIFFERS) {
            v->proof = PROOF_DIFFERS;
        }
        if (is_searched(result.verdict) && count < MAX_SEARCHED) {
            searched[count++] = row;
        }
    }
    return count;
}

/* A variant was found with this row; a SIM's key is the known one then, but for how it takes OP. */
static void note_key(verification_t *v, const secret_t *row)
{
    if (!secret_is_aka(row)) {
        return;
    }
    v->sim = (aka_check_t){ .fit = AKA_FIT_OWN, .row = row };
    for (unsigned i = 0; i < v->variants; i++) {
        if (v->variant[i] == DIGEST_VARIANT_AKA_OP) {
            v->sim.fit = row->key.is_opc ? AKA_FIT_OPC_AS_OP : AKA_FIT_OP_AS_OPC;
        }
    }
}

static void search_rows(wmem_allocator_t *scope, const attempt_t *attempt, const challenge_t *challenge,
    const digest_sent_t *sent, verification_t *v, const secret_t *const *searched, unsigned count)
{
    digest_around_t around;
    span_t nonces[MAX_NONCES];

    read_around(scope, &around, nonces, attempt, v->credentials, challenge);
    for (unsigned i = 0; i < count && v->variants == 0; i++) {
        aka_network_t network;
        digest_secret_t secret = secret_of_row(searched[i], v->credentials, &network);

        v->variants = find_variants(scope, sent, &secret, &around, v->variant, v->variant_value);
        wipe_bytes(&network, sizeof network);
        if (v->variants > 0) {
            note_key(v, searched[i]);
        }
    }
    if (v->variants == 1 && v->variant[0] == DIGEST_VARIANT_PASSWORD_EMPTY) {
        v->proof = PROOF_EMPTY_PASSWORD;
    } else if (v->variants > 0) {
        v->proof = PROOF_VARIANT;
    }
}

static void check_rows(wmem_allocator_t *scope, const secrets_t *secrets, const attempt_t *attempt,
    const challenge_t *challenge, const digest_sent_t *sent, verification_t *v)
{
    const secret_t *searched[MAX_SEARCHED];
    rows_t rows;
    unsigned count;

    rows_begin(&rows, secrets, sent, v->credentials, challenge);
    count = compare_rows(scope, &rows, sent, v, searched);
    if (count > 0) {
        search_rows(scope, attempt, challenge, sent, v, searched, count);
    }
    rows_end(&rows);
    if (v->is_aka && v->proof == PROOF_DIFFERS) {
        aka_check_res(secrets, v->credentials, sent, &v->sim);
    }
}

/* The response beside AUTS is computed with an empty password; the keys say whose AUTS it is. */
static void check_auts(const secrets_t *secrets, const digest_sent_t *sent, verification_t *v)
{
    const digest_secret_t empty = DIGEST_SECRET_EMPTY;
    digest_verdict_t verdict = digest_check(sent, &empty).verdict;

    if (verdict == DIGEST_FITS) {
        v->proof = PROOF_FITS;
    } else if (verdict == DIGEST_DIFFERS) {
        v->proof = PROOF_DIFFERS;
    }
    aka_check_auts(secrets, v->credentials, &v->sim);
}

/* Needs no secret, so it is the one thing that every refusal is asked for: computed once. */
static bool fits_empty_password(const credentials_t *c, const digest_sent_t *sent)
{
    const digest_secret_t empty = DIGEST_SECRET_EMPTY;

    if (c->empty_password == 0) {
        ((credentials_t *)c)->empty_password = digest_check(sent, &empty).verdict == DIGEST_FITS ? 1 : -1;
    }
    return c->empty_password > 0;
}

void verify_attempt(wmem_allocator_t *scope, const attempt_t *attempt, const secrets_t *secrets,
    verification_t *verification)
{
    const challenge_t *challenge;
    const credentials_t *c = credentials_in_question(attempt, &challenge);
    digest_algorithm_t algorithm;
    digest_sent_t sent;

    memset(verification, 0, sizeof *verification);
    if (!is_computable(attempt, c)) {
        return;
    }
    verification->credentials = c;
    read_sent(&sent, attempt, c);
    verification->is_aka = digest_algorithm_parse(sent.algorithm, &algorithm) && algorithm.aka > 0;
    if (c->has_auts) {
        check_auts(secrets, &sent, verification);
        return;
    }
    if (secrets_count(secrets) > 0) {
        check_rows(scope, secrets, attempt, challenge, &sent, verification);
    }
    if ((verification->proof == PROOF_NONE || verification->proof == PROOF_DIFFERS)
        && fits_empty_password(c, &sent)) {
        verification->proof = PROOF_EMPTY_PASSWORD;
    }
}

static const char *variants_text(wmem_allocator_t *scope, const digest_variant_t variant[], const char *const value[],
    unsigned count)
{
    wmem_strbuf_t *text = wmem_strbuf_new(scope, "");

    for (unsigned i = 0; i < count; i++) {
        wmem_strbuf_append_printf(text, "%s%s", i > 0 ? " and with " : "", digest_variant_text(variant[i]));
        if (value[i]) {
            wmem_strbuf_append_printf(text, " (\"%s\")", value[i]);
        }
    }
    return wmem_strbuf_finalize(text);
}

static const char *auts_text(const verification_t *v)
{
    switch (v->proof) {
    case PROOF_FITS:
        return "the response to AUTS fits, computed with an empty password as it must be";
    case PROOF_DIFFERS:
        return "the response beside AUTS does not fit an empty password, with which it must be computed (RFC 3310 section 3.4)";
    default:
        return NULL;
    }
}

const char *verification_text(wmem_allocator_t *scope, const verification_t *v)
{
    if (v->credentials && v->credentials->has_auts) {
        return auts_text(v);
    }
    switch (v->proof) {
    case PROOF_FITS:
        return wmem_strdup_printf(scope, "the response fits the known secret%s%s",
            v->upper_case ? ", in upper-case hex, which many servers refuse" : "",
            v->escapes_kept ? ", with the backslashes of an escaped value hashed as well" : "");
    case PROOF_VARIANT:
        return wmem_strdup_printf(scope, "the response fits the known secret, computed with %s",
            variants_text(scope, v->variant, v->variant_value, v->variants));
    case PROOF_EMPTY_PASSWORD:
        return "the response fits an empty password";
    case PROOF_DIFFERS:
        if (aka_check_fits(&v->sim)) {
            return wmem_strdup_printf(scope, "the response %s", aka_check_text(scope, &v->sim));
        }
        return "the response fits none of the known secrets of this user";
    default:
        return NULL;
    }
}

/* ---- the server's proof ---- */

/* What rspauth is computed of: the request's values, no method, and the body of the response. */
static void read_info(digest_sent_t *sent, const attempt_t *attempt, const auth_info_t *info)
{
    read_sent(sent, attempt, info->credentials);
    sent->method = SPAN_LITERAL("");
    sent->response = span_of(info->rspauth);
    sent->body_hash = span_of(info->body_hash);
    if (info->qop) {
        sent->qop = span_of(info->qop);
    }
}

static void compare_server(wmem_allocator_t *scope, rows_t *rows, const attempt_t *attempt,
    const digest_sent_t *request, const digest_sent_t *response, server_proof_t *proof)
{
    const credentials_t *c = attempt->info->credentials;
    digest_around_t around;
    span_t nonces[MAX_NONCES];
    const secret_t *row;

    read_around(scope, &around, nonces, attempt, c, NULL);
    while (proof->proof != PROOF_FITS && proof->proof != PROOF_VARIANT && (row = rows_next(rows)) != NULL) {
        aka_network_t network;
        digest_secret_t secret = secret_of_row(row, c, &network);
        digest_verdict_t verdict = check(response, &secret, c).verdict;

        if (verdict == DIGEST_FITS) {
            proof->proof = PROOF_FITS;
        } else if (verdict == DIGEST_DIFFERS && check(request, &secret, c).verdict == DIGEST_FITS) {
            proof->variants = find_variants(scope, response, &secret, &around, proof->variant, proof->variant_value);
            proof->proof = proof->variants > 0 ? PROOF_VARIANT : PROOF_DIFFERS;
        }
        wipe_bytes(&network, sizeof network);
    }
}

/* Another count, however many digits it is written with? */
static bool counts_differ(const char *told, const char *sent)
{
    return told && (!sent || g_ascii_strtoull(told, NULL, 16) != g_ascii_strtoull(sent, NULL, 16));
}

void verify_server(wmem_allocator_t *scope, const attempt_t *attempt, const secrets_t *secrets, server_proof_t *proof)
{
    const auth_info_t *info = attempt->info;
    digest_sent_t request, response;
    rows_t rows;

    memset(proof, 0, sizeof *proof);
    if (!info || !info->rspauth || !is_computable(attempt, info->credentials)) {
        return;
    }
    proof->answers_another = counts_differ(info->nc, info->credentials->nc)
        || (info->cnonce && g_strcmp0(info->cnonce, info->credentials->cnonce) != 0);
    if (secrets_count(secrets) == 0) {
        return;
    }
    read_sent(&request, attempt, info->credentials);
    read_info(&response, attempt, info);
    rows_begin(&rows, secrets, &request, info->credentials, NULL);
    compare_server(scope, &rows, attempt, &request, &response, proof);
    rows_end(&rows);
}

const char *server_proof_text(wmem_allocator_t *scope, const server_proof_t *proof)
{
    switch (proof->proof) {
    case PROOF_FITS:
        return proof->answers_another ? "rspauth fits the known secret, but nc or cnonce beside it are not those of the request"
                                      : "rspauth fits the known secret: the server knows it too";
    case PROOF_VARIANT:
        return wmem_strdup_printf(scope, "rspauth fits the known secret, computed with %s",
            variants_text(scope, proof->variant, proof->variant_value, proof->variants));
    case PROOF_DIFFERS:
        return "rspauth does not fit the secret that the client proved: the server does not know it, or computes it wrongly";
    default:
        return proof->answers_another ? "nc or cnonce are not those of the request" : NULL;
    }
}
