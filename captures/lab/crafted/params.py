# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials whose parameters or identifiers are at fault."""

import hashlib

from .digest import quoted
from .ladder import Ladder
from .registry import scenario

HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
QUOTED = ("username", "realm", "nonce", "uri", "response", "opaque", "cnonce")
BASE64 = "ZWkxMjM0NTY3ODkwMTIz+DQ1/jY3ODkwMTIzNDU2Nzg5MA=="


def answer(call, challenge, method="REGISTER", uri=None, password="wonderland", header="Authorization", **changes):
    """Credentials as a client sends them that computes its digest over just these parameters; None leaves one out."""
    sent = {"username": call.username, "realm": challenge.realm, "nonce": challenge.nonce,
            "uri": uri or (f"sip:{call.domain}" if method == "REGISTER" else f"sip:{call.callee}@{call.domain}"),
            "response": "", "algorithm": challenge.algorithm, "opaque": challenge.opaque, "qop": challenge.qop,
            "nc": "00000001", "cnonce": "0a4f113b"}
    if not sent["qop"]:
        sent |= {"nc": None, "cnonce": None}
    sent |= changes
    if sent["response"] == "":
        sent["response"] = response(sent, method, password)
    parts = [f"{name}={quoted(value) if name in QUOTED else value}"
             for name, value in sent.items() if value is not None]
    return header, "Digest " + ", ".join(parts)


def response(sent, method, password):
    make = HASHES[sent["algorithm"] or "MD5"]

    def digest(*parts):
        return make(":".join(part or "" for part in parts).encode()).hexdigest()

    ha1, ha2 = digest(sent["username"], sent["realm"], password), digest(method, sent["uri"])
    if not sent["qop"]:
        return digest(ha1, sent["nonce"], ha2)
    return digest(ha1, sent["nonce"], sent["nc"], sent["cnonce"], sent["qop"], ha2)


def start(capture, agent=None, headers=(), **offer):
    call = Ladder(capture, agent=agent or "Lab Phone 1.0")
    call.request("REGISTER", headers=headers)
    challenge = call.challenge(**offer)
    call.answer(401, challenge)
    return call, challenge


def refuse(call, how=None, **offer):
    """The retry just sent is challenged anew; the client lives on and gives up."""
    call.answer(401, call.challenge(**offer), **(how or {}))
    call.ping(at=40)


def let_in(call, at=60, offer=None, **fault):
    """The same account at the same server, from another dialog, with the right password."""
    later = Ladder(call.capture, path=call.path, agent=call.agent, user=call.user, username=call.username)
    later.request("REGISTER", at=at)
    challenge = later.challenge(**(offer or {}))
    later.answer(401, challenge)
    later.request("REGISTER", answer(later, challenge, **fault))
    later.answer(200)


def refused_with(capture, offer=None, good_account=False, **fault):
    """Challenged, answered with this fault, refused; perhaps the account is let in later, without the fault."""
    call, challenge = start(capture, **(offer or {}))
    call.request("REGISTER", answer(call, challenge, **fault))
    refuse(call, **(offer or {}))
    if good_account:
        let_in(call, offer=offer)


def accepted_with(capture, offer=None, **fault):
    call, challenge = start(capture, **(offer or {}))
    call.request("REGISTER", answer(call, challenge, **fault))
    call.answer(200)


# Nonce

@scenario
def nonce_truncated(capture):
    """the client's buffer is too short: the last character of the nonce is missing"""
    refused_with(capture, {"nonce": BASE64}, nonce=BASE64[:-1])


@scenario
def nonce_truncated_2(capture):
    """the client turns each + of the nonce into a space"""
    refused_with(capture, {"nonce": BASE64}, nonce=BASE64.replace("+", " "))


@scenario
def nonce_truncated_near(capture):
    """near miss of `nonce_truncated`: one letter of the nonce differs, so it is another one"""
    refused_with(capture, {"nonce": BASE64}, nonce=BASE64.replace("ZWk", "ZWj"))


@scenario
def nonce_truncated_near_2(capture):
    """near miss of `nonce_truncated`: the server accepts the cut nonce"""
    accepted_with(capture, {"nonce": BASE64}, nonce=BASE64[:-1])


@scenario
def nonce_truncated_near_3(capture):
    """near miss of `nonce_truncated`: the nonce comes back whole, the password is wrong"""
    refused_with(capture, {"nonce": BASE64}, password="wrong")


# Response

@scenario
def response_empty(capture):
    """no password is set at the client: realm and nonce come back with an empty response"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge, response=None, cnonce=None, nc=None, qop=None))
    refuse(call)


@scenario
def response_empty_2(capture):
    """the same with response="" in it, and the server answers 403"""
    call, challenge = start(capture)
    call.request("REGISTER", ("Authorization", f'Digest username="alice", realm="lab.test", nonce="{challenge.nonce}", '
                              'uri="sip:lab.test", response=""'))
    call.answer(403)


@scenario
def response_empty_near(capture):
    """near miss of `response_empty`: the nonce is empty too, so it only names the user (as the first request does)"""
    hint = ("Authorization", 'Digest username="alice", realm="lab.test", nonce="", uri="sip:lab.test", response=""')
    call = Ladder(capture)
    call.request("REGISTER", hint)
    call.answer(401, call.challenge())
    call.request("REGISTER", hint)
    refuse(call)


@scenario
def response_empty_near_2(capture):
    """near miss of `response_empty`: there is a response, of a wrong password"""
    refused_with(capture, password="wrong")


@scenario
def response_empty_near_3(capture):
    """near miss of `response_empty`: only the first request has an empty response; the retry is right"""
    call = Ladder(capture)
    call.request("REGISTER", ("Authorization", 'Digest username="alice", realm="lab.test", nonce="", '
                              'uri="sip:lab.test", response=""'))
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", answer(call, challenge))
    call.answer(200)


@scenario
def response_length_bad(capture):
    """the client writes the digest into 31 characters"""
    call, challenge = start(capture)
    right = call.credentials(challenge).digest("REGISTER", "sip:lab.test")
    call.request("REGISTER", answer(call, challenge, response=right[:31]))
    refuse(call)


@scenario
def response_length_bad_2(capture):
    """the client writes the digest in upper case"""
    call, challenge = start(capture)
    right = call.credentials(challenge).digest("REGISTER", "sip:lab.test")
    call.request("REGISTER", answer(call, challenge, response=right.upper()))
    refuse(call)


@scenario
def response_length_bad_near(capture):
    """near miss of `response_length_bad`: 32 digits, of a wrong password"""
    refused_with(capture, password="wrong")


@scenario
def response_length_bad_near_2(capture):
    """near miss of `response_length_bad`: 64 digits, as SHA-256 gives them, of a wrong password"""
    refused_with(capture, {"algorithm": "SHA-256"}, password="wrong")


@scenario
def response_length_bad_near_3(capture):
    """near miss of `response_length_bad`: the server accepts upper case"""
    call, challenge = start(capture)
    right = call.credentials(challenge).digest("REGISTER", "sip:lab.test")
    call.request("REGISTER", answer(call, challenge, response=right.upper()))
    call.answer(200)


# User name

@scenario
def username_empty(capture):
    """no user name is set at the client"""
    refused_with(capture, username="")


@scenario
def username_empty_2(capture):
    """the client puts the display name where the user name belongs"""
    refused_with(capture, username="Alice Liddell")


@scenario
def username_empty_near(capture):
    """near miss of `username_empty`: a user name, wrong password"""
    refused_with(capture, username="alice", password="wrong")


@scenario
def username_empty_near_2(capture):
    """near miss of `username_empty`: the server has an account named anonymous"""
    accepted_with(capture, username="anonymous")


def named_403(capture, phrase, username):
    call, challenge = start(capture)
    call.server_name = "OpenSIPS (3.4.2 (x86_64/linux))"
    call.request("REGISTER", answer(call, challenge, username=username))
    call.answer(403, phrase=phrase)


@scenario
def username_not_identity(capture):
    """auth id 4711 at extension alice; the server's script wants them equal and says so"""
    named_403(capture, "Forbidden auth ID", "4711")


@scenario
def username_not_identity_near(capture):
    """near miss of `username_not_identity`: the 403 says nothing of user names"""
    named_403(capture, "Forbidden", "4711")


@scenario
def username_not_identity_near_2(capture):
    """near miss of `username_not_identity`: the same phrase, but user name and extension are equal"""
    named_403(capture, "Forbidden auth ID", "alice")


@scenario
def username_not_identity_near_3(capture):
    """near miss of `username_not_identity`: auth id 4711 at extension alice is challenged again (wrong password)"""
    refused_with(capture, username="4711", password="wrong")


@scenario
def username_not_identity_near_4(capture):
    """near miss of `username_not_identity`: auth id 4711 at extension alice is accepted"""
    accepted_with(capture, username="4711")


# Algorithm

@scenario
def algorithm_mismatch(capture):
    """SHA-256 alone is offered; the client answers with MD5"""
    refused_with(capture, {"algorithm": "SHA-256"}, algorithm="MD5")


@scenario
def algorithm_mismatch_2(capture):
    """SHA-256 alone is offered; the client answers in the old way and names no algorithm"""
    refused_with(capture, {"algorithm": "SHA-256"}, algorithm=None)


def two_offers(capture, first, second):
    call = Ladder(capture)
    call.request("REGISTER")
    offers = [call.challenge(algorithm=one, nonce="twoalgorithmsonenonce0001") for one in (first, second)]
    call.answer(401, offers)
    return call, offers


@scenario
def algorithm_mismatch_near(capture):
    """near miss of `algorithm_mismatch`: MD5 is offered beside SHA-256, and the client answers it with a wrong password"""
    call, offers = two_offers(capture, "SHA-256", "MD5")
    call.request("REGISTER", answer(call, offers[1], password="wrong"))
    refuse(call)


@scenario
def algorithm_mismatch_near_2(capture):
    """near miss of `algorithm_mismatch`: algorithm=MD5 where none is named, which means MD5; wrong password"""
    refused_with(capture, algorithm="MD5", password="wrong")


@scenario
def algorithm_mismatch_near_3(capture):
    """near miss of `algorithm_mismatch`: the 401 was cut behind its first challenge, so that MD5 may stand in the next"""
    call = Ladder(capture)
    call.request("REGISTER")
    offers = [call.challenge(algorithm=one, nonce="twoalgorithmsonenonce0001") for one in ("SHA-256", "MD5")]
    call.answer(401, offers, cut_before="WWW-Authenticate: " + offers[1].text())
    call.request("REGISTER", answer(call, offers[1], password="wrong"))
    refuse(call)


@scenario
def algorithm_downgrade(capture):
    """none: the server prefers SHA-256 and takes MD5 too; the client answers MD5"""
    call, offers = two_offers(capture, "SHA-256", "MD5")
    call.request("REGISTER", answer(call, offers[1]))
    call.answer(200)


@scenario
def algorithm_downgrade_near(capture):
    """near miss of `algorithm_downgrade`: the server prefers MD5, which the client answers"""
    call, offers = two_offers(capture, "MD5", "SHA-256")
    call.request("REGISTER", answer(call, offers[0]))
    call.answer(200)


@scenario
def algorithm_downgrade_near_2(capture):
    """near miss of `algorithm_downgrade`: the client answers SHA-256, which the server prefers"""
    call, offers = two_offers(capture, "SHA-256", "MD5")
    call.request("REGISTER", answer(call, offers[0]))
    call.answer(200)


# qop

@scenario
def qop_not_offered(capture):
    """the client copies the server's list auth,auth-int into qop instead of choosing"""
    refused_with(capture, {"qop": "auth,auth-int"})


@scenario
def qop_not_offered_2(capture):
    """no qop is offered; the client computes with auth all the same"""
    refused_with(capture, {"qop": None}, qop="auth", nc="00000001", cnonce="0a4f113b")


@scenario
def qop_not_offered_near(capture):
    """near miss of `qop_not_offered`: the client chooses auth of the list; wrong password"""
    refused_with(capture, {"qop": "auth,auth-int"}, qop="auth", password="wrong")


@scenario
def qop_not_offered_near_2(capture):
    """near miss of `qop_not_offered`: the server accepts the whole list"""
    accepted_with(capture, {"qop": "auth,auth-int"})


@scenario
def qop_missing(capture):
    """the client answers in the way of RFC 2069 and is refused; later it answers with qop and is let in"""
    refused_with(capture, good_account=True, qop=None, nc=None, cnonce=None)


@scenario
def qop_missing_near(capture):
    """near miss of `qop_missing`: nothing shows that the account is good, so it may be the password"""
    refused_with(capture, qop=None, nc=None, cnonce=None, password="wrong")


@scenario
def qop_missing_near_2(capture):
    """near miss of `qop_missing`: the server accepts such an answer a minute later, so it was the password"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge, qop=None, nc=None, cnonce=None, password="wrong"))
    refuse(call)
    let_in(call, qop=None, nc=None, cnonce=None)


@scenario
def qop_missing_near_3(capture):
    """near miss of `qop_missing`: no qop is offered; wrong password, and later the right one"""
    refused_with(capture, {"qop": None}, good_account=True, password="wrong")


@scenario
def qop_missing_near_4(capture):
    """near miss of `qop_missing`: an old client, and the server accepts its answer"""
    accepted_with(capture, qop=None, nc=None, cnonce=None)


# cnonce and nc

@scenario
def cnonce_or_nc_missing(capture):
    """qop=auth without cnonce"""
    refused_with(capture, cnonce=None)


@scenario
def cnonce_or_nc_missing_2(capture):
    """qop=auth without nc"""
    refused_with(capture, nc=None)


@scenario
def cnonce_or_nc_missing_near(capture):
    """near miss of `cnonce_or_nc_missing`: both are there; wrong password"""
    refused_with(capture, password="wrong")


@scenario
def cnonce_or_nc_missing_near_2(capture):
    """near miss of `cnonce_or_nc_missing`: the packet was cut before nc and cnonce"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge, password="wrong"), cut_before="nc=")
    refuse(call)


@scenario
def nc_bad_format(capture):
    """nc=1 is refused; later nc=00000001 is let in"""
    refused_with(capture, good_account=True, nc="1")


@scenario
def nc_bad_format_near(capture):
    """near miss of `nc_bad_format`: nc=00000001 is refused (wrong password); later the right one is let in"""
    refused_with(capture, good_account=True, password="wrong")


@scenario
def nc_bad_format_near_2(capture):
    """near miss of `nc_bad_format`: nothing shows that the account is good, so it may be the password"""
    refused_with(capture, nc="1", password="wrong")


@scenario
def nc_bad_format_near_3(capture):
    """near miss of `nc_bad_format`: the server accepts nc=1"""
    accepted_with(capture, nc="1")


def kept_nonce(capture, nc, at=20, first=200, password="wonderland"):
    """The server keeps its nonce and gives it again for a SUBSCRIBE."""
    call, challenge = start(capture, nonce="keptnonce0001")
    call.request("REGISTER", answer(call, challenge, password=password))
    call.answer(first, [] if first == 200 else challenge)
    other = Ladder(capture, path=call.path)
    other.request("SUBSCRIBE", at=at, uri="sip:alice@lab.test")
    other.answer(401, challenge)
    other.request("SUBSCRIBE", answer(other, challenge, "SUBSCRIBE", "sip:alice@lab.test", nc=nc, password=password),
                  uri="sip:alice@lab.test")
    return other, challenge


@scenario
def nc_replayed(capture):
    """the server keeps its nonce for 20 s; the client begins again with nc=00000001"""
    call, challenge = kept_nonce(capture, "00000001")
    call.answer(401, challenge)
    call.ping(at=60)


@scenario
def nc_replayed_2(capture):
    """credentials sent unasked with a count that was used; 403 with a Warning that says so"""
    call, challenge = start(capture, nonce="keptnonce0001")
    call.request("REGISTER", answer(call, challenge))
    call.answer(200)
    call.request("SUBSCRIBE", answer(call, challenge, "SUBSCRIBE", "sip:alice@lab.test"), at=20,
                 uri="sip:alice@lab.test")
    call.answer(403, headers=[("Warning", '399 lab.test "Digest replay attack detected"')])


@scenario
def nc_replayed_near(capture):
    """near miss of `nc_replayed`: the count grows; refused all the same"""
    call, challenge = kept_nonce(capture, "00000002")
    call.answer(401, challenge)
    call.ping(at=60)


@scenario
def nc_replayed_near_2(capture):
    """near miss of `nc_replayed`: the nonce is given again within the second, as by servers that make it of the time"""
    call, challenge = kept_nonce(capture, "00000001", at=0.5)
    call.answer(401, challenge)
    call.ping(at=60)


@scenario
def nc_replayed_near_3(capture):
    """near miss of `nc_replayed`: neither nonce nor account was ever accepted, so it may be the password"""
    call, challenge = kept_nonce(capture, "00000001", first=401, password="wrong")
    call.answer(401, challenge)
    call.ping(at=60)


@scenario
def nc_replayed_near_4(capture):
    """near miss of `nc_replayed`: the server lets the repeated count pass"""
    call, _ = kept_nonce(capture, "00000001")
    call.answer(200)


@scenario
def nc_replayed_near_5(capture):
    """near miss of `nc_replayed`: a 403 to a repeated count says nothing of a replay; the account was let in before"""
    call, challenge = start(capture, nonce="keptnonce0001")
    call.request("REGISTER", answer(call, challenge))
    call.answer(200)
    call.request("SUBSCRIBE", answer(call, challenge, "SUBSCRIBE", "sip:alice@lab.test"), at=20,
                 uri="sip:alice@lab.test")
    call.answer(403)


def ninth_then(capture, nc):
    """A client that has used its nonce nine times, and then this count; the server asks for a new nonce."""
    call, challenge = start(capture, nonce="keptnonce0001")
    for count in range(1, 10):
        call.request("REGISTER", answer(call, challenge, nc=f"{count:08x}"), at=count * 10)
        call.answer(200)
    call.request("REGISTER", answer(call, challenge, nc=nc), at=100)
    fresh = call.challenge(stale="true")
    call.answer(401, fresh)
    call.request("REGISTER", answer(call, fresh))
    call.answer(200)


@scenario
def nc_gap(capture):
    """none: the client counts in decimal, so that 00000010 follows 00000009; the strict server asks anew"""
    ninth_then(capture, "00000010")


@scenario
def nc_gap_near(capture):
    """near miss of `nc_gap`: the client counts in hexadecimal, 0000000a follows 00000009"""
    ninth_then(capture, "0000000a")


# opaque

@scenario
def opaque_missing(capture):
    """the client leaves out opaque and is refused; later it is let in with it"""
    refused_with(capture, {"opaque": "5ccc069c403ebaf9"}, good_account=True, opaque=None)


@scenario
def opaque_missing_near(capture):
    """near miss of `opaque_missing`: opaque comes back; wrong password, and later the right one"""
    refused_with(capture, {"opaque": "5ccc069c403ebaf9"}, good_account=True, password="wrong")


@scenario
def opaque_missing_near_2(capture):
    """near miss of `opaque_missing`: nothing shows that the account is good, so it may be the password"""
    refused_with(capture, {"opaque": "5ccc069c403ebaf9"}, opaque=None, password="wrong")


@scenario
def opaque_missing_near_3(capture):
    """near miss of `opaque_missing`: the server does without it"""
    accepted_with(capture, {"opaque": "5ccc069c403ebaf9"}, opaque=None)


# uri

@scenario
def digest_uri_mismatch(capture):
    """the client writes the server's address into uri and is refused; later it is let in with the Request-URI"""
    refused_with(capture, good_account=True, uri="sip:10.0.0.2")


def trunk_call(capture, uri, phrase):
    """A call to a provider whose Request-URI is not To."""
    call = Ladder(capture, server_name="Provider SBC 1.0")
    where = {"uri": "sip:bob@10.0.0.2", "to": "sip:bob@lab.test"}
    call.request("INVITE", **where)
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", answer(call, challenge, "INVITE", uri, header="Proxy-Authorization"), **where)
    call.answer(403, phrase=phrase)
    call.ack()


@scenario
def digest_uri_mismatch_2(capture):
    """the provider wants To's URI in uri and says so; the client sends the Request-URI"""
    trunk_call(capture, "sip:bob@10.0.0.2", 'Proxy auth uri does not match SIP "to" uri')


@scenario
def digest_uri_mismatch_near(capture):
    """near miss of `digest_uri_mismatch`: uri is the Request-URI with its default port; wrong password, later right"""
    refused_with(capture, good_account=True, uri="sip:LAB.test:5060", password="wrong")


@scenario
def digest_uri_mismatch_near_2(capture):
    """near miss of `digest_uri_mismatch`: nothing shows that the account is good, so it may be the password"""
    refused_with(capture, uri="sip:10.0.0.2", password="wrong")


@scenario
def digest_uri_mismatch_near_3(capture):
    """near miss of `digest_uri_mismatch`: the server lets such a uri in a minute later, so it was the password"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge, uri="sip:10.0.0.2", password="wrong"))
    refuse(call)
    let_in(call, uri="sip:10.0.0.2")


@scenario
def digest_uri_mismatch_near_4(capture):
    """near miss of `digest_uri_mismatch`: the same on the second hop, where a proxy may have changed the Request-URI"""
    below = {"below": ["SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bKphone"]}
    call = Ladder(capture)
    call.request("REGISTER", **below)
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", answer(call, challenge, uri="sip:10.0.0.2", password="wrong"), **below)
    refuse(call)
    let_in(call)


@scenario
def digest_uri_mismatch_near_5(capture):
    """near miss of `digest_uri_mismatch`: the server says nothing of the uri"""
    trunk_call(capture, "sip:bob@lab.test", "Forbidden")


# Identifiers

@scenario
def cseq_not_incremented(capture):
    """the retry (new branch) keeps the CSeq and is refused; later the account is let in with CSeq + 1"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge), cseq=1)
    refuse(call)
    let_in(call)


@scenario
def cseq_not_incremented_near(capture):
    """near miss of `cseq_not_incremented`: CSeq + 1; wrong password, and later the right one"""
    refused_with(capture, good_account=True, password="wrong")


@scenario
def cseq_not_incremented_near_2(capture):
    """near miss of `cseq_not_incremented`: nothing shows that the account is good, so it may be the password"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge, password="wrong"), cseq=1)
    refuse(call)


@scenario
def cseq_not_incremented_near_3(capture):
    """near miss of `cseq_not_incremented`: somebody else guesses, with one CSeq, at the account of a good phone"""
    guesser = Ladder(capture, client="10.0.0.66:5060", agent="Lab Guesser 1.0")
    guesser.request("REGISTER")
    challenge = guesser.challenge()
    guesser.answer(401, challenge)
    guesser.request("REGISTER", answer(guesser, challenge, password="wrong"), cseq=1)
    guesser.answer(401, guesser.challenge())
    let_in(Ladder(capture))


def branches(capture, first, second, cseq_of_answer):
    """Challenged; then a retry with this branch. The first answer comes again, or one to the retry."""
    call = Ladder(capture)
    request = call.request("REGISTER", branch=first)
    challenge = call.challenge()
    reply = call.answer(401, challenge)
    retry = call.request("REGISTER", answer(call, challenge), branch=second)
    for _ in range(3):
        if cseq_of_answer == request.cseq:
            call.again(reply, after=0.2)
            call.again(retry, after=1)
    if cseq_of_answer == retry.cseq:
        call.answer(401, call.challenge(), request=retry)
    call.ping(at=60)


@scenario
def branch_reused(capture):
    """the retry keeps the branch; the server takes it for a copy and repeats its first 401"""
    branches(capture, "z9hG4bKsame", "z9hG4bKsame", 1)


@scenario
def branch_reused_near(capture):
    """near miss of `branch_reused`: a new branch, and late copies of the first 401; no answer to the retry"""
    branches(capture, "z9hG4bKone", "z9hG4bKtwo", 1)


@scenario
def branch_reused_near_2(capture):
    """near miss of `branch_reused`: the branch is kept, but the server answers the retry (wrong password)"""
    branches(capture, "z9hG4bKsame", "z9hG4bKsame", 2)


@scenario
def branch_reused_near_3(capture):
    """near miss of `branch_reused`: the branch is kept and nothing comes back at all"""
    branches(capture, "z9hG4bKsame", "z9hG4bKsame", 0)


def same_transaction(capture, credentials):
    """The first request once more, with the branch and CSeq that it had; the server repeats its answer."""
    call = Ladder(capture)
    first = call.request("REGISTER", branch="z9hG4bKsame")
    challenge = call.challenge()
    reply = call.answer(401, challenge)
    call.request("REGISTER", answer(call, challenge) if credentials else (), cseq=first.cseq, branch="z9hG4bKsame")
    call.again(reply, after=0.02)
    call.ping(at=60)


@scenario
def branch_reused_cseq(capture):
    """the retry keeps branch and CSeq, so that it is a copy to the server, which repeats its first 401"""
    same_transaction(capture, credentials=True)


@scenario
def branch_reused_cseq_near(capture):
    """near miss of `branch_reused`: the copy brings no credentials"""
    same_transaction(capture, credentials=False)


@scenario
def dialog_ids_changed(capture):
    """the retry has a new From tag and is refused by a server that binds nonces to it; later the account is let in"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge), from_tag="newtag")
    refuse(call)
    let_in(call)


@scenario
def dialog_ids_changed_near(capture):
    """near miss of `dialog_ids_changed`: the tag stays; wrong password, and later the right one"""
    refused_with(capture, good_account=True, password="wrong")


@scenario
def dialog_ids_changed_near_2(capture):
    """near miss of `dialog_ids_changed`: nothing shows that the account is good, so it may be the password"""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge, password="wrong"), from_tag="newtag")
    refuse(call)


@scenario
def retry_before_challenge_seen(capture):
    """none: two interfaces merged in a hurry, the retry's frame stands before its challenge's"""
    call = Ladder(capture)
    call.request("REGISTER", at=0)
    challenge = call.challenge()
    reply = call.answer(401, challenge, hold=True)
    call.request("REGISTER", answer(call, challenge), at=0.06)
    call.again(reply, at=0.03)
    call.answer(200, at=0.09)


@scenario
def retry_before_challenge_seen_near(capture):
    """near miss of `retry_before_challenge_seen`: the same frames in the order they were sent"""
    call = Ladder(capture)
    call.request("REGISTER", at=0)
    challenge = call.challenge()
    call.answer(401, challenge, at=0.03)
    call.request("REGISTER", answer(call, challenge), at=0.06)
    call.answer(200, at=0.09)


def reshaped_retry(capture, expires, *gone):
    """A REGISTER whose retry lacks these lines; the server accepts it."""
    call = Ladder(capture)
    call.reshape = lambda text: text.replace("Expires: 3600", f"Expires: {expires}")
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.reshape = lambda text: "".join(line for line in text.replace("Expires: 3600", f"Expires: {expires}")
                                        .splitlines(keepends=True) if not line.startswith(gone))
    call.request("REGISTER", answer(call, challenge))
    call.reshape = None
    call.answer(200)


@scenario
def registration_expires_missing(capture):
    """the retry has no Contact: the 200 registers nothing"""
    reshaped_retry(capture, 3600, "Contact:")


@scenario
def registration_expires_missing_2(capture):
    """the phone deregisters (Expires: 0), and its retry has no Expires: it is registered again"""
    reshaped_retry(capture, 0, "Expires:")


@scenario
def registration_expires_missing_near(capture):
    """near miss of `registration_expires_missing`: Contact and Expires are repeated"""
    reshaped_retry(capture, 3600, "X-Nothing:")


@scenario
def registration_expires_missing_near_2(capture):
    """near miss of `registration_expires_missing`: a registration whose retry leaves the time to the server"""
    reshaped_retry(capture, 3600, "Expires:")


def twice(capture, **second):
    """Refused, and tried again with the same nonce and this difference."""
    call, challenge = start(capture)
    call.request("REGISTER", answer(call, challenge, password="wrong"))
    call.answer(401, challenge)
    call.request("REGISTER", answer(call, challenge, password="wrong", **second))
    refuse(call)


@scenario
def identical_credentials_resent(capture):
    """wrong password, and the very same credentials once more"""
    twice(capture)


@scenario
def identical_credentials_resent_near(capture):
    """near miss of `identical_credentials_resent`: the second answer to the same nonce has a cnonce of its own"""
    twice(capture, nc="00000002", cnonce="0a4f113c")
