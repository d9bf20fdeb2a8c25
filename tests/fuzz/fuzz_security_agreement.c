/* fuzz_security_agreement.c
 * Fuzzing of the lists of security mechanisms: any text, alone and two against each other.
 *
 * An input is two texts with 0x1f between them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "security_agreement.h"

static void check_list(const char *list)
{
    size_t len = strlen(list);
    span_t rest = { list, len };
    security_mechanism_t mechanism;
    security_difference_t difference;
    uint32_t number = 0;
    size_t count = 0;

    while (security_next(&rest, &mechanism)) {
        fuzz_inside(rest, list, len);
        fuzz_inside(mechanism.name, list, len);
        for (unsigned p = 0; p < SECURITY_PARAM_COUNT; p++) {
            fuzz_inside(mechanism.param[p], list, len);
            security_number(mechanism.param[p], &number);
        }
        for (unsigned i = 0; i < MIN(mechanism.others, SECURITY_MAX_OTHERS); i++) {
            fuzz_inside(mechanism.other[i].name, list, len);
            fuzz_inside(mechanism.other[i].value, list, len);
        }
        /* Each takes a byte at least. */
        FUZZ_EXPECT(++count <= len);
    }
    security_offers_ipsec(list);
    for (unsigned p = 0; p < SECURITY_PARAM_COUNT; p++) {
        if (security_first_number(list, (security_param_t)p, &number)) {
            FUZZ_EXPECT(security_names_port(list, (security_param_t)p, number));
        }
    }
    if (security_first_number(list, SECURITY_PARAM_SPI_C, &number)) {
        FUZZ_EXPECT(security_announces_spi(list, number));
    }
    FUZZ_EXPECT(!security_differs(list, list, &difference));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    security_difference_t difference;
    fuzz_texts_t texts;

    fuzz_texts_read(&texts, data, size);
    check_list(texts.text[0]);
    if (texts.text[1]) {
        const char *server = texts.text[0], *verify = texts.text[1];

        if (security_differs(server, verify, &difference)) {
            fuzz_inside(difference.server, server, strlen(server));
            fuzz_inside(difference.verify, verify, strlen(verify));
            FUZZ_EXPECT(difference.what && difference.mechanism > 0);
        }
        security_have_common(server, verify);
    }
    security_have_common(texts.text[0], NULL);
    security_differs(texts.text[0], NULL, &difference);
    fuzz_texts_free(&texts);
    return 0;
}
