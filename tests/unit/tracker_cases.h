/* tracker_cases.h
 * Captures and what the tracker makes of them; see test_tracker.c for the notation.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_TRACKER_CASES_H
#define SIPAUTH_TRACKER_CASES_H

#define CHALLENGED \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(lab,n1)\n"
#define CHALLENGED_CALL \
    "0 > INVITE 1\n" \
    "0.1 < 407 1 PROXY(lab,n1)\n"

static const tracker_case_t tracker_cases[] = {
    { "login", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "REGISTER 1>2=401 3c>4=200", NULL },
    { "nothing_of_ours",
        "0 > OPTIONS 1\n"
        "0.1 < 200 1\n"
        "1 > INVITE 1 call=b\n"
        "1.1 < 486 1 call=b\n"
        "1.2 > ACK 1 call=b\n"
        "2 < 200 7 method=BYE call=c\n",
        "", NULL },
    { "refused_once", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 403 3\n"
        "9 > REGISTER 4\n"
        "9.1 < 200 4\n",
        "REGISTER 1>2=401 3c>4=401 5c>6=403", NULL },

    /* AUTS in credentials of another scheme is no answer, and nobody's account (found by fuzzing) */
    { "auts_of_another_scheme", CHALLENGED
        "0.2 > REGISTER 2 {Authorization: Basic auts=\"AAAAAAAAAAAAAAAAAAA=\"}\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "REGISTER 1>2=401 3->4=401", NULL },

    /* Copies (section 5, lines 3 and 20) */
    { "retransmissions",
        "0 > REGISTER 1\n"
        "0.5 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n1)\n"
        "0.9 < 401 1 WWW(lab,n1)\n"
        "1 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "1.5 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "1.6 < 200 2\n"
        "1.9 < 200 2\n",
        "REGISTER 1+1>3*1=401 5+1c>7*1=200", "2 again 1, 4 again 3, 6 again 5, 8 again 7" },
    { "new_nonce_each_copy_first_answered",
        "0 > REGISTER 1\n"
        "0.5 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n1)\n"
        "0.9 < 401 1 WWW(lab,n2)\n"
        "1 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "1.1 < 200 2\n",
        "REGISTER 1+1>3*1=401 5c>6=200", "2 again 1, 4 again 3" },
    { "new_nonce_each_copy_second_answered",
        "0 > REGISTER 1\n"
        "0.5 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n1)\n"
        "0.9 < 401 1 WWW(lab,n2)\n"
        "1 > REGISTER 2 AUTH(alice,lab,n2)\n"
        "1.1 < 200 2\n",
        "REGISTER 1+1>3*1=401 5c>6=200", "2 again 1, 4 again 3" },
    { "late_copy_of_challenge_after_retry", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.6 < 401 1 WWW(lab,n1)\n"
        "0.7 < 200 2\n",
        "REGISTER 1>2*1=401 3c>5=200", "4 again 2" },
    { "duplicates_by_time",
        "0 > REGISTER 1\n"
        "0.01 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.29 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.5 < 200 2\n"
        "0.5 < 200 2\n",
        "REGISTER 1>3=401 5c>7=200", "2 twice 1, 4 twice 3, 6 twice 5, 8 twice 7" },
    { "duplicate_by_ip_id",
        "0 > REGISTER 1 id=7\n"
        "0.3 > REGISTER 1 id=7\n"
        "0.4 < 401 1 WWW(lab,n1) id=8\n"
        "0.7 < 401 1 WWW(lab,n1) id=8\n",
        "REGISTER 1>3=401", "2 twice 1, 4 twice 3" },
    { "ip_ids_differ",
        "0 > REGISTER 1 id=7\n"
        "0.05 > REGISTER 1 id=8\n"
        "0.4 < 401 1 WWW(lab,n1) id=8\n"
        "0.45 < 401 1 WWW(lab,n1) id=9\n",
        "REGISTER 1+1>3*1=401", "2 again 1, 4 again 3" },
    { "ip_id_equal_too_late",
        "0 > REGISTER 1 id=7\n"
        "0.5 > REGISTER 1 id=7\n"
        "0.6 < 401 1 WWW(lab,n1)\n",
        "REGISTER 1+1>3=401", "2 again 1" },
    { "duplicate_needs_same_bytes",
        "0 > REGISTER 1\n"
        "0.01 > REGISTER 1 ua=x\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 < 401 1 WWW(lab,n2)\n",
        "REGISTER 1+1>3*1=401", "2 again 1, 4 again 3" },
    { "retransmission_captured_twice",
        "0 > REGISTER 1\n"
        "0.01 > REGISTER 1\n"
        "0.5 > REGISTER 1\n"
        "0.51 > REGISTER 1\n"
        "0.6 < 401 1 WWW(lab,n1)\n",
        "REGISTER 1+1>5=401", "2 twice 1, 3 again 1, 4 twice 3" },

    /* Hops (lines 1 and 2) */
    { "hops",
        "0 C>P REGISTER 1 via=c1\n"
        "0.1 P>S REGISTER 1 via=p1,c1\n"
        "0.2 S>P 401 1 via=p1,c1 WWW(lab,n1)\n"
        "0.3 P>C 401 1 via=c1 WWW(lab,n1)\n"
        "0.4 C>P REGISTER 2 via=c2 AUTH(alice,lab,n1)\n"
        "0.5 P>S REGISTER 2 via=p2,c2 AUTH(alice,lab,n1)\n"
        "0.6 S>P 200 2 via=p2,c2\n"
        "0.7 P>C 200 2 via=c2\n",
        "REGISTER 2>3=401 6c>7=200; REGISTER 1>4=401 5c>8=200", "2 hop 1, 4 hop 3, 6 hop 5, 8 hop 7" },
    { "hops_on_one_host",
        "0 C>S REGISTER 1 via=c1\n"
        "0.1 S>S:6060 REGISTER 1 via=p1,c1\n"
        "0.2 S:6060>S:6070 REGISTER 1 via=q1,p1,c1\n"
        "0.3 S:6070>S:6060 401 1 via=q1,p1,c1 WWW(lab,n1)\n"
        "0.4 S:6060>S 401 1 via=p1,c1 WWW(lab,n1)\n"
        "0.5 S>C 401 1 via=c1 WWW(lab,n1)\n"
        "0.6 C>S REGISTER 2 via=c2 AUTH(alice,lab,n1)\n"
        "0.7 S>S:6060 REGISTER 2 via=p2,c2 AUTH(alice,lab,n1)\n"
        "0.8 S:6060>S:6070 REGISTER 2 via=q2,p2,c2 AUTH(alice,lab,n1)\n"
        "0.9 S:6070>S:6060 200 2 via=q2,p2,c2\n"
        "1 S:6060>S 200 2 via=p2,c2\n"
        "1.1 S>C 200 2 via=c2\n",
        "REGISTER 3>4=401 9c>10=200; REGISTER 2>5=401 8c>11=200; REGISTER 1>6=401 7c>12=200",
        "2 hop 1, 3 hop 1, 5 hop 4, 6 hop 4, 8 hop 7, 9 hop 7, 11 hop 10, 12 hop 10" },
    { "middle_hop_not_captured",
        "0 C>P REGISTER 1 via=c1\n"
        "0.1 Q>S REGISTER 1 via=q1,p1,c1\n"
        "0.2 S>Q 401 1 via=q1,p1,c1 WWW(lab,n1)\n"
        "0.3 P>C 401 1 via=c1 WWW(lab,n1)\n",
        "REGISTER 2>3=401; REGISTER 1>4=401", "2 hop 1, 4 hop 3" },
    { "same_branch_mirrored_behind_nat",
        "0 C>S REGISTER 1\n"
        "0.001 N>S REGISTER 1\n"
        "0.1 S>N 401 1 WWW(lab,n1)\n"
        "0.101 S>C 401 1 WWW(lab,n1)\n",
        "REGISTER 2>3=401; REGISTER 1>4=401", "2 hop 1, 4 hop 3" },
    { "forked_challenges_are_no_copies",
        "0 C>P INVITE 1 via=c1\n"
        "0.1 P>S INVITE 1 via=p1,c1\n"
        "0.1 P>T INVITE 1 via=p2,c1\n"
        "0.2 S>P 407 1 via=p1,c1 totag=s PROXY(one,n1)\n"
        "0.3 T>P 407 1 via=p2,c1 totag=t PROXY(two,n2)\n",
        "INVITE 2>4=407; INVITE 3>5=407", "2 hop 1, 3 hop 1" },
    { "b2bua_passes_the_challenge_on",
        "0 C>P INVITE 1\n"
        "0.1 P>S INVITE 1 call=b\n"
        "0.2 S>P 407 1 call=b PROXY(lab,n1)\n"
        "0.3 P>S ACK 1 call=b\n"
        "0.4 P>C 407 1 PROXY(lab,n1)\n"
        "0.5 C>P ACK 1\n"
        "0.6 C>P INVITE 2 PAUTH(alice,lab,n1)\n"
        "0.7 P>S INVITE 2 call=b PAUTH(alice,lab,n1)\n"
        "0.8 S>P 200 2 call=b\n"
        "0.9 P>C 200 2\n",
        "INVITE 2>3=407a4 8c>9=200; INVITE 1>5=407a6 7c>10=200", NULL },
    { "b2bua_answers_itself",
        "0 C>P INVITE 1\n"
        "0.1 P>S INVITE 1 call=b\n"
        "0.2 S>P 407 1 call=b PROXY(lab,n1)\n"
        "0.3 P>S ACK 1 call=b\n"
        "0.4 P>S INVITE 2 call=b PAUTH(trunk,lab,n1)\n"
        "0.5 S>P 200 2 call=b\n"
        "0.6 P>C 200 1\n",
        "INVITE 2>3=407a4 5c>6=200", NULL },
    { "via_count_of_another_hop_does_not_continue", CHALLENGED
        "0.2 > REGISTER 2 via=p2,c2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 via=p2,c2 WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3o>4=401", NULL },

    /* Whose retry is it? */
    { "new_call_id_same_nonce", CHALLENGED
        "0.2 > REGISTER 1 call=b tag=other AUTH(alice,lab,n1)\n"
        "0.3 < 200 1 call=b tag=other\n",
        "REGISTER 1>2=401 3c>4=200", NULL },
    { "new_call_id_other_user", CHALLENGED
        "0.2 > REGISTER 1 call=b user=bob AUTH(bob,lab,n1)\n"
        "0.3 < 401 1 call=b user=bob WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3o>4=401", NULL },
    { "new_call_id_other_target", CHALLENGED_CALL
        "0.2 > INVITE 1 call=b to=carol PAUTH(alice,lab,n1)\n"
        "0.3 < 407 1 call=b to=carol PROXY(lab,n2)\n",
        "INVITE 1>2=407; INVITE 3o>4=407", NULL },
    { "new_call_id_other_method", CHALLENGED
        "0.2 > SUBSCRIBE 1 call=b to=alice AUTH(alice,lab,n1)\n"
        "0.3 < 401 1 call=b to=alice WWW(lab,n2)\n",
        "REGISTER 1>2=401; SUBSCRIBE 3o>4=401", NULL },
    { "new_call_id_other_client", CHALLENGED
        "0.2 D>S REGISTER 1 call=b AUTH(alice,lab,n1)\n"
        "0.3 S>D 401 1 call=b WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3o>4=401", NULL },
    { "new_call_id_other_server", CHALLENGED
        "0.2 C>T REGISTER 1 call=b AUTH(alice,lab,n1)\n"
        "0.3 T>C 401 1 call=b WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3o>4=401", NULL },
    { "new_call_id_too_late", CHALLENGED
        "33 > REGISTER 1 call=b AUTH(alice,lab,n1)\n"
        "33.1 < 401 1 call=b WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3o>4=401", NULL },
    { "new_call_id_already_answered", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n"
        "0.4 > REGISTER 1 call=b AUTH(alice,lab,n1)\n"
        "0.5 < 401 1 call=b WWW(lab,n2)\n",
        "REGISTER 1>2=401 3c>4=200; REGISTER 5o>6=401", NULL },
    { "other_method_of_the_call", CHALLENGED_CALL
        "0.2 > OPTIONS 2 PAUTH(alice,lab,n1)\n"
        "0.3 < 407 2 PROXY(lab,n2)\n"
        "0.4 > INVITE 3 PAUTH(alice,lab,n1)\n"
        "0.5 < 200 3\n",
        "INVITE 1>2=407 5c>6=200; OPTIONS 3o>4=407", NULL },
    { "retry_without_credentials", CHALLENGED
        "0.2 > REGISTER 2\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "REGISTER 1>2=401 3>4=401", NULL },
    { "without_credentials_31_s", CHALLENGED
        "31 > REGISTER 2\n"
        "31.1 < 401 2 WWW(lab,n2)\n",
        "REGISTER 1>2=401 3>4=401", NULL },
    { "without_credentials_33_s", CHALLENGED
        "33 > REGISTER 2\n"
        "33.1 < 401 2 WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3>4=401", NULL },
    { "with_credentials_days_later", CHALLENGED
        "400000 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "400000.1 < 200 2\n",
        "REGISTER 1>2=401 3c>4=200", NULL },
    { "keepalive_options",
        "0 > OPTIONS 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.8 > OPTIONS 2\n"
        "0.9 < 401 2 WWW(lab,n2)\n"
        "2.9 > OPTIONS 3\n"
        "3 < 401 3 WWW(lab,n3)\n",
        "OPTIONS 1>2=401 3>4=401; OPTIONS 5>6=401", NULL },
    { "pause_after_refusal", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "4 > REGISTER 3\n"
        "4.1 < 401 3 WWW(lab,n3)\n"
        "4.2 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "4.3 < 401 4 WWW(lab,n4)\n"
        "9 > REGISTER 5\n"
        "9.1 < 401 5 WWW(lab,n5)\n",
        "REGISTER 1>2=401 3c>4=401 5>6=401 7c>8=401; REGISTER 9>10=401", NULL },
    { "new_from_tag_is_a_new_start", CHALLENGED
        "0.2 > REGISTER 2 tag=other\n"
        "0.3 < 401 2 tag=other WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3>4=401", NULL },
    { "new_from_tag_with_the_nonce", CHALLENGED
        "0.2 > REGISTER 2 tag=other AUTH(alice,lab,n1)\n"
        "0.3 < 200 2 tag=other\n",
        "REGISTER 1>2=401 3c>4=200", NULL },
    { "cseq_not_counted_up", CHALLENGED
        "0.2 > REGISTER 1 branch=z9hG4bKnew AUTH(alice,lab,n1)\n"
        "0.3 < 200 1 branch=z9hG4bKnew\n",
        "REGISTER 1>2=401 3c>4=200", NULL },
    { "cseq_reset",
        "0 > REGISTER 70\n"
        "0.1 < 401 70 WWW(lab,n1)\n"
        "0.2 > REGISTER 1\n"
        "0.3 < 401 1 WWW(lab,n2)\n"
        "0.4 > REGISTER 2 AUTH(alice,lab,n2)\n"
        "0.5 < 200 2\n",
        "REGISTER 1>2=401; REGISTER 3>4=401 5c>6=200", NULL },
    { "refresh_over_days", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n"
        "86400 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "86400.1 < 401 3 WWW(lab,n2)\n"
        "86400.2 > REGISTER 4 AUTH(alice,lab,n2)\n"
        "86400.3 < 200 4\n"
        "172800 > REGISTER 5 AUTH(alice,lab,n2)\n"
        "172800.1 < 200 5\n"
        "259200 > REGISTER 6\n"
        "259200.1 < 401 6 WWW(lab,n3)\n"
        "259200.2 > REGISTER 7 AUTH(alice,lab,n3)\n"
        "259200.3 < 200 7\n",
        "REGISTER 1>2=401 3c>4=200; REGISTER 5o>6=401 7c>8=200; REGISTER 11>12=401 13c>14=200", NULL },
    { "scanner_same_call_id_and_cseq",
        "0 > REGISTER 1 user=100 branch=z9hG4bK100\n"
        "0.1 > REGISTER 1 user=101 branch=z9hG4bK101\n"
        "0.2 < 401 1 user=100 branch=z9hG4bK100 WWW(lab,n1)\n"
        "0.3 < 401 1 user=101 branch=z9hG4bK101 WWW(lab,n2)\n"
        "0.4 > REGISTER 2 user=101 AUTH(101,lab,n2)\n"
        "0.5 < 401 2 user=101 WWW(lab,n3)\n",
        "REGISTER 1>3=401; REGISTER 2>4=401 5c>6=401", NULL },
    { "scanner_same_branch_to_many_hosts",
        "0 C>S OPTIONS 1\n"
        "0.1 C>T OPTIONS 1\n"
        "0.2 T>C 401 1 totag=t WWW(lab,n2)\n"
        "0.3 S>C 401 1 totag=s WWW(lab,n1)\n",
        "OPTIONS 2>3=401; OPTIONS 1>4=401", "2 hop 1" },
    { "branch_that_is_not_unique",
        "0 C>S REGISTER 1 branch=1\n"
        "0.1 D>S REGISTER 1 branch=1\n"
        "0.2 S>D 401 1 branch=1 WWW(lab,n2)\n"
        "0.3 S>C 401 1 branch=1 WWW(lab,n1)\n",
        "REGISTER 2>3=401; REGISTER 1>4=401", NULL },
    { "two_lines_one_nonce",
        "0 > REGISTER 1 user=a1 call=a1\n"
        "0.1 > REGISTER 1 user=a2 call=a2\n"
        "0.2 < 401 1 user=a1 call=a1 WWW(lab,n1)\n"
        "0.3 < 401 1 user=a2 call=a2 WWW(lab,n1)\n"
        "0.4 > REGISTER 2 user=a2 call=a2 AUTH(a2,lab,n1)\n"
        "0.5 > REGISTER 2 user=a1 call=a1 AUTH(a1,lab,n1)\n"
        "0.6 < 200 2 user=a2 call=a2\n"
        "0.7 < 200 2 user=a1 call=a1\n",
        "REGISTER 1>3=401 6c>8=200; REGISTER 2>4=401 5c>7=200", NULL },

    /* Addresses that change (lines 9 and 10) */
    { "retry_from_another_port", CHALLENGED
        "0.2 C:5099>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>C:5099 200 2\n",
        "REGISTER 1>2=401 3c>4=200", NULL },
    { "retry_from_another_address", CHALLENGED
        "0.2 D>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>D 200 2\n",
        "REGISTER 1>2=401 3c>4=200", NULL },
    { "retry_to_another_server", CHALLENGED
        "0.2 C>T REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 T>C 401 2 WWW(lab,n2)\n",
        "REGISTER 1>2=401 3c>4=401", NULL },
    { "same_call_id_elsewhere_without_credentials", CHALLENGED
        "0.2 D>T REGISTER 2\n"
        "0.3 T>D 401 2 WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3>4=401", NULL },
    { "two_registrars_of_one_call_id", CHALLENGED
        "0.2 C>T REGISTER 2\n"
        "0.3 T>C 401 2 WWW(lab,t1)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "0.5 < 200 3\n"
        "0.6 C>T REGISTER 4 AUTH(alice,lab,t1)\n"
        "0.7 T>C 401 4 WWW(lab,t2)\n",
        "REGISTER 1>2=401 5c>6=200; REGISTER 3>4=401 7c>8=401", NULL },

    /* Requests that do not wait for each other */
    { "overlapping_of_one_nonce",
        "0 > MESSAGE 1\n"
        "0.01 > MESSAGE 2\n"
        "0.02 > MESSAGE 3\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 < 401 2 WWW(lab,n1)\n"
        "0.12 > MESSAGE 4 AUTH(alice,lab,n1)\n"
        "0.13 < 401 3 WWW(lab,n1)\n"
        "0.14 > MESSAGE 5 AUTH(alice,lab,n1)\n"
        "0.15 > MESSAGE 6 AUTH(alice,lab,n1)\n"
        "0.2 < 200 4\n"
        "0.21 < 403 5\n"
        "0.22 < 200 6\n",
        "MESSAGE 1>4=401 6c>10=200; MESSAGE 2>5=401 8c>11=403; MESSAGE 3>7=401 9c>12=200", NULL },
    { "overlapping_of_own_nonces",
        "0 > INFO 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.11 > INFO 2\n"
        "0.12 > INFO 3 PAUTH(alice,lab,n1)\n"
        "0.2 < 407 2 PROXY(lab,n2)\n"
        "0.22 < 200 3\n"
        "0.3 > INFO 4 PAUTH(alice,lab,n2)\n"
        "0.4 < 403 4\n",
        "INFO 1>2=407 4c>6=200; INFO 3>5=407 7c>8=403", NULL },
    { "overlapping_with_another_nonce",
        "0 > NOTIFY 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 > NOTIFY 3 AUTH(alice,lab,n0)\n"
        "0.12 > NOTIFY 2 AUTH(alice,lab,n2)\n"
        "0.3 < 401 3 WWW(lab,n3)\n"
        "0.4 < 401 2 WWW(lab,n4)\n",
        "NOTIFY 1>2=401 4u>6=401; NOTIFY 3u>5=401", NULL },
    { "overlapping_with_the_latest_nonce",
        "0 > MESSAGE 1\n"
        "0.01 > MESSAGE 2\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 < 401 2 WWW(lab,n2)\n"
        "0.2 > MESSAGE 3 AUTH(alice,lab,n2)\n"
        "0.21 > MESSAGE 4 AUTH(alice,lab,n2)\n"
        "0.3 < 200 3\n"
        "0.31 < 200 4\n",
        "MESSAGE 1>3=401 6m>8=200; MESSAGE 2>4=401 5c>7=200", NULL },
    { "overlapping_with_an_empty_response",
        "0 > MESSAGE 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > MESSAGE 2 AUTH(alice,lab,n1,response=\"\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "MESSAGE 1>2=401 3c>4=401", NULL },
    { "overlapping_with_one_old_nonce",
        "0 > NOTIFY 1 AUTH(alice,lab,n0)\n"
        "0.05 > NOTIFY 2 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.11 < 403 2\n"
        "0.2 > NOTIFY 3 AUTH(alice,lab,n1)\n"
        "0.3 < 200 3\n",
        "NOTIFY 1u>3=401 5c>6=200; NOTIFY 2u>4=403", NULL },
    { "overlapping_long_after",
        "0 > INFO 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "3600 > INFO 2 PAUTH(alice,lab,n1)\n"
        "3600.1 < 403 2\n",
        "INFO 1>2=407; INFO 3o>4=403", NULL },
    { "lines_of_one_call_id",
        "0 > REGISTER 1 user=a1 tag=t1\n"
        "0.01 > REGISTER 2 user=a2 tag=t2\n"
        "0.1 < 401 1 user=a1 tag=t1 WWW(lab,n1)\n"
        "0.11 < 401 2 user=a2 tag=t2 WWW(lab,n1)\n"
        "0.2 > REGISTER 3 user=a1 tag=t1 AUTH(a1,lab,n1)\n"
        "0.3 < 200 3 user=a1 tag=t1\n",
        "REGISTER 1>3=401 5c>6=200; REGISTER 2>4=401", NULL },
    { "lines_of_one_call_id_and_tag",
        "0 > REGISTER 1 user=a1\n"
        "0.1 < 401 1 user=a1 WWW(lab,n1)\n"
        "0.11 > REGISTER 2 user=a2 AUTH(a2,lab,n0)\n"
        "0.12 > REGISTER 3 user=a1 AUTH(a1,lab,n1)\n"
        "0.2 < 401 2 user=a2 WWW(lab,n2)\n"
        "0.3 < 200 3 user=a1\n",
        "REGISTER 1>2=401 4c>6=200; REGISTER 3u>5=401", NULL },
    { "lines_of_which_one_is_left",
        "0 > REGISTER 1 user=a1\n"
        "0.01 > REGISTER 2 user=a2\n"
        "0.1 < 401 1 user=a1 WWW(lab,n1)\n"
        "0.11 < 401 2 user=a2 WWW(lab,n1)\n"
        "0.2 > REGISTER 3 user=a2 AUTH(a2,lab,n1)\n"
        "0.3 < 200 3 user=a2\n"
        "60 > REGISTER 4 user=a2 AUTH(a2,lab,n1,nc=00000002)\n"
        "60.1 < 403 4 user=a2\n",
        "REGISTER 1>3=401; REGISTER 2>4=401 5c>6=200; REGISTER 7o>8=403", NULL },
    { "new_call_after_a_copy_was_challenged", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 < 200 2\n"
        "20 > REGISTER 1 call=b AUTH(alice,lab,n2)\n"
        "20.1 < 403 1 call=b\n",
        "REGISTER 1>2=401 3c>4=401; REGISTER 6o>7=403", NULL },
    { "retry_and_challenge_swapped_with_their_times",
        "0 > BYE 1\n"
        "0.08 > BYE 2 AUTH(alice,lab,n1)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.3 < 200 2\n",
        "BYE 1>3=401 2c>4=200", NULL },
    { "nonce_of_one_node_to_another",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 C>T REGISTER 2\n"
        "0.3 T>C 401 2 WWW(lab,t1)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,t1)\n"
        "0.5 < 401 3 WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER 3>4=401 5c>6=401", NULL },
    { "two_registrars_of_one_host",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 C>S:5070 REGISTER 2\n"
        "0.3 S:5070>C 401 2 WWW(lab,t1)\n"
        "0.4 C>S:5070 REGISTER 3 AUTH(alice,lab,t1)\n"
        "0.5 S:5070>C 200 3\n",
        "REGISTER 1>2=401; REGISTER 3>4=401 5c>6=200", NULL },
    { "refresh_after_a_copy_was_challenged", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.8 < 401 2 WWW(lab,n2)\n"
        "0.9 < 200 2\n"
        "1800 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "1800.1 < 401 3 WWW(lab,n3)\n",
        "REGISTER 1>2=401 3+1c>5=401; REGISTER 7o>8=401", "4 again 3" },
    { "overlapping_after_one_left_alone",
        "0 > MESSAGE 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "5 > MESSAGE 2\n"
        "5.1 < 401 2 WWW(lab,n1)\n"
        "5.2 > MESSAGE 3 AUTH(alice,lab,n1)\n"
        "5.3 < 200 3\n",
        "MESSAGE 1>2=401; MESSAGE 3>4=401 5c>6=200", NULL },
    { "overlapping_on_its_own",
        "0 > INFO 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > INFO 2 PAUTH(alice,lab,n1)\n"
        "0.21 > INFO 3 PAUTH(alice,lab,n1)\n"
        "0.4 < 403 3\n"
        "0.5 < 200 2\n",
        "INFO 1>2=407 3c>6=200; INFO 4o>5=403", NULL },
    { "waiting_for_each_other_of_one_nonce",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "10 > INVITE 2\n"
        "10.1 < 407 2 PROXY(lab,n1)\n"
        "10.2 > INVITE 3 PAUTH(alice,lab,n1)\n"
        "10.3 < 200 3\n",
        "INVITE 1>2=407 3>4=407 5c>6=200", NULL },
    { "response_from_another_port",
        "0 > REGISTER 1\n"
        "0.1 S:5099>C 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 T>C 200 2\n",
        "REGISTER 1>2=401 3c>4=200", NULL },

    /* Nonces (lines 6 and 8) */
    { "nonce_unknown",
        "0 > REGISTER 5 AUTH(alice,lab,n0)\n"
        "0.1 < 401 5 WWW(lab,n1)\n"
        "0.2 > REGISTER 6 AUTH(alice,lab,n1)\n"
        "0.3 < 200 6\n",
        "REGISTER 1u>2=401 3c>4=200", NULL },
    { "nextnonce", CHALLENGED
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2 {Authentication-Info: nextnonce=\"n2\"}\n"
        "9 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "9.1 < 401 3 WWW(lab,n3)\n",
        "REGISTER 1>2=401 3c>4=200; REGISTER 5o>6=401", NULL },
    { "nextnonce_meanwhile",
        "0 > SUBSCRIBE 1 call=b\n"
        "0.01 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 200 1 {Authentication-Info: nextnonce=\"n2\"}\n"
        "0.2 < 401 1 method=SUBSCRIBE call=b WWW(lab,n1)\n"
        "0.3 > SUBSCRIBE 2 call=b AUTH(alice,lab,n2)\n"
        "0.4 < 200 2 call=b\n",
        "SUBSCRIBE 1>4=401 5m>6=200", NULL },
    { "nonce_given_to_another_client_meanwhile",
        "0 > SUBSCRIBE 1 call=b\n"
        "0.05 D>S REGISTER 1\n"
        "0.1 S>D 401 1 WWW(lab,n2)\n"
        "0.2 < 401 1 method=SUBSCRIBE call=b WWW(lab,n1)\n"
        "0.3 > SUBSCRIBE 2 call=b AUTH(alice,lab,n2)\n"
        "0.4 < 200 2 call=b\n",
        "REGISTER 2>3=401; SUBSCRIBE 1>4=401 5o>6=200", NULL },
    { "identity_only",
        "0 > REGISTER 1 AUTH(alice,lab,-,nonce=\"\", response=\"\")\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "REGISTER 1->2=401 3c>4=200", NULL },

    /* Gaps and order (lines 5 and 6) */
    { "capture_begins_with_the_challenge",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "0.1 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.2 < 200 2\n",
        "REGISTER ?>1=401 2c>3=200", NULL },
    { "only_the_refusal",
        "0 < 403 1 method=INVITE\n",
        "INVITE ?>1=403", NULL },
    { "responses_only",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "0.1 < 200 2 method=REGISTER\n",
        "REGISTER ?>1=401 ?>2=200", NULL },
    { "retry_missing", CHALLENGED
        "0.3 < 200 2\n",
        "REGISTER 1>2=401 ?>3=200", NULL },
    { "retry_missing_too_late", CHALLENGED
        "40 < 401 2 WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER ?>3=401", NULL },
    { "retry_missing_other_cseq", CHALLENGED
        "0.3 < 401 7 WWW(lab,n2)\n",
        "REGISTER 1>2=401; REGISTER ?>3=401", NULL },
    { "response_before_request",
        "0.1 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "0 > REGISTER 1\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "REGISTER 2>1=401 3c>4=200", NULL },
    { "retry_before_challenge",
        "0 > REGISTER 1\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.3 < 200 2\n",
        "REGISTER 1>3=401 2c>4=200", NULL },
    { "copies_of_a_retry_before_its_challenge",
        "0 > REGISTER 1\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.8 < 200 2\n",
        "REGISTER 1>4=401 2+1c>5=200", "3 again 2" },
    { "sent_before_the_challenge_is_no_retry",
        "0 > REGISTER 1 AUTH(alice,lab,n1)\n"
        "0.1 > REGISTER 1 call=b\n"
        "0.2 < 401 1 call=b WWW(lab,n1)\n"
        "0.3 < 401 1 WWW(lab,n2)\n",
        "REGISTER 2>3=401; REGISTER 1u>4=401", NULL },
    { "answer_before_retry", CHALLENGED
        "0.3 < 200 2\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n",
        "REGISTER 1>2=401 4c>3=200", NULL },

    /* ACK (RFC 3261 section 17.1.1.3) */
    { "ack", CHALLENGED_CALL
        "0.2 > ACK 1\n",
        "INVITE 1>2=407a3", NULL },
    { "ack_again", CHALLENGED_CALL
        "0.2 > ACK 1\n"
        "0.5 < 407 1 PROXY(lab,n1)\n"
        "0.6 > ACK 1\n"
        "0.61 > ACK 1\n",
        "INVITE 1>2*1=407a3", "4 again 2, 5 again 3, 6 twice 5" },
    { "ack_after_the_retry", CHALLENGED_CALL
        "0.2 > INVITE 2 PAUTH(alice,lab,n1)\n"
        "0.3 > ACK 1\n",
        "INVITE 1>2=407a4 3c>?=0", NULL },
    { "ack_with_other_branch", CHALLENGED_CALL
        "0.2 > ACK 1 branch=z9hG4bKother\n",
        "INVITE 1>2=407x3", NULL },
    { "ack_with_other_to_tag", CHALLENGED_CALL
        "0.2 > ACK 1 totag=other\n",
        "INVITE 1>2=407x3", NULL },
    { "ack_with_other_cseq", CHALLENGED_CALL
        "0.2 > ACK 2 branch=z9hG4bK-a-INVITE-1\n",
        "INVITE 1>2=407", NULL },
    { "ack_of_another_client", CHALLENGED_CALL
        "0.2 D>S ACK 1 branch=z9hG4bKother\n",
        "INVITE 1>2=407", NULL },
    { "ack_to_2xx_is_none_of_ours", CHALLENGED_CALL
        "0.2 > ACK 1\n"
        "0.3 > INVITE 2 PAUTH(alice,lab,n1)\n"
        "0.4 < 200 2\n"
        "0.5 > ACK 2\n"
        "0.6 > ACK 2 branch=z9hG4bKnew\n",
        "INVITE 1>2=407a3 4c>5=200", NULL },
    { "wrong_ack_after_the_right_one", CHALLENGED_CALL
        "0.2 > ACK 1\n"
        "0.3 > ACK 1 branch=z9hG4bKother\n",
        "INVITE 1>2=407a3", NULL },

    /* One request, several final responses */
    { "challenged_and_refused", CHALLENGED
        "0.2 < 403 1\n",
        "REGISTER 1>2=401; REGISTER 1>3=403", NULL },
    { "challenged_and_accepted", CHALLENGED
        "0.2 < 200 1\n",
        "REGISTER 1>2=401", NULL },
    { "cancelled",
        "0 > INVITE 1\n"
        "0.1 > CANCEL 1 branch=z9hG4bK-a-INVITE-1\n"
        "0.2 < 200 1 branch=z9hG4bK-a-INVITE-1\n"
        "0.3 < 407 1 method=INVITE PROXY(lab,n1)\n",
        "INVITE 1>4=407", NULL },
};

#endif /* SIPAUTH_TRACKER_CASES_H */
