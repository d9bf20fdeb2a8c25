/* summary.c
 * A message's part in its exchange in a few words.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "summary.h"

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
        return wmem_strdup_printf(scope, "%s (%u times)", brief, verdict->refusals);
    }
    return brief;
}

static const char *at_frame(wmem_allocator_t *scope, const char *what, sighting_t at)
{
    return at.seen && at.frame ? wmem_strdup_printf(scope, " (%s in %u)", what, at.frame) : "";
}

static const char *response_text(wmem_allocator_t *scope, const attempt_t *attempt, const char *verdict)
{
    const char *realm = attempt_realm(attempt);
    const char *retry = attempt->next ? at_frame(scope, "retry", attempt->next->request) : "";

    if (!realm) {
        return wmem_strdup_printf(scope, "%u: %s%s", attempt->status, verdict, retry);
    }
    return wmem_strdup_printf(scope, "%u realm \"%s\": %s%s", attempt->status, realm, verdict, retry);
}

static const char *retry_text(wmem_allocator_t *scope, const attempt_t *attempt, const char *verdict)
{
    const attempt_t *challenged = attempt->previous;
    const char *account = attempt_account(attempt);

    return wmem_strdup_printf(scope, "%s, attempt %u, answers %u%s%s%s: %s", shown(attempt->exchange->method),
        attempt->number, challenged->status, at_frame(scope, "challenge", challenged->response),
        attempt_has_credentials(attempt) ? wmem_strdup_printf(scope, " as \"%s\"", shown(account)) : "",
        attempt_has_credentials(attempt) ? "" : " without credentials", verdict);
}

static const char *plain_text(wmem_allocator_t *scope, const record_t *record, const char *verdict)
{
    const attempt_t *attempt = record->attempt;
    const char *method = shown(attempt->exchange->method);

    switch (record->role) {
    case ROLE_REQUEST:
        return wmem_strdup_printf(scope, "%s, answered with %u%s: %s", method, attempt->status,
            at_frame(scope, "response", attempt->response), verdict);
    case ROLE_RETRY:
        return retry_text(scope, attempt, verdict);
    case ROLE_ACK:
        return wmem_strdup_printf(scope, "ACK to %u%s", attempt->status,
            at_frame(scope, "response", attempt->response));
    case ROLE_ANSWER:
        return wmem_strdup_printf(scope, "%u answers the %s%s: %s", attempt->status, method,
            at_frame(scope, "retry", attempt->request), verdict);
    default:
        return response_text(scope, attempt, verdict);
    }
}

const char *summary_text(wmem_allocator_t *scope, const record_t *record, const verdict_t *verdict, bool complete)
{
    const char *text = plain_text(scope, record, verdict_text(scope, verdict, complete));

    if (record->duplicate_of.seen) {
        return wmem_strdup_printf(scope, "%s [captured twice]", text);
    }
    if (record->retransmission_of.seen) {
        return wmem_strdup_printf(scope, "%s [retransmission]", text);
    }
    return text;
}

/* ` [auth: TEXT]`, with a number behind the text where that is not 0; on most messages of a capture, so without the
 * printf family. */
static const char *info_text(wmem_allocator_t *scope, const char *text, uint32_t number)
{
    static const char begin[] = " [auth: ";
    const size_t begin_len = sizeof begin - 1;
    char digits[10];
    size_t at = sizeof digits, len = strlen(text);
    char *out, *end;

    for (; number; number /= 10) {
        digits[--at] = (char)('0' + number % 10);
    }
    end = out = (char *)wmem_alloc(scope, begin_len + len + sizeof digits + sizeof "]");
    memcpy(end, begin, begin_len);
    end += begin_len;
    memcpy(end, text, len);
    end += len;
    memcpy(end, digits + at, sizeof digits - at);
    end += sizeof digits - at;
    memcpy(end, "]", sizeof "]");
    return out;
}

const char *summary_info(wmem_allocator_t *scope, const record_t *record, const verdict_t *verdict, bool complete)
{
    uint32_t challenge;

    switch (record->role) {
    case ROLE_REQUEST:
    case ROLE_ACK:
        return NULL;
    case ROLE_RETRY:
        challenge = record->attempt->previous->response.frame;
        return info_text(scope, challenge ? "retry to " : "retry", challenge);
    default:
        return !complete && verdict->cause == CAUSE_UNDETERMINED
            ? NULL : info_text(scope, verdict_text(scope, verdict, complete), 0);
    }
}

bool summary_needs_verdict(const record_t *record)
{
    return record->role == ROLE_CHALLENGE || record->role == ROLE_REFUSAL || record->role == ROLE_ANSWER;
}
