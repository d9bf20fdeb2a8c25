/* rules_offer.c
 * Group B of the catalogue: what the challenge offers, and where its retry went.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "rule_list.h"

#define MUTATION_BASE 700
#include "mutation.h"
