/* rules.h
 * The rules of the catalogue: each looks at one exchange and says whether its cause holds, how surely,
 * and by what evidence. None knows of another; which of them wins is data (causes.c).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_RULES_H
#define SIPAUTH_RULES_H

#include "diagnosis.h"
#include "verification.h"
#include "phrases.h"

/** How the exchange stands. */
typedef enum {
    RESULT_ACCEPTED,
    RESULT_OTHER_FAILURE,
    RESULT_FORBIDDEN,
    RESULT_CHALLENGED,      /**< the last message is a challenge */
    RESULT_UNANSWERED       /**< the last message is a retry */
} result_t;

/** What several rules ask for, found once. */
typedef struct {
    wmem_allocator_t *scope;
    const exchange_t *exchange;
    const diagnosis_context_t *context;
    const cause_set_t *faults;      /**< of each attempt, by its number less one */
    const attempt_t *last;
    result_t result;
    unsigned has;                   /**< need_t bits that it has */
    evidence_t *line;               /**< the next line of evidence, as far as its frames are named; NULL: none is written */
    unsigned refusals;              /**< retries that met the same realm again, not stale */
    const attempt_t *clean_refusal; /**< last refused attempt whose retry had no fault */
    const attempt_t *faulty_refusal;/**< last refused attempt, where each refused retry had a fault */
    const attempt_t *verified;      /**< last refused attempt with credentials; NULL if none */
    verification_t verification;    /**< of that attempt */
    stated_t stated;                /**< what the last response says in words; nothing where it went well */
    const attempt_t *identical;     /**< last refused attempt whose credentials had been refused before */
    const attempt_t *identical_to;  /**< the attempt in which they had been */
    int64_t waited;                 /**< nanoseconds from the last response to the end of the capture */
    int64_t alive_after;            /**< nanoseconds from the last response to the client's latest message, or -1 */
} view_t;

/** What one rule found. */
typedef struct {
    bool minor;                     /**< holds, but explains nothing: never the cause */
    bool proven;                    /**< a known secret, or an empty one, proves it: what is less than certain gives way */
    confidence_t confidence;
    bool has_severity;              /**< severity replaces the catalogue's */
    severity_t severity;
    evidence_t evidence[VERDICT_MAX_EVIDENCE];
    unsigned evidence_count;
} finding_t;

/** Look at the exchange once. */
void view_init(view_t *view, wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context);

/** Look at its last message alone: for rules of causes that are proven by the response itself. They may hold where
 *  earlier messages would let them count for less. */
void view_init_last(view_t *view, wmem_allocator_t *scope, const exchange_t *exchange,
    const diagnosis_context_t *context);

/** Did the exchange end well: accepted, or an answer that has nothing to do with credentials? */
bool view_good_end(const view_t *view);

/** Did a 403 come from beyond the server: it rang first, or a Reason names something beside this 403? */
bool view_relayed(const view_t *view);

/** Do the words of the last response mean this cause? */
bool view_states(const view_t *view, cause_t cause);

/** Does the 403 state a reason in words that has a cause of its own? Refused credentials need credentials. */
bool view_states_cause(const view_t *view);

/** Does the phrase say that authentication failed, as S-CSCFs do? */
bool phrase_says_authentication_failed(const char *phrase);

/** Is it a REGISTER? */
bool view_registers(const view_t *view);
/** Has this retry of the exchange the fault? */
bool view_has_fault(const view_t *view, const attempt_t *retry, cause_t fault);

/**
 * Could a fault that the retry has be why it was refused? Not if the server puts up with it, and not if servers
 * often do and neither history nor the server itself points to it.
 */
bool view_fault_explains(const view_t *view, const attempt_t *retry, cause_t fault);
/** A client that speaks SIP this long after a challenge, in nanoseconds, has had time to answer it. */
#define VIEW_ALIVE_AFTER (INT64_C(5) * 1000000000)

/** Is its end a challenge that a client could answer, and no sign of an answer? */
bool view_waits_for_retry(const view_t *view);

/** Has the client had its time? Either it was heard later, or nobody would wait longer. */
bool view_silence_counts(const view_t *view);

/** Could the retry have passed unread? */
bool view_may_be_hidden(const view_t *view);

/** Does the cause hold? finding is filled in where it does. */
bool rule_holds(cause_t cause, const view_t *view, finding_t *finding);

#endif /* SIPAUTH_RULES_H */
