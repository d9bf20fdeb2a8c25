/* scenarios_ims.h
 * IMS registration: AKA, the security agreement, and what passes inside IPsec.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_IMS_H
#define SIPAUTH_SCENARIOS_IMS_H

#define IMS_CLIENT "{Security-Client: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=11;spi-s=12;port-c=5100;port-s=5101}"
#define IMS_SERVER "{Security-Server: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=22;port-c=6100;port-s=6101}"
#define IMS_VERIFY "{Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=22;port-c=6100;port-s=6101}"
#define IMS_401 \
    "0 > REGISTER 1 " IMS_CLIENT "\n" \
    "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
#define IMS_HINT "AUTH(alice@ims,ims,-,nonce=\"\", response=\"\")"
#define IMS_AUTS "auts=\"AAAAAAAAAAAAAAAAAAA=\", response=\"0\""
#define IMS_RESYNC AKA_401 \
    "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n" \
    "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
#define IMS_NO_MAC AKA_401 \
    "0.2 > REGISTER 2 AUTH(alice,ims,k1,response=\"\")\n"
#define IMS_NO_MAC_AGAIN IMS_NO_MAC \
    "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
#define IMS_RES_REFUSED AKA_RETRY \
    "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
#define IMS_MW \
    "0 P>S REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}"

/* Gm and Mw. */
#define IMS_HOPS \
    "0 C>P REGISTER 1 via=c1 " IMS_CLIENT "\n" \
    "0.1 P>S REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}\n" \
    "0.2 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n" \
    "0.3 P>C 401 1 via=c1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
#define IMS_HOPS_PASSED IMS_HOPS \
    "0.5 P>S REGISTER 2 via=p2,c2 AUTH(alice,ims,k1) {P-Charging-Vector: icid-value=1}\n" \
    "0.6 S>P 200 2 via=p2,c2\n"

static const verdict_case_t ims_cases[] = {
    /* The retry inside IPsec */
    { "esp_announced_spi", IMS_401
        "1 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "esp_then_anew_forbidden", IMS_401
        "1 > *esp detail=22\n"
        "20 > REGISTER 2 " IMS_HINT "\n"
        "20.1 < 403 2\n" GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3; forbidden_no_challenge likely error [identity_hint_only] forbidden 4 5", false },
    { "esp_of_another_then_anew_forbidden", IMS_401
        "1 > *esp detail=99\n"
        "20 > REGISTER 2 " IMS_HINT "\n"
        "20.1 < 403 2\n" GOES_ON,
        "ims_mac_failure possible warn [] forbidden 2 4 5", false },
    { "esp_then_registered_again", IMS_401
        "1 > *esp detail=22\n"
        "1800 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "1800.1 S:6101>C:5100 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "1801 > *esp detail=22\n"
        "1900 idle\n",
        "ims_retry_in_esp likely note [] no_retry 1 2 3; ims_retry_in_esp likely note [] no_retry 4 5 6", false },
    { "esp_that_hides_nothing", IMS_401
        "0.15 > *esp detail=22\n"
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 S:6101>C:5100 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n" GOES_ON,
        "ims_res_wrong likely error [] rejected 2 4 5", false },
    { "esp_hides_the_answer_only", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.7 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.8 < *esp detail=11\n"
        "1.7 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n" GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "esp_hides_no_answer", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.7 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "1.7 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n" GOES_ON,
        "retry_ignored possible warn [] unanswered 2 3", false },
    { "esp_announced_spi_of_the_client_port", IMS_401
        "1 > *esp detail=21\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "esp_other_spi", IMS_401
        "1 > *esp detail=99\n"
        GOES_ON,
        "ims_retry_in_esp possible note [] no_retry 1 2 3", false },
    { "esp_of_the_server_with_the_ue_s_spi", IMS_401
        "1 < *esp detail=11\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "esp_of_the_server_with_its_own_spi", IMS_401
        "1 < *esp detail=22\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "data_to_the_protected_port", IMS_401
        "1 > *other detail=6101\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "data_to_the_protected_client_port", IMS_401
        "1 > *other detail=6100\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "data_to_another_port", IMS_401
        "1 > *other detail=6102\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2 3", false },
    { "connection_to_the_protected_port", IMS_401
        "1 > *syn detail=6101\n"
        "1.1 < *synack detail=6101\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "connection_to_another_port", IMS_401
        "1 > *syn detail=5061\n"
        "1.1 < *synack detail=5061\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "esp_one_pass", IMS_401
        "1 > *esp detail=22\n"
        GOES_ON,
        "undetermined possible note [] pending 2", true },
    { "esp_many_spis_of_others", IMS_401
        "1.0 > *esp detail=90\n"
        "1.1 > *esp detail=91\n"
        "1.2 > *esp detail=92\n"
        "1.3 > *esp detail=93\n"
        "1.4 > *esp detail=94\n"
        "1.5 > *esp detail=95\n"
        "1.6 > *esp detail=96\n"
        "1.7 > *esp detail=97\n"
        "1.8 > *esp detail=98\n"
        "2 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp possible note [] no_retry 1 2 3", false },
    { "esp_but_sip_tls_agreed",
        "0 > REGISTER 1 {Security-Client: tls}\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) {Security-Server: tls}\n"
        "1 > *esp\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2 3", false },
    { "retry_came_out_of_esp", IMS_401
        "0.15 > *esp detail=22\n"
        "0.2 C:5100>S:6101 REGISTER 2 AUTH(alice,ims,k1) ipsec " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 S:6100>C:5101 200 2\n"
        GOES_ON,
        "ims_aka_accepted certain chat [] accepted 2 4 5", false },
    { "retry_seen_on_the_next_hop",
        "0 C>P REGISTER 1 via=c1 " IMS_CLIENT "\n"
        "0.1 P>S REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}\n"
        "0.2 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.3 P>C 401 1 via=c1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.5 P>S REGISTER 2 via=p2,c2 AUTH(alice,ims,k1) {P-Charging-Vector: icid-value=1}\n"
        "0.6 S>P 200 2 via=p2,c2\n"
        "20 C>P OPTIONS 1 call=alive\n"
        GOES_ON,
        "ims_aka_accepted certain chat [] accepted 3 5 6; ims_retry_in_esp likely note [] no_retry 1 4 5", false },
    { "retry_seen_on_the_next_hop_without_ipsec",
        "0 C>P REGISTER 1 via=c1\n"
        "0.1 P>S REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}\n"
        "0.2 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.3 P>C 401 1 via=c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.5 P>S REGISTER 2 via=p2,c2 AUTH(alice,ims,k1) {P-Charging-Vector: icid-value=1}\n"
        "0.6 S>P 200 2 via=p2,c2\n"
        GOES_ON,
        "ims_aka_accepted certain chat [] accepted 3 5 6; undetermined possible note [] no_retry 4 5", false },
    { "same_nonce_in_another_call", IMS_401
        "1 > REGISTER 1 call=b user=bob AUTH(bob,ims,k1)\n"
        "1.1 < 200 1 call=b user=bob\n"
        ALIVE GOES_ON,
        "ims_no_retry possible warn [] no_retry 1 2 5", false },

    /* Nobody answers */
    { "aka_no_retry_alive", AKA_401 ALIVE GOES_ON,
        "ims_no_retry likely warn [] no_retry 2 3", false },
    { "aka_no_retry_silent", AKA_401 GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 2", false },
    { "aka_no_retry_capture_ends", AKA_401
        "9 idle\n",
        "capture_ended likely note [] no_retry 2", false },
    { "aka_no_retry_heard_after_6_s", AKA_401
        "6 > OPTIONS 1 call=alive\n"
        "7 idle\n",
        "ims_no_retry possible warn [] no_retry 2 3", false },
    { "aka_no_retry_heard_after_11_s", AKA_401
        "11 > OPTIONS 1 call=alive\n"
        "12 idle\n",
        "ims_no_retry likely warn [] no_retry 2 3", false },
    { "aka_no_retry_begins_anew", AKA_401
        "1 > REGISTER 1 call=b\n"
        "1.1 < 401 1 call=b WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "2 idle\n",
        "ims_no_retry likely warn [] no_retry 2 3; capture_ended certain note [] no_retry 4", false },
    { "aka_no_retry_begins_anew_much_later", AKA_401
        "34 > REGISTER 1 call=b\n"
        "34.1 < 401 1 call=b WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "36 idle\n",
        "ims_no_retry likely warn [] no_retry 2 3; capture_ended certain note [] no_retry 4", false },
    { "ipsec_agreed_alive", IMS_401 ALIVE GOES_ON,
        "ims_no_retry possible warn [] no_retry 1 2 3", false },
    { "ipsec_agreed_heard_much_later", IMS_401
        "3600 > OPTIONS 1 call=alive\n",
        "ims_no_retry possible warn [] no_retry 1 2 3", false },
    { "ipsec_agreed_begins_anew", IMS_401
        "1 > REGISTER 1 call=b\n"
        "2 idle\n",
        "ims_no_retry possible warn [] no_retry 1 2 3", false },
    { "ipsec_agreed_alive_others_in_esp", IMS_401 "0.5 D>S *esp detail=22\n" ALIVE GOES_ON,
        "ims_no_retry likely warn [] no_retry 1 2 4", false },
    { "ipsec_agreed_heard_much_later_others_in_esp", IMS_401 "0.5 D>S *esp detail=22\n"
        "3600 > OPTIONS 1 call=alive\n",
        "ims_no_retry possible warn [] no_retry 1 2 4", false },
    { "ipsec_agreed_begins_anew_others_in_esp", IMS_401 "0.5 D>S *esp detail=22\n"
        "1 > REGISTER 1 call=b\n"
        "2 idle\n",
        "ims_no_retry likely warn [] no_retry 1 2 4", false },
    { "aka_no_retry_same_call_id", AKA_401
        "1 > REGISTER 2 tag=other\n"
        "1.1 < 401 2 tag=other WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "2 idle\n",
        "capture_ended likely note [] no_retry 2 3; capture_ended certain note [] no_retry 4", false },
    { "aka_no_retry_other_user_begins", AKA_401
        "1 > REGISTER 1 call=b user=zoe\n"
        "1.1 < 401 1 call=b user=zoe WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "2 idle\n",
        "capture_ended likely note [] no_retry 2 3; capture_ended certain note [] no_retry 4", false },
    { "aka_no_retry_but_tls", AKA_401
        "1 > *tls\n"
        ALIVE GOES_ON,
        "ims_no_retry possible warn [] no_retry 2 3 4", false },
    { "aka_no_retry_fragment", AKA_401
        "1 > *fragment len=1514\n"
        ALIVE GOES_ON,
        "retry_fragment_lost likely warn [] no_retry 2 3", false },
    { "digest_no_retry_alive", REGISTER_401 ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "aka_no_retry_nothing_in_common",
        "0 > REGISTER 1 {Security-Client: ipsec-3gpp;alg=a;ealg=aes-cbc}\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp;alg=a;ealg=null}\n"
        ALIVE GOES_ON,
        "ims_no_retry likely warn [] no_retry 1 2 3", false },
    { "aka_no_retry_one_pass", AKA_401 ALIVE GOES_ON,
        "undetermined possible note [] pending 2", true },
    { "aka_begins_anew_and_old_one_goes_on", AKA_401
        "1 > REGISTER 1 call=b\n"
        "1.1 < 401 1 call=b WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "1.2 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "1.3 < 401 2 WWW(ims,k3,algorithm=AKAv1-MD5,stale=true)\n"
        "2 idle\n",
        "capture_ended certain note [] no_retry 2 5 6; capture_ended likely note [] no_retry 4 5", false },

    /* No Security-Server */
    { "security_server_missing",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        ALIVE GOES_ON,
        "ims_security_server_missing likely error [] no_retry 1 2 3", false },
    { "security_server_missing_begins_anew",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "1 > REGISTER 1 call=b " IMS_CLIENT "\n"
        "2 idle\n",
        "ims_security_server_missing likely error [] no_retry 1 2 3", false },
    { "security_server_missing_capture_ends",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "2 idle\n",
        "capture_ended certain note [ims_security_server_missing] no_retry 1 2", false },
    { "security_server_missing_accepted",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "0.3 < 200 2\n",
        "ims_aka_accepted certain chat [ims_security_server_missing] accepted 1 2 3 4", false },
    { "security_server_missing_response_cut",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) cut\n"
        ALIVE GOES_ON,
        "ims_no_retry possible warn [] no_retry 1 2 3", false },
    { "security_server_missing_behind_the_p_cscf",
        "0 P>S REGISTER 1 via=p1,c1 " IMS_CLIENT " {P-Charging-Vector: icid-value=1}\n"
        "0.1 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "20 P>S OPTIONS 1 call=alive via=p9,c9\n"
        GOES_ON,
        "ims_no_retry likely warn [] no_retry 1 2 3", false },
    { "security_server_missing_digest",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,n1)\n"
        ALIVE GOES_ON,
        "no_retry_no_credentials likely warn [] no_retry 2 3", false },
    { "security_client_of_tls",
        "0 > REGISTER 1 {Security-Client: tls;q=0.1}\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        ALIVE GOES_ON,
        "ims_no_retry likely warn [] no_retry 1 2 3", false },
    { "security_server_missing_but_esp",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "1 > *esp detail=77\n"
        ALIVE GOES_ON,
        "ims_retry_in_esp possible note [ims_security_server_missing] no_retry 1 2 3 4", false },
    { "security_server_missing_but_esp_to_the_ue",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "1 < *esp detail=11\n"
        ALIVE GOES_ON,
        "ims_retry_in_esp likely note [ims_security_server_missing] no_retry 1 2 3", false },

    /* AUTS */
    { "resync_given_up", IMS_RESYNC ALIVE GOES_ON,
        "ims_sync_failure likely warn [] no_retry 2 3 4 5", false },
    { "resync_given_up_silent", IMS_RESYNC GOES_ON,
        "ims_sync_failure likely warn [] no_retry 2 3 4", false },
    { "resync_capture_ends", IMS_RESYNC
        "2 idle\n",
        "capture_ended certain note [ims_sync_failure] no_retry 2 3 4", false },
    { "resync_one_pass", IMS_RESYNC ALIVE GOES_ON,
        "undetermined possible note [ims_sync_failure] pending 2 3 4", true },
    { "resync_then_esp",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ") " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.4 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp likely note [ims_sync_failure] no_retry 2 3 4 5", false },
    { "resync_given_up_ipsec_agreed", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ") " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        ALIVE GOES_ON,
        "ims_sync_failure possible note [] no_retry 2 3 4 5", false },
    { "resync_given_up_ipsec_agreed_silent", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ") " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n" GOES_ON,
        "ims_sync_failure possible note [] no_retry 2 3 4", false },
    { "resync_given_up_ipsec_agreed_begins_anew", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ") " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "1 > REGISTER 1 call=b\n"
        "2 idle\n",
        "ims_sync_failure possible note [] no_retry 2 3 4 5", false },
    { "resync_forbidden", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 403 2\n",
        "ims_sync_failure certain warn [] forbidden 2 3 4", false },
    { "resync_forbidden_auts_malformed", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,auts=\"AAAA\", response=\"0\")\n"
        "0.3 < 403 2\n",
        "ims_sync_failure likely warn [] forbidden 2 3 4", false },
    { "resync_unanswered", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        GOES_ON,
        "challenge_pending certain note [ims_sync_failure] unanswered 2 3", false },
    { "resync_then_res_refused", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 403 3 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [ims_sync_failure] forbidden 2 3 4 5 6", false },
    { "resync_recovered", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 200 3\n",
        "ims_resync_recovered certain note [] accepted 2 3 4 5 6", false },
    { "resync_recovered_then_not_found", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 404 3\n",
        "ims_resync_recovered likely note [unknown_user] other_failure 2 3 4 5 6", false },
    { "resync_same_challenge_accepted", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 401 2 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,k1)\n"
        "0.5 < 200 3\n",
        "ims_aka_accepted certain chat [ims_sync_failure] accepted 2 3 4 5 6", false },
    { "resync_then_trouble", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 504 2\n",
        "ims_sync_failure certain warn [] other_failure 2 3 4", false },
    { "resync_auts_itself_accepted", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [ims_sync_failure] accepted 2 3 4", false },
    { "resync_second_auts_accepted", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2," IMS_AUTS ")\n"
        "0.5 < 200 3\n",
        "challenge_accepted certain chat [ims_sync_failure,ims_resync_loop] accepted 3 4 5 6", false },
    { "resync_then_digest_accepted", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 401 2 WWW(ims,n2)\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,n2)\n"
        "0.5 < 200 3\n",
        "challenge_accepted certain chat [ims_sync_failure] accepted 2 3 4 5 6", false },
    { "auts_without_aka", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1," IMS_AUTS ")\n"
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },

    /* AUTS again and again */
    { "resync_loop", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2," IMS_AUTS ")\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        "1 idle\n",
        "ims_resync_loop certain error [] no_retry 3 4 5 6", false },
    { "resync_loop_forbidden", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2," IMS_AUTS ")\n"
        "0.5 < 403 3\n",
        "ims_resync_loop certain error [] forbidden 3 4 5 6", false },
    { "resync_loop_same_challenge", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 401 2 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.5 < 403 3\n",
        "ims_resync_loop certain error [] forbidden 3 4 5 6", false },
    { "resync_loop_over_registrations", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 403 2\n"
        "60 > REGISTER 1 call=b\n"
        "60.1 < 401 1 call=b WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "60.2 > REGISTER 2 call=b AUTH(alice,ims,k2," IMS_AUTS ")\n"
        "60.3 < 403 2 call=b\n",
        "ims_sync_failure certain warn [] forbidden 2 3 4; ims_resync_loop likely error [] forbidden 3 6 7 8", false },
    { "resync_each_time_recovered", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 200 3\n"
        "60 > REGISTER 1 call=b\n"
        "60.1 < 401 1 call=b WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        "60.2 > REGISTER 2 call=b AUTH(alice,ims,k3," IMS_AUTS ")\n"
        "60.3 < 403 2 call=b\n",
        "ims_resync_recovered certain note [] accepted 2 3 4 5 6; ims_sync_failure certain warn [registration_forbidden] forbidden 6 8 9 10", false },
    { "resync_on_two_hops",
        "0 C>P REGISTER 1 via=c1\n"
        "0.1 P>S REGISTER 1 via=p1,c1\n"
        "0.2 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.3 P>C 401 1 via=c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.4 C>P REGISTER 2 via=c2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.5 P>S REGISTER 2 via=p2,c2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.6 S>P 403 2 via=p2,c2\n"
        "0.7 P>C 403 2 via=c2\n",
        "ims_sync_failure certain warn [] forbidden 3 6 7; ims_sync_failure certain warn [] forbidden 4 5 8", false },
    { "resync_on_two_legs",
        "0 C>P REGISTER 1 via=c1\n"
        "0.1 P>S REGISTER 1 via=p1 call=b\n"
        "0.2 S>P 401 1 via=p1 call=b WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.3 P>C 401 1 via=c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.4 C>P REGISTER 2 via=c2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.5 P>S REGISTER 2 via=p2 call=b AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.6 S>P 403 2 via=p2 call=b\n"
        "0.7 P>C 403 2 via=c2\n",
        "ims_sync_failure certain warn [] forbidden 3 6 7; ims_sync_failure certain warn [] forbidden 4 5 8", false },
    { "resync_of_two_subscribers", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 403 2\n"
        "1 > REGISTER 1 call=b user=bob\n"
        "1.1 < 401 1 call=b user=bob WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "1.2 > REGISTER 2 call=b user=bob AUTH(bob,ims,k2," IMS_AUTS ")\n"
        "1.3 < 403 2 call=b user=bob\n",
        "ims_sync_failure certain warn [] forbidden 2 3 4; ims_sync_failure certain warn [] forbidden 6 7 8", false },
    { "resync_loop_then_res_refused", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2," IMS_AUTS ")\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        "0.6 > REGISTER 4 AUTH(alice,ims,k3)\n"
        "0.7 < 403 4 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [ims_sync_failure,ims_resync_loop] forbidden 3 4 5 6 7 8", false },
    { "resync_loop_then_esp",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ") " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,k2," IMS_AUTS ") " IMS_CLIENT "\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.6 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp likely note [ims_sync_failure,ims_resync_loop] no_retry 3 4 5 6 7", false },

    /* The MAC */
    { "mac_failure", IMS_NO_MAC
        "0.3 < 403 2\n",
        "ims_mac_failure certain error [] forbidden 2 3 4", false },
    { "mac_failure_then_trouble", IMS_NO_MAC
        "0.3 < 500 2\n",
        "ims_mac_failure certain error [] other_failure 2 3 4", false },
    { "mac_failure_no_nonce_then_trouble", AKA_401
        "0.2 > REGISTER 2 " IMS_HINT "\n"
        "0.3 < 480 2\n",
        "ims_mac_failure possible warn [] other_failure 2 3 4", false },
    { "mac_failure_new_challenge", IMS_NO_MAC_AGAIN
        "1 idle\n",
        "ims_mac_failure certain error [] rejected 2 3 4", false },
    { "mac_failure_new_challenge_one_pass", IMS_NO_MAC_AGAIN
        "1 idle\n",
        "ims_mac_failure certain error [] rejected 2 3 4", true },
    { "mac_failure_silence", IMS_NO_MAC_AGAIN GOES_ON,
        "ims_mac_failure certain error [] rejected 2 3 4", false },
    { "mac_failure_unanswered", IMS_NO_MAC GOES_ON,
        "ims_mac_failure likely error [challenge_pending] unanswered 2 3", false },
    { "mac_failure_no_nonce", AKA_401
        "0.2 > REGISTER 2 " IMS_HINT "\n"
        "0.3 < 403 2\n",
        "ims_mac_failure possible warn [] forbidden 2 3 4", false },
    { "mac_failure_other_tag", AKA_401
        "0.2 > REGISTER 2 tag=new AUTH(alice,ims,k1,response=\"\")\n"
        "0.3 < 403 2 tag=new\n",
        "ims_mac_failure certain error [] forbidden 2 3 4", false },
    { "mac_failure_after_a_minute", AKA_401
        "60 > REGISTER 2 AUTH(alice,ims,k1,response=\"\")\n"
        "60.1 < 403 2\n",
        "ims_mac_failure certain error [] forbidden 2 3 4", false },
    { "mac_failure_request_cut", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,response=\"\") cut\n"
        "0.3 < 403 2\n",
        "undetermined possible note [] forbidden 2 3 4", false },
    { "mac_failure_other_call_id", AKA_401
        "0.2 > REGISTER 1 call=b " IMS_HINT "\n"
        "0.3 < 403 1 call=b\n",
        "ims_no_retry likely warn [] no_retry 2 3; forbidden_no_challenge likely error [identity_hint_only] forbidden 3 4", false },
    { "empty_response_to_digest", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,response=\"\")\n"
        "0.3 < 403 2\n",
        "response_empty certain error [] forbidden 2 3 4", false },
    { "mac_failure_then_esp",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,response=\"\") " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.4 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp likely note [ims_mac_failure] rejected 2 3 4 5", false },
    { "mac_failure_recovered", IMS_NO_MAC_AGAIN
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 200 3\n",
        "ims_mac_failure_recovered certain note [] accepted 2 3 4 5 6", false },
    { "mac_failure_same_challenge_accepted", IMS_NO_MAC
        "0.3 < 401 2 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,k1)\n"
        "0.5 < 200 3\n",
        "ims_aka_accepted certain chat [ims_mac_failure] accepted 2 3 4 5 6", false },
    { "mac_failure_then_res_refused", IMS_NO_MAC_AGAIN
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 403 3 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [ims_mac_failure] forbidden 2 3 4 5 6", false },
    { "mac_failure_empty_request_accepted", IMS_NO_MAC
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [ims_mac_failure] accepted 2 3 4", false },

    /* Two invalid challenges */
    { "two_invalid", IMS_NO_MAC_AGAIN
        "0.4 > REGISTER 3 AUTH(alice,ims,k2,response=\"\")\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        GOES_ON,
        "ims_stops_after_two_invalid likely error [ims_mac_failure] rejected 2 3 4 5 6", false },
    { "two_invalid_mixed", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2,response=\"\")\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        GOES_ON,
        "ims_stops_after_two_invalid likely error [ims_sync_failure,ims_mac_failure] rejected 2 3 4 5 6", false },
    { "two_invalid_auts", IMS_RESYNC
        "0.4 > REGISTER 3 AUTH(alice,ims,k2," IMS_AUTS ")\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        GOES_ON,
        "ims_stops_after_two_invalid likely error [ims_sync_failure,ims_resync_loop] no_retry 2 3 4 5 6", false },
    { "two_invalid_capture_ends", IMS_NO_MAC_AGAIN
        "0.4 > REGISTER 3 AUTH(alice,ims,k2,response=\"\")\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        "2 idle\n",
        "ims_mac_failure certain error [] rejected 4 5 6", false },
    { "two_invalid_forbidden", IMS_NO_MAC_AGAIN
        "0.4 > REGISTER 3 AUTH(alice,ims,k2,response=\"\")\n"
        "0.5 < 403 3\n"
        GOES_ON,
        "ims_mac_failure certain error [] forbidden 4 5 6", false },
    { "one_invalid_one_refused", IMS_RES_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,ims,k2,response=\"\")\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        GOES_ON,
        "ims_mac_failure certain error [challenge_loop] rejected 2 3 4 5 6", false },

    /* RES refused */
    { "res_refused", IMS_RES_REFUSED,
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "res_refused_twice", IMS_RES_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [challenge_loop] rejected 4 5 6", false },
    { "res_refused_often", IMS_RES_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        "0.6 > REGISTER 4 AUTH(alice,ims,k3)\n"
        "0.7 < 401 4 WWW(ims,k4,algorithm=AKAv1-MD5)\n"
        "0.8 > REGISTER 5 AUTH(alice,ims,k4)\n"
        "0.9 < 401 5 WWW(ims,k5,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [challenge_loop] rejected 8 9 10", false },
    { "res_forbidden", AKA_RETRY
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [] forbidden 2 3 4", false },
    { "res_forbidden_without_reason", AKA_RETRY
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "res_forbidden_other_reason", AKA_RETRY
        "0.3 < 403 2 phrase=\"Not relaying\"\n",
        "domain_not_served certain warn [] forbidden 2 3 4", false },
    { "res_refused_then_forbidden", IMS_RES_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 403 3\n",
        "ims_res_wrong likely error [] forbidden 2 3 4", false },
    { "res_refused_then_other_reason", IMS_RES_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 403 3 phrase=\"Not relaying\"\n",
        "domain_not_served certain warn [ims_res_wrong] forbidden 2 3 4 5 6", false },
    { "res_refused_then_accepted", IMS_RES_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "0.5 < 200 3\n",
        "ims_aka_accepted certain chat [ims_res_wrong] accepted 2 3 4 5 6", false },
    { "res_refused_then_unanswered", IMS_RES_REFUSED
        "0.4 > REGISTER 3 AUTH(alice,ims,k2)\n"
        GOES_ON,
        "ims_res_wrong likely error [] unanswered 2 3 4", false },
    { "res_refused_after_12_s", AKA_401
        "12 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "12.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "res_digest_asked_next", AKA_RETRY
        "0.3 < 401 2 WWW(ims,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "res_wrong_realm", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,other,k1)\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "realm_mismatch certain error [] rejected 2 3 4", false },
    { "password_refused_by_phrase", REGISTER_RETRY
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "credentials_rejected_403 likely warn [] forbidden 2 3 4", false },
    { "auts_refused_by_phrase", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ")\n"
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "ims_sync_failure certain warn [] forbidden 2 3 4", false },

    /* RES too late */
    { "late", AKA_401
        "250 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "250.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_late_retry possible warn [] rejected 2 3 4", false },
    { "late_same_challenge", AKA_401
        "250 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "250.1 < 401 2 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "not_so_late", AKA_401
        "239 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "239.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "late_and_accepted", AKA_401
        "250 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "250.1 < 200 2\n",
        "ims_aka_accepted certain chat [] accepted 2 3 4", false },
    { "late_recovered", AKA_401
        "250 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "250.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "250.2 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "250.3 < 200 3\n",
        "ims_aka_accepted certain chat [ims_late_retry] accepted 2 3 4 5 6", false },
    { "late_and_refused_again", AKA_401
        "250 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "250.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "250.2 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "250.3 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [challenge_loop,ims_late_retry] rejected 2 3 4 5 6", false },
    { "late_and_forbidden", AKA_401
        "250 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "250.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "250.2 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "250.3 < 403 3\n",
        "credentials_rejected_403 likely warn [ims_late_retry] forbidden 2 3 4 5 6", false },

    /* A core that counts strictly */
    { "nc_strict",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=Kamailio WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000002)\n"
        "0.3 < 401 2 server=Kamailio WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_nc_strict possible warn [] rejected 2 3 4", false },
    { "nc_strict_by_phrase", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000002)\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) phrase=\"Unauthorized - Challenging the UE\"\n",
        "ims_nc_strict possible warn [] rejected 2 3 4", false },
    { "nc_right",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=Kamailio WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000001)\n"
        "0.3 < 401 2 server=Kamailio WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "nc_gap_at_another_core", AKA_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000002)\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "nc_gap_at_kamailio_without_ims",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=Kamailio WWW(lab,n1)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,nc=00000002)\n"
        "0.3 < 401 2 server=Kamailio WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "nc_strict_decimal",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=Kamailio WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000009)\n"
        "0.3 < 200 2\n"
        "600 > REGISTER 3 AUTH(alice,ims,k1,nc=00000010)\n"
        "600.1 < 401 3 phrase=\"Unauthorized - Challenging the UE\" WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        GOES_ON,
        "ims_aka_accepted certain chat [] accepted 2 3 4; ims_nc_strict possible warn [nc_gap] no_retry 3 5 6", false },
    { "nc_strict_then_accepted",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=Kamailio WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000002)\n"
        "0.3 < 401 2 server=Kamailio WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,k2,nc=00000001)\n"
        "0.5 < 200 3\n",
        "ims_aka_accepted certain chat [ims_res_wrong,ims_nc_strict] accepted 2 3 4 5 6", false },
    { "nc_strict_then_refused_with_the_right_count",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=Kamailio WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000002)\n"
        "0.3 < 401 2 server=Kamailio WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "0.4 > REGISTER 3 AUTH(alice,ims,k2,nc=00000001)\n"
        "0.5 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [challenge_loop,ims_nc_strict] rejected 2 3 4 5 6", false },
    { "nc_of_a_nonce_nobody_gave",
        "0 > REGISTER 1 AUTH(alice,ims,k1,nc=00000007)\n"
        "0.1 < 401 1 phrase=\"Unauthorized - Challenging the UE\" WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        ALIVE GOES_ON,
        "ims_no_retry likely warn [] no_retry 1 2 3", false },
    { "nc_gap_forbidden",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 server=Kamailio WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1,nc=00000002)\n"
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [] forbidden 2 3 4", false },

    /* Keys that reach the UE */
    { "keys_no_answer",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5, ck=\"00\", ik=\"11\") " IMS_SERVER "\n"
        ALIVE GOES_ON,
        "ims_ck_ik_leak certain error [] no_retry 2 3", false },
    { "keys_capture_ends",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5, ck=\"00\", ik=\"11\") " IMS_SERVER "\n"
        "2 idle\n",
        "capture_ended certain note [ims_ck_ik_leak] no_retry 2", false },
    { "keys_then_esp",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5, ck=\"00\", ik=\"11\") " IMS_SERVER "\n"
        "1 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp likely note [ims_ck_ik_leak] no_retry 1 2 3", false },
    { "keys_accepted",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5, ck=\"00\", ik=\"11\") " IMS_SERVER "\n"
        "0.2 C:5100>S:6101 REGISTER 2 AUTH(alice,ims,k1) ipsec " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 S:6100>C:5101 200 2\n",
        "ims_aka_accepted certain chat [ims_ck_ik_leak] accepted 2 3 4", false },
    { "keys_empty",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5, ck=\"\", ik=\"\") " IMS_SERVER "\n"
        ALIVE GOES_ON,
        "ims_no_retry possible warn [] no_retry 1 2 3", false },
    { "keys_behind_the_p_cscf",
        "0 P>S REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}\n"
        "0.1 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5, ck=\"00\", ik=\"11\")\n"
        "20 P>S OPTIONS 1 call=alive via=p9,c9\n"
        GOES_ON,
        "ims_no_retry likely warn [] no_retry 2 3", false },

    /* The protected port */
    { "syn_refused", IMS_401
        "1 > *syn detail=6101\n"
        "1.01 < *rst detail=6101\n"
        GOES_ON,
        "ims_protected_port_unreachable certain error [] no_retry 1 2 3 4", false },
    { "syn_unanswered", IMS_401
        "1 > *syn detail=6101\n"
        "2 > *syn detail=6101\n"
        "4 > *syn detail=6101\n"
        GOES_ON,
        "ims_protected_port_unreachable certain error [] no_retry 1 2 3", false },
    { "syn_once_unanswered", IMS_401
        "1 > *syn detail=6101\n"
        GOES_ON,
        "ims_protected_port_unreachable likely error [] no_retry 1 2 3", false },
    { "syn_captured_twice", IMS_401
        "1 > *syn detail=6101\n"
        "1.001 > *syn detail=6101\n"
        GOES_ON,
        "ims_protected_port_unreachable likely error [] no_retry 1 2 3", false },
    { "syn_answered", IMS_401
        "1 > *syn detail=6101\n"
        "2 > *syn detail=6101\n"
        "2.1 < *synack detail=6101\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "syn_answered_then_reset", IMS_401
        "1 > *syn detail=6101\n"
        "1.1 < *synack detail=6101\n"
        "1.2 < *rst detail=6101\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "syn_to_another_port", IMS_401
        "1 > *syn detail=6102\n"
        "1.01 < *rst detail=6102\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "syn_at_the_end", IMS_401
        "58 > *syn detail=6101\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "syn_many_ports_answered", IMS_401
        "0.2 < *synack detail=70\n"
        "0.3 < *synack detail=71\n"
        "0.4 < *synack detail=72\n"
        "0.5 < *synack detail=73\n"
        "0.6 < *synack detail=74\n"
        "0.7 < *synack detail=75\n"
        "0.8 < *synack detail=76\n"
        "0.9 < *synack detail=77\n"
        "1 > *syn detail=6101\n"
        "2 > *syn detail=6101\n"
        "2.1 < *synack detail=6101\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "port_unreachable", IMS_401
        "1 > *other detail=6101\n"
        "1.01 > *unreachable detail=6101\n"
        GOES_ON,
        "ims_protected_port_unreachable certain error [] no_retry 1 2 4", false },
    { "port_unreachable_other_port", IMS_401
        "1.01 > *unreachable detail=5060\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 1 2", false },
    { "port_unreachable_and_syn", IMS_401
        "1 > *syn detail=6101\n"
        "1.01 > *unreachable detail=6101\n"
        GOES_ON,
        "ims_protected_port_unreachable certain error [] no_retry 1 2 3 4", false },
    { "port_unreachable_retry", IMS_401
        "1 C:5100>S:6101 REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "1.01 S:6101>C:5100 !REGISTER 2\n"
        GOES_ON,
        "ims_protected_port_unreachable certain error [] unanswered 1 2 4", false },
    { "protected_retry_unanswered", IMS_401
        "1 C:5100>S:6101 REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        GOES_ON,
        "challenge_pending certain note [] unanswered 2 3", false },
    { "port_unreachable_retry_to_the_old_port", IMS_401
        "1 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "1.01 < !REGISTER 2\n"
        "2 idle\n",
        "challenge_pending certain note [ims_retry_unprotected] unanswered 1 2 3 4", false },
    { "syn_refused_one_pass", IMS_401
        "1 > *syn detail=6101\n"
        "1.01 < *rst detail=6101\n"
        GOES_ON,
        "undetermined possible note [] pending 2", true },
    { "port_unreachable_retry_one_pass", IMS_401
        "1 C:5100>S:6101 REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "1.01 S:6101>C:5100 !REGISTER 2\n"
        GOES_ON,
        "undetermined possible note [] pending 2 3", true },
    { "syn_refused_but_accepted", IMS_401
        "1 > *syn detail=6101\n"
        "1.01 < *rst detail=6101\n"
        "1.1 C:5100>S:6101 REGISTER 2 AUTH(alice,ims,k1) ipsec " IMS_CLIENT " " IMS_VERIFY "\n"
        "1.2 S:6101>C:5100 200 2\n",
        "ims_aka_accepted certain chat [] accepted 2 5 6", false },

    /* ESP that nobody answers */
    { "esp_unanswered", IMS_401
        "1 > *esp detail=22\n"
        "1.5 > *esp detail=22\n"
        "2.5 > *esp detail=22\n"
        GOES_ON,
        "ims_esp_unanswered likely error [] no_retry 1 2 3", false },
    { "esp_once_unanswered", IMS_401
        "1 > *esp detail=22\n"
        "1.001 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "esp_answered", IMS_401
        "1 > *esp detail=22\n"
        "1.5 > *esp detail=22\n"
        "1.6 < *esp detail=11\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "esp_answered_with_another_spi", IMS_401
        "1 > *esp detail=22\n"
        "1.5 > *esp detail=22\n"
        "1.6 < *esp detail=99\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "esp_unanswered_capture_ends", IMS_401
        "1 > *esp detail=22\n"
        "1.5 > *esp detail=22\n"
        "2 idle\n",
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "esp_unreachable", IMS_401
        "1 > *esp detail=22\n"
        "1.001 > *unreachable-esp detail=22\n"
        "2 idle\n",
        "ims_esp_unanswered certain error [] no_retry 1 2 3 4", false },
    { "esp_unreachable_other_spi", IMS_401
        "1 > *esp detail=22\n"
        "1.001 > *unreachable-esp detail=23\n"
        "2 idle\n",
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },

    /* The answer in clear */
    { "unprotected_challenged_again", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n",
        "ims_retry_unprotected certain warn [] rejected 1 2 3 4", false },
    { "unprotected_unanswered", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        GOES_ON,
        "ims_retry_unprotected certain warn [] unanswered 1 2 3", false },
    { "unprotected_capture_ends", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "2 idle\n",
        "challenge_pending certain note [ims_retry_unprotected] unanswered 1 2 3", false },
    { "unprotected_one_pass", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        GOES_ON,
        "undetermined possible note [ims_retry_unprotected] pending 1 2 3", true },
    { "unprotected_accepted", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 200 2\n",
        "ims_aka_accepted certain chat [ims_retry_unprotected] accepted 1 2 3 4", false },
    { "unprotected_forbidden", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 403 2\n",
        "ims_retry_unprotected certain warn [] forbidden 1 2 3 4", false },
    { "unprotected_res_wrong", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 403 2 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [ims_retry_unprotected] forbidden 1 2 3 4", false },
    { "protected_challenged_again", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 S:6101>C:5100 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "protected_by_esp_challenged_again", IMS_401
        "0.2 > REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "protected_by_tls_challenged_again",
        "0 > REGISTER 1 over=tls " IMS_CLIENT "\n"
        "0.1 < 401 1 over=tls WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.2 > REGISTER 2 over=tls AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 401 2 over=tls WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "unprotected_auts", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ") " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 403 2\n",
        "ims_sync_failure certain warn [] forbidden 2 3 4", false },
    { "unprotected_behind_the_p_cscf",
        "0 P>S REGISTER 1 via=p1,c1 " IMS_CLIENT " {P-Charging-Vector: icid-value=1}\n"
        "0.1 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "0.2 P>S REGISTER 2 via=p2,c2 AUTH(alice,ims,k1) " IMS_CLIENT " {P-Charging-Vector: icid-value=1}\n"
        "0.3 S>P 401 2 via=p2,c2 WWW(ims,k2,algorithm=AKAv1-MD5)\n",
        "ims_res_wrong likely error [] rejected 2 3 4", false },
    { "unprotected_without_aka",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,n1) " IMS_SERVER "\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,n1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 401 2 WWW(ims,n2) " IMS_SERVER "\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "no_credentials_in_clear", IMS_401
        "0.2 > REGISTER 2 " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n",
        "retry_without_credentials certain error [] rejected 2 3 4", false },
    { "unprotected_taken_elsewhere", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 < 200 2\n"
        "60 > REGISTER 1 call=b " IMS_CLIENT "\n"
        "60.1 < 401 1 call=b WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n"
        "60.2 > REGISTER 2 call=b AUTH(alice,ims,k2) " IMS_CLIENT " " IMS_VERIFY "\n"
        "60.3 < 401 2 call=b WWW(ims,k3,algorithm=AKAv1-MD5) " IMS_SERVER "\n",
        "ims_aka_accepted certain chat [ims_retry_unprotected] accepted 1 2 3 4; ims_res_wrong likely error [ims_retry_unprotected] rejected 5 6 7 8", false },

    /* Another agreement echoed */
    { "sa_mismatch_forbidden", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=23;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 403 2\n",
        "ims_sa_mismatch certain error [] forbidden 2 3 4", false },
    { "sa_mismatch_challenged_again", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=23;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) " IMS_SERVER "\n",
        "ims_sa_mismatch certain error [] rejected 2 3 4", false },
    { "sa_mismatch_said", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=23;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 494 2\n",
        "ims_sa_mismatch certain error [] other_failure 2 3 4", false },
    { "sa_mismatch_then_trouble", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=23;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 504 2\n",
        "ims_aka_accepted likely chat [ims_sa_mismatch] other_failure 2 3 4", false },
    { "sa_same_494", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 S:6101>C:5100 494 2\n",
        "undetermined possible note [] other_failure 2 3 4", false },
    { "sa_mismatch_accepted", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=23;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 200 2\n",
        "ims_aka_accepted certain chat [ims_sa_mismatch] accepted 2 3 4", false },
    { "sa_same_forbidden", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.3 S:6101>C:5100 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "sa_other_order_of_parameters", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: IPSEC-3GPP; port-s=6101; port-c=6100;spi-s=22;spi-c=21;ealg=null;alg=hmac-sha-1-96;q=0.10}\n"
        "0.3 S:6101>C:5100 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "sa_two_mechanisms_two_lines",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp;alg=a;port-s=6101, ipsec-3gpp;alg=b;port-s=6101}\n"
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;alg=a;port-s=6101} {Security-Verify: ipsec-3gpp;alg=b;port-s=6101}\n"
        "0.3 S:6101>C:5100 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "sa_two_mechanisms_one_echoed",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp;alg=a;port-s=6101, ipsec-3gpp;alg=b;port-s=6101}\n"
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;alg=b;port-s=6101}\n"
        "0.3 S:6101>C:5100 403 2\n",
        "ims_sa_mismatch certain error [] forbidden 2 3 4", false },
    { "sa_server_list_cut",
        "0 > REGISTER 1 " IMS_CLIENT "\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5) " IMS_SERVER " cut\n"
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=21;spi-s=23;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
    { "sa_of_the_challenge_before", IMS_401
        "0.2 > REGISTER 2 AUTH(alice,ims,k1," IMS_AUTS ") " IMS_CLIENT "\n"
        "0.3 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=31;spi-s=32;port-c=6100;port-s=6101}\n"
        "0.4 C:5100>S:6101 REGISTER 3 ipsec AUTH(alice,ims,k2) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.5 S:6101>C:5100 403 3\n",
        "ims_sa_mismatch certain error [ims_sync_failure] forbidden 2 3 4 5 6", false },
    { "sa_mismatch_yet_stated", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=21;spi-s=22;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 403 2 phrase=\"Forbidden - HSS Roaming not allowed\"\n",
        "ims_roaming_refused certain error [ims_sa_mismatch] forbidden 2 3 4", false },
    { "sa_mismatch_yet_refused_by_the_core", IMS_HOPS
        "0.4 C:5100>P:6101 REGISTER 2 via=c2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=21;spi-s=22;port-c=6100;port-s=6101}\n"
        "0.5 P>S REGISTER 2 via=p2,c2 AUTH(alice,ims,k1) {P-Charging-Vector: icid-value=1}\n"
        "0.6 S>P 403 2 via=p2,c2 totag=t\n"
        "0.7 P:6101>C:5100 403 2 via=c2 totag=t\n",
        "credentials_rejected_403 possible warn [] forbidden 3 6 7; credentials_rejected_403 possible warn [ims_sa_mismatch] forbidden 4 5 7 8", false },
    { "sa_mismatch_yet_res_wrong", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=21;spi-s=22;port-c=6100;port-s=6101}\n"
        "0.3 S:6101>C:5100 403 2 phrase=\"Authentication Failed\"\n",
        "ims_res_wrong likely error [ims_sa_mismatch] forbidden 2 3 4", false },
    { "syn_unanswered_yet_passed", IMS_HOPS_PASSED
        "1 C>P *syn detail=6101\n"
        "2 C>P *syn detail=6101\n"
        GOES_ON,
        "ims_aka_accepted certain chat [] accepted 3 5 6; ims_retry_in_esp likely note [] no_retry 1 4 5", false },
    { "syn_refused_then_esp", IMS_401
        "1 > *syn detail=6101\n"
        "1.1 < *rst detail=6101\n"
        "2 > *esp detail=22\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 5", false },
    { "syn_refused_inside_esp", IMS_401
        "1 > *esp detail=22\n"
        "1 > *syn detail=6101 same\n"
        "1.1 < *rst detail=6101\n"
        GOES_ON,
        "ims_protected_port_unreachable certain error [] no_retry 1 2 3 4", false },
    { "retry_by_the_connection_of_which_half_is_seen", IMS_401
        "0.15 > *syn detail=6101\n"
        "1.15 > *syn detail=6101\n"
        "1.2 C:5100>S:6101 REGISTER 2 over=tcp AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        GOES_ON,
        "retry_ignored possible warn [] unanswered 2 5", false },
    { "esp_one_way_yet_passed", IMS_HOPS_PASSED
        "1 C>P *esp detail=22\n"
        "2 C>P *esp detail=22\n"
        GOES_ON,
        "ims_aka_accepted certain chat [] accepted 3 5 6; ims_retry_in_esp likely note [] no_retry 1 4 5 7", false },
    { "esp_one_way_for_minutes", IMS_401
        "1 > *esp detail=22\n"
        "2 > *esp detail=22\n"
        "200 > *esp detail=22\n"
        "300 idle\n",
        "ims_retry_in_esp likely note [] no_retry 1 2 3", false },
    { "hints_only_three_times", AKA_401
        "5 > REGISTER 2 " IMS_HINT "\n"
        "5.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "10 > REGISTER 3 " IMS_HINT "\n"
        "10.1 < 401 3 WWW(ims,k3,algorithm=AKAv1-MD5)\n"
        GOES_ON,
        "ims_mac_failure possible warn [] rejected 4 5 6", false },
    { "hint_after_a_lost_challenge_then_accepted", AKA_401
        "5 > REGISTER 2 " IMS_HINT "\n"
        "5.1 < 401 2 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "5.2 > REGISTER 3 AUTH(alice,ims,k2)\n"
        "5.3 < 200 3\n",
        "ims_aka_accepted certain chat [ims_mac_failure] accepted 2 3 4 5 6", false },
    { "hint_refused_for_a_reason", AKA_401
        "5 > REGISTER 2 " IMS_HINT "\n"
        "5.1 < 403 2 phrase=\"Forbidden - HSS User Unknown\"\n",
        "unknown_user certain error [ims_mac_failure] forbidden 2 3 4", false },
    { "answered_on_gm_and_not_passed_on",
        "0 C>P REGISTER 1 via=c1\n"
        "0.1 P>S REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}\n"
        "0.2 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.3 P>C 401 1 via=c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.5 C>P REGISTER 2 via=c2 AUTH(alice,ims,k1)\n"
        "0.6 P>C 403 2 via=c2\n"
        "20 P>S OPTIONS 1 call=alive via=p9,c9\n"
        GOES_ON,
        "undetermined possible note [] no_retry 3 5; credentials_rejected_403 possible warn [] forbidden 4 5 6", false },
    { "other_ue_behind_the_p_cscf",
        "0 P>S REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}\n"
        "0.1 S>P 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "20 P>S OPTIONS 1 call=other user=bob via=p9,c9\n"
        GOES_ON,
        "ims_no_retry possible note [client_silent] no_retry 2", false },
    { "aka_renewed_and_not_answered", AKA_RETRY
        "0.3 < 200 2\n"
        "600 > REGISTER 3 AUTH(alice,ims,k1)\n"
        "600.1 < 401 3 WWW(ims,k2,algorithm=AKAv1-MD5)\n"
        "620 > OPTIONS 1 call=alive\n"
        "700 idle\n",
        "ims_aka_accepted certain chat [] accepted 2 3 4; ims_no_retry likely warn [] no_retry 5 6 7", false },
    { "sa_of_the_copy_that_is_answered", IMS_401
        "0.5 > REGISTER 1 " IMS_CLIENT "\n"
        "0.6 < 401 1 WWW(ims,k2,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=31;spi-s=32;port-c=6200;port-s=6201}\n"
        "0.7 C:5100>S:6201 REGISTER 2 ipsec AUTH(alice,ims,k2) " IMS_CLIENT " {Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=31;spi-s=32;port-c=6200;port-s=6201}\n"
        "0.8 S:6201>C:5100 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 4 5 6", false },
    { "sa_of_the_copy_that_is_not_answered", IMS_401
        "0.5 > REGISTER 1 " IMS_CLIENT "\n"
        "0.6 < 401 1 WWW(ims,k2,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=31;spi-s=32;port-c=6200;port-s=6201}\n"
        "0.7 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT " " IMS_VERIFY "\n"
        "0.8 S:6101>C:5100 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 4 5 6", false },
    { "esp_of_the_copy", IMS_401
        "0.5 > REGISTER 1 " IMS_CLIENT "\n"
        "0.6 < 401 1 WWW(ims,k2,algorithm=AKAv1-MD5) {Security-Server: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=31;spi-s=32;port-c=6200;port-s=6201}\n"
        "1 > *esp detail=32\n"
        GOES_ON,
        "ims_retry_in_esp likely note [] no_retry 1 2 4 5", false },
    { "sa_verify_missing", IMS_401
        "0.2 C:5100>S:6101 REGISTER 2 ipsec AUTH(alice,ims,k1) " IMS_CLIENT "\n"
        "0.3 S:6101>C:5100 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
};

#endif /* SIPAUTH_SCENARIOS_IMS_H */
