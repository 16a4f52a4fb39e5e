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
from typing import TYPE_CHECKING, ClassVar

from textfix._rulefields import KINDS, NAMED_KINDS
from textfix.filters._packs import PackFilter

if TYPE_CHECKING:
    from textfix._charclass import CharClass
    from textfix._edits import Edits
    from textfix._filter import Filter, Scope
    from textfix._text import Text

__all__ = ["PACKS", "BoilerplateFilter", "Buttons"]

# The packs of the conservative default, in the order in which their rules are tried.
PACKS = ("editor", "rights", "share", "navigation", "counter")

_OWN_KINDS = tuple(
    kind for kind in KINDS if kind not in ("caption", "credit") and kind not in NAMED_KINDS
)


@dataclass(frozen=True, slots=True, init=False)
class BoilerplateFilter(PackFilter):
    """Drops page furniture line by line.

    Options are those of `PackFilter`; its kinds are all but captions and credits.

    >>> from textfix._text import Text
    >>> [edit.rule for edit in BoilerplateFilter().edits(Text("到此為止。\\n責任編輯：王小明\\n"))]
    ['editor.named']
    """

    id: ClassVar[str] = "boilerplate"
    default: ClassVar[tuple[str, ...]] = PACKS
    kinds: ClassVar[tuple[str, ...]] = _OWN_KINDS

    def survey(self, text: Text) -> Buttons:
        """Count the lines that are share buttons beyond doubt."""
        hits = self.rules().hits_of(text, "share")
        return Buttons(sum(1 for hit in hits if hit.line))

    def bind(self, evidence: Buttons) -> Filter:
        """The line filter for a document with that evidence."""
        return _Decided(self, ("", "share") if evidence.count else ("",))

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

    id: ClassVar[str] = BoilerplateFilter.id
    needs: ClassVar[tuple[CharClass, ...]] = BoilerplateFilter.needs
    scope: ClassVar[Scope] = "line"

    asked: BoilerplateFilter
    evidence: tuple[str, ...]

    def edits(self, text: Text) -> Edits:
        return self.asked.rules(*self.evidence).edits(text)
