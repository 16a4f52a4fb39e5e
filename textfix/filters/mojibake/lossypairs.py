"""GBK that was read as Big5 and lost bytes: what is shifted behind each mark is read again.

What: a decoder of Big5 puts a mark for one byte that means nothing to it and goes on at the next,
which was the second of a pair: from there to the next mark or ASCII the pairs are shifted. `chains`
finds the stretches that are not; here the text between them is laid out as bytes and searched.

What it does not do: find damage of which no stretch stayed whole, or fill in what vanished without
a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._bytesearch import search
from textfix._charmodel import UNIT
from textfix._multibyte import codec
from textfix.filters.mojibake import twobyte
from textfix.filters.mojibake.holes import MARKS, two_byte_cells
from textfix.filters.mojibake.pages import two_byte
from textfix.filters.mojibake.repair import Repair
from textfix.filters.mojibake.weigh import along, nats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from textfix.filters.mojibake.repair import Setting

__all__ = ["repairs"]

_CHAIN = "gbk→big5"
_LEADS = bytes(range(0x81, 0xFF))
# Beside a stretch text is damaged as long as one of so many characters is a mark or this dear.
_AHEAD = 3
_DEAR = 9 * UNIT
# Longer than this costs a search of more than 20 ms, and is left.
_LONGEST = 300
# Marks beyond so few, and a third of the bytes, are other damage: this chain leaves marks for a
# fifth of them at the most (dev, 24 lines), UTF-8 read as Big5 for half, which nobody reads.
_FEW_MARKS = 6
_MOST_MARKS = 3
_PRIOR = 6.0
# States of the search: a lost byte has 126 values here, not UTF-8's dozen.
_WIDTH = 16


def repairs(line: str, found: Sequence[Repair], setting: Setting) -> list[Repair]:
    """The stretch that this chain pays over, where marks stand in it or beside it.

    `found`: what is read without loss; it keeps its margins.
    """
    if not any(mark in line for mark in MARKS):
        return []
    points = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    spans = [
        one.reading
        for group in twobyte.readings(points, [], setting)
        for one in group
        if one.reading.chain == _CHAIN
    ]
    if not spans:
        return []
    known = [repair for repair in found if repair.chain == _CHAIN]
    start, end = _extent(points, spans[0].start, spans[-1].end)
    text = line[start:end]
    if len(text) > _LONGEST or not any(mark in text for mark in MARKS):
        return []
    cells = two_byte_cells(text, "big5", frozenset(), _LEADS)
    marked = sum(map(text.count, MARKS))
    if marked > _FEW_MARKS and marked * _MOST_MARKS > len(cells):
        return []
    before, after = line[max(0, start - 2) : start], line[end : end + 2] or "\n"
    readings = search(
        cells,
        codec("gbk"),
        form=setting.form,
        before=before,
        after=after,
        best=2,
        width=_WIDTH,
    )
    if not readings:
        return []
    best = readings[0].text
    cost, read = nats([before[-1:] + text, before[-1:] + best], setting.form)
    gain = cost - read - _PRIOR
    if gain <= 0 or best == text:
        return []
    others = tuple(reading.text for reading in readings[1:])
    margin = min(gain, readings[1].nats - readings[0].nats) if others else gain
    return _parts(Repair(start, end, best, "cjk", _CHAIN, margin, others), known)


def _extent(points: NDArray[np.uint32], start: int, end: int) -> tuple[int, int]:
    """How far the damage reaches: over characters of Big5 of which some are marks or dear."""
    marks = np.isin(points, [ord(mark) for mark in MARKS])
    inside = (two_byte("big5").codes.take(points, mode="clip") > 0) | marks
    dear = marks | (along(points) >= _DEAR) & (points > 127)
    return start - _reach(inside[:start][::-1], dear[:start][::-1]), end + _reach(
        inside[end:], dear[end:]
    )


def _reach(inside: NDArray[np.bool_], dear: NDArray[np.bool_]) -> int:
    """How many characters on the damage goes."""
    reach = 0
    for step in np.flatnonzero(dear).tolist():
        if step - reach >= _AHEAD or not inside[reach : step + 1].all():
            break
        reach = step + 1
    return reach


def _parts(whole: Repair, known: Sequence[Repair]) -> list[Repair]:
    """The repair, apart what was known before with its own margin."""
    found: list[Repair] = []
    at, read = whole.start, 0
    for repair in known:
        place = whole.text.find(repair.text, read)
        if place < 0 or place - read > 2 * (repair.start - at) + 1:
            return [whole]
        if place > read or repair.start > at:
            text = whole.text[read:place]
            found.append(Repair(at, repair.start, text, "cjk", _CHAIN, whole.margin))
        found.append(repair)
        at, read = repair.end, place + len(repair.text)
    if at < whole.end or read < len(whole.text):
        found.append(Repair(at, whole.end, whole.text[read:], "cjk", _CHAIN, whole.margin))
    return found
