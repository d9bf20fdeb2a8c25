# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges that end well, and their near misses."""

from .digest import AKA_RES
from .ladder import Ladder, bystander
from .registry import scenario

HOME = "ims.lab.test"
IMPI = "001010000000001@ims.lab.test"


@scenario
def challenge_accepted(capture):
    """none: REGISTER, 401, REGISTER with right credentials, 200"""
    Ladder(capture).register()


@scenario
def challenge_accepted_near(capture):
    """near miss of `challenge_accepted`: the registrar challenges again instead of 200"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge, password="wrong"))
    call.answer(401, call.challenge())
    call.ping(at=40)


def invite_with_result(capture, *results):
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge))
    for status in results:
        call.answer(status)
    return call


@scenario
def challenge_accepted_invite(capture):
    """none: INVITE, 407, ACK, INVITE with right credentials, 100, 180"""
    invite_with_result(capture, 100, 180)


@scenario
def challenge_accepted_invite_near(capture):
    """near miss of `challenge_accepted`: after the retry only 100 Trying, which accepts nothing"""
    invite_with_result(capture, 100).ping(at=40)


@scenario
def challenge_accepted_busy(capture):
    """none: the credentials pass, the called party is busy (486)"""
    call = invite_with_result(capture, 100, 486)
    call.ack()


@scenario
def challenge_accepted_sha256(capture):
    """none: SHA-256 offered and answered"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge(algorithm="SHA-256", opaque="5ccc069c403ebaf9f0171e9517f40e41")
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def challenge_pending(capture):
    """the retry is never answered, while the client lives on"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    retry = call.request("REGISTER", call.credentials(challenge))
    call.again(retry, after=0.5)
    call.ping(at=40)


@scenario
def challenge_pending_2(capture):
    """the capture ends 20 ms after the retry"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    bystander(capture, after=0.02)


@scenario
def challenge_pending_near(capture):
    """near miss of `challenge_pending`: the retransmitted retry is answered 200"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    retry = call.request("REGISTER", call.credentials(challenge))
    call.again(retry, after=0.5)
    call.answer(200)
    call.ping(at=40)


def ue(capture, **changes):
    """A phone with a SIM, whose RES is the password of AKAv1-MD5 (RFC 3310)."""
    changes.setdefault("password", AKA_RES)
    return Ladder(capture, user="001010000000001", domain=HOME, username=IMPI, agent="Lab UE 1.0",
                  server_name="Lab S-CSCF 1.0", **changes)


def identity_hint(call):
    """What a UE puts into its first REGISTER: who it is, and no answer yet (TS 24.229 section 5.1.1.2.2)."""
    text = f'Digest username="{IMPI}", realm="{HOME}", uri="sip:{HOME}", nonce="", response=""'
    return ("Authorization", text)


@scenario
def ims_aka_accepted(capture):
    """none: AKAv1-MD5 with an empty Authorization in the first REGISTER (3GPP TS 35.208 test set 1)"""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call))
    challenge = call.aka_challenge()
    call.answer(401, challenge, phrase="Unauthorized - Challenging the UE")
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def ims_aka_accepted_near(capture):
    """near miss of `ims_aka_accepted`: algorithm MD5 and a password instead of AKAv1-MD5"""
    call = ue(capture, password="wonderland")
    call.request("REGISTER", identity_hint(call))
    challenge = call.challenge(algorithm="MD5")
    call.answer(401, challenge, phrase="Unauthorized - Challenging the UE")
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def ims_aka_accepted_near_2(capture):
    """near miss of `ims_aka_accepted`: the S-CSCF answers 403 Forbidden instead of 200"""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call))
    challenge = call.aka_challenge()
    call.answer(401, challenge, phrase="Unauthorized - Challenging the UE")
    call.request("REGISTER", call.credentials(challenge))
    call.answer(403)
    call.ping(at=40)


@scenario
def identity_hint_only(capture):
    """none: the first REGISTER has an Authorization with an empty response (in also)"""
    call = Ladder(capture, domain=HOME, server_name="Lab S-CSCF 1.0")
    hint = ("Authorization", f'Digest username="alice@{HOME}", realm="{HOME}", uri="sip:{HOME}", nonce="", response=""')
    accepted_after(call, hint)


@scenario
def identity_hint_only_2(capture):
    """none: the same with no response parameter at all"""
    call = Ladder(capture, domain=HOME, server_name="Lab S-CSCF 1.0")
    accepted_after(call, ("Authorization", f'Digest username="alice@{HOME}", realm="{HOME}", uri="sip:{HOME}"'))


@scenario
def identity_hint_only_near(capture):
    """near miss of `identity_hint_only`: nonce and response are not empty (cached from before the capture)"""
    call = Ladder(capture, domain=HOME, server_name="Lab S-CSCF 1.0")
    old = call.challenge()
    accepted_after(call, call.credentials(old))


def accepted_after(call, first):
    call.request("REGISTER", first)
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


def through_edge(capture, keep_first):
    """A proxy that challenges before the registrar does; both on the client's hop."""
    call = Ladder(capture, server_name="Lab Edge 1.0")
    call.request("REGISTER")
    edge = call.proxy_challenge("edge.lab.test")
    call.answer(407, edge)
    first = call.credentials(edge, password="edge secret")
    call.request("REGISTER", first)
    home = call.challenge()
    call.answer(401, home)
    second = call.credentials(home)
    if keep_first:
        call.request("REGISTER", [call.credentials(edge, password="edge secret", nc=2), second])
    else:
        call.request("REGISTER", second)
    return call


@scenario
def second_realm_challenge(capture):
    """none: the edge asks (407), then the registrar (401); the last REGISTER answers both"""
    through_edge(capture, keep_first=True).answer(200)


@scenario
def second_realm_challenge_near(capture):
    """near miss of `second_realm_challenge`: the second challenge names the first one's realm again, then 200"""
    call = Ladder(capture, server_name="Lab Edge 1.0")
    call.request("REGISTER")
    edge = call.proxy_challenge("edge.lab.test")
    call.answer(407, edge)
    call.request("REGISTER", call.credentials(edge))
    again = call.proxy_challenge("edge.lab.test")
    call.answer(407, again)
    call.request("REGISTER", call.credentials(again))
    call.answer(200)


@scenario
def second_realm_challenge_near_2(capture):
    """near miss of `second_realm_challenge`: both realms asked in one 407"""
    call = Ladder(capture, server_name="Lab Edge 1.0")
    call.request("REGISTER")
    edge, home = call.proxy_challenge("edge.lab.test"), call.proxy_challenge()
    call.answer(407, [edge, home])
    call.request("REGISTER", [call.credentials(edge), call.credentials(home)])
    call.answer(200)


@scenario
def earlier_credentials_dropped(capture):
    """the client answers the registrar and drops the edge's credentials; the edge asks again, twice"""
    call = through_edge(capture, keep_first=False)
    edge = call.proxy_challenge("edge.lab.test")
    call.answer(407, edge)
    call.request("REGISTER", call.credentials(edge, password="edge secret"))
    home = call.challenge()
    call.answer(401, home)
    call.request("REGISTER", call.credentials(home))
    call.answer(407, call.proxy_challenge("edge.lab.test"))
    call.ping(at=40)


@scenario
def earlier_credentials_dropped_near(capture):
    """near miss of `earlier_credentials_dropped`: the retry keeps the edge's credentials"""
    call = through_edge(capture, keep_first=True)
    call.answer(200)
    call.ping(at=40)


@scenario
def earlier_credentials_dropped_near_2(capture):
    """near miss of `earlier_credentials_dropped`: they are dropped, but the edge does not mind"""
    call = through_edge(capture, keep_first=False)
    call.answer(200)
    call.ping(at=40)


@scenario
def earlier_credentials_dropped_near_3(capture):
    """near miss of `earlier_credentials_dropped`: both kept, and the registrar asks again (wrong password)"""
    call = Ladder(capture, server_name="Lab Edge 1.0")
    call.request("REGISTER")
    edge = call.proxy_challenge("edge.lab.test")
    call.answer(407, edge)
    call.request("REGISTER", call.credentials(edge, password="edge secret"))
    home = call.challenge()
    call.answer(401, home)
    call.request("REGISTER", [call.credentials(edge, password="edge secret", nc=2),
                              call.credentials(home, password="wrong")])
    call.answer(401, call.challenge())
    call.ping(at=40)
