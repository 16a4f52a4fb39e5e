"""Read what must be read in order: encodings with shift states, UTF-32, unusual codecs.

If the whole re-encodes to its bytes it is one regular run; else every line keeps its bytes,
and in a line that fails the bytes are fed one by one, so that damage stays small.
What it does not do: anything fast. The common encodings never come here (``_reading``).
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textfix.decoding._bytemap import MapBuilder

__all__ = ["REPLACED", "STATEFUL", "read_on", "read_stepwise"]

REPLACED = "replaced"
_SURROGATE = re.compile("[\ud800-\udfff]")

# Codecs with shift states: their bytes mean nothing without what came before.
STATEFUL = ("hz", "iso2022", "utf-7", "iso-2022")

# Lines, and for text without any a bound: what one irregular run may hold.
_LINES = re.compile(rb"[^\n]{0,1023}\n|[^\n]{1,1024}")
# Lines read one by one before they are read in groups: 1 MB of lines of seven bytes, none of which
# returns to ASCII, took 42 times as long as clean GBK.
FINE = 4096
_GROUPS = re.compile(rb"(?:[^\n]{0,1023}\n|[^\n]{1,1024}){1,64}")


def read_stepwise(data: bytes, codec: str, builder: MapBuilder) -> None:
    """Codecs with shift states, UTF-32, and anything unusual: whole if it verifies, else by line.

    Line by line every line keeps its bytes; inside a line that fails, every byte is fed alone.
    """
    text = _whole(data, codec)
    if text is not None:
        builder.regular(text, len(data), codec)
        return
    read_on(data, codecs.getincrementaldecoder(codec)(), builder, final=True)


def read_on(
    data: bytes, decoder: codecs.IncrementalDecoder, builder: MapBuilder, *, final: bool
) -> None:
    """Append ``data`` read by a decoder that carries a state; every line keeps its bytes.

    From ``FINE`` lines on, so do ``_GROUPS`` of lines together, if nothing is wrong in them.
    """
    runs = len(builder.kinds)
    for group in _GROUPS.findall(data):
        if len(builder.kinds) - runs >= FINE:
            state = decoder.getstate()
            try:
                text = decoder.decode(group)
            except UnicodeError:
                decoder.setstate(state)
            else:
                builder.irregular(_SURROGATE.sub("\ufffd", text), group)
                continue
        _read_lines(group, decoder, builder)
    if not final:
        return
    try:
        rest = decoder.decode(b"", True)
    except UnicodeError:
        rest = "\ufffd"
    if rest:
        builder.trailing(rest, REPLACED if "\ufffd" in rest else None)


def _read_lines(data: bytes, decoder: codecs.IncrementalDecoder, builder: MapBuilder) -> None:
    for line in _LINES.findall(data):
        state = decoder.getstate()
        try:
            text = decoder.decode(line)
        except UnicodeError:
            decoder.setstate(state)
            _step(line, decoder, builder)
        else:
            builder.irregular(_SURROGATE.sub("\ufffd", text), line)


def _whole(data: bytes, codec: str) -> str | None:
    """The text of ``data`` if encoding it gives exactly ``data`` back."""
    try:
        text = data.decode(codec)
        return text if not _SURROGATE.search(text) and text.encode(codec) == data else None
    except UnicodeError:
        return None


def _step(line: bytes, decoder: codecs.IncrementalDecoder, builder: MapBuilder) -> None:
    """Feed bytes singly; the bytes since the last output that cannot go on become U+FFFD."""
    start = 0
    for i in range(len(line)):
        state = decoder.getstate()
        try:
            text = decoder.decode(line[i : i + 1])
        except UnicodeError:
            builder.irregular("\ufffd", line[start : i + 1], REPLACED)
            start = i + 1
            # Forget the pending bytes, keep the shift state where the codec lets us.
            decoder.setstate((b"", state[1]))
            continue
        if text:
            builder.irregular(_SURROGATE.sub("\ufffd", text), line[start : i + 1])
            start = i + 1
    if start < len(line):
        builder.irregular("", line[start:])
