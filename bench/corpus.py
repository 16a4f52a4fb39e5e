"""Texts of any size to measure on, made from one article by shuffling its sentences.

Plain repetition would let the duplicate filter drop nearly everything; with the sentences of every
copy in another order, all lines differ and each filter has its full work to do.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

__all__ = ["DEFAULT_SAMPLE", "SHARED_SAMPLE", "clean_bytes", "dirty_bytes"]

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_SAMPLE = ROOT / "fixtures" / "wild" / "injected_article.txt"
SHARED_SAMPLE = ROOT.parent / "shared" / "samples" / "changsha.txt"
_SENTENCE = re.compile(r"[^。]+。?")


def dirty_bytes(size: int, sample: Path) -> bytes:
    """About `size` bytes of UTF-8 built from the article in `sample`, damage and all."""
    return _shuffled(sample.read_text(encoding="utf-8"), size)


def clean_bytes(size: int, sample: Path) -> bytes:
    """About `size` bytes of clean text: the same, from the article as textfix cleans it."""
    import textfix

    return _shuffled(textfix.clean(sample.read_bytes(), to="simplified"), size)


def _shuffled(article: str, size: int) -> bytes:
    generator = random.Random(1)
    lines = [_SENTENCE.findall(line) for line in article.split("\n")]
    copies: list[bytes] = []
    filled = 0
    while filled < size:
        for sentences in lines:
            generator.shuffle(sentences)
        copy = ("\n".join("".join(sentences) for sentences in lines) + "\n").encode()
        copies.append(copy)
        filled += len(copy)
    return b"".join(copies)
