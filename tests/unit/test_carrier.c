/* test_carrier.c
 * Unit tests of carrier: which bytes of a frame are its SIP messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "carrier.h"

#include "unit_span.h"

#define SIP(id, body) "OPTIONS sip:a SIP/2.0\r\nCall-ID: " id "\r\nCSeq: 1 OPTIONS\r\n" body

/* Headers alone, with no body announced. */
#define WHOLE(id) SIP(id, "Content-Length: 0\r\n\r\n")

static void take_message(void *data, sip_message_t *message, const char *buf, size_t len, uint32_t ip_id)
{
    (void)buf, (void)ip_id;
    g_string_append_printf((GString *)data, "%.*s:%zu ", (int)message->call_id.len, message->call_id.ptr,
        len - message->header_len);
}

static void take_continuation(void *data)
{
    g_string_append((GString *)data, "rest ");
}

/* Messages by Call-ID and length of the body. Each source has memory of its own. */
static void check(carrier_t carrier, const carrier_bytes_t *sources, unsigned count, const char *expected)
{
    GString *found = g_string_new(NULL);
    carrier_taker_t taker = { found, take_message, take_continuation };
    carrier_bytes_t *copies = g_new0(carrier_bytes_t, count);

    for (unsigned i = 0; i < count; i++) {
        copies[i] = sources[i];
        copies[i].data = (const uint8_t *)unit_copy(sources[i].data, sources[i].len);
    }
    carrier.sources = copies;
    carrier.count = count;
    carrier_read(&carrier, &taker);
    g_assert_cmpstr(found->str, ==, expected);
    for (unsigned i = 0; i < count; i++) {
        g_free((void *)(uintptr_t)copies[i].data);
    }
    g_free(copies);
    g_string_free(found, TRUE);
}

static void check_enclosed(carrier_waits_t waits, carrier_kind_t kind, const char *bytes, const char *expected)
{
    carrier_bytes_t sources[] = { { (const uint8_t *)"frame", 5, false }, { (const uint8_t *)bytes, strlen(bytes), true } };

    check((carrier_t){ .kind = kind, .waits = waits, .in_tls = kind == CARRIER_STREAM }, sources, 2, expected);
}

static carrier_bytes_t udp(GByteArray *frame, const char *payload, network_flow_t *flow)
{
    static const uint8_t ip[] = { 0x45, 0, 0, 0, 0, 7, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2 };
    static const uint8_t ports[] = { 0x13, 0xc4, 0x13, 0xc5 };
    const uint16_t len = (uint16_t)(8 + strlen(payload));
    const uint8_t rest[] = { (uint8_t)(len >> 8), (uint8_t)len, 0, 0 };
    const uint16_t total = (uint16_t)(len + sizeof ip);
    size_t at;

    g_byte_array_set_size(frame, 14);
    memset(frame->data, 0, 14);
    g_byte_array_append(frame, ip, sizeof ip);
    g_byte_array_append(frame, ports, sizeof ports);
    g_byte_array_append(frame, rest, sizeof rest);
    g_byte_array_append(frame, (const uint8_t *)payload, (guint)strlen(payload));
    frame->data[16] = (uint8_t)(total >> 8);
    frame->data[17] = (uint8_t)total;
    g_assert_true(network_header_read(frame->data + 14, frame->len - 14, flow, &at));
    return (carrier_bytes_t){ frame->data, frame->len, false };
}

static void check_datagram(const char *payload, const char *expected)
{
    GByteArray *frame = g_byte_array_new();
    carrier_t carrier = { .kind = CARRIER_DATAGRAM };
    carrier_bytes_t source = udp(frame, payload, &carrier.flow);

    check(carrier, &source, 1, expected);
    g_byte_array_free(frame, TRUE);
}

static void test_datagram(void)
{
    check_datagram(WHOLE("a"), "a:0 ");
    check_datagram(SIP("a", "\r\n"), "a:0 ");
    check_datagram(SIP("a", "\r\nbody"), "a:4 ");
    check_datagram(SIP("a", "Content-Length: 2\r\n\r\nbody"), "a:2 ");
    check_datagram(SIP("a", ""), "a:0 ");
    /* One message a datagram (RFC 3261 section 18.3), and what is none is no SIP. */
    check_datagram(WHOLE("a") WHOLE("b"), "a:0 ");
    check_datagram("hello", "rest ");
}

static void test_stream(void)
{
    static const struct {
        carrier_waits_t waits;
        const char *bytes;
        const char *expected;
    } cases[] = {
        { CARRIER_WAITS_FOR_MESSAGES, WHOLE("a"), "a:0 " },
        { CARRIER_WAITS_FOR_MESSAGES, WHOLE("a") WHOLE("b"), "a:0 b:0 " },
        { CARRIER_WAITS_FOR_MESSAGES, SIP("a", "Content-Length: 4\r\n\r\nbody") WHOLE("b"), "a:4 b:0 " },
        { CARRIER_WAITS_FOR_MESSAGES, WHOLE("a") SIP("b", "Content-Length: 9\r\n\r\nbody"), "a:0 " },
        { CARRIER_WAITS_FOR_HEADERS, WHOLE("a") SIP("b", "Content-Length: 9\r\n\r\nbody"), "a:0 b:4 " },
        { CARRIER_WAITS_FOR_MESSAGES, SIP("a", "Content-Length: 4294967295\r\n\r\nbody"), "a:4 " },
        { CARRIER_WAITS_FOR_MESSAGES, SIP("a", "l: 9\r\n\r\nbody"), "a:4 " },
        { CARRIER_WAITS_FOR_HEADERS, SIP("a", "Subject: cu"), "" },
        { CARRIER_WAITS_FOR_NOTHING, SIP("a", "Subject: cu"), "a:0 " },
        { CARRIER_WAITS_FOR_MESSAGES, SIP("a", "\r\nbody") WHOLE("b"), "a:0 " },
        { CARRIER_WAITS_FOR_MESSAGES, "\r\n\r\n", "" },
        { CARRIER_WAITS_FOR_MESSAGES, "ength: 0\r\n\r\n" WHOLE("a"), "rest " },
        { CARRIER_WAITS_FOR_MESSAGES, "", "" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        check_enclosed(cases[i].waits, CARRIER_STREAM, cases[i].bytes, cases[i].expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carrier/datagram", test_datagram);
    g_test_add_func("/carrier/stream", test_stream);
    return g_test_run();
}
