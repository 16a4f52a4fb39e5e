"""restore() gives the input back to the byte, whatever the bytes, whatever the codec."""

from __future__ import annotations

import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import TextfixError
from textfix.decoding import Decoded, decode
from textfix.decoding._duplicates import LISTED_FROM, PAIRED, duplicates
from textfix.decoding._reading import BIJECTIVE

from .strategies import NASTY, SENTENCES

CODECS = [
    "utf-8",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "johab",
    "hz",
    "iso2022_jp",
    "iso2022_kr",
    "iso2022_cn",
    "euc_tw",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
    "cp1252",
    "cp1251",
    "cp1258",
    "koi8-r",
    "cp874",
    "euc_jis_2004",
    "shift_jis_2004",
    "utf-7",
    "mac-roman",
    "cp037",
]


def check(decoded: Decoded, data: bytes) -> None:
    """The laws of every result: restored, covered once, spans inside, damage on its bytes."""
    assert decoded.restore() == data
    assert decoded.restore(decoded.text) == data
    ends = [0, *(s.byte_end for s in decoded.segments)]
    assert [s.byte_start for s in decoded.segments] == ends[:-1]
    assert ends[-1] == len(data)
    assert "".join(decoded.text[s.start : s.end] for s in decoded.segments) == decoded.text
    for damage in decoded.damage:
        assert 0 <= damage.byte_start <= damage.byte_end <= len(data)
        shown = decoded.text[damage.start : damage.end]
        # What was filled in is a character; all else that was lost shows as U+FFFD.
        assert shown
        assert ("\ufffd" in shown) == (damage.action != "filled")
    assert 0.0 <= decoded.confidence <= 1.0


@given(st.one_of(st.binary(max_size=200), NASTY), st.sampled_from([None, *CODECS]))
def test_any_bytes_come_back(data: bytes, encoding: str | None) -> None:
    """Random and nasty bytes, detected or forced: restored, covered once, never an exception."""
    check(decode(data, encoding=encoding), data)


def test_damage_lies_on_its_own_bytes() -> None:
    """EUC-JP's decoder holds a byte back; the record must not slip by one (found by Hypothesis)."""
    data = b"\x80\x80\x00\x8f\xa2\xb7"
    decoded = decode(data, encoding="euc-jp")
    check(decoded, data)
    assert decoded.text == "\ufffd\ufffd\x00~"
    assert [(d.byte_start, d.byte_end) for d in decoded.damage] == [(0, 1), (1, 2)]


@pytest.mark.parametrize("codec", ["euc_jp", "euc_jis_2004"])
def test_a_letter_after_a_lone_lead_is_no_damage(codec: str) -> None:
    """The decoder held the last letter back, and it was recorded as damage (found by the fuzz)."""
    data = b"\x8f\xa2\xb7\x8fa"
    decoded = decode(data, encoding=codec)
    check(decoded, data)
    assert decoded.text == "~\ufffda"
    assert [(d.byte_start, d.byte_end) for d in decoded.damage] == [(3, 4)]


# The code that makes EUC-JP be read byte by byte, and what can stand in pieces around it.
AROUND = (b"\x8f\xa2\xb7", b"\x8f", b"\xa2", b"\xb7", b"a", b"\n", b"\xff", b"\x8e", b"\x80")


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_short_order_of_hard_bytes_comes_back(length: int) -> None:
    """All orders of the bytes that EUC-JP's decoder holds back, around its one duplicate."""
    for parts in itertools.product(AROUND, repeat=length):
        data = b"".join(parts)
        check(decode(data, encoding="euc_jp"), data)


@given(st.sampled_from(sorted(SENTENCES)), st.data())
def test_damaged_text_comes_back(language: str, data: st.DataObject) -> None:
    """Real sentences with bytes dropped, changed and inserted, in several encodings at once."""
    lines = []
    for _ in range(data.draw(st.integers(1, 4))):
        codec = data.draw(
            st.sampled_from(["utf-8", "gb18030", "big5hkscs", "cp932", "cp949", "cp1251"])
        )
        raw = bytearray(data.draw(st.sampled_from(SENTENCES[language])).encode(codec, "ignore"))
        for _ in range(data.draw(st.integers(0, 3))):
            if raw:
                at = data.draw(st.integers(0, len(raw) - 1))
                raw[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
        lines.append(bytes(raw))
    joined = b"\n".join(lines)
    check(decode(joined), joined)


@given(st.binary(max_size=120))
def test_pickle_keeps_the_way_back(data: bytes) -> None:
    """A Decoded that went through pickle equals the first and still restores."""
    decoded = decode(data)
    again = pickle.loads(pickle.dumps(decoded))
    assert again == decoded
    assert again.restore() == data


def test_another_text_is_refused() -> None:
    """The map fits one text only; a different one is an error, not a wrong answer."""
    decoded = decode("山高月小".encode("gbk"))
    with pytest.raises(TextfixError, match="another text"):
        decoded.restore("水落石出")


def test_the_map_does_not_keep_the_input() -> None:
    """A clean legacy text of 200 kB leaves a map of a few hundred bytes."""
    data = ("".join(SENTENCES["zh-Hans"]) * 1000).encode("gb18030")
    decoded = decode(data)
    assert len(pickle.dumps(decoded._map())) < 2000
    assert decoded.restore() == data


@pytest.mark.parametrize("codec", sorted(BIJECTIVE))
def test_bijective_codecs_are(codec: str) -> None:
    """Every code of a codec that skips verification re-encodes to itself (all of them)."""
    if codec.startswith("utf"):
        text = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
        assert text.encode(codec).decode(codec) == text
        return
    assert not list(irregular_pairs(codec))
    if codec == "gb18030":
        # Python accepts 1,112,064 sequences as GB18030, one per code point: it is a bijection
        # if decoding is the inverse of encoding on all of them.
        whole = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
        assert whole.encode(codec).decode(codec) == whole
        assert four_byte_codes() == sum(len(c.encode(codec)) == 4 for c in whole)


def irregular_pairs(codec: str) -> list[bytes]:
    """All one- and two-byte codes that do not re-encode to themselves."""
    found = []
    for lead in range(0x80, 0x100):
        for trail in range(0x100):
            pair = bytes((lead, trail))
            try:
                text = pair.decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) > 1 and text == pair[:1].decode(codec, "replace") + pair[1:].decode(
                codec, "replace"
            ):
                continue  # two single bytes
            if text.encode(codec) != pair or len(text) > 1:
                found.append(pair)
    return found


def four_byte_codes() -> int:
    """How many four-byte sequences Python's GB18030 decodes."""
    heads = (
        bytes((a, b, c))
        for a in range(0x81, 0xFF)
        for b in range(0x30, 0x3A)
        for c in range(0x81, 0xFF)
    )
    return sum(_accepted(head) for head in heads)


def _accepted(head: bytes) -> int:
    """How many of the ten codes that begin with ``head`` decode."""
    codes = [head + bytes((last,)) for last in range(0x30, 0x3A)]
    try:
        return len(b"".join(codes).decode("gb18030"))
    except UnicodeDecodeError:
        return sum("\ufffd" not in code.decode("gb18030", "replace") for code in codes) + sum(
            code == "\ufffd".encode("gb18030") for code in codes
        )


@pytest.mark.parametrize("codec", sorted(PAIRED))
def test_duplicates_are_all_listed(codec: str) -> None:
    """The list that replaces verification is complete, and text with such a code restores."""
    listed = {
        bytes((lead, trail)) for lead, trails in duplicates(codec).items() for trail in trails
    }
    assert set(irregular_pairs(codec)) == listed
    assert listed
    plain = {"cp932": "吾輩は猫である。\n", "johab": "나는 고양이다.\n"}.get(
        codec, "我是貓。\n"
    ).encode(codec)
    for pair in sorted(listed)[::19]:
        data = plain * (LISTED_FROM // len(plain)) + pair + plain * 2
        assert decode(data, encoding=codec).restore() == data


def test_the_one_duplicate_of_euc_jp() -> None:
    """8F A2 B7 is the only three-byte code of EUC-JP that does not re-encode to itself."""
    found = []
    for a in range(0xA1, 0xFF):
        for b in range(0xA1, 0xFF):
            code = bytes((0x8F, a, b))
            try:
                text = code.decode("euc_jp")
            except UnicodeDecodeError:
                continue
            if text.encode("euc_jp") != code:
                found.append(code)
    assert found == [b"\x8f\xa2\xb7"]
    assert not irregular_pairs("euc_jp")
