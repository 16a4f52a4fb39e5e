"""`Step`: performed and undone, joined and cut, whatever the edits."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from tests.edit_rows import Row, applied, rows_for, text_and_rows
from textfix._edits import Applicability, Edits, Tag
from textfix._steps import Step, perform, undo
from textfix._text import Text

LEVELS = st.sampled_from(Applicability)


@given(text_and_rows(), LEVELS)
def test_undo_is_the_inverse_of_perform(case: tuple[str, list[Row]], level: Applicability) -> None:
    value, rows = case
    after, step = perform("t", Text(value), Edits.of(rows), level)
    assert after.value == applied(value, [row for row in rows if row[3].applicability <= level])
    assert undo(after.value, [step]) == value


@given(text_and_rows(), st.data())
def test_undo_goes_back_through_several_steps(
    case: tuple[str, list[Row]], data: st.DataObject
) -> None:
    value, rows = case
    steps, text = [], Text(value)
    for _ in range(3):
        text, step = perform("t", text, Edits.of(rows), Applicability.DISPLAY)
        steps.append(step)
        rows = data.draw(rows_for(text.value))
    assert undo(text.value, steps) == value


@given(text_and_rows(), LEVELS)
def test_every_proposal_is_recorded_with_what_stood_there(
    case: tuple[str, list[Row]], level: Applicability
) -> None:
    value, rows = case
    _, step = perform("t", Text(value), Edits.of(rows), level)
    seen = [*step, *step.suggestions()]
    assert sorted((e.start, e.end, e.new, e.rule) for e in seen) == sorted(
        (start, end, new, tag.rule) for start, end, new, tag in rows
    )
    assert all(edit.old == value[edit.start : edit.end] for edit in seen)
    assert all(edit.applicability <= level for edit in step)
    assert all(edit.applicability > level for edit in step.suggestions())


@given(st.lists(text_and_rows(), min_size=1, max_size=4), LEVELS)
def test_join_is_the_step_of_the_whole(
    cases: list[tuple[str, list[Row]]], level: Applicability
) -> None:
    parts, at, rows, results = [], 0, [], []
    for value, own in cases:
        value += "\n"  # so that two insertions never meet
        after, step = perform("t", Text(value), Edits.of(own), level)
        parts.append((step, at))
        rows += [(start + at, end + at, new, tag) for start, end, new, tag in own]
        results.append(after.value)
        at += len(value)
    whole = "".join(value + "\n" for value, _ in cases)
    joined = Step.join("t", parts)
    after, expected = perform("t", Text(whole), Edits.of(rows), level)
    assert "".join(results) == after.value
    assert list(joined) == list(expected)
    assert list(joined.suggestions()) == list(expected.suggestions())
    assert undo(after.value, [joined]) == whole


@given(text_and_rows(), st.data())
def test_within_is_the_part_of_the_step(case: tuple[str, list[Row]], data: st.DataObject) -> None:
    value, rows = case
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    _, step = perform("t", Text(value), Edits.of(rows), Applicability.UNSAFE)
    part = step.within(start, end)
    for mine, whole in ((part, step), (part.suggestions(), step.suggestions())):
        assert [(e.start + start, e.end + start, e.new, e.old) for e in mine] == [
            (e.start, e.end, e.new, e.old) for e in whole if start <= e.start and e.end <= end
        ]


def test_two_deletions_side_by_side_are_undone() -> None:
    """Their inverse is two insertions at one place: `Edits` refused them once."""
    rows = [(1, 8, "", Tag("a")), (8, 15, "", Tag("b"))]
    after, step = perform("t", Text("長(cháng)(zhǎng)沙"), Edits.of(rows), Applicability.SAFE)
    assert (after.value, undo(after.value, [step])) == ("長沙", "長(cháng)(zhǎng)沙")


def test_a_step_can_be_pickled() -> None:
    _, step = perform("t", Text("ab"), Edits.of([(0, 1, "", Tag("r"))]), Applicability.SAFE)
    assert list(pickle.loads(pickle.dumps(step))) == list(step)
