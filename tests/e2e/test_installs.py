# SPDX-License-Identifier: GPL-2.0-or-later
"""Installations that are broken: Wireshark says what is wrong, and goes on."""

import os
import re
import shutil
import struct
import subprocess
from dataclasses import dataclass

import pytest

from harness import CAPTURES, NOBODY, TIMEOUT

ACCEPTED = CAPTURES / "kamailio-sipp-register-ok.pcap"
UTF8 = CAPTURES / "crafted-utf8-user.pcap"
ROLES = ("-2", "-T", "fields", "-e", "sip.Method", "-e", "sipauth.role")
WITH_PLUGIN = ["REGISTER\trequest", "\tchallenge", "REGISTER\tretry", "\tanswer"]


@dataclass
class Answer:
    """What a program said before it ended."""

    status: int
    lines: list
    complaints: str


@pytest.fixture
def folder(wireshark, tmp_path):
    """A plugin folder of its own, where tshark finds it."""
    place = wireshark.stage / "captures" / f"install-{tmp_path.name}"
    epan = place / wireshark.version / "epan"
    epan.mkdir(parents=True)
    for path in (place, epan.parent, epan):
        path.chmod(0o755)
    yield epan
    shutil.rmtree(place)


def put(wireshark, where, data=None):
    """A copy of the plugin, or other bytes in its place."""
    where.write_bytes(wireshark.staged_plugin.read_bytes() if data is None else data)
    where.chmod(0o644)
    return where


def ask(wireshark, folder, *args, **environment):
    """Run tshark with the plugins of a folder, and other variables than usual."""
    command = wireshark.command("tshark", *args)
    environment["WIRESHARK_PLUGIN_DIR"] = str(folder.parent.parent)
    for name, value in environment.items():
        command = [f"{name}={value}" if word.startswith(f"{name}=") else word for word in command]
    done = subprocess.run(command, cwd=wireshark.stage, capture_output=True, timeout=TIMEOUT, check=False)
    return Answer(done.returncode, done.stdout.decode(errors="replace").splitlines(), done.stderr.decode(errors="replace"))


def roles(wireshark, folder, **environment):
    return ask(wireshark, folder, "-r", str(wireshark.staged(ACCEPTED)), *ROLES, **environment)


def lives_without(wireshark, folder, *complaints):
    """SIP is dissected as ever, nothing of the plugin is there, and it is said why."""
    listing = ask(wireshark, folder, "-r", str(wireshark.staged(ACCEPTED)), "-T", "fields", "-e", "sip.Method")
    assert listing.status == 0, listing.complaints
    assert listing.lines == ["REGISTER", "", "REGISTER", ""]
    for complaint in complaints:
        assert re.search(complaint, listing.complaints), listing.complaints
    plugins = ask(wireshark, folder, "-G", "plugins")
    assert plugins.status == 0
    assert not [line for line in plugins.lines if "sipauth" in line]


# -- ELF ---------------------------------------------------------------------

def dynamic_symbol(data, name):
    """Where in an ELF file of 64 bits a global object lies."""
    sections_at, = struct.unpack_from("<Q", data, 0x28)
    count, = struct.unpack_from("<H", data, 0x3C)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, sections_at + 64 * number) for number in range(count)]
    symbols = next(section for section in sections if section[1] == 11)
    strings = sections[symbols[6]]
    for at in range(symbols[4], symbols[4] + symbols[5], 24):
        word, _, _, _, value, _ = struct.unpack_from("<IBBHQQ", data, at)
        begin = strings[4] + word
        if data[begin:begin + len(name) + 1] == name + b"\0":
            home = next(section for section in sections if section[1] != 8 and section[3] <= value < section[3] + section[5])
            return home[4] + value - home[3]
    raise AssertionError(name)


def of_version(plugin, major, minor):
    data = bytearray(plugin)
    for name, number in ((b"plugin_want_major", major), (b"plugin_want_minor", minor)):
        struct.pack_into("<i", data, dynamic_symbol(data, name), number)
    return bytes(data)


# -- what can be wrong -------------------------------------------------------

def test_as_it_should_be(wireshark, folder):
    """The folder of these tests works where nothing is wrong."""
    put(wireshark, folder / "sipauth.so")
    answer = roles(wireshark, folder)
    assert (answer.status, answer.lines, answer.complaints) == (0, WITH_PLUGIN, "")


@pytest.mark.parametrize("major, minor", [(4, 99), (3, 6)])
def test_plugin_of_another_version(wireshark, folder, major, minor):
    put(wireshark, folder / "sipauth.so", of_version(wireshark.staged_plugin.read_bytes(), major, minor))
    lives_without(wireshark, folder, rf"sipauth.*Wireshark version {major}\.{minor}|incompatible|compiled for")


def test_plugin_in_the_folder_of_another_version(wireshark, folder):
    """Wireshark does not even look there."""
    other = folder.parent.parent / "4.99" / "epan"
    other.mkdir(parents=True)
    put(wireshark, other / "sipauth.so")
    lives_without(wireshark, folder)


def test_two_copies_in_two_folders(wireshark, folder):
    """The personal folder and the one for all."""
    personal = wireshark.stage / "home" / ".local" / "lib" / "wireshark" / "plugins" / wireshark.version / "epan"
    personal.mkdir(parents=True)
    for path in [personal, *list(personal.parents)[:5]]:
        path.chmod(0o755)
    try:
        put(wireshark, folder / "sipauth.so")
        put(wireshark, personal / "sipauth.so")
        answer = roles(wireshark, folder)
        assert answer.status == 0 and answer.lines == WITH_PLUGIN, answer.complaints
        assert "found in multiple directories" in answer.complaints
    finally:
        shutil.rmtree(wireshark.stage / "home" / ".local")


def test_two_copies_of_other_names(wireshark, folder):
    """sipauth-old.so beside it: Wireshark would abort, as two protocols of one name are a bug to it."""
    put(wireshark, folder / "sipauth.so")
    put(wireshark, folder / "sipauth-old.so")
    answer = roles(wireshark, folder)
    assert answer.status == 0 and answer.lines == WITH_PLUGIN, answer.complaints
    assert re.search(r"sipauth.*(twice|once)", answer.complaints), answer.complaints
    rows = ask(wireshark, folder, "-q", "-r", str(wireshark.staged(ACCEPTED)), "-z", "sipauth,exchanges")
    assert rows.status == 0 and sum("challenge_accepted" in line for line in rows.lines) == 1


def test_no_libgcrypt(wireshark, folder):
    """The library's name in the plugin is one that no system has."""
    data = wireshark.staged_plugin.read_bytes()
    name = re.search(rb"libgcrypt\.so\.(\d\d)\0", data)
    assert name, "the plugin does not ask for libgcrypt"
    put(wireshark, folder / "sipauth.so", data.replace(name.group(), b"libgcrypt.so.99\0"))
    lives_without(wireshark, folder, r"sipauth.*libgcrypt\.so\.99|libgcrypt\.so\.99.*No such file")


# Of a file that ends later the dynamic loader itself dies before anybody is asked: programs must not be copied in place.
@pytest.mark.parametrize("size", [0, 100])
def test_copied_by_half(wireshark, folder, size):
    put(wireshark, folder / "sipauth.so", wireshark.staged_plugin.read_bytes()[:size])
    lives_without(wireshark, folder, "sipauth")


def test_text_instead_of_a_plugin(wireshark, folder):
    put(wireshark, folder / "sipauth.so", b"404 Not Found\n" * 100)
    lives_without(wireshark, folder, "sipauth.*invalid ELF header|sipauth")


def test_not_readable(wireshark, folder):
    put(wireshark, folder / "sipauth.so").chmod(0)
    lives_without(wireshark, folder, "[Pp]ermission denied")


# -- surroundings ------------------------------------------------------------

def test_home_that_cannot_be_written(wireshark, folder):
    put(wireshark, folder / "sipauth.so")
    home = wireshark.stage / "home" / "locked"
    home.mkdir()
    try:
        if os.geteuid() == 0:
            os.chown(home, int(NOBODY), int(NOBODY))
        home.chmod(0o555)
        answer = roles(wireshark, folder, HOME=str(home))
        assert (answer.status, answer.lines, answer.complaints) == (0, WITH_PLUGIN, "")
    finally:
        home.chmod(0o755)
        home.rmdir()


def test_no_home_at_all(wireshark, folder):
    put(wireshark, folder / "sipauth.so")
    answer = roles(wireshark, folder, HOME="/there/is/none")
    assert (answer.status, answer.lines) == (0, WITH_PLUGIN), answer.complaints


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.ISO-8859-1", "xx_YY.nonsense", ""])
def test_locales_without_utf8(wireshark, folder, locale):
    """The same is said in each; a terminal that cannot show it is the terminal's matter."""
    put(wireshark, folder / "sipauth.so")
    path = str(wireshark.staged(UTF8))
    for args in (("-2", "-V", "-O", "sipauth"), ("-q", "-z", "sipauth,exchanges", "-z", "sipauth,tree", "-z", "sipauth,json")):
        right = ask(wireshark, folder, "-r", path, *args)
        other = ask(wireshark, folder, "-r", path, *args, LC_ALL=locale)
        assert right.status == other.status == 0
        assert other.lines == right.lines, locale
        assert "Büro" in "\n".join(right.lines)
        assert "CRITICAL" not in other.complaints and "WARNING" not in other.complaints
