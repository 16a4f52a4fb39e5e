"""The small values that decoding reports: segments, damage, candidates, a detection.

They are plain frozen records, so that a caller may keep, compare, pickle and print them. Byte
offsets count bytes of the input, ``start``/``end`` count code points of the decoded text; all
spans are half-open. What this module does not do: any decoding, and any deciding.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Candidate", "Damage", "Detection", "Segment"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the input in one encoding; the segments of a file cover every byte once.

    ``byte_start``/``byte_end`` are bytes of the input, ``start``/``end`` code points of the text.

    >>> Segment(0, 6, 0, 2, "utf-8").encoding
    'utf-8'
    """

    byte_start: int
    byte_end: int
    start: int
    end: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that could not be read as they stand, and what was done about them.

    ``action`` is ``"replaced"`` (they became U+FFFD), ``"salvaged"`` (a byte was lost or altered
    nearby; only these bytes became U+FFFD so that the text around them reads again) or ``"filled"``
    (the same, and the text around tells what character they are left of).

    >>> Damage(4, 5, 2, 3, "replaced").action
    'replaced'
    """

    byte_start: int
    byte_end: int
    start: int
    end: int
    action: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading that was weighed: its encoding, its share of belief (0 to 1), its language.

    >>> Candidate("gb18030", 0.97, "zh").confidence
    0.97
    """

    encoding: str
    confidence: float
    language: str | None


@dataclass(frozen=True, slots=True)
class Detection:
    """What :func:`textfix.decode.detect` found: a :class:`Decoded` without its text.

    ``candidates`` is ranked, best first, and never empty; the first one is ``encoding``.
    """

    encoding: str
    how: str
    confidence: float
    language: str | None
    segments: tuple[Segment, ...]
    damage: tuple[Damage, ...]
    candidates: tuple[Candidate, ...]
