"""What the brackets of a document show: counts of its readings, window by window.

Toned and toneless readings are two families of sites and are counted apart. What the counts mean is
`decision`'s question.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass
from textfix.filters.gloss.readings import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text
    from textfix.filters.gloss.candidates import Candidates

__all__ = ["Evidence", "Family", "of_kind"]

TONED = (Reading.TONED, Reading.MAIN)
TONELESS = (Reading.TONELESS,)
NEUTRAL = (Reading.NEUTRAL,)  # both families write it so

_FEW = 8  # readings of a family in a window: below, each is looked at for words about reading
_NEAR = 20  # characters to either side in which a word about reading speaks for a person
_WORDS = re.compile("[讀读念唸音拼註注釋释]|字[義义詞词]|詞[語语]|词语|古[詩诗文]|生字")
# A quotation mark speaks for a person beside a reading, or on both sides of it: what is explained
# is quoted. In speech and near a title, readings are injected as anywhere else.
_QUOTES = re.compile('[“”「」『』‘’"《》]')
_OPENING, _CLOSING = '“「『‘"《', '”」』’"》'
_BESIDE = 3  # characters


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Counts of one family of readings.

    `pairs`: (hanzi, content) -> places. `inner`: readings with a hanzi, another bracket or a line's
    start before their own hanzi, and a hanzi behind them; `followed`: with a hanzi behind them.
    `explained`: readings beside a word about reading, counted where a window has too few of them to
    show by itself that they are injected. `padded`: with a blank before the closing bracket only,
    as one of the converters leaves it: 會(huì ).
    """

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    inner: int = 0
    followed: int = 0
    explained: int = 0
    padded: int = 0

    def __add__(self, other: Family) -> Family:
        return Family(
            self.pairs + other.pairs,
            self.inner + other.inner,
            self.followed + other.followed,
            self.explained + other.explained,
            self.padded + other.padded,
        )

    def __len__(self) -> int:
        """How many readings there are."""
        return self.pairs.total()

    @property
    def hanzi(self) -> Counter[str]:
        """Each hanzi, and how many different readings it has here."""
        return Counter(char for char, _ in self.pairs)

    @classmethod
    def of(cls, text: Text, found: Candidates, kinds: tuple[Reading, ...]) -> Family:
        """The candidates of some kinds."""
        rows = of_kind(found, kinds)
        if not len(rows):
            return cls()
        pairs: Counter[tuple[str, str]] = Counter()
        padded = 0
        counts = np.bincount(found.word[rows], minlength=len(found.words))
        for number in np.flatnonzero(counts).tolist():
            char, content = found.words[number]
            pairs[char, content.strip()] += int(counts[number])
            if content == content.lstrip() != content.rstrip():
                padded += int(counts[number])
        led, followed = found.led[rows], found.followed[rows]
        explained = 0
        if len(rows) < _FEW:
            spans = zip(found.start[rows].tolist(), found.end[rows].tolist(), strict=True)
            explained = sum(_is_explained(text.value, *span) for span in spans)
        return cls(
            pairs,
            int(np.count_nonzero(led & followed)),
            int(np.count_nonzero(followed)),
            explained,
            padded,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Counts that add up over windows.

    `neutral`: readings in the neutral tone, 们(men), which either family may hold. `persons`:
    glosses that only people make. `texts`: the windows themselves, because how often a character
    stands without its reading is only worth counting once it is known which characters have one.
    `hanzi`, `occurs`: the same counts of windows that are no longer held.
    """

    toned: Family
    toneless: Family
    neutral: Family
    persons: int
    texts: tuple[Text, ...]
    hanzi: int = 0
    occurs: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: Text, found: Candidates) -> Evidence:
        """The evidence of one window."""
        kinds = np.bincount(found.reading, minlength=len(Reading))
        persons = int(kinds[Reading.PERSON])
        toned, toneless, neutral = (
            Family.of(text, found, family) if kinds[list(family)].any() else Family()
            for family in (TONED, TONELESS, NEUTRAL)
        )
        return cls(toned, toneless, neutral, persons, (text,))

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.toned + other.toned,
            self.toneless + other.toneless,
            self.neutral + other.neutral,
            self.persons + other.persons,
            self.texts + other.texts,
            self.hanzi + other.hanzi,
            self.occurs + other.occurs,
        )

    def settled(self) -> Evidence:
        """The same evidence without the texts: what a stream carries on."""
        families = (self.toned, self.toneless, self.neutral)
        chars = {char for family in families for char, _ in family.pairs}
        return Evidence(*families, self.persons, (), *self._counted(chars))

    def _counted(self, chars: set[str]) -> tuple[int, Counter[str]]:
        """How many hanzi there are, and how often each of `chars` occurs."""
        hanzi, occurs = self.hanzi, self.occurs.copy()
        points = np.array(sorted(map(ord, chars)), dtype=np.intp)
        total = np.zeros(len(points), dtype=np.int64)
        size = int(points.max(initial=0)) + 1
        for text in self.texts:
            hanzi += int(np.count_nonzero(text.mask(CharClass.HAN)))
            total += np.bincount(text.codepoints, minlength=size)[points]
        occurs.update(dict(zip(map(chr, points.tolist()), total.tolist(), strict=True)))
        return hanzi, occurs


def of_kind(found: Candidates, kinds: tuple[Reading, ...]) -> NDArray[np.intp]:
    """The rows of the candidates that are of one of the kinds."""
    is_one = np.zeros(len(Reading), dtype=bool)
    is_one[list(kinds)] = True
    return np.flatnonzero(is_one[found.reading])


def _is_explained(value: str, start: int, end: int) -> bool:
    """Whether a word near a bracket speaks of reading: a person explains."""
    before = value[max(0, start - _NEAR) : start].rpartition("\n")[2]
    after = value[end : end + _NEAR].partition("\n")[0]
    return (
        _WORDS.search(before) is not None
        or _WORDS.search(after) is not None
        or _QUOTES.search(before[-_BESIDE:]) is not None
        or _QUOTES.search(after[:_BESIDE]) is not None
        or _is_quoted(_QUOTES.findall(before), _QUOTES.findall(after))
    )


def _is_quoted(before: list[str], after: list[str]) -> bool:
    """Whether, of the quotation marks around, the nearest ones open and close a quotation."""
    return bool(before and after) and before[-1] in _OPENING and after[0] in _CLOSING
