"""What is looked at by columns first: a gate may let too much through, never too little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from textfix._text import Text
from textfix.segmenting import _columns, _layout, _runs
from textfix.segmenting._kinds import Shapes

SIGNS = st.sampled_from("長沙。，：:！”a1[] \t\u3000|│┃｜/🀄")
BLANKS = st.sampled_from(["   ", "\u3000\u3000", " \t", "長", "|"])
TEXTS = st.lists(st.text(SIGNS, max_size=40) | BLANKS, max_size=30).map("\n".join)


@st.composite
def even_lines(draw: st.DrawFn) -> str:
    """Lines of nearly one width: of hanzi in mid-sentence, of Latin letters with a stop.

    Such a mixture has the least to spare: the Latin lines have as many characters as columns, the
    ones that break in mid-sentence half as many.
    """
    width = draw(st.integers(14, 40))
    short = draw(st.lists(st.integers(0, 3), min_size=4, max_size=60))
    wide = draw(st.lists(st.booleans(), min_size=len(short), max_size=len(short)))
    return "\n".join(
        "長" * (width - less) if hanzi else "a" * (2 * (width - less) - 1) + "."
        for less, hanzi in zip(short, wide, strict=True)
    )


@st.composite
def speeches(draw: st.DrawFn) -> str:
    """A line that begins with a time, or not, and with a name of any length."""
    time = draw(st.sampled_from(["", "[12:05] ", "9:05:00"]))
    name = "長" * draw(st.integers(1, 9))
    return time + name + draw(st.sampled_from(["：", ":", " ：", "\u3000:"])) + "長沙"


@given(TEXTS | even_lines())
def test_without_a_break_in_mid_sentence_no_margin_is_a_candidate(value: str) -> None:
    text = Text(value)
    spans = _columns.spans_of(text)
    found = _layout._candidates(text, _columns.columns_of(text, spans))
    assert not found or _layout._breaks_in_sentence(text, spans)


LINES = st.text(SIGNS, min_size=1, max_size=40).map(str.strip).filter(bool) | speeches()


@given(st.lists(LINES, min_size=1, max_size=8))
def test_a_line_with_a_speaker_has_a_colon_near(texts: list[str]) -> None:
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
