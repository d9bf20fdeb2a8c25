#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Phones through an edge proxy that wants credentials of its own (Kamailio twice).
# Usage: edge.sh NAME... or all; a scenario is named like its capture.
EDGE=10.20.0.1 HOME_IP=10.20.0.5 PHONE=10.20.0.2

# Edge and registrar; only the hop of the phone is captured.
edge_and_registrar() {
    phone_kamailio $EDGE EDGE
    phone_kamailio $HOME_IP
    lab_capture_start "udp port 5060 and host $PHONE"
}

kamailio-baresip-edge-and-registrar() {
    edge_and_registrar
    phone_baresip $PHONE:5070 \
        "<sip:alice@home.test>;outbound=\"sip:$EDGE\";auth_user=alice;auth_pass=alicepass;regint=600"
    sleep 6
}

kamailio-linphone-edge-and-registrar() {
    edge_and_registrar
    phone_linphone 5071 alice alicepass home.test home.test,edge.test $EDGE
    sleep 15
    echo "call sip:bob@home.test" >&8
    sleep 20
}

kamailio-baresip-invite-two-realms() {
    edge_and_registrar
    phone_baresip $PHONE:5070 \
        "<sip:alice@home.test>;outbound=\"sip:$EDGE\";auth_user=alice;auth_pass=alicepass;regint=0" \
        "/dial sip:bob@home.test"
    sleep 5
}

kamailio-linphone-invite-two-realms() {
    edge_and_registrar
    phone_linphone 5071 alice alicepass home.test home.test,edge.test $EDGE 0
    sleep 3
    echo "call sip:bob@home.test" >&8
    sleep 5
}

# The nonce of the INVITE is too old for the BYE.
kamailio-baresip-bye-stale() {
    phone_kamailio $EDGE EDGE
    phone_baresip $HOME_IP:5060 "<sip:bob@$HOME_IP>;regint=0;auth_pass=none;answermode=auto"
    lab_capture_start "udp port 5060 and host $PHONE"
    phone_baresip $PHONE:5070 \
        "<sip:alice@home.test>;outbound=\"sip:$EDGE\";auth_user=alice;auth_pass=alicepass;regint=0" \
        "/dial sip:bob@home.test"
    sleep 10
    kill -INT "$PHONE_PID"
    sleep 3
}

# The nonce is too old for the re-INVITE that puts the call on hold, and for the BYE.
kamailio-linphone-reinvite-stale() {
    phone_kamailio $EDGE EDGE
    phone_baresip $HOME_IP:5060 "<sip:bob@$HOME_IP>;regint=0;auth_pass=none;answermode=auto"
    lab_capture_start "udp port 5060 and host $PHONE"
    phone_linphone 5071 alice alicepass home.test edge.test $EDGE 0
    sleep 3
    echo "call sip:bob@home.test" >&8
    sleep 9
    echo "pause" >&8
    sleep 9
    echo "terminate" >&8
    sleep 3
}

# SCENARIOS END
if [ -z "${LAB_PRIVATE:-}" ] && { [ $# -ne 1 ] || [ "$1" = all ]; }; then
    [ "${1:-}" != all ] || set -- $(declare -F | sed -n 's/^declare -f \(kamailio-\)/\1/p')
    for name in "$@"; do
        bash "$0" "$name"
    done
    exit
fi
. "$(dirname "$0")/../lab.sh"
. "$LAB_DIR/phones/phones.sh"
lab_address $EDGE/24 $PHONE/24 $HOME_IP/24
phone_source $PHONE $EDGE
echo "== $1"
"$1"
lab_capture_stop "$1"
