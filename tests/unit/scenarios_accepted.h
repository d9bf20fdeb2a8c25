/* scenarios_accepted.h
 * Logins that work, and what is not decided yet.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_ACCEPTED_H
#define SIPAUTH_SCENARIOS_ACCEPTED_H

#define AKA_401 \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
#define AKA_RETRY AKA_401 \
    "0.2 > REGISTER 2 AUTH(alice,ims,k1)\n"
#define EDGE_THEN_LAB \
    "0 > INVITE 1\n" \
    "0.1 < 407 1 PROXY(edge,e1)\n" \
    "0.2 > INVITE 2 PAUTH(alice,edge,e1)\n" \
    "0.3 < 401 2 WWW(lab,n1)\n"

static const verdict_case_t accepted_cases[] = {
    { "register", REGISTERED, ACCEPTED_2_3_4, false },
    { "one_pass", REGISTERED, ACCEPTED_2_3_4, true },
    { "invite", INVITE_RETRY
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [] accepted 2 4 5", false },
    { "rings", INVITE_RETRY
        "0.3 < 180 2\n" GOES_ON,
        "challenge_accepted certain chat [] accepted 2 4 5", false },
    { "trying_is_no_acceptance", INVITE_RETRY
        "0.3 < 100 2\n" GOES_ON,
        "challenge_pending certain note [] unanswered 2 4", false },
    { "rings_then_busy", INVITE_RETRY
        "0.3 < 180 2\n"
        "5 < 486 2\n",
        "challenge_accepted likely chat [] other_failure 2 4 6", false },
    { "not_found", REGISTER_RETRY
        "0.3 < 404 2\n",
        "challenge_accepted likely chat [unknown_user] other_failure 2 3 4", false },
    { "retry_not_captured", REGISTER_401
        "0.3 < 200 2\n",
        "challenge_accepted likely chat [] accepted 2 3", false },
    { "parallel_realms_in_one_response",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1) WWW(other,o1) PROXY(edge,e1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) PAUTH(alice,edge,e1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [fork_merged_challenges,both_401_407_headers] accepted 2 3 4", false },
    { "nonce_of_parallel_call",
        "0 > SUBSCRIBE 1\n"
        "0.1 > REGISTER 1 call=b\n"
        "0.2 < 401 1 call=b WWW(lab,n2)\n"
        "0.3 < 401 1 method=SUBSCRIBE WWW(lab,n1)\n"
        "0.4 > SUBSCRIBE 2 AUTH(alice,lab,n2)\n"
        "0.5 < 200 2\n"
        "0.6 > REGISTER 2 call=b AUTH(alice,lab,n2)\n"
        "0.7 < 200 2 call=b\n",
        "challenge_accepted certain chat [] accepted 3 7 8; challenge_accepted certain chat [] accepted 4 5 6", false },

    { "retry_in_another_call", REGISTER_401
        "0.2 > REGISTER 2 call=b tag=b AUTH(alice,lab,n1)\n"
        "0.3 < 200 2 call=b tag=b\n",
        "challenge_accepted likely chat [dialog_ids_changed] accepted 2 3 4", false },

    /* Faults that did no harm are mentioned and blamed for nothing */
    { "other_nonce_accepted", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n9)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [nonce_not_from_challenge] accepted 2 3 4", false },
    { "other_realm_accepted", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [realm_mismatch] accepted 2 3 4", false },
    { "realm_case_accepted", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,LAB,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [realm_case_mismatch] accepted 2 3 4", false },
    { "other_header_accepted", REGISTER_401
        "0.2 > REGISTER 2 PAUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [wrong_auth_header] accepted 2 3 4", false },
    { "no_credentials_accepted", REGISTER_401
        "0.2 > REGISTER 2\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [retry_without_credentials] accepted 2 3 4", false },

    /* Refused first */
    { "second_password_accepted", REGISTER_REFUSED
        "9 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "9.1 < 200 3\n",
        "challenge_accepted certain chat [credentials_rejected] accepted 2 3 4 5 6", false },
    { "old_nonce_refused_then_accepted", REGISTER_401
        "25 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "25.1 < 401 2 WWW(lab,n2)\n"
        "25.2 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "25.3 < 200 3\n",
        "stale_recovered likely chat [nonce_expired_no_stale] accepted 2 3 4 5 6", false },
    { "old_nonce_refused_then_the_same_accepted", REGISTER_401
        "25 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "25.1 < 401 2 WWW(lab,n1)\n"
        "25.2 > REGISTER 3 AUTH(alice,lab,n1,nc=2)\n"
        "25.3 < 200 3\n",
        "challenge_accepted certain chat [nc_bad_format,credentials_rejected,nonce_expired_no_stale] accepted 2 3 4 5 6", false },
    { "second_password_same_nonce_accepted", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n1)\n"
        "9 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "9.1 < 200 3\n",
        "challenge_accepted certain chat [credentials_rejected] accepted 2 3 4 5 6", false },
    { "copy_of_retry_challenged", REGISTER_RETRY
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.8 < 401 2 WWW(lab,n2)\n"
        "0.9 < 202 2\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 5 6", false },
    { "copy_of_retry_challenged_and_answered", REGISTER_RETRY
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.8 < 401 2 WWW(lab,n2)\n"
        "0.85 < 200 2\n"
        "0.9 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "1 < 403 3\n" ALIVE GOES_ON,
        "registration_forbidden likely warn [] forbidden 5 6 7 8", false },
    { "copy_of_retry_challenged_answer_came_first", REGISTER_RETRY
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.8 < 401 2 WWW(lab,n2)\n"
        "0.81 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.85 < 200 2\n"
        "1 < 401 3 WWW(lab,n3)\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] rejected 5 6 8", false },
    { "copy_of_refresh_challenged_late", REGISTERED
        "60 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "60.1 < 200 3\n"
        "60.2 < 401 3 WWW(lab,n2)\n" "90 > OPTIONS 1 call=alive\n" "200 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; undetermined possible note [] no_retry 6 7", false },
    { "copy_of_refresh_challenged", REGISTERED
        "60 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "60.5 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "60.6 < 401 3 WWW(lab,n2)\n"
        "60.7 < 200 3\n" "90 > OPTIONS 1 call=alive\n" "200 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; challenge_accepted certain chat [] accepted 5 7 8", false },
    { "refused_then_trouble", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 503 3\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] other_failure 2 3 4", false },
    { "refused_then_not_found", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 404 3\n" ALIVE GOES_ON,
        "challenge_accepted likely chat [credentials_rejected,unknown_user] other_failure 2 3 4 5 6", false },
    { "copy_of_request_challenged",
        "0 > INVITE 1\n"
        "0.5 > INVITE 1\n"
        "0.8 < 407 1 PROXY(lab,n2)\n"
        "0.9 < 200 1\n" ALIVE GOES_ON,
        "undetermined possible note [] no_retry 3 4", false },
    { "copy_of_retry_stale_then_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.8 < 401 2 WWW(lab,n2,stale=true)\n"
        "0.9 < 200 2\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4 5", false },
    { "refused_twice_same_nonce_accepted", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n1)\n"
        "1 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "1.1 < 401 3 WWW(lab,n1)\n"
        "9 > REGISTER 4 AUTH(alice,lab,n1,nc=00000003)\n"
        "9.1 < 200 4\n",
        "challenge_accepted certain chat [credentials_rejected,challenge_loop] accepted 4 5 6 7 8", false },

    /* IMS */
    { "aka", AKA_RETRY
        "0.3 < 200 2\n",
        "ims_aka_accepted certain chat [] accepted 2 3 4", false },
    { "aka_v2",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=akav2-SHA-256)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "0.3 < 200 2\n",
        "ims_aka_accepted certain chat [] accepted 2 3 4", false },
    { "aka_with_identity",
        "0 > REGISTER 1 AUTH(alice@ims,ims,-,nonce=\"\", response=\"\")\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice@ims,ims,k1)\n"
        "0.3 < 200 2\n",
        "ims_aka_accepted certain chat [identity_hint_only] accepted 1 2 3 4", false },
    { "digest_with_identity",
        "0 > REGISTER 1 AUTH(alice@ims,ims,-,nonce=\"\", response=\"\")\n"
        "0.1 < 401 1 WWW(ims,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice@ims,ims,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [identity_hint_only] accepted 1 2 3 4", false },
    { "aka_answered_without_credentials", AKA_401
        "0.2 > REGISTER 2\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [retry_without_credentials] accepted 2 3 4", false },
    { "aka_refused", AKA_RETRY
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "aka_resynchronised", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,auts=\"AAAAAAAAAAAAAAAAAAA=\", response=\"0\")\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 200 3\n",
        "ims_resync_recovered certain note [] accepted 2 3 4 5 6", false },

    /* Two realms */
    { "two_realms", EDGE_THEN_LAB
        "0.4 > INVITE 3 PAUTH(alice,edge,e1) AUTH(alice,lab,n1)\n"
        "0.5 < 200 3\n",
        "second_realm_challenge certain chat [] accepted 4 5 6", false },
    { "two_realms_second_refused", EDGE_THEN_LAB
        "0.4 > INVITE 3 PAUTH(alice,edge,e1) AUTH(alice,lab,n1)\n"
        "0.5 < 401 3 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 4 5 6", false },
    { "two_realms_first_dropped_and_accepted", EDGE_THEN_LAB
        "0.4 > INVITE 3 AUTH(alice,lab,n1)\n"
        "0.5 < 200 3\n",
        "second_realm_challenge certain chat [earlier_credentials_dropped] accepted 3 4 5 6", false },
    { "two_realms_two_hops",
        "0 C>P INVITE 1 via=c1\n"
        "0.1 P>C 407 1 via=c1 totag=p PROXY(edge,e1)\n"
        "0.2 C>P INVITE 2 via=c2 PAUTH(alice,edge,e1)\n"
        "0.3 P>S INVITE 2 via=p2,c2\n"
        "0.4 S>P 401 2 via=p2,c2 WWW(lab,n1)\n"
        "0.5 P>C 401 2 via=c2 WWW(lab,n1)\n"
        "0.6 C>P INVITE 3 via=c3 PAUTH(alice,edge,e1) AUTH(alice,lab,n1)\n"
        "0.7 P>S INVITE 3 via=p3,c3 AUTH(alice,lab,n1)\n"
        "0.8 S>P 200 3 via=p3,c3\n"
        "0.9 P>C 200 3 via=c3\n",
        "second_realm_challenge certain chat [] accepted 6 7 10; challenge_accepted certain chat [] accepted 5 8 9",
        false },
    { "new_start_after_422",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > INVITE 2 PAUTH(alice,lab,n1)\n"
        "0.3 < 422 2\n"
        "0.4 > INVITE 3\n"
        "0.5 < 407 3 PROXY(lab,n2)\n"
        "0.6 > INVITE 4 PAUTH(alice,lab,n2)\n"
        "0.7 < 200 4\n",
        "challenge_accepted likely chat [] other_failure 2 3 4; challenge_accepted certain chat [] accepted 6 7 8",
        false },

    { "two_algorithms_each_time",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) WWW(lab,n2)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n2)\n"
        "0.3 < 200 2\n"
        "60 > REGISTER 3\n"
        "60.1 < 401 3 WWW(lab,n3,algorithm=SHA-256) WWW(lab,n4)\n"
        "60.2 > REGISTER 4 AUTH(alice,lab,n4)\n"
        "60.3 < 200 4\n",
        "challenge_accepted certain chat [algorithm_downgrade] accepted 2 3 4; "
        "challenge_accepted certain chat [algorithm_downgrade] accepted 6 7 8", false },

    /* Nonces that were no longer good */
    { "stale",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1,stale=TRUE)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "stale_recovered certain chat [] accepted 2 3 4", false },
    { "stale_after_missing_rounds", REGISTER_401
        "60 > REGISTER 4 AUTH(alice,lab,n1,nc=3)\n"
        "60.1 < 401 4 WWW(lab,n2,stale=true)\n"
        "60.2 > REGISTER 5 AUTH(alice,lab,n2)\n"
        "60.3 < 200 5\n",
        "stale_recovered likely chat [nc_bad_format] accepted 2 3 4 5 6", false },
    { "stale_not_recovered",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1,stale=true)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "expired_without_stale", REGISTERED
        "600 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "600.1 < 401 3 WWW(lab,n2)\n"
        "600.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "600.3 < 200 4\n",
        ACCEPTED_2_3_4 "; stale_recovered likely chat [nonce_expired_no_stale] accepted 2 4 5 6 7 8", false },
    { "unknown_nonce_renewed",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "stale_recovered likely chat [] accepted 2 3 4", false },

    { "unknown_nonce_and_a_fresh_one_refused",
        "0 > REGISTER 2 AUTH(alice,lab,n0)\n"
        "0.1 < 401 2 WWW(lab,n1)\n"
        "0.2 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "0.3 < 401 3 WWW(lab,n2)\n"
        "0.4 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "0.5 < 200 4\n",
        "challenge_accepted certain chat [credentials_rejected] accepted 2 3 4 5 6", false },

    /* Not answered */
    { "pending", REGISTER_RETRY GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "pending_packets_cut", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) cut\n" GOES_ON,
        "challenge_pending likely note [] unanswered 2 3", false },
    { "pending_unreachable", REGISTER_RETRY
        "0.3 < !REGISTER 2\n" GOES_ON,
        "challenge_pending certain note [] unanswered 2 3 4", false },
    { "pending_one_pass", REGISTER_RETRY GOES_ON,
        "undetermined possible note [] pending 2 3", true },
    { "pending_then_refresh", REGISTER_RETRY
        "60 > REGISTER 3 AUTH(alice,lab,n1,nc=2)\n"
        "60.1 < 401 3 WWW(lab,n2,stale=true)\n"
        "60.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "60.3 < 200 4\n",
        "challenge_pending certain note [] unanswered 2 3; stale_recovered certain chat [] accepted 2 4 5 6 7", false },
    { "pending_then_another_round", REGISTER_RETRY
        "1 > REGISTER 3 AUTH(alice,lab,n1,nc=2)\n"
        "1.1 < 401 3 WWW(lab,n1)\n",
        "credentials_rejected likely warn [] rejected 4 5", false },
    { "pending_after_refusal", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n" GOES_ON,
        "credentials_rejected likely warn [] unanswered 2 3 4", false },
    { "pending_after_fault", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,other,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n" GOES_ON,
        "realm_mismatch certain error [] unanswered 2 3 4", false },
};

#endif /* SIPAUTH_SCENARIOS_ACCEPTED_H */
