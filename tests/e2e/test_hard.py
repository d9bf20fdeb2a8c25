# SPDX-License-Identifier: GPL-2.0-or-later
"""Inputs that are hard to read: no crash, no hang, no false verdict, and a note where a list was cut.

The captures of this kind lie in captures/ (captures/lab/crafted/torture.py and hard.py) and go through every test
that takes a capture. Here stands what only they promise, and what is drawn anew because it is large or strange.
"""

import dataclasses
import json

import pytest

import table
from drawn import Capture, Ladder, Tcp, frames, stage, stage_frames, with_bytes
from harness import CAPTURES

REGISTER = CAPTURES / "kamailio-sipp-register-ok.pcap"
WRONG_PASSWORD = CAPTURES / "asterisk22-linphone-wrong-password.pcap"

# Point by point, what this project calls hard; the captures that hold it.
HARD = {
    "RFC 4475": ["torture-valid", "torture-invalid", "torture-responses"],
    "oversized and endless headers": ["long-headers", "endless-header", "endless-header-tcp"],
    "10,000 challenges in one message": ["many-challenges", "many-challenges-2", "many-credentials"],
    "60 kB nonces": ["long-nonce", "long-nonce-2"],
    "deep quoting": ["deep-quoting", "unclosed-quotes"],
    "NUL bytes and invalid UTF-8": ["nul-and-bad-utf8", "nul-and-bad-utf8-2"],
    "numbers beyond range": ["numbers-out-of-range", "content-length-on-a-stream"],
    "base64 that is none": ["base64-that-is-none", "passport-that-is-none"],
    "SIP inside SIP": ["sip-in-sip", "nested-body"],
    "ICMP and fragments": ["icmp-and-fragments", "icmp-quotes-retry", "retry-fragment-lost"],
}


def crafted(name):
    return CAPTURES / f"crafted-{name}.pcap"


@pytest.mark.parametrize("kind", HARD)
def test_each_kind_has_captures(kind):
    """They are in the table, so that every mode and golden is tested with them."""
    for name in HARD[kind]:
        assert table.row_of(crafted(name).name), name


# -- torture -----------------------------------------------------------------

def test_every_torture_message_is_followed(wireshark):
    """Each valid message of RFC 4475 has its challenge, its retry and its answer, by the numbers of their frames."""
    for exchange in wireshark.exchanges(crafted("torture-valid")):
        roles = [message.get("role") for message in exchange.messages]
        assert roles in (["request", "challenge", "retry", "answer"], ["request", "challenge", "ack", "retry", "answer"])
        first = exchange.messages[0].frame
        assert [message.frame for message in exchange.messages] == list(range(first, first + len(roles)))


def test_odd_phrases_are_shown_as_they_are(wireshark):
    phrases = [message.get("reason_phrase") for message in wireshark.messages(crafted("torture-responses"))
               if message.get("role") == "challenge"]
    assert phrases == ["= 2**3 * 5**2 но сто девяносто девять - простое", "", "Unauthorized"]


# -- lists that are cut say so -----------------------------------------------

def left_out(wireshark, name):
    return {(message.frame, text) for message in wireshark.messages(crafted(name)) for text in message.all("left_out")}


def test_cut_lists_of_challenges_say_so(wireshark):
    assert left_out(wireshark, "many-challenges") == {(2, "9984 more challenges, which are neither kept nor compared")}
    assert left_out(wireshark, "many-challenges-2") == {
        (frame, "984 more challenges, which are neither kept nor compared") for frame in (2, 4)}


def test_cut_lists_of_credentials_say_so(wireshark):
    assert left_out(wireshark, "many-credentials") == {(3, "84 more sets of credentials, which are neither kept nor compared")}


def test_cut_lists_in_json_say_so(wireshark):
    text = wireshark.statistics(crafted("many-challenges"), False, "sipauth,json")
    messages = json.loads(next(line for line in text.splitlines() if line.startswith("{")))["messages"]
    assert [message.get("challenges_left_out") for message in messages] == [None, 9984, None, None]
    assert len(messages[1]["challenges"]) == 16


def test_evidence_counts_what_it_does_not_tell(wireshark):
    evidence = {text for message in wireshark.messages(crafted("many-challenges-2")) for text in message.all("evidence")}
    assert {"frame 2: 997 more challenges", "frame 4: 997 more challenges"} <= evidence


def test_nothing_is_certain_of_a_cut_list(wireshark):
    """The retry answers a challenge that is not kept: no fault, and only a possible cause."""
    messages = wireshark.messages(crafted("many-challenges-2"))
    assert {message.get("confidence") for message in messages if message.get("status")} == {"possible"}
    assert not [message.all("fault") for message in messages if message.all("fault")]


def test_more_lines_than_are_kept_end_in_an_ellipsis(wireshark):
    messages = [message for message in wireshark.messages(crafted("many-lines")) if message.get("status")]
    for name in ("warning", "reason"):
        assert {message.get(name).endswith(", …") for message in messages} == {True}
        assert {message.get(name).count(f"{name if name == 'reason' else 'note'} ") for message in messages} == {4}


def test_long_texts_end_in_an_ellipsis(wireshark):
    challenge = next(message for message in wireshark.messages(crafted("long-nonce")) if message.get("role") == "challenge")
    assert challenge.get("nonce") == "n" * 1024 + "…"


def test_a_nonce_that_differs_in_its_last_byte_is_another_one(wireshark):
    """Texts are cut, comparisons are not."""
    retry = next(message for message in wireshark.messages(crafted("long-nonce-2")) if message.get("role") == "retry")
    assert retry.all("fault") == ["nonce_not_from_challenge"]


def test_a_loop_longer_than_an_exchange_says_so(wireshark):
    capture = Capture()
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    for _ in range(100):
        call.request("REGISTER", call.credentials(challenge))
        challenge = call.challenge()
        call.answer(401, challenge)
    path = stage(wireshark, "loop-of-100.pcap", capture.bytes())
    exchanges = wireshark.exchanges(path)
    assert [len(exchange.messages) for exchange in exchanges] == [128, 74]
    note = "an exchange takes 64 attempts: what follows frame 128 is another exchange"
    assert note in exchanges[0].messages[-1].all("evidence")
    assert not [text for message in exchanges[1].messages for text in message.all("evidence") if "another exchange" in text]


# -- bytes that are no text --------------------------------------------------

# ESC and BEL, and a mark that turns the direction of writing; as long as the realm that they replace.
TERMINAL = b"\x1b[2J\x07\xe2\x80\xae"
OBEYED = "\x1b\x07\u202e"


def test_no_line_of_ours_commands_a_terminal(wireshark):
    """Not the list, not the tree, not the tables. Fields and JSON give values as they are, in Wireshark's ways."""
    path = with_bytes(wireshark, WRONG_PASSWORD, "terminal.pcap", (b"lab.test", TERMINAL))
    texts = {
        "list": "\n".join(line.split("[auth:", 1)[1] for line in wireshark.read(path, True).decode().splitlines()
                          if "[auth:" in line),
        "tree": "\n".join(line for line in wireshark.read(path, True, "-V", "-O", "sipauth").decode().splitlines()
                          if "SIP Authentication" in line or line.startswith("    ")),
        "statistics": wireshark.read(path, False, "-q", "-z", "sipauth,exchanges", "-z", "sipauth,tree").decode(),
    }
    for where, text in texts.items():
        assert text, where
        assert not [line for line in text.splitlines() if set(line) & set(OBEYED[:2])], where
    assert "\u202e" not in texts["statistics"] and "\u202e" not in texts["list"]
    rows = wireshark.read(path, False, "-q", "-z", "sipauth,json").decode()
    assert json.loads(next(line for line in rows.splitlines() if line.startswith("{")))["realm"] == TERMINAL.decode()


# -- times -------------------------------------------------------------------

TIMES = [0, 1, 2**31 * 10**9, 2**32 * 10**9, 2**62, 2**63 - 1, 2**63, 2**64 - 1]


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("frame", [1, 2, 3, 4])
def test_times_that_no_clock_tells(wireshark, time, frame):
    """One frame of a login at any time that pcapng can hold; found by fuzzing, where a product overflowed."""
    some = frames.read(crafted("mirrored-refusal"))[:4]
    some[frame - 1] = dataclasses.replace(some[frame - 1], time=time)
    path = stage_frames(wireshark, f"time-{frame}-{time}.pcapng", some)
    for two_pass in (False, True):
        wireshark.read(path, two_pass, "-V", "-O", "sipauth")
    rows = wireshark.statistics(path, False, "sipauth,json", "sipauth,exchanges", "sipauth,tree")
    for line in rows.splitlines():
        if line.startswith("{"):
            json.loads(line)


# -- many messages in one frame ----------------------------------------------

def test_hundreds_of_messages_in_one_segment(wireshark):
    capture = Capture()
    path = Tcp(capture, "10.0.0.1:40000", "10.0.0.2:5060")
    calls = [Ladder(capture, path=path, client="10.0.0.1:40000", user=f"user{number}") for number in range(100)]
    requests = [call.request("REGISTER", hold=True) for call in calls]
    challenges = [call.challenge() for call in calls]
    answers = [call.answer(401, challenge, hold=True) for call, challenge in zip(calls, challenges)]
    retries = [call.request("REGISTER", call.credentials(challenge), hold=True) for call, challenge in zip(calls, challenges)]
    finals = [call.answer(200, hold=True) for call in calls]
    for some in (requests, answers, retries, finals):
        capture.step()
        path.send(some[0].from_client, b"".join(message.data for message in some))
    file = stage(wireshark, "hundreds.pcap", capture.bytes())
    exchanges = wireshark.exchanges(file)
    assert [exchange.causes() for exchange in exchanges] == [["challenge_accepted"]] * 100
    assert {tuple(message.frame for message in exchange.messages) for exchange in exchanges} == {(4, 5, 6, 7)}
