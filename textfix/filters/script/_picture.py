"""Described characters: ``⿰长后`` is the picture of one character, and no text to convert.

OpenCC keeps what follows an ideographic description character, up to the end of the description,
even across a newline. A line filter cannot: here a description ends with its line at the latest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix.filters.script._detect import HANZI, kinds
from textfix.filters.script._stretch import NEWLINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["OPERATORS", "pictured", "without_operators"]

# IDEOGRAPHIC DESCRIPTION CHARACTER LEFT TO RIGHT .. ROTATION; two parts each, but for these.
OPERATORS = range(0x2FF0, 0x3000)
_PARTS = {0x2FF2: 3, 0x2FF3: 3, 0x2FFE: 1, 0x2FFF: 1}


# Characters asked at a time: what is computed on the way stays in the cache, a third of the time.
_BLOCK = 1 << 14

_NOWHERE: NDArray[np.intp] = np.zeros(0, dtype=np.intp)


def _operators(points: NDArray[np.uint32]) -> NDArray[np.intp]:
    found = [
        low + at
        for low in range(0, len(points), _BLOCK)
        if len(at := _in_block(points[low : low + _BLOCK]))
    ]
    return np.concatenate(found) if found else _NOWHERE


def _in_block(points: NDArray[np.uint32]) -> NDArray[np.intp]:
    at: NDArray[np.intp] = (points - np.uint32(OPERATORS.start) < len(OPERATORS)).nonzero()[0]
    return at


def without_operators(points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """`points` with newlines for operators; the same array if it has none."""
    at = _operators(points)
    if not len(at):
        return points
    made = points.copy()
    made[at] = NEWLINE
    return made


def pictured(points: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Offsets of the hanzi that are parts of a description, ascending; linear in the text's length.

    >>> points = np.frombuffer("后⿰长后后".encode("utf-32-le"), "<u4")
    >>> pictured(points).tolist()
    [2, 3]
    """
    found: list[int] = []
    after = 0
    hanzi = kinds()
    for start in _operators(points).tolist():
        if start < after:
            continue  # inside the description before it
        wanted, place = 1, start
        while wanted and place < len(points):
            point = int(points[place])
            if point in OPERATORS:
                wanted += _PARTS.get(point, 2)
            elif hanzi[point] & HANZI:
                found.append(place)
            else:
                break
            wanted -= 1
            place += 1
        after = place
    return np.array(found, dtype=np.intp)
