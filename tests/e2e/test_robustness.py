# SPDX-License-Identifier: GPL-2.0-or-later
"""A sample of tests/robustness: verdicts on damaged captures, and the judge itself."""

import pytest

import damage
import robust
import stories
import table
from harness import CAPTURES

# One or two of each kind of fate, recorded and crafted, over UDP, TCP and with copies.
SAMPLE = ["kamailio-npm-refreshes.pcap", "kamailio-npm-loop.pcap", "kamailio-npm-tcp.pcap", "kamailio-npm-tls.pcapng",
          "kamailio-npm-two-realms.pcap", "kamailio-npm-policy-after-auth.pcap", "kamailio-npm-stale-recovered.pcap",
          "kamailio-npm-challenge-per-copy.pcap", "kamailio-linphone-reinvite-stale.pcap",
          "asterisk22-linphone-wrong-password.pcap", "ims-npm-aka-resync.pcap", "crafted-challenge-not-acked-near.pcap",
          "crafted-nonce-not-from-challenge-near.pcap", "crafted-late-challenge-copy.pcap"]


def reader(wireshark):
    """Reads a damaged capture."""
    path = wireshark.stage / "captures" / "damaged-sample"

    def read(whole, harm):
        path.write_bytes(whole.file.with_packets(harm.packets))
        path.chmod(0o644)
        return wireshark.fresh_sharkd().messages(path, "sipauth.status")
    return read


def judged(whole, harms, read):
    return [case for harm in harms if harm.packets for case in robust.judge(whole, harm, read(whole, harm))]


def bundled(wireshark, name):
    path = CAPTURES / name
    return robust.bundled_subject(table.row_of(name), path, wireshark.sharkd_messages(path))


@pytest.mark.parametrize("name", SAMPLE)
def test_no_damage_makes_a_wrong_verdict_certain(wireshark, name):
    """Each frame lost in turn, either end cut off, packets cut short."""
    whole = bundled(wireshark, name)
    packets = whole.packets
    harms = [damage.one_lost(packets, number) for number in range(1, len(packets) + 1)]
    harms += [damage.start_cut(packets, 30), damage.end_cut(packets, 30), damage.some_lost(packets, 20, 0)]
    harms += [damage.cut_short(packets, size) for size in (120, 250, 400)]
    cases = judged(whole, harms, reader(wireshark))
    assert cases
    assert not [case.line() for case in cases if case.result == "wrong"]


@pytest.mark.xdist_group(name="office-day")
def test_a_lossy_office_day(wireshark, tmp_path):
    """1 % of the frames are lost: 95 % of the exchanges that lost none keep their verdict."""
    path, truths = stories.draw("office-day", tmp_path)
    whole = robust.told_subject(path, truths, wireshark.messages(path))
    tally = robust.Tally()
    cases = judged(whole, [damage.some_lost(whole.packets, 1, 0)], reader(wireshark))
    tally.add(cases)
    assert tally.untouched > 400
    assert tally.share_kept() >= 95
    assert not [case.line() for case in cases if case.result == "wrong"]


# The judge

def whole_and(wireshark, harm, name="kamailio-sipp-register-ok.pcap"):
    whole = bundled(wireshark, name)
    return whole, harm(whole.packets)


class Verdict:
    """A message of the plugin, as far as the judge looks at it."""

    def __init__(self, frame, cause, confidence, exchange=0):
        self.frame = frame
        self.fields = {"status": "401", "cause": cause, "confidence": confidence, "exchange": str(exchange)}

    def get(self, name):
        return self.fields.get(name)

    def all(self, name):
        return [self.fields[name]] if name in self.fields else []


# One REGISTER, 401, REGISTER, 200, of which a frame is lost; what may be said of the 401 then.
SAYINGS = [
    # lost, cause, confidence, result
    (4, "challenge_accepted", "certain", "kept"),
    (4, "challenge_pending", "certain", "true"),
    (3, "challenge_pending", "certain", "wrong"),
    (1, "challenge_pending", "certain", "wrong"),
    (1, "no_request_in_capture", "certain", "true"),
    (3, "no_request_in_capture", "certain", "wrong"),
    (3, "capture_ended", "certain", "true"),
    (4, "capture_ended", "certain", "wrong"),
    (3, "credentials_rejected", "certain", "wrong"),
    (3, "credentials_rejected", "likely", "likely"),
    (3, "credentials_rejected", "possible", "possible"),
    (3, "undetermined", "possible", "undetermined"),
    (4, "forbidden_phrase", "certain", "wrong"),
    (4, "challenge_missing", "certain", "wrong"),
]


@pytest.mark.parametrize("lost, cause, confidence, result", SAYINGS)
def test_judge(wireshark, lost, cause, confidence, result):
    """It calls wrong what is wrong, and true only what is gone or there."""
    whole, harm = whole_and(wireshark, lambda packets: damage.one_lost(packets, lost))
    case, = robust.judge(whole, harm, [Verdict(1 if lost == 1 else 2, cause, confidence)])
    assert case.result == result


def test_judge_knows_refusals_that_were_none(wireshark):
    whole, harm = whole_and(wireshark, lambda packets: damage.one_lost(packets, 1))
    case, = robust.judge(whole, harm, [Verdict(2, "challenge_accepted", "certain")])
    assert case.result == "wrong"


def test_judge_sees_one_verdict_on_two_exchanges(wireshark):
    """Joined over a gap: right for the one, wrong for the other."""
    whole = bundled(wireshark, "kamailio-npm-policy-after-auth.pcap")
    frames = [known.messages[1][0] for known in whole.exchanges]
    harm = damage.damaged("none", whole.packets, range(1, len(whole.packets) + 1))
    verdicts = [Verdict(frame, "challenge_accepted", "certain") for frame in frames]
    # The second one's refusal is left, so that it was let in is no more than half of the story.
    assert [case.result for case in robust.judge(whole, harm, verdicts)] == ["kept", "wrong"]


def test_untouched_means_whole(wireshark):
    whole = bundled(wireshark, "kamailio-sipp-register-ok.pcap")
    assert robust.is_untouched(damage.start_cut(whole.packets, 0), whole.exchanges[0])
    assert not robust.is_untouched(damage.one_lost(whole.packets, 4), whole.exchanges[0])
    assert not robust.is_untouched(damage.cut_short(whole.packets, 120), whole.exchanges[0])


@pytest.mark.parametrize("name", ["kamailio-sipp-register-ok.pcap", "kamailio-npm-tls.pcapng"])
def test_captures_are_written_as_they_were(name):
    file = damage.read(CAPTURES / name)
    assert file.with_packets(file.packets) == (CAPTURES / name).read_bytes()


def test_loss_is_the_same_every_time():
    packets = [damage.Packet(0, b"", 0)] * 1000
    kept = damage.some_lost(packets, 5, 7).kept
    assert kept == damage.some_lost(packets, 5, 7).kept != damage.some_lost(packets, 5, 8).kept
    assert 920 < len(kept) < 980
