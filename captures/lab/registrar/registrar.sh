#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The registrar of registrar.js against npm sip, sipsak, sipp, Twinkle and linphone.
# usage: registrar.sh SCENARIO... | all
# needs: node, npm module sip in $LAB_NODE, sipsak, sip-tester, twinkle-console, linphone-cli
. "$(dirname "${BASH_SOURCE[0]}")/../lab.sh"
. "$LAB_DIR/phones/phones.sh"
HERE=$LAB_DIR/registrar
LAB_NODE=${LAB_NODE:-${LAB_CACHE:-/var/cache/sipauth-lab}/node}
export NODE_PATH=$LAB_NODE/node_modules

lab_address 10.21.0.1/24 10.21.0.2/24
SERVER=10.21.0.1
CLIENT=10.21.0.2
ip route replace table local local "$SERVER" dev lab0 scope host src "$CLIENT"

# scene NAME MODE COMMAND...: `MODE name=value ...` in one word where it has settings
scene() {
    local name=$1 mode server
    read -ra mode <<<"$2"
    shift 2
    node "$HERE/registrar.js" "${mode[0]}" "$SERVER" "${mode[@]:1}" &
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

# Digests of real clients, as they compute them.
sipp_client() {
    timeout 20 sipp -sf "$LAB_DIR/kamailio/register.xml" "$SERVER" -i "$CLIENT" -p 5070 -m 1 -s alice -au alice \
        -ap lab-pass -nostdin >"$LAB_TMP/sipp.log" 2>&1
}
# the phones register, and take their leave
twinkle() {
    phone_source "$CLIENT" "$SERVER"
    phone_twinkle 5072 alice lab-pass "$SERVER" ""
    sleep 4
    echo quit >&9
    exec 9>&-
    sleep 2
}
linphone() {
    phone_source "$CLIENT" "$SERVER"
    phone_linphone 5073 alice lab-pass "$SERVER" lab.test
    sleep 6
    echo quit >&8
    exec 8>&-
    sleep 1
}
digest_npm_sess() { scene npm-md5-sess "digest algorithm=MD5-sess proof=right" npm_client own-digest; }
digest_npm_sess_int() {
    scene npm-md5-sess-auth-int "digest algorithm=MD5-sess qop=auth,auth-int" npm_client own-digest method=MESSAGE qop=auth-int
}
digest_npm_sha256() { scene npm-md5-named-sha-256 "digest algorithm=SHA-256" npm_client own-digest; }
digest_npm_sha512() { scene npm-sha-512-256 "digest algorithm=SHA-512-256" npm_client ok; }
digest_npm_sha256_sess() { scene npm-sha-256-sess "digest algorithm=SHA-256-sess" npm_client ok; }
digest_npm_sha512_sess() { scene npm-sha-512-256-sess "digest algorithm=SHA-512-256-sess qop=auth-int" npm_client ok; }
digest_sipp_sess() { scene sipp-md5-named-md5-sess "digest algorithm=MD5-sess" sipp_client; }
digest_sipp_int() { scene sipp-auth-int "digest qop=auth-int" sipp_client; }
digest_sipsak_sess() { scene sipsak-md5-for-md5-sess "digest algorithm=MD5-sess" sipsak_client; }
digest_twinkle_int() { scene twinkle-auth-int "digest qop=auth-int" twinkle; }
digest_linphone_none() { scene linphone-no-qop "digest qop=none" linphone; }

# Digests of a client that was bent, a call each.
variants() {
    local name=$1 mode=$2
    shift 2
    scene "npm-digest-$name" "digest $mode" npm_client variants "$@"
}
digest_realm() {
    variants realm "" domain=home.test uri=sip:proxy.test \
        variants=realm_challenge+realm_from_host+realm_request_host+realm_case+realm_known
}
digest_user() { variants user "" domain=home.test variants=user_part+user_with_host+user_from:bob+user_known+user_latin1:jörg+user_latin1_sent:jürgen; }
digest_userhash() { variants userhash "algorithm=SHA-256 userhash=true" variants=userhash:alice+user_hashed:alice; }
digest_user_encoded() { variants user-encoded "algorithm=SHA-512-256" "variants=user_encoded:Jäsøn"; }
digest_uri() {
    variants uri "" method=MESSAGE domain=home.test "uri=sip:bob@proxy.test:5070;transport=udp" \
        variants=uri_request+uri_to+uri_no_params+uri_no_port+uri_bare+uri_domain
}
digest_method() { variants method "" variants=method_other+nonce_other+hex_upper+response_upper; }
digest_qop() { variants qop "qop=auth,auth-int" variants=qop_ignored+qop_unsaid+qop_list; }
digest_qop_int() { variants qop-auth-int "qop=auth-int" method=MESSAGE variants=qop_auth+qop_int_named+qop_body_empty; }
digest_session() { variants session "algorithm=MD5-sess" variants=session_ignored+session_binary; }
digest_session_unsaid() { variants session-unsaid "" variants=session_unsaid; }
digest_hash() { variants hash "algorithm=SHA-512-256" variants=hash_other+hash_cut; }
digest_password() {
    variants password "" password=pässword variants=password_empty+password_blank+password_latin1+password_ha1
}

# rspauth of a server that knows the password, and of such that do not, or compute it wrongly.
rspauth() { scene npm-rspauth "digest proof=right" npm_client own-digest; }
rspauth_password() { scene npm-rspauth-other-password "digest proof=password" npm_client own-digest; }
rspauth_method() { scene npm-rspauth-method "digest proof=method" npm_client own-digest; }
rspauth_count() { scene npm-rspauth-other-count "digest proof=count" npm_client own-digest; }

ALL="no_challenge no_challenge_sipsak other_header other_header_answered two_headers_md5 two_headers_sha
    one_line both_headers nextnonce reason reason_after cached spelling
    digest_npm_sess digest_npm_sess_int digest_npm_sha256 digest_npm_sha512 digest_npm_sha256_sess
    digest_npm_sha512_sess digest_sipp_sess digest_sipp_int digest_sipsak_sess digest_twinkle_int digest_linphone_none
    digest_realm digest_user digest_userhash digest_user_encoded digest_uri digest_method digest_qop digest_qop_int digest_session
    digest_session_unsaid digest_hash digest_password
    rspauth rspauth_password rspauth_method rspauth_count"

sipsak --version 2>/dev/null | head -n 1 || true
echo "sip $(node -p "JSON.parse(fs.readFileSync('$NODE_PATH/sip/package.json')).version")"
[ "${1:-all}" = all ] && set -- $ALL
for scenario in "$@"; do
    echo "== $scenario"
    "$scenario"
done
