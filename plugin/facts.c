/* facts.c
 * Turns the spans of a parsed message into facts that outlive the packet.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "facts.h"

#include "digest.h"
#include "hash.h"
#include "scan.h"

/* Neither NUL nor anything beyond ASCII: text as it is, which needs no further look. */
static bool is_plain(span_t text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = UINT64_C(0x8080808080808080);
    size_t at = 0;

    for (; at + sizeof(uint64_t) <= text.len; at += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, text.ptr + at, sizeof word);
        if ((word | (word - ones)) & high) {
            return false;
        }
    }
    for (; at < text.len; at++) {
        if (text.ptr[at] <= 0) {
            return false;
        }
    }
    return true;
}

/* The text as valid UTF-8, cut at so many bytes; to be freed. */
static char *clean(span_t text, size_t room)
{
    bool cut = text.len > room;
    char *valid = g_utf8_make_valid(text.ptr ? text.ptr : "", (gssize)(cut ? room : text.len));

    if (cut) {
        char *marked = g_strconcat(valid, ELLIPSIS, NULL);
        g_free(valid);
        return marked;
    }
    return valid;
}

/* Is that text these bytes? */
static bool is_text(const char *text, span_t bytes)
{
    return text && span_present(bytes) && strncmp(text, bytes.ptr, bytes.len) == 0
        && !memchr(bytes.ptr, '\0', bytes.len) && text[bytes.len] == '\0';
}

static const char *kept_newly(const keep_t *keep, span_t text, size_t room)
{
    if (text.len <= room && is_plain(text)) {
        return texts_keep(keep->texts, text);
    }
    char *cleaned = clean(text, room);
    const char *kept = texts_keep(keep->texts, (span_t){ cleaned, strlen(cleaned) });
    g_free(cleaned);
    return kept;
}

static inline const char *kept_up_to(const keep_t *keep, span_t text, size_t room)
{
    const char *known = text.len <= room ? texts_find(keep->texts, text) : NULL;

    return known || !span_present(text) ? known : kept_newly(keep, text, room);
}

/* What is likely to be said again: the text is kept once for all who say it. */
static const char *kept(const keep_t *keep, span_t text)
{
    return kept_up_to(keep, text, FACTS_MAX_TEXT);
}

const char *facts_kept(const keep_t *keep, span_t text)
{
    return kept(keep, text);
}

/* The same, and likely to be what was said the time before. */
static const char *kept_again(const keep_t *keep, const char *before, span_t text)
{
    return is_text(before, text) ? before : kept(keep, text);
}

/* What belongs to one message. */
static const char *own(const keep_t *keep, span_t text)
{
    if (!span_present(text) || (text.len <= FACTS_MAX_TEXT && is_plain(text))) {
        return arena_text(keep->arena, text);
    }
    char *cleaned = clean(text, FACTS_MAX_TEXT);
    const char *copy = arena_text(keep->arena, (span_t){ cleaned, strlen(cleaned) });
    g_free(cleaned);
    return copy;
}

const char *facts_own(const keep_t *keep, span_t text)
{
    return own(keep, text);
}

const char *facts_text(wmem_allocator_t *scope, span_t text)
{
    if (!span_present(text)) {
        return NULL;
    }
    char *cleaned = clean(text, FACTS_MAX_TEXT);
    const char *copy = wmem_strdup(scope, cleaned);
    g_free(cleaned);
    return copy;
}

const char *facts_lines(const keep_t *keep, const span_t *lines)
{
    if (!span_present(lines[1])) {
        return kept(keep, lines[0]);
    }
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < SIP_MAX_LINES - 1 && span_present(lines[i]); i++) {
        char *line = clean(lines[i], FACTS_MAX_TEXT);
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", line);
        g_free(line);
    }
    g_string_append(text, span_present(lines[SIP_MAX_LINES - 1]) ? ", " ELLIPSIS : "");
    const char *whole = texts_keep(keep->texts, (span_t){ text->str, text->len });
    g_string_free(text, TRUE);
    return whole;
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

/* The value without escapes and folds, in buf where it had any. */
static span_t value_span(const auth_value_t *value, char *buf, size_t size)
{
    if (!span_present(value->raw) || auth_value_is_plain(value)) {
        return value->raw;
    }
    size_t len = auth_value_unescape(value, buf, size);
    return (span_t){ buf, MIN(len, size) };
}

static const char *kept_value(const keep_t *keep, const auth_value_t *value)
{
    char buf[FACTS_MAX_TEXT + 1];

    return span_present(value->raw) ? kept(keep, value_span(value, buf, sizeof buf)) : NULL;
}

static const char *own_value(const keep_t *keep, const auth_value_t *value)
{
    char buf[FACTS_MAX_TEXT + 1];

    return span_present(value->raw) ? own(keep, value_span(value, buf, sizeof buf)) : NULL;
}

/* The user name; one that does not fit into a quoted string stands in `username*` instead (RFC 7616 section 3.4). */
static const char *username_text(const keep_t *keep, const auth_value_t *param)
{
    const auth_value_t *ext = &param[AUTH_PARAM_USERNAME_EXT];
    const char *text;
    char *plain;
    size_t len;

    if (span_present(param[AUTH_PARAM_USERNAME].raw) || !span_present(ext->raw)) {
        return kept_value(keep, &param[AUTH_PARAM_USERNAME]);
    }
    plain = (char *)g_malloc(ext->raw.len + 1);
    text = auth_ext_value_decode(ext, plain, &len) ? kept(keep, (span_t){ plain, len }) : kept_value(keep, ext);
    g_free(plain);
    return text;
}

static bool value_filled(const auth_value_t *value)
{
    return value->raw.ptr && value->raw.len > 0;
}

/* An empty value says as little as none. */
static uint32_t filled_hash(const auth_value_t *value)
{
    return value_filled(value) ? MAX((uint32_t)auth_value_hash(value), 1) : 0;
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
    return text.len > FACTS_MAX_TEXT || memchr(text.ptr, '\\', text.len)
        || (!is_plain(text) && !g_utf8_validate(text.ptr, (gssize)text.len, NULL));
}

static uint32_t span_print(span_t text)
{
    return hash_fingerprint(text.ptr ? text.ptr : "", text.len);
}

static uint32_t sent_hash(const offered_t *offered)
{
    const auth_item_t *item = &offered->item;
    uint32_t hash = (uint32_t)offered->nonce_hash;

    hash = hash * 31 + span_print(item->param[AUTH_PARAM_RESPONSE].raw);
    hash = hash * 31 + span_print(item->param[AUTH_PARAM_USERNAME].raw);
    hash = hash * 31 + span_print(item->token68);
    return MAX(hash, 1);
}

static credentials_t *credentials_from(const keep_t *keep, const offered_t *offered)
{
    credentials_t *c = arena_new0(keep->arena, credentials_t);
    const auth_item_t *item = &offered->item;
    const auth_value_t *param = item->param;

    c->header = offered->header;
    c->scheme = kept(keep, item->scheme);
    c->username = username_text(keep, param);
    c->realm = kept_value(keep, &param[AUTH_PARAM_REALM]);
    c->nonce = own_value(keep, &param[AUTH_PARAM_NONCE]);
    c->uri = kept_value(keep, &param[AUTH_PARAM_URI]);
    c->algorithm = kept_value(keep, &param[AUTH_PARAM_ALGORITHM]);
    c->qop = kept_value(keep, &param[AUTH_PARAM_QOP]);
    c->nc = kept_value(keep, &param[AUTH_PARAM_NC]);
    c->cnonce = own_value(keep, &param[AUTH_PARAM_CNONCE]);
    c->response = own_value(keep, &param[AUTH_PARAM_RESPONSE]);
    c->userhash = kept_value(keep, &param[AUTH_PARAM_USERHASH]);
    c->integrity_protected = kept_value(keep, &param[AUTH_PARAM_INTEGRITY_PROTECTED]);
    c->auts = own_value(keep, &param[AUTH_PARAM_AUTS]);
    c->has_auts = value_filled(&param[AUTH_PARAM_AUTS]);
    if (changes_as_text(item->text)) {
        c->raw = arena_text(keep->arena, scan_head(item->text, FACTS_MAX_RAW));
    }
    c->odd = item->odd;
    c->nonce_hash = offered->nonce_hash;
    c->opaque_hash = filled_hash(&param[AUTH_PARAM_OPAQUE]);
    c->response_hash = sent_hash(offered);
    c->nonce_origin = c->nonce_hash ? NONCE_UNKNOWN : NONCE_ABSENT;
    c->usable = offered->usable;
    return c;
}

static const char *challenge_text(const keep_t *keep, const challenge_t *challenge, span_t text)
{
    const auth_value_t whole = { text, false, false };
    auth_value_t hidden = { { NULL, 0 }, false, false };
    GString *out;
    const char *shown;

    /* Of a parameter that stands there twice the first was looked at. */
    if (!challenge->has_keys && !(challenge->odd & AUTH_ODD_DUPLICATE_PARAM)) {
        return own_value(keep, &whole);
    }
    out = auth_header_without_keys(text);
    hidden.raw = (span_t){ out->str, out->len };
    shown = own_value(keep, &hidden);
    g_string_free(out, TRUE);
    return shown;
}

static challenge_t *challenge_from(const keep_t *keep, auth_header_kind_t header, const auth_item_t *item)
{
    challenge_t *c = arena_new0(keep->arena, challenge_t);
    const auth_value_t *param = item->param;

    c->header = header;
    c->has_keys = value_filled(&param[AUTH_PARAM_CK]) || value_filled(&param[AUTH_PARAM_IK]);
    c->odd = item->odd;
    c->text = challenge_text(keep, c, item->text);
    c->scheme = kept(keep, item->scheme);
    c->realm = kept_value(keep, &param[AUTH_PARAM_REALM]);
    c->nonce = own_value(keep, &param[AUTH_PARAM_NONCE]);
    c->opaque = own_value(keep, &param[AUTH_PARAM_OPAQUE]);
    c->stale = kept_value(keep, &param[AUTH_PARAM_STALE]);
    c->algorithm = kept_value(keep, &param[AUTH_PARAM_ALGORITHM]);
    c->qop = kept_value(keep, &param[AUTH_PARAM_QOP]);
    c->is_digest = is_digest_scheme(item->scheme);
    c->is_aka = c->is_digest && is_aka_algorithm(&param[AUTH_PARAM_ALGORITHM]);
    c->is_stale = c->stale && g_ascii_strcasecmp(c->stale, "true") == 0;
    c->error = kept_value(keep, &param[AUTH_PARAM_ERROR]);
    c->authz_server = kept_value(keep, &param[AUTH_PARAM_AUTHZ_SERVER]);
    c->nonce_hash = value_filled(&param[AUTH_PARAM_NONCE]) ? auth_value_hash(&param[AUTH_PARAM_NONCE]) : 0;
    c->opaque_hash = filled_hash(&param[AUTH_PARAM_OPAQUE]);
    return c;
}

static bool holds_answer(const auth_item_t *item)
{
    if (is_digest_scheme(item->scheme)) {
        return value_filled(&item->param[AUTH_PARAM_RESPONSE]) || value_filled(&item->param[AUTH_PARAM_AUTS]);
    }
    return item->token68.len > 0 || item->other_params > 0;
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

/* Those beyond FACTS_MAX_ITEMS. Of lines that the message itself does not keep, each counts as one, whatever its kind. */
static unsigned walk_left_out(const walk_t *walk)
{
    return walk->count - MIN(walk->count, FACTS_MAX_ITEMS) + walk->message->auth_count - walk->message->auth_kept;
}

bool facts_offers(const sip_message_t *message)
{
    for (unsigned i = 0; i < message->auth_kept; i++) {
        if (message->auth[i].kind == AUTH_AUTHORIZATION || message->auth[i].kind == AUTH_PROXY_AUTHORIZATION) {
            return true;
        }
    }
    return false;
}

void facts_offer(offer_t *offer, const sip_message_t *message)
{
    walk_t walk = { .message = message, .kinds = { AUTH_AUTHORIZATION, AUTH_PROXY_AUTHORIZATION } };
    auth_item_t beyond;
    auth_header_kind_t kind;
    auth_item_t *item = &offer->of[0].item;

    offer->count = 0;
    while (walk_next(&walk, &kind, item)) {
        if (offer->count < FACTS_MAX_ITEMS) {
            offered_t *offered = &offer->of[offer->count++];
            const auth_value_t *nonce = &offered->item.param[AUTH_PARAM_NONCE];

            offered->header = kind;
            offered->usable = holds_answer(&offered->item);
            offered->nonce_hash = value_filled(nonce) ? auth_value_hash(nonce) : 0;
        }
        item = offer->count < FACTS_MAX_ITEMS ? &offer->of[offer->count].item : &beyond;
    }
    offer->left_out = walk_left_out(&walk);
}

credentials_t *facts_credentials(const keep_t *keep, const offer_t *offer)
{
    credentials_t *first = NULL, **end = &first;

    for (unsigned i = 0; i < offer->count; i++) {
        *end = credentials_from(keep, &offer->of[i]);
        end = &(*end)->next;
    }
    return first;
}

challenge_t *facts_challenges(const keep_t *keep, const sip_message_t *message, unsigned *left_out)
{
    walk_t walk = { .message = message, .kinds = { AUTH_WWW_AUTHENTICATE, AUTH_PROXY_AUTHENTICATE } };
    challenge_t *first = NULL, **end = &first;
    auth_header_kind_t kind;
    auth_item_t item;

    while (walk_next(&walk, &kind, &item)) {
        if (walk.count <= FACTS_MAX_ITEMS) {
            *end = challenge_from(keep, kind, &item);
            end = &(*end)->next;
        }
    }
    *left_out = walk_left_out(&walk);
    return first;
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
static const char *security_list(const keep_t *keep, const sip_message_t *message, security_header_kind_t kind)
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
        text = kept_up_to(keep, (span_t){ list->str, list->len }, MAX_SECURITY_TEXT);
        g_string_free(list, TRUE);
    }
    return text;
}

uint32_t facts_tag_hash(span_t tag)
{
    return tag.len ? MAX(hash_fingerprint(tag.ptr, tag.len), 1) : 0;
}

uint64_t facts_call_hash(span_t call_id, span_t method)
{
    hash_parts_t parts = { { { NULL, 0 } }, 0 };

    hash_part(&parts, call_id);
    hash_part(&parts, method);
    return hash_parts(HASH_START, &parts);
}

void facts_security_server(const keep_t *keep, const attempt_t *attempt, challenge_t *challenges,
    const sip_message_t *message)
{
    const char *list = message->security_kept ? security_list(keep, message, SECURITY_SERVER) : NULL;

    for (challenge_t *c = challenges; c && list && g_strcmp0(list, attempt->security_server) != 0; c = c->next) {
        c->security_server = list;
    }
}

/* Hash of a body for a digest whose qop is auth-int; NULL where it is another, or nothing can be computed. */
static const char *body_hash(const keep_t *keep, const char *qop, const char *algorithm_name, span_t body)
{
    span_t name = { algorithm_name, algorithm_name ? strlen(algorithm_name) : 0 };
    digest_algorithm_t algorithm;
    char hex[DIGEST_HEX_SIZE];

    if (qop && g_ascii_strcasecmp(qop, "auth-int") == 0 && span_present(body) && digest_algorithm_parse(name, &algorithm)
        && digest_body_hash(algorithm.hash, body, hex)) {
        return arena_text(keep->arena, (span_t){ hex, strlen(hex) });
    }
    return NULL;
}

void facts_body_hash(const keep_t *keep, credentials_t *credentials, span_t body)
{
    for (credentials_t *c = credentials; c; c = c->next) {
        c->body_hash = body_hash(keep, c->qop, c->algorithm, body);
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

static auth_info_t *info_from(const keep_t *keep, const attempt_t *attempt, const sip_auth_line_t *line, span_t body)
{
    auth_info_t *info = arena_new0(keep->arena, auth_info_t);
    auth_item_t item;

    auth_info_parse(line->value, &item);
    info->header = line->kind;
    info->nextnonce = own_value(keep, &item.param[AUTH_PARAM_NEXTNONCE]);
    info->qop = kept_value(keep, &item.param[AUTH_PARAM_QOP]);
    info->nc = kept_value(keep, &item.param[AUTH_PARAM_NC]);
    info->cnonce = own_value(keep, &item.param[AUTH_PARAM_CNONCE]);
    info->rspauth = own_value(keep, &item.param[AUTH_PARAM_RSPAUTH]);
    info->credentials = credentials_of_info(attempt, info);
    if (info->credentials) {
        info->body_hash = body_hash(keep, info->qop, info->credentials->algorithm, body);
    }
    return info;
}

void facts_of_info(const keep_t *keep, attempt_t *attempt, const sip_message_t *message, span_t body)
{
    for (unsigned i = 0; i < message->auth_kept && !attempt->info; i++) {
        if (message->auth[i].kind == AUTH_AUTHENTICATION_INFO
            || message->auth[i].kind == AUTH_PROXY_AUTHENTICATION_INFO) {
            attempt->info = info_from(keep, attempt, &message->auth[i], body);
        }
    }
}

bool facts_wants_body(const offer_t *offer)
{
    for (unsigned i = 0; offer && i < offer->count; i++) {
        span_t qop = offer->of[i].item.param[AUTH_PARAM_QOP].raw;

        if (qop.len >= strlen("auth-int") && g_strstr_len(qop.ptr, (gssize)qop.len, "auth-int")) {
            return true;
        }
    }
    return false;
}

static bool begins_with_cookie(span_t branch)
{
    static const char cookie[] = "z9hG4bK";

    return span_equal_nocase(scan_head(branch, sizeof cookie - 1), (span_t){ cookie, sizeof cookie - 1 });
}

/* Identifiers of a retry are those of the request before it, and the exchange tells the first one's. */
static const char *call_id_of(const keep_t *keep, const attempt_t *attempt, span_t call_id)
{
    const char *before = attempt->previous ? attempt->previous->call_id : attempt->exchange->call_id;

    return is_text(before, call_id) ? before : own(keep, call_id);
}

void facts_of_request(const keep_t *keep, attempt_t *attempt, const sip_message_t *message, const offer_t *offer)
{
    static const attempt_t nothing;
    const attempt_t *before = attempt->previous ? attempt->previous : &nothing;

    attempt->cseq = message->cseq;
    attempt->request_uri = kept_again(keep, before->request_uri, message->request_uri);
    attempt->call_id = call_id_of(keep, attempt, message->call_id);
    attempt->from_tag = is_text(before->from_tag, message->from_tag) ? before->from_tag : own(keep, message->from_tag);
    attempt->from_tag_hash = facts_tag_hash(message->from_tag);
    attempt->branch_hash = message->via_kept ? facts_tag_hash(message->via[0].branch) : 0;
    attempt->branch_is_unique = message->via_kept && begins_with_cookie(message->via[0].branch);
    attempt->contact = kept_again(keep, before->contact, message->contact);
    attempt->record_route = kept_again(keep, before->record_route, message->record_route);
    attempt->asserted_identity = kept_again(keep, before->asserted_identity, message->p_asserted_identity);
    attempt->visited_network = kept_again(keep, before->visited_network, message->p_visited_network_id);
    attempt->access_network = kept_again(keep, before->access_network, message->p_access_network_info);
    attempt->date = own(keep, message->date);
    attempt->has_identity = span_present(message->identity);
    attempt->identity_iat = attempt->has_identity ? facts_identity_iat(message->identity) : 0;
    attempt->has_body = message->has_content_length && message->content_length > 0;
    attempt->has_expires = span_present(message->expires);
    if (message->security_kept) {
        attempt->security_client = security_list(keep, message, SECURITY_CLIENT);
        attempt->security_verify = security_list(keep, message, SECURITY_VERIFY);
    }
    if (offer) {
        attempt->credentials = facts_credentials(keep, offer);
        attempt->credentials_left_out = offer->left_out;
    }
    attempt->request_complete = message->headers_complete && attempt->credentials_left_out == 0;
}

void facts_of_response(const keep_t *keep, attempt_t *attempt, const sip_message_t *message)
{
    attempt->status = message->status;
    attempt->reason_phrase = kept(keep, message->reason_phrase);
    attempt->server = kept(keep, span_present(message->server) ? message->server : message->user_agent);
    attempt->warning = facts_lines(keep, message->warning);
    attempt->reason = facts_lines(keep, message->reason);
    attempt->security_server = message->security_kept ? security_list(keep, message, SECURITY_SERVER) : NULL;
    if (message->status == 401 || message->status == 407) {
        attempt->challenges = facts_challenges(keep, message, &attempt->challenges_left_out);
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
    span_t rest = scan_head(contact, scan_find(contact, ','));

    for (rest = scan_skip(rest, scan_find(rest, ';')); rest.len > 0; rest = scan_skip(rest, scan_find(rest, ';'))) {
        rest = scan_skip_lws(scan_skip(rest, 1));
        if (rest.len >= sizeof name && g_ascii_strncasecmp(rest.ptr, name, sizeof name - 1) == 0) {
            return is_zero(scan_skip(rest, sizeof name - 1));
        }
    }
    return false;
}

void facts_of_exchange(const keep_t *keep, exchange_t *exchange, const sip_message_t *message)
{
    exchange->method = kept(keep, message->is_request ? message->method : message->cseq_method);
    exchange->call_id = own(keep, message->call_id);
    exchange->from_user = kept(keep, sip_uri_user(message->from_uri));
    exchange->from_host = kept(keep, sip_uri_host(message->from_uri));
    exchange->to_uri = kept(keep, message->to_uri);
    exchange->to_user = kept(keep, sip_uri_user(message->to_uri));
    exchange->via_count = message->via_count;
    if (message->is_request) {
        exchange->to_tag = own(keep, message->to_tag);
        exchange->expires_zero = is_zero(message->expires) || contact_expires_zero(message->contact);
        exchange->user_agent = kept(keep, message->user_agent);
        exchange->from_core = bears_core_headers(message);
    }
}
