"""`Decision`: what is known of a document when its lines are converted to traditional.

`Decisions` are those of many documents that were packed into one text, as columns: a thousand short
documents are converted in one pass over the text, each by its own decision. One document is the
same with one row; there is no second path.

What this module does not do: count the evidence (`_evidence`), or follow the decision
(`_traditional`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Decision", "Decisions", "Region", "alone"]

Region = Literal["tw", "hk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is known of the document when its lines are converted.

    `share`: how much of it is simplified. `blend`: how likely it is that a clause holds simplified
    characters among traditional ones. `unconverted`: how much of what is ambiguous was left as
    it was by a converter without context; strict mode takes none of it for granted. `sure`: whether
    it is known to need conversion; else only what words of three characters say is made, and what
    any word says of a document that such a converter left. The rest is shown. `variants`: whether
    simplified-only characters that are old forms, too (并), are to be converted. `words`: the
    region whose words are put in.
    """

    region: Region = "tw"
    share: float = 0.0
    blend: float = 1.0
    unconverted: float = 0.0
    repair: bool = False
    sure: bool = True
    variants: bool = True
    words: Region | None = None


class Decisions(NamedTuple):
    """Decisions as columns, one row a document; what a filter's options say is the same for all.

    `starts`: where each document begins in the text, ascending; the first begins at 0.
    """

    starts: NDArray[np.int64]
    share: NDArray[np.float64]
    blend: NDArray[np.float64]
    unconverted: NDArray[np.float64]
    sure: NDArray[np.bool_]
    variants: NDArray[np.bool_]
    region: Region
    repair: bool
    words: Region | None

    @classmethod
    def of(
        cls,
        decisions: Sequence[Decision],
        starts: NDArray[np.int64],
        documents: Sequence[int] | slice = slice(None),
    ) -> Decisions:
        """The `decisions` of one filter, at least one, on documents that begin at `starts`.

        `documents`: the numbers of those that were decided on; the others hold nothing simplified.

        >>> decided = [Decision(share=0.2), Decision(share=1.0)]
        >>> made = Decisions.of(decided, np.array([0, 5, 7]), [0, 2])
        >>> made.share[made.rows(np.array([1, 4, 5, 9]))].tolist()
        [0.2, 0.2, 0.0, 1.0]
        """
        share, blend, unconverted = (np.zeros(len(starts)) for _ in range(3))
        sure, variants = np.ones(len(starts), dtype=np.bool_), np.ones(len(starts), dtype=np.bool_)
        share[documents] = [decision.share for decision in decisions]
        blend[documents] = [decision.blend for decision in decisions]
        unconverted[documents] = [decision.unconverted for decision in decisions]
        sure[documents] = [decision.sure for decision in decisions]
        variants[documents] = [decision.variants for decision in decisions]
        first = decisions[0]
        return cls(
            starts,
            share,
            blend,
            unconverted,
            sure,
            variants,
            first.region,
            first.repair,
            first.words,
        )

    def rows(self, at: NDArray[np.intp]) -> NDArray[np.intp]:
        """The document that each of the offsets belongs to."""
        if len(self.starts) == 1:
            return np.zeros(len(at), dtype=np.intp)
        return np.searchsorted(self.starts, at, "right") - 1


@lru_cache(maxsize=256)
def alone(decision: Decision) -> Decisions:
    """The decision of a document that is all of its text."""
    return Decisions.of([decision], np.zeros(1, dtype=np.int64))
