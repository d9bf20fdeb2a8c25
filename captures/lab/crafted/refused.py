# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials that are refused by a new challenge: once, again and again, for their age."""

from .ladder import Ladder, bystander
from .registry import scenario
from .retries import start


@scenario
def credentials_rejected(capture):
    """wrong password: the retry is challenged anew, and the client gives up"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, password="wrong"))
    call.answer(401, call.challenge())
    call.ping(at=40)


@scenario
def credentials_rejected_near(capture):
    """near miss of `credentials_rejected`: the second 401 says stale=true, and the next retry passes"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge))
    fresh = call.challenge(stale="true")
    call.answer(401, fresh)
    call.request("REGISTER", call.credentials(fresh))
    call.answer(200)
    call.ping(at=40)


@scenario
def credentials_rejected_near_2(capture):
    """near miss of `credentials_rejected`: no stale, but the next retry passes"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge))
    fresh = call.challenge()
    call.answer(401, fresh)
    call.request("REGISTER", call.credentials(fresh))
    call.answer(200)
    call.ping(at=40)


@scenario
def credentials_rejected_near_3(capture):
    """near miss of `credentials_rejected`: the retry passes (200)"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    call.ping(at=40)


@scenario
def credentials_rejected_twice(capture):
    """wrong password twice: the client tries each new nonce, then gives up"""
    refusals(capture, 2)


def refusals(capture, count):
    """A client that answers each new nonce with the wrong password."""
    call, challenge = start(capture)
    for _ in range(count):
        call.request("REGISTER", call.credentials(challenge, password="wrong"))
        challenge = call.challenge()
        call.answer(401, challenge)
    call.ping(at=40)


def refused_then(capture, status):
    """The first password is refused; the answer to the second says nothing of credentials."""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, password="wrong"))
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge, password="wrong again"))
    call.answer(status)
    call.ping(at=40)


@scenario
def credentials_rejected_then_trouble(capture):
    """wrong password twice; the second time the registrar is in trouble (503) and has not looked at it"""
    refused_then(capture, 503)


@scenario
def credentials_rejected_then_trouble_near(capture):
    """near miss of `credentials_rejected`: the second answer is 423, about Expires, so that the credentials were read"""
    refused_then(capture, 423)


@scenario
def challenge_loop(capture):
    """four refusals in one exchange, each retry with the newest nonce"""
    refusals(capture, 4)


@scenario
def challenge_loop_near(capture):
    """near miss of `challenge_loop`: three refusals"""
    refusals(capture, 3)


@scenario
def challenge_loop_near_2(capture):
    """near miss of `challenge_loop`: three refusals, but each 401 is seen twice (retransmissions)"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    challenge = call.challenge()
    answer = call.answer(401, challenge)
    for _ in range(3):
        call.again(request, after=0.5)
        call.again(answer)
        request = call.request("REGISTER", call.credentials(challenge, password="wrong"))
        challenge = call.challenge()
        answer = call.answer(401, challenge)
    call.ping(at=40)


@scenario
def challenge_loop_identical(capture):
    """the same credentials are sent again after they were refused"""
    call, challenge = start(capture)
    sent = call.credentials(challenge, password="wrong")
    for _ in range(2):
        call.request("REGISTER", sent)
        call.answer(401, call.challenge())
    call.ping(at=40)


@scenario
def challenge_loop_identical_near(capture):
    """near miss of `challenge_loop`: the second retry answers the new nonce"""
    refusals(capture, 2)


@scenario
def challenge_loop_identical_near_2(capture):
    """near miss of `challenge_loop`: the second copy is a retransmission (same branch and CSeq)"""
    call, challenge = start(capture)
    retry = call.request("REGISTER", call.credentials(challenge, password="wrong"))
    call.again(retry, after=0.5)
    answer = call.answer(401, call.challenge())
    call.again(answer)
    call.ping(at=40)


def refresh_refused(capture, **changes):
    """A registration; its refresh after 600 s uses the old nonce and is challenged."""
    call = Ladder(capture)
    nonce = call.register()
    call.request("REGISTER", call.credentials(nonce, nc=2), at=600)
    fresh = call.challenge(**changes)
    call.answer(401, fresh)
    return call, fresh


@scenario
def nonce_expired_no_stale(capture):
    """a nonce accepted before is refused without stale after 600 s, and the client gives up"""
    call, _ = refresh_refused(capture)
    call.ping(at=640)


@scenario
def nonce_expired_no_stale_near(capture):
    """near miss of `nonce_expired_no_stale`: the client answers the new nonce and passes"""
    call, fresh = refresh_refused(capture)
    call.request("REGISTER", call.credentials(fresh))
    call.answer(200)
    call.ping(at=640)


@scenario
def nonce_expired_no_stale_near_2(capture):
    """near miss of `nonce_expired_no_stale`: the answer to the new nonce is refused too"""
    call, fresh = refresh_refused(capture)
    call.request("REGISTER", call.credentials(fresh, password="wrong"))
    call.answer(401, call.challenge())
    call.ping(at=640)


@scenario
def nonce_expired_no_stale_near_3(capture):
    """near miss of `nonce_expired_no_stale`: the old nonce is the edge's, which takes it; another realm refuses"""
    edge = edge_call(capture)
    call = Ladder(capture, server_name="Lab Edge 1.0")
    known = {"username": "trunk", "password": "edge secret"}
    call.request("INVITE", call.credentials(edge, nc=2, **known), at=20)
    challenge = call.challenge()
    call.answer(401, challenge)
    call.ack()
    call.request("INVITE", [call.credentials(edge, nc=3, **known), call.credentials(challenge, password="wrong")])
    call.answer(401, call.challenge())
    call.ack()
    call.ping(at=60)


def edge_call(capture):
    """A call that an edge challenges and lets pass; gives its challenge."""
    call = Ladder(capture, server_name="Lab Edge 1.0", username="trunk")
    call.request("INVITE")
    edge = call.proxy_challenge("edge.lab.test")
    call.answer(407, edge)
    call.ack()
    call.request("INVITE", call.credentials(edge, password="edge secret"))
    call.answer(200)
    call.ack(branch="z9hG4bK" + capture.token("branch"))
    return edge


@scenario
def nonce_expired_no_stale_phrase(capture):
    """the retry comes after 17 s, and the phrase says that the nonce has changed; stale=FALSE"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge), after=17)
    call.answer(401, call.challenge(stale="FALSE"), phrase="nonce has changed")
    call.ping(at=60)


@scenario
def nonce_expired_no_stale_phrase_near(capture):
    """near miss of `nonce_expired_no_stale`: retry at once, plain phrase"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(401, call.challenge(stale="FALSE"))
    call.ping(at=60)


@scenario
def nonce_expired_no_stale_aged(capture):
    """the retry comes after 17 s and is refused; nothing says why"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge), after=17)
    call.answer(401, call.challenge())
    call.ping(at=60)


@scenario
def stale_not_retried(capture):
    """the refresh's nonce is stale (stale=true), and the client gives up though it lives on"""
    call, _ = refresh_refused(capture, stale="true")
    call.ping(at=640)


@scenario
def stale_not_retried_near(capture):
    """near miss of `stale_not_retried`: the client answers the new nonce and passes"""
    call, fresh = refresh_refused(capture, stale="true")
    call.request("REGISTER", call.credentials(fresh))
    call.answer(200)
    call.ping(at=640)


@scenario
def stale_not_retried_near_2(capture):
    """near miss of `stale_not_retried`: the client is not seen again"""
    refresh_refused(capture, stale="true")
    bystander(capture, at=640)


@scenario
def stale_not_retried_near_3(capture):
    """near miss of `stale_not_retried`: the capture ends 2 s after the challenge"""
    refresh_refused(capture, stale="true")
    bystander(capture, at=602)


@scenario
def stale_not_retried_near_4(capture):
    """near miss of `stale_not_retried`: stale=false"""
    call, _ = refresh_refused(capture, stale="false")
    call.ping(at=640)


@scenario
def stale_recovered(capture):
    """none: the refresh uses the old nonce, gets 401 stale=true, and then passes"""
    call, fresh = refresh_refused(capture, stale="TRUE")
    call.request("REGISTER", call.credentials(fresh))
    call.answer(200)


@scenario
def stale_recovered_2(capture):
    """none: the same without stale, as Kamailio and FRITZ!OS do"""
    call, fresh = refresh_refused(capture)
    call.request("REGISTER", call.credentials(fresh))
    call.answer(200)


@scenario
def stale_recovered_near(capture):
    """near miss of `stale_recovered`: the answer to the fresh nonce is refused, without stale"""
    call, fresh = refresh_refused(capture, stale="TRUE")
    call.request("REGISTER", call.credentials(fresh, password="wrong"))
    call.answer(401, call.challenge())
    call.ping(at=640)


@scenario
def stale_recovered_near_2(capture):
    """near miss of `stale_recovered`: the refresh carries no credentials"""
    call = Ladder(capture)
    call.register()
    call.request("REGISTER", at=600)
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
