"""`Step`: what one filter did to a text, with what it took away, so that it can be undone.

`Edits` say what is to be put where; a `Step` adds the characters that stood there. A run is a
list of steps: replayed backwards they give the input again, and any span of the result can be
followed to its source. Explaining reads the same steps; there is no second path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from textfix._apply import apply, exchange, taken_out
from textfix._edits import Applicability, Edit, Edits
from textfix._text import Text, from_codepoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Step", "perform", "undo"]


@dataclass(frozen=True, slots=True)
class Step:
    """One filter's work on one text.

    `filter`: its id. `edits`: those that were made. `removed`: the code points they replaced, end
    to end. `shown`: proposals that were not made (`display`, or above the run's level), in the
    offsets of the text before the step.
    """

    filter: str
    edits: Edits
    removed: NDArray[np.uint32] = field(repr=False)
    shown: Edits
    shown_text: NDArray[np.uint32] = field(repr=False)

    @classmethod
    def join(cls, name: str, parts: Sequence[tuple[Step, int]]) -> Step:
        """Steps of consecutive windows, each with its window's offset, as one step of the whole."""
        return cls(
            name,
            Edits.concat((step.edits, at) for step, at in parts),
            np.concatenate([step.removed for step, _ in parts]),
            Edits.concat((step.shown, at) for step, at in parts),
            np.concatenate([step.shown_text for step, _ in parts]),
        )

    def within(self, start: int, end: int) -> Step:
        """The part of this step that lies in ``[start, end)``, offsets counted from `start`."""
        return Step(
            self.filter,
            self.edits.within(start, end),
            _slice(self.edits, self.removed, start, end),
            self.shown.within(start, end),
            _slice(self.shown, self.shown_text, start, end),
        )

    def __iter__(self) -> Iterator[Edit]:
        """The edits made, with what they replaced."""
        return _with_old(self.edits, self.removed)

    def suggestions(self) -> Iterator[Edit]:
        """The proposals not made, with what they would replace."""
        return _with_old(self.shown, self.shown_text)

    def inverse(self) -> Edits:
        """The edits that turn the text after this step into the text before it."""
        new_end = self.edits.end + np.cumsum(self.edits.growth)
        new_start = new_end - np.diff(self.edits.bounds)
        return Edits(
            new_start,
            new_end,
            self.removed,
            self.edits.sources,
            self.edits.tag,
            self.edits.tags,
        )


def perform(name: str, text: Text, edits: Edits, level: Applicability) -> tuple[Text, Step]:
    """Make those of a filter's `edits` that a run at `level` makes; record all of them."""
    made, shown = edits.split(level)
    after, removed = exchange(text, made)
    return after, Step(name, made, removed, shown, taken_out(text, shown))


def undo(value: str, steps: Iterable[Step]) -> str:
    """The text before `steps`, from the text after them and the record alone."""
    text = Text(value)
    for step in reversed(list(steps)):
        text = apply(text, step.inverse())
    return text.value


def _slice(edits: Edits, removed: NDArray[np.uint32], start: int, end: int) -> NDArray[np.uint32]:
    first = int(np.searchsorted(edits.start, start, "left"))
    last = int(np.searchsorted(edits.end, end, "right"))
    if first >= last:
        return removed[:0]
    bounds = edits.sources
    return removed[bounds[first] : bounds[last]]


def _with_old(edits: Edits, removed: NDArray[np.uint32]) -> Iterator[Edit]:
    old, bounds = from_codepoints(removed), edits.sources.tolist()
    for row, edit in enumerate(edits):
        yield Edit(
            edit.start,
            edit.end,
            edit.new,
            edit.rule,
            edit.applicability,
            edit.why,
            old[bounds[row] : bounds[row + 1]],
        )
