# SPDX-License-Identifier: GPL-2.0-or-later
"""Refusals in a row, scans and other patterns."""

from .ladder import Ladder, bystander
from .registry import scenario
from .retries import start

ATTACKER = "198.51.100.66:5071"
TOOL = "friendly-scanner"
ASTERISK = "Asterisk PBX 16.28.0"


def refused(capture, at, password="wrong", final=401, challenge=None, **settings):
    """A REGISTER in a dialog of its own whose answer to the challenge is refused."""
    call = Ladder(capture, **settings)
    call.request("REGISTER", at=at)
    challenge = challenge or call.challenge()
    call.answer(401, challenge)
    call.request("REGISTER", call.credentials(challenge, password=password))
    if final == 401:
        call.answer(401, call.challenge())
    else:
        call.answer(final)
    return call


def accepted(capture, at, **settings):
    call = Ladder(capture, **settings)
    call.register(at=at)
    return call


# Loops over calls

@scenario
def challenge_loop_over_calls(capture):
    """each refusal makes the client start anew, with a new Call-ID, two seconds later"""
    for turn in range(5):
        refused(capture, at=2 * turn)
    bystander(capture, at=40)


@scenario
def challenge_loop_over_calls_near(capture):
    """near miss of `challenge_loop`: the same once a minute, as phones do"""
    for turn in range(5):
        refused(capture, at=60 * turn)
    bystander(capture, at=280)


@scenario
def challenge_loop_over_calls_near_2(capture):
    """near miss of `challenge_loop`: every other try has the right password"""
    for turn in range(6):
        if turn % 2:
            accepted(capture, at=2 * turn)
        else:
            refused(capture, at=2 * turn)
    bystander(capture, at=40)


# Stale again and again

def stale_rounds(capture, rounds, last=None):
    call, challenge = start(capture)
    for number in range(rounds):
        call.request("REGISTER", call.credentials(challenge))
        challenge = call.challenge(stale="true")
        call.answer(401, challenge)
    if last:
        call.request("REGISTER", call.credentials(challenge))
        call.answer(last)
    call.ping(at=40)


@scenario
def stale_loop(capture):
    """three answers to the nonce just given, each called stale; the client gives up"""
    stale_rounds(capture, 3)


@scenario
def stale_loop_near(capture):
    """near miss of `stale_loop`: one of them"""
    stale_rounds(capture, 1)


@scenario
def stale_loop_near_2(capture):
    """near miss of `stale_loop`: the last answer passes"""
    stale_rounds(capture, 3, last=200)


@scenario
def stale_loop_near_3(capture):
    """near miss of `stale_loop`: no 401 says stale"""
    call, challenge = start(capture)
    for _ in range(3):
        call.request("REGISTER", call.credentials(challenge))
        challenge = call.challenge()
        call.answer(401, challenge)
    call.ping(at=40)


@scenario
def stale_loop_over_calls(capture):
    """each stale=true makes the client start anew, with a new Call-ID"""
    for turn in range(3):
        call = Ladder(capture)
        call.request("REGISTER", at=10 * turn)
        challenge = call.challenge()
        call.answer(401, challenge)
        call.request("REGISTER", call.credentials(challenge))
        call.answer(401, call.challenge(stale="true"))
    call.ping(at=70)


# Nonces that another server gave

def rounds_of_nodes(capture, names, **settings):
    """A client behind a balancer: the servers of these names answer by turns, and none knows the others' nonces."""
    call = Ladder(capture, **settings)
    call.request("REGISTER")
    challenge = call.challenge()
    call.answer(401, challenge, headers=[("Server", names[0])])
    for name in names[1:]:
        call.request("REGISTER", call.credentials(challenge))
        challenge = call.challenge()
        call.answer(401, challenge, headers=[("Server", name)])
    return call


@scenario
def nonce_unknown_to_server(capture):
    """a balancer sends each request to the other one of two registrars, which do not know each other's nonces"""
    rounds_of_nodes(capture, ["Registrar A 1.0", "Registrar B 1.1", "Registrar A 1.0", "Registrar B 1.1"]).ping(at=40)


@scenario
def nonce_unknown_to_server_near(capture):
    """near miss of `nonce_unknown_to_server`: one registrar answers all, so it may be the password"""
    rounds_of_nodes(capture, ["Registrar A 1.0"] * 4).ping(at=40)


def round_with_success(capture, before, after):
    for at in [0] if before else []:
        accepted(capture, at=at)
    call = Ladder(capture)
    call.request("REGISTER", at=60)
    challenge = call.challenge()
    call.answer(401, challenge)
    for _ in range(3):
        call.request("REGISTER", call.credentials(challenge))
        challenge = call.challenge()
        call.answer(401, challenge)
    for at in [120] if after else []:
        accepted(capture, at=at)
    call.ping(at=160)


@scenario
def nonce_unknown_to_server_accepted_around(capture):
    """the same login passes a minute before and a minute after three refusals"""
    round_with_success(capture, True, True)


@scenario
def nonce_unknown_to_server_near_2(capture):
    """near miss of `nonce_unknown_to_server`: it passes before, but not after"""
    round_with_success(capture, True, False)


# Addresses that change

def moved(capture, to="10.0.0.7:5060", known=False, **challenge):
    """The retry leaves from another address than the request."""
    if known:
        accepted(capture, at=0)
    call = Ladder(capture, server_name=ASTERISK)
    call.request("REGISTER", at=60)
    first = call.challenge("asterisk", algorithm="MD5")
    call.answer(401, first)
    call.request("REGISTER", call.credentials(first), source=to)
    call.answer(401, call.challenge("asterisk", algorithm="MD5", **challenge), destination=to)
    other = Ladder(capture, client=to, callee="ping")
    other.request("OPTIONS", at=100)
    other.answer(200)


@scenario
def address_change_nonce(capture):
    """the client's address changes between challenge and retry; the server calls its nonce stale, and the client gives up"""
    moved(capture, stale="true")


@scenario
def address_change_nonce_near(capture):
    """near miss of `address_change_nonce`: only the port changes"""
    moved(capture, to="10.0.0.1:5099", stale="true")


@scenario
def address_change_nonce_near_2(capture):
    """near miss of `address_change_nonce`: no stale, and nothing shows that the password is right"""
    moved(capture)


# Another realm than before

def realm_after(capture, realm, *, retry=None, **settings):
    """A registration in one realm; the next one is asked for this realm."""
    accepted(capture, at=0)
    call = Ladder(capture, **settings)
    call.request("REGISTER", at=300)
    challenge = call.challenge(realm)
    call.answer(401, challenge)
    if retry:
        call.request("REGISTER", call.credentials(challenge, realm=retry))
        call.answer(401, call.challenge(realm))
    call.ping(at=340)


@scenario
def server_realm_changed(capture):
    """the registrar's realm is another one than before; the client still answers for the old one"""
    realm_after(capture, "pbx2.lab.test", retry="lab.test")


@scenario
def server_realm_changed_no_retry(capture):
    """the same, and the client has nothing to answer with"""
    realm_after(capture, "pbx2.lab.test")


@scenario
def server_realm_changed_near(capture):
    """near miss of `server_realm_changed`: the realm is the one of before"""
    realm_after(capture, "lab.test")


@scenario
def server_realm_changed_near_2(capture):
    """near miss of `server_realm_changed`: the client names a realm that was never asked"""
    realm_after(capture, "pbx2.lab.test", retry="third.test")


@scenario
def server_realm_changed_near_3(capture):
    """near miss of `server_realm_changed`: another registrar asks for the other realm"""
    accepted(capture, at=0)
    call = Ladder(capture, server="10.0.0.3:5060")
    call.request("REGISTER", at=300)
    call.answer(401, call.challenge("pbx2.lab.test"))
    call.ping(at=340)


# Asked again inside the call

def challenged_bye(capture, realm=None, answered=False):
    call = Ladder(capture)
    call.request("INVITE")
    challenge = call.proxy_challenge()
    call.answer(407, challenge)
    call.ack()
    call.request("INVITE", call.credentials(challenge))
    call.answer(200, to_tag="callee")
    call.ack(branch="z9hG4bK" + capture.token("branch"))
    call.request("BYE", to_tag="callee", at=30)
    again = call.proxy_challenge(realm)
    call.answer(407, again)
    if answered:
        call.request("BYE", call.credentials(again), to_tag="callee")
        call.answer(200)
    call.ping(at=70)


@scenario
def auth_passed_then_challenged(capture):
    """the proxy asks again for the BYE of a call whose INVITE it let pass, and the client does not answer"""
    challenged_bye(capture)


@scenario
def auth_passed_then_challenged_near(capture):
    """near miss of `auth_passed_then_challenged`: the client answers (so it stands in also)"""
    challenged_bye(capture, answered=True)


@scenario
def auth_passed_then_challenged_near_2(capture):
    """near miss of `auth_passed_then_challenged`: it is another realm that asks"""
    challenged_bye(capture, realm="other.test")


@scenario
def auth_passed_then_challenged_near_3(capture):
    """near miss of `auth_passed_then_challenged`: it is the called side that hangs up, and that is asked"""
    caller = Ladder(capture, server_name="Lab Proxy 1.0")
    called = Ladder(capture, client="10.0.0.2:5060", server="10.0.0.3:5060", server_name="Lab Phone 1.0")
    caller.request("INVITE")
    challenge = caller.proxy_challenge()
    caller.answer(407, challenge)
    caller.ack()
    caller.request("INVITE", caller.credentials(challenge))
    called.relayed(caller.last_request, drop=["Proxy-Authorization"])
    called.answer(200, to_tag="callee")
    caller.relayed(called.last_answer)
    caller.ack(branch="z9hG4bK" + capture.token("branch"))
    called.ack(branch="z9hG4bK" + capture.token("branch"))
    bye = Ladder(capture, client="10.0.0.3:5060", user="bob", callee="alice", call_id=caller.call_id, from_tag="callee",
                 server_name="Lab Proxy 1.0")
    bye.request("BYE", to_tag=caller.from_tag, at=30)
    bye.answer(407, bye.proxy_challenge())
    bye.ping(at=70)


# Nonces that are good once

def used_again(capture, at, nc=2, **changes):
    call = Ladder(capture, server_name="OpenSIPS (3.4.2 (x86_64/linux))")
    nonce = call.register()
    call.request("REGISTER", call.credentials(nonce, nc=nc), at=at)
    call.answer(401, call.challenge(**changes))
    call.ping(at=at + 40)


@scenario
def nonce_reused_after_success(capture):
    """five seconds later the client uses the accepted nonce again; it is asked anew, no stale, and gives up"""
    used_again(capture, at=5)


@scenario
def nonce_reused_after_success_near(capture):
    """near miss of `nonce_reused_after_success`: five minutes later"""
    used_again(capture, at=300)


@scenario
def nonce_reused_after_success_near_2(capture):
    """near miss of `nonce_reused_after_success`: stale=true"""
    used_again(capture, at=5, stale="true")


@scenario
def nonce_reused_after_success_near_3(capture):
    """near miss of `nonce_reused_after_success`: the count is not counted up"""
    used_again(capture, at=5, nc=1)


# Scans and guesses

def scan(capture, users, own_ports=False, **settings):
    """One host asks for one user after the other and answers no challenge."""
    for number in range(users):
        settings["client"] = f"198.51.100.66:{5071 + (number if own_ports else 0)}"
        call = Ladder(capture, user=str(100 + number), **settings)
        call.request("REGISTER", at=0.2 * number)
        call.answer(401, call.challenge())


@scenario
def brute_force_scan(capture):
    """a tool that calls itself friendly-scanner asks for three extensions"""
    scan(capture, 3, agent=TOOL)
    bystander(capture, at=60)


@scenario
def brute_force_scan_near(capture):
    """near miss of `brute_force_scan`: the same three requests of a phone"""
    scan(capture, 3)
    bystander(capture, at=60)


@scenario
def brute_force_scan_users(capture):
    """somebody who calls himself a phone asks for twelve extensions, and answers no challenge"""
    scan(capture, 12)
    bystander(capture, at=60)


@scenario
def brute_force_scan_users_near(capture):
    """near miss of `brute_force_scan`: a thirteenth extension of that address logs in"""
    scan(capture, 12)
    accepted(capture, at=30, client=ATTACKER, user="112")
    bystander(capture, at=60)


@scenario
def brute_force_scan_users_near_2(capture):
    """near miss of `brute_force_scan`: each comes from a port of its own, as phones behind NAT do"""
    scan(capture, 12, own_ports=True)
    bystander(capture, at=60)


@scenario
def brute_force_scan_users_near_3(capture):
    """near miss of `brute_force_scan`: nine extensions"""
    scan(capture, 9)
    bystander(capture, at=60)


def guesses(capture, qop, passwords):
    """One dialog, one nonce, one answer after the other."""
    call = Ladder(capture, client=ATTACKER, user="100")
    call.request("REGISTER")
    challenge = call.challenge(qop=qop)
    call.answer(401, challenge)
    for number, password in enumerate(passwords):
        # With qop each answer has a cnonce of its own.
        call.request("REGISTER", call.credentials(challenge, password=password, cnonce=f"{number:08x}"))
        call.answer(401, challenge)
    bystander(capture, at=60)


TRIED = ["1234", "0000", "100", "password", "secret", "1111", "4321", "admin", "test", "phone", "sip100", "100100"]


@scenario
def brute_force_scan_guesses(capture):
    """twelve answers to one nonce without qop within half a second: each is made with another password"""
    guesses(capture, None, TRIED)


@scenario
def brute_force_scan_guesses_near(capture):
    """near miss of `brute_force_scan`: the same with qop, where each answer has a cnonce and proves nothing"""
    guesses(capture, "auth", TRIED)


@scenario
def brute_force_scan_guesses_near_2(capture):
    """near miss of `brute_force_scan`: the same with one password, a phone in a loop"""
    guesses(capture, None, ["1234"] * 12)


# Shut out

def shut_out(capture, failures, silent=False, server_alive=True, phrase=None):
    for turn in range(failures):
        call = refused(capture, at=20 * turn, final=403, server_name=ASTERISK)
    if silent:
        # The firewall drops whatever comes next, the answer to the last challenge first.
        call = Ladder(capture, server_name=ASTERISK)
        call.request("REGISTER", at=20 * failures)
        challenge = call.challenge()
        call.answer(401, challenge)
        call.request("REGISTER", call.credentials(challenge, password="wrong"))
        call.answer(401, challenge)
        retry = call.request("REGISTER", call.credentials(challenge, password="again"))
        for wait in (0.5, 1, 2, 4):
            call.again(retry, after=wait)
    else:
        call = Ladder(capture, server_name=ASTERISK)
        call.request("REGISTER", at=20 * failures)
        call.answer(403, phrase=phrase)
    if server_alive:
        bystander(capture, at=20 * failures + 30)
    late = Ladder(capture, "10.0.0.98:5060", server="10.0.0.97:5060", callee="ping")
    late.request("OPTIONS", at=20 * failures + 60)


@scenario
def banned_after_failures(capture):
    """three wrong passwords; the fourth REGISTER gets 403 without even a challenge"""
    shut_out(capture, 3)


@scenario
def banned_after_failures_near(capture):
    """near miss of `banned_after_failures`: two wrong passwords before"""
    shut_out(capture, 2)


@scenario
def banned_after_failures_near_2(capture):
    """near miss of `banned_after_failures`: the 403 says why"""
    shut_out(capture, 3, phrase="Prepaid credit exhausted")


@scenario
def banned_after_failures_silent(capture):
    """after four wrong passwords the answer to the challenge is dropped, while others are served"""
    shut_out(capture, 3, silent=True)


@scenario
def banned_after_failures_silent_near(capture):
    """near miss of `banned_after_failures`: nothing more is heard of the server, which may be down (so it stands in also)"""
    shut_out(capture, 3, silent=True, server_alive=False)


# Side remarks

def probes(capture, times, method="OPTIONS", contact=True):
    call = Ladder(capture, callee="probe", agent="Uptime Probe 1.0")
    call.reshape = None if contact else lambda text: "\r\n".join(
        line for line in text.split("\r\n") if not line.startswith("Contact:"))
    for at in times:
        call.call_id = capture.token("call", 12)
        call.request(method, at=at)
        call.answer(401, call.challenge())
    bystander(capture, at=times[-1] + 60)


@scenario
def tool_or_uptime_probe(capture):
    """a monitor sends OPTIONS every half a minute and never answers the challenge (in also)"""
    probes(capture, (0, 30, 60, 90))


@scenario
def tool_or_uptime_probe_register(capture):
    """a monitor does so with a REGISTER that has no Contact (in also)"""
    probes(capture, (0, 30, 60, 90), method="REGISTER", contact=False)


@scenario
def tool_or_uptime_probe_near(capture):
    """near miss of `tool_or_uptime_probe`: at uneven times"""
    probes(capture, (0, 7, 60, 75))


@scenario
def tool_or_uptime_probe_near_2(capture):
    """near miss of `tool_or_uptime_probe`: a phone's REGISTER with a Contact, every half a minute"""
    for at in (0, 30, 60, 90):
        call = Ladder(capture)
        call.request("REGISTER", at=at)
        call.answer(401, call.challenge())
    bystander(capture, at=150)


def storm(capture, users, every):
    for number in range(users):
        accepted(capture, at=5 + every * number, client=f"10.1.{number // 200}.{number % 200 + 1}:5060",
                 user=str(1000 + number))
    bystander(capture, at=5 + every * users + 90)


@scenario
def register_storm(capture):
    """none: sixty phones of a network that comes back register within six seconds (in also)"""
    storm(capture, 60, 0.1)


@scenario
def register_storm_near(capture):
    """near miss of `register_storm`: the same within half a minute"""
    storm(capture, 60, 0.5)
