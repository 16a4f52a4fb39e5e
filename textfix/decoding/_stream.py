"""Decode what does not fit into memory: consecutive blocks, each a ``Decoded`` of its own bytes.

A block ends after a newline where there is one, else between two characters. The first block
decides; each later one is checked against that decision and decided anew where it contradicts
it. Encodings with shift states carry their state from block to block.
What it does not do: hold more than one block and its text.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO

from textfix._errors import ConfigError
from textfix.decoding._bytemap import MapBuilder
from textfix.decoding._decide import Decision, decide
from textfix.decoding._options import Errors, Options, make_options
from textfix.decoding._rank import EAST
from textfix.decoding._reading import strict_text
from textfix.decoding._stepwise import STATEFUL, read_on
from textfix.decoding._survey import suspects
from textfix.decoding._tables import ROWS
from textfix.decoding._values import Segment
from textfix.decoding._whole import decode_as, finish, start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textfix.decoding._decoded import Decoded

__all__ = ["decode_stream"]

# Belief at which a block's own decision overrules the stream's. Lower, and a block of names
# in a GBK file would change sides; a real change of encoding is decided at 0.99 and more.
OVERRULE = 0.9
# Smallest block: room for a mark and a few characters of four bytes.
SMALLEST = 64


def decode_stream(
    stream: BinaryIO,
    *,
    encoding: str | None = None,
    declared: str | None = None,
    hints: Sequence[str] | str | None = None,
    candidates: Sequence[str] | str | None = None,
    errors: Errors = "salvage",
    block_bytes: int = 8 << 20,
) -> Iterator[Decoded]:
    """Yield the stream as consecutive ``Decoded`` blocks of at most ``block_bytes`` bytes.

    The offsets in each block are its own; ``b"".join(b.restore() for b in blocks)`` is the
    stream. Raises ConfigError for a block size under 64 bytes, else as ``decode``.

    >>> import io
    >>> stream = io.BytesIO("白日依山盡\\n黃河入海流".encode("big5"))
    >>> [block.text for block in decode_stream(stream)]
    ['白日依山盡\\n黃河入海流']
    """
    if block_bytes < SMALLEST:
        raise ConfigError(f"block_bytes must be at least {SMALLEST}, not {block_bytes}")
    return _blocks(stream, make_options(encoding, declared, hints, candidates, errors), block_bytes)


def _blocks(stream: BinaryIO, options: Options, block_bytes: int) -> Iterator[Decoded]:
    pending, ended = _fill(stream, b"", block_bytes)
    if not pending:
        return
    mark, decision = start(pending, options)
    if decision.encoding.startswith(STATEFUL):
        yield from _stateful(stream, pending, ended, decision, options, block_bytes)
        return
    first = True
    while pending:
        cut = len(pending) if ended else _cut(pending, decision.encoding)
        ends = (first, ended)
        block = pending[:cut] if cut < len(pending) else pending
        decoded = decode_as(block, decision, options, mark, ends)
        if not ended and decision.encoding.startswith("utf-16") and _lost_bytes(decoded) % 2:
            # An odd number of bytes was lost: end where the units of the rest begin.
            cut -= 1
            block = pending[:cut]
            decoded = decode_as(block, decision, options, mark, ends)
        yield decoded
        pending, ended = _fill(stream, pending[cut:], block_bytes) if not ended else (b"", True)
        mark, first = 0, False
        if pending:
            decision = _check(pending, decision, options)


def _fill(stream: BinaryIO, pending: bytes, block_bytes: int) -> tuple[bytes, bool]:
    """Read up to a whole block; True with the last one."""
    parts = [pending]
    size = len(pending)
    while size < block_bytes:
        part = stream.read(block_bytes - size)
        if not part:
            return b"".join(parts), True
        parts.append(part)
        size += len(part)
    return b"".join(parts), False


def _cut(data: bytes, codec: str) -> int:
    """Where a block ends: after the last newline, else after the last whole character."""
    if codec.startswith(("utf-16", "utf-32")):
        unit = 2 if codec.startswith("utf-16") else 4
        newline = "\n".encode(codec)
        at = data.rfind(newline)
        while at >= 0 and at % unit:
            at = data.rfind(newline, 0, at + len(newline) - 1)
        if at >= 0:
            return at + unit
    else:
        at = data.rfind(b"\n")
        if at >= 0:
            return at + 1
    decoder = codecs.getincrementaldecoder(codec)("replace")
    decoder.decode(data)
    rest = len(decoder.getstate()[0])
    return len(data) - rest if rest < len(data) else len(data)


def _lost_bytes(decoded: Decoded) -> int:
    return sum(d.action in ("salvaged", "filled") for d in decoded.damage)


def _check(data: bytes, decision: Decision, options: Options) -> Decision:
    """The decision for the next block: the old one, unless the bytes contradict it."""
    codec = decision.encoding
    if options.encoding is not None or codec.startswith(("utf-16", "utf-32")):
        return decision
    if data.isascii():
        return decision
    window = data if codec == "utf-8" else data[: data.rfind(b"\n") + 1] or data
    text = strict_text(window, codec)
    if text is not None:
        row = ROWS.index(decision.language) if decision.language in ROWS else 0
        if codec == "utf-8" or (codec in EAST and not len(suspects(text, codec, row))):
            return decision
    if options.allows("utf-8") and strict_text(window, "utf-8") is not None:
        return Decision("utf-8", "utf-8", 1.0)
    fresh = decide(data, options)
    return fresh if fresh.encoding != codec and fresh.confidence >= OVERRULE else decision


def _stateful(
    stream: BinaryIO,
    pending: bytes,
    ended: bool,
    decision: Decision,
    options: Options,
    block_bytes: int,
) -> Iterator[Decoded]:
    """One decoder through all blocks; lines keep their bytes, for a block alone means nothing."""
    decoder = codecs.getincrementaldecoder(decision.encoding)()
    while pending:
        cut = len(pending) if ended else pending.rfind(b"\n") + 1 or len(pending)
        builder = MapBuilder()
        read_on(pending[:cut], decoder, builder, final=ended)
        yield finish(
            decision, options, builder, (Segment(0, cut, 0, builder.n_chars, decision.encoding),)
        )
        pending, ended = _fill(stream, pending[cut:], block_bytes) if not ended else (b"", True)
