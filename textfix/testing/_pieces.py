"""The pieces of a rule's pattern, and the pattern without each of them.

A reading of just enough of a regular expression to know where its alternatives, optional pieces and
look-arounds begin and end. What it does not do: judge patterns (`textfix._rulepattern` does), or
look inside sets: ``[甲乙]`` is one piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from textfix._rulewalk import ENDLESS, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "longest", "without"]

_SHOWN = 30
_LIST = 3  # a group of more alternatives is a list of words: one piece, as a set is
# An atom that may match a hanzi: one itself, a class of them, any character, a negated set.
_MAYBE_HANZI = re.compile(r"[\u3005\u3007\u3400-\u9fff]|\\p\{|\\[wWDS]|^\.|^\[\^")


class Piece(NamedTuple):
    """What was done to a pattern, and what is left; `deep`: to a part inside a group or a list."""

    what: str
    pattern: str
    deep: bool = False


@dataclass(slots=True)
class _Atom:
    """One atom with its quantifier: where it begins, where the quantifier does, where both end."""

    start: int
    repeat: int
    end: int
    depth: int
    looks: bool = False


@dataclass(slots=True)
class _Group:
    """A group, or the whole pattern: where each alternative begins and ends."""

    depth: int
    alternatives: list[tuple[int, int]] = field(default_factory=list)


class _Reader:
    """One pass over a pattern: its groups and its atoms."""

    def __init__(self, pattern: str) -> None:
        self.groups: list[_Group] = []
        self.atoms: list[_Atom] = []
        self._walk = Walk(pattern)
        self._depth = 0
        self.longest, self.hanzi = (min(size, ENDLESS) for size in self._alternatives())

    def _alternatives(self) -> tuple[int, int]:
        """Read up to the group's end; how many characters and hanzi it matches at most."""
        group = _Group(self._depth)
        self.groups.append(group)
        self._depth += 1
        longest = hanzi = 0
        while True:
            start, length, inside = self._walk.at, 0, 0
            while self._walk.peek() not in ("", "|", ")"):
                more, more_hanzi = self._atom()
                length, inside = length + more, inside + more_hanzi
            longest, hanzi = max(longest, length), max(hanzi, inside)
            group.alternatives.append((start, self._walk.at))
            if self._walk.peek() != "|":
                self._depth -= 1
                return longest, hanzi
            self._walk.next()

    def _atom(self) -> tuple[int, int]:
        walk = self._walk
        start, looks, length = walk.at, False, 1
        character = walk.next()
        if character == "\\":
            walk.pass_escape()
        elif character == "[":
            walk.pass_set()
        elif character == "(":
            looks = walk.pass_head()
            length, hanzi = self._alternatives()
            walk.next()
        repeat = walk.at
        if character != "(":
            hanzi = int(bool(_MAYBE_HANZI.search(walk.pattern[start:repeat])))
        times = walk.quantifier().most
        self.atoms.append(_Atom(start, repeat, walk.at, self._depth - 1, looks))
        return (0, 0) if looks else (length * times, hanzi * times)


def longest(pattern: str) -> tuple[int, int]:
    """How many characters, and how many hanzi, the pattern matches at most, or a large number.

    >>> longest("(?:ab|好){1,3}d?"), longest("[^a]+")[1] > 1000
    ((7, 3), True)
    """
    read = _Reader(pattern)
    return read.longest, read.hanzi


def without(pattern: str) -> Iterator[Piece]:
    """The pattern without each of its pieces in turn.

    A piece is an alternative of several, something optional, or a look-around. What is optional is
    also made necessary, by losing its ``?``. `Piece.deep`: it lies inside a group, or is one of
    more than three alternatives of a group.

    >>> [piece.pattern for piece in without("(?:a|b)c?(?!d)")]
    ['(?:b)c?(?!d)', '(?:a)c?(?!d)', '(?:a|b)(?!d)', '(?:a|b)c(?!d)', '(?:a|b)c?']
    """
    read = _Reader(pattern)
    for group in read.groups:
        if len(group.alternatives) > 1:
            deep = group.depth > 1 or (group.depth == 1 and len(group.alternatives) > _LIST)
            for number, (start, end) in enumerate(group.alternatives):
                first = number == 0
                left = pattern[: start - (not first)] + pattern[end + first :]
                yield Piece(f"without the alternative {_shown(pattern[start:end])}", left, deep)
    for atom in read.atoms:
        repeat = pattern[atom.repeat : atom.end]
        whole = pattern[atom.start : atom.end]
        if atom.looks:
            gone = pattern[: atom.start] + pattern[atom.end :]
            yield Piece(f"without {_shown(whole)}", gone, atom.depth > 0)
        elif repeat.startswith(("?", "*", "{0,")):
            gone = pattern[: atom.start] + pattern[atom.end :]
            yield Piece(f"without the optional {_shown(whole)}", gone, atom.depth > 0)
            more = {"?": "", "*": "+"}.get(repeat[0], "{1," + repeat[3:])
            must = pattern[: atom.repeat] + more + pattern[atom.end :]
            if repeat[1:2] != "+" or repeat[0] != "?":
                yield Piece(f"with {_shown(whole)} made necessary", must, atom.depth > 0)


def _shown(piece: str) -> str:
    return piece if len(piece) <= _SHOWN else piece[: _SHOWN - 1] + "…"
