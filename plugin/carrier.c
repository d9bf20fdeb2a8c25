/* carrier.c
 * Where SIP messages lie in the bytes of a frame.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "carrier.h"

#include <string.h>

#include <glib.h>
#include <wsutil/str_util.h>

#define UDP_HEADER 8
#define TCP_LEAST 20
#define ESP_HEADER 8
#define SCTP_HEADER 12
#define SCTP_CHUNK_HEADER 16

static carrier_bytes_t bytes_behind(carrier_bytes_t bytes, size_t n)
{
    n = MIN(n, bytes.len);
    return (carrier_bytes_t){ .data = bytes.data + n, .len = bytes.len - n };
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
    return (carrier_bytes_t){ .data = bytes.data, .len = len > 40 ? MIN(bytes.len, len) : bytes.len };
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

/* The message that begins here; false where none does. */
static bool take_datagram(carrier_bytes_t bytes, uint32_t ip_id, const carrier_taker_t *taker)
{
    const char *buf = (const char *)bytes.data;
    sip_message_t message;
    size_t len = bytes.len;

    if (!sip_message_glance(&message, buf, len)) {
        return false;
    }
    if (message.headers_complete && message.has_content_length) {
        len = MIN(len, message.header_len + message.content_length);
    }
    taker->message(taker->data, &message, buf, len, ip_id);
    return true;
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

/* The flow's payload, of the innermost packet that was found last; false where no header of the flow is there. */
static bool find_last_payload(const carrier_t *carrier, carrier_bytes_t *found, uint32_t *ip_id)
{
    for (unsigned i = carrier->count; i-- > 0;) {
        *ip_id = 0;
        if (find_payload(carrier->sources[i], &carrier->flow, found, ip_id)) {
            return true;
        }
    }
    return false;
}

/* Something lies between the flow's payload and SIP: what was made of it begins with the message, or holds one. */
static void read_enclosed(const carrier_t *carrier, const carrier_taker_t *taker)
{
    carrier_bytes_t found;

    for (unsigned i = carrier->count; i-- > 1;) {
        if (take_datagram(carrier->sources[i], 0, taker)) {
            return;
        }
    }
    for (unsigned i = carrier->count; i-- > 0;) {
        if (search_message(carrier->sources[i], &found)) {
            take_datagram(found, 0, taker);
            return;
        }
    }
}

static void read_datagram(const carrier_t *carrier, const carrier_taker_t *taker)
{
    carrier_bytes_t found;
    uint32_t ip_id;

    if (!find_last_payload(carrier, &found, &ip_id)) {
        read_enclosed(carrier, taker);
    } else if (!take_datagram(found, ip_id, taker) && !only_line_ends(found)) {
        taker->continuation(taker->data);
    }
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

/* What is read of a stream's sources: those before next were. */
typedef struct {
    const carrier_t *carrier;
    unsigned next;
} pieces_t;

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

/* Is the blank line's end still to come? */
static bool ends_in_line_end(carrier_bytes_t bytes, size_t header_len)
{
    return header_len == bytes.len && bytes.data[header_len - 1] == '\r';
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
    if (!message.headers_complete || ends_in_line_end(bytes, message.header_len)) {
        if (waits == CARRIER_WAITS_FOR_NOTHING) {
            taker->message(taker->data, &message, buf, bytes.len, 0);
        }
        return 0;
    }
    len = message.header_len + (message.has_content_length ? message.content_length : 0);
    /* Wireshark takes the length for a signed number of 32 bits, and what is none for no length. */
    if (len > bytes.len && waits == CARRIER_WAITS_FOR_MESSAGES && message.content_length <= G_MAXINT32
        && length_is_waited_for((carrier_bytes_t){ .data = bytes.data, .len = message.header_len })) {
        return 0;
    }
    len = MIN(len, bytes.len);
    taker->message(taker->data, &message, buf, len, 0);
    /* Without a length the rest is the body (RFC 3261 section 18.3 does not allow that in streams). */
    return message.has_content_length ? len : 0;
}

static void take_stream(pieces_t *pieces, carrier_bytes_t bytes, const carrier_taker_t *taker)
{
    carrier_waits_t waits = pieces->carrier->waits;
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

/* The longest end of the reassembled bytes that a segment begins with. Both grow by a byte a step, and so do the hashes of
 * both: nothing else is quick on bytes that repeat. */
static size_t common_bytes(carrier_bytes_t whole, carrier_bytes_t piece)
{
    const uint64_t base = 0x9e3779b97f4a7c15;
    uint64_t end_hash = 0, begin_hash = 0, power = 1;
    size_t longest = 0;

    for (size_t len = 1; len <= MIN(whole.len, piece.len); len++) {
        end_hash += (whole.data[whole.len - len] + UINT64_C(1)) * power;
        begin_hash = begin_hash * base + piece.data[len - 1] + 1;
        power *= base;
        if (end_hash == begin_hash) {
            longest = len;
        }
    }
    return memcmp(whole.data + whole.len - longest, piece.data, longest) == 0 ? longest : 0;
}

/* How many of a segment's first bytes were reassembled: all of them where more was asked for without knowing how much or
 * where it came late, those up to the end of the message where that was known. */
static size_t bytes_used(carrier_bytes_t whole, carrier_bytes_t piece)
{
    if (whole.len >= piece.len && (memcmp(whole.data + whole.len - piece.len, piece.data, piece.len) == 0
        || ws_memmem(whole.data, whole.len, piece.data, piece.len))) {
        return piece.len;
    }
    return common_bytes(whole, piece);
}

/* A record of TLS as it travels (RFC 8446 section 5.1). */
static bool is_tls_record(carrier_bytes_t bytes)
{
    return bytes.len >= 3 && bytes.data[0] >= 20 && bytes.data[0] <= 24 && bytes.data[1] == 3;
}

/* What is done with each piece of a stream: what was reassembled, or what a segment or record has behind it. */
typedef void (*take_piece_t)(pieces_t *pieces, carrier_bytes_t piece, const carrier_taker_t *taker);

/* The next source; false where there is none. */
static bool next_source(pieces_t *pieces, carrier_bytes_t *source)
{
    while (pieces->next < pieces->carrier->count) {
        *source = pieces->carrier->sources[pieces->next++];
        if (!pieces->carrier->in_tls || !is_tls_record(*source)) {
            return true;
        }
    }
    return false;
}

/* The segment's payload; TLS leaves nothing of it. */
static bool first_piece(pieces_t *pieces, carrier_bytes_t *piece)
{
    const carrier_t *carrier = pieces->carrier;
    uint32_t ip_id;

    for (unsigned i = 0; i < carrier->count && !carrier->in_tls; i++) {
        if (find_payload(carrier->sources[i], &carrier->flow, piece, &ip_id)) {
            pieces->next = i + 1;
            return true;
        }
    }
    pieces->next = 1;
    return next_source(pieces, piece);
}

/* Go through the pieces of a stream in their order. What was reassembled with a piece comes behind it, but is read
 * before what it left of it. */
static void read_pieces(const carrier_t *carrier, take_piece_t take, const carrier_taker_t *taker)
{
    pieces_t pieces = { carrier, 0 };
    carrier_bytes_t piece, source;
    bool is_piece = first_piece(&pieces, &piece);

    while (is_piece) {
        unsigned here = pieces.next;
        size_t used = next_source(&pieces, &source) && source.reassembled ? bytes_used(source, piece) : 0;

        if (used) {
            take(&pieces, source, taker);
            piece = bytes_behind(piece, used);
            continue;
        }
        pieces.next = here;
        take(&pieces, piece, taker);
        is_piece = next_source(&pieces, &piece);
    }
}

/* ---- WebSocket ---- */

enum { WS_FIN = 0x80, WS_OPCODE = 0x0f, WS_MASKED = 0x80, WS_LENGTH = 0x7f };
enum { WS_CONTINUATION = 0, WS_CLOSE = 8 };

/* A frame of RFC 6455 section 5.2. */
typedef struct {
    bool final;
    bool masked;
    bool control;
    bool continuation;
    size_t payload;     /* as announced */
    carrier_bytes_t data;
} ws_frame_t;

/* The frame that begins here and the bytes behind it; false where none does. */
static bool ws_frame_next(carrier_bytes_t *bytes, ws_frame_t *frame)
{
    size_t header = 2;
    unsigned opcode;

    if (bytes->len < header) {
        return false;
    }
    opcode = bytes->data[0] & WS_OPCODE;
    frame->final = bytes->data[0] & WS_FIN;
    frame->masked = bytes->data[1] & WS_MASKED;
    frame->control = opcode >= WS_CLOSE;
    frame->continuation = opcode == WS_CONTINUATION;
    frame->payload = bytes->data[1] & WS_LENGTH;
    if (frame->payload == 126) {
        header = 4;
        frame->payload = bytes->len >= header ? network_read16(bytes->data + 2) : 0;
    } else if (frame->payload == 127) {
        header = 10;
        frame->payload = bytes->len >= header ? network_read32(bytes->data + 6) : 0;
    }
    header += frame->masked ? 4 : 0;
    if (bytes->len < header) {
        return false;
    }
    frame->data = bytes_behind(*bytes, header);
    frame->data.len = MIN(frame->data.len, frame->payload);
    *bytes = bytes_behind(*bytes, header + frame->payload);
    return true;
}

/* The next source, if it looks like this: where the frame's data was unmasked into, or its message reassembled. */
static void follow(pieces_t *pieces, carrier_bytes_t *data, bool longer)
{
    unsigned here = pieces->next;
    carrier_bytes_t source;

    if (next_source(pieces, &source) && (longer ? source.len > data->len : source.len == data->len)) {
        *data = source;
    } else {
        pieces->next = here;
    }
}

static void take_websocket(pieces_t *pieces, carrier_bytes_t piece, const carrier_taker_t *taker)
{
    bool waits = pieces->carrier->waits != CARRIER_WAITS_FOR_NOTHING;
    ws_frame_t frame;

    /* What was unmasked behind frames that cannot be followed. */
    if (take_datagram(piece, 0, taker)) {
        return;
    }
    while (ws_frame_next(&piece, &frame) && (!waits || frame.data.len == frame.payload)) {
        if (frame.masked && frame.data.len > 0) {
            follow(pieces, &frame.data, false);
        }
        if (frame.continuation && frame.final) {
            follow(pieces, &frame.data, true);
        }
        if (frame.final && !frame.control) {
            take_datagram(frame.data, 0, taker);
        }
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
        take_datagram(carrier->sources[i], 0, taker);
    }
    if (!carrier->flow.family || !network_header_find(bytes.data, bytes.len, &carrier->flow, &place)) {
        return;
    }
    bytes = bytes_behind(whole_packet(bytes_behind(bytes, place.header)), place.payload - place.header + SCTP_HEADER);
    while (bytes.len >= SCTP_CHUNK_HEADER) {
        size_t len = MIN(network_read16(bytes.data + 2), bytes.len);
        carrier_bytes_t inner = bytes_behind((carrier_bytes_t){ .data = bytes.data, .len = len }, SCTP_CHUNK_HEADER);

        if (bytes.data[0] == SCTP_DATA && (bytes.data[1] & SCTP_WHOLE) == SCTP_WHOLE) {
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
    switch (carrier->kind) {
    case CARRIER_DATAGRAM:
        read_datagram(carrier, taker);
        break;
    case CARRIER_ENCLOSED:
        read_enclosed(carrier, taker);
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
