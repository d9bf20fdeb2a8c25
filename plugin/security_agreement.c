/* security_agreement.c
 * The grammar of Security-Client, Security-Server and Security-Verify, and how their lists compare.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "security_agreement.h"

#include "scan.h"

/* Mechanisms of one list that are looked at; a UE offers a dozen. */
#define MAX_MECHANISMS 64

typedef enum { KIND_TOKEN, KIND_NUMBER, KIND_QVALUE } kind_t;

static const struct {
    const char *name;
    kind_t kind;
    const char *otherwise;  /* the value it has where it is left out (TS 33.203 annex H) */
} params[SECURITY_PARAM_COUNT] = {
    [SECURITY_PARAM_ALG] = { "alg", KIND_TOKEN, NULL },
    [SECURITY_PARAM_EALG] = { "ealg", KIND_TOKEN, "null" },
    [SECURITY_PARAM_PROT] = { "prot", KIND_TOKEN, "esp" },
    [SECURITY_PARAM_MOD] = { "mod", KIND_TOKEN, "trans" },
    [SECURITY_PARAM_SPI_C] = { "spi-c", KIND_NUMBER, NULL },
    [SECURITY_PARAM_SPI_S] = { "spi-s", KIND_NUMBER, NULL },
    [SECURITY_PARAM_PORT_C] = { "port-c", KIND_NUMBER, NULL },
    [SECURITY_PARAM_PORT_S] = { "port-s", KIND_NUMBER, NULL },
    [SECURITY_PARAM_Q] = { "q", KIND_QVALUE, NULL },
    [SECURITY_PARAM_D_VER] = { "d-ver", KIND_TOKEN, NULL },
};

const char *security_param_name(security_param_t param)
{
    return params[param].name;
}

/* ---- grammar ---- */

/* Position of the first separator outside quotes, or the length. */
static size_t piece_end(span_t s, char separator)
{
    size_t at = 0;

    while (at < s.len && s.ptr[at] != separator) {
        if (s.ptr[at] == '"') {
            size_t close = scan_closing_quote(s, at);
            at = close < s.len ? close : at;
        }
        at++;
    }
    return at;
}

static const span_t *other_value(const security_mechanism_t *mechanism, span_t name)
{
    for (unsigned i = 0; i < mechanism->others && i < SECURITY_MAX_OTHERS; i++) {
        if (span_equal_nocase(mechanism->other[i].name, name)) {
            return &mechanism->other[i].value;
        }
    }
    return NULL;
}

static void take_param(security_mechanism_t *mechanism, span_t text)
{
    size_t equals = scan_find(text, '=');
    span_t name = scan_trim(scan_head(text, equals));
    span_t value = scan_trim(scan_skip(text, equals + 1));

    if (name.len == 0) {
        return;
    }
    if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"') {
        value = scan_head(scan_skip(value, 1), value.len - 2);
    }
    for (unsigned i = 0; i < SECURITY_PARAM_COUNT; i++) {
        if (span_equal_nocase(name, span_of(params[i].name))) {
            if (!span_present(mechanism->param[i])) {
                mechanism->param[i] = value;
            }
            return;
        }
    }
    if (other_value(mechanism, name)) {
        return;
    }
    if (mechanism->others < SECURITY_MAX_OTHERS) {
        mechanism->other[mechanism->others].name = name;
        mechanism->other[mechanism->others].value = value;
    }
    mechanism->others++;
}

static void mechanism_read(security_mechanism_t *mechanism, span_t text)
{
    size_t end = piece_end(text, ';');

    memset(mechanism, 0, sizeof *mechanism);
    mechanism->name = scan_trim(scan_head(text, end));
    while (end < text.len) {
        text = scan_skip(text, end + 1);
        end = piece_end(text, ';');
        take_param(mechanism, scan_head(text, end));
    }
}

bool security_next(span_t *rest, security_mechanism_t *mechanism)
{
    while (rest->len > 0) {
        span_t element = scan_head(*rest, piece_end(*rest, ','));

        *rest = scan_skip(*rest, element.len + 1);
        element = scan_trim(element);
        if (element.len > 0) {
            mechanism_read(mechanism, element);
            return true;
        }
    }
    return false;
}

bool security_number(span_t value, uint32_t *number)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < value.len; i++) {
        if (!g_ascii_isdigit(value.ptr[i]) || sum > UINT32_MAX) {
            return false;
        }
        sum = 10 * sum + (uint64_t)(value.ptr[i] - '0');
    }
    *number = (uint32_t)sum;
    return value.len > 0 && sum <= UINT32_MAX;
}

/* ---- what a list holds ---- */

static bool is_ipsec(const security_mechanism_t *mechanism)
{
    return span_equal_nocase(mechanism->name, SPAN_LITERAL("ipsec-3gpp"));
}

bool security_offers_ipsec(const char *list)
{
    span_t rest = span_of(list);
    security_mechanism_t mechanism;

    for (unsigned i = 0; i < MAX_MECHANISMS && security_next(&rest, &mechanism); i++) {
        if (is_ipsec(&mechanism)) {
            return true;
        }
    }
    return false;
}

static bool param_is(const security_mechanism_t *mechanism, security_param_t param, uint32_t number)
{
    uint32_t value;

    return security_number(mechanism->param[param], &value) && value == number;
}

bool security_announces_spi(const char *list, uint32_t spi)
{
    span_t rest = span_of(list);
    security_mechanism_t mechanism;

    for (unsigned i = 0; i < MAX_MECHANISMS && security_next(&rest, &mechanism); i++) {
        if (param_is(&mechanism, SECURITY_PARAM_SPI_C, spi) || param_is(&mechanism, SECURITY_PARAM_SPI_S, spi)) {
            return true;
        }
    }
    return false;
}

bool security_names_port(const char *list, security_param_t param, uint32_t port)
{
    span_t rest = span_of(list);
    security_mechanism_t mechanism;

    for (unsigned i = 0; i < MAX_MECHANISMS && security_next(&rest, &mechanism); i++) {
        if (param_is(&mechanism, param, port)) {
            return true;
        }
    }
    return false;
}

bool security_first_number(const char *list, security_param_t param, uint32_t *number)
{
    span_t rest = span_of(list);
    security_mechanism_t mechanism;

    for (unsigned i = 0; i < MAX_MECHANISMS && security_next(&rest, &mechanism); i++) {
        if (security_number(mechanism.param[param], number)) {
            return true;
        }
    }
    return false;
}

/* ---- comparison ---- */

static span_t value_or_default(const security_mechanism_t *mechanism, security_param_t param)
{
    return span_present(mechanism->param[param]) ? mechanism->param[param] : span_of(params[param].otherwise);
}

/* The qvalue of RFC 3261 section 25.1 without the zeros that mean nothing. */
static span_t qvalue(span_t q)
{
    if (scan_find(q, '.') < q.len) {
        while (q.len > 0 && q.ptr[q.len - 1] == '0') {
            q.len--;
        }
        if (q.len > 0 && q.ptr[q.len - 1] == '.') {
            q.len--;
        }
    }
    while (q.len > 1 && q.ptr[0] == '0') {
        q = scan_skip(q, 1);
    }
    return q;
}

static bool same_value(kind_t kind, span_t a, span_t b)
{
    uint32_t x, y;

    if (kind == KIND_NUMBER && security_number(a, &x) && security_number(b, &y)) {
        return x == y;
    }
    if (kind == KIND_QVALUE && span_present(a) && span_present(b)) {
        return span_equal(qvalue(a), qvalue(b));
    }
    return span_equal_nocase(a, b);
}

static bool same_param(const security_mechanism_t *a, const security_mechanism_t *b, security_param_t param)
{
    return same_value(params[param].kind, value_or_default(a, param), value_or_default(b, param));
}

bool security_have_common(const char *client, const char *server)
{
    static const security_param_t kept[] = { SECURITY_PARAM_ALG, SECURITY_PARAM_EALG, SECURITY_PARAM_PROT,
        SECURITY_PARAM_MOD };
    span_t ours = span_of(client);
    security_mechanism_t a, b;

    for (unsigned i = 0; i < MAX_MECHANISMS && security_next(&ours, &a); i++) {
        span_t theirs = span_of(server);

        for (unsigned j = 0; is_ipsec(&a) && j < MAX_MECHANISMS && security_next(&theirs, &b); j++) {
            unsigned same = 0;

            for (size_t k = 0; k < G_N_ELEMENTS(kept); k++) {
                same += same_param(&a, &b, kept[k]);
            }
            if (is_ipsec(&b) && same == G_N_ELEMENTS(kept)) {
                return true;
            }
        }
    }
    return false;
}

/* A parameter without a name of ours that only one has, or with another value. */
static bool others_differ(const security_mechanism_t *a, const security_mechanism_t *b, security_difference_t *difference)
{
    for (unsigned i = 0; i < a->others; i++) {
        const span_t *value = other_value(b, a->other[i].name);

        if (!value || !span_equal_nocase(a->other[i].value, *value)) {
            difference->what = "a parameter";
            difference->server = a->other[i].value;
            difference->verify = value ? *value : (span_t){ NULL, 0 };
            return true;
        }
    }
    return false;
}

static bool mechanisms_differ(const security_mechanism_t *server, const security_mechanism_t *verify,
    security_difference_t *difference)
{
    if (!span_equal_nocase(server->name, verify->name)) {
        difference->what = "mechanism";
        difference->server = server->name;
        difference->verify = verify->name;
        return true;
    }
    for (unsigned p = 0; p < SECURITY_PARAM_COUNT; p++) {
        if (p != SECURITY_PARAM_D_VER && !same_param(server, verify, (security_param_t)p)) {
            difference->what = params[p].name;
            difference->server = server->param[p];
            difference->verify = verify->param[p];
            return true;
        }
    }
    if (server->others > SECURITY_MAX_OTHERS || verify->others > SECURITY_MAX_OTHERS) {
        return false;
    }
    if (others_differ(server, verify, difference)) {
        return true;
    }
    bool differ = others_differ(verify, server, difference);
    if (differ) {
        span_t kept = difference->server;
        difference->server = difference->verify;
        difference->verify = kept;
    }
    return differ;
}

static bool was_cut(const char *list)
{
    return g_str_has_suffix(list, ELLIPSIS);
}

bool security_differs(const char *server, const char *verify, security_difference_t *difference)
{
    span_t announced = span_of(server), echoed = span_of(verify);

    memset(difference, 0, sizeof *difference);
    if (!server || !verify || was_cut(server) || was_cut(verify)) {
        return false;
    }
    for (unsigned i = 1; i <= MAX_MECHANISMS; i++) {
        security_mechanism_t a = { .name = { NULL, 0 } }, b = { .name = { NULL, 0 } };
        bool more = security_next(&announced, &a);

        if (!security_next(&echoed, &b) && !more) {
            return false;
        }
        difference->mechanism = i;
        if (mechanisms_differ(&a, &b, difference)) {
            return true;
        }
    }
    return false;
}
