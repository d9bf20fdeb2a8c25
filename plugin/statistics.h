/* statistics.h
 * Statistics over whole captures: `-z sipauth,...` of tshark, and the tap that all of them listen to.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_STATISTICS_H
#define SIPAUTH_STATISTICS_H

#include <epan/packet.h>

#include "annotation.h"
#include "diagnosis.h"
#include "tracker.h"

/** Name of the tap; its data is a frame_records_t. */
#define STATISTICS_TAP "sipauth"

/** Register the tap. */
void statistics_register(void);

/** Register what users can ask for; to be called from the handoff. */
void statistics_handoff(void);

/** A capture is opened; its facts are in tracker until statistics_end(). */
void statistics_begin(tracker_t *tracker);

/** The capture is closed: what was asked for and is not printed yet is printed now. */
void statistics_end(void);

/** Tell listeners of a frame that holds SIP. Costs nothing while nobody listens. */
void statistics_frame(packet_info *pinfo, const frame_records_t *found);

/** The capture's facts; NULL where none is open. */
tracker_t *statistics_tracker(void);

/** The verdict as it stands if nothing more comes, allocated in scope. */
const verdict_t *statistics_verdict(wmem_allocator_t *scope, const exchange_t *exchange, bool with_evidence);

#endif /* SIPAUTH_STATISTICS_H */
