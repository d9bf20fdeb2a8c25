/* scenarios_params.h
 * Captures and verdicts: parameters and identifiers of a retry.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_PARAMS_H
#define SIPAUTH_SCENARIOS_PARAMS_H

#define ANSWER "uri=\"sip:lab.test\", " RESPONSE
#define RESPONSE "response=\"0123456789abcdef0123456789abcdef\""
#define NC_ANSWER(nc) ANSWER ", qop=auth, nc=" nc ", cnonce=\"c\""
#define QOP_ANSWER NC_ANSWER("00000001")

/* A challenge, an answer to it, and what came of it: more of challenge and credentials is given. */
#define ASKED(challenge) \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(lab,n1" challenge ")\n"
#define SENT(credentials) "0.2 > REGISTER 2 AUTH(alice,lab,n1" credentials ")\n"
#define ASKED_SENT(challenge, credentials) ASKED("," challenge) SENT("," credentials)
#define AGAIN "0.3 < 401 2 WWW(lab,n2)\n"
#define OK "0.3 < 200 2\n"
/* A login whose nonce was counted once */
#define COUNTED ASKED_SENT("qop=\"auth\"", QOP_ANSWER) OK
/* The same user is let in a minute later, without any fault. */
#define LET_IN_LATER(challenge, credentials) \
    "60 > REGISTER 1 call=later tag=later\n" \
    "60.1 < 401 1 call=later tag=later WWW(lab,m1" challenge ")\n" \
    "60.2 > REGISTER 2 call=later tag=later AUTH(alice,lab,m1" credentials ")\n" \
    "60.3 < 200 2 call=later tag=later\n"
#define LATER_OK "; challenge_accepted certain chat [] accepted 6 7 8"
#define REFUSED "credentials_rejected likely warn [] rejected 2 3 4"
#define REFUSED_ALSO(also) "credentials_rejected likely warn [" also "] rejected 2 3 4"
#define ACCEPTED_ALSO(also) "challenge_accepted certain chat [" also "] accepted 2 3 4"

/* A nonce as servers make it, with the signs that base64 has beyond letters and digits. */
#define BASE64 "ZAbc+dEf/ghIj12=="
#define ASKED_BASE64 \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(lab," BASE64 ")\n"

/* Text that is too long to be kept whole: 1024 characters, of which there is more. */
#define TEN(x) x x x x x x x x x x
#define LONG TEN(TEN("0123456789")) "0123456789" "01234567890123"

static const verdict_case_t params_cases[] = {
    { "plain", REGISTERED, ACCEPTED_2_3_4, false },
    { "everything_right", ASKED_SENT("opaque=\"o\", algorithm=MD5, qop=\"auth,auth-int\"",
        QOP_ANSWER ", opaque=\"o\", algorithm=MD5") AGAIN, REFUSED, false },

    /* The nonce comes back altered */
    { "nonce_cut", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc+dEf/ghIj12=)\n" AGAIN,
        "nonce_truncated certain error [] rejected 2 3 4", false },
    { "nonce_halved", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc+dEf/gh)\n" AGAIN,
        "nonce_truncated certain error [] rejected 2 3 4", false },
    { "nonce_plus_to_space", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc dEf/ghIj12==)\n" AGAIN,
        "nonce_truncated certain error [] rejected 2 3 4", false },
    { "nonce_escaped", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc%2BdEf%2FghIj12%3D%3D)\n" AGAIN,
        "nonce_truncated certain error [] rejected 2 3 4", false },
    { "nonce_case", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,zabc+def/ghij12==)\n" AGAIN,
        "nonce_truncated certain error [] rejected 2 3 4", false },
    { "nonce_altered_403", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc+dEf/ghIj12)\n"
        "0.3 < 403 2\n",
        "nonce_truncated certain error [] forbidden 2 3 4", false },
    { "nonce_altered_accepted", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc+dEf/ghIj12)\n" OK,
        ACCEPTED_ALSO("nonce_truncated"), false },
    { "nonce_other_letter", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc+dEf/ghIj13==)\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "nonce_piece_too_short", ASKED_BASE64
        "0.2 > REGISTER 2 AUTH(alice,lab,ZAbc+dE)\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "nonce_that_begins_alike_was_issued_before",
        "0 > REGISTER 1 call=first\n"
        "0.1 < 401 1 call=first WWW(lab,ZAbc+dEf/gh)\n"
        "5 > REGISTER 1\n"
        "5.1 < 401 1 WWW(lab," BASE64 ")\n"
        "5.2 > REGISTER 2 AUTH(alice,lab,ZAbc+dEf/gh)\n"
        "5.3 < 401 2 WWW(lab,n3)\n",
        "no_retry_no_credentials possible warn [] no_retry 2 5; nonce_not_from_challenge certain warn [] rejected 2 4 5 6", false },
    { "nonce_asked_too_long_to_know",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab," LONG "xy)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab," LONG ")\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "nonce_sent_too_long_to_know",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab," LONG ")\n"
        "0.2 > REGISTER 2 AUTH(alice,lab," LONG "xy)\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },

    /* No response */
    { "response_missing", REGISTER_401
        "0.2 > REGISTER 2 {Authorization: Digest username=\"alice\", realm=\"lab\", nonce=\"n1\", "
        "uri=\"sip:lab.test\"}\n" AGAIN,
        "response_empty certain error [] rejected 2 3 4", false },
    { "response_empty_accepted", REGISTER_401 SENT(",response=\"\"") OK,
        ACCEPTED_ALSO("response_empty"), false },
    { "response_empty_without_nonce", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,-,nonce=\"\", response=\"\")\n" AGAIN,
        "retry_without_credentials certain error [] rejected 2 3 4", false },
    { "response_lost_in_a_broken_text", REGISTER_401
        "0.2 > REGISTER 2 {Authorization: Digest username=\"alice\", realm=\"lab\", nonce=\"n1\", "
        "uri=\"sip:lab.test, response=0}\n" AGAIN,
        "retry_without_credentials certain error [] rejected 2 3 4", false },
    { "response_empty_of_another_realm",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1) WWW(other,o1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) AUTH(alice,other,o1,response=\"\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [fork_merged_challenges] rejected 2 3 4", false },

    /* The response's form */
    { "response_short", ASKED("") SENT(",uri=\"sip:lab.test\", response=\"0123456789abcdef0123456789abcde\"") AGAIN,
        "response_length_bad certain error [] rejected 2 3 4", false },
    { "response_base64", ASKED("") SENT(",uri=\"sip:lab.test\", response=\"0123456789abcdef0123456789abcd==\"") AGAIN,
        "response_length_bad certain error [] rejected 2 3 4", false },
    { "response_upper_case",
        ASKED("") SENT(",uri=\"sip:lab.test\", response=\"0123456789ABCDEF0123456789abcdef\"") AGAIN,
        "response_length_bad likely error [] rejected 2 3 4", false },
    { "response_upper_case_accepted",
        ASKED("") SENT(",uri=\"sip:lab.test\", response=\"0123456789ABCDEF0123456789abcdef\"") OK,
        ACCEPTED_ALSO("response_length_bad"), false },
    { "response_sha_256", ASKED_SENT("algorithm=SHA-256", "algorithm=SHA-256, uri=\"sip:lab.test\", "
        "response=\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"") AGAIN, REFUSED, false },
    { "response_sha_256_short", ASKED_SENT("algorithm=SHA-256", "algorithm=SHA-256, " ANSWER) AGAIN,
        "response_length_bad certain error [] rejected 2 3 4", false },
    { "response_of_an_unknown_algorithm", 
        ASKED_SENT("algorithm=SHA3", "algorithm=SHA3, uri=\"sip:lab.test\", response=\"0\"") AGAIN, REFUSED, false },
    { "response_of_aka",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\", response=\"0123\")\n" AGAIN,
        "credentials_rejected likely warn [challenge_malformed] rejected 2 3 4", false },

    /* Algorithms */
    { "algorithm_not_offered", ASKED_SENT("algorithm=SHA-256", "algorithm=MD5, " ANSWER) AGAIN,
        "algorithm_mismatch certain error [] rejected 2 3 4", false },
    { "algorithm_left_out", ASKED_SENT("algorithm=SHA-256", ANSWER) AGAIN,
        "algorithm_mismatch certain error [] rejected 2 3 4", false },
    { "algorithm_left_out_but_meant", ASKED_SENT("algorithm=SHA-256", "uri=\"sip:lab.test\", "
        "response=\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"") AGAIN,
        "algorithm_mismatch certain error [] rejected 2 3 4", false },
    { "algorithm_session", ASKED_SENT("algorithm=MD5-sess", "algorithm=MD5, " ANSWER) AGAIN,
        "algorithm_mismatch certain error [] rejected 2 3 4", false },
    { "algorithm_offered_where_the_response_was_cut",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) cut\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, " ANSWER ")\n" AGAIN,
        REFUSED, false },
    { "nothing_sent_where_the_response_was_cut",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1) cut\n"
        "0.2 > REGISTER 2\n" AGAIN,
        "retry_without_credentials likely error [] rejected 2 3 4", false },
    { "algorithm_in_other_case", ASKED_SENT("algorithm=md5", "algorithm=MD5, " ANSWER) AGAIN, REFUSED, false },
    { "algorithm_named_where_left_out",
        ASKED_SENT("qop=\"auth\"", QOP_ANSWER ", algorithm=MD5") AGAIN, REFUSED, false },
    { "algorithm_not_offered_accepted", ASKED_SENT("algorithm=SHA-256", "algorithm=MD5, " ANSWER) OK,
        ACCEPTED_ALSO("algorithm_mismatch"), false },
    { "algorithm_of_another_nonce", ASKED(",algorithm=SHA-256")
        "0.2 > REGISTER 2 AUTH(alice,lab,n9,algorithm=MD5, " ANSWER ")\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "algorithm_of_aka_left_out",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n" AGAIN,
        "credentials_rejected likely warn [challenge_malformed] rejected 2 3 4", false },
    { "algorithm_of_aka_answered_with_md5",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, " ANSWER ")\n" AGAIN,
        "algorithm_mismatch certain error [challenge_malformed] rejected 2 3 4", false },
    { "algorithm_weaker",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) WWW(lab,n1,algorithm=MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, " ANSWER ")\n" OK,
        ACCEPTED_ALSO("algorithm_downgrade"), false },
    { "algorithm_weaker_is_preferred",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=MD5) WWW(lab,n1,algorithm=SHA-256)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, " ANSWER ")\n" OK,
        ACCEPTED_2_3_4, false },
    { "algorithm_stronger_than_preferred",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=MD5) WWW(lab,n1,algorithm=SHA-256)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=SHA-256, uri=\"sip:lab.test\", "
        "response=\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\")\n" OK,
        ACCEPTED_2_3_4, false },
    { "algorithm_weaker_beside_the_stronger",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) WWW(lab,n1,algorithm=MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, " ANSWER ") AUTH(alice,lab,n1,algorithm=SHA-256, "
        "uri=\"sip:lab.test\", response=\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\")\n" OK,
        ACCEPTED_2_3_4, false },
    { "algorithm_weaker_not_offered", ASKED_SENT("algorithm=SHA-256", "algorithm=MD5, " ANSWER) AGAIN,
        "algorithm_mismatch certain error [] rejected 2 3 4", false },
    { "algorithm_unknown_offered_second",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) WWW(lab,n1,algorithm=SHA3)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=SHA3, " ANSWER ")\n" OK,
        ACCEPTED_2_3_4, false },
    { "algorithm_right_in_one_of_two",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, " ANSWER ") AUTH(alice,lab,n1,algorithm=SHA-256, "
        "uri=\"sip:lab.test\", response=\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\")\n" AGAIN,
        REFUSED, false },

    /* qop */
    { "qop_list_echoed", ASKED_SENT("qop=\"auth,auth-int\"",
        ANSWER ", qop=auth,auth-int, nc=00000001, cnonce=\"c\"") AGAIN,
        "qop_not_offered certain error [] rejected 2 3 4", false },
    { "qop_list_echoed_accepted", ASKED_SENT("qop=\"auth,auth-int\"",
        ANSWER ", qop=\"auth,auth-int\", nc=00000001, cnonce=\"c\"") OK,
        ACCEPTED_ALSO("qop_not_offered"), false },
    { "qop_one_of_a_list", ASKED_SENT("qop=\"auth-int, AUTH\"", QOP_ANSWER) AGAIN, REFUSED, false },
    { "qop_though_none_offered", ASKED_SENT("opaque=\"\"", QOP_ANSWER) AGAIN,
        "qop_not_offered likely error [] rejected 2 3 4", false },
    { "qop_though_none_offered_named", ASKED_SENT("opaque=\"\"", QOP_ANSWER)
        "0.3 < 401 2 phrase=\"Invalid qop\" WWW(lab,n2)\n",
        "qop_not_offered certain error [] rejected 2 3 4", false },
    { "qop_of_another_nonce", ASKED("")
        "0.2 > REGISTER 2 AUTH(alice,lab,n9," QOP_ANSWER ")\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "qop_list_too_long_to_know", ASKED_SENT("qop=\"" LONG ",auth\"", QOP_ANSWER) AGAIN, REFUSED, false },
    { "qop_in_a_broken_challenge", ASKED_SENT("foo, qop auth", QOP_ANSWER) AGAIN, REFUSED, false },
    { "qop_left_out", ASKED_SENT("qop=\"auth\"", ANSWER) AGAIN, REFUSED_ALSO("qop_missing"), false },
    { "qop_left_out_accepted", ASKED_SENT("qop=\"auth\"", ANSWER) OK, ACCEPTED_ALSO("qop_missing"), false },
    { "qop_left_out_account_is_good", ASKED_SENT("qop=\"auth\"", ANSWER) AGAIN
        LET_IN_LATER(",qop=\"auth\"", "," QOP_ANSWER),
        "qop_missing likely warn [] rejected 2 3 4 8" LATER_OK, false },
    { "qop_left_out_another_account_is_good", ASKED_SENT("qop=\"auth\"", ANSWER) AGAIN
        "60 > REGISTER 1 call=later user=bob\n"
        "60.1 < 401 1 call=later user=bob WWW(lab,m1)\n"
        "60.2 > REGISTER 2 call=later user=bob AUTH(bob,lab,m1)\n"
        "60.3 < 200 2 call=later user=bob\n",
        REFUSED_ALSO("qop_missing") LATER_OK, false },
    { "qop_left_out_account_is_good_without", ASKED_SENT("qop=\"auth\"", ANSWER) AGAIN
        LET_IN_LATER(",qop=\"auth\"", "," ANSWER),
        REFUSED_ALSO("qop_missing") "; challenge_accepted certain chat [qop_missing] accepted 6 7 8", false },
    { "qop_left_out_of_another_nonce", ASKED(",qop=\"auth\"")
        "0.2 > REGISTER 2 AUTH(alice,lab,n9)\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "qop_in_a_broken_answer", ASKED_SENT("qop=\"auth\"", ANSWER ", qop auth") AGAIN, REFUSED, false },
    { "qop_left_out_of_aka",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=AKAv1-MD5, qop=\"auth\")\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n" AGAIN,
        "credentials_rejected likely warn [challenge_malformed] rejected 2 3 4", false },

    /* nc and cnonce */
    { "cnonce_missing", ASKED_SENT("qop=\"auth\"", ANSWER ", qop=auth, nc=00000001") AGAIN,
        "cnonce_or_nc_missing certain error [] rejected 2 3 4", false },
    { "nc_missing", ASKED_SENT("qop=\"auth\"", ANSWER ", qop=auth, cnonce=\"c\"") AGAIN,
        "cnonce_or_nc_missing certain error [] rejected 2 3 4", false },
    { "nc_missing_accepted", ASKED_SENT("qop=\"auth\"", ANSWER ", qop=auth, cnonce=\"c\"") OK,
        ACCEPTED_ALSO("cnonce_or_nc_missing"), false },
    { "nc_cut_off", ASKED(",qop=\"auth\"")
        "0.2 > REGISTER 2 AUTH(alice,lab,n1," ANSWER ", qop=auth) cut\n" AGAIN,
        REFUSED, false },
    { "nc_short", ASKED_SENT("qop=\"auth\"", ANSWER ", qop=auth, nc=1, cnonce=\"c\"") AGAIN,
        REFUSED_ALSO("nc_bad_format"), false },
    { "nc_short_account_is_good", ASKED_SENT("qop=\"auth\"", ANSWER ", qop=auth, nc=1, cnonce=\"c\"") AGAIN
        LET_IN_LATER(",qop=\"auth\"", "," QOP_ANSWER),
        "nc_bad_format likely warn [] rejected 2 3 4 8" LATER_OK, false },
    { "nc_short_named", ASKED_SENT("qop=\"auth\"", ANSWER ", qop=auth, nc=1, cnonce=\"c\"")
        "0.3 < 401 2 phrase=\"Bad nonce count\" WWW(lab,n2)\n",
        "nc_bad_format certain warn [] rejected 2 3 4", false },
    { "nc_in_upper_case", ASKED_SENT("qop=\"auth\"", NC_ANSWER("0000000A")) AGAIN, REFUSED, false },

    /* A count that is sent twice */
    { "nc_repeated_unasked", COUNTED
        "60 > REGISTER 3 AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.1 < 401 3 WWW(lab,n2,qop=\"auth\", stale=true)\n"
        "60.2 > REGISTER 4 AUTH(alice,lab,n2," QOP_ANSWER ")\n"
        "60.3 < 200 4\n",
        ACCEPTED_2_3_4 "; stale_recovered certain chat [nc_replayed] accepted 2 3 4 5 6 7 8", false },
    { "nc_repeated_unasked_and_never_retried", COUNTED
        "60 > REGISTER 3 AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.1 < 401 3 WWW(lab,n2,qop=\"auth\", stale=true)\n"
        "80 > OPTIONS 1 call=alive\n" "120 idle\n",
        ACCEPTED_2_3_4 "; stale_not_retried likely warn [nc_replayed] no_retry 3 5 6 7", false },
    { "nc_grows_unasked", COUNTED
        "60 > REGISTER 3 AUTH(alice,lab,n1," NC_ANSWER("00000002") ")\n"
        "60.1 < 401 3 WWW(lab,n2,qop=\"auth\", stale=true)\n"
        "60.2 > REGISTER 4 AUTH(alice,lab,n2," QOP_ANSWER ")\n"
        "60.3 < 200 4\n",
        ACCEPTED_2_3_4 "; stale_recovered certain chat [] accepted 2 4 5 6 7 8", false },
    { "nc_repeated_403_named", COUNTED
        "60 > INVITE 1 call=b PAUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.1 < 403 1 call=b {Warning: 399 lab \"Digest replay attack detected\"}\n",
        "challenge_accepted certain chat [] accepted 2 3 4; nc_replayed certain warn [forbidden_warning] forbidden 3 5 6", false },
    { "nc_repeated_403", COUNTED
        "60 > INVITE 1 call=b PAUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.1 < 403 1 call=b\n",
        ACCEPTED_2_3_4 "; policy_after_auth likely warn [nc_replayed] forbidden 3 4 5 6", false },
    { "nc_grows_403_named", COUNTED
        "60 > INVITE 1 call=b PAUTH(alice,lab,n1," NC_ANSWER("00000002") ")\n"
        "60.1 < 403 1 call=b phrase=\"Digest replay attack detected\"\n",
        "challenge_accepted certain chat [] accepted 2 3 4; forbidden_phrase certain warn [policy_after_auth] forbidden 4 5 6", false },
    { "nc_repeated_with_a_kept_nonce", COUNTED
        "60 > SUBSCRIBE 1 call=b\n"
        "60.1 < 401 1 call=b WWW(lab,n1,qop=\"auth\")\n"
        "60.2 > SUBSCRIBE 2 call=b AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 401 2 call=b WWW(lab,n1,qop=\"auth\")\n",
        ACCEPTED_2_3_4 "; nc_replayed likely warn [] rejected 3 6 7 8", false },
    { "nc_repeated_with_a_kept_nonce_403", COUNTED
        "60 > SUBSCRIBE 1 call=b\n"
        "60.1 < 401 1 call=b WWW(lab,n1,qop=\"auth\")\n"
        "60.2 > SUBSCRIBE 2 call=b AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 403 2 call=b\n",
        ACCEPTED_2_3_4 "; policy_after_auth likely warn [nc_replayed] forbidden 3 4 6 7 8", false },
    { "nc_repeated_with_a_kept_nonce_403_named", COUNTED
        "60 > SUBSCRIBE 1 call=b\n"
        "60.1 < 401 1 call=b WWW(lab,n1,qop=\"auth\")\n"
        "60.2 > SUBSCRIBE 2 call=b AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 403 2 call=b phrase=\"Replay\"\n",
        ACCEPTED_2_3_4 "; nc_replayed certain warn [] forbidden 3 6 7 8", false },
    { "nc_repeated_with_a_kept_nonce_never_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,qop=\"auth\")\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "0.3 < 401 2 WWW(lab,n1,qop=\"auth\")\n"
        "1 > REGISTER 1 call=b AUTH(alice,lab,m1," QOP_ANSWER ")\n"
        "1.1 < 200 1 call=b\n"
        "60 > SUBSCRIBE 1 call=c\n"
        "60.1 < 401 1 call=c WWW(lab,n1,qop=\"auth\")\n"
        "60.2 > SUBSCRIBE 2 call=c AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 401 2 call=c WWW(lab,n1,qop=\"auth\")\n",
        REFUSED "; nonce_expired_no_stale possible note [] rejected 2 8 9 10", false },
    /* Kamailio makes nonces of the time: within a second all are the same, and a new challenge starts anew */
    { "nc_repeated_with_the_nonce_of_a_second", COUNTED
        "0.4 > SUBSCRIBE 1 call=b\n"
        "0.5 < 401 1 call=b WWW(lab,n1,qop=\"auth\")\n"
        "0.6 > SUBSCRIBE 2 call=b AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "0.7 < 401 2 call=b WWW(lab,n1,qop=\"auth\")\n",
        ACCEPTED_2_3_4 "; credentials_rejected likely warn [] rejected 6 7 8", false },
    { "nc_repeated_in_a_loop",
        ASKED_SENT("qop=\"auth\"", QOP_ANSWER)
        "0.3 < 401 2 WWW(lab,n1,qop=\"auth\")\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n1,uri=\"sip:lab.test\", response=\"1123456789abcdef0123456789abcdef\", "
        "qop=auth, nc=00000001, cnonce=\"d\")\n"
        "0.5 < 401 3 WWW(lab,n1,qop=\"auth\")\n",
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6", false },
    { "nc_repeated_by_another_user", COUNTED
        "60 > SUBSCRIBE 1 call=b user=bob\n"
        "60.1 < 401 1 call=b user=bob WWW(lab,n1,qop=\"auth\")\n"
        "60.2 > SUBSCRIBE 2 call=b user=bob AUTH(bob,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 401 2 call=b user=bob WWW(lab,n1,qop=\"auth\")\n",
        ACCEPTED_2_3_4 "; nonce_expired_no_stale possible note [] rejected 2 4 6 7 8", false },
    { "nc_repeated_by_an_account_never_let_in", COUNTED
        "1 > REGISTER 1 call=b user=bob\n"
        "1.1 < 401 1 call=b user=bob WWW(lab,n1,qop=\"auth\")\n"
        "1.2 > REGISTER 2 call=b user=bob AUTH(bob,lab,n1," QOP_ANSWER ")\n"
        "1.3 < 401 2 call=b user=bob WWW(lab,n1,qop=\"auth\")\n"
        "9 > SUBSCRIBE 1 call=c user=bob\n"
        "9.1 < 401 1 call=c user=bob WWW(lab,n1,qop=\"auth\")\n"
        "9.2 > SUBSCRIBE 2 call=c user=bob AUTH(bob,lab,n1," QOP_ANSWER ")\n"
        "9.3 < 401 2 call=c user=bob WWW(lab,n1,qop=\"auth\")\n",
        ACCEPTED_2_3_4 "; credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12", false },
    { "nc_repeated_where_the_server_does_not_mind", COUNTED
        "30 > MESSAGE 1 call=x AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "30.1 < 200 1 call=x\n"
        "60 > SUBSCRIBE 1 call=b\n"
        "60.1 < 401 1 call=b WWW(lab,n1,qop=\"auth\")\n"
        "60.2 > SUBSCRIBE 2 call=b AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 401 2 call=b WWW(lab,n1,qop=\"auth\")\n",
        ACCEPTED_2_3_4 "; nonce_expired_no_stale possible note [nc_replayed] rejected 2 4 5 8 9 10", false },
    { "nc_repeated_by_a_cancel_shows_nothing", COUNTED
        "30 > CANCEL 1 call=x AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "30.1 < 200 1 call=x\n"
        "60 > SUBSCRIBE 1 call=b\n"
        "60.1 < 401 1 call=b WWW(lab,n1,qop=\"auth\")\n"
        "60.2 > SUBSCRIBE 2 call=b AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 401 2 call=b WWW(lab,n1,qop=\"auth\")\n",
        ACCEPTED_2_3_4 "; nc_replayed likely warn [] rejected 5 8 9 10", false },
    /* Two calls at once, and the second hop shows them in turn: each counts once */
    { "nc_of_calls_that_overtake_each_other",
        "0 C>P INVITE 1 call=a via=c1 PAUTH(alice,lab,n0," QOP_ANSWER ")\n"
        "0.01 C>P INVITE 1 call=b via=c2 PAUTH(alice,lab,n0," NC_ANSWER("00000002") ")\n"
        "0.02 P>S INVITE 1 call=a via=p1,c1 PAUTH(alice,lab,n0," QOP_ANSWER ")\n"
        "0.03 S>P 407 1 call=a via=p1,c1 PROXY(lab,n1,qop=\"auth\")\n"
        "0.04 P>C 407 1 call=a via=c1 PROXY(lab,n1,qop=\"auth\")\n" ALIVE GOES_ON,
        "client_silent possible note [] no_retry 3 4; undetermined possible note [] no_retry 1 5", false },
    { "nc_repeated_for_another_realm",
        "0 > INVITE 1 PAUTH(alice,edge,e0," QOP_ANSWER ")\n"
        "0.1 < 200 1\n"
        "5 > INVITE 2 PAUTH(alice,edge,e0," QOP_ANSWER ")\n"
        "5.1 < 401 2 WWW(lab,n1)\n"
        "5.2 > INVITE 3 PAUTH(alice,edge,e0," NC_ANSWER("00000002") ") AUTH(alice,lab,n1)\n"
        "5.3 < 401 3 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 4 5 6", false },
    { "nc_repeated_to_an_aka_challenge",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=AKAv1-MD5, qop=\"auth\")\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "0.3 < 200 2\n"
        "60 > REGISTER 3\n"
        "60.1 < 401 3 WWW(lab,n1,algorithm=AKAv1-MD5, qop=\"auth\")\n"
        "60.2 > REGISTER 4 AUTH(alice,lab,n1," QOP_ANSWER ")\n"
        "60.3 < 401 4 WWW(lab,n3,algorithm=AKAv1-MD5, qop=\"auth\")\n",
        "ims_aka_accepted certain chat [challenge_malformed] accepted 2 3 4; ims_res_wrong likely error [challenge_malformed] rejected 6 7 8", false },

    /* A count that jumps */
    { "nc_jumps_in_decimal", COUNTED
        "60 > REGISTER 3 AUTH(alice,lab,n1," NC_ANSWER("00000009") ")\n"
        "60.1 < 200 3\n"
        "70 > REGISTER 4 AUTH(alice,lab,n1," NC_ANSWER("00000010") ")\n"
        "70.1 < 401 4 WWW(lab,n2,qop=\"auth\", stale=true)\n"
        "70.2 > REGISTER 5 AUTH(alice,lab,n2," QOP_ANSWER ")\n"
        "70.3 < 200 5\n",
        ACCEPTED_2_3_4 "; stale_recovered certain chat [nc_gap] accepted 2 4 5 7 8 9 10", false },
    { "nc_counts_on", COUNTED
        "60 > REGISTER 3 AUTH(alice,lab,n1," NC_ANSWER("00000002") ")\n"
        "60.1 < 401 3 WWW(lab,n2,qop=\"auth\", stale=true)\n"
        "60.2 > REGISTER 4 AUTH(alice,lab,n2," QOP_ANSWER ")\n"
        "60.3 < 200 4\n",
        ACCEPTED_2_3_4 "; stale_recovered certain chat [] accepted 2 4 5 6 7 8", false },
    { "nc_counts_the_ack_too", COUNTED
        "60 > INVITE 1 call=b PAUTH(alice,lab,n1," NC_ANSWER("00000002") ")\n"
        "60.1 < 200 1 call=b\n"
        "60.2 > ACK 1 call=b branch=z9hG4bKack PAUTH(alice,lab,n1," NC_ANSWER("00000003") ")\n"
        "70 > BYE 2 call=b PAUTH(alice,lab,n1," NC_ANSWER("00000004") ")\n"
        "70.1 < 407 2 call=b PROXY(lab,n2,qop=\"auth\", stale=true)\n"
        "70.2 > BYE 3 call=b PAUTH(alice,lab,n2," QOP_ANSWER ")\n"
        "70.3 < 200 3 call=b\n",
        ACCEPTED_2_3_4 "; stale_recovered certain chat [] accepted 2 4 8 9 10 11", false },
    { "nc_begins_where_nothing_was_seen",
        "60 > REGISTER 3 AUTH(alice,lab,n1," NC_ANSWER("00000009") ")\n"
        "60.1 < 401 3 WWW(lab,n2,qop=\"auth\", stale=true)\n"
        "60.2 > REGISTER 4 AUTH(alice,lab,n2," QOP_ANSWER ")\n"
        "60.3 < 200 4\n",
        "stale_recovered certain chat [] accepted 2 3 4", false },
    { "nc_jumps_for_another_realm",
        "0 > INVITE 1 PAUTH(alice,edge,e0," QOP_ANSWER ")\n"
        "0.1 < 200 1\n"
        "5 > INVITE 2 PAUTH(alice,edge,e0," NC_ANSWER("00000009") ")\n"
        "5.1 < 401 2 WWW(lab,n1)\n"
        "5.2 > INVITE 3 PAUTH(alice,edge,e0," NC_ANSWER("0000000a") ") AUTH(alice,lab,n1)\n"
        "5.3 < 401 3 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 4 5 6", false },

    /* opaque */
    { "opaque_left_out", ASKED_SENT("opaque=\"o\"", ANSWER) AGAIN, REFUSED_ALSO("opaque_missing"), false },
    { "opaque_changed_accepted", ASKED_SENT("opaque=\"o\"", "opaque=\"p\", " ANSWER) OK,
        ACCEPTED_ALSO("opaque_missing"), false },
    { "opaque_left_out_account_is_good", ASKED_SENT("opaque=\"o\"", ANSWER) AGAIN
        LET_IN_LATER(",opaque=\"o\"", ",opaque=\"o\", " ANSWER),
        "opaque_missing likely warn [] rejected 2 3 4 8" LATER_OK, false },
    { "opaque_left_out_account_is_good_403", ASKED_SENT("opaque=\"o\"", ANSWER)
        "0.3 < 403 2\n"
        LET_IN_LATER(",opaque=\"o\"", ",opaque=\"o\", " ANSWER),
        "credentials_rejected_403 possible warn [opaque_missing] forbidden 2 3 4" LATER_OK, false },
    { "opaque_left_out_named_403", ASKED_SENT("opaque=\"o\"", ANSWER)
        "0.3 < 403 2 phrase=\"Wrong opaque\"\n",
        "opaque_missing certain warn [forbidden_phrase] forbidden 2 3 4", false },
    { "opaque_of_another_nonce", ASKED(",opaque=\"o\"")
        "0.2 > REGISTER 2 AUTH(alice,lab,n9)\n" AGAIN,
        "nonce_not_from_challenge certain note [] rejected 2 3 4", false },
    { "opaque_of_the_second_challenge",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256, opaque=\"o\") WWW(lab,n1,algorithm=MD5, opaque=\"p\")\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, opaque=\"p\", " ANSWER ")\n" OK,
        ACCEPTED_ALSO("algorithm_downgrade"), false },
    { "opaque_in_one_of_two_challenges",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256, opaque=\"o\") WWW(lab,n1,algorithm=MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=MD5, " ANSWER ")\n" OK,
        ACCEPTED_ALSO("algorithm_downgrade"), false },
    { "opaque_of_a_realm_that_is_content",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,opaque=\"o\") WWW(other,o1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) AUTH(alice,other,o1)\n"
        "0.3 < 401 2 WWW(other,o2)\n",
        "credentials_rejected likely warn [fork_merged_challenges] rejected 2 3 4", false },
    { "opaque_though_none_asked", ASKED_SENT("opaque=\"\"", "opaque=\"p\", " ANSWER) AGAIN, REFUSED, false },

    /* The uri in the credentials */
    { "uri_of_the_server", ASKED("") SENT(",uri=\"sip:192.0.2.19\", " RESPONSE) AGAIN,
        REFUSED_ALSO("digest_uri_mismatch"), false },
    { "uri_accepted_all_the_same", ASKED("") SENT(",uri=\"sip:192.0.2.19\", " RESPONSE) OK, ACCEPTED_2_3_4, false },
    { "uri_of_the_server_account_is_good", ASKED("") SENT(",uri=\"sip:192.0.2.19\", " RESPONSE) AGAIN
        LET_IN_LATER("", ""),
        "digest_uri_mismatch likely warn [] rejected 2 3 4 8" LATER_OK, false },
    { "uri_of_the_server_tolerated", ASKED("") SENT(",uri=\"sip:192.0.2.19\", " RESPONSE) AGAIN
        LET_IN_LATER("", ",uri=\"sip:192.0.2.19\", " RESPONSE),
        REFUSED_ALSO("digest_uri_mismatch") LATER_OK, false },
    { "uri_written_otherwise", ASKED("") SENT(",uri=\"sip:LAB.test:5060\", " RESPONSE) AGAIN, REFUSED, false },
    { "uri_with_parameters", ASKED("") SENT(",uri=\"sip:lab.test;transport=udp\", " RESPONSE) AGAIN, REFUSED, false },
    { "uri_behind_a_proxy",
        "0 P>S REGISTER 1 via=p1,c1\n"
        "0.1 S>P 401 1 via=p1,c1 WWW(lab,n1)\n"
        "0.2 P>S REGISTER 2 via=p2,c2 AUTH(alice,lab,n1,uri=\"sip:edge.test\", " RESPONSE ")\n"
        "0.3 S>P 401 2 via=p2,c2 WWW(lab,n2)\n",
        REFUSED, false },
    { "uri_too_long_to_know", "0 > REGISTER 1\n" "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 uri=sip:" LONG "x AUTH(alice,lab,n1,uri=\"sip:" LONG "y\", " RESPONSE ")\n" AGAIN,
        REFUSED, false },
    { "uri_asked_too_long_to_know", "0 > REGISTER 1\n" "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 uri=sip:" LONG "x AUTH(alice,lab,n1,uri=\"sip:lab.test\", " RESPONSE ")\n" AGAIN,
        REFUSED, false },
    { "uri_sent_too_long_to_know", ASKED("") SENT(",uri=\"sip:" LONG "y\", " RESPONSE) AGAIN, REFUSED, false },
    { "uri_named", INVITE_407
        "0.2 > INVITE 2 uri=sip:bob@192.0.2.19 PAUTH(alice,lab,n1,uri=\"sip:bob@192.0.2.19\", " RESPONSE ")\n"
        "0.3 < 403 2 phrase=\"Proxy auth uri does not match SIP \\\"to\\\" uri\"\n",
        "digest_uri_mismatch certain warn [] forbidden 2 4 5", false },
    { "uri_named_but_parameters_only", INVITE_407
        "0.2 > INVITE 2 uri=sip:lab.test;transport=udp PAUTH(alice,lab,n1)\n"
        "0.3 < 407 2 phrase=\"Digest URI does not match\" PROXY(lab,n2)\n",
        "digest_uri_mismatch certain warn [] rejected 2 4 5", false },
    { "uri_named_but_all_the_same", INVITE_407
        "0.2 > INVITE 2 uri=sip:bob@lab.test PAUTH(alice,lab,n1,uri=\"sip:bob@lab.test\", " RESPONSE ")\n"
        "0.3 < 403 2 phrase=\"Proxy auth uri does not match SIP \\\"to\\\" uri\"\n",
        "forbidden_phrase certain warn [] forbidden 2 4 5", false },
    { "uri_in_a_noisy_warning", INVITE_407
        "0.2 > INVITE 2 uri=sip:bob@192.0.2.19 PAUTH(alice,lab,n1)\n"
        "0.3 < 403 2 {Warning: 392 192.0.2.19:5060 \"Noisy feedback tells: in_uri=sip:x digest\"}\n",
        "credentials_rejected_403 possible warn [digest_uri_mismatch] forbidden 2 4 5", false },
    { "uri_of_a_realm_that_is_content",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1) WWW(other,o1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:192.0.2.19\", " RESPONSE ") AUTH(alice,other,o1)\n"
        "0.3 < 401 2 WWW(other,o2)\n",
        "credentials_rejected likely warn [fork_merged_challenges] rejected 2 3 4", false },

    /* User names */
    { "username_is_empty", ASKED("") "0.2 > REGISTER 2 AUTH(,lab,n1)\n" AGAIN,
        "username_empty certain error [] rejected 2 3 4", false },
    { "username_is_missing", ASKED("") "0.2 > REGISTER 2 AUTH(-,lab,n1)\n" AGAIN,
        "username_empty certain error [] rejected 2 3 4", false },
    { "username_is_anonymous", ASKED("") "0.2 > REGISTER 2 AUTH(anonymous,lab,n1)\n" AGAIN,
        "username_empty likely error [] rejected 2 3 4", false },
    { "username_is_a_display_name", ASKED("") "0.2 > REGISTER 2 AUTH(Alice Liddell,lab,n1)\n" AGAIN,
        "username_empty likely error [] rejected 2 3 4", false },
    { "username_with_a_space_accepted", ASKED("") "0.2 > REGISTER 2 AUTH(Alice Liddell,lab,n1)\n" OK,
        ACCEPTED_ALSO("username_empty"), false },
    { "username_named", REGISTER_401
        "0.2 > REGISTER 2 AUTH(4711,lab,n1)\n"
        "0.3 < 403 2 phrase=\"Forbidden auth ID\"\n",
        "username_not_identity certain warn [] forbidden 2 3 4", false },
    { "username_named_unasked",
        "0 > INVITE 1 PAUTH(4711,lab,n1)\n"
        "0.1 < 403 1 phrase=\"Username does not match From\"\n",
        "username_not_identity certain warn [] forbidden 1 2", false },
    { "username_named_though_equal", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice@lab.test,lab,n1)\n"
        "0.3 < 403 2 phrase=\"Forbidden auth ID\"\n",
        "forbidden_identity certain warn [] forbidden 2 3 4", false },
    { "username_of_a_trunk", REGISTER_401
        "0.2 > REGISTER 2 AUTH(4711,lab,n1)\n"
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "username_of_a_refused_registration", ASKED("") "0.2 > REGISTER 2 AUTH(4711,lab,n1)\n" AGAIN,
        REFUSED_ALSO("username_not_identity"), false },
    { "username_of_a_refused_registration_behind_a_proxy",
        "0 P>S REGISTER 1 via=p1,c1\n"
        "0.1 S>P 401 1 via=p1,c1 WWW(lab,n1)\n"
        "0.2 P>S REGISTER 2 via=p2,c2 AUTH(4711,lab,n1)\n"
        "0.3 S>P 401 2 via=p2,c2 WWW(lab,n2)\n",
        REFUSED, false },
    { "username_of_a_refused_call", INVITE_407
        "0.2 > INVITE 2 PAUTH(4711,lab,n1)\n"
        "0.3 < 407 2 PROXY(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 4 5", false },
    { "username_of_a_good_account", ASKED("") "0.2 > REGISTER 2 AUTH(4711,lab,n1)\n" AGAIN
        "60 > REGISTER 1 call=later tag=later\n"
        "60.1 < 401 1 call=later tag=later WWW(lab,m1)\n"
        "60.2 > REGISTER 2 call=later tag=later AUTH(4711,lab,m1)\n"
        "60.3 < 200 2 call=later tag=later\n",
        REFUSED LATER_OK, false },
    { "username_of_a_refused_registration_in_ims",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(001010000000001@ims,ims,k1)\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "username_of_a_call_is_froms", INVITE_407
        "0.2 > INVITE 2 PAUTH(alice,lab,n1)\n"
        "0.3 < 403 2 phrase=\"Forbidden auth ID\"\n",
        "forbidden_identity certain warn [] forbidden 2 4 5", false },
    { "username_of_ims",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(001010000000001@ims,ims,k1)\n"
        "0.3 < 403 2 phrase=\"Username does not match\"\n",
        "forbidden_phrase certain warn [] forbidden 2 3 4", false },

    /* Identifiers of the retry */
    { "cseq_stays", REGISTER_401
        "0.2 > REGISTER 1 branch=z9hG4bK-other AUTH(alice,lab,n1)\n"
        "0.3 < 401 1 branch=z9hG4bK-other WWW(lab,n2)\n",
        REFUSED_ALSO("cseq_not_incremented"), false },
    { "cseq_stays_account_is_good", REGISTER_401
        "0.2 > REGISTER 1 branch=z9hG4bK-other AUTH(alice,lab,n1)\n"
        "0.3 < 401 1 branch=z9hG4bK-other WWW(lab,n2)\n" LET_IN_LATER("", ""),
        "cseq_not_incremented likely error [] rejected 2 3 4 8" LATER_OK, false },
    { "cseq_stays_of_somebody_who_guesses",
        "0 A>S REGISTER 1\n"
        "0.1 S>A 401 1 WWW(lab,n1)\n"
        "0.2 A>S REGISTER 1 branch=z9hG4bK-other AUTH(alice,lab,n1)\n"
        "0.3 S>A 401 1 branch=z9hG4bK-other WWW(lab,n2)\n" LET_IN_LATER("", ""),
        REFUSED_ALSO("cseq_not_incremented") LATER_OK, false },
    { "cseq_stays_in_another_call", REGISTER_401
        "0.2 > REGISTER 1 call=b AUTH(alice,lab,n1)\n"
        "0.3 < 401 1 call=b WWW(lab,n2)\n",
        REFUSED_ALSO("dialog_ids_changed"), false },
    { "branch_stays", REGISTER_401
        "0.2 > REGISTER 2 branch=z9hG4bK-a-REGISTER-1 AUTH(alice,lab,n1)\n"
        "0.3 < 401 1 WWW(lab,n1)\n" GOES_ON,
        "branch_reused likely error [] unanswered 1 2 3 4", false },
    { "branch_stays_one_pass", REGISTER_401
        "0.2 > REGISTER 2 branch=z9hG4bK-a-REGISTER-1 AUTH(alice,lab,n1)\n"
        "0.3 < 401 1 WWW(lab,n1)\n" GOES_ON,
        "undetermined possible note [branch_reused] pending 1 2 3", true },
    { "branch_stays_and_is_answered", REGISTER_401
        "0.2 > REGISTER 2 branch=z9hG4bK-a-REGISTER-1 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 branch=z9hG4bK-a-REGISTER-1 WWW(lab,n2)\n" LET_IN_LATER("", ""),
        "credentials_rejected likely warn [branch_reused] rejected 1 2 3 4" LATER_OK, false },
    { "branch_stays_unanswered", REGISTER_401
        "0.2 > REGISTER 2 branch=z9hG4bK-a-REGISTER-1 AUTH(alice,lab,n1)\n" GOES_ON,
        "challenge_pending certain note [branch_reused] unanswered 1 2 3", false },
    { "branch_stays_and_the_copy_came_before", REGISTER_401
        "0.9 < 401 1 WWW(lab,n1)\n"
        "1 > REGISTER 2 branch=z9hG4bK-a-REGISTER-1 AUTH(alice,lab,n1)\n" GOES_ON,
        "challenge_pending certain note [branch_reused] unanswered 1 2 4", false },
    { "branch_of_rfc_2543",
        "0 > REGISTER 1 branch=x\n"
        "0.1 < 401 1 branch=x WWW(lab,n1)\n"
        "0.2 > REGISTER 2 branch=x AUTH(alice,lab,n1)\n"
        "0.3 < 200 2 branch=x\n",
        ACCEPTED_2_3_4, false },
    { "copy_of_the_challenge_after_a_new_branch", REGISTER_RETRY
        "0.3 < 401 1 WWW(lab,n1)\n" GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "tag_changes_account_is_good", REGISTER_401
        "0.2 > REGISTER 2 tag=other AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 tag=other WWW(lab,n2)\n" LET_IN_LATER("", ""),
        "dialog_ids_changed likely warn [] rejected 2 3 4 8" LATER_OK, false },
    { "call_id_changes_accepted", REGISTER_401
        "0.2 > REGISTER 2 call=b AUTH(alice,lab,n1)\n"
        "0.3 < 200 2 call=b\n",
        "challenge_accepted likely chat [dialog_ids_changed] accepted 2 3 4", false },
    { "call_id_too_long_to_know",
        "0 > REGISTER 1 call=" LONG "x\n"
        "0.1 < 401 1 call=" LONG "x WWW(lab,n1)\n"
        "0.2 > REGISTER 2 call=" LONG "x tag=other AUTH(alice,lab,n1)\n"
        "0.3 < 200 2 call=" LONG "x tag=other\n",
        ACCEPTED_2_3_4, false },
    { "contact_dropped", "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3>}\n"
        "0.1 < 401 1 WWW(lab,n1)\n" SENT("") OK,
        ACCEPTED_ALSO("registration_expires_missing"), false },
    { "contact_kept", "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3>}\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) {Contact: <sip:alice@192.0.2.3>}\n" OK,
        ACCEPTED_2_3_4, false },
    { "contact_dropped_of_a_call", "0 > SUBSCRIBE 1 {Contact: <sip:alice@192.0.2.3>}\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > SUBSCRIBE 2 AUTH(alice,lab,n1)\n" OK,
        ACCEPTED_2_3_4, false },
    { "deregistration_turns_into_registration",
        "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3>} {Expires: 0}\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) {Contact: <sip:alice@192.0.2.3>}\n" OK,
        ACCEPTED_ALSO("registration_expires_missing"), false },
    { "deregistration_by_contact",
        "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3>} {Expires: 0}\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) {Contact: <sip:alice@192.0.2.3>;expires=0}\n" OK,
        ACCEPTED_2_3_4, false },
    { "contact_dropped_and_refused", "0 > REGISTER 1 {Contact: <sip:alice@192.0.2.3>}\n"
        "0.1 < 401 1 WWW(lab,n1)\n" SENT("") AGAIN,
        REFUSED_ALSO("registration_expires_missing"), false },

    /* The capture's own order */
    { "out_of_order",
        "0 > REGISTER 1\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [retry_before_challenge_seen] accepted 2 3 4", false },

    { "retry_left_out_by_a_filter",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) frame=3\n"
        "0.3 < 200 2 frame=3\n",
        "challenge_accepted certain chat [] accepted 2 3", false },

    /* The very same credentials */
    { "identical_credentials", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "0.5 < 401 3 WWW(lab,n3)\n",
        "challenge_loop certain error [nonce_not_from_challenge,identical_credentials_resent] rejected 2 3 4 5 6",
        false },
    { "identical_credentials_of_the_edge_only", EDGE_THEN_LAB_ANSWERED
        "0.4 > INVITE 3 PAUTH(alice,edge,e1) AUTH(alice,lab,n1)\n"
        "0.5 < 401 3 WWW(lab,n2)\n"
        "0.6 > INVITE 4 PAUTH(alice,edge,e1) AUTH(alice,lab,n2)\n"
        "0.7 < 401 4 WWW(lab,n3)\n",
        "credentials_rejected likely warn [challenge_loop] rejected 6 7 8", false },
};

#endif /* SIPAUTH_SCENARIOS_PARAMS_H */
