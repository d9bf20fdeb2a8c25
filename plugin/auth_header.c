/* auth_header.c
 * The grammar of challenges and credentials (RFC 7235, RFC 7616, RFC 3261 sections 20.7, 20.27,
 * 20.28, 20.44).
 *
 * Reading goes forward only; the look ahead is never further than two tokens, so that the time is linear
 * in the length of the value whatever stands in it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "auth_header.h"
#include "hash.h"
#include "scan.h"

/* In the order of auth_param_t. */
static const span_t param_names[AUTH_PARAM_COUNT] = {
    { "realm", 5 },
    { "nonce", 5 },
    { "opaque", 6 },
    { "stale", 5 },
    { "algorithm", 9 },
    { "qop", 3 },
    { "domain", 6 },
    { "username", 8 },
    { "uri", 3 },
    { "response", 8 },
    { "cnonce", 6 },
    { "nc", 2 },
    { "auts", 4 },
    { "userhash", 8 },
    { "ck", 2 },
    { "ik", 2 },
    { "integrity-protected", 19 },
    { "nextnonce", 9 },
    { "rspauth", 7 },
    { "error", 5 },
    { "scope", 5 },
    { "authz_server", 12 },
    { "username*", 9 },
};

/* Those that begin with a letter, each plus 1; 0 ends them. */
static const uint8_t params_by_letter['z' - 'a' + 1][5] = {
    ['a' - 'a'] = { AUTH_PARAM_ALGORITHM + 1, AUTH_PARAM_AUTS + 1, AUTH_PARAM_AUTHZ_SERVER + 1 },
    ['c' - 'a'] = { AUTH_PARAM_CNONCE + 1, AUTH_PARAM_CK + 1 },
    ['d' - 'a'] = { AUTH_PARAM_DOMAIN + 1 },
    ['e' - 'a'] = { AUTH_PARAM_ERROR + 1 },
    ['i' - 'a'] = { AUTH_PARAM_IK + 1, AUTH_PARAM_INTEGRITY_PROTECTED + 1 },
    ['n' - 'a'] = { AUTH_PARAM_NONCE + 1, AUTH_PARAM_NC + 1, AUTH_PARAM_NEXTNONCE + 1 },
    ['o' - 'a'] = { AUTH_PARAM_OPAQUE + 1 },
    ['q' - 'a'] = { AUTH_PARAM_QOP + 1 },
    ['r' - 'a'] = { AUTH_PARAM_REALM + 1, AUTH_PARAM_RESPONSE + 1, AUTH_PARAM_RSPAUTH + 1 },
    ['s' - 'a'] = { AUTH_PARAM_STALE + 1, AUTH_PARAM_SCOPE + 1 },
    ['u' - 'a'] = { AUTH_PARAM_USERNAME + 1, AUTH_PARAM_URI + 1, AUTH_PARAM_USERHASH + 1, AUTH_PARAM_USERNAME_EXT + 1 },
};

/* Names that begin a challenge also where no parameter follows or no comma precedes. */
static const span_t scheme_names[] = {
    { "Digest", 6 },
    { "Basic", 5 },
    { "Bearer", 6 },
    { "NTLM", 4 },
    { "Kerberos", 8 },
    { "Negotiate", 9 },
    { "TLS-DSK", 7 },
};

/** Same name? The length and the first letter, but for its case, decide most comparisons without a call. */
static inline bool is_name(span_t known, span_t name)
{
    return known.len == name.len && ((known.ptr[0] ^ name.ptr[0]) & ~0x20) == 0 && span_equal_nocase(known, name);
}

/** Which parameter is it? AUTH_PARAM_COUNT where it is none that is told apart. */
static auth_param_t param_find(span_t name)
{
    unsigned letter = name.len ? ((unsigned char)name.ptr[0] | 0x20u) - 'a' : 26;

    for (const uint8_t *row = params_by_letter[MIN(letter, 25)]; letter < 26 && *row; row++) {
        if (is_name(param_names[*row - 1], name)) {
            return (auth_param_t)(*row - 1);
        }
    }
    return AUTH_PARAM_COUNT;
}

static bool is_scheme_name(span_t name)
{
    size_t row = 0;

    while (row < G_N_ELEMENTS(scheme_names) && (name.len == 0 || !is_name(scheme_names[row], name))) {
        row++;
    }
    return row < G_N_ELEMENTS(scheme_names);
}

static span_t token_at(span_t s)
{
    return scan_head(s, scan_count(s, SCAN_TCHAR));
}

/** Do a token, perhaps white space, and an equals sign stand here? */
static bool param_begins(span_t s)
{
    span_t name = token_at(s);

    return name.len > 0 && scan_at(scan_skip_lws(scan_skip(s, name.len)), '=');
}

/**
 * Does another challenge begin here, where no parameter does?
 * @param after_comma  a comma stands before it; without one, only a known name is told from a stray word
 */
static bool scheme_begins(span_t s, bool after_comma)
{
    span_t name = token_at(s);
    span_t behind = scan_skip(s, name.len);

    if (is_scheme_name(name)) {
        return behind.len == 0 || scan_is_lws(behind.ptr[0]) || behind.ptr[0] == ',';
    }
    return after_comma && behind.len > 0 && scan_is_lws(behind.ptr[0]) && param_begins(scan_skip_lws(behind));
}

/** Skip white space and the commas of empty elements. */
static inline span_t separators_skip(span_t s, bool *comma)
{
    const char *at = s.ptr, *end = s.ptr ? s.ptr + s.len : NULL;

    *comma = false;
    for (; at < end && (scan_is_lws(*at) || *at == ','); at++) {
        *comma |= *at == ',';
    }
    return (span_t){ at, (size_t)(end - at) };
}

/** Take a quoted value; one without an end runs to the end of all. */
static auth_value_t quoted_next(span_t *rest, auth_item_t *item)
{
    size_t close = scan_closing_quote(*rest, 0);
    auth_value_t value = { scan_skip(scan_head(*rest, close), 1), true, false };

    if (close == rest->len) {
        item->odd |= AUTH_ODD_UNTERMINATED_QUOTE;
    }
    *rest = scan_skip(*rest, close + 1);
    return value;
}

/** Take a value without quotes: all that is neither white space nor comma, as it stands. */
static auth_value_t unquoted_next(span_t *rest)
{
    auth_value_t value = { { NULL, 0 }, false, false };
    size_t n = 0;

    while (n < rest->len && !scan_is_lws(rest->ptr[n]) && rest->ptr[n] != ',') {
        n++;
    }
    value.raw = scan_head(*rest, n);
    *rest = scan_skip(*rest, n);
    return value;
}

/** Does a value of qop stand here that is not a parameter? */
static bool qop_option_begins(span_t s)
{
    span_t name = token_at(s);

    return (span_equal_nocase(name, SPAN_LITERAL("auth")) || span_equal_nocase(name, SPAN_LITERAL("auth-int")))
        && !param_begins(s);
}

/** A list of qop values without the quotes that it needs: qop=auth,auth-int. */
static void qop_list_read(span_t *rest, auth_value_t *value)
{
    bool comma;

    for (span_t next = separators_skip(*rest, &comma); comma && qop_option_begins(next);
         next = separators_skip(*rest, &comma)) {
        *rest = scan_skip(next, token_at(next).len);
        value->raw.len = (size_t)(rest->ptr - value->raw.ptr);
    }
}

/** The first of its name is kept. */
static inline void param_keep(auth_item_t *item, auth_param_t param, auth_value_t value)
{
    if (param == AUTH_PARAM_COUNT) {
        item->other_params++;
    } else if (span_present(item->param[param].raw)) {
        item->odd |= AUTH_ODD_DUPLICATE_PARAM;
    } else {
        item->param[param] = value;
    }
}

/** Take one `name=value`, whose name is known, and keep it. */
static void param_read(span_t *rest, span_t name, auth_item_t *item)
{
    auth_param_t param = param_find(name);
    auth_value_t value;

    *rest = scan_skip_lws(scan_skip(*rest, name.len));
    *rest = scan_skip_lws(scan_skip(*rest, 1));
    value = scan_at(*rest, '"') ? quoted_next(rest, item) : unquoted_next(rest);
    if (param == AUTH_PARAM_QOP && !value.quoted) {
        qop_list_read(rest, &value);
    }
    param_keep(item, param, value);
}

/** Take a parameter that is written as nearly all are, `name="value"` without escapes; false where it is not. */
static inline bool plain_param_next(span_t *rest, auth_item_t *item)
{
    const char *begin = rest->ptr, *end = begin + rest->len, *at = begin, *close;
    span_t value;

    while (at < end && scan_is(*at, SCAN_TCHAR)) {
        at++;
    }
    if (at == begin || end - at < 2 || at[0] != '=' || at[1] != '"') {
        return false;
    }
    value.ptr = at + 2;
    close = value.ptr < end ? (const char *)memchr(value.ptr, '"', (size_t)(end - value.ptr)) : NULL;
    value.len = close ? (size_t)(close - value.ptr) : 0;
    if (!close || memchr(value.ptr, '\\', value.len)) {
        return false;
    }
    param_keep(item, param_find((span_t){ begin, (size_t)(at - begin) }),
        (auth_value_t){ value, true, scan_find(value, '\n') == value.len });
    *rest = (span_t){ close + 1, (size_t)(end - close) - 1 };
    return true;
}

/** Skip a word or one character that is no parameter. */
static void junk_skip(span_t *rest, auth_item_t *item)
{
    size_t word = token_at(*rest).len;

    *rest = scan_skip(*rest, MAX(word, 1));
    item->odd |= AUTH_ODD_JUNK;
}

/**
 * Read parameters until the end, or until another challenge begins where that is possible.
 * The item's text grows to the end of what was read.
 */
static void params_read(span_t *rest, auth_item_t *item, bool schemes)
{
    bool comma;

    item->text.len = (size_t)(rest->ptr - item->text.ptr);
    for (*rest = separators_skip(*rest, &comma); rest->len > 0; *rest = separators_skip(*rest, &comma)) {
        if (!plain_param_next(rest, item)) {
            span_t name = token_at(*rest);

            if (name.len > 0 && scan_at(scan_skip_lws(scan_skip(*rest, name.len)), '=')) {
                param_read(rest, name, item);
            } else if (schemes && scheme_begins(*rest, comma)) {
                return;
            } else {
                junk_skip(rest, item);
            }
        }
        item->text.len = (size_t)(rest->ptr - item->text.ptr);
    }
}

/**
 * Take the credentials of schemes that have no parameters (token68, RFC 7235 section 2.1). Any word will
 * do that is no parameter: equals signs only at its end, and not a known name with nothing behind it.
 */
static void token68_read(span_t *rest, auth_item_t *item)
{
    span_t begin = scan_skip_lws(*rest);
    span_t behind = begin;
    span_t word = unquoted_next(&behind).raw;
    span_t bare = word;

    while (bare.len > 0 && bare.ptr[bare.len - 1] == '=') {
        bare.len--;
    }
    if (bare.len == 0 || memchr(bare.ptr, '=', bare.len) || memchr(bare.ptr, '"', bare.len) ||
        scan_at(scan_skip_lws(behind), '=') || scheme_begins(begin, false)) {
        return;
    }
    if (bare.len < word.len && param_find(bare) < AUTH_PARAM_COUNT) {
        return;
    }
    item->token68 = word;
    *rest = behind;
}

bool auth_header_next(auth_cursor_t *cursor, auth_item_t *item)
{
    span_t rest;
    bool comma;

    memset(item, 0, sizeof *item);
    rest = separators_skip(cursor->rest, &comma);
    cursor->rest = rest;
    if (rest.len == 0) {
        return false;
    }
    item->text.ptr = rest.ptr;
    while (rest.len > 0 && !scan_is(rest.ptr[0], SCAN_TCHAR)) {
        junk_skip(&rest, item);
    }

    item->scheme = token_at(rest);
    if (param_begins(rest) && !is_scheme_name(item->scheme)) {
        item->scheme.len = 0;
    }
    rest = scan_skip(rest, item->scheme.len);
    if (item->scheme.len > 0 && !span_equal_nocase(item->scheme, scheme_names[0])) {
        token68_read(&rest, item);
    }
    params_read(&rest, item, true);
    cursor->rest = rest;
    return true;
}

void auth_info_parse(span_t value, auth_item_t *item)
{
    bool comma;
    span_t rest = separators_skip(value, &comma);

    memset(item, 0, sizeof *item);
    item->text.ptr = rest.ptr;
    item->scheme = scan_head(rest, 0);
    params_read(&rest, item, false);
}

/* Text of values */

/** Length of the line break and white space here, 0 where no fold begins. */
static size_t fold_len(span_t s)
{
    size_t n = scan_at(s, '\r') ? 1 : 0;
    size_t blanks;

    if (!scan_at(scan_skip(s, n), '\n')) {
        return 0;
    }
    blanks = ++n;
    while (n < s.len && scan_is_blank(s.ptr[n])) {
        n++;
    }
    return n > blanks ? n : 0;
}

/**
 * The next character of a value's text, or -1 at its end.
 * @param rest  what is left of the raw value
 */
static int text_next(span_t *rest, bool quoted)
{
    size_t fold = fold_len(*rest);
    int c;

    if (fold > 0) {
        *rest = scan_skip(*rest, fold);
        return ' ';
    }
    if (quoted && scan_at(*rest, '\\') && rest->len > 1 && fold_len(scan_skip(*rest, 1)) == 0) {
        *rest = scan_skip(*rest, 1);
    }
    c = rest->len > 0 ? (unsigned char)rest->ptr[0] : -1;
    *rest = scan_skip(*rest, 1);
    return c;
}

size_t auth_value_unescape(const auth_value_t *value, char *out, size_t size)
{
    span_t rest = value->raw;
    size_t needed = 0;
    int c;

    while ((c = text_next(&rest, value->quoted)) >= 0) {
        if (needed < size) {
            out[needed] = (char)c;
        }
        needed++;
    }
    return needed;
}

bool auth_value_is_plain(const auth_value_t *value)
{
    span_t raw = value->raw;

    return value->plain || raw.len == 0 || (!memchr(raw.ptr, '\\', raw.len) && !memchr(raw.ptr, '\n', raw.len));
}

#define PIECE 128

static uint64_t plain_hash(span_t text)
{
    uint64_t hash = HASH_START;

    for (; text.len > PIECE; text = scan_skip(text, PIECE)) {
        hash = hash_bytes(hash, text.ptr, PIECE);
    }
    hash = hash_bytes(hash, text.ptr, text.len);
    return hash ? hash : 1;
}

/** The byte that stands for itself or behind a percent sign, or -1. Characters that should be escaped are let pass. */
static int ext_byte_next(span_t *rest)
{
    int c = (unsigned char)rest->ptr[0];

    *rest = scan_skip(*rest, 1);
    if (c == '%') {
        int high = rest->len > 1 ? g_ascii_xdigit_value(rest->ptr[0]) : -1;
        int low = rest->len > 1 ? g_ascii_xdigit_value(rest->ptr[1]) : -1;

        *rest = scan_skip(*rest, 2);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
    return c < 0x80 ? c : -1;
}

bool auth_ext_value_decode(const auth_value_t *value, char *out, size_t *len)
{
    const size_t charset = scan_find(value->raw, '\'');
    span_t rest = scan_skip(value->raw, charset + 1);
    const size_t language = scan_find(rest, '\'');
    const bool latin1 = span_equal_nocase(scan_head(value->raw, charset), SPAN_LITERAL("ISO-8859-1"));
    size_t n = 0;

    if (language == rest.len || !(latin1 || span_equal_nocase(scan_head(value->raw, charset), SPAN_LITERAL("UTF-8")))) {
        return false;
    }
    for (rest = scan_skip(rest, language + 1); rest.len > 0;) {
        int c = ext_byte_next(&rest);

        if (c < 0) {
            return false;
        }
        if (latin1 && c >= 0x80) {
            out[n++] = (char)(0xc0 | c >> 6);
            c = 0x80 | (c & 0x3f);
        }
        out[n++] = (char)c;
    }
    *len = n;
    /* Refuses zero bytes as well, which would end a text. */
    return g_utf8_validate(out, (gssize)n, NULL);
}

uint64_t auth_value_hash(const auth_value_t *value)
{
    span_t rest = value->raw;
    uint64_t hash = HASH_START;
    char piece[PIECE];
    size_t n = 0;
    int c;

    if (!span_present(rest)) {
        return 0;
    }
    if (auth_value_is_plain(value)) {
        return plain_hash(rest);
    }
    /* Pieces of the text, not of what was written: equal texts must come out equal. */
    while ((c = text_next(&rest, value->quoted)) >= 0) {
        if (n == sizeof piece) {
            hash = hash_bytes(hash, piece, n);
            n = 0;
        }
        piece[n++] = (char)c;
    }
    hash = hash_bytes(hash, piece, n);
    return hash ? hash : 1;
}

bool auth_value_equal(const auth_value_t *a, const auth_value_t *b)
{
    span_t left = a->raw;
    span_t right = b->raw;
    int c;

    if (!span_present(left) || !span_present(right)) {
        return span_present(left) == span_present(right);
    }
    do {
        c = text_next(&left, a->quoted);
        if (c != text_next(&right, b->quoted)) {
            return false;
        }
    } while (c >= 0);
    return true;
}

/* ---- keys ---- */

/* Where a key's name and its equals sign end, if they stand here; else 0. */
static size_t key_begins(span_t text, size_t at)
{
    span_t rest = scan_skip(text, at);
    size_t name = scan_count(rest, SCAN_TCHAR);
    span_t behind = scan_skip_lws(scan_skip(rest, name));

    if (!span_equal_nocase(scan_head(rest, name), SPAN_LITERAL("ck"))
        && !span_equal_nocase(scan_head(rest, name), SPAN_LITERAL("ik"))) {
        return 0;
    }
    return scan_at(behind, '=') ? (size_t)(scan_skip_lws(scan_skip(behind, 1)).ptr - text.ptr) : 0;
}

/* The length of the value here, with the quotes it may have. */
static size_t value_len(span_t rest)
{
    size_t n = 0;

    if (scan_at(rest, '"')) {
        return MIN(scan_closing_quote(rest, 0) + 1, rest.len);
    }
    while (n < rest.len && !scan_is_lws(rest.ptr[n]) && rest.ptr[n] != ',') {
        n++;
    }
    return n;
}

GString *auth_header_without_keys(span_t text)
{
    GString *out = g_string_sized_new(text.len);
    bool begins = true;

    for (size_t at = 0; at < text.len;) {
        size_t value = begins ? key_begins(text, at) : 0;
        size_t taken = value ? value - at : text.ptr[at] == '"' ? value_len(scan_skip(text, at)) : 1;

        g_string_append_len(out, text.ptr + at, (gssize)taken);
        begins = !scan_is(text.ptr[at], SCAN_TCHAR);
        at += taken;
        if (value) {
            at += value_len(scan_skip(text, at));
            g_string_append(out, ELLIPSIS);
        }
    }
    return out;
}
