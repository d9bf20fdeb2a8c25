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

/* Every rule is asked; the catalogue's rank alone decides between those that hold. */
static void ask_rules(const view_t *view, finding_t *findings, bool *holds)
{
    for (unsigned i = CAUSE_NONE + 1; i < CAUSE_COUNT; i++) {
        cause_t cause = rule_at(i);
        holds[cause] = rule_holds(cause, view, &findings[cause]);
    }
}

static bool may_win(cause_t cause, const finding_t *findings, const bool *holds)
{
    return holds[cause] && !findings[cause].minor && !cause_row(cause)->only_also;
}

/* What was computed with a secret outranks every guess. */
static bool is_proven(const finding_t *findings, const bool *holds)
{
    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
        if (may_win((cause_t)c, findings, holds) && findings[c].proven) {
            return true;
        }
    }
    return false;
}

static cause_t best_of(const finding_t *findings, const bool *holds)
{
    cause_t best = CAUSE_UNDETERMINED;
    bool proven = is_proven(findings, holds);

    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
        bool guess = !findings[c].proven && findings[c].confidence < CONFIDENCE_CERTAIN;

        if (may_win((cause_t)c, findings, holds) && !(proven && guess)
            && cause_row((cause_t)c)->rank < cause_row(best)->rank) {
            best = (cause_t)c;
        }
    }
    return best;
}

static bool worth_mentioning(cause_t winner, cause_t other)
{
    return other != winner && other != CAUSE_UNDETERMINED && other != CAUSE_NO_REQUEST_IN_CAPTURE
        && !cause_excludes(winner, other);
}

static bool is_told(const verdict_t *verdict, const char *line)
{
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        if (strcmp(verdict->evidence[i], line) == 0) {
            return true;
        }
    }
    return false;
}

/* The last place is taken by a line that says so where more than that would stand there. */
static void add_evidence(verdict_t *verdict, const finding_t *finding)
{
    for (unsigned i = 0; i < finding->evidence_count; i++) {
        if (is_told(verdict, finding->evidence[i])) {
            continue;
        }
        if (verdict->evidence_count == VERDICT_MAX_EVIDENCE) {
            verdict->evidence[VERDICT_MAX_EVIDENCE - 1] = EVIDENCE_LEFT_OUT;
            return;
        }
        verdict->evidence[verdict->evidence_count++] = finding->evidence[i];
    }
}

static void add_others(verdict_t *verdict, const finding_t *findings, const bool *holds)
{
    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
        cause_t cause = (cause_t)c;

        if (holds[c] && worth_mentioning(verdict->cause, cause)) {
            verdict->also[verdict->also_count++] = cause;
            if (cause_row(cause)->softens) {
                verdict->severity = MIN(verdict->severity, SEVERITY_NOTE);
            }
            add_evidence(verdict, &findings[c]);
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
            EXCHANGE_MAX_ATTEMPTS, frame_text(view->scope, exchange->last->response));
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
    if (*exchange->packets_cut && !cause_row(cause)->by_itself) {
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

const verdict_t *diagnose(wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context)
{
    verdict_t *verdict = wmem_new0(scope, verdict_t);
    finding_t *findings = wmem_alloc0_array(scope, finding_t, CAUSE_COUNT);
    bool holds[CAUSE_COUNT];
    const finding_t *finding;
    view_t view;

    view_init(&view, scope, exchange, context);
    ask_rules(&view, findings, holds);
    verdict->cause = best_of(findings, holds);
    finding = &findings[verdict->cause];
    verdict->confidence = confidence_of(exchange, verdict->cause, finding);
    verdict->severity = finding->has_severity ? finding->severity : cause_row(verdict->cause)->severity;
    verdict->outcome = exchange_outcome(exchange, context->complete);
    verdict->settled_by = last_answered(exchange);
    verdict->refusals = view.refusals;
    add_evidence(verdict, finding);
    add_others(verdict, findings, holds);
    add_limits(&view, verdict);
    return verdict;
}
