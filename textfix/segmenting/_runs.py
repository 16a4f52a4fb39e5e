"""Kinds that only a run of lines shows: lists, tables, dialogue, verse.

One line with tabs can be anything; two with as many tabs each are a table. Each function names the
lines that nothing else has named yet, and leaves the rest alone.

What it does not do: look at the head of the text or at single lines, which is `_kinds`' work.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharSet
from textfix.segmenting._columns import Mark, holds, marked
from textfix.segmenting._shapes import CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._text import Text
    from textfix.segmenting._shapes import Named, Shapes

__all__ = ["CLOSERS", "CRIES", "STOPS", "ends", "name_runs"]

_VERSE_HAN = 22
_VERSE_LINES = 4
_ABOVE = 2  # lines that may stand above verse: a title and a poet
_FOOT = frozenset({4, 5, 6, 7})  # hanzi in a clause of regular verse
_ITEM_HAN = 120  # the longest paragraph that counts as an item by its number alone

STOPS = frozenset("。；;：:，,、…")
CRIES = frozenset("！？!?")
_COMMAS = frozenset("，,、；;：:")
CLOSERS = '”』」’）)》"'
_CLAUSE = re.compile(r"[，。；！？、：,;!?:\s]+")
# The same as a set: `\s` is these 25, of which \x1c to \x1f are separators of records.
_CLAUSE_MARKS = CharSet(
    "，。；！？、：,;!?:\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004"
    "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_LINE_COMMAS = CharSet("，,、；;：:")
_QUOTES = CharSet('“「『"—')
_MARKER = re.compile(  # the number of the group that matches is the class of the marker
    r"([-*+•·●○■□◆◇▪◦►➢✓](?=\s))"
    r"|(\d{1,3}(?:[、)）]|[.．](?!\d)))"
    r"|([（(]\d{1,3}[)）])"
    r"|([①-⑳])"
    r"|([一二三四五六七八九十]{1,3}[、.．])"
    r"|([（(][一二三四五六七八九十]{1,3}[)）])"
    r"|(第[\d一二三四五六七八九十百零〇]{1,6}[章节節编編部篇回卷])"
)
_MARKER_BEGINS = CharSet("-*+•·●○■□◆◇▪◦►➢✓0123456789（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳一二三四五六七八九十第")
_BULLET, _CHAPTER = 1, 7

# What parts the cells of a row, one kind a group: tabs, bars, wide gaps.
_CELL = re.compile(r"(\t)|([|│┃｜])|(?<=\S)( {3,}|\u3000{2,})(?=\S)")
_CELL_BARS, _CELL_BLANKS = ("|", "│", "┃", "｜"), ("\t", "   ", "\u3000\u3000")
_ROWS = 2
# A line of dialogue: it begins with a quotation, or with who speaks. The longest names of speakers
# in plays have six hanzi; a time may stand before them, as chat programs write it.
_SPEAKER = re.compile(
    r"(?:[\[(（]?\d{1,2}:\d{2}(?::\d{2})?[\])）]?\s*)?([\u4e00-\u9fffA-Za-z·]{1,8})\s?[：:](?!//)"
)
_COLON = 9  # characters at most before the first colon: of a name and a blank, or of a time
_SPEECHES, _TURNS = 3, 3
_TALKED = 0.5  # of the lines of a run, those whose speaker speaks again


def ends(text: str, marks: frozenset[str] = STOPS | CRIES) -> bool:
    """Whether the text ends with one of the marks, closers behind it left out."""
    last = text[-1:]
    if last != "." and last not in CLOSERS:
        return last in marks
    bare = text.rstrip(CLOSERS)
    last = bare[-1:]
    return last in marks if last != "." else bare[-2:-1].isalpha()


def name_runs(named: Named, text: Text, shapes: Shapes, han: NDArray[np.int32]) -> None:
    """Name the lines that belong to a list, a table, a dialogue or verse."""
    # A look at the first characters of all paragraphs at once tells which to look at one by one.
    first = text.codepoints[shapes.starts]
    marks = np.zeros(len(shapes), dtype=np.int8)
    for row in np.flatnonzero(_MARKER_BEGINS.holds(first)).tolist():
        marks[row] = _marker(shapes.texts[row])
    quoted = _QUOTES.holds(first)
    _name_lists(named, marks, han)
    _name_tables(named, text, shapes)
    _name_dialogue(named, text, shapes, quoted)
    verse = (han >= 2) & (han <= _VERSE_HAN) & ~quoted & (marks == 0)
    for run in _verse_runs(named, text, shapes, verse):
        _name_verse(named, shapes, run)


def _run_bounds(
    named: Named, shapes: Shapes, fits: NDArray[np.bool_], least: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last of the runs of `least` or more one-line paragraphs without a name that fit."""
    rows = np.flatnonzero(fits & (named == 0) & (shapes.lines == 1))
    if not len(rows):
        return rows, rows
    parted = np.flatnonzero(np.diff(rows) != 1)
    first, last = rows[np.append(0, parted + 1)], rows[np.append(parted, len(rows) - 1)]
    long = last - first + 1 >= least
    return first[long], last[long]


def _runs(named: Named, shapes: Shapes, fits: NDArray[np.bool_], least: int) -> Iterator[range]:
    """The same runs, as ranges of rows."""
    first, last = _run_bounds(named, shapes, fits, least)
    for low, high in zip(first.tolist(), last.tolist(), strict=True):
        yield range(low, high + 1)


def _marker(text: str) -> int:
    """Which class of list marker the paragraph begins with, or 0."""
    match = _MARKER.match(text)
    return match.lastindex or 0 if match else 0


def _name_lists(named: Named, marks: NDArray[np.int8], han: NDArray[np.int32]) -> None:
    """Items stand beside items of their class; a bullet is one by itself."""
    for row in np.flatnonzero((marks > 0) & (named == 0)).tolist():
        mark = marks[row]
        near = marks[max(0, row - 1) : row + 2] == mark
        beside = np.count_nonzero(near) > 1 and mark < _CHAPTER
        if mark == _BULLET or (beside and han[row] <= _ITEM_HAN):
            named[row] = CODE["list"]


def _name_tables(named: Named, text: Text, shapes: Shapes) -> None:
    """Rows have cells, parted alike; most of a table's rows have the same number of them."""
    signs = _cell_signs(text)
    if not signs:  # looked for line by line, a pattern takes half of the time of segmenting
        return
    cells = [
        _cells(line) if any(sign in line for sign in signs) else (0, 0) for line in shapes.texts
    ]
    for run in _runs(named, shapes, np.array([count > 0 for _, count in cells]), _ROWS):
        (kind, _), count = Counter(cells[row] for row in run).most_common(1)[0]
        if count >= _ROWS and 2 * count >= len(run):
            for row in run:
                if cells[row][0] == kind:
                    named[row] = CODE["table"]


def _cell_signs(text: Text) -> list[str]:
    """Which of the signs occur; to look for those of two or three blanks takes longest."""
    signs: tuple[str, ...] = _CELL_BARS if holds(text, Mark.BAR) else ()
    blanks = text.derived(marked) == np.uint8(Mark.BLANK)
    if blanks.any():
        signs += _CELL_BLANKS if bool((blanks[1:] & blanks[:-1]).any()) else _CELL_BLANKS[:1]
    return [sign for sign in signs if sign in text.value]


def _cells(text: str) -> tuple[int, int]:
    """What parts the cells of a line, and how often."""
    found = [match.lastindex or 0 for match in _CELL.finditer(text)]
    return (found[0], found.count(found[0])) if found else (0, 0)


def _name_dialogue(named: Named, text: Text, shapes: Shapes, quoted: NDArray[np.bool_]) -> None:
    """Lines of speech, one after the other; or turns of speakers who speak again."""
    for run in _runs(named, shapes, quoted, _SPEECHES):
        named[run.start : run.stop] = CODE["dialogue"]
    speaking = _near_colon(text, shapes)
    for row in np.flatnonzero(speaking).tolist():
        speaking[row] = _SPEAKER.match(shapes.texts[row]) is not None
    for run in _runs(named, shapes, speaking, _TURNS):
        speakers = Counter(_speaker(shapes.texts[row]) for row in run)
        again = sum(count for count in speakers.values() if count > 1)
        if len(speakers) > 1 and again >= _TALKED * len(run):
            named[run.start : run.stop] = CODE["dialogue"]


def _near_colon(text: Text, shapes: Shapes) -> NDArray[np.bool_]:
    """Which paragraphs have a colon so near their beginning that a speaker may stand before it.

    One or two in a hundred lines do; to try the pattern on all took a tenth of segmenting.
    """
    colons = np.flatnonzero(text.derived(marked) == np.uint8(Mark.COLON))
    near = np.zeros(len(shapes), dtype=bool)
    row = np.searchsorted(shapes.starts, colons, "right") - 1
    near[row[(row >= 0) & (colons - shapes.starts[row] <= _COLON)]] = True
    return near


def _heads(text: Text, starts: NDArray[np.int64], count: int) -> NDArray[np.uint32]:
    """The first so many code points from each start on: shape ``(len(starts), count)``."""
    return text.codepoints.take(starts[:, None] + np.arange(count), mode="clip")


def _speaker(text: str) -> str:
    match = _SPEAKER.match(text)
    return match[1] if match else ""


def _verse_runs(
    named: Named, text: Text, shapes: Shapes, fits: NDArray[np.bool_]
) -> Iterator[range]:
    """Runs of short lines that may be verse, which is to say a few of them.

    What every run that `_verse_begins` tries has: a comma at the end of one of its first lines, or
    a last line the first clause of which has the length of a foot.
    """
    first, last = _run_bounds(named, shapes, fits, 2)
    breaks = np.append(_LINE_COMMAS.holds(text.codepoints[shapes.ends - 1]), False)
    above = [np.minimum(first + step, last) for step in range(_ABOVE + 1)]
    may = np.logical_or.reduce([breaks[row] for row in above])
    may |= _may_be_foot(text, shapes.starts[last], shapes.ends[last])
    for low, high in zip(first[may].tolist(), last[may].tolist(), strict=True):
        yield range(low, high + 1)


def _may_be_foot(
    text: Text, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether the first clause of each line can have as many characters as a foot has hanzi."""
    longest = max(_FOOT)
    stops = _CLAUSE_MARKS.holds(_heads(text, starts, longest + 1))
    stops |= starts[:, None] + np.arange(longest + 1) >= ends[:, None]
    size = np.where(stops.any(axis=1), stops.argmax(axis=1), longest + 1)
    # A mark at the line's start ends no clause: the next one counts.
    return np.isin(size, (0, *_FOOT))


def _name_verse(named: Named, shapes: Shapes, run: range) -> None:
    """A run of short lines that share a foot, or that break at commas."""
    texts = shapes.texts
    # What every run that `_verse_begins` tries has: nearly all runs fail at the first clause of it.
    tail = texts[run[min(_ABOVE, len(run) - 1)] : run[-1] + 1]
    regular = _foot(tail)[0] > 0
    if not regular and not any(texts[row][-1] in _COMMAS for row in run[: _ABOVE + 1]):
        return
    first = _verse_begins(texts[run[0] : run[-1] + 1], regular)
    if first is not None:
        named[run.start + first : run.stop] = CODE["verse"]


def _verse_begins(lines: Sequence[str], regular: bool) -> int | None:
    """The first line of verse in a run of short lines; a title and a poet may stand above it."""
    for first in range(min(_ABOVE + 1, len(lines))):
        rest = lines[first:]
        foot, clauses = _foot(rest) if regular else (0, 0)
        if clauses >= _VERSE_LINES:
            marked = sum(1 for line in rest if ends(line))
            # Bare lines of four hanzi can be a list of names.
            if marked * 2 >= len(rest) or (not marked and foot > 4):
                return first
        if len(rest) >= _VERSE_LINES and rest[0][-1:] in _COMMAS:
            breaks = sum(1 for line in rest if line[-1:] in _COMMAS)
            if breaks * 3 >= len(rest):
                return first
    return None


def _foot(lines: Sequence[str]) -> tuple[int, int]:
    """The characters that each clause of the lines has, and the clauses; 0 if not regular verse."""
    foot = clauses = 0
    for line in lines:
        for part in _CLAUSE.split(line):
            if part:
                foot = foot or len(part)
                if len(part) != foot or foot not in _FOOT:
                    return 0, 0
                clauses += 1
    return foot, clauses
