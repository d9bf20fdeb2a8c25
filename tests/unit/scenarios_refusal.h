/* scenarios_refusal.h
 * Captures and verdicts: 403 with phrases and headers that say why.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_REFUSAL_H
#define SIPAUTH_SCENARIOS_REFUSAL_H

/* One request that is refused at once, in words. */
#define REGISTER_SAID(words) \
    "0 > REGISTER 1\n" \
    "0.1 < 403 1 " words "\n"
#define INVITE_SAID(words) \
    "0 > INVITE 1\n" \
    "0.1 < 403 1 " words "\n"
#define IMSI "user=001010000000001 domain=ims.mnc001.mcc001.3gppnetwork.org"
#define IMSI_REGISTERED(associated) \
    "0 > REGISTER 1 " IMSI "\n" \
    "0.1 < 200 1 " IMSI " {P-Associated-URI: " associated "}\n"
#define IMSI_REFUSED \
    "9 > INVITE 1 call=b " IMSI "\n" \
    "9.1 < 403 1 call=b " IMSI "\n"
#define REGISTER_FAILED REGISTER_REFUSED
#define FAILED_VERDICT "credentials_rejected likely warn [] rejected 2 3 4"

static const verdict_case_t refusal_cases[] = {
    /* Users and identities */
    { "unknown_user_to_hss", REGISTER_SAID("phrase=\"Forbidden - HSS User Unknown\""),
        "unknown_user certain error [] forbidden 1 2", false },
    { "unknown_user_code_appended", REGISTER_SAID("phrase=\"FORBIDDEN - HSS USER UNKNOWN 0A1B2C3D4E5F\""),
        "unknown_user certain error [] forbidden 1 2", false },
    { "unknown_user_after_credentials", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"Invalid user name provided\"\n",
        "unknown_user certain error [] forbidden 2 3 4", false },
    { "unknown_user_challenged_again", REGISTER_RETRY
        "0.3 < 401 2 phrase=\"Unknown user\" WWW(lab,n2)\n" ALIVE GOES_ON,
        "unknown_user certain error [] rejected 2 3 4", false },
    { "unknown_user_in_first_challenge",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 phrase=\"Unknown user\" WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "unknown_user_other_failure", REGISTER_RETRY
        "0.3 < 604 2 phrase=\"Does not exist anywhere - HSS User Unknown\"\n",
        "challenge_accepted likely chat [unknown_user] other_failure 2 3 4", false },
    { "unknown_user_not_found", REGISTER_RETRY
        "0.3 < 404 2\n",
        "challenge_accepted likely chat [unknown_user] other_failure 2 3 4", false },
    { "called_user_not_found", INVITE_RETRY
        "0.3 < 404 2\n",
        "challenge_accepted likely chat [] other_failure 2 4 5", false },
    { "user_not_found_said_of_a_call", INVITE_SAID("phrase=\"User not found\""),
        "forbidden_phrase certain warn [] forbidden 1 2", false },
    { "identity_auth_id", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"Forbidden auth ID\"\n",
        "forbidden_identity certain warn [] forbidden 2 3 4", false },
    { "identity_caller_number", INVITE_SAID("phrase=\"Caller Origination Number is Invalid D35\" "
        "{P-Asserted-Identity: <sip:1@lab.test>}"),
        "forbidden_identity certain warn [] forbidden 1 2", false },
    { "identity_known_good", REGISTERED
        "9 > INVITE 1 call=b AUTH(alice,lab,n1) {P-Asserted-Identity: <sip:1@lab.test>}\n"
        "9.1 < 403 1 call=b phrase=\"From header not allowed\"\n",
        ACCEPTED_2_3_4 "; forbidden_identity certain warn [policy_after_auth] forbidden 4 5 6", false },
    { "identity_in_warning", INVITE_SAID("{Warning: 399 gw \"Caller ID not allowed\"}"),
        "forbidden_identity certain warn [] forbidden 1 2", false },

    /* Warning and Reason */
    { "warning", INVITE_SAID("{Warning: 399 gw \"trunk is down for maintenance\"}"),
        "forbidden_warning certain note [] forbidden 1 2", false },
    { "warning_after_credentials", REGISTER_RETRY
        "0.3 < 403 2 {Warning: 370 gw \"Insufficient bandwidth\"}\n",
        "forbidden_warning certain note [] forbidden 2 3 4", false },
    { "warning_noisy_feedback", INVITE_SAID("{Warning: 392 192.0.2.9:5060 \"Noisy feedback tells: pid=7 req_src_ip=192.0.2.3\"}"),
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "warning_behind_noisy_feedback", INVITE_SAID("{Warning: 392 a \"Noisy feedback tells: pid=7\"} "
        "{Warning: 399 b \"trunk is down\"}"),
        "forbidden_warning certain note [] forbidden 1 2", false },
    { "warning_generic", INVITE_SAID("{Warning: 399 gw \"Forbidden\"}"),
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "warning_beside_phrase", INVITE_SAID("phrase=\"Try tomorrow\" {Warning: 399 gw \"trunk is down\"}"),
        "forbidden_phrase certain warn [] forbidden 1 2", false },
    { "warning_of_a_challenge",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1) {Warning: 399 gw \"trunk is down\"}\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "warning_blames_credentials", REGISTER_RETRY
        "0.3 < 403 2 {Warning: 399 gw \"Authentication failed\"}\n",
        "credentials_rejected_403 likely warn [] forbidden 2 3 4", false },
    { "warning_blames_credentials_never_sent", REGISTER_SAID("{Warning: 399 gw \"Authentication failed\"}"),
        "forbidden_warning certain note [] forbidden 1 2", false },
    { "blamed_yet_it_rang", INVITE_RETRY
        "0.3 < 180 2\n"
        "0.4 < 403 2 phrase=\"Authentication failed\"\n",
        "forbidden_phrase certain warn [] forbidden 2 4 5 6", false },
    { "reason_of_the_network", INVITE_SAID("{Reason: Q.850;cause=57;text=\"not authorized\"}"),
        "forbidden_reason_header certain note [] forbidden 1 2", false },
    { "reason_of_the_network_about_the_called", INVITE_SAID("{Reason: Q.850;cause=20;text=\"Subscriber not registered\"}"),
        "forbidden_reason_header certain note [] forbidden 1 2", false },
    { "reason_repeats_403", INVITE_SAID("{Reason: SIP;cause=403;text=\"Forbidden\"}"),
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "reason_of_another_answer", INVITE_SAID("{Reason: SIP;cause=486;text=\"Busy Here\"}"),
        "forbidden_reason_header certain note [] forbidden 1 2", false },
    { "reason_sip_with_text", INVITE_SAID("{Reason: SIP;cause=403;text=\"Try tomorrow\"}"),
        "forbidden_reason_header certain note [] forbidden 1 2", false },
    { "reason_second_line", INVITE_SAID("{Reason: SIP;cause=403} {Reason: Q.850;cause=21}"),
        "forbidden_reason_header certain note [] forbidden 1 2", false },
    { "reason_names_a_cause", INVITE_SAID("{Reason: SIP;cause=403;text=\"You must register first\"}"),
        "not_registered certain warn [] forbidden 1 2", false },
    { "phrase_and_reason", INVITE_SAID("phrase=\"You must register first\" {Reason: Q.850;cause=21}"),
        "not_registered certain warn [forbidden_reason_header] forbidden 1 2", false },

    /* STIR */
    { "stale_date", "0 > INVITE 1 {Date: Tue, 14 Nov 2023 20:00:00 GMT} {Identity: e30.eyJpYXQiOjE2OTk5OTIwMDB9.x}\n"
        "0.1 < 403 1 phrase=\"Stale Date\"\n",
        "stale_date_stir certain error [] forbidden 1 2", false },
    { "stale_date_without_date", INVITE_SAID("phrase=\"Stale Date\""),
        "stale_date_stir certain error [] forbidden 1 2", false },
    { "stale_date_unreadable", "0 > INVITE 1 {Date: yesterday} {Identity: x}\n"
        "0.1 < 403 1 phrase=\"Stale Date\"\n",
        "stale_date_stir certain error [] forbidden 1 2", false },
    { "stale_date_of_the_future", "0 > INVITE 1 {Date: Tue, 14 Nov 2023 23:00:00 GMT}\n"
        "0.1 < 403 1 phrase=\"Stale Date\"\n",
        "stale_date_stir certain error [] forbidden 1 2", false },
    { "stale_date_cut", "0 > INVITE 1 cut\n"
        "0.1 < 403 1 phrase=\"Stale Date\"\n",
        "stale_date_stir likely error [] forbidden 1 2", false },
    { "stir_reason", INVITE_SAID("{Reason: STIR;cause=438}"),
        "stale_date_stir certain error [] forbidden 1 2", false },
    { "stir_reason_of_another_protocol", INVITE_SAID("{Reason: preemption;cause=1}"),
        "forbidden_reason_header certain note [] forbidden 1 2", false },
    { "stir_reason_beside_another", INVITE_SAID("{Reason: STIR;cause=436, Q.850;cause=21}"),
        "stale_date_stir certain error [forbidden_reason_header] forbidden 1 2", false },

    /* Registration */
    { "not_registered_said", INVITE_SAID("phrase=\"Forbidden - You must register first with a S-CSCF\""),
        "not_registered certain warn [] forbidden 1 2", false },
    { "not_registered_said_though_registered", REGISTERED
        "9 > INVITE 1 call=b\n"
        "9.1 < 403 1 call=b phrase=\"User not registered\"\n",
        ACCEPTED_2_3_4 "; not_registered likely warn [] forbidden 4 5 6", false },
    { "not_registered_said_to_register", REGISTER_SAID("phrase=\"User not registered\""),
        "forbidden_phrase certain warn [] forbidden 1 2", false },
    { "not_registered_by_failure", REGISTER_FAILED
        "9 > INVITE 1 call=b\n"
        "9.1 < 403 1 call=b\n",
        FAILED_VERDICT "; not_registered likely warn [] forbidden 4 5 6", false },
    { "not_registered_no_register",
        "9 > INVITE 1 call=b\n"
        "9.1 < 403 1 call=b\n",
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "not_registered_registered_after_all", REGISTER_FAILED
        "1 > REGISTER 3 call=c AUTH(alice,lab,n0)\n"
        "1.1 < 200 3 call=c\n"
        "9 > INVITE 1 call=b\n"
        "9.1 < 403 1 call=b\n",
        FAILED_VERDICT "; forbidden_no_challenge likely error [] forbidden 7 8", false },
    { "not_registered_another_user", REGISTER_FAILED
        "9 > INVITE 1 call=b user=carol\n"
        "9.1 < 403 1 call=b user=carol\n",
        FAILED_VERDICT "; forbidden_no_challenge likely error [] forbidden 5 6", false },
    { "not_registered_another_server", REGISTER_FAILED
        "9 C>T INVITE 1 call=b\n"
        "9.1 T>C 403 1 call=b\n",
        FAILED_VERDICT "; forbidden_no_challenge likely error [] forbidden 5 6", false },
    { "not_registered_credentials_unasked", REGISTER_FAILED
        "9 > INVITE 1 call=b AUTH(alice,lab,n0)\n"
        "9.1 < 403 1 call=b\n",
        FAILED_VERDICT "; forbidden_with_preemptive_creds possible warn [] forbidden 5 6", false },
    { "not_registered_challenged", REGISTER_FAILED
        "9 > INVITE 1 call=b\n"
        "9.1 < 407 1 call=b PROXY(lab,n5)\n"
        "9.2 > INVITE 2 call=b\n"
        "9.3 < 403 2 call=b\n",
        FAILED_VERDICT "; retry_without_credentials certain error [] forbidden 6 7 8", false },
    { "not_registered_trunk", REGISTER_FAILED
        "8 > INVITE 1 call=d\n"
        "8.1 < 200 1 call=d\n"
        "9 > INVITE 1 call=b\n"
        "9.1 < 403 1 call=b\n",
        FAILED_VERDICT "; forbidden_no_challenge possible note [] forbidden 6 7 8", false },
    { "not_registered_it_rang", REGISTER_FAILED
        "9 > INVITE 1 call=b\n"
        "9.1 < 180 1 call=b\n"
        "9.2 < 403 1 call=b\n",
        FAILED_VERDICT "; undetermined possible note [] forbidden 7", false },
    { "not_registered_register_refused_again",
        "0 > REGISTER 1\n"
        "0.1 < 403 1\n"
        "9 > REGISTER 1 call=b\n"
        "9.1 < 403 1 call=b\n",
        "forbidden_no_challenge likely error [] forbidden 1 2; forbidden_no_challenge likely error [] forbidden 3 4", false },
    { "not_registered_yet_other_words", REGISTER_FAILED
        "9 > INVITE 1 call=b\n"
        "9.1 < 403 1 call=b phrase=\"Domain not served\"\n",
        FAILED_VERDICT "; domain_not_served certain warn [] forbidden 5 6", false },
    { "registration_too_many_contacts", REGISTER_SAID("phrase=\"Too many contacts in REGISTER\""),
        "registration_forbidden certain warn [] forbidden 1 2", false },
    { "registration_known_good_and_said", REGISTERED
        "9 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "9.1 < 403 3 phrase=\"Registration limit reached\"\n",
        ACCEPTED_2_3_4 "; registration_forbidden certain warn [policy_after_auth] forbidden 4 5 6", false },
    { "registration_known_good_other_words", REGISTERED
        "9 > REGISTER 3\n"
        "9.1 < 401 3 WWW(lab,n2)\n"
        "9.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "9.3 < 403 4 phrase=\"No credit\"\n",
        ACCEPTED_2_3_4 "; forbidden_phrase certain warn [registration_forbidden] forbidden 4 6 7 8", false },
    { "call_of_an_account_known_good", REGISTERED
        "9 > INVITE 1 call=b\n"
        "9.1 < 401 1 call=b WWW(lab,n2)\n"
        "9.2 > INVITE 2 call=b AUTH(alice,lab,n2)\n"
        "9.3 < 403 2 call=b\n",
        ACCEPTED_2_3_4 "; policy_after_auth likely warn [] forbidden 4 6 7 8", false },
    { "too_many_calls", INVITE_SAID("phrase=\"Too many calls\""),
        "forbidden_phrase certain warn [] forbidden 1 2", false },

    /* Domains, TLS, Teams, emergency */
    { "domain_relay", INVITE_SAID("phrase=\"Relaying Forbidden\""),
        "domain_not_served certain warn [] forbidden 1 2", false },
    { "domain_or_password", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"Wrong password or domain\"\n",
        "credentials_rejected_403 likely warn [] forbidden 2 3 4", false },
    { "tls_said", INVITE_SAID("phrase=\"Mutual TLS required to handle that message\""),
        "secure_media_or_tls_required certain warn [] forbidden 1 2", false },
    { "tls_accepted_elsewhere",
        "0 > REGISTER 1 over=tls AUTH(alice,lab,n0)\n"
        "0.1 < 200 1 over=tls\n"
        "9 > INVITE 1 call=b AUTH(alice,lab,n0)\n"
        "9.1 < 403 1 call=b\n",
        "secure_media_or_tls_required possible warn [policy_after_auth] forbidden 2 3 4", false },
    { "tls_accepted_in_clear_too",
        "0 > REGISTER 1 over=tls AUTH(alice,lab,n0)\n"
        "0.1 < 200 1 over=tls\n"
        "1 > REGISTER 1 call=c AUTH(alice,lab,n0)\n"
        "1.1 < 200 1 call=c\n"
        "9 > INVITE 1 call=b AUTH(alice,lab,n0)\n"
        "9.1 < 403 1 call=b\n",
        "policy_after_auth likely warn [] forbidden 2 5 6", false },
    { "tls_refused_over_tls",
        "0 > REGISTER 1 over=tls AUTH(alice,lab,n0)\n"
        "0.1 < 200 1 over=tls\n"
        "9 > INVITE 1 call=b over=tls AUTH(alice,lab,n0)\n"
        "9.1 < 403 1 call=b over=tls\n",
        "policy_after_auth likely warn [] forbidden 2 3 4", false },
    { "tls_never_accepted",
        "0 > REGISTER 1 over=tls\n"
        "0.1 < 200 1 over=tls\n"
        "9 > INVITE 1 call=b AUTH(alice,lab,n0)\n"
        "9.1 < 403 1 call=b\n",
        "forbidden_with_preemptive_creds possible warn [] forbidden 3 4", false },
    { "tls_yet_it_rang",
        "0 > REGISTER 1 over=tls AUTH(alice,lab,n0)\n"
        "0.1 < 200 1 over=tls\n"
        "9 > INVITE 1 call=b AUTH(alice,lab,n0)\n"
        "9.1 < 180 1 call=b\n"
        "9.2 < 403 1 call=b\n",
        "policy_after_auth likely warn [] forbidden 2 3 4 5", false },
    { "teams_contact_is_an_address",
        "0 > INVITE 1 uri=sip:+1@sip.pstnhub.microsoft.com {Contact: <sip:+2@192.0.2.3:5061;transport=tls>}\n"
        "0.1 < 403 1\n",
        "contact_fqdn_teams likely warn [] forbidden 1 2", false },
    { "teams_record_route_is_an_address",
        "0 > INVITE 1 {Contact: <sip:+2@sbc.lab.test>} {Record-Route: <sip:[2001:db8::3]:5061;lr>}\n"
        "0.1 < 403 1 server=\"Microsoft.PSTNHub.SIPProxy v.2023.1\"\n",
        "contact_fqdn_teams likely warn [] forbidden 1 2", false },
    { "teams_contact_is_a_name",
        "0 > INVITE 1 uri=sip:+1@sip.pstnhub.microsoft.com {Contact: <sip:+2@sbc.lab.test:5061;transport=tls>}\n"
        "0.1 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "teams_is_another",
        "0 > INVITE 1 uri=sip:+1@sip.microsoft.com {Contact: <sip:+2@192.0.2.3:5061;transport=tls>}\n"
        "0.1 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "teams_it_rang",
        "0 > INVITE 1 uri=sip:+1@sip.pstnhub.microsoft.com {Contact: <sip:+2@192.0.2.3:5061;transport=tls>}\n"
        "0.1 < 180 1\n"
        "0.2 < 403 1\n",
        "undetermined possible note [] forbidden 3", false },
    { "teams_no_trunk",
        "0 > INVITE 1 {Contact: <sip:+2@other.lab.test>}\n"
        "0.1 < 403 1 {Reason: Q.850;cause=63;text=\"5e19725b-7fad-4e89;No trunk config was found\"}\n",
        "contact_fqdn_teams certain warn [] forbidden 1 2", false },
    { "emergency_call",
        "0 > INVITE 1 uri=urn:service:sos.police\n"
        "0.1 < 403 1\n",
        "emergency_refused possible error [] forbidden 1 2", false },
    { "emergency_counselling",
        "0 > INVITE 1 uri=urn:service:sosta\n"
        "0.1 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "emergency_registration",
        "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3;sos>;expires=3600}\n"
        "0.1 < 403 1\n",
        "emergency_refused possible error [] forbidden 1 2", false },
    { "registration_with_similar_parameter",
        "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3;sosta>;expires=3600}\n"
        "0.1 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "emergency_said", REGISTER_SAID("phrase=\"Emergency registration not allowed\""),
        "emergency_refused certain error [] forbidden 1 2", false },
    { "emergency_unknown_subscriber",
        "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3;sos>;expires=3600}\n"
        "0.1 < 403 1 phrase=\"Forbidden - HSS User Unknown\"\n",
        "unknown_user certain error [] forbidden 1 2", false },

    /* IMS */
    { "ims_roaming",
        "0 > REGISTER 1 {P-Visited-Network-ID: \"visited.test\"}\n"
        "0.1 < 403 1 phrase=\"Forbidden - HSS Roaming not allowed\"\n",
        "ims_roaming_refused certain error [] forbidden 1 2", false },
    { "ims_identities", REGISTER_SAID("phrase=\"Forbidden - HSS Identities don't match\""),
        "ims_identity_mismatch certain error [] forbidden 1 2", false },
    { "ims_hss", REGISTER_SAID("phrase=\"Temporarily unavailable - error retrieving av\""),
        "ims_hss_failure certain error [] forbidden 1 2", false },
    { "ims_hss_other_failure", REGISTER_RETRY
        "0.3 < 480 2 phrase=\"Temporarily Unavailable - Diameter Cx interface failed\"\n",
        "challenge_accepted likely chat [ims_hss_failure] other_failure 2 3 4", false },
    { "ims_hss_in_challenge",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 phrase=\"Temporarily unavailable - error retrieving av\" WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "ims_qos", REGISTER_SAID("phrase=\"Can't register to QoS for signalling\""),
        "ims_qos_refused certain error [] forbidden 1 2", false },
    { "ims_barred_said", REGISTER_SAID("phrase=\"Forbidden - HSS Authorization Rejected\""),
        "ims_barred likely error [] forbidden 1 2", false },
    { "ims_barred_by_association", IMSI_REGISTERED("<sip:+491@lab.test>, <tel:+491>") IMSI_REFUSED,
        "ims_barred likely error [] forbidden 2 3 4", false },
    { "ims_associated", IMSI_REGISTERED("<sip:+491@lab.test>, <sip:001010000000001@lab.test>") IMSI_REFUSED,
        "forbidden_no_challenge likely error [] forbidden 3 4", false },
    { "ims_associated_in_another_line",
        IMSI_REGISTERED("<sip:+491@lab.test>} {P-Associated-URI: <sip:001010000000001@lab.test>") IMSI_REFUSED,
        "forbidden_no_challenge likely error [] forbidden 3 4", false },
    { "ims_associated_in_lines_not_kept",
        IMSI_REGISTERED("<sip:1@lab.test>} {P-Associated-URI: <sip:2@lab.test>} {P-Associated-URI: <sip:3@lab.test>} "
            "{P-Associated-URI: <sip:4@lab.test>} {P-Associated-URI: <sip:5@lab.test>") IMSI_REFUSED,
        "forbidden_no_challenge likely error [] forbidden 3 4", false },
    { "ims_not_associated_yet_emergency", IMSI_REGISTERED("<sip:+491@lab.test>")
        "5 > INVITE 1 call=b user=001010000000001 domain=ims.mnc001.mcc001.3gppnetwork.org uri=urn:service:sos\n"
        "5.1 < 403 1 call=b user=001010000000001 domain=ims.mnc001.mcc001.3gppnetwork.org\n",
        "emergency_refused possible error [] forbidden 3 4", false },
    { "ims_not_associated_yet_no_imsi",
        "0 > REGISTER 1\n"
        "0.1 < 200 1 {P-Associated-URI: <sip:+491@lab.test>}\n"
        "9 > INVITE 1 call=b\n"
        "9.1 < 403 1 call=b\n",
        "forbidden_no_challenge likely error [] forbidden 3 4", false },
    { "ims_not_associated_registers_again", IMSI_REGISTERED("<sip:+491@lab.test>")
        "9 > REGISTER 1 call=b " IMSI "\n"
        "9.1 < 403 1 call=b " IMSI "\n",
        "forbidden_no_challenge likely error [] forbidden 3 4", false },
    { "ims_barred_calls", INVITE_SAID("phrase=\"Outgoing calls barred\""),
        "forbidden_phrase certain warn [] forbidden 1 2", false },
    { "ims_protected", REGISTERED
        "9 > REGISTER 3 AUTH(alice,lab,n1) {Security-Verify: ipsec-3gpp;spi-c=1;port-s=6000}\n"
        "9.1 < 403 3\n",
        ACCEPTED_2_3_4 "; ims_protected_rereg_rejected possible warn [] forbidden 4 5 6", false },
    { "ims_protected_behind_the_p_cscf", REGISTERED
        "9 > REGISTER 3 AUTH(alice,lab,n1,integrity-protected=yes)\n"
        "9.1 < 403 3\n",
        ACCEPTED_2_3_4 "; ims_protected_rereg_rejected possible warn [] forbidden 4 5 6", false },
    { "ims_not_protected", REGISTERED
        "9 > REGISTER 3 AUTH(alice,lab,n1,integrity-protected=no)\n"
        "9.1 < 403 3\n",
        ACCEPTED_2_3_4 "; policy_after_auth likely warn [] forbidden 4 5 6", false },
    { "ims_protected_call", REGISTERED
        "9 > INVITE 1 call=b AUTH(alice,lab,n1) {Security-Verify: ipsec-3gpp;spi-c=1;port-s=6000}\n"
        "9.1 < 403 1 call=b\n",
        ACCEPTED_2_3_4 "; policy_after_auth likely warn [] forbidden 4 5 6", false },
    { "ims_protected_never_registered",
        "9 > REGISTER 3 AUTH(alice,lab,n1) {Security-Verify: ipsec-3gpp;spi-c=1;port-s=6000}\n"
        "9.1 < 403 3\n",
        "forbidden_with_preemptive_creds possible warn [] forbidden 1 2", false },
    { "ims_protected_challenged", REGISTERED
        "9 > REGISTER 3 {Security-Verify: ipsec-3gpp;spi-c=1;port-s=6000}\n"
        "9.1 < 401 3 WWW(lab,n2)\n"
        "9.2 > REGISTER 4 AUTH(alice,lab,n2) {Security-Verify: ipsec-3gpp;spi-c=1;port-s=6000}\n"
        "9.3 < 403 4\n",
        ACCEPTED_2_3_4 "; registration_forbidden likely warn [] forbidden 4 6 7 8", false },
    { "ims_protected_yet_said", REGISTERED
        "9 > REGISTER 3 AUTH(alice,lab,n1) {Security-Verify: ipsec-3gpp;spi-c=1;port-s=6000}\n"
        "9.1 < 403 3 phrase=\"Forbidden - HSS Unable to comply\"\n",
        ACCEPTED_2_3_4 "; ims_hss_failure certain error [policy_after_auth] forbidden 4 5 6", false },
};

#endif /* SIPAUTH_SCENARIOS_REFUSAL_H */
