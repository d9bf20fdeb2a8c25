# SPDX-License-Identifier: GPL-2.0-or-later
"""The same message on several hops, and one call in two dialogs."""

from .accepted import HOME, IMPI, ue
from .ladder import Ladder
from .registry import scenario

CK_IK = ('ck="b40ba9a3c58b2a05bbf0d987b21bf8cb"', 'ik="f769bcd751044604127672711c6d3441"')


class Chain:
    """A client, proxies and a server in a row; every message crosses all links that are captured."""

    def __init__(self, first, *others):
        self.links = (first, *others)

    def request(self, *what, mark=None, **how):
        """mark: what the first link's proxy writes into the request."""
        self.links[0].request(*what, **how)
        for before, link in zip(self.links, self.links[1:]):
            request = before.last_request
            headers = [mark(header) for header in request.headers] if mark and before is self.links[0] else None
            link.relayed(request, headers=headers)

    def answer(self, status, challenge=(), strip=None, **how):
        """strip: what the first link's proxy takes out of the response."""
        last = self.links[-1]
        last.answer(status, challenge, **how)
        for before, link in zip(self.links[::-1], self.links[-2::-1]):
            answer = before.last_answer
            headers = [strip(header) for header in answer.headers] if strip and link is self.links[0] else None
            link.relayed(answer, headers=headers)

    def ack(self):
        """Each hop acknowledges for itself, from the server's side on."""
        for link in self.links[::-1]:
            link.ack()


def ims_chain(capture, proxy, interrogating, serving):
    """UE, P-CSCF, I-CSCF and S-CSCF: three links."""
    return Chain(ue(capture, server=proxy),
                 Ladder(capture, client=proxy, server=interrogating),
                 Ladder(capture, client=interrogating, server=serving, server_name="Lab S-CSCF 1.0"))


def without_keys(header):
    """What a P-CSCF does to the 401: ck and ik are for it alone (TS 24.229 section 5.2.2)."""
    name, value = header
    for key in CK_IK:
        value = value.replace(", " + key, "")
    return name, value


def integrity(word):
    """What a P-CSCF writes into the Authorization for the S-CSCF (TS 24.229 section 5.2.2)."""
    def mark(header):
        name, value = header
        return name, value + f', integrity-protected="{word}"' if name == "Authorization" else value
    return mark


def aka_registration(capture, chain):
    phone = chain.links[0]
    hint = ("Authorization", f'Digest username="{IMPI}", realm="{HOME}", uri="sip:{HOME}", nonce="", response=""')
    chain.request("REGISTER", hint, mark=integrity("no"))
    challenge = phone.aka_challenge(extra=CK_IK)
    chain.answer(401, challenge, strip=without_keys)
    chain.request("REGISTER", phone.credentials(challenge), mark=integrity("yes"))
    chain.answer(200)


@scenario
def ims_hops_hosts(capture):
    """none: AKA registration over P-, I- and S-CSCF on hosts of their own, ck and ik stripped by the P-CSCF"""
    aka_registration(capture, ims_chain(capture, "10.0.1.1:5060", "10.0.1.2:5060", "10.0.1.3:5060"))


@scenario
def ims_hops_one_host(capture):
    """none: the same with all CSCFs on one address"""
    aka_registration(capture, ims_chain(capture, "10.0.1.1:5060", "10.0.1.1:4060", "10.0.1.1:6060"))


@scenario
def ims_hops_loopback(capture):
    """none: the same with the UE on that address as well"""
    chain = ims_chain(capture, "10.0.1.1:5060", "10.0.1.1:4060", "10.0.1.1:6060")
    chain.links = (ue(capture, client="10.0.1.1:7060", server="10.0.1.1:5060"), *chain.links[1:])
    aka_registration(capture, chain)


@scenario
def hop_not_captured(capture):
    """none: of three links the middle one is not in the capture"""
    phone = ue(capture, server="10.0.1.1:5060")
    hidden = Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060")
    inner = Ladder(capture, client="10.0.1.2:5060", server="10.0.1.3:5060")
    challenge = phone.aka_challenge()

    def up(credentials=()):
        phone.request("REGISTER", credentials)
        hidden.relayed(phone.last_request, hold=True)
        inner.relayed(hidden.last_request)

    def down(status, *asked):
        inner.answer(status, *asked)
        hidden.relayed(inner.last_answer, hold=True)
        phone.relayed(hidden.last_answer)

    up()
    down(401, challenge)
    up(phone.credentials(challenge))
    down(200)


@scenario
def invite_hops(capture):
    """none: the 407 comes from the second proxy; each hop ACKs for itself"""
    chain = Chain(Ladder(capture, server="10.0.1.1:5060"),
                  Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060"))
    phone = chain.links[0]
    chain.request("INVITE")
    challenge = phone.proxy_challenge()
    chain.answer(407, challenge)
    chain.ack()
    chain.request("INVITE", phone.credentials(challenge))
    chain.answer(180)


def vias_in_one_line(text):
    """All Via lines of a message as one."""
    lines = text.split("\r\n")
    vias = [line.removeprefix("Via: ") for line in lines if line.startswith("Via: ")]
    others = [line for line in lines if not line.startswith("Via: ")]
    return "\r\n".join([others[0], "v: " + " , ".join(vias), *others[1:]])


@scenario
def via_list(capture):
    """none: behind the proxy all Vias stand in one line"""
    chain = Chain(Ladder(capture, server="10.0.1.1:5060"),
                  Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060", reshape=vias_in_one_line))
    chain.request("INVITE")
    challenge = chain.links[0].proxy_challenge()
    chain.answer(407, challenge)
    chain.ack()
    chain.request("INVITE", chain.links[0].credentials(challenge))
    chain.answer(180)


@scenario
def refused_hops(capture):
    """wrong password, refused by the registrar behind a proxy: the same verdict on both hops"""
    chain = Chain(Ladder(capture, server="10.0.1.1:5060"),
                  Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060"))
    phone = chain.links[0]
    chain.request("REGISTER")
    challenge = phone.challenge()
    chain.answer(401, challenge)
    chain.request("REGISTER", phone.credentials(challenge, password="wrong"))
    chain.answer(401, phone.challenge())
    phone.ping(at=40)
    chain.links[1].ping(at=41)


@scenario
def proxy_answers_itself(capture):
    """none: the proxy challenges before it passes the request on; the next hop only ever sees the retry"""
    phone = Ladder(capture, server="10.0.1.1:5060")
    behind = Ladder(capture, client="10.0.1.1:5060", server="10.0.1.2:5060")
    phone.request("INVITE")
    challenge = phone.proxy_challenge()
    phone.answer(407, challenge)
    phone.ack()
    phone.request("INVITE", phone.credentials(challenge))
    behind.relayed(phone.last_request, drop=["Proxy-Authorization"])
    behind.answer(180)
    phone.relayed(behind.last_answer)


def b2bua(capture):
    """A back-to-back user agent: the phone's dialog, and its own towards the registrar."""
    return (Ladder(capture, server="10.0.1.1:5060"),
            Ladder(capture, client="10.0.1.1:5070", server="10.0.1.2:5060", agent="Lab B2BUA 1.0"))


@scenario
def b2bua_passes_nonce(capture):
    """none: a B2BUA with another Call-ID on each leg passes the challenge and its answer on"""
    outer, inner = b2bua(capture)
    outer.request("REGISTER")
    inner.request("REGISTER")
    challenge = inner.challenge()
    inner.answer(401, challenge)
    outer.answer(401, challenge)
    outer.request("REGISTER", outer.credentials(challenge))
    inner.request("REGISTER", inner.credentials(challenge))
    inner.answer(200)
    outer.answer(200)


@scenario
def b2bua_answers_itself(capture):
    """none: a B2BUA answers the challenge of its own leg; the phone sees none"""
    outer, inner = b2bua(capture)
    outer.request("INVITE")
    inner.request("INVITE")
    challenge = inner.proxy_challenge()
    inner.answer(407, challenge)
    inner.ack()
    inner.request("INVITE", inner.credentials(challenge))
    inner.answer(180)
    outer.answer(180)
