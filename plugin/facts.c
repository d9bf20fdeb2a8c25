/* facts.c
 * Turns the spans of a parsed message into facts that outlive the packet.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "facts.h"

#include "digest.h"
#include "hash.h"
#include "scan.h"

/* Ends a text that was cut. */
#define ELLIPSIS "\xe2\x80\xa6"

/* Sets of credentials and challenges kept of one message. Servers offer three algorithms in two header fields, forks
 * join some of these; hostile messages hold thousands, and rules compare each with each. */
#define MAX_ITEMS 16

static const char *text_up_to(wmem_allocator_t *scope, span_t text, size_t room)
{
    if (!span_present(text)) {
        return NULL;
    }
    bool cut = text.len > room;
    gssize len = cut ? (gssize)room : (gssize)text.len;
    if (g_utf8_validate(text.ptr, len, NULL)) {
        char *copy = wmem_strndup(scope, text.ptr, (size_t)len);
        return cut ? wmem_strdup_printf(scope, "%s" ELLIPSIS, copy) : copy;
    }
    char *valid = g_utf8_make_valid(text.ptr, len);
    char *copy = wmem_strdup_printf(scope, "%s%s", valid, cut ? ELLIPSIS : "");
    g_free(valid);
    return copy;
}

const char *facts_lines(wmem_allocator_t *scope, const span_t *lines)
{
    const char *text = facts_text(scope, lines[0]);

    for (unsigned i = 1; i < SIP_MAX_LINES - 1 && span_present(lines[i]); i++) {
        text = wmem_strdup_printf(scope, "%s, %s", text, facts_text(scope, lines[i]));
    }
    return span_present(lines[SIP_MAX_LINES - 1]) ? wmem_strdup_printf(scope, "%s, " ELLIPSIS, text) : text;
}

/* PASSporTs are some hundred bytes long. */
#define MAX_PASSPORT 4096

/* The second of the parts between dots, in base64url without padding (RFC 7515 section 2), decoded; to be freed. */
static char *passport_claims(span_t identity, gsize *len)
{
    char *text;
    guchar *claims;
    span_t rest = scan_head(identity, MAX_PASSPORT);

    rest = scan_skip(rest, scan_find(rest, '.') + 1);
    rest = scan_head(rest, scan_find(rest, '.'));
    text = g_strdup_printf("%.*s%.*s", (int)rest.len, rest.ptr ? rest.ptr : "", (int)((4 - rest.len % 4) % 4), "===");
    claims = g_base64_decode(g_strdelimit(g_strdelimit(text, "-", '+'), "_", '/'), len);
    g_free(text);
    return (char *)claims;
}

int64_t facts_identity_iat(span_t identity)
{
    static const char name[] = "\"iat\"";
    gsize len = 0;
    int64_t seconds = 0;
    char *claims = passport_claims(identity, &len);
    const char *at = g_strstr_len(claims, (gssize)len, name);

    for (at = at ? at + strlen(name) : claims + len; at < claims + len && seconds <= UINT32_MAX; at++) {
        if (g_ascii_isdigit(*at)) {
            seconds = seconds * 10 + (*at - '0');
        } else if (seconds || !strchr(" \t\r\n:\"", *at)) {
            break;
        }
    }
    g_free(claims);
    return seconds <= UINT32_MAX ? seconds : 0;
}

bool facts_text_cut(const char *text)
{
    return text && strlen(text) > FACTS_MAX_TEXT;
}

const char *facts_text(wmem_allocator_t *scope, span_t text)
{
    return text_up_to(scope, text, FACTS_MAX_TEXT);
}

static const char *value_text(wmem_allocator_t *scope, const auth_value_t *value)
{
    char buf[FACTS_MAX_TEXT + 1];

    if (!span_present(value->raw)) {
        return NULL;
    }
    size_t len = auth_value_unescape(value, buf, sizeof buf);
    return facts_text(scope, (span_t){ buf, MIN(len, sizeof buf) });
}

/* The user name; one that does not fit into a quoted string stands in `username*` instead (RFC 7616 section 3.4). */
static const char *username_text(wmem_allocator_t *scope, const auth_value_t *param)
{
    const auth_value_t *ext = &param[AUTH_PARAM_USERNAME_EXT];
    const char *text;
    char *plain;
    size_t len;

    if (span_present(param[AUTH_PARAM_USERNAME].raw) || !span_present(ext->raw)) {
        return value_text(scope, &param[AUTH_PARAM_USERNAME]);
    }
    plain = (char *)g_malloc(ext->raw.len + 1);
    text = auth_ext_value_decode(ext, plain, &len) ? facts_text(scope, (span_t){ plain, len }) : value_text(scope, ext);
    g_free(plain);
    return text;
}

static bool value_filled(const auth_value_t *value)
{
    return value->raw.ptr && value->raw.len > 0;
}

/* An empty value says as little as none. */
static uint64_t filled_hash(const auth_value_t *value)
{
    return value_filled(value) ? auth_value_hash(value) : 0;
}

static bool is_aka_algorithm(const auth_value_t *algorithm)
{
    return algorithm->raw.len >= 4 && g_ascii_strncasecmp(algorithm->raw.ptr, "AKAv", 4) == 0;
}

static bool is_digest_scheme(span_t scheme)
{
    return span_equal_nocase(scheme, SPAN_LITERAL("Digest"));
}

/* Would the texts of these credentials be other bytes than were sent? */
static bool changes_as_text(span_t text)
{
    return text.len > FACTS_MAX_TEXT || memchr(text.ptr, '\\', text.len) || !g_utf8_validate(text.ptr, (gssize)text.len, NULL);
}

static uint64_t sent_hash(const auth_item_t *item)
{
    uint64_t hash = hash_number(HASH_START, auth_value_hash(&item->param[AUTH_PARAM_NONCE]));

    hash = hash_number(hash, auth_value_hash(&item->param[AUTH_PARAM_RESPONSE]));
    hash = hash_number(hash, auth_value_hash(&item->param[AUTH_PARAM_USERNAME]));
    return hash_span(hash, item->token68);
}

static credentials_t *credentials_from(wmem_allocator_t *scope, auth_header_kind_t header, const auth_item_t *item)
{
    credentials_t *c = wmem_new0(scope, credentials_t);
    const auth_value_t *param = item->param;

    c->header = header;
    c->scheme = facts_text(scope, item->scheme);
    c->username = username_text(scope, param);
    c->realm = value_text(scope, &param[AUTH_PARAM_REALM]);
    c->nonce = value_text(scope, &param[AUTH_PARAM_NONCE]);
    c->uri = value_text(scope, &param[AUTH_PARAM_URI]);
    c->algorithm = value_text(scope, &param[AUTH_PARAM_ALGORITHM]);
    c->qop = value_text(scope, &param[AUTH_PARAM_QOP]);
    c->nc = value_text(scope, &param[AUTH_PARAM_NC]);
    c->cnonce = value_text(scope, &param[AUTH_PARAM_CNONCE]);
    c->response = value_text(scope, &param[AUTH_PARAM_RESPONSE]);
    c->userhash = value_text(scope, &param[AUTH_PARAM_USERHASH]);
    c->integrity_protected = value_text(scope, &param[AUTH_PARAM_INTEGRITY_PROTECTED]);
    c->auts = value_text(scope, &param[AUTH_PARAM_AUTS]);
    c->has_auts = value_filled(&param[AUTH_PARAM_AUTS]);
    if (changes_as_text(item->text)) {
        c->raw = wmem_strndup(scope, item->text.ptr, MIN(item->text.len, FACTS_MAX_RAW));
    }
    c->odd = item->odd;
    c->nonce_hash = filled_hash(&param[AUTH_PARAM_NONCE]);
    c->opaque_hash = filled_hash(&param[AUTH_PARAM_OPAQUE]);
    c->response_hash = sent_hash(item);
    c->nonce_origin = c->nonce_hash ? NONCE_UNKNOWN : NONCE_ABSENT;
    if (is_digest_scheme(item->scheme)) {
        c->usable = value_filled(&param[AUTH_PARAM_RESPONSE]) || c->has_auts;
    } else {
        c->usable = item->token68.len > 0 || item->other_params > 0;
    }
    return c;
}

static challenge_t *challenge_from(wmem_allocator_t *scope, auth_header_kind_t header, const auth_item_t *item)
{
    challenge_t *c = wmem_new0(scope, challenge_t);
    const auth_value_t *param = item->param;
    const auth_value_t whole = { item->text, false };

    c->header = header;
    c->text = value_text(scope, &whole);
    c->scheme = facts_text(scope, item->scheme);
    c->realm = value_text(scope, &param[AUTH_PARAM_REALM]);
    c->nonce = value_text(scope, &param[AUTH_PARAM_NONCE]);
    c->opaque = value_text(scope, &param[AUTH_PARAM_OPAQUE]);
    c->stale = value_text(scope, &param[AUTH_PARAM_STALE]);
    c->algorithm = value_text(scope, &param[AUTH_PARAM_ALGORITHM]);
    c->qop = value_text(scope, &param[AUTH_PARAM_QOP]);
    c->is_digest = is_digest_scheme(item->scheme);
    c->is_aka = c->is_digest && is_aka_algorithm(&param[AUTH_PARAM_ALGORITHM]);
    c->is_stale = c->stale && g_ascii_strcasecmp(c->stale, "true") == 0;
    c->error = value_text(scope, &param[AUTH_PARAM_ERROR]);
    c->authz_server = value_text(scope, &param[AUTH_PARAM_AUTHZ_SERVER]);
    c->has_keys = value_filled(&param[AUTH_PARAM_CK]) || value_filled(&param[AUTH_PARAM_IK]);
    c->odd = item->odd;
    c->nonce_hash = filled_hash(&param[AUTH_PARAM_NONCE]);
    c->opaque_hash = filled_hash(&param[AUTH_PARAM_OPAQUE]);
    return c;
}

/* A walk through the challenges, or the credentials, of a message. */
typedef struct {
    const sip_message_t *message;
    auth_header_kind_t kinds[2];
    unsigned lines;         /* begun */
    auth_cursor_t cursor;
    unsigned count;         /* taken */
} walk_t;

static bool walk_next(walk_t *walk, auth_header_kind_t *kind, auth_item_t *item)
{
    while (walk->lines == 0 || !auth_header_next(&walk->cursor, item)) {
        if (walk->lines == walk->message->auth_kept) {
            return false;
        }
        const sip_auth_line_t *line = &walk->message->auth[walk->lines++];
        walk->cursor.rest = line->kind == walk->kinds[0] || line->kind == walk->kinds[1] ? line->value : (span_t){ NULL, 0 };
    }
    *kind = walk->message->auth[walk->lines - 1].kind;
    walk->count++;
    return true;
}

/* Those beyond MAX_ITEMS. Of lines that the message itself does not keep, each counts as one, whatever its kind. */
static unsigned walk_left_out(const walk_t *walk)
{
    return walk->count - MIN(walk->count, MAX_ITEMS) + walk->message->auth_count - walk->message->auth_kept;
}

static credentials_t *read_credentials(wmem_allocator_t *scope, const sip_message_t *message, unsigned *left_out)
{
    walk_t walk = { .message = message, .kinds = { AUTH_AUTHORIZATION, AUTH_PROXY_AUTHORIZATION } };
    credentials_t *first = NULL, **end = &first;
    auth_header_kind_t kind;
    auth_item_t item;

    while (walk_next(&walk, &kind, &item)) {
        if (walk.count <= MAX_ITEMS) {
            *end = credentials_from(scope, kind, &item);
            end = &(*end)->next;
        }
    }
    *left_out = walk_left_out(&walk);
    return first;
}

static challenge_t *read_challenges(wmem_allocator_t *scope, const sip_message_t *message, uint32_t frame,
    unsigned *left_out)
{
    walk_t walk = { .message = message, .kinds = { AUTH_WWW_AUTHENTICATE, AUTH_PROXY_AUTHENTICATE } };
    challenge_t *first = NULL, **end = &first;
    auth_header_kind_t kind;
    auth_item_t item;

    while (walk_next(&walk, &kind, &item)) {
        if (walk.count <= MAX_ITEMS) {
            *end = challenge_from(scope, kind, &item);
            (*end)->frame = frame;
            end = &(*end)->next;
        }
    }
    *left_out = walk_left_out(&walk);
    return first;
}

credentials_t *facts_credentials(wmem_allocator_t *scope, const sip_message_t *message)
{
    unsigned left_out;

    return read_credentials(scope, message, &left_out);
}

challenge_t *facts_challenges(wmem_allocator_t *scope, const sip_message_t *message, uint32_t frame)
{
    unsigned left_out;

    return read_challenges(scope, message, frame, &left_out);
}

uint64_t facts_nextnonce(const sip_message_t *message)
{
    for (unsigned i = 0; i < message->auth_kept; i++) {
        auth_item_t item;

        if (message->auth[i].kind != AUTH_AUTHENTICATION_INFO
            && message->auth[i].kind != AUTH_PROXY_AUTHENTICATION_INFO) {
            continue;
        }
        auth_info_parse(message->auth[i].value, &item);
        if (value_filled(&item.param[AUTH_PARAM_NEXTNONCE])) {
            return auth_value_hash(&item.param[AUTH_PARAM_NEXTNONCE]);
        }
    }
    return 0;
}

/* Header fields that a proxy of a core network adds (RFC 7315, RFC 3327); no UE sends them. */
static bool bears_core_headers(const sip_message_t *message)
{
    return span_present(message->p_charging_vector) || span_present(message->p_visited_network_id)
        || span_present(message->path);
}

/* A list of mechanisms is long and compared whole (RFC 3329 section 2.3.1): it may take more room than other
 * header values. */
#define MAX_SECURITY_TEXT 4096

/* All lines of one kind as one list; NULL where there is none. */
static const char *security_list(wmem_allocator_t *scope, const sip_message_t *message, security_header_kind_t kind)
{
    GString *list = NULL;
    const char *text = NULL;

    for (unsigned i = 0; i < message->security_kept; i++) {
        span_t line = message->security[i].value;

        if (message->security[i].kind != kind) {
            continue;
        }
        if (!list) {
            list = g_string_new(NULL);
        } else {
            g_string_append(list, ", ");
        }
        g_string_append_len(list, line.ptr, (gssize)line.len);
    }
    if (list) {
        g_string_append(list, message->security_count > message->security_kept ? ELLIPSIS : "");
        text = text_up_to(scope, (span_t){ list->str, list->len }, MAX_SECURITY_TEXT);
        g_string_free(list, TRUE);
    }
    return text;
}

uint64_t facts_tag_hash(span_t tag)
{
    return tag.len ? hash_span(HASH_START, tag) : 0;
}

uint64_t facts_call_hash(span_t call_id, span_t method)
{
    return hash_span(hash_span(HASH_START, call_id), method);
}

/* Hash of a body for a digest whose qop is auth-int; NULL where it is another, or nothing can be computed. */
static const char *body_hash(wmem_allocator_t *scope, const char *qop, const char *algorithm_name, span_t body)
{
    span_t name = { algorithm_name, algorithm_name ? strlen(algorithm_name) : 0 };
    digest_algorithm_t algorithm;
    char hex[DIGEST_HEX_SIZE];

    if (qop && g_ascii_strcasecmp(qop, "auth-int") == 0 && span_present(body) && digest_algorithm_parse(name, &algorithm)
        && digest_body_hash(algorithm.hash, body, hex)) {
        return wmem_strdup(scope, hex);
    }
    return NULL;
}

void facts_body_hash(wmem_allocator_t *scope, credentials_t *credentials, span_t body)
{
    for (credentials_t *c = credentials; c; c = c->next) {
        c->body_hash = body_hash(scope, c->qop, c->algorithm, body);
    }
}

/* The credentials that the header speaks of: with the same nonce count and cnonce where several stand in the header
 * field that asks for it, else the first. */
static const credentials_t *credentials_of_info(const attempt_t *attempt, const auth_info_t *info)
{
    auth_header_kind_t header = info->header == AUTH_AUTHENTICATION_INFO ? AUTH_AUTHORIZATION : AUTH_PROXY_AUTHORIZATION;
    const credentials_t *first = NULL;

    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->header != header || !c->usable) {
            continue;
        }
        if (g_strcmp0(c->cnonce, info->cnonce) == 0 && g_strcmp0(c->nc, info->nc) == 0) {
            return c;
        }
        first = first ? first : c;
    }
    return first;
}

static const auth_info_t *info_from(wmem_allocator_t *scope, const attempt_t *attempt, const sip_auth_line_t *line,
    span_t body)
{
    auth_info_t *info = wmem_new0(scope, auth_info_t);
    auth_item_t item;

    auth_info_parse(line->value, &item);
    info->header = line->kind;
    info->nextnonce = value_text(scope, &item.param[AUTH_PARAM_NEXTNONCE]);
    info->qop = value_text(scope, &item.param[AUTH_PARAM_QOP]);
    info->nc = value_text(scope, &item.param[AUTH_PARAM_NC]);
    info->cnonce = value_text(scope, &item.param[AUTH_PARAM_CNONCE]);
    info->rspauth = value_text(scope, &item.param[AUTH_PARAM_RSPAUTH]);
    info->credentials = credentials_of_info(attempt, info);
    if (info->credentials) {
        info->body_hash = body_hash(scope, info->qop, info->credentials->algorithm, body);
    }
    return info;
}

void facts_of_info(wmem_allocator_t *scope, attempt_t *attempt, const sip_message_t *message, span_t body)
{
    for (unsigned i = 0; i < message->auth_kept && !attempt->info; i++) {
        if (message->auth[i].kind == AUTH_AUTHENTICATION_INFO
            || message->auth[i].kind == AUTH_PROXY_AUTHENTICATION_INFO) {
            attempt->info = info_from(scope, attempt, &message->auth[i], body);
        }
    }
}

bool facts_wants_body(const sip_message_t *message)
{
    for (unsigned i = 0; i < message->auth_kept; i++) {
        const sip_auth_line_t *line = &message->auth[i];

        if ((line->kind == AUTH_AUTHORIZATION || line->kind == AUTH_PROXY_AUTHORIZATION)
            && g_strstr_len(line->value.ptr, (gssize)line->value.len, "auth-int")) {
            return true;
        }
    }
    return false;
}

static bool begins_with_cookie(span_t branch)
{
    static const char cookie[] = "z9hG4bK";

    return branch.len >= sizeof cookie - 1 && g_ascii_strncasecmp(branch.ptr, cookie, sizeof cookie - 1) == 0;
}

void facts_of_request(wmem_allocator_t *scope, attempt_t *attempt, const sip_message_t *message)
{
    attempt->cseq = message->cseq;
    attempt->request_uri = facts_text(scope, message->request_uri);
    attempt->call_id = facts_text(scope, message->call_id);
    attempt->from_tag = facts_text(scope, message->from_tag);
    attempt->from_tag_hash = facts_tag_hash(message->from_tag);
    attempt->branch_hash = message->via_kept ? facts_tag_hash(message->via[0].branch) : 0;
    attempt->branch_is_unique = message->via_kept && begins_with_cookie(message->via[0].branch);
    attempt->contact = facts_text(scope, message->contact);
    attempt->record_route = facts_text(scope, message->record_route);
    attempt->asserted_identity = facts_text(scope, message->p_asserted_identity);
    attempt->visited_network = facts_text(scope, message->p_visited_network_id);
    attempt->access_network = facts_text(scope, message->p_access_network_info);
    attempt->date = facts_text(scope, message->date);
    attempt->has_identity = span_present(message->identity);
    attempt->identity_iat = attempt->has_identity ? facts_identity_iat(message->identity) : 0;
    attempt->has_body = message->has_content_length && message->content_length > 0;
    attempt->has_expires = span_present(message->expires);
    attempt->security_client = security_list(scope, message, SECURITY_CLIENT);
    attempt->security_verify = security_list(scope, message, SECURITY_VERIFY);
    attempt->credentials = read_credentials(scope, message, &attempt->credentials_left_out);
    attempt->request_complete = message->headers_complete && attempt->credentials_left_out == 0;
}

void facts_of_response(wmem_allocator_t *scope, attempt_t *attempt, const sip_message_t *message, uint32_t frame)
{
    attempt->status = message->status;
    attempt->reason_phrase = facts_text(scope, message->reason_phrase);
    attempt->server = facts_text(scope, span_present(message->server) ? message->server : message->user_agent);
    attempt->warning = facts_lines(scope, message->warning);
    attempt->reason = facts_lines(scope, message->reason);
    attempt->security_server = security_list(scope, message, SECURITY_SERVER);
    if (message->status == 401 || message->status == 407) {
        attempt->challenges = read_challenges(scope, message, frame, &attempt->challenges_left_out);
    }
    attempt->response_complete = message->headers_complete && attempt->challenges_left_out == 0;
}

static bool is_zero(span_t number)
{
    return number.len > 0 && number.ptr[0] == '0' && (number.len == 1 || !g_ascii_isdigit(number.ptr[1]));
}

/* The expires parameter of the first Contact (RFC 3261 section 10.2.2). */
static bool contact_expires_zero(span_t contact)
{
    static const char name[] = "expires=";

    for (size_t i = 0; i + sizeof name <= contact.len && contact.ptr[i] != ','; i++) {
        if (g_ascii_strncasecmp(contact.ptr + i, name, sizeof name - 1) == 0) {
            return is_zero((span_t){ contact.ptr + i + sizeof name - 1, contact.len - i - sizeof name + 1 });
        }
    }
    return false;
}

void facts_of_exchange(wmem_allocator_t *scope, exchange_t *exchange, const sip_message_t *message)
{
    exchange->method = facts_text(scope, message->is_request ? message->method : message->cseq_method);
    exchange->call_id = facts_text(scope, message->call_id);
    exchange->call_hash = facts_call_hash(message->call_id, message->is_request ? message->method : message->cseq_method);
    exchange->from_user = facts_text(scope, sip_uri_user(message->from_uri));
    exchange->from_host = facts_text(scope, sip_uri_host(message->from_uri));
    exchange->to_uri = facts_text(scope, message->to_uri);
    exchange->to_user = facts_text(scope, sip_uri_user(message->to_uri));
    exchange->via_count = message->via_count;
    if (message->is_request) {
        exchange->to_tag = facts_text(scope, message->to_tag);
        exchange->expires_zero = is_zero(message->expires) || contact_expires_zero(message->contact);
        exchange->user_agent = facts_text(scope, message->user_agent);
        exchange->from_core = bears_core_headers(message);
    }
}
