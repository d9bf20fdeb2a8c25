/* phrases.h
 * What servers say when they refuse, and what they mean by it: the reason phrase, the Warning header and
 * the Reason header (RFC 3261 sections 7.2 and 20.43, RFC 3326). The map is a table; a row more is a
 * wording more.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PHRASES_H
#define SIPAUTH_PHRASES_H

#include "causes.h"
#include "span.h"

/** To whom a server says such words; the same ones mean something else elsewhere. */
typedef enum {
    SAID_TO_ANY,
    SAID_TO_REGISTER,
    SAID_TO_OTHERS      /**< to any request but REGISTER */
} said_to_t;

/**
 * One row of the map. Words are letters and digits in any case; everything else separates them, apostrophes
 * vanish. In `words`, those behind one another stand side by side, `..` is any number of words, `a|b` is
 * either of two, a `*` ends a word that may go on, and `;` separates wordings that mean the same.
 */
typedef struct {
    const char *example;        /**< the words as some server sends them */
    const char *words;          /**< what is common to such words */
    cause_t cause;              /**< CAUSE_FORBIDDEN_PHRASE: understood, but no cause of its own */
    said_to_t to;
    confidence_t confidence;    /**< certain where the words leave no doubt */
    const char *from;           /**< products they are known from; NULL: several, or nobody in particular */
    const char *means;          /**< in plain words; NULL where the cause says it */
} phrase_t;

/** Rows of the map, in the order they are asked: the first that fits decides. */
extern const phrase_t phrase_map[];
extern const size_t phrase_map_rows;

/** The row that fits a text of up to 64 words; NULL if none. registers: it answers a REGISTER. */
const phrase_t *phrase_find(span_t text, bool registers);

/**
 * Do the words say no more than the number 403 does? Codes that vendors append to them count for nothing
 * (Ericsson CSCFs: 9 to 15 hexadecimal digits).
 */
bool phrase_is_generic(span_t text);

/** One value of a Warning header (RFC 3261 section 20.43). */
typedef struct {
    unsigned code;      /**< 0 where there is none */
    span_t agent;
    span_t text;        /**< without its quotes; escapes stay */
} warning_t;

/** Warn-code of SER and its descendants for `Noisy feedback tells: …`, which is no reason for anything. */
#define WARNING_NOISY_FEEDBACK 392

/**
 * The next value of a Warning header; one without code and agent is all text.
 * @param rest  the header's value; what is left of it on return
 */
bool warning_next(span_t *rest, warning_t *warning);

/** Does it say why a request was refused? */
bool warning_tells(const warning_t *warning);

/** One value of a Reason header (RFC 3326 section 2). */
typedef struct {
    span_t protocol;    /**< such as Q.850, SIP, STIR */
    bool has_cause;
    unsigned cause;
    span_t text;        /**< without its quotes; escapes stay */
} reason_t;

/**
 * The next value of a Reason header.
 * @param rest  the header's value; what is left of it on return
 */
bool reason_next(span_t *rest, reason_t *reason);

/** Is it a cause of the telephone network (ITU-T Q.850)? */
bool reason_is_q850(const reason_t *reason);

/** Is it a verdict on a caller's signed identity (RFC 8224)? */
bool reason_is_stir(const reason_t *reason);

/** Does it say more than that the request was refused? SIP;cause=403 with a generic text does not. */
bool reason_tells(const reason_t *reason);

/** A cause of ITU-T Q.850 in plain words; NULL where it is not one that comes with a 403. */
const char *reason_q850_words(unsigned cause);

/** Where in a response the words stand. */
typedef enum { STATED_IN_PHRASE, STATED_IN_WARNING, STATED_IN_REASON } stated_in_t;

/** What a response states. */
typedef struct {
    const phrase_t *row;    /**< NULL: nothing the map knows */
    stated_in_t in;
    span_t text;            /**< the words */
} stated_t;

/**
 * What phrase, Warning and Reason of one response state; a wording with a cause of its own goes before one
 * without, the phrase before Warning, Warning before Reason.
 * @param warning, reason  values of the headers, NULL where there are none
 */
stated_t phrases_read(const char *phrase, const char *warning, const char *reason, bool registers);

#endif /* SIPAUTH_PHRASES_H */
