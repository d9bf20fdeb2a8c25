# SPDX-License-Identifier: GPL-2.0-or-later
# Common ground of the lab scripts: a private network, a capture, ways to wait.
# Source it first thing; it starts the calling script again in namespaces of its own, so that
# servers, clients and addresses exist only there and end with it.
set -eu
LAB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB_OUT=${LAB_OUT:-$(dirname "$LAB_DIR")}

if [ -z "${LAB_PRIVATE:-}" ]; then
    exec env LAB_PRIVATE=1 unshare --net --mount --pid --fork --mount-proc bash "$0" "$@"
fi
LAB_TMP=$(mktemp -d)
trap 'rm -rf "$LAB_TMP"' EXIT

# Addresses stand on a veth pair because some clients refuse loopback; traffic between local
# addresses still passes lo, where it is captured.
ip link set lo up
ip link add lab0 type veth peer name lab1
ip link set lab0 up
ip link set lab1 up

# lab_address ADDRESS/PREFIX...: give this network more addresses.
lab_address() {
    for lab_a in "$@"; do
        case $lab_a in
            *:*) ip addr add "$lab_a" dev lab0 nodad ;;
            *) ip addr add "$lab_a" dev lab0 ;;
        esac
    done
}

# lab_capture_start [CAPTURE FILTER]
lab_capture_start() {
    dumpcap -q -i lo -w "$LAB_TMP/capture.pcapng" ${1:+-f "$1"} 2>"$LAB_TMP/dumpcap.log" &
    LAB_CAPTURE=$!
    for _ in $(seq 50); do
        grep -q '^File:' "$LAB_TMP/dumpcap.log" && return 0
        sleep 0.1
    done
    cat "$LAB_TMP/dumpcap.log" >&2
    return 1
}

# lab_capture_stop NAME [KEYLOG]: stop and store as captures/NAME.pcap, or as captures/NAME.pcapng
# with the TLS secrets of KEYLOG inside. Plain pcap leaves out what pcapng tells of the machine.
lab_capture_stop() {
    sleep 0.5
    kill -INT "$LAB_CAPTURE"
    wait "$LAB_CAPTURE" || true
    editcap -F pcap "$LAB_TMP/capture.pcapng" "$LAB_TMP/plain.pcap"
    if [ -n "${2:-}" ]; then
        editcap --inject-secrets "tls,$2" "$LAB_TMP/plain.pcap" "$LAB_OUT/$1.pcapng"
    else
        cp "$LAB_TMP/plain.pcap" "$LAB_OUT/$1.pcap"
    fi
}

# lab_wait_port tcp|udp PORT: until something listens there, 15 s at most.
lab_wait_port() {
    for _ in $(seq 150); do
        ss -Hnl "--$1" "sport = :$2" | grep -q . && return 0
        sleep 0.1
    done
    echo "nothing listens on $1 port $2" >&2
    return 1
}
