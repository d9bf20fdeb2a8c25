# SPDX-License-Identifier: GPL-2.0-or-later
# Packages on Debian, for root and for ordinary users with sudo. Sourced by scripts.

# as_root COMMAND...: root runs it directly and needs no sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo --preserve-env=http_proxy,https_proxy,no_proxy,SIPAUTH_CACHE,SIPAUTH_TRUTH_DIR,DEBIAN_FRONTEND "$@"
    else
        echo "this needs root, and there is no sudo: $*" >&2
        return 1
    fi
}

# missing_packages PACKAGE...: those that are not installed.
missing_packages() {
    for package in "$@"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
            installed) ;;
            *) echo "$package" ;;
        esac
    done
}

# need_packages PACKAGE...: install what is missing.
need_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        echo "not Debian: install by hand what is missing of: $*" >&2
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    echo "installing:" $missing
    export DEBIAN_FRONTEND=noninteractive
    # Capturing as an ordinary user is not wanted here, and the question must not be asked.
    echo 'wireshark-common wireshark-common/install-setuid boolean false' \
        | as_root debconf-set-selections 2>/dev/null || true
    as_root apt-get -q -o DPkg::Lock::Timeout=300 update >/dev/null || return 1
    as_root apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends $missing >/dev/null
}

# What building the plugin takes.
BUILD_PACKAGES="tshark wireshark-common wireshark-dev libwireshark-dev libwiretap-dev libwsutil-dev
    libglib2.0-dev libgcrypt20-dev gcc libc6-dev cmake ninja-build pkg-config"

# What its tests take, recipes among them; and the window on a screen of its own.
TEST_PACKAGES="python3 openssl python3-pytest python3-pytest-xdist python3-scapy util-linux jq curl"
WINDOW_PACKAGES="wireshark xvfb openbox xdotool imagemagick dbus at-spi2-core python3-gi
    fonts-dejavu-core"

# wireshark_version: X.Y of the installed Wireshark.
wireshark_version() {
    tshark --version 2>/dev/null | sed -n '1s/.*[^0-9]\([0-9]*\.[0-9]*\)\.[0-9].*/\1/p' | head -n 1
}
