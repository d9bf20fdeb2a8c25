# SPDX-License-Identifier: GPL-2.0-or-later
"""Messages that are hard to read: too long, too many, too deep, bytes that are no text, numbers that are none.

All of them are logins that somebody answers, so that a reader that stumbles loses a link or blames a client.
"""

import base64

from .digest import Challenge
from .framing import icmp_quote
from .ladder import Ladder, bystander
from .registry import scenario
from .wire import Tcp

# Marks that stand in a message until its bytes are put there: no text can hold them.
MARK = "%MARK%"


def put(call, message, swaps):
    """Send a held message with some of its bytes swapped; Content-Length stays right, as no body changes."""
    for old, new in swaps:
        message.data = message.data.replace(old, new)
    call.send_raw(message.from_client, message.data)


def login(call, swaps=(), refused=False, method="REGISTER", offer=None, **credentials):
    """Request, challenge, retry, answer, with the same bytes swapped in all of them."""
    put(call, call.request(method, hold=True), swaps)
    challenge = call.challenge(**(offer or {}))
    put(call, call.answer(401, challenge, hold=True), swaps)
    put(call, call.request(method, call.credentials(challenge, **credentials), hold=True), swaps)
    again = call.challenge(**(offer or {})) if refused else ()
    put(call, call.answer(401 if refused else 200, again, hold=True), swaps)


def phones(capture, count):
    """Ladders of users of their own, an address each, ten seconds apart."""
    for number in range(count):
        yield Ladder(capture, client=f"10.0.1.{number + 1}:5060", user=f"user{number}")
        capture.step(after=10)


# -- long and many -----------------------------------------------------------

@scenario
def many_challenges(capture):
    """none: 10,000 challenges in one header field; the first one is answered and accepted"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, ("WWW-Authenticate", challenge.text() + ",x y=1" * 9999))
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def many_challenges_2(capture):
    """wrong password; 1,000 challenges, a header line each, and it is the last one that is answered: nothing may be said of its realm"""
    call = Ladder(capture)
    call.request("REGISTER")
    offers = [Challenge(f"r{number}", f"n{number}", qop=None) for number in range(1000)]
    lines = [("WWW-Authenticate", one.text()) for one in offers]
    call.answer(401, lines)
    call.request("REGISTER", call.credentials(offers[-1]))
    call.answer(401, lines)
    bystander(capture, after=60)


@scenario
def many_credentials(capture):
    """none: the retry brings 100 sets of credentials, the one that is asked for last, and is accepted"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    others = [call.credentials(Challenge(f"other{number}", f"n{number}", qop=None)) for number in range(99)]
    call.request("REGISTER", [*others, call.credentials(challenge)])
    call.answer(200)


@scenario
def long_nonce(capture):
    """none: a nonce of 60,000 bytes, echoed and accepted"""
    login(Ladder(capture), offer={"nonce": "n" * 59999 + "1"})


@scenario
def long_nonce_2(capture):
    """the retry's nonce of 30,000 bytes differs in the last one from the challenge's"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge(nonce="n" * 29999 + "1")
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge, nonce="n" * 29999 + "2"))
    call.answer(401, call.challenge(nonce="n" * 29999 + "1"))
    bystander(capture, after=60)


@scenario
def long_headers(capture):
    """none: 600 Vias, 400 unknown header lines, a Warning of 15,000 bytes in one challenge"""
    call = Ladder(capture)
    below = [f"SIP/2.0/UDP p{hop}.lab.test;branch=z9hG4bK{hop}" for hop in range(600)]
    call.request("REGISTER", below=below)
    challenge = call.challenge()
    call.answer(401, challenge, headers=[("Warning", '399 lab.test "' + "w" * 15000 + '"')]
                + [(f"X-{number}", "x") for number in range(400)])
    call.request("REGISTER", call.credentials(challenge), below=below)
    call.answer(200)


@scenario
def many_lines(capture):
    """wrong password; ten Warning and ten Reason lines in each refusal"""
    call = Ladder(capture)
    notes = [("Warning", f'399 lab.test "note {number}"') for number in range(10)] \
        + [("Reason", f'SIP;cause=401;text="reason {number}"') for number in range(10)]
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge, headers=notes)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(401, call.challenge(), headers=notes)
    bystander(capture, after=60)


@scenario
def endless_header(capture):
    """none: behind the challenge a header that never ends fills the datagram; the retry is accepted"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    message = call.answer(401, challenge, headers=[("Subject", MARK)], hold=True)
    call.send_raw(False, message.data.split(MARK.encode())[0] + b"s" * 50000)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def endless_header_tcp(capture):
    """none: over TCP a 401 whose header line goes on for 120,000 bytes and never ends, on a connection of its own"""
    other = Ladder(capture, transport=Tcp, client="10.0.0.7:40000", user="carol")
    other.request("REGISTER")
    message = other.answer(401, other.challenge(), headers=[("Subject", MARK)], hold=True)
    other.send_raw(False, message.data.split(MARK.encode())[0])
    for _ in range(4):
        other.send_raw(False, b"s" * 30000)
    login(Ladder(capture))


# -- deep --------------------------------------------------------------------

@scenario
def deep_quoting(capture):
    """none: escapes of escapes, nested comments, quotes that nothing closes; the retry escapes differently"""
    realm = 'lab \\" ' * 4 + "\\"
    call = Ladder(capture)
    call.request("REGISTER", below=["SIP/2.0/UDP p1.lab.test;branch=z9hG4bKp " + "(" * 2000 + "a\\)b" + ")" * 2000])
    challenge = call.challenge(realm)
    call.answer(401, challenge)
    credentials = call.credentials(challenge)
    # What needs no escape may have one all the same.
    text = credentials.text("REGISTER", "sip:lab.test").replace("lab ", "\\l\\a\\b ")
    call.request("REGISTER", ("Authorization", text),
                 below=["SIP/2.0/UDP p1.lab.test;branch=z9hG4bKp " + "(" * 2000 + "a\\)b" + ")" * 2000])
    call.answer(200)


@scenario
def unclosed_quotes(capture):
    """none: thousands of quotes that nothing closes, in From, Via, Security-Client and Contact"""
    open_quotes = '"\\' * 2000
    call = Ladder(capture)
    swaps = [(b"<sip:alice@10.0.0.1:5060>", ("<sip:alice@10.0.0.1:5060>;x=" + open_quotes).encode())]
    headers = [("Security-Client", "ipsec-3gpp;alg=" + ',"\\' * 1300), ("Warning", "399 lab.test " + open_quotes)]
    put(call, call.request("REGISTER", headers=headers, hold=True), swaps)
    challenge = call.challenge()
    put(call, call.answer(401, challenge, headers=[("Security-Server", "tls;q=" + ';"\\' * 1300)], hold=True), swaps)
    put(call, call.request("REGISTER", call.credentials(challenge), headers=headers, hold=True), swaps)
    put(call, call.answer(200, hold=True), swaps)


def nested(depth, text):
    """A message in the body of a message, so many times."""
    for number in range(depth):
        text = (f"MESSAGE sip:depth{number}@lab.test SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKdepth{number}\r\n"
                f"From: <sip:alice@lab.test>;tag=d{number}\r\nTo: <sip:bob@lab.test>\r\nCall-ID: depth{number}@10.0.0.1\r\n"
                f"CSeq: 1 MESSAGE\r\nContent-Type: message/sip\r\nContent-Length: {len(text.encode())}\r\n\r\n" + text)
    return text


@scenario
def sip_in_sip(capture):
    """none: the 401 carries itself, and a MESSAGE carries it again below forty others; only the outer ones count"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    quoted = call.build_answer(401, challenge)
    call.answer(401, challenge, headers=[("Content-Type", "message/sip")], body=quoted.text())
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    other = Ladder(capture, path=call.path)
    other.request("MESSAGE", headers=[("Content-Type", "message/sip")], body=nested(40, quoted.text()))
    other.answer(200)


@scenario
def icmp_and_fragments(capture):
    """none: every message comes as fragments, out of order and twice, and ICMP quotes each"""
    call = Ladder(capture)

    def cut(message, first):
        halves = call.path.fragments(message.from_client, message.data, 240)
        for which in (first, 1 - first, first):
            capture.step()
            frame = call.path.send_fragment(halves[which])
        icmp_quote(capture, frame, "10.0.0.9", "10.0.0.1" if message.from_client else "10.0.0.2")

    cut(call.request("REGISTER", hold=True), 1)
    challenge = call.challenge()
    cut(call.answer(401, challenge, hold=True), 0)
    cut(call.request("REGISTER", call.credentials(challenge), hold=True), 1)
    cut(call.answer(200, hold=True), 0)


# -- bytes that are no text --------------------------------------------------

NOT_TEXT = [
    b"a\x00b",                      # NUL
    b"\x00",
    b"\xff\xfe",                    # never in UTF-8
    b"\xc0\xaf",                    # overlong
    b"caf\xe9",                     # ISO-8859-1
    b"\xe2\x82",                    # cut short
    b"\xed\xa0\x80",                # a surrogate
    b"\xf4\x90\x80\x80",            # beyond Unicode
]


@scenario
def nul_and_bad_utf8(capture):
    """none: realms, nonces and user names with NUL bytes and bytes that are no UTF-8, all accepted"""
    for call, odd in zip(phones(capture, len(NOT_TEXT)), NOT_TEXT):
        login(call, [(b'realm="lab.test"', b'realm="' + odd + b'"'), (b'nonce="', b'nonce="' + odd),
                     (b'username="', b'username="' + odd)])


@scenario
def nul_and_bad_utf8_2(capture):
    """wrong passwords; the same bytes in realms, phrases (without NUL: Wireshark takes such a response for no SIP), Server, User-Agent, display names and Call-IDs"""
    for call, odd in zip(phones(capture, len(NOT_TEXT)), NOT_TEXT):
        login(call, [(b'realm="lab.test"', b'realm="' + odd + b'"'), (b" Unauthorized", b" " + odd.replace(b"\0", b"")),
                     (b"Server: ", b"Server: " + odd), (b"Call-ID: ", b"Call-ID: " + odd), (b"From: ", b'From: "' + odd + b'" '),
                     (b"User-Agent: ", b"User-Agent: " + odd)], refused=True)
    bystander(capture, after=60)


# -- numbers that are none ---------------------------------------------------

@scenario
def numbers_out_of_range(capture):
    """none: CSeq, nc, Content-Length and Expires beyond their range, negative, or no numbers; all accepted"""
    swaps = [
        [(b"CSeq: 1 ", b"CSeq: 4294967295 "), (b"CSeq: 2 ", b"CSeq: 4294967296 ")],
        [(b"CSeq: 1 ", b"CSeq: 99999999999999999998 "), (b"CSeq: 2 ", b"CSeq: 99999999999999999999 ")],
        [(b"CSeq: 1 ", b"CSeq: -2 "), (b"CSeq: 2 ", b"CSeq: -1 ")],
        [(b"CSeq: 1 ", b"CSeq: one "), (b"CSeq: 2 ", b"CSeq: two ")],
        [(b"nc=00000001", b"nc=ffffffff")],
        [(b"nc=00000001", b"nc=100000000")],
        [(b"nc=00000001", b"nc=-0000001")],
        [(b"nc=00000001", b"nc=zzzzzzzz")],
        [(b"Content-Length: 0", b"Content-Length: 4294967296")],
        [(b"Content-Length: 0", b"Content-Length: 99999999999999999999")],
        [(b"Content-Length: 0", b"Content-Length: -1")],
        [(b"Content-Length: 0", b"Content-Length: nine")],
        [(b"Expires: 3600", b"Expires: 99999999999999999999")],
        [(b"Expires: 3600", b"Expires: -1")],
        [(b"Max-Forwards: 70", b"Max-Forwards: 4294967366")],
    ]
    for call, some in zip(phones(capture, len(swaps)), swaps):
        login(call, some)


@scenario
def content_length_on_a_stream(capture):
    """none: over TCP, lengths that reach beyond the connection, or are negative; each on a connection of its own"""
    for number, length in enumerate((b"4294967295", b"4294967296", b"-1", b"2147483647")):
        call = Ladder(capture, transport=Tcp, client=f"10.0.1.{number + 1}:40000", user=f"user{number}")
        login(call, [(b"Content-Length: 0", b"Content-Length: " + length)])


# -- base64 that is none -----------------------------------------------------

def aka(call, nonce, auts=None):
    """An IMS challenge with any nonce; its answer, or AUTS, and a refusal."""
    call.request("REGISTER")
    call.answer(401, call.challenge(nonce=nonce, algorithm="AKAv1-MD5"))
    challenge = Challenge(call.domain, nonce, algorithm="AKAv1-MD5")
    credentials = call.credentials(challenge).text("REGISTER", "sip:lab.test")
    call.request("REGISTER", ("Authorization", credentials + (f', auts="{auts}"' if auts is not None else "")))
    call.answer(403)


@scenario
def base64_that_is_none(capture):
    """refused by 403; nonces of AKA and AUTS that are no base64, too short, too long, or empty"""
    good = base64.b64encode(bytes(range(32))).decode()
    cases = [
        ("=" * 44, None), ("!" * 44, None), (good[:-1], None), (good[:40], None), (good + "====", None),
        (good.replace("A", "\n "), None), ("A" * 4096, None), (good, ""), (good, "===="), (good, "AAAA"), (good, "A" * 5000),
        (good, "AAAAAAAAAAAAAAAAAA\\="), (good, "ÄÄÄÄÄÄÄÄÄÄ"),
    ]
    for call, (nonce, auts) in zip(phones(capture, len(cases)), cases):
        aka(call, nonce, auts)


@scenario
def passport_that_is_none(capture):
    """none: Identity header fields (RFC 8224) whose PASSporT is no base64, has no end, or a time beyond range"""
    claims = base64.urlsafe_b64encode(b'{"iat":' + b"9" * 40 + b"}").decode().rstrip("=")
    identities = ["", ".", "..", "a.%%%%.c", "a." + "e" * 5000, f"a.{claims}.c", "x" * 20000,
                  "a." + base64.urlsafe_b64encode(b'{"iat":"\x00' + b"\xff" * 30).decode() + ".c"]
    for call, identity in zip(phones(capture, len(identities)), identities):
        call.request("INVITE", headers=[("Identity", identity)])
        challenge = call.proxy_challenge()
        call.answer(407, challenge)
        call.ack()
        call.request("INVITE", call.credentials(challenge), headers=[("Identity", identity)])
        call.answer(200)
