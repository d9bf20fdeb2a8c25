/* causes.h
 * The catalogue of causes as data: one row a cause.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_CAUSES_H
#define SIPAUTH_CAUSES_H

#include <stdbool.h>
#include <stdint.h>

#include "cause_list.h"

/** Every cause. CAUSE_NONE ends lists. */
typedef enum {
    CAUSE_NONE,
#define CAUSE_ENUM(upper, lower) CAUSE_##upper,
    CAUSE_LIST(CAUSE_ENUM)
#undef CAUSE_ENUM
    CAUSE_COUNT
} cause_t;

/** Severity in expert information. */
typedef enum { SEVERITY_CHAT, SEVERITY_NOTE, SEVERITY_WARN, SEVERITY_ERROR, SEVERITY_COUNT } severity_t;

/** Group in expert information. */
typedef enum { GROUP_SEQUENCE, GROUP_RESPONSE_CODE, GROUP_PROTOCOL, GROUP_SECURITY, GROUP_ASSUMPTION } group_t;

/** How sure a verdict is: proven by bytes or stated by the server, by the order of evidence, or a guess. */
typedef enum { CONFIDENCE_POSSIBLE, CONFIDENCE_LIKELY, CONFIDENCE_CERTAIN } confidence_t;

/** Causes that say the same in other words, so that another may exclude them together; a bit each. */
typedef enum {
    FAMILY_SILENCE = 1 << 0,    /**< nobody answers the challenge */
    FAMILY_REFUSAL = 1 << 1,    /**< credentials were refused, the wire cannot tell why */
    FAMILY_FORBIDDEN = 1 << 2   /**< a 403 without a stated reason */
} family_t;

/** What an exchange must have before a rule can hold, so that most rules need not be asked; a bit each. */
typedef enum {
    NEEDS_COMPLETE = 1 << 0,    /**< nothing more will come */
    NEEDS_CHALLENGE = 1 << 1,   /**< it ends with a challenge */
    NEEDS_FORBIDDEN = 1 << 2,   /**< it ends with a 403 */
    NEEDS_GOOD_END = 1 << 3,    /**< it ends well */
    NEEDS_RETRY = 1 << 4,       /**< there is more than one request */
    NEEDS_FAULT = 1 << 5,       /**< some retry has a fault */
    NEEDS_REFUSAL = 1 << 6,     /**< credentials, or a retry without any, were refused */
    NEEDS_AKA = 1 << 7,         /**< AKA or a security agreement is in it */
    NEEDS_ALL = (1 << 8) - 1
} need_t;

/** Causes a row can exclude by name. */
#define CAUSE_MAX_EXCLUDES 12

/** One row of the catalogue. */
typedef struct {
    const char *slug;       /**< name in filters */
    const char *brief;      /**< a few words for the Info column */
    const char *label;      /**< one line of plain English */
    severity_t severity;
    group_t group;
    int rank;               /**< of the causes that hold, the lowest is the cause; the others stand in `also` */
    unsigned needs;         /**< need_t bits without which the rule cannot hold */
    bool healthy;           /**< a step of a login that works: never above Note, outranks every other */
    bool only_also;         /**< a pattern or a side remark: stands in `also`, never the cause */
    bool weak;              /**< a fault that servers often put up with: explains a refusal only where account and
                             *   client are accepted elsewhere in the capture, or where the server names it */
    bool softens;           /**< standing in `also` it leaves no alarm: the cause is a Note at most */
    bool by_itself;         /**< proven by the response alone; needs nothing that comes later */
    unsigned family;        /**< family_t bits it belongs to */
    const char *rule;       /**< when it holds, for the printed catalogue */
    const char *evidence;   /**< what it shows */
    const char *confidence; /**< how sure it is, and when */
    const char *inspect;
    const char *next_step;
    const char *reference;
    unsigned excludes_families;             /**< family_t bits not worth mentioning beside this one */
    cause_t excludes[CAUSE_MAX_EXCLUDES];   /**< causes not worth mentioning beside this one; CAUSE_NONE ends */
} cause_row_t;

/** Some of the causes. */
typedef struct {
    uint64_t bits[(CAUSE_COUNT + 63) / 64];
} cause_set_t;

/** Add a cause. */
void cause_set_add(cause_set_t *set, cause_t cause);

/** Is none in it? */
bool cause_set_empty(const cause_set_t *set);

/** Is the cause in it? */
bool cause_set_has(const cause_set_t *set, cause_t cause);

/** Those that can be the cause of an exchange that has this (need_t bits), by rank, the lowest first; CAUSE_NONE ends. */
const cause_t *causes_to_ask(unsigned has);

/** Those that a response proves by itself; CAUSE_NONE ends. */
const cause_t *causes_by_themselves(void);

/** Every row, by cause. */
extern const cause_row_t cause_rows[CAUSE_COUNT];

/** A cause's row. */
static inline const cause_row_t *cause_row(cause_t cause)
{
    return &cause_rows[cause];
}

/** Does the row exclude the other cause from `also`? */
bool cause_excludes(cause_t cause, cause_t other);

/** Name of a confidence as users filter for it. */
const char *confidence_name(confidence_t confidence);

#endif /* SIPAUTH_CAUSES_H */
