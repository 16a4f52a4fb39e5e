"""`control`: what goes, what becomes a newline, and what invisible characters are kept for."""

from __future__ import annotations

import time
import unicodedata

import pytest
from filter_helpers import cleaned, rules
from hypothesis import given
from hypothesis import strategies as st

from textfix.filters import ControlFilter

CONTROL = ControlFilter()
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("value", "expected", "rule"),
    [
        ("長\x00沙", "長沙", "control.c0"),
        ("長\x7f沙", "長沙", "control.c0"),
        ("長\x90沙", "長沙", "control.c0"),
        ("\x1b[1;31m長", "長", "control.terminal-escape"),
        ("長\x1b沙", "長沙", "control.c0"),
        ("長\u2028沙", "長\n沙", "control.line-break"),
        ("長\r沙", "長\n沙", "control.line-break"),
        ("長\r\r\n沙", "長\r\n沙", "control.carriage-return"),
        ("長\u200b沙", "長沙", "control.zero-width"),
        ("長\u200d沙", "長沙", "control.zero-width"),
        ("a\u200cb", "ab", "control.zero-width"),
        ("\ufeff長", "長", "control.zero-width"),
        ("ไทย\ufeffไทย", "ไทยไทย", "control.zero-width"),
        ("長\u2060沙", "長沙", "control.zero-width"),
        ("長\u00ad沙", "長沙", "control.zero-width"),
        ("長\u206a沙", "長沙", "control.zero-width"),
        ("長\u202e沙", "長沙", "control.bidi"),
        ("a\u200eb", "ab", "control.bidi"),
        ("長\U000e0041沙", "長沙", "control.tag"),
        ("長\ud800沙", "長\ufffd沙", "control.lone-surrogate"),
        ("\udc00\ud800", "\ufffd\ufffd", "control.lone-surrogate"),
        ("\ud83d\ude00", "😀", "control.surrogate-pair"),
        ("a" + "\u0301" * 31, "a" + "\u0301" * 30, "control.mark-run"),
    ],
)
def test_rule(value: str, expected: str, rule: str) -> None:
    assert cleaned(CONTROL, value) == expected
    assert set(rules(CONTROL, value)) == {rule}


@pytest.mark.parametrize(
    "value",
    [
        "甲\r\n乙\r\n",
        "長\r",  # the end of a text is a line break: this is half of a CRLF
        "甲\t乙\n",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        SCOTLAND,
        "می\u200cخواهم",
        "क्\u200dष",
        "ไทย\u200bไทย",
        "ខ្មែរ\u200bភាសា",
        "שלום\u200f!",
        "\u202bשלום\u202c",
        "Donau\u00addampf",
        "葛\U000e0100",
        "\ufe0f",
        "e" + "\u0301" * 30,
        "豈",  # U+F900 would change under NFC
        "한글",
        "cha\u0301ng",
    ],
)
def test_what_means_something_stays(value: str) -> None:
    assert cleaned(CONTROL, value) == value


def test_bidi_marks_are_judged_by_their_line() -> None:
    assert cleaned(CONTROL, "長\u200f沙\nשלום\u200f") == "長沙\nשלום\u200f"
    # U+2028 becomes a newline, so it ends the line already in the first run.
    assert cleaned(CONTROL, "長\u200f沙\u2028שלום\u200f") == "長沙\nשלום\u200f"


def test_a_pair_that_makes_an_invisible_character_is_no_pair() -> None:
    """U+DB40 U+DC41 is a tag: joined, it would be work for the next run."""
    assert cleaned(CONTROL, "\udb40\udc41") == "\ufffd\ufffd"


def test_marks_over_a_removed_character_are_one_run() -> None:
    value = "e" + "\u0301" * 20 + "\u200b" + "\u0301" * 20
    assert cleaned(CONTROL, value) == "e" + "\u0301" * 30


def test_after_it_normalisation_is_fast() -> None:
    """CPython 3.11 sorts a run of marks by insertion: 40 s for 100,000."""
    value = cleaned(CONTROL, "a" + "\u0301\u0323" * 50_000)
    start = time.thread_time()
    unicodedata.normalize("NFC", value)
    assert time.thread_time() - start < 1


@given(st.text(st.characters()))
def test_the_result_can_always_be_written(value: str) -> None:
    result = cleaned(CONTROL, value)
    result.encode("utf-8")
    assert not set(result) & {chr(p) for p in (*range(9), *range(14, 32), 0x7F)}
