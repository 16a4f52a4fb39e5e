"""Does a document look injected, or annotated by a person? Counted by window, decided once.

A machine annotates common characters, all of them, at every place, with one reading each. A person
annotates rare characters or a few words, once, often several syllables in one bracket, in texts
that speak of reading. Toned and toneless readings are two families of sites and are decided apart.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import IntFlag
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass
from textfix._edits import Edits, Tag
from textfix.filters.gloss.readings import Reading, is_common, is_traditional_only, judge

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text
    from textfix.filters.gloss.candidates import Candidates

__all__ = ["Decision", "Evidence", "chosen"]

# The thresholds are those of the trial in shared/design/artifacts.md ("Detector that worked"):
# 0 of 46 legitimate texts and 0 of 3,192 clean ones changed, 328 of 329 real readings found.
_ENOUGH = 3  # readings, on
_ENOUGH_HANZI = 2  # different hanzi: below, a document is judged bracket by bracket
_ENOUGH_TONELESS = 8  # (you), (he), (an) are also English words and labels
_COMMON = 0.70  # of the readings stand on everyday characters
_COVERED = 0.85  # of the places of a repeated character carry its reading
_SPLIT = 0.10  # of the characters may have two readings
_DENSE = 0.55  # of all hanzi annotated: above it is ruby for learners
_SEVERAL = 0.02  # multi-syllable glosses per reading: a machine makes none
_NEAR = 20  # characters to either side in which a word about reading speaks for a person

_TONED = Tag("gloss.toned", why="reading injected at every place of its character")
_TONELESS = Tag("gloss.toneless", why="toneless reading injected at every place of its character")
_SINGLE = Tag("gloss.single", why="main reading on a common traditional-only character")

_LESSON = re.compile(
    '[“”「」『』‘’"《》]|[讀读念唸音拼註注釋释]|字[義义詞词]|詞[語语]|词语|古[詩诗文]|生字'
)


class Decision(IntFlag):
    """What goes: any of these."""

    NOTHING = 0
    TONED = 1  # every toned reading
    TONELESS = 2  # every toneless reading
    SINGLE = 4  # one or two readings, all of which a machine can have made


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Counts that add up over windows.

    `toned`, `toneless`: (hanzi, content) -> places. `several`: glosses of several syllables.
    `texts`: the windows themselves, because how often a character stands without its reading is
    only worth counting once it is known which characters have one. `hanzi`, `occurs`: the same
    counts of windows that are no longer held. `explained`: toned readings beside a word about
    reading, counted where a window has too few readings to show by itself that they are injected.
    """

    toned: Counter[tuple[str, str]]
    toneless: Counter[tuple[str, str]]
    several: int
    texts: tuple[Text, ...]
    hanzi: int = 0
    occurs: Counter[str] = field(default_factory=Counter)
    explained: int = 0

    @classmethod
    def of(cls, text: Text, found: Candidates) -> Evidence:
        """The evidence of one window."""
        toned: Counter[tuple[str, str]] = Counter()
        toneless: Counter[tuple[str, str]] = Counter()
        several = 0
        counts = np.bincount(found.word, minlength=len(found.words)).tolist()
        kinds = np.zeros(len(found.words), dtype=np.int8)
        kinds[found.word] = found.reading
        for (base, content), kind, count in zip(found.words, kinds.tolist(), counts, strict=True):
            if kind == Reading.SEVERAL:
                several += count
            elif kind != Reading.NONE:
                family = toneless if kind == Reading.TONELESS else toned
                family[base, content.strip()] += count
        explained = 0
        if not _are_many(toned):
            rows = np.flatnonzero(_is_toned(found)).tolist()
            explained = sum(not _is_unexplained(text, found, row) for row in rows)
        return cls(toned, toneless, several, (text,), explained=explained)

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.toned + other.toned,
            self.toneless + other.toneless,
            self.several + other.several,
            self.texts + other.texts,
            self.hanzi + other.hanzi,
            self.occurs + other.occurs,
            self.explained + other.explained,
        )

    def settled(self) -> Evidence:
        """The same evidence without the texts: what a stream carries on."""
        hanzi, occurs = self._counted({char for char, _ in (*self.toned, *self.toneless)})
        return Evidence(self.toned, self.toneless, self.several, (), hanzi, occurs, self.explained)

    def _counted(self, chars: set[str]) -> tuple[int, Counter[str]]:
        """How many hanzi there are, and how often each of `chars` occurs."""
        numbers = {char: number for number, char in enumerate(sorted(chars), 1)}
        number_of = np.zeros(0x110000 if max(chars, default="") > "\uffff" else 0x10000, np.uint16)
        number_of[[ord(char) for char in numbers]] = list(numbers.values())
        hanzi, total = self.hanzi, np.zeros(len(numbers) + 1, dtype=np.int64)
        for text in self.texts:
            hanzi += int(np.count_nonzero(text.mask(CharClass.HAN)))
            found = number_of.take(text.codepoints, mode="clip")
            total += np.bincount(found[found != 0], minlength=len(total))
        return hanzi, self.occurs + Counter(dict(zip(numbers, total[1:].tolist(), strict=True)))

    def decide(self) -> Decision:
        """What this document's readings are."""
        if not self.toned and not self.toneless:
            return Decision.NOTHING
        decision = Decision.NOTHING
        evidence = self.settled()
        count = self.toned.total()
        if _are_many(self.toned):
            if _is_injected(evidence, self.toned):
                decision |= Decision.TONED
        elif (
            count and not self.several and not self.explained and _is_covered(evidence, self.toned)
        ):
            # If a machine would not have made one of the two, a person made the other one too.
            fit = all(_is_injectable(*pair) for pair in self.toned)
            decision |= Decision.SINGLE if fit else Decision.NOTHING
        if self.toneless.total() >= _ENOUGH_TONELESS and _is_injected(evidence, self.toneless):
            decision |= Decision.TONELESS
        return decision


def _is_injected(evidence: Evidence, readings: Counter[tuple[str, str]]) -> bool:
    """Whether the readings of a family look like a machine's; on settled evidence."""
    count = readings.total()
    chars = Counter(char for char, _ in readings)
    common = sum(places for (char, _), places in readings.items() if is_common(char))
    split = sum(1 for readings_of_one in chars.values() if readings_of_one > 1)
    return (
        common >= _COMMON * count
        and split < _SPLIT * len(chars)
        and count < _DENSE * evidence.hanzi
        and evidence.several <= _SEVERAL * count
        and _is_covered(evidence, readings)
    )


def _is_injectable(char: str, content: str) -> bool:
    """Whether the pair can stand in an injection table: main reading, common, traditional-only."""
    return is_common(char) and is_traditional_only(char) and judge(char, content) is Reading.MAIN


def _is_covered(evidence: Evidence, readings: Counter[tuple[str, str]]) -> bool:
    """Whether repeated characters carry their reading (nearly) wherever they stand."""
    places: Counter[str] = Counter()
    for (char, _), count in readings.items():
        places[char] += count
    repeated = [char for char in places if evidence.occurs[char] > 1]
    there = sum(evidence.occurs[char] for char in repeated)
    return sum(places[char] for char in repeated) >= _COVERED * there


def _are_many(readings: Counter[tuple[str, str]]) -> bool:
    """Whether there are enough readings of enough hanzi to judge a document by them."""
    return readings.total() >= _ENOUGH and len({char for char, _ in readings}) >= _ENOUGH_HANZI


def _is_toned(found: Candidates) -> NDArray[np.bool_]:
    toned: NDArray[np.bool_] = (found.reading == Reading.TONED) | (found.reading == Reading.MAIN)
    return toned


def chosen(found: Candidates, decision: Decision) -> Edits:
    """The edits that `decision` makes of the candidates."""
    parts = []
    toned = _is_toned(found)
    if decision & Decision.TONED:
        parts.append(Edits.delete(found.start[toned], found.end[toned], _TONED))
    if decision & Decision.TONELESS:
        toneless = found.reading == Reading.TONELESS
        parts.append(Edits.delete(found.start[toneless], found.end[toneless], _TONELESS))
    if decision & Decision.SINGLE:
        parts.append(Edits.delete(found.start[toned], found.end[toned], _SINGLE))
    return Edits.merge(parts)


def _is_unexplained(text: Text, found: Candidates, row: int) -> bool:
    """Whether nothing near a bracket speaks of reading, so that no person explains a word."""
    start, end = int(found.start[row]), int(found.end[row])
    before = text.value[max(0, start - _NEAR) : start].rpartition("\n")[2]
    after = text.value[end : end + _NEAR].partition("\n")[0]
    return not _LESSON.search(before) and not _LESSON.search(after)
