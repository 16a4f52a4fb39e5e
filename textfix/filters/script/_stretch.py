"""Taking the clauses that matter out of a text, working on them together, and finding the way back.

Most clauses of a text hold nothing to convert. Those that do are gathered into one array, so that
a converter is called once for all of them. No dictionary phrase of OpenCC's holds the punctuation
that ends a clause: a clause converts by itself as it does in its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NEWLINE", "changed", "flagged", "stretches_with"]

NEWLINE = 10

_NOWHERE: NDArray[np.intp] = np.zeros(0, dtype=np.intp)


def flagged(kind: NDArray[np.uint8], flags: int) -> NDArray[np.intp]:
    """Offsets of the characters that have any of the flags.

    NumPy looks for true values ten times as fast as for bytes that are not zero.
    """
    found: NDArray[np.intp] = ((kind & np.uint8(flags)) != 0).nonzero()[0]
    return found


def stretches_with(
    length: int, ends: NDArray[np.intp], marks: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The stretches of a text that hold a mark.

    `ends`: offsets of the characters that end a stretch, `marks`: any offsets; both sorted.
    Returns the offsets of all characters of those stretches, ends included, ascending, and where in
    them each stretch begins.

    >>> offsets, starts = stretches_with(8, np.array([2, 5]), np.array([4, 7]))
    >>> offsets.tolist(), starts.tolist()
    ([3, 4, 5, 6, 7], [0, 3])
    """
    if not len(marks):
        return _NOWHERE, _NOWHERE
    bounds = np.concatenate([_NOWHERE, np.zeros(1, np.intp), ends + 1, np.array([length])])
    rows = np.searchsorted(ends, marks, "left")
    rows = rows[np.concatenate([[True], rows[1:] != rows[:-1]])]
    first = bounds[rows]
    sizes = bounds[rows + 1] - first
    after = np.cumsum(sizes)
    starts: NDArray[np.intp] = after - sizes
    return np.arange(int(after[-1])) + np.repeat(first - starts, sizes), starts


def changed(
    points: NDArray[np.uint32], at: NDArray[np.intp], values: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """`points` with the characters at `at` replaced; the same array if there are none."""
    if not len(at):
        return points
    made = points.copy()
    made[at] = values
    return made
