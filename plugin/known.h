/* known.h
 * The table of known credentials in the preferences, and what the SIP dissector's own table adds to it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_KNOWN_H
#define SIPAUTH_KNOWN_H

#include <epan/prefs.h>

#include "secrets.h"

/** Register the table with the protocol's preferences. */
void known_register(module_t *module);

/** Read both tables anew: a file is opened, or dissected again. */
void known_load(void);

/** The file is closed: wipe what was read. */
void known_forget(void);

/** What is known; NULL if nothing. */
const secrets_t *known_secrets(void);

#endif /* SIPAUTH_KNOWN_H */
