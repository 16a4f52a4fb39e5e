"""What is no text is called binary, kept byte for byte, and never believed."""

from __future__ import annotations

import random
import struct
import zlib

import pytest

from textfix import decode, detect

from .strategies import PAIRS, SENTENCES

_CHANCE = random.Random(5)
_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 64, 64, 8, 2, 0, 0, 0)

BINARIES = {
    "random": _CHANCE.randbytes(5000),
    "random, 64 bytes": _CHANCE.randbytes(64),
    "picture": _PNG + zlib.compress(_CHANCE.randbytes(3000)),
    "floats": struct.pack("<500d", *(_CHANCE.gauss(0, 1) for _ in range(500))),
    "words between": b"".join(_CHANCE.randbytes(40) + b"some words " for _ in range(50)),
}


@pytest.mark.parametrize("name", BINARIES)
def test_binary_is_binary(name: str) -> None:
    """Named as such, at a low confidence; every byte is one character and comes back."""
    data = BINARIES[name]
    decoded = decode(data)
    assert (decoded.how, decoded.encoding) == ("binary", "iso8859-1")
    assert decoded.confidence < 0.05
    assert decoded.text == data.decode("iso8859-1")
    assert not decoded.damage
    assert decoded.restore() == data
    assert detect(data).candidates[0].encoding == "iso8859-1"


@pytest.mark.parametrize("seed", range(20))
def test_a_few_random_bytes_are_not_believed(seed: int) -> None:
    """48 bytes are too few to be called binary; the reading is as good as any, and says so."""
    data = random.Random(seed).randbytes(48)
    if data.isascii():
        return
    decoded = decode(data)
    assert decoded.how != "binary"
    assert decoded.confidence < 0.5


def test_candidates_are_an_order() -> None:
    """Whoever names the encodings gets one of them."""
    assert decode(BINARIES["random"], candidates=["big5", "gb18030"]).encoding != "iso8859-1"


@pytest.mark.parametrize(("language", "codec"), PAIRS)
def test_text_is_never_binary(language: str, codec: str) -> None:
    """Not even with every twentieth byte changed, where that leaves a text to be seen."""
    if codec.startswith(("utf-32", "iso2022")):
        pytest.skip("a changed byte in these leaves no unit, or no shift state, to go by")
    data = bytearray("\n".join(SENTENCES[language]).encode(codec, "ignore"))
    chance = random.Random(1)
    for at in range(7, len(data), 20):
        data[at] = chance.randrange(256)
    assert decode(bytes(data)).how != "binary"
