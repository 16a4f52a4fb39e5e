"""The classes of code points: what must be in them, so that no gate shuts out work."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from textfix._charclass import CharClass, flag_table
from textfix._rules import rules_dir


def has(char: str, flag: CharClass) -> bool:
    return bool(flag_table()[ord(char)] & flag)


@pytest.mark.parametrize(
    ("chars", "flag"),
    [
        ("長长々〇𠮷豈", CharClass.HAN),
        ("かカㄅ한ﾊ", CharClass.OTHER_CJK),
        ("，。、；：！？“”‘’《》【】「」…—·（）", CharClass.CJK_MARK),
        ("！ａＺ０～（", CharClass.FULL_ASCII),
        ("!(),.:;?", CharClass.NARROW_MARK),
        ("0123456789", CharClass.DIGIT),
        ("(（", CharClass.OPEN),
        (")）", CharClass.CLOSE),
        (" \t\u00a0\u3000\u2003", CharClass.BLANK),
        ("azAZ", CharClass.LATIN),
        (
            "\x00\r\x1b\x85\u200b\u200d\u202e\u2028\ufeff\ud800\udfff\U000e0067\u00ad",
            CharClass.CONTROL,
        ),
    ],
)
def test_members(chars: str, flag: CharClass) -> None:
    assert [char for char in chars if not has(char, flag)] == []


@pytest.mark.parametrize("flag", [CharClass.CONTROL, CharClass.BLANK])
def test_newline_and_letters_are_no_noise(flag: CharClass) -> None:
    assert [char for char in "\na長。" if has(char, flag)] == []


def test_tab_and_newline_do_not_open_the_gate_of_control() -> None:
    assert not has("\t", CharClass.CONTROL)
    assert not has("\n", CharClass.CONTROL)


def test_every_control_and_format_character_of_ascii_and_latin_is_control() -> None:
    wanted = [c for c in map(chr, range(0x100)) if unicodedata.category(c) in ("Cc", "Cf")]
    assert [c for c in wanted if c not in "\t\n" and not has(c, CharClass.CONTROL)] == []


def test_every_combining_mark_is_combining() -> None:
    """A superset, so that no run of marks slips past the gate; all of Unicode is asked."""
    table = flag_table()
    marks = [p for p in range(0x110000) if unicodedata.category(chr(p))[0] == "M"]
    missing = [hex(p) for p in marks if not table[p] & CharClass.COMBINING]
    assert missing == []


def test_every_letter_of_every_reading_is_reading() -> None:
    """Or else `gloss` would shut its gate on a reading of its own table."""
    table = (rules_dir() / "gloss" / "readings.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    letters = set("".join(row[1] for row in rows if len(row) > 1)) - {" "}
    assert len(letters) > 30
    letters |= set(unicodedata.normalize("NFD", "".join(letters)))
    assert sorted(char for char in letters if not has(char, CharClass.READING)) == []


@pytest.mark.parametrize("page", ["latin-1", "cp1252", "cp1251", "cp437", "mac_roman"])
def test_mojibake_of_hanzi_shows_lead_and_tail(page: str) -> None:
    shown = "".join(
        bytes([b]).decode(page, "ignore") or bytes([b]).decode("latin-1") for b in "長".encode()
    )
    assert has(shown[0], CharClass.BYTE_LEAD)
    assert all(has(char, CharClass.BYTE_TAIL) for char in shown[1:])


def test_table_is_whole_and_cannot_be_written() -> None:
    table = flag_table()
    assert table.shape == (0x110000,)
    assert table.dtype == np.uint16
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 1
