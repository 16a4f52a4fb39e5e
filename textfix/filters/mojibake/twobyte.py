"""Chinese, Japanese and Korean read as one another (帡岆珨 for 伟是一): spans, and what they say.

What: for each pair of encodings, every character of a line as the other one reads its two bytes;
then the stretches over which that pays most under the character model (the greatest sums of what
the characters cost as they stand less what they cost so read). A border inside a row of hanzi
costs something, or else every rare name would be cut out and read anew.

Why character by character: both encodings take two bytes, with the same lead bytes, so that they
stay in step (`unaligned` is for those that do not). How fast: what each character saves by itself
is a table; only the one or two pairs of encodings that save most are looked at in context.

What it does not do: compare with other kinds of damage.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charmodel import UNIT, load
from textfix.filters.mojibake.onebyte import Reading
from textfix.filters.mojibake.pages import two_byte
from textfix.filters.mojibake.weigh import along

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix.filters.mojibake.repair import Setting

__all__ = ["BREAK", "LEAST", "MAPS", "Weighed", "borders", "readings", "savings"]

# Written in, read in; for people and by `pages`' names.
MAPS = (
    ("gbk", "gbk", "big5", "big5"),
    ("big5", "big5", "gbk", "gbk"),
    ("shift_jis", "cp932", "gbk", "gbk"),
    ("euc-kr", "cp949", "gbk", "gbk"),
    ("euc-jp", "euc_jp", "gbk", "gbk"),
    ("gbk", "gbk", "euc-kr", "cp949"),
    ("gbk", "gbk", "euc-jp", "euc_jp"),
)
# What a border between two hanzi costs, in sixteenths of a nat: 6 nats. What a stretch must gain at
# the least, and what another one beside it of the same chain: 8 and 3. Of 23,021 clean lines (dev)
# 19 have a stretch that gains 6 or more, the best of them 11.
_BORDER = 6 * UNIT
LEAST = 8 * UNIT
_LEAST_MORE = 3 * UNIT
# What a character that the other encoding lacks takes from a stretch: it breaks it.
BREAK = 40 * UNIT
# Pairs of encodings are looked at in context when their characters by themselves save this much,
# and half of what the best one's save; no more than two.
_PROMISING = 4 * UNIT
_RIVALS = 2
# Stretches of one chain in a line. Each costs a pass; lines are at most 1,024 characters long.
_STRETCHES = 8


class Weighed(NamedTuple):
    """A reading, what it gains over the line as it stands, and what it costs itself, in nats."""

    reading: Reading
    gain: float
    cost: float


class _Tables(NamedTuple):
    """`mapped`: each BMP character in each of `MAPS`, 0 where it has no bytes or they say nothing.

    `saved`: by how many sixteenths it is then the likelier character by itself.
    """

    mapped: NDArray[np.uint16]
    saved: NDArray[np.int16]


@cache
def _tables() -> _Tables:
    """The tables of all pairs of encodings: 1.8 MB, 20 ms, once."""
    own = load().alone(np.arange(65536, dtype=np.uint32))
    mapped = np.empty((len(MAPS), 65536), dtype=np.uint16)
    saved = np.empty((len(MAPS), 65536), dtype=np.int16)
    for row, (_, written, _, read) in enumerate(MAPS):
        np.take(two_byte(written).points, two_byte(read).codes, out=mapped[row])
        np.subtract(own, own.take(mapped[row]), out=saved[row], casting="unsafe")
        saved[row, mapped[row] == 0] = -BREAK
    mapped.flags.writeable = saved.flags.writeable = False
    return _Tables(mapped, saved)


def savings() -> NDArray[np.int16]:
    """What each BMP character saves by itself under each of `MAPS`, in sixteenths; read-only."""
    return _tables().saved


def readings(
    points: NDArray[np.uint32], known: list[tuple[int, int]], setting: Setting
) -> list[list[Weighed]]:
    """For each pair of encodings that pays, its stretches of a line, outside the spans `known`."""
    tables = _tables()
    saved = tables.saved.take(points, axis=1, mode="clip").astype(np.int32)
    for start, end in known:
        saved[:, start:end] = -BREAK
    best = _greatest(saved)
    rows = _rivals(best.tolist(), setting)
    if not rows:
        return []
    lines = np.empty((len(rows) + 1, len(points)), dtype=np.uint32)
    lines[0] = points
    for place, row in enumerate(rows, 1):
        lines[place] = tables.mapped[row].take(points, mode="clip")
    wrong = lines[1:] == 0
    for start, end in known:
        wrong[:, start:end] = True
    np.copyto(lines[1:], points, where=wrong)
    costs = along(lines, setting.form)
    gains = costs[:1] - costs[1:]
    gains[wrong] = -BREAK
    inside = borders(points)
    found = []
    for place, row in enumerate(rows):
        chain = f"{MAPS[row][0]}→{MAPS[row][2]}"
        line, cost = lines[place + 1], costs[place + 1]
        spans = _stretches(gains[place], inside)
        if spans:
            found.append([
                Weighed(
                    Reading(start, end, "".join(map(chr, line[start:end].tolist())), chain),
                    gain / UNIT,
                    float(cost[start:end].sum()) / UNIT,
                )
                for start, end, gain in spans
            ])  # fmt: skip
    return found


def _rivals(best: list[int], setting: Setting) -> list[int]:
    """The maps worth a look in context, the best first."""
    rows = sorted(range(len(best)), key=lambda row: -best[row])
    bar = max(_PROMISING, best[rows[0]] // 2)
    rows = [row for row in rows[:_RIVALS] if best[row] >= bar]
    for row in rows:
        if f"{MAPS[row][0]}→{MAPS[row][2]}" in setting.chains:
            return [row]
    return rows


def _greatest(gains: NDArray[np.int32]) -> NDArray[np.int32]:
    """The greatest sum of any stretch, per row."""
    sums = np.zeros((gains.shape[0], gains.shape[1] + 1), dtype=np.int32)
    np.cumsum(gains, axis=1, out=sums[:, 1:])
    best: NDArray[np.int32] = (sums - np.minimum.accumulate(sums, axis=1)).max(axis=1)
    return best


def borders(points: NDArray[np.uint32]) -> NDArray[np.int32]:
    """What it costs to begin or end before each character: something between two hanzi."""
    han = (points >= 0x2E80) & (points < 0x30000)
    border = np.zeros(len(points) + 1, dtype=np.int32)
    border[1:-1] = (han[1:] & han[:-1]) * np.int32(_BORDER)
    return border


def _stretches(gains: NDArray[np.int32], inside: NDArray[np.int32]) -> list[tuple[int, int, int]]:
    """The stretches that pay, with what they gain, in order."""
    found: list[tuple[int, int, int]] = []
    sums = np.zeros(len(gains) + 1, dtype=np.int32)
    for _ in range(_STRETCHES):
        np.cumsum(gains, out=sums[1:])
        opened = sums + inside  # what it takes to begin here
        total = sums[1:] - inside[1:] - np.minimum.accumulate(opened)[:-1]
        end = int(total.argmax())
        gain = int(total[end])
        if gain < (_LEAST_MORE if found else LEAST):
            break
        start = int(opened[: end + 1].argmin())
        found.append((start, end + 1, gain))
        if end + 1 - start > len(gains) - _SMALLEST:
            break
        gains[start : end + 1] = -BREAK
    return sorted(found)


# What is left of a line beside a stretch must be as long as this to be looked at.
_SMALLEST = 2
