"""The gate: which stretches of a text may hold damage. Clean text leaves here, by columns.

Damage looks unlikely: bytes read in the wrong encoding give characters that nobody writes side by
side. By columns:

1. rare characters that stand together (three within eight), by one look-up a character;
2. windows of eight characters whose pairs are as unlikely as damage, by the character model, and
   that would be likelier if their bytes were read otherwise (`worth`);
3. marks that lost bytes leave: ``?`` or U+FFFD REPLACEMENT CHARACTER glued to hanzi;
4. pairs of bytes of UTF-8 as a Western page shows them (`western.byte_pairs`).

Measured on the damaged items of shared/measure/mojibake (dev): of every family without marks 95 %
and more pass, but for gbk→eucjp (92 %), eucjp→gbk (72 %) and bytes lost without a trace (64 to
68 %). Of clean lines pass: modern Chinese 1 %, Korean 3 %, poetry 5 %, Vietnamese 59 % and French
32 % (by step 4, which ftfy looks at again).

What it does not do: decide. What passes is only looked at. A line is judged by nothing but itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._charmodel import UNIT, CharModel, load
from textfix._lines import Lines
from textfix._text import distinct
from textfix.filters.mojibake.cuts import WHOLE, cuts
from textfix.filters.mojibake.western import byte_pairs, char_class, pair_pattern
from textfix.filters.mojibake.worth import pays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["suspects"]

# A character is rare from 10 nats on (one in 22,000). Three such within eight stand in 16 % of
# clean lines and in all but 5 % of the damaged ones that step 2 finds (bytes dropped around A3:
# 16 %); at 9 nats in 52 % and in all.
_RARE = 10 * UNIT
_TOGETHER = 3
_WINDOW = 8
# Mean nats of a window's pairs. With what `worth` holds back, 1 % of modern Chinese lines pass at
# 8.4 and at 9; at 9 euckr→gbk loses 3 points, eucjp→gbk 11.
_UNLIKELY = int(8.4 * UNIT)
# So many windows are looked at before neighbours are left out: a column more costs less.
_MANY = 64
# Lines shorter than a window and a half: two rare characters are enough.
_SHORT = 12
# A line is damage without further asking where three characters in ten are rare: no clean line of
# modern Chinese (dev) is so, two of three damaged ones are.
_DENSE = 0.3
# Up to here a single line is asked by regex; no further, as longer ones are not looked at whole.
_SMALL = WHOLE

_NEWLINE = 0x0A
# More than any window costs: a window with a newline in it is none.
_FORBID = 1_000_000
_GLUE = np.uint16(CharClass.HAN | CharClass.OTHER_CJK | CharClass.CJK_MARK)
# What follows the mark of a lost byte, and hardly ever a question mark: no blank, no line's end.
_SOLID = np.uint16(
    _GLUE | CharClass.LATIN | CharClass.NARROW_MARK | CharClass.DIGIT | CharClass.CODE
)


def suspects(text: Text) -> list[tuple[int, int]]:
    """Lines that may be damaged, of long ones the clauses: sorted, disjoint, at most 1,024
    characters long.

    >>> from textfix._text import Text
    >>> suspects(Text("天气很好。\\n浠婂ぉ澶╂皵寰堝ソ\\nplain text"))
    [(6, 15)]
    """
    value = text.value
    if value.isascii():
        return []
    if len(value) <= _SMALL and "\n" not in value:
        return [(0, len(value))] if _line_is_suspect(text) else []
    kinds = _kinds().take(text.codepoints, mode="clip")
    hot = np.flatnonzero(kinds != 0)  # of bytes it takes eight times as long
    if not len(hot):
        return []
    kinds = kinds[hot]
    lines = Lines(text)
    points = text.codepoints
    hits = np.concatenate(
        (
            _unlikely(points, hot[kinds & _RARELY != 0], lines, load()),
            hot[kinds & _GONE != 0],
            _asked(points, hot[kinds & _ASKS != 0]),
            byte_pairs(points, hot[kinds & _LEADS != 0]),
        )
    )
    if not len(hits):
        return []
    hits.sort()
    found: list[tuple[int, int]] = []
    for row in distinct(lines.of(hits)).tolist():
        start, end = int(lines.start[row]), int(lines.end[row])
        low, high = np.searchsorted(hits, (start, end)).tolist()
        found += cuts(value, start, end, hits[low:high].tolist())
    return found


def _line_is_suspect(text: Text) -> bool:
    """The same for one short line: the columns' overhead is 150 microseconds, this takes 2 to 5."""
    value = text.value
    marks, rare, near = _patterns()
    if marks.search(value):
        return True
    if not near.search(value) and len(value) >= _SHORT:
        return False
    if not rare.search(value):
        return False
    points = text.codepoints
    at = np.flatnonzero(_kinds().take(points, mode="clip") & _RARELY)
    return len(_unlikely(points, at, Lines(text), load())) > 0


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Steps 3 and 4; a rare character; and step 1 where a line is not short."""
    # Beyond the BMP everything is rare.
    rare = char_class(_kinds() & _RARELY != 0) + "\U00010000-\U0010ffff"
    table = flag_table()[:0x10000]

    def having(flags: int) -> NDArray[np.bool_]:
        return (table & np.uint16(flags)).astype(bool)

    solid = having(int(_SOLID))
    solid[0x80:] = True
    glued = char_class(having(int(_GLUE)))
    after = char_class(solid) + "\U00010000-\U0010ffff"
    lost = f"\\?(?=[{glued}])|(?<=[{glued}])\\?(?=[{after}])|[\ufffd锟]"
    apart = f"[^\n]{{0,{_WINDOW - 3}}}"
    return (
        re.compile(f"{lost}|{pair_pattern().pattern}"),
        re.compile(f"[{rare}]"),
        re.compile(f"[{rare}]{apart}[{rare}]{apart}[{rare}]"),
    )


# What a character can be to the gate.
_RARELY, _LEADS, _ASKS, _GONE = 1, 2, 4, 8


@cache
def _kinds() -> NDArray[np.uint8]:
    """One look-up a character for all four steps. ASCII is never rare: it is not repaired."""
    model, every = load(), np.arange(0x10000, dtype=np.uint32)
    rare = (model.alone(every) >= _RARE) & (every >= 0x80)
    lead = (flag_table()[:0x10000] & np.uint16(CharClass.BYTE_LEAD)).astype(bool)
    lead[0x80:0xA0] = True  # a C1 control is a hit without a tail
    kinds = rare * np.uint8(_RARELY) | lead * np.uint8(_LEADS)
    kinds[ord("?")] |= _ASKS
    # 锟: two U+FFFD as UTF-8, read as GBK, are 锟斤拷; the word 锟铻 is rare.
    kinds[[0xFFFD, ord("锟")]] |= _GONE
    found: NDArray[np.uint8] = kinds.astype(np.uint8)
    found.flags.writeable = False
    return found


def _unlikely(
    points: NDArray[np.uint32], rare: NDArray[np.intp], lines: Lines, model: CharModel
) -> NDArray[np.intp]:
    """An offset in every line with a window of unlikely pairs (steps 1 and 2)."""
    if not len(rare):
        return rare
    first, last = rare[: 1 - _TOGETHER], rare[_TOGETHER - 1 :]
    near = last - first < _WINDOW
    first, last = first[near], last[near]
    row = lines.of(first)
    same = lines.end[row] > last
    first, row = first[same], row[same]
    if not len(first):
        return _short_lines(points, rare, lines, model)
    # Lines full of rare characters need no model.
    begin, end = lines.start[row], lines.end[row]
    count = np.searchsorted(rare, end) - np.searchsorted(rare, begin)
    dense = (count >= np.maximum(_TOGETHER, _DENSE * (end - begin))) & (end - begin >= _WINDOW)
    windows = np.concatenate(
        (
            np.minimum(first, end - _WINDOW)[dense],
            _repeated(_windows(points, first[~dense], model), lines),
        )
    )
    chosen = windows
    if len(windows) > _MANY:  # every fourth window says as much as every one
        chosen = windows[np.unique(windows // 4, return_index=True)[1]]
    paying = chosen[pays(points, chosen)]
    if len(paying) and chosen is not windows:
        # Where in its line may not depend on what else there is: in these all windows are asked.
        asked = windows[np.isin(lines.of(windows), lines.of(paying))]
        paying = asked[pays(points, asked)]
    return np.concatenate((paying, _short_lines(points, rare, lines, model)))


def _repeated(windows: NDArray[np.intp], lines: Lines) -> NDArray[np.intp]:
    """Without those that are the only one of a line of more than three windows."""
    row = lines.of(windows)
    alone = np.ones(len(row), dtype=bool)
    same = row[1:] == row[:-1]
    alone[1:] &= ~same
    alone[:-1] &= ~same
    return windows[~alone | ((lines.end - lines.start)[row] <= 3 * _WINDOW)]


def _cost(points: NDArray[np.uint32], at: NDArray[np.intp], model: CharModel) -> NDArray[np.int64]:
    """What the characters at sorted offsets cost after those before them; newlines forbid."""
    before = points[np.maximum(at - 1, 0)]
    before[: np.searchsorted(at, 1)] = _NEWLINE
    own = points[at]
    cost = model.pairs(model.homes(before), model.homes(own)) + model.forms(own)
    cost[own == _NEWLINE] = -_FORBID
    return cost.astype(np.int64)


_REACH = np.arange(2 * _WINDOW)


def _windows(
    points: NDArray[np.uint32], first: NDArray[np.intp], model: CharModel
) -> NDArray[np.intp]:
    """Starts of unlikely windows that reach or lie beside the offsets `first`."""
    if not len(first):
        return first
    wanted = np.zeros(len(points) + 3 * _WINDOW, dtype=bool)
    wanted[(first[:, None] + _REACH).ravel()] = True
    at = np.flatnonzero(wanted) - _WINDOW // 2
    at = at[np.searchsorted(at, 0) : np.searchsorted(at, len(points))]
    if len(at) < _WINDOW:
        return first[:0]
    total = np.zeros(len(at) + 1, dtype=np.int64)
    np.cumsum(_cost(points, at, model), out=total[1:])
    row = np.flatnonzero(total[_WINDOW:] - total[:-_WINDOW] >= _UNLIKELY * _WINDOW)
    found: NDArray[np.intp] = at[row[at[row + _WINDOW - 1] - at[row] == _WINDOW - 1]]
    return found


def _short_lines(
    points: NDArray[np.uint32], rare: NDArray[np.intp], lines: Lines, model: CharModel
) -> NDArray[np.intp]:
    """Starts of short lines that are unlikely as a whole."""
    length = lines.end - lines.start
    row = np.flatnonzero((length > 0) & (length < _SHORT))
    if not len(row):
        return row
    count = np.searchsorted(rare, lines.end[row]) - np.searchsorted(rare, lines.start[row])
    row = row[count >= np.where(length[row] < 4, 1, 2)]
    if not len(row):
        return row
    starts = np.cumsum(length[row]) - length[row]
    at = np.repeat(lines.start[row] - starts, length[row]) + np.arange(length[row].sum())
    total = np.add.reduceat(_cost(points, at, model), starts)
    found: NDArray[np.intp] = lines.start[row][total >= _UNLIKELY * length[row]]
    return found


def _asked(points: NDArray[np.uint32], asked: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of the question marks at `asked` that a lost byte may have left (step 3)."""
    asked = asked[asked < len(points) - 1]
    if not len(asked):
        return asked
    table = flag_table()
    after = table[points[asked + 1]]
    before = np.where(asked > 0, table[points[np.maximum(asked - 1, 0)]], 0)
    glued = (before | after) & _GLUE != 0
    solid = (after & _SOLID != 0) | (points[asked + 1] >= 0x80)
    found: NDArray[np.intp] = asked[glued & solid]
    return found
