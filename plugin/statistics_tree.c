/* statistics_tree.c
 * How many exchanges by outcome, cause, realm and server.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "statistics_tree.h"

#include <epan/packet.h>
#include <epan/stats_tree_priv.h>

#include "report.h"
#include "statistics.h"

/* A node finds its place behind its siblings by walking along them: realms that an attacker makes up must not
 * be many. Further ones are counted together. */
#define MAX_NAMES 500
/* Characters of a realm in the name of a node, which decides how wide the tree is. */
#define MAX_NAME_LENGTH 60

#define NANOSECONDS_PER_MS 1e6

/* Roots; no name that comes from a capture is like one of these. */
static const char exchanges_title[] = "Exchanges";
static const char outcome_title[] = "Outcome";
static const char cause_title[] = "Cause";
static const char realm_title[] = "Realm";
static const char server_title[] = "Server";
static const char retry_title[] = "Challenge to retry (ms)";
static const char answer_title[] = "Retry to answer (ms)";

/* What a tree has counted so far. */
typedef struct {
    GHashTable *exchanges;      /* numbers; only where a tap fills it */
    GHashTable *realms;         /* names of nodes */
    GHashTable *servers;
} counted_t;

struct statistics_tree {
    stats_tree *st;
    double last;        /* milliseconds */
};

static GHashTable *trees;       /* stats_tree: counted_t */

static void counted_free(void *data)
{
    counted_t *counted = (counted_t *)data;

    g_hash_table_destroy(counted->exchanges);
    g_hash_table_destroy(counted->realms);
    g_hash_table_destroy(counted->servers);
    g_free(counted);
}

static void begin_counting(stats_tree *st)
{
    counted_t *counted = g_new0(counted_t, 1);

    counted->exchanges = g_hash_table_new(g_direct_hash, g_direct_equal);
    counted->realms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    counted->servers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!trees) {
        trees = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, counted_free);
    }
    g_hash_table_replace(trees, st, counted);
}

/* ---- nodes ---- */

/* The window begins anew with the nodes it has. */
static void need_root(stats_tree *st, const char *title, stat_node_datatype type, bool with_children)
{
    if (stats_tree_parent_id_by_name(st, title) == 0) {
        stats_tree_create_node(st, title, 0, type, with_children);
    }
}

static void init_tree(stats_tree *st)
{
    begin_counting(st);
    need_root(st, exchanges_title, STAT_DT_INT, false);
    need_root(st, outcome_title, STAT_DT_INT, true);
    need_root(st, cause_title, STAT_DT_INT, true);
    need_root(st, realm_title, STAT_DT_INT, true);
    need_root(st, server_title, STAT_DT_INT, true);
    need_root(st, retry_title, STAT_DT_FLOAT, false);
    need_root(st, answer_title, STAT_DT_FLOAT, false);
}

static void cleanup_tree(stats_tree *st)
{
    g_hash_table_remove(trees, st);
    if (g_hash_table_size(trees) == 0) {
        g_hash_table_destroy(trees);
        trees = NULL;
    }
}

/* The name itself while names are few, else one for all the others. */
static const char *name_or_others(GHashTable *names, const char *name)
{
    if (g_hash_table_contains(names, name)) {
        return name;
    }
    if (g_hash_table_size(names) >= MAX_NAMES) {
        return "(others)";
    }
    g_hash_table_add(names, g_strdup(name));
    return name;
}

static void count_name(stats_tree *st, const char *title, const char *name)
{
    tick_stat_node(st, name, tick_stat_node(st, title, 0, true), false);
}

static void count_outcome_of(stats_tree *st, const char *title, const char *name, outcome_t outcome)
{
    int node = tick_stat_node(st, name, tick_stat_node(st, title, 0, true), true);

    tick_stat_node(st, outcome_name(outcome), node, false);
}

static const char *realm_name(wmem_allocator_t *scope, const char *realm)
{
    const char *printable = report_printable(scope, realm);
    glong length = g_utf8_strlen(printable, -1);
    bool cut = length > MAX_NAME_LENGTH;
    const char *end = g_utf8_offset_to_pointer(printable, MIN(length, MAX_NAME_LENGTH));

    if (!realm) {
        return "(none)";
    }
    return wmem_strdup_printf(scope, "\"%.*s%s\"", (int)(end - printable), printable, cut ? "\xe2\x80\xa6" : "");
}

static void count_delay(stats_tree *st, const char *title, sighting_t from, sighting_t to)
{
    /* Merged captures may have them the wrong way round. */
    if (from.seen && to.seen && to.time >= from.time) {
        float delay = (float)((double)(to.time - from.time) / NANOSECONDS_PER_MS);
        avg_stat_node_add_value_float(st, title, 0, false, delay);
    }
}

static void count_exchange(stats_tree *st, wmem_allocator_t *scope, const exchange_t *exchange,
    const verdict_t *verdict)
{
    counted_t *counted = (counted_t *)g_hash_table_lookup(trees, st);

    tick_stat_node(st, exchanges_title, 0, false);
    count_name(st, outcome_title, outcome_name(verdict->outcome));
    count_name(st, cause_title, cause_row(verdict->cause)->slug);
    count_outcome_of(st, realm_title,
        name_or_others(counted->realms, realm_name(scope, report_realm(exchange, verdict))), verdict->outcome);
    count_outcome_of(st, server_title,
        name_or_others(counted->servers, endpoint_text(scope, &exchange->server_end)), verdict->outcome);
    for (const attempt_t *a = exchange->first; a->next; a = a->next) {
        count_delay(st, retry_title, a->response, a->next->request);
        count_delay(st, answer_title, a->next->request, a->next->response);
    }
}

/* ---- filled by a tap ---- */

static tap_packet_status count_frame(stats_tree *st, packet_info *pinfo, epan_dissect_t *edt, const void *data,
    tap_flags_t flags)
{
    const counted_t *counted = (const counted_t *)g_hash_table_lookup(trees, st);
    const frame_records_t *found = (const frame_records_t *)data;

    (void)edt;
    (void)flags;
    for (unsigned i = 0; i < found->count; i++) {
        const exchange_t *exchange = found->records[i].attempt->exchange;
        if (g_hash_table_add(counted->exchanges, GUINT_TO_POINTER(exchange->number))) {
            count_exchange(st, pinfo->pool, exchange, statistics_verdict(pinfo->pool, exchange, false));
        }
    }
    return TAP_PACKET_REDRAW;
}

void statistics_tree_register(void)
{
    /* Only trees that say they are a plugin's get an entry in a menu, the Statistics menu. */
    stats_tree_register_plugin(STATISTICS_TAP, STATISTICS_TREE_ABBREVIATION, "SIP Authentication", 0, count_frame,
        init_tree, cleanup_tree);
}

/* ---- filled by hand ---- */

statistics_tree_t *statistics_tree_new(const char *filter)
{
    statistics_tree_t *tree = g_new0(statistics_tree_t, 1);

    tree->st = stats_tree_new(stats_tree_get_cfg_by_abbr(STATISTICS_TREE_ABBREVIATION), NULL, filter);
    init_tree(tree->st);
    return tree;
}

/* Times as stats_tree_packet() sets them. */
void statistics_tree_count(statistics_tree_t *tree, wmem_allocator_t *scope, const exchange_t *exchange,
    int64_t first, int64_t last)
{
    stats_tree *st = tree->st;

    st->now = (double)first / NANOSECONDS_PER_MS;
    if (st->start < 0.0 || st->now < st->start) {
        st->start = st->now;
    }
    tree->last = MAX(tree->last, (double)last / NANOSECONDS_PER_MS);
    st->elapsed = tree->last - st->start;
    count_exchange(st, scope, exchange, statistics_verdict(scope, exchange, false));
}

char *statistics_tree_text(const statistics_tree_t *tree)
{
    stats_tree *st = tree->st;

    return g_string_free(stats_tree_format_as_str(st, ST_FORMAT_PLAIN, stats_tree_get_default_sort_col(st),
        stats_tree_is_default_sort_DESC(st)), FALSE);
}

void statistics_tree_free(statistics_tree_t *tree)
{
    stats_tree_free(tree->st);
    g_free(tree);
}
