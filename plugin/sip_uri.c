/* sip_uri.c
 * Do two URIs mean the same?
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
