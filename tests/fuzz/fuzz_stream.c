/* fuzz_stream.c
 * Fuzzing of tracker, diagnosis and report by a stream of messages: nothing breaks, and what a verdict promises
 * holds. Credentials of the bundled captures are known, so that digests are verified as well.
 *
 * A packet of the stream is four bytes and its bytes: kind and direction, time and carrier, length in two bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "diagnosis.h"
#include "faults.h"
#include "json_check.h"
#include "moment.h"
#include "products.h"
#include "report.h"
#include "report_json.h"
#include "secrets.h"
#include "setting.h"
#include "summary.h"
#include "tracker.h"
#include "verification.h"

/* Frames of one stream; more only cost time. */
#define MAX_FRAMES 200

/* Upper half of a packet's first byte; what is not named is a message in a frame of its own. */
typedef enum {
    KIND_SAME_NUMBER = 10,  /* a read filter left the frame before out, so that its number comes again */
    KIND_SAME_FRAME = 11,   /* a second message of the frame before */
    KIND_IPSEC = 12,        /* a message out of ESP */
    KIND_IDLE = 13,         /* a frame without SIP */
    KIND_QUOTED = 14,       /* a message quoted in an ICMP error */
    KIND_SIGN = 15
} kind_t;

/* A stream under way. */
typedef struct {
    tracker_t *tracker;
    int64_t now;
    uint32_t frame;
    uint16_t index;
} stream_t;

static void set_end(endpoint_t *end, unsigned host, unsigned port)
{
    memset(end, 0, sizeof *end);
    end->family = 4;
    end->address[0] = 10;
    end->address[3] = (uint8_t)host;
    end->port = (uint16_t)(5060 + port);
}

static void read_packet(packet_t *packet, stream_t *stream, const uint8_t *head)
{
    static const int64_t steps[] = { 1000000, 20000000, 500000000, 6000000000, 40000000000, 300000000000, -500000000, 0, 0 };
    /* The ends of what moment.h makes of a time; two steps lead there. */
    static const int64_t ends[] = { MOMENT_MAX_SECONDS * 1000000000, -MOMENT_MAX_SECONDS * 1000000000 };
    unsigned step = head[1] % G_N_ELEMENTS(steps);
    kind_t kind = (kind_t)(head[0] >> 4);

    memset(packet, 0, sizeof *packet);
    stream->now = step + 2 < G_N_ELEMENTS(steps) ? CLAMP(stream->now + steps[step], ends[1], ends[0])
                                                 : ends[G_N_ELEMENTS(steps) - 1 - step];
    if (stream->frame == 0 || (kind != KIND_SAME_NUMBER && kind != KIND_SAME_FRAME)) {
        stream->frame++;
    }
    stream->index = kind == KIND_SAME_FRAME ? (uint16_t)(stream->index + 1) : 0;
    packet->frame = stream->frame;
    packet->index = stream->index;
    packet->time = stream->now;
    packet->transport = (transport_t)(head[1] >> 4 & 3);
    packet->in_ipsec = kind == KIND_IPSEC;
    packet->wire_length = 500;
    packet->ip_id = head[1];
    packet->detail = head[1] & 1 ? 0 : 5060;
    set_end(head[0] & 1 ? &packet->source : &packet->destination, 1, head[0] >> 3 & 1);
    set_end(head[0] & 1 ? &packet->destination : &packet->source, 2 + (head[0] >> 1 & 3), 0);
}

static void feed_sign(tracker_t *tracker, const packet_t *packet, sign_kind_t kind)
{
    if (tracker_wants_signs(tracker)) {
        tracker_wants_sign(tracker, packet, kind);
        tracker_sign(tracker, packet, kind);
    }
}

static void feed(stream_t *stream, const packet_t *packet, kind_t kind, const uint8_t *data, size_t size)
{
    char *bytes = fuzz_copy(data, size);
    sip_message_t message;

    if (kind != KIND_SAME_FRAME || stream->frame == 1) {
        tracker_frame(stream->tracker, packet->frame, packet->time);
    }
    if (kind == KIND_SIGN) {
        feed_sign(stream->tracker, packet, (sign_kind_t)(size % SIGN_COUNT));
    } else if (kind != KIND_IDLE && sip_message_parse(&message, bytes, size)) {
        if (kind == KIND_QUOTED) {
            tracker_unreachable(stream->tracker, packet, &message);
        } else {
            tracker_message(stream->tracker, packet, &message, bytes, size);
        }
    }
    free(bytes);
}

/* ---- what a verdict promises ---- */

static void check_same_verdict(const verdict_t *a, const verdict_t *b)
{
    FUZZ_EXPECT(a->cause == b->cause && a->confidence == b->confidence && a->severity == b->severity);
    FUZZ_EXPECT(a->outcome == b->outcome);
    FUZZ_EXPECT(a->also_count == b->also_count);
    FUZZ_EXPECT(a->settled_by == b->settled_by);
    FUZZ_EXPECT(memcmp(a->also, b->also, a->also_count * sizeof *a->also) == 0);
}

static void check_verdict(const verdict_t *verdict)
{
    FUZZ_EXPECT(verdict->cause > CAUSE_NONE && verdict->cause < CAUSE_COUNT);
    FUZZ_EXPECT(verdict->evidence_count <= VERDICT_MAX_EVIDENCE);
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        FUZZ_EXPECT(g_utf8_validate(verdict->evidence[i].text, -1, NULL));
    }
    for (unsigned i = 0; i < verdict->also_count; i++) {
        FUZZ_EXPECT(verdict->also[i] > CAUSE_NONE && verdict->also[i] < CAUSE_COUNT);
        FUZZ_EXPECT(verdict->also[i] != verdict->cause);
    }
}

static void check_attempt(wmem_allocator_t *scope, const attempt_t *attempt, const diagnosis_context_t *context)
{
    cause_t faults[RETRY_MAX_FAULTS];
    verification_t verification;
    server_proof_t proof;

    FUZZ_EXPECT(retry_faults(attempt, faults) <= RETRY_MAX_FAULTS);
    setting_direction(attempt);
    setting_interface(attempt);
    setting_security(scope, attempt);
    attempt_outcome(attempt, context->complete);
    verify_attempt(scope, attempt, context->secrets, &verification);
    verification_text(scope, &verification);
    verify_server(scope, attempt, context->secrets, &proof);
    server_proof_text(scope, &proof);
    for (const challenge_t *c = attempt->challenges; c; c = c->next) {
        aka_check_t check;

        aka_check_challenge(context->secrets, attempt_account(attempt), c->realm, c->nonce, &check);
        if (check.fit != AKA_FIT_UNKNOWN) {
            FUZZ_EXPECT(aka_check_text(scope, &check));
        }
    }
}

static void check_exchange(wmem_allocator_t *scope, const exchange_t *exchange, const diagnosis_context_t *context)
{
    const verdict_t *verdict = diagnose(scope, exchange, context);
    diagnosis_context_t bare = *context;
    const char *steps[PRODUCT_MAX_STEPS];

    check_verdict(verdict);
    bare.without_evidence = true;
    check_same_verdict(verdict, diagnose(scope, exchange, &bare));
    FUZZ_EXPECT(product_next_steps(verdict->cause, verdict_words(verdict).next_step, exchange, steps) <= PRODUCT_MAX_STEPS);
    setting_procedure(exchange);
    for (const attempt_t *a = exchange->first; a; a = a->next) {
        check_attempt(scope, a, context);
    }
}

/* ---- reports ---- */

static void check_report(wmem_allocator_t *scope, tracker_t *tracker, const exchange_t *exchange,
    const verdict_t *verdict, const secrets_t *secrets, GString *out)
{
    report_table_t table = { { 0 } };
    report_row_t row;

    report_row(tracker, scope, &row, exchange, verdict);
    for (unsigned i = 0; i < REPORT_COLUMNS; i++) {
        FUZZ_EXPECT(report_is_number((report_column_t)i) || (row.cells[i] && g_utf8_validate(row.cells[i], -1, NULL)));
    }
    report_table_measure(&table, &row);
    report_table_fit(&table);
    g_string_truncate(out, 0);
    report_table_row(&table, out, &row);
    FUZZ_EXPECT(strchr(out->str, '\n') == out->str + out->len - 1);

    g_string_truncate(out, 0);
    report_json(tracker, scope, out, exchange, verdict, secrets);
    FUZZ_EXPECT(out->len > 1 && out->str[out->len - 1] == '\n' && strlen(out->str) == out->len);
    FUZZ_EXPECT(g_utf8_validate(out->str, (gssize)out->len, NULL));
    FUZZ_EXPECT(json_is_valid(out->str, out->len - 1));
}

static void check_records(wmem_allocator_t *scope, tracker_t *tracker, uint32_t frames,
    const diagnosis_context_t *context)
{
    for (uint32_t frame = 1; frame <= frames; frame++) {
        const record_t *records;
        unsigned count = tracker_records(tracker, scope, frame, &records);

        FUZZ_EXPECT((count > 0) == tracker_has_records(tracker, frame));
        for (unsigned i = 0; i < count; i++) {
            const record_t *r = &records[i];
            const verdict_t *verdict = diagnose(scope, r->attempt->exchange, context);

            FUZZ_EXPECT(r->at.frame == frame);
            summary_text(scope, r, verdict, context->complete);
            summary_info(scope, r, verdict, context->complete);
        }
        tracker_turn(tracker);
    }
}

static void check_all(wmem_allocator_t *scope, tracker_t *tracker, uint32_t frames, diagnosis_context_t *context)
{
    GString *out = g_string_new(NULL);

    for (uint32_t n = 0; n < tracker_exchange_count(tracker); n++) {
        const exchange_t *x = tracker_exchange(tracker, n);

        check_exchange(scope, x, context);
        if (context->complete) {
            check_report(scope, tracker, x, diagnose(scope, x, context), context->secrets, out);
        }
        tracker_turn(tracker);
    }
    check_records(scope, tracker, frames, context);
    g_string_free(out, TRUE);
}

/* Those of the bundled captures, and some of the other kinds. */
static const secrets_t *known(void)
{
    static secrets_t *secrets;

    if (!secrets) {
        secrets = secrets_new();
        secrets_add(secrets, "alice", "*", SECRET_PASSWORD, "lab-pass");
        secrets_add(secrets, "alice", "lab.test", SECRET_PASSWORD, "wrong");
        secrets_add(secrets, "bob", "lab.test", SECRET_HA1, "0123456789abcdef0123456789abcdef");
        secrets_add(secrets, "bob", "*", SECRET_PASSWORD, "");
        secrets_add(secrets, "other", "*", SECRET_AKA_OPC,
            "465b5ce8b199b49faa5f0a2ee238a6bc:cd63cb71954a9f4e48a5994e37a02baf");
        secrets_add(secrets, "001010000000001", "*", SECRET_AKA_OP,
            "fec86ba6eb707ed08905757b1bb84b8f:dbc59adcb6f9a0ef735477b7fadf8374");
        secrets_add(secrets, "001010000000001", "*", SECRET_TUAK_TOPC,
            "fec86ba6eb707ed08905757b1bb84b8f:"
            "dbc59adcb6f9a0ef735477b7fadf8374dbc59adcb6f9a0ef735477b7fadf8374");
    }
    return secrets;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Plain malloc, so that AddressSanitizer sees each object's end. */
    wmem_allocator_t *scope = wmem_allocator_new(WMEM_ALLOCATOR_SIMPLE);
    stream_t stream = { .tracker = tracker_new(scope), .now = G_GINT64_CONSTANT(1700000000000000000) };
    diagnosis_context_t context = { .retry_timeout = G_GINT64_CONSTANT(32000000000), .loop_rounds = 3 };

    context.find = tracker_find;
    context.find_data = stream.tracker;
    /* Exchanges are packed and read again at once, or stay as they were. */
    if (size % 2) {
        tracker_hold(stream.tracker, 1);
    }
    for (unsigned packets = 0; size > 4 && packets < MAX_FRAMES; packets++) {
        size_t len = (size_t)data[2] << 8 | data[3];
        packet_t packet;

        len = MIN(len, size - 4);
        read_packet(&packet, &stream, data);
        feed(&stream, &packet, (kind_t)(data[0] >> 4), data + 4, len);
        data += 4 + len;
        size -= 4 + len;
    }
    context.end = tracker_end(stream.tracker);
    check_all(scope, stream.tracker, stream.frame, &context);
    context.complete = true;
    context.secrets = known();
    check_all(scope, stream.tracker, stream.frame, &context);
    tracker_free(stream.tracker);
    wmem_destroy_allocator(scope);
    return 0;
}
