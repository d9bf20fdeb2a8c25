/* scenarios_refusal.h
 * Captures and verdicts: 403 with phrases and headers that say why.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_REFUSAL_H
#define SIPAUTH_SCENARIOS_REFUSAL_H

static const verdict_case_t refusal_cases[] = {
    { "plain", REGISTERED, ACCEPTED_2_3_4, false },
};

#endif /* SIPAUTH_SCENARIOS_REFUSAL_H */
