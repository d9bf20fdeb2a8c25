/* fuzz_stream.c
 * Fuzzing of tracker and diagnosis by a stream of messages: nothing breaks, and what a verdict promises holds.
 *
 * A packet of the stream is four bytes and its bytes: kind and direction, time, length in two bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "diagnosis.h"
#include "faults.h"
#include "products.h"
#include "secrets.h"
#include "setting.h"
#include "summary.h"
#include "tracker.h"

/* Frames of one stream; more only cost time. */
#define MAX_FRAMES 200

static void set_end(endpoint_t *end, unsigned host, unsigned port)
{
    memset(end, 0, sizeof *end);
    end->family = 4;
    end->address[0] = 10;
    end->address[3] = (uint8_t)host;
    end->port = (uint16_t)(5060 + port);
}

static void read_packet(packet_t *packet, uint32_t frame, const uint8_t *head, int64_t *now)
{
    static const int64_t steps[] = { 1000000, 20000000, 500000000, 6000000000, 40000000000, 300000000000 };

    memset(packet, 0, sizeof *packet);
    *now += steps[head[1] % G_N_ELEMENTS(steps)];
    packet->frame = frame;
    packet->time = *now;
    packet->transport = (transport_t)(head[1] >> 4 & 3);
    packet->wire_length = 500;
    packet->ip_id = head[1];
    set_end(head[0] & 1 ? &packet->source : &packet->destination, 1, head[0] >> 3 & 1);
    set_end(head[0] & 1 ? &packet->destination : &packet->source, 2 + (head[0] >> 1 & 3), 0);
}

static void feed(tracker_t *tracker, const packet_t *packet, unsigned kind, const uint8_t *data, size_t size)
{
    char *bytes = fuzz_copy(data, size);
    sip_message_t message;

    tracker_frame(tracker, packet->frame, packet->time);
    if (kind == 15) {
        tracker_sign(tracker, packet, (sign_kind_t)(size % SIGN_COUNT));
    } else if (sip_message_parse(&message, bytes, size)) {
        if (kind == 14) {
            tracker_unreachable(tracker, packet, &message);
        } else {
            tracker_message(tracker, packet, &message, bytes, size);
        }
    }
    free(bytes);
}

static void check_exchange(wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context)
{
    const verdict_t *verdict = diagnose(scope, exchange, context);
    const char *steps[PRODUCT_MAX_STEPS];

    if (verdict->cause <= CAUSE_NONE || verdict->cause >= CAUSE_COUNT || verdict->evidence_count > VERDICT_MAX_EVIDENCE) {
        abort();
    }
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        if (!g_utf8_validate(verdict->evidence[i], -1, NULL)) {
            abort();
        }
    }
    product_next_steps(verdict->cause, exchange, steps);
    setting_procedure(exchange);
    for (const attempt_t *a = exchange->first; a; a = a->next) {
        cause_t faults[RETRY_MAX_FAULTS];

        retry_faults(a, faults);
        setting_direction(a);
        setting_interface(a);
        setting_security(scope, a);
        attempt_outcome(a, context->complete);
    }
}

static void check_records(wmem_allocator_t *scope, const tracker_t *tracker, uint32_t frames,
    const diagnosis_context_t *context)
{
    for (uint32_t frame = 1; frame <= frames; frame++) {
        for (const record_t *r = tracker_records(tracker, frame); r; r = r->next) {
            const verdict_t *verdict = diagnose(scope, r->attempt->exchange, context);

            summary_text(scope, r, verdict, context->complete);
            summary_info(scope, r, verdict, context->complete);
        }
    }
}

/* Secrets of the users that the seeds have, of every kind. */
static const secrets_t *known(void)
{
    static secrets_t *secrets;

    if (!secrets) {
        secrets = secrets_new();
        secrets_add(secrets, "alice", "*", SECRET_PASSWORD, "wonderland");
        secrets_add(secrets, "alice", "lab.test", SECRET_HA1, "0123456789abcdef0123456789abcdef");
        secrets_add(secrets, "bob", "*", SECRET_PASSWORD, "");
        secrets_add(secrets, "001010000000001", "*", SECRET_AKA_OPC,
            "465b5ce8b199b49faa5f0a2ee238a6bc:cd63cb71954a9f4e48a5994e37a02baf");
        secrets_add(secrets, "other", "*", SECRET_AKA_OP,
            "fec86ba6eb707ed08905757b1bb84b8f:dbc59adcb6f9a0ef735477b7fadf8374");
    }
    return secrets;
}

static void check_all(wmem_allocator_t *scope, const tracker_t *tracker, uint32_t frames, bool complete)
{
    diagnosis_context_t context = { .end = tracker_end(tracker), .complete = complete,
        .retry_timeout = G_GINT64_CONSTANT(32000000000), .loop_rounds = 3, .secrets = known() };

    for (const exchange_t *x = tracker_exchanges(tracker); x; x = x->next) {
        check_exchange(scope, x, &context);
    }
    check_records(scope, tracker, frames, &context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Plain malloc, so that AddressSanitizer sees each object's end. */
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
    tracker_t *tracker = tracker_new(scope);
    int64_t now = G_GINT64_CONSTANT(1700000000000000000);
    uint32_t frames = 0;

    while (size > 4 && frames < MAX_FRAMES) {
        size_t len = (size_t)data[2] << 8 | data[3];
        packet_t packet;

        len = MIN(len, size - 4);
        read_packet(&packet, ++frames, data, &now);
        feed(tracker, &packet, data[0] >> 4, data + 4, len);
        data += 4 + len;
        size -= 4 + len;
    }
    check_all(scope, tracker, frames, false);
    check_all(scope, tracker, frames, true);
    wmem_destroy_allocator(scope);
    return 0;
}
