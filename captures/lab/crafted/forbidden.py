# SPDX-License-Identifier: GPL-2.0-or-later
"""403: out of the blue, after credentials, with and without a word why."""

from .accepted import identity_hint, ue
from .ladder import Ladder
from .refused import edge_call
from .registry import scenario
from .retries import start

ASTERISK = "Asterisk PBX 16.28.0"
CALL_BARRED = ("Reason", 'Q.850;cause=55;text="Incoming calls barred within CUG"')


def refused_registration(capture, **answer):
    """REGISTER, 401, REGISTER with credentials, 403."""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, password="wrong"))
    call.answer(403, **answer)
    call.ping(at=40)


@scenario
def credentials_rejected_403(capture):
    """wrong password, answered with 403 Forbidden"""
    refused_registration(capture)


@scenario
def credentials_rejected_403_near(capture):
    """near miss of `credentials_rejected_403`: the same account registered a minute before"""
    call = Ladder(capture)
    call.register()
    other = Ladder(capture, path=call.path)
    other.request("REGISTER", at=60)
    challenge = other.challenge()
    other.answer(401, challenge)
    other.request("REGISTER", other.credentials(challenge))
    other.answer(403)
    call.ping(at=100)


@scenario
def credentials_rejected_403_near_2(capture):
    """near miss of `credentials_rejected_403`: the phrase says something else"""
    refused_registration(capture, phrase="Prepaid credit exhausted")


@scenario
def credentials_rejected_403_near_3(capture):
    """near miss of `credentials_rejected_403`: the refusal is a new 401"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, password="wrong"))
    call.answer(401, call.challenge())
    call.ping(at=40)


@scenario
def credentials_rejected_403_near_4(capture):
    """near miss of `credentials_rejected_403`: an error of another kind, so the credentials passed"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(503)
    call.ping(at=40)


@scenario
def credentials_rejected_403_phrase(capture):
    """wrong password, answered with 403 Authentication Failed"""
    refused_registration(capture, phrase="Authentication Failed")


def asterisk_call(capture, trying, password="wonderland"):
    """An INVITE that Asterisk challenges with 401 and refuses with 403."""
    call = Ladder(capture, server_name=ASTERISK)
    call.request("INVITE")
    challenge = call.challenge("asterisk", algorithm="MD5", qop=None)
    call.answer(401, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge, password=password))
    if trying:
        call.answer(100)
    call.answer(403)
    call.ack()
    call.ping(at=40)


@scenario
def credentials_rejected_403_asterisk(capture):
    """Asterisk 16 answers the credentials (wrong password) with 403 at once"""
    asterisk_call(capture, trying=False, password="wrong")


@scenario
def credentials_rejected_403_asterisk_near(capture):
    """near miss of `credentials_rejected_403`: Asterisk 16 says 100 Trying before the 403, so the dial plan refused"""
    asterisk_call(capture, trying=True)


def registered_then_call(capture, user="alice", realm="lab.test", beside=(), **settings):
    """A registration as alice at lab.test; then a call that is refused after its credentials."""
    Ladder(capture).register()
    call = Ladder(capture, user=user, **settings)
    call.request("INVITE", at=10)
    challenge = call.proxy_challenge(realm)
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", [*beside, call.credentials(challenge)])
    call.answer(403)
    call.ack()
    call.ping(at=50)


@scenario
def policy_after_auth(capture):
    """user and realm were accepted a moment before; the call gets 403 after right credentials"""
    registered_then_call(capture)


@scenario
def policy_after_auth_near(capture):
    """near miss of `policy_after_auth`: it was another user who was accepted before"""
    registered_then_call(capture, user="carol")


@scenario
def policy_after_auth_near_2(capture):
    """near miss of `policy_after_auth`: it was another realm that accepted the user before"""
    registered_then_call(capture, realm="edge.test")


@scenario
def policy_after_auth_near_3(capture):
    """near miss of `policy_after_auth`: the user was not accepted before"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(403)
    call.ping(at=40)


@scenario
def policy_after_auth_beside_leftover(capture):
    """the same; beside them the call carries credentials of another server, for which nobody asked"""
    leftover = ('Digest username="alice.w", realm="old.test", nonce="5f0c1a77", uri="sip:bob@lab.test", '
                'response="0123456789abcdef0123456789abcdef"')
    registered_then_call(capture, beside=[("Proxy-Authorization", leftover)])


@scenario
def policy_after_auth_near_4(capture):
    """near miss of `policy_after_auth`: it was another server, of the same realm name, that accepted the user before"""
    registered_then_call(capture, server="10.0.0.7:5060")


@scenario
def policy_after_auth_near_5(capture):
    """near miss of `policy_after_auth`: of both credentials in the call it is the edge's that were accepted before"""
    edge = edge_call(capture)
    call = Ladder(capture, server_name="Lab Edge 1.0")
    known = {"username": "trunk", "password": "edge secret"}
    call.request("INVITE", call.credentials(edge, nc=2, **known), at=10)
    challenge = call.challenge()
    call.answer(401, challenge)
    call.ack()
    call.request("INVITE", [call.credentials(edge, nc=3, **known), call.credentials(challenge, password="wrong")])
    call.answer(403)
    call.ack()
    call.ping(at=50)


def call_through_proxy(capture, passed_on):
    """A proxy challenges a call; then it or the gateway behind it refuses."""
    phone = Ladder(capture, server="10.0.1.1:5060", server_name="Lab Proxy 1.0")
    gateway = Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060", server_name="Lab Gateway 1.0")
    phone.request("INVITE")
    challenge = phone.proxy_challenge()
    phone.answer(407, challenge)
    phone.ack()
    phone.request("INVITE", phone.credentials(challenge))
    if passed_on:
        gateway.relayed(phone.last_request, drop=["Proxy-Authorization"])
        gateway.answer(403)
        gateway.ack()
        phone.relayed(gateway.last_answer)
    else:
        phone.answer(403)
    phone.ack()
    phone.ping(at=40)


@scenario
def policy_after_auth_behind_proxy(capture):
    """the proxy takes the credentials and passes the call on; the gateway behind it says 403"""
    call_through_proxy(capture, passed_on=True)


@scenario
def policy_after_auth_near_6(capture):
    """near miss of `policy_after_auth`: the proxy itself says 403 and passes nothing on"""
    call_through_proxy(capture, passed_on=False)


def refused_call(capture, credentials=(), before=(), **answer):
    """An INVITE that is refused without a challenge."""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE", credentials)
    for status in before:
        call.answer(status)
    call.answer(403, **answer)
    call.ack()
    call.ping(at=40)


@scenario
def forbidden_no_challenge(capture):
    """an INVITE without credentials gets 403 Forbidden, no challenge before"""
    refused_call(capture)


@scenario
def forbidden_no_challenge_register(capture):
    """a REGISTER without credentials gets 403 Forbidden, no challenge before"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(403)
    call.ping(at=40)


@scenario
def forbidden_no_challenge_trunk(capture):
    """a trunk known by its address: one call is let in without a challenge, the next gets 403 (so `possible`)"""
    first = Ladder(capture, server_name="Lab Proxy 1.0")
    first.request("INVITE")
    for status in (100, 180, 200):
        first.answer(status)
    first.ack(branch="z9hG4bK" + capture.token("branch"))
    second = Ladder(capture, path=first.path, callee="carol", server_name="Lab Proxy 1.0")
    second.request("INVITE", at=20)
    second.answer(100)
    second.answer(403)
    second.ack()
    second.ping(at=60)


@scenario
def forbidden_no_challenge_caller(capture):
    """somebody whose other call was challenged and passed: the next one gets 403 unasked (so `possible`)"""
    first = Ladder(capture, server_name="Lab Proxy 1.0")
    first.request("INVITE")
    challenge = first.proxy_challenge()
    first.answer(407, challenge)
    first.ack()
    first.request("INVITE", first.credentials(challenge))
    answer_and_refuse(capture, first)


@scenario
def forbidden_no_challenge_called(capture):
    """the call that passed was one to the client, which proves nothing of its own calls (so `likely`)"""
    first = Ladder(capture, client="10.0.0.2:5060", server="10.0.0.1:5060", user="bob", callee="alice",
                   agent="Lab Proxy 1.0", server_name="Lab Phone 1.0")
    first.request("INVITE")
    answer_and_refuse(capture, first)


def answer_and_refuse(capture, call):
    """This call is taken; a later one of the client is refused unasked."""
    call.answer(100)
    call.answer(180)
    call.answer(200)
    call.ack(branch="z9hG4bK" + capture.token("branch"))
    second = Ladder(capture, callee="carol", server_name="Lab Proxy 1.0")
    second.request("INVITE", at=20)
    second.answer(403)
    second.ack()
    second.ping(at=60)


@scenario
def forbidden_no_challenge_near(capture):
    """near miss of `forbidden_no_challenge`: 180 Ringing comes before the 403, so it is relayed from the called side"""
    refused_call(capture, before=[100, 180])


@scenario
def forbidden_no_challenge_near_2(capture):
    """near miss of `forbidden_no_challenge`: the 403 carries Reason Q.850"""
    refused_call(capture, headers=[CALL_BARRED])


@scenario
def forbidden_no_challenge_near_3(capture):
    """near miss of `forbidden_no_challenge`: the INVITE carries credentials of an earlier nonce"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE", call.credentials(call.proxy_challenge()))
    call.answer(403)
    call.ack()
    call.ping(at=40)


@scenario
def forbidden_no_challenge_near_4(capture):
    """near miss of `forbidden_no_challenge`: a 407 and credentials come before the 403"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge, password="wrong"))
    call.answer(403)
    call.ack()
    call.ping(at=40)


@scenario
def forbidden_phrase(capture):
    """the 403 says why: Prepaid credit exhausted"""
    refused_call(capture, phrase="Prepaid credit exhausted")


@scenario
def forbidden_phrase_near(capture):
    """near miss of `forbidden_phrase`: generic phrase"""
    refused_call(capture, phrase="Forbidden")


@scenario
def forbidden_phrase_near_2(capture):
    """near miss of `forbidden_phrase`: no phrase at all"""
    refused_call(capture, phrase="")


@scenario
def forbidden_phrase_near_3(capture):
    """near miss of `forbidden_phrase`: after credentials, and the phrase only says that they failed"""
    refused_registration(capture, phrase="Authentication Failed")


def preemptive(capture, response=None, **how):
    """A REGISTER with credentials for a nonce from before the capture."""
    call = Ladder(capture)
    old = call.challenge()
    call.request("REGISTER", call.credentials(old, nc=7, response=response), **how)
    return call


@scenario
def forbidden_with_preemptive_creds(capture):
    """a REGISTER with cached credentials gets 403, no challenge before"""
    call = preemptive(capture)
    call.answer(403)
    call.ping(at=40)


@scenario
def forbidden_with_preemptive_creds_near(capture):
    """near miss of `forbidden_with_preemptive_creds`: the response is empty, an IMS identity hint"""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call))
    call.answer(403)
    call.ping(at=40)


@scenario
def forbidden_with_preemptive_creds_near_2(capture):
    """near miss of `forbidden_with_preemptive_creds`: no credentials at all"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(403)
    call.ping(at=40)


@scenario
def forbidden_with_preemptive_creds_near_3(capture):
    """near miss of `forbidden_with_preemptive_creds`: the nonce was accepted before in the capture"""
    call = Ladder(capture)
    nonce = call.register()
    call.request("REGISTER", call.credentials(nonce, nc=2), at=600)
    call.answer(403)
    call.ping(at=640)


@scenario
def forbidden_reason_header(capture):
    """the 403 carries Reason: Q.850;cause=55"""
    refused_call(capture, headers=[CALL_BARRED])


@scenario
def forbidden_reason_header_near(capture):
    """near miss of `forbidden_reason_header`: no Reason header"""
    refused_call(capture)


@scenario
def undetermined(capture):
    """none that the wire could show: 403 Forbidden after 180 Ringing, without any reason"""
    refused_call(capture, before=[100, 180])


@scenario
def undetermined_near(capture):
    """near miss of `undetermined`: no 180 before the 403"""
    refused_call(capture, before=[100])
