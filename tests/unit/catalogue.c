/* catalogue.c
 * Prints the catalogue of causes as the document plugin/CATALOGUE.md, from the table the plugin uses.
 *
 *   catalogue             print it
 *   catalogue --check F   say whether F is what would be printed; exit code 1 if not
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdio.h>

#include <wsutil/wmem/wmem.h>

#include "diagnosis.h"

static const char *const severity_names[] = {
    [SEVERITY_CHAT] = "Chat",
    [SEVERITY_NOTE] = "Note",
    [SEVERITY_WARN] = "Warn",
    [SEVERITY_ERROR] = "Error",
};

/* The groups of the catalogue, each with its causes in order. */
#define ENTRY(upper, lower) CAUSE_##upper,
static const cause_t login[] = { CAUSES_LOGIN(ENTRY) CAUSE_NONE };
static const cause_t challenge[] = { CAUSES_CHALLENGE(ENTRY) CAUSE_NONE };
static const cause_t retry[] = { CAUSES_RETRY(ENTRY) CAUSE_NONE };
static const cause_t refused[] = { CAUSES_REFUSED(ENTRY) CAUSE_NONE };
static const cause_t forbidden[] = { CAUSES_FORBIDDEN(ENTRY) CAUSE_NONE };
static const cause_t ims[] = { CAUSES_IMS(ENTRY) CAUSE_NONE };
static const cause_t other[] = { CAUSES_OTHER(ENTRY) CAUSE_NONE };
#undef ENTRY

static const struct {
    const char *title;
    const cause_t *causes;
} groups[] = {
    { "A. Steps of a login that works", login },
    { "B. The retry is missing, or the challenge cannot be answered", challenge },
    { "C. The retry is faulty", retry },
    { "D. Credentials were refused", refused },
    { "E. 403", forbidden },
    { "F. IMS", ims },
    { "G. Patterns over many exchanges, and what the capture lacks", other },
};

static void print_head(GString *out)
{
    unsigned count = CAUSE_COUNT - 1;

    g_string_append_printf(out,
        "# Catalogue of causes\n\n"
        "Each 401, 403 and 407 has exactly one of these %u as its `sipauth.cause`, and further ones that hold in\n"
        "`sipauth.also`. This page is printed from the table the plugin itself uses\n"
        "(`unit/catalogue` in the build folder); a test compares the two.\n\n"
        "- **Rank** decides between causes that hold together: the lowest is the cause. *only also*: never the cause.\n"
        "- **Confidence**: `certain` where bytes prove it or the server states it, `likely` by the order of evidence,\n"
        "  `possible` where the wire cannot tell it from something else.\n"
        "- **Severity** is that of the expert information on the response that settles the exchange; its other\n"
        "  messages are Notes at most, and so is everything in an exchange that ended well.\n", count);
}

static void print_line(GString *out, const char *what, const char *text)
{
    g_string_append_printf(out, "- **%s:** %s\n", what, text);
}

static void print_excludes(GString *out, cause_t cause)
{
    GString *list = g_string_new(NULL);

    for (unsigned c = CAUSE_NONE + 1; c < CAUSE_COUNT; c++) {
        if (c != (unsigned)cause && cause_excludes(cause, (cause_t)c)) {
            g_string_append_printf(list, "%s`%s`", list->len ? ", " : "", cause_row((cause_t)c)->slug);
        }
    }
    if (list->len) {
        print_line(out, "Not mentioned beside it", list->str);
    }
    g_string_free(list, TRUE);
}

static void print_cause(GString *out, cause_t cause)
{
    const cause_row_t *row = cause_row(cause);

    g_string_append_printf(out, "\n### `%s`\n\n%s.\n\n", row->slug, row->label);
    print_line(out, "Holds when", row->rule);
    print_line(out, "Evidence", row->evidence);
    print_line(out, "Confidence", row->confidence);
    g_string_append_printf(out, "- **Severity:** %s, **rank** %d%s\n", severity_names[row->severity], row->rank,
        row->only_also ? ", only also" : "");
    print_line(out, "Inspect", row->inspect);
    print_line(out, "Next step", row->next_step);
    print_line(out, "Reference", row->reference);
    print_excludes(out, cause);
}

static GString *catalogue(void)
{
    GString *out = g_string_new(NULL);

    print_head(out);
    for (size_t g = 0; g < G_N_ELEMENTS(groups); g++) {
        g_string_append_printf(out, "\n## %s\n", groups[g].title);
        for (const cause_t *c = groups[g].causes; *c != CAUSE_NONE; c++) {
            print_cause(out, *c);
        }
    }
    return out;
}

int main(int argc, char **argv)
{
    GString *printed = catalogue();
    char *kept = NULL;
    int status = 0;

    if (argc == 3 && strcmp(argv[1], "--check") == 0) {
        if (!g_file_get_contents(argv[2], &kept, NULL, NULL) || strcmp(kept, printed->str) != 0) {
            fprintf(stderr, "%s is not what the table says; print it anew\n", argv[2]);
            status = 1;
        }
    } else {
        fputs(printed->str, stdout);
    }
    g_free(kept);
    g_string_free(printed, TRUE);
    return status;
}
