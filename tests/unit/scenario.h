/* scenario.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A small language for captures, so that unit tests can say what the tracker and the rules see.
 *
 * A scenario is text, one packet a line: `time way what option...`, time in seconds.
 *
 *   way       `>` client C to server S, `<` back, or `A:5062>B` with hosts A to Z, port 5060 unless given
 *   what      `REGISTER 2`     a request and its CSeq number
 *             `401 2`          a response to the latest request's method
 *             `*esp`           no SIP that can be read: *esp *tls *fragment *gap *other; and of use to IMS alone
 *                              *syn *synack *rst *unreachable (a port) *unreachable-esp
 *             `!REGISTER 2`    ICMP error that quotes the message
 *             `idle`           any packet that is nothing to us
 *   option    call=X tag=X totag=X branch=X via=X,Y (branches, top first) user=X to=X uri=X domain=X phrase="X"
 *             ua="X" server="X" over=tcp id=N (IP identification) frame=N len=N method=X (of a response)
 *             detail=N (of a sign: SPI or port)
 *             same             stands in the same frame as the line before
 *             ipsec            came out of ESP that could be read
 *             cut              the blank line is missing: the header section was not captured whole
 *             WWW(realm,nonce,more) PROXY(...)           a challenge; - leaves a part out
 *             AUTH(user,realm,nonce,more) PAUTH(...)     credentials
 *             {Name: value}                              any header line
 *
 * Equal lines are equal bytes: a retransmission is the same line at a later time.
 *
 * Lines between `repeat N PERIOD` and `end` are played N times, each time PERIOD seconds later; # in them is the
 * number of the turn, from 0.
 */

#ifndef SIPAUTH_SCENARIO_H
#define SIPAUTH_SCENARIO_H

#include <stdlib.h>

#include "exchange_store.h"
#include "tracker.h"
#include "unit_span.h"

/** A capture under way. */
typedef struct {
    wmem_allocator_t *scope;
    tracker_t *tracker;
    uint32_t frame;
    uint16_t index;
    char method[32];    /* of the latest request */
} scenario_t;

/* One line taken apart. */
typedef struct {
    packet_t packet;
    char kind;          /* 'm' message, '*' sign, '!' quoted message, '-' idle */
    sign_kind_t sign;
    bool cut;
    bool is_request;
    char *method;       /* request: its own; response: of CSeq */
    unsigned status;
    char *cseq;
    char *call, *tag, *totag, *branch, *via, *user, *to, *uri, *domain, *phrase, *ua, *server;
    GString *more;
} scenario_step_t;

/** How many exchanges the tracker holds in full; with none, each is packed whenever a frame begins. */
static unsigned scenario_hold = EXCHANGE_STORE_LIVE;

static inline void scenario_begin(scenario_t *s)
{
    memset(s, 0, sizeof *s);
    s->scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
    s->tracker = tracker_new(s->scope);
    tracker_hold(s->tracker, scenario_hold);
}

static inline void scenario_end(scenario_t *s)
{
    tracker_free(s->tracker);
    wmem_destroy_allocator(s->scope);
    s->scope = NULL;
}

/** Take the bytes of a message; they are gone when the call returns. */
static inline void scenario_take(scenario_t *s, const packet_t *packet, const char *bytes, size_t len, bool quoted)
{
    char *copy = unit_copy(bytes, len);
    sip_message_t message;

    if (sip_message_glance(&message, copy, len)) {
        if (quoted) {
            tracker_unreachable(s->tracker, packet, &message);
        } else {
            tracker_message(s->tracker, packet, &message, copy, len);
        }
    }
    g_free(copy);
}

/* The next word; brackets, braces and quotes hold it together. */
static inline char *scenario_word(const char **at)
{
    const char *p = *at;
    char end = 0;

    p += strspn(p, " ");
    const char *start = p;
    for (; *p && *p != '\n' && (end || *p != ' '); p++) {
        if (end) {
            end = *p == end ? 0 : end;
        } else {
            end = *p == '(' ? ')' : *p == '{' ? '}' : *p == '"' ? '"' : 0;
        }
    }
    g_assert_cmpint(end, ==, 0);
    *at = p;
    return p > start ? g_strndup(start, (size_t)(p - start)) : NULL;
}

static inline void scenario_host(endpoint_t *end, const char **at)
{
    g_assert_true(g_ascii_isupper(**at));
    end->family = 4;
    end->address[0] = 192;
    end->address[2] = 2;
    end->address[3] = (uint8_t)(*(*at)++ - 'A' + 1);
    end->port = 5060;
    if (**at == ':') {
        end->port = (uint16_t)strtoul(*at + 1, (char **)at, 10);
    }
}

static inline void scenario_way(packet_t *packet, const char *way)
{
    const char *at = strcmp(way, ">") == 0 ? "C>S" : strcmp(way, "<") == 0 ? "S>C" : way;

    scenario_host(&packet->source, &at);
    g_assert_cmpint(*at, ==, '>');
    at++;
    scenario_host(&packet->destination, &at);
    g_assert_cmpint(*at, ==, 0);
}

static inline sign_kind_t scenario_sign(const char *name)
{
    static const char *const names[SIGN_COUNT] = { [SIGN_FRAGMENT] = "fragment", [SIGN_ESP] = "esp",
        [SIGN_TLS] = "tls", [SIGN_STREAM_GAP] = "gap", [SIGN_OTHER] = "other", [SIGN_TCP_SYN] = "syn",
        [SIGN_TCP_SYN_ACK] = "synack", [SIGN_TCP_RST] = "rst", [SIGN_PORT_UNREACHABLE] = "unreachable",
        [SIGN_ESP_UNREACHABLE] = "unreachable-esp" };
    unsigned kind = 0;

    while (kind < SIGN_COUNT && strcmp(names[kind], name) != 0) {
        kind++;
    }
    g_assert_cmpuint(kind, <, SIGN_COUNT);
    return (sign_kind_t)kind;
}

/* A part of a challenge or of credentials as it is written. The nonces k1 to k9 become what AKA needs: RAND and
 * AUTN in base64 (RFC 3310 section 3.2). */
static inline void scenario_part(GString *out, const char *name, const char *part)
{
    bool aka = strcmp(name, "nonce") == 0 && part[0] == 'k' && g_ascii_isdigit(part[1]) && part[2] == '\0';

    if (aka) {
        guint8 rand_autn[32];
        memset(rand_autn, part[1], sizeof rand_autn);
        char *text = g_base64_encode(rand_autn, sizeof rand_autn);
        g_string_append_printf(out, "%s=\"%s\"", name, text);
        g_free(text);
    } else {
        g_string_append_printf(out, "%s=\"%s\"", name, part);
    }
}

/* `WWW(realm,nonce,more)` and its kin as a header line. */
static inline bool scenario_auth(GString *out, const char *word)
{
    static const struct {
        const char *prefix;
        const char *header;
        unsigned parts;
    } kinds[] = {
        { "WWW(", "WWW-Authenticate", 2 },
        { "PROXY(", "Proxy-Authenticate", 2 },
        { "AUTH(", "Authorization", 3 },
        { "PAUTH(", "Proxy-Authorization", 3 },
    };
    static const char *const names[] = { "username", "realm", "nonce" };

    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        if (!g_str_has_prefix(word, kinds[k].prefix)) {
            continue;
        }
        char *inner = g_strndup(word + strlen(kinds[k].prefix), strlen(word) - strlen(kinds[k].prefix) - 1);
        char **parts = g_strsplit(inner, ",", (int)kinds[k].parts + 1);
        unsigned count = g_strv_length(parts);
        const char *comma = " ";
        bool credentials = kinds[k].parts == 3;

        g_string_append_printf(out, "%s: Digest", kinds[k].header);
        for (unsigned i = 0; i < kinds[k].parts && i < count; i++) {
            if (strcmp(parts[i], "-") != 0) {
                g_string_append(out, comma);
                scenario_part(out, names[i + (credentials ? 0 : 1)], parts[i]);
                comma = ", ";
            }
        }
        const char *more = count > kinds[k].parts ? parts[kinds[k].parts] : "";
        if (*more) {
            g_string_append_printf(out, "%s%s", comma, more);
        }
        if (credentials && !strstr(more, "response=")) {
            char *response = g_compute_checksum_for_string(
                strstr(more, "SHA-256") ? G_CHECKSUM_SHA256 : G_CHECKSUM_MD5, inner, -1);
            g_string_append_printf(out, ", uri=\"sip:lab.test\", response=\"%s\"", response);
            g_free(response);
        }
        g_string_append(out, "\r\n");
        g_strfreev(parts);
        g_free(inner);
        return true;
    }
    return false;
}

/* The value of `name=value`, quotes removed; NULL for another name. */
static inline char *scenario_option(const char *word, const char *name)
{
    size_t len = strlen(name);

    if (strncmp(word, name, len) != 0 || word[len] != '=') {
        return NULL;
    }
    word += len + 1;
    return *word == '"' ? g_strndup(word + 1, strlen(word) - 2) : g_strdup(word);
}

static inline void scenario_read_option(scenario_t *s, scenario_step_t *step, const char *word)
{
    static const char *const transports[] = { [TRANSPORT_UDP] = "udp", [TRANSPORT_TCP] = "tcp",
        [TRANSPORT_TLS] = "tls", [TRANSPORT_WS] = "ws", [TRANSPORT_WSS] = "wss" };
    struct {
        const char *name;
        char **place;
    } texts[] = { { "call", &step->call }, { "tag", &step->tag }, { "totag", &step->totag },
        { "branch", &step->branch }, { "via", &step->via }, { "user", &step->user }, { "to", &step->to },
        { "uri", &step->uri }, { "domain", &step->domain },
        { "phrase", &step->phrase }, { "ua", &step->ua }, { "server", &step->server },
        { "method", &step->method } };
    char *value;

    if (scenario_auth(step->more, word)) {
        return;
    }
    if (*word == '{') {
        g_string_append_len(step->more, word + 1, (gssize)strlen(word) - 2);
        g_string_append(step->more, "\r\n");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        value = scenario_option(word, texts[i].name);
        if (value) {
            g_free(*texts[i].place);
            *texts[i].place = value;
            return;
        }
    }
    if (strcmp(word, "same") == 0) {
        s->frame--;
        step->packet.index = (uint16_t)(s->index + 1);
    } else if (strcmp(word, "ipsec") == 0) {
        step->packet.in_ipsec = true;
    } else if (strcmp(word, "cut") == 0) {
        step->cut = true;
    } else if (g_str_has_prefix(word, "id=")) {
        step->packet.ip_id = (uint32_t)strtoul(word + 3, NULL, 10);
    } else if (g_str_has_prefix(word, "frame=")) {
        s->frame = (uint32_t)strtoul(word + 6, NULL, 10) - 1;
    } else if (g_str_has_prefix(word, "detail=")) {
        step->packet.detail = (uint32_t)strtoul(word + 7, NULL, 0);
    } else if (g_str_has_prefix(word, "len=")) {
        step->packet.wire_length = (uint32_t)strtoul(word + 4, NULL, 10);
    } else {
        g_assert_true(g_str_has_prefix(word, "over="));
        step->packet.transport = TRANSPORT_UNKNOWN;
        for (unsigned t = TRANSPORT_UDP; t < G_N_ELEMENTS(transports); t++) {
            if (strcmp(transports[t], word + 5) == 0) {
                step->packet.transport = (transport_t)t;
            }
        }
        g_assert_cmpint(step->packet.transport, !=, TRANSPORT_UNKNOWN);
    }
}

/* `REGISTER 1`, `401 1`, `*esp` or `idle`. */
static inline void scenario_read_what(scenario_t *s, scenario_step_t *step, char *what, const char **at)
{
    const char *word = what;

    step->kind = 'm';
    if (strcmp(word, "idle") == 0 || *word == '*') {
        step->kind = *word == '*' ? '*' : '-';
        step->sign = *word == '*' ? scenario_sign(word + 1) : SIGN_COUNT;
        return;
    }
    if (*word == '!') {
        step->kind = '!';
        word++;
    }
    step->cseq = scenario_word(at);
    g_assert_nonnull(step->cseq);
    step->is_request = !g_ascii_isdigit(*word);
    if (step->is_request) {
        step->method = g_strdup(word);
        if (strcmp(word, "ACK") != 0) {
            g_strlcpy(s->method, word, sizeof s->method);
        }
    } else {
        step->status = (unsigned)strtoul(word, NULL, 10);
        step->method = g_strdup(s->method);
    }
}

static inline void scenario_write_vias(GString *out, const scenario_step_t *step)
{
    const endpoint_t *sender = step->is_request ? &step->packet.source : &step->packet.destination;
    const char *transport = step->packet.transport == TRANSPORT_TCP ? "TCP" : "UDP";
    bool of_invite = strcmp(step->method, "ACK") == 0 || strcmp(step->method, "CANCEL") == 0;
    const char *method = of_invite ? "INVITE" : step->method;

    if (step->via) {
        char **branches = g_strsplit(step->via, ",", 0);
        for (char **b = branches; *b; b++) {
            g_string_append_printf(out, "Via: SIP/2.0/%s host-%s.test;branch=z9hG4bK%s\r\n", transport, *b, *b);
        }
        g_strfreev(branches);
        return;
    }
    g_string_append_printf(out, "Via: SIP/2.0/%s 192.0.2.%u;branch=", transport, sender->address[3]);
    if (step->branch) {
        g_string_append_printf(out, "%s\r\n", step->branch);
    } else {
        g_string_append_printf(out, "z9hG4bK-%s-%s-%s\r\n", step->call ? step->call : "a", method, step->cseq);
    }
}

static inline const char *scenario_or(const char *text, const char *otherwise)
{
    return text ? text : otherwise;
}

static inline GString *scenario_write(const scenario_step_t *step)
{
    GString *out = g_string_new(NULL);
    bool registers = strcmp(step->method, "REGISTER") == 0;
    const char *user = scenario_or(step->user, "alice");
    const char *to = scenario_or(step->to, registers ? user : "bob");
    bool tagged = step->totag || !step->is_request || strcmp(step->method, "ACK") == 0;

    if (step->is_request) {
        g_string_append_printf(out, "%s %s SIP/2.0\r\n", step->method, scenario_or(step->uri, "sip:lab.test"));
    } else {
        g_string_append_printf(out, "SIP/2.0 %u %s\r\n", step->status,
            scenario_or(step->phrase, step->status == 403 ? "Forbidden" : "Phrase"));
    }
    scenario_write_vias(out, step);
    g_string_append_printf(out, "From: <sip:%s@%s>;tag=%s\r\n", user, scenario_or(step->domain, "lab.test"),
        scenario_or(step->tag, "from"));
    g_string_append_printf(out, "To: <sip:%s@%s>%s%s\r\n", to, scenario_or(step->domain, "lab.test"),
        tagged ? ";tag=" : "",
        tagged ? scenario_or(step->totag, "to") : "");
    g_string_append_printf(out, "Call-ID: %s\r\nCSeq: %s %s\r\n", scenario_or(step->call, "a"), step->cseq,
        step->method);
    if (step->ua) {
        g_string_append_printf(out, "User-Agent: %s\r\n", step->ua);
    }
    if (step->server) {
        g_string_append_printf(out, "Server: %s\r\n", step->server);
    }
    g_string_append(out, step->more->str);
    g_string_append_printf(out, "Content-Length: 0\r\n%s", step->cut ? "" : "\r\n");
    return out;
}

static inline void scenario_play(scenario_t *s, scenario_step_t *step)
{
    if (step->packet.index == 0) {
        tracker_frame(s->tracker, step->packet.frame, step->packet.time);
    }
    if (step->kind == '*') {
        tracker_sign(s->tracker, &step->packet, step->sign);
    } else if (step->kind != '-') {
        GString *bytes = scenario_write(step);
        scenario_take(s, &step->packet, bytes->str, bytes->len, step->kind == '!');
        g_string_free(bytes, TRUE);
    }
}

static inline void scenario_line(scenario_t *s, const char *line)
{
    scenario_step_t step = { .more = g_string_new(NULL) };
    char *time = scenario_word(&line);
    char *way = scenario_word(&line);
    char *what, *word;

    step.packet.time = G_GINT64_CONSTANT(1700000000000000000)
        + (int64_t)(g_ascii_strtod(time, NULL) * 1e6 + 0.5) * 1000;
    step.packet.transport = TRANSPORT_UDP;
    step.packet.wire_length = 600;
    if (strcmp(way, "idle") == 0) {
        what = way;
        way = g_strdup(">");
    } else {
        what = scenario_word(&line);
    }
    g_assert_nonnull(what);
    scenario_way(&step.packet, way);
    scenario_read_what(s, &step, what, &line);
    while ((word = scenario_word(&line)) != NULL) {
        scenario_read_option(s, &step, word);
        g_free(word);
    }
    s->index = step.packet.index;
    step.packet.frame = ++s->frame;
    scenario_play(s, &step);

    char *texts[] = { time, way, what, step.method, step.cseq, step.call, step.tag, step.totag, step.branch,
        step.via, step.user, step.to, step.uri, step.domain, step.phrase, step.ua, step.server };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_free(texts[i]);
    }
    g_string_free(step.more, TRUE);
}

/* One turn of a line that is repeated. */
static inline void scenario_turn(scenario_t *s, const char *line, unsigned turn, double period)
{
    const char *rest = strchr(line, ' ');
    char *number = g_strdup_printf("%u", turn);
    char **parts = g_strsplit(rest, "#", 0);
    char *numbered = g_strjoinv(number, parts);
    char *later = g_strdup_printf("%.6f%s", g_ascii_strtod(line, NULL) + turn * period, numbered);

    scenario_line(s, later);
    g_free(later);
    g_free(numbered);
    g_strfreev(parts);
    g_free(number);
}

/* Lines up to `end`; gives the line behind it. */
static inline char **scenario_repeat(scenario_t *s, char **line)
{
    char *at;
    unsigned turns = (unsigned)strtoul(*line + strlen("repeat "), &at, 10);
    double period = g_ascii_strtod(at, NULL);
    char **first = line + 1;
    char **end = first;

    while (strcmp(*end, "end") != 0) {
        end++;
        g_assert_nonnull(*end);
    }
    for (unsigned turn = 0; turn < turns; turn++) {
        for (char **l = first; l < end; l++) {
            scenario_turn(s, *l, turn, period);
        }
    }
    return end + 1;
}

/** Play all lines of a scenario. */
static inline void scenario_run(scenario_t *s, const char *steps)
{
    char **lines = g_strsplit(steps, "\n", 0);

    for (char **line = lines; *line;) {
        if (g_str_has_prefix(*line, "repeat ")) {
            line = scenario_repeat(s, line);
            continue;
        }
        if (**line) {
            scenario_line(s, *line);
        }
        line++;
    }
    g_strfreev(lines);
}

/** The exchange of that number; valid until the next line is played. */
static inline const exchange_t *scenario_exchange(const scenario_t *s, unsigned number)
{
    g_assert_cmpuint(number, <, tracker_exchange_count(s->tracker));
    return tracker_exchange(s->tracker, number);
}

/** A message of a frame that has a part in an exchange; NULL where there are not so many. */
static inline const record_t *scenario_record(const scenario_t *s, uint32_t frame, unsigned place)
{
    const record_t *records;

    return place < tracker_records(s->tracker, s->scope, frame, &records) ? &records[place] : NULL;
}

#endif /* SIPAUTH_SCENARIO_H */
