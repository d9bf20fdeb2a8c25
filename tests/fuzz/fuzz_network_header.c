/* fuzz_network_header.c
 * Fuzzing of the search for IP headers: any frame, any flow; what is found lies inside and is the flow's.
 *
 * An input is the frame behind five bytes: where in the frame the flow's addresses are taken from, in two bytes,
 * whether it is IPv6, and from where its ports, in two.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "network_header.h"

#define HEAD 5

static void check_read(const uint8_t *ip, size_t len)
{
    network_flow_t flow;
    size_t payload;

    if (network_header_read(ip, len, &flow, &payload)) {
        size_t address = flow.family == 4 ? 4 : 16;

        FUZZ_EXPECT(payload <= len);
        fuzz_inside((span_t){ (const char *)flow.source, address }, (const char *)ip, len);
        fuzz_inside((span_t){ (const char *)flow.destination, address }, (const char *)ip, len);
    }
}

static void check_find(const uint8_t *frame, size_t len, const network_flow_t *flow)
{
    network_place_t place;

    if (network_header_find(frame, len, flow, &place)) {
        FUZZ_EXPECT(place.header < NETWORK_HEADER_SEARCH && place.header < place.payload && place.payload <= len);
        FUZZ_EXPECT(frame[place.header] >> 4 == flow->family);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t protocols[] = { NETWORK_PROTOCOL_UDP, NETWORK_PROTOCOL_TCP, NETWORK_PROTOCOL_ESP,
        NETWORK_PROTOCOL_ICMP, NETWORK_PROTOCOL_ICMPV6 };
    network_flow_t flow = { 0 };
    uint8_t addresses[32] = { 0 };
    size_t len, at, ports, address;
    uint8_t *frame;

    if (size < HEAD) {
        return 0;
    }
    len = size - HEAD;
    frame = (uint8_t *)fuzz_copy(data + HEAD, len);
    at = len ? (size_t)network_read16(data) % len : 0;
    ports = len ? (size_t)network_read16(data + 3) % len : 0;
    address = data[2] & 1 ? 16 : 4;
    if (len) {
        memcpy(addresses, frame + at, MIN(2 * address, len - at));
    }
    flow.family = data[2] & 1 ? 6 : 4;
    flow.source = addresses;
    flow.destination = addresses + address;
    flow.source_port = ports + 4 <= len ? network_read16(frame + ports) : 5060;
    flow.destination_port = ports + 4 <= len ? network_read16(frame + ports + 2) : 5060;
    for (size_t i = 0; i < G_N_ELEMENTS(protocols); i++) {
        flow.protocol = protocols[i];
        check_find(frame, len, &flow);
    }
    flow.family = data[2];
    check_find(frame, len, &flow);
    for (size_t i = 0; i < len && i < NETWORK_HEADER_SEARCH; i++) {
        check_read(frame + i, len - i);
    }
    check_read(frame, 0);
    free(frame);
    return 0;
}
