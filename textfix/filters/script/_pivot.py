"""The pivot: what a text would be in traditional, had it been simplified altogether.

z = s2t(t2s(text)), aligned position by position: of the entries in OpenCC's tables for characters
and phrases none changes the length.

What this module does not do: decide where z is taken (`_converted`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix.filters.script._detect import AMBIGUOUS, CHOSEN, SIMPLIFIED, kinds, only
from textfix.filters.script._fast import changes
from textfix.filters.script._stretch import changed
from textfix.filters.script._tables import map_table
from textfix.filters.script._words import right_by_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix.filters.script._decision import Region

__all__ = ["pivoted", "variants"]


def pivoted(
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
def variants(region: Region) -> NDArray[np.uint32]:
    """OpenCC's standard traditional characters as the region writes them."""
    return map_table(f"t2{region}")
