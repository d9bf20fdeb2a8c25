# SPDX-License-Identifier: GPL-2.0-or-later
"""URIs that hold what should not be shown."""

from .ladder import Ladder
from .registry import scenario

PASSWORD = "uri-Pa55word"


@scenario
def password_in_uri(capture):
    """passwords inside the URIs of requests, credentials, challenge, phrase and Warning (RFC 3261 section 19.1.1)"""
    call = Ladder(capture, user=f"alice:{PASSWORD}", callee=f"bob:{PASSWORD}", username="alice")
    call.request("INVITE")
    challenge = call.proxy_challenge(extra=(f'domain="sip:lab.test:5060 https://ops:{PASSWORD}@lab.test/x"',))
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge))
    call.answer(403, phrase=f"sip:alice:{PASSWORD}@lab.test is not allowed", headers=[
        ("Warning", f'399 lab.test "no calls from sip:alice:{PASSWORD}@lab.test to <sips:bob:{PASSWORD}@lab.test>"')])
    call.ack()

    other = Ladder(capture, user=f"carol:{PASSWORD}", client="10.0.0.3:5060", username="carol")
    uri = f"sip:carol:{PASSWORD}@lab.test"
    other.request("REGISTER", at=5, uri=uri)
    challenge = other.challenge()
    other.answer(401, challenge)
    other.request("REGISTER", other.credentials(challenge, uri=f"sip:carol:{PASSWORD}@edge.test"), uri=uri)
    other.answer(403, phrase="Digest URI does not match the request")
    other.ping(at=45)
