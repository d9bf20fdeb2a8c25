# SPDX-License-Identifier: GPL-2.0-or-later
"""Many at once: a network that comes back after an outage, scans, and guessing."""

from .cast import ACCEPTED, Server
from .registry import story

SCAN = "brute_force_scan"


def registrar(day):
    return Server(day, "10.0.0.2:5060", "lab.test", "Lab Registrar 1.0")


def neighbours(day, server, times):
    """Somebody else's calls: the capture goes on."""
    line = server.line("zoe", "10.0.0.99:5060")
    for at in times:
        line.passes("OPTIONS", at)


@story
def mass_registration(day):
    """1,000 users behind one address register at once after an outage; 1 in 50 has a wrong password"""
    server = registrar(day)
    for number in range(1000):
        # All within twenty seconds, so that a hundred and more are under way at any time.
        returns(server, number, at=1 + day.between(0, 20), wrong=number % 50 == 17)
    neighbours(day, server, (30, 62, 95))


def returns(server, number, at, wrong):
    line = server.line(f"user{number:04d}", f"203.0.113.9:{20000 + number}", agent="Lab Phone 2.4",
                       password="wrong" if wrong else "wonderland")
    ladder = line.registration
    ladder.begins("credentials_rejected" if wrong else ACCEPTED, outcome="rejected" if wrong else "accepted",
                  story=line.told("wrong password" if wrong else "back after the outage"))
    request = ladder.request("REGISTER", at=at)
    if number % 7 == 0:     # the server is slow for all of them
        ladder.again(request, after=0.5)
    server.day.step(after=server.day.between(0.05, 2))
    # One nonce for all that come within a second, as servers make them by the clock.
    challenge = server.ask(ladder, nonce=f"{int(server.day.seconds):08x}-by-the-clock")
    server.day.step(after=server.day.between(0.01, 0.4))
    ladder.request("REGISTER", ladder.credentials(challenge))
    server.day.step(after=server.day.between(0.05, 1))
    if wrong:
        server.ask(ladder)
    else:
        ladder.answer(200)
    ladder.ends()


def scan(day, server, client, at, agent, users, method="REGISTER", first=1000, period=0.05):
    """One source tries one extension after the other, and never answers a challenge."""
    for number in range(users):
        user = str(first + number)
        ladder = day.ladder(client=client, server=server.address, user=user, callee=user, domain=server.realm,
                            agent=agent, server_name=server.name)
        ladder.begins(SCAN, alone=["no_retry_no_credentials", "client_silent"], outcome="no_retry",
                      story=f"scan of {first + number} by {agent}")
        ladder.request(method, at=at + period * number)
        proxy = method != "REGISTER"
        challenge = (ladder.proxy_challenge if proxy else ladder.challenge)()
        ladder.answer(407 if proxy else 401, challenge)
        ladder.ends()


def guess(day, server, client, at, agent, user, tries, period=0.2):
    """One source tries one password after the other for one account, each in a dialog of its own."""
    for number in range(tries):
        line = server.line(user, client, agent=agent, password=f"guess{number}")
        ladder = line.registration
        ladder.begins(SCAN, alone=["credentials_rejected"], outcome="rejected",
                      story=f"guess {number} for {user} by {agent}")
        ladder.request("REGISTER", at=at + period * number)
        challenge = server.ask(ladder)
        ladder.request("REGISTER", ladder.credentials(challenge))
        server.ask(ladder)
        ladder.ends()


def crack(day, server, client, at, agent, user, tries):
    """The same as svcrack does it: one Call-ID and CSeq for all guesses, a new branch each time."""
    ladder = day.ladder(client=client, server=server.address, user=user, domain=server.realm, agent=agent,
                        server_name=server.name)
    ladder.begins(SCAN, alone=["challenge_loop", "credentials_rejected"], outcome="rejected",
                  story=f"{tries} guesses for {user} in one dialog by {agent}")
    ladder.request("REGISTER", at=at)
    challenge = server.ask(ladder)
    for number in range(tries):
        ladder.request("REGISTER", ladder.credentials(challenge, password=f"guess{number}"), cseq=2)
        challenge = server.ask(ladder)
    ladder.ends()


@story
def scans(day):
    """scans of extensions: by a known tool, by the same with INVITE, by one that calls itself a phone"""
    server = registrar(day)
    scan(day, server, "198.51.100.66:5071", 1, "friendly-scanner", 100)
    scan(day, server, "198.51.100.67:5072", 40, "friendly-scanner", 30, method="INVITE")
    scan(day, server, "198.51.100.68:5073", 80, "Lab Phone 1.0", 60)
    neighbours(day, server, (3, 50, 120, 160))


@story
def guesses(day):
    """guesses for one account: by a known tool, in dialogs of their own and in one"""
    server = registrar(day)
    guess(day, server, "198.51.100.77:5081", 1, "friendly-scanner", "100", 40)
    crack(day, server, "198.51.100.78:5082", 40, "friendly-scanner", "101", 50)
    neighbours(day, server, (3, 30, 70, 110))
