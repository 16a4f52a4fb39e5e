"""`derive`: edits that turn one string into another, whatever the two are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._derive import derive

SHORT = st.text(st.sampled_from("ab長沙é\n"), max_size=25)


@given(SHORT, SHORT)
def test_the_edits_make_the_new_text(old: str, new: str) -> None:
    result, reach = old, 0
    rows = list(derive(old, new))
    for start, end, text in rows:
        assert reach <= start <= end <= len(old)
        assert old[start:end] != text
        reach = end
    for start, end, text in reversed(rows):
        result = result[:start] + text + result[end:]
    assert result == new


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("", "", []),
        ("", "a", [(0, 0, "a")]),
        ("a", "", [(0, 1, "")]),
        ("aa", "a", [(1, 2, "")]),
        ("長沙", "長沙", []),
        ("cafÃ© bonÃ©", "café boné", [(3, 5, "é"), (9, 11, "é")]),
    ],
)
def test_edits_are_fine(old: str, new: str, edits: list[tuple[int, int, str]]) -> None:
    assert list(derive(old, new)) == edits


def test_long_texts_take_linear_time() -> None:
    """difflib would take minutes on these."""
    old, new = "ab" * 200_000, "ba" * 200_000 + "c"
    start = time.thread_time()
    derive(old, new)
    assert time.thread_time() - start < 2
