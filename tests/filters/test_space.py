"""`space`: blanks that damage made go, blanks that mean something stay."""

from __future__ import annotations

import pytest
from filter_helpers import cleaned, rules

from textfix.filters import SpaceFilter

SPACE = SpaceFilter()


@pytest.mark.parametrize(
    ("value", "expected", "rule"),
    [
        ("今 天 的 會 議 很 好 。", "今天的會議很好。", "space.between-hanzi"),
        (
            "今天 的會 議很 好，大 家都 來了。",
            "今天的會議很好，大家都來了。",
            "space.between-hanzi",
        ),
        ("好。 ", "好。", "space.trailing"),
        ("好\u3000\n的", "好\n的", "space.trailing"),
        ("好 \r\n的\r\n", "好\r\n的\r\n", "space.trailing"),
        ("\u3000\u3000", "", "space.trailing"),
        ("\u3000甲\n\u3000乙\n丙", "甲\n乙\n丙", "space.indent"),
        ("\u00a0甲\n\u00a0乙", "甲\n乙", "space.indent"),
    ],
)
def test_rule(value: str, expected: str, rule: str) -> None:
    assert cleaned(SPACE, value) == expected
    assert set(rules(SPACE, value)) == {rule}


@pytest.mark.parametrize(
    "value",
    [
        "春眠不覺曉 處處聞啼鳥",
        "張三 李四 王五",
        "長沙晚報 記者",
        "主持人 大家好",
        "我用 Python 寫字",
        "a b c d e f g",
        "Code: \n  x = 1  ",
        "이것은 한 국 어 한 국 어 大 韓 民 國 이다。",
        "\u3000\u3000第一段\n第二行\n第三行",  # an indent that marks a paragraph
        "  甲\n  乙",  # ASCII indents may be code
        # Wrapped, with paragraphs of one or two lines: most lines are first lines.
        "\u3000\u3000今天下午的會議在新的圖書館裏舉行，大\n家都來了。\n\u3000\u3000館長說好。\n"
        "\u3000\u3000會後同學們參觀了新館，還聽了一堂課，\n也看了書。\n\u3000\u3000大家都說好。",
        " ",
        "\t",
    ],
)
def test_leaves_alone(value: str) -> None:
    assert cleaned(SPACE, value) == value


def test_a_spaced_out_line_does_not_speak_for_another() -> None:
    value = "今 天 的 會 議 很 好 。\n春眠不覺曉 處處聞啼鳥"
    assert cleaned(SPACE, value) == "今天的會議很好。\n春眠不覺曉 處處聞啼鳥"


def test_a_line_without_marks_goes_with_damaged_prose() -> None:
    title = "長 沙 市 的 會 議\n"
    assert cleaned(SPACE, title) == title
    assert cleaned(SPACE, title + "今 天 的 會 議 很 好 。") == "長沙市的會議\n今天的會議很好。"


def test_blanks_between_hanzi_and_latin_stay_on_a_spaced_out_line() -> None:
    value = "今 天 用 Python 寫 字 很 好 。"
    assert cleaned(SPACE, value) == "今天用 Python 寫字很好。"
