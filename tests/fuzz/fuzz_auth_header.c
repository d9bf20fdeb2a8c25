/* fuzz_auth_header.c
 * Fuzzing of the grammar of challenges and credentials: it ends, and everything lies inside the value.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz.h"

#include "auth_header.h"

static void check_item(const auth_item_t *item, const char *bytes, size_t size)
{
    char room[64];

    fuzz_inside(item->text, bytes, size);
    fuzz_inside(item->scheme, bytes, size);
    fuzz_inside(item->token68, bytes, size);
    for (unsigned p = 0; p < AUTH_PARAM_COUNT; p++) {
        fuzz_inside(item->param[p].raw, bytes, size);
        auth_value_unescape(&item->param[p], room, sizeof room);
        auth_value_hash(&item->param[p]);
        if (!auth_value_equal(&item->param[p], &item->param[p])) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = fuzz_copy(data, size);
    auth_cursor_t cursor = { { bytes, size } };
    size_t count = 0;
    auth_item_t item;

    while (auth_header_next(&cursor, &item)) {
        check_item(&item, bytes, size);
        /* Each item takes a byte at least. */
        if (++count > size) {
            abort();
        }
    }
    auth_info_parse((span_t){ bytes, size }, &item);
    check_item(&item, bytes, size);
    free(bytes);
    return 0;
}
