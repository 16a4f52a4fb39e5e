"""The gate: damage passes, clean text does not; the quick look on one line hides nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._lines import Lines
from textfix._text import Text
from textfix.filters.mojibake import gate
from textfix.testing import as_mojibake, han_text, hostile_text, mixed_text

CLEAN = [
    "今天下午，圖書館的新館開放了，很多同學都來參觀。",
    "我们在公园里散步，看见几只鸟在树上唱歌。",
    "The library opens at nine, and it is “free” for all — naïve as that sounds.",
    "Библиотека открывается в девять часов утра.",
    "図書館は朝九時に開きます。",
    "도서관은 아침 아홉 시에 문을 연다.",
]
CHAINS = [
    [("utf-8", "latin-1")],
    [("gb18030", "latin-1")],
    [("big5", "latin-1")],
    [("utf-8", "gb18030")],
    [("gb18030", "cp949")],
]


@pytest.mark.parametrize("line", CLEAN)
def test_clean_lines_leave(line: str) -> None:
    assert gate.suspects(Text(line)) == []
    assert gate.suspects(Text("\n".join([line] * 3))) == []


@pytest.mark.parametrize("chain", CHAINS, ids=str)
def test_damaged_lines_stay(chain: list[tuple[str, str]]) -> None:
    passed = 0
    for line in CLEAN[:2]:
        damaged = longest_damage(line, chain)
        if len(damaged) >= 6:
            assert gate.suspects(Text(damaged)) == [(0, len(damaged))]
            passed += 1
    assert passed


def longest_damage(line: str, chain: list[tuple[str, str]]) -> str:
    """The longest beginning of `line` that the chain can damage without loss."""
    for end in range(len(line), 0, -1):
        with suppress(UnicodeError):
            return as_mojibake(line[:end], chain)
    return ""


def test_the_mark_of_a_lost_byte_passes() -> None:
    assert gate.suspects(Text("“借船出?!碧岣咄赓Q能級提升")) == [(0, 15)]
    assert gate.suspects(Text("你来吗? 我不来。")) == []


def one_line() -> st.SearchStrategy[str]:
    texts = st.one_of(han_text(length=(1, 40)), mixed_text(), hostile_text())
    return texts.map(lambda text: text.replace("\n", " "))


@given(one_line())
def test_the_quick_look_hides_nothing(line: str) -> None:
    """On a line of its own the regex only says no where the columns do."""
    small, gate._SMALL = gate._SMALL, 0
    try:
        columns = gate.suspects(Text(line))
    finally:
        gate._SMALL = small
    assert gate.suspects(Text(line)) == columns


@given(st.lists(one_line(), max_size=5))
def test_a_line_is_judged_by_itself(lines: list[str]) -> None:
    text = Text("\n".join(lines))
    found = gate.suspects(text)
    alone = [bool(gate.suspects(Text(line))) for line in lines] or [False]
    starts = Lines(text).start.tolist()
    rows = {max(row for row, at in enumerate(starts) if at <= start) for start, _ in found}
    assert rows == {row for row, suspect in enumerate(alone) if suspect}


def test_long_lines_are_looked_at_in_pieces() -> None:
    line = CLEAN[0] * 200 + "浠婂ぉ澶╂皵寰堝ソ" + CLEAN[0] * 200
    (piece,) = gate.suspects(Text(line))
    assert piece[1] - piece[0] <= 1024
    assert "浠婂ぉ澶╂皵寰堝ソ" in line[slice(*piece)]


@pytest.mark.parametrize("before", [CLEAN[0] * 8, CLEAN[1] * 9 + "\n" + CLEAN[0] * 15])
def test_of_a_long_line_the_clause_is_looked_at(before: str) -> None:
    line = before + "館長希望大家“借船出?!碧岣咄赓Q能級的計劃已經開始了，" + CLEAN[0] * 8
    (piece,) = gate.suspects(Text(line))
    assert line[slice(*piece)] == "館長希望大家“借船出?!碧岣咄赓Q能級的計劃已經開始了，"


def test_an_open_quotation_is_looked_at_with_its_damage() -> None:
    line = CLEAN[0] * 12 + "他說：「昨天晚上，我們在圖書館的門口等了你很久，真的很冷?！?"
    (piece,) = gate.suspects(Text(line))
    assert line[slice(*piece)].startswith("「昨天")


def test_what_is_looked_at_in_a_line_does_not_depend_on_the_others() -> None:
    line = CLEAN[0] * 8 + "浠婂ぉ澶╂皵寰堝ソ" + CLEAN[0] * 8 + "市圖甡ィ祔繻书館" + CLEAN[0] * 8
    alone = [line[slice(*piece)] for piece in gate.suspects(Text(line))]
    assert len(alone) == 2
    for number in range(5):
        text = "\n".join(["天" * number, *[line] * 40])
        assert [text[slice(*piece)] for piece in gate.suspects(Text(text))] == alone * 40


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_never_looked_at(value: str) -> None:
    assert gate.suspects(Text(value)) == []
