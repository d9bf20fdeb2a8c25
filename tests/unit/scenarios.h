/* scenarios.h
 * Captures and the verdicts on them, for all rules; shared by test_diagnosis.c and test_mutation.c.
 *
 * A verdict is `cause confidence severity [also,also] outcome frames`, the frames being those that its
 * evidence names; several exchanges stand one behind the other with `; ` between. `...` at the beginning
 * stands for any number of exchanges.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_H
#define SIPAUTH_SCENARIOS_H

#include "diagnosis.h"
#include "scenario.h"
#include "secrets.h"

/** A capture and its verdicts. */
typedef struct {
    const char *name;
    const char *steps;
    const char *verdicts;
    bool open;          /**< more may come: one pass, not at its end */
} verdict_case_t;

/* First steps that many captures share. */
#define REGISTER_401 \
    "0 > REGISTER 1\n" \
    "0.1 < 401 1 WWW(lab,n1)\n"
#define REGISTER_RETRY REGISTER_401 \
    "0.2 > REGISTER 2 AUTH(alice,lab,n1)\n"
#define REGISTER_REFUSED REGISTER_RETRY \
    "0.3 < 401 2 WWW(lab,n2)\n"
#define REGISTERED REGISTER_RETRY \
    "0.3 < 200 2\n"
#define INVITE_407 \
    "0 > INVITE 1\n" \
    "0.1 < 407 1 PROXY(lab,n1)\n" \
    "0.11 > ACK 1\n"
#define INVITE_RETRY INVITE_407 \
    "0.2 > INVITE 2 PAUTH(alice,lab,n1)\n"
#define ALIVE \
    "20 > OPTIONS 1 call=alive\n"
#define GOES_ON \
    "60 idle\n"
#define ACCEPTED_2_3_4 "challenge_accepted certain chat [] accepted 2 3 4"

#include "scenarios_accepted.h"
#include "scenarios_challenge.h"
#include "scenarios_faults.h"
#include "scenarios_forbidden.h"
#include "scenarios_refused.h"
#include "scenarios_silence.h"
#include "scenarios_params.h"
#include "scenarios_offer.h"
#include "scenarios_pattern.h"
#include "scenarios_refusal.h"
#include "scenarios_ims.h"
#include "scenarios_digest.h"

static const struct {
    const char *topic;
    const verdict_case_t *cases;
    size_t count;
} verdict_topics[] = {
    { "accepted", accepted_cases, G_N_ELEMENTS(accepted_cases) },
    { "silence", silence_cases, G_N_ELEMENTS(silence_cases) },
    { "digest", digest_cases, G_N_ELEMENTS(digest_cases) },
    { "challenge", challenge_cases, G_N_ELEMENTS(challenge_cases) },
    { "faults", fault_cases, G_N_ELEMENTS(fault_cases) },
    { "refused", refused_cases, G_N_ELEMENTS(refused_cases) },
    { "forbidden", forbidden_cases, G_N_ELEMENTS(forbidden_cases) },
    { "params", params_cases, G_N_ELEMENTS(params_cases) },
    { "offer", offer_cases, G_N_ELEMENTS(offer_cases) },
    { "pattern", pattern_cases, G_N_ELEMENTS(pattern_cases) },
    { "refusal", refusal_cases, G_N_ELEMENTS(refusal_cases) },
    { "ims", ims_cases, G_N_ELEMENTS(ims_cases) },
};

/** The secrets that are known in all scenarios. */
static inline const secrets_t *scenarios_secrets(void)
{
    static secrets_t *known;

    if (!known) {
        known = secrets_new();
        g_assert_null(secrets_add(known, "alice", "known", SECRET_PASSWORD, "wonderland"));
        g_assert_null(secrets_add(known, "sim", "aka", SECRET_AKA_OP,
            "fec86ba6eb707ed08905757b1bb84b8f:dbc59adcb6f9a0ef735477b7fadf8374"));
    }
    return known;
}

/** The context of a capture that was played: the default preferences. */
static inline diagnosis_context_t scenarios_context(const scenario_t *s, bool complete)
{
    return (diagnosis_context_t){ .end = tracker_end(s->tracker), .complete = complete,
        .retry_timeout = G_GINT64_CONSTANT(32000000000), .loop_rounds = 3, .secrets = scenarios_secrets(),
        .find = tracker_find, .find_data = s->tracker };
}

/* The frames that the evidence names, each once, in order. */
static inline void verdict_write_frames(GString *out, const verdict_t *verdict, uint32_t frames)
{
    for (uint32_t frame = 1; frame <= frames; frame++) {
        char *name = g_strdup_printf("frame %u", frame);
        bool named = false;

        for (unsigned i = 0; i < verdict->evidence_count && !named; i++) {
            for (const char *at = strstr(verdict->evidence[i].text, name); at && !named; at = strstr(at + 1, name)) {
                named = !g_ascii_isdigit(at[strlen(name)]);
            }
        }
        if (named) {
            g_string_append_printf(out, " %u", frame);
        }
        g_free(name);
    }
}

/** What a verdict says of the cause; what users filter for. */
static inline void verdict_write(GString *out, const verdict_t *verdict)
{
    static const char *const severities[] = { "chat", "note", "warn", "error" };

    g_string_append_printf(out, "%s %s %s [", cause_row(verdict->cause)->slug, confidence_name(verdict->confidence),
        severities[verdict->severity]);
    for (unsigned i = 0; i < verdict->also_count; i++) {
        g_string_append_printf(out, "%s%s", i ? "," : "", cause_row(verdict->also[i])->slug);
    }
    g_string_append_c(out, ']');
}

/** All verdicts on what was played; whole: with outcome and frames. */
static inline char *scenarios_verdicts(const scenario_t *s, bool complete, bool whole)
{
    diagnosis_context_t context = scenarios_context(s, complete);
    GString *out = g_string_new(NULL);

    for (uint32_t n = 0; n < tracker_exchange_count(s->tracker); n++) {
        const exchange_t *x = tracker_exchange(s->tracker, n);
        const verdict_t *verdict = diagnose(s->scope, x, &context);

        g_string_append(out, out->len ? "; " : "");
        verdict_write(out, verdict);
        if (whole) {
            g_string_append_printf(out, " %s", outcome_name(verdict->outcome));
            verdict_write_frames(out, verdict, s->frame);
        }
    }
    return g_string_free(out, FALSE);
}

/** Are these the verdicts that were expected? */
static inline bool verdicts_fit(const char *found, const char *expected)
{
    if (g_str_has_prefix(expected, "...; ")) {
        return g_str_has_suffix(found, expected + strlen("..."));
    }
    return strcmp(found, expected) == 0;
}

#endif /* SIPAUTH_SCENARIOS_H */
