#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Kamailio as registrar and proxy against sipp, sipsak, npm sip, JsSIP, SIP.js and sipvicious.
# usage: kamailio.sh SCENARIO... | all
# needs: kamailio, kamailio-tls-modules, kamailio-websocket-modules, sip-tester, sipsak, sipvicious,
#        openssl, node; npm modules sip, jssip, sip.js and ws in $LAB_NODE
. "$(dirname "${BASH_SOURCE[0]}")/../lab.sh"
HERE=$LAB_DIR/kamailio
LAB_NODE=${LAB_NODE:-${LAB_CACHE:-/var/cache/sipauth-lab}/node}
export NODE_PATH=$LAB_NODE/node_modules

lab_address 10.20.0.1/24 10.20.0.2/24 10.20.0.3/24 10.20.0.4/24 fd00:20::1/64 fd00:20::2/64
SERVER=10.20.0.1
CLIENT=10.20.0.2
CALLEE=10.20.0.3
EDGE=10.20.0.4
# what clients that bind no address of their own send from
ip route replace table local local "$SERVER" dev lab0 scope host src "$CLIENT"
STARTED=()

# kam ADDRESS [kamailio arguments]: one server, stopped by `done_with_servers`
kam() {
    local address=$1 dir
    shift
    dir=$(mktemp -d "$LAB_TMP/kamXXXX")
    kamailio -DD -E -m 32 -M 4 -Y "$dir" -f "$HERE/kamailio.cfg" \
        -l "udp:$address:5060" -l "tcp:$address:5060" "$@" >"$dir/log" 2>&1 &
    STARTED+=($!)
    lab_wait_port udp 5060
    sleep 0.5
}

done_with_servers() {
    for pid in "${STARTED[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    STARTED=()
}

sipp_client() {
    local file=$1
    shift
    timeout 60 sipp -sf "$HERE/$file" "$SERVER" -i "$CLIENT" -p 5070 -m 1 -s alice -au alice -ap lab-pass \
        -nostdin "$@" >"$LAB_TMP/sipp.log" 2>&1 || echo "sipp: exit $?"
}

# callee [sipp scenario options]
callee() {
    [ $# -gt 0 ] || set -- -sn uas
    sipp "$@" -i "$CALLEE" -p 5060 -m 1 -nostdin >"$LAB_TMP/uas.log" 2>&1 &
    STARTED+=($!)
}

client() {
    timeout 120 node "$@"
}

npm_client() {
    client "$LAB_DIR/registrar/client.js" "$@"
}

# simple NAME CLIENT-SCENARIO [client settings] -- [kamailio defines]: npm client against one server
simple() {
    local name=$1 settings=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        settings+=("$1")
        shift
    done
    shift || true
    kam "$SERVER" "$@"
    lab_capture_start "udp port 5060 or tcp port 5060"
    npm_client "${settings[@]}"
    lab_capture_stop "kamailio-npm-$name"
    done_with_servers
}

register_ok() {
    kam "$SERVER"
    lab_capture_start "udp port 5060"
    sipp_client register.xml
    lab_capture_stop kamailio-sipp-register-ok
}

# The server proves that it knows the password, and gives the next nonce (Authentication-Info).
authentication_info() {
    kam "$SERVER" -A AUTHINFO
    lab_capture_start "udp port 5060"
    sipp_client register.xml
    lab_capture_stop kamailio-sipp-authentication-info
}

# sipsak_register NAME PASSWORD
sipsak_register() {
    kam "$SERVER" -A 'CHALLENGE_FLAGS="0"'
    lab_capture_start "udp port 5060"
    timeout 20 sipsak -U -i -s "sip:alice@$SERVER" -u alice -a "$2" -C "sip:alice@$CLIENT:5090" \
        -k "$CLIENT" -l 5090 >"$LAB_TMP/sipsak.log" 2>&1 || true
    lab_capture_stop "$1"
}

register_wrong_password() { sipsak_register kamailio-sipsak-wrong-password wrong; }
sipsak_ok() { sipsak_register kamailio-sipsak-register-ok lab-pass; }

invite_ok() {
    kam "$SERVER"
    callee
    lab_capture_start "udp port 5060"
    sipp_client invite.xml
    lab_capture_stop kamailio-sipp-invite-ok
}

callee_refuses() {
    kam "$SERVER"
    callee -sf "$HERE/callee-refuses.xml"
    lab_capture_start "udp port 5060"
    npm_client invite
    lab_capture_stop kamailio-npm-callee-refuses
}

callee_busy() {
    kam "$SERVER"
    callee -sf "$HERE/callee-busy.xml"
    lab_capture_start "udp port 5060"
    npm_client invite
    lab_capture_stop kamailio-npm-callee-busy
}

# one client vanishes after its challenge, another one goes on
client_silent() {
    kam "$SERVER"
    lab_capture_start "udp port 5060"
    npm_client first
    npm_client refreshes "address=$CALLEE" user=carol pause=14
    lab_capture_stop kamailio-npm-client-silent
}

stale() { simple stale-recovered cached-nonce count=3 pause=4 -- -A NONCE_EXPIRE=6 -A STALE; }
stale_always() { simple stale-in-first-challenge ok -- -A 'CHALLENGE_FLAGS="17"'; }
stale_missing() { simple expired-without-stale cached-nonce count=3 pause=4 -- -A NONCE_EXPIRE=6; }
one_time_nonce() { simple one-time-nonce cached-nonce count=3 pause=3 -- -A ONE_TIME; }
no_credentials() { simple no-credentials no-credentials; }
no_credentials_invite() { simple no-credentials-invite no-credentials-invite; }
realm_mismatch() { simple realm-mismatch other-realm; }
realm_case() { simple realm-case realm-case; }
wrong_header() { simple wrong-header wrong-header; }
without_credentials() { simple without-credentials without-credentials; }
forbidden_acl() { simple forbidden-acl ask-only alive=10 -- -A 'REFUSAL="Forbidden"'; }
not_relaying() { simple not-relaying no-credentials-invite -- -A 'REFUSAL="Not relaying"'; }
policy() { simple policy-after-auth register-invite -- -A POLICY; }
wrong_password_403() { simple wrong-password-403 wrong-password -- -A REFUSE_WRONG; }
invite_wrong_password() { simple invite-wrong-password invite-wrong-password; }
loop() { simple loop loop; }
identical() { simple identical-credentials identical; }
refreshes() { simple refreshes refreshes; }
tcp() { simple tcp refreshes transport=tcp; }
slow() { simple challenge-per-copy ok linger=3 -- -A SLOW; }
message() { simple message message; }
retry_over_tcp() { simple retry-over-tcp retry-over-tcp transport=udp+tcp; }
new_port() { simple retry-from-new-port new-port; }
same_cseq() { simple same-cseq same-cseq; }
accounts() { simple many-accounts accounts; }
hint() { simple identity-hint hint; }

other_nonce() {
    kam "$SERVER" -A NONCE_EXPIRE=2
    nonce=$(npm_client nonce | sed -n 's/^NONCE //p')
    sleep 3
    lab_capture_start "udp port 5060"
    npm_client other-nonce "nonce=$nonce"
    lab_capture_stop kamailio-npm-other-nonce
}

preemptive_403() {
    kam "$SERVER"
    nonce=$(npm_client nonce | sed -n 's/^NONCE //p')
    done_with_servers
    kam "$SERVER" -A 'REFUSAL="Forbidden"'
    lab_capture_start "udp port 5060"
    npm_client preemptive "nonce=$nonce"
    lab_capture_stop kamailio-npm-preemptive-403
}

two_hops() {
    kam "$SERVER"
    kam "$EDGE" -A EDGE -A 'REALM="edge.lab.test"' -A 'SECRET="edge-secret"'
    lab_capture_start "udp port 5060"
    npm_client two-realms "server=$EDGE"
    lab_capture_stop kamailio-npm-two-realms
}

drop_first() {
    kam "$SERVER"
    kam "$EDGE" -A EDGE -A 'REALM="edge.lab.test"' -A 'SECRET="edge-secret"'
    lab_capture_start "udp port 5060"
    npm_client drop-first "server=$EDGE"
    lab_capture_stop kamailio-npm-first-realm-dropped
}

tcp_pipelined() { simple tcp-two-messages-a-segment pipelined transport=tcp; }

tls() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=lab.test \
        -keyout "$LAB_TMP/key.pem" -out "$LAB_TMP/cert.pem" 2>/dev/null
    kam "$SERVER" -A TLS -A "TLS_KEY=\"$LAB_TMP/key.pem\"" -A "TLS_CERT=\"$LAB_TMP/cert.pem\"" \
        -l "tls:$SERVER:5061"
    lab_capture_start "tcp port 5061"
    client --tls-keylog="$LAB_TMP/keys.txt" "$LAB_DIR/registrar/client.js" ok transport=tls port=5061
    lab_capture_stop kamailio-npm-tls "$LAB_TMP/keys.txt"
}

# websocket NAME SCRIPT ARGUMENTS
websocket() {
    local name=$1
    shift
    kam "$SERVER" -A WEBSOCKET -l "tcp:$SERVER:8080"
    lab_capture_start "tcp port 8080"
    client "$HERE/websocket.js" "$@" "ws://$SERVER:8080" || true
    lab_capture_stop "$name"
}

jssip() { websocket kamailio-jssip-websocket jssip lab-pass; }
jssip_wrong() { websocket kamailio-jssip-wrong-password jssip wrong; }
jssip_sha256() {
    kam "$SERVER" -A WEBSOCKET -A SHA256 -l "tcp:$SERVER:8080"
    lab_capture_start "tcp port 8080"
    client "$HERE/websocket.js" jssip lab-pass "ws://$SERVER:8080" alive || true
    lab_capture_stop kamailio-jssip-sha256-only
}
compact() { simple compact-folded ok shape=compact+folded; }
sipjs() { websocket kamailio-sipjs-websocket sipjs lab-pass; }
sipjs_wrong() { websocket kamailio-sipjs-wrong-password sipjs wrong; }

ipv6() {
    kam "[fd00:20::1]"
    lab_capture_start "udp port 5060"
    SERVER='[fd00:20::1]' CLIENT='[fd00:20::2]' sipp_client register.xml
    lab_capture_stop kamailio-sipp-ipv6
}

no_ack() {
    kam "$SERVER" -A STATEFUL
    lab_capture_start "udp port 5060"
    sipp_client invite-no-ack.xml
    lab_capture_stop kamailio-sipp-challenge-not-acked
}

# fragments NAME CAPTURE-FILTER [client settings]: the answer is larger than the packets may be
fragments() {
    local name=$1 filter=$2
    shift 2
    kam "$SERVER"
    ip link set lo mtu 1500
    lab_capture_start "$filter"
    npm_client big-retry "$@"
    lab_capture_stop "$name"
    ip link set lo mtu 65536
}

fragment_lost() { fragments kamailio-npm-fragment-filtered "udp port 5060" alive=12; }
fragment_ok() { fragments kamailio-npm-fragments-ok "udp port 5060 or (ip[6:2] & 0x1fff != 0)"; }
# unreassembled NAME CAPTURE-FILTER [client settings]: and the server never gets it
unreassembled() {
    # no reassembly: the server never sees a fragmented request
    echo 0 >/proc/sys/net/ipv4/ipfrag_low_thresh
    echo 0 >/proc/sys/net/ipv4/ipfrag_high_thresh
    fragments "$@"
    echo 4194304 >/proc/sys/net/ipv4/ipfrag_high_thresh
    echo 3145728 >/proc/sys/net/ipv4/ipfrag_low_thresh
}

fragment_dropped() { unreassembled kamailio-npm-fragment-dropped "udp port 5060" alive=40; }
fragment_unanswered() {
    unreassembled kamailio-npm-fragments-unanswered "udp port 5060 or (ip[6:2] & 0x1fff != 0)" alive=40
}

# scan COMMAND...: one tool of sipvicious
scan() {
    (cd "$LAB_TMP" && HOME=$LAB_TMP timeout 60 "$@" -P 5070 "$SERVER" || true)
}

svwar_scan() {
    kam "$SERVER" -A EXTENSIONS
    lab_capture_start "udp port 5060"
    scan svwar -m REGISTER -e 100-106
    sleep 40
    scan svwar -m REGISTER -e 107-109
    lab_capture_stop kamailio-svwar-scan
}

# svcrack NAME PASSWORD
svcrack_scan() {
    kam "$SERVER" -A EXTENSIONS -A "PASSWORD=\"$2\""
    lab_capture_start "udp port 5060"
    scan svcrack -u 100 -r 100-111
    lab_capture_stop "$1"
}

svcrack_failed() { svcrack_scan kamailio-svcrack-failed lab-pass; }
svcrack_found() { svcrack_scan kamailio-svcrack-found 109; }

# Parts of real captures: as if the capture had been started later, stopped earlier, or mirrored twice.
cut() {
    local from=$LAB_OUT/kamailio-sipp-register-ok.pcap
    editcap -F pcap -r "$from" "$LAB_OUT/kamailio-sipp-cut-after-challenge.pcap" 1-2
    editcap -F pcap -r "$from" "$LAB_OUT/kamailio-sipp-cut-after-retry.pcap" 1-3
    editcap -F pcap -r "$from" "$LAB_OUT/kamailio-sipp-starts-at-challenge.pcap" 2-4
    editcap -F pcap -r "$LAB_OUT/kamailio-npm-no-credentials.pcap" \
        "$LAB_OUT/kamailio-npm-only-challenge.pcap" 2-99
    editcap -F pcap -t 0.0001 "$from" "$LAB_TMP/copy.pcap"
    # packets cut short behind CSeq: neither challenge nor credentials are left
    editcap -F pcap -s 278 "$from" "$LAB_OUT/kamailio-sipp-short-packets.pcap"
    mergecap -F pcap -w "$LAB_OUT/kamailio-sipp-captured-twice.pcap" "$from" "$LAB_TMP/copy.pcap"
}

ALL="register_ok register_wrong_password sipsak_ok invite_ok callee_refuses callee_busy client_silent stale
    stale_always stale_missing one_time_nonce no_credentials no_credentials_invite realm_mismatch realm_case
    wrong_header without_credentials forbidden_acl not_relaying policy wrong_password_403
    invite_wrong_password loop identical refreshes tcp tcp_pipelined slow message retry_over_tcp new_port
    same_cseq accounts hint compact other_nonce preemptive_403 two_hops drop_first tls jssip jssip_wrong
    jssip_sha256 sipjs sipjs_wrong ipv6 no_ack fragment_lost fragment_ok fragment_dropped
    fragment_unanswered svwar_scan svcrack_failed svcrack_found authentication_info cut"

kamailio -v | head -n 1
sipp -v 2>/dev/null | grep -i 'sipp v' || true
for module in sip jssip sip.js; do
    echo "$module $(node -p "JSON.parse(fs.readFileSync('$NODE_PATH/$module/package.json')).version")"
done
[ "${1:-all}" = all ] && set -- $ALL
for scenario in "$@"; do
    echo "== $scenario"
    "$scenario"
    done_with_servers
done
