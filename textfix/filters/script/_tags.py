"""The rules of the way to traditional: which edit is by which, and what else may have been right.

Rules ending in ``.guess`` made the likeliest of several choices; ``.doubt`` is never made. Both
name the alternatives, and ``textfix explain --uncertain`` lists them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._edits import Applicability, Edits, Tag
from textfix._text import distinct
from textfix.filters.script._detect import CHOSEN, kinds
from textfix.filters.script._stretch import flagged
from textfix.filters.script._tables import map_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHAR", "CLAUSE", "GUESS", "ODDS", "SHOWN", "WORD", "Doubts", "families", "tagged"]

CHAR, CLAUSE, WORD, ODDS, GUESS = range(5)

_TAGS = (
    Tag("script.to-traditional.char", why="a form that only simplified text writes, by OpenCC"),
    Tag("script.to-traditional.clause", why="the clause is written in simplified, by OpenCC"),
    Tag("script.to-traditional.word", why="a word of Taiwan's is written so, by McBopomofo"),
    Tag("script.to-traditional.odds", why="rare here, and the document mixes scripts"),
    Tag("script.to-traditional.guess", why="one of several forms, and no word tells which"),
)

# Added to a rule's number: the same, but only shown.
SHOWN = len(_TAGS)
_ALL = _TAGS + tuple(tag._replace(applicability=Applicability.DISPLAY) for tag in _TAGS)


class Doubts(NamedTuple):
    """Characters that stay, by a small margin: offsets, and what they would have become."""

    at: NDArray[np.intp]
    values: NDArray[np.uint32]


@cache
def families() -> dict[str, str]:
    """Simplified character -> its traditional forms, where there are several: 发 發髮."""
    fold = map_table("t2s", rare=False)
    found: dict[str, str] = {}
    for point in flagged(kinds(), CHOSEN).tolist():
        simple = chr(int(fold[point]))
        found[simple] = found.get(simple, "") + chr(point)
    return found


def tagged(
    points: NDArray[np.uint32],
    at: NDArray[np.intp],
    values: NDArray[np.uint32],
    which: NDArray[np.uint8],
    doubts: Doubts,
) -> Edits:
    """The edits that put `values` at the sorted offsets `at`, and the doubts that are left.

    `which`: the rule's number for each, `GUESS` only of characters that have several forms.
    """
    tags, index = list(_ALL), which.astype(np.uint32)
    guessed = np.flatnonzero(which % SHOWN == GUESS)
    for rule in distinct(which[guessed]).tolist():
        rows = guessed[which[guessed] == rule]
        sources, numbers = np.unique(points[at[rows]], return_inverse=True)
        index[rows] = numbers + len(tags)
        tags += [_guess(rule, point) for point in sources.tolist()]
    left = np.ones(0, dtype=np.bool_)
    if len(doubts.at):
        made = np.zeros(len(points), dtype=np.bool_)
        made[at] = True
        left = ~made[doubts.at]
    if not left.any():
        return Edits.pointwise(at, values, tags, index)
    more, others = doubts.at[left], doubts.values[left]
    pairs, numbers = np.unique(
        points[more].astype(np.int64) << 32 | others.astype(np.int64), return_inverse=True
    )
    tags += [_doubt(pair >> 32, pair & 0xFFFFFFFF) for pair in pairs.tolist()]
    where = np.concatenate([at, more])
    order = np.argsort(where, kind="stable")
    return Edits.pointwise(
        where[order],
        np.concatenate([values, others])[order],
        tags,
        np.concatenate([index, numbers.astype(np.uint32) + (len(tags) - len(pairs))])[order],
    )


@cache
def _guess(rule: int, point: int) -> Tag:
    """The tag of a guess at `point`, which names the forms that it has."""
    forms = "、".join(families().get(chr(point), ""))
    return _ALL[rule]._replace(why=f"{_ALL[rule].why}: {chr(point)}, {forms}")


@cache
def _doubt(kept: int, other: int) -> Tag:
    """The tag of a character that stays and might be `other`."""
    why = f"{chr(kept)} may be right here, and {chr(other)} is nearly as likely"
    return Tag("script.to-traditional.doubt", Applicability.DISPLAY, why)
