/* diagnosis.h
 * Draws one verdict from the facts of one exchange. A pure function: the same facts give the same
 * verdict, whenever and however often it is asked for.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_DIAGNOSIS_H
#define SIPAUTH_DIAGNOSIS_H

#include "causes.h"
#include "exchange.h"
#include "secrets.h"

/** Lines of evidence one verdict takes. */
#define VERDICT_MAX_EVIDENCE 16

/** Frames that one line of evidence names. */
#define EVIDENCE_MAX_FRAMES 6

/** What in the capture says so. */
typedef struct {
    const char *text;
    uint32_t frames[EVIDENCE_MAX_FRAMES];   /**< that it names, each once; 0 behind the last */
} evidence_t;

/** Finds another exchange of the capture by its number; NULL where there is none. */
typedef const exchange_t *(*find_exchange_t)(void *data, uint32_t number);

/** What is not in the exchange itself. */
typedef struct {
    int64_t end;                /**< time of the capture's latest frame, nanoseconds since the epoch */
    bool complete;              /**< nothing more will come: a later pass, or the end of the capture */
    int64_t retry_timeout;      /**< nanoseconds without a retry before its absence counts */
    unsigned loop_rounds;       /**< refusals of one exchange beyond which it is a loop */
    const secrets_t *secrets;   /**< known credentials; NULL: none */
    find_exchange_t find;       /**< NULL: no other exchange is known */
    void *find_data;
    bool without_evidence;      /**< nobody will read the evidence: spares its texts, changes no verdict */
    bool only_cause;            /**< nobody will read more than cause, outcome, refusals and what it is settled by */
} diagnosis_context_t;

/** The verdict on an exchange. */
typedef struct {
    cause_t cause;
    confidence_t confidence;
    severity_t severity;
    cause_t also[CAUSE_COUNT];
    unsigned also_count;
    evidence_t evidence[VERDICT_MAX_EVIDENCE];
    unsigned evidence_count;
    outcome_t outcome;
    unsigned settled_by;            /**< number of the attempt whose response the verdict rests on; 0 if none */
    unsigned refusals;              /**< times credentials or their absence met the same realm again, 403 included */
} verdict_t;

/** The verdict, with its texts, allocated in scope. */
const verdict_t *diagnose(wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context);

/**
 * May the verdict on an exchange that goes on be a cause that its last response alone proves, of this severity at
 * least? Costs far less than the verdict. True does not say that it is: others may outrank it.
 */
bool diagnosis_may_prove(wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context,
    severity_t least);

/** What is said of a login that ended with another failure: it is not called normal. */
#define LABEL_FAILED_OTHERWISE "The last credentials were not refused; the request then failed for another reason"

/** Does the verdict say so, rather than what the catalogue says of its cause? */
bool verdict_failed_otherwise(const verdict_t *verdict);

/** What a verdict says beside its evidence. */
typedef struct {
    const char *label;
    const char *inspect;
    const char *next_step;
} verdict_words_t;

/** The words of the catalogue, or those of a login that failed otherwise. */
verdict_words_t verdict_words(const verdict_t *verdict);

/** The attempt that the verdict rests on; the last one where no response does. */
const attempt_t *verdict_settling(const exchange_t *exchange, const verdict_t *verdict);

#ifdef SIPAUTH_MUTATION
/** Tests only: the order in which rules are tried, a permutation of all
 * causes that begins with CAUSE_NONE; NULL for any. */
extern const unsigned *diagnosis_rule_order;
#endif

#endif /* SIPAUTH_DIAGNOSIS_H */
