# SPDX-License-Identifier: GPL-2.0-or-later
"""The profile's colours: text can be read, and outcomes are told apart by eyes that miss a kind of cone."""

import itertools
import re

import pytest

from harness import TREE

# Linear RGB as seen without one kind of cone: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
# Simulation of Color Vision Deficiency" (2009), severity 1.0.
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
READABLE = 4.5      # contrast of text, WCAG 2.1 level AA
APART = 5           # distance in CIELAB; from 2 on a difference is seen at a glance


def rules():
    """{name: (background, text)}, each of three parts from 0 to 1."""
    found = re.findall(r"^@([^@]+)@.+@\[(.*)\]\[(.*)\]$", (TREE / "plugin/profile/colorfilters").read_text(), re.M)
    return {name: tuple(tuple(int(part) / 65535 for part in colour.split(",")) for colour in colours)
            for name, *colours in found}


def linear(colour):
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen(colour, eye):
    """CIELAB of a colour as an eye sees it."""
    light = [min(1, max(0, sum(factor * part for factor, part in zip(row, linear(colour))))) for row in EYES[eye]]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1, 1.089)
    x, y, z = (root(sum(factor * part for factor, part in zip(row, light)) / one) for row, one in zip(to_xyz, white))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def root(part):
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


@pytest.mark.parametrize("name", rules())
def test_text_can_be_read(name):
    bright, dark = sorted((luminance(colour) for colour in rules()[name]), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= READABLE


@pytest.mark.parametrize("eye", EYES)
def test_outcomes_are_told_apart(eye):
    ours = {name: background for name, (background, _) in rules().items() if name.startswith("SIP auth")}
    assert len(ours) >= 5
    for one, other in itertools.combinations(ours, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen(ours[one], eye), seen(ours[other], eye))) ** 0.5
        assert distance >= APART, f"{one}, {other}: {distance:.1f}"
