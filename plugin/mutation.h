/* mutation.h
 * A way for tests to take one guard out of one rule, to see that some expectation notices.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_MUTATION_H
#define SIPAUTH_MUTATION_H

#include <stdbool.h>

#ifdef SIPAUTH_MUTATION
/** Is this the guard to be taken out? Notes its text, so that tests can name it. */
bool mutation_passes(unsigned guard, const char *text);
/** A condition without which a rule would accuse somebody falsely. */
#define GUARD(condition) (mutation_passes(MUTATION_BASE + __COUNTER__, #condition) || (condition))
#else
#define GUARD(condition) (condition)
#endif

#endif /* SIPAUTH_MUTATION_H */
