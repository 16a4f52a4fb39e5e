"""`space`: blanks that damage put between hanzi, paragraph indents, blanks at line ends.

What: on a line whose hanzi stand apart (長 沙 市 的 會 議), the blanks between hanzi go; an indent
of U+3000 or NBSP goes where every line has one, so that it says nothing; blanks at the end of a
line that holds CJK go.

What it does not do: a blank between hanzi is right in titles, verse, lists of names and speech
(長沙晚報 記者); so lines are judged by how many of their gaps are blank, not gap by gap. Blanks of
U+3000 IDEOGRAPHIC SPACE are typesetting (主　任：王　明) and no evidence; a line without a mark of
prose (日 一 二 三 四 五 六 over a calendar) needs a line of prose that is damaged. An indent
that marks paragraphs among wrapped lines stays: segmentation reads it. Nothing is done to a line
with hangul (blanks are spelling there) or without CJK, nor between hanzi and Latin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from textfix._charclass import CharClass, CharSet
from textfix._edits import Edits, Tag
from textfix._lines import Lines, trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._filter import Scope
    from textfix._text import Text

__all__ = ["SpaceFilter"]

# Of 1,376 clean lines none has more than a fifth of its gaps between hanzi blank; of lines with
# every second gap blank 99.3 % do (shared/design/artifacts.md).
_BLANK_SHARE = 0.2
# Lists of names (張三 李四 王五) have many blank gaps too: without a mark of prose on the line,
# this share of the words between blanks must be single hanzi, this many gaps blank, and a line of
# prose damaged as well: names set to one width (王 明 李 強) are single hanzi, too.
_SINGLE_SHARE = 0.7
_LEAST_GAPS = 4
# On prose, fewer hanzi than this are a heading with a list behind it more often than damage.
_LEAST_HANZI = 8
# An indent says nothing when this share of the document's lines has one.
_INDENTED_SHARE = 0.5
# It does mark paragraphs where so many lines of some length break in mid-sentence: the text is
# wrapped, and short paragraphs make most of its lines first ones. Unwrapped pages have 0 to 10 %.
_BROKEN_SHARE = 0.25
_BROKEN_SIZE = 14  # characters: shorter lines are headings

_BETWEEN = Tag("space.between-hanzi", why="more than a fifth of this line's gaps are blank")
_INDENT = Tag("space.indent", why="most lines of the document are indented")
_TRAILING = Tag("space.trailing", why="blanks at the end of a line")

_IDEOGRAPHIC_SPACE = 0x3000
_HANGUL = 0xA960  # Hangul Jamo Extended-A, and the syllables behind it
_INDENTS = CharSet("\u3000\u00a0")
_ENDS = CharSet("。！？!?.…：:；;”’」』）)》—")
_PROSE_MARKS = CharSet("。，！？；、")
_NEEDS = (CharClass.BLANK,)


@dataclass(frozen=True, slots=True)
class Blanks:
    """How many lines hold text, start with an indent, break in mid-sentence.

    `apart`: how many lines of prose have their hanzi apart.
    """

    lines: int
    indented: int
    broken: int
    apart: int

    def __add__(self, other: Blanks) -> Blanks:
        return Blanks(
            self.lines + other.lines,
            self.indented + other.indented,
            self.broken + other.broken,
            self.apart + other.apart,
        )

    @property
    def idle(self) -> bool:
        """Whether an indent says nothing."""
        return (
            self.indented > _INDENTED_SHARE * self.lines
            and self.broken <= _BROKEN_SHARE * self.lines
        )


@dataclass(frozen=True, slots=True)
class SpaceFilter:
    """Removes blanks where they are damage.

    >>> import textfix
    >>> textfix.clean("長 沙 市 今 天 的 會 議 很 好 。\\n春眠不覺曉 處處聞啼鳥", only="space")
    '長沙市今天的會議很好。\\n春眠不覺曉 處處聞啼鳥'
    """

    id: ClassVar[str] = "space"
    needs: ClassVar[tuple[CharClass, ...]] = _NEEDS
    scope: ClassVar[Scope] = "document"

    def survey(self, text: Text) -> Blanks:
        """How many of the text's lines are indented, and how many are spaced out."""
        lines = Lines(text)
        filled = lines.count(~text.mask(CharClass.BLANK) & (text.codepoints != 0x0A)) > 0
        indented = int((_is_indented(text, lines) & filled).sum())
        apart = text.derived(_spaced_out)
        prose = 0 if apart is None else int(apart.prose.sum())
        return Blanks(int(filled.sum()), indented, _broken(text, lines), prose)

    def bind(self, evidence: Blanks) -> BlankRemover:
        """The line filter that this evidence decides on."""
        return BlankRemover(evidence.idle, bare=evidence.apart > 0)

    def edits(self, text: Text) -> Edits:
        return self.bind(self.survey(text)).edits(text)


@dataclass(frozen=True, slots=True)
class BlankRemover:
    """`space` with its mind made up about indents, and about lines without a mark of prose."""

    indents: bool
    bare: bool = False
    id: ClassVar[str] = "space"
    needs: ClassVar[tuple[CharClass, ...]] = _NEEDS
    scope: ClassVar[Scope] = "line"

    def edits(self, text: Text) -> Edits:
        first, last = _blank_runs(text)
        if not len(first):
            return Edits.none()
        lines = Lines(text)
        line = lines.of(first)
        at_start = first == lines.start[line]
        at_end = last == lines.end[line] - _returns(text, lines.end[line])
        found = [_trailing(text, lines, first, last, line, at_start, at_end)]
        if self.indents:
            indent = at_start & ~at_end & _INDENTS.holds(text.codepoints[first])
            found.append(Edits.delete(first[indent], last[indent], _INDENT))
        apart = text.derived(_spaced_out)
        if apart is not None:
            damaged = apart.prose | apart.bare if self.bare else apart.prose
            between = _between_hanzi(text, first, last) & damaged[line]
            found.append(Edits.delete(first[between], last[between], _BETWEEN))
        return Edits.merge(found)


def _trailing(
    text: Text,
    lines: Lines,
    first: NDArray[np.intp],
    last: NDArray[np.intp],
    line: NDArray[np.intp],
    at_start: NDArray[np.bool_],
    at_end: NDArray[np.bool_],
) -> Edits:
    """Blanks at the ends of lines that hold CJK, and lines of nothing but an indent."""
    if not at_end.any():
        return Edits.none()
    cjk = lines.count(text.mask(CharClass.HAN | CharClass.OTHER_CJK | CharClass.CJK_MARK)) > 0
    only_blank = at_start & _INDENTS.holds(text.codepoints[first])
    chosen = at_end & (cjk[line] & ~at_start | only_blank)
    return Edits.delete(first[chosen], last[chosen], _TRAILING)


def _is_indented(text: Text, lines: Lines) -> NDArray[np.bool_]:
    """Lines that start with U+3000 IDEOGRAPHIC SPACE or U+00A0 NO-BREAK SPACE."""
    starts = np.minimum(lines.start, max(len(text) - 1, 0))
    inside = lines.start < lines.end
    if not len(text):
        return inside
    return inside & _INDENTS.holds(text.codepoints[starts])


def _broken(text: Text, lines: Lines) -> int:
    """How many lines of some length end without a mark that ends a sentence."""
    low, high = trimmed(text, lines.start, lines.end)
    last = high[high - low >= _BROKEN_SIZE] - 1
    return int(np.count_nonzero(~_ENDS.holds(text.codepoints[last])))


def _blank_runs(text: Text) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Start and end of each run of blanks."""
    at = text.where(CharClass.BLANK)
    if not len(at):
        return at, at
    gap = np.flatnonzero(np.diff(at) != 1)
    return at[np.concatenate(([0], gap + 1))], at[np.append(gap, len(at) - 1)] + 1


def _returns(text: Text, ends: NDArray[np.int64]) -> NDArray[np.intp]:
    """1 for each line end that a carriage return stands before (CRLF), else 0."""
    before = text.codepoints[np.maximum(ends - 1, 0)] == 0x0D
    returns: NDArray[np.bool_] = (ends > 0) & before
    return returns.astype(np.intp)


def _between_hanzi(
    text: Text, first: NDArray[np.intp], last: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which runs of blanks stand between two hanzi, or hanzi and mark."""
    inside, left, right = _beside(text, first, last)
    cjk = np.uint16(CharClass.HAN | CharClass.CJK_MARK)
    bracket = np.uint16(CharClass.OPEN)  # 長 （cháng）: closed up, it would be work for `gloss`
    between: NDArray[np.bool_] = inside & (left & cjk != 0) & (right & cjk != 0)
    between &= right & bracket == 0
    return between


def _beside(
    text: Text, first: NDArray[np.intp], last: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.uint16], NDArray[np.uint16]]:
    """Which runs have characters on both sides, and the flags of those."""
    flags = text.flags
    inside = (first > 0) & (last < len(text))
    return inside, flags[np.maximum(first - 1, 0)], flags[np.minimum(last, len(text) - 1)]


class _Apart(NamedTuple):
    """For each line, whether its hanzi stand apart: on lines of prose, and on others."""

    prose: NDArray[np.bool_]
    bare: NDArray[np.bool_]


def _spaced_out(text: Text) -> _Apart | None:
    """Which lines have their hanzi apart; None where none has. See `Text.derived`."""
    first, last = _blank_runs(text)
    if len(first) < _LEAST_GAPS:
        return None
    inside, left, right = _beside(text, first, last)
    gap = inside & (left & right & np.uint16(CharClass.HAN) != 0)
    gap &= text.codepoints[first] != _IDEOGRAPHIC_SPACE
    lines = Lines(text)
    blank_gaps = lines.tally(first[gap])
    if blank_gaps.max(initial=0) < _LEAST_GAPS:
        return None
    hanzi = text.mask(CharClass.HAN)
    tight = lines.count(hanzi[:-1] & hanzi[1:])
    count = lines.count(hanzi)
    many = (blank_gaps >= _LEAST_GAPS) & (blank_gaps > _BLANK_SHARE * (blank_gaps + tight))
    many &= lines.count(text.mask(CharClass.OTHER_CJK) & (text.codepoints >= _HANGUL)) == 0
    prose = lines.count(_PROSE_MARKS.holds(text.codepoints)) > 0
    alone = hanzi.copy()
    alone[1:] &= ~hanzi[:-1]
    alone[:-1] &= ~hanzi[1:]
    single = lines.count(alone) >= _SINGLE_SHARE * (count - tight)
    return _Apart(many & prose & (single | (count >= _LEAST_HANZI)), many & ~prose & single)
