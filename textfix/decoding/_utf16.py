"""UTF-16 read with its damage: lone surrogates and an odd last byte are all that there can be.

What it does not do: take off byte-order marks (`_marks`), tell UTF-16 from other bytes (`_wide`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix.decoding._stepwise import REPLACED

if TYPE_CHECKING:
    from textfix.decoding._bytemap import MapBuilder

__all__ = ["read_utf16"]


def read_utf16(data: bytes, codec: str, builder: MapBuilder) -> None:
    """Append the reading of ``data``; ``codec``: utf-16-le or utf-16-be."""
    even = len(data) & ~1
    body = data[:even] if even < len(data) else data
    try:
        builder.regular(body.decode(codec), even, codec)
    except UnicodeDecodeError:
        at = 0
        for start, stop in _lone_surrogates(body, codec):
            builder.regular(body[at:start].decode(codec), start - at, codec)
            builder.irregular("\ufffd" * ((stop - start) // 2), body[start:stop], REPLACED)
            at = stop
        builder.regular(body[at:].decode(codec), even - at, codec)
    builder.irregular("\ufffd", data[even:], REPLACED)


def _lone_surrogates(body: bytes, codec: str) -> list[tuple[int, int]]:
    """Byte spans of the runs of surrogates without their other half."""
    import numpy as np

    units = np.frombuffer(body, "<u2" if codec == "utf-16-le" else ">u2")
    lone = (units & 0xF800) == 0xD800
    pairs = np.flatnonzero(((units[:-1] & 0xFC00) == 0xD800) & ((units[1:] & 0xFC00) == 0xDC00))
    lone[pairs] = lone[pairs + 1] = False
    edges = np.flatnonzero(np.diff(lone, prepend=False, append=False)) * 2
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
