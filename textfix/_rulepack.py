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

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from textfix._edits import Applicability
from textfix._errors import RuleError
from textfix._rulefold import fold
from textfix._rulepattern import check_pattern
from textfix._rules import rules_dir

__all__ = ["KINDS", "Example", "Pack", "Rule", "load_pack", "read_pack", "shipped_packs"]

# What a rule finds. `keep` takes these names, so they are public and stable.
KINDS = (
    "caption",  # what a picture shows
    "credit",  # who made it
    "editor",  # who edited or checked the page
    "source",  # where the page has its text from
    "rights",  # copyright, licences, reprint notices, disclaimers
    "share",  # share buttons, QR codes, follow us
    "navigation",  # previous, next, top, breadcrumbs, fonts, print
    "related",  # heads of link lists
    "counter",  # comments, clicks, likes
    "player",  # strings of players, apps, browsers
    "contact",  # tips, submissions, reports
    "deck",  # of the packs under rules/segment, which name kinds and drop nothing:
    "byline",
    "dateline",
)

# Kinds that segmentation gives and nothing drops.
NAMED_KINDS = ("deck", "byline", "dateline")

# What a rule may ask of the document beyond its line. "repeated": what the tail leaves of the line
# stands in another line too, and the whole line goes (`textfix.filters.caption`). "share": the
# document has share buttons (`textfix.filters.boilerplate`).
_EVIDENCE = ("", "repeated", "share")

_LEVELS = {
    "safe": Applicability.SAFE,
    "unsafe": Applicability.UNSAFE,
    "display": Applicability.DISPLAY,
}
_SCOPES = {"line": ("whole", "start", "end"), "tail": ("end",), "span": ("anywhere",)}

# No line rule looks at a longer line: what is longer is a paragraph.
_LINE_LIMIT = 500

# A line rule's default reach. Body lines of news have 96 hanzi in the median, furniture rarely 60.
# What is not hanzi (digits, marks, Latin) comes to as much again, and a date.
_MAX_HAN = 60


def _max_len(max_han: int) -> int:
    return 2 * max_han + 30


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
    near: int = _LINE_LIMIT
    unless: tuple[str, ...] = ()
    hit: tuple[Example, ...] = ()
    miss: tuple[str, ...] = ()
    todo: tuple[Example, ...] = ()
    pack: str = ""


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
        RuleError: if it cannot be read or is wrong; the message names file, rule and field.

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


def read_pack(path: Path, *, checked: bool = False) -> Pack:
    """The pack in `path`, validated field by field.

    `checked`: also refuse a rule without both a hit and a miss, and prove patterns harmless; this
    is how tests and `textfix rules test` read packs. Packs that ship with textfix have passed.

    Raises:
        RuleError: naming file, rule and field.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: not valid TOML: {error}") from error
    for key in set(data) - {"description", "rule"}:
        raise RuleError(f"{path}: unknown key {key!r}; known: description, rule")
    tables = data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RuleError(f"{path}: write each rule as a table, [[rule]]")
    shipped = path in shipped_packs().values()
    rules = tuple(
        _Fields(path, number, table).rule(
            path.stem, proved=checked or not shipped, examples=checked
        )
        for number, table in enumerate(tables, 1)
    )
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{path}: rule {rule.id}: id: is used twice; ids are unique")
        seen.add(rule.id)
    description = data.get("description", "")
    if not isinstance(description, str):
        raise RuleError(f"{path}: description: must be a string")
    return Pack(path.stem, description, rules, path)


class _Fields:
    """One rule's table, read field by field; every error names file, rule and field."""

    def __init__(self, path: Path, number: int, table: dict[str, Any]) -> None:
        self._path = path
        self._name = table["id"] if isinstance(table.get("id"), str) else f"number {number}"
        self._left = dict(table)

    def rule(self, pack: str, *, proved: bool, examples: bool) -> Rule:
        """The rule in the table."""
        scope = self._choice("scope", tuple(_SCOPES), "line")
        drops = scope == "line"
        max_han = self._number("max_han", _MAX_HAN)
        rule = Rule(
            id=self._text("id"),
            kind=self._choice("kind", KINDS),
            pattern=self._text("pattern"),
            literals=self._strings("literals"),
            reason=self._text("reason"),
            scope=scope,
            at=self._choice("at", _SCOPES[scope], _SCOPES[scope][0]),
            applicability=_LEVELS[self._choice("applicability", tuple(_LEVELS), "safe")],
            evidence=self._choice("evidence", _EVIDENCE, ""),
            max_han=max_han,
            max_len=self._number("max_len", min(_LINE_LIMIT, _max_len(max_han))),
            near=self._number("near", _LINE_LIMIT),
            unless=self._strings("unless"),
            hit=self._examples("hit", drops),
            miss=self._strings("miss"),
            todo=self._examples("todo", drops),
            pack=pack,
        )
        for field in self._left:
            self._fail(field, "is not a field of a rule")
        self._literals(rule)
        if proved:
            self._patterns(rule)
        if examples and not (rule.hit and rule.miss):
            self._fail("miss" if rule.hit else "hit", "is empty; a rule needs a hit and a miss")
        return rule

    def _fail(self, field: str, problem: str) -> None:
        raise RuleError(f"{self._path}: rule {self._name}: {field}: {problem}")

    def _text(self, field: str) -> str:
        value = self._left.pop(field, None)
        if not isinstance(value, str) or not value:
            self._fail(field, "must be there, and a string")
        return str(value)

    def _choice(self, field: str, known: tuple[str, ...], default: str | None = None) -> str:
        value = self._left.pop(field, default)
        if value not in known:
            self._fail(field, f"is {value!r}; choose one of {', '.join(known)}")
        return str(value)

    def _number(self, field: str, default: int) -> int:
        value = self._left.pop(field, default)
        if not isinstance(value, int) or not 0 < value <= _LINE_LIMIT:
            self._fail(field, f"must be a whole number from 1 to {_LINE_LIMIT}")
        return int(value)

    def _strings(self, field: str) -> tuple[str, ...]:
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._fail(field, "must be a list of strings")
        return tuple(value)

    def _examples(self, field: str, drops: bool) -> tuple[Example, ...]:
        found = []
        value = self._left.pop(field, [])
        for item in value if isinstance(value, list) else [None]:
            pair = [item, ""] if drops and isinstance(item, str) else item
            if isinstance(pair, list) and [type(part) for part in pair] == [str, str]:
                found.append(Example(pair[0], pair[1]))
            else:
                self._fail(field, 'each must be ["text", "expected"]' + " or a string" * drops)
        return tuple(found)

    def _literals(self, rule: Rule) -> None:
        if not rule.literals:
            self._fail("literals", "must name what occurs wherever the pattern matches")
        for literal in rule.literals:
            if not literal.strip() or fold(literal) != literal:
                self._fail("literals", f"{literal!r} never occurs in the folded view")

    def _patterns(self, rule: Rule) -> None:
        fields = [("pattern", rule.pattern), *(("unless", pattern) for pattern in rule.unless)]
        for field, pattern in fields:
            try:
                check_pattern(pattern, bounded=rule.scope == "span")
            except RuleError as error:
                self._fail(field, str(error))
