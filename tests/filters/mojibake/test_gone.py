"""What cannot be undone is named, never touched."""

from __future__ import annotations

import pytest

import textfix
from textfix.filters.mojibake.gone import gone
from textfix.filters.mojibake.repair import Repair


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("锟斤拷锟斤拷前两作", [(0, 6)]),
        ("前\ufffd\ufffd两作\ufffd", [(1, 3), (5, 6)]),
        ("会议????举行", [(2, 6)]),
        ("他问：“真的??”", []),
        ("really????", []),
        ("锟字是一把刀的名字，拷打是另一回事。", []),
    ],
)
def test_marks(line: str, spans: list[tuple[int, int]]) -> None:
    assert [(start, end) for start, end, *_ in gone(line, 0, [])] == spans


def test_what_was_repaired_is_not_gone() -> None:
    repair = Repair(1, 3, "海", "lost", "byte lost", 9.0)
    assert gone("前\ufffd\ufffd两作", 0, [repair]) == []


def test_it_is_shown_and_left() -> None:
    text = "锟斤拷锟斤拷的前两作。"
    document = textfix.fix(text, only="mojibake", applicability="unsafe")
    assert document.text == text
    shown = [edit for step in document.steps for edit in step.suggestions()]
    assert [(edit.start, edit.end, edit.rule) for edit in shown] == [(0, 6, "mojibake.lost")]
