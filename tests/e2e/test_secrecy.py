# SPDX-License-Identifier: GPL-2.0-or-later
"""No output tells a secret: not those of the table of known credentials, nothing that is made of them, and no
password inside a URI.

Each output there is, on captures on which every kind of secret is used: right ones, so that everything is computed
and shown, and distinctive ones, so that nothing is found by chance. Wireshark itself shows the table where it shows
preferences (its dialog, sharkd's `dumpconf`), as it does with its own tables of keys; README.md says so.
"""

import base64
import contextlib
import hashlib
import json
import os
import subprocess
import urllib.parse

import pytest

from harness import CAPTURES, TIMEOUT, Sharkd
from test_known import CASES, SECRETS, known

IMPI = "001010000000001"
# In no capture and in no text of the plugin.
DISTINCTIVE = [
    ("alice", "lab.test", "password", "Zx9-secret-Quux"),
    ("alice", "lab.test", "HA1", hashlib.md5(b"alice:lab.test:Zx9-secret-Quux").hexdigest()),
    ("alice", "lab.test", "HA1", hashlib.sha256(b"alice:lab.test:Zx9-secret-Quux").hexdigest()),
    (IMPI, "*", "AKA K:OP", "00112233445566778899aabbccddeeff:ffeeddccbbaa99887766554433221100"),
    (IMPI, "*", "AKA K:OPc", "0f1e2d3c4b5a69788796a5b4c3d2e1f0:f0e1d2c3b4a5968778695a4b3c2d1e0f"),
    (IMPI, "*", "TUAK K:TOP", "13579bdf02468ace13579bdf02468ace:" + "5a" * 31 + "a5"),
    (IMPI, "*", "TUAK K:TOPc", "fdb97531eca86420fdb97531eca86420:" + "c3" * 31 + "3c"),
]
# Each shows other parts of what verification says.
SHOWN = ["kamailio-sipsak-wrong-password.pcap", "registrar-npm-md5-sess.pcap", "registrar-npm-digest-password.pcap",
         "registrar-npm-rspauth-other-password.pcap", "registrar-npm-digest-realm.pcap", "ims-npm-aka-resync.pcap",
         "ims-npm-digest-aka.pcap", "ims-npm-digest-akav2.pcap", "ims-sipp-hss-behind.pcap", "ims-sipp-hss-other-k.pcap"]


def rows_for(capture):
    """Distinctive secrets, and those that the tables of captures/README.md know for the capture."""
    names = {name for case in CASES if case.capture == capture for name in case.known.split(", ")}
    rows = [row for name in sorted(names) for row in SECRETS[name]]
    # What anybody may type stands in texts by chance.
    return DISTINCTIVE + [row for row in rows if row[3] not in ("wrong", "not-this")]


# What the lab's SIM makes of its key: OPc, RES of two challenges, and the password of AKAv2.
DERIVED = {
    bytes.fromhex(text) for text in (
        "f9f62c0e4fad85ec58f722d405baac8d", "2bbb192af5f3fd4f", "abbe18271300001a", "0e6dadad360b7779371101d06142ef54",
    )
}


def spellings(data):
    """Bytes as text, in hex, in base64 and as URLs and JSON write them."""
    hexed = data.hex().encode()
    yield from (data, hexed, hexed.upper(), b":".join(hexed[i:i + 2] for i in range(0, len(hexed), 2)))
    for skip in range(3):       # base64 of it wherever it stands in something longer
        whole = base64.b64encode(b"\0" * skip + data).rstrip(b"=")
        yield whole[(0, 2, 3)[skip]:len(whole) - 1]
    text = data.decode(errors="replace")
    yield urllib.parse.quote(text).encode()
    yield json.dumps(text)[1:-1].encode()


def forbidden(rows):
    """Everything that must not be found, the longer spellings of secrets and of what is made of them."""
    pieces = set(DERIVED)
    for user, realm, kind, secret in rows:
        for part in secret.split(":"):
            pieces.add(part.encode())
            if kind != "password":
                pieces.add(bytes.fromhex(part))
        if kind == "password":
            for name in (realm if realm != "*" else "lab.test", "ims.lab.test"):
                ha1 = f"{user}:{name}:{secret}".encode()
                pieces |= {hashlib.md5(ha1).digest(), hashlib.sha256(ha1).digest()}
    return {spelling for piece in pieces for spelling in spellings(piece) if len(spelling) >= 8}


def assert_silent(output, rows, what):
    """No secret in bytes of output, in whichever case."""
    lower = output.lower()
    for spelling in forbidden(rows):
        assert spelling not in output, f"{what} tells {spelling!r}"
        if spelling.isalnum() and len(spelling) >= 16:
            assert spelling.lower() not in lower, f"{what} tells {spelling!r}"


OUTPUTS = [
    [], ["-2"], ["-V"], ["-2", "-V"], ["-2", "-V", "-x"], ["-2", "-O", "sipauth"], ["-2", "-P", "-V"],
    ["-2", "-T", "json"], ["-2", "-T", "jsonraw"], ["-2", "-T", "pdml"], ["-2", "-T", "psml"], ["-2", "-T", "ek"],
    ["-2", "-T", "tabs"], ["-q", "-2", "-z", "expert"], ["-q", "-z", "sipauth,json"],
    ["-q", "-z", "sipauth,exchanges"], ["-q", "-z", "sipauth,tree"], ["-q", "-2", "-z", "sipauth,json"],
    ["-q", "-z", "io,phs", "-z", "sip,stat", "-z", "conv,udp", "-z", "follow,udp,ascii,0"],
]


@pytest.mark.parametrize("output", [*OUTPUTS, "fields"], ids=lambda output: " ".join(output) or "plain")
def test_tshark_tells_no_secret(wireshark, output):
    if output == "fields":
        output = ["-2", "-T", "fields", *(word for name in sorted(wireshark.fields()) for word in ("-e", name))]
    for capture in SHOWN:
        rows = rows_for(capture)
        done = subprocess.run(
            wireshark.command("tshark", *known(rows), "-r", str(wireshark.staged(CAPTURES / capture)), *output),
            cwd=wireshark.stage, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=True)
        assert done.stdout, capture
        assert_silent(done.stdout + done.stderr, rows, f"{capture} {' '.join(output)}")


def test_the_search_finds_what_is_there(wireshark):
    """The search itself: secrets put into an output are found, in each spelling."""
    rows = rows_for(SHOWN[0])
    for _, _, kind, secret in rows:
        for part in secret.split(":"):
            told = [part, part.upper(), part.encode().hex(), base64.b64encode(b"ab" + part.encode()).decode()]
            if kind != "password":
                told += [base64.b64encode(bytes.fromhex(part)).decode(), part.swapcase()]
            elif part.lower() == part.upper():
                told.remove(part.upper())
            for text in told if kind != "password" else [told[0], *told[2:]]:
                with pytest.raises(AssertionError):
                    assert_silent(f"Evidence: {text} fits".encode(), rows, "this")


@contextlib.contextmanager
def table_file(wireshark, lines, profile=None):
    """The profile's file of the table, with these lines."""
    folder = wireshark.stage / "home/.config/wireshark"
    if profile:
        folder = folder / "profiles" / profile
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder, *folder.parents):
        if path == wireshark.stage / "home":
            break
        path.chmod(0o755)
    file = folder / "sipauth_credentials"
    file.write_text("".join(line + "\n" for line in lines))
    file.chmod(0o644)
    try:
        yield
    finally:
        file.unlink()


def lines_of(rows):
    return [",".join(f'"{text}"' for text in row) for row in rows]


def test_the_profiles_file_counts(wireshark):
    with table_file(wireshark, lines_of([("alice", "lab.test", "password", "wrong")])):
        args = ["-2", "-r", str(wireshark.staged(CAPTURES / SHOWN[0])), "-Y", "sipauth.cause", "-T", "fields", "-e",
                "sipauth.cause"]
        assert wireshark.tshark(*args).split() == ["digest_verified_ok"] * 2
    assert wireshark.tshark(*args).split() == ["credentials_rejected"] * 2


def test_a_file_of_another_profile_counts_there_alone(wireshark):
    args = ["-2", "-r", str(wireshark.staged(CAPTURES / SHOWN[0])), "-Y", "sipauth.cause", "-T", "fields", "-e",
            "sipauth.cause"]
    with table_file(wireshark, lines_of([("alice", "lab.test", "password", "wrong")]), profile="lab"):
        assert wireshark.tshark("-C", "lab", *args).split() == ["digest_verified_ok"] * 2
        assert wireshark.tshark(*args).split() == ["credentials_rejected"] * 2


@pytest.mark.parametrize("shown", SHOWN)
def test_sharkd_tells_no_secret(wireshark, shown):
    """Frames, their trees and bytes, taps and statistics."""
    rows = rows_for(shown)
    with table_file(wireshark, lines_of(rows)):
        sharkd = Sharkd(wireshark)
        try:
            sharkd.load(wireshark.staged(CAPTURES / shown))
            told = [sharkd.ask("info"), sharkd.ask("status"), sharkd.ask("analyse"), sharkd.ask("frames")]
            told += [sharkd.ask("frame", frame=frame["num"], proto=True, columns=True, bytes=True, color=True)
                     for frame in told[-1]]
            told.append(sharkd.ask("tap", tap0="nstat:sipauth,exchanges", tap1="stat:sipauth", tap2="expert"))
            told.append(sharkd.ask("complete", field="sipauth.", pref="sipauth."))
            told.append(sharkd.complaints())
        finally:
            sharkd.close()
        assert "sent.verified" in json.dumps(told) or "aka.verified" in json.dumps(told)
        assert_silent(json.dumps(told, ensure_ascii=False).encode(), rows, "sharkd")


def test_reports_of_preferences_tell_no_secret(wireshark):
    with table_file(wireshark, lines_of(DISTINCTIVE)):
        for report in ("currentprefs", "defaultprefs", "fields", "protocols", "plugins", "folders"):
            done = subprocess.run(wireshark.command("tshark", "-G", report), cwd=wireshark.stage,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=True)
            assert_silent(done.stdout + done.stderr, DISTINCTIVE, report)


SECRET = "Zx9-secret-Quux"
FAULTY = [
    f'"alice","lab.test","HA1","{SECRET}"', f'"alice","*","HA1","{"0" * 17}{SECRET.encode().hex()}"',
    f'"{IMPI}","*","AKA K:OP","{SECRET}"', f'"{IMPI}","*","AKA K:OPc","{SECRET}:{SECRET}"',
    f'"{IMPI}","*","TUAK K:TOP","{"0" * 32}:{SECRET}"', f'"","*","password","{SECRET}"', f'"alice","","password","{SECRET}"',
]


@pytest.mark.parametrize("row", FAULTY)
def test_complaint_about_a_row_of_the_file_tells_no_secret(wireshark, row):
    """Of rows that are well formed but make no sense; a file that is no table is for Wireshark to complain of."""
    with table_file(wireshark, [row]):
        done = subprocess.run(
            wireshark.command("tshark", "-r", str(wireshark.staged(CAPTURES / SHOWN[0]))), cwd=wireshark.stage,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False)
    assert b"known credentials" in done.stderr
    for told in (SECRET, SECRET.encode().hex(), base64.b64encode(SECRET.encode()).decode()):
        assert told.encode() not in done.stdout + done.stderr


def test_nothing_is_written(wireshark):
    """No file but the table holds a secret when tshark and sharkd have ended."""
    rows = rows_for(SHOWN[0])
    with table_file(wireshark, lines_of(rows)):
        wireshark.tshark("-2", "-V", "-r", str(wireshark.staged(CAPTURES / SHOWN[0])), "-w",
                         str(wireshark.stage / "home/saved.pcapng"))
        for folder, _, files in os.walk(wireshark.stage / "home"):
            for name in files:
                if name != "sipauth_credentials":
                    with open(os.path.join(folder, name), "rb") as file:
                        assert_silent(file.read(), rows, name)


# -- passwords inside URIs ---------------------------------------------------

URI_PASSWORD = "uri-Pa55word"
IN_URIS = CAPTURES / "crafted-password-in-uri.pcap"
# Of what the plugin says; the SIP dissector shows the message as it was sent.
PLUGINS_OWN = [["-2", "-V", "-O", "sipauth"], ["-2", "-T", "json", "-J", "sipauth"], ["-2", "-T", "pdml", "-J", "sipauth"],
               ["-2", "-T", "ek", "-J", "sipauth"], ["-q", "-z", "sipauth,json"], ["-q", "-z", "sipauth,exchanges"],
               ["-q", "-z", "sipauth,tree"], ["-q", "-2", "-z", "expert,note,sipauth"]]


@pytest.mark.parametrize("output", [*PLUGINS_OWN, "fields", "info"], ids=lambda output: " ".join(output))
def test_password_in_a_uri_is_left_out(wireshark, output):
    args = output
    if output == "fields":
        args = ["-2", "-T", "fields", *(word for name in sorted(wireshark.fields()) for word in ("-e", name))]
    if output == "info":
        args = ["-2"]
    told = wireshark.run("tshark", *known([("alice", "*", "password", "wonderland")]), "-r",
                         str(wireshark.staged(IN_URIS)), "-Y", "sipauth", *args).decode()
    if output == "info":
        told = " ".join(line.partition("[auth:")[2] for line in told.splitlines())
    assert told.strip()
    assert URI_PASSWORD not in told
    assert URI_PASSWORD[1:] not in told


def test_uris_are_shown_without_their_passwords(wireshark):
    """The digest is computed of the URI as it was sent all the same."""
    messages = wireshark.messages(IN_URIS, extra=known([("alice", "*", "password", "wonderland")]))
    assert {uri for message in messages for uri in message.all("sent.uri")} == {"sip:bob@lab.test",
                                                                               "sip:carol@edge.test"}
    verified = [text for message in messages for text in message.all("sent.verified")]
    assert verified and set(verified) == {"the response fits the known secret"}
