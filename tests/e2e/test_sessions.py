# SPDX-License-Identifier: GPL-2.0-or-later
"""Sessions: files opened again and one after the other, filters in any order, settings changed while a file is open,
live captures. Whatever happened before, a file says what it says in a fresh process; and nothing is leaked."""

import dataclasses
import itertools
import json
import os
import shutil
import subprocess
import sys

import pytest

import live
from drawn import Capture, Ladder, frames, stage_frames
from harness import CAPTURES, TIMEOUT, Sharkd, WiresharkError

LOOP = CAPTURES / "kamailio-npm-loop.pcap"
ACCEPTED = CAPTURES / "kamailio-sipp-register-ok.pcap"
WRONG_PASSWORD = CAPTURES / "kamailio-sipsak-wrong-password.pcap"
SILENT = CAPTURES / "crafted-client-silent.pcap"
IMS = CAPTURES / "ims-npm-aka-resync.pcap"
HARD = CAPTURES / "crafted-many-challenges-2.pcap"
SEVERAL = [LOOP, ACCEPTED, WRONG_PASSWORD, SILENT, IMS, HARD, CAPTURES / "crafted-several-in-segment.pcap",
           CAPTURES / "crafted-no-refusal.pcap", CAPTURES / "crafted-torture-invalid.pcap"]


@pytest.fixture
def sharkd(wireshark):
    """A sharkd of its own: what one test sets must not reach another."""
    process = Sharkd(wireshark)
    yield process
    process.close()


def trees(messages):
    return [(message.frame, message.tree) for message in messages]


def in_fresh_process(wireshark, capture):
    return trees(wireshark.messages(capture))


# -- open and open again -----------------------------------------------------

def test_opened_again(wireshark, sharkd):
    for _ in range(3):
        assert trees(sharkd.messages(wireshark.staged(LOOP))) == in_fresh_process(wireshark, LOOP)


def test_reloaded_after_a_look_at_each_frame(wireshark, sharkd):
    """As the window does it: frames are dissected again and again, then the file is read anew."""
    path = wireshark.staged(LOOP)
    sharkd.load(path)
    count = sharkd.ask("status")["frames"]
    for frame in (*range(1, count + 1), *range(count, 0, -1)):
        sharkd.ask("frame", frame=frame, proto=True, columns=True)
    assert trees(sharkd.messages(path)) == in_fresh_process(wireshark, LOOP)


def test_several_files_one_after_the_other(wireshark, sharkd):
    """In two orders, so that each follows another one."""
    for capture in (*SEVERAL, *reversed(SEVERAL)):
        assert trees(sharkd.messages(wireshark.staged(capture))) == in_fresh_process(wireshark, capture), capture.name


def test_a_file_that_cannot_be_opened_in_between(wireshark, sharkd):
    sharkd.load(wireshark.staged(LOOP))
    with pytest.raises(WiresharkError):
        sharkd.load(wireshark.stage / "captures" / "there-is-none.pcap")
    assert trees(sharkd.messages(wireshark.staged(ACCEPTED))) == in_fresh_process(wireshark, ACCEPTED)


# -- filters -----------------------------------------------------------------

FILTERS = ["sipauth.role == \"retry\"", "sipauth.exchange.cause == \"challenge_loop\"", "sip.Method == \"REGISTER\"",
           "sipauth.answer_in == 4 || frame.number == 1"]


def passing(wireshark, capture, filter_text):
    out = wireshark.read(capture, True, "-Y", filter_text, "-T", "fields", "-e", "frame.number").decode()
    return [int(line) for line in out.split()]


def test_filtered_in_every_order(wireshark, sharkd):
    """sharkd keeps the answer to a filter, so each time it is asked in other words."""
    right = {text: passing(wireshark, LOOP, text) for text in FILTERS}
    sharkd.load(wireshark.staged(LOOP))
    for turn, order in enumerate(itertools.permutations(FILTERS)):
        for text in order:
            rows = sharkd.ask("frames", filter=f"({text}) && frame.number != {10**6 + turn}")
            assert [int(row["num"]) for row in rows] == right[text], (order, text)
    assert all(right.values())


def test_filters_do_not_change_what_is_said(wireshark, sharkd):
    path = wireshark.staged(LOOP)
    before = trees(sharkd.messages(path))
    for text in FILTERS:
        sharkd.ask("frames", filter=text)
    assert trees(sharkd.messages(path)) == before == in_fresh_process(wireshark, LOOP)


# -- settings ----------------------------------------------------------------

def causes_of(sharkd, frame_numbers):
    found = set()
    for frame in frame_numbers:
        text = json.dumps(sharkd.ask("frame", frame=frame, proto=True)["tree"])
        found |= {part.split('\\"')[1] for part in text.split('sipauth.cause == ')[1:]}
    return found


@pytest.mark.parametrize("file, setting, other, default, before, after", [
    (LOOP, "sipauth.loop_rounds", "10", "3", "challenge_loop", "credentials_rejected"),
    (SILENT, "sipauth.retry_timeout", "120", "32", "client_silent", "capture_ended"),
], ids=["loop_rounds", "retry_timeout"])
def test_settings_changed_while_a_file_is_open(wireshark, sharkd, file, setting, other, default, before, after):
    """Verdicts are drawn anew from the facts; there and back again."""
    numbers = [message.frame for message in wireshark.messages(file) if message.get("cause")]
    sharkd.load(wireshark.staged(file))
    for value, cause in ((default, before), (other, after), (default, before)):
        sharkd.ask("setconf", name=setting, value=value)
        assert causes_of(sharkd, numbers) == {cause}, value


def test_info_column_turned_off_and_on_while_a_file_is_open(wireshark, sharkd):
    numbers = [message.frame for message in wireshark.messages(LOOP)]
    sharkd.load(wireshark.staged(LOOP))
    for value, shown in (("TRUE", True), ("FALSE", False), ("TRUE", True)):
        sharkd.ask("setconf", name="sipauth.info_column", value=value)
        info = " ".join(json.dumps(sharkd.ask("frame", frame=number, columns=True)["col"]) for number in numbers)
        assert ("[auth:" in info) == shown


def test_known_credentials_added_while_a_file_is_open(wireshark, sharkd):
    """They count when the file is read again, as Wireshark does by itself when a table changes; and are forgotten."""
    path = wireshark.staged(WRONG_PASSWORD)
    numbers = [message.frame for message in wireshark.messages(WRONG_PASSWORD) if message.get("cause")]
    sharkd.load(path)
    assert causes_of(sharkd, numbers) == {"credentials_rejected"}
    sharkd.ask("setconf", name="uat:sipauth_credentials", value='"alice","lab.test","password","wrong"')
    assert causes_of(sharkd, numbers) == {"credentials_rejected"}
    sharkd.load(path)
    assert causes_of(sharkd, numbers) == {"digest_verified_ok"}
    sharkd.load(wireshark.staged(LOOP))
    sharkd.load(path)
    assert causes_of(sharkd, numbers) == {"digest_verified_ok"}


# -- protocols off and on ----------------------------------------------------

ROLES = ("-T", "fields", "-e", "sipauth.role")


def roles(wireshark, *args):
    return wireshark.read(ACCEPTED, True, *args, *ROLES).decode().split()


ALL_ROLES = ["request", "challenge", "retry", "answer"]


@pytest.mark.parametrize("args, expected", [
    ((), ALL_ROLES),
    (("--disable-protocol", "sipauth"), []),
    (("--disable-protocol", "sip"), []),
    (("--disable-protocol", "udp"), []),
    (("--only-protocols", "eth,ethertype,ip,udp,sip"), []),
    (("--only-protocols", "eth,ethertype,ip,udp,sip,sipauth"), ALL_ROLES),
    (("--only-protocols", "sipauth"), []),
    (("--disable-heuristic", "sip_udp"), ALL_ROLES),
], ids=lambda value: " ".join(value) if value and isinstance(value[0], str) and value[0].startswith("-") else None)
def test_protocols_disabled_and_enabled(wireshark, args, expected):
    if "--only-protocols" in args and wireshark.version == "4.0":
        return      # which knows no such option
    assert roles(wireshark, *args) == expected


def test_disabled_in_the_profile(wireshark):
    """What the window writes when a protocol is switched off and on again."""
    folder = wireshark.stage / "home" / ".config" / "wireshark"
    folder.mkdir(parents=True, exist_ok=True)
    off = folder / "disabled_protos"
    try:
        off.write_text("sipauth\n")
        for path in (folder, folder.parent):
            path.chmod(0o755)
        assert roles(wireshark) == []
        off.unlink()
        assert roles(wireshark) == ALL_ROLES
    finally:
        off.unlink(missing_ok=True)


# -- one tshark, several sessions --------------------------------------------

def test_session_reset_forgets_all(wireshark):
    """`-M` begins anew after so many packets: numbers, exchanges, and what was learnt."""
    once = frames.read(LOOP)
    day = 86_400 * 10**9
    twice = once + [dataclasses.replace(frame, time=frame.time + day) for frame in once]
    path = stage_frames(wireshark, "twice.pcapng", twice)
    fields = ("-T", "fields", "-e", "frame.number", "-e", "sipauth.exchange", "-e", "sipauth.role",
              "-e", "sipauth.challenge_in", "-e", "sipauth.exchange.cause")
    single = wireshark.read(LOOP, False, *fields).decode().splitlines()
    lines = wireshark.run("tshark", "-r", str(path), "-M", str(len(once)), *fields).decode().splitlines()
    assert lines == single + single
    assert wireshark.run("tshark", "-r", str(path), *fields).decode().splitlines() != lines


def test_session_reset_in_the_middle_of_an_exchange(wireshark):
    """Any number will do: no link leads to a frame that is forgotten."""
    for count in range(1, 12):
        out = wireshark.run("tshark", "-r", str(wireshark.staged(LOOP)), "-M", str(count), "-T", "fields",
                            "-e", "frame.number", "-e", "sipauth.challenge_in").decode()
        for line in out.splitlines():
            frame, _, challenge = line.partition("\t")
            assert not challenge or int(challenge) < int(frame) <= count + 1, (count, line)


# -- live --------------------------------------------------------------------

def registrations(count):
    """Bytes of so many registrations, four messages each, in alternation from client and server."""
    capture = Capture()
    for number in range(count):
        Ladder(capture, "127.0.0.1:5060", "127.0.0.2:5060", user=f"user{number}").register()
    head = 14 + 20 + 8
    return [(number % 2 == 0, data[head:].hex()) for number, (_, data, _) in enumerate(capture.frames)]


def captured(wireshark, tmp_path, messages, *args, pause=0.02):
    """What tshark prints of a live capture of these messages; pause: seconds from one to the next."""
    task = {
        "command": live.may_capture(wireshark.command("tshark", "-i", "lo", "-f", "udp port 5060", *args)),
        "messages": messages, "pause": pause,
        "output": str(tmp_path / "output"), "errors": str(tmp_path / "errors"),
    }
    (tmp_path / "task.json").write_text(json.dumps(task))
    (tmp_path / "errors").touch()
    for program in ("unshare", "dumpcap"):
        if not shutil.which(program):
            pytest.skip(f"NOT RUN: a live capture needs {program}")
    done = subprocess.run(live.isolated([sys.executable, live.__file__, str(tmp_path / "task.json")]), timeout=2 * TIMEOUT,
                          capture_output=True, text=True, check=False)
    said = (tmp_path / "errors").read_text()
    if not (tmp_path / "output").exists() or done.returncode == 3:
        pytest.skip(f"NOT RUN: this machine does not allow to capture: {(done.stderr + said).strip()[-200:]}")
    assert done.returncode == 0, said + done.stderr
    assert "Dissector bug" not in said and "CRITICAL" not in said
    return (tmp_path / "output").read_text()


LIVE_FIELDS = ("-T", "fields", "-e", "frame.number", "-e", "sipauth.exchange", "-e", "sipauth.role", "-e", "sipauth.challenge_in",
               "-e", "sipauth.exchange.cause")


def live_rows(first, exchange):
    """What one pass knows of one registration that begins at that frame."""
    return [f"{first}\t\t\t\t", f"{first + 1}\t{exchange}\tchallenge\t\t", f"{first + 2}\t{exchange}\tretry\t{first + 1}\t",
            f"{first + 3}\t{exchange}\tanswer\t{first + 1}\tchallenge_accepted"]


def test_live_capture_that_stops_by_itself(wireshark, tmp_path):
    out = captured(wireshark, tmp_path, registrations(3), "-a", "packets:12", *LIVE_FIELDS)
    assert out.splitlines() == [row for number in range(3) for row in live_rows(4 * number + 1, number)]


def test_live_capture_counts_at_the_end(wireshark, tmp_path):
    out = captured(wireshark, tmp_path, registrations(2), "-c", "8", "-q", "-z", "sipauth,json")
    rows = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    assert [row["verdict"]["cause"] for row in rows] == ["challenge_accepted"] * 2
    assert [row["frames"] for row in rows] == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_live_capture_into_a_ring_of_files(wireshark, tmp_path):
    """Each file is a session of its own, tables included."""
    ring = wireshark.stage / "home" / "ring.pcapng"
    # dumpcap removes the oldest file whether tshark has read it or not, and a busy machine lets tshark wait.
    out = captured(wireshark, tmp_path, registrations(4), "-c", "16", "-b", "packets:4", "-b", "files:2", "-w", str(ring), "-P",
                   *LIVE_FIELDS, "-z", "sipauth,exchanges", pause=0.5)
    lines = out.splitlines()
    assert [line for line in lines if line[:1].isdigit()] == live_rows(1, 0) * 4
    assert lines.count("SIP Authentication: 1 exchange") == 4
    assert [line for line in lines if "challenge_accepted" in line and "user3" in line]
    assert len(list(ring.parent.glob("ring_*.pcapng"))) == 2


# -- nothing is leaked -------------------------------------------------------

def resident(process):
    with open(f"/proc/{process.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def growth(wireshark, path, loads):
    """Kilobytes that a load of this file adds once everything has been loaded that ever is. The heap finds its size in steps
    of a megabyte, with the plugin and without, the last ones late; what is lost is lost in each ten loads."""
    process = Sharkd(wireshark)
    try:
        marks = []
        for number in range(loads):
            process.messages(path, "frame")
            if number >= loads // 2 and number % 10 == 9:
                marks.append(resident(process))
        return min(b - a for a, b in zip(marks, marks[1:])) / 10
    finally:
        process.process.stdin.close()
        process.process.wait(timeout=TIMEOUT)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="NOT RUN: memory is read from /proc")
def test_no_memory_is_lost_from_file_to_file(wireshark):
    """Against what Wireshark itself loses, with the plugin's folder empty."""
    if wireshark.preload:
        pytest.skip("the sanitizers' memory is not the plugin's")
    path = wireshark.staged(CAPTURES / "crafted-torture-invalid.pcap")
    with_plugin = growth(wireshark, path, 100)
    hidden = wireshark.staged_plugin.with_suffix(".hidden")
    wireshark.staged_plugin.rename(hidden)
    try:
        without = growth(wireshark, path, 100)
    finally:
        hidden.rename(wireshark.staged_plugin)
    # A file of 137 messages: 16 kB are less than their facts. 4.6 was seen to add 0.3 kB a load over 1,000 loads with the
    # plugin, 1.0 without.
    # sharkd 4.0 loses 11 MB a load of its own, which differ by 50 kB from run to run.
    assert with_plugin <= max(without, 0) * 1.01 + 16, f"{with_plugin:.1f} kB a load with the plugin, {without:.1f} without"
