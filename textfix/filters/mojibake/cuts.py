"""`cuts`: how much of a line with suspicious places is looked at as one.

What the rooms cost grows with the length of what they are given: one damaged span took 8 ms in a
paragraph of 900 characters, in its clause it takes 1, and the same clause in the next paragraph
nothing, for it is remembered. So of long lines only the clauses around the places are looked at,
with the quotation that they stand in, whose end the damage may hide: left out, it cost one in ten
of the lossy items that the search repairs (dev, items put among good sentences of one line).

What it does not do: find the places (`gate`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from textfix.filters.mojibake.quotes import open_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["WHOLE", "cuts"]

# Lines up to here are looked at whole. Of the damaged lines (dev) 1 in 100 is longer.
WHOLE = 256
# Marks that end a clause and are hardly ever made by damage, as narrow ! and ? are.
_MARKS = "。，；,;"
# Characters before and from a place on that are looked at with it: the window that it begins, and
# the context of the search (`stretches`) on both sides.
_BEFORE, _BEHIND = 8, 16
# Nothing longer is looked at as one: a longer clause is cut behind a mark that ends a sentence,
# before a blank, or at least before a plain letter, which is no part of damage.
_LONGEST = 1024
_PIECE = re.compile(
    r"(?s).{1,1024}\Z|.{1,1024}(?<=[。！？!?])|.{1,1024}(?= )|.{1,1024}(?=[\x00-\x7f])|.{1,1024}"
)


def cuts(text: str, start: int, end: int, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """What to look at of the line from `start` to `end`: disjoint, at most 1,024 characters each.

    `places`: offsets in it, sorted. Which spans it gives depends on the line and them alone.
    """
    if end - start <= WHOLE:
        yield start, end
        return
    for first, last in _clauses(text, start, end, places):
        if last - first <= _LONGEST:
            yield first, last
            continue
        for piece in _PIECE.finditer(text, first, last):
            at = bisect_left(places, piece.start())
            if at < len(places) and places[at] < piece.end():
                yield piece.span()


def _clauses(text: str, start: int, end: int, places: Sequence[int]) -> list[tuple[int, int]]:
    """The clauses that the places stand in or near, joined where they meet."""
    found: list[tuple[int, int]] = []
    row = 0
    while row < len(places):
        limit = max(start, places[row] - _BEFORE)
        while row + 1 < len(places) and places[row + 1] - places[row] <= _BEHIND:
            row += 1
        behind = places[row] + _BEHIND
        row += 1
        # No mark is looked for further than this: a line without any stays linear.
        low, high = max(start, limit - _LONGEST), min(end, behind + _LONGEST)
        first = max(text.rfind(mark, low, limit) for mark in _MARKS) + 1 or low
        first = open_from(text, low, first)
        ends = [text.find(mark, behind - 1, high) for mark in _MARKS]
        last = min((at + 1 for at in ends if at >= 0), default=high)
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
