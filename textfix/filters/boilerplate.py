"""`BoilerplateFilter`: lines that belong to the page and not to the text.

Editor tails, share and QR lines, navigation, copyright and licence numbers, reprint notices go,
with their newline; a promotion at the end of a body line (`返回…首页>>`) is cut without the line.
What is one of these is data: the packs under ``rules/artifacts``, each rule with examples and
counter-examples.

Most rules judge a line by itself. A few ask for evidence of the document: `微信` alone on a line is
a list item in an article and a button under `分享到：`; it goes only where the document has share
buttons. That is counted in a survey, window by window.

Edits are ``safe`` where a rule's counter-examples and the clean corpora show no false hit, else
``unsafe`` (the rule says which). Measured on 11 labelled pages and on clean prose: see
``docs/rules.md``.

What it does not do: find where the article begins and ends (bare titles of other articles stay),
drop bylines, datelines and headings (they are paragraphs of a kind, see `textfix.segment`), or
touch a line of plain ASCII.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textfix._charclass import CharClass
from textfix._rulematch import names, rule_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textfix._edits import Edits
    from textfix._filter import Filter, Scope
    from textfix._text import Text

__all__ = ["PACKS", "BoilerplateFilter", "Buttons"]

# The packs of the conservative default, in the order in which their rules are tried.
PACKS = ("editor", "rights", "share", "navigation", "counter")


@dataclass(frozen=True, slots=True, init=False)
class BoilerplateFilter:
    """Drops page furniture line by line.

    `packs`: names of packs under ``rules/artifacts``, or paths of TOML files; they replace the
    default ones. `off`: ids of rules that stay silent. `keep`: kinds that are left alone, such as
    ``"rights"``.

    Raises:
        RuleError: if a pack cannot be read or is wrong.
        ConfigError: if a rule or a kind is not known.

    >>> from textfix._text import Text
    >>> [edit.rule for edit in BoilerplateFilter().edits(Text("到此為止。\\n責任編輯：王小明\\n"))]
    ['editor.named']
    """

    packs: tuple[str, ...]
    off: tuple[str, ...]
    keep: tuple[str, ...]

    def __init__(
        self,
        *,
        packs: Iterable[str] = PACKS,
        off: Iterable[str] = (),
        keep: Iterable[str] = (),
    ) -> None:
        object.__setattr__(self, "packs", names("packs", packs))
        object.__setattr__(self, "off", names("off", off))
        object.__setattr__(self, "keep", names("keep", keep))
        if (self.packs, self.off, self.keep) != (PACKS, (), ()):
            rule_set(self.packs, self.off, self.keep)

    @property
    def id(self) -> str:
        """``boilerplate``."""
        return "boilerplate"

    @property
    def needs(self) -> tuple[CharClass, ...]:
        """Hanzi: every rule needs one in its line."""
        return (CharClass.HAN,)

    @property
    def scope(self) -> Scope:
        """Of the document, by survey: whether it has share buttons."""
        return "document"

    def survey(self, text: Text) -> Buttons:
        """Count the lines that are share buttons beyond doubt."""
        rules = rule_set(self.packs, self.off, self.keep)
        return Buttons(sum(1 for hit in rules.hits_of(text, "share") if hit.line))

    def bind(self, evidence: Buttons) -> Filter:
        """The line filter for a document with that evidence."""
        asked = ("", "share") if evidence.count else ("",)
        return _Decided(self.packs, self.off, self.keep, asked)

    def edits(self, text: Text) -> Edits:
        """Deletions of lines with their newlines, and of tails and spans within lines."""
        return self.bind(self.survey(text)).edits(text)


@dataclass(frozen=True, slots=True)
class Buttons:
    """How many lines of a text are share buttons; counts of windows add up."""

    count: int

    def __add__(self, other: Buttons) -> Buttons:
        return Buttons(self.count + other.count)


@dataclass(frozen=True, slots=True)
class _Decided:
    """The filter for a document whose evidence is known: it judges line by line."""

    packs: tuple[str, ...]
    off: tuple[str, ...]
    keep: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def id(self) -> str:
        return "boilerplate"

    @property
    def needs(self) -> tuple[CharClass, ...]:
        return (CharClass.HAN,)

    @property
    def scope(self) -> Scope:
        return "line"

    def edits(self, text: Text) -> Edits:
        return rule_set(self.packs, self.off, self.keep, self.evidence).edits(text)
