"""Which of a document's narrow marks a tool narrowed: all of them, those of some lines, or none.

Tools narrow every mark, authors a few. Measured on 23,021 clean lines in 15 languages and on 600
clean documents: only a Bible text whose typist mixed widths has a share of narrow marks over a
fifth, in 2 of 250 stretches; single lines reach a half with one mark of two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from textfix._lines import Lines
from textfix.filters.width.marks import narrow, wide_marks

if TYPE_CHECKING:
    from textfix._text import Text

__all__ = ["Marks", "Where"]

_SENTENCE_ENDS = "。！？"  # U+3002, U+FF01, U+FF1F: no cell of a table holds them
# Comma-separated values: at least this many lines, nearly all with the same number of commas.
_TABLE_LINES = 3
_TABLE_SHARE = 0.9
# Where fewer than half of the marks are narrow, they must be many: one of two is a slip.
_MANY = 10
_SHARE = 1 / 3
# Lines with at least two marks, all of them narrow: three of them, and a part of the text was
# narrowed (pages put together from several sources). In clean documents there are at most two.
_NARROW_LINE = 2
_NARROW_LINES = 3
# Narrow brackets that hold hanzi, opening and closing ones.
_BRACKETS = 4


class Where(IntEnum):
    """Where narrow marks are widened."""

    NOWHERE = 0
    LINES = 1  # on lines without a full-width mark
    EVERYWHERE = 2


@dataclass(frozen=True, slots=True)
class Marks:
    """How a document uses the marks that have two widths.

    `lines`: how many lines hold how many narrow commas, as sorted pairs. `ends`: whether a mark
    stands anywhere that no cell of a table holds. `narrow`, `wide`: how many marks of Chinese prose
    are narrow, and how many full width, brackets left aside: many authors of clean text set them
    narrow. `brackets`: narrow ones that hold hanzi. `narrow_lines`: lines of narrow marks only.
    `hanzi`: of the hanzi that only one script writes, how many more are traditional; counted on
    request. `unread`: texts whose wide marks have yet to be counted, which nobody asks for where
    no mark of the document is narrow.
    """

    lines: tuple[tuple[int, int], ...]
    ends: bool
    narrow: int
    wide: int
    brackets: int
    narrow_lines: int
    hanzi: int = 0
    unread: tuple[Text, ...] = ()

    @classmethod
    def of(cls, text: Text, *, script: bool = False) -> Marks:
        """The marks of one window."""
        lines = Lines(text)
        filled = lines.end > lines.start
        commas = Counter({0: int(filled.sum())})
        if "," in text.value:
            commas = Counter(lines.count(text.codepoints == 0x2C)[filled].tolist())
        found = text.derived(narrow)
        throughout = 0
        if len(found.marks):
            wide = lines.tally(text.derived(wide_marks)) > 0
            only = (lines.tally(found.marks) >= _NARROW_LINE) & ~wide
            throughout = int(np.count_nonzero(only))
        return cls(
            tuple(sorted(commas.items())),
            any(mark in text.value for mark in _SENTENCE_ENDS),
            len(found.marks),
            0,
            len(found.brackets),
            throughout,
            _leaning(text) if script else 0,
            (text,),
        )

    def __add__(self, other: Marks) -> Marks:
        lines = Counter(dict(self.lines)) + Counter(dict(other.lines))
        return Marks(
            tuple(sorted(lines.items())),
            self.ends or other.ends,
            self.narrow + other.narrow,
            self.wide + other.wide,
            self.brackets + other.brackets,
            self.narrow_lines + other.narrow_lines,
            self.hanzi + other.hanzi,
            self.unread + other.unread,
        )

    def settled(self) -> Marks:
        """The same evidence without texts: what a stream carries on."""
        wide = self.wide + sum(len(text.derived(wide_marks)) for text in self.unread)
        return replace(self, wide=wide, unread=())

    @property
    def is_table(self) -> bool:
        """Whether nearly all lines have one and the same number of commas, and none is prose."""
        count = sum(lines for _, lines in self.lines)
        most = max((lines for commas, lines in self.lines if commas), default=0)
        return not self.ends and count >= _TABLE_LINES and most >= _TABLE_SHARE * count

    @property
    def narrowed(self) -> Where:
        """Where a tool narrowed the document's marks."""
        if self.is_table or not (self.narrow or self.brackets):
            return Where.NOWHERE
        wide = self.settled().wide
        if self.narrow > wide or (self.brackets and not self.narrow and not wide):
            return Where.EVERYWHERE
        if self.narrow >= _MANY and self.narrow >= _SHARE * (self.narrow + wide):
            return Where.EVERYWHERE
        return Where.LINES if self.narrow_lines >= _NARROW_LINES else Where.NOWHERE

    @property
    def names(self) -> bool:
        """Whether brackets that hold names were narrowed too: those that hold hanzi were."""
        return self.narrowed is Where.EVERYWHERE and self.brackets >= _BRACKETS


def _leaning(text: Text) -> int:
    """How many more characters are traditional-only than simplified-only."""
    # Its tables are loaded where they are asked for; words are of no interest here.
    from textfix.filters.script._detect import counted, kinds_of

    counts = counted(text.derived(kinds_of))
    return counts.traditional - counts.simplified
