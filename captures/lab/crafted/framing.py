# SPDX-License-Identifier: GPL-2.0-or-later
"""How a message lies in packets and how its headers are written: hard to read, nothing wrong with it."""

import re

from scapy.layers.inet import ICMP, IP

from .ladder import Ladder
from .registry import scenario
from .wire import Tcp


def in_one_segment(path, messages):
    """Several held messages as one segment; a step of the clock for all of them."""
    path.capture.step()
    return path.send(messages[0].from_client, b"".join(message.data for message in messages))


@scenario
def several_in_segment(capture):
    """none: two dialogs on one TCP connection, two or three messages in each segment"""
    phone = Ladder(capture, transport=Tcp, client="10.0.0.1:40000")
    call = Ladder(capture, path=phone.path, client=phone.client)
    in_one_segment(phone.path, [phone.request("REGISTER", hold=True), call.request("INVITE", hold=True)])
    register, invite = phone.challenge(), call.proxy_challenge()
    in_one_segment(phone.path, [phone.answer(401, register, hold=True), call.answer(407, invite, hold=True)])
    in_one_segment(phone.path, [call.ack(hold=True),
                                phone.request("REGISTER", phone.credentials(register), hold=True),
                                call.request("INVITE", call.credentials(invite), hold=True)])
    in_one_segment(phone.path, [phone.answer(200, hold=True), call.answer(100, hold=True),
                                call.answer(180, hold=True)])


def in_pieces(path, message, *cuts):
    """A held message in several segments."""
    edges = [0, *cuts, len(message.data)]
    for begin, end in zip(edges, edges[1:]):
        path.capture.step()
        path.send(message.from_client, message.data[begin:end])


@scenario
def over_segments(capture):
    """none: the 401 lies in two TCP segments, the retry in three"""
    call = Ladder(capture, transport=Tcp, client="10.0.0.1:40000")
    call.request("REGISTER")
    challenge = call.challenge()
    in_pieces(call.path, call.answer(401, challenge, hold=True), 150)
    in_pieces(call.path, call.request("REGISTER", call.credentials(challenge), hold=True), 100, 330)
    call.answer(200)


@scenario
def end_and_begin_in_segment(capture):
    """none: a segment holds the end of one message and the whole next one"""
    call = Ladder(capture, transport=Tcp, client="10.0.0.1:40000")
    call.request("REGISTER")
    challenge = call.challenge()
    answer = call.answer(401, challenge, hold=True)
    other = Ladder(capture, client=call.server, server=call.client, callee="alice", path=call.path)
    options = other.request("OPTIONS", hold=True)
    capture.step()
    call.send_raw(False, answer.data[:200])
    call.send_raw(False, answer.data[200:] + options.data)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def nested_body(capture):
    """none: a MESSAGE quotes the 401 in a message/sip body; the quoted one is no message"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    answer = call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    other = Ladder(capture, path=call.path)
    other.request("MESSAGE", headers=[("Content-Type", "message/sip")], body=answer.text())
    other.answer(200)


def icmp_quote(capture, frame, source, destination):
    """The destination's ICMP port unreachable, quoting the whole packet of a frame."""
    quoted = IP(capture.frames[frame - 1][1][14:])
    capture.step()
    capture.packet(source, destination, ICMP(type=3, code=3) / quoted)


@scenario
def icmp_quotes_retry(capture):
    """none: an ICMP port unreachable quotes the retry; its retransmission is accepted"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    retry = call.request("REGISTER", call.credentials(challenge))
    icmp_quote(capture, retry.frame, "10.0.0.2", "10.0.0.1")
    call.again(retry, after=0.5)
    call.answer(200)


@scenario
def icmp_quotes_challenge(capture):
    """none: an ICMP port unreachable quotes the 401, which is no second 401"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    challenge = call.challenge()
    answer = call.answer(401, challenge)
    icmp_quote(capture, answer.frame, "10.0.0.1", "10.0.0.2")
    call.again(request, after=0.5)
    call.again(answer)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def continuation(capture):
    """none: on the same connection the first half of a MESSAGE is lost, the second is a continuation"""
    call = Ladder(capture, transport=Tcp, client="10.0.0.1:40000")
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    other = Ladder(capture, client=call.server, server=call.client, callee="alice", path=call.path)
    text = other.request("MESSAGE", headers=[("Content-Type", "text/plain")], body="a long text\r\n" * 20, hold=True)
    call.path.lose(False, text.data[:300])
    call.send_raw(False, text.data[300:])
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def challenge_half_lost(capture):
    """the first half of the 401 is lost; what is left is no message"""
    call = Ladder(capture, transport=Tcp, client="10.0.0.1:40000")
    call.request("REGISTER")
    challenge = call.challenge()
    answer = call.answer(401, challenge, hold=True)
    call.path.lose(False, answer.data[:200])
    call.send_raw(False, answer.data[200:])
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


def written(capture, reshape, **challenge):
    """A plain registration, each message written another way."""
    call = Ladder(capture, reshape=reshape)
    call.request("REGISTER")
    asked = call.challenge(**challenge)
    call.answer(401, asked)
    call.request("REGISTER", call.credentials(asked))
    call.answer(200)


@scenario
def lf_only(capture):
    """none: lines end in LF alone"""
    written(capture, lambda text: text.replace("\r\n", "\n"))


@scenario
def folded(capture):
    """none: challenge and credentials are folded over several lines"""
    written(capture, lambda text: re.sub(r", (nonce|qop|uri|cnonce)=", ",\r\n \t\\1=", text))


COMPACT = {"Via": "v", "From": "f", "To": "t", "Call-ID": "i", "Contact": "m", "Content-Length": "l",
           "Content-Type": "c"}


@scenario
def compact(capture):
    """none: compact header names"""
    written(capture, lambda text: re.sub(r"(?m)^([A-Za-z-]+):", lambda m: COMPACT.get(m[1], m[1]) + ":", text))


@scenario
def space_before_colon(capture):
    """none: white space before the colon of every header"""
    written(capture, lambda text: re.sub(r"(?m)^([A-Za-z-]+): ", "\\1 \t: ", text))


@scenario
def odd_case(capture):
    """none: header names and the scheme in capitals, parameter names in mixed case"""
    def capitals(text):
        text = re.sub(r"(?m)^([A-Za-z-]+):", lambda match: match[1].upper() + ":", text)
        return text.replace("Digest ", "DIGEST ").replace("realm=", "Realm=").replace("nonce=", "NONCE=")
    written(capture, capitals)


@scenario
def unquoted(capture):
    """none: realm, nonce, uri and response without quotes; algorithm, stale and nc with quotes"""
    def swap(text):
        text = re.sub(r'(realm|nonce|uri|response|username)="([^"]*)"', "\\1=\\2", text)
        return re.sub(r"(algorithm|stale|nc|qop)=([^\",\r ]+)", '\\1="\\2"', text)
    written(capture, swap, algorithm="MD5", stale="FALSE")


@scenario
def escapes(capture):
    """none: realm and user name with quotes, backslashes, commas and = in quoted strings"""
    call = Ladder(capture, username='al"ice\\, uri="x"')
    call.request("REGISTER")
    challenge = call.challenge(realm='the "lab", a=b \\ Digest realm=', opaque='a"b,c=d', nonce="a+b/c==,d")
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def utf8_user(capture):
    """none: user name and realm in UTF-8"""
    call = Ladder(capture, username="zoë", server_name="Lab Registrar 1.0")
    call.request("REGISTER")
    challenge = call.challenge(realm="Büro Straße")
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def challenges_in_one_line(capture):
    """none: one WWW-Authenticate line holds two challenges, the client answers the second"""
    call = Ladder(capture)
    call.request("REGISTER")
    one, two = call.challenge("one.test"), call.challenge("two.test")
    call.answer(401, ("WWW-Authenticate", one.text() + ", " + two.text()))
    call.request("REGISTER", call.credentials(two))
    call.answer(200)


@scenario
def challenges_in_lines(capture):
    """none: SHA-256 and MD5 in two WWW-Authenticate lines (RFC 8760), the client answers MD5"""
    call = Ladder(capture)
    call.request("REGISTER")
    nonce = capture.token("nonce", 32)
    best, old = call.challenge(nonce=nonce, algorithm="SHA-256"), call.challenge(nonce=nonce, algorithm="MD5")
    call.answer(401, [best, old])
    call.request("REGISTER", call.credentials(old))
    call.answer(200)


@scenario
def odd_commas(capture):
    """none: empty list elements, no comma between two parameters, one parameter twice"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    sloppy = (f'Digest , realm="{challenge.realm}",, nonce="{challenge.nonce}" qop="auth", '
              'realm="second.test", foo=bar,')
    call.answer(401, ("WWW-Authenticate", sloppy))
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def crlf_before_retry(capture):
    """none: the retry stands behind a CRLF keep-alive in one TCP segment"""
    call = Ladder(capture, transport=Tcp, client="10.0.0.1:40000")
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    retry = call.request("REGISTER", call.credentials(challenge), hold=True)
    call.send_raw(True, b"\r\n\r\n" + retry.data)
    call.ping(at=40)


@scenario
def crlf_keep_alive(capture):
    """none: CRLF keep-alives (RFC 5626) in segments of their own between the messages"""
    call = Ladder(capture, transport=Tcp, client="10.0.0.1:40000")
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.send_raw(True, b"\r\n\r\n")
    call.send_raw(False, b"\r\n")
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def retry_cut_short(capture):
    """the retry is cut by the snap length before its Authorization; the 401 after it is whole"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge, password="wrong"), cut_before="Authorization")
    call.answer(401, call.challenge())
    call.ping(at=40)
