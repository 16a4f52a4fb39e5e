"""Lines of a text as columns, for filters whose guards speak of a line.

A line ends at U+000A; text start and end are line breaks too. A carriage return before the newline
is part of the line (callers that care treat it as a blank).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Lines"]

_NEWLINE = 0x0A


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
        breaks = np.flatnonzero(text.codepoints == _NEWLINE)
        self.start = np.concatenate(([0], breaks + 1))
        self.end = np.append(breaks, len(text))

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
