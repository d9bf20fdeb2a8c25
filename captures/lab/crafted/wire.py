# SPDX-License-Identifier: GPL-2.0-or-later
"""What carries a message: packets, transports, tunnels and the capture file."""

import hashlib
import struct

from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.layers.sctp import SCTP, SCTPChunkData
from scapy.packet import Raw

START = 1_700_000_000 * 1_000_000
STEP = 20_000
ETHERNET, RAW_IP, UPPER_PDU = 1, 101, 252


def endpoint(text):
    """"10.0.0.1:5060" or "[fd00::1]:5060" as address and port."""
    host, port = text.rsplit(":", 1)
    return host.strip("[]"), int(port)


def noise(label, size):
    """Bytes that look random and are the same every time."""
    data = b""
    while len(data) < size:
        data += hashlib.sha256(f"{label}/{len(data)}".encode()).digest()
    return data[:size]


class Capture:
    """Frames in order of time, with the clock and the counters that make them come out the same again."""

    def __init__(self, linktype=ETHERNET):
        self.linktype = linktype
        self.now = START - STEP
        self.frames = []
        self.encapsulate = lambda packet, source, destination: packet
        self._counters = {}

    def count(self, label):
        self._counters[label] = self._counters.get(label, 0) + 1
        return self._counters[label]

    def token(self, label, size=10):
        """Next of the endless list of tokens of this kind: branches, tags, nonces."""
        number = self.count("token " + label)
        return hashlib.md5(f"{label} {number}".encode()).hexdigest()[:size]

    def step(self, at=None, after=None):
        """Move the clock: to a second of the capture, by seconds, or by the usual 20 ms."""
        if at is not None:
            self.now = START + round(at * 1_000_000)
        else:
            self.now += STEP if after is None else round(after * 1_000_000)

    def add(self, data, snap=None):
        """Append a frame as bytes; snap is the number of bytes that the capture kept."""
        kept = data if snap is None else data[:snap]
        self.frames.append((self.now, kept, len(data)))
        return len(self.frames)

    def packet(self, source, destination, upper, protocol=None, snap=None, **ip_fields):
        """An IP packet on Ethernet (or bare, by link type)."""
        packet = self.ip(source, destination, upper, protocol, **ip_fields)
        packet = self.encapsulate(packet, source, destination)
        return self.frame(packet, snap)

    def ip(self, source, destination, upper, protocol=None, **fields):
        if protocol is not None:
            fields["nh" if ":" in source else "proto"] = protocol
        if ":" in source:
            return IPv6(src=source, dst=destination, hlim=64, **fields) / upper
        fields.setdefault("id", self.count("id " + source))
        return IP(src=source, dst=destination, ttl=64, **fields) / upper

    def frame(self, packet, snap=None):
        """Put an IP packet (with whatever stands before it) on the link."""
        if self.linktype == ETHERNET and not packet.haslayer(Ether):
            packet = Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / packet
        return self.add(bytes(packet), snap)

    def mirror(self, frame):
        """The same packet once more, as a mirror port shows it."""
        _, data, length = self.frames[frame - 1]
        self.step(after=0.0001)
        self.frames.append((self.now, data, length))
        return len(self.frames)

    def bytes(self):
        head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, self.linktype)
        return head + b"".join(self._record(*frame) for frame in self.frames)

    @staticmethod
    def _record(time, data, length):
        return struct.pack("<IIII", time // 1_000_000, time % 1_000_000, len(data), length) + data


class Udp:
    """Datagrams between two endpoints; each message is one."""

    name = "UDP"

    def __init__(self, capture, client, server):
        self.capture = capture
        self.client, self.server = endpoint(client), endpoint(server)

    def send(self, from_client, payload, source=None, destination=None, snap=None):
        """source and destination: other endpoints than usual for this one message."""
        ends = (self.client, self.server) if from_client else (self.server, self.client)
        (src, sport), (dst, dport) = endpoint(source) if source else ends[0], \
            endpoint(destination) if destination else ends[1]
        return self.capture.packet(src, dst, UDP(sport=sport, dport=dport) / Raw(payload), snap=snap)

    def fragments(self, from_client, payload, cut):
        """Both halves of a datagram cut into two IP fragments, not yet in the capture."""
        src, dst = (self.client, self.server) if from_client else (self.server, self.client)
        datagram = UDP(sport=src[1], dport=dst[1]) / Raw(payload)
        # Only inside a whole packet does the UDP checksum cover the addresses.
        whole = bytes(IP(bytes(IP(src=src[0], dst=dst[0], proto=17) / datagram)).payload)
        packet_id = self.capture.count("id " + src[0])
        first = dict(id=packet_id, flags="MF", frag=0)
        last = dict(id=packet_id, flags=0, frag=cut // 8)
        return [(src[0], dst[0], Raw(whole[:cut]), first), (src[0], dst[0], Raw(whole[cut:]), last)]

    def send_fragment(self, fragment):
        src, dst, data, fields = fragment
        return self.capture.packet(src, dst, data, protocol=17, **fields)


class Tcp:
    """A TCP connection, from its handshake on; acknowledgements ride on data."""

    name = "TCP"

    def __init__(self, capture, client, server):
        self.capture = capture
        self.client, self.server = endpoint(client), endpoint(server)
        self.next_sequence = {True: 1000, False: 5000}
        self._handshake()

    def _handshake(self):
        for from_client, flags in ((True, "S"), (False, "SA"), (True, "A")):
            self.capture.step()
            self._segment(from_client, flags, b"")
            if "S" in flags:
                self.next_sequence[from_client] += 1

    def _segment(self, from_client, flags, data, snap=None):
        src, dst = (self.client, self.server) if from_client else (self.server, self.client)
        acknowledged = 0 if flags == "S" else self.next_sequence[not from_client]
        tcp = TCP(sport=src[1], dport=dst[1], flags=flags, window=64240,
                  seq=self.next_sequence[from_client], ack=acknowledged)
        upper = tcp / Raw(data) if data else tcp
        return self.capture.packet(src[0], dst[0], upper, snap=snap)

    def send(self, from_client, payload, snap=None):
        """One segment with these bytes: a message, several, or a piece of one."""
        frame = self._segment(from_client, "PA", payload, snap)
        self.next_sequence[from_client] += len(payload)
        return frame

    def lose(self, from_client, payload):
        """Bytes that were sent but are not in the capture."""
        self.next_sequence[from_client] += len(payload)


class WebSocket(Tcp):
    """SIP over WebSocket (RFC 7118), from the HTTP upgrade on."""

    name = "WS"
    MASK = b"\x12\x34\x56\x78"

    def _handshake(self):
        super()._handshake()
        request = ("GET / HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\n"
                   "Sec-WebSocket-Version: 13\r\n\r\n").format(self.server[0])
        answer = ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: sip\r\n\r\n")
        self.capture.step()
        super().send(True, request.encode())
        self.capture.step()
        super().send(False, answer.encode())

    def send(self, from_client, payload, snap=None):
        return super().send(from_client, self._frame(from_client, payload), snap)

    def _frame(self, from_client, payload):
        masked = 0x80 if from_client else 0
        if len(payload) < 126:
            head = struct.pack("!BB", 0x81, masked | len(payload))
        else:
            head = struct.pack("!BBH", 0x81, masked | 126, len(payload))
        if not from_client:
            return head + payload
        body = bytes(byte ^ self.MASK[i % 4] for i, byte in enumerate(payload))
        return head + self.MASK + body


class Sctp:
    """SCTP DATA chunks, a message each, without the association's set-up."""

    name = "SCTP"

    def __init__(self, capture, client, server):
        self.capture = capture
        self.client, self.server = endpoint(client), endpoint(server)
        self.tsn = {True: 1, False: 100}

    def send(self, from_client, payload, snap=None):
        src, dst = (self.client, self.server) if from_client else (self.server, self.client)
        chunk = SCTPChunkData(beginning=1, ending=1, tsn=self.tsn[from_client], stream_id=0,
                              stream_seq=self.tsn[from_client] % 100, proto_id=0, data=payload)
        self.tsn[from_client] += 1
        return self.capture.packet(src[0], dst[0], SCTP(sport=src[1], dport=dst[1], tag=7) / chunk, snap=snap)


class ExportedPdu:
    """Messages as Wireshark exports them (link type 252): a dissector's name, addresses, bytes."""

    name = "UDP"
    NAME_TAG, SOURCE, DESTINATION, PORT_TYPE, SOURCE_PORT, DESTINATION_PORT, FRAME = 12, 20, 21, 24, 25, 26, 30
    UDP_PORTS = 3

    def __init__(self, capture, client, server):
        capture.linktype = UPPER_PDU
        self.capture = capture
        self.client, self.server = endpoint(client), endpoint(server)

    def send(self, from_client, payload, snap=None):
        src, dst = (self.client, self.server) if from_client else (self.server, self.client)
        tags = [
            (self.NAME_TAG, b"sip\0"),
            (self.SOURCE, bytes(map(int, src[0].split(".")))),
            (self.DESTINATION, bytes(map(int, dst[0].split(".")))),
            (self.PORT_TYPE, struct.pack("!I", self.UDP_PORTS)),
            (self.SOURCE_PORT, struct.pack("!I", src[1])),
            (self.DESTINATION_PORT, struct.pack("!I", dst[1])),
            (self.FRAME, struct.pack("!I", len(self.capture.frames) + 1)),
            (0, b""),
        ]
        head = b"".join(struct.pack("!HH", tag, len(value)) + value for tag, value in tags)
        return self.capture.add(head + payload, snap)


def esp(spi, sequence, size=140):
    """An ESP packet that nobody can read: SPI, sequence number, noise."""
    return Raw(struct.pack("!II", spi, sequence) + noise(f"esp {spi} {sequence}", size))


def esp_null(spi, sequence, upper, protocol):
    """ESP in transport mode that encrypts nothing (RFC 2410): what it carries, padding, 12 bytes of a checksum."""
    padding = -(len(upper) + 2) % 4
    trailer = bytes(range(1, padding + 1)) + bytes([padding, protocol]) + noise(f"icv {spi} {sequence}", 12)
    return Raw(struct.pack("!II", spi, sequence) + upper + trailer)


def carried(source, destination, upper):
    """TCP or UDP with its header as bytes, with the checksum it has between these hosts."""
    whole = IPv6(src=source, dst=destination) if ":" in source else IP(src=source, dst=destination)
    return bytes(type(whole)(bytes(whole / upper)).payload)


def gtp_u(teid, inner):
    """A G-PDU around an IP packet (3GPP TS 29.281), to be put into UDP port 2152."""
    data = bytes(inner)
    return struct.pack("!BBHI", 0x30, 0xFF, len(data), teid) + data
