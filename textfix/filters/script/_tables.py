"""Reading the tables under ``rules/script/`` into arrays, once a process.

All of them are TSV with a header of ``#`` lines, written by ``scripts/make_script_tables.py``. They
are read as code points and cut up by NumPy, without a Python object per row: 5,000 rows of
characters take 0.3 ms, 60,000 pairs 2 ms.

What this module does not do: know which table means what (`_fast`, `_detect`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._errors import RuleError
from textfix._rules import rules_dir
from textfix._text import codepoints, distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CODE_POINTS",
    "Pairs",
    "char_rows",
    "counted_rows",
    "head_rows",
    "map_table",
    "odds_rows",
    "pair_rows",
    "phrase_rows",
    "text_rows",
    "word_rows",
]

CODE_POINTS = 0x110000

_NEWLINE = 10


def _body(name: str) -> str:
    """The rows of a table, header off.

    Raises:
        RuleError: if it is missing or not UTF-8.
    """
    path = rules_dir() / "script" / f"{name}.tsv"
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read ({error}); reinstall textfix") from error
    start = 0
    while text.startswith("#", start):
        start = text.index("\n", start) + 1
    return text[start:]


def text_rows(name: str) -> dict[str, str]:
    """A small table as a dict: first column -> the rest.

    >>> sorted(text_rows("opencc"))
    ['fingerprint', 'version']
    """
    return dict(row.split("\t", 1) for row in _body(name).splitlines())


def phrase_rows(name: str) -> tuple[str, ...]:
    """A table of one column."""
    return tuple(_body(name).splitlines())


def counted_rows(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """A large table of a word, its spelling and its count, as two dicts; counts are not parsed.

    >>> spellings, counts = counted_rows("words")
    >>> spellings["皇后"], int(counts["皇后"]) > 0
    ('皇后', True)
    """
    cells = _body(name).replace("\t", "\n").split("\n")
    words = cells[0:-1:3]
    spellings = dict(zip(words, cells[1::3], strict=True))
    return spellings, dict(zip(words, cells[2::3], strict=True))


def word_rows(name: str) -> dict[str, str]:
    """A large table of two columns as a dict.

    >>> word_rows("words-tw")["軟件"]
    '軟體'
    """
    cells = _body(name).replace("\t", "\n").split("\n")
    return dict(zip(cells[0:-1:2], cells[1::2], strict=True))


def odds_rows(name: str) -> dict[tuple[int, int], float]:
    """A table of two characters and a number a row."""
    rows = (row.split("\t") for row in _body(name).splitlines())
    return {(ord(first), ord(second)): float(number) for first, second, number in rows}


def char_rows(name: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """A table of one character each side, as two columns of code points.

    >>> keys, values = char_rows("t2s.chars")
    >>> chr(values[list(keys).index(ord("長"))])
    '长'
    """
    rows = codepoints(_body(name)).reshape(-1, 4)
    return rows[:, 0], rows[:, 2]


def pair_rows(name: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """A table of followers, as columns ``(first, second)``."""
    points = codepoints(_body(name))
    ends = np.flatnonzero(points == _NEWLINE)
    starts = np.concatenate([[0], ends[:-1] + 1])
    sizes = ends - starts - 2  # the first character and the tab
    body = np.ones(len(points), dtype=bool)
    body[starts] = body[starts + 1] = body[ends] = False
    return np.repeat(points[starts], sizes), points[body]


def head_rows(name: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """A table of one, two or three characters a row, as three columns; zero where there is none."""
    points = codepoints(_body(name))
    ends = np.flatnonzero(points == _NEWLINE)
    starts = np.concatenate([[0], ends[:-1] + 1])
    sizes = ends - starts
    second, third = points[starts + np.minimum(sizes, 1)], points[starts + np.minimum(sizes, 2)]
    return points[starts], np.where(sizes > 1, second, 0), np.where(sizes > 2, third, 0)


class Pairs:
    """A set of pairs of characters that answers for whole arrays; a superset of what went in.

    One byte a slot, addressed by a multiplicative hash: no false "no", and a false "yes" for one
    pair in `_SLOTS` / entries (60,000 joins: 1 in 17; 7,000 heads: 1 in 150). Both uses bear it: a
    false head or join only sends a few more characters to OpenCC.
    """

    __slots__ = ("_exact", "_slots")

    # 1 MB: half the second-level cache of the machine it was measured on; a quarter of it made
    # joins say yes four times as often and the whole 15 % slower.
    _BITS = 20
    # Odd constants of Knuth's multiplicative hashing: 2^32 / golden ratio, and another.
    _SHIFT = np.uint32(32 - _BITS)
    _FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)

    def __init__(self, exact: NDArray[np.int64] | None = None) -> None:
        self._slots = np.zeros(1 << self._BITS, dtype=np.bool_)
        self._exact = exact

    @classmethod
    def of(cls, first: NDArray[np.uint32], second: NDArray[np.uint32]) -> Pairs:
        """The set of the pairs ``(first[i], second[i])``."""
        pairs = cls()
        pairs.add(first, second)
        return pairs

    def add(self, first: NDArray[np.uint32], second: NDArray[np.uint32]) -> None:
        """Put in the pairs ``(first[i], second[i])``; while a table is made, not later."""
        self._slots[self.mix(first, second) >> self._SHIFT] = True

    @classmethod
    def exact(cls, first: NDArray[np.uint32], second: NDArray[np.uint32]) -> Pairs:
        """The same set without false answers: what the hash lets through is looked up again.

        Worth it where a false "yes" costs more than a search of 100 ns, and few pairs are in it.
        """
        pairs = cls(distinct(_joined(first, second)))
        pairs.add(first, second)
        return pairs

    @classmethod
    def mix(cls, first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Pairs as numbers of 32 bits, of which the upper ones are the best mixed."""
        mixed = first * cls._FIRST
        mixed ^= second * cls._SECOND
        return mixed

    def has(self, first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """For each pair ``(first[i], second[i])``, whether it may be in the set."""
        found = self._slots.take(self.mix(first, second) >> self._SHIFT)
        if self._exact is not None and len(rows := found.nonzero()[0]):
            keys = _joined(first[rows], second[rows])
            at = np.searchsorted(self._exact, keys)
            found[rows] = self._exact[np.minimum(at, len(self._exact) - 1)] == keys
        return found


def _joined(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Pairs as one number each."""
    return first.astype(np.int64) << 32 | second


@cache
def map_table(name: str, *, rare: bool = True) -> NDArray[np.uint32]:
    """What a configuration makes of each code point alone: read-only, shape ``(CODE_POINTS,)``.

    `rare`: with the simplified forms that most fonts lack.
    """
    table = np.arange(CODE_POINTS, dtype=np.uint32)
    keys, values = char_rows(f"{name}.chars")
    table[keys] = values
    if not rare and name.endswith("2s"):
        keys, values = char_rows("tofu.chars")
        table[keys] = values
    table.flags.writeable = False
    return table
