/* scenarios_digest.h
 * Captures and verdicts: what a known secret proves. Known is the password "wonderland" of alice in the realm
 * "known"; responses are RFC 2069 digests, computed elsewhere.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_DIGEST_H
#define SIPAUTH_SCENARIOS_DIGEST_H

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
};

#endif /* SIPAUTH_SCENARIOS_DIGEST_H */
