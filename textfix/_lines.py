"""The lines of a text as columns, for filters that judge or compare lines.

A line is what stands between two newlines, the text's start and end included. A carriage return
before the newline is part of the line; `trimmed` leaves it out, with the blanks at both ends.

What this module does not do: fold, hash, judge.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass, flag_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Lines", "bounds_of", "breaks", "line_bounds", "trimmed"]

_NEWLINE = 0x0A
_RETURN = 0x0D
# Indents are two blanks, sometimes four or eight: that many steps are taken for all lines at once.
_STEPS = 8


def line_bounds(text: Text) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Start and end of every line, newline left out; a text of n newlines has n + 1 lines.

    >>> from textfix._text import Text
    >>> [column.tolist() for column in line_bounds(Text("ab\\n\\nc"))]
    [[0, 3, 4], [2, 3, 5]]
    """
    found = text.derived(breaks)
    starts = np.concatenate(([0], found + 1))
    ends = np.concatenate((found, [len(text)]))
    return starts.astype(np.int64, copy=False), ends.astype(np.int64, copy=False)


def breaks(text: Text) -> NDArray[np.intp]:
    """Offsets of the newlines, ascending. ``text.derived(breaks)`` computes them once.

    >>> from textfix._text import Text
    >>> breaks(Text("ab\\n\\nc")).tolist()
    [2, 3]
    """
    if len(text.parts) == 1:
        return np.flatnonzero(text.codepoints == _NEWLINE)
    starts = accumulate((len(part) for part in text.parts), initial=0)
    found = zip(text.parts, starts, strict=False)
    return np.concatenate([part.derived(breaks) + start for part, start in found])


def bounds_of(text: Text, at: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Start and end of the lines in which the offsets `at` stand, newline left out.

    >>> from textfix._text import Text
    >>> [column.tolist() for column in bounds_of(Text("ab\\n\\nc"), np.array([1, 4]))]
    [[0, 4], [2, 5]]
    """
    found = text.derived(breaks)
    line = np.searchsorted(found, at)
    starts = np.concatenate(([0], found + 1))[line]
    ends = np.concatenate((found, [len(text)]))[line]
    return starts.astype(np.int64, copy=False), ends.astype(np.int64, copy=False)


def trimmed(
    text: Text, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same lines without the blanks at their ends.

    >>> from textfix._text import Text
    >>> text = Text("\\u3000\\u3000ab \\r\\n  ")
    >>> [column.tolist() for column in trimmed(text, *line_bounds(text))]
    [[2, 9], [4, 9]]
    """
    low, high = starts.copy(), ends.copy()
    if not len(text):
        return low, high
    left = np.zeros(len(low), dtype=bool)
    for _ in range(_STEPS):
        move = (low < high) & _blank(text, low)
        if not move.any():
            break
        low += move
    else:
        left |= move
    for _ in range(_STEPS):
        move = (low < high) & _blank(text, high - 1)
        if not move.any():
            break
        high -= move
    else:
        left |= move
    # What may be blank still at an end is rare, and may be a megabyte long: str knows how.
    for row in np.flatnonzero(left & (low < high)).tolist():
        line = text.value[low[row] : high[row]]
        low[row] += len(line) - len(line.lstrip())
        high[row] = max(int(low[row]), int(high[row]) - len(line) + len(line.rstrip()))
    return low, high


def _blank(text: Text, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    # By code points alone: the flags of all of a text cost more than those of its lines' ends.
    points = text.codepoints.take(at, mode="clip")
    blank: NDArray[np.bool_] = flag_table().take(points) & np.uint16(CharClass.BLANK) != 0
    blank |= points == _RETURN
    return blank


class Lines:
    """Where each line of a text starts and ends.

    >>> from textfix._text import Text
    >>> lines = Lines(Text("長沙\\n\\n市"))
    >>> lines.start.tolist(), lines.end.tolist()
    ([0, 3, 4], [2, 3, 5])
    >>> lines.count(np.array([1, 0, 0, 0, 1], bool)).tolist()
    [1, 0, 1]
    """

    __slots__ = ("end", "start")

    start: NDArray[np.intp]
    end: NDArray[np.intp]

    def __init__(self, text: Text) -> None:
        self.start, self.end = line_bounds(text)

    def __len__(self) -> int:
        return len(self.start)

    def of(self, positions: NDArray[np.intp]) -> NDArray[np.intp]:
        """The line number of each character offset."""
        return np.searchsorted(self.start, positions, "right") - 1

    def count(self, marked: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many marked characters each line holds; `marked` is one flag a character."""
        return self.tally(np.flatnonzero(marked))

    def tally(self, positions: NDArray[np.intp]) -> NDArray[np.intp]:
        """How many of the sorted `positions` fall into each line."""
        first = np.searchsorted(positions, self.start, "left")
        return np.diff(np.append(first, len(positions)))
