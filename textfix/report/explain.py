"""Each edit of a run with its place, its context, its rule and why: read from the record.

Edits are listed as they lie in the input, whichever filter made them. A run over a large file
records a million of them: they are counted, chosen and sorted as columns, and only those that
will be shown become objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from textfix._alignment import spans_backward
from textfix._text import codepoints, from_codepoints
from textfix.report.changes import input_text
from textfix.report.visible import shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._document import Document
    from textfix._edits import Edit, Edits
    from textfix._steps import Step

__all__ = ["Explained", "Place", "Wanted", "counted", "explained", "in_words"]

# What is asked for: see `explained`.
Wanted = Literal["made", "all", "uncertain"]

GUESS = ".guess"  # rules that chose the likeliest of several forms end so

CONTEXT = 16  # characters of the line on either side: a clause of Chinese
_CHUNK = 1 << 12  # edits made into objects at a time: a large file has a million
_LONGEST = 60  # characters of a deleted or inserted text that are shown

_RED, _GREEN, _DIM, _RESET = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Place:
    """What lies before a document in its input: of a stream, the blocks before it."""

    chars: int = 0
    bytes: int = 0
    lines: int = 0

    def after(self, document: Document) -> Place:
        """The place behind the document."""
        text = input_text(document)
        size = (
            0 if document.decoded is None else document.decoded.segments[-1].byte_end if text else 0
        )
        return Place(self.chars + len(text), self.bytes + size, self.lines + text.count("\n"))


@dataclass(frozen=True, slots=True)
class Explained:
    """One edit, or a suggestion (`made` is false). Offsets are those of the input, lines from 1.

    `old` is the input's text at that span; `was`, what the filter saw there, where earlier filters
    had changed it.
    """

    rule: str
    filter: str
    applicability: str
    why: str
    made: bool
    line: int
    column: int
    start: int
    end: int
    byte_start: int
    byte_end: int
    old: str
    was: str
    new: str
    before: str
    after: str

    def to_dict(self) -> dict[str, Any]:
        """All fields, for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def explained(
    document: Document,
    *,
    rules: Sequence[str] = (),
    wanted: Wanted = "made",
    limit: int | None = None,
    place: Place = Place(),
) -> Iterator[Explained]:
    """The edits of `rules` that are `wanted`, in order of place; the first `limit` of them.

    `wanted`: those ``made``; ``all``, suggestions too; or the ``uncertain``, suggestions and edits
    of rules whose id ends in ``.guess``: the best of several choices.
    `rules`: rule ids, filter ids, or beginnings of rule ids up to a dot; all, if empty.
    """
    columns = list(_chosen(document.steps, rules, wanted))
    if not columns or limit == 0:
        return
    made = [step.edits for step in document.steps]
    spans = [
        spans_backward(made[: item.step], item.edits.start, item.edits.end) for item in columns
    ]
    owner = np.repeat(np.arange(len(columns)), [len(item.edits) for item in columns])
    row = np.concatenate([np.arange(len(item.edits)) for item in columns])
    starts = np.concatenate([start for start, _ in spans])
    order = np.argsort(starts, kind="stable")[:limit]
    text = _Source(document, place)
    for at in range(0, len(order), _CHUNK):
        part = order[at : at + _CHUNK]
        found: list[Explained | None] = [None] * len(part)
        for number in np.unique(owner[part]).tolist():
            slots = np.flatnonzero(owner[part] == number)
            rows = row[part[slots]]
            start, end = spans[number]
            made = columns[number].explain(rows, start[rows], end[rows], text)
            for slot, edit in zip(slots.tolist(), made, strict=True):
                found[slot] = edit
        yield from filter(None, found)


def counted(
    document: Document, rules: Sequence[str] = (), *, wanted: Wanted = "made"
) -> dict[str, int]:
    """The number of edits that are `wanted`, per rule."""
    counts: dict[str, int] = {}
    for item in _chosen(document.steps, rules, wanted):
        for rule, count in item.edits.counts().items():
            counts[rule] = counts.get(rule, 0) + count
    return counts


class _Column(NamedTuple):
    """The edits of one step that are wanted, and the code points that they replace."""

    filter: str
    step: int
    made: bool
    edits: Edits
    removed: list[str]

    def explain(
        self,
        rows: NDArray[np.intp],
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
        text: _Source,
    ) -> Iterator[Explained]:
        """The edits in `rows`, which lie at these spans of the input."""
        removed = [self.removed[row] for row in rows.tolist()]
        spans = zip(starts.tolist(), ends.tolist(), removed, self.edits.take(rows), strict=True)
        for start, end, was, edit in spans:
            yield text.explain(edit, start, end, was, self)


def _chosen(steps: Sequence[Step], rules: Sequence[str], wanted: Wanted) -> Iterator[_Column]:
    for made in (True,) if wanted == "made" else (True, False):
        for at, step in enumerate(steps):
            edits = step.edits if made else step.shown
            if not len(edits):
                continue
            asked = np.array(
                [
                    (not rules or _fits(tag.rule, step.filter, rules))
                    and (not made or wanted != "uncertain" or tag.rule.endswith(GUESS))
                    for tag in edits.tags
                ]
            )
            rows = np.flatnonzero(asked[edits.tag])
            if len(rows):
                old = from_codepoints(step.removed if made else step.shown_text)
                bounds = np.append(0, np.cumsum(edits.end - edits.start))
                removed = [
                    old[first:last]
                    for first, last in zip(
                        bounds[rows].tolist(), bounds[rows + 1].tolist(), strict=True
                    )
                ]
                yield _Column(step.filter, at, made, edits.take(rows), removed)


def _fits(rule: str, name: str, wanted: Sequence[str]) -> bool:
    return any(name == item or rule == item or rule.startswith(f"{item}.") for item in wanted)


class _Source:
    """The input's text by lines, and where it stands in a stream."""

    def __init__(self, document: Document, place: Place) -> None:
        self._text = input_text(document)
        self._decoded = document.decoded
        self._place = place
        self._newlines = np.flatnonzero(codepoints(self._text) == ord("\n"))

    def explain(self, edit: Edit, start: int, end: int, was: str, column: _Column) -> Explained:
        """The edit, whose source is the span from `start` to `end`."""
        text, place = self._text, self._place
        line = int(np.searchsorted(self._newlines, start))
        line_start = int(self._newlines[line - 1]) + 1 if line else 0
        first, last = (start, end) if self._decoded is None else self._decoded.byte_span(start, end)
        return Explained(
            rule=edit.rule,
            filter=column.filter,
            applicability=edit.applicability.name.lower(),
            why=edit.why,
            made=column.made,
            line=place.lines + line + 1,
            column=start - line_start + 1,
            start=place.chars + start,
            end=place.chars + end,
            byte_start=place.bytes + first,
            byte_end=place.bytes + last,
            old=text[start:end],
            was=was,
            new=edit.new,
            before=text[max(start - CONTEXT, line_start) : start],
            after=_rest_of_line(text[end : end + CONTEXT]),
        )


def _rest_of_line(text: str) -> str:
    """Up to the newline, which shows that the line ends here."""
    head, newline, _ = text.partition("\n")
    return head + newline


def in_words(name: str, edit: Explained, *, coloured: bool = False) -> str:
    """One edit for a person: place, rule and reason; below, the edit in its context.

    >>> import textfix
    >>> document = textfix.fix("13日下午,長(cháng)沙的會(huì )議開(kāi)了。", only="gloss")
    >>> found = explained(document, rules=["gloss"], limit=1)
    >>> print(in_words("a.txt", next(found)))  # doctest: +ELLIPSIS
    a.txt:1:8: gloss...
        13日下午,長[-(cháng)-]沙的會(huì )議開(kāi)
    """
    about = f"{edit.rule}: {edit.why}" if edit.why else edit.rule
    if not edit.made:
        about += "; not made" + (
            ", --unsafe makes it" if edit.applicability == "unsafe" else ", only shown"
        )
    old, new = (visible(shorten(text, _LONGEST)) for text in (edit.old, edit.new))
    if coloured:
        change = (f"{_RED}{old}{_RESET}" if old else "") + (f"{_GREEN}{new}{_RESET}" if new else "")
        place = f"{_DIM}{visible(name)}:{edit.line}:{edit.column}:{_RESET}"
    else:
        change = (f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else "")
        place = f"{visible(name)}:{edit.line}:{edit.column}:"
    return f"{place} {about}\n    {visible(edit.before)}{change}{visible(edit.after)}"
