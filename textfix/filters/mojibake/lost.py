"""`repairs`: Chinese text from which bytes were lost, and that is shifted behind the loss.

What: `“借船出?！碧岣咄赓Q` was `“借船出海”提高外貿`: of 海 (BA A3) the first byte is gone, its
second byte A3 was taken with the next one for a full-width mark, and the bytes behind paired anew
until the line ended or an ASCII character came. `look` lays the stretch out as bytes, fills in
what is lost and finds back to the undamaged text.

What it does not do: undo whole misreadings (`chains`), fill in several characters lost together
with any certainty, or judge: every stretch that another reading explains better is given, with its
margin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from textfix.filters.mojibake.bare import Bare
from textfix.filters.mojibake.look import look

if TYPE_CHECKING:
    from textfix.filters.mojibake.repair import Repair, Setting

__all__ = ["repairs"]

_HANZI = regex.compile(r"[\u3400-\u9fff]")


def repairs(line: str, setting: Setting) -> list[Repair]:
    """The stretches of a line that lost bytes, read anew; sorted, disjoint.

    >>> from textfix.filters.mojibake.repair import Setting
    >>> [(one.start, one.end, one.text) for one in repairs("“借船出?！碧岣咄赓Q能級", Setting())]
    [(4, 11, '海”提高外貿')]
    """
    if not _HANZI.search(line):
        return []
    return look(line, Bare.of(line), setting, kind="lost")
