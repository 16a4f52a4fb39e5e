"""`RuleSet`: the rules of some packs, run over a text, line by line.

A line is looked at only where `_rulescan` found a literal in it; what goes of it is decided by
`_line`. This module puts the two together, remembers verdicts, and makes edits of them. It does
not read packs (`_rulepack`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from math import inf
from operator import gt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._edits import Applicability, Edits, Tag
from textfix._errors import ConfigError, hint
from textfix._rulefold import fold, fold_words
from textfix._rulematch._line import Found, RuledLine, hanzi
from textfix._rulenoise import plain
from textfix._rulepack import KINDS, NAMED_KINDS, Rule, load_pack, shipped_packs
from textfix._rulescan import Scanner, line_reach
from textfix._text import codepoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textfix._rulescan import Candidate
    from textfix._text import Text

__all__ = ["Hit", "RuleSet", "check_choice", "names", "rule_set"]

# Furniture repeats itself, that is what it is known by: the verdicts of this many lines of up to so
# many characters are remembered. On 10 MB of one site's pages 3,000 lines are 20 different ones.
_LINES = 4096
_REMEMBERED = 200
# Evidence of rules that may take a line without hanzi.
_OF_A_PAGE = frozenset({"share", "rights", "beside"})


class Hit(NamedTuple):
    """What a rule found: the span that goes, in the text's offsets; `line`: all of its line.

    `line_start`, `line_end`: the line it was found in, without its newline.
    """

    start: int
    end: int
    rule: Rule
    applicability: Applicability
    line: bool
    line_start: int
    line_end: int


class RuleSet:
    """Rules ready to run. Made by `rule_set`, once a process for each configuration."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.applicability))
        self._scanner = Scanner(self.rules)
        # The longest line, in characters and in hanzi, that a rule for whole lines looks at.
        lines = [rule for rule in rules if rule.scope == "line"]
        self.longest_line = max(map(line_reach, lines), default=0)
        self.most_hanzi = max((rule.max_han for rule in lines), default=0)
        # Rules that only name a kind look at a date in plain ASCII too; rules that drop do not.
        self._of_kind: dict[str, RuleSet] = {}
        self._without_hanzi = tuple(rule for rule in self.rules if rule.evidence in _OF_A_PAGE)
        self._most: dict[tuple[int, ...], float] = {}
        self._names = all(rule.kind in NAMED_KINDS for rule in rules)
        self._remembered = lru_cache(maxsize=_LINES)(self._judge)

    def edits(self, text: Text) -> Edits:
        """The deletions that the rules propose for `text`."""
        return Edits.of(
            (hit.start, hit.end, "", Tag(hit.rule.id, hit.applicability, hit.rule.reason))
            for hit in self.hits(text)
        )

    def hits_of(self, text: Text, kind: str) -> Iterator[Hit]:
        """What the rules of one kind find, whatever other rules would have found first."""
        if kind not in self._of_kind:
            self._of_kind[kind] = RuleSet([rule for rule in self.rules if rule.kind == kind])
        return self._of_kind[kind].hits(text)

    def hits(self, text: Text) -> Iterator[Hit]:
        """What the rules find in `text`, by line. A dropped line takes its newline along."""
        clear = text.derived(plain)
        if clear is None:
            yield from self._hits(text)
            return
        for hit in self._hits(clear.text):
            start, end = clear.line_start(hit.line_start), clear.line_end(hit.line_end)
            begins, stops = hit.start == hit.line_start, hit.end >= hit.line_end
            yield hit._replace(
                start=start if begins and hit.line else clear.start(hit.start),
                end=end + hit.end - hit.line_end if stops else clear.end(hit.end),
                line_start=start,
                line_end=end,
            )

    def _hits(self, text: Text) -> Iterator[Hit]:
        value = text.value
        for (start, end, numbers), view in self._views(value, self._scanner.lines(text)):
            judge = self._judge if end - start > _REMEMBERED else self._remembered
            for low, high, rule, level, whole in judge(view, numbers):
                if whole and high == end - start and value[end : end + 1] == "\n":
                    high += 1
                if low < high:
                    yield Hit(start + low, start + high, rule, level, whole, start, end)

    def _most_hanzi(self, numbers: tuple[int, ...]) -> float:
        """How many hanzi a line may have for one of the rules with these numbers to fire."""
        if numbers not in self._most:
            rules = [self.rules[number] for number in numbers]
            bounds = [rule.max_han if rule.scope == "line" else inf for rule in rules]
            self._most[numbers] = max(bounds)
        return self._most[numbers]

    def _views(
        self, value: str, candidates: Sequence[Candidate]
    ) -> Iterator[tuple[Candidate, str]]:
        """The folded lines that may be judged at all, those left out that are too full of hanzi.

        Folded and counted together: one by one, both take longer than judging.
        """
        if not candidates:
            return
        lines = fold("\n".join([value[start:end] for start, end, _ in candidates]))
        sizes = [end - start + 1 for start, end, _ in candidates]
        most = [self._most_hanzi(numbers) for *_, numbers in candidates]
        counts = sizes
        if any(map(gt, sizes, most)):
            hanzi = flag_table().take(codepoints(lines)) & np.uint16(CharClass.HAN)
            starts = [0, *accumulate(sizes[:-1])]
            counts = np.add.reduceat(hanzi, starts, dtype=np.int64).tolist()
        views = fold_words(lines).split("\n")
        for candidate, view, count, limit in zip(candidates, views, counts, most, strict=True):
            if count <= limit:
                yield candidate, view

    def _judge(self, view: str, numbers: tuple[int, ...]) -> Sequence[Found]:
        """What the rules with these numbers find in a folded line, in the line's own offsets."""
        likely, rules = [self.rules[number] for number in numbers], self.rules
        if not self._names and not hanzi().search(view):
            # "Copyright (c)" of a licence: only rules that know more of the document may look.
            likely = [rule for rule in likely if rule.evidence in _OF_A_PAGE]
            rules = self._without_hanzi
        return RuledLine(view).run(likely, rules) if likely else ()


@lru_cache(maxsize=64)
def rule_set(
    packs: tuple[str, ...],
    extra: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    off: tuple[str, ...] = (),
    keep: tuple[str, ...] = (),
    evidence: tuple[str, ...] = ("",),
) -> RuleSet:
    """The rules of `packs`, and those of `extra` packs that are of some `kinds`, ready to run.

    Left out are rules that are `off`, of kinds to `keep`, or that need other `evidence`. `off` may
    also name rules of packs that ship and are not chosen here: one list serves several filters.

    Raises:
        RuleError: if a pack is wrong.
        ConfigError: if an id or a kind is not known.
    """
    known: dict[str, Rule] = {}
    where: dict[str, str] = {}
    chosen = []
    for name in (*packs, *extra):
        for rule in load_pack(name).rules:
            if rule.id in known:
                raise ConfigError(
                    f"rule {rule.id} is in two packs, {where[rule.id]} and {name}; ids are unique"
                )
            known[rule.id], where[rule.id] = rule, name
            if name in packs or rule.kind in kinds:
                chosen.append(rule)
    check_choice(off, keep, known=known)
    return RuleSet(
        [
            rule
            for rule in chosen
            if rule.id not in off and rule.kind not in keep and rule.evidence in evidence
        ]
    )


def check_choice(off: Iterable[str], keep: Iterable[str], *, known: Iterable[str] = ()) -> None:
    """Refuse what no rule and no kind is called; `known`: ids beyond those that ship.

    Raises:
        ConfigError: naming the nearest one.
    """
    unknown = set(off).difference(known)
    if unknown:
        shipped = {rule.id for name in shipped_packs() for rule in load_pack(name).rules}
        for name in sorted(unknown - shipped):
            ids = tuple(sorted(shipped.union(known)))
            says = hint(name, ids, where="textfix explain shows the ids of rules")
            raise ConfigError(f"no rule is called {name!r}; {says}")
    for name in keep:
        if name not in KINDS:
            raise ConfigError(f"no kind of rule is called {name!r}; {hint(name, tuple(KINDS))}")


def names(option: str, given: Iterable[str]) -> tuple[str, ...]:
    """The names that a filter's option was given, checked: a list of strings, or one string.

    Raises:
        ConfigError: on anything else.
    """
    found = (given,) if isinstance(given, str) else tuple(given)
    if not all(isinstance(name, str) for name in found):
        raise ConfigError(f"{option}: must be a list of names")
    return found
