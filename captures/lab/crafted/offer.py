# SPDX-License-Identifier: GPL-2.0-or-later
"""What a challenge offers, and where its retry goes."""
