/* catalogue_ims.h
 * The catalogue's group F: IMS. Rows of the table in causes.c.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

[CAUSE_IMS_RETRY_IN_ESP] = {
    .slug = "ims_retry_in_esp",
    .brief = "retry inside IPsec",
    .label = "IPsec was agreed and ESP follows the challenge; the retry is very likely inside",
    .severity = SEVERITY_NOTE,
    .group = GROUP_ASSUMPTION,
    .rank = 690,
    .rule = "",
    .evidence = "",
    .confidence = "",
    .inspect = "Are the SPIs of the ESP packets those of the security agreement?",
    .next_step = "Enter the security associations in Wireshark (Preferences, Protocols, ESP), or capture behind the P-CSCF.",
    .reference = "3GPP TS 33.203 section 7; RFC 3329",
    .excludes_families = FAMILY_SILENCE,
},
