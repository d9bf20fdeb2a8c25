/* statistics_table.c
 * The exchanges as a table of Wireshark's own kind. It is filled while frames are read again, so that every
 * verdict is known.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "statistics_table.h"

#include "compat.h"
#include "report.h"
#include "statistics.h"

static const char table_title[] = "Exchanges";
static stat_tap_table_item columns[REPORT_COLUMNS];
static stat_tap_table_ui ui;
/* Numbers of the exchanges that have a row. Wireshark keeps one table, however many windows show it. */
static GHashTable *listed;
/* Rows that an older window may still point to. */
static GPtrArray *retired;

static void free_row(void *data)
{
    stat_tap_table_item_type *row = (stat_tap_table_item_type *)data;

    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        if (row[c].type == TABLE_ITEM_STRING) {
            g_free((char *)row[c].value.string_value);
        }
    }
    g_free(row);
}

/* A table cannot shrink by itself, and empty rows would show. A second window on the same statistic still
 * sorts by the rows it drew, so they live until it is the only one. */
static void reset_table(stat_tap_table *table)
{
    if (ui.refcount <= 1) {
        g_ptr_array_set_size(retired, 0);
    }
    for (unsigned i = 0; i < table->num_elements; i++) {
        g_ptr_array_add(retired, table->elements[i]);
    }
    table->num_elements = 0;
    g_hash_table_remove_all(listed);
}

static void init_table(stat_tap_table_ui *of_ui)
{
    if (!listed) {
        listed = g_hash_table_new(g_direct_hash, g_direct_equal);
        retired = g_ptr_array_new_with_free_func(free_row);
    }
    if (!stat_tap_find_table(of_ui, table_title)) {
        stat_tap_add_table(of_ui, stat_tap_init_table(table_title, REPORT_COLUMNS, 0, NULL));
        g_hash_table_remove_all(listed);
    }
}

static void free_cell(stat_tap_table *table, unsigned row, unsigned column, stat_tap_table_item_type *cell)
{
    (void)table;
    (void)row;
    (void)column;
    if (cell->type == TABLE_ITEM_STRING) {
        g_free((char *)cell->value.string_value);
    }
    cell->type = TABLE_ITEM_NONE;
}

static void add_row(stat_tap_table *table, wmem_allocator_t *scope, const exchange_t *exchange)
{
    stat_tap_table_item_type cells[REPORT_COLUMNS];
    report_row_t row;

    report_row(statistics_tracker(), scope, &row, exchange, statistics_verdict(scope, exchange, false));
    memset(cells, 0, sizeof cells);
    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        if (report_is_number((report_column_t)c)) {
            cells[c].type = TABLE_ITEM_UINT;
            cells[c].value.uint_value = row.numbers[c];
        } else {
            cells[c].type = TABLE_ITEM_STRING;
            cells[c].value.string_value = g_strdup(row.cells[c]);
        }
    }
    stat_tap_init_table_row(table, table->num_elements, REPORT_COLUMNS, cells);
}

static tap_packet_status take_frame(void *data, packet_info *pinfo, epan_dissect_t *edt, const void *records,
    tap_flags_t flags)
{
    const stat_data_t *shown = (const stat_data_t *)data;
    const frame_records_t *found = (const frame_records_t *)records;
    stat_tap_table *table = stat_tap_find_table(shown->stat_tap_data, table_title);

    (void)edt;
    (void)flags;
    for (unsigned i = 0; table && i < found->count; i++) {
        const exchange_t *exchange = found->records[i].attempt->exchange;
        if (g_hash_table_add(listed, GUINT_TO_POINTER(exchange->number))) {
            add_row(table, pinfo->pool, exchange);
        }
    }
    return TAP_PACKET_REDRAW;
}

void statistics_table_register(void)
{
    static tap_param params[] = { { PARAM_FILTER, "filter", "Filter", NULL, true } };

    for (unsigned c = 0; c < REPORT_COLUMNS; c++) {
        bool number = report_is_number((report_column_t)c);
        columns[c].type = number ? TABLE_ITEM_UINT : TABLE_ITEM_STRING;
        columns[c].align = number ? TAP_ALIGN_RIGHT : TAP_ALIGN_LEFT;
        columns[c].column_name = report_title((report_column_t)c);
        columns[c].field_format = number ? "%u" : "%s";
    }
    ui.group = STAT_GROUP_TELEPHONY;
    ui.title = "SIP Authentication Exchanges";
    ui.tap_name = STATISTICS_TAP;
    ui.cli_string = STATISTICS_TABLE_NAME;
    ui.stat_tap_init_cb = init_table;
    ui.packet_func = take_frame;
    ui.stat_tap_reset_table_cb = reset_table;
    ui.stat_tap_free_table_item_cb = free_cell;
    ui.nfields = REPORT_COLUMNS;
    ui.fields = columns;
    ui.nparams = G_N_ELEMENTS(params);
    ui.params = params;
    register_stat_tap_table_ui(&ui);
}
