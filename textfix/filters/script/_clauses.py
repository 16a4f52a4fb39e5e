"""Which clauses of a text are looked at on the way to traditional, and which are simplified.

A clause is what stands between two marks of punctuation: writers and converters change their minds
between clauses, not inside them. Nearly all clauses of native text hold nothing that any evidence
could change, and are left out.

What this module does not do: judge what a clause holds (`_traditional`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._text import distinct
from textfix.filters.script._detect import (
    AMBIGUOUS,
    CHOSEN,
    CLAUSE_END,
    SIMPLIFIED,
    TRADITIONAL,
)
from textfix.filters.script._stretch import flagged, stretches_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix.filters.script._decision import Decisions

__all__ = ["WORD_ODDS", "clauses_with", "in_pure_clauses", "marked", "pure_clauses"]

# Words are followed where p is at least this: one stray character in a document proves nothing.
WORD_ODDS = 0.005

# With more than one character to judge in this many, the clauses without any are not left out.
_DENSE = 16


def marked(kind: NDArray[np.uint8], decisions: Decisions) -> NDArray[np.intp]:
    """Offsets, ascending, such that a clause without any is changed by no evidence of script.

    There is one in every clause of a document that is simplified altogether, whatever it holds; and
    what a converter without context may have chosen wrongly is marked.
    """
    # With less of either, p is too small for any ambiguous character of a clause without evidence.
    either = (decisions.share > WORD_ODDS) | (decisions.unconverted > 0)
    if not either.any():
        return flagged(kind, SIMPLIFIED)
    careless = (decisions.unconverted > 0).any()
    marks = flagged(kind, SIMPLIFIED | AMBIGUOUS | (CHOSEN if careless else 0))
    if not either.all():
        marks = marks[((kind[marks] & SIMPLIFIED) != 0) | either[decisions.rows(marks)]]
    whole = decisions.share == 1.0
    if whole.any():
        every = np.append(flagged(kind, CLAUSE_END), len(kind) - 1)
        marks = distinct(np.concatenate((marks, every[whole[decisions.rows(every)]])))
    return marks


def clauses_with(
    kind: NDArray[np.uint8], marks: NDArray[np.intp]
) -> tuple[NDArray[np.intp] | None, NDArray[np.intp]]:
    """The clauses that hold a mark: their characters, and where each begins in them.

    The characters are None where all clauses are taken, which changes no result.
    """
    ends = flagged(kind, CLAUSE_END)
    if len(marks) * _DENSE > len(kind):
        return None, np.concatenate([np.zeros(1, np.intp), ends[ends + 1 < len(kind)] + 1])
    return stretches_with(len(kind), ends, marks)


def pure_clauses(
    kind: NDArray[np.uint8], starts: NDArray[np.intp], share: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which of the clauses are simplified: by their characters, or as all of the document.

    `share`: for each clause, its document's.
    """
    ours = np.bitwise_or.reduceat(kind, starts)
    pure: NDArray[np.bool_] = (ours & TRADITIONAL) == 0
    pure &= ((ours & SIMPLIFIED) != 0) | (share == 1.0)
    return pure


def in_pure_clauses(kind: NDArray[np.uint8], decisions: Decisions) -> NDArray[np.bool_]:
    """For every character whether its clause is surely written in simplified."""
    ends = flagged(kind, CLAUSE_END)
    starts = np.append(0, ends[ends + 1 < len(kind)] + 1)
    rows = decisions.rows(starts)
    pure = pure_clauses(kind, starts, decisions.share[rows]) & decisions.sure[rows]
    return np.repeat(pure, np.diff(np.append(starts, len(kind))))
