/* rules_ims.c
 * Group F of the catalogue: IMS registration, AKA and the security agreement.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "evidence.h"
#include "rule_list.h"

#define MUTATION_BASE 900
#include "mutation.h"
