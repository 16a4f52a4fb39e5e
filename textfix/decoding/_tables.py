"""The likelihood tables, loaded on first use: costs of characters and of letter pairs.

All costs are nats x 10 in one byte. East Asian languages have a row over the whole BMP
(64 KB each): listed characters from ``rules/decode/characters.tsv``, the rest by block.
Alphabets have rows too (for UTF-16) and letter-pair tables (``letters.tsv``). A class per
character and a cost per pair of neighbouring classes carry what context a unigram lacks.

What it does not do: score anything. The numbers not from the tables are round ones, set by
reasoning and checked on the dev cases; none is fitted to single cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from textfix._rules import rules_dir

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EAST", "ROWS", "Tables", "letter_costs", "tables"]

UNIT = 10.0
EAST = ("zh-Hans", "zh-Hant", "ja", "ko")
# Rows for alphabets: language shown, blocks of its letters with their cost.
_ALPHABETS: dict[str, tuple[tuple[int, int, int], ...]] = {
    "latin": ((0xC0, 0xFF, 58), (0x100, 0x17F, 68), (0x1EA0, 0x1EF9, 68), (0x300, 0x323, 60)),
    "ru": ((0x410, 0x44F, 38), (0x400, 0x45F, 60)),
    "el": ((0x386, 0x3CE, 38),),
    "he": ((0x5D0, 0x5EA, 33),),
    "ar": ((0x621, 0x64A, 36), (0x600, 0x6FF, 60)),
    "th": ((0xE01, 0xE4E, 40),),
}
ROWS = (*EAST, *_ALPHABETS)

# Characters no table lists, by block, later rows over earlier ones: (first, last, cost).
_FLOOR = (
    (0x0000, 0xFFFF, 200), (0x0000, 0x001F, 170), (0x0000, 0x0000, 200), (0x007F, 0x009F, 185),
    (0x00A0, 0x00BF, 105), (0x00C0, 0x017F, 115), (0x0180, 0x036F, 150), (0x0370, 0x03FF, 110),
    (0x0400, 0x045F, 110), (0x0460, 0x1FFF, 170), (0x1EA0, 0x1EF9, 130), (0x0E01, 0x0E5B, 150),
    (0x2000, 0x206F, 90), (0x2070, 0x22FF, 115), (0x2300, 0x245F, 140), (0x2460, 0x24FF, 100),
    (0x2500, 0x257F, 105), (0x2580, 0x26FF, 105), (0x2700, 0x2BFF, 140), (0x2E80, 0x2FDF, 180),
    (0x3000, 0x303F, 105), (0x3041, 0x30FF, 100), (0x3105, 0x312F, 125), (0x3131, 0x318E, 125),
    (0x3200, 0x33FF, 125), (0x3400, 0x4DBF, 180), (0x4E00, 0x9FFF, 153), (0xAC00, 0xD7A3, 140),
    (0xD800, 0xDFFF, 95), (0xE000, 0xF8FF, 190), (0xF900, 0xFAFF, 165), (0xFE30, 0xFE6B, 115),
    (0xFF01, 0xFF5E, 105), (0xFF61, 0xFF9F, 125), (0xFFE0, 0xFFEE, 130), (0xFEFF, 0xFEFF, 120),
    (0xFFFD, 0xFFFD, 60), (0xFFFE, 0xFFFF, 250),
)  # fmt: skip

# Classes of characters, see _classes.
(DAMAGE, CONTROL, SPACE, DIGIT, LOWER, UPPER, MARK, LATIN_LOWER, LATIN_UPPER, OTHER_LOWER,
 OTHER_UPPER, CASELESS, HAN, KANA, HANGUL, SYMBOL) = range(16)  # fmt: skip

# Cost of a class after a class, beyond the characters' own: what ordinary text avoids.
# A damage event costs 12 + 6 nats; hanzi touch Latin letters in technical prose, on both
# sides of a lone one rarely; lower case is not followed by a capital; alphabets do not mix.
_LETTERS = (LOWER, UPPER, LATIN_LOWER, LATIN_UPPER)
_PAIRS: tuple[tuple[tuple[int, ...], tuple[int, ...], int], ...] = (
    (tuple(range(1, 16)), (DAMAGE,), 120),
    ((DAMAGE,), (DAMAGE,), 60),
    ((LOWER,), (UPPER,), 15),
    ((LOWER, LATIN_LOWER), (LATIN_UPPER,), 40),
    ((LATIN_LOWER,), (UPPER,), 40),
    ((OTHER_LOWER,), (OTHER_UPPER,), 45),
    (_LETTERS, (OTHER_LOWER, OTHER_UPPER), 120),
    ((OTHER_LOWER, OTHER_UPPER), _LETTERS, 120),
    (_LETTERS, (CASELESS,), 80),
    ((CASELESS,), _LETTERS, 80),
    ((OTHER_LOWER, OTHER_UPPER), (CASELESS,), 60),
    ((CASELESS,), (OTHER_LOWER, OTHER_UPPER), 60),
    ((LATIN_LOWER, LATIN_UPPER, OTHER_LOWER, OTHER_UPPER, CASELESS), (HAN, KANA, HANGUL), 50),
    ((HAN, KANA, HANGUL), (LATIN_LOWER, LATIN_UPPER, OTHER_LOWER, OTHER_UPPER, CASELESS), 50),
    ((LOWER, UPPER), (HAN, KANA, HANGUL), 35),
    ((HAN, KANA, HANGUL), (LOWER, UPPER), 35),
    ((HAN, KANA), (DIGIT,), 8),
    ((DIGIT,), (HAN, KANA), 8),
    ((HAN,), (HANGUL,), 15),
    ((HANGUL,), (HAN,), 15),
    ((KANA,), (HANGUL,), 50),
    ((HANGUL,), (KANA,), 50),
    ((DIGIT,), (LATIN_LOWER, LATIN_UPPER, OTHER_LOWER, OTHER_UPPER), 20),
    ((LATIN_LOWER, LATIN_UPPER, OTHER_LOWER), (DIGIT,), 20),
)


# Half-width kana, one byte each in Windows-31J: whole files of old systems are in them. Hanzi
# misread as such pairs cost 11.6 nats, so common hanzi (6.3) stay hanzi.
HALF_WIDTH = 58


@dataclass(frozen=True, slots=True)
class Tables:
    """``costs``: ``ROWS`` over the BMP; ``classes`` over the BMP; ``pairs`` flat 16 x 16."""

    costs: NDArray[np.uint8]
    classes: NDArray[np.uint8]
    pairs: NDArray[np.uint8]


def _rows(name: str) -> list[tuple[str, int, str]]:
    """The rows of a table: language, cost, entries."""
    path: Path = rules_dir() / "decode" / name
    out = []
    for line in path.read_text("utf-8").split("\n"):
        if not line or line.startswith("# "):
            continue
        language, cost, entries = line.split("\t")
        if "\\" in entries:
            for escaped, char in (("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("\\\\", "\\")):
                entries = entries.replace(escaped, char)
        out.append((language, int(cost), entries))
    return out


@cache
def tables() -> Tables:
    """Load the tables (5 ms); the result is shared and never written to."""
    import numpy as np

    floor = np.zeros(0x10000, np.uint8)
    for first, last, cost in _FLOOR:
        floor[first : last + 1] = cost
    costs = np.tile(floor, (len(ROWS), 1))
    for language, cost, entries in _rows("characters.tsv"):
        costs[ROWS.index(language), np.frombuffer(entries.encode("utf-16-le"), "<u2")] = cost
    # Korean writes between blanks and hardly ever in kana; Chinese hardly ever in hangul.
    ko, ja = ROWS.index("ko"), ROWS.index("ja")
    costs[ko, 0x3041:0x3100] = 130
    costs[ja, 0xFF61:0xFFA0] = HALF_WIDTH
    costs[ja, 0x3041:0x3100] = np.minimum(costs[ja, 0x3041:0x3100], 90)
    # Inside a run of ASCII the share of ASCII is nearly all: the same cost in every language,
    # 2.8 nats under its share of Chinese prose; what separates runs is in _PAIRS.
    prose = costs[0, :128].astype(np.int16)
    for row in costs:
        row[:128] = np.minimum(row[:128], np.where(prose < 150, np.maximum(prose - 30, 15), 255))
    for name, blocks in _ALPHABETS.items():
        row = costs[ROWS.index(name)]
        for first, last, cost in sorted(blocks, key=lambda b: -b[2]):
            row[first : last + 1] = np.minimum(row[first : last + 1], cost)
        row[0x3000:0xD800] = np.maximum(row[0x3000:0xD800], 150)
    for array in (costs,):
        array.setflags(write=False)
    return Tables(costs, _classes(), _pair_costs())


def _pair_costs() -> NDArray[np.uint8]:
    import numpy as np

    pairs = np.zeros((16, 16), np.uint8)
    for before, after, cost in _PAIRS:
        for a in before:
            for b in after:
                pairs[a, b] = cost
    flat = pairs.reshape(256)
    flat.setflags(write=False)
    return flat


def _classes() -> NDArray[np.uint8]:
    """The class of every BMP character; letters below U+2000 by their case."""
    import numpy as np

    out = np.full(0x10000, SYMBOL, np.uint8)
    for code in range(0x250):
        out[code] = _class_of(chr(code))
    for first, last, kind in (
        (0x250, 0x36F, LATIN_LOWER), (0x590, 0x1CFF, CASELESS), (0x1D00, 0x1EFF, LATIN_LOWER),
        (0x3041, 0x30FA, KANA), (0x30FC, 0x30FF, KANA), (0xFF66, 0xFF9F, KANA),
        (0x3005, 0x3007, HAN), (0x3400, 0x9FFF, HAN), (0xF900, 0xFAFF, HAN),
        (0xAC00, 0xD7A3, HANGUL), (0x3131, 0x318E, HANGUL), (0xE000, 0xF8FF, CONTROL),
        (0xFFFD, 0xFFFD, DAMAGE), (0xFFFE, 0xFFFF, CONTROL), (0x2028, 0x2029, SPACE),
        (0x3000, 0x3000, SPACE), (0xD800, 0xDFFF, HAN), (0xFF21, 0xFF3A, HAN),
        (0xFF41, 0xFF5A, HAN),
    ):  # fmt: skip
        out[first : last + 1] = kind
    for code in (*range(0x370, 0x530), *range(0x1E00, 0x2000)):
        char = chr(code)
        latin = 0x1E00 <= code < 0x1F00
        if char.isupper():
            out[code] = LATIN_UPPER if latin else OTHER_UPPER
        elif char.isalpha():
            out[code] = LATIN_LOWER if latin else OTHER_LOWER
    out.setflags(write=False)
    return out


def _class_of(char: str) -> int:
    """The class of a character below U+0250."""
    code = ord(char)
    if char in " \t\n\r\xa0":
        return SPACE
    if code < 0x20 or 0x7F <= code < 0xA0:
        return CONTROL
    if code < 0x80:
        if char.isdigit():
            return DIGIT
        return MARK if not char.isalpha() else UPPER if char.isupper() else LOWER
    if char.isalpha() and char not in "ªº":
        return LATIN_UPPER if char.isupper() else LATIN_LOWER
    return SYMBOL


@cache
def letter_costs() -> dict[str, dict[str, int]]:
    """Per language: pair of lower-case letters (blank = boundary) -> cost of the second."""
    out: dict[str, dict[str, int]] = {}
    for language, cost, entries in _rows("letters.tsv"):
        pairs = out.setdefault(language, {})
        for i in range(0, len(entries), 2):
            pairs[entries[i : i + 2]] = cost
    return out
