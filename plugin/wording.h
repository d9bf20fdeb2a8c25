/* wording.h
 * Texts for people, put together.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_WORDING_H
#define SIPAUTH_WORDING_H

#include <stdarg.h>
#include <stdint.h>

#include <wsutil/wmem/wmem.h>

/** As wmem_strdup_vprintf(), which formats what is longer than 80 bytes twice. */
char *wording_vformat(wmem_allocator_t *scope, const char *format, va_list arguments) G_GNUC_PRINTF(2, 0);

/** As wmem_strdup_printf(), likewise. */
char *wording_format(wmem_allocator_t *scope, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** A text between two others: for what is said of most messages of a capture, without the printf family. */
char *wording_between(wmem_allocator_t *scope, const char *before, const char *text, const char *behind);

/** A number in decimal between two texts. */
char *wording_number(wmem_allocator_t *scope, const char *before, uint32_t number, const char *behind);

#endif /* SIPAUTH_WORDING_H */
