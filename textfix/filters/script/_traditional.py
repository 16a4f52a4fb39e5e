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
  smoothed by the document's: a traditional 于 may be a 于, a simplified one is nearly always 於.
  Where the document's scripts change between clauses, p is next to nothing in a traditional one;
- with `repair`, a word that says that they are wrong is followed in any document; and where that
  happens often, a converter without context was at work, and its rate is a p too (`_evidence`),
  but for surnames, which such a converter leaves as well.

So native text is a fixed point, and names stay. Regional variants of what was traditional already
are not folded; what is converted takes Taiwan's forms (為, 裡, 吃), or Hong Kong's for that target.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._edits import Edits
from textfix._text import distinct
from textfix.filters.script._clauses import (
    WORD_ODDS,
    clauses_with,
    in_pure_clauses,
    marked,
    pure_clauses,
)
from textfix.filters.script._detect import (
    AMBIGUOUS,
    BESIDES,
    CHOSEN,
    HANZI,
    SIMPLIFIED,
    TRADITIONAL,
    kinds,
    only,
)
from textfix.filters.script._fast import changes
from textfix.filters.script._names import full_names, names
from textfix.filters.script._region import with_region_words
from textfix.filters.script._stretch import NEWLINE, changed, stretches_with
from textfix.filters.script._tables import map_table, odds_rows
from textfix.filters.script._tags import (
    CHAR,
    CLAUSE,
    GUESS,
    ODDS,
    SHOWN,
    WORD,
    Doubts,
    tagged,
)
from textfix.filters.script._words import (
    in_long_word,
    maybe_in_word,
    maybe_wrong,
    right_by_words,
    suspects,
    wrong_by_words,
    wrongly_chosen,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text
    from textfix.filters.script._decision import Decisions, Region

__all__ = ["to_traditional"]

# How many characters of evidence the document's share counts for in a clause of its own.
_WEIGHT = 3.0

_VARIANT = np.uint8(SIMPLIFIED | BESIDES)

# From this simplified share of the document on, OpenCC's phrases are asked about every clause,
# below only about those that are simplified altogether: others go by the map and by words.
# Loading the phrases takes 50 ms, a third of the start of a program; asking them about all clauses
# is worth no error at a share of 0.05, and 280 in a million in strict mode at 0.5.
_PHRASES_SHARE = 0.05

# With fewer marks than one in this many characters, lines without any are not looked at again.
_SPARSE = 128

# An ambiguous character is in doubt where it stays, or changes, by less than this factor. Mixed dev
# documents: of 15 that stay so 7 are wrong; of 1,749 guesses 39, where of all characters one in a
# thousand is.
_MARGIN = 4.0


# Scripts change between clauses, and not inside them, where fewer clauses than this are blended.
_APART = 0.5

# There p is so much less for a surname in a traditional clause: 于 of 記者于佳玉 stays beside
# simplified sentences. Where scripts change inside clauses, 27 more errors in a million at 5 %.
_NAME = 0.1


class _Found(NamedTuple):
    """What changes: offsets, values, rules; and what stays by a small margin."""

    at: NDArray[np.intp]
    values: NDArray[np.uint32]
    which: NDArray[np.uint8]
    doubts: Doubts


def to_traditional(text: Text, kind: NDArray[np.uint8], decisions: Decisions) -> Edits:
    """The edits that make the text traditional; each depends on its own line and the document.

    `kind`: the characters' flags, none for those that are to stay. `decisions`: of the documents in
    the text.

    Idempotent: after `_converted` no simplified-only character is left for it to start from, and
    what a word says of a character depends on the line's simplified spelling, which no edit
    changes.
    """
    if not decisions.variants.all():
        old = np.flatnonzero((kind & _VARIANT) == _VARIANT)
        old = old[~decisions.variants[decisions.rows(old)]]
        kind = kind.copy()
        kind[old] &= ~_VARIANT
    points, suspect = text.codepoints, text.derived(suspects)[:0]
    if decisions.repair:
        suspect = text.derived(suspects)
        suspect = suspect[(kind[suspect] & AMBIGUOUS) != 0]
    marks = marked(kind, decisions)
    if (len(marks) + len(suspect)) * _SPARSE > len(points):
        return _in_lines(points, kind, marks, suspect, decisions)
    every = distinct(np.concatenate((marks, suspect)))
    lines, _ = stretches_with(len(points), np.flatnonzero(points == NEWLINE), every)
    if not len(lines):
        return Edits.none()
    here = decisions._replace(starts=np.searchsorted(lines, decisions.starts))
    marks, suspect = np.searchsorted(lines, marks), np.searchsorted(lines, suspect)
    return _in_lines(points[lines], kind[lines], marks, suspect, here).placed(lines)


def _in_lines(
    points: NDArray[np.uint32],
    kind: NDArray[np.uint8],
    marks: NDArray[np.intp],
    suspect: NDArray[np.intp],
    decisions: Decisions,
) -> Edits:
    """The edits of whole lines; `suspect`: the offsets of what words may call wrong."""
    found = _converted(points, kind, marks, decisions)
    edits = _corrected(points, kind, suspect, found, decisions)
    if decisions.words is None or not decisions.sure.any():
        return edits
    simplified = in_pure_clauses(kind, decisions)
    simplified &= (kind & HANZI) == (kinds().take(points) & HANZI)  # nothing that is to stay
    return with_region_words(points, edits, simplified, decisions.words)


def _corrected(
    points: NDArray[np.uint32],
    kind: NDArray[np.uint8],
    suspect: NDArray[np.intp],
    found: _Found,
    decisions: Decisions,
) -> Edits:
    """What was found, and what words say of what it makes of the text."""
    at, values, which, doubts = found
    all_sure = bool(decisions.sure.all())
    if not all_sure:
        which = which + np.where(decisions.sure[decisions.rows(at)], np.uint8(0), np.uint8(SHOWN))
    made = changed(points, at, values)
    if len(at):
        kind = kind.copy()
        kind[at] = kinds().take(values)
    careless = (decisions.unconverted > 0) & decisions.repair
    wrong, right = wrongly_chosen(made, at[(kind[at] & CHOSEN) != 0], likely=True)
    if careless.any():
        others = (kind & CHOSEN) != 0
        others[at] = False
        rest = np.flatnonzero(others)
        more, better = wrongly_chosen(made, rest[careless[decisions.rows(rest)]])
        wrong, right = np.concatenate([wrong, more]), np.concatenate([right, better])
    if decisions.repair:
        # Suspicion rests on neighbours in simplified spelling, which no edit changes: what was
        # suspect and has not been changed still is, and what has become ambiguous is asked about.
        fresh = at[(kind[at] & AMBIGUOUS) != 0]
        if len(at):
            mask = np.zeros(len(points), dtype=np.bool_)
            mask[suspect] = True
            mask[at] = False
            mask[maybe_wrong(made, fresh)] = True
            suspect = np.flatnonzero(mask)
        suspect = suspect[(kind[suspect] & AMBIGUOUS) != 0]
        left = careless[decisions.rows(suspect)]
        more, better = wrong_by_words(made, suspect, left)
        wrong, right = np.concatenate([wrong, more]), np.concatenate([right, better])
    if not len(wrong):
        return tagged(points, at, values, which, doubts)
    tags = np.zeros(len(points), dtype=np.uint8)
    tags[at] = which
    tags[wrong] = WORD
    if not all_sure:
        timid = ~decisions.sure & (decisions.unconverted == 0)
        unsure = wrong[timid[decisions.rows(wrong)]]
        tags[unsure[~in_long_word(points, unsure)]] += SHOWN
    made = changed(made, wrong, variants(decisions.region).take(right))
    at = np.flatnonzero(made != points)
    return tagged(points, at, made[at], tags[at], doubts)


def _converted(
    points: NDArray[np.uint32],
    kind: NDArray[np.uint8],
    marks: NDArray[np.intp],
    decisions: Decisions,
) -> _Found:
    """What the pivot and the evidence of script change."""
    offsets, starts = clauses_with(kind, marks)
    if not len(starts):
        nothing = points[:0]
        return _Found(starts, nothing, nothing.astype(np.uint8), Doubts(starts, nothing))
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
    pivot, native = _pivot(text, kind, np.repeat(phrases, sizes))
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
    return _Found(where[found], made[found], which[found], Doubts(where[close], made[close]))


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
