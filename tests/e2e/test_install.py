# SPDX-License-Identifier: GPL-2.0-or-later
"""`cmake --install` puts everything where the Wireshark it was built for looks."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import CAPTURES, NOBODY, TREE

CAPTURE = CAPTURES / "kamailio-sipsak-wrong-password.pcap"
PROFILE = "share/wireshark/profiles/SIP Authentication/colorfilters"
PAGES = "share/doc/wireshark-plugin-sipauth"
# Where Debian keeps CMake's description of Wireshark, before 4.4 and since.
CONFIGS = [Path("/usr/lib/x86_64-linux-gnu") / name for name in ("wireshark/cmake", "cmake/wireshark")]


def cmake(*args):
    subprocess.run(["cmake", *map(str, args)], check=True, stdout=subprocess.DEVNULL)


def loads(wireshark, prefix, libdir):
    """Does Wireshark, told that its plugins lie there, load ours and explain with it?"""
    plugins = prefix / libdir / "wireshark/plugins"
    copy = wireshark.stage / prefix.name
    shutil.copytree(plugins, copy)
    command = wireshark.command("env", f"WIRESHARK_PLUGIN_DIR={copy}", "tshark", "-2", "-r", wireshark.staged(CAPTURE),
                                "-Y", "sipauth.cause", "-T", "fields", "-e", "sipauth.cause")
    return wireshark.output_of(list(map(str, command))).split() == ["credentials_rejected"] * 2


def assert_pages(prefix):
    """README and what it links to."""
    pages = prefix / PAGES
    for name in ("README.md", "copyright", "plugin/FIELDS.md", "plugin/recipes/README.md", "tests/window/list.png"):
        assert (pages / name).is_file(), name
    assert os.access(pages / "plugin/explain", os.X_OK)


@pytest.fixture
def build(wireshark):
    """The build folder that the plugin under test is from."""
    folder = wireshark.plugin.resolve().parents[3]
    if not (folder / "cmake_install.cmake").exists():
        pytest.skip("NOT RUN: the plugin under test lies in no build folder")
    return folder


def test_another_prefix(wireshark, build, tmp_path):
    prefix = tmp_path / "another-prefix"
    cmake("--install", build, "--prefix", prefix)
    assert loads(wireshark, prefix, "lib/x86_64-linux-gnu")
    assert (prefix / PROFILE).is_file()
    assert_pages(prefix)


def self_built(prefix):
    """A Wireshark below a prefix of its own, in the layout of those who build it themselves."""
    config = next(folder for folder in CONFIGS if folder.exists())
    target = prefix / "lib/cmake/wireshark"
    target.mkdir(parents=True)
    for path in config.glob("*.cmake"):
        # GLib stays where it is.
        text = re.sub("lib/x86_64-linux-gnu(?!/glib)", "lib", path.read_text())
        # One folder less on the way up to the prefix.
        text = text.replace("${CMAKE_CURRENT_LIST_DIR}/../../../../", "${CMAKE_CURRENT_LIST_DIR}/../../../")
        text = text.replace('get_filename_component(_IMPORT_PREFIX "${_IMPORT_PREFIX}" PATH)\n', "", 1)
        (target / path.name).write_text(text)
    (prefix / "include").mkdir()
    (prefix / "include/wireshark").symlink_to("/usr/include/wireshark")
    for path in [*Path("/usr/lib/x86_64-linux-gnu").glob("libw[isr]*.so*"),
                 *Path("/usr/lib/x86_64-linux-gnu").glob("libwsutil.so*")]:
        link = prefix / "lib" / path.name
        if not link.exists():
            link.symlink_to(path.resolve())
    return prefix


def test_a_wireshark_that_was_built_from_source(wireshark, build, tmp_path):
    """Its own prefix is taken without being told, and its layout of folders."""
    prefix = self_built(tmp_path / "self-built")
    folder = tmp_path / "build"
    cmake("-G", "Ninja", "-S", TREE, "-B", folder, f"-DCMAKE_PREFIX_PATH={prefix}", "-DSIPAUTH_MUTATION=OFF")
    cache = (folder / "CMakeCache.txt").read_text()
    assert f"CMAKE_INSTALL_PREFIX:PATH={prefix}\n" in cache
    # Compiled once is enough.
    target = folder / wireshark.plugin.resolve().relative_to(build)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(wireshark.plugin, target)
    cmake("--install", folder)
    assert loads(wireshark, prefix, "lib")
    assert (prefix / PROFILE).is_file()
    assert_pages(prefix)


def test_a_prefix_that_is_named_stays(tmp_path):
    folder = tmp_path / "build"
    cmake("-G", "Ninja", "-S", TREE, "-B", folder, f"-DCMAKE_INSTALL_PREFIX={tmp_path}/named", "-DSIPAUTH_MUTATION=OFF")
    assert f"CMAKE_INSTALL_PREFIX:PATH={tmp_path}/named\n" in (folder / "CMakeCache.txt").read_text()


@pytest.fixture(name="clone")
def fixture_clone(wireshark):
    """What `plugin/install --remove` needs of a clone, and a home where it installed; both an ordinary user's."""
    place = wireshark.stage / "captures" / "clone"
    shutil.copytree(TREE / "plugin", place / "plugin")
    (place / "tests").mkdir()
    shutil.copy(TREE / "tests/debian.sh", place / "tests")
    (place / "build/install").mkdir(parents=True)
    (place / "build/install/wireshark-folders").write_text("Wireshark_PLUGIN_FOLDER=/none\nWireshark_PROFILE_FOLDER=/none\n")
    epan = place / "home/.local/lib/wireshark/plugins" / wireshark.version / "epan"
    epan.mkdir(parents=True)
    shutil.copy(wireshark.staged_plugin, epan / "sipauth.so")
    shutil.copytree(TREE / "plugin/profile", place / "home/.config/wireshark/profiles/SIP Authentication")
    yield place
    shutil.rmtree(place)


def remove(clone):
    user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    if user:
        for path in (clone, *clone.rglob("*")):
            os.chown(path, int(NOBODY), int(NOBODY))
    subprocess.run([*user, "env", f"HOME={clone}/home", str(clone / "plugin/install"), "--remove"], check=True,
                   stdout=subprocess.DEVNULL, cwd=clone)
    return sorted(str(path.relative_to(clone / "home")) for path in (clone / "home").rglob("*") if path.is_file())


def test_remove_leaves_nothing(clone):
    assert remove(clone) == []


def test_remove_leaves_what_the_user_changed(clone):
    buttons = clone / "home/.config/wireshark/profiles/SIP Authentication/dfilter_buttons"
    buttons.write_text(buttons.read_text() + "# mine\n")
    assert remove(clone) == [str(buttons.relative_to(clone / "home"))]
