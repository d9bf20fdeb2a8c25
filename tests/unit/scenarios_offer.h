/* scenarios_offer.h
 * Captures and verdicts: what a challenge offers, and where its retry goes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_OFFER_H
#define SIPAUTH_SCENARIOS_OFFER_H

static const verdict_case_t offer_cases[] = {
    { "plain", REGISTERED, ACCEPTED_2_3_4, false },
};

#endif /* SIPAUTH_SCENARIOS_OFFER_H */
