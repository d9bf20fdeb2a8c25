# SPDX-License-Identifier: GPL-2.0-or-later
"""A day of a small office in seventy minutes, every exchange's truth known from how it is drawn."""

from . import guests, misfits
from .cast import ACCEPTED, Server
from .registry import story
from .wire import Tcp, WebSocket

END = 4200
# The exchange restarts in the middle of it.
REBOOT = 2100, 2130
AFTER_REBOOT = REBOOT[1] + 1


class Office:
    """The servers of the office; who else takes part is in the scenes."""

    def __init__(self, day):
        self.day = day
        self.pbx = Server(day, "10.1.0.1:5060", "office.test", "Lab PBX 3.1", outages=[REBOOT])
        # No stale flag, nonces that live shortly.
        self.proxy = Server(day, "10.1.0.4:5060", "proxy.test", "kamailio (5.6.3 (x86_64/linux))", lifetime=200,
                            says_stale=False)
        # An old exchange that refuses a wrong password with 403, and asks with 401 for everything.
        self.old = Server(day, "10.1.0.3:5060", "asterisk", "Asterisk PBX 16.28.0~dfsg-0+deb11u4", proxy=False)

    def phone(self, number, server=None, **settings):
        """An extension's phone in the office network."""
        settings.setdefault("client", f"10.1.1.{number - 100}:5060")
        return (server or self.pbx).line(str(number), **settings)


@story
def office_day(day):
    """seventy minutes of a small office: phones, calls, a trunk, guests, faults, a reboot, a scan"""
    office = Office(day)
    phones = staff(office)
    calls(office, phones)
    reboot(office, phones)
    other_ways(office)
    misfits.misfits(office, END)
    guests.guests(office, END)


# Those that do as they should

def staff(office):
    """Phones that register without credentials every ten minutes, and others that keep their nonce."""
    fresh = [office.phone(101 + number) for number in range(8)]
    caching = [office.phone(111 + number) for number in range(4)]
    short = [office.phone(121 + number, office.proxy) for number in range(2)]
    for number, phone in enumerate(fresh):
        times = [5 + 7.3 * number + 600 * turn for turn in range(7)]
        for at in sorted([*times, AFTER_REBOOT + 0.21 * number]):
            phone.register(at)
        phone.qualified(20 + number, END)
    for number, phone in enumerate(caching):
        for at in (40 + 3.1 * number + 240 * turn for turn in range(9)):
            phone.refresh(at)
        phone.qualified(30 + number, END)
    for number, phone in enumerate(short):
        for at in (50 + 5 * number + 150 * turn for turn in range(27)):
            phone.refresh(at)
    return fresh, caching, short


def reboot(office, phones):
    """All nonces are gone; every phone comes back within seconds."""
    for number, phone in enumerate(phones[1]):
        phone.refresh(AFTER_REBOOT + 2 + 0.3 * number)
        for at in (AFTER_REBOOT + 240 * turn + number for turn in range(1, 8)):
            phone.refresh(at)
    overtaken_by_reboot(office)
    asked_after_reboot(office)
    late_copy_answered(office)


def overtaken_by_reboot(office):
    """The challenge just went out; the retry is never answered, and the phone starts anew later."""
    phone = office.phone(130)
    ladder = phone.registration
    ladder.begins("challenge_pending", "retry_ignored", outcome="unanswered", story=phone.told("server gone"))
    ladder.request("REGISTER", at=REBOOT[0] - 0.1)
    challenge = office.pbx.ask(ladder)
    retry = ladder.request("REGISTER", ladder.credentials(challenge))
    for wait in (0.5, 1, 2, 4, 4, 4):
        ladder.again(retry, after=wait)
    ladder.ends()
    phone.register(AFTER_REBOOT + 20, new_dialog=True)
    phone.qualified(60, END)


def asked_after_reboot(office):
    """The retry's last copy reaches the server that no longer knows its nonce."""
    phone = office.phone(131)
    ladder = phone.registration
    ladder.begins("stale_recovered", ACCEPTED, outcome="accepted", story=phone.told("nonce lost in the reboot"))
    ladder.request("REGISTER", at=REBOOT[1] - 30.5)
    challenge = office.pbx.ask(ladder)
    retry = ladder.request("REGISTER", ladder.credentials(challenge))
    for wait in (0.5, 1, 2, 4, 4, 4, 4, 4, 4, 4):
        ladder.again(retry, after=wait)
    challenge = office.pbx.ask(ladder)
    ladder.request("REGISTER", ladder.credentials(challenge))
    ladder.answer(200)
    ladder.ends()
    phone.qualified(70, END)


def late_copy_answered(office):
    """A registration begun while the server is away; the copy sent after the reboot is challenged."""
    phone = office.phone(132)
    ladder = phone.registration
    ladder.begins(ACCEPTED, outcome="accepted", story=phone.told("first copies unanswered"))
    phone.unanswered(REBOOT[1] - 15, (0.5, 1, 2, 4, 4, 4))
    challenge = office.pbx.ask(ladder)
    ladder.request("REGISTER", ladder.credentials(challenge))
    ladder.answer(200)
    ladder.ends()
    phone.qualified(80, END)


def calls(office, phones):
    """Calls through the exchange, which asks for each of them."""
    fresh = phones[0]
    minute = 90
    for number in range(28):
        caller, callee = fresh[number % 8], fresh[(number * 3 + 1) % 8]
        at = minute + 130 * number
        if not REBOOT[0] - 60 <= at < REBOOT[1] + 10:
            caller.call(callee.user, at, talk=8 + number % 5, challenged_bye=number % 4 == 0)
    for number, results in enumerate([(100, 486), (100, 180, 480), (404,), (100, 183, 503), (100, 180, 486)] * 2):
        fresh[(number * 5) % 8].passes("INVITE", 155 + 390 * number, results, "106", f"call ends with {results[-1]}")
    for number, phone in enumerate(fresh[:4]):
        for turn in range(3):
            subscribed(phone, 200 + 17 * number + 1150 * turn)
        phone.passes("MESSAGE", 700 + 11 * number, (202,), "104")
    fresh[6].passes("PUBLISH", 830, (200,))


def subscribed(phone, at):
    """A subscription, and the notification that follows it."""
    ladder, _ = phone.passes("SUBSCRIBE", at, (202,), "voicemail", headers=[("Event", "message-summary")])
    answer = ladder.last_answer
    server = phone.day.ladder(client=phone.server.address, server=phone.settings["client"], user="voicemail",
                              callee=phone.user, domain=phone.server.realm, call_id=answer.header("Call-ID"))
    server.request("NOTIFY", headers=[("Event", "message-summary")])
    server.answer(200)


def other_ways(office):
    """Transports, copies, slow users, addresses that change: none of it is a fault."""
    streams(office)
    typed_by_hand(office)
    typed_wrong_first(office)
    copies(office)
    rebinding(office)
    moved(office)
    two_lines(office)
    one_nonce_for_all(office)
    once_only(office)


def streams(office):
    for number, transport in ((141, Tcp), (142, Tcp), (143, WebSocket)):
        office.day.step(at=30 + number - 141)
        port = "80" if transport is WebSocket else "5060"
        phone = office.pbx.line(str(number), f"10.1.1.{number - 100}:40000", server="10.1.0.1:" + port,
                                transport=transport)
        phone.register(35 + 6 * (number - 141))
        phone.passes("INVITE", 300 + number, (100, 180), "101", "calls over a stream")
        for turn in range(1, 3):
            phone.register(35 + 6 * (number - 141) + 600 * turn)
    office.day.step(at=2000)
    phone = office.phone(144, client="10.1.1.44:40000", transport=Tcp, password="wrong")
    misfits.refused(phone, 2001)
    phone.qualified(2010, 2090, 40)


def typed_by_hand(office):
    """The password is asked of a person, who takes 25 seconds."""
    phone = office.phone(145)
    ladder = phone.registration
    ladder.begins(ACCEPTED, outcome="accepted", story=phone.told("password typed by hand"))
    ladder.request("REGISTER", at=500)
    challenge = office.pbx.ask(ladder)
    ladder.request("REGISTER", ladder.credentials(challenge), after=25)
    ladder.answer(200)
    ladder.ends()
    phone.qualified(505, END)


def typed_wrong_first(office):
    """Mistyped, then right: the nonce is new each time, and it was never the nonce's fault."""
    phone = office.phone(146)
    ladder = phone.registration
    ladder.begins(ACCEPTED, outcome="accepted", story=phone.told("wrong password first, then the right one"))
    ladder.request("REGISTER", at=520)
    challenge = office.pbx.ask(ladder)
    ladder.request("REGISTER", ladder.credentials(challenge, password="wonderlan"))
    challenge = office.pbx.ask(ladder)
    ladder.request("REGISTER", ladder.credentials(challenge), after=3)
    ladder.answer(200)
    ladder.ends()
    phone.qualified(530, END)


def copies(office):
    """Retransmissions of everything; and a phone whose port is mirrored twice."""
    phone = office.phone(147)
    for at in (610, 1810, 3010):
        ladder = phone.registration
        ladder.begins(ACCEPTED, outcome="accepted", story=phone.told("each message sent twice"))
        first = ladder.request("REGISTER", at=at)
        ladder.again(first, after=0.5)
        challenge = office.pbx.ask(ladder)
        ladder.again(ladder.last_answer)
        retry = ladder.request("REGISTER", ladder.credentials(challenge))
        ladder.again(retry, after=0.5)
        answer = ladder.answer(200)
        ladder.again(answer)
        ladder.ends()
    phone = office.phone(148)
    for at in (640, 1840, 3040):
        ladder = phone.dialog()
        ladder.begins(ACCEPTED, outcome="accepted", story=phone.told("mirrored twice"))
        for turn in range(2):
            how = {"at": at} if not turn else {}
            ladder.mirrored(ladder.request("REGISTER", ladder.credentials(challenge) if turn else (), **how))
            if not turn:
                challenge = ladder.challenge()
                office.pbx.issued[challenge.nonce] = office.day.seconds
            ladder.mirrored(ladder.answer(200 if turn else 401, () if turn else challenge))
        ladder.ends()
    lost_ack(office)


def lost_ack(office):
    """The ACK gets lost behind the capture twice; the server repeats its 407 until it comes."""
    phone = office.phone(149)
    ladder = phone.dialog("101")
    ladder.begins(ACCEPTED, outcome="accepted", story=phone.told("ACK lost behind the capture"))
    ladder.request("INVITE", at=660)
    challenge = ladder.proxy_challenge()
    first = ladder.answer(407, challenge)
    ladder.ack()
    for wait in (0.5, 1):
        again = ladder.again(first, after=wait)
        ladder.ack(answer=again)
    ladder.request("INVITE", ladder.credentials(challenge))
    ladder.answer(100)
    ladder.answer(200)
    ladder.ends()
    ladder.ack(branch="z9hG4bK" + office.day.token("branch"))


def rebinding(office):
    """Behind NAT the phone's port changes between challenge and retry, and once between two refreshes."""
    phone = office.pbx.line("150", "203.0.113.50:31000")
    ladder = phone.registration
    for number, at in enumerate((720, 1320, 2520)):
        before, after = (f"203.0.113.50:{31000 + port}" for port in (number, number + 1))
        ladder.begins(ACCEPTED, outcome="accepted", story=phone.told("port changes behind NAT"))
        ladder.request("REGISTER", at=at, source=before)
        challenge = ladder.challenge()
        ladder.answer(401, challenge, destination=before)
        ladder.request("REGISTER", ladder.credentials(challenge), source=after)
        ladder.answer(200, destination=after)
        ladder.ends()


def moved(office):
    """The nonce was bound to the address, and the address is another one now: stale, and recovered."""
    here, there = office.phone(151), office.phone(151, client="10.1.2.51:5060")
    challenge = here.register(740)
    ladder = there.dialog(call_id=here.registration.call_id, from_tag=here.registration.from_tag, cseq=10)
    ladder.begins("stale_recovered", outcome="accepted", story=here.told("moved to another address"))
    ladder.request("REGISTER", ladder.credentials(challenge, nc=2), at=800)
    challenge = office.pbx.ask(ladder, stale="true")
    ladder.request("REGISTER", ladder.credentials(challenge))
    ladder.answer(200)
    ladder.ends()


def two_lines(office):
    """Two accounts on one phone, address and port, at the same time; one has a wrong password."""
    good = office.phone(152)
    bad = office.pbx.line("153", good.settings["client"], password="wrong")
    for at in (900, 1500, 2700, 3300):
        first, second = good.registration, bad.registration
        first.begins(ACCEPTED, outcome="accepted", story=good.told("line 1 of 2"))
        second.begins("credentials_rejected", outcome="rejected", story=bad.told("line 2 of 2, wrong password"))
        first.request("REGISTER", at=at)
        second.request("REGISTER")
        one, two = office.pbx.ask(first), office.pbx.ask(second)
        second.request("REGISTER", second.credentials(two))
        first.request("REGISTER", first.credentials(one))
        office.pbx.ask(second)
        first.answer(200)
        first.ends()
        second.ends()
    good.qualified(905, END)


def one_nonce_for_all(office):
    """The proxy makes one nonce a second: three phones that come together get the same."""
    for at in (1000, 3400):
        nonce = office.day.token("nonce", 32)
        phones = [office.phone(154 + number, office.proxy) for number in range(3)]
        ladders = [phone.registration for phone in phones]
        for number, ladder in enumerate(ladders):
            wrong = number == 1
            ladder.begins("credentials_rejected" if wrong else ACCEPTED, outcome="rejected" if wrong else "accepted",
                          story=phones[number].told("shares its nonce with two others"))
            ladder.request("REGISTER", **({"at": at} if not number else {}))
        challenges = [office.proxy.ask(ladder, nonce=nonce) for ladder in ladders]
        for number, ladder in enumerate(ladders):
            password = {"password": "wrong"} if number == 1 else {}
            ladder.request("REGISTER", ladder.credentials(challenges[number], **password))
        for number, ladder in enumerate(ladders):
            if number == 1:
                office.proxy.ask(ladder)
            else:
                ladder.answer(200)
            ladder.ends()
        for number, phone in enumerate(phones):
            phone.qualified(at + 30 + number, at + 100, 60)


def once_only(office):
    """A server that takes each nonce once: every request with a cached one costs a round more."""
    server = Server(office.day, "10.1.0.7:5060", "once.test", "OpenSIPS (3.4.2 (x86_64/linux))", says_stale=False)
    phone = office.phone(157, server)
    phone.register(1100)
    for turn in range(5):
        ladder = phone.registration
        ladder.begins("stale_recovered", "nonce_reused_after_success", outcome="accepted",
                      story=phone.told("nonce good only once"))
        ladder.request("REGISTER", ladder.credentials(phone.cached, nc=2), at=1160 + 60 * turn)
        challenge = server.ask(ladder)
        ladder.request("REGISTER", ladder.credentials(challenge))
        ladder.answer(200)
        ladder.ends()
        phone.cached = challenge
