"""From the decision to the text: read it whole where it is clean, else piece by piece.

The clean case is one strict decode and a survey of rare characters; only files that fail
either are planned line by line (``_lines``) or, in UTF-16, searched for shifts (``_wide``).
What it does not do: decide the main encoding, or decode (``_reading`` does).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textfix.decoding._codepages import CODECS
from textfix.decoding._fill import Filler
from textfix.decoding._lines import Piece, multibyte_lines, plan
from textfix.decoding._rank import EAST, Ranked, language_in
from textfix.decoding._reading import read, strict_prefix, strict_text
from textfix.decoding._survey import starts_cut, suspects
from textfix.decoding._tables import ROWS
from textfix.decoding._values import Segment
from textfix.decoding._wide import shifts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from textfix.decoding._bytemap import MapBuilder
    from textfix.decoding._decide import Decision
    from textfix.decoding._options import Options

__all__ = ["compose"]

# Bytes from which on a file that is only cut off at its end is not planned line by line; in a
# smaller one the last line is weighed for what it could be instead.
CUT_FROM = 1 << 16
# Bytes looked at in so many places; there is nothing to salvage where so FEW values repeat.
PROBED, PROBES, FEW = 512, 8, 4


def compose(
    data: bytes,
    decision: Decision,
    options: Options,
    builder: MapBuilder,
    ends: tuple[bool, bool] = (True, True),
) -> tuple[Segment, ...]:
    """Append the text of ``data`` to ``builder``; return the segments, which begin at byte 0.

    ``ends`` says whether the file begins and ends here, where characters may be cut.
    """
    codec = decision.encoding
    if codec.startswith("utf-16"):
        return _read_pieces(data, _wide_pieces(data, decision, options), builder)
    planned = codec in EAST or codec == "utf-8" or codec in CODECS
    if not planned or options.errors == "strict":
        return _read_pieces(data, [Piece(0, len(data), codec)], builder)
    large = len(data) > CUT_FROM and ends[1] and codec in EAST
    text, stop = strict_prefix(data, codec) if large else (strict_text(data, codec), len(data))
    language = decision.language or language_in(data, codec)
    main = Ranked(codec, 0.0, language)
    lines = None
    if text is not None and codec == "utf-8":  # needs no table, nor numpy
        read(data, codec, builder, text=text)
        return _segments([Piece(0, len(data), codec)], [(builder.n_bytes, builder.n_chars)])
    # Cut off at its end and nothing else: read as it stands, unless something in it is doubtful.
    cut = text is not None and stop < len(data)
    if _repeats(data) or (cut and not len(_doubtful_lines(data[:stop], text or "", main, ends[0]))):
        read(data[:stop], codec, builder, text=text)
        read(data[stop:], codec, builder)
        return _segments([Piece(0, len(data), codec)], [(builder.n_bytes, builder.n_chars)])
    if cut:
        text = None
    if text is not None:
        lines = _doubtful_lines(data, text, main, ends[0])
        if not len(lines) or (decision.how == "given" and codec not in EAST):
            read(data, codec, builder, text=text)
            return _segments([Piece(0, len(data), codec)], [(builder.n_bytes, builder.n_chars)])
    if decision.how == "given":
        options = replace(options, candidates=(codec,))
    pieces = plan(data, main, options, lines, ends)
    if text is not None and len(pieces) == 1 and pieces[0] == Piece(0, len(data), codec):
        read(data, codec, builder, text=text)
        return _segments(pieces, [(builder.n_bytes, builder.n_chars)])
    return _read_pieces(data, pieces, builder)


def _repeats(data: bytes) -> bool:
    """True if all that a large input says, wherever it is looked at, are the same few bytes."""
    if len(data) <= CUT_FROM:
        return False
    seen: set[int] = set()
    for part in range(PROBES):
        at = part * (len(data) - PROBED) // (PROBES - 1)
        seen.update(data[at : at + PROBED])
        if len(seen) > FEW:
            return False
    return True


def _doubtful_lines(data: bytes, text: str, main: Ranked, first: bool) -> NDArray[np.int64]:
    """Numbers of the lines of the strictly decoded ``text`` that call for a second look."""
    import numpy as np

    if main.encoding in EAST:
        row = ROWS.index(main.language) if main.language in ROWS else 0
        lines = [0] if first and starts_cut(data, main) else []
        line = at = 0
        for position in suspects(text, main.encoding, row).tolist():
            line += text.count("\n", at, position)
            at = position
            lines.append(line)
        return np.array(sorted(set(lines)), np.int64)
    return multibyte_lines(data)


def _wide_pieces(data: bytes, decision: Decision, options: Options) -> list[Piece]:
    row = ROWS.index(decision.language) if decision.language in ROWS else 0
    orphans = shifts(data, decision.encoding, row) if options.errors == "salvage" else []
    return [Piece(0, len(data), decision.encoding, tuple(orphans))]


def _read_pieces(data: bytes, pieces: list[Piece], builder: MapBuilder) -> tuple[Segment, ...]:
    ends = []
    fill = Filler()
    offset = builder.n_bytes
    for piece in pieces:
        at = piece.start
        for orphan in (*piece.orphans, piece.end):
            read(data[at:orphan] if orphan - at < len(data) else data, piece.codec, builder)
            if orphan < piece.end:
                known = fill(data, orphan, piece.codec)
                byte = data[orphan : orphan + 1]
                builder.irregular(known or "\ufffd", byte, "filled" if known else "salvaged")
            at = orphan + 1
        if builder.n_bytes != offset + piece.end:
            raise AssertionError(f"piece {piece} left {builder.n_bytes - offset} bytes read")
        ends.append((builder.n_bytes, builder.n_chars))
    return _segments(pieces, ends)


def _segments(pieces: list[Piece], ends: list[tuple[int, int]]) -> tuple[Segment, ...]:
    """Join the pieces of one encoding; a mark before the first piece belongs to it."""
    out: list[Segment] = []
    last_byte = last = 0
    for piece, (byte_end, end) in zip(pieces, ends, strict=True):
        if out and out[-1].encoding == piece.codec:
            out[-1] = Segment(out[-1].byte_start, byte_end, out[-1].start, end, piece.codec)
        elif byte_end > last_byte:
            out.append(Segment(last_byte, byte_end, last, end, piece.codec))
        last_byte, last = byte_end, end
    return tuple(out)
