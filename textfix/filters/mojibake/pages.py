"""Code pages as mojibake meets them: what bytes a misread text was made of, and what they say.

What: for each code page that text is *misread* in, the bytes behind its characters, and for each
encoding that text was *written* in, the characters of its bytes. One-byte pages are "sloppy", as
browsers and Windows are: a byte that a page leaves undefined shows as the C1 control of its
number. Two-byte pages hold Windows' private-use characters, which stand for the pairs that a code
page leaves to its users: U+E000 to U+F8FF in a Chinese text are nearly always such pairs.

Why tables beside Python's codecs: those refuse what Windows shows (private use, € as byte 80) and
give no offsets; a look-up gives a column of bytes for a column of characters.

What it does not do: judge what was misread.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ONE_BYTE", "OneByte", "TwoByte", "high_characters", "one_byte", "two_byte"]

# Pages of one byte a character, the likelier ones first. Arabic and Hebrew pages included: bytes
# of Chinese were read in them too; the character model knows both languages.
ONE_BYTE = (
    "latin-1",
    "cp1252",
    "cp1251",
    "cp1250",
    "mac_roman",
    "cp437",
    "cp850",
    "cp1254",
    "cp866",
    "iso8859-2",
    "cp1253",
    "cp1257",
    "cp1255",
    "cp1256",
)


@dataclass(frozen=True, slots=True)
class OneByte:
    """One page of one byte a character. `bit`: its place in `high_characters`' masks."""

    name: str
    bit: int
    _map: object

    def encode(self, text: str) -> bytes:
        """The bytes that show as `text`, one for each character; ``?`` for one not of the page."""
        encoded: bytes = codecs.charmap_encode(text, "replace", self._map)[0]  # type: ignore[arg-type]
        return encoded


@cache
def one_byte() -> tuple[OneByte, ...]:
    """The pages of `ONE_BYTE`, in that order.

    >>> one_byte()[1].encode("\\u00e9\\u2022\\u00bf").decode()
    '长'
    """
    return tuple(
        OneByte(name, 1 << row, codecs.charmap_build(_shown(name)))
        for row, name in enumerate(ONE_BYTE)
    )


@cache
def _shown(name: str) -> str:
    """What each of the 256 bytes shows as."""
    shown = bytes(range(256)).decode(name, "replace")
    return "".join(chr(byte) if char == "\ufffd" else char for byte, char in enumerate(shown))


@cache
def high_characters() -> dict[str, int]:
    """Characters that bytes 80 to FF show as, with the pages in which they do (`OneByte.bit`)."""
    masks: dict[str, int] = {}
    for row, name in enumerate(ONE_BYTE):
        for character in _shown(name)[128:]:
            masks[character] = masks.get(character, 0) | 1 << row
    return masks


@dataclass(frozen=True, slots=True)
class TwoByte:
    """One page of one or two bytes a character, as columns.

    `codes`: the bytes behind each BMP character, as ``lead << 8 | trail`` or the single byte,
    ``uint16``, shape ``(65536,)``; 0 where the page lacks the character (and for U+0000).
    `points`: the inverse, the character of each code, 0 where there is none.
    """

    name: str
    codes: NDArray[np.uint16]
    points: NDArray[np.uint16]


# Python's codecs for each page, the one that wins first; what they lack is taken from the next.
_CODECS = {
    "gbk": ("gbk", "gb18030"),
    "big5": ("cp950", "big5", "big5hkscs"),
    "cp932": ("cp932",),
    "cp949": ("cp949",),
    "euc_jp": ("euc_jp",),
}


@cache
def two_byte(name: str) -> TwoByte:
    """The page `name`: gbk, big5, cp932 (Shift_JIS), cp949 (EUC-KR) or euc_jp; 4 ms, once.

    >>> page = two_byte("gbk")
    >>> hex(page.codes[ord("长")]), chr(page.points[0xB3A4])
    ('0xb3a4', '长')
    """
    codes = np.zeros(65536, dtype=np.uint16)
    points = np.zeros(65536, dtype=np.uint16)
    for codec in _CODECS[name]:
        code, point = _pairs(codec)
        # The first code of a character wins; NEC's copies (ED, EE) of cp932's IBM rows come last,
        # as in Windows.
        last = np.argsort((code >= 0xED00) & (code < 0xEF00) & (name == "cp932"), kind="stable")
        fresh = np.zeros(65536, dtype=np.uint16)
        fresh[point[last[::-1]]] = code[last[::-1]]
        np.copyto(codes, fresh, where=codes == 0)
        free = points[code] == 0
        points[code[free]] = point[free]
    code, point = (np.array(column, dtype=np.uint16) for column in _private(name))
    free = (codes[point] == 0) | (point == ord("€"))
    codes[point[free]] = code[free]
    free = points[code] == 0
    points[code[free]] = point[free]
    for array in (codes, points):
        array.flags.writeable = False
    return TwoByte(name, codes, points)


def _pairs(codec: str) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Codes and BMP code points of everything that a codec reads of one or two bytes."""
    singles = np.delete(np.arange(256), 10)
    lead, trail = np.divmod(np.arange(0x8140, 0xFEFF), 256)
    lead, trail = lead[trail >= 0x40], trail[trail >= 0x40]
    # A line each: an error in one does not reach the next, for no trail byte is a line feed.
    one = np.stack([singles, np.full(255, 10)], axis=1).astype(np.uint8)
    two = np.stack([lead, trail, np.full(len(lead), 10)], axis=1).astype(np.uint8)
    shown = (one.tobytes() + two.tobytes()).decode(codec, "replace")
    column = np.frombuffer(shown.encode("utf-32-le"), dtype="<u4")
    ends = np.flatnonzero(column == 10)
    single = np.diff(ends, prepend=-1) == 2
    point = column[ends[single] - 1]
    code = np.concatenate([singles, lead << 8 | trail])[single]
    known = (point != 0xFFFD) & (point < 0x10000)
    return code[known].astype(np.uint16), point[known].astype(np.uint16)


def _private(name: str) -> tuple[list[int], list[int]]:
    """Codes and characters that Windows adds to a page: private use, and odd single bytes."""
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    high = range(0xA1, 0xFF)
    if name == "gbk":  # € is byte 80, though A2E3 shows as it too: `utf8` tries both
        return [0x80, 0xFF], [0x20AC, 0xF8F5]
    if name == "cp932":
        rows = [lead << 8 | trail for lead in range(0xF0, 0xFA) for trail in trails if trail < 0xFD]
        odd = [0x80, 0xA0, 0xFD, 0xFE, 0xFF]
        return rows + odd, [*range(0xE000, 0xE000 + len(rows)), 0x80, *range(0xF8F0, 0xF8F4)]
    if name == "cp949":
        rows = [lead << 8 | trail for lead in (0xC9, 0xFE) for trail in high]
    elif name == "big5":
        wide = [trail for trail in trails if not 0x7F <= trail < 0xA1]
        leads = (*range(0xFA, 0xFF), *range(0x8E, 0xA1), *range(0x81, 0x8E))
        rows = [lead << 8 | trail for lead in leads for trail in wide]
        rows += [0xC600 | trail for trail in high]
        rows += [lead << 8 | trail for lead in (0xC7, 0xC8) for trail in wide]
    else:
        rows = []
    return rows, list(range(0xE000, 0xE000 + len(rows)))
