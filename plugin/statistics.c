/* statistics.c
 * `-z sipauth,...` of tshark: the exchanges with a frame that passed, printed when the capture has ended and
 * every verdict is final, even after one pass.
 *
 * The window and sharkd ask for the same through Wireshark's own tables and trees, which are filled while
 * frames are read again, so that every verdict is known then (statistics_table.c, statistics_tree.c).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "statistics.h"

#include <stdio.h>

#include <epan/tap.h>
#include <wsutil/report_message.h>

#include "compat.h"
#include "known.h"
#include "moment.h"
#include "preferences.h"
#include "report.h"
#include "report_json.h"
#include "statistics_table.h"
#include "statistics_tree.h"

typedef struct listener listener_t;

/* One of the things that users can ask for. */
typedef struct {
    const char *name;       /* as behind -z */
    void (*print)(const listener_t *listener);
} statistic_t;

/* One time it was asked for. */
struct listener {
    listener_t *next;
    const statistic_t *statistic;
    char *filter;           /* NULL for none */
    GHashTable *frames;     /* numbers of those that passed the filter; a first request may be among them
                               whose exchange shows only later */
    bool unprinted;         /* frames came since the last time it was printed */
    int64_t start;          /* of the capture, nanoseconds since the epoch */
};

static int tap = -1;
static tracker_t *tracker;
static listener_t *listeners;

void statistics_register(void)
{
    tap = register_tap(STATISTICS_TAP);
}

void statistics_frame(packet_info *pinfo, const frame_records_t *found)
{
    if (have_tap_listener(tap)) {
        tap_queue_packet(tap, pinfo, wmem_memdup(pinfo->pool, found, sizeof *found));
    }
}

tracker_t *statistics_tracker(void)
{
    return tracker;
}

const verdict_t *statistics_verdict(wmem_allocator_t *scope, const exchange_t *exchange, bool with_evidence)
{
    diagnosis_context_t context = preferences_context(tracker);

    context.complete = true;
    context.without_evidence = !with_evidence;
    return diagnose(scope, exchange, &context);
}

/* ---- which exchanges ---- */

static bool frame_passed(const listener_t *listener, const record_t *record)
{
    return record->at.frame != 0 && g_hash_table_contains(listener->frames, GUINT_TO_POINTER(record->at.frame));
}

/* Has it a frame that passed? */
static bool exchange_passed(const listener_t *listener, wmem_allocator_t *scope, const exchange_t *exchange)
{
    const record_t *messages;
    unsigned count = tracker_messages(tracker, scope, exchange, &messages);

    for (unsigned i = 0; i < count; i++) {
        if (frame_passed(listener, &messages[i])) {
            return true;
        }
    }
    return false;
}

/* What is to be done with an exchange. */
typedef void (*visit_t)(wmem_allocator_t *scope, const exchange_t *exchange, void *data);

/* Each exchange that has a frame that passed, in order. */
static unsigned visit_passed(const listener_t *listener, visit_t visit, void *data)
{
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK_FAST);
    uint32_t total = tracker ? tracker_exchange_count(tracker) : 0;
    unsigned count = 0;

    for (uint32_t number = 0; number < total; number++) {
        const exchange_t *exchange = tracker_exchange(tracker, number);
        if (exchange_passed(listener, scope, exchange)) {
            visit(scope, exchange, data);
            count++;
        }
        wmem_free_all(scope);
        tracker_turn(tracker);
    }
    wmem_destroy_allocator(scope);
    return count;
}

/* ---- printing ---- */

static void print_text(const char *text)
{
    fputs(text, stdout);
}

static void print_rule(unsigned width)
{
    for (unsigned i = 0; i < width; i++) {
        print_text("=");
    }
    print_text("\n");
}

/* Of a table being printed. */
typedef struct {
    report_table_t table;
    GString *line;
} printed_t;

static void measure_row(wmem_allocator_t *scope, const exchange_t *exchange, void *data)
{
    printed_t *printed = (printed_t *)data;
    report_row_t row;

    report_row(tracker, scope, &row, exchange, statistics_verdict(scope, exchange, false));
    report_table_measure(&printed->table, &row);
}

static void print_row(wmem_allocator_t *scope, const exchange_t *exchange, void *data)
{
    printed_t *printed = (printed_t *)data;
    report_row_t row;

    g_string_truncate(printed->line, 0);
    report_row(tracker, scope, &row, exchange, statistics_verdict(scope, exchange, false));
    report_table_row(&printed->table, printed->line, &row);
    print_text(printed->line->str);
}

/* Rows are made twice, once for the widths, so that a million of them need no memory. */
static void print_exchanges(const listener_t *listener)
{
    printed_t printed = { { { 0 } }, g_string_new(NULL) };
    unsigned count = visit_passed(listener, measure_row, &printed);
    unsigned width;

    report_table_fit(&printed.table);
    width = report_table_width(&printed.table);
    print_rule(width);
    g_string_printf(printed.line, "SIP Authentication: %u exchange%s\n", count, count == 1 ? "" : "s");
    if (listener->filter) {
        g_string_append_printf(printed.line, "Filter: %s\n", listener->filter);
    }
    if (count) {
        report_table_titles(&printed.table, printed.line);
    }
    print_text(printed.line->str);
    visit_passed(listener, print_row, &printed);
    print_rule(width);
    g_string_free(printed.line, TRUE);
}

static void print_object(wmem_allocator_t *scope, const exchange_t *exchange, void *data)
{
    GString *line = (GString *)data;

    g_string_truncate(line, 0);
    report_json(tracker, scope, line, exchange, statistics_verdict(scope, exchange, true), known_secrets());
    print_text(line->str);
}

static void print_json(const listener_t *listener)
{
    GString *line = g_string_new(NULL);

    visit_passed(listener, print_object, line);
    g_string_free(line, TRUE);
}

/* Of a tree being printed. */
typedef struct {
    const listener_t *listener;
    statistics_tree_t *tree;
} counted_t;

/* The tree counts an exchange at the time of its first frame that passed, as the window does. */
static void count_passed(wmem_allocator_t *scope, const exchange_t *exchange, void *data)
{
    const counted_t *counted = (const counted_t *)data;
    int64_t first = INT64_MAX, last = INT64_MIN;
    const record_t *messages;
    unsigned count = tracker_messages(tracker, scope, exchange, &messages);

    for (unsigned i = 0; i < count; i++) {
        if (frame_passed(counted->listener, &messages[i])) {
            first = MIN(first, messages[i].at.time);
            last = MAX(last, messages[i].at.time);
        }
    }
    statistics_tree_count(counted->tree, scope, exchange, first - counted->listener->start,
        last - counted->listener->start);
}

static void print_tree(const listener_t *listener)
{
    counted_t counted = { listener, statistics_tree_new(listener->filter) };
    char *text;

    visit_passed(listener, count_passed, &counted);
    text = statistics_tree_text(counted.tree);
    print_text(text);
    g_free(text);
    statistics_tree_free(counted.tree);
}

/* ---- listeners ---- */

static void reset(void *data)
{
    listener_t *listener = (listener_t *)data;

    g_hash_table_remove_all(listener->frames);
    listener->unprinted = false;
}

static tap_packet_status take_frame(void *data, packet_info *pinfo, epan_dissect_t *edt, const void *records,
    tap_flags_t flags)
{
    listener_t *listener = (listener_t *)data;
    nstime_t start;

    (void)edt;
    (void)records;
    (void)flags;
    nstime_delta(&start, &pinfo->abs_ts, &pinfo->rel_ts);
    g_hash_table_add(listener->frames, GUINT_TO_POINTER(pinfo->num));
    listener->start = moment_nanoseconds(&start);
    listener->unprinted = true;
    return TAP_PACKET_REDRAW;
}

static void print(void *data)
{
    listener_t *listener = (listener_t *)data;

    listener->statistic->print(listener);
    listener->unprinted = false;
}

static void finish(void *data)
{
    listener_t *listener = (listener_t *)data;

    for (listener_t **at = &listeners; *at; at = &(*at)->next) {
        if (*at == listener) {
            *at = listener->next;
            break;
        }
    }
    g_hash_table_destroy(listener->frames);
    g_free(listener->filter);
    g_free(listener);
}

/* What stands behind the name and a comma; NULL where nothing does. */
static bool read_filter(const statistic_t *statistic, const char *argument, const char **filter)
{
    const char *rest = argument + strlen(statistic->name);

    *filter = *rest == ',' && rest[1] ? rest + 1 : NULL;
    return *rest == ',' || *rest == '\0';
}

static bool begin_listening(const char *argument, void *data)
{
    const statistic_t *statistic = (const statistic_t *)data;
    const char *filter;
    listener_t *listener;
    GString *error;

    if (!read_filter(statistic, argument, &filter)) {
        report_failure("-z %s: unknown statistic; did you mean %s,FILTER?", argument, statistic->name);
        return false;
    }
    listener = g_new0(listener_t, 1);
    listener->statistic = statistic;
    listener->filter = g_strdup(filter);
    listener->frames = g_hash_table_new(g_direct_hash, g_direct_equal);
    error = register_tap_listener(STATISTICS_TAP, listener, filter, TL_REQUIRES_NOTHING, reset, take_frame, print,
        finish);
    if (error) {
        report_failure("-z %s: %s", argument, error->str);
        g_string_free(error, TRUE);
        finish(listener);
        return false;
    }
    listener->next = listeners;
    listeners = listener;
    return true;
}

DEFINE_STAT_TAP_INIT(begin_statistic, begin_listening)

/* The first to register a name behind -z has it. In the window these names open dialogs, so only tshark,
 * which has no window, gets ours. */
static bool prints_to_terminal(void)
{
    return g_strcmp0(g_get_prgname(), "tshark") == 0;
}

void statistics_handoff(void)
{
    static statistic_t statistics[] = {
        { STATISTICS_TABLE_NAME, print_exchanges },
        { STATISTICS_TREE_NAME, print_tree },
        { "sipauth,json", print_json },
    };

    if (prints_to_terminal()) {
        for (size_t i = 0; i < G_N_ELEMENTS(statistics); i++) {
            stat_tap_ui ui = {
                .group = STAT_GROUP_TELEPHONY,
                .cli_string = statistics[i].name,
                .tap_init_cb = begin_statistic,
            };
            register_stat_tap_ui(&ui, &statistics[i]);
        }
    }
    statistics_table_register();
    statistics_tree_register();
}

void statistics_begin(tracker_t *of_capture)
{
    tracker = of_capture;
}

/* tshark goes on in another file with `-M` and with a ring buffer, and prints only at the very end. */
void statistics_end(void)
{
    for (listener_t *l = listeners; l; l = l->next) {
        if (l->unprinted) {
            print(l);
        }
        reset(l);
    }
    tracker = NULL;
}
