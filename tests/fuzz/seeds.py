# SPDX-License-Identifier: GPL-2.0-or-later
"""Seeds for the harnesses, from the captures: messages, authentication headers, whole streams, and what the
single rooms take.

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
SECURITY = re.compile(rb"^Security-(?:Client|Server|Verify)\s*:\s*(.*?)\r?\n(?![ \t])", re.I | re.M | re.S)
PARAM = re.compile(rb'([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
KINDS = ("message", "auth_header", "stream", "digest", "aka", "network_header", "carrier", "security_agreement", "secrets")
BETWEEN = b"\x1f"       # as fuzz.h reads texts
KEY = bytes(range(64))


def step(seconds):
    """The nearest step of time that the harness knows."""
    steps = (0.001, 0.02, 0.5, 6, 40, 300)
    return min(range(len(steps)), key=lambda i: abs(steps[i] - seconds))


def packets(path):
    try:
        yield from rdpcap(str(path))
    except Exception as error:      # what scapy cannot read is no seed
        print(f"{path.name} left out: {error}", file=sys.stderr)


def payloads(found):
    """Time, whether it goes from the capture's first host, and bytes of each datagram."""
    first = None
    for packet in found:
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


def params(header):
    return {name.lower(): quoted or plain for name, quoted, plain in PARAM.findall(header)}


def digest(header, method, realm, qop, choices):
    """A response as the harness takes it: see its places of texts."""
    p = params(header)
    names = (b"username", b"realm", b"nonce", b"uri", b"response", b"algorithm", b"qop", b"nc", b"cnonce")
    texts = [p.get(name, b"") for name in names]
    texts += [method, b"d41d8cd98f00b204e9800998ecf8427e", b"", b"", b"lab-pass", p.get(b"username", b""),
              p.get(b"realm", b""), realm, qop, p.get(b"uri", b""), b"sip:alice@lab.test", b"sip:alice@lab.test", b"other"]
    return bytes([choices]) + BETWEEN.join(texts)


class Corpus:
    """A folder a harness; equal seeds are one."""

    def __init__(self, folder):
        self.folder = folder
        self.known = set()
        for kind in KINDS:
            (folder / kind).mkdir(parents=True, exist_ok=True)

    def add(self, kind, name, data):
        if data and (kind, data) not in self.known:
            self.known.add((kind, data))
            (self.folder / kind / name).write_bytes(data)


def seeds_of_message(corpus, name, data):
    corpus.add("message", name, data)
    method = data.split(b" ", 1)[0]
    for count, value in enumerate(HEADERS.findall(data)):
        corpus.add("auth_header", f"{name}-{count}", value)
        p = params(value)
        if b"response" in p:
            choices = sum(data) % 64
            corpus.add("digest", f"{name}-{count}", digest(value, method, p.get(b"realm", b""), b"auth,auth-int", choices))
            corpus.add("digest", f"{name}-{count}-fits", digest(value, method, b"lab.test", b"auth", choices | 8))
        if b"nonce" in p and len(p[b"nonce"]) >= 44:
            corpus.add("aka", f"{name}-{count}", bytes([sum(data) % 32]) + KEY + p[b"nonce"] + BETWEEN
                       + p.get(b"auts", b"AAAAAAAAAAAAAAAAAAA="))
    lists = SECURITY.findall(data)
    for count, value in enumerate(lists):
        corpus.add("security_agreement", f"{name}-{count}", value + BETWEEN + lists[0])


def rows_of_secrets(corpus):
    hex16, hex32 = b"0123456789abcdef" * 2, b"0123456789abcdef" * 4
    for kind, secret in enumerate((b"lab-pass", hex16, hex16 + b":" + hex16, b"0x" + hex16 + b" , " + hex16,
                                   hex32 + b":" + hex32, hex16 + b";" + hex32)):
        for realm in (b"lab.test", b"*"):
            row = BETWEEN.join((b"alice@lab.test", realm, bytes([kind]), secret))
            corpus.add("secrets", f"{kind}-{realm.decode().replace('*', 'any')}",
                       row + BETWEEN + BETWEEN.join((b"bob", realm, bytes([5 - kind]), secret, b"bob@lab.test", realm)))


def main():
    corpus = Corpus(pathlib.Path(sys.argv[1]))
    rows_of_secrets(corpus)
    for path in sorted(CAPTURES.glob("*.pcap*")):
        found = list(packets(path))
        messages = list(payloads(found))
        corpus.add("stream", path.stem, stream(messages))
        for number, (_, _, data) in enumerate(messages[:4]):
            seeds_of_message(corpus, f"{path.stem}-{number}", data)
        for number, packet in enumerate(found[:2]):
            corpus.add("network_header", f"{path.stem}-{number}", b"\x00\x1a\x00\x00\x22" + bytes(packet)[:400])
        for number, packet in enumerate(found[3:6:2]):
            corpus.add("carrier", f"{path.stem}-{number}", bytes([number, 0, 0]) + bytes(packet)[:2000])
        # A stream whose segments were put together.
        for number, (_, _, data) in enumerate(messages[:1]):
            frame = bytes(found[0])[:54] + data[len(data) // 2:]
            corpus.add("carrier", f"{path.stem}-stream-{number}", b"\x22\x01\x02" + len(frame).to_bytes(2, "big") + frame
                       + data * 2)
    corpus.add("network_header", "ipv6", b"\x00\x08\x01\x00\x28" + bytes([0x60, 0, 0, 0, 0, 8, 17, 64]) + bytes(32)
               + bytes([0x13, 0xc4, 0x13, 0xc4, 0, 8, 0, 0]))


if __name__ == "__main__":
    main()
