# SPDX-License-Identifier: GPL-2.0-or-later
"""Refusals in a row, scans and other patterns."""
