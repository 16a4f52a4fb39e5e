"""`pages`: every character a page shows gives its bytes back."""

from __future__ import annotations

import numpy as np
import pytest

from textfix.filters.mojibake.pages import ONE_BYTE, high_characters, one_byte, two_byte

TWO_BYTE = {"gbk": "gbk", "big5": "cp950", "cp932": "cp932", "cp949": "cp949", "euc_jp": "euc_jp"}


@pytest.mark.parametrize("row", range(len(ONE_BYTE)))
def test_a_one_byte_page_is_the_codec_and_sloppy_where_it_has_no_character(row: int) -> None:
    page = one_byte()[row]
    for byte in range(256):
        shown = bytes([byte]).decode(page.name, "ignore") or chr(byte)
        assert page.encode(shown) == bytes([byte])
        if byte >= 128:
            assert high_characters()[shown] & page.bit


@pytest.mark.parametrize("name", TWO_BYTE)
def test_a_two_byte_page_agrees_with_its_codec(name: str) -> None:
    page, codec = two_byte(name), TWO_BYTE[name]
    for point in range(0x20, 0x10000, 7):
        try:
            data = chr(point).encode(codec)
        except UnicodeEncodeError:
            continue
        if len(data) <= 2 and data.decode(codec) == chr(point):
            code = int(page.codes[point])
            # Which of two codes of a character is the usual one, Windows and Python may differ.
            assert code == int.from_bytes(data, "big") or chr(int(page.points[code])) == chr(point)


@pytest.mark.parametrize("name", TWO_BYTE)
def test_a_two_byte_page_is_its_own_inverse(name: str) -> None:
    page = two_byte(name)
    points = np.flatnonzero(page.codes)
    # Big5 shows Hong Kong's characters where Windows shows private use: both give their bytes.
    points = points[(points < 0xE000) | (points > 0xF8FF)]
    back = page.points[page.codes[points]]
    differing = points[back != points]
    # Marks for which Big5's variants have one code: ￠ U+FFE0 and ¢ U+00A2, box drawing, Cyrillic.
    assert len(differing) <= (60 if name == "big5" else 0), [hex(p) for p in differing]


@pytest.mark.parametrize(
    ("name", "character", "code"),
    [
        ("gbk", "\ue219", 0xAFE4),  # Windows gives users' pairs private-use characters
        ("gbk", "€", 0x80),
        ("cp932", "\uf8f0", 0xA0),
        ("cp932", "\ue000", 0xF040),
        ("big5", "\ue311", 0x8E40),
        ("big5", "\uf848", 0xC8FE),
        ("cp949", "\ue05d", 0xC9FE),
    ],
)
def test_private_use_characters_are_windows_own(name: str, character: str, code: int) -> None:
    assert two_byte(name).codes[ord(character)] == code
