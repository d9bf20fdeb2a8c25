#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Build the two Asterisk chroots: asterisk22 (PJSIP) and asterisk16 (chan_sip as well).
# Needs mmdebstrap and root; ASTERISK_22_SUITE and ASTERISK_16_SUITE choose other suites.
set -eu
LAB_CACHE=${LAB_CACHE:-/var/cache/sipauth-lab}
mkdir -p "$LAB_CACHE"

build() {
    if [ -x "$LAB_CACHE/$1/usr/sbin/asterisk" ]; then
        echo "$LAB_CACHE/$1 is there"
    else
        mmdebstrap --variant=minbase --include=asterisk \
            --aptopt='Acquire::Check-Valid-Until "false"' "$2" "$LAB_CACHE/$1"
    fi
    chroot "$LAB_CACHE/$1" asterisk -V
}

build asterisk22 "${ASTERISK_22_SUITE:-forky}"
build asterisk16 "${ASTERISK_16_SUITE:-bullseye}"
