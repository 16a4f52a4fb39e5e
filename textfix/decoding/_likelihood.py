"""Likelihood of a decoding: how probable its *characters* are as text of some language.

The bytes are the same under every reading, so the readings compete by the probability of
what they say: log prior + the characters' log probabilities in the best language of the
encoding + the class transitions. An undecodable byte costs, it does not eliminate; at the
ends of the sample, where text may be cut, it costs next to nothing.

What it does not do: single-byte encodings (``_singlebyte``), or choosing (``_rank``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textfix.decoding._tables import HAN, ROWS, UPPER, tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Score", "codes_of", "score_text"]

# Nats per unit of the byte tables.
_NATS = 0.1
# Cost (nats x 10) of an East Asian character or symbol between two ASCII letters.
INSIDE_WORD = 70


@dataclass(frozen=True, slots=True)
class Score:
    """Log likelihood in nats (negative) of a text, its best language row, its characters."""

    nats: float
    language: str
    n_chars: int


def codes_of(text: str) -> NDArray[np.uint16]:
    """UTF-16 code units of ``text`` as an array."""
    import numpy as np

    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")


def score_text(text: str, rows: tuple[int, ...], priors: tuple[float, ...]) -> Score:
    """Score ``text`` as the best of the languages ``rows`` (indices into ``ROWS``, with priors)."""
    import numpy as np

    loaded = tables()
    codes = codes_of(text)
    # take() is four times as fast as indexing for 16-bit codes (0.36 against 1.66 ms for 500 k).
    classes = loaded.classes.take(codes)
    pairs = classes[:-1] << 4
    pairs |= classes[1:]
    shared = int(np.add.reduce(loaded.pairs.take(pairs), dtype=np.int64))
    if len(codes) > 2:
        # An East Asian character alone inside an ASCII word: how Latin letters look misread.
        word = (classes | 1) == UPPER
        if word.any():
            shared += INSIDE_WORD * int(
                np.count_nonzero(word[:-2] & word[2:] & (classes[1:-1] >= HAN))
            )
    sums = [
        p - _NATS * int(np.add.reduce(loaded.costs[r].take(codes), dtype=np.int64))
        for r, p in zip(rows, priors, strict=True)
    ]
    best = 0 if len(rows) == 1 else max(range(len(rows)), key=sums.__getitem__)
    return Score(sums[best] - _NATS * shared, ROWS[rows[best]], len(codes))
