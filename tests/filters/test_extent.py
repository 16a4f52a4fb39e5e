"""`ExtentFilter`: what stands before the title and behind the end goes, the article stays."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix._pipeline import load_pipeline
from textfix._rulepack import load_pack, shipped_packs
from textfix._run import run
from textfix._text import Text
from textfix.filters.extent import ExtentFilter
from textfix.filters.extent._page import PAGE_LINES
from textfix.testing import check_filter, laws
from textfix.testing.timing import check_linear_time

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES = Path(__file__).resolve().parents[2] / "fixtures" / "pages"
ONLY = ["extent", "caption", "boilerplate", "duplicate"]
LINE_FILTERS = load_pipeline("article").select(ONLY)

ABOVE = ["江城網", "新聞", "體育", "首頁 > 新聞 > 正文"]
TITLE = "江城老街修繕二十八條街巷完工"
UNDER = ["2023年10月12日 08:12 來源：江城日報", "記者 周山", "字號", "大", "小", "分享"]
BODY = [
    "　　江城市老城改造辦公室昨日通報，今年計劃修繕的三十六條街巷已有二十八條完工。",
    "老街坊怎麼說",
    "　　“以前下雨天不敢穿布鞋出門，現在不怕了。”住在柳巷四十多年的周山指著新鋪的青石板說。",
    "　　剩餘八條街巷將在入冬之前交付，修繕期間沿街商戶照常營業，市民可以放心前往。",
]
BELOW = [
    "責任編輯：何明遠",
    "相關閱讀",
    "江城渡口重開航線",
    "燈塔下的守望者",
    "網友評論",
    "真想去看看",
]


def page(*parts: Sequence[str]) -> str:
    return "\n".join(line for part in parts for line in part)


def rules(value: str, item: ExtentFilter | None = None) -> list[str]:
    return [edit.rule for edit in (item or ExtentFilter()).edits(Text(value))]


def test_only_the_article_stays() -> None:
    value = page(ABOVE, [TITLE], UNDER, BODY, BELOW)
    assert LINE_FILTERS(value) == page([TITLE], BODY) + "\n"


def test_each_line_goes_by_the_rule_that_says_why() -> None:
    value = page(ABOVE, [TITLE], UNDER, BODY, BELOW)
    document = textfix.fix(value, pipeline=LINE_FILTERS)
    found = {value[edit.start : edit.end].strip(): edit.rule for edit in document.edits}
    assert found["江城網"] == "extent.before-title"
    assert found["記者 周山"] == "extent.byline"
    assert found["字號"] == "extent.page-tool"
    assert found["江城渡口重開航線"] == "extent.after-end"
    # What a rule pack knows is left to it: its id says more.
    assert found["責任編輯：何明遠"] == "editor.named"
    assert document.restore() == value


def test_an_article_by_itself_is_a_fixed_point() -> None:
    assert not rules(page([TITLE], BODY))
    assert not rules(page(BODY))
    assert not rules(page(["江城舊事", "第一章 老街"], BODY, ["第二章 渡口"]))


def test_a_page_without_an_article_is_left_alone() -> None:
    assert not rules(page(ABOVE, [TITLE, "江城渡口重開航線", "燈塔下的守望者"], ["分享到："]))


def test_a_title_said_again_goes_once() -> None:
    value = page([TITLE], UNDER[:2], [TITLE], BODY)
    assert LINE_FILTERS(value) == page([TITLE], BODY)


def test_titles_of_two_lines_and_decks_stay() -> None:
    deck = "——寫在二十八條街巷完工之際"
    value = page(ABOVE, [TITLE, deck], UNDER, BODY, BELOW)
    assert LINE_FILTERS(value) == page([TITLE, deck], BODY) + "\n"


def test_who_signs_a_notice_stays() -> None:
    signed = ["特此通告。", "聯繫人：周山 電話：000", "江城市城市管理局", "2023年4月11日"]
    value = page([TITLE], UNDER[:2], BODY, signed, ["【打印本頁】", "分享到：", "主辦單位"])
    assert LINE_FILTERS(value) == page([TITLE], BODY, signed) + "\n"


def test_a_caption_behind_the_last_paragraphs_is_not_the_end() -> None:
    closing = ["報名網址：example.com", "▲渡口的清晨", "展覽免費開放。", "江城歡迎你！"]
    value = page([TITLE], UNDER[:2], BODY, closing, BELOW)
    assert LINE_FILTERS(value) == page([TITLE], BODY, closing[:1], closing[2:]) + "\n"


def test_links_between_paragraphs_go_and_the_article_goes_on() -> None:
    value = page([TITLE], UNDER[:1], BODY[:1], ["延伸閱讀", "江城渡口重開航線"], BODY[2:])
    assert "重開航線" not in LINE_FILTERS(value)
    assert BODY[3] in LINE_FILTERS(value)


def test_questions_and_answers_are_the_article() -> None:
    talk = [f"記者：{ask}？\n陳小滿：{say}。" for ask, say in (("冷嗎", "不冷"), ("早嗎", "還早"))]
    value = page(ABOVE, [TITLE], UNDER, BODY[:1], talk, BODY[2:3], talk, BELOW)
    assert LINE_FILTERS(value) == page([TITLE], BODY[:1], talk, BODY[2:3], talk) + "\n"


def test_short_lines_under_the_date_open_the_article() -> None:
    lines = ["四月的江城", "花開得正好", "風也溫柔", "這個週末去走走"]
    value = page(ABOVE, [TITLE], UNDER[:1], lines, BODY, BELOW)
    assert LINE_FILTERS(value) == page([TITLE], lines, BODY) + "\n"


@pytest.mark.parametrize("kind", ["editor", "source", "rights", "share", "navigation", "counter"])
def test_a_kind_is_kept_behind_the_end_too(kind: str) -> None:
    """Each rule's first hit, put behind the article."""
    for name in shipped_packs():
        for rule in load_pack(name).rules:
            if rule.kind != kind or rule.evidence or rule.scope != "line" or rule.applicability:
                continue
            line = rule.hit[0].text
            value = page([TITLE], UNDER[:1], BODY, [line], BELOW)
            assert line not in textfix.clean(value, preset="article", only=ONLY)
            assert line in textfix.clean(value, preset="article", only=ONLY, keep=[kind])


def test_kinds_are_kept() -> None:
    value = page(ABOVE, [TITLE], UNDER, BODY, BELOW)
    kept = textfix.clean(value, preset="article", to="keep", keep=["byline", "editor"])
    assert "記者 周山" in kept
    assert "責任編輯：何明遠" in kept
    assert "江城網" not in kept
    assert "2023年10月12日" not in kept


def test_rules_are_switched_off() -> None:
    value = page(ABOVE, [TITLE], UNDER, BODY, BELOW)
    kept = textfix.clean(value, preset="article", to="keep", off=["extent.after-end"])
    assert "燈塔下的守望者" in kept
    assert "江城網" not in kept


def test_a_book_is_no_page() -> None:
    chapter = page(["分享到："], BODY) + "\n"
    assert not rules(page(ABOVE, [TITLE], UNDER) + "\n" + chapter * (PAGE_LINES // 4))


# -- pages of our own words, after the manner of many sites --------------------------------


def labelled() -> list[tuple[str, list[str], str]]:
    """Id, lines, and one letter a line: title, heading, body, or something that goes."""
    found = []
    for path in sorted(PAGES.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            kinds, lines = zip(*case["lines"], strict=True)
            found.append((f"{path.stem}/{case['id']}", list(lines), "".join(kinds)))
    return found


def kept_lines(lines: Sequence[str]) -> list[bool]:
    """Which lines are still there, whole or with their tails cut."""
    value = "\n".join(lines)
    text, there = value, [True] * len(value)
    for step in run(LINE_FILTERS.filters, text).steps:
        at = [place for place, stays in enumerate(there) if stays]
        for edit in step:
            for place in at[edit.start : edit.end]:
                there[place] = False
    found, start = [], 0
    for line in lines:
        found.append(sum(there[start : start + len(line)]) * 2 > len(line))
        start += len(line) + 1
    return found


def test_labelled_pages() -> None:
    """The issue's figures, on 104 pages: body and titles stay, nearly all the rest goes."""
    lost, left, articles, rest, titles = [], [], 0, 0, 0
    for name, lines, kinds in labelled():
        for line, kind, kept in zip(lines, kinds, kept_lines(lines), strict=True):
            articles += kind in "thb"
            rest += kind not in "thb"
            titles += kind == "t"
            if kind in "thb" and not kept:
                lost.append((name, kind, line))
            elif kind not in "thb" and kept:
                left.append((name, kind, line))
    assert len(lost) <= 0.02 * articles, lost
    assert sum(kind == "t" for _, kind, _ in lost) <= 0.1 * titles, lost
    assert len(left) <= 0.05 * rest, left


LINES = [line for _, lines, _ in labelled() for line in lines]
DOCUMENTS = st.lists(st.sampled_from([*LINES, *BODY, "", "。"]), max_size=24).map("\n".join)


@given(DOCUMENTS)
def test_any_pages_keep_the_laws(value: str) -> None:
    laws.wellformed(ExtentFilter(), value)
    laws.idempotent(ExtentFilter(), value)
    once = LINE_FILTERS(value)
    assert LINE_FILTERS(once) == once


def test_it_keeps_every_law() -> None:
    check_filter(ExtentFilter(), texts=DOCUMENTS, clean=["\n".join(BODY)], linear=False)


def test_long_pages_take_linear_time() -> None:
    units = [f"{TITLE}\n", f"{BODY[0]}\n", "\n".join(BELOW) + "\n", f"{BODY[0]}\n分享到：\n"]
    check_linear_time(
        lambda value: ExtentFilter().edits(Text(value)), "extent", size=10_000, patterns=units
    )


def test_filters_are_values() -> None:
    item = ExtentFilter(keep=["byline"])
    assert item == pickle.loads(pickle.dumps(item)) == ExtentFilter(keep="byline")
    assert item != ExtentFilter()


@pytest.mark.parametrize("name", ["default", "minimal"])
def test_it_is_opt_in(name: str) -> None:
    assert "extent" not in {item.id for item in load_pipeline(name).filters}
