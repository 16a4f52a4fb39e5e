"""``decode`` and ``detect``: the doors of this package.

``decode`` tries strict UTF-8 before it does anything else, options included: that is a proof,
it is the common case, and it must cost a bare decode. Everything else is behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix._errors import DecodeError
from textfix.decoding._bytemap import MapBuilder
from textfix.decoding._compose import compose
from textfix.decoding._decide import Decision, decide
from textfix.decoding._decoded import CLEAN_UTF8, Decoded, Facts, make_decoded
from textfix.decoding._marks import find_mark, mark_of
from textfix.decoding._options import NO_OPTIONS, Errors, Options, make_options
from textfix.decoding._values import Damage, Detection, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["decode", "decode_as", "decode_with", "detect", "finish", "start"]


# Compared by identity on the fast path; an equal string of other identity takes the long one.
_SALVAGE: Errors = "salvage"


def decode(
    data: bytes,
    *,
    encoding: str | None = None,
    declared: str | None = None,
    hints: Sequence[str] | str | None = None,
    candidates: Sequence[str] | str | None = None,
    errors: Errors = _SALVAGE,
) -> Decoded:
    """Turn bytes into text: find the encoding, repair what can be, record all of it.

    ``encoding`` orders an encoding; without it the bytes decide. ``declared`` is what an HTTP
    header says (a label or the whole Content-Type) and ``hints`` are languages expected
    (``["zh-Hant"]``): both are priors. ``candidates`` restricts the answer to these encodings.
    ``errors``: ``"salvage"`` (damaged bytes are re-aligned, what stays unreadable becomes
    U+FFFD), ``"replace"`` (U+FFFD only), ``"strict"`` (DecodeError).

    Never raises because of the bytes, unless ``errors="strict"``. Raises DecodeError for an
    unknown encoding name, ConfigError for a bad option value.

    >>> decode("海內存知己，天涯若比鄰。".encode("big5")).text
    '海內存知己，天涯若比鄰。'
    """
    if encoding is declared is hints is candidates is None and errors is _SALVAGE:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            # ASCII may be escape-coded, and U+FEFF is a leading mark.
            if not text.isascii() and text[0] != "\ufeff":
                # Made in line: the call of a maker costs a tenth of decoding 1 kB.
                decoded = Decoded()
                decoded._text = text  # noqa: SLF001
                decoded._facts = CLEAN_UTF8  # noqa: SLF001
                return decoded
    return decode_with(data, make_options(encoding, declared, hints, candidates, errors))


def detect(
    data: bytes,
    *,
    encoding: str | None = None,
    declared: str | None = None,
    hints: Sequence[str] | str | None = None,
    candidates: Sequence[str] | str | None = None,
    errors: Errors = "salvage",
) -> Detection:
    """The answer of :func:`decode` without the text, with the candidates ranked.

    >>> detect("ascii and 漢字".encode()).encoding
    'utf-8'
    """
    return decode(
        data,
        encoding=encoding,
        declared=declared,
        hints=hints,
        candidates=candidates,
        errors=errors,
    ).detection()


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
