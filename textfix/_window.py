"""Windows: the one mechanism for long texts and for many short ones.

A long text is cut after newlines into windows that stay in the processor's cache (65 k to 256 k
characters measured fastest); a line longer than a window is a window of its own. Many short
records are joined into one text and split again, so that a filter is called once for hundreds of
them. Both are sound because a line filter sees no further than its line, and because text start
and end count as line breaks.

The separator between packed records is two newlines: a filter that drops a record's last line may
take the first of them along, as it would take the line's own; the second must stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._alignment import forward
from textfix._edits import Edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._charclass import CharClass
    from textfix._text import Text

__all__ = ["WINDOW", "Packing", "batches", "cut", "ends_of"]

# Code points. CPU ms for five filters on 10 MB of the sample: 32 k 277, 64 k 219, 128 k 188, 256 k
# 156, 512 k 149, whole 153; memory grows with the window.
WINDOW = 1 << 18

_SEPARATOR = "\n\n"


def cut(value: str, size: int = WINDOW) -> Iterator[str]:
    """The text as consecutive stretches of whole lines, each at least `size` long but the last.

    >>> list(cut("ab\\ncd\\nef", size=4))
    ['ab\\ncd\\n', 'ef']
    """
    start = 0
    for end in ends_of(value, size):
        yield value[start:end]
        start = end


def ends_of(value: str, size: int = WINDOW) -> Iterator[int]:
    """Where those stretches end.

    >>> list(ends_of("ab\\ncd\\nef", size=4))
    [6, 8]
    """
    end = 0
    while end < len(value):
        newline = value.find("\n", end + size - 1)
        end = len(value) if newline < 0 else newline + 1
        yield end


def batches(values: Iterable[str], size: int = WINDOW) -> Iterator[list[str]]:
    """Records in groups of about `size` characters, order kept; a longer record is alone."""
    batch: list[str] = []
    filled = 0
    for value in values:
        if batch and filled + len(value) > size:
            yield batch
            batch, filled = [], 0
        batch.append(value)
        filled += len(value)
    if batch:
        yield batch


class Packing:
    """Where each of several records lies in the text that they were joined into.

    >>> packing = Packing(["長沙", "", "市"])
    >>> packing.text, packing.spans()
    ('長沙\\n\\n\\n\\n市', [(0, 2), (4, 4), (6, 7)])
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, records: Sequence[str]) -> None:
        self.text = _SEPARATOR.join(records)
        sizes = np.array([len(record) for record in records], dtype=np.int64)
        self.ends: NDArray[np.int64] = np.cumsum(sizes + len(_SEPARATOR)) - len(_SEPARATOR)
        self.starts: NDArray[np.int64] = self.ends - sizes

    def spans(self) -> list[tuple[int, int]]:
        """Each record's span in the packed text."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    def opening(self, text: Text, needs: tuple[CharClass, ...]) -> NDArray[np.intp]:
        """Numbers of the records that would open a gate with these alternatives (`Text.opens`)."""
        # The guard stands for a last record that is empty; separators have no class.
        flags = np.append(text.flags, np.uint16(0))
        present = np.bitwise_or.reduceat(flags, self.starts)
        opens = np.full(len(present), not needs)
        for need in needs:
            opens |= (present & np.uint16(need)) == need
        return np.flatnonzero(opens)

    def fit(self, edits: Edits) -> Edits | None:
        """The edits with a deleted line's newline given back to the separator where need be.

        None where an edit reaches across a separator: then the records must be run one by one.
        """
        if not len(edits):
            return edits
        owner = np.searchsorted(self.starts, edits.start, "right") - 1
        over = edits.end - self.ends[owner]
        if (over > 1).any() or (edits.start > self.ends[owner]).any():
            return None
        reaching = over == 1
        if not reaching.any():
            return edits
        if (np.diff(edits.bounds)[reaching] > 0).any():
            return None
        fitted = Edits(
            edits.start, edits.end - reaching, edits.inserted, edits.bounds, edits.tag, edits.tags
        )
        return fitted.take((fitted.end > fitted.start) | (np.diff(fitted.bounds) > 0))

    def move(self, edits: Edits) -> None:
        """Follow the records through `edits`, which must fit."""
        self.starts = forward(edits, self.starts, "left")
        self.ends = forward(edits, self.ends, "right")

    def owners(self, edits: Edits) -> NDArray[np.intp]:
        """The record that each of the fitting edits belongs to."""
        return self.at(edits.start)

    def at(self, offsets: NDArray[np.int64]) -> NDArray[np.intp]:
        """The record that each offset of the packed text belongs to."""
        return np.searchsorted(self.starts, offsets, "right") - 1
