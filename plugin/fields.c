/* fields.c
 * The registered fields, subtrees and expert information.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fields.h"

#include "diagnosis.h"

int hf_sipauth_exchange = -1;
int hf_sipauth_exchange_outcome = -1;
int hf_sipauth_exchange_cause = -1;
int hf_sipauth_role = -1;
int hf_sipauth_attempt = -1;
int hf_sipauth_summary = -1;
int hf_sipauth_retransmission_of = -1;
int hf_sipauth_duplicate_of = -1;
int hf_sipauth_other_hop_of = -1;
int hf_sipauth_status = -1;
int hf_sipauth_challenge = -1;
int hf_sipauth_challenge_header = -1;
int hf_sipauth_realm = -1;
int hf_sipauth_scheme = -1;
int hf_sipauth_algorithm = -1;
int hf_sipauth_qop = -1;
int hf_sipauth_nonce = -1;
int hf_sipauth_opaque = -1;
int hf_sipauth_stale = -1;
int hf_sipauth_sent = -1;
int hf_sipauth_sent_username = -1;
int hf_sipauth_sent_realm = -1;
int hf_sipauth_sent_nonce = -1;
int hf_sipauth_sent_uri = -1;
int hf_sipauth_sent_algorithm = -1;
int hf_sipauth_sent_qop = -1;
int hf_sipauth_sent_nc = -1;
int hf_sipauth_sent_header = -1;
int hf_sipauth_account = -1;
int hf_sipauth_request_in = -1;
int hf_sipauth_request_method = -1;
int hf_sipauth_challenge_in = -1;
int hf_sipauth_ack_in = -1;
int hf_sipauth_retry_in = -1;
int hf_sipauth_retry_delay = -1;
int hf_sipauth_answer_in = -1;
int hf_sipauth_answer_status = -1;
int hf_sipauth_outcome = -1;
int hf_sipauth_cause = -1;
int hf_sipauth_also = -1;
int hf_sipauth_confidence = -1;
int hf_sipauth_label = -1;
int hf_sipauth_evidence = -1;
int hf_sipauth_evidence_frame = -1;
int hf_sipauth_inspect = -1;
int hf_sipauth_next_step = -1;
int hf_sipauth_reference = -1;
int hf_sipauth_procedure = -1;
int hf_sipauth_direction = -1;
int hf_sipauth_interface = -1;
int hf_sipauth_security = -1;
int hf_sipauth_reason_phrase = -1;
int hf_sipauth_warning = -1;
int hf_sipauth_reason = -1;
int hf_sipauth_server = -1;
int hf_sipauth_fault = -1;
int hf_sipauth_left_out = -1;
int hf_sipauth_aka_rand = -1;
int hf_sipauth_aka_autn = -1;
int hf_sipauth_aka_sqn_xor_ak = -1;
int hf_sipauth_aka_amf = -1;
int hf_sipauth_aka_mac = -1;
int hf_sipauth_aka_auts = -1;
int hf_sipauth_aka_sqn = -1;
int hf_sipauth_aka_sqn_sim = -1;
int hf_sipauth_aka_verified = -1;
int hf_sipauth_sent_verified = -1;
int hf_sipauth_sent_variant = -1;
int hf_sipauth_info = -1;
int hf_sipauth_info_qop = -1;
int hf_sipauth_info_nc = -1;
int hf_sipauth_info_nextnonce = -1;
int hf_sipauth_info_verified = -1;

int ett_sipauth = -1;
int ett_sipauth_challenge = -1;
int ett_sipauth_sent = -1;
int ett_sipauth_cause = -1;
int ett_sipauth_evidence = -1;
int ett_sipauth_info = -1;

#define SEVERITIES 4

/* Severity is part of an expert field, so a cause that may show at a lower one has a field for each. */
static expert_field experts[CAUSE_COUNT][SEVERITIES];
/* Of those that can stand for a login that failed otherwise. */
static expert_field experts_otherwise[CAUSE_COUNT][SEVERITIES];

static void register_header_fields(int proto)
{
    static hf_register_info hf[] = {
        { &hf_sipauth_exchange,
            { "Exchange", "sipauth.exchange", FT_UINT32, BASE_DEC, NULL, 0x0,
                "Number of the authentication exchange, from 0", HFILL } },
        { &hf_sipauth_exchange_outcome,
            { "Outcome of the exchange", "sipauth.exchange.outcome", FT_STRING, BASE_NONE, NULL, 0x0,
                "Outcome of the whole exchange, the same on each of its frames", HFILL } },
        { &hf_sipauth_exchange_cause,
            { "Cause of the exchange", "sipauth.exchange.cause", FT_STRING, BASE_NONE, NULL, 0x0,
                "Likely cause of the whole exchange, the same on each of its frames", HFILL } },
        { &hf_sipauth_role,
            { "Role", "sipauth.role", FT_STRING, BASE_NONE, NULL, 0x0,
                "Part of this message: request, challenge, refusal, ack, retry or answer", HFILL } },
        { &hf_sipauth_attempt,
            { "Attempt", "sipauth.attempt", FT_UINT32, BASE_DEC, NULL, 0x0,
                "1 for the first request, 2 for the first retry", HFILL } },
        { &hf_sipauth_summary,
            { "Summary", "sipauth.summary", FT_STRING, BASE_NONE, NULL, 0x0,
                "The message's part in one line", HFILL } },
        { &hf_sipauth_retransmission_of,
            { "Retransmission of", "sipauth.retransmission_of", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_RETRANS_PREV), 0x0,
                "First copy of this retransmitted message", HFILL } },
        { &hf_sipauth_duplicate_of,
            { "Captured twice, first in", "sipauth.duplicate_of", FT_FRAMENUM, BASE_NONE, NULL, 0x0,
                "First copy of this packet, which the capture holds more than once", HFILL } },
        { &hf_sipauth_other_hop_of,
            { "Seen on another hop first in", "sipauth.other_hop_of", FT_FRAMENUM, BASE_NONE, NULL, 0x0,
                "The same message on the hop where it was seen first", HFILL } },
        { &hf_sipauth_status,
            { "Status", "sipauth.status", FT_UINT16, BASE_DEC, NULL, 0x0,
                "401, 403 or 407", HFILL } },
        { &hf_sipauth_challenge,
            { "Challenge", "sipauth.challenge", FT_STRING, BASE_NONE, NULL, 0x0,
                "One challenge, as sent", HFILL } },
        { &hf_sipauth_challenge_header,
            { "Challenge header", "sipauth.challenge.header", FT_STRING, BASE_NONE, NULL, 0x0,
                "Header field of the challenge", HFILL } },
        { &hf_sipauth_realm,
            { "Realm", "sipauth.realm", FT_STRING, BASE_NONE, NULL, 0x0,
                "Realm that asks; on a 403 the realm of the challenge or the credentials before it", HFILL } },
        { &hf_sipauth_scheme,
            { "Scheme", "sipauth.scheme", FT_STRING, BASE_NONE, NULL, 0x0,
                "Authentication scheme of the challenge", HFILL } },
        { &hf_sipauth_algorithm,
            { "Algorithm", "sipauth.algorithm", FT_STRING, BASE_NONE, NULL, 0x0,
                "Digest algorithm of the challenge; MD5 where none is stated", HFILL } },
        { &hf_sipauth_qop,
            { "Quality of protection", "sipauth.qop", FT_STRING, BASE_NONE, NULL, 0x0,
                "qop options of the challenge", HFILL } },
        { &hf_sipauth_nonce,
            { "Nonce", "sipauth.nonce", FT_STRING, BASE_NONE, NULL, 0x0,
                "Nonce of the challenge", HFILL } },
        { &hf_sipauth_opaque,
            { "Opaque", "sipauth.opaque", FT_STRING, BASE_NONE, NULL, 0x0,
                "opaque of the challenge", HFILL } },
        { &hf_sipauth_stale,
            { "Stale", "sipauth.stale", FT_STRING, BASE_NONE, NULL, 0x0,
                "stale of the challenge, only where it is stated", HFILL } },
        { &hf_sipauth_sent,
            { "Credentials sent", "sipauth.sent", FT_STRING, BASE_NONE, NULL, 0x0,
                "Credentials that were sent back to this challenge", HFILL } },
        { &hf_sipauth_sent_username,
            { "User name sent", "sipauth.sent.username", FT_STRING, BASE_NONE, NULL, 0x0,
                "User name that the retry sent back", HFILL } },
        { &hf_sipauth_sent_realm,
            { "Realm sent", "sipauth.sent.realm", FT_STRING, BASE_NONE, NULL, 0x0,
                "Realm that the retry sent back", HFILL } },
        { &hf_sipauth_sent_nonce,
            { "Nonce sent", "sipauth.sent.nonce", FT_STRING, BASE_NONE, NULL, 0x0,
                "Nonce that the retry sent back", HFILL } },
        { &hf_sipauth_sent_uri,
            { "Digest URI sent", "sipauth.sent.uri", FT_STRING, BASE_NONE, NULL, 0x0,
                "Digest URI that the retry sent back", HFILL } },
        { &hf_sipauth_sent_algorithm,
            { "Algorithm sent", "sipauth.sent.algorithm", FT_STRING, BASE_NONE, NULL, 0x0,
                "Digest algorithm that the retry sent back; MD5 where none is stated", HFILL } },
        { &hf_sipauth_sent_qop,
            { "qop sent", "sipauth.sent.qop", FT_STRING, BASE_NONE, NULL, 0x0,
                "qop that the retry sent back", HFILL } },
        { &hf_sipauth_sent_nc,
            { "Nonce count sent", "sipauth.sent.nc", FT_STRING, BASE_NONE, NULL, 0x0,
                "Nonce count that the retry sent back", HFILL } },
        { &hf_sipauth_sent_header,
            { "Credentials header", "sipauth.sent.header", FT_STRING, BASE_NONE, NULL, 0x0,
                "Header field of the credentials", HFILL } },
        { &hf_sipauth_account,
            { "Account", "sipauth.account", FT_STRING, BASE_NONE, NULL, 0x0,
                "User name of the credentials in play, else user of the address of record", HFILL } },
        { &hf_sipauth_request_in,
            { "Request in", "sipauth.request_in", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_REQUEST), 0x0,
                "The request that this message answers", HFILL } },
        { &hf_sipauth_request_method,
            { "Request method", "sipauth.request_method", FT_STRING, BASE_NONE, NULL, 0x0,
                "Method of the request", HFILL } },
        { &hf_sipauth_challenge_in,
            { "Challenge in", "sipauth.challenge_in", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_REQUEST), 0x0,
                "The challenge before this message", HFILL } },
        { &hf_sipauth_ack_in,
            { "ACK in", "sipauth.ack_in", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_ACK), 0x0,
                "The ACK to this final response", HFILL } },
        { &hf_sipauth_retry_in,
            { "Retry in", "sipauth.retry_in", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_RESPONSE), 0x0,
                "The request that answers this challenge", HFILL } },
        { &hf_sipauth_retry_delay,
            { "Time to the retry", "sipauth.retry_delay", FT_RELATIVE_TIME, BASE_NONE, NULL, 0x0,
                "Time from the challenge to its retry", HFILL } },
        { &hf_sipauth_answer_in,
            { "Answer in", "sipauth.answer_in", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_RESPONSE), 0x0,
                "Final answer to the retry", HFILL } },
        { &hf_sipauth_answer_status,
            { "Status of the answer", "sipauth.answer_status", FT_UINT16, BASE_DEC, NULL, 0x0,
                "Status of the final answer to the retry", HFILL } },
        { &hf_sipauth_outcome,
            { "Outcome", "sipauth.outcome", FT_STRING, BASE_NONE, NULL, 0x0,
                "What became of the retry to this challenge", HFILL } },
        { &hf_sipauth_cause,
            { "Cause", "sipauth.cause", FT_STRING, BASE_NONE, NULL, 0x0,
                "Likely cause, by its name in the catalogue", HFILL } },
        { &hf_sipauth_also,
            { "Also", "sipauth.also", FT_STRING, BASE_NONE, NULL, 0x0,
                "Further cause that applies", HFILL } },
        { &hf_sipauth_confidence,
            { "Confidence", "sipauth.confidence", FT_STRING, BASE_NONE, NULL, 0x0,
                "certain, likely or possible", HFILL } },
        { &hf_sipauth_label,
            { "Likely cause", "sipauth.label", FT_STRING, BASE_NONE, NULL, 0x0,
                "The cause in one line", HFILL } },
        { &hf_sipauth_evidence,
            { "Evidence", "sipauth.evidence", FT_STRING, BASE_NONE, NULL, 0x0,
                "What in the capture says so", HFILL } },
        { &hf_sipauth_evidence_frame,
            { "In frame", "sipauth.evidence.frame", FT_FRAMENUM, BASE_NONE, NULL, 0x0,
                "A frame that this line of evidence names", HFILL } },
        { &hf_sipauth_inspect,
            { "Inspect", "sipauth.inspect", FT_STRING, BASE_NONE, NULL, 0x0,
                "What to look at", HFILL } },
        { &hf_sipauth_next_step,
            { "Next step", "sipauth.next_step", FT_STRING, BASE_NONE, NULL, 0x0,
                "What to do", HFILL } },
        { &hf_sipauth_reference,
            { "Reference", "sipauth.reference", FT_STRING, BASE_NONE, NULL, 0x0,
                "Section of the standard", HFILL } },
        { &hf_sipauth_procedure,
            { "Procedure", "sipauth.procedure", FT_STRING, BASE_NONE, NULL, 0x0,
                "What the client was about to do", HFILL } },
        { &hf_sipauth_direction,
            { "Direction", "sipauth.direction", FT_STRING, BASE_NONE, NULL, 0x0,
                "Which way the response travels", HFILL } },
        { &hf_sipauth_interface,
            { "Interface", "sipauth.interface", FT_STRING, BASE_NONE, NULL, 0x0,
                "IMS reference point", HFILL } },
        { &hf_sipauth_security,
            { "Security", "sipauth.security", FT_STRING, BASE_NONE, NULL, 0x0,
                "How the exchange is secured", HFILL } },
        { &hf_sipauth_reason_phrase,
            { "Reason phrase", "sipauth.reason_phrase", FT_STRING, BASE_NONE, NULL, 0x0,
                "Reason phrase of the response", HFILL } },
        { &hf_sipauth_warning,
            { "Warning", "sipauth.warning", FT_STRING, BASE_NONE, NULL, 0x0,
                "Warning header of the response", HFILL } },
        { &hf_sipauth_reason,
            { "Reason", "sipauth.reason", FT_STRING, BASE_NONE, NULL, 0x0,
                "Reason header of the response", HFILL } },
        { &hf_sipauth_server,
            { "Server", "sipauth.server", FT_STRING, BASE_NONE, NULL, 0x0,
                "Server or User-Agent header of the response", HFILL } },
        { &hf_sipauth_fault,
            { "Fault", "sipauth.fault", FT_STRING, BASE_NONE, NULL, 0x0,
                "What is wrong with this retry, by its name in the catalogue", HFILL } },
        { &hf_sipauth_left_out,
            { "Left out", "sipauth.left_out", FT_STRING, BASE_NONE, NULL, 0x0,
                "How much of a list was too long to be kept", HFILL } },
        { &hf_sipauth_aka_rand,
            { "AKA RAND", "sipauth.aka.rand", FT_BYTES, BASE_NONE, NULL, 0x0,
                "RAND of the AKA challenge", HFILL } },
        { &hf_sipauth_aka_autn,
            { "AKA AUTN", "sipauth.aka.autn", FT_BYTES, BASE_NONE, NULL, 0x0,
                "AUTN of the AKA challenge", HFILL } },
        { &hf_sipauth_aka_sqn_xor_ak,
            { "AKA SQN xor AK", "sipauth.aka.sqn_xor_ak", FT_BYTES, BASE_NONE, NULL, 0x0,
                "Concealed sequence number of the AKA challenge", HFILL } },
        { &hf_sipauth_aka_amf,
            { "AKA AMF", "sipauth.aka.amf", FT_BYTES, BASE_NONE, NULL, 0x0,
                "Authentication management field of the AKA challenge", HFILL } },
        { &hf_sipauth_aka_mac,
            { "AKA MAC", "sipauth.aka.mac", FT_BYTES, BASE_NONE, NULL, 0x0,
                "Message authentication code of the AKA challenge", HFILL } },
        { &hf_sipauth_aka_sqn,
            { "AKA SQN", "sipauth.aka.sqn", FT_UINT64, BASE_DEC_HEX, NULL, 0x0,
                "Sequence number of the network, by the known key", HFILL } },
        { &hf_sipauth_aka_sqn_sim,
            { "AKA SQN of the SIM", "sipauth.aka.sqn_sim", FT_UINT64, BASE_DEC_HEX, NULL, 0x0,
                "Highest sequence number that the SIM has accepted, from AUTS by the known key", HFILL } },
        { &hf_sipauth_aka_verified,
            { "AKA verified", "sipauth.aka.verified", FT_STRING, BASE_NONE, NULL, 0x0,
                "What the known key says of AUTN or AUTS", HFILL } },
        { &hf_sipauth_sent_verified,
            { "Verified", "sipauth.sent.verified", FT_STRING, BASE_NONE, NULL, 0x0,
                "What the known credentials say of the response that was sent", HFILL } },
        { &hf_sipauth_sent_variant,
            { "Computed with", "sipauth.sent.variant", FT_STRING, BASE_NONE, NULL, 0x0,
                "Name of what the response was computed with instead, by the known credentials", HFILL } },
        { &hf_sipauth_info,
            { "Server's answer to the credentials", "sipauth.info", FT_STRING, BASE_NONE, NULL, 0x0,
                "Authentication-Info or Proxy-Authentication-Info of the response", HFILL } },
        { &hf_sipauth_info_qop,
            { "qop", "sipauth.info.qop", FT_STRING, BASE_NONE, NULL, 0x0,
                "Quality of protection of the response", HFILL } },
        { &hf_sipauth_info_nc,
            { "Nonce count", "sipauth.info.nc", FT_STRING, BASE_NONE, NULL, 0x0,
                "Nonce count of the request that the server answers", HFILL } },
        { &hf_sipauth_info_nextnonce,
            { "Next nonce", "sipauth.info.nextnonce", FT_STRING, BASE_NONE, NULL, 0x0,
                "Nonce for the next request", HFILL } },
        { &hf_sipauth_info_verified,
            { "Verified", "sipauth.info.verified", FT_STRING, BASE_NONE, NULL, 0x0,
                "What the known credentials say of rspauth", HFILL } },
        { &hf_sipauth_aka_auts,
            { "AKA AUTS", "sipauth.aka.auts", FT_BYTES, BASE_NONE, NULL, 0x0,
                "Resynchronisation token that the USIM sent", HFILL } },
    };

    proto_register_field_array(proto, hf, array_length(hf));
}

static int expert_severity(severity_t severity)
{
    static const int severities[SEVERITIES] = {
        [SEVERITY_CHAT] = PI_CHAT,
        [SEVERITY_NOTE] = PI_NOTE,
        [SEVERITY_WARN] = PI_WARN,
        [SEVERITY_ERROR] = PI_ERROR,
    };

    return severities[severity];
}

static int expert_group(group_t group)
{
    static const int groups[] = {
        [GROUP_SEQUENCE] = PI_SEQUENCE,
        [GROUP_RESPONSE_CODE] = PI_RESPONSE_CODE,
        [GROUP_PROTOCOL] = PI_PROTOCOL,
        [GROUP_SECURITY] = PI_SECURITY,
        [GROUP_ASSUMPTION] = PI_ASSUMPTION,
    };

    return groups[group];
}

static void register_expert(expert_module_t *module, const cause_row_t *row, severity_t severity, const char *label,
    expert_field *field)
{
    ei_register_info filled = { field, { wmem_strdup_printf(wmem_epan_scope(), "sipauth.expert.%s", row->slug),
        expert_group(row->group), expert_severity(severity), label, EXPFILL } };
    /* Wireshark keeps the entry for as long as it runs. */
    ei_register_info *entry = wmem_new(wmem_epan_scope(), ei_register_info);

    *entry = filled;
    expert_register_field_array(module, entry, 1);
}

static void register_experts(int proto)
{
    expert_module_t *module = expert_register_protocol(proto);

    for (unsigned cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        const cause_row_t *row = cause_row((cause_t)cause);

        for (unsigned severity = 0; severity <= (unsigned)row->severity; severity++) {
            expert_field unset = EI_INIT;
            experts[cause][severity] = experts_otherwise[cause][severity] = unset;
            if (severity == (unsigned)row->severity || severity == SEVERITY_NOTE || severity == SEVERITY_CHAT) {
                register_expert(module, row, (severity_t)severity, row->label, &experts[cause][severity]);
            }
            if (row->healthy) {
                register_expert(module, row, (severity_t)severity, LABEL_FAILED_OTHERWISE,
                    &experts_otherwise[cause][severity]);
            }
        }
    }
}

expert_field *fields_expert(cause_t cause, severity_t severity)
{
    severity_t most = cause_row(cause)->severity;

    if (severity >= most) {
        return &experts[cause][most];
    }
    return &experts[cause][severity >= SEVERITY_NOTE ? SEVERITY_NOTE : SEVERITY_CHAT];
}

expert_field *fields_expert_otherwise(cause_t cause, severity_t severity)
{
    return &experts_otherwise[cause][MIN(severity, cause_row(cause)->severity)];
}

void fields_register(int proto)
{
    static int *ett[] = { &ett_sipauth, &ett_sipauth_challenge, &ett_sipauth_sent, &ett_sipauth_cause,
        &ett_sipauth_evidence, &ett_sipauth_info };

    register_header_fields(proto);
    proto_register_subtree_array(ett, array_length(ett));
    register_experts(proto);
}
