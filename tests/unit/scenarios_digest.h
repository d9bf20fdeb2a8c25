/* scenarios_digest.h
 * Captures and verdicts: what a known secret proves. Known is the password "wonderland" of alice in the realm
 * "known", and the key of sim's SIM in the realm "aka"; responses are RFC 2069 digests, computed elsewhere, as are
 * the challenges.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_DIGEST_H
#define SIPAUTH_SCENARIOS_DIGEST_H

/* Challenges made with the known key, SQN 21 (hex), and with another K. */
#define SIM_VECTOR "n3yNAhrM9NshPM/wx/caavQUjK729HJcuAy1VeJB8B8="
#define SIM_VECTOR_K "n3yNAhrM9NshPM/wx/caaukJClUyiHJcjhgLVxtNC0A="
/* Two that follow AUTS with SQN 35: SQN 41, and SQN 30, which is no answer to it. */
#define SIM_VECTOR_41 "qnyNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0="
#define SIM_VECTOR_30 "qnyNAhrM9NshPM/wx/caalXkUsSvEXJcPNyGJV8SXbY="
#define SIM_RES "571f3d7a26e646b360cc39465a732cc3"
#define SIM_401(vector) \
    "0 > REGISTER 1 user=sim AUTH(sim,aka,-,nonce=\"\", response=\"\")\n" \
    "0.1 < 401 1 WWW(aka," vector ",algorithm=AKAv1-MD5)\n"
#define SIM_SENDS(vector, more) \
    SIM_401(vector) \
    "0.2 > REGISTER 2 user=sim AUTH(sim,aka," vector ",uri=\"sip:lab.test\",algorithm=AKAv1-MD5," more ")\n"
#define SIM_SENDS_RES(vector, response) SIM_SENDS(vector, "response=\"" response "\"")
#define SIM_SENDS_AUTS(auts) \
    SIM_SENDS(SIM_VECTOR, "auts=\"" auts "\",response=\"60d18577a7b226986fef95fb6fd696c8\"")
#define SIM_ALIVE "40 > OPTIONS 1 user=sim call=alive\n"
#define ALICE_RIGHT \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(known,n1,qop=\"auth\")\n" \
    "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",qop=auth,nc=00000001,cnonce=\"c\"," \
    "response=\"d7aa35b5dc17c3de032b9a3d0299d1b5\")\n"
#define INFO(nc, rspauth) \
    "0.3 < 200 2 {Authentication-Info: qop=auth, nc=" nc ", cnonce=\"c\", rspauth=\"" rspauth "\"}\n"

static const verdict_case_t digest_cases[] = {
    { "right_yet_refused",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.3 < 401 2 WWW(known,n2)\n",
        "digest_verified_ok certain warn [] rejected 2 3 4", false },
    { "right_in_another_realm",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"00958f68e8d898b6954060c47f239be0\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "right_yet_403",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.3 < 403 2\n",
        "digest_verified_ok certain warn [] forbidden 2 3 4", false },
    { "right_and_accepted_before",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 1 call=b\n"
        "5.1 < 401 1 call=b WWW(known,n1)\n"
        "5.2 > REGISTER 2 call=b AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "5.3 < 403 2 call=b\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "registration_forbidden certain warn [digest_verified_ok] forbidden 4 6 7 8", false },
    { "right_and_rang",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.25 < 180 2\n"
        "0.3 < 403 2\n",
        "policy_after_auth certain warn [digest_verified_ok] forbidden 2 3 4 5", false },
    { "auts_and_accepted_before", SIM_SENDS_RES(SIM_VECTOR, SIM_RES)
        "0.3 < 200 2\n"
        "5 > REGISTER 1 call=b user=sim AUTH(sim,aka,-,nonce=\"\", response=\"\")\n"
        "5.1 < 401 1 call=b WWW(aka," SIM_VECTOR ",algorithm=AKAv1-MD5)\n"
        "5.2 > REGISTER 2 call=b user=sim AUTH(sim,aka," SIM_VECTOR ",uri=\"sip:lab.test\",algorithm=AKAv1-MD5,"
        "auts=\"cX81w8YDm4cWCpu3uHM=\",response=\"60d18577a7b226986fef95fb6fd696c8\")\n"
        "5.3 < 403 2 call=b\n",
        "ims_aka_accepted certain chat [identity_hint_only] accepted 1 2 3 4; "
        "ims_sync_failure certain warn [identity_hint_only,registration_forbidden] forbidden 4 5 6 7 8", false },
    { "known_secret_is_not_the_accounts",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"a3616cb67201748cc24651b18c718f0c\")\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 1 call=b\n"
        "5.1 < 401 1 call=b WWW(known,n1)\n"
        "5.2 > REGISTER 2 call=b AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"a3616cb67201748cc24651b18c718f0c\")\n"
        "5.3 < 401 2 call=b WWW(known,n2)\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8", false },
    { "other_password_of_an_account_that_is_known",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 1 call=b\n"
        "5.1 < 401 1 call=b WWW(known,n1)\n"
        "5.2 > REGISTER 2 call=b AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"a3616cb67201748cc24651b18c718f0c\")\n"
        "5.3 < 401 2 call=b WWW(known,n2)\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "digest_verified_bad certain error [] rejected 6 7 8", false },
    { "right_in_upper_case",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348DCEC3B892C0B6A11F4CD9A3E5\")\n"
        "0.3 < 401 2 WWW(known,n2)\n",
        "response_length_bad likely error [digest_verified_ok] rejected 2 3 4", false },
    { "right_and_stated",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.3 < 403 2 phrase=\"Prepaid credit exhausted\"\n",
        "forbidden_phrase certain warn [digest_verified_ok] forbidden 2 3 4", false },
    { "right_and_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [] accepted 2 3 4", false },
    { "other_password",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"a3616cb67201748cc24651b18c718f0c\")\n"
        "0.3 < 401 2 WWW(known,n2)\n",
        "digest_verified_bad certain error [] rejected 2 3 4", false },
    { "other_password_403",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"a3616cb67201748cc24651b18c718f0c\")\n"
        "0.3 < 403 2\n",
        "digest_verified_bad certain error [] forbidden 2 3 4", false },
    { "other_password_in_another_realm",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"4f9f6467e3d99641818e7a2c82acf896\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "other_uri",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"ccc12c87cda3961439af3db7485d052b\")\n"
        "0.3 < 401 2 WWW(known,n2)\n",
        "digest_verified_bad certain error [] rejected 2 3 4", false },
    { "other_method",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"d644e17e4a0fb84715fb3bbdae72cf12\")\n"
        "0.3 < 401 2 WWW(known,n2)\n",
        "method_mismatch_possible certain warn [] rejected 2 3 4", false },
    { "empty_password",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"459c58dcc28b40a8016c04784d2673f6\")\n"
        "0.3 < 401 2 WWW(known,n2)\n",
        "digest_with_empty_password certain error [] rejected 2 3 4", false },
    { "empty_password_nothing_known",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"f558262b9aad5c3ddd09c7c107882d7f\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "digest_with_empty_password certain error [] rejected 2 3 4", false },
    { "empty_password_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"f558262b9aad5c3ddd09c7c107882d7f\")\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [] accepted 2 3 4", false },
    { "cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"2078348dcec3b892c0b6a11f4cd9a3e5\") cut\n"
        "0.3 < 401 2 WWW(known,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "auts_then_403",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n3yNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0=,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n3yNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0=,uri=\"sip:lab.test\",algorithm=AKAv1-MD5,"
        "auts=\"5PYxAuWbpfoBD4VGVQA=\",response=\"8eba43009fc9dcddbdb7bccef19d4a2e\")\n"
        "0.3 < 403 2\n",
        "ims_sync_failure certain warn [] forbidden 2 3 4", false },
    { "auts_without_aka",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",auts=\"5PYxAuWbpfoBD4VGVQA=\","
        "response=\"2078348dcec3b892c0b6a11f4cd9a3e5\")\n"
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },

    /* A proof outranks a guess, but not what is certain as well. */
    { "wrong_digest_of_a_scanner",
        "0 > REGISTER 1 ua=\"friendly-scanner\"\n"
        "0.1 < 401 1 WWW(known,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"a3616cb67201748cc24651b18c718f0c\")\n"
        "0.3 < 403 2\n",
        "digest_verified_bad certain error [brute_force_scan] forbidden 1 2 3 4", false },
    { "wrong_digest_for_a_realm_that_nobody_asked_for",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,known,n1,uri=\"sip:lab.test\",response=\"a3616cb67201748cc24651b18c718f0c\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "realm_mismatch certain error [digest_verified_bad] rejected 2 3 4", false },

    /* A known key of a SIM */
    { "sim_finds_a_right_mac_wrong", SIM_SENDS(SIM_VECTOR, "response=\"\"")
        "0.3 < 403 2\n",
        "ims_mac_failure certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_finds_another_k_wrong", SIM_SENDS(SIM_VECTOR_K, "response=\"\"")
        "0.3 < 403 2\n",
        "ims_mac_failure certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_does_not_echo_the_nonce", SIM_401(SIM_VECTOR_K)
        "0.2 > REGISTER 2 user=sim AUTH(sim,aka,-,uri=\"sip:lab.test\",nonce=\"\",response=\"\")\n"
        "0.3 < 403 2\n",
        "ims_mac_failure certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_does_not_echo_the_nonce_of_a_right_mac", SIM_401(SIM_VECTOR)
        "0.2 > REGISTER 2 user=sim AUTH(sim,aka,-,uri=\"sip:lab.test\",nonce=\"\",response=\"\")\n"
        "0.3 < 403 2\n",
        "ims_mac_failure possible warn [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_silent_after_another_k", SIM_401(SIM_VECTOR_K) SIM_ALIVE,
        "ims_mac_failure certain error [identity_hint_only] no_retry 1 2 3", false },
    { "sim_begins_anew_after_another_k", SIM_401(SIM_VECTOR_K)
        "2 > REGISTER 1 user=sim call=new tag=new AUTH(sim,aka,-,nonce=\"\", response=\"\")\n",
        "ims_mac_failure certain error [identity_hint_only] no_retry 1 2 3", false },
    { "sim_never_heard_after_another_k", SIM_401(SIM_VECTOR_K) GOES_ON,
        "ims_mac_failure likely error [identity_hint_only] no_retry 1 2", false },
    { "sim_silent_after_another_k_beside_tls", SIM_401(SIM_VECTOR_K)
        "2 > *tls\n" SIM_ALIVE,
        "ims_mac_failure likely error [identity_hint_only] no_retry 1 2 3 4", false },
    { "sim_silent_after_another_k_with_ipsec",
        "0 > REGISTER 1 user=sim " IMS_CLIENT " AUTH(sim,aka,-,nonce=\"\", response=\"\")\n"
        "0.1 < 401 1 WWW(aka," SIM_VECTOR_K ",algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "250 > OPTIONS 1 user=sim call=alive\n",
        "ims_mac_failure likely error [identity_hint_only] no_retry 1 2 3", false },
    { "sim_silent_after_a_right_mac", SIM_401(SIM_VECTOR) SIM_ALIVE,
        "ims_no_retry likely warn [identity_hint_only] no_retry 1 2 3", false },
    { "sim_right_yet_authentication_failed", SIM_SENDS_RES(SIM_VECTOR, SIM_RES)
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_right_yet_challenged", SIM_SENDS_RES(SIM_VECTOR, SIM_RES)
        "0.3 < 401 2 WWW(aka," SIM_VECTOR_41 ",algorithm=AKAv1-MD5)\n",
        "ims_res_wrong certain error [identity_hint_only] rejected 1 2 3 4", false },
    { "sim_right_yet_forbidden", SIM_SENDS_RES(SIM_VECTOR, SIM_RES)
        "0.3 < 403 2\n",
        "digest_verified_ok certain warn [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_wrong_and_forbidden", SIM_SENDS_RES(SIM_VECTOR, "90003f78edc9d470e3d215a4cf11398c")
        "0.3 < 403 2\n",
        "ims_res_wrong certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_in_hex_and_forbidden", SIM_SENDS_RES(SIM_VECTOR, "178003e43811159431f44f6bca387dd6")
        "0.3 < 403 2\n",
        "ims_res_wrong certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_for_another_method", SIM_SENDS_RES(SIM_VECTOR, "8a5461d206e2c6083cca97e802cca897")
        "0.3 < 403 2\n",
        "method_mismatch_possible certain warn [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_right_to_another_k", SIM_SENDS_RES(SIM_VECTOR_K, "19c7f087fe27eab3eeedfe7e808c64e5")
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_and_network_both_of_another_k", SIM_SENDS_RES(SIM_VECTOR_K, "f4d4bbb27326424060ee221068993e3e")
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_and_network_both_of_another_k_failed", SIM_SENDS_RES(SIM_VECTOR_K, "f4d4bbb27326424060ee221068993e3e")
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_with_an_empty_password", SIM_SENDS_RES(SIM_VECTOR, "60d18577a7b226986fef95fb6fd696c8")
        "0.3 < 403 2\n",
        "digest_with_empty_password certain error [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_ahead", SIM_SENDS_AUTS("cX81w8YDm4cWCpu3uHM=")
        "0.3 < 403 2\n",
        "ims_sync_failure certain warn [identity_hint_only] forbidden 1 2 3 4", false },
    { "sim_ahead_and_taken", SIM_SENDS_AUTS("cX81w8YDm4cWCpu3uHM=")
        "0.3 < 401 2 WWW(aka," SIM_VECTOR_41 ",algorithm=AKAv1-MD5)\n" SIM_ALIVE,
        "ims_sync_failure likely warn [identity_hint_only] no_retry 1 2 3 4 5", false },
    { "sim_ahead_and_not_taken", SIM_SENDS_AUTS("cX81w8YDm4cWCpu3uHM=")
        "0.3 < 401 2 WWW(aka," SIM_VECTOR_30 ",algorithm=AKAv1-MD5)\n" SIM_ALIVE,
        "ims_sync_failure likely warn [identity_hint_only] no_retry 1 2 3 4 5", false },
    { "sim_with_a_response_beside_auts", SIM_SENDS(SIM_VECTOR,
        "auts=\"cX81w8YDm4cWCpu3uHM=\",response=\"571f3d7a26e646b360cc39465a732cc3\"")
        "0.3 < 403 2\n",
        "ims_sync_failure certain warn [identity_hint_only] forbidden 1 2 3 4", false },

    /* The server's own proof */
    { "server_proves_itself", ALICE_RIGHT INFO("00000001", "941a61124d2a5aa7c9f968ea92fa0d49"),
        "challenge_accepted certain chat [] accepted 2 3 4", false },
    { "server_writes_the_count_otherwise", ALICE_RIGHT INFO("1", "941a61124d2a5aa7c9f968ea92fa0d49"),
        "challenge_accepted certain chat [] accepted 2 3 4", false },
    { "server_has_another_password", ALICE_RIGHT INFO("00000001", "46963df28232eaca257809b9ef23ae20"),
        "challenge_accepted certain chat [rspauth_wrong] accepted 2 3 4", false },
    { "server_takes_the_method", ALICE_RIGHT INFO("00000001", "d7aa35b5dc17c3de032b9a3d0299d1b5"),
        "challenge_accepted certain chat [rspauth_wrong] accepted 2 3 4", false },
    { "server_answers_another_request", ALICE_RIGHT INFO("00000002", "46963df28232eaca257809b9ef23ae20"),
        "challenge_accepted certain chat [rspauth_wrong] accepted 2 3 4", false },
    { "server_proves_what_is_not_known",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,qop=\"auth\")\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",qop=auth,nc=00000001,cnonce=\"c\",response=\"f26a9f77fa201e9f7858bdf825860a24\")\n"
        INFO("00000001", "46963df28232eaca257809b9ef23ae20"),
        "challenge_accepted certain chat [] accepted 2 3 4", false },
    { "server_answers_another_request_unknown",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,qop=\"auth\")\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",qop=auth,nc=00000001,cnonce=\"c\",response=\"f26a9f77fa201e9f7858bdf825860a24\")\n"
        INFO("00000002", "46963df28232eaca257809b9ef23ae20"),
        "challenge_accepted certain chat [rspauth_wrong] accepted 2 3 4", false },
    { "client_proves_another_password", ALICE_RIGHT
        "0.3 < 200 2 {Authentication-Info: nextnonce=\"n9\"}\n",
        "challenge_accepted certain chat [] accepted 2 3 4", false },
};

#endif /* SIPAUTH_SCENARIOS_DIGEST_H */
