/* products.c
 * Servers and clients that give themselves away, and the settings of theirs that matter.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "products.h"

#include <stdlib.h>

/* Words of Server and User-Agent headers, lower case; the first that fits decides. */
static const struct {
    const char *word;
    product_t product;
} words[] = {
    { "freeswitch", PRODUCT_FREESWITCH },
    { "asterisk", PRODUCT_ASTERISK },
    { "fpbx", PRODUCT_ASTERISK },
    { "kamailio", PRODUCT_KAMAILIO },
    { "opensips", PRODUCT_OPENSIPS },
    { "baresip", PRODUCT_BARESIP },
    { "linphone", PRODUCT_LINPHONE },
    { "belle-sip", PRODUCT_LINPHONE },
    { "twinkle", PRODUCT_TWINKLE },
    { "pjsua", PRODUCT_PJSIP },
    { "pjsip", PRODUCT_PJSIP },
    { "jssip", PRODUCT_SIP_JS },
    { "sip.js", PRODUCT_SIP_JS },
    { "microsoft.pstnhub", PRODUCT_TEAMS },
};

static product_t product_of(const char *text)
{
    product_t product = PRODUCT_UNKNOWN;
    char *lower;

    if (!text) {
        return PRODUCT_UNKNOWN;
    }
    lower = g_ascii_strdown(text, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(words) && product == PRODUCT_UNKNOWN; i++) {
        if (strstr(lower, words[i].word)) {
            product = words[i].product;
        }
    }
    g_free(lower);
    return product;
}

product_t product_of_server(const exchange_t *exchange)
{
    return product_of(exchange->server);
}

product_t product_of_client(const exchange_t *exchange)
{
    return product_of(exchange->user_agent);
}

/* Words of User-Agent headers, lower case, and the first version that reads every challenge. */
static const struct {
    const char *word;
    unsigned major, minor;
} first_only[] = {
    { "baresip", 3, 12 },   /* libre 3.12 brought SHA-256 */
    { "pjsua", 2, 11 },     /* pjproject pull request 2408 */
    { "jssip", 4, 0 },      /* not so far */
    { "sip.js", 1, 0 },     /* not so far */
};

/* The version behind the product's name, as in `baresip v1.0.0` or `JsSIP 3.13.8`. */
static bool read_version(const char *text, unsigned long *major, unsigned long *minor)
{
    char *end;

    text += strspn(text, " /v");
    *major = strtoul(text, &end, 10);
    if (end == text || *end != '.' || !g_ascii_isdigit(end[1])) {
        return false;
    }
    *minor = strtoul(end + 1, NULL, 10);
    return true;
}

bool product_reads_first_challenge_only(const exchange_t *exchange)
{
    char *lower = g_ascii_strdown(exchange->user_agent ? exchange->user_agent : "", -1);
    bool known = false;

    for (size_t i = 0; i < G_N_ELEMENTS(first_only) && !known; i++) {
        const char *at = strstr(lower, first_only[i].word);
        unsigned long major, minor;

        known = at && read_version(at + strlen(first_only[i].word), &major, &minor)
            && (major < first_only[i].major || (major == first_only[i].major && minor < first_only[i].minor));
    }
    g_free(lower);
    return known;
}

/* Tools that look for weak accounts, by the names that they give themselves unless told otherwise. */
static const char *const scanners[] = { "friendly-scanner", "friendly-request", "sipvicious", "sip-scan", "sundayddr",
    "sipcli", "pplsip", "smap", "iwar" };
/* A library that scanners use, and so do phones that were made with it. */
static const char *const suspects[] = { "vaxsipuseragent" };
/* Tools that ask whether a server is there. */
static const char *const monitors[] = { "sipsak", "sipp", "check_sip", "nagios", "icinga", "zabbix", "prtg", "uptime",
    "monitor", "probe" };

static bool begins_with_word(const char *text, const char *word)
{
    size_t len = strlen(word);

    return g_ascii_strncasecmp(text, word, len) == 0 && !g_ascii_isalnum(text[len]);
}

/* A bit for each letter that one of the words begins with. */
static uint32_t first_letters(const char *const *wanted, size_t count)
{
    uint32_t letters = 0;

    for (size_t i = 0; i < count; i++) {
        letters |= 1u << (wanted[i][0] & 31);
    }
    return letters;
}

static bool one_begins(const char *text, const char *const *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if ((*text | 0x20) == wanted[i][0] && begins_with_word(text, wanted[i])) {
            return true;
        }
    }
    return false;
}

/* Is one of the words, which are in lower case, in the text, as a word of its own? Few words of a text begin with a letter
 * that one of them begins with. */
static bool has_word(const char *text, const char *const *wanted, size_t count)
{
    const uint32_t letters = first_letters(wanted, count);

    while (text && *text) {
        if ((letters >> (*text & 31) & 1) && one_begins(text, wanted, count)) {
            return true;
        }
        while (g_ascii_isalnum(*text)) {
            text++;
        }
        while (*text && !g_ascii_isalnum(*text)) {
            text++;
        }
    }
    return false;
}

bool product_client_scans(const exchange_t *exchange)
{
    return has_word(exchange->user_agent, scanners, G_N_ELEMENTS(scanners));
}

bool product_client_may_scan(const exchange_t *exchange)
{
    return has_word(exchange->user_agent, suspects, G_N_ELEMENTS(suspects));
}

bool product_client_monitors(const exchange_t *exchange)
{
    return has_word(exchange->user_agent, monitors, G_N_ELEMENTS(monitors));
}

/* What a product calls the things a cause is about. */
typedef struct {
    cause_t cause;
    product_t product;
    const char *text;
} advice_t;

static const advice_t client_advice[] = {
    { CAUSE_NO_RETRY_NO_CREDENTIALS, PRODUCT_ASTERISK,
        "Asterisk as client: set outbound_auth of the endpoint or registration; its auth section needs this realm, or an empty realm to take any (chan_sip: remotesecret, or auth= with the realm)." },
    { CAUSE_NO_RETRY_NO_CREDENTIALS, PRODUCT_FREESWITCH,
        "FreeSWITCH as client: set username, auth-username, password and realm of the gateway (sofia status gateway NAME shows them)." },
    { CAUSE_NO_RETRY_NO_CREDENTIALS, PRODUCT_TWINKLE,
        "Twinkle: leave the realm of the user profile empty; a realm that is set must match byte for byte." },
    { CAUSE_NO_RETRY_NO_CREDENTIALS, PRODUCT_BARESIP,
        "baresip: set auth_user and auth_pass of the account; it does not answer where SHA-256 is offered beside MD5." },
    { CAUSE_NO_RETRY_NO_CREDENTIALS, PRODUCT_KAMAILIO,
        "Kamailio as client: uac_auth() needs a credential whose realm equals the challenge's, case included." },
    { CAUSE_NO_RETRY_NO_CREDENTIALS, PRODUCT_LINPHONE,
        "Linphone: the auth_info entry needs this realm or none, and an algorithm that is offered." },
    { CAUSE_NO_RETRY_NO_CREDENTIALS, PRODUCT_PJSIP,
        "PJSIP: add a credential with this realm or `*`; older ones know MD5 only." },
    { CAUSE_RETRY_WITHOUT_CREDENTIALS, PRODUCT_LINPHONE,
        "Linphone repeats a request without credentials where it does not know the algorithm that is offered." },
    { CAUSE_EARLIER_CREDENTIALS_DROPPED, PRODUCT_BARESIP,
        "baresip sends only the latest credentials: let either the edge or the registrar authenticate it." },
    { CAUSE_EARLIER_CREDENTIALS_DROPPED, PRODUCT_LINPHONE,
        "Linphone drops Proxy-Authorization when it answers a 401: let either the edge or the registrar authenticate it." },
    { CAUSE_REALM_MISMATCH, PRODUCT_ASTERISK,
        "Asterisk as client: leave realm of the auth section empty, or copy it from the challenge." },
    { CAUSE_REALM_MISMATCH, PRODUCT_FREESWITCH,
        "FreeSWITCH as client: set the gateway parameter realm to the challenge's." },
    { CAUSE_CSEQ_NOT_INCREMENTED, PRODUCT_KAMAILIO,
        "Kamailio as client: uac_auth() cannot count up by itself; let the dialog module do it with track_cseq_updates=1." },
    { CAUSE_CHALLENGE_LOOP, PRODUCT_BARESIP,
        "baresip tries again many times in a row: correct auth_user and auth_pass of the account." },
    { CAUSE_STALE_NOT_RETRIED, PRODUCT_SIP_JS,
        "JsSIP and SIP.js stop after one stale round." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_SIP_JS,
        "JsSIP and SIP.js know MD5 only." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_BARESIP,
        "baresip knows SHA-256 from 3.12 on." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_PJSIP,
        "PJSIP: old ones know MD5 only; SHA-256 and SHA-512-256 are complete from 2.15 on, where it is built with OpenSSL." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_LINPHONE,
        "Linphone: the auth_info entry needs an algorithm that is offered." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_ASTERISK,
        "Asterisk as client answers SHA-256 from 20.12, 21.7 and 22.2 on, with PJSIP only: supported_algorithms_uac of the auth section." },
    { CAUSE_ALGORITHM_FIRST_UNSUPPORTED, PRODUCT_SIP_JS,
        "JsSIP and SIP.js read the first challenge only, and know MD5 only." },
    { CAUSE_ALGORITHM_FIRST_UNSUPPORTED, PRODUCT_BARESIP,
        "baresip before 3.12 does not answer where SHA-256 is offered beside MD5." },
    { CAUSE_ALGORITHM_FIRST_UNSUPPORTED, PRODUCT_PJSIP,
        "PJSIP before 2.11 reads the first challenge only." },
    { CAUSE_IMS_NC_STRICT, PRODUCT_PJSIP,
        "PJSIP writes nc in decimal: after 00000009 it sends 00000010, which is 16." },
};

static const advice_t server_advice[] = {
    { CAUSE_CREDENTIALS_REJECTED, PRODUCT_ASTERISK,
        "Asterisk: compare username, password and realm of the endpoint's auth section; `pjsip set logger on` and the security log name the account. An unknown endpoint, and one whose acl refuses the address, is challenged the same way." },
    { CAUSE_CREDENTIALS_REJECTED, PRODUCT_KAMAILIO,
        "Kamailio: with calculate_ha1=0 the stored HA1 must be made for exactly this realm; auth_check() also refuses where the user name differs from From or To. The return code in the log tells which." },
    { CAUSE_CREDENTIALS_REJECTED, PRODUCT_OPENSIPS,
        "OpenSIPS: nonces are taken once only by default; compare HA1 and realm in the subscriber table." },
    { CAUSE_CHALLENGE_LOOP, PRODUCT_ASTERISK,
        "Asterisk: compare username, password and realm of the endpoint's auth section; the security log names the account." },
    { CAUSE_CHALLENGE_LOOP, PRODUCT_KAMAILIO,
        "Kamailio challenges for ever whatever fails; the return code of auth_check() in the log tells a wrong password (-2) from an unknown user (-3)." },
    { CAUSE_CREDENTIALS_REJECTED_403, PRODUCT_FREESWITCH,
        "FreeSWITCH answers a wrong password with 403: check the user's password in the directory; an unknown user, sip-forbid-register and an ACL look the same." },
    { CAUSE_CREDENTIALS_REJECTED_403, PRODUCT_ASTERISK,
        "Asterisk chan_sip answers a wrong secret, an unknown peer and a peer's ACL with 403; with PJSIP a 403 after credentials means an ACL, a missing AOR or max_contacts." },
    { CAUSE_POLICY_AFTER_AUTH, PRODUCT_ASTERISK,
        "Asterisk: look at the dial plan (Hangup(21) gives 403), the endpoint's AOR and its max_contacts, contact_acl and acl." },
    { CAUSE_POLICY_AFTER_AUTH, PRODUCT_FREESWITCH,
        "FreeSWITCH: look at max-registrations-per-extension, apply-inbound-acl and the dial plan." },
    { CAUSE_POLICY_AFTER_AUTH, PRODUCT_KAMAILIO,
        "Kamailio: search the routing script for sl_send_reply(\"403\" and send_reply(\"403\"." },
    { CAUSE_FORBIDDEN_NO_CHALLENGE, PRODUCT_ASTERISK,
        "Asterisk: look at acl, deny and permit of the endpoint, at acl.conf, and at the identify section of a trunk." },
    { CAUSE_FORBIDDEN_NO_CHALLENGE, PRODUCT_FREESWITCH,
        "FreeSWITCH: look at apply-inbound-acl and apply-register-acl of the profile." },
    { CAUSE_FORBIDDEN_NO_CHALLENGE, PRODUCT_KAMAILIO,
        "Kamailio: look at allow_source_address(), at the address table, and at 403 in the routing script." },
    { CAUSE_FORBIDDEN_PHRASE, PRODUCT_KAMAILIO,
        "Kamailio: search the routing script for this phrase." },
    { CAUSE_FORBIDDEN_PHRASE, PRODUCT_OPENSIPS,
        "OpenSIPS: search the routing script for this phrase." },
    { CAUSE_FORBIDDEN_IDENTITY, PRODUCT_KAMAILIO,
        "Kamailio: the script compares the user name with From or To (check_from(), check_to(), or $au with $fU and $tU); an alias needs an entry of the uri table (use_uri_table)." },
    { CAUSE_FORBIDDEN_IDENTITY, PRODUCT_OPENSIPS,
        "OpenSIPS: db_check_from() and db_check_to() compare the user name with From and To; an alias needs an entry of the uri table." },
    { CAUSE_REGISTRATION_FORBIDDEN, PRODUCT_ASTERISK,
        "Asterisk: look at the endpoint's aors, at max_contacts and remove_existing of the AOR (0 contacts forbids registration), and at contact_acl and acl; chan_sip: at the peer's deny, permit and contactdeny." },
    { CAUSE_REGISTRATION_FORBIDDEN, PRODUCT_FREESWITCH,
        "FreeSWITCH: look at max-registrations-per-extension and sip-forbid-register of the user, and at apply-register-acl of the profile." },
    { CAUSE_REGISTRATION_FORBIDDEN, PRODUCT_KAMAILIO,
        "Kamailio: look at max_contacts of the registrar module and at 403 in the routing script." },
    { CAUSE_DOMAIN_NOT_SERVED, PRODUCT_KAMAILIO,
        "Kamailio: add the host to alias or to the domain table; \"Not relaying\" means that neither From nor Request-URI is local (uri==myself)." },
    { CAUSE_DOMAIN_NOT_SERVED, PRODUCT_OPENSIPS,
        "OpenSIPS: add the host to alias or to the domain table; \"Relay Forbidden\" means that neither From nor Request-URI is local." },
    { CAUSE_NOT_REGISTERED, PRODUCT_KAMAILIO,
        "Kamailio P-CSCF: pcscf_is_registered() compares address and port of the request with those of the registration; a changed port (NAT, a new security association) counts as not registered." },
    { CAUSE_STALE_DATE_STIR, PRODUCT_ASTERISK,
        "Asterisk: max_date_header_age and max_iat_age of stir_shaken.conf; where callers send no Date, ignore_sip_date_header." },
    { CAUSE_STALE_DATE_STIR, PRODUCT_OPENSIPS,
        "OpenSIPS: verify_date_freshness of the stir_shaken module." },
    { CAUSE_IMS_HSS_FAILURE, PRODUCT_KAMAILIO,
        "Kamailio S-CSCF and I-CSCF: is the Diameter peer of cdp open, and what does the HSS log for this request?" },
    { CAUSE_IMS_QOS_REFUSED, PRODUCT_KAMAILIO,
        "Kamailio P-CSCF: WITH_RX asks the PCRF for each registration; without it, or for clients without a bearer, leave it out." },
    { CAUSE_CONTACT_FQDN_TEAMS, PRODUCT_TEAMS,
        "Teams: the name must equal the SBC's FQDN in the tenant (Get-CsOnlinePSTNGateway) and stand in its certificate." },
    { CAUSE_CHALLENGE_MISSING, PRODUCT_FREESWITCH,
        "FreeSWITCH does this where user or host of To or From is empty, and when SUBSCRIBE or MESSAGE fails to authenticate." },
    { CAUSE_NONCE_EXPIRED_NO_STALE, PRODUCT_KAMAILIO,
        "Kamailio: raise nonce_expire of the auth module; where the check returned -4 (nonce expired), and only there, give flag 16 to the challenge function, which sets stale=true on whatever it challenges." },
    { CAUSE_NONCE_EXPIRED_NO_STALE, PRODUCT_OPENSIPS,
        "OpenSIPS: raise nonce_expire; set disable_nonce_check for nonces that may be used more than once." },
    { CAUSE_ALGORITHM_MISMATCH, PRODUCT_ASTERISK,
        "Asterisk: supported_algorithms_uas of the auth section says what is offered." },
    { CAUSE_ALGORITHM_MISMATCH, PRODUCT_FREESWITCH,
        "FreeSWITCH: rfc8760-auth-algorithms of the profile says what is offered." },
    { CAUSE_USERNAME_NOT_IDENTITY, PRODUCT_KAMAILIO,
        "Kamailio: auth_check() compares the user name with From or To where its flags ask for it." },
    { CAUSE_USERNAME_NOT_IDENTITY, PRODUCT_OPENSIPS,
        "OpenSIPS: the routing script compares the authentication user ($au) with From or To and says \"Forbidden auth ID\"." },
    { CAUSE_DIALOG_IDS_CHANGED, PRODUCT_KAMAILIO,
        "Kamailio: auth_checks_register, auth_checks_no_dlg and auth_checks_in_dlg bind a nonce to Call-ID, From tag or source address." },
    { CAUSE_IMS_NO_RETRY, PRODUCT_KAMAILIO,
        "Kamailio P-CSCF: see in its log whether ipsec_create() is reached for the 401, and in `ip xfrm state` whether its SAs are there." },
    { CAUSE_IMS_SECURITY_SERVER_MISSING, PRODUCT_KAMAILIO,
        "Kamailio P-CSCF: load ims_ipsec_pcscf and let the reply route of REGISTER call ipsec_create(), which adds Security-Server." },
    { CAUSE_IMS_CK_IK_LEAK, PRODUCT_KAMAILIO,
        "Kamailio P-CSCF: the reply route of its register.cfg empties ck and ik of the 401; see that this 401 passes it." },
    { CAUSE_IMS_ESP_UNANSWERED, PRODUCT_KAMAILIO,
        "Kamailio P-CSCF: compare `ip xfrm state` with both security lists, and the listen lines of ims_ipsec_pcscf with the address family of the UE." },
    { CAUSE_IMS_PROTECTED_PORT_UNREACHABLE, PRODUCT_KAMAILIO,
        "Kamailio P-CSCF: look at the listen addresses and ports of ims_ipsec_pcscf, for IPv4 and IPv6, and at `ip xfrm policy`." },
    { CAUSE_IMS_NC_STRICT, PRODUCT_KAMAILIO,
        "Kamailio: ims_auth takes exactly the last count plus one; a greater one is challenged anew, a smaller one is a reused nonce." },
    { CAUSE_STALE_NOT_RETRIED, PRODUCT_ASTERISK,
        "Asterisk: raise nonce_lifetime of the auth section (32 s by default)." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_ASTERISK,
        "Asterisk: supported_algorithms_uas of the auth section lists what is offered; add MD5 as long as such clients are in use." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_FREESWITCH,
        "FreeSWITCH: rfc8760-auth-algorithms of the profile lists what is offered; add MD5 as long as such clients are in use." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_KAMAILIO,
        "Kamailio: modparam(\"auth\", \"algorithm\", ...) names the only algorithm; without it MD5 is offered." },
    { CAUSE_CLIENT_UNSUPPORTED_ALGORITHM, PRODUCT_OPENSIPS,
        "OpenSIPS: name MD5 too among the algorithms of www_challenge() and proxy_challenge()." },
    { CAUSE_ALGORITHM_FIRST_UNSUPPORTED, PRODUCT_ASTERISK,
        "Asterisk: supported_algorithms_uas of the auth section lists what is offered, and in which order." },
    { CAUSE_ALGORITHM_FIRST_UNSUPPORTED, PRODUCT_FREESWITCH,
        "FreeSWITCH: rfc8760-auth-algorithms of the profile lists what is offered, and in which order." },
    { CAUSE_CLIENT_UNSUPPORTED_QOP, PRODUCT_KAMAILIO,
        "Kamailio: flag 1 of www_challenge(), proxy_challenge() and auth_challenge() offers auth, flag 2 auth-int." },
    { CAUSE_CLIENT_UNSUPPORTED_QOP, PRODUCT_OPENSIPS,
        "OpenSIPS: the second argument of www_challenge() and proxy_challenge() names the qop." },
    { CAUSE_RETRY_ELSEWHERE, PRODUCT_KAMAILIO,
        "Kamailio: give all nodes the same modparam(\"auth\", \"secret\", ...); one-time nonces and nonce counts still belong to one node." },
    { CAUSE_STALE_LOOP, PRODUCT_ASTERISK,
        "Asterisk: its nonces hold the client's address and live for nonce_lifetime of the auth section (32 s by default); compare the clocks of several servers." },
    { CAUSE_STALE_LOOP, PRODUCT_KAMAILIO,
        "Kamailio: flag 16 of the challenge function says stale=true whatever is wrong with the credentials: give it only where the check returned -4. Raise nonce_expire of the auth module; give all nodes the same secret parameter and clock; look at one_time_nonce and at auth_checks_register." },
    { CAUSE_STALE_LOOP, PRODUCT_OPENSIPS,
        "OpenSIPS: a nonce is good once; a second copy of the request is asked anew unless disable_nonce_check is set." },
    { CAUSE_NONCE_UNKNOWN_TO_SERVER, PRODUCT_KAMAILIO,
        "Kamailio: set the auth module's secret parameter to the same value on all nodes; without it each start makes its own." },
    { CAUSE_NONCE_UNKNOWN_TO_SERVER, PRODUCT_OPENSIPS,
        "OpenSIPS: set the auth module's secret parameter to the same value on all nodes; without it each start makes its own." },
    { CAUSE_NONCE_UNKNOWN_TO_SERVER, PRODUCT_ASTERISK,
        "Asterisk: nonces hold the server's entity ID, so that another server does not know them; keep a client on one server." },
    { CAUSE_ADDRESS_CHANGE_NONCE, PRODUCT_ASTERISK,
        "Asterisk (PJSIP): nonces hold the address that the request came from; the client's address must stay." },
    { CAUSE_ADDRESS_CHANGE_NONCE, PRODUCT_KAMAILIO,
        "Kamailio: auth_checks_register, auth_checks_no_dlg and auth_checks_in_dlg can tie nonces to the source address." },
    { CAUSE_NONCE_REUSED_AFTER_SUCCESS, PRODUCT_OPENSIPS,
        "OpenSIPS: set disable_nonce_check for nonces that may be used more than once." },
    { CAUSE_NONCE_REUSED_AFTER_SUCCESS, PRODUCT_KAMAILIO,
        "Kamailio: one_time_nonce of the auth module does this; nonce_count allows counting on. Where the check returned -6 (nonce reused), and only there, flag 16 of the challenge function says stale=true." },
    { CAUSE_BANNED_AFTER_FAILURES, PRODUCT_ASTERISK,
        "Asterisk: look into fail2ban (fail2ban-client status) and the firewall; Asterisk itself bans nobody." },
    { CAUSE_BANNED_AFTER_FAILURES, PRODUCT_KAMAILIO,
        "Kamailio: look for the address in the ipban table (kamcmd htable.dump ipban) and at pike in the routing script." },
    { CAUSE_BRUTE_FORCE_SCAN, PRODUCT_ASTERISK,
        "Asterisk: let fail2ban read the security log; alwaysauthreject hides from scanners which users exist." },
    { CAUSE_BRUTE_FORCE_SCAN, PRODUCT_KAMAILIO,
        "Kamailio: the default script's WITH_ANTIFLOOD (pike and the ipban table) and its list of User-Agents drop such requests." },
};

/* The advice for a cause where a product gave itself away with this text; most causes have none. */
static const char *find_advice(const advice_t *advice, size_t count, cause_t cause, const char *text)
{
    product_t product = PRODUCT_UNKNOWN;
    bool read = false;

    for (size_t i = 0; i < count; i++) {
        if (advice[i].cause != cause) {
            continue;
        }
        if (!read) {
            product = product_of(text);
            read = true;
        }
        if (advice[i].product == product) {
            return advice[i].text;
        }
    }
    return NULL;
}

unsigned product_next_steps(cause_t cause, const char *first, const exchange_t *exchange, const char **steps)
{
    const char *client = find_advice(client_advice, G_N_ELEMENTS(client_advice), cause, exchange->user_agent);
    const char *server = find_advice(server_advice, G_N_ELEMENTS(server_advice), cause, exchange->server);
    unsigned count = 0;

    steps[count++] = first;
    if (client) {
        steps[count++] = client;
    }
    if (server) {
        steps[count++] = server;
    }
    return count;
}
