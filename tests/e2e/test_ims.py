# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin sees of IPsec, with and without Wireshark's help, and how sure it says it is."""

import pytest

from harness import CAPTURES

# Lets Wireshark look into ESP that encrypts nothing.
READ_NULL_ENCRYPTION = ("-o", "esp.enable_null_encryption_decode_heuristic:TRUE")


def path(name):
    return CAPTURES / f"crafted-{name}.pcap"


def challenge(wireshark, name, extra=()):
    """The last 401 of a capture."""
    return [message for message in wireshark.messages(path(name), extra=extra)
            if message.get("status") == "401"][-1]


def evidence(message):
    return "\n".join(message.all("evidence"))


def test_null_encryption_hides_the_retry(wireshark):
    message = challenge(wireshark, "ims-null-encryption")
    assert message.get("cause") == "ims_retry_in_esp"
    assert message.get("retry_in") is None


def test_null_encryption_that_is_read_shows_the_retry(wireshark):
    message = challenge(wireshark, "ims-null-encryption", READ_NULL_ENCRYPTION)
    assert message.get("cause") == "ims_aka_accepted"
    # Frame 3 is the TCP handshake, which Wireshark reads too.
    assert message.get("retry_in") == "4"
    assert (message.get("answer_in"), message.get("answer_status")) == ("5", "200")
    assert "ims_retry_unprotected" not in message.all("also")


def test_refused_connection_inside_null_encryption(wireshark):
    assert challenge(wireshark, "ims-null-encryption-refused").get("cause") == "ims_retry_in_esp"
    message = challenge(wireshark, "ims-null-encryption-refused", READ_NULL_ENCRYPTION)
    assert message.get("cause") == "ims_protected_port_unreachable"
    assert message.get("confidence") == "certain"
    assert "frame 3: TCP SYN to the protected server port 6101" in evidence(message)
    assert "frame 5: RST from port 6101" in evidence(message)


@pytest.mark.parametrize("name, confidence, spi", [
    ("ims-retry-in-esp", "likely", "22222"),
    ("ims-retry-in-esp-ipv6", "likely", "22222"),
    ("ims-retry-in-esp-udp", "likely", "22222"),
    ("ims-retry-in-esp-gtp", "likely", "22222"),
    ("ims-retry-in-esp-other-spi", "possible", None),
])
def test_security_association_is_read(wireshark, name, confidence, spi):
    """Whatever carries the ESP, its SPI is compared with those announced."""
    message = challenge(wireshark, name)
    assert message.get("confidence") == confidence
    assert (f"an SPI of Security-Server, {spi}" in evidence(message)) == (spi is not None)
    assert ("its SPI is none of those announced" in evidence(message)) == (spi is None)


@pytest.mark.parametrize("name, frame, text", [
    ("ims-protected-port-unreachable", 3, "TCP SYN to the protected server port 6101, 3 packets"),
    ("ims-protected-port-unreachable-2", 4, "RST from port 6101, 1 packets"),
    ("ims-protected-port-unreachable-3", 4, "ICMP says unreachable about what the UE sent to port 6101, 1 packets"),
    ("ims-protected-port-unreachable-4", 4, "ICMP says unreachable about what the UE sent to port 6101, 1 packets"),
    ("ims-esp-unanswered-2", 4, "ICMP says unreachable about ESP with SPI 22222, 1 packets"),
])
def test_packets_are_told(wireshark, name, frame, text):
    assert f"frame {frame}: {text}" in evidence(challenge(wireshark, name))


def test_interfaces_of_the_hops(wireshark):
    """Gm from the UE to the P-CSCF, Mw behind it."""
    shown = [(message.get("interface"), message.get("direction"), message.get("security"))
             for message in wireshark.messages(path("ims-hops-with-ipsec")) if message.get("status")]
    assert shown == [("Mw", "proxy to proxy", "IMS AKA with IPsec"), ("Gm", "network to UE", "IMS AKA with IPsec")]


def test_keys_are_not_repeated_in_the_evidence(wireshark):
    message = challenge(wireshark, "ims-ck-ik-leak")
    assert "ck or ik stands in the challenge" in evidence(message)
    assert "b40ba9a3c58b2a05bbf0d987b21bf8cb" not in evidence(message)


@pytest.mark.parametrize("name, faults", [
    ("ims-sa-mismatch", ["ims_sa_mismatch"]),
    ("ims-sa-mismatch-near", []),
    ("ims-retry-unprotected-2", ["ims_retry_unprotected"]),
    ("ims-retry-unprotected-near", []),
    ("ims-mac-failure", []),
    ("ims-sync-failure", []),
])
def test_faults_of_the_retry(wireshark, name, faults):
    retry = next(message for message in wireshark.messages(path(name)) if message.get("role") == "retry")
    assert retry.all("fault") == faults
