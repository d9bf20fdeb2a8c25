/* rules_ims.c
 * Group F of the catalogue: IMS registration, AKA and the security agreement.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "aka.h"
#include "evidence_aka.h"
#include "faults.h"
#include "products.h"
#include "protected.h"
#include "rule_list.h"
#include "security_agreement.h"
#include "setting.h"

#define MUTATION_BASE 900
#include "mutation.h"

#define SECONDS(n) ((int64_t)(n) * 1000000000)

/* A USIM answers within a second; a UE that is still to answer has set up its IPsec by then. */
#define UE_ANSWERS_WITHIN SECONDS(10)
/* TCP sends SYN again after a second, then after two (RFC 6298 section 2). */
#define SYN_ANSWERED_WITHIN SECONDS(3)
/* No UE sends to a server that does not answer for longer: TCP gives up after two minutes (six times SYN), SIP sooner.
 * What goes on beyond that has its answers where the capture does not look. */
#define UE_INSISTS SECONDS(180)
/* The first retransmission of SIP over UDP comes after T1 (RFC 3261 section 17.1.2.2). */
#define T1 (SECONDS(1) / 2)

static bool on_gm(const attempt_t *attempt)
{
    return g_strcmp0(setting_interface(attempt), "Gm") == 0;
}

/* ---- what the USIM answered ---- */

/* How long the answer to a challenge took. */
static int64_t delay_of(const attempt_t *retry)
{
    return retry->previous ? retry->request.time - retry->previous->response.time : 0;
}

/* RES: credentials for an AKA challenge, in the right place, that are no AUTS; NULL if none. */
static const credentials_t *res_of(const attempt_t *retry)
{
    for (const challenge_t *c = retry->previous ? retry->previous->challenges : NULL; c; c = c->next) {
        const credentials_t *sent = GUARD(c->is_aka) ? attempt_credentials_for(retry, c) : NULL;

        if (sent && GUARD(!sent->has_auts)) {
            return sent;
        }
    }
    return NULL;
}

/* Does the empty response belong to this challenge beyond doubt? An initial REGISTER has an empty one too. */
static bool echoes_nonce(const attempt_t *retry)
{
    for (const credentials_t *c = retry->credentials; c; c = c->next) {
        if (c->nonce_origin == NONCE_OF_CHALLENGE) {
            return true;
        }
    }
    return false;
}

static bool found_invalid(const attempt_t *retry)
{
    return attempt_reports_sync_failure(retry) || (attempt_reports_mac_failure(retry) && GUARD(echoes_nonce(retry)));
}

static bool same_nonce(const attempt_t *a, const attempt_t *b)
{
    for (const challenge_t *x = a->challenges; x; x = x->next) {
        for (const challenge_t *y = b->challenges; y; y = y->next) {
            if (x->nonce_hash == y->nonce_hash) {
                return true;
            }
        }
    }
    return false;
}

static void say_invalid(const view_t *view, finding_t *finding, const attempt_t *retry)
{
    const credentials_t *auts = attempt_reports_sync_failure(retry);
    sighting_t challenge = retry->previous ? retry->previous->response : (sighting_t){ 0 };

    if (auts) {
        evidence_say(view, finding, "%s: AUTS \"%s\" answers the challenge in %s: sequence number out of range",
            frame_text(view, retry->request), auts->auts ? auts->auts : "",
            frame_text(view, challenge));
        evidence_of_auts(view, finding, retry);
    } else {
        evidence_say(view, finding, "%s: no response and no AUTS to the challenge in %s: %s",
            frame_text(view, retry->request), frame_text(view, challenge), echoes_nonce(retry)
                ? "the USIM did not accept its MAC" : "so says a USIM that does not accept its MAC");
    }
}

/* ---- protected traffic ---- */

static const attempt_t *last_challenge(const view_t *view)
{
    return attempt_challenged(view->last) || !view->last->previous ? view->last : view->last->previous;
}

static void say_agreement(const view_t *view, finding_t *finding, const attempt_t *challenged)
{
    if (challenged->security_client) {
        evidence_say(view, finding, "%s: Security-Client: %s", frame_text(view, challenged->request),
            challenged->security_client);
    }
    if (challenged->security_server) {
        evidence_say(view, finding, "%s: Security-Server: %s", frame_text(view, challenged->response),
            challenged->security_server);
    }
}

static bool offers_ipsec(const attempt_t *challenged)
{
    return security_offers_ipsec(challenged->security_server) || security_offers_ipsec(challenged->security_client);
}

/* Could UE and P-CSCF have set up IPsec? */
static bool agreed_on_ipsec(const attempt_t *challenged)
{
    return security_have_common(challenged->security_client, challenged->security_server);
}

/* To a capture that a filter keeps ESP out of, an answer inside IPsec looks like silence, and so does what follows a
 * refusal there: the UE begins anew in clear. Where ESP of others is seen, a UE that soon speaks in clear has set up
 * none. */
static bool may_lack_esp(const view_t *view)
{
    bool heard = view->alive_after > 0 && GUARD(view->alive_after <= REG_AWAIT_AUTH);

    return agreed_on_ipsec(view->last)
        && (GUARD(!view->exchange->capture->has_esp) || (!view->exchange->started_anew.seen && !heard));
}

/* An AKA challenge that nobody is seen to answer. */
static bool waits_for_ue(const view_t *view)
{
    return view_waits_for_retry(view) && GUARD(attempt_asks_aka(view->last));
}

/* It had its time, or has begun anew with another Call-ID and so left this challenge behind. */
static bool gave_up(const view_t *view)
{
    return waits_for_ue(view) && GUARD(view_silence_counts(view) || view->exchange->started_anew.seen);
}

/* The same, and nothing of it passed in IPsec or was seen on another hop either. */
static bool gave_up_for_good(const view_t *view)
{
    return gave_up(view) && GUARD(!protected_traffic(view->exchange, view->last).signs)
        && GUARD(!view->last->answered_elsewhere.seen);
}

static void say_giving_up(const view_t *view, finding_t *finding)
{
    evidence_of_silence(view, finding);
    if (view->exchange->started_anew.seen) {
        evidence_say(view, finding, "%s: the UE begins anew with another Call-ID, %s after the challenge",
            frame_text(view, view->exchange->started_anew),
            duration_text(view->scope, view->exchange->started_anew.time - view->last->response.time));
    }
    if (may_lack_esp(view)) {
        evidence_say(view, finding, "no ESP between the two; a capture filter for SIP ports would leave it out");
    }
    evidence_of_unreachable(view, finding, view->last);
    evidence_of_hidden(view, finding);
}

bool rule_ims_retry_in_esp(const view_t *view, finding_t *finding)
{
    const sign_t *up = exchange_sign_from_client(view->exchange, SIGN_ESP);
    sighting_t elsewhere = view->last->answered_elsewhere;
    protected_t found = protected_traffic(view->exchange, view->last);

    if (!waits_for_ue(view) || !GUARD(offers_ipsec(view->last)) || !GUARD(found.signs || up || elsewhere.seen)) {
        return false;
    }
    /* Between the same two hosts there may be ESP of an older agreement, or of somebody else. */
    finding->confidence = GUARD(found.signs || elsewhere.seen) ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    evidence_of_exchange(view, finding);
    say_agreement(view, finding, view->last);
    if (found.signs) {
        evidence_say(view, finding, "%s: %s %u, %s after the challenge, %u packets",
            frame_text(view, found.signs->first), found.what, found.signs->value,
            duration_text(view->scope, found.signs->first.time - view->last->response.time), found.signs->count);
    }
    if (elsewhere.seen) {
        evidence_say(view, finding, "%s: the answer is seen on another hop", frame_text(view, elsewhere));
    }
    if (up && !found.signs) {
        evidence_say(view, finding, "%s: ESP from the UE to the P-CSCF, %s after the challenge; its SPI is none of those announced",
            frame_text(view, up->at), duration_text(view->scope, up->at.time - view->last->response.time));
    }
    return true;
}

bool rule_ims_no_retry(const view_t *view, finding_t *finding)
{
    const attempt_t *last = view->last;
    bool anew = view->exchange->started_anew.seen;

    if (!gave_up_for_good(view)) {
        return false;
    }
    finding->confidence = (anew || GUARD(view->alive_after >= UE_ANSWERS_WITHIN)) && GUARD(!may_lack_esp(view))
        && GUARD(!view_may_be_hidden(view)) ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
    if (GUARD(view->alive_after <= 0) && !anew) {
        finding->has_severity = true;
        finding->severity = SEVERITY_NOTE;
    }
    evidence_of_exchange(view, finding);
    evidence_of_vector(view, finding, last);
    say_agreement(view, finding, last);
    if (last->security_client && last->security_server && !agreed_on_ipsec(last)) {
        evidence_say(view, finding, "Security-Server has no IPsec mechanism with algorithms, protocol and mode of Security-Client");
    }
    say_giving_up(view, finding);
    return true;
}

bool rule_ims_security_server_missing(const view_t *view, finding_t *finding)
{
    const attempt_t *challenged = last_challenge(view);

    if (!attempt_challenged(challenged) || !GUARD(attempt_asks_aka(challenged))
        || !GUARD(security_offers_ipsec(challenged->security_client)) || !GUARD(!challenged->security_server)
        || !GUARD(challenged->response_complete) || !GUARD(on_gm(challenged))) {
        return false;
    }
    finding->minor = !gave_up_for_good(view);
    finding->confidence = CONFIDENCE_LIKELY;
    evidence_of_challenge(view, finding, challenged);
    say_agreement(view, finding, challenged);
    evidence_say(view, finding, "%s: no Security-Server in the challenge", frame_text(view, challenged->response));
    if (!finding->minor) {
        say_giving_up(view, finding);
    }
    return true;
}

/* ---- sequence number and MAC ---- */

static bool ended_without_challenge(const view_t *view)
{
    return view->result == RESULT_FORBIDDEN || view->result == RESULT_OTHER_FAILURE;
}

bool rule_ims_sync_failure(const view_t *view, finding_t *finding)
{
    uint8_t bytes[AKA_AUTS_LEN];

    for (const attempt_t *a = view->last; a; a = a->previous) {
        const credentials_t *auts = attempt_reports_sync_failure(a);

        if (!auts) {
            continue;
        }
        /* A new challenge is what AUTS is for: only another answer, or giving up after it, is a failure. */
        finding->minor = a != view->last || !GUARD(ended_without_challenge(view) || gave_up_for_good(view));
        finding->confidence = aka_auts_decode(auts->auts, bytes) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
        evidence_of_challenge(view, finding, a->previous);
        evidence_of_vector(view, finding, a->previous);
        say_invalid(view, finding, a);
        if (finding->confidence != CONFIDENCE_CERTAIN) {
            evidence_say(view, finding, "%s: this AUTS is not base64 of 14 bytes", frame_text(view, a->request));
        }
        evidence_of_answer(view, finding, a);
        if (attempt_challenged(a)) {
            evidence_of_vector(view, finding, a);
        }
        if (!finding->minor && !ended_without_challenge(view)) {
            /* AUTS is proven, that nothing followed is not: the capture may have lost it. */
            finding->confidence = CONFIDENCE_LIKELY;
            if (GUARD(may_lack_esp(view))) {
                finding->confidence = CONFIDENCE_POSSIBLE;
                finding->has_severity = true;
                finding->severity = SEVERITY_NOTE;
            }
            say_giving_up(view, finding);
        }
        return true;
    }
    return false;
}

/* AUTS before this one in the same registration, which nothing but another challenge can have followed. */
static const attempt_t *earlier_auts(const attempt_t *attempt)
{
    const attempt_t *a = attempt->previous;

    while (a && !attempt_reports_sync_failure(a)) {
        a = a->previous;
    }
    return a;
}

bool rule_ims_resync_loop(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        if (!attempt_reports_sync_failure(a) || !GUARD(a->resyncs >= 2)) {
            continue;
        }
        finding->minor = a != view->last || !GUARD(!protected_traffic(view->exchange, a).signs);
        finding->confidence = GUARD(earlier_auts(a) != NULL) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
        evidence_say(view, finding, "%s: the same IMPI had sent AUTS before, with no success between",
            frame_text(view, a->resync_before));
        if (a->previous && attempt_reports_sync_failure(a->previous)) {
            evidence_of_auts(view, finding, a->previous);
        }
        evidence_of_vector(view, finding, a->previous);
        say_invalid(view, finding, a);
        evidence_say(view, finding, "AUTS %u times in a row", a->resyncs);
        if (finding->confidence != CONFIDENCE_CERTAIN) {
            evidence_say(view, finding, "those are several registrations; the capture may lack one between that succeeded");
        }
        evidence_of_answer(view, finding, a);
        return true;
    }
    return false;
}

/* The UE says nothing, but by the known key its SIM cannot accept this challenge. */
static bool mac_failure_in_silence(const view_t *view, finding_t *finding)
{
    aka_check_t network;

    if (!view->context->secrets || !gave_up_for_good(view)) {
        return false;
    }
    aka_of_challenge(view, view->last, &network);
    if (network.fit == AKA_FIT_UNKNOWN || !GUARD(network.fit != AKA_FIT_OWN)) {
        return false;
    }
    finding->proven = true;
    finding->confidence = GUARD(view->alive_after > 0 || view->exchange->started_anew.seen) && GUARD(!may_lack_esp(view))
        && GUARD(!view_may_be_hidden(view)) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    evidence_of_exchange(view, finding);
    evidence_of_vector(view, finding, view->last);
    evidence_of_keys(view, finding, &network, NULL);
    say_giving_up(view, finding);
    return true;
}

/* Who has the wrong key, if one is known. */
static void say_whose_mac(const view_t *view, finding_t *finding, const attempt_t *challenged, const aka_check_t *network)
{
    const char *difference = aka_known_otherwise(view, challenged, network);

    evidence_of_keys(view, finding, network, NULL);
    if (network->fit == AKA_FIT_OWN) {
        evidence_say(view, finding, "the SIM finds a MAC wrong that fits the known key: the SIM has another K or OP(c)");
    }
    if (difference) {
        evidence_say(view, finding, "another key is known for this user, which differs from the HSS's in %s", difference);
    }
}

bool rule_ims_mac_failure(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        aka_check_t network;

        if (!attempt_reports_mac_failure(a)) {
            continue;
        }
        aka_of_challenge(view, a->previous, &network);
        /* A MAC that fits the known key proves nothing of an answer that may not be one. */
        finding->proven = network.fit != AKA_FIT_UNKNOWN && (GUARD(network.fit != AKA_FIT_OWN) || echoes_nonce(a));
        finding->minor = a != view->last || !GUARD(!protected_traffic(view->exchange, a).signs)
            || (!echoes_nonce(a) && GUARD(view_states_cause(view)));
        /* What became of a report without an answer is unknown: a new challenge may have followed. */
        finding->confidence = finding->proven || GUARD(a->status != 0) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
        if (!finding->proven && !GUARD(echoes_nonce(a))) {
            finding->confidence = CONFIDENCE_POSSIBLE;
            finding->has_severity = true;
            finding->severity = SEVERITY_WARN;
        }
        evidence_of_challenge(view, finding, a->previous);
        evidence_of_vector(view, finding, a->previous);
        say_invalid(view, finding, a);
        evidence_of_retry(view, finding, a);
        if (!finding->proven && !echoes_nonce(a)) {
            evidence_say(view, finding, "%s: it does not echo the nonce, so it may be a new registration with the old Call-ID",
                frame_text(view, a->request));
        }
        say_whose_mac(view, finding, a->previous, &network);
        evidence_of_answer(view, finding, a);
        return true;
    }
    return mac_failure_in_silence(view, finding);
}

bool rule_ims_stops_after_two_invalid(const view_t *view, finding_t *finding)
{
    const attempt_t *second = view->last;

    if (!found_invalid(second) || !GUARD(found_invalid(second->previous)) || !gave_up_for_good(view)) {
        return false;
    }
    finding->confidence = CONFIDENCE_LIKELY;
    say_invalid(view, finding, second->previous);
    say_invalid(view, finding, second);
    evidence_of_answer(view, finding, second);
    say_giving_up(view, finding);
    return true;
}

/* Registration that went on after the USIM had found a challenge invalid; NULL if none. */
static const attempt_t *recovered_after(const view_t *view, bool auts)
{
    if (!view_good_end(view)) {
        return NULL;
    }
    for (const attempt_t *a = view->exchange->first; a && a->next; a = a->next) {
        bool invalid = auts ? attempt_reports_sync_failure(a) != NULL
                            : attempt_reports_mac_failure(a) && GUARD(echoes_nonce(a));

        if (invalid && GUARD(!same_nonce(a->previous, a)) && res_of(view->last)) {
            return a;
        }
    }
    return NULL;
}

static void say_recovery(const view_t *view, finding_t *finding, const attempt_t *invalid)
{
    finding->confidence = view->result == RESULT_ACCEPTED ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    evidence_of_vector(view, finding, invalid->previous);
    say_invalid(view, finding, invalid);
    evidence_of_answer(view, finding, invalid);
    evidence_of_vector(view, finding, invalid);
    evidence_of_retry(view, finding, view->last);
    evidence_of_answer(view, finding, view->last);
}

bool rule_ims_resync_recovered(const view_t *view, finding_t *finding)
{
    const attempt_t *invalid = recovered_after(view, true);

    if (invalid) {
        say_recovery(view, finding, invalid);
    }
    return invalid != NULL;
}

bool rule_ims_mac_failure_recovered(const view_t *view, finding_t *finding)
{
    const attempt_t *invalid = recovered_after(view, false);

    if (invalid) {
        say_recovery(view, finding, invalid);
    }
    return invalid != NULL;
}

/* ---- RES refused ---- */

/* Challenged again after RES, with another nonce. */
static bool res_challenged_again(const attempt_t *retry)
{
    step_t step = attempt_step(retry);

    return res_of(retry) && (step == STEP_REFUSED || step == STEP_EXPIRED) && GUARD(attempt_asks_aka(retry));
}

static void say_res(const view_t *view, finding_t *finding, const attempt_t *retry)
{
    if (retry->previous) {
        evidence_of_challenge(view, finding, retry->previous);
    }
    evidence_of_retry(view, finding, retry);
    evidence_of_answer(view, finding, retry);
}

/* Which side the known keys put in the wrong. */
static void say_whose_res(const view_t *view, finding_t *finding, const attempt_t *retry, const verification_t *v)
{
    const char *text = verification_text(view->scope, v);
    aka_check_t network;

    if (!text) {
        return;
    }
    evidence_say(view, finding, "%s: %s", frame_text(view, retry->request), text);
    aka_of_challenge(view, retry->previous, &network);
    evidence_of_keys(view, finding, &network, &v->sim);
    if (network.fit == AKA_FIT_OWN && v->proof == PROOF_FITS && !aka_check_difference(&network, &v->sim)) {
        evidence_say(view, finding, "HSS and SIM agree and the answer is right: the core compared it with another vector,"
            " name or algorithm");
    } else if (network.fit == AKA_FIT_OWN && v->proof == PROOF_DIFFERS) {
        evidence_say(view, finding, "a SIM with this key would not have taken the MAC: something else computes the answer,"
            " or not for this user and uri");
    } else if (network.fit != AKA_FIT_OWN && network.fit != AKA_FIT_UNKNOWN && v->proof == PROOF_FITS) {
        evidence_say(view, finding, "the SIM answers rightly; the UE did not mind the MAC, which is the HSS's");
    }
}

/* RES is wrong by a key that is the HSS's as well, or right. */
static bool res_is_judged(const view_t *view, const attempt_t *retry, const verification_t *v)
{
    aka_check_t network;

    if (v->proof == PROOF_FITS || v->proof == PROOF_VARIANT) {
        return true;
    }
    aka_of_challenge(view, retry->previous, &network);
    return v->proof == PROOF_DIFFERS && (aka_check_fits(&network) || aka_check_fits(&v->sim));
}

static void verify_res(const view_t *view, const attempt_t *retry, verification_t *v)
{
    if (retry == view->verified) {
        *v = view->verification;
    } else {
        verify_attempt(view->scope, retry, view->context->secrets, v);
    }
}

/* Challenged again, with another RAND, because nobody waited for the answer any more? */
static bool came_too_late(const attempt_t *retry)
{
    return res_challenged_again(retry) && GUARD(delay_of(retry) > REG_AWAIT_AUTH)
        && GUARD(!same_nonce(retry->previous, retry));
}

/* Does the 403 after a refused RES name something else? */
static bool refused_for_another_reason(const view_t *view)
{
    const char *phrase = view->last->reason_phrase;

    return view->result == RESULT_FORBIDDEN && phrase && *phrase && g_ascii_strcasecmp(phrase, "Forbidden") != 0
        && !phrase_says_authentication_failed(phrase);
}

bool rule_ims_res_wrong(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        bool stated = a->status == 403 && GUARD(phrase_says_authentication_failed(a->reason_phrase));
        verification_t v;
        bool wrong;

        if (!res_of(a) || !(a->status == 403 || res_challenged_again(a)) || GUARD(came_too_late(a))) {
            continue;
        }
        verify_res(view, a, &v);
        finding->proven = res_is_judged(view, a, &v);
        wrong = finding->proven && v.proof != PROOF_FITS;
        if (!stated && !wrong && !res_challenged_again(a)) {
            continue;
        }
        finding->minor = view_good_end(view) || GUARD(refused_for_another_reason(view));
        finding->confidence = finding->proven ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
        say_res(view, finding, a);
        evidence_of_vector(view, finding, a->previous);
        say_whose_res(view, finding, a, &v);
        return true;
    }
    return false;
}

bool rule_ims_late_retry(const view_t *view, finding_t *finding)
{
    bool refused_later = false;

    for (const attempt_t *a = view->last; a; a = a->previous) {
        if (!came_too_late(a)) {
            refused_later |= res_challenged_again(a);
            continue;
        }
        finding->minor = view_good_end(view) || view->result == RESULT_FORBIDDEN || refused_later;
        finding->confidence = CONFIDENCE_POSSIBLE;
        say_res(view, finding, a);
        evidence_say(view, finding, "%s: the answer comes %s after the challenge; an S-CSCF waits %s by default",
            frame_text(view, a->request), duration_text(view->scope, delay_of(a)),
            duration_text(view->scope, REG_AWAIT_AUTH));
        return true;
    }
    return false;
}

/* Kamailio's IMS scripts say so in their 401, its Server header names it otherwise. */
static bool is_kamailio_core(const exchange_t *exchange)
{
    for (const attempt_t *a = exchange->first; a; a = a->next) {
        if (a->reason_phrase && strstr(a->reason_phrase, "Challenging the UE")) {
            return true;
        }
    }
    return GUARD(setting_is_ims(exchange)) && product_of_server(exchange) == PRODUCT_KAMAILIO;
}

/* Credentials whose nonce count is further than one ahead of what the server has seen; NULL if none. */
static const credentials_t *skips_count(const attempt_t *attempt, uint32_t *expected, uint32_t *sent)
{
    for (const credentials_t *c = attempt->credentials; c; c = c->next) {
        bool known = c->nonce_origin == NONCE_OF_CHALLENGE || c->nc_before_at.seen;

        if (c->usable && GUARD(known) && credentials_nc(c, sent) && *sent > c->nc_before + 1) {
            *expected = c->nc_before + 1;
            return c;
        }
    }
    return NULL;
}

bool rule_ims_nc_strict(const view_t *view, finding_t *finding)
{
    uint32_t expected, sent;

    for (const attempt_t *a = view->last; a; a = a->previous) {
        step_t step = attempt_step(a);
        const credentials_t *skips = skips_count(a, &expected, &sent);

        if (!skips || !GUARD(step == STEP_REFUSED || step == STEP_EXPIRED) || !GUARD(is_kamailio_core(view->exchange))) {
            continue;
        }
        finding->minor = view_good_end(view) || (view->clean_refusal && GUARD(view->clean_refusal != a));
        finding->confidence = CONFIDENCE_POSSIBLE;
        say_res(view, finding, a);
        if (skips->nc_before_at.seen) {
            evidence_say(view, finding, "%s: the last use of this nonce", frame_text(view, skips->nc_before_at));
        }
        evidence_say(view, finding, "%s: nc=%08x, and %08x would come next; Kamailio's ims_auth takes no other",
            frame_text(view, a->request), sent, expected);
        return true;
    }
    return false;
}

/* ---- the security agreement ---- */

bool rule_ims_ck_ik_leak(const view_t *view, finding_t *finding)
{
    for (const attempt_t *a = view->last; a; a = a->previous) {
        const challenge_t *c = a->challenges;

        while (c && !GUARD(c->has_keys)) {
            c = c->next;
        }
        if (!c || !GUARD(on_gm(a))) {
            continue;
        }
        finding->minor = a != view->last || !gave_up_for_good(view);
        finding->confidence = CONFIDENCE_CERTAIN;
        evidence_of_challenge(view, finding, a);
        evidence_say(view, finding, "%s: ck or ik stands in the challenge on its way to %s",
            frame_text(view, a->response), endpoint_text(view->scope, &a->response_destination));
        if (!finding->minor) {
            say_giving_up(view, finding);
        }
        return true;
    }
    return false;
}

static void say_count(const view_t *view, finding_t *finding, const sign_detail_t *signs, const char *what)
{
    evidence_say(view, finding, "%s: %s %u, %u packets", frame_text(view, signs->first), what, signs->value,
        signs->count);
}

/* Is the challenge still to be answered, or was its retry sent to that port and not answered? */
static bool waits_at_port(const view_t *view, const char *server)
{
    if (view->result == RESULT_UNANSWERED) {
        return GUARD(view->context->complete)
            && GUARD(security_names_port(server, SECURITY_PARAM_PORT_S, view->last->destination.port));
    }
    return waits_for_ue(view);
}

/* How a TCP connection to the port failed: refused, or not answered although there was time. */
static bool connection_failed(const view_t *view, finding_t *finding, const sign_detail_t *syn, const sign_detail_t *icmp)
{
    const sign_t *syns = exchange_sign_from_client(view->exchange, SIGN_TCP_SYN);
    const sign_t *syn_acks = exchange_sign_to_client(view->exchange, SIGN_TCP_SYN_ACK);
    const sign_detail_t *rst = sign_detail(exchange_sign_to_client(view->exchange, SIGN_TCP_RST), syn->value);

    if (GUARD(sign_detail(syn_acks, syn->value) != NULL) || (syn_acks && syn_acks->more_details)) {
        return false;
    }
    if (!rst && !icmp && !GUARD(view->context->end - syn->first.time >= SYN_ANSWERED_WITHIN)) {
        return false;
    }
    /* A client that sends SYN again proves that it has no answer. */
    finding->confidence = rst || icmp || (syn->count > 1 && GUARD(syns->last.time - syn->first.time >= T1))
        ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    say_count(view, finding, syn, "TCP SYN to the protected server port");
    if (rst) {
        say_count(view, finding, rst, "RST from port");
    } else {
        evidence_say(view, finding, "no SYN/ACK from port %u for %s", syn->value,
            duration_text(view->scope, view->context->end - syn->first.time));
    }
    return true;
}

/* Did the retry get through where it cannot be read? ESP that encrypts nothing may have carried the SYN itself. */
static bool passed_unseen(const view_t *view, const attempt_t *challenged, const sign_detail_t *syn)
{
    const sign_detail_t *esp = protected_spi(exchange_sign_from_client(view->exchange, SIGN_ESP), challenged->security_server);

    return (esp && (!syn || GUARD(esp->first.time > syn->first.time)))
        || GUARD(challenged->answered_elsewhere.seen);
}

bool rule_ims_protected_port_unreachable(const view_t *view, finding_t *finding)
{
    const attempt_t *challenged = last_challenge(view);
    const char *server = challenged->security_server;
    const sign_detail_t *syn, *icmp;
    bool quoted;

    if (!server || !waits_at_port(view, server)) {
        return false;
    }
    syn = protected_port(exchange_sign_from_client(view->exchange, SIGN_TCP_SYN), server, SECURITY_PARAM_PORT_S);
    if (passed_unseen(view, challenged, syn)) {
        return false;
    }
    icmp = protected_port(exchange_sign_from_client(view->exchange, SIGN_PORT_UNREACHABLE), server,
        SECURITY_PARAM_PORT_S);
    quoted = view->result == RESULT_UNANSWERED && view->last->request_unreachable.seen;
    evidence_of_challenge(view, finding, challenged);
    say_agreement(view, finding, challenged);
    /* A retry that came by the connection shows that there was one, whatever the capture has of its beginning. */
    if (syn && GUARD(view->result != RESULT_UNANSWERED || view->last->transport != TRANSPORT_TCP)
        && connection_failed(view, finding, syn, icmp)) {
        if (icmp) {
            say_count(view, finding, icmp, "ICMP says unreachable about what the UE sent to port");
        }
        return true;
    }
    if (!GUARD(icmp || quoted)) {
        return false;
    }
    finding->confidence = CONFIDENCE_CERTAIN;
    if (icmp) {
        say_count(view, finding, icmp, "ICMP says unreachable about what the UE sent to port");
    }
    evidence_of_unreachable(view, finding, view->last);
    return true;
}

bool rule_ims_esp_unanswered(const view_t *view, finding_t *finding)
{
    const sign_t *signs = exchange_sign_from_client(view->exchange, SIGN_ESP);
    const sign_detail_t *up = protected_spi(signs, view->last->security_server);
    const sign_detail_t *icmp;

    if (!waits_for_ue(view) || !up || !GUARD(!exchange_sign_to_client(view->exchange, SIGN_ESP))
        || !GUARD(!view->last->answered_elsewhere.seen)
        || !GUARD(signs->last.time - up->first.time <= UE_INSISTS)) {
        return false;
    }
    icmp = sign_detail(exchange_sign_from_client(view->exchange, SIGN_ESP_UNREACHABLE), up->value);
    /* What the UE sends again it got no answer to; a single packet may be answered out of sight. */
    if (!icmp && (!GUARD(signs->last.time - up->first.time >= T1)
        || !GUARD(view->context->end - up->first.time >= UE_ANSWERS_WITHIN))) {
        return false;
    }
    finding->confidence = icmp ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY;
    evidence_of_challenge(view, finding, view->last);
    say_agreement(view, finding, view->last);
    say_count(view, finding, up, "ESP from the UE with the announced SPI");
    evidence_say(view, finding, "no ESP in the other direction for %s",
        duration_text(view->scope, view->context->end - up->first.time));
    if (icmp) {
        say_count(view, finding, icmp, "ICMP says unreachable about ESP with SPI");
    }
    return true;
}

/* The refused retry that has this fault of the security agreement, else the last one that has it: then it explains no
 * refusal, unless the P-CSCF says so. */
static const attempt_t *find_fault(const view_t *view, finding_t *finding, cause_t fault)
{
    const attempt_t *retry = view->faulty_refusal;

    if (retry && view_has_fault(view, retry, fault)) {
        return retry;
    }
    for (retry = view->last; retry && !view_has_fault(view, retry, fault); retry = retry->previous) {
    }
    finding->minor = !retry || !GUARD(attempt_lacks_agreement(retry));
    return retry;
}

/* Did the answer pass the P-CSCF, which would have refused it for the security agreement? Then the core read it: the 403
 * came from another hop, or names a reason that is the core's. */
static bool core_decided(const view_t *view, const attempt_t *retry)
{
    return retry->status == 403 && (GUARD(phrase_says_authentication_failed(retry->reason_phrase))
        || GUARD(retry == view->last && view_states_cause(view)) || GUARD(retry->response_from_beyond));
}

bool rule_ims_retry_unprotected(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = find_fault(view, finding, CAUSE_IMS_RETRY_UNPROTECTED);
    uint32_t port;

    if (!retry) {
        return false;
    }
    if (view->result == RESULT_UNANSWERED && retry == view->last && GUARD(view->context->complete)
        && GUARD(view->context->end - retry->request.time >= view->context->retry_timeout)) {
        finding->minor = false;
    }
    finding->minor |= core_decided(view, retry);
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_of_challenge(view, finding, retry->previous);
    say_agreement(view, finding, retry->previous);
    evidence_of_retry(view, finding, retry);
    if (security_first_number(retry->previous->security_server, SECURITY_PARAM_PORT_S, &port)) {
        evidence_say(view, finding, "%s: sent in clear to %s, protected server port announced: %u",
            frame_text(view, retry->request), endpoint_text(view->scope, &retry->destination), port);
    }
    evidence_of_answer(view, finding, retry);
    return true;
}

bool rule_ims_sa_mismatch(const view_t *view, finding_t *finding)
{
    const attempt_t *retry = find_fault(view, finding, CAUSE_IMS_SA_MISMATCH);
    sighting_t at = { 0 };
    const char *announced = retry ? retry_security_announced(retry, &at) : NULL;
    security_difference_t d;

    if (!announced || !security_differs(announced, retry->security_verify, &d)) {
        return false;
    }
    finding->minor |= core_decided(view, retry);
    finding->confidence = CONFIDENCE_CERTAIN;
    evidence_say(view, finding, "%s: Security-Server: %s", frame_text(view, at), announced);
    evidence_say(view, finding, "%s: Security-Verify: %s", frame_text(view, retry->request),
        retry->security_verify);
    evidence_say(view, finding, "mechanism %u, %s: announced \"%.*s\", echoed \"%.*s\"", d.mechanism, d.what,
        (int)d.server.len, d.server.ptr ? d.server.ptr : "", (int)d.verify.len, d.verify.ptr ? d.verify.ptr : "");
    evidence_of_answer(view, finding, retry);
    return true;
}
