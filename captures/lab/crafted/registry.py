# SPDX-License-Identifier: GPL-2.0-or-later
"""The lists of scenarios: each is a function that fills a capture; its docstring says what is in it."""

SCENARIOS = {}
# Long captures, drawn when they are needed and never kept; see told.py.
STORIES = {}


def scenario(tell):
    """Register a function; its name with hyphens is the name of the capture."""
    return register(SCENARIOS, tell)


def story(tell):
    """Register the teller of a long capture, which takes a told.Story."""
    return register(STORIES, tell)


def register(scenarios, tell):
    name = tell.__name__.replace("_", "-")
    assert name not in SCENARIOS and name not in STORIES, name
    scenarios[name] = tell
    return tell
