"""Which lines may hold a rule's literal, found without touching the others.

Clean text must cost next to nothing. Each rule names literals, one of which occurs wherever it
matches. All literals are looked for at once by their first two characters: a table gives every
code point 16 bits "begins a literal of group g" and 16 bits "comes second in group g"; where
neighbours share a bit, a literal may stand. That is one table look-up and one AND a character:
2.2 ns, 7 ms for 10 MB. The table is over the text's own code points, so nothing is folded.

What is left (about one place in 2,000 of news) is proved by an exact pair table, then by what the rules of that
pair can reach: a rule for lines of at most 60 characters does not look at a paragraph.

This module finds lines and the rules to try on them; it does not match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import flag_table
from textfix._rulefold import fold_points, unfolded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._rulepack import Rule
    from textfix._text import Text

__all__ = ["TAIL", "Candidate", "Scanner"]

# How far from a line's end an ``at = "end"`` rule looks, in characters.
TAIL = 120

_NEWLINE = 0x0A
_GROUPS = 15  # of literals with two characters or more; bit 15 is for single characters
_SINGLE = 1 << 15
_ANY_LENGTH = np.iinfo(np.int64).max


class Candidate(NamedTuple):
    """A line (offsets without its newline) and the numbers of the rules to try, ascending."""

    start: int
    end: int
    rules: tuple[int, ...]


class Scanner:
    """The literals of some rules, ready to be looked for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        owners: dict[tuple[str, str], set[int]] = {}
        for number, rule in enumerate(rules):
            for literal in rule.literals:
                owners.setdefault((literal[0], literal[1:2]), set()).add(number)
        pairs = sorted(pair for pair in owners if pair[1])
        singles = sorted(pair for pair in owners if not pair[1])
        self._rules = [tuple(sorted(owners[pair])) for pair in pairs + singles]
        self._keys = np.array([_key(ord(a), ord(b)) for a, b in pairs], dtype=np.uint64)
        self._single_keys = np.array([ord(a) for a, _ in singles], dtype=np.uint32)
        self._table = _table(pairs, singles)
        reach = [[_reach(rules[number]) for number in numbers] for numbers in self._rules]
        self._max_len = np.array([max(r[0] for r in rows) for rows in reach], dtype=np.int64)
        self._from_end = np.array([max(r[1] for r in rows) for rows in reach], dtype=np.int64)

    def lines(self, text: Text) -> Iterator[Candidate]:
        """The lines of `text` that some rule must be tried on, in order."""
        if not self._rules or not len(text):
            return
        at, pair = self._places(text.codepoints)
        if not len(at):
            return
        breaks = np.flatnonzero(text.codepoints == _NEWLINE)
        row = np.searchsorted(breaks, at)
        starts = np.concatenate(([0], breaks + 1))[row]
        ends = np.concatenate((breaks, [len(text)]))[row]
        near = (ends - starts <= self._max_len[pair]) | (ends - at <= self._from_end[pair])
        if not near.any():
            return
        starts, ends, pair = starts[near], ends[near], pair[near]
        first = np.flatnonzero(np.diff(starts, prepend=-1))
        found = pair.tolist()
        for low, high, start, end in zip(
            first.tolist(),
            [*first[1:].tolist(), len(found)],
            starts[first].tolist(),
            ends[first].tolist(),
            strict=True,
        ):
            kinds = set(found[low:high])
            if len(kinds) == 1:
                yield Candidate(start, end, self._rules[found[low]])
            else:
                numbers = sorted({number for kind in kinds for number in self._rules[kind]})
                yield Candidate(start, end, tuple(numbers))

    def _places(self, points: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Offsets where a literal's first characters stand, and the number of their pair."""
        packed = self._table.take(points).view(np.uint16)
        first, second = packed[0::2], packed[1::2]
        at = np.flatnonzero(first[:-1] & second[1:])
        if first[-1] & _SINGLE:
            at = np.append(at, len(first) - 1)
        if not len(at):
            return at, at
        head = fold_points().take(points[at])
        following = fold_points().take(points.take(at + 1, mode="clip"))
        pair = _position(self._keys, _key(head, following))
        single = _position(self._single_keys, head)
        pair = np.where(pair >= 0, pair, np.where(single >= 0, single + len(self._keys), -1))
        # A place may begin both a pair and a single literal; the second is a row of its own.
        both = (pair >= 0) & (pair < len(self._keys)) & (single >= 0)
        if both.any():
            at = np.concatenate((at, at[both]))
            pair = np.concatenate((pair, single[both] + len(self._keys)))
            order = np.argsort(at, kind="stable")
            at, pair = at[order], pair[order]
        real = pair >= 0
        return at[real], pair[real]


def _key(first: NDArray[np.uint32] | int, second: NDArray[np.uint32] | int) -> NDArray[np.uint64]:
    return (np.asarray(first, dtype=np.uint64) << np.uint64(21)) | np.asarray(second, np.uint64)


def _position(keys: NDArray[np.generic], wanted: NDArray[np.generic]) -> NDArray[np.intp]:
    """Where each wanted key stands in the sorted `keys`, or -1."""
    if not len(keys):
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)


def _reach(rule: Rule) -> tuple[int, int]:
    """The longest line the rule looks at, and how far from a line's end its literal may begin."""
    if rule.scope == "line":
        return rule.max_len, 0
    return 0, TAIL if rule.scope == "tail" else int(_ANY_LENGTH)


def _table(
    pairs: Sequence[tuple[str, str]], singles: Sequence[tuple[str, str]]
) -> NDArray[np.uint32]:
    """The 32 bits of every code point, as 16 bits "first" and 16 bits "second" in memory order."""
    table = np.zeros((len(flag_table()), 2), dtype=np.uint16)
    table[:, 1] = _SINGLE
    # Sorted pairs dealt out in runs: literals that begin alike share a group, which keeps the
    # chance neighbours few.
    for place, (first, second) in enumerate(pairs):
        bit = np.uint16(1 << (place * _GROUPS // len(pairs)))
        table[list(unfolded(first)), 0] |= bit
        table[list(unfolded(second)), 1] |= bit
    for first, _ in singles:
        table[list(unfolded(first)), 0] |= np.uint16(_SINGLE)
    return np.ascontiguousarray(table).view(np.uint32).reshape(-1)
