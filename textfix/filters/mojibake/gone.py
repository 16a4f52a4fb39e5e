"""What cannot be undone: 锟斤拷, runs of question marks, U+FFFD. Named with its span, and left.

UTF-8 decoders put U+FFFD REPLACEMENT CHARACTER where they could not read; encoded as UTF-8 and read
as GBK it is 锟斤拷. Encoders put ``?`` where their page has no such character. Nothing of
the text is left in either; a person must look for another copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from textfix._edits import Applicability, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textfix.filters.mojibake.repair import Repair

__all__ = ["gone"]

_TAG = Tag(
    "mojibake.lost", Applicability.DISPLAY, "lost for good: no byte of the text is left here"
)
# EF BF BD twice, read as GBK, from either byte on; a lone 拷 or 锟 is a word's.
_MARKS = regex.compile(r"\ufffd+|(?:锟?斤拷)+锟?斤?|锟斤(?!\w)|\?{3,}")
# One of these is in every match: searching for them is ten times as fast.
_EVERY = ("\ufffd", "斤", "???")
# Question marks stand for characters only where characters stand: a hanzi on the same line.
_HAN = regex.compile(r"[\u3400-\u9fff]")


def gone(line: str, at: int, repairs: Iterable[Repair]) -> list[tuple[int, int, str, Tag]]:
    """Marks of lost text in `line`, which stands at offset `at`, outside what was repaired.

    Each is a proposal to leave what stands there: only ever shown.

    >>> [(start, end) for start, end, *_ in gone("锟斤拷锟斤拷的前两作???", 10, [])]
    [(10, 16), (20, 23)]
    """
    if not any(mark in line for mark in _EVERY):
        return []
    taken = [(repair.start, repair.end) for repair in repairs]
    found = []
    for match in _MARKS.finditer(line):
        start, end = match.span()
        if match.group().startswith("?") and not _HAN.search(line):
            continue
        if all(end <= low or high <= start for low, high in taken):
            found.append((at + start, at + end, match.group(), _TAG))
    return found
