"""The keys of a rule in a pack, described once: what the loader accepts and editors are told.

`FIELDS` is the only list of keys. `Reader` reads a rule's TOML table by it; `schema` turns it into
the JSON Schema ``rules/pack.schema.json`` (``scripts/make_rule_schema.py`` writes it, a test
compares), with which an editor completes and checks a pack while it is written.

This module knows shapes, not sense: patterns and literals are proved in `_rulepack`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from textfix._errors import RuleError, hint
from textfix._rulelines import HEADER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "EVIDENCE",
    "FIELDS",
    "KINDS",
    "LEVELS",
    "LINE_LIMIT",
    "NAMED_KINDS",
    "SCOPES",
    "Field",
    "Reader",
    "schema",
]

# What a rule finds. `keep` takes these names, so they are public and stable.
KINDS = {
    "caption": "what a picture shows",
    "credit": "who made it",
    "editor": "who edited or checked the page",
    "source": "where the page has its text from",
    "rights": "copyright, licences, reprint notices, disclaimers",
    "share": "share buttons, QR codes, follow us",
    "navigation": "previous, next, top, breadcrumbs, fonts, print",
    "related": "heads of link lists",
    "counter": "comments, clicks, likes",
    "player": "strings of players, apps, browsers",
    "contact": "tips, submissions, reports",
    # of the packs under rules/segment, which name kinds and drop nothing:
    "deck": "a line under the headline",
    "byline": "who wrote the text",
    "dateline": "when and where it was published",
}

# Kinds that segmentation gives and nothing drops.
NAMED_KINDS = ("deck", "byline", "dateline")

SCOPES = {"line": ("whole", "start", "end"), "tail": ("end",), "span": ("anywhere",)}
LEVELS = ("safe", "unsafe", "display")
EVIDENCE = {
    "": "nothing beyond the line",
    "repeated": "what the tail leaves of the line stands in another line too; the whole line goes",
    "share": "the document has share buttons; a line without hanzi may go too",
    "rights": "the document has a line about rights in Chinese, or other furniture; a line without "
    "hanzi may go too",
    "beside": "the line stands right beside one about rights or editors; it may be without "
    "hanzi too",
    "page": "the text is a whole page: a sign that `extent` reads",
}

# `--off` takes names with commas between them.
_NAME = r"[^\s,]+"

# No line rule looks at a longer line: what is longer is a paragraph.
LINE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a rule's table.

    `form`: ``text``, ``choice``, ``number``, ``strings`` or ``examples``. `default`: None where the
    key must be there; `about`: one sentence, shown by editors and in ``docs/rules.md``.
    """

    name: str
    form: str
    about: str
    default: Any = None
    choices: tuple[str, ...] = ()


FIELDS = (
    Field("id", "text", "Pack name, point, pattern found. Public and unique: `off` takes it."),
    Field("kind", "choice", "What is found; `keep` takes it.", choices=tuple(KINDS)),
    Field("pattern", "text", "For the `regex` package, written as the folded view shows text."),
    Field("literals", "strings", "The prefilter: one of them stands wherever the pattern matches."),
    Field("reason", "text", "One line, shown by `textfix explain`; say what was measured."),
    Field(
        "scope",
        "choice",
        "What goes: the line with its newline, its tail, or a bracketed span within it.",
        "line",
        tuple(SCOPES),
    ),
    Field(
        "at",
        "choice",
        "Where the pattern must match; by default the whole line, its end for a tail.",
        "",
        tuple(dict.fromkeys(place for places in SCOPES.values() for place in places)),
    ),
    Field("applicability", "choice", "Made, made on request, or only shown.", "safe", LEVELS),
    Field(
        "evidence",
        "choice",
        "What must hold in the document, beyond the line.",
        "",
        tuple(EVIDENCE),
    ),
    Field("max_han", "number", "The longest line looked at, in hanzi.", 60),
    Field("max_len", "number", "The same in characters; 2 x max_han + 30 if not given.", 0),
    Field("near", "number", "The literal begins within so many characters of the end.", LINE_LIMIT),
    Field("unless", "strings", "Patterns that silence the rule where one is found.", ()),
    Field("hit", "examples", "Lines that the rule must take: text, or [text, what is left].", ()),
    Field("miss", "strings", "Near misses that it must not touch.", ()),
    Field("todo", "examples", "Known failures, strict: one that holds must become a hit.", ()),
)
_BY_NAME = {field.name: field for field in FIELDS}


class Reader:
    """One rule's table, read key by key; every error names file, line, rule and key."""

    def __init__(
        self, path: Path, number: int, table: Mapping[str, Any], lines: Mapping[str, int]
    ) -> None:
        self._path = path
        self._lines = lines
        self._table = table
        name = table.get("id")
        self._name = name if isinstance(name, str) and name else f"number {number}"
        for key in table:
            if key not in _BY_NAME:
                self.fail(key, f"is not a key of a rule; {hint(key, tuple(_BY_NAME))}")

    @property
    def line(self) -> int:
        """The line of the rule's header in its file, from 1; 0 where it is not known."""
        return self._lines.get(HEADER, 0)

    def fail(self, key: str, problem: str) -> NoReturn:
        """Raise `RuleError` about one key."""
        line = self._lines.get(key, self.line)
        place = f"{self._path}:{line}" if line else str(self._path)
        raise RuleError(f"{place}: rule {self._name}: {key}: {problem}")

    def text(self, key: str) -> str:
        """A string that must be there."""
        value = self._table.get(key)
        if not isinstance(value, str) or not value:
            self.fail(key, "must be there, and a string")
        return value

    def name(self, key: str) -> str:
        """A string that can stand in a list of names, as `off` takes it."""
        value = self.text(key)
        if not re.fullmatch(_NAME, value):
            self.fail(key, f"is {value!r}; a name has no blank and no comma")
        return value

    def choice(self, key: str, known: tuple[str, ...] | None = None) -> str:
        """One of the field's choices, or of those `known` here, whose first is then the default."""
        field = _BY_NAME[key]
        default = known[0] if known else field.default
        known = known or field.choices
        value = self._table.get(key, default)
        if value not in known:
            self.fail(key, f"is {value!r}; choose one of {', '.join(filter(None, known))}")
        return str(value)

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number from 1 to `LINE_LIMIT`."""
        value = self._table.get(key, _BY_NAME[key].default if default is None else default)
        if type(value) is not int or not 0 < value <= LINE_LIMIT:
            self.fail(key, f"must be a whole number from 1 to {LINE_LIMIT}")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, "must be a list of strings")
        return tuple(value)

    def pairs(self, key: str, *, drops: bool) -> tuple[tuple[str, str], ...]:
        """Lists of text and what is left; where the rule `drops` lines, text alone will do."""
        found = []
        value = self._table.get(key, [])
        for item in value if isinstance(value, list) else [None]:
            pair = [item, ""] if drops and isinstance(item, str) else item
            if isinstance(pair, list) and [type(part) for part in pair] == [str, str]:
                found.append((pair[0], pair[1]))
            else:
                self.fail(key, 'each must be ["text", "expected"]' + " or a string" * drops)
        return tuple(found)


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack, from `FIELDS`.

    >>> schema()["properties"]["rule"]["items"]["required"]
    ['id', 'kind', 'pattern', 'literals', 'reason', 'hit', 'miss']
    """
    required = [field.name for field in FIELDS if field.default is None]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "textfix rule pack",
        "description": "Rules of one concern; see docs/rules.md. "
        "Generated by scripts/make_rule_schema.py from textfix/_rulefields.py: do not edit.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "description": "What the pack is about, one line."},
            "rule": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": [*required, "hit", "miss"],
                    "properties": {field.name: _property(field) for field in FIELDS},
                },
            },
        },
    }


def _property(field: Field) -> dict[str, Any]:
    strings: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
    pair = {**strings, "minItems": 2, "maxItems": 2}
    shapes: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "minLength": 1},
        "choice": {"type": "string", "enum": [name for name in field.choices if name]},
        "number": {"type": "integer", "minimum": 1, "maximum": LINE_LIMIT},
        "strings": strings,
        "examples": {"type": "array", "items": {"anyOf": [{"type": "string"}, pair]}},
    }
    shape = {**shapes[field.form], "description": field.about}
    if field.default:
        shape["default"] = field.default
    if field.name in ("hit", "miss", "literals"):
        shape["minItems"] = 1
    if field.name == "id":
        shape["pattern"] = f"^{_NAME}$"
    return shape
