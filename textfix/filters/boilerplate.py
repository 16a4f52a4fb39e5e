"""`BoilerplateFilter`: lines that belong to the page and not to the text.

Editor tails, share and QR lines, navigation, copyright and licence numbers, reprint notices go,
with their newline; a promotion at the end of a body line (`返回…首页>>`) is cut without the line.
What is one of these is data: the packs under ``rules/artifacts``, each rule with examples and
counter-examples.

Most rules judge a line by itself. A few ask for evidence of the document: `微信` alone on a line is
a list item in an article and a button under `分享到：`; it goes only where the document has share
buttons. `© 2023 Example` is a licence in a README and a footer under `版权所有`. That is counted
in a survey, window by window.

Edits are ``safe`` where a rule's counter-examples and the clean corpora show no false hit, else
``unsafe`` (the rule says which). Measured on 11 labelled pages and on clean prose: see
``docs/rules.md``.

What it does not do: find where the article begins and ends (bare titles of other articles stay),
drop bylines, datelines and headings (they are paragraphs of a kind, see `textfix.segment`), or
touch a line without hanzi unless the document says in Chinese whose rights they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textfix._charclass import CharClass
from textfix._rulefields import KINDS, NAMED_KINDS
from textfix.filters._packs import PackFilter

if TYPE_CHECKING:
    from textfix._edits import Edits
    from textfix._filter import Filter, Scope
    from textfix._text import Text

__all__ = ["PACKS", "BoilerplateFilter", "Signs"]

# The packs of the conservative default, in the order in which their rules are tried.
PACKS = ("editor", "rights", "share", "navigation", "counter")

_OWN_KINDS = tuple(
    kind for kind in KINDS if kind not in ("caption", "credit") and kind not in NAMED_KINDS
)
_LATIN_TOO = (CharClass.HAN, CharClass.LATIN, CharClass.DIGIT)


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

    def survey(self, text: Text) -> Signs:
        """Count the lines that are share buttons, or tell of rights, beyond doubt."""
        rules = self.rules()
        share, rights = (
            sum(1 for hit in rules.hits_of(text, kind) if hit.line) for kind in ("share", "rights")
        )
        return Signs(share, rights)

    def bind(self, evidence: Signs) -> Filter:
        """The line filter for a document with that evidence."""
        counts = (("share", evidence.share), ("rights", evidence.rights))
        return _Decided(self, ("", *(name for name, count in counts if count)))

    def edits(self, text: Text) -> Edits:
        """Deletions of lines with their newlines, and of tails and spans within lines."""
        return self.bind(self.survey(text)).edits(text)


@dataclass(frozen=True, slots=True)
class Signs:
    """How many lines of a text are share buttons, and how many tell of rights; windows add up."""

    share: int
    rights: int

    def __add__(self, other: Signs) -> Signs:
        return Signs(self.share + other.share, self.rights + other.rights)


@dataclass(frozen=True, slots=True)
class _Decided:
    """The filter for a document whose evidence is known: it judges line by line."""

    id: ClassVar[str] = BoilerplateFilter.id
    scope: ClassVar[Scope] = "line"

    asked: BoilerplateFilter
    evidence: tuple[str, ...]

    @property
    def needs(self) -> tuple[CharClass, ...]:
        """Hanzi; where the document tells of rights, a line of © and a year counts too."""
        return _LATIN_TOO if "rights" in self.evidence else self.asked.needs

    def edits(self, text: Text) -> Edits:
        return self.asked.rules(*self.evidence).edits(text)
