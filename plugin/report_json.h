/* report_json.h
 * One exchange as one JSON object (RFC 8259): the full truth, for scripts. Keys are a promise to users;
 * README.md lists them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_REPORT_JSON_H
#define SIPAUTH_REPORT_JSON_H

#include "diagnosis.h"
#include "secrets.h"
#include "tracker.h"

/**
 * Append the object and a line feed. The verdict needs its evidence. No response, no token and no other
 * secret of the credentials is among what it writes.
 * @param scope    takes what is needed on the way
 * @param secrets  known credentials, of which it tells what they prove; NULL if none
 */
void report_json(tracker_t *tracker, wmem_allocator_t *scope, GString *out, const exchange_t *exchange,
    const verdict_t *verdict, const secrets_t *secrets);

#endif /* SIPAUTH_REPORT_JSON_H */
