/* scenarios_challenge.h
 * Challenges that nobody can answer, and ACKs that are missing.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_CHALLENGE_H
#define SIPAUTH_SCENARIOS_CHALLENGE_H

static const verdict_case_t challenge_cases[] = {
    { "missing",
        "0 > REGISTER 1\n"
        "0.1 < 401 1\n",
        "challenge_missing certain error [] no_retry 2", false },
    { "missing_one_pass",
        "0 > REGISTER 1\n"
        "0.1 < 401 1\n",
        "challenge_missing certain error [] pending 2", true },
    { "missing_407",
        "0 > MESSAGE 1\n"
        "0.1 < 407 1\n" ALIVE GOES_ON,
        "challenge_missing certain error [] no_retry 2", false },
    { "missing_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 cut\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "missing_but_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n0)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [challenge_missing] accepted 2 3 4", false },
    { "missing_at_first",
        "0 > REGISTER 1\n"
        "0.1 < 401 1\n"
        "0.2 > REGISTER 2\n"
        "0.3 < 401 2 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [challenge_missing] no_retry 2 3 4 5", false },
    { "missing_after_refusal", REGISTER_RETRY
        "0.3 < 401 2\n",
        "challenge_missing certain error [] rejected 4", false },
    { "missing_then_403_without_credentials",
        "0 > REGISTER 1\n"
        "0.1 < 401 1\n"
        "0.2 > REGISTER 2\n"
        "0.3 < 403 2\n",
        "undetermined possible note [challenge_missing] forbidden 2 3 4", false },

    { "wrong_header_401",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 PROXY(lab,n1)\n" GOES_ON,
        "challenge_wrong_header certain error [] no_retry 2", false },
    { "wrong_header_407",
        "0 > REGISTER 1\n"
        "0.1 < 407 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "challenge_wrong_header certain error [] no_retry 2", false },
    { "wrong_header_one_pass",
        "0 > REGISTER 1\n"
        "0.1 < 407 1 WWW(lab,n1)\n",
        "challenge_wrong_header certain error [] pending 2", true },
    { "both_headers",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 PROXY(lab,n1) WWW(lab,n2)\n" GOES_ON,
        "client_silent possible note [both_401_407_headers] no_retry 2", false },
    { "wrong_header_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 PROXY(lab,n1) cut\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "wrong_header_but_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 PROXY(lab,n1)\n"
        "0.2 > REGISTER 2 PAUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [challenge_wrong_header] accepted 2 3 4", false },
    { "wrong_header_answered_by_status",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 PROXY(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 PROXY(lab,n2)\n",
        "challenge_wrong_header certain error [wrong_auth_header] rejected 2 3 4", false },

    /* ACK */
    { "not_acked",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.6 < 407 1 PROXY(lab,n1)\n"
        "1.6 < 407 1 PROXY(lab,n1)\n" ALIVE GOES_ON,
        "challenge_not_acked likely warn [] no_retry 2", false },
    { "not_acked_one_pass",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.6 < 407 1 PROXY(lab,n1)\n"
        "1.6 < 407 1 PROXY(lab,n1)\n" ALIVE,
        "challenge_not_acked likely warn [] pending 2", true },
    { "not_acked_403",
        "0 > INVITE 1\n"
        "0.1 < 403 1\n"
        "0.6 < 403 1\n"
        "1.6 < 403 1\n" ALIVE GOES_ON,
        "forbidden_no_challenge likely error [challenge_not_acked] forbidden 1 2", false },
    { "ack_does_not_match",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > ACK 1 branch=z9hG4bKother\n"
        "0.6 < 407 1 PROXY(lab,n1)\n"
        "1.6 < 407 1 PROXY(lab,n1)\n" ALIVE GOES_ON,
        "challenge_not_acked likely warn [ack_mismatched] no_retry 2 3", false },
    { "ack_late",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.6 < 407 1 PROXY(lab,n1)\n"
        "1.6 < 407 1 PROXY(lab,n1)\n"
        "1.7 > ACK 1\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 5 6", false },
    { "repeated_once",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.6 < 407 1 PROXY(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 4", false },
    { "cancelled_before_the_challenge",
        "0 > INVITE 1\n"
        "0.05 > CANCEL 1\n"
        "0.06 < 200 1 method=CANCEL\n"
        "0.1 < 407 1 method=INVITE PROXY(lab,n1)\n"
        "0.11 > ACK 1\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 2 4", false },
    { "cancelled_after_the_challenge", INVITE_407
        "0.15 > CANCEL 1\n"
        "0.16 < 481 1 method=CANCEL\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 2 4", false },
    { "cancelled_and_called_again", INVITE_407
        "0.15 > CANCEL 1\n"
        "0.16 < 481 1 method=CANCEL\n"
        "3 > INVITE 2 PAUTH(alice,lab,n1)\n"
        "3.1 < 407 2 PROXY(lab,n2)\n"
        "3.2 > ACK 2\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] rejected 2 6 7", false },
    { "another_call_cancelled", INVITE_407
        "0.15 > INVITE 1 call=other\n"
        "0.2 > CANCEL 1 call=other\n"
        "0.21 < 200 1 call=other method=CANCEL\n"
        "0.22 < 487 1 call=other method=INVITE\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3 8", false },
    { "overlapping_and_left_unanswered",
        "0 > MESSAGE 1\n"
        "0.01 > MESSAGE 2\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 < 401 2 WWW(lab,n1)\n"
        "0.2 > MESSAGE 3 AUTH(alice,lab,n1)\n"
        "0.3 < 200 3\n" ALIVE GOES_ON,
        "challenge_accepted likely chat [] accepted 3 5 6; undetermined possible note [] no_retry 4 5", false },
    { "registrations_that_overlap",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 > REGISTER 2\n"
        "0.12 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "0.2 < 401 2 WWW(lab,n2)\n"
        "0.21 < 200 3\n"
        "0.3 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "0.4 < 403 4\n" ALIVE GOES_ON,
        "challenge_accepted likely chat [retry_before_challenge_seen] accepted 4 5 6; policy_after_auth likely warn [] forbidden 6 7 8", false },
    { "retry_looks_like_a_copy", REGISTER_401
        "0.2 > REGISTER 1 AUTH(alice,lab,n1)\n"
        "0.3 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "branch_reused likely error [] no_retry 1 2 3", false },
    { "retry_looks_like_a_copy_and_is_taken", REGISTER_401
        "0.2 > REGISTER 1 AUTH(alice,lab,n1)\n"
        "0.3 < 200 1\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 2 3 4", false },
    { "retry_looks_like_a_copy_and_is_read", REGISTER_401
        "0.2 > REGISTER 1 AUTH(alice,lab,n1)\n"
        "0.3 < 404 1\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 2 3", false },
    { "retry_looks_like_a_copy_and_is_refused", REGISTER_401
        "0.2 > REGISTER 1 AUTH(alice,lab,n1)\n"
        "0.3 < 403 1\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 2 3; undetermined possible note [] forbidden 2 4", false },
    { "copy_without_credentials", REGISTER_401
        "0.2 > REGISTER 1 AUTH(alice@lab,lab,-,nonce=\"\", response=\"\")\n"
        "0.3 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 1 2 5", false },
    { "cancelled_after_a_while", INVITE_407
        "3.15 > CANCEL 1\n"
        "3.16 < 481 1 method=CANCEL\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3 6", false },
    { "bare_after_a_lost_retry", REGISTER_401
        "0.3 < 401 2 WWW(lab,n2)\n"
        "30 > REGISTER 3\n"
        "30.1 < 401 3 WWW(lab,n3)\n"
        "30.2 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "30.3 < 401 4 WWW(lab,n4)\n" "60 > OPTIONS 1 call=alive\n" "100 idle\n",
        "no_request_in_capture certain note [] no_retry 3; credentials_rejected likely warn [] rejected 5 6 7", false },
    { "bare_right_after_a_lost_retry", REGISTER_401
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3\n"
        "0.5 < 401 3 WWW(lab,n3)\n" ALIVE GOES_ON,
        "undetermined possible note [] rejected 3 4 5", false },
    { "bare_after_a_lost_request",
        "0 < 401 1 WWW(lab,n1)\n"
        "0.1 > REGISTER 2\n"
        "0.2 < 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        "no_request_in_capture certain note [] no_retry 1; no_retry_no_credentials likely warn [] no_retry 3 4", false },
    { "unseen_nonce_in_a_new_login", REGISTER_REFUSED
        "20 > REGISTER 3\n"
        "20.2 > REGISTER 4 AUTH(alice,lab,n9)\n"
        "20.3 < 200 4\n" "50 > OPTIONS 1 call=alive\n" "100 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "silent_here_answered_behind",
        "0 C>P REGISTER 1 via=c1\n"
        "0.01 P>S REGISTER 1 via=p1,c1\n"
        "0.1 S>P 401 1 via=p1,c1 WWW(lab,n1)\n"
        "0.11 P>C 401 1 via=c1 WWW(lab,n1)\n"
        "0.2 P>S REGISTER 2 via=p2,c2 AUTH(alice,lab,n1)\n"
        "0.3 S>P 200 2 via=p2,c2\n"
        "60 idle\n",
        "challenge_accepted certain chat [] accepted 3 5 6; undetermined possible note [] no_retry 4 5", false },
    { "captured_twice_is_not_repeated",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.11 < 407 1 PROXY(lab,n1)\n"
        "0.6 < 407 1 PROXY(lab,n1)\n"
        "0.61 < 407 1 PROXY(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 6", false },
    { "no_ack_one_way_capture",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.6 < 407 1 PROXY(lab,n1)\n"
        "1.6 < 407 1 PROXY(lab,n1)\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "register_needs_no_ack",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.6 < 401 1 WWW(lab,n1)\n"
        "1.6 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 5", false },
    { "not_acked_but_accepted",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.6 < 407 1 PROXY(lab,n1)\n"
        "1.6 < 407 1 PROXY(lab,n1)\n"
        "1.7 > INVITE 2 PAUTH(alice,lab,n1)\n"
        "1.8 < 200 2\n",
        "challenge_accepted certain chat [challenge_not_acked] accepted 2 5 6", false },
    { "beyond_md5_answered_and_not_passed_on",
        "0 C>P REGISTER 1 via=c1\n"
        "0.1 P>S REGISTER 1 via=p1,c1\n"
        "0.2 S>P 401 1 via=p1,c1 WWW(lab,n1,algorithm=SHA-256)\n"
        "0.3 P>C 401 1 via=c1 WWW(lab,n1,algorithm=SHA-256)\n"
        "0.5 C>P REGISTER 2 via=c2 AUTH(alice,lab,n1,algorithm=SHA-256)\n"
        "0.6 P>C 403 2 via=c2\n"
        "20 P>S OPTIONS 1 call=alive via=p9,c9\n"
        GOES_ON,
        "undetermined possible note [] no_retry 3 5; credentials_rejected_403 possible warn [] forbidden 4 5 6", false },
};

#endif /* SIPAUTH_SCENARIOS_CHALLENGE_H */
