# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything the plugin shows of each capture, word for word, for people to read and review."""

import difflib
import re

import table
from harness import TREE

GOLDEN = TREE / "tests" / "golden"


def golden_file(name):
    return GOLDEN / f"{name}.txt"


# Wireshark 4.6 writes `126.000 microseconds`, `25 seconds` and `4 minutes, 10 seconds`, earlier ones
# `0.000126000 seconds`.
TIME = re.compile(r"(?<=Time to the retry: )(?:(\d+) minutes?, )?(\d+(?:\.\d+)?) (milli|micro|nano|)seconds?")
UNITS = {"": 1, "milli": 1e-3, "micro": 1e-6, "nano": 1e-9}


# What Wireshark cuts, 4.0 marks by `[truncated]` and later ones by an ellipsis, and not all cut at the same place.
CUT = re.compile(r"^( *[^:\n]*) \[(?:truncated|…)\]: (.{100}).*$", re.M)


def cut_alike(text):
    return CUT.sub(r"\1 [truncated]: \2", text)


def in_seconds(line):
    return TIME.sub(lambda found: f"{60 * int(found[1] or 0) + float(found[2]) * UNITS[found[3]]:.9f} seconds", line)


def shown(messages):
    """The trees of all frames as one text."""
    blocks = [f"frame {message.frame}\n" + "\n".join(map(in_seconds, message.tree)) + "\n"
              for message in messages]
    return "\n".join(blocks)


def test_shows_what_was_reviewed(wireshark, capture, update_golden):
    golden, now = golden_file(capture.name), shown(wireshark.messages(capture))
    if update_golden:
        golden.write_text(now)
        return
    assert golden.exists(), f"{golden.name} is missing: run with --update-golden and review it"
    before, now = cut_alike(golden.read_text()), cut_alike(now)
    difference = "\n".join(difflib.unified_diff(
        before.splitlines(), now.splitlines(), "reviewed", "now", lineterm="", n=4))
    assert now == before, f"{capture.name}\n{difference}"


def test_every_golden_has_a_capture(update_golden):
    names = {path.name for path in table.capture_files()}
    stray = [path for path in GOLDEN.glob("*.txt") if path.stem not in names]
    if update_golden:
        for path in stray:
            path.unlink()
        return
    assert not stray
