# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures to measure with: plain Ethernet, IPv4 and UDP, the same bytes every time."""

import hashlib
import struct

START = 1_700_000_000 * 1_000_000
CLIENT, SERVER, NAMES = "10.0.0.1", "10.0.0.2", "10.0.0.53"

PHRASES = {100: "Trying", 180: "Ringing", 200: "OK", 401: "Unauthorized", 407: "Proxy Authentication Required"}


def token(*parts):
    return hashlib.md5(" ".join(map(str, parts)).encode()).hexdigest()


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF


def address(text):
    return bytes(map(int, text.split(".")))


class Writer:
    """A capture that grows by datagrams, 100 microseconds apart."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        self.frames = 0

    def datagram(self, source, destination, ports, payload):
        udp = struct.pack("!HHHH", *ports, 8 + len(payload), 0) + payload
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), self.frames & 0xFFFF, 0, 64, 17, 0,
                           address(source), address(destination))
        head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
        frame = b"\x02\0\0\0\0\x02\x02\0\0\0\0\x01\x08\0" + head + udp
        time = START + self.frames * 100
        self.file.write(struct.pack("<IIII", time // 1_000_000, time % 1_000_000, len(frame), len(frame)) + frame)
        self.frames += 1

    def sip(self, up, text, port=5060, client=CLIENT):
        ends = (client, SERVER, (port, 5060)) if up else (SERVER, client, (5060, port))
        self.datagram(*ends, text.encode())

    def close(self):
        self.file.close()


class Call:
    """One request and what follows, message by message."""

    def __init__(self, writer, number, method, call_id=None, client=CLIENT, agent="Bench Phone 1.0"):
        self.writer, self.number, self.method, self.client, self.agent = writer, number, method, client, agent
        self.call_id = call_id or token("call", number)[:24] + "@10.0.0.1"
        self.user = f"user{number % 1000}"
        self.tag = token("tag", number)[:12]

    def headers(self, cseq, totag, method=None):
        return (f"Via: SIP/2.0/UDP {self.client}:5060;branch=z9hG4bK{token(self.number, cseq)[:16]};rport\r\n"
                f"From: \"User\" <sip:{self.user}@bench.test>;tag={self.tag}\r\n"
                f"To: <sip:{self.user}@bench.test>{';tag=' + totag if totag else ''}\r\n"
                f"Call-ID: {self.call_id}\r\nCSeq: {cseq} {method or self.method}\r\n")

    def request(self, cseq, more="", method=None, totag=None):
        body = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8\r\n" \
            if (method or self.method) == "INVITE" else ""
        kind = "Content-Type: application/sdp\r\n" if body else ""
        self.writer.sip(True, f"{method or self.method} sip:bench.test SIP/2.0\r\n" + self.headers(cseq, totag, method)
                        + f"Contact: <sip:{self.user}@{self.client}:5060>\r\nMax-Forwards: 70\r\n"
                        f"User-Agent: {self.agent}\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER\r\n"
                        f"Supported: replaces, outbound\r\n{more}{kind}Content-Length: {len(body)}\r\n\r\n{body}",
                        client=self.client)

    def answer(self, status, cseq, more=""):
        self.writer.sip(False, f"SIP/2.0 {status} {PHRASES[status]}\r\n"
                        + self.headers(cseq, None if status == 100 else token("to", self.number, cseq)[:10])
                        + f"Server: Bench Server 1.0\r\n{more}Content-Length: 0\r\n\r\n", client=self.client)

    def challenge(self, cseq, header="WWW-Authenticate"):
        return f'{header}: Digest realm="bench.test", nonce="{token("nonce", self.number, cseq)}", algorithm=MD5, qop="auth"\r\n'

    def credentials(self, cseq, header="Authorization"):
        return (f'{header}: Digest username="{self.user}", realm="bench.test", '
                f'nonce="{token("nonce", self.number, cseq - 1)}", uri="sip:bench.test", '
                f'response="{token("response", self.number, cseq)}", algorithm=MD5, cnonce="0a4f113b", qop=auth, nc=00000001\r\n')

    def login(self, first=1):
        """Four messages."""
        self.request(first)
        self.answer(401, first, self.challenge(first))
        self.request(first + 1, self.credentials(first + 1))
        self.answer(200, first + 1)

    def invite(self):
        """Eight messages."""
        self.request(1)
        self.answer(407, 1, self.challenge(1, "Proxy-Authenticate"))
        self.request(1, method="ACK", totag=token("to", self.number, 1)[:10])
        self.request(2, self.credentials(2, "Proxy-Authorization"))
        for status in (100, 180, 200):
            self.answer(status, 2)
        self.request(2, method="ACK", totag=token("to", self.number, 2)[:10])


def cycles(writer, messages):
    """Register and call by turns: every message takes part in a login."""
    number = 0
    while writer.frames < messages:
        call = Call(writer, number, "REGISTER" if number % 3 else "INVITE")
        call.login() if number % 3 else call.invite()
        number += 1


def unchallenged(writer, messages):
    """Requests that are answered without being challenged."""
    number = 0
    while writer.frames < messages:
        call = Call(writer, number, "OPTIONS")
        call.request(1)
        call.answer(200, 1)
        number += 1


def one_call_id(writer, messages):
    """Registrations for ever with one Call-ID."""
    number = 0
    while writer.frames < messages:
        Call(writer, 1, "REGISTER", "endless@10.0.0.1").login(1 + 2 * number)
        number += 1


def many_call_ids(writer, messages):
    """Challenges that nobody answers, each with a Call-ID of its own."""
    number = 0
    while writer.frames < messages:
        call = Call(writer, number, "REGISTER")
        call.request(1)
        call.answer(401, 1, call.challenge(1))
        number += 1


def scan(writer, messages):
    """Requests of a scanning tool for one user after the other that nobody answers."""
    number = 0
    while writer.frames < messages:
        Call(writer, number, "REGISTER", agent="friendly-scanner").request(1)
        number += 1


def names(writer, messages):
    """DNS: no SIP at all."""
    while writer.frames < messages:
        number = writer.frames // 2
        question = b"\x05bench\x04test\0\0\x01\0\x01"
        ends = (CLIENT, NAMES, (20000 + number % 20000, 53))
        head = struct.pack("!HHHHHH", number & 0xFFFF, 0x0100, 1, 0, 0, 0)
        writer.datagram(*ends, head + question)
        if writer.frames >= messages:
            break
        answer = struct.pack("!HHHHHH", number & 0xFFFF, 0x8180, 1, 1, 0, 0) + question + b"\xc0\x0c\0\x01\0\x01" \
            + struct.pack("!IH", 60, 4) + address(SERVER)
        writer.datagram(NAMES, CLIENT, (53, 20000 + number % 20000), answer)


def mixed(share):
    """SIP as so many per cent of the frames, the rest DNS."""
    def fill(writer, messages):
        number, sip = 0, 0
        while writer.frames < messages:
            if sip * 100 < share * writer.frames:
                before = writer.frames
                Call(writer, number, "REGISTER").login()
                sip += writer.frames - before
                number += 1
            else:
                names(writer, writer.frames + 2)
    fill.__doc__ = f"{share} % register cycles, the rest DNS"
    return fill


SHAPES = {"cycles": cycles, "unchallenged": unchallenged, "sip-10": mixed(10), "sip-1": mixed(1), "dns": names,
          "one-call-id": one_call_id, "many-call-ids": many_call_ids, "scan": scan}


def write(path, shape, messages):
    writer = Writer(path)
    SHAPES[shape](writer, messages)
    writer.close()
