/* packet-sipauth.c
 * The post-dissector: reads each frame once, shows what is known on every visit.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "packet-sipauth.h"

#include <epan/packet.h>
#include <wsutil/report_message.h>

#include "annotation.h"
#include "known.h"
#include "menus.h"
#include "message_source.h"
#include "moment.h"
#include "preferences.h"
#include "statistics.h"

#define FILTER_NAME "sipauth"

static int proto_sipauth = -1;
static dissector_handle_t sipauth_handle;
static tracker_t *tracker;

/* Tree and columns alike: list rows are dissected without a tree. */
static int dissect_sipauth(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    frame_records_t found = { NULL, 0 };
    bool has_sip = false;

    (void)data;
    if (!tracker) {
        return 0;
    }
    if (!PINFO_FD_VISITED(pinfo)) {
        tracker_frame(tracker, pinfo->num, moment_nanoseconds(&pinfo->abs_ts));
        has_sip = message_source_read(tracker, pinfo, tvb);
    } else {
        tracker_turn(tracker);
    }
    if (tracker_has_records(tracker, pinfo->num)) {
        found.count = tracker_records(tracker, pinfo->pool, pinfo->num, &found.records);
        annotation_show(tracker, &found, tvb, pinfo, tree);
    }
    if (found.count || has_sip) {
        statistics_frame(pinfo, &found);
    }
    return tvb_captured_length(tvb);
}

static void sipauth_init(void)
{
    tracker = tracker_new(wmem_file_scope());
    known_load();
    menus_use(tracker);
    statistics_begin(tracker);
    message_source_begin();
}

static void sipauth_cleanup(void)
{
    menus_use(NULL);
    statistics_end();
    annotation_end();
    known_forget();
    if (tracker) {
        tracker_free(tracker);
    }
    tracker = NULL;
}

/* Wireshark loads every file of its plugin folders, and ends where two protocols have one name: a copy under another
 * name, kept as a backup, would stop it from starting. */
static bool is_second_copy(void)
{
    return proto_get_id_by_filter_name(FILTER_NAME) != -1;
}

void proto_register_sipauth(void)
{
    if (is_second_copy()) {
        report_warning("The plugin sipauth is there twice, under two file names; only one of them is used."
            " Remove the other one from the plugin folders.");
        return;
    }
    proto_sipauth = proto_register_protocol("SIP Authentication", "SIP Auth", FILTER_NAME);
    annotation_register(proto_sipauth);
    preferences_register(proto_sipauth);
    menus_register(proto_sipauth);
    statistics_register();
    sipauth_handle = create_dissector_handle(dissect_sipauth, proto_sipauth);
    register_init_routine(sipauth_init);
    register_cleanup_routine(sipauth_cleanup);
    register_postdissector(sipauth_handle);
}

void proto_reg_handoff_sipauth(void)
{
    if (proto_sipauth == -1) {
        return;
    }
    message_source_handoff();
    statistics_handoff();
}
