"""`stretches`: where in a line bytes may have been lost.

A stretch is where marks of loss stand, or where six characters together cost more than text does.
The search costs a thousand times what a look at the characters' costs does, so it reads stretches.

What it does not do: read them (`look`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["CONTEXT", "Stretch", "stretches"]

# Characters of undamaged text read along on either side: the search must find back to them.
CONTEXT = 6
_WINDOW = 6
# Mean nats of six characters. Of damaged lines without marks (dev, "lost lead dropped", "lost A3
# dropped !") 64 % have a window at 11; of clean modern Chinese lines 0.1 %, of poetry 22 %.
_WORST = 11.0
# A window that belongs to a stretch, once there is one.
_BAD = 9.5
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offsets in the line, half open. `marked`: a mark of loss stands in it."""

    start: int
    end: int
    marked: bool


def stretches(costs: NDArray[np.float64], marks: Sequence[int]) -> list[Stretch]:
    """Stretches of a line whose characters cost so many nats, with marks of loss at these offsets.

    >>> stretches(np.array([4.0] * 9), [])
    []
    >>> stretches(np.array([4.0] * 9), [3])
    [Stretch(start=1, end=6, marked=True)]
    """
    size = len(costs)
    width = min(_WINDOW, size)
    sums = np.concatenate(([0.0], np.cumsum(costs)))
    means = (sums[width:] - sums[:-width]) / max(width, 1)
    if not size or (not marks and means.max() < _WORST):
        return []
    looked = _covered(np.flatnonzero(means >= _BAD), width, size)
    worst = _covered(np.flatnonzero(means >= _WORST), width, size)
    marked = np.zeros(size, dtype=bool)
    for at in marks:
        marked[at] = True
        looked[max(0, at - 2) : at + 3] = True
    edges = np.flatnonzero(np.diff(looked, prepend=False, append=False))
    runs: list[list[int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if runs and start - runs[-1][1] <= CONTEXT and end - runs[-1][0] <= _LONGEST:
            runs[-1][1] = end
        else:
            runs.append([start, end])
    return [
        Stretch(part, min(end, part + _LONGEST), bool(marked[part : part + _LONGEST].any()))
        for start, end in runs
        for part in range(start, end, _LONGEST)
        if marked[part : min(end, part + _LONGEST)].any() or worst[part : part + _LONGEST].any()
    ]


def _covered(starts: NDArray[np.intp], width: int, size: int) -> NDArray[np.bool_]:
    """The offsets in the windows that begin at `starts`."""
    inside = np.zeros(size + 1, dtype=np.int64)
    np.add.at(inside, starts, 1)
    np.add.at(inside, starts + width, -1)
    covered: NDArray[np.bool_] = np.cumsum(inside)[:size] > 0
    return covered
