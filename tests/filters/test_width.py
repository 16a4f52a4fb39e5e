"""`width`: marks behind hanzi widen, Latin narrows, and where it keeps its hands off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from filter_helpers import cleaned, rules
from hypothesis import given

from textfix._errors import ConfigError
from textfix._text import Text
from textfix.filters import WidthFilter
from textfix.testing import check_filter, narrow_width, sentences
from textfix.testing.timing import check_linear_time

if TYPE_CHECKING:
    from textfix.filters.width.quotes import Quotes

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


TRAPS = [
    *("1,000人", "1,234,567.89元", "比分3:2", "9:30開始", "12:00:30", "16:9的畫面"),
    *("2024-01-01T08:00:00", "Hello, world! (really?)", "(WHO)", "組織(GDP)"),
    *("https://a.org/文_(一)?a=1",),
    *("https://a.org/x,y?z;w!v", "www.a.org/q?a=1;b=2", "li.ming@a.org", "mail: b@a.org"),
    *("f(a, b)", "if x: y, z", "`foo(參數,值);`", "{甲:1,乙:2}", "<p>甲,乙</p>"),
    *("Yahoo!奇摩", "(a)甲(b)乙(12)丙", "C:\\文檔", "Dr. No: yes; no?"),
]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_in_a_narrowed_document_what_was_narrow_stays(trap: str) -> None:
    clean = f"會議開了，大家都來了；好。\n今天，{trap} 大家看了，都說好！"
    assert cleaned(WIDTH, narrow_width(clean)) == clean


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("增長12.3%,連續九年,個人首張EP,很好", "增長12.3%，連續九年，個人首張EP，很好"),
        ("西蒙(Simon)說(今天),聯會(IAU),好(的)", "西蒙（Simon）說（今天），聯會(IAU)，好（的）"),
        ("李明(Li Ming)說,好", "李明(Li Ming)說，好"),  # pinyin alone may have been narrow before
        ("李明(Li Ming)說(笑),好(的)", "李明（Li Ming）說（笑），好（的）"),
        ("西蒙(Simon Krätschmer)說,好", "西蒙（Simon Krätschmer）說，好"),
        ("用 `state`,不要多,也不要少", "用 `state`，不要多，也不要少"),
        ("新款Phone 11(國行)售價,好,貴", "新款Phone 11（國行）售價，好，貴"),
        ("收入為$16,250,家庭收入更多,好", "收入為$16,250，家庭收入更多，好"),
        ("  (資料來源)今天,好,走", "  （資料來源）今天，好，走"),
        (
            "向島(むかいしま)在廣島縣的尾道市,是一個很大的島,人口很多",
            "向島(むかいしま)在廣島縣的尾道市,是一個很大的島,人口很多",
        ),
    ],
)
def test_in_a_narrowed_document_likely_marks_go_along(value: str, expected: str) -> None:
    assert cleaned(WIDTH, value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "世界衛生組織(WHO)發布報告，增長3%,好。",
        "第一條：(一) 負責人，(二) 主管機關。",  # statutes set brackets narrow
        "他說，好！走吧！好!",  # one slip
    ],
)
def test_where_most_marks_are_wide_narrow_ones_are_their_authors(value: str) -> None:
    assert cleaned(WIDTH, value) == value


TOOLED = "天氣很好,大家都出門了;走吧,我們去看河,看船,看人,看花,看鳥,看山,看雲,看雨。"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("聯合國(WHO)開會", "聯合國(WHO)開會"),
        ("李明(Li Ming)來了", "李明（Li Ming）來了"),
        ("第一(a)第二(12)第三(iv)", "第一(a)第二(12)第三(iv)"),
        ("重(chóng)慶", "重(chóng)慶"),  # a reading
        ("片名“YOLO”,大概如此", "片名“YOLO”，大概如此"),
        ("走嗎?走吧!你說呢?好", "走嗎？走吧！你說呢？好"),
        ("走嗎?走吧!不想去?好", "走嗎？走吧！不想去？好"),
        ("姓李?、姓周的", "姓李?、姓周的"),  # no question ends before a comma
    ],
)
def test_where_a_tool_narrowed_all_marks_what_an_author_sets_narrow_goes_along(
    value: str, expected: str
) -> None:
    wide = TOOLED.translate({ord(mark): ord(mark) + 0xFEE0 for mark in ",;"})
    assert cleaned(WIDTH, TOOLED + value) == wide + expected


@pytest.mark.parametrize(
    "value",
    [
        "孫中山和?國的事",
        "和?國的事，李?，周?都說過",
        "王??來了，說了話",
        "他姓?，名不詳",
    ],
)
def test_a_question_mark_that_stands_for_a_lost_hanzi_stays(value: str) -> None:
    assert cleaned(WIDTH, value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("你去哪裏?我回家", "你去哪裏？我回家"),
        ("好嗎?", "好嗎？"),
        ("真的?", "真的？"),
        ("多貴?不貴", "多貴？不貴"),
        ("什麼??他說", "什麼？？他說"),
    ],
)
def test_a_question_mark_ends_a_question(value: str, expected: str) -> None:
    assert cleaned(WIDTH, value) == expected


WIDE = "今天，天氣很好；大家，都出門了！走吧，走吧。"


def test_a_part_of_a_document_can_be_narrowed() -> None:
    """Three lines of narrow marks only: a page put together from two sources."""
    clean = "\n".join([WIDE] * 9 + ["好，走：快！"] * 3 + ["路遠，難行。"])
    lines = clean.split("\n")
    damaged = "\n".join([*lines[:9], *map(narrow_width, lines[9:])])
    assert cleaned(WIDTH, damaged) == clean
    two = "\n".join([*lines[:9], *map(narrow_width, lines[9:11])])
    assert cleaned(WIDTH, two) == two


def test_a_third_of_many_marks_speaks_for_all() -> None:
    clean = "\n".join([WIDE] * 12)
    damaged = narrow_width(clean, share=0.45, seed=3)
    assert damaged != clean
    assert cleaned(WIDTH, damaged) == clean


@pytest.mark.parametrize(
    ("quotes", "value", "expected"),
    [
        ("script", '他说:"你好,世界。"', "他说：“你好，世界。”"),
        ("script", '他說："你好。"', "他說：「你好。」"),
        ("script", "他說：“你說‘好’。”", "他說：「你說『好』。」"),
        ("curly", "他说：「你说『好』。」", "他说：“你说‘好’。”"),
        ("corner", "他说：“好”", "他说：「好」"),
        ("curly", '屏幕5"大，他说"好"', '屏幕5"大，他说"好"'),  # three marks do not pair up
        ("curly", '标题是"Hello"', '标题是"Hello"'),
        ("curly", "他说don’t，“好”", "他说don’t，“好”"),
        ("corner", '<a href="好">好</a>', '<a href="好">好</a>'),
        ("curly", "“好", "“好"),
        ("script", '"人"', '"人"'),  # no script, no style
    ],
)
def test_quotation_marks_on_request(quotes: Quotes, value: str, expected: str) -> None:
    assert cleaned(WidthFilter(quotes=quotes), value) == expected
    assert set(rules(WIDTH, value)).isdisjoint({"width.quote-style"})


@pytest.mark.parametrize("unit", [" (長)", "長(Simon)", "長,(a)", "(長", "`長,", "<b>長"])
def test_brackets_take_linear_time(unit: str) -> None:
    check_linear_time(lambda value: cleaned(WIDTH, value), "width", size=10_000, patterns=[unit])


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ConfigError, match="choose one of keep, curly"):
        WidthFilter(quotes="straight")  # type: ignore[arg-type]


@pytest.mark.parametrize("quotes", ["script", "corner"])
def test_quotes_keep_the_laws(quotes: Quotes) -> None:
    check_filter(WidthFilter(quotes=quotes), examples=60)


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
    """clean(damage(x)) == x for marks behind hanzi, but numbers and what may be a lost hanzi."""
    clean += "好。"
    if not any(char.isdigit() for char in clean) and not re.search("[\u4e00-\u9fff]？[^”]", clean):
        assert cleaned(WIDTH, narrow_width(clean)) == clean
