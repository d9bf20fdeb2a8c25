# SPDX-License-Identifier: GPL-2.0-or-later
"""IMS registration: AKA, security agreement, IPsec."""

import base64

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.layers.inet6 import ICMPv6DestUnreach, IPv6
from scapy.packet import Raw

from .accepted import HOME, IMPI, identity_hint, ue
from .hops import CK_IK, integrity, without_keys
from .ladder import Ladder, bystander
from .registry import scenario
from .silence import SEC_AGREE, SECURITY_CLIENT, SECURITY_SERVER, aka_with_ipsec, esp_both_ways
from .wire import carried, esp, esp_null, gtp_u, noise

UE, PROXY = "10.0.0.1", "10.0.0.2"
UE_PORT_C, PORT_S = 5100, 6101
UE_SPI, PROXY_SPI = 11111, 22222
SECURITY_VERIFY = ("Security-Verify", SECURITY_SERVER[1])
# Where the UE's protected requests go, and come from.
PROTECTED = {"source": f"{UE}:{UE_PORT_C}", "destination": f"{PROXY}:{PORT_S}"}
PHRASE = "Unauthorized - Challenging the UE"
# What the P-CSCF writes into a request, and what it takes out: the agreement is between it and the UE.
PATH = ("Path", f"<sip:term@{PROXY};lr>")
OF_GM = ("Require", "Proxy-Require", "Security-Client", "Security-Verify")
AUTS = base64.b64encode(noise("auts", 14)).decode()


def vector(call, number=1, **changes):
    """An AKA challenge. The first is test set 1 of TS 35.208, those after it are noise of the right length."""
    if number == 1:
        return call.aka_challenge(**changes)
    nonce = base64.b64encode(noise(f"rand {number}", 16) + noise(f"autn {number}", 16)).decode()
    return call.challenge(nonce=nonce, algorithm="AKAv1-MD5", **changes)


def auts(call, challenge):
    """The answer of a USIM that has a newer sequence number: an empty password and AUTS (RFC 3310 section 3.4)."""
    text = call.credentials(challenge, password=b"").text("REGISTER", f"sip:{HOME}")
    return "Authorization", f'{text}, auts="{AUTS}"'


def no_response(challenge):
    """The answer of a USIM that does not accept the MAC (TS 24.229 section 5.1.1.5.3)."""
    return ("Authorization", f'Digest username="{IMPI}", realm="{HOME}", uri="sip:{HOME}", '
            f'nonce="{challenge.nonce}", response="", algorithm=AKAv1-MD5')


def asked(call, number=1, **changes):
    """The S-CSCF challenges the last request; gives the challenge."""
    challenge = vector(call, number, **changes)
    call.answer(401, challenge, phrase=PHRASE)
    return challenge


def begun(capture, **changes):
    """First REGISTER with the identity alone, and its challenge."""
    call = ue(capture, **changes)
    call.request("REGISTER", identity_hint(call))
    return call, asked(call)


# What the USIM answers

def resynchronised(capture):
    """AUTS to the first challenge, and a second one."""
    call, first = begun(capture)
    call.request("REGISTER", auts(call, first))
    return call, asked(call, 2)


@scenario
def ims_resync_recovered(capture):
    """none: AUTS, a new challenge, RES, 200"""
    call, second = resynchronised(capture)
    call.request("REGISTER", call.credentials(second))
    call.answer(200)


@scenario
def ims_resync_recovered_near(capture):
    """near miss of `ims_resync_recovered`: no AUTS in the first answer, which is refused as a wrong RES is"""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first))
    second = asked(call, 2)
    call.request("REGISTER", call.credentials(second))
    call.answer(200)


@scenario
def ims_sync_failure(capture):
    """AUTS is answered with 403"""
    call, first = begun(capture)
    call.request("REGISTER", auts(call, first))
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_sync_failure_2(capture):
    """AUTS, a second challenge, and then nothing, though the UE lives on"""
    call, _ = resynchronised(capture)
    call.ping(at=40)


@scenario
def ims_sync_failure_3(capture):
    """AUTS is answered with 504: another failure, but no login that went well"""
    call, first = begun(capture)
    call.request("REGISTER", auts(call, first))
    call.answer(504)
    call.ping(at=40)


@scenario
def ims_sync_failure_near(capture):
    """near miss of `ims_sync_failure`: RES instead of AUTS, answered with the same 403"""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first))
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_sync_failure_near_2(capture):
    """near miss of `ims_sync_failure`: after the second challenge the UE answers inside ESP"""
    call, first = aka_with_ipsec(capture)
    call.request("REGISTER", auts(call, first), headers=SEC_AGREE)
    call.answer(401, vector(call, 2), headers=[SECURITY_SERVER], phrase=PHRASE)
    esp_both_ways(capture)
    bystander(capture, at=40)


@scenario
def ims_sync_failure_near_3(capture):
    """near miss of `ims_sync_failure`: the capture ends 2 s after the second challenge"""
    resynchronised(capture)
    bystander(capture, at=2)


@scenario
def ims_sync_failure_near_4(capture):
    """near miss of `ims_sync_failure`: RES instead of AUTS, answered with the same 504 (so `likely`)"""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first))
    call.answer(504)
    call.ping(at=40)


@scenario
def ims_resync_loop(capture):
    """AUTS to each of two challenges, then 403"""
    call, second = resynchronised(capture)
    call.request("REGISTER", auts(call, second))
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_resync_loop_2(capture):
    """AUTS and 403, and a minute later, with a new Call-ID, AUTS and 403 again"""
    for at in (0, 60):
        call = ue(capture)
        call.request("REGISTER", identity_hint(call), at=at)
        first = asked(call, 1 if at == 0 else 2)
        call.request("REGISTER", auts(call, first))
        call.answer(403)
    call.ping(at=100)


@scenario
def ims_resync_loop_near(capture):
    """near miss of `ims_resync_loop`: RES to the second challenge, then 403"""
    call, second = resynchronised(capture)
    call.request("REGISTER", call.credentials(second))
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_resync_loop_near_2(capture):
    """near miss of `ims_resync_loop`: the registration between the two AUTS was accepted"""
    call, second = resynchronised(capture)
    call.request("REGISTER", call.credentials(second))
    call.answer(200)
    again = ue(capture)
    again.request("REGISTER", identity_hint(again), at=60)
    third = asked(again, 3)
    again.request("REGISTER", auts(again, third))
    again.answer(403)
    again.ping(at=100)


@scenario
def ims_mac_failure(capture):
    """an empty response and no AUTS answer the challenge, then 403"""
    call, first = begun(capture)
    call.request("REGISTER", no_response(first))
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_mac_failure_2(capture):
    """the same over all hops, with the integrity-protected parameter that the P-CSCF adds"""
    phone = ue(capture, server="10.0.1.1:5060")
    behind = Ladder(capture, client="10.0.1.1:5060", server="10.0.1.3:5060", server_name="Lab S-CSCF 1.0")

    def up(credentials):
        phone.request("REGISTER", credentials)
        behind.relayed(phone.last_request, headers=[integrity("no")(one) for one in phone.last_request.headers])

    def down(status, *challenge):
        behind.answer(status, *challenge)
        phone.relayed(behind.last_answer)

    up(identity_hint(phone))
    first = vector(phone)
    down(401, first)
    up(no_response(first))
    down(403)
    phone.ping(at=40)


@scenario
def ims_mac_failure_3(capture):
    """an empty response and no AUTS, answered with 500: another failure, but no login that went well"""
    call, first = begun(capture)
    call.request("REGISTER", no_response(first))
    call.answer(500)
    call.ping(at=40)


@scenario
def ims_mac_failure_near(capture):
    """near miss of `ims_mac_failure`: the REGISTER with an empty response has a new Call-ID: a new registration"""
    call, _ = begun(capture)
    again = ue(capture, path=call.path)
    again.request("REGISTER", identity_hint(again))
    second = asked(again, 2)
    again.request("REGISTER", again.credentials(second))
    again.answer(200)


@scenario
def ims_mac_failure_near_2(capture):
    """near miss of `ims_mac_failure`: AUTS stands beside the response"""
    call, first = begun(capture)
    call.request("REGISTER", auts(call, first))
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_mac_failure_near_3(capture):
    """near miss of `ims_mac_failure`: the packet is cut behind the empty response, where AUTS might stand"""
    call, first = begun(capture)
    call.request("REGISTER", no_response(first), cut_before="User-Agent")
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_mac_failure_near_4(capture):
    """near miss of `ims_mac_failure`: the challenge is MD5, so the empty response is an answer without a password"""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call))
    challenge = call.challenge(algorithm="MD5")
    call.answer(401, challenge, phrase=PHRASE)
    call.request("REGISTER", no_response(challenge))
    call.answer(403)
    call.ping(at=40)


@scenario
def ims_mac_failure_near_5(capture):
    """near miss of `ims_mac_failure`: RES, answered with the same 500 (so `likely`)"""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first))
    call.answer(500)
    call.ping(at=40)


@scenario
def ims_mac_failure_near_6(capture):
    """near miss of `ims_mac_failure`: the UE only names itself once more, and the core says that the HSS fails"""
    call, _ = begun(capture)
    call.request("REGISTER", identity_hint(call), after=5)
    call.answer(403, phrase="Temporarily unavailable - error retrieving av")
    call.ping(at=40)


@scenario
def ims_mac_failure_recovered(capture):
    """none in the end: an empty response, a new challenge, RES, 200"""
    call, first = begun(capture)
    call.request("REGISTER", no_response(first))
    second = asked(call, 2)
    call.request("REGISTER", call.credentials(second))
    call.answer(200)


@scenario
def ims_mac_failure_recovered_near(capture):
    """near miss of `ims_mac_failure_recovered`: the second answer is refused"""
    call, first = begun(capture)
    call.request("REGISTER", no_response(first))
    second = asked(call, 2)
    call.request("REGISTER", call.credentials(second))
    call.answer(403, phrase="Authentication Failed")
    call.ping(at=40)


def two_invalid(capture):
    """A wrong MAC, then a wrong sequence number, then a third challenge."""
    call, first = begun(capture)
    call.request("REGISTER", no_response(first))
    second = asked(call, 2)
    call.request("REGISTER", auts(call, second))
    return call, asked(call, 3)


@scenario
def ims_stops_after_two_invalid(capture):
    """an empty response, then AUTS; the third challenge is not answered any more"""
    two_invalid(capture)
    bystander(capture, at=60)


@scenario
def ims_stops_after_two_invalid_near(capture):
    """near miss of `ims_stops_after_two_invalid`: the third challenge is answered, and 200"""
    call, third = two_invalid(capture)
    call.request("REGISTER", call.credentials(third))
    call.answer(200)
    bystander(capture, at=60)


@scenario
def ims_stops_after_two_invalid_near_2(capture):
    """near miss of `ims_stops_after_two_invalid`: the capture ends 3 s after the third challenge"""
    two_invalid(capture)
    bystander(capture, at=3)


@scenario
def ims_res_wrong(capture):
    """RES is answered with a new challenge"""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first, password=b"otherRES"))
    asked(call, 2)
    call.ping(at=40)


@scenario
def ims_res_wrong_2(capture):
    """RES is answered with 403 Authentication Failed"""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first, password=b"otherRES"))
    call.answer(403, phrase="Authentication Failed")
    call.ping(at=40)


@scenario
def ims_res_wrong_near(capture):
    """near miss of `ims_res_wrong`: the challenge is MD5, so a password was refused"""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call))
    challenge = call.challenge(algorithm="MD5")
    call.answer(401, challenge, phrase=PHRASE)
    call.request("REGISTER", call.credentials(challenge, password=b"otherRES"))
    call.answer(401, call.challenge(algorithm="MD5"), phrase=PHRASE)
    call.ping(at=40)


@scenario
def ims_res_wrong_near_2(capture):
    """near miss of `ims_res_wrong`: the 403 gives no reason"""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first, password=b"otherRES"))
    call.answer(403)
    call.ping(at=40)


def answered_after(capture, seconds):
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first), after=seconds)
    return call


@scenario
def ims_late_retry(capture):
    """the answer comes after 250 s and is challenged anew"""
    call = answered_after(capture, 250)
    asked(call, 2)
    call.ping(at=300)


@scenario
def ims_late_retry_near(capture):
    """near miss of `ims_late_retry`: it comes after 230 s"""
    call = answered_after(capture, 230)
    asked(call, 2)
    call.ping(at=300)


@scenario
def ims_late_retry_near_2(capture):
    """near miss of `ims_late_retry`: it is accepted"""
    call = answered_after(capture, 250)
    call.answer(200)
    call.ping(at=300)


def counted(capture, nc, server_name="Kamailio S-CSCF", phrase=PHRASE):
    call = ue(capture)
    call.server_name = server_name
    call.request("REGISTER", identity_hint(call))
    first = vector(call)
    call.answer(401, first, phrase=phrase)
    call.request("REGISTER", call.credentials(first, nc=nc))
    call.answer(401, vector(call, 2), phrase=phrase)
    call.ping(at=40)


@scenario
def ims_nc_strict(capture):
    """the first use of a nonce has nc=00000002, at a Kamailio S-CSCF"""
    counted(capture, nc=2)


@scenario
def ims_nc_strict_near(capture):
    """near miss of `ims_nc_strict`: nc=00000001"""
    counted(capture, nc=1)


@scenario
def ims_nc_strict_near_2(capture):
    """near miss of `ims_nc_strict`: another make of S-CSCF"""
    counted(capture, nc=2, server_name="Lab S-CSCF 1.0", phrase="Unauthorized")


# Nobody answers

@scenario
def ims_no_retry(capture):
    """IPsec was agreed, the UE sends OPTIONS at 40 s and answers nowhere"""
    call, _ = aka_with_ipsec(capture)
    call.ping(at=40)


@scenario
def ims_no_retry_2(capture):
    """a second after the challenge the UE begins anew with another Call-ID, and is let in"""
    call, _ = begun(capture)
    again = ue(capture, path=call.path)
    again.request("REGISTER", identity_hint(again), after=1)
    second = asked(again, 2)
    again.request("REGISTER", again.credentials(second))
    again.answer(200)


@scenario
def ims_no_retry_3(capture):
    """UE and P-CSCF have no algorithm in common"""
    call = ue(capture)
    other = (SECURITY_CLIENT[0], SECURITY_CLIENT[1].replace("ealg=null", "ealg=aes-cbc"))
    call.request("REGISTER", identity_hint(call), headers=[other])
    call.answer(401, call.aka_challenge(), headers=[SECURITY_SERVER])
    call.ping(at=40)


@scenario
def ims_no_retry_4(capture):
    """registered; ten minutes later the core asks anew, as it may at any time, and the UE does not answer"""
    renewed(capture, answered=False)


@scenario
def ims_no_retry_near(capture):
    """near miss of `ims_no_retry`: ESP with an announced SPI follows the challenge"""
    call, _ = aka_with_ipsec(capture)
    esp_both_ways(capture)
    call.ping(at=40)


@scenario
def ims_no_retry_near_2(capture):
    """near miss of `ims_no_retry`: the capture ends 8 s after the challenge"""
    aka_with_ipsec(capture)
    bystander(capture, at=8)


@scenario
def ims_no_retry_near_3(capture):
    """near miss of `ims_no_retry`: ESP is not in the capture, but the answer is seen behind the P-CSCF"""
    answered_behind(capture, captured=False)


@scenario
def ims_no_retry_near_4(capture):
    """near miss of `ims_no_retry`: the UE answers, but the P-CSCF refuses that and passes nothing on"""
    phone, core, challenge = asked_over_hops(capture)
    phone.request("REGISTER", phone.credentials(challenge))
    phone.answer(403)
    phone.request("OPTIONS", call_id="alive", at=20)
    core.relayed(phone.last_request)
    core.answer(200)
    phone.relayed(core.last_answer)
    bystander(capture, at=60)


@scenario
def ims_no_retry_near_5(capture):
    """near miss of `ims_no_retry`: the UE answers the new challenge of the core"""
    renewed(capture, answered=True)


def renewed(capture, answered):
    """A registration whose refresh repeats the old answer; an AKA vector serves once, so it is challenged anew."""
    call, first = begun(capture)
    call.request("REGISTER", call.credentials(first))
    call.answer(200)
    call.request("REGISTER", call.credentials(first, nc=2), at=600)
    second = asked(call, 2)
    if answered:
        call.request("REGISTER", call.credentials(second))
        call.answer(200)
    call.ping(at=620)
    bystander(capture, at=700)


def asked_over_hops(capture, *agreed):
    """A challenge from the S-CSCF over Mw and Gm. The P-CSCF keeps the keys, and the agreement is its own affair."""
    phone = ue(capture)
    core = Ladder(capture, client=f"{PROXY}:5060", server="10.0.0.3:5060", server_name="Lab S-CSCF 1.0")
    phone.request("REGISTER", identity_hint(phone), headers=SEC_AGREE if agreed else [])
    passed_on(core, phone.last_request)
    challenge = vector(phone, extra=CK_IK)
    core.answer(401, challenge, phrase=PHRASE)
    phone.relayed(core.last_answer, headers=[*map(without_keys, core.last_answer.headers), *agreed])
    return phone, core, challenge


def passed_on(core, request):
    """The P-CSCF passes a request on to the S-CSCF."""
    core.relayed(request, drop=OF_GM, headers=request.headers + [PATH])


def registered_over_hops(capture, meanwhile):
    """The same, and what else Gm shows of the agreement; the answer, which only Mw shows, is accepted."""
    phone, core, challenge = asked_over_hops(capture, SECURITY_SERVER)
    meanwhile(capture)
    phone.request("REGISTER", phone.credentials(challenge), headers=[SECURITY_CLIENT, SECURITY_VERIFY], hold=True)
    passed_on(core, phone.last_request)
    core.answer(200)


@scenario
def ims_hops_with_ipsec(capture):
    """none: REGISTER, ESP and what the P-CSCF makes of both, on two hops"""
    answered_behind(capture, captured=True)


def answered_behind(capture, captured):
    """UE to P-CSCF inside ESP, P-CSCF to S-CSCF in clear."""
    phone = ue(capture)
    core = Ladder(capture, client=f"{PROXY}:5060", server="10.0.0.3:5060", server_name="Lab S-CSCF 1.0")
    phone.request("REGISTER", identity_hint(phone), headers=SEC_AGREE)
    core.relayed(phone.last_request, headers=phone.last_request.headers + [PATH])
    challenge = vector(phone, extra=CK_IK)
    core.answer(401, challenge)
    phone.answer(401, vector(phone), headers=[SECURITY_SERVER])
    if captured:
        capture.step()
        capture.packet(UE, PROXY, esp(PROXY_SPI, 1, 900), protocol=50)
    phone.request("REGISTER", phone.credentials(challenge), headers=[SECURITY_CLIENT, SECURITY_VERIFY], hold=True)
    core.relayed(phone.last_request, headers=phone.last_request.headers + [PATH])
    core.answer(200)
    if captured:
        capture.step()
        capture.packet(PROXY, UE, esp(UE_SPI, 1, 600), protocol=50)
    phone.ping(at=40)


def offered_ipsec(capture, security_server=None, **how):
    """A REGISTER with Security-Client, and a challenge that may have Security-Server."""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call), headers=SEC_AGREE)
    challenge = vector(call)
    call.answer(401, challenge, headers=[security_server] if security_server else [], **how)
    return call, challenge


@scenario
def ims_security_server_missing(capture):
    """Security-Client in the request, no Security-Server in the challenge; the UE begins anew with another Call-ID"""
    call, _ = offered_ipsec(capture)
    again = ue(capture, path=call.path)
    again.request("REGISTER", identity_hint(again), headers=SEC_AGREE, after=1)
    again.answer(401, vector(again, 2), headers=[SECURITY_SERVER])
    bystander(capture, at=4)


@scenario
def ims_security_server_missing_2(capture):
    """the same, and the UE does nothing but send OPTIONS at 40 s"""
    call, _ = offered_ipsec(capture)
    call.ping(at=40)


@scenario
def ims_security_server_missing_near(capture):
    """near miss of `ims_security_server_missing`: the challenge has Security-Server"""
    call, _ = offered_ipsec(capture, SECURITY_SERVER)
    call.ping(at=40)


@scenario
def ims_security_server_missing_near_2(capture):
    """near miss of `ims_security_server_missing`: the UE goes on in clear and is accepted"""
    call, challenge = offered_ipsec(capture)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    call.ping(at=40)


@scenario
def ims_security_server_missing_near_3(capture):
    """near miss of `ims_security_server_missing`: captured behind a P-CSCF that leaves Security-Client in"""
    core = core_hop(capture, SEC_AGREE)
    core.answer(401, vector(core))
    core.ping(at=40)


@scenario
def ims_security_server_missing_near_4(capture):
    """near miss of `ims_security_server_missing`: the 401 is cut before Security-Server"""
    call, _ = offered_ipsec(capture, SECURITY_SERVER, cut_before="Security-Server")
    call.ping(at=40)


def core_hop(capture, headers):
    """A REGISTER on its way from P-CSCF to S-CSCF."""
    phone = ue(capture)
    core = Ladder(capture, client=f"{PROXY}:5060", server="10.0.0.3:5060", server_name="Lab S-CSCF 1.0",
                  user=phone.user, domain=HOME)
    phone.request("REGISTER", identity_hint(phone), headers=headers, hold=True)
    core.relayed(phone.last_request, headers=phone.last_request.headers + [PATH])
    return core


def keys(capture, extra):
    call = ue(capture)
    call.request("REGISTER", identity_hint(call), headers=SEC_AGREE)
    call.answer(401, vector(call, extra=extra), headers=[SECURITY_SERVER])
    return call


@scenario
def ims_ck_ik_leak(capture):
    """ck and ik stand in the challenge towards the UE, which does not answer it"""
    keys(capture, CK_IK).ping(at=40)


# No value that could be told from the text around it by its looks.
ODD_KEYS = ('CK = 5e2a90c4d1b7f3086a4e9d2c7b15f0e8', 'Ik="c3d9\\"71f0a2b86e4d"', 'ck="0f"')


@scenario
def ims_ck_ik_leak_2(capture):
    """the same keys in odd spelling: capitals, no quotes, a quote inside quotes, one of them twice"""
    keys(capture, ODD_KEYS).ping(at=40)


@scenario
def ims_ck_ik_leak_near(capture):
    """near miss of `ims_ck_ik_leak`: ck and ik are empty"""
    keys(capture, ('ck=""', 'ik=""')).ping(at=40)


@scenario
def ims_ck_ik_leak_near_2(capture):
    """near miss of `ims_ck_ik_leak`: the UE answers all the same, inside ESP"""
    call = keys(capture, CK_IK)
    esp_both_ways(capture)
    call.ping(at=40)


@scenario
def ims_ck_ik_leak_near_3(capture):
    """near miss of `ims_ck_ik_leak`: captured between P-CSCF and S-CSCF, where the keys belong"""
    core = core_hop(capture, ())
    core.answer(401, vector(core, extra=CK_IK))
    core.ping(at=40)


@scenario
def ims_ck_ik_leak_near_4(capture):
    """near miss of `ims_ck_ik_leak`: what looks like the keys is text inside opaque"""
    keys(capture, ('opaque="a, ck=5e2a90c4, ik=c3d971f0"', "stuck=1")).ping(at=40)


# What passes inside IPsec

@scenario
def ims_retry_in_esp_other_spi(capture):
    """none: ESP follows the challenge, but with an SPI that nobody announced (confidence `possible`)"""
    aka_with_ipsec(capture)
    capture.step()
    capture.packet(UE, PROXY, esp(33333, 1, 700), protocol=50)
    bystander(capture, at=40)


@scenario
def ims_retry_in_esp_ipv6(capture):
    """none: over IPv6, with a destination options header before ESP"""
    call = ue(capture, client="[fd00::1]:5060", server="[fd00::2]:5060")
    call.request("REGISTER", identity_hint(call), headers=SEC_AGREE)
    call.answer(401, call.aka_challenge(), headers=[SECURITY_SERVER])
    for source, destination, spi in (("fd00::1", "fd00::2", PROXY_SPI), ("fd00::2", "fd00::1", UE_SPI)):
        capture.step()
        options = bytes([50, 0, 1, 4, 0, 0, 0, 0])
        capture.packet(source, destination, Raw(options) / esp(spi, 1, 600), protocol=60)
    bystander(capture, at=40)


@scenario
def ims_retry_in_esp_udp(capture):
    """none: ESP inside UDP port 4500 (mod=UDP-enc-tun), as behind a NAT"""
    aka_with_ipsec(capture)
    for source, destination, spi in ((UE, PROXY, PROXY_SPI), (PROXY, UE, UE_SPI)):
        capture.step()
        capture.packet(source, destination, UDP(sport=4500, dport=4500) / esp(spi, 1, 600))
    bystander(capture, at=40)


@scenario
def ims_retry_in_esp_gtp(capture):
    """none: UE and P-CSCF seen inside GTP-U"""
    capture.encapsulate = lambda packet, source, destination: (
        IP(src="10.99.0.1", dst="10.99.0.2") / UDP(sport=2152, dport=2152) / Raw(gtp_u(7, packet)))
    aka_with_ipsec(capture)
    esp_both_ways(capture)
    capture.encapsulate = lambda packet, source, destination: packet
    bystander(capture, at=40)


def null_encrypted(capture, answered):
    """Security agreement with ealg=null: TCP to the protected port and SIP over UDP can be read by whoever tries."""
    call, challenge = aka_with_ipsec(capture)
    sequence = {UE: 0, PROXY: 0}

    def send(source, upper, protocol):
        destination = PROXY if source == UE else UE
        sequence[source] += 1
        capture.step()
        inner = carried(source, destination, upper)
        capture.packet(source, destination,
                       esp_null(PROXY_SPI if source == UE else UE_SPI, sequence[source], inner, protocol), protocol=50)

    send(UE, TCP(sport=UE_PORT_C, dport=PORT_S, flags="S", seq=1000), 6)
    if not answered:
        capture.step(after=1)
        send(UE, TCP(sport=UE_PORT_C, dport=PORT_S, flags="S", seq=1000), 6)
        send(PROXY, TCP(sport=PORT_S, dport=UE_PORT_C, flags="RA", ack=1001), 6)
    else:
        retry = call.request("REGISTER", call.credentials(challenge), headers=[SECURITY_CLIENT, SECURITY_VERIFY],
                             hold=True)
        send(UE, UDP(sport=UE_PORT_C, dport=PORT_S) / Raw(retry.data), 17)
        answer = call.build_answer(200)
        send(PROXY, UDP(sport=6100, dport=5101) / Raw(call.draw(answer)), 17)
    bystander(capture, at=40)


@scenario
def ims_null_encryption(capture):
    """none: NULL encryption; Wireshark reads the retry where its ESP preference says so"""
    null_encrypted(capture, answered=True)


@scenario
def ims_null_encryption_refused(capture):
    """NULL encryption; where Wireshark reads it, it shows TCP SYN to the protected port and RST"""
    null_encrypted(capture, answered=False)


def segment(capture, from_ue, flags, port=PORT_S, **when):
    """A TCP segment without data between the UE and a port of the P-CSCF."""
    capture.step(**when)
    if from_ue:
        return capture.packet(UE, PROXY, TCP(sport=UE_PORT_C, dport=port, flags=flags, seq=1000))
    return capture.packet(PROXY, UE, TCP(sport=port, dport=UE_PORT_C, flags=flags, ack=1001))


def unanswered_syn(capture):
    for wait in (0.02, 1, 2):
        segment(capture, True, "S", after=wait)


@scenario
def ims_protected_port_unreachable(capture):
    """three TCP SYN to the protected server port, no SYN/ACK"""
    aka_with_ipsec(capture)
    unanswered_syn(capture)
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_2(capture):
    """TCP SYN to the protected server port, RST"""
    aka_with_ipsec(capture)
    segment(capture, True, "S")
    segment(capture, False, "RA")
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_3(capture):
    """UDP that Wireshark cannot read to the protected server port, ICMP port unreachable"""
    aka_with_ipsec(capture)
    data = UDP(sport=UE_PORT_C, dport=PORT_S) / Raw(noise("unread", 300))
    capture.step()
    capture.packet(UE, PROXY, data)
    quoted = bytes(IP(bytes(IP(src=UE, dst=PROXY, ttl=63, id=9) / data)))[:28]
    capture.step()
    capture.packet(PROXY, UE, ICMP(type=3, code=3) / Raw(quoted))
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_4(capture):
    """the same over IPv6, with TCP"""
    call = ue(capture, client="[fd00::1]:5060", server="[fd00::2]:5060")
    call.request("REGISTER", identity_hint(call), headers=SEC_AGREE)
    call.answer(401, call.aka_challenge(), headers=[SECURITY_SERVER])
    syn = TCP(sport=UE_PORT_C, dport=PORT_S, flags="S", seq=1000)
    capture.step()
    capture.packet("fd00::1", "fd00::2", syn)
    capture.step()
    quoted = bytes(IPv6(src="fd00::1", dst="fd00::2", hlim=63) / syn)
    capture.packet("fd00::2", "fd00::1", ICMPv6DestUnreach(code=4) / Raw(quoted))
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_near(capture):
    """near miss of `ims_protected_port_unreachable`: SYN/ACK comes"""
    aka_with_ipsec(capture)
    segment(capture, True, "S")
    segment(capture, False, "SA")
    segment(capture, True, "A")
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_near_2(capture):
    """near miss of `ims_protected_port_unreachable`: SYN and RST at a port that was not announced"""
    aka_with_ipsec(capture)
    segment(capture, True, "S", port=8080)
    segment(capture, False, "RA", port=8080)
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_near_3(capture):
    """near miss of `ims_protected_port_unreachable`: the RST comes from another host"""
    aka_with_ipsec(capture)
    capture.step()
    capture.packet(UE, "10.0.0.7", TCP(sport=UE_PORT_C, dport=PORT_S, flags="S", seq=1000))
    capture.step()
    capture.packet("10.0.0.7", UE, TCP(sport=PORT_S, dport=UE_PORT_C, flags="RA", ack=1001))
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_near_4(capture):
    """near miss of `ims_protected_port_unreachable`: no SYN/ACK, but behind the P-CSCF the answer is accepted"""
    registered_over_hops(capture, unanswered_syn)
    bystander(capture, at=40)


@scenario
def ims_protected_port_unreachable_near_5(capture):
    """near miss of `ims_protected_port_unreachable`: RST, and then ESP with the announced SPIs both ways"""
    aka_with_ipsec(capture)
    segment(capture, True, "S")
    segment(capture, False, "RA")
    esp_both_ways(capture)
    bystander(capture, at=40)


def esp_upwards(capture, spi=PROXY_SPI, waits=(0.02, 0.5, 1, 2)):
    for number, wait in enumerate(waits):
        capture.step(after=wait)
        capture.packet(UE, PROXY, esp(spi, number + 1, 700), protocol=50)


@scenario
def ims_esp_unanswered(capture):
    """four ESP packets with the announced SPI in 3.5 s, none comes back"""
    aka_with_ipsec(capture)
    esp_upwards(capture)
    bystander(capture, at=40)


@scenario
def ims_esp_unanswered_2(capture):
    """one ESP packet with the announced SPI; ICMP protocol unreachable quotes it"""
    aka_with_ipsec(capture)
    packet = esp(PROXY_SPI, 1, 700)
    capture.step()
    capture.packet(UE, PROXY, packet, protocol=50)
    capture.step()
    quoted = bytes(IP(bytes(IP(src=UE, dst=PROXY, ttl=63, id=9, proto=50) / packet)))[:28]
    capture.packet(PROXY, UE, ICMP(type=3, code=2) / Raw(quoted))
    bystander(capture, at=40)


@scenario
def ims_esp_unanswered_near(capture):
    """near miss of `ims_esp_unanswered`: one ESP packet comes back"""
    aka_with_ipsec(capture)
    esp_upwards(capture)
    capture.step()
    capture.packet(PROXY, UE, esp(UE_SPI, 1, 500), protocol=50)
    bystander(capture, at=40)


@scenario
def ims_esp_unanswered_near_2(capture):
    """near miss of `ims_esp_unanswered`: the SPI is none of those announced"""
    aka_with_ipsec(capture)
    esp_upwards(capture, spi=33333)
    bystander(capture, at=40)


@scenario
def ims_esp_unanswered_near_3(capture):
    """near miss of `ims_esp_unanswered`: no ESP comes back, but behind the P-CSCF the answer is accepted"""
    registered_over_hops(capture, esp_upwards)
    bystander(capture, at=40)


@scenario
def ims_esp_unanswered_near_4(capture):
    """near miss of `ims_esp_unanswered`: it goes on for minutes, so only one direction was captured"""
    aka_with_ipsec(capture)
    esp_upwards(capture, waits=(0.02, 1, 60, 120))
    bystander(capture, at=300)


# What the retry says of the agreement

def retried(capture, verify=SECURITY_VERIFY, **where):
    call, challenge = aka_with_ipsec(capture)
    call.request("REGISTER", call.credentials(challenge), headers=[SECURITY_CLIENT, verify], **where)
    return call


@scenario
def ims_retry_unprotected(capture):
    """IPsec was agreed, the retry comes in clear to port 5060 and is not answered"""
    call = retried(capture)
    call.again(call.last_request, after=0.5)
    call.ping(at=40)


@scenario
def ims_retry_unprotected_2(capture):
    """the same, and it is challenged again"""
    call = retried(capture)
    call.answer(401, vector(call, 2), headers=[SECURITY_SERVER])
    call.ping(at=40)


@scenario
def ims_retry_unprotected_near(capture):
    """near miss of `ims_retry_unprotected`: the retry goes to the protected server port (captured behind ESP)"""
    call = retried(capture, **PROTECTED)
    call.again(call.last_request, after=0.5, **PROTECTED)
    call.ping(at=40)


@scenario
def ims_retry_unprotected_near_2(capture):
    """near miss of `ims_retry_unprotected`: the challenge has no Security-Server"""
    call, challenge = offered_ipsec(capture)
    retry = call.request("REGISTER", call.credentials(challenge), headers=[SECURITY_CLIENT])
    call.again(retry, after=0.5)
    call.ping(at=40)


@scenario
def ims_retry_unprotected_near_3(capture):
    """near miss of `ims_retry_unprotected`: it is accepted in clear"""
    call = retried(capture)
    call.answer(200)
    call.ping(at=40)


OTHER_SPI = SECURITY_SERVER[1].replace("spi-s=22222", "spi-s=22223")
BACK = {"source": PROTECTED["destination"], "destination": PROTECTED["source"]}


def verified(capture, value, status=403, **answer):
    call = retried(capture, verify=("Security-Verify", value), **PROTECTED)
    call.answer(status, **BACK, **answer)
    call.ping(at=40)


@scenario
def ims_sa_mismatch(capture):
    """Security-Verify has another spi-s than Security-Server; 403"""
    verified(capture, OTHER_SPI)


@scenario
def ims_sa_mismatch_2(capture):
    """the same, and the P-CSCF says it by 494"""
    verified(capture, OTHER_SPI, 494, headers=[SECURITY_SERVER])


# A later copy of the challenge, from a P-CSCF that has forgotten the first one.
LATER = ("Security-Server", "ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;ealg=null;prot=esp;mod=trans;"
         "spi-c=33331;spi-s=33332;port-c=6200;port-s=6201")


def challenged_twice(capture, repeated):
    """A REGISTER and its copy are challenged apart, each with a Security-Server of its own; the second is answered."""
    call = ue(capture)
    request = call.request("REGISTER", identity_hint(call), headers=SEC_AGREE)
    call.answer(401, vector(call), headers=[SECURITY_SERVER])
    call.again(request, after=0.5)
    second = vector(call, 2)
    call.answer(401, second, headers=[LATER])
    there = {"source": f"{UE}:{UE_PORT_C}", "destination": f"{PROXY}:6201"}
    call.request("REGISTER", call.credentials(second), headers=[SECURITY_CLIENT, ("Security-Verify", repeated)],
                 **there)
    call.answer(403, source=there["destination"], destination=there["source"])
    call.ping(at=40)


@scenario
def ims_sa_mismatch_3(capture):
    """each copy of the challenge has its own list; the UE answers the second and repeats the first one's; 403"""
    challenged_twice(capture, SECURITY_SERVER[1])


@scenario
def ims_sa_mismatch_near(capture):
    """near miss of `ims_sa_mismatch`: the same list in another order of parameters, case and white space; 403"""
    name, *params = SECURITY_SERVER[1].split(";")
    verified(capture, name.upper() + " ;\r\n " + " ; ".join(reversed(params)))


@scenario
def ims_sa_mismatch_near_2(capture):
    """near miss of `ims_sa_mismatch`: another spi-s, but accepted"""
    verified(capture, OTHER_SPI, status=200)


@scenario
def ims_sa_mismatch_near_3(capture):
    """near miss of `ims_sa_mismatch`: of two challenges the UE repeats the list of the one that it answers; 403"""
    challenged_twice(capture, LATER[1])


@scenario
def ims_sa_mismatch_near_4(capture):
    """near miss of `ims_sa_mismatch`: 494 says so, but the list came back as it was"""
    verified(capture, SECURITY_SERVER[1], 494, headers=[SECURITY_SERVER])


@scenario
def ims_sa_mismatch_near_5(capture):
    """near miss of `ims_sa_mismatch`: another spi-s, but 504 has nothing to do with it (so `likely`)"""
    verified(capture, OTHER_SPI, 504)


@scenario
def ims_sa_mismatch_near_6(capture):
    """near miss of `ims_sa_mismatch`: another spi-s, but the core says in words that it is the roaming"""
    verified(capture, OTHER_SPI, phrase="Forbidden - HSS Roaming not allowed")


@scenario
def ims_sa_mismatch_near_7(capture):
    """near miss of `ims_sa_mismatch`: another spi-s, which the P-CSCF lets pass; it is the core that refuses"""
    phone, core, challenge = asked_over_hops(capture, SECURITY_SERVER)
    phone.request("REGISTER", phone.credentials(challenge), headers=[SECURITY_CLIENT, ("Security-Verify", OTHER_SPI)],
                  **PROTECTED)
    passed_on(core, phone.last_request)
    core.answer(403)
    phone.relayed(core.last_answer, **BACK)
    phone.ping(at=40)
