/* scenarios_silence.h
 * Challenges that nobody answers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_SILENCE_H
#define SIPAUTH_SCENARIOS_SILENCE_H

#define STALE_401 \
    "0 > REGISTER 1 AUTH(alice,lab,n0)\n" \
    "0.1 < 401 1 WWW(lab,n1,stale=true)\n"
#define IPSEC_401 \
    "0 > REGISTER 1 {Security-Client: ipsec-3gpp}\n" \
    "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp}\n"

static const verdict_case_t silence_cases[] = {
    /* The client is there and does not answer */
    { "no_retry", REGISTER_401 ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "no_retry_of_a_probe",
        "0 > OPTIONS 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely note [] no_retry 2 3", false },
    { "accepted_then_another_copy_challenged", REGISTER_RETRY
        "0.3 < 200 2\n"
        "0.9 < 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; undetermined possible note [] no_retry 4 5", false },
    { "no_retry_one_pass", REGISTER_401 ALIVE GOES_ON,
        "undetermined possible note [] pending 2", true },
    { "no_retry_invite", INVITE_407 ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3 4", false },
    { "no_retry_only_ack", INVITE_407 GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3", false },
    { "no_retry_other_port_same_user", REGISTER_401
        "20 C:6000>S OPTIONS 1 call=alive\n" GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "no_retry_other_user_same_port", REGISTER_401
        "20 > OPTIONS 1 call=alive user=zoe\n" GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "no_retry_new_start_without_credentials", REGISTER_401
        "6 > REGISTER 2 tag=other\n"
        "6.1 < 401 2 tag=other WWW(lab,n2)\n"
        "12 > REGISTER 3 tag=third\n" GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 5; no_retry_no_credentials likely warn [] no_retry 4 5",
        false },
    { "no_retry_to_second_realm",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(edge,e1)\n"
        "0.2 > INVITE 2 PAUTH(alice,edge,e1)\n"
        "0.3 < 401 2 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3 4 5", false },
    { "no_retry_but_tls", REGISTER_401
        "1 > *tls\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3 4", false },
    { "no_retry_but_stream_gap", REGISTER_401
        "1 > *gap\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3 4", false },
    { "no_retry_but_unread_bytes", REGISTER_401
        "1 > *other\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3 4", false },
    { "no_retry_but_esp", REGISTER_401
        "1 > *esp\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3 4", false },
    { "no_retry_but_answered_before",
        "0 > REGISTER 2 AUTH(alice,other,n0)\n"
        "0.1 < 401 2 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 1 2 3", false },
    { "no_retry_but_packets_cut", REGISTER_401
        "1 C:7000>S OPTIONS 1 call=b user=zoe cut\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 4", false },
    { "no_retry_tls_of_the_server", REGISTER_401
        "1 < *tls\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 4", false },
    { "no_retry_tls_before_the_challenge",
        "0 > REGISTER 1 call=first\n"
        "0.1 < 401 1 call=first WWW(lab,f1)\n"
        "0.2 > REGISTER 2 call=first AUTH(alice,lab,f1)\n"
        "0.3 < 200 2 call=first\n"
        "1 > *tls\n"
        "2 > REGISTER 1\n"
        "2.1 < 401 1 WWW(lab,n1)\n"
        "20 > OPTIONS 1 call=alive\n" GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; no_retry_no_credentials possible warn [] no_retry 3 7 8", false },
    { "no_retry_heard_once_too_early", REGISTER_401
        "3 > OPTIONS 1 call=alive\n" GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3", false },

    /* An old nonce, said so, and given up */
    { "stale", STALE_401 ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 1 2 3", false },
    { "stale_but_tls", STALE_401
        "1 > *tls\n" ALIVE GOES_ON,
        "stale_not_retried possible warn [] no_retry 1 2 3 4", false },
    { "stale_capture_ends", STALE_401
        "2 idle\n",
        "capture_ended certain note [] no_retry 1 2", false },
    { "stale_capture_ends_client_heard", STALE_401
        "3 > OPTIONS 1 call=alive\n"
        "4 idle\n",
        "capture_ended likely note [] no_retry 1 2 3", false },
    { "stale_client_silent", STALE_401 GOES_ON,
        "client_silent possible note [] no_retry 1 2", false },
    { "stale_one_pass", STALE_401 ALIVE GOES_ON,
        "undetermined possible note [] pending 1 2", true },
    { "not_stale_nonce_unknown",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 1 2", false },
    { "resynchronisation_given_up",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,auts=\"AAAAAAAAAAAAAAAAAAA=\", response=\"0\")\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n" ALIVE GOES_ON,
        "ims_sync_failure likely warn [] no_retry 2 3 4 5", false },

    /* No time to answer */
    { "capture_ends", REGISTER_401
        "2 idle\n",
        "capture_ended certain note [] no_retry 2", false },
    { "capture_ends_at_once", REGISTER_401,
        "capture_ended certain note [] no_retry 2", false },
    { "capture_ends_after_10_s", REGISTER_401
        "10 idle\n",
        "capture_ended likely note [] no_retry 2", false },
    { "capture_ends_client_heard_too_early", REGISTER_401
        "3 > OPTIONS 1 call=alive\n"
        "10 idle\n",
        "capture_ended likely note [] no_retry 2 3", false },
    { "capture_ends_client_heard_late", REGISTER_401
        "5.2 > OPTIONS 1 call=alive\n"
        "6 idle\n",
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "capture_ends_just_before_timeout", REGISTER_401
        "32 idle\n",
        "capture_ended likely note [] no_retry 2", false },
    { "capture_ends_client_heard", REGISTER_401
        "2 > OPTIONS 1 call=alive\n",
        "capture_ended likely note [] no_retry 2 3", false },
    { "capture_ends_after_unread_bytes", REGISTER_401
        "2 > *other\n",
        "capture_ended likely note [] no_retry 2 3", false },
    { "capture_ends_after_copies",
        "0 > REGISTER 1\n"
        "0.3 > REGISTER 1\n"
        "0.4 < 401 1 WWW(lab,n1)\n"
        "2 idle\n",
        "capture_ended likely note [] no_retry 1 3", false },
    { "capture_ends_after_a_slow_challenge",
        "0 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n1)\n"
        "2 idle\n",
        "capture_ended likely note [] no_retry 2", false },
    { "capture_ends_packets_cut",
        "0 C:7000>S OPTIONS 1 call=b user=zoe cut\n"
        "1 > REGISTER 1\n"
        "1.1 < 401 1 WWW(lab,n1)\n",
        "capture_ended likely note [] no_retry 3", false },
    { "capture_ends_one_pass", REGISTER_401
        "2 idle\n",
        "undetermined possible note [] pending 2", true },

    /* Nothing more from the client */
    { "client_silent", REGISTER_401 GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "client_silent_just_after_timeout", REGISTER_401
        "32.2 idle\n",
        "client_silent possible note [] no_retry 2", false },
    { "client_silent_others_talk", REGISTER_401
        "20 D>S OPTIONS 1 call=alive\n"
        "20.1 < OPTIONS 1 call=server user=zoe\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "client_silent_unreachable", REGISTER_401
        "0.2 > !401 1\n" GOES_ON,
        "client_silent possible note [] no_retry 2 3", false },
    { "client_silent_but_esp", REGISTER_401
        "1 > *esp\n" GOES_ON,
        "client_silent possible note [] no_retry 2 3", false },

    /* Fragments */
    { "fragment", REGISTER_401
        "1 > *fragment len=1514\n" GOES_ON,
        "retry_fragment_lost likely warn [] no_retry 2 3", false },
    { "fragment_client_alive", REGISTER_401
        "1 > *fragment len=1514\n" ALIVE GOES_ON,
        "retry_fragment_lost likely warn [] no_retry 2 3", false },
    { "fragment_stale", STALE_401
        "1 > *fragment len=1514\n" ALIVE GOES_ON,
        "retry_fragment_lost likely warn [] no_retry 1 2 3", false },
    { "fragment_of_the_server", REGISTER_401
        "1 < *fragment len=1514\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "fragment_of_another_client", REGISTER_401
        "1 D>S *fragment len=1514\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "fragment_and_retry", REGISTER_401
        "0.15 > *fragment len=1514\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [] accepted 2 4 5", false },
    { "fragment_one_pass", REGISTER_401
        "1 > *fragment len=1514\n" GOES_ON,
        "undetermined possible note [] pending 2", true },
    { "fragment_after_refusal", REGISTER_REFUSED
        "1 > *fragment len=1514\n" GOES_ON,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "fragment_after_fault", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "1 > *fragment len=1514\n" GOES_ON,
        "realm_mismatch certain error [] rejected 2 3 4", false },

    /* IPsec */
    { "esp", IPSEC_401
        "1 > *esp\n" GOES_ON,
        "ims_retry_in_esp possible note [] no_retry 1 2 3", false },
    { "esp_only_client_offered",
        "0 > REGISTER 1 {Security-Client: ipsec-3gpp}\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "1 > *esp\n" GOES_ON,
        "ims_retry_in_esp possible note [ims_security_server_missing] no_retry 1 2 3", false },
    { "esp_client_alive", IPSEC_401
        "1 > *esp\n" ALIVE GOES_ON,
        "ims_retry_in_esp possible note [] no_retry 1 2 3", false },
    { "esp_missing", IPSEC_401 GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "esp_of_the_server", IPSEC_401
        "1 < *esp\n" GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "esp_not_agreed",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "1 > *esp\n" GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 2 3", false },
    { "esp_without_aka",
        "0 > REGISTER 1 {Security-Client: ipsec-3gpp}\n"
        "0.1 < 401 1 WWW(ims,n1) {Security-Server: ipsec-3gpp}\n"
        "1 > *esp\n" GOES_ON,
        "client_silent possible note [] no_retry 2 3", false },

    /* The request is missing */
    { "request_not_captured",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_request_in_capture certain note [] no_retry 1", false },
    { "request_unknown_as_response_is_cut",
        "0 < 401 1 method=REGISTER WWW(lab,n1) cut\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 1", false },
    { "request_not_captured_packets_cut",
        "0 > REGISTER 1 call=b cut\n"
        "0.1 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_request_in_capture likely note [] no_retry 2", false },
    { "request_not_captured_403",
        "0 < 403 1 method=INVITE\n",
        "no_request_in_capture certain note [] forbidden 1", false },
    { "retry_not_captured_challenged_again", REGISTER_401
        "0.3 < 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        "no_request_in_capture certain note [] no_retry 3", false },
    { "request_not_captured_but_retry",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "0.1 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.2 < 200 2\n",
        "challenge_accepted certain chat [] accepted 1 2 3", false },
    { "request_not_captured_retry_refused",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "0.1 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.2 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 1 2 3", false },
};

#endif /* SIPAUTH_SCENARIOS_SILENCE_H */
