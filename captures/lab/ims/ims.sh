#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# sipp or npm sip as UE against sipp as IMS core, with a real AKA challenge
# (Milenage; K is that of 3GPP TS 35.208 test set 3 but for one digit).
# usage: ims.sh SCENARIO... | all
# needs: sip-tester, node; npm module sip in $LAB_NODE
. "$(dirname "${BASH_SOURCE[0]}")/../lab.sh"
HERE=$LAB_DIR/ims
lab_address 10.22.0.1/24 10.22.0.2/24
CORE=10.22.0.1
UE=10.22.0.2
export NODE_PATH=${LAB_NODE:-${LAB_CACHE:-/var/cache/sipauth-lab}/node}/node_modules
# the keys avoid bytes 5b and 5d: sipp takes them for brackets of a keyword
K=fec86ba6eb707ed08905757b1bb84b8f
OP=dbc59adcb6f9a0ef735477b7fadf8374
AMF=725c
SQN=000000000021
UE_SQN=000000000035
NEXT_SQN=000000000041
RAND=9f7c8d021accf4db213ccff0c7f71a6a
RAND2=aa7c8d021accf4db213ccff0c7f71a6a

nonce() { node "$HERE/aka.js" $K $OP $AMF "$1" "$2"; }

# scene NAME UE-FILE CORE-FILE: without a UE file npm sip is the UE
scene() {
    local name=$1 ue=$2 core=$3 server
    sipp -sf "$HERE/$core" -i "$CORE" -p 5060 -m 1 -nostdin -key nonce "$(nonce $SQN $RAND)" \
        -key nonce2 "$(nonce $NEXT_SQN $RAND2)" >"$LAB_TMP/core.log" 2>&1 &
    server=$!
    lab_wait_port udp 5060
    lab_capture_start "udp port 5060"
    if [ -z "$ue" ]; then
        timeout 60 node "$LAB_DIR/registrar/client.js" aka-resync "server=$CORE" "address=$UE" \
            domain=ims.lab.test user=001010000000001 "auts=$(node "$HERE/aka.js" $K $OP 0000 $UE_SQN $RAND auts)" \
            "res=$(node "$HERE/aka.js" $K $OP $AMF $NEXT_SQN $RAND2 res)"
    else
        timeout 90 sipp -sf "$HERE/$ue" "$CORE" -i "$UE" -p 5080 -m 1 -nostdin >"$LAB_TMP/ue.log" 2>&1 ||
            echo "UE: exit $?"
    fi
    lab_capture_stop "$name"
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
}

aka_ok() { scene ims-sipp-aka-ok ue.xml core.xml; }
aka_no_retry() { scene ims-sipp-aka-no-retry ue-no-retry.xml core-no-retry.xml; }
aka_refused() { scene ims-sipp-aka-refused ue-refused.xml core-refuse.xml; }
# the UE has a newer sequence number than the challenge: AUTS, a second challenge, RES
aka_resync() { scene ims-npm-aka-resync "" core-resync.xml; }
aka_twice() { scene ims-sipp-aka-twice ue-twice.xml core-twice.xml; }

ALL="aka_ok aka_no_retry aka_refused aka_twice aka_resync"
sipp -v 2>/dev/null | grep -i 'sipp v' || true
[ "${1:-all}" = all ] && set -- $ALL
for scenario in "$@"; do
    echo "== $scenario"
    "$scenario"
done
