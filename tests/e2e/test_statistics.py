# SPDX-License-Identifier: GPL-2.0-or-later
"""Statistics: `-z sipauth,...`, and the same through sharkd.

One pass must print at its end what two passes show on each frame; rows, tree, JSON and the fields of the
frames must tell one story.
"""

import collections
import json
import re
import struct
import unicodedata
import zlib

import pytest

from harness import CAPTURES, TREE, WiresharkError
from table import capture_files
from test_known import SECRETS, known
from test_modes import plain

NAMES = ("sipauth,json", "sipauth,exchanges", "sipauth,tree")
TAPS = ("nstat:sipauth,exchanges", "stat:sipauth")
WIDTH = 160
TITLES = ["Exchange", "First frame", "Method", "Account", "Realm", "Attempts", "Outcome", "Cause",
          "Frames", "Display filter"]
KEYS = TREE / "plugin/JSON.md"

# Facts that the tree of a message and its JSON object both tell, by the same name.
FACTS = ["role", "attempt", "status", "outcome", "account", "request_in", "challenge_in", "ack_in",
         "retry_in", "retry_delay", "answer_in", "answer_status", "retransmission_of",
         "duplicate_of", "other_hop_of", "direction", "interface", "security", "reason_phrase",
         "warning", "reason", "server"]
CHALLENGE = ["challenge", "realm", "scheme", "algorithm", "qop", "nonce", "opaque", "stale",
             "aka.rand", "aka.autn", "aka.sqn_xor_ak", "aka.amf", "aka.mac"]
SENT = ["username", "realm", "nonce", "uri", "algorithm", "qop", "nc", "header", "verified"]
VERDICT = ["cause", "also", "confidence", "label", "evidence", "inspect", "next_step", "reference"]
RESPONSES = ("challenge", "refusal")


# -- reading what was printed --------------------------------------------------

def read_json(text):
    """The objects of JSON Lines; numbers with a fraction as they are written."""
    return [json.loads(line, parse_float=str) for line in text.splitlines() if line.startswith("{")]


def on_screen(line):
    """The line as a list of terminal columns; a wide character takes two, an accent none."""
    columns = []
    for char in line:
        if unicodedata.combining(char):
            columns[-1] += char
        else:
            columns.append(char)
            if unicodedata.east_asian_width(char) in "WF":
                columns.append("")
    return columns


def read_tables(text):
    """[(filter, rows)] of every table of exchanges; a row is {title: cell}."""
    tables, starts = [], None
    for line in text.splitlines():
        if re.fullmatch(r"SIP Authentication: \d+ exchanges?", line):
            tables.append([None, [], int(line.split()[2])])
        elif tables and line.startswith("Filter: "):
            tables[-1][0] = line[len("Filter: "):]
        elif tables and line.split("  ")[0] == TITLES[0]:
            starts = [line.index(title) for title in TITLES] + [None]
        elif tables and starts and re.match(r" *\d+ +\d+  ", line):
            columns = on_screen(line)
            assert len(columns) <= WIDTH, line
            cells = ["".join(columns[start:end]).strip() for start, end in zip(starts, starts[1:])]
            # Columns stand apart.
            assert all(columns[start - 2:start] == [" ", " "] for start in starts[1:-1]), line
            tables[-1][1].append(dict(zip(TITLES, cells)))
        else:
            starts = None
    for _, rows, count in tables:
        assert len(rows) == count
    return [(table[0], table[1]) for table in tables]


def read_tree(text):
    """{path: [count, average]} of a tree of counts; a path is a tuple of names."""
    nodes, path, width = {}, [], None
    # Wireshark counts bytes when it fills up a column.
    for line in text.encode().splitlines():
        if line.startswith(b"Topic / Item"):
            width = line.index(b"Count")
        elif width and line.startswith(b"="):
            width = None
        elif width and line[width:width + 1].isdigit():
            depth = len(line) - len(line.lstrip(b" "))
            path[depth:] = [line[:width].strip().decode()]
            numbers = line[width:].split()
            average = numbers[1] if numbers[1:] and re.fullmatch(rb"\d+\.\d\d", numbers[1]) else None
            nodes[tuple(path)] = [int(numbers[0]), average and float(average)]
    return nodes


def statistics(wireshark, capture, two_pass=False):
    return wireshark.statistics(capture, two_pass, *NAMES)


# -- what it must say ----------------------------------------------------------

def shows(cell, text):
    """Does a cell show this text, cut or not, nothing as a hyphen?"""
    text = re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", text or "") or "-"
    return cell == text.strip() or (cell.endswith("\u2026") and text.startswith(cell[:-1]))


def frames_of(cell):
    """The frames a cell lists, and how many more there are."""
    listed, _, more = cell.partition(" and ")
    frames = []
    for part in listed.split(","):
        first, _, last = part.partition("-")
        frames += range(int(first), int(last or first) + 1)
    return frames, int(more.split()[0]) if more else 0


def assert_row(row, exchange):
    assert row["Exchange"] == str(exchange["exchange"])
    assert row["First frame"] == str(exchange["frames"][0])
    for title in ("Method", "Account", "Realm"):
        assert shows(row[title], exchange[title.lower()]), title
    assert row["Attempts"] == str(exchange["attempts"])
    assert row["Outcome"] == exchange["outcome"]
    assert row["Cause"] == exchange["verdict"]["cause"]
    assert row["Display filter"] == exchange["filter"]
    if not row["Frames"].endswith("\u2026"):
        frames, more = frames_of(row["Frames"])
        assert frames == exchange["frames"][:len(frames)]
        assert more == len(exchange["frames"]) - len(frames)


def tree_of(exchanges):
    """The counts that these objects ask for; averages apart."""
    counts = collections.Counter()
    for one in exchanges:
        server = f"{one['server_address']}:{one['server_port']}"
        if ":" in (one["server_address"] or ""):
            server = f"[{one['server_address']}]:{one['server_port']}"
        counts["Exchanges",] += 1
        for title, name in (("Outcome", one["outcome"]), ("Cause", one["verdict"]["cause"])):
            counts[title,] += 1
            counts[title, name] += 1
        for title, name in (("Realm", realm_node(one["realm"])), ("Server", server)):
            counts[title,] += 1
            counts[title, name] += 1
            counts[title, name, one["outcome"]] += 1
    return counts


def realm_node(realm):
    if realm is None:
        return "(none)"
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", realm) + '"'


def delays(exchanges):
    """Milliseconds from each challenge to its retry."""
    found = [float(message["retry_delay"]) * 1000 for one in exchanges for message in one["messages"]
             if "retry_delay" in message and "retransmission_of" not in message
             and "duplicate_of" not in message]
    return [delay for delay in found if delay >= 0]


def some_captures(turn):
    """Each fourth capture; what they do not try, other tests do on all."""
    return [pytest.param(path, id=path.name, marks=pytest.mark.xdist_group(name=path.name))
            for path in capture_files() if zlib.crc32(path.name.encode()) % 4 == turn]


@pytest.mark.parametrize("some", some_captures(0))
def test_one_pass_prints_what_two_print(wireshark, some):
    assert statistics(wireshark, some) == statistics(wireshark, some, two_pass=True)


def test_rows_are_those_of_the_json(wireshark, capture):
    text = statistics(wireshark, capture)
    exchanges = read_json(text)
    [(shown_filter, rows)] = read_tables(text)
    assert shown_filter is None
    assert len(rows) == len(exchanges)
    for row, exchange in zip(rows, exchanges):
        assert_row(row, exchange)


def test_tree_counts_the_json(wireshark, capture):
    text = statistics(wireshark, capture)
    exchanges, tree = read_json(text), read_tree(text)
    retry, answer = tree.pop(("Challenge to retry (ms)",)), tree.pop(("Retry to answer (ms)",))
    counts = tree_of(exchanges)
    assert {path: node[0] for path, node in tree.items() if node[0]} == counts
    expected = delays(exchanges)
    assert retry[0] == len(expected)
    if expected:
        assert retry[1] == pytest.approx(sum(expected) / len(expected), abs=0.011, rel=1e-4)
    assert answer[0] <= sum(one["attempts"] - 1 for one in exchanges)


def same(shown, told):
    """Is a value of a field that of a JSON member?"""
    return plain(shown, None).strip() == plain(str(told), None).strip()


def assert_same_list(message, name, told):
    shown = message.all(name)
    assert len(shown) == len(told), name
    for one, other in zip(shown, told):
        assert same(one.replace(":", "") if name.startswith("aka.") else one, other), name


def assert_message(message, told):
    """Does a JSON message say what the tree of the frame shows?"""
    for name in FACTS:
        if message.get(name) is not None:
            assert same(message.get(name), told[name]), name
        elif message.get("role") in RESPONSES:
            assert told.get(name) is None, name
    if told["role"] == "challenge":
        for name in CHALLENGE:
            assert_same_list(message, name, [c[name] for c in told["challenges"] if name in c])
        assert_same_list(message, "challenge.header", [c["header"] for c in told["challenges"]])
    elif told["role"] == "refusal":
        assert_same_list(message, "realm", [told["realm"]] if told["realm"] is not None else [])
    elif told["role"] == "retry":
        for name in SENT:
            assert_same_list(message, "sent." + name, [c[name] for c in told["credentials"] if name in c])
        assert_same_list(message, "fault", told["faults"])


def assert_verdict(message, exchange):
    verdict = exchange["verdict"]
    assert message.get("exchange.outcome") == exchange["outcome"]
    assert message.get("exchange.cause") == verdict["cause"]
    if message.get("role") not in RESPONSES:
        return
    for name in VERDICT:
        told = verdict[name] if isinstance(verdict[name], list) else [verdict[name]]
        assert_same_list(message, name, told)
    linked = {int(frame) for frame in message.all("evidence.frame")}
    assert linked == set(verdict["evidence_frames"]) - {message.frame}
    assert all(re.search(rf"\bframe {frame}\b", " ".join(verdict["evidence"])) for frame in linked)
    assert message.get("procedure") == exchange["procedure"]
    if message.frame == verdict.get("settled_in") and not message.get("retransmission_of"):
        severities = [expert.severity for expert in message.experts if expert.slug == verdict["cause"]]
        assert severities == [{"Warning": "Warn"}.get(verdict["severity"], verdict["severity"])]


def place(message):
    return message.frame, int(message.get("attempt")), message.get("role")


def test_json_says_what_the_frames_show(wireshark, capture):
    """Of one pass, against the trees of two."""
    exchanges = {one["exchange"]: one for one in read_json(statistics(wireshark, capture))}
    shown = wireshark.exchanges(capture)
    assert sorted(exchanges) == [exchange.number for exchange in shown]
    for exchange in shown:
        told = exchanges[exchange.number]
        messages = sorted(exchange.messages, key=place)
        objects = sorted(told["messages"], key=lambda one: (one["frame"], one["attempt"], one["role"]))
        assert [place(message) for message in messages] \
            == [(one["frame"], one["attempt"], one["role"]) for one in objects]
        assert told["frames"] == sorted({message.frame for message in messages})
        for message, one in zip(messages, objects):
            assert_message(message, one)
            assert_verdict(message, told)


@pytest.mark.parametrize("some", some_captures(1))
def test_sharkd_shows_the_same(wireshark, some):
    text = statistics(wireshark, some)
    found = wireshark.sharkd_taps(some, *TAPS)
    table = found[TAPS[0]]
    assert [field["c"] for field in table["fields"]] == TITLES
    rows = sorted(table["tables"][0]["i"])
    exchanges = read_json(text)
    assert len(rows) == len(exchanges)
    for row, exchange in zip(rows, exchanges):
        assert_row({title: str(cell).strip() or "-" for title, cell in zip(TITLES, row)}, exchange)
    nodes = {}
    collect_nodes(found[TAPS[1]]["stats"], (), nodes)
    assert nodes == {path: node[0] for path, node in read_tree(text).items()}


def collect_nodes(stats, path, nodes):
    for node in stats:
        nodes[path + (node["name"].strip(),)] = node["count"]
        collect_nodes(node.get("sub", []), path + (node["name"].strip(),), nodes)


def secrets_of(path):
    """What credentials of a capture prove the password with."""
    found = re.findall(rb'\b(?:response|cnonce)\s*=\s*"?([^",\s]{8,})', path.read_bytes())
    # A crafted cnonce may look like a nonce count, which is no secret and is printed.
    return {secret.decode("latin-1") for secret in found if not re.fullmatch(rb"0{4,}\d+", secret)}


def test_secrets_are_never_printed(wireshark, capture):
    text = statistics(wireshark, capture)
    assert not [secret for secret in secrets_of(capture) if secret in text]


def test_the_captures_hold_secrets():
    """Without any, the test above would prove nothing."""
    assert len(secrets_of(CAPTURES / "asterisk22-linphone-wrong-password.pcap")) >= 2


# -- keys ----------------------------------------------------------------------

def keys_of(node, path=""):
    """The keys of an object and of those in it, `messages.challenges.realm`."""
    if isinstance(node, list):
        return set().union(*(keys_of(one, path) for one in node))
    if not isinstance(node, dict):
        return set()
    found = set()
    for name, value in node.items():
        found |= {path + name} | keys_of(value, f"{path}{name}.")
    return found


def documented_keys():
    """The keys that plugin/JSON.md lists."""
    keys = set()
    for row in re.findall(r"^\| `.*$", KEYS.read_text(), re.M):
        keys |= set(re.findall(r"`([a-z_.]+)`", row.split("|")[1]))
    return keys


def test_keys_are_documented(wireshark, capture):
    assert keys_of(read_json(statistics(wireshark, capture))) <= documented_keys()


def test_documented_keys_exist(wireshark, tmp_path):
    captures = ["asterisk22-baresip-refresh-ok.pcap", "crafted-mirrored-refusal.pcap",
                "crafted-ims-hops-hosts.pcap", "crafted-stale-recovered.pcap",
                "crafted-forbidden-reason-header.pcap", "crafted-realm-mismatch.pcap",
                "crafted-late-challenge-copy.pcap", "asterisk22-baresip-invite-ok.pcap",
                "ims-npm-aka-resync.pcap", "registrar-npm-rspauth-other-count.pcap", "registrar-npm-rspauth.pcap",
                "crafted-many-challenges.pcap", "crafted-many-credentials.pcap"]
    warning = tmp_path / "warning.pcap"
    write_pcap(warning, [(True, register(b"a")), (False, refusal(b"a", b"lab", b"Warning: 399 lab \"no\"\r\n"))])
    found = set()
    for path in [warning, *(CAPTURES / name for name in captures)]:
        found |= keys_of(read_json(statistics(wireshark, path)))
    for name, secrets in (("ims-npm-aka-resync.pcap", "SIM"), ("ims-npm-digest-aka.pcap", "SIM")):
        found |= keys_of(read_json(wireshark.tshark(*known(SECRETS[secrets]), "-r", str(wireshark.staged(CAPTURES / name)),
                                                    "-q", "-z", "sipauth,json")))
    assert documented_keys() - found == set()


# -- filters -------------------------------------------------------------------

@pytest.mark.parametrize("two_pass", [False, True], ids=["one-pass", "two-passes"])
@pytest.mark.parametrize("name", ["crafted-ims-hops-hosts.pcap", "crafted-earlier-credentials-dropped.pcap",
                                  "crafted-answers-at-once.pcap"])
def test_a_filter_selects_exchanges_with_a_frame_that_passes(wireshark, name, two_pass):
    """Frame by frame, many statistics at a time; with one pass a first request too, which is
    known to be one only later."""
    capture = CAPTURES / name
    exchanges = read_json(statistics(wireshark, capture))
    frames = sorted({frame for one in exchanges for frame in one["frames"]})
    filters = [f"frame.number == {frame}" for frame in frames] + ["frame.number > 100000"]
    text = wireshark.statistics(capture, two_pass, *(f"sipauth,exchanges,{one}" for one in filters))
    tables = dict(read_tables(text))
    assert sorted(tables) == sorted(filters)
    for frame in frames:
        numbers = [int(row["Exchange"]) for row in tables[f"frame.number == {frame}"]]
        assert numbers == [one["exchange"] for one in exchanges if frame in one["frames"]]
    assert tables[filters[-1]] == []


def test_every_statistic_takes_a_filter(wireshark):
    capture = CAPTURES / "crafted-ims-hops-hosts.pcap"
    text = wireshark.statistics(capture, False, *(f"{name},sipauth.exchange == 1" for name in NAMES))
    [only] = read_json(text)
    [(shown_filter, [row])] = read_tables(text)
    assert shown_filter == "sipauth.exchange == 1"
    assert_row(row, only)
    assert only["exchange"] == 1
    assert read_tree(text)[("Exchanges",)][0] == 1
    everything = read_json(statistics(wireshark, capture))
    assert only == everything[1]


def test_sharkd_takes_a_filter(wireshark):
    if wireshark.version == "4.0":
        with pytest.raises(WiresharkError, match="filter is not a valid member name"):
            wireshark.sharkd_taps(CAPTURES / "crafted-ims-hops-hosts.pcap", TAPS[0], filter="frame.number == 2")
        return
    found = wireshark.sharkd_taps(CAPTURES / "crafted-ims-hops-hosts.pcap", *TAPS, filter="frame.number == 2")
    assert [row[0] for row in found[TAPS[0]]["tables"][0]["i"]] == [1]
    assert found[TAPS[1]]["stats"][0]["count"] == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending, said", [(",no.such.field", "no.such.field"), ("x", "unknown statistic")])
def test_nonsense_is_said(wireshark, name, ending, said):
    with pytest.raises(WiresharkError, match=re.escape(said)):
        wireshark.statistics(CAPTURES / "crafted-no-sip.pcap", False, name + ending)


# -- no exchange, several captures, other settings --------------------------------

@pytest.mark.parametrize("name", ["crafted-no-sip.pcap", "crafted-no-refusal.pcap"])
def test_no_exchange_at_all(wireshark, name):
    text = statistics(wireshark, CAPTURES / name)
    assert read_json(text) == []
    assert read_tables(text) == [(None, [])]
    assert "SIP Authentication: 0 exchanges" in text
    assert {node[0] for node in read_tree(text).values()} == {0}


def test_json_alone_is_nothing_but_json(wireshark):
    text = wireshark.statistics(CAPTURES / "crafted-credentials-rejected.pcap", False, "sipauth,json")
    assert [json.loads(line)["outcome"] for line in text.splitlines()] == ["rejected"]
    assert wireshark.statistics(CAPTURES / "crafted-no-sip.pcap", False, "sipauth,json") == ""


def test_the_same_statistic_twice(wireshark):
    capture = CAPTURES / "crafted-credentials-rejected.pcap"
    text = wireshark.statistics(capture, False, "sipauth,exchanges", "sipauth,exchanges")
    once, again = read_tables(text)
    assert once == again and len(once[1]) == 1


def test_another_capture_and_the_first_again(wireshark):
    """sharkd holds its tables and trees beyond one capture."""
    first, second = CAPTURES / "crafted-ims-hops-hosts.pcap", CAPTURES / "crafted-no-sip.pcap"
    before = wireshark.sharkd_taps(first, *TAPS)
    empty = wireshark.sharkd_taps(second, *TAPS, )
    twice = wireshark.sharkd_taps(first, TAPS[0], TAPS[0], TAPS[1], TAPS[1])
    assert len(before[TAPS[0]]["tables"][0]["i"]) == 3
    assert empty[TAPS[0]]["tables"][0]["i"] == []
    assert empty[TAPS[1]]["stats"][0]["count"] == 0
    assert twice == before


def test_a_preference_is_heeded(wireshark):
    capture = CAPTURES / "crafted-credentials-rejected-twice.pcap"
    cause = {}
    for rounds in (1, 9):
        text = wireshark.read(capture, False, "-q", "-o", f"sipauth.loop_rounds:{rounds}",
                              "-z", "sipauth,json").decode()
        cause[rounds] = read_json(text)[0]["verdict"]["cause"]
    assert cause == {1: "challenge_loop", 9: "credentials_rejected"}


def test_a_disabled_protocol_prints_nothing(wireshark):
    text = wireshark.read(CAPTURES / "crafted-credentials-rejected.pcap", False, "-q",
                          "--disable-protocol", "sipauth", "-z", "sipauth,exchanges").decode()
    assert read_tables(text) == [(None, [])]


def test_a_session_that_begins_anew(wireshark):
    """-M forgets what came before, so each part is printed before it is forgotten."""
    capture = CAPTURES / "asterisk22-baresip-wrong-password-again.pcap"
    def read(shell):
        return wireshark.output_of(wireshark.command("sh", "-c", shell, "sh", "-q", "-M", "20", "-r",
                                                     str(wireshark.staged(capture)), "-z", "sipauth,exchanges"))

    resets = read('tshark "$@" 2>&1 >/dev/null').count("resetting session")
    tables = read_tables(read('tshark "$@" 2>/dev/null'))
    assert resets > 0 and len(tables) == resets + 1
    frames = [frame for _, rows in tables for row in rows for frame in frames_of(row["Frames"])[0]]
    whole = read_json(statistics(wireshark, capture))
    assert len(frames) == sum(len(one["frames"]) for one in whole)


# -- bytes that are no text ------------------------------------------------------

def write_pcap(path, packets):
    """A pcap of raw IPv4 with one UDP datagram each: (to_server, bytes)."""
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101))
        for number, (to_server, data) in enumerate(packets):
            client, server = b"\x0a\0\0\x01", b"\x0a\0\0\x02"
            addresses = client + server if to_server else server + client
            udp = struct.pack(">HHHH", 5060, 5060, 8 + len(data), 0) + data
            packet = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(udp), number, 0, 64, 17, 0) + addresses + udp
            out.write(struct.pack("<IIII", 1700000000, number, len(packet), len(packet)) + packet)


def register(user, more=b""):
    return (b"REGISTER sip:lab SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1\r\n"
            b"From: <sip:" + user + b"@lab>;tag=1\r\nTo: <sip:" + user + b"@lab>\r\nCall-ID: " + user + b"\r\n"
            b"CSeq: 1 REGISTER\r\n" + more + b"Content-Length: 0\r\n\r\n")


def refusal(user, realm, more=b""):
    return (b"SIP/2.0 401 N\xf6\x1b[31m\r\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1\r\n"
            b"From: <sip:" + user + b"@lab>;tag=1\r\nTo: <sip:" + user + b"@lab>;tag=2\r\nCall-ID: " + user + b"\r\n"
            b"CSeq: 1 REGISTER\r\nServer: \xff\r\nWWW-Authenticate: Digest realm=\"" + realm + b"\", nonce=\"n\"\r\n" + more + b"Content-Length: 0\r\n\r\n")


@pytest.mark.parametrize("odd", [b"\xff\xfe", b"\xc3\x28", b"a\x1b[2Jb", b"\xe2\x80\xaeevil", b"x\x00y",
                                 b"\xf0\x9f\x98\x80" * 80, b"\xe5\xb1\xb1" * 40, b"\\u0041\\", b"</script>"],
                         ids=["no-utf8", "cut-utf8", "escape", "bidi", "nul", "emoji", "wide", "backslash", "script"])
def test_odd_bytes(wireshark, tmp_path, odd):
    capture = tmp_path / "odd.pcap"
    write_pcap(capture, [(True, register(odd)), (False, refusal(odd, odd))])
    wireshark.staged(capture).unlink()
    text = wireshark.read(capture, False, "-q", *(word for name in NAMES for word in ("-z", name))).decode()
    [exchange] = read_json(text)
    [(_, [row])] = read_tables(text)
    assert_row({**row, "Account": "x", "Realm": "x"}, {**exchange, "account": "x", "realm": "x"})
    assert exchange["messages"][1]["server"] == "\ufffd"
    outside = "".join(line for line in text.splitlines() if not line.startswith("{"))
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", outside)
    assert read_tree(text)[("Realm",)][0] == 1
