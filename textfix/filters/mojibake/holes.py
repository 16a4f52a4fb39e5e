"""What a mark of loss, ``?`` or U+FFFD, may have been, for each code page that text was read in.

What: a decoder puts a mark where bytes mean nothing to it, and goes on at the next byte. So the
byte under a mark is one that means nothing before the byte that follows: of Shift_JIS's 128, three
or four. `cells` lays a stretch of text out as bytes for the search, with such marks as cells of
what they can have been.

Windows' GBK shows private-use characters for 2,000 pairs, which later tools turn into marks or
drop; there a mark stands for a pair.

What it does not do: choose (`lossychains`).
"""

from __future__ import annotations

from functools import cache

from textfix._bytesearch import Alternative, Cell, Place
from textfix._charmodel import UNIT
from textfix._multibyte import codec
from textfix.filters.mojibake.pages import ONE_BYTE, one_byte, two_byte

__all__ = ["MARKS", "one_byte_cells", "two_byte_cells"]

# QUESTION MARK and U+FFFD REPLACEMENT CHARACTER.
MARKS = "?\N{REPLACEMENT CHARACTER}"
# What it costs that a mark is a mark, in nats: `?` may be one, but hardly among such damage; U+FFFD
# never was in the text.
_IS_MARK = {"?": 4.0, "\N{REPLACEMENT CHARACTER}": 30.0}
# A pair that was private use, a byte that is gone without a mark, in nats: one in some thousands.
_VANISHED = 8.0
# The pairs that Windows' GBK shows as private use.
_PRIVATE: tuple[tuple[Place, ...], ...] = (
    (bytes(range(0xAA, 0xB0)), bytes([*range(0xA1, 0xC0), *range(0xE2, 0xF0)])),
    (bytes(range(0xA1, 0xA8)), bytes(range(0x80, 0xA1))),
)


# Bytes of UTF-8's sequences of three; those of two and four are next to never Chinese.
_UTF8 = bytes([*range(0x80, 0xC0), *range(0xE2, 0xF0)])


def _nats(cost: float) -> int:
    return round(cost * UNIT)


@cache
def _nothing(page: str, following: int, among: bytes) -> bytes:
    """Those `among` bytes that mean nothing in a page before the byte that follows; -1: none."""
    read = codec(page)
    found = []
    for byte in among:
        length = read.length[byte]
        if not length or (length > 1 and (following < 0 or not read.two[byte << 8 | following])):
            found.append(byte)
    return bytes(found)


@cache
def _undefined(page: str) -> bytes:
    """The bytes that a one-byte page leaves undefined."""
    return bytes(byte for byte in range(128, 256) if not bytes([byte]).decode(page, "ignore"))


def two_byte_cells(text: str, page: str, gaps: frozenset[int], among: bytes = _UTF8) -> list[Cell]:
    """The bytes of a stretch read in a two-byte page; `gaps`: before which characters (by offset)
    bytes may have vanished; `among`: what a mark may stand for, UTF-8's bytes if not said.
    """
    codes = two_byte(page).codes
    data = [int(codes[min(ord(char), 0xFFFF)]) for char in text]
    cells: list[Cell] = []
    for at, (char, code) in enumerate(zip(text, data, strict=True)):
        following = data[at + 1] if at + 1 < len(data) else -1
        if following > 255:
            following >>= 8
        if text[at + 1 : at + 2] and text[at + 1] in MARKS:
            following = 0xFF  # another byte that means nothing
        if at in gaps:
            cells.append(_gap(page, data[at] >> 8 or data[at], among))
        if char in MARKS:
            cells.append(_mark(char, page, following, among))
        elif char == "€" and page == "gbk":
            cells.append((Alternative((b"\x80",)), Alternative((b"\xa2", b"\xe3"))))
        elif code > 255:
            cells += [
                (Alternative((bytes([code >> 8]),)),),
                (Alternative((bytes([code & 255]),)),),
            ]
        elif code:  # ASCII too: it may be a trail byte
            cells.append((Alternative((bytes([code]),)),))
        else:
            cells.append((Alternative((char,)),))
    if len(text) in gaps:
        cells.append(_gap(page, -1, among))
    return cells


@cache
def _mark(char: str, page: str, following: int, among: bytes) -> Cell:
    ways = [
        Alternative((_nothing(_PYTHON[page], following, among),)),
        Alternative((char,), _nats(_IS_MARK[char])),
    ]
    if page == "gbk":
        ways += [Alternative(places) for places in _PRIVATE]
    return tuple(ways)


@cache
def _gap(page: str, following: int, among: bytes) -> Cell:
    cost = _nats(_VANISHED)
    ways = [Alternative(()), Alternative((_nothing(_PYTHON[page], following, among),), cost)]
    if page == "gbk":
        ways += [Alternative(places, cost) for places in _PRIVATE]
    return tuple(ways)


_PYTHON = {
    "gbk": "gb18030",
    "cp932": "cp932",
    "cp949": "cp949",
    "big5": "cp950",
    "euc_jp": "euc_jp",
}


def one_byte_cells(text: str, page: str, gaps: frozenset[int]) -> list[Cell]:
    """The bytes of a stretch read in a one-byte page; a blank may have been byte A0 (NO-BREAK
    SPACE), and before the characters `gaps` byte AD (SOFT HYPHEN) may have vanished.
    """
    encode = one_byte()[ONE_BYTE.index(page)].encode
    holes = _undefined(page) or bytes(range(0x80, 0xA0))
    cells: list[Cell] = []
    for at, char in enumerate(text):
        if at in gaps:
            cells.append(_SOFT)
        if char in MARKS:
            mark = Alternative((char,), _nats(_IS_MARK[char]))
            cells.append((Alternative((holes,)), mark))
        elif char == " ":
            cells.append((Alternative((" ",)), Alternative((b"\xa0",))))
        elif char < "\x80":
            cells.append((Alternative((char,)),))
        else:
            cells.append((Alternative((encode(char),)),))
    if len(text) in gaps:
        cells.append(_SOFT)
    return cells


_SOFT: Cell = (
    Alternative(()),
    Alternative((b"\xad",), _nats(1.0)),
    Alternative((b"\xa0",), _nats(3.0)),
)
