# SPDX-License-Identifier: GPL-2.0-or-later
"""403 with phrases and headers that say why."""
