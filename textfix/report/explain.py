"""Each edit of a run with its place, its context, its rule and why: read from the record.

Edits are listed as they lie in the input, whichever filter made them. A run over a large file
records a million of them: they are counted, chosen and sorted as columns, and only those that
will be shown become objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from textfix._alignment import backward, span_backward
from textfix._text import codepoints, from_codepoints
from textfix.report.visible import shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._document import Document
    from textfix._steps import Step

__all__ = ["Explained", "Place", "counted", "explained", "in_words"]

CONTEXT = 16  # characters of the line on either side: a clause of Chinese
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
        text = _source(document)
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
    suggestions: bool = False,
    limit: int | None = None,
    place: Place = Place(),
) -> tuple[list[Explained], int]:
    """The edits (and `suggestions`) of `rules`, the first `limit` of them; and how many there are.

    `rules`: rule ids, filter ids, or beginnings of rule ids up to a dot; all, if empty.
    """
    chosen = list(_chosen(document.steps, rules, made=True))
    if suggestions:
        chosen += _chosen(document.steps, rules, made=False)
    total = sum(len(column.rows) for column in chosen)
    if not total or limit == 0:
        return [], total
    starts = np.concatenate([column.starts for column in chosen])
    owner = np.repeat(np.arange(len(chosen)), [len(column.rows) for column in chosen])
    row = np.concatenate([column.rows for column in chosen])
    order = np.argsort(starts, kind="stable")[:limit]
    text = _source(document)
    newlines = np.flatnonzero(codepoints(text) == ord("\n"))
    found = [
        _explain(document, chosen[column], at, text, newlines, place)
        for column, at in zip(owner[order].tolist(), row[order].tolist(), strict=True)
    ]
    return found, total


def counted(
    document: Document, rules: Sequence[str] = (), *, suggestions: bool = False
) -> dict[str, int]:
    """The number of edits (and `suggestions`) per rule."""
    counts: dict[str, int] = {}
    for made in (True, False) if suggestions else (True,):
        for column in _chosen(document.steps, rules, made=made):
            for rule, count in column.edits.take(column.rows).counts().items():
                counts[rule] = counts.get(rule, 0) + count
    return counts


class _Chosen:
    """The rows of one step's edits that are wanted, and where they start in the input."""

    __slots__ = ("bounds", "edits", "made", "removed", "rows", "starts", "step")

    def __init__(self, steps: Sequence[Step], at: int, rows: NDArray[np.intp], made: bool) -> None:
        self.step = at
        self.made = made
        self.edits = steps[at].edits if made else steps[at].shown
        self.removed = steps[at].removed if made else steps[at].shown_text
        self.bounds = np.append(0, np.cumsum(self.edits.end - self.edits.start))
        self.rows = rows
        starts = self.edits.start[rows]
        for step in reversed(steps[:at]):
            starts = backward(step.edits, starts, "right")
        self.starts = starts


def _chosen(steps: Sequence[Step], rules: Sequence[str], *, made: bool) -> Iterator[_Chosen]:
    for at, step in enumerate(steps):
        edits = step.edits if made else step.shown
        wanted = [not rules or _fits(tag.rule, step.filter, rules) for tag in edits.tags]
        if any(wanted) and len(edits):
            yield _Chosen(steps, at, np.flatnonzero(np.array(wanted)[edits.tag]), made)


def _fits(rule: str, name: str, wanted: Sequence[str]) -> bool:
    return any(name == item or rule == item or rule.startswith(f"{item}.") for item in wanted)


def _explain(
    document: Document,
    column: _Chosen,
    row: int,
    text: str,
    newlines: NDArray[np.intp],
    place: Place,
) -> Explained:
    edit = next(iter(column.edits.take(np.array([row]))))
    earlier = [step.edits for step in document.steps[: column.step]]
    start, end = span_backward(earlier, edit.start, edit.end)
    line = int(np.searchsorted(newlines, start))
    line_start = int(newlines[line - 1]) + 1 if line else 0
    decoded = document.decoded
    first, last = (start, end) if decoded is None else decoded.byte_span(start, end)
    removed = column.removed[column.bounds[row] : column.bounds[row + 1]]
    return Explained(
        rule=edit.rule,
        filter=document.steps[column.step].filter,
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
        was=from_codepoints(removed),
        new=edit.new,
        before=text[max(start - CONTEXT, line_start) : start],
        after=_rest_of_line(text[end : end + CONTEXT]),
    )


def _rest_of_line(text: str) -> str:
    """Up to the newline, which shows that the line ends here."""
    head, newline, _ = text.partition("\n")
    return head + newline


def _source(document: Document) -> str:
    """The decoded input."""
    return document.decoded.text if document.decoded is not None else str(document.source)


def in_words(name: str, edit: Explained, *, coloured: bool = False) -> str:
    """One edit for a person: place, rule and reason; below, the edit in its context.

    >>> import textfix
    >>> document = textfix.fix("13日下午,長(cháng)沙市的會(huì )議")
    >>> found, total = explained(document, rules=["gloss"], limit=1)
    >>> print(in_words("a.txt", found[0]))  # doctest: +ELLIPSIS
    a.txt:1:8: gloss...
        13日下午,長[-(cháng)-]沙市的會(huì )議
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
