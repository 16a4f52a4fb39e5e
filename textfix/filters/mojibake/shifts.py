"""`shift_gain`: whether bytes, read from the second one on, say something likelier.

What losing a byte does to the text behind it is undone by reading on from the next byte. By
columns, and without filling in anything: what the shifted characters cost against those that stand
there, over the part of the stretch where that pays most. The search over bytes costs a thousand
times as much; it is not worth while where the shift does not pay.

What it does not do: look into stretches too short to shift (fewer than four characters).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charmodel import MOST, UNIT, Form, load
from textfix._multibyte import codec
from textfix.filters.mojibake.expect import is_big5

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["encodings", "shift_gain"]

# An encoding in which the shift saves so much less than in the other is not the text's.
_LESS = 15.0


def encodings(text: str, points: NDArray[np.uint32], form: Form, needed: float) -> tuple[str, ...]:
    """The encodings in which a shift saves as many nats as `needed`, likeliest first.

    None needed: the stretch is too short to tell, all that can hold the text.
    """
    gains = {"gbk": shift_gain(points, "gbk", form)}
    if form is not Form.HANS and is_big5(text):
        gains["big5hkscs"] = shift_gain(points, "big5hkscs", form)
    if not needed:
        return tuple(gains)
    bar = max(needed, max(gains.values()) - _LESS)
    return tuple(sorted((name for name in gains if gains[name] >= bar), key=lambda n: -gains[n]))


@cache
def _codes(name: str) -> NDArray[np.uint16]:
    """The two bytes of each BMP character in the encoding, as one number; 0 if it has none."""
    two = codec(name).two
    codes = np.zeros(0x10000, dtype=np.uint16)
    at = np.flatnonzero((two > 0) & (two < 0x10000))[::-1]
    codes[two[at]] = at
    codes.flags.writeable = False
    return codes


def shift_gain(points: NDArray[np.uint32], name: str, form: Form) -> float:
    """Nats that reading from the second byte on saves, over the part where it saves most.

    >>> from textfix._text import codepoints
    >>> shift_gain(codepoints("碧岣咄赓Q能級"), "gbk", Form.HANT) > 20
    True
    >>> shift_gain(codepoints("提高外貿能級"), "gbk", Form.HANT)
    0.0
    """
    sums = np.cumsum(np.concatenate(([0], _saved(points, name, form))))
    return float((sums - np.minimum.accumulate(sums)).max()) / UNIT


def _saved(points: NDArray[np.uint32], name: str, form: Form) -> NDArray[np.int64]:
    """What each pair of characters saves if their inner bytes are read as one, in sixteenths."""
    if len(points) < 2:
        return np.zeros(0, dtype=np.int64)
    model, two = load(), codec(name).two
    codes = _codes(name).take(points, mode="clip")
    pairs = (codes[:-1] & 0xFF).astype(np.int64) << 8 | codes[1:] >> 8
    shifted = two[pairs]
    homes = model.homes(shifted)
    cost = np.full(len(shifted), MOST, dtype=np.int64)
    cost[1:] = np.minimum(model.pairs(homes[:-1], homes[1:]), MOST)
    cost += model.forms(shifted, form)
    own = model.costs(points, form, triples=False)[1:]
    saved = own - cost
    whole = (codes[:-1] > 0) & (codes[1:] > 0) & (shifted > 0)
    saved[~whole] = -MOST
    return saved
