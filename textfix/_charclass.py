"""Character classes: one flag word per code point, looked up once per text.

Every filter says which classes it needs (`Filter.needs`); a text that lacks them costs the
filter nothing. The classes are flags, not a partition: U+FF08 FULLWIDTH LEFT PARENTHESIS is a
CJK mark, a full-width ASCII character and an opening bracket.

The table is built on first use from the ranges below (about 1 ms) and covers all 1,114,112
code points, so that looking a text up is one NumPy ``take``: 2 ns a character, measured on
4.6 million characters of the sample.

This module does not judge text. A class is a superset on purpose: it may hold more than a filter
acts on, never less (law: gate shut means no edits).
"""

from __future__ import annotations

from enum import IntFlag
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CharClass", "CharSet", "flag_table"]

_CODE_POINTS = 0x110000


class CharClass(IntFlag):
    """What a code point can be; the flags of a text tell a filter whether to look at all.

    >>> CharClass.HAN | CharClass.OPEN
    <CharClass.HAN|OPEN: 129>
    """

    HAN = 1  # hanzi: unified, extensions, compatibility, 々 U+3005, 〇 U+3007
    OTHER_CJK = 2  # kana, bopomofo, hangul
    CJK_MARK = 4  # punctuation of CJK typesetting, curly quotes and dashes included
    FULL_ASCII = 8  # FULLWIDTH EXCLAMATION MARK .. FULLWIDTH TILDE
    NARROW_MARK = 16  # ASCII punctuation that has a full-width twin in Chinese typesetting
    DIGIT = 32
    READING = 64  # letters that a pinyin syllable is written with, tone marks included
    OPEN = 128  # ( and its full-width twin
    CLOSE = 256  # ) and its full-width twin
    BLANK = 512  # every horizontal blank
    CONTROL = 1024  # C0, C1, zero-width, bidi, tags, surrogates: what `control` looks at
    COMBINING = 2048  # blocks that hold combining marks (superset of \p{M})
    BYTE_LEAD = 4096  # what a UTF-8 lead byte looks like when read as a Western code page
    BYTE_TAIL = 8192  # what a UTF-8 continuation byte looks like when read so
    LATIN = 16384  # ASCII letters
    CODE = 32768  # characters of code and markup, not of prose: { } = \\ ` | < > $ _ ^ ~


_C = CharClass

# Inclusive ranges, in order of the standard's blocks. Names in comments are Unicode's.
_RANGES: tuple[tuple[CharClass, tuple[tuple[int, int], ...]], ...] = (
    (
        _C.HAN,
        (
            (0x3005, 0x3005),  # IDEOGRAPHIC ITERATION MARK
            (0x3007, 0x3007),  # IDEOGRAPHIC NUMBER ZERO
            (0x3400, 0x4DBF),
            (0x4E00, 0x9FFF),
            (0xF900, 0xFAFF),
            (0x20000, 0x2FA1F),
            (0x30000, 0x323AF),
        ),
    ),
    (
        _C.OTHER_CJK,
        (
            (0x1100, 0x11FF),
            (0x3041, 0x30FF),
            (0x3105, 0x318F),
            (0x31A0, 0x31BF),
            (0x31F0, 0x31FF),
            (0xA960, 0xA97F),
            (0xAC00, 0xD7FF),
            (0xFF66, 0xFFDC),
        ),
    ),
    (
        _C.CJK_MARK,
        (
            (0x00B7, 0x00B7),  # MIDDLE DOT, between parts of a foreign name
            (0x2014, 0x2015),
            (0x2018, 0x2019),
            (0x201C, 0x201D),
            (0x2026, 0x2026),
            (0x3001, 0x3003),
            (0x3008, 0x3011),
            (0x3014, 0x301F),
            (0xFE10, 0xFE19),
            (0xFE30, 0xFE6B),
            (0xFF01, 0xFF0F),
            (0xFF1A, 0xFF20),
            (0xFF3B, 0xFF40),
            (0xFF5B, 0xFF65),
        ),
    ),
    (_C.FULL_ASCII, ((0xFF01, 0xFF5E),)),
    (
        _C.NARROW_MARK,
        ((0x21, 0x21), (0x28, 0x29), (0x2C, 0x2C), (0x2E, 0x2E), (0x3A, 0x3B), (0x3F, 0x3F)),
    ),
    (_C.DIGIT, ((0x30, 0x39),)),
    (
        _C.READING,
        (
            (0x61, 0x7A),
            (0xE0, 0xE1),  # a with grave, acute
            (0xE8, 0xEA),  # e with grave, acute, circumflex (ê is a syllable)
            (0xEC, 0xED),
            (0xF2, 0xF3),
            (0xF9, 0xFA),
            (0xFC, 0xFC),  # u with diaeresis
            (0x101, 0x101),  # macrons
            (0x113, 0x113),
            (0x11B, 0x11B),  # carons from here on
            (0x12B, 0x12B),
            (0x144, 0x144),  # n with acute: the interjection 嗯
            (0x148, 0x148),
            (0x14D, 0x14D),
            (0x16B, 0x16B),
            (0x1CE, 0x1DC),
            (0x1F9, 0x1F9),
            (0x251, 0x251),  # LATIN SMALL LETTER ALPHA, typed for a
            (0x261, 0x261),  # LATIN SMALL LETTER SCRIPT G, typed for g
            (0x300, 0x302),  # decomposed tone marks, and the circumflex of ê
            (0x304, 0x304),
            (0x308, 0x308),
            (0x30C, 0x30C),
            (0x1E3F, 0x1E3F),  # m with acute
            (0x1EBF, 0x1EBF),
            (0x1EC1, 0x1EC1),
            (0xFF41, 0xFF5A),  # full width, as `width` has yet to narrow them
        ),
    ),
    (_C.OPEN, ((0x28, 0x28), (0xFF08, 0xFF08))),
    (_C.CLOSE, ((0x29, 0x29), (0xFF09, 0xFF09))),
    (
        _C.BLANK,
        (
            (0x09, 0x09),
            (0x20, 0x20),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
        ),
    ),
    (
        _C.CONTROL,
        (
            (0x00, 0x08),
            (0x0B, 0x1F),
            (0x7F, 0x9F),
            (0xAD, 0xAD),  # SOFT HYPHEN
            (0x180E, 0x180E),  # MONGOLIAN VOWEL SEPARATOR
            (0x200B, 0x200F),
            (0x2028, 0x202E),
            (0x2060, 0x206F),
            (0xD800, 0xDFFF),
            (0xFEFF, 0xFEFF),
            (0xE0000, 0xE007F),
        ),
    ),
    (
        _C.COMBINING,
        (
            (0x0300, 0x036F),
            (0x0483, 0x0489),
            (0x0591, 0x08FF),  # Hebrew to Arabic Extended: letters too, a superset
            (0x0900, 0x109D),  # Devanagari to Myanmar
            (0x135D, 0x135F),
            (0x1712, 0x1DFF),
            (0x20D0, 0x20F0),
            (0x2CEF, 0x2CF1),
            (0x2D7F, 0x2DFF),
            (0x302A, 0x302F),
            (0x3099, 0x309A),
            (0xA66F, 0xABED),
            (0xFB1E, 0xFB1E),
            (0xFE00, 0xFE0F),
            (0xFE20, 0xFE2F),
            (0x101FD, 0x1E94A),
            (0xE0100, 0xE01EF),
        ),
    ),
    (_C.LATIN, ((0x41, 0x5A), (0x61, 0x7A))),
    (
        _C.CODE,
        (
            (0x24, 0x24),
            (0x3C, 0x3E),
            (0x5C, 0x5C),
            (0x5E, 0x60),
            (0x7B, 0x7E),
        ),
    ),
)

# The code pages whose misreadings ftfy undoes (ftfy.chardata.CHARMAP_ENCODINGS, 6.3.1). A page that
# leaves a byte undefined reads it as Latin-1, as browsers do ("sloppy" in ftfy's words).
_WESTERN_PAGES = (
    "latin-1",
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso-8859-2",
    "mac_roman",
    "cp437",
)
_UTF8_LEADS = range(0xC0, 0xF5)  # C0 too: the two-byte NUL of Java's modified UTF-8
_UTF8_TAILS = range(0x80, 0xC0)


def _images(values: range) -> set[int]:
    """Code points that the given byte values show as in any of the Western pages."""
    found = set(values)
    for page in _WESTERN_PAGES:
        for value in values:
            found.update(map(ord, bytes([value]).decode(page, "ignore")))
    return found


@cache
def flag_table() -> NDArray[np.uint16]:
    """The flags of every code point: a read-only array of shape ``(1114112,)``.

    >>> table = flag_table()
    >>> CharClass(int(table[ord("長")])) == CharClass.HAN
    True
    >>> bool(table[ord("（")] & CharClass.OPEN)
    True
    """
    table = np.zeros(_CODE_POINTS, dtype=np.uint16)
    for flag, ranges in _RANGES:
        for first, last in ranges:
            table[first : last + 1] |= np.uint16(flag)
    table[list(_images(_UTF8_LEADS))] |= np.uint16(_C.BYTE_LEAD)
    tails = _images(_UTF8_TAILS) | {0x1A, 0xFFFD}  # a byte that was lost leaves one of these
    table[list(tails)] |= np.uint16(_C.BYTE_TAIL)
    table.flags.writeable = False
    return table


class CharSet:
    """A set of BMP characters that can be asked for a whole column of code points at once.

    One look-up a character; ``np.isin`` sorts or searches, 100 microseconds on ten characters.

    >>> CharSet("，。").holds(np.array([0x3002, 0x4E00])).tolist()
    [True, False]
    """

    __slots__ = ("_characters", "_table")

    def __init__(self, characters: str) -> None:
        self._characters = characters
        self._table: NDArray[np.bool_] | None = None

    def holds(self, points: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """For each code point, whether its character is in the set."""
        if self._table is None:
            table = np.zeros(0x10000, dtype=bool)
            table[[ord(character) for character in self._characters]] = True
            self._table = table
        # Astral code points are clipped to U+FFFF, a noncharacter that no set holds.
        return self._table.take(points, mode="clip")
