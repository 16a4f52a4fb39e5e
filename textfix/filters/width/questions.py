"""Question marks that stand for a hanzi which was lost: 和?國, 李?，他.

Converters write ``?`` for what a character set lacks. Such a mark stands between hanzi, as a
narrowed question mark does in front of the next sentence; but before that there is a question, and
a question is asked with words. Of 184 marks between two hanzi in clean text 175 have one of these
in their clause. So the others are no evidence that the text was narrowed, and are widened only
where other marks are: see `evidence`. In front of a comma no question ends at all.

What it does not do: say which hanzi was lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass, CharSet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["lost", "unasked"]

_QUESTION = 0x3F
_LONGEST_RUN = 4  # 和??國: more question marks than that are shouting
_CLAUSE = 40  # characters in which a question has its word
_GOES_ON = CharSet("，、；：,;:")
_ASKED = re.compile(
    "[吗嗎呢吧么麼嘛啊呀何誰谁哪几幾啥怎否豈岂孰乎耶哉歟]|什[么麼]|多.{1,2}$|不[是能會会要可]"
    "|[有是能會会可要好][沒没不][有是能會会可要好]|还是|還是|难道|難道|莫非|[沒没]有$"
)
_CLAUSE_ENDS = re.compile("[。！？；：.!?;:\n]")


def lost(text: Text, at: NDArray[np.intp]) -> NDArray[np.bool_]:
    """For each of the offsets, whether a ``?`` stands there with a comma or the like behind it.

    >>> from textfix._text import Text
    >>> lost(Text("李?，好嗎?好"), np.array([1, 5])).tolist()
    [True, False]
    """
    found = np.zeros(len(at), dtype=bool)
    rows, behind = _followed(text, at)
    found[rows] = _GOES_ON.holds(text.codepoints[behind])
    return found


def unasked(text: Text, at: NDArray[np.intp]) -> NDArray[np.bool_]:
    """For each of the offsets, whether a ``?`` stands there between hanzi, and nothing asks.

    >>> from textfix._text import Text
    >>> unasked(Text("和?國好嗎?好"), np.array([1, 5])).tolist()
    [True, False]
    """
    found = np.zeros(len(at), dtype=bool)
    rows, behind = _followed(text, at)
    hanzi = text.flags[behind] & np.uint16(CharClass.HAN) != 0
    for row in rows[hanzi].tolist():
        found[row] = not _is_asked(text.value, int(at[row]))
    return found


def _followed(text: Text, at: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which of the offsets hold a ``?``, and the offset behind the run of them, if there is one."""
    points = text.codepoints
    rows = np.flatnonzero(points[at] == _QUESTION)
    behind = at[rows] + 1
    for _ in range(_LONGEST_RUN - 1):
        behind = behind + (points.take(behind, mode="clip") == _QUESTION)
    inside = behind < len(text)
    return rows[inside], behind[inside]


def _is_asked(value: str, at: int) -> bool:
    """Whether the clause that ends at the offset has a word that asks."""
    clause = _CLAUSE_ENDS.split(value[max(0, at - _CLAUSE) : at].rstrip("?"))[-1]
    return _ASKED.search(clause) is not None
