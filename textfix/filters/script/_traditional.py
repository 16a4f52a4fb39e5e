"""To traditional: a pivot through simplified, and evidence for every character that may be right.

z = s2t(t2s(text)), aligned position by position, is what the text would be had it been simplified
altogether (where hardly anything is, OpenCC's map and Taiwan's words stand in for it). Characters
that only traditional text writes stay. Those that only simplified text writes take z.
Those valid in both (后, 里, 干, 余) may be either, and the question is whether z
there is likelier than what stands there:

- in a clause that is written in simplified (it holds characters of that script only), they take z;
- in another clause of a document that mixes scripts, a word that covers them decides
  (`_words`); where none does, they take z if p > P(what stands there) / P(z), where P is how often
  Taiwan writes the one and the other, and p the simplified share of the evidence in the clause,
  smoothed by the document's: a traditional 于 may be a 于, a simplified one is nearly always 於;
- with `repair`, a word that says that they are wrong is followed in any document; and where that
  happens often, a converter without context was at work, and its rate is a p too (`_evidence`),
  but for surnames, which such a converter leaves as well.

So native text is a fixed point, and names stay. Regional variants of what was traditional already
are not folded; what is converted takes Taiwan's forms (為, 裡, 吃), or Hong Kong's for that target.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from textfix._edits import Applicability, Edits, Tag
from textfix.filters.script._detect import (
    AMBIGUOUS,
    BESIDES,
    CHOSEN,
    CLAUSE_END,
    HANZI,
    SIMPLIFIED,
    TRADITIONAL,
    kinds,
    only,
)
from textfix.filters.script._fast import changes
from textfix.filters.script._stretch import changed, flagged, stretches_with
from textfix.filters.script._tables import map_table, odds_rows
from textfix.filters.script._words import (
    in_long_word,
    right_by_words,
    wrong_by_words,
    wrongly_chosen,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Region", "to_traditional"]

Region = Literal["tw", "hk"]

_TAGS = (
    Tag("script.to-traditional.char", why="a form that only simplified text writes, by OpenCC"),
    Tag("script.to-traditional.clause", why="the clause is written in simplified, by OpenCC"),
    Tag("script.to-traditional.word", why="a word of Taiwan's is written so, by McBopomofo"),
    Tag("script.to-traditional.odds", why="rare here, and the document mixes scripts"),
)
_CHAR, _CLAUSE, _WORD, _ODDS = range(4)
_ALL_TAGS = _TAGS + tuple(tag._replace(applicability=Applicability.DISPLAY) for tag in _TAGS)

# How many characters of evidence the document's share counts for in a clause of its own.
_WEIGHT = 3.0

# Words are followed where p is at least this: one stray character in a document proves nothing.
_WORD_ODDS = 0.005

# From this simplified share of the document on, OpenCC's phrases are asked about every clause,
# below only about those that are simplified altogether: others go by the map and by words.
# Loading the phrases takes 50 ms, a third of the start of a program; asking them about all clauses
# is worth no error at a share of 0.05, and 280 in a million in strict mode at 0.5.
_PHRASES_SHARE = 0.05

# With more than one character to judge in this many, the clauses without any are not left out.
_DENSE = 16

_Found = tuple["NDArray[np.intp]", "NDArray[np.uint32]", "NDArray[np.uint8]"]


def to_traditional(
    points: NDArray[np.uint32],
    *,
    region: Region,
    share: float,
    unconverted: float,
    repair: bool,
    sure: bool = True,
) -> Edits:
    """The edits that make the text traditional; each depends on its own line and the document.

    `share`: how much of the document is simplified. `unconverted`: how much of what is ambiguous
    was left as it was by a converter without context; strict mode takes none of it for granted.
    `sure`: whether the document is known to need it; else only what words of three characters say
    is made, and what any word says of a document that such a converter left. The rest is shown.

    Idempotent: after `_converted` no simplified-only character is left for it to start from, and
    what a word says of a character depends on the line's simplified spelling, which no edit
    changes.
    """
    kind = kinds().take(points)
    at, values, which = _converted(points, kind, region, share, unconverted)
    if not sure:
        which = which + np.uint8(len(_TAGS))
    if not repair:
        return Edits.pointwise(at, values, _ALL_TAGS, which)
    made = changed(points, at, values)
    if len(at):
        kind = kind.copy()
        kind[at] = kinds().take(values)
    wrong, right = wrong_by_words(made, flagged(kind, AMBIGUOUS))
    if unconverted:
        chosen, better = wrongly_chosen(made, flagged(kind, CHOSEN))
        wrong, right = np.concatenate([wrong, chosen]), np.concatenate([right, better])
    if not len(wrong):
        return Edits.pointwise(at, values, _ALL_TAGS, which)
    tags = np.zeros(len(points), dtype=np.uint8)
    tags[at] = which
    tags[wrong] = _WORD
    if not sure and not unconverted:
        tags[wrong[~in_long_word(points, wrong)]] += len(_TAGS)
    made = changed(made, wrong, variants(region).take(right))
    at = np.flatnonzero(made != points)
    return Edits.pointwise(at, made[at], _ALL_TAGS, tags[at])


def _converted(
    points: NDArray[np.uint32],
    kind: NDArray[np.uint8],
    region: Region,
    share: float,
    unconverted: float,
) -> _Found:
    """What the pivot and the evidence of script change: offsets, values, tags."""
    # With less of either, p is too small for any ambiguous character of a clause without evidence.
    either = share > _WORD_ODDS or unconverted
    marks = flagged(kind, SIMPLIFIED | AMBIGUOUS if either else SIMPLIFIED)
    if not len(marks):
        return marks, points[:0], np.zeros(0, dtype=np.uint8)
    ends = flagged(kind, CLAUSE_END)
    if len(marks) * _DENSE > len(points):
        offsets, starts = (
            None,
            np.concatenate([np.zeros(1, np.intp), ends[ends + 1 < len(kind)] + 1]),
        )
        text = points
    else:
        offsets, starts = stretches_with(len(points), ends, marks)
        text, kind = points[offsets], kind[offsets]
    simplified = (kind & SIMPLIFIED) != 0
    ours = np.add.reduceat(simplified, starts, dtype=np.int64)
    theirs = np.add.reduceat((kind & TRADITIONAL) != 0, starts, dtype=np.int64)
    pure = (theirs == 0) & ((ours > 0) | (share == 1.0))
    chosen = np.repeat(pure, np.diff(np.append(starts, len(text))))
    pivot, native = _pivot(text, kind, chosen | (share >= _PHRASES_SHARE))
    chosen &= ((kind & HANZI) != 0) & ~native
    chosen |= simplified
    tags = np.full(len(text), _CLAUSE, dtype=np.uint8)
    tags[simplified] = _CHAR

    doubtful = np.flatnonzero((pivot != text) & ~chosen & ((kind & AMBIGUOUS) != 0))
    rows = np.searchsorted(starts, doubtful, "right") - 1
    p = (ours + _WEIGHT * share)[rows] / (ours + theirs + _WEIGHT)[rows]
    said = right_by_words(text, doubtful)
    spelled = (said > 0) & (said != text[doubtful]) & (p > _WORD_ODDS)
    if unconverted:
        # A surname stands before a given name or a title: before no hanzi it is none.
        name = ((kind & BESIDES) != 0) & np.append((kind[1:] & HANZI) != 0, False)
        p = np.where(name[doubtful], p, np.maximum(p, unconverted))
    likelier = (said == 0) & (p > _odds(text[doubtful], pivot[doubtful]))
    chosen[doubtful[likelier | spelled]] = True
    tags[doubtful] = np.where(spelled, _WORD, _ODDS)

    pivot[doubtful[spelled]] = said[spelled]
    made = variants(region).take(pivot)
    found = np.flatnonzero(chosen & (made != text))
    return found if offsets is None else offsets[found], made[found], tags[found]


def _pivot(
    text: NDArray[np.uint32], kind: NDArray[np.uint8], phrases: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """What the text would be had it been simplified, and which characters surely never were.

    Where `phrases` is true by OpenCC; elsewhere characters go by its map, those that stand for
    several by the words over them, and nothing is known to be native.
    """
    simplified = (kind & SIMPLIFIED) != 0
    pivot = np.where(simplified | ((kind & AMBIGUOUS) != 0), map_table("s2t").take(text), text)
    several = np.flatnonzero(simplified & ~phrases & ((kinds().take(pivot) & CHOSEN) != 0))
    said = right_by_words(text, several)
    pivot[several[said > 0]] = said[said > 0]
    native = np.zeros(len(text), dtype=bool)
    asked = np.flatnonzero(phrases)
    if len(asked):
        made, alone = text[asked], simplified[asked]
        at, values = changes(made, "t2s")
        rest = ~alone[at]  # t2s takes 么 of 么麼 for a traditional form, too
        at, values = at[rest], values[rest]
        native[asked[at]] = True  # t2s knows a simplified form: what stands here is traditional
        made = changed(made, at, values)
        # A phrase may keep a simplified-only character (么 of an old name): the map does not.
        pivot[asked] = changed(made, *changes(made, "s2t", always=only(SIMPLIFIED)))
    return pivot, native


@cache
def _known_odds() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of characters as sorted numbers, and their odds."""
    rows = sorted(
        (first << 32 | second, odds) for (first, second), odds in odds_rows("odds").items()
    )
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])


def _odds(kept: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.float64]:
    """How often Taiwan writes each of `kept` for once its `other`; infinite where unknown."""
    keys, odds = _known_odds()
    pairs = kept.astype(np.int64) << 32 | other
    at = np.minimum(np.searchsorted(keys, pairs), len(keys) - 1)
    return np.where(keys[at] == pairs, odds[at], np.inf)


@cache
def variants(region: Region) -> NDArray[np.uint32]:
    """OpenCC's standard traditional characters as the region writes them."""
    return map_table(f"t2{region}")
