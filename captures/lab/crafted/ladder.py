# SPDX-License-Identifier: GPL-2.0-or-later
"""The ladder language: a dialog told request by request and answer by answer.

    call = Ladder(capture, client="10.0.0.1:5060", server="10.0.0.2:5060")
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)

Each line sends one message 20 ms after the last; `at=` (second of the capture) and `after=`
(seconds) move the clock first.
"""

from dataclasses import dataclass, field, replace

from . import digest
from .digest import Challenge, Credentials
from .wire import Udp

PHRASES = {100: "Trying", 180: "Ringing", 183: "Session Progress", 200: "OK", 202: "Accepted",
           401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 407: "Proxy Authentication Required",
           422: "Session Interval Too Small", 423: "Interval Too Brief", 480: "Temporarily Unavailable",
           481: "Call/Transaction Does Not Exist", 486: "Busy Here",
           491: "Request Pending", 494: "Security Agreement Required", 500: "Server Internal Error",
           503: "Service Unavailable", 504: "Server Time-out"}

SDP = ("v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n"
       "m=audio 49170 RTP/AVP 0\r\n")


@dataclass
class Message:
    """One SIP message: what stands in it, and where it was put."""

    start: str
    vias: list
    headers: list
    body: str = ""
    method: str = ""
    cseq: int = 0
    from_client: bool = True
    frame: int = 0
    data: bytes = b""

    def header(self, name):
        return next((value for key, value in self.headers if key == name), None)

    def text(self):
        lines = [self.start]
        lines += ["Via: " + via for via in self.vias]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.header("Content-Length") is None:
            lines.append(f"Content-Length: {len(self.body.encode())}")
        return "\r\n".join(lines) + "\r\n\r\n" + self.body


@dataclass
class Ladder:
    """One client and one server, and the dialog they are in."""

    capture: object
    client: str = "10.0.0.1:5060"
    server: str = "10.0.0.2:5060"
    user: str = "alice"
    domain: str = "lab.test"
    callee: str = "bob"
    password: object = "wonderland"
    username: str = None
    agent: str = "Lab Phone 1.0"
    server_name: str = "Lab Registrar 1.0"
    transport: type = Udp
    path: object = None
    call_id: str = None
    from_tag: str = None
    cseq: int = 0
    to_tag: str = None
    last_request: Message = None
    last_answer: Message = None
    reshape: object = None
    _answer_tags: dict = field(default_factory=dict)

    def __post_init__(self):
        token = self.capture.token
        self.path = self.path or self.transport(self.capture, self.client, self.server)
        self.call_id = self.call_id or token("call", 12) + "@" + self.client.rsplit(":", 1)[0].strip("[]")
        self.from_tag = self.from_tag or token("from", 8)
        self.username = self.username or self.user

    # What is said

    def challenge(self, realm=None, **changes):
        """A challenge with a nonce of its own."""
        changes.setdefault("nonce", self.capture.token("nonce", 32))
        return Challenge(realm=realm or self.domain, **changes)

    def proxy_challenge(self, realm=None, **changes):
        """A challenge for a 407."""
        return self.challenge(realm, header="Proxy-Authenticate", **changes)

    def aka_challenge(self, realm=None, **changes):
        return self.challenge(realm, nonce=digest.AKA_NONCE, algorithm="AKAv1-MD5", **changes)

    def credentials(self, challenge, **changes):
        """Right credentials for a challenge, but for what is given."""
        changes.setdefault("username", self.username)
        changes.setdefault("password", self.password)
        return Credentials(challenge=challenge, **changes)

    def request(self, method, credentials=(), **how):
        """Send a request. how: what differs from a plain next request of this dialog (see build_request)."""
        when, where, content = split(how)
        self.last_request = self.build_request(method, credentials, **content)
        return self._send(self.last_request, when, where)

    def build_request(self, method, credentials=(), uri=None, cseq=None, branch=None, headers=(), body=None,
                      call_id=None, from_tag=None, from_user=None, to=None, to_tag=None, below=()):
        """below: Vias under the top one; cseq: a number of its own, from which the next ones count on."""
        if cseq is None:
            self.cseq += 1
            cseq = self.cseq
        else:
            self.cseq = cseq
        aor = f"sip:{from_user or self.user}@{self.domain}"
        uri = uri or (f"sip:{self.domain}" if method == "REGISTER" else f"sip:{self.callee}@{self.domain}")
        to = to or (aor if method == "REGISTER" else uri)
        body = SDP if body is None and method == "INVITE" else body or ""
        list_of = [
            ("Max-Forwards", "70"),
            ("From", f"<{aor}>;tag={from_tag or self.from_tag}"),
            ("To", f"<{to}>" + (f";tag={to_tag}" if to_tag else "")),
            ("Call-ID", call_id or self.call_id),
            ("CSeq", f"{cseq} {method}"),
        ]
        list_of.append(("Contact", f"<sip:{self.user}@{self.client}>"))
        if method == "REGISTER":
            list_of.append(("Expires", "3600"))
        list_of += self._authorization(credentials, method, uri)
        list_of += list(headers)
        list_of.append(("User-Agent", self.agent))
        if body and not any(name == "Content-Type" for name, _ in headers):
            list_of.append(("Content-Type", "application/sdp"))
        vias = [self._via(branch)] + list(below)
        return Message(f"{method} {uri} SIP/2.0", vias, list_of, body, method, cseq, True)

    def answer(self, status, challenge=(), **how):
        """Send a response to the last request (or to request=)."""
        when, where, content = split(how)
        self.last_answer = self.build_answer(status, challenge, **content)
        return self._send(self.last_answer, when, where)

    def build_answer(self, status, challenge=(), phrase=None, request=None, headers=(), to_tag=None, body=""):
        request = request or self.last_request
        tag = to_tag or self._answer_tag(request, status)
        list_of = [(name, request.header(name)) for name in ("From", "To", "Call-ID", "CSeq")]
        if tag and ";tag=" not in list_of[1][1]:
            list_of[1] = ("To", list_of[1][1] + ";tag=" + tag)
        list_of += [one if is_header(one) else (one.header, one.text()) for one in several(challenge)]
        if 200 <= status < 300 and request.method in ("REGISTER", "INVITE"):
            list_of.append(("Contact", request.header("Contact") if request.method == "REGISTER"
                            else f"<sip:{self.callee}@{self.server}>"))
        list_of += list(headers)
        if not any(name == "Server" for name, _ in headers):
            list_of.append(("Server", self.server_name))
        phrase = PHRASES[status] if phrase is None else phrase
        start, vias = f"SIP/2.0 {status} {phrase}", list(request.vias)
        return Message(start, vias, list_of, body, request.method, request.cseq, False)

    def ack(self, answer=None, request=None, **how):
        """The ACK of a refused INVITE: hop by hop, same branch, same CSeq number (RFC 3261 section 17.1.1.3)."""
        when, where, content = split(how)
        request, answer = request or self.last_request, answer or self.last_answer
        branch = content.pop("branch", None)
        vias = [replace_branch(request.vias[0], branch) if branch else request.vias[0]]
        list_of = [("Max-Forwards", "70"), ("From", request.header("From")), ("To", answer.header("To")),
                   ("Call-ID", request.header("Call-ID")), ("CSeq", f"{request.cseq} ACK")]
        uri = request.start.split(" ")[1]
        message = Message(f"ACK {uri} SIP/2.0", vias, list_of, "", "ACK", request.cseq, True)
        return self._send(message, when, where)

    def again(self, message, **how):
        """A retransmission: the same bytes in a new packet."""
        when, where, _ = split(how)
        self.capture.step(**when)
        return replace(message, frame=self.path.send(message.from_client, message.data, **where))

    def send_raw(self, from_client, data, **how):
        """Any bytes on this path."""
        when, where, _ = split(how)
        self.capture.step(**when)
        return self.path.send(from_client, data, **where)

    def draw(self, message):
        """The bytes of a message, reshaped as the scenario wants."""
        text = message.text()
        return (self.reshape(text) if self.reshape else text).encode()

    # Whole scenes

    def register(self, **how):
        """A registration that goes as it should; gives the challenge."""
        self.request("REGISTER", **how)
        challenge = self.challenge()
        self.answer(401, challenge)
        self.request("REGISTER", self.credentials(challenge))
        self.answer(200)
        return challenge

    def ping(self, at):
        """A sign of life of the client: OPTIONS outside the dialog, answered."""
        other = Ladder(self.capture, self.client, self.server, self.user, self.domain, path=self.path,
                       agent=self.agent, server_name=self.server_name, callee="ping")
        other.request("OPTIONS", at=at)
        other.answer(200)

    # How it is sent

    def relayed(self, message, drop=(), headers=None, **how):
        """The same message on this hop: a request with a Via more, a response with one less.

        drop: names of headers that the proxy takes out; headers: what it makes of all of them.
        """
        when, where, _ = split(how)
        kept = [(name, value) for name, value in headers or message.headers if name not in drop]
        vias = [self._via()] + message.vias if message.from_client else message.vias[1:]
        copy = replace(message, vias=vias, headers=kept)
        if message.from_client:
            self.last_request = copy
        else:
            self.last_answer = copy
        return self._send(copy, when, where)

    def _send(self, message, when, where):
        self.capture.step(**when)
        message.data = self.draw(message)
        if "cut_before" in where:       # a capture that kept the packet up to this header only
            where["snap"] = HEAD_OF_DATAGRAM + message.data.index(where.pop("cut_before").encode())
        if not where.pop("hold", False):
            message.frame = self.path.send(message.from_client, message.data, **where)
        return message

    def _via(self, branch=None):
        branch = branch or "z9hG4bK" + self.capture.token("branch")
        suffix = f";branch={branch}" if branch != "none" else ""
        return f"SIP/2.0/{self.path.name} {self.client}{suffix}"

    def _answer_tag(self, request, status):
        if status == 100:
            return None
        key = request.cseq, request.vias[0]
        if key not in self._answer_tags:
            self._answer_tags[key] = self.capture.token("to", 8)
        return self._answer_tags[key]

    @staticmethod
    def _authorization(credentials, method, uri):
        lines = []
        for one in several(credentials):
            if is_header(one):      # as it is to stand there
                lines.append(one)
                continue
            proxy = one.challenge.header == "Proxy-Authenticate"
            answers = "Proxy-Authorization" if proxy else "Authorization"
            lines.append((one.header or answers, one.text(method, uri)))
        return lines


WHEN = ("at", "after")
WHERE = ("source", "destination", "snap", "cut_before", "hold")
# Ethernet, IPv4 and UDP before the message.
HEAD_OF_DATAGRAM = 14 + 20 + 8


def split(how):
    """The keywords of a line by what they say: when, where, and what."""
    when = {key: how[key] for key in WHEN if key in how}
    where = {key: how[key] for key in WHERE if key in how}
    content = {key: value for key, value in how.items() if key not in WHEN and key not in WHERE}
    return when, where, content


def several(one_or_more):
    return list(one_or_more) if isinstance(one_or_more, (list, tuple)) and not is_header(one_or_more) \
        else [one_or_more]


def is_header(value):
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, str) for part in value)


def replace_branch(via, branch):
    return via.split(";branch=")[0] + ";branch=" + branch


def bystander(capture, **when):
    """Somebody else's OPTIONS: the capture goes on."""
    other = Ladder(capture, "10.0.0.99:5060", user="zoe", callee="ping")
    other.request("OPTIONS", **when)
    other.answer(200)
