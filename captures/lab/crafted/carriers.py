# SPDX-License-Identifier: GPL-2.0-or-later
"""What carries SIP: transports, tunnels, link types; and captures that hold nothing to explain."""

from scapy.layers.dns import DNS, DNSQR
from scapy.layers.inet import ICMP, IP, UDP
from scapy.layers.l2 import Dot1Q, Ether
from scapy.packet import Raw

from .ladder import Ladder
from .registry import scenario
from .wire import RAW_IP, ExportedPdu, Sctp, Tcp, WebSocket, gtp_u


@scenario
def tcp(capture):
    """none: over TCP"""
    Ladder(capture, transport=Tcp, client="10.0.0.1:40000").register()


@scenario
def ipv6(capture):
    """none: over IPv6"""
    Ladder(capture, client="[fd00::1]:5060", server="[fd00::2]:5060").register()


@scenario
def sctp(capture):
    """none: over SCTP"""
    Ladder(capture, transport=Sctp).register()


@scenario
def websocket(capture):
    """none: over WebSocket (RFC 7118), the client's frames masked"""
    Ladder(capture, transport=WebSocket, client="10.0.0.1:40000", server="10.0.0.2:80").register()


@scenario
def exported_pdu(capture):
    """none: exported PDUs (link type 252)"""
    Ladder(capture, transport=ExportedPdu).register()


@scenario
def raw_ip(capture):
    """none: link type raw IP"""
    capture.linktype = RAW_IP
    Ladder(capture).register()


@scenario
def vlan(capture):
    """none: VLAN tags"""
    capture.encapsulate = lambda packet, source, destination: (
        Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / Dot1Q(vlan=7) / packet)
    Ladder(capture).register()


def tunnel_ends(source):
    """From the client's side up to the gateway, or back."""
    up = source in ("10.0.0.1", "10.0.0.3")
    return ("192.0.2.1", "192.0.2.2") if up else ("192.0.2.2", "192.0.2.1")


@scenario
def gtp_tunnel(capture):
    """none: in GTP-U, two UEs with tunnels of their own between the same outer addresses"""
    def encapsulate(packet, source, destination):
        outer = tunnel_ends(source)
        teid = 0x100 if "10.0.0.1" in (source, destination) else 0x300
        return (IP(src=outer[0], dst=outer[1], id=capture.count("id " + outer[0]))
                / UDP(sport=2152, dport=2152) / Raw(gtp_u(teid, packet)))
    capture.encapsulate = encapsulate
    two_at_once(capture)


def two_at_once(capture):
    """Two clients whose registrations interleave message by message."""
    one, two = Ladder(capture), Ladder(capture, client="10.0.0.3:5060", user="bob")
    one.request("REGISTER")
    two.request("REGISTER")
    asked_one, asked_two = one.challenge(), two.challenge()
    two.answer(401, asked_two)
    one.answer(401, asked_one)
    one.request("REGISTER", one.credentials(asked_one))
    two.request("REGISTER", two.credentials(asked_two))
    two.answer(200)
    one.answer(200)


@scenario
def gtp_and_plain(capture):
    """none: the capture has two interfaces, each packet is seen in GTP-U and 0.2 ms later without it"""
    call = Ladder(capture)

    def both(packet, source, destination):
        outer = tunnel_ends(source)
        capture.frame(IP(src=outer[0], dst=outer[1], id=capture.count("id " + outer[0]))
                      / UDP(sport=2152, dport=2152) / Raw(gtp_u(0x100, packet)))
        capture.step(after=0.0002)
        return packet
    capture.encapsulate = both
    call.register()


@scenario
def vxlan(capture):
    """none: in VXLAN"""
    def encapsulate(packet, source, destination):
        outer = tunnel_ends(source)
        inner = Ether(src="02:00:00:00:00:03", dst="02:00:00:00:00:04") / packet
        head = b"\x08\0\0\0" + b"\0\0\x2a\0"
        return (IP(src=outer[0], dst=outer[1], id=capture.count("id " + outer[0]))
                / UDP(sport=50000, dport=4789) / Raw(head + bytes(inner)))
    capture.encapsulate = encapsulate
    Ladder(capture).register()


@scenario
def ip_in_ip(capture):
    """none: IP in IP, two clients behind the same outer addresses"""
    def encapsulate(packet, source, destination):
        outer = tunnel_ends(source)
        return IP(src=outer[0], dst=outer[1], proto=4, id=capture.count("id " + outer[0])) / packet
    capture.encapsulate = encapsulate
    two_at_once(capture)


@scenario
def interleaved(capture):
    """none: two clients register at the same time"""
    two_at_once(capture)


@scenario
def no_refusal(capture):
    """none: SIP without any 401, 403 or 407 (OPTIONS, REGISTER with cached credentials, a call, a 486)"""
    call = Ladder(capture)
    call.ping(at=0)
    call.request("REGISTER", call.credentials(call.challenge(), nc=9))
    call.answer(200)
    for results in ((100, 180, 200), (100, 486)):
        call = Ladder(capture)
        call.request("INVITE")
        for status in results:
            call.answer(status)
        call.ack()


@scenario
def no_sip(capture):
    """none: no SIP at all (DNS, ping, RTP)"""
    capture.step()
    capture.packet("10.0.0.1", "10.0.0.2", UDP(sport=40001, dport=53) / DNS(id=1, qd=DNSQR(qname="lab.test")))
    capture.step()
    answer = DNS(id=1, qr=1, rcode=3, qd=DNSQR(qname="lab.test"))
    capture.packet("10.0.0.2", "10.0.0.1", UDP(sport=53, dport=40001) / answer)
    capture.step()
    capture.packet("10.0.0.1", "10.0.0.2", ICMP(type=8, id=1, seq=1) / Raw(b"ping"))
    capture.step()
    capture.packet("10.0.0.1", "10.0.0.2", UDP(sport=40002, dport=40004) / Raw(b"\x80\x00\x00\x01" + bytes(168)))
