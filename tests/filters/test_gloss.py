"""`gloss`: the evidence of a document decides; each threshold from both sides."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from filter_helpers import cleaned, rules
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix._errors import ConfigError
from textfix._text import Text
from textfix.filters import GlossFilter
from textfix.filters.gloss import candidates
from textfix.filters.gloss.candidates import find
from textfix.filters.gloss.decision import Decision, decide
from textfix.filters.gloss.readings import Reading, judge
from textfix.testing import check_filter, documents, inject_readings

GLOSS = GlossFilter()
PAD = "今天下午的座談大家都來了。"  # hanzi without readings, so that the text is no ruby


def decision(value: str) -> Decision:
    return decide(GLOSS.survey(Text(value)))


CONTENTS = st.text("āe'’ hn\u3000\u0304ｕ", max_size=27) | st.sampled_from(
    ["WHO", "huì ", "shuāng"]
)
PLAIN = re.compile(
    "[\u3400-\u9fff)）][(（]([\ta-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɑɡ\u0300-\u0302\u0304\u0308\u030c"
    " \u3000'’ａ-ｚ]{1,24})[)）]"
)


@given(
    st.lists(
        st.builds(
            "{}({}{}".format,
            st.sampled_from(["長", "a", "", ")"]),
            CONTENTS,
            st.sampled_from([")", "）", "", "x)"]),
        ),
        max_size=6,
    )
)
def test_candidates_are_the_brackets_that_a_pattern_finds(pieces: list[str]) -> None:
    """The plain way, character by character, up to what is then judged as no reading."""
    value = "".join(pieces)
    codes = candidates._codes(Text(value))
    start, end, key = candidates._brackets(codes, len(value))
    found = list(zip(start.tolist(), end.tolist(), strict=True))
    expected = []
    for at in range(1, len(value)):
        match = PLAIN.match(value, at - 1)
        if match:
            expected.append((at, match.end()))
    assert found == expected
    contents = [value[at + 1 : to - 1] for at, to in expected]
    for one, other in combinations(range(len(contents)), 2):
        assert (contents[one] == contents[other]) == bool(key[one] == key[other])


@given(documents("Hant"))
def test_injected_readings_go_and_nothing_else(clean: str) -> None:
    """clean(damage(x)) == x, wherever the evidence is enough to speak at all."""
    damaged = inject_readings(clean + PAD * 5)
    result = cleaned(GLOSS, damaged)
    assert result in (clean + PAD * 5, damaged)
    if damaged.count("(") >= 10 and decision(damaged) & Decision.TONED:
        assert result == clean + PAD * 5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("長(cháng)沙會(huì)議開(kāi)了" + PAD, Decision.TONED),
        # A poem's short clauses; the blank in the second is a converter's.
        ("長(cháng)風會(huì)吹，\n門開(kāi)花落。\n雨來水急，\n人去樓空。", Decision.NOTHING),
        ("長(cháng)沙會(huì )議，\n門開(kāi)花落。\n雨來水急，\n人去樓空。", Decision.TONED),
        ("長(cháng)沙會(huì)議" + PAD, Decision.NOTHING),  # two readings: too few to speak
        ("長(cháng)長(cháng)長(cháng)" + PAD, Decision.NOTHING),  # one hanzi only
        (
            "長(cháng)沙會(huì)議開(kāi)了，長短會議開關" + PAD,
            Decision.NOTHING,
        ),  # half of the places
        ("陟(zhì)黜(chù)臧(zāng)否" + PAD, Decision.NOTHING),  # rare: a person's
        ("長(cháng)幼生長(zhǎng)會(huì)議開(kāi)了" + PAD, Decision.NOTHING),  # two readings of one
        (
            "長(cháng)沙會(huì)議開(kāi)了，齲齒(qǔ chǐ)" + PAD,
            Decision.NOTHING,
        ),  # a person's beside them
        ("長(cháng)會(huì)開(kāi)學(xué)", Decision.NOTHING),  # every hanzi: ruby for learners
        ("長(chang)沙會(hui)議" + PAD, Decision.NOTHING),  # two toneless ones are labels
        (
            "會(hui)、學(xue)、開(kai)。" + PAD,
            Decision.NOTHING,
        ),  # a list: nothing goes on behind them
        ("“會(hui)議”和“學(xue)習”開(kai)了" + PAD, Decision.NOTHING),  # few, and quoted
        ("長(chang)沙會(hui)議開(kai)了" + PAD, Decision.TONELESS),  # few, in the midst of words
        ("長(chang)會(hui)開(kai)學(xue)" * 2 + PAD * 3, Decision.TONELESS),
        (PAD, Decision.NOTHING),
        ("", Decision.NOTHING),
    ],
)
def test_decision(value: str, expected: Decision) -> None:
    found = decision(value)
    # One or two readings may still go one by one; the families are what is asked here.
    assert found & ~Decision.SINGLE == expected


@pytest.mark.parametrize(
    ("hanzi", "content", "reading"),
    [
        ("會", "huì ", Reading.MAIN),
        ("會", "hui\u0300", Reading.MAIN),
        ("長", "cháng", Reading.TONED),
        ("長", "zhǎng", Reading.MAIN),
        ("長", "WHO", Reading.NONE),
        ("長", "huì", Reading.PERSON),  # no machine takes another hanzi's reading
        ("率", "lv", Reading.TONELESS),
        ("綠", "lǜ", Reading.MAIN),
        ("光", "ɡuānɡ", Reading.MAIN),
        ("慶", "chóng qìng", Reading.PERSON),
        ("西", "xī'ān", Reading.PERSON),
        ("長", " ", Reading.NONE),
        ("𠮷", "x", Reading.NONE),
    ],
)
def test_judge(hanzi: str, content: str, reading: Reading) -> None:
    assert judge(hanzi, content) == reading


@pytest.mark.parametrize(
    ("value", "spans"),
    [
        ("長(cháng)沙", [(1, 8)]),
        ("長（cháng）沙", [(1, 8)]),
        ("長(cháng)(zhǎng)", [(1, 8), (8, 15)]),
        ("(cháng)長", []),
        ("a(cháng)", []),
        ("長((cháng))", []),
        ("長(cháng", []),
        ("長)(cháng)", []),
        ("長\n(cháng)", []),
        ("長()", []),
        ("長(chángchángchángchángchángcháng)", []),
    ],
)
def test_candidates(value: str, spans: list[tuple[int, int]]) -> None:
    found = find(Text(value))
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == spans


@pytest.mark.parametrize(
    "value",
    [
        "他姓逄(páng)。",
        "市長(zhǎng)是多音字，這裏讀(zhǎng)。",
        "“長”字在這裏念長(zhǎng)。",
        "重庆(chóng qìng)很大。",
        "世衛組織(WHO)",
    ],
)
def test_one_gloss_of_a_person_stays(value: str) -> None:
    assert rules(GLOSS, value) == []


def test_glosses_for_readers_are_shown_and_kept() -> None:
    doc = textfix.fix("漢字(かんじ)と重庆(chóng qìng)。", only="gloss")
    assert not doc.changed
    assert [edit.rule for edit in doc.edits.suggestions()] == ["gloss.ruby"] * 2


def test_ruby_switched_off_is_not_even_shown() -> None:
    doc = textfix.fix("漢字(かんじ)", only="gloss", off=["gloss.ruby"])
    assert list(doc.edits.suggestions()) == []


@pytest.mark.parametrize(
    "value",
    [
        "李明(li ming)",
        "北京(Beijing)",
        "寿司(sushi)",
        "質問(はい/いいえ)",
        "首都(서울특별시)",
        "か(か)",
    ],
)
def test_what_is_no_ruby_stays_even_when_ruby_goes(value: str) -> None:
    assert cleaned(GlossFilter(strip_ruby=True), value) == value


def test_ruby_is_a_switch() -> None:
    with pytest.raises(ConfigError, match="True or False"):
        GlossFilter(strip_ruby="yes")  # type: ignore[arg-type]


def test_ruby_keeps_the_laws() -> None:
    check_filter(GlossFilter(strip_ruby=True), examples=100)


def test_injected_readings_of_the_sample_kind_name_their_rule() -> None:
    assert rules(GLOSS, "長(cháng)沙會(huì )議開(kāi)了" + PAD) == ["gloss.toned"] * 3
