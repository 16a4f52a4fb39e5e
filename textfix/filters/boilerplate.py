"""`BoilerplateFilter`: lines that belong to the page and not to the text.

Editor tails, share and QR lines, navigation, copyright and licence numbers, reprint notices go,
with their newline; a promotion at the end of a body line (`返回…首页>>`) is cut without the line.
What is one of these is data: the packs under ``rules/artifacts``, each rule with examples and
counter-examples.

Most rules judge a line by itself. A few ask for evidence of the document: `微信` alone on a line is
a list item in an article and a button under `分享到：`; it goes only where the document has share
buttons. `© 2023 Example` is a licence in a README and a footer on a page with furniture. An address
is body in a notice, and goes only where it stands right beside a line about rights or editors. That
is counted in a survey, window by window.

Edits are ``safe`` where a rule's counter-examples and the clean corpora show no false hit, else
``unsafe`` (the rule says which). Measured on 11 labelled pages and on clean prose: see
``docs/rules.md``.

What it does not do: find where the article begins and ends (bare titles of other articles stay),
drop bylines, datelines and headings (they are paragraphs of a kind, see `textfix.segment`), or
touch a line without hanzi where the document shows nothing of a page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textfix._charclass import CharClass
from textfix._edits import Edits, Tag
from textfix._rulefields import KINDS, LINE_LIMIT, NAMED_KINDS
from textfix._text import Text
from textfix.filters._beside import Beside
from textfix.filters._packs import PackFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textfix._filter import Filter, Scope
    from textfix._rulematch import Hit

__all__ = ["PACKS", "BoilerplateFilter", "Signs"]

# The packs of the conservative default, in the order in which their rules are tried.
PACKS = ("editor", "rights", "share", "navigation", "counter", "foot")

_OWN_KINDS = tuple(
    kind for kind in KINDS if kind not in ("caption", "credit") and kind not in NAMED_KINDS
)
# The bar of a site's links: like lines about rights, it stands at a page's foot.
_SITE_BAR = "navigation.site-bar"
# A README may say `上一页`; two such lines and a line of © make a page.
_FURNITURE = 2
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
        """Count the lines that are furniture beyond doubt, and what stands beside them."""
        sure = [hit for hit in self.rules().hits(text) if hit.line and not hit.applicability]
        kinds = Counter(hit.rule.kind for hit in sure)
        feet = [hit for hit in sure if hit.rule.kind == "rights" or hit.rule.id == _SITE_BAR]
        ends = [hit for hit in sure if hit.rule.kind == "editor" or hit in feet]
        return Signs(
            kinds["share"],
            kinds["rights"],
            len(sure),
            Beside.of(text.value, _spans(feet), partial(self._is_doubtful, foot=True)),
            Beside.of(text.value, _spans(ends), partial(self._is_doubtful, foot=False)),
        )

    def _is_doubtful(self, line: str, *, foot: bool) -> bool:
        """Whether a rule takes the line if it stands beside a sure one."""
        if len(line) > LINE_LIMIT:
            return False
        hits = self.rules("beside").hits(Text(line))
        return any(hit.line and (hit.rule.kind == "rights") == foot for hit in hits)

    def bind(self, evidence: Signs) -> Filter:
        """The line filter for a document with that evidence."""
        signs = {"": True, "share": evidence.share > 0, "rights": evidence.is_page}
        return _Decided(
            self,
            tuple(name for name, there in signs.items() if there),
            evidence.foot.lines() | evidence.makers.lines(),
        )

    def edits(self, text: Text) -> Edits:
        """Deletions of lines with their newlines, and of tails and spans within lines."""
        return self.bind(self.survey(text)).edits(text)


def _spans(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    return [(hit.line_start, hit.line_end) for hit in hits]


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text shows of its page; windows add up.

    `share`, `rights`: lines that are share buttons, that tell of rights; `sure`: lines of furniture
    of any kind; `foot`: what stands right beside those about rights; `makers`: who made the text,
    beside those or its editors.
    """

    share: int
    rights: int
    sure: int
    foot: Beside
    makers: Beside

    def __add__(self, other: Signs) -> Signs:
        return Signs(
            self.share + other.share,
            self.rights + other.rights,
            self.sure + other.sure,
            self.foot + other.foot,
            self.makers + other.makers,
        )

    @property
    def is_page(self) -> bool:
        """Whether a line of © and a year is the page's: it has rights, or other furniture."""
        return self.rights > 0 or self.sure >= _FURNITURE


@dataclass(frozen=True, slots=True)
class _Decided:
    """The filter for a document whose evidence is known: it judges line by line.

    `beside`: what the doubtful lines say that are furniture here.
    """

    id: ClassVar[str] = BoilerplateFilter.id
    scope: ClassVar[Scope] = "line"

    asked: BoilerplateFilter
    evidence: tuple[str, ...]
    beside: frozenset[str]

    @property
    def needs(self) -> tuple[CharClass, ...]:
        """Hanzi; where the document is a page, `Facebook` or © and a year count too."""
        return _LATIN_TOO if self.beside or len(self.evidence) > 1 else self.asked.needs

    def edits(self, text: Text) -> Edits:
        hits = list(self.asked.rules(*self.evidence).hits(text))
        if self.beside:
            judged = {hit.line_start for hit in hits}
            hits += (hit for hit in self._doubtful(text) if hit.line_start not in judged)
        return Edits.of(
            (hit.start, hit.end, "", Tag(hit.rule.id, hit.applicability, hit.rule.reason))
            for hit in hits
        )

    def _doubtful(self, text: Text) -> Iterator[Hit]:
        for hit in self.asked.rules("beside").hits(text):
            if text.value[hit.line_start : hit.line_end].strip() in self.beside:
                yield hit
