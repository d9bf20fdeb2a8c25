/* menus.c
 * Entries in the window's menus.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "menus.h"

#include <epan/plugin_if.h>

#include "compat.h"
#include "sip_uri.h"

static tracker_t *current;

void menus_use(tracker_t *tracker)
{
    current = tracker;
}

/* The frame's first message that has a part in an exchange; NULL if none. */
static const record_t *first_record(const packet_info *pinfo)
{
    const record_t *records;

    return current && tracker_records(current, pinfo->pool, pinfo->num, &records) > 0 ? records : NULL;
}

static const exchange_t *exchange_of(const packet_info *pinfo)
{
    const record_t *record = first_record(pinfo);

    return record ? record->attempt->exchange : NULL;
}

/* Account of the frame's first message; NULL where it has none. */
static const char *account_of(const packet_info *pinfo)
{
    const record_t *record = first_record(pinfo);

    return record ? attempt_account(record->attempt) : NULL;
}

static bool has_exchange(packet_info *pinfo)
{
    return exchange_of(pinfo) != NULL;
}

/* The caller frees the filter. */
static char *exchange_filter(packet_info *pinfo)
{
    const exchange_t *exchange = exchange_of(pinfo);

    return exchange ? g_strdup_printf("sipauth.exchange == %u", exchange->number) : NULL;
}

static bool has_account(packet_info *pinfo)
{
    return account_of(pinfo) != NULL;
}

/* A user name as a string of the filter language. */
static char *quoted(const char *text)
{
    GString *out = g_string_new("\"");

    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *text);
    }
    return g_string_free(g_string_append_c(out, '"'), FALSE);
}

static char *account_filter(packet_info *pinfo)
{
    const char *account = account_of(pinfo);
    const char *shown;
    char *name, *filter;

    if (!account) {
        return NULL;
    }
    shown = sip_uri_hide_passwords(NULL, account);
    name = quoted(shown);
    filter = g_strdup_printf("sipauth.account == %s || sipauth.sent.username == %s", name, name);
    g_free(name);
    if (shown != account) {
        wmem_free(NULL, (void *)(uintptr_t)shown);
    }
    return filter;
}

DEFINE_CONVERSATION_FILTER(exchange, has_exchange, exchange_filter)
DEFINE_CONVERSATION_FILTER(account, has_account, account_filter)

/* Ready filters, with what they are for. */
static const struct {
    const char *label;
    const char *tooltip;
    const char *filter;
} ready[] = {
    { "Every 401, 403 and 407", "Each challenge and refusal with its cause", "sipauth.cause" },
    { "What failed", "401, 403 and 407 of every exchange that failed",
        "sipauth.cause && sipauth.exchange.outcome in {\"rejected\", \"forbidden\", \"no_retry\", \"unanswered\"}" },
    { "Warnings and errors", "One response an exchange: the one that settles what needs attention",
        "_ws.expert.severity >= \"Warning\" && sipauth.cause" },
    { "Credentials refused", "All frames of exchanges whose credentials were refused",
        "sipauth.exchange.outcome == \"rejected\"" },
    { "No retry", "Logins that stop at a challenge which nobody answers",
        "sipauth.cause && sipauth.exchange.outcome == \"no_retry\"" },
    { "Loops", "Refused again and again",
        "sipauth.cause == \"challenge_loop\" || sipauth.also == \"challenge_loop\"" },
    { "403 after login", "Refusals of requests that brought credentials",
        "sipauth.status == 403 && sipauth.sent.username" },
    { "Only what is certain", "What bytes prove or the server states", "sipauth.confidence == \"certain\"" },
};

static void apply(ext_menubar_gui_type gui_type, void *gui_object, void *filter)
{
    (void)gui_type;
    (void)gui_object;
    plugin_if_apply_filter((const char *)filter, true);
}

void menus_register(int proto)
{
    ext_menu_t *menu = ext_menubar_register_menu(proto, "SIP Authentication", true);

    /* Below Tools, where users look for it first. */
    ext_menubar_set_parentmenu(menu, "Tools");
    for (size_t i = 0; i < G_N_ELEMENTS(ready); i++) {
        ext_menubar_add_entry(menu, ready[i].label, ready[i].tooltip, apply, (void *)(uintptr_t)ready[i].filter);
    }
    REGISTER_CONVERSATION_FILTER("SIP Auth exchange", exchange);
    REGISTER_CONVERSATION_FILTER("SIP Auth account", account);
}
