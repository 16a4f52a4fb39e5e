"""Which of a document's narrow marks a tool narrowed: all of them, those of some lines, or none.

Tools narrow every mark, authors a few, and programmers, logs and tables write nothing else: a
document of which less than half is hanzi, or whose lines are records, is left alone. Measured on
23,021 clean lines in 15 languages and on 600 clean documents: only a Bible text whose typist mixed
widths has a share of narrow marks over a fifth, in 2 of 250 stretches; single lines reach a half
with one mark of two.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass
from textfix._lines import Lines
from textfix.filters.width.marks import narrow, wide_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Marks", "Where"]

_SENTENCE_ENDS = "。！？"  # U+3002, U+FF01, U+FF1F: no cell of a table holds them
# Comma-separated values: at least this many lines, nearly all with the same number of commas.
_TABLE_LINES = 3
_TABLE_SHARE = 0.9
# A record: its first cell is one word of ASCII (a number, a code), as hardly a line of prose has.
_RECORD = re.compile(r"^[!-+\--~]{1,40},", re.MULTILINE)
# Code, logs, settings: hanzi are less than this share of hanzi and ASCII, punctuation aside. Of
# prose they are .9 and more (treebanks, statutes, learners), of translated technical documentation
# .6; comments make .1 to .4 of a program. A line or two may be anything. It costs no mark of the
# treebanks, and 4 to 10 in 100 of such documentation, narrowed 30 lines at a time.
_PROSE = 0.5
# Where fewer than half of the marks are narrow, they must be many: one of two is a slip.
_MANY = 10
_SHARE = 1 / 3
# Lines with at least two marks, all of them narrow: three of them, and a part of the text was
# narrowed (pages put together from several sources). In clean documents there are at most two.
_NARROW_LINE = 2
_NARROW_LINES = 3
# Narrow brackets that hold hanzi, opening and closing ones.
_BRACKETS = 4
# A tool narrowed all of it: of the narrow marks and the wide ones, so few are wide. In such text
# before it was narrowed, 42 of 44 brackets with a name behind hanzi were wide.
_WIDE_LEFT = 0.05
_SOME = 3


class Where(IntEnum):
    """Where narrow marks are widened."""

    NOWHERE = 0
    LINES = 1  # on lines without a full-width mark
    EVERYWHERE = 2


class Shape(NamedTuple):
    """Of texts: their full-width marks, hanzi, ASCII but for punctuation, and records."""

    wide: int = 0
    hanzi: int = 0
    ascii: int = 0
    records: int = 0

    def plus(self, other: Shape) -> Shape:
        """Both together: ``+`` is a tuple's."""
        return Shape(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


_NO_SHAPE = Shape()


@dataclass(frozen=True, slots=True)
class Marks:
    """How a document uses the marks that have two widths.

    `lines`: how many lines hold how many narrow commas, as sorted pairs. `ends`: whether a mark
    stands anywhere that no cell of a table holds. `narrow`, `wide`: how many marks of Chinese prose
    are narrow, and how many full width, brackets left aside: many authors of clean text set them
    narrow. `brackets`: narrow ones that hold hanzi. `narrow_lines`: lines of narrow marks only.
    `hanzi`: of the hanzi that only one script writes, how many more are traditional; counted on
    request. `shape`: what is only asked for where some mark is narrow, of the texts that are no
    longer at hand; of those `unread` it has yet to be counted. `wide` is part of it.
    """

    lines: tuple[tuple[int, int], ...]
    ends: bool
    narrow: int
    brackets: int
    narrow_lines: int
    hanzi: int = 0
    shape: Shape = _NO_SHAPE
    unread: tuple[Text, ...] = ()

    @classmethod
    def of(cls, text: Text, *, script: bool = False) -> Marks:
        """The marks of one window."""
        lines = Lines(text)
        filled = lines.end > lines.start
        commas = Counter({0: int(filled.sum())})
        if "," in text.value:
            commas = Counter(lines.count(_separators(text, lines))[filled].tolist())
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
            len(found.brackets),
            throughout,
            _leaning(text) if script else 0,
            unread=(text,),
        )

    def __add__(self, other: Marks) -> Marks:
        lines = Counter(dict(self.lines)) + Counter(dict(other.lines))
        return Marks(
            tuple(sorted(lines.items())),
            self.ends or other.ends,
            self.narrow + other.narrow,
            self.brackets + other.brackets,
            self.narrow_lines + other.narrow_lines,
            self.hanzi + other.hanzi,
            self.shape.plus(other.shape),
            self.unread + other.unread,
        )

    def settled(self) -> Marks:
        """The same evidence without texts: what a stream carries on."""
        if not self.unread:
            return self
        shape = self.shape
        for text in self.unread:
            shape = shape.plus(text.derived(_shape))
        return replace(self, shape=shape, unread=())

    @property
    def is_data(self) -> bool:
        """Whether the document is a table of comma-separated values, a program, or a log.

        Of a table nearly all lines have one and the same number of commas, and none is prose; or
        nearly all but the first are records.
        """
        count = sum(lines for _, lines in self.lines)
        if count < _TABLE_LINES:
            return False
        shape = self.settled().shape
        if shape.hanzi < _PROSE * (shape.hanzi + shape.ascii):
            return True
        most = max((lines for commas, lines in self.lines if commas), default=0)
        alike = not self.ends and most >= _TABLE_SHARE * count
        return alike or shape.records >= _TABLE_SHARE * (count - 1)

    @property
    def narrowed(self) -> Where:
        """Where a tool narrowed the document's marks."""
        if not (self.narrow or self.brackets) or self.is_data:
            return Where.NOWHERE
        wide = self.settled().shape.wide
        if self.narrow > wide or (self.brackets and not self.narrow and not wide):
            return Where.EVERYWHERE
        if self.narrow >= _MANY and self.narrow >= _SHARE * (self.narrow + wide):
            return Where.EVERYWHERE
        return Where.LINES if self.narrow_lines >= _NARROW_LINES else Where.NOWHERE

    @property
    def names(self) -> bool:
        """Whether brackets that hold names were narrowed too: those with hanzi, or all marks."""
        many = self.narrowed is Where.EVERYWHERE and self.brackets >= _BRACKETS
        return many or self._is_throughout(_MANY)

    @property
    def questions(self) -> bool:
        """Whether ``?`` where nothing asks is a narrowed mark: all of some marks are."""
        return self._is_throughout(_SOME)

    def _is_throughout(self, least: int) -> bool:
        """Whether so many marks, and hardly a wide one, say that a tool narrowed everything."""
        return (
            self.narrow >= least
            and self.narrowed is Where.EVERYWHERE
            and self.settled().shape.wide <= _WIDE_LEFT * self.narrow
        )


def _separators(text: Text, lines: Lines) -> NDArray[np.bool_]:
    """Commas, but for those within straight quotation marks of a line, as in a quoted cell."""
    commas: NDArray[np.bool_] = text.codepoints == 0x2C
    if '"' not in text.value:
        return commas
    before = np.cumsum(text.codepoints == 0x22)
    at = np.flatnonzero(commas)
    first = lines.start[lines.of(at)]
    opened = before[at] - np.where(first > 0, before[first - 1], 0)
    commas[at[opened % 2 == 1]] = False
    return commas


def _shape(text: Text) -> Shape:
    """The shape of one text; see `Text.derived`."""
    visible = (text.codepoints > 0x20) & (text.codepoints < 0x7F)
    return Shape(
        len(text.derived(wide_marks)),
        int(np.count_nonzero(text.mask(CharClass.HAN))),
        int(np.count_nonzero(visible & ~text.mask(CharClass.NARROW_MARK))),
        len(_RECORD.findall(text.value)) if "," in text.value else 0,
    )


def _leaning(text: Text) -> int:
    """How many more characters are traditional-only than simplified-only."""
    # Its tables are loaded where they are asked for; words are of no interest here.
    from textfix.filters.script._detect import counted, kinds_of

    counts = counted(text.derived(kinds_of))
    return counts.traditional - counts.simplified
