"""The choke point for patterns: every rule's pattern is compiled here and nowhere else.

Input is hostile and patterns are data, so a pattern must be harmless before it is compiled:

- it may not *begin* with an unbounded repeat (``.*X`` costs a scan of the line from every place:
  4.9 s on 7.8 MB, against 19 ms for searching X and looking back);
- no unbounded repeat may hold another (``(a+)+`` is exponential);
- it may not hold a character that never occurs in the folded view it is matched on.

Matching itself runs under a timeout, as a net below all that: a pattern that times out does not
match. Patterns use the ``regex`` package (possessive repeats, ``\\p{Han}``, timeouts), imported
on first use.

This module does not know what a rule is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from textfix._errors import RuleError
from textfix._rulefold import WORDS, fold
from textfix._rulewalk import ENDLESS, Walk

if TYPE_CHECKING:
    import regex

__all__ = ["TIMEOUT", "check_pattern", "compile_pattern"]

# Seconds for one match. A rule looks at 500 characters at most (`_rulematch`), which takes
# microseconds; a second means that a pattern got through which should not have.
TIMEOUT = 1.0


@cache
def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """`pattern`, compiled once a process. It must have passed `check_pattern`."""
    import regex

    return regex.compile(pattern, regex.VERSION1)


def check_pattern(pattern: str, *, bounded: bool = False) -> None:
    """Prove a pattern harmless; `bounded`: allow no unbounded repeat at all.

    Raises:
        RuleError: naming what is wrong; the caller adds file, rule and field.

    >>> check_pattern(".*摄")
    Traceback (most recent call last):
    ...
    textfix._errors.RuleError: begins with an unbounded repeat; begin with what must be there
    """
    import regex

    try:
        compile_pattern(pattern)
    except regex.error as error:
        raise RuleError(f"is not a pattern: {error}") from error
    for character in _literal_characters(pattern):
        if fold(character) != character:
            raise RuleError(
                f"holds {character!r}, which the folded view never shows; write {fold(character)!r}"
            )
    for word, shown in WORDS.items():
        if word in pattern:
            raise RuleError(f"holds {word!r}, which the folded view shows as {shown!r}; write that")
    shape = _Shape(pattern)
    if shape.leads:
        raise RuleError("begins with an unbounded repeat; begin with what must be there")
    if shape.nested:
        raise RuleError("has an unbounded repeat inside an unbounded repeat; bound one of them")
    if bounded and shape.holds:
        raise RuleError("has an unbounded repeat; this rule meets lines of any length: bound it")


def _literal_characters(pattern: str) -> str:
    """The characters that stand for themselves (or in a set), escapes and group names left out."""
    import regex

    plain = regex.sub(r"\\[pP]\{[^}]*\}|\\.|\(\?P?<\w+>|\(\?[a-zA-Z0-9]+[:)]", "", pattern)
    return str(plain)


class _Shape:
    """What the repeats of a pattern look like: a reading of its groups, sets and quantifiers."""

    def __init__(self, pattern: str) -> None:
        self._walk = Walk(pattern)
        self.nested = False
        self.leads, self.holds, _ = self._alternatives()

    def _alternatives(self) -> tuple[bool, bool, bool]:
        """Up to the group's end: (an unbounded repeat leads, holds one, may be empty)."""
        leads = holds = empty = False
        while True:
            here_leads, here_holds, here_empty = self._sequence()
            leads, holds, empty = leads or here_leads, holds or here_holds, empty or here_empty
            if self._walk.peek() != "|":
                return leads, holds, empty
            self._walk.next()

    def _sequence(self) -> tuple[bool, bool, bool]:
        leads = holds = False
        empty = True
        while self._walk.peek() not in ("", "|", ")"):
            atom_leads, atom_holds, atom_empty = self._atom()
            times = self._walk.quantifier()
            unbounded = times.most == ENDLESS
            if unbounded and atom_holds:
                self.nested = True
            if empty and (unbounded or atom_leads):
                leads = True
            holds = holds or atom_holds or unbounded
            empty = empty and (atom_empty or times.least == 0)
        return leads, holds, empty

    def _atom(self) -> tuple[bool, bool, bool]:
        """One atom: (an unbounded repeat leads it, holds one, may be empty)."""
        character = self._walk.next()
        if character == "\\":
            return False, False, self._walk.pass_escape() in ("b", "B", "A", "Z", "z")
        if character == "[":
            self._walk.pass_set()
            return False, False, False
        if character == "(":
            looks = self._walk.pass_head()
            leads, holds, empty = self._alternatives()
            self._walk.next()
            return leads, holds, empty or looks
        return False, False, character in "^$"
