"""Which of some sentences stand inside a text's lines, in one pass for all of them.

A document of ten thousand captions must not cost ten thousand searches. Both sides are reduced to
folded letters (hanzi, Latin letters, digits), so that punctuation, width and script do not matter.
Eight letters in a row have a hash; every place of the text whose hash is that of some sentence's
beginning is compared in full.

Bounded on hostile input: for one beginning at most `_SAME_BEGINNING` sentences are looked for.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass
from textfix._rulefold import fold_points
from textfix._text import codepoints, from_codepoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = ["MIN_LETTERS", "contained", "letters", "verbatim"]

# Below eight letters a sentence stands elsewhere by chance: 「會議召開」.
MIN_LETTERS = 8
_SAME_BEGINNING = 16
_TRIES = 16
# So many sentences are looked for one by one: a search of 4 million letters takes 0.6 to 25 ms,
# hashing every place of them 40.
_FEW = 4
_NEWLINE = 0x0A
_LETTERS = CharClass.HAN | CharClass.OTHER_CJK | CharClass.LATIN | CharClass.DIGIT
_BASE = 0x9E3779B97F4A7C15


def letters(text: Text, start: int, end: int) -> str:
    """The folded letters of ``[start, end)``.

    >>> from textfix._text import Text
    >>> letters(Text("《長沙》, 13日"), 0, 9)
    '长沙13日'
    """
    kept = text.codepoints[start:end][text.flags[start:end] & np.uint16(_LETTERS) != 0]
    return from_codepoints(fold_points().take(kept))


def verbatim(text: Text, sentence: str, without: Sequence[tuple[int, int]]) -> bool:
    """Whether `sentence` stands in `text` to the letter, outside the sorted spans `without`.

    The common case of `contained`, at the speed of ``str.find``. Gives up, and says no, where the
    first `_TRIES` places are all inside the spans.

    >>> from textfix._text import Text
    >>> verbatim(Text("會議召開。\\n會議召開。 攝"), "會議召開。", [(6, 13)])
    True
    """
    at = -1
    for _ in range(_TRIES):
        at = text.value.find(sentence, at + 1)
        if at < 0:
            return False
        row = bisect_right(without, (at, len(text))) - 1
        if row < 0 or at >= without[row][1]:
            return True
    return False


def contained(
    text: Text, wanted: Iterable[str], without: Iterable[tuple[int, int]]
) -> frozenset[str]:
    """Those of the `wanted` that stand in a line of `text`.

    `wanted`: what `letters` gave, at least `MIN_LETTERS` long. `without`: spans of the text that do
    not count.
    """
    sentences = dict.fromkeys(wanted)
    kept = (text.flags & np.uint16(_LETTERS) != 0) | (text.codepoints == _NEWLINE)
    for start, end in without:
        kept[start:end] = False
    points = fold_points().take(text.codepoints[kept])
    whole = from_codepoints(points)
    if len(sentences) <= _FEW:
        return frozenset(sentence for sentence in sentences if sentence in whole)
    return _standing(points, whole, sentences)


def _standing(points: NDArray[np.uint32], whole: str, sentences: Iterable[str]) -> frozenset[str]:
    """Those of many sentences that stand in `whole`, whose code points are `points`."""
    open_: dict[str, list[str]] = {}
    for sentence in sentences:
        same = open_.setdefault(sentence[:MIN_LETTERS], [])
        if len(same) < _SAME_BEGINNING:
            same.append(sentence)
    if len(points) < MIN_LETTERS:
        return frozenset()
    table = np.zeros(1 << 16, dtype=bool)
    table[_slots(np.concatenate([codepoints(beginning) for beginning in open_]))[::MIN_LETTERS]] = 1
    found = []
    for at in np.flatnonzero(table.take(_slots(points))).tolist():
        beginning = whole[at : at + MIN_LETTERS]
        same = open_.get(beginning, [])
        standing = [sentence for sentence in same if whole.startswith(sentence, at)]
        if standing:
            found += standing
            open_[beginning] = [sentence for sentence in same if sentence not in standing]
    return frozenset(found)


def _slots(points: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """A 16-bit hash of the eight letters from each place on."""
    mixed = points.astype(np.uint64)
    for step in (1, 2, 4):  # windows of two, four, eight
        mixed = mixed[:-step] * np.uint64(pow(_BASE, step, 1 << 64)) + mixed[step:]
    return mixed >> np.uint64(48)
