/* rules.c
 * The rules of the catalogue: what they look at, and which rule decides which cause.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

#include "evidence.h"
#include "fault_params.h"
#include "faults.h"
#include "rule_list.h"

#define MUTATION_BASE 100
#include "mutation.h"

static result_t result_of(const attempt_t *last)
{
    if (last->status == 0) {
        return attempt_accepted(last) ? RESULT_ACCEPTED : RESULT_UNANSWERED;
    }
    if (attempt_accepted(last)) {
        return RESULT_ACCEPTED;
    }
    if (last->status == 403) {
        return RESULT_FORBIDDEN;
    }
    return attempt_challenged(last) ? RESULT_CHALLENGED : RESULT_OTHER_FAILURE;
}

/* Was the attempt refused with the very same? Hashes first: most attempts have nothing alike. */
static bool was_refused_alike(const attempt_t *attempt, const credentials_t *credentials)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->response_hash == credentials->response_hash && c->nonce_hash && attempt_refused_with(attempt, c)) {
            return true;
        }
    }
    return false;
}

/* What was sent so far, a bit for each hash. A bit may stand for another hash too; none that is not set was sent. */
typedef struct {
    uint64_t bits[256];
} sent_t;

static uint64_t sent_bit(uint64_t hash)
{
    return UINT64_C(1) << (hash & 63);
}

static size_t sent_place(uint64_t hash)
{
    return hash >> 6 & 255;
}

static void note_sent(sent_t *sent, const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        sent->bits[sent_place(c->response_hash)] |= sent_bit(c->response_hash);
    }
}

static bool maybe_sent(const sent_t *sent, const credentials_t *credentials)
{
    return !sent || (sent->bits[sent_place(credentials->response_hash)] & sent_bit(credentials->response_hash)) != 0;
}

/* The earlier attempt whose refused credentials this refused attempt repeats; NULL if none. sent: by earlier ones, NULL
 * where it is not known. */
static const attempt_t *sent_before(const attempt_t *attempt, const sent_t *sent)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        for (const attempt_t *a = maybe_sent(sent, c) ? attempt->previous : NULL; a; a = a->previous) {
            if (was_refused_alike(a, c) && attempt_refused_with(attempt, c)) {
                return a;
            }
        }
    }
    return NULL;
}

static bool was_refused(const attempt_t *attempt)
{
    return attempt->previous && (attempt->status == 403 || attempt_step(attempt) == STEP_REFUSED);
}

bool view_has_fault(const view_t *view, const attempt_t *retry, cause_t fault)
{
    return cause_set_has(&view->faults[retry->number - 1], fault);
}

bool view_fault_explains(const view_t *view, const attempt_t *retry, cause_t fault)
{
    const server_habits_t *habits = view->exchange->habits;
    const cause_row_t *row = cause_row(fault);

    /* Dropped credentials matter only where their realm asks again, and that is no refusal; a server that
     * answers anew was not misled by a branch. */
    if (row->only_also || fault == CAUSE_EARLIER_CREDENTIALS_DROPPED || fault == CAUSE_BRANCH_REUSED) {
        return false;
    }
    if (GUARD(fault_is_named(retry, fault))) {
        return true;
    }
    /* A weak fault needs a good account, and a client that is let in elsewhere: others may guess at the account. */
    if (row->weak && (!GUARD(retry->account && retry->account->accepted.seen) || !GUARD(retry->status != 403)
                         || !GUARD(view->exchange->origin->let_in > 0))) {
        return false;
    }
    return !habits || GUARD(!cause_set_has(&habits->accepted_faults, fault));
}

static bool has_harmful_fault(const view_t *view, const attempt_t *retry)
{
    if (cause_set_empty(&view->faults[retry->number - 1])) {
        return false;
    }
    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
        if (view_has_fault(view, retry, (cause_t)c) && view_fault_explains(view, retry, (cause_t)c)) {
            return true;
        }
    }
    return false;
}

static void find_faults(view_t *view)
{
    cause_set_t *sets = wmem_alloc_array(view->scope, cause_set_t, view->exchange->attempts);

    view->has |= exchange_faults(view->exchange, sets) ? NEEDS_FAULT : 0;
    view->faults = sets;
}

/* Anything of AKA, or of what agrees on IPsec for it? */
static bool has_aka(const exchange_t *exchange)
{
    for (const attempt_t *a = exchange->first; a; a = a->next) {
        if (attempt_asks_aka(a) || a->security_client || a->security_server || a->security_verify) {
            return true;
        }
        for (const credentials_t *c = a->credentials; c; c = c->next) {
            if (c->has_auts) {
                return true;
            }
        }
    }
    return false;
}

/* What decides which rules can hold at all. */
static void find_needs(view_t *view)
{
    bool refused = view->refusals || view->verified || view->clean_refusal || view->faulty_refusal || view->identical;

    view->has |= (view->last->copy_answers.seen ? NEEDS_FAULT : 0)
        | (view->context->complete ? NEEDS_COMPLETE : 0) | (view->result == RESULT_CHALLENGED ? NEEDS_CHALLENGE : 0)
        | (view->result == RESULT_FORBIDDEN ? NEEDS_FORBIDDEN : 0) | (view_good_end(view) ? NEEDS_GOOD_END : 0)
        | (view->exchange->attempts > 1 ? NEEDS_RETRY : 0) | (refused ? NEEDS_REFUSAL : 0)
        | (has_aka(view->exchange) ? NEEDS_AKA : 0);
}

/* Up to so many attempts are looked through sooner than what was sent is put down. */
#define FEW_ATTEMPTS 4

static void find_repeated(view_t *view)
{
    const exchange_t *exchange = view->exchange;
    sent_t *sent = exchange->attempts > FEW_ATTEMPTS ? wmem_new0(view->scope, sent_t) : NULL;

    for (const attempt_t *a = exchange->first; a; a = a->next) {
        const attempt_t *before = was_refused(a) ? sent_before(a, sent) : NULL;

        if (before) {
            view->identical = a;
            view->identical_to = before;
        }
        if (sent) {
            note_sent(sent, a);
        }
    }
}

static void find_refusals(view_t *view)
{
    for (const attempt_t *a = view->exchange->first; a; a = a->next) {
        if (!was_refused(a)) {
            continue;
        }
        if (a->status != 403) {
            view->refusals++;
        }
        if (has_harmful_fault(view, a)) {
            view->faulty_refusal = a;
        } else if (a->status != 403 && GUARD(attempt_has_credentials(a))) {
            view->clean_refusal = a;
        }
    }
    /* A fault that came only after a clean refusal explains nothing. */
    if (view->clean_refusal) {
        view->faulty_refusal = NULL;
    }
}

/* The attempt of the account that was accepted first; NULL if none. */
static const attempt_t *accepted_with(const view_t *view, const account_t *account)
{
    const diagnosis_context_t *context = view->context;
    const exchange_t *exchange = account && account->accepted_with.attempt && context->find
        ? context->find(context->find_data, account->accepted_with.exchange) : NULL;
    const attempt_t *attempt = exchange ? exchange->first : NULL;

    while (attempt && attempt->number != account->accepted_with.attempt) {
        attempt = attempt->next;
    }
    return attempt;
}

/* Credentials of the account that were accepted do not fit the known secret either: then it is not the account's. */
static bool secret_is_of_another(const view_t *view)
{
    const attempt_t *attempt = accepted_with(view, view->verified->account);
    verification_t accepted;

    if (!attempt) {
        return false;
    }
    verify_attempt(view->scope, attempt, view->context->secrets, &accepted);
    return accepted.proof == PROOF_DIFFERS;
}

/* Only what was refused needs a proof. */
static void verify_refused(view_t *view)
{
    for (const attempt_t *a = view->last; a && !view->verified; a = a->previous) {
        if (attempt_has_credentials(a) && (a->status == 403 || (attempt_challenged(a) && attempt_step(a) == STEP_REFUSED))) {
            view->verified = a;
        }
    }
    if (view->verified) {
        verify_attempt(view->scope, view->verified, view->context->secrets, &view->verification);
    }
    if (view->verification.proof == PROOF_DIFFERS && GUARD(secret_is_of_another(view))) {
        view->verification.proof = PROOF_NONE;
    }
}

/* The phrase of RFC 3261 section 21.4 for this status: it says no more than the number, and most servers send it. */
static bool phrase_is_standard(const attempt_t *attempt)
{
    static const struct {
        unsigned status;
        const char *phrase;
    } standard[] = { { 401, "Unauthorized" }, { 403, "Forbidden" }, { 407, "Proxy Authentication Required" } };

    for (size_t i = 0; i < G_N_ELEMENTS(standard); i++) {
        if (attempt->status == standard[i].status) {
            return g_strcmp0(attempt->reason_phrase, standard[i].phrase) == 0;
        }
    }
    return false;
}

/* What a response to this attempt says in words; acceptance needs no words. */
static void read_words(view_t *view)
{
    const attempt_t *last = view->last;

    if (last->status >= 300 && (last->warning || last->reason || !phrase_is_standard(last))) {
        view->stated = phrases_read(last->reason_phrase, last->warning, last->reason, view_registers(view));
    }
}

static int64_t later(const peer_t *peer, int64_t since, int64_t best)
{
    if (!peer || !peer->last.seen || peer->last.time < since) {
        return best;
    }
    return MAX(best, peer->last.time - since);
}

void view_init_last(view_t *view, wmem_allocator_t *scope, const exchange_t *exchange,
    const diagnosis_context_t *context)
{
    memset(view, 0, sizeof *view);
    view->scope = scope;
    view->exchange = exchange;
    view->context = context;
    view->line = context->without_evidence ? NULL : wmem_new0(scope, evidence_t);
    view->last = exchange->last;
    view->result = result_of(exchange->last);
}

void view_init(view_t *view, wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context)
{
    view_init_last(view, scope, exchange, context);
    find_faults(view);
    find_refusals(view);
    find_repeated(view);
    verify_refused(view);
    read_words(view);
    find_needs(view);
    view->alive_after = -1;
    if (view->last->response.seen) {
        view->waited = context->end - view->last->response.time;
        /* A proxy speaks for others as well. */
        if (GUARD(exchange->via_count <= 1)) {
            view->alive_after = later(exchange->client_port_peer, view->last->response.time, view->alive_after);
        }
        view->alive_after = later(exchange->client_user_peer, view->last->response.time, view->alive_after);
    }
}

/* Had the server credentials that it can have taken, before it failed at something else? A report of the USIM is
 * none, nor is an empty answer (3GPP TS 24.229 section 5.1.1.5.3). */
static bool had_credentials(const attempt_t *attempt)
{
    return GUARD(attempt_has_credentials(attempt)) && GUARD(!attempt_reports_sync_failure(attempt))
        && GUARD(!attempt_lacks_agreement(attempt));
}

/* A server in trouble, or one that did not wait, need not have looked at credentials. */
static bool looked_at_credentials(const attempt_t *attempt)
{
    return attempt->status != 408 && (attempt->status < 500 || attempt->status >= 600);
}

bool view_good_end(const view_t *view)
{
    return view->result == RESULT_ACCEPTED || (view->result == RESULT_OTHER_FAILURE && had_credentials(view->last)
        && (!view->clean_refusal || GUARD(looked_at_credentials(view->last))));
}

bool view_registers(const view_t *view)
{
    return g_strcmp0(view->exchange->method, "REGISTER") == 0;
}

/* A cause of the telephone network, or the number of another answer that stands behind this one. */
static bool comes_from_beyond(const reason_t *reason)
{
    return reason_is_q850(reason)
        || (span_equal_nocase(reason->protocol, SPAN_LITERAL("SIP")) && reason->has_cause && reason->cause != 403);
}

/* Who asked took the credentials, and what came from behind it was passed on. Where the challenge came from there as well,
 * nobody on the way looked at them. */
static bool came_through(const attempt_t *attempt)
{
    return GUARD(attempt->response_from_beyond)
        && (!attempt->previous || GUARD(!attempt->previous->response_from_beyond));
}

bool view_relayed(const view_t *view)
{
    const char *header = view->last->reason;
    span_t rest = { header, header ? strlen(header) : 0 };
    reason_t reason;
    bool beyond = false;

    while (reason_next(&rest, &reason)) {
        beyond |= GUARD(comes_from_beyond(&reason));
    }
    return beyond || GUARD(view->last->provisional_18x.seen) || came_through(view->last);
}

bool view_states(const view_t *view, cause_t cause)
{
    return view->result == RESULT_FORBIDDEN && view->stated.row && view->stated.row->cause == cause;
}

bool view_states_cause(const view_t *view)
{
    const phrase_t *row = view->stated.row;

    if (view->result != RESULT_FORBIDDEN || !row || row->cause == CAUSE_FORBIDDEN_PHRASE) {
        return false;
    }
    return row->cause != CAUSE_CREDENTIALS_REJECTED_403
        || (GUARD(attempt_has_credentials(view->last)) && GUARD(!view_relayed(view)));
}

bool phrase_says_authentication_failed(const char *phrase)
{
    char *lower = g_ascii_strdown(phrase ? phrase : "", -1);
    bool says = strstr(lower, "authentication failed") || strstr(lower, "authentication failure");

    g_free(lower);
    return says;
}

/* Was the call given up before the client can have answered? */
static bool hung_up(const attempt_t *attempt)
{
    return attempt->cancelled.seen && GUARD(attempt->cancelled.time - attempt->response.time <= ANSWER_AT_ONCE);
}

bool view_waits_for_retry(const view_t *view)
{
    return view->result == RESULT_CHALLENGED && GUARD(view->context->complete) && GUARD(view->last->request.seen)
        && GUARD(!view->clean_refusal) && GUARD(!view->faulty_refusal) && GUARD(!view->last->other_answer.seen)
        && GUARD(!view->last->accepted_after.seen) && GUARD(!hung_up(view->last));
}

bool view_silence_counts(const view_t *view)
{
    return view->alive_after >= VIEW_ALIVE_AFTER || view->waited >= view->context->retry_timeout;
}

bool view_may_be_hidden(const view_t *view)
{
    static const sign_kind_t kinds[] = { SIGN_TLS, SIGN_STREAM_GAP, SIGN_OTHER, SIGN_ESP };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (exchange_sign_from_client(view->exchange, kinds[i])) {
            return true;
        }
    }
    return view->exchange->capture->packets_cut;
}

bool rule_no_request_in_capture(const view_t *view, finding_t *finding)
{
    /* A response that was cut short may have lost what names its request. */
    if (!GUARD(!view->last->request.seen) || !GUARD(view->last->response_complete)) {
        return false;
    }
    finding->confidence = view->exchange->capture->requests_forgotten ? CONFIDENCE_LIKELY : CONFIDENCE_CERTAIN;
    evidence_of_answer(view, finding, view->last);
    evidence_say(view, finding, "no request with its Via branch, Call-ID and CSeq before it");
    if (view->exchange->capture->requests_forgotten) {
        evidence_say(view, finding, "so many requests waited for an answer that the oldest were given up; it may be one of them");
    }
    return true;
}

bool rule_undetermined(const view_t *view, finding_t *finding)
{
    finding->confidence = CONFIDENCE_POSSIBLE;
    evidence_of_exchange(view, finding);
    if (view->last->response.seen && !view->last->response_complete && view->last->challenges_left_out == 0) {
        evidence_say(view, finding, "%s: cut short in the capture; capture whole packets to know more",
            frame_text(view, view->last->response));
    }
    if (view->last->answered_elsewhere.seen) {
        evidence_say(view, finding, "%s: the answer to this challenge is seen on another hop",
            frame_text(view, view->last->answered_elsewhere));
    }
    if (view->last->other_answer.seen) {
        evidence_say(view, finding, "%s: the same request was answered with %u, so another copy of it was %s",
            frame_text(view, view->last->other_answer), view->last->other_status,
            view->last->status == 403 ? "refused" : "challenged");
    }
    if (view->last->nonce_answered.seen) {
        evidence_say(view, finding, "%s: the client answers the same nonce for another request, so it has credentials; the "
            "retry may be lost, or was not wanted any more", frame_text(view, view->last->nonce_answered));
    }
    if (hung_up(view->last)) {
        evidence_say(view, finding, "%s: CANCEL of this request; whoever hangs up answers no challenge",
            frame_text(view, view->last->cancelled));
    }
    if (view->last->accepted_after.seen && view->last->copy_answers.seen) {
        evidence_say(view, finding, "%s: accepted with the credentials of %s, whose Via branch and CSeq are those of the first "
            "request", frame_text(view, view->last->accepted_after), frame_text(view, view->last->copy_answers));
    } else if (view->last->copy_answers.seen && view->last->other_status) {
        evidence_say(view, finding, "%s: the request again, with credentials but with the same Via branch and CSeq, and an "
            "answer of %u", frame_text(view, view->last->copy_answers), view->last->other_status);
    } else if (view->last->accepted_after.seen) {
        evidence_say(view, finding, "%s: the same request was accepted, so another copy of it was challenged",
            frame_text(view, view->last->accepted_after));
    }
    return true;
}

typedef bool (*rule_t)(const view_t *, finding_t *);

static const rule_t rules[CAUSE_COUNT] = {
#define RULE_ENTRY(upper, lower) [CAUSE_##upper] = rule_##lower,
    CAUSE_LIST(RULE_ENTRY)
#undef RULE_ENTRY
};

bool rule_holds(cause_t cause, const view_t *view, finding_t *finding)
{
    /* What counts only where something else says so need not be cleared. */
    finding->minor = false;
    finding->proven = false;
    finding->confidence = CONFIDENCE_POSSIBLE;
    finding->has_severity = false;
    finding->evidence_count = 0;
    return rules[cause](view, finding);
}
