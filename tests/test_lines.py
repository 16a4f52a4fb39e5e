"""`Lines` against ``str.split``."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from textfix._lines import Lines
from textfix._text import Text

VALUES = st.text(st.sampled_from("長a\n\r"), max_size=30)


@given(VALUES)
def test_lines_are_those_of_split(value: str) -> None:
    lines = Lines(Text(value))
    found = [value[a:b] for a, b in zip(lines.start.tolist(), lines.end.tolist(), strict=True)]
    assert found == value.split("\n")
    assert len(lines) == len(found)


@given(VALUES)
def test_of_names_the_line_that_holds_a_character(value: str) -> None:
    lines = Lines(Text(value))
    expected = [value[:at].count("\n") for at in range(len(value))]
    assert lines.of(np.arange(len(value))).tolist() == expected


@given(VALUES, st.sampled_from("長a\r"))
def test_count_counts_by_line(value: str, char: str) -> None:
    text = Text(value)
    marked = text.codepoints == ord(char)
    assert Lines(text).count(marked).tolist() == [line.count(char) for line in value.split("\n")]
