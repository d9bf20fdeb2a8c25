# SPDX-License-Identifier: GPL-2.0-or-later
"""Commands and outputs of a Markdown page: a block ```sh, and the block ```text that may follow at once."""

import re
from dataclasses import dataclass

BLOCKS = re.compile(r"^```sh\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.M | re.S)
TITLE = re.compile(r"^#+ (.*)$", re.M)


@dataclass
class Example:
    """A command of a page."""

    page: object
    title: str
    command: str
    output: str     # None where the page shows none
    place: tuple    # of the output in the text

    def show(self, output):
        """Write what it prints now into the page."""
        text = self.page.read_text()
        begin, end = self.place
        self.page.write_text(text[:begin] + output + text[end:])


def examples(page):
    """All commands of a page, in order."""
    text = page.read_text()
    found = []
    for match in BLOCKS.finditer(text):
        titles = TITLE.findall(text[:match.start()])
        found.append(Example(page, titles[-1], match.group(1), match.group(2), match.span(2)))
    return found
