/* evidence.h
 * Lines of evidence: what in the capture says so, with its frame, values side by side.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_EVIDENCE_H
#define SIPAUTH_EVIDENCE_H

#include "rules.h"

/** The last line where there are more than VERDICT_MAX_EVIDENCE. */
#define EVIDENCE_LEFT_OUT "further evidence is left out"

/** Add a line. */
G_GNUC_PRINTF(3, 4)
void evidence_add(const view_t *view, finding_t *finding, const char *format, ...);

/** Add a line if somebody will read it; its texts are not even made otherwise. */
#define evidence_say(view, finding, ...) \
    do { \
        if (!(view)->context->without_evidence) { \
            evidence_add((view), (finding), __VA_ARGS__); \
        } \
    } while (0)

/** Names a frame for people, `frame 12`, in the next line of evidence. */
const char *frame_text(const view_t *view, sighting_t at);

/** The last challenge, the retry to it and its answer, as far as they are there. */
void evidence_of_exchange(const view_t *view, finding_t *finding);

/** What the response asks for. */
void evidence_of_challenge(const view_t *view, finding_t *finding, const attempt_t *attempt);

/** What the request sends. */
void evidence_of_retry(const view_t *view, finding_t *finding, const attempt_t *attempt);

/** How the request was answered. */
void evidence_of_answer(const view_t *view, finding_t *finding, const attempt_t *attempt);

/** The request, if need be the challenge before it, and the words of the answer: phrase, Warning, Reason, and what
 * they mean. */
void evidence_of_refusal(const view_t *view, finding_t *finding);

/** How old the nonce was that the request used. */
void evidence_of_nonce_age(const view_t *view, finding_t *finding, const attempt_t *attempt);

/** How long nothing came, and whether the client was heard. */
void evidence_of_silence(const view_t *view, finding_t *finding);

/** What came from the client that could not be read. */
void evidence_of_hidden(const view_t *view, finding_t *finding);

/** ICMP errors about request or response. */
void evidence_of_unreachable(const view_t *view, finding_t *finding, const attempt_t *attempt);

/** `12.3 s`, or `45 ms` where it is less than a second. */
const char *duration_text(wmem_allocator_t *scope, int64_t nanoseconds);

/** `once`, or `3 times`. */
const char *times_text(wmem_allocator_t *scope, unsigned times);

/** Name of a header field. */
const char *header_text(auth_header_kind_t header);

#endif /* SIPAUTH_EVIDENCE_H */
