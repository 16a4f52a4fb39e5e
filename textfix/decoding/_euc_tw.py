"""EUC-TW as a Python codec: CNS 11643 in bytes of the upper half.

ASCII is one byte, plane 1 two of A1 to FE, planes 1 to 7 four: 8E, A0 + plane, two more. Clean
data is decoded in columns: every run of upper bytes is a row of pairs, for 8E and the plane are
a pair too. Anything else is read character by character, with the caller's error handler; an
undecodable lead costs one byte, a code without a character all of its bytes.

What it does not do: planes 15 and 16 of vendors, which no file that we have seen uses.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from textfix.decoding._cns import NONE, char_of, characters, codes, index

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["INFO", "NAME", "scan", "shaped_like_euc_tw"]

NAME = "euc_tw"

_PLANE = 0x8E
_TOKEN = re.compile(
    rb"(?P<ascii>[\x00-\x7f]+)|(?P<long>\x8e[\xa1-\xa7][\xa1-\xfe]{2})|(?P<pair>[\xa1-\xfe]{2})"
)
# The beginning of a character that the end of the data cuts off.
_CUT = re.compile(rb"(?:\x8e(?:[\xa1-\xa7][\xa1-\xfe]?)?|[\xa1-\xfe])\Z")


# Characters as texts use them: punctuation, letters and bopomofo (A1 to A6), hanzi (from C4 on).
_USUAL = re.compile(
    rb"(?:[\x00-\x7f]+|[\xa1-\xa6\xc4-\xfd][\xa1-\xfe]|\x8e[\xa1-\xa7][\xa1-\xfe]{2})+"
)
# Bytes up to which one character after the other is quicker.
SHORT = 64
# Bytes for which one break of that pattern is forgiven. GB 2312 has two hanzi in five under C4.
PER_BREAK = 64
# A text of so few different bytes is not called EUC-TW, which is too rare for a guess.
FEW = 4


def shaped_like_euc_tw(data: bytes) -> bool:
    """True unless ``data`` has more bytes out of place than damage explains; stops at those.

    >>> shaped_like_euc_tw("人之初，性本善".encode("euc_tw"))
    True
    >>> shaped_like_euc_tw("这是".encode("gbk"))
    False
    """
    breaks = len(data) // PER_BREAK if len(set(data[:PER_BREAK])) > FEW else -1
    at = 0
    while at < len(data) and breaks >= 0:
        usual = _USUAL.match(data, at)
        at = usual.end() if usual else at + 1
        breaks -= usual is None and at < len(data)  # the end may be cut
    return breaks >= 0


def _columns(data: bytes) -> str | None:
    """The text of ``data`` if all of it is valid, else None."""
    import numpy as np

    raw = np.frombuffer(data, np.uint8)
    high = raw >= 0x80
    places = np.arange(len(raw))
    # Offset of every upper byte in its run: the pairs begin at even ones.
    begins = np.where(high, -1, places)
    offset = places - np.maximum.accumulate(begins) - 1
    lead = high & ((offset & 1) == 0)
    firsts = np.flatnonzero(lead)
    if len(firsts) and (firsts[-1] + 1 == len(raw) or not high[firsts + 1].all()):
        return None
    one, two = raw[firsts].astype(np.int64), raw[firsts + 1].astype(np.int64)
    long = one == _PLANE
    after = np.flatnonzero(long) + 1
    if len(after) and (
        after[-1] == len(firsts)
        or (firsts[after] != firsts[after - 1] + 2).any()
        or long[after].any()
        or (two[after - 1] > 0xA7).any()
    ):
        return None
    if (
        ((one < 0xA1) & ~long).any()
        or (two < 0xA1).any()
        or (one == 0xFF).any()
        or (two == 0xFF).any()
    ):
        return None
    plane = np.ones(len(firsts), np.int64)
    plane[after] = two[after - 1] - 0xA0
    short = ~long
    chars = characters().take(index(plane[short], one[short] & 0x7F, two[short] & 0x7F))
    if not chars.all():
        return None
    out = raw.astype(np.uint32)
    out[firsts[short]] = chars
    keep = ~high
    keep[firsts[short]] = True
    return out[keep].tobytes().decode("utf-32-le")


def scan(data: bytes, errors: str, *, final: bool) -> tuple[str, int]:
    """Text and the bytes it was read from: all of them, but for a cut end unless ``final``."""
    parts: list[str] = []
    at = 0
    while at < len(data):
        token = _TOKEN.match(data, at)
        char: str | None = None
        if token is None:
            if not final and _CUT.match(data, at):
                return "".join(parts), at
            stop, reason = at + 1, "invalid byte or incomplete character"
        else:
            stop, reason = token.end(), "code without a character"
            if token.lastgroup == "ascii":
                char = token[0].decode("ascii")
            else:
                plane = data[at + 1] - 0xA0 if token.lastgroup == "long" else 1
                char = char_of(plane, data[stop - 2] & 0x7F, data[stop - 1] & 0x7F)
        if char is None:
            if errors == "strict":
                raise UnicodeDecodeError(NAME, data, at, stop, reason)
            # An error that holds all of the data takes as long to make as the data is.
            part = UnicodeDecodeError(NAME, data[at:stop], 0, stop - at, reason)
            instead, used = codecs.lookup_error(errors)(part)
            char = str(instead)
            stop = at + used if used >= 0 else stop + used
        parts.append(char)
        at = stop
    return "".join(parts), at


def decode(data: ReadableBuffer, errors: str = "strict") -> tuple[str, int]:
    """As ``codecs`` wants it: the text and the number of bytes read."""
    raw = bytes(data)
    text = _columns(raw) if len(raw) > SHORT else None
    if text is None:
        text = scan(raw, errors, final=True)[0]
    return text, len(raw)


def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    """As ``codecs`` wants it: plane 1 in two bytes, the others in four."""
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    code = codes().take(points)
    single = points < 0x80
    if errors == "surrogateescape":
        single |= (points >= 0xDC80) & (points < 0xDD00)
    if not (single | (code != NONE)).all():
        return _encode_slowly(text, errors), len(text)
    plane = code >> 16
    size = np.where(single, 1, np.where(plane == 1, 2, 4))
    stop = np.cumsum(size)
    out = np.zeros(int(stop[-1]) if len(stop) else 0, np.uint8)
    plain, pairs, long = (np.flatnonzero(size == n) for n in (1, 2, 4))
    out[stop[plain] - 1] = points[plain] & 0xFF
    for some in (pairs, long):
        out[stop[some] - 1] = code[some] & 0xFF | 0x80
        out[stop[some] - 2] = code[some] >> 8 & 0xFF | 0x80
    out[stop[long] - 3] = plane[long] + 0xA0
    out[stop[long] - 4] = _PLANE
    return out.tobytes(), len(text)


def _encode_slowly(text: str, errors: str) -> bytes:
    """Encode character by character; the error handler deals with those that the set lacks."""
    parts: list[bytes] = []
    for at, char in enumerate(text):
        code = int(codes()[ord(char)])
        if char.isascii():
            parts.append(char.encode())
        elif code:
            pair = bytes((code >> 8 & 0xFF | 0x80, code & 0xFF | 0x80))
            plane = code >> 16
            parts.append(pair if plane == 1 else bytes((_PLANE, plane + 0xA0)) + pair)
        else:
            error = UnicodeEncodeError(NAME, text, at, at + 1, "character not in CNS 11643")
            instead, _ = codecs.lookup_error(errors)(error)
            parts.append(
                instead if isinstance(instead, bytes) else _encode_slowly(instead, "strict")
            )
    return b"".join(parts)


class _Decoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, data: ReadableBuffer, errors: str, final: bool) -> tuple[str, int]:
        raw = bytes(data)
        text = _columns(raw) if len(raw) > SHORT else None
        return scan(raw, errors, final=final) if text is None else (text, len(raw))


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:
        return encode(text, self.errors)[0]


class _Reader(codecs.StreamReader):
    def decode(self, data: ReadableBuffer, errors: str = "strict") -> tuple[str, int]:
        return scan(bytes(data), errors, final=False)


class _Writer(codecs.StreamWriter):
    def encode(self, text: str, errors: str = "strict") -> tuple[bytes, int]:
        return encode(text, errors)


INFO = codecs.CodecInfo(encode, decode, _Reader, _Writer, _Encoder, _Decoder, name=NAME)
