# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges in which something is missing: a retry, a request, a header, an ACK, the rest of the capture."""

from scapy.layers.inet import TCP
from scapy.packet import Raw

from .accepted import identity_hint, ue
from .ladder import Ladder, bystander
from .registry import scenario
from .wire import esp, noise


def challenged(capture, **how):
    """REGISTER and its challenge; what follows is the scenario's."""
    call = Ladder(capture)
    call.request("REGISTER", **how)
    call.answer(401, call.challenge())
    return call


@scenario
def no_retry_no_credentials(capture):
    """the challenge is not answered, though the client lives on"""
    challenged(capture).ping(at=40)


@scenario
def no_retry_no_credentials_near(capture):
    """near miss of `no_retry_no_credentials`: nothing at all comes from the client any more, others go on"""
    challenged(capture)
    bystander(capture, at=40)


@scenario
def no_retry_no_credentials_near_2(capture):
    """near miss of `no_retry_no_credentials`: the capture ends 3 s after the challenge"""
    challenged(capture).ping(at=3)


@scenario
def no_retry_no_credentials_near_3(capture):
    """near miss of `no_retry_no_credentials`: the retry comes after 25 s (a password typed by hand)"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge), after=25)
    call.answer(200)
    call.ping(at=40)


@scenario
def no_retry_no_credentials_near_4(capture):
    """near miss of `no_retry_no_credentials`: the client sends unread TLS to the server, so confidence `possible`"""
    call = challenged(capture)
    for from_client, sport, dport in ((True, 40000, 5061), (False, 5061, 40000)):
        ends = ("10.0.0.1", "10.0.0.2") if from_client else ("10.0.0.2", "10.0.0.1")
        record = b"\x17\x03\x03\x01\x00" + noise(f"tls {from_client}", 256)
        capture.step(after=1)
        capture.packet(*ends, TCP(sport=sport, dport=dport, flags="PA", seq=1, ack=1, window=502) / Raw(record))
    call.ping(at=40)


@scenario
def no_retry_no_credentials_invite(capture):
    """an INVITE is challenged, the client ACKs and sends no INVITE again, though it lives on"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    call.answer(407, call.proxy_challenge())
    call.ack()
    call.ping(at=40)


@scenario
def caller_hangs_up_near_2(capture):
    """near miss of `undetermined`: the caller hangs up 3 s after the 407, when the client had not answered it"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    invite = call.request("INVITE")
    refusal = call.answer(407, call.proxy_challenge())
    call.ack(request=invite, answer=refusal)
    call.request("CANCEL", cseq=invite.cseq, branch=invite.vias[0].split(";branch=")[1], after=3)
    call.answer(481)
    call.ping(at=22)
    bystander(capture, at=60)


def hung_up(capture, cancel):
    """An INVITE whose challenge comes when the caller may not want it any more."""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    invite = call.request("INVITE")
    call.answer(100)
    if cancel:
        call.request("CANCEL", cseq=invite.cseq, branch=invite.vias[0].split(";branch=")[1], at=1)
        call.answer(200)
    refusal = call.answer(407, call.proxy_challenge(), request=invite, at=1.5)
    call.ack(request=invite, answer=refusal)
    call.ping(at=22)
    bystander(capture, at=60)


@scenario
def caller_hangs_up(capture):
    """none: the caller hangs up (CANCEL) before the 407 comes, so nobody wants to answer it"""
    hung_up(capture, cancel=True)


@scenario
def caller_hangs_up_near(capture):
    """near miss of `undetermined`: the caller does not hang up, and answers nothing all the same"""
    hung_up(capture, cancel=False)


@scenario
def capture_ended(capture):
    """the capture ends 1 s after the challenge"""
    challenged(capture)
    bystander(capture, at=1)


@scenario
def capture_ended_near(capture):
    """near miss of `capture_ended`: it goes on, and the client is seen 8 s after the challenge"""
    challenged(capture).ping(at=8)


@scenario
def capture_ended_near_2(capture):
    """near miss of `capture_ended`: it goes on for 60 s without the client"""
    challenged(capture)
    bystander(capture, at=30)
    bystander(capture, at=60)


@scenario
def client_silent(capture):
    """after the challenge nothing comes from the client, not even an answer to the server's OPTIONS"""
    call = challenged(capture)
    unanswered_options(call, at=20)
    bystander(capture, at=60)


@scenario
def client_silent_near(capture):
    """near miss of `client_silent`: the client sends OPTIONS at 40 s"""
    call = challenged(capture)
    unanswered_options(call, at=20)
    call.ping(at=40)
    bystander(capture, at=60)


@scenario
def client_silent_near_2(capture):
    """near miss of `client_silent`: the capture stops 4 s after the challenge"""
    call = challenged(capture)
    unanswered_options(call, at=4)


@scenario
def client_silent_near_3(capture):
    """near miss of `client_silent`: the client answers the server's OPTIONS at 40 s"""
    call = challenged(capture)
    unanswered_options(call, at=40).answer(200)
    bystander(capture, at=60)


@scenario
def client_silent_near_4(capture):
    """near miss of `client_silent`: before the proxy the client is seen to answer; the proxy refuses that itself"""
    phone = Ladder(capture, server="10.0.1.1:5060", server_name="Lab Edge 1.0")
    behind = Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060")
    phone.request("REGISTER")
    behind.relayed(phone.last_request)
    challenge = behind.challenge()
    behind.answer(401, challenge)
    phone.relayed(behind.last_answer)
    phone.request("REGISTER", phone.credentials(challenge))
    phone.answer(403)
    bystander(capture, at=60)


def unanswered_options(call, at):
    server = Ladder(call.capture, client=call.server, server=call.client, user="ping", callee=call.user,
                    agent=call.server_name)
    server.request("OPTIONS", at=at)
    return server


def fragmented_retry(capture, kept, to_server=True):
    """A retry cut into two IP fragments, of which the capture has those with the numbers in kept."""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    padding = [("X-Padding", "p" * 900)]
    retry = call.request("REGISTER", call.credentials(challenge), headers=padding, hold=True)
    path = call.path if to_server else Ladder(capture, server="10.0.0.7:5060").path
    fragments = path.fragments(True, retry.data, cut=1200)
    for number in kept:
        path.send_fragment(fragments[number])
    return call


@scenario
def retry_fragment_lost(capture):
    """of the retry only the first IP fragment is in the capture"""
    call = fragmented_retry(capture, kept=[0])
    call.ping(at=40)


@scenario
def retry_fragment_lost_2(capture):
    """of the retry only the second IP fragment is in the capture"""
    call = fragmented_retry(capture, kept=[1])
    call.ping(at=40)


@scenario
def retry_fragment_lost_near(capture):
    """near miss of `retry_fragment_lost`: both fragments are there"""
    call = fragmented_retry(capture, kept=[0, 1])
    call.answer(200)
    call.ping(at=40)


@scenario
def retry_fragment_lost_near_2(capture):
    """near miss of `retry_fragment_lost`: the fragment goes to another server"""
    call = fragmented_retry(capture, kept=[0], to_server=False)
    call.ping(at=40)


@scenario
def challenge_missing(capture):
    """the 401 has no WWW-Authenticate and no Proxy-Authenticate"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401)
    call.ping(at=40)


@scenario
def challenge_missing_407(capture):
    """the 407 of an INVITE has no challenge"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    call.answer(407)
    call.ack()
    call.ping(at=40)


@scenario
def challenge_missing_near(capture):
    """near miss of `challenge_missing`: the packet is cut before the header could be seen"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, call.challenge(), cut_before="WWW-Authenticate")
    call.ping(at=40)


@scenario
def challenge_missing_near_2(capture):
    """near miss of `challenge_missing`: cut likewise, but the retry and its 200 are seen"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge, cut_before="WWW-Authenticate")
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    call.ping(at=40)


@scenario
def challenge_missing_near_3(capture):
    """near miss of `challenge_missing`: the header is there"""
    challenged(capture).ping(at=40)


@scenario
def challenge_wrong_header(capture):
    """the 401 has a Proxy-Authenticate header only; the client does not answer"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, call.proxy_challenge())
    call.ping(at=40)


@scenario
def challenge_wrong_header_407(capture):
    """the 407 has a WWW-Authenticate header only; the client does not answer"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    call.answer(407, call.challenge())
    call.ack()
    call.ping(at=40)


@scenario
def challenge_wrong_header_near(capture):
    """near miss of `challenge_wrong_header`: the 401 has both headers, as a forking proxy makes it"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, [call.proxy_challenge("edge.lab.test"), call.challenge()])
    call.ping(at=40)


@scenario
def challenge_wrong_header_near_2(capture):
    """near miss of `challenge_wrong_header`: the client answers it all the same and is accepted"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.proxy_challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    call.ping(at=40)


def unacked(capture, retransmissions, ack_after=None):
    """An INVITE whose 407 the server sends again and again (Timer G) until an ACK comes."""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    first = call.answer(407, call.proxy_challenge())
    for number, wait in enumerate((0.5, 1, 2, 4)[:retransmissions]):
        call.again(first, after=wait)
        if ack_after == number + 1:
            call.ack()
    return call


@scenario
def challenge_not_acked(capture):
    """the 407 is retransmitted four times and never ACKed, though the client lives on"""
    unacked(capture, 4).ping(at=40)


@scenario
def challenge_not_acked_near(capture):
    """near miss of `challenge_not_acked`: an ACK comes late, after three retransmissions"""
    unacked(capture, 3, ack_after=3).ping(at=40)


@scenario
def challenge_not_acked_near_2(capture):
    """near miss of `challenge_not_acked`: one retransmission only"""
    unacked(capture, 1).ping(at=40)


@scenario
def challenge_not_acked_near_3(capture):
    """near miss of `challenge_not_acked`: nothing at all comes from the client any more"""
    unacked(capture, 4)
    bystander(capture, at=60)


@scenario
def challenge_not_acked_near_4(capture):
    """near miss of `challenge_not_acked`: no ACK seen, but the retry comes and is accepted"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    challenge = call.proxy_challenge()
    first = call.answer(407, challenge)
    call.again(first, after=0.5)
    call.again(first, after=1)
    call.request("INVITE", call.credentials(challenge))
    call.answer(100)
    call.answer(180)
    call.ping(at=40)


@scenario
def challenge_not_acked_near_5(capture):
    """near miss of `challenge_not_acked`: behind a proxy; the ACK is there, and has one Via as it must"""
    phone = Ladder(capture, server="10.0.1.1:5060")
    call = Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060")
    phone.request("INVITE", hold=True)
    call.relayed(phone.last_request)
    first = call.answer(407, call.proxy_challenge())
    call.again(first, after=0.5)
    call.again(first, after=1)
    call.ack()
    call.ping(at=40)


SECURITY_CLIENT = ("Security-Client", "ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;prot=esp;mod=trans;"
                   "spi-c=11111;spi-s=11112;port-c=5100;port-s=5101")
SECURITY_SERVER = ("Security-Server", "ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;ealg=null;prot=esp;mod=trans;"
                   "spi-c=22221;spi-s=22222;port-c=6100;port-s=6101")
SEC_AGREE = [("Require", "sec-agree"), ("Proxy-Require", "sec-agree"), SECURITY_CLIENT]


def aka_with_ipsec(capture):
    call = ue(capture)
    call.request("REGISTER", identity_hint(call), headers=SEC_AGREE)
    challenge = call.aka_challenge()
    call.answer(401, challenge, headers=[SECURITY_SERVER])
    return call, challenge


def esp_both_ways(capture, ue_address="10.0.0.1", proxy_address="10.0.0.2"):
    """REGISTER and 200 inside ESP: to the proxy's server port's SPI, back to the UE's client port's."""
    for number in (1, 2):
        capture.step()
        capture.packet(ue_address, proxy_address, esp(22222, number, 700), protocol=50)
        capture.step()
        capture.packet(proxy_address, ue_address, esp(11111, number, 500), protocol=50)


@scenario
def ims_retry_in_esp(capture):
    """none: after the 401 with Security-Server the answer goes through ESP with the announced SPIs"""
    aka_with_ipsec(capture)
    esp_both_ways(capture)
    bystander(capture, at=40)


@scenario
def ims_retry_in_esp_near(capture):
    """near miss of `ims_retry_in_esp`: no ESP, nothing more from the UE"""
    aka_with_ipsec(capture)
    bystander(capture, at=40)


@scenario
def ims_retry_in_esp_near_2(capture):
    """near miss of `ims_retry_in_esp`: the ESP packets are between two other hosts"""
    aka_with_ipsec(capture)
    esp_both_ways(capture, "10.0.0.50", "10.0.0.51")
    bystander(capture, at=40)


@scenario
def ims_retry_in_esp_near_3(capture):
    """near miss of `ims_retry_in_esp`: the retry and its 200 are seen in clear as well"""
    call, challenge = aka_with_ipsec(capture)
    esp_both_ways(capture)
    call.request("REGISTER", call.credentials(challenge), headers=[SECURITY_CLIENT])
    call.answer(200)
    bystander(capture, at=40)


@scenario
def no_request_in_capture(capture):
    """the capture begins with the 401; its request is not in it"""
    call = Ladder(capture)
    request = call.request("REGISTER", hold=True)
    call.answer(401, call.challenge(), request=request)
    call.ping(at=40)


@scenario
def no_request_in_capture_near(capture):
    """near miss of `no_request_in_capture`: the retry and its 200 are seen"""
    call = Ladder(capture)
    request = call.request("REGISTER", hold=True)
    challenge = call.challenge()
    call.answer(401, challenge, request=request)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    call.ping(at=40)


@scenario
def no_request_in_capture_near_2(capture):
    """near miss of `no_request_in_capture`: the request is there"""
    challenged(capture).ping(at=40)
