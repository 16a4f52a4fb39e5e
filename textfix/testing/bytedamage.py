"""Damage to bytes: text that was read in a wrong encoding, lost a byte, or mixes encodings.

With a seed, as the functions of `damage`. Needs no Hypothesis.

What it does not do: undo anything; a text that an encoding cannot hold is refused, or, where one
hanzi of it is picked for damage, that one is passed over.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CHAINS", "as_mojibake", "mix_encodings", "shift_bytes"]

# (written in, read in) as text meets them: one step, or two.
CHAINS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("utf-8", "latin-1"),),
    (("gb18030", "latin-1"),),
    (("big5hkscs", "latin-1"),),
    (("utf-8", "latin-1"), ("utf-8", "latin-1")),
)
_RUN = re.compile("[\u4e00-\u9fff。、，！？；：“”]{4,}")


def as_mojibake(text: str, chain: Sequence[tuple[str, str]] | None = None, *, seed: int = 0) -> str:
    """The text written in one encoding and read in another, for each pair of the chain.

    By default a chain of `CHAINS`, by `seed`, the first that can write the text.

    Raises:
        UnicodeError: if the text cannot be written or read so.

    >>> as_mojibake("é")
    'Ã©'
    """
    if chain is not None:
        for written, read in chain:
            text = text.encode(written).decode(read)
        return text
    for number in range(seed, seed + len(CHAINS)):
        try:
            return as_mojibake(text, CHAINS[number % len(CHAINS)])
        except UnicodeError as error:
            failed = error
    raise failed


def shift_bytes(text: str, *, seed: int = 0, encoding: str = "gbk", marked: bool = True) -> str:
    """In each line that offers a place, one hanzi has lost its first byte; what follows is shifted.

    The orphaned second byte swallows the first one of the next hanzi, and so on, until the run of
    hanzi and marks ends. `marked`: where a byte belongs to no character a ``?`` is left, as
    converters do, or nothing.

    >>> shift_bytes("出海提高外貿", seed=1)
    '出Ｌ岣咄赓Q'
    """
    chance = random.Random(seed)
    return "".join(
        _shifted(line, chance, encoding, "?" if marked else "")
        for line in text.splitlines(keepends=True)
    )


def _shifted(line: str, chance: random.Random, encoding: str, mark: str) -> str:
    runs = list(_RUN.finditer(line))
    if not runs:
        return line
    run = chance.choice(runs)
    at = chance.randrange(1, len(run.group()) - 1)
    try:
        data = run.group()[at:].encode(encoding)
    except UnicodeError:
        return line
    read = data[1:].decode(encoding, "replace").replace("\ufffd", mark)  # REPLACEMENT CHARACTER
    return line[: run.start() + at] + read + line[run.end() :]


def mix_encodings(
    text: str, *, seed: int = 0, encodings: Sequence[str] = ("utf-8", "gb18030")
) -> bytes:
    """The bytes of the text with each line in one of several encodings, as files are put together.

    A line that an encoding cannot hold is written in the first one.

    Raises:
        UnicodeError: if the first one cannot hold it either.

    >>> mix_encodings("一\\n一", seed=4)
    b'\\xe4\\xb8\\x80\\n\\xd2\\xbb'
    """
    chance = random.Random(seed)
    lines = []
    for line in text.split("\n"):
        try:
            lines.append(line.encode(chance.choice(encodings)))
        except UnicodeError:
            lines.append(line.encode(encodings[0]))
    return b"\n".join(lines)
