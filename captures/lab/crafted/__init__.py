# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures that are written, not recorded: a ladder language and the scenarios told in it."""
