"""Rule packs as test cases, one a rule and an example: what `check_rules`, pytest and the CLI ask.

What is asked stands in `textfix._rulecheck`; here it is cut into cases, so that a failure names one
line of one rule. Known failures (`todo`) are strict: a case that holds now is a failure.

Cases need no Hypothesis. `check_rules` goes further and does: the pack, run as a filter, keeps
every law of a filter, and leaves generated prose alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textfix._apply import apply
from textfix._edits import Applicability
from textfix._errors import ConfigError, RuleError
from textfix._rulecheck import problems, slow, together
from textfix._rulematch import RuleSet
from textfix._rulepack import NAMED_KINDS, Pack, Rule, load_pack, read_pack, shipped_packs
from textfix._text import Text
from textfix._toml import read_toml
from textfix.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textfix._filter import Filter
    from textfix._rulepack import Example

__all__ = ["Case", "cases", "check_rules", "is_pack", "open_pack", "pack_filter"]

_SHOWN = 40  # characters of an example in a case's name


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that a pack says of one rule; `problem` says what is wrong with it, or ``""``.

    `what`: ``hit``, ``miss``, ``todo``, or ``rules`` (it gets along with the others of its pack).
    """

    rule: Rule
    what: Literal["hit", "miss", "todo", "rules"]
    example: Example | str = ""
    others: Sequence[Rule] = ()

    @property
    def text(self) -> str:
        """The example's line."""
        return self.example if isinstance(self.example, str) else self.example.text

    @property
    def name(self) -> str:
        """``hit[責任編輯：王小明]``: what a list of tests shows."""
        shown = visible(self.text)
        return f"{self.what}[{shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + '…'}]"

    def problem(self, rule: Rule | None = None) -> str:
        """What is wrong, or nothing; `rule`: asked of this rule instead (a mutant of it).

        A known failure that still fails has no problem.
        """
        asked = self.rule if rule is None else rule
        alone = replace(asked, hit=(), miss=(), todo=())
        if self.what == "rules":
            everything = [asked if other is self.rule else other for other in self.others]
            return next((said for one, said in together(everything) if one is asked), "")
        if self.what == "miss":
            return next(problems(replace(alone, miss=(self.text,))), "")
        assert not isinstance(self.example, str)
        if self.what == "todo":
            return next(problems(replace(alone, todo=(self.example,))), "")
        return next(problems(replace(alone, hit=(self.example,))), "") or self._level(alone)

    def differs(self, rules: RuleSet) -> bool:
        """Whether these rules make something else of the line, or at another level."""
        edits = rules.edits(Text(self.text))
        if isinstance(self.example, str):
            return len(edits) > 0
        made, _ = edits.split(Applicability.DISPLAY)
        if apply(Text(self.text), made).value != self.example.out:
            return True
        level = self.rule.applicability
        return any(edit.applicability != level for edit in edits)

    def _level(self, rule: Rule) -> str:
        """Whether a hit is made at the level that its rule had when the example was written."""
        level = self.rule.applicability
        for edit in RuleSet([rule]).edits(Text(self.text)):
            if edit.applicability != level:
                return (
                    f"hit {self.text!r} is {edit.applicability.name.lower()}, "
                    f"not {level.name.lower()}"
                )
        return ""


def open_pack(source: str | Path | Pack) -> Pack:
    """A pack by name, by the path of its file, or as it is; read with all checks of its rules.

    Raises:
        RuleError: naming file, line, rule and key.
    """
    if isinstance(source, Pack):
        return source
    name = str(source)
    if isinstance(source, Path) or name.endswith(".toml"):
        return read_pack(Path(name), checked=True)
    return read_pack(shipped_packs().get(name) or load_pack(name).path, checked=True)


def is_pack(path: Path) -> bool:
    """Whether a TOML file looks like a pack: it has rules, or cannot be read to say.

    A folder of rules also holds presets and settings; they are nobody's tests.
    """
    try:
        return "rule" in read_toml(path)[0]
    except ConfigError:
        return True


def cases(pack: Pack) -> Iterator[Case]:
    """Every rule's hits, misses and known failures, and how it gets along with the others."""
    for rule in pack.rules:
        for hit in rule.hit:
            yield Case(rule, "hit", hit)
        for miss in rule.miss:
            yield Case(rule, "miss", miss)
        for todo in rule.todo:
            yield Case(rule, "todo", todo)
        yield Case(rule, "rules", others=pack.rules)


def pack_filter(pack: Pack) -> Filter | None:
    """The filter that runs a pack; None for one that only names kinds (``rules/segment``)."""
    from textfix.filters import BoilerplateFilter, CaptionFilter

    if all(rule.kind in NAMED_KINDS for rule in pack.rules):
        return None
    repeated = any(rule.evidence == "repeated" for rule in pack.rules)
    own = {path: name for name, path in shipped_packs().items()}
    packs = (own.get(pack.path, str(pack.path)),)
    return CaptionFilter(packs=packs) if repeated else BoilerplateFilter(packs=packs)


def check_rules(
    pack: str | Path | Pack,
    *,
    clean: Sequence[str] = (),
    examples: int | None = None,
    linear: bool = True,
) -> None:
    """Prove a rule pack: its examples, its patterns, and, run as a filter, every law.

    `pack`: a path, or the name of one that ships with textfix. `clean`: texts of yours that it
    must leave alone. `examples`: how many generated texts. `linear`: also time each rule on long
    lines.

    Raises:
        RuleError: if it cannot be read; the message names file, line, rule and key.
        AssertionError: with the rule and the example that does not hold; or with the law, the
            smallest text and the edit at fault.

    >>> check_rules("counter", examples=5, linear=False)
    """
    from textfix.testing import laws
    from textfix.testing.check import filter_laws
    from textfix.testing.chinese import sentences
    from textfix.testing.search import Law, prove

    opened = open_pack(pack)
    if not opened.rules:
        raise RuleError(f"{opened.path}: holds no rule; write each as a table, [[rule]]")
    wrong = [
        f"{opened.path}:{case.rule.line}: rule {case.rule.id}: {said}"
        for case in cases(opened)
        if (said := case.problem())
    ]
    if linear:
        wrong += [
            f"{opened.path}:{rule.line}: rule {rule.id}: {said}"
            for rule in opened.rules
            for said in slow(rule)
        ]
    if wrong:
        raise AssertionError("\n".join(wrong))
    item = pack_filter(opened)
    if item is None:
        return
    found = filter_laws(item, clean=clean, linear=False)
    stays = partial(laws.fixed_point, item)
    found += [
        Law(f"prose-{script}", "generated prose stays", stays, (), sentences(script))
        for script in ("Hans", "Hant")
    ]
    prove(found, examples)
