# SPDX-License-Identifier: GPL-2.0-or-later
"""403 with phrases and headers that say why."""

import base64
import json

from .accepted import identity_hint, ue
from .digest import AKA_RES
from .forbidden import refused_call, refused_registration
from .ladder import Ladder
from .registry import scenario

TEAMS = "sip:+491701234567@sip.pstnhub.microsoft.com;transport=tls"
IMS_DOMAIN = "ims.mnc001.mcc001.3gppnetwork.org"
IMSI = "001010000000001"
CONTACT_OF_ADDRESS = "Contact: <sip:alice@10.0.0.1:5060>"


def refused_register(capture, **answer):
    """A REGISTER without credentials that is refused at once."""
    call = Ladder(capture)
    call.request("REGISTER")
    call.answer(403, **answer)
    call.ping(at=40)


def core_refuses(capture, phrase, headers=(), **answer):
    """The first REGISTER of a UE, refused by the core."""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call), headers=headers)
    call.answer(403, phrase=phrase, **answer)
    call.ping(at=40)


# Who the caller claims to be

@scenario
def forbidden_identity(capture):
    """right password, but From is not the user of the credentials: 403 Forbidden auth ID, as OpenSIPS says it"""
    other_from(capture, "Forbidden auth ID")


@scenario
def forbidden_identity_near(capture):
    """near miss of `forbidden_identity`: the server only says Forbidden"""
    other_from(capture, "Forbidden")


def other_from(capture, phrase):
    call = Ladder(capture, server_name="Lab Proxy 1.0", username="alice-auth")
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge))
    call.answer(403, phrase=phrase)
    call.ack()
    call.ping(at=40)


@scenario
def forbidden_identity_number(capture):
    """a trunk shows a number that is not its own: 403 Caller Origination Number is Invalid D35"""
    refused_call(capture, phrase="Caller Origination Number is Invalid D35")


@scenario
def forbidden_identity_number_near(capture):
    """near miss of `forbidden_identity`: it is the number called that is not allowed"""
    refused_call(capture, phrase="Destination Number is Invalid D11")


@scenario
def unknown_user(capture):
    """the core's HSS does not know the subscriber: 403 Forbidden - HSS User Unknown"""
    core_refuses(capture, "Forbidden - HSS User Unknown")


@scenario
def unknown_user_challenged(capture):
    """the registrar refuses the credentials with a new 401 Unknown user"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(401, call.challenge(), phrase="Unknown user")
    call.ping(at=40)


@scenario
def unknown_user_challenged_near(capture):
    """near miss of `unknown_user`: the new 401 says Unauthorized"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(401, call.challenge())
    call.ping(at=40)


@scenario
def unknown_user_not_found(capture):
    """none that matters to the password: the credentials pass, the address of record does not exist (404)"""
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(404)
    call.ping(at=40)


# Headers that say why

@scenario
def forbidden_warning(capture):
    """the 403 says Forbidden, its Warning header says why"""
    refused_call(capture, headers=[("Warning", '399 sbc.lab.test "Trunk is closed for maintenance"')])


@scenario
def forbidden_warning_near(capture):
    """near miss of `forbidden_warning`: code 392, the noisy feedback of SER, says nothing"""
    refused_call(capture, headers=[("Warning", '392 10.0.0.2:5060 "Noisy feedback tells:  pid=4711 '
                                    'req_src_ip=10.0.0.1 req_src_port=5060 in_uri=sip:bob@lab.test '
                                    'out_uri=sip:bob@lab.test via_cnt==1"')])


@scenario
def forbidden_warning_second_line(capture):
    """a Warning of code 392 and then one that says why, in lines of their own"""
    refused_call(capture, headers=[("Warning", '392 10.0.0.2:5060 "Noisy feedback tells:  pid=4711"'),
                                   ("Warning", '370 sbc.lab.test "Insufficient bandwidth"')])


@scenario
def forbidden_reason_header_sip(capture):
    """the proxy passes on what another branch said: Reason SIP;cause=486"""
    refused_call(capture, headers=[("Reason", 'SIP;cause=486;text="Busy Here"')])


@scenario
def forbidden_reason_header_sip_near(capture):
    """near miss of `forbidden_reason_header`: the Reason only repeats SIP;cause=403"""
    refused_call(capture, headers=[("Reason", 'SIP;cause=403;text="Forbidden"')])


@scenario
def forbidden_reason_header_bearer(capture):
    """Reason Q.850;cause=57: not authorized for this kind of call, says the telephone network"""
    refused_call(capture, headers=[("Reason", "Q.850;cause=57")])


# Signed caller identity

def passport(iat):
    """An Identity header whose time is iat; nobody checks its signature here."""
    claims = {"attest": "A", "dest": {"tn": ["12155551213"]}, "iat": iat, "orig": {"tn": "12155551212"},
              "origid": "123e4567-e89b-12d3-a456-426655440000"}
    parts = [{"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": "https://cert.lab.test/a.pem"}, claims]
    text = [base64.urlsafe_b64encode(json.dumps(part, separators=(",", ":")).encode()).decode().rstrip("=")
            for part in parts]
    return ".".join(text + ["c2lnbmF0dXJl"]) + ";info=<https://cert.lab.test/a.pem>;alg=ES256;ppt=shaken"


def signed_call(capture, signed=True, **answer):
    """The capture's clock begins on Tue, 14 Nov 2023 22:13:20 GMT; the call was signed two hours before."""
    call = Ladder(capture, server_name="Lab Proxy 1.0")
    headers = [("Date", "Tue, 14 Nov 2023 20:13:20 GMT"), ("Identity", passport(1_699_992_800))] if signed else []
    call.request("INVITE", headers=headers)
    call.answer(100)
    call.answer(**answer)
    call.ack()
    call.ping(at=40)


@scenario
def stale_date_stir(capture):
    """the call was signed two hours ago: 403 Stale Date"""
    signed_call(capture, status=403, phrase="Stale Date")


@scenario
def stale_date_stir_no_date(capture):
    """a call without Date and Identity: 403 Stale Date, as Asterisk says it"""
    signed_call(capture, signed=False, status=403, phrase="Stale Date")


@scenario
def stale_date_stir_reason(capture):
    """403 Forbidden, and the Reason header says STIR;cause=438"""
    signed_call(capture, status=403, headers=[("Reason", 'STIR;cause=438;text="Invalid Identity Header"')])


@scenario
def stale_date_stir_near(capture):
    """near miss of `stale_date_stir`: the same call, and the 403 only says Forbidden"""
    signed_call(capture, status=403)


@scenario
def stale_date_stir_near_2(capture):
    """near miss of `stale_date_stir`: the refusal is a 438 Invalid Identity Header, which is no exchange"""
    signed_call(capture, status=438, phrase="Invalid Identity Header")


# Registration

@scenario
def not_registered(capture):
    """a call before the registration: 403 Forbidden - You must register first with a S-CSCF"""
    refused_call(capture, phrase="Forbidden - You must register first with a S-CSCF")


@scenario
def not_registered_near(capture):
    """near miss of `not_registered`: it is the called party who is not registered"""
    refused_call(capture, phrase="Called party not registered")


def register_then_call(capture, password):
    call = Ladder(capture)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge, password=password))
    if password == "wrong":
        call.answer(401, call.challenge())
    else:
        call.answer(200)
    other = Ladder(capture, path=call.path)
    other.request("INVITE", at=10)
    other.answer(403)
    other.ack()
    other.ping(at=50)


@scenario
def not_registered_2(capture):
    """the REGISTER fails (wrong password); ten seconds later the call is refused with plain 403"""
    register_then_call(capture, "wrong")


@scenario
def not_registered_near_2(capture):
    """near miss of `not_registered`: the REGISTER was accepted"""
    register_then_call(capture, "wonderland")


@scenario
def registration_forbidden(capture):
    """right password, too many contacts: 403 Too many registered contacts"""
    refused_registration(capture, phrase="Too many registered contacts")


@scenario
def registration_forbidden_near(capture):
    """near miss of `registration_forbidden`: the server only says Forbidden"""
    refused_registration(capture, phrase="Forbidden")


@scenario
def registration_forbidden_2(capture):
    """Flexisip refuses the registration of a whole domain without a challenge"""
    refused_register(capture, phrase="Domain registration forbidden")


# Domains, TLS, Teams

@scenario
def domain_not_served(capture):
    """the Request-URI names a foreign domain: 403 Relay Forbidden"""
    refused_call(capture, phrase="Relay Forbidden")


@scenario
def domain_not_served_near(capture):
    """near miss of `domain_not_served`: the server only says Forbidden"""
    refused_call(capture, phrase="Forbidden")


@scenario
def secure_media_or_tls_required(capture):
    """a call over UDP to a server that wants certificates: 403 Mutual TLS required to handle that message"""
    refused_call(capture, phrase="Mutual TLS required to handle that message")


@scenario
def secure_media_or_tls_required_near(capture):
    """near miss of `secure_media_or_tls_required`: the server only says Forbidden"""
    refused_call(capture)


def teams_call(capture, contact=None, **answer):
    call = Ladder(capture, server_name="Microsoft.PSTNHub.SIPProxy v.2023.11.9.1 i.EUWE.1")
    call.reshape = (lambda text: text.replace(CONTACT_OF_ADDRESS, contact)) if contact else None
    call.request("INVITE", uri=TEAMS)
    call.answer(403, **answer)
    call.ack()
    call.ping(at=40)


@scenario
def contact_fqdn_teams(capture):
    """a session border controller whose Contact has its IP address calls Teams: 403 Forbidden"""
    teams_call(capture)


@scenario
def contact_fqdn_teams_near(capture):
    """near miss of `contact_fqdn_teams`: Contact has the name of the certificate"""
    teams_call(capture, "Contact: <sip:sbc.lab.test:5061;transport=tls>")


@scenario
def contact_fqdn_teams_2(capture):
    """Contact has a name that the tenant does not have: Teams says so in the Reason header"""
    teams_call(capture, "Contact: <sip:sbc2.lab.test:5061;transport=tls>", headers=[
        ("Reason", 'Q.850;cause=63;text="5e19725b-7fad-4e89-bae3-dfc5df88bb96;No trunk config was found"')])


# Emergency

def call_to(capture, uri):
    call = Ladder(capture, server_name="Lab P-CSCF 1.0")
    call.request("INVITE", uri=uri)
    call.answer(403)
    call.ack()
    call.ping(at=40)


@scenario
def emergency_refused(capture):
    """a call to urn:service:sos gets 403 Forbidden"""
    call_to(capture, "urn:service:sos")


@scenario
def emergency_refused_near(capture):
    """near miss of `emergency_refused`: the call goes to bob"""
    call_to(capture, "sip:bob@lab.test")


@scenario
def emergency_refused_2(capture):
    """an emergency registration (Contact with the sos parameter) gets 403 Forbidden"""
    call = ue(capture)
    call.reshape = lambda text: text.replace("@10.0.0.1:5060>", "@10.0.0.1:5060;sos>")
    call.request("REGISTER", identity_hint(call))
    call.answer(403)
    call.ping(at=40)


# What an IMS core says

@scenario
def ims_roaming_refused(capture):
    """the home network does not permit the visited one: 403 Forbidden - HSS Roaming not allowed"""
    core_refuses(capture, "Forbidden - HSS Roaming not allowed",
                 headers=[("P-Visited-Network-ID", '"ims.mnc099.mcc262.3gppnetwork.org"')])


@scenario
def ims_identity_mismatch(capture):
    """private and public identity are not associated: 403 Forbidden - HSS Identities don't match"""
    core_refuses(capture, "Forbidden - HSS Identities don't match")


@scenario
def ims_hss_failure(capture):
    """the HSS fails, the S-CSCF says 403 Temporarily unavailable - error retrieving av"""
    core_refuses(capture, "Temporarily unavailable - error retrieving av")


@scenario
def ims_hss_failure_code(capture):
    """the same reason with a hexadecimal code appended, as Ericsson cores do"""
    core_refuses(capture, "Forbidden - HSS Unable to comply 01C0100A0B12")


@scenario
def ims_qos_refused(capture):
    """the P-CSCF gets no resources from the PCRF: 403 Can't register to QoS for signalling"""
    core_refuses(capture, "Can't register to QoS for signalling")


@scenario
def ims_barred(capture):
    """no identity of the subscriber is unbarred: 403 Forbidden - HSS Authorization Rejected"""
    core_refuses(capture, "Forbidden - HSS Authorization Rejected")


@scenario
def ims_refused_without_words(capture):
    """the core only says Forbidden (and a code): near miss of `ims_roaming_refused`, near miss of
    `ims_identity_mismatch`, near miss of `ims_hss_failure`, near miss of `ims_qos_refused`,
    near miss of `ims_barred`, near miss of `unknown_user`"""
    core_refuses(capture, "Forbidden 01C0100A0B12")


def imsi_calls(capture, associated, rings=False, **how):
    """A UE whose identity is made from its IMSI registers, then calls in that name."""
    call = Ladder(capture, user=IMSI, domain=IMS_DOMAIN, username=f"{IMSI}@{IMS_DOMAIN}", password=AKA_RES,
                  agent="Lab UE 1.0", server_name="Lab S-CSCF 1.0")
    call.request("REGISTER")
    challenge = call.aka_challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200, headers=[("P-Associated-URI", associated)])
    other = Ladder(capture, path=call.path, user=IMSI, domain=IMS_DOMAIN, callee="bob", agent="Lab UE 1.0",
                   server_name="Lab P-CSCF 1.0")
    other.request("INVITE", at=10, **how)
    if rings:
        other.answer(180)
    other.answer(403)
    other.ack()
    other.ping(at=50)


OTHERS = f"<sip:+491701234567@{IMS_DOMAIN}>, <tel:+491701234567>"


@scenario
def ims_barred_2(capture):
    """a call in the name of the IMSI-derived identity, which P-Associated-URI of its registration does not hold"""
    imsi_calls(capture, OTHERS)


@scenario
def ims_barred_near(capture):
    """near miss of `ims_barred`: P-Associated-URI holds that identity"""
    imsi_calls(capture, f"<sip:+491701234567@{IMS_DOMAIN}>, <sip:{IMSI}@{IMS_DOMAIN}>")


@scenario
def ims_barred_near_2(capture):
    """near miss of `ims_barred`: the same call rings first, so it was let through and the called side refused"""
    imsi_calls(capture, OTHERS, rings=True)


@scenario
def ims_barred_near_3(capture):
    """near miss of `ims_barred`: the same identity, but it is an emergency call (urn:service:sos)"""
    imsi_calls(capture, OTHERS, uri="urn:service:sos")


def refresh_refused(capture, headers):
    """Registered, then refreshed with the same credentials; the refresh is refused without a challenge."""
    call = ue(capture)
    call.request("REGISTER", identity_hint(call))
    challenge = call.aka_challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge))
    call.answer(200)
    call.request("REGISTER", call.credentials(challenge, nc=2), headers=headers, at=600)
    call.answer(403)
    call.ping(at=640)


SECURITY_VERIFY = ("Security-Verify", "ipsec-3gpp;q=0.1;prot=esp;mod=trans;spi-c=4096;spi-s=4097;port-c=5100;"
                   "port-s=6100;alg=hmac-sha-1-96;ealg=null")


@scenario
def ims_protected_rereg_rejected(capture):
    """a registered UE refreshes inside the security association (Security-Verify): 403, no challenge"""
    refresh_refused(capture, [SECURITY_VERIFY])


@scenario
def ims_protected_rereg_rejected_near(capture):
    """near miss of `ims_protected_rereg_rejected`: the refresh is not protected"""
    refresh_refused(capture, [])
