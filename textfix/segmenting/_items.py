"""Numbers and bullets that begin an item, and enumerations that run on inside a paragraph.

`二、` at a line's start begins an item, unless `一、` stands inside the paragraph before it, or
`三、` inside a line that follows: then the line was broken there by chance.

What it does not do: say whether a line is an item of a list (`_runs`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ITEM", "is_inline"]

_NUMERALS = "一二三四五六七八九十"
ITEM = re.compile(
    rf"[-*+•·●○■□◆◇▪◦►➢✓◎]\s|(?P<plain>\d{{1,3}}|[{_NUMERALS}]{{1,3}})[.．、)）]"
    rf"|[（(](?P<bracketed>\d{{1,3}}|[{_NUMERALS}]{{1,3}})[)）]|(?P<circled>[①-⑳])"
    # 第三條規定 is a reference: an article's number has a blank behind it.
    r"|第[\d一二三四五六七八九十百零]{1,6}[章节節条條回卷](?=[\s\u3000]|$)"
)
_TENS = [f"{ten}十" for ten in ("", *_NUMERALS[1:9])]
_CHINESE = [*_NUMERALS[:9], *(ten + one for ten in _TENS for one in ("", *_NUMERALS[:9]))]
_DECIMAL = [str(number) for number in range(1, 100)]
# The number before each number, in the same numerals.
_BEFORE = dict(
    pair
    for numbers in (_CHINESE, _DECIMAL, list("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"))
    for pair in zip(numbers[1:], numbers, strict=False)
)
_AFTER = {number: after for after, number in _BEFORE.items()}
_AHEAD = 400  # characters in which the second item begins
_ITEM_ENDS = "。；，、;,"


def is_inline(value: str, starts: Sequence[int], end: int, marker: re.Match[str]) -> bool:
    """Whether `marker` is part of an enumeration inside a paragraph: …：一、…。二、…

    `starts`: where the paragraph's lines begin; `end`: where the last of them ends.
    """
    number = marker[marker.lastgroup] if marker.lastgroup else ""
    before = _BEFORE.get(number, "")
    if before:
        at = value.rfind(marker.group().replace(number, before), starts[0], end)
        return at > starts[0] and at not in starts
    # The first: whether the second stands inside a line, right behind a sentence or a clause.
    after = _AFTER.get(number, "")
    if not after:
        return False
    at = value.find(marker.group().replace(number, after), marker.end(), marker.end() + _AHEAD)
    return at > 0 and value[at - 1] in _ITEM_ENDS
