"""`CaptionFilter`: captions and credits of pictures that the text no longer has.

Two ways to know one:

- by its words (the pack ``rules/artifacts/caption.toml``): it ends in a photographer's credit, says
  whose picture it is, or what the picture shows;
- by repetition: it ends in a picture credit, however worded, and its sentence also stands inside
  another line. In 68 labelled pages that was never a body line, while "contained in another
  line" alone hits refrains and headlines. The other line must be one that stays: a caption is no
  evidence against its twin.

Dropped lines go whole, with their newline; credits in brackets at the end of a paragraph go without
it. A caption without any mark (`大会开幕式`) cannot be told from a heading: it stays.

What it does not do: look into HTML, or judge captions written like body text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textfix._edits import Edits, Tag
from textfix.filters._contained import MIN_LETTERS, contained, letters, verbatim
from textfix.filters._packs import PackFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textfix._rulematch import Hit
    from textfix._rulepack import Rule
    from textfix._text import Text

__all__ = ["PACKS", "CaptionFilter"]

PACKS = ("caption",)

_QUOTED = 24  # characters of evidence quoted in an edit's why
# Edits keep at most 65,536 different tags; quoting stops long before.
_MAX_QUOTES = 10_000


class _Line(NamedTuple):
    """A line that ends in a credit: without and with its newline, and where the credit begins."""

    start: int
    end: int
    after: int
    credit: int
    rule: Rule


@dataclass(frozen=True, slots=True, init=False)
class CaptionFilter(PackFilter):
    """Drops captions and picture credits.

    Options are those of `PackFilter`; its kinds are ``"caption"`` and ``"credit"``.

    >>> from textfix._text import Text
    >>> text = Text("江城讀書節今天開幕。市民早早來到。\\n江城讀書節今天開幕。 記者 何明遠 攝\\n")
    >>> [(e.start, e.end, e.rule) for e in CaptionFilter().edits(text)]
    [(18, 38, 'caption.repeated-sentence')]
    """

    id: ClassVar[str] = "caption"
    default: ClassVar[tuple[str, ...]] = PACKS
    kinds: ClassVar[tuple[str, ...]] = ("caption", "credit")

    def edits(self, text: Text) -> Edits:
        """Deletions of whole lines with their newlines, and of credits within lines."""
        hits = list(self.rules().hits(text))
        credited = list(self._credited(text))
        repeated = _repeated(text, credited, hits)
        taken = {line.start for line in repeated}
        rows = [
            (hit.start, hit.end, "", Tag(hit.rule.id, hit.applicability, hit.rule.reason))
            for hit in hits
            if hit.line_start not in taken
        ]
        rows += [
            (line.start, line.after, "", Tag(line.rule.id, line.rule.applicability, why))
            for line, why in zip(repeated, _whys(text, repeated), strict=True)
        ]
        return Edits.of(rows)

    def _credited(self, text: Text) -> Iterable[_Line]:
        """The lines that end in a picture credit of any wording."""
        for hit in self.rules("repeated").hits(text):
            end = hit.line_end
            yield _Line(hit.line_start, end, min(end + 1, len(text)), hit.start, hit.rule)


def _repeated(text: Text, credited: Sequence[_Line], hits: Sequence[Hit]) -> list[_Line]:
    """Those credited lines whose sentence stands in a line that stays."""
    without = [(line.start, line.end) for line in credited]
    without += [(hit.start, hit.end) for hit in hits]
    without.sort()
    # One caption under many pages is one question.
    asked: dict[str, list[_Line]] = {}
    for line in credited:
        asked.setdefault(text.value[line.start : line.credit].strip(), []).append(line)
    found: list[_Line] = []
    unclear: dict[str, list[_Line]] = {}
    for sentence, lines in asked.items():
        core = letters(text, lines[0].start, lines[0].credit)
        if len(core) < MIN_LETTERS:
            continue
        if verbatim(text, sentence, without):
            found += lines
        else:
            unclear.setdefault(core, []).extend(lines)
    if unclear:
        for core in contained(text, unclear, without):
            found += unclear[core]
    # A line may end in two credits, one inside the other: it goes once, for the longer sentence.
    once = {line.start: line for line in sorted(found, key=lambda line: line.credit)}
    return [once[start] for start in sorted(once)]


def _whys(text: Text, lines: Sequence[_Line]) -> Iterable[str]:
    """What is said of each dropped line, quoting its evidence."""
    for number, line in enumerate(lines):
        if number >= _MAX_QUOTES:
            yield line.rule.reason
            continue
        sentence = text.value[line.start : line.credit].strip()
        if len(sentence) > _QUOTED:
            sentence = sentence[:_QUOTED] + "…"
        credit = text.value[line.credit : line.end].strip()
        yield f"ends in the credit “{credit}”, and “{sentence}” also stands in another line"
