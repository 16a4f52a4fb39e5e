"""To traditional: a pivot through simplified, and evidence for every character that may be right.

z = s2t(t2s(line)), aligned position by position, is what the line would be had it been simplified
altogether. Characters that only traditional text writes stay. Those that only simplified
text writes take z. Those valid in both (后, 里, 干, 余) change only on evidence:

- in a clause that is written in simplified (it holds characters of that script only), they take z;
- elsewhere, with `repair`, where a word says that they are wrong (`_words`).

So native text is a fixed point, and names stay. Regional variants of what was traditional already
are not folded; what is converted takes Taiwan's forms (為, 裡, 吃), or Hong Kong's for that target.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from textfix._edits import Edits, Tag
from textfix.filters.script._detect import (
    AMBIGUOUS,
    CLAUSE_END,
    HANZI,
    SIMPLIFIED,
    TRADITIONAL,
    kinds,
    only,
)
from textfix.filters.script._fast import changes
from textfix.filters.script._stretch import changed, flagged, stretches_with
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
    """The edits that make the text traditional; each depends on its own line only.

    Idempotent: after `_converted` no simplified-only character is left for it to start from, and
    what a word says of a character depends on the line's simplified spelling, which no edit
    changes.
    """
    kind = kinds().take(points)
    at, values, which = _converted(points, kind, region)
    if not repair:
        return Edits.pointwise(at, values, _TAGS, which)
    made = changed(points, at, values)
    if len(at):
        kind = kind.copy()
        kind[at] = kinds().take(values)
    wrong, right = wrong_by_words(made, flagged(kind, AMBIGUOUS))
    if not len(wrong):
        return Edits.pointwise(at, values, _TAGS, which)
    tags = np.zeros(len(points), dtype=np.uint8)
    tags[at] = which
    tags[wrong] = _WORD
    made = changed(made, wrong, variants(region).take(right))
    at = np.flatnonzero(made != points)
    return Edits.pointwise(at, made[at], _TAGS, tags[at])


def _converted(points: NDArray[np.uint32], kind: NDArray[np.uint8], region: Region) -> _Found:
    """Simplified-only characters, and all of a simplified clause: offsets, values, tags."""
    marks = flagged(kind, SIMPLIFIED)
    if not len(marks):
        return marks, points[:0], np.zeros(0, dtype=np.uint16)
    clauses, starts = stretches_with(len(points), flagged(kind, CLAUSE_END), marks)
    text, kind = points[clauses], kind[clauses]
    at, values = changes(text, "t2s")
    native = np.zeros(len(text), dtype=bool)
    native[at] = True  # t2s knows a simplified form: what stands here is traditional
    pivot = changed(text, at, values)
    # A phrase may keep a simplified-only character (么 of an old name): the map does not.
    pivot = changed(pivot, *changes(pivot, "s2t", always=only(SIMPLIFIED)))
    simplified = (kind & SIMPLIFIED) != 0
    made = variants(region).take(pivot)
    pure = (np.bitwise_or.reduceat(kind, starts) & TRADITIONAL) == 0
    pure = np.repeat(pure, np.diff(np.append(starts, len(text))))
    chosen = simplified | (pure & ~native & ((kind & HANZI) > 0))
    found = np.flatnonzero(chosen & (made != text))
    which = np.where(simplified[found], _CHAR, _CLAUSE).astype(np.uint16)
    return clauses[found], made[found], which


@cache
def variants(region: Region) -> NDArray[np.uint32]:
    """OpenCC's standard traditional characters as the region writes them."""
    return map_table(f"t2{region}")
