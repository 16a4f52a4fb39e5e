"""The parts that `look` puts together: marks, shifts, stretches, pieces, cells."""

from __future__ import annotations

import numpy as np
import pytest

from tests.filters.mojibake.lossy_damage import HANS, lose_lead
from textfix._bytesearch import search
from textfix._charmodel import Form
from textfix._multibyte import codec
from textfix._text import codepoints
from textfix.filters.mojibake.bytecells import Window
from textfix.filters.mojibake.expect import form_of, is_big5, is_narrowed
from textfix.filters.mojibake.pieces import Piece, between, changed, margin_of
from textfix.filters.mojibake.quotes import verdict
from textfix.filters.mojibake.shifts import encodings, shift_gain
from textfix.filters.mojibake.stretches import stretches


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("“借船出海”提高", "“借船出。”提高"),  # a phrase has no full stop
        ("他說：「好。」", "他說：「好。"),  # what opens closes
        ("他說：「好。」", "他說：好。」他"),  # what closes was opened
        ("走了。", "走了，"),  # lines end in what ends something
        ("「走」了", "走「 了"),  # an opening mark stands before something
    ],
)
def test_marks_speak_for_the_better_reading(better: str, worse: str) -> None:
    assert verdict(better) < verdict(worse)


def test_a_shift_pays_where_a_byte_was_lost() -> None:
    for true in HANS:
        damaged = lose_lead(true, 3)
        assert shift_gain(codepoints(damaged), "gbk", Form.HANS) > 20
        assert shift_gain(codepoints(true), "gbk", Form.HANS) < 5
        assert encodings(damaged, codepoints(damaged), Form.HANS, 10.0) == ("gbk",)
        assert encodings(true, codepoints(true), Form.HANS, 10.0) == ()


def test_stretches_are_where_marks_or_costs_are() -> None:
    costs = np.array([4.0] * 30 + [15.0] * 8 + [4.0] * 30)
    assert [stretch.marked for stretch in stretches(costs, [])] == [False]
    assert [stretch.marked for stretch in stretches(costs, [5])] == [True, False]
    assert stretches(np.array([]), []) == []
    long = stretches(np.array([15.0] * 1000), [])
    assert max(stretch.end - stretch.start for stretch in long) <= 160


def test_pieces_tell_what_differs_and_how_sure_it_is() -> None:
    own = [Piece(2 * at, 2 * at + 2, char) for at, char in enumerate("他?們的書")]
    new = [own[0], Piece(2, 5, "人"), Piece(5, 6, "在"), *own[3:]]
    assert changed(own, new) == [(2, 6)]
    assert between(new, 2, 6) == "人在"
    assert between(new, 2, 4) is None
    sure = margin_of("人在", [("人在", 0.0), ("?們", 20.0)], 0.0)
    close = margin_of("人在", [("人在", 0.0), ("人有", 1.0)], 0.0)
    assert sure > 10 > close > 1
    assert margin_of("人", [("人", 0.0), ("大", 0.0)], 0.0) == 0.0


def test_cells_give_the_text_back_where_nothing_is_lost() -> None:
    for true in HANS:
        window = Window(true, codec("gbk"))
        window.add()
        reading = search(window.cells, window.codec, best=1)[0]
        assert reading.text == true
        assert window.ends(reading) == [2 * at + 2 for at in range(len(true))]


def test_what_a_line_leads_one_to_expect() -> None:
    points = codepoints("圖書館開會討論")
    assert form_of(points, np.zeros(len(points))) is Form.HANT
    points = codepoints("图书馆开会讨论")
    assert form_of(points, np.zeros(len(points))) is Form.HANS
    assert form_of(codepoints("山水"), np.zeros(2)) is Form.EITHER
    assert is_big5("圖書館")
    assert not is_big5("图书馆")
    assert is_narrowed("走了,他說")
    assert not is_narrowed("走了，他說")
