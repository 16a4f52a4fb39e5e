"""What a document says about itself as a whole, counted window by window.

Two things beyond which script dominates: how much of it is simplified, and how often a character
that should have been converted was not. A converter without context leaves 制 in 制造 and 于 in
關于 while it converts what has one form only: such a text holds no simplified-only character, and
yet most of its ambiguous ones are wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textfix.filters.script._detect import AMBIGUOUS, AMENDED, Script, counted, kinds
from textfix.filters.script._stretch import flagged
from textfix.filters.script._words import maybe_wrong

if TYPE_CHECKING:
    from textfix._text import Text

__all__ = ["Evidence", "survey"]

# Shares are told apart in steps only, so that packed records come to few different decisions.
_STEPS = (0.0, 0.001, 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 1.0)

# Where fewer than one in twelve ambiguous characters look unconverted, that is chance: pairs across
# the border of two words. Dev, native documents: up to 7 such pairs beside 17 amended characters;
# text of a converter without context: a third to a half.
_LEAST_UNCONVERTED = 0.08

# As many characters of the opposite evidence are taken for granted, so that a short text proves
# little. With 10 for both, 31 of 363 native dev documents were taken for unconverted, with 20 nine;
# text of a converter without context has 3221 errors in a million instead of 3080.
_DOUBT = 10
_MORE_DOUBT = 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of one document; evidence of its parts adds up with ``+``.

    `wrong`: ambiguous characters in a pair that a word would write otherwise. `right`: characters
    that are the traditional form of an ambiguous one.
    """

    script: Script = field(default_factory=Script)
    wrong: int = 0
    right: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.script + other.script, self.wrong + other.wrong, self.right + other.right
        )

    @property
    def simplified(self) -> float:
        """The simplified share of the evidence of script, in steps."""
        if not self.script.simplified or not self.script.traditional:
            return float(self.script.simplified > 0)
        total = self.script.simplified + self.script.traditional + _DOUBT
        return min(_STEPS, key=lambda step: abs(step - self.script.simplified / total))

    @property
    def unconverted(self) -> float:
        """The share of ambiguous characters that were left as they were, in steps."""
        share = self.wrong / (self.wrong + self.right + _MORE_DOUBT)
        return 0.0 if share < _LEAST_UNCONVERTED else min(_STEPS, key=lambda s: abs(s - share))


def survey(text: Text, *, words: bool) -> Evidence:
    """The evidence in `text`; without `words`, that of script only."""
    points = text.codepoints
    kind = kinds().take(points)
    if not words:
        return Evidence(counted(kind))
    wrong = maybe_wrong(points, flagged(kind, AMBIGUOUS))
    return Evidence(counted(kind), len(wrong), len(flagged(kind, AMENDED)))
