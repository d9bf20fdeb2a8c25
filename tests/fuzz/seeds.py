# SPDX-License-Identifier: GPL-2.0-or-later
"""Seeds for the harnesses, from the captures: messages, authentication headers, and whole streams.

    seeds.py FOLDER
"""

import pathlib
import re
import struct
import sys

from scapy.layers.inet import IP, UDP
from scapy.utils import rdpcap

CAPTURES = pathlib.Path(__file__).resolve().parents[2] / "captures"
MAX_STREAM = 60_000
HEADERS = re.compile(rb"^(?:WWW-|Proxy-)?(?:Authenticate|Authorization)\s*:\s*(.*?)\r?\n(?![ \t])", re.I | re.M | re.S)


def step(seconds):
    """The nearest step of time that the harness knows."""
    steps = (0.001, 0.02, 0.5, 6, 40, 300)
    return min(range(len(steps)), key=lambda i: abs(steps[i] - seconds))


def payloads(path):
    """Time, whether it goes from the capture's first host, and bytes of each datagram."""
    first = None
    try:
        packets = rdpcap(str(path))
    except Exception as error:
        print(f"{path.name} left out: {error}", file=sys.stderr)
        return
    for packet in packets:
        if packet.haslayer(UDP) and packet.haslayer(IP) and len(bytes(packet[UDP].payload)) > 20:
            first = first or packet[IP].src
            yield float(packet.time), packet[IP].src == first, bytes(packet[UDP].payload)


def stream(messages):
    out, before = b"", None
    for time, up, data in messages:
        wait = step(time - before if before is not None else 0)
        before = time
        out += struct.pack("!BBH", 1 if up else 0, wait, min(len(data), 65535)) + data
    return out[:MAX_STREAM]


def main():
    folder = pathlib.Path(sys.argv[1])
    for kind in ("message", "auth_header", "stream"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for path in sorted(CAPTURES.glob("*.pcap")):
        messages = list(payloads(path))
        if messages:
            (folder / "stream" / path.stem).write_bytes(stream(messages))
        for number, (_, _, data) in enumerate(messages[:4]):
            (folder / "message" / f"{path.stem}-{number}").write_bytes(data)
            for count, value in enumerate(HEADERS.findall(data)):
                (folder / "auth_header" / f"{path.stem}-{number}-{count}").write_bytes(value)


if __name__ == "__main__":
    main()
