"""To traditional: a pivot through simplified, and evidence for every character that may be right.

z = s2t(t2s(line)), aligned position by position, is what the line would be had it been simplified
altogether. Characters that only traditional text writes stay. Those that only simplified
text writes take z. Those valid in both (后, 里, 干, 余) change only on evidence:

- in a clause that is written in simplified (it holds characters of that script only), they take z;
- elsewhere, with `repair`, where a word says that they are wrong (`_words`).

So native text is a fixed point, and names stay. Regional variants of what was traditional already are
not folded; what is converted takes Taiwan's forms (為, 裡, 吃), or Hong Kong's for that target.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from textfix._edits import Edits, Tag
from textfix.filters.script._detect import AMBIGUOUS, CLAUSE_END, HANZI, SIMPLIFIED, TRADITIONAL, kinds
from textfix.filters.script._fast import changes
from textfix.filters.script._lines import lines_with
from textfix.filters.script._tables import map_table
from textfix.filters.script._words import wrong_by_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Region", "to_traditional"]

Region = Literal["tw", "hk"]

_TAGS = (
    Tag("script.to-traditional.char", why="a form that only simplified text writes, by OpenCC"),
    Tag("script.to-traditional.clause", why="the clause is written in simplified, by OpenCC"),
    Tag("script.to-traditional.word", why="a word of Taiwan's is written so, by McBopomofo"),
)
_CHAR, _CLAUSE, _WORD = range(3)

_Found = tuple["NDArray[np.intp]", "NDArray[np.uint32]", "NDArray[np.uint16]"]


def to_traditional(points: NDArray[np.uint32], *, region: Region, repair: bool) -> Edits:
    """The edits that make the text traditional; each depends on its own line only."""
    kind = kinds().take(points)
    at, values, which = _converted(points, kind, region)
    if repair:
        open_to = kind & AMBIGUOUS
        open_to[at] = 0
        doubtful = np.flatnonzero(open_to)
        if len(doubtful):
            wrong, right = wrong_by_words(points, doubtful)
            at, values = np.concatenate([at, wrong]), np.concatenate([values, variants(region).take(right)])
            which = np.concatenate([which, np.full(len(wrong), _WORD, dtype=np.uint16)])
            order = np.argsort(at, kind="stable")
            at, values, which = at[order], values[order], which[order]
    return Edits.pointwise(at, values, _TAGS, which)


def _converted(points: NDArray[np.uint32], kind: NDArray[np.uint8], region: Region) -> _Found:
    """Simplified-only characters, and all of a simplified clause: offsets, values, tags."""
    marks = np.flatnonzero(kind & SIMPLIFIED)
    lines = lines_with(points, marks)
    if not len(lines):
        return lines, points[:0], np.zeros(0, dtype=np.uint16)
    text, kind = points[lines], kind[lines]
    pivot = text.copy()
    at, values = changes(pivot, "t2s")
    pivot[at] = values
    kept = np.zeros(len(text), dtype=bool)
    kept[at] = True  # t2s knows a simplified form: what stands here is traditional
    at, values = changes(pivot, "s2t")
    pivot[at] = values
    made = variants(region).take(pivot)
    simplified_clause = _clauses(kind)
    chosen = (kind & SIMPLIFIED > 0) | (simplified_clause & ~kept & (kind & HANZI > 0))
    chosen &= made != text
    found = np.flatnonzero(chosen)
    which = np.where(kind[found] & SIMPLIFIED, _CHAR, _CLAUSE).astype(np.uint16)
    return lines[found], made[found], which


def _clauses(kind: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """For each character whether its clause holds simplified-only characters and no traditional-only."""
    ends = np.flatnonzero(kind & CLAUSE_END)
    starts = np.concatenate([[0], ends + 1])
    starts = starts[starts < len(kind)]
    union = np.bitwise_or.reduceat(kind, starts)
    native = (union & (SIMPLIFIED | TRADITIONAL)) == SIMPLIFIED
    return np.repeat(native, np.diff(np.append(starts, len(kind))))


@cache
def variants(region: Region) -> NDArray[np.uint32]:
    """OpenCC's standard traditional characters as the region writes them."""
    return map_table(f"t2{region}")
