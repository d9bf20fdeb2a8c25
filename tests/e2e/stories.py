# SPDX-License-Identifier: GPL-2.0-or-later
"""The long captures that captures/lab/crafted draws when they are asked for, each with its truth."""

import json
import subprocess
import sys
from dataclasses import dataclass

from harness import CAPTURES

CRAFTED = CAPTURES / "lab" / "crafted.py"


@dataclass
class Told:
    """What is known of one exchange; see captures/lab/crafted/told.py."""

    frame: int
    causes: list
    alone: list
    outcomes: list
    story: str
    healthy: bool
    messages: list

    def allowed(self):
        return set(self.causes) | set(self.alone)

    def __str__(self):
        return f"frame {self.frame} ({self.story})"


def draw(name, folder):
    """Write the capture into a folder; gives its path and its truths."""
    subprocess.run([sys.executable, str(CRAFTED), "--stories", str(folder), name], check=True)
    rows = json.loads((folder / f"{name}.truth.json").read_text())["exchanges"]
    return folder / f"{name}.pcap", [Told(**row) for row in rows]
