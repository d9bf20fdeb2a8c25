# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures with frames lost, cut off at either end, or cut short: what real captures are like.

Reads and writes pcap and pcapng. Blocks that are no packets (interfaces, keys) stay where they are.
"""

import random
import struct
from dataclasses import dataclass

PCAP_MAGICS = {0xA1B2C3D4: 1_000_000, 0xA1B23C4D: 1_000_000_000}
SECTION, INTERFACE, SIMPLE_PACKET, ENHANCED_PACKET = 0x0A0D0D0A, 1, 3, 6
TIME_RESOLUTION = 9


@dataclass
class Packet:
    """One packet of a capture; rest is what its record holds beside the bytes."""

    seconds: float
    data: bytes
    length: int     # on the wire
    rest: tuple = ()

    def cut(self, size):
        return Packet(self.seconds, self.data[:size], self.length, self.rest)


class Pcap:
    """A capture file as its packets."""

    def __init__(self, data):
        self.order = next(order for order in "<>" if struct.unpack(order + "I", data[:4])[0] in PCAP_MAGICS)
        ticks = PCAP_MAGICS[struct.unpack(self.order + "I", data[:4])[0]]
        self.head, self.packets, at = data[:24], [], 24
        while at + 16 <= len(data):
            seconds, part, kept, length = struct.unpack_from(self.order + "IIII", data, at)
            self.packets.append(Packet(seconds + part / ticks, data[at + 16:at + 16 + kept], length, (seconds, part)))
            at += 16 + kept

    def with_packets(self, packets):
        """The bytes of a file with these packets."""
        return self.head + b"".join(
            struct.pack(self.order + "IIII", *packet.rest, len(packet.data), packet.length) + packet.data
            for packet in packets)


class Pcapng:
    """The same for the newer format."""

    def __init__(self, data):
        self.order = "<" if data[8:12] == b"\x4d\x3c\x2b\x1a" else ">"
        self.blocks, self.packets, resolutions, at = [], [], [], 0
        while at + 12 <= len(data):
            kind, size = struct.unpack_from(self.order + "II", data, at)
            body = data[at + 8:at + size - 4]
            at += size
            if kind == INTERFACE:
                resolutions.append(self._resolution(body))
            assert kind != SIMPLE_PACKET, "simple packets have no time"
            self.blocks.append((kind, body, len(self.packets)))
            if kind == ENHANCED_PACKET:
                self.packets.append(self._packet(body, resolutions))

    def _resolution(self, body):
        """Ticks a second of an interface."""
        at = 8
        while at + 4 <= len(body):
            code, size = struct.unpack_from(self.order + "HH", body, at)
            if code == TIME_RESOLUTION:
                return 2 ** (body[at + 4] & 0x7F) if body[at + 4] & 0x80 else 10 ** body[at + 4]
            at += 4 + (size + 3) // 4 * 4
        return 1_000_000

    def _packet(self, body, resolutions):
        interface, high, low, kept, length = struct.unpack_from(self.order + "5I", body)
        seconds = ((high << 32) + low) / resolutions[interface]
        return Packet(seconds, body[20:20 + kept], length, (interface, high, low, len(self.packets)))

    def with_packets(self, packets):
        kept = {packet.rest[3]: packet for packet in packets}
        out = []
        for kind, body, number in self.blocks:
            if kind == ENHANCED_PACKET:
                if number not in kept:
                    continue
                body = self._body(kept[number])
            size = struct.pack(self.order + "I", len(body) + 12)
            out.append(struct.pack(self.order + "I", kind) + size + body + size)
        return b"".join(out)

    def _body(self, packet):
        size = len(packet.data)
        return struct.pack(self.order + "5I", *packet.rest[:3], size, packet.length) + packet.data + bytes(-size % 4)


def read(path):
    data = path.read_bytes()
    return Pcapng(data) if struct.unpack("<I", data[:4])[0] == SECTION else Pcap(data)


@dataclass(frozen=True)
class Damage:
    """What a capture lost. kept: old number of each frame that is left; packets: what is left of it."""

    name: str
    kept: tuple
    packets: tuple
    whole: frozenset    # old numbers of the frames that are left and not cut short

    def old_number(self, frame):
        """Number in the undamaged capture of a frame of the damaged one."""
        return self.kept[frame - 1]


def damaged(name, packets, numbers, size=None):
    left = tuple(packets[number - 1] if size is None else packets[number - 1].cut(size) for number in numbers)
    whole = frozenset(number for number, packet in zip(numbers, left)
                      if len(packet.data) == len(packets[number - 1].data))
    return Damage(name, tuple(numbers), left, whole)


def lose(packets, share, seed):
    """Each frame is lost with this probability; the same ones every time for the same seed."""
    chance = random.Random(seed).random
    return [number for number in range(1, len(packets) + 1) if chance() >= share]


def some_lost(packets, percent, seed):
    return damaged(f"{percent} % of frames lost", packets, lose(packets, percent / 100, f"{percent}/{seed}"))


def one_lost(packets, number):
    return damaged("one frame lost", packets, [other for other in range(1, len(packets) + 1) if other != number])


def start_cut(packets, percent):
    return damaged(f"first {percent} % cut off", packets, range(len(packets) * percent // 100 + 1, len(packets) + 1))


def end_cut(packets, percent):
    return damaged(f"last {percent} % cut off", packets, range(1, len(packets) - len(packets) * percent // 100 + 1))


def cut_short(packets, size):
    return damaged(f"packets cut to {size} bytes", packets, range(1, len(packets) + 1), size)
