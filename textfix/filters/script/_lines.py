"""Taking the lines that matter out of a text, working on them together, and finding the way back.

Most lines of a text hold nothing to convert. Those that do are gathered into one array, so that a
converter is called once for all of them, and so that an edit depends on its own line alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["lines_with"]

_NEWLINE = 10


def lines_with(points: NDArray[np.uint32], marks: NDArray[np.intp]) -> NDArray[np.intp]:
    """Offsets of all characters of the lines that hold a mark, newlines included, ascending.

    `marks`: sorted offsets. The last line may lack its newline; only there does one stretch of
    lines meet another's end, because stretches are in the order of the text.

    >>> points = np.frombuffer("ab\\ncd\\nef".encode("utf-32-le"), "<u4")
    >>> lines_with(points, np.array([4])).tolist()
    [3, 4, 5]
    """
    if not len(marks):
        return np.zeros(0, dtype=np.intp)
    newlines = np.flatnonzero(points == _NEWLINE)
    rows = np.searchsorted(newlines, marks, "left")
    rows = rows[np.concatenate([[True], np.diff(rows) > 0])]
    if len(rows) == len(newlines) + 1:
        return np.arange(len(points))
    starts = np.where(rows > 0, newlines[rows - 1] + 1, 0) if len(newlines) else np.zeros(1, np.intp)
    ends = np.append(newlines + 1, len(points))[rows]
    sizes = ends - starts
    last = np.cumsum(sizes)
    return np.arange(last[-1]) + np.repeat(starts - (last - sizes), sizes)
