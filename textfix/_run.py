"""Running filters over texts: one text by windows, many texts packed, every step recorded.

Line filters run window after window, all of them on one window before the next is looked at. A
document filter is a barrier: its survey is taken over all windows first, or it is given the
whole text. What each filter did is recorded once, as columns, and joined at the end.

Which filters and in what order is `_pipeline`'s business; what is made of the result,
`_document`'s.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from textfix._edits import Applicability, Edits
from textfix._steps import Step, perform
from textfix._text import Text, distinct
from textfix._window import WINDOW, Packing, ends_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._filter import Filter

__all__ = ["Carry", "Run", "run", "run_packed"]


class Run:
    """A text after a run, and the steps that led to it (those that did or showed something).

    Of packed records, `steps` are cut out of those of the batch when they are first asked for:
    cutting took half of the time of a batch, and most callers want the text alone.
    """

    __slots__ = ("_steps", "text")

    def __init__(self, text: str, steps: tuple[Step, ...] | Callable[[], tuple[Step, ...]]) -> None:
        self.text = text
        self._steps = steps

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done and shown, in order."""
        if callable(self._steps):
            self._steps = self._steps()
        return self._steps

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Run) and (self.text, self.steps) == (other.text, other.steps)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Run({self.text!r}, {self.steps!r})"


@dataclass(slots=True)
class Carry:
    """Evidence gathered so far on an unbounded stream, per place in the pipeline."""

    evidence: dict[int, Any] = field(default_factory=dict)

    def add(self, place: int, evidence: Any) -> Any:
        known = self.evidence.get(place)
        total = evidence if known is None else known + evidence
        # Evidence may hold on to its texts until it is settled; a stream must not.
        self.evidence[place] = total.settled() if hasattr(total, "settled") else total
        return total


def run(
    filters: Sequence[Filter],
    value: str,
    *,
    level: Applicability = Applicability.SAFE,
    window: int = WINDOW,
    carry: Carry | None = None,
) -> Run:
    """Run `filters` in order over one text.

    `window`: code points; the result does not depend on it (law). `carry`: on a stream, the
    evidence of the blocks before, which this block's is added to.
    """
    text = Text(value)
    windows = text.parted(ends_of(value, window))
    whole: Text | None = text  # None while it has yet to be joined again
    steps: list[Step] = []
    for place, group in _groups(filters):
        head = group[0]
        if head.scope == "document" and not hasattr(head, "survey"):
            whole = Text.joined(windows) if whole is None else whole
            after, step = _step(head, whole, level)
            if after is not whole:
                whole = after
                windows = whole.parted(ends_of(whole.value, window))
            steps += [step] if step else []
            continue
        bound = _decided(head, windows, carry, place)
        line_filters = group[1:] if bound is None else (bound, *group[1:])
        made = list(_by_window(line_filters, windows, level))
        if any(len(step.edits) for step in made):
            whole = None
        steps += made
    whole = Text.joined(windows) if whole is None else whole
    return Run(whole.value, tuple(steps))


def _groups(filters: Sequence[Filter]) -> Iterator[tuple[int, list[Filter]]]:
    """Runs of filters that one pass over the windows can do: a new one at each document filter."""
    group: list[Filter] = []
    first = 0
    for place, item in enumerate(filters):
        if group and (item.scope == "document" or _takes_whole(group[0])):
            yield first, group
            group = []
        if not group:
            first = place
        group.append(item)
    if group:
        yield first, group


def _takes_whole(item: Filter) -> bool:
    return item.scope == "document" and not hasattr(item, "survey")


def _decided(
    item: Filter, windows: Sequence[Text], carry: Carry | None, place: int
) -> Filter | None:
    """A line filter as it is; a survey filter bound by the evidence of all windows.

    None where no window opens the gate: there is nothing to decide.
    """
    if item.scope == "line":
        return item
    if not any(text.opens(item.needs) for text in windows):
        return None
    # All of them, also those with nothing to edit: they count as evidence.
    looked = [item.survey(text) for text in windows]  # type: ignore[attr-defined]
    evidence = reduce(operator.add, looked)
    if carry is not None:
        evidence = carry.add(place, evidence)
    bound: Filter = item.bind(evidence)  # type: ignore[attr-defined]
    return bound


def _step(item: Filter, text: Text, level: Applicability) -> tuple[Text, Step | None]:
    """One filter on one text."""
    if not text.opens(item.needs):
        return text, None
    proposed = item.edits(text)
    if not len(proposed):
        return text, None
    return perform(item.id, text, proposed, level)


def _by_window(
    filters: Sequence[Filter], windows: list[Text], level: Applicability
) -> Iterator[Step]:
    """Line filters over all windows, in place; their steps, joined."""
    parts: list[list[tuple[Step, int]]] = [[] for _ in filters]
    offsets = [0] * len(filters)
    for at, text in enumerate(windows):
        for place, item in enumerate(filters):
            before = len(text)
            text, step = _step(item, text, level)
            if step:
                parts[place].append((step, offsets[place]))
            offsets[place] += before
        windows[at] = text
    for item, found in zip(filters, parts, strict=True):
        if found:
            yield Step.join(item.id, found)


def run_packed(
    filters: Sequence[Filter],
    values: Sequence[str],
    *,
    level: Applicability = Applicability.SAFE,
) -> list[Run]:
    """Run `filters` over each of several short texts: the same as one by one (law), but faster."""
    packing = Packing(values)
    text = Text(packing.text)
    done: list[tuple[Step, NDArray[np.int64], NDArray[np.int64]]] = []
    for item in filters:
        if not text.opens(item.needs):
            continue
        edits = packing.fit(_packed_edits(item, text, packing))
        if edits is None:  # the filter works across lines here: give it each record by itself
            return [run(filters, value, level=level) for value in values]
        if not len(edits):
            continue
        text, step = perform(item.id, text, edits, level)
        done.append((step, packing.starts, packing.ends))
        packing.move(step.edits)
    if not done:  # as a rule: clean records stay what they are
        return [Run(value, ()) for value in values]
    value = text.value
    return [
        Run(value[start:end], partial(_cut_out, done, row))
        for row, (start, end) in enumerate(packing.spans())
    ]


def _cut_out(
    done: Sequence[tuple[Step, NDArray[np.int64], NDArray[np.int64]]], row: int
) -> tuple[Step, ...]:
    """A record's own part in the steps of its batch, which come with where the records lay."""
    parts = (step.within(int(starts[row]), int(ends[row])) for step, starts, ends in done)
    return tuple(part for part in parts if len(part.edits) or len(part.shown))


# Records of so many characters on average are asked one by one: twice over the text costs more.
_SHORT_RECORDS = 1000
# More different decisions than this in one batch, and the records of each are packed by
# themselves, which costs a copy: else every decision costs a pass over the batch.
_MAX_DECISIONS = 4


def _apart(decision: Filter, records: Sequence[tuple[int, Text, int]]) -> Edits:
    """The edits of a decided filter for records, given with their offsets in the batch."""
    packing = Packing([part.value for _, part, _ in records])
    edits = decision.edits(Text(packing.text))
    if not len(edits):
        return edits
    shifts = np.array([at for _, _, at in records]) - [start for start, _ in packing.spans()]
    shift = shifts[packing.owners(edits)]
    return Edits(
        edits.start + shift,
        edits.end + shift,
        edits.inserted,
        edits.bounds,
        edits.tag,
        edits.tags,
    )


def _packed_edits(item: Filter, text: Text, packing: Packing) -> Edits:
    """The edits of one filter for all packed records; evidence is taken per record."""
    if item.scope == "line":
        return item.edits(text)
    if hasattr(item, "packed"):
        made: Edits = item.packed(text, packing.starts, packing.ends)
        return made
    spans = packing.spans()
    if hasattr(item, "places") and len(text) < _SHORT_RECORDS * len(spans):
        opened = distinct(packing.at(item.places(text)))
    else:
        opened = packing.opening(text, item.needs)
    if not len(opened):
        return Edits.none()
    looked = [(row, text.part(*spans[row]), spans[row][0]) for row in opened.tolist()]
    if not hasattr(item, "survey"):
        return Edits.concat((item.edits(part), at) for _, part, at in looked)
    bound = [item.bind(item.survey(part)) for _, part, _ in looked]  # type: ignore[attr-defined]
    if hasattr(item, "places"):  # few records are looked at, and each has been already
        return Edits.concat(
            (decision.edits(part), at)
            for decision, (_, part, at) in zip(bound, looked, strict=True)
        )
    decisions = {decision: number for number, decision in enumerate(dict.fromkeys(bound))}
    if len(decisions) > _MAX_DECISIONS:
        return Edits.merge(
            _apart(
                decision, [item for item, own in zip(looked, bound, strict=True) if own == decision]
            )
            for decision in decisions
        )
    chosen = np.full(len(spans), -1)
    chosen[[row for row, _, _ in looked]] = [decisions[decision] for decision in bound]
    found = []
    for decision, number in decisions.items():
        edits = decision.edits(text)
        found.append(edits.take(chosen[packing.owners(edits)] == number))
    return Edits.merge(found)
