"""Narrow marks that Chinese prose would have full width, as columns.

Each is found once for a text (`Text.derived`); which of them are widened is decided on all of the
document (`evidence`).

*Sure* marks stand behind a hanzi or a CJK mark, and sure brackets hold hanzi. *Likely* ones stand
between Latin, a digit or % and a hanzi (`EP,歌曲`, `Phone 11(国行)`), or hold a foreign name behind
a hanzi (`西蒙(Simon)`): where a document was narrowed these were wide too, elsewhere they are their
author's. *Names* are brackets that hold pinyin (`李明(Li Ming)`), *questions* are ``?``
where nothing asks (`questions`): they go along only where all other marks say that it was a tool.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass, CharSet
from textfix._lines import Lines
from textfix.filters.width.questions import lost, unasked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["SHIFT", "Narrow", "Shield", "narrow", "wide_marks"]

# U+FF01 .. U+FF5E are U+0021 .. U+007E, moved.
SHIFT = 0xFEE0
_MARKS = CharSet(",;:!?")
_WIDE_MARKS = CharSet("，；：！？")
# CJK marks that also stand in Western text: dashes, curly quotes, ellipsis, middle dot. Behind one
# of them a narrow mark is Chinese only if a hanzi or an unambiguous mark stands before it.
_LIKELY = CharSet(",;:")  # not ! and ?: they are parts of names, Yahoo!奇摩
_AMBIGUOUS = CharSet("\u00b7\u2014\u2015\u2018\u2019\u201c\u201d\u2026")
# ”……—— is the longest run that prose has; beyond this, leave it.
_LONGEST_RUN = 8
_OPENING = CharSet("（《〈「『【〔［｛“‘")
_LINE_ENDS = CharSet("\r\n")
# Also per mille, degree Celsius, degree, and closing quotes.
_AFTER_LATIN = CharSet(")%`\u2030\u2103\u00b0\u201d\u2019")
# A token up to a blank, a CJK mark or a bracket that does not close in it, as in 中国_(消歧义);
# what stands in it is an address, not prose. And code in prose, as Markdown and HTML have it.
_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.)"
    r"(?:[^\s，。；！？、（）《》“”()]|\([^\s，。；！？、（）《》“”()]{0,100}\)){1,2048}+"
    r"|`[^`\n]{1,400}`|\{[^{}\n]{1,400}\}|<([A-Za-z]{1,20})\b[^<>\n]{0,400}>[^<>\n]{0,400}</\1>"
)
_ADDRESS_SIGNS = ("://", "www.", "`", "{", "<")
_ALPHANUMERIC = CharSet(string.ascii_letters + string.digits)
_NAMES_END = CharSet(string.ascii_uppercase + string.digits)
_APART = CharSet("] ")
_LONGEST_INDENT = 40  # characters
_NEWLINE, _BLANK = 0x0A, 0x20
_LABEL_ONLY, _PINYIN_NAME, _FOREIGN_NAME = range(3)
_BRACKETS = re.compile(r"\([^()\n]{1,400}\)")
# (a) and (12) number the parts of a sentence, (WHO) is an abbreviation: as often narrow as wide.
_LABEL = re.compile(r"\((?:[A-Za-z]|\d{1,3}|[ivx]{2,4}|[A-Z][A-Z0-9&-]{1,7})\)")
# Syllables as pinyin spells them, decomposed, with or without tones. Atomic: a syllable takes all
# it can, which is as good (a vowel may begin the next one) and linear.
_VOWEL = "[aeiouv][\u0300\u0301\u0304\u0308\u030c]{0,2}+"
_SYLLABLE = f"(?>(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?(?:{_VOWEL}){{1,3}}+(?:ng?|r)?[ '’-]?)"
_PINYIN = re.compile(f"{_SYLLABLE}{{1,20}}+")
# A line with a sign of code is prose if so much of it is hanzi: $16,250,家庭; 首页>>; 用 `f(x)`。
_PROSE = 0.5
# Japanese lines have at least one kana for two kanji; a Chinese one may quote a name.
_FOREIGN = 0.1


class Narrow(NamedTuple):
    """Offsets, ascending; brackets open and close in turn."""

    marks: NDArray[np.intp]
    brackets: NDArray[np.intp]
    likely_marks: NDArray[np.intp]
    likely_brackets: NDArray[np.intp]
    names: NDArray[np.intp]
    questions: NDArray[np.intp]


_NOTHING = np.zeros(0, np.intp)


def wide_marks(text: Text) -> NDArray[np.intp]:
    """Offsets of marks that are full width."""
    at = text.where(CharClass.FULL_ASCII)
    return at[_WIDE_MARKS.holds(text.codepoints[at])]


def narrow(text: Text) -> Narrow:
    """What could be widened in `text`."""
    if not text.has(CharClass.HAN | CharClass.NARROW_MARK):
        return Narrow(*[_NOTHING] * len(Narrow._fields))
    brackets, likely, names = _brackets(text)
    marks = _marks(text, np.concatenate([brackets, likely])[1::2])
    others = _between(text, np.setdiff1d(_all_marks(text), marks, assume_unique=True))
    shielded = Shield(text)
    marks = marks[~shielded(marks)]
    questions = unasked(text, marks)
    return Narrow(
        marks[~questions],
        _whole(brackets, shielded),
        others[~shielded(others)],
        _whole(likely, shielded),
        _whole(names, shielded),
        marks[questions],
    )


def _whole(brackets: NDArray[np.intp], shielded: Shield) -> NDArray[np.intp]:
    """The pairs of which neither bracket is shielded: a pair goes together."""
    pairs = brackets.reshape(-1, 2)
    kept: NDArray[np.intp] = pairs[~shielded(brackets).reshape(-1, 2).any(axis=1)].ravel()
    return kept


def _all_marks(text: Text) -> NDArray[np.intp]:
    """Offsets of ``, ; : ! ?``."""
    at = text.where(CharClass.NARROW_MARK)
    return at[(at > 0) & _MARKS.holds(text.codepoints[at])]


def _marks(text: Text, closed: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those that stand behind a hanzi or a CJK mark, or behind such a mark."""
    points, flags = text.codepoints, text.flags
    at = _all_marks(text)
    at = at[~lost(text, at)]
    # 奮發呀! 奮發: one blank says that the author set the mark in the Western way. Blanks before a
    # line's end say nothing, `space` takes them away.
    last = len(text) - 1
    following, next_but_one = np.minimum(at + 1, last), np.minimum(at + 2, last)
    blank = np.uint16(CharClass.BLANK)
    set_apart = (at + 2 <= last) & (flags[following] & blank != 0)
    set_apart &= (flags[next_but_one] & blank == 0) & ~_LINE_ENDS.holds(points[next_but_one])
    at = at[~set_apart]
    before = at - 1
    left = points[before]
    fits = (flags[before] & np.uint16(CharClass.HAN)) != 0
    mark = np.flatnonzero((flags[before] & np.uint16(CharClass.CJK_MARK)) != 0)
    fits[mark] = ~_OPENING.holds(left[mark])
    unclear = mark[_AMBIGUOUS.holds(left[mark])]
    fits[unclear] &= _follow_chinese(text, before[unclear])
    if len(closed):
        fits |= np.isin(before, closed)
    # ?! and the like: a mark behind a mark that is widened goes along.
    for row in np.flatnonzero(~fits & _MARKS.holds(left)).tolist():
        fits[row] = row > 0 and bool(fits[row - 1]) and at[row - 1] == at[row] - 1
    marks: NDArray[np.intp] = at[fits]
    return marks


def _between(text: Text, at: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of the marks that stand between Latin, a digit or % and a hanzi or opening mark."""
    at = at[(at + 1 < len(text)) & _LIKELY.holds(text.codepoints[at])]
    if not len(at):
        return at
    points, flags = text.codepoints, text.flags
    left, right = flags[at - 1], flags[at + 1]
    latin = left & np.uint16(CharClass.LATIN | CharClass.DIGIT) != 0
    latin |= _AFTER_LATIN.holds(points[at - 1])  # also “YOLO”,大概
    chinese = right & np.uint16(CharClass.HAN) != 0
    chinese |= _OPENING.holds(points[at + 1]) & ~_AMBIGUOUS.holds(points[at + 1])
    found: NDArray[np.intp] = at[latin & chinese]
    return found


def _follow_chinese(text: Text, at: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether the run of ambiguous marks that ends at each offset stands behind clear Chinese."""
    points = text.codepoints
    for _ in range(_LONGEST_RUN):
        unclear = _AMBIGUOUS.holds(points[at]) & (at > 0)
        if not unclear.any():
            break
        at = at - unclear
    chinese = text.flags[at] & np.uint16(CharClass.HAN | CharClass.CJK_MARK) != 0
    clear: NDArray[np.bool_] = chinese & ~_AMBIGUOUS.holds(points[at])
    return clear


def _brackets(text: Text) -> tuple[NDArray[np.intp], ...]:
    """Pairs of narrow brackets that hold hanzi; likely ones; and those that hold pinyin."""
    if not text.has(CharClass.OPEN | CharClass.CLOSE) or "(" not in text.value:
        return (_NOTHING,) * 3
    value = text.value
    spans = np.array([match.span() for match in _BRACKETS.finditer(value)], np.intp).reshape(-1, 2)
    if not len(spans):
        return (_NOTHING,) * 3
    start, end = spans[:, 0], spans[:, 1]
    hanzi = text.mask(CharClass.HAN)
    at = np.flatnonzero(hanzi)
    holds = np.searchsorted(at, start) < np.searchsorted(at, end)
    # A name right before the bracket makes it a call, f(參數); a bracket a link, [見下](#注). A
    # blank says that its author set it so, in the Western way: tools leave none, but an indent.
    before = np.where(start > 0, text.codepoints[start - 1], _NEWLINE)
    for row in np.flatnonzero(before == _BLANK).tolist():
        here = int(start[row])
        first = max(0, here - _LONGEST_INDENT)
        newline = value.rfind("\n", first, here)
        if (newline >= 0 or not first) and not value[newline + 1 : here].strip():
            before[row] = _NEWLINE
    latin = _ALPHANUMERIC.holds(before)
    sure = holds & ~latin & ~_APART.holds(before)
    likely = holds & _NAMES_END.holds(before)  # iPhone 11(国行), VOIP(网络电话)
    behind = hanzi[start - 1] | _OPENING.holds(before - 1)  # 》 follows 《, and so on
    kinds = np.full(len(spans), _LABEL_ONLY)
    for row in np.flatnonzero(~holds & behind & (start > 0)).tolist():
        kinds[row] = _latin(value[start[row] : end[row]])
    likely |= kinds == _FOREIGN_NAME
    found = (sure, likely, kinds == _PINYIN_NAME)
    return tuple((spans[rows] - (0, 1)).ravel() for rows in found)


@lru_cache(maxsize=4096)
def _latin(bracket: str) -> int:
    """What a bracket without hanzi holds behind one: a label, pinyin, or a foreign name."""
    if _LABEL.fullmatch(bracket):
        return _LABEL_ONLY
    content = unicodedata.normalize("NFD", bracket[1:-1].lower())
    if not _PINYIN.fullmatch(content):
        return _FOREIGN_NAME
    return _PINYIN_NAME if bracket[1:2].isupper() else _LABEL_ONLY  # (zhì) is a reading


class Shield:
    """Which offsets stand in an address, or on a line that is code or Japanese or Korean."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __call__(self, at: NDArray[np.intp]) -> NDArray[np.bool_]:
        if not len(at):
            return np.zeros(0, dtype=bool)
        strange = self._strange
        shielded = strange[self._lines.of(at)] if strange.any() else np.zeros(len(at), dtype=bool)
        spans = self._spans
        if len(spans):
            row = np.searchsorted(spans[:, 0], at, "right") - 1
            shielded |= (row >= 0) & (at < spans[np.maximum(row, 0), 1])
        return shielded

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _spans(self) -> NDArray[np.intp]:
        """Start and end of each address and each stretch of code in prose."""
        value = self._text.value
        found: list[tuple[int, int]] = []
        if any(sign in value for sign in _ADDRESS_SIGNS):
            found = [match.span() for match in _ADDRESS.finditer(value)]
        return np.array(found, np.intp).reshape(-1, 2)

    @cached_property
    def _strange(self) -> NDArray[np.bool_]:
        """For each line, whether it is code, or Japanese or Korean."""
        text, lines = self._text, self._lines
        code, other = text.has(CharClass.CODE), text.has(CharClass.OTHER_CJK)
        strange = np.zeros(len(lines), dtype=bool)
        if not code and not other:
            return strange
        hanzi = lines.count(text.mask(CharClass.HAN))
        if other:
            strange |= lines.count(text.mask(CharClass.OTHER_CJK)) > _FOREIGN * hanzi
        if code:
            outside = ~text.mask(CharClass.BLANK)
            for start, end in self._spans.tolist():
                outside[start:end] = False
            signs = lines.count(text.mask(CharClass.CODE) & outside) > 0
            strange |= signs & (hanzi < _PROSE * lines.count(outside))
        return strange
