"""The runner, with filters made for the test: groups, barriers, evidence, packing, levels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._charclass import CharClass
from textfix._edits import Applicability, Edits, Tag
from textfix._run import Carry, Run, run, run_packed
from textfix._steps import undo
from textfix._text import Text
from textfix.testing import check_filter


@dataclass(frozen=True)
class Change:
    """A line filter: `old` becomes `new`, each time."""

    old: str = "a"
    new: str = "bb"
    id: str = "change"
    needs: tuple[CharClass, ...] = ()
    scope: Literal["line"] = "line"
    applicability: Applicability = Applicability.SAFE

    def edits(self, text: Text) -> Edits:
        tag, rows, at = Tag(f"{self.id}.x", self.applicability), [], text.value.find(self.old)
        while at >= 0:
            rows.append((at, at + len(self.old), self.new, tag))
            at = text.value.find(self.old, at + len(self.old))
        return Edits.of(rows)


@dataclass(frozen=True)
class Majority:
    """A survey filter: the rarer of x and y becomes the other."""

    id: str = "majority"
    needs: tuple[CharClass, ...] = ()
    scope: Literal["document"] = "document"

    def survey(self, text: Text) -> int:
        return text.value.count("x") - text.value.count("y")

    def bind(self, evidence: int) -> Change:
        return Change("y", "x", self.id) if evidence >= 0 else Change("x", "y", self.id)

    def edits(self, text: Text) -> Edits:
        return self.bind(self.survey(text)).edits(text)


@dataclass(frozen=True)
class Once:
    """A document filter: a line that was there before goes, with its newline."""

    id: str = "once"
    needs: tuple[CharClass, ...] = ()
    scope: Literal["document"] = "document"

    def edits(self, text: Text) -> Edits:
        seen: set[str] = set()
        rows, at = [], 0
        for line in text.value.splitlines(keepends=True):
            bare = line.rstrip("\n")
            if bare and bare in seen:
                rows.append((at, at + len(line), "", Tag("once.again")))
            seen.add(bare)
            at += len(line)
        return Edits.of(rows)


VALUES = st.text(st.sampled_from("axy\n"), max_size=30)
FILTERS = st.lists(
    st.sampled_from([Change(), Change("b", "", "drop"), Majority(), Once()]), max_size=5
)


def outline(result: Run) -> tuple[str, list[tuple[str, list[Any]]]]:
    return result.text, [(step.filter, list(step)) for step in result.steps]


def one_by_one(filters: list[Any], value: str) -> str:
    """Oracle: each filter on the whole text of the last one's result."""
    for item in filters:
        for edit in reversed(list(item.edits(Text(value)))):
            value = value[: edit.start] + edit.new + value[edit.end :]
    return value


@given(FILTERS, VALUES, st.integers(1, 40))
def test_windows_do_not_show(filters: list[Any], value: str, window: int) -> None:
    whole = run(filters, value, window=1000)
    parts = run(filters, value, window=window)
    assert parts.text == whole.text == one_by_one(filters, value)
    assert undo(parts.text, parts.steps) == value
    assert [(step.filter, list(step)) for step in parts.steps] == outline(whole)[1]


@given(FILTERS, st.lists(VALUES, max_size=6))
def test_packing_does_not_show(filters: list[Any], values: list[str]) -> None:
    together = run_packed(filters, values)
    assert [outline(result) for result in together] == [
        outline(run(filters, value)) for value in values
    ]


def test_the_filters_of_these_tests_keep_the_laws() -> None:
    """What the runner promises, it promises for sound filters only."""
    for item in (Majority(), Once()):
        check_filter(item, examples=20, leaves_ascii=False, linear=False)


@pytest.mark.parametrize("level", [Applicability.SAFE, Applicability.UNSAFE])
def test_a_run_makes_edits_up_to_its_level(level: Applicability) -> None:
    guess = Change(applicability=Applicability.UNSAFE)
    result = run([guess], "a", level=level)
    assert result.text == ("bb" if level == Applicability.UNSAFE else "a")
    (step,) = result.steps
    assert len(list(step)) + len(list(step.suggestions())) == 1


def test_display_edits_are_shown_at_any_level() -> None:
    result = run([Change(applicability=Applicability.DISPLAY)], "a", level=Applicability.UNSAFE)
    assert result.text == "a"
    assert [edit.old for edit in result.steps[0].suggestions()] == ["a"]


def test_a_filter_that_did_nothing_leaves_no_step() -> None:
    assert run([Change()], "xyz").steps == ()


def test_a_shut_gate_is_not_passed() -> None:
    @dataclass(frozen=True)
    class Nosy:
        id: str = "nosy"
        needs: tuple[CharClass, ...] = (CharClass.HAN,)
        scope: Literal["line"] = "line"
        seen: list[str] = field(default_factory=list)

        def edits(self, text: Text) -> Edits:
            self.seen.append(text.value)
            return Edits.none()

    nosy = Nosy()
    run([nosy], "abc\n長\n", window=1)
    run_packed([nosy], ["abc", "def"])
    assert nosy.seen == ["長\n"]


def test_evidence_carries_forward_on_a_stream() -> None:
    carry = Carry()
    assert run([Majority()], "yyy", carry=carry).text == "yyy"
    assert run([Majority()], "xxy", carry=carry).text == "yyy"  # on its own: xxx


def test_two_equal_filters_keep_their_evidence_apart() -> None:
    carry = Carry()
    run([Majority(), Change("x", "y"), Majority()], "xx", carry=carry)
    assert carry.evidence == {0: 2, 2: -2}


def test_more_decisions_than_pay_are_made_record_by_record() -> None:
    @dataclass(frozen=True)
    class Own:
        """Each text its own decision: the number of its characters."""

        id: str = "own"
        needs: tuple[CharClass, ...] = ()
        scope: Literal["document"] = "document"

        def survey(self, text: Text) -> int:
            return len(text)

        def bind(self, evidence: int) -> Change:
            return Change("a", str(evidence), self.id)

        def edits(self, text: Text) -> Edits:
            return self.bind(self.survey(text)).edits(text)

    values = ["a" * size for size in range(1, 20)]
    found = [result.text for result in run_packed([Own()], values)]
    assert found == [str(size) * size for size in range(1, 20)]


def test_empty_texts_and_no_texts() -> None:
    assert run([Change()], "") == Run("", ())
    assert run_packed([Change()], []) == []
    assert run_packed([Change()], [""]) == [Run("", ())]
