# SPDX-License-Identifier: GPL-2.0-or-later
"""Options and fixtures. Tests that take `capture` run once for each bundled capture."""

import os
import shutil
import zlib

import pytest

import table
from harness import TREE, Wireshark, WiresharkError


# Tests that ask for another output of the same facts, those together that share a run. On the machine's
# own Wireshark, and in `tests/run long`, each capture runs them all; on other versions (SIPAUTH_SAMPLE) it
# runs one line of them by turns beside those that look at the golden text's own run, to save most of the time.
TURNS = [
    ["test_printed_tree_is_the_same"],
    ["test_fields_are_the_same"],
    ["test_json_is_the_same"],
    ["test_two_runs_are_the_same"],
    ["test_one_pass_agrees", "test_one_pass_misses_only_first_requests", "test_one_pass_says_pending_or_why"],
    ["test_bytes_tell_what_items_tell"],
    ["test_sharkd_is_the_same"],
    ["test_rows_are_those_of_the_json", "test_json_says_what_the_frames_show", "test_keys_are_documented",
     "test_secrets_are_never_printed", "test_tree_counts_the_json"],
]


def pytest_addoption(parser):
    parser.addoption("--plugin", help="the sipauth.so to test; default: the one in build/")
    parser.addoption("--update-golden", action="store_true",
                     help="write tests/golden anew instead of comparing")
    parser.addoption("--pictures", action="store_true",
                     help="take the pictures of README.md anew while the window is tested")


def pytest_configure(config):
    # Known to pytest-xdist, which need not be installed.
    config.addinivalue_line("markers", "xdist_group(name): tests that share cached answers")


def built_plugin():
    """The plugin of `cmake -B build`, else that of tests/run."""
    for folder in ("build", "build/gcc"):
        found = sorted(TREE.glob(f"{folder}/plugins/*/epan/sipauth.so"))
        if len(found) == 1:
            return found[0]
    return pytest.exit("NO PLUGIN TO TEST: no single sipauth.so below build/; "
                       "build it or give --plugin PATH", returncode=1)


@pytest.fixture(scope="session")
def wireshark(request):
    """Wireshark with the plugin under test. Without the plugin no test means anything."""
    for program in ("tshark", "sharkd"):
        if not shutil.which(program):
            pytest.exit(f"{program} IS NOT INSTALLED", returncode=1)
    session = Wireshark(request.config.getoption("--plugin") or built_plugin(),
                        preload=os.environ.get("SIPAUTH_PRELOAD"))
    yield session
    session.close()


@pytest.fixture(autouse=True)
def loaded_plugin(wireshark):
    """Every test fails loudly while tshark does not list the plugin."""
    if "loaded" not in wireshark.cache:
        try:
            wireshark.cache["loaded"] = wireshark.plugin_is_loaded()
        except WiresharkError as error:
            wireshark.cache["loaded"] = False
            wireshark.cache["complaint"] = str(error)
    if not wireshark.cache["loaded"]:
        pytest.fail("THE PLUGIN IS NOT LOADED: tshark -G plugins does not list "
                    f"{wireshark.staged_plugin}\n{wireshark.cache.get('complaint', '')}",
                    pytrace=False)


@pytest.fixture
def update_golden(request):
    """Are goldens to be written?"""
    return request.config.getoption("--update-golden")


def captures_for(test):
    """The captures a test runs on: all, or some where tests take turns."""
    captures = table.capture_files()
    if not os.environ.get("SIPAUTH_SAMPLE") or not any(test in turn for turn in TURNS):
        return captures
    # By name and not by position, so that one more capture does not shift all turns.
    return [path for path in captures if test in TURNS[zlib.crc32(path.name.encode()) % len(TURNS)]]


def pytest_generate_tests(metafunc):
    if "capture" in metafunc.fixturenames:
        metafunc.parametrize("capture", [
            # One worker for one capture, so that its cached answers serve all tests.
            pytest.param(path, id=path.name, marks=pytest.mark.xdist_group(name=path.name))
            for path in captures_for(metafunc.function.__name__)])
