# SPDX-License-Identifier: GPL-2.0-or-later
# Real phones without a screen, with their smallest configuration. Source this after lab.sh.

# phone_source CLIENT SERVER...: packets to these local addresses leave from CLIENT, for phones
# that ask the routing table which address is theirs. linphone also wants a default route, or it
# takes the network for down after five seconds; nothing listens at the end of it, and
# nobody answers for names.
phone_source() {
    phone_client=$1
    shift
    for phone_a in "$@"; do
        ip route change local "$phone_a" dev lab0 table local proto kernel scope host \
            src "$phone_client"
    done
    ip route replace default dev lab0 src "$phone_client"
    mount --bind /dev/null /etc/resolv.conf
}

# phone_baresip IP:PORT ACCOUNT [COMMAND...]: start baresip; ACCOUNT is a line of its accounts
# file, COMMAND what a user would type. Asked for a password, it gets an empty line.
# Sets PHONE_PID.
phone_baresip() {
    phone_dir=$LAB_TMP/baresip-$1
    mkdir -p "$phone_dir"
    cat >"$phone_dir/config" <<END
module_path /usr/lib/baresip/modules
module g711.so
module aubridge.so
module stdio.so
module_app account.so
module_app menu.so
sip_listen $1
audio_player aubridge,lab
audio_source aubridge,lab
audio_alert aubridge,lab
END
    echo "$2" >"$phone_dir/accounts"
    shift 2
    phone_args=()
    for phone_a in "$@"; do
        phone_args+=(-e "$phone_a")
    done
    { echo; sleep infinity; } | baresip -f "$phone_dir" "${phone_args[@]}" \
        >"$phone_dir/log" 2>&1 &
    PHONE_PID=$!
    baresip -h 2>&1 | sed -n 1p >&2 || true
}

# phone_linphone PORT USER PASSWORD DOMAIN REALM [PROXY [EXPIRES]]: start linphonec, which
# registers unless EXPIRES is 0. Commands go to descriptor 8. Empty PASSWORD: no account data at all.
phone_linphone() {
    export HOME=$LAB_TMP/linphone
    mkdir -p "$HOME/.local/share/linphone" "$HOME/.config/linphone"
    cat >"$HOME/rc" <<END
[sip]
sip_port=$1
sip_tcp_port=0
sip_tls_port=0
default_proxy=0
guess_hostname=1
keepalive_period=10000
use_ipv6=0
[sound]
playback_dev_id=
capture_dev_id=
[video]
enabled=0
[proxy_0]
reg_proxy=<sip:${6:-$4};transport=udp>
reg_route=${6:+<sip:$6;lr;transport=udp>}
reg_identity=sip:$2@$4
reg_expires=${7:-600}
reg_sendregister=$([ "${7:-600}" = 0 ] && echo 0 || echo 1)
publish=0
END
    if [ -n "$3" ]; then
        IFS=, read -ra phone_realms <<<"$5"
        phone_n=0
        for phone_a in "${phone_realms[@]}"; do
            cat >>"$HOME/rc" <<END
[auth_info_$phone_n]
username=$2
userid=$2
passwd=$3
realm=$phone_a
END
            phone_n=$((phone_n + 1))
        done
    fi
    mkfifo "$HOME/in"
    linphonec -c "$HOME/rc" -d 6 -l "$LAB_TMP/linphone.log" <"$HOME/in" \
        >"$LAB_TMP/linphone.out" 2>&1 &
    exec 8>"$HOME/in"
}

# phone_twinkle PORT USER PASSWORD DOMAIN REALM [EXPIRES]: start twinkle-console, which registers.
# Commands go to descriptor 9. Empty REALM: any realm will do.
phone_twinkle() {
    export HOME=$LAB_TMP/twinkle
    mkdir -p "$HOME/.twinkle"
    cat >"$HOME/.twinkle/twinkle.sys" <<END
sip_udp_port=$1
sip_port=$1
rtp_port=8000
END
    cat >"$HOME/.twinkle/lab.cfg" <<END
user_name=$2
user_domain=$4
user_display=
auth_realm=$5
auth_name=$2
auth_pass=$3
register_at_startup=yes
registration_time=${6:-600}
sip_transport=udp
END
    mkfifo "$HOME/in"
    unshare --uts sh -c 'hostname phone && exec twinkle-console lab.cfg' \
        <"$HOME/in" >"$LAB_TMP/twinkle.out" 2>&1 &
    exec 9>"$HOME/in"
}

# phone_kamailio ADDRESS [DEFINE]: start the edge or the registrar of kamailio.cfg.
phone_kamailio() {
    kamailio -v | sed -n 1p
    mkdir -p "$LAB_TMP/kamailio$1"
    kamailio -DD -E -m 64 -M 8 -f "$LAB_DIR/phones/kamailio.cfg" ${2:+-A "$2"} \
        -P "$LAB_TMP/kamailio$1/pid" -Y "$LAB_TMP/kamailio$1" >"$LAB_TMP/kamailio$1/log" 2>&1 &
    for _ in $(seq 100); do
        ss -Hnlu "src $1:5060" | grep -q . && return 0
        sleep 0.1
    done
    cat "$LAB_TMP/kamailio$1/log" >&2
    return 1
}
