"""`lossypairs`: GBK read as Big5, shifted behind each byte that was lost."""

from __future__ import annotations

import pytest
from misreading import HANS, fixed

from textfix.filters.mojibake.lossypairs import repairs
from textfix.filters.mojibake.repair import Setting


def damaged(text: str, mark: str) -> str:
    return text.encode("gbk").decode("cp950", "replace").replace("\ufffd", mark)


@pytest.mark.parametrize("mark", ["\ufffd", "?"])
def test_most_characters_of_a_sentence_with_marks_come_back(mark: str) -> None:
    whole = right = 0
    for sentence in HANS:
        text = damaged(sentence, mark)
        read = fixed(text)
        whole += len(sentence)
        right += sum(a == b for a, b in zip(sentence, read, strict=False))
        assert len(set(read) & set(sentence)) >= len(set(text) & set(sentence))
    assert right >= 0.75 * whole  # of dev, .90 by edit distance


def test_the_document_of_a_repair_is_its_chain() -> None:
    line = damaged(HANS[2], "\ufffd")
    assert "\ufffd" in line
    found = repairs(line, [], Setting())
    assert {repair.chain for repair in found} == {"gbk→big5"}


@pytest.mark.parametrize(
    "line", ["老師說：什麼?大家可以去?", "他说的是真的吗?我不信。", "「什麼？」?"]
)
def test_a_question_is_no_damage(line: str) -> None:
    assert repairs(line, [], Setting()) == []
