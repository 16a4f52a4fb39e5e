"""Which script a text is in, and each of its lines, sentences or clauses.

Where characters of one script only say nothing, those valid in both may still lean: 制造 is
written so in simplified text only, and 于 nearly so, while 皇后 and 里長 are right as they stand.
Words tell (`_words`), and where no word covers a character, how often Taiwan writes it. That is
asked of short texts only (`Script.open`); the others go by one look at each character.

What this module does not do: segment. A clause ends at its mark, closing quotes included;
paragraphs and sentences of prose that quotes and abbreviates are `textfix.segment`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, overload

import numpy as np

from textfix._errors import ConfigError
from textfix._text import Text
from textfix.filters.script._detect import (
    AMBIGUOUS,
    CLAUSE_END,
    FEW,
    HANZI,
    SIMPLIFIED,
    TRADITIONAL,
    Script,
    counted,
    kinds_of,
)
from textfix.filters.script._stretch import NEWLINE, flagged
from textfix.filters.script._tables import CODE_POINTS, odds_rows
from textfix.filters.script._userwords import find, frozen_words
from textfix.filters.script._words import miswritten

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix.filters.script._userwords import WordsSource

__all__ = ["UNITS", "ScriptSpan", "ScriptSpans", "Unit", "script", "script_spans"]

Unit = Literal["line", "sentence", "clause"]

UNITS: tuple[Unit, ...] = ("line", "sentence", "clause")

# A character leans to simplified if no word covers it and Taiwan writes its other form twenty times
# as often. Dev, clauses of simplified text that are told so, and of those valid in both: 97.0 and
# 100 % by characters of one script only; 99.3 and 100 with words and this; 99.35 and 99.9 at 0.2.
_LEAN = 0.05

# Where sentences end, and what belongs to the stretch before it if it follows an end.
_SENTENCE_ENDS = "\n。！？!?…"
_CLOSERS = "」』”’）)】》〉"
_ENDS, _CLOSES = 1, 2


class ScriptSpan(NamedTuple):
    """A stretch of a text and its script; `start` and `end` are offsets in code points."""

    start: int
    end: int
    script: Script

    @property
    def label(self) -> str:
        """The script's name."""
        return self.script.label


def script(text: str | Text, *, words: WordsSource = ()) -> Script:
    """The script of `text`, with counts. Never raises because of what the text says.

    `words`: words that are evidence of nothing (`frozen_words`), say, names.

    Raises:
        ConfigError: if the words are wrong.

    >>> script("理髮與發展"), script("理髮與發展").label
    (Script(simplified=0, traditional=3, both=2, leaning=0), 'Hant')
    >>> script("里长").label, script("人口").label, script("abc").label, script("").label
    ('Hans', 'both', 'none', 'none')
    >>> script("制造"), script("制造").label, script("制度").label
    (Script(simplified=0, traditional=0, both=2, leaning=1), 'Hans', 'both')
    """
    text = Text(text) if isinstance(text, str) else text
    kind = _kind(text, words)
    counts = counted(kind)
    return replace(counts, leaning=len(_leaning(text, kind))) if counts.open else counts


def script_spans(text: str | Text, by: Unit = "clause", *, words: WordsSource = ()) -> ScriptSpans:
    """The script of each ``line``, ``sentence`` or ``clause`` of `text`, with counts.

    The spans are in order and make up the whole text, marks and blanks included; what holds no
    hanzi is ``none``. Their counts add up to those of `script`.

    Raises:
        ConfigError: if `by` is none of these, or the words are wrong.

    >>> for span in script_spans("我們去長沙，你们呢？好。"):
    ...     print(span.start, span.end, span.label)
    0 6 Hant
    6 10 Hans
    10 12 both
    """
    if by not in UNITS:
        raise ConfigError(f"script_spans by {by!r}: choose one of {', '.join(UNITS)}")
    text = Text(text) if isinstance(text, str) else text
    kind = _kind(text, words)
    return ScriptSpans(text, kind, _starts(text.codepoints, kind, by))


class ScriptSpans(Sequence[ScriptSpan]):
    """Stretches of a text and their counts as columns; a `ScriptSpan` is made when asked for.

    `start`, `end`: offsets in code points. `simplified`, `traditional`, `hanzi`: characters. The
    columns cost 5 ns a character, the spans 2 microseconds each, those in which a character may
    lean ten.
    """

    __slots__ = ("_kind", "_leaning", "_text", "end", "hanzi", "simplified", "start", "traditional")

    def __init__(self, text: Text, kind: NDArray[np.uint8], start: NDArray[np.intp]) -> None:
        self.start = start
        bounds = np.append(start, len(text)) if len(start) else start
        self.end = bounds[1:]
        self.simplified, self.traditional, self.hanzi = (
            np.diff(np.searchsorted(flagged(kind, flag), bounds))
            for flag in (SIMPLIFIED, TRADITIONAL, HANZI)
        )
        self._text, self._kind = text, kind
        self._leaning: NDArray[np.int64] | None = None

    @property
    def leaning(self) -> NDArray[np.int64]:
        """How many characters lean to simplified, where that tells something."""
        if self._leaning is None:
            asked = (self.simplified == 0) & (self.traditional <= FEW)  # Script.open
            kind = np.where(np.repeat(asked, self.end - self.start), self._kind, np.uint8(0))
            rows = np.searchsorted(self.start, _leaning(self._text, kind), "right") - 1
            self._leaning = np.bincount(rows, minlength=len(self.start))
        return self._leaning

    def __len__(self) -> int:
        return len(self.start)

    @overload
    def __getitem__(self, row: int) -> ScriptSpan: ...

    @overload
    def __getitem__(self, row: slice) -> list[ScriptSpan]: ...

    def __getitem__(self, row: int | slice) -> ScriptSpan | list[ScriptSpan]:
        if isinstance(row, slice):
            return [self[at] for at in range(len(self))[row]]
        simplified, traditional = int(self.simplified[row]), int(self.traditional[row])
        counts = Script(
            simplified,
            traditional,
            int(self.hanzi[row]) - simplified - traditional,
            int(self.leaning[row]),
        )
        return ScriptSpan(int(self.start[row]), int(self.end[row]), counts)


def _kind(text: Text, words: WordsSource) -> NDArray[np.uint8]:
    """The flags of each character, none for the words that are evidence of nothing."""
    kind = kinds_of(text)
    if words and (own := find(frozen_words(words), text)) is not None:
        kind = np.where(own.mask(len(text)), np.uint8(0), kind)
    return kind


def _leaning(text: Text, kind: NDArray[np.uint8]) -> NDArray[np.intp]:
    """The characters valid in both scripts that traditional text would nearly always write
    otherwise.
    """
    at = flagged(kind, AMBIGUOUS)
    if not len(at):
        return at
    wrong, covered = miswritten(text.codepoints, at)
    return at[wrong | (_rare().take(text.codepoints[at]) & ~covered)]


@cache
def _rare() -> NDArray[np.bool_]:
    """For every code point whether it leans to simplified where no word covers it."""
    table = np.zeros(CODE_POINTS, dtype=np.bool_)
    table[[kept for (kept, _), odds in odds_rows("odds").items() if odds < _LEAN]] = True
    table.flags.writeable = False
    return table


def _starts(points: NDArray[np.uint32], kind: NDArray[np.uint8], by: Unit) -> NDArray[np.intp]:
    """Where each stretch of the text begins."""
    if not len(points):
        return np.zeros(0, dtype=np.intp)
    if by == "line":
        cuts = np.flatnonzero(points == NEWLINE) + 1
    else:
        marks = _marks().take(points)
        ends = flagged(kind, CLAUSE_END) if by == "clause" else flagged(marks, _ENDS)
        # Each stretch goes on to the last of the marks that follow its end without a gap.
        tail = np.flatnonzero((marks != 0) | ((kind & np.uint8(CLAUSE_END)) != 0))
        last = tail[np.append(tail[1:] != tail[:-1] + 1, np.ones(min(len(tail), 1), np.bool_))]
        cuts = last[np.searchsorted(last, ends)] + 1
        cuts = cuts[np.append(np.ones(min(len(cuts), 1), np.bool_), cuts[1:] != cuts[:-1])]
    return np.append(np.intp(0), cuts[cuts < len(points)])


@cache
def _marks() -> NDArray[np.uint8]:
    """For every code point whether it ends a sentence or closes a quotation or bracket."""
    table = np.zeros(CODE_POINTS, dtype=np.uint8)
    table[[ord(mark) for mark in _SENTENCE_ENDS]] = _ENDS
    table[[ord(mark) for mark in _CLOSERS]] = _CLOSES
    table.flags.writeable = False
    return table
