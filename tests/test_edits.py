"""`Edits` and `apply`, against lists of plain rows and string slicing."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.edit_rows import TAGS, TEXTS, Row, applied, as_edits, rows_for, text_and_rows
from textfix._apply import apply, exchange, removed_mask, taken_out
from textfix._edits import Applicability, Edit, Edits, Tag
from textfix._errors import EditError
from textfix._text import Text, from_codepoints

ONE = TAGS[0]


@given(text_and_rows())
def test_iteration_gives_what_was_put_in(case: tuple[str, list[Row]]) -> None:
    _, rows = case
    edits = Edits.of(rows)
    assert list(edits) == as_edits(rows)
    assert len(edits) == len(rows)


@given(text_and_rows())
def test_apply_is_slicing(case: tuple[str, list[Row]]) -> None:
    """The oracle, on the scattered path; the spliced and the pointwise one below."""
    value, rows = case
    text = Text(value)
    edits = Edits.of(rows)
    after, removed = exchange(text, edits)
    assert after.value == applied(value, rows)
    taken = "".join(value[start:end] for start, end, _, _ in rows)
    assert from_codepoints(removed) == taken == from_codepoints(taken_out(text, edits))
    assert after.codepoints.tolist() == [ord(char) for char in after.value]


@given(text_and_rows(), st.integers(150, 3000))
def test_apply_of_few_edits_in_a_long_text_is_slicing(
    case: tuple[str, list[Row]], padding: int
) -> None:
    """Few edits in much text take another path through `apply` than many in little."""
    value, rows = case
    value += "長" * padding
    after, removed = exchange(Text(value), Edits.of(rows))
    assert after.value == applied(value, rows)
    assert from_codepoints(removed) == "".join(value[start:end] for start, end, _, _ in rows)


@given(TEXTS.filter(bool), st.data())
def test_apply_of_pointwise_edits(value: str, data: st.DataObject) -> None:
    at = sorted(data.draw(st.sets(st.integers(0, len(value) - 1), min_size=1)))
    points = [ord("新")] * len(at)
    edits = Edits.pointwise(at, points, TAGS, [place % 3 for place in range(len(at))])
    assert edits.is_pointwise
    rows = [(a, a + 1, "新", TAGS[place % 3]) for place, a in enumerate(at)]
    assert list(edits) == as_edits(rows)
    assert apply(Text(value), edits).value == applied(value, rows)


def test_apply_leaves_the_text_alone_without_edits() -> None:
    text = Text("長沙")
    assert apply(text, Edits.none()) is text


@given(text_and_rows())
def test_removed_mask_marks_what_goes(case: tuple[str, list[Row]]) -> None:
    value, rows = case
    gone = {at for start, end, _, _ in rows for at in range(start, end)}
    mask = removed_mask(len(value), Edits.of(rows))
    assert [at for at, is_gone in enumerate(mask.tolist()) if is_gone] == sorted(gone)


@given(text_and_rows(), st.randoms())
def test_of_takes_rows_in_any_order(case: tuple[str, list[Row]], random: object) -> None:
    _, rows = case
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    # Rows that start at one place are ordered by their ends: an insertion comes first.
    assert list(Edits.of(shuffled)) == as_edits(sorted(rows, key=lambda row: row[:2]))


@given(st.lists(text_and_rows(), max_size=5))
def test_concat_is_the_lists_end_to_end(cases: list[tuple[str, list[Row]]]) -> None:
    parts, expected, at = [], [], 0
    for value, rows in cases:
        parts.append((Edits.of(rows), at))
        expected += [(start + at, end + at, new, tag) for start, end, new, tag in rows]
        at += len(value) + 1
    assert list(Edits.concat(parts)) == as_edits(expected)


@given(text_and_rows(), st.data())
def test_take_is_indexing(case: tuple[str, list[Row]], data: st.DataObject) -> None:
    _, rows = case
    edits = Edits.of(rows)
    mask = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    by_mask = edits.take(np.array(mask, dtype=bool))
    by_rows = edits.take(np.flatnonzero(np.array(mask, dtype=bool)))
    expected = as_edits([row for row, keep in zip(rows, mask, strict=True) if keep])
    assert list(by_mask) == list(by_rows) == expected


@given(text_and_rows(), st.data())
def test_within_is_a_filter_of_the_list(case: tuple[str, list[Row]], data: st.DataObject) -> None:
    value, rows = case
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    inside = [(a - start, b - start, new, t) for a, b, new, t in rows if start <= a and b <= end]
    assert list(Edits.of(rows).within(start, end)) == as_edits(inside)


@given(text_and_rows(), st.data())
def test_merge_puts_parts_together_again(case: tuple[str, list[Row]], data: st.DataObject) -> None:
    _, rows = case
    rows = sorted(rows, key=lambda row: row[:2])
    owner = data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows)))
    parts = [
        Edits.of([row for row, who in zip(rows, owner, strict=True) if who == n]) for n in range(3)
    ]
    assert list(Edits.merge(parts)) == as_edits(rows)


@given(text_and_rows(), st.sampled_from(Applicability))
def test_split_by_level(case: tuple[str, list[Row]], level: Applicability) -> None:
    _, rows = case
    made, shown = Edits.of(rows).split(level)
    assert list(made) == as_edits([row for row in rows if row[3].applicability <= level])
    assert list(shown) == as_edits([row for row in rows if row[3].applicability > level])


@given(text_and_rows())
def test_counts_and_growth(case: tuple[str, list[Row]]) -> None:
    _, rows = case
    edits = Edits.of(rows)
    rules = [tag.rule for *_, tag in rows]
    assert edits.counts() == {rule: rules.count(rule) for rule in set(rules)}
    assert edits.growth.tolist() == [len(new) - (end - start) for start, end, new, _ in rows]


@given(text_and_rows())
def test_pickle_keeps_edits(case: tuple[str, list[Row]]) -> None:
    edits = Edits.of(case[1])
    assert pickle.loads(pickle.dumps(edits)) == edits


@pytest.mark.parametrize(
    "rows",
    [
        [(0, 2, "", ONE), (1, 3, "", ONE)],
        [(0, 3, "", ONE), (1, 2, "", ONE)],
        [(1, 1, "x", ONE), (0, 2, "", ONE)],
    ],
)
def test_overlapping_edits_are_refused_by_name(rows: list[Row]) -> None:
    with pytest.raises(EditError, match=r"rule t\.one: edit \[\d, \d\) .*must be sorted, disjoint"):
        Edits.of(rows)


def test_two_insertions_at_one_place_are_refused() -> None:
    """Nothing says which comes first; a caller who knows makes one edit of them."""
    with pytest.raises(EditError, match=r"rule t\.one: two edits at \[1, 1\)"):
        Edits.of([(1, 1, "x", ONE), (1, 1, "y", ONE)])
    with pytest.raises(EditError, match="make one of them"):
        Edits.merge([Edits.of([(1, 1, "x", ONE)]), Edits.of([(1, 1, "y", ONE)])])


@pytest.mark.parametrize(("start", "end"), [([-1], [0]), ([0], [4]), ([2], [1]), ([2, 0], [3, 1])])
def test_apply_refuses_edits_that_do_not_fit(start: list[int], end: list[int]) -> None:
    with pytest.raises(EditError, match="is out of order, overlaps its neighbour or leaves"):
        apply(Text("abc"), Edits.delete(start, end, ONE))


def test_insertion_beside_a_deletion_is_allowed() -> None:
    edits = Edits.of([(1, 1, "x", ONE), (1, 2, "", ONE), (2, 2, "y", ONE)])
    assert apply(Text("abc"), edits).value == "axyc"


@given(st.data())
def test_equality_is_that_of_the_lists(data: st.DataObject) -> None:
    first, second = data.draw(rows_for("長沙ab")), data.draw(rows_for("長沙ab"))
    assert (Edits.of(first) == Edits.of(second)) == (as_edits(first) == as_edits(second))
    assert Edits.of(first) != first


def test_edits_are_not_hashable_and_edit_is() -> None:
    with pytest.raises(TypeError):
        hash(Edits.none())
    assert len({Edit(0, 1, "x", "r"), Edit(0, 1, "x", "r")}) == 1


def test_repr_names_the_rules() -> None:
    assert repr(Edits.of([(0, 1, "", Tag("b")), (1, 2, "", Tag("a"))])) == "<Edits: 2 by a, b>"
    assert repr(Edits.none()) == "<Edits: 0 by none>"


def test_sixty_thousand_tags_fit_their_column() -> None:
    """`tag` is uint16: one tag an edit must not wrap round."""
    rows = [(at, at + 1, "", Tag(f"r{at}")) for at in range(60_000)]
    assert [edit.rule for edit in Edits.of(rows)][-1] == "r59999"
