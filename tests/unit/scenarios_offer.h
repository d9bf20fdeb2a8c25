/* scenarios_offer.h
 * Captures and verdicts: what a challenge offers, and where its retry goes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_OFFER_H
#define SIPAUTH_SCENARIOS_OFFER_H

#define SHA_401 \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256)\n"
#define SHA_MD5(agent, more) \
    "0 > REGISTER 1 ua=\"" agent "\"\n" \
    "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) WWW(lab,n1,algorithm=MD5)\n" more
#define AUTH_INT_401 \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(lab,n1,qop=\"auth-int\")\n"
#define BASIC "{WWW-Authenticate: Basic realm=\"lab\"}"
#define NTLM "{WWW-Authenticate: NTLM realm=\"SIP Communications Service\", targetname=\"lab\"}"
#define BEARER "{WWW-Authenticate: Bearer authz_server=\"https://id.test\", scope=\"sip\"}"
#define BAD_TOKEN "{WWW-Authenticate: Bearer authz_server=\"https://id.test\", error=\"invalid_token\"}"
#define TOKEN "{Authorization: Bearer abc.def}"
#define SIXTEEN(text) text text text text text text text text text text text text text text text text
/* The same server and account over the way that was not changed */
#define ACCOUNT_PASSES \
    "-9 > REGISTER 1 call=before\n" \
    "-8.9 < 401 1 call=before WWW(lab,b1)\n" \
    "-8.8 > REGISTER 2 call=before AUTH(alice,lab,b1)\n" \
    "-8.7 < 200 2 call=before\n"
#define ELSEWHERE REGISTER_401 \
    "0.2 C>T REGISTER 2 AUTH(alice,lab,n1)\n"
#define OVER_TCP REGISTER_401 \
    "0.2 > REGISTER 2 AUTH(alice,lab,n1) over=tcp\n"
#define OTHER_PORT REGISTER_401 \
    "0.2 C:5099>S REGISTER 2 AUTH(alice,lab,n1)\n"
#define IN_VAIN REGISTER_RETRY \
    "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n" \
    "1.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
#define SERVER_ALIVE \
    "3 S>D OPTIONS 1 call=server user=zoe\n"

static const verdict_case_t offer_cases[] = {
    /* An algorithm that not every client knows */
    { "sha256_only", SHA_401 ALIVE GOES_ON,
        "client_unsupported_algorithm likely error [] no_retry 2 3", false },
    { "sha256_only_invite",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1,algorithm=SHA-512-256) PROXY(lab,n1,algorithm=SHA-256)\n"
        "0.11 > ACK 1\n" ALIVE GOES_ON,
        "client_unsupported_algorithm likely error [] no_retry 2 3 4", false },
    { "sha256_only_of_a_probe",
        "0 > OPTIONS 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256)\n" ALIVE GOES_ON,
        "client_unsupported_algorithm likely note [] no_retry 2 3", false },
    { "md5_sess_only",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=MD5-sess)\n" ALIVE GOES_ON,
        "client_unsupported_algorithm likely error [] no_retry 2 3", false },
    { "sha256_but_tls", SHA_401
        "1 > *tls\n" ALIVE GOES_ON,
        "client_unsupported_algorithm possible error [] no_retry 2 3 4", false },
    { "sha256_capture_ends", SHA_401
        "2 idle\n",
        "capture_ended certain note [client_unsupported_algorithm] no_retry 2", false },
    { "sha256_client_silent", SHA_401 GOES_ON,
        "client_silent possible note [client_unsupported_algorithm] no_retry 2", false },
    { "sha256_one_pass", SHA_401 ALIVE GOES_ON,
        "undetermined possible note [] pending 2", true },
    { "sha256_accepted", SHA_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=SHA-256)\n"
        "0.3 < 200 2\n",
        ACCEPTED_2_3_4, false },
    { "sha256_refused", SHA_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,algorithm=SHA-256)\n"
        "0.3 < 401 2 WWW(lab,n2,algorithm=SHA-256)\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "sha256_stale",
        "0 > REGISTER 1 AUTH(alice,lab,n0)\n"
        "0.1 < 401 1 WWW(lab,n1,stale=true, algorithm=SHA-256)\n" ALIVE GOES_ON,
        "stale_not_retried likely warn [] no_retry 1 2 3", false },
    { "sha256_answered_elsewhere", SHA_401 ALIVE
        "21 > REGISTER 1 call=b user=bob\n"
        "21.1 < 401 1 call=b user=bob WWW(other,b1,algorithm=SHA-256)\n"
        "21.2 > REGISTER 2 call=b user=bob AUTH(bob,other,b1,algorithm=SHA-256)\n"
        "21.3 < 200 2 call=b user=bob\n" GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 6; challenge_accepted certain chat [] accepted 5 6 7",
        false },
    { "sha256_answered_unasked_elsewhere",
        "-5 > REGISTER 7 call=b AUTH(alice,other,b1,algorithm=SHA-256)\n"
        "-4.9 < 200 7 call=b\n" SHA_401 ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 4 5", false },
    { "sha256_answered_by_another_host", SHA_401 ALIVE
        "21 D>S REGISTER 1 call=b user=bob\n"
        "21.1 S>D 401 1 call=b user=bob WWW(other,b1,algorithm=SHA-256)\n"
        "21.2 D>S REGISTER 2 call=b user=bob AUTH(bob,other,b1,algorithm=SHA-256)\n"
        "21.3 S>D 200 2 call=b user=bob\n" GOES_ON,
        "client_unsupported_algorithm likely error [] no_retry 2 3; "
        "challenge_accepted certain chat [] accepted 5 6 7", false },
    { "aka_only",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n" ALIVE GOES_ON,
        "ims_no_retry likely warn [] no_retry 2 3", false },
    { "sha256_or_token",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER " WWW(lab,n1,algorithm=SHA-256)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "sha256_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) cut\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3", false },

    /* An algorithm above the one that every client knows */
    { "sha256_first_baresip", SHA_MD5("baresip v1.0.0 (x86_64/linux)", ALIVE GOES_ON),
        "algorithm_first_unsupported possible warn [] no_retry 2 3", false },
    { "sha256_first_jssip", SHA_MD5("JsSIP 3.13.8", ALIVE GOES_ON),
        "algorithm_first_unsupported possible warn [] no_retry 2 3", false },
    { "sha256_first_new_baresip", SHA_MD5("baresip v3.12.0 (x86_64/linux)", ALIVE GOES_ON),
        "no_retry_no_credentials likely warn [algorithm_first_unsupported] no_retry 2 3", false },
    { "sha256_first_unknown_version", SHA_MD5("baresip", ALIVE GOES_ON),
        "no_retry_no_credentials likely warn [algorithm_first_unsupported] no_retry 2 3", false },
    { "sha256_first_unknown_client", SHA_MD5("Phone 1.0", ALIVE GOES_ON),
        "no_retry_no_credentials likely warn [algorithm_first_unsupported] no_retry 2 3", false },
    { "sha256_first_capture_ends", SHA_MD5("baresip v1.0.0", "2 idle\n"),
        "capture_ended certain note [algorithm_first_unsupported] no_retry 2", false },
    { "sha256_first_answered_elsewhere",
        "-5 > REGISTER 7 call=b AUTH(alice,other,b1,algorithm=SHA-256)\n"
        "-4.9 < 200 7 call=b\n" SHA_MD5("baresip v1.0.0", ALIVE GOES_ON),
        "no_retry_no_credentials likely warn [] no_retry 4 5", false },
    { "md5_first",
        "0 > REGISTER 1 ua=\"baresip v1.0.0\"\n"
        "0.1 < 401 1 WWW(lab,n1) WWW(lab,n1,algorithm=SHA-256) WWW(lab,n1,algorithm=MD5)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "md5_below_of_another_realm",
        "0 > REGISTER 1 ua=\"baresip v1.0.0\"\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) WWW(other,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [fork_merged_challenges] no_retry 2 3", false },

    /* A quality of protection that few clients know */
    { "auth_int_only", AUTH_INT_401 ALIVE GOES_ON,
        "client_unsupported_qop likely error [] no_retry 2 3", false },
    { "auth_int_only_capture_ends", AUTH_INT_401
        "2 idle\n",
        "capture_ended certain note [client_unsupported_qop] no_retry 2", false },
    { "auth_int_and_auth",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,qop=\"auth-int , AUTH\")\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "auth_int_or_none",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,qop=\"auth-int\") WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "auth_int_and_sha256",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256, qop=\"auth-int\")\n" ALIVE GOES_ON,
        "client_unsupported_algorithm likely error [client_unsupported_qop] no_retry 2 3", false },
    { "auth_int_answered_elsewhere",
        "-5 > REGISTER 7 call=b AUTH(alice,other,b1,qop=auth-int)\n"
        "-4.9 < 200 7 call=b\n" AUTH_INT_401 ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 4 5", false },

    /* Malformed challenges */
    { "no_nonce",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab)\n",
        "challenge_malformed certain error [] no_retry 2", false },
    { "no_nonce_one_pass",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab)\n",
        "challenge_malformed certain error [] pending 2", true },
    { "empty_nonce",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,)\n" ALIVE GOES_ON,
        "challenge_malformed certain error [] no_retry 2", false },
    { "no_realm",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(-,n1)\n"
        "0.11 > ACK 1\n" GOES_ON,
        "challenge_malformed certain error [] no_retry 2", false },
    { "empty_realm",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(,n1)\n" ALIVE GOES_ON,
        "challenge_malformed likely error [] no_retry 2", false },
    { "empty_realm_answered",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,,n1)\n"
        "0.3 < 401 2 WWW(,n2)\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [challenge_malformed] rejected 2 3 4", false },
    { "no_realm_answered_with_another",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(-,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 401 2 WWW(-,n2)\n" ALIVE GOES_ON,
        "challenge_malformed certain error [realm_mismatch] rejected 2 3 4", false },
    { "quote_without_end",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 {WWW-Authenticate: Digest nonce=\"n1\", realm=\"lab}\n" GOES_ON,
        "challenge_malformed certain error [] no_retry 2", false },
    { "no_scheme",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 {WWW-Authenticate: realm=\"lab\", nonce=\"n1\"}\n" GOES_ON,
        "challenge_malformed certain error [] no_retry 2", false },
    { "aka_nonce_too_short",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,AAAAAAAAAAAAAAAAAAAAAA==,algorithm=AKAv1-MD5)\n" GOES_ON,
        "challenge_malformed certain error [] no_retry 2", false },
    { "aka_nonce_whole",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n" GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 2", false },
    { "aka_nonce_without_padding",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims,I1U8vpY3qJ0hismK5kfbNVXzKLQ1d7m5Sp/6w1Tfr7M,algorithm=AKAv1-MD5)\n" GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 2", false },
    { "aka_nonce_longer_than_kept",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(ims," SIXTEEN(SIXTEEN("AAAAAAAA")) ",algorithm=AKAv1-MD5)\n" GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 2", false },
    { "md5_nonce_needs_no_base64",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,-x-)\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "nonce_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab) cut\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "no_nonce_but_another_challenge",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab) WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [challenge_malformed] no_retry 2 3", false },
    { "no_nonce_but_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [challenge_malformed] accepted 2 3 4", false },
    { "no_nonce_at_first",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab)\n"
        "6 > REGISTER 2 tag=other\n"
        "6.1 < 401 2 tag=other WWW(lab,n2)\n" "30 > OPTIONS 1 call=alive\n" GOES_ON,
        "challenge_malformed certain error [] no_retry 2; "
        "no_retry_no_credentials likely warn [] no_retry 4 5", false },
    { "no_realm_at_first",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(-,n1)\n"
        "0.2 > REGISTER 2\n"
        "0.3 < 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [challenge_malformed,retry_without_credentials] no_retry 2 3 4 5",
        false },
    { "no_nonce_retry_unanswered",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,)\n" GOES_ON,
        "challenge_pending certain note [challenge_malformed] unanswered 2 3", false },

    /* Schemes other than Digest */
    { "basic",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BASIC "\n" ALIVE GOES_ON,
        "challenge_basic certain error [] no_retry 2", false },
    { "basic_one_pass",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BASIC "\n",
        "challenge_basic certain error [] pending 2", true },
    { "basic_beside_digest",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BASIC " WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [challenge_basic] no_retry 2 3", false },
    { "basic_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BASIC " cut\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [challenge_basic] no_retry 2 3", false },
    { "basic_answered_and_refused",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BASIC "\n"
        "0.2 > REGISTER 2 {Authorization: Basic YWxpY2U6eA==}\n"
        "0.3 < 401 2 " BASIC "\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [challenge_basic] rejected 2 3 4", false },
    { "basic_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BASIC "\n"
        "0.2 > REGISTER 2 {Authorization: Basic YWxpY2U6eA==}\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [challenge_basic] accepted 2 3 4", false },
    { "ntlm",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " NTLM " {WWW-Authenticate: Kerberos realm=\"x\"}\n" ALIVE GOES_ON,
        "challenge_unknown_scheme certain warn [] no_retry 2", false },
    { "ntlm_beside_digest",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " NTLM " WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "ntlm_below_digest",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1) " NTLM "\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "ntlm_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " NTLM " cut\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3", false },
    { "ntlm_spoken",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " NTLM "\n"
        "0.2 > REGISTER 2 {Authorization: NTLM realm=\"SIP Communications Service\", gssapi-data=\"\"}\n"
        "0.3 < 401 2 " NTLM "\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "ntlm_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " NTLM "\n"
        "0.2 > REGISTER 2 {Authorization: NTLM realm=\"SIP Communications Service\", gssapi-data=\"\"}\n"
        "0.3 < 200 2\n",
        ACCEPTED_2_3_4, false },

    /* OAuth tokens */
    { "bearer",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER "\n" ALIVE GOES_ON,
        "bearer_challenge certain note [] no_retry 1 2", false },
    { "bearer_one_pass",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER "\n",
        "bearer_challenge likely note [] pending 1 2", true },
    { "bearer_at_the_end",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER "\n",
        "bearer_challenge likely note [] no_retry 1 2", false },
    { "bearer_without_request",
        "0.1 < 401 1 " BEARER "\n" ALIVE GOES_ON,
        "bearer_challenge likely note [] no_retry 1", false },
    { "bearer_beside_digest",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER " WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "bearer_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER " cut\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 3", false },
    { "bearer_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER "\n"
        "3 > REGISTER 2 " TOKEN "\n"
        "3.1 < 200 2\n",
        ACCEPTED_2_3_4, false },
    { "token_rejected",
        "0 > REGISTER 1 " TOKEN "\n"
        "0.1 < 401 1 " BAD_TOKEN "\n" ALIVE GOES_ON,
        "bearer_token_rejected certain error [] no_retry 1 2", false },
    { "token_rejected_without_request",
        "0.1 < 401 1 " BAD_TOKEN "\n" ALIVE GOES_ON,
        "bearer_token_rejected likely error [] no_retry 1", false },
    { "error_without_token",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BAD_TOKEN "\n" ALIVE GOES_ON,
        "bearer_challenge certain note [] no_retry 1 2", false },
    { "token_rejected_after_challenge",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER "\n"
        "3 > REGISTER 2 " TOKEN "\n"
        "3.1 < 401 2 " BAD_TOKEN "\n" ALIVE GOES_ON,
        "bearer_token_rejected certain error [] rejected 3 4", false },
    { "token_rejected_no_error_stated",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 " BEARER "\n"
        "3 > REGISTER 2 " TOKEN "\n"
        "3.1 < 401 2 " BEARER "\n" ALIVE GOES_ON,
        "bearer_token_rejected likely error [] rejected 3 4", false },
    { "token_renewed",
        "0 > REGISTER 1 " TOKEN "\n"
        "0.1 < 401 1 " BAD_TOKEN "\n"
        "3 > REGISTER 2 {Authorization: Bearer new.one}\n"
        "3.1 < 200 2\n",
        "challenge_accepted certain chat [bearer_token_rejected] accepted 1 2 3 4", false },
    { "token_renewed_unanswered",
        "0 > REGISTER 1 " TOKEN "\n"
        "0.1 < 401 1 " BAD_TOKEN "\n"
        "3 > REGISTER 2 {Authorization: Bearer new.one}\n" GOES_ON,
        "challenge_pending certain note [bearer_token_rejected] unanswered 1 2 3", false },
    { "token_for_another_hop",
        "0 > REGISTER 1 PAUTH(alice,edge,e0)\n"
        "0.1 < 401 1 " BAD_TOKEN "\n" ALIVE GOES_ON,
        "bearer_challenge certain note [] no_retry 1 2", false },

    /* Methods that nobody may challenge */
    { "cancel_challenged",
        "0 > INVITE 1\n"
        "1 > CANCEL 1\n"
        "1.1 < 401 1 WWW(lab,n1)\n" ALIVE GOES_ON,
        "cancel_or_ack_challenged certain error [] no_retry 3", false },
    { "cancel_challenged_one_pass",
        "0 > INVITE 1\n"
        "1 > CANCEL 1\n"
        "1.1 < 401 1 WWW(lab,n1)\n",
        "cancel_or_ack_challenged certain error [] pending 3", true },
    { "ack_challenged",
        "0 > INVITE 1\n"
        "0.1 < 200 1\n"
        "0.2 > ACK 1 branch=z9hG4bK2\n"
        "0.3 < 407 1 method=ACK branch=z9hG4bK2 PROXY(lab,n1)\n" GOES_ON,
        "cancel_or_ack_challenged certain error [] no_retry 4", false },
    { "cancel_forbidden",
        "0 > INVITE 1\n"
        "1 > CANCEL 1\n"
        "1.1 < 403 1\n" ALIVE GOES_ON,
        "forbidden_no_challenge likely error [] forbidden 2 3", false },
    { "bye_challenged",
        "0 > BYE 1 totag=x\n"
        "0.1 < 407 1 totag=x PROXY(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },

    /* Several challenges in one response */
    { "forked",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(a,a1) PROXY(b,b1)\n"
        "0.11 > ACK 1\n"
        "0.2 > INVITE 2 PAUTH(alice,a,a1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [fork_merged_challenges] accepted 2 4 5", false },
    { "forked_or_cut_off",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab.test,a1) {WWW-Authenticate: Digest nonce=\"b1\", realm=\"lab} cut\n" GOES_ON,
        "client_silent possible note [] no_retry 2", false },
    { "two_copies_are_no_fork",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(a,a1)\n"
        "0.2 < 401 1 PROXY(b,b1)\n" GOES_ON,
        "client_silent possible note [] no_retry 2 3", false },
    { "both_kinds",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 PROXY(lab,n1) WWW(lab,n2)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n2) PAUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [both_401_407_headers] accepted 2 3 4", false },
    { "two_algorithms_are_no_fork",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n1,algorithm=SHA-256) WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [algorithm_downgrade] accepted 2 3 4", false },

    /* A retry that nobody answers */
    { "ignored", IN_VAIN SERVER_ALIVE GOES_ON,
        "retry_ignored likely warn [] unanswered 2 3 6", false },
    { "ignored_server_silent", IN_VAIN GOES_ON,
        "retry_ignored possible warn [] unanswered 2 3", false },
    { "ignored_unreachable", IN_VAIN
        "1.8 > !REGISTER 2\n" GOES_ON,
        "retry_ignored possible warn [] unanswered 2 3 6", false },
    { "ignored_one_pass", IN_VAIN SERVER_ALIVE GOES_ON,
        "undetermined possible note [] pending 2 3", true },
    { "sent_twice_only", REGISTER_RETRY
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n" SERVER_ALIVE GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "sent_often_capture_ends", IN_VAIN SERVER_ALIVE
        "4 idle\n",
        "challenge_pending certain note [] unanswered 2 3", false },
    { "sent_often_but_trying", REGISTER_RETRY
        "0.3 < 100 2\n"
        "0.7 > REGISTER 2 AUTH(alice,lab,n1)\n"
        "1.7 > REGISTER 2 AUTH(alice,lab,n1)\n" SERVER_ALIVE GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "repeated_without_credentials_in_vain", REGISTER_401
        "0.2 > REGISTER 2\n"
        "0.7 > REGISTER 2\n"
        "1.7 > REGISTER 2\n" SERVER_ALIVE GOES_ON,
        "challenge_pending certain note [retry_without_credentials] unanswered 2 3", false },
    { "ignored_after_refusal", REGISTER_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.9 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "1.9 > REGISTER 3 AUTH(alice,lab,n2)\n" SERVER_ALIVE GOES_ON,
        "credentials_rejected likely warn [retry_ignored] unanswered 2 3 4 5 8", false },
    { "ignored_after_faulty_retry", REGISTER_401
        "0.2 > REGISTER 2\n"
        "0.3 < 401 2 WWW(lab,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.9 > REGISTER 3 AUTH(alice,lab,n2)\n"
        "1.9 > REGISTER 3 AUTH(alice,lab,n2)\n" SERVER_ALIVE GOES_ON,
        "retry_without_credentials certain error [retry_ignored] unanswered 2 3 4 5 8", false },
    { "ignored_over_tcp",
        "0 > REGISTER 1 over=tcp\n"
        "0.1 < 401 1 WWW(lab,n1) over=tcp\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) over=tcp\n" SERVER_ALIVE GOES_ON,
        "retry_ignored possible warn [] unanswered 2 3 4", false },
    { "lost_over_tcp_passes_later",
        "0 > REGISTER 1 over=tcp\n"
        "0.1 < 401 1 WWW(lab,n1) over=tcp\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) over=tcp\n"
        "20 > REGISTER 3 AUTH(alice,lab,n1,nc=00000002) over=tcp\n"
        "20.1 < 200 3 over=tcp\n" GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "lost_over_tcp_with_a_gap",
        "0 > REGISTER 1 over=tcp\n"
        "0.1 < 401 1 WWW(lab,n1) over=tcp\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) over=tcp\n"
        "0.5 < *gap\n" SERVER_ALIVE GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "over_tcp_capture_ends",
        "0 > REGISTER 1 over=tcp\n"
        "0.1 < 401 1 WWW(lab,n1) over=tcp\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1) over=tcp\n" SERVER_ALIVE
        "20 idle\n",
        "challenge_pending certain note [] unanswered 2 3", false },

    /* A retry that went to another server */
    { "elsewhere_refused", ELSEWHERE
        "0.3 T>C 401 2 WWW(lab,t1)\n" ALIVE GOES_ON,
        "retry_elsewhere possible warn [] rejected 2 3 4", false },
    { "elsewhere_stale", ELSEWHERE
        "0.3 T>C 401 2 WWW(lab,t1,stale=true)\n" ALIVE GOES_ON,
        "retry_elsewhere likely warn [] no_retry 2 3 4", false },
    { "elsewhere_nonce_changed", ELSEWHERE
        "0.3 T>C 401 2 WWW(lab,t1) phrase=\"Nonce has changed\"\n" ALIVE GOES_ON,
        "retry_elsewhere likely warn [] no_retry 2 3 4", false },
    { "elsewhere_account_passes", ACCOUNT_PASSES ELSEWHERE
        "0.3 T>C 401 2 WWW(lab,t1)\n" ALIVE GOES_ON,
        ACCEPTED_2_3_4 "; retry_elsewhere likely warn [] rejected 6 7 8", false },
    { "elsewhere_to_and_fro", ELSEWHERE
        "0.3 T>C 401 2 WWW(lab,t1)\n"
        "0.4 C>S REGISTER 3 AUTH(alice,lab,t1)\n"
        "0.5 S>C 401 3 WWW(lab,n2)\n" ALIVE GOES_ON,
        "retry_elsewhere possible warn [challenge_loop,nonce_unknown_to_server] rejected 4 5 6", false },
    { "elsewhere_unanswered", ELSEWHERE
        "0.7 C>T REGISTER 2 AUTH(alice,lab,n1)\n"
        "1.7 C>T REGISTER 2 AUTH(alice,lab,n1)\n" GOES_ON,
        "retry_elsewhere possible warn [] unanswered 2 3", false },
    { "elsewhere_capture_ends", ELSEWHERE,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "elsewhere_accepted", ELSEWHERE
        "0.3 T>C 200 2\n",
        ACCEPTED_2_3_4, false },
    { "elsewhere_next_realm",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(edge,e1)\n"
        "0.2 C>T INVITE 2 PAUTH(alice,edge,e1)\n"
        "0.3 T>C 401 2 WWW(lab,n1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3 4 5", false },
    { "elsewhere_without_credentials", REGISTER_401
        "0.2 C>T REGISTER 2\n"
        "0.3 T>C 401 2 WWW(lab,t1)\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible note [] no_retry 2 3 5; no_retry_no_credentials likely warn [] no_retry 4 5", false },
    { "over_tcp_without_credentials", REGISTER_401
        "0.2 > REGISTER 2 over=tcp\n"
        "0.3 < 401 2 WWW(lab,n2) over=tcp\n" ALIVE GOES_ON,
        "retry_without_credentials certain error [] rejected 2 3 4", false },
    { "elsewhere_after_refusal", REGISTER_REFUSED
        "0.4 C>T REGISTER 3 AUTH(alice,lab,n2)\n"
        "0.5 T>C 401 3 WWW(lab,t1)\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [challenge_loop] rejected 4 5 6", false },
    { "elsewhere_accepted_before",
        "-9 > REGISTER 1 call=before\n"
        "-8.9 < 401 1 call=before WWW(lab,b1)\n"
        "-8.8 C>T REGISTER 2 call=before AUTH(alice,lab,b1)\n"
        "-8.7 T>C 200 2 call=before\n" ELSEWHERE
        "0.3 T>C 401 2 WWW(lab,t1)\n" ALIVE GOES_ON,
        ACCEPTED_2_3_4 "; credentials_rejected likely warn [] rejected 6 7 8", false },
    { "answer_from_a_shared_address",
        "0 > REGISTER 1\n"
        "0.1 T>C 401 1 WWW(lab,n1)\n"
        "0.2 C>T REGISTER 2 AUTH(alice,lab,n1)\n"
        "0.3 T>C 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "elsewhere_forbidden", ELSEWHERE
        "0.3 T>C 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },

    /* A retry by another transport or from another port */
    { "over_tcp_unanswered", OVER_TCP GOES_ON,
        "retry_other_transport possible warn [] unanswered 2 3", false },
    { "over_tcp_refused", OVER_TCP
        "0.3 < 401 2 WWW(lab,n2) over=tcp\n" ALIVE GOES_ON,
        "credentials_rejected likely warn [retry_other_transport] rejected 2 3 4", false },
    { "over_tcp_refused_account_passes", ACCOUNT_PASSES OVER_TCP
        "0.3 < 401 2 WWW(lab,n2) over=tcp\n" ALIVE GOES_ON,
        ACCEPTED_2_3_4 "; retry_other_transport possible warn [] rejected 6 7 8", false },
    { "over_tcp_accepted", OVER_TCP
        "0.3 < 200 2 over=tcp\n",
        ACCEPTED_2_3_4, false },
    { "over_tcp_accepted_before",
        "-9 > REGISTER 1 call=before\n"
        "-8.9 < 401 1 call=before WWW(lab,b1)\n"
        "-8.8 > REGISTER 2 call=before AUTH(alice,lab,b1) over=tcp\n"
        "-8.7 < 200 2 call=before over=tcp\n" OVER_TCP GOES_ON,
        ACCEPTED_2_3_4 "; retry_ignored possible warn [] unanswered 6 7", false },
    { "other_port_unanswered", OTHER_PORT
        "0.7 C:5099>S REGISTER 2 AUTH(alice,lab,n1)\n"
        "1.7 C:5099>S REGISTER 2 AUTH(alice,lab,n1)\n" GOES_ON,
        "retry_ignored possible warn [retry_other_transport] unanswered 2 3", false },
    { "other_port_account_passes", ACCOUNT_PASSES OTHER_PORT
        "0.3 S>C:5099 401 2 WWW(lab,n2)\n" ALIVE GOES_ON,
        ACCEPTED_2_3_4 "; retry_other_transport possible warn [] rejected 6 7 8", false },
    { "other_port_of_a_new_connection",
        ACCOUNT_PASSES
        "0 > REGISTER 1 over=tcp\n"
        "0.1 < 401 1 WWW(lab,n1) over=tcp\n"
        "0.2 C:5099>S REGISTER 2 AUTH(alice,lab,n1) over=tcp\n"
        "0.3 S>C:5099 401 2 WWW(lab,n2) over=tcp\n" ALIVE GOES_ON,
        ACCEPTED_2_3_4 "; credentials_rejected likely warn [] rejected 6 7 8", false },
    { "moved_by_security_agreement",
        "0 > REGISTER 1 {Security-Client: ipsec-3gpp}\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp}\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) over=tcp\n" GOES_ON,
        "ims_retry_unprotected certain warn [retry_ignored] unanswered 1 2 3", false },

    /* An ACK that is none */
    { "ack_of_another_branch",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > ACK 1 branch=z9hG4bKother\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [ack_mismatched] no_retry 2 3 4", false },
    { "ack_of_another_tag",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1) totag=a\n"
        "0.2 > ACK 1 totag=b\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [ack_mismatched] no_retry 2 3 4", false },
    { "ack_of_another_copy",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1) totag=a\n"
        "0.6 < 407 1 PROXY(lab,n1) totag=b\n"
        "0.7 > ACK 1 totag=b\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 5", false },
    { "ack_matches_later",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > ACK 1 branch=z9hG4bKother\n"
        "0.3 > ACK 1\n" ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 4 5", false },
    { "ack_cut_off",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > ACK 1 branch=z9hG4bKother cut\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 4", false },
    { "ack_of_an_invite_cut_off",
        "0 > INVITE 1 cut\n"
        "0.1 < 407 1 PROXY(lab,n1)\n"
        "0.2 > ACK 1 branch=z9hG4bKother\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 4", false },
    { "ack_of_a_challenge_cut_off",
        "0 > INVITE 1\n"
        "0.1 < 407 1 PROXY(lab,n1) cut\n"
        "0.2 > ACK 1 branch=z9hG4bKother\n" ALIVE GOES_ON,
        "no_retry_no_credentials possible warn [] no_retry 2 4", false },
    { "ack_without_its_invite",
        "0 < 407 1 method=INVITE PROXY(lab,n1)\n"
        "0.2 > ACK 1 branch=z9hG4bKother\n" GOES_ON,
        "no_request_in_capture certain note [] no_retry 1", false },

    /* One direction */
    { "one_way",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "9 < 407 1 call=b method=INVITE PROXY(lab,n1)\n" GOES_ON,
        "capture_one_way likely note [] no_retry 1; capture_one_way likely note [] no_retry 2", false },
    { "one_way_once",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n" GOES_ON,
        "no_request_in_capture certain note [] no_retry 1", false },
    { "two_ways_later",
        "0 < 401 1 method=REGISTER WWW(lab,n1)\n"
        "9 < 407 1 call=b method=INVITE PROXY(lab,n1)\n" ALIVE GOES_ON,
        "no_request_in_capture certain note [] no_retry 1; no_request_in_capture certain note [] no_retry 2", false },
    { "two_ways_before", REGISTERED
        "5 < 401 1 call=b method=REGISTER WWW(lab,n1)\n"
        "9 < 407 1 call=c method=INVITE PROXY(lab,n1)\n" GOES_ON,
        ACCEPTED_2_3_4 "; no_request_in_capture certain note [] no_retry 5; "
        "no_request_in_capture certain note [] no_retry 6", false },
    { "one_way_403",
        "0 < 403 1 method=INVITE\n"
        "9 < 403 1 call=b method=INVITE\n" GOES_ON,
        "capture_one_way likely note [] forbidden 1; capture_one_way likely note [] forbidden 2", false },
};

#endif /* SIPAUTH_SCENARIOS_OFFER_H */
