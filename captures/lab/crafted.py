#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Write captures/crafted-NAME.pcap for the scenarios named, or for all of them.

    crafted.py [NAME ...]       write
    crafted.py --check [NAME ...]   compare with what lies there
    crafted.py --list           names, and what each shows
    crafted.py --stories DIR [NAME ...]
                                write the long captures, which are not kept here, with the truth of
                                each beside it in NAME.truth.json
"""

import argparse
import pathlib
import sys

from crafted import (accepted, carriers, crowds, forbidden, framing, hard, hops, identity, ims, offer, office,  # noqa: F401
                     params, pattern, refusal, refused, retries, silence, torture, uris)
from crafted.registry import SCENARIOS, STORIES
from crafted.told import Story
from crafted.wire import Capture

CAPTURES = pathlib.Path(__file__).resolve().parent.parent


def drawn(name):
    capture = Capture()
    SCENARIOS[name](capture)
    return capture.bytes()


def told(name):
    """A long capture, with its truths."""
    day = Story(name)
    STORIES[name](day)
    day.finish()
    return day


def write_story(name, folder):
    day = told(name)
    (folder / f"{name}.pcap").write_bytes(day.bytes())
    (folder / f"{name}.truth.json").write_text(day.truth_text())


def path_of(name):
    return CAPTURES / f"crafted-{name}.pcap"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--list", action="store_true", help="print the scenarios")
    parser.add_argument("--stories", metavar="DIR", type=pathlib.Path, help="write the long captures there")
    options = parser.parse_args()
    known = STORIES if options.stories else {**SCENARIOS, **STORIES} if options.list else SCENARIOS
    names = [name.removeprefix("crafted-").removesuffix(".pcap") for name in options.names] or list(known)
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit("no such scenario: " + ", ".join(unknown))
    if options.list:
        for name in names:
            print(f"{name}: {known[name].__doc__}")
        return 0
    if options.stories:
        options.stories.mkdir(parents=True, exist_ok=True)
        for name in names:
            write_story(name, options.stories)
        return 0
    if options.check:
        return check(names)
    for name in names:
        path_of(name).write_bytes(drawn(name))
    return 0


def check(names):
    """0 where every capture is what its scenario draws, and nobody else's capture has such a name."""
    wrong = [name for name in names if not path_of(name).exists() or path_of(name).read_bytes() != drawn(name)]
    for name in wrong:
        print(f"crafted-{name}.pcap differs from its scenario", file=sys.stderr)
    known = {path_of(name) for name in SCENARIOS}
    strays = sorted(path for path in CAPTURES.glob("crafted-*.pcap") if path not in known)
    for path in strays:
        print(f"{path.name} has no scenario", file=sys.stderr)
    return 1 if wrong or strays else 0


if __name__ == "__main__":
    sys.exit(main())
