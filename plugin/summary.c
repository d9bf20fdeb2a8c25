/* summary.c
 * A message's part in its exchange in a few words.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "summary.h"

#include "wording.h"

const char *role_name(role_t role)
{
    static const char *const names[] = {
        [ROLE_REQUEST] = "request",
        [ROLE_CHALLENGE] = "challenge",
        [ROLE_REFUSAL] = "refusal",
        [ROLE_ACK] = "ack",
        [ROLE_RETRY] = "retry",
        [ROLE_ANSWER] = "answer",
    };

    return names[role];
}

static const char *shown(const char *text)
{
    return text ? text : "";
}

/* The verdict where it can be told, else what is being waited for. */
static const char *verdict_text(wmem_allocator_t *scope, const verdict_t *verdict, bool complete)
{
    const char *brief = cause_row(verdict->cause)->brief;

    if (!complete && verdict->cause == CAUSE_UNDETERMINED) {
        return "not decided yet";
    }
    if (verdict->refusals > 1 && (verdict->cause == CAUSE_CREDENTIALS_REJECTED || verdict->cause == CAUSE_CHALLENGE_LOOP)) {
        return wording_format(scope, "%s (%u times)", brief, verdict->refusals);
    }
    return brief;
}

static const char *at_frame(wmem_allocator_t *scope, const char *what, sighting_t at)
{
    return at.seen && at.frame ? wording_format(scope, " (%s in %u)", what, at.frame) : "";
}

static const char *response_text(wmem_allocator_t *scope, const attempt_t *attempt, const char *verdict)
{
    const char *realm = attempt_realm(attempt);
    const char *retry = attempt->next ? at_frame(scope, "retry", attempt->next->request) : "";

    if (!realm) {
        return wording_format(scope, "%u: %s%s", attempt->status, verdict, retry);
    }
    return wording_format(scope, "%u realm \"%s\": %s%s", attempt->status, realm, verdict, retry);
}

static const char *retry_text(wmem_allocator_t *scope, const attempt_t *attempt, const char *verdict)
{
    const attempt_t *challenged = attempt->previous;
    const char *account = attempt_account(attempt);

    return wording_format(scope, "%s, attempt %u, answers %u%s%s%s: %s", shown(attempt->exchange->method),
        attempt->number, challenged->status, at_frame(scope, "challenge", attempt_challenged_in(attempt)),
        attempt_has_credentials(attempt) ? wording_format(scope, " as \"%s\"", shown(account)) : "",
        attempt_has_credentials(attempt) ? "" : " without credentials", verdict);
}

static const char *plain_text(wmem_allocator_t *scope, const record_t *record, const char *verdict)
{
    const attempt_t *attempt = record->attempt;
    const char *method = shown(attempt->exchange->method);
    sighting_t answer;
    unsigned status;

    switch (record->role) {
    case ROLE_REQUEST:
        answer = attempt_answer(attempt, &status);
        return wording_format(scope, "%s, answered with %u%s: %s", method, status, at_frame(scope, "response", answer),
            verdict);
    case ROLE_RETRY:
        return retry_text(scope, attempt, verdict);
    case ROLE_ACK:
        return wording_format(scope, "ACK to %u%s", attempt->status,
            at_frame(scope, "response", attempt->response));
    case ROLE_ANSWER:
        attempt_answer(attempt, &status);
        return wording_format(scope, "%u answers the %s%s: %s", status, method,
            at_frame(scope, attempt->number == 1 ? "request" : "retry", attempt->request), verdict);
    default:
        return response_text(scope, attempt, verdict);
    }
}

/* A response with a nonce of its own is no retransmission. */
static bool asks_anew(const record_t *record)
{
    return record->role == ROLE_CHALLENGE && record->at.frame
        && attempt_challenges_frame(record->attempt, record->at.frame) == record->at.frame;
}

const char *summary_text(wmem_allocator_t *scope, const record_t *record, const verdict_t *verdict, bool complete)
{
    const char *text = plain_text(scope, record, verdict_text(scope, verdict, complete));

    if (record->duplicate_of.seen) {
        return wording_format(scope, "%s [captured twice]", text);
    }
    if (record->retransmission_of.seen) {
        return wording_format(scope, asks_anew(record) ? "%s [to a copy of the request]" : "%s [retransmission]", text);
    }
    return text;
}

const char *summary_info(wmem_allocator_t *scope, const record_t *record, const verdict_t *verdict, bool complete)
{
    uint32_t challenge;

    switch (record->role) {
    case ROLE_REQUEST:
    case ROLE_ACK:
        return NULL;
    case ROLE_RETRY:
        challenge = attempt_challenged_in(record->attempt).frame;
        return challenge ? wording_number(scope, " [auth: retry to ", challenge, "]") : " [auth: retry]";
    default:
        return !complete && verdict->cause == CAUSE_UNDETERMINED
            ? NULL : wording_between(scope, " [auth: ", verdict_text(scope, verdict, complete), "]");
    }
}

bool summary_needs_verdict(const record_t *record)
{
    return record->role == ROLE_CHALLENGE || record->role == ROLE_REFUSAL || record->role == ROLE_ANSWER;
}
