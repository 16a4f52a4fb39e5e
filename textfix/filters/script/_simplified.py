"""To simplified: what every character becomes, and why 著 is asked twice.

Traditional tells more apart than simplified, so that t2s, a map with 477 phrases, is right nearly
everywhere: 1 character in a million changed on native statutes. The exception is 著: Taiwan writes it
for 着 too (看著, 著作), and t2s leaves it. tw2s knows the words, but on text that is not from Taiwan it
damages a hundred times as much (109 in a million), so it is asked about 著 only, through
tw2s(s2tw(line)), which puts the line into Taiwan's spelling first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._edits import Edits, Tag
from textfix.filters.script._fast import changes
from textfix.filters.script._lines import lines_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["to_simplified"]

_ZHU = ord("著")

_TAGS = (
    Tag("script.to-simplified.char", why="a traditional form, by OpenCC t2s"),
    Tag("script.to-simplified.zhe", why="著 where simplified text writes 着, by OpenCC tw2s"),
)


def to_simplified(points: NDArray[np.uint32]) -> Edits:
    """The edits that make the text simplified; each depends on its own line only."""
    at, values = changes(points, "t2s")
    which = np.zeros(len(at), dtype=np.uint16)
    marks = np.flatnonzero(points == _ZHU)
    if len(marks):
        zhe, its_values = _asked_twice(points, marks)
        rest = ~np.isin(at, marks)
        at, values = np.concatenate([at[rest], zhe]), np.concatenate([values[rest], its_values])
        which = np.concatenate([which[rest], np.ones(len(zhe), dtype=np.uint16)])
        order = np.argsort(at, kind="stable")
        at, values, which = at[order], values[order], which[order]
    return Edits.pointwise(at, values, _TAGS, which)


def _asked_twice(
    points: NDArray[np.uint32], marks: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Those of the marks, all of them 著, that change, and into what."""
    lines = lines_with(points, marks)
    taiwan = points[lines].copy()
    for config in ("s2tw", "tw2s"):
        at, values = changes(taiwan, config)
        taiwan[at] = values
    made = taiwan[np.searchsorted(lines, marks)]
    changed = made != _ZHU
    return marks[changed], made[changed]
