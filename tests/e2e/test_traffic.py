# SPDX-License-Identifier: GPL-2.0-or-later
"""Hard traffic, frame by frame: which message is what, and which belongs to which.

The captures are drawn by captures/lab/crafted.py, which tells each of them line by line. TRAFFIC
says of each frame what its messages must say, in order; frames that are not named must say nothing.
"""

import re

import pytest

from harness import CAPTURES

ANY = "any"     # a frame of which nothing is promised
ABSENT = None   # a field that must not be there


def said(role, exchange=0, **fields):
    """What one message must say; a list stands for all values of a field, in order."""
    return {"role": role, "exchange": exchange, **fields}


def several(*tables):
    """One table of tables that name different frames."""
    return {frame: rows for table in tables for frame, rows in table.items()}


def accepted(request, challenge, retry, answer, exchange=0, ack=None, status=401, realm="lab.test",
             cause="challenge_accepted", answer_status=200):
    """An exchange that goes as it should; the numbers are frames. Of an 18x nothing is promised."""
    final = answer_status >= 200
    table = {
        request: [said("request", exchange, attempt=1)],
        challenge: [said("challenge", exchange, attempt=1, status=status, realm=realm, request_in=request,
                         retry_in=retry, outcome="accepted", cause=cause, retransmission_of=ABSENT,
                         duplicate_of=ABSENT, challenge_in=ABSENT)],
        retry: [said("retry", exchange, attempt=2, challenge_in=challenge, **{"sent.realm": realm})],
        answer: ANY,
    }
    if final:
        table[challenge][0].update(answer_in=answer, answer_status=answer_status)
        table[answer] = [said("answer", exchange, challenge_in=challenge, retry_in=retry)]
    if ack:
        table[challenge][0].update(ack_in=ack)
        table[ack] = [said("ack", exchange, challenge_in=challenge)]
    return table


def called(request, challenge, ack, retry, answer, exchange=0, answer_status=180, **more):
    """The same of an INVITE and a proxy."""
    return accepted(request, challenge, retry, answer, exchange, ack, 407, answer_status=answer_status, **more)


def first_only(request, challenge, exchange=0, **fields):
    """A challenge that nobody answers."""
    return {
        request: [said("request", exchange)],
        challenge: [said("challenge", exchange, request_in=request, retry_in=ABSENT, answer_in=ABSENT,
                         outcome="no_retry", **fields)],
    }


def refused(request, challenge, retry, refusal, exchange=0, cause="credentials_rejected", **retry_fields):
    """A retry that is challenged once more and given up."""
    return {
        request: [said("request", exchange, attempt=1)],
        challenge: [said("challenge", exchange, attempt=1, request_in=request, retry_in=retry, answer_in=refusal,
                         answer_status=401, outcome="rejected", cause=cause)],
        retry: [said("retry", exchange, attempt=2, challenge_in=challenge, **retry_fields)],
        refusal: [said("challenge", exchange, attempt=2, request_in=retry, challenge_in=challenge,
                       retry_in=ABSENT, outcome="no_retry", cause=cause)],
    }


def copies(table, **copied):
    """Add to a table, for each pair original: copy, what the copy must say; link names the field."""
    link = copied["link"]
    for original, copy in copied["frames"].items():
        first = table[original][0]
        same = {key: first[key] for key in ("role", "exchange", "attempt", "cause") if key in first}
        table[copy] = [{**same, link: original}]
    return table


IMS = {"realm": "ims.lab.test", "cause": "ims_aka_accepted"}


def other_hops(table, first, *others):
    """The same message on further hops."""
    for frame in others:
        table[frame][0]["other_hop_of"] = first
    table[first][0]["other_hop_of"] = ABSENT


def ims_hops():
    """Three links, each message crossing all of them; the 401 is first seen at the S-CSCF."""
    table = several(accepted(3, 4, 9, 10, 0, **IMS), accepted(2, 5, 8, 11, 1, **IMS), accepted(1, 6, 7, 12, 2, **IMS))
    for first, *others in ((1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12)):
        other_hops(table, first, *others)
    return table


def hop_not_captured():
    table = several(accepted(2, 3, 6, 7, 0, **IMS), accepted(1, 4, 5, 8, 1, **IMS))
    for first, other in ((1, 2), (3, 4), (5, 6), (7, 8)):
        other_hops(table, first, other)
    return table


def invite_hops():
    table = several(called(2, 3, 5, 8, 9, 0), called(1, 4, 6, 7, 10, 1))
    for first, other in ((1, 2), (3, 4), (7, 8)):
        other_hops(table, first, other)
    return table


def refused_hops():
    table = several(refused(2, 3, 6, 7, 0), refused(1, 4, 5, 8, 1))
    for first, other in ((1, 2), (3, 4), (5, 6), (7, 8)):
        other_hops(table, first, other)
    return table


def several_in_segment():
    """Frames 4 to 7, of two dialogs."""
    register, invite = accepted(4, 5, 6, 7, 0), called(4, 5, 6, 6, 7, 1)
    return {
        4: register[4] + invite[4],
        5: register[5] + [{**invite[5][0], "ack_in": 6}],
        6: [said("ack", 1, challenge_in=5)] + register[6] + [said("retry", 1, attempt=2, challenge_in=5)],
        7: ANY,
    }


def retransmissions():
    return copies(accepted(1, 3, 5, 7), frames={1: 2, 3: 4, 5: 6, 7: 8}, link="retransmission_of")


def mirrored():
    return copies(accepted(1, 3, 5, 7), frames={1: 2, 3: 4, 5: 6, 7: 8}, link="duplicate_of")


def mirrored_refusal():
    return copies(refused(1, 3, 5, 7), frames={1: 2, 3: 4, 5: 6, 7: 8}, link="duplicate_of")


def nat_rebinding():
    return copies(accepted(1, 3, 4, 5), frames={1: 2}, link="retransmission_of")


def icmp_quotes_retry():
    return copies(accepted(1, 2, 3, 6), frames={3: 5}, link="retransmission_of")


def icmp_quotes_challenge():
    return copies(accepted(1, 2, 6, 7), frames={1: 4, 2: 5}, link="retransmission_of")


def late_challenge_copy():
    """The 407 comes once more after the retry. Of its second ACK nothing is promised."""
    table = called(1, 2, 3, 4, 7)
    table[5] = [said("challenge", cause="challenge_accepted", retransmission_of=2)]
    table[6] = ANY
    return table


def late_request_copy():
    return copies(accepted(1, 2, 3, 4), frames={1: 5, 2: 6}, link="retransmission_of")


def new_nonce_each():
    """Three nonces for one request; the first is answered. Of the other two only their exchange is promised."""
    table = copies(accepted(1, 4, 7, 8), frames={1: 2}, link="retransmission_of")
    table[3] = [said("request", retransmission_of=1)]
    table[5] = table[6] = [said("challenge", status=401, cause="challenge_accepted")]
    return table


def edge_then_registrar():
    """407 for the edge's realm, 401 for the registrar's; both answered in the end."""
    return {
        1: [said("request", attempt=1)],
        2: [said("challenge", attempt=1, status=407, realm="edge.lab.test", request_in=1, retry_in=3,
                 answer_in=4, answer_status=401, outcome="next_challenge", cause="second_realm_challenge")],
        3: [said("retry", attempt=2, challenge_in=2)],
        4: [said("challenge", attempt=2, status=401, realm="lab.test", request_in=3, retry_in=5, challenge_in=2,
                 answer_in=6, answer_status=200, outcome="accepted", cause="second_realm_challenge")],
        5: [said("retry", attempt=3, challenge_in=4)],
        6: [said("answer", challenge_in=4, retry_in=5)],
    }


def guesses():
    """One exchange of six attempts that differ in the branch alone."""
    table = {1: [said("request", attempt=1)]}
    for number in range(1, 7):
        challenge = 2 * number
        last = number == 6
        table[challenge] = [said("challenge", attempt=number, request_in=challenge - 1, cause="challenge_loop",
                                 retry_in=ABSENT if last else challenge + 1,
                                 outcome="no_retry" if last else "rejected",
                                 challenge_in=ABSENT if number == 1 else challenge - 2)]
        if not last:
            table[challenge + 1] = [said("retry", attempt=number + 1, challenge_in=challenge)]
    return table


def begins_in_the_middle(request=3, exchange=0):
    """A REGISTER with a nonce from before, stale=true, and the retry that passes."""
    table = accepted(request, request + 1, request + 2, request + 3, exchange, cause="stale_recovered")
    table[request + 1][0]["stale"] = "true"
    return table


def repeat_without_credentials(first, second):
    """Two starts, neither of them answered."""
    cause = "no_retry_no_credentials"
    return several(first_only(*first, 0, cause=cause), first_only(*second, 1, cause=cause))


def tcp(first=4):
    """A registration behind the three frames of a handshake."""
    return accepted(first, first + 1, first + 2, first + 3)


PLAIN = accepted(1, 2, 3, 4)
UNANSWERED = first_only(1, 2, cause="no_retry_no_credentials")
TWO_CLIENTS = several(accepted(2, 3, 6, 7, 0), accepted(1, 4, 5, 8, 1))

TRAFFIC = {
    # How a message lies in packets
    "several-in-segment": several_in_segment(),
    "over-segments": accepted(4, 6, 9, 10),
    "end-and-begin-in-segment": accepted(4, 6, 7, 8),
    "nested-body": PLAIN,
    "icmp-quotes-retry": icmp_quotes_retry(),
    "icmp-quotes-challenge": icmp_quotes_challenge(),
    "continuation": accepted(4, 5, 7, 8),
    "challenge-half-lost": {},
    "crlf-keep-alive": accepted(4, 5, 8, 9),
    "retry-fragment-lost": first_only(1, 2, cause="retry_fragment_lost"),
    "retry-fragment-lost-2": first_only(1, 2, cause="retry_fragment_lost"),
    "retry-fragment-lost-near": accepted(1, 2, 4, 5),
    "challenge-missing-near-2": accepted(1, 2, 3, 4, realm=ANY),
    # How its headers are written
    "lf-only": PLAIN,
    "folded": PLAIN,
    "compact": PLAIN,
    "space-before-colon": PLAIN,
    "odd-case": PLAIN,
    "unquoted": PLAIN,
    "escapes": accepted(1, 2, 3, 4, realm='the "lab", a=b \\ Digest realm='),
    "utf8-user": accepted(1, 2, 3, 4, realm="Büro Straße"),
    "odd-commas": PLAIN,
    # What carries it
    "tcp": tcp(),
    "websocket": tcp(6),
    "ipv6": PLAIN,
    "sctp": PLAIN,
    "exported-pdu": PLAIN,
    "raw-ip": PLAIN,
    "vlan": PLAIN,
    "vxlan": PLAIN,
    "interleaved": TWO_CLIENTS,
    "gtp-tunnel": TWO_CLIENTS,
    "ip-in-ip": TWO_CLIENTS,
    "no-refusal": {},
    "no-sip": {},
    # Which message belongs to which
    "retransmissions": retransmissions(),
    "answers-at-once": copies(accepted(1, 3, 5, 6), frames={1: 2, 3: 4}, link="retransmission_of"),
    "new-nonce-each": new_nonce_each(),
    "mirrored": mirrored(),
    "mirrored-refusal": mirrored_refusal(),
    "gtp-and-plain": mirrored(),
    "nat-rebinding": nat_rebinding(),
    "answer-from-other-port": PLAIN,
    "rfc2543": PLAIN,
    "rfc2543-invite": called(1, 2, 3, 4, 5),
    "retry-new-call-id": PLAIN,
    "retry-new-from-tag": PLAIN,
    "retry-same-cseq": PLAIN,
    "retry-same-branch": PLAIN,
    "constant-branch": several(PLAIN, accepted(5, 6, 7, 8, 1)),
    "retry-over-tcp": accepted(1, 2, 6, 7),
    "retry-to-other-server": PLAIN,
    "late-challenge-copy": late_challenge_copy(),
    "late-request-copy": late_request_copy(),
    "foreign-user": UNANSWERED,
    "foreign-method": UNANSWERED,
    "foreign-direction": UNANSWERED,
    "crossed-nonces": several(called(1, 3, 4, 7, 9, 0), called(2, 5, 6, 8, 10, 1)),
    "guesses-same-cseq": guesses(),
    "users-same-call-id": several(*(first_only(frame, frame + 1, frame // 2, cause="no_retry_no_credentials")
                                    for frame in (1, 3, 5, 7))),
    "next-nonce": several(PLAIN, begins_in_the_middle(9, 1)),
    "three-days": several(*(accepted(4 * day + 1, 4 * day + 2, 4 * day + 3, 4 * day + 4, day) for day in range(13))),
    "begins-in-the-middle": begins_in_the_middle(),
    "cseq-reset": several(PLAIN, accepted(5, 6, 7, 8, 1)),
    "refresh-in-dialog": several(called(1, 2, 3, 4, 5, 0, 200), {6: ANY}, called(7, 8, 9, 10, 11, 1, 200), {12: ANY},
                                 accepted(13, 14, 15, 16, 2, status=407)),
    "second-realm-challenge": edge_then_registrar(),
    "credentials-rejected": refused(1, 2, 3, 4),
    "retry-without-credentials": refused(1, 2, 3, 4, cause="retry_without_credentials"),
    "retry-without-credentials-near": repeat_without_credentials((1, 2), (3, 4)),
    "retry-without-credentials-near-2": repeat_without_credentials((1, 2), (3, 4)),
    "no-request-in-capture-near": {
        1: [said("challenge", request_in=ABSENT, retry_in=2, answer_in=3, outcome="accepted")],
        2: [said("retry", challenge_in=1)],
        3: [said("answer", challenge_in=1, retry_in=2)],
    },
    # The same message on several hops
    "ims-hops-hosts": ims_hops(),
    "ims-hops-one-host": ims_hops(),
    "ims-hops-loopback": ims_hops(),
    "hop-not-captured": hop_not_captured(),
    "invite-hops": invite_hops(),
    "via-list": invite_hops(),
    "refused-hops": refused_hops(),
    "proxy-answers-itself": several(called(1, 2, 3, 4, 7), {5: ANY, 6: ANY}),
    "b2bua-passes-nonce": several(accepted(2, 3, 6, 7, 0), accepted(1, 4, 5, 8, 1)),
    "b2bua-answers-itself": called(2, 3, 4, 5, 6),
}

# Of these captures only the frames named.
DETAILS = {
    "forked-407": {
        2: [said("challenge", status=407, realm=["one.test", "two.test"], ack_in=3, retry_in=4, outcome="accepted",
                 **{"sent.realm": ["one.test", "two.test"]})],
        4: [said("retry", challenge_in=2, **{"sent.realm": ["one.test", "two.test"]})],
    },
    "challenges-in-one-line": {
        2: [said("challenge", realm=["one.test", "two.test"], retry_in=3, outcome="accepted",
                 **{"sent.realm": ["two.test"]})],
        3: [said("retry", challenge_in=2, **{"sent.realm": ["two.test"]})],
    },
    "challenges-in-lines": {
        2: [said("challenge", realm=["lab.test", "lab.test"], algorithm=["SHA-256", "MD5"], retry_in=3,
                 outcome="accepted", **{"sent.algorithm": ["MD5"]})],
    },
    "ack-other-branch": {
        2: [said("challenge", status=407, ack_in=ABSENT, retry_in=4, outcome="accepted", cause="challenge_accepted")],
        4: [said("retry", challenge_in=2)],
    },
    "crlf-before-retry": {
        5: [said("challenge", request_in=4, outcome="no_retry", confidence="possible")],
    },
    "no-retry-no-credentials-near-4": {
        2: [said("challenge", outcome="no_retry", cause="no_retry_no_credentials", confidence="possible")],
    },
    "forbidden-no-challenge-trunk": {
        8: [said("refusal", status=403, request_in=6, ack_in=9, outcome="forbidden", confidence="possible")],
    },
    "forbidden-no-challenge-near": {
        4: [said("refusal", status=403, request_in=1, ack_in=5, outcome="forbidden")],
    },
    "credentials-rejected-403": {
        2: [said("challenge", retry_in=3, answer_in=4, answer_status=403, outcome="forbidden",
                 cause="credentials_rejected_403")],
        3: [said("retry", challenge_in=2)],
        4: [said("refusal", status=403, request_in=3, challenge_in=2, realm="lab.test", outcome="forbidden",
                 cause="credentials_rejected_403")],
    },
    "challenge-accepted-busy": {
        2: [said("challenge", ack_in=3, retry_in=4, answer_in=6, answer_status=486, outcome="other_failure")],
    },
    "challenge-accepted-invite": {
        2: [said("challenge", ack_in=3, retry_in=4, outcome="accepted")],
    },
    "challenge-accepted-invite-near": {
        2: [said("challenge", retry_in=4, answer_in=ABSENT, outcome="unanswered")],
    },
    "stale-recovered": {
        6: [said("challenge", 1, stale="TRUE", request_in=5, retry_in=7, answer_in=8, outcome="accepted")],
    },
    "credentials-rejected-near": {
        2: [said("challenge", retry_in=3, answer_in=4, outcome="rechallenged")],
        4: [said("challenge", challenge_in=2, retry_in=5, answer_in=6, outcome="accepted")],
    },
    "challenge-wrong-header": {
        2: [said("challenge", outcome="no_retry", **{"challenge.header": "Proxy-Authenticate"})],
    },
    "earlier-credentials-dropped": {
        2: [said("challenge", retry_in=3, outcome="next_challenge")],
        4: [said("challenge", retry_in=5, realm="lab.test")],
        10: [said("challenge", retry_in=ABSENT, outcome="no_retry", cause="earlier_credentials_dropped")],
    },
    "realm-mismatch": {
        2: [said("challenge", realm="lab.test", cause="realm_mismatch", **{"sent.realm": "other.test"})],
        3: [said("retry", fault="realm_mismatch", **{"sent.realm": "other.test"})],
    },
    "wrong-auth-header": {
        4: [said("retry", fault="wrong_auth_header", **{"sent.header": "Authorization"})],
    },
    "no-retry-no-credentials-near-3": {
        2: [said("challenge", retry_in=3, retry_delay="25.000000000", outcome="accepted")],
    },
}

# `also` is where harmless deviations stand; those must (or must not) be named there.
ALSO = [
    ("identity-hint-only", 2, "identity_hint_only", True),
    ("identity-hint-only-2", 2, "identity_hint_only", True),
    ("identity-hint-only-near", 2, "identity_hint_only", False),
    ("ims-aka-accepted", 2, "identity_hint_only", True),
    ("challenge-wrong-header-near-2", 2, "challenge_wrong_header", True),
    ("wrong-auth-header-near-2", 2, "wrong_auth_header", True),
    ("realm-case-mismatch-near-2", 2, "realm_case_mismatch", True),
    ("realm-mismatch-near-3", 2, "realm_mismatch", True),
    ("nonce-not-from-challenge-near-3", 2, "nonce_not_from_challenge", True),
    ("realm-mismatch-near", 4, "realm_mismatch", False),
    ("realm-mismatch-near-2", 4, "realm_mismatch", False),
    ("wrong-auth-header-near", 5, "wrong_auth_header", False),
    ("nonce-not-from-challenge-near", 6, "nonce_not_from_challenge", False),
    ("crossed-nonces", 3, "nonce_not_from_challenge", False),
    ("new-nonce-each", 4, "nonce_not_from_challenge", False),
    ("next-nonce", 10, "nonce_not_from_challenge", False),
    ("challenge-missing-near", 2, "challenge_missing", False),
    ("challenge-missing-near-2", 2, "challenge_missing", False),
    ("retry-cut-short", 4, "retry_without_credentials", False),
    ("challenge-wrong-header-near", 2, "challenge_wrong_header", False),
    ("mirrored-refusal", 7, "challenge_loop", False),
]

# What a single pass can know: what a message says of itself and of earlier frames.
KNOWN_AT_ONCE = {
    "role", "exchange", "attempt", "status", "realm", "stale", "algorithm", "challenge.header", "request_in",
    "challenge_in", "retransmission_of", "duplicate_of", "other_hop_of", "fault",
}
# A first request cannot know yet that it will be challenged; a copy of one may come after the challenge.
NOT_AT_ONCE = {"request"}


def by_frame(messages):
    frames = {}
    for message in messages:
        frames.setdefault(message.frame, []).append(message)
    return frames


def as_values(expected):
    return [str(value) for value in expected] if isinstance(expected, list) else [str(expected)]


def differences(message, expected):
    """What a message says otherwise than expected, one line a field."""
    lines = []
    for name, wanted in expected.items():
        got = message.all(name)
        if wanted is ABSENT:
            right = got == []
        elif wanted == ANY:
            right = True
        else:
            right = got == as_values(wanted)
        if not right:
            lines.append(f"frame {message.frame}: {name} is {got}, not {wanted}")
    return lines


def compare(messages, expected):
    """Differences of one frame's messages from its rows."""
    if expected == ANY:
        return []
    if len(messages) != len(expected):
        return [f"{len(messages)} messages ({[message.get('role') for message in messages]}), not {len(expected)}"]
    return [line for message, row in zip(messages, expected) for line in differences(message, row)]


def path(name):
    return CAPTURES / f"crafted-{name}.pcap"


@pytest.mark.parametrize("name", TRAFFIC)
def test_every_frame(wireshark, name):
    frames = by_frame(wireshark.messages(path(name)))
    wrong = [f"frame {frame}: " + line for frame, rows in TRAFFIC[name].items()
             for line in compare(frames.get(frame, []), rows)]
    wrong += [f"frame {frame} says {messages[0].get('role')}, though it has no part"
              for frame, messages in frames.items() if frame not in TRAFFIC[name]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", DETAILS)
def test_frames(wireshark, name):
    frames = by_frame(wireshark.messages(path(name)))
    wrong = [line for frame, rows in DETAILS[name].items() for line in compare(frames.get(frame, []), rows)]
    assert not wrong, "\n".join(wrong)


def at_once(rows):
    """Of the rows of a frame, what a single pass can know; messages it cannot know are left out."""
    return [{name: value for name, value in row.items() if name in KNOWN_AT_ONCE}
            for row in rows if row["role"] not in NOT_AT_ONCE]


@pytest.mark.parametrize("name", TRAFFIC)
def test_links_back_in_one_pass(wireshark, name):
    frames = by_frame(wireshark.messages(path(name), two_pass=False))
    wrong = []
    for frame, rows in TRAFFIC[name].items():
        if rows == ANY:
            continue
        messages = [message for message in frames.get(frame, []) if message.get("role") not in NOT_AT_ONCE]
        wrong += [f"frame {frame}: {line}" for line in compare(messages, at_once(rows))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name, frame, slug, there", ALSO,
                         ids=[f"{name}-{slug}" for name, _, slug, _ in ALSO])
def test_also(wireshark, name, frame, slug, there):
    message, = by_frame(wireshark.messages(path(name)))[frame]
    assert (slug in message.all("also")) == there
    assert message.get("cause") != slug


def test_challenge_is_shown_as_each_hop_has_it(wireshark):
    """The P-CSCF of this capture strips ck and ik: only the challenge behind it shows them, without their values."""
    frames = by_frame(wireshark.messages(path("ims-hops-hosts")))
    assert re.search("ck=…,? *ik=…", frames[4][0].get("challenge"))
    assert "ck=" not in frames[6][0].get("challenge")
