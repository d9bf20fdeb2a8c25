/* rules_stated.c
 * Groups E and F of the catalogue: a 403 whose cause the server states in words, or that the request itself
 * suggests where the server states none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdio.h>

#include "evidence.h"
#include "products.h"
#include "rule_list.h"
#include "scan.h"

#define MUTATION_BASE 550
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* The words alone decide. */
static bool stated(const view_t *view, finding_t *finding, cause_t cause)
{
    if (!view_states(view, cause)) {
        return false;
    }
    finding->confidence = view->stated.row->confidence;
    evidence_of_refusal(view, finding);
    return true;
}

/* The request suggests the cause: nothing in words says another one. */
static bool suggested(const view_t *view, finding_t *finding, confidence_t confidence)
{
    if (!GUARD(!view_states_cause(view))) {
        return false;
    }
    finding->confidence = confidence;
    evidence_of_refusal(view, finding);
    return true;
}

static const char *shown(const char *text)
{
    return text ? text : "";
}

/* What the request says of its sender. */
static void say_identity(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    const exchange_t *x = view->exchange;

    evidence_say(view, finding, "%s: From \"%s@%s\", To \"%s\"", frame_text(view, last->request),
        shown(x->from_user), shown(x->from_host), shown(x->to_uri));
    if (last->asserted_identity) {
        evidence_say(view, finding, "%s: P-Asserted-Identity: %s", frame_text(view, last->request),
            last->asserted_identity);
    }
}

bool rule_forbidden_identity(const view_t *view, finding_t *finding)
{
    if (!stated(view, finding, CAUSE_FORBIDDEN_IDENTITY)) {
        return false;
    }
    say_identity(view, finding);
    return true;
}

bool rule_domain_not_served(const view_t *view, finding_t *finding)
{
    if (!stated(view, finding, CAUSE_DOMAIN_NOT_SERVED)) {
        return false;
    }
    evidence_say(view, finding, "%s: Request-URI \"%s\", From host \"%s\", To \"%s\"",
        frame_text(view, view->last->request), shown(view->last->request_uri),
        shown(view->exchange->from_host), shown(view->exchange->to_uri));
    return true;
}

/* 404 to a REGISTER whose credentials passed: the address of record is the account that is missing. */
static bool has_no_record(const view_t *view)
{
    return view->last->status == 404 && GUARD(view_registers(view));
}

/* Unlike other words of this kind, these also come with a challenge that refuses, and with other failures. */
bool rule_unknown_user(const view_t *view, finding_t *finding)
{
    const phrase_t *row = view->stated.row;
    bool said = row && GUARD(row->cause == CAUSE_UNKNOWN_USER);

    if (!said && !has_no_record(view)) {
        return false;
    }
    if (view->result == RESULT_CHALLENGED && !GUARD(attempt_step(view->last) == STEP_REFUSED)) {
        return false;
    }
    finding->minor = GUARD(view_good_end(view));
    finding->confidence = said ? row->confidence : CONFIDENCE_LIKELY;
    evidence_of_refusal(view, finding);
    return true;
}

bool rule_ims_hss_failure(const view_t *view, finding_t *finding)
{
    const phrase_t *row = view->stated.row;

    if (!row || !GUARD(row->cause == CAUSE_IMS_HSS_FAILURE) || !GUARD(view->result != RESULT_CHALLENGED)) {
        return false;
    }
    finding->minor = GUARD(view_good_end(view));
    finding->confidence = row->confidence;
    evidence_of_refusal(view, finding);
    return true;
}

bool rule_ims_identity_mismatch(const view_t *view, finding_t *finding)
{
    if (!stated(view, finding, CAUSE_IMS_IDENTITY_MISMATCH)) {
        return false;
    }
    evidence_say(view, finding, "%s: private identity \"%s\", public identity \"%s\"",
        frame_text(view, view->last->request), shown(attempt_account(view->last)),
        shown(view->exchange->to_uri));
    return true;
}

bool rule_ims_roaming_refused(const view_t *view, finding_t *finding)
{
    if (!stated(view, finding, CAUSE_IMS_ROAMING_REFUSED)) {
        return false;
    }
    if (view->last->visited_network) {
        evidence_say(view, finding, "%s: P-Visited-Network-ID: %s", frame_text(view, view->last->request),
            view->last->visited_network);
    }
    return true;
}

bool rule_ims_qos_refused(const view_t *view, finding_t *finding)
{
    return stated(view, finding, CAUSE_IMS_QOS_REFUSED);
}

/* urn:service:sos and what is below it (RFC 5031 section 4.2). */
static bool is_sos_urn(const char *uri)
{
    static const char urn[] = "urn:service:sos";

    return uri && g_ascii_strncasecmp(uri, urn, strlen(urn)) == 0 && !g_ascii_isalnum(uri[strlen(urn)]);
}

/* Digits at ims.mncNNN.mccNNN.3gppnetwork.org: made from the IMSI (3GPP TS 23.003 section 13.4B). */
static bool is_imsi_derived(const exchange_t *x)
{
    size_t digits = x->from_user ? strspn(x->from_user, "0123456789") : 0;

    return x->from_host && (digits == 14 || digits == 15) && x->from_user[digits] == '\0'
        && g_ascii_strncasecmp(x->from_host, "ims.mnc", strlen("ims.mnc")) == 0
        && g_str_has_suffix(x->from_host, ".3gppnetwork.org");
}

bool rule_ims_barred(const view_t *view, finding_t *finding)
{
    if (stated(view, finding, CAUSE_IMS_BARRED)) {
        say_identity(view, finding);
        return true;
    }
    if (view->result != RESULT_FORBIDDEN || !GUARD(!view_registers(view)) || !GUARD(is_imsi_derived(view->exchange))
        || !GUARD(view->last->user_not_associated.seen) || view_relayed(view)
        || !GUARD(!is_sos_urn(view->last->request_uri)) || !suggested(view, finding, CONFIDENCE_LIKELY)) {
        return false;
    }
    evidence_say(view, finding, "%s: the identity \"%s\" was registered, but P-Associated-URI does not hold it",
        frame_text(view, view->last->user_not_associated), shown(view->exchange->from_user));
    return true;
}

/* Credentials of a P-CSCF that vouches for the UE, or the echo of a security agreement that runs. */
static bool is_protected(const attempt_t *attempt)
{
    static const char *const protections[] = { "yes", "tls-yes", "ip-assoc-yes" };

    if (attempt->security_verify) {
        return true;
    }
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        for (size_t i = 0; c->integrity_protected && i < G_N_ELEMENTS(protections); i++) {
            if (g_ascii_strcasecmp(c->integrity_protected, protections[i]) == 0) {
                return true;
            }
        }
    }
    return false;
}

bool rule_ims_protected_rereg_rejected(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    sighting_t registered = last->account_accepted.seen ? last->account_accepted : last->user_registered;

    if (view->result != RESULT_FORBIDDEN || !GUARD(view_registers(view)) || !GUARD(is_protected(last))
        || !GUARD(!last->previous) || !GUARD(registered.seen) || !suggested(view, finding, CONFIDENCE_POSSIBLE)) {
        return false;
    }
    evidence_say(view, finding, "%s: this user was registered before", frame_text(view, registered));
    evidence_say(view, finding, "%s: %s: it came inside the security association, and no new challenge was offered",
        frame_text(view, last->request), last->security_verify ? "Security-Verify" : "integrity-protected");
    return true;
}

/* STIR */

/* `Sat, 13 Nov 2010 23:29:00 GMT` (RFC 3261 section 20.17) in nanoseconds since the epoch; 0 where it is none. */
static int64_t time_of_date(const char *date)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int day, year, hour, minute, second;
    char month[4] = "";
    const char *at;
    int64_t when = 0;

    if (!date || sscanf(date, "%*3s, %2d %3s %4d %2d:%2d:%2d", &day, month, &year, &hour, &minute, &second) != 6
        || year < 1970 || year > 2200 || strlen(month) != 3 || !(at = strstr(months, month)) || (at - months) % 3) {
        return 0;
    }
    GDateTime *time = g_date_time_new_utc(year, (int)(at - months) / 3 + 1, day, hour, minute, second);
    if (time) {
        when = SECONDS(g_date_time_to_unix(time));
        g_date_time_unref(time);
    }
    return when;
}

/* How far a time that the request states lies from when it was captured. */
static void say_age(const view_t *view, finding_t *finding, const char *what, int64_t when)
{
    int64_t age = view->last->request.time - when;

    evidence_say(view, finding, "%s: %s lies %s %s the time of capture", frame_text(view, view->last->request),
        what, duration_text(view->scope, age < 0 ? -age : age), age < 0 ? "after" : "before");
}

static void say_signed(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    int64_t date = time_of_date(last->date);

    if (!last->request.seen || !last->request_complete) {
        return;
    }
    if (date) {
        say_age(view, finding, wmem_strdup_printf(view->scope, "Date \"%s\"", last->date), date);
    } else {
        evidence_say(view, finding, "%s: %s%s", frame_text(view, last->request),
            last->date ? "Date cannot be read: " : "no Date header", shown(last->date));
    }
    if (last->identity_iat) {
        say_age(view, finding, "iat of the Identity", SECONDS(last->identity_iat));
    } else {
        evidence_say(view, finding, "%s: %s", frame_text(view, last->request),
            last->has_identity ? "Identity is there" : "no Identity header");
    }
}

static bool reason_names_stir(const attempt_t *attempt)
{
    span_t rest = span_of(attempt->reason);
    reason_t reason;
    bool names = false;

    while (reason_next(&rest, &reason)) {
        names |= GUARD(reason_is_stir(&reason));
    }
    return names;
}

bool rule_stale_date_stir(const view_t *view, finding_t *finding)
{
    if (!stated(view, finding, CAUSE_STALE_DATE_STIR)) {
        if (view->result != RESULT_FORBIDDEN || !reason_names_stir(view->last)) {
            return false;
        }
        finding->confidence = CONFIDENCE_CERTAIN;
        evidence_of_refusal(view, finding);
    }
    say_signed(view, finding);
    return true;
}

/* Callers */

bool rule_not_registered(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;

    if (stated(view, finding, CAUSE_NOT_REGISTERED)) {
        if (last->user_registered.seen) {
            evidence_say(view, finding,
                "%s: a REGISTER of this user was accepted; it may have expired, or another server holds it",
                frame_text(view, last->user_registered));
        }
        return true;
    }
    if (view->result != RESULT_FORBIDDEN || !GUARD(!view_registers(view)) || !GUARD(last->register_failed.seen)
        || !GUARD(!last->user_registered.seen) || !GUARD(!attempt_has_credentials(last)) || !GUARD(!last->previous)
        || !GUARD(!last->source_accepted.seen) || !GUARD(!view_relayed(view))
        || !suggested(view, finding, CONFIDENCE_LIKELY)) {
        return false;
    }
    evidence_say(view, finding,
        "%s: the latest REGISTER of this user to this server was not accepted, nor was any before",
        frame_text(view, last->register_failed));
    return true;
}

/* Over a transport that others can read? */
static bool is_clear(transport_t transport)
{
    return transport == TRANSPORT_UDP || transport == TRANSPORT_TCP || transport == TRANSPORT_WS;
}

bool rule_secure_media_or_tls_required(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    const account_t *account = last->account;

    if (stated(view, finding, CAUSE_SECURE_MEDIA_OR_TLS_REQUIRED)) {
        evidence_say(view, finding, "%s: sent over %s", frame_text(view, last->request),
            transport_name(last->transport));
        return true;
    }
    if (view->result != RESULT_FORBIDDEN || !account || !GUARD(is_clear(last->transport))
        || !GUARD(account->accepted_secure.seen) || !GUARD(!account->accepted_clear.seen)
        || !GUARD(!view_relayed(view)) || !suggested(view, finding, CONFIDENCE_POSSIBLE)) {
        return false;
    }
    evidence_say(view, finding, "%s: sent over %s; %s: the same account is accepted over TLS, and nowhere in clear",
        frame_text(view, last->request), transport_name(last->transport),
        frame_text(view, account->accepted_secure));
    return true;
}

/* Hosts of Microsoft's Direct Routing, public and government clouds. */
static bool is_teams(const view_t *view)
{
    span_t host = sip_uri_host(span_of(view->last->request_uri));

    return product_of_server(view->exchange) == PRODUCT_TEAMS
        || (span_find(host, SPAN_LITERAL("pstnhub.")) && span_find(host, SPAN_LITERAL(".microsoft.")));
}

/* The host of the first address of a Contact or Record-Route header, where it is no name but an IP address. */
static span_t address_host(const char *header)
{
    span_t uri, tag, host;

    sip_address_parse(span_of(header), &uri, &tag);
    host = sip_uri_host(uri);
    for (size_t i = 0; i < host.len && !scan_at(host, '['); i++) {
        if (!g_ascii_isdigit(host.ptr[i]) && host.ptr[i] != '.') {
            return (span_t){ NULL, 0 };
        }
    }
    return host;
}

bool rule_contact_fqdn_teams(const view_t *view, finding_t *finding)
{
    span_t contact = address_host(view->last->contact);
    span_t route = address_host(view->last->record_route);

    if (stated(view, finding, CAUSE_CONTACT_FQDN_TEAMS)) {
        evidence_say(view, finding, "%s: Contact: %s", frame_text(view, view->last->request),
            shown(view->last->contact));
        return true;
    }
    if (view->result != RESULT_FORBIDDEN || !GUARD(is_teams(view)) || !GUARD(contact.len || route.len)
        || !GUARD(!view_relayed(view)) || !suggested(view, finding, CONFIDENCE_LIKELY)) {
        return false;
    }
    evidence_say(view, finding, "%s: %s names the host %.*s, an address and not a name",
        frame_text(view, view->last->request), contact.len ? "Contact" : "Record-Route",
        (int)(contact.len ? contact.len : route.len), contact.len ? contact.ptr : route.ptr);
    return true;
}

/* Emergency calls */

/* The URI parameter of an emergency registration's Contact (3GPP TS 24.229 section 5.1.6.2). */
static bool has_sos_parameter(const char *contact)
{
    static const char name[] = ";sos";

    for (const char *at = contact; at && (at = strstr(at, name)) != NULL; at += strlen(name)) {
        if (!g_ascii_isalnum(at[strlen(name)])) {
            return true;
        }
    }
    return false;
}

bool rule_emergency_refused(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    bool call = is_sos_urn(last->request_uri) || is_sos_urn(view->exchange->to_uri);
    bool registration = has_sos_parameter(last->contact);

    if (stated(view, finding, CAUSE_EMERGENCY_REFUSED)) {
        return true;
    }
    if (view->result != RESULT_FORBIDDEN || (!GUARD(call) && !GUARD(registration))
        || !suggested(view, finding, CONFIDENCE_POSSIBLE)) {
        return false;
    }
    evidence_say(view, finding, "%s: %s", frame_text(view, last->request),
        call ? "the call goes to an emergency service (urn:service:sos)"
             : "Contact asks for an emergency registration (sos)");
    return true;
}
