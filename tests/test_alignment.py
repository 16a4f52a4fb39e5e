"""Alignment, against an origin for every single character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.edit_rows import Row, applied, origins, rows_for, text_and_rows
from textfix._alignment import Side, backward, forward, span_backward
from textfix._edits import Edits, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDES: tuple[Side, Side] = ("left", "right")


def boundary(spans: Sequence[tuple[int, int]], length: int, at: int, side: Side) -> int:
    """Oracle: the other text's boundary, from the spans that the characters around it came from.

    `spans`: of each character of the text that `at` is in. `length`: of the other text.
    """
    if 0 < at < len(spans) and spans[at - 1] == spans[at]:  # inside one replacement
        return spans[at][0] if side == "left" else spans[at][1]
    if side == "left":
        return spans[at - 1][1] if at else 0
    return spans[at][0] if at < len(spans) else length


def inverse(rows: Sequence[Row], value: str) -> list[Row]:
    """The rows that undo `rows`, in plain Python."""
    back, shift = [], 0
    for start, end, new, tag in rows:
        back.append((start + shift, start + shift + len(new), value[start:end], tag))
        shift += len(new) - (end - start)
    return back


@st.composite
def separate(draw: st.DrawFn) -> tuple[str, list[Row]]:
    """Cases in which no two insertions stand side by side: those would look like one."""
    value, rows = draw(text_and_rows())
    places: set[int] = set()
    kept = []
    for row in rows:
        if not places & {row[0], row[1]}:
            kept.append(row)
            places |= {row[0], row[1]}
    return value, kept


@given(separate())
def test_backward_is_the_per_character_reference(case: tuple[str, list[Row]]) -> None:
    value, rows = case
    spans = origins(value, rows)
    every = range(len(applied(value, rows)) + 1)
    for side in SIDES:
        expected = [boundary(spans, len(value), at, side) for at in every]
        assert backward(Edits.of(rows), list(every), side).tolist() == expected


@given(separate())
def test_forward_is_the_per_character_reference(case: tuple[str, list[Row]]) -> None:
    value, rows = case
    result = applied(value, rows)
    spans = origins(result, inverse(rows, value))
    every = range(len(value) + 1)
    for side in SIDES:
        expected = [boundary(spans, len(result), at, side) for at in every]
        assert forward(Edits.of(rows), list(every), side).tolist() == expected


@given(text_and_rows())
def test_positions_keep_their_order_and_left_is_left_of_right(case: tuple[str, list[Row]]) -> None:
    value, rows = case
    every = list(range(len(applied(value, rows)) + 1))
    left = backward(Edits.of(rows), every, "left").tolist()
    right = backward(Edits.of(rows), every, "right").tolist()
    assert left == sorted(left)
    assert right == sorted(right)
    assert all(a <= b for a, b in zip(left, right, strict=True))
    assert left[0] == 0
    assert right[-1] == len(value)


@given(text_and_rows(), st.data())
def test_span_holds_exactly_what_its_characters_came_from(
    case: tuple[str, list[Row]], data: st.DataObject
) -> None:
    value, rows = case
    result = applied(value, rows)
    start = data.draw(st.integers(0, len(result)))
    end = data.draw(st.integers(start, len(result)))
    first, last = span_backward([Edits.of(rows)], start, end)
    if start == end:
        assert first == last
        return
    spans = origins(value, rows)[start:end]
    assert (first, last) == (min(a for a, _ in spans), max(b for _, b in spans))


@given(text_and_rows(), st.data())
def test_spans_go_through_several_steps(case: tuple[str, list[Row]], data: st.DataObject) -> None:
    """Each step's reference after the other; an insertion of the last step has no source."""
    value, rows = case
    middle = applied(value, rows)
    second = data.draw(rows_for(middle))
    result = applied(middle, second)
    start = data.draw(st.integers(0, len(result)))
    end = data.draw(st.integers(start, len(result)))
    found = span_backward([Edits.of(rows), Edits.of(second)], start, end)
    for text, made in ((middle, second), (value, rows)):
        spans = origins(text, made)[start:end]
        if start == end or not spans:
            assert found[0] == found[1]
            return
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
    assert found == (start, end)


def test_a_span_never_claims_deleted_text_at_its_edges() -> None:
    step = Edits.of([(1, 8, "", Tag("gloss"))])  # 長(cháng)沙
    assert [span_backward([step], *span) for span in ((0, 1), (1, 2), (0, 2))] == [
        (0, 1),
        (8, 9),
        (0, 9),
    ]


@pytest.mark.parametrize("side", SIDES)
def test_without_edits_positions_stay(side: Side) -> None:
    assert backward(Edits.none(), [0, 3], side).tolist() == [0, 3]
    assert forward(Edits.pointwise([1], [65], Tag("t")), [0, 1, 2], side).tolist() == [0, 1, 2]
