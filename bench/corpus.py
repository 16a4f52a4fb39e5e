"""Texts of any size to measure on, made from one article by dealing its clauses anew.

Plain repetition would let the duplicate filter drop nearly everything, and so would another order
of a paragraph's sentences: half of an article's paragraphs have three at most. So the clauses of
all paragraphs are shuffled and dealt back over the sentences, those that end one apart from those
that do not: every paragraph of two clauses or more is another one each time, with the lengths and
marks of the article. Lines without a sentence, titles and the like, repeat, as on a site's pages.
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
_CLAUSE = re.compile(r"[^，；,;。]+[，；,;。]?")  # narrow marks too: the damaged article has them


def dirty_bytes(size: int, sample: Path) -> bytes:
    """About `size` bytes of UTF-8 built from the article in `sample`, damage and all."""
    return _dealt(sample.read_text(encoding="utf-8"), size)


def clean_bytes(size: int, sample: Path) -> bytes:
    """About `size` bytes of clean text: the same, from the article as textfix cleans it."""
    import textfix

    return _dealt(textfix.clean(sample.read_bytes(), to="simplified"), size)


def _dealt(article: str, size: int) -> bytes:
    generator = random.Random(1)
    lines = [_clauses(line, article) for line in article.split("\n")]
    paragraphs = [line for line in lines if len(line) > 1]
    inner = [clause for line in paragraphs for clause in line if clause[-1] != "。"]
    last = [clause for line in paragraphs for clause in line if clause[-1] == "。"]
    copies: list[bytes] = []
    seen: set[str] = set()
    filled = 0
    while filled < size:
        generator.shuffle(inner)
        generator.shuffle(last)
        rest, ends = iter(inner), iter(last)
        dealt = [
            "".join(next(ends if clause[-1] == "。" else rest) for clause in line)
            if len(line) > 1
            else "".join(line)
            for line in lines
        ]
        # Two or three clauses come together twice by chance.
        new = [
            text
            for text, line in zip(dealt, lines, strict=True)
            if not len(line) > 1 or text not in seen
        ]
        seen.update(dealt)
        copy = ("\n".join(new) + "\n").encode()
        copies.append(copy)
        filled += len(copy)
    return b"".join(copies)


def _clauses(line: str, article: str) -> list[str]:
    """The clauses of a line; none is cut from a line whose sentence stands in another one."""
    found = []
    for sentence in _SENTENCE.findall(line):
        if article.count(sentence) > 1:
            # A caption that repeats a sentence: cut up, neither line would be what it is.
            if not line.endswith("。"):
                return [line]
            found.append(sentence)
        else:
            found += _CLAUSE.findall(sentence)
    return found
