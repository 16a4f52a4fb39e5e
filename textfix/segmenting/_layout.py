"""Which lines make a paragraph: each its own, unless the text was wrapped to a width.

Joining lines is only right for text that somebody broke at a margin, so there must be evidence:
many lines share one width, and most of those break in mid-sentence. Then a line is *full* where the
next line's first word would not have fitted; full lines go on, and an indent (U+3000 twice, as a
rule), a blank line or a short line ends the paragraph. Without the evidence nothing is joined:
verse, dialogue, lists and tables stay line by line (18 of 18 texts), and "join until 。" would
merge headings and verse (5 of 18).

Widths are counted in columns, a hanzi is two, unless characters explain the text better. What this
module does not do: say what kind of paragraph it is.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharSet
from textfix.segmenting._columns import Line, Spans, columns_of
from textfix.segmenting._items import ITEM, is_inline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["blocks"]

# Narrower text is verse or a column of a table: seven hanzi and a mark are 16 columns.
_MIN_WIDTH = 28
# At least so many full lines, and so large a share of all lines; less where nearly all of the full
# ones break in mid-sentence, as in chapters of short verses (23 in 100 lines at 72 columns).
_MIN_FULL = 3
_FULL_SHARE = 0.25
_FEW_FULL, _FEW_SHARE, _FEW_MID = 5, 0.1, 0.8
# Of the full lines, so many break in mid-sentence. In unwrapped text nearly every line ends one.
_MID_SENTENCE = 0.5
_SOME_MID = 0.2  # of those that are full beyond doubt: fewer, and nothing else is looked at
# For each full line, so many sentences end inside a line or at the end of a short one: prose does
# the one, statutes the other; lines of one width that belong apart (headlines) do neither.
_STOPPED = 0.1
_STOPPED_EVEN = 0.4  # where no line at all is short: verse without final marks may ask a question
# Of the lines that are not full, so many end a sentence; the rest are headings. Among 60 pages and
# statutes, the one with the most headings has 0.41; lists of titles have next to none.
_EXPLAINED = 0.35
# Of the lines behind full ones, so few begin with a quotation: of dialogue, all do.
_SPOKEN = 0.5
# A line may hang over by a closing mark and a little more; so few lines may be longer still.
_OVERHANG = 4
_LONGER = 0.05
# The margin is one of the commonest widths: marks that hang over it make it not the greatest.
_CANDIDATES = 6
_INDENT = 2  # columns more than lines that go on have, at least
_REACH = 40  # lines looked back for the number before
# Of the paragraphs, so many are set off by an indent or a blank line in a text that does so.
_MARKED = 0.9
# Below the width by this much, a line may still be full: the next word can be long (an address).
_BAND = 12

_SENTENCE_END = "。！？!?…”』」）)；;：:.\"'"
_ENDS = CharSet(_SENTENCE_END)
_STOPS = "。！？"
_PARAGRAPH_END = _STOPS + "”」』"
_CANNOT_BEGIN = "，。、；：！？”’』」）》】〕,.;:!?)]}…—"
_CANNOT_END = "“‘『「（《【〔([{"
_SPEECH = '“「『"—'
_INNER_STOP = re.compile(r"[。！？][”’」』）]*[^”’」』）]|[.!?] ")
_WORD = re.compile(r"[!-~\u00a1-\u024f]+")
# What only a row of a table has: tabs, bars, wide gaps.
_CELLS = re.compile(r"[\t|│┃]| {3}|\u3000{2}")


class Margin(NamedTuple):
    """What a text was wrapped to: a width in columns, or a count of characters."""

    at: int
    counted: bool  # in characters, as programs cut, without a look at words
    gap: int  # rows from one line to the next: 2 where every line has an empty one after it

    def joins(self, line: Line, following: Line) -> bool:
        """Whether no empty line, beyond those that all lines have, stands between the two."""
        return following.row - line.row == self.gap


def blocks(text: Text, spans: Spans) -> list[tuple[tuple[int, int], ...]] | None:
    """Spans of the lines in groups, one for each paragraph; None where every line is one."""
    columns = columns_of(text, spans) if _breaks_in_sentence(text, spans) else None
    candidates = _candidates(text, columns) if columns else []
    lines = list(map(Line, *map(np.ndarray.tolist, columns))) if columns and candidates else []
    margin = _margin(text.value, lines, candidates)
    if margin is None:
        return None
    style = _style(text.value, lines, margin)
    found: list[list[Line]] = []
    for line in lines:
        if found and _continues(text.value, found[-1], line, margin, style):
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple((line.start, line.end) for line in block) for block in found]


def _breaks_in_sentence(text: Text, spans: Spans) -> bool:
    """Whether a line that may be full breaks in mid-sentence: else there is no margin.

    `_common` lets one line in twenty be longer than the margin and what hangs over; a line has as
    many columns as characters at least, and twice as many at most. So sizes tell where the margin
    is at least, and which lines reach it at most. Counting columns takes ten times as long.
    """
    size = spans.high - spans.start
    if not len(size):
        return False
    longer = len(size) - 1 - int(_LONGER * len(size))
    least = int(np.partition(size, longer)[longer]) - _OVERHANG - 1
    reaches = 2 * size >= least
    return not bool(_ENDS.holds(text.codepoints[spans.high[reaches] - 1]).all())


def _candidates(text: Text, columns: tuple[NDArray[np.int64], ...]) -> list[Margin]:
    """What the text may have been wrapped to; nearly always nothing, and that costs little."""
    _, high, row, _, width, size, _ = columns
    if len(row) < _MIN_FULL + 1:
        return []
    gap = 2 if bool((np.diff(row) > 1).all()) else 1
    found = [Margin(at, False, gap) for at in _common(width, _MIN_WIDTH, _BAND, _OVERHANG)]
    found += [Margin(at, True, gap) for at in _common(size, _MIN_WIDTH // 2, 0, 0)]
    mid = ~_ENDS.holds(text.codepoints[high - 1])
    return [margin for margin in found if _may_be(margin, size if margin.counted else width, mid)]


def _may_be(margin: Margin, width: NDArray[np.int64], mid: NDArray[np.bool_]) -> bool:
    """Whether, of the lines that are full beyond doubt, some break in mid-sentence."""
    full = width >= margin.at - 1
    return int(mid[full].sum()) >= _SOME_MID * int(full.sum())


def _margin(value: str, lines: list[Line], candidates: list[Margin]) -> Margin | None:
    """What the text was wrapped to, or None where there is no evidence that it was."""
    scored = [(_evidence(value, lines, margin), margin) for margin in candidates]
    # Columns come first, and stay where characters explain no more, as in plain Chinese.
    score, margin = max(scored, key=itemgetter(0), default=(0.0, None))
    return margin if score else None


def _common(widths: NDArray[np.int64], least: int, band: int, overhang: int) -> list[int]:
    """The commonest widths that can be a margin: many lines reach it, hardly one goes beyond."""
    values, counts = np.unique(widths[widths >= least], return_counts=True)
    return [
        at
        for at in values[np.argsort(-counts, kind="stable")[:_CANDIDATES]].tolist()
        if (widths >= at - band).mean() >= _FEW_SHARE and (widths > at + overhang).mean() <= _LONGER
    ]


def _evidence(value: str, lines: list[Line], margin: Margin) -> float:
    """The share of lines that a wrap at `margin` explains, or 0 where it is no explanation."""
    full = mid = rest = explained = spoken = 0
    last = lines[-1]
    short = last.width < margin.at - _OVERHANG
    stopped = int(short and value[last.end - 1] in _PARAGRAPH_END)
    stopped += _INNER_STOP.search(value, last.start, last.end) is not None
    for line, following in pairwise(lines):
        ends = value[line.end - 1] in _SENTENCE_END
        if margin.joins(line, following) and _is_full(value, line, following, margin):
            full += 1
            mid += not ends
            spoken += value[following.start] in _SPEECH
            stopped += _INNER_STOP.search(value, line.start, line.end) is not None
        else:
            rest += 1
            explained += ends
            stopped += value[line.end - 1] in _PARAGRAPH_END
    count = len(lines) - 1
    # All lines are full: prose that just so fills its last one ends a sentence there; a poem set in
    # a block need not.
    if not rest and not short and value[last.end - 1] not in _SENTENCE_END:
        return 0.0
    if (
        full < _MIN_FULL
        or spoken > _SPOKEN * full
        or mid < _MID_SENTENCE * full
        or stopped < (_STOPPED if rest or short else _STOPPED_EVEN) * full
    ):
        return 0.0
    if full < _FULL_SHARE * count and (
        full < _FEW_FULL or full < _FEW_SHARE * count or mid < _FEW_MID * full
    ):
        return 0.0
    if explained < _EXPLAINED * rest:
        return 0.0
    return (full + explained) / count


def _is_full(value: str, line: Line, following: Line, margin: Margin) -> bool:
    """Whether the first word of the `following` line would not have fitted on this one."""
    if _CELLS.search(value, line.start, line.end):
        return False
    if margin.counted:
        # A program may have cut behind a blank, which may have been taken away since.
        short = line.size == margin.at - 1
        behind_blank = line.cut >= margin.at or value[line.end - 1] not in _SENTENCE_END
        return line.size >= margin.at or (short and behind_blank)
    if line.width >= margin.at - 1:
        return True
    if line.width < margin.at - _BAND and not value[following.start].isascii():
        return False
    return line.width + _first_word(value, line, following) > margin.at


def _first_word(value: str, line: Line, following: Line) -> int:
    """Columns of what cannot be parted from the beginning of the `following` line."""
    start, end = following.start, following.end
    word = _WORD.match(value, start, end)
    if word:
        size = word.end() - start
        blank = value[line.end - 1] < "\u1100"
        at = word.end()
        size += blank
    else:
        at, size = start + 1, 2
        while at < end and value[at - 1] in _CANNOT_END:
            at, size = at + 1, size + 2
    while at < end and value[at] in _CANNOT_BEGIN:
        at, size = at + 1, size + 2
    return size


def _base_indent(value: str, lines: list[Line], margin: Margin) -> int:
    """The indent of lines that go on: the commonest behind full lines that end no sentence."""
    indents = Counter(
        following.indent
        for line, following in pairwise(lines)
        if value[line.end - 1] not in _SENTENCE_END
        and margin.joins(line, following)
        and _is_full(value, line, following, margin)
    )
    return max(indents, key=indents.__getitem__, default=0)


class Style(NamedTuple):
    """How the paragraphs of a wrapped text are told apart.

    `base`: the indent of lines that go on. `marked`: every paragraph is set off, by an indent or a
    blank line. `splits`: a full line that ends a sentence more likely ends a paragraph.
    """

    base: int
    marked: bool
    splits: bool


def _style(value: str, lines: list[Line], margin: Margin) -> Style:
    base = _base_indent(value, lines, margin)
    ends = set_off = 0
    for line, following in pairwise(lines):
        if not (margin.joins(line, following) and _is_full(value, line, following, margin)):
            ends += 1
            indented = following.indent >= base + _INDENT
            set_off += indented or not margin.joins(line, following)
    marked = ends > 1 and set_off >= _MARKED * ends
    # A paragraph's last line is full by chance once in so many paragraphs as a line has characters;
    # a sentence inside a paragraph ends at a line's end as often as at any other place.
    full = len(lines) - 1 - ends
    by_chance = ends / (margin.at if margin.counted else margin.at / 2)
    within = full * sum(map(value.count, _STOPS)) / max(1, sum(line.size for line in lines))
    return Style(base, marked, not marked and by_chance > within)


def _continues(value: str, block: list[Line], line: Line, margin: Margin, style: Style) -> bool:
    """Whether `line` goes on with the paragraph in `block`."""
    last = block[-1]
    if not margin.joins(last, line) or not _is_full(value, last, line, margin):
        return False
    if value[last.end - 1] in _CANNOT_END:
        return True
    item = ITEM.match(value, block[0].start, block[0].end) is not None
    if line.indent >= style.base + _INDENT:
        # Indented, and no first line: the item, or the paragraph, hangs.
        hangs = line.indent > block[0].indent
        return hangs and (item or (len(block) > 1 and line.indent == last.indent))
    marker = ITEM.match(value, line.start, line.end)
    near = [before.start for before in block[-_REACH:]] if marker else []
    if marker is None or style.marked or is_inline(value, near, last.end, marker):
        return not (style.splits and value[last.end - 1] in _PARAGRAPH_END)
    return not item and value[last.end - 1] not in _SENTENCE_END
