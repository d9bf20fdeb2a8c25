/* menus.h
 * Entries in the window's menus: filters for one exchange or account, and ready-made ones.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_MENUS_H
#define SIPAUTH_MENUS_H

#include "tracker.h"

/** Register the entries. */
void menus_register(int proto);

/** Whose records the entries look at: those of the open file, or NULL. */
void menus_use(tracker_t *tracker);

#endif /* SIPAUTH_MENUS_H */
