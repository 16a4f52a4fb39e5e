"""Mutants of rules: would an example notice, if a piece of a rule were not there?

Each rule is changed in turn, one piece at a time, and its examples are asked again. A mutant that
no example catches is a piece that nothing proves. Changed are:

- the rule itself: deleted; does the rest of its pack do the same?
- its pattern: each alternative, each optional piece, each look-around left out; what is optional
  made necessary. A group of more than three alternatives is a list of words and one piece, as a set
  is, and a group is not taken apart; unless asked to go `deep`;
- its guards (`unless`), each left out; if `deep`, its literals, too;
- `scope`, `at`: each other one that goes with them; `applicability`: each other level;
- `max_han`: taken away, where the pattern can match more.

Not changed are `id`, `kind`, `reason` and `evidence`: examples are lines, and what these say is not
in a line. A change that leaves a pattern which does not compile, or the rule as it was, is none.

Needs no Hypothesis.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import regex

from textfix._edits import Applicability
from textfix._errors import RuleError
from textfix._rulefields import LINE_LIMIT, SCOPES
from textfix._rulematch import RuleSet
from textfix.testing._pieces import longest, without
from textfix.testing.packs import cases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from textfix._rulepack import Pack, Rule
    from textfix.testing.packs import Case

__all__ = ["Mutant", "mutants", "survey"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change; None where the rule is deleted."""

    what: str
    rule: Rule | None


def mutants(rule: Rule, *, deep: bool = False) -> Iterator[Mutant]:
    """Every mutant of a rule that is worth asking about; `deep`: the words inside groups, too."""
    yield Mutant("deleted", None)
    seen = {rule}
    for what, change in _changes(rule, deep):
        made = replace(rule, **change)
        if made not in seen:
            seen.add(made)
            yield Mutant(what, made)


def _changes(rule: Rule, deep: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    for piece in without(rule.pattern):
        if piece.pattern and (deep or not piece.deep) and _compiles(piece.pattern):
            yield f"pattern {piece.what}", {"pattern": piece.pattern}
    for number, guard in enumerate(rule.unless):
        rest = rule.unless[:number] + rule.unless[number + 1 :]
        yield f"without the guard {guard[:30]}", {"unless": rest}
    for number, literal in enumerate(rule.literals if deep else ()):
        rest = rule.literals[:number] + rule.literals[number + 1 :]
        if rest:
            yield f"without the literal {literal!r}", {"literals": rest}
    for at in SCOPES[rule.scope]:
        if at != rule.at:
            yield f"at = {at}", {"at": at}
    for scope, places in SCOPES.items():
        if scope != rule.scope:
            yield f"scope = {scope}", {"scope": scope, "at": places[0]}
    for level in Applicability:
        yield f"applicability = {level.name.lower()}", {"applicability": level}
    if rule.scope == "line" and rule.at == "whole" and longest(rule.pattern)[1] > rule.max_han:
        # Where the pattern cannot match so much, the limit limits nothing.
        yield "without max_han", {"max_han": LINE_LIMIT, "max_len": LINE_LIMIT}


def _compiles(pattern: str) -> bool:
    try:
        regex.compile(pattern, regex.VERSION1)
    except regex.error:
        return False
    return True


def survey(
    pack: Pack, only: Collection[str] = (), *, deep: bool = False
) -> Iterator[tuple[Rule, int, Sequence[Mutant]]]:
    """Each rule (or `only` those), how many mutants it has, and those that no example catches.

    Raises:
        RuleError: if an example does not hold: it would catch everything.
    """
    examples: dict[str, list[Case]] = {rule.id: [] for rule in pack.rules}
    for case in cases(pack):
        examples[case.rule.id].append(case)
        if case.problem():
            raise RuleError(
                f"{pack.path}:{case.rule.line}: rule {case.rule.id}: {case.name} does not hold; "
                f"run textfix rules test first"
            )
    for rule in pack.rules:
        if only and rule.id not in only:
            continue
        asked = list(mutants(rule, deep=deep))
        yield (
            rule,
            len(asked),
            [mutant for mutant in asked if not _caught(mutant, examples[rule.id])],
        )


def _caught(mutant: Mutant, examples: Sequence[Case]) -> bool:
    if mutant.rule is None:
        # What `rules test` calls superfluous.
        return not any(case.problem() for case in examples if case.what == "rules")
    alone = RuleSet([replace(mutant.rule, hit=(), miss=(), todo=())])
    asked = [case for case in examples if case.what in ("hit", "miss")]
    # As written first: that catches nearly all, at a tenth of the price of every shape.
    return any(case.differs(alone) for case in asked) or any(
        case.problem(mutant.rule) for case in asked
    )
