/* scenarios_refused.h
 * Credentials that met the same realm again.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_REFUSED_H
#define SIPAUTH_SCENARIOS_REFUSED_H

static const verdict_case_t refused_cases[] = {
    { "once", REGISTER_REFUSED,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "once_one_pass", REGISTER_REFUSED,
        "credentials_rejected likely warn [] rejected 2 3 4", true },
    { "once_client_alive", REGISTER_REFUSED ALIVE GOES_ON,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "once_client_silent", REGISTER_REFUSED GOES_ON,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "same_nonce", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n1)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "invite", INVITE_RETRY
        "0.3 < 407 2 PROXY(lab,n2)\n"
        "0.31 > ACK 2\n" GOES_ON,
        "credentials_rejected likely warn [] rejected 2 4 5", false },
    { "stale_is_no_refusal", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 2 3 4 5", false },
    { "other_realm_is_no_refusal", REGISTER_RETRY
        "0.3 < 401 2 WWW(second,n2)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3 4 5", false },
    { "refused_then_stale", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3,stale=true)\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] no_retry 2 3 4", false },
    { "not_found", REGISTER_RETRY
        "0.3 < 404 2\n",
        "challenge_accepted likely chat [unknown_user] other_failure 2 3 4", false },
    { "password_of_another_user", REGISTERED
        "9 > REGISTER 1 call=b user=bob\n"
        "9.1 < 401 1 call=b user=bob WWW(lab,b1)\n"
        "9.2 > REGISTER 2 call=b user=bob AUTH(bob,lab,b1)\n"
        "9.3 < 401 2 call=b user=bob WWW(lab,b2)\n",
        ACCEPTED_2_3_4 "; credentials_rejected likely warn [] rejected 6 7 8", false },
    { "unknown_nonce_then_refused",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "basic",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 {WWW-Authenticate: Basic realm=\"lab\"}\n"
        "0.2 > REGISTER 2 {Authorization: Basic YWxpY2U6eA==}\n"
        "0.3 < 401 2 {WWW-Authenticate: Basic realm=\"lab\"}\n",
        "credentials_rejected likely warn [challenge_basic] rejected 2 3 4", false },

    /* Again and again */
    { "twice", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n",
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6", false },
    { "three_times", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n"
        "0.6 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "0.7 < 401 4 WWW(lab,n4)\n",
        "credentials_rejected likely warn [challenge_loop] rejected 6 7 8", false },
    { "four_times", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n"
        "0.6 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "0.7 < 401 4 WWW(lab,n4)\n"
        "0.8 > REGISTER 5 AUTH(alice,lab,n4)\n"
        "0.9 < 401 5 WWW(lab,n5)\n",
        "challenge_loop certain error [] rejected 8 9 10", false },
    { "copies_are_no_rounds", REGISTER_REFUSED
        "0.8 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.9 < 401 2 WWW(lab,n2)\n"
        "1.8 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "1.9 < 401 2 WWW(lab,n2)\n"
        "3.8 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "3.9 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "same_credentials_twice", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n1)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "0.5 < 401 3 WWW(lab,n1)\n",
        "challenge_loop certain error [identical_credentials_resent] rejected 3 4 5 6", false },
    { "same_nonce_other_answer", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n1)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "0.5 < 401 3 WWW(lab,n1)\n",
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6", false },
    { "same_old_credentials_twice",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n0)\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "nonce_not_from_challenge certain note [identical_credentials_resent] rejected 1 2 3 4", false },
    { "loop_then_403", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n"
        "0.6 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "0.7 < 403 4\n",
        "credentials_rejected_403 likely warn [challenge_loop] forbidden 4 5 6 7 8", false },
    { "loop_then_accepted", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3)\n"
        "0.6 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "0.7 < 200 4\n",
        "challenge_accepted certain chat [credentials_rejected,challenge_loop] accepted 4 5 6 7 8", false },

    /* Nonces that were too old, and no stale */
    { "expired_stated", REGISTER_RETRY
        "0.3 < 401 2 phrase=\"Nonce has expired\" WWW(lab,n2)\n" ALIVE GOES_ON,
        "nonce_expired_no_stale certain note [] no_retry 2 3 4 5", false },
    { "changed_stated", REGISTER_RETRY
        "0.3 < 401 2 phrase=\"nonce has changed\" WWW(lab,n2)\n" ALIVE GOES_ON,
        "nonce_expired_no_stale certain note [] no_retry 2 3 4 5", false },
    { "nonce_named_only", REGISTER_RETRY
        "0.3 < 401 2 phrase=\"Bad nonce\" WWW(lab,n2)\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "expired_known_good", REGISTERED
        "600 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "600.1 < 401 3 WWW(lab,n2)\n"
        "620 > OPTIONS 1 call=alive\n"
        "660 idle\n",
        ACCEPTED_2_3_4 "; nonce_expired_no_stale likely note [] no_retry 2 4 5 6 7", false },
    { "expired_slow_answer", REGISTER_401
        "12 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "12.1 < 401 2 WWW(lab,n2)\n"
        "60 idle\n",
        "nonce_expired_no_stale possible note [] rejected 2 3 4", false },
    { "answer_within_10_s", REGISTER_401
        "9 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "9.1 < 401 2 WWW(lab,n2)\n"
        "60 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "slow_answer_then_prompt_one", REGISTER_401
        "12 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "12.1 < 401 2 WWW(lab,n2)\n"
        "12.2 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "12.3 < 401 3 WWW(lab,n3)\n",
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6", false },
    { "expired_then_refused", REGISTERED
        "600 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "600.1 < 401 3 WWW(lab,n2)\n"
        "600.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "600.3 < 401 4 WWW(lab,n3)\n",
        ACCEPTED_2_3_4 "; credentials_rejected likely warn [nonce_expired_no_stale] rejected 2 4 5 6 7 8", false },
    { "expired_then_forbidden", REGISTERED
        "600 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "600.1 < 401 3 WWW(lab,n2)\n"
        "600.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "600.3 < 403 4\n",
        ACCEPTED_2_3_4 "; registration_forbidden likely warn [] forbidden 4 6 7 8", false },
    { "slow_answer_accepted", REGISTER_401
        "12 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "12.1 < 200 2\n",
        ACCEPTED_2_3_4, false },
    { "old_nonce_of_another_realm",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(edge,e1)\n"
        "0.11 > ACK 1\n"
        "0.2 > INVITE 2 PAUTH(trunk,edge,e1)\n"
        "0.3 < 200 2\n"
        "20 > INVITE 1 call=b PAUTH(trunk,edge,e1)\n"
        "20.1 < 401 1 call=b WWW(uas,n1)\n"
        "20.11 > ACK 1 call=b\n"
        "20.2 > INVITE 2 call=b PAUTH(trunk,edge,e1) AUTH(alice,uas,n1)\n"
        "20.3 < 401 2 call=b WWW(uas,n2)\n",
        "challenge_accepted certain chat [] accepted 2 4 5; credentials_rejected likely warn [] rejected 7 9 10", false },
    { "accepted_nonce_of_another_realm",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(edge,e1)\n"
        "0.11 > ACK 1\n"
        "0.2 > INVITE 2 PAUTH(trunk,edge,e1)\n"
        "0.3 < 200 2\n"
        "20 > INVITE 1 call=b PAUTH(trunk,edge,e1) AUTH(alice,uas,x1)\n"
        "20.1 < 401 1 call=b WWW(uas,n1)\n"
        "20.11 > ACK 1 call=b\n"
        "40 > OPTIONS 1 call=alive\n"
        "100 idle\n",
        "challenge_accepted certain chat [] accepted 2 4 5; undetermined possible note [] no_retry 6 7", false },
};

#endif /* SIPAUTH_SCENARIOS_REFUSED_H */
