"""Speed as ratios in one run: many short documents cost what one text of their length does.

Processor time, the best of several rounds that take turns. The bars stand in ``bench/script.py``;
here they are halved, so that a busy machine passes, and a path that decides and converts document
by document does not: that was 0.6 times OpenCC on native text and 0.4 on mixed.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from textfix import clean, clean_many
from textfix.filters.script import convert
from textfix.filters.script._opencc import converter
from textfix.filters.script._tables import counted_rows

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTS, SIZE, ROUNDS = 300, 500, 7


def documents(share: float) -> list[str]:
    """Documents of about `SIZE` characters, of which a `share` of the sentences is simplified.

    Words of Taiwan's by their frequency: with a few sentences again and again, OpenCC would find
    all that it needs in the processor's cache.
    """
    chance = random.Random(1)
    forms, counts = counted_rows("words")
    known = [(form, int(counts[word])) for word, form in forms.items() if "?" not in form]
    words = chance.choices(*zip(*known, strict=True), k=DOCUMENTS * SIZE // 2)
    made, text = [], ""
    while len(made) < DOCUMENTS:
        sentence = "，".join("".join(words.pop() for _ in range(4)) for _ in range(3)) + "。"
        text += convert(sentence, "t2s") if chance.random() < share else sentence
        if len(text) >= SIZE:
            made.append(text)
            text = ""
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
