# SPDX-License-Identifier: GPL-2.0-or-later
"""Who takes part in a long capture: servers that remember their nonces, and lines that log in there."""

from .ladder import SDP
from .wire import Udp

ACCEPTED = "challenge_accepted"


class Server:
    """A registrar or proxy: what it asks, and what it still knows.

    lifetime: seconds a nonce is good; says_stale: whether it says so once it is not; proxy: whether it
    asks with 407 for what is no REGISTER; boots: seconds at which it starts anew and has forgotten all.
    """

    def __init__(self, day, address, realm, name, lifetime=300, says_stale=True, proxy=True, outages=()):
        self.day = day
        self.address = address
        self.realm = realm
        self.name = name
        self.lifetime = lifetime
        self.says_stale = says_stale
        self.proxy = proxy
        self.outages = outages
        self.issued = {}

    def up(self, at):
        return not any(begin <= at < end for begin, end in self.outages)

    def line(self, user, client, **settings):
        """A line of a phone with an account here."""
        settings.setdefault("domain", self.realm)
        settings.setdefault("username", user)
        return Line(self, user=user, client=client, **settings)

    def ask(self, ladder, **changes):
        """Challenge the ladder's last request; an INVITE's refusal is acknowledged."""
        method = ladder.last_request.method
        proxy = self.proxy and method != "REGISTER"
        challenge = (ladder.proxy_challenge if proxy else ladder.challenge)(self.realm, **changes)
        ladder.answer(407 if proxy else 401, challenge)
        self.issued[challenge.nonce] = self.day.seconds
        if method == "INVITE":
            ladder.ack()
        return challenge

    def lost(self, nonce, at):
        """Was it issued before the latest start?"""
        return any(self.issued[nonce] < begin <= at for begin, _ in self.outages)

    def good(self, nonce, at):
        return at - self.issued[nonce] < self.lifetime and not self.lost(nonce, at)

    def stale(self, nonce, at):
        """What it says of a nonce that is good no more: after a start it does not know that it was its own."""
        return "true" if self.says_stale and not self.lost(nonce, at) else None


class Line:
    """An account on a phone: a dialog for its registrations, others for its calls."""

    def __init__(self, home, **settings):
        self.server = home
        self.day = home.day
        self.settings = {"server": home.address, "server_name": home.name, **settings}
        if settings.get("transport", Udp) is not Udp:
            # All dialogs of the line go over one connection.
            self.settings["path"] = self.settings["transport"](
                self.day, settings["client"], self.settings["server"])
        self.registration = self.dialog()
        self.cached = None      # challenge whose nonce is used on
        self.uses = 0           # times that nonce was accepted

    @property
    def user(self):
        return self.settings["user"]

    def dialog(self, callee="bob", **settings):
        return self.day.ladder(callee=callee, **{**self.settings, **settings})

    def told(self, what):
        return f"{self.user} at {self.server.realm}: {what}"

    # Registrations

    def register(self, at=None, new_dialog=False, **changes):
        """Without credentials first, then with right ones; challenge: what the server asks beyond its habit."""
        if new_dialog:
            self.registration = self.dialog()
        ladder = self.registration
        ladder.begins(ACCEPTED, outcome="accepted", story=self.told("registers"))
        ladder.request("REGISTER", **({} if at is None else {"at": at}))
        challenge = self.server.ask(ladder, **changes)
        ladder.request("REGISTER", ladder.credentials(challenge))
        ladder.answer(200)
        ladder.ends()
        self.cached, self.uses = challenge, 1
        return challenge

    def refresh(self, at):
        """With the nonce of last time, as long as the server takes it."""
        if not self.server.up(at):
            self.unanswered(at)
        elif not self.cached:
            self.register(at)
        elif self.server.good(self.cached.nonce, at):
            self.reuse(at)
        else:
            self.renew(at)

    def unanswered(self, at, waits=(0.5, 1, 2, 4, 4, 4)):
        """A REGISTER that nobody answers."""
        request = self.registration.request("REGISTER", at=at)
        for wait in waits:
            self.registration.again(request, after=wait)
        return request

    def reuse(self, at):
        ladder = self.registration
        self.uses += 1
        ladder.request("REGISTER", ladder.credentials(self.cached, nc=self.uses), at=at)
        ladder.answer(200)

    def renew(self, at):
        """The nonce is good no more: one round more, and the same password passes."""
        ladder = self.registration
        allowed = ["stale_recovered"]
        if not self.server.stale(self.cached.nonce, at) and self.uses == 1:
            # It looks just like a server that takes each nonce once.
            allowed.append("nonce_reused_after_success")
        ladder.begins(*allowed, outcome="accepted", story=self.told("the cached nonce is good no more"))
        ladder.request("REGISTER", ladder.credentials(self.cached, nc=self.uses + 1), at=at)
        challenge = self.server.ask(ladder, stale=self.server.stale(self.cached.nonce, at))
        ladder.request("REGISTER", ladder.credentials(challenge))
        ladder.answer(200)
        ladder.ends()
        self.cached, self.uses = challenge, 1

    # Other requests

    def passes(self, method, at=None, results=(200,), callee="bob", story=None, **how):
        """A request that is challenged once and then gets these answers; gives its ladder and its challenge."""
        ladder = self.dialog(callee)
        good = results[-1] < 300
        ladder.begins(ACCEPTED, outcome="accepted" if good else "other_failure", healthy=True,
                      story=self.told(story or f"{method} passes"))
        ladder.request(method, **how, **({} if at is None else {"at": at}))
        challenge = self.server.ask(ladder)
        ladder.request(method, ladder.credentials(challenge), **how)
        for status in results:
            ladder.answer(status, **(self.offer(self.server.address) if method == "INVITE" and status == 200 else {}))
        if method == "INVITE" and not good:
            ladder.ack()
        ladder.ends()
        return ladder, challenge

    @staticmethod
    def offer(end):
        """A session description of that host: Wireshark knows the RTP by it."""
        return {"body": SDP.replace("10.0.0.1", end.rsplit(":", 1)[0]),
                "headers": [("Content-Type", "application/sdp")]}

    def call(self, callee, at, talk=20, challenged_bye=False):
        """A call from INVITE to BYE, with some RTP in between."""
        ladder, challenge = self.passes("INVITE", at, (100, 180, 200), callee, f"calls {callee}",
                                        **self.offer(self.settings["client"]))
        tag = ladder.last_answer.header("To").rsplit("tag=", 1)[1]
        ladder.ack(branch="z9hG4bK" + self.day.token("branch"))
        media = Udp(self.day, *(end.rsplit(":", 1)[0] + port for end, port in
                                ((self.settings["client"], ":49170"), (self.server.address, ":49170"))))
        for number in range(4):
            self.day.step(after=0.5)
            media.send(number % 2 == 0, rtp(number))
        self.day.step(after=talk)
        if challenged_bye:
            ladder.begins(ACCEPTED, outcome="accepted", story=self.told("BYE is asked"))
            ladder.request("BYE", to_tag=tag)
            challenge = self.server.ask(ladder)
            ladder.request("BYE", ladder.credentials(challenge), to_tag=tag)
        else:
            ladder.request("BYE", ladder.credentials(challenge, nc=2), to_tag=tag)
        ladder.answer(200)
        ladder.ends()

    def qualified(self, begin, end, period=120):
        """The server's OPTIONS, which the phone answers: signs of life."""
        probe = self.day.ladder(client=self.server.address, server=self.settings["client"], user="qualify",
                                callee=self.user, agent=self.server.name, server_name="Lab Phone 1.0",
                                domain=self.server.realm, path=self.settings.get("path") and Back(self))
        at = begin
        while at < end:
            if self.server.up(at):
                probe.request("OPTIONS", at=at)
                probe.answer(200)
            at += period


class Back:
    """The way a server uses to send requests of its own to a line: its connection."""

    def __init__(self, line):
        self.path = line.settings["path"]
        self.name = self.path.name

    def send(self, from_client, payload, **how):
        return self.path.send(not from_client, payload, **how)


def rtp(number):
    """An RTP packet of G.711 silence."""
    return bytes([0x80, 0, 0, number, 0, 0, 0, number * 160 % 256, 1, 2, 3, 4]) + b"\xff" * 160
