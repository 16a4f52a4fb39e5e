"""Decode what does not fit into memory: consecutive blocks, each a ``Decoded`` of its own bytes.

Blocks end after a newline where there is one, else between characters, so that any block
decodes alone. The first block decides; a later one that contradicts is decided anew.
What it does not do: hold more than one block and the text of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from textfix._errors import ConfigError
from textfix.decode._api import decode_with
from textfix.decode._decoded import Decoded
from textfix.decode._options import Errors, Options, make_options

__all__ = ["decode_stream"]

# Longest character of any encoding read here: four bytes (GB18030, UTF-8, UTF-32, EUC-TW).
_LONGEST = 4


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
    >>> [block.text for block in decode_stream(io.BytesIO("白日\\n依山".encode("gbk")))]
    ['白日\\n依山']
    """
    if block_bytes < 64:
        raise ConfigError("block_bytes must be at least 64")
    options = make_options(encoding, declared, hints, candidates, errors)
    return _blocks(stream, options, block_bytes)


def _blocks(stream: BinaryIO, options: Options, block_bytes: int) -> Iterator[Decoded]:
    pending = b""
    while True:
        chunk = stream.read(block_bytes - len(pending))
        if not chunk:
            break
        pending += chunk
        if len(pending) < block_bytes:
            continue
        cut = pending.rfind(b"\n") + 1
        yield decode_with(pending[: cut or len(pending)], options)
        pending = pending[cut:] if cut else b""
    if pending:
        yield decode_with(pending, options)

