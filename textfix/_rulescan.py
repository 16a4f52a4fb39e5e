"""Which lines may hold a rule's literal, found without touching the others.

Clean text must cost next to nothing. Each rule names literals, one of which occurs wherever it
matches. All literals are looked for at once by their first three characters: a table gives every
code point 10 bits "begins a literal of group g", 10 bits "comes second in group g" and 10 bits
"comes third"; where three neighbours share a bit, a literal may stand. That is one table look-up
and two ANDs a character: 1.6 ns, 6 ms for 10 MB. The table is over the text's own code points, so
nothing is folded.

What is left (one place in 60) is proved by its first three characters, then by what the rules of
that literal can reach: a rule for lines of at most 160 characters does not look at a paragraph.
Both are look-ups: the few hundred characters that beginnings are made of are numbered, and two
numbers, then the pair's and a third, lead straight to a beginning. Searching for keys of three
folded characters took twice as long as finding the places.

This module finds lines and the rules to try on them; it does not match.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._lines import bounds_of
from textfix._rulefold import fold_points, unfolded, variants
from textfix._rulepack import load_pack, shipped_packs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from textfix._rulepack import Rule
    from textfix._text import Text

    # Offsets, ascending, and for each the number of the beginning that stands there.
    Places: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]
    # The same, and for each its line's start and end.
    InLines: TypeAlias = tuple[
        NDArray[np.intp], NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]
    ]

__all__ = ["TAIL", "Candidate", "Index", "Scanner", "line_reach"]

# How far from a line's end an ``at = "end"`` rule looks, in characters.
TAIL = 80

# Blanks at a line's ends are no part of its length (`_rulematch` counts without them).
_INDENT = 40

_PROVED = 3  # characters of a literal that are compared before its line is looked at
_BMP = 0x10000
# Groups of beginnings with one, two and three characters: fewest chance neighbours on six texts of
# the kinds measured (1.1 % on encyclopaedic text, 5 % on documentation).
_GROUPS = (1, 4, 5)
_PLANE = sum(_GROUPS)  # bits for the first character, then as many for the second and the third
# Code points looked up at once: their table entries stay in the cache, and in bounds on long texts.
_BLOCK = 1 << 15
_AHEAD = _PROVED - 1
_AFTER = np.full(_AHEAD, 0x0A, dtype=np.uint32)  # newlines: no literal holds one
_NOWHERE = (np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp))
_ANY_LENGTH = np.iinfo(np.int64).max


class Candidate(NamedTuple):
    """A line (offsets without its newline) and the numbers of the rules to try, ascending."""

    start: int
    end: int
    rules: tuple[int, ...]


class Index:
    """The beginnings of literals (their first three characters, or all), looked for at once."""

    def __init__(self, literals: Iterable[str]) -> None:
        beginnings = {literal[:_PROVED] for literal in literals}
        self.beginnings = sorted(beginnings, key=lambda beginning: (len(beginning), beginning))
        self._table = _table(self.beginnings)
        characters = sorted(set("".join(self.beginnings)))
        numbers = dict(zip(characters, range(1, len(characters) + 1), strict=True))
        pairs = sorted({beginning[:2] for beginning in self.beginnings if len(beginning) > 1})
        place = dict(zip(pairs, range(1, len(pairs) + 1), strict=True))
        self._size = len(characters) + 1
        # Nought is no character, no pair, no beginning.
        self._number = np.zeros(len(fold_points()), dtype=np.int16)
        for character, number in numbers.items():
            self._number[list(unfolded(character))] = number
        self._pair = np.zeros(self._size**2, dtype=np.int16)
        for pair, number in place.items():
            self._pair[numbers[pair[0]] * self._size + numbers[pair[1]]] = number
        self._of_one = np.zeros(self._size, dtype=np.int16)
        self._of_two = np.zeros(len(pairs) + 1, dtype=np.int16)
        self._of_three = np.zeros((len(pairs) + 1) * self._size, dtype=np.int16)
        for number, beginning in enumerate(self.beginnings, 1):
            if len(beginning) == 1:
                self._of_one[numbers[beginning]] = number
            elif len(beginning) == 2:
                self._of_two[place[beginning]] = number
            else:
                third = place[beginning[:2]] * self._size + numbers[beginning[2]]
                self._of_three[third] = number

    def places(self, text: Text) -> Places:
        """Where a beginning stands, ascending, and its number; as columns."""
        if not len(text):
            return _NOWHERE
        points = text.codepoints
        at = self._neighbours(points)
        first = self._number.take(points.take(at))
        one = self._of_one.take(first)
        places, rows = [at[one > 0]], [one[one > 0]]
        pair = self._pair.take(first.astype(np.intp) * self._size + self._ahead(points, at, 1))
        at, pair = at[pair > 0], pair[pair > 0]
        third = self._of_three.take(pair.astype(np.intp) * self._size + self._ahead(points, at, 2))
        for found in (self._of_two.take(pair), third):
            places.append(at[found > 0])
            rows.append(found[found > 0])
        at = np.concatenate(places)
        order = np.argsort(at, kind="stable")
        return at[order], np.concatenate(rows)[order].astype(np.intp) - 1

    def _ahead(
        self, points: NDArray[np.uint32], at: NDArray[np.intp], steps: int
    ) -> NDArray[np.int16]:
        """The numbers of the characters so many steps ahead; nought behind the text's end."""
        number = self._number.take(points.take(at + steps, mode="clip"))
        number[at + steps >= len(points)] = 0
        return number

    def _neighbours(self, points: NDArray[np.uint32]) -> NDArray[np.intp]:
        """Offsets where three characters stand that may begin a literal, or one or two that are."""
        found = []
        shift, twice = np.uint32(_PLANE), np.uint32(2 * _PLANE)
        for low in range(0, len(points), _BLOCK):
            block = points[low : low + _BLOCK + _AHEAD]
            if low + _BLOCK + _AHEAD > len(points):
                block = np.append(block, _AFTER)[: _BLOCK + _AHEAD]
            packed = self._table.take(block, mode="clip")
            shared = packed[2:] >> twice
            shared &= packed[1:-1] >> shift
            shared &= packed[:-2]
            found.append(np.flatnonzero(shared != 0) + low)
        return np.concatenate(found)


@cache
def shared() -> tuple[Index, Reach]:
    """The index of the rules that ship and judge by themselves, so that one scan serves them all.

    Caption and boilerplate ask four times of a text; the answer is the same places. Left out are
    the signs of a page, and what is judged only beside another line: 大 and 记者 are everywhere.
    """
    packs = [load_pack(name) for name in shipped_packs() if "/" not in name]
    rules = [
        rule for pack in packs for rule in pack.rules if rule.evidence not in ("page", "beside")
    ]
    index = Index(literal for rule in rules for literal in _literals(rule))
    return index, Reach(index, rules)


def _literals(rule: Rule) -> Iterator[str]:
    """The rule's literals, in Taiwan's words too."""
    return (variant for literal in rule.literals for variant in variants(literal))


def shared_places(text: Text) -> InLines:
    """The places of `shared` in `text` that some rule reaches, with their lines.

    Those of a text that was joined are known from its parts: windows are whole lines, and no
    literal holds a newline.
    """
    if len(text.parts) == 1:
        index, reach = shared()
        return reach.of(text, index.places(text))
    found = [part.derived(shared_places) for part in text.parts]
    begins = list(accumulate((len(part) for part in text.parts), initial=0))
    at, row, start, end = map(np.concatenate, zip(*found, strict=True))
    shift = np.repeat(begins[:-1], [len(places) for places, *_ in found])
    return at + shift, row, start + shift, end + shift


class Reach:
    """How far rules see from a beginning of theirs: how long a line, how far from its end."""

    def __init__(self, index: Index, rules: Sequence[Rule]) -> None:
        owners: dict[str, set[int]] = {}
        for number, rule in enumerate(rules):
            for literal in _literals(rule):
                owners.setdefault(literal[:_PROVED], set()).add(number)
        beginnings = index.beginnings
        # The numbers of the rules of each beginning. One that has none reaches nowhere.
        self.rules = [tuple(sorted(owners.get(beginning, ()))) for beginning in beginnings]
        reach = [[_reach(rules[number]) for number in numbers] for numbers in self.rules]
        self._max_len = np.array([max((r[0] for r in rows), default=-1) for rows in reach])
        self._from_end = np.array([max((r[1] for r in rows), default=-1) for rows in reach])

    def is_within(self, other: Reach) -> bool:
        """Whether the rules see no further than the others do, from any beginning."""
        lengths = self._max_len <= other._max_len
        return bool((lengths & (self._from_end <= other._from_end)).all())

    def of(self, text: Text, places: Places) -> InLines:
        """Those of the places that are within reach, and the lines they stand in."""
        return self.among((*places, *bounds_of(text, places[0])))

    def among(self, places: InLines) -> InLines:
        """Those of the places that are within reach."""
        at, row, start, end = places
        near = (end - start <= self._max_len[row]) & (end - at <= self._from_end[row])
        return at[near], row[near], start[near], end[near]


class Scanner:
    """The literals of some rules, ready to be looked for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        beginnings = {literal[:_PROVED] for rule in rules for literal in _literals(rule)}
        self._any = bool(beginnings)
        self._index, reach = shared()
        self._reach = Reach(self._index, rules)
        self._shared = beginnings <= set(self._index.beginnings) and self._reach.is_within(reach)
        if not self._shared:
            self._index = Index(beginnings)
            self._reach = Reach(self._index, rules)

    def lines(self, text: Text) -> list[Candidate]:
        """The lines of `text` that some rule must be tried on, in order."""
        if not self._any or not len(text):
            return []
        if self._shared:
            _, row, starts, ends = self._reach.among(text.derived(shared_places))
        else:
            _, row, starts, ends = self._reach.of(text, self._index.places(text))
        if not len(row):
            return []
        first = np.flatnonzero(np.diff(starts, prepend=-1)).tolist()
        found = row.tolist()
        return [
            Candidate(start, end, self._union(tuple(found[low:high])))
            for low, high, start, end in zip(
                first,
                [*first[1:], len(found)],
                starts[first].tolist(),
                ends[first].tolist(),
                strict=True,
            )
        ]

    def _union(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        rules = self._reach.rules
        if len(rows) == 1:
            return rules[rows[0]]
        return tuple(sorted({number for row in rows for number in rules[row]}))


def line_reach(rule: Rule) -> int:
    """The longest line the rule looks at, in characters, an indent included."""
    return rule.max_len + _INDENT if rule.scope == "line" else int(_ANY_LENGTH)


def _reach(rule: Rule) -> tuple[int, int]:
    """The longest line the rule looks at, and how far from a line's end its literal may begin."""
    length = line_reach(rule)
    if rule.at == "end":
        return length, min(rule.near, TAIL)
    return length, int(_ANY_LENGTH)


def _table(beginnings: Sequence[str]) -> NDArray[np.uint32]:
    """For every code point the groups that it is first in (lowest bits), second, and third."""
    table = np.zeros((_PROVED, _BMP), dtype=np.uint32)
    bits: list[dict[str, int]] = [{} for _ in table]
    lowest = 0
    for size, groups in enumerate(_GROUPS, 1):
        # Sorted and dealt out in runs: literals that begin alike share a group, which keeps the
        # chance neighbours few.
        own = sorted(beginning for beginning in beginnings if len(beginning) == size)
        for place, beginning in enumerate(own):
            bit = 1 << lowest + place * groups // len(own)
            for number, character in enumerate(beginning):
                bits[number][character] = bits[number].get(character, 0) | bit
        # Behind a beginning of fewer than three characters anything may stand.
        table[size:] |= np.uint32((1 << groups) - 1 << lowest)
        lowest += groups
    for own_bits, plane in zip(bits, table, strict=True):
        for character, known in own_bits.items():
            for point in unfolded(character):
                if point < _BMP:
                    plane[point] |= known
    # Astral characters are looked up as U+FFFF, which may be anything: what comes next knows them.
    table[:, -1] = (1 << _PLANE) - 1
    shifts = np.arange(_PROVED, dtype=np.uint32)[:, None] * np.uint32(_PLANE)
    packed: NDArray[np.uint32] = np.bitwise_or.reduce(table << shifts, axis=0)
    return packed
