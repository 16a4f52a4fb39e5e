"""`Edits`: the changes that one filter proposes, as columns.

A run over 10 MB records more than a million edits. As Python objects they cost more than the
cleaning itself (350 k of them: 389 ms); as columns they are a few arrays. `Edit` objects are
made only when somebody iterates.

What this module does not do: decide (filters), make the edits (`_apply`), order filters (pipeline),
map positions (`_alignment`), remember what was replaced (`_steps`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from textfix._errors import EditError
from textfix._text import codepoints, from_codepoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Applicability", "Edit", "Edits", "Tag"]


class Applicability(IntEnum):
    """May an edit be made? Ordered: a run makes the edits up to its level.

    >>> Applicability.SAFE < Applicability.UNSAFE < Applicability.DISPLAY
    True
    """

    SAFE = 0  # made by default
    UNSAFE = 1  # a plausible guess: made on request
    DISPLAY = 2  # only ever shown


class Tag(NamedTuple):
    """What edits have in common: the rule that found them, how sure it is, and why."""

    rule: str
    applicability: Applicability = Applicability.SAFE
    why: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the half-open span ``[start, end)`` becomes `new`. Offsets are code points.

    `old` is the text that stood there; it is None on a proposal that has not met its text.
    """

    start: int
    end: int
    new: str
    rule: str
    applicability: Applicability = Applicability.SAFE
    why: str = ""
    old: str | None = None


_OFFSET = np.int64


class Edits:
    """Sorted, disjoint edits of one text, as columns.

    `start`, `end`: code-point offsets, ``int64``, shape ``(n,)``. `inserted`: the replacement
    texts' code points end to end, ``uint32``; edit ``i`` owns ``inserted[bounds[i]:bounds[i+1]]``.
    `tag`: index into `tags`, ``uint32``.

    Build with `of` (a few), `delete`, `pointwise` (columns), `merge` (several rules).

    >>> from textfix._apply import apply
    >>> from textfix._text import Text
    >>> edits = Edits.of([(1, 8, "", Tag("gloss.toned"))])
    >>> apply(Text("長(cháng)沙"), edits).value
    '長沙'
    >>> [(e.start, e.end, e.rule) for e in edits]
    [(1, 8, 'gloss.toned')]
    """

    __slots__ = ("_pointwise", "_sources", "bounds", "end", "inserted", "start", "tag", "tags")

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    inserted: NDArray[np.uint32]
    bounds: NDArray[np.int64]
    tag: NDArray[np.uint32]
    tags: tuple[Tag, ...]

    def __init__(
        self,
        start: ArrayLike,
        end: ArrayLike,
        inserted: ArrayLike,
        bounds: ArrayLike,
        tag: ArrayLike,
        tags: Sequence[Tag],
    ) -> None:
        self.start = np.asarray(start, dtype=_OFFSET)
        self.end = np.asarray(end, dtype=_OFFSET)
        self.inserted = np.asarray(inserted, dtype=np.uint32)
        self.bounds = np.asarray(bounds, dtype=_OFFSET)
        self.tag = np.asarray(tag, dtype=np.uint32)
        self.tags = tuple(tags)
        self._pointwise: bool | None = None
        self._sources: NDArray[np.int64] | None = None

    # -- making -------------------------------------------------------------------------

    @classmethod
    def none(cls) -> Edits:
        """No edits: what a filter with nothing to say returns."""
        return _NONE

    @classmethod
    def of(cls, items: Iterable[tuple[int, int, str, Tag]]) -> Edits:
        """From ``(start, end, replacement, tag)``, in any order.

        Raises:
            EditError: if two of them overlap.
        """
        rows = sorted(items, key=lambda row: row[:2])
        if not rows:
            return _NONE
        tags: dict[Tag, int] = {}
        which = [tags.setdefault(row[3], len(tags)) for row in rows]
        bounds = np.zeros(len(rows) + 1, dtype=_OFFSET)
        np.cumsum([len(row[2]) for row in rows], out=bounds[1:])
        edits = cls(
            [row[0] for row in rows],
            [row[1] for row in rows],
            codepoints("".join(row[2] for row in rows)),
            bounds,
            which,
            tuple(tags),
        )
        return _unambiguous(edits)

    @classmethod
    def delete(cls, start: ArrayLike, end: ArrayLike, tag: Tag) -> Edits:
        """Deletions of the spans ``[start[i], end[i])``, which must be sorted."""
        first = np.asarray(start, dtype=_OFFSET)
        if not len(first):
            return _NONE
        zeros = np.zeros(len(first) + 1, dtype=_OFFSET)
        return cls(first, end, _NO_POINTS, zeros, np.zeros(len(first), np.uint32), (tag,))

    @classmethod
    def pointwise(
        cls, at: ArrayLike, points: ArrayLike, tag: Tag | Sequence[Tag], which: ArrayLike = 0
    ) -> Edits:
        """One character for one at the sorted offsets `at`; `which` picks among several tags."""
        first = np.asarray(at, dtype=_OFFSET)
        count = len(first)
        if not count:
            return _NONE
        tags = (tag,) if isinstance(tag, Tag) else tuple(tag)
        index = np.broadcast_to(np.asarray(which, dtype=np.uint32), (count,))
        edits = cls(first, first + 1, points, np.arange(count + 1), index, tags)
        edits._pointwise = True
        return edits

    @classmethod
    def merge(cls, parts: Iterable[Edits]) -> Edits:
        """The union of edits of one text that several rules made; sorted by offset.

        Raises:
            EditError: if two of them overlap.
        """
        edits = cls.concat([(part, 0) for part in parts])
        # Nearly always one part has all of them, in order: sorting those takes as long as finding.
        if (edits.start[1:] > edits.start[:-1]).all():
            return _unambiguous(edits)
        return _unambiguous(edits.take(np.lexsort((edits.end, edits.start))))

    @classmethod
    def concat(cls, parts: Iterable[tuple[Edits, int]]) -> Edits:
        """Edits of consecutive windows, each with its window's offset, as edits of the whole."""
        kept = [(part, shift) for part, shift in parts if len(part)]
        if not kept:
            return _NONE
        if len(kept) == 1 and kept[0][1] == 0:
            return kept[0][0]
        tags: dict[Tag, int] = {}
        count = sum(len(part) for part, _ in kept)
        # Written in place: sums of windows would be allocated only to be copied.
        edits = cls(
            np.empty(count, dtype=_OFFSET),
            np.empty(count, dtype=_OFFSET),
            np.concatenate([part.inserted for part, _ in kept]),
            np.zeros(count + 1, dtype=_OFFSET),
            np.empty(count, dtype=np.uint32),
            (),
        )
        row = base = 0
        for part, shift in kept:
            last = row + len(part)
            np.add(part.start, shift, out=edits.start[row:last])
            np.add(part.end, shift, out=edits.end[row:last])
            np.add(part.bounds[1:], base, out=edits.bounds[row + 1 : last + 1])
            renumber = np.array([tags.setdefault(tag, len(tags)) for tag in part.tags], np.uint32)
            np.take(renumber, part.tag, out=edits.tag[row:last])
            row, base = last, base + len(part.inserted)
        edits.tags = tuple(tags)
        if all(part.is_pointwise for part, _ in kept):
            edits._pointwise = True
        return edits

    # -- asking -------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.start)

    def __iter__(self) -> Iterator[Edit]:
        text = from_codepoints(self.inserted)
        for start, end, first, last, tag in zip(
            self.start.tolist(),
            self.end.tolist(),
            self.bounds[:-1].tolist(),
            self.bounds[1:].tolist(),
            self.tag.tolist(),
            strict=True,
        ):
            yield Edit(start, end, text[first:last], *self.tags[tag])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edits) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Edits: {len(self)} by {', '.join(sorted({t.rule for t in self.tags})) or 'none'}>"

    @property
    def is_pointwise(self) -> bool:
        """Whether each edit puts one character for one: offsets stay as they are."""
        if self._pointwise is None:
            self._pointwise = len(self.inserted) == len(self) and bool(
                np.all(self.end - self.start == 1) and np.all(np.diff(self.bounds) == 1)
            )
        return self._pointwise

    @property
    def sources(self) -> NDArray[np.int64]:
        """Of the replaced stretches laid end to end, where each begins, and where the last ends."""
        if self._sources is None:
            self._sources = np.zeros(len(self) + 1, dtype=_OFFSET)
            np.cumsum(self.end - self.start, out=self._sources[1:])
        return self._sources

    @property
    def growth(self) -> NDArray[np.int64]:
        """By how many characters each edit lengthens the text (negative: shortens)."""
        growth: NDArray[np.int64] = np.diff(self.bounds) - (self.end - self.start)
        return growth

    def counts(self) -> dict[str, int]:
        """Number of edits per rule id."""
        found: dict[str, int] = {}
        for tag, count in zip(
            self.tags, np.bincount(self.tag, minlength=len(self.tags)), strict=True
        ):
            if count:
                found[tag.rule] = found.get(tag.rule, 0) + int(count)
        return found

    def checked(self, length: int | None = None) -> Edits:
        """These edits, proved sorted, disjoint and (given the text's `length`) inside the text.

        Raises:
            EditError: if they are not; the message names the first edit at fault.
        """
        if not len(self):
            return self
        wrong = self.end < self.start
        wrong[1:] |= self.start[1:] < self.end[:-1]
        if self.start[0] < 0:
            wrong[0] = True
        if length is not None and self.end[-1] > length:
            wrong[-1] = True
        if wrong.any():
            at = int(np.argmax(wrong))
            rule = self.tags[self.tag[at]].rule
            raise EditError(
                f"rule {rule}: edit [{self.start[at]}, {self.end[at]}) is out of order, overlaps "
                f"its neighbour or leaves the text; edits must be sorted, disjoint and inside it"
            )
        return self

    # -- choosing -----------------------------------------------------------------------

    def take(self, rows: NDArray[Any]) -> Edits:
        """The edits at the given rows (indices or a mask), in that order."""
        index = np.flatnonzero(rows) if rows.dtype == bool else rows
        if not len(index):
            return _NONE
        sizes = np.diff(self.bounds)[index]
        bounds = np.zeros(len(index) + 1, dtype=_OFFSET)
        np.cumsum(sizes, out=bounds[1:])
        source = np.repeat(self.bounds[:-1][index] - bounds[:-1], sizes) + np.arange(bounds[-1])
        return Edits(
            self.start[index],
            self.end[index],
            self.inserted[source],
            bounds,
            self.tag[index],
            self.tags,
        )

    def placed(self, offsets: NDArray[np.intp]) -> Edits:
        """The edits of stretches that were taken out of a text, as edits of that text.

        `offsets`: where in it each of their characters stands, ascending.

        >>> [(e.start, e.end) for e in Edits.delete([2], [4], Tag("demo")).placed(np.arange(7, 12))]
        [(9, 11)]
        """
        if not len(self):
            return self
        end = offsets[self.end - 1] + 1
        edits = Edits(offsets[self.start], end, self.inserted, self.bounds, self.tag, self.tags)
        edits._pointwise = self._pointwise
        return edits

    def split(self, level: Applicability) -> tuple[Edits, Edits]:
        """Those that a run at `level` makes, and those it only shows."""
        makes = np.array([tag.applicability <= level for tag in self.tags], dtype=bool)
        if makes.all():
            return self, _NONE
        chosen = makes[self.tag]
        return self.take(chosen), self.take(~chosen)

    def within(self, start: int, end: int) -> Edits:
        """The edits inside ``[start, end)``, with offsets counted from `start`."""
        first = int(np.searchsorted(self.start, start, "left"))
        last = int(np.searchsorted(self.end, end, "right"))
        if first >= last:
            return _NONE
        low, high = int(self.bounds[first]), int(self.bounds[last])
        return Edits(
            self.start[first:last] - start,
            self.end[first:last] - start,
            self.inserted[low:high],
            self.bounds[first : last + 1] - low,
            self.tag[first:last],
            self.tags,
        )


_NO_POINTS: NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)
_NONE = Edits([], [], _NO_POINTS, [0], [], ())


def _unambiguous(edits: Edits) -> Edits:
    """`checked`, for edits that were sorted here: several at one place have no order then.

    Columns made in order may hold such: undoing two deletions side by side inserts twice.
    """
    same = (edits.start[1:] == edits.start[:-1]) & (edits.end[1:] == edits.end[:-1])
    if same.any():
        at = int(np.argmax(same)) + 1
        raise EditError(
            f"rule {edits.tags[edits.tag[at]].rule}: two edits at [{edits.start[at]}, "
            f"{edits.end[at]}) and nothing says which comes first; make one of them"
        )
    return edits.checked()
