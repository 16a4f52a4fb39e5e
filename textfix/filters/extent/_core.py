"""Where the prose of a page is: the stretch of lines that holds most of it and least of the rest.

Each line has a weight: prose counts for, everything else against, and most of all what stands
behind an article (the editor's tail, heads of links, comment boxes). The stretch with the greatest
sum is the core; its first and last line are prose. One pass, linear.

What this module does not do: find the title above the core, or what belongs to its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textfix.filters.extent._page import Line

__all__ = ["ENDS", "Core", "core"]

# Against the stretch, in tens of hanzi of prose: what must be won behind such a line to reach over
# it. Links between paragraphs (CNA) are reached over; disclaimers behind an editor's tail are not.
_AGAINST = {
    "editor": 15.0,
    "rights": 10.0,
    "related": 12.0,
    "counter": 12.0,
    "contact": 6.0,
    "navigation": 4.0,
    "share": 3.0,
    "source": 2.0,
    "byline": 2.0,
    "dateline": 2.0,
    "player": 1.0,
    "caption": 0.0,
    "credit": 0.0,
    "deck": 0.0,
}
# A head of links between two paragraphs, with at most so many links.
_INLINE, _INLINE_LINKS = 3.0, 3
# A date by itself, behind prose: the comments begin, or the list of other articles.
_DATED, _DATED_HAN = 5.0, 16
_PLAIN = 1.0
_BARE = 0.7  # no hanzi: counters, times, `01`

# Kinds that stand behind an article, where one stands behind most of the prose.
ENDS = frozenset({"editor", "rights", "related", "counter", "contact", "source", "share"})

# Less prose than this is no article: index pages, galleries, posters without a paragraph.
_LEAST = 4.0
# Without prose: so many lines, under a date or a writer (and the page's lines right below).
_FRAMED = 5
_HEADS = frozenset({"byline", "dateline"})
_ABOVE_ALL = frozenset(_AGAINST).difference(("caption", "credit", "deck"))


class Core(NamedTuple):
    """The first line of the stretch, and the one behind its last."""

    first: int
    behind: int


def core(lines: Sequence[Line]) -> Core | None:
    """The stretch with most prose, or, where there is hardly any, what a page frames."""
    best, best_sum = None, _LEAST
    first, total = 0, 0.0
    for number, line in enumerate(lines):
        weight = line.prose or -_against(lines, number)
        if total <= 0:
            first, total = number, 0.0
        total += weight
        if line.prose and total > best_sum:
            best, best_sum = Core(first, number + 1), total
    return best or _framed(lines)


def _framed(lines: Sequence[Line]) -> Core | None:
    """The longest run of lines that no rule knows, between a date or a writer and another sign.

    Verse, prices, lists of names: no prose, yet the page shows where they begin and end.
    """
    best, most = None, _FRAMED - 1
    first, headed = 0, False
    for number, line in enumerate(lines):
        if line.kind in _ABOVE_ALL:
            if headed and number - first > most:
                best, most = Core(first, number), number - first
            headed = line.kind in _HEADS or (headed and number == first)
            first = number + 1
    return best


def _against(lines: Sequence[Line], number: int) -> float:
    line = lines[number]
    if line.kind == "related" and _is_inline(lines, number):
        return _INLINE
    if line.is_dated and line.han <= _DATED_HAN:
        return _DATED  # of a comment, or of another article
    if line.kind:
        return _AGAINST[line.kind]
    return _PLAIN if line.han else _BARE


def _is_inline(lines: Sequence[Line], number: int) -> bool:
    """Whether a head of links has a few of them, and then the article goes on."""
    for line in lines[number + 1 : number + 2 + _INLINE_LINKS]:
        if line.prose or line.kind not in ("", "player"):
            return bool(line.prose)
    return False
