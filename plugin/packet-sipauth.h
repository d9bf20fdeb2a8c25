/* packet-sipauth.h
 * Registration of the post-dissector that explains SIP authentication.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_PACKET_SIPAUTH_H
#define SIPAUTH_PACKET_SIPAUTH_H

/** Register protocol, fields, expert information and preferences. */
void proto_register_sipauth(void);

/** Look up what other dissectors registered. */
void proto_reg_handoff_sipauth(void);

#endif /* SIPAUTH_PACKET_SIPAUTH_H */
