# SPDX-License-Identifier: GPL-2.0-or-later
"""The script at the end of a pipeline: links each challenge with its retry by Call-ID."""

import sys

challenges = {}
for line in sys.stdin:
    frame, call, status, authorization, proxy = line.rstrip("\n").split("\t")
    if status in ("401", "407"):
        challenges[call] = frame
    elif (authorization or proxy) and call in challenges:
        print(challenges[call], frame)
