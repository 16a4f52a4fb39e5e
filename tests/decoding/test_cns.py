"""EUC-TW and ISO-2022-CN: table against iconv, codecs against a slow reading, the answers."""

from __future__ import annotations

import codecs
import itertools
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import decode, detect
from textfix._rules import rules_dir
from textfix.decoding._cns import characters, codes
from textfix.decoding._codecs import OURS, find, register
from textfix.decoding._euc_tw import scan

from .strategies import SENTENCES

HANS, HANT = "\n".join(SENTENCES["zh-Hans"]), "\n".join(SENTENCES["zh-Hant"])
CELLS = range(0x21, 0x7F)

# Codes that Unihan 15 gives to other (mostly unified or newly added) hanzi than glibc does.
MOVED = 30


def iconv(data: bytes, source: str, target: str) -> bytes:
    """What glibc's iconv makes of ``data``; skipped where there is no such program or set."""
    program = shutil.which("iconv")
    if program is None:
        pytest.skip("no iconv here")
    run = subprocess.run(
        [program, "-f", source, "-t", target], input=data, capture_output=True, check=False
    )
    if run.returncode:
        pytest.skip(f"iconv cannot: {run.stderr.decode(errors='replace')[:80]}")
    return run.stdout


def test_header() -> None:
    """The table names its format, origin with licence, users and generator; rows are sorted."""
    lines = (rules_dir() / "decode" / "cns.tsv").read_text("utf-8").split("\n")
    assert [line.split(":")[0] for line in lines[1:4]] == ["# format", "# origin", "# users"]
    assert "Unicode-3.0" in lines[2]
    rows = [tuple(line.split("\t")[:2]) for line in lines[4:-1]]
    assert rows == sorted(set(rows))
    assert all(0 < len(line.split("\t")[2]) <= 94 for line in lines[4:-1])


def test_the_two_lookups_agree() -> None:
    """Code to character to code comes back, but for the few characters that have two codes."""
    chars = characters()
    assert int((chars > 0).sum()) > 49_000
    assert 0 <= int((chars > 0).sum()) - int((codes() > 0).sum()) < 20


def test_hanzi_are_those_of_iconv() -> None:
    """Planes 1 to 3, whole: the same characters, but for codes that Unihan has since moved."""
    differ = seen = 0
    for plane in (1, 2, 3):
        for row in range(0x44 if plane == 1 else 0x21, 0x7F):
            head = bytes((0x8E, 0xA0 + plane, row | 0x80))
            known = [
                c
                for c in CELLS
                if "\ufffd" not in (head + bytes((c | 0x80,))).decode("euc_tw", "replace")
            ]
            if not known:
                continue
            data = b"".join(head + bytes((c | 0x80,)) + b"\n" for c in known)
            program = shutil.which("iconv")
            if program is None:
                pytest.skip("no iconv here")
            run = subprocess.run(
                [program, "-c", "-f", "EUC-TW", "-t", "UTF-8"],
                input=data,
                capture_output=True,
                check=False,
            )
            theirs = run.stdout.decode().split("\n")[:-1]
            ours = data.decode("euc_tw").split("\n")[:-1]
            seen += len(ours)
            differ += len(set(ours) ^ set(theirs))
    assert seen > 19_000
    assert differ <= MOVED


@pytest.mark.parametrize(("text", "name", "codec"), [
    (HANT, "EUC-TW", "euc_tw"),
    (HANS, "ISO-2022-CN", "iso2022_cn"),
    (HANT, "ISO-2022-CN", "iso2022_cn"),
])  # fmt: skip
def test_bytes_are_those_of_iconv(text: str, name: str, codec: str) -> None:
    """Both directions agree with iconv on running text."""
    data = text.encode(codec)
    assert data == iconv(text.encode(), "UTF-8", name)
    assert data.decode(codec) == text


@pytest.mark.parametrize("codec", sorted(OURS))
def test_the_answer_names_a_codec_that_decodes(codec: str) -> None:
    """decode() finds it, and the name it gives reads the bytes in plain Python."""
    data = HANT.encode(codec)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (HANT, codec)
    assert data.decode(decoded.encoding) == HANT
    assert not decoded.damage
    assert decoded.restore() == data
    assert detect(data).confidence > 0.9
    assert decode(data, encoding=codec.replace("_", "-")).text == HANT


def test_declared_euc_tw_is_a_prior() -> None:
    """A few characters and a header that says so."""
    data = "天地玄黃".encode("euc_tw")
    assert decode(data, declared="text/plain; charset=x-euc-tw").text == "天地玄黃"


# Bytes that make and break characters of EUC-TW.
BYTES = st.lists(
    st.sampled_from([0x41, 0x0A, 0x80, 0x8E, 0xA1, 0xA2, 0xA7, 0xA8, 0xC4, 0xC5, 0xFE, 0xFF]),
    max_size=40,
).map(bytes)


@given(BYTES, st.sampled_from(["replace", "ignore", "surrogateescape"]))
def test_columns_read_what_the_slow_way_reads(data: bytes, errors: str) -> None:
    """Oracle: one character at a time."""
    assert data.decode("euc_tw", errors) == scan(data, errors, final=True)[0]


@given(BYTES)
def test_escaped_bytes_come_back(data: bytes) -> None:
    """Undecodable bytes survive as surrogates; only long codes of plane 1 are written shorter."""
    text = data.decode("euc_tw", "surrogateescape")
    assert text.encode("euc_tw", "surrogateescape").decode("euc_tw", "surrogateescape") == text


_PARTS = "\x1b$)A \x1b$)G \x1b$*H \x1bN \x0e \x0f \n a < !7 \x80 \x1b \x1b$)E"
CN_BYTES = st.lists(
    st.sampled_from([part.encode("latin-1") for part in _PARTS.split(" ")]), max_size=20
).map(b"".join)


@given(st.one_of(BYTES, CN_BYTES), st.sampled_from(sorted(OURS)), st.data())
def test_fed_in_parts_is_fed_at_once(data: bytes, codec: str, draw: st.DataObject) -> None:
    """An incremental decoder gives the same text wherever its input is cut."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(data)), max_size=4)))
    spans = itertools.pairwise([0, *cuts, len(data)])
    parts = [decoder.decode(data[a:b]) for a, b in spans]
    assert "".join(parts) + decoder.decode(b"", True) == data.decode(codec, "replace")


@given(
    st.text(alphabet=st.sampled_from("a\n天地玄黃宇宙洪荒这们—·廸\u4e5c"), max_size=40),
    st.sampled_from(sorted(OURS)),
)
def test_round_trip(text: str, codec: str) -> None:
    """What can be written is read again, whole and by an incremental encoder."""
    data = text.encode(codec, "ignore")
    kept = data.decode(codec)
    assert kept.encode(codec) == data
    encoder = codecs.getincrementalencoder(codec)("ignore")
    assert (
        "".join(b.decode("latin-1") for b in [*map(encoder.encode, kept), encoder.encode("", True)])
        .encode("latin-1")
        .decode(codec)
        == kept
    )


def test_unknown_characters_raise() -> None:
    """Strict encoding names what the set lacks; unknown bytes raise too."""
    for codec in sorted(OURS):
        with pytest.raises(UnicodeEncodeError, match=codec):
            "天🂡".encode(codec)
        assert "天🂡".encode(codec, "replace").decode(codec) == "天?"
    with pytest.raises(UnicodeDecodeError, match="euc_tw"):
        b"\xc4".decode("euc_tw")
    with pytest.raises(UnicodeDecodeError, match="iso2022_cn"):
        b"\x0e<>".decode("iso2022_cn")


def test_only_these_names_are_answered() -> None:
    """Other names stay unknown, and registering again changes nothing."""
    register()
    assert find("big5") is None
    with pytest.raises(LookupError):
        codecs.lookup("euc_cn_of_nowhere")
