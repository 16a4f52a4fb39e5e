"""Edits for tests: random ones as plain rows, and what they do, in plain Python.

The reference implementations here are oracles: slow, obvious, and not to be made clever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from textfix._edits import Applicability, Edit, Edits, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[int, int, str, Tag]

TAGS = [
    Tag("t.one"),
    Tag("t.two", Applicability.UNSAFE, "a guess"),
    Tag("t.three", Applicability.DISPLAY),
]

TEXTS = st.text(st.sampled_from("長沙ab\n,𠮷\ud800"), max_size=30)


@st.composite
def rows_for(draw: st.DrawFn, value: str, *, tags: Sequence[Tag] = TAGS) -> list[Row]:
    """Sorted, disjoint rows; no two at one place; neighbours may touch."""
    cuts = draw(st.lists(st.integers(0, len(value)), max_size=12).map(sorted))
    rows: list[Row] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if rows and (start, end) == rows[-1][:2]:
            continue
        new = draw(st.text(st.sampled_from("x長\n😀"), max_size=3))
        rows.append((start, end, new, draw(st.sampled_from(list(tags)))))
    return rows


@st.composite
def text_and_rows(draw: st.DrawFn) -> tuple[str, list[Row]]:
    """A text, and edits that fit it."""
    value = draw(TEXTS)
    return value, draw(rows_for(value))


def edits_of(rows: Sequence[Row]) -> Edits:
    """The rows as columns."""
    return Edits.of(rows)


def as_edits(rows: Sequence[Row]) -> list[Edit]:
    """The rows as `Edit` objects."""
    return [Edit(start, end, new, *tag) for start, end, new, tag in rows]


def applied(value: str, rows: Sequence[Row]) -> str:
    """Oracle of `apply`: from the last edit to the first, by slicing."""
    for start, end, new, _ in reversed(rows):
        value = value[:start] + new + value[end:]
    return value


def origins(value: str, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Oracle of alignment: for each character of the result the span that it came from."""
    result, at = [], 0
    for start, end, new, _ in rows:
        result += [(place, place + 1) for place in range(at, start)]
        result += [(start, end)] * len(new)
        at = end
    return result + [(place, place + 1) for place in range(at, len(value))]
