"""What a lost byte was is told by the text around, or left."""

from __future__ import annotations

import pytest

import textfix
from textfix.decoding._fill import Filler

HANS = (
    "今天下午我们在图书馆门口见面，然后一起去看新开的展览。\n这家小店的面条很好吃，价格也不贵。\n"
)
HANT = (
    "今天下午我們在圖書館門口見面，然後一起去看新開的展覽。\n這家小店的麵條很好吃，價格也不貴。\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "floor"),
    [(HANS, "gb18030", 0.25), (HANT, "gb18030", 0.15), (HANT, "big5", 0.02)],
)
def test_most_of_what_is_filled_in_is_right(text: str, encoding: str, floor: float) -> None:
    """Each byte is dropped in turn; measured in GBK: 44 % (traditional 24 %), 95 % are right.

    In Big5 half of the trail bytes are ASCII: most bytes that are left over pass as letters.
    """
    whole = text.encode(encoding)
    filled = right = tried = 0
    for at in range(len(whole)):
        if whole[at] < 0x80:
            continue
        damaged = whole[:at] + whole[at + 1 :]
        decoded = textfix.decode(damaged)
        tried += 1
        if any(damage.action == "filled" for damage in decoded.damage):
            filled += 1
            right += decoded.text == text
        assert textfix.fix(damaged).restore() == damaged
    assert filled >= floor * tried
    assert right >= 0.9 * filled


def test_only_where_it_is_asked_for() -> None:
    data = HANS.encode("gb18030")
    damaged = data[:26] + data[27:]
    replaced = textfix.decode(damaged, encoding="gb18030", errors="replace")
    assert "filled" not in {damage.action for damage in replaced.damage}


def test_a_file_full_of_such_bytes_is_asked_a_bounded_number_of_times() -> None:
    fill = Filler()
    data = "口见面，然后一起去".encode("gb18030")
    answers = [fill(data[:8] + data[9:], 8, "gb18030") for _ in range(40)]
    assert answers[0] == answers[31] == "然"
    assert answers[32:] == [None] * 8


def test_encodings_that_the_search_does_not_know_are_left() -> None:
    assert Filler()(b"\xa4\xa4\xa4", 1, "johab") is None


def test_a_few_bytes_tell_nothing() -> None:
    assert Filler()(b"\xa2\xa4\xa2\x8e", 3, "euc_jp") is None
