/* rules_params.c
 * Group C of the catalogue: what is wrong with the parameters of a retry's credentials, and with its identifiers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "rule_list.h"

#define MUTATION_BASE 600
#include "mutation.h"
