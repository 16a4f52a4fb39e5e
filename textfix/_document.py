"""`Document`: the clean text with everything that led to it.

The input, how it was decoded, the steps taken, and from these, on demand: each edit, the source
of any span, the paragraphs, the input again. Nothing here changes text.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from textfix._alignment import span_backward, spans_backward
from textfix._edits import Edit
from textfix._steps import undo
from textfix._text import codepoints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._steps import Step
    from textfix.decoding import Decoded
    from textfix.filters.script import Script
    from textfix.segmenting import Paragraph, Sentence

__all__ = ["Document", "EditLog", "SourceSpan"]


class SourceSpan(NamedTuple):
    """Where a span came from: half-open, in code points and in bytes of the input.

    The bytes are those of the input file; of a `str` input, those of its UTF-8 form.
    """

    start: int
    end: int
    byte_start: int
    byte_end: int


class EditLog:
    """All edits of a run, in order of filter and place: a view, made into objects on iteration.

    Offsets are code points of the decoded input, whatever filter made the edit.
    """

    __slots__ = ("_steps",)

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)

    def __len__(self) -> int:
        return sum(len(step.edits) for step in self._steps)

    def __iter__(self) -> Iterator[Edit]:
        for place, step in enumerate(self._steps):
            yield from _in_source(step, self._steps[:place])

    def suggestions(self) -> Iterator[Edit]:
        """Proposals that were not made: `display`, or above the run's applicability."""
        for place, step in enumerate(self._steps):
            yield from _in_source(step, self._steps[:place], shown=True)

    def counts(self) -> dict[str, int]:
        """Number of edits per rule id, without making objects."""
        found: dict[str, int] = {}
        for step in self._steps:
            for rule, count in step.edits.counts().items():
                found[rule] = found.get(rule, 0) + count
        return found


def _in_source(step: Step, earlier: Sequence[Step], *, shown: bool = False) -> Iterator[Edit]:
    """A step's edits with their spans followed back through the steps before it."""
    edits = step.shown if shown else step.edits
    starts, ends = spans_backward([item.edits for item in earlier], edits.start, edits.end)
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    for (start, end), edit in zip(spans, step.suggestions() if shown else step, strict=True):
        yield Edit(start, end, edit.new, edit.rule, edit.applicability, edit.why, edit.old)


class Document:
    """A cleaned text and its receipts.

    >>> import textfix
    >>> doc = textfix.fix("長(cháng)沙市的會(huì )議開(kāi)了。")
    >>> doc.text
    '長沙市的會議開了。'
    >>> doc.source_span(0, 2)
    SourceSpan(start=0, end=9, byte_start=0, byte_end=14)
    >>> [edit.old for edit in doc.edits]
    ['(cháng)', '(huì )', '(kāi)']
    >>> doc.restore()
    '長(cháng)沙市的會(huì )議開(kāi)了。'
    """

    def __init__(
        self, text: str, source: bytes | str, decoded: Decoded | None, steps: Sequence[Step]
    ) -> None:
        self.text = text
        self.source = source
        self.decoded = decoded
        self.steps = tuple(steps)

    def __repr__(self) -> str:
        shown = self.text if len(self.text) <= 30 else self.text[:29] + "…"
        return f"<Document {shown!r}, {len(self.edits)} edits>"

    def __str__(self) -> str:
        return self.text

    @property
    def edits(self) -> EditLog:
        """Every change made, readable as `Edit` objects or counted per rule."""
        return EditLog(self.steps)

    @property
    def changed(self) -> bool:
        """Whether any edit was made."""
        return any(len(step.edits) for step in self.steps)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text's paragraphs with kinds; their spans are code points of `text`."""
        from textfix.segmenting import segment

        return tuple(segment(self.text))

    @cached_property
    def script(self) -> Script:
        """Which Chinese script the clean text is written in, with counts."""
        from textfix.filters.script import script

        return script(self.text)

    def source_span(self, start: int, end: int) -> SourceSpan:
        """Where ``text[start:end]`` came from.

        Raises:
            IndexError: if the span is not inside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span [{start}, {end}) is not inside a text of {len(self.text)}")
        first, last = span_backward([step.edits for step in self.steps], start, end)
        return SourceSpan(first, last, *self._byte_span(first, last))

    def restore(self) -> bytes | str:
        """The input again, from the result and the record alone: to the byte, for bytes."""
        original = undo(self.text, self.steps)
        return original if self.decoded is None else self.decoded.restore(original)

    def to_dict(self, *, sentences: bool = False) -> dict[str, Any]:
        """A JSON-ready view: text, encoding, script, paragraphs with source spans, edit counts.

        `sentences`: with each paragraph its sentences, with kind and source span like it.
        """
        return {
            "text": self.text,
            "encoding": None if self.decoded is None else self.decoded.encoding,
            "script": self.script.label,
            "paragraphs": self._paragraphs(sentences=sentences),
            "edits": self.edits.counts(),
        }

    def _paragraphs(self, *, sentences: bool) -> list[dict[str, Any]]:
        items = [(item.kind, item) for item in self.paragraphs]
        found = self._located(items)
        if sentences:
            inner = [item.sentences() for item in self.paragraphs]
            all_of_them = [
                (item.kind, sentence)
                for item, own in zip(self.paragraphs, inner, strict=True)
                for sentence in own
            ]
            located = iter(self._located(all_of_them))
            for record, own in zip(found, inner, strict=True):
                record["sentences"] = [next(located) for _ in own]
        return found

    def _located(self, items: Sequence[tuple[str, Paragraph | Sentence]]) -> list[dict[str, Any]]:
        """Paragraphs or sentences as records with their source spans."""
        starts, ends = spans_backward(
            [step.edits for step in self.steps],
            np.array([item.start for _, item in items], dtype=np.int64),
            np.array([item.end for _, item in items], dtype=np.int64),
        )
        return [
            {
                "kind": kind,
                "text": item.text,
                "source": SourceSpan(start, end, *self._byte_span(start, end))._asdict(),
            }
            for (kind, item), start, end in zip(items, starts.tolist(), ends.tolist(), strict=True)
        ]

    def _byte_span(self, start: int, end: int) -> tuple[int, int]:
        if self.decoded is not None:
            return self.decoded.byte_span(start, end)
        return int(self._utf8[start]), int(self._utf8[end])

    @cached_property
    def _utf8(self) -> NDArray[np.int64]:
        """Of a `str` input, the UTF-8 offset of each of its characters, and of its end."""
        points = codepoints(str(self.source))
        width = np.ones(len(points) + 1, dtype=np.int64)
        width[0] = 0
        for first in (0x80, 0x800, 0x10000):
            width[1:] += points >= first
        return np.cumsum(width)
