"""Whether a character that may be a surname is one where it stands.

于 is a surname and, in simplified text, the commonest preposition; 后 is a queen and what comes
after. On a page of a converter without context both meet, and only the neighbours tell.

What this module does not do: know names. It says where one may stand, and errs towards names: a
preposition that stays is one error of thousands on such a page, 於謙 for 于謙 is a person's name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._text import codepoints
from textfix.filters.script._detect import BESIDES, HANZI
from textfix.filters.script._tables import CODE_POINTS, map_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["names"]

# What stands before a name inside a clause, in simplified spelling: ends of titles and of words for
# persons (记者, 校长, 委员), and what joins or introduces a person (和, 由, 是, 请, 说).
_BEFORE_NAMES = (
    "者长员师生人家士兵友母父兄弟姐妹子女男叔伯舅姨婆公夫妻祖授理任官记总使王帝臣将相卿客"
    "和与及跟给叫是由让找请见问说把被比像名姓的"
)

# What no given name begins with, in simplified spelling: numbers and words of grammar.
_NO_NAMES = "一二两三四五六七八九十百千万半年月日此该其这那本各同今昨明前后上下中内外左右的了是在"

# Before 后 a queen's house or husband; elsewhere it is no title, and as a surname (后羿) it is
# found among words.
_QUEENS = "皇王太天帝吕武萧贾窦邓霍卫郭韦元母影歌舞封立废土"
_QUEEN = ord("后")


@cache
def _members(characters: str) -> NDArray[np.bool_]:
    """For every code point whether it is one of the characters."""
    table = np.zeros(CODE_POINTS, dtype=np.bool_)
    table[codepoints(characters)] = True
    table.flags.writeable = False
    return table


def names(
    text: NDArray[np.uint32], kind: NDArray[np.uint8], at: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which of the offsets `at`, of characters valid in both scripts, may be a person's name.

    `kind`: the characters' flags. A surname stands before a hanzi that can begin a given name, and
    at the beginning of a clause or behind what names a person.
    """
    fold = map_table("t2s", rare=False)
    last = len(text) - 1
    before, after = (
        fold.take(text[np.maximum(at - 1, 0)]),
        fold.take(text[np.minimum(at + 1, last)]),
    )
    hanzi_before = (at > 0) & ((kind[np.maximum(at - 1, 0)] & HANZI) != 0)
    hanzi_after = (at < last) & ((kind[np.minimum(at + 1, last)] & HANZI) != 0)
    person = hanzi_after & ~_members(_NO_NAMES).take(after)
    person &= ~hanzi_before | _members(_BEFORE_NAMES).take(before)
    queen = hanzi_before & _members(_QUEENS).take(before)
    own = (kind[at] & BESIDES) != 0
    found: NDArray[np.bool_] = own & np.where(text[at] == _QUEEN, queen, person)
    return found
