# SPDX-License-Identifier: GPL-2.0-or-later
"""Long captures whose truth is written down while they are drawn.

Scenes are told one after the other, each at its own seconds of the capture; in the end all frames
stand in order of time, so that the scenes run through each other as they do on a real link.

    day = Story("office")
    phone = day.ladder(client="10.1.1.1:5060")
    phone.begins("challenge_accepted", outcome="accepted", story="phone 101 registers")
    phone.request("REGISTER", at=12)
    ...
    phone.ends()

What is allowed to be said of an exchange follows from what its author knows: which password the
phone has, what the server thought, what got lost. It says nothing of the plugin's rules.
"""

import json
import random
from dataclasses import asdict, dataclass, field

from .ladder import Ladder
from .wire import START, Capture

# Shortest and longest time between two lines of a scene.
LATENCY = 0.004, 0.045
REFUSALS = (401, 403, 407)


@dataclass
class Truth:
    """What is known of one exchange on one hop.

    causes: the verdicts that are right; several where the wire itself leaves it open. alone: what is right
    where nothing but this exchange is looked at, and the pattern it is part of is not seen. outcomes: of
    the whole exchange. messages: frame, role and attempt of each message in order, copies included.
    """

    causes: list
    alone: list
    outcomes: list
    story: str
    healthy: bool
    messages: list = field(default_factory=list)

    def first_refusal(self):
        return next(frame for frame, role, _ in self.messages if role in ("challenge", "refusal"))


class Teller(Ladder):
    """A ladder that notes which exchange each of its messages belongs to."""

    truth = None
    _attempts = None

    def begins(self, *causes, outcome, story, alone=(), healthy=None):
        """From the next line on, and until ends(), this hop's messages are one exchange.

        healthy: whether nothing may be above a Note; by default where the outcome is `accepted`.
        """
        outcomes = [outcome] if isinstance(outcome, str) else list(outcome)
        healthy = outcomes == ["accepted"] if healthy is None else healthy
        self.truth = Truth(list(causes), list(alone), outcomes, story, healthy)
        self._attempts = {}
        self.capture.truths.append(self.truth)
        return self.truth

    def ends(self):
        self.truth = None

    def again(self, message, **how):
        copy = super().again(message, **how)
        self._note(copy)
        return copy

    def mirrored(self, message):
        """The packet once more, as a mirror port shows it."""
        frame = self.capture.mirror(message.frame)
        if self.truth:
            self.truth.messages.append([frame, *self._role(message)])

    def _send(self, message, when, where):
        message = super()._send(message, when, where)
        self._note(message)
        return message

    def _note(self, message):
        if self.truth and message.frame:
            self.truth.messages.append([message.frame, *self._role(message)])

    def _role(self, message):
        attempt = self._attempts.setdefault(message.vias[0], len(self._attempts) + 1)
        if message.method == "ACK":
            return "ack", attempt
        if message.from_client:
            return ("request" if attempt == 1 else "retry"), attempt
        status = int(message.start.split(" ")[1])
        if status < 200:
            return "provisional", attempt
        if status in REFUSALS:
            return ("refusal" if status == 403 else "challenge"), attempt
        return "answer", attempt


class Story(Capture):
    """A capture that keeps the truth of what is drawn into it."""

    def __init__(self, seed):
        super().__init__()
        # random() alone promises the same numbers on every version of Python.
        self._random = random.Random(seed).random
        self.truths = []

    @property
    def seconds(self):
        """The clock, in seconds of the capture."""
        return (self.now - START) / 1_000_000

    def between(self, low, high):
        """A number between two, as chance has it; the same every time."""
        return low + (high - low) * self._random()

    def step(self, at=None, after=None):
        if at is None and after is None:
            after = self.between(*LATENCY)
        super().step(at, after)

    def ladder(self, **settings):
        return Teller(self, **settings)

    def finish(self):
        """Put all frames in order of time and number them so, in the truths as well."""
        order = sorted(range(len(self.frames)), key=lambda index: self.frames[index][0])
        number = {before + 1: after + 1 for after, before in enumerate(order)}
        self.frames = [self.frames[index] for index in order]
        for truth in self.truths:
            truth.messages = sorted([number[frame], role, attempt] for frame, role, attempt in truth.messages)
        self.truths.sort(key=Truth.first_refusal)

    def truth_text(self):
        """The truths as JSON, an exchange a line, in order of their first 401, 403 or 407."""
        lines = ",\n".join(json.dumps({"frame": truth.first_refusal(), **asdict(truth)}) for truth in self.truths)
        return '{"exchanges": [\n' + lines + "\n]}\n"
