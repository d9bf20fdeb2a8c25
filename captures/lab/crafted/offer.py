# SPDX-License-Identifier: GPL-2.0-or-later
"""What a challenge offers, and where its retry goes."""

import base64

from .digest import AKA_RAND
from .ladder import Ladder, bystander
from .registry import scenario
from .wire import Tcp

WWW = "WWW-Authenticate"


def unanswered(capture, challenge, agent="Lab Phone 1.0", method="REGISTER", status=401, **how):
    """A challenge made by challenge(call) that the client does not answer, though it lives on."""
    call = Ladder(capture, agent=agent)
    call.request(method)
    call.answer(status, challenge(call), **how)
    call.ping(at=40)
    return call


def as_sent(*texts):
    """Challenges that stand in the header as they are given here."""
    return lambda call: [(WWW, text) for text in texts]


def of_algorithms(*algorithms, **changes):
    """A challenge for each algorithm, one nonce for all, as RFC 8760 has it."""
    def challenges(call):
        nonce = call.capture.token("nonce", 32)
        return [call.challenge(nonce=nonce, algorithm=algorithm, **changes) for algorithm in algorithms]
    return challenges


# An algorithm or a quality of protection that not every client knows

@scenario
def client_unsupported_algorithm(capture):
    """only SHA-512-256 and SHA-256 are offered, and the client does not answer"""
    unanswered(capture, of_algorithms("SHA-512-256", "SHA-256"))


@scenario
def client_unsupported_algorithm_near(capture):
    """near miss of `client_unsupported_algorithm`: MD5 is offered below SHA-256"""
    unanswered(capture, of_algorithms("SHA-256", "MD5"))


@scenario
def client_unsupported_algorithm_near_2(capture):
    """near miss of `client_unsupported_algorithm`: the same host answers SHA-256 for another account"""
    unanswered(capture, of_algorithms("SHA-256"))
    other = Ladder(capture, user="bob", domain="other.test")
    other.request("REGISTER")
    challenge = other.challenge(algorithm="SHA-256")
    other.answer(401, challenge)
    other.request("REGISTER", other.credentials(challenge))
    other.answer(200)


@scenario
def client_unsupported_algorithm_near_3(capture):
    """near miss of `client_unsupported_algorithm`: nothing at all comes from the client any more"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, call.challenge(algorithm="SHA-256"))
    bystander(capture, at=40)


@scenario
def client_unsupported_algorithm_near_4(capture):
    """near miss of `client_unsupported_algorithm`: the capture ends 2 s after the challenge"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, call.challenge(algorithm="SHA-256"))
    call.ping(at=2)


@scenario
def client_unsupported_algorithm_near_5(capture):
    """near miss of `client_unsupported_algorithm`: it is answered, but the proxy refuses and passes nothing on"""
    phone = Ladder(capture, server="10.0.1.1:5060", server_name="Lab Edge 1.0")
    behind = Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060")
    phone.request("REGISTER")
    behind.relayed(phone.last_request)
    challenge = phone.challenge(algorithm="SHA-256")
    behind.answer(401, challenge)
    phone.relayed(behind.last_answer)
    phone.request("REGISTER", phone.credentials(challenge))
    phone.answer(403)
    phone.request("OPTIONS", call_id="alive", at=20)
    behind.relayed(phone.last_request)
    behind.answer(200)
    phone.relayed(behind.last_answer)
    bystander(capture, at=60)


@scenario
def algorithm_first_unsupported(capture):
    """SHA-256 stands above MD5, and the client is one that stops at the first"""
    unanswered(capture, of_algorithms("SHA-256", "MD5"), agent="PJSUA v2.10 Linux/x86_64")


@scenario
def algorithm_first_unsupported_near(capture):
    """near miss of `algorithm_first_unsupported`: MD5 stands first"""
    unanswered(capture, of_algorithms("MD5", "SHA-256"), agent="PJSUA v2.10 Linux/x86_64")


@scenario
def algorithm_first_unsupported_near_2(capture):
    """near miss of `algorithm_first_unsupported`: a version of the client that reads them all"""
    unanswered(capture, of_algorithms("SHA-256", "MD5"), agent="PJSUA v2.14 Linux/x86_64")


@scenario
def client_unsupported_qop(capture):
    """only qop=auth-int is offered, and the client does not answer"""
    unanswered(capture, lambda call: call.challenge(qop="auth-int"))


@scenario
def client_unsupported_qop_near(capture):
    """near miss of `client_unsupported_qop`: auth is offered as well"""
    unanswered(capture, lambda call: call.challenge(qop="auth,auth-int"))


# Challenges that nobody can answer

@scenario
def challenge_malformed(capture):
    """the challenge has no nonce"""
    unanswered(capture, as_sent('Digest realm="lab.test", algorithm=MD5, qop="auth"'))


@scenario
def challenge_malformed_invite(capture):
    """the 407 of an INVITE has no realm"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    call.answer(407, ("Proxy-Authenticate", 'Digest nonce="0a1b2c3d4e5f", algorithm=MD5, qop="auth"'))
    call.ack()
    call.ping(at=40)


@scenario
def challenge_malformed_quote(capture):
    """the quoted string of the realm has no end"""
    unanswered(capture, as_sent('Digest nonce="0a1b2c3d4e5f", algorithm=MD5, realm="lab.test'))


@scenario
def challenge_malformed_aka(capture):
    """the nonce of an AKA challenge holds RAND and no AUTN"""
    nonce = base64.b64encode(AKA_RAND).decode()
    unanswered(capture, as_sent(f'Digest realm="lab.test", nonce="{nonce}", algorithm=AKAv1-MD5, qop="auth"'))


@scenario
def challenge_malformed_near(capture):
    """near miss of `challenge_malformed`: the nonce is there"""
    unanswered(capture, as_sent('Digest realm="lab.test", nonce="0a1b2c3d4e5f", algorithm=MD5, qop="auth"'))


@scenario
def challenge_malformed_near_2(capture):
    """near miss of `challenge_malformed`: a whole challenge stands below the one without a nonce"""
    unanswered(capture, as_sent('Digest realm="lab.test", algorithm=MD5',
                                'Digest realm="lab.test", nonce="0a1b2c3d4e5f", algorithm=MD5, qop="auth"'))


@scenario
def challenge_malformed_near_3(capture):
    """near miss of `challenge_malformed`: the packet is cut by the snap length, inside the challenge"""
    unanswered(capture, as_sent('Digest realm="lab.test", algorithm=MD5, nonce="0a1b2c3d4e5f"'),
               cut_before="nonce=")


@scenario
def challenge_malformed_near_4(capture):
    """near miss of `challenge_malformed`: no nonce, but the answer to it is accepted"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, (WWW, 'Digest realm="lab.test", algorithm=MD5'))
    call.request("REGISTER", call.credentials(call.challenge(nonce="", qop=None)))
    call.answer(200)


@scenario
def challenge_basic(capture):
    """the server asks for Basic"""
    unanswered(capture, as_sent('Basic realm="lab.test"'))


@scenario
def challenge_basic_near(capture):
    """near miss of `challenge_basic`: the same with Digest"""
    unanswered(capture, as_sent('Digest realm="lab.test", nonce="0a1b2c3d4e5f"'))


@scenario
def challenge_basic_near_2(capture):
    """near miss of `challenge_basic`: Digest stands beside Basic"""
    unanswered(capture, as_sent('Basic realm="lab.test"', 'Digest realm="lab.test", nonce="0a1b2c3d4e5f"'))


@scenario
def challenge_basic_near_3(capture):
    """near miss of `challenge_basic`: the client answers with Basic, and that is refused"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, (WWW, 'Basic realm="lab.test"'))
    call.request("REGISTER", ("Authorization", "Basic YWxpY2U6Z3Vlc3M="))
    call.answer(401, (WWW, 'Basic realm="lab.test"'))
    call.ping(at=40)


SKYPE = ('NTLM realm="SIP Communications Service", targetname="fe1.lab.test", version=4',
         'Kerberos realm="SIP Communications Service", targetname="sip/fe1.lab.test", version=4',
         'TLS-DSK realm="SIP Communications Service", targetname="fe1.lab.test", version=4')


@scenario
def challenge_unknown_scheme(capture):
    """NTLM, Kerberos and TLS-DSK are offered to a client that speaks Digest"""
    unanswered(capture, as_sent(*SKYPE))


@scenario
def challenge_unknown_scheme_near(capture):
    """near miss of `challenge_unknown_scheme`: Digest stands below NTLM and Kerberos"""
    unanswered(capture, as_sent(*SKYPE[:2], 'Digest realm="lab.test", nonce="0a1b2c3d4e5f"'))


@scenario
def challenge_unknown_scheme_near_2(capture):
    """near miss of `challenge_unknown_scheme`: the client speaks NTLM and is let in"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, [(WWW, text) for text in SKYPE])
    call.request("REGISTER", ("Authorization", 'NTLM realm="SIP Communications Service", qop="auth", '
                              'gssapi-data="", targetname="fe1.lab.test"'))
    call.answer(200)


BEARER = 'Bearer authz_server="https://id.lab.test/oauth", scope="sip"'
BAD_TOKEN = BEARER + ', error="invalid_token"'
TOKEN = ("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.")


@scenario
def bearer_challenge(capture):
    """the server asks for an OAuth token, and the client sends none"""
    unanswered(capture, as_sent(BEARER))


@scenario
def bearer_challenge_near(capture):
    """near miss of `bearer_challenge`: the client fetches a token and is let in"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, (WWW, BEARER))
    call.request("REGISTER", TOKEN, after=2)
    call.answer(200)


@scenario
def bearer_challenge_near_2(capture):
    """near miss of `bearer_challenge`: Digest stands below Bearer"""
    unanswered(capture, as_sent(BEARER, 'Digest realm="lab.test", nonce="0a1b2c3d4e5f"'))


@scenario
def bearer_token_rejected(capture):
    """the request brings a token, and the server says that it is invalid"""
    call = Ladder(capture)
    call.request("REGISTER", TOKEN)
    call.answer(401, (WWW, BAD_TOKEN))
    call.ping(at=40)


@scenario
def bearer_token_rejected_near(capture):
    """near miss of `bearer_token_rejected`: the request brings no token"""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, (WWW, BAD_TOKEN))
    call.ping(at=40)


@scenario
def bearer_token_rejected_near_2(capture):
    """near miss of `bearer_token_rejected`: a new token is accepted"""
    call = Ladder(capture)
    call.request("REGISTER", TOKEN)
    call.answer(401, (WWW, BAD_TOKEN))
    call.request("REGISTER", ("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZTIifQ."), after=1)
    call.answer(200)


# Several challenges in one response, and methods that nobody may challenge

def two_challenges(capture, *realms_and_headers):
    call = Ladder(capture)
    call.request("REGISTER")
    asked = [call.challenge(realm, header=header) for realm, header in realms_and_headers]
    call.answer(401, asked)
    call.request("REGISTER", [call.credentials(one) for one in asked])
    call.answer(200)


@scenario
def fork_merged_challenges(capture):
    """none: one 401 asks for two realms, as a forking proxy merges them, and both are answered (in also)"""
    two_challenges(capture, ("one.test", WWW), ("two.test", WWW))


@scenario
def fork_merged_challenges_near(capture):
    """near miss of `fork_merged_challenges`: both challenges ask for one realm"""
    two_challenges(capture, ("one.test", WWW), ("one.test", WWW))


@scenario
def both_401_407_headers(capture):
    """none: one 401 has WWW-Authenticate and Proxy-Authenticate of one realm, and both are answered (in also)"""
    two_challenges(capture, ("one.test", WWW), ("one.test", "Proxy-Authenticate"))


@scenario
def both_401_407_headers_near(capture):
    """near miss of `both_401_407_headers`: both stand in WWW-Authenticate"""
    two_challenges(capture, ("one.test", WWW), ("two.test", WWW))


@scenario
def cancel_or_ack_challenged(capture):
    """the server challenges the CANCEL of a call that rings"""
    call = Ladder(capture)
    invite = call.request("INVITE")
    call.answer(180)
    call.request("CANCEL", cseq=invite.cseq, branch=branch_of(invite), after=3)
    call.answer(401, call.challenge())
    call.ping(at=40)


@scenario
def cancel_or_ack_challenged_ack(capture):
    """the server challenges the ACK of a call that was accepted"""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    call.answer(200)
    ack = call.ack(branch="z9hG4bKtheack")
    call.answer(407, call.proxy_challenge(), request=ack)
    call.ping(at=40)


@scenario
def cancel_or_ack_challenged_near(capture):
    """near miss of `cancel_or_ack_challenged`: it is the BYE that is challenged"""
    call = Ladder(capture)
    call.request("INVITE")
    answer = call.answer(200)
    call.ack(branch="z9hG4bKtheack")
    call.request("BYE", to_tag=answer.header("To").split("tag=")[1], after=3)
    call.answer(401, call.challenge())
    call.ping(at=40)


def branch_of(message):
    return message.vias[0].split(";branch=")[1]


# Where the retry goes

def moved_to(call, **way):
    """The same dialog on another way."""
    return Ladder(call.capture, call_id=call.call_id, from_tag=call.from_tag, cseq=call.cseq, **way)


def challenged_elsewhere(capture, password="wonderland", server="10.0.0.7:5060"):
    """The retry goes to another server of the cluster."""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    other = moved_to(call, server=server, password=password)
    other.request("REGISTER", other.credentials(challenge))
    return call, other


@scenario
def retry_elsewhere(capture):
    """the retry goes to another server of the cluster, which does not know the nonce and asks again"""
    call, other = challenged_elsewhere(capture)
    other.answer(401, other.challenge())
    call.ping(at=40)


@scenario
def retry_elsewhere_stale(capture):
    """the same; the other server calls the nonce stale, and the client gives up"""
    call, other = challenged_elsewhere(capture)
    other.answer(401, other.challenge(stale="true"))
    call.ping(at=40)


@scenario
def retry_elsewhere_to_and_fro(capture):
    """each retry goes to the other one of two servers, and each asks again"""
    call, other = challenged_elsewhere(capture)
    challenge = other.challenge()
    other.answer(401, challenge)
    back = moved_to(other)
    back.request("REGISTER", back.credentials(challenge))
    back.answer(401, back.challenge())
    back.ping(at=40)


@scenario
def retry_elsewhere_unanswered(capture):
    """the other server never answers"""
    call, other = challenged_elsewhere(capture)
    for wait in (0.5, 1, 2):
        other.again(other.last_request, after=wait)
    call.ping(at=40)


@scenario
def retry_elsewhere_near(capture):
    """near miss of `retry_elsewhere`: the other server knows the nonce"""
    call, other = challenged_elsewhere(capture)
    other.answer(200)
    call.ping(at=40)


@scenario
def retry_elsewhere_near_2(capture):
    """near miss of `retry_elsewhere`: the retry goes to the same server (wrong password)"""
    call, other = challenged_elsewhere(capture, password="guess", server="10.0.0.2:5060")
    other.answer(401, other.challenge())
    call.ping(at=40)


@scenario
def retry_elsewhere_near_3(capture):
    """near miss of `retry_elsewhere`: the retry goes to the host behind a shared address that challenged"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge, source="10.0.0.7:5060")
    other = moved_to(call, server="10.0.0.7:5060", password="guess")
    other.request("REGISTER", other.credentials(challenge))
    other.answer(401, other.challenge())
    call.ping(at=40)


@scenario
def retry_elsewhere_near_4(capture):
    """near miss of `retry_elsewhere`: both sides of a NAT before the server are captured (wrong password)"""
    call = Ladder(capture, password="guess")
    inside = {"destination": "10.9.0.2:5060"}
    call.again(call.request("REGISTER"), after=0.001, **inside)
    challenge = call.challenge()
    passed_on(call, call.answer(401, challenge, source="10.9.0.2:5060"))
    call.again(call.request("REGISTER", call.credentials(challenge)), after=0.001, **inside)
    passed_on(call, call.answer(401, call.challenge(), source="10.9.0.2:5060"))
    call.ping(at=40)


def passed_on(call, answer):
    """The NAT puts its own address into the answer of the server behind it."""
    return call.again(answer, after=0.001)


@scenario
def retry_elsewhere_near_5(capture):
    """near miss of `retry_elsewhere`: the other server took a nonce of the first one before (wrong password)"""
    _, other = challenged_elsewhere(capture)
    other.answer(200)
    call, other = challenged_elsewhere(capture, password="guess")
    other.answer(401, other.challenge())
    call.ping(at=40)


@scenario
def retry_elsewhere_near_6(capture):
    """near miss of `retry_elsewhere`: the challenger itself had refused the credentials before"""
    call = Ladder(capture, password="guess")
    call.request("REGISTER")
    first = call.challenge()
    call.answer(401, first)
    call.request("REGISTER", call.credentials(first))
    challenge = call.challenge()
    call.answer(401, challenge)
    other = moved_to(call, server="10.0.0.7:5060", password="guess")
    other.request("REGISTER", other.credentials(challenge))
    other.answer(401, other.challenge())
    call.ping(at=40)


def turns_to(capture, server):
    """After the challenge the client registers in the same dialog, without credentials, at this server."""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(401, call.challenge())
    other = moved_to(call, server=server)
    other.register(after=0.5)
    call.ping(at=40)


@scenario
def turns_to_other_server(capture):
    """the client does not answer the first server's challenge but registers at another one (so `possible`)"""
    turns_to(capture, "10.0.0.7:5060")


@scenario
def turns_to_other_server_near(capture):
    """near miss of `no_retry_no_credentials`: it begins again at the same server"""
    turns_to(capture, "10.0.0.2:5060")


def two_registrars(capture, password, result):
    """One dialog registers at a main and at a backup server by turns; each has nonces of its own."""
    call = Ladder(capture)
    backup = moved_to(call, server="10.0.0.7:5060", password=password, server_name="Lab Backup 1.0")
    call.request("REGISTER", cseq=1)
    challenge = call.challenge()
    call.answer(401, challenge)
    backup.request("REGISTER", cseq=2)
    another = backup.challenge()
    backup.answer(401, another)
    call.request("REGISTER", call.credentials(challenge), cseq=3)
    call.answer(200)
    backup.request("REGISTER", backup.credentials(another), cseq=4)
    backup.answer(result, backup.challenge() if result == 401 else ())
    call.ping(at=40)


@scenario
def two_registrars_one_call_id(capture):
    """main and backup registrar under one Call-ID; the backup has another password for the account"""
    two_registrars(capture, "wrong", 401)


@scenario
def two_registrars_one_call_id_near(capture):
    """near miss of `credentials_rejected`: the backup lets the account in as well"""
    two_registrars(capture, "wonderland", 200)


def lines_at_once(capture, second_has_password):
    """A gateway registers two lines under one Call-ID within a second, in which the server gives one nonce."""
    call = Ladder(capture)
    lines = [Ladder(capture, user=name, username=name, call_id=call.call_id, path=call.path) for name in ("line1", "line2")]
    challenge = call.challenge()
    for number, line in enumerate(lines):
        line.request("REGISTER", cseq=1 + number)
    for line in lines:
        line.answer(401, challenge)
    for number, line in enumerate(lines[:2 if second_has_password else 1]):
        line.request("REGISTER", line.credentials(challenge, nc=1 + number), cseq=3 + number)
        line.answer(200)
    for line in lines:
        line.ping(at=40)


@scenario
def lines_one_call_id(capture):
    """two lines of a gateway under one Call-ID, challenged with one nonce; the second has no password"""
    lines_at_once(capture, False)


@scenario
def lines_one_call_id_near(capture):
    """near miss of `no_retry_no_credentials`: the second line answers too"""
    lines_at_once(capture, True)


def balanced(capture, shared):
    """A client that takes servers by turns: challenged by one, then by the other, it answers the first."""
    call = Ladder(capture)
    other = moved_to(call, server="10.0.0.7:5060", server_name="Lab Node 2")
    call.request("REGISTER", cseq=1)
    call.answer(401, call.challenge())
    other.request("REGISTER", cseq=2)
    challenge = call.challenge()
    other.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge), cseq=3)
    call.answer(200 if shared else 401, () if shared else call.challenge())
    call.ping(at=40)


@scenario
def retry_elsewhere_by_turns(capture):
    """servers are taken by turns; the second one's nonce goes to the first, which does not know it"""
    balanced(capture, shared=False)


@scenario
def retry_elsewhere_by_turns_near(capture):
    """near miss of `retry_elsewhere`: the servers share their nonces"""
    balanced(capture, shared=True)


def challenged_then_tcp(capture, password="wonderland"):
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    moved = moved_to(call, client="10.0.0.1:40000", transport=Tcp, password=password)
    moved.request("REGISTER", moved.credentials(challenge))
    return call, moved


@scenario
def retry_other_transport(capture):
    """challenged over UDP, the retry goes over TCP and is never answered"""
    call, _ = challenged_then_tcp(capture)
    call.ping(at=40)


@scenario
def retry_other_transport_port(capture):
    """the retry leaves from another UDP port and is refused, though the account passes from the usual one"""
    call = Ladder(capture)
    call.register()
    again = Ladder(capture)
    again.request("REGISTER", after=10)
    challenge = again.challenge()
    again.answer(401, challenge)
    moved = moved_to(again, client="10.0.0.1:5099")
    moved.request("REGISTER", moved.credentials(challenge))
    moved.answer(401, moved.challenge())
    call.ping(at=40)


@scenario
def retry_other_transport_near(capture):
    """near miss of `retry_other_transport`: it is accepted over TCP"""
    call, moved = challenged_then_tcp(capture)
    moved.answer(200)
    call.ping(at=40)


@scenario
def retry_other_transport_near_2(capture):
    """near miss of `retry_other_transport`: it is refused over TCP (wrong password)"""
    call, moved = challenged_then_tcp(capture, password="guess")
    moved.answer(401, moved.challenge())
    call.ping(at=40)


@scenario
def retry_other_transport_near_3(capture):
    """near miss of `retry_other_transport`: the retry over TCP is the last that the capture holds"""
    challenged_then_tcp(capture)


def unheard(capture, copies=3, trying=False):
    """A retry that the client sends again and again (Timer E)."""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    retry = call.request("REGISTER", call.credentials(challenge))
    if trying:
        call.answer(100)
    for wait in (0.5, 1, 2)[:copies]:
        call.again(retry, after=wait)
    return call


@scenario
def retry_ignored(capture):
    """the retry is sent four times and never answered, though the server answers others"""
    unheard(capture)
    bystander(capture, at=40)


@scenario
def retry_ignored_server_silent(capture):
    """the same, and nothing at all comes from the server any more (so `possible`)"""
    unheard(capture)
    other = Ladder(capture, "10.0.0.99:5060", "10.0.0.98:5060", user="zoe", callee="ping")
    other.request("OPTIONS", at=40)
    other.answer(200)


@scenario
def retry_ignored_large(capture):
    """the same; the retry is a datagram of 1600 bytes"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    retry = call.request("REGISTER", call.credentials(challenge), headers=[("X-Padding", "p" * 1000)])
    for wait in (0.5, 1, 2):
        call.again(retry, after=wait)
    bystander(capture, at=40)


@scenario
def retry_ignored_near(capture):
    """near miss of `retry_ignored`: it is sent twice only, so the client may have been answered"""
    unheard(capture, copies=1)
    bystander(capture, at=40)


@scenario
def retry_ignored_near_2(capture):
    """near miss of `retry_ignored`: the capture ends with the last copy"""
    unheard(capture)


@scenario
def retry_ignored_near_3(capture):
    """near miss of `retry_ignored`: the server says 100 Trying"""
    unheard(capture, trying=True)
    bystander(capture, at=40)


@scenario
def retry_ignored_near_4(capture):
    """near miss of `retry_ignored`: the last copy is answered"""
    unheard(capture).answer(200)
    bystander(capture, at=40)


# The ACK, and what the capture lacks

def acked(capture, **how):
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    call.request("INVITE")
    call.answer(407, call.proxy_challenge())
    call.ack(**how)
    call.ping(at=40)


@scenario
def ack_mismatched(capture):
    """the ACK of the 407 has another branch than the INVITE; no retry follows (in also)"""
    acked(capture, branch="z9hG4bKnotmine")


@scenario
def ack_mismatched_near(capture):
    """near miss of `ack_mismatched`: the ACK has the INVITE's branch"""
    acked(capture)


def responses_only(capture, users):
    """Challenges whose requests the mirror port does not show."""
    for number, user in enumerate(users):
        call = Ladder(capture, user=user)
        request = call.request("REGISTER", hold=True, at=number * 10)
        call.answer(401, call.challenge(), request=request)


@scenario
def capture_one_way(capture):
    """the capture has what the server sends and nothing of what the client sends"""
    responses_only(capture, ["alice", "bob"])
    bystander(capture, at=40)


@scenario
def capture_one_way_near(capture):
    """near miss of `capture_one_way`: one request of the client is there"""
    responses_only(capture, ["alice", "bob"])
    Ladder(capture).ping(at=40)


@scenario
def capture_one_way_near_2(capture):
    """near miss of `capture_one_way`: one exchange only, which may have begun before the capture"""
    responses_only(capture, ["alice"])
    bystander(capture, at=40)
