"""Lines of Japanese, which share characters with simplified Chinese and are none of our business.

国 会 学 are simplified by the tables, and Japanese by birth. A line is Japanese if kana are a
tenth of it, or, where a list of names has none, if it holds characters that only Japan writes
(沢, 桜, 関), and as many of them as of those that only China does. Such a line is no evidence of
a script and is never converted, whatever the target.

Measured on clean lines of fifteen languages (measure/mojibake, 23,021): of 138 Japanese lines with
kana, kana are a tenth or more in all; of 18,000 Chinese ones, in none.

What this module does not do: find Japanese inside a line of Chinese, a quoted title, say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._text import distinct
from textfix.filters.script._detect import AMBIGUOUS, BESIDES, HANZI, SIMPLIFIED, kinds_of
from textfix.filters.script._stretch import NEWLINE, flagged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["japanese"]

_LEAST_KANA = 0.1  # of kana and hanzi; the least Japanese line of dev has 0.100

# So many different ones: a Chinese sentence may name a place that is written with one of them,
# twice (呉 in one of dev).
_LEAST_NAMES = 2


def japanese(text: Text) -> NDArray[np.bool_] | None:
    """For every character whether its line is Japanese; None where no line is.

    Costs one look at the characters where none of them is Japan's own.
    """
    points, kind = text.codepoints, text.derived(kinds_of)
    besides = ((kind & np.uint8(AMBIGUOUS | BESIDES | SIMPLIFIED)) == BESIDES).nonzero()[0]
    hanzi = (kind[besides] & HANZI) != 0
    own, kana = besides[hanzi], besides[~hanzi]
    if not len(kana) and len(own) < _LEAST_NAMES:
        return None
    ends = np.flatnonzero(points == NEWLINE)

    def per_line(at: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.bincount(np.searchsorted(ends, at, "left"), minlength=len(ends) + 1)

    kanas, names = per_line(kana), per_line(own)
    found = np.zeros(len(ends) + 1, dtype=np.bool_)
    if len(kana):
        found |= kanas > 0
        found &= kanas >= _LEAST_KANA * (kanas + per_line(flagged(kind, HANZI)))
    if names.max(initial=0) >= _LEAST_NAMES:
        simplified = flagged(kind, SIMPLIFIED)
        simplified = simplified[(kind[simplified] & np.uint8(BESIDES)) == 0]
        different = distinct(np.searchsorted(ends, own, "left") << 32 | points[own])
        several = np.bincount(different >> 32, minlength=len(ends) + 1) >= _LEAST_NAMES
        found |= several & (names >= per_line(simplified))
    if not found.any():
        return None
    return np.repeat(found, np.diff(np.concatenate([[0], ends + 1, [len(points)]])))
