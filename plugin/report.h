/* report.h
 * One exchange in one row: what tables of exchanges show, in the window and as text.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_REPORT_H
#define SIPAUTH_REPORT_H

#include "diagnosis.h"
#include "tracker.h"

/** The columns, in the order they are shown. */
typedef enum {
    REPORT_NUMBER,
    REPORT_FIRST_FRAME,
    REPORT_METHOD,
    REPORT_ACCOUNT,
    REPORT_REALM,
    REPORT_ATTEMPTS,
    REPORT_OUTCOME,
    REPORT_CAUSE,
    REPORT_FRAMES,
    REPORT_FILTER,
    REPORT_COLUMNS
} report_column_t;

/** Title of a column. */
const char *report_title(report_column_t column);

/** Does the column hold numbers? */
bool report_is_number(report_column_t column);

/** One row. Texts are printable, empty where nothing is known, never NULL. */
typedef struct {
    const char *cells[REPORT_COLUMNS];
    uint32_t numbers[REPORT_COLUMNS];   /**< of columns that hold numbers */
} report_row_t;

/** The row of an exchange, its texts allocated in scope. */
void report_row(tracker_t *tracker, wmem_allocator_t *scope, report_row_t *row, const exchange_t *exchange,
    const verdict_t *verdict);

/** The realm that the verdict is about; may be NULL. */
const char *report_realm(const exchange_t *exchange, const verdict_t *verdict);

/** The account in play where the verdict was reached; may be NULL. */
const char *report_account(const exchange_t *exchange, const verdict_t *verdict);

/** The text with every character that a terminal might obey replaced by U+FFFD, and without passwords in URIs;
 *  allocated in scope. */
const char *report_printable(wmem_allocator_t *scope, const char *text);

/** Terminal columns that a line of the table takes at most. */
#define REPORT_WIDTH 160

/** Layout of a table of text; begin with zeroes. */
typedef struct {
    unsigned widths[REPORT_COLUMNS];
} report_table_t;

/** Make room for a row. To be called for every row before anything is written. */
void report_table_measure(report_table_t *table, const report_row_t *row);

/** Every row was measured: narrow the columns of free text until a line fits REPORT_WIDTH. */
void report_table_fit(report_table_t *table);

/** Terminal columns of a line. */
unsigned report_table_width(const report_table_t *table);

/** Append the line of titles. */
void report_table_titles(const report_table_t *table, GString *out);

/** Append the line of a row. Texts that do not fit end in an ellipsis. */
void report_table_row(const report_table_t *table, GString *out, const report_row_t *row);

#endif /* SIPAUTH_REPORT_H */
