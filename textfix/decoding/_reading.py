"""Read bytes with a known codec: text, damage, and a verified way back to the bytes.

Bytes the codec rejects become U+FFFD with a record. A stretch counts as regular, to be
re-encoded on ``restore``, only where encoding gives the very bytes back: proven once for all
for bijective codecs (``tests/decode/test_reading.py`` enumerates them), by comparison for
the rest. Time is linear in the bytes, whatever they are.

What it does not do: choose the codec, or guess what damaged bytes meant (``_salvage``).
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from textfix.decoding._duplicates import encodes, no_duplicates
from textfix.decoding._stepwise import REPLACED, STATEFUL, read_stepwise
from textfix.decoding._utf16 import read_utf16

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textfix.decoding._bytemap import MapBuilder

__all__ = ["BIJECTIVE", "read", "strict_prefix", "strict_text"]

# Every byte sequence these codecs accept is what they encode its text to (all 1,112,064
# codes of gb18030, all pairs of the others enumerated: no exception). "gbk" is gb18030's
# two-byte part, decoded a third faster.
BIJECTIVE = frozenset(
    {
        *("utf-8", "gb18030", "gbk", "cp949", "iso8859-1"),
        *("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"),
    }
)

# One code that decodes to two characters, the second a combining mark of these: encoded
# alone, the mark fails or changes its bytes, so such a code must be kept verbatim.
_COMBINED = re.compile("[\u0300-\u030c\u02e5\u02e9\u309a]")

# Bytes of the longest character of any encoding here.
LONGEST = 4

# Undecodable bytes as Python's surrogateescape handler marks them.
_ESCAPED = re.compile("[\udc80-\udcff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")

# The web reads the unassigned bytes of Windows code pages as C1 controls, and 0x80 in GBK
# files as the euro sign that Microsoft's cp936 put there.
_HOLES = re.compile(r"cp125\d|cp874")

# Characters in which escaped bytes are looked for together. That a block has none is what encoding
# it shows, six times as fast as searching it (0.4 ms for 512 k characters against 2.6).
SCANNED = 4096
# Characters compared at a time when verifying: bounds the memory of the check.
BLOCK = 1 << 18
# Bytes looked at together where some character is irregular, and runs of the map from which on a
# piece with such a character is kept as one: 1 MB of Big5's second \u2550 alone took 1.2 s.
PIECE, FINE_RUNS = 1024, 1024


def strict_text(data: bytes, codec: str) -> str | None:
    """``data`` in ``codec`` if all of it decodes, else None."""
    if codec == "gb18030":
        text = _try(data, "gbk")
        if text is not None:
            return text
    return _try(data, codec)


def strict_prefix(data: bytes, codec: str) -> tuple[str | None, int]:
    """The text of ``data`` but for a character that its end cuts off, and the bytes it covers.

    None and all of the bytes if more than that fails to decode.
    """
    start = 0
    for name in ("gbk", codec) if codec == "gb18030" else (codec,):
        try:
            return data.decode(name), len(data)
        except UnicodeDecodeError as error:
            start = error.start
    if len(data) - start >= LONGEST:
        return None, len(data)
    text = strict_text(data[:start], codec)
    return text, len(data) if text is None else start


def read(data: bytes, codec: str, builder: MapBuilder, *, text: str | None = None) -> None:
    """Append the reading of ``data`` in ``codec``; ``text`` is ``strict_text``'s, if known."""
    if not data:
        return
    if text is not None and codec in BIJECTIVE:
        builder.regular(text, len(data), codec)
    elif codec.startswith("utf-16"):
        read_utf16(data, codec, builder)
    elif codec.startswith(("utf-32", *STATEFUL)):
        read_stepwise(data, codec, builder)
    else:
        _read_bytewise(data, codec, builder, text)


def _read_bytewise(data: bytes, codec: str, builder: MapBuilder, text: str | None) -> None:
    """ASCII-compatible codecs without state: UTF-8, the East Asian ones, single bytes."""
    if text is None:
        text = strict_text(data, codec)
    if text is not None:
        if (
            codec in BIJECTIVE
            or no_duplicates(data, codec)
            or _verified(text, data, codec, "strict")
        ):
            builder.regular(text, len(data), codec)
            return
    else:
        try:
            text = data.decode(codec, "surrogateescape")
        except UnicodeError:  # a codec that rejects ASCII bytes, which cannot be escaped
            read_stepwise(data, codec, builder)
            return
        if (
            codec in BIJECTIVE
            or no_duplicates(data, codec)
            or _verified(text, data, codec, "surrogateescape")
        ):
            _add_escaped(text, len(data), codec, builder)
            return
    _read_pieces(data, codec, builder)


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _verified(text: str, data: bytes, codec: str, errors: str) -> bool:
    """True if encoding ``text`` gives ``data``, compared block by block."""
    # Big5-HKSCS has such codes under one lead byte only (8862, 8864, 88A3, 88A5).
    combine = codec in _MAY_COMBINE and (codec != "big5hkscs" or b"\x88" in data)
    view = memoryview(data)
    at = 0
    try:
        for start in range(0, len(text), BLOCK):
            part = text[start : start + BLOCK]
            block = part.encode(codec, errors)
            if view[at : at + len(block)] != block or (combine and _COMBINED.search(part)):
                return False
            at += len(block)
    except UnicodeError:
        return False
    return at == len(data)


_MAY_COMBINE = frozenset(
    {
        "big5hkscs",
        "euc_jis_2004",
        "euc_jisx0213",
        "shift_jis_2004",
        "shift_jisx0213",
        "iso2022_jp_2004",
        "iso2022_jp_3",
    }
)


def _add_escaped(text: str, n_bytes: int, codec: str, builder: MapBuilder) -> None:
    """Append a text whose undecodable bytes are escaped surrogates, its other parts regular."""
    at = 0
    used = 0
    for start, end in _escaped_runs(text):
        if start > at:
            good = text[at:start]
            size = len(good) if good.isascii() else len(good.encode(codec))
            builder.regular(good, size, codec)
            used += size
        _add_bad(text[start:end].encode("ascii", "surrogateescape"), codec, builder)
        used += end - start
        at = end
    if at < len(text):
        builder.regular(text[at:], n_bytes - used, codec)


def _escaped_runs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the runs of escaped bytes in ``text``."""
    last = -1
    first = 0
    for base in range(0, len(text), SCANNED):
        block = text[base : base + SCANNED]
        try:
            block.encode("utf-16-le")
            continue
        except UnicodeEncodeError:
            pass
        for match in _ESCAPED.finditer(block):
            start = base + match.start()
            if start > last:
                if last >= 0:
                    yield first, last
                first = start
            last = base + match.end()
    if last >= 0:
        yield first, last


def _add_bad(raw: bytes, codec: str, builder: MapBuilder) -> None:
    """Append undecodable bytes: the web's reading of the few it defines, else U+FFFD."""
    if codec == "gb18030" and b"\x80" in raw:
        for part in re.findall(rb"\x80+|[^\x80]+", raw):
            if part[0] == 0x80:
                builder.irregular("\u20ac" * len(part), part)
            else:
                builder.irregular(part.decode(codec, "replace"), part, REPLACED)
    elif _HOLES.fullmatch(codec):
        builder.irregular(raw.decode("latin-1"), raw)
    else:
        builder.irregular(raw.decode(codec, "replace"), raw, REPLACED)


def _read_pieces(data: bytes, codec: str, builder: MapBuilder) -> None:
    """Find the irregular characters: piece by piece, then line by line, then one by one."""
    runs = len(builder.kinds)
    kept: bytes | None = None  # the last piece kept as one; what repeats is the same object
    shown, damaged = "", None
    last: bytes | None = None
    for piece, text in _pieces(data, codec):
        if piece is kept:
            builder.irregular(shown, piece, damaged)
        elif _verified(text, piece, codec, "surrogateescape"):
            _add_escaped(text, len(piece), codec, builder)
        elif (piece is last and b"\n" not in piece) or len(builder.kinds) - runs >= FINE_RUNS:
            kept, shown = piece, _SURROGATE.sub("\ufffd", text)
            damaged = REPLACED if _SURROGATE.search(text) else None
            builder.irregular(shown, piece, damaged)
        else:
            for line in piece.splitlines(keepends=True) if b"\n" in piece else (piece,):
                _read_line(line, codec, builder)
        last = piece


def _pieces(data: bytes, codec: str) -> Iterator[tuple[bytes, str]]:
    """``data`` in pieces of at most ``PIECE`` bytes that end after a newline or a character.

    Each with its text, in which undecodable bytes are escaped.
    """
    at = 0
    chunk, piece, text = b"", b"", ""
    while at < len(data):
        same = chunk  # what repeats is decoded once
        chunk = data[at : at + PIECE]
        final = at + PIECE >= len(data)
        if chunk != same or final:
            newline = -1 if final else chunk.rfind(b"\n")
            if final or newline >= 0:
                piece = chunk if final else chunk[: newline + 1]
                text = piece.decode(codec, "surrogateescape")
            else:
                decoder = codecs.getincrementaldecoder(codec)("surrogateescape")
                text = decoder.decode(chunk)
                piece = chunk[: len(chunk) - len(decoder.getstate()[0])]
        yield piece, text
        at += len(piece)


def _read_line(line: bytes, codec: str, builder: MapBuilder) -> None:
    text = line.decode(codec, "surrogateescape")
    if _verified(text, line, codec, "surrogateescape"):
        _add_escaped(text, len(line), codec, builder)
    else:
        _read_characters(line, codec, builder)


def _read_characters(line: bytes, codec: str, builder: MapBuilder) -> None:
    """Feed single bytes; what re-encodes to itself is regular, the rest is kept verbatim."""
    decoder = codecs.getincrementaldecoder(codec)("surrogateescape")
    start = 0
    good: list[str] = []
    good_bytes = 0
    for i in range(len(line) + LONGEST):
        # After the last byte, what is held is drawn out one by one: of EUC-JP's 8F 61 the first
        # call gives the damage, the next one the letter.
        text = decoder.decode(line[i : i + 1], i + 1 >= len(line))
        if not text:
            continue
        # What the decoder still holds belongs to the next character.
        stop = min(i + 1, len(line)) - len(decoder.getstate()[0])
        raw = line[start:stop]
        start = stop
        if len(text) == 1 and not _SURROGATE.match(text) and encodes(text, raw, codec):
            good.append(text)
            good_bytes += len(raw)
            continue
        builder.regular("".join(good), good_bytes, codec)
        good, good_bytes = [], 0
        if _SURROGATE.search(text):
            _add_escaped_pairs(text, raw, codec, builder)
        else:
            builder.irregular(text, raw)
    builder.regular("".join(good), good_bytes, codec)
    if start < len(line):
        _add_bad(line[start:], codec, builder)


def _add_escaped_pairs(text: str, raw: bytes, codec: str, builder: MapBuilder) -> None:
    """A token that holds escaped bytes, perhaps followed by the character that revealed them."""
    bad = _ESCAPED.match(text)
    if bad is None or _SURROGATE.search(text, bad.end()):
        builder.irregular(_SURROGATE.sub("\ufffd", text), raw, REPLACED)
        return
    _add_bad(raw[: bad.end()], codec, builder)
    if bad.end() < len(raw):
        builder.irregular(text[bad.end() :], raw[bad.end() :])
