"""Which readings a hanzi has, and whether what stands in a bracket is one of them.

The table is `rules/gloss/readings.tsv` (21,744 hanzi), beside it the hanzi in everyday use. A site
that injects readings uses some fifty (hanzi, reading) pairs, a thousand times each: so a hanzi's
line is looked up in the file's text (5 microseconds, where parsing the table takes 24 ms), and
judgements are kept.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from textfix._rules import rules_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Reading",
    "is_everyday",
    "is_main",
    "is_toned",
    "is_traditional_only",
    "judge",
    "readings_of",
    "syllable_of",
    "syllables",
]

_TONES = dict.fromkeys((0x300, 0x301, 0x304, 0x30C))  # grave, acute, macron, caron
# Letters typed for others: U+0251 LATIN SMALL LETTER ALPHA, U+0261 LATIN SMALL LETTER SCRIPT G; and
# U+FF41 FULLWIDTH LATIN SMALL LETTER A and its like, which `width` makes ASCII afterwards.
_TYPED = str.maketrans(
    {"ɑ": "a", "ɡ": "g"} | {chr(0xFF41 + place): chr(0x61 + place) for place in range(26)}
)
_LONGEST_SYLLABLE = 6  # zhuang


class Reading(IntEnum):
    """How what stands in a bracket relates to the hanzi before it."""

    NONE = 0  # not a reading of it
    TONED = 1  # one of its readings, with tone: 長(zhǎng)
    MAIN = 2  # its most usual reading, with tone
    TONELESS = 3  # one of its readings, written without tones: 有(you)
    PERSON = 4  # a person's gloss: several syllables, 重庆(chóng qìng); an old reading, 說(yuè)
    NEUTRAL = 5  # a reading in the neutral tone, which is written so in both families: 们(men)


# The pairs in the injection tables seen in the wild (168 toned, 68 toneless) that are not their
# hanzi's most usual reading.
_INJECTED = frozenset({"長cháng", "长cháng", "長chang", "长chang", "了liao"})


@cache
def _table() -> str:
    """The file's text, a newline first, so that every row begins with one."""
    return "\n" + (rules_dir() / "gloss" / "readings.tsv").read_text(encoding="utf-8")


def _readings(hanzi: str) -> list[str]:
    """The readings of a hanzi, most usual first; none if it is not in the table."""
    table = _table()
    # Rows are sorted: halving finds one in 5 microseconds, reading through to it takes 50.
    low, high = 0, len(table)
    while low < high:
        row = table.rfind("\n", 0, (low + high) // 2 + 1) + 1
        end = table.find("\n", row) + 1 or len(table)
        if table[row] < hanzi:
            low = end
        elif table[row] == hanzi and table[row + 1] == "\t":
            return table[row + 2 : end - 1].split(" ")
        else:
            high = row - 1
    return []


def _plain(reading: str) -> str:
    """A reading without its tone: ü stays.

    >>> _plain("lǜ"), _plain("cháng")
    ('lü', 'chang')
    """
    bare = unicodedata.normalize("NFD", reading).translate(_TONES)
    return unicodedata.normalize("NFC", bare)


@cache
def syllables() -> frozenset[str]:
    """All Mandarin syllables, toneless, ü also as v and u."""
    rows = (line.partition("\t")[2] for line in _table().splitlines() if line[:1] != "#")
    plain = set(map(_plain, {reading for row in rows for reading in row.split()}))
    return frozenset(plain | {syllable.replace("ü", "v") for syllable in plain})


def readings_of() -> Iterator[tuple[str, list[str]]]:
    """Every hanzi of the table with its readings, most usual first."""
    for line in _table().splitlines():
        hanzi, _, readings = line.partition("\t")
        if readings:
            yield hanzi, readings.split(" ")


@lru_cache(maxsize=1 << 12)
def syllable_of(content: str) -> bool:
    """Whether the content is one Mandarin syllable, with tone or without.

    >>> syllable_of("shù"), syllable_of("lv"), syllable_of("index")
    (True, True, False)
    """
    return _plain(_typed(content)) in syllables()


@lru_cache(maxsize=1 << 16)
def judge(hanzi: str, content: str) -> Reading:
    """What the bracket content after `hanzi` is.

    >>> judge("會", "huì "), judge("長", "cháng"), judge("率", "lv"), judge("長", "WHO")
    (<Reading.MAIN: 2>, <Reading.TONED: 1>, <Reading.TONELESS: 3>, <Reading.NONE: 0>)
    >>> judge("庆", "chóng qìng")
    <Reading.PERSON: 4>
    """
    word = _typed(content)
    if not word:
        return Reading.NONE
    readings = _readings(hanzi)
    plain = _plain(word)
    if plain != word and word in readings:
        return Reading.MAIN if word == readings[0] else Reading.TONED
    if plain == word and word in readings:
        return Reading.NEUTRAL
    if plain == word and word.replace("v", "ü") in map(_plain, readings):
        return Reading.TONELESS
    count = _syllables_in(plain)
    return Reading.PERSON if count > 1 or (count == 1 and plain != word) else Reading.NONE


@lru_cache(maxsize=1 << 12)
def is_main(hanzi: str, content: str) -> bool:
    """Whether an injection table can hold the pair: the most usual reading, tones left aside.

    >>> is_main("會", "huì"), is_main("會", "kuài"), is_main("長", "cháng"), is_main("率", "lv")
    (True, False, True, True)
    """
    word = _typed(content)
    if hanzi + word in _INJECTED:
        return True
    first = next(iter(_readings(hanzi)), "")
    return word == first or word.replace("v", "ü") == _plain(first)


def is_toned(content: str) -> bool:
    """Whether the content bears a tone mark.

    >>> is_toned("chóng qìng"), is_toned("sushi")
    (True, False)
    """
    word = _typed(content)
    return _plain(word) != word


def _typed(content: str) -> str:
    """What the content says, as the table writes it."""
    return unicodedata.normalize("NFC", content.strip().translate(_TYPED))


def _syllables_in(plain: str) -> int:
    """How many syllables the toneless text is, with or without blanks between; 0 if it is none."""
    letters = [part for part in plain.replace("'", " ").replace("’", " ").split() if part]
    counts = [_split(part) for part in letters]
    return sum(counts) if all(counts) else 0


def _split(word: str) -> int:
    """Into how few syllables a word without blanks can be cut; 0 if it cannot."""
    known = syllables()
    best = [0] + [0] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            reachable = start == 0 or best[start]
            if reachable and word[start:end] in known:
                count = best[start] + 1
                best[end] = min(best[end] or count, count)
    return best[-1]


@cache
def _everyday() -> frozenset[str]:
    """The hanzi of `rules/gloss/everyday.txt`."""
    table = (rules_dir() / "gloss" / "everyday.txt").read_text(encoding="utf-8")
    return frozenset("".join(line for line in table.splitlines() if line[:1] != "#"))


def is_everyday(hanzi: str) -> bool:
    """Whether the hanzi is one of the 1,500 commonest of its script.

    A site's table has such (all 103 distinct hanzi of the toned tables seen in the wild, 66 of the
    68 of the toneless one): others would hardly ever stand in its text. A person glosses the
    others.

    >>> is_everyday("長"), is_everyday("长"), is_everyday("陟")
    (True, True, False)
    """
    return hanzi in _everyday()


@lru_cache(maxsize=1 << 15)
def is_traditional_only(hanzi: str) -> bool:
    """Whether only traditional text uses the hanzi: Big5 has it, GB 2312 does not.

    >>> is_traditional_only("長"), is_traditional_only("有"), is_traditional_only("长")
    (True, False, False)
    """
    return bool(_lead(hanzi, "big5")) and not _lead(hanzi, "gb2312")


def _lead(hanzi: str, codec: str) -> int:
    """The first byte of the hanzi in a two-byte encoding; 0 if it is not there."""
    try:
        return hanzi.encode(codec)[0]
    except UnicodeEncodeError:
        return 0
