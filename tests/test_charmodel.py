"""The character model: columns and scalars agree, and it knows text from damage."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest

from textfix._charmodel import UNIT, Form, load
from textfix._rules import rules_dir
from textfix._text import codepoints

TEXT = "學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？a 1\n道可道，非常道。"


def test_scalars_and_columns_agree() -> None:
    model = load()
    homes = model.homes(codepoints(TEXT))
    columns = model.pairs(homes[:-1], homes[1:]).tolist()
    scalars = [model.pair(int(a), int(b)) for a, b in pairwise(homes)]
    assert columns == scalars
    forms = model.forms(codepoints(TEXT))
    costs = (model.costs(codepoints(TEXT)) - forms).tolist()
    triples = [
        model.triple(int(a), int(b), int(c))
        for a, b, c in zip(homes, homes[1:], homes[2:], strict=False)
    ]
    assert costs[2:] == triples
    assert len(set(triples)) > 10


def test_a_script_costs_least_in_itself() -> None:
    model = load()
    for text, own, other in (
        ("图书馆开会讨论", Form.HANS, Form.HANT),
        ("圖書館開會討論", Form.HANT, Form.HANS),
    ):
        assert model.nats(text, own) < model.nats(text, Form.EITHER) < model.nats(text, other)


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        ("市圖書館召開會議", "甡ィ祔繻"),
        ("今天天气很好", "浠婂ぉ澶╂皵寰堝ソ"),
        ("お茶を飲みました", "偍拑傪堸傒傑偟偨"),
        ("도서관에 갔다", "档辑包俊 艾促"),
        ("Он пошёл домой", "袨薪 锌芯褕褢谢 写芯屑芯泄"),
    ],
)
def test_text_costs_less_than_damage(text: str, damage: str) -> None:
    model = load()
    assert model.nats(text) / len(text) + 1 < model.nats(damage) / len(damage)


def test_any_code_point_has_a_cost() -> None:
    points = np.array(
        [0, 0x80, 0xD800, 0xE000, 0xFFFD, 0x1F600, 0x20000, 0x10FFFF], dtype=np.uint32
    )
    costs = load().costs(points)
    assert costs.shape == (8,)
    assert (costs > 4 * UNIT).all()


def test_size_and_loading() -> None:
    file = rules_dir() / "language" / "characters.bin"
    data = file.read_bytes()
    assert len(data) <= 1_200_000
    assert b"jieba" in data[:600]
    from textfix._charmodel import CharModel

    best = min(_seconds(lambda: CharModel(data)) for _ in range(5))
    copy = min(_seconds(lambda: np.sort(np.arange(2_000_000)[::-1])) for _ in range(5))
    assert best < 20 * copy  # a ratio: 45 ms to 4 ms where it was measured


def _seconds(work: object) -> float:
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start
