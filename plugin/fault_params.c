/* fault_params.c
 * What is wrong with the parameters of a retry's credentials, and with the identifiers of the retry.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fault_params.h"

#include "digest.h"
#include "facts.h"
#include "faults.h"
#include "sip_uri.h"

#define MUTATION_BASE 50
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* A shorter piece of a nonce may agree by chance. */
#define MIN_NONCE_PIECE 8
/* Servers whose nonces are made of the time give the same one again within a second; one given again later is kept. */
#define NONCE_IS_KEPT SECONDS(2)

/* ---- which challenges credentials are about ---- */

static const challenge_t *challenges_before(const attempt_t *retry)
{
    return retry->previous ? retry->previous->challenges : NULL;
}

/* May the credentials answer this challenge, whatever their nonce? */
static bool is_about(const challenge_t *challenge, const credentials_t *credentials)
{
    return challenge->is_digest && challenge_answered_in(challenge, credentials)
        && challenge_same_realm(challenge, credentials);
}

/* Do the credentials answer this very challenge? */
static bool answers(const challenge_t *challenge, const credentials_t *credentials)
{
    return is_about(challenge, credentials) && challenge->nonce_hash
        && challenge->nonce_hash == credentials->nonce_hash;
}

static bool is_digest(const credentials_t *credentials)
{
    return credentials->scheme && g_ascii_strcasecmp(credentials->scheme, "Digest") == 0;
}

/* The challenge these credentials are about; one they answer where there is such a one. */
static const challenge_t *challenge_for(const attempt_t *retry, const credentials_t *credentials)
{
    const challenge_t *found = NULL;

    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (answers(c, credentials) && g_ascii_strcasecmp(fault_algorithm(c->algorithm),
                                           fault_algorithm(credentials->algorithm)) == 0) {
            return c;
        }
        if (is_about(c, credentials) && (!found || (answers(c, credentials) && !answers(found, credentials)))) {
            found = c;
        }
    }
    return found;
}

static bool answers_any(const attempt_t *retry, const credentials_t *credentials)
{
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (answers(c, credentials)) {
            return true;
        }
    }
    return false;
}

/* AKA answers and reports of the USIM follow rules of their own (RFC 3310). */
static bool is_aka(const attempt_t *retry, const credentials_t *credentials)
{
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (c->is_aka && is_about(c, credentials)) {
            return true;
        }
    }
    return credentials->has_auts;
}

/* In a text that is broken, what is not found may be there all the same. */
static bool is_readable(const attempt_t *retry, const credentials_t *credentials)
{
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (is_about(c, credentials) && !GUARD(c->odd == 0)) {
            return false;
        }
    }
    return GUARD(credentials->odd == 0);
}

/* ---- small texts ---- */

static bool is_blank(const char *text)
{
    return !text || text[strspn(text, " \t")] == '\0';
}

/* Is the word an element of the list? Case does not count. */
static bool list_has(const char *list, const char *word)
{
    char **elements = g_strsplit(list ? list : "", ",", -1);
    char *wanted = g_strstrip(g_strdup(word));
    bool has = false;

    for (char **e = elements; *e && !has; e++) {
        has = **e && g_ascii_strcasecmp(g_strstrip(*e), wanted) == 0;
    }
    g_strfreev(elements);
    g_free(wanted);
    return has;
}

const char *fault_algorithm(const char *algorithm)
{
    return is_blank(algorithm) ? "MD5" : algorithm;
}

size_t fault_digest_length(const char *algorithm)
{
    const char *name = fault_algorithm(algorithm);
    digest_algorithm_t known;

    return digest_algorithm_parse((span_t){ name, strlen(name) }, &known) ? digest_hash_hex_len(known.hash) : 0;
}

/* ---- the nonce ---- */

/* What no escaping changes: letters and digits. */
static char *bare_nonce(const char *nonce)
{
    char *plain = g_uri_unescape_string(nonce, NULL);
    char *bare = plain ? plain : g_strdup(nonce);
    char *to = bare;

    for (const char *from = bare; *from; from++) {
        if (g_ascii_isalnum(*from)) {
            *to++ = *from;
        }
    }
    *to = '\0';
    return bare;
}

static nonce_change_t change_of_bare(const char *given, const char *sent)
{
    char *whole = bare_nonce(given);
    char *piece = bare_nonce(sent);
    nonce_change_t change = NONCE_OTHER;

    if (GUARD(strlen(piece) >= MIN_NONCE_PIECE)) {
        if (strcmp(whole, piece) == 0) {
            change = g_str_has_prefix(given, sent) ? NONCE_CUT : NONCE_ESCAPED;
        } else if (g_str_has_prefix(whole, piece)) {
            change = NONCE_CUT;
        } else if (g_ascii_strcasecmp(whole, piece) == 0) {
            change = NONCE_OTHER_CASE;
        }
    }
    g_free(whole);
    g_free(piece);
    return change;
}

nonce_change_t fault_nonce_change(const challenge_t *challenge, const credentials_t *credentials)
{
    if (!challenge->nonce || !credentials->nonce || challenge->nonce_hash == credentials->nonce_hash
        || !GUARD(!facts_text_cut(challenge->nonce)) || !GUARD(!facts_text_cut(credentials->nonce))) {
        return NONCE_OTHER;
    }
    return change_of_bare(challenge->nonce, credentials->nonce);
}

static bool nonce_altered(const attempt_t *retry, const credentials_t *credentials)
{
    if (!credentials->usable || !GUARD(credentials->nonce_origin == NONCE_UNKNOWN)) {
        return false;
    }
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (is_about(c, credentials) && fault_nonce_change(c, credentials) != NONCE_OTHER) {
            return true;
        }
    }
    return false;
}

bool fault_nonce_altered(const attempt_t *retry)
{
    for (const credentials_t *c = retry->credentials; c; c = c->next) {
        if (nonce_altered(retry, c)) {
            return true;
        }
    }
    return false;
}

/* ---- no response ---- */

/* Realm and nonce are there, so this is meant as an answer; an identity without a nonce is not. */
static bool is_empty_answer(const challenge_t *challenge, const credentials_t *credentials)
{
    return is_digest(credentials) && !credentials->usable && is_about(challenge, credentials)
        && GUARD(credentials->nonce_hash != 0) && GUARD(credentials->odd == 0);
}

bool fault_response_empty(const attempt_t *retry)
{
    for (const credentials_t *cr = retry->credentials; cr; cr = cr->next) {
        for (const challenge_t *ch = challenges_before(retry); ch; ch = ch->next) {
            if (retry_challenge_in_question(retry, ch) && is_empty_answer(ch, cr)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- parameters ---- */

static bool algorithm_not_offered(const attempt_t *retry, const credentials_t *credentials)
{
    bool aka = false;

    /* The nonce of another challenge, which may have offered something else. */
    if (!GUARD(answers_any(retry, credentials))) {
        return false;
    }
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (!is_about(c, credentials)) {
            continue;
        }
        if (g_ascii_strcasecmp(fault_algorithm(c->algorithm), fault_algorithm(credentials->algorithm)) == 0) {
            return false;
        }
        aka |= c->is_aka;
    }
    /* UEs leave the name out, and their networks know what they asked for. */
    return GUARD(!aka) || !is_blank(credentials->algorithm);
}

response_form_t fault_response_form(const credentials_t *credentials)
{
    size_t expected = fault_digest_length(credentials->algorithm);
    const char *response = credentials->response;
    size_t len = response ? strlen(response) : 0;

    if (expected == 0 || len == 0) {
        return RESPONSE_FITS;
    }
    if (len != expected || strspn(response, "0123456789abcdefABCDEF") != len) {
        return RESPONSE_MISFITS;
    }
    return strspn(response, "0123456789abcdef") == len ? RESPONSE_FITS : RESPONSE_UPPER_CASE;
}

static bool response_misfits(const attempt_t *retry, const credentials_t *credentials)
{
    /* With an algorithm nobody offered, the length says nothing more. */
    return fault_response_form(credentials) != RESPONSE_FITS && GUARD(!algorithm_not_offered(retry, credentials));
}

static bool qop_left_out(const attempt_t *retry, const credentials_t *credentials)
{
    if (!is_blank(credentials->qop) || !GUARD(answers_any(retry, credentials))) {
        return false;
    }
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (answers(c, credentials) && is_blank(c->qop)) {
            return false;
        }
    }
    return true;
}

static bool qop_not_offered(const attempt_t *retry, const credentials_t *credentials)
{
    if (is_blank(credentials->qop) || !GUARD(answers_any(retry, credentials))) {
        return false;
    }
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (answers(c, credentials)
            && (list_has(c->qop, credentials->qop) || !GUARD(!facts_text_cut(c->qop)))) {
            return false;
        }
    }
    return true;
}

static bool count_missing(const attempt_t *retry, const credentials_t *credentials)
{
    (void)retry;
    return !is_blank(credentials->qop) && (!credentials->cnonce || is_blank(credentials->nc));
}

static bool nc_has_bad_format(const attempt_t *retry, const credentials_t *credentials)
{
    const char *nc = credentials->nc;

    (void)retry;
    return !is_blank(nc) && (strlen(nc) != 8 || strspn(nc, "0123456789abcdefABCDEF") != 8);
}

static bool opaque_left_out(const attempt_t *retry, const credentials_t *credentials)
{
    if (!GUARD(answers_any(retry, credentials))) {
        return false;
    }
    for (const challenge_t *c = challenges_before(retry); c; c = c->next) {
        if (answers(c, credentials)
            && (GUARD(c->opaque_hash == credentials->opaque_hash) || GUARD(c->opaque_hash == 0))) {
            return false;
        }
    }
    return true;
}

/* Was the nonce given to the client for this use, so that it may begin to count anew? */
static bool given_for_this(const credentials_t *credentials)
{
    return credentials->nonce_origin == NONCE_OF_CHALLENGE
        || (credentials->nonce_given.at.seen && credentials->nonce_given.at.time >= credentials->nc_before_at.time);
}

bool fault_nc_replayed(const attempt_t *attempt, const credentials_t *credentials)
{
    const account_t *account = attempt->account;

    if (!credentials_nc_repeats(credentials)) {
        return false;
    }
    if (!given_for_this(credentials)) {
        return true;
    }
    /* A server that gives a nonce again which it accepted before keeps it, and may keep the count. */
    return GUARD(credentials->nonce_accepted.seen) && account && GUARD(account->accepted.seen)
        && account->accepted.time < attempt->request.time
        && GUARD(attempt->request.time - credentials->nonce_issued.time > NONCE_IS_KEPT);
}

bool fault_uri_differs(const attempt_t *attempt, const credentials_t *credentials)
{
    const char *asked = attempt->request_uri;
    const char *sent = credentials->uri;

    /* A proxy may rewrite the Request-URI, so that only the sender's own hop shows it (RFC 3261 section 22.4). */
    return asked && sent && GUARD(attempt->exchange->via_count == 1) && strcmp(sent, "*") != 0
        && GUARD(!facts_text_cut(asked)) && GUARD(!facts_text_cut(sent))
        && sip_uri_difference(asked, sent) == SIP_URI_OTHER;
}

bool fault_username_is_placeholder(const char *username)
{
    return username && (g_ascii_strcasecmp(username, "anonymous") == 0 || strpbrk(username, " \t") != NULL);
}

static bool username_empty(const attempt_t *retry, const credentials_t *credentials)
{
    (void)retry;
    return is_blank(credentials->username) || fault_username_is_placeholder(credentials->username);
}

typedef bool (*check_t)(const attempt_t *retry, const credentials_t *credentials);

static const struct {
    cause_t fault;
    check_t holds;
    bool of_aka;    /* asked of AKA answers as well */
} checks[] = {
    { CAUSE_ALGORITHM_MISMATCH, algorithm_not_offered, true },
    { CAUSE_RESPONSE_LENGTH_BAD, response_misfits, false },
    { CAUSE_QOP_MISSING, qop_left_out, false },
    { CAUSE_QOP_NOT_OFFERED, qop_not_offered, false },
    { CAUSE_CNONCE_OR_NC_MISSING, count_missing, false },
    { CAUSE_NC_BAD_FORMAT, nc_has_bad_format, false },
    { CAUSE_NC_REPLAYED, fault_nc_replayed, false },
    { CAUSE_OPAQUE_MISSING, opaque_left_out, false },
    { CAUSE_DIGEST_URI_MISMATCH, fault_uri_differs, false },
    { CAUSE_USERNAME_EMPTY, username_empty, false },
};

static bool has_fault(const attempt_t *retry, const credentials_t *credentials, size_t row)
{
    return (checks[row].of_aka || GUARD(!is_aka(retry, credentials))) && checks[row].holds(retry, credentials);
}

static bool is_candidate(const attempt_t *retry, const credentials_t *credentials)
{
    const challenge_t *challenge = challenge_for(retry, credentials);

    return credentials->usable && is_digest(credentials) && challenge
        && retry_challenge_in_question(retry, challenge) && is_readable(retry, credentials);
}

/* Other credentials for the same realm that are free of the fault do instead. */
static bool made_good(const attempt_t *retry, const credentials_t *faulty, size_t row)
{
    for (const credentials_t *c = retry->credentials; c; c = c->next) {
        if (c != faulty && c->header == faulty->header && g_strcmp0(c->realm, faulty->realm) == 0
            && is_candidate(retry, c) && !has_fault(retry, c, row)) {
            return true;
        }
    }
    return false;
}

static const credentials_t *faulty_credentials(const attempt_t *retry, size_t row)
{
    for (const credentials_t *c = retry->credentials; c; c = c->next) {
        if (is_candidate(retry, c) && has_fault(retry, c, row) && GUARD(!made_good(retry, c, row))) {
            return c;
        }
    }
    return NULL;
}

/* ---- identifiers of the request ---- */

static bool same_call(const attempt_t *a, const attempt_t *b)
{
    return g_strcmp0(a->call_id, b->call_id) == 0 && a->from_tag_hash == b->from_tag_hash;
}

static bool cseq_stays(const attempt_t *retry)
{
    /* With the same branch it would be a copy and no attempt of its own. */
    return retry->cseq <= retry->previous->cseq && GUARD(same_call(retry, retry->previous));
}

static bool branch_stays(const attempt_t *retry)
{
    return retry->branch_hash && retry->branch_hash == retry->previous->branch_hash
        && GUARD(retry->branch_is_unique) && retry->cseq != retry->previous->cseq;
}

static bool dialog_ids_change(const attempt_t *retry)
{
    const attempt_t *before = retry->previous;

    for (const credentials_t *c = retry->credentials; c; c = c->next) {
        if (c->nonce_origin == NONCE_OF_CHALLENGE && GUARD(!facts_text_cut(retry->call_id))
            && !same_call(retry, before)) {
            return true;
        }
    }
    return false;
}

static bool has_expires(const attempt_t *attempt)
{
    char *contact = attempt->contact ? g_ascii_strdown(attempt->contact, -1) : NULL;
    bool has = attempt->has_expires || (contact && strstr(contact, "expires="))
        || facts_text_cut(attempt->contact);

    g_free(contact);
    return has;
}

/* Without Contact a REGISTER only asks what is registered; without Expires it registers (RFC 3261 section 10.2). */
static bool registration_shrinks(const attempt_t *retry)
{
    const attempt_t *first = retry->exchange->first;

    return g_strcmp0(retry->exchange->method, "REGISTER") == 0
        && ((first->contact && !retry->contact) || (retry->exchange->expires_zero && !has_expires(retry)));
}

static const struct {
    cause_t fault;
    bool (*holds)(const attempt_t *retry);
} request_checks[] = {
    { CAUSE_CSEQ_NOT_INCREMENTED, cseq_stays },
    { CAUSE_BRANCH_REUSED, branch_stays },
    { CAUSE_DIALOG_IDS_CHANGED, dialog_ids_change },
    { CAUSE_REGISTRATION_EXPIRES_MISSING, registration_shrinks },
};

/* ---- all of them ---- */

unsigned fault_params_add(const attempt_t *retry, cause_t *faults, unsigned count)
{
    for (size_t row = 0; row < G_N_ELEMENTS(checks); row++) {
        if (faulty_credentials(retry, row)) {
            faults[count++] = checks[row].fault;
        }
    }
    for (size_t row = 0; row < G_N_ELEMENTS(request_checks); row++) {
        if (request_checks[row].holds(retry)) {
            faults[count++] = request_checks[row].fault;
        }
    }
    return count;
}

bool fault_params_find(const attempt_t *retry, cause_t fault, const challenge_t **challenge,
    const credentials_t **credentials)
{
    for (size_t row = 0; row < G_N_ELEMENTS(checks); row++) {
        const credentials_t *found = checks[row].fault == fault ? faulty_credentials(retry, row) : NULL;

        if (found) {
            *credentials = found;
            *challenge = challenge_for(retry, found);
            return true;
        }
    }
    return false;
}

/* ---- what the server says ---- */

/* Words of reason phrases and Warnings, lower case; both have to be there. */
static const struct {
    cause_t fault;
    const char *word;
    const char *other;
} statements[] = {
    { CAUSE_ALGORITHM_MISMATCH, "algorithm", "" },
    { CAUSE_CNONCE_OR_NC_MISSING, "cnonce", "" },
    { CAUSE_CSEQ_NOT_INCREMENTED, "cseq", "" },
    { CAUSE_DIALOG_IDS_CHANGED, "call-id", "" },
    { CAUSE_DIGEST_URI_MISMATCH, "uri", "match" },
    { CAUSE_DIGEST_URI_MISMATCH, "uri", "differ" },
    { CAUSE_DIGEST_URI_MISMATCH, "uri", "digest" },
    { CAUSE_NC_BAD_FORMAT, "nonce count", "" },
    { CAUSE_NC_BAD_FORMAT, "nonce-count", "" },
    { CAUSE_NC_REPLAYED, "nonce count", "" },
    { CAUSE_NC_REPLAYED, "nonce-count", "" },
    { CAUSE_NC_REPLAYED, "replay", "" },
    { CAUSE_OPAQUE_MISSING, "opaque", "" },
    { CAUSE_QOP_MISSING, "qop", "" },
    { CAUSE_QOP_NOT_OFFERED, "qop", "" },
    { CAUSE_USERNAME_NOT_IDENTITY, "auth id", "" },
    { CAUSE_USERNAME_NOT_IDENTITY, "auth-id", "" },
    { CAUSE_USERNAME_NOT_IDENTITY, "authid", "" },
    { CAUSE_USERNAME_NOT_IDENTITY, "auth user", "" },
    { CAUSE_USERNAME_NOT_IDENTITY, "from=id", "" },
    { CAUSE_USERNAME_NOT_IDENTITY, "to=id", "" },
    { CAUSE_USERNAME_NOT_IDENTITY, "username", "match" },
    { CAUSE_USERNAME_NOT_IDENTITY, "user name", "match" },
};

static bool says(const char *text, cause_t fault)
{
    char *lower;
    bool found = false;

    if (!text) {
        return false;
    }
    lower = g_ascii_strdown(text, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(statements) && !found; i++) {
        found = statements[i].fault == fault && strstr(lower, statements[i].word)
            && strstr(lower, statements[i].other);
    }
    g_free(lower);
    return found;
}

bool fault_is_named(const attempt_t *attempt, cause_t fault)
{
    /* 392 only tells which way the message went. */
    bool noise = attempt->warning && g_str_has_prefix(attempt->warning, "392");

    return says(attempt->reason_phrase, fault) || (!noise && says(attempt->warning, fault));
}
