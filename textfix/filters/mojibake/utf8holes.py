"""Where UTF-8 with losses stands in a line: the stretches, their bytes, and where bytes vanished.

What: a line is written back into the bytes of each page, a hole for each mark of loss. Rows of
sequences of three bytes, at most one of the three missing, that are most of the bytes there make a
stretch. Where UTF-8's order breaks without a mark something vanished: a *gap*.

What it does not do: read the stretches (`lossychains`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix.filters.mojibake.holes import MARKS, one_byte_cells, two_byte_cells
from textfix.filters.mojibake.pages import high_characters, one_byte, two_byte
from textfix.filters.mojibake.utf8pairs import PAGES, bytes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from textfix._bytesearch import Cell

__all__ = ["Stretch", "stretches"]

# A byte that a mark stands for, in the sketch of a stretch: no text has U+0001.
_HOLE = 1
# And one that is in no sequence: a line feed.
_NONE = 10
_HOLED = {0xFFFD: _HOLE, 0x3F: _HOLE}
# Sequences of three bytes of which one may be missing under a mark, or without one before the next.
_SKETCH = re.compile(
    rb"[\xe2-\xef][\x80-\xbf\x01]{2}|\x01[\x80-\xbf]{2}|[\xe2-\xef][\x80-\xbf](?=[\xe2-\xef]|\Z)"
)
# The share of a stretch's high bytes that stand in such sequences, and how many at the least. Of
# the lossy families (dev) nearly all have .8 and more; clean GBK has less than .1.
_SHARE = 0.6
_SEQUENCES = 2
_HIGH = re.compile(rb"[\x80-\xff]")
# Characters of a one-byte page that so many sequences take at the least.
_SHORTEST = 2 * _SEQUENCES
# High bytes between two whole sequences of a stretch.
_BETWEEN = 5
# What is left of a last sequence.
_REST = re.compile(rb"(?:\x01[\x80-\xbf\x01]{2}|[\xe2-\xef][\x80-\xbf\x01]{0,2})*\x01{0,2}")
# Of UTF-8 read as EUC-KR, which loses most, a fifth of the bytes are marks.
_MOST_HOLES = 0.4
# A sequence that goes on with the next byte.
_CUT = re.compile(rb"[\xe2-\xef][\x80-\xbf]|[\x00-\xff][\xe2-\xef]")


class Stretch(NamedTuple):
    """A span of a line with what is known of its bytes; `cells` lays it out for the search."""

    start: int
    end: int
    page: str
    chain: str
    cells: Callable[[str, str, frozenset[int]], list[Cell]]
    kind: str
    gaps: frozenset[int]
    # The bytes of its characters, holes in them, and where each character's begin.
    data: bytes
    starts: NDArray[np.intp]


def stretches(line: str, points: NDArray[np.uint32]) -> list[Stretch]:
    """Stretches by the page that explains most of each, disjoint, in order."""
    found = []
    marks = (points == 0xFFFD) | (points == 0x3F)
    holed = line.translate(_HOLED)
    for name, page, python in PAGES:
        if page in ("big5", "euc_jp"):  # half of the bytes are gone; nobody reads so
            continue
        # A codec in C is 40 times as fast as our columns, and lacks next to nothing of them.
        if len(_SKETCH.findall(holed.encode(python, "replace"))) < _SEQUENCES:
            continue
        codes = two_byte(page).codes.take(points, mode="clip")
        codes[marks] = _HOLE
        found += _in_two_byte(codes, page, f"utf-8→{name}")
    found += _in_one_byte(line)
    found.sort(key=lambda stretch: -len(stretch.data))
    kept: list[Stretch] = []
    for stretch in found:
        if all(stretch.end <= other.start or other.end <= stretch.start for other in kept):
            kept.append(stretch)
    return sorted(kept, key=lambda stretch: stretch.start)


# Bytes of UTF-8 in sequences of three; what follows the last of them in ASCII may be a trail byte.
_LIKE = np.zeros(256, dtype=bool)
_LIKE[0x80:0xC0] = _LIKE[0xE2:0xF0] = True
_TRAIL = _LIKE.copy()
_TRAIL[0x40:0x7F] = True


def _in_two_byte(codes: NDArray[np.uint16], page: str, chain: str) -> list[Stretch]:
    """Runs of characters both of whose bytes may stand in UTF-8."""
    low, high = codes & 255, codes >> 8
    like = np.where(high > 0, _LIKE[high] & _TRAIL[low], _LIKE[low] | (low < 128)) & (codes > 0)
    edges = np.flatnonzero(np.diff(like, prepend=False, append=False)).tolist()
    found = []
    for start, end in _sketched_runs(codes, like, edges):
        inside = np.flatnonzero((codes[start:end] > 127) | (codes[start:end] == _HOLE))
        if len(inside) < 2:
            continue
        end, start = start + int(inside[-1]) + 1, start + int(inside[0])
        data, starts = bytes_of(codes[start:end])
        for first, last in _sketched(data):
            a = int(np.searchsorted(starts, first, "right")) - 1
            b = int(np.searchsorted(starts, last, "left"))
            gaps = _gaps(data, starts, a, b)
            part, ends = data[starts[a] : starts[b]], starts[a : b + 1] - starts[a]
            found.append(
                Stretch(start + a, start + b, page, chain, two_byte_cells, "cjk", gaps, part, ends)
            )
    return found


def _sketched_runs(
    codes: NDArray[np.uint16], like: NDArray[np.bool_], edges: list[int]
) -> Iterator[tuple[int, int]]:
    """Those of the runs, given by their starts and ends in turn, that hold any sequence.

    Good text has a run every few characters, and hardly any holds one: all are searched at once.
    """
    data, starts = bytes_of(np.where(like, codes, np.uint16(_NONE)))
    hits = np.array([match.start() for match in _SKETCH.finditer(data)], dtype=np.intp)
    if not len(hits):
        return
    before = np.searchsorted(hits, starts[edges])
    for row in np.flatnonzero(before[1::2] > before[::2]).tolist():
        yield edges[2 * row], edges[2 * row + 1]


def _sketched(data: bytes) -> Iterator[tuple[int, int]]:
    """Where rows of sequences begin and end that are most of the bytes there."""
    spans = [match.span() for match in _SKETCH.finditer(data)]
    row = 0
    while row < len(spans):
        start = row
        while row + 1 < len(spans) and _few(data, spans[row][1], spans[row + 1][0]):
            row += 1
        row += 1
        first, last = spans[start][0], spans[row - 1][1]
        # Sequences cut short at the ends, and marks beside them.
        rest = _REST.match(data, last)
        last = rest.end() if rest else last
        while first and data[first - 1] == _HOLE:
            first -= 1
        part = data[first:last]
        holes = part.count(_HOLE)
        high = holes + len(_HIGH.findall(part))
        taken = sum(b - a for a, b in spans[start:row])
        if row - start >= _SEQUENCES and holes <= _MOST_HOLES * high and taken >= _SHARE * high:
            yield first, last


def _few(data: bytes, first: int, last: int) -> bool:
    """Whether no more stands between two sequences than bytes of one or two that lost some."""
    return len(_HIGH.findall(data, first, last)) <= _BETWEEN


def _gaps(data: bytes, starts: NDArray[np.intp], start: int, end: int) -> frozenset[int]:
    """Offsets (from `start`) of characters before which UTF-8's order breaks without a mark."""
    found = set()
    need, row = 0, start
    offsets = starts.tolist()
    for at in range(offsets[start], offsets[end]):
        while offsets[row + 1] <= at:
            row += 1
        byte = data[at]
        if byte == _HOLE:
            need = -1  # anything may follow
        elif 0x80 <= byte < 0xC0:
            if need == 0:
                found.add(row - start)
            need = max(need - 1, 0) if need >= 0 else -1
        else:
            if need > 0:
                found |= {row - start, row + 1 - start} if offsets[row] < at else {row - start}
            need = 2 if byte >= 0xE0 else 0
    if need > 0:
        found.add(end - start)
    # A vanished pair shows one character later at the most.
    return frozenset(found | {gap - 1 for gap in found if gap > 0})


def _in_one_byte(line: str) -> list[Stretch]:
    masks = high_characters()
    found = []
    for match in _runs().finditer(line):
        run = match.group()
        if len(run) < _SHORTEST:
            continue
        mask = -1
        for char in set(run):
            mask &= masks.get(char, -1)
        for page in one_byte():
            if not mask & page.bit:
                continue
            data = bytearray(page.encode(run))
            for at, char in enumerate(run):
                if char in MARKS or (char == " " and at > 1 and _CUT.match(data, at - 2)):
                    data[at] = _HOLE
            starts, chain = np.arange(len(run) + 1), f"utf-8→{page.name}"
            for first, last in _sketched(bytes(data)):
                gaps = _gaps(bytes(data), starts, first, last)
                start, end = match.start() + first, match.start() + last
                part, ends = bytes(data[first:last]), starts[: last - first + 1]
                found.append(
                    Stretch(
                        start, end, page.name, chain, one_byte_cells, "western", gaps, part, ends
                    )
                )
    return found


@cache
def _runs() -> re.Pattern[str]:
    high = "".join(map(re.escape, sorted(high_characters())))
    return re.compile(f"[{high}\ufffd](?:[\\x00-\\x7f]*[{high}\ufffd])*\\??")
