#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Asterisk 22 (PJSIP) and 16 (chan_sip) as server and as client. Build them with chroots.sh.
# Usage: asterisk.sh NAME... or all; a scenario is named like its capture.
S22=10.20.0.1 C22=10.20.0.3 PHONE=10.20.0.2

# asterisk_start DIR [FILE]: DIR is server22, client22, server16 or client16; its configuration
# takes in DIR/FILE.conf.
asterisk_start() {
    root=$LAB_CACHE/asterisk${1#??????}
    if ! mountpoint -q "$root/mnt"; then
        mount --bind "$LAB_DIR/asterisk" "$root/mnt"
        mount -t tmpfs tmpfs "$root/tmp"
        mount -t proc proc "$root/proc"
        mount --bind /dev "$root/dev"
    fi
    mkdir "$root/tmp/$1"
    [ -z "${2:-}" ] || echo "#include /mnt/$1/$2.conf" >"$root/tmp/$1/scenario.conf"
    chroot "$root" asterisk -V
    chroot "$root" asterisk -f -C "/mnt/$1/asterisk.conf" >"$LAB_TMP/$1.log" 2>&1 &
    for _ in $(seq 100); do
        asterisk_do "$1" "core waitfullybooted" >"$LAB_TMP/$1.boot" 2>&1 &&
            grep -q 'fully booted' "$LAB_TMP/$1.boot" && return 0
        sleep 0.3
    done
    cat "$LAB_TMP/$1.log" >&2
    return 1
}

# asterisk_do DIR COMMAND: on its command line
asterisk_do() {
    chroot "$LAB_CACHE/asterisk${1#??????}" asterisk -C "/mnt/$1/asterisk.conf" -rx "$2"
}

# sipsak_register USER PASSWORD [PORT]
sipsak_register() {
    sipsak --version | sed -n 1p
    sipsak -U -i -x 600 -s "sip:$1@$S22" -u "$1" -a "$2" -C "sip:$1@$PHONE:${3:-5090}" \
        -l "${3:-5090}" -vv >"$LAB_TMP/sipsak.log" 2>&1 || true
}

asterisk22-sipsak-register-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    sipsak_register alice alicepass
}

asterisk22-sipsak-wrong-password() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    sipsak_register alice wrong
}

asterisk22-sipsak-unknown-user() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    sipsak_register nobody alicepass
}

asterisk22-baresip-register-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=600"
    sleep 4
}

asterisk22-baresip-wrong-password() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=wrong;regint=600"
    sleep 6
}

# It starts afresh half a minute to a minute later.
asterisk22-baresip-wrong-password-again() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=wrong;regint=600"
    sleep 65
}

asterisk22-linphone-register-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_linphone 5071 alice alicepass $S22 lab.test
    sleep 5
}

asterisk22-linphone-wrong-password() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_linphone 5071 alice wrong $S22 lab.test
    sleep 6
}

asterisk22-twinkle-register-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_twinkle 5072 alice alicepass $S22 lab.test
    sleep 5
}

# The two refusals after right credentials that concern REGISTER
asterisk22-sipsak-no-aor() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    sipsak_register noaor noaorpass
}

asterisk22-sipsak-max-contacts() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    sipsak_register full fullpass 5090
    sleep 2
    sipsak_register full fullpass 5091
}

# No account may be used from the phone's address.
asterisk22-sipsak-acl() {
    asterisk_start server22 acl
    lab_capture_start "udp port 5060"
    sipsak_register alice alicepass
}

asterisk22-baresip-acl-invite() {
    asterisk_start server22 acl
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=0" \
        "/dial 100"
    sleep 4
}

# This account may not be used from the phone's address: the server plays "wrong password".
asterisk22-sipsak-endpoint-acl() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    sipsak_register acl aclpass
}

asterisk22-baresip-invite-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=0" \
        "/dial 100"
    sleep 7
}

asterisk22-baresip-invite-wrong-password() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=wrong;regint=0" \
        "/dial 100"
    sleep 4
}

asterisk22-linphone-invite-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_linphone 5071 alice alicepass $S22 lab.test
    sleep 4
    echo "call sip:100@$S22" >&8
    sleep 7
}

# Registered with the same account a moment before, then the dial plan says no
asterisk22-baresip-call-rejected() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 \
        "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=600" "/dial 200"
    sleep 5
}

# The same with nothing before
asterisk22-baresip-first-call-rejected() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=0" \
        "/dial 200"
    sleep 5
}

asterisk22-baresip-no-password() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;regint=600"
    sleep 4
}

asterisk22-linphone-stale-recovered() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_linphone 5071 brief briefpass $S22 lab.test "" 20
    sleep 30
}

# These phones forget the nonce between refreshes.
asterisk22-baresip-refresh-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:brief@$S22>;auth_user=brief;auth_pass=briefpass;regint=20"
    sleep 30
}

asterisk22-twinkle-refresh-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_twinkle 5072 brief briefpass $S22 lab.test 20
    sleep 30
}

asterisk22-linphone-sha256-md5() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    phone_linphone 5071 two twopass $S22 lab.test
    sleep 5
}

# The server pings the phone all the while, so the phone is seen alive.
asterisk22-baresip-sha256-md5-no-retry() {
    asterisk_start server22 ping-two
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:two@$S22>;auth_user=two;auth_pass=twopass;regint=0" "/dial 100"
    sleep 45
}

asterisk22-baresip-sha256-md5-register() {
    asterisk_start server22 ping-two
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:two@$S22>;auth_user=two;auth_pass=twopass;regint=600"
    sleep 105
}

asterisk22-twinkle-realm-pinned() {
    asterisk_start server22 ping-pinned
    lab_capture_start "udp port 5060"
    phone_twinkle 5072 pinned pinnedpass $S22 other.test
    sleep 45
}

asterisk22-asterisk22-register-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    asterisk_start client22 register-ok
    sleep 4
}

asterisk22-asterisk22-sha256() {
    asterisk_start server22 modern
    lab_capture_start "udp port 5060"
    asterisk_start client22 modern256
    sleep 4
}

asterisk22-asterisk22-sha512-256() {
    asterisk_start server22 modern
    lab_capture_start "udp port 5060"
    asterisk_start client22 modern512
    sleep 4
}

asterisk22-asterisk22-wrong-password() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    asterisk_start client22 wrong-password
    sleep 6
}

asterisk22-asterisk22-realm-pinned() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    asterisk_start client22 realm-pinned
    sleep 50
}

asterisk22-asterisk22-no-outbound-auth() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    asterisk_start client22 no-outbound-auth
    asterisk_do client22 "channel originate PJSIP/100@trunk application Wait 5"
    sleep 45
}

asterisk22-asterisk22-invite-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    asterisk_start client22 invite-ok
    asterisk_do client22 "channel originate PJSIP/100@trunk application Wait 5"
    sleep 6
}

asterisk16-sipsak-register-ok() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    sipsak_register alice alicepass
}

asterisk16-sipsak-wrong-password() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    sipsak_register alice wrong
}

asterisk16-sipsak-unknown-user() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    sipsak_register nobody alicepass
}

asterisk16-sipsak-acl() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    sipsak_register acl aclpass
}

# The account is good from the first address and not from the second.
asterisk16-sipsak-acl-second-address() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_source $C22 $S22
    sipsak_register home homepass
    phone_source $PHONE $S22
    sleep 2
    sipsak_register home homepass
}

asterisk16-linphone-register-ok() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_linphone 5071 alice alicepass $S22 lab.test
    sleep 5
}

asterisk16-linphone-wrong-password() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_linphone 5071 alice wrong $S22 lab.test
    sleep 6
}

asterisk16-twinkle-wrong-password() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_twinkle 5072 alice wrong $S22 lab.test
    sleep 6
}

asterisk16-baresip-wrong-password() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=wrong;regint=600"
    sleep 6
}

# The phone uses its cached nonce when it refreshes; chan_sip takes a nonce once.
asterisk16-linphone-stale-recovered() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_linphone 5071 alice alicepass $S22 lab.test "" 20
    sleep 30
}

asterisk16-baresip-call-rejected() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 \
        "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=600" "/dial 200"
    sleep 5
}

asterisk16-baresip-first-call-rejected() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=0" \
        "/dial 200"
    sleep 5
}

asterisk16-baresip-invite-wrong-password() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=wrong;regint=0" \
        "/dial 100"
    sleep 4
}

asterisk16-baresip-invite-ok() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    phone_baresip $PHONE:5070 "<sip:alice@$S22>;auth_user=alice;auth_pass=alicepass;regint=0" \
        "/dial 100"
    sleep 7
}

asterisk22-asterisk16-register-ok() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    asterisk_start client16 register-ok
    sleep 5
}

asterisk22-asterisk16-wrong-password() {
    asterisk_start server22
    lab_capture_start "udp port 5060"
    asterisk_start client16 wrong-password
    sleep 50
}

asterisk16-asterisk16-register-ok() {
    asterisk_start server16
    lab_capture_start "udp port 5060"
    asterisk_start client16 register-ok
    sleep 5
}

# An edge proxy and a registrar, each with a realm of its own
kamailio-asterisk22-edge-and-registrar() {
    phone_kamailio $S22 EDGE
    phone_kamailio 10.20.0.5
    lab_capture_start "udp port 5060 and host $C22"
    asterisk_start client22 edge
    sleep 45
}

kamailio-asterisk22-invite-two-realms() {
    phone_kamailio $S22 EDGE
    phone_kamailio 10.20.0.5
    lab_capture_start "udp port 5060"
    asterisk_start client22 edge-call
    asterisk_do client22 "channel originate PJSIP/home/sip:bob@home.test application Wait 5"
    sleep 3
}

# SCENARIOS END
if [ -z "${LAB_PRIVATE:-}" ] && { [ $# -ne 1 ] || [ "$1" = all ]; }; then
    [ "${1:-}" != all ] || set -- $(declare -F | sed -n 's/^declare -f \(.*-.*\)/\1/p')
    for name in "$@"; do
        bash "$0" "$name"
    done
    exit
fi
. "$(dirname "$0")/../lab.sh"
. "$LAB_DIR/phones/phones.sh"
LAB_CACHE=${LAB_CACHE:-/var/cache/sipauth-lab}
lab_address $S22/24 $PHONE/24 $C22/24 10.20.0.5/24
phone_source $PHONE $S22
echo "== $1"
"$1"
lab_capture_stop "$1"
