# SPDX-License-Identifier: GPL-2.0-or-later
"""Every command of README.md and of the recipes prints what the page says.

The commands are taken from the pages. They are run by bash in a folder that looks like a clone of the
repository, one after the other, as a reader would. --update-golden writes what they print into the pages.
"""

import functools
import http.server
import json
import os
import re
import shutil
import struct
import subprocess
import threading
import time

import pytest

from document import examples
from harness import CAPTURES, NOBODY, TIMEOUT, TREE

PAGES = {"readme": TREE / "README.md", "recipes": TREE / "plugin/recipes/README.md"}
PROGRAMS = ("jq", "curl", "text2pcap", "mergecap", "dumpcap")
LIVE = CAPTURES / "kamailio-sipsak-wrong-password.pcap"

pytestmark = [
    pytest.mark.skipif(any(not shutil.which(program) for program in PROGRAMS),
                       reason=f"NOT RUN: recipes need {', '.join(PROGRAMS)}"),
    pytest.mark.xdist_group(name="recipes"),
]


@pytest.fixture(scope="module")
def clone(wireshark):
    """A folder with what a reader has, who may write there."""
    folder = wireshark.stage / "clone"
    folder.mkdir()
    shutil.copytree(TREE / "captures", folder / "captures", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TREE / "plugin", folder / "plugin")
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", folder], check=True)
    return folder


def command_line(wireshark, folder, command):
    """How bash is run there, as an ordinary user."""
    return wireshark.command("bash", "-e", "-o", "pipefail", "-c", f"cd {folder}\n{command}")


def run(wireshark, folder, command, stdin=subprocess.DEVNULL):
    """What a command prints; fails where it fails or complains."""
    done = subprocess.run(command_line(wireshark, folder, command), stdin=stdin, capture_output=True,
                          timeout=TIMEOUT, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()
    return done.stdout.decode()


def example(page, words):
    """The one command of a page that holds these words."""
    [found] = [one for one in examples(PAGES[page]) if words in one.command]
    return found


def check(one, printed, update):
    """Is this what the page shows?"""
    if update and one.output is not None:
        one.show(printed)
    else:
        assert printed == (one.output or "")


# -- what is like a capture's source -------------------------------------------------

def records(path):
    """A pcap in pieces, as a program that captures would write it: header, then packet after packet."""
    data = path.read_bytes()
    pieces, at = [data[:24]], 24
    while at < len(data):
        length = 16 + struct.unpack_from("<I", data, at + 8)[0]
        pieces.append(data[at:at + length])
        at += length
    return pieces


def feed(process, path, pause):
    """Hand a capture to a program that captures from its standard input."""
    for piece in records(path):
        process.stdin.write(piece)
        process.stdin.flush()
        time.sleep(pause)


def capturing(wireshark, folder, command):
    """Start a command that captures; it reads from us instead of from a network."""
    assert "-i eth0" in command
    return subprocess.Popen(command_line(wireshark, folder, command.replace("-i eth0", "-i -")),
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


# -- the pages -------------------------------------------------------------------------

def is_special(one):
    """Does it capture, or talk to a server, and has a test of its own?"""
    return "-i eth0" in one.command or "localhost:9200" in one.command


def plain_examples():
    return [pytest.param(name, number, id=f"{name}-{number}-{one.title.lower().replace(' ', '-')}")
            for name, page in PAGES.items() for number, one in enumerate(examples(page))
            if not is_special(one)]


@functools.cache
def prepared(wireshark, folder):
    """What the first command of the recipes makes, which the others need."""
    run(wireshark, folder, examples(PAGES["recipes"])[0].command)
    ring(wireshark, folder)


@pytest.mark.parametrize("page, number", plain_examples())
def test_a_command_prints_what_the_page_says(wireshark, clone, update_golden, page, number):
    prepared(wireshark, clone)
    one = examples(PAGES[page])[number]
    check(one, run(wireshark, clone, one.command), update_golden)


def test_every_recipe_that_is_promised_is_there():
    titles = [one.title for one in examples(PAGES["recipes"])]
    for words in ("CSV", "refused", "ban list", "Alerts", "ring buffer", "all cores", "trunk", "user names",
                  "Elasticsearch", "text trace"):
        assert any(words in title for title in titles), words


def test_alerts_come_while_capturing(wireshark, clone, update_golden):
    """The capture is handed over packet by packet, and the alert must be there before it ends."""
    one = example("recipes", "tshark -l -i eth0")
    process = capturing(wireshark, clone, one.command)
    feed(process, LIVE, 0.2)
    printed = process.stdout.readline().decode()
    assert process.poll() is None, "the alert came only at the end"
    process.stdin.close()
    printed += process.stdout.read().decode()
    process.wait(timeout=TIMEOUT)
    process.stderr.close()
    check(one, printed, update_golden)


def ring(wireshark, folder):
    """Capture into a ring of small files; how many there are."""
    one = example("recipes", "dumpcap -q -i eth0")
    assert "filesize:100000" in one.command
    process = capturing(wireshark, folder, one.command.replace("filesize:100000", "filesize:2"))
    feed(process, CAPTURES / "kamailio-npm-policy-after-auth.pcap", 0)
    process.communicate(timeout=TIMEOUT)
    return sorted((folder / "ring").iterdir())


def test_exchanges_span_the_files_of_the_ring(wireshark, clone):
    """Without the recipe, no file would tell what the whole tells."""
    prepared(wireshark, clone)
    files = sorted((clone / "ring").iterdir())
    assert len(files) >= 3
    alone = [run(wireshark, clone, f"tshark -q -r {path} -z sipauth,json") for path in files]
    causes = [json.loads(line)["verdict"]["cause"] for text in alone for line in text.splitlines()]
    assert "policy_after_auth" not in causes
    assert "policy_after_auth" in example("recipes", "mergecap -w -").output


# -- no names ----------------------------------------------------------------------------

def test_the_export_holds_no_user_name(wireshark, clone):
    prepared(wireshark, clone)
    exported = run(wireshark, clone, example("recipes", "export.json").command + "cat export.json")
    told = [json.loads(line) for line in run(
        wireshark, clone, "tshark -q -r office-day.pcap -z sipauth,json").splitlines()]
    names = {one[key] for one in told for key in ("account", "from_user", "realm", "client_address") if one[key]}
    assert len(names) > 100
    values = set(re.findall(r'"([^"]*)"', exported))
    assert not names & values
    lines = [json.loads(line) for line in exported.splitlines()[3:]]
    assert len(lines) == len(told)
    # The same account has the same number, another one another.
    assert len({(one["account"], number["account"]) for one, number in zip(told, lines)}) \
        == len({one["account"] for one in told})


# -- Elasticsearch ------------------------------------------------------------------------

class Server(http.server.BaseHTTPRequestHandler):
    """Takes what Elasticsearch would be sent."""

    taken = {}

    def do_PUT(self):
        self.take()

    def do_POST(self):
        self.take()

    def take(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken[self.command, self.path] = self.headers["Content-Type"], body.decode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"acknowledged":true}')

    def log_message(self, *args):
        pass


# What a value must look like to be taken for a type, by Elasticsearch's reference of field types.
TAKES = {
    "long": r"-?\d+", "integer": r"-?\d+", "short": r"-?\d+", "byte": r"-?\d{1,3}",
    "double": r"-?\d+(\.\d+)?", "float": r"-?\d+(\.\d+)?", "keyword": r".*", "ip": r"[0-9a-fA-F.:]+",
    "boolean": r"true|false", "date": r"\d{4}-\d\d-\d\d.*|\d+",
}


def assert_fits(name, value, mapping, templates):
    """Would Elasticsearch take this value?"""
    if isinstance(value, list):
        for each in value:
            assert_fits(name, each, mapping, templates)
    elif isinstance(value, dict):
        for key, each in value.items():
            known = mapping.get("properties", {}).get(key)
            if known is None and mapping.get("dynamic") is True:
                first = each[0] if isinstance(each, list) else each
                known = {"dynamic": True} if isinstance(first, dict) else templates[0]["strings"]["mapping"]
            assert known is not None or mapping.get("dynamic") is False, f"{key} is not mapped"
            if known:
                assert_fits(key, each, known, templates)
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        assert re.fullmatch(TAKES[mapping["type"]], text, re.S), f"{name} is {mapping['type']}: {value}"


def test_elasticsearch_takes_it(wireshark, clone):
    """A server that stands in for it, and its rules for types."""
    prepared(wireshark, clone)
    server = http.server.HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    command = example("recipes", "localhost:9200").command.replace("localhost:9200", f"127.0.0.1:{server.server_port}")
    run(wireshark, clone, command)
    server.shutdown()
    mapping_type, mapping = Server.taken["PUT", "/sipauth"]
    bulk_type, bulk = Server.taken["POST", "/sipauth/_bulk"]
    assert (mapping_type, bulk_type) == ("application/json", "application/x-ndjson")
    mappings = json.loads(mapping)["mappings"]
    # Else a user named 2000 would make a date of all users.
    assert mappings["date_detection"] is False
    lines = [json.loads(line) for line in bulk.splitlines()]
    assert bulk.endswith("\n")
    assert lines[0::2] == [{"index": {}}] * (len(lines) // 2)
    shown = run(wireshark, clone, "tshark -2 -r office-day.pcap -Y sipauth -T fields -e frame.number").split()
    assert [one["frame"] for one in lines[1::2]] == shown
    causes = set()
    for one in lines[1::2]:
        assert_fits("document", one, mappings, mappings["dynamic_templates"])
        ours = one["layers"]["sipauth"]
        causes |= {message["sipauth_sipauth_exchange_cause"] for message in (ours if isinstance(ours, list) else [ours])}
    assert {"credentials_rejected", "ims_aka_accepted"} <= causes


# -- text traces ---------------------------------------------------------------------------

TRACED = ["kamailio-npm-policy-after-auth.pcap", "asterisk22-linphone-wrong-password.pcap",
          "kamailio-npm-compact-folded.pcap"]


def messages_of(wireshark, path):
    """[(time, source, destination, bytes)] of the SIP messages of a capture over UDP."""
    rows = wireshark.tshark("-r", str(path), "-Y", "sip && udp", "-T", "fields", "-e", "frame.time_epoch",
                            "-e", "ip.src", "-e", "udp.srcport", "-e", "ip.dst", "-e", "udp.dstport",
                            "-e", "udp.payload").splitlines()
    found = []
    for row in rows:
        moment, source, source_port, destination, destination_port, data = row.split("\t")
        found.append((float(moment), f"{source}:{source_port}", f"{destination}:{destination_port}",
                      bytes.fromhex(data.replace(":", ""))))
    return found


def stamp(moment, form):
    return time.strftime(form, time.gmtime(moment))


def written_by_sngrep(messages, server):
    return "".join(f"{stamp(moment, '%Y/%m/%d %H:%M:%S')}.{moment % 1 * 1e6:06.0f} {source} -> {destination}\n"
                   f"{data.decode()}\n\n" for moment, source, destination, data in messages)


def written_by_pjsip(messages, server):
    """The console of Asterisk with `pjsip set logger on`."""
    return "".join(f"<--- Received SIP request ({len(data)} bytes) from UDP:{source} --->\n{data.decode()}\n"
                   if destination == server else
                   f"<--- Transmitting SIP response ({len(data)} bytes) to UDP:{destination} --->\n{data.decode()}\n"
                   for moment, source, destination, data in messages)


def written_by_chan_sip(messages, server):
    """The log file of Asterisk with `sip set debug on`: a date before each line, bare line ends."""
    text = ""
    for moment, source, destination, data in messages:
        head = f"<--- SIP read from UDP:{source} --->" if destination == server \
            else f"<--- Reliably Transmitting (no NAT) to {destination} --->"
        lines = ["", head, *data.decode().replace("\r\n", "\n").split("\n"), "<------------->",
                 "--- (12 headers 0 lines) ---"]
        text += "".join(f"[{stamp(moment, '%b %d %H:%M:%S')}] {line}\n" for line in lines)
        text += f"[{stamp(moment, '%b %d %H:%M:%S')}] VERBOSE[71] chan_sip.c: Really destroying SIP dialog\n"
    return text


def written_by_freeswitch(messages, server):
    text = ""
    for moment, source, destination, data in messages:
        way, peer = ("recv", f"from udp/[{source.split(':')[0]}]:{source.split(':')[1]}") if destination == server \
            else ("send", f"to udp/[{destination.split(':')[0]}]:{destination.split(':')[1]}")
        ruler = "   " + "-" * 72 + "\n"
        at = f"{stamp(moment, '%H:%M:%S')}.{moment % 1 * 1e6:06.0f}"
        text += f"{way} {len(data)} bytes {peer} at {at}:\n{ruler}"
        text += "".join(f"   {line}\n" for line in data.decode().replace("\r\n", "\n").split("\n")) + ruler
    return text


WRITERS = [written_by_sngrep, written_by_pjsip, written_by_chan_sip, written_by_freeswitch]


def converted(wireshark, folder, text, name):
    """A trace made into a capture by the command of the page."""
    command = example("recipes", "trace2hex.awk").command.split("tshark")[0]
    (folder / f"{name}.txt").write_text(text)
    command = command.replace("plugin/recipes/trace.txt", f"{name}.txt").replace("trace.pcap", f"{name}.pcap")
    command = command.replace("awk -f", "awk -v self=10.20.0.1:5060 -f")
    run(wireshark, folder, command)
    return folder / f"{name}.pcap"


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
@pytest.mark.parametrize("name", TRACED)
def test_a_trace_becomes_the_capture_that_it_was(wireshark, clone, writer, name):
    sent = messages_of(wireshark, wireshark.staged(CAPTURES / name))
    text = writer(sent, "10.20.0.1:5060")
    back = messages_of(wireshark, converted(wireshark, clone, text, writer.__name__))
    assert [(source, destination, data) for _, source, destination, data in back] \
        == [(source, destination, data) for _, source, destination, data in sent]
    if "sngrep" in writer.__name__:
        assert [moment for moment, *_ in back] == [moment for moment, *_ in sent]


def test_ipv6_and_missing_ports(wireshark, clone):
    register = "REGISTER sip:a SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n"
    text = (f"2026/11/21 01:02:03.5 [2001:db8::1]:5062 -> [::1]:5060\n{register}\n"
            f"<--- Received SIP request (1 bytes) from UDP:[2001:db8:0:1:2:3:4:5]:5064 --->\n{register}\n")
    path = converted(wireshark, clone, text, "ipv6")
    rows = wireshark.tshark("-r", str(path), "-Y", "sip", "-T", "fields", "-e", "ipv6.src", "-e", "ipv6.dst",
                            "-e", "udp.srcport").splitlines()
    assert rows[0] == "2001:db8::1\t::1\t5062"
