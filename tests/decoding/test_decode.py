"""decode() on clean text, declarations, restricted candidates, and the errors it may raise."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import ConfigError, DecodeError
from textfix.decoding import decode, detect

from .strategies import ENCODINGS, PAIRS, SENTENCES, texts

POEM = "海內存知己，天涯若比鄰。無為在歧路，兒女共沾巾。"


@given(st.data())
def test_round_trip_of_every_language_and_encoding(data: st.DataObject) -> None:
    """decode(x.encode(e)) gives x for texts of 16 characters and more."""
    language, codec = data.draw(st.sampled_from(PAIRS))
    text = data.draw(texts(language))
    try:
        raw = text.encode(codec)
    except UnicodeEncodeError:
        return
    if raw.isascii() and "hz" not in codec and "iso2022" not in codec:
        return
    decoded = decode(raw)
    assert decoded.text == text, (codec, decoded)
    assert not decoded.damage


@pytest.mark.parametrize(("language", "codec"), PAIRS)
def test_every_sentence_in_every_encoding(language: str, codec: str) -> None:
    """All shared sentences, whole, alone: the text comes back and its own codec reads the bytes."""
    for text in SENTENCES[language]:
        kept = text.encode(codec, "ignore").decode(codec)
        raw = kept.encode(codec)
        decoded = decode(raw)
        assert decoded.text == kept
        assert raw.decode(decoded.encoding).removeprefix("\ufeff") == kept
        assert not decoded.damage


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_clean_utf8_is_identical(text: str) -> None:
    """UTF-8 with any non-ASCII character comes out as it went in, whatever the language."""
    text = text.lstrip("\ufeff") + "é"
    decoded = decode(text.encode())
    assert decoded.text == text
    assert (decoded.encoding, decoded.how, decoded.confidence, decoded.damage) == (
        "utf-8",
        "utf-8",
        1.0,
        (),
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        b"\0",
        b"\0" * 999,
        b"\xff",
        b"\x80",
        b"\xe4",
        b"\x1b",
        b"~{",
        b"\xff\xfe",
        b"\xfe\xff\0",
    ],
)
def test_tiny_and_empty_inputs(data: bytes) -> None:
    """Never an exception, always restored."""
    assert decode(data).restore() == data


def test_empty_is_utf8() -> None:
    """No bytes: UTF-8, certainly, with nothing in it."""
    decoded = decode(b"")
    assert (decoded.text, decoded.encoding, decoded.how, decoded.confidence) == (
        "",
        "utf-8",
        "utf-8",
        1.0,
    )
    assert decoded.segments == ()


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030"]
)
def test_marks(codec: str) -> None:
    """A leading mark is taken off and believed; one inside stays in the text."""
    data = ("\ufeff" + POEM + "\ufeff" + POEM).encode(codec)
    decoded = decode(data)
    assert (decoded.text, decoded.how, decoded.encoding) == (POEM + "\ufeff" + POEM, "bom", codec)
    assert decoded.restore() == data
    assert decoded.byte_span(0, 1)[0] == len("\ufeff".encode(codec))


TRAPS = [
    "The distance is ~{d} and then ~{e}, see the table.",
    "c++11 +AGE- is no UTF-7 here; a+b-c",
    "\x1b[31mred\x1b[0m and \x1b[1mbold\x1b[0m",
    'ESCAPE = re.compile(b"(\\033|~{)")',
    "ISO-2022-JP begins with ESC $ B, HZ with ~{",
]


@pytest.mark.parametrize("trap", TRAPS)
def test_ascii_that_looks_escape_coded(trap: str) -> None:
    """Terminal logs, code and prose about encodings stay ASCII."""
    decoded = decode(trap.encode())
    assert (decoded.text, decoded.encoding) == (trap, "utf-8")


def page(declaration: str, text: str) -> str:
    """A page with some markup around a short text."""
    head = f"<html><head>{declaration}<title>{text[:4]}</title></head>\n"
    return f"{head}<body><p>{text}</p></body></html>\n"


@pytest.mark.parametrize(
    ("declaration", "codec"),
    [
        ('<meta charset="gb2312">', "gbk"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5"),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; CHARSET=EUC-KR'>", "cp949"),
        ('<meta charset="Shift_JIS">', "cp932"),
    ],
)
def test_a_right_declaration_is_believed(declaration: str, codec: str) -> None:
    """The declared encoding wins even for very short text, and says so."""
    short = {"gbk": "下载", "big5": "下載", "cp949": "받기", "cp932": "取得"}[codec]
    text = page(declaration, short)
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.how == "declared"


@pytest.mark.parametrize("wrong", ["utf-8", "iso-8859-1", "shift_jis"])
def test_a_wrong_declaration_is_overruled(wrong: str) -> None:
    """A declaration is a prior: 24 hanzi say otherwise."""
    text = page(f'<meta charset="{wrong}">', POEM)
    assert decode(text.encode("big5")).text == text
    assert decode(text.encode("big5"), declared=f"text/html; charset={wrong}").text == text
    assert decode(text.encode()).how == "utf-8"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<?xml version="1.0" encoding="euc-jp"?>\n', "euc_jp"),
        ('@charset "gbk";\n', "gb18030"),
        ("# -*- coding: cp949 -*-\n", "cp949"),
        ("# vim: set fileencoding=big5 :\n", "big5hkscs"),
        ("#!/usr/bin/python\n# coding=cp1251\n", "cp1251"),
    ],
)
def test_other_declarations(head: str, codec: str) -> None:
    """XML, CSS, Emacs, Vim and Python lines name the encoding of two lone characters."""
    two = {
        "euc_jp": "名前",
        "gb18030": "名字",
        "cp949": "이름",
        "big5hkscs": "名字",
        "cp1251": "имя",
    }[codec]
    decoded = decode((head + two + "\n").encode(codec))
    assert (decoded.text, decoded.encoding, decoded.how) == (head + two + "\n", codec, "declared")


def test_candidates_restrict() -> None:
    """Only the named encodings are answered, even for valid UTF-8."""
    assert decode(POEM.encode("big5"), candidates=["gb18030", "big5"]).encoding == "big5hkscs"
    assert decode(POEM.encode(), candidates=["gb18030", "big5"]).encoding in (
        "gb18030",
        "big5hkscs",
    )
    assert decode(POEM.encode("gbk"), candidates="big5, gbk").encoding == "gb18030"
    assert decode(b"plain", candidates=["cp1251"]).text == "plain"
    assert decode("плохо".encode("cp1251"), candidates=["koi8-r"]).encoding == "koi8-r"


def test_hints_tip_the_balance() -> None:
    """Two hanzi that GBK and Big5 both know go to the language expected."""
    data = "中文".encode("big5")
    assert decode(data, hints=["zh-Hant"]).text == "中文"
    assert decode("中文".encode("gbk"), hints="zh-Hans").text == "中文"


def test_encoding_is_an_order() -> None:
    """A given encoding is used whatever the bytes look like, through the web's decoder."""
    decoded = decode(POEM.encode(), encoding="latin-1", errors="replace")
    assert (decoded.encoding, decoded.how, decoded.confidence) == ("cp1252", "given", 1.0)
    assert decode(b"\x80", encoding="gb2312").text == "€"
    assert decode(b"\x81\x8d", encoding="windows-1252").text == "\x81\x8d"


def test_wrong_options() -> None:
    """Unknown encodings and bad values are named, whatever the bytes."""
    with pytest.raises(DecodeError, match="klingon"):
        decode(b"x", encoding="klingon")
    with pytest.raises(DecodeError, match="base64"):
        decode(b"x", candidates=["base64"])
    with pytest.raises(ConfigError, match="errors="):
        decode(b"x", errors="ignore")  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="candidates is empty"):
        decode(b"x", candidates=[])
    with pytest.raises(ConfigError, match="must be a string"):
        decode(b"x", encoding=8)  # type: ignore[arg-type]


def test_options_are_checked_for_clean_utf8_too() -> None:
    """The fast path does not skip the check of a wrong option."""
    with pytest.raises(ConfigError, match="errors="):
        decode("é".encode(), errors="ignore")  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="must be a string"):
        decode("é".encode(), declared=8)  # type: ignore[arg-type]


def test_strict_names_the_bytes() -> None:
    """errors="strict" raises and says where; undamaged bytes pass."""
    data = (POEM * 3).encode("big5")
    assert decode(data, errors="strict").text == POEM * 3
    with pytest.raises(DecodeError, match="bytes 30 to 31"):
        decode(data[:30] + b"\xff" + data[30:], errors="strict")


def test_detect_is_decode_without_the_text() -> None:
    """Same facts, with candidates ranked, best first."""
    data = POEM.encode("big5")
    decoded, found = decode(data), detect(data)
    for name in ("encoding", "how", "confidence", "language", "segments", "damage"):
        assert getattr(found, name) == getattr(decoded, name)
    beliefs = [c.confidence for c in found.candidates]
    assert found.candidates[0].encoding == found.encoding
    assert beliefs == sorted(beliefs, reverse=True)


@pytest.mark.parametrize(("language", "codecs"), ENCODINGS.items())
def test_language(language: str, codecs: tuple[str, ...]) -> None:
    """A legacy text's language made its encoding likely; UTF-8's is told by script."""
    text = "".join(SENTENCES[language])
    legacy = next(c for c in codecs if not c.startswith("utf"))
    raw = text.encode(legacy, "ignore")
    assert decode(raw).language == language if not raw.isascii() else True
    expected = language.split("-")[0] if language not in ("fr", "de", "ru", "pl", "tr") else None
    assert decode(text.encode()).language == expected


def test_import_is_light() -> None:
    """Importing the package, and decoding clean UTF-8, loads neither numpy nor chardet."""
    code = "import sys, textfix.decoding as d; d.decode('é'.encode()); "
    code += "print({'numpy', 'chardet'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"


@pytest.mark.parametrize("codec", ["hz", "iso2022_cn", "gb18030"])
def test_quotation_marks_are_chinese_too(codec: str) -> None:
    """More quotation marks than hanzi in what is wrapped (found by Hypothesis on real text)."""
    text = "政策描述 Vue.js 组织 (简称“Vue”、“我们”、“你”、“他”)"
    assert decode(text.encode(codec)).text == text
