"""`Paragraph` and `Sentence`: stretches of a text with a kind and their place in it.

Spans are code points of the text that was segmented. A paragraph that was broken over several lines
has its breaks removed in `text`, while `start` and `end` cover its source, breaks included.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from textfix.segmenting._sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KINDS", "Paragraph", "Sentence", "glue", "joined"]

KINDS = (
    "title",
    "deck",
    "byline",
    "dateline",
    "caption",
    "credit",
    "heading",
    "body",
    "list",
    "verse",
    "dialogue",
    "table",
)


class Sentence(NamedTuple):
    """A sentence: its text, and the half-open span of the segmented text that it covers."""

    text: str
    start: int
    end: int


class Paragraph(NamedTuple):
    """A paragraph: its text without breaks, its kind, and the span of the source it covers.

    `pieces`: where a hard wrap was undone, the spans of its lines in the source, blanks at their
    ends left out; else empty.

    >>> from textfix.segmenting import segment
    >>> [(p.kind, p.start, p.end) for p in segment("江城新事\\n老街修好了。\\n")]
    [('title', 0, 4), ('body', 5, 11)]
    """

    text: str
    kind: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...] = ()

    # A tuple is made in a third of the time of a frozen dataclass, and long texts have many. The
    # pieces are no part of its value: where lines were broken is not what a paragraph says.

    def __eq__(self, other: object) -> bool:
        return self[:4] == other[:4] if isinstance(other, Paragraph) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        return (
            f"Paragraph(text={self.text!r}, kind={self.kind!r}, start={self.start}, end={self.end})"
        )

    def __hash__(self) -> int:
        return hash(self[:4])

    def sentences(self) -> list[Sentence]:
        """The paragraph's sentences, in order, with their spans in the segmented text."""
        if len(self.pieces) < 2:
            shift = self.start
            return [
                Sentence(self.text[a:b], a + shift, b + shift) for a, b in sentence_spans(self.text)
            ]
        starts, shifts = self._map()
        found = []
        for start, end in sentence_spans(self.text):
            first = start + shifts[bisect_right(starts, start) - 1]
            last = end - 1 + shifts[bisect_right(starts, end - 1) - 1] + 1
            found.append(Sentence(self.text[start:end], first, last))
        return found

    def _map(self) -> tuple[list[int], list[int]]:
        """Where in `text` each piece begins, and how far its source is from there."""
        starts, shifts, at = [], [], 0
        for number, (start, end) in enumerate(self.pieces):
            if number:
                # A blank put between Latin words belongs to the piece before it.
                at += int(self.text[at : at + 1] == " ")
            starts.append(at)
            shifts.append(start - at)
            at += end - start
        return starts, shifts


def glue(left: str, right: str) -> str:
    """What stands between two lines that are joined: nothing beside a hanzi, else a blank.

    >>> glue("長", "沙"), glue("New", "York")
    ('', ' ')
    """
    if not left or not right:
        return ""
    a, b = left[-1], right[0]
    if a == "-" and left[-2:-1].isalpha() and b.isascii() and b.isalpha():
        return ""
    return " " if _is_narrow(a) and _is_narrow(b) else ""


def _is_narrow(character: str) -> bool:
    """A character of a script that is written with blanks between words."""
    return character < "\u1100" and character not in "·—…“”‘’"


def joined(value: str, pieces: Sequence[tuple[int, int]]) -> str:
    """The text of the pieces, with what belongs between them."""
    if len(pieces) == 1:
        return value[pieces[0][0] : pieces[0][1]]
    parts = [value[pieces[0][0] : pieces[0][1]]]
    for start, end in pieces[1:]:
        line = value[start:end]
        parts += (glue(parts[-1], line), line)
    return "".join(parts)
