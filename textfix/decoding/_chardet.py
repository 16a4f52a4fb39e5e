"""The one place that calls chardet (0BSD, >= 7.7): opinions about single-byte encodings.

The rest of the package sees (codec, confidence, language) only, so that the detector can be
replaced. chardet is imported on the first call. Its confidence is an opinion on a scale of
its own (16 % of its right answers on short Chinese lie below 0.1): it ranks, it is no gate.
"""

from __future__ import annotations

from typing import NamedTuple

from textfix.decoding._labels import known

__all__ = ["Opinion", "opinions"]

# Bytes shown to chardet, from the front. Its own default is 200,000; single-byte languages are
# settled within a few thousand, and its time grows with the bytes.
SHOWN = 16384


class Opinion(NamedTuple):
    """One candidate of the detector: a codec Python knows, its confidence and language."""

    encoding: str
    confidence: float
    language: str | None


def opinions(data: bytes, *, allowed: tuple[str, ...] | None = None) -> list[Opinion]:
    """What chardet thinks of ``data``, best first, as codecs of ours; may be empty."""
    import chardet

    try:
        found = chardet.detect_all(data[:SHOWN], ignore_threshold=True, include_encodings=allowed)
    except (ValueError, LookupError):  # a candidate that chardet does not know
        found = chardet.detect_all(data[:SHOWN], ignore_threshold=True)
    out: dict[str, Opinion] = {}
    for item in found:
        name = item["encoding"]
        codec = known(name) if name else None
        if codec is not None and codec not in out and (allowed is None or codec in allowed):
            out[codec] = Opinion(codec, float(item["confidence"]), item["language"] or None)
    return list(out.values())
