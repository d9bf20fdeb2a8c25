/* test_network_header.c
 * Unit tests of the search for an IP header in the bytes of a frame.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "network_header.h"

#include "unit_span.h"

static const uint8_t A4[] = { 192, 0, 2, 1 }, B4[] = { 192, 0, 2, 2 }, C4[] = { 192, 0, 2, 3 };
static const uint8_t A6[16] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };
static const uint8_t B6[16] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2 };

static const network_flow_t esp4 = { 4, A4, B4, NETWORK_PROTOCOL_ESP, 0, 0 };
static const network_flow_t tcp4 = { 4, A4, B4, NETWORK_PROTOCOL_TCP, 5100, 6101 };
static const network_flow_t tcp6 = { 6, A6, B6, NETWORK_PROTOCOL_TCP, 5100, 6101 };

static GByteArray *filled(size_t count, uint8_t byte)
{
    GByteArray *frame = g_byte_array_new();

    for (size_t i = 0; i < count; i++) {
        g_byte_array_append(frame, &byte, 1);
    }
    return frame;
}

/* An IPv4 header with so many words of options. */
static void put_ipv4(GByteArray *frame, uint8_t protocol, const uint8_t *source, const uint8_t *destination,
    unsigned option_words, uint16_t fragment)
{
    uint8_t header[60] = { (uint8_t)(0x45 + option_words), 0, 0, 0, 0, 0, (uint8_t)(fragment >> 8),
        (uint8_t)fragment, 64, protocol };

    memcpy(header + 12, source, 4);
    memcpy(header + 16, destination, 4);
    memset(header + 20, 1, sizeof header - 20);
    g_byte_array_append(frame, header, 20 + 4 * option_words);
}

static void put_ipv6(GByteArray *frame, uint8_t next, const uint8_t *source, const uint8_t *destination)
{
    uint8_t header[40] = { 0x60, 0, 0, 0, 0, 0, next, 64 };

    memcpy(header + 8, source, 16);
    memcpy(header + 24, destination, 16);
    g_byte_array_append(frame, header, sizeof header);
}

static void put_ports(GByteArray *frame, uint16_t source, uint16_t destination)
{
    uint8_t ports[20] = { (uint8_t)(source >> 8), (uint8_t)source, (uint8_t)(destination >> 8), (uint8_t)destination };

    g_byte_array_append(frame, ports, sizeof ports);
}

static void put_extension(GByteArray *frame, uint8_t next, uint8_t second, uint8_t third, size_t len)
{
    uint8_t extension[64] = { next, second, third };

    g_byte_array_append(frame, extension, (guint)len);
}

/* The frame is freed; expected is the payload's offset, or -1. */
static void check(GByteArray *frame, const network_flow_t *flow, int expected)
{
    network_place_t place = { 0, 0 };
    uint8_t *copy = (uint8_t *)unit_copy(frame->data, frame->len);
    bool found = network_header_find(copy, frame->len, flow, &place);

    g_assert_cmpint(found ? (int)place.payload : -1, ==, expected);
    if (found) {
        g_assert_cmpuint(place.header, <, place.payload);
        g_assert_cmpuint(place.payload, <=, frame->len);
    }
    g_free(copy);
    g_byte_array_free(frame, TRUE);
}

static void test_ipv4(void)
{
    GByteArray *f = filled(14, 0);
    put_ipv4(f, 50, A4, B4, 0, 0);
    put_ports(f, 1, 2);
    check(f, &esp4, 34);

    f = filled(0, 0);
    put_ipv4(f, 6, A4, B4, 3, 0);
    put_ports(f, 5100, 6101);
    check(f, &tcp4, 32);

    /* Not fragmented, but told not to be; then a first and a later fragment */
    f = filled(4, 0);
    put_ipv4(f, 50, A4, B4, 0, 0x4000);
    check(f, &esp4, 24);
    f = filled(4, 0);
    put_ipv4(f, 50, A4, B4, 0, 0x2000);
    check(f, &esp4, 24);
    f = filled(4, 0);
    put_ipv4(f, 50, A4, B4, 0, 0x2001);
    check(f, &esp4, -1);
}

/* Each fact alone decides. */
static void test_near_misses(void)
{
    GByteArray *f = filled(14, 0);
    put_ipv4(f, 6, A4, B4, 0, 0);
    put_ports(f, 5100, 6100);
    check(f, &tcp4, -1);

    f = filled(14, 0);
    put_ipv4(f, 6, A4, B4, 0, 0);
    put_ports(f, 5101, 6101);
    check(f, &tcp4, -1);

    f = filled(14, 0);
    put_ipv4(f, 17, A4, B4, 0, 0);
    put_ports(f, 5100, 6101);
    check(f, &tcp4, -1);

    f = filled(14, 0);
    put_ipv4(f, 6, C4, B4, 0, 0);
    put_ports(f, 5100, 6101);
    check(f, &tcp4, -1);

    f = filled(14, 0);
    put_ipv4(f, 6, A4, C4, 0, 0);
    put_ports(f, 5100, 6101);
    check(f, &tcp4, -1);

    /* The other way round, and the other family */
    f = filled(14, 0);
    put_ipv4(f, 6, B4, A4, 0, 0);
    put_ports(f, 6101, 5100);
    check(f, &tcp4, -1);
    f = filled(14, 0);
    put_ipv4(f, 6, A4, B4, 0, 0);
    put_ports(f, 5100, 6101);
    check(f, &tcp6, -1);

    /* Version 4 with a header of no possible length */
    f = filled(14, 0);
    put_ipv4(f, 6, A4, B4, 0, 0);
    f->data[14] = 0x44;
    put_ports(f, 5100, 6101);
    check(f, &tcp4, -1);
}

static void test_cut(void)
{
    for (guint kept = 0; kept < 38; kept++) {
        GByteArray *f = filled(14, 0);
        put_ipv4(f, 6, A4, B4, 0, 0);
        put_ports(f, 5100, 6101);
        g_byte_array_set_size(f, kept);
        check(f, &tcp4, -1);
    }
    GByteArray *f = filled(14, 0);
    put_ipv4(f, 6, A4, B4, 0, 0);
    put_ports(f, 5100, 6101);
    g_byte_array_set_size(f, 38);
    check(f, &tcp4, 34);
}

static void test_ipv6(void)
{
    GByteArray *f = filled(14, 0);
    put_ipv6(f, 6, A6, B6);
    put_ports(f, 5100, 6101);
    check(f, &tcp6, 54);

    /* Hop-by-hop of 16 bytes, destination options, authentication header of 24, first fragment */
    f = filled(14, 0);
    put_ipv6(f, 0, A6, B6);
    put_extension(f, 60, 1, 0, 16);
    put_extension(f, 51, 0, 0, 8);
    put_extension(f, 44, 4, 0, 24);
    put_extension(f, 6, 0, 0, 8);
    put_ports(f, 5100, 6101);
    check(f, &tcp6, 14 + 40 + 16 + 8 + 24 + 8);

    /* A later fragment, and a header that goes beyond the frame */
    f = filled(14, 0);
    put_ipv6(f, 44, A6, B6);
    put_extension(f, 6, 0, 1, 8);
    put_ports(f, 5100, 6101);
    check(f, &tcp6, -1);
    f = filled(14, 0);
    put_ipv6(f, 0, A6, B6);
    put_extension(f, 6, 200, 0, 8);
    put_ports(f, 5100, 6101);
    check(f, &tcp6, -1);
    f = filled(14, 0);
    put_ipv6(f, 60, A6, B6);
    put_extension(f, 6, 0, 0, 7);
    check(f, &tcp6, -1);

    /* Extension headers without end */
    f = filled(14, 0);
    put_ipv6(f, 60, A6, B6);
    for (unsigned i = 0; i < 20; i++) {
        put_extension(f, 60, 0, 0, 8);
    }
    check(f, &tcp6, -1);
}

/* In a tunnel between the same two hosts the inner packet is meant. */
static void test_innermost(void)
{
    GByteArray *f = filled(14, 0);
    put_ipv4(f, 50, A4, B4, 0, 0);
    put_ports(f, 0, 0);
    put_ipv4(f, 50, A4, B4, 0, 0);
    check(f, &esp4, 14 + 20 + 20 + 20);

    f = filled(14, 0);
    put_ipv4(f, 17, B4, C4, 0, 0);
    put_ports(f, 2152, 2152);
    put_ipv6(f, 6, A6, B6);
    put_ports(f, 5100, 6101);
    check(f, &tcp6, 14 + 20 + 20 + 40);
}

static void test_bounded(void)
{
    GByteArray *f = filled(NETWORK_HEADER_SEARCH - 1, 0x45);
    put_ipv4(f, 50, A4, B4, 0, 0);
    check(f, &esp4, NETWORK_HEADER_SEARCH - 1 + 20);

    f = filled(NETWORK_HEADER_SEARCH, 0x45);
    put_ipv4(f, 50, A4, B4, 0, 0);
    check(f, &esp4, -1);
}

static void test_families(void)
{
    network_flow_t other = { 0, A4, B4, NETWORK_PROTOCOL_ESP, 0, 0 };

    GByteArray *f = filled(14, 0);
    put_ipv4(f, 50, A4, B4, 0, 0);
    check(f, &other, -1);
}

/* What stands behind an ICMP error: read where it begins. */
static void test_reading(void)
{
    network_flow_t flow;
    size_t payload;

    GByteArray *f = filled(0, 0);
    put_ipv4(f, 17, A4, B4, 1, 0);
    put_ports(f, 5100, 6101);
    g_assert_true(network_header_read(f->data, f->len, &flow, &payload));
    g_assert_cmpuint(flow.family, ==, 4);
    g_assert_cmpuint(flow.protocol, ==, NETWORK_PROTOCOL_UDP);
    g_assert_cmpint(memcmp(flow.source, A4, 4), ==, 0);
    g_assert_cmpint(memcmp(flow.destination, B4, 4), ==, 0);
    g_assert_cmpuint(flow.source_port, ==, 5100);
    g_assert_cmpuint(flow.destination_port, ==, 6101);
    g_assert_cmpuint(payload, ==, 24);
    g_assert_true(network_header_read(f->data, 28, &flow, &payload));
    for (size_t len = 0; len < 28; len++) {
        g_assert_false(network_header_read(f->data, len, &flow, &payload));
    }
    g_byte_array_free(f, TRUE);

    f = filled(0, 0);
    put_ipv6(f, 60, A6, B6);
    put_extension(f, 50, 0, 0, 8);
    g_assert_true(network_header_read(f->data, f->len, &flow, &payload));
    g_assert_cmpuint(flow.family, ==, 6);
    g_assert_cmpuint(flow.protocol, ==, NETWORK_PROTOCOL_ESP);
    g_assert_cmpuint(flow.source_port, ==, 0);
    g_assert_cmpuint(payload, ==, 48);
    g_byte_array_free(f, TRUE);

    f = filled(60, 0x55);
    g_assert_false(network_header_read(f->data, f->len, &flow, &payload));
    g_byte_array_free(f, TRUE);
}

static void test_broken(void)
{
    GRand *rand = g_rand_new_with_seed(791);

    for (unsigned i = 0; i < 20000; i++) {
        GByteArray *f = filled(14, 0);
        network_place_t place;

        put_ipv6(f, 0, A6, B6);
        put_extension(f, 60, 1, 0, 16);
        put_extension(f, 51, 0, 0, 8);
        put_extension(f, 6, 4, 0, 24);
        put_ports(f, 5100, 6101);
        put_ipv4(f, 6, A4, B4, 2, 0);
        put_ports(f, 5100, 6101);
        unit_mutate(rand, f);
        uint8_t *copy = (uint8_t *)unit_copy(f->data, f->len);
        if (network_header_find(copy, f->len, i % 2 ? &tcp6 : &tcp4, &place)) {
            g_assert_cmpuint(place.payload, <=, f->len);
        }
        g_free(copy);
        g_byte_array_free(f, TRUE);
    }
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/network_header/ipv4", test_ipv4);
    g_test_add_func("/network_header/near_misses", test_near_misses);
    g_test_add_func("/network_header/cut", test_cut);
    g_test_add_func("/network_header/ipv6", test_ipv6);
    g_test_add_func("/network_header/innermost", test_innermost);
    g_test_add_func("/network_header/bounded", test_bounded);
    g_test_add_func("/network_header/families", test_families);
    g_test_add_func("/network_header/reading", test_reading);
    g_test_add_func("/network_header/broken", test_broken);
    return g_test_run();
}
