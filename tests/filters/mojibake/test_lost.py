"""`lost`: what losing bytes did is undone at the measured rate; clean text offers nothing."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from tests.filters.mojibake.lossy_damage import HANS, HANT, lose_lead, narrow_pair
from textfix._charmodel import Form
from textfix.filters.mojibake.lost import repairs
from textfix.filters.mojibake.repair import Setting

ANY = Setting()


def repaired(line: str, setting: Setting = ANY, bar: float = 0.0) -> str:
    parts, at = [], 0
    for repair in repairs(line, setting):
        if repair.margin >= bar:
            parts += [line[at : repair.start], repair.text]
            at = repair.end
    return "".join(parts) + line[at:]


@pytest.mark.parametrize(
    ("damaged", "true"),
    [
        ("“借船出?！碧岣咄赓Q能級質效", "“借船出海”提高外貿能級質效"),
        ("“借船出?!碧岣咄赓Q能級質效", "“借船出海”提高外貿能級質效"),
        # Injected readings stand around it; they must not get in the way.
        ("“借船出?！碧岣咄赓Q能級質(zhì)效", "“借船出海”提高外貿能級質(zhì)效"),
        ("會(huì )議說“借船出?！碧岣咄赓Q能級", "會(huì )議說“借船出海”提高外貿能級"),
    ],
)
def test_the_sample(damaged: str, true: str) -> None:
    assert repaired(damaged, Setting(form=Form.HANT)) == true


@pytest.mark.parametrize(
    ("sentences", "codec", "mark", "exact", "right"),
    [
        # Measured when written: .84 .87 .85 .73 exact, .991 .993 .993 .977 of characters.
        (HANS, "gb18030", "?", 0.80, 0.985),
        (HANT, "gb18030", "?", 0.80, 0.985),
        (HANT, "big5hkscs", "?", 0.80, 0.985),
        (HANS, "gb18030", "", 0.68, 0.97),
    ],
)
def test_a_lost_lead_byte_is_found_again(
    sentences: list[str], codec: str, mark: str, exact: float, right: float
) -> None:
    hits = same = characters = lines = 0
    for true in sentences:
        for at in range(1, len(true) - 1):
            found = repaired(lose_lead(true, at, codec, mark))
            lines += 1
            characters += len(true)
            hits += found == true
            if len(found) == len(true):
                same += sum(one == other for one, other in zip(found, true, strict=True))
    assert hits >= exact * lines
    assert same >= right * characters


@pytest.mark.parametrize(("mark", "orphan"), [("！", "?"), ("!", "?"), ("!", "")])
def test_a_pair_taken_for_a_mark(mark: str, orphan: str) -> None:
    true = "我们要推动企业“借船出海”提高外贸水平"
    damaged = narrow_pair(true, mark, orphan)
    assert damaged.count(mark) == 1
    assert repaired(damaged, Setting(form=Form.HANS)) == true


@pytest.mark.parametrize(
    "line", [*HANS, *HANT, "你好吗?我很好", "What? 你说什么?!", "", "?", "\ufffd"]
)
def test_clean_lines_offer_nothing(line: str) -> None:
    assert repairs(line, ANY) == []


def test_what_is_repaired_stays() -> None:
    for true in HANS:
        once = repaired(lose_lead(true, 4))
        assert repaired(once, bar=2.0) == once


@pytest.mark.parametrize(
    "line",
    ["锟斤拷锟叫碉拷27锟斤拷锟节", "我们在????????门口", "���e�y�^,��߀�Ǖ���ס", "长��市今天下雨"],
)
def test_what_is_gone_is_left(line: str) -> None:
    assert repairs(line, ANY) == []


def test_repairs_are_sorted_disjoint_and_change_something() -> None:
    line = "他們說，今天的天氣很好。".join(lose_lead(true, 5) for true in HANS)
    found = repairs(line, ANY)
    assert len(found) > 1
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(line[one.start : one.end] != one.text for one in found)
    assert all(one.kind == "lost" and one.others for one in found)


@pytest.mark.parametrize("char", ["?", "\ufffd", "？", "亟", "碧?", "\ue000", "a?", "！"])
def test_no_line_takes_more_than_ordinary_damage(char: str) -> None:
    """Linear: as many characters of damage of one kind, against damaged sentences."""
    size = 4000
    ordinary = "".join(lose_lead(true, 5) for true in HANS * 30)[:size]
    hostile = (char * size)[:size]
    times = {}
    for name, line in (("ordinary", ordinary), ("hostile", hostile)):
        start = time.process_time()
        repairs(line, ANY)
        times[name] = time.process_time() - start
    assert times["hostile"] < 4 * times["ordinary"] + 0.05
