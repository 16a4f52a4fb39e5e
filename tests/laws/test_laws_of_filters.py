"""Every filter that ships keeps every law (DESIGN 5), in its default and its other settings."""

from __future__ import annotations

from typing import Any

import pytest

from textfix._registry import filter_ids, make_filter
from textfix.testing import check_filter, check_linear

# What each filter must not touch, besides what fixtures/negative holds for the whole pipeline.
CLEAN = {
    "mojibake": ["長沙市的會議，café、naïve、Straße。", "“引號”……——"],
    "control": ["👨\u200d👩\u200d👧 می\u200cخواهم", "葛\U000e0100城\r\n"],
    "gloss": ["“重”讀作(chóng)，不讀(zhòng)。", "世界衛生組織(WHO)的f(x)"],
    "width": ["他說：“好，走！”", "a, b; c: d! e? (f)"],
    "space": ["春眠不覺曉 處處聞啼鳥", "張三 李四 王五"],
    "script": ["余先生在皇后大道。", "长沙的会议"],
    "extent": ["老街\n\n老街的燈亮了，街坊們都出來看。\n\n完", "第一章\n他走了。\n第二章"],
    "caption": ["會議今天召開。", "記者在現場採訪。"],
    "boilerplate": ["他負責編輯工作，也管分享會。"],
    "duplicate": ["第一段。\n第二段。"],
}
OTHER = [
    ("script", {"to": "simplified"}),
    ("script", {"to": "traditional"}),
    ("script", {"to": "tw"}),
    ("script", {"to": "hk"}),
    ("script", {"to": "keep"}),
]


@pytest.mark.parametrize("name", filter_ids())
def test_filter_keeps_the_laws(name: str) -> None:
    check_filter(make_filter(name), clean=CLEAN[name], linear=False)


@pytest.mark.parametrize(("name", "options"), OTHER)
def test_filter_keeps_the_laws_with_options(name: str, options: dict[str, Any]) -> None:
    check_filter(make_filter(name, **options), linear=False)


@pytest.mark.parametrize("name", filter_ids())
def test_filter_takes_linear_time(name: str) -> None:
    check_linear(make_filter(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", filter_ids())
def test_filter_takes_linear_time_on_a_million_characters(name: str) -> None:
    """DESIGN 9: no super-linear path, on 1 MB of any one character and of alternating pairs."""
    check_linear(make_filter(name), size=250_000)


def test_every_filter_has_clean_texts() -> None:
    """A new filter cannot be registered without saying what it leaves alone."""
    assert set(CLEAN) == set(filter_ids())
