/* test_phrases.c
 * Unit tests of the map from what servers say to what they mean.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "phrases.h"
#include "unit_span.h"

#define SPAN(text) ((span_t){ (text), strlen(text) })

static const char *slug_of(const phrase_t *row)
{
    return row ? cause_row(row->cause)->slug : "nothing";
}

static const phrase_t *find_exactly(const char *text, bool registers)
{
    char *copy = unit_copy(text, strlen(text));
    const phrase_t *row = phrase_find((span_t){ copy, strlen(text) }, registers);

    g_free(copy);
    return row;
}

static void check(const char *text, bool registers, const char *slug)
{
    const phrase_t *row = find_exactly(text, registers);

    if (strcmp(slug_of(row), slug) != 0) {
        g_test_message("\"%s\": expected %s, found %s", text, slug, slug_of(row));
        g_test_fail();
    }
}

/* Each row is the first that its own example fits, however it is written and whatever is appended. */
static void test_rows(void)
{
    static const char *const styles[] = { "%s", "Forbidden - %s", "  %s !", "%s 0A1B2C3D4E5F", "403 %s (10.0.0.1)" };

    for (size_t i = 0; i < phrase_map_rows; i++) {
        const phrase_t *row = &phrase_map[i];
        bool registers = row->to == SAID_TO_REGISTER;

        g_assert_false(phrase_is_generic(SPAN(row->example)));
        g_assert_cmpstr(row->means ? row->means : "-", !=, "");
        g_assert_cmpint(row->confidence, !=, CONFIDENCE_POSSIBLE);
        for (size_t s = 0; s < G_N_ELEMENTS(styles); s++) {
            char **parts = g_strsplit(styles[s], "%s", 2);
            char *text = g_strconcat(parts[0], row->example, parts[1], NULL);
            char *loud = g_ascii_strup(text, -1);

            if (find_exactly(text, registers) != row || find_exactly(loud, registers) != row) {
                g_test_message("row %u, \"%s\" as \"%s\", is taken for \"%s\"", (unsigned)i, row->example, text,
                    find_exactly(text, registers) ? find_exactly(text, registers)->example : "nothing");
                g_test_fail();
            }
            g_free(text);
            g_free(loud);
            g_strfreev(parts);
        }
    }
}

/* What servers are known to send, and what must not be taken for it. */
static const struct {
    const char *text;
    const char *to_register;
    const char *to_others;
} cases[] = {
    /* Kamailio IMS cores and Open IMS Core */
    { "Forbidden - HSS User Unknown", "unknown_user", "unknown_user" },
    { "Forbidden - HSS Identities don't match", "ims_identity_mismatch", "ims_identity_mismatch" },
    { "Forbidden - HSS Identities do not match", "ims_identity_mismatch", "ims_identity_mismatch" },
    { "Forbidden - HSS Roaming not allowed", "ims_roaming_refused", "ims_roaming_refused" },
    { "Roaming restricted", "ims_roaming_refused", "ims_roaming_refused" },
    { "Visited network not allowed", "ims_roaming_refused", "ims_roaming_refused" },
    { "Forbidden - HSS Identity not registered", "ims_identity_mismatch", "ims_identity_mismatch" },
    { "Forbidden - HSS Authorization Rejected", "ims_barred", "ims_barred" },
    { "Forbidden - HSS responded with unknown Result Code", "ims_hss_failure", "ims_hss_failure" },
    { "Forbidden - HSS responded with unknown Experimental Result Code", "ims_hss_failure", "ims_hss_failure" },
    { "Forbidden - HSS Authentication Scheme Unsupported", "ims_hss_failure", "ims_hss_failure" },
    { "Forbidden - HSS Unable to comply", "ims_hss_failure", "ims_hss_failure" },
    { "Forbiddent - Hss Unable to comply", "ims_hss_failure", "ims_hss_failure" },
    { "Forbidden - HSS returned no authentication vectors", "ims_hss_failure", "ims_hss_failure" },
    { "Forbidden - HSS respond DIAMETER Error", "ims_hss_failure", "ims_hss_failure" },
    { "DIAMETER_UNABLE_TO_COMPLY", "ims_hss_failure", "ims_hss_failure" },
    { "Forbidden - HSS respond 3GPP Error result code", "ims_hss_failure", "ims_hss_failure" },
    { "Temporarily unavailable - error retrieving av", "ims_hss_failure", "ims_hss_failure" },
    { "Temporarily Unavailable - Diameter Cx interface failed", "ims_hss_failure", "ims_hss_failure" },
    { "Temporarily unavailable - TimeOut in MAR/A HSS", "ims_hss_failure", "ims_hss_failure" },
    { "Temporarily unavailable - Missing AVP in UAA from HSS", "ims_hss_failure", "ims_hss_failure" },
    { "Temporarily Unavailable", "nothing", "nothing" },
    { "Forbidden - Private identity not found (Authorization: username)", "forbidden_phrase", "forbidden_phrase" },
    { "Forbidden - Public identity not found (To:)", "forbidden_phrase", "forbidden_phrase" },
    { "Forbidden - Nonce not found (Authorization: nonce)", "forbidden_phrase", "forbidden_phrase" },
    { "Forbidden - You must register first with a S-CSCF", "nothing", "not_registered" },
    { "Forbidden - Domain not served", "domain_not_served", "domain_not_served" },
    { "Can't register to QoS for signalling", "ims_qos_refused", "ims_qos_refused" },
    { "Forbidden to SUBSCRIBE", "nothing", "nothing" },
    { "Authentication Failed", "credentials_rejected_403", "credentials_rejected_403" },
    { "Authentication Failed 01C0FFEE0123", "credentials_rejected_403", "credentials_rejected_403" },
    { "Unauthorized - Challenging the UE", "nothing", "nothing" },
    { "IMPU barred", "ims_barred", "ims_barred" },
    { "Incoming calls barred within CUG", "ims_barred", "forbidden_phrase" },

    /* Kamailio, OpenSIPS, SER */
    { "Not relaying", "domain_not_served", "domain_not_served" },
    { "Relay Forbidden", "domain_not_served", "domain_not_served" },
    { "Rely forbidden", "domain_not_served", "domain_not_served" },
    { "Relaying denied", "domain_not_served", "domain_not_served" },
    { "Forbidden auth ID", "forbidden_identity", "forbidden_identity" },
    { "Use From=ID", "forbidden_identity", "forbidden_identity" },
    { "Preload Route denied", "forbidden_phrase", "forbidden_phrase" },
    { "Not from trunk", "forbidden_phrase", "forbidden_phrase" },
    { "Not Allowed", "nothing", "nothing" },
    { "Forbidden User", "forbidden_identity", "forbidden_identity" },
    { "Forbidden name", "forbidden_identity", "forbidden_identity" },
    { "Forbidden domain", "domain_not_served", "domain_not_served" },
    { "Message too large", "forbidden_phrase", "forbidden_phrase" },
    { "Forbidden - Not enough credit", "forbidden_phrase", "forbidden_phrase" },
    { "Unknown customer", "unknown_user", "unknown_user" },
    { "Source Not Authorized", "forbidden_phrase", "forbidden_phrase" },
    { "Registration Disabled", "registration_forbidden", "forbidden_phrase" },
    { "Stale Date", "stale_date_stir", "stale_date_stir" },

    /* repro, reSIProcate */
    { "Invalid nonce", "forbidden_phrase", "forbidden_phrase" },
    { "Invalid user name provided", "unknown_user", "unknown_user" },
    { "Invalid password provided", "credentials_rejected_403", "credentials_rejected_403" },
    { "Where on earth did you get that nonce?", "forbidden_phrase", "forbidden_phrase" },
    { "Mutual TLS required to handle that message", "secure_media_or_tls_required", "secure_media_or_tls_required" },
    { "Authentication Failed for peer cert", "secure_media_or_tls_required", "secure_media_or_tls_required" },
    { "Relaying Forbidden", "domain_not_served", "domain_not_served" },

    /* Flexisip, Teams, WhatsApp, carriers, others */
    { "Domain forbidden", "domain_not_served", "domain_not_served" },
    { "Domain registration forbidden", "registration_forbidden", "nothing" },
    { "Too many contacts in REGISTER", "registration_forbidden", "forbidden_phrase" },
    { "5e19725b-7fad-4e89-bae3-dfc5df88bb96;No trunk config was found", "nothing", "contact_fqdn_teams" },
    { "Get Inbound Direct routing - RuntimeApi trunk config not found for customer", "nothing", "contact_fqdn_teams" },
    { "User is not Enterprise Voice enabled", "nothing", "forbidden_phrase" },
    { "User is only allowed to make domestic calls. This is an international call", "nothing", "forbidden_phrase" },
    { "Proxy auth uri does not match SIP \"to\" uri", "forbidden_phrase", "forbidden_phrase" },
    { "Digest replay attack detected", "forbidden_phrase", "forbidden_phrase" },
    { "Caller Origination Number is Invalid D35", "forbidden_identity", "forbidden_identity" },
    { "Unverified Caller Origination Number D51", "forbidden_identity", "forbidden_identity" },
    { "Caller ID is unauthorized. A Valid Caller ID is either a DID you have purchased or verified",
        "forbidden_identity", "forbidden_identity" },
    { "Destination Number +491 is not allowed for service plan basic D12", "nothing", "forbidden_phrase" },
    { "User channel limit exceeded D1", "forbidden_phrase", "forbidden_phrase" },
    { "Wrong password or domain", "credentials_rejected_403", "credentials_rejected_403" },
    { "Unsupported Credential", "stale_date_stir", "stale_date_stir" },
    { "Invalid username or password", "credentials_rejected_403", "credentials_rejected_403" },
    { "Bad auth", "credentials_rejected_403", "credentials_rejected_403" },
    { "Auth failure", "credentials_rejected_403", "credentials_rejected_403" },
    { "Not authenticated", "credentials_rejected_403", "credentials_rejected_403" },

    /* Words that only look alike */
    { "Too many login attempts", "forbidden_phrase", "forbidden_phrase" },
    { "Maximum number of attempts reached", "forbidden_phrase", "forbidden_phrase" },
    { "Account already in use from another location", "nothing", "nothing" },
    { "Service stopped for emergency maintenance", "nothing", "nothing" },
    { "Unable to comply", "nothing", "nothing" },
    { "Caller ID must be in international format", "forbidden_identity", "forbidden_identity" },
    { "Caller ID not allowed for called number", "forbidden_identity", "forbidden_identity" },
    { "Caller ID is not registered", "forbidden_identity", "forbidden_identity" },
    { "Calls from address not allowed", "nothing", "nothing" },
    { "User agent does not match", "forbidden_phrase", "forbidden_phrase" },
    { "Please contact support, not available", "nothing", "nothing" },
    { "Rate not found", "nothing", "nothing" },
    { "Unsupported credentials", "credentials_rejected_403", "credentials_rejected_403" },
    { "Registration denied, user not found", "unknown_user", "nothing" },
    { "Diameter Rx interface failed", "ims_qos_refused", "ims_qos_refused" },
    { "DIAMETER_ERROR_USER_UNKNOWN", "unknown_user", "unknown_user" },
    { "DIAMETER_AUTHORIZATION_REJECTED", "ims_barred", "ims_barred" },
    { "Not authorized", "nothing", "nothing" },
    { "Author denied", "nothing", "nothing" },
    { "Request from unknown source", "nothing", "nothing" },
    { "Forbidden from this network", "nothing", "nothing" },
    { "Unregistered service", "nothing", "not_registered" },
    { "Registered users only", "nothing", "nothing" },
    { "Called party not registered", "nothing", "forbidden_phrase" },
    { "Callee is not registered", "nothing", "forbidden_phrase" },
    { "Emergency calls only", "forbidden_phrase", "forbidden_phrase" },
    { "Client certificates are fine", "secure_media_or_tls_required", "secure_media_or_tls_required" },
    { "Anonymous calls rejected", "nothing", "forbidden_identity" },
    { "Settlement", "nothing", "nothing" },
    { "Denial of service", "nothing", "nothing" },
    { "User not found", "unknown_user", "nothing" },
    { "Unknown realm", "nothing", "nothing" },
    { "", "nothing", "nothing" },
    { "-- ''' ;;;", "nothing", "nothing" },
};

static void test_cases(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        check(cases[i].text, true, cases[i].to_register);
        check(cases[i].text, false, cases[i].to_others);
    }
}

static void test_generic(void)
{
    static const char *const generic[] = { "", " ", "Forbidden", "FORBIDDEN", "403", "403 Forbidden", "Forbidden.",
        "Forbidden 0A1B2C3D4", "Forbidden (0a1b2c3d4e5f607)", "Forbidden - Forbidden" };
    static const char *const telling[] = { "Forbidden D10", "Forbidden 12345678", "Forbidden 0123456789abcdef0",
        "Forbidden defaced bed", "Not Allowed", "404", "Verboten", "Forbidden \xe4\xb8\xad" };

    for (size_t i = 0; i < G_N_ELEMENTS(generic); i++) {
        g_assert_true(phrase_is_generic(SPAN(generic[i])));
    }
    g_assert_true(phrase_is_generic((span_t){ NULL, 0 }));
    for (size_t i = 0; i < G_N_ELEMENTS(telling); i++) {
        g_test_message("%s", telling[i]);
        g_assert_false(phrase_is_generic(SPAN(telling[i])));
    }
}

/* Each value as `code|agent|text` or `protocol|cause|text`, one behind the other. */
static char *warnings_of(const char *value)
{
    char *copy = unit_copy(value, strlen(value));
    span_t rest = { copy, strlen(value) };
    GString *out = g_string_new(NULL);
    warning_t w;

    while (warning_next(&rest, &w)) {
        g_string_append_printf(out, "[%u|%.*s|%.*s]%s", w.code, (int)w.agent.len, w.agent.len ? w.agent.ptr : "",
            (int)w.text.len, w.text.len ? w.text.ptr : "", warning_tells(&w) ? "!" : "");
    }
    g_free(copy);
    return g_string_free(out, FALSE);
}

static char *reasons_of(const char *value)
{
    char *copy = unit_copy(value, strlen(value));
    span_t rest = { copy, strlen(value) };
    GString *out = g_string_new(NULL);
    reason_t r;

    while (reason_next(&rest, &r)) {
        g_string_append_printf(out, "[%.*s|%s%u|%.*s]%s", (int)r.protocol.len, r.protocol.len ? r.protocol.ptr : "",
            r.has_cause ? "" : "no ", r.cause, (int)r.text.len, r.text.len ? r.text.ptr : "", reason_tells(&r) ? "!" : "");
    }
    g_free(copy);
    return g_string_free(out, FALSE);
}

static void test_headers(void)
{
    static const struct {
        const char *value;
        const char *warnings;
        const char *reasons;
    } header_cases[] = {
        { "399 lab.test \"no credit\"", "[399|lab.test|no credit]!", NULL },
        { "399 lab.test:5060 \"a, b\", 370 - \"c\"", "[399|lab.test:5060|a, b]![370|-|c]!", NULL },
        { "392 192.0.2.1:5060 \"Noisy feedback tells: pid=1\"", "[392|192.0.2.1:5060|Noisy feedback tells: pid=1]", NULL },
        { "Digest replay attack detected", "[0||Digest replay attack detected]!", NULL },
        { "399 \"no agent\"", "[399||no agent]!", NULL },
        { "399", "[399||]", NULL },
        { "399 lab.test", "[399|lab.test|]", NULL },
        { "399  lab  \"Forbidden\"", "[399|lab|Forbidden]", NULL },
        { "399 lab \"never closed", "[399|lab|never closed]!", NULL },
        { "399 lab \"a \\\"quoted\\\" b\"", "[399|lab|a \\\"quoted\\\" b]!", NULL },
        { "99999999999 lab \"x\"", "[0||99999999999 lab \"x\"]!", NULL },
        { "7 days", "[0||7 days]!", NULL },
        { " , ,", "", NULL },
        { "", "", NULL },
        { "Q.850;cause=55;text=\"Incoming calls barred within CUG\"", NULL, "[Q.850|55|Incoming calls barred within CUG]!" },
        { "SIP ;cause=403 ;text=\"Forbidden\"", NULL, "[SIP|403|Forbidden]" },
        { "SIP;cause=486", NULL, "[SIP|486|]!" },
        { "Q.850 ; cause = 21, SIP;cause=603;text=\"a;b,c\"", NULL, "[Q.850|21|]![SIP|603|a;b,c]!" },
        { "STIR;cause=438;ppi=1", NULL, "[STIR|438|]!" },
        { "Q.850;cause=;text=x", NULL, "[Q.850|no 0|x]!" },
        { "Q.850;cause=1234567890", NULL, "[Q.850|no 123456789|]" },
        { "Q.850", NULL, "[Q.850|no 0|]" },
        { ";", NULL, "[|no 0|]" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(header_cases); i++) {
        bool warning = header_cases[i].warnings != NULL;
        char *found = warning ? warnings_of(header_cases[i].value) : reasons_of(header_cases[i].value);

        g_assert_cmpstr(found, ==, warning ? header_cases[i].warnings : header_cases[i].reasons);
        g_free(found);
    }
    g_assert_nonnull(reason_q850_words(57));
    g_assert_null(reason_q850_words(0));
    g_assert_null(reason_q850_words(999));
}

/* Phrase, Warning and Reason together: which of them speaks. */
static void test_read(void)
{
    static const struct {
        const char *phrase;
        const char *warning;
        const char *reason;
        const char *slug;
        stated_in_t in;
    } read_cases[] = {
        { "Forbidden", NULL, NULL, "nothing", STATED_IN_PHRASE },
        { NULL, NULL, NULL, "nothing", STATED_IN_PHRASE },
        { "Not relaying", "399 a \"Caller ID\"", "SIP;cause=403;text=\"Stale Date\"", "domain_not_served", STATED_IN_PHRASE },
        { "Forbidden", "399 a \"Caller ID\"", "SIP;cause=403;text=\"Stale Date\"", "forbidden_identity", STATED_IN_WARNING },
        { "No credit", "399 a \"Caller ID\"", NULL, "forbidden_identity", STATED_IN_WARNING },
        { "No credit", "399 a \"Blocked\"", NULL, "forbidden_phrase", STATED_IN_PHRASE },
        { "Forbidden", "392 a \"Noisy feedback tells: no tls required\"", NULL, "nothing", STATED_IN_PHRASE },
        { "Forbidden", "392 a \"b\", 399 a \"Caller ID\"", NULL, "forbidden_identity", STATED_IN_WARNING },
        { "Forbidden", NULL, "SIP;cause=403;text=\"Not registered\"", "not_registered", STATED_IN_REASON },
        { "Forbidden", NULL, "Q.850;cause=20;text=\"Not registered\"", "nothing", STATED_IN_PHRASE },
        { "Forbidden", NULL, "Q.850;cause=63;text=\"x;No trunk config was found\"", "contact_fqdn_teams", STATED_IN_REASON },
        { "Forbidden", NULL, "Q.850;cause=55;text=\"Incoming calls barred within CUG\"", "forbidden_phrase", STATED_IN_REASON },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(read_cases); i++) {
        stated_t stated = phrases_read(read_cases[i].phrase, read_cases[i].warning, read_cases[i].reason, false);

        g_assert_cmpstr(slug_of(stated.row), ==, read_cases[i].slug);
        g_assert_cmpint(stated.in, ==, read_cases[i].in);
        g_assert_true(!stated.row || stated.text.len > 0);
    }
}

/* Any bytes, as exact buffers: nothing is read beyond them, and nothing takes long. */
static void test_hostile(void)
{
    static const char alphabet[] = "a9 .,;\"\\='-*|\xff\n()not registered q.850 cause text password";
    GRand *rand = g_rand_new_with_seed(403);

    for (unsigned i = 0; i < 20000; i++) {
        size_t len = (size_t)g_rand_int_range(rand, 0, 80);
        char *bytes = (char *)g_malloc(len + 1);
        warning_t warning;
        reason_t reason;

        for (size_t n = 0; n < len; n++) {
            bytes[n] = alphabet[g_rand_int_range(rand, 0, sizeof alphabet - 1)];
        }
        char *copy = unit_copy(bytes, len);
        span_t text = { copy, len };
        span_t rest = text;
        phrase_find(text, i % 2 == 0);
        phrase_is_generic(text);
        while (warning_next(&rest, &warning)) {
            g_assert_true(unit_inside(warning.agent, text) && unit_inside(warning.text, text));
        }
        rest = text;
        while (reason_next(&rest, &reason)) {
            g_assert_true(unit_inside(reason.protocol, text) && unit_inside(reason.text, text));
        }
        g_free(copy);
        g_free(bytes);
    }
    g_rand_free(rand);
    char *words = g_strnfill(100000, 'a');
    for (size_t n = 1; n < 100000; n += 2) {
        words[n] = ' ';
    }
    for (unsigned i = 0; i < 1000; i++) {
        g_assert_null(phrase_find((span_t){ words, 100000 }, false));
    }
    g_free(words);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/phrases/rows", test_rows);
    g_test_add_func("/phrases/cases", test_cases);
    g_test_add_func("/phrases/generic", test_generic);
    g_test_add_func("/phrases/headers", test_headers);
    g_test_add_func("/phrases/read", test_read);
    g_test_add_func("/phrases/hostile", test_hostile);
    return g_test_run();
}
