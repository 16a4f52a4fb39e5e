"""Re-align a stretch of double-byte text that lost or changed a byte.

One byte less shifts all pairs up to the next ASCII byte: often without a decode error, and
always into rubbish. Viterbi over the byte positions finds the cheapest reading as characters
and orphan bytes, where a character costs its unlikelihood and an orphan a fixed price.

What it does not do: find the lines in trouble (``_survey``), or guess what an orphan was.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

from textfix.decoding._likelihood import codes_of
from textfix.decoding._rank import EAST
from textfix.decoding._survey import GAIN_START, RARE, nats_of, row_of
from textfix.decoding._tables import tables

if TYPE_CHECKING:
    from textfix.decoding._rank import Ranked

__all__ = ["ORPHAN", "Alignment", "align", "orphans_of"]

# Nats for a byte left over. A common hanzi costs 6.3 and a misread pair 13 on average, so an
# orphan pays for itself after three to four shifted characters.
ORPHAN = 16.0
# The same at either end of a file, where texts are cut.
ORPHAN_END = 7.0
# An ASCII character inside such a stretch (a space, a digit): what it costs in the tables is
# for runs of them; alone between hanzi it costs this more.
ASCII_INSIDE = 2.0

# What re-alignment must gain over the plain reading.
GAIN_ALIGNED = 8.0
# Bytes re-aligned at a time: a longer line is cut at ASCII bytes.
STRETCH = 4096
# From NOISY bytes on a line is first asked whether it is text: rare characters are 13 in 100 of
# a page of names, 60 of shifted text, 100 of noise.
NOISY, NOISE = 1 << 15, 0.75

_HIGHEST = 1e18

# Bytes of the longest character: pairs, but 3 in EUC-JP (8F xx xx) and 4 in GB18030.
_LONGER = {"euc_jp": 3, "gb18030": 4, "euc_tw": 4}


class Alignment(tuple[float, tuple[int, ...]]):
    """Cost in nats and the offsets of the orphan bytes."""

    __slots__ = ()

    @property
    def cost(self) -> float:
        """Nats of the cheapest reading."""
        return self[0]

    @property
    def orphans(self) -> tuple[int, ...]:
        """Offsets in the stretch of the bytes that belong to no character."""
        return self[1]


def align(
    data: bytes, codec: str, row: int, *, first: bool = False, last: bool = False
) -> Alignment:
    """The cheapest reading of ``data`` in ``codec`` as language row ``row``; time linear in bytes.

    ``first`` and ``last`` say that ``data`` begins or ends the file.
    """
    price = _prices(codec, row)
    longest = _LONGER.get(codec, 2)
    n = len(data)
    best = [_HIGHEST] * (n + 1)
    step = [0] * (n + 1)
    best[0] = 0.0
    for i in range(n):
        here = best[i]
        orphan = here + (ORPHAN_END if (first and i == 0) or (last and i == n - 1) else ORPHAN)
        if data[i] >= 0x80 and orphan < best[i + 1]:
            best[i + 1], step[i + 1] = orphan, -1
        for size in range(1, min(longest, n - i) + 1):
            unit = data[i : i + size]
            cost = price.get(unit)
            if cost is None:
                cost = price[unit] = _price(unit, codec, row)
            if here + cost < best[i + size]:
                best[i + size], step[i + size] = here + cost, size
    orphans = []
    at = n
    while at > 0:
        if step[at] < 0:
            orphans.append(at - 1)
            at -= 1
        else:
            at -= step[at]
    return Alignment((best[n], tuple(reversed(orphans))))


@cache
def _prices(codec: str, row: int) -> dict[bytes, float]:
    """Prices met so far: a cache, bounded by the code space in use (some 20,000 entries)."""
    return {}


def _price(unit: bytes, codec: str, row: int) -> float:
    """Cost in nats of ``unit`` as exactly one character, or out of reach."""
    if len(unit) > 1 and unit[0] < 0x80:
        return _HIGHEST
    try:
        char = unit.decode(codec)
    except UnicodeDecodeError:
        return _HIGHEST
    if len(char) != 1:
        return _HIGHEST
    if ord(char) > 0xFFFF:
        return 20.0
    cost = float(tables().costs[row][ord(char)]) / 10
    return cost + ASCII_INSIDE if len(unit) == 1 and unit[0] < 0x80 else cost


def orphans_of(
    line: bytes, reading: Ranked, ends: tuple[bool, bool]
) -> tuple[tuple[int, ...], float]:
    """Offsets of the bytes to leave over so that the line reads well, and the nats gained."""
    codec = reading.encoding
    if codec not in EAST:
        return (), 0.0
    row = row_of(reading)
    out: list[int] = []
    gained = 0.0
    if len(line) > NOISY and _is_noise(line[:STRETCH], codec, row):
        return (), 0.0
    for a, b in _stretches(line):
        stretch = line[a:b]
        first, last = ends[0] and a == 0, ends[1] and b == len(line)
        orphans = align(stretch, codec, row, first=first, last=last).orphans
        if not orphans:
            continue
        edges = (-1, *orphans, len(stretch))
        parts = [stretch[x + 1 : y].decode(codec, "replace") for x, y in itertools.pairwise(edges)]
        gain = nats_of("\ufffd".join(parts), row) - nats_of(stretch.decode(codec, "replace"), row)
        if gain >= (GAIN_START if first and orphans[0] == 0 else GAIN_ALIGNED):
            out.extend(a + i for i in orphans)
            gained += gain
    return tuple(out), gained


def _is_noise(head: bytes, codec: str, row: int) -> bool:
    """True if so much of ``head`` is rare or undecodable that no byte lost explains it."""
    import numpy as np

    codes = codes_of(head.decode(codec, "replace"))
    rare = (tables().costs[row].take(codes) >= RARE) | (codes == 0xFFFD)
    return int(np.count_nonzero(rare)) > NOISE * len(codes) or len(set(codes[:256].tolist())) <= 4


def _stretches(line: bytes) -> list[tuple[int, int]]:
    """``line`` cut into bounded parts, after ASCII bytes that are no possible trail."""
    out = []
    at = 0
    while len(line) - at > STRETCH:
        cut = max(line.rfind(mark, at, at + STRETCH) for mark in (b" ", b"\r", b"\t", b",", b"."))
        cut = cut + 1 if cut >= 0 else at + STRETCH
        out.append((at, cut))
        at = cut
    out.append((at, len(line)))
    return out
