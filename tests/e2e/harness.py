# SPDX-License-Identifier: GPL-2.0-or-later
"""Run tshark and sharkd with the plugin under test, and read what it says.

Plugin and captures are staged in a folder everyone may read: Wireshark ignores
WIRESHARK_PLUGIN_DIR for root, so as root every program here is run as nobody.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
CAPTURES = TREE / "captures"
NOBODY = "65534"
TIMEOUT = 120     # seconds; no capture takes a tenth of it
SHARKD_LOADS = 40

# What tshark may say on stderr without anything being wrong.
HARMLESS = re.compile(r"appears to have been cut short|^resetting session\.$|^$")
# What sharkd may never say; it is talkative otherwise.
ALARMING = re.compile(r"CRITICAL|WARNING|Dissector bug|Sanitizer|runtime error")

SEVERITIES = {0x200000: "Chat", 0x400000: "Note", 0x600000: "Warn", 0x800000: "Error"}
ALARMS = ("Warn", "Error")


class WiresharkError(Exception):
    """A program failed or complained."""


@dataclass
class Expert:
    """One expert information of the plugin."""

    slug: str
    severity: str
    text: str


@dataclass
class Message:
    """One `sipauth` tree: one SIP message of an exchange. Several may stand in one frame."""

    frame: int
    fields: dict = field(default_factory=dict)  # name -> list of values, in tree order
    tree: list = field(default_factory=list)    # the visible lines, indented by four
    experts: list = field(default_factory=list)

    def get(self, name):
        """The first value of a field, or None."""
        return self.fields.get("sipauth." + name, [None])[0]

    def all(self, name):
        """All values of a field."""
        return self.fields.get("sipauth." + name, [])

    def alarms(self):
        """Its warnings and errors."""
        return [expert for expert in self.experts if expert.severity in ALARMS]


@dataclass
class Exchange:
    """All messages of one exchange, in capture order."""

    number: int
    messages: list

    def causes(self):
        """Every cause any of its messages names; a sound exchange has one."""
        return sorted({cause for message in self.messages
                       for cause in message.all("exchange.cause")})


class Wireshark:
    """The programs of the installed Wireshark, each answer asked for once."""

    def __init__(self, plugin, preload=None):
        self.plugin = Path(plugin)
        self.preload = preload
        self.cache = {}
        self.sharkd = None
        self.stage = Path(tempfile.mkdtemp(prefix="sipauth-test-"))
        self.stage.chmod(0o755)
        self._make_folders()
        self.version = self._version()
        self._stage_plugin()

    def close(self):
        """End sharkd and clear the stage."""
        try:
            if self.sharkd:
                self.sharkd.close()
        finally:
            shutil.rmtree(self.stage, ignore_errors=True)

    # -- stage ---------------------------------------------------------------

    def _make_folders(self):
        for name in ("captures", "home", "extcap", "data"):
            (self.stage / name).mkdir()
            # mkdir heeds the umask, which may shut others out.
            (self.stage / name).chmod(0o755)
        if os.geteuid() == 0:
            os.chown(self.stage / "home", int(NOBODY), int(NOBODY))

    def _stage_plugin(self):
        folder = self.stage / "plugins" / self.version / "epan"
        folder.mkdir(parents=True)
        for path in (folder, folder.parent, folder.parent.parent):
            path.chmod(0o755)
        self.staged_plugin = folder / "sipauth.so"
        shutil.copyfile(self.plugin, self.staged_plugin)
        self.staged_plugin.chmod(0o644)

    def staged(self, capture):
        """Where the copy of a capture lies; made when first asked for."""
        copy = self.stage / "captures" / Path(capture).name
        if not copy.exists():
            shutil.copyfile(capture, copy)
            copy.chmod(0o644)
        return copy

    # -- programs ------------------------------------------------------------

    def command(self, program, *args):
        """The command line that runs a program with the plugin and without root's rights."""
        environment = [
            f"HOME={self.stage / 'home'}",
            f"WIRESHARK_PLUGIN_DIR={self.stage / 'plugins'}",
            # Programs for capturing have no part in this and would be started for a list of plugins.
            f"WIRESHARK_EXTCAP_DIR={self.stage / 'extcap'}",
            "LC_ALL=C.UTF-8",
            "TZ=UTC",
        ]
        if program == "tshark":
            # Without its dictionaries, Diameter's most of all, 4.0 starts in two thirds of the time,
            # and thousands of starts are most of this suite. sharkd keeps them, as a user would.
            environment.append(f"WIRESHARK_DATA_DIR={self.stage / 'data'}")
        if self.preload:
            environment += [
                f"LD_PRELOAD={self.preload}",
                "ASAN_OPTIONS=detect_leaks=0",  # tshark itself leaks at exit
                "UBSAN_OPTIONS=print_stacktrace=1",
                # One malloc for one wmem allocation, so that ASan sees its bounds.
                "WIRESHARK_DEBUG_WMEM_OVERRIDE=simple",
            ]
        drop = []
        if os.geteuid() == 0:
            drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        return [*drop, "env", "-u", "XDG_CONFIG_HOME", "-u", "WIRESHARK_CONFIG_DIR",
                *environment, program, *args]

    def run(self, program, *args):
        """Run to the end; the output as bytes. Fails on any complaint."""
        command = self.command(program, *args)
        try:
            done = subprocess.run(command, cwd=self.stage, stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired as error:
            raise WiresharkError(str(error)) from error
        complaints = [line for line in done.stderr.decode(errors="replace").splitlines()
                      if not HARMLESS.search(line)]
        # tshark ends with 2 where a capture is cut short; any other reason leaves a complaint.
        if complaints or done.returncode not in (0, 2):
            raise WiresharkError(f"{' '.join(command)}\nexit {done.returncode}\n"
                                 + "\n".join(complaints))
        return done.stdout

    def try_run(self, command):
        """Run a command line to the end, whatever becomes of it."""
        return subprocess.run(command, cwd=self.stage, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIMEOUT, check=False)

    def output_of(self, command):
        """What a command line prints as text, whatever it complains of."""
        done = self.try_run(command)
        done.check_returncode()
        return done.stdout.decode(errors="replace")

    def tshark(self, *args):
        """tshark's output as text."""
        return self.run("tshark", *args).decode(errors="replace")

    def read(self, capture, two_pass, *args):
        """tshark's bytes for one capture."""
        passes = ["-2"] if two_pass else []
        return self.run("tshark", *passes, "-r", str(self.staged(capture)), *args)

    def _version(self):
        out = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True)
        return re.search(r"(\d+\.\d+)\.\d+", out.stdout).group(1)

    def plugin_is_loaded(self):
        """Does tshark list the staged plugin?"""
        return any(str(self.staged_plugin) in line
                   for line in self.tshark("-G", "plugins").splitlines())

    def fields(self):
        """Name and type of each field of the plugin."""
        if "fields" not in self.cache:
            rows = (line.split("\t") for line in self.tshark("-G", "fields").splitlines())
            self.cache["fields"] = {row[2]: row[3] for row in rows
                                    if row[0] == "F" and row[2].startswith("sipauth.")}
        return self.cache["fields"]

    def slugs(self):
        """The causes this build knows, by their expert fields."""
        prefix = "sipauth.expert."
        return sorted(name[len(prefix):] for name in self.fields() if name.startswith(prefix))

    # -- answers -------------------------------------------------------------

    def _once(self, key, make):
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    def messages(self, capture, two_pass=True, extra=()):
        """The plugin's trees, as -T pdml shows them."""
        key = ("pdml", str(capture), two_pass, tuple(extra))
        args = ("-Y", "sipauth", "-T", "pdml", "-J", "sipauth", *extra)
        return self._once(key, lambda: parse_pdml(self.read(capture, two_pass, *args)))

    def text(self, capture, two_pass=True):
        """The frames the plugin has something to say on, as -V prints them."""
        key = ("text", str(capture), two_pass)
        return self._once(key, lambda: self.fresh_text(capture, two_pass))

    def fresh_text(self, capture, two_pass=True):
        """The same, run anew."""
        return self.read(capture, two_pass, "-Y", "sipauth", "-V", "-O", "sipauth")

    def field_values(self, capture, two_pass=True):
        """{frame: {field: values}} as -T fields prints them."""
        names = sorted(self.fields())
        args = ["-Y", "sipauth", "-T", "fields", "-E", "aggregator=\x1f", "-E", "separator=\x1e",
                "-e", "frame.number"]
        for name in names:
            args += ["-e", name]
        out = self.read(capture, two_pass, *args).decode(errors="replace")
        if self.version != "4.0":
            # From 4.4 on, backslashes are doubled.
            out = out.replace("\\\\", "\\")
        return dict(parse_fields_line(line, names) for line in out.split("\n") if line)

    def json_values(self, capture, two_pass=True):
        """{frame: {field: values}} as -T json prints them."""
        args = ("-Y", "sipauth", "-T", "json", "-J", "frame sipauth")
        out = self.read(capture, two_pass, *args).decode(errors="replace")
        return parse_json(out)

    def statistics(self, capture, two_pass, *names):
        """What `-z` prints on a capture."""
        key = ("statistics", str(capture), two_pass, names)
        args = [word for name in names for word in ("-z", name)]
        return self._once(key, lambda: self.read(capture, two_pass, "-q", *args).decode())

    def sharkd_taps(self, capture, *names, **params):
        """The answers of sharkd's taps, by what they are called in the request."""
        return self.fresh_sharkd().taps(self.staged(capture), *names, **params)

    def sharkd_messages(self, capture):
        """The plugin's trees as sharkd, the engine below graphical front ends, gives them."""
        key = ("sharkd", str(capture))
        return self._once(key, lambda: self.fresh_sharkd().messages(self.staged(capture)))

    def fresh_sharkd(self):
        """The running sharkd; now and then a new one, as it never gives memory back."""
        if self.sharkd and self.sharkd.loaded >= SHARKD_LOADS:
            self.sharkd.close()
            self.sharkd = None
        if not self.sharkd:
            self.sharkd = Sharkd(self)
        return self.sharkd

    def exchanges(self, capture):
        """The exchanges of a capture, by number."""
        groups = {}
        for message in self.messages(capture):
            groups.setdefault(int(message.get("exchange")), []).append(message)
        return [Exchange(number, groups[number]) for number in sorted(groups)]


# -- PDML --------------------------------------------------------------------

def parse_pdml(pdml):
    """Every `sipauth` proto of a PDML document as a Message."""
    messages = []
    for packet in ElementTree.fromstring(pdml).iter("packet"):
        frame = int(packet.find("./proto[@name='geninfo']/field[@name='num']").get("show"))
        for proto in packet.findall("./proto[@name='sipauth']"):
            message = Message(frame, tree=[proto.get("showname")])
            for child in proto:
                read_pdml_field(message, child, 1)
            messages.append(message)
    return messages


def read_pdml_field(message, node, depth):
    """Add one PDML field and what is below it to a message."""
    name = node.get("name")
    if name == "_ws.expert":
        message.experts += read_pdml_expert(node)
    elif name and name.startswith("sipauth."):
        message.fields.setdefault(name, []).append(node.get("show"))
    if node.get("hide") != "yes":
        message.tree.append("    " * depth + node.get("showname", node.get("show", "")))
    for child in node:
        read_pdml_field(message, child, depth + 1)


def read_pdml_expert(node):
    """The expert information of a `_ws.expert` item; none where it is not the plugin's own."""
    shows = {child.get("name"): child for child in node}
    severity = SEVERITIES[int(shows["_ws.expert.severity"].get("show"))]
    text = shows["_ws.expert.message"].get("show")
    return [Expert(name[len("sipauth.expert."):], severity, text)
            for name in shows if name.startswith("sipauth.expert.")]


# -- other outputs -----------------------------------------------------------

def parse_text(text):
    """{frame: [tree]} of -V output; a tree is its lines without the brackets of generated items."""
    frames, tree = {}, None
    for line in text.decode(errors="replace").splitlines():
        start = re.match(r"Frame (\d+):", line)
        if start:
            frames[int(start.group(1))] = trees = []
        if not line.startswith(" "):
            tree = [] if line.strip("[").startswith("SIP Authentication") else None
            if tree is not None:
                trees.append(tree)
        if tree is not None and line:
            tree.append(line)
    return frames


def without_brackets(line):
    """A line of -V output without the brackets around a generated item."""
    bare = line.lstrip(" ")
    if bare.startswith("[") and bare.endswith("]"):
        return line[:len(line) - len(bare)] + bare[1:-1]
    return line


def parse_fields_line(line, names):
    """(frame, {field: values}) of one line of -T fields."""
    frame, *columns = line.split("\x1e")
    return int(frame), {name: column.split("\x1f")
                        for name, column in zip(names, columns) if column != ""}


class Pairs(list):
    """A JSON object as its pairs: tshark repeats keys, which a dict would lose."""


def parse_json(text):
    """{frame: {field: values}} of -T json."""
    frames = {}
    for packet in json.loads(text, object_pairs_hook=Pairs):
        values = {}
        collect_json(packet, values)
        frame = int(values.pop("frame.number")[0])
        frames[frame] = {name: shown for name, shown in values.items()
                         if name.startswith("sipauth.")}
    return frames


def collect_json(node, values):
    """Collect every leaf below a JSON object."""
    for name, value in node:
        if isinstance(value, Pairs):
            collect_json(value, values)
        elif isinstance(value, str):
            values.setdefault(name, []).append(value)


def frame_values(messages):
    """{frame: {field: values}} of messages, to compare with outputs that know only frames."""
    frames = {}
    for message in messages:
        values = frames.setdefault(message.frame, {})
        for name, shown in message.fields.items():
            values.setdefault(name, []).extend(shown)
    return frames


# -- sharkd ------------------------------------------------------------------

class Sharkd:
    """One sharkd process that reads many captures, one after the other."""

    def __init__(self, wireshark):
        self.request_id = 0
        self.loaded = 0
        self.capture = None
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(wireshark.command("sharkd", "-"), cwd=wireshark.stage,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors)

    def close(self):
        """End the process; fails where it complained."""
        self.process.stdin.close()
        self.process.wait(timeout=TIMEOUT)
        complaints = [line for line in self.complaints() if ALARMING.search(line)]
        if complaints:
            raise WiresharkError("sharkd: " + "\n".join(complaints))

    def complaints(self):
        """What it has written to stderr."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace").splitlines()

    def ask(self, method, **params):
        """One request, its result."""
        self.request_id += 1
        request = {"jsonrpc": "2.0", "id": self.request_id, "method": method, "params": params}
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise WiresharkError("sharkd ended: " + "\n".join(self.complaints()))
        answer = json.loads(line)
        if answer.get("id") != self.request_id or "error" in answer:
            raise WiresharkError(f"sharkd {method}: {line.decode(errors='replace')}")
        return answer["result"]

    def load(self, capture):
        """Open a capture."""
        self.ask("load", file=str(capture))
        self.loaded += 1
        self.capture = capture

    def frames(self, text):
        """Numbers of the frames of the loaded capture that a display filter picks."""
        # sharkd keeps the answer to a filter when another file is loaded: no filter twice.
        unused = 2**32 - 1 - self.request_id
        return [int(row["num"]) for row in self.ask("frames", filter=f"({text}) and frame.number != {unused}")]

    def taps(self, capture, *names, **params):
        """Load a capture and ask for its taps; sharkd answers in an order of its own."""
        self.load(capture)
        request = {f"tap{place}": name for place, name in enumerate(names)}
        found = self.ask("tap", **request, **params)["taps"]
        # A tap `stat:x` answers as `stats:x`.
        return {tap["tap"].replace("stats:", "stat:"): tap for tap in found}

    def messages(self, capture, of="sipauth"):
        """Load a capture and read the frames the plugin has something to say on; of: a filter, to read fewer."""
        self.load(capture)
        frames = self.frames(of)
        # Backwards, as nobody clicks in capture order: the order of asking must not matter.
        trees = {frame: self.ask("frame", frame=frame, proto=True)["tree"]
                 for frame in reversed(frames)}
        return [parse_sharkd_proto(frame, node) for frame in frames
                for node in trees[frame]
                if node.get("t") == "proto" and node.get("f") == "sipauth"]


def parse_sharkd_proto(frame, node):
    """A `sipauth` node of sharkd as a Message; its fields are those that a filter can pick, as it writes them."""
    message = Message(frame)
    add_sharkd_lines(message, node, 0)
    return message


def add_sharkd_lines(message, node, depth):
    """Add the visible lines of a node, and its field."""
    if not node.get("v"):
        message.tree.append("    " * depth + node["l"])
    name, equals, value = node.get("f", "").partition(" == ")
    if equals and name.startswith("sipauth."):
        quoted = len(value) > 1 and value[0] == value[-1] == '"'
        message.fields.setdefault(name, []).append(value[1:-1] if quoted else value)
    for child in node.get("n") or []:
        add_sharkd_lines(message, child, depth + 1)
