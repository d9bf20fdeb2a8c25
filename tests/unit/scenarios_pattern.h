/* scenarios_pattern.h
 * Captures and verdicts: refusals in a row, scans and other patterns.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_PATTERN_H
#define SIPAUTH_SCENARIOS_PATTERN_H

/* One refusal in a call of its own, at T.0 to T.3 seconds. */
#define REFUSED_AT(T, CALL) \
    T ".0 > REGISTER 1 call=" CALL "\n" \
    T ".1 < 401 1 call=" CALL " WWW(lab," CALL "1)\n" \
    T ".2 > REGISTER 2 call=" CALL " AUTH(alice,lab," CALL "1)\n" \
    T ".3 < 401 2 call=" CALL " WWW(lab," CALL "2)\n"
#define REGISTERED_AT(T, CALL) \
    T ".0 > REGISTER 1 call=" CALL "\n" \
    T ".1 < 401 1 call=" CALL " WWW(lab," CALL "1)\n" \
    T ".2 > REGISTER 2 call=" CALL " AUTH(alice,lab," CALL "1)\n" \
    T ".3 < 200 2 call=" CALL "\n"
/* The same with 403 instead of the second challenge. */
#define FORBIDDEN_AT(T, CALL) \
    T ".0 > REGISTER 1 call=" CALL "\n" \
    T ".1 < 401 1 call=" CALL " WWW(lab," CALL "1)\n" \
    T ".2 > REGISTER 2 call=" CALL " AUTH(alice,lab," CALL "1)\n" \
    T ".3 < 403 2 call=" CALL "\n"

/* One user that is challenged and does not answer; MORE stands in the request. */
#define LOGIN_ASKED(T, USER, MORE) \
    T ".0 > REGISTER 1 call=" USER " user=" USER MORE "\n" \
    T ".1 < 401 1 call=" USER " user=" USER " WWW(lab,n" USER ")\n"
/* COUNT of them, one a second. */
#define CROWD_OF(COUNT, MORE) "repeat " COUNT " 1\n" LOGIN_ASKED("0", "u#", MORE) "end\n"
#define CROWD CROWD_OF("10", "")
#define CROWD_REFUSED \
    "repeat 10 1\n" \
    "0.0 > REGISTER 1 call=# user=u#\n" \
    "0.1 < 401 1 call=# user=u# WWW(lab,n#)\n" \
    "0.2 > REGISTER 2 call=# user=u# AUTH(u#,lab,n#)\n" \
    "0.3 < 401 2 call=# user=u# WWW(lab,m#)\n" \
    "end\n"
#define CROWD_FORBIDDEN(METHOD) \
    "repeat 10 1\n" \
    "0.0 > " METHOD " 1 call=# user=u#\n" \
    "0.1 < 403 1 call=# user=u#\n" \
    "end\n"
/* The capture goes on so long that phones would have come back. */
#define CROWD_GONE "75 idle\n"

/* A guess at one password, and the same nonce again. */
#define GUESS(T, CSEQ, RESPONSE) \
    T " > REGISTER " CSEQ " AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"0000000000000000000000000000" RESPONSE "\")\n" \
    T "1 < 401 " CSEQ " WWW(lab,n1)\n"
#define GUESSES_FOUR \
    GUESS("0.2", "2", "0002") GUESS("0.3", "3", "0003") GUESS("0.4", "4", "0004") GUESS("0.5", "5", "0005")
#define GUESSES_SAME_SIX \
    GUESS("0.6", "6", "0005") GUESS("0.7", "7", "0005") GUESS("0.8", "8", "0005") GUESS("0.9", "9", "0005") \
    GUESS("1.0", "10", "0005") GUESS("1.1", "11", "0005")

/* The next retry, which nobody answers. */
#define DROPPED_AT_120 \
    "120.4 > REGISTER 3 call=c AUTH(alice,lab,c2)\n" \
    "120.9 > REGISTER 3 call=c AUTH(alice,lab,c2)\n" \
    "121.9 > REGISTER 3 call=c AUTH(alice,lab,c2)\n"

/* A user that gets in, and many of them within 5 s. */
#define USER_REGISTERS \
    "0.0 > REGISTER 1 call=# user=u#\n" \
    "0.01 < 401 1 call=# user=u# WWW(lab,n#)\n" \
    "0.02 > REGISTER 2 call=# user=u# AUTH(u#,lab,n#)\n" \
    "0.03 < 200 2 call=# user=u#\n"
#define STORM(COUNT, STATUS) \
    "repeat " COUNT " 0.1\n" \
    "0.0 > REGISTER 1 call=# user=u#\n" \
    "0.01 < 401 1 call=# user=u# WWW(lab,n#)\n" \
    "0.02 > REGISTER 2 call=# user=u# AUTH(u#,lab,n#)\n" \
    "0.03 < " STATUS " 2 call=# user=u#\n" \
    "end\n"

/* OPTIONS that are challenged, every 30 s. */
#define PROBE_AT(T, CALL, MORE) \
    T ".0 > " MORE " 1 call=" CALL "\n" \
    T ".1 < 401 1 call=" CALL " WWW(lab,n" CALL ")\n"

static const verdict_case_t pattern_cases[] = {
    { "plain", REGISTERED, ACCEPTED_2_3_4, false },

    /* Loops over new calls */
    { "loop_over_calls",
        REFUSED_AT("0", "a") REFUSED_AT("2", "b") REFUSED_AT("4", "c") REFUSED_AT("6", "d"),
        "challenge_loop certain error [] rejected 2 3 4 16; "
        "challenge_loop certain error [] rejected 4 6 7 8 16; "
        "challenge_loop certain error [] rejected 4 10 11 12 16; "
        "challenge_loop certain error [] rejected 4 14 15 16", false },
    { "loop_over_calls_near_three",
        REFUSED_AT("0", "a") REFUSED_AT("2", "b") REFUSED_AT("4", "c"),
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12", false },
    { "loop_over_calls_near_slow",
        REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c") REFUSED_AT("180", "d"),
        "credentials_rejected likely warn [challenge_loop] rejected 2 3 4 16; "
        "credentials_rejected likely warn [challenge_loop] rejected 4 6 7 8 16; "
        "credentials_rejected likely warn [challenge_loop] rejected 4 10 11 12 16; "
        "credentials_rejected likely warn [challenge_loop] rejected 4 14 15 16", false },
    { "loop_over_calls_near_accepted_between",
        REFUSED_AT("0", "a") REFUSED_AT("2", "b") REGISTERED_AT("4", "c") REFUSED_AT("6", "d") REFUSED_AT("8", "e"),
        "...; credentials_rejected likely warn [] rejected 14 15 16; "
        "credentials_rejected likely warn [] rejected 18 19 20", false },
    { "loop_over_calls_403",
        FORBIDDEN_AT("0", "a") FORBIDDEN_AT("2", "b") FORBIDDEN_AT("4", "c") FORBIDDEN_AT("6", "d"),
        "credentials_rejected_403 possible warn [challenge_loop] forbidden 2 3 4 16; "
        "credentials_rejected_403 possible warn [challenge_loop] forbidden 4 6 7 8 16; "
        "credentials_rejected_403 possible warn [challenge_loop] forbidden 4 10 11 12 16; "
        "credentials_rejected_403 possible warn [challenge_loop] forbidden 4 14 15 16", false },
    { "loop_over_calls_server_in_trouble",
        REFUSED_AT("0", "a") REFUSED_AT("2", "b")
        "4.0 > REGISTER 1 call=c\n"
        "4.1 < 401 1 call=c WWW(lab,c1)\n"
        "4.2 > REGISTER 2 call=c AUTH(alice,lab,c1)\n"
        "4.3 < 503 2 call=c\n"
        REFUSED_AT("6", "d") REFUSED_AT("8", "e"),
        "...; challenge_loop certain error [] rejected 4 14 15 16 20; "
        "challenge_loop certain error [] rejected 4 18 19 20", false },

    /* Scans: tools that name themselves */
    { "scanner_asked", LOGIN_ASKED("0", "100", " ua=\"friendly-scanner\"") GOES_ON,
        "brute_force_scan likely warn [] no_retry 1 2", false },
    { "scanner_other_case", LOGIN_ASKED("0", "100", " ua=\"SIPVicious/0.3\"") GOES_ON,
        "brute_force_scan likely warn [] no_retry 1 2", false },
    { "scanner_refused",
        "0 > REGISTER 1 ua=\"friendly-scanner\"\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) ua=\"friendly-scanner\"\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "brute_force_scan likely warn [] rejected 1 2 3 4", false },
    { "scanner_faulty",
        "0 > REGISTER 1 ua=\"friendly-scanner\"\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,other,n1) ua=\"friendly-scanner\"\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "brute_force_scan likely warn [realm_mismatch] rejected 1 2 3 4", false },
    { "scanner_forbidden",
        "0 > INVITE 1 ua=\"friendly-scanner\"\n"
        "0.1 < 403 1\n",
        "brute_force_scan likely warn [forbidden_no_challenge] forbidden 1 2", false },
    { "scanner_gets_in",
        "0 > REGISTER 1 ua=\"friendly-scanner\"\n"
        "0.1 < 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) ua=\"friendly-scanner\"\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [brute_force_scan] accepted 1 2 3 4", false },
    { "scanner_one_pass", LOGIN_ASKED("0", "100", " ua=\"friendly-scanner\""),
        "brute_force_scan likely warn [] pending 1 2", true },
    { "scanner_near_other_name", LOGIN_ASKED("0", "100", " ua=\"friendly-scannerless phone\"") GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "suspect", LOGIN_ASKED("0", "100", " ua=\"VaxSIPUserAgent/3.1\"") LOGIN_ASKED("1", "101", " ua=\"VaxSIPUserAgent/3.1\"")
        LOGIN_ASKED("2", "102", " ua=\"VaxSIPUserAgent/3.1\"") GOES_ON,
        "brute_force_scan likely warn [] no_retry 1 2; brute_force_scan likely warn [] no_retry 3 4; "
        "brute_force_scan likely warn [] no_retry 5 6", false },
    { "suspect_near_two_users", LOGIN_ASKED("0", "100", " ua=\"VaxSIPUserAgent/3.1\"")
        LOGIN_ASKED("1", "101", " ua=\"VaxSIPUserAgent/3.1\"") GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3; client_silent possible note [] no_retry 4", false },
    { "suspect_near_gets_in", LOGIN_ASKED("0", "100", " ua=\"VaxSIPUserAgent/3.1\"")
        LOGIN_ASKED("1", "101", " ua=\"VaxSIPUserAgent/3.1\"") REGISTERED_AT("2", "c") GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 7; "
        "no_retry_no_credentials possible warn [] no_retry 4 7; "
        "challenge_accepted certain chat [] accepted 6 7 8", false },
    { "suspect_near_let_in", LOGIN_ASKED("0", "100", " ua=\"VaxSIPUserAgent/3.1\"")
        LOGIN_ASKED("1", "101", " ua=\"VaxSIPUserAgent/3.1\"") LOGIN_ASKED("2", "102", " ua=\"VaxSIPUserAgent/3.1\"")
        "3 > INVITE 1 call=c\n"
        "3.1 < 200 1 call=c\n" GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 7; "
        "no_retry_no_credentials possible warn [] no_retry 4 7; "
        "no_retry_no_credentials possible warn [] no_retry 6 7", false },
    { "scanner_near_sipclient", LOGIN_ASKED("0", "100", " ua=\"SipClient 2\"")
        LOGIN_ASKED("1", "101", " ua=\"SipClient 2\"") LOGIN_ASKED("2", "102", " ua=\"SipClient 2\"") GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 5; "
        "no_retry_no_credentials possible warn [] no_retry 4 5; client_silent possible note [] no_retry 6", false },

    /* Scans: many users of one host */
    { "crowd", CROWD CROWD_GONE,
        "...; brute_force_scan possible warn [] no_retry 18 20; brute_force_scan possible warn [] no_retry 20", false },
    { "crowd_of_many", CROWD_OF("100", "") "120 idle\n",
        "...; brute_force_scan likely warn [] no_retry 20 198; "
        "brute_force_scan likely warn [] no_retry 20 200", false },
    { "crowd_short_capture", CROWD "20 idle\n",
        "...; brute_force_scan possible warn [] no_retry 18 20; brute_force_scan possible warn [] no_retry 20", false },
    { "crowd_refused", CROWD_REFUSED CROWD_GONE,
        "...; credentials_rejected likely warn [brute_force_scan] rejected 34 35 36 38; "
        "credentials_rejected likely warn [brute_force_scan] rejected 38 39 40", false },
    { "crowd_one_pass", CROWD CROWD_GONE,
        "...; undetermined possible note [] pending 18; undetermined possible note [] pending 20", true },
    { "crowd_options_answered", CROWD "40 > OPTIONS 1 call=c\n" "40.1 < 200 1 call=c\n" CROWD_GONE,
        "...; brute_force_scan possible warn [] no_retry 18 20; brute_force_scan possible warn [] no_retry 20", false },
    { "crowd_and_a_call", CROWD
        "20 > INVITE 1 call=c user=u3\n"
        "20.1 < 407 1 call=c user=u3 PROXY(lab,nc)\n" CROWD_GONE,
        "...; brute_force_scan possible warn [] no_retry 20; client_silent possible note [] no_retry 22", false },
    { "crowd_near_nine", CROWD_OF("9", "") CROWD_GONE,
        "...; no_retry_no_credentials possible warn [] no_retry 16 17; "
        "client_silent possible note [] no_retry 18", false },
    { "crowd_near_two_hosts", CROWD_OF("9", "")
        "9 D>S REGISTER 1 call=x user=x\n"
        "9.1 S>D 401 1 call=x user=x WWW(lab,nx)\n" CROWD_GONE,
        "...; client_silent possible note [] no_retry 18; client_silent possible note [] no_retry 20", false },
    { "crowd_near_over_a_minute", CROWD_OF("9", "") LOGIN_ASKED("61", "x", "") "120 idle\n",
        "...; no_retry_no_credentials likely warn [] no_retry 18 19; "
        "client_silent possible note [] no_retry 20", false },
    { "crowd_near_one_gets_in", CROWD REGISTERED_AT("40", "c") CROWD_GONE,
        "...; no_retry_no_credentials likely warn [] no_retry 20 23; "
        "challenge_accepted certain chat [] accepted 22 23 24", false },
    { "crowd_near_let_in", CROWD
        "40 > REGISTER 1 call=c user=carol AUTH(carol,lab,old)\n"
        "40.1 < 200 1 call=c user=carol\n" CROWD_GONE,
        "...; no_retry_no_credentials likely warn [] no_retry 18 21; "
        "no_retry_no_credentials likely warn [] no_retry 20 21", false },
    { "crowd_near_two_pass", CROWD
        "repeat 2 1\n"
        "10 > REGISTER 1 call=v# user=v#\n"
        "10.1 < 401 1 call=v# user=v# WWW(lab,nv#)\n"
        "10.2 > REGISTER 2 call=v# user=v# AUTH(v#,lab,nv#)\n"
        "10.3 < 404 2 call=v# user=v#\n"
        "end\n" CROWD_GONE,
        "...; challenge_accepted likely chat [unknown_user] other_failure 22 23 24; challenge_accepted likely chat [unknown_user] other_failure 26 27 28", false },
    { "crowd_near_capture_ends", CROWD "14 idle\n",
        "...; capture_ended likely note [] no_retry 18 19; capture_ended certain note [] no_retry 20", false },
    { "crowd_near_refused_short_capture", CROWD_REFUSED GOES_ON,
        "...; credentials_rejected likely warn [] rejected 34 35 36; "
        "credentials_rejected likely warn [] rejected 38 39 40", false },
    { "crowd_near_proxy",
        "repeat 10 1\n"
        "0 > REGISTER 1 call=# user=u# via=x,y\n"
        "0.1 < 401 1 call=# user=u# via=x,y WWW(lab,n#)\n"
        "end\n" CROWD_GONE,
        "...; client_silent possible note [] no_retry 18; "
        "client_silent possible note [] no_retry 20", false },
    { "crowd_near_core", CROWD_OF("10", " {P-Charging-Vector: icid-value=1}") CROWD_GONE,
        "...; no_retry_no_credentials possible warn [] no_retry 18 19; "
        "client_silent possible note [] no_retry 20", false },
    { "crowd_near_several_ports", CROWD_OF("9", "")
        "9 C:5061>S REGISTER 1 call=x user=x\n"
        "9.1 S>C:5061 401 1 call=x user=x WWW(lab,nx)\n" CROWD_GONE,
        "...; client_silent possible note [] no_retry 18; client_silent possible note [] no_retry 20", false },
    { "crowd_near_requests_unseen",
        "repeat 10 1\n"
        "0.1 < 401 1 method=REGISTER call=# user=u# WWW(lab,n#)\n"
        "end\n" CROWD_GONE,
        "...; capture_one_way likely note [] no_retry 9; capture_one_way likely note [] no_retry 10", false },
    { "crowd_near_product", CROWD_OF("10", " ua=\"Asterisk PBX 18\"") CROWD_GONE,
        "...; no_retry_no_credentials possible warn [] no_retry 18 19; "
        "client_silent possible note [] no_retry 20", false },
    { "crowd_near_two_come_back", CROWD
        "repeat 2 1\n"
        "30 > REGISTER 1 call=again# user=u#\n"
        "30.1 < 401 1 call=again# user=u# WWW(lab,m#)\n"
        "end\n" CROWD_GONE,
        "...; no_retry_no_credentials possible warn [] no_retry 22 23; "
        "client_silent possible note [] no_retry 24", false },
    { "crowd_near_answer_lost", CROWD_OF("9", "")
        "9 > REGISTER 1 call=x user=x\n"
        "9.1 < 401 1 call=x user=x WWW(lab,nx)\n"
        "9.6 > REGISTER 1 call=x user=x\n"
        "9.7 < 401 1 call=x user=x WWW(lab,nx)\n" CROWD_GONE,
        "...; brute_force_scan possible warn [] no_retry 18 20; client_silent possible note [] no_retry 19 20", false },
    { "crowd_near_hard_to_answer", CROWD_OF("9", "")
        "9 > REGISTER 1 call=x user=x\n"
        "9.1 < 401 1 call=x user=x WWW(lab,nx,algorithm=SHA-256)\n" CROWD_GONE,
        "...; brute_force_scan possible warn [] no_retry 18 20; client_silent possible note [client_unsupported_algorithm] no_retry 20", false },
    { "crowd_near_fault", CROWD_OF("9", "")
        "9 > REGISTER 1 call=x user=x\n"
        "9.1 < 401 1 call=x user=x WWW(lab,nx)\n"
        "9.2 > REGISTER 2 call=x user=x AUTH(x,other,nx)\n"
        "9.3 < 401 2 call=x user=x WWW(lab,mx)\n" CROWD_GONE,
        "...; brute_force_scan possible warn [] no_retry 18 20; "
        "realm_mismatch certain error [] rejected 20 21 22", false },
    { "crowd_near_forbidden", CROWD_FORBIDDEN("REGISTER") CROWD_GONE,
        "...; forbidden_no_challenge likely error [] forbidden 17 18; "
        "forbidden_no_challenge likely error [] forbidden 19 20", false },
    { "crowd_near_callers", CROWD_FORBIDDEN("INVITE") CROWD_GONE,
        "...; forbidden_no_challenge likely error [] forbidden 17 18; "
        "forbidden_no_challenge likely error [] forbidden 19 20", false },

    /* Guesses at one password */
    { "guesses", REGISTER_401 GUESSES_FOUR GUESSES_SAME_SIX,
        "brute_force_scan likely warn [identical_credentials_resent,challenge_loop] rejected 4 19 20 21 22", false },
    { "guesses_near_two_passwords_less", REGISTER_401 GUESS("0.2", "2", "0003") GUESS("0.3", "3", "0003")
        GUESS("0.4", "4", "0004") GUESS("0.5", "5", "0005") GUESSES_SAME_SIX,
        "challenge_loop certain error [identical_credentials_resent] rejected 19 20 21 22", false },
    { "guesses_near_nine", REGISTER_401 GUESSES_FOUR GUESS("0.6", "6", "0005") GUESS("0.7", "7", "0005")
        GUESS("0.8", "8", "0005") GUESS("0.9", "9", "0005") GUESS("1.0", "10", "0005"),
        "challenge_loop certain error [identical_credentials_resent] rejected 17 18 19 20", false },
    { "guesses_near_cnonces_differ", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,qop=auth,nc=00000001,cnonce=\"a\")\n" "0.21 < 401 2 WWW(lab,n1)\n"
        "0.3 > REGISTER 3 AUTH(alice,lab,n1,qop=auth,nc=00000001,cnonce=\"b\")\n" "0.31 < 401 3 WWW(lab,n1)\n"
        "0.4 > REGISTER 4 AUTH(alice,lab,n1,qop=auth,nc=00000001,cnonce=\"c\")\n" "0.41 < 401 4 WWW(lab,n1)\n"
        "0.5 > REGISTER 5 AUTH(alice,lab,n1,qop=auth,nc=00000001,cnonce=\"d\")\n" "0.51 < 401 5 WWW(lab,n1)\n"
        GUESSES_SAME_SIX,
        "challenge_loop certain error [qop_not_offered,identical_credentials_resent] rejected 8 9 10 19 20 21 22", false },
    { "guesses_near_slow", REGISTER_401
        GUESS("0.2", "2", "0002") GUESS("8.3", "3", "0003") GUESS("16.4", "4", "0004") GUESS("24.5", "5", "0005")
        GUESS("32.6", "6", "0005") GUESS("40.7", "7", "0005") GUESS("48.8", "8", "0005") GUESS("56.9", "9", "0005")
        GUESS("64.6", "10", "0005") GUESS("72.7", "11", "0005"),
        "challenge_loop certain error [identical_credentials_resent] rejected 19 20 21 22", false },
    { "guesses_one_right", REGISTER_401 GUESSES_FOUR GUESSES_SAME_SIX
        "1.3 > REGISTER 12 AUTH(alice,lab,n1)\n"
        "1.4 < 200 12\n",
        "challenge_accepted certain chat [identical_credentials_resent,credentials_rejected,challenge_loop,brute_force_scan] accepted 4 19 20 21 22 23 24", false },

    /* Shut out */
    { "banned_403", FORBIDDEN_AT("0", "a") FORBIDDEN_AT("60", "b") FORBIDDEN_AT("120", "c")
        "180 > REGISTER 1 call=d\n"
        "180.1 < 403 1 call=d\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4; "
        "credentials_rejected_403 possible warn [] forbidden 6 7 8; "
        "credentials_rejected_403 possible warn [] forbidden 10 11 12; "
        "banned_after_failures likely warn [] forbidden 12 14", false },
    { "banned_403_after_challenges", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > REGISTER 1 call=d\n"
        "180.1 < 403 1 call=d\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; "
        "banned_after_failures likely warn [] forbidden 12 14", false },
    { "banned_near_two", REFUSED_AT("0", "a") REFUSED_AT("60", "b")
        "180 > REGISTER 1 call=d\n"
        "180.1 < 403 1 call=d\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "forbidden_no_challenge likely error [] forbidden 9 10", false },
    { "banned_near_accepted_since", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c") REGISTERED_AT("150", "e")
        "180 > REGISTER 1 call=d\n"
        "180.1 < 403 1 call=d\n",
        "...; challenge_accepted certain chat [] accepted 14 15 16; "
        "forbidden_no_challenge likely error [] forbidden 17 18", false },
    { "banned_near_other_user", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > REGISTER 1 call=d user=bob\n"
        "180.1 < 403 1 call=d user=bob\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; "
        "forbidden_no_challenge likely error [] forbidden 13 14", false },
    { "banned_near_other_host", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 D>S REGISTER 1 call=d\n"
        "180.1 S>D 403 1 call=d\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; "
        "forbidden_no_challenge likely error [] forbidden 13 14", false },
    { "banned_near_other_method", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > INVITE 1 call=d\n"
        "180.1 < 403 1 call=d\n",
        "credentials_rejected likely warn [] rejected 2 3 4; credentials_rejected likely warn [] rejected 6 7 8; credentials_rejected likely warn [] rejected 10 11 12; not_registered likely warn [] forbidden 12 13 14", false },
    { "banned_near_challenged", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c") FORBIDDEN_AT("180", "d"),
        "credentials_rejected likely warn [challenge_loop] rejected 2 3 4 16; "
        "credentials_rejected likely warn [challenge_loop] rejected 4 6 7 8 16; "
        "credentials_rejected likely warn [challenge_loop] rejected 4 10 11 12 16; "
        "credentials_rejected_403 possible warn [challenge_loop] forbidden 4 14 15 16", false },
    { "banned_near_credentials", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > REGISTER 1 call=d AUTH(alice,lab,c2)\n"
        "180.1 < 403 1 call=d\n",
        "credentials_rejected likely warn [challenge_loop] rejected 2 3 4 14; "
        "credentials_rejected likely warn [challenge_loop] rejected 4 6 7 8 14; "
        "credentials_rejected likely warn [challenge_loop] rejected 4 10 11 12 14; "
        "forbidden_with_preemptive_creds possible warn [challenge_loop] forbidden 4 12 13 14", false },
    { "banned_near_bare_retry", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > REGISTER 1 call=d\n"
        "180.1 < 401 1 call=d WWW(lab,d1)\n"
        "180.2 > REGISTER 2 call=d\n"
        "180.3 < 403 2 call=d\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; "
        "retry_without_credentials certain error [] forbidden 14 15 16", false },
    { "banned_near_cut", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > REGISTER 1 call=d cut\n"
        "180.1 < 403 1 call=d\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; undetermined possible note [] forbidden 14", false },
    { "banned_phrase", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > REGISTER 1 call=d\n"
        "180.1 < 403 1 call=d phrase=\"Prepaid credit exhausted\"\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; "
        "forbidden_phrase certain warn [banned_after_failures] forbidden 12 13 14", false },
    { "banned_near_rings",
        "0 > INVITE 1 call=a\n" "0.1 < 401 1 call=a WWW(lab,a1)\n" "0.2 > INVITE 2 call=a AUTH(alice,lab,a1)\n" "0.3 < 401 2 call=a WWW(lab,a2)\n"
        "20 > INVITE 1 call=b\n" "20.1 < 401 1 call=b WWW(lab,b1)\n" "20.2 > INVITE 2 call=b AUTH(alice,lab,b1)\n" "20.3 < 401 2 call=b WWW(lab,b2)\n"
        "40 > INVITE 1 call=c\n" "40.1 < 401 1 call=c WWW(lab,c1)\n" "40.2 > INVITE 2 call=c AUTH(alice,lab,c1)\n" "40.3 < 401 2 call=c WWW(lab,c2)\n"
        "60 > INVITE 1 call=d\n" "60.1 < 180 1 call=d\n" "60.2 < 403 1 call=d\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; undetermined possible note [] forbidden 15", false },
    { "banned_near_reason",
        "0 > INVITE 1 call=a\n" "0.1 < 401 1 call=a WWW(lab,a1)\n" "0.2 > INVITE 2 call=a AUTH(alice,lab,a1)\n" "0.3 < 401 2 call=a WWW(lab,a2)\n"
        "20 > INVITE 1 call=b\n" "20.1 < 401 1 call=b WWW(lab,b1)\n" "20.2 > INVITE 2 call=b AUTH(alice,lab,b1)\n" "20.3 < 401 2 call=b WWW(lab,b2)\n"
        "40 > INVITE 1 call=c\n" "40.1 < 401 1 call=c WWW(lab,c1)\n" "40.2 > INVITE 2 call=c AUTH(alice,lab,c1)\n" "40.3 < 401 2 call=c WWW(lab,c2)\n"
        "60 > INVITE 1 call=d\n" "60.1 < 403 1 call=d {Reason: Q.850;cause=21}\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] rejected 10 11 12; "
        "forbidden_reason_header certain note [] forbidden 13 14", false },
    { "banned_silent", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        DROPPED_AT_120
        "130 D>S OPTIONS 1 call=other\n"
        "130.1 S>D 200 1 call=other\n"
        "200 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "banned_after_failures likely warn [credentials_rejected] unanswered 10 11 12 13 17", false },
    { "banned_silent_near_two", REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        DROPPED_AT_120
        "130 D>S OPTIONS 1 call=other\n"
        "130.1 S>D 200 1 call=other\n"
        "200 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; credentials_rejected likely warn [retry_ignored] unanswered 6 7 8 9 13", false },
    { "banned_silent_server_may_be_down", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        DROPPED_AT_120
        "200 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; credentials_rejected likely warn [] rejected 6 7 8; credentials_rejected likely warn [retry_ignored,banned_after_failures] unanswered 10 11 12 13", false },
    { "banned_silent_near_one_lost", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "120.4 > REGISTER 3 call=c AUTH(alice,lab,c2)\n"
        "120.9 > REGISTER 3 call=c AUTH(alice,lab,c2)\n"
        "130 D>S OPTIONS 1 call=other\n"
        "130.1 S>D 200 1 call=other\n"
        "200 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] unanswered 10 11 12", false },
    { "banned_silent_near_short", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        DROPPED_AT_120
        "130 D>S OPTIONS 1 call=other\n"
        "130.1 S>D 200 1 call=other\n"
        "140 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; credentials_rejected likely warn [] rejected 6 7 8; credentials_rejected likely warn [retry_ignored] unanswered 10 11 12 13 17", false },
    { "banned_silent_one_pass", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        DROPPED_AT_120
        "130 D>S OPTIONS 1 call=other\n"
        "130.1 S>D 200 1 call=other\n"
        "200 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] pending 10 11 12", true },
    { "banned_silent_near_answered", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        DROPPED_AT_120
        "122 < 100 3 call=c\n"
        "130 D>S OPTIONS 1 call=other\n"
        "130.1 S>D 200 1 call=other\n"
        "200 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [] unanswered 10 11 12", false },
    { "banned_silent_later", REFUSED_AT("0", "a") REFUSED_AT("60", "b") REFUSED_AT("120", "c")
        "180 > REGISTER 1 call=d\n"
        "180.5 > REGISTER 1 call=d\n"
        "181 D>S OPTIONS 1 call=other\n"
        "181.1 S>D 200 1 call=other\n"
        "240 > REGISTER 1 call=e\n"
        "300 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "credentials_rejected likely warn [banned_after_failures] rejected 10 11 12 13 16", false },

    /* Very many at once */
    { "storm", STORM("50", "200") "100 idle\n",
        "...; challenge_accepted certain chat [register_storm] accepted 194 195 196 198; "
        "challenge_accepted certain chat [register_storm] accepted 198 199 200", false },
    { "storm_all_the_time", "repeat 310 0.2\n" USER_REGISTERS "end\n" "70 idle\n",
        "...; challenge_accepted certain chat [] accepted 1234 1235 1236; "
        "challenge_accepted certain chat [] accepted 1238 1239 1240", false },
    { "storm_near_forty_nine", STORM("49", "200") "100 idle\n",
        "...; challenge_accepted certain chat [] accepted 190 191 192; "
        "challenge_accepted certain chat [] accepted 194 195 196", false },
    { "storm_near_one_user", "repeat 50 0.1\n" REGISTERED_AT("0", "#") "end\n" "100 idle\n",
        "...; challenge_accepted certain chat [] accepted 194 195 196; "
        "challenge_accepted certain chat [] accepted 198 199 200", false },
    { "storm_near_refused", STORM("50", "404") "100 idle\n",
        "...; challenge_accepted likely chat [unknown_user] other_failure 194 195 196; challenge_accepted likely chat [unknown_user] other_failure 198 199 200", false },
    { "storm_near_short_capture", STORM("50", "200") "60 idle\n",
        "...; challenge_accepted certain chat [] accepted 194 195 196; "
        "challenge_accepted certain chat [] accepted 198 199 200", false },
    { "storm_and_a_late_one", STORM("50", "200") REGISTERED_AT("50", "late") "100 idle\n",
        "...; challenge_accepted certain chat [register_storm] accepted 198 199 200; "
        "challenge_accepted certain chat [] accepted 202 203 204", false },
    { "storm_near_busy_hour",
        "repeat 300 0.333\n"
        "0.0 > REGISTER 1 call=v# user=v#\n"
        "0.01 < 401 1 call=v# user=v# WWW(lab,nv#)\n"
        "0.02 > REGISTER 2 call=v# user=v# AUTH(v#,lab,nv#)\n"
        "0.03 < 200 2 call=v# user=v#\n"
        "end\n"
        "repeat 100 0.1\n"
        "101.0 > REGISTER 1 call=# user=u#\n"
        "101.01 < 401 1 call=# user=u# WWW(lab,n#)\n"
        "101.02 > REGISTER 2 call=# user=u# AUTH(u#,lab,n#)\n"
        "101.03 < 200 2 call=# user=u#\n"
        "end\n",
        "...; challenge_accepted certain chat [] accepted 1594 1595 1596; "
        "challenge_accepted certain chat [] accepted 1598 1599 1600", false },
    { "storm_near_slow", "repeat 50 0.3\n" USER_REGISTERS "end\n" "200 idle\n",
        "...; challenge_accepted certain chat [] accepted 194 195 196; "
        "challenge_accepted certain chat [] accepted 198 199 200", false },

    /* Probes */
    { "probe_options", PROBE_AT("0", "a", "OPTIONS") PROBE_AT("30", "b", "OPTIONS") PROBE_AT("60", "c", "OPTIONS")
        "120 idle\n",
        "no_retry_no_credentials likely note [tool_or_uptime_probe] no_retry 2 5; "
        "no_retry_no_credentials likely note [tool_or_uptime_probe] no_retry 4 5; "
        "client_silent possible note [tool_or_uptime_probe] no_retry 6", false },
    { "probe_near_two", PROBE_AT("0", "a", "OPTIONS") PROBE_AT("30", "b", "OPTIONS") "120 idle\n",
        "no_retry_no_credentials likely note [] no_retry 2 3; client_silent possible note [] no_retry 4", false },
    { "probe_near_uneven", PROBE_AT("0", "a", "OPTIONS") PROBE_AT("30", "b", "OPTIONS") PROBE_AT("80", "c", "OPTIONS")
        "120 idle\n",
        "no_retry_no_credentials likely note [] no_retry 2 5; "
        "no_retry_no_credentials likely note [] no_retry 4 5; client_silent possible note [] no_retry 6", false },
    { "probe_near_too_fast",
        "0.0 > OPTIONS 1 call=a\n" "0.1 < 401 1 call=a WWW(lab,na)\n"
        "0.5 > OPTIONS 1 call=b\n" "0.6 < 401 1 call=b WWW(lab,nb)\n"
        "1.0 > OPTIONS 1 call=c\n" "1.1 < 401 1 call=c WWW(lab,nc)\n" "120 idle\n",
        "no_retry_no_credentials possible note [] no_retry 2 5; "
        "no_retry_no_credentials possible note [] no_retry 4 5; client_silent possible note [] no_retry 6", false },
    { "probe_near_logs_in", PROBE_AT("0", "a", "OPTIONS")
        "0.2 > OPTIONS 2 call=a AUTH(alice,lab,na)\n"
        "0.3 < 401 2 call=a WWW(lab,ma)\n"
        PROBE_AT("30", "b", "OPTIONS") PROBE_AT("60", "c", "OPTIONS") "120 idle\n",
        "credentials_rejected likely warn [] rejected 2 3 4; no_retry_no_credentials possible note [] no_retry 3 6 7; client_silent possible note [] no_retry 8", false },
    { "probe_near_let_in", PROBE_AT("0", "a", "OPTIONS") PROBE_AT("30", "b", "OPTIONS") PROBE_AT("60", "c", "OPTIONS")
        "90 > OPTIONS 1 call=d\n"
        "90.1 < 200 1 call=d\n" "120 idle\n",
        "no_retry_no_credentials likely note [] no_retry 2 7; "
        "no_retry_no_credentials likely note [] no_retry 4 7; "
        "no_retry_no_credentials likely note [] no_retry 6 7", false },
    { "probe_near_message", PROBE_AT("0", "a", "MESSAGE") PROBE_AT("30", "b", "MESSAGE") PROBE_AT("60", "c", "MESSAGE")
        "70 > NOTIFY 1 call=z\n" "120 idle\n",
        "no_retry_no_credentials likely warn [] no_retry 2 7; "
        "no_retry_no_credentials likely warn [] no_retry 4 7; "
        "no_retry_no_credentials likely warn [] no_retry 6 7", false },
    { "probe_register_without_contact", PROBE_AT("0", "a", "REGISTER") PROBE_AT("30", "b", "REGISTER")
        PROBE_AT("60", "c", "REGISTER") "70 > NOTIFY 1 call=z\n" "120 idle\n",
        "no_retry_no_credentials likely note [tool_or_uptime_probe] no_retry 2 7; "
        "no_retry_no_credentials likely note [tool_or_uptime_probe] no_retry 4 7; "
        "no_retry_no_credentials likely note [tool_or_uptime_probe] no_retry 6 7", false },
    { "probe_register_of_monitor",
        "0.0 > REGISTER 1 call=a ua=\"sipsak 0.9\" {Contact: <sip:a@b>}\n" "0.1 < 401 1 call=a WWW(lab,na)\n"
        "30.0 > REGISTER 1 call=b ua=\"sipsak 0.9\" {Contact: <sip:a@b>}\n" "30.1 < 401 1 call=b WWW(lab,nb)\n"
        "60.0 > REGISTER 1 call=c ua=\"sipsak 0.9\" {Contact: <sip:a@b>}\n" "60.1 < 401 1 call=c WWW(lab,nc)\n"
        "120 idle\n",
        "no_retry_no_credentials likely note [tool_or_uptime_probe] no_retry 2 5; "
        "no_retry_no_credentials likely note [tool_or_uptime_probe] no_retry 4 5; "
        "client_silent possible note [tool_or_uptime_probe] no_retry 6", false },
    { "probe_near_phone",
        "0.0 > REGISTER 1 call=a {Contact: <sip:a@b>}\n" "0.1 < 401 1 call=a WWW(lab,na)\n"
        "30.0 > REGISTER 1 call=b {Contact: <sip:a@b>}\n" "30.1 < 401 1 call=b WWW(lab,nb)\n"
        "60.0 > REGISTER 1 call=c {Contact: <sip:a@b>}\n" "60.1 < 401 1 call=c WWW(lab,nc)\n"
        "120 idle\n",
        "no_retry_no_credentials likely warn [] no_retry 2 5; "
        "no_retry_no_credentials likely warn [] no_retry 4 5; client_silent possible note [] no_retry 6", false },
    { "probe_near_cut",
        "0.0 > REGISTER 1 call=a cut\n" "0.1 < 401 1 call=a WWW(lab,na)\n"
        "30.0 > REGISTER 1 call=b cut\n" "30.1 < 401 1 call=b WWW(lab,nb)\n"
        "60.0 > REGISTER 1 call=c cut\n" "60.1 < 401 1 call=c WWW(lab,nc)\n"
        "120 idle\n",
        "no_retry_no_credentials possible warn [] no_retry 2 5; no_retry_no_credentials possible warn [] no_retry 4 5; client_silent possible note [] no_retry 6", false },

    /* Stale for ever */
    { "stale_loop", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3,stale=true)\n" ALIVE GOES_ON,
        "stale_loop certain error [] no_retry 2 3 4 5 6", false },
    { "stale_loop_near_once", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 2 3 4 5", false },
    { "stale_loop_near_old_nonce",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1,stale=true)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 2 3 4 5", false },
    { "stale_loop_accepted", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3,stale=true)\n"
        "0.6 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "0.7 < 200 4\n",
        "stale_recovered certain chat [stale_loop] accepted 2 3 4 5 6 7 8", false },
    { "stale_loop_then_refused", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 WWW(lab,n3,stale=true)\n"
        "0.6 > REGISTER 4 AUTH(alice,lab,n3)\n"
        "0.7 < 401 4 WWW(lab,n4)\n",
        "credentials_rejected likely warn [stale_loop] rejected 2 3 4 5 6 7 8", false },
    { "stale_loop_over_calls", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n"
        "5 > REGISTER 1 call=b\n"
        "5.1 < 401 1 call=b WWW(lab,b1)\n"
        "5.2 > REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "5.3 < 401 2 call=b WWW(lab,b2,stale=true)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 2 3 4 9; stale_loop certain error [] no_retry 6 7 8", false },
    { "stale_loop_near_accepted_between", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n" REGISTERED_AT("3", "c")
        "5 > REGISTER 1 call=b\n"
        "5.1 < 401 1 call=b WWW(lab,b1)\n"
        "5.2 > REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "5.3 < 401 2 call=b WWW(lab,b2,stale=true)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 2 3 4 13; "
        "challenge_accepted certain chat [] accepted 6 7 8; "
        "stale_not_retried likely warn [] no_retry 10 11 12 13", false },
    { "stale_loop_near_other_nonce", REGISTER_RETRY
        "0.3 < 401 2 WWW(lab,n2,stale=true)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "0.5 < 401 3 WWW(lab,n3,stale=true)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [nonce_not_from_challenge] no_retry 2 4 5 6 7", false },

    /* Nonces that the server may not know */
    { "nonce_unknown_accepted_around", REGISTERED_AT("0", "a")
        "10.0 > REGISTER 1 call=b\n"
        "10.1 < 401 1 call=b WWW(lab,b1)\n"
        "10.2 > REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 < 401 2 call=b WWW(lab,b2)\n"
        "10.4 > REGISTER 3 call=b AUTH(alice,lab,b2)\n"
        "10.5 < 401 3 call=b WWW(lab,b3)\n" REGISTERED_AT("20", "c"),
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "nonce_unknown_to_server possible warn [credentials_rejected,challenge_loop] rejected 4 8 9 10 14; "
        "challenge_accepted certain chat [] accepted 12 13 14", false },
    { "nonce_unknown_near_one_round", REGISTERED_AT("0", "a") REFUSED_AT("10", "b") REGISTERED_AT("20", "c"),
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "credentials_rejected likely warn [] rejected 6 7 8; "
        "challenge_accepted certain chat [] accepted 10 11 12", false },
    { "nonce_unknown_near_not_before",
        "10.0 > REGISTER 1 call=b\n"
        "10.1 < 401 1 call=b WWW(lab,b1)\n"
        "10.2 > REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 < 401 2 call=b WWW(lab,b2)\n"
        "10.4 > REGISTER 3 call=b AUTH(alice,lab,b2)\n"
        "10.5 < 401 3 call=b WWW(lab,b3)\n" REGISTERED_AT("20", "c"),
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6; "
        "challenge_accepted certain chat [] accepted 8 9 10", false },
    { "nonce_unknown_near_not_after", REGISTERED_AT("0", "a")
        "10.0 > REGISTER 1 call=b\n"
        "10.1 < 401 1 call=b WWW(lab,b1)\n"
        "10.2 > REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 < 401 2 call=b WWW(lab,b2)\n"
        "10.4 > REGISTER 3 call=b AUTH(alice,lab,b2)\n"
        "10.5 < 401 3 call=b WWW(lab,b3)\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "credentials_rejected likely warn [challenge_loop] rejected 8 9 10", false },
    { "nonce_unknown_near_other_host", REGISTERED_AT("0", "a")
        "10.0 D>S REGISTER 1 call=b\n"
        "10.1 S>D 401 1 call=b WWW(lab,b1)\n"
        "10.2 D>S REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 S>D 401 2 call=b WWW(lab,b2)\n"
        "10.4 D>S REGISTER 3 call=b AUTH(alice,lab,b2)\n"
        "10.5 S>D 401 3 call=b WWW(lab,b3)\n" REGISTERED_AT("20", "c"),
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "credentials_rejected likely warn [challenge_loop] rejected 8 9 10; "
        "challenge_accepted certain chat [] accepted 12 13 14", false },
    { "nonce_unknown_near_same_nonce", REGISTERED_AT("0", "a")
        "10.0 > REGISTER 1 call=b\n"
        "10.1 < 401 1 call=b WWW(lab,b1)\n"
        "10.2 > REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 < 401 2 call=b WWW(lab,b1)\n"
        "10.4 > REGISTER 3 call=b AUTH(alice,lab,b1,nc=2)\n"
        "10.5 < 401 3 call=b WWW(lab,b1)\n" REGISTERED_AT("20", "c"),
        "challenge_accepted certain chat [] accepted 2 3 4; credentials_rejected likely warn [nc_bad_format,challenge_loop] rejected 6 7 8 9 10; challenge_accepted certain chat [] accepted 12 13 14", false },
    { "nonce_unknown_nodes",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=\"node 1\" WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 server=\"node 2\" WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 server=\"node 1\" WWW(lab,n3)\n",
        "nonce_unknown_to_server possible warn [credentials_rejected,challenge_loop] rejected 4 5 6", false },
    { "nonce_unknown_nodes_by_address",
        "0 > REGISTER 1\n"
        "0.1 D>C 401 1 WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 E>C 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 D>C 401 3 WWW(lab,n3)\n",
        "nonce_unknown_to_server possible warn [credentials_rejected,challenge_loop] rejected 4 5 6", false },
    { "nonce_unknown_near_one_node",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=\"node 1\" WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 server=\"node 1\" WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 server=\"node 1\" WWW(lab,n3)\n",
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6", false },
    { "nonce_unknown_near_nodes_once",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=\"node 1\" WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 server=\"node 2\" WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 < 401 3 server=\"node 2\" WWW(lab,n3)\n",
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6", false },
    { "nonce_unknown_then_in", REGISTERED_AT("0", "a")
        "10.0 > REGISTER 1 call=b\n"
        "10.1 < 401 1 call=b server=\"node 1\" WWW(lab,b1)\n"
        "10.2 > REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 < 401 2 call=b server=\"node 2\" WWW(lab,b2)\n"
        "10.4 > REGISTER 3 call=b AUTH(alice,lab,b2)\n"
        "10.5 < 401 3 call=b server=\"node 1\" WWW(lab,b3)\n"
        "10.6 > REGISTER 4 call=b AUTH(alice,lab,b3)\n"
        "10.7 < 200 4 call=b server=\"node 1\"\n",
        "challenge_accepted certain chat [] accepted 2 3 4; challenge_accepted certain chat [credentials_rejected,challenge_loop,nonce_unknown_to_server] accepted 8 9 10 11 12", false },

    /* Addresses that change */
    { "address_changed_stale", REGISTER_401
        "0.2 D>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>D 401 2 WWW(lab,n2,stale=true)\n"
        "20 D>S OPTIONS 1 call=alive\n" GOES_ON,
        "address_change_nonce likely warn [] no_retry 2 3 4", false },
    { "address_changed_known_good", REGISTERED_AT("0", "a")
        "10.0 > REGISTER 1 call=b\n"
        "10.1 < 401 1 call=b WWW(lab,b1)\n"
        "10.2 D>S REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 S>D 401 2 call=b WWW(lab,b2)\n"
        "60 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "address_change_nonce likely warn [credentials_rejected] rejected 6 7 8", false },
    { "address_changed_unknown_good", REGISTER_401
        "0.2 D>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>D 401 2 WWW(lab,n2)\n"
        "60 idle\n",
        "credentials_rejected likely warn [address_change_nonce] rejected 2 3 4", false },
    { "address_changed_cached", REGISTERED
        "60 D>S REGISTER 3 AUTH(alice,lab,n1)\n"
        "60.1 S>D 401 3 WWW(lab,n2,stale=true)\n"
        "70 D>S OPTIONS 1 call=alive\n"
        "100 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "address_change_nonce likely warn [] no_retry 2 5 6", false },
    { "address_changed_cached_recovered", REGISTERED
        "60 D>S REGISTER 3 AUTH(alice,lab,n1)\n"
        "60.1 S>D 401 3 WWW(lab,n2,stale=true)\n"
        "60.2 D>S REGISTER 4 AUTH(alice,lab,n2)\n"
        "60.3 S>D 200 4\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "stale_recovered certain chat [address_change_nonce] accepted 2 4 5 6 7 8", false },
    { "address_near_port_only", REGISTER_401
        "0.2 C:5099>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>C:5099 401 2 WWW(lab,n2,stale=true)\n"
        "20 C:5099>S OPTIONS 1 call=alive\n" GOES_ON,
        "stale_not_retried likely warn [retry_other_transport] no_retry 2 3 4 5", false },
    { "address_near_refused_there_too", REGISTERED_AT("0", "a")
        "10.0 > REGISTER 1 call=b\n"
        "10.1 < 401 1 call=b WWW(lab,b1)\n"
        "10.2 D>S REGISTER 2 call=b AUTH(alice,lab,b1)\n"
        "10.3 S>D 401 2 call=b WWW(lab,b2)\n"
        "10.4 D>S REGISTER 3 call=b AUTH(alice,lab,b2)\n"
        "10.5 S>D 401 3 call=b WWW(lab,b3)\n"
        "60 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "credentials_rejected likely warn [challenge_loop,address_change_nonce] rejected 6 7 8 9 10", false },
    { "address_near_other_user", REGISTERED
        "60 D>S REGISTER 1 call=b user=bob AUTH(bob,lab,n1)\n"
        "60.1 S>D 401 1 call=b user=bob WWW(lab,n2,stale=true)\n"
        "70 D>S OPTIONS 1 call=alive user=bob\n"
        "100 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; stale_not_retried likely warn [] no_retry 5 6 7", false },
    { "address_near_accepted", REGISTER_401
        "0.2 D>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 S>D 200 2\n",
        "challenge_accepted certain chat [] accepted 2 3 4", false },

    /* Another realm than before */
    { "realm_changed_no_answer", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "120 > OPTIONS 1 call=alive\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "server_realm_changed likely warn [] no_retry 2 3 6", false },
    { "realm_changed_old_answered", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "100.2 > REGISTER 2 call=b AUTH(alice,lab,n2)\n"
        "100.3 < 401 2 call=b WWW(new,n3)\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "server_realm_changed certain warn [] rejected 2 6 7", false },
    { "realm_changed_refused", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "100.2 > REGISTER 2 call=b AUTH(alice,new,n2)\n"
        "100.3 < 401 2 call=b WWW(new,n3)\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "credentials_rejected likely warn [server_realm_changed] rejected 2 3 6 7 8", false },
    { "realm_changed_faulty", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "100.2 > REGISTER 2 call=b AUTH(alice,third,n2)\n"
        "100.3 < 401 2 call=b WWW(new,n3)\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "realm_mismatch certain error [server_realm_changed] rejected 2 3 6 7 8", false },
    { "realm_changed_accepted", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "100.2 > REGISTER 2 call=b AUTH(alice,new,n2)\n"
        "100.3 < 200 2 call=b\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "challenge_accepted certain chat [server_realm_changed] accepted 2 3 6 7 8", false },
    { "realm_changed_near_never_answered", REGISTER_401
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "120 > OPTIONS 1 call=alive\n"
        "160 idle\n",
        "no_retry_no_credentials likely warn [] no_retry 2 5; "
        "no_retry_no_credentials likely warn [server_realm_changed] no_retry 2 4 5", false },
    { "realm_changed_near_same", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(lab,n2)\n"
        "120 > OPTIONS 1 call=alive\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; no_retry_no_credentials possible warn [] no_retry 3 6 7", false },
    { "realm_changed_near_other_domain", REGISTERED
        "100 > REGISTER 1 call=b uri=sip:new\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "120 > OPTIONS 1 call=alive\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "no_retry_no_credentials likely warn [] no_retry 6 7", false },
    { "realm_changed_near_other_from", REGISTERED
        "100 > REGISTER 1 call=b domain=new\n"
        "100.1 < 401 1 call=b domain=new WWW(new,n2)\n"
        "120 > OPTIONS 1 call=alive\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "no_retry_no_credentials likely warn [] no_retry 6 7", false },
    { "realm_changed_near_other_server", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 D>C 401 1 call=b WWW(new,n2)\n"
        "120 > OPTIONS 1 call=alive\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "no_retry_no_credentials likely warn [] no_retry 6 7", false },
    { "realm_changed_near_one_pass", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "120 > OPTIONS 1 call=alive\n"
        "160 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "undetermined possible note [server_realm_changed] pending 2 3 6", true },
    { "realm_changed_near_too_early", REGISTERED
        "100 > REGISTER 1 call=b\n"
        "100.1 < 401 1 call=b WWW(new,n2)\n"
        "102 > OPTIONS 1 call=alive\n",
        "challenge_accepted certain chat [] accepted 2 3 4; capture_ended likely note [server_realm_changed] no_retry 2 3 6 7", false },

    /* Asked again inside the dialog */
    { "asked_in_dialog", INVITE_RETRY
        "0.3 < 200 2\n"
        "10 > BYE 3 totag=to\n"
        "10.1 < 407 3 PROXY(lab,n2)\n"
        "20 > OPTIONS 1 call=alive\n" GOES_ON,
        "challenge_accepted certain chat [] accepted 2 4 5; "
        "auth_passed_then_challenged likely warn [] no_retry 5 6 7", false },
    { "asked_in_dialog_answered", INVITE_RETRY
        "0.3 < 200 2\n"
        "10 > BYE 3 totag=to\n"
        "10.1 < 407 3 PROXY(lab,n2)\n"
        "10.2 > BYE 4 totag=to PAUTH(alice,lab,n2)\n"
        "10.3 < 200 4\n",
        "challenge_accepted certain chat [] accepted 2 4 5; "
        "challenge_accepted certain chat [auth_passed_then_challenged] accepted 5 6 7 8 9", false },
    { "asked_in_dialog_refused", INVITE_RETRY
        "0.3 < 200 2\n"
        "10 > BYE 3 totag=to\n"
        "10.1 < 407 3 PROXY(lab,n2)\n"
        "10.2 > BYE 4 totag=to PAUTH(alice,lab,n2)\n"
        "10.3 < 407 4 PROXY(lab,n3)\n",
        "challenge_accepted certain chat [] accepted 2 4 5; "
        "credentials_rejected likely warn [auth_passed_then_challenged] rejected 5 6 7 8 9", false },
    { "asked_in_dialog_faulty", INVITE_RETRY
        "0.3 < 200 2\n"
        "10 > BYE 3 totag=to\n"
        "10.1 < 407 3 PROXY(lab,n2)\n"
        "10.2 > BYE 4 totag=to PAUTH(alice,other,n2)\n"
        "10.3 < 407 4 PROXY(lab,n3)\n",
        "challenge_accepted certain chat [] accepted 2 4 5; "
        "realm_mismatch certain error [auth_passed_then_challenged] rejected 5 6 7 8 9", false },
    { "asked_in_dialog_near_credentials", INVITE_RETRY
        "0.3 < 200 2\n"
        "10 > BYE 3 totag=to PAUTH(alice,lab,n1)\n"
        "10.1 < 407 3 PROXY(lab,n2)\n"
        "20 > OPTIONS 1 call=alive\n" GOES_ON,
        "challenge_accepted certain chat [] accepted 2 4 5; "
        "nonce_reused_after_success likely note [] no_retry 2 5 6 7", false },
    { "asked_in_dialog_near_other_realm", INVITE_RETRY
        "0.3 < 200 2\n"
        "10 > BYE 3 totag=to\n"
        "10.1 < 407 3 PROXY(second,n2)\n"
        "20 > OPTIONS 1 call=alive\n" GOES_ON,
        "challenge_accepted certain chat [] accepted 2 4 5; "
        "no_retry_no_credentials likely warn [] no_retry 7 8", false },
    { "asked_in_dialog_near_cut", INVITE_RETRY
        "0.3 < 200 2\n"
        "10 > BYE 3 totag=to cut\n"
        "10.1 < 407 3 PROXY(lab,n2)\n"
        "20 > OPTIONS 1 call=alive\n" GOES_ON,
        "challenge_accepted likely chat [] accepted 2 4 5; no_retry_no_credentials possible warn [] no_retry 4 7 8", false },

    /* Nonces that are good once */
    { "nonce_once", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "5.1 < 401 3 WWW(lab,n2)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "nonce_reused_after_success likely note [] no_retry 2 4 5 6", false },
    { "nonce_once_recovered", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "5.1 < 401 3 WWW(lab,n2)\n"
        "5.2 > REGISTER 4 AUTH(alice,lab,n2,nc=00000001)\n"
        "5.3 < 200 4\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "stale_recovered likely chat [nonce_reused_after_success] accepted 2 4 5 6 7 8", false },
    { "nonce_once_then_refused", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "5.1 < 401 3 WWW(lab,n2)\n"
        "5.2 > REGISTER 4 AUTH(alice,lab,n2,nc=00000001)\n"
        "5.3 < 401 4 WWW(lab,n3)\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "credentials_rejected likely warn [nonce_reused_after_success] rejected 2 4 5 6 7 8", false },
    { "nonce_once_without_count", REGISTERED
        "5 > REGISTER 3 AUTH(alice,lab,n1)\n"
        "5.1 < 401 3 WWW(lab,n2)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "nonce_reused_after_success likely note [] no_retry 2 4 5 6", false },
    { "nonce_once_near_old", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "35 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "35.1 < 401 3 WWW(lab,n2)\n"
        "45 > OPTIONS 1 call=alive\n"
        "90 idle\n",
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "nonce_expired_no_stale likely note [] no_retry 2 4 5 6 7", false },
    { "nonce_once_near_count_repeated", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 3 AUTH(alice,lab,n1,nc=00000001)\n"
        "5.1 < 401 3 WWW(lab,n2)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; nonce_expired_no_stale likely note [nc_replayed] no_retry 2 3 4 5 6 7", false },
    { "nonce_once_near_taken_again", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "2 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "2.1 < 200 3\n"
        "5 > REGISTER 4 AUTH(alice,lab,n1,nc=00000003)\n"
        "5.1 < 401 4 WWW(lab,n2)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "nonce_expired_no_stale likely note [] no_retry 2 4 7 8 9", false },
    { "nonce_once_near_stale", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "5.1 < 401 3 WWW(lab,n2,stale=true)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; stale_not_retried likely warn [] no_retry 5 6 7", false },
    { "nonce_once_near_stated", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002)\n"
        "5.1 < 401 3 phrase=\"Nonce has expired\" WWW(lab,n2)\n" ALIVE GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "nonce_expired_no_stale certain note [] no_retry 2 4 5 6 7", false },
    { "nonce_once_near_other_user", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000001)\n"
        "0.3 < 200 2\n"
        "5 > REGISTER 3 call=b user=bob AUTH(bob,lab,n1,nc=00000001)\n"
        "5.1 < 401 3 call=b user=bob WWW(lab,n2)\n"
        "20 > OPTIONS 1 call=alive user=bob\n" GOES_ON,
        "challenge_accepted certain chat [] accepted 2 3 4; "
        "nonce_expired_no_stale likely note [] no_retry 2 4 5 6 7", false },
};

#endif /* SIPAUTH_SCENARIOS_PATTERN_H */
