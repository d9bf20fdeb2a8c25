/* known.c
 * The table of known credentials in the preferences.
 *
 * Wireshark keeps the table in plain text in the file `sipauth_credentials` of the profile, as it does with its
 * own tables of keys. Here a copy is held only while a file is open, and wiped then. No text names a secret.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "known.h"

#include <epan/uat-int.h>

#include "compat.h"
#include "wipe.h"

/* A row as the user enters it. */
typedef struct {
    char *user;
    char *realm;
    unsigned kind;
    char *secret;
} row_t;

static row_t *rows;
static unsigned row_count;
static secrets_t *secrets;

static const value_string kinds[] = {
    { SECRET_PASSWORD, "password" },
    { SECRET_HA1, "HA1" },
    { SECRET_AKA_OP, "AKA K:OP" },
    { SECRET_AKA_OPC, "AKA K:OPc" },
    { SECRET_TUAK_TOP, "TUAK K:TOP" },
    { SECRET_TUAK_TOPC, "TUAK K:TOPc" },
    { 0, NULL }
};

UAT_CSTRING_CB_DEF(rows, user, row_t)
UAT_CSTRING_CB_DEF(rows, realm, row_t)
UAT_VS_DEF(rows, kind, row_t, unsigned, SECRET_PASSWORD, "password")
UAT_CSTRING_CB_DEF(rows, secret, row_t)

static void *row_copy(void *to, const void *from, size_t size)
{
    row_t *copy = (row_t *)to;
    const row_t *row = (const row_t *)from;

    (void)size;
    copy->user = g_strdup(row->user);
    copy->realm = g_strdup(row->realm);
    copy->kind = row->kind;
    copy->secret = g_strdup(row->secret);
    return to;
}

static pref_bool_t row_update(void *record, char **error)
{
    const row_t *row = (const row_t *)record;
    const char *fault = secret_fault(row->user, row->realm, (secret_kind_t)row->kind, row->secret);

    *error = fault ? g_strdup(fault) : NULL;
    return fault == NULL;
}

static void row_free(void *record)
{
    row_t *row = (row_t *)record;

    g_free(row->user);
    g_free(row->realm);
    if (row->secret) {
        wipe_bytes(row->secret, strlen(row->secret));
    }
    g_free(row->secret);
}

void known_register(module_t *module)
{
    static uat_field_t fields[] = {
        UAT_FLD_CSTRING(rows, user, "User", "User name of the credentials (IMPI in IMS)"),
        UAT_FLD_CSTRING(rows, realm, "Realm", "Realm, byte for byte; * for any"),
        UAT_FLD_VS(rows, kind, "Kind", kinds, "What the secret is"),
        UAT_FLD_CSTRING(rows, secret, "Secret", "Password, HA1 in hex, or K and OP(c) in hex with a colon between"),
        UAT_END_FIELDS
    };
    uat_t *uat = uat_new("SIP authentication: known credentials", sizeof(row_t), "sipauth_credentials", true,
        (void **)&rows, &row_count, UAT_AFFECTS_DISSECTION, NULL, row_copy, row_update, row_free, NULL, NULL, fields);

    prefs_register_uat_preference(module, "credentials", "Known credentials",
        "Passwords, HA1 values and AKA keys to verify digests with. Kept in plain text in the profile's file"
        " sipauth_credentials; never shown in any output.", uat);
}

/* One field of a record of another dissector's table, to be freed; NULL where it has no such field. */
static char *field_text(const uat_t *uat, void *record, const char *name)
{
    for (const uat_field_t *field = uat->fields; field->name; field++) {
        char *text = NULL;
        unsigned length = 0;

        if (strcmp(field->name, name) == 0 && field->cb.tostr) {
            field->cb.tostr(record, &text, &length, field->cbdata.tostr, field->fld_data);
            return text;
        }
    }
    return NULL;
}

/* Users whose passwords the SIP dissector knows for its own check. */
static void load_sip_users(void)
{
    const uat_t *uat = uat_get_table_by_name("SIP authorization users");

    for (unsigned i = 0; uat && uat->user_data && i < uat->user_data->len; i++) {
        void *record = uat->user_data->data + i * uat->record_size;
        char *user = field_text(uat, record, "username");
        char *realm = field_text(uat, record, "realm");
        char *password = field_text(uat, record, "password");

        if (user && realm && password) {
            secrets_add(secrets, user, realm, SECRET_PASSWORD, password);
        }
        if (password) {
            wipe_bytes(password, strlen(password));
        }
        g_free(user);
        g_free(realm);
        g_free(password);
    }
}

void known_load(void)
{
    known_forget();
    secrets = secrets_new();
    for (unsigned i = 0; i < row_count; i++) {
        secrets_add(secrets, rows[i].user, rows[i].realm, (secret_kind_t)rows[i].kind, rows[i].secret);
    }
    load_sip_users();
}

void known_forget(void)
{
    secrets_free(secrets);
    secrets = NULL;
}

const secrets_t *known_secrets(void)
{
    return secrets_count(secrets) > 0 ? secrets : NULL;
}
