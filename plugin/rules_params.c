/* rules_params.c
 * Group C of the catalogue: what is wrong with the parameters of a retry's credentials, and with its identifiers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdio.h>

#include "evidence.h"
#include "fault_params.h"
#include "rule_list.h"
#include "rules_fault.h"
#include "setting.h"
#include "sip_uri.h"

#define MUTATION_BASE 600
#include "mutation.h"

static const char *shown(const char *text)
{
    return text ? text : "";
}

/* A value as sent, or that there was none. */
static const char *quoted_or_none(const view_t *view, const char *text)
{
    return text ? wmem_strdup_printf(view->scope, "\"%s\"", text) : "none";
}

/* A fault of parameters that holds: the retry that has it, with its credentials and their challenge. */
static const attempt_t *find(const view_t *view, finding_t *finding, cause_t fault, const challenge_t **challenge,
    const credentials_t **sent)
{
    const attempt_t *retry = fault_find(view, finding, fault);

    return retry && fault_params_find(retry, fault, challenge, sent) ? retry : NULL;
}

/* The bytes prove the fault, but not that this server minds it. */
static void at_most_likely(const view_t *view, finding_t *finding, const attempt_t *retry, cause_t fault)
{
    if (!GUARD(!fault_is_named(retry, fault))) {
        return;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    if (!finding->minor) {
        evidence_of_doubt(view, finding);
    }
}

/* Was the credentials' own realm asked again, or everything refused? */
static bool met_refusal(const attempt_t *attempt, const credentials_t *credentials)
{
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        if (attempt_credentials_for(attempt, c) == credentials) {
            return true;
        }
    }
    return attempt->status == 403;
}

/* ---- nonce, response, user name ---- */

bool rule_nonce_truncated(const view_t *view, finding_t *finding)
{
    static const char *const changes[] = {
        [NONCE_OTHER] = "altered",
        [NONCE_CUT] = "cut short",
        [NONCE_ESCAPED] = "written differently where it has other signs than letters and digits",
        [NONCE_OTHER_CASE] = "changed in case",
    };
    const attempt_t *retry = fault_find(view, finding, CAUSE_NONCE_TRUNCATED);

    if (!retry) {
        return false;
    }
    for (const credentials_t *cr = retry->credentials; cr; cr = cr->next) {
        for (const challenge_t *ch = retry->previous->challenges; ch; ch = ch->next) {
            nonce_change_t change = fault_nonce_change(ch, cr);
            if (change != NONCE_OTHER && challenge_answered_in(ch, cr)) {
                evidence_say(view, finding, "nonce asked \"%s\" (%zu characters), sent \"%s\" (%zu): %s",
                    shown(ch->nonce), strlen(shown(ch->nonce)), shown(cr->nonce), strlen(shown(cr->nonce)),
                    changes[change]);
                return true;
            }
        }
    }
    return true;
}

bool rule_response_empty(const view_t *view, finding_t *finding)
{
    return fault_find(view, finding, CAUSE_RESPONSE_EMPTY) != NULL;
}

bool rule_response_length_bad(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_RESPONSE_LENGTH_BAD, &challenge, &sent);

    if (!retry) {
        return false;
    }
    if (GUARD(fault_response_form(sent) == RESPONSE_UPPER_CASE)) {
        evidence_say(view, finding, "%s: the length of the response is right, but its digits are in upper case; "
            "many servers compare it letter by letter with the lower case that they compute",
            frame_text(view, retry->request));
        at_most_likely(view, finding, retry, CAUSE_RESPONSE_LENGTH_BAD);
        return true;
    }
    const char *response = shown(sent->response);
    bool hexadecimal = response[strspn(response, "0123456789abcdefABCDEF")] == '\0';
    evidence_say(view, finding, "%s: the response has %zu characters%s; %s gives %zu hexadecimal digits",
        frame_text(view, retry->request), strlen(response), hexadecimal ? "" : ", not all hexadecimal digits",
        fault_algorithm(sent->algorithm), fault_digest_length(sent->algorithm));
    return true;
}

bool rule_username_empty(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_USERNAME_EMPTY, &challenge, &sent);

    if (!retry) {
        return false;
    }
    if (GUARD(fault_username_is_placeholder(sent->username))) {
        evidence_say(view, finding, "%s: user name \"%s\" looks like a display name or a stand-in, not like an "
            "account", frame_text(view, retry->request), shown(sent->username));
        at_most_likely(view, finding, retry, CAUSE_USERNAME_EMPTY);
    } else {
        evidence_say(view, finding, "%s: user name %s", frame_text(view, retry->request),
            quoted_or_none(view, sent->username));
    }
    return true;
}

/* Does the digest's user name name the one who asks: To of a REGISTER, From of everything else? */
static bool is_own_name(const exchange_t *exchange, const char *username)
{
    bool registers = g_strcmp0(exchange->method, "REGISTER") == 0;
    const char *identity = registers ? exchange->to_user : exchange->from_user;
    char *user = g_strdup(shown(username));

    user[strcspn(user, "@")] = '\0';
    bool own = sip_uri_same_user(g_str_has_prefix(user, "sip:") ? user + 4 : user, identity);
    g_free(user);
    return own;
}

/* Credentials of the attempt whose user name is another than the one who asks; NULL if none. */
static const credentials_t *under_other_name(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->usable && c->username && !is_own_name(attempt->exchange, c->username)) {
            return c;
        }
    }
    return NULL;
}

/* Trunks and authentication ids that differ are common; worth a word only where a phone's own registration is
 * refused and nothing shows that the account is good. */
static bool worth_a_word(const view_t *view, const attempt_t *refused)
{
    return refused && g_strcmp0(view->exchange->method, "REGISTER") == 0 && GUARD(view->exchange->via_count == 1)
        && refused->account && GUARD(!refused->account->accepted.seen);
}

bool rule_username_not_identity(const view_t *view, finding_t *finding)
{
    const exchange_t *x = view->exchange;
    bool named = view->result == RESULT_FORBIDDEN && GUARD(fault_is_named(view->last, CAUSE_USERNAME_NOT_IDENTITY));
    const attempt_t *refused = named ? view->last : view->clean_refusal;
    const credentials_t *sent = refused ? under_other_name(refused) : NULL;

    if (!sent || !GUARD(!setting_is_ims(x)) || (!named && !worth_a_word(view, refused))) {
        return false;
    }
    finding->minor = !named;
    finding->confidence = CONFIDENCE_CERTAIN;
    if (named && refused->previous) {
        evidence_of_challenge(view, finding, refused->previous);
    }
    evidence_of_retry(view, finding, refused);
    evidence_of_answer(view, finding, refused);
    evidence_say(view, finding, "user name of the credentials \"%s\", From \"%s\", To \"%s\"%s", sent->username,
        shown(x->from_user), shown(x->to_user), named ? "" : "; some servers insist that they are the same");
    return true;
}

/* ---- algorithm and qop ---- */

/* All algorithms that were offered for the realm, in the server's order. */
static const char *offered(const view_t *view, const attempt_t *retry, const credentials_t *sent)
{
    wmem_strbuf_t *list = wmem_strbuf_new(view->scope, "");

    for (const challenge_t *c = retry->previous->challenges; c; c = c->next) {
        if (c->is_digest && challenge_answered_in(c, sent) && challenge_same_realm(c, sent)) {
            wmem_strbuf_append_printf(list, "%s%s", wmem_strbuf_get_len(list) ? ", " : "",
                fault_algorithm(c->algorithm));
        }
    }
    return wmem_strbuf_get_str(list);
}

bool rule_algorithm_mismatch(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_ALGORITHM_MISMATCH, &challenge, &sent);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "algorithm offered %s, sent %s%s", offered(view, retry, sent),
        fault_algorithm(sent->algorithm), sent->algorithm ? "" : " (by leaving it out)");
    return true;
}

/* Strength of an algorithm among those that RFC 8760 knows; 0 for others. */
static unsigned strength(const char *algorithm)
{
    if (!algorithm || strcmp(algorithm, "MD5") == 0) {
        return 1;
    }
    switch (fault_digest_length(algorithm)) {
    case 32:
        return 1;
    case 64:
        return 2;
    default:
        return 0;
    }
}

/* The challenge the server would rather have had answered, where a weaker one was; else NULL. */
static const challenge_t *preferred_to(const attempt_t *retry, const credentials_t *sent)
{
    const challenge_t *top = NULL;
    bool answered = false;

    for (const challenge_t *c = retry->previous->challenges; c; c = c->next) {
        if (!c->is_digest || !challenge_answered_in(c, sent) || !challenge_same_realm(c, sent)) {
            continue;
        }
        top = top ? top : c;
        answered |= strength(c->algorithm) == strength(sent->algorithm) && c->nonce_hash == sent->nonce_hash;
    }
    return GUARD(answered) && GUARD(strength(sent->algorithm) > 0) && top
        && GUARD(strength(sent->algorithm) < strength(top->algorithm)) ? top : NULL;
}

/* Does the request answer this challenge as well? */
static bool answers_too(const attempt_t *retry, const challenge_t *challenge)
{
    for (const credentials_t *c = retry->credentials; c; c = c->next) {
        if (c->usable && challenge_answered_in(challenge, c) && challenge_same_realm(challenge, c)
            && strength(c->algorithm) == strength(challenge->algorithm)) {
            return true;
        }
    }
    return false;
}

bool rule_algorithm_downgrade(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a && a->previous; a = a->previous) {
        for (const credentials_t *c = a->credentials; c; c = c->next) {
            const challenge_t *top = c->usable ? preferred_to(a, c) : NULL;

            if (top && GUARD(!answers_too(a, top))) {
                finding->confidence = CONFIDENCE_CERTAIN;
                evidence_say(view, finding, "%s: algorithm offered %s, the first one preferred; sent %s",
                    frame_text(view, a->request), offered(view, a, c), fault_algorithm(c->algorithm));
                return true;
            }
        }
    }
    return false;
}

bool rule_qop_missing(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_QOP_MISSING, &challenge, &sent);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "qop offered %s, sent none: a digest of RFC 2069",
        quoted_or_none(view, challenge->qop));
    return true;
}

bool rule_qop_not_offered(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_QOP_NOT_OFFERED, &challenge, &sent);

    if (!retry) {
        return false;
    }
    bool list = strchr(shown(sent->qop), ',') != NULL;
    evidence_say(view, finding, "qop offered %s, sent %s%s", quoted_or_none(view, challenge->qop),
        quoted_or_none(view, sent->qop), list ? ": the whole list instead of one of it" : "");
    if (GUARD(!list)) {
        /* A single value: servers may well compute with what they are sent. */
        at_most_likely(view, finding, retry, CAUSE_QOP_NOT_OFFERED);
    }
    return true;
}

/* ---- nonce count ---- */

bool rule_cnonce_or_nc_missing(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_CNONCE_OR_NC_MISSING, &challenge, &sent);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "%s: qop %s, nc %s, cnonce %s", frame_text(view, retry->request),
        quoted_or_none(view, sent->qop), quoted_or_none(view, sent->nc), sent->cnonce ? "sent" : "none");
    return true;
}

bool rule_nc_bad_format(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_NC_BAD_FORMAT, &challenge, &sent);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "%s: nc %s; it must have 8 hexadecimal digits, such as 00000001",
        frame_text(view, retry->request), quoted_or_none(view, sent->nc));
    return true;
}

/* The last attempt that repeats a count and was asked again or refused for it, its credentials too. */
static const attempt_t *refused_replay(const view_t *view, const credentials_t **sent)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        for (const credentials_t *c = a->credentials; c; c = c->next) {
            bool aka = a->previous && attempt_asks_aka(a->previous);

            if (c->usable && GUARD(!aka)
                && (GUARD(fault_nc_replayed(a, c))
                    || (credentials_nc_repeats(c) && GUARD(fault_is_named(a, CAUSE_NC_REPLAYED))))
                && GUARD(met_refusal(a, c))) {
                *sent = c;
                return a;
            }
        }
    }
    return NULL;
}

bool rule_nc_replayed(const view_t *view, finding_t *finding)
{
    const credentials_t *sent = NULL;
    const attempt_t *replay = refused_replay(view, &sent);

    if (!replay) {
        return false;
    }
    bool named = fault_is_named(replay, CAUSE_NC_REPLAYED);
    bool refused = (replay == view->faulty_refusal && view_fault_explains(view, replay, CAUSE_NC_REPLAYED))
        || (replay->status == 403 && named);
    /* A 403 has other reasons more often, and the first request is only asked to use a new nonce. */
    finding->minor = !GUARD(refused) || (!named && !GUARD(replay->status != 403));
    finding->confidence = named ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    if (replay->previous) {
        evidence_of_challenge(view, finding, replay->previous);
    }
    evidence_of_retry(view, finding, replay);
    evidence_of_answer(view, finding, replay);
    evidence_say(view, finding, "%s: nc %s with a nonce that this user had used before with nc %08x (%s)",
        frame_text(view, replay->request), shown(sent->nc), sent->nc_before,
        frame_text(view, sent->nc_before_at));
    if (named) {
        evidence_of_statement(view, finding, replay);
    } else if (!finding->minor) {
        evidence_of_doubt(view, finding);
    }
    return true;
}

/* Decimal digits that count on where hexadecimal ones jump: 00000009, 00000010. */
static bool counts_in_decimal(uint32_t before, uint32_t now)
{
    char digits[2][9];
    char *end[2];

    snprintf(digits[0], sizeof digits[0], "%x", before);
    snprintf(digits[1], sizeof digits[1], "%x", now);
    unsigned long first = strtoul(digits[0], &end[0], 10);
    unsigned long second = strtoul(digits[1], &end[1], 10);
    return *end[0] == '\0' && *end[1] == '\0' && second == first + 1;
}

bool rule_nc_gap(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        for (const credentials_t *c = a->credentials; c; c = c->next) {
            uint32_t nc;

            if (!c->usable || !GUARD(c->nc_before > 0) || !credentials_nc(c, &nc) || nc <= c->nc_before + 1
                || !GUARD(met_refusal(a, c))) {
                continue;
            }
            finding->confidence = CONFIDENCE_CERTAIN;
            evidence_say(view, finding, "%s: nc %s, the one before was %08x (%s)%s",
                frame_text(view, a->request), shown(c->nc), c->nc_before,
                frame_text(view, c->nc_before_at), counts_in_decimal(c->nc_before, nc)
                    ? ": the client counts in decimal" : "; requests between them may be missing in the capture");
            return true;
        }
    }
    return false;
}

/* ---- opaque and uri ---- */

bool rule_opaque_missing(const view_t *view, finding_t *finding)
{
    const challenge_t *challenge;
    const credentials_t *sent;
    const attempt_t *retry = find(view, finding, CAUSE_OPAQUE_MISSING, &challenge, &sent);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "opaque asked %s, %s", quoted_or_none(view, challenge->opaque),
        sent->opaque_hash ? "sent another one" : "sent none");
    return true;
}

/* Credentials of the attempt whose uri the server names and that is not the Request-URI, or not To's. */
static const credentials_t *named_uri(const attempt_t *attempt)
{
    const char *to = attempt->exchange->to_uri;

    for (const credentials_t *c = attempt->credentials; c && fault_is_named(attempt, CAUSE_DIGEST_URI_MISMATCH);
         c = c->next) {
        if (c->usable && c->uri
            && (GUARD(g_strcmp0(c->uri, attempt->request_uri) != 0) || GUARD(g_strcmp0(c->uri, to) != 0))) {
            return c;
        }
    }
    return NULL;
}

static void say_uris(const view_t *view, finding_t *finding, const attempt_t *attempt, const credentials_t *sent)
{
    const char *to = attempt->exchange->to_uri;
    bool as_asked = sip_uri_difference(sent->uri, attempt->request_uri) == SIP_URI_SAME;
    bool as_to = to && sip_uri_difference(sent->uri, to) == SIP_URI_SAME;

    evidence_say(view, finding, "%s: uri of the credentials \"%s\", Request-URI \"%s\", To \"%s\": it is %s",
        frame_text(view, attempt->request), shown(sent->uri), shown(attempt->request_uri), shown(to),
        as_asked && as_to ? "both, but for the way they are written"
            : as_asked ? "the Request-URI"
            : as_to ? "To's"
            : sip_uri_difference(sent->uri, attempt->request_uri) == SIP_URI_OTHER_PARAMETERS
            ? "the Request-URI but for parameters" : "neither of them");
}

bool rule_digest_uri_mismatch(const view_t *view, finding_t *finding)
{
    const attempt_t *refused = view->last;
    const challenge_t *challenge;
    const credentials_t *sent = view_good_end(view) ? NULL : named_uri(refused);

    if (sent) {
        finding->confidence = CONFIDENCE_CERTAIN;
        if (refused->previous) {
            evidence_of_challenge(view, finding, refused->previous);
        }
        evidence_of_retry(view, finding, refused);
        evidence_of_answer(view, finding, refused);
        evidence_of_statement(view, finding, refused);
    } else {
        refused = find(view, finding, CAUSE_DIGEST_URI_MISMATCH, &challenge, &sent);
        if (!refused || !GUARD(met_refusal(refused, sent))) {
            return false;
        }
    }
    say_uris(view, finding, refused, sent);
    return true;
}

/* ---- identifiers of the request ---- */

bool rule_cseq_not_incremented(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = fault_find(view, finding, CAUSE_CSEQ_NOT_INCREMENTED);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "CSeq before %u, retry %u, with another Via branch%s%s", retry->previous->cseq,
        retry->cseq, view->exchange->user_agent ? "; sent by " : "", shown(view->exchange->user_agent));
    return true;
}

/* Did the server take the retry for a copy of the first request, and answer it as such? */
static bool taken_for_copy(const view_t *view, const attempt_t *retry)
{
    return retry == view->last && view->result == RESULT_UNANSWERED && GUARD(view->context->complete)
        && GUARD(retry->previous->response_again.time > retry->request.time);
}

/* The retry keeps the CSeq as well, so that it is a copy of its first request to everybody. */
static bool answers_as_copy(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (!last->copy_answers.seen || !view_waits_for_retry(view) || !GUARD(!last->other_status)) {
        return false;
    }
    finding->minor = false;
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_challenge(view, finding, last);
    evidence_say(view, finding, "%s: credentials are new, Via branch and CSeq %u are those of %s",
        frame_text(view, last->copy_answers), last->cseq, frame_text(view, last->request));
    return true;
}

bool rule_branch_reused(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = fault_find(view, finding, CAUSE_BRANCH_REUSED);

    if (!retry) {
        return answers_as_copy(view, finding);
    }
    finding->minor = !taken_for_copy(view, retry);
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_say(view, finding, "%s: CSeq %u and credentials are new, the Via branch is that of %s",
        frame_text(view, retry->request), retry->cseq, frame_text(view, retry->previous->request));
    if (!finding->minor) {
        evidence_say(view, finding, "%s: the first answer again, with its CSeq, and none to the retry",
            frame_text(view, retry->previous->response_again));
    }
    return true;
}

bool rule_dialog_ids_changed(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = fault_find(view, finding, CAUSE_DIALOG_IDS_CHANGED);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "Call-ID before \"%s\", retry \"%s\"; From tag before \"%s\", retry \"%s\"",
        shown(retry->previous->call_id), shown(retry->call_id), shown(retry->previous->from_tag),
        shown(retry->from_tag));
    return true;
}

bool rule_registration_expires_missing(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = fault_find(view, finding, CAUSE_REGISTRATION_EXPIRES_MISSING);

    if (!retry) {
        return false;
    }
    evidence_say(view, finding, "%s: %s", frame_text(view, retry->request),
        retry->contact
            ? "the first request asked to be deregistered (Expires 0), the retry asks for no time, which registers"
            : "the first request has a Contact, the retry has none, which only asks what is registered");
    return true;
}

bool rule_retry_before_challenge_seen(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a && a->previous; a = a->previous) {
        const attempt_t *before = a->previous;

        if (GUARD(a->request.frame != 0) && a->request.frame < before->response.frame) {
            finding->confidence = CONFIDENCE_CERTAIN;
            evidence_say(view, finding, "%s: the retry stands before its challenge (%s) but was sent %s after it",
                frame_text(view, a->request), frame_text(view, before->response),
                duration_text(view->scope, a->request.time - before->response.time));
            return true;
        }
    }
    return false;
}

bool rule_identical_credentials_resent(const view_t *view, finding_t *finding)
{
    if (!view->identical) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_say(view, finding, "%s: nonce and response are those of %s, which %s refused",
        frame_text(view, view->identical->request), frame_text(view, view->identical_to->request),
        frame_text(view, view->identical_to->response));
    return true;
}
