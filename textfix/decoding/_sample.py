"""A bounded sample of the bytes that can tell encodings apart: those around non-ASCII ones.

Markup, code and tables are ASCII under nearly every reading; what decides is a few kilobytes
of the rest with the ASCII it touches (trail bytes of the East Asian encodings are ASCII too).
What it does not do: sample UTF-16, whose units must stay whole (``_wide`` reads the head).
"""

from __future__ import annotations

import re

__all__ = ["ASCII", "LIMIT", "sample"]

# Bytes weighed. From 1 KB on no dev case of any group gained from more; 4 KB leaves room for
# files that open with another language.
LIMIT = 4096
# Bytes searched for non-ASCII stretches, from the first one on.
SEARCHED = 1 << 20
# ASCII bytes kept on either side of a stretch: a trail byte and what it touches.
MARGIN = 6
# Share of non-ASCII bytes from which a plain head is dense enough.
DENSE = 0.3

ASCII = bytes(range(128))
_HIGH = re.compile(rb"[\x80-\xff]")


def sample(data: bytes) -> bytes:
    """At most ``LIMIT`` bytes of ``data`` that hold its non-ASCII bytes in their surroundings."""
    if len(data) <= 256:
        return data
    head = data[:LIMIT]
    if len(head.translate(None, ASCII)) >= DENSE * len(head):
        return head
    first = _HIGH.search(data)
    if first is None:
        return head
    import numpy as np

    start = max(0, first.start() - MARGIN)
    window = data[start : start + SEARCHED]
    high = np.flatnonzero(np.frombuffer(window, np.uint8) >= 0x80)
    breaks = np.flatnonzero(np.diff(high) > 2 * MARGIN)
    begins = np.concatenate((high[:1], high[breaks + 1]))
    ends = np.concatenate((high[breaks], high[-1:]))
    parts: list[bytes] = []
    size = 0
    for a, b in zip(begins.tolist(), ends.tolist(), strict=True):
        part = window[max(0, a - MARGIN) : min(b + 1 + MARGIN, a - MARGIN + LIMIT - size)]
        parts.append(part)
        size += len(part)
        if size >= LIMIT:
            break
    return b"\n".join(parts)
