"""Brackets that follow a hanzi and may hold its reading, found by column operations.

On the sample every thirteenth character begins such a bracket; a regex spends 120 ms on 10 MB of it
for the matches alone. Here the brackets, their ends and their contents are columns, and only
the distinct (hanzi, content) pairs are looked at one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._text import distinct, from_codepoints, looked_up
from textfix.filters.gloss.readings import Reading, judge

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["Candidates", "find"]

# The longest content looked at: a syllable has at most 6 letters and, decomposed, 2 marks; blanks
# on both sides come on top. Glosses of several syllables are only recognised up to here, which is
# enough to tell a person's hand: (chóng qìng), (bù zhī suǒ yún).
_LONGEST = 24
# What is asked of every character is one byte; letters of readings have the highest bit and a
# number of their own (119 of 128), so that eight bytes read as a number are a content.
_OPEN, _CLOSE, _HAN, _NEWLINE, _LETTER = 1, 2, 3, 4, 0x80
_EIGHT = 8
_LETTERS = np.uint64(0x8080808080808080)
_ONES = np.uint64(0x0101010101010101)
_APOSTROPHES = (0x27, 0x2019)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Brackets after hanzi whose content reads as a reading, in order.

    `base`: offset of the hanzi that the bracket explains. `start`, `end`: the bracket, half open.
    `reading`: `Reading` values. `word`: index of the distinct (hanzi, content) pair in `words`,
    which may hold pairs that no candidate has. `led`: a hanzi, another bracket or a line's start
    stands before the hanzi; `followed`: a hanzi stands behind the bracket.
    """

    base: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    reading: NDArray[np.int8]
    word: NDArray[np.int64]
    words: tuple[tuple[str, str], ...]
    led: NDArray[np.bool_]
    followed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start)


_EMPTY = np.zeros(0, dtype=np.int64)
_NEVER = np.zeros(0, dtype=bool)
_NOTHING = Candidates(_EMPTY, _EMPTY, _EMPTY, _EMPTY.astype(np.int8), _EMPTY, (), _NEVER, _NEVER)


def find(text: Text) -> Candidates:
    """All candidates in `text`. Nested and unclosed brackets are none.

    >>> from textfix._text import Text
    >>> found = find(Text("長(cháng)沙(WHO)會(huì )"))
    >>> found.start.tolist(), found.end.tolist(), found.words
    ([1, 15], [8, 21], (('長', 'cháng'), ('會', 'huì ')))
    """
    codes = _codes(text)
    start, end, key = _brackets(codes, len(text))
    if not len(start):
        return _NOTHING
    base, linked = _bases(codes, start, end)
    if not linked.all():
        base, start, end, key = base[linked], start[linked], end[linked], key[linked]
    points = text.codepoints
    first, word = _number((key ^ points[base]) * _MIX)
    words = [
        (chr(points[base[row]]), from_codepoints(points[start[row] + 1 : end[row] - 1]))
        for row in first.tolist()
    ]
    verdicts = np.array([judge(*pair) for pair in words], dtype=np.int8)
    reading = verdicts[word]
    if not verdicts.all():
        real = reading != Reading.NONE
        base, start, end = base[real], start[real], end[real]
        reading, word = reading[real], word[real]
    before = codes.take(base - 1, mode="clip")
    led = (base == 0) | (before >= _CLOSE) & (before <= _NEWLINE)
    return Candidates(base, start, end, reading, word, tuple(words), led, codes[end] == _HAN)


def _codes(text: Text) -> NDArray[np.uint8]:
    """The byte of each character, and noughts behind the last, as many as are looked ahead."""
    codes = looked_up(_code_table(), text.codepoints)
    return np.append(codes, np.zeros(_LONGEST + _EIGHT, dtype=np.uint8))


@cache
def _code_table() -> NDArray[np.uint8]:
    """For every code point its byte: a letter of readings, a bracket, hanzi, newline, or 0."""
    flags = flag_table()
    table = np.zeros(len(flags), dtype=np.uint8)
    inside = np.uint16(CharClass.READING | CharClass.BLANK)
    kinds = ((CharClass.HAN, _HAN), (CharClass.OPEN, _OPEN), (CharClass.CLOSE, _CLOSE))
    # One in ten code points is anything: of all of them each question takes a millisecond.
    at = np.flatnonzero(flags & (inside | np.uint16(sum(kind for kind, _ in kinds))))
    own = flags[at]
    letters = distinct(np.append(at[own & inside != 0], _APOSTROPHES))
    table[letters] = _LETTER + np.arange(len(letters))
    for kind, code in kinds:
        table[at[own & np.uint16(kind) != 0]] = code
    table[ord("\n")] = _NEWLINE
    return table


def _brackets(
    codes: NDArray[np.uint8], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """Spans of brackets that follow a hanzi or another bracket and hold letters only.

    And a number for what each holds: the content itself, or of a long one a hash.
    """
    start = np.flatnonzero(codes[:size] == _OPEN)
    before = codes.take(start - 1, mode="clip")
    start = start[(start > 0) & (before >= _CLOSE) & (before <= _HAN)]
    # At any address: one number a place, of it and the seven behind it.
    eights = np.ndarray((size + 1,), dtype="<u8", buffer=codes, strides=(1,))
    eight: NDArray[np.uint64] = eights[start + 1]
    # The highest bit of every byte that is no letter, and of those the lowest.
    others = ~eight & _LETTERS
    below = (others & (~others + np.uint64(1))) - np.uint64(1)
    # `below` has all bits of the letters before it: one bit of each, and one more, added up.
    letters = ((below & _ONES) * _ONES >> np.uint64(56)).astype(np.int64) - 1
    long = others == 0
    letters[long] = _EIGHT
    end = start + letters + 2
    key = eight & np.where(long, below, below >> np.uint64(7)).astype(np.uint64, copy=False)
    rows = np.flatnonzero(long) if long.any() else _EMPTY
    for step in range(_EIGHT, _LONGEST):
        if not len(rows):
            break
        code = codes[start[rows] + 1 + step]
        letter = code >= _LETTER
        rows, code = rows[letter], code[letter]
        end[rows] += 1
        key[rows] = _mixed(key[rows], code)
    closed = (codes[end - 1] == _CLOSE) & (end > start + 2)
    return start[closed], end[closed], key[closed]


def _mixed(key: NDArray[np.uint64], code: NDArray[np.uint8]) -> NDArray[np.uint64]:
    mixed: NDArray[np.uint64] = (key ^ code) * _MIX
    return mixed ^ (mixed >> np.uint64(29))


def _bases(
    codes: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The hanzi each bracket belongs to, if any; one right behind another shares its hanzi."""
    base = start - 1
    linked = np.ones(len(start), dtype=bool)
    chained = np.flatnonzero(codes[base] != _HAN)
    for row in chained.tolist():  # 長(cháng)(zhǎng): without this, a second run would find more
        linked[row] = row > 0 and linked[row - 1] and end[row - 1] == start[row]
        if linked[row]:
            base[row] = base[row - 1]
    return base, linked


def _number(key: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """One row for each distinct key, and each row's number among them.

    ``np.unique`` sorts: 11 ms on 350,000 keys of 51 kinds. The top 16 bits of a key as an index do
    without, 4 ms; two kinds in one slot are rare, are seen, and are then sorted out.
    """
    slot = (key >> np.uint64(48)).astype(np.intp)
    rows = np.arange(len(key))
    owner = np.zeros(1 << 16, dtype=np.intp)
    owner[slot[::-1]] = rows[::-1]
    owner_of = owner[slot]
    if (key[owner_of] != key).any():
        _, first, word = np.unique(key, return_index=True, return_inverse=True)
        return first, word
    first = np.flatnonzero(owner_of == rows)
    owner[first] = np.arange(len(first))
    return first, owner[owner_of]
