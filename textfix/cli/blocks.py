"""The detection of a large file, from those of the blocks that it was read in.

A block of plain ASCII says nothing: it may be the beginning of a file in any encoding that
contains ASCII. It takes the encoding of what follows it, or else of what went before.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textfix.decoding import Damage, Decoded, Detection, Segment

    _Part = TypeVar("_Part", Segment, Damage)

__all__ = ["joined"]


def joined(blocks: Iterable[Decoded]) -> Detection:
    """One detection of consecutive blocks, of which there is at least one; offsets are the file's.

    The encoding is that of the most bytes; how it is known, what the first such block says.
    """
    segments: list[Segment] = []
    silent: list[bool] = []
    damage: list[Damage] = []
    sizes: Counter[str] = Counter()
    said: dict[str, Detection] = {}
    chars = size = 0
    for block in blocks:
        found = block.detection()
        is_silent = found.encoding == "utf-8" and block.text.isascii()
        if not is_silent or not said:
            said.setdefault(found.encoding, found)
        for part in found.segments:
            segments.append(_moved(part, size, chars))
            silent.append(is_silent)
            sizes[part.encoding] += 0 if is_silent else part.byte_end - part.byte_start
        damage += (_moved(part, size, chars) for part in found.damage)
        size, chars = segments[-1].byte_end, segments[-1].end
    main = max(said, key=lambda name: sizes[name])
    return replace(said[main], segments=tuple(_merged(segments, silent)), damage=tuple(damage))


def _moved(part: _Part, size: int, chars: int) -> _Part:
    """A part of a block in offsets of the file: `size` bytes and `chars` characters lie before."""
    return replace(
        part,
        byte_start=part.byte_start + size,
        byte_end=part.byte_end + size,
        start=part.start + chars,
        end=part.end + chars,
    )


def _merged(segments: list[Segment], silent: list[bool]) -> list[Segment]:
    """The segments with the silent ones named by their neighbours, and equal neighbours joined."""
    names = [None if quiet else part.encoding for part, quiet in zip(segments, silent, strict=True)]
    after: str | None = None
    for at in reversed(range(len(names))):
        after = names[at] = names[at] or after
    merged: list[Segment] = []
    for part, name in zip(segments, names, strict=True):
        encoding = name or (merged[-1].encoding if merged else part.encoding)
        if encoding != part.encoding and not _contains_ascii(encoding):
            encoding = part.encoding
        if merged and merged[-1].encoding == encoding:
            merged[-1] = replace(merged[-1], byte_end=part.byte_end, end=part.end)
        else:
            merged.append(replace(part, encoding=encoding))
    return merged


def _contains_ascii(encoding: str) -> bool:
    try:
        return "a".encode(encoding) == b"a"
    except LookupError:  # read through a table of ours
        return False
