"""Surnames, place names, offices and set phrases stay, whatever stands around them.

The cases are `fixtures/negative/names.json`: native traditional text, in which 余, 里, 后, 斗 and
their like are right as they stand.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textfix._apply import apply
from textfix._edits import Applicability
from textfix._text import Text
from textfix.filters.script import ScriptFilter

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
NAMES = [
    case["input"] for case in json.loads((FIXTURES / "negative" / "names.json").read_text("utf-8"))
]

SIMPLIFIED = "他们说这个国家会发展，关于制造业的问题很复杂。"
# As a converter without context leaves it.
CARELESS = (
    "這家公司先進制造業的產品很多，建筑工人于是開始工作，對于骨干的制作沒有余地，后來才發現。"
)


def made(script_filter: ScriptFilter, value: str) -> str:
    text = Text(value)
    return apply(text, script_filter.edits(text).split(Applicability.SAFE)[0]).value


@pytest.mark.parametrize("mode", ["strict", "repair"])
@pytest.mark.parametrize("target", ["auto", "traditional", "tw", "hk"])
@pytest.mark.parametrize("value", NAMES)
def test_alone(value: str, target: str, mode: str) -> None:
    assert made(ScriptFilter(to=target, mode=mode), value) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["strict", "repair"])
def test_all_of_them_together(mode: str) -> None:
    whole = "\n".join(NAMES)
    for target in ("auto", "traditional"):
        assert made(ScriptFilter(to=target, mode=mode), whole) == whole  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["strict", "repair"])
@pytest.mark.parametrize("value", NAMES)
def test_beside_simplified_sentences(value: str, mode: str) -> None:
    script_filter = ScriptFilter(to="traditional", mode=mode)  # type: ignore[arg-type]
    for times in (1, 5):
        lines = made(script_filter, f"{value}{SIMPLIFIED}\n" * times).split("\n")
        assert [line[: len(value)] for line in lines[:-1]] == [value] * times


@pytest.mark.parametrize("value", NAMES)
def test_on_the_page_of_a_careless_converter(value: str) -> None:
    found = made(ScriptFilter(to="traditional"), f"{value}\n{CARELESS}\n{CARELESS}").split("\n")
    assert "製造業" in found[1]
    assert "餘地" in found[1]
    assert found[0] == value


def test_a_preposition_at_the_beginning_of_a_clause_is_no_name() -> None:
    """于 before a noun that goes on is 於; before what may be a whole name it stays."""
    page = f"{CARELESS}\n{CARELESS}\n于實習期間，于謙的詩，于我，于佳玉說，記者于佳玉訪問。"
    found = made(ScriptFilter(to="traditional"), page).split("\n")[-1]
    assert found == "於實習期間，于謙的詩，於我，于佳玉說，記者于佳玉訪問。"
