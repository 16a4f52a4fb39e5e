"""`mojibake`: UTF-8 read as a Western page comes back; CJK-safe; the gate costs no repair."""

from __future__ import annotations

import pytest
from filter_helpers import cleaned, rules
from hypothesis import given
from hypothesis import strategies as st

from textfix._text import Text
from textfix.filters import MojibakeFilter
from textfix.testing import as_mojibake, han_text

MOJIBAKE = MojibakeFilter()
PAGES = ["latin-1", "cp1252", "cp1251", "cp437", "mac_roman"]


def sloppy(value: str, page: str) -> str:
    """As browsers read: bytes that a page does not define as Latin-1."""
    return "".join(
        bytes([b]).decode(page, "ignore") or bytes([b]).decode("latin-1") for b in value.encode()
    )


@pytest.mark.parametrize("page", PAGES)
@given(value=han_text(length=(4, 20)))
def test_hanzi_come_back(page: str, value: str) -> None:
    """Or stay as they are; never a third thing."""
    damaged = sloppy(value, page)
    assert cleaned(MOJIBAKE, damaged) in (value, damaged)


@pytest.mark.parametrize("page", ["latin-1", "cp1252", "mac_roman"])
@pytest.mark.parametrize("value", ["長沙市的會議", "天气很好，我们去公园。", "“引號”與《書名》"])
def test_certain_cases_come_back(page: str, value: str) -> None:
    assert cleaned(MOJIBAKE, sloppy(value, page)) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cafÃ©", "café"),
        ("itâ€™s", "it’s"),
        ("â€œquotedâ€\x9d", "“quoted”"),
        (as_mojibake("naïve café", [("utf-8", "latin-1")] * 2), "naïve café"),
        ("voilÃ  le", "voilà le"),
    ],
)
def test_western_text_comes_back(value: str, expected: str) -> None:
    assert cleaned(MOJIBAKE, value) == expected
    assert set(rules(MOJIBAKE, value)) == {"mojibake.western"}


@pytest.mark.parametrize(
    "value",
    [
        "他說：“好，走！”",  # ftfy's defaults make "好,走!" of it
        "ＡＢＣ　ｶﾀｶﾅ",
        "&lt;b&gt; &amp; &eacute;",
        "ﬁne ﬂow",
        "é\u0301 e\u0301",
        "DÉJÀ VU, SÃO PAULO, L’Île",
        "長\r\n沙\u2028市\x1b[31m",
        "\ud800",
        "豈",
    ],
)
def test_nothing_else_of_ftfy_is_done(value: str) -> None:
    assert cleaned(MOJIBAKE, value) == value


def test_why_names_the_chain() -> None:
    (edit,) = MOJIBAKE.edits(Text("cafÃ©"))
    assert (edit.start, edit.end, edit.new) == (3, 5, "é")
    assert "latin-1" in edit.why or "windows-1252" in edit.why


def test_lines_are_repaired_by_themselves() -> None:
    """ftfy's own line loop lets one line's settings leak into the next."""
    assert cleaned(MOJIBAKE, "好\ncafÃ©\n<b>\ncafÃ©\n") == "好\ncafé\n<b>\ncafé\n"


def test_a_very_long_line_is_not_lost() -> None:
    value = "長" * 1_200_000 + "cafÃ©"
    assert cleaned(MOJIBAKE, value) in (value, "長" * 1_200_000 + "café")


@given(st.text(st.characters(min_codepoint=0x80, max_codepoint=0x2122), max_size=12))
def test_the_gate_hides_no_repair(value: str) -> None:
    """Whatever ftfy would do to UTF-8 read wrongly shows a lead and a tail: the oracle is ftfy."""
    from ftfy import fix_encoding_and_explain

    from textfix.filters.mojibake.western import _config

    line = value.replace("\n", "").replace("\r", "")
    expected = fix_encoding_and_explain(line, _config()).text
    if not any(char in line for char in "\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"):
        assert cleaned(MOJIBAKE, line) == expected
