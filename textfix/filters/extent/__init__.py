"""`ExtentFilter`: where the article of a page begins and ends; the rest goes.

For texts that were taken from whole web pages, one page a text. Rule packs know a line by its
words; the titles of other articles, the names of readers, the channels of the site look like any
line. What tells them is place: above the title, behind the last paragraph. So this filter looks for
the stretch with most prose, the title above it and the end below it.

It is in the preset ``article``, never in ``default``: a wrong extent loses paragraphs. Measured:
see ``docs/rules.md``. Why it is made so: ADR 0305.

What it does not do: touch a text without an article (an index, a gallery), without a sign of a page
around it, or with more than 2,000 lines; drop lines that rule packs know (`caption` and
`boilerplate` do, with their own ids).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textfix._edits import Edits, Tag
from textfix._rulefields import KINDS, NAMED_KINDS
from textfix._rulematch import rule_set
from textfix.filters import boilerplate, caption
from textfix.filters._packs import PackFilter
from textfix.filters.extent._extent import RULES, outside
from textfix.filters.extent._page import page_lines

if TYPE_CHECKING:
    from textfix._rulematch import RuleSet
    from textfix._text import Text
    from textfix.filters.extent._page import Line

__all__ = ["ExtentFilter"]

_TAGS = {rule: Tag(rule, why=why) for rule, why in RULES.items()}
# Each round takes lines away, and what is left is looked at again; nearly always once suffices.
_ROUNDS = 6


@dataclass(frozen=True, slots=True, init=False)
class ExtentFilter(PackFilter):
    """Drops what stands before the title and behind the end of a page's article.

    Options are those of `PackFilter`. Lines that the packs know are left to `caption` and
    `boilerplate`, so what is `off` or to `keep` stays wherever it stands; `keep` also takes
    ``"byline"`` and ``"dateline"``.

    >>> import textfix
    >>> ExtentFilter().id
    'extent'
    """

    id: ClassVar[str] = "extent"
    default: ClassVar[tuple[str, ...]] = (*caption.PACKS, *boilerplate.PACKS, "page")
    kinds: ClassVar[tuple[str, ...]] = tuple(kind for kind in KINDS if kind not in NAMED_KINDS)

    def edits(self, text: Text) -> Edits:
        """Deletions of lines, each with its newline and the empty lines up to the next."""
        lines = page_lines(text, self._known)
        gone = self._outside(lines)
        rows = []
        for number in sorted(gone):
            line = lines[number]
            following = lines[number + 1] if number + 1 < len(lines) else None
            end = min(line.end + 1, len(text))
            if following and number + 1 in gone:
                end = following.start
            rows.append((line.start, end, "", _TAGS[gone[number]]))
        return Edits.of(rows)

    def _known(self, *evidence: str) -> RuleSet:
        """All rules, those that are off too: what they find is theirs."""
        return rule_set(self.packs, self.extra, self.kinds, evidence=evidence)

    def _outside(self, lines: list[Line]) -> dict[int, str]:
        """What goes, in as many rounds as change something: a second run changes nothing.

        Nor may it where `caption` and `boilerplate` have taken their lines in between.
        """
        gone: dict[int, str] = {}
        left = list(range(len(lines)))
        for _ in range(_ROUNDS):
            bare = [number for number in left if not lines[number].owned]
            found = self._round(lines, left) or self._round(lines, bare)
            if not found:
                return gone
            gone.update(found)
            left = [number for number in left if number not in found]
        return {}

    def _round(self, lines: list[Line], left: list[int]) -> dict[int, str]:
        found = outside([lines[number] for number in left], self.keep)
        return {left[row]: rule for row, rule in found.items()}
