/* carrier.c
 * Where SIP messages lie in the bytes of a frame.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "carrier.h"

#include <string.h>

#include <glib.h>

#define UDP_HEADER 8
#define TCP_LEAST 20
#define ESP_HEADER 8
#define SCTP_HEADER 12
#define SCTP_CHUNK_HEADER 16

static carrier_bytes_t bytes_behind(carrier_bytes_t bytes, size_t n)
{
    n = MIN(n, bytes.len);
    return (carrier_bytes_t){ bytes.data + n, bytes.len - n };
}

static bool begins_message(carrier_bytes_t bytes)
{
    return sip_message_starts((const char *)bytes.data, bytes.len);
}

/* Keep-alives (RFC 5626 section 3.5.1) are no messages and hide none. */
static bool only_line_ends(carrier_bytes_t bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.data[i] != '\r' && bytes.data[i] != '\n' && bytes.data[i] != '\0') {
            return false;
        }
    }
    return true;
}

/* ---- the packet's payload ---- */

/* What the ports of a flow lead to, of a transport header that begins here; all of nothing where another does. */
static bool payload_behind(carrier_bytes_t bytes, const network_flow_t *flow, carrier_bytes_t *payload)
{
    size_t header = UDP_HEADER;

    if (bytes.len < UDP_HEADER || network_read16(bytes.data) != flow->source_port
        || network_read16(bytes.data + 2) != flow->destination_port) {
        return false;
    }
    if (flow->protocol == NETWORK_PROTOCOL_TCP) {
        header = bytes.len >= TCP_LEAST ? (size_t)(bytes.data[12] >> 4) * 4 : 0;
        if (header < TCP_LEAST) {
            return false;
        }
    } else {
        size_t len = network_read16(bytes.data + 4);
        /* Some tunnels leave the length out. */
        bytes.len = len >= UDP_HEADER ? MIN(bytes.len, len) : bytes.len;
    }
    *payload = bytes_behind(bytes, header);
    return true;
}

/* The bytes of an IP packet from its header on, without what a link layer pads it with. */
static carrier_bytes_t whole_packet(carrier_bytes_t bytes)
{
    size_t len = bytes.data[0] >> 4 == 4 ? network_read16(bytes.data + 2) : 40u + network_read16(bytes.data + 4);

    /* Segmentation offload leaves 0 there. */
    return (carrier_bytes_t){ bytes.data, len > 40 ? MIN(bytes.len, len) : bytes.len };
}

/* The payload of the flow's packet inside these bytes: behind its IP header, behind ESP that encrypts nothing, or behind
 * a transport header that comes first. ip_id stays as it is where there is no IPv4 header. */
static bool find_payload(carrier_bytes_t bytes, const network_flow_t *flow, carrier_bytes_t *payload, uint32_t *ip_id)
{
    network_flow_t esp = *flow;
    network_place_t place;

    if (flow->family && network_header_find(bytes.data, bytes.len, flow, &place)) {
        carrier_bytes_t packet = whole_packet(bytes_behind(bytes, place.header));
        *ip_id = flow->family == 4 ? network_read16(packet.data + 4) : 0;
        return payload_behind(bytes_behind(packet, place.payload - place.header), flow, payload);
    }
    esp.protocol = NETWORK_PROTOCOL_ESP;
    if (flow->family && network_header_find(bytes.data, bytes.len, &esp, &place)
        && payload_behind(bytes_behind(bytes, place.payload + ESP_HEADER), flow, payload)) {
        return true;
    }
    return payload_behind(bytes, flow, payload);
}

/* ---- datagrams ---- */

static void take_datagram(carrier_bytes_t bytes, uint32_t ip_id, const carrier_taker_t *taker)
{
    const char *buf = (const char *)bytes.data;
    sip_message_t message;
    size_t len = bytes.len;

    if (!sip_message_glance(&message, buf, len)) {
        return;
    }
    if (message.headers_complete && message.has_content_length) {
        len = MIN(len, message.header_len + message.content_length);
    }
    taker->message(taker->data, &message, buf, len, ip_id);
}

/* Methods by which the beginning of a request is found where something printable may stand before it. */
static const char *const methods[] = { "REGISTER", "INVITE", "SUBSCRIBE", "NOTIFY", "OPTIONS", "MESSAGE", "PUBLISH",
    "UPDATE", "REFER", "PRACK", "CANCEL", "INFO", "BYE", "ACK" };

static bool begins_with_method(carrier_bytes_t bytes)
{
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        size_t len = strlen(methods[i]);
        if (bytes.len > len && memcmp(bytes.data, methods[i], len) == 0 && bytes.data[len] == ' ') {
            return true;
        }
    }
    return false;
}

/* Begin of the start line that has its version here. */
static size_t line_begin(carrier_bytes_t bytes, size_t version)
{
    size_t line = version;

    while (line > 0 && bytes.data[line - 1] >= ' ' && bytes.data[line - 1] < 0x7f) {
        line--;
    }
    for (size_t at = line; at < version; at++) {
        if (begins_with_method(bytes_behind(bytes, at))) {
            return at;
        }
    }
    return line;
}

/* The first message in bytes of which nothing else is known; false where there is none. */
static bool search_message(carrier_bytes_t bytes, carrier_bytes_t *found)
{
    static const char version[] = "SIP/2.0";
    const size_t len = sizeof version - 1;

    for (size_t at = 0; at + len <= bytes.len; at++) {
        const uint8_t *next = (const uint8_t *)memchr(bytes.data + at, 'S', bytes.len - len + 1 - at);

        if (!next) {
            break;
        }
        at = (size_t)(next - bytes.data);
        if (memcmp(next, version, len) != 0) {
            continue;
        }
        *found = bytes_behind(bytes, at);
        if (begins_message(*found)) {
            return true;
        }
        *found = bytes_behind(bytes, line_begin(bytes, at));
        if (begins_message(*found)) {
            return true;
        }
    }
    return false;
}

static bool find_datagram(const carrier_t *carrier, carrier_bytes_t *found, uint32_t *ip_id)
{
    for (unsigned i = carrier->count; i-- > 0;) {
        const carrier_bytes_t source = carrier->sources[i];

        *ip_id = 0;
        if (find_payload(source, &carrier->flow, found, ip_id) && begins_message(*found)) {
            return true;
        }
        *ip_id = 0;
        if (i > 0 && begins_message(*found = source)) {
            return true;
        }
    }
    for (unsigned i = carrier->count; i-- > 0;) {
        if (search_message(carrier->sources[i], found)) {
            return true;
        }
    }
    return false;
}

/* An ICMP error cuts what it quotes. */
static void read_quoted(const carrier_t *carrier, const carrier_taker_t *taker)
{
    const carrier_bytes_t source = carrier->sources[0];
    carrier_bytes_t found;
    uint32_t ip_id;

    if ((find_payload(source, &carrier->flow, &found, &ip_id) && begins_message(found))
        || search_message(source, &found)) {
        take_datagram(found, 0, taker);
    }
}

/* ---- streams ---- */

/* Lines that are shorter than this and have no end are waited for. */
#define LINE_WAITED_FOR 1500

/* Does the line that begins here end, or is there nothing to wait for? */
static bool line_is_there(carrier_bytes_t bytes)
{
    return bytes.len >= LINE_WAITED_FOR || memchr(bytes.data, '\n', bytes.len);
}

/* Does Wireshark know how long the body is? It reads the name in its long form only, the colon right behind it. */
static bool length_is_waited_for(carrier_bytes_t header)
{
    static const char name[] = "\ncontent-length:";
    const size_t len = sizeof name - 1;

    for (size_t at = 0; at + len <= header.len; at++) {
        const uint8_t *line = (const uint8_t *)memchr(header.data + at, '\n', header.len - len + 1 - at);

        if (!line) {
            return false;
        }
        at = (size_t)(line - header.data);
        if (g_ascii_strncasecmp((const char *)line, name, len) == 0) {
            return true;
        }
    }
    return false;
}

/* A line that ends right away, or one with NUL in it, is no SIP and ends what is looked at. */
static bool line_ends_reading(carrier_bytes_t bytes)
{
    const uint8_t *end = (const uint8_t *)memchr(bytes.data, '\n', bytes.len);
    size_t len = end ? (size_t)(end - bytes.data) : bytes.len;

    return len == 0 || (len == 1 && bytes.data[0] == '\r') || memchr(bytes.data, '\0', len);
}

/* The message that begins here, where all of it is there; the number of bytes to go on behind, 0 to stop. */
static size_t take_from_stream(carrier_bytes_t bytes, carrier_waits_t waits, const carrier_taker_t *taker)
{
    const char *buf = (const char *)bytes.data;
    sip_message_t message;
    size_t len;

    if (!sip_message_glance(&message, buf, bytes.len)) {
        if (!only_line_ends(bytes)) {
            taker->continuation(taker->data);
        }
        return 0;
    }
    if (!message.headers_complete) {
        if (waits == CARRIER_WAITS_FOR_NOTHING) {
            taker->message(taker->data, &message, buf, bytes.len, 0);
        }
        return 0;
    }
    len = message.header_len + (message.has_content_length ? message.content_length : 0);
    if (len > bytes.len && waits == CARRIER_WAITS_FOR_MESSAGES
        && length_is_waited_for((carrier_bytes_t){ bytes.data, message.header_len })) {
        return 0;
    }
    len = MIN(len, bytes.len);
    taker->message(taker->data, &message, buf, len, 0);
    /* Without a length the rest is the body (RFC 3261 section 18.3 does not allow that in streams). */
    return message.has_content_length ? len : 0;
}

static void take_stream(carrier_bytes_t bytes, carrier_waits_t waits, const carrier_taker_t *taker)
{
    size_t taken;

    /* One byte that cannot be printed is a keep-alive of TCP. */
    if (bytes.len == 1 && !g_ascii_isprint((char)bytes.data[0])) {
        return;
    }
    while (bytes.len > 0 && (waits == CARRIER_WAITS_FOR_NOTHING || line_is_there(bytes)) && !line_ends_reading(bytes)
        && (taken = take_from_stream(bytes, waits, taker)) > 0) {
        bytes = bytes_behind(bytes, taken);
    }
}

/* Places that are tried where a piece of a stream may end what was reassembled with it. */
#define MAX_PLACES 64
/* So much of a piece is looked for at once. */
#define LOOKED_FOR 32

static bool piece_ends(carrier_bytes_t whole, size_t at, carrier_bytes_t piece)
{
    size_t len = whole.len - at;

    return len <= piece.len && memcmp(whole.data + at, piece.data, len) == 0;
}

/* How many of a segment's first bytes the reassembled ones end with; all of them where they lie inside. */
static size_t bytes_used(carrier_bytes_t whole, carrier_bytes_t piece)
{
    size_t least = MIN(LOOKED_FOR, piece.len);
    unsigned places = 0;

    for (size_t at = 0; least && at + least <= whole.len && places < MAX_PLACES; at++) {
        const uint8_t *next = (const uint8_t *)memchr(whole.data + at, piece.data[0], whole.len - least + 1 - at);

        if (!next) {
            break;
        }
        at = (size_t)(next - whole.data);
        if (memcmp(next, piece.data, least) != 0) {
            continue;
        }
        places++;
        if (piece_ends(whole, at, piece)) {
            return whole.len - at;
        }
        if (whole.len - at >= piece.len && memcmp(next, piece.data, piece.len) == 0) {
            return piece.len;
        }
    }
    for (size_t len = MIN(least, whole.len); len > 0; len--) {
        if (piece_ends(whole, whole.len - len, piece)) {
            return len;
        }
    }
    return 0;
}

/* A record of TLS as it travels (RFC 8446 section 5.1). */
static bool is_tls_record(carrier_bytes_t bytes)
{
    return bytes.len >= 3 && bytes.data[0] >= 20 && bytes.data[0] <= 24 && bytes.data[1] == 3;
}

/* What is done with each piece of a stream: all of what was reassembled, or what a segment or record has behind it. */
typedef void (*take_piece_t)(carrier_bytes_t bytes, carrier_waits_t waits, const carrier_taker_t *taker);

/* Go through the pieces of a stream in their order. A piece that others were reassembled with comes before these, and is
 * read behind what they used of it. */
static void read_pieces(const carrier_t *carrier, take_piece_t take, const carrier_taker_t *taker)
{
    carrier_bytes_t piece = { NULL, 0 };
    unsigned first = 0;
    uint32_t ip_id;

    for (unsigned i = 0; i < carrier->count && !piece.data && !carrier->in_tls; i++) {
        if (find_payload(carrier->sources[i], &carrier->flow, &piece, &ip_id)) {
            first = i + 1;
        }
    }
    for (unsigned i = MAX(first, 1); i < carrier->count; i++) {
        const carrier_bytes_t source = carrier->sources[i];
        size_t used = piece.data ? bytes_used(source, piece) : 0;

        if (source.len == 0 || (carrier->in_tls && is_tls_record(source))) {
            continue;
        }
        if (used || !carrier->in_tls) {
            take(source, carrier->waits, taker);
            piece = bytes_behind(piece, used);
            continue;
        }
        if (piece.data) {
            take(piece, carrier->waits, taker);
        }
        piece = source;
    }
    if (piece.data) {
        take(piece, carrier->waits, taker);
    }
}

/* ---- WebSocket ---- */

enum { WS_FIN = 0x80, WS_RESERVED = 0x70, WS_OPCODE = 0x0f, WS_MASKED = 0x80, WS_LENGTH = 0x7f };
enum { WS_TEXT = 1, WS_BINARY = 2 };

/* Length of the header of the frame that begins here (RFC 6455 section 5.2), and of what follows; 0 where none does. */
static size_t ws_header(carrier_bytes_t bytes, size_t *payload)
{
    size_t header = 2;

    if (bytes.len < 2 || (bytes.data[0] & WS_RESERVED) || (bytes.data[0] & WS_OPCODE & 0x7) > WS_BINARY) {
        return 0;
    }
    *payload = bytes.data[1] & WS_LENGTH;
    if (*payload == 126) {
        header = 4;
        *payload = bytes.len >= header ? network_read16(bytes.data + 2) : 0;
    } else if (*payload == 127) {
        header = 10;
        *payload = bytes.len >= header ? network_read32(bytes.data + 6) : 0;
    }
    header += bytes.data[1] & WS_MASKED ? 4 : 0;
    return bytes.len >= header ? header : 0;
}

/* Messages that are not masked lie where they are; those that are have been unmasked into a source of their own, which
 * begins with the message. */
static void take_websocket(carrier_bytes_t bytes, carrier_waits_t waits, const carrier_taker_t *taker)
{
    size_t payload, header;

    if (begins_message(bytes)) {
        take_datagram(bytes, 0, taker);
        return;
    }
    while ((header = ws_header(bytes, &payload)) > 0 && (waits == CARRIER_WAITS_FOR_NOTHING || header + payload <= bytes.len)) {
        carrier_bytes_t inner = bytes_behind(bytes, header);

        inner.len = MIN(inner.len, payload);
        if (!(bytes.data[1] & WS_MASKED) && (bytes.data[0] & WS_FIN) && begins_message(inner)) {
            take_datagram(inner, 0, taker);
        }
        bytes = bytes_behind(bytes, header + payload);
    }
}

/* ---- SCTP ---- */

enum { SCTP_DATA = 0, SCTP_WHOLE = 3 };

/* Chunks that are whole lie where they are; what was reassembled has a source of its own. */
static void read_chunks(const carrier_t *carrier, const carrier_taker_t *taker)
{
    carrier_bytes_t bytes = carrier->sources[0];
    network_place_t place;

    for (unsigned i = 1; i < carrier->count; i++) {
        if (begins_message(carrier->sources[i])) {
            take_datagram(carrier->sources[i], 0, taker);
        }
    }
    if (!carrier->flow.family || !network_header_find(bytes.data, bytes.len, &carrier->flow, &place)) {
        return;
    }
    bytes = bytes_behind(whole_packet(bytes_behind(bytes, place.header)), place.payload - place.header + SCTP_HEADER);
    while (bytes.len >= SCTP_CHUNK_HEADER) {
        size_t len = MIN(network_read16(bytes.data + 2), bytes.len);
        carrier_bytes_t inner = bytes_behind((carrier_bytes_t){ bytes.data, len }, SCTP_CHUNK_HEADER);

        if (bytes.data[0] == SCTP_DATA && (bytes.data[1] & SCTP_WHOLE) == SCTP_WHOLE && begins_message(inner)) {
            take_datagram(inner, 0, taker);
        }
        if (len < 4) {
            return;
        }
        bytes = bytes_behind(bytes, (len + 3) / 4 * 4);
    }
}

/* ---- all of them ---- */

void carrier_read(const carrier_t *carrier, const carrier_taker_t *taker)
{
    carrier_bytes_t found;
    uint32_t ip_id;

    switch (carrier->kind) {
    case CARRIER_DATAGRAM:
        if (find_datagram(carrier, &found, &ip_id)) {
            take_datagram(found, ip_id, taker);
        }
        break;
    case CARRIER_STREAM:
        read_pieces(carrier, take_stream, taker);
        break;
    case CARRIER_WEBSOCKET:
        read_pieces(carrier, take_websocket, taker);
        break;
    case CARRIER_CHUNKS:
        read_chunks(carrier, taker);
        break;
    case CARRIER_QUOTED:
        read_quoted(carrier, taker);
        break;
    }
}
