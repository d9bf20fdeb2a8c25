/* catalogue_other.h
 * The catalogue's group G: patterns over many exchanges, and what the capture lacks. Rows of the table in causes.c.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

[CAUSE_NO_REQUEST_IN_CAPTURE] = {
    .slug = "no_request_in_capture",
    .brief = "request not captured",
    .label = "The request it answers is not in the capture, so what was sent is unknown",
    .severity = SEVERITY_NOTE,
    .group = GROUP_ASSUMPTION,
    .rank = 900,
    .rule = "",
    .evidence = "",
    .confidence = "",
    .inspect = "Did the capture start late, or see one direction only?",
    .next_step = "Start the capture before the client sends, and capture both directions.",
    .reference = "RFC 3261 section 17.1",
},
[CAUSE_UNDETERMINED] = {
    .slug = "undetermined",
    .brief = "undetermined",
    .label = "What the capture holds does not decide the cause",
    .severity = SEVERITY_NOTE,
    .group = GROUP_ASSUMPTION,
    .rank = 990,
    .rule = "",
    .evidence = "",
    .confidence = "",
    .inspect = "The server's log for this request.",
    .next_step = "Capture longer, and both directions, close to the client.",
    .reference = "RFC 3261 sections 21.4.2, 21.4.4 and 21.4.8",
},
