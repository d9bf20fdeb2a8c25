# SPDX-License-Identifier: GPL-2.0-or-later
"""What captures/README.md promises of each capture is what the plugin says."""

import re

import table
from harness import TREE

# Causes that need no row of their own, and why.
NO_ROW_NEEDED = {
    # Says that no rule applies; a capture that provokes it is a rule to be written.
    "undetermined",
    # Need known secrets; test_known.py shows them and their near misses.
    "digest_verified_ok", "digest_verified_bad", "method_mismatch_possible",
}
# Causes that stand in `also` and never as the cause, so that no row can name them.
ONLY_ALSO = {slug for path in (TREE / "plugin").glob("catalogue_*.h")
             for slug in re.findall(r'\.slug = "(\w+)"(?:(?!\.slug)[\s\S])*?\.only_also = true', path.read_text())}


def test_every_capture_has_one_row():
    named = [row.capture for row in table.all_rows()]
    files = [path.name for path in table.capture_files()]
    assert sorted(named) == files, (
        f"without a row: {sorted(set(files) - set(named))}; "
        f"without a capture: {sorted(set(named) - set(files))}; "
        f"twice: {sorted({name for name in named if named.count(name) > 1})}")


def test_causes_are_as_promised(wireshark, capture):
    row = table.row_of(capture.name)
    assert row, f"{capture.name} has no row in captures/README.md"
    exchanges = wireshark.exchanges(capture)
    said = [exchange.causes() for exchange in exchanges]
    assert all(len(causes) == 1 for causes in said), f"not one cause an exchange: {said}"
    said = [causes[0] for causes in said]
    promised = [" or ".join(sorted(allowed)) for allowed in row.must_say]
    as_promised = len(said) == len(promised) and all(
        cause in allowed for cause, allowed in zip(said, row.must_say))
    assert as_promised, f"said {said}, must say {promised}; the one fault: {row.fault}"


def test_each_response_agrees_with_its_exchange(wireshark, capture):
    """A 401, 403 or 407 has its exchange's cause, and an expert information of that name."""
    for message in wireshark.messages(capture):
        if message.get("status") is None:
            continue
        cause = message.get("cause")
        where = f"frame {message.frame}"
        assert len(message.all("cause")) == 1, where
        assert cause == message.get("exchange.cause"), where
        assert cause in [expert.slug for expert in message.experts], where


def test_exchanges_are_numbered_in_order(wireshark, capture):
    """Numbers run from 0 in order of the first 401, 403 or 407."""
    exchanges = wireshark.exchanges(capture)
    assert [exchange.number for exchange in exchanges] == list(range(len(exchanges)))
    firsts = [min(message.frame for message in exchange.messages if message.get("status"))
              for exchange in exchanges]
    assert firsts == sorted(firsts)


def test_every_cause_has_a_row(wireshark):
    shown = {cause for row in table.all_rows() for allowed in row.must_say for cause in allowed}
    missing = set(wireshark.slugs()) - shown - NO_ROW_NEEDED - ONLY_ALSO
    assert not missing, f"no capture shows: {sorted(missing)}"


def test_every_cause_has_a_near_miss(wireshark):
    near = {slug for row in table.all_rows() for slug in row.near_misses()}
    missing = set(wireshark.slugs()) - near - NO_ROW_NEEDED
    assert not missing, f"no capture is a near miss of: {sorted(missing)}"


def test_causes_of_also_are_shown():
    """They stand in no row, so the goldens have to show them."""
    goldens = "".join(path.read_text() for path in (TREE / "tests/golden").glob("*.txt"))
    missing = [slug for slug in sorted(ONLY_ALSO) if not re.search(rf"\b{slug}\b", goldens)]
    assert ONLY_ALSO
    assert not missing


def test_rows_name_known_causes(wireshark):
    known = set(wireshark.slugs()) - ONLY_ALSO
    for row in table.all_rows():
        unknown = {cause for allowed in row.must_say for cause in allowed} - known
        unknown |= set(row.near_misses()) - set(wireshark.slugs())
        assert not unknown, f"{row.capture}: {sorted(unknown)}"

def test_table_reader():
    """The reader of the README's tables reads what its header promises."""
    text = ("| capture | made by | peers | the one fault | must say |\n|---|---|---|---|---|\n"
            "| `a.pcap` | x | y | near miss of `b_c`: z | b x2, c or d |\n"
            "| e.pcap | x | y | none | nothing |\n")
    first, second = table.read_rows(text)
    assert first.must_say == [{"b"}, {"b"}, {"c", "d"}]
    assert (first.capture, first.near_misses()) == ("a.pcap", ["b_c"])
    assert second.must_say == []
