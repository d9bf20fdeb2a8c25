# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames of many captures in one, and what goes wrong with them on their way: lost, doubled, out of order, cut,
bytes of one in another, times that cannot be. Wrong bytes alone are editcap's part (see tshark beside this)."""

import pathlib
import random
import struct
import sys
from dataclasses import dataclass, replace

TREE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TREE / "tests" / "e2e"))

import damage  # noqa: E402

NANOSECONDS = 1_000_000_000
DAY = 86_400 * NANOSECONDS


@dataclass(frozen=True)
class Frame:
    """One frame; time in nanoseconds since the epoch."""

    time: int
    link_type: int
    data: bytes
    length: int     # on the wire


def link_types(capture):
    """Link type of each interface."""
    if isinstance(capture, damage.Pcap):
        return [struct.unpack_from(capture.order + "I", capture.head, 20)[0] & 0xFFFF]
    return [struct.unpack_from(capture.order + "H", body)[0] for kind, body, _ in capture.blocks if kind == damage.INTERFACE]


def read(path):
    """The frames of a capture file."""
    capture = damage.read(path)
    types = link_types(capture)
    plain = isinstance(capture, damage.Pcap)
    return [Frame(round(packet.seconds * NANOSECONDS), types[0 if plain else packet.rest[0]], packet.data, packet.length)
            for packet in capture.packets]


def block(kind, body):
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size


def write(path, frames):
    """Write frames as pcapng, an interface a link type; the file counts nanoseconds."""
    types = sorted({frame.link_type for frame in frames})
    with open(path, "wb") as out:
        out.write(block(damage.SECTION, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
        for link_type in types:
            option = struct.pack("<HHB3x", damage.TIME_RESOLUTION, 1, 9) + bytes(4)
            out.write(block(damage.INTERFACE, struct.pack("<HHI", link_type, 0, 0) + option))
        for frame in frames:
            time = frame.time % 2**64
            head = struct.pack("<5I", types.index(frame.link_type), time >> 32, time & 0xFFFFFFFF, len(frame.data),
                               frame.length)
            out.write(block(damage.ENHANCED_PACKET, head + frame.data + bytes(-len(frame.data) % 4)))


# -- what goes wrong ---------------------------------------------------------

def doubled(chance, frames, share):
    """Some frames come again, at once or later, as another frame with its own time or the same one."""
    out = list(frames)
    for frame in frames:
        if chance.random() < share:
            at = chance.randrange(len(out) + 1)
            if chance.random() < 0.8:
                at = min(len(out), out.index(frame) + 1 + chance.randrange(20)) if len(out) < 500 else at
            near = out[min(at, len(out) - 1)].time
            out.insert(at, replace(frame, time=chance.choice((near, frame.time))))
    return out


def swapped(chance, frames, share):
    out = list(frames)
    for at in range(len(out) - 1):
        if chance.random() < share:
            other = min(len(out) - 1, at + 1 + chance.randrange(6))
            out[at], out[other] = out[other], out[at]
    return out


def spliced(chance, frames, share):
    """Bytes of one frame in another, its length unchanged, so that the headers below stay right."""
    out = list(frames)
    for at, frame in enumerate(out):
        if chance.random() < share and len(frame.data) > 80:
            source = chance.choice(frames).data
            size = chance.randrange(1, 1 + min(len(source), len(frame.data) - 60, chance.choice((4, 16, 64, 400))))
            begin = chance.randrange(len(source) - size + 1)
            to = chance.randrange(42, len(frame.data) - size + 1)
            out[at] = replace(frame, data=frame.data[:to] + source[begin:begin + size] + frame.data[to + size:])
    return out


# What readers of headers stumble over, and what rules look for.
WORDS = [b'"', b"\\", b"\0", b"\xff", b"\xc3", b",", b";", b"=", b"\r\n", b"\r\n ", b":", b"<", b">", b"\x1b[2J", b"Digest ",
         b"auts=", b"stale=true", b"401", b"403", b"407", b"SIP/2.0", b"4294967296", b"99999999999", b"ffffffff", b"auth-int",
         b"AKAv1-MD5", b"Content-Length: 9", b"ipsec-3gpp", b"Call-ID", b"tag=", b"branch=z9hG4bK"]


def with_words(chance, frames, share):
    """A word written over what was there."""
    out = list(frames)
    for at, frame in enumerate(out):
        if chance.random() < share and len(frame.data) > 100:
            data = bytearray(frame.data)
            for _ in range(chance.randrange(1, 6)):
                word = chance.choice(WORDS)
                to = chance.randrange(42, len(data) - len(word) + 1) if len(data) > 42 + len(word) else 42
                data[to:to + len(word)] = word
            out[at] = replace(frame, data=bytes(data[:len(frame.data)]))
    return out


def odd_times(chance, frames, share):
    """Times that jump back and forth, and some at the ends of what a capture file can hold."""
    ends = (0, 1, 2**31 * NANOSECONDS, 2**32 * NANOSECONDS, 2**62, 2**63 - 1, 2**63, 2**64 - 1)
    out = []
    for frame in frames:
        if chance.random() < share:
            time = chance.choice(ends) if chance.random() < 0.3 else frame.time + chance.randrange(-DAY, DAY)
            frame = replace(frame, time=time)
        out.append(frame)
    return out


def cut(chance, frames):
    """What a snap length leaves."""
    size = chance.choice((60, 80, 120, 200, 300, 400, 500, 700))
    return [replace(frame, data=frame.data[:size]) for frame in frames]


def lost(chance, frames, share):
    return [frame for frame in frames if chance.random() >= share]


def together(chance, captures, moved_to):
    """The frames of all captures, one capture after the other or mixed by time, at a time of their own."""
    captures = list(captures)
    chance.shuffle(captures)
    out = []
    for number, frames in enumerate(captures):
        shift = moved_to - frames[0].time + number * chance.choice((0, 1, 40)) * NANOSECONDS if frames else 0
        out += [replace(frame, time=frame.time + shift) for frame in frames]
    if chance.random() < 0.4:
        out.sort(key=lambda frame: frame.time)
    return out


def damaged(chance, frames):
    """Frames after a bad journey."""
    strength = chance.choice((0.005, 0.02, 0.06))
    frames = lost(chance, frames, strength)
    frames = doubled(chance, frames, strength)
    frames = swapped(chance, frames, strength)
    if chance.random() < 0.7:
        frames = spliced(chance, frames, 5 * strength)
    if chance.random() < 0.7:
        frames = with_words(chance, frames, 5 * strength)
    if chance.random() < 0.15:
        frames = odd_times(chance, frames, strength)
    if chance.random() < 0.15:
        frames = cut(chance, frames)
    return frames


class Source:
    """Draws damaged frames without end; the same ones for the same seed."""

    def __init__(self, paths):
        self.captures = [frames for frames in (read(path) for path in paths) if frames]

    def draw(self, seed, count):
        """About so many frames, at least one turn of all captures."""
        chance = random.Random(seed)
        out, turn = [], 0
        while len(out) < count:
            # Later turns hold the same calls again: copies, late ones, or new ones a day later.
            begin = 1_700_000_000 * NANOSECONDS + turn * chance.choice((0, 3 * NANOSECONDS, DAY))
            out += damaged(chance, together(chance, self.captures, begin))
            turn += 1
        return out[:count]
