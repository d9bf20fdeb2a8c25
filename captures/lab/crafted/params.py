# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials whose parameters or identifiers are at fault."""
