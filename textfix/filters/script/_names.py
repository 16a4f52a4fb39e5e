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

__all__ = ["full_names", "names"]

# What stands before a name inside a clause, in simplified spelling: ends of titles and of words for
# persons (记者, 校长, 委员), and what joins or introduces a person (和, 由, 是, 请, 说).
_BEFORE_NAMES = (
    "者长员师生人家士兵友母父兄弟姐妹子女男叔伯舅姨婆公夫妻祖授理任官记总使王帝臣将相卿客"
    "和与及跟给叫是由让找请见问说把被比像名的"
)

# What no given name begins with, in simplified spelling: numbers and words of grammar.
_NO_NAMES = (
    "一二两三四五六七八九十百千万半年月日此该其这那本各同今昨明前后上下中内外左右的了是在"
    "我你您他她它谁"
)

# Before 后 a queen's house or husband; elsewhere it is no title, and as a surname (后羿) it is
# found among words.
_QUEENS = "皇王太天帝吕武萧贾窦邓霍卫郭韦元母影歌舞封立废土"
_QUEEN = ord("后")

# What follows it is a surname, whatever comes then (姓涂的人).
_SURNAMED = ord("姓")


# Surnames that OpenCC's characters take for another one in simplified text, and that no verb or
# preposition is written with, as 涂 and 于 are.
_SAFE_SURNAMES = "余范郁岳朴"

# What follows a whole name inside a clause, in simplified spelling: verbs of saying and doing that
# report what a person did, what is joined to a name, and titles.
_AFTER_NAMES = (
    "说道问答的在是和与及跟同表曾也就都已被将把向对为等任称指认写报介回来去先小老教博"
    "采访著生率带获担演唱编画讲谈想看走坐站"
)


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
    behind what names a person; at the beginning of a clause where a given name of one or two
    characters may end as well (于謙的詩, not 于實習期間); or behind 姓.
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
    whole = _ends(text, kind, at + 2) | _ends(text, kind, at + 3)
    person &= np.where(hanzi_before, _members(_BEFORE_NAMES).take(before), whole)
    queen = hanzi_before & _members(_QUEENS).take(before)
    person |= hanzi_before & (before == _SURNAMED)
    own = (kind[at] & BESIDES) != 0
    found: NDArray[np.bool_] = own & np.where(text[at] == _QUEEN, queen, person)
    return found


def full_names(
    text: NDArray[np.uint32], kind: NDArray[np.uint8], at: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which of the offsets `at` begin a whole name in text that is simplified.

    That is what stands behind 姓, and `names` where a given name of two characters follows and then
    the clause's end, or what goes with a person. In simplified text 余 stands for 餘 nineteen times
    in twenty, so that a place for a name is not enough: with that alone 20 characters in 500,000 of
    simplified statutes and manuals stay that must not, with this none.
    """
    found: NDArray[np.bool_] = _members(_SAFE_SURNAMES).take(text[at]) & names(text, kind, at)
    last = len(text) - 1
    found &= (at + 2 <= last) & ((kind[np.minimum(at + 2, last)] & HANZI) != 0)
    found &= _ends(text, kind, at + 3)
    found |= (at > 0) & (text[np.maximum(at - 1, 0)] == _SURNAMED)
    return found


def _ends(
    text: NDArray[np.uint32], kind: NDArray[np.uint8], at: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether a name may end before each offset: at a clause's end, or what goes with a name."""
    inside = np.minimum(at, len(text) - 1)
    found: NDArray[np.bool_] = (at > inside) | ((kind[inside] & HANZI) == 0)
    follows = map_table("t2s", rare=False).take(text[inside])
    return found | _members(_AFTER_NAMES).take(follows)
