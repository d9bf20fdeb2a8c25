# SPDX-License-Identifier: GPL-2.0-or-later
"""Known credentials: what they prove. The tables are those of captures/README.md; secrecy is in test_secrecy.py."""

import re
from dataclasses import dataclass

import pytest

import table
from harness import CAPTURES, TREE

ROW = re.compile(r'"([^"]*)","([^"]*)","([^"]*)","([^"]*)"')
COLUMNS = ["capture", "exchange", "known", "must say", "confidence", "computed with", "says"]
FITS = "fits the known secret"


def known(rows, uat="sipauth_credentials"):
    """tshark's arguments for rows of the table of known credentials."""
    return tuple(part for row in rows
                 for part in ("-o", f"uat:{uat}:" + ",".join(f'"{text}"' for text in row)))


def tables(columns):
    """The rows of the tables of captures/README.md with these columns."""
    rows, inside = [], False
    for line in table.README.read_text().splitlines():
        row = table.cells(line)
        if [cell.lower() for cell in row] == columns:
            inside = True
        elif not row:
            inside = False
        elif inside and not set("".join(row)) <= set("-: "):
            rows.append(row)
    return rows


SECRETS = {name: ROW.findall(rows) for name, rows in tables(["name", "rows"])}


@dataclass(frozen=True)
class Case:
    """One row of the table: what the secrets prove of one exchange."""

    capture: str
    exchange: int
    known: str
    cause: str
    confidence: str
    variants: tuple     # names of sipauth.sent.variant; () where it fits as sent
    verified: str       # `as sent`, `none`, `-`, or the same as variants
    says: tuple

    def rows(self):
        return [row for name in self.known.split(", ") for row in SECRETS[name]]

    def __str__(self):
        return f"{self.capture}-{self.exchange}-{self.known}"


def read_case(row):
    capture, exchange, names, cause, confidence, computed, says = row
    variants = () if computed in ("as sent", "none", "-") else tuple(computed.split(" + "))
    return Case(capture, int(exchange), names, cause, confidence, variants, computed,
                tuple(filter(None, says.split("; "))))


CASES = [read_case(row) for row in tables(COLUMNS)]


def exchange_of(wireshark, case, extra):
    """The messages of the case's exchange."""
    return [message for message in wireshark.messages(CAPTURES / case.capture, extra=extra)
            if message.get("exchange") == str(case.exchange)]


def last_retry(messages):
    return [message for message in messages if message.get("role") == "retry"][-1:]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_proven(wireshark, case):
    messages = exchange_of(wireshark, case, known(case.rows()))
    judged = [message for message in messages if message.get("cause")]
    assert {message.get("cause") for message in judged} == {case.cause}
    assert {message.get("confidence") for message in judged} == {case.confidence}

    found = [name for message in last_retry(messages) for name in message.all("sent.variant")]
    assert tuple(found) == case.variants
    verified = [text for message in last_retry(messages) for text in message.all("sent.verified")]
    if case.verified == "as sent":
        assert verified and all(FITS in text or "response to AUTS fits" in text for text in verified), verified
    elif case.verified == "none":
        assert verified and not any(FITS in text for text in verified), verified

    texts = [text for message in messages
             for name in ("evidence", "sent.verified", "aka.verified", "info.verified") for text in message.all(name)]
    texts += ["also " + cause for message in messages for cause in message.all("also")]
    for said in case.says:
        assert any(said in text for text in texts), f"{said} is not in {texts}"


@pytest.mark.parametrize("some", sorted({case.capture for case in CASES}))
def test_one_pass_proves_the_same(wireshark, some):
    """What is found of a retry, and of the answer to it, needs nothing that comes later."""
    extra = known([row for name in sorted({name for case in CASES if case.capture == some
                                           for name in case.known.split(", ")}) for row in SECRETS[name]])
    names = ("role", "sent.verified", "sent.variant", "info.verified", "aka.sqn_sim")
    once, twice = ([[message.frame, *(message.all(name) for name in names)]
                    for message in wireshark.messages(CAPTURES / some, two_pass=two, extra=extra)
                    if message.get("role") in ("retry", "answer")] for two in (False, True))
    assert once == twice


def test_every_variant_is_shown():
    """Each named variant by a capture of a client that does so."""
    header = (TREE / "plugin/digest_variants.h").read_text()
    names = re.findall(r'^    X\(\w+, "(\w+)"', header, re.MULTILINE)
    assert len(names) > 30
    shown = {name for case in CASES for name in case.variants}
    assert shown == set(names), f"missing: {sorted(set(names) - shown)}; unknown: {sorted(shown - set(names))}"


def other(secret, kind):
    """A secret that looks alike and is another."""
    if kind == "password":
        return secret + "x"
    return ("1" if secret[0] == "0" else "0") + secret[1:]


@pytest.mark.parametrize("case", [case for case in CASES if case.variants], ids=str)
def test_no_other_secret_names_a_variant(wireshark, case):
    """What is named comes from the secret, not from the look of the credentials."""
    rows = [(*row[:3], other(row[3], row[2])) for row in case.rows()]
    messages = exchange_of(wireshark, case, known(rows))
    found = [name for message in last_retry(messages) for name in message.all("sent.variant")]
    assert found == [name for name in case.variants if name == "password_empty"]
    verified = [text for message in last_retry(messages) for text in message.all("sent.verified")]
    assert not any(FITS in text for text in verified)


def test_nothing_known_changes_nothing(wireshark):
    messages = wireshark.messages(CAPTURES / "kamailio-sipsak-wrong-password.pcap")
    assert {message.get("cause") for message in messages if message.get("status")} == {"credentials_rejected"}
    assert not any(message.all("sent.verified") for message in messages)


def test_the_sip_dissectors_own_table_counts(wireshark):
    rows = known([("alice", "lab.test", "wrong")], uat="authorization_users_sip")
    messages = wireshark.messages(CAPTURES / "kamailio-sipsak-wrong-password.pcap", extra=rows)
    assert {message.get("cause") for message in messages if message.get("status")} == {"digest_verified_ok"}


@pytest.mark.parametrize("name,user,realm", [
    ("crafted-escapes.pcap", r"al\x22ice\x5c, uri=\x22x\x22", r"the \x22lab\x22, a=b \x5c Digest realm="),
    ("crafted-escapes.pcap", r"al\x22ice\x5c, uri=\x22x\x22", "*"),
    ("crafted-utf8-user.pcap", "zoë", "Büro Straße"),
    ("crafted-utf8-user.pcap", "zo\\xc3\\xab", "*"),
])
def test_odd_names_are_found(wireshark, name, user, realm):
    """Names with quotes, backslashes and UTF-8, as the table's file escapes them."""
    messages = wireshark.messages(CAPTURES / name, extra=known([(user, realm, "password", "wonderland")]))
    assert [message.all("sent.verified") for message in last_retry(messages)] == [["the response " + FITS]]


# -- real clients ------------------------------------------------------------

# What the lab's scripts give to clients and servers, for any realm.
LAB = {
    "alice": ["lab-pass", "alicepass"], "bob": ["bobpass"], "carol": ["lab-pass"], "100": ["109"],
    **{name: [name + "pass"] for name in ("acl", "noaor", "full", "brief", "two", "pinned", "trunk", "home")},
    **{str(number): ["lab-pass"] for number in range(2000, 2012)},
    "modern256": ["modernpass"], "modern512": ["modernpass"], "Jäsøn": ["lab-pass"],
}
LAB_ROWS = [(user, "*", "password", text) for user, texts in LAB.items() for text in texts] + SECRETS["SIM"]

# Accepted, yet not a retry that fits: guesses before the right one, and packets without what it takes.
NOT_RIGHT = {"kamailio-svcrack-found.pcap": 10, "kamailio-sipp-short-packets.pcap": 1}

# What some real client speaks.
SPOKEN = {(algorithm, qop) for algorithm, qops in {
    "MD5": ("", "auth", "auth-int"), "MD5-SESS": ("auth", "auth-int"), "SHA-256": ("auth",), "SHA-256-SESS": ("auth",),
    "SHA-512-256": ("auth",), "SHA-512-256-SESS": ("auth-int",), "AKAV1-MD5": ("auth",), "AKAV2-MD5": ("auth",),
}.items() for qop in qops}


def real_captures():
    return [path for path in table.capture_files() if not path.name.startswith("crafted-")]


def spoken(message):
    qops = message.all("sent.qop") or [""] * len(message.all("sent.algorithm"))
    return {(algorithm.upper(), qop) for algorithm, qop in zip(message.all("sent.algorithm"), qops)}


def test_retries_of_real_clients_fit(wireshark):
    """Every retry that a real server accepted fits its lab password or key, for each algorithm that was spoken."""
    found, odd = set(), {}
    for capture in real_captures():
        for message in wireshark.messages(capture, extra=known(LAB_ROWS)):
            if message.get("role") != "retry" or message.get("exchange.outcome") != "accepted":
                continue
            verified = message.all("sent.verified")
            if verified and all(FITS in text or "to AUTS fits" in text for text in verified):
                found |= spoken(message)
            else:
                odd[capture.name] = odd.get(capture.name, 0) + 1
    assert odd == NOT_RIGHT
    assert found >= SPOKEN, f"not spoken: {sorted(SPOKEN - found)}"
