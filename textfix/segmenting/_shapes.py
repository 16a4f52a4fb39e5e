"""Paragraphs as the steps that name them see them: columns, and one byte a paragraph for its kind.

Nearly all paragraphs are body and nothing is asked of them one by one: a step finds by columns the
few that it may name, and looks at the texts of those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix.segmenting._paragraph import KINDS, joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from textfix._text import Text
    from textfix.segmenting._columns import Spans

    # `CODE` of each paragraph's kind, 0 for none yet.
    Named: TypeAlias = NDArray[np.int8]

__all__ = ["CODE", "Shapes", "joined_lines", "lines_of"]

CODE = {kind: number for number, kind in enumerate(KINDS, 1)}


class Shapes(NamedTuple):
    """Texts of paragraphs, their spans in the source, and how many lines each was broken over."""

    texts: Sequence[str]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.texts)


def lines_of(text: Text, spans: Spans) -> Shapes:
    """Every line that is not blank as a paragraph.

    >>> from textfix._text import Text
    >>> from textfix.segmenting._columns import spans_of
    >>> text = Text("長沙\\n\\n 市")
    >>> lines_of(text, spans_of(text)).texts
    ['長沙', '市']
    """
    value = text.value
    # `split` makes the strings in a third of the time of slices.
    lines = value.split("\n")
    texts = lines if len(lines) == len(spans.row) else [lines[row] for row in spans.row.tolist()]
    bare = (spans.low == spans.start) & (spans.high == spans.end)
    for row in np.flatnonzero(~bare).tolist():
        texts[row] = value[spans.low[row] : spans.high[row]]
    return Shapes(texts, spans.low, spans.high, np.ones(len(texts), dtype=np.int64))


def joined_lines(value: str, groups: Sequence[Sequence[tuple[int, int]]]) -> Shapes:
    """Each group of lines, given by their spans, as a paragraph.

    >>> joined_lines("長\\n沙", [[(0, 1), (2, 3)]]).texts
    ['長沙']
    """
    return Shapes(
        [joined(value, pieces) for pieces in groups],
        np.array([pieces[0][0] for pieces in groups], dtype=np.int64),
        np.array([pieces[-1][1] for pieces in groups], dtype=np.int64),
        np.array(list(map(len, groups)), dtype=np.int64),
    )
