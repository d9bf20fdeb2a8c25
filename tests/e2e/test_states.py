# SPDX-License-Identifier: GPL-2.0-or-later
"""States a file can be read in: read filters that reuse frame numbers, preferences, protocols off."""

from harness import CAPTURES

WRONG_PASSWORD = CAPTURES / "asterisk22-linphone-wrong-password.pcap"
NOT_RELAYED = CAPTURES / "kamailio-npm-loop.pcap"
FIELDS = ("-T", "fields", "-e", "frame.number", "-e", "sipauth.role", "-e", "sipauth.request_in",
          "-e", "sipauth.challenge_in", "-e", "sipauth.retry_in", "-e", "sipauth.exchange.cause")


def rows(wireshark, capture, *args):
    text = wireshark.read(capture, True, *args, *FIELDS).decode()
    return [line.split("\t") for line in text.splitlines()]


def test_read_filter_withdraws_frames(wireshark):
    """Frames that a read filter drops lose their number to the next one: no link may lead there,
    while the verdict still knows what they said."""
    found = rows(wireshark, WRONG_PASSWORD, "-R", "sip.Status-Code == 401")
    assert found == [
        ["1", "challenge", "", "", "", "credentials_rejected"],
        ["2", "challenge", "", "1", "", "credentials_rejected"],
    ]


def test_read_filter_renumbers_what_it_keeps(wireshark):
    """The requests are kept; the retry's number is the one it has after filtering."""
    found = rows(wireshark, WRONG_PASSWORD, "-R", "sip.Method || sip.CSeq.seq == 1000")
    assert [row[:2] for row in found] == [["1", "request"], ["2", "retry"]]
    assert all(row[3] == "" for row in found), "the challenge was left out"


def test_evidence_names_left_out_frames(wireshark):
    text = wireshark.read(WRONG_PASSWORD, True, "-R", "sip.Status-Code == 401",
                          "-T", "fields", "-e", "sipauth.evidence").decode()
    assert "a frame the read filter left out" in text
    assert "frame 0" not in text


def test_info_column_can_be_turned_off(wireshark):
    shown = wireshark.read(WRONG_PASSWORD, True).decode()
    hidden = wireshark.read(WRONG_PASSWORD, True, "-o", "sipauth.info_column:FALSE").decode()
    assert "[auth: credentials refused]" in shown
    assert "auth:" not in hidden


def test_loop_rounds_is_heeded(wireshark):
    """Six refusals are a loop by default and none where ten are allowed."""
    causes = ("-Y", "sipauth.cause", "-T", "fields", "-e", "sipauth.cause")
    default = wireshark.read(NOT_RELAYED, True, *causes).decode().split()
    patient = wireshark.read(NOT_RELAYED, True, "-o", "sipauth.loop_rounds:10", *causes).decode().split()
    assert set(default) == {"challenge_loop"}
    assert set(patient) == {"credentials_rejected"}


def test_retry_timeout_is_heeded(wireshark):
    """60 s of silence are enough by default and too little where 120 s are asked for."""
    capture = CAPTURES / "crafted-client-silent.pcap"
    causes = ("-Y", "sipauth.cause", "-T", "fields", "-e", "sipauth.cause")
    assert wireshark.read(capture, True, *causes).decode().split() == ["client_silent"]
    patient = wireshark.read(capture, True, "-o", "sipauth.retry_timeout:120", *causes)
    assert patient.decode().split() == ["capture_ended"]


def test_protocol_turned_off_says_nothing(wireshark):
    text = wireshark.read(WRONG_PASSWORD, True, "--disable-protocol", "sipauth", "-V").decode()
    assert "SIP Authentication" not in text
    assert "Session Initiation Protocol" in text


def exported(wireshark, capture, frame):
    """The file that is written where a filter keeps one frame."""
    kept = wireshark.stage / "home" / "kept.pcap"
    kept.unlink(missing_ok=True)
    wireshark.read(capture, True, "-Y", f"frame.number == {frame}", "-w", str(kept))
    return kept


def frames_of(wireshark, path):
    return len(wireshark.run("tshark", "-r", str(path)).decode().splitlines())


def test_filtered_export_keeps_what_it_depends_on(wireshark):
    """A filter that keeps the refusal keeps the frames it links back to, as it keeps the first TCP
    segment of a message: tshark 4.0 does so, 4.4 and 4.6 keep neither."""
    heeds = frames_of(wireshark, exported(wireshark, CAPTURES / "crafted-over-segments.pcap", 6)) > 1
    kept = exported(wireshark, WRONG_PASSWORD, 4)
    text = wireshark.run("tshark", "-2", "-r", str(kept), "-T", "fields", "-e", "sipauth.role").decode()
    assert text.split() == (["challenge", "retry", "challenge"] if heeds else ["challenge"])
