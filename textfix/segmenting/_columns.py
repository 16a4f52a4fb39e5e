"""The lines of a text that have something on them, as columns: spans first, widths on demand.

What segmenting asks of every character is asked once: a byte a character holds the answers
(`marked`), and what is counted or found is counted in those bytes. Widths are counted in columns of
a terminal, a hanzi is two. What this module does not do: say which lines belong together
(`_layout`).
"""

from __future__ import annotations

from enum import IntFlag
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._lines import trimmed
from textfix._text import looked_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Line", "Mark", "Spans", "columns_of", "hanzi_of", "holds", "marked", "spans_of"]

_WIDE = CharClass.HAN | CharClass.OTHER_CJK | CharClass.CJK_MARK | CharClass.FULL_ASCII


class Mark(IntFlag):
    """What segmenting asks of a character."""

    HAN = 1
    NEWLINE = 2
    COLON = 4  # of either width
    BAR = 8  # what parts the cells of a table and is no blank: | │ ┃ ｜
    BLANK = 16


@cache
def _mark_table() -> NDArray[np.uint8]:
    flags = flag_table()
    table = np.zeros(len(flags), dtype=np.uint8)
    table[flags & np.uint16(CharClass.HAN) != 0] = Mark.HAN
    table[flags & np.uint16(CharClass.BLANK) != 0] = Mark.BLANK
    for characters, mark in (("\n", Mark.NEWLINE), ("：:", Mark.COLON), ("|│┃｜", Mark.BAR)):
        table[list(map(ord, characters))] = mark
    return table


def marked(text: Text) -> NDArray[np.uint8]:
    """One `Mark` a character, or nought. ``text.derived(marked)`` computes them once.

    >>> from textfix._text import Text
    >>> marked(Text("長：a\\n")).tolist()
    [1, 4, 0, 2]
    """
    return looked_up(_mark_table(), text.codepoints)


def holds(text: Text, mark: Mark) -> bool:
    """Whether the mark occurs in the text."""
    return bool((text.derived(marked) & np.uint8(mark)).any())


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
    breaks = np.flatnonzero(text.derived(marked) == np.uint8(Mark.NEWLINE))
    starts = np.concatenate(([0], breaks + 1)).astype(np.int64, copy=False)
    ends = np.concatenate((breaks, [len(text)])).astype(np.int64, copy=False)
    low, high = trimmed(text, starts, ends)
    real = np.flatnonzero(low < high)
    return Spans(starts[real], ends[real], low[real], high[real], real)


def hanzi_of(text: Text, starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """How many hanzi stand from each start to the next, or to the text's end."""
    hanzi = text.derived(marked) & np.uint8(Mark.HAN)
    return np.add.reduceat(hanzi, starts, dtype=np.int32)


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
