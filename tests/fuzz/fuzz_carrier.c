/* fuzz_carrier.c
 * Fuzzing of the search for messages in a frame's bytes: whatever the frame, what is told lies inside it.
 *
 * An input is three bytes and the sources: kind and what is waited for, how many sources beside the frame, flags; each
 * source is its length in two bytes and its bytes, the last one takes the rest. The flow is the innermost IP header's
 * that begins behind an Ethernet header, if there is one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "carrier.h"

#define HEAD 3
#define MAX_SOURCES 4

typedef struct {
    carrier_bytes_t sources[MAX_SOURCES];
    unsigned count;
} frame_t;

static void take_message(void *data, sip_message_t *message, const char *buf, size_t len, uint32_t ip_id)
{
    const frame_t *frame = (const frame_t *)data;
    bool inside = false;

    for (unsigned i = 0; i < frame->count && !inside; i++) {
        const char *begin = (const char *)frame->sources[i].data;

        inside = buf >= begin && buf + len <= begin + frame->sources[i].len;
    }
    FUZZ_EXPECT(inside && len > 0 && ip_id <= 0xffff);
    FUZZ_EXPECT(message->header_len <= len);
    sip_message_read(message);
}

static void take_continuation(void *data)
{
    (void)data;
}

/* Each source has memory of its own, so that AddressSanitizer sees its end. */
static void read_sources(frame_t *frame, unsigned wanted, const uint8_t *data, size_t size, unsigned flags)
{
    while (frame->count < wanted) {
        bool is_last = frame->count + 1 == wanted || size < 2;
        size_t len = is_last ? size : (size_t)data[0] << 8 | data[1];
        const uint8_t *begin = is_last ? data : data + 2;

        len = is_last ? len : MIN(len, size - 2);
        frame->sources[frame->count] = (carrier_bytes_t){ .data = (const uint8_t *)fuzz_copy(begin, len), .len = len,
            .reassembled = frame->count > 0 && (flags >> frame->count & 1) };
        frame->count++;
        if (is_last) {
            return;
        }
        size -= len + 2;
        data += len + 2;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    frame_t frame = { .count = 0 };
    carrier_taker_t taker = { &frame, take_message, take_continuation };
    carrier_t carrier = { .sources = frame.sources };
    size_t payload;

    if (size < HEAD) {
        return 0;
    }
    read_sources(&frame, 1 + data[1] % MAX_SOURCES, data + HEAD, size - HEAD, data[2]);
    carrier.kind = (carrier_kind_t)(data[0] % (CARRIER_QUOTED + 1));
    carrier.waits = (carrier_waits_t)(data[0] / 16 % (CARRIER_WAITS_FOR_MESSAGES + 1));
    carrier.in_tls = data[2] & 1;
    carrier.count = frame.count;
    if (frame.sources[0].len > 14) {
        if (!network_header_read(frame.sources[0].data + 14, frame.sources[0].len - 14, &carrier.flow, &payload)) {
            memset(&carrier.flow, 0, sizeof carrier.flow);
        }
    }
    carrier_read(&carrier, &taker);
    for (unsigned i = 0; i < frame.count; i++) {
        free((void *)(uintptr_t)frame.sources[i].data);
    }
    return 0;
}
