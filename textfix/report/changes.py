"""Which stretches of the input became which stretches of the result, by the record of a run.

Every recorded edit is followed back to the input and forward to the result, all of a step's at
once; what touches is joined. Between the stretches found, input and result are the same
characters: that is what a diff needs, so no texts are compared (`difflib` takes a quadratic time
on the files that this is for).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._alignment import backward, forward

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from textfix._document import Document
    from textfix._steps import Step

__all__ = ["Spans", "changed_spans", "input_text", "join"]


def input_text(document: Document) -> str:
    """The text that was cleaned: the decoded bytes, or the `str` that was given."""
    return document.decoded.text if document.decoded is not None else str(document.source)


class Spans(NamedTuple):
    """Matching half-open spans of two texts, as columns, in order."""

    old_start: NDArray[np.int64]
    old_end: NDArray[np.int64]
    new_start: NDArray[np.int64]
    new_end: NDArray[np.int64]


def changed_spans(steps: Sequence[Step]) -> Spans:
    """The stretches of the input that the steps changed, and what they became: none touch.

    >>> import textfix
    >>> spans = changed_spans(textfix.fix("長(cháng)沙的會(huì )議開(kāi)了。", only="gloss").steps)
    >>> [column.tolist() for column in spans]
    [[1, 11, 19], [8, 17, 24], [1, 4, 6], [1, 4, 6]]
    """
    parts = [_followed(steps, place) for place in range(len(steps))]
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return Spans(empty, empty, empty, empty)
    spans = Spans(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    return join(spans, touching=True)


def _followed(steps: Sequence[Step], place: int) -> Spans:
    """One step's edits in the offsets of the input and of the result, as wide as they may be."""
    edits = steps[place].edits
    old_start, old_end = edits.start, edits.end
    for step in reversed(steps[:place]):
        old_start = backward(step.edits, old_start, "left")
        old_end = backward(step.edits, old_end, "right")
    new_end = edits.end + np.cumsum(edits.growth)
    new_start = new_end - np.diff(edits.bounds)
    for step in steps[place + 1 :]:
        new_start = forward(step.edits, new_start, "left")
        new_end = forward(step.edits, new_end, "right")
    return Spans(old_start, old_end, new_start, new_end)


def join(spans: Spans, *, touching: bool) -> Spans:
    """The union of spans that overlap in either text, or touch; in order."""
    order = np.lexsort((spans.new_end, spans.old_end, spans.new_start, spans.old_start))
    old_start, old_end, new_start, new_end = (column[order] for column in spans)
    # Starts ascend, so a span begins a group if it lies past all ends before it, in both texts.
    old_reach, new_reach = np.maximum.accumulate(old_end), np.maximum.accumulate(new_end)
    first = np.ones(len(old_start), dtype=bool)
    if touching:
        first[1:] = (old_start[1:] > old_reach[:-1]) & (new_start[1:] > new_reach[:-1])
    else:
        first[1:] = (old_start[1:] >= old_reach[:-1]) & (new_start[1:] >= new_reach[:-1])
    head = np.flatnonzero(first)
    if not len(head):
        return spans
    last = np.append(head[1:], len(first)) - 1
    least_new = np.minimum.reduceat(new_start, head)
    return Spans(old_start[head], old_reach[last], least_new, new_reach[last])
