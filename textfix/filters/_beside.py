"""`Beside`: which lines stand right beside one that is furniture beyond doubt.

An address, a telephone number, `排版：小鱼` are body in a notice and furniture at a page's foot. By
itself such a line proves nothing; between `责任编辑：…` and `版权所有…` it does. So a run of lines
(blank ones aside) in which each is either sure or doubtful, and one at least sure, is a run of the
page's own, and its doubtful lines are known by what is in them.

Only what adjoins a sure line is judged, and what stands at a text's ends: counted window by window,
a run that reaches a window's border stays open there, and `+` joins it to the next window's. So
windows, packs and streams see what the whole text shows.

What it does not do: judge lines (rules do, those with ``evidence = "beside"``), or say where in a
text a line stands: a doubtful line that is said twice goes twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Beside", "Run"]

# So many doubtful lines are remembered (the least by code points, so that windows add up to the
# whole): a page has a dozen, and on a stream without end memory stays bounded.
_MOST = 4096
_INK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that follow each other: what the doubtful ones say, and whether one is sure."""

    doubtful: frozenset[str] = frozenset()
    sure: bool = False

    def __add__(self, other: Run) -> Run:
        return Run(_least(self.doubtful | other.doubtful), self.sure or other.sure)

    def proved(self) -> frozenset[str]:
        """The doubtful lines, if a sure one stands among them."""
        return self.doubtful if self.sure else frozenset()


@dataclass(frozen=True, slots=True)
class Beside:
    """Doubtful lines that are proved, and the runs at the text's ends, which may go on.

    `head`: the run that the text begins with; `tail`: the one that it ends with, or None where the
    whole text is the one run `head`.
    """

    found: frozenset[str] = frozenset()
    head: Run = Run()
    tail: Run | None = None

    @classmethod
    def of(
        cls, value: str, sure: Iterable[tuple[int, int]], doubtful: Callable[[str], bool]
    ) -> Beside:
        """Count in `value`: the spans of its sure lines, ascending, and what judges the others."""
        total, at = cls(), 0
        for start, end in (*sure, (len(value), None)):
            below, whole = _while(doubtful, _downward(value, at, start))
            total += cls(head=below)
            if not whole:
                above, _ = _while(doubtful, _upward(value, at, start))
                total = total + _BREAK + cls(head=above)
            if end is not None:
                total += cls(head=Run(sure=True))
                at = end
        return total

    def __add__(self, other: Beside) -> Beside:
        found = self.found | other.found
        if self.tail is None:
            return Beside(_least(found), self.head + other.head, other.tail)
        joined = self.tail + other.head
        if other.tail is None:
            return Beside(_least(found), self.head, joined)
        return Beside(_least(found | joined.proved()), self.head, other.tail)

    def lines(self) -> frozenset[str]:
        """What the proved lines say, where nothing more is to come."""
        ends = (self.head, self.tail or Run())
        return _least(self.found.union(*(run.proved() for run in ends)))


_BREAK = Beside(tail=Run())


def _while(doubtful: Callable[[str], bool], lines: Iterator[str]) -> tuple[Run, bool]:
    """The doubtful lines up to the first that is not, and whether there is none."""
    said: set[str] = set()
    for line in lines:
        if not doubtful(line):
            return Run(_least(frozenset(said))), False
        said.add(line)
    return Run(_least(frozenset(said))), True


def _downward(value: str, at: int, end: int) -> Iterator[str]:
    """The lines from `at` to `end` that are not blank, without the blanks at their ends."""
    while ink := _INK.search(value, at, end):
        first = ink.start()
        at = value.find("\n", first, end)
        at = end if at < 0 else at
        yield value[first:at].rstrip()


def _upward(value: str, start: int, end: int) -> Iterator[str]:
    """The same lines, the last one first."""
    while end > start:
        first = value.rfind("\n", start, end) + 1 or start
        line = value[first:end].strip()
        if line:
            yield line
        end = first - 1


def _least(lines: frozenset[str]) -> frozenset[str]:
    return lines if len(lines) <= _MOST else frozenset(nsmallest(_MOST, lines))
