"""`repairs`: text into whose bytes readings were injected, inside of characters.

What: a hacked site puts the reading behind each of some fifty byte pairs: 數 becomes 數(shù), also
where the pair is the end of one character and the beginning of the next. 當地 is AE 94 B5 D8, the
pair 94 B5 is 數, and AE 94 B5 (shù) D8 is read as 當?shù) with all behind it paired anew: the
orphan B5 and the bracket became one mark. The reading is taken out and the bytes are read again;
with the byte before it the lost one makes a hanzi of that reading, so it is known.

What it does not do: remove readings that stand behind whole characters (`gloss`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix.filters.mojibake.bare import Bare
from textfix.filters.mojibake.look import look

if TYPE_CHECKING:
    from textfix.filters.mojibake.repair import Repair, Setting

__all__ = ["repairs"]


def repairs(line: str, setting: Setting) -> list[Repair]:
    """Stretches with readings torn from their bracket, read anew; sorted, disjoint.

    >>> from textfix.filters.mojibake.repair import Setting
    >>> [(one.start, one.end, one.text) for one in repairs("當?shù)亟?jīng)濟", Setting())]
    [(1, 13, '地經(jīng)')]
    """
    bare = Bare.of(line)
    if not any(site.torn for site in bare.sites):
        return []
    return look(line, bare, setting, kind="injected")
