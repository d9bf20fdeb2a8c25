# SPDX-License-Identifier: GPL-2.0-or-later
"""The real window, as a user has it: what it shows must be what tshark and sharkd say.

With --pictures the pictures of README.md are taken while the tests go by (tests/pictures).
"""

import csv
import os
import re
from collections import Counter

import pytest

import stories
from harness import CAPTURES, TREE
from test_statistics import TAPS, collect_nodes
from window import PROFILE, Screen, entries, missing, until

pytestmark = [
    pytest.mark.skipif(missing() is not None, reason=f"NOT RUN: the window needs {missing()}"),
    pytest.mark.xdist_group(name="window"),
]

REGISTRATION = CAPTURES / "asterisk22-linphone-wrong-password.pcap"
CALL = CAPTURES / "kamailio-npm-policy-after-auth.pcap"
SEVERITIES = {"Warn": "Warning"}
PICTURES = TREE / "tests/window"


@pytest.fixture(scope="module")
def screen(wireshark):
    screen = Screen(wireshark)
    yield screen
    screen.close()


@pytest.fixture(scope="module")
def office(wireshark, tmp_path_factory):
    """A long capture: exchanges of many kinds."""
    path, _ = stories.draw("office-day", tmp_path_factory.mktemp("office"))
    return wireshark.staged(path)


@pytest.fixture
def picture(request, screen):
    """Takes a picture of a window, where they are asked for; text: what is to be read on it."""
    def take(name, window, text):
        words = "".join(f"{line}\n" for line in text)
        if request.config.getoption("--pictures"):
            PICTURES.mkdir(exist_ok=True)
            screen.picture(window, PICTURES / f"{name}.png")
            (PICTURES / f"{name}.txt").write_text(words)
        elif screen.wireshark.version == "4.0":
            shown = (PICTURES / f"{name}.txt").read_text()
            assert words == shown, f"the picture {name} is no longer what the window shows: run tests/pictures"
    return take


# -- reading the window ----------------------------------------------------------

def packets(screen):
    """The packet list."""
    return screen.part("tree", "Packet list").table()


def open_capture(screen, capture, **size):
    """Start Wireshark with a capture; its packet list."""
    path = screen.wireshark.staged(capture)
    screen.start("-r", path, **size)
    wait_for_title(screen, path.name)
    until(lambda: packets(screen).size() == displayed(screen) > 0, "the packets")
    return packets(screen)


def wait_for_title(screen, title):
    until(lambda: screen.main.name() == title, f"{title} to be opened")


def status(screen):
    """The line at the bottom, `Packets: 14 · Displayed: 14 (100.0%)`."""
    labels = [label.name() for label in screen.part("status bar").all("label")]
    return next((label for label in labels if label.startswith("Packets:")), "")


def displayed(screen):
    # Without a filter, newer versions count once.
    shown = re.search(r"Displayed: (\d+)|^Packets: (\d+)$", status(screen))
    return int(shown.group(1) or shown.group(2)) if shown else -1


def display_filter(screen):
    return screen.filter_bar.find("text").text()


def wait_for_filter(screen, text, frames):
    """Until the list shows what a filter picks."""
    until(lambda: display_filter(screen) == text, f"the filter {text}")
    until(lambda: displayed(screen) == len(frames) == packets(screen).size(), f"{len(frames)} packets")
    table = packets(screen)
    assert [int(table.cell(row, 0).name()) for row in range(min(table.size(), 50))] == frames[:50]


def tshark(screen, capture, *args):
    """tshark with the user's own profile, its lines."""
    command = screen.command("tshark", "-2", "-C", PROFILE, "-r", screen.wireshark.staged(capture), *args)
    return screen.wireshark.output_of(list(map(str, command))).splitlines()


def frames_of(screen, capture, text):
    """The frames that a filter picks, as sharkd says."""
    sharkd = screen.wireshark.fresh_sharkd()
    if sharkd.capture != screen.wireshark.staged(capture):
        sharkd.load(screen.wireshark.staged(capture))
    return sharkd.frames(text)


def details(screen):
    """The lines of the packet details that are to be seen."""
    return screen.part("tree", "Packet details").table()


def select_frame(screen, number):
    """Click on a packet and wait for its details."""
    screen.click(packets(screen).cell(number - 1, 0))
    until(lambda: details(screen).row(0)[0].startswith(f"Frame {number}:"), f"packet {number}")


def line_of(table, start):
    """The first line that begins so."""
    return next(row for row in range(table.size()) if table.row(row)[0].startswith(start))


def expand_explanation(screen):
    """Expand our tree; its lines."""
    screen.click(details(screen).cell(line_of(details(screen), "[SIP Authentication"), 0))
    screen.menu("View", "Expand Subtrees")
    until(lambda: details(screen).size() > 20, "the tree")
    lines = [row[0] for row in details(screen).rows()]
    return lines[line_of(details(screen), "[SIP Authentication"):]


def names(table):
    """What stands in the first column."""
    return [table.cell(row, 0).name() for row in range(table.size())]


def select_row(screen, table, name):
    """Go to a row of the list that has the keyboard; it may lie below the edge."""
    screen.key("Home")
    if names(table).index(name):
        screen.key("Down", times=names(table).index(name))


def title_of(dialog, name):
    """The title of a column of a dialog's list."""
    return next(part for part in dialog.find("tree").parts() if part.name() == name)


def sort_by(screen, dialog, column):
    """Click on a column's title until the greatest is first."""
    tree = dialog.find("tree")
    title = tree.table().titles()[column]

    def greatest_is_first():
        screen.click(title_of(dialog, title))
        numbers = [int(row[column]) for row in tree.table().rows()]
        return numbers[0] == max(numbers)
    until(greatest_is_first, "the rows to be sorted")


def rules():
    """[(filter, background)] of the profile's colouring rules, in their order."""
    found = re.findall(r"^@[^@]+@(.+)@\[(\d+),(\d+),(\d+)\]\[\d+,\d+,\d+\]$",
                       (TREE / "plugin/profile/colorfilters").read_text(), re.M)
    return [(text, tuple(int(part) >> 8 for part in colour)) for text, *colour in found]


def buttons():
    """{label: filter} of the profile's filter buttons."""
    rows = csv.reader(line for line in (TREE / "plugin/profile/dfilter_buttons").read_text().splitlines()
                      if not line.startswith("#"))
    return {row[1]: row[2].replace("\\x22", '"') for row in rows}


# -- the packet list ---------------------------------------------------------------

def test_opens_a_capture_and_lists_it_as_tshark_does(screen, wireshark):
    path = wireshark.staged(REGISTRATION)
    screen.start()
    screen.menu("File", "Open")
    chooser = screen.dialog("Open Capture File")
    screen.fill(chooser.find("text", "File name:"), path)
    wait_for_title(screen, path.name)
    until(lambda: displayed(screen) == packets(screen).size() > 0, "the packets")
    # tshark puts an arrow between the addresses.
    expected = [[cell.strip() for cell in line.split("\t") if cell.strip() != "\u2192"]
                for line in tshark(screen, REGISTRATION, "-T", "tabs")]
    assert [[cell.strip() for cell in row] for row in packets(screen).rows()] == expected
    assert "credentials_rejected" in expected[1]


def test_columns_have_the_widths_of_the_profile(screen, wireshark):
    table = open_capture(screen, REGISTRATION)
    widths = re.findall(r"(?:%|%Cus:[a-z.]+\")\w*,\s*(\d+)",
                        (TREE / "plugin/profile/recent").read_text())
    assert len(widths) == len(table.titles())
    shown = [table.cell(0, column).where().width for column in range(len(widths))]
    # The last one takes what is left of the window.
    assert shown[:-1] == [int(width) for width in widths[:-1]]


def test_rows_have_the_colours_of_the_profile(screen, office, picture):
    """By what tshark's filters pick, rule by rule."""
    open_capture(screen, office, width=1400, height=760)
    screen.menu("View", "Packet Details")
    text = "sipauth.exchange in {24..31}"
    screen.fill(screen.filter_bar.find("text"), text)
    frames = frames_of(screen, office, text)
    wait_for_filter(screen, text, frames)
    table = packets(screen)
    until(lambda: table.cell(30, 0).where().height > 0, "a longer list")
    selected = 2
    screen.click(table.cell(selected, 0))
    screen.point_away()
    colour = {}
    for rule, background in reversed(rules()):
        colour.update(dict.fromkeys(frames_of(screen, office, f"{text} && {rule}"), background))
    for row in set(range(30)) - {selected}:
        [(most, _)] = screen.colours(table.cell(row, 1)).most_common(1)
        assert most == colour[frames[row]], f"frame {frames[row]}"
    assert len(set(colour.values())) >= 4
    picture("list", screen.main, ["\t".join(table.row(row)[5:]) for row in range(30)])


# -- one packet --------------------------------------------------------------------

def test_details_explain_a_failed_registration(screen, wireshark, picture):
    open_capture(screen, REGISTRATION, width=1400, height=900)
    select_frame(screen, 2)
    shown = expand_explanation(screen)
    [message] = [message for message in wireshark.messages(REGISTRATION) if message.frame == 2]
    assert [line.strip("[]") for line in shown] == [line.strip().strip("[]") for line in message.tree]
    # For the picture: fewer lines of what is not ours.
    box = screen.part("tree", "Packet details").where()
    screen.drag(box.x + box.width // 2, box.y - 3, packets(screen).cell(3, 0).where().y + 50)
    screen.key("Down", times=line_of(details(screen), "[Expert Info") - line_of(details(screen), "[SIP Auth"))
    screen.key("Left")
    screen.click(details(screen).cell(line_of(details(screen), "[SIP Authentication"), 0))
    picture("registration", screen.main, shown)


def test_links_lead_to_the_other_frames(screen):
    open_capture(screen, REGISTRATION)
    select_frame(screen, 2)
    for link, frame in (("[Retry in: ", 3), ("[Challenge in: ", 2), ("[In frame: ", 3)):
        expand_explanation(screen)
        table = details(screen)
        line = line_of(table, link)
        assert table.row(line) == [f"{link}{frame}]"]
        # The line may lie below the edge of the window.
        screen.key("Down", times=line - line_of(table, "[SIP Authentication"))
        screen.menu("Go", "Go to Linked Packet")
        until(lambda: details(screen).row(0)[0].startswith(f"Frame {frame}:"), f"packet {frame}")


@pytest.mark.parametrize("entry, text", [
    ("SIP Auth exchange", "sipauth.exchange == 1"),
    ("SIP Auth account", 'sipauth.account == "alice" || sipauth.sent.username == "alice"'),
])
def test_conversation_filters(screen, entry, text):
    open_capture(screen, CALL)
    select_frame(screen, 6)
    screen.menu("Analyze", "Conversation Filter", entry)
    wait_for_filter(screen, text, frames_of(screen, CALL, text))
    assert 0 < displayed(screen) < 10


# -- filters to press ----------------------------------------------------------------

def test_filter_buttons(screen, office):
    open_capture(screen, office)
    assert len(buttons()) >= 7
    for label, text in buttons().items():
        screen.filter_bar.find("push button", label).press()
        wait_for_filter(screen, text, frames_of(screen, office, text))
        assert displayed(screen) > 0, label


def test_filters_of_the_tools_menu(screen, office):
    open_capture(screen, office)
    tools = next(menu for menu in entries(screen.part("menu bar")) if menu.name() == "Tools")
    menu = next(menu for menu in entries(tools) if menu.name() == "SIP Authentication")
    names = [item.name() for item in entries(menu)]
    assert len(names) >= 7
    seen = set()
    for entry in names:
        screen.menu("Tools", "SIP Authentication", entry)
        until(lambda: display_filter(screen) not in seen | {""}, entry)
        text = display_filter(screen)
        wait_for_filter(screen, text, frames_of(screen, office, text))
        assert displayed(screen) > 0, entry
        seen.add(text)


# -- windows of their own ----------------------------------------------------------------

def test_expert_information(screen, wireshark, office, picture):
    open_capture(screen, office)
    screen.menu("Analyze", "Expert Information")
    dialog = screen.dialog("Expert Information")
    table = dialog.find("tree").table()
    expected = Counter((SEVERITIES.get(expert.severity, expert.severity), expert.text)
                       for message in wireshark.messages(office) for expert in message.experts)
    until(lambda: table.size() >= len(expected), "all expert items")
    place = {title: table.titles().index(title) for title in ("Severity", "Summary", "Protocol", "Count")}
    shown = {(row[place["Severity"]], row[place["Summary"]]): int(row[place["Count"]])
             for row in table.rows() if row[place["Protocol"]] == "SIP Auth"}
    assert shown == expected
    screen.resize(dialog, 1280, 640)
    screen.fit(title_of(dialog, "Summary"))
    picture("expert", dialog, ["\t".join(row) for row in table.rows()[:24]])
    dialog.find("push button", "Close").press()


def test_table_of_exchanges(screen, wireshark, office, picture):
    open_capture(screen, office)
    screen.menu("Telephony", "SIP Authentication Exchanges")
    dialog = screen.dialog("SIP Authentication Exchanges")
    expected = wireshark.sharkd_taps(office, TAPS[0])[TAPS[0]]["tables"][0]["i"]
    table = dialog.find("tree").table()
    until(lambda: table.size() == len(expected), "all exchanges")
    shown = [[cell.strip() for cell in row] for row in table.rows()]
    assert shown == sorted(([str(cell).strip() for cell in row] for row in expected), key=lambda row: int(row[0]))
    screen.resize(dialog, 1490, 560)
    screen.fit(title_of(dialog, "Exchange"))
    screen.fit(title_of(dialog, "Account"))
    picture("exchanges", dialog, ["\t".join(row) for row in shown[:20]])
    screen.fill(dialog.find("text"), "sipauth.exchange == 2")
    dialog.find("push button", "Apply").press()
    until(lambda: [row[0] for row in table.rows()] == ["2"], "one exchange")
    dialog.find("push button", "Close").press()


def test_tree_of_counts(screen, wireshark, office, picture):
    open_capture(screen, office)
    screen.menu("Statistics", "SIP Authentication")
    dialog = screen.dialog("SIP Authentication")
    nodes = {}
    collect_nodes(wireshark.sharkd_taps(office, TAPS[1])[TAPS[1]]["stats"], (), nodes)
    table = dialog.find("tree").table()
    # 4.6 shows two levels at first.
    outermost = {path: count for path, count in nodes.items() if len(path) <= 2 or wireshark.version != "4.6"}
    until(lambda: table.size() >= len(outermost), "the tree")
    by_count = table.titles().index("Count")
    sort_by(screen, dialog, by_count)
    shown = Counter((row[0], int(row[by_count])) for row in table.rows())
    assert not shown - Counter((path[-1], count) for path, count in nodes.items())
    assert not Counter((path[-1], count) for path, count in outermost.items()) - shown
    # For the picture, closed; from below, as 4.6 goes on telling the old rows behind one that was closed.
    screen.click(table.cell(0, 0))
    for name in sorted(("Server", "Realm"), key=names(table).index, reverse=True):
        size = table.size()
        select_row(screen, table, name)
        screen.key("Left")
        until(lambda: table.size() < size, f"{name} to be closed")
    screen.resize(dialog, 1000, 900)
    screen.fit(title_of(dialog, "Count"))
    picture("statistics", dialog, ["\t".join(row) for row in table.rows()[:30]])
    dialog.find("push button", "Close").press()


def test_flow_graph_of_an_exchange(screen, picture):
    """As its export shows it; the ladder itself is painted."""
    open_capture(screen, CALL)
    select_frame(screen, 6)
    screen.menu("Analyze", "Conversation Filter", "SIP Auth exchange")
    frames = frames_of(screen, CALL, "sipauth.exchange == 1")
    wait_for_filter(screen, "sipauth.exchange == 1", frames)
    screen.menu("Statistics", "Flow Graph")
    dialog = screen.dialog("Flow")
    limit = dialog.find("check box", "Limit to display filter")
    if not limit.is_checked():
        limit.press()
    until(lambda: any(f"{len(frames)} item" in label.name() for label in dialog.all("label")), "the exchange")
    path = screen.home / "ladder.txt"
    dialog.find("push button", "Export").press()
    chooser = screen.dialog("Save Graph")
    screen.choose_last(chooser.all("combo box")[-1])
    screen.fill(chooser.find("text", "File name:"), path)
    until(lambda: path.exists() and path.read_text().count("\n") > len(frames), "the file")
    ladder = path.read_text()
    for info in tshark(screen, CALL, "-Y", "sipauth.exchange == 1", "-T", "fields", "-e", "_ws.col.Info"):
        assert info.strip() in ladder
    assert ladder.count("[auth: ") >= 3
    screen.resize(dialog, 1200, 420)
    # Wider, until the whole of Info can be read.
    screen.key("plus", times=3)
    picture("flow", dialog, ladder.splitlines())
    dialog.find("push button", "Close").press()


def test_pictures_are_shown_in_the_readme():
    pictures = sorted(path.name for path in PICTURES.glob("*.png"))
    shown = re.findall(r"!\[[^]]+\]\(tests/window/([a-z-]+\.png)\)", (TREE / "README.md").read_text())
    assert sorted(shown) == pictures
    assert len(pictures) >= 5
    assert all(os.path.getsize(PICTURES / name) < 150_000 for name in pictures)
