# SPDX-License-Identifier: GPL-2.0-or-later
"""Wireshark's own checkers on our sources; SIPAUTH_WIRESHARK_SOURCE is its source tree."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import TREE

SOURCE = os.environ.get("SIPAUTH_WIRESHARK_SOURCE", "")
CHECKER = Path(SOURCE) / "tools" / "checkAPIs.pl"

pytestmark = pytest.mark.skipif(
    not (SOURCE and CHECKER.is_file() and shutil.which("perl")),
    reason="NOT RUN: checkAPIs.pl needs SIPAUTH_WIRESHARK_SOURCE and perl")


def sources():
    return sorted(TREE.glob("plugin/*.[ch]"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_check_apis(path):
    command = ["perl", str(CHECKER), "-g", "dissectors-prohibited", "-g", "dissectors-restricted",
               str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_checker_finds_faults(tmp_path):
    """A checker that finds nothing anywhere would prove nothing."""
    bad = tmp_path / "bad.c"
    bad.write_text("int f(char *a, char *b) { strcpy(a, b); return sprintf(a, \"%s\", b); }\n")
    done = subprocess.run(["perl", str(CHECKER), str(bad)],
                          capture_output=True, text=True, check=False)
    assert done.returncode != 0
