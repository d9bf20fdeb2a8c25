# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin reads messages from a frame's bytes, without Wireshark's tree. Another plugin, tests/parity, compares what
it finds, message by message, with the SIP dissector's items, on every capture and on random ones of every carrier."""

import os
import re
import shutil
import sys

import pytest

import table
from harness import TREE, WiresharkError

sys.path.append(str(TREE / "tests/parity"))
import streams  # noqa: E402  pylint: disable=wrong-import-position

SEEDS = range(8 if os.environ.get("SIPAUTH_SAMPLE") else 24)

# Frames of a WebSocket whose begin was lost: Wireshark's HTTP dissector takes payload for lengths and finds no message in
# bytes that hold one, or half of one.
LOST_FRAMING = {("websocket", 9), ("websocket", 23)}

# What may cut streams into other pieces.
SETTINGS = {
    "no reassembly of TCP": ["-o", "tcp.desegment_tcp_streams:FALSE"],
    "no reassembly of SIP headers": ["-o", "sip.desegment_headers:FALSE"],
    "no reassembly of SIP bodies": ["-o", "sip.desegment_body:FALSE"],
    "TCP out of order": ["-o", "tcp.reassemble_out_of_order:TRUE"],
    "no reassembly of TLS": ["-o", "tls.desegment_ssl_application_data:FALSE"],
    "no reassembly of IP": ["-o", "ip.defragment:FALSE"],
    "no WebSocket inside HTTP": ["-o", "http.desegment_body:FALSE"],
}


class Parity:
    """tshark with the comparing plugin alone."""

    def __init__(self, wireshark):
        plugin = wireshark.plugin.parents[3] / "parity" / wireshark.plugin.parents[1].name / "epan/sipparity.so"
        if not plugin.exists():
            pytest.skip(f"NOT RUN: {plugin.name} was not built")
        self.wireshark = wireshark
        self.plugins = wireshark.stage / "parity"
        folder = self.plugins / wireshark.plugin.parents[1].name / "epan"
        folder.mkdir(parents=True)
        shutil.copyfile(plugin, folder / plugin.name)
        for path in (self.plugins, folder.parent, folder):
            path.chmod(0o755)
        (folder / plugin.name).chmod(0o644)

    def told(self, capture, *args, listing=False):
        """What the comparing plugin prints of one capture; listing: what the bytes tell, without any items."""
        env = [f"WIRESHARK_PLUGIN_DIR={self.plugins}", f"WIRESHARK_DATA_DIR={self.wireshark.stage / 'data'}"]
        env += ["SIPPARITY_LIST=1"] if listing else []
        command = self.wireshark.command("sh", "-c", 'exec env "$@" 2>&1 >/dev/null', "sh", *env, "tshark", "-r",
                                         str(self.wireshark.staged(capture)), *args)
        done = self.wireshark.try_run(command)
        if done.returncode not in (0, 2):
            raise WiresharkError(f"{capture}: exit {done.returncode}: {done.stdout.decode(errors='replace')[-500:]}")
        return [line for line in done.stdout.decode(errors="replace").splitlines() if line.startswith("sipparity: ")]


@pytest.fixture(scope="session", name="parity")
def fixture_parity(wireshark):
    return Parity(wireshark)


@pytest.fixture(scope="session", name="drawn")
def fixture_drawn(tmp_path_factory):
    """Random captures by carrier and seed, and the file with their TLS secrets."""
    if not shutil.which("openssl"):
        pytest.skip("NOT RUN: openssl is not installed")
    folder = tmp_path_factory.mktemp("streams")
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.geteuid() and path != path.parent:
            path.chmod(path.stat().st_mode | 0o055)
    keys = streams.Keys(folder)
    captures = {(carrier, seed): streams.make(folder, carrier, seed, keys)
                for carrier in streams.CARRIERS for seed in SEEDS if (carrier, seed) not in LOST_FRAMING}
    keys.log.chmod(0o644)
    return captures, ["-o", f"tls.keylog_file:{keys.log}"]


def frames_of(told):
    """How many frames with SIP were compared, and how many differ; no line is printed where there is none."""
    counts = [re.fullmatch(r"sipparity: (\d+) frames with SIP, (\d+) differ", line) for line in told[-1:]]
    return tuple(map(int, counts[0].groups())) if counts and counts[0] else (0, 0)


def test_bytes_tell_what_items_tell(parity, capture):
    told = parity.told(capture)
    assert frames_of(told)[1] == 0, "\n".join(told[:8])


def messages_of(told):
    """The messages of a listing. A segment in the middle of a message, which Wireshark waits to see whole, has the SIP
    dissector's mark as long as there is no tree, and counts as the rest of a message whose begin is lost."""
    return [line.replace(" continuation", "") for line in told]


def test_there_is_something_to_compare(parity):
    assert all(frames_of(parity.told(path))[0] > 0 for path in table.capture_files()[:20])


@pytest.mark.parametrize("carrier", streams.CARRIERS)
def test_on_random_captures(parity, drawn, carrier):
    captures, keys = drawn
    compared = 0
    for (kind, _), path in captures.items():
        if kind == carrier:
            told = parity.told(path, *keys)
            assert frames_of(told)[1] == 0, f"{path.name}\n" + "\n".join(told[:8])
            compared += frames_of(told)[0]
    assert compared > 0


@pytest.mark.parametrize("carrier", streams.CARRIERS)
def test_without_tree_in_two_passes_and_with_a_filter(parity, drawn, carrier):
    captures, keys = drawn
    for (kind, seed), path in captures.items():
        if kind == carrier and seed < 8:
            plain = messages_of(parity.told(path, *keys, listing=True))
            for args in (["-V"], ["-2"], ["-Y", "sip"], ["-2", "-Y", "sip"]):
                told = messages_of(parity.told(path, *keys, *args, listing=True))
                assert told == plain, f"{path.name} {args}"


def tells_more(line):
    """Does the line say that the bytes tell all that the items tell, and a further message? Without reassembly the HTTP
    dissector reads only one WebSocket frame of a segment."""
    items, found = re.search(r"items tell(.*); the bytes tell(.*)$", line).groups()
    return set(items.split()) < set(found.split())


@pytest.mark.parametrize("setting", SETTINGS)
def test_with_other_settings(parity, drawn, setting):
    captures, keys = drawn
    for (_, seed), path in captures.items():
        if seed < 4:
            told = parity.told(path, *keys, *SETTINGS[setting])
            assert all(tells_more(line) for line in told[:-1]), f"{path.name}\n" + "\n".join(told[:8])
