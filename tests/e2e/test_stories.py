# SPDX-License-Identifier: GPL-2.0-or-later
"""Long, messy captures: every exchange is found, and every verdict is what its author knows to be true.

The truth comes from how each exchange was drawn and knows nothing of rules. Where it is a cause that
this build has no rule for, test_no_cause_is_missing says so, and the other tests leave it out.
"""

from collections import Counter

import pytest

import stories

STORIES = ["office-day", "mass-registration", "scans", "guesses"]
SCAN = "brute_force_scan"


class Reading:
    """A story, its truths, and what the plugin says of it."""

    def __init__(self, wireshark, folder, name):
        self.capture, self.truths = stories.draw(name, folder)
        self.messages = wireshark.messages(self.capture)
        self.by_frame = {}
        for message in self.messages:
            self.by_frame.setdefault(message.frame, []).append(message)
        self.known = set(wireshark.slugs())

    def of(self, truth):
        """The plugin's messages of an exchange."""
        return [message for frame, _, _ in truth.messages for message in self.by_frame.get(frame, [])]

    def judged(self):
        """The truths that this build has a rule for."""
        return [truth for truth in self.truths if truth.allowed() & self.known]

    def causes(self, truth):
        return {message.get("exchange.cause") for message in self.of(truth)}


@pytest.fixture(scope="module")
def reading(request, wireshark, tmp_path_factory):
    return Reading(wireshark, tmp_path_factory.mktemp("stories"), request.param)


def every_story(test):
    marks = [pytest.param(name, marks=pytest.mark.xdist_group(name=name)) for name in STORIES]
    return pytest.mark.parametrize("reading", marks, indirect=True)(test)


def one_story(name):
    mark = pytest.param(name, marks=pytest.mark.xdist_group(name=name))
    return pytest.mark.parametrize("reading", [mark], indirect=True)


@every_story
def test_every_verdict_is_right(reading):
    wrong = [f"{truth}: {sorted(causes)}, not {sorted(truth.allowed())}" for truth in reading.judged()
             if not (causes := reading.causes(truth)) <= truth.allowed()]
    assert not wrong, f"{len(wrong)} of {len(reading.truths)}:\n" + "\n".join(wrong)


@every_story
def test_no_cause_is_missing(reading):
    missing = [f"{truth}: no rule for {truth.causes}" for truth in reading.truths
               if not truth.allowed() & reading.known]
    assert not missing, "\n".join(missing)


@every_story
def test_exchanges_are_told_apart(reading):
    """Each exchange has a number of its own and the messages that belong to it, with role and attempt."""
    numbers, wrong = Counter(), []
    for truth in reading.truths:
        found = reading.of(truth)
        numbers.update({message.get("exchange") for message in found})
        said = [[message.frame, message.get("role"), int(message.get("attempt"))] for message in found]
        # Provisional answers belong to the story, but the plugin has nothing to say of them.
        told = [message for message in truth.messages if message[1] != "provisional"]
        if said != told or len({message.get("exchange") for message in found}) != 1:
            wrong.append(f"{truth}: {said}, not {told}")
    assert not wrong, "\n".join(wrong)
    assert set(numbers.values()) == {1}
    assert set(numbers) == {message.get("exchange") for message in reading.messages}


@every_story
def test_outcomes_are_right(reading):
    wrong = []
    for truth in reading.truths:
        said = {message.get("exchange.outcome") for message in reading.of(truth)}
        if not said <= set(truth.outcomes):
            wrong.append(f"{truth}: {sorted(said)}, not {truth.outcomes}")
    assert not wrong, "\n".join(wrong)


@every_story
def test_nothing_healthy_alarms(reading):
    alarms = [f"{truth}: {expert.severity} {expert.slug}" for truth in reading.truths if truth.healthy
              for message in reading.of(truth) for expert in message.alarms()]
    assert not alarms, "\n".join(alarms)


@every_story
def test_scans_and_guesses_are_named(reading):
    """The pattern, not what each exchange would look like alone; and nobody else is accused of it."""
    told = {truth.frame for truth in reading.truths if SCAN in truth.causes}
    said = {truth.frame for truth in reading.truths if SCAN in reading.causes(truth)}
    also = [f"{truth}" for truth in reading.truths if truth.frame not in told
            and any(SCAN in message.all("also") for message in reading.of(truth))]
    assert not also, "\n".join(also)
    assert not said - told, f"accused in frames {sorted(said - told)}"
    assert not told - said, f"{len(told - said)} of {len(told)} not named, first in frame {min(told - said)}"


@one_story("office-day")
def test_the_day_is_long_and_mixed(wireshark, reading):
    """An hour or more, 200 exchanges and more, many fates."""
    capture = str(wireshark.staged(reading.capture))
    seconds = wireshark.tshark("-r", capture, "-T", "fields", "-e", "frame.time_relative")
    assert float(seconds.split()[-1]) >= 3600
    assert len(reading.truths) >= 200
    assert len({truth.causes[0] for truth in reading.truths}) >= 20
    assert len({tuple(truth.outcomes) for truth in reading.truths}) >= 6


@one_story("mass-registration")
def test_mass_registration_accuses_nobody(reading):
    """1,000 users at once, 1 in 50 with a wrong password, all behind one address."""
    users = [truth for truth in reading.truths if "user" in truth.story]
    causes = Counter(cause for truth in users for cause in reading.causes(truth))
    assert causes == {"credentials_rejected": 20, "challenge_accepted": 980}
    loud = {"brute_force_scan", "challenge_loop", "identical_credentials_resent"}
    assert not loud & {cause for message in reading.messages for cause in message.all("also")}
