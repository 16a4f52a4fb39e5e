"""Invisible characters are no disguise: rules see a text without them, offsets stay the text's.

A zero-width space inside 责任编辑 hides it from any pattern, and U+FE0F VARIATION SELECTOR-16
stands behind the ▲ of many captions. The `control` filter takes out most, but rules must not depend
on what ran before them. Texts without such characters, nearly all, pay one look at their classes.

This module takes nothing out of the text itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass
from textfix._text import Text, codepoints, from_codepoints

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NOISE", "Plain", "plain"]

NOISE = (
    "\u00ad"  # SOFT HYPHEN
    "\u200b\u200c\u200d\u200e\u200f"  # ZERO WIDTH SPACE .. RIGHT-TO-LEFT MARK
    "\u202a\u202b\u202c\u202d\u202e"  # embeddings and overrides of direction
    "\u2060\u2061\u2062\u2063\u2064"  # WORD JOINER and invisible operators
    "\u2066\u2067\u2068\u2069"  # isolates
    "\ufe0e\ufe0f"  # VARIATION SELECTOR-15 and -16: text or emoji style
    "\ufeff"  # ZERO WIDTH NO-BREAK SPACE
)
_POINTS = codepoints(NOISE)


class Plain:
    """A text without its invisible characters, and the way back."""

    def __init__(self, text: Text, noise: NDArray[np.intp]) -> None:
        stays = np.ones(len(text), dtype=bool)
        stays[noise] = False
        self._kept = np.flatnonzero(stays)
        self._size = len(text)
        self.text = Text(from_codepoints(text.codepoints[stays]))

    def start(self, place: int) -> int:
        """Where what begins at `place` begins in the text: behind noise that stands before it."""
        return int(self._kept[place]) if place < len(self._kept) else self._size

    def end(self, place: int) -> int:
        """Where what ends at `place` ends in the text: before noise that stands behind it."""
        return int(self._kept[place - 1]) + 1 if place else 0

    def line_start(self, place: int) -> int:
        """Where the line that begins at `place` begins: noise at its start is part of it."""
        return self.end(place)

    def line_end(self, place: int) -> int:
        """Where the line that ends at `place` ends: noise at its end is part of it."""
        return self.start(place)


def plain(text: Text) -> Plain | None:
    """`text` without noise, or None where it has none.

    >>> found = plain(Text("责\\u200b任\\ufe0f"))
    >>> found.text.value, found.end(2), found.line_end(2)
    ('责任', 3, 4)
    """
    if not text.present & (CharClass.CONTROL | CharClass.COMBINING):
        return None
    may = text.where(CharClass.CONTROL | CharClass.COMBINING)
    noise = may[np.isin(text.codepoints[may], _POINTS)]
    return Plain(text, noise) if len(noise) else None
