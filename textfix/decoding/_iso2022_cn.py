"""ISO-2022-CN as a Python codec (RFC 1922): GB 2312 and CNS 11643 in seven bits.

``ESC $ ) A`` and ``G`` say what SO will shift to (GB 2312, CNS plane 1); ``ESC $ * H`` makes
``ESC N`` the shift for one character of plane 2, ``ESC $ + I`` to ``M`` makes ``ESC O`` that for
planes 3 to 7 (ISO-2022-CN-EXT). A line ends unshifted; what a line designates ends with it, so a
writer designates anew on each. The reader forgives a line that does not, and returns to ASCII.

What it does not do: ISO-IR-165 (``ESC $ ) E``), of which we have no table.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textfix.decoding._cns import char_of, codes

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["INFO", "NAME"]

NAME = "iso2022_cn"

_GB, _CNS1, _CNS2 = ord("A"), ord("G"), ord("H")
# Final bytes of the designations, by the byte that says what is designated: SO, SS2, SS3.
_DESIGNATED = {ord(")"): b"AG", ord("*"): b"H", ord("+"): b"IJKLM"}
_SO, _SI, _NEWLINE, _ESC = 0x0E, 0x0F, 0x0A, 0x1B
_PLAIN = re.compile(rb"[^\x0a\x0e\x0f\x1b\x80-\xff]+")
_PAIRS = re.compile(rb"(?:[\x21-\x7e]{2})+")


@dataclass(slots=True)
class _State:
    """What is designated (final bytes, 0 for nothing) and whether SO is in force."""

    so: int = 0
    ss2: int = 0
    ss3: int = 0
    shifted: bool = False

    def packed(self) -> int:
        return self.so | self.ss2 << 8 | self.ss3 << 16 | self.shifted << 24

    def unpack(self, packed: int) -> None:
        self.so, self.ss2, self.ss3 = packed & 0xFF, packed >> 8 & 0xFF, packed >> 16 & 0xFF
        self.shifted = bool(packed >> 24)


def _pair(final: int, row: int, cell: int) -> str | None:
    """One character of the set that ``final`` designates, or None."""
    if final == _GB:
        try:
            return bytes((row | 0x80, cell | 0x80)).decode("gb2312")
        except UnicodeDecodeError:
            return None
    return char_of(final - _CNS1 + 1, row, cell)


def _pairs(final: int, raw: bytes) -> tuple[str, int]:
    """Characters from the beginning of ``raw``, and the bytes they took."""
    if final == _GB:
        try:
            return bytes(b | 0x80 for b in raw).decode("gb2312"), len(raw)
        except UnicodeDecodeError as error:
            stop = error.start
            return bytes(b | 0x80 for b in raw[:stop]).decode("gb2312"), stop
    chars = []
    for at in range(0, len(raw), 2):
        char = char_of(final - _CNS1 + 1, raw[at], raw[at + 1])
        if char is None:
            break
        chars.append(char)
    return "".join(chars), 2 * len(chars)


def _step(data: bytes, at: int, state: _State) -> tuple[str | None, int]:
    """The next text and where it ends; None: an error up to there, an end past the data: cut."""
    byte = data[at]
    if byte in (_SO, _SI):
        state.shifted = byte == _SO
        return ("" if byte == _SI or state.so else None), at + 1
    if byte == _NEWLINE:
        state.shifted = False
        return "\n", at + 1
    if byte == _ESC:
        return _escape(data, at, state)
    if byte >= 0x80:
        return None, at + 1
    if not state.shifted or not 0x21 <= byte <= 0x7E:
        plain = _PLAIN.match(data, at)
        stop = plain.end() if plain is not None and not state.shifted else at + 1
        return data[at:stop].decode("ascii"), stop
    pairs = _PAIRS.match(data, at)
    if pairs is not None:
        text, used = _pairs(state.so, pairs[0])
        if used:
            return text, at + used
        return None, at + 2
    # Half a pair: cut off, or broken by what follows.
    return None, at + 2 if at + 1 == len(data) else at + 1


def _escape(data: bytes, at: int, state: _State) -> tuple[str | None, int]:
    """A designation or a single shift, as ``_step``."""
    head = data[at : at + 4]
    if len(head) < 2:
        return None, at + 2
    if head[1:2] in (b"N", b"O"):
        if len(head) < 4:
            return None, at + 4
        final = state.ss2 if head[1:2] == b"N" else state.ss3
        char = _pair(final, head[2], head[3]) if final else None
        return char, at + 4 if char is not None else at + 1
    if head[1:2] != b"$":
        return None, at + 1
    if len(head) < 4:
        return None, at + 4
    if head[3] not in _DESIGNATED.get(head[2], b""):
        return None, at + 1
    if head[2:3] == b")":
        state.so = head[3]
    elif head[2:3] == b"*":
        state.ss2 = head[3]
    else:
        state.ss3 = head[3]
    return "", at + 4


def _scan(data: bytes, errors: str, state: _State, *, final: bool) -> tuple[str, int]:
    """Text and the bytes read: all, but for a character cut off at the end unless ``final``."""
    parts: list[str] = []
    at = 0
    while at < len(data):
        text, stop = _step(data, at, state)
        if text is None:
            if stop > len(data):
                if not final:
                    break
                stop = len(data)
            error = UnicodeDecodeError(NAME, data, at, stop, "invalid sequence")
            instead, stop = codecs.lookup_error(errors)(error)
            text = str(instead)
            stop = stop if stop >= 0 else len(data) + stop
        parts.append(text)
        at = stop
    return "".join(parts), at


def decode(data: ReadableBuffer, errors: str = "strict") -> tuple[str, int]:
    """As ``codecs`` wants it: the text and the number of bytes read."""
    raw = bytes(data)
    return _scan(raw, errors, _State(), final=True)[0], len(raw)


def _code(char: str, designated: int) -> tuple[int, bytes] | None:
    """The set (its final byte) that a character is written in, and its pair.

    What is designated already if it has the character, else GB 2312: as iconv does.
    """
    code = int(codes()[ord(char)])
    cns = (_CNS1 - 1 + (code >> 16), bytes((code >> 8 & 0xFF, code & 0xFF))) if code else None
    if cns is not None and designated == _CNS1 and cns[0] <= _CNS2:
        return cns
    try:
        return _GB, bytes(b & 0x7F for b in char.encode("gb2312"))
    except UnicodeEncodeError:
        return cns


class _Writing:
    """The state of an encoder: what the line has designated, what SO shifts to."""

    def __init__(self) -> None:
        self.line: set[int] = set()
        self.so = 0
        self.ss3 = 0
        self.shifted = False

    def write(self, char: str) -> bytes | None:
        """The bytes of one character, or None if no set has it."""
        if char.isascii():
            out = b"\x0f" if self.shifted else b""
            self.shifted = False
            if char == "\n":
                self.line.clear()
                self.so = self.ss3 = 0
            return out + char.encode()
        found = _code(char, self.so)
        if found is None:
            return None
        final, pair = found
        if final in (_GB, _CNS1):
            out = b""
            if self.so != final:
                out = b"\x1b$)" + bytes((final,))
                self.so = final
            if not self.shifted:
                out += b"\x0e"
                self.shifted = True
            return out + pair
        out = b""
        if final == _CNS2:
            if final not in self.line:
                out = b"\x1b$*H"
                self.line.add(final)
            return out + b"\x1bN" + pair
        if self.ss3 != final:
            out = b"\x1b$+" + bytes((final,))
            self.ss3 = final
        return out + b"\x1bO" + pair

    def end(self) -> bytes:
        """What returns to ASCII."""
        out = b"\x0f" if self.shifted else b""
        self.shifted = False
        return out


def _write(text: str, errors: str, writing: _Writing) -> bytes:
    parts: list[bytes] = []
    for at, char in enumerate(text):
        out = writing.write(char)
        if out is None:
            error = UnicodeEncodeError(NAME, text, at, at + 1, "character in none of the sets")
            instead, _ = codecs.lookup_error(errors)(error)
            out = instead if isinstance(instead, bytes) else _write(instead, "strict", writing)
        parts.append(out)
    return b"".join(parts)


def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    """As ``codecs`` wants it; the bytes end in ASCII."""
    writing = _Writing()
    return _write(text, errors, writing) + writing.end(), len(text)


class _Decoder(codecs.IncrementalDecoder):
    """Keeps what is designated and shifted, and a character that is cut off, between calls."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self._state = _State()
        self._pending = b""

    def decode(self, data: ReadableBuffer, final: bool = False) -> str:
        raw = self._pending + bytes(data)
        text, used = _scan(raw, self.errors, self._state, final=final)
        self._pending = raw[used:]
        return text

    def reset(self) -> None:
        self._state, self._pending = _State(), b""

    def getstate(self) -> tuple[bytes, int]:
        return self._pending, self._state.packed()

    def setstate(self, state: tuple[bytes, int]) -> None:
        self._pending = state[0]
        self._state.unpack(state[1])


class _Encoder(codecs.IncrementalEncoder):
    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self._writing = _Writing()

    def encode(self, text: str, final: bool = False) -> bytes:
        out = _write(text, self.errors, self._writing)
        return out + self._writing.end() if final else out

    def reset(self) -> None:
        self._writing = _Writing()


class _Reader(codecs.StreamReader):
    def decode(self, data: ReadableBuffer, errors: str = "strict") -> tuple[str, int]:
        return decode(data, errors)


class _Writer(codecs.StreamWriter):
    def encode(self, text: str, errors: str = "strict") -> tuple[bytes, int]:
        return encode(text, errors)


INFO = codecs.CodecInfo(encode, decode, _Reader, _Writer, _Encoder, _Decoder, name=NAME)
