"""Single-byte encodings, scored as (encoding, language) pairs from letter-pair tables.

First a histogram of the bytes against unigram costs of all pairs (one matrix product), then
the letter pairs of the best few. Scores are log likelihoods in nats, on the same scale as
``_likelihood``'s, so that ``café`` in Windows-1252 and a hanzi compete fairly.

What it does not do: languages without a table (chardet is asked about those), EBCDIC.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from textfix.decoding._codepages import CODECS, LANGUAGE, SYMBOLS
from textfix.decoding._tables import (
    CASELESS,
    CONTROL,
    DAMAGE,
    DIGIT,
    LATIN_LOWER,
    LATIN_UPPER,
    LOWER,
    OTHER_LOWER,
    OTHER_UPPER,
    ROWS,
    SPACE,
    SYMBOL,
    UPPER,
    tables,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SingleScore", "score_single"]

# CLDR names in these contain Latin letters too, which say nothing about their words.
_OTHER_ALPHABETS = frozenset(("ru", "uk", "bg", "sr", "mk", "be", "el", "he", "ar", "fa", "th"))
# A letter no word of the language has; an undefined byte; a capital, beyond its small form.
FOREIGN, UNDEFINED, CAPITAL = 105, 190, 14
# Pairs too rare for the table: their letter's unigram cost plus this (nats x 10).
BACK_OFF = 18
# What another alphabet costs where most letters are ASCII ones.
LATIN_TEXT = 3.0
_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# (encoding, language) pairs examined with letter pairs of either kind of alphabet, and the nats
# behind the best unigram score at which one is dropped unexamined (60 kept every right answer
# of the dev cases).
EXAMINED, BEHIND = 12, 60.0
# No single-byte text has hanzi, kana or hangul (and controls are dear enough): those classes
# stand for kinds of punctuation here, because a wrong code page puts quotes and dashes inside
# words.
APOSTROPHE, OPENING, DASH, CLOSING = 1, 12, 13, 14
_KINDS = {
    **dict.fromkeys("«„“‘¿¡‹‚", OPENING),
    **dict.fromkeys("–—", DASH),
    **dict.fromkeys("»”›…", CLOSING),
    "’": APOSTROPHE,
}
_WORD = (LOWER, UPPER, LATIN_LOWER, LATIN_UPPER, OTHER_LOWER, OTHER_UPPER, CASELESS)
_SMALL = (LOWER, LATIN_LOWER, OTHER_LOWER)
_TOUCH: tuple[tuple[tuple[int, ...], tuple[int, ...], int], ...] = (
    (_WORD, (OPENING,), 70),
    ((CLOSING,), _WORD, 40),
    (_WORD, (DASH,), 30),
    (_WORD, (SYMBOL,), 35),
    ((SYMBOL,), _WORD, 25),
    ((DASH,), _SMALL, 15),
    ((OPENING,), _SMALL, 12),
    ((OPENING, DASH), (SPACE,), 10),
    ((SPACE,), (CLOSING, APOSTROPHE), 20),
    ((DIGIT,), (OPENING,), 25),
)


@dataclass(frozen=True, slots=True)
class SingleScore:
    """Log likelihood in nats of the bytes as ``language`` in ``encoding``."""

    nats: float
    encoding: str
    language: str


@dataclass(frozen=True, slots=True)
class _Model:
    """One (encoding, language): byte -> letter, letter pairs, costs per byte outside the pairs."""

    encoding: str
    language: str
    prior: float
    letters: NDArray[np.uint8]
    pairs: NDArray[np.uint8]
    width: int
    extra: NDArray[np.uint8]
    latin: bool


@dataclass(frozen=True, slots=True)
class _Bank:
    """All models, their unigram costs per byte (256 x models), priors, classes per encoding."""

    models: tuple[_Model, ...]
    unigrams: NDArray[np.float32]
    priors: NDArray[np.float32]
    latin: NDArray[np.bool_]
    classes: dict[str, NDArray[np.uint8]]
    touch: NDArray[np.uint8]


def score_single(data: bytes, *, only: frozenset[str] | None = None) -> list[SingleScore]:
    """The best models for ``data``, best first; ``only`` restricts the encodings."""
    import numpy as np

    bank = _bank()
    codes = np.frombuffer(data, np.uint8)
    # ASCII reads the same in every encoding, so it must tell nothing but the language, and that
    # only between languages in Latin letters: the one that fits the ASCII best gets the plain
    # cost of its characters, as hanzi and other alphabets beside it do.
    both = (codes[:-1] < 0x80) & (codes[1:] < 0x80)
    plain = _sum(tables().costs[ROWS.index("latin")].take(codes[1:][both]))
    fits: int | None = None
    found: list[tuple[_Model, int, int]] = []
    touches: dict[str, int] = {}
    for model in _examined(bank, codes, only):
        if model.encoding not in touches:
            classes = bank.classes[model.encoding].take(codes)
            touches[model.encoding] = _sum(bank.touch.take((classes[:-1] << 4) | classes[1:]))
        letters = np.zeros(len(codes) + 2, np.int32)
        letters[1:-1] = model.letters.take(codes)
        each = model.pairs.take(letters[:-1] * model.width + letters[1:])
        extra = model.extra.take(codes)
        ascii_cost = _sum(each[1:-1][both]) + _sum(extra[1:][both])
        found.append((model, touches[model.encoding] + _sum(each) + _sum(extra), ascii_cost))
        if model.latin:
            fits = ascii_cost if fits is None else min(fits, ascii_cost)
    words = len(data) - len(data.translate(None, _ASCII_LETTERS))
    latin_text = words > 2 * int(np.count_nonzero(codes >= 0x80))
    out = []
    for model, cost, ascii_cost in found:
        behind = ascii_cost - fits if model.latin and fits is not None else 0
        nats = model.prior - 0.1 * (cost - ascii_cost + plain + behind)
        if latin_text and not model.latin:
            nats -= LATIN_TEXT
        out.append(SingleScore(nats, model.encoding, model.language))
    return sorted(out, key=lambda s: -s.nats)


def _sum(costs: NDArray[np.uint8]) -> int:
    import numpy as np

    return int(np.add.reduce(costs, dtype=np.int64))


def _examined(bank: _Bank, codes: NDArray[np.uint8], only: frozenset[str] | None) -> list[_Model]:
    """The models whose unigram costs do not rule them out."""
    import numpy as np

    models: list[_Model] = []
    counts = np.bincount(codes, minlength=256).astype(np.float32)
    ascii_costs = counts[:128] @ bank.unigrams[:128]
    fit = float(ascii_costs[bank.latin].min())
    cost = counts[128:] @ bank.unigrams[128:] + np.where(bank.latin, ascii_costs - fit, 0)
    rough = bank.priors - 0.1 * cost
    order = [int(i) for i in np.argsort(-rough) if only is None or bank.models[i].encoding in only]
    # Alphabets apart: what a Latin word costs with a foreign letter in it shows only in pairs.
    for alphabet in (True, False):
        best = [i for i in order if bank.latin[i] == alphabet][:EXAMINED]
        models += [bank.models[i] for i in best if rough[i] >= rough[best[0]] - BEHIND]
    return models


@cache
def _bank() -> _Bank:
    """Build all models (once, some 10 ms)."""
    import numpy as np

    from textfix.decoding._tables import letter_costs

    loaded = tables()
    languages = {name: _letters_of(pairs) for name, pairs in letter_costs().items()}
    plain = loaded.costs[ROWS.index("latin")]
    models, unigrams, classes = [], [], {}
    for encoding, (prior, names) in CODECS.items():
        chars = [bytes([b]).decode(encoding, "replace") for b in range(256)]
        kinds = np.array([loaded.classes[ord(c)] for c in chars], np.uint8)
        for byte, char in enumerate(chars):
            control = SYMBOL if kinds[byte] == CONTROL else kinds[byte]
            kinds[byte] = DAMAGE if char == "\ufffd" else _KINDS.get(char, control)
        classes[encoding] = kinds
        outside = np.array([_outside(c, int(loaded.costs[0][ord(c)])) for c in chars], np.uint8)
        for language in names.split():
            index, pairs, width, alone = languages[language]
            letters = np.zeros(256, np.uint8)
            extra = np.zeros(256, np.uint8)
            unigram = np.zeros(256, np.float32)
            latin = language not in _OTHER_ALPHABETS
            for byte, char in enumerate(chars):
                low = char.lower()
                known = index.get(low) if len(low) == 1 else None
                if not latin and char < "\x80":
                    # Latin words in another alphabet cost what they cost anywhere.
                    extra[byte] = unigram[byte] = plain[byte]
                elif known is not None:
                    letters[byte] = known
                    extra[byte] = CAPITAL if char != low else 0
                    unigram[byte] = alone[known] + extra[byte]
                elif _is_letter(char):
                    letters[byte] = 1
                    unigram[byte] = FOREIGN
                else:
                    extra[byte] = unigram[byte] = outside[byte]
            weight = prior + LANGUAGE.get(language, 0.0)
            models.append(_Model(encoding, language, weight, letters, pairs, width, extra, latin))
            unigrams.append(unigram)
    touch = loaded.pairs.reshape(16, 16).copy()
    touch[12:15, :] = touch[:, 12:15] = 0
    touch[1:, DAMAGE] = 120
    for before, after, cost in _TOUCH:
        for a in before:
            touch[a, list(after)] = cost
    priors = np.array([m.prior for m in models], np.float32)
    latins = np.array([m.latin for m in models])
    costs = np.stack(unigrams, axis=1)
    return _Bank(tuple(models), costs, priors, latins, classes, touch.reshape(-1))


def _is_letter(char: str) -> bool:
    return (
        (char.isalpha() and char not in "ªº")
        or "\u0300" <= char <= "\u036f"
        or "\u0e30" <= char <= "\u0e4e"
    )


def _outside(char: str, table_cost: int) -> int:
    """Cost of a byte that is no letter: ASCII by the character table, less in plain prose."""
    if char == "\ufffd":
        return UNDEFINED
    if char == " ":
        return 0  # the boundary pair already paid for it
    if char < "\x7f":
        return table_cost if table_cost > 150 else max(10, table_cost - 25)
    return SYMBOLS.get(char, 110 if char >= "\xa0" else UNDEFINED)


def _letters_of(
    pairs: dict[str, int],
) -> tuple[dict[str, int], NDArray[np.uint8], int, list[float]]:
    """Index of letters (0 boundary, 1 foreign), flat pair costs, their width, unigram costs."""
    import numpy as np

    alphabet = sorted({c for pair in pairs for c in pair} - {" "})
    index = {c: i + 2 for i, c in enumerate(alphabet)}
    index_all = {" ": 0, **index}
    width = len(alphabet) + 2
    # Unigram probabilities: the stationary distribution of the pair chain, a few steps of it.
    chain = np.zeros((width, width))
    for pair, cost in pairs.items():
        chain[index_all[pair[0]], index_all[pair[1]]] = math.exp(-cost / 10)
    chain /= np.maximum(chain.sum(axis=1, keepdims=True), 1e-9)
    share = np.full(width, 1 / width)
    for _ in range(40):
        share = share @ chain
        share /= share.sum()
    alone = np.minimum(-10 * np.log(np.maximum(share, 1e-9)), FOREIGN - 5)
    out = np.minimum(alone[None, :] + BACK_OFF, 120).repeat(width, axis=0)
    for pair, cost in pairs.items():
        out[index_all[pair[0]], index_all[pair[1]]] = min(cost, 120)
    out[:, 1] = FOREIGN
    out[1, :] = np.minimum(alone, 100)
    out[0, 0] = 0
    return index, out.astype(np.uint8).reshape(-1), width, [float(a) for a in alone]
