# SPDX-License-Identifier: GPL-2.0-or-later
"""Retries with a fault in them: no credentials, another header, another realm, another nonce."""

from .ladder import Ladder
from .registry import scenario


def refused(call, challenge, *credentials, **how):
    """A retry that is challenged once more; the client lives on and gives up."""
    call.request("REGISTER", list(credentials))
    call.answer(401, call.challenge(**how))
    call.ping(at=40)


def start(capture, **changes):
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge(**changes)
    call.answer(401, challenge)
    return call, challenge


@scenario
def retry_without_credentials(capture):
    """6 s after the challenge the client sends the same REGISTER again, CSeq + 1, without credentials"""
    call, _ = start(capture)
    call.request("REGISTER", at=6)
    call.answer(401, call.challenge())
    call.ping(at=80)


@scenario
def retry_without_credentials_near(capture):
    """near miss of `retry_without_credentials`: the second REGISTER has a new From tag, a new start"""
    call, _ = start(capture)
    call.request("REGISTER", from_tag="newstart", at=6)
    call.answer(401, call.challenge())
    call.ping(at=80)


@scenario
def retry_without_credentials_near_2(capture):
    """near miss of `retry_without_credentials`: it comes after 40 s, a new start"""
    call, _ = start(capture)
    call.request("REGISTER", at=40)
    call.answer(401, call.challenge())
    call.ping(at=80)


@scenario
def retry_without_credentials_near_3(capture):
    """near miss of `retry_without_credentials`: the attempt before it was finished (422), so a new start"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    invite_answered(call, 422)
    call.ack()
    invite_answered(call, 180)


def invite_answered(call, status):
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge))
    call.answer(status)


@scenario
def retry_without_credentials_near_4(capture):
    """near miss of `retry_without_credentials`: what follows is an OPTIONS with the same Call-ID"""
    call, _ = start(capture)
    call.request("OPTIONS", at=6)
    call.answer(200)
    call.ping(at=80)


@scenario
def retry_without_credentials_near_5(capture):
    """near miss of `retry_without_credentials`: the second REGISTER has (wrong) credentials"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, password="wrong"), at=6)
    call.answer(401, call.challenge())
    call.ping(at=80)


@scenario
def retry_without_credentials_accepted(capture):
    """none: the repeat without credentials is let in"""
    call, _ = start(capture)
    call.request("REGISTER", at=6)
    call.answer(200)
    call.ping(at=80)


def challenged_invite(capture):
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    return call, challenge


def invite_refused(call, *credentials):
    call.request("INVITE", list(credentials))
    call.answer(407, call.proxy_challenge())
    call.ack()
    call.ping(at=40)


@scenario
def wrong_auth_header(capture):
    """the 407 is answered with Authorization instead of Proxy-Authorization"""
    call, challenge = challenged_invite(capture)
    invite_refused(call, call.credentials(challenge, header="Authorization"))


@scenario
def wrong_auth_header_401(capture):
    """the 401 is answered with Proxy-Authorization instead of Authorization"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, header="Proxy-Authorization"))


@scenario
def wrong_auth_header_near(capture):
    """near miss of `wrong_auth_header`: Authorization for another realm beside Proxy-Authorization (wrong password)"""
    call, challenge = challenged_invite(capture)
    invite_refused(call, other_hop(call, "Authorization"), call.credentials(challenge, password="wrong"))


@scenario
def wrong_auth_header_near_2(capture):
    """near miss of `wrong_auth_header`: the wrong header is accepted"""
    call, challenge = challenged_invite(capture)
    call.request("INVITE", call.credentials(challenge, header="Authorization"))
    call.answer(100)
    call.answer(180)


def other_hop(call, header):
    """Credentials for a hop that this capture does not show."""
    return call.credentials(call.challenge("elsewhere.test"), header=header)


@scenario
def realm_mismatch(capture):
    """the retry names realm other.test; lab.test was asked"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, realm="other.test"))


@scenario
def realm_mismatch_near(capture):
    """near miss of `realm_mismatch`: right realm (wrong password), beside credentials for another hop"""
    call, challenge = start(capture)
    refused(call, challenge, other_hop(call, "Proxy-Authorization"), call.credentials(challenge, password="wrong"))


@scenario
def realm_mismatch_near_2(capture):
    """near miss of `realm_mismatch`: two Authorization headers, the second one has the right realm (wrong password)"""
    call, challenge = start(capture)
    refused(call, challenge, other_hop(call, "Authorization"), call.credentials(challenge, password="wrong"))


@scenario
def realm_mismatch_near_3(capture):
    """near miss of `realm_mismatch`: the server accepts the other realm"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, realm="other.test"))
    call.answer(200)


@scenario
def realm_case_mismatch(capture):
    """the retry says LAB.TEST where lab.test was asked"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, realm="LAB.TEST"))


@scenario
def realm_case_mismatch_2(capture):
    """the retry's realm has a space more than the challenge's"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, realm="lab.test "))


@scenario
def realm_case_mismatch_near(capture):
    """near miss of `realm_case_mismatch`: realm byte for byte, wrong password"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, password="wrong"))


@scenario
def realm_case_mismatch_near_2(capture):
    """near miss of `realm_case_mismatch`: the server accepts the other case"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, realm="LAB.TEST"))
    call.answer(200)


@scenario
def realm_case_mismatch_near_3(capture):
    """near miss of `realm_case_mismatch`: the realm differs by a letter"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, realm="lab.rest"))


@scenario
def nonce_not_from_challenge(capture):
    """the retry uses a nonce that nobody in the capture issued"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, nonce="deadbeef" * 4))


@scenario
def nonce_not_from_challenge_near(capture):
    """near miss of `nonce_not_from_challenge`: nonce of the first of two 401s to a repeated request (wrong password)"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    first = call.challenge()
    call.again(request, after=0.5)
    call.answer(401, first)
    call.answer(401, call.challenge())
    refused(call, first, call.credentials(first, password="wrong"))


@scenario
def nonce_not_from_challenge_near_2(capture):
    """near miss of `nonce_not_from_challenge`: the challenge's own nonce, wrong password"""
    call, challenge = start(capture)
    refused(call, challenge, call.credentials(challenge, password="wrong"))


@scenario
def nonce_not_from_challenge_near_3(capture):
    """near miss of `nonce_not_from_challenge`: the server accepts the unknown nonce"""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, nonce="deadbeef" * 4))
    call.answer(200)


def accepted_then_refused(capture, **fault):
    """A registration in which the server minds no fault; then the same with a wrong password, refused."""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, **fault))
    call.answer(200)
    again = Ladder(capture, path=call.path)
    again.request("REGISTER", at=10)
    challenge = again.challenge()
    again.answer(401, challenge)
    again.request("REGISTER", again.credentials(challenge, password="wrong", **fault))
    again.answer(401, again.challenge())
    again.ping(at=50)


@scenario
def wrong_auth_header_near_3(capture):
    """near miss of `wrong_auth_header`: the server accepted the wrong header before, so it is the password"""
    accepted_then_refused(capture, header="Proxy-Authorization")


@scenario
def realm_mismatch_near_4(capture):
    """near miss of `realm_mismatch`: the server accepted the other realm before, so it is the password"""
    accepted_then_refused(capture, realm="other.test")


@scenario
def realm_case_mismatch_near_4(capture):
    """near miss of `realm_case_mismatch`: the server accepted the other case before, so it is the password"""
    accepted_then_refused(capture, realm="LAB.TEST")


def clean_refusal_then(capture, *second):
    """Wrong password, refused; then a second retry made by second(call, challenge), refused as well."""
    call, challenge = start(capture)
    call.request("REGISTER", call.credentials(challenge, password="wrong"))
    fresh = call.challenge()
    call.answer(401, fresh)
    refused(call, fresh, *(make(call, fresh) for make in second))


@scenario
def nonce_not_from_challenge_near_4(capture):
    """near miss of `nonce_not_from_challenge`: the unknown nonce comes only after a clean first refusal"""
    clean_refusal_then(capture, lambda call, fresh: call.credentials(fresh, nonce="deadbeef" * 4, password="wrong"))


@scenario
def realm_mismatch_near_5(capture):
    """near miss of `realm_mismatch`: the other realm comes only after a clean first refusal"""
    clean_refusal_then(capture, lambda call, fresh: call.credentials(fresh, realm="other.test", password="wrong"))


@scenario
def retry_without_credentials_near_6(capture):
    """near miss of `retry_without_credentials`: the empty-handed repeat comes only after a clean first refusal"""
    clean_refusal_then(capture)
