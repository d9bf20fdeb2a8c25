/* rule_list.h
 * One rule a cause; see rules.h for what a rule is asked.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_RULE_LIST_H
#define SIPAUTH_RULE_LIST_H

#include "rules.h"

#define RULE_DECLARE(upper, lower) bool rule_##lower(const view_t *view, finding_t *finding);
CAUSE_LIST(RULE_DECLARE)
#undef RULE_DECLARE

#endif /* SIPAUTH_RULE_LIST_H */
