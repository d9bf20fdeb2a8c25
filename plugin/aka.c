/* aka.c
 * What an IMS AKA challenge and its answer carry.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "aka.h"

#include <string.h>

#include <glib.h>

/* GLib skips what is no base64; here it makes the text unusable. */
static bool is_base64(const char *text)
{
    size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    size_t padding = strspn(text + len, "=");

    return len > 0 && padding <= 2 && text[len + padding] == '\0' && (len + padding) % 4 == 0;
}

static uint8_t *decode(const char *text, size_t *len)
{
    return text && is_base64(text) ? (uint8_t *)g_base64_decode(text, len) : NULL;
}

bool aka_challenge_decode(const char *nonce, aka_challenge_t *challenge)
{
    size_t len = 0;
    uint8_t *bytes = decode(nonce, &len);
    bool whole = bytes && len >= sizeof challenge->rand + sizeof challenge->autn;

    if (whole) {
        memcpy(challenge->rand, bytes, sizeof challenge->rand);
        memcpy(challenge->autn, bytes + 16, sizeof challenge->autn);
        memcpy(challenge->sqn_xor_ak, challenge->autn, sizeof challenge->sqn_xor_ak);
        memcpy(challenge->amf, challenge->autn + 6, sizeof challenge->amf);
        memcpy(challenge->mac, challenge->autn + 8, sizeof challenge->mac);
    }
    g_free(bytes);
    return whole;
}

bool aka_auts_decode(const char *text, uint8_t auts[AKA_AUTS_LEN])
{
    size_t len = 0;
    uint8_t *bytes = decode(text, &len);
    bool whole = bytes && len == AKA_AUTS_LEN;

    if (whole) {
        memcpy(auts, bytes, AKA_AUTS_LEN);
    }
    g_free(bytes);
    return whole;
}
