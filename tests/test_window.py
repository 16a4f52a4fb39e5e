"""Windows of a long text, batches of many, and the packing of records into one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.edit_rows import Row, applied, text_and_rows
from textfix._apply import apply
from textfix._edits import Edits, Tag
from textfix._text import Text
from textfix._window import Packing, batches, cut

LINES = st.text(st.sampled_from("長a\n"), max_size=60)


@given(LINES, st.integers(1, 70))
def test_windows_are_whole_lines_and_the_whole_text(value: str, size: int) -> None:
    parts = list(cut(value, size))
    assert "".join(parts) == value
    assert all(part.endswith("\n") and len(part) >= size for part in parts[:-1])
    assert all(parts)


@given(LINES, st.integers(1, 70))
def test_a_window_ends_at_the_first_newline_it_may(value: str, size: int) -> None:
    """So that windows do not grow: without the last line, a window is too small."""
    for part in cut(value, size):
        lines = part.splitlines(keepends=True)
        assert len("".join(lines[:-1])) < size


@given(st.lists(LINES, max_size=8), st.integers(1, 100))
def test_batches_keep_all_records_in_order(values: list[str], size: int) -> None:
    groups = list(batches(values, size))
    assert [value for group in groups for value in group] == values
    assert all(len(group) == 1 or sum(map(len, group)) <= size for group in groups)


def test_batches_are_lazy() -> None:
    """One record ahead, no more: the rest of an endless iterable is not touched."""
    drawn: list[int] = []

    def endless() -> object:
        for number in range(100):
            drawn.append(number)
            yield "長" * 10

    next(batches(endless(), 25))  # type: ignore[arg-type]
    assert len(drawn) == 3


@given(st.lists(LINES, min_size=1, max_size=6))
def test_packing_finds_the_records_again(values: list[str]) -> None:
    packing = Packing(values)
    assert [packing.text[a:b] for a, b in packing.spans()] == values


@given(st.lists(text_and_rows(), min_size=1, max_size=5))
def test_packed_edits_are_each_records_own(cases: list[tuple[str, list[Row]]]) -> None:
    """Edits of packed records, fitted, moved and cut apart: the reference is each by itself."""
    values = [value for value, _ in cases]
    packing = Packing(values)
    shifts = [start for start, _ in packing.spans()]
    edits = Edits.concat((Edits.of(rows), at) for (_, rows), at in zip(cases, shifts, strict=True))
    fitted = packing.fit(edits)
    assert fitted == edits
    owners = packing.owners(edits).tolist()
    assert [owners.count(row) for row in range(len(cases))] == [len(rows) for _, rows in cases]
    after = apply(Text(packing.text), edits)
    packing.move(edits)
    assert [after.value[a:b] for a, b in packing.spans()] == [applied(*case) for case in cases]


def test_a_line_deleted_with_its_newline_gives_the_separator_back() -> None:
    packing = Packing(["好\n廣告", "的"])
    fitted = packing.fit(Edits.of([(2, 5, "", Tag("t"))]))
    assert fitted is not None
    assert [(edit.start, edit.end) for edit in fitted] == [(2, 4)]


def test_a_newline_deleted_behind_a_record_is_no_edit_at_all() -> None:
    packing = Packing(["好", "的"])
    fitted = packing.fit(Edits.of([(1, 2, "", Tag("t"))]))
    assert fitted is not None
    assert len(fitted) == 0


@pytest.mark.parametrize(
    "row",
    [(0, 3, "", Tag("t")), (0, 4, "", Tag("t")), (0, 2, "x", Tag("t")), (2, 2, "x", Tag("t"))],
)
def test_edits_across_a_separator_do_not_fit(row: Row) -> None:
    assert Packing(["好", "的"]).fit(Edits.of([row])) is None
