/* scenarios_faults.h
 * Retries whose bytes show why they were refused, and faults that explain nothing.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_FAULTS_H
#define SIPAUTH_SCENARIOS_FAULTS_H

#define EDGE_THEN_LAB_ANSWERED \
    "0 > INVITE 1\n" \
    "0.1 < 407 1 PROXY(edge,e1)\n" \
    "0.2 > INVITE 2 PAUTH(alice,edge,e1)\n" \
    "0.3 < 401 2 WWW(lab,n1)\n"
#define OTHER_NONCE_ACCEPTED \
    "0 > REGISTER 1 call=first\n" \
    "0.1 < 401 1 call=first WWW(lab,f1)\n" \
    "0.2 > REGISTER 2 call=first AUTH(alice,lab,f9)\n" \
    "0.3 < 200 2 call=first\n"

static const verdict_case_t fault_cases[] = {
    /* Without credentials */
    { "no_credentials", REGISTER_401
        "0.2 > REGISTER 2\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "retry_without_credentials certain error [] rejected 2 3 4", false },
    { "no_credentials_after_a_gap", REGISTER_401
        "1 > REGISTER 4\n"
        "1.1 < 401 4 WWW(lab,n2)\n",
        "retry_without_credentials likely error [] rejected 2 3 4", false },
    { "no_credentials_one_pass", REGISTER_401
        "0.2 > REGISTER 2\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "retry_without_credentials certain error [] rejected 2 3 4", true },
    { "no_credentials_403", REGISTER_401
        "0.2 > REGISTER 2\n"
        "0.3 < 403 2\n",
        "retry_without_credentials certain error [] forbidden 2 3 4", false },
    { "empty_response", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,response=\"\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "response_empty certain error [] rejected 2 3 4", false },
    { "aka_answered_with_empty_response",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,response=\"\")\n"
        "0.3 < 403 2\n",
        "ims_mac_failure certain error [] forbidden 2 3 4", false },
    { "answered_with_empty_response", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,response=\"\")\n"
        "0.3 < 403 2\n",
        "response_empty certain error [] forbidden 2 3 4", false },
    { "credentials_cut_off", REGISTER_401
        "0.2 > REGISTER 2 cut\n"
        "0.3 < 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        "undetermined possible note [] rejected 2 3 4", false },
    { "credentials_cut_off_accepted", REGISTER_401
        "0.2 > REGISTER 2 cut\n"
        "0.3 < 200 2\n",
        "challenge_accepted likely chat [] accepted 2 3 4", false },
    { "credentials_of_another_hop_only", REGISTER_401
        "0.2 > REGISTER 2 PAUTH(alice,edge,e1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "retry_without_credentials certain error [] rejected 2 3 4", false },
    { "credentials_of_an_earlier_realm_only", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(second,s1)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n7)\n"
        "0.5 < 401 3 WWW(second,s2)\n",
        "retry_without_credentials certain error [] rejected 4 5 6", false },
    { "credentials_of_a_realm_elsewhere",
        "0 > REGISTER 1 call=first\n"
        "0.1 < 401 1 call=first WWW(edge,e1)\n"
        "0.2 > REGISTER 2 call=first AUTH(alice,edge,e1)\n"
        "0.3 < 200 2 call=first\n"
        "1 > SUBSCRIBE 1\n"
        "1.1 < 401 1 WWW(lab,n1)\n"
        "1.2 > SUBSCRIBE 2 AUTH(alice,edge,e1)\n"
        "1.3 < 401 2 WWW(lab,n2)\n",
        ACCEPTED_2_3_4 "; retry_without_credentials certain error [] rejected 6 7 8", false },
    { "one_of_two_challenges_answered",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(edge,e1) WWW(lab,n1)\n"
        "0.2 > INVITE 2 AUTH(alice,lab,n1)\n"
        "0.3 < 407 2 PROXY(edge,e2)\n",
        "retry_without_credentials certain error [fork_merged_challenges,both_401_407_headers] rejected 2 3 4", false },
    { "one_of_two_realms_answered",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(one,o1) WWW(two,t1)\n"
        "0.2 > REGISTER 2 AUTH(alice,one,o1)\n"
        "0.3 < 401 2 WWW(two,t2)\n",
        "retry_without_credentials certain error [fork_merged_challenges] rejected 2 3 4", false },

    /* Wrong header */
    { "wrong_header_for_407",
        "0 > REGISTER 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 407 2 PROXY(lab,n2)\n",
        "wrong_auth_header certain error [] rejected 2 3 4", false },
    { "wrong_header_for_401", REGISTER_401
        "0.2 > REGISTER 2 PAUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "wrong_auth_header certain error [] rejected 2 3 4", false },
    { "wrong_header_403", REGISTER_401
        "0.2 > REGISTER 2 PAUTH(alice,lab,n1)\n"
        "0.3 < 403 2\n",
        "wrong_auth_header certain error [] forbidden 2 3 4", false },
    { "both_headers_sent", REGISTER_401
        "0.2 > REGISTER 2 PAUTH(alice,lab,n1) AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },

    /* Other realm */
    { "realm", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "realm_mismatch certain error [] rejected 2 3 4", false },
    { "realm_without_nonce", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,-)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "realm_mismatch certain error [] rejected 2 3 4", false },
    { "realm_403", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 403 2\n",
        "realm_mismatch certain error [] forbidden 2 3 4", false },
    { "realm_one_of_two", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,o1) AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "realm_case", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,Lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "realm_case_mismatch certain error [] rejected 2 3 4", false },
    { "realm_space", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab ,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "realm_case_mismatch certain error [] rejected 2 3 4", false },
    { "realm_case_403", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,Lab,n1)\n"
        "0.3 < 403 2\n",
        "realm_case_mismatch certain error [] forbidden 2 3 4", false },
    { "realm_escaped_is_equal",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 {WWW-Authenticate: Digest realm=\"a\\b\", nonce=\"n1\"}\n"
        "0.2 > REGISTER 2 AUTH(alice,ab,n1)\n"
        "0.3 < 401 2 {WWW-Authenticate: Digest realm=\"a\\b\", nonce=\"n2\"}\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },

    /* Other nonce */
    { "nonce_unknown", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n9)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "nonce_unknown_after_copies",
        "0 > REGISTER 1\n"
        "0.5 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n1)\n"
        "0.7 > REGISTER 2 AUTH(alice,lab,n9)\n"
        "0.8 < 401 2 WWW(lab,n2)\n",
        "nonce_not_from_challenge likely note [] rejected 3 4 5", false },
    { "realm_packets_cut", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 401 2 WWW(lab,n2) cut\n",
        "realm_mismatch likely error [] rejected 2 3 4", false },
    { "nonce_unknown_request_missing",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "0.1 > REGISTER 2 AUTH(alice,lab,n9)\n"
        "0.2 < 401 2 WWW(lab,n2)\n",
        "nonce_not_from_challenge likely note [] rejected 1 2 3", false },
    { "nonce_older", REGISTERED
        "9 > REGISTER 3\n"
        "9.1 < 401 3 WWW(lab,n2)\n"
        "9.2 > REGISTER 4 AUTH(alice,lab,n1)\n"
        "9.3 < 401 4 WWW(lab,n3)\n",
        ACCEPTED_2_3_4 "; nonce_not_from_challenge certain warn [] rejected 2 6 7 8", false },
    { "nonce_older_403", REGISTERED
        "9 > REGISTER 3 call=b\n"
        "9.1 < 401 3 call=b WWW(lab,n2)\n"
        "9.2 > REGISTER 4 call=b AUTH(alice,lab,n1)\n"
        "9.3 < 403 4 call=b\n",
        ACCEPTED_2_3_4 "; nonce_not_from_challenge certain warn [registration_forbidden] forbidden 2 4 6 7 8", false },
    { "nonce_meanwhile",
        "0 > SUBSCRIBE 1\n"
        "0.1 > REGISTER 1 call=b\n"
        "0.2 < 401 1 call=b WWW(lab,n2)\n"
        "0.3 < 401 1 method=SUBSCRIBE WWW(lab,n1)\n"
        "0.4 > SUBSCRIBE 2 AUTH(alice,lab,n2)\n"
        "0.5 < 401 2 WWW(lab,n3)\n"
        "0.6 > REGISTER 2 call=b AUTH(alice,lab,n2)\n"
        "0.7 < 401 2 call=b WWW(lab,n4)\n",
        "credentials_rejected likely warn [] rejected 3 7 8; credentials_rejected likely warn [] rejected 4 5 6",
        false },
    { "nonce_of_a_copy", REGISTER_401
        "0.5 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n2)\n"
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.8 < 401 2 WWW(lab,n3)\n",
        "credentials_rejected likely warn [] rejected 2 4 5 6", false },
    { "nonce_accepted_elsewhere", OTHER_NONCE_ACCEPTED
        "5 > REGISTER 1\n"
        "5.1 < 401 1 WWW(lab,n1)\n"
        "5.2 > REGISTER 2 AUTH(alice,lab,n9)\n"
        "5.3 < 401 2 WWW(lab,n2)\n",
        "challenge_accepted certain chat [nonce_not_from_challenge] accepted 2 3 4; "
        "credentials_rejected likely warn [nonce_not_from_challenge] rejected 6 7 8", false },
    { "nonce_accepted_by_another_server",
        "0 C>T REGISTER 1 call=first\n"
        "0.1 T>C 401 1 call=first WWW(lab,f1)\n"
        "0.2 C>T REGISTER 2 call=first AUTH(alice,lab,f9)\n"
        "0.3 T>C 200 2 call=first\n"
        "5 > REGISTER 1\n"
        "5.1 < 401 1 WWW(lab,n1)\n"
        "5.2 > REGISTER 2 AUTH(alice,lab,n9)\n"
        "5.3 < 401 2 WWW(lab,n2)\n",
        "challenge_accepted certain chat [nonce_not_from_challenge] accepted 2 3 4; "
        "nonce_not_from_challenge certain note [] rejected 6 7 8", false },
    { "scheme_without_nonce",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 {WWW-Authenticate: Bearer authz_server=\"https://a\"}\n"
        "0.2 > REGISTER 2 {Authorization: Bearer abc}\n"
        "0.3 < 401 2 {WWW-Authenticate: Bearer error=\"invalid_token\"}\n",
        "bearer_token_rejected certain error [] rejected 3 4", false },

    /* A fault that comes only after a clean refusal explains nothing, and one that goes before does */
    { "fault_after_clean_refusal", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,other,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n",
        "credentials_rejected likely warn [realm_mismatch,challenge_loop] rejected 2 3 4 5 6", false },
    { "clean_refusal_after_fault", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n",
        "credentials_rejected likely warn [realm_mismatch,challenge_loop] rejected 2 3 4 5 6", false },
    { "fault_twice", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,other,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n",
        "realm_mismatch certain error [challenge_loop] rejected 4 5 6", false },
    { "fault_corrected", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 200 3\n",
        "challenge_accepted certain chat [realm_mismatch] accepted 2 3 4 5 6", false },
    { "no_credentials_accepted_elsewhere",
        "0 > REGISTER 1 call=first\n"
        "0.1 < 401 1 call=first WWW(lab,f1)\n"
        "0.2 > REGISTER 2 call=first\n"
        "0.3 < 200 2 call=first\n"
        "5 > REGISTER 1\n"
        "5.1 < 401 1 WWW(lab,n1)\n"
        "5.2 > REGISTER 2\n"
        "5.3 < 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [retry_without_credentials] accepted 2 3 4; "
        "undetermined possible note [retry_without_credentials] rejected 6 7 8", false },

    /* Two realms in turn */
    { "dropped", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 AUTH(alice,lab,n1)\n"
        "0.5 < 407 3 PROXY(edge,e2)\n",
        "earlier_credentials_dropped certain error [] no_retry 3 4 5 6", false },
    { "dropped_back_and_forth", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 AUTH(alice,lab,n1)\n"
        "0.5 < 407 3 PROXY(edge,e2)\n"
        "0.6 > INVITE 4 PAUTH(alice,edge,e2)\n"
        "0.7 < 401 4 WWW(lab,n2)\n",
        "earlier_credentials_dropped certain error [] no_retry 5 6 7 8", false },
    { "dropped_or_cut_off", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 AUTH(alice,lab,n1) cut\n"
        "0.5 < 407 3 PROXY(edge,e2)\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 3 4 5 6 7", false },
    { "dropped_without_harm", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 AUTH(alice,lab,n1)\n"
        "0.5 < 401 3 WWW(lab,n2)\n",
        "credentials_rejected likely warn [earlier_credentials_dropped] rejected 3 4 5 6", false },
    { "dropped_then_third_realm", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 AUTH(alice,lab,n1)\n"
        "0.5 < 401 3 WWW(third,t1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [earlier_credentials_dropped] no_retry 3 4 5 6 7", false },
    { "dropped_then_forbidden", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 AUTH(alice,lab,n1)\n"
        "0.5 < 403 3\n",
        "credentials_rejected_403 possible warn [earlier_credentials_dropped] forbidden 3 4 5 6", false },
    { "dropped_after_refusal", REGISTER_REFUSED
        "0.4 > REGISTER 3\n"
        "0.5 < 401 3 WWW(lab,n3)\n",
        "credentials_rejected likely warn [retry_without_credentials,challenge_loop] rejected 2 3 4 5 6", false },
    { "kept", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 PAUTH(alice,edge,e1) AUTH(alice,lab,n1)\n"
        "0.5 < 407 3 PROXY(edge,e2,stale=true)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 4 5 6 7", false },
};

#endif /* SIPAUTH_SCENARIOS_FAULTS_H */
