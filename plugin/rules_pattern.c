/* rules_pattern.c
 * Group G of the catalogue: patterns over many exchanges, and side remarks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "rule_list.h"

#define MUTATION_BASE 1000
#include "mutation.h"
