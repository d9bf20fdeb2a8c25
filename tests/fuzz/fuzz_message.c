/* fuzz_message.c
 * Fuzzing of the parser of messages: any bytes, and spans that lie inside them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = fuzz_copy(data, size);
    sip_message_t message;

    sip_message_starts(bytes, size);
    if (sip_message_parse(&message, bytes, size)) {
        const span_t spans[] = { message.method, message.request_uri, message.reason_phrase, message.call_id,
            message.cseq_method, message.from_uri, message.from_tag, message.to_uri, message.to_tag, message.contact,
            message.warning[0], message.p_associated_uri[0], sip_uri_user(message.from_uri), sip_uri_host(message.to_uri) };

        for (size_t i = 0; i < G_N_ELEMENTS(spans); i++) {
            fuzz_inside(spans[i], bytes, size);
        }
        for (unsigned i = 0; i < message.via_kept; i++) {
            fuzz_inside(message.via[i].branch, bytes, size);
            fuzz_inside(sip_via_sent_by(&message.via[i]), bytes, size);
        }
        for (unsigned i = 0; i < message.auth_kept; i++) {
            fuzz_inside(message.auth[i].value, bytes, size);
        }
        if (message.header_len > size) {
            abort();
        }
    }
    free(bytes);
    return 0;
}
