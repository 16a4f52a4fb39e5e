"""restore() gives the input back to the byte, whatever the bytes, whatever the codec."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.decode import decode
from textfix.decode._reading import BIJECTIVE

CODECS = [
    "utf-8", "gb18030", "big5", "cp932", "euc_jp", "cp949", "johab", "hz", "iso2022_jp", "iso2022_kr",
    "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "cp1251", "cp1258", "koi8-r", "cp874",
    "euc_jis_2004", "shift_jis_2004", "utf-7", "mac-roman", "cp037",
]  # fmt: skip

# Bytes that steer decoders: shifts, leads, trails, duplicates of Big5 and Windows-31J.
NASTY = st.lists(
    st.sampled_from(
        [b"\x1b$B", b"\x1b(B", b"~{", b"~}", b"\x0e", b"\x0f", b"\n", b"\r", b"a", b"\x80", b"\xff", b"\x81", b"\xfe",
         b"\xa4\xa2", b"\xa2\xcc", b"\xfa\x40", b"\x87\x90", b"\x88\x62", b"\x8e", b"\x8f\xa2\xb7", b"\xd8\x00",
         b"\x84\x31\x95\x33", b"\xef\xbb\xbf", b"\xff\xfe", b"\x30", b"\xe4\xb8\xad", b"\x00", b"\xed\xa0\x80"]
    ),
    max_size=24,
).map(b"".join)  # fmt: skip


@given(st.one_of(st.binary(max_size=200), NASTY), st.sampled_from([None, *CODECS]))
def test_any_bytes_come_back(data: bytes, encoding: str | None) -> None:
    """Random and nasty bytes, detected or forced: restored, covered once, never an exception."""
    decoded = decode(data, encoding=encoding)
    assert decoded.restore() == data
    assert decoded.restore(decoded.text) == data
    ends = [0, *(s.byte_end for s in decoded.segments)]
    assert [s.byte_start for s in decoded.segments] == ends[:-1]
    assert ends[-1] == len(data)
    assert "".join(decoded.text[s.start : s.end] for s in decoded.segments) == decoded.text


@given(st.binary(max_size=120))
def test_pickle_keeps_the_way_back(data: bytes) -> None:
    """A Decoded that went through pickle still restores."""
    assert pickle.loads(pickle.dumps(decode(data))).restore() == data


@pytest.mark.parametrize("codec", sorted(BIJECTIVE - {"utf-8"}))
def test_bijective_codecs_are(codec: str) -> None:
    """Every code of a codec that skips verification re-encodes to itself (all of them)."""
    wide = codec.startswith("utf")
    if wide:
        for start in range(0, 0x110000, 0x1000):
            if 0xD800 <= start < 0xE000:
                continue
            text = "".join(map(chr, range(start, start + 0x1000)))
            assert text.encode(codec).decode(codec) == text
        return
    for lead in range(0x80, 0x100):
        for trail in range(0x100):
            pair = bytes((lead, trail))
            try:
                text = pair.decode(codec)
            except UnicodeDecodeError:
                continue
            assert text.encode(codec) == pair
    if codec == "gb18030":
        # Four-byte codes count upwards; blocks that fail hold unassigned codes and are walked.
        for lead in range(0x81, 0xFF):
            for second in range(0x30, 0x3A):
                block = b"".join(
                    bytes((lead, second, third, fourth))
                    for third in range(0x81, 0xFF)
                    for fourth in range(0x30, 0x3A)
                )
                text = block.decode(codec, "ignore")
                kept = text.encode(codec)
                assert kept in block or len(kept) < len(block)
                assert kept.decode(codec) == text
