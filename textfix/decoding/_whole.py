"""One input decoded as a whole: the leading mark, the decision, the reading, the facts.

The long way round, for everything that is not plainly UTF-8. `_stream` takes the same steps block
by block. What it does not do: decide (`_decide`) or read (`_compose`).
"""

from __future__ import annotations

from textfix._errors import DecodeError
from textfix.decoding._bytemap import MapBuilder
from textfix.decoding._compose import compose
from textfix.decoding._decide import Decision, decide
from textfix.decoding._decoded import Decoded, Facts, make_decoded
from textfix.decoding._marks import find_mark, mark_of
from textfix.decoding._options import NO_OPTIONS, Options
from textfix.decoding._values import Damage, Segment

__all__ = ["decode_as", "decode_with", "finish", "start"]


def decode_with(data: bytes, options: Options = NO_OPTIONS) -> Decoded:
    """``decode`` with checked options."""
    data = bytes(data)  # no copy of bytes; bytearray and memoryview are welcome
    mark, decision = start(data, options)
    return decode_as(data, decision, options, mark)


def decode_as(
    data: bytes,
    decision: Decision,
    options: Options,
    mark: int = 0,
    ends: tuple[bool, bool] = (True, True),
) -> Decoded:
    """Compose ``data`` as decided; its first ``mark`` bytes are a byte-order mark.

    ``ends`` says whether the file begins and ends with ``data``.
    """
    builder = MapBuilder()
    builder.irregular("", data[:mark])
    segments = compose(data[mark:] if mark else data, decision, options, builder, ends)
    return finish(decision, options, builder, segments)


def start(data: bytes, options: Options) -> tuple[int, Decision]:
    """Length of the leading mark and the decision on the bytes after it."""
    if options.encoding is not None:
        return mark_of(data, options.encoding), Decision(options.encoding, "given", 1.0)
    mark = find_mark(data)
    if mark is not None and options.allows(mark[1]):
        return mark[0], Decision(mark[1], "bom", 1.0)
    if options.allows("utf-8") and not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            pass
        else:
            return 0, Decision("utf-8", "utf-8", 1.0)
    return 0, decide(data, options)


def finish(
    decision: Decision, options: Options, builder: MapBuilder, segments: tuple[Segment, ...]
) -> Decoded:
    """The result; raises DecodeError for damage if the caller asked to be strict."""
    text, byte_map = builder.finish()
    damage = tuple(Damage(*item) for item in builder.damage)
    if damage and options.errors == "strict":
        first = damage[0]
        raise DecodeError(
            f"bytes {first.byte_start} to {first.byte_end} are not valid {decision.encoding}; "
            'use errors="replace" or "salvage", or name another encoding'
        )
    if builder.n_bytes and not segments:  # a mark and nothing else
        segments = (Segment(0, builder.n_bytes, 0, 0, decision.encoding),)
    facts = Facts(
        _main(segments, decision.encoding),
        decision.how,
        decision.confidence,
        decision.language,
        segments,
        damage,
        byte_map,
        decision.candidates,
    )
    return make_decoded(text, facts)


def _main(segments: tuple[Segment, ...], decided: str) -> str:
    """The encoding of the most bytes."""
    if not segments:
        return decided
    sizes: dict[str, int] = {}
    for segment in segments:
        sizes[segment.encoding] = (
            sizes.get(segment.encoding, 0) + segment.byte_end - segment.byte_start
        )
    return max(sizes, key=lambda name: sizes[name])
