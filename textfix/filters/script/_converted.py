"""What the pivot and the evidence of script change on the way to traditional.

Where a character may be right as it stands, the likelihood p that it was simplified is weighed
against the odds that Taiwan writes it so; `_traditional` has the whole argument. p is what the
clause and the document say together: their simplified shares, whether the document's scripts change
inside clauses or between them, whether a converter without context made it, and whether a name may
stand there.

What this module does not do: ask words about characters that the script around gives no reason to
doubt (`_traditional`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix.filters.script._clauses import WORD_ODDS, clauses_with, pure_clauses
from textfix.filters.script._detect import (
    AMBIGUOUS,
    BESIDES,
    CHOSEN,
    HANZI,
    SIMPLIFIED,
    TRADITIONAL,
    kinds,
)
from textfix.filters.script._names import full_names, names
from textfix.filters.script._pivot import pivoted, variants
from textfix.filters.script._tables import map_table, odds_rows
from textfix.filters.script._tags import CHAR, CLAUSE, GUESS, ODDS, WORD, Doubts
from textfix.filters.script._words import maybe_in_word, right_by_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix.filters.script._decision import Decisions

__all__ = ["Found", "converted"]

# How many characters of evidence the document's share counts for in a clause of its own.
_WEIGHT = 3.0

# From this simplified share of the document on, OpenCC's phrases are asked about every clause,
# below only about those that are simplified altogether: others go by the map and by words.
# Loading the phrases takes 50 ms, a third of the start of a program; asking them about all clauses
# is worth no error at a share of 0.05, and 280 in a million in strict mode at 0.5.
_PHRASES_SHARE = 0.05

# An ambiguous character is in doubt where it stays, or changes, by less than this factor. Mixed dev
# documents: of 15 that stay so 7 are wrong; of 1,749 guesses 39, where of all characters one in a
# thousand is.
_MARGIN = 4.0


# Scripts change between clauses, and not inside them, where fewer clauses than this are blended.
_APART = 0.5

# There p is so much less for a surname in a traditional clause: 于 of 記者于佳玉 stays beside
# simplified sentences. Where scripts change inside clauses, 27 more errors in a million at 5 %.
_NAME = 0.1


class Found(NamedTuple):
    """What changes: offsets, values, rules; and what stays by a small margin."""

    at: NDArray[np.intp]
    values: NDArray[np.uint32]
    which: NDArray[np.uint8]
    doubts: Doubts


def converted(
    points: NDArray[np.uint32],
    kind: NDArray[np.uint8],
    marks: NDArray[np.intp],
    decisions: Decisions,
) -> Found:
    """What the pivot and the evidence of script change."""
    offsets, starts = clauses_with(kind, marks)
    if not len(starts):
        nothing = points[:0]
        return Found(starts, nothing, nothing.astype(np.uint8), Doubts(starts, nothing))
    text = points
    if offsets is not None:
        text, kind = points[offsets], kind[offsets]
    simplified = (kind & SIMPLIFIED) != 0
    sizes = np.diff(np.append(starts, len(text)))
    rows = decisions.rows(starts if offsets is None else offsets[starts])
    # Of each clause.
    share, blend, unconverted = (
        column[rows] for column in (decisions.share, decisions.blend, decisions.unconverted)
    )
    pure = pure_clauses(kind, starts, share)
    chosen = np.repeat(pure, sizes)
    # Of a document that such a converter left, too: its share goes with the first run, and phrases
    # would be asked in that one only (万旗 stayed, and was 萬旗 in a second).
    phrases = pure | (share >= _PHRASES_SHARE) | (unconverted > 0)
    pivot, native = pivoted(text, kind, np.repeat(phrases, sizes))
    chosen &= ((kind & HANZI) != 0) & ~native
    chosen |= simplified
    which = np.full(len(text), CLAUSE, dtype=np.uint8)
    which[simplified] = CHAR

    # What Taiwan itself writes either way (布 for 佈) stays, unless its words say otherwise.
    alike = chosen & ~simplified & (pivot != text) & (pivot == map_table("same").take(text))
    optional = np.flatnonzero(alike)
    chosen[optional] = right_by_words(text, optional, likely=True) == pivot[optional]

    # OpenCC's phrases know few names (余秋雨, not 余劭劼).
    surname = np.flatnonzero(chosen & ~simplified & ((kind & BESIDES) != 0) & (pivot != text))
    chosen[surname[full_names(text, kind, surname)]] = False

    careless = np.repeat(unconverted > 0, sizes) if unconverted.any() else None
    if careless is not None:
        # A phrase that keeps the character is no evidence here, unless of a name: without
        # simplified characters, as in a second run, OpenCC would not be asked.
        kept = np.flatnonzero(careless & ~chosen & (pivot == text) & ((kind & AMBIGUOUS) != 0))
        kept = kept[~names(text, kind, kept)]
        pivot[kept] = map_table("s2t").take(text[kept])

    doubtful = np.flatnonzero((pivot != text) & ~chosen & ((kind & AMBIGUOUS) != 0))
    rows = np.searchsorted(starts, doubtful, "right") - 1
    ours = np.add.reduceat(simplified, starts, dtype=np.int64)
    theirs = np.add.reduceat((kind & TRADITIONAL) != 0, starts, dtype=np.int64)
    p = (ours + _WEIGHT * share) / (ours + theirs + _WEIGHT)
    traditional = (ours == 0) & (theirs > 0)
    p, untouched = np.where(traditional, p * blend, p)[rows], traditional[rows]
    said = right_by_words(text, doubtful, likely=True)
    spelled = (said > 0) & (said != text[doubtful]) & (p > WORD_ODDS)
    apart = untouched & (blend[rows] < _APART)
    spelled &= ~(apart & (said == map_table("same").take(text[doubtful])))
    name = names(text, kind, doubtful)
    p = np.where(name & apart, p * _NAME, p)
    if careless is not None:
        p = np.where(name, p, np.maximum(p, unconverted[rows]))
    odds = _odds(text[doubtful], pivot[doubtful])
    open_ = said == 0
    likelier = open_ & (p > odds)
    chosen[doubtful[likelier | spelled]] = True
    close = np.where(p < _MARGIN * odds, GUESS, ODDS)
    which[doubtful] = np.where(spelled, WORD, close)
    pivot[doubtful[spelled]] = said[spelled]
    made = variants(decisions.region).take(pivot)
    close = doubtful[open_ & ~likelier & (p * _MARGIN > odds)]
    found = np.flatnonzero(chosen & (made != text))
    several = found[simplified[found] & ((kinds().take(made[found]) & CHOSEN) != 0)]
    which[several[~maybe_in_word(text, several)]] = GUESS
    where = np.arange(len(points)) if offsets is None else offsets
    return Found(where[found], made[found], which[found], Doubts(where[close], made[close]))


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
