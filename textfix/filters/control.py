"""`control`: characters that nobody wrote: controls, zero-width, bidi marks, tags, surrogates.

What: C0 and C1 controls and terminal escapes go; other line breaks (vertical tab, form feed, NEL,
LINE SEPARATOR, a lone carriage return) become newlines; zero-width and bidi marks go where they
have no meaning; lone surrogates become U+FFFD (they cannot be written to a file) and surrogate
pairs the character they stand for; runs of more than 30 combining marks are cut.

Why so many conditions: a zero-width joiner holds an emoji family or a Persian word together, bidi
marks order a Hebrew line, tags make the flag of Scotland. These stay. Next to Chinese or ASCII they
only break searching, and the other filters.

What it does not do: CRLF stays CRLF; no normalisation (NFC replaces CJK compatibility
ideographs by other characters); variation selectors stay (ideographic ones choose a glyph).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from textfix._apply import removed_mask
from textfix._charclass import CharClass
from textfix._edits import Edits, Tag
from textfix._text import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._filter import Scope
    from textfix._text import Text

__all__ = ["ControlFilter"]

# CPython 3.11 sorts the marks of a run by insertion, so that NFC of one long run is quadratic:
# 1,000 marks 1.4 ms, 10,000 99 ms, 30,000 900 ms. UAX 15's Stream-Safe format allows 30.
_MAX_MARKS = 30
# In the end-of-Latin sense: Hebrew U+0590 begins the scripts that use joiners and bidi marks.
_FIRST_COMPLEX = 0x590

_C0 = Tag("control.c0", why="control character with no meaning in text")
_ESCAPE = Tag("control.terminal-escape", why="colour code of a terminal")
_BREAK = Tag("control.line-break", why="line break of another convention")
_RETURN = Tag("control.carriage-return", why="one carriage return too many before a newline")
_ZERO = Tag("control.zero-width", why="invisible character where no script needs it")
_BIDI = Tag("control.bidi", why="direction mark on a line without right-to-left letters")
_TAGS = Tag("control.tag", why="tag character outside an emoji flag")
_PAIR = Tag("control.surrogate-pair", why="two halves of one character")
_LONE = Tag("control.lone-surrogate", why="half a character: cannot be written to a file")
_MARKS = Tag("control.mark-run", why=f"more than {_MAX_MARKS} combining marks on one base")

_CJK_OR_ASCII = (
    CharClass.HAN
    | CharClass.OTHER_CJK
    | CharClass.CJK_MARK
    | CharClass.FULL_ASCII
    | CharClass.BLANK
    | CharClass.CONTROL
)
_LINE_BREAKS = (0x0B, 0x0C, 0x85, 0x2028, 0x2029)
_JOINERS = (0x200C, 0x200D)
_SPACERS = (0x200B, 0x2060, 0x180E, 0xFEFF)
_BIDI_MARKS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_DEPRECATED = tuple(range(0x206A, 0x2070))
_RTL = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF))
# Scripts written without blanks between words, where U+200B is orthography: Thai to Myanmar, Khmer,
# Tai Le to Tai Tham, Javanese to Tai Viet; and the Indic blocks before them.
_SPACED_BY_ZERO_WIDTH = ((0x900, 0x109F), (0x1780, 0x18AF), (0x1950, 0x1AAF), (0xA980, 0xAADF))
_TERMINAL = re.compile(r"\x1b\[[0-9;?]{0,32}[@-~]")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f")  # WAVING BLACK FLAG + tags


@dataclass(frozen=True, slots=True)
class ControlFilter:
    """Removes control, zero-width, bidi and tag characters where they have no meaning.

    >>> from textfix._apply import apply
    >>> from textfix._text import Text
    >>> text = Text("長\\u200b沙\\x00市\\ufeff")
    >>> apply(text, ControlFilter().edits(text)).value
    '長沙市'
    """

    id: ClassVar[str] = "control"
    needs: ClassVar[tuple[CharClass, ...]] = (CharClass.CONTROL, CharClass.COMBINING)
    scope: ClassVar[Scope] = "line"

    def edits(self, text: Text) -> Edits:
        found = [*_controls(text)] if text.has(CharClass.CONTROL) else []
        edits = Edits.merge(found)
        if not text.has(CharClass.COMBINING):
            return edits
        deletions = edits.take(np.diff(edits.bounds) == 0)
        return Edits.merge([edits, _mark_runs(text, removed_mask(len(text), deletions))])


def _controls(text: Text) -> list[Edits]:
    points, flags = text.codepoints, text.flags
    at = text.where(CharClass.CONTROL)
    code = points[at]
    before = _neighbour(points, at, -1)
    after = _neighbour(points, at, +1)
    taken = np.zeros(len(at), dtype=bool)
    found: list[Edits] = []

    def claim(chosen: NDArray[np.bool_], tag: Tag, becomes: int | None = None) -> None:
        rows = np.flatnonzero(chosen & ~taken)
        taken[rows] = True
        if becomes is None:
            found.append(Edits.delete(at[rows], at[rows] + 1, tag))
        else:
            found.append(Edits.pointwise(at[rows], np.full(len(rows), becomes), tag))

    if 0x1B in code:
        spans = np.array([match.span() for match in _TERMINAL.finditer(text.value)]).reshape(-1, 2)
        taken |= np.isin(at, spans[:, 0])
        found.append(Edits.delete(spans[:, 0], spans[:, 1], _ESCAPE))
    surplus, lone, kept = _returns(points, at, code)
    taken |= kept
    claim(surplus, _RETURN)
    breaks = np.isin(code, _LINE_BREAKS) | lone
    claim(breaks, _BREAK, 0x0A)
    found += _surrogates(text, at, code, taken)

    tags = (code >= 0xE0000) & (code <= 0xE007F)
    if tags.any():
        taken |= tags & _inside(at, [match.span() for match in _FLAG.finditer(text.value)])
        claim(tags, _TAGS)
    claim(_is_spacer(code, before, after), _ZERO)
    claim(np.isin(code, _JOINERS) & ~_is_complex(before, flags, at), _ZERO)
    claim((code == 0xAD) & ~(_is_western(before) & _is_western(after)), _ZERO)
    claim(np.isin(code, _DEPRECATED), _ZERO)
    bidi = np.isin(code, _BIDI_MARKS)
    if bidi.any():
        claim(bidi & ~_beside_rtl(points, at, np.sort(at[breaks])), _BIDI)
    claim((code < 0x20) & (code != 0x0D) | (code >= 0x7F) & (code < 0xA0), _C0)
    return found


def _neighbour(points: NDArray[np.uint32], at: NDArray[np.intp], step: int) -> NDArray[np.uint32]:
    """The code point beside each position; a newline beyond the text's ends."""
    beside = at + step
    inside = (beside >= 0) & (beside < len(points))
    return np.where(inside, points[np.where(inside, beside, 0)], 0x0A).astype(np.uint32)


def _returns(
    points: NDArray[np.uint32], at: NDArray[np.intp], code: NDArray[np.uint32]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Carriage returns: surplus ones before a CRLF, lone ones that break a line, and CRLF's own."""
    is_return = code == 0x0D
    none = np.zeros(len(at), dtype=bool)
    if not is_return.any():
        return none, none, none
    places = at[is_return]
    # The end of each run of returns: what follows it decides for the whole run.
    last = np.append(np.diff(places) != 1, True)
    run_end = places[last][np.searchsorted(places[last], places)]
    closed = _neighbour(points, run_end, +1) == 0x0A
    surplus, lone, kept = none.copy(), none.copy(), none.copy()
    surplus[is_return] = closed & (places != run_end)
    lone[is_return] = ~closed
    kept[is_return] = closed & (places == run_end)
    return surplus, lone, kept


def _surrogates(
    text: Text, at: NDArray[np.intp], code: NDArray[np.uint32], taken: NDArray[np.bool_]
) -> list[Edits]:
    """Halves of characters: a pair becomes its character, a lone half U+FFFD."""
    half = (code >= 0xD800) & (code <= 0xDFFF)
    if not half.any():
        return []
    taken |= half
    high = half & (code < 0xDC00)
    follows = np.zeros(len(at), dtype=bool)
    follows[:-1] = high[:-1] & half[1:] & ~high[1:] & (np.diff(at) == 1)
    rows = np.flatnonzero(follows)
    joined = 0x10000 + ((code[rows] - 0xD800) << 10) + (code[rows + 1] - 0xDC00)
    # A pair that makes an invisible character would be work for the next run: not a pair then.
    sound = np.array([unicodedata.category(chr(point))[0] not in "CM" for point in joined], bool)
    rows, joined = rows[sound], joined[sound]
    single = half.copy()
    single[rows] = single[rows + 1] = False
    first = at[rows]
    return [
        Edits(first, first + 2, joined, np.arange(len(rows) + 1), np.zeros(len(rows)), (_PAIR,)),
        Edits.pointwise(at[single], np.full(int(single.sum()), 0xFFFD), _LONE),
    ]


def _inside(at: NDArray[np.intp], spans: list[tuple[int, int]]) -> NDArray[np.bool_]:
    if not spans:
        return np.zeros(len(at), dtype=bool)
    start, end = np.array(spans).T
    row = np.searchsorted(start, at, "right") - 1
    inside: NDArray[np.bool_] = (row >= 0) & (at < end[np.maximum(row, 0)])
    return inside


def _in_ranges(code: NDArray[np.uint32], ranges: tuple[tuple[int, int], ...]) -> NDArray[np.bool_]:
    found = np.zeros(len(code), dtype=bool)
    for first, last in ranges:
        found |= (code >= first) & (code <= last)
    return found


def _is_spacer(
    code: NDArray[np.uint32], before: NDArray[np.uint32], after: NDArray[np.uint32]
) -> NDArray[np.bool_]:
    """Zero-width spaces and the like, outside the scripts that separate words with them."""
    beside = _in_ranges(before, _SPACED_BY_ZERO_WIDTH) | _in_ranges(after, _SPACED_BY_ZERO_WIDTH)
    spacer: NDArray[np.bool_] = np.isin(code, _SPACERS) & (~beside | (code == 0xFEFF))
    return spacer


def _is_complex(
    before: NDArray[np.uint32], flags: NDArray[np.uint16], at: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether a joiner follows a letter or emoji that it can join."""
    previous = np.where(at > 0, flags[np.maximum(at - 1, 0)], CharClass.CONTROL)
    # Punctuation, arrows, shapes: no emoji sequence begins below U+2600 (▲ is text, ❤ is not).
    mark = (before >= 0x2010) & (before <= 0x25FF)
    cjk = previous & np.uint16(_CJK_OR_ASCII) != 0
    joins: NDArray[np.bool_] = (before >= _FIRST_COMPLEX) & ~cjk & ~mark
    return joins


def _is_western(code: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Letters of the scripts that hyphenate: Latin, Greek, Cyrillic."""
    return _in_ranges(code, ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x370, 0x52F)))


def _beside_rtl(
    points: NDArray[np.uint32], at: NDArray[np.intp], breaks: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which positions stand on a line with right-to-left letters; `breaks` will be newlines."""
    ends = np.union1d(np.flatnonzero(points == 0x0A), breaks)
    right_to_left = distinct(np.searchsorted(ends, np.flatnonzero(_in_ranges(points, _RTL))))
    return np.isin(np.searchsorted(ends, at), right_to_left)


def _mark_runs(text: Text, gone: NDArray[np.bool_]) -> Edits:
    """Combining marks beyond the 30th of a run; characters that go anyway do not end a run."""
    kept = np.flatnonzero(~gone) if gone.any() else None
    flags = text.flags if kept is None else text.flags[kept]
    maybe = flags & np.uint16(CharClass.COMBINING) != 0
    surplus: list[int] = []
    edge = np.flatnonzero(np.diff(np.concatenate(([0], maybe.view(np.int8), [0]))))
    for first, last in edge.reshape(-1, 2).tolist():
        if last - first <= _MAX_MARKS:
            continue
        length = 0
        for place in range(first, last):
            at = place if kept is None else int(kept[place])
            is_mark = unicodedata.category(text.value[at])[0] == "M"
            length = length + 1 if is_mark else 0
            if length > _MAX_MARKS:
                surplus.append(at)
    places = np.array(surplus, dtype=np.int64)
    return Edits.delete(places, places + 1, _MARKS)
