/* phrases.c
 * What servers say when they refuse, and what they mean by it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "phrases.h"

#include "scan.h"

#define KAMAILIO_IMS "Kamailio IMS and Open IMS Core"
#define SCRIPTS "the default scripts of Kamailio, OpenSIPS and SER"
#define REPRO "repro and reSIProcate"
#define TEAMS "Microsoft Teams Direct Routing"
#define SEVERAL NULL

const phrase_t phrase_map[] = {
#include "phrase_rows.h"
};
const size_t phrase_map_rows = G_N_ELEMENTS(phrase_map);

/* Texts */

#define MAX_TEXT 512
#define MAX_WORDS 64

/* What a word may begin with: a letter, a digit, or a byte beyond ASCII. */
enum { BEGINS_WITH_DIGIT = 26, BEGINS_WITH_OTHER, BEGINNINGS };

/* A text taken apart into words in lower case. */
typedef struct {
    char letters[MAX_TEXT];
    span_t word[MAX_WORDS];
    unsigned count;
    uint64_t begin_so[BEGINNINGS];  /* which words begin so, a bit each */
} words_t;

/* Bytes of UTF-8 beyond ASCII are letters. */
static bool is_letter(char c)
{
    return g_ascii_isalnum(c) || (unsigned char)c >= 0x80;
}

static unsigned beginning_of(char c)
{
    if (c >= 'a' && c <= 'z') {
        return (unsigned)(c - 'a');
    }
    return g_ascii_isdigit(c) ? BEGINS_WITH_DIGIT : BEGINS_WITH_OTHER;
}

static void words_add(words_t *words, const char *start, const char *end)
{
    if (end > start && words->count < MAX_WORDS) {
        words->begin_so[beginning_of(*start)] |= UINT64_C(1) << words->count;
        words->word[words->count++] = (span_t){ start, (size_t)(end - start) };
    }
}

static void words_of(words_t *words, span_t text)
{
    char *to = words->letters;
    const char *start = to;

    words->count = 0;
    memset(words->begin_so, 0, sizeof words->begin_so);
    for (size_t i = 0; i < MIN(text.len, sizeof words->letters); i++) {
        if (is_letter(text.ptr[i])) {
            *to++ = g_ascii_tolower(text.ptr[i]);
        } else if (text.ptr[i] != '\'') {
            words_add(words, start, to);
            start = to;
        }
    }
    words_add(words, start, to);
}

/* A code that a vendor appends: 9 to 15 hexadecimal digits, one of them a digit, so that no word looks like it. */
static bool is_vendor_code(span_t word)
{
    bool digit = false;

    for (size_t i = 0; i < word.len; i++) {
        if (!g_ascii_isxdigit(word.ptr[i])) {
            return false;
        }
        digit |= g_ascii_isdigit(word.ptr[i]) != 0;
    }
    return digit && word.len >= 9 && word.len <= 15;
}

bool phrase_is_generic(span_t text)
{
    words_t words;

    words_of(&words, text);
    for (unsigned i = 0; i < words.count; i++) {
        span_t word = words.word[i];

        if (!span_equal(word, SPAN_LITERAL("forbidden")) && !span_equal(word, SPAN_LITERAL("403"))
            && !is_vendor_code(word)) {
            return false;
        }
    }
    return true;
}

/* Patterns */

/* What stands before the first c, which is taken off as well. */
static span_t split(span_t *rest, char c)
{
    size_t at = scan_find(*rest, c);
    span_t head = scan_head(*rest, at);

    *rest = scan_skip(*rest, at + 1);
    return head;
}

static bool one_fits(span_t pattern, span_t word)
{
    if (pattern.len && pattern.ptr[pattern.len - 1] == '*') {
        pattern.len--;
        return span_equal(scan_head(word, pattern.len), pattern);
    }
    return span_equal(word, pattern);
}

static bool word_fits(span_t pattern, span_t word)
{
    while (pattern.len) {
        if (one_fits(split(&pattern, '|'), word)) {
            return true;
        }
    }
    return false;
}

/* The next step of a wording: words side by side, up to `..` or the end. */
static span_t next_run(span_t *wording)
{
    const span_t gap = SPAN_LITERAL(" .. ");
    span_t run = *wording;

    for (size_t at = 0; at + gap.len <= wording->len; at++) {
        if (span_equal(scan_head(scan_skip(*wording, at), gap.len), gap)) {
            run = scan_head(*wording, at);
            *wording = scan_skip(*wording, at + gap.len);
            return run;
        }
    }
    *wording = scan_skip(*wording, wording->len);
    return run;
}

/* How many words the run takes at this place; 0 where it does not fit. */
static unsigned run_fits(span_t run, const words_t *words, unsigned at)
{
    unsigned taken = 0;

    while (run.len) {
        if (at + taken >= words->count || !word_fits(split(&run, ' '), words->word[at + taken])) {
            return 0;
        }
        taken++;
    }
    return taken;
}

/* The first place at `at` or behind it where the run fits, and how many words it takes there; 0 where it fits nowhere.
 * may_begin: the words that its first one may be, a bit each. */
static unsigned find_run(span_t run, const words_t *words, uint64_t may_begin, unsigned *at)
{
    for (; *at < words->count; (*at)++) {
        unsigned taken = may_begin >> *at & 1 ? run_fits(run, words, *at) : 0;

        if (taken) {
            return taken;
        }
    }
    return 0;
}

/* Each run at the first place where it fits, behind the one before: a later place would leave less room. */
static bool wording_fits(span_t wording, const words_t *words, uint64_t may_begin)
{
    unsigned at = 0;

    while (wording.len) {
        unsigned taken = find_run(next_run(&wording), words, may_begin, &at);

        if (taken == 0) {
            return false;
        }
        at += taken;
        may_begin = UINT64_MAX;
    }
    return true;
}

/* One wording of a row. */
typedef struct {
    const phrase_t *row;
    span_t text;
    uint32_t begins;    /* what its first word may begin with, a bit each */
} wording_t;

#define MAX_WORDINGS 512

/* All wordings in the order of their rows, taken apart once: a refusal must not cost their length again. */
static struct {
    wording_t list[MAX_WORDINGS];
    unsigned count;
} all;

static uint32_t beginnings_of(span_t wording)
{
    span_t first = split(&wording, ' ');
    uint32_t begins = 0;

    while (first.len) {
        begins |= 1u << beginning_of(*split(&first, '|').ptr);
    }
    return begins;
}

static void take_apart(const phrase_t *row)
{
    span_t rest = { row->words, strlen(row->words) };

    while (rest.len) {
        span_t text = scan_trim(split(&rest, ';'));

        /* A test finds every row, so that none is left out for lack of room. */
        if (all.count < MAX_WORDINGS) {
            all.list[all.count++] = (wording_t){ row, text, beginnings_of(text) };
        }
    }
}

static void take_all_apart(void)
{
    if (all.count > 0) {
        return;
    }
    for (size_t i = 0; i < phrase_map_rows; i++) {
        take_apart(&phrase_map[i]);
    }
}

/* The words of the text that begin as the wording does, a bit each. */
static uint64_t may_begin(const wording_t *wording, const words_t *words)
{
    uint64_t begin_so = 0;

    for (uint32_t left = wording->begins; left; left &= left - 1) {
        begin_so |= words->begin_so[g_bit_nth_lsf(left, -1)];
    }
    return begin_so;
}

const phrase_t *phrase_find(span_t text, bool registers)
{
    words_t words;

    take_all_apart();
    words_of(&words, text);
    for (unsigned i = 0; i < all.count && words.count; i++) {
        const wording_t *wording = &all.list[i];
        said_to_t to = wording->row->to;
        uint64_t begin_so = to == SAID_TO_ANY || (to == SAID_TO_REGISTER) == registers ? may_begin(wording, &words) : 0;

        if (begin_so && wording_fits(wording->text, &words, begin_so)) {
            return wording->row;
        }
    }
    return NULL;
}

/* Headers */

/* Position of the comma that ends a value, quoted ones not counted. */
static size_t value_end(span_t s, char end)
{
    size_t at = 0;

    while (at < s.len && s.ptr[at] != end) {
        at = s.ptr[at] == '"' ? scan_closing_quote(s, at) + 1 : at + 1;
    }
    return MIN(at, s.len);
}

static span_t unquoted(span_t s)
{
    s = scan_trim(s);
    if (!scan_at(s, '"')) {
        return s;
    }
    size_t close = scan_closing_quote(s, 0);
    return scan_skip(scan_head(s, close), 1);
}

static span_t next_value(span_t *rest)
{
    size_t end = value_end(*rest, ',');
    span_t value = scan_trim(scan_head(*rest, end));

    *rest = scan_skip(*rest, end + 1);
    return value;
}

static bool number_of(span_t digits, unsigned *number)
{
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (!g_ascii_isdigit(digits.ptr[i]) || i == 9) {
            return false;
        }
        *number = *number * 10 + (unsigned)(digits.ptr[i] - '0');
    }
    return digits.len > 0;
}

bool warning_next(span_t *rest, warning_t *warning)
{
    span_t value, after;

    memset(warning, 0, sizeof *warning);
    do {
        if (rest->len == 0) {
            return false;
        }
        value = next_value(rest);
    } while (value.len == 0);
    after = value;
    if (number_of(split(&after, ' '), &warning->code) && warning->code >= 100 && warning->code <= 999) {
        value = scan_skip_lws(after);
        if (!scan_at(value, '"')) {
            warning->agent = split(&value, ' ');
        }
    } else {
        warning->code = 0;
    }
    warning->text = unquoted(value);
    return true;
}

bool warning_tells(const warning_t *warning)
{
    return warning->code != WARNING_NOISY_FEEDBACK && !phrase_is_generic(warning->text);
}

bool reason_next(span_t *rest, reason_t *reason)
{
    span_t value;

    memset(reason, 0, sizeof *reason);
    do {
        if (rest->len == 0) {
            return false;
        }
        value = next_value(rest);
    } while (value.len == 0);
    reason->protocol = scan_trim(split(&value, ';'));
    while (value.len) {
        size_t end = value_end(value, ';');
        span_t param = scan_head(value, end);
        span_t name = scan_trim(split(&param, '='));

        value = scan_skip(value, end + 1);
        if (span_equal_nocase(name, SPAN_LITERAL("cause"))) {
            reason->has_cause = number_of(scan_trim(param), &reason->cause);
        } else if (span_equal_nocase(name, SPAN_LITERAL("text"))) {
            reason->text = unquoted(param);
        }
    }
    return true;
}

bool reason_is_q850(const reason_t *reason)
{
    return span_equal_nocase(reason->protocol, SPAN_LITERAL("Q.850"));
}

bool reason_is_stir(const reason_t *reason)
{
    return span_equal_nocase(reason->protocol, SPAN_LITERAL("STIR"));
}

bool reason_tells(const reason_t *reason)
{
    if (!phrase_is_generic(reason->text)) {
        return true;
    }
    return reason->has_cause && !(span_equal_nocase(reason->protocol, SPAN_LITERAL("SIP")) && reason->cause == 403);
}

const char *reason_q850_words(unsigned cause)
{
    static const struct {
        unsigned cause;
        const char *words;
    } causes[] = {
        { 1, "the number called is not assigned" },
        { 16, "normal clearing" },
        { 21, "the called side, or a dial plan on the way, rejects the call" },
        { 28, "the number called is not valid or not complete" },
        { 29, "a facility asked for was rejected" },
        { 31, "normal, unspecified" },
        { 34, "no circuit or channel available" },
        { 50, "the caller has not subscribed to the facility asked for" },
        { 52, "outgoing calls are barred for the caller" },
        { 53, "outgoing calls are barred within the closed user group" },
        { 54, "incoming calls are barred for the called party" },
        { 55, "incoming calls are barred within the closed user group" },
        { 57, "the caller is not authorized for this kind of call (bearer capability)" },
        { 58, "this kind of call (bearer capability) is not available now" },
        { 63, "service or option not available" },
        { 127, "interworking, unspecified" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(causes); i++) {
        if (causes[i].cause == cause) {
            return causes[i].words;
        }
    }
    return NULL;
}

/* Responses */

/* Keep what was found; a cause of its own goes before none. */
static void consider(stated_t *stated, const phrase_t *row, stated_in_t in, span_t text)
{
    bool vague = !stated->row || stated->row->cause == CAUSE_FORBIDDEN_PHRASE;

    if (row && vague && !(stated->row && row->cause == CAUSE_FORBIDDEN_PHRASE)) {
        *stated = (stated_t){ row, in, text };
    }
}

/* What comes with a cause of the telephone network is about the call, and "not registered" or "unknown" is then
 * said of the person called. */
static bool fits_a_call(const phrase_t *row)
{
    return row && (row->cause == CAUSE_FORBIDDEN_PHRASE || row->cause == CAUSE_FORBIDDEN_IDENTITY
        || row->cause == CAUSE_CONTACT_FQDN_TEAMS);
}

stated_t phrases_read(const char *phrase, const char *warning, const char *reason, bool registers)
{
    stated_t stated = { 0 };
    span_t rest = span_of(phrase);
    warning_t one;
    reason_t why;

    consider(&stated, phrase_find(rest, registers), STATED_IN_PHRASE, rest);
    rest = span_of(warning);
    while (warning_next(&rest, &one)) {
        if (warning_tells(&one)) {
            consider(&stated, phrase_find(one.text, registers), STATED_IN_WARNING, one.text);
        }
    }
    rest = span_of(reason);
    while (reason_next(&rest, &why)) {
        const phrase_t *row = phrase_find(why.text, registers);

        if (!reason_is_q850(&why) || fits_a_call(row)) {
            consider(&stated, row, STATED_IN_REASON, why.text);
        }
    }
    return stated;
}
