"""`script`: labels and counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix._errors import ConfigError
from textfix._text import Text
from textfix.filters.script import Script, script, script_spans
from textfix.filters.script._spans import UNITS, Unit


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("理髮與發展", "Hant"),
        ("理发与发展", "Hans"),
        ("理髮与发展", "mixed"),
        ("人口", "both"),
        ("余，干，面，松", "both"),
        ("干面", "Hans"),  # a word, and its form is 乾麵
        ("于里后", "Hans"),  # valid in both, but not usual
        ("于里後", "mixed"),
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


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("先進制造業", "mixed"),  # traditional but for a form that no word of Taiwan's has
        ("皇后陛下", "both"),
        ("每平方公里", "both"),
        ("他往那里去", "Hans"),
        ("她從那里來", "mixed"),
        ("于先生說", "Hant"),
        ("捆綁的人們", "Hant"),  # 捆 and 綑 are as good as each other
        ("莫里森說", "Hant"),
    ],
)
def test_words_tell_where_characters_do_not(value: str, label: str) -> None:
    assert script(value).label == label


def test_leaning_is_not_asked_where_it_cannot_tell() -> None:
    assert script("長" * 20 + "制造").label == "Hant"
    assert script("長" * 20 + "制造").leaning == 1
    assert script("長" * 21 + "制造").leaning == 0
    assert script("长" + "制造").leaning == 0


SCRIPTED = st.text(st.sampled_from("長長长制造于后皇人，。！\n」a「"), max_size=60)


@given(SCRIPTED, st.sampled_from(UNITS))
def test_spans_make_up_the_text_and_their_counts_its_counts(value: str, by: Unit) -> None:
    spans = script_spans(value, by)
    assert "".join(value[span.start : span.end] for span in spans) == value
    assert all(span.start < span.end for span in spans)
    assert sum((span.script for span in spans), Script()) == script(value)


@given(SCRIPTED, st.sampled_from(UNITS))
def test_a_span_says_what_its_text_alone_does(value: str, by: Unit) -> None:
    for span in script_spans(value, by):
        assert span.script == script(value[span.start : span.end])


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("line", ["他說：“走吧！”去，\n", "\n", "好。"]),
        ("sentence", ["他說：“走吧！”", "去，\n\n", "好。"]),
        ("clause", ["他說：", "“走吧！”", "去，\n\n", "好。"]),
    ],
)
def test_where_spans_end(by: Unit, parts: list[str]) -> None:
    value = "".join(parts)
    assert [value[span.start : span.end] for span in script_spans(value, by)] == parts


def test_units_are_checked() -> None:
    with pytest.raises(ConfigError, match="choose one of line, sentence, clause"):
        script_spans("長", "word")  # type: ignore[arg-type]


def test_own_words_are_evidence_of_nothing() -> None:
    assert script("发展長", words=["发展"]).label == "Hant"
    assert [span.label for span in script_spans("发展，長", words=["发展"])] == ["none", "Hant"]
