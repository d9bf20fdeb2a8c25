# SPDX-License-Identifier: GPL-2.0-or-later
"""No false alarm: where authentication went as it should, nothing is above a Note."""

import pytest

import table


def alarms(messages):
    return [f"frame {message.frame}: {expert.severity} {expert.slug}"
            for message in messages for expert in message.alarms()]


def test_healthy_captures_raise_no_alarm(wireshark, capture):
    row = table.row_of(capture.name)
    if not row or not row.is_healthy():
        return
    assert not alarms(wireshark.messages(capture))


@pytest.mark.parametrize("two_pass", [False, True], ids=["one pass", "two passes"])
def test_captures_without_refusals_show_nothing(wireshark, capture, two_pass):
    """SIP without 401, 403 and 407, and traffic that is not SIP."""
    row = table.row_of(capture.name)
    if not row or row.must_say:
        return
    assert wireshark.messages(capture, two_pass) == []


def test_an_exchange_alarms_once(wireshark, capture):
    """One Warn or Error an exchange, on the response that settles it."""
    for exchange in wireshark.exchanges(capture):
        loud = [message.frame for message in exchange.messages if message.alarms()]
        assert len(loud) <= 1, f"exchange {exchange.number}: frames {loud}"


def test_accepted_exchanges_raise_no_alarm(wireshark, capture):
    """In captures that hold other faults too."""
    for exchange in wireshark.exchanges(capture):
        if table.HEALTHY_CAUSES.issuperset(exchange.causes()):
            assert not alarms(exchange.messages)
