# SPDX-License-Identifier: GPL-2.0-or-later
"""What reaches the office from outside: a trunk, remote phones, mobile phones, scans."""

import base64

from .cast import ACCEPTED, Server
from .crowds import guess, scan
from .hops import Chain, integrity, without_keys, CK_IK
from .silence import SEC_AGREE, SECURITY_SERVER
from .wire import esp, noise

IMS = "ims.office.test"


def guests(office, end):
    trunk(office, end)
    strangers(office)
    two_realms(office)
    second_hop(office)
    remote_phones(office)
    mobiles(office, end)
    scan(office.day, office.pbx, "198.51.100.66:5071", at=1555, agent="friendly-scanner", users=100)
    guess(office.day, office.pbx, "198.51.100.77:5081", at=2450, agent="friendly-scanner", user="100", tries=30)


def trunk(office, end):
    """A carrier that is known by its address; the office logs in there itself, until its password is changed."""
    ours = office.pbx.address
    carrier = Server(office.day, "198.51.100.10:5060", "carrier.test", "Carrier SBC")
    for number in range(10):
        at = 110 + 390 * number
        if not office.pbx.up(at):
            continue
        ladder = office.day.ladder(client=carrier.address, server=ours, user="0049301", domain="carrier.test",
                                   callee="101", agent=carrier.name, server_name=office.pbx.name)
        if number % 4 == 3:
            ladder.begins("forbidden_no_challenge", outcome="forbidden", story="trunk calls a barred number")
        ladder.request("INVITE", at=at)
        ladder.answer(100)
        ladder.answer(403 if number % 4 == 3 else 200)
        if number % 4 == 3:
            ladder.ack()
        ladder.ends()
    line = carrier.line("office-trunk", ours, agent=office.pbx.name)
    for turn in range(6):
        line.register(80 + 600 * turn + (10 if turn > 3 else 0))
    changed = line.registration
    for at in (3700, 3760, 3820):
        changed.begins("credentials_rejected_403", "policy_after_auth", "registration_forbidden", outcome="forbidden",
                       story=line.told("the carrier changed the password"))
        changed.request("REGISTER", at=at)
        challenge = carrier.ask(changed)
        changed.request("REGISTER", changed.credentials(challenge))
        changed.answer(403)
        changed.ends()
    barred(office, carrier)


def barred(office, carrier):
    """The carrier lets calls of the office pass by its address, and says why where it does not."""
    for at in (850, 2850):
        ladder = office.day.ladder(client=office.pbx.address, server=carrier.address, user="office-trunk",
                                   domain=carrier.realm, callee="0190", agent=office.pbx.name,
                                   server_name=carrier.name)
        ladder.begins("forbidden_reason_header", outcome="forbidden", story="call to the trunk, barred, with Reason")
        ladder.request("INVITE", at=at)
        ladder.answer(100)
        ladder.answer(403, headers=[("Reason", "Q.850;cause=52;text=\"Outgoing calls barred\"")])
        ladder.ack()
        ladder.ends()


def strangers(office):
    """Calls of hosts that nobody knows."""
    for number, at in enumerate((540, 2240, 3440)):
        ladder = office.day.ladder(client=f"203.0.113.{90 + number}:5060", server=office.pbx.address, user="guest",
                                   domain=office.pbx.realm, callee="101", server_name=office.pbx.name)
        ladder.begins("forbidden_no_challenge", outcome="forbidden", story="call of a host that nobody knows")
        ladder.request("INVITE", at=at)
        ladder.answer(403)
        ladder.ack()
        ladder.ends()


def two_realms(office):
    """Behind an edge that asks for a realm of its own; both hops are captured for one phone, one for another."""
    edge = Server(office.day, "10.1.0.9:5060", "edge.test", "Lab Edge 1.0")
    for number in range(5):
        phone = office.day.ladder(client="10.1.1.91:5060", server=edge.address, user="191", domain="office.test",
                                  server_name=edge.name)
        inner = office.day.ladder(client=edge.address, server=office.pbx.address, user="191", domain="office.test",
                                  server_name=office.pbx.name)
        through_edge(phone, inner, edge, 870 + 605 * number)
    for at in (890, 3290):
        drops_first(office, edge, at)


def through_edge(phone, inner, edge, at):
    phone.begins("second_realm_challenge", outcome="accepted", story="191: edge asks, then the registrar")
    phone.request("REGISTER", at=at)
    first = phone.proxy_challenge(edge.realm)
    phone.answer(407, first)
    phone.request("REGISTER", phone.credentials(first))
    inner.begins(ACCEPTED, outcome="accepted", story="191 between edge and registrar")
    inner.relayed(phone.last_request, drop=["Proxy-Authorization"])
    second = inner.challenge()
    inner.answer(401, second)
    phone.relayed(inner.last_answer)
    phone.request("REGISTER", [phone.credentials(first, nc=2), phone.credentials(second)])
    inner.relayed(phone.last_request, drop=["Proxy-Authorization"])
    inner.answer(200)
    phone.relayed(inner.last_answer)
    phone.ends()
    inner.ends()


def drops_first(office, edge, at):
    """A client that can hold one set of credentials only."""
    phone = office.day.ladder(client="10.1.1.92:5060", server=edge.address, user="192", domain="office.test",
                              server_name=edge.name)
    phone.begins("earlier_credentials_dropped", outcome=["no_retry", "rejected", "next_challenge"],
                 story="192: answers the registrar and forgets the edge")
    phone.request("REGISTER", at=at)
    first = phone.proxy_challenge(edge.realm)
    phone.answer(407, first)
    phone.request("REGISTER", phone.credentials(first))
    second = phone.challenge()
    phone.answer(401, second)
    phone.request("REGISTER", phone.credentials(second))
    phone.answer(407, phone.proxy_challenge(edge.realm))
    phone.ends()
    for after in range(3):
        phone.ping(at + 12 + 30 * after)


def second_hop(office):
    """A branch office's proxy passes everything on; both its sides are in the capture."""
    for number in range(4):
        at = 950 + 800 * number
        outer = office.day.ladder(client="10.1.3.2:5060", server="10.1.3.1:5060", user="193", domain="office.test")
        inner = office.day.ladder(client="10.1.3.1:5060", server=office.pbx.address, user="193",
                                  domain="office.test", server_name=office.pbx.name)
        chain = Chain(outer, inner)
        wrong = number == 3
        for ladder in chain.links:
            ladder.begins("credentials_rejected" if wrong else ACCEPTED, outcome="rejected" if wrong else "accepted",
                          story="193 through a proxy" + (", wrong password" if wrong else ""))
        chain.request("REGISTER", at=at)
        challenge = outer.challenge()
        chain.answer(401, challenge)
        chain.request("REGISTER", outer.credentials(challenge, **({"password": "wrong"} if wrong else {})))
        chain.answer(401 if wrong else 200, outer.challenge() if wrong else ())
        for ladder in chain.links:
            ladder.ends()
    for ladder, later in ((outer, 40), (inner, 41)):
        ladder.ping(at + later)


def remote_phones(office):
    """Three remote phones behind a border controller that makes dialogs of its own."""
    border = "10.1.0.5"
    for number in range(3):
        for turn in range(4):
            at = 560 + 9 * number + 900 * turn
            outer = office.day.ladder(client=f"203.0.113.{20 + number}:5060", server=border + ":5060",
                                      user=str(194 + number), domain="office.test", server_name="Lab Border 2.0")
            inner = office.day.ladder(client=border + ":5070", server=office.pbx.address, user=str(194 + number),
                                      domain="office.test", server_name=office.pbx.name, agent="Lab Border 2.0")
            passed_on(outer, inner, at, wrong=number == 2)
    own_credentials(office, border)


def passed_on(outer, inner, at, wrong):
    """Challenge and answer go through, with another Call-ID on each side."""
    for ladder in (outer, inner):
        ladder.begins("credentials_rejected" if wrong else ACCEPTED, outcome="rejected" if wrong else "accepted",
                      story=outer.user + " through a border controller" + (", wrong password" if wrong else ""))
    password = {"password": "wrong"} if wrong else {}
    outer.request("REGISTER", at=at)
    inner.request("REGISTER")
    challenge = inner.challenge()
    inner.answer(401, challenge)
    outer.answer(401, challenge)
    outer.request("REGISTER", outer.credentials(challenge, **password))
    inner.request("REGISTER", inner.credentials(challenge, **password))
    again = inner.challenge() if wrong else ()
    inner.answer(401 if wrong else 200, again)
    outer.answer(401 if wrong else 200, again)
    for ladder in (outer, inner):
        ladder.ends()
    if wrong:
        outer.ping(at + 40)
        inner.ping(at + 41)


def own_credentials(office, border):
    """It answers the exchange's challenge itself; the remote caller sees none."""
    for at in (1020, 2620, 3820):
        outer = office.day.ladder(client="203.0.113.20:5060", server=border + ":5060", user="194",
                                  domain="office.test", callee="101", server_name="Lab Border 2.0")
        inner = office.day.ladder(client=border + ":5070", server=office.pbx.address, user="border", callee="101",
                                  domain="office.test", server_name=office.pbx.name, agent="Lab Border 2.0")
        outer.request("INVITE", at=at)
        outer.answer(100)
        inner.begins(ACCEPTED, outcome="accepted", story="border controller answers with its own account")
        inner.request("INVITE")
        challenge = inner.proxy_challenge()
        inner.answer(407, challenge)
        inner.ack()
        inner.request("INVITE", inner.credentials(challenge))
        inner.answer(180)
        outer.answer(180)
        inner.answer(200)
        outer.answer(200)
        inner.ends()


# Mobile phones: IMS AKA

def mobile(office, number, server="10.2.0.1:5060", name="Lab P-CSCF 1.0", **settings):
    imsi = f"00101000000{number:04d}"
    return office.day.ladder(client=f"10.4.0.{number}:5060", server=server, user=imsi, domain=IMS,
                             username=f"{imsi}@{IMS}", password=noise(f"res {number}", 8), agent="Lab UE 1.0",
                             server_name=name, **settings)


def hint(ue):
    """Who it is, and no answer yet (TS 24.229 section 5.1.1.2.2)."""
    who = f'Digest username="{ue.username}", realm="{IMS}", uri="sip:{IMS}"'
    return ("Authorization", who + ', nonce="", response=""')


def vector(ue, **changes):
    """An AKA challenge: 32 bytes of RAND and AUTN, new each time."""
    number = ue.capture.count("aka vector")
    nonce = base64.b64encode(noise(f"aka {number}", 32)).decode()
    return ue.challenge(nonce=nonce, algorithm="AKAv1-MD5", **changes)


def mobiles(office, end):
    for number in range(1, 5):
        for turn in range(3):
            aka(mobile(office, number), 1050 + 21 * number + 1000 * turn)
    for at in (1200, 3200):
        resynchronised(mobile(office, 5), at)
        wrong_res(mobile(office, 6), at + 30)
        network_refused(mobile(office, 7), at + 60)
        inside_esp(office, mobile(office, 8), at + 90)
    over_core(office)


def aka(ue, at):
    ue.begins("ims_aka_accepted", outcome="accepted", story=ue.user + ": AKA")
    ue.request("REGISTER", hint(ue), at=at)
    challenge = vector(ue)
    ue.answer(401, challenge, phrase="Unauthorized - Challenging the UE")
    ue.request("REGISTER", ue.credentials(challenge))
    ue.answer(200)
    ue.ends()


def resynchronised(ue, at):
    """The sequence number was out of range; AUTS, a new vector, accepted."""
    ue.begins("ims_resync_recovered", "ims_aka_accepted", outcome="accepted", story=ue.user + ": AKA with AUTS")
    ue.request("REGISTER", hint(ue), at=at)
    challenge = vector(ue)
    ue.answer(401, challenge)
    answer = ue.credentials(challenge, password="").text("REGISTER", f"sip:{IMS}")
    auts = base64.b64encode(noise(f"auts {ue.user} {at}", 14)).decode()
    ue.request("REGISTER", ("Authorization", answer + f', auts="{auts}"'))
    challenge = vector(ue)
    ue.answer(401, challenge)
    ue.request("REGISTER", ue.credentials(challenge))
    ue.answer(200)
    ue.ends()


def wrong_res(ue, at):
    ue.begins("ims_res_wrong", "credentials_rejected_403", outcome="forbidden", story=ue.user + ": wrong RES")
    ue.request("REGISTER", hint(ue), at=at)
    challenge = vector(ue)
    ue.answer(401, challenge)
    ue.request("REGISTER", ue.credentials(challenge))
    ue.answer(403, phrase="Authentication Failed")
    ue.ends()


def network_refused(ue, at):
    """The USIM does not accept the network: an empty response, and the core gives up."""
    ue.begins("ims_mac_failure", outcome="forbidden", story=ue.user + ": MAC failure")
    ue.request("REGISTER", hint(ue), at=at)
    challenge = vector(ue)
    ue.answer(401, challenge)
    ue.request("REGISTER", ue.credentials(challenge, response=""))
    ue.answer(403)
    ue.ends()


def inside_esp(office, ue, at):
    """IPsec was agreed; the rest is ESP that nobody can read."""
    ue.begins("ims_retry_in_esp", outcome="no_retry", story=ue.user + ": retry inside ESP", healthy=True)
    ue.request("REGISTER", hint(ue), at=at, headers=SEC_AGREE)
    ue.answer(401, vector(ue), headers=[SECURITY_SERVER])
    ue.ends()
    here, there = ue.client.rsplit(":", 1)[0], ue.server.rsplit(":", 1)[0]
    for number in (1, 2):
        office.day.step()
        office.day.packet(here, there, esp(22222, number, 700), protocol=50)
        office.day.step()
        office.day.packet(there, here, esp(11111, number, 500), protocol=50)


def over_core(office):
    """P-, I- and S-CSCF each on a host of its own, all links captured."""
    for at in (1350, 3350):
        links = [mobile(office, 9)] + [
            office.day.ladder(client=client, server=server, user="core", domain=IMS, server_name=name)
            for client, server, name in (("10.2.0.1:5060", "10.2.0.2:5060", "Lab I-CSCF 1.0"),
                                         ("10.2.0.2:5060", "10.2.0.3:5060", "Lab S-CSCF 1.0"))]
        chain = Chain(*links)
        ue = links[0]
        for link in links:
            link.begins("ims_aka_accepted", outcome="accepted", story=ue.user + ": AKA over the core")
        chain.request("REGISTER", hint(ue), mark=integrity("no"), at=at)
        challenge = vector(ue, extra=CK_IK)
        chain.answer(401, challenge, strip=without_keys)
        chain.request("REGISTER", ue.credentials(challenge), mark=integrity("yes"))
        chain.answer(200)
        for link in links:
            link.ends()
