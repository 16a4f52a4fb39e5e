"""What a document says about itself as a whole, counted window by window.

Three things beyond which script dominates: how much of it is simplified; whether scripts change
inside clauses or between them; and how often a character that should have been converted was not.
A converter without context leaves 制 in 制造 and 于 in
關于 while it converts what has one form only: such a text holds no simplified-only character, and
yet most of its ambiguous ones are wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from textfix.filters.script._detect import (
    AMBIGUOUS,
    AMENDED,
    BESIDES,
    SIMPLIFIED,
    TRADITIONAL,
    Script,
    counted,
    kinds_of,
)
from textfix.filters.script._foreign import either, foreign
from textfix.filters.script._stretch import NEWLINE, Stretches, flagged
from textfix.filters.script._words import suspects, wrong_by_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Columns", "Evidence", "survey", "surveys"]

# Shares are told apart in steps only, so that packed records come to few different decisions.
_STEPS = (0.0, 0.001, 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 1.0)
_MIDDLES = tuple((low + high) / 2 for low, high in pairwise(_STEPS))


def _step(share: float) -> float:
    """The step that is nearest, the lower of two."""
    return _STEPS[bisect_left(_MIDDLES, share)]


# Where fewer than one in twelve ambiguous characters look unconverted, that is chance: pairs across
# the border of two words. Dev, native documents: up to 7 such pairs beside 17 amended characters;
# text of a converter without context: a third to a half.
_LEAST_UNCONVERTED = 0.08

# Short native texts hold one such pair, and repeat it: 杠桿 twice in a verse of a Bible. Of clean
# lines 10 hold two, and none three that are a twelfth.
_WRONG_OF_CARELESS = 3

# As many characters of the opposite evidence are taken for granted, so that a short text proves
# little. Of 363 native dev documents none is taken for unconverted with 20 (and 1 of 6,617 lines),
# 2 with 7 (17 lines, none of them careless); text of a converter without context has 2854 and 2590
# errors in a million.
_DOUBT = 10
_MORE_DOUBT = 7


# Where scripts change between sentences, as in a page put together from several, a clause without
# a simplified-only character is traditional, and what it holds is right. A third of a clause is
# taken for granted to be blended: with half a clause strict mode has 386 errors in a million by
# character at 5 %, and not 367. By sentence at 25 and 50 %, four seeds: 473, 902 before; 447, 878
# with this; 419, 826 with simplified clauses left out of `wrong`.
_BLEND = 0.3

# A document mixes scripts if it holds a character that only China writes, and more than it: one
# stray character is a slip or a quotation, and old verse holds 却 烟 凉. Points: two a character of
# China's, one a variant. Of 23,021 clean lines 4 reach three points.
_POINTS_OF_MIXTURE = 3

# The same for traditional characters in a simplified document: they are evidence each, but one.
_TRADITIONAL_OF_MIXTURE = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of one document; evidence of its parts adds up with ``+``.

    Lines of Japanese and addresses are not counted. `variants`: those of the simplified characters
    that are old variants or Japanese forms, too. `suspect`: ambiguous characters in a pair that a
    word would write otherwise. `wrong`: those of them that their words do write otherwise, in
    clauses that are not simplified altogether: none is left after a first run. `right`: characters
    that are the traditional form of an ambiguous one. `clauses`: those that hold a simplified-only
    character; a line that holds no traditional-only one counts as one. `blended`: those of them
    that hold a traditional-only one, too.
    """

    script: Script = field(default_factory=Script)
    suspect: int = 0
    wrong: int = 0
    right: int = 0
    variants: int = 0
    clauses: int = 0
    blended: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.script + other.script,
            self.suspect + other.suspect,
            self.wrong + other.wrong,
            self.right + other.right,
            self.variants + other.variants,
            self.clauses + other.clauses,
            self.blended + other.blended,
        )

    @property
    def dominant(self) -> Literal["Hans", "Hant"] | None:
        """The document's own script; None where there is no saying.

        Variants alone do not make a text simplified: it is old, or Japanese. As much of either
        script is called simplified, the way on which fewer characters are a choice: to leave it
        would let a caption that goes later tip the balance, for a second run to act on. No caption
        can where there are too few of them for a mixture.
        """
        simplified, traditional = self.script.simplified, self.script.traditional
        if simplified == traditional <= _TRADITIONAL_OF_MIXTURE or simplified == self.variants:
            return "Hant" if traditional > simplified else None
        return "Hans" if simplified >= traditional else "Hant"

    @property
    def pure(self) -> bool:
        """Whether the document holds its own script only, and no word calls anything wrong."""
        if self.dominant == "Hans":
            return not self.script.traditional
        return self.already_traditional

    @property
    def already_traditional(self) -> bool:
        """Whether the way to traditional changes nothing: no character is simplified-only, and no
        word calls one wrong. Most texts are so, and are not looked at again.
        """
        return not self.script.simplified and not self.suspect

    @property
    def mixed(self) -> bool:
        """Whether the document holds enough of its rarer script to be called a mixture."""
        own = self.script.simplified - self.variants
        if self.dominant == "Hans":
            return self.script.traditional >= _TRADITIONAL_OF_MIXTURE
        return own > 0 and own + self.script.simplified >= _POINTS_OF_MIXTURE

    @property
    def simplified(self) -> float:
        """The simplified share of the evidence of script, in steps.

        Old forms alone, among traditional characters, are no share: a careless converter leaves
        并, and the surname 于 beside it is no 於 for that.
        """
        if not self.script.simplified or not self.script.traditional:
            return float(self.script.simplified > 0)
        if self.script.simplified == self.variants:
            return 0.0
        total = self.script.simplified + self.script.traditional + _DOUBT
        return _step(self.script.simplified / total)

    @property
    def careless(self) -> bool:
        """Whether so many characters look unconverted that it is no chance, without other signs."""
        return self.wrong >= _WRONG_OF_CARELESS and self.unconverted > 0

    @property
    def unconverted(self) -> float:
        """The share of ambiguous characters that were left as they were, in steps."""
        share = self.wrong / (self.wrong + self.right + _MORE_DOUBT)
        return 0.0 if share < _LEAST_UNCONVERTED else _step(share)

    @property
    def blend(self) -> float:
        """The share of the clauses with simplified characters that hold both scripts, in steps."""
        share = (self.blended + _BLEND) / (self.clauses + _BLEND)
        return min(_STEPS, key=lambda step: abs(step - share))


class Columns(NamedTuple):
    """The counts of many documents in one text, one row each; see `Evidence`."""

    simplified: NDArray[np.intp]
    traditional: NDArray[np.intp]
    suspect: NDArray[np.intp]
    wrong: NDArray[np.intp]
    right: NDArray[np.intp]
    variants: NDArray[np.intp]
    clauses: NDArray[np.intp]
    blended: NDArray[np.intp]

    def undecided(self, *, auto: bool) -> NDArray[np.intp]:
        """The documents in which there may be something to do, ascending.

        Nothing is done on the way to traditional where no character is simplified-only and no word
        calls one wrong; nor with `auto` where none is traditional-only: such a document is pure.
        """
        some = (self.simplified > 0) | (self.suspect > 0)
        return np.flatnonzero(some & (self.traditional > 0) if auto else some)

    def of(self, rows: NDArray[np.intp]) -> list[Evidence]:
        """The evidence of those documents; hanzi valid in both are not counted, nothing asks."""
        chosen = (column[rows].tolist() for column in self)
        return [
            Evidence(Script(simplified, traditional), *rest)
            for simplified, traditional, *rest in zip(*chosen, strict=True)
        ]


class _Marks(NamedTuple):
    """What counts in a text: flags of each character, and offsets, ascending."""

    kind: NDArray[np.uint8]
    suspect: NDArray[np.intp]
    wrong: NDArray[np.intp]
    clauses: NDArray[np.intp]  # where each of `Evidence.clauses` begins
    blended: NDArray[np.intp]

    @classmethod
    def of(cls, text: Text, *, words: bool, spared: NDArray[np.bool_] | None) -> _Marks:
        kind = text.derived(kinds_of)
        spared = either(text.derived(foreign), spared)
        if spared is not None:
            kind = kind.copy()
            kind[spared] = 0
        nothing = np.zeros(0, dtype=np.intp)
        suspect: NDArray[np.intp] = text.derived(suspects) if words else nothing
        suspect = suspect[(kind[suspect] & AMBIGUOUS) != 0]
        wrong = suspect
        clauses = blended = nothing
        if (kind & np.uint8(SIMPLIFIED)).any():
            # What stands in simplified text is what it should be.
            lines = Stretches.of(kind, np.flatnonzero(text.codepoints == NEWLINE))
            pure, mixed = lines.simplified(), lines.mixed()
            wrong, clauses = wrong[~pure.hold(wrong)], pure.begin
            if len(mixed.begin):
                found = mixed.clauses(kind, text.derived(kinds_of))
                pure = found.simplified()
                wrong, blended = wrong[~pure.hold(wrong)], found.mixed().begin
                clauses = np.sort(np.concatenate([clauses, blended, pure.begin]))
        if len(wrong):  # as a rule not, and strict mode has no need of the words
            wrong, _ = wrong_by_words(text.codepoints, wrong, np.zeros(len(wrong), dtype=np.bool_))
        return cls(kind, suspect, wrong, clauses, blended)

    def variants(self) -> NDArray[np.bool_]:
        """Which characters are simplified-only and old forms, too."""
        both = np.uint8(SIMPLIFIED | BESIDES)
        old: NDArray[np.bool_] = (self.kind & both) == both
        return old


def survey(text: Text, *, words: bool, spared: NDArray[np.bool_] | None = None) -> Evidence:
    """The evidence in `text`; without `words`, that of script only.

    `spared`: for every character whether it is evidence of nothing.
    """
    marks = _Marks.of(text, words=words, spared=spared)
    return Evidence(
        counted(marks.kind),
        len(marks.suspect),
        len(marks.wrong),
        int(np.count_nonzero(marks.kind & np.uint8(AMENDED))) if words else 0,
        int(np.count_nonzero(marks.variants())),
        len(marks.clauses),
        len(marks.blended),
    )


def surveys(
    text: Text, starts: NDArray[np.int64], *, words: bool, spared: NDArray[np.bool_] | None = None
) -> Columns:
    """`survey` of each of the documents that begin at `starts`, in one pass over all of them."""
    marks = _Marks.of(text, words=words, spared=spared)
    bounds = np.append(starts, len(text))

    def per_document(at: NDArray[np.intp]) -> NDArray[np.intp]:
        counts: NDArray[np.intp] = np.diff(np.searchsorted(at, bounds))
        return counts

    nothing = np.zeros(len(starts), dtype=np.intp)
    return Columns(
        per_document(flagged(marks.kind, SIMPLIFIED)),
        per_document(flagged(marks.kind, TRADITIONAL)),
        per_document(marks.suspect),
        per_document(marks.wrong),
        per_document(flagged(marks.kind, AMENDED)) if words else nothing,
        per_document(marks.variants().nonzero()[0]),
        per_document(marks.clauses),
        per_document(marks.blended),
    )
