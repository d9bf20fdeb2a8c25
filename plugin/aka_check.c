/* aka_check.c
 * What the table of known keys says of an AKA challenge and of what answers it.
 *
 * A key of this user that fits ends the search. Where none does, K and OP or OPc of other rows are tried in the
 * place of the user's own: what an HSS or a SIM got wrong is often right for somebody else.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "aka_check.h"

#include "wipe.h"

/* Rows of other users that are tried; each costs three keys. */
#define MAX_OTHERS 32

/* What is to be checked. */
typedef struct {
    aka_challenge_t challenge;
    bool is_auts;
    uint8_t auts[AKA_AUTS_LEN];
    const digest_sent_t *sent;  /* of RES */
} subject_t;

/* Does RES, be it of a SIM that mixes up OP and OPc, make the digest fit? */
static aka_mac_t try_res(const aka_key_t *key, const subject_t *subject)
{
    aka_network_t network;
    aka_mac_t mac;

    aka_network_check(key, &subject->challenge, &network);
    mac = network.mac;
    if (mac != AKA_MAC_UNAVAILABLE) {
        const digest_secret_t own = { .kind = DIGEST_AKA, .aka = &network.answer };
        const digest_secret_t swapped = { .kind = DIGEST_AKA, .aka = &network.swapped };

        mac = AKA_MAC_DIFFERS;
        if (digest_check(subject->sent, &own).verdict == DIGEST_FITS) {
            mac = AKA_MAC_FITS;
        } else if (digest_check(subject->sent, &swapped).verdict == DIGEST_FITS) {
            mac = key->is_opc ? AKA_MAC_FITS_OPC_AS_OP : AKA_MAC_FITS_OP_AS_OPC;
        }
    }
    wipe_bytes(&network, sizeof network);
    return mac;
}

/* One key. */
static aka_mac_t try_key(const aka_key_t *key, const subject_t *subject, uint64_t *sqn)
{
    aka_network_t network;
    aka_resync_t resync;
    aka_mac_t mac;

    if (subject->sent) {
        *sqn = 0;
        return try_res(key, subject);
    }
    if (subject->is_auts) {
        aka_auts_check(key, subject->challenge.rand, subject->auts, &resync);
        *sqn = resync.sqn;
        return resync.mac;
    }
    aka_network_check(key, &subject->challenge, &network);
    *sqn = network.sqn;
    mac = network.mac;
    wipe_bytes(&network, sizeof network);
    return mac;
}

static bool mac_fits(aka_mac_t mac)
{
    return mac == AKA_MAC_FITS || mac == AKA_MAC_FITS_OP_AS_OPC || mac == AKA_MAC_FITS_OPC_AS_OP;
}

/* The keys of this user; one as it is goes before one whose OP must be taken otherwise. */
static void try_own(const secrets_t *secrets, const char *user, const char *realm, const subject_t *subject,
    aka_check_t *check)
{
    static const aka_fit_t fits[] = {
        [AKA_MAC_FITS] = AKA_FIT_OWN,
        [AKA_MAC_FITS_OP_AS_OPC] = AKA_FIT_OP_AS_OPC,
        [AKA_MAC_FITS_OPC_AS_OP] = AKA_FIT_OPC_AS_OP,
    };
    secrets_cursor_t cursor = { 0 };
    const secret_t *row;

    while (check->fit != AKA_FIT_OWN && (row = secrets_next(secrets, span_of(user), span_of(realm), &cursor)) != NULL) {
        uint64_t sqn = 0;
        aka_mac_t mac = secret_is_aka(row) ? try_key(&row->key, subject, &sqn) : AKA_MAC_UNAVAILABLE;

        if (mac_fits(mac) && (!aka_check_fits(check) || mac == AKA_MAC_FITS)) {
            *check = (aka_check_t){ .fit = fits[mac], .row = row, .sqn = sqn };
        } else if (mac == AKA_MAC_DIFFERS && check->fit == AKA_FIT_UNKNOWN) {
            *check = (aka_check_t){ .fit = AKA_FIT_NONE, .row = row };
        }
    }
}

/* The user's key with K, OP or both of another row. */
static bool try_mixed(const secret_t *other, const subject_t *subject, aka_check_t *check)
{
    static const aka_fit_t fits[] = { AKA_FIT_OTHER_KEY, AKA_FIT_OTHER_OP, AKA_FIT_OTHER_K };
    aka_key_t mixed[] = { other->key, check->row->key, check->row->key };
    bool found = false;

    memcpy(mixed[1].op, other->key.op, sizeof mixed[1].op);
    mixed[1].is_opc = other->key.is_opc;
    memcpy(mixed[2].k, other->key.k, sizeof mixed[2].k);
    mixed[2].k_len = other->key.k_len;
    for (size_t i = 0; i < G_N_ELEMENTS(mixed) && !found; i++) {
        uint64_t sqn = 0;

        if (mac_fits(try_key(&mixed[i], subject, &sqn))) {
            *check = (aka_check_t){ .fit = fits[i], .row = check->row, .other = other, .sqn = sqn };
            found = true;
        }
    }
    wipe_bytes(mixed, sizeof mixed);
    return found;
}

static void try_others(const secrets_t *secrets, const subject_t *subject, aka_check_t *check)
{
    const unsigned count = secrets_count(secrets);
    unsigned tried = 0;

    for (unsigned i = 0; i < count && tried < MAX_OTHERS; i++) {
        const secret_t *other = secrets_at(secrets, i);

        if (!secret_is_aka(other) || other == check->row || other->key.family != check->row->key.family) {
            continue;
        }
        if (try_mixed(other, subject, check)) {
            return;
        }
        tried++;
    }
}

static void search(const secrets_t *secrets, const char *user, const char *realm, const subject_t *subject,
    aka_check_t *check)
{
    try_own(secrets, user, realm, subject, check);
    if (check->fit == AKA_FIT_NONE) {
        try_others(secrets, subject, check);
    }
}

bool aka_check_fits(const aka_check_t *check)
{
    return check->fit != AKA_FIT_UNKNOWN && check->fit != AKA_FIT_NONE;
}

void aka_check_challenge(const secrets_t *secrets, const char *user, const char *realm, const char *nonce,
    aka_check_t *check)
{
    subject_t subject = { .is_auts = false };

    memset(check, 0, sizeof *check);
    if (secrets_count(secrets) > 0 && nonce && aka_challenge_decode(nonce, &subject.challenge)) {
        search(secrets, user, realm, &subject, check);
    }
}

void aka_check_auts(const secrets_t *secrets, const credentials_t *credentials, aka_check_t *check)
{
    subject_t subject = { .is_auts = true };

    memset(check, 0, sizeof *check);
    if (secrets_count(secrets) > 0 && credentials->nonce && aka_challenge_decode(credentials->nonce, &subject.challenge)
        && aka_auts_decode(credentials->auts, subject.auts)) {
        search(secrets, credentials->username, credentials->realm, &subject, check);
    }
}

void aka_check_res(const secrets_t *secrets, const credentials_t *credentials, const digest_sent_t *sent,
    aka_check_t *check)
{
    subject_t subject = { .sent = sent };

    memset(check, 0, sizeof *check);
    if (secrets_count(secrets) > 0 && credentials->nonce
        && aka_challenge_decode(credentials->nonce, &subject.challenge)) {
        search(secrets, credentials->username, credentials->realm, &subject, check);
    }
}

/* ---- in words ---- */

static const char *const differences[] = {
    [AKA_KEY_OTHER_K] = "K",
    [AKA_KEY_OTHER_OP] = "OP or OPc",
    [AKA_KEY_OTHER_K | AKA_KEY_OTHER_OP] = "K and OP or OPc",
};

const char *aka_check_text(wmem_allocator_t *scope, const aka_check_t *check)
{
    switch (check->fit) {
    case AKA_FIT_OWN:
        return "fits the known key";
    case AKA_FIT_OP_AS_OPC:
        return "fits only if the known OP is taken for OPc";
    case AKA_FIT_OPC_AS_OP:
        return "fits only if the known OPc is taken for OP";
    case AKA_FIT_OTHER_OP:
        return wmem_strdup_printf(scope, "fits the known K only with the OP or OPc that is known of \"%s\"",
            check->other->user);
    case AKA_FIT_OTHER_K:
        return wmem_strdup_printf(scope, "fits the known OP or OPc only with the K that is known of \"%s\"",
            check->other->user);
    case AKA_FIT_OTHER_KEY:
        return wmem_strdup_printf(scope, "fits the key that is known of \"%s\", which differs from this user's in %s",
            check->other->user, differences[aka_keys_differ(&check->row->key, &check->other->key)]);
    case AKA_FIT_NONE:
        return "differs from what the known key makes: K or OP(c) differ, or it was changed on the way";
    case AKA_FIT_UNKNOWN:
        break;
    }
    return NULL;
}

const char *aka_check_side(wmem_allocator_t *scope, const char *side, const aka_check_t *check)
{
    switch (check ? check->fit : AKA_FIT_UNKNOWN) {
    case AKA_FIT_OWN:
        return wmem_strdup_printf(scope, "%s has the known key", side);
    case AKA_FIT_OP_AS_OPC:
        return wmem_strdup_printf(scope, "%s takes the known OP for OPc, or the table does the reverse", side);
    case AKA_FIT_OPC_AS_OP:
        return wmem_strdup_printf(scope, "%s takes the known OPc for OP, or the table does the reverse", side);
    case AKA_FIT_OTHER_OP:
        return wmem_strdup_printf(scope, "%s has the known K, but the OP or OPc of \"%s\"", side, check->other->user);
    case AKA_FIT_OTHER_K:
        return wmem_strdup_printf(scope, "%s has the known OP or OPc, but the K of \"%s\"", side, check->other->user);
    case AKA_FIT_OTHER_KEY:
        return wmem_strdup_printf(scope, "%s has the key of \"%s\", which differs from the known one in %s", side,
            check->other->user, differences[aka_keys_differ(&check->row->key, &check->other->key)]);
    case AKA_FIT_NONE:
        return wmem_strdup_printf(scope, "%s has another K or OP(c) than the known one", side);
    case AKA_FIT_UNKNOWN:
        break;
    }
    return NULL;
}

const char *aka_check_difference(const aka_check_t *network, const aka_check_t *sim)
{
    if (!sim || network->fit != AKA_FIT_OWN || sim->fit != AKA_FIT_OWN) {
        return NULL;
    }
    return differences[aka_keys_differ(&network->row->key, &sim->row->key)];
}

const char *aka_check_other_known(const secrets_t *secrets, const char *user, const char *realm,
    const aka_check_t *network)
{
    secrets_cursor_t cursor = { 0 };
    const secret_t *row;
    const char *difference = NULL;

    if (network->fit != AKA_FIT_OWN) {
        return NULL;
    }
    while (!difference && (row = secrets_next(secrets, span_of(user), span_of(realm), &cursor)) != NULL) {
        if (secret_is_aka(row)) {
            difference = differences[aka_keys_differ(&network->row->key, &row->key)];
        }
    }
    return difference;
}
