"""Speed as ratios in one run: many short documents cost what one text of their length does.

Processor time, the best of several rounds that take turns. The bars stand in ``bench/script.py``;
here they are halved, so that a busy machine passes and a path that is taken a document at a time
does not: that was 0.5 times OpenCC on native text and 0.1 on mixed.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from textfix import clean, clean_many
from textfix.filters.script import convert
from textfix.filters.script._opencc import converter

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = [
    "早上六點，河邊的霧還沒有散，賣豆漿的老闆已經把爐火生好。",
    "她把舊書一本一本擺在桌上，後來發現有幾頁被蟲蛀了，只好先曬乾再想辦法修補。",
    "火車過了第三個隧道，窗外的山谷忽然開闊起來，孩子們都湊到玻璃前面看雲。",
    "這裡的人喝慣了鹹的，誰要加糖，老闆就搖頭。",
    "橋上的石獅子少了一隻耳朵，據說是從前打仗的時候被炮彈打掉的。",
    "學校後面有一片竹林，下雨的時候聲音特別好聽。",
    "他在信裡說，工廠的機器都換了新的，只有門口那個鐘還是老樣子。",
    "雞叫了三遍，屋裡還沒有動靜，鄰居就來敲門了。",
]
DOCUMENTS, SIZE, ROUNDS = 300, 500, 7


def documents(share: float) -> list[str]:
    """Documents of about `SIZE` characters, of which a `share` of the sentences is simplified."""
    chance = random.Random(1)
    simpler = [convert(sentence, "t2s") for sentence in SENTENCES]
    made = []
    for _ in range(DOCUMENTS):
        text = ""
        while len(text) < SIZE:
            text += chance.choice(simpler if chance.random() < share else SENTENCES)
        made.append(text)
    return made


def best(*functions: Callable[[], object]) -> list[float]:
    shortest = [float("inf")] * len(functions)
    for _ in range(ROUNDS):
        for place, function in enumerate(functions):
            start = time.process_time()
            function()
            shortest[place] = min(shortest[place], time.process_time() - start)
    return shortest


@pytest.mark.parametrize(("share", "bar"), [(0.0, 1.5), (0.5, 0.5)])
def test_short_documents_are_converted_in_batches(share: float, bar: float) -> None:
    values = documents(share)
    opencc = converter("s2tw")
    batched, alone, rival = best(
        lambda: list(clean_many(values, to="traditional", only="script")),
        lambda: [clean(value, to="traditional", only="script") for value in values[::10]],
        lambda: [opencc(value) for value in values],
    )
    assert rival / batched >= bar
    assert alone * 10 / batched >= 2  # at least twice as fast as one by one


def test_plain_conversion_is_faster_than_opencc() -> None:
    value = "\n".join(documents(1.0))
    for config, bar in (("s2t", 1.75), ("s2tw", 3.0)):
        opencc = converter(config)
        ours, rival = best(lambda c=config: convert(value, c), lambda f=opencc: f(value))
        assert rival / ours >= bar, config
