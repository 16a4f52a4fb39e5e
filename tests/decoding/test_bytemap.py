"""byte_span: monotone, tight, cheap; slices of the bytes decode to slices of the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.decoding import decode
from textfix.decoding._bytemap import ANCHOR

from .strategies import NASTY, SENTENCES

STATELESS = [
    "utf-8",
    "gb18030",
    "big5hkscs",
    "cp932",
    "euc_jp",
    "cp949",
    "johab",
    "utf-16-le",
    "utf-32-be",
    "cp1251",
]


@given(st.one_of(st.binary(max_size=120), NASTY), st.data())
def test_spans_are_monotone(data: bytes, draw: st.DataObject) -> None:
    """A later or longer span never begins or ends earlier; all lie in the input."""
    decoded = decode(
        data, encoding=draw.draw(st.sampled_from([None, *STATELESS, "hz", "iso2022_jp"]))
    )
    n = len(decoded.text)
    starts = [decoded.byte_span(i, n)[0] for i in range(n + 1)]
    ends = [decoded.byte_span(0, i)[1] for i in range(n + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= b <= len(data) for b in (*starts, *ends))
    for i in range(n):
        start, end = decoded.byte_span(i, i + 1)
        assert start <= end


@given(st.sampled_from(STATELESS), st.data())
def test_slices_correspond(codec: str, draw: st.DataObject) -> None:
    """The bytes of a span decode to the characters of that span."""
    lines = [s for group in SENTENCES.values() for s in group]
    text = "".join(draw.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=3)))
    data = text.encode(codec, "ignore")
    decoded = decode(data, encoding=codec)
    a, b = sorted(draw.draw(st.tuples(*[st.integers(0, len(decoded.text))] * 2)))
    start, end = decoded.byte_span(a, b)
    assert data[start:end].decode(codec) == decoded.text[a:b]


@pytest.mark.parametrize("codec", STATELESS)
def test_spans_across_anchors(codec: str) -> None:
    """Long runs are measured from anchors; every boundary near one agrees with plain encoding."""
    text = (SENTENCES["ru"][0] if codec == "cp1251" else "天地玄黃 abc 宇宙洪荒。" * 2) * 300
    text = text.encode(codec, "ignore").decode(codec)
    decoded = decode(text.encode(codec), encoding=codec)
    for at in (
        0,
        1,
        ANCHOR - 1,
        ANCHOR,
        ANCHOR + 1,
        2 * ANCHOR,
        3 * ANCHOR + 7,
        len(text) - 1,
        len(text),
    ):
        prefix = len(text[:at].encode(codec))
        assert decoded.byte_span(at, len(text))[0] == prefix
        assert decoded.byte_span(0, at)[1] == prefix


def test_damage_keeps_its_bytes() -> None:
    """The replacement character spans exactly the bytes it stands for, its neighbours theirs."""
    data = "山高".encode("gbk") + b"\xff" + "月小".encode("gbk")
    decoded = decode(data, encoding="gbk", errors="replace")
    assert decoded.text == "山高\ufffd月小"
    assert [decoded.byte_span(i, i + 1) for i in range(5)] == [
        (0, 2),
        (2, 4),
        (4, 5),
        (5, 7),
        (7, 9),
    ]
    assert [(d.byte_start, d.byte_end, d.start, d.end) for d in decoded.damage] == [(4, 5, 2, 3)]


def test_codes_of_two_characters_share_their_bytes() -> None:
    """Big5-HKSCS 8862 is a letter and a combining macron: either of them spans both bytes."""
    data = "中".encode("big5") + b"\x88\x62" + "文".encode("big5")
    decoded = decode(data, encoding="big5")
    assert decoded.text == "中\u00ca\u0304文"
    assert decoded.byte_span(1, 2) == decoded.byte_span(2, 3) == (2, 4)
    assert decoded.restore() == data


def test_spans_outside_the_text_are_errors() -> None:
    """Positions out of range, and reversed spans, raise."""
    decoded = decode("山".encode())
    for span in ((-1, 0), (0, 2), (1, 0)):
        with pytest.raises(IndexError, match="not inside"):
            decoded.byte_span(*span)


def test_many_spans_are_cheap() -> None:
    """A span in a text of 4 MB costs no more than 20 times one in a text of 4 kB."""
    small = decode(("天地玄黃，宇宙洪荒。" * 130).encode("gbk"))
    large = decode(("天地玄黃，宇宙洪荒。" * 130_000).encode("gbk"))

    def cost(decoded: object, n: int) -> float:
        best = 1.0
        for _ in range(5):
            start = time.perf_counter()
            for i in range(200):
                at = i * 7919 % n
                decoded.byte_span(at, at + 1)  # type: ignore[attr-defined]
            best = min(best, time.perf_counter() - start)
        return best

    large.byte_span(600_000, 600_001)  # the anchors
    assert cost(large, len(large.text) - 1) < 20 * cost(small, len(small.text) - 1)
