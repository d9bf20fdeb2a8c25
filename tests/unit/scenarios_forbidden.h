/* scenarios_forbidden.h
 * 403, with and without credentials.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_FORBIDDEN_H
#define SIPAUTH_SCENARIOS_FORBIDDEN_H

static const verdict_case_t forbidden_cases[] = {
    /* Never asked */
    { "at_once",
        "0 > REGISTER 1\n"
        "0.1 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 1 2", false },
    { "at_once_one_pass",
        "0 > REGISTER 1\n"
        "0.1 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 1 2", true },
    { "at_once_credentials_cut_off",
        "0 > REGISTER 1 cut\n"
        "0.1 < 403 1\n",
        "undetermined possible note [] forbidden 2", false },
    { "at_once_identity_only",
        "0 > REGISTER 1 AUTH(alice,lab,-,nonce=\"\", response=\"\")\n"
        "0.1 < 403 1\n",
        "forbidden_no_challenge likely error [identity_hint_only] forbidden 1 2", false },
    { "trunk_other_calls_pass",
        "0 > INVITE 1 call=first\n"
        "0.1 < 200 1 call=first\n"
        "1 > INVITE 1\n"
        "1.1 < 403 1\n",
        "forbidden_no_challenge possible note [] forbidden 2 3 4", false },
    { "other_trunks_calls_pass",
        "0 D>S INVITE 1 call=first\n"
        "0.1 S>D 200 1 call=first\n"
        "1 > INVITE 1\n"
        "1.1 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 3 4", false },
    { "rang_first",
        "0 > INVITE 1\n"
        "0.1 < 180 1\n"
        "0.2 < 403 1\n",
        "undetermined possible note [] forbidden 3", false },
    { "trying_first",
        "0 > INVITE 1\n"
        "0.1 < 100 1\n"
        "0.2 < 403 1\n",
        "forbidden_no_challenge likely error [] forbidden 1 3", false },

    /* Credentials sent unasked */
    { "old_credentials",
        "0 > REGISTER 5 AUTH(alice,lab,n0)\n"
        "0.1 < 403 5\n",
        "forbidden_with_preemptive_creds possible warn [] forbidden 1 2", false },
    { "old_credentials_rang",
        "0 > INVITE 5 PAUTH(alice,lab,n0)\n"
        "0.1 < 180 5\n"
        "0.2 < 403 5\n",
        "policy_after_auth likely warn [] forbidden 1 2 3", false },
    { "old_credentials_known_good", REGISTERED
        "600 > SUBSCRIBE 1 call=b AUTH(alice,lab,n1)\n"
        "600.1 < 403 1 call=b\n",
        ACCEPTED_2_3_4 "; policy_after_auth likely warn [] forbidden 4 5 6", false },
    { "old_credentials_blamed", REGISTERED
        "600 > SUBSCRIBE 1 call=b AUTH(alice,lab,n1)\n"
        "600.1 < 403 1 call=b phrase=\"Invalid password\"\n",
        ACCEPTED_2_3_4 "; forbidden_with_preemptive_creds possible warn [] forbidden 2 4 5 6", false },

    /* After a challenge */
    { "after_credentials", REGISTER_RETRY
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "after_credentials_one_pass", REGISTER_RETRY
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", true },
    { "after_credentials_phrase_403", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"403 forbidden\"\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "after_credentials_no_phrase", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"\"\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "after_credentials_freeswitch", REGISTER_RETRY
        "0.3 < 403 2 server=\"FreeSWITCH-mod_sofia/1.10\"\n",
        "credentials_rejected_403 likely warn [] forbidden 2 3 4", false },
    { "after_credentials_blamed", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "credentials_rejected_403 likely warn [] forbidden 2 3 4", false },
    { "after_credentials_password_quoted", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"Wrong password\"\n",
        "credentials_rejected_403 likely warn [] forbidden 2 3 4", false },
    { "after_refusal", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 403 3\n",
        "credentials_rejected_403 likely warn [] forbidden 4 5 6", false },
    { "after_credentials_known_good", REGISTERED
        "9 > REGISTER 3\n"
        "9.1 < 401 3 WWW(lab,n2)\n"
        "9.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "9.3 < 403 4\n",
        ACCEPTED_2_3_4 "; registration_forbidden likely warn [] forbidden 4 6 7 8", false },
    { "after_credentials_known_good_blamed", REGISTERED
        "9 > REGISTER 3\n"
        "9.1 < 401 3 WWW(lab,n2)\n"
        "9.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "9.3 < 403 4 phrase=\"Invalid password provided\"\n",
        ACCEPTED_2_3_4 "; credentials_rejected_403 likely warn [] forbidden 6 7 8", false },
    { "after_credentials_other_user_known_good", REGISTERED
        "9 > REGISTER 1 call=b user=bob\n"
        "9.1 < 401 1 call=b user=bob WWW(lab,n2)\n"
        "9.2 > REGISTER 2 call=b user=bob AUTH(bob,lab,n2)\n"
        "9.3 < 403 2 call=b user=bob\n",
        ACCEPTED_2_3_4 "; credentials_rejected_403 possible warn [] forbidden 6 7 8", false },
    { "after_credentials_accepted_later", REGISTER_RETRY
        "0.3 < 403 2\n"
        "9 > REGISTER 3\n"
        "9.1 < 401 3 WWW(lab,n2)\n"
        "9.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "9.3 < 200 4\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4; challenge_accepted certain chat [] accepted 6 7 8",
        false },

    /* The call went further than authentication */
    { "rang", INVITE_RETRY
        "0.3 < 180 2\n"
        "0.4 < 403 2\n",
        "policy_after_auth likely warn [] forbidden 2 4 5 6", false },
    { "trying_of_asterisk", INVITE_RETRY
        "0.3 < 100 2\n"
        "0.4 < 403 2 server=\"Asterisk PBX 20\"\n",
        "policy_after_auth likely warn [] forbidden 2 4 5 6", false },
    { "trying_of_another", INVITE_RETRY
        "0.3 < 100 2\n"
        "0.4 < 403 2 server=\"Kamailio\"\n",
        "credentials_rejected_403 possible warn [] forbidden 2 4 6", false },
    { "asterisk_without_trying", INVITE_RETRY
        "0.4 < 403 2 server=\"Asterisk PBX 20\"\n",
        "credentials_rejected_403 possible warn [] forbidden 2 4 5", false },
    { "trying_of_asterisk_blamed", INVITE_RETRY
        "0.3 < 100 2\n"
        "0.4 < 403 2 server=\"Asterisk PBX 20\" phrase=\"Authentication Failed\"\n",
        "credentials_rejected_403 likely warn [] forbidden 2 4 6", false },

    /* The server says why */
    { "phrase",
        "0 > INVITE 1\n"
        "0.1 < 403 1 phrase=\"Not relaying\"\n",
        "domain_not_served certain warn [] forbidden 1 2", false },
    { "phrase_after_credentials", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"Come back tomorrow\"\n",
        "forbidden_phrase certain warn [] forbidden 2 3 4", false },
    { "phrase_after_old_credentials",
        "0 > INVITE 1 PAUTH(alice,lab,n0)\n"
        "0.1 < 403 1 phrase=\"No credit\" {Warning: 399 lab \"no credit\"}\n",
        "forbidden_phrase certain warn [] forbidden 1 2", false },
    { "phrase_known_good", REGISTERED
        "9 > INVITE 1 call=b AUTH(alice,lab,n1)\n"
        "9.1 < 403 1 call=b phrase=\"No credit\"\n",
        ACCEPTED_2_3_4 "; forbidden_phrase certain warn [policy_after_auth] forbidden 4 5 6", false },
    { "phrase_blames_credentials_never_sent",
        "0 > REGISTER 1\n"
        "0.1 < 403 1 phrase=\"Authentication Failed\"\n",
        "forbidden_phrase certain warn [] forbidden 1 2", false },
    { "phrase_explained_by_bytes", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 403 2 phrase=\"Unknown realm\"\n",
        "realm_mismatch certain error [forbidden_phrase] forbidden 2 3 4", false },

    /* The Reason header */
    { "reason_header",
        "0 > INVITE 1\n"
        "0.1 < 403 1 {Reason: Q.850;cause=21}\n",
        "forbidden_reason_header certain note [] forbidden 1 2", false },
    { "reason_header_after_credentials", INVITE_RETRY
        "0.3 < 403 2 {Reason: Q.850;cause=21}\n",
        "policy_after_auth likely warn [forbidden_reason_header] forbidden 2 4 5", false },
    { "reason_header_after_old_credentials",
        "0 > INVITE 1 PAUTH(alice,lab,n0)\n"
        "0.1 < 403 1 {Reason: Q.850;cause=55}\n",
        "policy_after_auth likely warn [forbidden_reason_header] forbidden 1 2", false },
    { "reason_header_of_a_403_without_request",
        "0 < 403 1 method=INVITE {Reason: Q.850;cause=21}\n",
        "forbidden_reason_header certain note [] forbidden 1", false },
    { "another_realm_was_accepted",
        "0 > INVITE 1 PAUTH(trunk,edge,e0)\n"
        "0.1 < 200 1\n"
        "5 > INVITE 1 call=b PAUTH(trunk,edge,e0)\n"
        "5.1 < 401 1 call=b WWW(uas,n1)\n"
        "5.11 > ACK 1 call=b\n"
        "5.2 > INVITE 2 call=b PAUTH(trunk,edge,e0) AUTH(alice,uas,n1)\n"
        "5.3 < 403 2 call=b\n",
        "credentials_rejected_403 possible warn [] forbidden 4 6 7", false },
    { "same_realm_of_another_server", REGISTERED
        "5 C>T REGISTER 1 call=b\n"
        "5.1 T>C 401 1 call=b WWW(lab,m1)\n"
        "5.2 C>T REGISTER 2 call=b AUTH(alice,lab,m1)\n"
        "5.3 T>C 403 2 call=b\n",
        "challenge_accepted certain chat [] accepted 2 3 4; credentials_rejected_403 possible warn [] forbidden 6 7 8", false },
    { "refused_behind_the_proxy",
        "0 C>P INVITE 1 via=c1\n"
        "0.1 P>C 407 1 via=c1 PROXY(lab,n1)\n"
        "0.11 C>P ACK 1 via=c1\n"
        "0.2 C>P INVITE 2 via=c2 PAUTH(alice,lab,n1)\n"
        "0.3 P>G INVITE 2 via=p2,c2\n"
        "0.4 G>P 403 2 via=p2,c2 totag=g\n"
        "0.5 P>C 403 2 via=c2 totag=g\n",
        "policy_after_auth likely warn [] forbidden 2 4 6 7; forbidden_no_challenge likely error [] forbidden 5 6", false },
    { "two_taps_of_one_refusal",
        "0 C>P INVITE 1 via=c1\n"
        "0.1 P>C 407 1 via=c1 PROXY(lab,n1)\n"
        "0.11 C>P ACK 1 via=c1\n"
        "0.2 C>P INVITE 2 via=c2 PAUTH(alice,lab,n1)\n"
        "0.21 N>P INVITE 2 via=c2 PAUTH(alice,lab,n1)\n"
        "0.4 P>N 403 2 via=c2 totag=g\n"
        "0.41 P>C 403 2 via=c2 totag=g\n",
        "credentials_rejected_403 possible warn [] forbidden 2 4 7; forbidden_with_preemptive_creds possible warn [] forbidden 2 5 6", false },
    { "accepted_before_beside_a_leftover", REGISTERED
        "5 > INVITE 1 call=b\n"
        "5.1 < 401 1 call=b WWW(lab,n2)\n"
        "5.11 > ACK 1 call=b\n"
        "5.2 > INVITE 2 call=b PAUTH(left,over,x1) AUTH(alice,lab,n2)\n"
        "5.3 < 403 2 call=b\n",
        "challenge_accepted certain chat [] accepted 2 3 4; policy_after_auth likely warn [] forbidden 4 6 8 9", false },
};

#endif /* SIPAUTH_SCENARIOS_FORBIDDEN_H */
