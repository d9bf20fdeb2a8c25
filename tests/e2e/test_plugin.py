# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin is there at all: without this, silence elsewhere would mean nothing."""

import re

from harness import TREE

SPDX = "SPDX-License-Identifier: GPL-2.0-or-later"
SOURCES = ("plugin/**/*", "tests/**/*", "captures/lab/**/*", "CMakeLists.txt", ".ci/run")
# Formats in which a comment has no place.
WITHOUT_COMMENTS = {".json", ".pyc", ".txt", ".md", ".png"}


def test_tshark_lists_the_plugin(wireshark):
    listing = wireshark.tshark("-G", "plugins")
    assert str(wireshark.staged_plugin) in listing, listing


def test_each_field_has_a_public_name(wireshark):
    """Filter names are lower case, with dots and underscores (doc/README.dissector)."""
    assert wireshark.fields(), "the plugin registers no field"
    bad = [name for name in wireshark.fields() if not re.fullmatch(r"[a-z0-9_.]+", name)]
    assert not bad


def test_every_source_states_its_licence():
    files = {path for pattern in SOURCES for path in TREE.glob(pattern) if path.is_file()}
    silent = [str(path.relative_to(TREE)) for path in sorted(files)
              if path.suffix not in WITHOUT_COMMENTS and "node_modules" not in path.parts
              and "__pycache__" not in path.parts
              and SPDX not in path.read_text(errors="replace")[:1500]]
    assert not silent
