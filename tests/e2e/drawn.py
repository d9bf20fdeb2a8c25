# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures that a test draws for itself, in the language of captures/lab/crafted, and how they are staged."""

import sys

from harness import CAPTURES, TREE

for folder in (CAPTURES / "lab", TREE / "tests" / "fuzz"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import frames  # noqa: E402
from crafted.ladder import Ladder  # noqa: E402
from crafted.wire import Capture, Tcp  # noqa: E402

__all__ = ["Capture", "Ladder", "Tcp", "frames", "stage", "stage_frames", "with_bytes"]


def stage(wireshark, name, data):
    """A file with these bytes where Wireshark's programs may read it."""
    path = wireshark.stage / "captures" / name
    path.write_bytes(data)
    path.chmod(0o644)
    return path


def stage_frames(wireshark, name, some):
    """The same with frames of tests/fuzz/frames.py, as pcapng."""
    path = wireshark.stage / "captures" / name
    frames.write(path, some)
    path.chmod(0o644)
    return path


def with_bytes(wireshark, capture, name, *swaps):
    """A copy of a capture with some bytes swapped for others of the same length."""
    data = capture.read_bytes()
    for old, new in swaps:
        assert len(old) == len(new) and old in data
        data = data.replace(old, new)
    return stage(wireshark, name, data)
