"""Bytes to text: the encoding found, damage repaired, every character traceable to its bytes.

``decode`` gives a :class:`Decoded` (text, encoding, how it is known, calibrated confidence,
segments of mixed files, damage, and the byte map); ``detect`` the same without the text;
``decode_stream`` works through input that does not fit into memory. The design is told in
``docs/decode.md``. Importing this package loads neither numpy nor chardet, nor what only inputs
other than UTF-8 need.

What it does not do: change a decoded text. Mojibake of text is a filter's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textfix.decoding import _codecs
from textfix.decoding._api import decode, detect
from textfix.decoding._decoded import Decoded
from textfix.decoding._values import Candidate, Damage, Detection, Segment

if TYPE_CHECKING:
    from textfix.decoding._stream import decode_stream

__all__ = [
    "Candidate",
    "Damage",
    "Decoded",
    "Detection",
    "Segment",
    "decode",
    "decode_stream",
    "detect",
]


# Before any answer can name them: see docs/adr/0104.
_codecs.register()


def __getattr__(name: str) -> Any:
    if name != "decode_stream":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from textfix.decoding._stream import decode_stream

    return decode_stream
