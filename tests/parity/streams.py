# SPDX-License-Identifier: GPL-2.0-or-later
"""Random captures of SIP over everything that cuts messages into pieces, for comparing two ways of finding them.

A seed makes one capture: messages of all shapes, keep-alives and junk between them, written to TCP, TLS, WebSocket,
secure WebSocket, SCTP or fragmented UDP in pieces that end anywhere; then losses, repetitions, reordering and cut frames.
"""

import random
import ssl
import struct
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "captures/lab"))

from crafted.wire import Capture, Sctp, Tcp, Udp, WebSocket  # noqa: E402  pylint: disable=wrong-import-position
from scapy.layers.sctp import SCTP, SCTPChunkData  # noqa: E402  pylint: disable=wrong-import-position

CLIENT, SERVER = "10.0.0.1:40000", "10.0.0.2:5060"
SECURE_SERVER = "10.0.0.2:5061"


# ---- messages ----

def body(rnd):
    return rnd.choice([b"", b"", b"v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\n", b"x" * rnd.randrange(1, 3000),
                       b"SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP h\r\nCall-ID: n\r\nCSeq: 1 BYE\r\n\r\n",
                       b"line\n\n\nlines\r\n\r\nREGISTER sip:x SIP/2.0\r\n"])


def length_line(rnd, size):
    """Not with a blank before the colon: legal, and not read by every Wireshark, so that its items tell less."""
    name = rnd.choice(["Content-Length: ", "Content-Length: ", "Content-Length: ", "l: ", "content-length:"])
    kind = rnd.randrange(20)
    if kind == 0:
        return ""
    wrong = {1: size + rnd.randrange(1, 40), 2: max(0, size - 1)}.get(kind, size)
    return f"{name}{wrong}\r\n"


def message(rnd, number):
    start = rnd.choice(["REGISTER sip:lab.test SIP/2.0", "INVITE sip:b@lab.test SIP/2.0", "SIP/2.0 401 Unauthorized",
                        "SIP/2.0 200 OK", "OPTIONS sip:lab.test SIP/2.0", "FOO sip:lab.test SIP/2.0"])
    content = body(rnd)
    lines = [start, f"Via: SIP/2.0/TCP 10.0.0.1:5060;branch=z9hG4bK{number}", "Max-Forwards: 70",
             f"From: <sip:a@lab.test>;tag={number}", "To: <sip:a@lab.test>", f"Call-ID: {number}@lab.test",
             f"CSeq: {number} REGISTER"]
    if rnd.randrange(3) == 0:
        lines.append("Subject: " + "s" * rnd.randrange(1, 2500))
    if rnd.randrange(8) == 0:
        lines.append("Subject: folded\r\n over two lines")
    if content and rnd.randrange(2):
        lines.append("Content-Type: " + rnd.choice(["application/sdp", "message/sip", "text/plain"]))
    end = rnd.choice(["\r\n"] * 12 + ["\n"])
    text = end.join(lines) + end + length_line(rnd, len(content)).replace("\r\n", end) + end
    return text.encode() + content


def between(rnd, junk):
    kinds = [b""] * 8 + [b"\r\n\r\n", b"\r\n", b"\r\n\r\n\r\n\r\n", b"\0"]
    if junk:
        kinds += [b"\0\0\0\0", bytes(rnd.randrange(256) for _ in range(rnd.randrange(1, 40))) + b"\r\n", b"junk\n",
                  b"some text\r\nthat is no SIP\r\n\r\n"]
    return rnd.choice(kinds)


def pieces(rnd, data, largest):
    """These bytes in pieces that end anywhere, most of them where a network would end them."""
    while data:
        size = rnd.choice([largest, largest, largest, rnd.randrange(1, largest + 1), rnd.randrange(1, 4)])
        yield data[:size]
        data = data[size:]


def stream(rnd, count, junk):
    """What one side sends: in writes, each one message, several, or a piece of one."""
    writes, waiting = [], b""
    for number in range(count):
        waiting += between(rnd, junk) + message(rnd, rnd.randrange(1, 99999) * 100 + number)
        if rnd.randrange(3):
            writes.append(waiting)
            waiting = b""
    return writes + [waiting]


# ---- carriers ----

class Tls(Tcp):
    """TLS with real keys; the secrets go to the file that the context logs them to."""

    name = "TLS"

    def __init__(self, capture, client, server, keys, rnd):
        self.rnd = rnd
        version = rnd.choice([ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
        contexts = (ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
        contexts[0].check_hostname, contexts[0].verify_mode = False, ssl.CERT_NONE
        contexts[0].keylog_filename = str(keys.log)
        contexts[1].load_cert_chain(keys.certificate, keys.key)
        self.bio = {True: (ssl.MemoryBIO(), ssl.MemoryBIO()), False: (ssl.MemoryBIO(), ssl.MemoryBIO())}
        self.tls = {}
        for is_client, context in ((True, contexts[0]), (False, contexts[1])):
            context.minimum_version = context.maximum_version = version
            self.tls[is_client] = context.wrap_bio(*self.bio[is_client], server_side=not is_client)
        super().__init__(capture, client, server)
        for _ in range(4):
            for is_client in (True, False):
                try:
                    self.tls[is_client].do_handshake()
                except ssl.SSLWantReadError:
                    pass
                self._flush(is_client, 1400)

    def _flush(self, from_client, largest):
        data = self.bio[from_client][1].read()
        self.bio[not from_client][0].write(data)
        for piece in pieces(self.rnd, data, largest):
            self.capture.step()
            super().send(from_client, piece)

    def send(self, from_client, payload, snap=None):
        for record in pieces(self.rnd, payload, 4000):
            self.tls[from_client].write(record)
            if self.rnd.randrange(3):
                self._flush(from_client, self.rnd.choice([1400, 1400, 300]))
        self._flush(from_client, 1400)


class SecureWebSocket(Tls):
    """SIP over WebSocket over TLS: WebSocket's framing, written to TLS."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.framing = WebSocket.__new__(WebSocket)
        request = (b"GET / HTTP/1.1\r\nHost: lab.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\n"
                   b"Sec-WebSocket-Version: 13\r\n\r\n")
        answer = (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: sip\r\n\r\n")
        super().send(True, request)
        super().send(False, answer)

    def send(self, from_client, payload, snap=None):
        super().send(from_client, ws_frames(self.rnd, self.framing, from_client, payload))


def ws_frames(rnd, framing, from_client, payload):
    """A message as one WebSocket frame, or as several (RFC 6455 section 5.4)."""
    # pylint: disable-next=protected-access
    whole = framing._frame
    if rnd.randrange(5) or len(payload) < 2:
        return whole(from_client, payload)
    cut = rnd.randrange(1, len(payload))
    first, last = bytearray(whole(from_client, payload[:cut])), bytearray(whole(from_client, payload[cut:]))
    first[0], last[0] = 0x01, 0x80
    return bytes(first + last)


def talk_stream(capture, rnd, connection, junk):
    for _ in range(rnd.randrange(1, 4)):
        from_client = bool(rnd.randrange(2))
        for write in stream(rnd, rnd.randrange(1, 6), junk):
            for piece in pieces(rnd, write, 1400):
                capture.step()
                connection.send(from_client, piece)


def tcp(capture, rnd, keys, junk):
    talk_stream(capture, rnd, Tcp(capture, CLIENT, SERVER), junk)


def tls(capture, rnd, keys, junk):
    connection = Tls(capture, CLIENT, SECURE_SERVER, keys, rnd)
    for _ in range(rnd.randrange(1, 4)):
        for write in stream(rnd, rnd.randrange(1, 6), junk):
            connection.send(bool(rnd.randrange(2)), write)


def websocket(capture, rnd, keys, junk):
    connection = WebSocket(capture, CLIENT, "10.0.0.2:80")
    for number in range(rnd.randrange(2, 8)):
        from_client = bool(rnd.randrange(2))
        data = ws_frames(rnd, connection, from_client, message(rnd, number))
        if rnd.randrange(3) == 0:
            data += ws_frames(rnd, connection, from_client, message(rnd, number + 100))
        for piece in pieces(rnd, data, 1400):
            capture.step()
            Tcp.send(connection, from_client, piece)


def secure_websocket(capture, rnd, keys, junk):
    connection = SecureWebSocket(capture, CLIENT, "10.0.0.2:443", keys, rnd)
    for number in range(rnd.randrange(2, 8)):
        connection.send(bool(rnd.randrange(2)), message(rnd, number))


def sctp(capture, rnd, keys, junk):
    connection = Sctp(capture, CLIENT, SERVER)
    for number in range(rnd.randrange(2, 8)):
        from_client = bool(rnd.randrange(2))
        capture.step()
        data = message(rnd, number)
        if rnd.randrange(2):
            connection.send(from_client, data)
            continue
        send_chunks(capture, rnd, connection, from_client, data)


def send_chunks(capture, rnd, connection, from_client, data):
    """A message in several DATA chunks, in one packet or in several; sometimes with a second message behind it."""
    src, dst = (connection.client, connection.server) if from_client else (connection.server, connection.client)
    chunks, sequence = [], connection.tsn[from_client] % 100
    parts = list(pieces(rnd, data, 900))
    for index, part in enumerate(parts):
        chunks.append(SCTPChunkData(beginning=int(index == 0), ending=int(index == len(parts) - 1),
                                    tsn=connection.tsn[from_client], stream_id=0, stream_seq=sequence, proto_id=0,
                                    data=part))
        connection.tsn[from_client] += 1
    together = rnd.randrange(2)
    for chunk in chunks if not together else [None]:
        packet = SCTP(sport=src[1], dport=dst[1], tag=7)
        for one in chunks if together else [chunk]:
            packet = packet / one
        capture.step()
        capture.packet(src[0], dst[0], packet)


def udp(capture, rnd, keys, junk):
    connection = Udp(capture, CLIENT, SERVER)
    for number in range(rnd.randrange(2, 8)):
        from_client = bool(rnd.randrange(2))
        data = between(rnd, junk) + message(rnd, number) + between(rnd, junk)
        capture.step()
        if len(data) < 600 or rnd.randrange(2):
            connection.send(from_client, data)
            continue
        parts = connection.fragments(from_client, data, 8 * rnd.randrange(1, len(data) // 8))
        rnd.shuffle(parts)
        for part in parts:
            capture.step()
            connection.send_fragment(part)


CARRIERS = {"tcp": tcp, "tls": tls, "websocket": websocket, "secure-websocket": secure_websocket, "sctp": sctp,
            "udp": udp}


# ---- what captures suffer ----

def harm(rnd, frames):
    kind = rnd.randrange(8)
    frames = list(frames)
    if kind == 1:
        frames = [frame for frame in frames if rnd.randrange(12)]
    elif kind == 2:
        frames = [frame for frame in frames for _ in range(1 if rnd.randrange(6) else 2)]
    elif kind == 3:
        for at in range(len(frames) - 1):
            if rnd.randrange(5) == 0:
                frames[at], frames[at + 1] = frames[at + 1], frames[at]
    elif kind == 4:
        frames = frames[rnd.randrange(len(frames)):]
    elif kind == 5:
        size = rnd.randrange(60, 1400)
        frames = [(time, data[:size], length) for time, data, length in frames]
    return sorted_times(frames)


def sorted_times(frames):
    """The same order with times that never go back."""
    times = sorted(frame[0] for frame in frames)
    return [(time, *frame[1:]) for time, frame in zip(times, frames)]


class Keys:
    """A certificate made for the occasion, and the file in which TLS sessions leave their secrets."""

    def __init__(self, folder):
        self.certificate, self.key, self.log = folder / "cert.pem", folder / "key.pem", folder / "keys.log"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=lab.test", "-days",
                        "30", "-keyout", self.key, "-out", self.certificate], check=True, capture_output=True)
        self.log.touch()


def make(folder, carrier, seed, keys):
    """Write one capture; returns its path."""
    rnd = random.Random(f"{carrier} {seed}")
    capture = Capture()
    CARRIERS[carrier](capture, rnd, keys, junk=rnd.randrange(4) == 0)
    capture.frames = harm(rnd, capture.frames)
    path = folder / f"{carrier}-{seed}.pcap"
    path.write_bytes(capture.bytes())
    return path


if __name__ == "__main__":
    to = Path(sys.argv[1])
    to.mkdir(parents=True, exist_ok=True)
    secrets = Keys(to)
    for name in sys.argv[4:] or CARRIERS:
        for value in range(int(sys.argv[2]), int(sys.argv[3])):
            make(to, name, value, secrets)
