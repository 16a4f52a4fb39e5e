"""Rule packs: what a rule is, and how a pack is read from TOML and validated.

A pack is one file with one concern, ``rules/artifacts/NAME.toml`` or a file of the user's:

    description = "Who edited the page"

    [[rule]]
    id = "editor.named"             # names the pattern found, never the remedy; unique
    kind = "editor"                 # what `keep` takes
    pattern = '(?:责任)?编辑:\\p{Han}{2,4}'
    literals = ["编辑"]             # one of them must occur: the prefilter
    hit = ["責任編輯：王小明"]
    miss = ["责任编辑的工作很辛苦。"]
    reason = "..."

Patterns and literals are written as the folded view shows them (`_rulefold`): simplified, plain
width, small letters. Examples are written as they occur.

This module does not match; `_rulematch` does. It does not run the examples; `_rulecheck` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from textfix._edits import Applicability
from textfix._errors import RuleError
from textfix._rulefields import KINDS, LINE_LIMIT, NAMED_KINDS, SCOPES, Reader
from textfix._rulefold import fold, fold_words
from textfix._rulelines import rule_lines
from textfix._rulepattern import check_pattern
from textfix._rules import rules_dir
from textfix._toml import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "KINDS",
    "NAMED_KINDS",
    "Example",
    "Pack",
    "Rule",
    "beside",
    "load_pack",
    "read_pack",
    "shipped_packs",
]

_LEVELS = {level.name.lower(): level for level in Applicability}

# A line rule's default reach. Body lines of news have 96 hanzi in the median, furniture rarely 60.
# What is not hanzi (digits, marks, Latin) comes to as much again, and a date.
_MAX_HAN = 60


def _max_len(max_han: int) -> int:
    return min(LINE_LIMIT, 2 * max_han + 30)


@dataclass(frozen=True, slots=True)
class Example:
    """A line as it occurs, and what the rule alone makes of it: ``""`` where it drops the line."""

    text: str
    out: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One datum of a pack.

    `scope`: what goes: the whole ``line`` with its newline, its ``tail``, or a ``span`` of it.
    `at`: where the pattern must match: the ``whole`` line (blanks at its ends aside), its
    ``start``, its ``end``, or ``anywhere``. `max_len`: the longest line looked at, in characters;
    `max_han`: in hanzi. `near`: the literal begins within so many characters of the line's end.
    `unless`: patterns; where one is found in the line, the rule is silent.
    `literals`: at least one must occur in the line. `evidence`: what else must hold, in the whole
    document, before the line goes; the filter that asks for such rules looks for it.
    `pack`, `line`: where the rule is written; line numbers count from 1, 0 is not known.
    """

    id: str
    kind: str
    pattern: str
    literals: tuple[str, ...]
    reason: str
    scope: str = "line"
    at: str = "whole"
    applicability: Applicability = Applicability.SAFE
    evidence: str = ""
    max_han: int = _MAX_HAN
    max_len: int = _max_len(_MAX_HAN)
    near: int = LINE_LIMIT
    unless: tuple[str, ...] = ()
    hit: tuple[Example, ...] = ()
    miss: tuple[str, ...] = ()
    todo: tuple[Example, ...] = ()
    pack: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules of one concern, in the order in which they are tried."""

    name: str
    description: str
    rules: tuple[Rule, ...]
    path: Path


@cache
def load_pack(name: str) -> Pack:
    """A pack that ships with textfix, by name, or one of the user's, by the path of a TOML file.

    ``"editor"`` is ``rules/artifacts/editor.toml``, ``"segment/head"`` ``rules/segment/head.toml``.
    Read once a process: rules do not change while a program runs.

    Raises:
        RuleError: if it cannot be read or is wrong; the message names file, line, rule and key.

    >>> load_pack("editor").name
    'editor'
    """
    if name.endswith(".toml"):
        return read_pack(Path(name))
    path = shipped_packs().get(name)
    if path is None:
        known = ", ".join(shipped_packs())
        raise RuleError(f"no rule pack is called {name!r}; known: {known}, or a .toml path")
    return read_pack(path)


@cache
def shipped_packs() -> dict[str, Path]:
    """The packs that came with this textfix, by name.

    >>> sorted(shipped_packs())[:2]
    ['caption', 'counter']
    """
    found = {path.stem: path for path in sorted((rules_dir() / "artifacts").glob("*.toml"))}
    found |= {f"segment/{path.stem}": path for path in (rules_dir() / "segment").glob("*.toml")}
    return found


def beside(folder: Path, packs: Iterable[str]) -> list[str]:
    """The packs, with paths of TOML files taken from `folder`, where the settings lie that say so.

    >>> beside(Path("/etc"), ["editor", "mine.toml"])
    ['editor', '/etc/mine.toml']
    """
    return [str(folder / pack) if pack.endswith(".toml") else pack for pack in packs]


def read_pack(path: Path, *, checked: bool = False) -> Pack:
    """The pack in `path`, validated key by key.

    `checked`: also refuse a rule without both a hit and a miss, and prove patterns harmless; this
    is how tests and `textfix rules test` read packs. Packs that ship with textfix have passed.

    Raises:
        RuleError: naming file, line, rule and key.
    """
    data, source = read_toml(path, RuleError)
    for key in set(data) - {"description", "rule"}:
        raise RuleError(f"{path}: unknown key {key!r}; known: description, rule")
    description = data.get("description", "")
    if not isinstance(description, str):
        raise RuleError(f"{path}: description: must be a string")
    tables = data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RuleError(f"{path}: write each rule as a table, [[rule]]")
    if not tables:
        raise RuleError(f"{path}: holds no rule; write each as a table, [[rule]]")
    shipped = path in shipped_packs().values()
    lines = rule_lines(source)
    if len(lines) != len(tables):
        lines = [{}] * len(tables)
    rules: dict[str, Rule] = {}
    for number, (table, places) in enumerate(zip(tables, lines, strict=True), 1):
        reader = Reader(path, number, table, places)
        rule = _rule(reader, path.stem)
        _prove(reader, rule, patterns=checked or not shipped, examples=checked)
        if rule.id in rules:
            reader.fail("id", "is used twice; ids are unique")
        rules[rule.id] = rule
    return Pack(path.stem, description, tuple(rules.values()), path)


def _rule(reader: Reader, pack: str) -> Rule:
    scope = reader.choice("scope")
    drops = scope == "line"
    max_han = reader.number("max_han")
    return Rule(
        id=reader.name("id"),
        kind=reader.choice("kind"),
        pattern=reader.text("pattern"),
        literals=reader.strings("literals"),
        reason=reader.text("reason"),
        scope=scope,
        at=reader.choice("at", SCOPES[scope]),
        applicability=_LEVELS[reader.choice("applicability")],
        evidence=reader.choice("evidence"),
        max_han=max_han,
        max_len=reader.number("max_len", _max_len(max_han)),
        near=reader.number("near"),
        unless=reader.strings("unless"),
        hit=tuple(Example(*pair) for pair in reader.pairs("hit", drops=drops)),
        miss=reader.strings("miss"),
        todo=tuple(Example(*pair) for pair in reader.pairs("todo", drops=drops)),
        pack=pack,
        line=reader.line,
    )


def _prove(reader: Reader, rule: Rule, *, patterns: bool, examples: bool) -> None:
    """Raise `RuleError` for a rule that is well formed and makes no sense."""
    if not rule.literals:
        reader.fail("literals", "must name what occurs wherever the pattern matches")
    for literal in rule.literals:
        shown = fold_words(fold(literal))
        if not literal.strip() or shown != literal:
            reader.fail(
                "literals", f"{literal!r} never occurs in the folded view; write {shown.strip()!r}"
            )
    for key, pattern in [
        ("pattern", rule.pattern),
        *(("unless", pattern) for pattern in rule.unless),
    ]:
        if patterns:
            try:
                check_pattern(pattern, bounded=rule.scope == "span")
            except RuleError as error:
                reader.fail(key, str(error))
    if examples and not (rule.hit and rule.miss):
        reader.fail("miss" if rule.hit else "hit", "is empty; a rule needs a hit and a miss")
