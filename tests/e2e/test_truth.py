# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures of other people, whose story was written down by a program that is not ours.

They may not be handed on and so are no part of this tree: SIPAUTH_TRUTH_DIR says where they lie,
each NAME with its NAME.truth.json.
"""

import json
import os
from pathlib import Path

import pytest

from harness import TREE

TRUTH_DIR = Path(os.environ.get("SIPAUTH_TRUTH_DIR", TREE.parent / "shared" / "captures"))
SUFFIX = ".truth.json"
MISSING = f"NOT RUN: no *{SUFFIX} in {TRUTH_DIR}; set SIPAUTH_TRUTH_DIR"

# Facts a row states, and the field that shows each.
FACTS = {
    "request_frame": "request_in",
    "retry_frame": "retry_in",
    "answer_frame": "answer_in",
    "answer_status": "answer_status",
    "ack_frame": "ack_in",
    "retransmission_of": "retransmission_of",
    "duplicate_of": "duplicate_of",
    "hop_copy_of": "other_hop_of",
}
COPIES = ("retransmission_of", "duplicate_of")


def truth_files():
    return sorted(TRUTH_DIR.glob("*" + SUFFIX)) if TRUTH_DIR.is_dir() else []


def truth_params():
    """A test case each file; one that skips loudly where there is none."""
    cases = [pytest.param(path, id=path.name[:-len(SUFFIX)],
                          marks=pytest.mark.xdist_group(name=path.name))
             for path in truth_files()]
    return cases or [pytest.param(None, id="missing", marks=pytest.mark.skip(reason=MISSING))]


def read_rows(path):
    return json.loads(path.read_text())["challenges"]


def responses(wireshark, path):
    """{frame: messages of it that are a 401, 403 or 407}."""
    frames = {}
    for message in wireshark.messages(path.with_name(path.name[:-len(SUFFIX)])):
        if message.get("status"):
            frames.setdefault(message.frame, []).append(message)
    return frames


def pair_rows(wireshark, path):
    """Each row with the message it is about; None where the plugin shows none."""
    frames = responses(wireshark, path)
    pairs = []
    for row in read_rows(path):
        left = frames.get(row["frame"], [])
        # Rows of one frame come in the order of its messages.
        match = next((one for one in left if one.get("status") == str(row["status"])), None)
        if match:
            left.remove(match)
        pairs.append((row, match))
    return pairs


def as_shown(value):
    """A JSON value as a field shows it; null is an absent field."""
    return None if value is None else str(value)


def expected_values(row, first, key):
    """What a field may show: the row's own fact and, on a copy, that of the first copy."""
    values = {as_shown(row[key])}
    if first and key not in COPIES:
        values.add(as_shown(first[key]))
    return values


def first_copy(row, rows):
    """The row of the message this one is a copy of."""
    frame = next((row[key] for key in COPIES if row[key]), None)
    return next((other for other in rows if other["frame"] == frame), None)


def wrong_facts(row, message, first):
    """The facts of one row that the message does not show, as text."""
    wrong = []
    for key, name in FACTS.items():
        expected = expected_values(row, first, key)
        if message.get(name) not in expected:
            wrong.append(f"frame {row['frame']}: {name} is {message.get(name)}, not {expected}")
    wrong += wrong_realm(row, message)
    return wrong


def wrong_realm(row, message):
    # The rows give realms of challenges only; a 403 shows the one that came before it.
    if row["status"] == 403 or row["realm"] in (message.all("realm") or [None]):
        return []
    return [f"frame {row['frame']}: realm is {message.all('realm')}, not {row['realm']}"]


@pytest.mark.parametrize("truth", truth_params())
def test_every_refusal_is_shown(wireshark, truth):
    pairs = pair_rows(wireshark, truth)
    unseen = [row["frame"] for row, message in pairs if message is None]
    rows = sorted(row["frame"] for row in read_rows(truth))
    shown = sorted(frame for frame, found in responses(wireshark, truth).items() for _ in found)
    assert not unseen
    assert shown == rows


@pytest.mark.parametrize("truth", truth_params())
def test_facts_are_true(wireshark, truth):
    rows = read_rows(truth)
    wrong = [line for row, message in pair_rows(wireshark, truth) if message
             for line in wrong_facts(row, message, first_copy(row, rows))]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("truth", truth_params())
def test_causes_are_right(wireshark, truth):
    wrong = [f"frame {row['frame']}: {message.get('cause')}, allowed {row['allowed']}; {row['note']}"
             for row, message in pair_rows(wireshark, truth)
             if message and message.get("cause") not in row["allowed"]]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("truth", truth_params())
def test_healthy_rows_raise_no_alarm(wireshark, truth):
    false = [f"frame {row['frame']}: {expert.severity} {expert.slug}; {row['note']}"
             for row, message in pair_rows(wireshark, truth) if message and row["healthy"]
             for expert in message.alarms()]
    assert not false, "\n" + "\n".join(false)


@pytest.mark.skipif(not truth_files(), reason=MISSING)
def test_few_rows_are_undetermined(wireshark):
    """Fewer than one in ten, all captures together."""
    causes = [message.get("cause") for path in truth_files()
              for _, message in pair_rows(wireshark, path) if message]
    assert causes.count("undetermined") * 10 < len(causes)
