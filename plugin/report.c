/* report.c
 * One exchange in one row.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"

#include <stdlib.h>

#include "sip_uri.h"

#define REPLACEMENT 0xfffd
#define GAP 2           /* between columns */
#define NARROWEST 10    /* a column of free text keeps this much */
/* Characters of ranges in a list of frames; where more follow, their number is named instead. */
#define FRAMES_WIDTH 24

typedef struct {
    const char *title;
    bool number;
    bool shrinks;   /* free text, whose length the capture decides */
} column_t;

static const column_t columns[REPORT_COLUMNS] = {
    [REPORT_NUMBER] = { "Exchange", true, false },
    [REPORT_FIRST_FRAME] = { "First frame", true, false },
    [REPORT_METHOD] = { "Method", false, true },
    [REPORT_ACCOUNT] = { "Account", false, true },
    [REPORT_REALM] = { "Realm", false, true },
    [REPORT_ATTEMPTS] = { "Attempts", true, false },
    [REPORT_OUTCOME] = { "Outcome", false, false },
    [REPORT_CAUSE] = { "Cause", false, false },
    [REPORT_FRAMES] = { "Frames", false, true },
    [REPORT_FILTER] = { "Display filter", false, false },
};

const char *report_title(report_column_t column)
{
    return columns[column].title;
}

bool report_is_number(report_column_t column)
{
    return columns[column].number;
}

/* ---- frames ---- */

/* The frames that follow this message's without a gap; sets the index of the first message behind them. */
static uint32_t end_of_range(const record_t *messages, unsigned count, unsigned *at)
{
    uint32_t last = messages[*at].at.frame;

    while (*at < count && messages[*at].at.frame - last <= 1) {
        last = messages[(*at)++].at.frame;
    }
    return last;
}

static unsigned count_frames(const record_t *messages, unsigned count, unsigned from)
{
    unsigned frames = 0;

    for (unsigned i = from; i < count; i++) {
        frames += i == from || messages[i].at.frame != messages[i - 1].at.frame;
    }
    return frames;
}

/* `2-4,7`, or `2-4,7 and 25 more`. */
static const char *frames_text(wmem_allocator_t *scope, const record_t *messages, unsigned count)
{
    char *text = wmem_strdup(scope, "");

    for (unsigned at = 0; at < count;) {
        unsigned from = at;
        uint32_t first = messages[at].at.frame;
        uint32_t last = end_of_range(messages, count, &at);
        char *range = first == last ? wmem_strdup_printf(scope, "%u", first)
                                    : wmem_strdup_printf(scope, "%u-%u", first, last);

        if (from > 0 && strlen(text) + strlen(range) >= FRAMES_WIDTH) {
            return wmem_strdup_printf(scope, "%s and %u more", text, count_frames(messages, count, from));
        }
        text = wmem_strdup_printf(scope, "%s%s%s", text, from > 0 ? "," : "", range);
    }
    return text;
}

/* ---- rows ---- */

const char *report_realm(const exchange_t *exchange, const verdict_t *verdict)
{
    return attempt_realm(verdict_settling(exchange, verdict));
}

const char *report_account(const exchange_t *exchange, const verdict_t *verdict)
{
    return attempt_account(verdict_settling(exchange, verdict));
}

/* Nothing but what ASCII can print: nearly all that is ever shown. */
static bool is_plainly_printable(const char *text)
{
    while (*text >= ' ' && *text < 0x7f) {
        text++;
    }
    return *text == '\0';
}

const char *report_printable(wmem_allocator_t *scope, const char *text)
{
    GString *out;
    char *copy;

    text = sip_uri_hide_passwords(scope, text ? text : "");
    if (is_plainly_printable(text)) {
        return wmem_strdup(scope, text);
    }
    out = g_string_new(NULL);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        g_string_append_unichar(out, g_unichar_isprint(c) ? c : REPLACEMENT);
    }
    copy = wmem_strdup(scope, out->str);
    g_string_free(out, TRUE);
    return copy;
}

static void set_number(wmem_allocator_t *scope, report_row_t *row, report_column_t column, uint32_t number)
{
    row->numbers[column] = number;
    row->cells[column] = wmem_strdup_printf(scope, "%u", number);
}

void report_row(tracker_t *tracker, wmem_allocator_t *scope, report_row_t *row, const exchange_t *exchange,
    const verdict_t *verdict)
{
    const record_t *messages;
    unsigned count = tracker_messages(tracker, scope, exchange, &messages);

    memset(row, 0, sizeof *row);
    set_number(scope, row, REPORT_NUMBER, exchange->number);
    set_number(scope, row, REPORT_FIRST_FRAME, count ? messages[0].at.frame : 0);
    set_number(scope, row, REPORT_ATTEMPTS, exchange->attempts);
    row->cells[REPORT_METHOD] = report_printable(scope, exchange->method);
    row->cells[REPORT_ACCOUNT] = report_printable(scope, report_account(exchange, verdict));
    row->cells[REPORT_REALM] = report_printable(scope, report_realm(exchange, verdict));
    row->cells[REPORT_OUTCOME] = outcome_name(verdict->outcome);
    row->cells[REPORT_CAUSE] = cause_row(verdict->cause)->slug;
    row->cells[REPORT_FRAMES] = frames_text(scope, messages, count);
    row->cells[REPORT_FILTER] = wmem_strdup_printf(scope, "sipauth.exchange == %u", exchange->number);
}

/* ---- the table as text ---- */

static unsigned width_of_char(gunichar c)
{
    return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static unsigned width_of(const char *text)
{
    unsigned width = 0;

    for (; *text; text = g_utf8_next_char(text)) {
        width += width_of_char(g_utf8_get_char(text));
    }
    return width;
}

/* A cell is never empty, so that columns can be told apart by the space between them. */
static const char *shown(const char *cell)
{
    return *cell ? cell : "-";
}

void report_table_measure(report_table_t *table, const report_row_t *row)
{
    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        table->widths[c] = MAX(table->widths[c], width_of(shown(row->cells[c])));
    }
}

unsigned report_table_width(const report_table_t *table)
{
    unsigned width = (REPORT_COLUMNS - 1) * GAP;

    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        width += table->widths[c];
    }
    return width;
}

static unsigned widest_that_shrinks(const report_table_t *table)
{
    unsigned widest = REPORT_COLUMNS;

    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        if (columns[c].shrinks && table->widths[c] > NARROWEST
            && (widest == REPORT_COLUMNS || table->widths[c] > table->widths[widest])) {
            widest = c;
        }
    }
    return widest;
}

void report_table_fit(report_table_t *table)
{
    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        table->widths[c] = MAX(table->widths[c], width_of(columns[c].title));
    }
    while (report_table_width(table) > REPORT_WIDTH) {
        unsigned widest = widest_that_shrinks(table);
        if (widest == REPORT_COLUMNS) {
            return;
        }
        table->widths[widest]--;
    }
}

/* The text, cut where it is wider than this; sets the width it has now. */
static void append_cut(GString *out, const char *text, unsigned width, unsigned *used)
{
    bool cut = width_of(text) > width;
    unsigned room = cut ? width - 1 : width;

    *used = 0;
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (*used + width_of_char(c) > room) {
            break;
        }
        *used += width_of_char(c);
        g_string_append_unichar(out, c);
    }
    if (cut) {
        g_string_append(out, ELLIPSIS);
        (*used)++;
    }
}

static void append_blanks(GString *out, unsigned count)
{
    g_string_append_printf(out, "%*s", (int)count, "");
}

static void append_cell(const report_table_t *table, GString *out, unsigned column, const char *text)
{
    unsigned width = table->widths[column];
    bool last = column == REPORT_COLUMNS - 1;
    unsigned used;

    if (columns[column].number) {
        append_blanks(out, width - MIN(width, width_of(text)));
    }
    append_cut(out, text, width, &used);
    if (!last && !columns[column].number) {
        append_blanks(out, width - used);
    }
    if (last) {
        g_string_append_c(out, '\n');
    } else {
        append_blanks(out, GAP);
    }
}

void report_table_titles(const report_table_t *table, GString *out)
{
    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        append_cell(table, out, c, columns[c].title);
    }
}

void report_table_row(const report_table_t *table, GString *out, const report_row_t *row)
{
    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        append_cell(table, out, c, shown(row->cells[c]));
    }
}
