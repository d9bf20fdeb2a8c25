/* test_setting.c
 * Unit tests of the setting an exchange takes place in.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "setting.h"

#include "scenario.h"

/** The setting of the first exchange, as its first response shows it. */
typedef struct {
    const char *steps;
    const char *procedure;
    const char *direction;
    const char *interface;      /* NULL: none */
    const char *security;
} setting_case_t;

static const setting_case_t setting_cases[] = {
    /* Registration */
    { "0 > REGISTER 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "registration", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > REGISTER 1\n"
      "0.1 < 401 1 WWW(lab,n1,algorithm=md5)\n",
      "registration", "server to client", NULL, "Digest md5 in clear" },
    { "0 > REGISTER 1 over=tls\n"
      "0.1 < 401 1 over=tls WWW(lab,n1,algorithm=SHA-256) WWW(lab,n1,algorithm=MD5)\n",
      "registration", "server to client", NULL, "Digest SHA-256 over TLS" },
    { "0 > REGISTER 1 over=wss\n"
      "0.1 < 401 1 over=wss {WWW-Authenticate: Bearer authz_server=\"https://a\"}\n",
      "registration", "server to client", NULL, "Bearer over secure WebSocket" },
    { "0 > REGISTER 1 over=ws\n"
      "0.1 < 401 1 over=ws {WWW-Authenticate: Basic realm=\"lab\"}\n",
      "registration", "server to client", NULL, "Basic in clear" },
    { "0 > REGISTER 1 {Expires: 0}\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "deregistration", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > REGISTER 1 {Contact: <sip:a@b>;expires=0}\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "deregistration", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > REGISTER 1 {Contact: <sip:a@b>;expires=60} {Expires: 600}\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "registration", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > REGISTER 1 totag=known\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "registration", "server to client", NULL, "Digest MD5 in clear" },

    /* IMS */
    { "0 > REGISTER 1\n"
      "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "network to UE", "Gm", "IMS AKA" },
    { "0 > REGISTER 1 {Security-Client: ipsec-3gpp}\n"
      "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "network to UE", "Gm", "IMS AKA with IPsec" },
    { "0 > REGISTER 1\n"
      "0.1 < 401 1 WWW(ims,k1,algorithm=akav2-sha-256) {Security-Server: ipsec-3gpp}\n",
      "IMS registration", "network to UE", "Gm", "IMS AKA with IPsec" },
    { "0 > REGISTER 1 via=p1,c1 {P-Charging-Vector: icid-value=1}\n"
      "0.1 < 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "proxy to proxy", "Mw", "IMS AKA" },
    { "0 > REGISTER 1 via=p1,c1 AUTH(alice,ims,-,integrity-protected=no, response=\"\")\n"
      "0.1 < 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "proxy to proxy", "Mw", "IMS AKA" },
    { "0 > REGISTER 1 AUTH(alice,ims,-,integrity-protected=no, response=\"\")\n"
      "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "network to UE", "Gm", "IMS AKA" },
    { "0 > REGISTER 1 {Path: <sip:p@ims>}\n"
      "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "proxy to proxy", "Mw", "IMS AKA" },
    { "0 > REGISTER 1 {Security-Client: tls}\n"
      "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "network to UE", "Gm", "IMS AKA" },
    { "0 > REGISTER 1 via=p1,c1\n"
      "0.1 < 401 1 via=p1,c1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "IMS registration", "proxy to proxy", NULL, "IMS AKA" },
    { "0 > REGISTER 1 {Expires: 0} {Security-Client: ipsec-3gpp}\n"
      "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n",
      "deregistration", "network to UE", "Gm", "IMS AKA with IPsec" },

    /* Calls and the rest */
    { "0 > INVITE 1\n"
      "0.1 < 407 1 PROXY(lab,n1)\n",
      "session setup", "proxy to client", NULL, "Digest MD5 in clear" },
    { "0 > INVITE 1 totag=known\n"
      "0.1 < 407 1 PROXY(lab,n1)\n",
      "in-dialog request", "proxy to client", NULL, "Digest MD5 in clear" },
    { "0 > INVITE 1 via=p1,c1\n"
      "0.1 < 407 1 via=p1,c1 PROXY(lab,n1)\n",
      "session setup", "proxy to proxy", NULL, "Digest MD5 in clear" },
    { "0 > BYE 1 totag=known\n"
      "0.1 < 407 1 PROXY(lab,n1)\n",
      "in-dialog request", "proxy to client", NULL, "Digest MD5 in clear" },
    { "0 > SUBSCRIBE 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "subscription", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > PUBLISH 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "publication", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > MESSAGE 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "message", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > OPTIONS 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "options", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > REFER 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "transfer", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > NOTIFY 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "notification", "server to client", NULL, "Digest MD5 in clear" },
    { "0 > INFO 1\n"
      "0.1 < 401 1 WWW(lab,n1)\n",
      "request", "server to client", NULL, "Digest MD5 in clear" },

    /* 403 */
    { "0 > INVITE 1\n"
      "0.1 < 403 1\n",
      "session setup", "server to client", NULL, NULL },
    { "0 > INVITE 1 AUTH(alice,lab,n0,algorithm=SHA-256)\n"
      "0.1 < 403 1\n",
      "session setup", "server to client", NULL, "Digest SHA-256 in clear" },
    { "0 > INVITE 1 {Authorization: Bearer abc}\n"
      "0.1 < 403 1\n",
      "session setup", "server to client", NULL, "Bearer in clear" },
};

static void test_settings(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(setting_cases); i++) {
        const setting_case_t *c = &setting_cases[i];
        const exchange_t *x;
        scenario_t s;

        scenario_begin(&s);
        scenario_run(&s, c->steps);
        x = scenario_exchange(&s, 0);
        g_test_message("%s", c->steps);
        g_assert_cmpstr(setting_procedure(x), ==, c->procedure);
        g_assert_cmpstr(setting_direction(x->last), ==, c->direction);
        g_assert_cmpstr(setting_interface(x->last), ==, c->interface);
        g_assert_cmpstr(setting_security(s.scope, x->last), ==, c->security);
        scenario_end(&s);
    }
}

/* A refusal after a challenge is secured as the challenge asked. */
static void test_after_challenge(void)
{
    scenario_t s;

    scenario_begin(&s);
    scenario_run(&s,
        "0 > REGISTER 1 {Security-Client: ipsec-3gpp}\n"
        "0.1 < 401 1 WWW(ims,k1,algorithm=AKAv1-MD5)\n"
        "0.2 > REGISTER 2 AUTH(alice,ims,k1)\n"
        "0.3 < 403 2\n");
    g_assert_cmpstr(setting_security(s.scope, scenario_exchange(&s, 0)->last), ==, "IMS AKA with IPsec");
    g_assert_cmpstr(setting_direction(scenario_exchange(&s, 0)->last), ==, "network to UE");
    scenario_end(&s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    wmem_init();
    g_test_add_func("/setting/cases", test_settings);
    g_test_add_func("/setting/after_challenge", test_after_challenge);
    return g_test_run();
}
