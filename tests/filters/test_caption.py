"""`CaptionFilter`: captions by their words, and captions that repeat a sentence."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._edits import Applicability
from textfix._errors import ConfigError, RuleError
from textfix._run import run
from textfix._text import Text
from textfix.filters._contained import contained, letters
from textfix.filters.caption import CaptionFilter
from textfix.testing import check_filter, laws

LEAD = "13日上午，江城讀書節在老街開幕。市民早早來到，攤位前人頭攢動。"
CAPTION = "13日上午,江城讀書節在老街開幕。均為江城晚報全媒體記者 何明遠 攝"
LINES = [
    LEAD,
    CAPTION,
    "13日上午，江城讀書節在老街開幕。",
    "雨中的老街別有韻味。周山 摄",
    "周山 摄",
    "（图/周山）",
    "清晨的渡口。 受访者供图",
    "展期到月底。（文/图 何明远）",
    "线路调整方案（点击看大图）已经公布。",
    "▲學員們上台領獎並分享心得。",
    "记者看到，桥头有人拍摄。",
    "大会开幕式",
    "",
]
PAGES = st.lists(st.sampled_from(LINES), max_size=9).map("\n".join)


def drops(value: str, item: CaptionFilter | None = None) -> list[tuple[str, str]]:
    return [(e.rule, value[e.start : e.end]) for e in (item or CaptionFilter()).edits(Text(value))]


def test_a_credited_line_whose_sentence_stands_in_another_line_goes() -> None:
    page = f"{LEAD}\n{CAPTION}\n書記出席。\n"
    assert drops(page) == [("caption.repeated-sentence", CAPTION + "\n")]
    [edit] = CaptionFilter().edits(Text(page))
    assert "何明遠 攝" in edit.why
    assert "江城讀書節在老街開幕" in edit.why


def test_the_evidence_may_stand_anywhere_but_in_a_caption() -> None:
    short = "江城讀書節在老街昨天正式開幕。（江城發布 提供）"
    assert drops(short) == []
    assert drops(f"{short}\n{short}") == []
    before = f"記者從江城獲悉，江城讀書節在老街昨天正式開幕，市民早早來到。\n{short}"
    assert [rule for rule, _ in drops(before)] == ["caption.repeated-sentence"]


def test_the_other_script_and_width_are_no_disguise() -> None:
    page = f"13日上午，江城读书节在老街开幕。人很多。\n{CAPTION}"
    assert [rule for rule, _ in drops(page)] == ["caption.repeated-sentence"]


def test_a_few_letters_are_no_sentence() -> None:
    assert drops("會議召開。大家發言。\n會議召開。（辦公室 提供）") == []


def test_the_line_is_dropped_with_its_newline_and_no_other() -> None:
    page = f"{LEAD}\r\n{CAPTION}\r\n書記出席。"
    assert run([CaptionFilter()], page).text == f"{LEAD}\r\n書記出席。"


def test_rules_stay_off_and_kinds_are_kept() -> None:
    page = f"{LEAD}\n{CAPTION}\n（图/周山）\n"
    assert len(drops(page)) == 2
    assert [rule for rule, _ in drops(page, CaptionFilter(keep="caption"))] == ["caption.shot-by"]
    assert [rule for rule, _ in drops(page, CaptionFilter(keep="credit"))] == [
        "caption.repeated-sentence"
    ]
    photographers = ["caption.photographer", "caption.named-photographer"]
    off = CaptionFilter(off=["caption.repeated-sentence", *photographers])
    assert [rule for rule, _ in drops(page, off)] == ["caption.shot-by"]


def test_a_guess_is_shown_not_made() -> None:
    [edit] = CaptionFilter().edits(Text("▲學員們上台領獎並分享心得。"))
    assert edit.applicability is Applicability.UNSAFE


def test_settings_are_checked_when_made() -> None:
    with pytest.raises(ConfigError, match=r"no rule is called 'caption\.photo'"):
        CaptionFilter(off=["caption.photo"])
    with pytest.raises(ConfigError, match="no kind of rule is called 'captions'"):
        CaptionFilter(keep=["captions"])
    with pytest.raises(RuleError, match="no rule pack is called 'captions'"):
        CaptionFilter(packs=["captions"])


def test_filters_are_values() -> None:
    item = CaptionFilter(off=["caption.shot-by"])
    assert item == CaptionFilter(off=("caption.shot-by",))
    assert item != CaptionFilter()
    assert len({item, pickle.loads(pickle.dumps(item)), CaptionFilter()}) == 2


@given(PAGES)
def test_pages_of_captions_keep_the_laws(page: str) -> None:
    laws.wellformed(CaptionFilter(), page)
    for level in Applicability:
        laws.idempotent(CaptionFilter(), page, level)


def test_it_keeps_every_law() -> None:
    check_filter(CaptionFilter(), texts=PAGES, clean=["大会开幕式\n会议今天开幕。"], linear=False)


def test_ten_thousand_captions_are_one_pass() -> None:
    """Also where all sentences begin alike, and where none of them is found."""
    from textfix.testing.timing import check_linear_time

    def page(unit: str) -> str:
        return "\n".join(f"{unit}第{n}幅。（江城 提供）" for n in range(len(unit), 2000))

    def work(value: str) -> object:
        return CaptionFilter().edits(Text(value))

    body = "啊" * 4000
    check_linear_time(
        work, "captions", size=20_000, patterns=[f"{page('啊' * 9)[:9000]}\n{body}\n"]
    )


def test_contained_is_what_searching_each_line_finds() -> None:
    text = Text(
        "甲乙丙丁戊己庚辛壬癸。\n春風又綠江南岸，明月何時照我還。\n不算的一行春風又綠江南岸"
    )
    sentences = ["甲乙丙丁戊己庚辛", "春风又绿江南岸明月", "明月何时照我还不算", "没有这样一句话吧"]
    found = contained(text, sentences, [(0, 11)])
    assert found == {"春风又绿江南岸明月"}
    assert letters(text, 12, 28) == "春风又绿江南岸明月何时照我还"


def test_a_line_with_a_credit_inside_its_credit_goes_once() -> None:
    """他說…王明攝 reads as a credit too, and its sentence stands above as well."""
    sentence = "地區東征西怨提供他說他的地區東征西怨提供"
    value = f"{sentence}\n{sentence.replace('他說', '”他說')}。王明攝"
    (edit,) = CaptionFilter().edits(Text(value))
    assert (edit.start, edit.end) == (len(sentence) + 1, len(value))
    assert "“王明攝”" in edit.why
