/* annotation.c
 * Shows what is known of a frame's messages: tree, expert information, Info column.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "annotation.h"

#include <epan/tap.h>

#include "aka.h"
#include "compat.h"
#include "diagnosis.h"
#include "evidence.h"
#include "faults.h"
#include "fields.h"
#include "known.h"
#include "preferences.h"
#include "products.h"
#include "report.h"
#include "setting.h"
#include "sip_uri.h"
#include "summary.h"
#include "verdicts.h"
#include "wording.h"

/* Everything that showing one record needs. */
typedef struct {
    const record_t *record;
    const attempt_t *attempt;
    const exchange_t *exchange;
    const verdict_t *verdict;
    bool complete;
    tvbuff_t *tvb;
    packet_info *pinfo;
    proto_tree *tree;
} show_t;

static int proto_id = -1;
static verdicts_t *verdicts;

/* Will anybody see the tree, or ask for one of its fields or for expert information? */
static bool is_read(proto_tree *tree)
{
    static int expert_id = 0;

    if (!expert_id) {
        expert_id = proto_get_id_by_filter_name("_ws.expert");
    }
    return tree && (proto_field_is_referenced(tree, proto_id) || proto_field_is_referenced(tree, expert_id));
}

void annotation_register(int proto)
{
    proto_id = proto;
    fields_register(proto);
}

/* ---- single items ---- */

static proto_item *add_text(const show_t *show, proto_tree *tree, int hf, const char *text)
{
    proto_item *item;

    if (!text) {
        return NULL;
    }
    item = proto_tree_add_string(tree, hf, show->tvb, 0, 0, sip_uri_hide_passwords(show->pinfo->pool, text));
    proto_item_set_generated(item);
    return item;
}

static void add_number(const show_t *show, proto_tree *tree, int hf, uint32_t number)
{
    proto_item_set_generated(proto_tree_add_uint(tree, hf, show->tvb, 0, 0, number));
}

/* Earlier frames are marked, so that a filtered export keeps them. */
static void mark_frame(const show_t *show, sighting_t at)
{
    if (at.seen && at.frame != 0 && at.frame < show->pinfo->num) {
        depend_on_frame(show->pinfo, at.frame);
    }
}

static void add_frame(const show_t *show, int hf, sighting_t at)
{
    if (at.seen && at.frame != 0) {
        add_number(show, show->tree, hf, at.frame);
        mark_frame(show, at);
    }
}

static void add_delay(const show_t *show, int hf, int64_t nanoseconds)
{
    nstime_t delay = { (time_t)(nanoseconds / 1000000000), (int)(nanoseconds % 1000000000) };

    proto_item_set_generated(proto_tree_add_time(show->tree, hf, show->tvb, 0, 0, &delay));
}

static void add_bytes(const show_t *show, proto_tree *tree, int hf, const uint8_t *bytes, int len)
{
    proto_item_set_generated(
        proto_tree_add_bytes_with_length(tree, hf, show->tvb, 0, 0, bytes, len));
}

/* ---- expert information ---- */

static void add_expert(const show_t *show, proto_item *item, cause_t cause, severity_t severity)
{
    expert_add_info(show->pinfo, item, fields_expert(cause, severity));
}

static void add_verdict_expert(const show_t *show, proto_item *item, severity_t severity)
{
    const verdict_t *verdict = show->verdict;

    expert_add_info(show->pinfo, item, verdict_failed_otherwise(verdict)
        ? fields_expert_otherwise(verdict->cause, severity) : fields_expert(verdict->cause, severity));
}

static severity_t at_most_note(severity_t severity)
{
    return MIN(severity, SEVERITY_NOTE);
}

static bool is_copy(const record_t *record)
{
    return record->retransmission_of.seen || record->duplicate_of.seen;
}

/* One warning or error an exchange: on the first copy of the response that settles it. */
static bool settles(const show_t *show)
{
    return show->attempt->number == show->verdict->settled_by && !is_copy(show->record);
}

static severity_t shown_severity(const show_t *show)
{
    severity_t severity = show->verdict->severity;

    return settles(show) ? severity : at_most_note(severity);
}

/* ---- groups of items ---- */

static void add_identity(const show_t *show)
{
    const verdict_t *verdict = show->verdict;
    const record_t *record = show->record;

    add_number(show, show->tree, hf_sipauth_exchange, show->exchange->number);
    add_text(show, show->tree, hf_sipauth_role, role_name(record->role));
    add_number(show, show->tree, hf_sipauth_attempt, show->attempt->number);
    add_text(show, show->tree, hf_sipauth_exchange_outcome, outcome_name(verdict->outcome));
    if (show->complete || verdict->cause != CAUSE_UNDETERMINED) {
        add_text(show, show->tree, hf_sipauth_exchange_cause, cause_row(verdict->cause)->slug);
    }
    add_frame(show, hf_sipauth_retransmission_of, record->retransmission_of);
    add_frame(show, hf_sipauth_duplicate_of, record->duplicate_of);
    add_frame(show, hf_sipauth_other_hop_of, record->other_hop_of);
}

static void add_sqn(const show_t *show, proto_tree *tree, int hf, uint64_t sqn)
{
    proto_item_set_generated(proto_tree_add_uint64(tree, hf, show->tvb, 0, 0, sqn));
}

/* What the key of this account says of the challenge; SQN means something only where the MAC fits. */
static void add_aka_check(const show_t *show, proto_tree *tree, const challenge_t *challenge)
{
    aka_check_t check;

    aka_check_challenge(known_secrets(), attempt_account(show->attempt), challenge->realm, challenge->nonce, &check);
    if (check.fit == AKA_FIT_UNKNOWN) {
        return;
    }
    add_text(show, tree, hf_sipauth_aka_verified,
        wording_format(show->pinfo->pool, "MAC %s", aka_check_text(show->pinfo->pool, &check)));
    if (aka_check_fits(&check)) {
        add_sqn(show, tree, hf_sipauth_aka_sqn, check.sqn);
    }
}

static void add_aka_challenge(const show_t *show, proto_tree *tree, const challenge_t *challenge)
{
    aka_challenge_t aka;

    if (!challenge->is_aka || !aka_challenge_decode(challenge->nonce, &aka)) {
        return;
    }
    add_bytes(show, tree, hf_sipauth_aka_rand, aka.rand, sizeof aka.rand);
    add_bytes(show, tree, hf_sipauth_aka_autn, aka.autn, sizeof aka.autn);
    add_bytes(show, tree, hf_sipauth_aka_sqn_xor_ak, aka.sqn_xor_ak, sizeof aka.sqn_xor_ak);
    add_bytes(show, tree, hf_sipauth_aka_amf, aka.amf, sizeof aka.amf);
    add_bytes(show, tree, hf_sipauth_aka_mac, aka.mac, sizeof aka.mac);
    add_aka_check(show, tree, challenge);
}

static void add_challenge(const show_t *show, const challenge_t *challenge)
{
    proto_item *item = add_text(show, show->tree, hf_sipauth_challenge, challenge->text);
    proto_tree *tree = proto_item_add_subtree(item, ett_sipauth_challenge);

    add_text(show, tree, hf_sipauth_realm, challenge->realm);
    add_text(show, tree, hf_sipauth_scheme, challenge->scheme);
    add_text(show, tree, hf_sipauth_algorithm, challenge_algorithm(challenge));
    add_text(show, tree, hf_sipauth_qop, challenge->qop);
    add_text(show, tree, hf_sipauth_nonce, challenge->nonce);
    add_text(show, tree, hf_sipauth_opaque, challenge->opaque);
    add_text(show, tree, hf_sipauth_stale, challenge->stale);
    add_text(show, tree, hf_sipauth_challenge_header, header_text(challenge->header));
    add_aka_challenge(show, tree, challenge);
}

/* Lists that only forged messages have are cut, and the reader is told. */
static void add_left_out(const show_t *show, unsigned count, const char *what)
{
    if (count > 0) {
        add_text(show, show->tree, hf_sipauth_left_out,
            wording_format(show->pinfo->pool, "%u more %s, which are neither kept nor compared", count, what));
    }
}

static void add_challenges(const show_t *show)
{
    uint32_t frame = attempt_challenges_frame(show->attempt, show->pinfo->num);

    for (const challenge_t *c = show->attempt->challenges; c; c = c->next) {
        if (c->at.frame == frame) {
            add_challenge(show, c);
        }
    }
    add_left_out(show, show->attempt->challenges_left_out, "challenges");
}

/* What known secrets say of a request's credentials; below those that were looked at. AUTS needs none. */
static void add_verification(const show_t *show, proto_tree *tree, const attempt_t *attempt,
    const credentials_t *credentials)
{
    verification_t verification;

    if (!known_secrets() && !credentials->has_auts) {
        return;
    }
    verify_attempt(show->pinfo->pool, attempt, known_secrets(), &verification);
    if (verification.credentials != credentials) {
        return;
    }
    add_text(show, tree, hf_sipauth_sent_verified, verification_text(show->pinfo->pool, &verification));
    for (unsigned i = 0; i < verification.variants; i++) {
        add_text(show, tree, hf_sipauth_sent_variant, digest_variant_name(verification.variant[i]));
    }
    if (!credentials->has_auts || verification.sim.fit == AKA_FIT_UNKNOWN) {
        return;
    }
    add_text(show, tree, hf_sipauth_aka_verified,
        wording_format(show->pinfo->pool, "MAC of AUTS %s", aka_check_text(show->pinfo->pool, &verification.sim)));
    if (aka_check_fits(&verification.sim)) {
        add_sqn(show, tree, hf_sipauth_aka_sqn_sim, verification.sim.sqn);
    }
}

static void add_sent(const show_t *show, const attempt_t *attempt, const credentials_t *credentials)
{
    char *text = wording_format(show->pinfo->pool, "%s for user \"%s\", realm \"%s\"",
        credentials->scheme ? credentials->scheme : "", credentials->username ? credentials->username : "",
        credentials->realm ? credentials->realm : "");
    proto_tree *tree = proto_item_add_subtree(add_text(show, show->tree, hf_sipauth_sent, text), ett_sipauth_sent);
    uint8_t auts[AKA_AUTS_LEN];

    add_text(show, tree, hf_sipauth_sent_username, credentials->username);
    add_text(show, tree, hf_sipauth_sent_realm, credentials->realm);
    add_text(show, tree, hf_sipauth_sent_nonce, credentials->nonce);
    add_text(show, tree, hf_sipauth_sent_uri, credentials->uri);
    add_text(show, tree, hf_sipauth_sent_algorithm, credentials_algorithm(credentials));
    add_text(show, tree, hf_sipauth_sent_qop, credentials->qop);
    add_text(show, tree, hf_sipauth_sent_nc, credentials->nc);
    add_text(show, tree, hf_sipauth_sent_header, header_text(credentials->header));
    if (aka_auts_decode(credentials->auts, auts)) {
        add_bytes(show, tree, hf_sipauth_aka_auts, auts, sizeof auts);
    }
    add_verification(show, tree, attempt, credentials);
}

static void add_all_sent(const show_t *show, const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        add_sent(show, attempt, c);
    }
    add_left_out(show, attempt->credentials_left_out, "sets of credentials");
}

/* What the retry sent back to this challenge: what fits it, else what comes closest. */
static void add_sent_back(const show_t *show, const attempt_t *retry)
{
    const credentials_t *closest = NULL, *last = NULL;
    const challenge_t *challenge = NULL;

    for (const challenge_t *c = show->attempt->challenges; c; c = c->next) {
        const credentials_t *fitting = attempt_credentials_for(retry, c);
        if (fitting && fitting != last) {
            add_sent(show, retry, fitting);
            last = fitting;
        }
    }
    if (!last && attempt_answers(retry, &challenge, &closest)) {
        add_sent(show, retry, closest);
    } else if (!last) {
        add_all_sent(show, retry);
    }
}

static bool is_refusal(const record_t *record)
{
    return record->role == ROLE_CHALLENGE || record->role == ROLE_REFUSAL;
}

/* A challenge that waits for its retry has no cause yet, unless its own bytes prove one. */
static bool cause_is_known(const show_t *show)
{
    return show->complete || cause_row(show->verdict->cause)->by_itself;
}

/* A line each, so that the tree need not cut them. */
static void add_next_steps(const show_t *show, proto_tree *tree)
{
    const char *steps[PRODUCT_MAX_STEPS];
    const char *first = verdict_words(show->verdict).next_step;
    unsigned count = product_next_steps(show->verdict->cause, first, show->exchange, steps);

    for (unsigned i = 0; i < count; i++) {
        add_text(show, tree, hf_sipauth_next_step, steps[i]);
    }
}

/* One can go to each frame that it names, but the one that is looked at. */
static void add_evidence(const show_t *show, proto_tree *tree, const evidence_t *evidence)
{
    proto_item *item = add_text(show, tree, hf_sipauth_evidence, evidence->text);
    proto_tree *below = proto_item_add_subtree(item, ett_sipauth_evidence);

    for (unsigned i = 0; i < EVIDENCE_MAX_FRAMES && evidence->frames[i]; i++) {
        if (evidence->frames[i] != show->pinfo->num) {
            add_number(show, below, hf_sipauth_evidence_frame, evidence->frames[i]);
        }
    }
}

static void add_verdict(const show_t *show)
{
    const verdict_t *verdict = show->verdict;
    const cause_row_t *row = cause_row(verdict->cause);
    verdict_words_t words = verdict_words(verdict);
    proto_item *item;
    proto_tree *tree;

    add_text(show, show->tree, hf_sipauth_outcome, outcome_name(attempt_outcome(show->attempt, show->complete)));
    if (!cause_is_known(show)) {
        return;
    }
    item = add_text(show, show->tree, hf_sipauth_cause, row->slug);
    add_verdict_expert(show, item, shown_severity(show));
    tree = proto_item_add_subtree(item, ett_sipauth_cause);
    add_text(show, tree, hf_sipauth_label, words.label);
    add_text(show, tree, hf_sipauth_confidence, confidence_name(verdict->confidence));
    for (unsigned i = 0; i < verdict->evidence_count; i++) {
        add_evidence(show, tree, &verdict->evidence[i]);
    }
    add_text(show, tree, hf_sipauth_inspect, words.inspect);
    add_next_steps(show, tree);
    add_text(show, tree, hf_sipauth_reference, row->reference);
    for (unsigned i = 0; i < verdict->also_count; i++) {
        cause_t also = verdict->also[i];
        item = add_text(show, show->tree, hf_sipauth_also, cause_row(also)->slug);
        add_expert(show, item, also, at_most_note(cause_row(also)->severity));
    }
}

static void add_setting(const show_t *show)
{
    const attempt_t *attempt = show->attempt;

    add_text(show, show->tree, hf_sipauth_procedure, setting_procedure(show->exchange));
    add_text(show, show->tree, hf_sipauth_direction, setting_direction(attempt));
    add_text(show, show->tree, hf_sipauth_interface, setting_interface(attempt));
    add_text(show, show->tree, hf_sipauth_security, setting_security(show->pinfo->pool, attempt));
    add_text(show, show->tree, hf_sipauth_reason_phrase, attempt->reason_phrase);
    add_text(show, show->tree, hf_sipauth_warning, attempt->warning);
    add_text(show, show->tree, hf_sipauth_reason, attempt->reason);
    add_text(show, show->tree, hf_sipauth_server, attempt->server);
}

static void add_retry_links(const show_t *show, const attempt_t *retry)
{
    unsigned status;

    if (!retry) {
        return;
    }
    add_frame(show, hf_sipauth_retry_in, retry->request);
    if (retry->request.seen && show->attempt->response.seen) {
        add_delay(show, hf_sipauth_retry_delay, retry->request.time - show->attempt->response.time);
    }
    add_frame(show, hf_sipauth_answer_in, attempt_answer(retry, &status));
    if (status) {
        add_number(show, show->tree, hf_sipauth_answer_status, status);
    }
}

/* What the server says to credentials that it took; its proof is never shown. */
static void add_info(const show_t *show)
{
    const auth_info_t *info = show->attempt->info;
    server_proof_t proof;
    proto_tree *tree;

    if (!info) {
        return;
    }
    tree = proto_item_add_subtree(add_text(show, show->tree, hf_sipauth_info,
        wording_format(show->pinfo->pool, "%s%s%s", header_text(info->header), info->rspauth ? " with rspauth" : "",
            info->nextnonce ? " with nextnonce" : "")), ett_sipauth_info);
    add_text(show, tree, hf_sipauth_info_qop, info->qop);
    add_text(show, tree, hf_sipauth_info_nc, info->nc);
    add_text(show, tree, hf_sipauth_info_nextnonce, info->nextnonce);
    verify_server(show->pinfo->pool, show->attempt, known_secrets(), &proof);
    add_text(show, tree, hf_sipauth_info_verified, server_proof_text(show->pinfo->pool, &proof));
}

/* ---- by role ---- */

static void show_response(const show_t *show)
{
    const attempt_t *attempt = show->attempt;

    add_number(show, show->tree, hf_sipauth_status, attempt->status);
    add_verdict(show);
    if (attempt_challenged(attempt)) {
        add_challenges(show);
        if (attempt->next) {
            add_sent_back(show, attempt->next);
        }
    } else {
        add_text(show, show->tree, hf_sipauth_realm, attempt_realm(attempt));
        add_all_sent(show, attempt);
    }
    add_text(show, show->tree, hf_sipauth_account, attempt_account(attempt));
    add_text(show, show->tree, hf_sipauth_request_method, show->exchange->method);
    add_frame(show, hf_sipauth_request_in, attempt->request);
    if (attempt->previous) {
        add_frame(show, hf_sipauth_challenge_in, attempt_challenged_in(attempt));
    }
    add_frame(show, hf_sipauth_ack_in, attempt->ack);
    add_info(show);
    add_retry_links(show, attempt->next);
    add_setting(show);
}

static void show_retry(const show_t *show)
{
    const attempt_t *attempt = show->attempt;
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = retry_faults(attempt, faults);
    unsigned status;

    for (unsigned i = 0; i < count; i++) {
        proto_item *item = add_text(show, show->tree, hf_sipauth_fault, cause_row(faults[i])->slug);
        add_expert(show, item, faults[i], SEVERITY_NOTE);
    }
    add_all_sent(show, attempt);
    add_frame(show, hf_sipauth_challenge_in, attempt_challenged_in(attempt));
    add_frame(show, hf_sipauth_answer_in, attempt_answer(attempt, &status));
}

static void show_answer(const show_t *show)
{
    add_frame(show, hf_sipauth_challenge_in, attempt_challenged_in(show->attempt));
    /* Where the challenge was for a copy, the first request itself is accepted. */
    add_frame(show, show->attempt->number == 1 ? hf_sipauth_request_in : hf_sipauth_retry_in, show->attempt->request);
    add_info(show);
}

static void show_by_role(const show_t *show)
{
    switch (show->record->role) {
    case ROLE_CHALLENGE:
    case ROLE_REFUSAL:
        show_response(show);
        break;
    case ROLE_RETRY:
        show_retry(show);
        break;
    case ROLE_ANSWER:
        show_answer(show);
        break;
    case ROLE_ACK:
        add_frame(show, hf_sipauth_challenge_in, show->attempt->response);
        break;
    case ROLE_REQUEST:
        break;
    }
}

static void show_tree(show_t *show, proto_tree *root)
{
    /* Wireshark prints the label of a protocol as it is, and a realm may hold what a terminal obeys. */
    const char *summary = report_printable(show->pinfo->pool, sip_uri_hide_passwords(show->pinfo->pool,
        summary_text(show->pinfo->pool, show->record, show->verdict, show->complete)));
    proto_item *item = proto_tree_add_protocol_format(root, proto_id, show->tvb, 0, 0, "SIP Authentication: %s", summary);

    proto_item_set_generated(item);
    show->tree = proto_item_add_subtree(item, ett_sipauth);
    add_text(show, show->tree, hf_sipauth_summary, summary);
    add_identity(show);
    show_by_role(show);
}

/* The links of every role at once: marks on later frames do nothing. */
static void mark_links(const show_t *show)
{
    const attempt_t *attempt = show->attempt;

    mark_frame(show, show->record->retransmission_of);
    mark_frame(show, show->record->duplicate_of);
    mark_frame(show, show->record->other_hop_of);
    mark_frame(show, attempt->request);
    mark_frame(show, attempt->response);
    mark_frame(show, attempt->ack);
    if (attempt->previous) {
        mark_frame(show, attempt_challenged_in(attempt));
    }
}

/* Without a tree, expert information is all that is left of it. */
static void show_experts(const show_t *show)
{
    cause_t faults[RETRY_MAX_FAULTS];
    unsigned count = show->record->role == ROLE_RETRY ? retry_faults(show->attempt, faults) : 0;

    for (unsigned i = 0; i < count; i++) {
        add_expert(show, NULL, faults[i], SEVERITY_NOTE);
    }
    if (!is_refusal(show->record) || !cause_is_known(show)) {
        return;
    }
    add_verdict_expert(show, NULL, shown_severity(show));
    for (unsigned i = 0; i < show->verdict->also_count; i++) {
        cause_t also = show->verdict->also[i];
        add_expert(show, NULL, also, at_most_note(cause_row(also)->severity));
    }
}

static void show_info(const show_t *show)
{
    const char *info = summary_info(show->pinfo->pool, show->record, show->verdict, show->complete);

    if (info) {
        col_append_str(show->pinfo->cinfo, COL_INFO, info);
    }
}

/* ---- how much anybody wants to know ---- */

/* What will be read of a frame's messages. */
typedef struct {
    bool tree;
    bool experts;
    bool info;
} wanted_t;

/* The window shows the highest severity of the file in its status bar, whoever listens: the least that would raise it,
 * SEVERITY_COUNT where nothing would. */
static severity_t raising_severity(void)
{
    static const int severities[] = { [SEVERITY_CHAT] = PI_CHAT, [SEVERITY_NOTE] = PI_NOTE, [SEVERITY_WARN] = PI_WARN,
        [SEVERITY_ERROR] = PI_ERROR };
    unsigned severity = SEVERITY_CHAT;

    while (severity < SEVERITY_COUNT && severities[severity] <= expert_get_highest_severity()) {
        severity++;
    }
    return (severity_t)severity;
}

/* Could the verdict raise it, whatever it is? Copies show no more than a Note, and what still waits for its retry only
 * what its own bytes prove; to judge the whole exchange at each of its messages would cost its length each time. */
static bool may_raise_severity(const show_t *show, const diagnosis_context_t *context)
{
    severity_t least = raising_severity();

    if (!is_refusal(show->record) || least > (is_copy(show->record) ? SEVERITY_NOTE : SEVERITY_ERROR)) {
        return false;
    }
    return show->complete || diagnosis_may_prove(show->pinfo->pool, show->exchange, context, least);
}

static wanted_t wanted_of(const packet_info *pinfo, proto_tree *tree)
{
    static int expert_tap = 0;
    wanted_t wanted = { .tree = is_read(tree) };

    if (!expert_tap) {
        expert_tap = find_tap_id("expert");
    }
    wanted.experts = have_tap_listener(expert_tap) || col_is_shown(pinfo->cinfo, COL_EXPERT);
    wanted.info = preferences_info_column() && col_is_shown(pinfo->cinfo, COL_INFO);
    return wanted;
}

/* On a later visit everything is known, and all messages of an exchange show the same verdict. */
static const verdict_t *verdict_on(const show_t *show, tracker_t *tracker, const diagnosis_context_t *context)
{
    wmem_allocator_t *scope = show->pinfo->pool;

    if (!PINFO_FD_VISITED(show->pinfo)) {
        return diagnose(scope, show->exchange, context);
    }
    if (!verdicts) {
        verdicts = verdicts_new();
    }
    return verdicts_get(verdicts, scope, tracker, show->exchange, context);
}

/* Will anything that is shown of the message depend on it? */
static bool needs_verdict(const show_t *show, const diagnosis_context_t *context, wanted_t wanted)
{
    return wanted.tree || (wanted.experts && is_refusal(show->record))
        || (wanted.info && summary_needs_verdict(show->record)) || may_raise_severity(show, context);
}

/* Is more of the verdict shown than its cause? Of refusals alone, and only once the cause is known. */
static bool shows_details(const show_t *show, wanted_t wanted)
{
    return is_refusal(show->record) && cause_is_known(show)
        && (wanted.tree || wanted.experts || cause_row(show->verdict->cause)->severity >= raising_severity());
}

/* Will all of the verdict be wanted, whatever the cause? On a later visit another message of the exchange will want it. */
static bool wants_details(const show_t *show, wanted_t wanted)
{
    return show->complete && (wanted.tree || wanted.experts)
        && (is_refusal(show->record) || PINFO_FD_VISITED(show->pinfo));
}

/* The verdict on the exchange as far as it will be shown; NULL where it will not. */
static const verdict_t *wanted_verdict(show_t *show, tracker_t *tracker, wanted_t *wanted)
{
    diagnosis_context_t context = preferences_context(tracker);

    context.complete = show->complete;
    context.without_evidence = context.only_cause = true;
    if (!needs_verdict(show, &context, *wanted)) {
        return NULL;
    }
    if (!wants_details(show, *wanted)) {
        show->verdict = verdict_on(show, tracker, &context);
        if (!shows_details(show, *wanted)) {
            return show->verdict;
        }
    }
    wanted->experts = true;
    context.only_cause = false;
    context.without_evidence = !wanted->tree;
    return verdict_on(show, tracker, &context);
}

static void show_record(show_t *show, tracker_t *tracker, proto_tree *root, wanted_t wanted)
{
    show->verdict = wanted_verdict(show, tracker, &wanted);
    if (wanted.tree) {
        show_tree(show, root);
    } else {
        mark_links(show);
        if (wanted.experts) {
            show_experts(show);
        }
    }
    if (wanted.info) {
        show_info(show);
    }
}

void annotation_end(void)
{
    if (verdicts) {
        verdicts_free(verdicts);
    }
    verdicts = NULL;
}

void annotation_show(tracker_t *tracker, const frame_records_t *found, tvbuff_t *tvb, packet_info *pinfo,
    proto_tree *tree)
{
    wanted_t wanted = wanted_of(pinfo, tree);

    for (unsigned i = 0; i < found->count; i++) {
        const record_t *record = &found->records[i];
        const exchange_t *exchange = record->attempt->exchange;
        show_t show = {
            .record = record,
            .attempt = record->attempt,
            .exchange = exchange,
            /* On a later visit everything is known; on the first, what has ended by now. */
            .complete = PINFO_FD_VISITED(pinfo) || exchange->closed,
            .tvb = tvb,
            .pinfo = pinfo,
        };
        show_record(&show, tracker, tree, wanted);
    }
}
