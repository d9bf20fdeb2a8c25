/* fields.h
 * The registered fields, subtrees and expert information. Their names are a promise to users.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_FIELDS_H
#define SIPAUTH_FIELDS_H

#include <epan/expert.h>
#include <epan/packet.h>

#include "causes.h"

extern int hf_sipauth_exchange;
extern int hf_sipauth_exchange_outcome;
extern int hf_sipauth_exchange_cause;
extern int hf_sipauth_role;
extern int hf_sipauth_attempt;
extern int hf_sipauth_summary;
extern int hf_sipauth_retransmission_of;
extern int hf_sipauth_duplicate_of;
extern int hf_sipauth_other_hop_of;
extern int hf_sipauth_status;
extern int hf_sipauth_challenge;
extern int hf_sipauth_challenge_header;
extern int hf_sipauth_realm;
extern int hf_sipauth_scheme;
extern int hf_sipauth_algorithm;
extern int hf_sipauth_qop;
extern int hf_sipauth_nonce;
extern int hf_sipauth_opaque;
extern int hf_sipauth_stale;
extern int hf_sipauth_sent;
extern int hf_sipauth_sent_username;
extern int hf_sipauth_sent_realm;
extern int hf_sipauth_sent_nonce;
extern int hf_sipauth_sent_uri;
extern int hf_sipauth_sent_algorithm;
extern int hf_sipauth_sent_qop;
extern int hf_sipauth_sent_nc;
extern int hf_sipauth_sent_header;
extern int hf_sipauth_account;
extern int hf_sipauth_request_in;
extern int hf_sipauth_request_method;
extern int hf_sipauth_challenge_in;
extern int hf_sipauth_ack_in;
extern int hf_sipauth_retry_in;
extern int hf_sipauth_retry_delay;
extern int hf_sipauth_answer_in;
extern int hf_sipauth_answer_status;
extern int hf_sipauth_outcome;
extern int hf_sipauth_cause;
extern int hf_sipauth_also;
extern int hf_sipauth_confidence;
extern int hf_sipauth_label;
extern int hf_sipauth_evidence;
extern int hf_sipauth_evidence_frame;
extern int hf_sipauth_inspect;
extern int hf_sipauth_next_step;
extern int hf_sipauth_reference;
extern int hf_sipauth_procedure;
extern int hf_sipauth_direction;
extern int hf_sipauth_interface;
extern int hf_sipauth_security;
extern int hf_sipauth_reason_phrase;
extern int hf_sipauth_warning;
extern int hf_sipauth_reason;
extern int hf_sipauth_server;
extern int hf_sipauth_fault;
extern int hf_sipauth_left_out;
extern int hf_sipauth_aka_rand;
extern int hf_sipauth_aka_autn;
extern int hf_sipauth_aka_sqn_xor_ak;
extern int hf_sipauth_aka_amf;
extern int hf_sipauth_aka_mac;
extern int hf_sipauth_aka_auts;
extern int hf_sipauth_aka_sqn;
extern int hf_sipauth_aka_sqn_sim;
extern int hf_sipauth_aka_verified;
extern int hf_sipauth_sent_verified;
extern int hf_sipauth_sent_variant;
extern int hf_sipauth_info;
extern int hf_sipauth_info_qop;
extern int hf_sipauth_info_nc;
extern int hf_sipauth_info_nextnonce;
extern int hf_sipauth_info_verified;

extern int ett_sipauth;
extern int ett_sipauth_challenge;
extern int ett_sipauth_sent;
extern int ett_sipauth_cause;
extern int ett_sipauth_evidence;
extern int ett_sipauth_info;

/** Register them all. */
void fields_register(int proto);

/** The expert field of a cause at this severity: the catalogue's own or a lower one. */
expert_field *fields_expert(cause_t cause, severity_t severity);

/** The same of a login that failed otherwise: windows group expert information by the text that it is registered with. */
expert_field *fields_expert_otherwise(cause_t cause, severity_t severity);

#endif /* SIPAUTH_FIELDS_H */
