# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of captures/README.md: what each capture is and what the plugin must say on it."""

import re
from dataclasses import dataclass

from harness import CAPTURES

README = CAPTURES / "README.md"
COLUMNS = ["capture", "made by", "peers", "the one fault", "must say"]
NEAR_MISS = re.compile(r"near miss of `?([a-z0-9_]+)`?", re.IGNORECASE)

# Group A of the catalogue: the exchange went as it should.
HEALTHY_CAUSES = {
    "challenge_accepted",
    "challenge_pending",
    "ims_aka_accepted",
    "ims_mac_failure_recovered",
    "ims_resync_recovered",
    "second_realm_challenge",
    "stale_recovered",
}


@dataclass
class Row:
    """One row: must_say holds, for each exchange, the causes that are right."""

    capture: str
    fault: str
    must_say: list

    def near_misses(self):
        """Slugs this capture comes near to without being a case of them."""
        return NEAR_MISS.findall(self.fault)

    def is_healthy(self):
        """Is every exchange as it should be, whichever of its right causes is named?"""
        return all(HEALTHY_CAUSES.issuperset(allowed) for allowed in self.must_say)


def parse_must_say(text):
    """`a x2, b or c` as [{a}, {a}, {b, c}]; `nothing` as []."""
    text = text.replace("`", "").strip()
    if text == "nothing":
        return []
    exchanges = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*\(?([a-z0-9_]+(?:\s+or\s+[a-z0-9_]+)*)\)?(?:\s+x(\d+))?\s*", part)
        if not match:
            raise ValueError(f"captures/README.md: cannot read '{part}' in '{text}'")
        allowed = set(re.split(r"\s+or\s+", match.group(1)))
        exchanges += [allowed] * int(match.group(2) or 1)
    return exchanges


def cells(line):
    """The cells of a Markdown table row; none where it is not one."""
    line = line.strip()
    if not line.startswith("|"):
        return []
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def capture_name(cell):
    """The file name of a capture cell, which may be quoted or a link."""
    link = re.match(r"\[`?([^`\]]+)`?\]", cell)
    return link.group(1) if link else cell.strip("`")


def read_rows(text):
    """The rows of every table that has our columns."""
    rows, inside = [], False
    for line in text.splitlines():
        row = cells(line)
        if [cell.lower() for cell in row] == COLUMNS:
            inside = True
        elif not row:
            inside = False
        elif inside and not set("".join(row)) <= set("-: "):
            if len(row) != len(COLUMNS):
                raise ValueError(f"captures/README.md: {len(row)} cells in: {line}")
            rows.append(Row(capture_name(row[0]), row[3], parse_must_say(row[4])))
    return rows


def all_rows():
    """The rows of captures/README.md; none where it is missing."""
    return read_rows(README.read_text()) if README.exists() else []


def row_of(name):
    """The row of one capture; None where it has none."""
    return next((row for row in all_rows() if row.capture == name), None)


def capture_files():
    """The captures that come with the plugin."""
    return sorted(path for path in CAPTURES.glob("*.pcap*") if path.is_file())
