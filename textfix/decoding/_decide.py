"""The ladder of evidence: from proofs (mark, strict UTF-8, escapes) down to likelihoods.

Each rung either answers or passes on. What this module does not do: make text (``_reading``),
weigh characters (``_likelihood``), or split mixed files (``_mixed``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textfix.decoding._chardet import opinions
from textfix.decoding._declared import find_declared
from textfix.decoding._escape import find_escape
from textfix.decoding._rank import believed, rank
from textfix.decoding._sample import LIMIT
from textfix.decoding._values import Candidate
from textfix.decoding._wide import find_utf32, wide_scores

if TYPE_CHECKING:
    from textfix.decoding._options import Options

__all__ = ["Decision", "decide"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The encoding of a whole file, how it is known, and what else was weighed."""

    encoding: str
    how: str
    confidence: float
    language: str | None = None
    candidates: tuple[Candidate, ...] = ()


def decide(data: bytes, options: Options) -> Decision:
    """Decide the encoding of ``data``, which is no valid UTF-8 with non-ASCII characters."""
    head = data[:LIMIT]
    wide = find_utf32(head)
    if wide is not None and options.allows(wide):
        return Decision(wide, "likelihood", 0.99)
    if data.isascii():
        name = find_escape(data)
        if name is not None and options.allows(name):
            return Decision(name, "escape", 0.99)
        if b"\0" in head:
            scores = {c: s for c, s in wide_scores(head).items() if options.allows(c)}
            if scores:
                order = max(scores, key=lambda c: scores[c][0])
                return Decision(order, "likelihood", 0.98, scores[order][1])
        if options.allows("utf-8"):
            return Decision("utf-8", "utf-8", 1.0)
    declared = options.declared or find_declared(data)
    found = rank(data, options, declared)
    if not found:
        return _ask_chardet(data, options)
    best, candidates = believed(data, found)
    return Decision(best.encoding, best.how, candidates[0].confidence, best.language, candidates)


def _ask_chardet(data: bytes, options: Options) -> Decision:
    """Candidates that only chardet knows, or nobody does."""
    found = opinions(data, allowed=options.candidates)
    if not found:
        fallback = options.candidates[0] if options.candidates else "cp1252"
        return Decision(fallback, "chardet", 0.1)
    best = found[0]
    ranked = tuple(Candidate(*opinion) for opinion in found)
    return Decision(best.encoding, "chardet", best.confidence, best.language, ranked)
