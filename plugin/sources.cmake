# SPDX-License-Identifier: GPL-2.0-or-later
# What the plugin is made of; for the project's own build and for one inside Wireshark's source.

# Compile without libwireshark; the unit tests link these and nothing of epan.
set(SIPAUTH_PURE_SOURCES
    aka.c
    auth_header.c
    causes.c
    diagnosis.c
    digest.c
    digest_variants.c
    evidence.c
    exchange.c
    facts.c
    fault_params.c
    faults.c
    hash.c
    ledger.c
    message.c
    milenage.c
    products.c
    retry_match.c
    rules.c
    rules_challenge.c
    rules_fault.c
    rules_forbidden.c
    rules_ims.c
    rules_login.c
    rules_offer.c
    rules_params.c
    rules_pattern.c
    rules_refused.c
    rules_retry.c
    secrets.c
    setting.c
    sip_uri.c
    summary.c
    tracker.c
    transactions.c
    tuak.c
)
# May use everything Wireshark offers.
set(SIPAUTH_EPAN_SOURCES
    plugin.c
    packet-sipauth.c
    menus.c
    message_source.c
    annotation.c
    fields.c
    preferences.c
)
