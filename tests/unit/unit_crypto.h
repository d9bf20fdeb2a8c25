/* unit_crypto.h
 * What the unit tests of digests and keys have in common.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_UNIT_CRYPTO_H
#define SIPAUTH_UNIT_CRYPTO_H

#include <gcrypt.h>
#include <glib.h>

/** libgcrypt must be woken by the program; in the plugin Wireshark does it. */
static inline void unit_crypto_begin(void)
{
    g_assert_nonnull(gcry_check_version(NULL));
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

/** Bytes of hex; they must fit. @return how many */
static inline size_t unit_bytes(const char *hex, guint8 *out, size_t size)
{
    size_t len = strlen(hex) / 2;

    g_assert_cmpuint(strlen(hex) % 2, ==, 0);
    g_assert_cmpuint(len, <=, size);
    for (size_t i = 0; i < len; i++) {
        g_assert_cmpint(g_ascii_xdigit_value(hex[2 * i]), >=, 0);
        g_assert_cmpint(g_ascii_xdigit_value(hex[2 * i + 1]), >=, 0);
        out[i] = (guint8)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    }
    return len;
}

/** Fail, naming the case, unless the bytes are these in hex. */
static inline void unit_assert_bytes(const char *name, const char *what, const guint8 *bytes, const char *hex)
{
    GString *found = g_string_new(NULL);

    for (size_t i = 0; i < strlen(hex) / 2; i++) {
        g_string_append_printf(found, "%02x", bytes[i]);
    }
    if (strcmp(found->str, hex) != 0) {
        g_test_message("%s: %s is %s instead of %s", name, what, found->str, hex);
        g_test_fail();
    }
    g_string_free(found, TRUE);
}

#endif /* SIPAUTH_UNIT_CRYPTO_H */
