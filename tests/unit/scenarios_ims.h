/* scenarios_ims.h
 * Captures and verdicts: IMS registration.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_SCENARIOS_IMS_H
#define SIPAUTH_SCENARIOS_IMS_H

static const verdict_case_t ims_cases[] = {
    { "plain", REGISTERED, ACCEPTED_2_3_4, false },
};

#endif /* SIPAUTH_SCENARIOS_IMS_H */
