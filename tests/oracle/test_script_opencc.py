"""The fast conversion against OpenCC, its oracle: equal to the byte on any text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix._text import codepoints
from textfix.filters.script import _plan, convert
from textfix.filters.script._fast import FAST, changes
from textfix.filters.script._fingerprint import tables_hold
from textfix.filters.script._opencc import convert_plain
from textfix.filters.script._plan import plan
from textfix.filters.script._stretch import changed
from textfix.filters.script._tables import char_rows, head_rows, pair_rows

pytestmark = pytest.mark.skipif(
    not tables_hold(), reason="another OpenCC than the tables came from"
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "opencc" / "testcases.json"

_HEADS = [
    "".join(chr(point) for point in row if point)
    for config in FAST
    for row in zip(*(column.tolist() for column in head_rows(f"{config}.heads")), strict=True)
]
_JOINS = [
    chr(a) + chr(b)
    for name in ("from-simplified", "to-simplified")
    for a, b in zip(*(column.tolist() for column in pair_rows(f"{name}.joins")), strict=True)
]
_COMPATIBLE = [chr(point) for point in char_rows("normal.chars")[0].tolist()]

# Text made of what phrases are made of: heads, joins and their characters, run together.
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(_HEADS),
        st.sampled_from(_JOINS),
        st.sampled_from(_JOINS).map(lambda pair: pair[0]),
        st.sampled_from(_COMPATIBLE),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from(
            [*"\n\t ，。、·AB1SQL", "\0", "\ud800", "\udc00", "\u2ff0", "\u2ff3", "\ufe00"]
        ),
        st.characters(),
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("config", FAST)
@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_equal_to_opencc(config: str, value: str) -> None:
    """The plan is asked directly, as `convert` leaves short text to OpenCC."""
    made = plan(config).edited(codepoints(value)) if value else ""
    assert made is None or made == convert_plain(value, config)
    assert (made is None) <= bool(re.search("[\u2ff0-\u2fff]", value))


def test_what_is_remembered_changes_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three runs are remembered at most here, so that they are forgotten all the time."""
    monkeypatch.setattr(_plan, "_REMEMBERED", 3)
    made = _plan.Plan("s2t", rare=True)
    values = ["发展理发头发\n" * 3, "皇后以后里面", "理发里面干部\0干净\ud800发展"]
    for value in values * 2 + values[::-1]:
        assert made.edited(codepoints(value)) == convert_plain(value, "s2t")


@pytest.mark.parametrize("config", [config for config in FAST if config != "s2twp"])
@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_changes_are_the_difference(config: str, value: str) -> None:
    points = codepoints(value)
    made = changed(points, *changes(points, config))
    plain = re.sub("[\u2ff0-\u2fff]", "\n", value)
    expected = codepoints(convert_plain(plain, config, rare=False))
    points = np.where(codepoints(plain) == 10, codepoints(plain), points)
    made = np.where(codepoints(plain) == 10, codepoints(plain), made)
    compatible = np.isin(points, char_rows("normal.chars")[0])
    assert (made == np.where(compatible, points, expected)).all()


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=60), st.sampled_from(FAST), st.booleans())
def test_long_text(parts: list[str], config: str, rare: bool) -> None:
    value = "\n".join(parts) * 12
    assert convert(value, config, include_tofu_risk=rare) == convert_plain(value, config, rare=rare)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(FAST))
def test_runs_grow_as_far_as_they_must(value: str, config: str) -> None:
    """Growing step by step finds what one look at every pair finds."""
    points, made = codepoints(value), plan(config)
    if len(points) < 3:
        return
    start = np.arange(0, len(points) - 1, 3)
    grown = made._grown(points, start, start + 2)
    if grown is not None:
        left, right = grown
        expected = made._stretches(points, start, start + 2)
        assert left.tolist() == expected[0].tolist()
        assert right.tolist() == expected[1].tolist()


@pytest.mark.skipif(not SHARED.is_file(), reason="OpenCC's cases are kept beside the project")
def test_opencc_cases() -> None:
    """All of OpenCC's own cases: 543 results of 232 inputs, each of a configuration we take."""
    cases = json.loads(re.sub(r",(\s*[\]}])", r"\1", SHARED.read_text("utf-8")))["cases"]
    asked = [
        (case["id"], config, case["input"], wanted)
        for case in cases
        for config, wanted in case["expected"].items()
    ]
    assert (len(cases), len(asked)) == (232, 543)
    for name, config, value, wanted in asked:
        for repeated in (1, 60):  # short text goes to OpenCC, long text the fast way
            made = convert("\n".join([value] * repeated), config)
            assert made == "\n".join([wanted] * repeated), name
