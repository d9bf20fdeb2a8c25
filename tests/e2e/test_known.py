# SPDX-License-Identifier: GPL-2.0-or-later
"""Known credentials: what they prove, and that no output tells them."""

import base64
import hashlib

import pytest

from harness import CAPTURES

# What the lab's scripts configure, and what the client typed.
RIGHT, TYPED = "lab-pass", "wrong"
WRONG_PASSWORD = CAPTURES / "kamailio-sipsak-wrong-password.pcap"
ACCEPTED = CAPTURES / "kamailio-sipp-register-ok.pcap"
IMS = CAPTURES / "ims-npm-aka-resync.pcap"
IMPI = "001010000000001"
SIM = "fec86ba6eb707ed08905757b1bb84b8f:dbc59adcb6f9a0ef735477b7fadf8374"


def known(*rows):
    """tshark's arguments for rows of user, realm, kind and secret."""
    return [part for row in rows
            for part in ("-o", "uat:sipauth_credentials:" + ",".join(f'"{text}"' for text in row))]


def ha1(user, realm, password):
    return hashlib.md5(f"{user}:{realm}:{password}".encode()).hexdigest()


def causes(wireshark, capture, *rows):
    return {message.get("cause") for message in wireshark.messages(capture, extra=known(*rows)) if message.get("status")}


def verified(wireshark, capture, *rows):
    return [text for message in wireshark.messages(capture, extra=known(*rows))
            if message.get("role") == "retry" for text in message.all("sent.verified")]


@pytest.mark.parametrize("row,cause", [
    (("alice", "lab.test", "password", TYPED), "digest_verified_ok"),
    (("alice", "*", "password", TYPED), "digest_verified_ok"),
    (("alice", "lab.test", "HA1", ha1("alice", "lab.test", TYPED)), "digest_verified_ok"),
    (("alice", "lab.test", "password", RIGHT), "digest_verified_bad"),
    (("alice", "lab.test", "HA1", ha1("alice", "lab.test", RIGHT)), "digest_verified_bad"),
    # Near misses: nothing is known of this user, or of this realm.
    (("bob", "lab.test", "password", TYPED), "credentials_rejected"),
    (("alice", "other.test", "password", TYPED), "credentials_rejected"),
])
def test_refused_credentials_are_checked(wireshark, row, cause):
    assert causes(wireshark, WRONG_PASSWORD, row) == {cause}


def test_nothing_known_changes_nothing(wireshark):
    assert causes(wireshark, WRONG_PASSWORD) == {"credentials_rejected"}
    assert verified(wireshark, WRONG_PASSWORD) == []


def test_accepted_credentials_are_checked(wireshark):
    row = ("alice", "lab.test", "password", RIGHT)
    assert causes(wireshark, ACCEPTED, row) == {"challenge_accepted"}
    assert verified(wireshark, ACCEPTED, row) == ["the response fits the known secret"]


def test_the_sip_dissectors_own_table_counts(wireshark):
    rows = ["-o", f'uat:authorization_users_sip:"alice","lab.test","{TYPED}"']
    found = {message.get("cause") for message in wireshark.messages(WRONG_PASSWORD, extra=rows) if message.get("status")}
    assert found == {"digest_verified_ok"}


def test_a_sim_is_checked(wireshark):
    messages = wireshark.messages(IMS, extra=known((IMPI, "*", "AKA K:OP", SIM)))
    checked = [text for message in messages if message.get("role") == "challenge" for text in message.all("aka.verified")]
    assert [text for text in checked if text.startswith("MAC fits")], checked
    assert [message.get("aka.sqn") for message in messages if message.get("aka.sqn")]


def test_another_sim_is_told(wireshark):
    messages = wireshark.messages(IMS, extra=known((IMPI, "*", "AKA K:OP", "0" + SIM[1:])))
    checked = [text for message in messages for text in message.all("aka.verified")]
    assert checked and not [text for text in checked if text.startswith("MAC fits the")]


SECRETS = [("alice", "lab.test", "password", "Zx9-secret-Quux"),
           ("alice", "lab.test", "HA1", ha1("alice", "lab.test", "Zx9-secret-Quux")),
           (IMPI, "*", "AKA K:OP", "00112233445566778899aabbccddeeff:ffeeddccbbaa99887766554433221100"),
           (IMPI, "*", "AKA K:OPc", "0f1e2d3c4b5a69788796a5b4c3d2e1f0:f0e1d2c3b4a5968778695a4b3c2d1e0f")]


def shapes(secret):
    """The secret in plain, hex and base64, each half of a key by itself."""
    for part in secret.split(":"):
        yield part.encode()
        yield part.encode().hex().encode()
        yield base64.b64encode(part.encode()).rstrip(b"=")
        if all(c in "0123456789abcdef" for c in part):
            yield base64.b64encode(bytes.fromhex(part)).rstrip(b"=")


@pytest.mark.parametrize("shown", [WRONG_PASSWORD, ACCEPTED, IMS], ids=lambda path: path.name)
@pytest.mark.parametrize("output", [
    [], ["-V"], ["-2", "-V"], ["-2", "-T", "json"], ["-2", "-T", "pdml"], ["-2", "-T", "ek"], ["-z", "expert"],
    ["-q", "-z", "sipauth,json"], ["-q", "-z", "sipauth,exchanges"], ["-q", "-z", "sipauth,tree"],
], ids=" ".join)
def test_no_output_tells_a_secret(wireshark, shown, output):
    text = wireshark.run("tshark", *known(*SECRETS), "-r", str(wireshark.staged(shown)), *output).lower()
    for *_, secret in SECRETS:
        for shape in shapes(secret):
            assert shape.lower() not in text
