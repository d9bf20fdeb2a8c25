# SPDX-License-Identifier: GPL-2.0-or-later
"""IMS registration: AKA, security agreement, IPsec."""
