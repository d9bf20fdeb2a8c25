/* message.c
 * The bytes of one SIP message: start line and the headers that matter to authentication.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"
#include "scan.h"

static const span_t sip_version = { "SIP/2.0", 7 };

/** What a start line says. */
typedef struct {
    bool is_request;
    span_t method;
    span_t request_uri;
    unsigned status;
    span_t reason_phrase;
} start_line_t;

/** Room for the longest name, Proxy-Authentication-Info, in whole words. */
#define NAME_ROOM 32

/** How a header's value is read. */
typedef enum {
    HEADER_SPAN,    /* kept as it is, in the member at `where` */
    HEADER_LINES,   /* added to the lines of the member at `where` */
    HEADER_AUTH,    /* added to the authentication lines, kind in `where` */
    HEADER_SECURITY,    /* added to the lines of the security agreement, kind in `where` */
    HEADER_VIA,
    HEADER_CSEQ,
    HEADER_FROM,
    HEADER_TO,
    HEADER_CONTENT_LENGTH,
    HEADER_PRIVATE  /* the beginning of several names */
} header_form_t;

typedef struct {
    char name[NAME_ROOM];
    size_t len;             /* of the name; 0 ends rows */
    header_form_t form;
    size_t where;
} header_row_t;

#define SPAN_OF(member) HEADER_SPAN, offsetof(sip_message_t, member)
#define LINES_OF(member) HEADER_LINES, offsetof(sip_message_t, member)
#define NAME(text) (text), sizeof(text) - 1

/*
 * Names by first letter, in lower case: most headers of a message are of no interest here, and one look at the
 * character behind the name that they might have dismisses them. A row without a name ends a letter.
 */
static const header_row_t header_rows['z' - 'a' + 1][7] = {
    ['a' - 'a'] = {
        { NAME("authorization"), HEADER_AUTH, AUTH_AUTHORIZATION },
        { NAME("authentication-info"), HEADER_AUTH, AUTH_AUTHENTICATION_INFO },
    },
    ['c' - 'a'] = {
        { NAME("call-id"), SPAN_OF(call_id) },
        { NAME("cseq"), HEADER_CSEQ, 0 },
        { NAME("contact"), SPAN_OF(contact) },
        { NAME("content-length"), HEADER_CONTENT_LENGTH, 0 },
    },
    ['d' - 'a'] = {
        { NAME("date"), SPAN_OF(date) },
    },
    ['e' - 'a'] = {
        { NAME("expires"), SPAN_OF(expires) },
    },
    ['f' - 'a'] = {
        { NAME("from"), HEADER_FROM, 0 },
        { NAME("f"), HEADER_FROM, 0 },
    },
    ['i' - 'a'] = {
        { NAME("identity"), SPAN_OF(identity) },
        { NAME("i"), SPAN_OF(call_id) },
    },
    ['l' - 'a'] = {
        { NAME("l"), HEADER_CONTENT_LENGTH, 0 },
    },
    ['m' - 'a'] = {
        { NAME("m"), SPAN_OF(contact) },
    },
    ['p' - 'a'] = {
        { NAME("path"), SPAN_OF(path) },
        { NAME("proxy-authenticate"), HEADER_AUTH, AUTH_PROXY_AUTHENTICATE },
        { NAME("proxy-authorization"), HEADER_AUTH, AUTH_PROXY_AUTHORIZATION },
        { NAME("proxy-authentication-info"), HEADER_AUTH, AUTH_PROXY_AUTHENTICATION_INFO },
        { NAME("p-"), HEADER_PRIVATE, 0 },
    },
    ['r' - 'a'] = {
        { NAME("route"), SPAN_OF(route) },
        { NAME("record-route"), SPAN_OF(record_route) },
        { NAME("reason"), LINES_OF(reason) },
    },
    ['s' - 'a'] = {
        { NAME("server"), SPAN_OF(server) },
        { NAME("security-client"), HEADER_SECURITY, SECURITY_CLIENT },
        { NAME("security-server"), HEADER_SECURITY, SECURITY_SERVER },
        { NAME("security-verify"), HEADER_SECURITY, SECURITY_VERIFY },
    },
    ['t' - 'a'] = {
        { NAME("to"), HEADER_TO, 0 },
        { NAME("t"), HEADER_TO, 0 },
    },
    ['u' - 'a'] = {
        { NAME("user-agent"), SPAN_OF(user_agent) },
    },
    ['v' - 'a'] = {
        { NAME("via"), HEADER_VIA, 0 },
        { NAME("v"), HEADER_VIA, 0 },
    },
    ['w' - 'a'] = {
        { NAME("www-authenticate"), HEADER_AUTH, AUTH_WWW_AUTHENTICATE },
        { NAME("warning"), LINES_OF(warning) },
    },
    ['y' - 'a'] = {
        { NAME("y"), SPAN_OF(identity) },
    },
};

/* The private headers of IMS (RFC 7315, RFC 3325), all with one beginning. */
static const header_row_t private_rows[] = {
    { NAME("p-associated-uri"), LINES_OF(p_associated_uri) },
    { NAME("p-charging-vector"), SPAN_OF(p_charging_vector) },
    { NAME("p-asserted-identity"), SPAN_OF(p_asserted_identity) },
    { NAME("p-visited-network-id"), SPAN_OF(p_visited_network_id) },
    { NAME("p-access-network-info"), SPAN_OF(p_access_network_info) },
    { "", 0, HEADER_SPAN, 0 },
};

/** The bytes up to the first white space. */
static span_t first_word(span_t s)
{
    size_t n = 0;

    while (n < s.len && !scan_is_lws(s.ptr[n])) {
        n++;
    }
    return scan_head(s, n);
}

/**
 * A decimal number at the beginning.
 * @param digits  how many there are
 * @return false where there is none or it does not fit 32 bits
 */
static inline bool number_read(span_t s, uint32_t *number, size_t *digits)
{
    uint64_t sum = 0;
    unsigned digit;
    size_t n;

    for (n = 0; n < s.len && (digit = (unsigned)(unsigned char)s.ptr[n] - '0') <= 9; n++) {
        if (sum <= UINT32_MAX) {
            sum = sum * 10 + digit;
        }
    }
    *digits = n;
    *number = sum <= UINT32_MAX ? (uint32_t)sum : 0;
    return n > 0 && sum <= UINT32_MAX;
}

/* Lines */

/** The line feed that ends the line here, NULL where none does. */
static inline const char *line_feed(const char *at, const char *end)
{
    return at < end ? (const char *)memchr(at, '\n', (size_t)(end - at)) : NULL;
}

/** End of a line's text: a carriage return counts only before the line feed. */
static inline const char *text_end(const char *line, const char *feed)
{
    return feed > line && feed[-1] == '\r' ? feed - 1 : feed;
}

/** The first line, without what ends it; all bytes where they end before it does. */
static span_t first_line(span_t bytes)
{
    const char *end = bytes.ptr + bytes.len;
    const char *feed = line_feed(bytes.ptr, end);

    return (span_t){ bytes.ptr, (size_t)((feed ? text_end(bytes.ptr, feed) : end) - bytes.ptr) };
}

/**
 * Take one header field with the lines folded into it, or the blank line, which comes out empty.
 * A field that the end of the bytes cuts off is not taken: half a Call-ID would be another Call-ID.
 */
static inline bool field_next(const char **at, const char *end, span_t *field)
{
    const char *begin = *at, *feed = line_feed(begin, end), *text = begin;

    *at = end;
    if (!feed) {
        return false;
    }
    text = text_end(begin, feed);
    while (feed + 1 < end && scan_is_blank(feed[1]) && text > begin) {
        const char *line = feed + 1;

        feed = line_feed(line, end);
        if (!feed) {
            return false;
        }
        text = text_end(line, feed);
    }
    *field = (span_t){ begin, (size_t)(text - begin) };
    *at = feed + 1;
    return true;
}

/* Start line */

static bool status_line_read(span_t line, start_line_t *start)
{
    span_t rest = scan_skip(line, sip_version.len);
    uint32_t status;
    size_t digits;

    if (!span_equal_nocase(scan_head(line, sip_version.len), sip_version) ||
        rest.len == 0 || !scan_is_blank(rest.ptr[0])) {
        return false;
    }
    rest = scan_skip_lws(rest);
    if (!number_read(rest, &status, &digits) || digits != 3 || status < 100 || status > 699) {
        return false;
    }
    rest = scan_skip(rest, digits);
    if (rest.len > 0 && !scan_is_lws(rest.ptr[0])) {
        return false;
    }
    start->is_request = false;
    start->status = status;
    start->reason_phrase = scan_trim(rest);
    return true;
}

static bool request_line_read(span_t line, start_line_t *start)
{
    span_t method = scan_head(line, scan_count(line, SCAN_TOKEN));
    span_t rest = scan_skip(line, method.len);
    span_t uri;

    if (method.len == 0 || rest.len == 0 || !scan_is_blank(rest.ptr[0])) {
        return false;
    }
    rest = scan_trim(rest);
    if (rest.len <= sip_version.len ||
        !span_equal_nocase(scan_skip(rest, rest.len - sip_version.len), sip_version)) {
        return false;
    }
    uri = scan_head(rest, rest.len - sip_version.len);
    if (!scan_is_blank(uri.ptr[uri.len - 1])) {
        return false;
    }
    start->is_request = true;
    start->method = method;
    start->request_uri = scan_trim(uri);
    return true;
}

/** Read the start line, which may be cut off behind what makes it one. */
static bool start_line_read(span_t bytes, start_line_t *start)
{
    span_t line;

    /* A glance first: this is also asked of bytes that are anything but text. */
    if (bytes.len == 0 || !scan_is(bytes.ptr[0], SCAN_TOKEN)) {
        return false;
    }
    line = first_line(bytes);
    return status_line_read(line, start) || request_line_read(line, start);
}

/* Parts of header values */

/** Position of the first comma that is in no quoted string and no comment, or the length. */
static size_t list_value_end(span_t s)
{
    bool quoted = false;
    size_t depth = 0;
    size_t at;

    if (!memchr(s.ptr, ',', s.len)) {
        return s.len;
    }
    for (at = 0; at < s.len; at++) {
        switch (s.ptr[at]) {
        case ',':
            if (!quoted && depth == 0) {
                return at;
            }
            break;
        case '"':
            quoted = !quoted && depth == 0;
            break;
        case '(':
            depth += !quoted;
            break;
        case ')':
            depth -= !quoted && depth > 0;
            break;
        case '\\':
            at += quoted || depth > 0;
            break;
        default:
            break;
        }
    }
    return s.len;
}

/** Position of the first semicolon or comma that is not in a quoted string, or the length. */
static size_t param_end(span_t s)
{
    size_t at;

    /* Few parameters have quotes or commas. */
    at = scan_find(s, ';');
    if (at == 0 || (!memchr(s.ptr, '"', at) && !memchr(s.ptr, ',', at))) {
        return at;
    }
    for (at = 0; at < s.len && s.ptr[at] != ';' && s.ptr[at] != ','; at++) {
        if (s.ptr[at] == '"') {
            at = scan_closing_quote(s, at);
        }
    }
    return MIN(at, s.len);
}

/**
 * Take the next `;name=value`; a comma ends the list, as another value of the header follows.
 * @return false when there is none left
 */
static bool param_next(span_t *rest, span_t *name, span_t *value)
{
    span_t param;
    size_t equals;

    if (!scan_at(*rest, ';')) {
        return false;
    }
    *rest = scan_skip(*rest, 1);
    param = scan_head(*rest, param_end(*rest));
    *rest = scan_skip(*rest, param.len);

    equals = scan_find(param, '=');
    *name = scan_trim(scan_head(param, equals));
    *value = scan_trim(scan_skip(param, equals + 1));
    if (!scan_at(*value, '"')) {
        *value = first_word(*value);
    }
    return true;
}

/* Is each byte greater than a comma? Eight at a time: what is not borrows from its own highest bit. */
static inline bool all_behind_comma(span_t s)
{
    const uint64_t least = UINT64_C(0x2d2d2d2d2d2d2d2d), high = UINT64_C(0x8080808080808080);
    size_t n = 0;

    for (; n + sizeof(uint64_t) <= s.len; n += sizeof(uint64_t)) {
        uint64_t word;

        memcpy(&word, s.ptr + n, sizeof word);
        if ((word - least) & ~word & high) {
            return false;
        }
    }
    for (; n < s.len; n++) {
        if ((unsigned char)s.ptr[n] <= ',') {
            return false;
        }
    }
    return true;
}

/* A parameter where it is the first and written as nearly all do, with nothing in it but characters of tokens and
 * hosts; absent else. begin: semicolon, name and equals sign. */
static inline span_t leading_param(span_t params, span_t begin)
{
    if (params.len <= begin.len || memcmp(params.ptr, begin.ptr, begin.len) != 0) {
        return (span_t){ NULL, 0 };
    }
    params = scan_skip(params, begin.len);
    params = scan_head(params, scan_find(params, ';'));
    return all_behind_comma(params) ? params : (span_t){ NULL, 0 };
}

static void keep_first(span_t *kept, span_t value)
{
    if (!span_present(*kept)) {
        *kept = value;
    }
}

/** Keep the value of one more line of a header field, of SIP_MAX_LINES. */
static void line_add(span_t *lines, span_t value)
{
    unsigned n = 0;

    while (n < SIP_MAX_LINES && span_present(lines[n])) {
        n++;
    }
    if (n < SIP_MAX_LINES) {
        lines[n] = value;
    }
}

/* `SIP / 2.0 / UDP host:port`. */
span_t sip_via_sent_by(const sip_via_t *via)
{
    span_t head = via->head;

    for (unsigned slashes = 0; slashes < 2; slashes++) {
        size_t slash = scan_find(head, '/');

        if (slash == head.len) {
            return (span_t){ NULL, 0 };
        }
        head = scan_skip(head, slash + 1);
    }
    head = scan_skip_lws(head);
    head = scan_skip(head, scan_count(head, SCAN_TOKEN));
    /* RFC 2543 had comments behind the host. */
    return scan_trim(scan_head(head, scan_find(head, '(')));
}

static void via_read(sip_via_t *via, span_t value)
{
    span_t rest = scan_skip(value, scan_find(value, ';'));
    span_t name, param;

    via->head = scan_head(value, value.len - rest.len);
    via->branch = leading_param(rest, SPAN_LITERAL(";branch="));
    while (!span_present(via->branch) && param_next(&rest, &name, &param)) {
        if (span_equal_nocase(name, SPAN_LITERAL("branch"))) {
            via->branch = param;
        }
    }
}

static void vias_read(sip_message_t *msg, span_t value)
{
    while (value.len > 0) {
        span_t element = scan_head(value, list_value_end(value));

        value = scan_skip(value, element.len + 1);
        element = scan_trim(element);
        if (element.len == 0) {
            continue;
        }
        msg->via_count++;
        if (msg->via_kept < SIP_MAX_VIAS) {
            via_read(&msg->via[msg->via_kept++], element);
        }
    }
}

/** `4711 INVITE`; the method counts even where the number is none. */
static void cseq_read(sip_message_t *msg, span_t value)
{
    size_t digits, method;
    bool number = number_read(value, &msg->cseq, &digits);
    span_t rest = scan_skip_lws(scan_skip(value, digits));

    if (digits == 0) {
        span_t behind = scan_skip_lws(scan_skip(rest, first_word(rest).len));

        rest = behind.len > 0 ? behind : rest;
    }
    method = scan_count(rest, SCAN_TOKEN);
    if (method > 0) {
        msg->cseq_method = scan_head(rest, method);
    }
    msg->has_cseq = number && span_present(msg->cseq_method);
}

static void content_length_read(sip_message_t *msg, span_t value)
{
    size_t digits;

    msg->has_content_length = number_read(value, &msg->content_length, &digits) &&
        (digits == value.len || scan_is_lws(value.ptr[digits]));
}

static void auth_line_add(sip_message_t *msg, auth_header_kind_t kind, span_t value)
{
    msg->auth_count++;
    if (msg->auth_kept < SIP_MAX_AUTH_LINES) {
        msg->auth[msg->auth_kept].kind = kind;
        msg->auth[msg->auth_kept].value = value;
        msg->auth_kept++;
    }
}

static void security_line_add(sip_message_t *msg, security_header_kind_t kind, span_t value)
{
    msg->security_count++;
    if (msg->security_kept < SIP_MAX_SECURITY_LINES) {
        msg->security[msg->security_kept].kind = kind;
        msg->security[msg->security_kept].value = value;
        msg->security_kept++;
    }
}

/* Headers */

/** Does the name of a header end before this character (RFC 3261 section 25.1, HCOLON)? */
static bool ends_name(char c)
{
    return c == ':' || scan_is_lws(c);
}

#define LETTERS UINT64_C(0x4040404040404040)        /* the bit that letters have and hyphens do not */

/** Are these eight bytes those of the name, in upper or lower case? Only letters are made lower-case. */
static inline bool word_is(const char *bytes, const char *name)
{
    uint64_t there, wanted;

    memcpy(&there, bytes, sizeof there);
    memcpy(&wanted, name, sizeof wanted);
    return (there | (wanted & LETTERS) >> 1) == wanted;
}

/** A name of less than eight bytes, of which the row has zeros behind it. */
static inline bool short_name_is(span_t field, const header_row_t *row)
{
    char bytes[sizeof(uint64_t)] = { 0 };
    uint64_t there;

    if (field.len < sizeof there) {
        memcpy(bytes, field.ptr, row->len);
        return word_is(bytes, row->name);
    }
    memcpy(&there, field.ptr, sizeof there);
    there = GUINT64_FROM_LE(GUINT64_TO_LE(there) & ((UINT64_C(1) << 8 * row->len) - 1));
    memcpy(bytes, &there, sizeof there);
    return word_is(bytes, row->name);
}

/** Does the field, which is longer than the name of the row, begin with it? The last word may have bytes of the one before. */
static inline bool name_is(span_t field, const header_row_t *row)
{
    const size_t word = sizeof(uint64_t);

    if (row->len < word) {
        return short_name_is(field, row);
    }
    for (size_t n = 0; n + word < row->len; n += word) {
        if (!word_is(field.ptr + n, row->name + n)) {
            return false;
        }
    }
    return word_is(field.ptr + row->len - word, row->name + row->len - word);
}

/** The row whose name stands at the beginning of a field, of rows that end with one without a name; NULL if none. */
static inline const header_row_t *row_find(const header_row_t *row, span_t field)
{
    for (; row->len; row++) {
        if (field.len > row->len && (ends_name(field.ptr[row->len]) || row->form == HEADER_PRIVATE) && name_is(field, row)) {
            return row;
        }
    }
    return NULL;
}

static const header_row_t *header_find(span_t field)
{
    char first = field.ptr[0] | 0x20;
    const header_row_t *row = first >= 'a' && first <= 'z' ? row_find(header_rows[first - 'a'], field) : NULL;

    return row && row->form == HEADER_PRIVATE ? row_find(private_rows, field) : row;
}

/** Read one header that may stand only once. */
static void single_read(sip_message_t *msg, header_form_t form, span_t value)
{
    if (msg->seen & (1U << form)) {
        return;
    }
    msg->seen |= 1U << form;

    if (form == HEADER_CSEQ) {
        cseq_read(msg, value);
    } else if (form == HEADER_FROM) {
        sip_address_parse(value, &msg->from_uri, &msg->from_tag);
    } else if (form == HEADER_TO) {
        sip_address_parse(value, &msg->to_uri, &msg->to_tag);
    } else {
        content_length_read(msg, value);
    }
}

/** Read one header field whose name is the row's. */
static inline void field_read(sip_message_t *msg, const header_row_t *row, span_t field)
{
    const char *at = field.ptr + row->len, *end = field.ptr + field.len;
    span_t value;

    while (at < end && scan_is_lws(*at)) {
        at++;
    }
    if (at == end || *at != ':') {
        return;
    }
    value = scan_trim((span_t){ at + 1, (size_t)(end - at) - 1 });

    switch (row->form) {
    case HEADER_SPAN:
        keep_first((span_t *)(void *)((char *)msg + row->where), value);
        break;
    case HEADER_LINES:
        line_add((span_t *)(void *)((char *)msg + row->where), value);
        break;
    case HEADER_AUTH:
        auth_line_add(msg, (auth_header_kind_t)row->where, value);
        break;
    case HEADER_SECURITY:
        security_line_add(msg, (security_header_kind_t)row->where, value);
        break;
    case HEADER_VIA:
        vias_read(msg, value);
        break;
    default:
        single_read(msg, row->form, value);
        break;
    }
}

/* Places in header_rows of what a glance needs. */
enum { ROW_AUTHORIZATION, ROW_AUTHENTICATION_INFO };
enum { ROW_CALL_ID, ROW_CSEQ, ROW_CONTACT, ROW_CONTENT_LENGTH };

static const header_row_t *row_of(char letter, unsigned place)
{
    return &header_rows[letter - 'a'][place];
}

static bool is_row(const header_row_t *row, span_t field)
{
    return field.len > row->len && ends_name(field.ptr[row->len]) && name_is(field, row);
}

/** The only row of a glance that the first two characters of a field leave; NULL if none. */
static const header_row_t *glance_candidate(char first, char second)
{
    bool compact = ends_name(second);

    second |= 0x20;
    switch (first | 0x20) {
    case 'v':
        return row_of('v', compact ? 1 : 0);
    case 'c':
        return row_of('c', second == 'a' ? ROW_CALL_ID : second == 's' ? ROW_CSEQ : ROW_CONTENT_LENGTH);
    case 'i':
        return compact ? row_of('i', 1) : NULL;
    case 'l':
        return row_of('l', 0);
    case 'w':
        return second == 'w' ? row_of('w', 0) : NULL;
    default:
        return NULL;
    }
}

/** The row of a field that a glance needs; NULL for others. */
static const header_row_t *glance_find(span_t field)
{
    const header_row_t *row;

    if (field.len < 2) {
        return NULL;
    }
    row = glance_candidate(field.ptr[0], field.ptr[1]);
    if (row) {
        return is_row(row, field) ? row : NULL;
    }
    /* Several of authentication have one beginning. */
    if ((field.ptr[0] | 0x20) != 'a' && (field.ptr[0] | 0x20) != 'p') {
        return NULL;
    }
    row = header_find(field);
    return row && row->form == HEADER_AUTH ? row : NULL;
}

#define LETTER(c) (UINT32_C(1) << ((c) & 31))

/** With what the names begin that a glance needs; most lines of a message begin with something else. */
static const uint32_t glance_letters = LETTER('a') | LETTER('c') | LETTER('i') | LETTER('l') | LETTER('p') | LETTER('v')
    | LETTER('w');

static inline void field_take(sip_message_t *msg, span_t field)
{
    const header_row_t *row = glance_letters & LETTER(field.ptr[0]) ? glance_find(field) : NULL;

    if (row) {
        field_read(msg, row, field);
        return;
    }
    if (msg->unread_count == SIP_MAX_UNREAD) {
        sip_message_read(msg);
    }
    msg->unread[msg->unread_count++] = field;
}

void sip_message_read(sip_message_t *msg)
{
    for (unsigned i = 0; i < msg->unread_count; i++) {
        const header_row_t *row = header_find(msg->unread[i]);
        if (row) {
            field_read(msg, row, msg->unread[i]);
        }
    }
    msg->unread_count = 0;
}

/** Empty it, but for the arrays: they are large, and their counts say what of them is valid. */
static void message_clear(sip_message_t *msg)
{
    char *bytes = (char *)msg;
    const size_t behind_via = offsetof(sip_message_t, via_kept);
    const size_t behind_auth = offsetof(sip_message_t, auth_kept);

    memset(bytes, 0, offsetof(sip_message_t, via));
    memset(bytes + behind_via, 0, offsetof(sip_message_t, auth) - behind_via);
    memset(bytes + behind_auth, 0, offsetof(sip_message_t, unread) - behind_auth);
}

bool sip_message_starts(const char *buf, size_t len)
{
    start_line_t start;

    return start_line_read((span_t){ buf, len }, &start);
}

bool sip_message_glance(sip_message_t *msg, const char *buf, size_t len)
{
    start_line_t start = { 0 };
    const char *at, *end;
    span_t field;

    message_clear(msg);
    if (!start_line_read((span_t){ buf, len }, &start)) {
        return false;
    }
    end = buf + len;
    at = line_feed(buf, end);
    at = at ? at + 1 : end;
    msg->is_request = start.is_request;
    msg->method = start.method;
    msg->request_uri = start.request_uri;
    msg->status = start.status;
    msg->reason_phrase = start.reason_phrase;

    while (!msg->headers_complete && field_next(&at, end, &field)) {
        if (field.len > 0) {
            field_take(msg, field);
        } else {
            msg->headers_complete = true;
        }
    }
    msg->header_len = (size_t)(at - buf);
    return true;
}

bool sip_message_parse(sip_message_t *msg, const char *buf, size_t len)
{
    bool starts = sip_message_glance(msg, buf, len);

    sip_message_read(msg);
    return starts;
}

/* Copies */

void sip_message_copy(sip_message_t *to, const sip_message_t *from)
{
    const size_t behind_via = offsetof(sip_message_t, via_kept);
    const size_t behind_auth = offsetof(sip_message_t, auth_kept);

    memcpy(to, from, offsetof(sip_message_t, via));
    memcpy((char *)to + behind_via, (const char *)from + behind_via, offsetof(sip_message_t, auth) - behind_via);
    memcpy((char *)to + behind_auth, (const char *)from + behind_auth, offsetof(sip_message_t, unread) - behind_auth);
    memcpy(to->via, from->via, from->via_kept * sizeof *from->via);
    memcpy(to->auth, from->auth, from->auth_kept * sizeof *from->auth);
    memcpy(to->security, from->security, from->security_kept * sizeof *from->security);
    memcpy(to->unread, from->unread, from->unread_count * sizeof *from->unread);
}

static void spans_move(span_t *first, const span_t *last, const char *from, const char *to)
{
    for (span_t *s = first; s <= last; s++) {
        s->ptr = s->ptr ? to + (s->ptr - from) : NULL;
    }
}

/* Every span of the structure: those that stand behind each other from the first to the last. */
void sip_message_move(sip_message_t *msg, const char *from, const char *to)
{
    spans_move(&msg->method, &msg->request_uri, from, to);
    spans_move(&msg->reason_phrase, &msg->reason_phrase, from, to);
    spans_move(&msg->call_id, &msg->call_id, from, to);
    spans_move(&msg->cseq_method, &msg->to_tag, from, to);
    spans_move(&msg->contact, &msg->date, from, to);
    for (unsigned i = 0; i < msg->via_kept; i++) {
        spans_move(&msg->via[i].head, &msg->via[i].branch, from, to);
    }
    for (unsigned i = 0; i < msg->auth_kept; i++) {
        spans_move(&msg->auth[i].value, &msg->auth[i].value, from, to);
    }
    for (unsigned i = 0; i < msg->security_kept; i++) {
        spans_move(&msg->security[i].value, &msg->security[i].value, from, to);
    }
    for (unsigned i = 0; i < msg->unread_count; i++) {
        spans_move(&msg->unread[i], &msg->unread[i], from, to);
    }
}

/* Addresses and URIs */

/**
 * Position of the angle bracket that opens the URI, or the length where the URI stands without brackets.
 * A quote that nothing closes is a character like any other; an unquoted display name has no colon, so a
 * separator behind one ends a bare URI.
 */
static size_t address_bracket_search(span_t value)
{
    bool quotes = true;
    bool colon = false;
    size_t at;

    for (at = 0; at < value.len && value.ptr[at] != '<'; at++) {
        char c = value.ptr[at];

        if (c == ':') {
            colon = true;
        } else if (colon && (c == ';' || c == ',')) {
            return value.len;
        } else if (c == '"' && quotes) {
            size_t close = scan_closing_quote(value, at);

            quotes = close < value.len;
            at = quotes ? close : at;
        }
    }
    return at;
}

/** The same, found at a glance where the address is written as nearly all are: `<uri>`, `word <uri>`, `"words" <uri>`. */
static size_t address_bracket(span_t value)
{
    size_t bracket = scan_find(value, '<'), at = 0;

    if (bracket > 0 && bracket < value.len && value.ptr[0] == '"') {
        at = scan_closing_quote(value, 0) + 1;
    }
    while (at < bracket && value.ptr[at] != '"' && value.ptr[at] != ':') {
        at++;
    }
    return at == bracket && bracket < value.len ? bracket : address_bracket_search(value);
}

/** What follows the URI and its closing bracket, from the first semicolon or comma on. */
static span_t address_params(span_t rest)
{
    if (rest.len > 1 && rest.ptr[0] == '>' && rest.ptr[1] == ';') {
        return scan_skip(rest, 1);
    }
    return scan_skip(rest, param_end(rest));
}

void sip_address_parse(span_t value, span_t *uri, span_t *tag)
{
    const span_t absent = { NULL, 0 };
    span_t rest = scan_trim(value);
    size_t bracket = address_bracket(rest);
    span_t name, param;

    *uri = absent;
    *tag = absent;
    if (rest.len == 0) {
        return;
    }
    if (bracket < rest.len) {
        rest = scan_skip(rest, bracket + 1);
        bracket = scan_find(rest, '>');
        *uri = scan_trim(scan_head(rest, bracket));
        rest = address_params(scan_skip(rest, bracket));
    } else {
        bracket = param_end(rest);
        *uri = scan_trim(scan_head(rest, bracket));
        rest = scan_skip(rest, bracket);
    }
    if (rest.len == 0) {
        return;
    }
    *tag = leading_param(rest, SPAN_LITERAL(";tag="));
    while (!span_present(*tag) && param_next(&rest, &name, &param)) {
        if (span_equal_nocase(name, SPAN_LITERAL("tag"))) {
            keep_first(tag, param);
        }
    }
}

/** Take a scheme and its colon off a URI. */
static bool uri_scheme_next(span_t *uri, span_t scheme)
{
    if (uri->len < scheme.len || uri->ptr[scheme.len - 1] != ':' || !span_equal_nocase(scan_head(*uri, scheme.len), scheme)) {
        return false;
    }
    *uri = scan_skip(*uri, scheme.len);
    return true;
}

static bool uri_sip_next(span_t *uri)
{
    return uri_scheme_next(uri, SPAN_LITERAL("sip:")) || uri_scheme_next(uri, SPAN_LITERAL("sips:"));
}

/** What stands before the first of the stop characters; absent where that is nothing. */
static span_t uri_part(span_t s, const char *stops)
{
    size_t n = s.len;

    for (; *stops; stops++) {
        n = MIN(n, scan_find(scan_head(s, n), *stops));
    }
    return n > 0 ? scan_head(s, n) : (span_t){ NULL, 0 };
}

span_t sip_uri_user(span_t uri)
{
    size_t at;

    if (uri_sip_next(&uri)) {
        at = scan_find(uri, '@');
        return at < uri.len ? uri_part(scan_head(uri, at), ":;") : (span_t){ NULL, 0 };
    }
    return uri_scheme_next(&uri, SPAN_LITERAL("tel:")) ? uri_part(uri, ";") : (span_t){ NULL, 0 };
}

span_t sip_uri_host(span_t uri)
{
    size_t at, close;

    if (!uri_sip_next(&uri)) {
        return (span_t){ NULL, 0 };
    }
    at = scan_find(uri, '@');
    uri = at < uri.len ? scan_skip(uri, at + 1) : uri;
    close = scan_find(uri, ']');
    if (scan_at(uri, '[') && close < uri.len) {
        return scan_head(uri, close + 1);
    }
    return uri_part(uri, ":;?> \t\r\n");
}
