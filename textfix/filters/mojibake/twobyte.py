"""Chinese, Japanese and Korean read as one another (帡岆珨 for 伟是一): spans, and what they say.

What: for each pair of encodings, every character of a line as the other one reads its two bytes;
then the stretch over which that pays most under the character model (the greatest sum of what the
characters cost as they stand less what they cost so read). A border inside a row of hanzi costs
something, or else every rare name would be cut out and read anew.

Why character by character: both encodings take two bytes, with the same lead bytes, so that they
stay in step. GBK read as Shift_JIS does not (A1 to DF are single bytes there): it is read from
the bytes.

What it does not do: decide. Gains here are near the truth at the borders only.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charmodel import UNIT, CharModel, Form, load
from textfix.filters.mojibake.onebyte import Reading
from textfix.filters.mojibake.pages import two_byte
from textfix.filters.mojibake.utf8pairs import bytes_of
from textfix.filters.mojibake.weigh import nats

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MAPS", "Costs", "costs_of", "from_bytes", "readings", "suspicious"]

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
# the least, and what another one beside it of the same chain: 12 and 3.
_BORDER = 6 * UNIT
_LEAST = 12 * UNIT
_LEAST_MORE = 3 * UNIT
# What a character that the other encoding lacks takes from a stretch: it breaks it.
_BREAK = 40 * UNIT
# Text is looked at where six characters cost this much (sixteenths): 8 nats each. See
# `suspicious`.
_WINDOW = 6
_DEAR = 8 * _WINDOW * UNIT
# Stretches of one chain in a line. Each costs a pass; more than this are found by the next run.
_STRETCHES = 8
# Characters of two codes that are tried both ways, each alone; a line of 40 hanzi has one to four.
_MOST_TWINS = 32


class Costs(NamedTuple):
    """A line's characters and what each costs, in sixteenths of a nat."""

    points: NDArray[np.uint32]
    costs: NDArray[np.int32]
    han: NDArray[np.bool_]


def costs_of(line: str, form: Form = Form.EITHER) -> Costs:
    """The characters of a line, none of which is a line feed, under the model."""
    points = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    costs = _pair_costs(load(), points, form)
    return Costs(points, costs, (points >= 0x2E80) & (points < 0x30000))


def _pair_costs(model: CharModel, points: NDArray[np.uint32], form: Form) -> NDArray[np.int32]:
    """Costs along the last axis, by pairs; each row begins a line."""
    homes = model.homes(points)
    before = np.empty_like(homes)
    before[..., 0] = model.edge
    before[..., 1:] = homes[..., :-1]
    costs = model.pairs(before, homes)
    costs += model.forms(points, form)
    step = np.abs(np.diff(points.astype(np.int32)))
    np.minimum(costs[..., 1:], 32, out=costs[..., 1:], where=step <= 1)
    return costs


def suspicious(line: Costs) -> bool:
    """Whether any six neighbours, or a shorter line as a whole, are dear enough to look at."""
    sums = line.costs.cumsum()
    if len(sums) <= _WINDOW:
        return bool(len(sums) and sums[-1] * _WINDOW >= _DEAR * len(sums))
    return bool((sums[_WINDOW:] - sums[:-_WINDOW]).max() >= _DEAR or sums[_WINDOW - 1] >= _DEAR)


def readings(line: str, costs: Costs, form: Form = Form.EITHER) -> list[list[Reading]]:
    """For each map, the stretches of `line` over which it pays; maps that pay nowhere left out."""
    if not len(costs.points):
        return []
    points = costs.points
    codes = {page: two_byte(page).codes.take(points, mode="clip") for page in _PAGES}
    rows = np.empty((len(MAPS), len(points)), dtype=np.uint32)
    for row, (_, written, _, read) in enumerate(MAPS):
        rows[row] = two_byte(written).points[codes[read]]
    wrong = rows == 0
    rows[wrong] = np.broadcast_to(points, rows.shape)[wrong]
    gains = costs.costs - _pair_costs(load(), rows, form)
    gains[wrong] = -_BREAK
    found = []
    best = _greatest(gains)
    for row, (written, _, read, _) in enumerate(MAPS):
        if best[row] >= _LEAST:
            spans = _stretches(gains[row], costs.han)
            chain = f"{written}→{read}"
            if spans:
                found.append(
                    [
                        Reading(start, end, "".join(map(chr, rows[row, start:end].tolist())), chain)
                        for start, end in spans
                    ]
                )
    return found


_PAGES = ("gbk", "big5", "cp949", "euc_jp")


def _greatest(gains: NDArray[np.int32]) -> NDArray[np.int32]:
    """The greatest sum of any stretch, per row."""
    sums = gains.cumsum(axis=-1)
    low = np.minimum.accumulate(sums, axis=-1)
    later = (sums[..., 1:] - np.minimum(low[..., :-1], 0)).max(axis=-1, initial=0)
    best: NDArray[np.int32] = np.maximum(later, sums[..., 0])
    return best


def _borders(han: NDArray[np.bool_]) -> NDArray[np.int32]:
    """What it costs to begin or end before each character: something between two hanzi."""
    border = np.zeros(len(han) + 1, dtype=np.int32)
    border[1:-1] = np.where(han[1:] & han[:-1], _BORDER, 0)
    return border


def _stretches(gains: NDArray[np.int32], han: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches that pay, the best first found, in order."""
    inside = _borders(han)
    gains = gains.copy()
    found: list[tuple[int, int]] = []
    for _ in range(_STRETCHES):
        sums = np.zeros(len(gains) + 1, dtype=np.int64)
        np.cumsum(gains, out=sums[1:])
        opened = sums + inside  # what it takes to begin here
        low = np.minimum.accumulate(opened)
        total = sums[1:] - inside[1:] - low[:-1]
        end = int(total.argmax())
        if total[end] < (_LEAST_MORE if found else _LEAST):
            break
        start = int(opened[: end + 1].argmin())
        found.append((start, end + 1))
        gains[start : end + 1] = -_BREAK
    return sorted(found)


def from_bytes(line: str, costs: Costs, form: Form = Form.EITHER) -> list[Reading]:
    """The stretches of GBK read as Shift_JIS, whose characters do not stand over one another.

    A stretch begins and ends where characters of both do.
    """
    codes = two_byte("cp932").codes.take(costs.points, mode="clip")
    edges = np.flatnonzero(np.diff(codes != 0, prepend=False, append=False)).tolist()
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if int((codes[start:end] > 127).sum()) > 1:
            reading = _in_run(start, codes[start:end], costs, form)
            if reading is not None:
                found.append(reading)
    return found


def _in_run(start: int, codes: NDArray[np.uint16], costs: Costs, form: Form) -> Reading | None:
    end = start + len(codes)
    codes = _second_codes(codes, form)
    data, starts = bytes_of(codes)
    text, ends = _gbk(data)
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    # Both costs along the bytes, each at the last byte of its character.
    gains = np.zeros(len(data) + 1, dtype=np.int64)
    gains[starts[1:]] += costs.costs[start:end]
    gains[ends] -= np.where(points == 0xFFFD, _BREAK, _pair_costs(load(), points, form))
    shared = np.intersect1d(starts, np.append(0, ends))
    sums = gains.cumsum()[shared]
    border = _borders(costs.han)[start + np.searchsorted(starts, shared)]
    opened = sums + border
    total = (sums - border)[1:] - np.minimum.accumulate(opened)[:-1]
    if not len(total) or total.max() < _LEAST:
        return None
    stop = int(total.argmax()) + 1
    first, last = shared[[int(opened[:stop].argmin()), stop]].tolist()
    at, to = np.searchsorted(starts, (first, last)).tolist()
    i, j = np.searchsorted(np.append(0, ends), (first, last)).tolist()
    return Reading(start + at, start + to, text[i:j], "gbk→shift_jis")


def _gbk(data: bytes) -> tuple[str, NDArray[np.intp]]:
    """`data` read as GBK, U+FFFD for each byte that is none, and where each character ends."""
    text = data.decode("gbk", "replace")
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    sizes = np.where((points < 0x80) | (points == 0xFFFD), 1, 2)
    return text, np.cumsum(sizes)


@cache
def _twins() -> NDArray[np.uint16]:
    """The other code of each of cp932's pairs that have two; 0 for those that have one."""
    page = two_byte("cp932")
    twins = np.zeros(65536, dtype=np.uint16)
    codes = np.flatnonzero(page.points)
    first = page.codes[page.points[codes]]
    other = codes[first != codes]
    twins[first[first != codes]] = other
    return twins


def _second_codes(codes: NDArray[np.uint16], form: Form) -> NDArray[np.uint16]:
    """Codes, with the second one of each character that has two where GBK reads better so."""
    twins = _twins()[codes]
    double = np.flatnonzero(twins)[:_MOST_TWINS].tolist()
    if not double:
        return codes
    options = []
    for row in [None, *double]:
        changed = codes.copy()
        if row is not None:
            changed[row] = twins[row]
        options.append(_gbk(bytes_of(changed)[0])[0])
    costs = nats(options, form)
    best = codes.copy()
    for row, cost in zip(double, costs[1:], strict=True):
        if cost < costs[0]:
            best[row] = twins[row]
    return best
