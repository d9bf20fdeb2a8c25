/* scenarios_params.h
 * Captures and verdicts: parameters and identifiers of a retry.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_PARAMS_H
#define SIPAUTH_SCENARIOS_PARAMS_H

static const verdict_case_t params_cases[] = {
    { "plain", REGISTERED, ACCEPTED_2_3_4, false },
};

#endif /* SIPAUTH_SCENARIOS_PARAMS_H */
