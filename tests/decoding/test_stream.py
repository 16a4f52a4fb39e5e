"""Streams: consecutive blocks that restore to the stream, and the text of the whole."""

from __future__ import annotations

import io
import random
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import ConfigError
from textfix.decoding import Decoded, decode, decode_stream

from .strategies import NASTY, SENTENCES

HANS, HANT, JA, KO = (SENTENCES[k] for k in ("zh-Hans", "zh-Hant", "ja", "ko"))


class Drip(io.RawIOBase):
    """A stream that hands out a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes, seed: int) -> None:
        self._data, self._at, self._random = data, 0, random.Random(seed)

    def read(self, size: int = -1) -> bytes:
        take = min(size, self._random.randint(1, 900)) if size > 0 else len(self._data)
        part = self._data[self._at : self._at + take]
        self._at += len(part)
        return part


def blocks_of(data: bytes, size: int, **options: object) -> list[Decoded]:
    """All blocks, with the laws that hold for any stream checked."""
    stream: BinaryIO = Drip(data, size)  # type: ignore[assignment]
    blocks = list(decode_stream(stream, block_bytes=size, **options))  # type: ignore[arg-type]
    assert b"".join(block.restore() for block in blocks) == data
    for block in blocks:
        length = len(block.restore())
        assert 0 < length <= size
        assert block.segments[-1].byte_end == length
    return blocks


@given(st.one_of(st.binary(max_size=600), NASTY), st.integers(64, 200))
def test_any_stream_restores(data: bytes, size: int) -> None:
    """Random bytes in small blocks: nothing lost, nothing doubled, no exception."""
    blocks_of(data, size)


CODECS = [
    "utf-8",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "hz",
    "iso2022_jp",
    "iso2022_cn",
    "euc_tw",
]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("size", [64, 97, 1000, 4096])
@pytest.mark.parametrize("joint", ["\n", ""])
def test_blocks_join_to_the_text(codec: str, size: int, joint: str) -> None:
    """Blocks cut anywhere, with newlines or without, join to the whole text in its encoding."""
    group = {"cp932": JA, "euc_jp": JA, "iso2022_jp": JA, "big5": HANT, "euc_tw": HANT}.get(
        codec, HANS
    )
    text = joint.join(group * 12)
    data = text.encode(codec)
    blocks = blocks_of(data, size, encoding=codec)
    assert "".join(block.text for block in blocks) == text
    assert not any(block.damage for block in blocks)
    if size >= 1000:
        found = blocks_of(data, size)
        assert "".join(block.text for block in found) == text


def test_korean_shift_state_is_carried() -> None:
    """ISO-2022-KR announces itself once; later blocks still read."""
    text = "\n".join(KO * 10)
    blocks = blocks_of(text.encode("iso2022_kr"), 256)
    assert "".join(block.text for block in blocks) == text
    assert {block.encoding for block in blocks} == {"iso2022_kr"}


def test_blocks_end_after_newlines() -> None:
    """Where a block holds a newline it ends with one."""
    data = "\n".join(HANS * 30).encode("gbk")
    blocks = blocks_of(data, 1024)
    assert all(block.text.endswith("\n") for block in blocks[:-1])


def test_a_later_contradiction_decides_anew() -> None:
    """ASCII, then UTF-8, then GBK, then Big5: each part is read in its own encoding."""
    parts = [("plain text only\n" * 100, "ascii"), ("\n".join(HANS * 40) + "\n", "utf-8")]
    parts += [("\n".join(HANS * 40) + "\n", "gbk"), ("\n".join(HANT * 40) + "\n", "big5")]
    data = b"".join(text.encode(codec) for text, codec in parts)
    blocks = blocks_of(data, 1024)
    assert "".join(block.text for block in blocks) == "".join(text for text, _ in parts)
    assert {block.encoding for block in blocks} == {"utf-8", "gb18030", "big5hkscs"}


def test_damage_late_in_a_stream() -> None:
    """A byte lost in the last block is salvaged there."""
    data = "\n".join(HANS * 100).encode("gbk")
    cut = len(data) - 300 | 1
    blocks = blocks_of(data[:cut] + data[cut + 1 :], 2048)
    assert sum(len(block.damage) for block in blocks) <= 1
    text = "".join(block.text for block in blocks)
    assert text.startswith("\n".join(HANS * 97))
    assert text.endswith(HANS[-1])


def test_a_lost_byte_in_utf16_does_not_shift_later_blocks() -> None:
    """The block after a lost byte begins where units begin again."""
    text = "".join(HANS * 20)
    data = text.encode("utf-16-le")
    blocks = blocks_of(data[:1001] + data[1002:], 512, encoding="utf-16-le")
    joined = "".join(block.text for block in blocks)
    assert joined.startswith(text[:499])
    assert joined.endswith(text[503:])
    assert sum(len(block.damage) for block in blocks) == 1


def test_one_block_is_the_whole() -> None:
    """A stream that fits into one block gives what decode gives."""
    data = "\n".join(HANT).encode("big5")
    assert blocks_of(data, 1 << 20) == [decode(data)]


def test_empty_stream() -> None:
    """No bytes, no blocks."""
    assert blocks_of(b"", 64) == []


def test_a_block_size_too_small() -> None:
    """Refused at once, not when the first block is asked for."""
    with pytest.raises(ConfigError, match="at least 64"):
        decode_stream(io.BytesIO(b""), block_bytes=63)
