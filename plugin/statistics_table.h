/* statistics_table.h
 * The exchanges as a table of Wireshark's own kind, for the window and sharkd.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_STATISTICS_TABLE_H
#define SIPAUTH_STATISTICS_TABLE_H

/** What `-z` and sharkd call it. */
#define STATISTICS_TABLE_NAME "sipauth,exchanges"

/** Register the table. */
void statistics_table_register(void);

#endif /* SIPAUTH_STATISTICS_TABLE_H */
