"""What is looked at as one: short lines whole, of long ones the clauses, and nothing takes long."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from textfix.filters.mojibake.cuts import WHOLE, cuts
from textfix.testing.timing import check_linear_time

GOOD = "今天下午，圖書館的新館開放了，很多同學都來參觀。"


def test_a_short_line_is_looked_at_whole() -> None:
    assert list(cuts(GOOD, 0, len(GOOD), [5])) == [(0, len(GOOD))]


@given(
    st.text("今好，。；「」?é ", min_size=WHOLE + 1, max_size=4 * WHOLE),
    st.lists(st.integers(0, WHOLE), min_size=1, max_size=8, unique=True).map(sorted),
)
def test_spans_are_disjoint_and_hold_every_place(line: str, places: list[int]) -> None:
    found = list(cuts(line, 0, len(line), places))
    assert all(0 <= a < b <= len(line) and b - a <= 1024 for a, b in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(any(a <= place < b for a, b in found) for place in places)


def test_long_lines_take_linear_time_with_marks_of_clauses_and_without() -> None:
    def work(line: str) -> None:
        list(cuts(line, 0, len(line), range(0, len(line), 40)))

    check_linear_time(work, "cuts", size=20_000, patterns=["今", "今,", "「今,"])
