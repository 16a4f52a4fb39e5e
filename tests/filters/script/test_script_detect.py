"""`script`: labels and counts."""

from __future__ import annotations

import pytest

from textfix._text import Text
from textfix.filters.script import Script, script


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("理髮與發展", "Hant"),
        ("理发与发展", "Hans"),
        ("理髮与发展", "mixed"),
        ("人口", "both"),
        ("余干面松", "both"),
        ("于里后", "Hans"),  # valid in both, but not usual
        ("于里後", "Hant"),
        ("庄稼发霉", "Hans"),
        ("晒霉", "both"),  # native in Taiwan too
        ("乾坤", "both"),
        ("于是", "Hans"),
        ("於是", "Hant"),
        ("abc 123 ，。", "none"),
        ("カタカナ", "none"),
        ("\0\ud800", "none"),
        ("", "none"),
    ],
)
def test_label(value: str, label: str) -> None:
    assert script(value).label == label
    assert script(Text(value)) == script(value)


def test_counts_are_of_characters() -> None:
    assert script("长长長，人A") == Script(simplified=2, traditional=1, both=1)
    assert script("长长長，人A").hanzi == 4


def test_mixed_begins_above_a_twentieth() -> None:
    assert script("長" * 19 + "长").label == "Hant"
    assert script("長" * 18 + "长").label == "mixed"
    assert script("长" * 19 + "長").label == "Hans"


def test_dominant() -> None:
    assert script("長長长").dominant == "Hant"
    assert script("长长長").dominant == "Hans"
    assert script("长長").dominant is None
    assert script("人").dominant is None


def test_sum_over_parts_is_the_whole() -> None:
    left, right = "理髮與", "发展，人口"
    assert script(left) + script(right) == script(left + right)
