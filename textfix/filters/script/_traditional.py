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

from typing import TYPE_CHECKING

import numpy as np

from textfix._edits import Edits
from textfix._text import distinct
from textfix.filters.script._clauses import (
    in_pure_clauses,
    marked,
)
from textfix.filters.script._converted import Found, converted
from textfix.filters.script._detect import (
    AMBIGUOUS,
    BESIDES,
    CHOSEN,
    HANZI,
    SIMPLIFIED,
    kinds,
)
from textfix.filters.script._pivot import variants
from textfix.filters.script._region import with_region_words
from textfix.filters.script._stretch import NEWLINE, changed, stretches_with
from textfix.filters.script._tags import (
    SHOWN,
    WORD,
    tagged,
)
from textfix.filters.script._words import (
    in_long_word,
    maybe_wrong,
    suspects,
    wrong_by_words,
    wrongly_chosen,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text
    from textfix.filters.script._decision import Decisions

__all__ = ["to_traditional"]

_VARIANT = np.uint8(SIMPLIFIED | BESIDES)

# With fewer marks than one in this many characters, lines without any are not looked at again.
_SPARSE = 128


def to_traditional(text: Text, kind: NDArray[np.uint8], decisions: Decisions) -> Edits:
    """The edits that make the text traditional; each depends on its own line and the document.

    `kind`: the characters' flags, none for those that are to stay. `decisions`: of the documents in
    the text.

    Idempotent: after `converted` no simplified-only character is left for it to start from, and
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
    found = converted(points, kind, marks, decisions)
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
    found: Found,
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
