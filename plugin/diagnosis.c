/* diagnosis.c
 * Draws one verdict from the facts of one exchange.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis.h"

#include "evidence.h"
#include "rules.h"

#ifdef SIPAUTH_MUTATION
const unsigned *diagnosis_rule_order;
#endif

static cause_t rule_at(unsigned place)
{
#ifdef SIPAUTH_MUTATION
    if (diagnosis_rule_order) {
        return (cause_t)diagnosis_rule_order[place];
    }
#endif
    return (cause_t)place;
}

/* What holds, by the order of causes. */
typedef struct {
    const finding_t *findings[CAUSE_COUNT];
    cause_t causes[CAUSE_COUNT];
    unsigned count;
} held_t;

static bool may_hold(const view_t *view, cause_t cause)
{
    return (cause_row(cause)->needs & ~view->has) == 0;
}

/* May it be the cause, or does it only stand beside one? */
static bool may_win(cause_t cause, const finding_t *finding)
{
    return !finding->minor && !cause_row(cause)->only_also;
}

static void hold(held_t *held, cause_t cause, const finding_t *finding)
{
    unsigned at = held->count++;

    for (; at > 0 && held->causes[at - 1] > cause; at--) {
        held->causes[at] = held->causes[at - 1];
        held->findings[at] = held->findings[at - 1];
    }
    held->causes[at] = cause;
    held->findings[at] = finding;
}

static bool ask_rule(const view_t *view, held_t *held, cause_t cause)
{
    finding_t finding;

    if (!may_hold(view, cause) || !rule_holds(cause, view, &finding)) {
        return false;
    }
    hold(held, cause, (const finding_t *)wmem_memdup(view->scope, &finding, sizeof finding));
    return may_win(cause, &finding);
}

/* Every rule that can hold is asked; the catalogue's rank alone decides between those that do. What says that nothing
 * else decides always holds and is told nowhere but where nothing else can win. */
static void ask_rules(const view_t *view, held_t *held)
{
    bool decided = false;

    held->count = 0;
    for (unsigned i = CAUSE_NONE + 1; i < CAUSE_COUNT; i++) {
        cause_t cause = rule_at(i);
        decided |= cause != CAUSE_UNDETERMINED && ask_rule(view, held, cause);
    }
    if (!decided) {
        ask_rule(view, held, CAUSE_UNDETERMINED);
    }
}

/* Less than certain, and nothing was computed for it. */
static bool is_guess(const finding_t *finding)
{
    return !finding->proven && finding->confidence < CONFIDENCE_CERTAIN;
}

/* What was computed with a secret outranks every guess. */
static bool is_proven(const held_t *held)
{
    for (unsigned i = 0; i < held->count; i++) {
        if (held->findings[i]->proven && may_win(held->causes[i], held->findings[i])) {
            return true;
        }
    }
    return false;
}

/* Place of the winner among what holds: some rule always does. */
static unsigned best_of(const held_t *held)
{
    bool proven = is_proven(held), any = false;
    unsigned best = held->count - 1;

    for (unsigned i = 0; i < held->count; i++) {
        if (!may_win(held->causes[i], held->findings[i]) || (proven && is_guess(held->findings[i]))) {
            continue;
        }
        if (!any || cause_row(held->causes[i])->rank < cause_row(held->causes[best])->rank) {
            best = i;
            any = true;
        }
    }
    return best;
}

/* The winner alone: rules are asked in the order of their rank until one holds that nothing can outrank. */
static cause_t first_by_rank(const view_t *view)
{
    const bool may_prove = view->context->secrets || view->verification.proof != PROOF_NONE;
    cause_t guess = CAUSE_NONE, sure = CAUSE_NONE;

    for (const cause_t *cause = causes_to_ask(view->has); *cause != CAUSE_NONE; cause++) {
        finding_t finding;

        if (!rule_holds(*cause, view, &finding) || !may_win(*cause, &finding)) {
            continue;
        }
        sure = sure == CAUSE_NONE && !is_guess(&finding) ? *cause : sure;
        guess = guess == CAUSE_NONE ? *cause : guess;
        if (finding.proven || sure == guess || !may_prove) {
            return finding.proven ? sure : guess;
        }
    }
    return guess == CAUSE_NONE ? CAUSE_UNDETERMINED : guess;
}

static bool worth_mentioning(cause_t winner, cause_t other)
{
    return other != winner && other != CAUSE_UNDETERMINED && other != CAUSE_NO_REQUEST_IN_CAPTURE
        && !cause_excludes(winner, other);
}

static bool is_told(const verdict_t *verdict, const char *line)
{
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        if (strcmp(verdict->evidence[i].text, line) == 0) {
            return true;
        }
    }
    return false;
}

/* The last place is taken by a line that says so where more than that would stand there. */
static void add_evidence(verdict_t *verdict, const finding_t *finding)
{
    for (unsigned i = 0; i < finding->evidence_count; i++) {
        if (is_told(verdict, finding->evidence[i].text)) {
            continue;
        }
        if (verdict->evidence_count == VERDICT_MAX_EVIDENCE) {
            verdict->evidence[VERDICT_MAX_EVIDENCE - 1] = (evidence_t){ .text = EVIDENCE_LEFT_OUT };
            return;
        }
        verdict->evidence[verdict->evidence_count++] = finding->evidence[i];
    }
}

static void add_others(verdict_t *verdict, const held_t *held)
{
    for (unsigned i = 0; i < held->count; i++) {
        cause_t cause = held->causes[i];

        if (worth_mentioning(verdict->cause, cause)) {
            verdict->also[verdict->also_count++] = cause;
            if (cause_row(cause)->softens) {
                verdict->severity = MIN(verdict->severity, SEVERITY_NOTE);
            }
            add_evidence(verdict, held->findings[i]);
        }
    }
}

/* Is something of its challenges or credentials not kept? It may be just what the other side looked at. */
static bool is_left_out(const exchange_t *exchange)
{
    for (const attempt_t *a = exchange->first; a; a = a->next) {
        if (a->credentials_left_out || a->challenges_left_out) {
            return true;
        }
    }
    return false;
}

/* The next request of a full exchange begins another one. */
static void add_limits(const view_t *view, verdict_t *verdict)
{
    const exchange_t *exchange = view->exchange;
    finding_t finding = { 0 };

    if (exchange->closed && exchange->attempts == EXCHANGE_MAX_ATTEMPTS && attempt_challenged(exchange->last)) {
        evidence_say(view, &finding, "an exchange takes %u attempts: what follows %s is another exchange",
            EXCHANGE_MAX_ATTEMPTS, frame_text(view, exchange->last->response));
        add_evidence(verdict, &finding);
    }
}

/* In a capture that cuts packets short, what one message says may be proven; how several belong together is not,
 * as the one between them may be there and not be known. */
static confidence_t confidence_of(const exchange_t *exchange, cause_t cause, const finding_t *finding)
{
    if (!attempt_accepted(exchange->last) && !cause_row(cause)->by_itself && is_left_out(exchange)) {
        return CONFIDENCE_POSSIBLE;
    }
    if (exchange->capture->packets_cut && !cause_row(cause)->by_itself) {
        return MIN(finding->confidence, CONFIDENCE_LIKELY);
    }
    return finding->confidence;
}

/* Several retries in a row may lack their answers. */
static const attempt_t *last_answered(const exchange_t *exchange)
{
    const attempt_t *attempt = exchange->last;

    while (attempt && !attempt->status) {
        attempt = attempt->previous;
    }
    return attempt;
}

/* Where another failure ends an exchange that did not go well, the last 401, 403 or 407 speaks for it. */
static void settle(verdict_t *verdict, const exchange_t *exchange)
{
    const attempt_t *by = last_answered(exchange);

    while (by && verdict->outcome == OUTCOME_OTHER_FAILURE && !cause_row(verdict->cause)->healthy
        && !attempt_challenged(by) && by->status != 403 && by->previous) {
        by = by->previous;
    }
    verdict->settled_by = by ? by->number : 0;
}

const attempt_t *verdict_settling(const exchange_t *exchange, const verdict_t *verdict)
{
    const attempt_t *attempt = exchange->last;

    while (verdict->settled_by && attempt->number != verdict->settled_by) {
        attempt = attempt->previous;
    }
    return attempt;
}

bool verdict_failed_otherwise(const verdict_t *verdict)
{
    return cause_row(verdict->cause)->healthy && verdict->outcome == OUTCOME_OTHER_FAILURE;
}

verdict_words_t verdict_words(const verdict_t *verdict)
{
    const cause_row_t *row = cause_row(verdict->cause);

    if (verdict_failed_otherwise(verdict)) {
        return (verdict_words_t){
            LABEL_FAILED_OTHERWISE,
            "The answer to the retry: its status code and words tell what went wrong.",
            "Look for the reason where that answer came from, not in the credentials.",
        };
    }
    return (verdict_words_t){ row->label, row->inspect, row->next_step };
}

static void judge(verdict_t *verdict, const view_t *view)
{
    const finding_t *finding;
    held_t held;
    unsigned best;

    ask_rules(view, &held);
    best = best_of(&held);
    finding = held.findings[best];
    verdict->cause = held.causes[best];
    verdict->confidence = confidence_of(view->exchange, verdict->cause, finding);
    verdict->severity = finding->has_severity ? finding->severity : cause_row(verdict->cause)->severity;
    add_evidence(verdict, finding);
    add_others(verdict, &held);
    add_limits(view, verdict);
}

const verdict_t *diagnose(wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context)
{
    verdict_t *verdict = wmem_new(scope, verdict_t);
    view_t view;

    view_init(&view, scope, exchange, context);
    verdict->also_count = verdict->evidence_count = 0;
    verdict->outcome = exchange_outcome(exchange, context->complete);
    verdict->refusals = view.refusals;
    if (context->only_cause) {
        verdict->cause = first_by_rank(&view);
        verdict->confidence = CONFIDENCE_POSSIBLE;
        verdict->severity = cause_row(verdict->cause)->severity;
    } else {
        judge(verdict, &view);
    }
    settle(verdict, exchange);
    return verdict;
}

bool diagnosis_may_prove(wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context,
    severity_t least)
{
    view_t view;

    view_init_last(&view, scope, exchange, context);
    for (const cause_t *cause = causes_by_themselves(); *cause != CAUSE_NONE; cause++) {
        finding_t finding;

        if (cause_row(*cause)->severity >= least && rule_holds(*cause, &view, &finding) && may_win(*cause, &finding)) {
            return true;
        }
    }
    return false;
}
