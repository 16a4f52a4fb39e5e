"""The lines of a text that have something on them, as columns: spans first, widths on demand.

Widths are counted in columns of a terminal, a hanzi is two. What this module does not do: say
which lines belong together (`_layout`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass
from textfix._lines import line_bounds, trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Line", "Spans", "columns_of", "spans_of"]

_WIDE = CharClass.HAN | CharClass.OTHER_CJK | CharClass.CJK_MARK | CharClass.FULL_ASCII


class Line(NamedTuple):
    """A line with something on it: its span without blanks at its ends, and how it stands."""

    start: int
    end: int
    row: int  # number of the line in the text, empty lines counted
    indent: int  # columns
    width: int  # columns, indent included
    size: int  # characters, indent included
    cut: int  # characters, blanks at the end included


class Spans(NamedTuple):
    """Every line with something on it, as columns."""

    start: NDArray[np.int64]  # of the line, blanks included, and its end
    end: NDArray[np.int64]
    low: NDArray[np.int64]  # without the blanks
    high: NDArray[np.int64]
    row: NDArray[np.int64]  # number of the line in the text, empty lines counted


def spans_of(text: Text) -> Spans:
    """The lines of `text` that are not blank."""
    starts, ends = line_bounds(text)
    low, high = trimmed(text, starts, ends)
    real = np.flatnonzero(low < high)
    return Spans(starts[real], ends[real], low[real], high[real], real)


def columns_of(text: Text, spans: Spans) -> tuple[NDArray[np.int64], ...]:
    """The columns of `Line`."""
    starts, ends, low, high, row = spans
    before = _widths(text)
    indent, width = before[low] - before[starts], before[high] - before[starts]
    return low, high, row, indent, width, high - starts, ends - starts


def _widths(text: Text) -> NDArray[np.int32]:
    """Columns before each place of the text, its end included."""
    wide = text.flags & np.uint16(_WIDE) != 0
    wide |= text.codepoints == 0x3000  # IDEOGRAPHIC SPACE
    columns = np.zeros(len(text) + 1, dtype=np.int32)
    np.cumsum(wide.view(np.int8) + np.int8(1), dtype=np.int32, out=columns[1:])
    return columns
