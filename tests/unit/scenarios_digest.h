/* scenarios_digest.h
 * Captures and verdicts: what a known secret proves. Known is the password "wonderland" of user "known" in
 * realm "lab"; responses are RFC 2069 digests, computed elsewhere.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_DIGEST_H
#define SIPAUTH_SCENARIOS_DIGEST_H

static const verdict_case_t digest_cases[] = {
    { "right_yet_refused", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"8373090210477275dd73e82f9096fa56\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "digest_verified_ok certain warn [] rejected 2 3 4", false },
    { "right_of_another_user", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"00958f68e8d898b6954060c47f239be0\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "right_yet_403", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"8373090210477275dd73e82f9096fa56\")\n"
        "0.3 < 403 2\n",
        "digest_verified_ok certain warn [] forbidden 2 3 4", false },
    { "right_and_stated", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"8373090210477275dd73e82f9096fa56\")\n"
        "0.3 < 403 2 phrase=\"Prepaid credit exhausted\"\n",
        "forbidden_phrase certain warn [digest_verified_ok] forbidden 2 3 4", false },
    { "right_and_accepted", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"8373090210477275dd73e82f9096fa56\")\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [] accepted 2 3 4", false },
    { "other_password", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"d34540a6dda4dacdb2f73c29823f1fd7\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "digest_verified_bad certain error [] rejected 2 3 4", false },
    { "other_password_403", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"d34540a6dda4dacdb2f73c29823f1fd7\")\n"
        "0.3 < 403 2\n",
        "digest_verified_bad certain error [] forbidden 2 3 4", false },
    { "other_password_of_nobody_known", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"4f9f6467e3d99641818e7a2c82acf896\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "other_uri", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"4848b6dcf94d1ae141584d26050fe768\") uri=sip:other.test\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "digest_verified_bad certain error [] rejected 2 3 4", false },
    { "other_method", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"7606c5dc842c3eed92c0b9e430a12ad4\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "method_mismatch_possible certain warn [] rejected 2 3 4", false },
    { "empty_password", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"d2c8176ec6e341fec1c431f02f5fb153\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "digest_with_empty_password certain error [] rejected 2 3 4", false },
    { "empty_password_unknown_user", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"f558262b9aad5c3ddd09c7c107882d7f\")\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "digest_with_empty_password certain error [] rejected 2 3 4", false },
    { "empty_password_accepted", REGISTER_401
        "0.2 > REGISTER 2 AUTH(alice,lab,n1,uri=\"sip:lab.test\",response=\"f558262b9aad5c3ddd09c7c107882d7f\")\n"
        "0.3 < 200 2\n",
        "challenge_accepted certain chat [] accepted 2 3 4", false },
    { "cut_off", REGISTER_401
        "0.2 > REGISTER 2 AUTH(known,lab,n1,uri=\"sip:lab.test\",response=\"8373090210477275dd73e82f9096fa56\") cut\n"
        "0.3 < 401 2 WWW(lab,n2)\n",
        "credentials_rejected likely warn [] rejected 2 3 4", false },
    { "auts_then_403",
        "0 > REGISTER 1\n"
        "0.1 < 401 1 WWW(lab,n3yNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0=,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,lab,n3yNAhrM9NshPM/wx/caalXkUsSvYHJcuuxsi2hPMG0=,uri=\"sip:lab.test\",algorithm=AKAv1-MD5,"
        "auts=\"5PYxAuWbpfoBD4VGVQA=\",response=\"8eba43009fc9dcddbdb7bccef19d4a2e\")\n"
        "0.3 < 403 2\n",
        "credentials_rejected_403 possible warn [] forbidden 2 3 4", false },
};

#endif /* SIPAUTH_SCENARIOS_DIGEST_H */
