#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The registrar of registrar.js against npm sip and sipsak.
# usage: registrar.sh SCENARIO... | all
# needs: node, npm module sip in $LAB_NODE, sipsak
. "$(dirname "${BASH_SOURCE[0]}")/../lab.sh"
HERE=$LAB_DIR/registrar
LAB_NODE=${LAB_NODE:-${LAB_CACHE:-/var/cache/sipauth-lab}/node}
export NODE_PATH=$LAB_NODE/node_modules

lab_address 10.21.0.1/24 10.21.0.2/24
SERVER=10.21.0.1
CLIENT=10.21.0.2
ip route replace table local local "$SERVER" dev lab0 scope host src "$CLIENT"

# scene NAME MODE COMMAND...
scene() {
    local name=$1 mode=$2 server
    shift 2
    node "$HERE/registrar.js" "$mode" "$SERVER" &
    server=$!
    lab_wait_port udp 5060
    lab_capture_start "udp port 5060"
    "$@" || echo "exit $?"
    lab_capture_stop "registrar-$name"
    kill "$server"
    wait "$server" || true
}

npm_client() { timeout 120 node "$HERE/client.js" "$@" "server=$SERVER" "address=$CLIENT"; }
sipsak_client() {
    timeout 20 sipsak -U -i -s "sip:alice@$SERVER" -u alice -a lab-pass -C "sip:alice@$CLIENT:5090" \
        -k "$CLIENT" -l 5090 >"$LAB_TMP/sipsak.log" 2>&1
}

no_challenge() { scene npm-no-challenge-header no-challenge npm_client ask-only; }
no_challenge_sipsak() { scene sipsak-no-challenge-header no-challenge sipsak_client; }
other_header() { scene npm-challenge-in-other-header other-header npm_client ask-only; }
other_header_answered() { scene npm-other-header-answered other-header npm_client ok; }
two_headers_md5() { scene npm-two-algorithms-md5 two-headers npm_client ok algorithm=MD5; }
two_headers_sha() { scene npm-two-algorithms-sha256 two-headers npm_client ok; }
one_line() { scene npm-two-challenges-one-line one-line npm_client ok; }
both_headers() { scene npm-both-headers both-headers npm_client both-headers; }
nextnonce() { scene npm-nextnonce nextnonce npm_client nextnonce; }
reason() { scene npm-reason-403 reason npm_client invite; }
reason_after() { scene npm-reason-403-after-auth reason-after npm_client invite; }
cached() { scene npm-cached-credentials-403 once-only npm_client cached-new-call; }
spelling() { scene npm-compact-folded folded-compact npm_client ok shape=folded+compact; }

ALL="no_challenge no_challenge_sipsak other_header other_header_answered two_headers_md5 two_headers_sha
    one_line both_headers nextnonce reason reason_after cached spelling"

sipsak --version 2>/dev/null | head -n 1 || true
echo "sip $(node -p "JSON.parse(fs.readFileSync('$NODE_PATH/sip/package.json')).version")"
[ "${1:-all}" = all ] && set -- $ALL
for scenario in "$@"; do
    echo "== $scenario"
    "$scenario"
done
