/* report_json.c
 * One exchange as one JSON object.
 *
 * Names are those of the display filter fields without `sipauth.`, wherever a field says the same. Texts of
 * the facts are valid UTF-8 already.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report_json.h"

#include <inttypes.h>

#include <wsutil/json_dumper.h>

#include "aka.h"
#include "evidence.h"
#include "faults.h"
#include "products.h"
#include "report.h"
#include "setting.h"
#include "sip_uri.h"
#include "summary.h"
#include "verification.h"

#define NANOSECONDS 1000000000

/* What goes with every part of one object. */
typedef struct {
    json_dumper dumper;
    wmem_allocator_t *scope;
    const secrets_t *secrets;
} report_t;

/* ---- members ---- */

static void add_number(json_dumper *json, const char *name, uint32_t number)
{
    json_dumper_set_member_name(json, name);
    json_dumper_value_anyf(json, "%u", number);
}

/* A text without the passwords of URIs in it, or null where it is not known. */
static void value_text(json_dumper *json, const char *text)
{
    const char *shown = sip_uri_hide_passwords(NULL, text);

    json_dumper_value_string(json, shown);
    if (shown != text) {
        wmem_free(NULL, (void *)(uintptr_t)shown);
    }
}

static void add_text(json_dumper *json, const char *name, const char *text)
{
    json_dumper_set_member_name(json, name);
    value_text(json, text);
}

static void add_text_if_any(json_dumper *json, const char *name, const char *text)
{
    if (text) {
        add_text(json, name, text);
    }
}

static void add_seconds(json_dumper *json, const char *name, int64_t nanoseconds)
{
    uint64_t whole = nanoseconds < 0 ? 0 - (uint64_t)nanoseconds : (uint64_t)nanoseconds;

    json_dumper_set_member_name(json, name);
    json_dumper_value_anyf(json, "%s%" PRIu64 ".%09" PRIu64, nanoseconds < 0 ? "-" : "", whole / NANOSECONDS,
        whole % NANOSECONDS);
}

static void add_delay(json_dumper *json, const char *name, sighting_t from, sighting_t to)
{
    if (from.seen && to.seen) {
        add_seconds(json, name, to.time - from.time);
    }
}

/* A frame number, where a read filter did not leave the frame out. */
static void add_frame(json_dumper *json, const char *name, sighting_t at)
{
    if (at.seen && at.frame != 0) {
        add_number(json, name, at.frame);
    }
}

static void add_bytes(json_dumper *json, const char *name, const uint8_t *bytes, size_t len)
{
    GString *hex = g_string_new(NULL);

    for (size_t i = 0; i < len; i++) {
        g_string_append_printf(hex, "%02x", bytes[i]);
    }
    add_text(json, name, hex->str);
    g_string_free(hex, TRUE);
}

static void begin_array(json_dumper *json, const char *name)
{
    json_dumper_set_member_name(json, name);
    json_dumper_begin_array(json);
}

static void add_slugs(json_dumper *json, const char *name, const cause_t *causes, unsigned count)
{
    begin_array(json, name);
    for (unsigned i = 0; i < count; i++) {
        json_dumper_value_string(json, cause_row(causes[i])->slug);
    }
    json_dumper_end_array(json);
}

static void add_texts(json_dumper *json, const char *name, const char *const *texts, unsigned count)
{
    begin_array(json, name);
    for (unsigned i = 0; i < count; i++) {
        value_text(json, texts[i]);
    }
    json_dumper_end_array(json);
}

static void add_sqn(json_dumper *json, const char *name, const aka_check_t *check)
{
    if (aka_check_fits(check)) {
        json_dumper_set_member_name(json, name);
        json_dumper_value_anyf(json, "%" PRIu64, check->sqn);
    }
}

static void add_endpoint(json_dumper *json, wmem_allocator_t *scope, const char *address, const char *port,
    const endpoint_t *endpoint)
{
    add_text(json, address, endpoint_address_text(scope, endpoint));
    add_number(json, port, endpoint->port);
}

/* ---- challenges and credentials ---- */

/* What the key of the account says of the challenge. */
static void add_aka_check(report_t *report, const attempt_t *attempt, const challenge_t *challenge)
{
    aka_check_t check;

    aka_check_challenge(report->secrets, attempt_account(attempt), challenge->realm, challenge->nonce, &check);
    if (check.fit == AKA_FIT_UNKNOWN) {
        return;
    }
    add_text(&report->dumper, "aka.verified",
        wmem_strdup_printf(report->scope, "MAC %s", aka_check_text(report->scope, &check)));
    add_sqn(&report->dumper, "aka.sqn", &check);
}

static void add_aka_challenge(report_t *report, const attempt_t *attempt, const challenge_t *challenge)
{
    json_dumper *json = &report->dumper;
    aka_challenge_t aka;

    if (!challenge->is_aka || !aka_challenge_decode(challenge->nonce, &aka)) {
        return;
    }
    add_bytes(json, "aka.rand", aka.rand, sizeof aka.rand);
    add_bytes(json, "aka.autn", aka.autn, sizeof aka.autn);
    add_bytes(json, "aka.sqn_xor_ak", aka.sqn_xor_ak, sizeof aka.sqn_xor_ak);
    add_bytes(json, "aka.amf", aka.amf, sizeof aka.amf);
    add_bytes(json, "aka.mac", aka.mac, sizeof aka.mac);
    add_aka_check(report, attempt, challenge);
}

static void add_challenge(report_t *report, const attempt_t *attempt, const challenge_t *challenge)
{
    json_dumper *json = &report->dumper;

    json_dumper_begin_object(json);
    add_text_if_any(json, "challenge", challenge->text);
    add_text(json, "header", header_text(challenge->header));
    add_text_if_any(json, "realm", challenge->realm);
    add_text_if_any(json, "scheme", challenge->scheme);
    add_text_if_any(json, "algorithm", challenge_algorithm(challenge));
    add_text_if_any(json, "qop", challenge->qop);
    add_text_if_any(json, "nonce", challenge->nonce);
    add_text_if_any(json, "opaque", challenge->opaque);
    add_text_if_any(json, "stale", challenge->stale);
    add_aka_challenge(report, attempt, challenge);
    json_dumper_end_object(json);
}

/* Of a list that was too long to be kept whole. */
static void add_left_out(json_dumper *json, const char *name, unsigned count)
{
    if (count > 0) {
        add_number(json, name, count);
    }
}

static void add_challenges(report_t *report, const record_t *record)
{
    json_dumper *json = &report->dumper;
    uint32_t frame = attempt_challenges_frame(record->attempt, record->at.frame);

    begin_array(json, "challenges");
    for (const challenge_t *c = record->attempt->challenges; c; c = c->next) {
        if (c->at.frame == frame) {
            add_challenge(report, record->attempt, c);
        }
    }
    json_dumper_end_array(json);
    add_left_out(json, "challenges_left_out", record->attempt->challenges_left_out);
}

/* What known secrets say of these credentials, where it is they that were looked at. */
static void add_verification(report_t *report, const attempt_t *attempt, const credentials_t *credentials)
{
    json_dumper *json = &report->dumper;
    verification_t verification;

    if (!report->secrets && !credentials->has_auts) {
        return;
    }
    verify_attempt(report->scope, attempt, report->secrets, &verification);
    if (verification.credentials != credentials) {
        return;
    }
    add_text_if_any(json, "verified", verification_text(report->scope, &verification));
    if (verification.variants > 0) {
        begin_array(json, "variant");
        for (unsigned i = 0; i < verification.variants; i++) {
            json_dumper_value_string(json, digest_variant_name(verification.variant[i]));
        }
        json_dumper_end_array(json);
    }
    if (credentials->has_auts && verification.sim.fit != AKA_FIT_UNKNOWN) {
        add_text(json, "aka.verified",
            wmem_strdup_printf(report->scope, "MAC of AUTS %s", aka_check_text(report->scope, &verification.sim)));
        add_sqn(json, "aka.sqn_sim", &verification.sim);
    }
}

/* Never what proves the password: neither response nor cnonce, neither token nor key. */
static void add_credentials(report_t *report, const attempt_t *attempt)
{
    json_dumper *json = &report->dumper;

    begin_array(json, "credentials");
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        uint8_t auts[AKA_AUTS_LEN];

        json_dumper_begin_object(json);
        add_text(json, "header", header_text(c->header));
        add_text_if_any(json, "scheme", c->scheme);
        add_text_if_any(json, "username", c->username);
        add_text_if_any(json, "realm", c->realm);
        add_text_if_any(json, "nonce", c->nonce);
        add_text_if_any(json, "uri", c->uri);
        add_text_if_any(json, "algorithm", credentials_algorithm(c));
        add_text_if_any(json, "qop", c->qop);
        add_text_if_any(json, "nc", c->nc);
        if (aka_auts_decode(c->auts, auts)) {
            add_bytes(json, "aka.auts", auts, sizeof auts);
        }
        add_verification(report, attempt, c);
        json_dumper_end_object(json);
    }
    json_dumper_end_array(json);
    add_left_out(json, "credentials_left_out", attempt->credentials_left_out);
}

/* ---- messages ---- */

static void add_server_words(json_dumper *json, const attempt_t *attempt)
{
    add_number(json, "status", attempt->status);
    add_text_if_any(json, "reason_phrase", attempt->reason_phrase);
    add_text_if_any(json, "warning", attempt->warning);
    add_text_if_any(json, "reason", attempt->reason);
    add_text_if_any(json, "server", attempt->server);
    add_delay(json, "response_time", attempt->request, attempt->response);
}

/* Of an answer that overrules a challenge only the number is kept. */
static void add_answer_words(json_dumper *json, const attempt_t *attempt)
{
    unsigned status;

    if (attempt_overruled(attempt)) {
        attempt_answer(attempt, &status);
        add_number(json, "status", status);
    } else {
        add_server_words(json, attempt);
    }
}

/* What the server says to credentials that it took; its proof is not told. */
static void add_info(report_t *report, const attempt_t *attempt)
{
    const auth_info_t *info = attempt->info;
    json_dumper *json = &report->dumper;
    server_proof_t proof;

    if (!info) {
        return;
    }
    json_dumper_set_member_name(json, "info");
    json_dumper_begin_object(json);
    add_text(json, "header", header_text(info->header));
    add_text_if_any(json, "qop", info->qop);
    add_text_if_any(json, "nc", info->nc);
    add_text_if_any(json, "nextnonce", info->nextnonce);
    verify_server(report->scope, attempt, report->secrets, &proof);
    add_text_if_any(json, "verified", server_proof_text(report->scope, &proof));
    json_dumper_end_object(json);
}

static void add_retry_links(json_dumper *json, const attempt_t *attempt)
{
    const attempt_t *retry = attempt->next;
    unsigned status;

    if (!retry) {
        return;
    }
    add_frame(json, "retry_in", retry->request);
    add_delay(json, "retry_delay", attempt->response, retry->request);
    add_frame(json, "answer_in", attempt_answer(retry, &status));
    if (status) {
        add_number(json, "answer_status", status);
    }
}

static void add_refusing_response(report_t *report, const record_t *record)
{
    const attempt_t *attempt = record->attempt;
    json_dumper *json = &report->dumper;

    add_server_words(json, attempt);
    add_text(json, "outcome", outcome_name(attempt_outcome(attempt, true)));
    add_text(json, "account", attempt_account(attempt));
    if (record->role == ROLE_CHALLENGE) {
        add_challenges(report, record);
    } else {
        add_text(json, "realm", attempt_realm(attempt));
    }
    add_frame(json, "request_in", attempt->request);
    if (attempt->previous) {
        add_frame(json, "challenge_in", attempt_challenged_in(attempt));
    }
    add_frame(json, "ack_in", attempt->ack);
    add_info(report, attempt);
    add_retry_links(json, attempt);
    add_text_if_any(json, "direction", setting_direction(attempt));
    add_text_if_any(json, "interface", setting_interface(attempt));
    add_text_if_any(json, "security", setting_security(report->scope, attempt));
}

static void add_request(report_t *report, const record_t *record)
{
    const attempt_t *attempt = record->attempt;
    json_dumper *json = &report->dumper;
    unsigned status;

    add_endpoint(json, report->scope, "source_address", "source_port", &attempt->source);
    add_endpoint(json, report->scope, "destination_address", "destination_port", &attempt->destination);
    add_text(json, "request_uri", attempt->request_uri);
    add_number(json, "cseq", attempt->cseq);
    add_credentials(report, attempt);
    if (record->role == ROLE_RETRY) {
        cause_t faults[RETRY_MAX_FAULTS];
        unsigned count = retry_faults(attempt, faults);
        add_slugs(json, "faults", faults, count);
        add_frame(json, "challenge_in", attempt_challenged_in(attempt));
    }
    add_frame(json, "answer_in", attempt_answer(attempt, &status));
}

static void add_by_role(report_t *report, const record_t *record)
{
    json_dumper *json = &report->dumper;

    switch (record->role) {
    case ROLE_REQUEST:
    case ROLE_RETRY:
        add_request(report, record);
        break;
    case ROLE_CHALLENGE:
    case ROLE_REFUSAL:
        add_refusing_response(report, record);
        break;
    case ROLE_ANSWER:
        add_answer_words(json, record->attempt);
        add_frame(json, "challenge_in", attempt_challenged_in(record->attempt));
        add_frame(json, record->attempt->number == 1 ? "request_in" : "retry_in", record->attempt->request);
        add_info(report, record->attempt);
        break;
    case ROLE_ACK:
        add_frame(json, "challenge_in", record->attempt->response);
        break;
    }
}

static void add_message(report_t *report, const record_t *record)
{
    json_dumper *json = &report->dumper;

    json_dumper_begin_object(json);
    add_number(json, "frame", record->at.frame);
    add_number(json, "index", record->at.index);
    add_seconds(json, "time", record->at.time);
    add_text(json, "role", role_name(record->role));
    add_number(json, "attempt", record->attempt->number);
    add_frame(json, "retransmission_of", record->retransmission_of);
    add_frame(json, "duplicate_of", record->duplicate_of);
    add_frame(json, "other_hop_of", record->other_hop_of);
    add_by_role(report, record);
    json_dumper_end_object(json);
}

/* ---- the exchange ---- */

static const char *severity_name(severity_t severity)
{
    static const char *const names[] = {
        [SEVERITY_CHAT] = "Chat",
        [SEVERITY_NOTE] = "Note",
        [SEVERITY_WARN] = "Warning",
        [SEVERITY_ERROR] = "Error",
    };

    return names[severity];
}

static bool is_named_before(const verdict_t *verdict, unsigned lines, uint32_t frame)
{
    for (unsigned i = 0; i < lines; i++) {
        for (unsigned n = 0; n < EVIDENCE_MAX_FRAMES && verdict->evidence[i].frames[n]; n++) {
            if (verdict->evidence[i].frames[n] == frame) {
                return true;
            }
        }
    }
    return false;
}

static void add_evidence(json_dumper *json, const verdict_t *verdict)
{
    begin_array(json, "evidence");
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        value_text(json, verdict->evidence[i].text);
    }
    json_dumper_end_array(json);
    begin_array(json, "evidence_frames");
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        for (unsigned n = 0; n < EVIDENCE_MAX_FRAMES && verdict->evidence[i].frames[n]; n++) {
            if (!is_named_before(verdict, i, verdict->evidence[i].frames[n])) {
                json_dumper_value_anyf(json, "%u", verdict->evidence[i].frames[n]);
            }
        }
    }
    json_dumper_end_array(json);
}

static void add_verdict(json_dumper *json, const exchange_t *exchange, const verdict_t *verdict)
{
    const cause_row_t *row = cause_row(verdict->cause);
    verdict_words_t words = verdict_words(verdict);
    const char *steps[PRODUCT_MAX_STEPS];
    unsigned status;
    unsigned step_count = product_next_steps(verdict->cause, words.next_step, exchange, steps);

    json_dumper_set_member_name(json, "verdict");
    json_dumper_begin_object(json);
    add_text(json, "cause", row->slug);
    add_slugs(json, "also", verdict->also, verdict->also_count);
    add_text(json, "confidence", confidence_name(verdict->confidence));
    add_text(json, "severity", severity_name(verdict->severity));
    add_text(json, "label", words.label);
    add_evidence(json, verdict);
    add_text(json, "inspect", words.inspect);
    add_texts(json, "next_step", steps, step_count);
    add_text(json, "reference", row->reference);
    if (verdict->settled_by) {
        add_frame(json, "settled_in", attempt_answer(verdict_settling(exchange, verdict), &status));
    }
    json_dumper_end_object(json);
}

static void add_frames(json_dumper *json, const record_t *messages, unsigned count)
{
    begin_array(json, "frames");
    for (unsigned i = 0; i < count; i++) {
        if (i == 0 || messages[i].at.frame != messages[i - 1].at.frame) {
            json_dumper_value_anyf(json, "%u", messages[i].at.frame);
        }
    }
    json_dumper_end_array(json);
}

/* Merged captures need not be in order of time. */
static void add_span_of_time(json_dumper *json, const record_t *messages, unsigned count)
{
    int64_t begin = 0, end = 0;

    for (unsigned i = 0; i < count; i++) {
        begin = i == 0 ? messages[i].at.time : MIN(begin, messages[i].at.time);
        end = i == 0 ? messages[i].at.time : MAX(end, messages[i].at.time);
    }
    add_seconds(json, "begin", begin);
    add_seconds(json, "end", end);
}

static void add_parties(json_dumper *json, wmem_allocator_t *scope, const exchange_t *exchange)
{
    add_text(json, "call_id", exchange->call_id);
    add_text(json, "from_user", exchange->from_user);
    add_text(json, "from_host", exchange->from_host);
    add_text(json, "to", exchange->to_uri);
    add_text(json, "transport",
        exchange->transport == TRANSPORT_UNKNOWN ? NULL : transport_name(exchange->transport));
    add_endpoint(json, scope, "client_address", "client_port", &exchange->client);
    add_text(json, "user_agent", exchange->user_agent);
    add_endpoint(json, scope, "server_address", "server_port", &exchange->server_end);
    add_text(json, "server", exchange->server);
}

void report_json(tracker_t *tracker, wmem_allocator_t *scope, GString *out, const exchange_t *exchange,
    const verdict_t *verdict, const secrets_t *secrets)
{
    const record_t *messages;
    unsigned count = tracker_messages(tracker, scope, exchange, &messages);
    report_t report = { .dumper = { .output_string = out }, .scope = scope, .secrets = secrets };
    json_dumper *json = &report.dumper;

    json_dumper_begin_object(json);
    add_number(json, "exchange", exchange->number);
    add_text(json, "filter", wmem_strdup_printf(scope, "sipauth.exchange == %u", exchange->number));
    add_text(json, "method", exchange->method);
    add_text(json, "procedure", setting_procedure(exchange));
    add_text(json, "account", report_account(exchange, verdict));
    add_text(json, "realm", report_realm(exchange, verdict));
    add_parties(json, scope, exchange);
    add_span_of_time(json, messages, count);
    add_number(json, "attempts", exchange->attempts);
    add_frames(json, messages, count);
    add_text(json, "outcome", outcome_name(verdict->outcome));
    add_verdict(json, exchange, verdict);
    begin_array(json, "messages");
    for (unsigned i = 0; i < count; i++) {
        add_message(&report, &messages[i]);
    }
    json_dumper_end_array(json);
    json_dumper_end_object(json);
    json_dumper_finish(json);      /* writes the line feed */
}
