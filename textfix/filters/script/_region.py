"""A region's own words, on request: 软件 becomes 軟體 for Taiwan, and not only 軟件.

OpenCC's s2twp does so to any text, and rewrites what Taiwan wrote itself: 23,900 characters in a
million of native statutes. Here a word is exchanged only in a clause that is written in simplified,
and only after that clause has been converted: text that is already traditional is never touched.

What this module does not do: the way back, or words of the mainland in traditional text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._edits import Applicability, Edits, Tag
from textfix._text import from_codepoints
from textfix.filters.script._tables import map_table, word_rows
from textfix.filters.script._userwords import matching

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix.filters.script._userwords import Pairs

__all__ = ["REGIONS", "with_region_words"]

REGIONS = ("tw", "hk")

_WHY = {"tw": "Taiwan's word, by OpenCC", "hk": "Hong Kong's word, by OpenCC"}


@cache
def _words(region: str) -> Pairs:
    """The region's words: OpenCC's keys as `to_traditional` spells them, and the words for them."""
    spelled = map_table(f"t2{region}")
    return tuple(
        sorted(
            ("".join(chr(int(spelled[ord(char)])) for char in key), word)
            for key, word in word_rows(f"words-{region}").items()
        )
    )


def with_region_words(
    points: NDArray[np.uint32], edits: Edits, simplified: NDArray[np.bool_], region: str
) -> Edits:
    """`edits`, one for one, and the region's words in what they make of the text.

    `simplified`: for every character whether its clause is written in simplified.
    """
    sure, _ = edits.split(Applicability.SAFE)
    made = points.copy()
    made[sure.start] = sure.inserted
    found = matching(_words(region), from_codepoints(made), made)
    inside = np.concatenate([[0], np.cumsum(simplified)])
    whole = inside[found.end] - inside[found.start] == found.end - found.start
    tag = Tag(f"script.region-words.{region}", why=_WHY[region])
    old = from_codepoints(points)
    words = Edits.of(
        (start, end, target, tag)
        for start, end, target, own in zip(
            found.start.tolist(), found.end.tolist(), found.targets, whole.tolist(), strict=True
        )
        if own and target not in (old[start:end], from_codepoints(made[start:end]))
    )
    covered = np.zeros(len(points) + 1, dtype=np.int8)
    covered[words.start] += 1
    covered[words.end] -= 1
    return Edits.merge([edits.take(np.cumsum(covered)[edits.start] == 0), words])
