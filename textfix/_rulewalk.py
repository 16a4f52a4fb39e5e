"""The steps that pass over a regular expression's parts, for those who read patterns as data.

A reader of a pattern wants to know where its atoms, sets, groups and quantifiers end; what it then
makes of them is its own: `textfix._rulepattern` proves a pattern harmless, `textfix.testing` cuts
it into pieces. What this module does not do: check that a pattern is one; the ``regex`` package has
compiled it before anyone walks over it.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ENDLESS", "Quantifier", "Walk"]

ENDLESS = 1 << 20  # the most that an unbounded repeat repeats: more than any line a rule looks at


class Quantifier(NamedTuple):
    """How often an atom may stand: at least, and at most (`ENDLESS`: without a bound)."""

    least: int = 1
    most: int = 1


class Walk:
    """A place in a pattern (`at`, in code points), which each step moves past one part.

    >>> walk = Walk("[^]a]{2,}+b")
    >>> walk.next()
    '['
    >>> walk.pass_set()
    >>> walk.quantifier() == (2, ENDLESS), walk.peek()
    (True, 'b')
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def peek(self) -> str:
        """The character here; empty at the end."""
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def next(self) -> str:
        """The character here, and past it."""
        character = self.peek()
        self.at += 1
        return character

    def pass_escape(self) -> str:
        """Behind a backslash: past ``d``, ``p{Han}`` and the like; the letter."""
        letter = self.next()
        if letter in ("p", "P") and self.peek() == "{":
            self.at = self.pattern.index("}", self.at) + 1
        return letter

    def pass_set(self) -> None:
        """Behind ``[``: past the set, sets inside it too."""
        depth, first = 1, True
        while depth and self.at < len(self.pattern):
            character = self.next()
            if character == "\\":
                self.at += 1
            elif character == "[":
                depth += 1
            elif character == "]" and not first:
                depth -= 1
            first = first and character == "^"

    def pass_head(self) -> bool:
        """Behind ``(``: past ``?:``, ``?<!``, ``?P<name>``; whether the group only looks."""
        if self.peek() != "?":
            return False
        while self.peek() not in (":", "=", "!", ">", ""):
            self.at += 1
        return self.next() in ("=", "!")

    def quantifier(self) -> Quantifier:
        """Past the quantifier that stands here, if one does; possessive and lazy marks too."""
        character = self.peek()
        if character and character in "*+?":
            self.at += 1
            found = Quantifier(int(character == "+"), 1 if character == "?" else ENDLESS)
        elif character == "{":
            close = self.pattern.index("}", self.at)
            low, comma, high = self.pattern[self.at + 1 : close].partition(",")
            self.at = close + 1
            most = int(high) if high else ENDLESS if comma else int(low)
            found = Quantifier(int(low or 0), most)
        else:
            return Quantifier()
        if self.peek() and self.peek() in "+?":
            self.at += 1
        return found
