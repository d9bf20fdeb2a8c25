# SPDX-License-Identifier: GPL-2.0-or-later
"""The same facts, however Wireshark is asked: passes, output formats, sharkd, order of frames."""

import re

from harness import frame_values, parse_text, without_brackets

# Links to later frames: a program that reads once cannot know them.
FORWARD = {
    "sipauth.ack_in", "sipauth.retry_in", "sipauth.retry_delay",
    "sipauth.answer_in", "sipauth.answer_status",
}
# What may still change while the exchange goes on.
VERDICT = {
    "sipauth.outcome", "sipauth.cause", "sipauth.also", "sipauth.confidence", "sipauth.label",
    "sipauth.evidence", "sipauth.evidence.frame", "sipauth.inspect", "sipauth.next_step", "sipauth.reference",
    "sipauth.exchange.outcome", "sipauth.exchange.cause", "sipauth.summary",
}
# What the retry sent back stands on the challenge as well; there it is a forward link.
OF_THE_RETRY = {"sipauth.sent", "sipauth.account", "sipauth.aka.auts"}
# After these no message of the exchange follows, so that the verdict is known there.
SETTLED_ROLES = {"answer", "refusal"}
# Patterns over many exchanges: later ones may show that an earlier one was part of it.
PATTERNS = {"brute_force_scan", "banned_after_failures", "challenge_loop", "nonce_unknown_to_server",
            "register_storm", "tool_or_uptime_probe"}


def is_expert(name):
    return name.startswith("sipauth.expert.")


def plain(shown, field_type):
    """A value without what each output does to it: bytes with colons or not, folded headers in
    XML with spaces, in -T fields with a written \\r\\n."""
    if field_type == "FT_BYTES":
        return shown.replace(":", "")
    return re.sub(r"(\\[rnt]|\s)+", " ", shown)


def comparable(values, types):
    """Plain values; of expert fields, which have none, how often they are there. An empty value
    is left out, as -T fields shows it no different from none."""
    return {frame: {name: len(shown) if is_expert(name)
                    else [plain(value, types[name]) for value in shown]
                    for name, shown in fields.items() if is_expert(name) or shown != [""]}
            for frame, fields in values.items()}


def assert_same_values(wireshark, values, messages):
    """Do these {frame: {field: values}} tell what the messages tell?"""
    types = wireshark.fields()
    assert comparable(values, types) == comparable(frame_values(messages), types)


def trees_by_frame(messages):
    frames = {}
    for message in messages:
        frames.setdefault(message.frame, []).append(message.tree)
    return frames


def test_printed_tree_is_the_same(wireshark, capture):
    """-V prints the lines of the tree, each in the brackets of generated items."""
    printed = parse_text(wireshark.text(capture))
    bare = {frame: [[without_brackets(line) for line in tree] for tree in trees]
            for frame, trees in printed.items()}
    assert bare == trees_by_frame(wireshark.messages(capture))
    not_generated = [line for trees in printed.values() for tree in trees for line in tree
                     if not line.strip().startswith("[")]
    assert not not_generated


def test_fields_are_the_same(wireshark, capture):
    assert_same_values(wireshark, wireshark.field_values(capture), wireshark.messages(capture))


def test_json_is_the_same(wireshark, capture):
    assert_same_values(wireshark, wireshark.json_values(capture), wireshark.messages(capture))


def test_sharkd_is_the_same(wireshark, capture):
    """Frames are asked for backwards there, so this proves that order does not matter."""
    sharkd = trees_by_frame(wireshark.sharkd_messages(capture))
    assert sharkd == trees_by_frame(wireshark.messages(capture))


def test_two_runs_are_the_same(wireshark, capture):
    assert wireshark.text(capture) == wireshark.fresh_text(capture)


def message_keys(messages):
    """(frame, n-th message of the frame) -> message."""
    keys, counts = {}, {}
    for message in messages:
        count = counts.get(message.frame, 0)
        keys[message.frame, count] = message
        counts[message.frame] = count + 1
    return keys


def match_one_pass(first, both):
    """Pairs of the same message as one pass and two passes show it."""
    pairs = []
    for frame in sorted({message.frame for message in first}):
        late = [message for message in both if message.frame == frame]
        for message in (message for message in first if message.frame == frame):
            # A first request is known to be one only once it was challenged, so two passes may
            # show more messages in a frame; the others come in the same order.
            while late and late[0].get("role") != message.get("role"):
                assert late.pop(0).get("role") == "request", f"frame {frame}"
            assert late, f"frame {frame}: one pass shows a {message.get('role')} more"
            pairs.append((message, late.pop(0)))
    return pairs


def is_part_of_pattern(message):
    return bool(PATTERNS.intersection(message.all("cause") + message.all("also") + message.all("exchange.cause")))


def lasting(message, part_of_pattern):
    """The fields one pass must show as two passes do."""
    settled = message.get("role") in SETTLED_ROLES and not part_of_pattern
    may_differ = FORWARD if settled else FORWARD | VERDICT
    challenge = message.get("role") == "challenge"
    return {name: shown for name, shown in message.fields.items()
            if name not in may_differ
            and not (is_expert(name) and "sipauth.cause" in may_differ)
            and not (challenge and (name in OF_THE_RETRY or name.startswith("sipauth.sent.")))}


def test_one_pass_agrees(wireshark, capture):
    first, both = wireshark.messages(capture, two_pass=False), wireshark.messages(capture)
    for once, twice in match_one_pass(first, both):
        where = f"frame {once.frame} ({once.get('role')})"
        part = is_part_of_pattern(twice)
        assert lasting(once, part) == lasting(twice, part), where
        for name in FORWARD:
            assert once.all(name[len("sipauth."):]) in ([], twice.all(name[len("sipauth."):])), where


def stands_before_its_challenge(message):
    """In captures that were merged or mixed up."""
    challenge = message.get("challenge_in")
    return message.get("role") == "retry" and challenge and int(challenge) > message.frame


def test_one_pass_misses_only_first_requests(wireshark, capture):
    first, both = wireshark.messages(capture, two_pass=False), wireshark.messages(capture)
    matched = [id(twice) for _, twice in match_one_pass(first, both)]
    missing = {f"frame {message.frame}: {message.get('role')}" for message in both
               if id(message) not in matched and message.get("role") != "request"
               and not stands_before_its_challenge(message)}
    assert not missing


def test_one_pass_says_pending_or_why(wireshark, capture):
    """A challenge that is not settled yet is pending; what two passes call pending is nothing."""
    for message in wireshark.messages(capture, two_pass=False):
        # A copy may come late, when it is known what became of the first.
        copy = message.get("retransmission_of") or message.get("duplicate_of")
        if message.get("role") == "challenge" and message.get("cause") is None and not copy:
            assert message.get("outcome") == "pending", f"frame {message.frame}"
    for message in wireshark.messages(capture):
        assert message.get("outcome") != "pending", f"frame {message.frame}"
