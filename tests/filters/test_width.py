"""`width`: marks behind hanzi widen, Latin narrows, and where it keeps its hands off."""

from __future__ import annotations

import pytest
from filter_helpers import cleaned, rules
from hypothesis import given

from textfix._text import Text
from textfix.filters import WidthFilter
from textfix.testing import narrow_width, sentences

WIDTH = WidthFilter()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("好,的", "好，的"),
        ("好;的:好!的?", "好；的：好！的？"),
        ("好,", "好，"),
        ("他說“好”,走了", "他說“好”，走了"),
        ("讀《詩》,寫字", "讀《詩》，寫字"),
        ("真的?!好", "真的？！好"),
        ("會議(見圖)開始", "會議（見圖）開始"),
        ("(一)總則", "（一）總則"),
        ("會議(見圖),開始", "會議（見圖），開始"),
        ("𠮷,野", "𠮷，野"),
        ("ＡＢｃ１２", "ABc12"),
        ("今年是２０２４年", "今年是2024年"),
    ],
)
def test_changes(value: str, expected: str) -> None:
    assert cleaned(WIDTH, value) == expected
    assert set(rules(WIDTH, value)) <= {
        "width.narrow-mark",
        "width.narrow-bracket",
        "width.wide-letter",
    }


@pytest.mark.parametrize(
    "value",
    [
        "a, b; c",
        "1,000人",
        "比分3:2",
        "9:30開始",
        ",好",
        "（,好",
        "f(參數)",
        "(abc)",
        "好.的",  # a full stop may end an abbreviation: left
        "“hello”, he said",
        "Yes…, no",
        "if x { 好,的 }",
        "<b>好,的</b>",
        "これは,日本語",
        "한국,韓國,말",
        "見https://a.org/好,的",
        "www.a.org/好,的",
        "甲,乙\n丙,丁\n戊,己",
        "姓名,年齡\n李明,12\n王芳,13",
        "！？，。",
    ],
)
def test_leaves_alone(value: str) -> None:
    assert cleaned(WIDTH, value) == value


def test_a_table_is_one_only_without_prose() -> None:
    assert cleaned(WIDTH, "甲,乙\n丙,丁\n戊,己。") == "甲，乙\n丙，丁\n戊，己。"
    assert cleaned(WIDTH, "甲,乙\n丙,丁") == "甲，乙\n丙，丁"  # two lines are no table


def test_guards_speak_of_a_line_not_of_the_document() -> None:
    assert cleaned(WIDTH, "x = {}\n好,的") == "x = {}\n好，的"


def test_brackets_go_in_pairs_or_not_at_all() -> None:
    value = "見https://a.org/(好 的)"
    assert cleaned(WIDTH, value).count("(") == cleaned(WIDTH, value).count(")")


def test_survey_counts_lines_without_marks_too() -> None:
    """It left them out of windows that had no narrow mark, so windows did not add up."""
    parts = ["的的\n的。\n", "的,\n的,\n的,"]
    added = WIDTH.survey(Text(parts[0])) + WIDTH.survey(Text(parts[1]))
    assert WIDTH.bind(added) == WIDTH.bind(WIDTH.survey(Text("".join(parts))))


@given(sentences())
def test_narrowed_sentences_come_back(clean: str) -> None:
    """clean(damage(x)) == x for marks behind hanzi, numbers apart."""
    if not any(char.isdigit() for char in clean):
        assert cleaned(WIDTH, narrow_width(clean + "好。")) == clean + "好。"
