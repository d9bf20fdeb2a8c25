/* scenarios_pattern.h
 * Captures and verdicts: refusals in a row, scans and other patterns.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_PATTERN_H
#define SIPAUTH_SCENARIOS_PATTERN_H

static const verdict_case_t pattern_cases[] = {
    { "plain", REGISTERED, ACCEPTED_2_3_4, false },
};

#endif /* SIPAUTH_SCENARIOS_PATTERN_H */
