# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages for users name fields, filters and files that are there. Their commands: test_recipes.py."""

import re

import pytest

from harness import CAPTURES, TREE
from table import cells

PAGES = [TREE / "README.md", *sorted((TREE / "plugin").glob("**/*.md"))]
FIELDS = TREE / "plugin/FIELDS.md"
TYPES = {"FT_STRING": "text", "FT_UINT16": "number", "FT_UINT32": "number", "FT_UINT64": "number",
         "FT_FRAMENUM": "frame", "FT_RELATIVE_TIME": "seconds", "FT_BYTES": "bytes"}


def registered(wireshark):
    """{name: (type, meaning)} of the plugin's fields, but for the expert fields."""
    rows = [line.split("\t") for line in wireshark.tshark("-G", "fields").splitlines()]
    return {row[2]: (TYPES[row[3]], row[7]) for row in rows
            if row[0] == "F" and row[2].startswith("sipauth.") and ".expert." not in row[2]}


def test_every_field_is_described_as_it_describes_itself(wireshark):
    rows = [cells(line) for line in FIELDS.read_text().splitlines() if line.startswith("| `sipauth.")]
    described = {row[0].strip("`"): (row[1], row[2]) for row in rows}
    assert len(rows) == len(described), "a field is described twice"
    assert described == registered(wireshark)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TREE)))
def test_fields_that_are_named_exist(wireshark, page):
    known = set(wireshark.fields()) | {"sipauth.info_column", "sipauth.retry_timeout", "sipauth.loop_rounds"}
    named = set(re.findall(r"(?<![a-z.])sipauth\.[a-z_.]*[a-z_]", page.read_text()))
    assert {name for name in named if name not in known and not name.startswith("sipauth.so")} <= {"sipauth.expert"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TREE)))
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text())
    assert not [link for link in links if not link.startswith("http") and not (page.parent / link).exists()]


def readme_filters():
    """The filters of README.md's table."""
    rows = [cells(line) for line in (TREE / "README.md").read_text().splitlines()]
    begin = next(number for number, row in enumerate(rows) if row[-1:] == ["display filter"])
    found = []
    for row in rows[begin + 2:]:
        if not row:
            return found
        found.append(row[1].strip("`"))
    return found


# Captures with a frame for filters that a plain refusal does not pass.
PICKED_FROM = {
    'sipauth.account == "100"': "crafted-brute-force-scan-users.pcap",
    'sipauth.confidence == "certain"': "kamailio-npm-realm-mismatch.pcap",
    "sipauth.retry_delay > 10": "crafted-ims-late-retry.pcap",
    'sipauth.fault == "realm_mismatch"': "kamailio-npm-realm-mismatch.pcap",
    'sipauth.exchange.outcome == "no_retry"': "kamailio-npm-no-credentials.pcap",
    "sipauth.exchange == 3": "kamailio-npm-many-accounts.pcap",
}


@pytest.mark.parametrize("text", readme_filters())
def test_filters_pick_something(wireshark, text):
    name = PICKED_FROM.get(text, "kamailio-sipsak-wrong-password.pcap")
    assert wireshark.read(CAPTURES / name, True, "-Y", text)
