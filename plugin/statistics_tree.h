/* statistics_tree.h
 * How many exchanges by outcome, cause, realm and server, and how long retries and answers took: a tree of
 * Wireshark's own kind, for the window, sharkd and tshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPAUTH_STATISTICS_TREE_H
#define SIPAUTH_STATISTICS_TREE_H

#include "exchange.h"

/** What `-z` and sharkd call it: the tree's abbreviation and `,tree`. */
#define STATISTICS_TREE_ABBREVIATION "sipauth"
#define STATISTICS_TREE_NAME STATISTICS_TREE_ABBREVIATION ",tree"

/** Register the tree. */
void statistics_tree_register(void);

/** A tree that is filled by hand and not by a tap. */
typedef struct statistics_tree statistics_tree_t;

/** An empty tree; filter may be NULL. */
statistics_tree_t *statistics_tree_new(const char *filter);

/**
 * Count an exchange, each once.
 * @param scope  takes what is needed on the way
 * @param first  time of its first frame, in nanoseconds since the capture began
 * @param last   of its last
 */
void statistics_tree_count(statistics_tree_t *tree, wmem_allocator_t *scope, const exchange_t *exchange,
    int64_t first, int64_t last);

/** The tree as text, to be freed with g_free(). */
char *statistics_tree_text(const statistics_tree_t *tree);

/** Free the tree. */
void statistics_tree_free(statistics_tree_t *tree);

#endif /* SIPAUTH_STATISTICS_TREE_H */
