# SPDX-License-Identifier: GPL-2.0-or-later
"""What becomes of verdicts when a capture loses frames, is cut off, or holds packets cut short.

The truth of every exchange is known: from the table of captures/README.md, or from the teller of a long
capture. The whole capture is read once, to learn which frame belongs to which exchange, and must be
right. Then it is damaged, read again, and each exchange that still shows a 401, 403 or 407 is judged:

kept        every verdict on it is one that is right for the whole exchange, or the one it had there.
true        the verdict differs, and is true of what is left. This is no matter of taste but checked, for
            each cause that may be said so, against what is known to have been there (TRUE_OF_THE_REST):
            - no_request_in_capture: the request of the response it stands on really is gone (or cut before
              its Via, From, Call-ID and CSeq ended, so that nobody could know it);
            - capture_ended: the damaged capture really ends so soon after that response (5 s where it says
              certain, 32 s where it says less), and no later request of the exchange is left;
            - challenge_pending: a retry is left that came after that response, and no answer to it;
            - forbidden_phrase, forbidden_reason_header, forbidden_warning: the response does say so;
            - a cause that the whole capture also shows: it stands there in `also`, or among the faults of a
              retry that is left. What bytes prove stays proven when another message is missing;
            - a weaker word for the same thing (WEAKER): of a login over two realms whose first half is
              gone only an accepted challenge is left, of a loop perhaps one refusal, of a call that was
              let in and refused later (policy_after_auth), and whose 403 is gone, that it was let in.
undetermined  the plugin says that it cannot tell.
likely, possible  another verdict, worded with doubt.
wrong       another verdict, and `certain`. There must be none.

Where one damaged exchange holds messages of several true ones (joined over a gap), its verdict counts for
each of them. An exchange "lost no frame" where all its own messages are left, uncut, copies and ACKs too;
what else of the capture is gone (an earlier success, a sign of life) may still change its verdict.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import damage
import table

CERTAIN_END, LATEST_END = 5, 32     # seconds
REFUSALS = ("challenge", "refusal")
REQUESTS = ("request", "retry")
ANSWERS = ("challenge", "refusal", "answer")
LOGGED_IN = table.HEALTHY_CAUSES - {"challenge_pending"}
RESULTS = ("kept", "true", "undetermined", "possible", "likely", "wrong")

# Said of what is left, where the whole exchange shows what stands behind it: true, and less.
WEAKER = {
    **{cause: {"challenge_accepted"} for cause in LOGGED_IN | {"nonce_reused_after_success"}},
    "ims_resync_recovered": {"challenge_accepted", "ims_aka_accepted"},
    "ims_mac_failure_recovered": {"challenge_accepted", "ims_aka_accepted"},
    "challenge_loop": {"credentials_rejected"},
    "retry_fragment_lost": {"challenge_pending"},
    "policy_after_auth": {"challenge_accepted"},
    "ims_resync_loop": {"ims_sync_failure"},
    "username_not_identity": {"forbidden_identity"},
    "brute_force_scan": {"challenge_loop", "credentials_rejected"},
}


@dataclass
class Known:
    """One exchange of the whole capture: its truth, its messages, and what was said of it there."""

    allowed: set
    note: str
    messages: list = field(default_factory=list)    # frame, role, attempt
    identity: dict = field(default_factory=dict)    # frame of a refusal: who and what is in it
    also: set = field(default_factory=set)
    faults: dict = field(default_factory=dict)      # attempt: slugs

    def weaker(self):
        return {cause for allowed in self.allowed for cause in WEAKER.get(allowed, ())}

    def name(self):
        return f"frames {', '.join(str(frame) for frame, _, _ in self.messages[:8])} ({self.note})"


@dataclass
class Subject:
    """A capture whose truth is known, read once whole."""

    path: Path
    file: object
    exchanges: list
    refusals: dict = field(default_factory=lambda: defaultdict(list))   # frame: exchanges

    @property
    def packets(self):
        return self.file.packets

    def other_frame(self, message):
        """Where the whole capture shows a refusal that the damaged one shows in another frame: of a fragment that is
        there twice the second copy completes the packet when the first is lost. None where there is none."""
        nonces, _ = identity_of(message)
        return next((frame for known in self.exchanges for frame, identity in known.identity.items()
                     if nonces and identity[0] == nonces), None)


@dataclass
class Case:
    """What one exchange came to under one damage."""

    subject: Subject
    damage: damage.Damage
    known: Known
    result: str
    said: set       # (cause, confidence)
    untouched: bool

    def line(self):
        lost = sorted({frame for frame, _, _ in self.known.messages} - self.damage.whole)
        said = ", ".join(f"{cause} {confidence}" for cause, confidence in sorted(self.said))
        return (f"{self.result:12} {self.subject.path.name}: {self.damage.name}: {said}; "
                f"true: {' or '.join(sorted(self.known.allowed))}; {self.known.name()}; missing {lost or 'elsewhere'}")


class WrongTruth(Exception):
    """The whole capture is not read as its truth says, so that damage would prove nothing."""


# Reading

def exchanges_of(messages):
    """The messages of each exchange, by its number."""
    groups = defaultdict(list)
    for message in messages:
        groups[int(message.get("exchange"))].append(message)
    return groups


def identity_of(message):
    """What tells messages of one frame apart: texts that a cut may take, and an account."""
    return message.all("nonce") or None, message.get("account")


def known_of(messages, allowed, note):
    known = Known(set(allowed), note)
    for message in messages:
        attempt = int(message.get("attempt"))
        if message.get("status"):
            known.identity[message.frame] = identity_of(message)
        known.messages.append((message.frame, message.get("role"), attempt))
        known.also.update(message.all("also"))
        known.faults.setdefault(attempt, set()).update(message.all("fault"))
    known.allowed.add(messages[0].get("exchange.cause"))
    return known


def subject(path, exchanges):
    made = Subject(path, damage.read(path), exchanges)
    for known in exchanges:
        for frame, role, _ in known.messages:
            if role in REFUSALS:
                made.refusals[frame].append(known)
    return made


def bundled_subject(row, path, messages):
    """A capture of captures/README.md; its row says what is true, the whole reading which frame is whose."""
    groups = exchanges_of(messages)
    said = [groups[number][0].get("exchange.cause") for number in sorted(groups)]
    if len(said) != len(row.must_say) or not all(cause in allowed for cause, allowed in zip(said, row.must_say)):
        raise WrongTruth(f"{path.name}: said {said}, must say {row.must_say}")
    exchanges = [known_of(groups[number], allowed, row.fault) for number, allowed in zip(sorted(groups), row.must_say)]
    return subject(path, exchanges)


def told_subject(path, truths, messages):
    """A long capture, whose teller knows all but what else was said of it."""
    by_frame = defaultdict(list)
    for message in messages:
        by_frame[message.frame].append(message)
    exchanges = []
    for truth in truths:
        own = [message for frame, _, _ in truth.messages for message in by_frame[frame]]
        if not own:
            raise WrongTruth(f"{path.name}: {truth} is not shown")
        known = known_of(own, truth.allowed(), truth.story)
        known.messages = [tuple(message) for message in truth.messages]
        exchanges.append(known)
    return subject(path, exchanges)


# Judging

NEEDED = ((b"\nvia:", b"\nv:"), (b"\nfrom:", b"\nf:"), (b"\ncall-id:", b"\ni:"), (b"\ncseq:",))


def readable(packet):
    """Are the header fields there by which a message is known?"""
    text = packet.data.lower()
    for names in NEEDED:
        at = next((text.index(name) for name in names if name in text), None)
        if at is None or text.find(b"\n", at + 1) < 0:
            return False
    return True


class Rest:
    """What a damage left of a capture."""

    def __init__(self, whole, harm):
        self.data = {number: packet.data for number, packet in zip(harm.kept, harm.packets)}
        self.end = max((packet.seconds for packet in harm.packets), default=0)
        self.seconds = {number: packet.seconds for number, packet in zip(harm.kept, harm.packets)}
        self.readable = {number for number, packet in zip(harm.kept, harm.packets)
                         if number in harm.whole or readable(packet)}

    def messages(self, known):
        return [message for message in known.messages if message[0] in self.readable]

    def requests_from(self, known, attempt):
        return [message for message in self.messages(known) if message[1] in REQUESTS and message[2] >= attempt]

    def answers_from(self, known, attempt):
        return [message for message in self.messages(known) if message[1] in ANSWERS and message[2] >= attempt]


def request_is_gone(rest, known, last, _):
    return not [message for message in rest.requests_from(known, last[2]) if message[2] == last[2]]


def capture_is_over(rest, known, last, confidence):
    limit = CERTAIN_END if confidence == "certain" else LATEST_END
    return rest.end - rest.seconds[last[0]] < limit and not rest.requests_from(known, last[2] + 1)


def answer_is_gone(rest, known, last, _):
    retries = {message[2] for message in rest.requests_from(known, last[2] + 1)}
    answers = {message[2] for message in rest.answers_from(known, last[2] + 1)}
    return bool(retries - answers) or (not answers and retry_in_bytes(rest, known, last))


def retry_in_bytes(rest, known, last):
    """A request of the same call that the whole capture did not show as such: in a fragment, which Wireshark does
    not read alone, but does read where it was cut short."""
    call_id = re.search(rb"\n(?:call-id|i)[ \t]*:[ \t]*([^\r\n]+)\r?\n", rest.data[last[0]], re.IGNORECASE)
    own = {frame for frame, _, _ in known.messages}
    return bool(call_id) and any(
        number not in own and seconds > rest.seconds[last[0]] and call_id.group(1) in rest.data[number]
        and re.search(rb"[A-Z] sips?:[^\r\n]+ SIP/2\.0\r\n", rest.data[number]) for number, seconds in rest.seconds.items())


def says(pattern):
    """Does the response that the verdict stands on say it?"""
    return lambda rest, known, last, _: bool(re.search(pattern, rest.data[last[0]], re.IGNORECASE))


TRUE_OF_THE_REST = {
    "no_request_in_capture": request_is_gone,
    "capture_ended": capture_is_over,
    "challenge_pending": answer_is_gone,
    "forbidden_phrase": says(rb"SIP/2\.0 403 (?!Forbidden\r?\n|\r?\n)[^\r\n]"),
    "forbidden_reason_header": says(rb"\nReason[ \t]*:"),
    "forbidden_warning": says(rb"\nWarning[ \t]*:"),
}


def holds_of_rest(rest, known, last, cause, confidence):
    """Is the verdict true of what is left? last: the exchange's last refusal that it stands on."""
    check = TRUE_OF_THE_REST.get(cause)
    if check and check(rest, known, last, confidence):
        return True
    shown = {fault for attempt in {message[2] for message in rest.messages(known) if message[1] in REQUESTS}
             for fault in known.faults.get(attempt, ())}
    if cause in known.also | shown:
        return True
    refused = any(message[1] == "refusal" for message in rest.messages(known))
    return cause in known.weaker() and not (cause in LOGGED_IN and refused)


def result_of(rest, known, last, cause, confidence):
    if cause in known.allowed:
        return "kept"
    if holds_of_rest(rest, known, last, cause, confidence):
        return "true"
    if cause == "undetermined":
        return "undetermined"
    return "wrong" if confidence == "certain" else confidence


def same_in_frame(candidates, frame, message, taken):
    """Which of the exchanges with a refusal in this frame the message is about; mostly there is one."""
    nonces, account = identity_of(message)
    fits = [((nonces is not None and known.identity[frame][0] == nonces) * 2 + (known.identity[frame][1] == account),
             (id(known), frame) not in taken) for known in candidates]
    known = candidates[fits.index(max(fits))]
    taken.add((id(known), frame))
    return known


def place(whole, harm, messages):
    """(exchange of the damaged capture, true exchange): its last refusal there, and verdicts. And strays."""
    found, strays, taken = {}, [], set()
    for message in messages:
        if not message.get("status"):
            continue
        old = harm.old_number(message.frame)
        candidates = whole.refusals.get(old)
        if not candidates:
            old = whole.other_frame(message)
            candidates = whole.refusals.get(old)
        if not candidates:
            strays.append(message)
            continue
        known = same_in_frame(candidates, old, message, taken)
        place_of = next(one for one in known.messages if one[0] == old and one[1] in REFUSALS)
        key = message.get("exchange"), id(known)
        entry = found.setdefault(key, (known, [], set()))
        entry[1].append(place_of)
        entry[2].add((message.get("cause"), message.get("confidence")))
    return found, strays


def judge(whole, harm, messages):
    """The cases of all exchanges that still show a refusal; messages are the plugin's on the damaged capture."""
    rest = Rest(whole, harm)
    found, strays = place(whole, harm, messages)
    cases = {}
    for known, places, verdicts in found.values():
        last = max(places, key=lambda message: (message[2], message[0]))
        for cause, confidence in verdicts:
            result = result_of(rest, known, last, cause, confidence)
            case = cases.setdefault(id(known), Case(whole, harm, known, "kept", set(), is_untouched(harm, known)))
            case.said.add((cause, confidence))
            case.result = max(case.result, result, key=RESULTS.index)
    for message in strays:
        known = Known(set(), "no refusal of the whole capture", [(harm.old_number(message.frame), "challenge", 1)])
        verdict = message.get("cause"), message.get("confidence")
        result = "wrong" if verdict[1] == "certain" else verdict[1]
        cases[id(message)] = Case(whole, harm, known, result, {verdict}, False)
    return list(cases.values())


def is_untouched(harm, known):
    return all(frame in harm.whole for frame, _, _ in known.messages)


# Counting

class Tally:
    """The cases of one kind of damage, over all captures."""

    def __init__(self):
        self.readings = 0
        self.results = Counter()
        self.untouched = 0
        self.untouched_kept = 0

    def add(self, cases):
        self.readings += 1
        for case in cases:
            self.results[case.result] += 1
            if case.untouched:
                self.untouched += 1
                self.untouched_kept += case.result == "kept"

    def exchanges(self):
        return sum(self.results.values())

    def share_kept(self):
        """Of the exchanges that lost no frame, in percent; None where there is none."""
        return 100 * self.untouched_kept / self.untouched if self.untouched else None

    def row(self, name):
        share = self.share_kept()
        counts = [self.readings, self.exchanges()] + [self.results[result] for result in RESULTS]
        return [name] + [str(count) for count in counts] + [
            str(self.untouched), str(self.untouched_kept), "-" if share is None else f"{share:.1f} %"]


HEADER = ["damage", "readings", "exchanges", *RESULTS, "lost no frame", "of these kept", "share"]


def table_text(tallies):
    """The table in Markdown."""
    lines = [HEADER, ["---"] + ["--:"] * (len(HEADER) - 1)]
    lines += [tally.row(name) for name, tally in tallies.items()]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
