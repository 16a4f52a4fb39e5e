"""A configuration's tables at work: which stretches of a text the character map cannot convert.

See `_fast` for the idea. This module finds the runs, asks OpenCC about them in one call, and puts
the answers in place.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._apply import apply
from textfix._edits import Edits, Tag
from textfix._text import Text, codepoints, from_codepoints
from textfix.filters.script._fingerprint import tables_hold
from textfix.filters.script._opencc import convert_plain
from textfix.filters.script._picture import OPERATORS
from textfix.filters.script._stretch import NEWLINE, flagged
from textfix.filters.script._tables import (
    CODE_POINTS,
    Pairs,
    char_rows,
    head_rows,
    map_table,
    pair_rows,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Plan", "plan"]

# Steps of one character that a run grows before it is taken from the whole text at once: a text of
# one repeated character may join everywhere, and growing step by step would be quadratic.
_STEPS = 16

# Runs whose answer is remembered, in 2 MB. 1.2 million characters hold 11,000 runs, 1,800 different
# ones of three characters on average; OpenCC's answer to one takes a microsecond.
_REMEMBERED = 1 << 13

# What a character is to the search for runs; one byte a code point, all asked with one ``take``.
_FIRST, _SECOND, _LONE, _COMPATIBLE, _DESCRIPTION, _CHANGES = 1, 2, 4, 8, 16, 32


@cache
def plan(config: str, *, rare: bool = True) -> Plan:
    """The plan of a configuration that has tables; made once a process, in about 6 ms."""
    return Plan(config, rare=rare)


class Plan:
    """A configuration's tables, and how they are used.

    Read-only once made, but for what OpenCC said, which is remembered and changes no result.
    """

    __slots__ = (
        "_answers",
        "config",
        "has_lone",
        "heads",
        "joins",
        "kind",
        "map",
        "normal",
        "openings",
        "rare",
    )

    def __init__(self, config: str, *, rare: bool) -> None:
        self.config = config
        self.rare = rare
        self.map = map_table(config, rare=rare)
        first, second, third = head_rows(f"{config}.heads")
        two = third == 0
        lone = first[second == 0]
        self.heads = Pairs.of(first[two], second[two])
        self.heads.add(self.heads.mix(first[~two], second[~two]), third[~two])
        self.openings = Pairs.of(first[~two], second[~two])
        direction = "to-simplified" if config.endswith("2s") else "from-simplified"
        self.joins = Pairs.of(*pair_rows(f"{direction}.joins"))
        self.normal = char_rows("normal.chars")
        self.kind = np.zeros(CODE_POINTS, dtype=np.uint8)
        mapped = np.concatenate([char_rows(f"{config}.chars")[0], char_rows("tofu.chars")[0]])
        self.kind[mapped[self.map[mapped] != mapped]] |= _CHANGES
        self.kind[first] |= _FIRST
        self.kind[second] |= _SECOND
        self.kind[lone] |= _LONE
        self.kind[self.normal[0]] |= _COMPATIBLE
        self.kind[list(OPERATORS)] |= _DESCRIPTION
        self.has_lone = len(lone) > 0
        self._answers: dict[str, str] = {}

    def changes(
        self, points: NDArray[np.uint32], always: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.intp], NDArray[np.uint32]] | None:
        """What changes, one for one; None where the fast path does not hold.

        `always`: for every code point, whether it changes even in a phrase that keeps it.
        """
        prepared = self._prepared(points)
        if prepared is None:
            return None
        given, (points, kind) = points, prepared
        at = flagged(kind, _CHANGES)
        values = self.map.take(points[at])
        runs = self._runs(points, kind)
        if len(runs):
            if not tables_hold():
                return None
            source, target = _places(runs)
            answer = self._answer(points, runs, source, target)
            if len(answer) != len(target) + len(runs):
                return None
            made, old = answer[target], points[source]
            if always is not None:
                forced = np.flatnonzero((made == old) & always[old])
                made[forced] = self.map.take(old[forced])
            outside = np.ones(len(points), dtype=bool)
            outside[source] = False
            alone, differs = outside[at], made != old
            at = np.concatenate([at[alone], source[differs]])
            values = np.concatenate([values[alone], made[differs]])
            order = np.argsort(at, kind="stable")
            if points is not given:
                order = order[(self.kind.take(given[at[order]]) & _COMPATIBLE) == 0]
            at, values = at[order], values[order]
        return at, values

    def forget(self) -> None:
        """Ask OpenCC anew about every run: for measurements."""
        self._answers.clear()

    def edited(self, points: NDArray[np.uint32]) -> str | None:
        """The conversion of any length as a string; None where the fast path does not hold."""
        prepared = self._prepared(points)
        if prepared is None:
            return None
        points, kind = prepared
        made = self.map.take(points)
        runs = self._runs(points, kind)
        if not len(runs):
            return from_codepoints(made)
        source, target = _places(runs)
        answer = self._answer(points, runs, source, target)
        ends = np.flatnonzero(answer == NEWLINE)
        if len(ends) != len(runs):
            return None
        if len(answer) == len(target) + len(runs) and np.array_equal(
            ends, np.cumsum(runs[:, 1] - runs[:, 0] + 1) - 1
        ):
            made[source] = answer[target]
            return from_codepoints(made)
        bounds = np.concatenate([[0], ends - np.arange(len(ends))])
        tags = np.zeros(len(runs), dtype=np.uint16)
        edits = Edits(
            runs[:, 0], runs[:, 1], answer[answer != NEWLINE], bounds, tags, (Tag(self.config),)
        )
        return apply(Text(from_codepoints(made), made), edits).value

    def _prepared(
        self, points: NDArray[np.uint32]
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint8]] | None:
        """The normalized text and each character's kind; None where OpenCC has to do it all."""
        kind = self.kind.take(points)
        if len(flagged(kind, _DESCRIPTION)):
            return None
        odd = flagged(kind, _COMPATIBLE)
        if len(odd):
            points = _normalized(points, odd, *self.normal)
            kind = self.kind.take(points)
            kind[odd] &= ~np.uint8(_CHANGES)
        return points, kind

    def _answer(
        self,
        points: NDArray[np.uint32],
        runs: NDArray[np.intp],
        source: NDArray[np.intp],
        target: NDArray[np.intp],
    ) -> NDArray[np.uint32]:
        """OpenCC's answer to the runs, a newline after each; nothing where it cannot be told apart.

        A run is converted by itself as it is in any text, and is asked about once.
        """
        joined = np.full(len(source) + len(runs), NEWLINE, dtype=np.uint32)
        joined[target] = points[source]
        asked = from_codepoints(joined[:-1]).split("\n")
        known = self._answers
        answers = [known.get(run, "") for run in asked]  # no answer is empty
        if "" in answers:
            pairs = zip(asked, answers, strict=True)
            fresh = list(dict.fromkeys(run for run, answer in pairs if not answer))
            made = convert_plain("\n".join(fresh), self.config, rare=self.rare).split("\n")
            if len(made) != len(fresh):
                return points[:0]
            new = dict(zip(fresh, made, strict=True))
            answers = [answer or new[run] for run, answer in zip(asked, answers, strict=True)]
            if len(known) + len(new) > _REMEMBERED:
                known.clear()
            known.update((run, answer) for run, answer in new.items() if len(run) <= _STEPS)
        return codepoints("\n".join([*answers, ""]))

    def _runs(self, points: NDArray[np.uint32], kind: NDArray[np.uint8]) -> NDArray[np.intp]:
        """What to give to OpenCC: rows ``(start, end)``, disjoint and sorted."""
        maybe = flagged(kind[:-1] & (kind[1:] >> np.uint8(1)), _FIRST)
        first, second = points[maybe], points[maybe + 1]
        head = self.heads.has(first, second)
        longer = np.flatnonzero(self.openings.has(first, second))
        longer = longer[maybe[longer] + 2 < len(points)]
        third = points[maybe[longer] + 2]
        head[longer] |= self.heads.has(self.heads.mix(first[longer], second[longer]), third)
        start = maybe[head]
        end = start + 2
        if self.has_lone:
            alone = flagged(kind, _LONE)
            start, end = np.concatenate([start, alone]), np.concatenate([end, alone + 1])
            order = np.argsort(start, kind="stable")
            start, end = start[order], end[order]
        if not len(start):
            return _NO_RUNS
        grown = self._grown(points, start, end)
        left, right = self._stretches(points, start, end) if grown is None else grown
        reach = np.maximum.accumulate(right)
        fresh = np.ones(len(left), dtype=bool)
        fresh[1:] = left[1:] >= reach[:-1]
        rows = np.flatnonzero(fresh)
        return np.stack([left[rows], reach[np.append(rows[1:], len(reach)) - 1]], axis=1)

    def _grown(
        self, points: NDArray[np.uint32], start: NDArray[np.intp], end: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
        """Each end moved outwards while the pair across it joins; None where that goes far."""
        edges = np.concatenate([start, end])
        step = np.repeat(np.array([-1, 1], dtype=np.intp), len(start))
        moving = np.flatnonzero((edges > 0) & (edges < len(points)))
        for _ in range(_STEPS):
            at = edges[moving]
            moving = moving[self._join(points[at - 1], points[at])]
            if not len(moving):
                return edges[: len(start)], edges[len(start) :]
            at = edges[moving] + step[moving]
            edges[moving] = at
            moving = moving[(at > 0) & (at < len(points))]
        return None

    def _join(self, left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Whether a phrase may cross each pair; never at a newline, which ends a run."""
        joining = self.joins.has(left, right)
        joining &= (left != NEWLINE) & (right != NEWLINE)
        return joining

    def _stretches(
        self, points: NDArray[np.uint32], start: NDArray[np.intp], end: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """What growing gives, by one look at every pair of the text: linear whatever the text."""
        cuts = np.flatnonzero(~self._join(points[:-1], points[1:])) + 1
        bounds = np.concatenate([[0], cuts, [len(points)]])
        first = bounds[np.searchsorted(bounds, start, "right") - 1]
        return first, bounds[np.searchsorted(bounds, end, "left")]


_NO_RUNS: NDArray[np.intp] = np.zeros((0, 2), dtype=np.intp)


def _normalized(
    points: NDArray[np.uint32],
    at: NDArray[np.intp],
    keys: NDArray[np.uint32],
    values: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """`points` with compatibility ideographs made plain ones, as OpenCC does first."""
    points = points.copy()
    order = np.argsort(keys)
    points[at] = values[order][np.searchsorted(keys[order], points[at])]
    return points


def _places(runs: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each character of the runs stands in the text, and joined with newlines."""
    sizes = runs[:, 1] - runs[:, 0]
    ends = np.cumsum(sizes)
    count = np.arange(ends[-1])
    return count + np.repeat(runs[:, 0] - (ends - sizes), sizes), count + np.repeat(
        np.arange(len(runs)), sizes
    )
