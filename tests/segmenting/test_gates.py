"""What is looked at by columns first: a gate may let too much through, never too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from textfix._text import Text, codepoints
from textfix.segmenting import _columns, _kinds, _layout, _runs
from textfix.segmenting._shapes import CODE, Shapes, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from textfix.segmenting._shapes import Named

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


def shapes_of(texts: Sequence[str]) -> tuple[Text, Shapes]:
    """The text of these lines, none of them blank, and what segmenting sees of it."""
    text = Text("\n".join(texts))
    return text, lines_of(text, _columns.spans_of(text))


@given(st.lists(LINES, min_size=1, max_size=8))
def test_a_line_with_a_speaker_has_a_colon_near(texts: list[str]) -> None:
    near = _runs._near_colon(*shapes_of(texts))
    for line, gate in zip(texts, near.tolist(), strict=True):
        assert gate or not _runs._SPEAKER.match(line)


@given(TEXTS)
def test_the_signs_of_cells_are_those_that_occur(value: str) -> None:
    every = _runs._CELL_BARS + _runs._CELL_BLANKS
    assert _runs._cell_signs(Text(value)) == [sign for sign in every if sign in value]


def test_the_set_of_marks_that_end_a_clause_is_the_pattern_s() -> None:
    every = "".join(map(chr, range(0x10000)))
    held = _runs._CLAUSE_MARKS.holds(codepoints(every))
    assert {every[at] for at in held.nonzero()[0]} == set("".join(_runs._CLAUSE.findall(every)))


FEET = st.text("長沙，。 ,", min_size=1, max_size=9).map(str.strip).filter(bool)


@given(st.lists(FEET, min_size=2, max_size=8))
def test_verse_is_found_in_no_run_that_was_not_looked_at(texts: list[str]) -> None:
    text, shapes = shapes_of(texts)
    every = np.ones(len(texts), dtype=bool)
    none = np.zeros(len(texts), dtype=np.int8)
    looked_at = list(_runs._verse_runs(none, text, shapes, every))
    named = none.copy()
    _runs._name_verse(named, shapes, range(len(texts)))
    assert looked_at or not named.any()


def headings_one_by_one(named: Named, shapes: Shapes, han: NDArray[np.int32]) -> Named:
    """`_name_headings` as its docstring says it, from the last paragraph to the first."""
    named = named.copy()
    after = False  # body, list or verse follows, with nothing but headings between
    for number in range(len(shapes) - 1, -1, -1):
        text = shapes.texts[number]
        if named[number]:
            after = after or named[number] in _kinds._RUNS
        elif han[number] > _kinds._HEADING_HAN:
            after = True
        else:
            short = han[number] and shapes.lines[number] == 1
            plain = not _runs.ends(text) and "。" not in text and "\t" not in text
            asks = han[number] <= _kinds._QUESTION_HAN and _kinds._asks_between_paragraphs(
                shapes, han, number
            )
            if after and short and (plain or asks):
                named[number] = CODE["heading"]
            else:
                after = _runs.ends(text)
    return named


HEADED = st.lists(
    st.sampled_from(
        [
            "長沙",
            "長沙。",
            "長沙？",
            "長”",
            "長？”",
            "沙。長",
            "a",
            "a.",
            "b.a.",
            "長\t沙",
            "長：",
            "長" * 40,
        ]
    )
    | LINES,
    min_size=1,
    max_size=12,
)


@given(HEADED, st.lists(st.sampled_from([0, 0, 0, *CODE.values()]), min_size=12, max_size=12))
def test_headings_by_columns_are_those_found_one_by_one(texts: list[str], kinds: list[int]) -> None:
    text, shapes = shapes_of(texts)
    han = _columns.hanzi_of(text, shapes.starts)
    named = np.array(kinds[: len(texts)], dtype=np.int8)
    expected = headings_one_by_one(named, shapes, han)
    _kinds._name_headings(named, text, shapes, han)
    assert named.tolist() == expected.tolist()
