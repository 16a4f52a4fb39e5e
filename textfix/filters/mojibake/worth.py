"""Whether another reading of a window would pay: the gate's last step, on columns of windows.

Rare characters alone are no damage: poems, names and species are full of them. What tells damage
from them is that the same bytes say something likelier when read otherwise. Each way is asked
roughly, character by character, without context:

- another encoding of two bytes (`twobyte`'s table of what a character saves);
- UTF-8: its bytes of three stand in the GBK bytes, or those of bytes as Latin-1 letters (C2, C3);
- the bytes read from the second one on: a byte was lost before.

Measured (dev), of lines with unlikely windows: of clean ones 23 % of modern prose and 9 % of poetry
pass; of damaged ones all but 1 % of most kinds, 6 % of euckr→gbk, 13 % of bytes dropped.

What it does not do: look at letters, kana, hangul or symbols; windows that hold some pass.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._charmodel import UNIT, load
from textfix.filters.mojibake.pages import two_byte
from textfix.filters.mojibake.twobyte import savings

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["WIDTH", "pays"]

# Characters of a window.
WIDTH = 8
# What another encoding must save over a window: 4 nats. At 0 twice as much clean prose passes, at 8
# a fifth of euckr→gbk is lost.
_SAVES = 4 * UNIT
# A character that the other encoding lacks takes no more than this from it (5 nats): damage has
# marks and letters among its hanzi. At 3 nats twice as much clean prose passes, at 8 two points of
# gbk→eucjp are lost.
_AT_WORST = -5 * UNIT
# Bytes of three of UTF-8 in a window, and characters whose first byte is C2 or C3.
_THREES = 2
_LATIN = 3
# What four characters must save when read from the second byte on: 8 nats.
_SHIFTED = 4
_SHIFT_SAVES = 8 * UNIT
# A code that GBK has no character for.
_NO_CHARACTER = 25 * UNIT


class _Tables(NamedTuple):
    """`kept`: characters beyond these questions. `shifted`: cost of a GBK code's character."""

    kept: NDArray[np.bool_]
    alone: NDArray[np.int32]
    shifted: NDArray[np.int32]


@cache
def _tables() -> _Tables:
    model, every = load(), np.arange(0x10000, dtype=np.uint32)
    plain = flag_table()[:0x10000] & np.uint16(CharClass.HAN | CharClass.CJK_MARK) != 0
    plain[:0x80] = True
    alone = model.alone(every)
    points = two_byte("gbk").points
    shifted = np.where(points != 0, alone[points], np.int32(_NO_CHARACTER))
    return _Tables(~plain, alone, shifted)


def pays(points: NDArray[np.uint32], starts: NDArray[np.intp]) -> NDArray[np.bool_]:
    """For each window of `WIDTH` code points from `starts` on, whether another reading may pay."""
    if not len(starts):
        return np.zeros(0, dtype=bool)
    tables = _tables()
    window = np.minimum(points[starts[:, None] + np.arange(WIDTH)], 0xFFFF)
    found: NDArray[np.bool_] = tables.kept[window].any(axis=1)
    saved = np.maximum(savings()[:, window], _AT_WORST).sum(axis=2, dtype=np.int32)
    found |= (saved >= _SAVES).any(axis=0)
    codes = two_byte("gbk").codes[window]
    high, low = codes >> 8, codes & 0xFF
    follows = (low >= 0x80) & (low <= 0xBF)
    found |= ((high | 1 == 0xC3) & follows).sum(axis=1) >= _LATIN
    row = np.empty((len(starts), 2 * WIDTH), dtype=np.uint16)
    row[:, ::2], row[:, 1::2] = high, low
    begins, goes_on = (row >= 0xE3) & (row <= 0xE9), (row >= 0x80) & (row <= 0xBF)
    found |= (begins[:, :-2] & goes_on[:, 1:-1] & goes_on[:, 2:]).sum(axis=1) >= _THREES
    gain = tables.alone[window[:, :-1]] - tables.shifted[low[:, :-1] << 8 | high[:, 1:]]
    total = np.zeros((len(starts), WIDTH), dtype=np.int32)
    np.cumsum(gain, axis=1, out=total[:, 1:])
    found |= (total[:, _SHIFTED:] - total[:, :-_SHIFTED] >= _SHIFT_SAVES).any(axis=1)
    return found
