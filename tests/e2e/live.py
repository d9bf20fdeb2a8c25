# SPDX-License-Identifier: GPL-2.0-or-later
"""A live capture: real packets on the loopback interface of a network of its own.

Run as a program inside that network: brings the interface up, starts the command, sends datagrams once it says
that it captures, and waits for it. What it is to do stands as JSON in a file.
"""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time

CLIENT, SERVER = ("127.0.0.1", 5060), ("127.0.0.2", 5060)
WAIT = 60   # seconds


def bring_up(name):
    """What `ip link set NAME up` does."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sH14x", name.encode(), 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(control, 0x8913, request))[1]      # SIOCGIFFLAGS
        fcntl.ioctl(control, 0x8914, struct.pack("16sH14x", name.encode(), flags | 1))  # SIOCSIFFLAGS, IFF_UP


def send(messages, pause):
    ends = []
    for address in (CLIENT, SERVER):
        end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        end.bind(address)
        ends.append(end)
    for from_client, data in messages:
        ends[not from_client].sendto(bytes.fromhex(data), SERVER if from_client else CLIENT)
        time.sleep(pause)


def main():
    with open(sys.argv[1]) as file:
        task = json.load(file)
    bring_up("lo")
    with open(task["errors"], "w+b") as errors, open(task["output"], "wb") as output:
        process = subprocess.Popen(task["command"], stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        end = time.monotonic() + WAIT
        while b"Capturing on" not in open(task["errors"], "rb").read():
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                return 3    # it does not capture
            time.sleep(0.1)
        time.sleep(1.5)     # from saying so to doing it
        send(task["messages"], task["pause"])
        try:
            return process.wait(timeout=WAIT)
        except subprocess.TimeoutExpired:
            process.kill()
            return 4        # it does not stop


def isolated(argv):
    """A command line in a network of its own, where the caller may capture; the user stays an ordinary one."""
    if os.geteuid() == 0:
        return ["unshare", "-n", *argv]
    return ["unshare", "-Un", "--map-current-user", "--keep-caps", *argv]


def may_capture(command):
    """The command with the right to capture and no other; as root it is to change its user."""
    at = command.index("setpriv") if "setpriv" in command else None
    if at is None:
        return command
    caps = ["--inh-caps=+net_raw,+net_admin", "--ambient-caps=+net_raw,+net_admin"]
    return command[:at + 1] + caps + command[at + 1:]


if __name__ == "__main__":
    sys.exit(main())
