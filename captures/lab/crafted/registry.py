# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of scenarios: each is a function that fills a capture; its docstring says what is wrong in it."""

SCENARIOS = {}


def scenario(tell):
    """Register a function; its name with hyphens is the name of the capture."""
    name = tell.__name__.replace("_", "-")
    assert name not in SCENARIOS, name
    SCENARIOS[name] = tell
    return tell
