# SPDX-License-Identifier: GPL-2.0-or-later
"""Which message belongs to which: copies, moved ports, reused and changed identifiers, borrowed nonces."""

from .ladder import Ladder
from .registry import scenario
from .wire import Tcp


@scenario
def retransmissions(capture):
    """none: request, 401, retry and 200 are each retransmitted"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    call.again(request, after=0.5)
    challenge = call.challenge()
    answer = call.answer(401, challenge)
    call.again(answer, after=0.5)
    retry = call.request("REGISTER", call.credentials(challenge))
    call.again(retry, after=0.5)
    result = call.answer(200)
    call.again(result, after=0.5)


@scenario
def answers_at_once(capture):
    """none: a slow server answers request and retransmission within 1 ms; packets of their own (IP id), no mirror"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    call.again(request, after=0.5)
    challenge = call.challenge()
    answer = call.answer(401, challenge, after=0.3)
    call.again(answer, after=0.001)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)


@scenario
def new_nonce_each(capture):
    """none: each retransmission of the request gets a 401 with a nonce of its own; the retry answers the first"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    call.again(request, after=0.5)
    call.again(request, after=1)
    nonces = [call.challenge() for _ in range(3)]
    for nonce in nonces:
        call.answer(401, nonce)
    call.request("REGISTER", call.credentials(nonces[0]))
    call.answer(200)


@scenario
def mirrored(capture):
    """none: a mirror port shows every packet twice within 0.1 ms"""
    call = Ladder(capture)
    challenge = call.challenge()
    capture.mirror(call.request("REGISTER").frame)
    capture.mirror(call.answer(401, challenge).frame)
    capture.mirror(call.request("REGISTER", call.credentials(challenge)).frame)
    capture.mirror(call.answer(200).frame)


@scenario
def mirrored_refusal(capture):
    """wrong password, and a mirror port shows every packet twice"""
    call = Ladder(capture)
    challenge = call.challenge()
    capture.mirror(call.request("REGISTER").frame)
    capture.mirror(call.answer(401, challenge).frame)
    capture.mirror(call.request("REGISTER", call.credentials(challenge, password="wrong")).frame)
    capture.mirror(call.answer(401, call.challenge()).frame)
    call.ping(at=40)


@scenario
def out_of_order(capture):
    """none: merged files out of order, the retry stands before its challenge in the file (time stamps are right)"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    capture.frames[1], capture.frames[2] = capture.frames[2], capture.frames[1]


@scenario
def nat_rebinding(capture):
    """none: the request's retransmission and the retry come from other source ports (NAT)"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    call.again(request, source="10.0.0.1:62001", after=0.5)
    challenge = call.challenge()
    call.answer(401, challenge, destination="10.0.0.1:62001")
    call.request("REGISTER", call.credentials(challenge), source="10.0.0.1:62002")
    call.answer(200, destination="10.0.0.1:62002")


@scenario
def answer_from_other_port(capture):
    """none: the server answers from port 5070"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge, source="10.0.0.2:5070")
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200, source="10.0.0.2:5070")


@scenario
def rfc2543(capture):
    """none: Via without branch, as before RFC 3261"""
    call = Ladder(capture)
    call.request("REGISTER", branch="none")
    challenge = call.challenge(qop=None)
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge), branch="none")
    call.answer(200)


@scenario
def rfc2543_invite(capture):
    """none: the same with INVITE and ACK"""
    call = Ladder(capture)
    call.request("INVITE", branch="none")
    challenge = call.proxy_challenge(qop=None)
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge), branch="none")
    call.answer(180)


@scenario
def retry_new_call_id(capture):
    """none: the retry has a new Call-ID and From tag; the nonce shows what it answers"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    anew = Ladder(capture, path=call.path)
    anew.request("REGISTER", anew.credentials(challenge))
    anew.answer(200)


@scenario
def retry_new_from_tag(capture):
    """none: the retry keeps the Call-ID and has a new From tag"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge), from_tag="anothertag")
    call.answer(200)


@scenario
def retry_same_cseq(capture):
    """none: the retry has a new branch, but the CSeq of the first request"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge), cseq=1)
    call.answer(200)


@scenario
def retry_same_branch(capture):
    """none: the retry has a new CSeq, but the branch of the first request"""
    call = Ladder(capture)
    call.request("REGISTER", branch="z9hG4bKsame")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge), branch="z9hG4bKsame")
    call.answer(200)


@scenario
def constant_branch(capture):
    """none: the client writes the same branch into every request; CSeq tells them apart"""
    call = Ladder(capture)
    for second in (0, 600):
        call.request("REGISTER", branch="z9hG4bKalways", at=second)
        challenge = call.challenge()
        call.answer(401, challenge)
        call.request("REGISTER", call.credentials(challenge), branch="z9hG4bKalways")
        call.answer(200)


@scenario
def retry_over_tcp(capture):
    """none: the retry is too large for UDP and goes over TCP"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    moved = Ladder(capture, client="10.0.0.1:40000", transport=Tcp, call_id=call.call_id, from_tag=call.from_tag,
                   cseq=call.cseq)
    moved.request("REGISTER", moved.credentials(challenge))
    moved.answer(200)


@scenario
def retry_to_other_server(capture):
    """none: the retry goes to another server of the cluster, which knows the nonce"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    moved = Ladder(capture, server="10.0.0.7:5060", call_id=call.call_id, from_tag=call.from_tag, cseq=call.cseq)
    moved.request("REGISTER", moved.credentials(challenge))
    moved.answer(200)


def challenged_by_copy(capture):
    """A retry and its copy; the copy is challenged, for the nonce was good once."""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    retry = call.request("REGISTER", call.credentials(challenge))
    call.again(retry, after=0.5)
    call.answer(401, call.challenge())
    return call


@scenario
def retry_copy_challenged(capture):
    """none: nonces are good once, so the copy of the retry is challenged anew; then the retry itself gets its 200"""
    call = challenged_by_copy(capture)
    call.answer(200)
    call.ping(at=40)


@scenario
def retry_copy_challenged_near(capture):
    """near miss of `challenge_accepted`: the copy of the retry is challenged anew, and no 200 follows"""
    challenged_by_copy(capture).ping(at=40)


@scenario
def request_copy_challenged(capture):
    """none: nonces are good once; a first request brings the nonce of before, its copy is challenged, it gets its 200"""
    call = Ladder(capture)
    request = call.request("REGISTER", call.credentials(call.challenge(), nc=9))
    call.again(request, after=0.5)
    call.answer(401, call.challenge())
    call.answer(200)
    call.ping(at=40)


@scenario
def late_challenge_copy(capture):
    """none: the 407 is retransmitted once more after the retry was sent, and ACKed again"""
    call = Ladder(capture)
    first = call.request("INVITE")
    challenge = call.proxy_challenge()
    refusal = call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge))
    call.again(refusal, after=0.5)
    call.ack(request=first, answer=refusal)
    call.answer(180)


@scenario
def late_request_copy(capture):
    """none: the first REGISTER is repeated after the retry was accepted, and gets its 401 again"""
    call = Ladder(capture)
    request = call.request("REGISTER")
    challenge = call.challenge()
    answer = call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    call.again(request, after=0.5)
    call.again(answer, after=0.5)


@scenario
def foreign_user(capture):
    """alice's challenge is not answered; bob's REGISTER carries the same nonce (a server with one nonce for all)"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    other = Ladder(capture, client="10.0.0.3:5060", user="bob")
    other.request("REGISTER", other.credentials(challenge), after=1)
    other.answer(200)
    call.ping(at=40)


@scenario
def foreign_method(capture):
    """alice's REGISTER challenge is not answered; her SUBSCRIBE of another dialog carries the same nonce"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    other = Ladder(capture, path=call.path)
    other.request("SUBSCRIBE", other.credentials(challenge), headers=[("Event", "message-summary")], after=1)
    other.answer(200)
    call.ping(at=40)


@scenario
def foreign_direction(capture):
    """alice's challenge is not answered; a REGISTER from the server's address to alice carries the same nonce"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    other = Ladder(capture, client=call.server, server=call.client)
    other.request("REGISTER", other.credentials(challenge), after=1)
    other.answer(200)
    call.ping(at=40)


@scenario
def crossed_nonces(capture):
    """none: two calls of one account are challenged at once, and each retry uses the other one's nonce"""
    one, two = Ladder(capture), Ladder(capture, callee="carol")
    calls, nonces = (one, two), []
    for call in calls:
        call.request("INVITE")
    for call in calls:
        nonces.append(call.proxy_challenge())
        call.answer(407, nonces[-1])
        call.ack()
    for call, nonce in zip(calls, reversed(nonces)):
        call.request("INVITE", call.credentials(nonce))
    for call in calls:
        call.answer(180)


@scenario
def guesses_same_cseq(capture):
    """password guesses: same Call-ID, From tag and CSeq, a new branch and the newest nonce each time"""
    call = Ladder(capture, agent="Lab Guesser 1.0")
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    for number in range(5):
        call.request("REGISTER", call.credentials(challenge, password=f"guess {number}"), cseq=1)
        challenge = call.challenge()
        call.answer(401, challenge)
    call.ping(at=40)


@scenario
def users_same_call_id(capture):
    """a scan for user names: same Call-ID and CSeq, another From and branch each time, no challenge answered"""
    call = Ladder(capture, agent="Lab Scanner 1.0")
    for number in range(4):
        call.request("REGISTER", cseq=1, from_user=str(100 + number), from_tag=f"scan{number}")
        call.answer(401, call.challenge())
    call.ping(at=40)


@scenario
def next_nonce(capture):
    """none: each 200 gives the next nonce, which the refresh uses; the last one has expired (stale=true)"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    for refresh in (1, 2, 3):
        following = call.challenge()
        call.answer(200, headers=[("Authentication-Info", f'nextnonce="{following.nonce}"')])
        call.request("REGISTER", call.credentials(following), at=600 * refresh)
    fresh = call.challenge(stale="true")
    call.answer(401, fresh)
    call.request("REGISTER", call.credentials(fresh))
    call.answer(200)


@scenario
def three_days(capture):
    """none: one Call-ID for three days, refreshed every six hours, challenged each time"""
    call = Ladder(capture)
    for refresh in range(13):
        call.request("REGISTER", at=refresh * 6 * 3600)
        challenge = call.challenge()
        call.answer(401, challenge)
        call.request("REGISTER", call.credentials(challenge))
        call.answer(200)


@scenario
def begins_in_the_middle(capture):
    """none: the capture begins inside a call and after a registration whose nonce is then refused as stale"""
    call = Ladder(capture)
    invite = call.request("INVITE", hold=True)
    call.answer(200, request=invite)
    call.ack()
    phone = Ladder(capture, path=call.path, cseq=7)
    phone.request("REGISTER", phone.credentials(phone.challenge(), nc=8))
    fresh = phone.challenge(stale="true")
    phone.answer(401, fresh)
    phone.request("REGISTER", phone.credentials(fresh))
    phone.answer(200)


@scenario
def cseq_reset(capture):
    """none: CSeq at its end (2^31 - 1), then the client restarts with the same Call-ID and CSeq 1"""
    call = Ladder(capture, cseq=2**31 - 3)
    challenge = call.register()
    again = Ladder(capture, path=call.path, call_id=call.call_id)
    again.request("REGISTER", at=20)
    challenge = again.challenge()
    again.answer(401, challenge)
    again.request("REGISTER", again.credentials(challenge))
    again.answer(200)


@scenario
def forked_407(capture):
    """none: a forking proxy puts two realms into one 407; the retry answers both"""
    call = Ladder(capture)
    call.request("INVITE")
    asked = [call.proxy_challenge("one.test"), call.proxy_challenge("two.test")]
    call.answer(407, asked)
    call.ack()
    call.request("INVITE", [call.credentials(one) for one in asked])
    call.answer(180)


@scenario
def ack_other_branch(capture):
    """none: the ACK of the 407 has another branch, so it is not this transaction's; the retry is accepted"""
    call = Ladder(capture)
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack(branch="z9hG4bKnotmine")
    call.request("INVITE", call.credentials(challenge))
    call.answer(180)


@scenario
def refresh_in_dialog(capture):
    """none: in the dialog a re-INVITE and the BYE are challenged again, and pass"""
    call = Ladder(capture)
    for method, result in (("INVITE", 200), ("INVITE", 200), ("BYE", 200)):
        call.request(method, to_tag=call.to_tag)
        challenge = call.proxy_challenge()
        call.answer(407, challenge)
        if method == "INVITE":
            call.ack()
        call.request(method, call.credentials(challenge), to_tag=call.to_tag)
        call.answer(result, to_tag="callee")
        if method == "INVITE":
            call.ack(branch="z9hG4bK" + capture.token("branch"))
        call.to_tag = "callee"


# Requests that do not wait for each other

def texts_at_once(capture, *results):
    """Three MESSAGEs of one Call-ID, all sent before the first answer; the server has one nonce for all."""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    challenge = call.proxy_challenge()

    def text(number, *credentials):
        return call.request("MESSAGE", credentials, body=f"Text {number}\r\n", headers=[("Content-Type", "text/plain")])

    for request in [text(number) for number in (1, 2, 3)]:
        call.answer(407, challenge, request=request)
    retries = [text(number, call.credentials(challenge, nc=number)) for number in (1, 2, 3)]
    for retry, status in zip(retries, results):
        call.answer(status, request=retry)
    call.ping(at=40)


@scenario
def overlapping_texts(capture):
    """none: three MESSAGEs of one Call-ID at once, challenged with one nonce; each has a retry of its own"""
    texts_at_once(capture, 200, 200, 200)


@scenario
def overlapping_texts_near(capture):
    """near miss of `challenge_accepted`: the third retry gets 403, and the other two still pass"""
    texts_at_once(capture, 200, 200, 403)


def digits_at_once(capture, result):
    """In a call the second INFO leaves before the first one's challenge is answered; each has a nonce of its own."""
    call = Ladder(capture, server_name="Lab Proxy 1.0", to_tag="callee")
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge))
    call.answer(200, to_tag=call.to_tag)
    call.ack(branch="z9hG4bK" + capture.token("branch"))

    def digit(number, *credentials, **when):
        return call.request("INFO", credentials, to_tag=call.to_tag, body=f"Signal={number}\r\nDuration=160\r\n",
                            headers=[("Content-Type", "application/dtmf-relay")], **when)

    nonces = [call.proxy_challenge() for _ in range(2)]
    digit(1, at=5)
    call.answer(407, nonces[0])
    second = digit(2)
    retry = digit(1, call.credentials(nonces[0]))
    call.answer(407, nonces[1], request=second)
    call.answer(200, request=retry)
    digit(2, call.credentials(nonces[1]))
    call.answer(result)
    call.ping(at=40)


@scenario
def overlapping_digits(capture):
    """none: two INFOs of a call overlap, each is challenged and answered"""
    digits_at_once(capture, 200)


@scenario
def overlapping_digits_near(capture):
    """near miss of `challenge_accepted`: the answer to the second INFO's challenge gets 403"""
    digits_at_once(capture, 403)
