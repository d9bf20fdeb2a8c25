/* message_source.h
 * Which SIP messages a frame holds, where their bytes lie, and what else the frame tells.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_MESSAGE_SOURCE_H
#define SIPAUTH_MESSAGE_SOURCE_H

#include <epan/packet.h>

#include "tracker.h"

/** Look up the protocols that matter; to be called from the handoff. */
void message_source_handoff(void);

/** A file is opened: how streams are reassembled may have changed. */
void message_source_begin(void);

/**
 * Feed everything that this frame tells to the tracker; tvb holds its bytes. To be called once a frame, on its
 * first visit.
 * @return true where the frame holds SIP
 */
bool message_source_read(tracker_t *tracker, packet_info *pinfo, tvbuff_t *tvb);

#endif /* SIPAUTH_MESSAGE_SOURCE_H */
