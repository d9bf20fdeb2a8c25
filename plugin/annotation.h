/* annotation.h
 * Shows what is known of a frame's messages: tree, expert information, Info column.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_ANNOTATION_H
#define SIPAUTH_ANNOTATION_H

#include <epan/packet.h>

#include "tracker.h"

/** Register fields, subtrees and expert information. proto: the protocol's id. */
void annotation_register(int proto);

/** The messages of a frame that have a part in an exchange. */
typedef struct {
    const record_t *records;
    unsigned count;
} frame_records_t;

/** Show the messages of a frame; tree may be NULL, Info column and expert information come all the same. */
void annotation_show(tracker_t *tracker, const frame_records_t *found, tvbuff_t *tvb, packet_info *pinfo,
    proto_tree *tree);

/** The capture is closed. */
void annotation_end(void);

#endif /* SIPAUTH_ANNOTATION_H */
