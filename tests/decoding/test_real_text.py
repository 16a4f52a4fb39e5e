"""The round trip of real sentences, where the texts of ../shared are: skipped elsewhere."""

from __future__ import annotations

import json
import lzma
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.decoding import decode

from .strategies import ENCODINGS

POOL = Path(__file__).parents[3] / "shared" / "measure" / "encoding" / "pool.json.xz"
pytestmark = pytest.mark.skipif(not POOL.exists(), reason="no ../shared here")

# Characters of a text at least. Sixteen letters of one alphabet in single bytes can be words of
# another (16 of Hebrew came out Greek), and what a Windows code page shares with a Mac or DOS one
# needs a line; nothing shorter is promised for those.
LEAST, SINGLE, WESTERN = 16, 48, 160
LENGTHS = {
    **dict.fromkeys(("cp1250", "cp1252", "cp1254", "iso8859_2", "mac_roman", "cp850"), WESTERN),
    **dict.fromkeys(("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"), SINGLE),
    **dict.fromkeys(("cp1253", "iso8859_7", "cp1255", "cp1256", "cp874"), SINGLE),
}
PAIRS = [
    (language, codec)
    for language, codecs in ENCODINGS.items()
    for codec in codecs
    if codec != "utf-8"
]


@cache
def pool() -> dict[str, list[str]]:
    """Paragraphs of the development split, by language."""
    paragraphs: dict[str, list[str]] = json.loads(lzma.decompress(POOL.read_bytes()))["dev"]
    return paragraphs


@given(st.data())
def test_real_sentences_come_back(data: st.DataObject) -> None:
    """decode(x.encode(e)) is x, for real text of 16 characters and more that ``e`` can write."""
    language, codec = data.draw(st.sampled_from(PAIRS))
    paragraph = data.draw(st.sampled_from(pool()[language])).strip()
    kept = "".join(c for c in paragraph if _writable(c, codec))
    least = LENGTHS.get(codec, LEAST)
    if len(kept) < least:
        return
    start = data.draw(st.integers(0, min(12, len(kept) - least)))
    text = kept[start : data.draw(st.integers(start + least, len(kept)))].strip("\ufeff")
    raw = text.encode(codec)
    if raw.isascii() and not codec.startswith(("hz", "iso2022")):
        return
    if sum(c > "\x7f" for c in text) < 4:
        return  # one foreign letter in a line is a guess
    decoded = decode(raw)
    assert decoded.text == text, (codec, decoded)
    assert not decoded.damage
    assert decoded.restore() == raw


def _writable(char: str, codec: str) -> bool:
    """True if ``codec`` has the character and reads it back; "~" is an escape in some."""
    if char == "~" and codec.startswith(("hz", "iso2022")):
        return False
    try:
        raw = char.encode(codec)
        return raw.decode(codec) == char and not (codec == "euc_kr" and len(raw) > 2)
    except UnicodeError:
        return False
