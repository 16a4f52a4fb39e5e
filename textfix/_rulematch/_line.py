"""One line and the rules that work on it: what goes, until nothing more does.

The rules are tried until none fires any more, so that a second run finds nothing left to do: a
line whose tail was cut may be a line of furniture itself. Everything is bounded: whole lines up to
500 characters, tails within the last 80, spans between brackets.

Rules that are not ``safe`` come after all that are, on what the safe ones leave; what a rule finds
only because of an unsafe cut is itself unsafe.

This module sees the folded view of one line; which lines, and what becomes of the text, is
the package's.
"""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from textfix._edits import Applicability
from textfix._rulepack import Rule
from textfix._rulepattern import TIMEOUT, compile_pattern
from textfix._rulescan import TAIL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import regex

__all__ = ["Found", "RuledLine", "hanzi"]


@cache
def hanzi() -> re.Pattern[str]:
    """A hanzi. Compiled when first asked for: ranges of this size take `re` 4 ms."""
    return re.compile("[\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


# What a rule found in a line: start, end, the rule, its applicability, whether the whole line goes.
Found = tuple[int, int, Rule, Applicability, bool]

_OPENERS, _CLOSERS = frozenset("([【〔{"), frozenset(")]】〕}")
_BRACKETS = _OPENERS | _CLOSERS
_BRACKET = re.compile("[" + re.escape("".join(sorted(_BRACKETS))) + "]")
# The longest span cut from within a line, in characters; also how far back an opener is sought.
_SPAN = 60
_LEVELS = tuple(Applicability)


class RuledLine:
    """One line while rules work on it; `low` and `high` leave the blanks at its ends out."""

    def __init__(self, view: str) -> None:
        self.view = view
        self.size = len(view)
        self.high = len(view.rstrip())
        self.low = len(view) - len(view.lstrip())
        self.spans: list[tuple[int, int]] = []
        self.hits: list[Found] = []

    def run(self, likely: Sequence[Rule], rules: Sequence[Rule]) -> list[Found]:
        """What goes: `likely` rules first; once something was cut, any of `rules` may fire."""
        tried = likely
        for level in _LEVELS:
            while self.low < self.high:
                usable = [rule for rule in tried if rule.applicability <= level]
                if not usable or usable[-1].applicability < level:
                    break
                if self._drop(usable, level) or not (
                    self._cut_spans(usable, level) or self._cut_tail(usable, level)
                ):
                    break
                tried = rules
        return sorted(self.hits, key=lambda hit: hit[:2])

    def _drop(self, rules: Sequence[Rule], level: Applicability) -> bool:
        """Whether a line rule takes the whole of what is left."""
        for rule in rules:
            if rule.scope == "line" and self._matches(rule) is not None:
                self._take_all(rule, level)
                return True
        return False

    def _take_all(self, rule: Rule, level: Applicability) -> None:
        """Drop the line: one deletion, or one for each stretch between earlier cuts."""
        if level == Applicability.SAFE:
            self.hits = [(0, self.size, rule, level, True)]
        else:
            at, last = 0, self.size
            for start, end, *_ in sorted(self.hits, key=lambda hit: hit[:2]):
                if at < start:
                    self.hits.append((at, start, rule, level, True))
                at = end
            self.hits.append((at, last, rule, level, True))  # empty: stands for the newline
        self.low = self.high

    def _cut_tail(self, rules: Sequence[Rule], level: Applicability) -> bool:
        for rule in rules:
            if rule.scope != "tail":
                continue
            start = self._matches(rule)
            if start is None:
                continue
            start = self.low + len(self.view[self.low : start].rstrip())
            if start == self.low:
                self._take_all(rule, level)
            else:
                self.hits.append((self._raw_at(start), self._raw_at(self.high), rule, level, False))
                self.high = start
            return True
        return False

    def _cut_spans(self, rules: Sequence[Rule], level: Applicability) -> bool:
        """Cut bracketed spans, once: taking out brackets that hold none makes no new ones."""
        found = sorted(
            (
                (start, end, rule)
                for rule in rules
                if rule.scope == "span"
                for start, end in self._spans(rule)
            ),
            key=itemgetter(0, 1),
        )
        at = self.low
        kept = [self.view[: self.low]]
        spans = []
        for start, end, rule in found:
            if start >= at:
                kept.append(self.view[at:start])
                self.hits.append((self._raw_at(start), self._raw_at(end), rule, level, False))
                spans.append((self._raw_at(start), self._raw_at(end)))
                at = end
        if not spans:
            return False
        kept.append(self.view[at:])
        taken = len(self.view)
        self.view = "".join(kept)
        self.spans = sorted(self.spans + spans)
        self.high -= taken - len(self.view)
        self.high = self.low + len(self.view[self.low : self.high].rstrip())
        return True

    def _spans(self, rule: Rule) -> Iterator[tuple[int, int]]:
        if any(literal in self.view for literal in rule.literals):
            for match in _found(rule, self.view, self.low, self.high):
                if self._is_span(match.start(), match.end()):
                    yield match.start(), match.end()

    def _is_span(self, start: int, end: int) -> bool:
        """Brackets with none inside, and not themselves within open brackets."""
        view = self.view
        if (
            end - start > _SPAN
            or view[start] not in _OPENERS
            or view[end - 1] not in _CLOSERS
            or _BRACKET.search(view, start + 1, end - 1)
        ):
            return False
        for at in range(start - 1, max(self.low, start - _SPAN) - 1, -1):
            if view[at] in _BRACKETS:
                return view[at] in _CLOSERS
        return True

    def _matches(self, rule: Rule) -> int | None:
        """Where the rule's pattern matches what is left of the line, or None."""
        low, high = self.low, self.high
        if rule.scope == "line" and high - low > rule.max_len:
            return None
        if rule.at == "end":
            low = max(low, high - TAIL)
        start = _match(rule, self.view, low, high)
        if start is None:
            return None
        # The pattern first: it nearly always fails, and sooner than hanzi are counted.
        if (
            rule.scope == "line"
            and high - self.low > rule.max_han
            and len(hanzi().findall(self.view, self.low, high)) > rule.max_han
        ):
            return None
        if any(_search(pattern, self.view, self.low, high) for pattern in rule.unless):
            return None
        return start

    def _raw_at(self, place: int) -> int:
        """The line's offset of a place in the view, from which spans may have been taken."""
        for start, end in self.spans:
            if start > place:
                break
            place += end - start
        return place


def _match(rule: Rule, view: str, low: int, high: int) -> int | None:
    if view.find(rule.literals[0], low, high) < 0 and not any(
        view.find(literal, low, high) >= 0 for literal in rule.literals
    ):
        return None
    try:
        if rule.at == "end" and not _ends(rule.pattern)(view, low, high, timeout=TIMEOUT):
            return None
        match = _way(rule.pattern, rule.at)(view, low, high, timeout=TIMEOUT)
    except TimeoutError:
        return None
    return match.start() if match else None


@cache
def _ends(pattern: str) -> Callable[..., regex.Match[str] | None]:
    """The pattern searched from the line's end backwards: whether it matches there at all.

    A forward search tries every place of the tail before it meets the end (75 microseconds on a
    paragraph that ends in 圖); backwards, the first character decides. It finds the shortest
    match where the forward one finds the first, so it only says whether to look.
    """
    search: Callable[..., regex.Match[str] | None]
    search = compile_pattern(f"(?r)(?:{pattern})\\Z").search
    return search


@cache
def _way(pattern: str, at: str) -> Callable[..., regex.Match[str] | None]:
    """The pattern, bound to the way in which it must match."""
    compiled = compile_pattern(f"(?:{pattern})\\Z" if at == "end" else pattern)
    way: Callable[..., regex.Match[str] | None]
    way = {"end": compiled.search, "whole": compiled.fullmatch, "start": compiled.match}[at]
    return way


def _search(pattern: str, view: str, low: int, high: int) -> bool:
    try:
        return compile_pattern(pattern).search(view, low, high, timeout=TIMEOUT) is not None
    except TimeoutError:
        return True


def _found(rule: Rule, view: str, low: int, high: int) -> Iterator[regex.Match[str]]:
    # A second for each megabyte of line: bounded patterns need 20 ms.
    limit = TIMEOUT * (1 + (high - low) / 1e6)
    try:
        yield from compile_pattern(rule.pattern).finditer(view, low, high, timeout=limit)
    except TimeoutError:
        return
