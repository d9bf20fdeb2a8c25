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
# its RES has a zero byte
RAND3=9f7c8d021accf4db213ccff0c7f71a09
# what the SIM or the HSS should not have: another K, and another OP
OTHER_K=0c0ffee0decade0fadedbeefca11ab1e
OTHER_OP=00112233445566778899aabbccddeeff
IMPI=001010000000001@ims.lab.test

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

md5() { printf '%s' "$1" | md5sum | cut -d' ' -f1; }

# auts_response NONCE: the digest beside AUTS, of an empty password (RFC 3310 section 3.4)
auts_response() {
    md5 "$(md5 "$IMPI:ims.lab.test:"):$1:$(md5 "REGISTER:sip:ims.lab.test")"
}

# keys NAME UE-FILE CORE-FILE NONCE NONCE2 [PAUSE]: HSS and SIM that do not agree. With a PAUSE the UE sends OPTIONS
# so many seconds later, whatever became of its registration.
keys() {
    local name=$1 ue=$2 core=$3 nonce=$4 nonce2=$5 pause=${6:-} server auts=()
    sipp -sf "$HERE/$core" -i "$CORE" -p 5060 -m 1 -nostdin -key nonce "$nonce" -key nonce2 "$nonce2" \
        >"$LAB_TMP/core.log" 2>&1 &
    server=$!
    auts=(-key auts "$(node "$HERE/aka.js" $K $OP 0000 $UE_SQN $RAND auts)" -key response "$(auts_response "$nonce")"
        -key auts2 "$(node "$HERE/aka.js" $K $OP 0000 $UE_SQN $RAND2 auts)" -key response2 "$(auts_response "$nonce2")")
    lab_wait_port udp 5060
    lab_capture_start "udp port 5060"
    timeout 20 sipp -sf "$HERE/$ue" "$CORE" -i "$UE" -p 5080 -m 1 -nostdin -cid_str lab-keys -key nonce "$nonce" \
        -key nonce2 "$nonce2" "${auts[@]}" >"$LAB_TMP/ue.log" 2>&1 || grep -h "MAC" "$LAB_TMP/ue.log" || echo "UE: exit $?"
    if [ -n "$pause" ]; then
        sleep "$pause"
        timeout 20 sipp -sf "$HERE/ue-options.xml" "$CORE" -i "$UE" -p 5080 -m 1 -nostdin -cid_str lab-keys \
            >"$LAB_TMP/ue.log" 2>&1 || echo "UE: exit $?"
    fi
    lab_capture_stop "$name"
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
}

# npm_aka NAME ALGORITHM VARIANTS: npm sip as registrar and UE; the UE bends its answer
npm_aka() {
    local name=$1 server aka
    aka() { node "$HERE/aka.js" "$1" "$2" $AMF $SQN $RAND3 "$3"; }
    node "$LAB_DIR/registrar/registrar.js" digest "$CORE" realm=ims.lab.test "algorithm=$2" "nonce=$(nonce $SQN $RAND3)" \
        "$(if [ "$2" = AKAv2-MD5 ]; then echo "password=$(aka $K $OP akav2)"; else echo "res=$(aka $K $OP res)"; fi)" &
    server=$!
    lab_wait_port udp 5060
    lab_capture_start "udp port 5060"
    timeout 60 node "$LAB_DIR/registrar/client.js" variants "server=$CORE" "address=$UE" domain=ims.lab.test \
        "variants=$3" "res=$(aka $K $OP res)" "akav2=$(aka $K $OP akav2)" "swapped=$(aka $K opc:$OP res)" \
        "other=$(aka $OTHER_K $OP res)"
    lab_capture_stop "$name"
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
}

# The HSS takes OP for OPc; sipp finds the MAC wrong and stops.
hss_op_as_opc() {
    keys ims-sipp-hss-op-as-opc ue.xml core-no-retry.xml "$(node "$HERE/aka.js" $K opc:$OP $AMF $SQN $RAND)" none 12
}
# The HSS has another K or another OP; the UE says so.
hss_other_k() {
    keys ims-sipp-hss-other-k ue-mac-failure.xml core-refuse.xml "$(node "$HERE/aka.js" $OTHER_K $OP $AMF $SQN $RAND)" none
}
hss_other_op() {
    keys ims-sipp-hss-other-op ue-mac-failure.xml core-refuse.xml "$(node "$HERE/aka.js" $K $OTHER_OP $AMF $SQN $RAND)" none
}
# The SIM is ahead; the HSS does not take its AUTS.
hss_behind() {
    keys ims-sipp-hss-behind ue-auts-twice.xml core-resync-refuse.xml "$(nonce $SQN $RAND)" "$(nonce 000000000030 $RAND2)"
}
npm_answers() {
    npm_aka ims-npm-digest-aka AKAv1-MD5 password_for_aka:001010000000001+aka_op:001010000000001+aka_version:001010000000001+aka_hex:001010000000001+aka_cut:001010000000001+aka_other_key:001010000000001
}
npm_akav2() { npm_aka ims-npm-digest-akav2 AKAv2-MD5 aka_right:001010000000001+aka_version:001010000000001; }

aka_ok() { scene ims-sipp-aka-ok ue.xml core.xml; }
aka_no_retry() { scene ims-sipp-aka-no-retry ue-no-retry.xml core-no-retry.xml; }
aka_refused() { scene ims-sipp-aka-refused ue-refused.xml core-refuse.xml; }
# the UE has a newer sequence number than the challenge: AUTS, a second challenge, RES
aka_resync() { scene ims-npm-aka-resync "" core-resync.xml; }
aka_twice() { scene ims-sipp-aka-twice ue-twice.xml core-twice.xml; }

ALL="aka_ok aka_no_retry aka_refused aka_twice aka_resync hss_op_as_opc hss_other_k hss_other_op hss_behind npm_answers
    npm_akav2"
sipp -v 2>/dev/null | grep -i 'sipp v' || true
[ "${1:-all}" = all ] && set -- $ALL
for scenario in "$@"; do
    echo "== $scenario"
    "$scenario"
done
