/* sip_uri.c
 * Do two URIs mean the same, and what of them may be shown?
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sip_uri.h"

#include "message.h"

/* A URI taken apart; each part is to be freed. */
typedef struct {
    char *scheme;
    char *user;         /* NULL where there is none */
    char *host;         /* and port */
    char *parameters;   /* and headers */
} uri_t;

/* Escapes undone, or the text as it is where they are wrong. */
static char *unescaped(const char *text)
{
    char *plain = g_uri_unescape_string(text, NULL);

    return plain ? plain : g_strdup(text);
}

/* Lower case, without brackets, default port and the dot of the root. */
static char *host_from(const char *text, size_t len, const char *default_port)
{
    char *host = g_ascii_strdown(text, (gssize)len);
    char *to = host;

    for (const char *from = host; *from; from++) {
        if (*from != '[' && *from != ']') {
            *to++ = *from;
        }
    }
    *to = '\0';
    if (g_str_has_suffix(host, default_port)) {
        host[strlen(host) - strlen(default_port)] = '\0';
    }
    if (g_str_has_suffix(host, ".")) {
        host[strlen(host) - 1] = '\0';
    }
    return host;
}

static void uri_read(uri_t *uri, const char *text)
{
    const span_t whole = { text, strlen(text) };
    const span_t user = sip_uri_user(whole);
    const char *colon = strchr(text, ':');
    const char *host = sip_uri_host(whole).ptr;

    if (!host) {
        host = colon ? colon + 1 : text;
    }
    uri->scheme = g_ascii_strdown(text, colon ? colon - text : 0);
    uri->user = NULL;
    if (span_present(user)) {
        char *escaped = g_strndup(user.ptr, user.len);
        uri->user = unescaped(escaped);
        g_free(escaped);
    }
    size_t len = strcspn(host, ";?");
    uri->host = host_from(host, len, strcmp(uri->scheme, "sips") == 0 ? ":5061" : ":5060");
    uri->parameters = g_ascii_strdown(host + len, -1);
}

static void uri_free(uri_t *uri)
{
    g_free(uri->scheme);
    g_free(uri->user);
    g_free(uri->host);
    g_free(uri->parameters);
}

sip_uri_difference_t sip_uri_difference(const char *a, const char *b)
{
    sip_uri_difference_t difference = SIP_URI_SAME;
    uri_t x, y;

    uri_read(&x, a ? a : "");
    uri_read(&y, b ? b : "");
    if (strcmp(x.scheme, y.scheme) != 0 || g_strcmp0(x.user, y.user) != 0 || strcmp(x.host, y.host) != 0) {
        difference = SIP_URI_OTHER;
    } else if (strcmp(x.parameters, y.parameters) != 0) {
        difference = SIP_URI_OTHER_PARAMETERS;
    }
    uri_free(&x);
    uri_free(&y);
    return difference;
}

bool sip_uri_same_user(const char *a, const char *b)
{
    char *x = unescaped(a ? a : "");
    char *y = unescaped(b ? b : "");
    bool same = strcmp(x, y) == 0;

    g_free(x);
    g_free(y);
    return same;
}

/* ---- passwords ---- */

/* What follows the scheme of a URI that may hold user and password; NULL where no such URI begins here. */
static const char *behind_scheme(const char *at)
{
    static const char *const schemes[] = { "sip:", "sips:", "://" };

    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
        if (g_ascii_strncasecmp(at, schemes[i], strlen(schemes[i])) == 0) {
            return at + strlen(schemes[i]);
        }
    }
    return NULL;
}

/* Where a URI ends at the latest. Commas and semicolons may stand in user and password, so another URI is looked
 * for behind a comma. */
static const char *uri_end(const char *at)
{
    while (*at && !strchr(" \t\r\n<>\"", *at) && !(*at == ',' && behind_scheme(at + 1))) {
        at++;
    }
    return at;
}

/* A host alone, perhaps with a port and parameters: digits behind one colon, or an IPv6 address, whose brackets some
 * clients leave out. */
static bool is_host(const char *text, const char *end)
{
    const char *colon = memchr(text, ':', (size_t)(end - text));
    const char *at = colon ? colon + 1 : end;

    if (*text == '[') {
        return true;
    }
    if (colon && memchr(at, ':', (size_t)(end - at))) {
        for (at = text; at < end && (g_ascii_isxdigit(*at) || *at == ':' || *at == '.'); at++) {
        }
    } else {
        while (at < end && g_ascii_isdigit(*at)) {
            at++;
        }
    }
    return at == end || strchr(";?,/", *at) != NULL;
}

/* The password of a URI, with the colon before it. @param text  the URI behind its scheme. @return false if none */
static bool find_password(const char *text, const char **begin, const char **end)
{
    const char *stop = uri_end(text);
    const char *at = g_strrstr_len(text, stop - text, "@");

    *end = at ? at : stop;
    *begin = memchr(text, ':', (size_t)(*end - text));
    /* Without an @ it is a host and a port, unless the text was cut. */
    return *begin && (at || (*stop == '\0' && !is_host(text, stop)));
}

/* Does the text before the colon end with this scheme? */
static bool ends_with_scheme(const char *text, const char *colon, const char *scheme)
{
    size_t len = strlen(scheme);

    return (size_t)(colon - text) >= len && g_ascii_strncasecmp(colon - len, scheme, len) == 0;
}

/* What follows the scheme of the URI whose first colon this is; NULL where it is none that has a user. */
static const char *uri_at_colon(const char *text, const char *colon)
{
    if (colon[1] == '/' && colon[2] == '/') {
        return colon + 3;
    }
    return ends_with_scheme(text, colon, "sip") || ends_with_scheme(text, colon, "sips") ? colon + 1 : NULL;
}

const char *sip_uri_hide_passwords(wmem_allocator_t *scope, const char *text)
{
    wmem_strbuf_t *shown = NULL;
    const char *kept = text;

    for (const char *at = text ? strchr(text, ':') : NULL; at; at = strchr(at, ':')) {
        const char *uri = uri_at_colon(text, at);
        const char *begin, *end;

        at++;
        if (uri && find_password(uri, &begin, &end)) {
            shown = shown ? shown : wmem_strbuf_new(scope, "");
            wmem_strbuf_append_len(shown, kept, (gsize)(begin - kept));
            kept = at = end;
        }
    }
    if (!shown) {
        return text;
    }
    wmem_strbuf_append(shown, kept);
    return wmem_strbuf_finalize(shown);
}
