"""What is looked at by columns first: a gate may let too much through, never too little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from textfix._text import Text
from textfix.segmenting import _columns, _layout, _runs
from textfix.segmenting._kinds import Shapes

SIGNS = st.sampled_from("長沙。，：:！”a1[] \t\u3000|│┃｜/🀄")
TEXTS = st.lists(st.text(SIGNS, max_size=40), max_size=30).map("\n".join)


@st.composite
def even_lines(draw: st.DrawFn) -> str:
    """Lines of nearly one width, most of which end no sentence: what a margin looks like."""
    width = draw(st.integers(14, 40))
    sizes = draw(st.lists(st.integers(width - 2, width + 1), min_size=4, max_size=60))
    ends = draw(st.lists(st.sampled_from("沙沙。a"), min_size=len(sizes), max_size=len(sizes)))
    fill = draw(st.sampled_from("長a"))
    return "\n".join(fill * (size - 1) + end for size, end in zip(sizes, ends, strict=True))


@given(TEXTS | even_lines())
def test_without_a_break_in_mid_sentence_no_margin_is_a_candidate(value: str) -> None:
    text = Text(value)
    spans = _columns.spans_of(text)
    found = _layout._candidates(text, _columns.columns_of(text, spans))
    assert not found or _layout._breaks_in_sentence(text, spans)


@given(st.lists(st.text(SIGNS, min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=8))
def test_a_line_with_a_speaker_has_a_colon_near(lines: list[str]) -> None:
    texts = [line.strip() for line in lines]
    value = "\n".join(texts)
    starts = [sum(len(line) + 1 for line in texts[:row]) for row in range(len(texts))]
    ends = [start + len(line) for start, line in zip(starts, texts, strict=True)]
    near = _runs._near_colon(Text(value), Shapes(texts, starts, ends, [1] * len(texts)))
    for line, gate in zip(texts, near.tolist(), strict=True):
        assert gate or not _runs._SPEAKER.match(line)


@given(TEXTS)
def test_the_signs_of_cells_are_those_that_occur(value: str) -> None:
    every = _runs._CELL_BARS + _runs._CELL_BLANKS
    assert _runs._cell_signs(Text(value)) == [sign for sign in every if sign in value]
