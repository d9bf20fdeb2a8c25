/* setting.c
 * In what setting an exchange takes place: procedure, direction, interface, security.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "setting.h"

#include "security_agreement.h"
#include "wording.h"

static bool agrees_ipsec(const attempt_t *attempt)
{
    return security_offers_ipsec(attempt->security_client) || security_offers_ipsec(attempt->security_server);
}

/* Did a P-CSCF write into the credentials how they reached it (3GPP TS 24.229 section 5.2.2)? */
static bool marks_integrity(const attempt_t *attempt)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        if (c->integrity_protected) {
            return true;
        }
    }
    return false;
}

/* Between two servers of the core? A UE writes integrity-protected too if it errs, so it must be behind a proxy. */
static bool inside_core(const exchange_t *exchange)
{
    return exchange->from_core || (exchange->via_count > 1 && marks_integrity(exchange->first));
}

bool setting_is_ims(const exchange_t *exchange)
{
    const attempt_t *first = exchange->first;

    return exchange->from_core || first->security_client || first->security_server || attempt_asks_aka(first);
}

const char *setting_procedure(const exchange_t *exchange)
{
    static const struct {
        const char *method;
        const char *procedure;
    } procedures[] = {
        { "INVITE", "session setup" },
        { "SUBSCRIBE", "subscription" },
        { "PUBLISH", "publication" },
        { "MESSAGE", "message" },
        { "OPTIONS", "options" },
        { "REFER", "transfer" },
        { "NOTIFY", "notification" },
    };
    const char *method = exchange->method ? exchange->method : "";

    if (strcmp(method, "REGISTER") == 0) {
        if (exchange->expires_zero) {
            return "deregistration";
        }
        return setting_is_ims(exchange) ? "IMS registration" : "registration";
    }
    if (exchange->to_tag && *exchange->to_tag) {
        return "in-dialog request";
    }
    for (size_t i = 0; i < G_N_ELEMENTS(procedures); i++) {
        if (strcmp(method, procedures[i].method) == 0) {
            return procedures[i].procedure;
        }
    }
    return "request";
}

const char *setting_direction(const attempt_t *attempt)
{
    if (attempt->exchange->via_count > 1 || attempt->exchange->from_core) {
        return "proxy to proxy";
    }
    if (attempt->status == 407) {
        return "proxy to client";
    }
    return setting_is_ims(attempt->exchange) ? "network to UE" : "server to client";
}

const char *setting_interface(const attempt_t *attempt)
{
    const exchange_t *exchange = attempt->exchange;

    if (!setting_is_ims(exchange)) {
        return NULL;
    }
    if (inside_core(exchange)) {
        return "Mw";
    }
    return exchange->via_count == 1 ? "Gm" : NULL;
}

static const char *carriage(transport_t transport)
{
    switch (transport) {
    case TRANSPORT_TLS:
        return "over TLS";
    case TRANSPORT_WSS:
        return "over secure WebSocket";
    default:
        return "in clear";
    }
}

static const char *scheme_security(wmem_allocator_t *scope, const attempt_t *attempt, const char *scheme,
    const char *algorithm)
{
    bool digest = g_ascii_strcasecmp(scheme, "Digest") == 0;

    if (digest && algorithm && g_ascii_strncasecmp(algorithm, "AKAv", 4) == 0) {
        return agrees_ipsec(attempt->exchange->first) || agrees_ipsec(attempt) ? "IMS AKA with IPsec" : "IMS AKA";
    }
    return wording_format(scope, "%s%s%s %s", scheme, digest ? " " : "",
        digest ? (algorithm && *algorithm ? algorithm : "MD5") : "", carriage(attempt->transport));
}

const char *setting_security(wmem_allocator_t *scope, const attempt_t *attempt)
{
    const challenge_t *challenge = attempt->challenges;

    if (!challenge && attempt->previous) {
        challenge = attempt->previous->challenges;
    }
    if (challenge && challenge->scheme) {
        return scheme_security(scope, attempt, challenge->scheme, challenge->algorithm);
    }
    if (attempt->credentials && attempt->credentials->scheme) {
        return scheme_security(scope, attempt, attempt->credentials->scheme, attempt->credentials->algorithm);
    }
    return NULL;
}
