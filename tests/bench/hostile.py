#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What hostile captures cost: time by the byte, and memory.

    tests/bench/hostile.py [--plugin FILE] [--quick] [--only SHAPE,...] [--draw DIR] [--megabytes N] [--list]

Each shape is an attack on one way in which a reader of SIP could be made to do too much. Captures are drawn when
they are needed and never kept. For each of them:

  own      instructions a byte inside the plugin, in both passes of tshark -2 with the cause of every frame, counted by
           valgrind --tool=callgrind (all that dissect_sipauth() calls); at a quarter of CALLGRIND_BYTES and at all of
           it: the same where time is linear. `x normal` compares with a normal capture; there, a message counts as
           MESSAGE bytes at least, as it has its price however short it is.
  without, with    seconds a megabyte of the processor for all of tshark, at the full size: Wireshark has quadratic
           corners of its own, which show in both
  kept     the peak of memory with the plugin less the peak without, for each byte of the capture

Ends with `N passed, N failed`: a shape passes where the plugin's own cost by the byte is no more than LIMIT times that
of a normal capture and grows by no more than LINEAR, and its memory stays within BYTES_KEPT. --quick leaves the
counting out.
"""

import argparse
import hashlib
import pathlib
import re
import resource
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
TREE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TREE / "tests" / "e2e"))

from harness import Wireshark  # noqa: E402

# Times what the plugin costs on a normal capture, by the byte.
LIMIT = 2
# From a quarter of the size to all of it.
LINEAR = 1.3
# Memory for each byte of the capture, and what no capture goes below.
BYTES_KEPT, BYTES_ANYWAY = 12, 30e6

START = 1_700_000_000 * 1_000_000
CLIENT, SERVER = "10.0.0.1", "10.0.0.2"
CALLGRIND_BYTES = 600_000
# A normal message with its frame and record.
MESSAGE = 515
TURNS = 2


# -- a capture ---------------------------------------------------------------

def address(number):
    """One of sixteen million hosts."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


class Writer:
    """A capture of datagrams, or of segments of one connection, so many microseconds apart."""

    def __init__(self, path, step=1000):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        self.size = 24
        self.frames = 0
        self.messages = 0
        self.step = step
        self.sequence = {True: 1, False: 1}

    def frame(self, source, destination, protocol, upper):
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(upper), self.frames & 0xFFFF, 0, 64, protocol, 0,
                           bytes(map(int, source.split("."))), bytes(map(int, destination.split("."))))
        data = b"\x02\0\0\0\0\x02\x02\0\0\0\0\x01\x08\0" + head + upper
        time = START + self.frames * self.step
        self.file.write(struct.pack("<IIII", time // 1_000_000, time % 1_000_000, len(data), len(data)) + data)
        self.size += 16 + len(data)
        self.frames += 1

    def sip(self, up, text, client=CLIENT, server=SERVER, port=5060):
        source, destination, ports = (client, server, (port, 5060)) if up else (server, client, (5060, port))
        data = text.encode()
        self.messages += 1
        self.frame(source, destination, 17, struct.pack("!HHHH", *ports, 8 + len(data), 0) + data)

    def segment(self, up, text, port=40000):
        ends, ports = ((CLIENT, SERVER), (port, 5060)) if up else ((SERVER, CLIENT), (5060, port))
        data = text.encode()
        self.messages += text.count("\r\n\r\n")
        head = struct.pack("!HHIIBBHHH", *ports, self.sequence[up], self.sequence[not up], 0x50, 0x18, 64000, 0, 0)
        self.sequence[up] += len(data)
        self.frame(*ends, 6, head + data)

    def esp(self, up, spi):
        source, destination = (CLIENT, SERVER) if up else (SERVER, CLIENT)
        self.frame(source, destination, 50, struct.pack("!II", spi, self.frames) + bytes(120))

    def close(self):
        self.file.close()


def token(*parts):
    return hashlib.md5(" ".join(map(str, parts)).encode()).hexdigest()


def request(number, cseq=1, method="REGISTER", call=None, user=None, branch=None, vias="", more="", tag=None):
    user = user if user is not None else f"user{number % 1000}"
    return (f"{method} sip:bench.test SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK{branch or token('b', number, cseq)[:16]};rport\r\n{vias}"
            f'From: "User" <sip:{user}@bench.test>;tag={tag or token("t", number)[:12]}\r\nTo: <sip:{user}@bench.test>\r\n'
            f"Call-ID: {call or token('c', number)[:24]}@10.0.0.1\r\nCSeq: {cseq} {method}\r\n"
            f"Contact: <sip:{user}@10.0.0.1:5060>\r\nMax-Forwards: 70\r\nUser-Agent: Bench Phone 1.0\r\n"
            f"Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER\r\nSupported: replaces, outbound\r\n{more}"
            f"Content-Length: 0\r\n\r\n")


PHRASES = {200: "OK", 401: "Unauthorized", 403: "Forbidden"}


def answer(text, status, more="", phrase=None):
    """A response with the request's Vias, From, To, Call-ID and CSeq."""
    kept = "".join(line + "\r\n" for line in text.split("\r\n") if re.match(r"(?:Via|From|To|Call-ID|CSeq):", line))
    kept = re.sub(r"(?m)^(To:[^;\r]*)\r$", lambda to: f"{to.group(1)};tag={token(text)[:10]}\r", kept, count=1)
    return f"SIP/2.0 {status} {phrase or PHRASES[status]}\r\n{kept}Server: Bench Server 1.0\r\n{more}Content-Length: 0\r\n\r\n"


def challenge(nonce, realm="bench.test"):
    return f'WWW-Authenticate: Digest realm="{realm}", nonce="{nonce}", algorithm=MD5, qop="auth"\r\n'


def credentials(nonce, user="user", realm="bench.test", number=1):
    return (f'Authorization: Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="sip:bench.test", '
            f'response="{token("r", nonce, number)}", algorithm=MD5, cnonce="0a4f113b", qop=auth, nc={number:08x}\r\n')


# -- shapes ------------------------------------------------------------------

def normal(w, number):
    """registrations of many users, challenged and accepted"""
    first = request(number)
    nonce = token("n", number)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(nonce)))
    retry = request(number, 2, more=credentials(nonce, f"user{number % 1000}"))
    w.sip(True, retry)
    w.sip(False, answer(retry, 200))


def one_call_id(w, number):
    """one Call-ID for ever, each registration accepted"""
    first = request(1, 2 * number + 1)
    nonce = token("n", number)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(nonce)))
    retry = request(1, 2 * number + 2, more=credentials(nonce, "user1"))
    w.sip(True, retry)
    w.sip(False, answer(retry, 200))


def many_branches(w, number):
    """one Call-ID and CSeq, a new branch each time, each challenged and given up"""
    first = request(1, 1, branch=token("b", number)[:16])
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number))))


def many_hosts(w, number):
    """the very same request from a million hosts, each challenged"""
    first = request(1)
    w.sip(True, first, client=address(number + 0x10000))
    w.sip(False, answer(first, 401, challenge(token("n", number))), client=address(number + 0x10000))


def one_origin(w, number):
    """one request with a new top Via each time: thousands of transactions of one origin"""
    vias = "Via: SIP/2.0/UDP 10.9.9.9:5060;branch=z9hG4bKthesame\r\n"
    first = request(1, branch=token("b", number)[:16], vias=vias)
    server = address(number + 0x20000)
    w.sip(True, first, server=server)
    w.sip(False, answer(first, 401, challenge(token("n", number))), server=server)


def one_exchange(w, number):
    """a client that repeats refused credentials for ever"""
    before = token("n", number - 1)
    text = request(1, number + 1, more=credentials(before, "user1") if number else "")
    w.sip(True, text)
    w.sip(False, answer(text, 401, challenge(token("n", number))))


def one_nonce(w, number):
    """one nonce given to everyone"""
    first = request(number)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge("thesamenonceforeverybody")))
    retry = request(number, 2, more=credentials("thesamenonceforeverybody", f"user{number % 1000}", number=number + 1))
    w.sip(True, retry)
    w.sip(False, answer(retry, 401, challenge("thesamenonceforeverybody")))


def many_call_ids(w, number):
    """challenges that nobody answers"""
    first = request(number, user=f"user{number}")
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number))))


def never_answered(w, number):
    """requests that nobody answers, each of another user"""
    w.sip(True, request(number, user=f"user{number}"))


def chosen_call_ids(w, number):
    """Call-IDs that fall together in a hash without a key"""
    chosen = "".join("aa" if number >> bit & 1 else "b@" for bit in range(20))
    first = request(number, call=chosen)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number))))


def copies(w, number):
    """one request and its challenge repeated for ever, a new nonce in each copy"""
    first = request(1)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number))))


def ten_thousand_challenges(w, number):
    """10,000 challenges in each 401"""
    first = request(number)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number)).rstrip() + ",x y=1" * 9900 + "\r\n"))


def challenge_lines(w, number):
    """a thousand challenges in each 401, a line each, and a thousand sets of credentials in the retry"""
    realms = [f"r{i}" for i in range(1000)]
    first = request(number)
    w.sip(True, first)
    w.sip(False, answer(first, 401, "".join(f"WWW-Authenticate: Digest realm=r{i}, nonce=n{number}\r\n" for i in range(1000))))
    w.sip(True, request(number, 2, more="".join(
        f"Authorization: Digest username=u, realm={realm}, nonce=n{number}\r\n" for realm in realms)))


def long_nonce(w, number):
    """nonces of 60 kB, echoed"""
    nonce = token("n", number) + "n" * 60000
    first = request(number)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(nonce)))
    retry = request(number, 2, more=credentials(nonce))
    w.sip(True, retry)
    w.sip(False, answer(retry, 200))


def escapes(w, number):
    """nonces of 60 kB of escapes"""
    nonce = token("n", number) + '\\"\\\\' * 15000
    first = request(number)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(nonce)))
    w.sip(True, request(number, 2, more=credentials(nonce)))


def long_header(w, number):
    """headers of 60 kB that nobody knows"""
    first = request(number, more="Subject: " + "s" * 60000 + "\r\n")
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number)) + "Subject: " + "s" * 60000 + "\r\n"))


def many_headers(w, number):
    """ten thousand header lines of six bytes"""
    first = request(number, more="X: y\r\n" * 10000)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number)) + "X: y\r\n" * 9000))


def many_vias(w, number):
    """a thousand Vias"""
    vias = "".join(f"Via: SIP/2.0/UDP p{i}.bench.test:5060;branch=z9hG4bKvia{i}\r\n" for i in range(1000))
    first = request(number, vias=vias)
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number))))


def open_quotes(w, number):
    """lists of a security agreement and parameters full of quotes that nothing closes"""
    lists = "".join(f"Security-Client: ipsec-3gpp;alg={',' + chr(34) + chr(92)}" + ',"\\' * 1300 + "\r\n" for _ in range(4))
    server = "".join("Security-Server: tls;q=" + ';"\\' * 1300 + "\r\n" for _ in range(4))
    first = request(number, more=lists + "Contact: <sip:a@b>;x=" + '"\\' * 4000 + "\r\n")
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(token("n", number)) + server))
    retry = request(number, 2, more=lists.replace("Client", "Verify") + credentials(token("n", number)))
    w.sip(True, retry)
    w.sip(False, answer(retry, 401, challenge(token("m", number)) + server))


def user_in_identities(w, number):
    """a user name of 15 kB that nearly stands in a P-Associated-URI of 40 kB"""
    user = "a" * 15000 + "b"
    first = request(number, user=user)
    w.sip(True, first)
    w.sip(False, answer(first, 200, "P-Associated-URI: <sip:" + "a" * 30000 + ">\r\n"))


def full_exchanges(w, number):
    """attempts of 32 challenges each, in copies with new nonces, answered with 32 sets of credentials"""
    cseq = number % 64 + 1
    some = "".join(f"Authorization: Digest username=u,realm=r{i},nonce=n{number - 1}.{i},response=r\r\n" for i in range(32))
    text = request(number // 64, cseq, more=some if cseq > 1 else "")
    w.sip(True, text)
    for copy in range(4):
        w.sip(False, answer(text, 401, "".join(f"WWW-Authenticate: Digest realm=r{i},nonce=n{number}.{i}.{copy}\r\n"
                                                for i in range(32))))


def small_messages(w, number):
    """hundreds of the smallest messages in each segment"""
    def small(i):
        text = (f"OPTIONS sip:b SIP/2.0\r\nv:SIP/2.0/TCP a;branch=z9hG4bK{number}.{i}\r\nf:<sip:a@b>;tag=1\r\nt:<sip:b@b>\r\n"
                f"i:{number}.{i}\r\nCSeq:1 OPTIONS\r\nl:0\r\n\r\n")
        return text

    def refused(i):
        return (f"SIP/2.0 401 Unauthorized\r\nv:SIP/2.0/TCP a;branch=z9hG4bK{number}.{i}\r\nf:<sip:a@b>;tag=1\r\nt:<sip:b@b>;tag=2\r\n"
                f"i:{number}.{i}\r\nCSeq:1 OPTIONS\r\nWWW-Authenticate:Digest realm=r,nonce=n{i}\r\nl:0\r\n\r\n")
    w.segment(True, "".join(small(i) for i in range(300)))
    w.segment(False, "".join(refused(i) for i in range(250)))


def many_spis(w, number):
    """ESP with an SPI of its own in each packet, after challenges that announce IPsec"""
    if number % 1000 == 0:
        first = request(number, more="Security-Client: ipsec-3gpp;alg=a;spi-c=1;spi-s=2;port-c=5;port-s=6\r\n")
        w.sip(True, first)
        w.sip(False, answer(first, 401, challenge(token("n", number))
                            + "Security-Server: ipsec-3gpp;alg=a;spi-c=1;spi-s=2;port-c=5;port-s=6\r\n"))
    w.esp(number % 2 == 0, number + 1)


def guesses(w, number):
    """passwords guessed for ever, each guess a call of its own"""
    nonce = token("n", number)
    first = request(number, user="admin")
    w.sip(True, first)
    w.sip(False, answer(first, 401, challenge(nonce)))
    retry = request(number, 2, user="admin", more=credentials(nonce, "admin"))
    w.sip(True, retry)
    w.sip(False, answer(retry, 403))


def odd_phrases(w, number):
    """refusals that say a thousand bytes of words that rules look for, in phrase, Warning and Reason"""
    words = " not stale nonce account user unknown barred password invalid forbidden" * 14
    first = request(number)
    w.sip(True, first)
    w.sip(False, answer(first, 403, f'Warning: 399 a "{words}"\r\nReason: SIP;cause=403;text="{words}"\r\n', phrase=words))


def lost_acks(w, number):
    """an INVITE's ACK repeated for ever, each with another branch, while sixteen exchanges wait for theirs"""
    if number < 16:
        first = request(1, 5, method="INVITE", branch=token("b", number)[:16])
        w.sip(True, first, server=address(number + 0x30000))
        w.sip(False, answer(first, 401, challenge(token("n", number))), server=address(number + 0x30000))
    w.sip(True, request(1, 5, method="ACK", branch=token("x", number)[:16]).replace("CSeq: 5 ACK", "CSeq: 5 ACK"))


def by_turns(w, number):
    """clients that repeat refused credentials by turns, more than there are exchanges held in full"""
    client, turn = number % 520, number // 520
    text = request(client, turn + 1, more=credentials(token("n", client, turn - 1), f"user{client}") if turn else "")
    w.sip(True, text)
    w.sip(False, answer(text, 401, challenge(token("n", client, turn))))


def copies_of_the_last(w, number):
    """an exchange of 64 attempts whose last response is repeated for ever"""
    turn = min(number, 63)
    text = request(1, turn + 1, more=credentials(token("n", turn - 1), "user1") if turn else "")
    if number < 64:
        w.sip(True, text)
    w.sip(False, answer(text, 401 if turn < 63 else 403, challenge(token("n", turn)) if turn < 63 else ""))


SHAPES = {shape.__name__.replace("_", "-"): shape for shape in (
    normal, one_call_id, many_branches, many_hosts, one_origin, one_exchange, one_nonce, many_call_ids, never_answered,
    chosen_call_ids, copies, ten_thousand_challenges, challenge_lines, long_nonce, escapes, long_header, many_headers,
    many_vias, open_quotes, user_in_identities, full_exchanges, small_messages, many_spis, guesses, odd_phrases,
    lost_acks, by_turns, copies_of_the_last)}


def draw(path, shape, size):
    writer = Writer(path)
    number = 0
    while writer.size < size:
        SHAPES[shape](writer, number)
        number += 1
    writer.close()
    path.chmod(0o644)
    return writer.size, writer.messages


# -- measuring ---------------------------------------------------------------

class Meter:
    """Runs tshark with and without the plugin."""

    def __init__(self, plugin):
        self.wireshark = Wireshark(plugin)
        if not self.wireshark.plugin_is_loaded():
            sys.exit("THE PLUGIN IS NOT LOADED: tshark -G plugins does not list it")

    def command(self, path, with_plugin):
        field = "sipauth.cause" if with_plugin else "sip.Status-Code"
        command = self.wireshark.command("tshark", "-2", "-r", str(path), "-T", "fields", "-e", field)
        none = f"WIRESHARK_PLUGIN_DIR={self.wireshark.stage / 'extcap'}"
        return [word if with_plugin or not word.startswith("WIRESHARK_PLUGIN_DIR=") else none for word in command]

    def staged(self, shape, size):
        path = self.wireshark.stage / "captures" / "hostile.pcap"
        return (path, *draw(path, shape, size))

    def own(self, shape, size):
        """Instructions a byte inside the plugin."""
        path, length, messages = self.staged(shape, size)
        command = self.command(path, True)
        at = command.index("tshark")
        counted = [*command[:at], "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                   "--toggle-collect=dissect_sipauth", *command[at:]]
        done = subprocess.run(counted, cwd=self.wireshark.stage / "home", capture_output=True, text=True, check=True)
        return int(re.search(r"Collected : (\d+)", done.stderr).group(1)) / length, length / max(length, messages * MESSAGE)

    def run(self, path, with_plugin):
        """Seconds of the processor and peak memory."""
        # A child of its own for each, as the peak of children is the peak of all of them so far.
        code = ("import resource,subprocess,sys\nsubprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True)\n"
                "u=resource.getrusage(resource.RUSAGE_CHILDREN)\nprint(u.ru_utime+u.ru_stime,u.ru_maxrss*1024)")
        done = subprocess.run([sys.executable, "-c", code, *self.command(path, with_plugin)], capture_output=True, text=True,
                              cwd=self.wireshark.stage / "home", check=True, timeout=3600)
        seconds, memory = done.stdout.split()
        return float(seconds), int(memory)

    def whole(self, shape, size):
        """Seconds a megabyte without and with the plugin, its memory, and the bytes of the capture."""
        path, length, _ = self.staged(shape, size)
        # By turns, as whatever else the machine does comes and goes.
        runs = [(self.run(path, False), self.run(path, True)) for _ in range(TURNS)]
        seconds = [min(run[which][0] for run in runs) / (length / 1e6) for which in (0, 1)]
        return *seconds, min(run[1][1] for run in runs) - min(run[0][1] for run in runs), length


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only")
    parser.add_argument("--draw", type=pathlib.Path)
    parser.add_argument("--megabytes", type=float, default=8)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else list(SHAPES)
    if options.list:
        for name in names:
            print(f"{name}: {SHAPES[name].__doc__}")
        return 0
    if options.draw:
        options.draw.mkdir(parents=True, exist_ok=True)
        for name in names:
            print(name, *draw(options.draw / f"{name}.pcap", name, options.megabytes * 1e6))
        return 0
    return measure(names, options)


def measure(names, options):
    found = options.plugin or next(iter(sorted(TREE.glob("build*/**/plugins/*/epan/sipauth.so"))), None)
    if not found:
        sys.exit("no plugin: build it or give --plugin FILE")
    meter = Meter(found)
    passed, failed = 0, 0
    try:
        normal = None if options.quick else meter.own("normal", CALLGRIND_BYTES)[0]
        print(f"{'shape':24} {'own/4':>7} {'own':>7} {'x normal':>8}   {'without':>7} {'with':>7} {'kept':>6}")
        for name in names:
            good, line = measure_shape(meter, name, options, normal)
            passed += good
            failed += not good
            print(f"{name:24} {line}  {'' if good else 'FAILED'}", flush=True)
    finally:
        meter.wireshark.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def measure_shape(meter, name, options, normal):
    without, with_plugin, memory, length = meter.whole(name, options.megabytes * 1e6)
    good = memory <= BYTES_ANYWAY + BYTES_KEPT * length
    counted = f"{'':7} {'':7} {'':8}"
    if normal:
        (small, _), (large, fill) = meter.own(name, CALLGRIND_BYTES // 4), meter.own(name, CALLGRIND_BYTES)
        times = large * fill / normal
        good &= times <= LIMIT and large <= LINEAR * max(small, normal / 10)
        counted = f"{small:7.0f} {large:7.0f} {times:8.2f}"
    return good, f"{counted}   {without:7.2f} {with_plugin:7.2f} {memory / length:6.1f}"


if __name__ == "__main__":
    sys.exit(main())
