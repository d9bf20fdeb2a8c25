# SPDX-License-Identifier: GPL-2.0-or-later
"""Those in the office whose login fails, each in a way of its own."""

from dataclasses import replace

from .cast import ACCEPTED, Server

# How long a phone waits after each refusal before it tries anew.
BACKOFF = 60, 120, 240, 480, 600, 600, 600, 600, 600


def misfits(office, end):
    wrong_passwords(office, end)
    no_credentials(office, end)
    bent_retries(office, end)
    expired(office, end)
    by_policy(office, end)
    odd_challenges(office, end)
    deviations(office, end)


def refused(line, at, server=None, **wrong):
    """A retry that is challenged again."""
    ladder = line.registration
    ladder.begins("credentials_rejected", outcome="rejected", story=line.told("wrong password"))
    ladder.request("REGISTER", at=at)
    challenge = (server or line.server).ask(ladder)
    ladder.request("REGISTER", ladder.credentials(challenge, **wrong))
    (server or line.server).ask(ladder)
    ladder.ends()


def wrong_passwords(office, end):
    phone = office.phone(161, password="wrong")
    at = 15
    for wait in BACKOFF:
        refused(phone, at)
        at += wait
    phone.qualified(25, end)
    wrong_password_for_calls(office)
    refused_with_403(office, end)
    banned(office)
    looping(office, end)


def wrong_password_for_calls(office):
    """Registered at the old exchange, but the account for calls at this one has another password."""
    phone = office.phone(162, password="wrong")
    for at in (410, 1610, 2810):
        ladder = phone.dialog("101")
        ladder.begins("credentials_rejected", outcome="rejected", story=phone.told("wrong password on a call"))
        ladder.request("INVITE", at=at)
        challenge = office.pbx.ask(ladder)
        ladder.request("INVITE", ladder.credentials(challenge))
        office.pbx.ask(ladder)
        ladder.ends()
    phone.qualified(420, end=3600)


def refused_403(phone, at, phrase=None):
    """The old exchange says Forbidden to a wrong password, at once."""
    ladder = phone.registration
    ladder.begins("credentials_rejected_403", outcome="forbidden", story=phone.told("wrong password, 403"))
    ladder.request("REGISTER", at=at)
    challenge = phone.server.ask(ladder, qop=None)
    ladder.request("REGISTER", ladder.credentials(challenge))
    ladder.answer(403, phrase=phrase)
    ladder.ends()


def refused_with_403(office, end):
    phone = office.phone(163, office.old, password="wrong")
    for turn in range(6):
        refused_403(phone, 120 + 620 * turn)
    phone.qualified(130, end)


def banned(office):
    """After four refusals the old exchange does not even ask any more."""
    phone = office.phone(164, office.old, password="wrong")
    for turn in range(4):
        refused_403(phone, 1400 + 30 * turn)
    for turn in range(2):
        ladder = phone.registration
        ladder.begins("banned_after_failures", "forbidden_no_challenge", outcome="forbidden",
                      story=phone.told("banned after four failures"))
        ladder.request("REGISTER", at=1520 + 30 * turn)
        ladder.answer(403)
        ladder.ends()


def looping(office, end):
    """A client that answers each new challenge at once with the same wrong password."""
    phone = office.phone(165, password="wrong")
    for at in (1230, 2930):
        ladder = phone.registration
        ladder.begins("challenge_loop", outcome="rejected", story=phone.told("refused six times in a row"))
        ladder.request("REGISTER", at=at)
        for _ in range(6):
            challenge = office.pbx.ask(ladder)
            ladder.request("REGISTER", ladder.credentials(challenge))
        office.pbx.ask(ladder)
        ladder.ends()
    phone.qualified(1240, end)


def challenged_only(line, at, method="REGISTER", *causes, story, outcome="no_retry", **changes):
    """A challenge that nobody answers."""
    ladder = line.dialog("101")
    ladder.begins(*causes, outcome=outcome, story=line.told(story), healthy=False)
    ladder.request(method, at=at)
    line.server.ask(ladder, **changes)
    ladder.ends()
    return ladder


def no_credentials(office, end):
    phone = office.phone(166)
    for turn in range(6):
        challenged_only(phone, 60 + 615 * turn, "REGISTER", "no_retry_no_credentials", story="has no credentials")
    phone.qualified(75, end, 30)
    caller = office.phone(167)
    for turn in range(3):
        challenged_only(caller, 330 + 1200 * turn, "INVITE", "no_retry_no_credentials",
                        story="calls, has no credentials")
    caller.qualified(345, end, 60)
    # One phone is unplugged between challenge and retry, and nobody hears of it again.
    challenged_only(office.phone(168), 1700, "REGISTER", "client_silent", story="never seen again")
    monitor = office.pbx.line("monitor", "10.1.8.8:5070", agent="Uptime Probe 1.0")
    for turn in range(13):
        challenged_only(monitor, 100 + 300 * turn, "OPTIONS", "no_retry_no_credentials",
                        *(["client_silent"] if turn == 12 else []), story="probes, never logs in")
    for at in (460, 2660):
        challenged_only(office.phone(169), at, "REGISTER", "client_unsupported_algorithm", "no_retry_no_credentials",
                        story="SHA-256 alone is asked for", algorithm="SHA-256")
    office.phone(169).qualified(470, end, 60)


def bent(phone, at, cause, method, bend):
    """A retry with one thing wrong, which is challenged again."""
    ladder = phone.dialog("101")
    ladder.begins(cause, outcome="rejected", story=phone.told(cause))
    ladder.request(method, at=at)
    challenge = phone.server.ask(ladder)
    ladder.request(method, bend(ladder, challenge), after=0.8)
    phone.server.ask(ladder)
    ladder.ends()


def bent_retries(office, end):
    kinds = (
        ("realm_mismatch", "REGISTER", lambda ladder, challenge: ladder.credentials(challenge, realm="other.test")),
        ("realm_case_mismatch", "REGISTER",
         lambda ladder, challenge: ladder.credentials(challenge, realm="Office.Test")),
        ("wrong_auth_header", "INVITE",
         lambda ladder, challenge: ladder.credentials(challenge, header="Authorization")),
        ("retry_without_credentials", "INVITE", lambda ladder, challenge: ()),
        ("nonce_not_from_challenge", "REGISTER",
         lambda ladder, challenge: ladder.credentials(challenge, nonce="0" * 24 + "of-before")),
    )
    for number, (cause, method, bend) in enumerate(kinds):
        phone = office.phone(171 + number)
        for at in (250, 1900, 3100):
            bent(phone, at + 23 * number, cause, method, bend)
        phone.qualified(260 + number, end, 60)


def expired(office, end):
    """Clients that give up where the nonce has merely grown old."""
    strict = office.phone(176, office.proxy)
    for at in (270, 1300, 3500):
        strict.register(at, new_dialog=True)
        ladder = strict.registration
        ladder.begins("nonce_expired_no_stale", outcome=["no_retry", "rejected"],
                      story=strict.told("expired without stale, gives up"))
        ladder.request("REGISTER", ladder.credentials(strict.cached, nc=2), at=at + 230)
        office.proxy.ask(ladder)
        ladder.ends()
    strict.qualified(280, end, 60)
    quitter = office.phone(177)
    for at in (290, 2400):
        quitter.register(at, new_dialog=True)
        ladder = quitter.registration
        ladder.begins("stale_not_retried", outcome="no_retry", story=quitter.told("stale, gives up"))
        ladder.request("REGISTER", ladder.credentials(quitter.cached, nc=2), at=at + 310)
        office.pbx.ask(ladder, stale="true")
        ladder.ends()
    quitter.qualified(300, end, 60)


def refused_after_auth(line, at, *causes, results=(100,), method="INVITE", callee="00881", story, **how):
    """Right credentials, and a 403 all the same."""
    ladder = line.dialog(callee)
    ladder.begins(*causes, outcome="forbidden", story=line.told(story))
    ladder.request(method, at=at)
    challenge = line.server.ask(ladder)
    ladder.request(method, ladder.credentials(challenge))
    for status in results:
        ladder.answer(status)
    ladder.answer(403, **how)
    if method == "INVITE":
        ladder.ack()
    ladder.ends()


def by_policy(office, end):
    """The account is fine, as the registration a moment before shows; what it wants is not."""
    phone = office.phone(181)
    for turn in range(7):
        phone.register(350 + 560 * turn + (40 if turn == 3 else 0))
    for at in (380, 1450, 2560, 3610):
        refused_after_auth(phone, at, "policy_after_auth", story="may not call abroad")
    for at in (395, 2575):
        refused_after_auth(phone, at, "policy_after_auth", "forbidden_phrase", story="says its limit",
                           phrase="Call limit reached")
    for at in (405, 2585):
        refused_after_auth(phone, at, "policy_after_auth", "forbidden_reason_header", results=(100, 180),
                           story="rejected by the callee", headers=[("Reason", "Q.850;cause=21;text=\"Call rejected\"")])
    refused_after_auth(phone, 425, "policy_after_auth", results=(), method="SUBSCRIBE", callee="104",
                       story="may not watch others")
    with_cached_credentials(office, phone)
    phone.qualified(360, end)


def with_cached_credentials(office, phone):
    """A request that brings the nonce of the registration along is refused at once."""
    for at in (930, 2020):
        ladder = phone.dialog("104")
        challenge = ladder.proxy_challenge(nonce=phone.cached.nonce)
        ladder.begins("policy_after_auth", "forbidden_with_preemptive_creds", outcome="forbidden",
                      story=phone.told("refused with cached credentials"))
        ladder.request("MESSAGE", ladder.credentials(challenge, nc=2), at=at)
        ladder.answer(403)
        ladder.ends()


def odd_challenges(office, end):
    """A presence server that refuses without a challenge, and one that uses the other header."""
    presence = Server(office.day, "10.1.0.6:5060", "presence.test", "Lab Presence 0.9")
    phone = office.phone(182, presence)
    for at in (440, 2240):
        ladder = phone.dialog("104")
        ladder.begins("challenge_missing", outcome="no_retry", story=phone.told("401 without a challenge"))
        ladder.request("SUBSCRIBE", at=at, headers=[("Event", "presence")])
        ladder.answer(401)
        ladder.ends()
        ladder = phone.dialog("104")
        ladder.begins("challenge_wrong_header", outcome="no_retry", story=phone.told("407 with WWW-Authenticate"))
        ladder.request("SUBSCRIBE", at=at + 40, headers=[("Event", "presence")])
        ladder.answer(407, ladder.challenge())
        ladder.ends()
    unacknowledged(office)
    phone.qualified(450, end, 60)


def unacknowledged(office):
    """An old client that never acknowledges a refusal, and never tries again."""
    phone = office.phone(183)
    for at in (480, 2680):
        ladder = phone.dialog("101")
        ladder.begins("challenge_not_acked", outcome="no_retry", story=phone.told("never ACKs"))
        ladder.request("INVITE", at=at)
        first = ladder.answer(407, ladder.proxy_challenge())
        for wait in (0.5, 1, 2, 4, 4, 4, 4):
            ladder.again(first, after=wait)
        ladder.ends()
    phone.qualified(490, 3600, 60)


def deviations(office, end):
    """What this server puts up with is no reason where it refuses: each is accepted of one phone first, and then
    refused of another with a wrong password."""
    kinds = (
        lambda ladder, challenge: (ladder.credentials(replace(challenge, opaque=None)), {}),
        lambda ladder, challenge: (ladder.credentials(challenge, username="id-" + ladder.user), {}),
        lambda ladder, challenge: (ladder.credentials(challenge, uri=f"sip:{ladder.server}"), {}),
        lambda ladder, challenge: (ladder.credentials(challenge), {"cseq": ladder.cseq}),
        lambda ladder, challenge: (ladder.credentials(challenge, nc=7), {}),
    )
    for number, bend in enumerate(kinds):
        deviating(office.phone(201 + 2 * number), 580 + 31 * number, bend, wrong=False)
        deviating(office.phone(202 + 2 * number, password="wrong"), 1585 + 31 * number, bend, wrong=True)
        office.phone(202 + 2 * number).qualified(1600, end, 240)


def deviating(phone, at, bend, wrong):
    ladder = phone.registration
    ladder.begins("credentials_rejected" if wrong else ACCEPTED, outcome="rejected" if wrong else "accepted",
                  story=phone.told("harmless deviation" + (", wrong password" if wrong else "")))
    ladder.request("REGISTER", at=at)
    challenge = phone.server.ask(ladder, opaque="5ccc069c403ebaf9")
    credentials, how = bend(ladder, challenge)
    ladder.request("REGISTER", credentials, **how)
    if wrong:
        phone.server.ask(ladder)
    else:
        ladder.answer(200)
    ladder.ends()
