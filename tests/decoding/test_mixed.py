"""Mixed files, damaged files, and clean files that must not be taken for either."""

from __future__ import annotations

import pytest

from textfix.decoding import decode

from .strategies import SENTENCES

HANS, HANT, JA, KO, FR = (SENTENCES[k] for k in ("zh-Hans", "zh-Hant", "ja", "ko", "fr"))

MIXTURES = [
    ("utf-8", HANS, "gb18030", HANS),
    ("utf-8", HANT, "big5hkscs", HANT),
    ("gb18030", HANS, "big5hkscs", HANT),
    ("utf-8", JA, "cp932", JA),
    ("utf-8", KO, "cp949", KO),
    ("utf-8", FR, "cp1252", FR),
]


@pytest.mark.parametrize(("one", "ones", "two", "twos"), MIXTURES)
@pytest.mark.parametrize("pattern", ["0001", "0111", "0101100", "1110000", "00000000000000000001"])
def test_lines_in_two_encodings(
    one: str, ones: tuple[str, ...], two: str, twos: tuple[str, ...], pattern: str
) -> None:
    """Every line is read in its own encoding, and the segments say which."""
    lines = [(two, twos) if kind == "1" else (one, ones) for kind in pattern]
    texts = [group[i % len(group)] for i, (_, group) in enumerate(lines)]
    data = b"\n".join(text.encode(codec) for text, (codec, _) in zip(texts, lines, strict=True))
    decoded = decode(data)
    assert decoded.text == "\n".join(texts)
    # French cannot tell Windows-1252 from ISO-8859-15; both read these bytes alike.
    found = {s.encoding.replace("iso8859-15", "cp1252") for s in decoded.segments}
    assert found == {codec for codec, _ in lines}
    assert not decoded.damage
    assert decoded.restore() == data


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "cp932", "cp949", "euc_jp"])
def test_every_lost_byte_is_survived(codec: str) -> None:
    """Dropping any one byte costs at most three characters; the rest of the text is as before."""
    group = {"gb18030": HANS, "big5hkscs": HANT, "cp949": KO}.get(codec, JA)
    text = "\n".join((*group, *group))
    data = text.encode(codec)
    bad = []
    for at in range(40, len(data) - 40):
        if data[at] < 0x80:
            continue
        got = decode(data[:at] + data[at + 1 :]).text
        head = next(
            (i for i, (a, b) in enumerate(zip(got, text, strict=False)) if a != b), len(got)
        )
        tail = next(
            (i for i, (a, b) in enumerate(zip(got[::-1], text[::-1], strict=False)) if a != b), 0
        )
        if len(text) - head - tail > 3:
            bad.append(at)
    # A shift of two or three characters that reads as common ones cannot be seen.
    assert len(bad) <= 0.03 * len(data), (len(bad), len(data))


def test_a_lost_byte_is_in_the_record() -> None:
    """What was left over is named with its byte, its character and what was done."""
    line = HANS[1].encode("gbk")
    data = line + b"\n" + line[:20] + line[21:] + b"\n" + line
    decoded = decode(data)
    assert [d.action for d in decoded.damage] == ["salvaged"]
    damage = decoded.damage[0]
    assert decoded.text[damage.start : damage.end] == "\ufffd"
    assert len(line) + 1 <= damage.byte_start < 2 * len(line)
    plain = decode(data, errors="replace")
    assert plain.text.count("\ufffd") <= 1
    assert plain.restore() == decoded.restore() == data


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "cp932", "cp949"])
def test_a_text_cut_at_both_ends(codec: str) -> None:
    """Half a character at either end becomes one U+FFFD each; the text between reads."""
    text = "".join({"gb18030": HANS, "big5hkscs": HANT, "cp949": KO}.get(codec, JA))
    data = text.encode(codec)[1:]
    first = len(text[0].encode(codec)) - 1
    got = decode(
        data[: len(data) - 2 - 1]
    ).text  # the last sentence ends in a two-byte 。 or in "."
    assert text[1:-3] in got, (first, got[:10])


def test_damaged_utf8_stays_utf8() -> None:
    """One bad byte in UTF-8 is one U+FFFD, not another encoding."""
    for text in (HANS[0], JA[0], KO[0], FR[0] + FR[1]):
        data = text.encode()
        at = next(i for i in range(len(data) // 2, len(data)) if data[i] >= 0xC0)
        decoded = decode(data[:at] + b"\xff" + data[at:])
        assert decoded.encoding == "utf-8"
        assert decoded.text.replace("\ufffd", "") == text
        assert len(decoded.damage) == 1


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_a_lost_byte_in_utf16(order: str) -> None:
    """After a lost byte all units are shifted; one character is lost, not the rest."""
    text = "".join(HANS)
    data = text.encode(order)
    decoded = decode(data[:61] + data[62:])
    assert decoded.encoding == order
    assert decoded.text.startswith(text[:29])
    assert decoded.text.endswith(text[33:])


@pytest.mark.parametrize(
    "text",
    [
        "ﾊﾝｶｸｶﾅ ﾀﾞｹ ﾉ ﾌﾞﾝｼｮｳ ﾃﾞｽ｡ ｱｼﾀ ﾊ ﾊﾚ ﾃﾞｼｮｳ｡",
        "カタカナダケノブンショウデス。アシタハハレデショウ。",
    ],
)
def test_katakana_only(text: str) -> None:
    """Japanese without hanzi and hiragana, half width or full, in Windows-31J."""
    assert decode(text.encode("cp932")).text == text


def test_rare_names_are_no_damage() -> None:
    """Classical and rare characters in a clean file are read as they stand."""
    text = (
        "滕王閣序：豫章故郡，洪都新府。星分翼軫，地接衡廬。饕餮紋、鼉鼓、罍、觚、甗、簋，皆商周之器也。\n"
        * 5
    )
    for codec in ("big5", "gb18030"):
        decoded = decode(text.encode(codec))
        assert decoded.text == text
        assert not decoded.damage


@pytest.mark.parametrize("encoding", [None, "gb18030", "big5"])
@pytest.mark.parametrize(
    "text", ["長(cháng)沙", "門(mén)口", "長沙市的車站前面有一家老書店。", "馬a", "門A座"]
)
def test_a_lead_and_a_letter_are_one_character(text: str, encoding: str | None) -> None:
    """Traditional characters whose trail byte is a letter begin a clean file: never repaired."""
    text = text.replace("á", "a").replace("é", "e") if encoding == "big5" else text
    for codec in ("gb18030", "big5") if encoding is None else (encoding,):
        data = text.encode(codec, "ignore")
        if encoding is None and len(text) < 10:
            continue  # too short to be told from other encodings
        decoded = decode(data, encoding=encoding)
        assert decoded.text == data.decode(codec)
        assert not decoded.damage
